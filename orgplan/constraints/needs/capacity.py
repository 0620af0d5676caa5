r"""Enough working time: the time of people who can do the work is split over the needs, nobody's
twice, or the shortfall is counted.

.. math::

    \sum_{b \ni d} y_{bdt} + \sum_p y_{pdt} + u_{dt} &\ge \varphi_{dt} - \epsilon_{dt} && \forall d
    \in D, t \\
    \sum_{d \in b} y_{bdt} &\le \sum_{p \in b} (a_{pt} - \sum_e h_{pet}\, train_{pe} - \sum_d
    y_{pdt}) + \sum_{r, j, \tau} \rho_{r,t-\tau}\, hire_{rj\tau} && \forall b, t \\
    y_{pdt} + \sum_{e > \lambda_d} h_{pet}\, train_{pe} &\le a_{pt} \sum_{e \ni \lambda_d, \tau \le
    t - D_e} train_{pe\tau} && \forall p, d \notin b(p), t \\
    \sum_d y_{pdt} + \sum_e h_{pet}\, train_{pe} &\le a_{pt} && \forall p, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`b`                 bundle: the capacity needs that a person can serve           –
:math:`y_{bdt}`           time that people of a bundle give to a need                  FTE
:math:`y_{pdt}`           time of one person for a need learned in this plan           FTE
:math:`a_{pt}`            output of a person: employed, ramped, available, surviving   FTE
:math:`h_{pet}`           time that a step of training takes                           FTE
:math:`e > \lambda_d`     step from the need's level or above, sure to succeed         –
:math:`\rho_{rq}`         output of a seat in its q-th period                          FTE
:math:`\varphi_{dt}`      required work (``Requirements``)                            FTE
:math:`\epsilon_{dt}`     tolerance (``Requirements``; else 2 %, 0.05 at the least)     FTE
:math:`u_{dt}`            shortfall                                                   FTE
========================  ==========================================================  =====

People who can serve the same needs are pooled, so the flow grows with the bundles that occur and
not with people. What a person learns in the plan is a flow of their own, taken out of the pool.
The ramp is that of the job in which somebody began; a move has a hand-over of its own.
A need that is missed by no more than its tolerance is not short: nobody is hired for good for a few
hours a week. The default is at most half of the need. Source: aggregate flow model of workforce
planning.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from orgplan.domain import (
    ORGANISATION,
    Goal,
    Measure,
    Member,
    Need,
    NeedKind,
    Organisation,
    Person,
    PlanSimulation,
    Role,
    ScopeKind,
    Sense,
    Strength,
    allocate,
    scope_in_words,
)
from orgplan.language import _

from ..model import (
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    Places,
    Seat,
    Situation,
    SkillTarget,
    Var,
    asked_for,
    available,
    course_time,
    each_with,
    earliest_seats,
    first_day_of,
    level_at,
    output_of_group,
    output_of_person,
    output_of_seat,
    ramp_months,
    seat_level,
    seats_of_needs,
    situations,
    steps_of,
    targets_of_needs,
    trained_to_level,
    training_time,
)
from ..training import mentoring

FAMILY = "capacity"


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    """State the flow of working time from bundles to needs, period by period.

    Parameters
    ----------
    rows
        Takes one demand for each need and period, by (need, period), in FTE; a limit for what
        mentors and colleagues give; and, without a meaning of their own, the shares of time that
        flow from bundles to needs.
    org
        Read for needs, output, and the tolerance of a need.
    x
        Whatever changes who is there and what they can do.

    Examples
    --------
    >>> emit(rows, org, x)
    >>> next(line for line in rows.lines if line.startswith("capacity(N-001"))
    'capacity(N-001, 2027-Q1)   must, weight 1'
    """
    for period in range(org.calendar.periods):
        lessons = mentoring.lessons(org, x, period)
        needs = [need for need in org.needs if _asked(need, period)]
        most = {need.id: hours.most for need, hours in lessons.items()}
        needs += lessons
        if needs:
            served = _FlowOfTime(rows, org, x, needs, period).emit(most)
            for need, hours in lessons.items():
                left = served[need.id].plus(hours.time, -1)
                rows.limit(
                    mentoring.FAMILY,
                    (mentoring.key_of(need), "time", org.calendar.label(period)),
                    left,
                    Sense.AT_LEAST,
                    0.0,
                )
            for need in needs:
                if need.id in org.need:
                    key = (need.id, org.calendar.label(period))
                    rows.demand(
                        FAMILY,
                        key,
                        served[need.id],
                        need.required[period] - org.tolerance(need, period),
                        need.strength,
                        need.weight,
                        whole=False,
                    )


def _asked(need: Need, period: int) -> bool:
    return (
        need.kind is NeedKind.CAPACITY
        and need.strength is not Strength.OFF
        and need.required[period] > 0
    )


class _FlowOfTime:
    """Who gives time to which need in a period.

    Attributes
    ----------
    served
        Id of a need → the time given to it.
    pools
        Needs that somebody can serve → the output of all who can serve just these.
    """

    def __init__(
        self,
        rows: ModelSink,
        org: Organisation,
        x: DecisionVariables,
        needs: list[Need],
        period: int,
    ) -> None:
        self.rows, self.org, self.x, self.needs, self.period = rows, org, x, needs, period
        self.label = org.calendar.label(period)
        self.of_place = _NeedsByPlace(org, needs)
        self.served: dict[str, Linear] = {need.id: Linear() for need in needs}
        self.pools: dict[frozenset[str], Linear] = defaultdict(Linear)

    def emit(self, taken: Mapping[str, float]) -> dict[str, Linear]:
        """State who can give time to what; returns the time given to each need.

        `taken` is the most of what learners and newcomers take.
        """
        for person in self.org.people:
            self._person(person)
        for seat, seats in self.x.hire.items():
            if seat.there(self.period):
                output = output_of_seat(self.org, seat, self.period)
                self.pools[self._bundle_of(seat)].add(output, seats)
        most = {need.id: taken.get(need.id, need.required[self.period]) for need in self.needs}
        for bundle in sorted(self.pools, key=sorted):
            given, name = Linear(), "+".join(sorted(bundle))
            for need_id in sorted(bundle):
                time = self.rows.amount(FAMILY, (need_id, name, self.label), most[need_id])
                self.served[need_id].add(1, time)
                given.add(1, time)
            if bundle:
                left = given.plus(self.pools[bundle], -1)
                self.rows.link(FAMILY, ("time of", name, self.label), left, 0.0)
        return self.served

    def _bundle_of(self, seat: Seat) -> frozenset[str]:
        """Needs that a seat can serve; newcomers do not bring newcomers in."""
        level = partial(seat_level, self.org, seat, period=self.period)
        ramped = _is_ramped(self.org, seat, self.period)
        return frozenset(
            n.id
            for n in self.of_place[seat.place]
            if level(skill=n.skill) >= n.min_level
            and (n.id in self.org.need or n.scope == ORGANISATION or ramped)
        )

    def _person(self, person: Person) -> None:
        """Put a person's output into the pool of what they can do; what they would have to learn
        first gets a column of its own, which is there only once they have learned it.
        """
        org, x, period = self.org, self.x, self.period
        if person.id in x.unsettled or person.id in x.reductions_of:
            self._changing(person)
            return
        mine = self.of_place[person.team, person.location]
        bundle = frozenset(need.id for need in mine if person.level(need.skill) >= need.min_level)
        if person.is_group:
            self.pools[bundle].include(output_of_group(org, x, person, period))
            return
        output = output_of_person(org, person, period)
        if output <= 0:
            return
        spent = Linear()
        for need in mine:
            learned = self._learned(person, need.skill, need.min_level)
            if need.id in bundle or not learned.terms:
                continue
            time = self._given_by(person, need, output, spent)
            given = Linear.of(time).plus(_learning_on(org, x, person, need, period))
            key = ("learned", need.id, person.id, self.label)
            self.rows.link(FAMILY, key, given.plus(learned, -output), 0.0)
        learning = bool(spent.terms)
        spent.include(training_time(org, x, person, period))
        if learning:
            self.rows.link(FAMILY, ("time of", person.id, self.label), spent, output)
        self.pools[bundle].include(Linear(output).plus(spent, -1))

    def _learned(self, person: Person, skill: str, level: int) -> Linear:
        """Who counts as trained, as far as courses are expected to lift them."""
        return trained_to_level(self.org, self.x, person, skill, level, self.period, expected=True)

    def _given_by(self, person: Person, need: Need, most: float, spent: Linear) -> Var:
        """Time of a person for a need, which is spent."""
        time = self.rows.amount(FAMILY, (need.id, person.id, self.label), most)
        self.served[need.id].add(1, time)
        spent.add(1, time)
        return time

    def _changing(self, person: Person) -> None:
        """The flow of somebody whose place or hours the plan may change: a pool of one, with time
        only where they then are.
        """
        org, x, period = self.org, self.x, self.period
        outputs = [
            (at, output_of_person(org, person, period, at.move))
            for at in situations(org, x, person, period)
        ]
        largest, spent = max((output for _, output in outputs), default=0.0), Linear()
        for need, reach in self._reach(person, outputs):
            if reach.terms or reach.constant:
                most = reach.constant + sum(max(0.0, c) for c, _ in reach.terms)
                time = self._given_by(person, need, most, spent)
                given = Linear.of(time).plus(reach, -1)
                self.rows.link(FAMILY, ("reach", need.id, person.id, self.label), given, 0.0)
                self._shorten(person, need, time, reach, largest)
        if spent.terms:
            spent.include(training_time(org, x, person, period))
            left = spent.plus(available(org, x, person, period), -1)
            self.rows.link(FAMILY, ("time of", person.id, self.label), left, 0.0)

    def _shorten(self, person: Person, need: Need, time: Var, reach: Linear, most: float) -> None:
        """Short time takes its share of what somebody can give to a need that they have only half
        learned, too; `most` is their largest output.
        """
        for reduction in self.x.reductions_of.get(person.id, ()) if reach.terms else ():
            if reduction.period == self.period:
                share, reduced = self.org.lever[reduction.lever].share, self.x.reduce[reduction]
                off = Linear(-share * most, [(1.0, time), (share * most, reduced)])
                key = ("short time", need.id, person.id, reduction.lever, self.label)
                self.rows.link(FAMILY, key, off.plus(reach, share - 1), 0.0)

    def _reach(
        self, person: Person, outputs: list[tuple[Situation, float]]
    ) -> Iterator[tuple[Need, Linear]]:
        """Most time that somebody whose place may change can give to each need; `outputs` says what
        they give where they may be.
        """
        alike: dict[tuple[str, int], list[Need]] = defaultdict(list)
        for need in self.needs:
            alike[need.skill, need.min_level].append(need)
        for needs in alike.values():
            yield from self._reach_of_level(person, needs, outputs)

    def _reach_of_level(
        self, person: Person, needs: list[Need], outputs: list[tuple[Situation, float]]
    ) -> Iterator[tuple[Need, Linear]]:
        """The same of needs that ask for one level of a skill.

        Places in which they give the same count as one: there is one product of being there and
        having learned, whichever move has led there.
        """
        skill, level = needs[0].skill, needs[0].min_level
        parts = [self.org.part(need.scope) for need in needs]
        able: list[tuple[Situation, float]] = []
        below: dict[tuple[tuple[str, str | None], float], Linear] = defaultdict(Linear)
        for at, output in outputs:
            if output > 0 and any(at.place in part for part in parts):
                if level_at(self.org, person, at.move, skill, self.period) >= level:
                    able.append((at, output))
                else:
                    below[at.place, output].include(at.here)
        both = self._there_and_learned(person, skill, level, below)
        for need, part in zip(needs, parts, strict=True):
            total = Linear()
            for at, output in able:
                if at.place in part:
                    total.include(at.here, output)
            for (place, output), there in both.items():
                if place in part:
                    total.include(there, output)
            yield need, total

    def _there_and_learned(
        self,
        person: Person,
        skill: str,
        level: int,
        below: Mapping[tuple[tuple[str, str | None], float], Linear],
    ) -> dict[tuple[tuple[str, str | None], float], Linear]:
        """Being in a place together with having learned there what is asked; empty where no course
        leads to it.
        """
        learned = self._learned(person, skill, level)
        if not learned.terms:
            return {}
        key = (person.id, skill, str(level), self.label)
        products = each_with(self.rows, FAMILY, key, list(below.values()), learned)
        return dict(zip(below, products, strict=True))


def _is_ramped(org: Organisation, seat: Seat, period: int) -> bool:
    """Whether a seat is no newcomer any more at the start of a period."""
    gone = period * org.calendar.months_per_period - org.calendar.month_of(first_day_of(org, seat))
    return gone >= ramp_months(org, seat.role, seat.team, seat.location) - 1e-9


class _NeedsByPlace(dict[tuple[str, str | None], list[Need]]):
    """Team and location → the needs that take it in; calculated once for each place, and not once
    for each person.
    """

    def __init__(self, org: Organisation, needs: list[Need]) -> None:
        super().__init__()
        self.parts = [(need, org.part(need.scope)) for need in needs]

    def __missing__(self, place: tuple[str, str | None]) -> list[Need]:
        self[place] = [need for need, part in self.parts if place in part]
        return self[place]


def _learning_on(
    org: Organisation, x: DecisionVariables, person: Person, need: Need, period: int
) -> Linear:
    """Time that courses take which only those can be on who have learned what a need asks for: the
    relaxation could take it from others.

    Of courses that not everybody passes, who is expected to have learned may be less than a person,
    and the course takes a whole one.
    """
    total = Linear()
    for step, start, taken in steps_of(x, person.id, need.skill):
        if start <= period and step.level >= need.min_level and step.chance == 1:
            total.add(course_time(org, person, org.course[step.course], start, period), taken)
    return total


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Split everybody's time over the needs as well as it can be split, and say what is left over.

    Parameters
    ----------
    walk
        The plan in time; time is split anew for each period, by a maximum flow.

    Yields
    ------
    Measure
        FTE, by (need, period). `short` begins beyond the tolerance, which the measure names.

    Examples
    --------
    >>> [
    ...     (one.key, one.required, round(one.planned, 2), round(one.shortfall, 2))
    ...     for one in measure(walk)
    ... ][:2]
    [(('N-001', '2027-Q1'), 5.0, 5.0, 0.0), (('N-003', '2027-Q1'), 3.5, 3.5, 0.0)]
    """
    org = walk.org
    for period in range(org.calendar.periods):
        mentors = [
            need.replace(required=(fte,) * org.calendar.periods)
            for need, fte in walk.time_taken(period).items()
        ]
        needs = [
            n
            for n in org.needs
            if n.kind is NeedKind.CAPACITY
            and n.strength is not Strength.OFF
            and n.required[period] > 0
        ]
        if mentors or needs:
            yield from _judge(walk, period, mentors, needs)


def _judge(
    walk: PlanSimulation, period: int, mentors: list[Need], others: list[Need]
) -> Iterator[Measure]:
    """The needs of a period, those for mentors first."""
    org, needs = walk.org, [*mentors, *others]
    pools = _pools(walk, period, mentors, needs)
    order = sorted(needs, key=lambda need: (need not in mentors, *_rank(org, need)))
    spare = {need.id: org.tolerance(need, period) for need in needs if need not in mentors}
    asked = [(n.id, n.required[period] - spare.get(n.id, 0.0)) for n in order]
    # What is left when all have what they cannot do without goes to what may be missed.
    asked += [(n.id, spare.get(n.id, 0.0)) for n in order]
    given = allocate(pools.supply, asked, pools.most)
    for need in needs:
        hard, label = need in mentors, org.calendar.label(period)
        planned = sum(fte for (_, served), fte in given.items() if served == need.id)
        serving = (pool for (pool, served) in given if served == need.id)
        yield Measure(
            mentoring.FAMILY if hard else FAMILY,
            (_taken_from(need), "time", label) if hard else (need.id, label),
            need.required[period],
            planned,
            max(0.0, need.required[period] - spare.get(need.id, 0.0) - planned),
            "FTE",
            strength=None if hard else need.strength,
            weight=need.weight,
            by=tuple(sorted(name for pool in serving for name in pools.members[pool])),
            tolerance=spare.get(need.id, 0.0),
        )


@dataclass(frozen=True)
class _Pools:
    """People by the needs that they can serve.

    Attributes
    ----------
    supply
        Working time of a pool, in FTE.
    members
        Who is in a pool.
    most
        Most FTE that a pool can give to a need.
    """

    supply: dict[frozenset[str], float]
    members: dict[frozenset[str], list[str]]
    most: dict[tuple[frozenset[str], str], float]


def _pools(walk: PlanSimulation, period: int, mentors: list[Need], needs: list[Need]) -> _Pools:
    """Output by what people can do, so that a maximum flow has one source for all who can do the
    same.
    """
    pools = _Pools(defaultdict(float), defaultdict(list), {})
    parts = [(walk.org.part(need.scope), need) for need in needs]
    at_place: dict[tuple[str, str | None], list[Need]] = {}  # many people, few places
    for member in walk.during(period):
        if (place := (member.team, member.location)) not in at_place:
            at_place[place] = [need for part, need in parts if place in part]
        if not at_place[place]:
            continue
        able = partial(_able, walk, member, at_place[place], period)
        can, output, of_own = walk.note(member, (FAMILY, period, *(n.id for n in mentors)), able)
        if can:
            pools.most.update(of_own)
            pools.supply[can] += output
            pools.members[can].append(member.id)
    return pools


def _taken_from(need: Need) -> str:
    """Mentors by their skill, colleagues by skill and team."""
    team = need.scope.name if need.scope.kind is ScopeKind.TEAM else None
    return need.skill if team is None else f"{need.skill} in {team}"


def _rank(org: Organisation, need: Need) -> tuple[float, bool, float, str]:
    """Whose time comes first, in the order of the goals: musts, shoulds, then what has a price, the
    dearest first.

    Where the goal is the least cost, to which prices belong, shoulds come after them.
    """
    worth, must = org.worths.get((FAMILY, need.id)), need.strength is Strength.MUST
    if worth is None:
        last = org.goal is Goal.CHEAPEST and not must
        return math.inf if last else -math.inf, not must, -need.weight, need.id
    return -worth, False, -need.weight, need.id


Pool = frozenset[str]  # the needs to which the same people can give time


def _able(
    walk: PlanSimulation, member: Member, needs: list[Need], period: int
) -> tuple[Pool, float, dict[tuple[Pool, str], float]]:
    """The pool to which a member belongs, of the needs where they are; the time they give, and the
    most that can go to what they have only half learned.
    """
    output = max(0.0, walk.output(member, period))
    asked = [
        need
        for need in (needs if output else ())
        if need.scope == ORGANISATION or need.id in walk.org.need or not walk.is_new(member, period)
    ]
    chances = {need.id: walk.chance(member, need.skill, need.min_level, period) for need in asked}
    can = frozenset(need for need, chance in chances.items() if chance > 0)
    if all(chances[need] >= 1 for need in can):
        return can, output, {}
    can |= {
        f"by {member.id}"
    }  # a pool of its own: not all of the time can go to what is only half learned
    works = output + walk.training_time(member, period)
    return (
        can,
        output,
        {(can, need): chance * works for need, chance in chances.items() if 0 < chance < 1},
    )


def seats_that_help(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """As many as give the working time of each need in its worst period, where each gives as little
    as a seat ever does.

    Parameters
    ----------
    org
        Read for needs and lead times.
    role, team
        The kind of seat; one that brings no skill of a need helps none.
    bounds
        Unused: what is asked for does not depend on how many there may be.

    Returns
    -------
    int
        Heads, the sum over the needs of the team.

    Examples
    --------
    >>> seats_that_help(
    ...     org,
    ...     org.role["Backend engineer / middle"],
    ...     "Payments",
    ...     HeadcountUpperBounds({}, {}, {}, {}),
    ... )
    14
    """
    return seats_of_needs(org, role, team, NeedKind.CAPACITY, _seats_for)


def _seats_for(org: Organisation, need: Need, role: Role, team: str) -> int:
    """Enough seats for a need in its worst period, each at the least that it ever gives once it
    serves.
    """
    asked = asked_for(org, need, role, team)
    if not asked:
        return 0
    given = [
        output_of_seat(org, seat, period)
        for seat in earliest_seats(org, role, team)
        for period in range(seat.start, org.calendar.periods)
        if seat_level(org, seat, need.skill, period) >= need.min_level
    ]
    least = min((fte for fte in given if fte > 0), default=0.0)
    return math.ceil(max(asked.values()) / least) if least else 0


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
        Skill and least level of each need for capacity.

    Examples
    --------
    >>> list(skills_that_help(org, org.person["P18"], frozenset({("Frontend engineer", "Apps")})))
    [SkillTarget(skill='React', level=3, training_counts=False)]
    """
    return targets_of_needs(org, NeedKind.CAPACITY, places)


def explain(measure: Measure, org: Organisation) -> str:
    """Say which work is not staffed, where, by how much, and what would mend it.

    Parameters
    ----------
    measure
        One of work that nobody does, in FTE.
    org
        Read for the need.

    Examples
    --------
    >>> explain(Measure(FAMILY, ("N-001", "2027-Q1"), 5.0, 4.2, 0.8, "FTE"), org)
    '2027-Q1: Payments needs 5.00 FTE of Java at level 3 or above and can give 4.20: 0.80 FTE
    short. Hire or train for Java, free time from other work, or lower the need.'
    """
    need = org.need[measure.key[0]]
    allowed = (
        _(", beyond the {tolerance:.2f} that may be missing", tolerance=measure.tolerance)
        if measure.tolerance
        else ""
    )
    return _(
        "{period}: {scope} needs {required:.2f} FTE of {skill} at level {min_level} or above and"
        " can give {planned:.2f}: {short:.2f} FTE short{allowed}. Hire or train for {skill}, free"
        " time from other work, or lower the need.",
        **measure.figures,
        scope=scope_in_words(need.scope.label),
        skill=need.skill,
        min_level=need.min_level,
        allowed=allowed,
    )
