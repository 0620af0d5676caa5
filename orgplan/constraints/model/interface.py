"""Where a constraint family puts its rows, and what comes back of demands that may be missed.

No solver is known here.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from orgplan.domain import Key, Sense, Strength

from .linear import Linear, Var


class Shortfall(NamedTuple):
    """The shortfall of a demand in the model.

    Attributes
    ----------
    strength, weight
        Of the demand.
    variable
        Units short.
    worth
        What a unit is worth in a period, in plan currency; ``None`` is no price.
    """

    strength: Strength
    weight: float
    variable: Var
    worth: float | None = None


class ModelSink(Protocol):
    """Where families put their rows and their own variables.

    The solver room has several: one builds the model, others only look at what rows would say, for
    bounds and for random futures. A family says what must hold; how it is solved is decided there.
    """

    def limit(
        self,
        family: str,
        key: Key,
        left: Linear,
        sense: Sense,
        right: float,
        *,
        unit: float = 1.0,
    ) -> None:
        """A hard limit, ``left (sense) right``.

        Parameters
        ----------
        family, key
            Name of the row; the checker judges it under the same one.
        left, sense, right
            The row, in the unit of the family.
        unit
            How much of the left side is one unit of the measure, as 100 where rows are in cents and
            measures in the currency.
        """

    def demand(
        self,
        family: str,
        key: Key,
        left: Linear,
        right: float,
        strength: Strength,
        weight: float,
        *,
        unit: float = 1.0,
        whole: bool = True,
        hard: bool = False,
        worth: float | None = None,
    ) -> None:
        """A requirement with a counted shortfall u >= 0: ``left + unit x u >= right``.

        Parameters
        ----------
        family, key
            Name of the row; the checker judges it under the same one.
        left, right
            What there is, and what is asked for.
        strength, weight
            Of the need or rule: in which goal the shortfall counts, and how much.
        unit
            How much of the left side is one unit of shortfall.
        whole
            Whether the shortfall is counted in whole units.
        hard
            Whether it is a limit all the same, without a shortfall.
        worth
            What one unit short is worth in a period, in plan currency, where the need or rule
            itself does not decide it.
        """

    def link(self, family: str, key: Key, left: Linear, right: float) -> None:
        """A row ``left <= right`` that only ties variables together and has no meaning of its own
        to judge.

        Parameters
        ----------
        family, key
            Name of the row, for solver files and messages.
        left, right
            The row, in whatever unit.
        """

    def binary(self, family: str, key: Key) -> Var:
        """A new 0/1 variable.

        Parameters
        ----------
        family, key
            Name of the variable.

        Returns
        -------
        Var
            Whatever the modelling library takes as a variable.
        """

    def amount(self, family: str, key: Key, upper: float) -> Var:
        """A new variable between 0 and `upper`.

        Parameters
        ----------
        family, key
            Name of the variable.
        upper
            Above 0, in the unit of the row in which it stands: FTE, heads, or 1 for a share.

        Returns
        -------
        Var
            Continuous.
        """
