r"""One thing at a time: a person is moved or let go at most once in the horizon, and put on short
time only if neither happens.

.. math::

    \sum_{m \ni p} move_m + \sum_t leave_{pt} \le 1, \qquad
    \sum_{\ell} short_{p\ell t} + \sum_{m \ni p} move_m + \sum_t leave_{pt} \le 1 \qquad \forall p,
    t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`move_m`            1 when move m (promotion, transfer …) of p is made          0/1
:math:`leave_{pt}`        1 when p is let go at the start of t                        0/1
:math:`short_{p\ell t}`   1 when p is on short time under lever l in t                0/1
========================  ==========================================================  =====

Two changes of one person within a horizon are two plans. Source: house rule.
"""

from collections.abc import Iterator

from orgplan.domain import Key, Measure, Organisation, PlanSimulation, Sense
from orgplan.language import N_, _

from ..model import DecisionVariables, Linear, ModelSink, no_seats, no_skills
from ..model.naming import called
from ..model.traits import Trait

FAMILY = "one_change"
TRAITS = frozenset({Trait.MEANS})


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each person with something to decide, and one for each period
    of short time.

    Parameters
    ----------
    rows
        Takes limits by (person, changes) and (person, short time in period): actions, at most 1.
        What can never exceed it is left out.
    org
        Read for people and periods.
    x
        Moves, redundancies and short time.

    Examples
    --------
    >>> from orgplan.constraints.model import MoveKey
    >>> from orgplan.domain import LeverKind
    >>> options = [
    ...     MoveKey(
    ...         "P04", "L-1", LeverKind.PROMOTION, "Backend engineer / senior", "Payments", start
    ...     )
    ...     for start in (0, 1)
    ... ]
    >>> chosen = DecisionVariables(
    ...     {}, {}, {}, move={option: f"promotion in {option.start}" for option in options}
    ... )
    >>> emit(rows, org, chosen)
    >>> print(*rows.lines[:2], sep="\n")
    one_change(P04, changes)   limit
        promotion in 0 + promotion in 1 <= 1
    """
    for person in org.people:
        changes = Linear(0.0, [(1.0, x.move[option]) for option in x.moves_of.get(person.id, ())])
        changes.terms += [(1.0, x.leave[leave]) for leave in x.leaves_of.get(person.id, ())]
        if len(changes.terms) > 1:
            rows.limit(FAMILY, (person.id, "changes"), changes, Sense.AT_MOST, 1.0)
        for period, label in enumerate(org.calendar.labels):
            short = [
                (1.0, x.reduce[r]) for r in x.reductions_of.get(person.id, ()) if r.period == period
            ]
            if short and len(short) + len(changes.terms) > 1:
                rows.limit(
                    FAMILY,
                    (person.id, f"short time in {label}"),
                    changes.plus(Linear(0.0, short)),
                    Sense.AT_MOST,
                    1.0,
                )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count what is decided about each person.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Actions about each person, where the plan has any.

    Examples
    --------
    >>> from orgplan.domain import Exit
    >>> leaving = tuple(
    ...     Exit(id=name, lever="L-1", person_id="P02", last_day=org.calendar.end)
    ...     for name in ("X-001", "X-002")
    ... )
    >>> [
    ...     (one.key, one.planned, one.shortfall)
    ...     for one in measure(PlanSimulation(org, walk.plan.replace(exits=leaving)))
    ... ]
    [(('P02', 'changes'), 2, 1)]
    """
    for person, actions in walk.plan.of_person.items():
        changes = len(actions.moves) + len(actions.exits)
        if changes:
            yield _at_most_one((person, "changes"), changes)
        for period, label in enumerate(walk.org.calendar.labels):
            first, last = walk.org.calendar.first_day(period), walk.org.calendar.last_day(period)
            short = sum(
                reduced.start_date <= last and first <= reduced.end_date
                for reduced in actions.short_times
            )
            if short:
                yield _at_most_one((person, f"short time in {label}"), short + changes)


def _at_most_one(key: Key, count: int) -> Measure:
    return Measure.at_most(FAMILY, key, 1, count, "changes")


seats_that_help = no_seats  # a limit on what happens to one person
skills_that_help = no_skills


limit_name = called(N_("{second} of {first}"))
DATED = False  # keys do not end in a period


def explain(measure: Measure, org: Organisation) -> str:
    """Say who is changed more than once.

    Parameters
    ----------
    measure
        One of somebody who is changed more than once.
    org
        Read for the person's name.

    Examples
    --------
    >>> explain(Measure.at_most(FAMILY, ("P02", "changes"), 1, 2, "actions"), org)
    'Bo Lindqvist (P02): 2 changes, at most 1 is allowed, 1 too many. Spread them over
    several plans, one in each.'
    """
    person, what = measure.key
    return _(
        "{name} ({person}): {planned:g} {what}, at most {required:g} is allowed, {short:g} too"
        " many. Spread them over several plans, one in each.",
        **measure.figures,
        name=org.person[person].name,
        person=person,
        what=_(what),
    )
