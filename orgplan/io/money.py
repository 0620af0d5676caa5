"""Money in other currencies than the plan's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from orgplan.domain.assumptions import MONEY, NORM_OF, Assumption
from orgplan.io.faults import Findings
from orgplan.io.tables import Row

_SAME_CODE = {
    "RMB": "CNY",
    "人民币": "CNY",
    "元": "CNY",
    "CNH": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "港币": "HKD",
    "日元": "JPY",
}


def currency_code(text: str) -> str:
    """Three letters of a currency, also where it is written as a sign or a word."""
    return _SAME_CODE.get(text.upper(), text.upper())


@dataclass(frozen=True)
class Exchange:
    """What one unit of other currencies is worth in the plan's.

    Attributes
    ----------
    currency
        The plan's.
    rates
        Currency → plan currency per unit, as stated on `Assumptions`, or on `Locations` for a place.
    usual
        Currency of amounts that name none, if it is not the plan's.
    """

    currency: str
    rates: Mapping[str, float] = field(default_factory=dict)
    usual: str | None = None

    def at(self, code: str, rate: float | None) -> Exchange:
        """The rates of a place where amounts are in a currency, at a rate of its own if there is one."""
        return Exchange(self.currency, self.rates if rate is None else {**self.rates, code: rate}, code)

    def rate(self, code: str) -> float | None:
        """Plan currency per unit; ``None`` where no rate is stated."""
        return 1.0 if code == self.currency else self.rates.get(code)

    def mend(self, code: str) -> str:
        """How to state the rate that is missing."""
        return f"Put a row fx with scope {code} on Assumptions: how many {self.currency} one {code} is worth."


def money(row: Row, key: str, exchange: Exchange, times: float = 1.0) -> float | None:
    """Amount of a cell in plan currency, from the currency that the row's column ``currency`` names.

    Without a rate for a currency that the row names itself it is a fault; that of a place is one on `Locations`.

    Parameters
    ----------
    times
        12 for a monthly figure that is wanted a year.
    """
    own = row.text("currency") if row.table.place("currency") else None
    code = currency_code(own or exchange.usual or exchange.currency)
    amount = row.number_in(key, code)
    if amount is None:
        return None
    rate = exchange.rate(code)
    if rate is None:
        if code != exchange.usual:
            row.fault("currency", f"{exchange.currency}, or a currency with a rate", exchange.mend(code))
        return None
    return amount if rate * times == 1 else round(amount * times * rate, 2)


def stated(rows: tuple[Assumption, ...], key: str) -> bool:
    """Whether a value for everywhere is set."""
    return any(row.key == key and row.scope is None for row in rows)


def convert_norm(rows: tuple[Assumption, ...], key: str, exchange: Exchange, findings: Findings, sheet: str) -> tuple[Assumption, ...]:
    """The assumptions with a money norm stated in plan currency, where the default is in another; call it only if the norm is used."""
    if stated(rows, key) or exchange.currency == MONEY:
        return rows
    rate, norm = exchange.rate(MONEY), NORM_OF[key]
    if rate is None:
        mend = f"Put a row {key} with your figure in {exchange.currency} on Assumptions, or a row fx with scope {MONEY}."
        findings.fault(
            sheet, "", f"nothing on {key}", f"an amount in {exchange.currency} (the default is {norm.default:,.0f} {MONEY})", mend
        )
        return rows
    amount = round(norm.default * rate, 2)
    findings.note(sheet, "", f"{key}: the default of {norm.default:,.0f} {MONEY} was taken as {amount:,.0f} {exchange.currency}")
    return (*rows, Assumption(key=key, value=amount, source=norm.basis, note=f"default of {norm.default:g} {MONEY} at {rate:g}"))
