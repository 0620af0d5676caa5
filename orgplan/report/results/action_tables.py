"""Result tables of what a plan does: hires, courses, moves, exits, short time, groups and leads.

Columns that the sheets of a plan have too are declared there, in :mod:`orgplan.schema.plan`: here
stands what they hold in a row.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from orgplan.analysis.action_totals import kind_of_seat
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import LossIfRemoved
from orgplan.analysis.money.marginal_cost import base_before
from orgplan.analysis.result_rows import AnyChange, ChangeRow, HireRow, TrainingRow
from orgplan.domain import Exit, GroupAction, Move, ShortTime, Takeover
from orgplan.finance.groups import booked_on
from orgplan.io.plan.rows import move_row
from orgplan.schema import plan as sheets
from orgplan.schema.columns import CHOICE, DATE, ID, LIST, MONEY, NUMBER, SHARE, InputSheet

from ..reasons import serves
from .figures import last_day_of, money, period_label, rounded
from .table import ResultColumn as Column
from .table import ResultTable, column_of


def period_on(assessment: Assessment, day: date) -> str:
    """Name of the period of a day.

    Parameters
    ----------
    assessment
        Read for its calendar.
    day
        Any day, also outside the horizon.

    Returns
    -------
    str
        As :func:`orgplan.report.results.figures.period_label` names it.
    """
    return period_label(assessment.org, assessment.org.calendar.period_of(day))


def label_of(assessment: Assessment, period: int) -> str:
    """Name of a period by its number.

    Parameters
    ----------
    assessment
        Read for its calendar.
    period
        0 for the first; not outside the horizon.

    Returns
    -------
    str
        Such as ``2027-Q1``.
    """
    return assessment.org.calendar.label(period)


ROLE_TEAM = "Role and level"
_REPORTS_TO = "Person or seat they report to: who heads the team, or the teams above"


def _serves(losses: Callable[[Assessment, Any], tuple[LossIfRemoved, ...]]) -> Column[Any]:
    """What an action serves."""
    return Column(
        "serves",
        LIST,
        "Ids of the needs (N-003), rules (director(organisation)) and limits (headcount(Platform))"
        " that would be short, or shorter, without it alone; empty where others make up for it",
        lambda a, row: serves(losses(a, row)),
    )


HIRES = ResultTable[HireRow](
    "hires",
    "a seat to fill",
    lambda a: a.hires,
    (
        column_of(sheets.HIRING_PLAN, "id", lambda a, row: row.hire.id),
        column_of(sheets.HIRING_PLAN, "role", lambda a, row: row.hire.role),
        column_of(sheets.HIRING_PLAN, "team", lambda a, row: row.hire.team),
        Column("decided", ID, "Period by which it must be decided to be filled in time, or `before "
                              "the horizon`", lambda a, row: period_label(a.org, row.decided)),
        Column("period", ID, "Period of the first day",
            lambda a, row: period_on(a, row.hire.start_date)),
        column_of(sheets.HIRING_PLAN, "start_date", lambda a, row: row.hire.start_date),
        column_of(sheets.HIRING_PLAN, "base_salary",
            lambda a, row: round(row.hire.base_salary, 2)),
        Column("one_time_cost", MONEY,
            "Recruiting, agency and equipment, in the month of the start",
            lambda a, row: money(row.one_time)),
        Column("cost_this_year", MONEY, "Cost in the fiscal year in which the horizon begins",
            lambda a, row: money(row.this_year)),
        Column("cost_in_horizon", MONEY, "All of its cost within the horizon",
            lambda a, row: money(row.horizon)),
        Column("run_rate", MONEY,
            "Cost of a year of what continues after the horizon, net of expected leavers",
            lambda a, row: money(row.run_rate)),
        _serves(lambda a, row: row.losses),
        Column("kind", CHOICE, "`hire` (growth), `backfill` or `contractor`",
            lambda a, row: kind_of_seat(row.hire)),
        column_of(sheets.HIRING_PLAN, "location", lambda a, row: row.hire.location, optional=True),
        column_of(sheets.HIRING_PLAN, "end_date", lambda a, row: row.hire.end_date, optional=True),
        column_of(sheets.HIRING_PLAN, "lever", lambda a, row: row.hire.lever, optional=True),
        column_of(sheets.HIRING_PLAN, "replaces", lambda a, row: row.hire.replaces, optional=True),
        column_of(sheets.HIRING_PLAN, "position_id", lambda a, row: row.hire.position_id,
            optional=True),
        column_of(sheets.HIRING_PLAN, "candidate", lambda a, row: row.hire.candidate_id,
            optional=True),
        Column("reports_to", ID, f"{_REPORTS_TO}, at the end of the period of the first day",
            lambda a, row: a.manager(row.hire.id, row.hire.start_date), optional=True),
    ),
)  # fmt: skip
UPSKILLING = ResultTable[TrainingRow](
    "upskilling",
    "a person and course",
    lambda a: a.trainings,
    (
        column_of(sheets.UPSKILLING_PLAN, "id", lambda a, row: row.training.id),
        column_of(sheets.UPSKILLING_PLAN, "person_id", lambda a, row: row.training.person_id),
        column_of(sheets.UPSKILLING_PLAN, "skill", lambda a, row: row.course.skill),
        column_of(sheets.UPSKILLING_PLAN, "from", lambda a, row: row.from_level),
        column_of(sheets.UPSKILLING_PLAN, "to", lambda a, row: row.course.to_level),
        column_of(sheets.UPSKILLING_PLAN, "course", lambda a, row: row.course.id),
        Column("period", ID, "Period of the first day",
            lambda a, row: period_on(a, row.training.start_date)),
        column_of(sheets.UPSKILLING_PLAN, "start_date", lambda a, row: row.training.start_date,
            named="start"),
        Column("end", DATE, "Last day of the last month in which it takes time",
            lambda a, row: last_day_of(a.org, row.training), header="last_day"),
        Column("cost", MONEY, "Price, in the month in which it begins",
            lambda a, row: money(row.cost)),
        Column("hours", NUMBER, "Working hours that it takes", lambda a, row: row.course.hours,
            unit="hours"),
        _serves(lambda a, row: row.losses),
    ),
)  # fmt: skip


def _changed(direct: str, meaning: str) -> tuple[Column[AnyChange], ...]:
    """What an action costs of itself, what it changes, and what it serves."""
    return (
        Column(direct, MONEY, meaning, lambda a, row: money(row.direct)),
        Column("cost_this_year", MONEY,
            "Difference against doing nothing in the fiscal year in which the horizon begins",
            lambda a, row: money(row.this_year)),
        Column("cost_in_horizon", MONEY,
            "Difference against doing nothing over the horizon; below zero it saves. Two actions "
            "on one person, or on groups, are charged in the order of their days; with `hires` and "
            "`upskilling` they add up to `cost_of_actions`", lambda a, row: money(row.horizon)),
        Column("run_rate", MONEY,
            "Difference of a year of what continues after the horizon, net of expected leavers",
            lambda a, row: money(row.run_rate)),
        _serves(lambda a, row: row.losses),
    )  # fmt: skip


def _id(sheet: InputSheet) -> Column[AnyChange]:
    return column_of(sheet, "id", lambda a, row: row.action.id)


def _person(sheet: InputSheet) -> Column[ChangeRow[Any]]:
    return column_of(sheet, "person_id", lambda a, row: row.action.person_id)


def _start(sheet: InputSheet) -> Column[ChangeRow[Any]]:
    return column_of(sheet, "start_date", lambda a, row: row.action.start_date)


def _lever(sheet: InputSheet, *, optional: bool = False) -> Column[ChangeRow[Any]]:
    return column_of(sheet, "lever", lambda a, row: row.action.lever, optional=optional)


def _before(key: str) -> Column[ChangeRow[Move]]:
    return column_of(
        sheets.MOVES, key, lambda a, row: str(move_row(a.org, a.plan, row.action)[key])
    )


_PERIOD = Column[ChangeRow[Any]](
    "period", ID, "Period of the first day", lambda a, row: period_on(a, row.action.start_date)
)
MOVES = ResultTable[ChangeRow[Move]](
    "moves",
    "a promotion, transfer, retraining or downgrading",
    lambda a: a.moves,
    (
        _id(sheets.MOVES),
        column_of(sheets.MOVES, "kind", lambda a, row: row.action.kind.value),
        _person(sheets.MOVES),
        _before("from_role"),
        _before("from_team"),
        column_of(sheets.MOVES, "role", lambda a, row: row.action.role),
        column_of(sheets.MOVES, "team", lambda a, row: row.action.team),
        _PERIOD,
        _start(sheets.MOVES),
        Column("base_before", MONEY, "Annual base on the day before, for the person's own FTE",
            lambda a, row: base_before(a.org, a.plan, row.action)),
        column_of(sheets.MOVES, "base_salary", lambda a, row: round(row.action.base_salary, 2)),
        _lever(sheets.MOVES),
        Column("reports_to", ID, f"{_REPORTS_TO}, at the end of the period of the first day",
            lambda a, row: a.manager(row.action.person_id, row.action.start_date), optional=True),
        *_changed("one_time_cost", "Paid once"),
    ),
)  # fmt: skip
REDUNDANCIES = ResultTable[ChangeRow[Exit]](
    "redundancies",
    "a person who is let go",
    lambda a: a.exits,
    (
        _id(sheets.REDUNDANCIES),
        _person(sheets.REDUNDANCIES),
        Column("period", ID, "Period of the last day",
            lambda a, row: period_on(a, row.action.last_day)),
        column_of(sheets.REDUNDANCIES, "last_day", lambda a, row: row.action.last_day),
        _lever(sheets.REDUNDANCIES),
        *_changed("one_time_cost", "Severance"),
    ),
)  # fmt: skip
SHORT_TIME = ResultTable[ChangeRow[ShortTime]](
    "short_time",
    "a person and time of reduced hours",
    lambda a: a.short_times,
    (
        _id(sheets.SHORT_TIME),
        _person(sheets.SHORT_TIME),
        _PERIOD,
        _start(sheets.SHORT_TIME),
        column_of(sheets.SHORT_TIME, "end_date", lambda a, row: row.action.end_date),
        Column("share", SHARE, "Share of the hours that falls away (0-1)",
            lambda a, row: a.org.lever[row.action.lever].share),
        _lever(sheets.SHORT_TIME),
        *_changed("direct_cost", "What it costs beside the pay that is left"),
    ),
)  # fmt: skip
GROUP_PLAN = ResultTable[ChangeRow[GroupAction]](
    "group_plan",
    "an action on a group planned by numbers",
    lambda a: a.group_actions,
    (
        _id(sheets.GROUP_PLAN),
        column_of(sheets.GROUP_PLAN, "kind", lambda a, row: (
            row.action.kind.value if row.action.kind else sheets.RECRUITING)),
        column_of(sheets.GROUP_PLAN, "group", lambda a, row: row.action.group),
        column_of(sheets.GROUP_PLAN, "to_group", lambda a, row: row.action.to_group,
            optional=True),
        Column("period", ID, "Period in which it is done",
            lambda a, row: period_on(a, row.action.start_date)),
        _start(sheets.GROUP_PLAN),
        column_of(sheets.GROUP_PLAN, "heads", lambda a, row: rounded(row.action.heads)),
        _lever(sheets.GROUP_PLAN, optional=True),
        Column("booked_on", ID, "Group that bears its cost: the group itself, or the first that "
                                "serves the need", lambda a, row: booked_on(a.org, row.action).id),
        *_changed("direct_cost", "What it costs of itself: recruiting, severance, retraining; of "
                                 "short time with the pay that falls away"),
    ),
)  # fmt: skip
LEADS = ResultTable[Takeover](
    "leads",
    "a takeover of a team that has lost its lead",
    lambda a: a.plan.takeovers,
    (
        column_of(sheets.LEADS, "id", lambda a, row: row.id),
        column_of(sheets.LEADS, "team", lambda a, row: row.team),
        column_of(sheets.LEADS, "who", lambda a, row: row.who),
        Column("period", ID, "Period of the first day",
            lambda a, row: period_on(a, row.start_date)),
        column_of(sheets.LEADS, "start_date", lambda a, row: row.start_date),
        _serves(lambda a, row: a.losses[row.id]),
    ),
)  # fmt: skip
