"""Workbooks for tests, written as people write them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Rows = list[list[Any]]


def sound() -> dict[str, Rows]:
    """Sheets of a small workbook without faults; tests change what they want to break."""
    return {
        "Settings": [
            ["key", "value"],
            ["as_of", datetime(2027, 1, 1)],
            ["start", datetime(2027, 1, 1)],
            ["period", "quarter"],
            ["periods", 4],
            ["currency", "USD"],
            ["name", "Acme"],
        ],
        "Roster": [
            [
                "person_id",
                "name",
                "role",
                "level",
                "team",
                "start_date",
                "base_salary",
                "manager_id",
            ],
            ["P1", "Ann", "Engineer", "senior", "Core", date(2020, 1, 1), 100000, None],
            ["P2", "Bob", "Engineer", "junior", "Core", date(2021, 1, 1), 80000, "P1"],
            ["P3", "Cy", "Manager", None, "Web", date(2022, 1, 1), 120000, "P1"],
        ],
        "Skills": [
            ["person_id", "Python", "Kubernetes"],
            ["P1", 4, 2],
            ["P2", 2, None],
            ["P3", None, 3],
        ],
        "Roles": [
            ["role", "level", "family", "band_min", "band_mid", "band_max", "can_manage"],
            ["Engineer", "senior", "engineering", 90000, 100000, 120000, "no"],
            ["Engineer", "junior", "engineering", 60000, None, 90000, "no"],
            ["Manager", None, "management", 100000, 120000, None, "yes"],
        ],
        "Role skills": [
            ["role", "level", "skill", "at_start", "after_ramp"],
            ["Engineer", "senior", "Python", 3, 4],
            ["Engineer", None, "Kubernetes", 1, 2],
        ],
        "Teams": [
            ["team", "product_line", "parent", "lead", "min_headcount", "max_headcount"],
            ["Core", "Pay", "Tech", "P1", 1, 9],
            ["Web", "Shop", "Tech", None, None, None],
        ],
        "Requirements": [
            [
                "scope",
                "skill",
                "need",
                "kind",
                "min_level",
                "strength",
                "weight",
                "reason",
                "2027-Q3",
            ],
            ["Core", "Python", 2, "holders", 3, "must", None, "launch", 3],
            ["Tech", "Kubernetes", 1.5, "capacity", None, "should", 2, None, None],
        ],
        "Rules": [
            ["rule", "family", "strength", "scope", "threshold", "counts", "roles"],
            ["big", "director", "must", "organisation", 21, "engineering", "Manager"],
        ],
        "Training": [
            ["skill", "from", "to", "cost", "hours", "duration", "seats"],
            ["Python", 2, 3, 1500, 80, 3, 2],
        ],
        "Budget": [
            ["scope", "period", "amount", "category", "headcount"],
            ["organisation", 2027, 2500000, "total", None],
            ["Core", "2027-Q1", None, None, 5],
        ],
    }


def save(path: Path, sheets: dict[str, Rows]) -> Path:
    """Write sheets as plain cells."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path
