"""What a norm may be set for is what is read of it; anything else is refused at its cell."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from openpyxl import load_workbook

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.domain.assumptions import NORMS, Assumptions
from orgplan.errors import BadArgument
from tests.constraints.both_sides import state
from tests.report.levers import levered_organisation, levered_plan
from tests.report.organisations import rich_organisation, rich_plan

SAMPLE = Path(__file__).parents[2] / "sample_orgs" / "growing_startup" / "growing_startup.xlsx"

SELDOM = {
    "fx",
    "slip_days",
    "attrition_first_year",
    "movers_leave_at_once",
}  # by another name, or by what these two lack


def test_what_is_read_is_what_may_be_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    read: dict[str, set[str]] = defaultdict(set)
    row, get = Assumptions.row, Assumptions.get

    def note(key: str, scopes: tuple[str | None, ...]) -> None:
        for scope in scopes:
            kinds = (
                ("team", org.team),
                ("role", org.role),
                ("person", org.person),
                ("location", org.location),
            )
            read[key].update(kind for kind, names in kinds if scope in names)

    def noted_row(self: Assumptions, key: str, *scopes: str | None) -> object:
        note(key, scopes)
        return row(self, key, *scopes)

    def noted_get(self: Assumptions, key: str, *scopes: str | None) -> float:
        note(key, scopes)
        return get(self, key, *scopes)

    monkeypatch.setattr(Assumptions, "row", noted_row)
    monkeypatch.setattr(Assumptions, "get", noted_get)
    for org, decide in ((rich_organisation(), rich_plan), (levered_organisation(), levered_plan)):
        bare = {role.id: role.replace(lead_time=None, ramp=None) for role in org.roles}
        org = org.replace(roles=tuple(bare.values()))
        state(org)
        found = Assessment(org, decide(org))
        assert found.costs
        assert found.measures
    for norm in NORMS:
        assert read[norm.key] <= set(norm.scopes), norm.key
        if norm.key not in SELDOM:
            assert read[norm.key] == set(norm.scopes), norm.key


@pytest.mark.parametrize(
    ("key", "scope", "expected"),
    [
        ("learners_per_mentor", "Payments", "nothing: this holds for everybody"),
        ("lead_time", "P01", "a team or a role"),
        ("ramp", "P01", "a team, a role or a location"),
        ("capacity_tolerance", "Product manager", "a team"),
        ("lead_time", "Payments", None),
        ("max_courses", "P01", None),
    ],
)
def test_other_scopes_are_refused(
    key: str, scope: str, expected: str | None, tmp_path: Path
) -> None:
    book = load_workbook(SAMPLE)
    book["Assumptions"].append([key, 1, None, scope])
    last = book["Assumptions"].max_row
    book.save(path := tmp_path / "org.xlsx")
    if expected is None:
        assert op.load(path).assumptions.get(key, scope) == 1
        with_it = op.load(SAMPLE).apply(op.change.assume(scope=scope, **{key: 1.0}))
        assert with_it.assumptions.get(key, scope) == 1
        return
    with pytest.raises(op.BadInput) as caught:
        op.load(path)
    (fault,) = caught.value.faults
    assert (fault.cell, fault.expected) == (f"D{last}", expected)
    with pytest.raises(BadArgument, match="scope="):
        op.load(SAMPLE).apply(op.change.assume(scope=scope, **{key: 1.0}))


def test_an_organisation_in_memory_refuses_them_too() -> None:
    org = op.load(SAMPLE)
    for key, scope in (("course_hours", "Payments"), ("lead_time", "P01")):
        with pytest.raises(ValueError, match=f"{key} is set for '{scope}'"):
            org.replace(assumptions=org.assumptions.with_value(key, 10.0, scope))
