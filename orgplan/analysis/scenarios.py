"""What if: changed organisations, each a new value; the old one stays as it is."""

from __future__ import annotations

from datetime import date

from orgplan.domain.budget import BudgetLine, Category
from orgplan.domain.organisation import Organisation
from orgplan.domain.rules import Rule, RuleFamily
from orgplan.domain.teams import ORGANISATION


def with_total_budget(org: Organisation, amount: float) -> Organisation:
    """The organisation with one limit on all cost over the horizon, in place of any it had."""
    everything = tuple(range(org.calendar.periods))
    lines = [
        _without_amount(line) if _limits_everything(line, everything) else line
        for line in org.budget
    ]
    kept = tuple(line for line in lines if line is not None)
    taken = {line.id for line in kept}
    name = next(
        name
        for name in ("B-total", *(f"B-total-{n}" for n in range(2, len(kept) + 3)))
        if name not in taken
    )
    return org.replace(
        budget=(
            *kept,
            BudgetLine(
                id=name, scope=ORGANISATION, periods=everything, label="total", amount=amount
            ),
        )
    )


def _limits_everything(line: BudgetLine, everything: tuple[int, ...]) -> bool:
    return (
        line.scope == ORGANISATION
        and line.category is Category.TOTAL
        and line.periods == everything
        and line.amount is not None
    )


def _without_amount(line: BudgetLine) -> BudgetLine | None:
    """What is left of a line whose money another one limits: its headcount, if it has one."""
    return None if line.headcount is None else line.replace(amount=None)


def scale_budget(org: Organisation, factor: float) -> Organisation:
    """Every amount of every budget line times a factor; headcounts stay."""
    return org.replace(
        budget=tuple(
            line if line.amount is None else line.replace(amount=round(line.amount * factor, 2))
            for line in org.budget
        )
    )


def freeze_hiring(org: Organisation, periods: int = 1, *, all_seats: bool = True) -> Organisation:
    """No seat is decided in the first so many periods; lead times stay as they are.

    Parameters
    ----------
    org
        The organisation as it is.
    periods
        Periods of the freeze, from the first one on; 0 changes nothing.
    all_seats
        Whether backfills and contractors are frozen too.
    """
    if periods < 1:
        return org
    taken = {rule.id for rule in org.rules}
    name = next(
        name
        for name in ("hiring freeze", *(f"hiring freeze {n}" for n in range(2, len(taken) + 3)))
        if name not in taken
    )
    frozen = Rule(
        id=name,
        family=RuleFamily.HIRING_FREEZE,
        scopes=(ORGANISATION,),
        last=periods - 1,
        all_seats=all_seats,
        source="what if",
    )
    return org.replace(rules=(*org.rules, frozen))


def leaver(org: Organisation, person_id: str, last_day: date) -> Organisation:
    """Somebody leaves on a day.

    Raises
    ------
    KeyError
        If nobody has that id.
    """
    leaving = org.person[person_id].replace(end_date=last_day)
    return org.replace(
        people=tuple(leaving if person.id == person_id else person for person in org.people)
    )
