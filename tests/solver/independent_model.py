"""A second model of the planning problem, written from `docs/maths.md` and `docs/finance.md` alone.

It has variables, rows and sums of its own and knows nothing of the families, the finance room or
the checker: it reads the organisation, states what the documents say in the plainest way (no pools,
no bounds, each position by itself), and asks PuLP's own solver. Covered are needs of all kinds,
tolerances, `worth`, seats, positions, candidates, courses, promotions, takeovers, a group that
recruits, budgets, headcount, and the rules `team_lead`, `director` (with its alternatives) and
`bus_factor`.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

import pulp

from orgplan.domain.base import Strength
from orgplan.domain.candidates import Candidate
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.positions import Lock, Position, PositionStatus
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule
from orgplan.domain.teams import Scope, ScopeKind

MANY = 60.0  # more heads than any of these organisations can have
SLIPS = {"must_shortfall": 1e-6, "should_shortfall": 1e-6, "cost": 1e-4, "priced_shortfall": 1e-6}
EXACT = {
    "primal_feasibility_tolerance": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
}  # goals are held closer than the usual 1e-6
Row = Any  # an expression of PuLP


def cent(amount: float) -> float:
    """An amount to the cent, halves away from zero."""
    return math.copysign(math.floor(abs(amount) * 100 + 0.5 + 1e-7), amount) / 100


@dataclass
class Seat:
    """A seat that can be filled on a day: by anybody, into a position, or by a candidate."""

    role: Role
    team: str
    day: date
    start: int
    base: float
    count: Row
    position: Position | None = None
    candidate: Candidate | None = None
    leads: dict[int, Row] = field(default_factory=dict)


@dataclass
class Short:
    """A shortfall that is counted."""

    amount: Row
    strength: Strength
    weight: float
    worth: float | None


class IndependentModel:
    """The planning problem of one organisation, by quarters or months from January 2027 on."""

    def __init__(self, org: Organisation) -> None:
        self.org, self.cal = org, org.calendar
        self.lp = pulp.LpProblem("independent", pulp.LpMinimize)
        self.periods, self.length = range(org.calendar.periods), org.calendar.months_per_period
        self.months = range(len(self.periods) * self.length)
        self.shorts: list[Short] = []
        self.cost: Row = 0.0  # what is decided, with the tail, in money
        self.spent: Row = 0.0  # all within the horizon, the roster too
        self.actions: Row = 0.0
        self.names = 0
        self.train: dict[tuple[str, str, int, int], Row] = {}
        self.promote: dict[tuple[str, int], Row] = {}
        self.leading: dict[tuple[str, int], Row] = defaultdict(float)
        self.seats = [*self._free_seats(), *self._positions(), *self._candidates()]
        self._pay_roster()
        self._courses()
        self._promotions()
        self._groups()
        self._recruiting()
        self._turns()
        self._leads()
        self._needs()
        self._rules()
        self._limits()

    # -- plain things ------------------------------------------------------------------------

    def var(self, most: float | None = None, *, whole: bool = True) -> Row:
        """A variable of its own."""
        self.names += 1
        kind = pulp.LpInteger if whole else pulp.LpContinuous
        return self.lp.add_variable(f"v{self.names}", 0, most, kind)

    def given(self, key: str, *scopes: str | None) -> float:
        """A given number."""
        return self.org.assumptions.get(key, *scopes)

    def month_of(self, day: date) -> int:
        """Number of its month, January 2027 being 0."""
        return (day.year - self.cal.start.year) * 12 + day.month - self.cal.start.month

    def share(self, month: int, first: date, last: date | None) -> float:
        """Share of the days of a month between two days."""
        year, number = divmod(self.cal.start.month - 1 + month, 12)
        year, number = year + self.cal.start.year, number + 1
        days = monthrange(year, number)[1]
        begin = max(first, date(year, number, 1))
        end = min(last or date(9999, 1, 1), date(year, number, days))
        return max(0, (end - begin).days + 1) / days

    def lead(self, role: Role, team: str) -> float:
        """Months from a decision to the first day, less those before the horizon."""
        months = (
            role.lead_time if role.lead_time is not None else self.given("lead_time", team, role.id)
        )
        return months - self.before

    @property
    def before(self) -> float:
        """Months between the as-of date and the horizon; both are firsts of months here."""
        return -self.month_of(self.cal.as_of)

    def no_sooner(self, day: date, months: float) -> date:
        """The day, or the first of the month after so many months of the horizon."""
        gone = (day.day - 1) / monthrange(day.year, day.month)[1]
        if self.month_of(day) + gone >= months - 1e-9:
            return day
        year, month = divmod(self.cal.start.month - 1 + math.ceil(months - 1e-9), 12)
        return date(self.cal.start.year + year, month + 1, 1)

    def whole_from(self, day: date, months: float) -> int:
        """First period that begins no sooner than so many months after the first of a day's
        month.
        """
        return max(0, math.ceil((self.month_of(day) + months) / self.length - 1e-9))

    def inside(self, scope: Scope, team: str) -> bool:
        """Whether a team lies in a scope."""
        if scope.kind is ScopeKind.PRODUCT_LINE:
            return self.org.team[team].product_line == scope.name
        return scope.kind is ScopeKind.ORGANISATION or scope.name == team

    @staticmethod
    def fits(role: Role, selectors: tuple[str, ...]) -> bool:
        """Whether a role is one of these roles or families."""
        return not selectors or role.id in selectors or role.family in selectors

    # -- money -------------------------------------------------------------------------------

    def pay(
        self, base: float, first: date, last: date | None, attrition: float
    ) -> tuple[float, float]:
        """(money within the horizon, money of the months after it that count) of one job."""
        since, total = max(0, self.month_of(first)), 0.0
        for month in self.months:
            agreed = base / 12 * self.share(month, first, last)
            parts = [
                cent(agreed),
                cent(agreed * self.given("employer_tax_pct")),
                cent(agreed * self.given("benefits_pct")),
            ]
            gone = 1 - (1 - attrition) ** ((max(0, month + 0.5 - since)) / 12)
            total += sum(parts) + cent(-sum(parts) * gone)
        rate = sum(
            cent(base / 12 * share)
            for share in (1, self.given("employer_tax_pct"), self.given("benefits_pct"))
        )
        left = (1 - attrition) ** (max(0, len(self.months) - since) / 12)
        after = 0.0 if last is not None else rate * left * self.given("tail_months")
        return total, after

    def freed(self, who: Person | None, *scopes: str) -> float:
        """Yearly share whose pay is freed."""
        said = self.org.assumptions.row("leavers_free_pay", *scopes)
        asked = any(
            n.kind.value == "capacity" and n.strength.value != "off" for n in self.org.needs
        )
        if not (asked if said is None else said.value):
            return 0.0
        if who is not None and (who.end_date or who.employment is Employment.CONTRACTOR):
            return 0.0
        return self.attrition(who, *scopes)

    def attrition(self, who: Person | None, *scopes: str) -> float:
        """Yearly share expected to leave."""
        if who is not None and who.attrition is not None:
            return who.attrition
        return self.given("attrition", *((who.id,) if who else ()), *scopes)

    def charge(self, within: float, after: float, count: Row) -> None:
        """Count a decision's money."""
        self.cost = self.cost + (within + after) * count
        self.spent = self.spent + within * count

    def _pay_roster(self) -> None:
        for one in self.org.people:
            if one.is_group:
                continue
            rate = self.freed(one, one.team, one.role)
            if one.employment is Employment.CONTRACTOR:
                self.spent += sum(
                    cent(one.base_salary / 12 * self.share(m, one.start_date, one.end_date))
                    for m in self.months
                )
            else:
                self.spent += self.pay(one.base_salary, one.start_date, one.end_date, rate)[0]

    # -- seats -------------------------------------------------------------------------------

    def first_period(self, role: Role, team: str) -> int:
        """First period at whose start a seat decided today can be filled."""
        return max(0, math.ceil(self.lead(role, team) / self.length - 1e-9))

    def seat(
        self, role: Role, team: str, day: date, base: float, most: float | None, **who: Any
    ) -> Seat:
        """A seat on offer, with its money."""
        made = Seat(role, team, day, self.month_of(day) // self.length, base, self.var(most), **who)
        within, after = self.pay(base, day, None, self.freed(None, team, role.id))
        once = (role.recruiting_cost if role.recruiting_cost is not None else self.given("recruiting_cost", team, role.id)) + (  # noqa: E501
            self.given("agency_pct") * self.given("agency_share") * base)  # fmt: skip
        self.charge(within + cent(once), after, made.count)
        self.actions = self.actions + made.count
        return made

    def _free_seats(self) -> list[Seat]:
        closed = {(one.role, one.team) for one in self.org.people if one.is_group} | self.held()
        return [
            self.seat(role, team, self.cal.first_day(t), role.band_mid, None)
            for role in self.org.roles
            for team in role.teams
            if role.band_mid is not None
            and not self.org.only_positions
            and (role.id, team) not in closed
            for t in self.periods
            if t >= self.first_period(role, team)
        ]

    def first_day_in(self, q: Position) -> date:
        """First day on which a position can be filled."""
        role = self.org.role[q.role]
        if q.start is None:
            return self.cal.first_day(self.first_period(role, q.team))
        start = max(q.start, self.cal.start)
        return (
            start
            if q.status is PositionStatus.OPEN
            else self.no_sooner(start, self.lead(role, q.team))
        )

    def to_fill(self) -> list[Position]:
        """Positions that can be hired into."""
        closed = (PositionStatus.FILLED, PositionStatus.FROZEN)
        return [
            q for q in self.org.positions if q.status not in closed and q.lock is not Lock.MUST_NOT
        ]

    def held(self) -> set[tuple[str, str]]:
        """Roles and teams of which a position is on hold."""
        return {
            (q.role, q.team)
            for q in self.org.positions
            if q.status is PositionStatus.FROZEN or q.lock is Lock.MUST_NOT
        }

    def days(self, soonest: date) -> list[date]:
        """The first day in each period from a day on."""
        return [
            max(self.cal.first_day(t), soonest)
            for t in self.periods
            if soonest <= self.cal.last_day(t)
        ]

    def _positions(self) -> list[Seat]:
        found = []
        for q in self.to_fill():
            role = self.org.role[q.role]
            base = q.budget_salary if q.budget_salary is not None else role.band_mid
            if base is not None:
                found += [
                    self.seat(role, q.team, day, base, 1, position=q)
                    for day in self.days(self.first_day_in(q))
                ]
        return found

    def _candidates(self) -> list[Seat]:
        found = []
        for k in self.org.candidates:
            role = self.org.role[k.role]
            assert k.team is not None, "candidates of this model name their team"
            listed: list[Position | None] = [
                q for q in self.to_fill() if (q.role, q.team) == (k.role, k.team)
            ]
            if k.position is not None:
                listed = [q for q in listed if q is not None and q.id == k.position]
            elif not self.org.only_positions and (k.role, k.team) not in self.held():
                listed.append(None)
            mine = []
            for q in listed:
                base = next(
                    (
                        b
                        for b in (k.base_salary, q and q.budget_salary, role.band_mid)
                        if b is not None
                    ),
                    None,
                )
                months = (
                    self.lead(role, k.team)
                    if k.notice is None and k.earliest is None
                    else (k.notice or 0) - self.before
                )
                soonest = max(
                    d for d in (self.cal.start, k.earliest, q and q.start) if d is not None
                )
                if base is not None:
                    mine += [
                        self.seat(role, k.team, day, base, 1, position=q, candidate=k)
                        for day in self.days(self.no_sooner(soonest, months))
                    ]
            self.lp += pulp.lpSum(seat.count for seat in mine) <= 1
            found += mine
        return found

    def _recruiting(self) -> None:
        for role in self.org.roles:
            new = (
                pulp.lpSum(seat.count for seat in self.seats if seat.role.id == role.id)
                + self.recruits[role.id]
            )
            for cap in (
                role.max_hires_year,
                role.max_hires_total,
            ):  # one year is all of the horizon
                if cap is not None:
                    self.lp += new <= cap

    def _turns(self) -> None:
        """Each position once; must; listed ones before others, proposed ones behind."""
        filled = {q.id: [s for s in self.seats if s.position is q] for q in self.to_fill()}
        for q in self.to_fill():
            self.lp += pulp.lpSum(s.count for s in filled[q.id]) <= 1
            if q.lock is Lock.MUST:
                by = (
                    len(self.periods) - 1
                    if q.start is None
                    else self.month_of(self.first_day_in(q)) // self.length
                )
                if by < len(self.periods):
                    self.lp += pulp.lpSum(s.count for s in filled[q.id] if s.start <= by) >= 1
        for role, team in {(q.role, q.team) for q in self.to_fill()}:
            here = [q for q in self.to_fill() if (q.role, q.team) == (role, team) and filled[q.id]]
            for t in self.periods:
                could = [q for q in here if self.first_day_in(q) <= self.cal.last_day(t)]
                for free in (False, True):
                    late = [
                        s.count for s in self.seats
                        if (s.role.id, s.team, s.start) == (role, team, t)
                        and (s.position is None if free else s.position is not None and _wish(s.position))  # noqa: E501
                    ]  # fmt: skip
                    before = [q for q in could if free or not _wish(q)]
                    if late and before:
                        z = self.var(1)
                        done = pulp.lpSum(
                            s.count for q in before for s in filled[q.id] if s.start <= t
                        )
                        self.lp += done >= len(before) * z
                        self.lp += pulp.lpSum(late) <= MANY * z

    # -- people ------------------------------------------------------------------------------

    def there(self, one: Person, t: int) -> bool:
        """Whether somebody is employed on the last day of a period."""
        return one.employed_on(self.cal.last_day(t))

    def named(self) -> list[Person]:
        """People who are planned by name."""
        return [one for one in self.org.people if not one.is_group]

    def work(
        self, month: int, first: date, last: date | None, ramp: float, attrition: float
    ) -> float:
        """Share of full work given in a month."""
        grown = min(1.0, (month - self.month_of(first) + 0.5) / ramp) if ramp > 0 else 1.0
        since = max(0, self.month_of(first))
        there = self.share(month, first, last)
        return there * grown * (1 - attrition) ** ((month - since + 0.5) / 12) if there else 0.0

    def output(self, one: Person, t: int) -> float:
        """FTE of somebody in a period."""
        known = one.end_date is not None or one.employment is Employment.CONTRACTOR
        rate = 0.0 if known else self.attrition(one, one.team, one.role)
        ramp = self.ramp(self.org.role[one.role], one.team)
        months = range(t * self.length, (t + 1) * self.length)
        work = (self.work(m, one.start_date, one.end_date, ramp, rate) for m in months)
        return (
            sum(work)
            / self.length
            * one.fte
            * self.given("availability", one.id, one.team, one.role)
        )

    def ramp(self, role: Role, team: str) -> float:
        """Months to full output."""
        return role.ramp if role.ramp is not None else self.given("ramp", team, role.id)

    def seat_output(self, seat: Seat, t: int) -> float:
        """FTE of a seat in a period."""
        ramp, rate = self.ramp(seat.role, seat.team), self.attrition(None, seat.team, seat.role.id)
        months = range(t * self.length, (t + 1) * self.length)
        work = (self.work(m, seat.day, None, ramp, rate) for m in months)
        return sum(work) / self.length * self.given("availability", seat.team, seat.role.id)

    def seat_level(self, seat: Seat, skill: str, t: int) -> int:
        """Proficiency of a seat in a period."""
        if seat.candidate is not None and seat.candidate.skills is not None:
            return seat.candidate.skills.get(skill, 0)
        level = seat.role.skills_at_start.get(skill, 0)
        if t >= self.whole_from(seat.day, self.ramp(seat.role, seat.team)):
            level = max(level, seat.role.skills_after_ramp.get(skill, 0))
        return level

    def _courses(self) -> None:
        """Steps that can be begun, and when; first things first; seats; time."""
        begun: dict[tuple[str, str, int], list[tuple[int, Row]]] = defaultdict(list)
        reached: dict[tuple[str, str, int], list[tuple[int, Row]]] = defaultdict(list)
        for one in self.named():
            for course in self.org.courses:
                for level in range(course.from_level, course.to_level):
                    for t in self.periods:
                        if level < one.level(course.skill) or not one.employed_on(
                            self.cal.first_day(t)
                        ):
                            continue
                        x = self.train[one.id, course.id, level, t] = self.var(1)
                        begun[one.id, course.skill, level].append((t, x))
                        reached[one.id, course.skill, course.to_level].append(
                            (self.done(course.id, t), x)
                        )
                        self.charge(course.cost, 0.0, x)
                        self.actions = self.actions + x
        for (who, skill, level), steps in begun.items():
            has = int(self.org.person[who].level(skill) == level)
            for t in self.periods:
                before = [x for done, x in reached[who, skill, level] if done <= t]
                self.lp += pulp.lpSum(x for at, x in steps if at <= t) <= has + pulp.lpSum(before)
        for course in self.org.courses:
            for t in self.periods:
                if course.seats is not None:
                    self.lp += (
                        pulp.lpSum(
                            x
                            for (_, c, _, at), x in self.train.items()
                            if (c, at) == (course.id, t)
                        )
                        <= course.seats
                    )
        for one in self.named():
            mine = {key: x for key, x in self.train.items() if key[0] == one.id}
            for t in self.periods:
                running = [x for (_, c, _, at), x in mine.items() if self.running(c, at, t)]
                self.lp += pulp.lpSum(running) <= self.given(
                    "max_courses", one.id, one.team, one.role
                )
                self.lp += self.learning(one, t) <= self.output(one, t)

    def done(self, course: str, begun: int) -> int:
        """Period from which a course counts."""
        return self.whole_from(self.cal.first_day(begun), self.org.course[course].duration)

    def running(self, course: str, begun: int, t: int) -> bool:
        """Whether a course that was begun in one period is under way in another; a month at the
        least.
        """
        first = begun * self.length
        last = first + max(1.0, self.org.course[course].duration)
        return first < (t + 1) * self.length and last > t * self.length + 1e-9

    def hours(self, course: str, begun: int, t: int) -> float:
        """FTE that a course takes in a period."""
        offer, first = self.org.course[course], begun * self.length
        length = max(1.0, offer.duration)
        inside = sum(
            min(1.0, max(0.0, first + length - m))
            for m in range(t * self.length, (t + 1) * self.length)
            if m >= first
        )
        return offer.hours / self.given("hours_per_month") * inside / length / self.length

    def learning(self, one: Person, t: int) -> Row:
        """FTE that courses take from somebody in a period."""
        return pulp.lpSum(
            self.hours(c, at, t) * x for (who, c, _, at), x in self.train.items() if who == one.id
        )

    def able(self, one: Person, skill: str, level: int, t: int) -> Row:
        """1 where somebody has a level in a period, by assessment or by courses."""
        if one.level(skill) >= level:
            return 1
        return pulp.lpSum(
            x for (who, c, low, at), x in self.train.items()
            if who == one.id and self.org.course[c].skill == skill and low < level <= self.org.course[c].to_level and self.done(c, at) <= t  # noqa: E501
        )  # fmt: skip

    def _promotions(self) -> None:
        for lever in self.org.levers:
            for t in self.periods:
                now = []
                for one in self.named():
                    leaves = one.end_date is not None or one.employment is Employment.CONTRACTOR
                    if (
                        leaves
                        or one.role not in lever.roles
                        or not one.employed_on(self.cal.first_day(t))
                    ):
                        continue
                    x = self.promote[one.id, t] = self.var(1)
                    now.append(x)
                    self._promotion(one, self.org.role[lever.to_role or ""], lever, t, x)
                if lever.most is not None:
                    self.lp += pulp.lpSum(now) <= lever.most
        for one in self.named():
            self.lp += pulp.lpSum(x for (who, _), x in self.promote.items() if who == one.id) <= 1

    def _promotion(self, one: Person, role: Role, lever: Any, t: int, x: Row) -> None:
        """Money of a promotion, and who is ready for it."""
        base = min(one.base_salary * (1 + lever.raise_pct), (role.band_max or math.inf) * one.fte)
        base = cent(max(base, (role.band_min or 0) * one.fte, one.base_salary))
        rate, day = self.freed(one, one.team, one.role), self.cal.first_day(t)
        old, new = (self._job(one, pay, day, rate) for pay in (one.base_salary, base))
        self.charge(new[0] - old[0] + lever.cost, new[1] - old[1], x)
        self.actions = self.actions + x
        asked = {skill: level for skill, level in role.skills_at_start.items() if level > 0}
        enough = math.ceil(lever.min_match * len(asked) - 1e-9)
        self.lp += (
            pulp.lpSum(self.able(one, s, level, t) for s, level in asked.items()) >= enough * x
        )

    def _job(self, one: Person, base: float, day: date, rate: float) -> tuple[float, float]:
        """Pay from a day on of somebody who has been there since the start of their contract."""
        since, total = max(0, self.month_of(one.start_date)), 0.0
        for month in self.months:
            agreed = base / 12 * self.share(month, day, None)
            parts = [
                cent(agreed * share)
                for share in (1, self.given("employer_tax_pct"), self.given("benefits_pct"))
            ]
            gone = 1 - (1 - rate) ** (max(0, month + 0.5 - since) / 12)
            total += sum(parts) + cent(-sum(parts) * gone)
        each = sum(
            cent(base / 12 * share)
            for share in (1, self.given("employer_tax_pct"), self.given("benefits_pct"))
        )
        left = (1 - rate) ** (max(0, len(self.months) - since) / 12)
        return total, each * left * self.given("tail_months")

    def promoted(self, one: Person, t: int) -> Row:
        """1 where somebody has been promoted by a period."""
        return pulp.lpSum(x for (who, at), x in self.promote.items() if who == one.id and at <= t)

    # -- groups ------------------------------------------------------------------------------

    def _groups(self) -> None:
        """Heads of each group at the end of each period: those left of today's, and of recruits."""
        self.recruits: dict[str, Row] = defaultdict(float)
        self.group_heads: dict[tuple[str, int], Row] = {}
        for group in (one for one in self.org.people if one.is_group):
            role = self.org.role[group.role]
            stay = (1 - self.attrition(group, group.team, group.role)) ** (self.length / 12)
            stay_new = self.stay_new(group)
            new = {t: self.var() for t in self.periods if t >= self.first_period(role, group.team)}
            self.recruits[role.id] = self.recruits[role.id] + pulp.lpSum(new.values())
            once = (role.recruiting_cost if role.recruiting_cost is not None else self.given("recruiting_cost")) + (  # noqa: E501
                self.given("agency_pct") * self.given("agency_share") * group.base_salary)  # fmt: skip  # noqa: E501
            month = (
                group.base_salary
                / 12
                * (1 + self.given("employer_tax_pct") + self.given("benefits_pct"))
            )
            for t in self.periods:
                kept = [(stay_new ** (t - at + 1), x) for at, x in new.items() if at <= t]
                come = pulp.lpSum(share * x for share, x in kept)
                self.group_heads[group.id, t] = (group.headcount or 0) * stay ** (t + 1) + come
                after = self.given("tail_months") if t == len(self.periods) - 1 else 0.0
                self.charge(month * self.length, month * after, come)
                self.spent += month * self.length * (group.headcount or 0) * stay ** (t + 1)
            for x in new.values():
                self.charge(once, 0.0, x)

    def stay_new(self, group: Person) -> float:
        """Share of a group's recruits that stays a period, within the first year."""
        first = self.given("attrition_first_year", group.id, group.team, group.role)
        rate = self.attrition(group, group.team, group.role) if first < 0 else first
        return (1 - rate) ** (self.length / 12)

    # -- who leads ---------------------------------------------------------------------------

    def _leads(self) -> None:
        """Takeovers: there, ready, once, one lead a team."""
        asking = [rule for rule in self.org.rules if rule.family == "team_lead"]
        heads = {team.lead for team in self.org.teams if team.lead}
        mine: dict[str, list[Row]] = defaultdict(list)
        for team in self.org.teams:
            watched = [rule for rule in asking if any(self.inside(s, team.id) for s in rule.scopes)]
            asked = [(rule.skill, rule.level or 3) for rule in watched if rule.skill]  # type: ignore[attr-defined]
            today = self.org.person.get(team.lead or "")
            for t in self.periods if watched else ():
                self.leading[team.id, t] = float(today is not None and self.there(today, t))
            for one in self.named() if watched else ():
                if (
                    one.team == team.id
                    and one.id not in heads
                    and one.employment is Employment.EMPLOYEE
                ):
                    mine[one.id] += self._takeovers(one, team.id, asked)
            for seat in self.seats if watched else ():
                if seat.team == team.id:
                    self._seat_takes_over(seat, asked)
            for t in self.periods:
                self.lp += self.leading[team.id, t] <= 1
        for taken in mine.values():
            self.lp += pulp.lpSum(taken) <= 1

    def _takeovers(self, one: Person, team: str, asked: list[tuple[str, int]]) -> list[Row]:
        taken: dict[int, Row] = {}
        for t in self.periods:
            if not self.there(one, t):
                continue
            x = taken[t] = self.var(1)
            self.actions = self.actions + x
            for skill, level in asked:
                self.lp += x <= self.able(one, skill, level, t)
            if not asked:
                manages = [
                    lever
                    for lever in self.org.levers
                    if self.org.role[lever.to_role or ""].can_manage
                ]
                risen = self.promoted(one, t) if manages else 0
                self.lp += x <= int(self.org.role[one.role].can_manage) + risen
            for later in self.periods:
                if later >= t and self.there(one, later):
                    self.leading[team, later] = self.leading[team, later] + x
        return list(taken.values())

    def _seat_takes_over(self, seat: Seat, asked: list[tuple[str, int]]) -> None:
        for t in self.periods:
            ready = all(self.seat_level(seat, skill, t) >= level for skill, level in asked)
            if t >= seat.start and (ready if asked else seat.role.can_manage):
                x = seat.leads[t] = self.var()
                self.actions = self.actions + x
                for later in self.periods:
                    if later >= t:
                        self.leading[seat.team, later] = self.leading[seat.team, later] + x
        self.lp += pulp.lpSum(seat.leads.values()) <= seat.count

    # -- needs and rules ---------------------------------------------------------------------

    def short(self, asked: Row, what: Need | Rule | None, *, whole: bool = True) -> None:
        """Count what is asked for and not there."""
        if what is None:
            strength, weight, worth = Strength.MUST, 1.0, None
        else:
            strength, weight, worth = what.strength, what.weight, what.worth
            if worth is None and strength is Strength.SHOULD:
                worth = self.org.worth
        u = self.var(whole=whole)
        self.lp += u >= asked
        if self.org.goal is Goal.CHEAPEST and strength is Strength.MUST and worth is None:
            self.lp += u <= 0
        self.shorts.append(Short(u, strength, weight, worth))

    def heads(self, scope: Scope, selectors: tuple[str, ...], t: int) -> Row:
        """Heads of roles or families in a scope at the end of a period."""
        total: Row = 0.0
        for one in self.named():
            if not (self.inside(scope, one.team) and self.there(one, t)):
                continue
            now = int(self.fits(self.org.role[one.role], selectors))
            total = total + now
            for lever in self.org.levers:
                then = int(self.fits(self.org.role[lever.to_role or ""], selectors))
                total = total + (then - now) * self.promoted(one, t)
        seats = (
            s
            for s in self.seats
            if self.inside(scope, s.team) and s.start <= t and self.fits(s.role, selectors)
        )
        groups = (
            g
            for g in self.org.people
            if g.is_group
            and self.inside(scope, g.team)
            and self.fits(self.org.role[g.role], selectors)
        )
        return (
            total
            + pulp.lpSum(s.count for s in seats)
            + pulp.lpSum(self.group_heads[g.id, t] for g in groups)
        )

    def expected_to_leave(self, scope: Scope, role: str, t: int) -> Row:
        """Heads that seats have lost where their role is a group in the scope: they leave like its
        recruits.
        """
        gone: Row = 0.0
        for seat in self.seats:
            if seat.role.id != role or not self.inside(scope, seat.team) or seat.start > t:
                continue
            stays = [
                self.stay_new(g) ** (t - seat.start + 1)
                for g in self.org.people
                if g.is_group and g.role == role and self.inside(scope, g.team)
            ]
            gone = gone + (1 - min(stays, default=1.0)) * seat.count
        return gone

    def holders(self, scope: Scope, skill: str, level: int, t: int) -> Row:
        """Holders of a skill in a scope at the end of a period."""
        people = (
            self.able(one, skill, level, t)
            for one in self.named()
            if self.inside(scope, one.team) and self.there(one, t)
        )
        seats = (
            s.count
            for s in self.seats
            if self.inside(scope, s.team) and s.start <= t and self.seat_level(s, skill, t) >= level
        )
        groups = (
            self.group_heads[g.id, t]
            for g in self.org.people
            if g.is_group and self.inside(scope, g.team) and g.level(skill) >= level
        )
        return pulp.lpSum(people) + pulp.lpSum(seats) + pulp.lpSum(groups)

    def _needs(self) -> None:
        for need in self.org.needs:
            for t in self.periods:
                amount = need.required[t]
                if need.kind is NeedKind.HOLDERS:
                    self.short(
                        amount - self.holders(need.scope, need.skill, need.min_level, t), need
                    )
                elif need.kind is NeedKind.STAFF:
                    heads = self.heads(need.scope, (need.skill,), t)
                    heads = heads - self.expected_to_leave(need.scope, need.skill, t)
                    self.short(amount - heads - 1e-5, need)  # what attrition leaves is rounded down
                    self.short(heads - amount - 1 + 1e-5, need)
        for t in self.periods:
            self._work(t)

    def _work(self, t: int) -> None:
        """Share out the working time of everybody, one by one."""
        needs = [need for need in self.org.needs if need.kind is NeedKind.CAPACITY]
        given: dict[str, list[Row]] = defaultdict(list)
        for one in self.named():
            mine = []
            for need in needs:
                if self.inside(need.scope, one.team):
                    y = self.var(whole=False)
                    self.lp += y <= self.output(one, t) * self.able(
                        one, need.skill, need.min_level, t
                    )
                    mine.append(y)
                    given[need.id].append(y)
            self.lp += pulp.lpSum(mine) + self.learning(one, t) <= self.output(one, t)
        for seat in (seat for seat in self.seats if seat.start <= t):
            mine = [
                need
                for need in needs
                if self.inside(need.scope, seat.team)
                and self.seat_level(seat, need.skill, t) >= need.min_level
            ]
            shares = [self.var(whole=False) for _ in mine]
            for need, y in zip(mine, shares, strict=True):
                given[need.id].append(y)
            self.lp += pulp.lpSum(shares) <= self.seat_output(seat, t) * seat.count
        for need in needs:
            amount = need.required[t]
            slack = need.tolerance
            if slack is None:
                wide = max(
                    self.given("capacity_tolerance") * amount, self.given("capacity_tolerance_fte")
                )
                slack = min(wide, amount / 2)
            self.short(amount - slack - pulp.lpSum(given[need.id]), need, whole=False)

    def _rules(self) -> None:
        for rule in self.org.rules:
            for scope in rule.scopes:
                for t in self.periods:
                    z = self._trigger(rule, scope, t)
                    inside = [team.id for team in self.org.teams if self.inside(scope, team.id)]
                    if rule.family == "team_lead":
                        self.short(z - pulp.lpSum(self.leading[team, t] for team in inside), rule)
                    elif rule.family == "director":
                        self.short(
                            rule.heads_named * z - self.heads(scope, rule.roles_asked, t), rule
                        )
                    else:
                        for skill in rule.skills_named:
                            held = self.holders(scope, skill, rule.level_named, t)
                            self.short(rule.heads_named * z - held, rule)

    def _trigger(self, rule: Rule, scope: Scope, t: int) -> Row:
        """1 where the heads are reached, and one of the other conditions where there are any."""
        heads = self.heads(scope, rule.counts, t)
        least = rule.threshold or (None if rule.family == "director" else 1)
        z: Row = 1
        if least is not None:
            z = self.var(1)
            self.lp += heads <= least - 1 + MANY * z
        lines = {
            team.product_line
            for team in self.org.teams
            if team.product_line and self.inside(scope, team.id)
        }
        if rule.product_lines_over is not None and len(lines) > rule.product_lines_over:
            return z
        if rule.load_over is None:
            return z if rule.product_lines_over is None else 0
        work = sum(
            n.required[t]
            for n in self.org.needs
            if n.kind is NeedKind.CAPACITY and self._within(scope, n.scope)
        )
        too_few = math.ceil(
            (work - 1e-6) / rule.load_over
        )  # fewest heads at which the load is not heavy
        loaded = self.var(1)
        self.lp += heads >= max(0, too_few) * (1 - loaded)
        both = self.var(1)
        self.lp += both >= z + loaded - 1
        return both

    def _within(self, scope: Scope, other: Scope) -> bool:
        """Whether a need's scope, a team or everybody, lies inside a scope."""
        if other.kind is ScopeKind.TEAM:
            return self.inside(scope, other.name)
        return scope.kind is ScopeKind.ORGANISATION or scope == other

    def _limits(self) -> None:
        for team in self.org.teams:
            scope = Scope(kind=ScopeKind.TEAM, name=team.id)
            for t in self.periods:
                if team.max_headcount is not None:
                    self.lp += self.heads(scope, (), t) <= team.max_headcount
                if team.min_headcount is not None:
                    self.short(team.min_headcount - self.heads(scope, (), t), None)
        for line in self.org.budget:  # of everything, over all of the horizon
            self.lp += self.spent <= (line.amount or 0.0)

    # -- goals -------------------------------------------------------------------------------

    def goals(self) -> dict[str, float] | None:
        """Goals in their order, each held while the next is minimised; ``None`` where no plan holds
        the limits.
        """
        plain = [s for s in self.shorts if s.worth is None]
        priced = [s for s in self.shorts if s.worth is not None]
        terms: dict[str, Row] = {
            "must_shortfall": pulp.lpSum(s.weight * s.amount for s in plain if s.strength is Strength.MUST),  # noqa: E501
            "should_shortfall": pulp.lpSum(s.weight * s.amount for s in plain if s.strength is Strength.SHOULD),  # noqa: E501
            "cost": self.cost * 1e-3 + pulp.lpSum((s.worth or 0.0) / 1000 * s.amount for s in priced),  # noqa: E501
            "priced_shortfall": pulp.lpSum(s.amount for s in priced),
            "disruption": self.actions,
        }  # fmt: skip
        order = ["must_shortfall", "should_shortfall", "cost", "priced_shortfall", "disruption"]
        if self.org.goal is Goal.CHEAPEST:
            order = ["cost", "priced_shortfall", "should_shortfall", "disruption"]
        if not self._prices():
            order.remove("priced_shortfall")
        found: dict[str, float] = {}
        for name, following in pairwise([*order, ""]):
            self.lp.setObjective(pulp.LpAffineExpression() + terms[name])
            for presolve in (
                "choose",
                "off",
            ):  # with plans in hand, no plan is none of HiGHS's words to trust
                self.lp.solve(
                    pulp.HiGHS(
                        msg=False, gapRel=0.0, gapAbs=1e-7, threads=1, presolve=presolve, **EXACT
                    )
                )
                if self.lp.sol_status == pulp.LpSolutionOptimal or not found:
                    break
            if self.lp.sol_status == pulp.LpSolutionInfeasible and not found:
                return None
            assert self.lp.sol_status == pulp.LpSolutionOptimal, self.lp.sol_status
            found[name] = float(pulp.value(terms[name]) or 0.0)
            if following:
                self.lp += terms[name] <= found[name] + SLIPS[name]
        return found

    def _prices(self) -> bool:
        asked = [*self.org.needs, *self.org.rules]
        return any(s.worth is not None for s in self.shorts) or any(
            a.worth is not None for a in asked
        )


def _wish(q: Position) -> bool:
    """Whether a position is proposed, and nothing says that it must be filled."""
    return q.status is PositionStatus.PROPOSED and q.lock is not Lock.MUST
