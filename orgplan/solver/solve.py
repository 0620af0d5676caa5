"""Goals in strict order: each is minimised, then held at its value while the next is minimised."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from orgplan.constraints.actions import exit_of, group_action_of, hire_of, move_of, short_time_of
from orgplan.constraints.rows import Decisions, Flow, Linear, Seat, Var
from orgplan.domain.organisation import Counting, Organisation
from orgplan.domain.plan import Plan, Training
from orgplan.domain.walk import departures
from orgplan.objectives import ORDER, Objective
from orgplan.solver.alike import Alike
from orgplan.solver.build import Built, build
from orgplan.solver.cbc import Cbc
from orgplan.solver.highs import Highs
from orgplan.solver.improve import SHARE_OF_IMPROVEMENT, Improver
from orgplan.solver.lp import Model, floor_of
from orgplan.solver.outcome import Backend, Limits, Outcome, Status, at_least, ending_of, proven, relative_gap

BACKENDS: dict[str, Callable[[Model], Backend]] = {"highs": Highs, "cbc": Cbc}
TIE_BREAK_NODES = 20  # a limit in nodes and not in seconds, so that every machine breaks ties alike
SHARE_OF_ALIKE = 0.8  # of the time of a goal, where many people are alike: what cannot be found by numbers is hardly found without


@dataclass(frozen=True)
class GoalPart:
    """One goal after the solve: what the plan reaches and what is proven to be the least possible."""

    name: str
    value: float
    bound: float
    status: Status


@dataclass(frozen=True)
class Solution:
    """How the solve ended, the plan, and what was proven: three separate facts.

    Attributes
    ----------
    status
        The worst ending of any goal.
    plan
        ``None`` where the problem is infeasible or no plan was found in time.
    parts
        Goals in their order.
    seconds
        Time to state the model and to solve it.
    size
        Columns, whole columns and rows.
    """

    status: Status
    plan: Plan | None
    parts: tuple[GoalPart, ...]
    seconds_build: float
    seconds_solve: float
    size: tuple[int, int, int]

    @property
    def gap(self) -> float | None:
        """Largest relative gap of any goal; ``None`` without a plan."""
        return max((relative_gap(p.value, p.bound) for p in self.parts), default=0.0) if self.plan is not None else None


Progress = Callable[[str, float], None]


def solve(
    org: Organisation, *, time_limit: float = 60.0, gap: float = 1e-3, solver: str = "highs", progress: Progress = lambda what, share: None
) -> Solution:
    """Find the best plan.

    Parameters
    ----------
    org
        The organisation, with its goal.
    time_limit
        Seconds for all goals together.
    gap
        Relative gap at which the search for the least cost may stop; shortfalls are solved to the end.
    solver
        ``highs`` or ``cbc``.
    progress
        Told what is being done and how much of the work is behind, 0-1.
    """
    began = time.perf_counter()
    progress("stating the model", 0.0)
    built = build(org)
    stated = time.perf_counter()
    backend = BACKENDS[solver](built.model)
    deadline = stated + time_limit
    improver = Improver(org, built, {variable: number for number, variable in enumerate(built.model.columns)})
    objectives = ORDER[org.goal]
    goals = [objective.terms(org, built.x, built.model.shortfalls) for objective in objectives]
    alike = Alike(org, built, goals, large=improver.worth_it and isinstance(backend, Highs))
    parts: list[GoalPart] = []
    best: NDArray[np.float64] | None = None
    for number, (objective, goal) in enumerate(zip(objectives, goals, strict=True)):
        progress(f"minimising {objective.NAME.replace('_', ' ')}", number / (len(objectives) + 1))
        outcome = _minimise(backend, alike, improver, goal, objective, gap, deadline, len(objectives) - number)
        if outcome.values is None:
            if best is None:
                return _ended(outcome.status, None, parts, built, began, stated)
            outcome = _unimproved(goal, best, built)
        best = outcome.values
        parts.append(GoalPart(objective.NAME, outcome.objective, outcome.bound, outcome.status))
        for model in (backend, alike):
            model.hold(objective.NAME, goal, outcome.objective + _slip(org, backend, objective, outcome.objective))
    progress("breaking ties", len(objectives) / (len(objectives) + 1))
    best = _untied(backend, alike, _tie_break(built), Limits(max(1.0, deadline - time.perf_counter()), 1e-3, nodes=TIE_BREAK_NODES), best)
    assert best is not None
    status = max((part.status for part in parts), key=list(Status).index)
    return _ended(status, extract(org, built, best), parts, built, began, stated)


def _minimise(
    backend: Backend, alike: Alike, improver: Improver, goal: Linear, objective: Objective, gap: float, deadline: float, goals_left: int
) -> Outcome:
    """Minimise one goal in an equal share of the time that is left; what it does not use passes on to the next."""
    began = time.perf_counter()
    seconds = max(deadline - began, 0.05) / goals_left
    limits = Limits(seconds, gap if objective.NAME == "cost" else 0.0, absolute_gap=objective.SLIP)
    bound = floor_of(goal)

    def left() -> float:
        return max(seconds - (time.perf_counter() - began), 0.05)

    if isinstance(backend, Highs) and improver.worth_it:
        bound = max(bound, alike.improve(backend, goal, replace(limits, seconds=seconds * SHARE_OF_ALIKE)))
        if not proven(backend.value(goal), bound, limits):
            bound = improver.improve(backend, goal, replace(limits, seconds=left() * SHARE_OF_IMPROVEMENT), bound)
        if proven(value := backend.value(goal), bound, limits):
            return Outcome(ending_of(value, bound, limits), backend.best, value, min(value, bound))
    return at_least(bound, backend.minimise(goal, replace(limits, seconds=left())), limits)


def _slip(org: Organisation, backend: Backend, objective: Objective, value: float) -> float:
    """How far a goal may slip once it is held: its rounding; and the cost by what it may rise to stay close to a previous plan."""
    close = org.stay_close * abs(value) if org.previous is not None and objective.NAME == "cost" else 0.0
    # Where heads come in parts, a later goal would turn all of the slip into crumbs of heads.
    rounding = objective.SLIP if org.counting is Counting.WHOLE else backend.rounding(value)
    return rounding + close


def _unimproved(goal: Linear, best: NDArray[np.float64], built: Built) -> Outcome:
    """The plan in hand, where time ran out before a goal could be looked at; nothing is proven for it beyond what bounds of columns say."""
    place = {variable: number for number, variable in enumerate(built.model.columns)}
    value = goal.constant + float(sum(coefficient * best[place[variable]] for coefficient, variable in goal.terms))
    return Outcome(Status.TIME_LIMIT, best, value, floor_of(goal))


def _untied(backend: Backend, alike: Alike, goal: Linear, limits: Limits, best: NDArray[np.float64] | None) -> NDArray[np.float64] | None:
    """Of plans that are as good as the best, the one that comes first; where people are planned together, of those that can be named at once."""
    if alike.together is not None and isinstance(backend, Highs):
        alike.improve(backend, goal, limits)
        return backend.best
    tied = backend.minimise(goal, limits)
    return best if tied.values is None else tied.values


def _tie_break(built: Built) -> Linear:
    """Among equal plans: earlier rows of the workbook, and later starts, first."""
    x = built.x
    actions = [
        *x.hire.values(), *x.train.values(), *x.move.values(), *x.leave.values(), *x.reduce.values(), *x.flow.values(),
    ]  # fmt: skip
    # Square roots: sums of different actions hardly ever weigh the same, as sums of equal steps would.
    return Linear(0.0, [(1.0 + math.sqrt(number / len(actions)), variable) for number, variable in enumerate(actions)])


def _ended(status: Status, plan: Plan | None, parts: list[GoalPart], built: Built, began: float, stated: float) -> Solution:
    columns = built.model.columns
    size = (len(columns), sum(c.cat == "Integer" for c in columns), len(built.model.constraints))
    return Solution(status, plan, tuple(parts), stated - began, time.perf_counter() - stated, size)


def extract(org: Organisation, built: Built, values: NDArray[np.float64]) -> Plan:
    """The plan that the values of the variables stand for, with ids in a stable order."""
    place = {variable: number for number, variable in enumerate(built.model.columns)}

    def taken(decisions: Mapping[Decision, Var]) -> Iterator[tuple[Decision, int]]:
        return ((decision, round(values[place[variable]])) for decision, variable in decisions.items() if round(values[place[variable]]))

    x, first = built.x, org.calendar.first_day
    seats = sorted((seat for seat, number in taken(x.hire) for _ in range(number)), key=_order_of_seat)
    begun = sorted((start, step.person, step.course) for (step, start), _ in taken(x.train))
    moves = sorted((option for option, _ in taken(x.move)), key=lambda option: (option.start, option.person))
    leaves = sorted((leave for leave, _ in taken(x.leave)), key=lambda leave: (leave.start, leave.person))
    reductions = sorted((reduction for reduction, _ in taken(x.reduce)), key=lambda reduction: (reduction.person, reduction.period))
    flows = _flows(org, x, [float(values[place[variable]]) for variable in x.flow.values()])
    return named(
        org,
        Plan(
            hires=tuple(hire_of(org, seat).replace(id=f"H-{n:03}") for n, seat in enumerate(seats, 1)),
            trainings=tuple(
                Training(id=f"U-{n:03}", person_id=person, course=course, start_date=first(start))
                for n, (start, person, course) in enumerate(begun, 1)
            ),
            moves=tuple(move_of(org, option).replace(id=f"M-{n:03}") for n, option in enumerate(moves, 1)),
            exits=tuple(exit_of(org, leave).replace(id=f"X-{n:03}") for n, leave in enumerate(leaves, 1)),
            short_times=tuple(short_time_of(org, reduction).replace(id=f"S-{n:03}") for n, reduction in enumerate(reductions, 1)),
            group_actions=tuple(group_action_of(org, flow, heads).replace(id=f"G-{n:03}") for n, (flow, heads) in enumerate(flows, 1)),
        ),
    )


Decision = TypeVar("Decision")
LEAST_FLOW = 1e-6  # heads below this are rounding of the solver
DIGITS = 9  # of heads in fractions; a workbook keeps so many


def _flows(org: Organisation, x: Decisions, heads: Sequence[float]) -> list[tuple[Flow, float]]:
    """Flows of groups that are more than rounding, by period."""
    whole = org.counting is Counting.WHOLE
    exact = [
        float(round(number)) if whole and flow.moves_people else round(number, DIGITS) for flow, number in zip(x.flow, heads, strict=True)
    ]
    found = [(flow, number) for flow, number in zip(x.flow, exact, strict=True) if number > LEAST_FLOW]
    return sorted(found, key=lambda item: (item[0].period, item[0].group, str(item[0].kind), item[0].to_group or "", item[0].lever or ""))


def _order_of_seat(seat: Seat) -> tuple[int, str, str, str, str, int]:
    return (seat.start, seat.team, seat.role, seat.location or "", seat.lever or "", seat.until or 0)


def named(org: Organisation, plan: Plan) -> Plan:
    """The plan with the position that each seat fills, and the leaver whom each backfill makes good: the first of its role and team that is free."""
    free = [position for position in org.positions if position.to_fill]
    leavers = departures(org, plan)
    hires = []
    for hire in plan.hires:
        fits = [p for p in free if (p.role, p.team) == (hire.role, hire.team) and not hire.is_contractor]
        position = min(fits, key=lambda p: (p.start or hire.start_date) != hire.start_date, default=None)
        if position is not None:
            free.remove(position)
        leaver = None
        if hire.lever is not None and not hire.is_contractor:
            left = [person for person, role, team, last in leavers if (role, team) == (hire.role, hire.team) and last < hire.start_date]
            leaver = left[0] if left else None
            leavers = [entry for entry in leavers if entry[0] != leaver]
        hires.append(hire.replace(position_id=position.id if position else None, replaces=leaver))
    return plan.replace(hires=tuple(hires))
