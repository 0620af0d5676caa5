"""Checks: what ties the sheets together, each a live comparison with its tolerance and the place to look."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.io.book import Book, Cell, Column, Content, Fill, Formula, Look, Number, Sheet, Style, address
from orgplan.report import layout
from orgplan.report.layout import BODY, LIVE, LONG, STRONG, TEXT, VERDICT_NAME, area, cell_of

HEADERS = ("no", "check", "value", "expected", "tolerance", "difference", "result", "where")
PASS, FAIL = "PASS", "FAIL"
NUMBER = Style(Look.FORMULA, Number.DECIMAL)


@dataclass(frozen=True)
class Check:
    """One comparison; `number` is that of the list of what finance checks."""

    number: str
    says: str
    value: Formula
    expected: Formula | float
    tolerance: float
    where: str

    @property
    def passes(self) -> bool:
        """Whether it passes with the values that the tool worked out."""
        expected = self.expected.value if isinstance(self.expected, Formula) else self.expected
        return abs(float(self.value.value) - float(expected)) <= self.tolerance


def write_checks(book: Book, sheet: Sheet, checks: tuple[Check, ...]) -> str:
    """Write the sheet and the name of the verdict; returns the verdict."""
    top = BODY + 2
    rows = [_row(check, top + 1 + number) for number, check in enumerate(checks)]
    styles = {"check": LONG, "value": NUMBER, "expected": NUMBER, "difference": NUMBER, "result": Style(LIVE.look, bold=True)}
    widths = {"no": 6.0, "check": 66.0, "value": 16.0, "expected": 16.0, "difference": 12.0, "result": 10.0, "where": 18.0}
    columns = [Column(header, styles.get(header, TEXT), widths.get(header, 10.0)) for header in HEADERS[:-1]]
    table = sheet.table("checks", columns, rows, top=top)
    sheet.write(top, len(columns), HEADERS[-1], layout.HEADER)
    for number, check in enumerate(checks):
        sheet.link(table.first + number, len(columns), check.where, check.where, TEXT)
    sheet.width(len(columns), widths["where"])
    column = HEADERS.index("result")
    where, first = area(table.first, column, table.last, column), address(table.first, column)
    sheet.colour_where(where, f'={first}="{FAIL}"', Fill.BAD)
    sheet.colour_where(where, f'={first}="{PASS}"', Fill.GOOD)
    failed = sum(not check.passes for check in checks)
    verdict = f"{failed} FAIL" if failed else "all PASS"
    count = f'COUNTIF({table.range("result")},"{FAIL}")'
    sheet.write(BODY, 0, "Verdict", STRONG)
    sheet.write(BODY, 1, Formula(f'=IF({count}=0,"all {PASS}",{count}&" {FAIL}")', verdict), Style(LIVE.look, bold=True))
    book.name(VERDICT_NAME, f"={cell_of(sheet, BODY, 1)}")
    sheet.freeze(top + 1)
    return verdict


def _row(check: Check, at: int) -> list[Content | Cell]:
    value, expected, tolerance, difference = (address(at, HEADERS.index(name)) for name in ("value", "expected", "tolerance", "difference"))
    wanted = check.expected.value if isinstance(check.expected, Formula) else check.expected
    distance = float(check.value.value) - float(wanted)
    result = Formula(f'=IF(ABS({difference})<={tolerance},"{PASS}","{FAIL}")', PASS if check.passes else FAIL)
    return [check.number, check.says, check.value, check.expected, check.tolerance, Formula(f"={value}-{expected}", distance), result]
