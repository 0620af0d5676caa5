"""Checks of positions against people and planned seats: 3 of what finance checks."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from orgplan.analysis.assessment import Assessment
from orgplan.domain import Lock, Person, first_day_in
from orgplan.excel.write.workbook import Formula, TableRef
from orgplan.language import _

from ..sheets import pages
from .people import FOREVER, NO_INPUTS, repeated
from .sheet import Check, Place
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
    held = [person for person in assessment.org.people if person.position_id]
    if roster is None:
        yield Check(3, words, Place(pages.SKILL_MATRIX.name), 0, looked_at=0, empty=NO_INPUTS)
    else:
        yield Check(
            3, words, Place.of(roster), _held_at_once(roster, held),
            looked_at=Formula(f"={filled(roster, 'position_id')}", len(held)),
            empty=_("nobody on the roster has a position_id"),
            hint=_("Put one person into each position on Input Roster."),
        )  # fmt: skip
    yield from _filled_positions(assessment, sheets)
    if moves is not None:
        count = len(assessment.plan.moves)
        yield Check(
            3, _("People who begin two moves on one day"), Place.of(moves),
            Formula(f"={repeated(moves, 'person_id', 'start_date')}", 0),
            looked_at=Formula(f"={filled(moves)}", count), empty=_("the plan moves nobody"),
            hint=_("Remove one of the two moves."),
        )  # fmt: skip


def _filled_positions(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """3: one seat of the plan a position, not before its start, and what must be filled is."""
    hires = sheets.hires
    if "position_id" not in hires.headers:
        return
    filling = [hire.position_id for hire in assessment.plan.hires if hire.position_id]
    yield Check(
        3, _("Seats that fill a position which another seat fills too"), Place.of(hires),
        _shared(hires, filling),
        looked_at=Formula(f"={filled(hires, 'position_id')}", len(filling)),
        empty=_("no seat fills a position"),
        hint=_("Put one seat into each position on Hiring plan."),
    )  # fmt: skip
    listed = sheets.inputs.get("Positions")
    if listed is not None:
        yield _too_early(assessment, hires, listed, len(filling))
        yield _must_be_filled(assessment, hires, listed)


def _too_early(assessment: Assessment, hires: TableRef, listed: TableRef, filling: int) -> Check:
    """3: no seat begins before its position."""
    starts = {position.id: position.start for position in assessment.org.positions}
    named = (
        (starts.get(hire.position_id or ""), hire.start_date) for hire in assessment.plan.hires
    )
    names = hires["position_id"]
    early = f"({hires['start_date']}<SUMIF({listed['position_id']},{names},{listed['start']}))"
    return Check(
        3, _("Seats that begin before the start of their position"), Place.of(hires),
        Formula(f'=SUMPRODUCT(({names}<>"")*{early})',
            sum(start is not None and day < start for start, day in named)),
        looked_at=Formula(f"={filled(hires, 'position_id')}", filling),
        empty=_("no seat fills a position"),
        hint=_("Start the seat no earlier than its position, or move the position's start."),
    )  # fmt: skip


def _must_be_filled(assessment: Assessment, hires: TableRef, listed: TableRef) -> Check:
    """3: what must be filled is, but for what nobody can fill before the horizon ends."""
    org, filled_ids = assessment.org, {hire.position_id for hire in assessment.plan.hires}
    musts = [position for position in org.positions if position.lock is Lock.MUST]
    open_yet = [position for position in musts if position.id not in filled_ids]
    later = sum(first_day_in(org, position) > org.calendar.end for position in open_yet)
    unfilled = (
        f'({listed["lock"]}="{Lock.MUST.value}")*(COUNTIF({hires["position_id"]},'
        f"{listed['position_id']})=0)"
    )
    return Check(
        3, _("Positions that must be filled within the horizon, and are not"), Place.of(listed),
        Formula(f"=SUMPRODUCT({unfilled})-{later}", len(open_yet) - later),
        looked_at=Formula(f'=COUNTIF({listed["lock"]},"{Lock.MUST.value}")', len(musts)),
        empty=_("no position must be filled"),
        hint=_("On Hiring plan, put its id in position_id of the seat that fills it, or remove the "
               "lock."),
    )  # fmt: skip


def _held_at_once(roster: TableRef, held: list[Person]) -> Formula:
    """Rows in a position that another row is in on some of the same days; one after the other is no
    clash.
    """
    seats, start, end = (roster[name] for name in ("position_id", "start_date", "end_date"))
    until = f'({end}+({end}="")*{FOREVER})'
    open_end = f'COUNTIFS({seats},{seats},{start},"<="&{until},{end},"")'
    meeting = f'COUNTIFS({seats},{seats},{start},"<="&{until},{end},">="&{start})+{open_end}'
    clashes = sum(
        any(
            other is not one
            and other.position_id == one.position_id
            and other.start_date <= (one.end_date or date.max)
            and one.start_date <= (other.end_date or date.max)
            for other in held
        )
        for one in held
    )
    return Formula(f'=SUMPRODUCT(({seats}<>"")*({meeting}>1))', clashes)


def _shared(table: TableRef, held: list[str]) -> Formula:
    """Rows in a position that stands in another row too."""
    several = sum(times for times in Counter(held).values() if times > 1)
    seats = table["position_id"]
    return Formula(f'=SUMPRODUCT(({seats}<>"")*(COUNTIF({seats},{seats})>1))', several)
