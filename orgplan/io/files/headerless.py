"""Values beside a table that stand under no header: what could be an input is refused, the rest is
reported.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from orgplan.excel.read import (
    Findings,
    Grid,
    Raw,
    TwoReadings,
    Unreadable,
    at,
    listed,
    quote,
    to_date,
    to_flag,
    to_number,
)
from orgplan.language import _

from ..tables.table import Table, is_example

ColumnCells = Mapping[int, Raw]  # row number → value
_MOST = 0.5  # share of the table's rows from which words under no header look like a column


def refuse_headerless(table: Table) -> None:
    """Report values under no header: a fault for each block that may hold an input, else a note.

    Figures, dates and answers of yes or no may be an input wherever they stand; words only where
    most rows of the table have one. Consecutive numbers of the rows, as some programs write them
    beside a table, are no input.

    Parameters
    ----------
    table
        Its findings take the faults and notes; the template's example rows are passed over.
    """
    known = {*table.grid.rows[table.header], *table.columns.values()}
    first = min(table.columns.values(), default=1)
    examples = {number for number, cells in table.grid.rows.items() if is_example(cells.get(first))}
    beside: dict[int, dict[int, Raw]] = {}
    for number, cells in table.grid.rows.items():
        if number > table.header and number not in examples:
            for column in cells.keys() - known:
                beside.setdefault(column, {})[number] = cells[column]
    refuse_beside(table.grid, table.header, dict(sorted(beside.items())), table.findings)


def refuse_beside(
    grid: Grid, header: int, beside: Mapping[int, ColumnCells], findings: Findings
) -> None:
    """Report columns without a header that stand beside a table.

    Parameters
    ----------
    grid
        Sheet of the table; its rows below the header are what a column of words is compared with.
    header
        Row number of the table's headers.
    beside
        Column number → values, from left to right.
    findings
        Takes a fault for each block of columns that may be an input, and one note on words.
    """
    rows = sum(1 for number in grid.rows if number > header)
    remarks: list[str] = []
    for block in _blocks(beside):
        if any(_may_be_input(beside[column], rows) for column in block):
            _refuse(grid.name, header, beside, block, findings)
        else:
            remarks += [
                _("'{text}' in {cell}", text=beside[column][row], cell=at(row, column))
                for column in block
                for row in beside[column]
                if isinstance(beside[column][row], str)
            ]
    if remarks:
        text = _("words under no header were not read: {remarks}", remarks=listed(remarks))
        findings.note(grid.name, "", text)


def _blocks(columns: Mapping[int, ColumnCells]) -> Iterator[list[int]]:
    """Runs of neighbouring columns."""
    block: list[int] = []
    for column in columns:
        if block and column != block[-1] + 1:
            yield block
            block = []
        block.append(column)
    if block:
        yield block


def _may_be_input(column: ColumnCells, rows: int) -> bool:
    """Whether a column holds figures, dates or answers, or words in half of the table's rows or
    more.
    """
    if _counts_rows(column):
        return False
    words = [raw for raw in column.values() if isinstance(raw, str) and not _is_figure(raw)]
    return len(words) < len(column) or (len(words) > 1 and len(words) >= _MOST * rows)


def _counts_rows(column: ColumnCells) -> bool:
    """Whether a column numbers the rows: 0, 1, 2 … or 1, 2, 3 …."""
    values = list(column.values())
    return (
        len(values) > 1
        and values[0] in (0, 1)
        and all(type(value) in (int, float) for value in values)
        and values == list(range(int(values[0]), int(values[0]) + len(values)))  # type: ignore[arg-type]  # numbers, as the line above says
    )


def _is_figure(text: str) -> bool:
    """Whether a text is read as a number, a date, or yes or no."""
    readers: Sequence[Callable[[Raw], object]] = (to_number, to_date, to_flag)
    for read in readers:
        try:
            read(text)
        except TwoReadings:
            return True
        except Unreadable:
            continue
        return True
    return False


def _refuse(
    sheet: str,
    header: int,
    beside: Mapping[int, ColumnCells],
    block: Sequence[int],
    findings: Findings,
) -> None:
    """One fault for a block of columns, which names the cells over which a header is missing."""
    cells = sorted((row, column) for column in block for row in beside[column])
    top, bottom = cells[0][0], cells[-1][0]
    first = cells[0]
    area = f"{at(top, block[0])}:{at(bottom, block[-1])}" if len(cells) > 1 else ""
    sentence = (
        _("{count:,} values under no header, in {area}", count=len(cells), area=area)
        if area
        else _("{cell} under no header", cell=quote(beside[first[1]][first[0]]))
    )
    over = _(", ").join(at(header, column) for column in block[:3])
    over += " …" if len(block) > 3 else ""
    fix = _(
        "Write a header into {over}: the name of one of this sheet's columns if it is an input, or"
        " 'Ignore' with a word of your own if it is not; or clear the cells.",
        over=over,
    )
    findings.fault(sheet, at(*first), sentence, _("a header over every value"), fix, quoted=False)
