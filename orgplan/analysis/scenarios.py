"""What if: changed organisations, each a new value; the old one stays as it is."""

from __future__ import annotations

from datetime import date

from orgplan.domain.budget import BudgetLine, Category
from orgplan.domain.organisation import Organisation
from orgplan.domain.teams import ORGANISATION


def with_total_budget(org: Organisation, amount: float) -> Organisation:
    """The organisation with one limit on all cost over the horizon, in place of any it had."""
    everything = tuple(range(org.calendar.periods))
    others = tuple(
        line
        for line in org.budget
        if not (line.scope == ORGANISATION and line.category is Category.TOTAL and line.periods == everything and line.amount is not None)
    )
    total = BudgetLine(id="B-total", scope=ORGANISATION, periods=everything, label="total", amount=amount)
    return org.replace(budget=(*others, total))


def scale_budget(org: Organisation, factor: float) -> Organisation:
    """Every amount of every budget line times a factor; headcounts stay."""
    return org.replace(
        budget=tuple(line if line.amount is None else line.replace(amount=round(line.amount * factor, 2)) for line in org.budget)
    )


def freeze_hiring(org: Organisation, periods: int = 1) -> Organisation:
    """No seat is decided in the first so many periods: every seat can be filled that much later at the earliest."""
    delay = periods * org.calendar.months_per_period
    roles = tuple(role.replace(lead_time=_lead_time(org, role.id, role.lead_time) + delay) for role in org.roles)
    return org.replace(roles=roles)


def _lead_time(org: Organisation, role: str, own: float | None) -> float:
    return float(org.calendar.periods_for(org.assumptions.get("lead_time", role) if own is None else own) * org.calendar.months_per_period)


def leaver(org: Organisation, person_id: str, last_day: date) -> Organisation:
    """Somebody leaves on a day.

    Raises
    ------
    KeyError
        If nobody has that id.
    """
    leaving = org.person[person_id].replace(end_date=last_day)
    return org.replace(people=tuple(leaving if person.id == person_id else person for person in org.people))
