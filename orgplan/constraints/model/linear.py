"""Linear expressions over the variables of whatever library states the model."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

Var = Hashable  # a variable of whatever modelling library the solver room uses


@dataclass
class Linear:
    """A linear expression: a constant and terms (coefficient, variable).

    Terms of one variable are not merged; whoever builds the model adds them up. Its unit is that of
    the row in which it stands: heads, FTE, or cents.

    Attributes
    ----------
    constant
        What is there whatever is decided.
    terms
        Coefficient and variable of each term.

    Examples
    --------
    >>> three_there = Linear(3.0)
    >>> three_there.plus(Linear.of("hire")).plus(Linear.of("leave"), -1)
    Linear(constant=3.0, terms=[(1.0, 'hire'), (-1.0, 'leave')])
    """

    constant: float = 0.0
    terms: list[tuple[float, Var]] = field(default_factory=list)

    @classmethod
    def of(cls, variable: Var) -> Linear:
        """A variable as it is.

        Parameters
        ----------
        variable
            Whatever the modelling library of the solver room takes as one.

        Returns
        -------
        Linear
            With coefficient 1.

        Examples
        --------
        >>> Linear.of("hire")
        Linear(constant=0.0, terms=[(1.0, 'hire')])
        """
        return cls(0.0, [(1.0, variable)])

    def add(self, coefficient: float, variable: Var) -> None:
        """Add one term.

        Parameters
        ----------
        coefficient
            In the unit of the row; 0 adds nothing.
        variable
            Whatever the modelling library takes as one.

        Examples
        --------
        >>> total = Linear()
        >>> total.add(2.0, "hire")
        >>> total
        Linear(constant=0.0, terms=[(2.0, 'hire')])
        """
        if coefficient:
            self.terms.append((coefficient, variable))

    def include(self, other: Linear, factor: float = 1.0) -> None:
        """Add a multiple of another expression to this one; where many are summed, :meth:`plus`
        would copy all that is there each time.

        Parameters
        ----------
        other
            Read only; its terms are copied.
        factor
            By which constant and coefficients are multiplied.

        Examples
        --------
        >>> total = Linear(1.0)
        >>> total.include(Linear(2.0, [(1.0, "hire")]), 0.5)
        >>> total
        Linear(constant=2.0, terms=[(0.5, 'hire')])
        """
        self.constant += factor * other.constant
        self.terms += [(factor * coefficient, variable) for coefficient, variable in other.terms]

    def plus(self, other: Linear, factor: float = 1.0) -> Linear:
        """Another expression: this one plus a multiple of another.

        Parameters
        ----------
        other
            Left as it is, and so is this one.
        factor
            By which constant and coefficients of the other are multiplied.

        Returns
        -------
        Linear
            A new expression.

        Examples
        --------
        >>> Linear(1.0).plus(Linear.of("hire"), -2.0)
        Linear(constant=1.0, terms=[(-2.0, 'hire')])
        """
        return Linear(
            self.constant + factor * other.constant,
            [
                *self.terms,
                *((factor * coefficient, variable) for coefficient, variable in other.terms),
            ],
        )
