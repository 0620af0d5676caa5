"""Seats that cost much for what they bring, or are needed for a short time only, in words."""

from orgplan.analysis.money.value_for_money import Yield
from orgplan.domain import Organisation, PeriodLength
from orgplan.language import N_, _

from .quantities import amount, periods_counted
from .reasons import serves_in_own_words

MOST_SERVED = 3


def dear_in_words(org: Organisation, one: Yield) -> str:
    """What a seat costs for what it brings.

    Parameters
    ----------
    org
        Read for the currency and the length of a period.
    one
        A seat that brings little.
    """
    hire = one.row.hire
    return _(
        "{seat} {role} in {team} from {start}: {cost:,.0f} {currency} in the horizon for {brought}"
        " ({serves}), or {each:,.0f} per {unit} and {period}. A price (worth) on what it serves"
        " would say how far that is justified.",
        seat=hire.id,
        role=hire.role,
        team=hire.team,
        start=hire.start_date,
        cost=one.row.horizon / 100,
        currency=org.currency,
        brought=_brought(org, one),
        serves=serves_in_own_words(org, one.row.losses, MOST_SERVED),
        each=one.each / 100,
        unit=_(one.unit),
        period=_(org.calendar.period.name.lower()),
    )


def passing_in_words(org: Organisation, one: Yield) -> str:
    """In which single period a seat is needed, and for how long it stays.

    Parameters
    ----------
    org
        Read for periods.
    one
        A seat that is needed in one period alone.
    """
    hire = one.row.hire
    return _(
        "{seat} {role} in {team} from {start}: needed in {label} only ({serves}: {amount}), paid"
        " for {periods} and after the horizon. Consider a contractor, later work, or a tolerance.",
        seat=hire.id,
        role=hire.role,
        team=hire.team,
        start=hire.start_date,
        label=org.calendar.label(one.periods[0]),
        serves=serves_in_own_words(org, one.row.losses, MOST_SERVED),
        amount=amount(one.brings, "FTE" if one.unit == "FTE" else "heads"),
        periods=periods_counted(org, one.there),
    )


def _brought(org: Organisation, one: Yield) -> str:
    periods = {
        PeriodLength.MONTH: N_("{n:,.2f} {unit} × months"),
        PeriodLength.QUARTER: N_("{n:,.2f} {unit} × quarters"),
        PeriodLength.YEAR: N_("{n:,.2f} {unit} × years"),
    }[org.calendar.period]
    return _(periods, n=one.brings, unit=_(one.unit))
