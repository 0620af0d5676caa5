"""Result tables of what a plan does: hires, courses, moves, exits, short time, groups and leads."""

from collections.abc import Callable
from datetime import date
from typing import Any

from orgplan.analysis.action_totals import kind_of_seat
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.marginal_cost import base_before
from orgplan.analysis.result_rows import AnyChange, ChangeRow, HireRow, TrainingRow
from orgplan.domain import Exit, GroupAction, Move, ShortTime, Takeover
from orgplan.finance.groups import booked_on
from orgplan.io.plan.rows import move_row
from orgplan.schema.columns import CHOICE, DATE, ID, LEVEL, LIST, MONEY, NUMBER, SHARE, TEXT
from orgplan.schema.plan import RECRUITING

from ..wording import serves
from .figures import last_day_of, money, period_label, rounded
from .table import ResultColumn as Column
from .table import ResultTable


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


_SERVES = (
    "Needs (`N-003`), rules (`director(organisation)`) and limits (`headcount(Platform)`) that"
    " would be short, or shorter, without it alone; empty where others make up for it"
)
ROLE_TEAM = "Role and level"
_REPORTS_TO = "Person or seat they report to: who heads the team, or the teams above"
HIRES = ResultTable[HireRow](
    "hires",
    "a seat to fill",
    lambda a: a.hires,
    (
        Column("id", ID, "`H-001`", lambda a, row: row.hire.id),
        Column("role", TEXT, ROLE_TEAM, lambda a, row: row.hire.role),
        Column("team", TEXT, "Team", lambda a, row: row.hire.team),
        Column("decided", ID, "Period by which it must be decided to be filled in time, or `before "
                              "the horizon`", lambda a, row: period_label(a.org, row.decided)),
        Column("period", ID, "Period of the first day",
            lambda a, row: period_on(a, row.hire.start_date)),
        Column("start_date", DATE, "First day", lambda a, row: row.hire.start_date),
        Column("base_salary", MONEY, "Annual base", lambda a, row: round(row.hire.base_salary, 2)),
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
        Column("serves", LIST, _SERVES, lambda a, row: serves(row.losses)),
        Column("kind", CHOICE, "`hire` (growth), `backfill` or `contractor`",
            lambda a, row: kind_of_seat(row.hire)),
        Column("location", TEXT, "Place of work", lambda a, row: row.hire.location, optional=True),
        Column("end_date", DATE, "Last day of a contractor", lambda a, row: row.hire.end_date,
            optional=True),
        Column("lever", ID, "Lever that allows a contractor or a backfill",
            lambda a, row: row.hire.lever, optional=True),
        Column("replaces", ID, "Person or group that left and is replaced by a backfill",
            lambda a, row: row.hire.replaces, optional=True),
        Column("position_id", ID, "Position that it fills", lambda a, row: row.hire.position_id,
            optional=True),
        Column("candidate", ID, "Candidate who takes it", lambda a, row: row.hire.candidate_id,
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
        Column("id", ID, "`U-001`", lambda a, row: row.training.id),
        Column("person_id", ID, "Who", lambda a, row: row.training.person_id),
        Column("skill", TEXT, "Skill", lambda a, row: row.course.skill),
        Column("from", LEVEL, "Level of the person before", lambda a, row: row.from_level),
        Column("to", LEVEL, "Level reached", lambda a, row: row.course.to_level),
        Column("course", ID, "Id of the course", lambda a, row: row.course.id),
        Column("period", ID, "Period of the first day",
            lambda a, row: period_on(a, row.training.start_date)),
        Column("start", DATE, "First day", lambda a, row: row.training.start_date),
        Column("end", DATE, "Last day of the last month in which it takes time",
            lambda a, row: last_day_of(a.org, row.training)),
        Column("cost", MONEY, "Price, in the month in which it begins",
            lambda a, row: money(row.cost)),
        Column("hours", NUMBER, "Working hours that it takes", lambda a, row: row.course.hours,
            unit="hours"),
        Column("serves", LIST, _SERVES, lambda a, row: serves(row.losses)),
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
        Column("serves", LIST, _SERVES, lambda a, row: serves(row.losses)),
    )  # fmt: skip


def _id(example: str) -> Column[AnyChange]:
    return Column("id", ID, f"`{example}`", lambda a, row: row.action.id)


_WHO = Column[ChangeRow[Any]]("person_id", ID, "Who", lambda a, row: row.action.person_id)
_PERIOD = Column[ChangeRow[Any]](
    "period", ID, "Period of the first day", lambda a, row: period_on(a, row.action.start_date)
)
_LEVER = Column[ChangeRow[Any]](
    "lever", ID, "Lever that allows it", lambda a, row: row.action.lever
)


def _before(key: str) -> Callable[[Assessment, ChangeRow[Move]], str]:
    return lambda a, row: str(move_row(a.org, a.plan, row.action)[key])


MOVES = ResultTable[ChangeRow[Move]](
    "moves",
    "a promotion, transfer, retraining or downgrading",
    lambda a: a.moves,
    (
        _id("M-001"),
        Column("kind", CHOICE, "`promotion`, `transfer`, `retraining` or `downgrading`",
            lambda a, row: row.action.kind.value),
        _WHO,
        Column("from_role", TEXT, "Role before", _before("from_role")),
        Column("from_team", TEXT, "Team before", _before("from_team")),
        Column("role", TEXT, "Role from the start date on", lambda a, row: row.action.role),
        Column("team", TEXT, "Team from the start date on", lambda a, row: row.action.team),
        _PERIOD,
        Column("start_date", DATE, "First day in the new role or team",
            lambda a, row: row.action.start_date),
        Column("base_before", MONEY, "Annual base on the day before, for the person's own FTE",
            lambda a, row: base_before(a.org, a.plan, row.action)),
        Column("base_salary", MONEY, "Annual base from then on, for the person's own FTE",
            lambda a, row: round(row.action.base_salary, 2)),
        _LEVER,
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
        _id("X-001"),
        _WHO,
        Column("period", ID, "Period of the last day",
            lambda a, row: period_on(a, row.action.last_day)),
        Column("last_day", DATE, "Last day of employment", lambda a, row: row.action.last_day),
        _LEVER,
        *_changed("one_time_cost", "Severance"),
    ),
)  # fmt: skip
SHORT_TIME = ResultTable[ChangeRow[ShortTime]](
    "short_time",
    "a person and time of reduced hours",
    lambda a: a.short_times,
    (
        _id("S-001"),
        _WHO,
        _PERIOD,
        Column("start_date", DATE, "First day", lambda a, row: row.action.start_date),
        Column("end_date", DATE, "Last day", lambda a, row: row.action.end_date),
        Column("share", SHARE, "Share of the hours that falls away (0-1)",
            lambda a, row: a.org.lever[row.action.lever].share),
        _LEVER,
        *_changed("direct_cost", "What it costs beside the pay that is left"),
    ),
)  # fmt: skip
GROUP_PLAN = ResultTable[ChangeRow[GroupAction]](
    "group_plan",
    "an action on a group planned by numbers",
    lambda a: a.group_actions,
    (
        _id("G-001"),
        Column("kind", CHOICE, "`recruiting`, `promotion`, `transfer`, `retraining`, "
                               "`downgrading`, `redundancy`, `short time` or `overstaffing`",
                               lambda a, row: (
                                   row.action.kind.value if row.action.kind else RECRUITING)),
        Column("group", ID, "Id of the group; of overstaffing, of the need for staff",
            lambda a, row: row.action.group),
        Column("to_group", ID, "Group that receives those who move",
            lambda a, row: row.action.to_group, optional=True),
        Column("period", ID, "Period in which it is done",
            lambda a, row: period_on(a, row.action.start_date)),
        Column("start_date", DATE, "First day of that period",
            lambda a, row: row.action.start_date),
        Column("heads", NUMBER, "How many, also in fractions",
            lambda a, row: rounded(row.action.heads), unit="heads"),
        Column("lever", ID, "Lever that allows it; null for recruiting",
            lambda a, row: row.action.lever, optional=True),
        Column("booked_on", ID, "Group that bears its cost",
            lambda a, row: booked_on(a.org, row.action).id),
        *_changed("direct_cost", "What it costs of itself: recruiting, severance, retraining; of "
                                 "short time with the pay that falls away"),
    ),
)  # fmt: skip
LEADS = ResultTable[Takeover](
    "leads",
    "a takeover of a team that has lost its lead",
    lambda a: a.plan.takeovers,
    (
        Column("id", ID, "`L-001`", lambda a, row: row.id),
        Column("team", TEXT, "Team that is taken over", lambda a, row: row.team),
        Column("who", ID, "Person of the roster, or entry of `hires`, who leads it from then on",
            lambda a, row: row.who),
        Column("period", ID, "Period of the first day",
            lambda a, row: period_on(a, row.start_date)),
        Column("start_date", DATE, "First day as lead", lambda a, row: row.start_date),
        Column("serves", LIST, _SERVES, lambda a, row: serves(a.losses[row.id])),
    ),
)  # fmt: skip
