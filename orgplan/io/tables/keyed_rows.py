"""Rows of a sheet by a key that may stand there once."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from orgplan.language import N_, _

from .row import Row

DELETE_ONE = N_("It is already in {cell}: delete one of the two.")
DELETE_ONE_ROW = N_("It is already in {cell}: delete one row.")

RowKey = TypeVar("RowKey", bound=Hashable)


class KeyedRows(Generic[RowKey]):
    """Rows by their key; a second row with a key is a fault that names the cell of the first.

    Parameters
    ----------
    header
        Column that holds the key, or where it is looked for.
    expected
        What is expected of it, such as ``each team once``, in the language of the run.
    fix
        What to do, in English; it may name `cell`, `sheet` and `name`.
    of_first
        Column of the first row that is named, where it is another one.

    Examples
    --------
    >>> KeyedRows[str]("team", "each team once").row
    {}
    """

    def __init__(
        self, header: str, expected: str, fix: str = DELETE_ONE, of_first: str = ""
    ) -> None:
        self._header, self._expected, self._fix = header, expected, fix
        self._of_first = of_first or header
        self.row: dict[RowKey, Row] = {}

    def cell(self, key: RowKey) -> str:
        """Cell of the row that has a key.

        Parameters
        ----------
        key
            One that was put.
        """
        return self.row[key].at(self._of_first)

    def put(self, key: RowKey, row: Row, name: str = "", found: str | None = None) -> bool:
        """Whether a row is the first with its key; else its fault is reported.

        Parameters
        ----------
        key
            Folded, where the same spelling is in any case.
        row
            The row.
        name
            As the fix names the key.
        found
            What stands in the cell, where that is not the cell alone.
        """
        first = self.row.setdefault(key, row)
        if first is row:
            return True
        fix = _(self._fix, cell=self.cell(key), sheet=first.sheet, name=name)
        row.fault(self._header, self._expected, fix, *(() if found is None else (found,)))
        return False
