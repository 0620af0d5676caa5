"""Seeded mutations of sample workbooks, as people, exports and accidents make them:
``spoil(number)`` writes one.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

SAMPLES = Path(__file__).parents[2] / "sample_orgs"
SOURCES = (
    SAMPLES / "tight_budget" / "tight_budget.xlsx",
    SAMPLES / "chinese_team" / "chinese_team.xlsx",
    SAMPLES / "manpower_plan" / "manpower_plan.xlsx",
    *sorted((SAMPLES / "cases").glob("*.xlsx")),
)
WORDS = (
    "",
    " ",
    "-",
    "n/a",
    "TBD",
    "?",
    "0",
    "yes",
    "must",
    "organisation",
    "1,5",
    "1.234,56",
    "85k",
    "€ 4.000",
    "12 %",
    "2027-13-01",
    "1/2/27",
    "2027-Q2",
    "=1+1",
    "'=A1",
    "ж🙂",
    "\u202eevil",
    "a;b;c",
    "x" * 300,
    "<b>&amp;</b>",
)
FIGURES = (0, -1, 1, 0.1 + 0.2, 1e-9, 1e9, 1e16, -0.5, 2.5, 100, 1899, 46037, True, False)


@dataclass
class Book:
    """Sheets of a workbook as rows of values, and what is done to them when they are written."""

    sheets: dict[str, list[list[Any]]]
    merged: list[tuple[str, str]]
    hidden: list[str]

    def written(self, path: Path) -> None:
        """Write an .xlsx file."""
        book = Workbook()
        book.remove(book.active)
        for name, rows in self.sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            sheet.sheet_state = "hidden" if name in self.hidden else "visible"
        for name, area in self.merged:
            if name in self.sheets:
                book[name].merge_cells(area)
        if all(name in self.hidden for name in self.sheets):
            book.active.sheet_state = "visible"
        book.save(path)


@cache
def _read(path: Path) -> dict[str, tuple[tuple[Any, ...], ...]]:
    book = load_workbook(path, data_only=True)
    return {sheet.title: tuple(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


class Spoiler:
    """One draw of mutations."""

    def __init__(self, rng: random.Random, book: Book) -> None:
        self.rng, self.book = rng, book

    def sheet(self) -> tuple[str, list[list[Any]]]:
        """A sheet with rows."""
        name = self.rng.choice([name for name, rows in self.book.sheets.items() if rows])
        return name, self.book.sheets[name]

    def cell(
        self, wanted: Callable[[Any], bool] = lambda value: value is not None
    ) -> tuple[list[Any], int] | None:
        """A cell that holds something of a kind: its row and column."""
        _, rows = self.sheet()
        found = [
            (row, column)
            for row in rows
            for column, value in enumerate(row)
            if value is not None and wanted(value)
        ]
        return self.rng.choice(found) if found else None

    def put(
        self, change: Callable[[Any], Any], wanted: Callable[[Any], bool] = lambda value: True
    ) -> None:
        """Change one cell."""
        if found := self.cell(wanted):
            row, column = found
            row[column] = change(row[column])

    # -- cells

    def swapped(self) -> None:
        """Two cells of a sheet change places."""
        _, rows = self.sheet()
        places = [(row, column) for row in rows for column in range(len(row))]
        if not places:
            return
        (one, a), (two, b) = self.rng.choice(places), self.rng.choice(places)
        one[a], two[b] = two[b], one[a]

    def swapped_in_column(self) -> None:
        """Two rows of a column change places: all stays readable."""
        _, rows = self.sheet()
        if len(rows) > 2:
            column = self.rng.randrange(len(rows[0]))
            one, two = self.rng.choice(rows[1:]), self.rng.choice(rows[1:])
            if column < len(one) and column < len(two):
                one[column], two[column] = two[column], one[column]

    def blanked(self) -> None:
        self.put(lambda value: None)

    def a_word(self) -> None:
        self.put(lambda value: self.rng.choice(WORDS))

    def a_figure(self) -> None:
        self.put(lambda value: self.rng.choice(FIGURES))

    def another(self) -> None:
        """A value of another cell in its place."""
        if other := self.cell():
            self.put(lambda value: other[0][other[1]])

    def scaled(self) -> None:
        factor = self.rng.choice((0.5, 0.9, 1.01, 1.1, 2, 10, 1000, -1))
        self.put(lambda value: value * factor, lambda value: type(value) in (int, float))

    def as_text(self) -> None:
        """A number typed as text."""
        how = self.rng.choice(("{}", "{:,}", "{:.2f}", " {}\u00a0", "{}.0", "USD {}", "{:e}"))
        self.put(lambda value: how.format(value), lambda value: type(value) in (int, float))

    def dates_as_text(self) -> None:
        """All dates of a sheet typed as text."""
        how = self.rng.choice(
            ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d %b %Y", "%Y年%m月%d日", "%Y/%m")
        )
        for row in self.sheet()[1]:
            for column, value in enumerate(row):
                if isinstance(value, (date, datetime)):
                    row[column] = value.strftime(how)

    def spelt_otherwise(self) -> None:
        change = self.rng.choice(
            (
                str.upper,
                str.lower,
                lambda text: f" {text}\u00a0 ",
                lambda text: text[:-1],
                lambda text: f"{text}s",
                lambda text: text.replace(" ", "_"),
            )
        )
        self.put(change, lambda value: isinstance(value, str))

    def an_error(self) -> None:
        self.put(lambda value: self.rng.choice(("#N/A", "#REF!", "#DIV/0!")))

    def a_formula(self) -> None:
        self.put(lambda value: "=SUM(B2:B4)")

    def beside(self) -> None:
        """Something beside the table."""
        row = self.rng.choice(self.sheet()[1])
        row += [None] * self.rng.randrange(3) + [self.rng.choice((*WORDS, *FIGURES))]

    # -- rows and columns

    def row_doubled(self) -> None:
        rows = self.sheet()[1]
        rows.insert(self.rng.randrange(len(rows) + 1), list(self.rng.choice(rows)))

    def row_dropped(self) -> None:
        rows = self.sheet()[1]
        del rows[self.rng.randrange(len(rows))]

    def rows_shuffled(self) -> None:
        rows = self.sheet()[1]
        rest = rows[1:]
        self.rng.shuffle(rest)
        rows[1:] = rest

    def row_above(self) -> None:
        """A title, a blank row, or a total."""
        rows = self.sheet()[1]
        title: list[Any] = self.rng.choice(([], ["Acme 2027"], ["As of", "2027-01-01"]))
        rows.insert(0, title)

    def total_below(self) -> None:
        rows = self.sheet()[1]
        rows.append(["Total", *[None] * (len(rows[0]) - 2), 123_456])

    def column_renamed(self) -> None:
        header = self.sheet()[1][0]
        if header:
            column = self.rng.randrange(len(header))
            header[column] = self.rng.choice((*WORDS, f"{header[column]}x", "Comment", "Ignore"))

    def column_dropped(self) -> None:
        rows = self.sheet()[1]
        if rows[0]:
            column = self.rng.randrange(len(rows[0]))
            for row in rows:
                del row[column : column + 1]

    def column_doubled(self) -> None:
        rows = self.sheet()[1]
        if rows[0]:
            column = self.rng.randrange(len(rows[0]))
            for row in rows:
                row[len(row) :] = row[column : column + 1]

    def columns_shuffled(self) -> None:
        rows = self.sheet()[1]
        order = list(range(max(map(len, rows))))
        self.rng.shuffle(order)
        rows[:] = [[row[n] if n < len(row) else None for n in order] for row in rows]

    def column_blanked(self) -> None:
        rows = self.sheet()[1]
        if rows[0]:
            column = self.rng.randrange(len(rows[0]))
            for row in rows[1:]:
                row[column : column + 1] = [None]

    # -- sheets

    def sheet_dropped(self) -> None:
        if len(self.book.sheets) > 1:
            del self.book.sheets[self.sheet()[0]]

    def sheet_renamed(self) -> None:
        name, _ = self.sheet()
        new = self.rng.choice((name.lower(), f"{name} 2027", f"Old {name}", f"{name}x", "Sheet1"))
        self.book.sheets = {
            new if other == name else other: rows for other, rows in self.book.sheets.items()
        }

    def sheet_doubled(self) -> None:
        name, rows = self.sheet()
        self.book.sheets[f"{name} (2)"] = [list(row) for row in rows]

    def sheets_crossed(self) -> None:
        one, two = self.sheet()[0], self.sheet()[0]
        sheets = self.book.sheets
        sheets[one], sheets[two] = sheets[two], sheets[one]

    def sheet_hidden(self) -> None:
        self.book.hidden.append(self.sheet()[0])

    def merged(self) -> None:
        """Cells merged: all but the first lose what they hold."""
        name, rows = self.sheet()
        first = self.rng.randrange(1, len(rows) + 1)
        last = min(len(rows), first + self.rng.randrange(3))
        self.book.merged.append((name, f"A{first}:{self.rng.choice('ABC')}{last}"))


KINDS = tuple(
    name
    for name, kind in vars(Spoiler).items()
    if callable(kind) and not name.startswith("_") and name not in ("sheet", "cell", "put")
)


def drawn(number: int) -> tuple[Book, str, list[str]]:
    """The mutation of a number: the workbook, the name of its source, and what was done to it."""
    rng = random.Random(20261129 + number)
    source = SOURCES[number % len(SOURCES)]
    book = Book({name: [list(row) for row in rows] for name, rows in _read(source).items()}, [], [])
    spoiler = Spoiler(rng, book)
    done = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        kind = rng.choice(KINDS)
        vars(Spoiler)[kind](spoiler)
        done.append(kind)
    return book, source.stem, done


def spoil(number: int, path: Path) -> str:
    """Write the mutation of a number, and say what it is."""
    book, source, done = drawn(number)
    book.written(path)
    return f"{number} {source}: {', '.join(done)}"
