"""What putting a plan into a workbook takes beside writing it: ``python -m benchmarks.into_speed
[rows ...]``.

The plan is one sheet of `rows` x 30 cells, half of them formulas that point at a second sheet, as
the cost of `rows` people by month is. The user's workbook is as large. openpyxl's time to open and
save that workbook, which is the other way and loses what it does not know, stands beside it.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import load_workbook

from orgplan.excel.embed.embed import put_into
from orgplan.excel.write.styles import Look
from orgplan.excel.write.workbook import Column, Formula, Number, Style, WorkbookWriter

COLUMNS = 15


def write(path: Path, rows: int) -> None:
    """A workbook with text, figures and formulas that point at another sheet."""
    live, money = Style(Look.FORMULA, Number.CENTS), Style(Look.TOOL, Number.CENTS)
    with WorkbookWriter(path) as book:
        rates = book.sheet("Rates")
        for column in range(COLUMNS):
            rates.write(0, column, 1.0 + column / 100)
        columns = [
            Column(f"text {number}" if number == 0 else f"figure {number}", money)
            for number in range(COLUMNS)
        ]
        columns += [Column(f"formula {number}", live) for number in range(COLUMNS)]
        book.sheet("Cost by month").table("cost", columns, [_row(number) for number in range(rows)])


def _row(number: int) -> list[str | float | Formula]:
    figures = [float(number * 7 + column) for column in range(1, COLUMNS)]
    formulas = [
        Formula(f"=ROUND($B{number + 2}*'Rates'!${chr(65 + column)}$1,2)", 1.0)
        for column in range(COLUMNS)
    ]
    return [f"Person {number:06}", *figures, *formulas]


def measure(rows: int) -> str:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        plan, user = Path(folder) / "plan.xlsx", Path(folder) / "user.xlsx"
        write(user, rows)
        began = time.perf_counter()
        write(plan, rows)
        written = time.perf_counter()
        put_into(plan, user)
        there = time.perf_counter()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        book = load_workbook(plan)
        book.save(Path(folder) / "saved.xlsx")
        other = time.perf_counter() - there
        size = user.stat().st_size / 1e6
    return (
        f"{rows:>8} {size:>8.1f} {written - began:>8.2f} {there - written:>8.2f} {memory:>8.0f}"
        f" {other:>12.2f}"
    )


if __name__ == "__main__":
    print(f"{'rows':>8} {'MB':>8} {'write s':>8} {'into s':>8} {'peak MB':>8} {'openpyxl s':>12}")
    for count in [int(argument) for argument in sys.argv[1:]] or [1_000, 10_000]:
        print(measure(count), flush=True)
