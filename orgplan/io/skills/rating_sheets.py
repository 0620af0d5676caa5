"""Which sheets rate people's skills: those that are called so, columns of the roster, and sheets
that do by what they hold.
"""

from collections.abc import Iterator

from orgplan.excel.read import Grid
from orgplan.language import _

from ..files.choose import ChosenSheets
from ..inputs.roster import Roster
from ..tables.table import Table
from .skill_ratings import SkillSheet
from .skill_sheets import (
    of_roster,
    rates_people,
    read_skill_sheet,
    without_leavers,
)
from .skill_words import is_old


def rating_sheets(
    chosen: ChosenSheets,
    own_columns: Table | None,
    roster: Roster,
    asked: frozenset[str],
    date_order: str | None,
) -> Iterator[SkillSheet]:
    """The sheets of skills by name, and those that are by what they hold.

    Parameters
    ----------
    chosen
        Sheets of its `others` that turn out to rate people are taken out of there.
    own_columns
        Table of the roster, for columns of skills on it; ``None`` where it was not read.
    roster
        Says who a text names; its findings take the notes.
    asked
        Folded names of the skills that other sheets ask for. A sheet that is not called skills is
        read only if it rates somebody in one of them.
    date_order
        ``dmy``, ``mdy`` or ``ymd`` where Settings say it; ``None`` is found out from the cells.

    Yields
    ------
    SkillSheet
        Sheets by name first, then the roster's columns, then the others.
    """
    findings = roster.findings
    for grid in chosen.skills:
        if not grid.rows:
            findings.note(grid.name, "", _("this sheet is empty"))
        elif (sheet := _read(grid, roster, asked, date_order)) is not None:
            yield sheet
    if own_columns is not None:
        own = of_roster(own_columns, roster.who, findings, asked)
        if own is not None:
            yield own
    for grid in list(chosen.others):
        if grid.rows and rates_people(grid, roster.who, asked):
            chosen.others.remove(grid)
            if is_old(grid.name):
                findings.note(
                    grid.name,
                    "",
                    _("it rates people's skills, but its name says that it is old: it was ignored"),
                )
            elif (sheet := _read(grid, roster, asked, date_order)) is not None:
                findings.note(
                    grid.name,
                    "",
                    _(
                        "it rates people in skills that are asked for: it was read as a sheet of"
                        " skills"
                    ),
                )
                yield sheet


def _read(
    grid: Grid, roster: Roster, asked: frozenset[str], date_order: str | None
) -> SkillSheet | None:
    """A sheet that rates people, without those who have left."""
    there = without_leavers(grid, roster.who, roster.has_left)
    return read_skill_sheet(there, roster.who, roster.findings, asked, date_order)
