r"""Enough people hold the skill: every need for holders is met by people at or above its level, or
the shortfall is counted.

.. math::

    \sum_{p \in S} [\ell_{ps} \ge \lambda] + \sum_{p, e \ni \lambda, \tau \le t - D_e}
    train_{pe\tau}
    + \sum_{r, j \in S, \tau \le t} [\ell_{rs}(t - \tau) \ge \lambda]\, hire_{rj\tau} + u_{ht} \ge
    \eta_{ht}
    \qquad \forall h \in H, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`S`                 scope of the need: its teams; p is employed at the end of t  –
:math:`\ell_{ps}`         assessed proficiency of person p in skill s                 0–5
:math:`\lambda`           least level that counts (``min_level``)                     0–5
:math:`e \ni \lambda`     step of training that crosses the level                     –
:math:`D_e`               duration of the step; it counts from the first whole period after  periods
:math:`\ell_{rs}(q)`      proficiency of a seat in its q-th period                    0–5
:math:`\eta_{ht}`         required holders (``Requirements``)                         heads
:math:`u_{ht}`            shortfall                                                   heads
========================  ==========================================================  =====

One person counts for many needs; somebody in training does not count before the end. Expected
attrition does not weaken holders: only known leavers do. Source: skill-matrix practice (level 3,
works alone, counts as coverage).
"""

import math
from collections.abc import Iterator

from orgplan.domain import (
    TOLERANCE,
    Measure,
    Need,
    NeedKind,
    Organisation,
    Person,
    PlanSimulation,
    Role,
    Strength,
    scope_in_words,
)
from orgplan.language import _

from ..model import (
    Capability,
    DecisionVariables,
    HeadcountUpperBounds,
    ModelSink,
    Places,
    SkillTarget,
    asked_for,
    earliest_seats,
    holders,
    seat_level,
    seats_of_needs,
    targets_of_needs,
)

FAMILY = "holders"


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one demand for each need for holders and period.

    Parameters
    ----------
    rows
        Takes one demand for each need and period with an amount, by (need, period), in heads.
    org
        Read for needs and levels.
    x
        Seats, moves, redundancies and courses, these with their success rate.

    Examples
    --------
    >>> emit(rows, org, x)
    >>> print(*rows.lines[:2], sep="\n")
    holders(N-002, 2027-Q1)   must, weight 1
        2 + short >= 2
    """
    for need in org.needs:
        if need.kind is not NeedKind.HOLDERS or need.strength is Strength.OFF:
            continue
        part = org.part(need.scope)
        for period, required in enumerate(need.required):
            if required > 0:
                capability = Capability(part, need.skill, need.min_level, period, expected=True)
                left = holders(rows, org, x, capability)
                rows.demand(
                    FAMILY,
                    (need.id, org.calendar.label(period)),
                    left,
                    required,
                    need.strength,
                    need.weight,
                )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the holders of each need in each period of the plan.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads, by (need, period): `planned` is what is expected of courses, `short` is made whole
        upwards.

    Examples
    --------
    >>> [(one.key, one.required, one.planned, one.shortfall, one.by) for one in measure(walk)][0]
    (('N-002', '2027-Q1'), 2.0, 2.0, 0.0, ('P01', 'P03'))
    """
    org = walk.org
    for need in org.needs:
        if need.kind is not NeedKind.HOLDERS or need.strength is Strength.OFF:
            continue
        for period, required in enumerate(need.required):
            if required > 0:
                able, count = walk.holders(period, need.scope, need.skill, need.min_level)
                yield Measure(
                    FAMILY,
                    (need.id, org.calendar.label(period)),
                    required,
                    count,
                    max(0.0, math.ceil(required - count - TOLERANCE)),
                    "heads",
                    strength=need.strength,
                    weight=need.weight,
                    by=tuple(member.id for member in able),
                )


def seats_that_help(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """As many as are required at most in a period in which a new hire can hold the skill.

    Parameters
    ----------
    org
        Read for needs and lead times.
    role, team
        The kind of seat.
    bounds
        Unused: what is asked for does not depend on how many there may be.

    Returns
    -------
    int
        Heads, the sum over the needs of the team.

    Examples
    --------
    >>> seats_that_help(org, org.role["iOS engineer"], "Apps", HeadcountUpperBounds({}, {}, {}, {}))
    1
    """
    return seats_of_needs(org, role, team, NeedKind.HOLDERS, _seats_for)


def _seats_for(org: Organisation, need: Need, role: Role, team: str) -> int:
    """The most that a need asks for in a period in which some seat can hold the skill."""
    seats = earliest_seats(org, role, team)
    held = (
        amount
        for period, amount in asked_for(org, need, role, team).items()
        if any(
            seat.start <= period and seat_level(org, seat, need.skill, period) >= need.min_level
            for seat in seats
        )
    )
    return math.ceil(max(held, default=0))


def skills_that_help(org: Organisation, person: Person, places: Places) -> Iterator[SkillTarget]:
    """The skill of each need, at its level, where somebody is or may come to be.

    Parameters
    ----------
    org
        Read for its needs.
    person
        Not read: who has the level already gains nothing by it.
    places
        Pairs of role and team that they have or may come to have.

    Yields
    ------
    SkillTarget
        Skill and least level of each need for holders.

    Examples
    --------
    >>> list(skills_that_help(org, org.person["P18"], frozenset({("Frontend engineer", "Apps")})))[
    ...     0
    ... ]
    SkillTarget(skill='iOS', level=3, training_counts=False)
    """
    return targets_of_needs(org, NeedKind.HOLDERS, places)


def explain(measure: Measure, org: Organisation) -> str:
    """Say which need is short, where, by how much, and what would mend it.

    Parameters
    ----------
    measure
        One of too few holders.
    org
        Read for the need.

    Examples
    --------
    >>> explain(Measure(FAMILY, ("N-007", "2027-Q3"), 1, 0, 1, "heads"), org)
    '2027-Q3: Apps needs 1 person with iOS at level 3 or above and has 0: 1 short. Train somebody
    up, hire a role that brings iOS, or lower the need.'
    """
    need = org.need[measure.key[0]]
    return _(
        "{period}: {scope} needs {people} with {skill} at level {min_level} or above and has"
        " {planned:g}: {short:g} short. Train somebody up, hire a role that brings {skill}, or"
        " lower the need.",
        **measure.figures,
        scope=scope_in_words(need.scope.label),
        skill=need.skill,
        min_level=need.min_level,
    )
