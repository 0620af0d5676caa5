"""Moves, Redundancies and Short time: what is decided about people, what it changes, why, and what
is lost without it.

Headers of what can be edited are those under which the sheets are read back. What an action costs
of itself is drawn from Cost by month; what it changes in pay is the difference between two plans,
of which only one stands in the workbook: those figures are written, and checks tie their sum to
what the whole plan changes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.marginal_cost import base_before
from orgplan.analysis.result_rows import AnyChange
from orgplan.domain import Move, Organisation, Plan
from orgplan.excel.write.live import Live
from orgplan.excel.write.workbook import Column, Content, Sheet, WorkbookWriter, address
from orgplan.finance.base_pay import base_on
from orgplan.finance.cents import cents
from orgplan.finance.contracts import contract_of_person
from orgplan.finance.unit_costs import in_currency_of, pay_index
from orgplan.io.plan.rows import exit_row, move_row, short_time_row
from orgplan.language import _
from orgplan.schema.plan import MOVES, REDUNDANCIES, SHORT_TIME

from ...reasons import difference_lost, difference_why, ids_served
from ...results.action_tables import MOVES as MOVES_TABLE
from ...results.action_tables import REDUNDANCIES as REDUNDANCIES_TABLE
from ...results.action_tables import SHORT_TIME as SHORT_TIME_TABLE
from ..cross_links import with_ways
from ..layout import ACTIONS_TOP, LIVE_PRICE, LONG, PRICE, units
from ..money.cost_by_month import TOTAL_HEADER
from .hires_and_training import (
    SERVES,
    SPARE,
    band_in,
    manager_named,
    of_action,
    write_totals,
)
from .plan_columns import declared, shown

SPENT = {"cost_this_year": 11, "cost_in_horizon": 11, "run_rate": 11}
ONE_TIME = shown(MOVES_TABLE.column["one_time_cost"], LIVE_PRICE, 11)
SEVERANCE = shown(REDUNDANCIES_TABLE.column["one_time_cost"], LIVE_PRICE, 11)
DIRECT = shown(SHORT_TIME_TABLE.column["direct_cost"], LIVE_PRICE, 13)
CHANGED = (
    *(shown(MOVES_TABLE.column[key], width=width) for key, width in SPENT.items()),
    SERVES,
    Column("why", LONG, "Needs and rules that it serves, or what it saves", 30),
    Column("lost_without_it", LONG, "What would be short, or cost more, if it alone were left out",
        26),
)  # fmt: skip
BEFORE = shown(MOVES_TABLE.column["base_before"], width=11)
OTHERWISE = Column(
    "base_otherwise",
    PRICE,
    "Annual base on that day without the move, with a merit raise of the day",
    14,
)
BAND = (
    Column("band_min", PRICE, "Lowest base of the new role, for the person's FTE and location", 11),
    Column("band_max", PRICE, "Highest base of the new role, likewise", 11),
)
SUMMED = (ONE_TIME.header, DIRECT.header, "cost_this_year", "cost_in_horizon", "run_rate")
OF_MOVES = (
    "id",
    "kind",
    "person_id",
    "name",
    "from_role",
    "from_team",
    "role",
    "team",
    "start_date",
)
PAY_AFTER = ("base_salary", "currency")
OF_EXITS = ("id", "person_id", "name", "last_day", "lever")
OF_SHORT_TIMES = ("id", "person_id", "name", "start_date", "end_date", "lever")
MOVE_COLUMNS = (
    *declared(MOVES, OF_MOVES),
    BEFORE,
    *declared(MOVES, PAY_AFTER),
    ONE_TIME,
    *CHANGED,
    shown(MOVES_TABLE.column["reports_to"]),
    *declared(MOVES, ("lever",)),
    OTHERWISE,
    *BAND,
)
EXIT_COLUMNS = (*declared(REDUNDANCIES, OF_EXITS), SEVERANCE, *CHANGED)
SHORT_TIME_COLUMNS = (*declared(SHORT_TIME, OF_SHORT_TIMES), DIRECT, *CHANGED)


def write_moves(sheet: Sheet, assessment: Assessment) -> None:
    """Write Moves; what each costs of itself is summed from Cost by month.

    Parameters
    ----------
    sheet
        Moves, below its head.
    assessment
        Read for the moves with what they change.
    """
    org, plan = assessment.org, assessment.plan
    rows: list[list[Content]] = []
    for row in assessment.moves:
        cells = move_row(org, plan, row.action)
        lead = [
            *(cells[key] for key in OF_MOVES),
            _in_its_own(org, row.action, base_before(org, plan, row.action)),
            *(cells[key] for key in PAY_AFTER),
        ]
        tail = [
            manager_named(assessment, row.action.person_id, row.action.start_date),
            cells["lever"],
            _in_its_own(org, row.action, base_otherwise(org, plan, row.action)),
            *band_after(org, row.action),
        ]
        rows.append([*lead, *changed(sheet.book, org, row, at(rows)), *tail])
    _put(assessment, sheet, "moves", MOVE_COLUMNS, rows, assessment.moves, _("moves"), "A move")


def _in_its_own(org: Organisation, move: Move, amount: float) -> float:
    """An amount in the currency in which a move states the pay."""
    return in_currency_of(org, amount, move.stated_as("base_salary", move.base_salary))


def base_otherwise(org: Organisation, plan: Plan, move: Move) -> float:
    """Annual base on the first day of a move if it alone were left out, in plan currency.

    Parameters
    ----------
    org, plan
        What is true, and what is decided.
    move
        A move of the plan.

    Returns
    -------
    float
        Merit raises up to that day are in it; the pay of the roster where the contract says none.
    """
    person, actions = org.person[move.person_id], plan.of_person[move.person_id]
    without = replace(actions, moves=tuple(other for other in actions.moves if other is not move))
    base = base_on(contract_of_person(org, person, without), move.start_date)
    return person.base_salary if base is None else cents(base) / 100


def band_after(org: Organisation, move: Move) -> tuple[float | None, float | None]:
    """Lowest and highest base of the role after a move, for the person's FTE and location.

    Parameters
    ----------
    org
        Read for roles and pay indices.
    move
        A move of the plan; the place is the one on its first day.

    Returns
    -------
    tuple[float or None, float or None]
        A year, in the currency in which the new pay is stated.
    """
    role, person = org.role[move.role], org.person[move.person_id]
    times = person.fte * pay_index(org, org.place_on(person, move.start_date))
    return band_in(org, role, times, move.stated_as("base_salary", move.base_salary))


def write_exits(sheet: Sheet, assessment: Assessment) -> None:
    """Write Redundancies; severance is summed from Cost by month.

    Parameters
    ----------
    sheet
        Redundancies, below its head.
    assessment
        Read for the people who are let go.
    """
    rows: list[list[Content]] = []
    for row in assessment.exits:
        cells = exit_row(assessment.org, row.action)
        rows.append(
            [*(cells[key] for key in OF_EXITS), *changed(sheet.book, assessment.org, row, at(rows))]
        )
    _put(
        assessment,
        sheet,
        "redundancies",
        EXIT_COLUMNS,
        rows,
        assessment.exits,
        _("people"),
        "Somebody who is let go",
    )


def write_short_times(sheet: Sheet, assessment: Assessment) -> None:
    """Write Short time; what it costs of itself is summed from Cost by month.

    Parameters
    ----------
    sheet
        Short time, below its head.
    assessment
        Read for the times of reduced hours.
    """
    rows: list[list[Content]] = []
    for row in assessment.short_times:
        cells = short_time_row(assessment.org, row.action)
        rows.append(
            [
                *(cells[key] for key in OF_SHORT_TIMES),
                *changed(sheet.book, assessment.org, row, at(rows)),
            ]
        )
    _put(
        assessment,
        sheet,
        "short_time",
        SHORT_TIME_COLUMNS,
        rows,
        assessment.short_times,
        _("times of somebody"),
        "Somebody on short time for some time",
    )


def at(rows: Sequence[object]) -> int:
    """Row of the sheet that comes after those.

    Parameters
    ----------
    rows
        Rows gathered so far.

    Returns
    -------
    int
        Counted from 0.
    """
    return ACTIONS_TOP + 1 + len(rows)


def changed(book: WorkbookWriter, org: Organisation, row: AnyChange, number: int) -> list[Content]:
    """Contents of :data:`ONE_TIME` or :data:`DIRECT`, and of :data:`CHANGED`, in a row of the
    sheet.

    Parameters
    ----------
    book
        The workbook, with Cost by month written.
    org
        Read for the words of the reasons.
    row
        An action with what it changes, in cents.
    number
        Row of the sheet, from 0: its first column holds the id.

    Returns
    -------
    list[Content]
        Direct cost live, other money as values, then why and what would be lost.
    """
    action = Live(f"${address(number, 0)}", row.action.id)
    direct = of_action(book, action, TOTAL_HEADER).formula
    amounts = (units(cents) for cents in (row.this_year, row.horizon, row.run_rate))
    reasons = (ids_served(org, row.losses), difference_why(org, row), difference_lost(org, row))
    return [direct, *amounts, *reasons]


def _put(
    assessment: Assessment,
    sheet: Sheet,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Content]],
    changes: Iterable[AnyChange],
    what: str,
    about: str,
) -> None:
    found = tuple(changes)
    linked = with_ways(assessment, columns, rows, (row.losses for row in found))
    sheet.printed = bool(rows)
    table = sheet.table(name, columns, linked, top=ACTIONS_TOP, spare=SPARE, about=about)
    write_totals(sheet, table, columns, SUMMED, what)
    sheet.pages(onward=1 + [column.header for column in columns].index("name"))
