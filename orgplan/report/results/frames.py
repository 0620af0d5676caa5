"""The assessment as pandas data frames, for notebooks.

Money is in units of the plan currency, dates are ``datetime64``, lists of names are tuples. A plan
without actions gives empty frames with the same columns and types.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.headcount_walk import Flow
from orgplan.report.results import records
from orgplan.report.results.records import Record

TEXT, WHOLE, NUMBER, FLAG, DAY, NAMES = (
    "str",
    "int64",
    "float64",
    "bool",
    "datetime64[ns]",
    "object",
)

HIRES = {
    "id": TEXT, "role": TEXT, "team": TEXT, "decided": TEXT, "period": TEXT, "start_date": DAY, "base_salary": NUMBER, "one_time_cost": NUMBER,
    "cost_this_year": NUMBER, "cost_in_horizon": NUMBER, "run_rate": NUMBER, "serves": NAMES, "kind": TEXT, "location": NAMES, "end_date": DAY,
    "lever": NAMES, "replaces": NAMES, "position_id": NAMES, "candidate": NAMES,
}  # fmt: skip
CHANGED = {"cost_this_year": NUMBER, "cost_in_horizon": NUMBER, "run_rate": NUMBER, "serves": NAMES}
MOVES = {
    "id": TEXT, "kind": TEXT, "person_id": TEXT, "from_role": TEXT, "from_team": TEXT, "role": TEXT, "team": TEXT, "period": TEXT, "start_date": DAY,
    "base_before": NUMBER, "base_salary": NUMBER, "lever": TEXT, "one_time_cost": NUMBER, **CHANGED,
}  # fmt: skip
REDUNDANCIES = {
    "id": TEXT,
    "person_id": TEXT,
    "period": TEXT,
    "last_day": DAY,
    "lever": TEXT,
    "one_time_cost": NUMBER,
    **CHANGED,
}
SHORT_TIMES = {
    "id": TEXT, "person_id": TEXT, "period": TEXT, "start_date": DAY, "end_date": DAY, "share": NUMBER, "lever": TEXT, "direct_cost": NUMBER, **CHANGED,
}  # fmt: skip
GROUP_PLAN = {
    "id": TEXT, "kind": TEXT, "group": TEXT, "to_group": NAMES, "period": TEXT, "start_date": DAY, "heads": NUMBER, "lever": NAMES, "booked_on": TEXT,
    "direct_cost": NUMBER, **CHANGED,
}  # fmt: skip
UPSKILLING = {
    "id": TEXT, "person_id": TEXT, "skill": TEXT, "from": WHOLE, "to": WHOLE, "course": TEXT, "period": TEXT, "start": DAY, "end": DAY,
    "cost": NUMBER, "hours": NUMBER, "serves": NAMES,
}  # fmt: skip
COVERAGE = {
    "need": TEXT, "scope": TEXT, "skill": TEXT, "kind": TEXT, "min_level": WHOLE, "period": TEXT, "required": NUMBER, "tolerance": NUMBER, "now": NUMBER,
    "planned": NUMBER, "shortfall": NUMBER, "strength": TEXT, "if_nothing_is_decided": NUMBER, "by": NAMES,
}  # fmt: skip
COST = {
    "entity": TEXT, "action": NAMES, "team": TEXT, "cost_centre": TEXT, "month": TEXT, "category": TEXT, "component": TEXT, "amount": NUMBER,
}  # fmt: skip
PARTS = {"timing": NUMBER, "volume": NUMBER, "mix": NUMBER, "rate": NUMBER}
BUDGET = {
    "id": TEXT, "scope": TEXT, "period": TEXT, "category": TEXT, "budget": NUMBER, "planned": NUMBER, "if_nothing_is_decided": NUMBER, "basis": TEXT,
    **PARTS, "not_allocated": NUMBER,
}  # fmt: skip
VARIANCE = {
    "cost_centre": TEXT, "cost_type": TEXT, "role_or_course": TEXT, "period": TEXT, "if_nothing_is_decided": NUMBER, "planned": NUMBER, **PARTS,
}  # fmt: skip
WALK = {
    "counted": TEXT, "team": TEXT, "cost_centre": TEXT, "period": TEXT, "opening": NUMBER, **{flow.value: NUMBER for flow in Flow}, "closing": NUMBER, "growth": NUMBER,
}  # fmt: skip
ORG_CHART = {
    "moment": TEXT, "id": TEXT, "name": TEXT, "role": TEXT, "team": TEXT, "manager": NAMES, "direct_reports": WHOLE, "depth": WHOLE,
}  # fmt: skip
RULES = {
    "rule": TEXT, "scope": TEXT, "aspect": TEXT, "period": TEXT, "triggered": FLAG, "satisfied": FLAG, "required": NUMBER, "planned": NUMBER,
    "short_by": NUMBER, "strength": NAMES, "by": NAMES,
}  # fmt: skip
MEASURES = {
    "family": TEXT, "key": NAMES, "sense": TEXT, "required": NUMBER, "planned": NUMBER, "slack": NUMBER, "short": NUMBER, "unit": TEXT,
    "strength": NAMES, "triggered": FLAG, "holds": FLAG, "by": NAMES,
}  # fmt: skip


def hires(assessment: Assessment) -> pd.DataFrame:
    """Planned seats, one row a seat.

    Returns
    -------
    DataFrame
        ``id, role, team``; ``decided`` and ``period``: labels of the periods of the decision and of
        the first day; ``start_date``; ``base_salary`` (annual), ``one_time_cost``,
        ``cost_this_year`` (fiscal year in which the horizon begins), ``cost_in_horizon``,
        ``run_rate`` (a year at the rate of the last month), all in plan currency; ``serves``: tuple
        of needs and rules; ``kind`` (hire, backfill, contractor),
        ``location, end_date, lever, replaces, position_id, candidate``: ``None`` (``NaT``) where it has none.
    """
    return _frame(records.hires(assessment), HIRES)


def moves(assessment: Assessment) -> pd.DataFrame:
    """People who change role, team or both, one row a move.

    Returns
    -------
    DataFrame
        ``id, kind`` (promotion, transfer, retraining, downgrading), ``person_id``;
        ``from_role, from_team`` → ``role, team`` from ``start_date`` (in ``period``) on;
        ``base_before`` (the day before) and ``base_salary``, annual; ``lever``; ``one_time_cost``;
        ``cost_this_year, cost_in_horizon, run_rate``: differences against doing nothing, below zero
        where it saves; ``serves``.
    """
    return _frame(records.moves(assessment), MOVES)


def redundancies(assessment: Assessment) -> pd.DataFrame:
    """People who are let go, one row each.

    Returns
    -------
    DataFrame
        ``id, person_id, period, last_day, lever``; ``one_time_cost`` (severance); ``cost_this_year,
        cost_in_horizon, run_rate, serves`` as in :func:`moves`.
    """
    return _frame(records.redundancies(assessment), REDUNDANCIES)


def short_times(assessment: Assessment) -> pd.DataFrame:
    """Reduced hours, one row a person and time.

    Returns
    -------
    DataFrame
        ``id, person_id, period, start_date, end_date``; ``share`` of hours that falls away (0-1);
        ``lever``; ``direct_cost`` (beside the pay that is left);
        ``cost_this_year, cost_in_horizon, run_rate, serves`` as in :func:`moves`.
    """
    return _frame(records.short_times(assessment), SHORT_TIMES)


def group_plan(assessment: Assessment) -> pd.DataFrame:
    """What is done to groups, one row an action and period.

    Returns
    -------
    DataFrame
        ``id, kind`` (recruiting, retraining, redundancy, overstaffing …), ``group`` (of
        overstaffing the need), ``to_group``; ``period, start_date``; ``heads``; ``lever``;
        ``booked_on``: group that bears the cost; ``direct_cost``;
        ``cost_this_year, cost_in_horizon, run_rate, serves`` as in :func:`moves`.
    """
    return _frame(records.group_plan(assessment), GROUP_PLAN)


def upskilling(assessment: Assessment) -> pd.DataFrame:
    """Courses begun, one row a person and course.

    Returns
    -------
    DataFrame
        ``id, person_id, skill``; ``from`` (level held) and ``to`` (level reached), 0-5; ``course``;
        ``period`` of the start; ``start`` and ``end`` dates; ``cost`` in plan currency; ``hours``;
        ``serves``: tuple of needs and rules.
    """
    return _frame(records.upskilling(assessment), UPSKILLING)


def coverage(assessment: Assessment) -> pd.DataFrame:
    """Needs, one row a need and period in which it asks for something.

    Returns
    -------
    DataFrame
        ``need, scope, skill, kind`` (holders, capacity, staff), ``min_level, period``;
        ``required, tolerance`` (of capacity: what may be missing without being short), ``now`` (at
        the as-of date), ``planned, shortfall`` in heads or FTE (of staff what is too many as well); ``strength``; ``if_nothing_is_decided``: what there would be without
        the plan; ``by``: ids.
    """
    return _frame(records.coverage(assessment), COVERAGE)


def cost(assessment: Assessment) -> pd.DataFrame:
    """The ledger, one row a person or seat, action, month and component.

    Returns
    -------
    DataFrame
        ``entity`` (person or seat); ``action`` (``None`` for the roster's pay);
        ``team, cost_centre, month`` (``2027-01``), ``category`` (pay, hiring, training),
        ``component``; ``amount`` in plan currency, to the cent.
    """
    return _frame(records.cost(assessment), COST)


def budget(assessment: Assessment) -> pd.DataFrame:
    """Budget lines with an amount.

    Returns
    -------
    DataFrame
        ``id, scope, period`` (as it was written), ``category``;
        ``budget, planned, if_nothing_is_decided`` in plan currency; ``basis`` and
        ``timing, volume, mix, rate, not_allocated``: why planned and budget differ
        (docs/variances.md).
    """
    return _frame(records.budget(assessment), BUDGET)


def variance(assessment: Assessment) -> pd.DataFrame:
    """Why the plan costs another sum than doing nothing, one row a cost centre, type of cost, role or course, and period.

    Returns
    -------
    DataFrame
        ``cost_centre, cost_type, role_or_course, period``; ``if_nothing_is_decided, planned`` and
        the parts of their difference ``timing, volume, mix, rate``, in plan currency.
    """
    return _frame(records.variance(assessment), VARIANCE)


def headcount(assessment: Assessment) -> pd.DataFrame:
    """The headcount walk, one row a team, cost centre and period.

    Returns
    -------
    DataFrame
        ``counted`` (heads), ``team, cost_centre, period``; heads:
        ``opening + joiners + hires + backfills + transfers_in - transfers_out - leavers = closing``;
        ``growth``: closing less opening.
    """
    return _frame(records.headcount(assessment), WALK)


def org_chart(assessment: Assessment) -> pd.DataFrame:
    """Who reports to whom on the as-of date and at the end of the horizon, one row a person or seat and moment.

    Returns
    -------
    DataFrame
        ``moment`` (before, after); ``id, name, role, team``; ``manager``: id of whom they report
        to, ``None`` at the top; ``direct_reports``; ``depth``: layers from the top, which is 1.
        Groups that are planned by numbers are left out.
    """
    return _frame(records.org_chart(assessment), ORG_CHART)


def walk(assessment: Assessment) -> pd.DataFrame:
    """The walks of heads, seats and FTE, one row a team, cost centre and period.

    Returns
    -------
    DataFrame
        ``counted`` (heads, seats, FTE), ``team, cost_centre, period``;
        ``opening + joiners + hires + backfills + transfers_in - transfers_out - leavers = closing``;
        ``growth``: closing less opening.
    """
    return _frame(records.walk(assessment), WALK)


def rules(assessment: Assessment) -> pd.DataFrame:
    """Rules, one row a requirement, scope and period.

    Returns
    -------
    DataFrame
        ``rule, scope, aspect, period``; ``triggered`` and ``satisfied``;
        ``required, planned, short_by`` in heads (managers, seats, areas); ``strength``; ``by``:
        ids.
    """
    return _frame(records.rules(assessment), RULES)


def measures(assessment: Assessment) -> pd.DataFrame:
    """Every constraint judged on the plan without a solver.

    Returns
    -------
    DataFrame
        ``family, key`` (tuple), ``sense``; ``required`` (right side), ``planned`` (left side),
        ``slack``, ``short`` in ``unit``; ``strength`` (``None`` is a hard limit), ``triggered``,
        ``holds``; ``by``: ids.
    """
    return _frame(records.measures(assessment), MEASURES)


def _frame(rows: list[Record], columns: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in columns.items()}
    )
