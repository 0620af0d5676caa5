"""Sheets of skills with people across: a column each."""

from collections.abc import Mapping

from orgplan.excel.read import Findings, Grid, Raw, at, fold, header_key, listed, to_text
from orgplan.language import _
from orgplan.schema import inputs
from orgplan.schema.columns import is_ignored

from ..files.headerless import refuse_beside
from .colours import refuse_colours
from .skill_ratings import Named, SkillSheet, Who, WrittenRating
from .skill_words import is_total_word


def read_across(
    grid: Grid, number: int, who: Who, findings: Findings, known: frozenset[str]
) -> SkillSheet:
    """A sheet with people across the top and a row a skill.

    Parameters
    ----------
    grid, number
        The sheet, and the number of the row that names the people.
    who
        Gives the person id that a text names; ``None`` for a text that names nobody.
    findings
        Takes a fault for names in that row that are not on the roster, for ratings without a skill,
        for values under no name and for levels given by colour alone, and a note on rows that were
        left out.
    known
        Folded names of the skills that other sheets name: such a row counts, even if it is called
        like a sum.
    """
    people = {
        column: Named(at(number, column), to_text(raw))
        for column, raw in grid.rows[number].items()
        if who(to_text(raw)) is not None
    }
    place = _skill_column(grid, number, min(people), known)
    _refuse_values_beside(grid, number, min(people), findings)
    _refuse_unknown(grid, number, people, findings)
    below = [row for row in grid.rows if row > number and place in grid.rows[row]]
    refuse_colours(grid, below, people, place, findings)
    skills: list[tuple[Named, str]] = []
    ratings: list[WrittenRating] = []
    left: list[str] = []
    for row, cells in ((row, cells) for row, cells in grid.rows.items() if row > number):
        text = to_text(cells.get(place))
        rated = {column: cells[column] for column in people if cells.get(column) is not None}
        if not text and rated:
            findings.fault(
                grid.name, at(row, place), None, _("a skill"), _("Fill in which skill is rated.")
            )
        elif not rated or (fold(text) not in known and is_total_word(text)):
            left += [_("'{text}' in {cell}", text=text, cell=at(row, place))] if text else []
        else:
            skill = Named(at(row, place), text)
            skills.append((skill, ""))
            ratings += [
                WrittenRating(
                    grid.name, at(row, column), people[column], who(people[column].text), skill, raw
                )
                for column, raw in rated.items()
            ]
    _tell_across(grid, number, left, findings)
    return SkillSheet(grid.name, tuple(skills), tuple(ratings))


def _refuse_values_beside(grid: Grid, number: int, first: int, findings: Findings) -> None:
    """Refuse values right of the first person that stand under no name."""
    beside: dict[int, dict[int, Raw]] = {}
    for row, cells in grid.rows.items():
        for column in cells.keys() - grid.rows[number].keys() if row > number else ():
            if column > first:
                beside.setdefault(column, {})[row] = cells[column]
    refuse_beside(grid, number, dict(sorted(beside.items())), findings)


def _refuse_unknown(
    grid: Grid, number: int, people: Mapping[int, Named], findings: Findings
) -> None:
    """Refuse names between and right of the people that are not on the roster."""
    between = {
        column: to_text(raw)
        for column, raw in grid.rows[number].items()
        if column > min(people) and column not in people
    }
    unknown = [
        _("'{text}' in {cell}", text=text, cell=at(number, column))
        for column, text in between.items()
        if not is_total_word(text) and not is_ignored(text)
    ]
    if unknown:
        fix = _("Add the person to the roster, correct the name, or delete the column.")
        findings.fault(
            grid.name,
            at(number, min(between)),
            listed(unknown),
            _("people of the roster in this row"),
            fix,
            quoted=False,
        )


def _tell_across(grid: Grid, number: int, left: list[str], findings: Findings) -> None:
    """Notes that the sheet was read sideways, and on rows that rate nobody."""
    findings.note(
        grid.name,
        at(number, min(grid.rows[number])),
        _("people are listed across in row {number}: the sheet was read sideways", number=number),
    )
    if left:
        findings.note(
            grid.name, "", _("rows that rate nobody were left out: {left}", left=listed(left))
        )


def _skill_column(grid: Grid, number: int, first: int, known: frozenset[str]) -> int:
    """The column that names the skills of a sheet with people across."""
    names = inputs.SKILLS.column("skill").header_keys
    by_name = [
        column
        for column, raw in grid.rows[number].items()
        if column < first and header_key(to_text(raw)) in names
    ]
    if by_name:
        return by_name[0]
    below = [cells for row, cells in grid.rows.items() if row > number]
    hits = {
        column: sum(fold(to_text(cells.get(column))) in known for cells in below)
        for column in range(1, first)
    }
    texts = {
        column: len({cells[column] for cells in below if isinstance(cells.get(column), str)})
        for column in range(1, first)
    }
    return max(hits, key=lambda column: (hits[column], texts[column]), default=1)
