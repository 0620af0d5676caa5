"""Budget lines: money and heads that must not be exceeded.

Amounts are in plan currency over the periods of the line, less what was spent of it before the
horizon.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from orgplan.language import _

from ..teams import Scope, ScopeKind, scope_in_words
from .money import Priced


class Category(StrEnum):
    """What a budget line pays for.

    Examples
    --------
    >>> op.Category("pay")
    <Category.PAY: 'pay'>
    """

    TOTAL = "total"
    PAY = "pay"
    HIRING = "hiring"
    TRAINING = "training"


class BudgetLine(Priced):
    """A limit on money, on heads, or on both.

    Parameters
    ----------
    id
        Unique and stable, for instance ``B-002``.
    scope
        Whose cost counts: a cost centre, a team, a department, a product line or the organisation.
    periods
        Numbers of the periods over which the limit holds, taken together for money and each for
        heads.
    label
        How the period was written: ``2027-Q1``, ``2027``, ``total``.
    amount
        Money in plan currency; ``None`` limits heads only.
    spent
        What was spent of it before the horizon, where its period began earlier: `amount` is what is
        left, in plan currency. ``None`` where that is not known: `amount` is then all of it.
    headcount
        Most heads at the end of each of the periods; ``None`` limits money only.

    Examples
    --------
    >>> payments = op.Scope(kind="team", name="Payments")
    >>> line = op.BudgetLine(
    ...     id="B-1", scope=payments, periods=(0, 1), label="first half", amount=400_000
    ... )
    >>> line.amount, line.category.value
    (400000.0, 'total')
    """

    id: str
    scope: Scope
    periods: tuple[int, ...] = Field(min_length=1)
    label: str
    amount: float | None = Field(default=None, ge=0)
    spent: float | None = 0.0
    category: Category = Category.TOTAL
    headcount: int | None = Field(default=None, ge=0)

    def _check(self) -> None:
        if self.amount is None and self.headcount is None:
            raise ValueError(f"budget line {self.id} gives neither an amount nor a headcount")

    @property
    def granted(self) -> float | None:
        """The amount over the whole of its period, of which some may be spent."""
        return None if self.amount is None else round(self.amount + (self.spent or 0.0), 2)

    def with_granted(self, amount: float) -> BudgetLine:
        """The line with another amount over its whole period; what was spent stays spent.

        Parameters
        ----------
        amount
            Plan currency over the line's whole period, what was spent included.

        Returns
        -------
        BudgetLine
            What is left of it for the plan, to the cent and not below 0.

        Examples
        --------
        >>> org.budget[0].with_granted(2_500_000.0).amount
        2500000.0
        """
        return self.replace(amount=max(0.0, round(amount - (self.spent or 0.0), 2)))


def budget_in_words(line: BudgetLine) -> str:
    """What a budget line pays for, for instance ``Mobile wallet`` or ``training, 2027-Q1``.

    Parameters
    ----------
    line
        Of the sheet Budget.

    Returns
    -------
    str
        Without its id, in the language of the run.

    Examples
    --------
    >>> [budget_in_words(line) for line in org.budget]
    ['the organisation', 'training']
    """
    scope = "" if line.scope.kind is ScopeKind.ORGANISATION else scope_in_words(line.scope.label)
    category = "" if line.category is Category.TOTAL else _(line.category.value)
    when = "" if line.label == "total" else line.label
    found = [part for part in (category, scope, when) if part]
    return _(", ").join(found) or _("the organisation")
