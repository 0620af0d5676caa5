"""A sheet being written, as it is seen and printed: head, what stays in sight, pages and charts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from orgplan.language import _

from .charts import Chart
from .content import (
    NOTE,
    PLAIN,
    TITLE,
    address,
    lines,
    quoted,
    wrapped,
)
from .formulas import (
    checked,
    held,
    loud,
)
from .paper import Extent, Layout, Paper, laid_out

if TYPE_CHECKING:
    pass
from .sheet_cells import DEFAULT_WIDTH, LINE, PIXELS_A_LETTER, PIXELS_A_POINT, PIXELS_BESIDE, WIDER
from .sheet_tables import SheetTables
from .tables import TableRef, span

NOWHERE = (1_048_575, 16_383)  # an empty cell: what is printed of it is no page


class Sheet(SheetTables):
    """A sheet of a :class:`WorkbookWriter`; made by :meth:`WorkbookWriter.sheet`."""

    def head(self, title: str, note: str, top: int) -> None:
        """Write a title and a note, and keep them in sight with the header at `top` and the first
        column.

        Parameters
        ----------
        title, note
            For the first two rows, in the language of the run.
        top
            Row of the header, from 0.
        """
        self.write(0, 0, title, TITLE)
        self.prose(1, note, NOTE)
        self.freeze(top + 1, 1)

    def pages(
        self,
        wide: int = 1,
        tall: int = 0,
        repeat: int = 0,
        upright: bool = False,
        onward: int = 0,
        whole: tuple[int, int] = (0, 1),
    ) -> None:
        """Set how many pages are printed side by side and above each other, with the first columns
        on each.

        Parameters
        ----------
        wide, tall
            Pages side by side and above each other; 0 is as many as it takes.
        repeat
            First columns that stand on each page.
        upright
            For sheets with more rows than columns.
        onward
            First columns that stand on each further page, where the sheet is too wide for one.
        whole
            First of the columns that belong together, and how many do.
        """
        self._paper = Paper(wide, tall, upright, onward, whole)
        repeat = repeat or onward
        if repeat:
            checked(self.raw.repeat_columns(0, repeat - 1), f"{self.name}, columns to repeat")

    def chart(self, row: int, column: int, chart: Chart, right: int = 0) -> None:
        """Put a chart with its upper left corner at a cell, or some pixels to the right of it.

        Parameters
        ----------
        row, column
            Of the cell, from 0.
        chart
            What is drawn.
        right
            Pixels to the right of the cell's edge.
        """
        with loud(f"chart {chart.title} of {self.name}"):
            checked(
                self.raw.insert_chart(
                    row,
                    column,
                    self.book.chart(chart),
                    {"x_offset": right, "description": chart.title},
                ),
                f"chart {chart.title} of {self.name}",
            )
        self._charts.append((row, column, chart))

    def bound(self) -> None:
        """Print what was written, and the charts, without columns that only folded rows have."""
        corners = [self._end_of(*placed) for placed in self._charts]
        if not self._held and not corners:
            return
        folded = {row for row, options in self._outline.items() if options.get("hidden")}
        held = ((row, column) for row, of in self._held.items() for column in of)
        found = chain(held, corners)
        shown = [place for place in found if place[0] not in folded]
        last_row, last_column = (max(places) for places in zip(*shown, strict=True))
        layout = self._layout(last_row, last_column, folded)
        self._break_prose(layout.columns - 1)
        self._rule_blanks()
        if layout.paper.upright:
            self.raw.set_portrait()
        self.raw.fit_to_pages(layout.paper.wide, layout.paper.tall)
        end = (last_row, layout.columns - 1)
        printed = layout.further[-1][1] + 1 if layout.further else layout.columns
        self._foot(printed, last_column + 1)
        if self.printed:
            checked(self.raw.print_area(0, 0, *end), f"print area of {self.name}")
            self._print_further(layout, shown)
        else:
            self._print_free_rows(layout)

    def _print_free_rows(self, layout: Layout) -> None:
        """Print the free rows of a table without rows, below its header: as long as nobody types
        into them they are no page.
        """
        written = (one.table for one in self.book.tables.values() if one.table.sheet == self.name)
        table = next((one for one in written if self._is_free(one)), None)
        if table is None:
            checked(self.raw.print_area(*NOWHERE, *NOWHERE), f"print area of {self.name}")
            return
        right = min(table.left + len(table.headers) - 1, layout.columns - 1)
        area = self.raw.print_area(table.first, table.left, table.last, right)
        checked(area, f"print area of {self.name}")
        self._add_areas((table.first, first, table.last, last) for first, last in layout.further)
        checked(self.raw.repeat_rows(table.top, table.top), f"{self.name}, rows to repeat")

    def _is_free(self, table: TableRef) -> bool:
        """Whether nothing stands below the header of a table."""
        rows = (self._held.get(row, {}) for row in range(table.first, table.last + 1))
        return not any(content for row in rows for content in row.values())

    def _print_further(self, layout: Layout, shown: Collection[tuple[int, int]]) -> None:
        """Add to what is printed, for each further page, the rows that have something there; a
        page that says nothing below its headers is none.
        """
        areas = []
        for first, last in layout.further:
            rows = [row for row, column in shown if first <= column <= last]
            filled = {row for row in rows if any(map(self._held[row].get, range(first, last + 1)))}
            if len(filled) > 1:
                areas.append((min(rows), first, max(rows), last))
        self._add_areas(areas)

    def _add_areas(self, corners: Iterable[tuple[int, int, int, int]]) -> None:
        """Print further areas, each on pages of its own: first row and column, last row and
        column.
        """
        areas = (f"{quoted(self.name)}!{span(*found)}" for found in corners)
        self.raw.print_area_range = ",".join((self.raw.print_area_range, *areas))

    def _layout(self, last_row: int, last_column: int, folded: Collection[int]) -> Layout:
        """How it is printed: as it asks for, or so that it can be read."""
        widths = (self._widths.get(at, DEFAULT_WIDTH) for at in range(last_column + 1))
        columns = tuple(
            (int(PIXELS_A_LETTER * width + 0.5) + PIXELS_BESIDE) / PIXELS_A_POINT
            for width in widths
        )
        rows = (row for row in range(last_row + 1) if row not in folded)
        extent = Extent(columns, sum(self._heights.get(row, self._row_height) for row in rows))
        if self.readable:
            return laid_out(extent, self._paper)
        return Layout(len(columns), self._paper, extent.scale(len(columns), self._paper.upright))

    def _foot(self, printed: int, columns: int) -> None:
        """The foot of each page, which says where columns are left out on paper."""
        left_out = ""
        if printed < columns:
            last, end = (xl_col_to_name(number - 1) for number in (printed, columns))
            left_out = _("Columns A to {last} of {end} are printed", last=last, end=end)
        of_pages = _("{sheet}, page {page} of {pages}", sheet="&A", page="&P", pages="&N")
        confidential = self.book.footer.replace("&", "&&")
        self.raw.set_footer(
            f"&L&8{confidential}&C&8{left_out}&R&8{of_pages}", {"scale_with_doc": False}
        )

    def _rule_blanks(self) -> None:
        """Draw the lines below rows where nothing stands."""
        form = self.book.format(PLAIN, ruled=True)
        for row, last in self._ruled.items():
            for column in range(last + 1):
                if not self._has(row, column):
                    code = self.raw.write_blank(row, column, None, form)
                    checked(code, f"{self.name}!{address(row, column)}")

    def _break_prose(self, last_column: int) -> None:
        """Break sentences that are wider than what is printed, over all columns that are free
        beside them.
        """
        for row, (text, style) in self._prose.items():
            free = next(
                (at for at in range(1, last_column + 1) if self._has(row, at)),
                last_column + 1,
            )
            width = sum(self._widths.get(at, DEFAULT_WIDTH) for at in range(free))
            if len(wrapped(text, int(width))) > 1:
                form = self.book.format(replace(style, wrap=True), words=True)
                code = (
                    self.raw.merge_range(row, 0, row, free - 1, held(text), form)
                    if free > 1
                    else self.raw.write_string(row, 0, held(text), form)
                )
                checked(code, f"{self.name}!{address(row, 0)}")
                self.height(row, lines(text, width / WIDER) * LINE + 3)

    def _end_of(self, row: int, column: int, chart: Chart) -> tuple[int, int]:
        """Cell under the lower right corner of a chart."""
        wide, tall = float(chart.width), float(chart.height)
        while wide > (
            size := PIXELS_A_LETTER * self._widths.get(column, DEFAULT_WIDTH) + PIXELS_BESIDE
        ):
            wide, column = wide - size, column + 1
        while tall > (size := PIXELS_A_POINT * self._heights.get(row, self._row_height)):
            tall, row = tall - size, row + 1
        return row, column

    def freeze(self, rows: int, columns: int = 0) -> None:
        """Keep the rows above and the columns to the left in sight, on the screen and in print.

        Parameters
        ----------
        rows, columns
            How many; the last of the rows, the header, is repeated on each printed page.
        """
        self.raw.freeze_panes(rows, columns)
        if rows:
            checked(
                self.raw.repeat_rows(max(0, rows - 1), rows - 1), f"{self.name}, rows to repeat"
            )
