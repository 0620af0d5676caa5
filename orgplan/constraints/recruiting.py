r"""Recruiting has a pace: no more seats of a role are decided in a period than its cap allows.

.. math::

    \sum_j hire_{rj,t+L_r} \le cap_r \qquad \forall r, t

========================  ==========================================================  =======
symbol                    meaning                                                     unit
========================  ==========================================================  =======
:math:`L_r`               lead time from decision to first day                        periods
:math:`cap_r`             most hires decided in one period (``Roles``, max_hires)      seats
========================  ==========================================================  =======

Source: sheet ``Roles``.
"""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.constraints.rows import Decisions, Linear, Rows
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure, Sense
from orgplan.domain.walk import Walk

FAMILY = "recruiting"


def emit(rows: Rows, org: Organisation, x: Decisions) -> None:
    """State one row for each role with a cap and period of the decision."""
    decided: dict[tuple[str, int], Linear] = {}
    for (role, team, start), seats in x.hire.items():
        own = org.role[role].lead_time
        lead = org.assumptions.get("lead_time", team, role) if own is None else own
        decided.setdefault((role, start - org.calendar.periods_for(lead)), Linear()).add(1, seats)
    for (role, period), left in sorted(decided.items(), key=lambda item: item[0]):
        cap = org.role[role].max_hires
        if cap is not None:
            rows.limit(FAMILY, (role, org.calendar.label(period)), left, Sense.AT_MOST, cap)


def measure(walk: Walk) -> Iterator[Measure]:
    """Count the decisions that each period's seats go back to."""
    org = walk.org
    decided = [
        (hire.role, decision_period(walk, hire.role, hire.team, org.calendar.period_of(hire.start_date))) for hire in walk.plan.hires
    ]
    for role, period in sorted(set(decided)):
        cap = org.role[role].max_hires
        if cap is not None:
            count = decided.count((role, period))
            yield Measure(FAMILY, (role, org.calendar.label(period)), cap, count, max(0, count - cap), "seats", sense=Sense.AT_MOST)


def decision_period(walk: Walk, role: str, team: str, start: int) -> int:
    """Period in which a seat must be decided to be filled at the start of another: whole periods that cover the lead time."""
    months = walk.org.role[role].lead_time
    if months is None:
        months = walk.org.assumptions.get("lead_time", team, role)
    period = start
    while (start - period) * walk.org.calendar.months_per_period < months - 1e-9:
        period -= 1
    return period


def explain(measure: Measure, org: Organisation) -> str:
    """Say which role is recruited too fast."""
    role, period = measure.key
    return (
        f"{period}: {measure.planned:g} seats of {role} are decided, at most {measure.required:g} can be recruited in a period: "
        f"{measure.short:g} too many. Spread them over more periods or raise max_hires in Roles."
    )
