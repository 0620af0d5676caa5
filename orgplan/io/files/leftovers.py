"""What stands beside the tables that are read and could change the answer: it is asked about, never
passed over.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from orgplan.excel.read import Findings, Grid, Raw, at, header_key, listed, quote, texts, to_text
from orgplan.language import _, ngettext
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet, Kind, is_ignored
from orgplan.schema.levers import POSITIONS

from ..people.columns import people_column
from ..skills.skill_ratings import Who
from ..skills.skill_words import is_old
from ..tables.find_table import header_row
from ..tables.table import Table

WEIGHED = tuple(
    spec
    for spec in inputs.INPUT_SHEETS
    if spec not in (inputs.SETTINGS, inputs.ASSUMPTIONS, inputs.SKILLS, inputs.SCALE)
)
_FIGURES = (Kind.MONEY, Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.LEVEL, Kind.DATE, Kind.CHOICE)
_HEADER_WITHIN = 40
NOT_READ = "not read"  # cause of the fault of a sheet that may be an input
_AMOUNTS = frozenset(
    key
    for spec, name in (
        (inputs.BUDGET, "amount"),
        (inputs.ROSTER, "base_salary"),
        (POSITIONS, "budget_salary"),
    )
    for key in spec.column(name).header_keys
) | {
    "vacancies",
    "open positions",
    "open roles",
    "open heads",
    "open seats",
    "required level",
    "空缺",
    "空缺数",
    "待招人数",
}
_NAMED = re.compile(
    r"(?:^|\s)(budgets?|needs?|requirements?|demand|positions?|vacanc(?:y|ies)|requisitions?|"
    r"salar(?:y|ies)|compensation|payroll|skills?"
    r"|hiring|headcount|bedarf|stellenplan|gehälter|qualifikationen|besoins|effectifs|"
    r"salaires|manpower)(?:\s|$)|预算|需求|编制|薪资|技能|空缺"
)
_MEANT = {
    inputs.BUDGET.key: "budget|预算",
    inputs.REQUIREMENTS.key: "need|requirement|demand|bedarf|stellenplan|besoins|需求|编制",
    inputs.SKILLS.key: "skill|qualifikation|技能",
    POSITIONS.key: "position|vacanc|requisition|空缺",
}
_PERIOD = re.compile(
    r"(20\d\d["
    r" -/年]*)?(q[1-4]|第?[一二三四1-4]季度|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]{0,6}\.?|1?\d月)("
    r" ?'?(20)?\d\d)?",
    re.IGNORECASE,
)
_LEAVERS = re.compile(
    r"\b(leavers?|departures|exits|terminat(ed|ions)|resignations|retire(d|ments)|austritte|"
    r"ausgeschiedene?|abgänge|départs|sorties|bajas)\b|离职|退休|减员",
    re.IGNORECASE,
)
_OF_PEOPLE = frozenset(
    texts(
        "base_salary | fte | status | weekly_hours | end_date | start_date | currency | bonus_pct |"
        " role | level | team | headcount"
    )
)
_PARTS = frozenset(texts("scope | role | skill"))
_TIMES_AND_FIGURES = frozenset(
    key
    for spec in WEIGHED
    for column in spec
    if column.kind in (Kind.MONEY, Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.DATE)
    for key in column.header_keys
) | frozenset(texts("from | to | until | number | 开始 | 结束 | 人数 | 数量"))
_OF_ONE = frozenset(texts("end_date | status"))  # which matter also where one person has them


def refuse_left_sheets(
    others: Iterable[Grid], read: Iterable[str], who: Who, findings: Findings
) -> None:
    """A fault for each sheet that is not read and holds what one of ours would hold.

    Parameters
    ----------
    others
        Sheets that are no inputs by name or content.
    read
        Keys of the input sheets that are there.
    who
        Person id that a text names.
    findings
        Takes the faults; sheets called ignore, old or about the file are passed over.
    """
    there = set(read)
    about = {header_key(name) for name in inputs.ABOUT}
    for grid in others:
        if is_ignored(grid.name) or is_old(grid.name) or header_key(grid.name) in about:
            continue
        found = (
            _like_ours(grid) or of_people(grid, who) or _of_figures(grid) or _of_parts(grid, who)
        )
        if found is None:
            continue
        cell, text, key = found
        findings.fault(
            grid.name,
            cell,
            text,
            _("no sheet that could change the plan and is not read"),
            _fix(grid.name, key, there),
            False,
            NOT_READ,
        )


def _fix(name: str, key: str | None, there: set[str]) -> str:
    """What to do with a sheet that is not read, by what it may be and whether that sheet is there
    already.
    """
    spec = inputs.SHEET_OF.get(key or "")
    shown = spec.shown if spec else key
    away = _("rename the sheet to 'Ignore {name}'", name=name)
    if key is None:
        return _(
            "If it is an input, give it the name and headers of one of ours (docs/workbook.md lists"
            " them); if not, {away}.",
            away=away,
        )
    if key == inputs.ROSTER.key and key in there:
        return _(
            "Put what it says into columns of the sheet {key} (end date for a last day, status for"
            " who has left), a person a row; or {away}.",
            key=shown,
            away=away,
        )
    if key in there:
        return (
            _(
                "Move its rows to the sheet {key}, a row each (heads of a role: column role); or"
                " {away}.",
                key=shown,
                away=away,
            )
            if key == inputs.REQUIREMENTS.key
            else _("Move its rows to the sheet {key}, or {away}.", key=shown, away=away)
        )
    return _("If it is {key}, rename the sheet to {key}; if not, {away}.", key=shown, away=away)


_Leftover = tuple[
    str, str, str | None
]  # the cell, what stands there, and the key of the sheet that it may be


def _like_ours(grid: Grid) -> _Leftover | None:
    """A table with the headers of one of our sheets; of several that fit, the one with the most
    columns.
    """
    best: tuple[int, _Leftover] | None = None
    for spec in WEIGHED:
        number = header_row(spec, grid)
        if number is None or not _below(grid, number):
            continue
        columns = {
            key: column
            for key, column in keys_of(spec, grid.rows[number]).items()
            if spec.column(key).kind is not Kind.LEVEL or _holds_levels(grid, number, column)
        }
        if fits(spec, columns) and (best is None or len(columns) > best[0]):
            shown = listed(quote(grid.rows[number][column]) for column in columns.values())
            best = (
                len(columns),
                (
                    at(number, min(columns.values())),
                    _(
                        "a table with the headers {shown}, as on {sheet}",
                        shown=shown,
                        sheet=spec.shown,
                    ),
                    spec.key,
                ),
            )
    return best[1] if best else None


def keys_of(spec: InputSheet, cells: Mapping[int, Raw]) -> dict[str, int]:
    """Key of a declared column → column number, of the cells of a row that name one.

    Parameters
    ----------
    spec
        Names, aliases and fallbacks of its columns are compared with the cells.
    cells
        Column number → content; of two cells with one meaning the later counts.

    Examples
    --------
    >>> keys_of(inputs.ROSTER, {1: "Name", 2: "Job title", 3: "Shoe size"})
    {'name': 1, 'role': 2}
    """
    return {key: column for column, raw in cells.items() if (key := spec.meaning(raw)) is not None}


def fits(spec: InputSheet, columns: Mapping[str, int]) -> bool:
    """Whether columns are those of a sheet: all that it must have, and more than a name; heads of
    roles alone may be seats as well as needs.

    Parameters
    ----------
    spec
        Its required columns have to be there, or the ones that may stand in for them.
    columns
        Key → column number, as of :func:`keys_of`.

    Examples
    --------
    >>> fits(inputs.BUDGET, {"amount": 1}), fits(inputs.TEAMS, {"team": 1})
    (False, False)
    """
    required = all(
        column.key in columns or (column.instead in columns and spec is not inputs.REQUIREMENTS)
        for column in spec
        if column.required
    )
    return (
        required and len(columns) > 1 and any(spec.column(key).kind in _FIGURES for key in columns)
    )


def _holds_levels(grid: Grid, number: int, column: int) -> bool:
    """Whether no date stands below a header that may mean levels: *Start* means both."""
    return not any(
        isinstance(cells.get(column), date) for row, cells in grid.rows.items() if row > number
    )


def _below(grid: Grid, number: int) -> bool:
    return any(row > number for row in grid.rows)


def of_people(grid: Grid, who: Who) -> _Leftover | None:
    """People of the roster beside levels, or beside what the roster says of them.

    Parameters
    ----------
    grid
        A sheet that no input sheet was made of.
    who
        Gives the person id that a text names; ``None`` for a text that names nobody.

    Returns
    -------
    tuple or None
        Address of the first person, what was found there in words, and the key of the sheet that
        would hold it; ``None`` if the sheet says nothing of people that could change a plan.
    """
    place = people_column(grid, who)
    if place is None:
        return None
    column, first = place
    rows = {
        number: cells
        for number, cells in grid.rows.items()
        if who(to_text(cells.get(column))) is not None
    }
    above = [cells for number, cells in grid.rows.items() if number < first and len(cells) > 1]
    header: Mapping[int, Raw] = above[-1] if above else {}
    if not rows:
        return None
    if _LEAVERS.search(grid.name):
        return at(first, column), _("people of the roster, on a sheet of leavers"), "Roster"
    for key, there in keys_of(inputs.ROSTER, header).items():
        filled = sum(there in cells for cells in rows.values())
        if key in _OF_PEOPLE and there != column and filled > (key not in _OF_ONE):
            return (
                at(first, column),
                _("people of the roster with '{header}'", header=header[there]),
                "Roster",
            )
    for other in sorted({other for cells in rows.values() for other in cells} - {column}):
        values = [cells[other] for cells in rows.values() if other in cells]
        named = header_key(to_text(header.get(other))) in ("", "no", "nr", "#")
        if not named and len(values) > 1 and all(_is_level(raw) for raw in values):
            return (
                at(first, column),
                _("people of the roster with levels in '{get}'", get=to_text(header.get(other))),
                "Skills",
            )
    return None


def _is_level(raw: Raw) -> bool:
    return isinstance(raw, (int, float)) and not isinstance(raw, bool) and 0 <= raw <= 5


def _of_figures(grid: Grid) -> _Leftover | None:
    """Amounts under a header of amounts, or figures on a sheet that is called as one of ours may
    be.
    """
    for number in list(grid.rows)[:_HEADER_WITHIN]:
        for column, raw in grid.rows[number].items():
            if (
                isinstance(raw, str)
                and header_key(raw) in _AMOUNTS
                and len(grid.rows[number]) > 1
                and _figures(grid, number, column)
            ):
                return at(number, column), _("figures under '{raw}'", raw=raw), None
    named = _NAMED.search(header_key(grid.name))
    timed = next((row for row, cells in grid.rows.items() if _names_periods(cells)), None)
    if named or timed is not None:
        for number, cells in grid.rows.items():
            if len(cells) > 1 and any(type(raw) in (int, float) for raw in cells.values()):
                sentence = (
                    _("figures, on a sheet whose name says that it is an input")
                    if named
                    else _("figures below months, quarters or years")
                )
                key = _meant_by(named[0].strip()) if named else None
                header = grid.rows.get(timed or 0, {})
                if key is None and {"role", "skill"} & keys_of(inputs.REQUIREMENTS, header).keys():
                    key = inputs.REQUIREMENTS.key
                return at(number, min(cells)), sentence, key
    return None


def _of_parts(grid: Grid, who: Who) -> _Leftover | None:
    """Teams, roles or skills beside figures or times that plans are made of, or roles beside people
    of the roster, whatever the sheet is called.
    """
    for number in list(grid.rows)[:_HEADER_WITHIN]:
        header = grid.rows[number]
        parts = {
            key: column
            for key, column in keys_of(inputs.REQUIREMENTS, header).items()
            if key in _PARTS
        }
        below = [cells for row, cells in grid.rows.items() if row > number]
        for column, raw in header.items():
            if column in parts.values() or not any(
                column in cells and any(part in cells for part in parts.values()) for cells in below
            ):
                continue
            named = "role" in parts and any(
                who(to_text(cells[column])) is not None for cells in below if column in cells
            )
            if named or header_key(to_text(raw)) in _TIMES_AND_FIGURES:
                shown = listed(quote(header[place]) for place in sorted({*parts.values(), column}))
                seats = {"role", "scope"} <= parts.keys() and "skill" not in parts and not named
                return (
                    at(number, min(parts.values())),
                    _("a table with {shown}", shown=shown),
                    POSITIONS.key if seats else None,
                )
    return None


def _names_periods(cells: Mapping[int, Raw]) -> bool:
    """Whether a row has several quarters or months beside a team, role or skill, as a header of
    figures over time has.
    """
    texts = [raw.strip() for raw in cells.values() if isinstance(raw, str)]
    several = sum(bool(_PERIOD.fullmatch(text)) for text in texts) > 1
    return several and bool({"scope", "role", "skill"} & keys_of(inputs.REQUIREMENTS, cells).keys())


def _meant_by(word: str) -> str | None:
    """Key of the sheet that a word of a name stands for."""
    return next((key for key, words in _MEANT.items() if re.search(words, word)), None)


def _figures(grid: Grid, number: int, column: int) -> bool:
    return any(
        type(cells.get(column)) in (int, float) for row, cells in grid.rows.items() if row > number
    )


# -- second tables on a sheet ----------------------------------------------------------------------


# -- rows that are out of sight --------------------------------------------------------------------


def tell_hidden(table: Table, findings: Findings) -> None:
    """Rows that are hidden or filtered away count as all others do; that is reported; one that is
    struck through may be done with, or not: it is asked about.

    Parameters
    ----------
    table
        Only rows that are read count; hidden example rows and footnotes do not matter.
    findings
        Takes one note for all hidden rows (of the roster one that is said first), and a fault for
        each row that is struck through.
    """
    used = {row.number for row in table}
    found = [number for number in table.grid.hidden if number in used]
    if found:
        text = ngettext(
            "{n} row is hidden or filtered out but still counted: {names}; delete it if it should"
            " not count",
            "{n} rows are hidden or filtered out but still counted: {names}; delete them if they"
            " should not count",
            len(found),
            names=listed(map(str, found)),
        )
        findings.note(table.name, "", text, first=table.spec is inputs.ROSTER)
    for number in table.grid.struck:
        if number in used:
            column = min(table.grid.rows[number])
            findings.fault(
                table.name,
                at(number, column),
                table.grid.rows[number][column],
                _("a row that counts, or none: this one is struck through"),
                _("Delete the row if it is obsolete; remove the strikethrough if it counts."),
                cause="struck through",
            )


# -- figures of several rows in one cell -----------------------------------------------------------


def refuse_merged_figures(table: Table, findings: Findings) -> None:
    """A fault for each figure in a cell that is merged over several rows: it may be that of each,
    or of all together.

    Parameters
    ----------
    table
        Its grid is one of :func:`orgplan.io.files.layout.tidied`, whose `merged` has figures alone.
    findings
        Takes the faults.
    """
    used = {*table.columns.values(), *table.free}
    for first, left, last, _other in table.grid.merged:
        if first > table.header and left in used:
            raw = table.grid.rows[first].get(left)
            fix = _("Unmerge the cells, and type the figure of each row.")
            expected = _(
                "a figure for each of the {figure} rows that share this cell",
                figure=last - first + 1,
            )
            findings.fault(table.name, at(first, left), raw, expected, fix)
