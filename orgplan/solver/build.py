"""The model, from top to bottom: decisions, then every family's rows.

Every search states it anew for its organisation; what is on offer, and how many of it, is settled
before the first row is stated.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from orgplan.constraints import Trait, families, with_trait
from orgplan.constraints.model import DecisionVariables, Linear
from orgplan.deadline import Deadline
from orgplan.domain import Goal, Organisation, Strength

from .bounds import hire_bounds, most_recruits, recruits_over_the_horizon
from .decision_variables import Variable, decision_variables, seat_name
from .solvers.lp import Model


@dataclass(frozen=True)
class Built:
    """A stated model and its decisions.

    Attributes
    ----------
    model
        Columns and rows, for any solver.
    x
        What its columns stand for.
    """

    model: Model
    x: DecisionVariables


def build(
    org: Organisation,
    elastic: frozenset[str] = frozenset(),
    firm: frozenset[Strength] | None = None,
    deadline: Deadline | None = None,
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
    deadline
        When stating it is given up.

    Returns
    -------
    Built
        Rows in the order of :func:`~orgplan.constraints.families`, which is that of the checker
        too.

    Raises
    ------
    OutOfTime
        If the time is over before all of it is stated.

    Examples
    --------
    >>> built = build(org)
    >>> len(built.x.hire), built.model.rows[0].family
    (113, 'holders')
    """
    if firm is None:
        firm = frozenset({Strength.MUST}) if org.goal is Goal.CHEAPEST else frozenset()
    model = Model(firm, elastic, org.worths, deadline)
    x = decisions(org, model.variable, caps_hold=elastic.isdisjoint(with_trait(Trait.HEADS)))
    _keep_to_bounds(org, model, x)
    for family in families():
        model.in_time()
        family.emit(model, org, x)
    return Built(model, x)


def decisions(
    org: Organisation, variable: Variable, *, caps_hold: bool = True
) -> DecisionVariables:
    """Everything that is on offer and of use, each with a variable made by `variable`, within
    bounds that leave no best plan out.

    Parameters
    ----------
    org
        Read in whole: what is of use depends on every family.
    variable
        Makes a variable of a name, an upper bound (``None`` is none), and whether it is whole.
    caps_hold
        Whether headcount caps are limits. Where they may give, bounds are found without them.

    Returns
    -------
    DecisionVariables
        What families state their rows in.

    Examples
    --------
    >>> offered = decisions(org, lambda name, upper, whole: (name, upper, whole))
    >>> next(iter(offered.hire.values()))
    ('hire(Backend engineer / middle,Payments,2027-Q2)', 22, True)
    """
    bounded = org if caps_hold else _without_caps(org)
    bounds = hire_bounds(bounded)
    recruits = most_recruits(bounded, bounds)
    x = decision_variables(org, bounds, recruits, variable)
    most = recruits_over_the_horizon(bounded, recruits)
    return replace(x, most_recruits=most, caps_hold=caps_hold)


def _without_caps(org: Organisation) -> Organisation:
    """No caps but those of 0, which say that nobody is hired."""
    return org.replace(
        teams=tuple(team.replace(max_headcount=None) for team in org.teams),
        roles=tuple(
            role.replace(
                max_hires=role.max_hires and None,
                max_hires_year=role.max_hires_year and None,
                max_hires_total=role.max_hires_total and None,
            )
            for role in org.roles
        ),
    )


def _keep_to_bounds(org: Organisation, model: Model, x: DecisionVariables) -> None:
    """State that seats of a role in a team stay within their bound, as the triggers of rules take
    for granted.
    """
    seats: dict[tuple[str, str, int], Linear] = defaultdict(Linear)
    # Where contractors come and go, a seat counts in each period; else the last one has them all.
    come_and_go = {(seat.role, seat.team) for seat in x.hire if seat.until is not None}
    last = org.calendar.periods - 1
    for seat, variable in x.hire.items():
        counted = (seat.role, seat.team) in come_and_go
        for end in range(seat.start, seat.until or last + 1) if counted else (last,):
            seats[seat.role, seat.team, end].add(1, variable)
    for (role, team, period), left in seats.items():
        if len(left.terms) > 1:
            model.link(
                "seats", (role, team, org.calendar.label(period)), left, x.hire_bound[role, team]
            )
    for seat, kept in x.kept.items():
        model.link(
            "kept", (seat_name(org, seat),), Linear(0.0, [(1.0, kept), (-1.0, x.hire[seat])]), 0.0
        )
