"""Checks of positions against people and planned seats: 3 of what finance checks."""

from collections.abc import Iterator

from orgplan.analysis.assessment import Assessment
from orgplan.domain import Lock, first_day_in
from orgplan.excel.write.live import Live, count_where, joined, live, sum_beside, sum_product
from orgplan.excel.write.workbook import TableRef
from orgplan.language import _

from ..sheets import pages
from .people import FOREVER, NO_INPUTS, repeated
from .sheet import Check, SheetCell
from .sheet_refs import PlanSheets, filled


def position_checks(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """3: one holder a position, one seat a position, and nobody in two seats after a move.

    Parameters
    ----------
    assessment
        Read for who holds which position, and for the moves.
    sheets
        The sheets of the workbook, of which tables and cells are asked for by name.

    Yields
    ------
    Check
        In the order of the sheet.
    """
    roster, moves = sheets.inputs.get("Roster"), sheets.changes.get(pages.MOVES)
    words = _("People in a position that somebody else holds at the same time")
    if roster is None:
        yield Check(3, words, SheetCell(pages.SKILL_MATRIX.name), 0, looked_at=0, empty=NO_INPUTS)
    else:
        yield Check(
            3,
            words,
            SheetCell.of(roster),
            _held_at_once(roster),
            looked_at=filled(roster, "position_id"),
            empty=_("nobody on the roster has a position ID"),
            hint=_("Put one person into each position on Input Roster."),
        )
    yield from _filled_positions(assessment, sheets)
    if moves is not None:
        yield Check(
            3,
            _("People who begin two moves on one day"),
            SheetCell.of(moves),
            repeated(moves, "person_id", "start_date"),
            looked_at=filled(moves),
            empty=_("the plan moves nobody"),
            hint=_("Remove one of the two moves."),
        )


def _filled_positions(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """3: one seat of the plan a position, not before its start, and what must be filled is."""
    hires = sheets.hires
    if "position_id" not in hires.headers:
        return
    seats = hires["position_id"]
    yield Check(
        3,
        _("Seats that fill a position which another seat fills too"),
        SheetCell.of(hires),
        sum_product(seats.filled * (count_where(seats, seats) > 1)),
        looked_at=filled(hires, "position_id"),
        empty=_("no seat fills a position"),
        hint=_("Put one seat into each position on Hiring plan."),
    )
    listed = sheets.inputs.get("Positions")
    if listed is not None:
        yield _too_early(hires, listed)
        yield _must_be_filled(assessment, hires, listed)


def _too_early(hires: TableRef, listed: TableRef) -> Check:
    """3: no seat begins before its position."""
    names = hires["position_id"]
    start = sum_beside(listed["position_id"], names, listed["start"])
    return Check(
        3,
        _("Seats that begin before the start of their position"),
        SheetCell.of(hires),
        sum_product(names.filled * (hires["start_date"] < start)),
        looked_at=filled(hires, "position_id"),
        empty=_("no seat fills a position"),
        hint=_("Start the seat no earlier than its position, or move the position's start."),
    )


def _must_be_filled(assessment: Assessment, hires: TableRef, listed: TableRef) -> Check:
    """3: what must be filled is, but for what nobody can fill before the horizon ends."""
    org, taken = assessment.org, {hire.position_id for hire in assessment.plan.hires}
    later = sum(
        position.lock is Lock.MUST
        and position.id not in taken
        and first_day_in(org, position) > org.calendar.end
        for position in org.positions
    )
    unfilled = listed["lock"].equals(Lock.MUST.value) * count_where(
        hires["position_id"], listed["position_id"]
    ).equals(0)
    return Check(
        3,
        _("Positions that must be filled within the horizon, and are not"),
        SheetCell.of(listed),
        sum_product(unfilled) - later,
        looked_at=count_where(listed["lock"], Lock.MUST.value),
        empty=_("no position must be filled"),
        hint=_(
            "On Hiring plan, put its id in 'Position ID' of the seat that fills it, or remove the "
            "lock."
        ),
    )


def _held_at_once(roster: TableRef) -> Live:
    """Rows in a position that another row is in on some of the same days; one after the other is no
    clash.
    """
    seats, start, end = (roster[name] for name in ("position_id", "start_date", "end_date"))
    until = end + end.equals("") * FOREVER
    begun = (start, joined("<=", until))
    open_end = count_where(seats, seats, begun, (end, live("")))
    meeting = count_where(seats, seats, begun, (end, joined(">=", start))) + open_end
    return sum_product(seats.filled * (meeting > 1))
