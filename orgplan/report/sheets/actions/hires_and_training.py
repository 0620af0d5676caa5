"""Hiring plan and Upskilling plan: what is decided, what it costs, why, and what is lost without
it.

Headers of what can be edited are those under which the sheets are read back.
"""

from collections.abc import Collection, Sequence
from datetime import date

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.result_rows import HireRow, TrainingRow
from orgplan.domain import Category, Hire, LeverKind, Organisation, Plan, Role, Stated
from orgplan.excel.write.live import Live, count_texts, sum_product, total
from orgplan.excel.write.workbook import (
    HEADING,
    Column,
    Content,
    Sheet,
    Style,
    TableRef,
    WorkbookWriter,
    address,
)
from orgplan.finance.unit_costs import in_currency_of, pay_index
from orgplan.io.plan.rows import hire_row
from orgplan.language import _
from orgplan.schema.plan import HIRING_PLAN, UPSKILLING_PLAN

from ...reasons import hire_why, ids_served, lost_without, why
from ...results.action_tables import HIRES, UPSKILLING
from ...results.figures import last_day_of, period_label
from ...unused import unused
from .. import refs
from ..cross_links import with_ways
from ..layout import (
    ACTIONS_TOP,
    HEADS,
    LABEL,
    LIVE_PRICE,
    LONG,
    PRICE,
    STRONG,
    SUM_HEADS,
    SUM_PRICE,
)
from ..money.cost_by_month import RUN_RATE, TOTAL_HEADER
from ..money.monthly_costs import Bands
from ..pages import HIRING
from ..pages import UPSKILLING as UPSKILLING_PAGE
from .plan_columns import TABLES, declared, shown

SPARE = 5  # blank rows for actions that somebody adds by hand

SPENT = {"one_time_cost": 9, "cost_this_year": 10, "cost_in_horizon": 10, "run_rate": 10}
SERVES = shown(HIRES.column["serves"], width=11)
REASONS = (
    SERVES,
    Column("why", LONG, "Needs and rules that it serves", 28),
    Column("lost_without_it", LONG, "What would be short if it alone were left out", 25),
)
HIRE_COLUMNS = (
    *declared(HIRING_PLAN, ("id", "role", "team")),
    shown(HIRES.column["decided"], LONG, 9),
    shown(HIRES.column["start_date"], width=11),
    Column("base_salary", PRICE,
        "Annual base, in the currency of the row; of a contractor without the premium", 10),
    *(shown(HIRES.column[key], LIVE_PRICE, width) for key, width in SPENT.items()), *REASONS,
    Column("band_min", PRICE, "Lowest annual base of the role, at the location", 9),
    Column("band_max", PRICE, "Highest annual base of the role, at the location", 9),
    shown(HIRES.column["reports_to"], width=11),
)  # fmt: skip
HALF_A_CENT = 0.005
FURTHER_OF_HIRES = declared(
    HIRING_PLAN,
    ("currency", "location", "end_date", "lever", "replaces", "position_id", "candidate"),
)
TAUGHT = {"skill": (LONG, 14), "from": (HEADS, 7), "to": (HEADS, 7), "course": (LONG, 16)}
TRAINING_COLUMNS = (
    *declared(UPSKILLING_PLAN, ("id", "person_id")), Column("name", LONG, "Name of the person", 12),
    Column("team", LONG, "Team of the person", 14),
    *(shown(UPSKILLING.column[key], *look) for key, look in TAUGHT.items()),
    *declared(UPSKILLING_PLAN, ("start_date",)), shown(UPSKILLING.column["end"], width=12),
    shown(UPSKILLING.column["hours"], HEADS, 8), shown(UPSKILLING.column["cost"], LIVE_PRICE, 11),
    shown(HIRES.column["cost_this_year"], LIVE_PRICE, 12), *REASONS,
)  # fmt: skip


def write_hires(sheet: Sheet, assessment: Assessment) -> None:
    """Write the Hiring plan; what seats cost is summed from Cost by month.

    Parameters
    ----------
    sheet
        Hiring plan, below its head.
    assessment
        Read for the seats with their cost and reasons.
    """
    further = further_of_hires(assessment.org, assessment.plan)
    rows = []
    for number, row in enumerate(assessment.hires):
        cells = hire_row(row.hire)
        rows.append(
            [
                *_hire_row(sheet.book, assessment, row, ACTIONS_TOP + 1 + number),
                *(cells[column.header] for column in further),
            ]
        )
    linked = with_ways(assessment, HIRE_COLUMNS, rows, (row.losses for row in assessment.hires))
    table = sheet.table(
        TABLES[HIRING],
        (*HIRE_COLUMNS, *further),
        linked,
        top=ACTIONS_TOP,
        spare=SPARE,
        about="A seat to fill",
    )
    summed = tuple(SPENT)
    if not any(
        row.hire.stated for row in assessment.hires
    ):  # of several currencies there is no sum
        summed = (*summed, "base_salary")
    write_totals(sheet, table, (*HIRE_COLUMNS, *further), summed, _("seats"))
    sheet.pages(onward=3)
    if found := list(unused(assessment)):
        sheet.write(table.last + 2, 0, _("Not used"), HEADING)
        for at, sentence in enumerate(found, table.last + 3):
            sheet.write(at, 0, sentence, LABEL)


def further_of_hires(org: Organisation, plan: Plan) -> tuple[Column, ...]:
    """Columns at the right of the Hiring plan: those of which the organisation, or a seat of the
    plan, has anything to say.

    Parameters
    ----------
    org
        Currencies, locations, levers, positions and candidates decide.
    plan
        A seat that says something has the column in any case.

    Returns
    -------
    tuple[Column, ...]
        In the order of :data:`FURTHER_OF_HIRES`.
    """
    contractors, backfills = (
        bool(org.levers_of(kind)) for kind in (LeverKind.CONTRACTOR, LeverKind.BACKFILL)
    )
    asked = {
        "currency": bool(org.foreign),
        "location": bool(org.locations) or any(role.locations for role in org.roles),
        "end_date": contractors,
        "lever": contractors or backfills,
        "replaces": backfills,
        "position_id": bool(org.positions),
        "candidate": bool(org.candidates),
    }
    cells = {
        header
        for hire in plan.hires
        for header, content in hire_row(hire).items()
        if content is not None
    }
    return tuple(
        column for column in FURTHER_OF_HIRES if asked[column.header] or column.header in cells
    )


def _hire_row(book: WorkbookWriter, assessment: Assessment, row: HireRow, at: int) -> list[Content]:
    org, hire = assessment.org, row.hire
    action = Live(f"${address(at, 0)}", hire.id)
    return [
        hire.id,
        hire.role,
        hire.team,
        period_label(org, row.decided),
        hire.start_date,
        hire_row(hire)["base_salary"],
        _one_time(book, action).formula,
        *(
            of_action(book, action, header).formula
            for header in (year_header(org), TOTAL_HEADER, RUN_RATE)
        ),
        ids_served(org, row.losses),
        hire_why(assessment, row),
        lost_without(org, row.losses, brief=True),
        *band_of(org, hire),
        manager_named(assessment, hire.id, hire.start_date),
    ]


def manager_named(assessment: Assessment, member: str, since: date) -> str | None:
    """The manager of a seat, or of somebody who has moved, as sentences call people.

    Parameters
    ----------
    assessment
        Read for the reporting lines.
    member
        Id of a person or of a planned seat.
    since
        First day of the seat or the move.

    Returns
    -------
    str or None
        The name of a person, the id of a seat; ``None`` for nobody.
    """
    found = assessment.manager(member, since)
    if found is None or found not in assessment.org.person:
        return found
    return assessment.org.shown_name(found)


def band_of(org: Organisation, hire: Hire) -> tuple[float | None, float | None]:
    """Lowest and highest base of a seat: the band of its role, by the pay index of its location.

    A candidate who says a pay is held against no band, and neither is a seat that is paid what its
    position budgets; a pay that somebody typed over it is.

    Parameters
    ----------
    org
        Read for bands, places, positions and candidates.
    hire
        A seat of the plan.

    Returns
    -------
    tuple[float or None, float or None]
        A year of full time, in the currency in which the seat's pay is stated; ``None`` for an end
        that the band does not have, and for both where no band counts.
    """
    position, who = (
        org.position.get(hire.position_id or ""),
        org.candidate.get(hire.candidate_id or ""),
    )
    if who is not None and who.base_salary is not None:
        return None, None
    if (
        position is not None
        and position.budget_salary is not None
        and abs(hire.base_salary - position.budget_salary) < HALF_A_CENT
    ):
        return None, None
    stated = hire.stated_as("base_salary", hire.base_salary)
    return band_in(org, org.role[hire.role], pay_index(org, hire.location), stated)


def band_in(
    org: Organisation, role: Role, times: float, like: Stated | None
) -> tuple[float | None, float | None]:
    """Lowest and highest base of a role, times a factor, in the currency in which a pay is stated.

    Parameters
    ----------
    org
        Read for exchange rates.
    role
        Its band is a year of full time, in plan currency or in its own.
    times
        Factor: pay index of a place, share of full time.
    like
        How the pay is stated that is compared with it; ``None`` is plan currency.

    Returns
    -------
    tuple[float or None, float or None]
        Rounded to the cent; ``None`` for an end that the role does not state.
    """

    def end(field: str, value: float | None) -> float | None:
        own = role.stated_as(field, value)
        if value is None or like is None:
            return None if value is None else round(value * times, 2)
        if own is not None and own.currency == like.currency:
            return round(own.amount * times, 2)
        return round(in_currency_of(org, value, like) * times, 2)

    return end("band_min", role.band_min), end("band_max", role.band_max)


def write_trainings(sheet: Sheet, assessment: Assessment) -> None:
    """Write the Upskilling plan; what courses cost is summed from Cost by month.

    Parameters
    ----------
    sheet
        Upskilling plan, below its head.
    assessment
        Read for the courses begun.
    """
    rows = [
        _training_row(sheet.book, assessment, row, ACTIONS_TOP + 1 + number)
        for number, row in enumerate(assessment.trainings)
    ]
    table = sheet.table(
        TABLES[UPSKILLING_PAGE],
        TRAINING_COLUMNS,
        with_ways(assessment, TRAINING_COLUMNS, rows, (row.losses for row in assessment.trainings)),
        top=ACTIONS_TOP,
        spare=SPARE,
        about="A course that somebody begins",
    )
    summed = ("hours", "cost", "cost_this_year")
    write_totals(sheet, table, TRAINING_COLUMNS, summed, _("courses"))
    sheet.pages(onward=3)


def _training_row(
    book: WorkbookWriter, assessment: Assessment, row: TrainingRow, at: int
) -> list[Content]:
    org, training = assessment.org, row.training
    person = org.person[training.person_id]
    action = Live(f"${address(at, 0)}", training.id)
    return [
        training.id,
        person.id,
        person.name,
        person.team,
        row.course.skill,
        row.from_level,
        row.course.to_level,
        row.course.id,
        training.start_date,
        last_day_of(org, training),
        row.course.hours,
        *(of_action(book, action, header).formula for header in (TOTAL_HEADER, year_header(org))),
        ids_served(org, row.losses),
        why(org, row.losses),
        lost_without(org, row.losses, brief=True),
    ]


def year_header(org: Organisation) -> str:
    """Header of the fiscal year in which the horizon begins.

    Parameters
    ----------
    org
        Its calendar says when fiscal years begin.

    Returns
    -------
    str
        Such as ``FY2027``.
    """
    return Bands.of(org).years[0]


def of_action(book: WorkbookWriter, action: Live, header: str) -> Live:
    """The sum over the rows of Cost by month of an action.

    Compared as text, for ids that look like numbers or dates.

    Parameters
    ----------
    book
        The workbook, with Cost by month written.
    action
        The cell with the action's id.
    header
        Column to add up: a month, a year or ``total``.

    Returns
    -------
    Live
        Plan currency.
    """
    detail = book.table("cost")
    return sum_product(detail["action"].equals(action) * detail[header])


def _one_time(book: WorkbookWriter, action: Live) -> Live:
    """What is paid once for a seat: the costs of its action that count as hiring."""
    detail, word = book.table("cost"), book.refs[refs.COST_WORD["category", Category.HIRING.value]]
    mine = detail["action"].equals(action) * detail["category"].equals(word)
    return sum_product(mine * detail[TOTAL_HEADER])


def write_totals(
    sheet: Sheet,
    table: TableRef,
    columns: Sequence[Column],
    summed: Collection[str],
    what: str,
) -> None:
    """Sums in the row above the header, under words that say what they are.

    Each is registered as ``refs.ACTION_TOTAL`` of the table's name and the header.

    Parameters
    ----------
    sheet
        The sheet of the table, of which the rows above are frozen.
    table
        The actions.
    columns
        Those of the table.
    summed
        Headers of columns that are added up.
    what
        What is counted, in words, such as ``seats``.
    """
    row = ACTIONS_TOP - 1
    sheet.write(row, 0, _("Total"), STRONG)
    sheet.write(row, 1, count_texts(table["id"]), SUM_HEADS)
    sheet.write(row, 2, what, LABEL)
    for column, place in enumerate(columns):
        if place.header in summed:
            style = Style(SUM_PRICE.look, place.style.number, bold=True)
            sheet.write(row, column, total(table[place.header]), style)
            sheet.register(refs.ACTION_TOTAL[table.name, place.header], row, column)
    sheet.freeze(ACTIONS_TOP + 1, 2)
