"""The org chart before and after a plan, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

import orgplan as op
from orgplan.analysis.headcount.reporting_lines import chart_after, chart_before
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Exit, Hire, Move, Plan
from orgplan.domain.staffing.simulation import PlanSimulation
from orgplan.domain.teams import Team
from tests.constraints.small import person, small

TEAMS = (Team(id="Head"), Team(id="A", lead="Ann", parent="Head"), Team(id="B", parent="Head"))


def under(name: str, manager: str | None, team: str = "A", **rest: object) -> Person:
    return person(name, team=team, **rest).replace(manager_id=manager)  # type: ignore[arg-type]


ROSTER = (
    under("Boss", None, "Head"),
    under("Ann", "Boss"),
    under("Ben", "Ann"),
    under("Cy", "Ben"),
    under("Dan", None, "B", role="lead"),
    under("Eve", None, "B"),
)
ORG = small(*ROSTER, teams=TEAMS)


def lines(org: Organisation, plan: Plan | None = None) -> dict[str, tuple[str | None, int, int]]:
    """Id → manager, direct reports, depth."""
    walk = PlanSimulation(org, plan or Plan())
    chart = chart_before(walk) if plan is None else chart_after(walk)
    return {line.id: (line.manager, line.direct_reports, line.depth) for line in chart}


def test_the_roster_s_managers_and_the_nearest_for_those_without() -> None:
    # Nobody is written down for Dan and Eve: Dan's role manages B, and he reports to who manages
    # the team above; there nobody manages but the one to whom Ann reports.
    assert lines(ORG) == {
        "Boss": (None, 2, 1),
        "Ann": ("Boss", 1, 2),
        "Ben": ("Ann", 1, 3),
        "Cy": ("Ben", 0, 4),
        "Dan": ("Boss", 1, 2),
        "Eve": ("Dan", 0, 3),
    }


def moved(who: str, team: str) -> Move:
    return Move(id=f"M-{who}", kind=LeverKind.TRANSFER, lever="t", person_id=who, role="dev",
        team=team,
                start_date=date(2027, 4, 1), base_salary=60_000)  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Plan(moves=(moved("Ben", "B"),)), {"Ben": ("Dan", 0, 3), "Cy": ("Ann", 0, 3),
            "Ann": ("Boss", 1, 2)}),
        (Plan(moves=(moved("Eve", "A"),)), {"Eve": ("Ann", 0, 3), "Dan": ("Boss", 0, 2)}),
        (Plan(exits=(Exit(id="X", lever="x", person_id="Ann", last_day=date(2027, 3, 31)),)),
            {"Ben": ("Boss", 1, 2), "Cy": ("Ben", 0, 3)}),
        (Plan(hires=(Hire(id="H", role="dev", team="B", start_date=date(2027, 1, 1), base_salary=1),
            )), {"H": ("Dan", 0, 3), "Dan": ("Boss", 2, 2)}),
    ],
    ids=["who moves gets the manager there, and leaves reports to the one above", "into a led team",
        "a lead is gone", "a seat"],
)  # fmt: skip
def test_after_the_plan(plan: Plan, expected: dict[str, tuple[str | None, int, int]]) -> None:
    found = lines(ORG, plan)
    assert {name: found[name] for name in expected} == expected


def test_two_managers_do_not_report_to_each_other() -> None:
    org = small(
        under("P", None, "B", role="lead"), under("Q", None, "B", role="lead"), teams=TEAMS[2:]
    )
    assert lines(org.replace(teams=(Team(id="B"),))) == {"P": (None, 1, 1), "Q": ("P", 0, 2)}


def test_new_seats_and_moved_people_have_a_manager_in_the_results() -> None:
    seat = Hire(id="H", role="dev", team="B", start_date=date(2027, 1, 1), base_salary=60_000)
    org = ORG.replace(levers=(Lever(id="t", kind=LeverKind.TRANSFER),))
    result = op.evaluate(org, Plan(hires=(seat,), moves=(moved("Ben", "B"),)))
    assert list(result.hires["reports_to"]) == ["Dan"]
    assert list(result.moves["reports_to"]) == ["Dan"]
