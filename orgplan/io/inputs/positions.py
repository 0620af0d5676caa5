"""Positions: seats that are decided or asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from orgplan.domain import (
    Calendar,
    Lock,
    Organisation,
    Position,
    PositionStatus,
    first_day_in,
    slipped_start,
)
from orgplan.excel.read import Findings, fold
from orgplan.finance.ledger import seat_lines
from orgplan.finance.unit_costs import offered_hire
from orgplan.language import N_, _

from ..people.hours import fte_of, times_a_year
from ..tables.build import build_or_report, fields_of
from ..tables.keyed_rows import KeyedRows
from ..tables.row import Row
from ..tables.table import Table
from ..terms.amounts import Amount, amount_of
from ..terms.currency import Exchange
from .capability.roles import RoleRegistry
from .roster import Roster
from .teams import TeamRegistry


@dataclass(frozen=True)
class PositionContext:
    """What rows of Positions and Locks are read against; `months` is 12 where salaries are a
    month's.

    Attributes
    ----------
    calendar
        Names the periods of locks; ``None`` where Settings have faults.
    roles, teams, roster
        Find what a row names; the roster also has the vacancies.
    exchange
        Rates, for pay in other currencies.
    months
        12 where salaries are a month's, else 1.
    """

    calendar: Calendar | None
    roles: RoleRegistry
    teams: TeamRegistry
    roster: Roster
    exchange: Exchange
    months: int


def read_positions(table: Table | None, context: PositionContext) -> tuple[Position, ...]:
    """The domain's positions, in the order of the sheet; rows with faults are left out.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet.
    context
        Finds roles, teams and people by name, and converts pay.

    Returns
    -------
    tuple of Position
        A row of several seats gives one for each that is not filled, with ``-1``, ``-2`` behind its
        id. Budgeted pay is a year's, in plan currency.
    """
    found: list[Position] = []
    rows = KeyedRows[str](
        "position_id",
        _("each position once"),
        N_("{name} is already in {cell}: delete one row or correct the id."),
    )
    for row in table or ():
        name = row.text("position_id")
        if name is None or not rows.put(name.casefold(), row, name):
            continue
        position = _position(row, name, context)
        if position is not None:
            found += _seats(row, position)
    return tuple(found)


def _seats(row: Row, position: Position) -> Iterator[Position]:
    """The seats that a row stands for: one, or those of a requisition for several that are not
    filled yet.
    """
    asked = row.whole("seats") if row.has("seats") else None
    filled = row.whole("filled_seats") if row.has("filled_seats") else None
    if asked is None:
        yield position
        return
    left = max(0, asked - (filled or 0))
    if left != 1 or filled:
        row.note(
            "seats",
            _(
                "{position}: {left} of {asked} seats are still to be filled",
                position=position.id,
                left=left,
                asked=asked,
            ),
        )
    for number in range(1, left + 1):
        yield position if asked == 1 else position.replace(id=f"{position.id}-{number}")


def vacant_positions(
    context: PositionContext, listed_already: Iterable[Position]
) -> Iterator[Position]:
    """Open seats that stand as vacancies among the people of the roster; those that Positions list
    are left out.

    Parameters
    ----------
    context
        Its roster knows the vacancies.
    listed_already
        Positions of the sheet, by whose ids a vacancy is known again.

    Yields
    ------
    Position
        Open, from the row's first day if it has one; a row of several heads gives one for each.
    """
    known = {fold(position.id) for position in listed_already}
    for name, row in context.roster.vacancies.items():
        role, team = context.roles.resolve(row), context.teams.resolve(row, "team")
        start = row.day("start_date") if row.has("start_date") else None
        months = times_a_year(row, context.months, context.roster.full_time, None)
        salary = (
            amount_of(row, "base_salary", context.exchange, months)
            if row.has("base_salary") and months is not None
            else Amount(None)
        )
        if fold(name) in known or role is None or team is None:
            continue
        if row.has("fte") and fte_of(row, context.roster.percent, context.roster.full_time) not in (
            None,
            1.0,
        ):
            row.note("fte", _("an open position is planned as a whole seat"))
        heads = row.whole("headcount") if row.has("headcount") else 1
        for number in range(1, (heads or 1) + 1):
            seat = name if heads in (None, 1) else f"{name}-{number}"
            yield Position(
                id=seat,
                role=role,
                team=team,
                status=PositionStatus.OPEN,
                start=start,
                budget_salary=salary.value,
                stated=tuple(one.replace(field="budget_salary") for one in salary.stated),
            )


def weigh_positions(org: Organisation, sheet: str, findings: Findings) -> None:
    """Say when positions can be filled that are wanted sooner, and what is approved outside its
    band; refuse a must that nobody can be paid for.

    Parameters
    ----------
    org
        Read for positions that are still to be filled, bands and lead times. Where places have
        bands of their own, pay outside the role's band is not remarked on.
    sheet
        Name of the sheet at which faults and notes stand.
    findings
        Takes them.
    """
    for position in org.positions:
        role = org.role[position.role]
        if not position.to_fill:
            continue
        if position.lock is Lock.MUST and position.budget_salary is None and role.band_mid is None:
            fix = _(
                "Enter budget salary there, or a band for {role} on Roles; or remove the lock.",
                role=role.id,
            )
            findings.fault(
                sheet,
                "",
                _("{position} must be filled, and its pay is not known", position=position.id),
                _("a budgeted salary, or a role with a band"),
                fix,
            )
        date = _when(org, position)
        if date is not None:
            findings.note(sheet, "", date)
        low, high, pay = role.band_min, role.band_max, position.budget_salary
        if (
            pay is not None
            and not org.locations
            and (pay < (low or 0) or (high is not None and pay > high))
        ):
            findings.note(
                sheet,
                "",
                _(
                    "{position}: budget salary {pay:,.0f} lies outside the band of {role}: it was"
                    " taken as approved",
                    position=position.id,
                    pay=pay,
                    role=role.id,
                ),
            )


def _when(org: Organisation, position: Position) -> str | None:
    """First day of a position that is not filled when it is wanted, or whose lead time is over by
    then only because recruiting is under way.
    """
    day, calendar = first_day_in(org, position), org.calendar
    if day > calendar.end:
        return (
            _(
                "{position} must be filled, but the earliest possible start is {day}, after the"
                " horizon: it stays open in this plan",
                position=position.id,
                day=day,
            )
            if position.lock
            else None
        )
    if position.start is None:
        return None
    known = position.budget_salary is not None or org.role[position.role].band_mid is not None
    if known and slipped_start(org, position) != position.start:
        return _(
            "{position}: {start} has passed unfilled; with 'Slip days' it is planned from {day} on,"
            " which costs {amount:,.2f} {currency} less in the horizon",
            position=position.id,
            start=position.start,
            day=day,
            amount=_saved(org, position, day),
            currency=org.currency,
        )
    if day > max(position.start, calendar.start):
        return _(
            "{position} is wanted from {start}, but if decided now, its lead time allows {day} at"
            " the earliest (set its status to open if recruiting is under way)",
            position=position.id,
            start=position.start,
            day=day,
        )
    usual = first_day_in(org, position.replace(status=PositionStatus.APPROVED))
    if usual > day:
        return _(
            "{position}: recruiting is under way, so the earliest possible start is {day}; if"
            " decided now, it would be {usual}",
            position=position.id,
            day=day,
            usual=usual,
        )
    return None


def _saved(org: Organisation, position: Position, day: date) -> float:
    """What a seat costs less because it is filled on a day, and not as soon as can be without
    slipping.
    """
    soon = first_day_in(org, position.replace(start=org.calendar.start))
    seats = (
        offered_hire(
            org,
            position.role,
            position.team,
            0,
            base=position.budget_salary,
            stated=position.stated_as("budget_salary", position.budget_salary),
        ).replace(start_date=start)
        for start in (soon, day)
    )
    before, after = (sum(line.cents for line in seat_lines(org, seat)) for seat in seats)
    return (before - after) / 100


def _position(row: Row, name: str, context: PositionContext) -> Position | None:
    """A position; ``None``, with a fault, where a seat that must be filled is filled, frozen or to
    be removed.
    """
    role, team = context.roles.resolve(row), context.teams.resolve(row, "team")
    plain = fields_of(row, "start", "status", "direction", "lock")
    salary = amount_of(row, "budget_salary", context.exchange, context.months)
    closed = next(
        (
            word
            for word in (plain.get("status"), plain.get("direction"))
            if word in ("filled", "frozen", "remove")
        ),
        None,
    )
    if plain.get("lock") == Lock.MUST.value and closed:
        row.fault(
            "lock",
            _("nothing, or must-not"),
            _(
                "The seat is {closed}, so that nobody can be hired into it: change one of the two.",
                closed=closed,
            ),
        )
        return None
    if role is None or team is None:
        return None
    return build_or_report(
        row,
        "position_id",
        lambda: Position(
            id=name,
            role=role,
            team=team,
            budget_salary=salary.value,
            stated=salary.stated,
            **plain,
        ),
    )
