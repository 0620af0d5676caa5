"""The sheets of a plan workbook that checks compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from orgplan.excel.write.live import Live, choose, count_texts, least, most
from orgplan.excel.write.references import References
from orgplan.excel.write.workbook import TableRef, WorkbookWriter

from ..sheets import pages, refs
from ..sheets.actions.plan_columns import TABLES
from ..sheets.pages import Page

_CHANGES = (pages.MOVES, pages.REDUNDANCIES, pages.SHORT_TIME, pages.GROUP_PLAN)


@dataclass(frozen=True)
class PlanSheets:
    """All sheets of a plan workbook.

    Attributes
    ----------
    book
        The workbook, whose tables are asked for by name.
    """

    book: WorkbookWriter

    @cached_property
    def inputs(self) -> Mapping[str, TableRef]:
        """Input sheet → its table; empty for a workbook without its inputs."""
        return refs.input_tables(self.book)

    @property
    def cells(self) -> References:
        """Cells of all sheets, by name."""
        return self.book.refs

    @property
    def live(self) -> bool:
        """Whether costs follow the inputs."""
        return refs.EDITED in self.cells

    def unless_edited(self, value: Live, otherwise: Live) -> Live:
        """What is compared as long as inputs and actions are those of the plan; afterwards both
        sides are the same, and check 19 says so.

        Parameters
        ----------
        value
            What counts while nothing was edited.
        otherwise
            What counts afterwards: for a comparison that must not fail then, its other side.

        Returns
        -------
        Live
            `value` itself where costs do not follow the inputs.
        """
        if not self.live:
            return value
        return choose(self.cells[refs.EDITED] > 0, otherwise, value)

    @property
    def detail(self) -> TableRef:
        """The table of Cost by month."""
        return self.book.table("cost")

    @property
    def hires(self) -> TableRef:
        """The table of seats."""
        return self.book.table(TABLES[pages.HIRING])

    @property
    def trainings(self) -> TableRef:
        """The table of courses."""
        return self.book.table(TABLES[pages.UPSKILLING])

    @cached_property
    def changes(self) -> Mapping[Page, TableRef]:
        """The tables of moves, redundancies, short time and groups, where the workbook has them."""
        found = ((page, self.book.find(TABLES[page])) for page in _CHANGES)
        return {page: table for page, table in found if table is not None}

    @property
    def actions(self) -> tuple[TableRef, ...]:
        """The tables of all sheets that hold actions."""
        return self.hires, self.trainings, *self.changes.values()

    def total(self, table: TableRef, header: str) -> Live:
        """Cell of the total of a column of actions."""
        return self.cells[refs.ACTION_TOTAL[table.name, header]]

    def outside_horizon(self, day: Live) -> Live:
        """Which days of a column fall before the first or after the last day of the horizon."""
        first, last = self.cells[refs.FIRST_DAYS], self.cells[refs.LAST_DAYS]
        return (day < least(first)) + (day > most(last))

    def inside_horizon(self, day: Live) -> Live:
        """Which days of a column fall into the horizon."""
        first, last = self.cells[refs.FIRST_DAYS], self.cells[refs.LAST_DAYS]
        return (day >= least(first)) * (day <= most(last))


def filled(table: TableRef, header: str = "id") -> Live:
    """How many rows of a table say something in a column of text.

    Parameters
    ----------
    table
        A table of the workbook.
    header
        A column of text; numbers are not counted.

    Returns
    -------
    Live
        A number.
    """
    return count_texts(table[header])
