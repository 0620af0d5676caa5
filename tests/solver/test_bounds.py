"""What the model leaves out, and the bounds that its rows rest on."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import orgplan as op
from orgplan.constraints.model.linear import Linear
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.domain.base import Strength
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.generate import generate
from orgplan.solver.bounds import hire_bounds
from orgplan.solver.build import build
from orgplan.solver.extract import extract
from orgplan.solver.outcome import Limits
from orgplan.solver.search import Search
from tests.constraints.organisations import rich_organisation
from tests.organisations import calendar


def three_months(*, holders: int, threshold: int) -> Organisation:
    """Nobody yet; developers are wanted each month, and from a number of heads on somebody has to
    head them.
    """
    return Organisation(
        calendar=calendar(3, PeriodLength.MONTH),
        people=(),
        roles=(
            Role(
                id="dev", name="dev", band_mid=60_000, lead_time=0, ramp=0, skills_at_start={"s": 3}
            ),
            Role(id="head", name="head", family="management"),
        ),
        teams=(Team(id="A"),),
        needs=(
            Need(
                id="N-1",
                scope=ORGANISATION,
                skill="s",
                kind=NeedKind.HOLDERS,
                required=(holders,) * 3,
                strength=Strength.SHOULD,
            ),
        ),
        rules=(
            Director(
                id="director",
                scopes=(ORGANISATION,),
                threshold=threshold,
                roles=("management",),
            ),
        ),
    )


def test_no_plan_of_the_model_opens_more_seats_than_its_triggers_reckon_with() -> None:
    """Two holders are wanted, so two seats are the most of any use, and a rule from three heads on
    is left out.

    With two seats in each of the three months there would be six heads, and the rule would be
    triggered without a row that says so.
    """
    org = three_months(holders=2, threshold=3)
    assert hire_bounds(org) == {("dev", "A"): 2}
    assert _most_seats(org)["dev", "A"] == 2


@pytest.mark.parametrize("seed", range(40))
def test_seats_over_the_horizon_stay_within_their_bound(seed: int) -> None:
    org = rich_organisation(seed)
    bounds = hire_bounds(org)
    for seat, most in _most_seats(org).items():
        assert most <= bounds[seat]


def _most_seats(org: Organisation) -> Counter[tuple[str, str]]:
    """Seats of the plan that opens as many as the model allows."""
    built = build(org, firm=frozenset())
    outcome = Search(built.model).minimise(
        Linear(0.0, [(-1.0, seats) for seats in built.x.hire.values()]), Limits(10.0, 0.0)
    )
    if outcome.values is None:  # limits that the roster breaks already
        return Counter()
    return Counter((hire.role, hire.team) for hire in extract(org, built, outcome.values).hires)


def test_backfills_are_on_offer_where_somebody_leaves_and_nowhere_else() -> None:
    """Ann, a developer of A, leaves at the end of January; nobody else of a role and team does."""
    ann = Person(
        id="Ann",
        name="Ann",
        role="dev",
        team="A",
        start_date=date(2026, 1, 1),
        end_date=date(2027, 1, 31),
        base_salary=60_000,
    )
    org = three_months(holders=2, threshold=3).replace(
        people=(ann,), levers=(Lever(id="again", kind=LeverKind.BACKFILL, share=1.0),)
    )
    assert {(seat.role, seat.team) for seat in build(org).x.hire if seat.lever == "again"} == {
        ("dev", "A")
    }
    stays = org.replace(people=(ann.replace(end_date=None),))
    assert not [seat for seat in build(stays).x.hire if seat.lever]


PACKAGE = str(Path(op.__file__).parent)


def lines_to_state(size: int) -> int:
    """Lines of the package that run while a model is stated: a measure of work that no other load
    changes.
    """
    org, ran = generate(20 * size, teams=6 * size, titles=10 * size, periods=2, seed=1), 0

    def line(_frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal ran
        ran += event == "line"
        return line

    def call(frame: FrameType, _event: str, _arg: object) -> Any:
        return line if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        build(org)
    finally:
        sys.settrace(before)
    return ran


def test_stating_takes_no_product_of_all_pairs_of_roles_and_teams() -> None:
    # People, teams and titles are twice as many: pairs of a role and a team four times, products of
    # pairs sixteen times.
    assert lines_to_state(6) < 4 * lines_to_state(3)
