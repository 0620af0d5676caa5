"""Workbooks made messy by chance from clean ones: the mess of real files, mixed, each with the
outcome of its clean twin.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from make import Rows, save, sound
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

SKILLS = ("Python", "Kubernetes", "Terraform", "Go", "Kafka")
_FIRST = ("Ann", "Bob", "Cy", "Dee", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jil", "Kai", "Lea")
_LAST = ("Ashe", "Berg", "Cole", "Diaz", "Ek", "Fox", "Grau", "Hahn", "Ito", "Jung", "Kok", "Lund")


@dataclass
class Book:
    """Sheets as rows, with what is done to the finished file."""

    sheets: dict[str, Rows]
    changes: list[Callable[[Workbook], None]] = field(default_factory=list)
    encoding: str | None = None
    separator: str = ","

    def place(self, sheet: str, key: str) -> int:
        """Index of a column by its header."""
        return self.sheets[sheet][0].index(key)

    def cells(self, sheet: str, key: str, change: Callable[[Any], Any]) -> None:
        """Change every filled cell of a column."""
        column = self.place(sheet, key)
        for row in self.sheets[sheet][1:]:
            if row[column] is not None:
                row[column] = change(row[column])

    def header(self, sheet: str, key: str, name: str) -> None:
        """Call a column otherwise."""
        self.sheets[sheet][0][self.place(sheet, key)] = name

    def add(self, sheet: str, name: str, cells: list[Any]) -> None:
        """A further column."""
        for row, cell in zip(self.sheets[sheet], [name, *cells], strict=True):
            row.append(cell)

    def setting(self, key: str, value: Any) -> None:
        """A further setting."""
        self.sheets["Settings"].append([key, value])


def clean(seed: int) -> Book:
    """A company of its own for each number: who can do what, what they earn, what is needed, an
    open position and a budget.
    """
    chance = random.Random(seed)
    sheets = sound()
    roster = sheets["Roster"]
    for number in range(4, 7 + seed % 6):
        pay = 60_000 + 600 * chance.randrange(50)
        roster.append(
            [f"P{number}", "", "Engineer", "junior", "Core", date(2021, 3, number), pay, "P1"]
        )
    for index, row in enumerate(roster[1:]):
        row[1] = f"{_FIRST[index]} {_LAST[(index + seed) % len(_LAST)]}"
    sheets["Skills"] = [["person_id", *SKILLS]] + [
        [row[0], *(chance.choice((None, 2, 3, 4)) for _ in SKILLS)] for row in roster[1:]
    ]
    sheets["Skills"][1][1], sheets["Skills"][2][1], sheets["Skills"][3][2] = 4, 2, 3
    sheets["Requirements"][1][2] = 1 + chance.randrange(3)
    sheets["Budget"][1][2] = 1_500_000 + 10_000 * chance.randrange(90)
    sheets["Budget"][2][4] = sheets["Teams"][1][5] = 30
    sheets["Positions"] = [
        ["position_id", "role", "level", "team", "status", "start", "budget_salary"],
        ["V-1", "Engineer", "junior", "Core", "open", date(2027, 4, 1), 72_000],
    ]
    return Book(sheets)


# -- what people do to figures ---------------------------------------------------------------------


def monthly(book: Book, chance: random.Random) -> None:
    book.cells("Roster", "base_salary", lambda pay: pay / 12)
    book.header(
        "Roster",
        "base_salary",
        chance.choice(("Base pay (per month)", "Monthly salary", "月薪", "Monatsgehalt")),
    )


def thousands(book: Book, chance: random.Random) -> None:
    book.cells("Roster", "base_salary", lambda pay: pay / 1000)
    book.header(
        "Roster",
        "base_salary",
        chance.choice(("Salary in k", "Annual salary (TUSD)", "Base pay in thousands")),
    )


def typed(book: Book, chance: random.Random) -> None:
    kind = chance.randrange(5)
    shown: Callable[[float], str] = (
        lambda pay: f"${pay:,.2f}",
        lambda pay: f"{pay:,.2f}".replace(",", " ").replace(".", ","),
        lambda pay: f"{pay:,.2f}".translate(str.maketrans(",.", ".,")),
        lambda pay: f"{pay:,.0f}".replace(",", "."),  # asked about, unless Settings say it
        lambda pay: f"{pay / 1000:g}k",
    )[kind]
    book.cells("Roster", "base_salary", shown)
    if kind == 3 and chance.random() < 0.6:
        book.setting("number_format", "decimal comma")


def formatted(book: Book, chance: random.Random) -> None:
    book.cells("Roster", "base_salary", lambda pay: pay / 1000)

    def change(file: Workbook) -> None:
        sheet = file["Roster"]
        (top, column), *_ = [
            (cell.row, cell.column)
            for row in sheet.iter_rows(max_row=9)
            for cell in row
            if cell.value == "base_salary"
        ]
        for row in range(top + 1, sheet.max_row + 1):
            sheet.cell(row, column).number_format = '0.0"k"'

    book.changes.append(change)


def days(book: Book, chance: random.Random) -> None:
    shape = chance.choice(("%d.%m.%Y", "%d %b %Y", "%Y年%m月%d日", "%m/%d/%Y", "%d/%m/%y"))
    book.cells("Roster", "start_date", lambda day: day.strftime(shape))
    if shape in ("%d.%m.%Y", "%d/%m/%y") and chance.random() < 0.7:
        book.setting("date_format", "dmy")
    if shape == "%m/%d/%Y" and chance.random() < 0.7:
        book.setting("date_format", "mdy")


# -- what exports do to people ---------------------------------------------------------------------


def split_names(book: Book, chance: random.Random) -> None:
    column = book.place("Roster", "name")
    names = [row[column].partition(" ")[::2] for row in book.sheets["Roster"][1:]]
    for row in book.sheets["Roster"]:
        del row[column]
    words = chance.choice(
        (
            ("First name", "Last name"),
            ("Vorname", "Nachname"),
            ("Prénom", "Nom"),
            ("Vorname", "Name"),
        )
    )
    book.add("Roster", words[0], [first for first, _ in names])
    book.add("Roster", words[1], [last or None for _, last in names])


def named_managers(book: Book, chance: random.Random) -> None:
    first, last = book.sheets["Roster"][1][book.place("Roster", "name")].split(" ")
    text = chance.choice(
        (f"{first} {last}", f"{last}, {first}", f"{first} {last} (P1)", "P1 - " + f"{first} {last}")
    )
    book.cells("Roster", "manager_id", lambda manager: text)
    book.header("Roster", "manager_id", chance.choice(("Manager", "Reports to", "Supervisor")))


def leavers(book: Book, chance: random.Random) -> None:
    rows = book.sheets["Roster"]
    rows.insert(
        3,
        [
            "P90",
            "Old Timer",
            "Engineer",
            "junior",
            "Core",
            rows[1][5],
            70_000,
            "P1",
            *[None] * (len(rows[0]) - 8),
        ],
    )
    book.sheets["Skills"].append(["P90", 4, 4, 4, 4, 4])
    status = ["Active"] * (len(rows) - 1)
    status[2] = chance.choice(("Terminated", "Inactive", "离职"))
    book.add("Roster", "Employment status", status)


def vacancies(book: Book, chance: random.Random) -> None:
    _, role, level, team, _, start, pay = book.sheets.pop("Positions")[1]
    rows = book.sheets["Roster"]
    pay = pay if isinstance(rows[1][6], (int, float)) and rows[1][6] > 50_000 else None
    if pay is None:
        book.sheets["Positions"] = [
            ["position_id", "role", "level", "team", "status", "start", "budget_salary"],
            ["V-1", role, level, team, "open", start, 72_000],
        ]
        return
    start = start if isinstance(rows[1][5], date) else start.isoformat()
    rows.append(
        [
            "V-1",
            chance.choice(("TBH", "Vacant", "N.N.", "待招")),
            role,
            level,
            team,
            start,
            pay,
            None,
            *[None] * (len(rows[0]) - 8),
        ]
    )


def shares(book: Book, chance: random.Random) -> None:
    count = len(book.sheets["Roster"]) - 1
    book.add(
        "Roster",
        *chance.choice(
            (("FTE %", [100] * count), ("fte", ["100%"] * count), ("Weekly hours", [40] * count))
        ),
    )


def needless(book: Book, chance: random.Random) -> None:
    count = len(book.sheets["Roster"]) - 1
    for name in chance.sample(
        (
            "Gender",
            "Date of birth",
            "Company",
            "Pay change reason",
            "Marital status",
            "手机号",
            "Last changed",
            "IBAN",
        ),
        3,
    ):
        book.add("Roster", name, [f"x{number}" for number in range(count)])


# -- what people do to sheets ----------------------------------------------------------------------


def renamed(book: Book, chance: random.Random) -> None:
    words = chance.choice(
        (
            {"person_id": "Employee number", "role": "Job title", "team": "Department",
                "start_date": "Hire date"},
            {"person_id": "Personalnummer", "role": "Stelle", "team": "Abteilung",
                "start_date": "Eintrittsdatum"},
            {"person_id": "工号", "role": "岗位", "team": "部门", "start_date": "入职日期"},
            {"person_id": "Matricule", "role": "Poste", "team": "Service",
                "start_date": "Date d'entrée"},
        )
    )  # fmt: skip
    for key, name in words.items():
        book.header("Roster", key, name)


def titled(book: Book, chance: random.Random) -> None:
    for name in ("Roster", "Requirements", "Budget"):
        book.sheets[name] = [[f"{name} of Acme"], [], *book.sheets[name]]


def summed(book: Book, chance: random.Random) -> None:
    rows = book.sheets["Roster"]
    rows.append([None, None, None, None, None, None, None, None, *[None] * (len(rows[0]) - 8)])
    rows.append(
        [chance.choice(("Total", "合计", "Summe")), None, None, None, None, None, 123_456, None]
    )
    book.sheets["Budget"].append(["Total", None, 2_500_000, None, None])
    book.sheets["Requirements"].append(["* agreed in November"])


def merged(book: Book, chance: random.Random) -> None:
    column = book.place("Roster", "team")
    letter = "ABCDEFGHIJKLMNOP"[column]

    def change(file: Workbook) -> None:
        sheet = file["Roster"]
        run: list[int] = []
        for row in range(1, sheet.max_row + 2):
            cell = sheet.cell(row, column + 1).value
            if run and cell != sheet.cell(run[0], column + 1).value:
                if len(run) > 1 and sheet.cell(run[0], column + 1).value is not None:
                    sheet.merge_cells(f"{letter}{run[0]}:{letter}{run[-1]}")
                run = []
            run.append(row)

    book.changes.append(change)


def dated(book: Book, chance: random.Random) -> None:
    for name in ("Budget", "Requirements"):
        book.sheets[f"{name} 2027"] = book.sheets.pop(name)


def hidden(book: Book, chance: random.Random) -> None:
    book.changes.append(lambda file: setattr(file["Roster"].row_dimensions[3], "hidden", True))


def left_sheets(book: Book, chance: random.Random) -> None:
    book.sheets["Ignore drafts"] = [["person_id", "base_salary"], ["P1", 1], ["P2", 2]]
    book.sheets["Notes"] = [["Ask Mira about the offsite"], ["and the room"]]


def people_across(book: Book, chance: random.Random) -> None:
    rows = book.sheets["Skills"]
    book.sheets["Skills"] = [["Topic", *(row[0] for row in rows[1:])]] + [
        [skill, *(row[index] for row in rows[1:])] for index, skill in enumerate(SKILLS, 1)
    ]


def two_sheets(book: Book, chance: random.Random) -> None:
    header, *rows = book.sheets.pop("Skills")
    cut = 1 + chance.randrange(len(rows) - 1)
    book.sheets["Skills Core"] = [header, *rows[:cut]]
    book.sheets["Web skills"] = [list(header), *rows[cut:]]


def in_words(book: Book, chance: random.Random) -> None:
    words = {2: "Working", 3: "Proficient", 4: "Expert"}
    book.sheets["Skills"] = [
        book.sheets["Skills"][0],
        *([row[0], *(words.get(level) for level in row[1:])] for row in book.sheets["Skills"][1:]),
    ]
    if chance.random() < 0.7:
        book.sheets["Scale"] = [["word", "level"], ["Expert", 4], ["Working", 2], ["Proficient", 3]]


def as_text(book: Book, chance: random.Random) -> None:
    """The roster as a CSV of its own."""
    book.encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16"))
    book.separator = chance.choice((",", ";", "\t"))


Mess = Callable[[Book, random.Random], None]
FIGURES: tuple[Mess, ...] = (monthly, thousands, typed, formatted)
SKILL_SHAPES: tuple[Mess, ...] = (people_across, two_sheets, in_words)
# in this order, for those further down change what those above look for
ORDER: tuple[Mess, ...] = (
    leavers,
    vacancies,
    named_managers,
    *FIGURES,
    days,
    split_names,
    shares,
    needless,
    *SKILL_SHAPES,
    summed,
    merged,
    hidden,
    left_sheets,
    renamed,
    titled,
    dated,
    as_text,
)


def messy(seed: int) -> tuple[Book, tuple[str, ...]]:
    """A messy workbook, and what was done to it."""
    chance = random.Random(4000 + seed)
    book = clean(seed % 12)
    chosen = set(chance.sample(ORDER, 5 + chance.randrange(4)))
    for group in (FIGURES, SKILL_SHAPES):
        for mess in [mess for mess in group if mess in chosen][1:]:
            chosen.discard(mess)
    if as_text in chosen:  # a text has no formats, merged cells or hidden rows
        chosen -= {formatted, merged, hidden}
    if formatted in chosen:
        chosen -= {renamed}
    done = [mess for mess in ORDER if mess in chosen]
    for mess in done:
        mess(book, chance)
    return book, tuple(mess.__name__ for mess in done)


def written(folder: Path, book: Book) -> tuple[Path, ...]:
    """The files of a book: one workbook, and the roster as text where it is one."""
    sheets = dict(book.sheets)
    texts: tuple[Path, ...] = ()
    if book.encoding is not None:
        rows = sheets.pop("Roster")
        path = folder / "Roster.csv"
        lines = [book.separator.join(_text(cell, book.separator) for cell in row) for row in rows]
        path.write_text("\n".join(lines), encoding=book.encoding)
        texts = (path,)
    path = save(folder / "book.xlsx", sheets)
    if book.changes:
        file = load_workbook(path)
        for change in book.changes:
            change(file)
        file.save(path)
    return (path, *texts)


def _text(cell: Any, separator: str) -> str:
    text = "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
    return f'"{text}"' if separator in text else text
