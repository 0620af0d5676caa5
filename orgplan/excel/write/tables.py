"""Tables as formulas point at them.

Those that are written, and those whose rows are being put together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .content import BookError, Cell, CellRow, Column, Content, address, as_held, quoted
from .live import Array, Live, Scalar
from .styles import Style


def span(first: int, left: int, last: int, right: int, absolute: bool = True) -> str:
    """A1 range of its corners, rows and columns counted from 0.

    Parameters
    ----------
    first, left, last, right
        Both corners belong to it.
    absolute
        With dollar signs.

    Examples
    --------
    >>> span(1, 0, 4, 2), span(1, 0, 4, 2, absolute=False)
    ('$A$2:$C$5', 'A2:C5')
    """
    return f"{address(first, left, absolute)}:{address(last, right, absolute)}"


def _unwritten(first: int, left: int, last: int, right: int) -> Array:
    raise BookError(f"{span(first, left, last, right)} is looked up before it is written")


@dataclass(frozen=True)
class TableRef:
    """Where a table stands, for formulas that point at it.

    `titles` are its headers as they are written.

    Attributes
    ----------
    name, sheet
        Full name of the table, and name of its sheet.
    headers
        In English, by which code names the columns.
    top, left
        Row of the header and column of the first header, from 0.
    height
        Rows of data, spare ones for typing among them; at least one.
    titles
        In the order of `headers`; empty where they are the same.
    read
        Corners of a range of its sheet → what it holds; of a table that is written later it says
        so.

    Examples
    --------
    >>> table = TableRef("op_tbl_hires", "Hiring plan", ("id", "salary"), top=2, left=0, height=3)
    >>> str(table["salary"]), str(table.at(0, "salary")), str(table.head("salary"))
    ("'Hiring plan'!$B$4:$B$6", "'Hiring plan'!$B$4", "'Hiring plan'!$B$3")
    >>> table.cell(0, "salary"), table.first, table.last
    ('B4', 3, 5)
    """

    name: str
    sheet: str
    headers: tuple[str, ...]
    top: int
    left: int
    height: int
    titles: tuple[str, ...] = ()
    read: Callable[[int, int, int, int], Array] = field(
        default=_unwritten, compare=False, repr=False
    )
    _columns: dict[str, Live] = field(default_factory=dict, compare=False, repr=False)

    @property
    def first(self) -> int:
        """First row of data."""
        return self.top + 1

    @property
    def last(self) -> int:
        """Last row of data."""
        return self.top + self.height

    @property
    def below(self) -> int:
        """First free row under the table; one further keeps a distance."""
        return self.last + 1

    def place(self, header: str) -> int:
        """Column of the sheet, from 0, in which a header stands.

        Parameters
        ----------
        header
            In English, as the column is declared.

        Raises
        ------
        BookError
            If the table has no such column.
        """
        if header not in self.headers:
            raise BookError(f"table {self.name} has no column {header!r}")
        return self.left + self.headers.index(header)

    def cell(self, row: int, header: str, absolute: bool = False) -> str:
        """A1 address, without the sheet, of the cell in the given row of data (from 0).

        Parameters
        ----------
        row
            Index of the row of data, from 0; -1 is the header.
        header
            In English, as the column is declared.
        absolute
            With dollar signs, so that a copied formula keeps pointing there.

        Raises
        ------
        BookError
            If the table has no such column.
        """
        return address(self.first + row, self.place(header), absolute)

    def at(self, row: int, header: str, absolute: bool = True) -> Live:
        """The cell in a row of data, with the sheet's name.

        Parameters
        ----------
        row, header, absolute
            As of :meth:`cell`.

        Raises
        ------
        BookError
            If the table has no such column.
        """
        down, across = self.first + row, self.place(header)
        return Live(
            f"{quoted(self.sheet)}!{address(down, across, absolute)}",
            lambda: self.read(down, across, down, across).item(),
        )

    def __getitem__(self, header: str) -> Live:
        """A column's data, absolute and with the sheet's name, for programs that know no tables."""
        if header not in self._columns:
            column = self.place(header)
            self._columns[header] = self._range(self.first, column, self.last, column)
        return self._columns[header]

    def head(self, header: str) -> Live:
        """A column's header, absolute and with the sheet's name.

        Parameters
        ----------
        header
            In English, as the column is declared.

        Raises
        ------
        BookError
            If the table has no such column.
        """
        return self.at(-1, header)

    def above(self, header: str) -> Live:
        """The cells above those of a column: of the first row of data it is the header.

        Parameters
        ----------
        header
            In English, as the column is declared.

        Raises
        ------
        BookError
            If the table has no such column.
        """
        column = self.place(header)
        return self._range(self.top, column, self.last - 1, column)

    def between(self, first: str, last: str) -> Live:
        """All data of the columns from one to another.

        Parameters
        ----------
        first, last
            Headers, in English.

        Raises
        ------
        BookError
            If the table has no such column.
        """
        return self._range(self.first, self.place(first), self.last, self.place(last))

    def _range(self, first: int, left: int, last: int, right: int) -> Live:
        return Live(
            f"{quoted(self.sheet)}!{span(first, left, last, right)}",
            lambda: self.read(first, left, last, right),
        )


class LiveRow:
    """A row being written.

    What is put under a header can be pointed at by formulas of the same row.

    Parameters
    ----------
    columns
        Those of the table, in order.
    at, left
        Row of the sheet, and column of the first header.
    absolute
        Whether its cells are pointed at with dollar signs.

    Examples
    --------
    >>> row = LiveRow([Column(header) for header in ("required", "planned", "gap")], at=4)
    >>> row.update({"required": 3.0, "planned": 2.0})
    >>> row["gap"] = row["required"] - row["planned"]
    >>> row.cells[2]
    Formula(text='=A5-B5', value=1.0)
    """

    def __init__(
        self, columns: Sequence[Column], at: int, left: int = 0, absolute: bool = False
    ) -> None:
        self.at, self._absolute = at, absolute
        self._columns = {
            column.header: (column, left + place) for place, column in enumerate(columns)
        }
        self._cells: dict[str, Content | Cell] = {}

    def __setitem__(self, header: str, content: Content | Cell | Live) -> None:
        self._columns[header]  # a header that there is not is a fault of the program
        self._cells[header] = content.formula if isinstance(content, Live) else content

    def update(self, contents: Mapping[str, Content | Cell | Live]) -> None:
        """Put several.

        Parameters
        ----------
        contents
            Header, in English → content.

        Raises
        ------
        KeyError
            If the table has no such header.
        """
        for header, content in contents.items():
            self[header] = content

    def put(self, header: str, content: Content | Live, style: Style) -> None:
        """Put one with a style of its own.

        Parameters
        ----------
        header
            In English, as the column is declared.
        content
            What the cell holds.
        style
            In place of the column's.
        """
        self[header] = content
        bare = self._cells[header]
        assert not isinstance(bare, Cell)
        self._cells[header] = Cell(bare, style)

    def __getitem__(self, header: str) -> Live:
        place = address(self.at, self._columns[header][1], self._absolute)
        return Live(place, self.value(header))

    def value(self, header: str) -> Scalar:
        """What stands under a header, in the language of the run; ``None`` where nothing was put.

        Parameters
        ----------
        header
            In English, as the column is declared.

        Examples
        --------
        >>> LiveRow([Column("month"), Column("sum")], at=4).value("sum")
        """
        column, _place = self._columns[header]
        return as_held(column.cell(self._cells.get(header)))

    def span(self, first: str, last: str) -> Live:
        """The cells of the row from one header to another.

        Parameters
        ----------
        first, last
            In English, as the columns are declared.

        Examples
        --------
        >>> row = LiveRow([Column(header) for header in ("sum", "2027-01", "2027-02")], at=4)
        >>> row.update({"2027-01": 1.0, "2027-02": 2.0})
        >>> str(row.span("2027-01", "2027-02")), row.span("2027-01", "2027-02").value.sum()
        ('B5:C5', 3.0)
        """
        (_first, left), (_last, right) = self._columns[first], self._columns[last]
        held = [
            self.value(header) for header, (_, at) in self._columns.items() if left <= at <= right
        ]
        return Live(
            span(self.at, left, self.at, right, absolute=False), np.array([held], dtype=object)
        )

    def above(self, header: str, value: float) -> Live:
        """The cell of the row above, which holds a number.

        Parameters
        ----------
        header
            In English, as the column is declared.
        value
            What stands there; the row before knows it, and this one does not.

        Examples
        --------
        >>> str(LiveRow([Column("month"), Column("sum")], at=4).above("sum", 12.0))
        'B4'
        """
        return Live(address(self.at - 1, self._columns[header][1]), value)

    @property
    def cells(self) -> CellRow:
        """The row in the order of its headers; what was not put is blank."""
        return [self._cells.get(header) for header in self._columns]


class LiveRows:
    """Rows of a table that are put together one below the other.

    With their columns as ranges of the same sheet.

    Parameters
    ----------
    columns
        Those of the table, in order.
    top, left
        Cell of the first header, from 0.
    sheet
        Name of the sheet, which ranges then carry, for formulas of other sheets.
    absolute
        Whether cells of a row are pointed at with dollar signs.

    Examples
    --------
    >>> rows = LiveRows([Column("step"), Column("heads")], top=4)
    >>> for step, heads in (("opening", 3), ("closing", 4)):
    ...     _ = rows.add({"step": step, "heads": heads})
    >>> str(rows["heads"]), rows["heads"].value.sum(), str(rows.above["heads"])
    ('$B$6:$B$7', 7, 'B7')
    """

    def __init__(
        self,
        columns: Sequence[Column],
        top: int,
        left: int = 0,
        sheet: str = "",
        absolute: bool = False,
    ) -> None:
        self.columns, self.top, self.left = tuple(columns), top, left
        self._absolute = absolute
        self.headers = tuple(column.header for column in columns)
        self._sheet = f"{quoted(sheet)}!" if sheet else ""
        self._rows: list[LiveRow] = []

    def add(self, contents: Mapping[str, Content | Cell | Live] | None = None) -> LiveRow:
        """A further row at the end.

        Parameters
        ----------
        contents
            Header, in English → content; more may be put later.
        """
        row = LiveRow(self.columns, self.top + 1 + len(self._rows), self.left, self._absolute)
        row.update(contents or {})
        self._rows.append(row)
        return row

    def __iter__(self) -> Iterator[LiveRow]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def at(self, row: int) -> LiveRow:
        """The one in a row of the sheet.

        Parameters
        ----------
        row
            From 0, below the header.
        """
        return self._rows[row - self.top - 1]

    @property
    def above(self) -> LiveRow:
        """The last row so far, above the one that is added next."""
        return self._rows[-1]

    def __getitem__(self, header: str) -> Live:
        """A column of the rows so far, absolute.

        Of a table without rows the blank one that it gets.
        """
        column = self.left + self.headers.index(header)
        values = [row.value(header) for row in self._rows] or [None]
        held = np.array([[value] for value in values], dtype=object)
        text = span(self.top + 1, column, self.top + len(values), column)
        return Live(self._sheet + text, held)

    @property
    def cells(self) -> list[CellRow]:
        """All rows, in the order of their headers."""
        return [row.cells for row in self._rows]
