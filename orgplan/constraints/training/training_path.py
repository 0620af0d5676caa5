r"""First things first: a step of training is begun at most once, and only by somebody who has
reached the level it starts from.

.. math::

    \sum_{e: a \to \cdot,\ \tau \le t} train_{pe\tau} \le [\ell_{ps} = a]
    + \sum_{e: \cdot \to a,\ \tau \le t - D_e} train_{pe\tau}
    \qquad \forall p, s, a, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`e: a \to b`        course taken from level a; it ends at level b                –
:math:`\ell_{ps}`         assessed proficiency of person p in skill s                 0–5
:math:`D_e`               duration                                                    periods
========================  ==========================================================  =====

What retraining into a role brings is no rung: courses continue from where courses have led. Source:
proficiency scales are climbed, not jumped; sheet ``Training`` says which steps are on offer.
"""

from collections import defaultdict
from collections.abc import Iterator

from orgplan.domain import (
    CourseTaken,
    Measure,
    Member,
    Organisation,
    Person,
    PlanSimulation,
    Sense,
)
from orgplan.language import N_, _

from ..model import (
    DecisionVariables,
    Linear,
    ModelSink,
    Var,
    finished,
    no_seats,
    no_skills,
    steps_of,
)
from ..model.naming import called
from ..model.traits import Trait

FAMILY = "training_path"
TRAITS = frozenset({Trait.MEANS, Trait.STEP})


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each person, skill, level left behind and period in which a step from it
    may begin.

    Parameters
    ----------
    rows
        Takes one limit by (person, skill, from level, period): steps begun from a level until then,
        against those that have led there.
    org
        Read for levels and courses.
    x
        Courses.

    Examples
    --------
    >>> emit(rows, org, x)
    >>> print(*rows.lines[:2], sep="\n")
    training_path(P02, SQL, from 3, 2027-Q1)   limit
        train(P02,SQL 3→4,3,2027-Q1) <= 1
    """
    for person in org.people:
        levels = sorted({(step.skill, step.level) for step, _, _ in steps_of(x, person.id)})
        for skill, level in levels:
            crossing = list(_crossing(org, x, person, skill, level))
            there = 1.0 if person.level(skill) == level else 0.0
            for period, label in enumerate(org.calendar.labels):
                left = Linear(
                    0.0, [(way, taken) for since, way, taken in crossing if since <= period]
                )
                if left.terms:
                    key = (person.id, skill, f"from {level}", label)
                    rows.limit(FAMILY, key, left, Sense.AT_MOST, there)


def _crossing(
    org: Organisation, x: DecisionVariables, person: Person, skill: str, level: int
) -> Iterator[tuple[int, float, Var]]:
    """Courses from a level (1) and to it (-1), with the period from which each counts."""
    for step, start, taken in steps_of(x, person.id, skill):
        if step.level == level:
            yield start, 1.0, taken
        if step.to_level == level:
            yield finished(org, org.course[step.course], start), -1.0, taken


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Replay each person's courses in the order in which they begin.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Courses begun against those that may have been.

    Examples
    --------
    >>> from orgplan.domain import Training
    >>> course = Training(
    ...     id="U-001", person_id="P02", course="Team leadership 2→3", start_date=org.calendar.start
    ... )
    >>> [
    ...     (one.key, one.required, one.planned)
    ...     for one in measure(PlanSimulation(org, walk.plan.replace(trainings=(course,))))
    ... ][0]
    (('P02', 'Team leadership', 'from 2', '2027-Q1'), 1, 1)
    """
    for member in walk.members:
        by_skill: dict[str, list[CourseTaken]] = defaultdict(list)
        for taken in member.courses:
            by_skill[taken.course.skill].append(taken)
        for skill, courses in sorted(by_skill.items()):
            yield from _replay(walk, member, skill, courses)


def _replay(
    walk: PlanSimulation, member: Member, skill: str, courses: list[CourseTaken]
) -> Iterator[Measure]:
    """Courses of one person in one skill: from each level, no more begun than have arrived
    there.
    """
    calendar = walk.org.calendar
    begun: dict[int, list[int]] = defaultdict(list)
    for taken in courses:
        start = calendar.period_of(taken.start_date)
        held = walk.trained(member, skill, min(max(start, 0), calendar.periods - 1), taken)
        begun[
            (
                held
                if taken.course.from_level <= held < taken.course.to_level
                else taken.course.from_level
            )
        ].append(start)
    for level, starts in sorted(begun.items()):
        for period in range(max(0, min(starts)), calendar.periods):
            leaving = sum(1 for start in starts if start <= period)
            arrived = sum(
                1
                for taken in courses
                if taken.course.to_level == level and taken.counts_from <= period
            )
            here = arrived + (member.person is not None and member.person.level(skill) == level)
            key = (member.id, skill, f"from {level}", calendar.label(period))
            yield Measure.at_most(FAMILY, key, here, leaving, "courses")


seats_that_help = no_seats  # a limit on the order of courses
skills_that_help = no_skills


limit_name = called(N_("later course of {first} in {second}"))


def explain(measure: Measure, org: Organisation) -> str:
    """Say who begins a step that they are not ready for, or begins it twice.

    Parameters
    ----------
    measure
        One of a step out of order, or taken twice.
    org
        Read for names.

    Examples
    --------
    >>> explain(
    ...     Measure.at_most(
    ...         FAMILY, ("P02", "Team leadership", "from 2", "2027-Q1"), 1, 2, "courses"
    ...     ),
    ...     org,
    ... )
    '2027-Q1: of courses in Team leadership from level 2, Bo Lindqvist (P02) has begun 2 and may
    have begun 1. Begin it only after the step before it has ended, and only once.'
    """
    person, skill, level, period = measure.key
    return _(
        "{period}: of courses in {skill} from level {level}, {name} ({person}) has begun"
        " {planned:g} and may have begun {required:g}. Begin it only after the step before it has"
        " ended, and only once.",
        **measure.figures,
        name=org.person[person].name,
        person=person,
        skill=skill,
        level=level.removeprefix("from "),
    )
