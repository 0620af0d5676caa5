"""A roster of 1,368 people in 232 teams: spans of each manager are judged, nobody is hired for
them, and it costs nothing.
"""

from __future__ import annotations

import random
import time

from orgplan.constraints.structure.hierarchy import direct_reports
from orgplan.constraints.structure.hierarchy.direct_reports import DirectReports
from orgplan.constraints.structure.hierarchy.layers import Layers
from orgplan.domain.base import Strength
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Plan
from orgplan.domain.staffing.simulation import PlanSimulation
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.solver.solve import solve
from tests.constraints.small import DEV, LEAD, need, person, small

TEAMS, PEOPLE = 232, 1_368
RULES = (
    DirectReports(
        id="4 to 10", scopes=(ORGANISATION,), per=10, per_min=4, strength=Strength.SHOULD
    ),
    Layers(id="five", scopes=(ORGANISATION,), count=5, strength=Strength.SHOULD),
)


def company(seed: int = 7) -> Organisation:
    """A lead for each team, who reports to the lead of the team above; others anywhere, so that
    teams are small and large.
    """
    r = random.Random(seed)
    teams, roster = list[Team](), list[Person]()
    for number in range(TEAMS):
        above = (number - 1) // 6 if number else None
        lead = person(f"L{number:03}", role="lead", team=f"T{number:03}", m=4)
        roster.append(lead.replace(manager_id=None if above is None else f"L{above:03}"))
        parent = None if above is None else f"T{above:03}"
        teams.append(Team(id=f"T{number:03}", lead=lead.id, parent=parent))
    for number in range(PEOPLE - TEAMS):
        team = min(int(r.expovariate(1 / 90)), TEAMS - 1)
        one = person(f"P{number:04}", team=f"T{team:03}", s=3)
        roster.append(one.replace(manager_id=f"L{team:03}"))
    return small(
        *roster,
        teams=tuple(teams),
        roles=(DEV.replace(max_hires=50), LEAD.replace(max_hires=50)),
        needs=(need("s", 900, 900, kind=NeedKind.HOLDERS),),
        rules=RULES,
    )


def test_spans_of_a_large_roster_are_said_and_not_bought() -> None:
    org = company()
    begun = time.process_time()
    solution = solve(org, gap=0.0, time_limit=60)
    spent = time.process_time() - begun
    assert solution.plan is not None
    assert solution.plan == Plan()
    assert spent < 60, "seconds of CPU"
    walk = PlanSimulation(org, solution.plan)
    measures = [m for m in direct_reports.measure(walk) if m.key[-1] == "2027-Q1"]
    outside = [m for m in measures if m.is_short]
    counted = walk.managers(0)
    reports = {lead: list(counted.values()).count(lead) for lead in org.team_leads}
    said = {m.by[0] for m in outside}
    assert said == {lead for lead, has in reports.items() if not 4 <= has <= 10}
    assert len(said) > 50
    assert sum(reports.values()) == PEOPLE - 1
