"""The plan that a solution stands for.

The inverse, from a plan to decisions, is :func:`~orgplan.constraints.model.actions.seat_of` for
seats; all other decisions have days and names of their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from orgplan.constraints.model import (
    DecisionVariables,
    GroupFlowKey,
    Seat,
    Var,
    exit_of,
    group_action_of,
    hires_of,
    move_of,
    short_time_of,
    takeover_of,
)
from orgplan.domain import Counting, Organisation, Plan, Training, departures

from .build import Built


def extract(org: Organisation, built: Built, values: NDArray[np.float64]) -> Plan:
    """The plan that the values of the variables stand for, with ids in a stable order.

    Parameters
    ----------
    org
        Read for whatever turns decisions into actions with dates and pay.
    built
        The model whose columns the values are of.
    values
        One for every column; whole ones are rounded, heads of groups taken as they are.

    Returns
    -------
    Plan
        Ids begin at 1 in each kind: ``H-`` hires, ``U-`` courses, ``M-`` moves, ``X-``
        redundancies, ``S-`` short time, ``G-`` groups, ``L-`` takeovers.

    Examples
    --------
    >>> import numpy as np
    >>> from orgplan.solver.build import build
    >>> built = build(org)
    >>> values = np.zeros(len(built.model.columns))
    >>> place = {variable: number for number, variable in enumerate(built.model.columns)}
    >>> values[place[next(iter(built.x.hire.values()))]] = 1.0
    >>> extract(org, built, values).hires[0].id
    'H-001'
    """
    place = {variable: number for number, variable in enumerate(built.model.columns)}

    def taken(decisions: Mapping[Decision, Var]) -> Iterator[tuple[Decision, int]]:
        return (
            (decision, round(values[place[variable]]))
            for decision, variable in decisions.items()
            if round(values[place[variable]])
        )

    x, first = built.x, org.calendar.first_day
    seats = sorted(
        (seat for seat, number in taken(x.hire) for _ in range(number)), key=_order_of_seat
    )
    begun = sorted((start, step.person, step.course) for (step, start), _ in taken(x.train))
    moves = sorted(
        (option for option, _ in taken(x.move)), key=lambda option: (option.start, option.person)
    )
    leaves = sorted(
        (leave for leave, _ in taken(x.leave)), key=lambda leave: (leave.start, leave.person)
    )
    reductions = sorted(
        (reduction for reduction, _ in taken(x.reduce)),
        key=lambda reduction: (reduction.person, reduction.period),
    )
    takeovers = sorted(
        (takes for takes, _ in taken(x.takeover)),
        key=lambda takes: (takes.start, takes.team),
    )
    flows = _flows(org, x, [float(values[place[variable]]) for variable in x.flow.values()])
    return named(
        org,
        Plan(
            hires=tuple(
                hire.replace(id=f"H-{n:03}") for n, hire in enumerate(hires_of(org, seats), 1)
            ),
            trainings=tuple(
                Training(id=f"U-{n:03}", person_id=person, course=course, start_date=first(start))
                for n, (start, person, course) in enumerate(begun, 1)
            ),
            moves=tuple(
                move_of(org, option).replace(id=f"M-{n:03}") for n, option in enumerate(moves, 1)
            ),
            exits=tuple(
                exit_of(org, leave).replace(id=f"X-{n:03}") for n, leave in enumerate(leaves, 1)
            ),
            short_times=tuple(
                short_time_of(org, reduction).replace(id=f"S-{n:03}")
                for n, reduction in enumerate(reductions, 1)
            ),
            group_actions=tuple(
                group_action_of(org, flow, heads).replace(id=f"G-{n:03}")
                for n, (flow, heads) in enumerate(flows, 1)
            ),
            takeovers=tuple(
                takeover_of(org, takes, seats).replace(id=f"L-{n:03}")
                for n, takes in enumerate(takeovers, 1)
            ),
        ),
    )


Decision = TypeVar("Decision")
LEAST_FLOW = 1e-6  # heads below this are rounding of the solver
CRUMB = 1e-5  # of a head, by which what is only counted comes short of a whole number where a held goal slips by its rounding
DIGITS = 9  # of heads in fractions; a workbook keeps so many


def _flows(
    org: Organisation, x: DecisionVariables, heads: Sequence[float]
) -> list[tuple[GroupFlowKey, float]]:
    """Flows of groups that are more than rounding, by period."""
    whole = org.counting is Counting.WHOLE
    exact = [
        float(round(number))
        if whole and (flow.moves_people or abs(number - round(number)) < CRUMB)
        else round(number, DIGITS)
        for flow, number in zip(x.flow, heads, strict=True)
    ]
    found = [
        (flow, number) for flow, number in zip(x.flow, exact, strict=True) if number > LEAST_FLOW
    ]
    return sorted(
        found,
        key=lambda item: (
            item[0].period,
            item[0].group,
            str(item[0].kind),
            item[0].to_group or "",
            item[0].lever or "",
        ),
    )


def _order_of_seat(seat: Seat) -> tuple[int, str, str, str, str, int, str, str]:
    """By which hires are numbered: the same plan has the same ids whatever the solver did."""
    return (
        seat.start,
        seat.team,
        seat.role,
        seat.location or "",
        seat.lever or "",
        seat.until or 0,
        seat.position or "",
        seat.candidate or "",
    )


def named(org: Organisation, plan: Plan) -> Plan:
    """The plan with the leaver whom each backfill replaces: the first of its role and team that is free.

    Parameters
    ----------
    org
        Read for known leavers.
    plan
        Its hires in the order in which they are named.

    Returns
    -------
    Plan
        Growth and contractors replace nobody; a backfill without a free leaver neither.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION, Lever, LeverKind
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> people = (org.people[0], org.person["P09"].replace(end_date=date(2027, 1, 31)))
    >>> leaving = org.replace(people=people, levers=(Lever(id="L-1", kind=LeverKind.BACKFILL, scope=ORGANISATION),))
    >>> seat = offered_hire(leaving, "Backend engineer / middle", "Payments", 1).replace(id="H-001", lever="L-1")
    >>> named(leaving, Plan(hires=(seat,))).hires[0].replaces
    'P09'
    """
    leavers = departures(org, plan)
    hires = []
    for hire in plan.hires:
        leaver = None
        if hire.lever is not None and not hire.is_contractor:
            left = [
                person
                for person, role, team, last in leavers
                if (role, team) == (hire.role, hire.team) and last < hire.start_date
            ]
            leaver = left[0] if left else None
            leavers = [entry for entry in leavers if entry[0] != leaver]
        hires.append(hire.replace(replaces=leaver))
    return plan.replace(hires=tuple(hires))
