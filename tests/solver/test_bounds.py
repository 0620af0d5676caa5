"""What the model leaves out, and the bounds that its rows rest on."""

from __future__ import annotations

from collections import Counter

import pytest

from orgplan.constraints.rows import Linear
from orgplan.domain.base import Strength
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule, RuleFamily
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.solver.bounds import hire_bounds
from orgplan.solver.build import build
from orgplan.solver.highs import Highs
from orgplan.solver.outcome import Limits
from orgplan.solver.solve import extract
from tests.constraints.organisations import rich_organisation
from tests.organisations import calendar


def three_months(*, holders: int, threshold: int) -> Organisation:
    """Nobody yet; developers are wanted each month, and from a number of heads on somebody has to head them."""
    return Organisation(
        calendar=calendar(3, PeriodLength.MONTH),
        people=(),
        roles=(
            Role(id="dev", name="dev", band_mid=60_000, lead_time=0, ramp=0, skills_at_start={"s": 3}),
            Role(id="head", name="head", family="management"),
        ),
        teams=(Team(id="A"),),
        needs=(Need(id="N-1", scope=ORGANISATION, skill="s", kind=NeedKind.HOLDERS, required=(holders,) * 3, strength=Strength.SHOULD),),
        rules=(Rule(id="director", family=RuleFamily.DIRECTOR, scopes=(ORGANISATION,), threshold=threshold, roles=("management",)),),
    )


def test_no_plan_of_the_model_opens_more_seats_than_its_triggers_reckon_with() -> None:
    """Two holders are wanted, so two seats are the most of any use, and a rule from three heads on is left out.

    With two seats in each of the three months there would be six heads, and the rule would bite without a row that says so.
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
    outcome = Highs(built.model).minimise(Linear(0.0, [(-1.0, seats) for seats in built.x.hire.values()]), Limits(10.0, 0.0))
    if outcome.values is None:  # limits that the roster breaks already
        return Counter()
    return Counter((hire.role, hire.team) for hire in extract(org, built, outcome.values).hires)
