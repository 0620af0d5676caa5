"""Tables of why two sets of figures differ: timing, volume, mix and rate of every cell, summed by
group and period.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from orgplan.analysis.money.budget_variance import ALL_MONEY, EVERYBODY
from orgplan.analysis.money.variance import NOT_ALLOCATED, Split
from orgplan.excel.write.workbook import (
    Cell,
    CellRow,
    Column,
    Content,
    Formula,
    Look,
    Number,
    Sheet,
    Style,
    TableRef,
    address,
)
from orgplan.language import _

from ..layout import (
    FTE,
    LIVE_FTE,
    LIVE_PRICE,
    LONG,
    PRICE,
    SUM_PRICE,
    TEXT,
    units,
)

Live = Callable[[int], str]


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
    "by_period": "Cells of the same group, type and period",
    "by_role": "Cells of the same group, type, and role or course",
    "by_type": "Cells of the same group and type",
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
    before: Live | None = None,
    after: Live | None = None,
    units_of: Callable[[int], str | None] | None = None,
) -> TableRef:
    """Two tables, `name` with the sums, which is returned, and one with the cells.

    Parameters
    ----------
    before, after
        Row of a cell → formula of what the first and the second set cost; ``None`` writes it as a
        value.
    units_of
        Row of a cell → formula of the units of the second set, where there is one.
    """
    cells = _Cells(splits, words, cells_top, units_of)
    rows = [cells.row(number, before, after) for number in range(len(splits))]
    about = (
        f"{words.before} and {words.after} by {words.group}, type of cost, role or course, and"
        " period"
    )
    table = sheet.table(f"{name}_cells", cells.columns(), rows, top=cells_top, about=about)
    return _write_sums(sheet, name, splits, words, sums_top, table)


class _Cells:
    """Rows of the table of cells."""

    def __init__(
        self,
        splits: Sequence[Split],
        words: Words,
        top: int,
        units_of: Callable[[int], str | None] | None = None,
    ) -> None:
        self.splits, self.words, self.top, self.units_of = splits, words, top, units_of
        self.headers = (
            words.group, "cost_type", "role_or_course", "period", "by_period", "by_role", "by_type",
            f"units_{words.before}", words.before,
            f"units_{words.after}", words.after, "shifted", "own_rate", "average_rate",
            "difference", *words.parts,
        )  # fmt: skip
        self.periods = _ids("P", [(s.cell.group, s.cell.kind, s.cell.period) for s in splits])
        self.roles = _ids("R", [(s.cell.group, s.cell.kind, s.cell.item) for s in splits])
        self.types = _ids("T", [(s.cell.group, s.cell.kind) for s in splits])

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
        widths = {
            "role_or_course": 24.0,
            words.group: 16.0,
            "by_period": 8.0,
            "by_role": 8.0,
            "by_type": 8.0,
        }
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

    def _at(self, row: int, header: str) -> str:
        return address(row, self.headers.index(header))

    def _down(self, header: str) -> str:
        column, last = self.headers.index(header), self.top + max(1, len(self.splits))
        return f"{address(self.top + 1, column, True)}:{address(last, column, True)}"

    def _units(self, row: int, value: float) -> Content | Cell:
        text = self.units_of(row) if self.units_of is not None else None
        return value if text is None else Cell(Formula(text, value), LIVE_FTE)

    def _pair(self, row: int, key: str, side: str) -> tuple[str, str]:
        """Units and cost of one set, summed over the cells with the same key."""
        same = f"{self._down(key)},{self._at(row, key)}"
        return f"SUMIFS({self._down(f'units_{side}')},{same})", f"SUMIFS({self._down(side)},{same})"

    def row(self, number: int, first: Live | None, second: Live | None) -> CellRow:
        """A cell with its two sides, its units, its rates and the parts of its difference, live.

        Parameters
        ----------
        number
            Number of the cell, from 0.
        first, second
            Row of the sheet → formula of what the first and the second set cost; ``None`` writes a
            value.

        Returns
        -------
        CellRow
            Contents in the order of the columns.
        """
        found, row = self.splits[number], self.top + 1 + number
        cell, words = found.cell, self.words
        costs = [
            _cost(live, row, cents)
            for live, cents in ((first, cell.cost_before), (second, cell.cost_after))
        ]
        at = {header: self._at(row, header) for header in self.headers}
        before, then = (
            (at[f"units_{words.before}"], at[words.before]),
            (at[f"units_{words.after}"], at[words.after]),
        )
        own = _first_rate(
            before,
            self._pair(row, "by_role", words.before),
            then,
            self._pair(row, "by_role", words.after),
            otherwise="0",
        )
        average = _first_rate(
            self._pair(row, "by_period", words.before),
            self._pair(row, "by_type", words.before),
            otherwise=at["own_rate"],
        )
        lasting = f"ROUND({then[0]}-{before[0]}-{at['shifted']},5)"
        rest = "-".join(at[name] for name in ("difference", *words.parts[:-1]))
        beyond = f'=IF({at["cost_type"]}="{_(NOT_ALLOCATED)}",{at["difference"]},0)'
        unallocated = (
            [Formula(beyond, units(found.not_allocated))]
            if NOT_ALLOCATED_PART in words.parts
            else []
        )
        item = _(cell.item) if cell.item in (ALL_MONEY, EVERYBODY) else cell.item
        return [
            cell.group, cell.kind, item, cell.period, self.periods[number], self.roles[number],
            self.types[number],
            cell.units_before, costs[0], self._units(row, cell.units_after), costs[1], cell.shifted,
            Formula(f"={own}", found.own), Formula(f"={average}", found.average),
            Formula(f"=ROUND({then[1]}-{before[1]},2)", units(found.difference)),
            Formula(f"=ROUND({at['shifted']}*{at['own_rate']},2)", units(found.timing)),
            Formula(f"=ROUND({lasting}*{at['average_rate']},2)", units(found.volume)),
            Formula(f"=ROUND({lasting}*{at['own_rate']},2)-{at['volume']}", units(found.mix)),
            *unallocated,
            Formula(f"=ROUND({rest},2)", units(found.rate)),
        ]  # fmt: skip


def _cost(live: Live | None, row: int, cents: int) -> Cell:
    if live is None:
        return Cell(units(cents), PRICE)
    return Cell(Formula(live(row), units(cents)), LIVE_PRICE)


def _first_rate(*pairs: tuple[str, str], otherwise: str) -> str:
    """Cost over units of the first pair that has any units.

    Examples
    --------
    >>> _first_rate(("A1", "B1"), ("C1", "D1"), otherwise="0")
    'IF(A1>0,B1/A1,IF(C1>0,D1/C1,0))'
    """
    text = otherwise
    for count, cost in reversed(pairs):
        text = f"IF({count}>0,{cost}/{count},{text})"
    return text


def _ids(letter: str, keys: Sequence[tuple[str, ...]]) -> list[str]:
    """A short id for each key, the same for the same key.

    Examples
    --------
    >>> _ids("P", [("a",), ("b",), ("a",)])
    ['P1', 'P2', 'P1']
    """
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys), 1)}
    return [f"{letter}{numbers[key]}" for key in keys]


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
        "by_period",
        words.before,
        words.after,
        "difference",
        *words.parts,
        "rest",
    )


def part_amounts(splits: Sequence[Split], parts: Sequence[str] = PARTS) -> dict[str, int]:
    """Part → cents, summed.

    Parameters
    ----------
    splits
        Cells of one comparison.
    parts
        Those that are wanted, in the order in which they are wanted.

    Returns
    -------
    dict[str, int]
        Every part has an entry, also with 0.
    """
    sums = dict.fromkeys(BUDGET_PARTS, 0)
    for found in splits:
        for part, amount in zip(
            BUDGET_PARTS,
            (found.timing, found.volume, found.mix, found.not_allocated, found.rate),
            strict=True,
        ):
            sums[part] += amount
    return {part: sums[part] for part in parts}


def _write_sums(
    sheet: Sheet, name: str, splits: Sequence[Split], words: Words, top: int, cells: TableRef
) -> TableRef:
    """Sums of cells by group, type and period."""
    keys = [(found.cell.group, found.cell.kind, found.cell.period) for found in splits]
    headers = sum_headers(words)
    rows: list[CellRow] = []
    for key, name_of in dict(zip(keys, _ids("P", keys), strict=True)).items():
        row = top + 1 + len(rows)
        chosen = [found for found, own in zip(splits, keys, strict=True) if own == key]
        same = f"{cells['by_period']},{address(row, 3)}"
        sums = [
            Formula(f"=SUMIFS({cells[header]},{same})", units(amount))
            for header, amount in zip(
                headers[4:-1], split_amounts(chosen, words.parts), strict=True
            )
        ]
        rows.append([*key, name_of, *sums, rest_of(row, headers, words.parts)])
    about = f"{words.before} and {words.after} by {words.group}, type of cost and period"
    return sheet.table(name, sum_columns(headers, words), rows, top=top, about=about)


def split_amounts(splits: Sequence[Split], parts: Sequence[str] = PARTS) -> tuple[int, ...]:
    """Cents of first and second set, difference and parts."""
    first, second = (
        sum(found.cell.cost_before for found in splits),
        sum(found.cell.cost_after for found in splits),
    )
    return first, second, second - first, *part_amounts(splits, parts).values()


def rest_of(row: int, headers: Sequence[str], parts: Sequence[str] = PARTS) -> Formula:
    """What a difference has beyond its parts; always nothing."""
    terms = "-".join(address(row, headers.index(header)) for header in ("difference", *parts))
    return Formula(f"=ROUND({terms},2)", 0)


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
        "by_period": TEXT,
        "difference": SUM_PRICE,
    }
    widths = {words.group: 16.0, "cost_type": 12.0, "period": 24.0, "by_period": 11.0}
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
