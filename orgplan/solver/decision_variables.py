"""A variable for everything that can be decided, and its name in the model."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from orgplan.constraints.model import (
    DecisionVariables,
    GroupFlowKey,
    LeadKey,
    Seat,
    TakeoverKey,
    Var,
    present,
)
from orgplan.domain import (
    Counting,
    Organisation,
)

from .candidate_actions import (
    candidate_training_steps,
    flows_on_offer,
    moves_on_offer,
    previous_seats,
    redundancies_on_offer,
    seats_of_candidates,
    seats_on_offer,
    short_time_on_offer,
    takeovers_on_offer,
)

Variable = Callable[
    [str, float | None, bool], Var
]  # name, upper bound (None is none), whether it is whole


def decision_variables(
    org: Organisation,
    bounds: Mapping[tuple[str, str], int],
    recruits: Mapping[str, float],
    variable: Variable,
) -> DecisionVariables:
    """Everything that is on offer, each with a variable made by `variable` from its name, upper
    bound and whether it is whole.

    `bounds` are the most seats by role and team, `recruits` the most recruits of each group in a
    period.

    Parameters
    ----------
    org
        Read for everything that is on offer.
    bounds
        (role id, team id) → heads over the horizon; pairs that are left out have no seats.
    recruits
        Group id → heads in a period.
    variable
        Makes a variable of a name, an upper bound (``None`` is none), and whether it is whole.

    Returns
    -------
    DecisionVariables
        Without prices: these are worked out when rows of budgets ask for them.

    Examples
    --------
    >>> x = decision_variables(
    ...     org, {("iOS engineer", "Apps"): 2}, {}, lambda name, upper, whole: name
    ... )
    >>> list(x.hire.values())
    ['hire(iOS engineer,Apps,2027-Q2)', 'hire(iOS engineer,Apps,2027-Q3)', 'hire(iOS
    engineer,Apps,2027-Q4)']
    """
    whole, name = org.counting is Counting.WHOLE, org.calendar.label

    def binary(name: str) -> Var:
        """A decision that is taken or not."""
        return variable(name, 1, True)

    hire = _hires(org, bounds, variable)
    moves, leaves = tuple(moves_on_offer(org)), tuple(redundancies_on_offer(org))
    takeovers = tuple(takeovers_on_offer(org, hire))
    unsettled = {option.person for option in moves} | {leave.person for leave in leaves}
    return DecisionVariables(
        hire,
        bounds,
        train={
            (s, start): binary(f"train({s.person},{s.course},{s.level},{name(start)})")
            for s, start in candidate_training_steps(org)
        },
        move={o: binary(f"{o.kind}({o.person},{o.role},{o.team},{name(o.start)})") for o in moves},
        leave={o: binary(f"redundancy({o.person},{name(o.start)})") for o in leaves},
        reduce={
            o: binary(f"short_time({o.person},{name(o.period)})") for o in short_time_on_offer(org)
        },
        flow={
            f: variable(
                _flow_name(org, f),
                recruits[f.group] if f.kind is None else None,
                whole and (f.moves_people or org.whole_staff),
            )
            for f in flows_on_offer(org)
        },
        takeover={
            o: binary(f"takeover({_who(org, o.who)},{o.team},{name(o.start)})") for o in takeovers
        },
        leading={
            o: binary(f"leads({o.who},{o.team},{name(o.period)})")
            for o in _states_of_leads(org, takeovers, unsettled)
        },
        kept={
            seat: variable(f"kept_{seat_name(org, seat)}", n, True)
            for seat, n in previous_seats(org).items()
            if seat in hire
        },
    )


def _hires(
    org: Organisation, bounds: Mapping[tuple[str, str], int], variable: Variable
) -> dict[Seat, Var]:
    """How many are hired into each kind of seat; of a candidate, one at most."""
    return {
        seat: variable(
            seat_name(org, seat),
            bounds[seat.role, seat.team] if seat.candidate is None else 1,
            True,
        )
        for seat in (*seats_on_offer(org, bounds), *seats_of_candidates(org))
    }


def _who(org: Organisation, who: str | Seat) -> str:
    return who if isinstance(who, str) else seat_name(org, who)


def _states_of_leads(
    org: Organisation, takeovers: Iterable[TakeoverKey], unsettled: set[str]
) -> Iterator[LeadKey]:
    """Periods in which somebody whose place the plan may change may lead a team that they have
    taken over.
    """
    first: dict[tuple[str, str], int] = {}
    for who, team, start in takeovers:
        if isinstance(who, str) and who in unsettled:
            first[who, team] = min(start, first.get((who, team), start))
    for (who, team), start in first.items():
        for period in range(start, org.calendar.periods):
            if present(org, org.person[who], period):
                yield LeadKey(who, team, period)


def seat_name(org: Organisation, seat: Seat) -> str:
    """Name of the variable of a seat.

    Parameters
    ----------
    org
        Read for the labels of periods.
    seat
        A kind of seat.

    Returns
    -------
    str
        Unique among the seats of a model, such as ``hire(Engineer,Apps,2027-Q1)``.

    Examples
    --------
    >>> (
    ...     seat_name(org, Seat("iOS engineer", "Apps", 1)),
    ...     seat_name(org, Seat("iOS engineer", "Apps", 1, "Lisbon", 3, "L-1")),
    ... )
    ('hire(iOS engineer,Apps,2027-Q2)', 'hire(iOS engineer,Apps,Lisbon,L-1,2027-Q2,until 3)')
    """
    rest = [
        part
        for part in (
            seat.location,
            seat.lever,
            seat.position and f"into {seat.position}",
            seat.candidate and f"by {seat.candidate}",
        )
        if part
    ]
    until = [f"until {seat.until}"] if seat.until is not None else []
    return (
        f"hire({','.join([seat.role, seat.team, *rest, org.calendar.label(seat.start), *until])})"
    )


def _flow_name(org: Organisation, flow: GroupFlowKey) -> str:
    what = flow.kind.value.replace(" ", "_") if flow.kind else "recruit"
    return (
        f"{what}({','.join(part for part in (flow.group, flow.to_group, flow.lever) if part)},"
        f"{org.calendar.label(flow.period)})"
    )
