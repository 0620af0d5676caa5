r"""Mentors are few: in each skill, no more people learn with a mentor at a time than those who can train others can take on.

.. math::

    \sum_{p,\, e \in M_s,\ \tau \le t < \tau + D_e} train_{pe\tau} &\le \mu\, holders(s, 4, t) && \forall s, t \\
    \sum_{b \ni s} y_{bst} &\ge \sum_{p,\, e \in M_s} g_{pet}\, train_{pe} && \forall s, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`M_s`               courses in skill s that need a mentor (``needs_mentor``)     –
:math:`D_e`               duration of the course                                      periods
:math:`\mu`               learners at once a mentor (``learners_per_mentor``)          people
:math:`holders`           people at level 4 (trains others) or above, in any team      heads
:math:`g_{pet}`           time that a learner takes from mentors (``mentor_hours``)    FTE
:math:`y_{bst}`           time that mentors of a bundle b give, beside other work       FTE
========================  ==========================================================  =====

Mentors' time is part of the split of working time that the family capacity states. A seat that is
hired can mentor as soon as it has the level. Source: ILUO practice, two learners a mentor and
skill.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.constraints.model.interface import DecisionVariables, Linear, ModelSink
from orgplan.constraints.model.output import course_time
from orgplan.constraints.model.proficiency import holders
from orgplan.constraints.model.usefulness import HeadcountUpperBounds, Places, SkillTarget, brings
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Measure, Sense
from orgplan.domain.roles import Role
from orgplan.domain.rules import DEEP
from orgplan.domain.simulation import PlanSimulation
from orgplan.domain.teams import ORGANISATION
from orgplan.language import _

FAMILY = "mentoring"


@dataclass(frozen=True)
class Lessons:
    """Mentors' time that the learners of one skill take in a period, and the most that they could, in FTE."""

    time: Linear
    most: float


def lessons(org: Organisation, x: DecisionVariables, period: int) -> dict[str, Lessons]:
    """Skill → time that mentors give in a period, for skills with courses that take any."""
    time: dict[str, Linear] = defaultdict(Linear)
    for (step, start), taken in x.train.items():
        course, person = org.course[step.course], org.person[step.person]
        if course.mentored and course.mentor_hours and start <= period:
            time[step.skill].add(
                course_time(org, person, course.replace(hours=course.mentor_hours), start, period),
                taken,
            )
    return {
        skill: Lessons(left, sum(c for c, _ in left.terms))
        for skill, left in sorted(time.items())
        if left.terms
    }


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    """State one row for each skill with mentored courses and period."""
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
        mentors = holders(rows, org, x, org.part(ORGANISATION), skill, DEEP, period)
        left = learners.plus(Linear(0.0, mentors.terms), -each)
        rows.limit(
            FAMILY,
            (skill, org.calendar.label(period)),
            left,
            Sense.AT_MOST,
            each * mentors.constant,
        )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count learners and mentors of each skill, period by period."""
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
                yield Measure(
                    FAMILY,
                    (skill, label),
                    most,
                    count,
                    max(0.0, count - most),
                    "learners",
                    sense=Sense.AT_MOST,
                )


def seats_that_help(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """Mentors that everybody together could need, in the skills that a holder of the role can train others in."""
    taught = sum(brings(role, skill, DEEP) for skill in _mentored(org))
    each = org.assumptions.get("learners_per_mentor")
    return taught * math.ceil(len(org.people) / min(each, 1.0)) if each else 0


def skills_that_help(org: Organisation, person: Person, places: Places) -> Iterator[SkillTarget]:
    """Every skill that is learned with a mentor, at the level that a mentor has."""
    return (SkillTarget(skill, DEEP) for skill in _mentored(org))


def _mentored(org: Organisation) -> set[str]:
    return {course.skill for course in org.courses if course.mentored}


def explain(measure: Measure, org: Organisation) -> str:
    """Say in which skill there are too few mentors."""
    skill, period = measure.key[0], measure.key[-1]
    if len(measure.key) == 3:
        return _(
            "{period}: learners take {required:.2f} FTE of mentors in {skill}, who can give {planned:.2f}: {short:.2f} FTE short. Begin some of the courses later, or hire somebody at level {deep} in {skill}.",
            period=period,
            required=measure.required,
            skill=skill,
            planned=measure.planned,
            short=measure.short,
            deep=DEEP,
        )
    return _(
        "{period}: {planned:g} people learn {skill} with a mentor, those who can train others can take on {required:g}: {short:g} too many. Begin some of them later, or hire somebody at level {deep} in {skill}.",
        period=period,
        planned=measure.planned,
        skill=skill,
        required=measure.required,
        short=measure.short,
        deep=DEEP,
    )
