"""A finished plan workbook, edited the way a person edits it in a spreadsheet program."""

from __future__ import annotations

import re
from typing import Any

from openpyxl import Workbook
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.worksheet.worksheet import Worksheet

from tests.headers import Row, key_in

REFERENCE = re.compile(
    r"(?P<sheet>'(?:[^']|'')+'!|"
    r"[A-Za-z_]\w*!)?(?P<first>\$?[A-Z]{1,3}\$?\d+)(?::(?P<last>\$?[A-Z]{1,3}\$?\d+))?"
)


class Tab:
    """One table of a sheet, by its headers."""

    def __init__(self, book: Workbook, sheet: str, *headers: str) -> None:
        self.book, self.sheet = book, book[sheet]
        for row in self.sheet.iter_rows():
            named = Row({cell.value: cell.column for cell in row if cell.value is not None})
            if all(header in named for header in headers):
                self.top, self.columns = row[0].row, named
                return
        raise AssertionError(f"{sheet} has no header row with {headers}")

    def find(self, **wanted: object) -> int:
        """First row that says so."""
        for row in range(self.top + 1, self.sheet.max_row + 1):
            said = {header: self.get(row, header) for header in wanted}
            keys = {header: key_in(self.sheet.title, header, cell) for header, cell in said.items()}
            if wanted in (said, keys):
                return row
        raise AssertionError(f"{self.sheet.title} has no row with {wanted}")

    def get(self, row: int, header: str) -> Any:
        """What a cell says."""
        return self.sheet.cell(row, self.columns[header]).value

    def put(self, row: int, header: str, value: object) -> None:
        """Type something over a cell."""
        self.sheet.cell(row, self.columns[header]).value = value

    def blank(self) -> int:
        """First row of the table that says nothing."""
        first = min(self.columns.values())
        return next(
            row
            for row in range(self.top + 1, self.sheet.max_row + 2)
            if self.sheet.cell(row, first).value is None
        )

    def add(self, **said: object) -> None:
        """Fill in the first blank row."""
        row = self.blank()
        for header, value in said.items():
            self.put(row, header, value)

    def clear(self, row: int) -> None:
        """Empty all cells of a row, as the key Del does."""
        for column in self.columns.values():
            self.sheet.cell(row, column).value = None

    def delete(self, row: int) -> None:
        """Delete a row as a spreadsheet program does: everything below moves up, and every formula
        that points there follows.
        """
        delete_row(self.book, self.sheet, row)


def delete_row(book: Workbook, sheet: Worksheet, row: int) -> None:
    """Delete a row of a sheet, with all formulas, tables and names of the workbook following."""
    sheet.delete_rows(row)
    for other in book:
        for cells in other.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    cell.value = _moved(str(cell.value), other is sheet, sheet.title, row)
    for table in sheet.tables.values():
        first, _, last = table.ref.partition(":")
        table.ref = f"{_up(first, row, is_end=False)}:{_up(last, row, is_end=True)}"
        table.autoFilter.ref = table.ref
    for name in book.defined_names.values():
        name.value = _moved(f"={name.value}", False, sheet.title, row)[1:]


def _moved(formula: str, same_sheet: bool, title: str, row: int) -> str:
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = REFERENCE.sub(
                lambda match: _follow(match, same_sheet, title, row), token.value
            )
    return tokens.render()


def _follow(match: re.Match[str], same_sheet: bool, title: str, row: int) -> str:
    sheet = match["sheet"]
    named = sheet[:-1].strip("'").replace("''", "'") if sheet else None
    if not (named == title or (named is None and same_sheet)):
        return match[0]
    if match["last"] is None:
        return f"{sheet or ''}{_up(match['first'], row, is_end=False)}"
    return f"{sheet or ''}{_up(match['first'], row, is_end=False)}:{_up(match['last'], row, is_end=True)}"  # noqa: E501


def _up(address: str, row: int, is_end: bool) -> str:
    column, number = re.fullmatch(r"(\$?[A-Z]+\$?)(\d+)", address).groups()  # type: ignore[union-attr]
    moves = int(number) > row or (is_end and int(number) == row)
    return f"{column}{int(number) - 1 if moves else number}"
