"""Tables of sheets: where the header stands, what its columns mean, and which columns are missing,
double or not known.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from openpyxl.utils.cell import coordinate_to_tuple

from orgplan.excel.read import (
    Findings,
    Grid,
    Raw,
    at,
    header_key,
    listed,
    nearest,
    quote,
    texts,
    to_text,
)
from orgplan.language import _
from orgplan.schema.columns import Free, InputColumn, InputSheet, Kind, is_ignored
from orgplan.schema.exports import needless_because
from orgplan.schema.inputs import ROSTER, TEAMS

from ..files.measures import stated_factor, unit_in, with_unit
from ..files.units import header_units
from .header_columns import meanings_of
from .table import Table

_HEADER_WITHIN = 40  # rows in which a header is looked for
_CHANGES_PLAN = re.compile(  # what an unknown column of the roster may not say in silence
    r"^(?!ignore|忽略).*(\b(status|fte|hours|salary|salaries|wages?|currency|vacan(t|cy)|"
    r"terminat(ed|ion)|leaver|resigned|resignation|bonus(es)?|commissions?"
    r"|inactive|left|leaving|leaves|exit|departure|separation|retire(d|ment|s)?|days (per|a|each)"
    r" week|working days|work"
    r" days|arbeitstage|jours|allowances?|premiums?|compensations?|remuneration|earnings|overtime|"
    r"amounts?|pay|rate|contingent|contractor|freeze|gehalt|lohn|vergütung|zulage|prämie"
    r"|stunden|skills?|skill set|competenc(y|ies)|salaire|prime|heures|temps de"
    r" travail|part.?time|teilzeit|temps partiel|tiempo"
    r" parcial|pensum|salario|sueldo|horas|jornada)\b|amount$|离职|薪资|"
    r"薪酬|工资|月薪|年薪|奖金|津贴|补贴|币种|在职|工时|兼职|非全日|^技能)",
    re.IGNORECASE,
)
_NAMES_FIGURES = re.compile(  # nor one of these sheets
    r"^(?!ignore|忽略).*(\b(amounts?|costs?|prices?|fees?|budget(ed)?|salary|wages?|pay|currency|"
    r"fx|dates?|deadline|from|until|since|starts?|ends?"
    r"|begins?|due|levels?|grade|seniority|strength|priority|must|mandatory|optional|weight|fte|"
    r"hours|heads|headcount|seats|cap|min|max|minimum"
    r"|maximum|limit|quantity|count|status|active|bands?|median|"
    r"midpoint|range)\b|金额|费用|成本|价格|预算|薪资|币种|日期|截止|等级|级别|优先|强度|"
    r"人数|工时|名额|状态)",
    re.IGNORECASE,
)
_OF_SKILLS = re.compile(r"skill|competenc|技能", re.IGNORECASE)
_TOTALS_OF_SEATS = frozenset(
    texts(
        "编制 | 编制数 | 编制人数 | 定编 | 在编 | 在编人数 | 在岗 | 在岗人数 |"
        "空缺 | 空编 | 缺编 | 空缺人数 | establishment | authorised | authorized |"
        "in post | filled | vacant | vacancies"
    )
)
_OTHER_PAY = re.compile(
    r"\b(net|total|ote|on.target|variable|netto|net mensuel|neto)\b|税后|实发", re.IGNORECASE
)
_NET = re.compile(
    r"\bnet (pay|salary|amount|income)\b|nettogehalt|netto|salaire net|salario"
    r" neto|实发|税后|到手|个人所得税|社保(个人|公司|基数)|公积金(个人|公司|基数)",
    re.IGNORECASE,
)
_BESIDE_BASE = re.compile(
    r"bonus|commission|allowance|premium|one.?time|overtime|prämie|zulage|\bprime\b|奖金|津贴|补贴",
    re.IGNORECASE,
)
_NAMES_NO_FIGURES = re.compile(
    r"\b(notes?|comments?|remarks?|owner|by|links?|url|reason|why|source|basis)\b|备注|说明|"
    r"来源|负责人",
    re.IGNORECASE,
)
_LEAST_PAY, _MOST_PAY = (
    1_000.0,
    20_000_000.0,
)  # between which pay of a month or year lies, in most currencies
_ASKED = frozenset(
    texts("Requirements | Budget | Roles | Training | Positions | Candidates | Levers | Teams")
)
_COUNTED_BY = frozenset(texts("Requirements | Roles | Teams | Training | Levers"))
_OF_ROWS = frozenset(texts("location | employment_type | status | end_date | start_date | fte"))
_SHARE_OR_FLAG = re.compile(r"[-+]?\d+([.,]\d+)? ?%|yes|no|true|false|y|n|是|否", re.IGNORECASE)
_OF_PERSONS = ("person_id", "start_date", "base_salary")  # what a roster by heads alone may lack


def header_row(
    spec: InputSheet, grid: Grid, meaning: Callable[[Raw], str | None] | None = None
) -> int | None:
    """Row number of a sheet's header; ``None`` if no row looks like it.

    Parameters
    ----------
    spec
        Its required columns count first, then how many of its columns are named.
    grid
        The first 40 rows are looked at; of rows alike the first is taken.
    meaning
        Gives the key of the column that a header names, in place of the names that are declared.

    Examples
    --------
    >>> from orgplan.schema.inputs import TEAMS
    >>> header_row(TEAMS, Grid("Teams", {1: {1: "Our teams"}, 3: {1: "Team", 2: "Parent"}}))
    3
    """
    needed = {column.key for column in spec if column.required} | {
        column.instead for column in spec if column.instead
    }
    known = meaning or spec.meaning
    best, found = (0, 0), None
    for number in list(grid.rows)[:_HEADER_WITHIN]:
        cells = grid.rows[number]
        keys = {key for text in cells.values() if (key := known(text)) is not None}
        score = (len(keys & needed), len(keys))
        if score[0] and score > best and (len(cells) > 1 or len(needed) == 1):
            best, found = score, number
    return found


def find_table(
    spec: InputSheet,
    grid: Grid,
    findings: Findings,
    date_order: str | None = None,
    decimal: str | None = None,
) -> Table | None:
    """The table of a sheet, found by the names of its columns.

    Parameters
    ----------
    spec
        How the sheet is declared.
    grid
        Cells of the sheet as read.
    findings
        Where faults and notes go.
    date_order, decimal
        How dates and decimals of the sheet are written where that is known; ``None`` is found out
        from its cells.

    Returns
    -------
    Table or None
        ``None``, with a fault, if no row looks like the header.

    Examples
    --------
    >>> from orgplan.schema.inputs import TEAMS
    >>> grid = Grid("Teams", {1: {1: "Team", 2: "Parent"}, 2: {1: "Apps", 2: "Product"}})
    >>> [(row.text("team"), row.text("parent")) for row in find_table(TEAMS, grid, Findings())]
    [('Apps', 'Product')]
    """
    number = header_row(spec, grid)
    if number is None:
        expected = _(
            "a header row with {listed}",
            listed=listed(
                (
                    _("{key} or {other}", key=column.shown, other=spec.column(column.instead).shown)
                    if column.instead
                    else column.shown
                )
                for column in spec
                if column.required
            ),
        )
        sentence = (
            _("nothing")
            if not grid.rows
            else _("no such row in the first {header_within}", header_within=_HEADER_WITHIN)
        )
        findings.fault(
            grid.name,
            "A1",
            sentence,
            expected,
            _(
                "Put the column names into one row above the data; `orgplan init` writes a"
                " template."
            ),
            quoted=False,
        )
        return None
    return table_under(spec, grid, number, findings, date_order, decimal=decimal)


def table_under(
    spec: InputSheet,
    grid: Grid,
    number: int,
    findings: Findings,
    date_order: str | None = None,
    places: Mapping[str, int] | None = None,
    decimal: str | None = None,
) -> Table:
    """The table of a sheet whose header is known.

    Parameters
    ----------
    spec, grid
        How the sheet is declared, and its cells as read.
    number
        Row number of the header.
    findings
        Takes faults for columns that are missing or double, and for formulas without a result.
    date_order, decimal
        How dates and decimals of the sheet are written where that is known; ``None`` is found out
        from its cells.
    places
        Column numbers of declared columns that are known by what stands below them, whatever their
        header says.
    """
    found = meanings_of(spec, grid, number, findings, places or {})
    table = Table(
        spec,
        grid.name,
        findings,
        number,
        found.columns,
        found.free,
        grid,
        date_order,
        _chinese(grid, number, found.columns),
        found.spare,
        decimal,
    )
    _report_columns(table)
    _report_units(table)
    for cell in _read_without_result(table):
        fix = _(
            "Open the workbook in Excel or LibreOffice, let it calculate, and save it; or type the"
            " value."
        )
        findings.fault(
            grid.name, cell, _("a formula without a result"), _("a value"), fix, quoted=False
        )
    if grid.far:
        findings.note(
            grid.name, grid.far, _("this cell lies far outside any table; it was not read")
        )
    return table


def _read_without_result(table: Table) -> Iterator[str]:
    """Cells that are read but hold a formula without a result; what stands beside the table, and
    the sums below it, do not matter.
    """
    known = table.columns.values()
    for cell in table.unsolved:
        row, column = coordinate_to_tuple(cell)
        if row < table.header or table.passes_over(row):
            continue
        if column in known or table.spec.free is not Free.NOTHING:
            yield cell


def _report_columns(table: Table) -> None:
    """Faults for required columns that are missing, a note on columns that are ignored."""
    if _is_of_totals(table):
        _refuse_totals(table)
        return
    by_heads = table.spec.key == "Roster" and any(row.has("headcount") for row in table)
    for column in table.spec:
        needed = column.required and not (by_heads and column.key in _OF_PERSONS)
        if needed and table.place(column.key) is None:
            _report_missing(table, column)
    if table.spec.free is Free.NOTHING:
        _report_ignored(table)


def _report_units(table: Table) -> None:
    """A fault for each header that says another unit than its column is read in, or a note where
    the figures are converted.
    """
    for column in table.spec:
        place = table.columns.get(column.key)
        for number in () if place is None else (place, *table.spare.get(column.key, ())):
            header = table.grid.rows[table.header].get(number)
            factor, stated = stated_factor(column, header), unit_in(header)
            read = _(column.unit) if column.unit else _("money")
            if factor is None:
                table.findings.fault(
                    table.name,
                    at(table.header, number),
                    header,
                    _("{key} in this unit: {unit}", key=column.shown, unit=read),
                    _(
                        "The header says '{stated}', from which the program can't convert exactly:"
                        " convert the figures, and call the column '{header}'.",
                        stated=stated,
                        header=with_unit(to_text(header), read if column.unit else ""),
                    ),
                )
            elif factor != 1:
                text = _(
                    "'{header}': the figures were taken times {factor:g}, because the header says"
                    " '{stated}' and this is read in: {unit}",
                    header=header,
                    factor=factor,
                    stated=stated,
                    unit=read,
                )
                table.findings.note(table.name, at(table.header, number), text)


def _is_of_totals(table: Table) -> bool:
    """Whether what should list seats has how many each department may have and has, in their
    place.
    """
    heads = {header_key(str(text)) for text in table.grid.rows[table.header].values()}
    seats = {"position_id", "role"} & set(table.columns)
    return table.spec.key == "Positions" and not seats and len(heads & _TOTALS_OF_SEATS) > 1


def _refuse_totals(table: Table) -> None:
    """A fault that says where the number of seats of a department belongs."""
    row = table.grid.rows[table.header]
    limit = TEAMS.column("max_headcount").shown
    table.findings.fault(
        table.name,
        at(table.header, min(row)),
        _("how many seats each team has ({listed})", listed=listed(map(str, row.values()))),
        _("one row for each seat"),
        _(
            "Enter how many people a team may have in {limit} on the sheet {teams}, and rename this"
            " sheet to 'Ignore {name}'; or list the seats here, one a row, with position ID, role,"
            " team and status.",
            limit=limit,
            teams=table.findings.tabs.get(TEAMS.key, TEAMS.shown),
            name=table.name,
        ),
        quoted=False,
    )


def _report_missing(table: Table, column: InputColumn) -> None:
    """A fault that says which header may be the column."""
    row = table.grid.rows[table.header]
    sentence = _("the columns {listed}", listed=listed(str(text) for text in row.values()))
    table.findings.fault(
        table.name,
        at(table.header, min(row)),
        sentence,
        _("a column {key}", key=column.shown),
        _instead_of_missing(table, column),
        quoted=False,
    )


def _instead_of_missing(table: Table, column: InputColumn) -> str:
    """What to do about a column that is missing: rename the one that is likely meant, or add it."""
    pay = column.key == "base_salary"
    named = {text: place for place, text in table.free.items() if isinstance(text, str)}
    for guess, place in named.items():
        if (
            not needless_because(table.spec, guess)
            and not _OTHER_PAY.search(guess)
            and nearest(header_key(guess), column.header_keys, 75)
            and _may_be(table, column, place)
        ):
            period = header_units(guess).period if pay else None
            unit = _(" (per {period})", period=_(period.replace("_", " "))) if period else ""
            return _(
                "Is it '{guess}' in {at}? Then rename that to '{header}'.",
                guess=guess,
                at=at(table.header, place),
                header=f"{column.shown}{unit}",
            )
    fix = _("Add the column {column}: {meaning}.", column=column.shown, meaning=column.explained)
    by_cells = _may_be_pay(table) if pay else None
    if by_cells is None:
        return fix
    place, low, high = by_cells
    return _(
        "Is it '{header}' in {at}, with figures from {low:,.0f} to {high:,.0f}? Then rename that to"
        " 'Base salary', or 'Base salary (per month)'. If not: {lower}{fix}",
        header=to_text(table.free[place]),
        at=at(table.header, place),
        low=low,
        high=high,
        lower=fix[0].lower(),
        fix=fix[1:],
    )


def _report_ignored(table: Table) -> None:
    """Notes on columns that are not read."""
    needless = {
        place: text for place, text in table.free.items() if needless_because(table.spec, text)
    }
    others = {place: text for place, text in table.free.items() if place not in needless}
    if table.spec.key == "Roster" and table.place("base_salary"):
        net = {place: text for place, text in others.items() if _NET.search(to_text(text))}
        others = {place: text for place, text in others.items() if place not in net}
        needless |= net  # worked out from what is read
    refuse_unknown_figures(table, others)
    for columns, what in (
        (needless, _("columns that no plan needs were skipped")),
        (others, _("columns that are not known were ignored")),
    ):
        if columns:
            text = _("{what}: {columns}", what=what, columns=_ignored(table, columns))
            table.findings.note(table.name, at(table.header, min(columns)), text)


def _may_be_pay(table: Table) -> tuple[int, float, float] | None:
    """The one unknown column with figures such as pay has, and the lowest and highest of them;
    ``None`` if there is none, or several.
    """
    found = []
    for place, header in table.free.items():
        cells = [
            cells[place]
            for number, cells in table.grid.rows.items()
            if number > table.header and place in cells
        ]
        figures = [
            float(raw) for raw in cells if isinstance(raw, (int, float)) and type(raw) is not bool
        ]
        if not isinstance(header, str) or len(figures) < 3 or len(figures) * 5 < len(cells) * 4:
            continue
        spread = max(figures) > min(figures) > 0 and max(figures) <= 100 * min(figures)
        if (
            _LEAST_PAY <= sorted(figures)[len(figures) // 2] <= _MOST_PAY
            and spread
            and not _OTHER_PAY.search(header)
            and needless_because(table.spec, header) is None
        ):
            found.append((place, min(figures), max(figures)))
    return found[0] if len(found) == 1 else None


def _may_be(table: Table, column: InputColumn, place: int) -> bool:
    """Whether what stands below a header is fit for a column: ids differ from row to row, as
    ``Employee Type`` never does.
    """
    cells = [
        cells[place]
        for number, cells in table.grid.rows.items()
        if number > table.header and place in cells
    ]
    return (
        column.kind is not Kind.ID
        or not column.required
        or len(set(map(str, cells))) == len(cells) > 0
    )


def refuse_unknown_figures(table: Table, columns: Mapping[int, Raw]) -> None:
    """A fault for each column that is not known, is filled in, and is called as if it could change
    the plan.

    Parameters
    ----------
    table
        Its findings take the faults; its rows below the header show whether a column is filled in.
    columns
        Column number → header, as it stands, of the columns to look at. Those with nothing below
        the header pass, and so do those that :func:`is_asked` finds harmless.
    """
    for place, text in columns.items():
        words = str(text)
        cells = [
            cells[place]
            for number, cells in table.grid.rows.items()
            if number > table.header and place in cells
        ]
        if cells and (is_asked(table.spec, words) or _bears_on_plan(table.spec, words, cells)):
            keys = [
                column.shown for column in table.spec.written if column.key not in table.columns
            ]
            fix = _(
                "Rename it to the column of the template that it is ({keys}), or to 'Ignore"
                " {words}'.",
                keys=listed(keys, 6),
                words=words,
            )
            if _BESIDE_BASE.search(words):
                fix = _(
                    "What is paid on top of base pay goes into 'Bonus pct' (a share of base), or"
                    " 'Benefits per head' on Assumptions; if it does not count, rename this to"
                    " 'Ignore {words}'.",
                    words=words,
                )
            if table.spec.key == "Roster" and _OF_SKILLS.search(words):
                fix = _(
                    "Put skills on a sheet Skills, a column each with levels from 0 to 5 (3 works"
                    " alone); and rename this to 'Ignore {words}'.",
                    words=words,
                )
            expected = _("a known column, since this one can change the plan")
            table.findings.fault(table.name, at(table.header, place), text, expected, fix)


def is_asked(spec: InputSheet, header: str) -> bool:
    """Whether a header that is not known is called as if what stands below could change the plan.

    Parameters
    ----------
    spec
        On the roster more words count (status, hours, skills, leave); on other sheets only those of
        figures, and only on sheets where a figure can change a plan.
    header
        As it stands; ``HiringStatus`` and ``hiring_status`` are two words each.

    Examples
    --------
    >>> from orgplan.schema.inputs import ROSTER
    >>> (
    ...     is_asked(ROSTER, "HiringStatus"),
    ...     is_asked(ROSTER, "Desk"),
    ...     is_asked(ROSTER, "Ignore status"),
    ... )
    (True, False, False)
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.replace("_", " "))
    if spec.key == "Roster":
        return bool(_CHANGES_PLAN.search(words))
    named = spec.key in _ASKED and not _NAMES_NO_FIGURES.search(words)
    return named and bool(_NAMES_FIGURES.search(words))


def _bears_on_plan(spec: InputSheet, header: str, cells: Sequence[Raw]) -> bool:
    """Whether cells below a header that is not known are figures, shares, dates or yes and no, or
    the header is one of people's columns, on a sheet whose rows a plan counts by.
    """
    words = header.replace("_", " ")
    if spec.key not in _COUNTED_BY or is_ignored(words) or _NAMES_NO_FIGURES.search(words):
        return False
    return ROSTER.meaning(header) in _OF_ROWS or all(
        isinstance(raw, (int, float, date)) or bool(_SHARE_OR_FLAG.fullmatch(to_text(raw).strip()))
        for raw in cells
    )


def _ignored(table: Table, columns: Mapping[int, Raw]) -> str:
    """Headers that are not read, each with the column that it may have been meant for."""
    missing = [column for column in table.spec if column.key not in table.columns]
    names = {name: column.key for column in missing for name in column.header_keys}
    shown = []
    for text in columns.values():
        guess = nearest(header_key(to_text(text)), names, 80)
        shown.append(
            _("'{what}' (did you mean {names}?)", what=text, names=names[guess])
            if guess
            else quote(text)
        )
    return listed(shown)


def _chinese(grid: Grid, number: int, columns: Mapping[str, int]) -> int:
    """How many of the known headers are in Chinese: by it the language of the run is chosen."""
    texts = (str(grid.rows[number].get(column)) for column in columns.values())
    return sum(1 for text in texts if any("\u4e00" <= letter <= "\u9fff" for letter in text))
