r"""Lever caps: no more heads in a period than a lever allows.

The cap holds for a lever alone, for those that share it, or as a share of the heads of the
receiving role.

.. math::

    \sum_{m \in \ell, t} move_m + \sum_{g} flow_{\ell gt} + \sum_{q \in \ell,\ t \in q} hire_q \le
    cap_\ell, \qquad
    \sum_{m \in \ell, t} move_m + \sum_g flow_{\ell gt} \le \omega_\ell\, N_{r_\ell t} \qquad
    \forall \ell, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`\ell`              lever, or all levers that share a cap (``shared_cap``)       –
:math:`cap_\ell`          most heads in a period (``max``)                            heads
:math:`\omega_\ell`       share of the receiving role (``share_of_receiving``)        0–1
:math:`N_{r_\ell t}`      heads of the receiving role at the end of t                 heads
:math:`flow_{\ell gt}`    heads of group g moved, let go, kept or on short time        heads
:math:`hire_q`            contractors and backfills: contractors in each period there  heads
:math:`move_m`            moves, redundancies and short time of named people           0/1
========================  ==========================================================  =====

Moves, redundancies and backfills count in the period in which they begin, short time, overstaffing
and contractors in each in which they last. Source: sheet ``Levers``; classic manpower models.
"""

import math
from collections import defaultdict
from collections.abc import Iterator

from orgplan.domain import (
    CRUMB,
    MOVES,
    Key,
    Lever,
    LeverKind,
    Measure,
    Organisation,
    Part,
    PlanSimulation,
    Role,
    Sense,
    destinations,
    heads_of,
    movable,
    scope_in_words,
    shown_amount,
)
from orgplan.language import _, in_clauses

from ..model import (
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    Seat,
    heads,
    no_skills,
)
from ..model.naming import kinds_of
from ..model.traits import Trait

FAMILY = "lever_caps"
TRAITS = frozenset({Trait.STATED, Trait.SHARED})


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each cap and period, and one for each share of the receiving role.

    Parameters
    ----------
    rows
        Takes one limit by (cap or lever, period): heads for which the lever is pulled, the sum over
        levers that share a cap; and one by (lever, into role, period): heads that move in, at most
        a share of the heads that are there.
    org
        Read for `most`, `cap` and `share_of_receiving` of its levers.
    x
        Moves, redundancies, short time, flows of groups, and seats with a lever.

    Examples
    --------
    >>> from orgplan.constraints.model import MoveKey
    >>> from orgplan.domain import ORGANISATION
    >>> lever = Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION, most=1)
    >>> options = [
    ...     MoveKey(person, "L-1", LeverKind.TRANSFER, "iOS engineer", "Apps", 1)
    ...     for person in ("P02", "P03")
    ... ]
    >>> emit(
    ...     rows,
    ...     org.replace(levers=(lever,)),
    ...     DecisionVariables(
    ...         {}, {}, {}, move={one: f"transfer of {one.person}" for one in options}
    ...     ),
    ... )
    >>> print(*rows.lines[:2], sep="\n")
    lever_caps(L-1, 2027-Q2)   limit
        transfer of P02 + transfer of P03 <= 1
    """
    used = _used(org, x)
    for cap, levers in _caps(org).items():
        for period, label in enumerate(org.calendar.labels):
            left = Linear()
            for lever in levers:
                left = left.plus(used.get((lever.id, period), Linear()))
            if left.terms:
                rows.limit(FAMILY, (cap, label), left, Sense.AT_MOST, levers[0].most or 0.0)
    for (lever_id, role, period), moved in _moved(org, x).items():
        share, part = org.lever[lever_id].share_of_receiving, _receiving(org, org.lever[lever_id])
        if share is not None:
            left = moved.plus(heads(org, x, part, (role,), period), -share)
            rows.limit(
                FAMILY,
                (lever_id, f"into {role}", org.calendar.label(period)),
                left,
                Sense.AT_MOST,
                0.0,
            )


def _moved(org: Organisation, x: DecisionVariables) -> dict[tuple[str, str, int], Linear]:
    """(lever, receiving role, period) → heads that move there."""
    moved: dict[tuple[str, str, int], Linear] = defaultdict(Linear)
    for option, variable in x.move.items():
        moved[option.lever, option.role, option.start].add(1, variable)
    for flow, variable in x.flow.items():
        if flow.lever is not None and flow.to_group is not None:
            moved[flow.lever, org.person[flow.to_group].role, flow.period].add(1, variable)
    return moved


def _receiving(org: Organisation, lever: Lever) -> Part:
    """Where the receiving role is counted: the team into which the lever leads, or its scope."""
    part = org.part(lever.scope)
    return part if lever.to_team is None else Part(frozenset({lever.to_team}), part.location)


def _caps(org: Organisation) -> dict[str, list[Lever]]:
    """Name of a cap (the lever's own id, or the shared name) → levers under it."""
    caps: dict[str, list[Lever]] = defaultdict(list)
    for lever in org.levers:
        if lever.most is not None:
            caps[lever.cap or lever.id].append(lever)
    return caps


def _used(org: Organisation, x: DecisionVariables) -> dict[tuple[str, int], Linear]:
    """(lever, period) → heads for which it is pulled."""
    used: dict[tuple[str, int], Linear] = defaultdict(Linear)
    for option, variable in x.move.items():
        used[option.lever, option.start].add(1, variable)
    for leave, variable in x.leave.items():
        used[leave.lever, leave.start].add(1, variable)
    for reduction, variable in x.reduce.items():
        used[reduction.lever, reduction.period].add(1, variable)
    for flow, variable in x.flow.items():
        if flow.lever is not None:
            used[flow.lever, flow.period].add(1, variable)
    for seat, variable in x.hire.items():
        for period in _counted(seat) if seat.lever is not None else ():
            used[seat.lever or "", period].add(1, variable)
    return used


def _counted(seat: Seat) -> range:
    return range(seat.start, seat.start + 1 if seat.until is None else seat.until)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the heads for which each lever is pulled, period by period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads, in parts where groups move; caps without any use are left out.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION, Move
    >>> lever = Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION, most=0)
    >>> move = Move(
    ...     id="M-001",
    ...     kind=LeverKind.TRANSFER,
    ...     lever="L-1",
    ...     person_id="P02",
    ...     role="iOS engineer",
    ...     team="Apps",
    ...     start_date=org.calendar.start,
    ...     base_salary=90_000,
    ... )
    >>> there = PlanSimulation(org.replace(levers=(lever,)), walk.plan.replace(moves=(move,)))
    >>> [(one.key, one.required, one.planned, one.shortfall) for one in measure(there)]
    [(('L-1', '2027-Q1'), 0.0, 1.0, 1.0)]
    """
    org = walk.org
    count = _counts(walk)
    shared: dict[str, list[Lever]] = {}
    for lever in org.levers:
        if lever.most is not None:
            shared.setdefault(lever.cap or lever.id, []).append(lever)
    for cap, levers in shared.items():
        for period, label in enumerate(org.calendar.labels):
            total, most = sum(count[lever.id, period] for lever in levers), levers[0].most or 0.0
            if total:
                yield Measure.at_most(FAMILY, (cap, label), most, total, "heads", within=CRUMB)
    for (lever_id, role, period), total in _arrivals(walk).items():
        lever, label = org.lever[lever_id], org.calendar.label(period)
        if lever.share_of_receiving is not None and 0 <= period < org.calendar.periods:
            scope = org.part(lever.scope)
            teams = {lever.to_team} if lever.to_team else scope.teams
            there = [
                m
                for m in walk.at_end(period, None, (role,))
                if m.team in teams and scope.location in (None, m.location)
            ]
            most = lever.share_of_receiving * heads_of(there)
            yield Measure.at_most(
                FAMILY, (lever_id, f"into {role}", label), most, total, "heads", within=CRUMB
            )


def _arrivals(walk: PlanSimulation) -> dict[tuple[str, str, int], float]:
    """(lever, receiving role, period) → heads, by the dates of the plan's moves."""
    plan, period_of = walk.plan, walk.org.calendar.period_of
    found: dict[tuple[str, str, int], float] = defaultdict(float)
    for move in plan.moves:
        found[move.lever, move.role, period_of(move.start_date)] += 1
    for action in plan.group_actions:
        if action.lever and action.to_group:
            found[
                action.lever, walk.org.person[action.to_group].role, period_of(action.start_date)
            ] += action.heads
    return found


def _counts(walk: PlanSimulation) -> dict[tuple[str, int], float]:
    """(lever, period) → heads, by the dates of the plan's actions."""
    plan, period_of = walk.plan, walk.org.calendar.period_of
    count: dict[tuple[str, int], float] = defaultdict(float)
    for move in plan.moves:
        count[move.lever, period_of(move.start_date)] += 1
    for leaving in plan.exits:
        count[leaving.lever, period_of(leaving.last_day) + 1] += 1
    for reduced in plan.short_times:
        for period in range(period_of(reduced.start_date), period_of(reduced.end_date) + 1):
            count[reduced.lever, period] += 1
    for action in plan.group_actions:
        count[action.lever or "", period_of(action.start_date)] += action.heads
    for hire in plan.hires:
        first = period_of(hire.start_date)
        for period in range(first, period_of(hire.end_date) + 1 if hire.end_date else first + 1):
            count[hire.lever or "", period] += 1
    return count


def seats_that_help(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """Heads of a receiving role, of which a share may move in: as many as let everybody move who
    might.

    Parameters
    ----------
    org
        Read for levers whose movers are a share of the role that receives them.
    role, team
        The kind of seat.
    bounds
        Unused: what is asked for does not depend on how many there may be.

    Returns
    -------
    int
        Heads; 0 where no such lever leads into the team.
    """
    return sum(
        math.ceil(_may_move_into(org, lever, role.id) / lever.share_of_receiving - 1e-9)
        for lever in org.levers
        if lever.share_of_receiving and team in _receiving(org, lever).teams
    )


def _may_move_into(org: Organisation, lever: Lever, role: str) -> float:
    """Heads that a lever may bring into a role, all at once."""
    return sum(
        (person.headcount or 0.0) if person.is_group else 1.0
        for person in org.people
        if (person.is_group or movable(org, person, lever))
        and any(into == role for into, _ in destinations(org, lever, person.role, person.team))
    )


skills_that_help = no_skills  # shares of heads, whatever they can do


def limit_name(org: Organisation, key: Key) -> str:
    """A cap of a lever or of several that share one, for instance ``promotions in Sales (cap of
    L-001)``.

    Parameters
    ----------
    org
        Read for its levers.
    key
        Cap or lever, perhaps a role into which it leads, and period.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> lever = Lever(id="L-1", kind=LeverKind.PROMOTION, scope=ORGANISATION, most=2)
    >>> limit_name(org.replace(levers=(lever,)), ("L-1", "2027-Q1"))
    'promotions in the organisation (cap of L-1)'
    """
    levers = [lever for lever in org.levers if key[0] in (lever.id, lever.cap)]
    if not levers:
        return _("cap of {lever}", lever=key[0])
    kinds = dict.fromkeys(kinds_of(lever.kind.value) for lever in levers)
    scopes = dict.fromkeys(scope_in_words(lever.scope.label) for lever in levers)
    into = f" {key[1]}" if len(key) == 3 else ""
    return _(
        "{kinds} in {scopes} (cap of {lever})",
        kinds=_(" and ").join(kinds) + into,
        scopes=_(", ").join(scopes),
        lever=key[0],
    )


def stated(org: Organisation, key: Key, when: str) -> str:
    """A cap of a lever, with the periods in which it holds.

    Parameters
    ----------
    org
        Read for its levers.
    key
        Cap or lever, perhaps a role into which it leads, and period.
    when
        Periods in words.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> lever = Lever(id="L-1", kind=LeverKind.PROMOTION, scope=ORGANISATION, most=2)
    >>> stated(org.replace(levers=(lever,)), ("L-1", "2027-Q1"), "2027-Q1")
    'promotions in the organisation (cap of L-1), 2027-Q1'
    """
    return in_clauses((limit_name(org, key), when))


def explain(measure: Measure, org: Organisation) -> str:
    """Say which lever is pulled too often.

    Parameters
    ----------
    measure
        One of a lever that is pulled too often, in heads.
    org
        Read for its levers.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> lever = Lever(id="L-1", kind=LeverKind.PROMOTION, scope=ORGANISATION, most=2)
    >>> explain(
    ...     Measure.at_most(FAMILY, ("L-1", "2027-Q1"), 2, 3, "heads"), org.replace(levers=(lever,))
    ... )
    '2027-Q1: 3 heads are moved under L-1 (promotion), at most 2 are allowed: 1 too many. Spread
    them over more periods or raise the cap in Levers.'
    """
    name, period = measure.key[0], measure.key[-1]
    levers = [lever for lever in org.levers if name in (lever.id, lever.cap)]
    what = _(" and ").join(dict.fromkeys(_(lever.kind.value) for lever in levers)) or _(
        LeverKind.RETRAINING.value
    )
    against = _(" (a share of the role that receives them)") if len(measure.key) == 3 else ""
    moved = _("moved") if any(lever.kind in MOVES for lever in levers) else _("counted")
    return _(
        "{period}: {planned} heads are {moved} under {name} ({what}), at most {required} are"
        " allowed{against}: {short} too many. Spread them over more periods or raise the cap in"
        " Levers.",
        period=period,
        planned=shown_amount(measure.planned),
        moved=moved,
        name=name,
        what=what,
        required=shown_amount(measure.required),
        against=against,
        short=shown_amount(measure.shortfall),
    )
