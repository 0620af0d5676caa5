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

    Examples
    --------
    >>> [name for name in vars(op.ModelSink) if name in ("limit", "demand")]
    ['limit', 'demand']
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
        family
            Family of the row.
        key
            Key of the row; the checker judges it under the same one.
        left
            Left side, in the unit of the family.
        sense
            At most or at least.
        right
            Right side, in the same unit.
        unit
            How much of the left side is one unit of the measure, as 100 where rows are in cents and
            measures in the currency.

        Examples
        --------
        >>> rows.limit("budget", ("total",), Linear.of("hire"), Sense.AT_MOST, 1.0)
        >>> rows.lines
        ['budget(total)   limit', '    hire <= 1']
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
        family
            Family of the row.
        key
            Key of the row; the checker judges it under the same one.
        left
            What there is.
        right
            What is asked for.
        strength
            Of the need or rule: in which goal the shortfall counts.
        weight
            How much it counts there.
        unit
            How much of the left side is one unit of shortfall.
        whole
            Whether the shortfall is counted in whole units.
        hard
            Whether it is a limit all the same, without a shortfall.
        worth
            What one unit short is worth in a period, in plan currency, where the need or rule
            itself does not decide it.

        Examples
        --------
        >>> rows.demand("holders", ("N-001",), Linear.of("hire"), 2.0, Strength.MUST, 1.0)
        >>> rows.lines
        ['holders(N-001)   must, weight 1', '    hire + short >= 2']
        """

    def link(self, family: str, key: Key, left: Linear, right: float) -> None:
        """A row ``left <= right`` that only ties variables together and has no meaning of its own
        to judge.

        Parameters
        ----------
        family
            Family of the row.
        key
            Key of the row, for solver files and messages.
        left
            Left side, in whatever unit.
        right
            Right side, in the same unit.

        Examples
        --------
        >>> rows.link("holders", ("P02",), Linear.of("both").plus(Linear.of("moved"), -1), 0.0)
        >>> rows.lines
        ['holders(P02)   link', '    both - moved <= 0']
        """

    def binary(self, family: str, key: Key) -> Var:
        """A new 0/1 variable.

        Parameters
        ----------
        family
            Family of the variable.
        key
            Key of the variable; with the family it is its name.

        Returns
        -------
        Var
            Whatever the modelling library takes as a variable.

        Examples
        --------
        >>> rows.binary("echelon", ("R-1", "Apps"))
        'z[R-1, Apps]'
        """

    def amount(self, family: str, key: Key, upper: float) -> Var:
        """A new variable between 0 and `upper`.

        Parameters
        ----------
        family
            Family of the variable.
        key
            Key of the variable; with the family it is its name.
        upper
            Above 0, in the unit of the row in which it stands: FTE, heads, or 1 for a share.

        Returns
        -------
        Var
            Continuous.

        Examples
        --------
        >>> rows.amount("holders", ("P02",), 1.0), rows.lines
        ('y[P02]', ['0 <= y[P02] <= 1'])
        """
