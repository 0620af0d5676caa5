"""Shortfalls of what must and of what should be met: for the model, and from the checker's
measures.
"""

from collections.abc import Sequence

from orgplan.constraints.model import DecisionVariables, Linear, Shortfall
from orgplan.domain import Measure, Organisation, Plan, Strength
from orgplan.language import N_


class WeightedShortfall:
    """Heads and FTE short of one strength that have no price, weighted and summed over periods.

    Parameters
    ----------
    strength
        Must or should.
    """

    UNIT = N_("weighted heads and FTE, summed over periods")
    SLIP = 1e-6

    def __init__(self, strength: Strength) -> None:
        self.strength, self.NAME = strength, f"{strength.value}_shortfall"
        self.__doc__ = (
            f"Shortfall of what {strength.value} be met: heads and FTE short, weighted and summed "
            "over periods."
        )

    def terms(
        self, org: Organisation, x: DecisionVariables, shortfalls: Sequence[Shortfall]
    ) -> Linear:
        """Sum of the weighted shortfalls.

        Parameters
        ----------
        org, x
            Unused: what is short has variables of its own.
        shortfalls
            Of all demands that are not hard.

        Returns
        -------
        Linear
            Weighted heads and FTE, summed over periods.

        Examples
        --------
        >>> must_shortfall.terms(org, x, [Shortfall(Strength.MUST, 2.0, "short of Java")])
        Linear(constant=0.0, terms=[(2.0, 'short of Java')])
        """
        return Linear(
            0.0,
            [
                (short.weight, short.variable)
                for short in shortfalls
                if short.strength is self.strength and short.worth is None
            ],
        )

    def value(self, org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
        """The same sum over the checker's measures.

        Parameters
        ----------
        org, plan
            Unused: the measures say what is short.
        measures
            Of one plan.

        Returns
        -------
        float
            Weighted heads and FTE, summed over periods.

        Examples
        --------
        >>> from orgplan.constraints import judge
        >>> measures = judge(org, Plan())
        >>> (
        ...     must_shortfall.value(org, Plan(), measures),
        ...     should_shortfall.value(org, Plan(), measures),
        ... )
        (8.0, 2.0)
        """
        return sum(
            measure.weight * measure.shortfall
            for measure in measures
            if measure.strength is self.strength and measure.worth is None
        )


must_shortfall, should_shortfall = map(WeightedShortfall, (Strength.MUST, Strength.SHOULD))
