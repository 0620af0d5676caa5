"""Settings and assumptions: the calendar, the currency, the goal, and the norms that the user
changed.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from orgplan.domain import (
    MONEY,
    NORM_OF,
    STAGE_NAMES,
    Calendar,
    Counting,
    ExchangeRate,
    Goal,
    Norm,
    Organisation,
    PeriodLength,
    add_months,
    key_of,
)
from orgplan.excel.read import (
    ErrorValue,
    Findings,
    Raw,
    Unreadable,
    fold,
    listed,
    nearest,
    to_choice,
    to_date,
    to_flag,
    to_list,
    to_number,
    to_text,
    to_whole,
)
from orgplan.language import _, current, speak
from orgplan.schema.columns import InputColumn, Kind
from orgplan.schema.scales import SCALE_OF, Scale
from orgplan.schema.settings import NORM_KEY_OF, SETTING_KEYS, SETTING_OF, norm_shown

from ..files.measures import measure_of
from ..tables.row import Row
from ..tables.table import Table
from ..terms.currency import Exchange, currency_code
from .models_folder import beside
from .money.rates import read_rates
from .norm_rows import StatedNorm, norm_entries, rates_of

STAY_CLOSE: float = Organisation.model_fields["stay_close"].default


@dataclass(frozen=True)
class Settings:
    """What the sheets Settings and Assumptions say.

    Attributes
    ----------
    name
        Of the organisation; empty where it is not stated.
    currency
        Code of the plan's currency.
    goal
        What is sought once all musts are met as far as they can be.
    calendar
        ``None`` where the dates are faulty.
    date_order, decimal
        ``dmy``, ``mdy`` or ``ymd``, and the decimal sign of numbers typed as text; ``None`` where
        Settings don't say it, so that each column shows its own.
    scale
        As Settings name it; ``None`` where they don't.
    months
        12 where salaries are a month's, else 1.
    exchange
        Rates for the horizon, and by month.
    entries
        Norms as stated, the scopes of which are not checked yet.
    sheet
        Name of the sheet of settings, for faults of what is nowhere.
    stages, stage_row
        Stages of the company as written, and where they stand.
    counting
        Whether groups move by whole heads.
    only_positions
        Whether the plan hires into listed seats alone.
    stay_close
        How much more the plan may cost to stay close to a previous one, as a share.
    worth
        Plan currency for a gap of one head or FTE in a should for a period; ``None`` meets shoulds
        before cost.
    weekly_hours
        Hours a week of full time, if they are stated.
    rates
        Rates of the sheet Rates.
    language
        Code that Settings state; ``None`` where the names of the sheets say it.
    """

    name: str
    currency: str
    goal: Goal
    calendar: Calendar | None
    date_order: str | None
    scale: Scale | None
    months: int
    exchange: Exchange
    entries: tuple[StatedNorm, ...]
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

    @property
    def of_organisation(self) -> dict[str, Any]:
        """What is said of the organisation as a whole, by its fields."""
        own = (
            "name",
            "currency",
            "goal",
            "stages",
            "counting",
            "only_positions",
            "stay_close",
            "rates",
            "worth",
        )
        return {field: value for field, value in vars(self).items() if field in own} | {
            "language": current()
        }


@dataclass
class _TypedSettings:
    """Rows of the two sheets by key."""

    findings: Findings
    sheet: str
    order: str | None = None
    rows: dict[str, Row] = field(default_factory=dict)

    def value(self, key: str) -> object | None:
        """Value of a setting, as its declaration wants it.

        Parameters
        ----------
        key
            As declared.

        Returns
        -------
        object or None
            A date, number, text or entry of a closed list; ``None`` where the key has no row, for a
            blank, or with a fault.
        """
        row = self.rows.get(key)
        spec = SETTING_OF[fold(key)]
        if row is None or row.raw("value") is None:
            return None
        raw = row.raw("value")
        try:
            if isinstance(raw, ErrorValue):
                raise Unreadable(
                    spec.expected, _("The cell shows an error: fix its formula, or type the value.")
                )
            return _parsed(spec, raw, self.order)
        except Unreadable as problem:
            row.fault("value", problem.expected, problem.fix)
            return None

    def fault(self, key: str, found: object, expected: str, fix: str) -> None:
        """Report a setting, at its cell if it has one.

        Parameters
        ----------
        key
            As declared; one without a row is reported at the sheet.
        found
            What is shown as found where there is no row.
        expected, fix
            What would be right, and what to do.
        """
        row = self.rows.get(key)
        if row is None:
            self.findings.fault(self.sheet, "", found, expected, fix)
        else:
            row.fault("value", expected, fix)


def _parsed(spec: InputColumn, raw: Raw, order: str | None) -> object:
    """A setting as its kind wants it, inside its range."""
    if spec.kind is Kind.DATE:
        return to_date(raw, order, by_month=spec.key == "start")
    if spec.kind is Kind.CHOICE:
        return to_choice(raw, spec.choices)
    if spec.kind is Kind.YES_NO:
        return to_flag(raw)
    if spec.kind is Kind.SHARE:
        share = to_number(raw)
        if not (spec.low or 0) <= share <= (spec.high or share):
            raise Unreadable(
                spec.expected,
                (
                    _(
                        "Write {share:g} % as {share:g}% or {share2:g}.",
                        share=share,
                        share2=share / 100,
                    )
                    if 1 < share <= 100
                    else _("Check the figure.")
                ),
            )
        return share
    if spec.kind in (Kind.NUMBER, Kind.MONEY):
        figure = to_number(raw)
        if not (spec.low or 0) <= figure <= (spec.high or figure):
            raise Unreadable(spec.expected, _("Check the figure."))
        return figure
    if spec.kind is Kind.WHOLE:
        number = to_whole(raw)
        if not (spec.low or 0) <= number <= (spec.high or number):
            raise Unreadable(spec.expected, _("Check the figure."))
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
    findings
        Takes faults of single keys at their cells, and of keys that are missing at the sheet.
    sheet
        Name under which faults of keys that are nowhere are reported.
    currencies
        Gives the currencies that the roster names, for a workbook that doesn't state the plan's.
    path
        The workbook, beside which folders are looked for.
    rates
        The sheet Rates, if there is one.

    Returns
    -------
    Settings
        Keys with a fault have their default, so that the other sheets can be read too; without
        sound dates the calendar is ``None``. A language among the settings is spoken from then on.
    """
    stated = _TypedSettings(findings, sheet)
    norms: list[tuple[Row, Norm]] = []
    for row in _keyed(tables):
        _sort_in(row, stated, norms)
    language = _text(stated.value("language"))
    if language is not None:
        speak(language)
    stated.order = _text(stated.value("date_format"))
    _check_models(stated, path)
    currency = _currency(stated, currencies)
    calendar = _calendar(stated)
    monthly = read_rates(rates, currency, calendar)
    exchange = Exchange(currency, monthly=monthly, start=calendar.start if calendar else None)
    entries = tuple(norm_entries(norms, exchange))
    exchange = replace(exchange, rates=rates_of(entries, monthly, calendar, rates))
    return Settings(
        name=_text(stated.value("name")) or "",
        currency=currency,
        goal=Goal(_text(stated.value("goal")) or Goal.COVER),
        calendar=calendar,
        date_order=stated.order,
        scale=SCALE_OF[scale] if (scale := _text(stated.value("skill_scale"))) else None,
        months=12 if stated.value("salary_period") == "month" else 1,
        exchange=exchange,
        entries=entries,
        rates=monthly,
        language=language,
        sheet=sheet,
        stages=tuple(
            key_of(stage, STAGE_NAMES)
            for stage in to_list(_text(stated.value("stage")) or "", wide=True)
        ),
        stage_row=stated.rows.get("stage"),
        counting=Counting(_text(stated.value("counting")) or Counting.WHOLE),
        only_positions=stated.value("only_positions") is True,
        weekly_hours=_number(stated.value("weekly_hours")),
        decimal={"decimal point": ".", "decimal comma": ","}.get(
            str(stated.value("number_format"))
        ),
        worth=_number(stated.value("worth")),
        stay_close=STAY_CLOSE if (close := _number(stated.value("stay_close"))) is None else close,
    )


def _keyed(tables: Iterable[Table]) -> Iterator[Row]:
    for table in tables:
        yield from table


def _without_unit(key: str) -> str:
    """A key of Assumptions without a unit in brackets: 招聘周期（月）. Whether it is the norm's own
    is looked at with the figure.
    """
    found = re.fullmatch(r"(.+?)\s*[(（](.+)[)）]", key)
    known = found is not None and found[1] in NORM_KEY_OF and measure_of(found[2])
    return found[1] if found is not None and known else key


def _sort_in(row: Row, stated: _TypedSettings, norms: list[tuple[Row, Norm]]) -> None:
    """Put a row among the settings or the norms; a key that is unknown, or stands there twice, is a
    fault.
    """
    text = row.text("key")
    if text is None:
        return
    key = _without_unit(fold(text))
    if key in NORM_KEY_OF and not (key in SETTING_OF and row.table.spec.key == "Settings"):
        norms.append((row, NORM_OF[NORM_KEY_OF[key]]))
    elif key not in SETTING_OF:
        guess = nearest(re.sub(r"\s*[(（].*", "", key), [*SETTING_OF, *NORM_KEY_OF])
        known = listed([*(spec.shown for spec in SETTING_KEYS), *map(norm_shown, NORM_OF)], 40)
        norm = NORM_KEY_OF.get(guess) if guess else None
        name = norm_shown(norm) if norm else SETTING_OF[guess].shown if guess else ""
        row.fault(
            "key",
            _("a known key"),
            (
                _(
                    "Type '{name}' here, and the unit beside the figure, in the same cell.",
                    name=name,
                )
                if guess and re.search(r"[(（]", key)
                else _("Did you mean '{name}'?", name=name)
                if guess
                else _("Known keys: {known}.", known=known)
            ),
        )
    elif SETTING_OF[key].key in stated.rows:
        first = stated.rows[SETTING_OF[key].key]
        row.fault(
            "key",
            _("each key once"),
            _(
                "It is already in {sheet}!{at}: delete one of the two.",
                sheet=first.sheet,
                at=first.at("key"),
            ),
        )
    else:
        stated.rows[SETTING_OF[key].key] = row


def _text(value: object | None) -> str | None:
    return value if isinstance(value, str) and value else None


def _number(value: object | None) -> float | None:
    return value if isinstance(value, float) else None


def _whole(value: object | None, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def _check_models(stated: _TypedSettings, path: Path | None) -> None:
    folder = _text(stated.value("models"))
    if folder and path is not None and not beside(path, folder).is_dir():
        fix = _(
            "Looked for {beside}: correct it, or leave it blank and give the folder with --models.",
            beside=beside(path, folder),
        )
        stated.fault(
            "models",
            folder,
            _("a folder that exists, beside the workbook or with its whole path"),
            fix,
        )


def _currency(stated: _TypedSettings, currencies: Callable[[], frozenset[str]]) -> str:
    """The plan's currency; where none is set, the only one of the roster, else US dollars, with a
    note.
    """
    text = _text(stated.value("currency"))
    if text:
        code = currency_code(text)
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            stated.fault(
                "currency",
                text,
                _("a currency code of three letters"),
                _("Type for instance USD, EUR or CNY."),
            )
            return MONEY
        return code
    named = currencies()
    code = next(iter(named)) if len(named) == 1 else MONEY
    why = _("the only one on the roster") if len(named) == 1 else _("the default")
    stated.findings.note(
        stated.sheet, "", _("no currency is set: {code} was assumed, {why}", code=code, why=why)
    )
    return code


def _calendar(stated: _TypedSettings) -> Calendar | None:
    """The horizon; ``None``, with a fault, without an as-of date or with a start before it or
    within a month.

    Without a start it begins with the next month.
    """
    as_of, start = stated.value("as_of"), stated.value("start")
    period = PeriodLength[(_text(stated.value("period")) or "quarter").upper()]
    if not isinstance(as_of, date):
        row = stated.rows.get("as_of")
        if row is None or row.raw("value") is None:
            fix = _(
                "Add a row 'As of' to Settings: the date of the roster, for instance 2027-01-01."
            )
            stated.fault("as_of", None, _("the as-of date (key 'As of')"), fix)
        return None
    periods = _whole(stated.value("periods"), 12 if period is PeriodLength.MONTH else 4)
    if not isinstance(start, date):
        if stated.rows.get("start") is not None and stated.rows["start"].raw("value") is not None:
            return None
        start = add_months(as_of, 0 if as_of.day == 1 else 1)
        stated.findings.note(
            stated.sheet, "", _("no start is set: the plan begins on {start}", start=start)
        )
    if start.day != 1:
        fix = _(
            "Type {add_months} or {add_months2}.",
            add_months=add_months(start, 0),
            add_months2=add_months(start, 1),
        )
        stated.fault("start", start, _("the first day of a month"), fix)
        return None
    if start < add_months(as_of, 0):
        fix = _(
            "Choose a start of {add_months} or later, or correct the as-of date ({as_of}).",
            add_months=add_months(as_of, 0),
            as_of=as_of,
        )
        stated.fault("start", start, _("a start that is not before the as-of date"), fix)
        return None
    fiscal = _whole(stated.value("fiscal_year_start"), 1)
    return Calendar(
        as_of=as_of, start=start, period=period, periods=periods, fiscal_year_start=fiscal
    )
