"""What none of the files say and a plan needs: settings, and the roles that the roster names.

All of it is marked as drafted.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from orgplan.domain import MONEY, add_months
from orgplan.excel.read import (
    CURRENCY_SIGNS,
    Findings,
    Grid,
    Raw,
    Unreadable,
    fold,
    number_text,
    to_date,
    to_text,
)
from orgplan.language import N_, _, spellings
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet, Kind
from orgplan.schema.settings import SETTING_OF

from ..files.choose import ChosenSheets
from ..files.units import currency_of_format
from ..tables.find_table import find_table
from ..tables.table import Table
from ..terms.currency import currency_code
from .lines import Drafted
from .presets import Preset
from .taught import Taught

DRAFTED = N_("drafted")  # how the note of a drafted row begins
_YEARS = re.compile(r"(?<![0-9])(?:FY ?)?(20[2-9][0-9])(?![0-9])|\bFY ?'?([2-9][0-9])(?![0-9])")
_MONTH = re.compile(
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?("
    r" ?'?(20)?\d\d)?|(20\d\d年)?1?\d月|20\d\d-\d\d",
    re.IGNORECASE,
)
_AS_OF = re.compile(
    r"(?:as (?:of|at)|stand(?: vom)?|status|exported(?: on)?|snapshot|report date|effective"
    r" date|截至|截止|数据日期|统计日期|基准日)"
    r"\s*[:：]?\s*(\d[\d.\-/年月日]{6,}\d日?|\d{1,2} [A-Za-z]+ \d{4}|[A-Za-z]+ \d{1,2},? \d{4})",
    re.IGNORECASE,
)
# For one US dollar, rounded, mid-2025: only norms that are stated in US dollars are converted with
# it, no pay and no budget.
_ROUND_RATES: Mapping[str, float] = {
    "EUR": 0.9, "GBP": 0.75, "CHF": 0.8, "CNY": 7.2, "JPY": 145, "INR": 86, "CAD": 1.4, "AUD": 1.5,
    "NZD": 1.7, "SEK": 9.6, "NOK": 10,
    "DKK": 6.5, "PLN": 3.7, "CZK": 21, "HUF": 350, "RON": 4.3, "SGD": 1.3, "HKD": 7.8, "TWD": 30,
    "KRW": 1380, "BRL": 5.5, "MXN": 19,
    "ZAR": 18, "ILS": 3.5, "TRY": 40, "AED": 3.7,
}  # fmt: skip


def is_drafted(note: str) -> bool:
    """Whether the note of a row says that it was drafted, in any language.

    Parameters
    ----------
    note
        Of a row on Roles, Assumptions or Role skills; blank is not drafted.

    Examples
    --------
    >>> is_drafted("drafted: family guessed from 'engineer'"), is_drafted("ours")
    (True, False)
    """
    return note.startswith(tuple(spellings(DRAFTED)))


def draft_settings(
    chosen: ChosenSheets, taught: Taught, presets: Sequence[Preset], today: date
) -> list[Drafted]:
    """Put a sheet Settings where there is none, from what the other sheets say; what is taught goes
    before.

    Parameters
    ----------
    chosen
        Is changed: it gets the sheet. Its sheets are searched for an as-of date, the year of
        budgets or needs, and the currency.
    taught
        The map goes before the earlier import, that before what the files say. Days of the earlier
        import are kept only where somebody has changed them.
    presets
        Systems that the files come from; some state a setting for all of their exports.
    today
        As-of date where no sheet says one.

    Returns
    -------
    list of Drafted
        Each setting with where it is from; empty where the sheet is there.
    """
    if inputs.SETTINGS.key in chosen.grids:
        return []
    drafted: dict[str, tuple[Raw, str]] = dict(_calendar(chosen, today))
    kept = _kept(taught)
    currency = _currency(chosen, presets)
    if currency is not None:
        drafted["currency"] = currency
    for preset in presets:
        drafted |= {
            key: (value, _("as in every export of {preset}", preset=preset.name))
            for key, value in preset.settings.items()
            if key not in drafted
        }
    drafted |= {key: (value, _("as in the earlier import")) for key, value in kept.items()}
    drafted |= {key: (value, _("as in the map")) for key, value in taught.settings.items()}
    rows: dict[int, dict[int, Raw]] = {1: {1: "key", 2: "value"}}
    for number, (key, (value, _other)) in enumerate(drafted.items(), start=2):
        rows[number] = {1: key, 2: value}
    chosen.grids[inputs.SETTINGS.key] = Grid(inputs.SETTINGS.shown, rows)
    return [
        Drafted(inputs.SETTINGS.key, key, to_text(value), why)
        for key, (value, why) in drafted.items()
    ]


def _kept(taught: Taught) -> dict[str, Raw]:
    """Settings of the earlier import; its days only where the user has changed them, for a new file
    holds on another day.
    """
    grid = taught.earlier.grids.get(inputs.SETTINGS.key) if taught.earlier else None
    table = find_table(inputs.SETTINGS, grid, Findings()) if grid is not None else None
    kept: dict[str, Raw] = {}
    for row in table or ():
        key, value = fold(to_text(row.raw("key"))), row.raw("value")
        spec = SETTING_OF.get(key)
        if spec is None or value is None:
            continue
        if spec.key in ("as_of", "start") and taught.drafted.get(spec.key) == to_text(value):
            continue
        kept[spec.key] = value
    as_of = taught.drafted.get("as_of", "") or to_text(kept.get("as_of"))
    if to_text(kept.get("start")) in _starts_after(as_of):
        del kept["start"]  # nobody has chosen it: it follows from the as-of date
    return kept


def _starts_after(as_of: str) -> tuple[str, ...]:
    """Where a plan begins that names no start, for an as-of date."""
    try:
        day = to_date(as_of)
    except Unreadable:
        return ()
    return (add_months(day, 0 if day.day == 1 else 1).isoformat(),)


def _calendar(chosen: ChosenSheets, today: date) -> Iterator[tuple[str, tuple[Raw, str]]]:
    """As-of date, start and periods: the day that a file names, and the first year of budgets or
    needs that is not over; else today and four quarters.
    """
    stated = next(_stated_days(chosen), None)
    years = _years(chosen)
    year = min((year for year, _ in years if date(year, 1, 1) >= (stated or today)), default=None)
    if year is not None:
        where = next(where for found, where in years if found == year)
        start = date(year, 1, 1)
        why = _("the year of {where}", where=where)
        yield "as_of", (stated or start, _("the day that the file names") if stated else why)
        yield "start", (start, why)
    else:
        why = _("the day that the file names") if stated else _("today; no file names a day")
        yield "as_of", (stated or today, why)
    if _needs_by_month(chosen):
        yield "period", ("month", _("needs stand there by month"))
        yield "periods", (12, _("a year"))
    else:
        yield "period", ("quarter", _("as usual; or month or year"))
        yield "periods", (4, _("a year"))


def _needs_by_month(chosen: ChosenSheets) -> bool:
    """Whether needs have a column for each month."""
    grid = chosen.grids.get(inputs.REQUIREMENTS.key)
    table = find_table(inputs.REQUIREMENTS, grid, Findings()) if grid is not None else None
    labels = [to_text(raw) for raw in table.free.values()] if table is not None else []
    return sum(bool(_MONTH.fullmatch(label)) for label in labels) > 1


def _stated_days(chosen: ChosenSheets) -> Iterator[date]:
    """Days that a line of text on the roster's sheet names as the day on which it holds."""
    grid = chosen.grids.get(inputs.ROSTER.key)
    for cells in list(grid.rows.values())[:10] if grid else ():
        for raw in cells.values():
            found = _AS_OF.search(raw) if isinstance(raw, str) else None
            if found is not None:
                try:
                    yield to_date(found[1])
                except Unreadable:
                    continue


def _years(chosen: ChosenSheets) -> list[tuple[int, str]]:
    """Years for which there are needs or a budget, with where that stands."""
    found: list[tuple[int, str]] = []
    for key in (inputs.BUDGET.key, inputs.REQUIREMENTS.key):
        grid = chosen.grids.get(key)
        if grid is None:
            continue
        found += [(year, _("the sheet {grid}", grid=grid.name)) for year in _years_in(grid.name)]
        table = find_table(inputs.SHEET_OF[key], grid, Findings())
        if table is None:
            continue
        labels = [to_text(raw) for raw in table.free.values()]
        labels += [to_text(row.raw("period")) for row in table] if "period" in table.columns else []
        found += [
            (year, _("'{label}' on {grid}", label=label, grid=grid.name))
            for label in labels
            for year in _years_in(label)
        ]
    return found


def _years_in(text: str) -> list[int]:
    """Years that a text names: ``Budget 2027``, ``FY27``."""
    return [int(whole or f"20{short}") for whole, short in _YEARS.findall(text)]


def _currency(chosen: ChosenSheets, presets: Sequence[Preset]) -> tuple[Raw, str] | None:
    """The one currency in which the files state money; ``None`` where they name none, or
    several.
    """
    found: dict[str, str] = {}
    for key, grid in chosen.grids.items():
        table = find_table(inputs.SHEET_OF[key], grid, Findings())
        for code, where in _currencies(table) if table is not None else ():
            found.setdefault(code, where)
    usual = {preset.settings.get("currency") for preset in presets}
    sure = {code: where for code, where in found.items() if code in usual or not _is_sign(code)}
    if len(sure) == 1:
        return next(iter(sure.items()))
    if not sure and len(found) == 1:
        sign, where = next(iter(found.items()))
        codes = CURRENCY_SIGNS[sign]
        return codes[0], f"{where} ('{sign}')"
    return None if MONEY in found else _commonest(chosen)


def _commonest(chosen: ChosenSheets) -> tuple[Raw, str] | None:
    """The currency in which most pay of the roster is typed, where the files name several."""
    grid = chosen.grids.get(inputs.ROSTER.key)
    table = find_table(inputs.ROSTER, grid, Findings()) if grid is not None else None
    paid = [row.raw("base_salary") for row in table or () if row.table.place("base_salary")]
    typed = Counter(codes[0] for raw in paid if (codes := _codes_in(raw)))
    return (typed.most_common(1)[0][0], _("the currency of most pay")) if typed else None


def _is_sign(code: str) -> bool:
    """Whether a sign stands for several currencies, as ``$`` does."""
    return code.casefold() in CURRENCY_SIGNS and len(CURRENCY_SIGNS[code.casefold()]) > 1


def _currencies(table: Table) -> Iterator[tuple[str, str]]:
    """Currencies that a table names, each with where: in headers, number formats, cells and a
    column of its own.
    """
    for key in table.columns:
        called = table.spec.column(key).shown
        if table.spec.column(key).kind is Kind.MONEY:
            header = table.units(key).currency
            if header:
                yield (
                    _code(header),
                    _("the header of {key} on {table}", key=called, table=table.name),
                )
            column = table.columns[key]
            shown = {text for (_, at), text in table.grid.currencies.items() if at == column}
            for text in shown:
                if sign := currency_of_format(text):
                    yield (
                        _code(sign),
                        _("the number format of {key} on {table}", key=called, table=table.name),
                    )
            typed = {codes for row in table if (codes := _codes_in(row.raw(key)))}
            for codes in typed:
                sign = codes[0] if len(codes) == 1 else _sign_of(codes)
                yield sign, _("the cells of {key} on {table}", key=called, table=table.name)
        if key == "currency":
            for text in {to_text(row.raw(key)) for row in table if row.has(key)}:
                yield (
                    currency_code(text),
                    _("the column {key} on {table}", key=called, table=table.name),
                )


def _codes_in(raw: Raw) -> tuple[str, ...]:
    """Currencies that the sign or code of an amount typed as text may mean."""
    return number_text(raw).currencies if isinstance(raw, str) else ()


def _sign_of(codes: tuple[str, ...]) -> str:
    return next(sign for sign, meant in CURRENCY_SIGNS.items() if meant == codes)


def _code(sign: str) -> str:
    """Code of a sign that stands for one currency; else the sign itself."""
    codes = CURRENCY_SIGNS.get(sign.casefold())
    return (
        sign
        if codes is None and len(sign) == 3
        else codes[0]
        if codes and len(codes) == 1
        else sign
    )


def draft_rate(chosen: ChosenSheets) -> list[Drafted]:
    """A round exchange rate for norms that are stated in US dollars, where the plan is in another
    currency and no pay is in dollars.

    Parameters
    ----------
    chosen
        Is changed: it gets a sheet Assumptions with the one row, if it has none and the plan's
        currency is one of which a round rate is known.

    Returns
    -------
    list of Drafted
        One, or empty. The rate is plan currency for one dollar, of mid-2025: good enough for the
        cost of a course, not for pay.
    """
    settings = find_table(inputs.SETTINGS, chosen.grids[inputs.SETTINGS.key], Findings())
    rows = {fold(to_text(row.raw("key"))): row.raw("value") for row in settings or ()}
    currency = currency_code(to_text(rows.get("currency"))) if rows.get("currency") else MONEY
    if currency not in _ROUND_RATES or inputs.ASSUMPTIONS.key in chosen.grids:
        return []
    tables = (
        find_table(inputs.SHEET_OF[key], grid, Findings()) for key, grid in chosen.grids.items()
    )
    named = {code for table in tables if table is not None for code, _ in _currencies(table)}
    if MONEY in named:
        return []
    rate = _ROUND_RATES[currency]
    why = _(
        "round, of mid-2025: only norms stated in {MONEY} (recruiting, a course) are converted with"
        " it; put your own",
        MONEY=MONEY,
    )
    chosen.grids[inputs.ASSUMPTIONS.key] = Grid(
        inputs.ASSUMPTIONS.shown,
        {
            1: {1: "key", 2: "value", 3: "scope", 4: "note"},
            2: {1: "fx", 2: rate, 3: MONEY, 4: f"{_(DRAFTED)}: {why}"},
        },
    )
    return [Drafted(inputs.ASSUMPTIONS.key, f"fx {MONEY}", f"{rate:g} {currency}", why)]


# -- roles -----------------------------------------------------------------------------------------


def with_rows(
    chosen: ChosenSheets, spec: InputSheet, rows: Sequence[Mapping[str, Raw]], before: Grid | None
) -> Grid:
    """Put rows below the table of a sheet, or on a new sheet; columns that it lacks are added at
    its right.

    Parameters
    ----------
    chosen
        Is changed: it gets the sheet.
    spec
        Sheet of ours.
    rows
        Key of a column → content; columns that no row fills are left out.
    before
        The sheet as it was in the source, without rows that were drafted earlier.

    Returns
    -------
    Grid
        Also to be found in `chosen`.
    """
    keys = [column.key for column in spec if any(row.get(column.key) is not None for row in rows)]
    table = find_table(spec, before, Findings()) if before is not None else None
    if before is None or table is None:
        grid = Grid(spec.key, {1: dict(enumerate(keys, start=1))})
        places, header = {key: at for at, key in enumerate(keys, start=1)}, 1
    else:
        grid, header = before, table.header
        last = max(max(cells) for cells in grid.rows.values())
        fresh = [key for key in keys if key not in table.columns]
        places = {**table.columns, **{key: last + at for at, key in enumerate(fresh, start=1)}}
    cells_of = {number: dict(cells) for number, cells in grid.rows.items()}
    cells_of[header] |= {places[key]: key for key in keys if places[key] not in cells_of[header]}
    for number, row in enumerate(rows, start=max(cells_of) + 1):
        cells_of[number] = {
            places[key]: value for key in keys if (value := row.get(key)) is not None
        }
    chosen.grids[spec.key] = replace(grid, rows=cells_of)
    return chosen.grids[spec.key]
