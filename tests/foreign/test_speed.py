"""Large exports are imported in bounded time: seconds of the processor, whatever else the machine
does.
"""

from __future__ import annotations

import os
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from xlsxwriter import Workbook

import orgplan as op

SLOW = os.environ.get("ORGPLAN_SLOW") == "1"
_HEADERS = (
    "Employee ID",
    "First name",
    "Last name",
    "Job title",
    "Department",
    "Hire date",
    "Annual salary (EUR)",
    "FTE",
    "Manager",
    "Work email",
    "Location",
    "Employment status",
)


def large(path: Path, rows: int, columns: int = 60) -> Path:
    """An export of so many people and columns, most of which nobody needs."""
    with Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Export")
        extra = columns - len(_HEADERS)
        sheet.write_row(0, 0, (*_HEADERS, *(f"Custom field {number}" for number in range(extra))))
        for number in range(rows):
            team = number % 100
            boss = (
                "" if number == 0 else "First0 Last0" if number < 100 else f"First{team} Last{team}"
            )
            title = "Team lead" if number < 100 else ("Engineer", "Analyst", "Tester")[number % 3]
            person = (f"E{number:05d}", f"First{number}", f"Last{number}", title, f"Team {team}")
            sheet.write_row(number + 1, 0, person)
            sheet.write_datetime(number + 1, 5, date(2015, 1, 1) + timedelta(days=number % 4000))
            rest = (50_000 + number % 997, 1, boss, f"p{number}@ex.org", "Berlin", "Active")
            sheet.write_row(number + 1, 6, rest)
            sheet.write_row(number + 1, 12, [f"v{(number * at) % 911}" for at in range(extra)])
    return path


@pytest.mark.parametrize(
    ("rows", "seconds"),
    [(500, 6), pytest.param(10_000, 30, marks=pytest.mark.slow)],
)
def test_a_large_export_is_imported_in_time(tmp_path: Path, rows: int, seconds: float) -> None:
    if rows > 1000 and not SLOW:
        pytest.skip("ORGPLAN_SLOW=1 runs it")
    source = large(tmp_path / "export.xlsx", rows)
    began = time.process_time()
    made = op.import_files([source], tmp_path / "my_org.xlsx", today=date(2026, 11, 29))
    spent = time.process_time() - began
    assert made.understanding.plannable
    assert made.understanding.counts[0].ours == rows
    assert spent < seconds
