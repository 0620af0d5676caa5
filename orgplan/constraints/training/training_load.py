r"""Training load: learning takes time.

Nobody is on more courses at once than allowed, courses take no more time than the person works, and
nobody whose employment has ended begins one.

.. math::

    \sum_{e,\ \tau \le t < \tau + D_e} train_{pe\tau} &\le m_p && \forall p, t \\
    \sum_e h_{pet}\, train_{pe} &\le a_{pt} && \forall p, t \\
    \sum_e train_{pet} &\le m_p (1 - \sum_{\tau \le t} leave_{p\tau}) && \forall p, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`m_p`               most courses at once (assumption ``max_courses``)            courses
:math:`h_{pet}`           time that a course takes in a period                         FTE
:math:`a_{pt}`            output of the person in the period                           FTE
:math:`leave_{pt}`        1 when p is let go at the start of t                        0/1
========================  ==========================================================  =====

In the last row :math:`m_p` counts as 1 where no course is allowed: the first row says so already.
Source: house rule, at most two skills at once a person.
"""

from collections.abc import Iterator

from orgplan.domain import Measure, Member, Organisation, Person, PlanSimulation, Sense
from orgplan.language import N_, _

from ..model import (
    DecisionVariables,
    Linear,
    ModelSink,
    available,
    no_seats,
    no_skills,
    steps_of,
    training_time,
)
from ..model.naming import called
from ..model.traits import Trait

FAMILY = "training_load"
TRAITS = frozenset({Trait.MEANS})


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State both rows for each person with courses on offer, in each period.

    Parameters
    ----------
    rows
        Takes limits by (person, courses, period) in courses, by (person, time, period) in FTE, and
        by (person, begun, period) where they may have gone.
    org
        Read for `max_courses` and hours a month.
    x
        Courses, and whatever changes the output of a person.

    Examples
    --------
    >>> emit(rows, org, x)
    >>> print(*rows.lines[:2], sep="\n")
    training_load(P02, courses, 2027-Q1)   limit
        train(P02,SQL 3→4,3,2027-Q1) + train(P02,Team leadership 2→3,2,2027-Q1) <= 2
    """
    for person in org.people:
        if person.id not in x.steps:
            continue
        most = org.assumptions.get(
            "max_courses", person.id, person.team, person.role, person.location
        )
        runs = [
            (
                start,
                start + max(1, org.calendar.periods_for(org.course[step.course].duration)),
                taken,
            )
            for step, start, taken in steps_of(x, person.id)
        ]
        for period in range(org.calendar.periods):
            running = Linear(
                0.0, [(1.0, taken) for since, until, taken in runs if since <= period < until]
            )
            time = training_time(org, x, person, period)
            label = org.calendar.label(period)
            if running.terms:
                rows.limit(FAMILY, (person.id, "courses", label), running, Sense.AT_MOST, most)
            _emit_begun(rows, x, person, period, label, most)
            if time.terms:
                works = available(org, x, person, period)
                left = time.plus(Linear(0.0, works.terms), -1)
                rows.limit(FAMILY, (person.id, "time", label), left, Sense.AT_MOST, works.constant)


def _emit_begun(
    rows: ModelSink, x: DecisionVariables, person: Person, period: int, label: str, most: float
) -> None:
    """State that somebody who has been let go begins no course."""
    gone = [x.leave[leave] for leave in x.leaves_of.get(person.id, ()) if leave.start <= period]
    begun = Linear(
        0.0, [(1.0, taken) for _, start, taken in steps_of(x, person.id) if start == period]
    )
    if gone and begun.terms:
        room = max(
            1.0, most
        )  # where no course is allowed, the row on courses says so, not this one
        left = begun.plus(Linear(0.0, [(room, leave) for leave in gone]))
        rows.limit(FAMILY, (person.id, "begun", label), left, Sense.AT_MOST, room)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the courses that run, and the time they take, for everybody in training.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Courses and FTE, for everybody in training, in each period.

    Examples
    --------
    >>> from orgplan.domain import Training
    >>> course = Training(
    ...     id="U-001", person_id="P02", course="Team leadership 2→3", start_date=org.calendar.start
    ... )
    >>> [
    ...     (one.key, one.required, round(one.planned, 3))
    ...     for one in measure(PlanSimulation(org, walk.plan.replace(trainings=(course,))))
    ... ][0]
    (('P02', 'courses', '2027-Q1'), 2.0, 1)
    """
    org = walk.org
    for member in walk.members:
        if not member.courses:
            continue
        most = org.assumptions.get(
            "max_courses", member.id, member.team, member.role, member.location
        )
        for period, label in enumerate(org.calendar.labels):
            running = len(list(walk.running(member, period)))
            time = walk.training_time(member, period)
            works = walk.output(member, period) + time
            yield Measure.at_most(FAMILY, (member.id, "courses", label), most, running, "courses")
            yield Measure.at_most(FAMILY, (member.id, "time", label), works, time, "FTE")
            if not member.employed_on(walk.org.calendar.first_day(period)):
                yield _begun(walk, member, period)


def _begun(walk: PlanSimulation, member: Member, period: int) -> Measure:
    """Courses begun by somebody who has been let go before."""
    begun = sum(walk.org.calendar.period_of(taken.start_date) == period for taken in member.courses)
    key = (member.id, "begun", walk.org.calendar.label(period))
    return Measure.at_most(FAMILY, key, 0, begun, "courses")


seats_that_help = no_seats  # a limit on courses
skills_that_help = no_skills


limit_name = called(N_("{second} of {first} in training"))


def explain(measure: Measure, org: Organisation) -> str:
    """Say who is asked to learn too much at once.

    Parameters
    ----------
    measure
        One of too many courses, or of too little time.
    org
        Read for names.

    Examples
    --------
    >>> explain(Measure.at_most(FAMILY, ("P02", "courses", "2027-Q1"), 1, 2, "courses"), org)
    '2027-Q1: Bo Lindqvist (P02) is on 2 courses at once, at most 1 are allowed. Begin one of
    them later.'
    """
    person, what, period = measure.key
    name = f"{org.person[person].name} ({person})"
    if what == "begun":
        return _(
            "{period}: {name} begins {planned:g} courses and may begin {required:g} by then. Train"
            " somebody who stays.",
            **measure.figures,
            name=name,
        )
    if what == "courses":
        return _(
            "{period}: {name} is on {planned:g} courses at once, at most {required:g} are allowed."
            " Begin one of them later.",
            **measure.figures,
            name=name,
        )
    return _(
        "{period}: courses take {planned:.2f} FTE of {name}, who works {required:.2f}. Begin one of"
        " them later.",
        **measure.figures,
        name=name,
    )
