"""Where everything stands that checks compare."""

from collections.abc import Mapping
from dataclasses import dataclass

from orgplan.excel.write.references import References
from orgplan.excel.write.workbook import Formula, TableRef, WorkbookWriter
from orgplan.schema.inputs import INPUT_SHEETS, input_tab

from ..sheets import refs
from ..sheets.money.exchange_rates import ExchangeCells
from ..sheets.overview.key_figures import Sources


@dataclass(frozen=True)
class Places(Sources):
    """All sheets of a plan workbook.

    Attributes
    ----------
    book
        The workbook, whose tables are asked for by name.
    inputs
        Input sheet → its table; empty for a workbook without its inputs.
    exchange
        ``None`` without the sheets of the input, and where there is one currency.
    """

    book: WorkbookWriter
    inputs: Mapping[str, TableRef]
    exchange: ExchangeCells | None

    @property
    def cells(self) -> References:
        """Cells of all sheets, by name."""
        return self.book.refs

    @property
    def live(self) -> bool:
        """Whether costs follow the inputs."""
        return refs.EDITED in self.cells

    def unless_edited(self, value: Formula, otherwise: Formula) -> Formula:
        """What is compared as long as inputs and actions are those of the plan; afterwards both sides are the same, and check 19 says so.

        Parameters
        ----------
        value
            What counts while nothing was edited.
        otherwise
            What counts afterwards: for a comparison that must not fail then, its other side.

        Returns
        -------
        Formula
            `value` itself where costs do not follow the inputs.
        """
        if not self.live:
            return value
        text = f"=IF({self.cells[refs.EDITED]}>0,{otherwise.text[1:]},{value.text[1:]})"
        return Formula(text, value.value)

    @property
    def actions(self) -> tuple[TableRef, ...]:
        """The tables of all sheets that hold actions."""
        return (
            self.hires.table,
            self.trainings.table,
            *(places.table for places in self.changes.values()),
        )


def input_tables(book: WorkbookWriter) -> dict[str, TableRef]:
    """Input sheet → its table, for those that a book has.

    Parameters
    ----------
    book
        A workbook whose inputs are written.

    Returns
    -------
    dict[str, TableRef]
        By the key of the input sheet, in the order of the template; sheets that it has not are left
        out.
    """
    tables = {written.table.sheet: written.table for written in book.tables.values()}
    return {spec.key: tables[input_tab(spec)] for spec in INPUT_SHEETS if input_tab(spec) in tables}


def filled(table: TableRef, header: str = "id") -> str:
    """How many rows of a table say something in a column of text.

    Parameters
    ----------
    table
        A table of the workbook.
    header
        A column of text; numbers are not counted.

    Returns
    -------
    str
        A formula without its sign of equality.
    """
    return f'COUNTIF({table[header]},"?*")'
