r"""A course has a fixed number of seats: no more people begin it in a period than it has room for.

.. math::

    \sum_p train_{pet} \le seats_e \qquad \forall e, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`seats_e`           seats that begin in one period (``Training``)                people
========================  ==========================================================  =====

Source: sheet ``Training``.
"""

from collections.abc import Iterator

from orgplan.domain import Key, Measure, Organisation, PlanSimulation, Sense, shown_amount
from orgplan.language import N_, _

from ..model import DecisionVariables, Linear, ModelSink, no_seats, no_skills
from ..model.naming import called, stated_as
from ..model.traits import Trait

FAMILY = "training_seats"
TRAITS = frozenset({Trait.CAP, Trait.STATED, Trait.SHARED, Trait.MEANS})


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each course with limited seats and period.

    Parameters
    ----------
    rows
        Takes one limit by (course, period): people who begin it.
    org
        Read for `seats` of courses; without a number there is no limit.
    x
        Courses.

    Examples
    --------
    >>> courses = tuple(course.replace(seats=1) for course in org.courses)
    >>> emit(rows, org.replace(courses=courses), x)
    >>> print(*rows.lines[:2], sep="\n")
    training_seats(Java 3→4, 2027-Q1)   limit
        train(P04,Java 3→4,3,2027-Q1) + train(P05,Java 3→4,3,2027-Q1) + train(P06,Java ...
    """
    begun: dict[tuple[str, int], Linear] = {}
    for (step, start), taken in x.train.items():
        begun.setdefault((step.course, start), Linear()).add(1, taken)
    for (course, period), left in sorted(begun.items()):
        seats = org.course[course].seats
        if seats is not None:
            rows.limit(FAMILY, (course, org.calendar.label(period)), left, Sense.AT_MOST, seats)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who begins each course with limited seats.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        People, for each course with limited seats that somebody begins within the horizon.

    Examples
    --------
    >>> from orgplan.domain import Training
    >>> small = org.replace(courses=tuple(course.replace(seats=1) for course in org.courses))
    >>> both = tuple(
    ...     Training(id=f"U-{who}", person_id=who, course="Java 3→4", start_date=org.calendar.start)
    ...     for who in ("P04", "P05")
    ... )
    >>> [
    ...     (one.key, one.required, one.planned)
    ...     for one in measure(PlanSimulation(small, walk.plan.replace(trainings=both)))
    ... ]
    [(('Java 3→4', '2027-Q1'), 1, 2)]
    """
    org = walk.org
    starts = [
        (training.course, org.calendar.period_of(training.start_date))
        for training in walk.plan.trainings
    ]
    for course, period in sorted(set(starts)):
        seats = org.course[course].seats
        if seats is not None and 0 <= period < org.calendar.periods:
            begun = starts.count((course, period))
            key = (course, org.calendar.label(period))
            yield Measure.at_most(FAMILY, key, seats, begun, "people")


seats_that_help = no_seats  # a limit on courses
skills_that_help = no_skills


limit_name = called(N_("seats of the course {first}"))
stated = stated_as(N_("seats of the course {first}"))


def given(org: Organisation, key: Key, amount: float) -> str:
    """Seats of a course that give, and by how much.

    Parameters
    ----------
    org
        Unused: the key has the name.
    key
        Course and period.
    amount
        Seats beyond those that it has.

    Examples
    --------
    >>> given(org, ("Java 3→4", "2027-Q1"), 2)
    'course Java 3→4, 2027-Q1: 2 more than its seats'
    """
    return _(
        "course {course}, {period}: {amount} more than its seats",
        course=key[0],
        period=key[1],
        amount=shown_amount(amount),
    )


def explain(measure: Measure, org: Organisation) -> str:
    """Say which course is overbooked.

    Parameters
    ----------
    measure
        One of an overbooked course.
    org
        Unused: key and figures of the measure have all that it takes.

    Examples
    --------
    >>> explain(Measure.at_most(FAMILY, ("Java 3→4", "2027-Q1"), 6, 8, "people"), org)
    '2027-Q1: 8 people begin the course Java 3→4, which has 6 seats: 2 too many. Begin some of
    them in another period or add seats.'
    """
    course, period = measure.key
    return _(
        "{period}: {planned:g} people begin the course {course}, which has {required:g} seats:"
        " {short:g} too many. Begin some of them in another period or add seats.",
        **measure.figures,
        course=course,
    )
