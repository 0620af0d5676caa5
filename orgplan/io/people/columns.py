"""Which column of a sheet holds people, and headers of two rows over it."""

from collections.abc import Mapping
from dataclasses import replace

from orgplan.excel.read import Grid, Raw, at, fold, header_key, to_text
from orgplan.language import _
from orgplan.schema import inputs
from orgplan.schema.scales import is_none, proposals

from ..skills.skill_ratings import Who
from ..skills.skill_words import RATERS, is_total_word
from ..tables.table import Table


def people_column(grid: Grid, who: Who) -> tuple[int, int] | None:
    """The column that names most people, and the row of the first; ``None`` if none does.

    Parameters
    ----------
    grid
        A sheet of which only the cells are known.
    who
        Gives the person id that a text names; ``None`` for a text that names nobody.

    Returns
    -------
    tuple or None
        Column number, and row number of the first person in it. A person named twice counts once;
        of two equal columns the left one is taken.
    """
    found: dict[int, dict[str, int]] = {}
    for number, cells in grid.rows.items():
        for column, raw in cells.items():
            person = (
                who(to_text(raw))
                if isinstance(raw, (str, int)) and not isinstance(raw, bool)
                else None
            )
            if person is not None:
                found.setdefault(column, {}).setdefault(person, number)
    # numbers below a skill may happen to be ids: text goes before numbers, and many people before
    # few
    best = max(found, key=lambda column: (len(found[column]), -column), default=None)
    return None if best is None else (best, min(found[best].values()))


def people_across(grid: Grid, who: Who) -> int | None:
    """Row whose cells are people, more of them than any column has; ``None`` if people stand below
    each other.

    Parameters
    ----------
    grid
        A sheet of skills.
    who
        Person id that a text names.

    Returns
    -------
    int or None
        Row number. One person alone is enough only where the row also says *skill*.
    """
    best, people = None, 0
    left = min((min(cells) for cells in grid.rows.values()), default=1)
    for number, cells in grid.rows.items():
        named = {
            column: person
            for column, raw in cells.items()
            if isinstance(raw, str) and (person := who(raw)) is not None
        }
        # skills stand to the left of people; levels such as 3, in a text file, may be ids of people
        if len(set(named.values())) > people and left not in named:
            best, people = number, len(set(named.values()))
    column = people_column(grid, who)
    if best is None:
        return None
    down = len(
        {
            person
            for cells in grid.rows.values()
            if column and (person := who(to_text(cells.get(column[0]))))
        }
    )
    says_skill = any(
        isinstance(raw, str) and header_key(raw) in inputs.SKILLS.column("skill").header_keys
        for raw in grid.rows[best].values()
    )
    return best if people > max(down, 1) or (people == down == 1 and says_skill) else None


def above(grid: Grid, column: int, first: int) -> int:
    """Row of the header above the first person of a column.

    Parameters
    ----------
    grid
        Rows with a single cell are titles, and no header.
    column, first
        Column of the people, and row number of the first of them, which is the answer if no header
        stands above.
    """
    above = [number for number in grid.rows if number < first and len(grid.rows[number]) > 1]
    return max(above, default=first)


def with_people(table: Table, who: Who) -> Table:
    """Names stand in where no id of the sheet is known: ids may be those of another system.

    Parameters
    ----------
    table
        Of a sheet with both columns, person_id and name; others come back as they are.
    who
        Person id that a text names.

    Returns
    -------
    Table
        With the names in place of the ids, and a note on it, if no id and at least one name is
        known.
    """
    if {"person_id", "name"} <= set(table.columns):
        ids, names = (
            [row for row in table if row.has(key) and who(to_text(row.raw(key)))]
            for key in ("person_id", "name")
        )
        if not ids and names:
            columns = {**table.columns, "person_id": table.columns["name"]}
            text = _("none of these is an id of the roster: people were found by their names")
            table.findings.note(table.name, at(table.header, table.columns["person_id"]), text)
            return replace(table, columns=columns)
    return table


def joined_header(grid: Grid, number: int, who: Who) -> tuple[Grid, int]:
    """The sheet with a header of two rows made one: skills over ``self`` and ``manager``, or a
    group over skills.

    Parameters
    ----------
    grid, number
        A sheet of skills, and the row number of its header.
    who
        Person id that a text names: a row with a person is no second header.

    Returns
    -------
    grid, number
        The sheet, and the row number of the header that it has now; both as they were where the
        header has one row.
    """
    rows = dict(grid.rows)
    header = dict(rows[number])
    numbers = list(rows)
    here = numbers.index(number)
    below = numbers[here + 1] if here + 1 < len(numbers) else None
    above = numbers[here - 1] if here > 0 else None
    texts = [fold(to_text(raw)) for raw in header.values()]
    if above is not None and sum(text in RATERS for text in texts) > 1 and len(rows[above]) > 1:
        return _over(grid, rows, above, number), number
    if below is None or not _is_second(rows[below], header, who):
        return grid, number
    labels = {column: fold(to_text(raw)) for column, raw in rows[below].items()}
    if all(label in RATERS for label in labels.values()):
        return _over(grid, rows, number, below), below
    merged = {
        **{column: raw for column, raw in header.items() if column not in rows[below]},
        **rows[below],
    }
    del rows[number]
    rows[below] = dict(sorted(merged.items()))
    return replace(grid, rows=rows), below


def _is_second(cells: Mapping[int, Raw], header: Mapping[int, Raw], who: Who) -> bool:
    """Whether the row below a header continues it: text only, no people, and nothing below the
    first column.
    """
    texts = [raw for raw in cells.values() if isinstance(raw, str)]
    if (
        len(texts) < max(2, len(cells))
        or any(who(text) for text in texts)
        or any(is_total_word(text) and fold(text) not in RATERS for text in texts)
    ):
        return False
    return min(cells) > min(header) and all(
        not proposals([text]) and not is_none(text) for text in texts
    )


def _over(grid: Grid, rows: dict[int, Mapping[int, Raw]], upper: int, lower: int) -> Grid:
    """Labels such as ``self`` below skills, each skill's name going on to the right until the
    next.
    """
    joined: dict[int, Raw] = {}
    last: Raw = None
    for column in range(1, max(max(rows[upper]), max(rows[lower])) + 1):
        last = rows[upper].get(column, last)
        label = rows[lower].get(column)
        if label is not None and fold(to_text(label)) in RATERS and last is not None:
            joined[column] = f"{to_text(last)} ({to_text(label)})"
        elif (own := label or rows[upper].get(column)) is not None:
            joined[column] = own
    rows = {number: cells for number, cells in rows.items() if number != upper}
    rows[lower] = joined
    return replace(grid, rows=rows)
