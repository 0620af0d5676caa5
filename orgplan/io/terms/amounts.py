"""Amounts of money as cells state them: converted to plan currency, and pay to that of a year."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from orgplan.domain import (
    MONEY,
    NORM_OF,
    PLAN_CURRENCY,
    Assumption,
    Stated,
    in_plan_currency,
)
from orgplan.excel.read import CURRENCY_SIGNS, Findings, at, listed, number_text
from orgplan.language import _, spellings
from orgplan.schema.settings import norm_shown

from ..files.units import A_YEAR, HeaderUnits, currency_of_format
from ..tables.row import Row
from .currency import Exchange, currency_code, stated

_A_YEAR = frozenset(
    ("band_min", "band_mid", "band_max", "budget_salary", "benefits_per_head")
)  # pay of the roster says itself how often it is paid; that of other sheets is a year's, too


_OWN_CURRENCY = {"recruiting_cost": "recruiting_currency"}  # beside that of the row


class Amount(NamedTuple):
    """An amount of money as it was read.

    Attributes
    ----------
    value
        In plan currency; ``None`` where there is none.
    stated
        How it was stated, if that was in another currency: field, amount, currency and rate, for
        the sheets that show both.
    """

    value: float | None
    stated: tuple[Stated, ...] = ()


def converted(key: str, amount: float, code: str, exchange: Exchange) -> Amount:
    """An amount of a currency that has a rate, in plan currency.

    Parameters
    ----------
    key
        Field that holds the amount, kept beside it so that sheets can show the amount as it was
        stated.
    amount
        In units of its currency, not in thousands or cents.
    code
        Its currency. Without a rate it counts one to one: whoever reads the cell has reported that.
    exchange
        The rates.

    Examples
    --------
    >>> found = converted("amount", 1_000, "USD", Exchange("EUR", {"USD": 0.9}))
    >>> found.value, found.stated[0].amount, found.stated[0].currency
    (900.0, 1000.0, 'USD')
    """
    rate = exchange.rate(code) or 1.0
    value = amount if rate == 1 else in_plan_currency(amount, rate)
    if code == exchange.currency:
        return Amount(value)
    fixed = exchange.fixed.get(code)
    return Amount(value, (Stated(field=key, amount=amount, currency=code, worth=value, fx=fixed),))


def added(row: Row, key: str, one: Amount, other: Amount) -> Amount:
    """Two amounts of one thing together; a fault at the row of the other where they were stated in
    two currencies.

    Parameters
    ----------
    row, key
        Row and column of the second amount.
    one, other
        Such as the pay of two assignments of one person; either without a value gives none.
    """
    if one.value is None or other.value is None:
        return Amount(None)
    if [each.currency for each in one.stated] != [each.currency for each in other.stated]:
        row.fault(key, _("pay in the currency of the other row"), _("State both in one currency."))
        return Amount(None)
    stated = tuple(
        first.replace(amount=first.amount + second.amount, worth=first.worth + second.worth)
        for first, second in zip(one.stated, other.stated, strict=True)
    )
    return Amount(round(one.value + other.value, 2), stated)


def money(row: Row, key: str, exchange: Exchange, times: float = 1.0) -> float | None:
    """As :func:`amount_of`, without how it was stated.

    Parameters
    ----------
    row, key
        Row, and key of a column of money.
    exchange
        The rates.
    times
        Taken times the amount: 12 for a month's pay of which a year's is wanted.

    Returns
    -------
    float or None
        In plan currency; ``None`` for a blank, or with a fault.
    """
    return amount_of(row, key, exchange, times).value


def amount_of(row: Row, key: str, exchange: Exchange, times: float = 1.0) -> Amount:
    """Amount of a cell in plan currency, from the currency that its row, header or number format
    names.

    Without a rate for a currency that is named there it is a fault; that of a place is one on
    `Locations`.

    Parameters
    ----------
    row, key
        Row, and key of a column of money.
    exchange
        The rates; its usual currency is that of amounts that name none.
    times
        12 for a monthly figure that is wanted a year.

    Returns
    -------
    Amount
        To the cent, thousands and millions multiplied out. No value for a blank, or with a fault.
    """
    code = _currency(row, key, exchange)
    amount = None if code is None else row.number_in(key, code)
    if code is None or amount is None:
        return Amount(None)
    units = _units(row, key)
    if _is_a_year(row, key):
        times = _times_a_year(row, key, times, units.period)
    rate = exchange.rate(code)
    if rate is None:
        if code != exchange.usual:
            place = "currency" if row.table.place("currency") else key
            expected = _("{currency}, or a currency with a rate", currency=exchange.currency)
            row.fault(place, expected, exchange.fix(code), cause=f"no rate for {code}")
        return Amount(None)
    raw = row.raw(key)
    if units.factor != 1 and isinstance(raw, str) and number_text(raw).scale is not None:
        fix = _(
            "The header says amounts are in units of {factor:,.0f}, and the cell says so again:"
            " remove one of the two.",
            factor=units.factor,
        )
        row.fault(key, _("an amount that can be read in one way only"), fix)
        return Amount(None)
    times *= units.factor
    if code != exchange.currency:
        stated = amount if times == 1 else round(amount * times, 6)
        return converted(key, stated, code, exchange)
    return Amount(amount if times == 1 else round(amount * times, 2))


def _is_a_year(row: Row, key: str) -> bool:
    return key in _A_YEAR or (key == "base_salary" and row.table.spec.key != "Roster")


def _units(row: Row, key: str) -> HeaderUnits:
    """What header and number format say of an amount; thousands in both are the same thousands."""
    header, of_format = row.units(key), row.shown_units(key)
    if header.period is None and _is_a_year(row, key):
        header = replace(header, period=of_format.period)
    if of_format.factor == 1 or of_format.factor == header.factor:
        return header
    if header.factor == 1:
        return replace(header, factor=of_format.factor)
    fix = _(
        "The header says amounts are in units of {factor:,.0f}, but the number format says"
        " {factor2:,.0f}: make them agree.",
        factor=header.factor,
        factor2=of_format.factor,
    )
    row.fault(key, _("an amount that can be read in one way only"), fix)
    return header


def _currency(row: Row, key: str, exchange: Exchange) -> str | None:
    """Currency of an amount; what row, header, number format and the cell itself say must agree, or
    it is a fault and ``None``.
    """
    column = _OWN_CURRENCY.get(key, "currency")
    column = column if row.table.place(column) and row.has(column) else "currency"
    own = row.text(column) if row.table.place(column) else None
    if own is not None and own in spellings(PLAN_CURRENCY):
        own = None
    shown = row.table.grid.currencies.get((row.number, row.place(key) or 0))
    header, signs = row.units(key).currency, currency_of_format(shown) if shown else None
    raw = row.raw(key)
    typed = number_text(raw).currencies if isinstance(raw, str) else ()
    stated = [codes for codes in (_codes(own), _codes(header), _codes(signs), typed) if codes]
    if not stated:
        return exchange.usual or exchange.currency
    common = [code for code in stated[0] if all(code in codes for codes in stated[1:])]
    if not common:
        fix = _(
            "Row, header, number format or the cell say {names}: make them agree, or put the right"
            " one into a column currency.",
            names=listed(codes[0] for codes in stated),
        )
        row.fault(key, _("one currency"), fix)
        return None
    preferred = (exchange.currency, exchange.usual)
    rated = [code for code in common if exchange.rate(code) is not None]
    return next((code for code in preferred if code in common), (rated or common)[0])


def _codes(text: str | None) -> tuple[str, ...]:
    """Currencies that a sign, code or word may mean."""
    if not text:
        return ()
    return CURRENCY_SIGNS.get(text.casefold(), (currency_code(text),))


def _times_a_year(row: Row, key: str, times: float, period: str | None) -> float:
    """How often an amount is taken for a year: as its header says, else as Settings say."""
    if period is None:
        return times
    if times != 1 and period not in ("month",):
        fix = _(
            "Settings say 'Salary period' = month, but the header says a {period}:"
            " rename the header,"
            " or remove 'Salary period' from Settings.",
            period=period,
        )
        _refuse_header(row, key, _("one period of pay"), fix)
    if period not in A_YEAR:
        fix = _(
            "Give it per year or per month; the plan can't know how many hours a {period} has.",
            period=period,
        )
        _refuse_header(row, key, _("pay a year or a month"), fix)
        return 1.0
    if A_YEAR[period] != 1:
        text = _(
            "the amounts were taken times {times:g}, because the header says what they are for, and"
            " a year's are read",
            times=A_YEAR[period],
        )
        row.table.note_once(row.place(key) or 1, text)
    return A_YEAR[period]


def _refuse_header(row: Row, key: str, expected: str, fix: str) -> None:
    """A fault at the header of a column, which speaks for all its rows."""
    place = at(row.table.header, row.place(key) or 1)
    row.table.findings.fault(row.sheet, place, _header(row, key), expected, fix)


def _header(row: Row, key: str) -> object:
    return row.table.grid.rows[row.table.header].get(row.place(key) or 0)


def convert_norm(
    rows: tuple[Assumption, ...], key: str, exchange: Exchange, findings: Findings, sheet: str
) -> tuple[Assumption, ...]:
    """The assumptions with a money norm stated in plan currency, where the default is in another;
    call it only if the norm is used.

    Parameters
    ----------
    rows
        Of Assumptions.
    key
        Of a money norm, whose default is in US dollars.
    exchange
        The rates; a plan in dollars needs no conversion.
    findings
        Takes a note on the figure, or a fault where there is no rate.
    sheet
        Name of the sheet at which they stand.

    Returns
    -------
    tuple of Assumption
        As they were where the user has set the norm.
    """
    if stated(rows, key) or exchange.currency == MONEY:
        return rows
    rate, norm = exchange.rate(MONEY), NORM_OF[key]
    if rate is None:
        fix = _(
            "Add a row '{key}' with your figure in {currency} to Assumptions, or a row FX with"
            " scope {MONEY}.",
            key=norm_shown(key),
            currency=exchange.currency,
            MONEY=MONEY,
        )
        findings.fault(
            sheet,
            "",
            _("nothing on {key}", key=norm_shown(key)),
            _(
                "an amount in {currency} (the default is {default:,.0f} {MONEY})",
                currency=exchange.currency,
                default=norm.default,
                MONEY=MONEY,
            ),
            fix,
        )
        return rows
    amount = converted("value", norm.default, MONEY, exchange).value or 0.0
    findings.note(
        sheet,
        "",
        _(
            "{key}: the default of {default:,.0f} {MONEY} was taken as {amount:,.0f} {currency}",
            key=norm_shown(key),
            default=norm.default,
            MONEY=MONEY,
            amount=amount,
            currency=exchange.currency,
        ),
    )
    return (
        *rows,
        Assumption(
            key=key,
            value=amount,
            source=_(norm.basis),
            note=_("default of {default:g} {MONEY}", default=norm.default, MONEY=MONEY),
            stated=converted("value", norm.default, MONEY, exchange).stated,
        ),
    )
