"""The plan walked through the calendar: who is there in each period, what they can do and how much they give.

This is the checker's own reckoning, month by month. The rows of the model are stated from closed formulas elsewhere and
share nothing with it but the organisation and the plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.plan import Hire, Plan, Training
from orgplan.domain.rules import Rule
from orgplan.domain.teams import Scope
from orgplan.domain.training import Course


@dataclass(frozen=True)
class CourseTaken:
    """A course that a person begins, with the period from which its level counts."""

    course: Course
    start_date: date
    counts_from: int


@dataclass(frozen=True, eq=False)
class Member:
    """A person on the roster or a planned seat."""

    id: str
    name: str
    role: str
    team: str
    start_date: date
    end_date: date | None
    fte: float
    person: Person | None = None
    hire: Hire | None = None
    courses: tuple[CourseTaken, ...] = field(default=())

    def employed_on(self, day: date) -> bool:
        """Whether the member is at work on a day."""
        return self.start_date <= day and (self.end_date is None or day <= self.end_date)


class Walk:
    """A plan on an organisation, period by period.

    Parameters
    ----------
    org, plan
        Neither is changed. Trainings of unknown persons or courses, and hires of unknown roles or teams, are a `KeyError`.
    """

    def __init__(self, org: Organisation, plan: Plan) -> None:
        self.org = org
        self.plan = plan
        self._levels: dict[str, dict[tuple[str, int], int]] = defaultdict(dict)
        self._outputs: dict[str, dict[int, float]] = defaultdict(dict)

    def without(self, action_id: str) -> Walk:
        """The walk of the same plan without one action; what it says of everybody else is taken over."""
        other = Walk(self.org, self.plan.without(action_id))
        action = self.plan.actions[action_id]
        changed = action.person_id if isinstance(action, Training) else action.id
        other._levels.update({member: levels for member, levels in self._levels.items() if member != changed})
        other._outputs.update({member: outputs for member, outputs in self._outputs.items() if member != changed})
        return other

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """People of the roster, then planned seats."""
        taken: dict[str, list[CourseTaken]] = {}
        for training in self.plan.trainings:
            course = self.org.course[training.course]
            taken.setdefault(self.org.person[training.person_id].id, []).append(
                CourseTaken(course, training.start_date, self._counts_from(training.start_date, course.duration))
            )
        people = [
            Member(p.id, p.name, p.role, p.team, p.start_date, p.end_date, p.fte, person=p, courses=tuple(taken.get(p.id, ())))
            for p in self.org.people
        ]
        seats = [
            Member(h.id, h.id, self.org.role[h.role].id, self.org.team[h.team].id, h.start_date, None, 1.0, hire=h) for h in self.plan.hires
        ]
        return (*people, *seats)

    def _counts_from(self, start: date, months: float) -> int:
        """First period that begins no earlier than so many months after a start."""
        calendar = self.org.calendar
        done = calendar.month_of(start) + months
        period = 0
        while period < calendar.periods and period * calendar.months_per_period < done - 1e-9:
            period += 1
        return period

    @cached_property
    def _stock(self) -> tuple[tuple[Member, ...], ...]:
        ends = [self.org.calendar.last_day(period) for period in range(self.org.calendar.periods)]
        return tuple(tuple(member for member in self.members if member.employed_on(day)) for day in ends)

    def at_end(self, period: int, scope: Scope | None = None, selectors: Iterable[str] = ()) -> tuple[Member, ...]:
        """Members employed on the last day of a period, of a scope and of the selected roles or families."""
        chosen = tuple(selectors)
        teams = self.org.teams_of(scope) if scope else None
        return tuple(
            member for member in self._stock[period] if (teams is None or member.team in teams) and self.org.matches(member.role, chosen)
        )

    def level(self, member: Member, skill: str, period: int) -> int:
        """Proficiency that a member can use from the first day of a period: courses count from the first whole period after."""
        known = self._levels[member.id]
        if (skill, period) not in known:
            known[skill, period] = self._level(member, skill, period)
        return known[skill, period]

    def _level(self, member: Member, skill: str, period: int) -> int:
        if member.hire is not None:
            role = self.org.role[member.role]
            return role.level_at(skill, ramped=period >= self._counts_from(member.start_date, self._ramp(member)))
        assert member.person is not None
        level = member.person.level(skill)
        done = [t.course for t in member.courses if t.course.skill == skill and t.counts_from <= period]
        for course in sorted(done, key=lambda course: course.to_level):
            if course.from_level <= level < course.to_level:
                level = course.to_level
        return level

    def _ramp(self, member: Member) -> float:
        own = self.org.role[member.role].ramp
        return self.org.assumptions.get("ramp", member.team, member.role) if own is None else own

    def output(self, member: Member, period: int) -> float:
        """FTE of work that a member is expected to give in a period: time employed, ramp, availability and survival, less training."""
        known = self._outputs[member.id]
        if period not in known:
            months = self.org.calendar.months_of(period)
            given = sum(self._output_of_month(member, month) for month in months) / len(months)
            known[period] = given - self.training_time(member, period)
        return known[period]

    def _output_of_month(self, member: Member, month: int) -> float:
        calendar, assumptions = self.org.calendar, self.org.assumptions
        employed = calendar.share_of_month(month, member.start_date, member.end_date)
        if employed == 0:
            return 0.0
        in_service = month - calendar.month_of(member.start_date)
        ramp = self._ramp(member)
        ramped = min(1.0, (in_service + 0.5) / ramp) if ramp > 0 else 1.0
        availability = assumptions.get("availability", member.id, member.team, member.role)
        return employed * ramped * availability * member.fte * self._survival(member, month)

    def _survival(self, member: Member, month: int) -> float:
        if member.end_date is not None or (member.person and member.person.employment is Employment.CONTRACTOR):
            return 1.0
        own = member.person.attrition if member.person else None
        rate = self.org.assumptions.get("attrition", member.id, member.team, member.role) if own is None else own
        begin = max(0, self.org.calendar.month_of(member.start_date))
        return float((1 - rate) ** ((month - begin + 0.5) / 12))

    def training_time(self, member: Member, period: int) -> float:
        """FTE that courses take from a member in a period; hours are spread evenly over the course's months."""
        calendar = self.org.calendar
        full = self.org.assumptions.get("hours_per_month", member.team, member.role)
        time = 0.0
        for taken in member.courses:
            first = calendar.month_of(taken.start_date)
            length = max(taken.course.duration, 1.0)
            for month in calendar.months_of(period):
                inside = min(1.0, max(0.0, first + length - month)) if month >= first else 0.0
                time += taken.course.hours / full * inside / length
        return time / calendar.months_per_period

    def courses_running(self, member: Member, period: int) -> int:
        """Courses in which a member is on any day of a period."""
        calendar = self.org.calendar
        first, last = period * calendar.months_per_period, (period + 1) * calendar.months_per_period
        return sum(
            1
            for taken in member.courses
            if calendar.month_of(taken.start_date) < last
            and calendar.month_of(taken.start_date) + max(taken.course.duration, 1.0) > first + 1e-9
        )

    def bites(self, rule: Rule, scope: Scope, period: int) -> bool:
        """Whether a rule's trigger is reached in a scope at the end of a period."""
        if rule.product_lines_over is not None and len(self.org.product_lines(scope)) <= rule.product_lines_over:
            return False
        count = len(self.at_end(period, scope, rule.counts))
        return count >= (rule.bites_from or 0) and (rule.below is None or count < rule.below)
