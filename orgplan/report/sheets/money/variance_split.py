"""Tables of why two sets of figures differ: timing, volume, mix and rate of every cell, summed by
group and period.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from orgplan.analysis.money.budget_variance import ALL_MONEY, EVERYBODY
from orgplan.analysis.money.variance import NOT_ALLOCATED, Split
from orgplan.excel.write.live import Live, choose, live, sum_where
from orgplan.excel.write.tables import LiveRow, LiveRows
from orgplan.excel.write.workbook import (
    CellRow,
    Column,
    Look,
    Number,
    Sheet,
    Style,
    TableRef,
)
from orgplan.language import _

from ..layout import (
    FTE,
    HEADS,
    LIVE_FTE,
    LIVE_PRICE,
    LONG,
    PRICE,
    SUM_PRICE,
    TEXT,
    units,
)

CellOfRow = Callable[
    [LiveRow], Live
]  # a figure of a cell of the split, from what else its row says


NOT_ALLOCATED_PART = "not_allocated"


PARTS = ("timing", "volume", "mix", "rate")


BUDGET_PARTS = (
    "timing",
    "volume",
    "mix",
    NOT_ALLOCATED_PART,
    "rate",
)  # the last is what the others leave


CENTS = Style(Look.FORMULA, Number.CENTS)


MEANINGS = {
    "sum_number": "Number of the sum: the same group, type and period",
    "role_number": "Cells of the same group, type, and role or course have the same number",
    "type_number": "Cells of the same group and type have the same number",
    "shifted": "Units of the same seats, there earlier or later, without effect on the end",
    "own_rate": "Price of a unit of the cell in the first set",
    "average_rate": "Average price of a unit of the group and type in the first set",
    "difference": "Second set less first",
    "timing": "Shifted units at the own rate",
    "volume": "Lasting units at the average rate",
    "mix": "Lasting units at what the own rate differs from the average",
    NOT_ALLOCATED_PART: (
        "Budget beyond what the budgeted seats cost (or short of it): no price, nothing was to be"
        " bought for it"
    ),
    "rate": "What is left: the price of a unit, and the rounding",
    "rest": "Difference less its parts; always nothing",
}


@dataclass(frozen=True)
class Words:
    """What the two sets, and the groups that are compared, are called in headers; and into which
    parts their difference is split.

    Attributes
    ----------
    group, before, after
        Headers, in English.
    parts
        In the order of the columns; the last one takes what the others leave.
    """

    group: str
    before: str
    after: str
    parts: tuple[str, ...] = PARTS


def groups(splits: Sequence[Split]) -> int:
    """Rows of the sums; a table without rows has one.

    Parameters
    ----------
    splits
        Cells of one comparison.

    Returns
    -------
    int
        For the row at which the next table begins.
    """
    return max(1, len({(found.cell.group, found.cell.kind, found.cell.period) for found in splits}))


def write_split(
    sheet: Sheet,
    name: str,
    splits: Sequence[Split],
    words: Words,
    sums_top: int,
    cells_top: int,
    before: CellOfRow | None = None,
    after: CellOfRow | None = None,
    units_of: Callable[[LiveRow], Live | None] | None = None,
) -> TableRef:
    """Two tables, `name` with the sums, which is returned, and one with the cells.

    Parameters
    ----------
    before, after
        What the first and the second set cost; ``None`` writes it as a value.
    units_of
        Units of the second set, where they are drawn too.
    """
    cells = _Cells(splits, words, cells_top)
    rows = cells.rows(before, after, units_of)
    about = (
        f"{words.before} and {words.after} by {words.group}, type of cost, role or course, and"
        " period"
    )
    table = sheet.table(f"{name}_cells", cells.columns(), rows, top=cells_top, about=about)
    return _write_sums(sheet, name, splits, words, sums_top, table)


class _Cells:
    """Rows of the table of cells."""

    def __init__(self, splits: Sequence[Split], words: Words, top: int) -> None:
        self.splits, self.words, self.top = splits, words, top
        self.headers = (
            words.group, "cost_type", "role_or_course", "period",
            f"units_{words.before}", words.before,
            f"units_{words.after}", words.after, "shifted", "own_rate", "average_rate",
            "difference", *words.parts, "sum_number", "role_number", "type_number",
        )  # fmt: skip
        self.periods = _sum_numbers(splits)
        self.roles = _numbers([(s.cell.group, s.cell.kind, s.cell.item) for s in splits])
        self.types = _numbers([(s.cell.group, s.cell.kind) for s in splits])

    def columns(self) -> list[Column]:
        words = self.words
        meanings = MEANINGS | {
            words.group: words.group.replace("_", " ").capitalize(),
            "cost_type": (
                "What is bought: pay by head-months, seats, courses, or a component of its own"
            ),
            "role_or_course": "Role that is paid, or course",
            "period": "Period",
            f"units_{words.before}": "Units of the first set",
            words.before: "Cost of the first set",
            f"units_{words.after}": "Units of the second set",
            words.after: "Cost of the second set",
        }
        styles = {
            "shifted": FTE,
            words.before: PRICE,
            "own_rate": CENTS,
            "average_rate": CENTS,
            "role_or_course": LONG,
            words.group: LONG,
        }
        styles |= {f"units_{name}": FTE for name in (words.before, words.after)}
        styles |= dict.fromkeys(("difference", words.after, *words.parts), LIVE_PRICE)
        styles |= dict.fromkeys(("sum_number", "role_number", "type_number"), HEADS)
        widths = {"role_or_course": 12.0, words.group: 16.0}
        return [
            Column(
                header,
                styles.get(header, TEXT),
                meanings[header],
                widths.get(header, 11.0),
                words=header in ("cost_type", "period"),
            )
            for header in self.headers
        ]

    def rows(
        self,
        before: CellOfRow | None,
        after: CellOfRow | None,
        units_of: Callable[[LiveRow], Live | None] | None,
    ) -> list[CellRow]:
        """Cells with their two sides, their units.

        Their rates and the parts of their difference, live.

        Parameters
        ----------
        before, after, units_of
            As of :func:`write_split`.

        Returns
        -------
        list[CellRow]
            Contents in the order of the columns.
        """
        rows, words = LiveRows(self.columns(), self.top), self.words
        keys = zip(self.splits, self.periods, self.roles, self.types, strict=True)
        for found, period, role, kind in keys:
            cell = found.cell
            whole = cell.item in (ALL_MONEY, EVERYBODY)
            row = rows.add(
                {
                    words.group: cell.group, "cost_type": cell.kind, "period": cell.period,
                    "role_or_course": _(cell.item) if whole else cell.item,
                    "sum_number": period, "role_number": role, "type_number": kind,
                    f"units_{words.before}": cell.units_before,
                    f"units_{words.after}": cell.units_after, "shifted": cell.shifted,
                }
            )  # fmt: skip
            drawn = units_of(row) if units_of is not None else None
            if drawn is not None:
                row.put(f"units_{words.after}", drawn, LIVE_FTE)
            for header, figure, cents in (
                (words.before, before, cell.cost_before),
                (words.after, after, cell.cost_after),
            ):
                if figure is None:
                    row.put(header, units(cents), PRICE)
                else:
                    row.put(header, figure(row), LIVE_PRICE)
        columns = {header: rows[header] for header in self.headers}
        for row in rows:
            self._put_parts(row, columns)
        return rows.cells

    def _put_parts(self, row: LiveRow, columns: Mapping[str, Live]) -> None:
        """Rates, difference and its parts; `columns` are those of the table."""
        words = self.words

        def alike(key: str, side: str) -> tuple[Live, Live]:
            """Units and cost of one set, summed over the cells with the same key."""
            same = columns[key], row[key]
            count, cost = (columns[header] for header in (f"units_{side}", side))
            return sum_where(count, same), sum_where(cost, same)

        before, after = ((row[f"units_{side}"], row[side]) for side in (words.before, words.after))
        row["own_rate"] = _first_rate(
            before,
            alike("role_number", words.before),
            after,
            alike("role_number", words.after),
            otherwise=live(0),
        )
        row["average_rate"] = _first_rate(
            alike("sum_number", words.before),
            alike("type_number", words.before),
            otherwise=row["own_rate"],
        )
        lasting = (after[0] - before[0] - row["shifted"]).rounded(5)
        row["difference"] = (after[1] - before[1]).rounded(2)
        row["timing"] = (row["shifted"] * row["own_rate"]).rounded(2)
        row["volume"] = (lasting * row["average_rate"]).rounded(2)
        row["mix"] = (lasting * row["own_rate"]).rounded(2) - row["volume"]
        if NOT_ALLOCATED_PART in words.parts:
            beyond = row["cost_type"].equals(NOT_ALLOCATED)
            row[NOT_ALLOCATED_PART] = choose(beyond, row["difference"], 0)
        row[words.parts[-1]] = _less(row, ("difference", *words.parts[:-1]))


def _less(row: LiveRow, headers: Sequence[str]) -> Live:
    """The first of some figures less the others."""
    return reduce(operator.sub, (row[header] for header in headers)).rounded(2)


def _first_rate(*pairs: tuple[Live, Live], otherwise: Live) -> Live:
    """Cost over units of the first pair that has any units.

    Examples
    --------
    >>> pairs = (Live("A1", 0), Live("B1", 0)), (Live("C1", 2), Live("D1", 9))
    >>> _first_rate(*pairs, otherwise=live(0)).formula
    Formula(text='=IF(A1>0,B1/A1,IF(C1>0,D1/C1,0))', value=4.5)
    """
    for count, cost in reversed(pairs):
        otherwise = choose(count > 0, cost / count, otherwise)
    return otherwise


def _numbers(keys: Sequence[tuple[str, ...]]) -> list[int]:
    """A number for each key, the same for the same key: what is typed may hold characters that
    SUMIFS takes for others.

    Examples
    --------
    >>> _numbers([("a",), ("b",), ("a",)])
    [1, 2, 1]
    """
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys), 1)}
    return [numbers[key] for key in keys]


def _sum_of(split: Split) -> tuple[str, str, str]:
    return split.cell.group, split.cell.kind, split.cell.period


def _sums(splits: Sequence[Split]) -> dict[tuple[str, str, str], int]:
    """Group, type and period of each sum → its number: periods in the order of time, however the
    cells of roles and courses come.
    """
    lines = dict.fromkeys(_sum_of(split)[:2] for split in splits)
    places = {line: number for number, line in enumerate(lines)}
    keys = sorted({_sum_of(split) for split in splits}, key=lambda key: (places[key[:2]], key[2]))
    return {key: number for number, key in enumerate(keys, 1)}


def _sum_numbers(splits: Sequence[Split]) -> list[int]:
    """Of each cell the number of the sum that takes it in."""
    sums = _sums(splits)
    return [sums[_sum_of(split)] for split in splits]


def sum_headers(words: Words) -> tuple[str, ...]:
    """Headers of the sums.

    Parameters
    ----------
    words
        What the two sets are called, and the parts.

    Returns
    -------
    tuple[str, ...]
        In the order of the table.
    """
    return (
        words.group,
        "cost_type",
        "period",
        words.before,
        words.after,
        "difference",
        *words.parts,
        "rest",
        "sum_number",
    )


def _write_sums(
    sheet: Sheet, name: str, splits: Sequence[Split], words: Words, top: int, cells: TableRef
) -> TableRef:
    """Sums of cells by group, type and period."""
    headers = sum_headers(words)
    rows = LiveRows(sum_columns(headers, words), top)
    for key, number in _sums(splits).items():
        row = rows.add({**dict(zip(headers, key, strict=False)), "sum_number": number})
        for header in (words.before, words.after, "difference", *words.parts):
            row[header] = sum_where(cells[header], (cells["sum_number"], row["sum_number"]))
        put_rest(row, words.parts)
    about = f"{words.before} and {words.after} by {words.group}, type of cost and period"
    return sheet.table(name, rows.columns, rows.cells, top=top, about=about)


def put_rest(row: LiveRow, parts: Sequence[str] = PARTS) -> None:
    """What a difference has beyond its parts; always nothing."""
    row["rest"] = _less(row, ("difference", *parts))


def sum_columns(headers: Sequence[str], words: Words) -> list[Column]:
    """Columns of the sums."""
    meanings = MEANINGS | {
        words.group: words.group.replace("_", " ").capitalize(),
        "cost_type": "What is bought",
        "period": "Period",
        words.before: "Cost of the first set",
        words.after: "Cost of the second set",
    }
    styles = {
        words.group: LONG,
        "cost_type": TEXT,
        "period": TEXT,
        "difference": SUM_PRICE,
        "sum_number": HEADS,
    }
    widths = {words.group: 16.0}
    return [
        Column(
            header,
            styles.get(header, LIVE_PRICE),
            meanings[header],
            widths.get(header, 11.0),
            words=header in ("cost_type", "period"),
        )
        for header in headers
    ]
