"""The workbook of a new director, as he has it: 45 people, own sheet names and order, totals,
notes, words for levels.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

TEAMS = ("Checkout", "Ledger", "Mobile", "Platform", "Insights")
SKILLS = ("Java", "Kotlin", "Kubernetes", "SQL", "Data modelling", "Incident response")
NEEDS: tuple[tuple[str, str, int, str | None], ...] = (
    ("Checkout", "Kotlin", 4, "new payment flow"),
    ("Ledger", "SQL", 4, None),
    ("Platform", "Kubernetes", 5, "on call from spring"),
    ("Insights", "Data modelling", 4, "the board's dashboards"),
)
_FIRST = ("Ada", "Bela", "Chiara", "Deniz", "Emil", "Farah", "Goran", "Hanna", "Ivo")
_LAST = ("Amsel", "Brandt", "Cordes", "Dietz", "Esser")
_TITLES = (
    ("Team lead", 98_500.0),
    ("Senior software engineer", 85_000.5),
    ("Senior software engineer", 83_200.0),
    ("Software engineer", 68_400.0),
    ("Software engineer", 66_900.0),
    ("Software engineer", 70_150.0),
    ("QA engineer", 61_000.0),
    ("Data analyst", 64_300.0),
    ("Product manager", 79_800.0),
)
WORDS = ("Expert", "Advanced", "Intermediate", "Beginner")


def people() -> list[dict[str, Any]]:
    """Five teams of nine; whoever leads Platform leads the other leads."""
    found = []
    for team_number, team in enumerate(TEAMS):
        for number, (title, pay) in enumerate(_TITLES):
            lead = f"{_FIRST[0]} {_LAST[team_number]}"
            top = f"{_FIRST[0]} {_LAST[3]}"
            name = f"{_FIRST[number]} {_LAST[team_number]}"
            found.append(
                {
                    "name": name,
                    "title": title,
                    "team": team,
                    "manager": None if name == top else top if number == 0 else lead,
                    "start": date(2016 + (number + team_number) % 9, 1 + number, 1 + team_number),
                    "pay": pay + 250 * team_number,
                    "hours": 0.8 if number == 7 else 1.0,
                }
            )
    return found


def euros(amount: float) -> str:
    """``€85.000,50``, as German Excel shows it and exports write it."""
    text = f"{amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"€{text}"


def _word(person: int, skill: int) -> str | None:
    number = (person * 7 + skill * 5) % 9
    return WORDS[number] if number < len(WORDS) else None


def holders(team: str, skill: str, words: tuple[str, ...]) -> int:
    """How many of a team are rated so, worked out from the ratings alone."""
    place = SKILLS.index(skill)
    return sum(
        person["team"] == team and _word(number, place) in words
        for number, person in enumerate(people())
    )


def write_director(path: Path) -> None:
    """Write it."""
    book = Workbook()
    book.remove(book.active)
    _budget(book.create_sheet("Budget 2027"))
    _needs(book.create_sheet("Needs 2027"))
    _skills(book.create_sheet("Who can do what"))
    _team_list(book.create_sheet("Team list"))
    _notes(book.create_sheet("Thoughts"))
    book.save(path)


def _budget(sheet: Any) -> None:
    for row in (
        ["Budget 2027, agreed with finance on 12 November"],
        [],
        ["Team", "Year", "Budget"],
        *([team, 2027, euros(900_000)] for team in TEAMS),
        ["Total", None, euros(4_500_000)],
    ):
        sheet.append(row)


def _needs(sheet: Any) -> None:
    for row in (
        ["What we need next year"],
        [],
        ["Team", "Skill", "How many", "Why"],
        *NEEDS,
        [],
        ["* at least Advanced"],
    ):
        sheet.append(row)


def _skills(sheet: Any) -> None:
    sheet.append(["Skills, as the leads see them"])
    sheet.append([])
    sheet.append(["Name", *SKILLS])
    for number, person in enumerate(people()):
        levels = [_word(number, skill) for skill in range(len(SKILLS))]
        sheet.append([person["name"], *levels])


def _team_list(sheet: Any) -> None:
    sheet.append(["Engineering, as of 2026-11-30"])
    sheet.append(["Source: HR; bonus not included"])
    sheet.append([])
    header = ["Name", "Job title", "Team", "Manager", "Joined", "Annual salary", "FTE", "Comment"]
    sheet.append(header)
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    for person in people():
        sheet.append(
            [
                person["name"],
                person["title"],
                person["team"],
                person["manager"],
                person["start"],
                euros(person["pay"]),
                person["hours"],
                "back from leave in May" if person["name"] == "Hanna Brandt" else None,
            ]
        )
    total = sum(person["pay"] for person in people())
    fte = sum(person["hours"] for person in people())
    sheet.append(["Total", None, None, None, None, euros(total), fte])
    sheet.append([])
    sheet.append(["Part-timers are at 80 %."])


def _notes(sheet: Any) -> None:
    for text in ("Ask Ada about the reorganisation", "Offsite in June", "Contractors: later"):
        sheet.append([text])
