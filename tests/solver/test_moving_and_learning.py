"""Whoever moves takes along what they learn: one product a place, and half of a course counts for
half a person in all places together.
"""

from __future__ import annotations

import pytest

from orgplan.domain import Lever, LeverKind, NeedKind, Organisation, Scope, ScopeKind, Team
from orgplan.objectives import must_shortfall
from orgplan.solver.build import build
from orgplan.solver.stated_model import StatedModel
from tests.constraints.small import DEV, LEAD, course, need, person, small

PERIODS = 3


def organisation(learners: int = 2) -> Organisation:
    """Learners in A who may be moved to B; each team needs one of them trained, all the time of
    one, in the last period, and there is a place for one alone in a course that ends by then.
    """
    needs = tuple(
        need(
            "s",
            *[0] * (PERIODS - 1),
            1,
            kind=NeedKind.CAPACITY,
            name=f"N-{team}",
            scope=Scope(kind=ScopeKind.TEAM, name=team),
        )
        for team in ("A", "B")
    )
    return small(
        *(person(f"P{number}", s=2) for number in range(1, learners + 1)),
        periods=PERIODS,
        roles=tuple(role.replace(max_hires_total=0) for role in (DEV, LEAD)),
        teams=(Team(id="A"), Team(id="B")),
        needs=needs,
        courses=(course("s", 2, 3, seats=1, months=6),),
        levers=(Lever(id="transfer", kind=LeverKind.TRANSFER, to_team="B"),),
    )


def test_there_is_one_product_a_place_whichever_move_has_led_there() -> None:
    built = build(organisation(1))
    last = [column.name for column in built.model.columns if "both" in column.name]
    last = [name for name in last if "2027_Q3" in name]
    assert len(last) == 2, "one to stay and one to have moved, though a move may begin three times"


def test_the_relaxation_does_not_count_half_a_course_in_both_places() -> None:
    """One of two is trained, so that one of two needs is missed."""
    org = organisation()
    stated = StatedModel(org, build(org))
    outcome = stated._run(
        stated._held_before(must_shortfall.NAME),
        stated.goals[must_shortfall.NAME],
        must_shortfall.NAME,
        relaxed=True,
    )
    assert stated.least[must_shortfall.NAME] == pytest.approx(1.0)
    assert outcome.objective == pytest.approx(1.0)
