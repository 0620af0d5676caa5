"""Links between actions and what they serve: from an action to its need or rule, and from a need or
rule to the first of its actions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import LossIfRemoved
from orgplan.excel.write.workbook import Cell, CellRow, Column, Content, Style, address, quoted

from ..reasons import purposes
from ..wording import group_by_requirement
from . import pages
from .layout import ACTIONS_TOP, BODY, RULES_TOP
from .pages import Page


def requirement_cells(assessment: Assessment) -> Mapping[str, str]:
    """Where each need stands on Coverage, and each rule on Rules.

    Parameters
    ----------
    assessment
        Says which needs and rules have a row, and in which order.

    Returns
    -------
    Mapping[str, str]
        Id → address with its sheet, to which a click leads.
    """
    needs = dict.fromkeys(row.need.id for row in assessment.coverage)
    return {
        **{need: _cell(pages.COVERAGE, BODY + 1 + n) for n, need in enumerate(needs)},
        **{
            rule.id: _cell(pages.RULES, RULES_TOP + 1 + n)
            for n, rule in enumerate(assessment.org.rules)
        },
    }


def action_cells(assessment: Assessment) -> Mapping[str, str]:
    """Where the first action stands that serves a need or rule.

    Parameters
    ----------
    assessment
        Read for what is lost without each action.

    Returns
    -------
    Mapping[str, str]
        Id of a need or rule → address with its sheet; those that no action serves have none.
    """
    found: dict[str, str] = {}
    for page, rows in _actions(assessment):
        for number, losses in enumerate(rows):
            for loss in losses:
                place = _cell(page, ACTIONS_TOP + 1 + number)
                found.setdefault(loss.measure.key[0], place)
    return found


def _actions(
    assessment: Assessment,
) -> Iterator[tuple[Page, Sequence[tuple[LossIfRemoved, ...]]]]:
    yield pages.HIRING, [row.losses for row in assessment.hires]
    yield pages.UPSKILLING, [row.losses for row in assessment.trainings]
    yield pages.MOVES, [row.losses for row in assessment.moves]
    yield pages.REDUNDANCIES, [row.losses for row in assessment.exits]


def _cell(page: Page, row: int) -> str:
    return f"{quoted(page.name)}!{address(row, 0)}"


def with_ways(
    assessment: Assessment,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Content | Cell]],
    losses: Iterable[Sequence[LossIfRemoved]],
) -> list[CellRow]:
    """Rows of actions of which the id leads to what is served first; `losses` are those of each
    row.

    Parameters
    ----------
    assessment
        Says where needs and rules stand.
    columns
        Those of the sheet, ``id`` among them.
    rows
        Contents of the sheet.
    losses
        Of each row, what is lost without its action.

    Returns
    -------
    list[CellRow]
        The rows with a link in the column ``id``, where a place for it is known.
    """
    places = requirement_cells(assessment)
    column = [one.header for one in columns].index("id")
    found = [list(row) for row in rows]
    for row, lost in zip(found, losses, strict=True):
        items = group_by_requirement(
            assessment.org, ((loss.measure, loss.more_short) for loss in purposes(lost))
        )
        names = (item.requirement[1] for item in items)
        content = row[column]
        if not isinstance(content, Cell):
            place = next((places[name] for name in names if name in places), "")
            row[column] = linked(place, content, columns[column].style)
    return found


def linked(place: str, content: Content, style: Style) -> Content | Cell:
    """Content that leads to a place, where there is one.

    Parameters
    ----------
    place
        Address with its sheet; empty for none.
    content
        What the cell shows.
    style
        Of the cell; a link is underlined besides.

    Returns
    -------
    Content or Cell
        The content itself without a place.
    """
    return Cell(content, replace(style, underlined=True), place) if place else content
