r"""Positions: each is filled once, and in its turn.

Open and approved positions come before proposed ones, and listed ones before any other growth of
the same role and team.

.. math::

    \sum_t fill_{pt} \le N_p \qquad \forall p, \qquad
    \sum_{p \in D_{rjt}} \sum_{\tau \le t} fill_{p\tau} \ge |D_{rjt}|\, z_{rjt}, \qquad
    late_{rjt} \le H_{rj}\, z_{rjt} \qquad \forall r, j, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`fill_{pt}`         permanent seats in positions p that are alike, from t on     seats
:math:`N_p`               how many of them there are                                   seats
:math:`late_{rjt}`        seats that have to wait: proposed, or growth without one     seats
:math:`D_{rjt}`           positions whose turn comes before, if they can start by t    seats
:math:`z_{rjt}`           1 only if all of these are filled by t                         –
:math:`H_{rj}`            most seats of the role and team that are of use              seats
========================  ==========================================================  =====

Positions are alike that share role, team, start, budgeted pay, status and lock. A seat in one
begins on the first day of its period on which it can: not before the start of the position, nor
before the lead time has passed; where the position is open with a start, recruiting is under way
and the start alone counts. It is paid as budgeted. Frozen and filled positions, and those that are
to be removed, can't be hired into. A proposed position that must be filled (``lock``) is no wish,
and waits for none. While one is on hold (frozen, or locked to stay empty), growth of its role in
its team that is not listed is not on offer. Where ``only_positions`` of ``Settings`` says yes, no
other permanent seats are on offer; otherwise backfills need not wait, for they take the place of a
leaver. Source: practice of position control; sheet ``Positions``.
"""

from collections.abc import Iterator

from orgplan.domain import (
    Hire,
    Measure,
    Organisation,
    PlanSimulation,
    Position,
    Role,
    Sense,
    can_be_filled,
    first_day_in,
    positions_on_offer,
)
from orgplan.language import N_, _

from ..model import (
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    Seat,
    Var,
    no_skills,
)
from ..model.naming import called
from ..model.traits import Trait

FAMILY = "positions"
TRAITS = frozenset({Trait.MEANS})
WAITING = ("proposed", "free")  # that wait for positions of a rank below their own: 1, 2


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each kind of position, and one for each role, team and period in which a
    seat may start that has to wait.

    Parameters
    ----------
    rows
        Takes one limit by (first of the positions that are alike, filled): seats, at most as many
        as are listed; and one by (role, team, what waits, period): seats that have to wait for
        their turn.
    org
        Read for positions and their status.
    x
        Seats; those that fill a position name the first one that is alike.

    Examples
    --------
    >>> from orgplan.constraints.model import Seat
    >>> from orgplan.domain import Position
    >>> there = org.replace(
    ...     positions=(
    ...         Position(id="R-1", role="iOS engineer", team="Apps", start=date(2027, 4, 1)),
    ...     )
    ... )
    >>> chosen = DecisionVariables(
    ...     {Seat("iOS engineer", "Apps", 1, position="R-1"): "fills R-1"}, {}, {}
    ... )
    >>> emit(rows, there, chosen)
    >>> print(*rows.lines[:2], sep="\n")
    positions(R-1, filled)   limit
        fills R-1 <= 1
    """
    filling: dict[str, list[tuple[int, Var]]] = {}
    for seat, variable in x.hire.items():
        if seat.position is not None:
            filling.setdefault(seat.position, []).append((seat.start, variable))
    for name, starts in filling.items():
        filled = Linear(0.0, [(1.0, variable) for _, variable in starts])
        rows.limit(FAMILY, (name, "filled"), filled, Sense.AT_MOST, len(org.alike_positions[name]))
    waiting: dict[tuple[int, str, str, int], Linear] = {}
    for seat, variable in x.hire.items():
        rank = _rank(org, seat)
        if rank > 0:
            waiting.setdefault((rank, seat.role, seat.team, seat.start), Linear()).add(1, variable)
    for (rank, role, team, period), late in waiting.items():
        _wait(rows, org, x, filling, late, (rank, role, team, period))


def _rank(org: Organisation, seat: Seat) -> int:
    """0 for whoever need not wait, 1 for proposed positions, 2 for growth that is not listed."""
    if seat.position is not None:
        return org.position[seat.position].rank
    return 2 * seat.grows


def _wait(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    filling: dict[str, list[tuple[int, Var]]],
    late: Linear,
    what: tuple[int, str, str, int],
) -> None:
    """State that some seats wait until all positions are filled whose turn comes before."""
    rank, role, team, period = what
    due, filled = 0, Linear()
    on_offer = positions_on_offer(org, role, team)  # a pay is known: not to a candidate alone
    for name, starts in filling.items():
        first = org.position[name]
        if (
            (first.role, first.team) == (role, team)
            and first.rank < rank
            and name in on_offer
            and org.calendar.period_of(first_day_in(org, first)) <= period
        ):
            due += len(org.alike_positions[name])
            filled.terms += [(1.0, variable) for start, variable in starts if start <= period]
    if due:
        key = (role, team, WAITING[rank - 1], org.calendar.label(period))
        z = rows.binary(FAMILY, key)
        rows.link(FAMILY, (*key, "all"), Linear(0.0, [(float(due), z)]).plus(filled, -1), 0.0)
        rows.limit(
            FAMILY,
            key,
            late.plus(Linear(0.0, [(-float(x.hire_bound[role, team]), z)])),
            Sense.AT_MOST,
            0.0,
        )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the seats in each kind of position, and look in each period whether whoever starts in
    it has had to wait.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Seats, of each kind of position that is filled, and of each role, team and period in which a
        seat begins while positions are listed whose turn comes before.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> there = org.replace(positions=(Position(id="R-1", role="iOS engineer", team="Apps"),))
    >>> seats = tuple(
    ...     offered_hire(org, "iOS engineer", "Apps", 1).replace(id=name, position_id="R-1")
    ...     for name in ("H-001", "H-002")
    ... )
    >>> [
    ...     (one.key, one.required, one.planned)
    ...     for one in measure(PlanSimulation(there, walk.plan.replace(hires=seats)))
    ... ]
    [(('R-1', 'filled'), 1, 2)]
    """
    org = walk.org
    alike: dict[tuple[object, ...], list[str]] = {}
    for position in org.positions:
        if position.to_fill:
            alike.setdefault(org.alike(position), []).append(position.id)
    named = [hire for hire in walk.plan.hires if _position_of(org, hire) is not None]
    for ids in alike.values():
        count = sum(hire.position_id in ids for hire in named)
        if count:
            yield Measure.at_most(FAMILY, (ids[0], "filled"), len(ids), count, "seats")
    for role, team in sorted({(hire.role, hire.team) for hire in walk.plan.hires}):
        for period in range(org.calendar.periods):
            for number, what in enumerate(WAITING):
                yield from _judge(
                    walk, named, (role, team, what, org.calendar.label(period)), period, number
                )


def _position_of(org: Organisation, hire: Hire) -> Position | None:
    """The position that a seat fills, if it may."""
    position = org.position.get(hire.position_id or "")
    if position is None or hire.is_contractor or not position.to_fill:
        return None
    return position if (position.role, position.team) == (hire.role, hire.team) else None


def _judge(
    walk: PlanSimulation,
    named: list[Hire],
    key: tuple[str, str, str, str],
    period: int,
    number: int,
) -> Iterator[Measure]:
    """Compare the seats that begin in a period and have to wait with what is still open before
    them.
    """
    org, (role, team, what, _) = walk.org, key
    first, last = org.calendar.first_day(period), org.calendar.last_day(period)
    late = []
    for hire in walk.plan.hires:
        position = _position_of(org, hire)
        waits = (
            hire.lever is None and position is None
            if what == "free"
            else position is not None and position.rank == 1
        )
        if waits and (hire.role, hire.team) == (role, team) and first <= hire.start_date <= last:
            late.append(hire.id)
    before = [
        p.id
        for p in org.positions
        if p.to_fill
        and (p.role, p.team) == (role, team)
        and p.rank <= number
        and first_day_in(org, p) <= last
        and _payable(org, p)
    ]
    if late and before:
        filled = sum(hire.position_id in before and hire.start_date <= last for hire in named)
        waits_on = filled < len(before)
        most, short = (0, len(late)) if waits_on else (len(late), 0)
        yield Measure(
            FAMILY, key, most, len(late), short, "seats", sense=Sense.AT_MOST, by=tuple(late)
        )


def _payable(org: Organisation, position: Position) -> bool:
    return can_be_filled(org, position)


def seats_that_help(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """Every listed position of the role and team, where some seat of it is of use: it may be their
    turn before.

    Parameters
    ----------
    org
        Read for its positions.
    role, team
        The kind of seat.
    bounds
        `seats` says whether any other family has a use for the seat.

    Returns
    -------
    int
        Heads; 0 where no other family has a use for such a seat.

    Examples
    --------
    >>> there = org.replace(positions=(Position(id="R-1", role="iOS engineer", team="Apps"),))
    >>> bounds = HeadcountUpperBounds({}, {}, {("iOS engineer", "Apps"): 1}, {})
    >>> seats_that_help(there, org.role["iOS engineer"], "Apps", bounds)
    1
    """
    if not bounds.seats.get((role.id, team)):
        return 0
    return sum(len(org.alike_positions[name]) for name in positions_on_offer(org, role.id, team))


skills_that_help = no_skills  # the turn of positions, whoever fills them


limit_name = called(N_("listed positions of {first}"))


def explain(measure: Measure, org: Organisation) -> str:
    """Say which position is filled too often, or what was not waited for.

    Parameters
    ----------
    measure
        One of a position filled too often, or of a seat out of sequence.
    org
        Unused: key and figures of the measure have all that it takes.

    Examples
    --------
    >>> explain(Measure.at_most(FAMILY, ("R-1", "filled"), 1, 2, "seats"), org)
    'R-1, or positions like it, are filled by 2 seats, 1 listed: 1 too many. Hire fewer, or get
    positions approved.'
    """
    if len(measure.key) == 2:
        return _(
            "{name}, or positions like it, are filled by {planned:g} seats, {required:g} listed:"
            " {short:g} too many. Hire fewer, or get positions approved.",
            **measure.figures,
            name=measure.key[0],
        )
    role, team, what, period = measure.key
    who, before = (
        (_("proposed positions"), _("open or approved ones"))
        if what == "proposed"
        else (_("seats without a position"), _("positions"))
    )
    return _(
        "{period}: {short:g} {who} of {role} in {team} are filled while {before} that could be"
        " filled by then stay open. Hire into those first, or take them off Positions.",
        period=period,
        short=measure.shortfall,
        who=who,
        role=role,
        team=team,
        before=before,
    )
