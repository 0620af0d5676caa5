"""Checks of people, seats and lines of managers: 1-5, 7 and 13 of what finance checks."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.stays import Flow
from orgplan.domain import Hire, departures
from orgplan.excel.write.workbook import Formula, TableRef
from orgplan.language import N_, _

from ..audit import fingerprints
from ..sheets import pages, people, refs
from ..sheets.actions.hires_and_training import band_of
from .sheet import Check, Miss, Place
from .sheet_refs import PlanSheets, filled

CENT, FTE = 0.005, 0.00001
NO_INPUTS = N_("the workbook was written without its sheets of input")
NO_SEATS = N_("the plan has no seats")
NO_COURSES = N_("the plan has no courses")
NOBODY = N_("nobody is on the roster")
ROSTER_CHANGED = N_("Undo the change of Input Roster, or plan again.")
FOREVER = 99_999  # days: a later day than any
AGAIN = N_(
    "Plan again, so that money and plan agree; `orgplan check` says by how much they differ."
)


def people_checks(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """Checks of the roster: heads, ids, managers, dates, bands and backfills.

    Parameters
    ----------
    assessment
        What the tool worked out, which the formulas are compared with.
    sheets
        The sheets of the workbook, of which tables and cells are asked for by name.

    Yields
    ------
    Check
        In the order of the sheet.
    """
    yield from _roster(assessment, sheets)
    yield from _identities(assessment, sheets)
    yield from _managers(assessment, sheets)
    yield from _dates(assessment, sheets)
    yield from _bands(assessment, sheets)
    yield from _backfills(assessment, sheets)


def _roster(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """1: the roster as it was read against the roster as it is reported."""
    before, count = sheets.book.table("skills_before"), len(assessment.org.people)
    place, reported = Place.of(before), Formula(f"={filled(before)}", count)
    words = _("People of Input Roster = people of Skill matrix")
    roster = sheets.inputs.get("Roster")
    if roster is None:
        yield Check(1, words, place, reported, looked_at=0, empty=NO_INPUTS)
        return
    read = Formula(f"={filled(roster, 'person_id')}", count)
    yield Check(
        1, words, place, reported, read, looked_at=read, empty=NOBODY, hint=_(ROSTER_CHANGED)
    )
    yield from _roster_as_planned(assessment, sheets, roster, read)


def _roster_as_planned(
    assessment: Assessment, sheets: PlanSheets, roster: TableRef, read: Formula
) -> Iterator[Check]:
    """1: people, FTE and pay of the roster against what they were when the plan was made; `read`
    counts its people.
    """
    start, end, as_of = roster["start_date"], roster["end_date"], sheets.cells[refs.AS_OF]
    there = f'({roster["person_id"]}<>"")*({start}<={as_of})*((({end}="")+({end}>={as_of}))>0)'
    figures = fingerprints.roster_figures(assessment.org)
    heads = group_heads(roster)
    pay = roster["base_salary"]
    if sheets.exchange is not None:
        pay = sheets.exchange.amounts(pay, roster["currency"], roster["location"])
    for name, times, tolerance in (
        ("people", "", FTE),
        ("FTE", f"*{roster['fte']}", FTE),
        (N_("annual base"), f"*{pay}", CENT),
    ):
        if name == "annual base" and sheets.live:
            continue  # costs follow it: check 19 says that the roster was changed
        now = Formula(f"=SUMPRODUCT({there}{heads}{times})", figures[name])
        then = Formula(f"={sheets.cells[refs.WHEN_PLANNED[name]]}", figures[name])
        yield Check(
            1, _("Input Roster at the as-of date = when the plan was made: {name}", name=_(name)),
            Place.of(roster), now, then, tolerance, looked_at=read,
            empty=NOBODY, hint=_(ROSTER_CHANGED),
        )  # fmt: skip


def group_heads(roster: TableRef) -> str:
    """Factor for rows that stand for several heads.

    Parameters
    ----------
    roster
        The table of the roster.

    Returns
    -------
    str
        A part of a product over its rows, with its ``*`` in front; empty where no row stands for
        several.
    """
    if "headcount" not in roster.headers:
        return ""
    heads = roster["headcount"]
    return f'*(({heads}="")+{heads})'


def _identities(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """2: everybody once."""
    after = sheets.book.table("skills_after")
    seen = [member.id for member in assessment.walk.members]
    repeats = Formula(f"={repeated(after, 'id')}", len(seen) - len(set(seen)))
    hint = _("Give each its own id, and plan again.")
    everybody = Formula(f"={filled(after)}", len(seen))
    yield Check(
        2,
        _("Ids of people and seats that occur more than once"),
        Place.of(after),
        repeats,
        looked_at=everybody,
        empty=_("nobody is there"),
        hint=hint,
    )
    tables = [
        (sheets.hires, "id", NO_SEATS, len(assessment.plan.hires)),
        (sheets.trainings, "id", NO_COURSES, len(assessment.plan.trainings)),
    ]
    if "Roster" in sheets.inputs:
        tables.insert(0, (sheets.inputs["Roster"], "person_id", NOBODY, len(assessment.org.people)))
    for table, header, empty, count in tables:
        looked = Formula(f"={filled(table, header)}", count)
        yield Check(
            2, _("Ids of {sheet} that occur more than once", sheet=table.sheet), Place.of(table),
            Formula(f"={repeated(table, header)}", 0),
            looked_at=looked, empty=empty, hint=hint,
        )  # fmt: skip


def repeated(table: TableRef, *headers: str) -> str:
    """Rows that say in some columns together what a row above says.

    Parameters
    ----------
    table
        Rows with a blank first column count for nothing.
    headers
        Columns that are compared together.

    Returns
    -------
    str
        A formula without its sign of equality: how many such rows there are.
    """
    sentence = '&"|"&'.join([*(table[header] for header in headers), '""'])
    first = table[headers[0]]
    return (
        f'SUMPRODUCT(({first}<>"")*(MATCH({sentence},{sentence},0)<>ROW({first})-'
        f"ROW({table.head(headers[0])})))"
    )


def _managers(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """4: managers exist, nobody is his own, and no line is a circle."""
    table = sheets.book.find("people")
    if table is None:
        yield Check(
            4,
            _("Managers exist, with no circular reporting"),
            Place(pages.SKILL_MATRIX.name),
            0,
            looked_at=0,
            empty=NO_INPUTS,
        )
        return
    place = Place.of(table)
    managers, up = table["manager_id"], table["up_1"]
    led = [person for person in assessment.org.people if person.manager_id]
    looked = Formula(f"={filled(table, 'manager_id')}", len(led))
    known = {person.id for person in assessment.org.people}
    strangers = sum(person.manager_id not in known for person in led)
    hint = _("Correct manager_id on Input Roster.")
    for words, text, count in (
        (
            _("Managers who are not on the roster"),
            f'=SUMPRODUCT(({managers}<>"")*({up}=0))',
            strangers,
        ),
        (
            _("People who are their own manager"),
            f'=SUMPRODUCT(({managers}<>"")*({up}={table["row"]}))',
            sum(person.manager_id == person.id for person in led),
        ),
        (
            _("People in a circular reporting line, or below one"),
            f'=COUNTIF({table["line"]},"{people.CIRCLE}")',
            0,
        ),
    ):
        yield Check(
            4,
            words,
            place,
            Formula(text, count),
            looked_at=looked,
            empty=_("nobody on the roster has a manager_id"),
            hint=hint,
        )


def _dates(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """5: real dates, in order, inside the horizon."""
    calendar = assessment.org.calendar
    for words, table, empty, starts in (
        (
            _("Seats"),
            sheets.hires,
            NO_SEATS,
            [hire.start_date for hire in assessment.plan.hires],
        ),
        (
            _("Courses"),
            sheets.trainings,
            NO_COURSES,
            [training.start_date for training in assessment.plan.trainings],
        ),
    ):
        outside = sum(not calendar.start <= day <= calendar.end for day in starts)
        start = table["start_date"]
        text = f'=SUMPRODUCT(({table["id"]}<>"")*{sheets.outside_horizon(start)})'
        looked = Formula(f"={filled(table)}", len(starts))
        yield Check(
            5, _("{words} that begin outside the horizon", words=words), Place.of(table),
            Formula(text, outside), looked_at=looked, empty=empty,
            hint=_("Move start_date into the horizon."),
        )  # fmt: skip
    hires = sheets.hires
    if "end_date" in hires.headers:
        yield ends_in_order(hires, sum(hire.end_date is not None for hire in assessment.plan.hires))
    roster = sheets.inputs.get("Roster")
    if roster is not None:
        start, end, there = (
            roster["start_date"],
            roster["end_date"],
            f'({roster["person_id"]}<>"")',
        )
        text = (
            f'=SUMPRODUCT({there}*((1-ISNUMBER({start}))+({end}<>"")*((1-ISNUMBER({end}))+'
            f"({end}<{start})>0)))"
        )
        looked = Formula(f"={filled(roster, 'person_id')}", len(assessment.org.people))
        yield Check(
            5, _("Dates of the roster that are no dates, or end before they start"),
            Place.of(roster), Formula(text, 0), looked_at=looked,
            empty=NOBODY, hint=_("Correct start_date or end_date on Input Roster."),
        )  # fmt: skip


def ends_in_order(table: TableRef, count: int) -> Check:
    """5: what has an end begins before it.

    Parameters
    ----------
    table
        With ``start_date`` and ``end_date``.
    count
        Rows with an end, as the tool counted them.

    Returns
    -------
    Check
        A check that fails with the number of rows that end before they begin.
    """
    start, end = table["start_date"], table["end_date"]
    text = f'=SUMPRODUCT(({table["id"]}<>"")*({end}<>"")*({end}<{start}))'
    return Check(
        5, _("Rows of {sheet} that end before they start", sheet=table.sheet), Place.of(table),
        Formula(text, 0),
        looked_at=Formula(f"=COUNT({end})", count), empty=_("nothing has an end"),
        hint=_("Correct start_date or end_date."),
    )  # fmt: skip


def _bands(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """7: pay inside the band; of seats it is the plan's, of people it is today's."""
    hires = sheets.hires
    salary, low, high = (hires[header] for header in ("base_salary", "band_min", "band_max"))
    text = f'=SUMPRODUCT(({hires["id"]}<>"")*((({salary}<{low})+({salary}>{high})*({high}<>""))>0))'
    seats = assessment.plan.hires
    outside = sum(_outside_band(assessment, hire) for hire in seats)
    looked = Formula(f"={filled(hires)}", len(seats))
    yield Check(
        7, _("Seats paid outside their band"), Place.of(hires), Formula(text, outside),
        looked_at=looked, empty=NO_SEATS,
        hint=_("Bring base_salary within the band of the role, or change the band on Input Roles."),
    )  # fmt: skip
    table = sheets.book.find("people")
    if table is None:
        return
    verdicts = [people.pay_verdict(assessment.org, person) for person in assessment.org.people]
    pay = table["pay"]
    judged = (
        f'COUNTIF({pay},"{people.INSIDE}")+COUNTIF({pay},"{people.BELOW}")+COUNTIF({pay},'
        f'"{people.ABOVE}")'
    )
    off = f'COUNTIF({pay},"{people.BELOW}")+COUNTIF({pay},"{people.ABOVE}")'
    yield Check(
        7, _("People of the roster paid outside their band today"), Place.of(table),
        Formula(f"={off}", sum(verdict in (people.BELOW, people.ABOVE) for verdict in verdicts)),
        looked_at=Formula(f"={judged}", sum(verdict in (people.INSIDE, people.BELOW,
            people.ABOVE) for verdict in verdicts)),
        empty=_("nobody holds a role with a band"), miss=Miss.INFO,
        hint=_("Not caused by the plan: the roster was already like this. The sheet People names "
               "them; correct pay, role or band where it is wrong."),
    )  # fmt: skip


def _outside_band(assessment: Assessment, hire: Hire) -> bool:
    low, high = band_of(assessment.org, hire)
    stated = hire.stated_as("base_salary", hire.base_salary)
    pay = stated.amount if stated else hire.base_salary
    return pay < (low or 0) or (high is not None and pay > high)


def _backfills(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """13: a backfill makes good somebody who really goes, afterwards and once; so it is no
    growth.
    """
    hires, roster, empty = (
        sheets.hires,
        sheets.inputs.get("Roster"),
        _("no seat of the plan is a backfill"),
    )
    words = _("Backfills of somebody who neither leaves nor moves on")
    if roster is None or "replaces" not in hires.headers:
        reason = NO_INPUTS if roster is None else _("the plan may not backfill: no lever says so")
        yield Check(13, words, Place.of(hires), 0, looked_at=0, empty=reason)
        return
    named = [
        (hire.replaces, hire.start_date)
        for hire in assessment.plan.hires
        if hire.replaces is not None
    ]
    replaced, start = hires["replaces"], hires["start_date"]
    looked = Formula(f"={filled(hires, 'replaces')}", len(named))
    ends = f"SUMIF({roster['person_id']},{replaced},{roster['end_date']})"
    moved, away = _moving(sheets, replaced)
    gone = {person for person, *_ in departures(assessment.org, assessment.plan)}
    several = sum(times for times in Counter(name for name, _ in named).values() if times > 1)
    is_one, early = (
        f'({replaced}<>"")',
        f"(({ends}>0)*({ends}>={start})+({ends}=0)*({moved}=1)*({away}>{start}))",
    )
    for says, text, count in (
        (words, f"({ends}+{moved}=0)", sum(name not in gone for name, _day in named)),
        (
            _("Backfills that begin before the person they replace has gone"),
            early,
            sum(_there_on(assessment, *one) for one in named),
        ),
        (
            _("Backfills of somebody who has another backfill already"),
            f"(COUNTIF({replaced},{replaced})>1)",
            several,
        ),
    ):
        yield Check(
            13, says, Place.of(hires), Formula(f"=SUMPRODUCT({is_one}*{text})", count),
            looked_at=looked, empty=empty,
            hint=_("In replaces, name somebody whose last day is known, each person once; or leave "
                   "replaces blank: the seat then counts as growth."),
        )  # fmt: skip
    yield _no_growth(assessment, sheets, len(named))


def _moving(sheets: PlanSheets, replaced: str) -> tuple[str, str]:
    """How often somebody is moved, and when, as formulas."""
    if pages.MOVES not in sheets.changes:
        return "0", "0"
    table = sheets.changes[pages.MOVES]
    person = table["person_id"]
    return (
        f"COUNTIF({person},{replaced})",
        f"SUMIF({person},{replaced},{table['start_date']})",
    )


def _there_on(assessment: Assessment, name: str, start: date) -> bool:
    """Whether somebody is still there on the first day of the seat that replaces him."""
    person = assessment.org.person[name]
    moves = [move for move in assessment.plan.moves if move.person_id == name]
    if person.end_date is not None:
        return person.end_date >= start
    return len(moves) == 1 and moves[0].start_date > start


def _no_growth(assessment: Assessment, sheets: PlanSheets, count: int) -> Check:
    """Backfills stand in their own column of the walk."""
    book, hires = sheets.book, sheets.hires
    total = book.table("walk_total")
    shown = f"SUMPRODUCT(({total['counted']}={book.refs[refs.COUNTED_HEADS]})*{total['backfills']})"
    start = hires["start_date"]
    inside = f'({hires["replaces"]}<>"")*{sheets.inside_horizon(start)}'
    walked = sum(row.flow(Flow.BACKFILLS) for row in assessment.headcount)
    return Check(
        13, _("Backfills of the Walk = seats of Hiring plan that replace somebody"),
        Place.of(total), Formula(f"={shown}", walked),
        Formula(f"=SUMPRODUCT({inside})", walked),
        looked_at=Formula(f"={filled(hires, 'replaces')}", count),
        empty=_("no seat of the plan is a backfill"), hint=AGAIN,
    )  # fmt: skip
