"""What we want, in strict order: one module for each term, stated for the model and calculated
again from the plan.

Each goal is minimised, then held at its value while the next is minimised.
"""

from collections.abc import Sequence
from typing import Protocol

from orgplan.constraints.model import DecisionVariables, Linear, Shortfall
from orgplan.domain import Goal, Measure, Organisation, Plan

from . import cost, disruption, priced_shortfall, redundancies
from .shortfalls import must_shortfall, should_shortfall

Shortfalls = Sequence[Shortfall]


class Objective(Protocol):
    """A goal: its name, its unit, how far it may slip once held, its terms in the model, and its
    value from the plan.

    Attributes
    ----------
    NAME
        As in results, run logs and the maths page.
    UNIT
        Of its value, in words.
    SLIP
        By how much it may slip once it is held, in its unit.
    """

    NAME: str
    UNIT: str
    SLIP: float

    def terms(self, org: Organisation, x: DecisionVariables, shortfalls: Shortfalls) -> Linear:
        """The expression to minimise.

        Parameters
        ----------
        org
            Read for prices and the previous plan.
        x
            Every decision on offer.
        shortfalls
            Of all demands that are not hard.

        Returns
        -------
        Linear
            In the unit of the goal; its constant counts.
        """

    def value(self, org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
        """The same, calculated from the plan without the model.

        Parameters
        ----------
        org
            Read for prices and the previous plan.
        plan
            Any plan, also one that no search has found.
        measures
            Of :func:`orgplan.constraints.judge`, for this plan.

        Returns
        -------
        float
            In the unit of the goal, within its `SLIP` of what the model says.
        """


ORDER: dict[Goal, tuple[Objective, ...]] = {
    Goal.COVER: (must_shortfall, should_shortfall, cost, disruption),
    Goal.FEWEST_REDUNDANCIES: (must_shortfall, should_shortfall, redundancies, cost, disruption),
    Goal.CHEAPEST: (cost, should_shortfall, disruption),
}


def goals_of(org: Organisation) -> tuple[Objective, ...]:
    """Goals of an organisation in their order.

    Where shortfalls have a price, what is left of them follows the cost; beside a previous plan it
    comes last, for the cost may rise by then to stay close to that plan and to nothing else.

    Parameters
    ----------
    org
        Read for its goal, prices and previous plan.

    Returns
    -------
    tuple[Objective, ...]
        The first one matters most; what comes later never worsens what came before by more than
        that may slip.

    Examples
    --------
    >>> [objective.NAME for objective in goals_of(org)]
    ['must_shortfall', 'should_shortfall', 'cost', 'disruption']
    """
    order = ORDER[org.goal]
    if not org.has_prices:
        return order
    after = len(order) if org.previous is not None else order.index(cost) + 1
    return (*order[:after], priced_shortfall, *order[after:])
