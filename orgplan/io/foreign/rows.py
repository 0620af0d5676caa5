"""Rows of a table that are no data: footnotes below it, and totals that are the sum of what stands
above.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from orgplan.excel.read import (
    Findings,
    NumberStyle,
    Raw,
    Unreadable,
    at,
    fold,
    number_text,
    texts,
    to_number,
)
from orgplan.language import N_, _
from orgplan.schema import inputs
from orgplan.schema.columns import Free, InputSheet, Kind

from ..files.choose import ChosenSheets
from ..tables.find_table import find_table
from ..tables.table import TOTALS, Table

_WHO = texts("person_id | name | last_name | first_name | email | role | team")
_FIGURES = (Kind.MONEY, Kind.NUMBER, Kind.WHOLE)
_NOTE = re.compile(
    r"[*†‡¹²³]|(note|notes|source|stand|remark|legend|hinweis|quelle|注|备注|说明|数据来源)\b",
    re.IGNORECASE,
)
_UNITS = re.compile(  # a remark that may say in what the figures above are
    r"\b(in (k|thousands?|millions?)|k€|t€|teur|tsd|mio|thousands?|millions?|(per|a)"
    r" (month|hour|week|day)|monthly|hourly|net|gross|excluding|excl"
    r"|including|incl|usd|eur|gbp|chf|cny|ohne|zzgl|inkl|monatlich|brutto|netto)\b|[€£$¥]|"
    r"万|千|月薪|不含|含税|元",
    re.IGNORECASE,
)
_LEVELS = re.compile(  # and, of needs, how they are meant
    r"\b(at least|minimum|or"
    r" (above|higher|better)|levels?|experts?|advanced|seniors?|mandatory|optional|must|should|"
    r"mindestens)\b|[%≥]|至少|以上",
    re.IGNORECASE,
)
_EXPECTED = N_("a remark that changes nothing about the figures above")
ForeignRows = dict[int, Mapping[int, Raw]]
_SENTENCE = 4  # words from which the only text of a row is a remark


def leave_out_rows(chosen: ChosenSheets, findings: Findings) -> dict[str, ForeignRows]:
    """Take footnotes and totals out of the sheets; each is said in a note, or asked about where it
    may say how figures are meant.

    Parameters
    ----------
    chosen
        Is changed: its tables lose those rows. A total is left out only if it is the sum of the
        rows above it; on the roster, if it names nobody.
    findings
        Takes the notes and faults.

    Returns
    -------
    dict
        Sheet → rows that are asked about.
    """
    asked: dict[str, ForeignRows] = {}
    for key, grid in list(chosen.grids.items()):
        spec = inputs.SHEET_OF[key]
        if spec in (inputs.SETTINGS, inputs.ASSUMPTIONS, inputs.SCALE):
            continue
        table = find_table(spec, grid, Findings())
        if table is not None:
            left = {**dict(_footnotes(spec, table)), **dict(_totals(spec, table))}
            for number, why in left.items():
                cell = at(number, min(grid.rows[number]))
                text = next(iter(grid.rows[number].values()))
                if len(grid.rows[number]) == 1 and _matters(spec, text):
                    findings.fault(grid.name, cell, text, _(_EXPECTED), _fix(spec))
                    asked.setdefault(grid.name, {})[number] = grid.rows[number]
                else:
                    findings.note(grid.name, cell, why)
            if left:
                rows = {number: cells for number, cells in grid.rows.items() if number not in left}
                chosen.grids[key] = replace(grid, rows=rows)
    return asked


def _matters(spec: InputSheet, text: Raw) -> bool:
    """Whether a remark may say in what unit the figures above are, or, of needs, at which level."""
    if not isinstance(text, str):
        return False
    return bool(_UNITS.search(text) or (spec is inputs.REQUIREMENTS and _LEVELS.search(text)))


def _fix(spec: InputSheet) -> str:
    needs = spec is inputs.REQUIREMENTS
    where = (
        _("into the columns min level or strength")
        if needs
        else _("into the headers or a column of the table")
    )
    return _(
        "If it says how the figures above are meant, put that {where}; then delete this remark.",
        where=where,
    )


def _footnotes(spec: InputSheet, table: Table) -> Iterator[tuple[int, str]]:
    """Rows at the end of a table that hold one remark and nothing else."""
    if sum(column.required for column in spec) < 2:
        return
    for number, cells in reversed(list(table.grid.rows.items())):
        texts = list(cells.values())
        if number <= table.header or len(texts) > 1 or not isinstance(texts[0], str):
            return
        text = texts[0]
        if not (_NOTE.match(text) or len(text.split()) >= _SENTENCE):
            return
        yield number, _("'{text}' is a remark below the table: it was not read", text=text)


def _totals(spec: InputSheet, table: Table) -> Iterator[tuple[int, str]]:
    """Rows that say Total and whose figures are the sums of the rows above; the roster's own are
    known to its reader.
    """
    if spec is inputs.ROSTER:
        yield from _totals_of_nobody(table)
        return
    columns = {table.columns[key] for key in table.columns if spec.column(key).kind in _FIGURES}
    columns |= set(table.free) if spec.free is Free.PERIODS else set()
    sums = dict.fromkeys(columns, 0.0)
    for number, cells in table.grid.rows.items():
        if number <= table.header:
            continue
        figures = {column: figure_of(cells.get(column), table.style(column)) for column in columns}
        typed = {column: figure for column, figure in figures.items() if figure is not None}
        if _says_total(cells) and typed:
            if all(abs(figure - sums[column]) < 0.005 for column, figure in typed.items()):
                yield (
                    number,
                    _("this row is the total of the rows above: it was not read as one of them"),
                )
            continue
        for column, figure in typed.items():
            sums[column] += figure


def _totals_of_nobody(table: Table) -> Iterator[tuple[int, str]]:
    """Rows of the roster that say Total in a column that is not read, such as a running number."""
    who = {table.columns[key] for key in _WHO if key in table.columns}
    for number, cells in table.grid.rows.items():
        if number > table.header and not who & cells.keys() and _says_total(cells):
            yield number, _("this row is a total: it was not read as somebody")


def _says_total(cells: Mapping[int, Raw]) -> bool:
    texts = [fold(raw) for raw in cells.values() if isinstance(raw, str)]
    words = [text for text in texts if not any(sign.isdigit() for sign in text)]
    return len(words) == 1 and total_word(words[0]) is not None


def total_word(text: str) -> str | None:
    """What is left of a folded text without the word for a total; ``None`` where it has no such
    word.

    Parameters
    ----------
    text
        Folded, as :func:`orgplan.excel.read.text.fold` does.

    Examples
    --------
    >>> total_word("total rail"), total_word("subtotal"), total_word("rail") is None
    ('rail', '', True)
    """
    if text in TOTALS:
        return ""
    for word in sorted(TOTALS, key=len, reverse=True):
        if text.startswith((f"{word} ", f"{word}:")):
            return text.removeprefix(word).strip(" :")
        if text.endswith(f" {word}"):
            return text.removesuffix(word).strip(" :")
    return None


def figure_of(raw: Raw, style: NumberStyle) -> float | None:
    """The number of a cell, in whatever currency; ``None`` if it is none.

    Parameters
    ----------
    raw
        A cell, whose currency sign or code is passed over.
    style
        How numbers of its column are written.

    Examples
    --------
    >>> figure_of("€ 1,200.50", NumberStyle(".")), figure_of("n/a", NumberStyle())
    (1200.5, None)
    """
    codes = number_text(raw).currencies if isinstance(raw, str) else ()
    try:
        return to_number(raw, codes[0] if codes else None, style)
    except Unreadable:
        return None
