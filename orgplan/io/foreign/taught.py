"""What the user has said of his files: columns and sheets of an earlier import, corrected, or a
file of his own.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import yaml

from orgplan.excel.read import (
    BadInput,
    Fault,
    Findings,
    Grid,
    Raw,
    did_you_mean,
    fold,
    header_key,
    texts,
    to_text,
)
from orgplan.language import _
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet
from orgplan.schema.settings import SETTING_OF

from ..files.choose import ChosenSheets, sort_sheets
from .lines import IGNORE, PERIOD, SKILL

SHEET_NAME, SHEET_NAME_ZH = inputs.UNDERSTOOD, inputs.UNDERSTOOD_ZH
WHOLE_SHEET, WHOLE_SHEET_ZH = "(the whole sheet)", "（整张工作表）"
HEADERS: Mapping[str, tuple[str, ...]] = {
    "file": ("file", "文件"),
    "sheet": ("sheet", "工作表"),
    "header": ("header", "column name", "表头"),
    "ours": ("ours", "我们的列"),
    "unit": ("unit", "单位"),
    "confidence": ("confidence", "把握"),
}
_DRAFTED: Mapping[str, tuple[str, ...]] = {
    "our sheet": ("our sheet", "我们的工作表"),
    "what": ("what", "内容"),
    "drafted": ("drafted", "草拟"),
}
_IGNORED = frozenset(texts("ignore | ignored | none | no | skip | 忽略 | 不用"))
_SKILLS = frozenset(("a skill", "level of a skill", "一项技能"))
_PERIODS = frozenset(("a period", "一个期间"))
_NUMBERS = re.compile(r"[\d\W_]+")


@dataclass(frozen=True)
class Answer:
    """What a column is, as somebody said; `unit` only where he said that too.

    Attributes
    ----------
    ours
        Key of a column of ours, ``a skill``, ``a period`` or ``ignore``.
    unit
        Words such as ``per month``, as a header may have them; empty leaves it to the header.
    """

    ours: str
    unit: str = ""


@dataclass(frozen=True)
class Taught:
    """A mapping that was kept or written.

    Attributes
    ----------
    sheets
        Folded sheet of the source → key of ours, or ``ignore``.
    columns
        Folded sheet and header → what it is.
    settings
        Key of Settings → value.
    known
        Sheet and header of all columns of the earlier import, as they stood.
    earlier
        Sheets of the earlier workbook, whose own are taken over where the sources have none.
    drafted
        Key of Settings → what was drafted then.
    roles
        Role → what was drafted then, in one line.
    """

    sheets: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    settings: Mapping[str, Raw] = field(default_factory=dict)
    known: tuple[tuple[str, str], ...] = ()
    earlier: ChosenSheets | None = None
    drafted: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)

    def sheet(self, name: str) -> str | None:
        """Key of ours that a sheet is, ``ignore``, or ``None`` where nothing was said; months and
        years in its name don't count.

        Parameters
        ----------
        name
            Of a sheet of the source; the very name goes before one that differs in figures.

        Examples
        --------
        >>> Taught(sheets={"payroll 2027-01": "Roster"}).sheet("Payroll 2027-02")
        'Roster'
        """
        return self.sheets.get(fold(name)) or next(
            (ours for other, ours in self.sheets.items() if undated(other) == undated(name)), None
        )

    def column(self, sheet: str, header: str) -> Answer | None:
        """What a column is; of a sheet of another name only where all answers agree.

        Parameters
        ----------
        sheet
            Of the source; another month of the same sheet counts if the very name was not said.
        header
            As it stands.

        Returns
        -------
        Answer or None
            ``None`` where nothing was said, or sheets of the same name without figures say
            different things.

        Examples
        --------
        >>> known = Taught(
        ...     columns={("payroll 2027-01", "gehalt"): Answer("base_salary", "per month")}
        ... )
        >>> known.column("Payroll 2027-02", "Gehalt").ours, known.column("Teams", "Gehalt")
        ('base_salary', None)
        """
        exact = self.columns.get((fold(sheet), fold(header)))
        if exact is not None:
            return exact
        others = {
            answer
            for (other, name), answer in self.columns.items()
            if name == fold(header) and undated(other) == undated(sheet)
        }
        return others.pop() if len(others) == 1 else None


def undated(name: str) -> str:
    """A name without figures, which are a month or a year where a file is exported again.

    Parameters
    ----------
    name
        Of a sheet or file.

    Examples
    --------
    >>> undated("Payroll 2027-01"), undated("payroll 2027-02")
    ('payroll', 'payroll')
    """
    return _NUMBERS.sub(" ", fold(name)).strip()


def is_understood_sheet(name: str) -> bool:
    """Whether a sheet is the first one of an import.

    Parameters
    ----------
    name
        In English or Chinese, whatever the language of the run.

    Examples
    --------
    >>> is_understood_sheet(SHEET_NAME), is_understood_sheet("Roster")
    (True, False)
    """
    return header_key(name) in (header_key(SHEET_NAME), header_key(SHEET_NAME_ZH))


def read_map(path: Path) -> Taught:
    """A map of TOML or YAML: tables ``sheets``, ``columns`` (by sheet, or for all) and
    ``settings``.

    Parameters
    ----------
    path
        In UTF-8; one that ends in .toml is read as TOML, any other as YAML.

    Raises
    ------
    BadInput
        If it cannot be read, or names what we don't have.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        content: object = (
            tomllib.loads(text) if path.suffix.casefold() == ".toml" else yaml.safe_load(text) or {}
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, yaml.YAMLError) as error:
        raise _refused(path, "", _("a map that can't be read ({error})", error=error)) from error
    if not isinstance(content, dict):
        raise _refused(path, "", _("no tables"))
    if extra := set(content) - {"sheets", "columns", "settings"}:
        raise _refused(path, "", _("the tables {names}", names=_(", ").join(map(str, extra))))
    sheets = {
        fold(str(name)): _sheet_key(path, str(ours)) for name, ours in _table(content, "sheets")
    }
    columns: dict[tuple[str, str], Answer] = {}
    for name, stated in _table(content, "columns"):
        if not isinstance(stated, dict):
            raise _refused(
                path, f"columns.{name}", _("'{stated}', not a table of headers", stated=stated)
            )
        for header, answer in stated.items():
            columns[fold(str(name)), fold(str(header))] = _answer(path, str(header), answer)
    settings = {str(key): _raw(value) for key, value in _table(content, "settings")}
    return Taught(sheets, columns, settings)


def _table(content: Mapping[str, object], key: str) -> Iterator[tuple[object, object]]:
    found = content.get(key) or {}
    yield from found.items() if isinstance(found, dict) else ()


def _raw(value: object) -> Raw:
    return value if isinstance(value, (str, int, float, bool, date, datetime)) else str(value)


def _answer(path: Path, header: str, answer: object) -> Answer:
    if isinstance(answer, dict):
        return Answer(
            column_key(path, header, str(answer.get("ours", ""))), str(answer.get("unit", ""))
        )
    return Answer(column_key(path, header, str(answer)))


def _refused(path: Path, where: str, found: str) -> BadInput:
    expected = _("tables sheets, columns and settings, as docs/import.md shows")
    return BadInput(path, [Fault(where, "", found, expected, _("Correct the map."))])


def taught_by(grids: Mapping[str, Grid], path: Path) -> Taught:
    """What the first sheet of an earlier import says, as it was written or corrected since.

    Parameters
    ----------
    grids
        All sheets of that workbook: the others are kept, for what no new file has.
    path
        The workbook, for errors.

    Returns
    -------
    Taught
        Columns of which *ours* was left blank are known, but nothing is said of them.

    Raises
    ------
    BadInput
        If there is no such sheet, or it names what we don't have.
    """
    grid = next((grid for name, grid in grids.items() if is_understood_sheet(name)), None)
    if grid is None:
        fix = _("Give a workbook that `orgplan import` wrote, or a TOML or YAML map.")
        raise BadInput(
            path,
            [
                Fault(
                    "",
                    "",
                    _("no sheet of that name"),
                    _("a sheet {SHEET_NAME}", SHEET_NAME=SHEET_NAME),
                    fix,
                )
            ],
        )
    sheets: dict[str, str] = {}
    columns: dict[tuple[str, str], Answer] = {}
    known: list[tuple[str, str]] = []
    for row in _rows(grid, HEADERS, ("sheet", "header", "ours")):
        sheet, header, ours = row.get("sheet", ""), row.get("header", ""), row.get("ours", "")
        whole = header in (WHOLE_SHEET, WHOLE_SHEET_ZH)
        if sheet and header and not whole:
            known.append((sheet, header))
        if not sheet or not header or not ours:
            continue
        if whole:
            sheets[fold(sheet)] = _sheet_key(path, ours)
        else:
            key = column_key(path, header, ours)
            columns[fold(sheet), fold(header)] = Answer(key, row.get("unit", ""))
    every = list(_rows(grid, _DRAFTED, tuple(_DRAFTED)))
    drafted = {
        SETTING_OF[fold(row["what"])].key: row["drafted"]
        for row in every
        if _spec(row["our sheet"]) is inputs.SETTINGS and fold(row["what"]) in SETTING_OF
    }
    roles = {
        row["what"]: row["drafted"] for row in every if _spec(row["our sheet"]) is inputs.ROLES
    }
    earlier = sort_sheets(
        {name: own for name, own in grids.items() if own is not grid}, Findings(), of_plan=False
    )
    return Taught(sheets, columns, {}, tuple(known), earlier, drafted, roles)


def _rows(
    grid: Grid, headers: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]
) -> Iterator[dict[str, str]]:
    """Rows of a table of the sheet by the key of their header; it ends at the first row without a
    value in its first column.
    """
    meaning = {fold(name): key for key, names in headers.items() for name in names}
    places: dict[str, int] = {}
    last = 0
    for number, cells in grid.rows.items():
        if not places:
            found = {meaning.get(fold(to_text(raw))): column for column, raw in cells.items()}
            if set(needed) <= set(found):
                places, last = {key: column for key, column in found.items() if key}, number
            continue
        row = {key: to_text(cells.get(column)) for key, column in places.items()}
        if not row[needed[0]] or number != last + 1:
            return
        last = number
        yield row


def _sheet_key(path: Path, name: str) -> str:
    if fold(name) in _IGNORED:
        return IGNORE
    spec = _spec(name)
    if spec is None:
        known = [spec.shown for spec in inputs.INPUT_SHEETS]
        fix = _("Use one of {known}, or ignore.", known=_(", ").join(known))
        fix = did_you_mean(name, known, fix)
        raise BadInput(path, [Fault("", "", f"'{name}'", _("a sheet of ours, or ignore"), fix)])
    return spec.key


def _spec(name: str) -> InputSheet | None:
    key = header_key(name)
    return next((spec for spec in inputs.INPUT_SHEETS if key in spec.names), None)


def column_key(path: Path, header: str, typed: str) -> str:
    """``Roster.base_salary``, ``base_salary``, ``a skill`` or ``ignore``, as the user may write
    them.

    Parameters
    ----------
    path
        Of the map, for the error.
    header
        Of the source, at which the error stands.
    typed
        What it is to be, in English or Chinese. Without a sheet the first sheet that has a column
        of that very name counts, then the first that knows it under another name.

    Returns
    -------
    str
        Key of the column, without its sheet.

    Raises
    ------
    BadInput
        If it is none of these.

    Examples
    --------
    >>> from pathlib import Path
    >>> (
    ...     column_key(Path("map.toml"), "Gehalt", "Roster.base_salary"),
    ...     column_key(Path("map.toml"), "Nr", "ignore"),
    ... )
    ('base_salary', 'ignore')
    """
    if fold(typed) in _IGNORED:
        return IGNORE
    if fold(typed) in _SKILLS:
        return SKILL
    if fold(typed) in _PERIODS:
        return PERIOD
    sheet, dot, name = typed.rpartition(".")
    spec = _spec(sheet) if dot else None
    specs = [spec] if spec else inputs.INPUT_SHEETS
    folded = header_key(name)
    for exact in (True, False):
        for candidate in specs:
            for column in candidate:
                names = (
                    (header_key(column.key), header_key(column.zh)) if exact else column.header_keys
                )
                if folded in names:
                    return column.key
    known = [column.key for candidate in specs for column in candidate]
    fix = did_you_mean(name, known, _("docs/workbook.md lists the columns; or write ignore."))
    raise BadInput(
        path, [Fault(header, "", f"'{typed}'", _("a column of ours, a skill, or ignore"), fix)]
    )
