"""Checks: what ties the sheets together, each a live comparison with its tolerance and the place to
look.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from orgplan.excel.write.live import (
    Live,
    as_number,
    choose,
    count_where,
    if_error,
    joined,
    live,
    rows_below,
    sum_product,
)
from orgplan.excel.write.tables import LiveRow
from orgplan.excel.write.workbook import (
    CellRow,
    Column,
    Fill,
    Look,
    Number,
    Sheet,
    Style,
    TableRef,
    WorkbookWriter,
    address,
)
from orgplan.language import N_, _

from ..sheets.layout import (
    ALL_PASS,
    BODY,
    LIVE,
    LONG,
    STRONG,
    TEXT,
    Link,
    Verdict,
    area,
    cell_of,
)

GUARDED = N_("tolerances and formulas are as written")
TAMPERED = N_("a tolerance was changed, or a formula typed over")
LEAST_TOLERANCE = 1e-9  # below any tolerance that a check has
FAILURES = N_("{failed} FAIL")
PASS, FAIL, NOT_APPLICABLE = N_("PASS"), N_("FAIL"), N_("not applicable")
STALE = N_("inputs CHANGED since the plan was made: plan again")
NUMBER = Style(Look.FORMULA, Number.DECIMAL)


class Miss(StrEnum):
    """What a check says when it does not pass: FAIL; INFO, which is not the plan's fault; CHANGED,
    the plan is not of these inputs.
    """

    FAIL = "FAIL"
    INFO = "INFO"
    CHANGED = "CHANGED"


@dataclass(frozen=True)
class SheetCell:
    """A sheet and a cell of it.

    Attributes
    ----------
    sheet
        Name of the sheet.
    cell
        A1 address.
    """

    sheet: str
    cell: str = "A1"

    @classmethod
    def of(cls, table: TableRef) -> SheetCell:
        """The header of a table.

        Parameters
        ----------
        table
            Any table of the workbook.

        Returns
        -------
        Place
            The cell of its first header.
        """
        return cls(table.sheet, address(table.top, table.left))


@dataclass(frozen=True)
class Check:
    """One comparison.

    Attributes
    ----------
    number
        That of the list of what finance checks, 1-20.
    says
        What is counted or added up.
    where
        The place to look.
    value, expected, tolerance
        It passes where value and expected differ by no more than the tolerance.
    looked_at, empty
        How many things were looked at; where it is 0, the check is not applicable, for the reason
        `empty`.
    hint
        What mends a miss.
    miss
        What a miss is called.
    """

    number: int
    says: str
    where: SheetCell
    value: Live | float
    expected: Live | float = 0
    tolerance: float = 0
    looked_at: Live | float = 1
    empty: str = ""
    hint: str = ""
    miss: Miss = Miss.FAIL

    @property
    def difference(self) -> float:
        """Value less expected, as the tool worked them out."""
        return float((live(self.value) - live(self.expected)).value)

    @property
    def result(self) -> str:
        """Result, as the tool worked it out."""
        if _figure(self.looked_at) == 0:
            return NOT_APPLICABLE
        return PASS if abs(self.difference) <= self.tolerance else self.miss.value


COLUMNS = (
    Column("check_no", Style(Look.TOOL, Number.INTEGER), "Number of the check, 1-20", 6),
    Column("check", LONG, "What is counted or added up", 62, words=True),
    Column("looked_at", Style(Look.FORMULA, Number.INTEGER),
        "How many things were looked at; with 0 the check is not applicable", 11),
    Column("value", NUMBER, "What it comes to", 16),
    Column("expected", NUMBER, "What it should come to", 16),
    Column("tolerance", NUMBER, "Difference that passes", 11),
    Column("difference", NUMBER, "Value less expected", 12),
    Column("result", Style(LIVE.look, bold=True),
        "PASS; FAIL; INFO (not the plan's fault); CHANGED (inputs were); not applicable", 14),
    Column("where", TEXT, "Link to the place", 18),
    Column("note", Style(Look.FORMULA, wrap=True), "Why it is not applicable, or what mends a miss",
        60),
)  # fmt: skip
HEADERS = tuple(column.header for column in COLUMNS)


def write_checks(book: WorkbookWriter, sheet: Sheet, checks: tuple[Check, ...]) -> Verdict:
    """Write the sheet and the name of the verdict; returns the verdict.

    Parameters
    ----------
    book
        Takes the name under which other sheets show the verdict.
    sheet
        The sheet Checks, below its head.
    checks
        In the order in which they are shown.

    Returns
    -------
    Verdict
        As :func:`verdict_of` says it, in the language of the run.
    """
    top = BODY + 2
    rows = [_row(check, top + 1 + number) for number, check in enumerate(checks)]
    table = sheet.table("checks", COLUMNS, rows, top=top, about="A check")
    place = HEADERS.index("where")
    for number, check in enumerate(checks):
        sheet.link(
            table.first + number,
            place,
            check.where.sheet,
            check.where.sheet,
            TEXT,
            check.where.cell,
        )
    column = HEADERS.index("result")
    where, first = area(table.first, column, table.last, column), address(table.first, column)
    for word, fill in (
        (FAIL, Fill.BAD),
        (Miss.INFO, Fill.WARN),
        (Miss.CHANGED, Fill.WARN),
        (PASS, Fill.GOOD),
        (NOT_APPLICABLE, Fill.QUIET),
    ):
        sheet.colour_where(where, f'={first}="{word}"', fill)
    verdict = verdict_of(checks)
    sheet.write(BODY + 1, 0, _("Guard"), STRONG)
    sheet.write(BODY + 1, 1, _guard(sheet, table), Style(LIVE.look, bold=True))
    guard = Live(cell_of(sheet, BODY + 1, 1), sheet.at(BODY + 1, 1).value)
    failed, changed = (count_where(table["result"], word) for word in (Miss.FAIL, Miss.CHANGED))
    failed = failed + guard.differs(GUARDED)
    many = joined(failed, _(FAILURES, failed=""))
    shown = choose(failed > 0, many, choose(changed > 0, STALE, ALL_PASS))
    sheet.write(BODY, 0, _("Verdict"), STRONG)
    sheet.write(BODY, 1, shown, Style(LIVE.look, bold=True))
    book.name(Link.CHECKS, f"={cell_of(sheet, BODY, 1)}")
    sheet.freeze(top + 1)
    return Verdict(verdict, sum(check.result in (PASS, FAIL) for check in checks))


def _guard(sheet: Sheet, table: TableRef) -> Live:
    """Whether tolerances and formulas of the sheet are as they were written: no tolerance raised,
    nothing typed over.
    """
    rows = rows_below(table.head("tolerance"), table["tolerance"])
    sums = sum_product(table["tolerance"], rows)
    right = table.left + len(table.headers) - 1
    counted = sum_product(as_number(sheet.is_formula(table.first, table.left, table.last, right)))
    same = (sums - sums.value).size < live(LEAST_TOLERANCE)
    return if_error(choose(same * counted.equals(int(counted.value)), GUARDED, TAMPERED), TAMPERED)


def verdict_of(checks: tuple[Check, ...]) -> str:
    """All checks in a few words.

    Parameters
    ----------
    checks
        With the results that the tool worked out.

    Returns
    -------
    str
        The number of failures; else that inputs changed, or that all pass. Checks that are not
        applicable count for nothing.
    """
    failed = sum(check.result == FAIL for check in checks)
    if failed:
        return _(FAILURES, failed=failed)
    return _(STALE if any(check.result == Miss.CHANGED for check in checks) else ALL_PASS)


def _row(check: Check, at: int) -> CellRow:
    """A check as a row of formulas: not applicable with nothing looked at, else whether the
    difference passes; an error in any cell fails.
    """
    row = LiveRow(COLUMNS, at)
    row.update(
        {
            "check_no": check.number,
            "check": check.says,
            "looked_at": check.looked_at,
            "value": check.value,
            "expected": check.expected,
            "tolerance": check.tolerance,
        }
    )
    row["difference"] = row["value"] - row["expected"]
    judged = choose(row["difference"].size <= row["tolerance"], PASS, check.miss.value)
    row["result"] = if_error(choose(row["looked_at"].equals(0), NOT_APPLICABLE, judged), FAIL)
    hint = choose(row["result"].equals(PASS), "", check.hint)
    row["note"] = choose(row["looked_at"].equals(0), check.empty, hint)
    return row.cells


def _figure(content: Live | float) -> float:
    return float(live(content).number)
