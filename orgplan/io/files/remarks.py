"""Remarks above and below a table that say in what its figures are: ``in kEUR``, ``all amounts per
month``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from openpyxl.utils.cell import coordinate_to_tuple

from orgplan.excel.read import CURRENCY_SIGNS, Findings, Grid, Raw, at, quote, texts, to_text
from orgplan.language import _, ngettext
from orgplan.schema import inputs
from orgplan.schema.columns import Kind

from ..people.plausible import UNIT_OF_PAY
from ..tables.table import Table
from ..terms.currency import currency_code
from .units import HeaderUnits, currency_of_format, header_units, units_of_format

_PAY = frozenset(texts("base_salary | band_min | band_mid | band_max | budget_salary"))
_MOST_COMMENTS = 12  # of a sheet that are quoted
_TITLE = 3  # cells of a row above the header up to which it is a title or a remark
_UNIT_WORDS = re.compile(  # what else stands in a row of units
    r"[(\[]?\s*(text|string|id|no\.?|nr\.?|name|date|fte|%|percent|h|hours?|heads?|yyyy-mm-dd|"
    r"dd\.mm\.yyyy|level|0-5|文本|日期|人)\s*[)\]]?",
    re.IGNORECASE,
)

_FIGURE = re.compile(r"\W*\d")


def without_remarks(table: Table, currency: str) -> Table:
    """The table without remarks that say of money what its headers don't: another currency, another
    period, thousands; each is a fault.

    Parameters
    ----------
    table
        Its sheet's texts outside the columns, comments, number formats and name are looked at.
    currency
        That of the plan, in which amounts are where nothing is said.

    Returns
    -------
    Table
        Without the rows that were asked about, so that no row of data is seen in them.
    """
    money = [key for key in table.columns if table.spec.column(key).kind is Kind.MONEY]
    if money:
        _refuse_formats(table, money, currency)
        _refuse_comments(table, money, currency)
        _refuse_name(table, money, currency)
    elif table.spec.key == inputs.BUDGET.key:
        _refuse_over_periods(table, currency)
    asked = set()
    for number, text in _remarks(table) if money else ():
        stated = header_units(f"({text})")
        missing = list(_missing(table, money, stated, currency))
        if not missing:
            continue
        key, units = missing[0]
        header = at(table.header, table.columns[key])
        name = to_text(table.grid.rows[table.header][table.columns[key]])
        expected = _(
            "units in the header of {key}, because text beside a table is not applied to its"
            " figures",
            key=key,
        )
        star = (
            _(" and begin this remark with *") if number > table.header and text[0] != "*" else ""
        )
        fix = _(
            "If that is so, call {header} '{name} ({units})'{star}; if not, write the right unit"
            " there, or clear this cell.",
            header=header,
            name=name,
            units=units,
            star=star,
        )
        cells = table.grid.rows[number]
        cell = at(number, min(cells))
        cause = UNIT_OF_PAY if key == "base_salary" else ""
        table.findings.fault(table.name, cell, text, expected, fix, cause=cause)
        asked.add(number)
    rows = {number: cells for number, cells in table.grid.rows.items() if number not in asked}
    return replace(table, grid=replace(table.grid, rows=rows)) if asked else table


def _refuse_formats(table: Table, money: list[str], currency: str) -> None:
    """A fault where a file of another program has formats of other units, and it is not known which
    cells are shown so.
    """
    for text in table.grid.formats:
        units = units_of_format(text)
        stated = replace(units, currency=currency_of_format(text))
        missing = next(_missing(table, money, stated, currency), None)
        if missing is not None:
            key, words = missing
            header = at(table.header, table.columns[key])
            name = to_text(table.grid.rows[table.header][table.columns[key]])
            shown = _(
                "the number format {text} in the file, and it is not known of which cells",
                text=text,
            )
            fix = _(
                "Save the file as .xlsx, where this is read; or say it in the header {header}:"
                " '{name} ({words})', or '{name} ({currency} per year)'.",
                header=header,
                name=name,
                words=words,
                currency=currency,
            )
            expected = _("units in the header of {key}", key=key)
            table.findings.fault(
                table.name, header, shown, expected, fix, quoted=False, cause=UNIT_OF_PAY
            )
            return


def _refuse_over_periods(table: Table, currency: str) -> None:
    """A fault for each text that says of amounts below periods in what they are, for such columns
    have no header for it.
    """
    texts = [(at(number, min(table.grid.rows[number])), text) for number, text in _remarks(table)]
    texts += [(at(table.header, min(table.grid.rows[table.header])), table.name)]
    for cell, text in (*texts, *table.grid.comments.items()):
        stated = header_units(f"({text})")
        codes = CURRENCY_SIGNS.get(
            str(stated.currency).casefold(), (currency_code(stated.currency or currency),)
        )
        if stated.factor == 1 and (currency in codes or table.place("currency")):
            continue
        fix = _(
            "Type the amounts in full, or in {currency} (another currency in a column currency),"
            " and remove the unit from this text.",
            currency=currency,
        )
        expected = _("amounts of the plan's currency in full below periods")
        table.findings.fault(table.name, cell, text, expected, fix)


def _refuse_name(table: Table, money: list[str], currency: str) -> None:
    """A fault where the name of the sheet says of money what its header doesn't: ``Labor budget
    $k``.
    """
    missing = next(_missing(table, money, header_units(f"({table.name})"), currency), None)
    if missing is not None:
        key, units = missing
        header = at(table.header, table.columns[key])
        name = to_text(table.grid.rows[table.header][table.columns[key]])
        sentence = _("the sheet's name '{name}'", name=table.name)
        fix = _(
            "If that is so, call {header} '{name} ({units})'; if not, rename the sheet.",
            header=header,
            name=name,
            units=units,
        )
        expected = _("units in the header of {key}", key=key)
        table.findings.fault(
            table.name, header, sentence, expected, fix, quoted=False, cause=UNIT_OF_PAY
        )


def _refuse_comments(table: Table, money: list[str], currency: str) -> None:
    """A fault for each column of money on which a comment says more of its figures than header and
    cells do.
    """
    keys = {table.columns[key]: key for key in money}
    asked: set[str] = set()
    for place, text in table.grid.comments.items():
        row, column = coordinate_to_tuple(place)
        key = keys.get(column, "")
        missing = (
            next(_missing(table, [key], header_units(f"({text})"), currency), None) if key else None
        )
        if missing is None or row < table.header or key in asked:
            continue
        asked.add(key)
        header = at(table.header, column)
        sentence = _("the comment '{text}'", text=text)
        fix = _(
            "If that is so for the whole column, call {header} '{name} ({units})'; if not, write"
            " the right unit there. Then delete the comment.",
            header=header,
            name=to_text(table.grid.rows[table.header][column]),
            units=missing[1],
        )
        expected = _("units in the header of {key}", key=key)
        table.findings.fault(
            table.name, place, sentence, expected, fix, quoted=False, cause=f"comment on {key}"
        )


def tell_comments(grid: Grid, findings: Findings) -> None:
    """A note for each comment on a cell, for comments are read by people alone.

    Parameters
    ----------
    grid
        Its comments, in the order of the file.
    findings
        Takes a note for each of the first ones, and one that counts the rest.
    """
    every = list(grid.comments.items())
    for place, text in every[:_MOST_COMMENTS]:
        findings.note(grid.name, place, _("the comment {text} was not read", text=quote(text)))
    if len(every) > _MOST_COMMENTS:
        more = len(every) - _MOST_COMMENTS
        text = ngettext("{n} more comment was not read", "{n} more comments were not read", more)
        findings.note(grid.name, "", text)


def _remarks(table: Table) -> Iterator[tuple[int, str]]:
    """Rows above the header, and rows of one text below it, as texts."""
    for number, cells in table.grid.rows.items():
        texts = [to_text(raw) for raw in cells.values() if isinstance(raw, str)]
        if number < table.header and texts and len(cells) <= _TITLE:
            yield number, " ".join(texts)
        elif number > table.header and len(cells) == len(texts) == 1:
            yield number, texts[0]


def _missing(
    table: Table, money: list[str], stated: HeaderUnits, currency: str
) -> Iterator[tuple[str, str]]:
    """Columns of money of which a remark says more than header, cells and other columns do, with
    how their header should go on.
    """
    for key in money:
        own = table.units(key)
        words = []
        if stated.currency and not own.currency and not _has_currency(table, key):
            codes = CURRENCY_SIGNS.get(
                stated.currency.casefold(), (currency_code(stated.currency),)
            )
            words += [codes[0]] if currency not in codes else []
        if stated.factor != 1 and own.factor == 1:
            words.append({1e3: "thousands", 1e4: "万"}.get(stated.factor, "millions"))
        timed = own.period or table.place("pay_period")
        if key in _PAY and stated.period not in (None, "year") and not timed:
            words.append(f"per {str(stated.period).replace('_', ' ')}")
        if words:
            yield key, " ".join(words)


def _has_currency(table: Table, key: str) -> bool:
    """Whether a column of currencies, or the number formats of a column, say in which amounts
    are.
    """
    column = table.place(key)
    shown = table.grid.currencies
    return table.place("currency") is not None or any(
        place == column and currency_of_format(text) for (_, place), text in shown.items()
    )


# -- a row of units below the header ---------------------------------------------------------------


def with_units_in_header(grid: Grid, number: int) -> Grid:
    """The sheet with a row of units, such as ``USD / month`` below ``Base pay``, put into its
    header.

    Parameters
    ----------
    grid
        A sheet whose header is known.
    number
        Row number of the header.

    Returns
    -------
    Grid
        ``Base pay (USD / month)``, and the row of units gone; row numbers of the data stay. The
        sheet itself if the row below the header is no row of units.

    Examples
    --------
    >>> rows = {1: {1: "Name", 2: "Base pay"}, 2: {2: "USD / month"}, 3: {1: "Ada", 2: 5_000}}
    >>> with_units_in_header(Grid("Roster", rows), 1).rows[1]
    {1: 'Name', 2: 'Base pay (USD / month)'}
    """
    below = number + 1
    cells = grid.rows.get(below, {})
    header = grid.rows[number]
    if not cells or not all(column in header and _is_unit(raw) for column, raw in cells.items()):
        return grid
    measures = [
        column
        for column, raw in cells.items()
        if header_units(f"({to_text(raw)})") != HeaderUnits()
    ]
    if not measures or not all(_has_figures(grid, below, column) for column in measures):
        return grid
    joined: Mapping[int, Raw] = {
        column: (
            f"{to_text(raw)} ({to_text(cells[column]).strip('()[] ')})"
            if column in measures
            else raw
        )
        for column, raw in header.items()
    }
    rows = {row: kept for row, kept in grid.rows.items() if row != below}
    return replace(grid, rows={**rows, number: joined})


def _has_figures(grid: Grid, below: int, column: int) -> bool:
    """Whether figures stand in a column below a row: a team may be called ``T%``, and is no unit of
    the names around it.
    """
    cells = (cells.get(column) for number, cells in grid.rows.items() if number > below)
    return any(
        bool(_FIGURE.match(raw)) if isinstance(raw, str) else raw is not None for raw in cells
    )


def _is_unit(raw: Raw) -> bool:
    """Whether a cell below a header says in what the figures of its column are."""
    if not isinstance(raw, str) or len(raw) > 40 or any(sign.isdigit() for sign in raw):
        return isinstance(raw, str) and bool(_UNIT_WORDS.fullmatch(raw.strip()))
    return header_units(f"({raw})") != HeaderUnits() or bool(_UNIT_WORDS.fullmatch(raw.strip()))
