"""The model, from top to bottom: decisions, then every family's rows."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.constraints import FAMILIES, headcount
from orgplan.constraints.rows import Decisions, Linear
from orgplan.domain.base import Strength
from orgplan.domain.offers import first_start
from orgplan.domain.organisation import Goal, Organisation
from orgplan.solver.bounds import hire_bounds, useful_steps
from orgplan.solver.lp import Model


@dataclass(frozen=True)
class Built:
    """A stated model and its decisions."""

    model: Model
    x: Decisions


def build(org: Organisation, elastic: frozenset[str] = frozenset(), firm: frozenset[Strength] | None = None) -> Built:
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
    model = Model(firm, elastic)
    x = _decisions(org, model, caps_hold=headcount.FAMILY not in elastic)
    _keep_to_bounds(model, x)
    for family in FAMILIES:
        family.emit(model, org, x)
    return Built(model, x)


def _decisions(org: Organisation, model: Model, *, caps_hold: bool) -> Decisions:
    bounds = hire_bounds(org if caps_hold else _without_caps(org))
    hire = {
        (role, team, start): model.whole(f"hire({role},{team},{org.calendar.label(start)})", bound)
        for (role, team), bound in bounds.items()
        for start in range(first_start(org, org.role[role], team), org.calendar.periods)
    }
    train = {
        (step, start): model.whole(f"train({step.person},{step.course},{step.level},{org.calendar.label(start)})", 1)
        for step, start in useful_steps(org)
    }
    return Decisions(hire, bounds, train, caps_hold)


def _without_caps(org: Organisation) -> Organisation:
    return org.replace(
        teams=tuple(team.replace(max_headcount=None) for team in org.teams),
        roles=tuple(role.replace(max_hires=None) if role.max_hires else role for role in org.roles),
    )


def _keep_to_bounds(model: Model, x: Decisions) -> None:
    """State that seats of a role in a team stay within their bound over the horizon, as the triggers of rules take for granted."""
    seats = {where: Linear() for where in x.hire_bound}
    for (role, team, _), variable in x.hire.items():
        seats[role, team].add(1, variable)
    for where, left in seats.items():
        if len(left.terms) > 1:
            model.link("seats", where, left, x.hire_bound[where])
