r"""Enough working time: the time of people who can do the work is split over the needs, nobody's twice, or the shortfall is counted.

.. math::

    \sum_{b \ni d} y_{bdt} + \sum_p y_{pdt} + u_{dt} &\ge \varphi_{dt} && \forall d \in D, t \\
    \sum_{d \in b} y_{bdt} &\le \sum_{p \in b} (a_{pt} - \sum_e h_{pet}\, train_{pe} - \sum_d y_{pdt}) + \sum_{r, j, \tau} \rho_{r,t-\tau}\, hire_{rj\tau} && \forall b, t \\
    y_{pdt} &\le a_{pt} \sum_{e \ni \lambda_d, \tau \le t - D_e} train_{pe\tau} && \forall p, d \notin b(p), t \\
    \sum_d y_{pdt} + \sum_e h_{pet}\, train_{pe} &\le a_{pt} && \forall p, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`b`                 bundle: the capacity needs that a person can serve           –
:math:`y_{bdt}`           time that people of a bundle give to a need                  FTE
:math:`y_{pdt}`           time of one person for a need learned in this plan           FTE
:math:`a_{pt}`            output of a person: employed, ramped, available, surviving   FTE
:math:`h_{pet}`           time that a step of training takes                           FTE
:math:`\rho_{rq}`         output of a seat in its q-th period                          FTE
:math:`\varphi_{dt}`      required work (``Requirements``)                            FTE
:math:`u_{dt}`            shortfall                                                   FTE
========================  ==========================================================  =====

People who can serve the same needs are pooled, so the flow grows with the bundles that occur and not with people. What a
person learns in the plan is a flow of their own, taken out of the pool. Source: aggregate flow model of workforce planning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from orgplan.constraints.expressions import course_time, output_of_person, output_of_seat, reached, seat_level, steps_of
from orgplan.constraints.rows import Decisions, Linear, Rows
from orgplan.domain.allocation import allocate
from orgplan.domain.base import Strength
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Measure
from orgplan.domain.walk import Walk

FAMILY = "capacity"


def emit(rows: Rows, org: Organisation, x: Decisions) -> None:
    """State the flow of working time from bundles to needs, period by period."""
    for period in range(org.calendar.periods):
        needs = [need for need in org.needs if _asked(need, period)]
        if needs:
            _emit_period(rows, org, x, needs, period)


def _asked(need: Need, period: int) -> bool:
    return need.kind is NeedKind.CAPACITY and need.strength is not Strength.OFF and need.required[period] > 0


def _emit_period(rows: Rows, org: Organisation, x: Decisions, needs: list[Need], period: int) -> None:
    served: dict[str, Linear] = {need.id: Linear() for need in needs}
    pools: dict[frozenset[str], Linear] = defaultdict(Linear)
    for person in org.people:
        _emit_person(rows, org, x, person, needs, period, served, pools)
    for (role, team, start), seats in x.hire.items():
        if start <= period:
            bundle = frozenset(
                n.id for n in needs if team in org.teams_of(n.scope) and seat_level(org, role, team, n.skill, start, period) >= n.min_level
            )
            pools[bundle].add(output_of_seat(org, role, team, start, period), seats)
    label = org.calendar.label(period)
    for bundle in sorted(pools, key=sorted):
        given = Linear()
        for need_id in sorted(bundle):
            time = rows.amount(FAMILY, (need_id, "+".join(sorted(bundle)), label), org.need[need_id].required[period])
            served[need_id].add(1, time)
            given.add(1, time)
        if bundle:
            rows.link(FAMILY, ("time of", "+".join(sorted(bundle)), label), given.plus(pools[bundle], -1), 0.0)
    for need in needs:
        rows.demand(FAMILY, (need.id, label), served[need.id], need.required[period], need.strength, need.weight, whole=False)


def _emit_person(
    rows: Rows,
    org: Organisation,
    x: Decisions,
    person: Person,
    needs: list[Need],
    period: int,
    served: dict[str, Linear],
    pools: dict[frozenset[str], Linear],
) -> None:
    output = output_of_person(org, person, period)
    if output <= 0:
        return
    label = org.calendar.label(period)
    mine = [need for need in needs if person.team in org.teams_of(need.scope)]
    bundle = frozenset(need.id for need in mine if person.level(need.skill) >= need.min_level)
    spent = Linear()
    for need in mine:
        learned = reached(org, x, person, need.skill, need.min_level, period)
        if need.id in bundle or not learned.terms:
            continue
        time = rows.amount(FAMILY, (need.id, person.id, label), output)
        served[need.id].add(1, time)
        spent.add(1, time)
        rows.link(FAMILY, ("learned", need.id, person.id, label), Linear(0.0, [(1.0, time)]).plus(learned, -output), 0.0)
    learning = bool(spent.terms)
    for step, start, taken in steps_of(x, person.id):
        if start <= period:
            spent.add(course_time(org, person, org.course[step.course], start, period), taken)
    if learning:
        rows.link(FAMILY, ("time of", person.id, label), spent, output)
    pools[bundle].constant += output
    pools[bundle].terms += [(-coefficient, variable) for coefficient, variable in spent.terms]


def measure(walk: Walk) -> Iterator[Measure]:
    """Split everybody's time over the needs as well as it can be split, and say what is left over."""
    org = walk.org
    for period in range(org.calendar.periods):
        needs = [n for n in org.needs if n.kind is NeedKind.CAPACITY and n.strength is not Strength.OFF and n.required[period] > 0]
        if not needs:
            continue
        supply: dict[frozenset[str], float] = defaultdict(float)
        members: dict[frozenset[str], list[str]] = defaultdict(list)
        asked_of = {team.id: [need for need in needs if team.id in org.teams_of(need.scope)] for team in org.teams}
        for member in walk.members:
            if not asked_of[member.team]:
                continue
            output = max(0.0, walk.output(member, period))
            can = frozenset(n.id for n in asked_of[member.team] if walk.level(member, n.skill, period) >= n.min_level)
            if can and output:
                supply[can] += output
                members[can].append(member.id)
        order = sorted(needs, key=lambda n: (n.strength is not Strength.MUST, -n.weight, n.id))
        given = allocate(supply, [(need.id, need.required[period]) for need in order])
        for need in needs:
            planned = sum(fte for (_, served), fte in given.items() if served == need.id)
            yield Measure(
                FAMILY,
                (need.id, org.calendar.label(period)),
                need.required[period],
                planned,
                max(0.0, need.required[period] - planned),
                "FTE",
                strength=need.strength,
                weight=need.weight,
                by=tuple(sorted(name for (pool, served) in given if served == need.id for name in members[pool])),
            )


def explain(measure: Measure, org: Organisation) -> str:
    """Say which work is not staffed, where, by how much, and what would mend it."""
    need = org.need[measure.key[0]]
    return (
        f"{measure.key[1]}: {need.scope} needs {measure.required:.2f} FTE of {need.skill} at level {need.min_level} or above and can give "
        f"{measure.planned:.2f}: {measure.short:.2f} FTE short. Hire or train for {need.skill}, free time from other work, or lower the need."
    )
