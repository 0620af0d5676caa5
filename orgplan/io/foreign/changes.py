"""From one import to the next: what is taken over, and what is new or gone."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from orgplan.excel.read import Findings, Grid, Raw, fold, listed, to_text
from orgplan.language import N_, _, available, ngettext, speaking
from orgplan.schema import inputs
from orgplan.schema.levers import POSITIONS

from ..files.choose import ChosenSheets
from ..people.exports import Standing, Tally, standing
from ..tables.find_table import find_table
from ..tables.row import Row
from .draft import is_drafted
from .draft_roles import shown_role
from .lines import ImportChange, Line
from .taught import Taught, undated

# People and their skills come from the files alone; settings are taken over key by key.
_NOT_TAKEN = (inputs.ROSTER.key, inputs.SKILLS.key, inputs.SETTINGS.key)


def carry_over(chosen: ChosenSheets, taught: Taught) -> list[str]:
    """Take sheets of the earlier workbook that no file has; what was taken is said.

    Parameters
    ----------
    chosen
        Is changed: it gets the sheets that are taken. Roster, Skills and Settings never are: people
        come from the files alone, and settings are taken key by key.
    taught
        With the sheets of the earlier workbook; without them nothing is taken. Roles that were
        drafted then and that nobody has changed since are left behind, to be drafted anew.

    Returns
    -------
    list of str
        A sentence for each sheet, for the first page of the import.
    """
    if taught.earlier is None:
        return []
    lines = []
    vacant = _has_vacancies(chosen)
    earlier = _without_drafts(taught)
    for key, grid in earlier.items():
        table = find_table(inputs.SHEET_OF[key], grid, Findings()) if grid.rows else None
        count = sum(1 for _ in table) if table is not None else 0
        if key in chosen.grids or key in _NOT_TAKEN or not count:
            continue
        if key == POSITIONS.key and vacant:
            lines.append(
                _(
                    "{key}: not taken from the earlier workbook, because the roster lists"
                    " vacancies",
                    key=key,
                )
            )
            continue
        chosen.grids[key] = replace(grid, name=key)
        rows = ngettext("{n} row", "{n} rows", count)
        lines.append(
            _(
                "{key}: {rows} taken from the earlier workbook, because no file has them",
                key=key,
                rows=rows,
            )
        )
    return lines


def _in_all_languages(role: Mapping[str, Raw], skills: Mapping[str, Raw]) -> Iterator[str]:
    """A drafted role in one line, as an import in each language says it."""
    for code in available():
        with speaking(code):
            yield shown_role(role, skills)


def _without_drafts(taught: Taught) -> dict[str, Grid]:
    """Sheets of the earlier workbook without roles that were drafted and that nobody has changed:
    they are drafted anew.
    """
    grids = dict(taught.earlier.grids) if taught.earlier else {}
    tables = {
        key: find_table(inputs.SHEET_OF[key], grids[key], Findings())
        for key in (inputs.ROLES.key, inputs.ROLE_SKILLS.key)
        if key in grids and grids[key].rows
    }
    roles, skills = tables.get(inputs.ROLES.key), tables.get(inputs.ROLE_SKILLS.key)
    if roles is None:
        return grids
    brought: dict[str, dict[str, Raw]] = {}
    for row in skills or ():
        if row.has("skill"):
            brought.setdefault(_name(row), {})[to_text(row.raw("skill"))] = row.raw("at_start")
    fresh = set()
    for row in roles:
        values = {column.key: row.raw(column.key) for column in inputs.ROLES}
        drafted = taught.roles.get(_name(row), "")
        if drafted in _in_all_languages(values, brought.get(_name(row), {})) and is_drafted(
            to_text(values["note"])
        ):
            fresh.add(_name(row))
    for key, table in ((inputs.ROLES.key, roles), (inputs.ROLE_SKILLS.key, skills)):
        if table is not None:
            gone = {row.number for row in table if _name(row) in fresh}
            rows = {
                number: cells for number, cells in grids[key].rows.items() if number not in gone
            }
            grids[key] = replace(grids[key], rows=rows)
    return grids


def _name(row: Row) -> str:
    level = to_text(row.raw("level")) if row.table.place("level") else ""
    return f"{to_text(row.raw('role'))} / {level}" if level else to_text(row.raw("role"))


def _has_vacancies(chosen: ChosenSheets) -> bool:
    grid = chosen.grids.get(inputs.ROSTER.key)
    table = find_table(inputs.ROSTER, grid, Findings()) if grid is not None else None
    return any(standing(row, None, Tally()) is Standing.VACANT for row in table or ())


def changes(
    lines: Collection[Line], taught: Taught, people: Collection[str]
) -> Iterator[ImportChange]:
    """Columns, and people, that are new or gone since the earlier import.

    Parameters
    ----------
    lines
        What the sheets and columns of this import are.
    taught
        With the columns of the earlier import; a month or year in the name of a sheet does not
        count.
    people
        Ids on the roster of this import.

    Yields
    ------
    ImportChange
        Nothing where there is no earlier import. A column is gone only if its sheet is there again.
    """
    if taught.earlier is None:
        return
    before = {(undated(sheet), fold(header)): header for sheet, header in taught.known}
    now = {(undated(line.sheet), fold(line.header)): line.header for line in lines if line.column}
    for place, header in now.items():
        if place not in before:
            yield ImportChange(N_("column"), header, new=True)
    sheets = {undated(line.sheet) for line in lines if line.column}
    for place, header in before.items():
        if place not in now and place[0] in sheets:  # other sheets are taken over as they were
            yield ImportChange(N_("column"), header, new=False)
    yield from _of_people(taught, people)


def earlier_people(taught: Taught) -> dict[str, tuple[str, ...]]:
    """Person id → id, name and e-mail of those on the roster of the earlier import.

    Parameters
    ----------
    taught
        Its earlier workbook is read again, without faults: what was wrong then is of no interest
        now.

    Returns
    -------
    dict
        Empty without an earlier import. Texts that a person lacks are left out.
    """
    grid = taught.earlier.grids.get(inputs.ROSTER.key) if taught.earlier else None
    table = find_table(inputs.ROSTER, grid, Findings()) if grid is not None else None
    return {
        to_text(row.raw("person_id")): tuple(
            text for key in ("person_id", "name", "email") if (text := to_text(row.raw(key)))
        )
        for row in table or ()
        if row.has("person_id")
    }


def _of_people(taught: Taught, people: Collection[str]) -> Iterator[ImportChange]:
    earlier = list(earlier_people(taught))
    gone = [person for person in earlier if person not in people]
    if gone:
        yield ImportChange(N_("people"), listed(gone), new=False)
    fresh = [person for person in people if person not in set(earlier)]
    if fresh and earlier:
        yield ImportChange(N_("people"), listed(fresh), new=True)
