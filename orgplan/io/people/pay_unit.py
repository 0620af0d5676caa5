"""Whether pay of which nobody says what it is for may be a year's: with bands drafted from that
very pay, nothing else would show it.
"""

from collections.abc import Iterable, Mapping
from statistics import median

from orgplan.domain import Employment, Person, Role
from orgplan.excel.read import Findings, at
from orgplan.language import _, in_a_row

from ..files.units import units_of_format
from ..tables.table import Table
from .plausible import UNIT_OF_PAY

# A year's pay for full time below which the median of a team can hardly lie; a month's lies below
# it.
_LEAST: Mapping[str, float] = {
    "USD": 12_000, "EUR": 12_000, "GBP": 12_000, "CHF": 24_000, "CAD": 16_000, "AUD": 20_000,
    "NZD": 20_000, "SGD": 16_000, "SEK": 150_000,
    "NOK": 150_000, "DKK": 130_000, "PLN": 36_000, "CZK": 200_000, "HUF": 2_500_000, "CNY": 40_000,
    "HKD": 100_000, "TWD": 300_000,
    "JPY": 1_500_000, "KRW": 15_000_000, "INR": 150_000, "BRL": 18_000, "MXN": 80_000,
    "ZAR": 60_000, "ILS": 60_000,
}  # fmt: skip
_SPREAD = 60.0  # above this multiple of it, it is thousands taken for units, or the like
_FEWEST = 3  # people from which on a median says something


def ask_pay_unit(
    table: Table | None, people: tuple[Person, ...], currency: str, months: int, findings: Findings
) -> None:
    """A fault where no header, column or setting says what pay is for, and its median can hardly be
    a year's.

    Parameters
    ----------
    table
        The roster; ``None`` where there is none.
    people
        Of the roster, with pay as it was read.
    currency
        Of the plan.
    months
        12 where Settings say that pay is a month's.
    findings
        Takes the fault; it is left out where the unit of pay was asked about already.
    """
    if table is None or months != 1 or findings.asked(UNIT_OF_PAY):
        return
    column = table.place("base_salary")
    if column is None or _is_stated(table, column) or table.place("pay_period") is not None:
        return
    doubt = doubt_about(people, currency)
    if doubt is None:
        return
    fix = _(
        "Write 'per month' or 'per year' after the name in this header ('{header}'), or in the"
        " column unit of its line on the first sheet of an import.",
        header=table.grid.rows[table.header].get(column),
    )
    findings.fault(
        table.name,
        at(table.header, column),
        doubt,
        _("the period that pay is for"),
        fix,
        quoted=False,
    )


def _is_stated(table: Table, column: int) -> bool:
    """Whether the header, or the number formats below it, say in what pay is."""
    shown = (text for (_, place), text in table.grid.currencies.items() if place == column)
    units = (table.units("base_salary"), *map(units_of_format, shown))
    return any(unit.period is not None or unit.factor != 1.0 for unit in units)


def doubt_about(people: tuple[Person, ...], currency: str) -> str | None:
    """What is odd about pay that can hardly be a year's; ``None`` where nothing is.

    Parameters
    ----------
    people
        Base pay for full time of employees counts, for three of them or more.
    currency
        Of the plan, in which pay is given; one without a usual lowest pay of a year gives no doubt.

    Returns
    -------
    str or None
        The beginning of a sentence, in the language of the run: below the usual lowest pay, or
        above 60 times that.
    """
    if currency not in _LEAST:
        return None
    pay = [
        person.base_salary / person.fte
        for person in people
        if person.base_salary and person.employment is Employment.EMPLOYEE
    ]
    least = _LEAST[currency]
    if len(pay) < _FEWEST or least <= median(pay) <= _SPREAD * least:
        return None
    doubt = {"median": median(pay), "currency": currency}
    if median(pay) < least:
        return _(
            "pay with a median of {median:,.0f} {currency} for full time, and nothing says what"
            " for: a month's?",
            **doubt,
        )
    return _(
        "pay with a median of {median:,.0f} {currency} for full time, and nothing says what for: in"
        " another unit?",
        **doubt,
    )


def doubt_pay(
    table: Table | None,
    people: tuple[Person, ...],
    roles: Iterable[Role],
    currency: str,
    findings: Findings,
) -> None:
    """Say first of all where no band shows whether pay is a year's, and it can hardly be.

    Parameters
    ----------
    table
        The roster, at whose header the note stands; ``None`` where there is none.
    people
        Of the roster, with pay as it was read.
    roles
        A role of theirs with a pay band settles it: pay is checked against the band elsewhere.
    currency
        Of the plan.
    findings
        Takes the note; it is left out where the unit of pay was asked about already.
    """
    banded = {role.id for role in roles if role.band_mid}
    if table is None or any(person.role in banded for person in people):
        return
    doubt = doubt_about(people, currency)
    if doubt is not None and not findings.asked(UNIT_OF_PAY):
        place = at(table.header, table.place("base_salary") or 1)
        fix = _("if it is not a year's, write the period into this header (Base pay per month)")
        findings.note(table.name, place, in_a_row((doubt, fix)), first=True)
