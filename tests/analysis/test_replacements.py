"""Whose place a hire takes, and where that leaves the leaver's reports."""

from __future__ import annotations

from datetime import date

import pytest

import orgplan as op
from orgplan.analysis.headcount.reporting_lines import chart_after, chart_before
from orgplan.analysis.seats.replacements import replaced
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.domain.plan import Hire, Plan
from orgplan.domain.staffing.simulation import PlanSimulation
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.report.page.org_chart import org_charts
from orgplan.report.quantities import in_numbers
from orgplan.report.reasons import hire_serves, hire_why
from tests.constraints.small import LEAD, person, small
from tests.planned import planned

TEAMS = (Team(id="A", lead="Ann"), Team(id="B", lead="Bob"))
ORG = small(
    person("Ann", role="lead", end=date(2027, 3, 31)),
    person("Cy"),
    person("Dan", end=date(2027, 2, 28)),
    person("Bob", role="lead", team="B"),
    person("Eve", team="B"),
    teams=TEAMS,
    periods=4,
)
NEXT_LEAD = Hire(id="H-1", role="lead", team="A", start_date=date(2027, 4, 1), base_salary=90_000)


def followed(*hires: Hire) -> dict[str, str]:
    return {seat: leaver.id for seat, leaver in replaced(ORG, Plan(hires=hires)).items()}


@pytest.mark.parametrize(
    ("hire", "leaver"),
    [
        (NEXT_LEAD, "Ann"),
        (NEXT_LEAD.replace(role="dev"), "Dan"),
        (NEXT_LEAD.replace(start_date=date(2027, 1, 1)), "Ann"),  # within the quarter: a hand-over
        (NEXT_LEAD.replace(team="B"), None),
        (NEXT_LEAD.replace(end_date=date(2027, 9, 30)), None),
        (NEXT_LEAD.replace(role="dev", replaces="Cy"), "Cy"),
    ],
    ids=["same role and team", "another role", "hand-over", "team", "contractor", "backfill"],
)
def test_a_seat_follows_a_leaver_of_its_role_in_its_team(hire: Hire, leaver: str | None) -> None:
    assert followed(hire) == ({hire.id: leaver} if leaver else {})


def test_a_leaver_is_followed_once_by_the_first() -> None:
    assert followed(NEXT_LEAD.replace(id="H-2", start_date=date(2027, 7, 1)), NEXT_LEAD) == {
        "H-1": "Ann"
    }


def test_a_replacement_is_called_one() -> None:
    made = op.evaluate(ORG, Plan(hires=(NEXT_LEAD,))).assessment
    assert hire_serves(made, made.hires).startswith("replaces Ann, who leaves on 2027-03-31")
    assert hire_why(made, made.hires[0]).startswith("replaces Ann, who leaves on 2027-03-31; ")
    assert in_numbers(made) == "1 hire (1 replaces a known leaver)"


def test_a_leaver_s_reports_go_to_whoever_follows() -> None:
    walk = PlanSimulation(ORG, Plan(hires=(NEXT_LEAD,)))
    above = {line.id: line.manager for line in chart_after(walk)}
    assert above == {"Cy": "H-1", "Bob": None, "Eve": "Bob", "H-1": None}


def test_reports_of_a_leaver_whom_nobody_follows_hang_at_the_empty_place() -> None:
    _today, later = org_charts(op.evaluate(ORG, Plan()).assessment)
    shown = [(node.name, node.change, node.leads) for node in later]
    assert ("Ann", "left on 2027-03-31, the seat is empty", True) in shown
    assert shown[shown.index(("Ann", "left on 2027-03-31, the seat is empty", True)) + 1] == (
        "Cy",
        "",
        False,
    )


def test_the_chart_says_who_follows_whom() -> None:
    today, later = org_charts(op.evaluate(ORG, Plan(hires=(NEXT_LEAD,))).assessment)
    assert {node.name: node.change for node in today}["Ann"] == (
        "leaves on 2027-03-31, followed by H-1"
    )
    assert {node.name: node.change for node in later}["H-1"] == (
        "new from 2027-04-01, replaces Ann"
    )


DIRECTED = Director(
    id="R-1", scopes=(ORGANISATION,), threshold=3, counts=("engineering", "lead"), roles=("boss",)
)


def test_a_director_without_a_line_stands_above_what_is_directed() -> None:
    boss = LEAD.replace(id="boss", name="boss")
    org = ORG.replace(
        roles=(*ORG.roles, boss),
        rules=(DIRECTED,),
        people=(*ORG.people, person("Zoe", role="boss", team="B")),
    )
    today = {line.id: line.manager for line in chart_before(PlanSimulation(org, Plan()))}
    assert today["Zoe"] is None
    assert today["Ann"] == today["Bob"] == "Zoe"
    assert today["Eve"] == "Bob"
    given = org.replace(people=tuple(
        one.replace(manager_id="Ann") if one.id == "Zoe" else one for one in org.people
    ))  # fmt: skip
    kept = {line.id: line.manager for line in chart_before(PlanSimulation(given, Plan()))}
    assert kept["Zoe"] == "Ann", "a line that the roster gives is kept"


def test_a_seat_that_growth_makes_necessary_says_so() -> None:
    made = planned("growing_startup")[0].assessment
    director = next(row for row in made.hires if row.hire.role == "Technical director")
    sentence = (
        "Technical director for the organisation, because the plan brings engineering to 22"
        " people (rule: from 21)"
    )
    assert hire_serves(made, (director,)) == sentence
    assert hire_why(made, director) == sentence
    assert made.manager(director.hire.id, director.hire.start_date) is None
