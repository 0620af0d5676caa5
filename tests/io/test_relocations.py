"""A person's change of place: read, refused, written again, priced; what it comes to is held
against a second road in tests/report.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.headcount.walk import Counted
from orgplan.domain import Plan, Relocation
from orgplan.domain.costs.budget import BudgetLine
from orgplan.domain.teams import Scope, ScopeKind
from orgplan.finance.ledger import ledger
from orgplan.io.output.template import write_template
from tests.io.make import Rows, save, sound

HEADER = ["person_id", "location", "valid_from", "base_salary", "currency", "cost_centre"]
JULY, OCTOBER = date(2027, 7, 1), date(2027, 10, 1)
PLACES: Rows = [
    ["location", "currency", "fx", "employer_tax_pct"],
    ["Berlin", None, None, 0.2],
    ["Warsaw", "PLN", 0.25, 0.3],
]


def book(*rows: list[object], **more: Rows) -> dict[str, Rows]:
    return {**sound(), "Locations": PLACES, "Relocations": [HEADER, *map(list, rows)], **more}


def test_charges_pay_and_cost_centre_follow_the_place(tmp_path: Path) -> None:
    rows = (
        ["Ann", "Warsaw", JULY, 360_000, None, "CC-PL"],
        ["P1", "Berlin", OCTOBER, None, None, None],
    )
    org = op.load(save(tmp_path / "org.xlsx", book(*rows)))
    first, second = org.relocations
    assert (first.base_salary, first.stated_as("base_salary", 90_000.0).amount) == (90_000, 360_000)
    assert second == Relocation(person_id="P1", location="Berlin", first=OCTOBER)
    paid: dict[tuple[str, str, int], int] = {}
    for line in ledger(org, Plan()):
        if line.entity == "P1" and line.month in (5, 6, 9):
            paid[line.component, line.cost_centre, line.month] = line.cents
    # 100,000 + 3.2 % in April; 90,000 from July on, at 30 % tax; in Berlin the pay of Warsaw at 20
    # %.
    assert paid["base", "Core", 5] == 8_600_00
    assert paid["tax", "Core", 5] == 860_00
    assert paid["base", "CC-PL", 6] == paid["base", "CC-PL", 9] == 7_500_00
    assert (paid["tax", "CC-PL", 6], paid["tax", "CC-PL", 9]) == (2_250_00, 1_500_00)
    write_template(tmp_path / "again.xlsx", org)
    assert op.load(tmp_path / "again.xlsx").relocations == org.relocations


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["Zoe", "Warsaw", JULY], "A2"),
        (["P1", None, JULY], "B2"),
        (["P1", "Warsaww", JULY], "B2"),
        (["P1", "Warsaw", None], "C2"),
        (["P1", "Warsaw", date(2027, 7, 2)], "C2"),
        (["P1", "Warsaw", date(2026, 1, 1)], "C2"),
        (["P1", "Warsaw", JULY, None, "PLN"], "E2"),
        (["P1", "Warsaw", JULY, 1_000, "XYZ"], "E2"),
    ],
)
def test_what_cannot_be_meant_is_refused(row: list[object], cell: str, tmp_path: Path) -> None:
    with pytest.raises(op.BadInput) as caught:
        op.load(save(tmp_path / "org.xlsx", book([*row, *[None] * (6 - len(row))])))
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.cell) == ("Relocations", cell)


def test_a_place_by_which_heads_are_counted_is_refused(tmp_path: Path) -> None:
    """Needs, rules, levers and norms of work go by the roster's place; nobody leaves it unseen."""
    row: list[object] = ["P1", "Warsaw", JULY, None, None, None]
    header, *needs = sound()["Requirements"]
    need = [*needs[0]]
    need[list(header).index("scope")] = "location: Warsaw"
    with pytest.raises(op.BadInput) as caught:
        op.load(save(tmp_path / "org.xlsx", book(row, Requirements=[header, need])))
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.cell) == ("Relocations", "B2")
    org = op.load(save(tmp_path / "org.xlsx", book(row)))
    scope = Scope(kind=ScopeKind.LOCATION, name="Warsaw")
    with pytest.raises(ValueError, match="Warsaw"):
        org.replace(needs=(org.needs[0].replace(scope=scope),))


def test_heads_of_a_cost_centre_follow(tmp_path: Path) -> None:
    """A cap on heads, the walk and the exported heads count somebody where the pay is booked."""
    row: list[object] = ["P1", "Warsaw", JULY, None, None, "CC-PL"]
    org = op.load(save(tmp_path / "org.xlsx", book(row)))
    cap = BudgetLine(
        id="B-9",
        scope=Scope(kind=ScopeKind.COST_CENTRE, name="CC-PL"),
        periods=tuple(range(org.calendar.periods)),
        label="total",
        headcount=0,
    )
    capped = org.replace(budget=(cap,))
    plan = Assessment(capped, Plan())
    with pytest.raises(op.Impossible, match="cost centre CC-PL, at most 0, 2027-Q3"):
        op.plan(capped, time_limit=10)
    over = [one for one in plan.measures if one.family == "headcount" and one.key[0] == "B-9"]
    assert [one.shortfall for one in over] == [float(one.key[-1] >= "2027-Q3") for one in over]
    walk = {(row.centre, row.period): row.closing for row in plan.walks[Counted.HEADS]}
    assert walk["CC-PL", 1] == 0
    assert walk["CC-PL", 2] == 1
