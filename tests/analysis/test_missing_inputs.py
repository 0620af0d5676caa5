"""What is missing from the inputs is told before the ending of the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

import orgplan as op
from orgplan.analysis.missing_inputs import heads_changed, missing_inputs
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.costs.budget import BudgetLine
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.language import speaking
from orgplan.report.audit.run_reader import read_run
from orgplan.report.optimality import how_it_ended

MONEY = BudgetLine(id="B-1", scope=ORGANISATION, periods=(0,), label="total", amount=1e6)
LEAD = Role(id="Lead", name="Lead", band_mid=90_000, skills_at_start={"Java": 3})
NEED = Need(id="N1", scope=ORGANISATION, skill="Java", required=(1,), kind=NeedKind.HOLDERS)


def person(number: int, start: date = date(2020, 1, 1), end: date | None = None) -> Person:
    return Person(
        id=f"P{number}",
        name=f"Person {number}",
        role="Lead",
        team="Rail",
        start_date=start,
        end_date=end,
        base_salary=90_000,
    )


def organisation(**fields: Any) -> Organisation:
    calendar = Calendar(
        as_of=date(2027, 1, 1), start=date(2027, 1, 1), period=PeriodLength.QUARTER, periods=1
    )
    return Organisation(
        **{"calendar": calendar, "people": (), "teams": (Team(id="Rail"),), **fields}
    )


def test_roles_without_skills_and_no_needs_are_told() -> None:
    need = Need(id="N1", scope=ORGANISATION, skill="Java", required=(1,), kind=NeedKind.HOLDERS)
    bare = tuple(Role(id=name, name=name, band_mid=80_000) for name in ("Java engineer", "Tester"))
    full = Role(id="Lead", name="Lead", band_mid=90_000, skills_at_start={"Java": 3})
    told, money = missing_inputs(organisation(roles=(*bare, full), needs=(need,)))
    assert money.startswith("no budget was found")
    assert told.startswith("2 of 3 roles bring no skill (Java engineer, Tester)")
    assert missing_inputs(organisation(roles=(full,), needs=(need,), budget=(MONEY,))) == []
    assert any("no need" in text for text in missing_inputs(organisation(roles=(full,))))


def test_roles_need_no_skills_where_only_heads_are_asked_for() -> None:
    bare = tuple(Role(id=name, name=name, band_mid=80_000) for name in ("Java engineer", "Tester"))
    staff = Need(id="N1", scope=ORGANISATION, skill="Tester", required=(2,), kind=NeedKind.STAFF)
    assert missing_inputs(organisation(roles=bare, needs=(staff,), budget=(MONEY,))) == []


def told(*people: Person, **fields: Any) -> list[str]:
    whole = {"roles": (LEAD,), "needs": (NEED,), "budget": (MONEY,), **fields}
    return missing_inputs(organisation(people=people, **whole))


def test_starts_years_away_and_contracts_that_end_are_told() -> None:
    assert told(person(1), person(2)) == []
    (late,) = told(person(1), person(2, date(2031, 5, 1)))
    assert (
        "Starting after the horizon and not counted: 1 person (Person 2), the first on 2031-05-01."
        in late
    )
    ends = [person(number, end=date(2027, 2, 28)) for number in range(3)]
    (leaving,) = told(*ends, person(4))
    assert leaving.startswith(
        "Leaving within the horizon according to end date: 3 people (Person 0, Person 1, Person 2)"
        " of 4."
    )


def test_roles_without_a_band_are_told() -> None:
    bare = tuple(Role(id=name, name=name) for name in ("A", "B"))
    assert [line[:27] for line in told(roles=(LEAD, *bare))] == ["2 of 3 roles have no band ("]


def test_a_head_count_that_changed_by_half_is_told() -> None:
    days = (date(2026, 1, 1), date(2027, 1, 1))
    before = [person(number) for number in range(10)]
    assert heads_changed(before, before[:6], days) is None
    assert "4 people are at work, but 10 were" in str(heads_changed(before, before[:4], days))
    assert heads_changed(before, [*before, *before[:5]], days) is not None
    left = [person(number, end=date(2025, 1, 1)) for number in range(10)]
    assert heads_changed(left, before, days) is None  # nobody was there to compare with


def test_first_of_all_comes_before_the_ending(tmp_path: Path) -> None:
    org = organisation(people=(person(1),), roles=(LEAD,), needs=(NEED,))
    planned = op.plan(org)
    assert planned.run.first == (
        "no budget was found, so nothing limits what the plan may spend: fill in Budget, or give "
        "--budget.",
    )
    gaps = ("Skills!J4: nobody is rated in iOS", *planned.run.first)
    planned = replace(planned, run=replace(planned.run, first=gaps))
    path = tmp_path / "plan.xlsx"
    op.save(planned, path)
    rows = [row[0] for row in load_workbook(path)["Summary"].iter_rows(values_only=True)]
    said = [str(cell) for cell in rows if cell]
    first = next(index for index, cell in enumerate(said) if cell.startswith("First of all: "))
    assert said[first] == "First of all: Skills: nobody is rated in iOS"
    assert first < said.index(how_it_ended(planned.run, planned.org))
    run = read_run(path)
    assert run is not None
    assert run.first == planned.run.first


def test_names_are_listed_with_the_signs_of_the_language() -> None:
    ends = [person(number, end=date(2027, 2, 1)) for number in range(5)]
    with speaking("zh"):
        said = "".join(missing_inputs(organisation(roles=(LEAD,), people=tuple(ends))))
    assert "5 人（Person 0、Person 1、Person 2、Person 3 等）" in said
    assert "people" not in said
