"""What is paid after the horizon: run rates of seats and heads, and the months behind it that count
in the goal.
"""

from orgplan.domain import (
    Hire,
    Organisation,
    Person,
    PersonActions,
    Plan,
    states,
)

from .cents import cents
from .contract_run_rates import months_after, run_rate, run_rate_unrounded
from .contracts import (
    NOTHING,
    Contract,
    contract_of_person,
    contract_of_seat,
)
from .groups import head_run_rate
from .ledger import action_lines


def monthly_run_rate(org: Organisation, hire: Hire) -> int:
    """Recurring cost of a seat in a month, as things stand at the end of the horizon, in cents.

    Parameters
    ----------
    org
        Read for rates and calendar.
    hire
        Of a plan.

    Returns
    -------
    int
        Whole cents.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> monthly_run_rate(org, offered_hire(org, "iOS engineer", "Apps", 1))
    821957
    """
    return run_rate(org, contract_of_seat(org, hire), cents)


def tail(org: Organisation, hire: Hire, contract: Contract | None = None) -> float:
    """Recurring cost of a seat after the horizon, for as many months as the assumption
    ``tail_months`` says, in cents.

    A contractor has none: the engagement ends.

    Parameters
    ----------
    org
        Read for the assumption.
    hire
        Of a plan.
    contract
        ``None`` works it out.

    Returns
    -------
    float
        Cents with parts: it is no payment but a weight in the goal.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> round(tail(org, offered_hire(org, "iOS engineer", "Apps", 1)))
    9863480
    """
    if hire.is_contractor:
        return 0.0
    months = org.assumptions.get("tail_months", hire.team, hire.role, hire.location)
    return run_rate_unrounded(org, contract or contract_of_seat(org, hire)) * months


def person_tail(org: Organisation, person: Person, actions: PersonActions = NOTHING) -> float:
    """Recurring cost of somebody on the roster after the horizon, in cents, up to a known last day.

    Parameters
    ----------
    org
        Read for the assumption ``tail_months``.
    person
        No group.
    actions
        Moves, redundancies and short time of this person alone.

    Returns
    -------
    float
        Cents with parts.

    Examples
    --------
    >>> round(person_tail(org, org.person["P01"]))
    15191040
    """
    return contract_tail(org, person, contract_of_person(org, person, actions), actions)


def contract_tail(
    org: Organisation, person: Person, contract: Contract, actions: PersonActions
) -> float:
    """Recurring cost after the horizon under a contract that is known, in cents.

    Parameters
    ----------
    org
        Read for the assumption ``tail_months``, at the place of the last day of the horizon.
    person
        Whose contract it is.
    contract
        As `actions` leave it.
    actions
        Their last move says role and team.

    Returns
    -------
    float
        Cents with parts.

    Examples
    --------
    >>> person = org.person["P01"]
    >>> round(contract_tail(org, person, contract_of_person(org, person), NOTHING))
    15191040
    """
    role, team = (
        (actions.moves[-1].role, actions.moves[-1].team)
        if actions.moves
        else (person.role, person.team)
    )
    place = org.place_on(person, org.calendar.end)
    tail_months = org.assumptions.get("tail_months", person.id, team, role, place)
    return run_rate_unrounded(org, contract) * months_after(org, contract, tail_months)


def decided(org: Organisation, plan: Plan) -> float:
    """Cents in the goal: what the plan adds within the horizon, and to the months after it.

    Parameters
    ----------
    org
        Read for rates and calendar.
    plan
        The whole of it.

    Returns
    -------
    float
        Cents with parts; 0 for an empty plan, below 0 where it saves money. Tests hold the model's
        cost against it.

    Examples
    --------
    >>> decided(org, Plan())
    0.0
    """
    spent = sum(line.cents for line in action_lines(org, plan))
    people = ((org.person[person], actions) for person, actions in plan.of_person.items())
    later = sum(
        person_tail(org, person, actions) - person_tail(org, person) for person, actions in people
    )
    return spent + sum(tail(org, hire) for hire in plan.hires) + later + _tail_of_groups(org, plan)


def head_tail(org: Organisation, group: Person) -> float:
    """Recurring cost of one head of a group after the horizon, in cents.

    Parameters
    ----------
    org
        Read for the assumption ``tail_months``.
    group
        Its base is that of one head.

    Returns
    -------
    float
        Cents with parts.

    Examples
    --------
    >>> round(head_tail(org, org.person["P05"].replace(headcount=40.0)))
    11145600
    """
    contract = contract_of_person(org, group)
    tail_months = org.assumptions.get(
        "tail_months", group.id, group.team, group.role, group.location
    )
    return head_run_rate(org, group) * months_after(org, contract, tail_months)


def _tail_of_groups(org: Organisation, plan: Plan) -> float:
    """Of the heads that the plan has at the end of the horizon beyond those there would be
    anyway.
    """
    if not plan.group_actions:
        return 0.0
    last, planned, idle = org.calendar.periods - 1, states(org, plan), states(org, Plan())
    return sum(
        (planned[group.id, last].heads - idle[group.id, last].heads) * head_tail(org, group)
        for group in org.groups
    )
