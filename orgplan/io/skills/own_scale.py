"""The sheet Scale: what the workbook's own words and signs mean."""

from collections.abc import Iterator

from orgplan.domain import MAX_PROFICIENCY
from orgplan.excel.read import Findings, Grid, Raw, Unreadable, at, to_whole
from orgplan.language import _
from orgplan.schema import inputs
from orgplan.schema.scales import Scale, mark_of

from ..files.headerless import refuse_headerless
from ..tables.find_table import find_table, header_row

NO_SCALE = "no scale"  # how the cause of faults begins that a sheet Scale would mend


def read_own_scale(grid: Grid | None, findings: Findings) -> Scale | None:
    """The scale that a sheet defines; ``None``, with a note, where it only explains or is not
    there.

    Parameters
    ----------
    grid
        The sheet Scale; ``None`` if there is none.
    findings
        Takes a note where the sheet maps nothing, and a fault for a sign with two levels.

    Returns
    -------
    Scale or None
        Its signs are in the form of :func:`orgplan.schema.scales.mark_of`; levels are 0-5. Of a
        sign with two levels the first counts.

    Examples
    --------
    >>> grid = Grid(
    ...     "Scale", {1: {1: "sign", 2: "level"}, 2: {1: "Gold", 2: 4}, 3: {1: "Silver", 2: 3}}
    ... )
    >>> read_own_scale(grid, Findings()).levels
    {'gold': 4, 'silver': 3}
    """
    if grid is None or not grid.rows:
        return None
    levels: dict[str, int] = {}
    headed = header_row(inputs.SCALE, grid) is not None
    named = headed and any(_by_name(grid, Findings()))
    pairs = [] if named else list(_by_cells(grid))  # a column called level may hold the words
    if headed and not pairs:
        pairs = list(_by_name(grid, findings))
    if not pairs:
        findings.note(
            grid.name,
            "",
            _(
                "this sheet maps no signs to levels 0-5 and was ignored; it would need the columns"
                " sign and level"
            ),
        )
        return None
    for address, sign, level in pairs:
        mark = mark_of(sign)
        if levels.setdefault(mark, level) != level:
            findings.fault(
                grid.name,
                address,
                sign,
                _("each sign once"),
                _("It means {levels} further up: delete one of the two rows.", levels=levels[mark]),
            )
    return Scale(
        grid.name,
        levels,
        _(", ").join(f"{mark} → {level}" for mark, level in levels.items()),
        own=True,
    )


def _by_name(grid: Grid, findings: Findings) -> Iterator[tuple[str, str | float, int]]:
    """Address, sign and level of the rows of a table with the columns sign and level."""
    table = find_table(inputs.SCALE, grid, findings)
    if table is None or "level" not in table.columns:
        return
    refuse_headerless(table)
    for row in table:
        sign, level = row.raw("sign"), row.whole("level")
        if isinstance(sign, (str, int, float)) and not isinstance(sign, bool) and level is not None:
            yield row.at("sign"), sign, level


def _by_cells(grid: Grid) -> Iterator[tuple[str, str | float, int]]:
    """Two columns, one of signs and one of levels, whatever stands above them."""
    found = []
    for index, (number, cells) in enumerate(grid.rows.items()):
        texts = [
            (column, raw)
            for column, raw in cells.items()
            if isinstance(raw, str) and _whole(raw) is None
        ]
        numbers = [level for raw in cells.values() if (level := _whole(raw)) is not None]
        if index == 0 and len(texts) == len(cells) > 1:
            continue  # a header
        if not texts or len(numbers) != 1:
            return
        found.append((at(number, texts[0][0]), texts[0][1], numbers[0]))
    yield from found


def _whole(raw: Raw) -> int | None:
    try:
        number = to_whole(raw)
    except Unreadable:
        return None
    return number if 0 <= number <= MAX_PROFICIENCY else None
