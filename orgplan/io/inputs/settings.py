"""Settings and assumptions: the calendar, the currency, the goal, and the norms that the user changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from orgplan.domain.assumptions import MONEY, NORM_OF, Assumption, Norm
from orgplan.domain.calendar import Calendar, PeriodLength, add_months
from orgplan.domain.money import ExchangeRate, Stated, rate_on
from orgplan.domain.organisation import Counting, Goal, Organisation
from orgplan.excel.read.cells import ErrorValue, Raw
from orgplan.excel.read.faults import Findings, did_you_mean, listed, nearest
from orgplan.excel.read.numbers import Unreadable
from orgplan.excel.read.text import fold
from orgplan.excel.read.values import (
    to_choice,
    to_date,
    to_flag,
    to_list,
    to_number,
    to_text,
    to_whole,
)
from orgplan.io.inputs.models_folder import beside
from orgplan.io.inputs.rates import read_rates
from orgplan.io.inputs.table import Row, Table
from orgplan.io.terms.currency import Exchange, converted, currency_code
from orgplan.language import speak
from orgplan.schema.columns import InputColumn, Kind
from orgplan.schema.scales import SCALE_OF, Scale
from orgplan.schema.settings import NORM_KEY_OF, SETTING_KEYS, SETTING_OF

EVERYWHERE = frozenset(
    (
        "",
        "global",
        "all",
        "organisation",
        "organization",
        "company",
        "everywhere",
        "全局",
        "全部",
        "全公司",
        "公司",
    )
)
STAY_CLOSE: float = Organisation.model_fields["stay_close"].default
_UNSET = frozenset(("none", "no", "", "无", "没有"))  # a dash folds into nothing


@dataclass(frozen=True)
class Entry:
    """An assumption as a row states it; its scope is checked once teams, roles and people are known."""

    row: Row
    norm: Norm
    value: float
    scope: str | None
    stated: tuple[Stated, ...] = ()

    @property
    def assumption(self) -> Assumption:
        """The domain's value, with the scope as written."""
        note = self.row.text("note") or ""
        return Assumption(
            key=self.norm.key,
            value=self.value,
            scope=self.scope,
            source=self.row.text("source") or "",
            note=note,
            stated=self.stated,
        )


@dataclass(frozen=True)
class Settings:
    """What the sheets Settings and Assumptions say.

    Attributes
    ----------
    calendar
        ``None`` where the dates are faulty.
    scale
        As Settings name it; ``None`` where they don't.
    months
        12 where salaries are a month's, else 1.
    weekly_hours
        Hours a week of full time, if they are stated.
    stages, stage_row
        Stages of the company as written, and where they stand.
    """

    name: str
    currency: str
    goal: Goal
    calendar: Calendar | None
    date_order: str | None
    scale: Scale | None
    months: int
    exchange: Exchange
    entries: tuple[Entry, ...]
    sheet: str
    stages: tuple[str, ...] = ()
    stage_row: Row | None = None
    counting: Counting = Counting.WHOLE
    only_positions: bool = False
    stay_close: float = STAY_CLOSE
    worth: float | None = None
    weekly_hours: float | None = None
    decimal: str | None = None
    rates: tuple[ExchangeRate, ...] = ()
    language: str | None = None


@dataclass
class _Said:
    """Rows of the two sheets by key."""

    findings: Findings
    sheet: str
    order: str | None = None
    rows: dict[str, Row] = field(default_factory=dict)

    def value(self, key: str) -> object | None:
        """Value of a setting, as its declaration wants it."""
        row = self.rows.get(key)
        spec = SETTING_OF[fold(key)]
        if row is None or row.raw("value") is None:
            return None
        raw = row.raw("value")
        try:
            if isinstance(raw, ErrorValue):
                raise Unreadable(
                    spec.wanted, "The cell shows an error: mend its formula, or type the value."
                )
            return _parsed(spec, raw, self.order)
        except Unreadable as problem:
            row.fault("value", problem.wanted, problem.mend)
            return None

    def fault(self, key: str, said: object, wanted: str, mend: str) -> None:
        """Report a setting, at its cell if it has one."""
        row = self.rows.get(key)
        if row is None:
            self.findings.fault(self.sheet, "", said, wanted, mend)
        else:
            row.fault("value", wanted, mend)


def _parsed(spec: InputColumn, raw: Raw, order: str | None) -> object:
    if spec.kind is Kind.DATE:
        return to_date(raw, order)
    if spec.kind is Kind.CHOICE:
        return to_choice(raw, spec.choices)
    if spec.kind is Kind.YES_NO:
        return to_flag(raw)
    if spec.kind is Kind.SHARE:
        share = to_number(raw)
        if not (spec.low or 0) <= share <= (spec.high or share):
            raise Unreadable(
                spec.wanted,
                f"Write {share:g} % as {share:g}% or {share / 100:g}."
                if 1 < share <= 100
                else "Check the figure.",
            )
        return share
    if spec.kind in (Kind.NUMBER, Kind.MONEY):
        figure = to_number(raw)
        if not (spec.low or 0) <= figure <= (spec.high or figure):
            raise Unreadable(spec.wanted, "Check the figure.")
        return figure
    if spec.kind is Kind.WHOLE:
        number = to_whole(raw)
        if not (spec.low or 0) <= number <= (spec.high or number):
            raise Unreadable(spec.wanted, "Check the figure.")
        return number
    return to_text(raw)


def read_settings(
    tables: Iterable[Table],
    findings: Findings,
    sheet: str,
    currencies: Callable[[], frozenset[str]],
    path: Path | None = None,
    rates: Table | None = None,
) -> Settings:
    """Read both sheets; a key may stand on either.

    Parameters
    ----------
    tables
        Those of the two sheets that are there.
    sheet
        Name under which faults of keys that are nowhere are reported.
    currencies
        Gives the currencies that the roster names, for a workbook that doesn't state the plan's.
    path
        The workbook, beside which folders are looked for.
    rates
        The sheet Rates, if there is one.
    """
    said = _Said(findings, sheet)
    norms: list[tuple[Row, Norm]] = []
    for row in _keyed(tables):
        _sort_in(row, said, norms)
    language = _text(said.value("language"))
    if language is not None:
        speak(language)
    said.order = _text(said.value("date_format"))
    _check_models(said, path)
    currency = _currency(said, currencies)
    calendar = _calendar(said)
    monthly = read_rates(rates, currency, calendar)
    exchange = Exchange(currency, monthly=monthly, start=calendar.start if calendar else None)
    entries = tuple(_entries(norms, exchange))
    exchange = replace(exchange, rates=_rates_of(entries, monthly, calendar, rates))
    return Settings(
        name=_text(said.value("name")) or "",
        currency=currency,
        goal=Goal(_text(said.value("goal")) or Goal.COVER),
        calendar=calendar,
        date_order=said.order,
        scale=SCALE_OF[scale] if (scale := _text(said.value("skill_scale"))) else None,
        months=12 if said.value("salary_period") == "month" else 1,
        exchange=exchange,
        entries=entries,
        rates=monthly,
        language=language,
        sheet=sheet,
        stages=to_list(_text(said.value("stage")) or "", wide=True),
        stage_row=said.rows.get("stage"),
        counting=Counting(_text(said.value("counting")) or Counting.WHOLE),
        only_positions=said.value("only_positions") is True,
        weekly_hours=_number(said.value("weekly_hours")),
        decimal={"decimal point": ".", "decimal comma": ","}.get(str(said.value("number_format"))),
        worth=_number(said.value("worth")),
        stay_close=STAY_CLOSE if (close := _number(said.value("stay_close"))) is None else close,
    )


def _keyed(tables: Iterable[Table]) -> Iterator[Row]:
    for table in tables:
        yield from table


def _sort_in(row: Row, said: _Said, norms: list[tuple[Row, Norm]]) -> None:
    text = row.text("key")
    if text is None:
        return
    key = fold(text)
    if key in NORM_KEY_OF and not (key in SETTING_OF and row.table.spec.key == "Settings"):
        norms.append((row, NORM_OF[NORM_KEY_OF[key]]))
    elif key not in SETTING_OF:
        guess = nearest(key, [*SETTING_OF, *NORM_KEY_OF])
        known = listed([*(spec.key for spec in SETTING_KEYS), *NORM_OF], 40)
        name = NORM_KEY_OF.get(guess) or SETTING_OF[guess].key if guess else ""
        row.fault(
            "key", "a known key", f"Did you mean '{name}'?" if guess else f"Known keys: {known}."
        )
    elif SETTING_OF[key].key in said.rows:
        first = said.rows[SETTING_OF[key].key]
        row.fault(
            "key",
            "each key once",
            f"It stands in {first.sheet}!{first.at('key')} already: delete one of the two.",
        )
    else:
        said.rows[SETTING_OF[key].key] = row


def _text(value: object | None) -> str | None:
    return value if isinstance(value, str) and value else None


def _number(value: object | None) -> float | None:
    return value if isinstance(value, float) else None


def _whole(value: object | None, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def _check_models(said: _Said, path: Path | None) -> None:
    folder = _text(said.value("models"))
    if folder and path is not None and not beside(path, folder).is_dir():
        mend = f"Looked for {beside(path, folder)}: correct it, or leave it blank and give the folder with --models."
        said.fault(
            "models",
            folder,
            "a folder that exists, beside the workbook or with its whole path",
            mend,
        )


def _currency(said: _Said, currencies: Callable[[], frozenset[str]]) -> str:
    text = _text(said.value("currency"))
    if text:
        code = currency_code(text)
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            said.fault(
                "currency",
                text,
                "a currency code of three letters",
                "Type for instance USD, EUR or CNY.",
            )
            return MONEY
        return code
    named = currencies()
    code = next(iter(named)) if len(named) == 1 else MONEY
    why = "the only one on the roster" if len(named) == 1 else "the default"
    said.findings.note(said.sheet, "", f"no currency is set: {code} was taken, {why}")
    return code


def _calendar(said: _Said) -> Calendar | None:
    as_of, start = said.value("as_of"), said.value("start")
    period = PeriodLength[(_text(said.value("period")) or "quarter").upper()]
    if not isinstance(as_of, date):
        row = said.rows.get("as_of")
        if row is None or row.raw("value") is None:
            mend = "Put a row as_of on Settings: the day on which the roster is true, for instance 2027-01-01."
            said.fault("as_of", None, "the as-of date (key as_of)", mend)
        return None
    periods = _whole(said.value("periods"), 12 if period is PeriodLength.MONTH else 4)
    if not isinstance(start, date):
        if said.rows.get("start") is not None and said.rows["start"].raw("value") is not None:
            return None
        start = add_months(as_of, 0 if as_of.day == 1 else 1)
        said.findings.note(said.sheet, "", f"no start is set: the plan begins on {start}")
    if start.day != 1:
        mend = f"Type {add_months(start, 0)} or {add_months(start, 1)}."
        said.fault("start", start, "the first day of a month", mend)
        return None
    if start < add_months(as_of, 0):
        mend = f"Choose a start from {add_months(as_of, 0)} on, or correct as_of ({as_of})."
        said.fault("start", start, "a start that is not before the as-of date", mend)
        return None
    fiscal = _whole(said.value("fiscal_year_start"), 1)
    return Calendar(
        as_of=as_of, start=start, period=period, periods=periods, fiscal_year_start=fiscal
    )


def _rates_of(
    entries: Iterable[Entry],
    monthly: tuple[ExchangeRate, ...],
    calendar: Calendar | None,
    table: Table | None,
) -> dict[str, float]:
    """Rates that hold for the horizon as a whole: of Assumptions, and rows of Rates for every month; a month without any is a fault."""
    rates = {
        entry.scope: entry.value for entry in entries if entry.norm.key == "fx" and entry.scope
    }
    rows = {entry.scope: entry.row for entry in entries if entry.norm.key == "fx"}
    for rate in monthly:
        if rate.first is None and rates.get(rate.currency, rate.rate) != rate.rate:
            mend = f"{rate.currency} is worth {rate.rate:g} on {table.name if table else 'Rates'} in every month: delete one of the two."
            rows[rate.currency].fault("value", "one rate for every month", mend)
        if rate.first is None:
            rates[rate.currency] = rate.rate
    if calendar is None or table is None:
        return rates
    for code in dict.fromkeys(rate.currency for rate in monthly):
        missing = [
            f"{day:%Y-%m}"
            for day in calendar.month_starts
            if code not in rates and rate_on(monthly, code, day) is None
        ]
        if missing:
            mend = f"Add rows for {listed(missing)}, or one with a blank month, which holds where no other does."
            table.findings.fault(
                table.name, "", f"no rate of {code} for {listed(missing)}", "a rate in every month of the horizon", mend, quoted=False
            )  # fmt: skip
    return rates


def _entries(norms: Iterable[tuple[Row, Norm]], exchange: Exchange) -> Iterator[Entry]:
    currency = exchange.currency
    rates: dict[str, float] = {
        rate.currency: rate.rate for rate in exchange.monthly if not rate.first
    }
    drafts = []
    for row, norm in norms:
        if row.raw("value") is None and row.at("value") not in row.table.unsolved:
            continue
        value = _norm_value(row, norm, currency)
        scope = (row.text("scope") or "").strip()
        plain = None if fold(scope) in EVERYWHERE else scope
        if norm.key == "fx":
            plain = currency_code(plain) if plain else None
            if plain is None:
                row.fault(
                    "scope", "the currency whose rate it is", "Fill in its three letters as scope."
                )
                continue
        if value is None:
            continue
        if norm.key == "fx" and plain:
            rates[plain] = value
        drafts.append(Entry(row, norm, value, plain))
    seen: dict[tuple[str, str], Row] = {}
    for entry in drafts:
        key = (entry.norm.key, fold(entry.scope or ""))
        if key in seen:
            first = seen[key]
            entry.row.fault(
                "key",
                "each key and scope once",
                f"It stands in {first.sheet}!{first.at('key')} already: delete one of the two.",
            )
            continue
        seen[key] = entry.row
        yield _converted(entry, replace(exchange, rates=rates))


def _norm_value(row: Row, norm: Norm, currency: str) -> float | None:
    raw = row.raw("value")
    span = (
        f"at least {norm.lowest:g}"
        if norm.highest >= 1e9
        else f"from {norm.lowest:g} to {norm.highest:g}"
    )
    wanted = f"{norm.unit}, {span}{f', or the words: {norm.unset}' if norm.unset else ''}"
    if isinstance(raw, ErrorValue):
        row.fault("value", wanted, "The cell shows an error: mend its formula, or type the value.")
        return None
    try:
        if (
            norm.unit.startswith("1 yes")
            and isinstance(raw, str)
            and fold(raw) in {"yes", "no", "是", "否"}
        ):
            return 1.0 if fold(raw) in {"yes", "是"} else 0.0
        if norm.unset and isinstance(raw, str) and fold(raw) in _UNSET | {fold(norm.unset)}:
            return norm.default
        value = to_number(raw, currency if norm.unit == MONEY else None)
    except Unreadable as problem:
        row.fault("value", wanted, problem.mend)
        return None
    if not norm.lowest <= value <= norm.highest and not (norm.unset and value == norm.default):
        mend = (
            f"Write {value:g} % as {value:g}% or {value / 100:g}."
            if norm.unit.startswith("share") and 1 < value <= 100
            else "Check the figure."
        )
        row.fault("value", wanted, mend)
        return None
    return value


def _converted(entry: Entry, exchange: Exchange) -> Entry:
    """A money norm whose unit names another currency, in the plan's."""
    unit = currency_code((entry.row.text("unit") or "").strip())
    unset = entry.norm.unset and entry.value == entry.norm.default
    if (
        unset
        or entry.norm.unit != MONEY
        or unit == exchange.currency
        or not (len(unit) == 3 and unit.isascii() and unit.isalpha())
    ):
        return entry
    rate = exchange.rate(unit)
    if rate is None:
        entry.row.fault(
            "unit",
            f"an amount in {exchange.currency}, or a currency with a rate",
            exchange.mend(unit),
        )
        return entry
    amount = converted("value", entry.value, unit, exchange)
    return Entry(entry.row, entry.norm, amount.value or 0.0, entry.scope, amount.stated)


def scoped(entries: Iterable[Entry], places: Mapping[str, tuple[str, ...]]) -> Iterator[Assumption]:
    """The assumptions with scopes as the domain names them.

    Parameters
    ----------
    places
        Folded spelling → ids of the teams, roles or persons that it means.
    """
    for entry in entries:
        if entry.scope is None or entry.norm.key == "fx":
            yield entry.assumption
            continue
        ids = places.get(fold(entry.scope), ())
        if not ids:
            otherwise = "Leave it blank to apply it everywhere."
            entry.row.fault(
                "scope",
                "a team, a role, a location or a person",
                did_you_mean(entry.scope, places, otherwise),
            )
        for name in ids:
            yield entry.assumption.replace(scope=name)
