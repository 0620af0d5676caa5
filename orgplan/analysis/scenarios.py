"""What if: changed organisations, each a new value; the old one stays as it is."""

from __future__ import annotations

from datetime import date

from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.budget import BudgetLine, Category
from orgplan.domain.organisation import Organisation
from orgplan.domain.teams import ORGANISATION


def with_total_budget(org: Organisation, amount: float) -> Organisation:
    """The organisation with one limit on all cost over the horizon, in place of any it had."""
    everything = tuple(range(org.calendar.periods))
    lines = [_without_amount(line) if _limits_everything(line, everything) else line for line in org.budget]
    kept = tuple(line for line in lines if line is not None)
    taken = {line.id for line in kept}
    name = next(name for name in ("B-total", *(f"B-total-{n}" for n in range(2, len(kept) + 3))) if name not in taken)
    return org.replace(budget=(*kept, BudgetLine(id=name, scope=ORGANISATION, periods=everything, label="total", amount=amount)))


def _limits_everything(line: BudgetLine, everything: tuple[int, ...]) -> bool:
    return line.scope == ORGANISATION and line.category is Category.TOTAL and line.periods == everything and line.amount is not None


def _without_amount(line: BudgetLine) -> BudgetLine | None:
    """What is left of a line whose money another one limits: its headcount, if it has one."""
    return None if line.headcount is None else line.replace(amount=None)


def scale_budget(org: Organisation, factor: float) -> Organisation:
    """Every amount of every budget line times a factor; headcounts stay."""
    return org.replace(
        budget=tuple(line if line.amount is None else line.replace(amount=round(line.amount * factor, 2)) for line in org.budget)
    )


def freeze_hiring(org: Organisation, periods: int = 1) -> Organisation:
    """No seat is decided in the first so many periods: every seat can be filled that much later at the earliest."""
    delay = periods * org.calendar.months_per_period
    roles = tuple(role if role.lead_time is None else role.replace(lead_time=role.lead_time + delay) for role in org.roles)
    everywhere = Assumption(key="lead_time", value=org.assumptions.get("lead_time"), source="as before the freeze")
    rows = org.assumptions.rows if any(_is_lead_time_of_all(row) for row in org.assumptions.rows) else (*org.assumptions.rows, everywhere)
    delayed = tuple(row.replace(value=row.value + delay) if row.key == "lead_time" else row for row in rows)
    return org.replace(roles=roles, assumptions=Assumptions(rows=delayed))


def _is_lead_time_of_all(row: Assumption) -> bool:
    return row.key == "lead_time" and row.scope is None


def leaver(org: Organisation, person_id: str, last_day: date) -> Organisation:
    """Somebody leaves on a day.

    Raises
    ------
    KeyError
        If nobody has that id.
    """
    leaving = org.person[person_id].replace(end_date=last_day)
    return org.replace(people=tuple(leaving if person.id == person_id else person for person in org.people))
