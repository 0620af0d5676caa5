"""Coverage of staff, of which exactly so many are asked for: one too many is missed like one too
few, wherever coverage is counted.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from orgplan.analysis.assessment import Assessment
from orgplan.domain.base import Strength
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Plan
from orgplan.domain.roles import Role
from orgplan.domain.teams import Scope, ScopeKind, Team
from orgplan.report.sheets.workbook import write_workbook
from tests.report.office import needs_office, recalculated, with_planted_values
from tests.report.organisations import run_of


def two_devs() -> Assessment:
    """Ann and Bo; asked for are three, two, one and none, quarter by quarter."""
    people = tuple(
        Person(
            id=name,
            name=name,
            role="dev",
            team="A",
            start_date=date(2020, 1, 1),
            base_salary=60_000,
            attrition=0.0,
        )
        for name in ("Ann", "Bo")
    )
    need = Need(
        id="N-1",
        scope=Scope(kind=ScopeKind.TEAM, name="A"),
        skill="dev",
        kind=NeedKind.STAFF,
        required=(3, 2, 1, 0),
        strength=Strength.MUST,
    )
    org = Organisation(
        calendar=Calendar(
            as_of=date(2026, 12, 31), start=date(2027, 1, 1), period=PeriodLength.QUARTER, periods=4
        ),
        people=people,
        roles=(Role(id="dev", name="dev", band_mid=60_000),),
        teams=(Team(id="A"),),
        needs=(need,),
    )
    return Assessment(org, Plan())


def test_too_many_are_a_shortfall_like_too_few() -> None:
    rows = two_devs().coverage
    assert [(row.required, row.planned, row.shortfall) for row in rows] == [
        (3, 2, 1),
        (2, 2, 0),
        (1, 2, 1),
        (0, 2, 2),
    ]
    assert [row.shortfall_with(row.now) for row in rows] == [1, 0, 1, 2]


@needs_office
def test_the_sheets_count_them_so(tmp_path: Path) -> None:
    """One of four is met, four heads are missed over the quarters, and the proof on Checks
    agrees.
    """
    assessment = two_devs()
    write_workbook(tmp_path / "plan.xlsx", assessment, run_of(assessment))
    with_planted_values(tmp_path / "plan.xlsx", tmp_path / "planted.xlsx", -987654.25)
    book = load_workbook(recalculated(tmp_path / "planted.xlsx", tmp_path), data_only=True)
    summary = {row[0]: row[1:] for row in book["Key figures"].iter_rows(values_only=True)}
    assert summary["Must be met"][:6] == (4, 1, 1, 1, 0.25, 4)
    picture = next(row for row in book["Coverage"].iter_rows(values_only=True) if row[0] == "N-1")
    assert picture[7:] == (3, 2, 1, 2, 2, 0, 1, 2, 1, 0, 2, 2)
    assert book["Checks"]["B5"].value == "all PASS"
