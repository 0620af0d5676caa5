"""The model, from top to bottom: decisions, then every family's rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from orgplan.constraints import FAMILIES
from orgplan.constraints.limits import headcount
from orgplan.constraints.model.interface import DecisionVariables, GroupFlowKey, Linear, Seat, Var
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Counting, Goal, Organisation
from orgplan.solver.bounds import candidate_training_steps, hire_bounds
from orgplan.solver.candidate_actions import (
    flows_on_offer,
    most_recruits,
    moves_on_offer,
    previous_seats,
    recruits_over_the_horizon,
    redundancies_on_offer,
    seats_on_offer,
    short_time_on_offer,
)
from orgplan.solver.lp import Model

Variable = Callable[
    [str, float | None, bool], Var
]  # name, upper bound (None is none), whether it is whole


@dataclass(frozen=True)
class Built:
    """A stated model and its decisions."""

    model: Model
    x: DecisionVariables


def build(
    org: Organisation,
    elastic: frozenset[str] = frozenset(),
    firm: frozenset[Strength] | None = None,
) -> Built:
    """State the model of an organisation.

    Parameters
    ----------
    org
        What is true.
    elastic
        Families whose hard limits get a priced excess, to explain why a plan is impossible.
    firm
        Strengths that must be met without shortfall; by default what the goal of `org` says.
    """
    if firm is None:
        firm = frozenset({Strength.MUST}) if org.goal is Goal.CHEAPEST else frozenset()
    model = Model(firm, elastic, org.worths)
    x = decisions(org, model.variable, caps_hold=headcount.FAMILY not in elastic)
    _keep_to_bounds(org, model, x)
    for family in FAMILIES:
        family.emit(model, org, x)
    return Built(model, x)


def decisions(
    org: Organisation, variable: Variable, *, caps_hold: bool = True
) -> DecisionVariables:
    """Everything that is on offer, each with a variable made by `variable` from its name, upper bound and whether it is whole."""
    bounded = org if caps_hold else _without_caps(org)
    bounds, recruits = hire_bounds(bounded), most_recruits(bounded)
    whole, name = org.counting is Counting.WHOLE, org.calendar.label
    hire = {
        seat: variable(_seat_name(org, seat), bounds[seat.role, seat.team], True)
        for seat in seats_on_offer(org, bounds)
    }
    return DecisionVariables(
        hire,
        bounds,
        train={
            (s, start): variable(f"train({s.person},{s.course},{s.level},{name(start)})", 1, True)
            for s, start in candidate_training_steps(org)
        },
        move={
            o: variable(f"{o.kind}({o.person},{o.role},{o.team},{name(o.start)})", 1, True)
            for o in moves_on_offer(org)
        },
        leave={
            o: variable(f"redundancy({o.person},{name(o.start)})", 1, True)
            for o in redundancies_on_offer(org)
        },
        reduce={
            o: variable(f"short_time({o.person},{name(o.period)})", 1, True)
            for o in short_time_on_offer(org)
        },
        flow={
            f: variable(
                _flow_name(org, f),
                recruits[f.group] if f.kind is None else None,
                whole and f.moves_people,
            )
            for f in flows_on_offer(org)
        },
        kept={
            seat: variable(f"kept_{_seat_name(org, seat)}", n, True)
            for seat, n in previous_seats(org).items()
            if seat in hire
        },
        most_recruits=recruits_over_the_horizon(bounded, recruits),
        caps_hold=caps_hold,
    )


def _seat_name(org: Organisation, seat: Seat) -> str:
    rest = [
        part
        for part in (seat.location, seat.lever, seat.position and f"into {seat.position}")
        if part
    ]
    until = [f"until {seat.until}"] if seat.until is not None else []
    return (
        f"hire({','.join([seat.role, seat.team, *rest, org.calendar.label(seat.start), *until])})"
    )


def _flow_name(org: Organisation, flow: GroupFlowKey) -> str:
    what = flow.kind.value.replace(" ", "_") if flow.kind else "recruit"
    return f"{what}({','.join(part for part in (flow.group, flow.to_group, flow.lever) if part)},{org.calendar.label(flow.period)})"


def _without_caps(org: Organisation) -> Organisation:
    """No caps but those of 0, which say that nobody is hired."""
    return org.replace(
        teams=tuple(team.replace(max_headcount=None) for team in org.teams),
        roles=tuple(
            role.replace(
                max_hires=role.max_hires and None, max_hires_year=role.max_hires_year and None
            )
            for role in org.roles
        ),
    )


def _keep_to_bounds(org: Organisation, model: Model, x: DecisionVariables) -> None:
    """State that seats of a role in a team stay within their bound, as the triggers of rules take for granted."""
    seats: dict[tuple[str, str, int], Linear] = defaultdict(Linear)
    for seat, variable in x.hire.items():
        for end in _ends(org, x, seat):
            seats[seat.role, seat.team, end].add(1, variable)
    for (role, team, period), left in seats.items():
        if len(left.terms) > 1:
            model.link(
                "seats", (role, team, org.calendar.label(period)), left, x.hire_bound[role, team]
            )
    for seat, kept in x.kept.items():
        model.link(
            "kept", (_seat_name(org, seat),), Linear(0.0, [(1.0, kept), (-1.0, x.hire[seat])]), 0.0
        )


def _ends(org: Organisation, x: DecisionVariables, seat: Seat) -> range:
    """Periods for which a seat counts: the last one alone, unless contractors of the role and team come and go before."""
    last = org.calendar.periods - 1
    comes_and_goes = any(
        other.until is not None
        for other in x.hire
        if (other.role, other.team) == (seat.role, seat.team)
    )
    return range(seat.start, seat.until or last + 1) if comes_and_goes else range(last, last + 1)
