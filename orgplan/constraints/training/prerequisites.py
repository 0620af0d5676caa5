r"""First the basics: a course is begun only by somebody who has, at its start, what it builds on in
other skills.

.. math::

    train_{pe\tau} \le [\ell_{ps} \ge \lambda_{es}] + \sum_{f \ni \lambda_{es},\ \tau' \le \tau -
    D_f} train_{pf\tau'}
    + \sum_{m \ni \lambda_{es},\ \tau' \le \tau - D_m} retrain_{pm\tau'} \qquad \forall p, e, s,
    \tau

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`\lambda_{es}`      level in skill s that course e builds on (``after``)         0–5
:math:`\ell_{ps}`         assessed proficiency of the person                          0–5
:math:`f \ni \lambda`     course that crosses the level; it takes D periods            –
:math:`retrain_{pm\tau}`  retraining into a role that brings the level, once it is over  0/1
========================  ==========================================================  =====

Source: sheet ``Training``.
"""

from collections.abc import Iterator

from orgplan.domain import Measure, Organisation, PlanSimulation, Sense
from orgplan.language import N_, _

from ..model import (
    DecisionVariables,
    Linear,
    ModelSink,
    at_level,
    no_seats,
    no_skills,
    steps_of,
)
from ..model.naming import called

FAMILY = "prerequisites"


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each person, course with a prerequisite that they lack, and period.

    Parameters
    ----------
    rows
        Takes one limit by (person, course, skill, period): courses begun, at most 1 where the skill
        is there.
    org
        Read for `after` of courses.
    x
        Courses, and moves that retrain.

    Examples
    --------
    >>> courses = tuple(
    ...     course.replace(after={"Security": 2}) if course.skill == "Java" else course
    ...     for course in org.courses
    ... )
    >>> emit(rows, org.replace(courses=courses), x)
    >>> print(*rows.lines[:2], sep="\n")
    prerequisites(P04, Java 3→4, Security, 2027-Q1)   limit
        train(P04,Java 3→4,3,2027-Q1) <= 0
    """
    for person in org.people:
        begun: dict[tuple[str, int], Linear] = {}
        for step, start, taken in steps_of(x, person.id):
            if org.course[step.course].after:
                begun.setdefault((step.course, start), Linear()).add(1, taken)
        for (course, start), left in begun.items():
            for skill, level in org.course[course].after.items():
                if person.level(skill) < level:
                    basics = at_level(org, x, person, skill, level, start)
                    rows.limit(
                        FAMILY,
                        (person.id, course, skill, org.calendar.label(start)),
                        left.plus(basics, -1),
                        Sense.AT_MOST,
                        0.0,
                    )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Look at what each learner can do when a course begins.

    Parameters
    ----------
    walk
        The plan in time. Courses before or after the horizon are judged in its first or last
        period.

    Yields
    ------
    Measure
        Courses: 1 begun against 1 or 0 that may be.

    Examples
    --------
    >>> from orgplan.domain import Training
    >>> courses = tuple(course.replace(after={"Security": 2}) for course in org.courses)
    >>> course = Training(
    ...     id="U-001", person_id="P04", course="Java 3→4", start_date=org.calendar.start
    ... )
    >>> there = PlanSimulation(org.replace(courses=courses), walk.plan.replace(trainings=(course,)))
    >>> [(one.key, one.required, one.planned, one.shortfall) for one in measure(there)]
    [(('P04', 'Java 3→4', 'Security', '2027-Q1'), 0, 1, 1)]
    """
    org = walk.org
    for training in walk.plan.trainings:
        course, member = org.course[training.course], walk.member[training.person_id]
        period = min(max(org.calendar.period_of(training.start_date), 0), org.calendar.periods - 1)
        for skill, level in course.after.items():
            has = int(walk.level(member, skill, period) >= level)
            key = (training.person_id, course.id, skill, org.calendar.label(period))
            yield Measure.at_most(FAMILY, key, has, 1, "courses")


seats_that_help = no_seats  # what is asked of a learner, nobody else can bring
skills_that_help = no_skills  # what comes before a course is learned for what the course is for


limit_name = called(N_("{third} of {first}, required for {second}"))


def explain(measure: Measure, org: Organisation) -> str:
    """Say who lacks what a course builds on.

    Parameters
    ----------
    measure
        One of a course begun too early.
    org
        Read for names and courses.

    Examples
    --------
    >>> course = org.courses[2].replace(after={"SQL": 3})
    >>> explain(
    ...     Measure.at_most(FAMILY, ("P09", "Java 3→4", "SQL", "2027-Q1"), 0, 1, "courses"),
    ...     org.replace(courses=(course,)),
    ... )
    '2027-Q1: Ivo Petrov (P09) begins Java 3→4 without SQL at 3, on which it builds: 1 course
    too early. Train SQL first, or begin it later.'
    """
    person, course, skill, period = measure.key
    level = org.course[course].after[skill]
    return _(
        "{period}: {name} ({person}) begins {course} without {skill} at {level}, on which it"
        " builds: {short:g} course too early. Train {skill} first, or begin it later.",
        **measure.figures,
        name=org.person[person].name,
        person=person,
        course=course,
        skill=skill,
        level=level,
    )
