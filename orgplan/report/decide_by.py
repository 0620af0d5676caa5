"""By when actions must be decided, and why seats must be by a day: how long recruiting takes before
they begin, and where the plan itself begins.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.seats.hiring_requests import decide_by, recruiting_months, under_way
from orgplan.domain import Action, Exit, Organisation, add_months
from orgplan.language import _, shortened_list

from .quantities import amount

MOST_NAMED = 4  # lengths of time, and roles of each


def decide_by_reasons(assessment: Assessment) -> Iterator[str]:
    """Sentences on the days by which the seats of a plan must be decided.

    Parameters
    ----------
    assessment
        The plan.

    Yields
    ------
    str
        How long recruiting takes by role, then for which roles it takes longer than there is time,
        or just so long; in the language of the run. Nothing where nothing is left to decide.
    """
    org = assessment.org
    rows = [row for row in assessment.hires if not under_way(assessment, row)]
    if not rows:
        return
    taking: dict[float, dict[str, None]] = {}
    for row in rows:
        taking.setdefault(recruiting_months(org, row), {})[row.hire.role] = None
    times = [
        _("{time} for {roles}", time=amount(months, "months"), roles=_roles(roles))
        for months, roles in sorted(taking.items())
    ]
    yield _(
        "Decide by: the first day at work less the time to recruit: {times}.",
        times=shortened_list(times, MOST_NAMED),
    )
    start = org.calendar.start
    late = {row.hire.role: None for row in rows if decide_by(org, row) < start}
    if late:
        yield _(
            "At once: {roles} can only start on time if recruiting begins now, before the plan does"
            " on {start}.",
            roles=_roles(late),
            start=start,
        )
    first = {row.hire.role: None for row in rows if decide_by(org, row) == start}
    if first:
        yield _(
            "{roles}: to be decided on the first day of the plan, {start}; no earlier start is"
            " possible.",
            roles=_roles(first),
            start=start,
        )


def notice_on(org: Organisation, action: Action) -> date:
    """Day by which an action must be decided: its first day; of a redundancy, the notice before the
    day after the last one.

    Parameters
    ----------
    org
        Read for the notice of the lever, in months.
    action
        Of any kind but a seat, which has a lead time instead.

    Returns
    -------
    date
        It may lie before the horizon.
    """
    if isinstance(action, Exit):
        return add_months(
            action.last_day + timedelta(days=1), -ceil(org.lever[action.lever].months)
        )
    return action.start_date


def _roles(roles: dict[str, None]) -> str:
    return shortened_list(list(roles), MOST_NAMED, ", ")
