r"""Mentors are few: no more people learn with a mentor, and no more newcomers are brought in, than
those who can do it have time for.

.. math::

    \sum_{p,\, e \in M_s,\ \tau \le t < \tau + D_e} train_{pe\tau} &\le \mu\, holders(s, 4, t) &&
    \forall s, t \\
    \sum_{b \ni s} y_{bst} &\ge \sum_{p,\, e \in M_s} g_{pet}\, train_{pe} && \forall s, t \\
    \sum_{b \ni j} y_{bjt} &\ge \sum_{r,\, \tau} \omega\, [t - \tau < ramp_r]\, hire_{rj\tau} &&
    \forall j, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`M_s`               courses in skill s that need a mentor (``needs_mentor``)     –
:math:`D_e`               duration of the course                                      periods
:math:`\mu`               learners at once a mentor (``learners_per_mentor``)          people
:math:`holders`           people at level 4 (trains others) or above, in any team      heads
:math:`g_{pet}`           time that a learner takes from mentors (``mentor_hours``)    FTE
:math:`y_{bst}`           time that mentors of a bundle b give, beside other work       FTE
:math:`y_{bjt}`           time that colleagues in team j give to newcomers             FTE
:math:`\omega`            what a new seat takes on its ramp (``onboarding``)            FTE
:math:`ramp_r`            ramp of the role                                            months
========================  ==========================================================  =====

Mentors' time is part of the split of working time that the family capacity states. A seat that is
hired can mentor as soon as it has the level. A new seat takes time of those of its team who work
alone in the skill that its role brings at the highest level, other newcomers on their ramp left
out; where nobody of the team does today, it takes none. Recruits of groups take it of their own
group (``group_stock``). Source: ILUO practice, two learners a mentor and skill.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.domain import (
    COVERS,
    DEEP,
    ORGANISATION,
    Measure,
    Need,
    Organisation,
    Person,
    PlanSimulation,
    Role,
    Sense,
    time_of_colleagues,
    time_of_mentors,
)
from orgplan.language import N_, _

from ..model import (
    Capability,
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    Places,
    Seat,
    SkillTarget,
    Var,
    brings,
    course_time,
    first_day_of,
    holders,
    ramp_months,
)
from ..model.naming import called

FAMILY = "mentoring"
LEARNERS = N_("learners")


@dataclass(frozen=True)
class Lessons:
    """Mentors' time that the learners of one skill take in a period, and the most that they could,
    in FTE.

    Attributes
    ----------
    time
        FTE.
    most
        FTE, with every course begun and every seat filled that is on offer.
    """

    time: Linear
    most: float


def lessons(org: Organisation, x: DecisionVariables, period: int) -> dict[Need, Lessons]:
    """What is taken from mentors, by skill, and from colleagues, by skill and team, each said like
    a need for working time.

    Parameters
    ----------
    org
        Read for courses, onboarding and hours.
    x
        Courses with a mentor, and seats on their ramp.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    dict[Need, Lessons]
        FTE: an expression, and the most that it can come to. Empty where nobody teaches.

    Examples
    --------
    >>> courses = tuple(course.replace(mentored=True, mentor_hours=30) for course in org.courses)
    >>> taught = lessons(org.replace(courses=courses), x, 0)
    >>> [need.id for need in taught]
    ['mentors of Java', 'mentors of React', 'mentors of SQL', 'mentors of Team leadership',
    'mentors of TypeScript']
    """
    time: dict[str, Linear] = defaultdict(Linear)
    for (step, start), taken in x.train.items():
        course, person = org.course[step.course], org.person[step.person]
        if course.mentored and course.mentor_hours and start <= period:
            time[step.skill].add(
                course_time(org, person, course.replace(hours=course.mentor_hours), start, period),
                taken,
            )
    found = {time_of_mentors(org, skill): left for skill, left in sorted(time.items())}
    for seat, seats in x.hire.items():
        fte = _brought_in(org, seat, period)
        need = time_of_colleagues(org, org.role[seat.role], seat.team) if fte else None
        if need is not None:
            found.setdefault(need, Linear()).add(fte, seats)
    return {
        need: Lessons(left, sum(c * _most(x, v) for c, v in left.terms))
        for need, left in found.items()
        if left.terms
    }


def _most(x: DecisionVariables, variable: Var) -> float:
    """How often a decision can be taken: courses once, seats up to their bound."""
    return max(1, max(x.hire_bound.values(), default=1)) if variable in x.seats else 1.0


def _brought_in(org: Organisation, seat: Seat, period: int) -> float:
    """FTE of colleagues that a seat takes in a period: all of its norm in months on the ramp."""
    each = org.assumptions.get("onboarding", seat.team, seat.role, seat.location)
    if not each or not seat.there(period):
        return 0.0
    day, length = first_day_of(org, seat), org.calendar.months_per_period
    first = org.calendar.month_of(day)
    ramp = ramp_months(org, seat.role, seat.team, seat.location)
    total = 0.0
    for month in range(max(first, period * length), (period + 1) * length):
        share = org.calendar.share_of_month(month, day, None) if month == first else 1.0
        total += share * max(0.0, min(1.0, first + ramp - month))
    return each * total / length


def key_of(need: Need) -> str:
    """The skill, and of colleagues the team too.

    Parameters
    ----------
    need
        One of :func:`lessons`.

    Returns
    -------
    str
        Stands first in the key of the row.

    Examples
    --------
    >>> from orgplan.domain import time_of_mentors
    >>> key_of(time_of_mentors(org, "Java"))
    'Java'
    """
    return need.skill if need.scope == ORGANISATION else f"{need.skill} in {need.scope.name}"


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each skill with mentored courses and period.

    Parameters
    ----------
    rows
        Takes one limit by (skill, period): learners, against mentors times `learners_per_mentor`.
        What teaching takes of their time is stated by :mod:`orgplan.constraints.needs.capacity`.
    org
        Read for courses and the assumption.
    x
        Courses, and whatever changes who can train others.

    Examples
    --------
    >>> courses = tuple(course.replace(mentored=True, mentor_hours=30) for course in org.courses)
    >>> emit(rows, org.replace(courses=courses), x)
    >>> print(*rows.lines[:2], sep="\n")
    mentoring(Java, 2027-Q1)   limit
        train(P04,Java 3→4,3,2027-Q1) + train(P05,Java 3→4,3,2027-Q1) + train(P06,Java ...
    """
    learning: dict[tuple[str, int], Linear] = defaultdict(Linear)
    for (step, start), taken in x.train.items():
        course = org.course[step.course]
        if course.mentored:
            for period in range(
                start,
                min(
                    start + max(1, org.calendar.periods_for(course.duration)), org.calendar.periods
                ),
            ):
                learning[step.skill, period].add(1, taken)
    each = org.assumptions.get("learners_per_mentor")
    for (skill, period), learners in sorted(learning.items(), key=lambda item: item[0]):
        able = Capability(org.part(ORGANISATION), skill, DEEP, period)
        mentors = holders(rows, org, x, able)
        left = learners.plus(Linear(0.0, mentors.terms), -each)
        rows.limit(
            FAMILY,
            (skill, org.calendar.label(period)),
            left,
            Sense.AT_MOST,
            each * mentors.constant,
        )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count learners and mentors of each skill, period by period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Learners, in the periods and skills in which there are any.

    Examples
    --------
    >>> from orgplan.domain import Training
    >>> mentored = org.replace(
    ...     courses=tuple(course.replace(mentored=True) for course in org.courses)
    ... )
    >>> course = Training(
    ...     id="U-001", person_id="P04", course="Java 3→4", start_date=org.calendar.start
    ... )
    >>> [
    ...     (one.key, one.required, one.planned)
    ...     for one in measure(PlanSimulation(mentored, walk.plan.replace(trainings=(course,))))
    ... ]
    [(('Java', '2027-Q1'), 6.0, 1)]
    """
    org = walk.org
    each = org.assumptions.get("learners_per_mentor")
    for period, label in enumerate(org.calendar.labels):
        learners: dict[str, int] = defaultdict(int)
        for member in walk.members:
            for taken in walk.running(member, period):
                learners[taken.course.skill] += taken.course.mentored
        for skill, count in sorted(learners.items()):
            if count:
                most = each * sum(
                    m.heads for m in walk.at_end(period) if walk.level(m, skill, period) >= DEEP
                )
                yield Measure.at_most(FAMILY, (skill, label), most, count, LEARNERS)


def seats_that_help(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """Mentors that everybody together could need, in the skills that a holder of the role can train
    others in, and colleagues for newcomers.

    Parameters
    ----------
    org
        Read for courses with a mentor, onboarding and the assumption.
    role, team
        The kind of seat.
    bounds
        Most seats by team, whose holders are to be brought in.

    Returns
    -------
    int
        Heads.
    """
    taught = sum(brings(role, skill, DEEP) for skill in org.mentored_skills)
    each = org.assumptions.get("learners_per_mentor")
    mentors = taught * math.ceil(len(org.people) / min(each, 1.0)) if each else 0
    return mentors + _colleagues(org, role, team, bounds)


def _colleagues(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """Enough seats to bring in all others of the team; each has time for one at least once it is on
    its own.
    """
    if team not in bounds.newcomers:  # many roles ask, few skills are learned
        taken: dict[str, float] = defaultdict(float)
        for name, most in bounds.seats_of_team.get(team, ()):
            skill = org.role[name].learned_on_the_job
            if skill is not None:
                taken[skill] += org.assumptions.get("onboarding", team, name) * most
        bounds.newcomers[team] = taken
    able = (fte for skill, fte in bounds.newcomers[team].items() if brings(role, skill, COVERS))
    return math.ceil(2 * sum(able))


def skills_that_help(org: Organisation, person: Person, places: Places) -> Iterator[SkillTarget]:
    """Every skill that is learned with a mentor, at the level that a mentor has, and those in which
    newcomers are brought in.

    Parameters
    ----------
    org
        Read for courses with a mentor and onboarding.
    person
        Unused: the same helps everybody in the scope.
    places
        Pairs of role and team that they have or may come to have.

    Yields
    ------
    SkillTarget
        Skill, with the level of a mentor or of whoever works alone.
    """
    yield from (SkillTarget(skill, DEEP) for skill in org.mentored_skills)
    teams, found = {team for _, team in places}, set[str]()
    for role in org.roles:
        skill = role.learned_on_the_job
        if skill is None or skill in found:
            continue
        if any(org.assumptions.get("onboarding", team, role.id) for team in teams):
            found.add(skill)
            yield SkillTarget(skill, COVERS)


limit_name = called(N_("mentors in {first}"))


def explain(measure: Measure, org: Organisation) -> str:
    """Say in which skill there are too few mentors.

    Parameters
    ----------
    measure
        One of too few mentors, or of too little of their time.
    org
        Unused: key and figures of the measure have all that it takes.

    Examples
    --------
    >>> explain(Measure.at_most(FAMILY, ("Java", "2027-Q1"), 2, 3, "learners"), org)
    '2027-Q1: 3 people learn Java with a mentor, those who can train others can take on 2: 1 too
    many. Begin some of them later, or hire somebody at level 4 in Java.'
    """
    skill = measure.key[0]
    if len(measure.key) == 3 and " in " in skill:
        return _(
            "{period}: newcomers take {required:.2f} FTE of colleagues who work alone ({skill}),"
            " who can give {planned:.2f}: {short:.2f} FTE short. Begin some of the seats later,"
            " hire somebody who needs no ramp, or lower onboarding on Assumptions.",
            **measure.figures,
            skill=skill,
        )
    if len(measure.key) == 3:
        return _(
            "{period}: learners take {required:.2f} FTE of mentors in {skill}, who can give"
            " {planned:.2f}: {short:.2f} FTE short. Begin some of the courses later, or hire"
            " somebody at level {deep} in {skill}.",
            **measure.figures,
            skill=skill,
            deep=DEEP,
        )
    return _(
        "{period}: {planned:g} people learn {skill} with a mentor, those who can train others can"
        " take on {required:g}: {short:g} too many. Begin some of them later, or hire somebody at"
        " level {deep} in {skill}.",
        **measure.figures,
        skill=skill,
        deep=DEEP,
    )
