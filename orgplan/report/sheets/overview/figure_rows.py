"""Rows of figures that are written one under the other, with headers and labels."""

from collections.abc import Sequence

from orgplan.excel.write.content import wrapped
from orgplan.excel.write.live import Live
from orgplan.excel.write.workbook import (
    HEADING,
    Cell,
    Column,
    Content,
    Look,
    Number,
    Sheet,
    Style,
)

from ..layout import (
    BODY,
    FIGURES,
    HEADER,
    LABEL,
    STRONG,
    Link,
    cell_of,
)

COLUMNS = 9  # of figures
WIDE = 160  # characters of a line


class FigureRows:
    """The next free row of a sheet, and how figures are put there."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.row = sheet, BODY

    def link(self, link: Link, column: int) -> None:
        """Give a cell of the row the name by which others may point at it."""
        self.sheet.book.name(link, f"={cell_of(self.sheet, self.row, column)}")

    def head(self, heading: str, about: str, columns: Sequence[Column]) -> None:
        """Write headers of figures; `about` says what these are, for the docs."""
        self.sheet.write(self.row, 0, heading, HEADER)
        self.sheet.headers(self.row, 1, about, columns)
        self.sheet.write_row(
            self.row, 1 + len(columns), [""] * (COLUMNS - 1 - len(columns)), FIGURES
        )
        self.row += 1

    def line(
        self,
        label: str,
        cells: Sequence[Content | Cell | Live],
        style: Style,
        strong: bool = False,
    ) -> None:
        """Write a label and its figures."""
        self.sheet.rule(self.row, COLUMNS - 1)
        self.sheet.write(self.row, 0, label, STRONG if strong else LABEL)
        self.sheet.write_row(self.row, 1, cells, style)
        self.row += 1

    def part(self, heading: str, paragraphs: list[str]) -> None:
        """Write paragraphs under a heading, each on as many lines as it takes."""
        self.sheet.write(self.row, 0, heading, HEADING)
        self.row += 1
        for paragraph in paragraphs:
            for number, line in enumerate(wrapped(paragraph, WIDE)):
                self.sheet.write(
                    self.row,
                    0,
                    f"• {line}" if number == 0 else f"   {line}",
                    Style(Look.TOOL, Number.GENERAL),
                )
                self.row += 1
        self.row += 1
