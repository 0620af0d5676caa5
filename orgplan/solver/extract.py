"""The plan that a solution stands for.

The inverse, from a plan to decisions, is :func:`~orgplan.constraints.model.actions.seat_of` for
seats; all other decisions have days and names of their own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

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
from orgplan.domain import Counting, Organisation, Plan, Training, Value, departures

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
    x, first = built.x, org.calendar.first_day

    def taken(
        decisions: Mapping[AnyDecision, Var], order: Callable[[AnyDecision], Any]
    ) -> list[AnyDecision]:
        """What is decided, in order, as often as it is."""
        return sorted(
            (
                decision
                for decision, variable in decisions.items()
                for _ in range(round(values[place[variable]]))
            ),
            key=order,
        )

    seats = taken(x.hire, _order_of_seat)
    begun = taken(x.train, lambda key: (key[1], key[0].person, key[0].course))
    moves = taken(x.move, lambda option: (option.start, option.person))
    leaves = taken(x.leave, lambda leave: (leave.start, leave.person))
    reductions = taken(x.reduce, lambda reduction: (reduction.person, reduction.period))
    takeovers = taken(x.takeover, lambda takes: (takes.start, takes.team))
    flows = _flows(org, x, [float(values[place[variable]]) for variable in x.flow.values()])
    plan = Plan(
        hires=_numbered("H", hires_of(org, seats)),
        trainings=_numbered(
            "U",
            (
                Training(id="", person_id=step.person, course=step.course, start_date=first(start))
                for step, start in begun
            ),
        ),
        moves=_numbered("M", (move_of(org, option) for option in moves)),
        exits=_numbered("X", (exit_of(org, leave) for leave in leaves)),
        short_times=_numbered("S", (short_time_of(org, reduction) for reduction in reductions)),
        group_actions=_numbered("G", (group_action_of(org, flow, heads) for flow, heads in flows)),
        takeovers=_numbered("L", (takeover_of(org, takes, seats) for takes in takeovers)),
    )
    return named(org, plan)


AnyDecision = TypeVar("AnyDecision")
AnyValue = TypeVar("AnyValue", bound=Value)
LEAST_FLOW = 1e-6  # heads below this are rounding of the solver
# of a head, by which what is only counted comes short of a whole number where a held goal slips by
# its rounding
CRUMB = 1e-5
DIGITS = 9  # of heads in fractions; digits that a workbook keeps


def _flows(
    org: Organisation, x: DecisionVariables, heads: Sequence[float]
) -> list[tuple[GroupFlowKey, float]]:
    """Flows of groups that are more than rounding, by period."""
    whole = org.counting is Counting.WHOLE
    exact = [
        (
            float(round(number))
            if whole and (flow.moves_people or abs(number - round(number)) < CRUMB)
            else round(number, DIGITS)
        )
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


def _numbered(letter: str, actions: Iterable[AnyValue]) -> tuple[AnyValue, ...]:
    """Actions of one kind with their ids, ``H-001`` and so on."""
    return tuple(action.replace(id=f"{letter}-{n:03}") for n, action in enumerate(actions, 1))


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
    """The plan with the leaver that each backfill replaces: the first of its role and team that is
    free.

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
    >>> leaving = org.replace(
    ...     people=people, levers=(Lever(id="L-1", kind=LeverKind.BACKFILL, scope=ORGANISATION),)
    ... )
    >>> seat = offered_hire(leaving, "Backend engineer / middle", "Payments", 1).replace(
    ...     id="H-001", lever="L-1"
    ... )
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
