"""The plan walked through the calendar: who is there in each period, what they can do and how much
they give.

This is the checker's own calculation, month by month. The rows of the model are stated from closed
formulas elsewhere and share nothing with it but the organisation and the plan.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from ..base import Strength
from ..levers import LeverKind
from ..needs import Need, NeedKind
from ..organisation import Organisation
from ..people import Employment
from ..plan import Plan
from ..rules import Rule
from ..teams import Scope
from ..training import Course
from .members import CourseTaken, Member
from .presence import Presence
from .teaching_time import time_of_colleagues, time_of_mentors
from .training_offers import chance_of


class PlanSimulation(Presence):
    """A plan on an organisation, period by period.

    Parameters
    ----------
    org
        It is not changed.
    plan
        It is not changed. Trainings of unknown persons or courses, and hires of unknown
        roles or teams, are a `KeyError`.

    Examples
    --------
    >>> op.PlanSimulation(org, op.Plan()).members[0].id
    'P01'
    """

    def holders(
        self, period: int, scope: Scope, skill: str, level: int
    ) -> tuple[tuple[Member, ...], float]:
        """Members of :meth:`at_end` at or above a level in a period, and how many heads they are
        expected to be.

        Parameters
        ----------
        period
            Index of a period, 0 for the first.
        scope
            Where.
        skill
            Id.
        level
            1-5.

        Returns
        -------
        tuple[tuple[Member, ...], float]
            Who they are, and expected heads: courses count with their success rate.

        Examples
        --------
        >>> able, heads = walk.holders(0, org.need["N-002"].scope, "SQL", 4)
        >>> [member.id for member in able], heads
        (['P01', 'P03'], 2.0)
        """
        part, key = self.org.part(scope), (period, scope, skill, level)

        def able(walk: PlanSimulation, member: Member) -> bool:
            return (member.team, member.location) in part and walk.level(
                member, skill, period
            ) >= level

        selection = self._select(key, period, able, lambda walk: walk.at_end(period, scope))
        if key not in self._expected:
            if (
                self._like is not None
                and self._like._selections.get(key) is selection
                and key in self._like._expected
            ):
                self._expected[key] = self._like._expected[key]
            else:
                self._expected[key] = sum(
                    m.heads * self.chance(m, skill, level, period) for m in selection.members
                )
        return selection.members, self._expected[key]

    def level(self, member: Member, skill: str, period: int) -> int:
        """Proficiency that a member can use from the first day of a period: courses count from the
        first whole period after.

        Parameters
        ----------
        member
            Of this walk.
        skill
            Id.
        period
            Index of a period, 0 for the first.

        Returns
        -------
        int
            0-5.

        Examples
        --------
        >>> walk.level(walk.member["P01"], "Java", 0)
        5
        """
        known = self._levels[member.id]
        if (skill, period) not in known:
            known[skill, period] = self._level(member, skill, period)
        return known[skill, period]

    def _level(self, member: Member, skill: str, period: int) -> int:
        """A seat has what candidate or role brings; on the roster the highest of assessment,
        retraining and courses counts.
        """
        if member.hire is not None:
            who = self.org.candidate.get(member.hire.candidate_id or "")
            if who is not None and who.skills is not None:
                return who.skills.get(skill, 0)
            role = self.org.role[member.role]
            return role.level_at(
                skill, ramped=period >= self._counts_from(member.start_date, self._ramp(member))
            )
        assert member.person is not None
        start = max(member.person.level(skill), self._brought(member, skill, period))
        return max(
            [start, *(course.to_level for course in self._climbed(member, skill, period, start))]
        )

    def trained(
        self, member: Member, skill: str, period: int, but: CourseTaken | None = None
    ) -> int:
        """Proficiency of somebody on the roster by assessment and courses alone, one of them left
        out: the level from which that one is taken.

        Parameters
        ----------
        member
            Of this walk.
        skill
            Id.
        period
            Index of a period, 0 for the first.
        but
            ``None`` leaves none out.

        Returns
        -------
        int
            0-5; 0 for a seat.

        Examples
        --------
        >>> walk.trained(walk.member["P02"], "Team leadership", 3)
        2
        """
        others = replace(
            member, courses=tuple(taken for taken in member.courses if taken is not but)
        )
        start = member.person.level(skill) if member.person else 0
        return max(
            [start, *(course.to_level for course in self._climbed(others, skill, period, start))]
        )

    def _climbed(self, member: Member, skill: str, period: int, level: int) -> Iterator[Course]:
        """Courses that lift a member from a level, each from where the one before has led."""
        done = [
            t.course for t in member.courses if t.course.skill == skill and t.counts_from <= period
        ]
        for course in sorted(done, key=lambda course: course.to_level):
            if course.from_level <= level < course.to_level:
                level = course.to_level
                yield course

    def _brought(self, member: Member, skill: str, period: int) -> int:
        """Level that retraining into a role has brought, once its hand-over is over."""
        done = (
            move.role
            for move in member.actions.moves
            if move.kind is LeverKind.RETRAINING
            and self._counts_from(move.start_date, self.org.lever[move.lever].months) <= period
        )
        return max((self.org.role[role].skills_at_start.get(skill, 0) for role in done), default=0)

    def chance(self, member: Member, skill: str, level: int, period: int) -> float:
        """Expected share of a member who is at or above a level in a period: less than 1 where
        courses don't reach everybody.

        Parameters
        ----------
        member
            Of this walk.
        skill
            Id.
        level
            1-5.
        period
            Index of a period, 0 for the first.

        Returns
        -------
        float
            0-1.

        Examples
        --------
        >>> (
        ...     walk.chance(walk.member["P01"], "Java", 5, 0),
        ...     walk.chance(walk.member["P09"], "Java", 3, 0),
        ... )
        (1.0, 0.0)
        """
        if self.level(member, skill, period) < level:
            return 0.0
        if member.person is None or not member.courses:
            return 1.0
        start = max(member.person.level(skill), self._brought(member, skill, period))
        crossing = (
            course
            for course in self._climbed(member, skill, period, start)
            if course.to_level >= level
        )
        return 1.0 if start >= level else chance_of(self.org, member.person, next(crossing))

    def _ramp(self, member: Member) -> float:
        own = self.org.role[member.role].ramp
        return (
            self.org.assumptions.get("ramp", member.team, member.role, member.location)
            if own is None
            else own
        )

    def output(self, member: Member, period: int) -> float:
        """FTE of work that a member is expected to give in a period: time employed, ramp,
        availability and survival, less training.

        Parameters
        ----------
        member
            Of this walk.
        period
            Index of a period, 0 for the first.

        Returns
        -------
        float
            FTE, on average over the months of the period; of a group, of all its heads.

        Examples
        --------
        >>> [round(walk.output(walk.member["P01"], period), 3) for period in range(4)]
        [0.99, 0.969, 0.949, 0.93]
        """
        member, known = self.member[member.id], self._outputs[member.id]
        if period not in known:
            if member.person is not None and member.person.is_group:
                known[period] = self._output_of_group(member, period)
            else:
                months = self.org.calendar.months_of(period)
                given = sum(self._output_of_month(member, month) for month in months) / len(months)
                known[period] = given - self.training_time(member, period)
        return known[period]

    def _output_of_group(self, member: Member, period: int) -> float:
        state = self.groups[member.id, period]
        available = self.org.assumptions.get(
            "availability", member.id, member.team, member.role, member.location
        )
        return (state.heads - state.ramping - state.short) * available * member.fte

    def _output_of_month(self, member: Member, month: int) -> float:
        # Of the job in which they began: a move has a hand-over of its own.
        """FTE in one month, each factor at its middle."""
        ramp = self._ramp(member)
        member = member.on(self.org.calendar.month_starts[month])
        calendar, assumptions = self.org.calendar, self.org.assumptions
        employed = calendar.share_of_month(month, member.start_date, member.end_date)
        if employed == 0:
            return 0.0
        in_service = month - calendar.month_of(member.start_date)
        ramped = min(1.0, (in_service + 0.5) / ramp) if ramp > 0 else 1.0
        availability = assumptions.get(
            "availability", member.id, member.team, member.role, member.location
        )
        return (
            employed
            * ramped
            * availability
            * member.fte
            * self._survival(member, month + 0.5)
            * self._kept(member, month)
        )

    def _kept(self, member: Member, month: int) -> float:
        """Share of output that moves and short time leave in a month."""
        first = self.org.calendar.month_starts[month]
        kept = 1.0
        for move in member.actions.moves:
            lever = self.org.lever[move.lever]
            gone = month - self.org.calendar.month_of(move.start_date)
            if move.kind is LeverKind.DOWNGRADING:
                kept *= 1 - lever.share if gone >= 0 else 1.0
            elif gone >= 0:
                kept *= 1 - lever.share * min(1.0, max(0.0, lever.months - gone))
        for reduced in member.actions.short_times:
            if reduced.start_date <= first <= reduced.end_date:
                kept *= 1 - self.org.lever[reduced.lever].share
        return kept

    def expected_gone(self, member: str, period: int) -> float:
        """Share of somebody, or of a seat, who is expected to have left by the end of a period;
        known leavers and groups have their own count.

        Parameters
        ----------
        member
            Id of a person or of a seat of the plan.
        period
            Index of a period, 0 for the first.

        Returns
        -------
        float
            0-1; 0 for groups, contractors and known leavers.

        Examples
        --------
        >>> round(walk.expected_gone("P01", 3), 3)
        0.08
        """
        there = self.member[member]
        if there.person is not None and there.person.is_group:
            return 0.0
        months = (period + 1) * self.org.calendar.months_per_period
        return 1 - self._survival(there.on(self.org.calendar.last_day(period)), months)

    def _survival(self, member: Member, months: float) -> float:
        """Share who are expected to be there some months into the horizon."""
        known_end = member.person.end_date if member.person else member.end_date
        if known_end is not None or (
            member.person and member.person.employment is Employment.CONTRACTOR
        ):
            return 1.0
        own = member.person.attrition if member.person else None
        scopes = (member.id, member.team, member.role, member.location)
        rate = self.org.assumptions.get("attrition", *scopes) if own is None else own
        begin = max(0, self.org.calendar.month_of(member.start_date))
        return float((1 - rate) ** ((months - begin) / 12))

    def time_taken(self, period: int) -> Mapping[Need, float]:
        """What learners take from mentors, and new seats from colleagues, in a period: each said
        like a need, and its FTE.

        Parameters
        ----------
        period
            Index of a period, 0 for the first.

        Returns
        -------
        Mapping[Need, float]
            FTE, above 0; empty where nobody teaches or brings anybody in.

        Examples
        --------
        >>> busy = org.replace(assumptions=org.assumptions.with_value("onboarding", 0.25))
        >>> seat = op.Hire(
        ...     id="H-001",
        ...     role="Backend engineer / middle",
        ...     team="Payments",
        ...     start_date=date(2027, 4, 1),
        ...     base_salary=90_000,
        ... )
        >>> {
        ...     need.id: round(fte, 3)
        ...     for need, fte in PlanSimulation(busy, Plan(hires=(seat,))).time_taken(1).items()
        ... }
        {'onboarding in SQL, Payments': 0.25}
        """
        taught: dict[str, float] = defaultdict(float)
        for member in self.members:
            for taken in member.courses:
                if taken.course.mentored:
                    alone = replace(
                        member,
                        courses=(
                            replace(
                                taken, course=taken.course.replace(hours=taken.course.mentor_hours)
                            ),
                        ),
                    )
                    taught[taken.course.skill] += self.training_time(alone, period)
        needs = [time_of_mentors(self.org, skill, fte) for skill, fte in sorted(taught.items())]
        found = {need: need.required[0] for need in needs if need.required[0] > 0}
        for member in (member for member in self.members if member.hire is not None):
            need = time_of_colleagues(self.org, self.org.role[member.role], member.team)
            fte = self._brought_in(member, period)
            if need is not None and fte > 0:
                found[need] = found.get(need, 0.0) + fte
        return found

    def _brought_in(self, member: Member, period: int) -> float:
        """FTE of colleagues that a new seat takes while it ramps: month by month, as long as it is
        there.
        """
        calendar, ramp, fte = self.org.calendar, self._ramp(member), 0.0
        places = (member.team, member.role, member.location)
        each = self.org.assumptions.get("onboarding", *places)
        for month in calendar.months_of(period) if each else ():
            there = calendar.share_of_month(month, member.start_date, member.end_date)
            on_ramp = min(1.0, max(0.0, ramp - (month - calendar.month_of(member.start_date))))
            fte += each * there * on_ramp
        return fte / calendar.months_per_period

    def is_new(self, member: Member, period: int) -> bool:
        """Whether a seat is still on its ramp at the start of a period, and brings nobody else in.

        Parameters
        ----------
        member
            Of this walk.
        period
            Index of a period, 0 for the first.

        Returns
        -------
        bool
            ``False`` for everybody on the roster.

        Examples
        --------
        >>> seat = op.Hire(
        ...     id="H-001",
        ...     role="iOS engineer",
        ...     team="Apps",
        ...     start_date=date(2027, 4, 1),
        ...     base_salary=90_000,
        ... )
        >>> hired = PlanSimulation(org, Plan(hires=(seat,)))
        >>> [hired.is_new(hired.member["H-001"], period) for period in range(1, 4)]
        [True, True, False]
        """
        ramped = self._counts_from(member.start_date, self._ramp(member))
        return member.hire is not None and period < ramped

    def training_time(self, member: Member, period: int) -> float:
        """FTE that courses take from a member in a period; hours are spread evenly over the
        course's months.

        Parameters
        ----------
        member
            Of this walk.
        period
            Index of a period, 0 for the first.

        Returns
        -------
        float
            On average over the months of the period. Hours are shared by those of a full-time month
            (``hours_per_month``).

        Examples
        --------
        >>> course = op.Training(
        ...     id="U-001",
        ...     person_id="P02",
        ...     course="Team leadership 2→3",
        ...     start_date=date(2027, 1, 1),
        ... )
        >>> trained = PlanSimulation(org, Plan(trainings=(course,)))
        >>> [round(trained.training_time(trained.member["P02"], period), 3) for period in range(2)]
        [0.167, 0.0]
        """
        calendar = self.org.calendar
        learner = member.person or member
        full = self.org.assumptions.get(
            "hours_per_month", learner.team, learner.role, learner.location
        )
        time = 0.0
        for taken in member.courses:
            first = calendar.month_of(taken.start_date)
            length = max(taken.course.duration, 1.0)
            for month in calendar.months_of(period):
                inside = min(1.0, max(0.0, first + length - month)) if month >= first else 0.0
                time += taken.course.hours / full * inside / length
        return time / calendar.months_per_period

    def running(self, member: Member, period: int) -> Iterator[CourseTaken]:
        """Courses in which a member is on any day of a period.

        Parameters
        ----------
        member
            Of this walk.
        period
            Index of a period, 0 for the first.

        Yields
        ------
        CourseTaken
            One of a month at the least, however short it is.

        Examples
        --------
        >>> course = op.Training(
        ...     id="U-001",
        ...     person_id="P02",
        ...     course="Team leadership 2→3",
        ...     start_date=date(2027, 1, 1),
        ... )
        >>> trained = PlanSimulation(org, Plan(trainings=(course,)))
        >>> [taken.course.id for taken in trained.running(trained.member["P02"], 0)]
        ['Team leadership 2→3']
        """
        calendar = self.org.calendar
        first, last = period * calendar.months_per_period, (period + 1) * calendar.months_per_period
        return (
            taken
            for taken in member.courses
            if calendar.month_of(taken.start_date) < last
            and calendar.month_of(taken.start_date) + max(taken.course.duration, 1.0) > first + 1e-9
        )

    def is_triggered(self, rule: Rule, scope: Scope, period: int) -> bool:
        """Whether a rule is in force in a period and its trigger reached in a scope at the end of
        it.

        Parameters
        ----------
        rule
            Of this organisation.
        scope
            One of the rule's.
        period
            Index of a period, 0 for the first.

        Returns
        -------
        bool
            Heads in parts count as whole ones from a millionth on, as in the model.

        Examples
        --------
        >>> walk.is_triggered(org.rule["echelon"], org.rule["echelon"].scopes[0], 0)
        False
        """
        if not rule.in_force(period):
            return False
        where = None if rule.also_anywhere else scope
        if (
            rule.also_threshold is not None
            and ceil(self.heads(period, where, rule.also_counts) - 1e-6) < rule.also_threshold
        ):
            return False
        count = self.heads(period, scope, rule.counted)
        if not self.lines_or_load(rule, scope, period, count):
            return False
        return ceil(count - 1e-6) >= (rule.trigger_from or 0) and (
            rule.below is None or count < rule.below
        )

    def lines_or_load(self, rule: Rule, scope: Scope, period: int, heads: float) -> bool:
        """Whether there are product lines enough, or work enough for each head; where a rule asks
        for neither, always.

        Parameters
        ----------
        rule
            Its `product_lines_over` and `load_over`; either will do.
        scope
            One of the rule's.
        period
            Index of a period, 0 for the first.
        heads
            Among which the load is shared.

        Examples
        --------
        >>> walk.lines_or_load(org.rule["echelon"], org.rule["echelon"].scopes[0], 0, 9.0)
        True
        """
        asked: list[bool] = []
        if rule.product_lines_over is not None:
            asked.append(len(self.org.product_lines(scope)) > rule.product_lines_over)
        if rule.load_over is not None:
            work = sum(
                need.required[period]
                for need in self.org.needs
                if need.kind is NeedKind.CAPACITY
                and need.strength is not Strength.OFF
                and self.org.contains(scope, need.scope)
            )
            asked.append(work > rule.load_over * heads + 1e-6)
        return any(asked) or not asked


def departures(org: Organisation, plan: Plan) -> list[tuple[str, str, str, date]]:
    """Who leaves a role and team for good, as (person, role, team, last day there), in that order
    of days: known leavers and those who move.

    Redundancies are no vacancies.

    Parameters
    ----------
    org
        Read for known leavers.
    plan
        Its moves. Groups leave no seats.

    Returns
    -------
    list[tuple[str, str, str, date]]
        Read by backfills: each replaces one of these.

    Examples
    --------
    >>> move = op.Move(
    ...     id="M-001",
    ...     kind="transfer",
    ...     lever="L-1",
    ...     person_id="P02",
    ...     role="iOS engineer",
    ...     team="Apps",
    ...     start_date=date(2027, 4, 1),
    ...     base_salary=90_000,
    ... )
    >>> departures(org, Plan(moves=(move,)))
    [('P02', 'Backend engineer / senior', 'Payments', datetime.date(2027, 3, 31))]
    """
    leavers = [
        (p.id, p.role, p.team, p.end_date)
        for p in org.people
        if p.end_date is not None and not p.is_group
    ]
    gone = [(move.person_id, move.start_date - timedelta(days=1)) for move in plan.moves]
    movers = [
        (person, org.person[person].role, org.person[person].team, last) for person, last in gone
    ]
    return sorted((*leavers, *movers), key=lambda entry: (entry[3], entry[0]))
