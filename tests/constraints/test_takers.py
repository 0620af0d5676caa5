"""Somebody who may move can take over one team or another: rows and checker agree on both."""

from __future__ import annotations

import random
from datetime import date

import pytest

from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.constraints.structure.hierarchy.team_lead import TeamLead
from orgplan.constraints.structure.liaison import Liaison
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule
from orgplan.domain.teams import ORGANISATION, Team
from tests.constraints.both_sides import disagreements, random_plan, state
from tests.organisations import assumptions, calendar

LEAVES = date(2027, 3, 31)
TEAM_OF = {"P1": "Here", "P2": "Here", "P3": "Here", "P4": "Here", "P5": "There", "P6": "There"}


def two_teams(rule: Rule) -> Organisation:
    """Two teams whose leads, P1 and P6, leave; everybody may move, and holds the
    skill at 4."""
    return Organisation(
        calendar=calendar(2, PeriodLength.QUARTER),
        assumptions=assumptions(attrition=0),
        people=tuple(
            Person(
                id=name, name=name, role="dev", team=team, start_date=date(2020, 1, 1),
                end_date=LEAVES if name in ("P1", "P6") else None, base_salary=60_000,
                skills={"s": 4},
            )
            for name, team in TEAM_OF.items()
        ),
        roles=(Role(id="dev", name="dev", band_mid=60_000, can_manage=True),),
        teams=(
            Team(id="Here", lead="P1", partners=("Finance",)),
            Team(id="There", lead="P6", partners=("Finance",)),
        ),
        levers=(Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION),),
        rules=(rule, TeamLead(id="lead", scopes=(ORGANISATION,))),
    )  # fmt: skip


@pytest.mark.parametrize(
    "rule",
    [
        Echelon(id="r", scopes=(ORGANISATION,), threshold=2, skill="s", level=4, count=9),
        Liaison(id="r", scopes=(ORGANISATION,), skill="s", level=5, count=9),
    ],
    ids=lambda rule: rule.family,
)
def test_whoever_takes_over_either_team_is_counted_as_its_lead(rule: Rule) -> None:
    stated = state(two_teams(rule))
    taken = set()
    for seed in range(60):
        chosen = random_plan(stated, random.Random(seed))
        assert not disagreements(stated, chosen)
        taken |= {(one.who, one.team) for one in chosen.takeovers}
    assert {("P2", "Here"), ("P2", "There")} <= taken
