"""What if: changes to an organisation, as values that compose, print themselves and can be pickled.

Each function here returns a :class:`Change`. ``org.apply(change, …)`` gives another organisation;
the one that it is applied to stays as it is. What a change names (a team, a rule, a period) is
looked up when it is applied, and refused with the nearest name where it is not there.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Literal

from orgplan.constraints.rules import HiringFreeze
from orgplan.domain.assumptions import NORM_OF
from orgplan.domain.base import Strength, Value
from orgplan.domain.budget import BudgetLine, Category
from orgplan.domain.needs import Need
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.positions import Lock, LockedAction, LockRow, Position
from orgplan.domain.roles import Role
from orgplan.domain.rules import Freezes, Rule
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course
from orgplan.errors import BadArgument
from orgplan.excel.read.numbers import Unreadable
from orgplan.io.terms.periods import period_label

Periods = str | Sequence[str]
StrengthWord = Literal["must", "should", "off"]
Part = Team | Role | Person | Need | Rule | Course | BudgetLine | Position | LockRow


class Change(Value):
    """One change to an organisation."""

    @abstractmethod
    def of(self, org: Organisation) -> Organisation:
        """The organisation with this change.

        Raises
        ------
        BadArgument
            If it names something that the organisation does not have.
        """

    @abstractmethod
    def __str__(self) -> str:
        """The change in a few words."""


def budget(*, scale: float | None = None, total: float | None = None) -> Change:
    """Money: every amount times a factor, or one limit on all cost of the horizon.

    Parameters
    ----------
    scale
        Factor on the amount of every budget line; headcounts stay.
    total
        Limit on all cost over the horizon, in plan currency, in place of any it had.

    Examples
    --------
    >>> print(budget(scale=0.9))
    budget -10 %
    """
    _one_of("budget", scale=scale, total=total)
    _amount("budget", scale=scale, total=total)
    return _Budget(scale=scale, total=total)


def pay(*, scale: float, who: str | None = None) -> Change:
    """Pay: salaries, pay bands and budgeted salaries times a factor.

    Parameters
    ----------
    scale
        Factor, for instance 1.05.
    who
        A team, role, role family, location or person; ``None`` is everybody. Bands follow where a
        role or a family is named, or everybody is meant.

    Examples
    --------
    >>> print(pay(scale=1.05, who="Payments"))
    pay of Payments +5 %
    """
    _amount("pay", scale=scale)
    return _Pay(scale=scale, who=who)


def attrition(*, scale: float | None = None, rate: float | None = None) -> Change:
    """Yearly attrition: every rate times a factor, or one rate for all.

    Examples
    --------
    >>> print(attrition(rate=0.15))
    attrition 15 % a year
    """
    _one_of("attrition", scale=scale, rate=rate)
    _amount("attrition", scale=scale, rate=rate)
    if rate is not None and rate > NORM_OF["attrition"].highest:
        raise BadArgument(
            "op.change.attrition",
            f"rate={rate:g}",
            f"a share a year of at most {NORM_OF['attrition'].highest:g}",
        )
    return _Attrition(scale=scale, rate=rate)


def freeze(
    decisions: Periods | None = None,
    *,
    starts: Periods | None = None,
    roles: Iterable[str] = (),
    teams: Iterable[str] = (),
    all_seats: bool = True,
) -> Change:
    """A hiring freeze over some periods.

    Parameters
    ----------
    decisions, starts
        Periods in which no seat is decided, or in which nobody starts, for instance ``2027-Q1``;
        one of the two.
    roles, teams
        Whose seats, and where; nothing is all.
    all_seats
        Whether backfills and contractors are frozen too.

    Examples
    --------
    >>> print(freeze("2027-Q1"))
    hiring freeze: no decisions in 2027-Q1
    """
    _one_of("freeze", decisions=decisions, starts=starts)
    kind = Freezes.DECISIONS if decisions is not None else Freezes.STARTS
    named = decisions if decisions is not None else starts
    assert named is not None
    return _Freeze(
        freezes=kind,
        periods=_several(named),
        roles=tuple(roles),
        teams=tuple(teams),
        all_seats=all_seats,
    )


def leaves(person: str, last_day: date | str) -> Change:
    """Somebody leaves: person id (or a name that only one person bears), and the last day at work.

    Examples
    --------
    >>> print(leaves("P02", "2027-03-31"))
    P02 leaves on 2027-03-31
    """
    try:
        day = last_day if isinstance(last_day, date) else date.fromisoformat(last_day)
    except ValueError as error:
        raise BadArgument(
            "op.change.leaves", f"last_day={last_day!r}", "a day such as 2027-03-31"
        ) from error
    return _Leaves(person=person, last_day=day)


def needs(
    *,
    scale: float | None = None,
    add: float | None = None,
    earlier: int | None = None,
    later: int | None = None,
    team: str | None = None,
    skill: str | None = None,
    need: str | None = None,
) -> Change:
    """Needs become larger, smaller, earlier or later.

    Parameters
    ----------
    scale, add
        Factor on, or heads or FTE more in, each period in which something is needed; holders and
        staff are rounded up.
    earlier, later
        Periods by which amounts move.
    team, skill, need
        Which: those of a team, of a skill, or the one with this id; nothing is all.

    Examples
    --------
    >>> print(needs(scale=2, team="Apps"))
    needs of Apps x 2
    """
    _one_of("needs", scale=scale, add=add, earlier=earlier, later=later)
    _amount("needs", scale=scale, earlier=earlier, later=later)
    shift = earlier if earlier is not None else -(later or 0)
    return _Needs(scale=scale, add=add, shift=shift, team=team, skill=skill, need=need)


def rule(name: str, strength: StrengthWord) -> Change:
    """A rule (by id or family) becomes a must, a should, or is off.

    Examples
    --------
    >>> print(rule("director", "off"))
    rule director off
    """
    if strength not in tuple(Strength):
        raise BadArgument("op.change.rule", f"strength={strength!r}", "must, should or off")
    return _RuleStrength(name=name, strength=Strength(strength))


def assume(*, scope: str | None = None, **values: float) -> Change:
    """Other values of assumptions (:data:`orgplan.domain.assumptions.NORMS`), for one scope or for all.

    Values that roles state themselves (lead time, ramp, recruiting cost) are set too where the
    change is meant for that role or for all: what is assumed here holds.

    Examples
    --------
    >>> print(assume(ramp=6, lead_time=4))
    ramp 6, lead_time 4
    """
    for key, value in values.items():
        norm = NORM_OF.get(key)
        if norm is None:
            raise BadArgument("op.change.assume", f"{key}=", _nearest(key, NORM_OF))
        if not (norm.lowest <= value <= norm.highest or (norm.unset and value == norm.default)):
            raise BadArgument(
                "op.change.assume",
                f"{key}={value:g}",
                f"{norm.lowest:g} to {norm.highest:g} ({norm.unit})",
            )
    if not values:
        raise BadArgument("op.change.assume", "nothing", f"one of {', '.join(NORM_OF)}")
    return _Assume(scope=scope, values=tuple(values.items()))


def forbid(
    *,
    hire: str | None = None,
    train: str | None = None,
    team: str | None = None,
    periods: Periods = (),
    at_most: int = 0,
) -> Change:
    """No hire of a role, or no start of a course, in a team (or any) and some periods (or any); or so many at most.

    Examples
    --------
    >>> print(forbid(hire="Technical director"))
    no hire of Technical director
    """
    _one_of("forbid", hire=hire, train=train)
    return _LockAction(
        lock=Lock.AT_MOST if at_most else Lock.MUST_NOT,
        hire=hire,
        train=train,
        team=team,
        periods=_several(periods),
        count=at_most or 1,
    )


def require(
    *,
    hire: str | None = None,
    train: str | None = None,
    team: str | None = None,
    periods: Periods = (),
    count: int = 1,
) -> Change:
    """At least so many hires of a role, or starts of a course, in a team (or any) and some periods (or any).

    Examples
    --------
    >>> print(require(hire="QA engineer", count=2))
    at least 2 hires of QA engineer
    """
    _one_of("require", hire=hire, train=train)
    return _LockAction(
        lock=Lock.MUST, hire=hire, train=train, team=team, periods=_several(periods), count=count
    )


def add(*parts: Part) -> Change:
    """More of the organisation: teams, roles, people, needs, rules, courses, budget lines, positions or locks.

    Examples
    --------
    >>> print(add(Team(id="Data")))
    with Team Data
    """
    if not parts:
        raise BadArgument("op.change.add", "nothing", "a Team, Need, Rule or another part")
    return _Add(parts=parts)


def without(*ids: str) -> Change:
    """Needs, rules, courses, levers, budget lines, positions or locks are taken away, by id.

    Examples
    --------
    >>> print(without("C-java"))
    without C-java
    """
    if not ids:
        raise BadArgument("op.change.without", "nothing", "ids of what is taken away")
    return _Without(ids=ids)


class _Budget(Change):
    scale: float | None
    total: float | None

    def of(self, org: Organisation) -> Organisation:
        if self.total is not None:
            return with_total_budget(org, self.total)
        assert self.scale is not None
        if all(line.amount is None for line in org.budget):
            raise BadArgument(
                "op.change.budget", f"scale={self.scale:g}", "a budget to scale; there is none"
            )
        return org.replace(budget=tuple(_scaled(line, self.scale) for line in org.budget))

    def __str__(self) -> str:
        return f"budget {_factor(self.scale) if self.scale is not None else f'{self.total:,.0f}'}"


class _Pay(Change):
    scale: float
    who: str | None

    def of(self, org: Organisation) -> Organisation:
        people = _selected_people(org, self.who, "op.change.pay")
        roles = {
            role.id
            for role in org.roles
            if self.who is None or self.who in (role.id, role.name, role.family)
        }
        return org.replace(
            people=tuple(
                p.replace(base_salary=round(p.base_salary * self.scale, 2)) if p.id in people else p
                for p in org.people
            ),
            roles=tuple(self._band(r) if r.id in roles else r for r in org.roles),
            positions=tuple(
                p.replace(budget_salary=round(p.budget_salary * self.scale, 2))
                if p.role in roles and p.budget_salary is not None
                else p
                for p in org.positions
            ),
        )

    def _band(self, role: Role) -> Role:
        low, mid, high = (
            None if figure is None else round(figure * self.scale, 2)
            for figure in (role.band_min, role.band_mid, role.band_max)
        )
        return role.replace(band_min=low, band_mid=mid, band_max=high)

    def __str__(self) -> str:
        return f"pay{f' of {self.who}' if self.who else ''} {_factor(self.scale)}"


class _Attrition(Change):
    scale: float | None
    rate: float | None

    def of(self, org: Organisation) -> Organisation:
        keys = ("attrition", "attrition_first_year")
        highest = NORM_OF["attrition"].highest
        if self.rate is not None:
            rows = tuple(row for row in org.assumptions.rows if row.key not in keys)
            people = tuple(person.replace(attrition=None) for person in org.people)
            bare = org.assumptions.replace(rows=rows)
            return org.replace(assumptions=bare.with_value("attrition", self.rate), people=people)
        scale = self.scale
        assert scale is not None
        assumptions = org.assumptions.with_value(
            "attrition", min(highest, org.assumptions.get("attrition") * scale)
        )
        rows = tuple(
            row.replace(value=min(highest, row.value * scale))
            if row.key in keys and row.value > 0 and (row.key, row.scope) != ("attrition", None)
            else row
            for row in assumptions.rows
        )
        people = tuple(
            person
            if person.attrition is None
            else person.replace(attrition=min(highest, person.attrition * scale))
            for person in org.people
        )
        return org.replace(assumptions=assumptions.replace(rows=rows), people=people)

    def __str__(self) -> str:
        if self.rate is not None:
            return f"attrition {self.rate * 100:.3g} % a year"
        return f"attrition x {self.scale:g}"


class _Freeze(Change):
    freezes: Freezes
    periods: tuple[str, ...]
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    all_seats: bool

    def of(self, org: Organisation) -> Organisation:
        numbers = _numbers(org, self.periods, "op.change.freeze")
        for name in self.roles:
            if not any(name in (role.id, role.name, role.family) for role in org.roles):
                known = {name for role in org.roles for name in (role.id, role.name, role.family)}
                raise BadArgument("op.change.freeze", f"roles={name!r}", _nearest(name, known))
        scopes = tuple(
            Scope(kind=ScopeKind.TEAM, name=_known(org.team, name, "op.change.freeze", "teams"))
            for name in self.teams
        ) or (ORGANISATION,)
        taken = {rule.id for rule in org.rules}
        rules = []
        for first, last in _runs(numbers):
            name = _free("hiring freeze", taken)
            taken.add(name)
            rules.append(
                HiringFreeze(
                    id=name,
                    scopes=scopes,
                    counts=self.roles,
                    first=first,
                    last=last,
                    freezes=self.freezes,
                    all_seats=self.all_seats,
                    sentence=str(self),
                    source="what if",
                )
            )
        return org.replace(rules=(*org.rules, *rules))

    def __str__(self) -> str:
        what = f" of {', '.join(self.roles)}" if self.roles else ""
        where = f" in {', '.join(self.teams)}" if self.teams else ""
        return f"hiring freeze: no {self.freezes.value}{what}{where} in {', '.join(self.periods)}"


class _Leaves(Change):
    person: str
    last_day: date

    def of(self, org: Organisation) -> Organisation:
        named = [p.id for p in org.people if self.person in (p.id, p.name)]
        if len(named) > 1 and self.person not in org.person:
            raise BadArgument(
                "op.change.leaves",
                f"person={self.person!r}",
                f"one person; {', '.join(named)} bear that name",
            )
        if not named:
            known = {name for p in org.people for name in (p.id, p.name)}
            raise BadArgument(
                "op.change.leaves", f"person={self.person!r}", _nearest(self.person, known)
            )
        leaving = self.person if self.person in org.person else named[0]
        return org.replace(
            people=tuple(
                p.replace(end_date=self.last_day) if p.id == leaving else p for p in org.people
            )
        )

    def __str__(self) -> str:
        return f"{self.person} leaves on {self.last_day}"


class _Needs(Change):
    scale: float | None
    add: float | None
    shift: int
    team: str | None
    skill: str | None
    need: str | None

    def of(self, org: Organisation) -> Organisation:
        chosen = {need.id for need in org.needs if self._means(need)}
        if not chosen:
            known = {
                name
                for need in org.needs
                for name in (need.id, need.skill, need.scope.name)
                if name
            }
            asked = self.need or self.skill or self.team or "every need"
            raise BadArgument("op.change.needs", repr(asked), _nearest(asked, known))
        return org.replace(
            needs=tuple(
                need.replace(required=self._amounts(need)) if need.id in chosen else need
                for need in org.needs
            )
        )

    def _means(self, need: Need) -> bool:
        return (
            self.team in (None, need.scope.name)
            and self.skill in (None, need.skill)
            and self.need in (None, need.id)
        )

    def _amounts(self, need: Need) -> tuple[float, ...]:
        last = len(need.required) - 1
        moved = [
            need.required[min(max(period + self.shift, 0), last)]
            if period + self.shift >= 0 or self.shift == 0
            else 0.0
            for period in range(last + 1)
        ]
        changed = [
            amount if amount == 0 else max(0.0, amount * (self.scale or 1.0) + (self.add or 0.0))
            for amount in moved
        ]
        if need.kind.value == "capacity":
            return tuple(round(amount, 6) for amount in changed)
        return tuple(float(math.ceil(round(amount, 6))) for amount in changed)

    def __str__(self) -> str:
        who = self.need or " ".join(part for part in (self.team, self.skill) if part)
        which = f"needs of {who}" if who else "needs"
        if self.scale is not None:
            return f"{which} x {self.scale:g}"
        if self.add is not None:
            return f"{which} {self.add:+g}"
        word = "earlier" if self.shift > 0 else "later"
        return f"{which} {abs(self.shift)} {'period' if abs(self.shift) == 1 else 'periods'} {word}"


class _RuleStrength(Change):
    name: str
    strength: Strength

    def of(self, org: Organisation) -> Organisation:
        if not any(self.name in (rule.id, rule.family) for rule in org.rules):
            known = {str(name) for rule in org.rules for name in (rule.id, rule.family)}
            raise BadArgument("op.change.rule", f"name={self.name!r}", _nearest(self.name, known))
        return org.replace(
            rules=tuple(
                rule.replace(strength=self.strength)
                if self.name in (rule.id, rule.family)
                else rule
                for rule in org.rules
            )
        )

    def __str__(self) -> str:
        word = self.strength.value if self.strength is Strength.OFF else f"a {self.strength.value}"
        return f"rule {self.name} {word}"


class _Assume(Change):
    scope: str | None
    values: tuple[tuple[str, float], ...]

    def of(self, org: Organisation) -> Organisation:
        places = {person.location for person in org.people} | {*org.location}
        known = {*org.team, *org.role, *org.person, *(place for place in places if place)}
        if self.scope is not None and self.scope not in known:
            raise BadArgument(
                "op.change.assume", f"scope={self.scope!r}", _nearest(self.scope, known)
            )
        assumptions = org.assumptions
        for key, value in self.values:
            if self.scope is None:  # for all means for all, also where a row said otherwise
                rows = tuple(row for row in assumptions.rows if row.key != key)
                assumptions = assumptions.replace(rows=rows)
            assumptions = assumptions.with_value(key, value, self.scope)
        stated = {
            key: None for key, _ in self.values if key in ("lead_time", "ramp", "recruiting_cost")
        }
        roles = tuple(
            role.replace(**stated) if stated and self.scope in (None, role.id) else role
            for role in org.roles
        )
        return org.replace(assumptions=assumptions, roles=roles)

    def __str__(self) -> str:
        said = ", ".join(f"{key} {value:g}" for key, value in self.values)
        return f"{said} for {self.scope}" if self.scope else said


class _LockAction(Change):
    lock: Lock
    hire: str | None
    train: str | None
    team: str | None
    periods: tuple[str, ...]
    count: int = 1

    def of(self, org: Organisation) -> Organisation:
        where = "op.change.require" if self.lock is Lock.MUST else "op.change.forbid"
        team = None if self.team is None else _known(org.team, self.team, where, "team")
        if self.train is not None:
            targets = [_known(org.course, self.train, where, "train")]
        else:
            assert self.hire is not None
            targets = [
                role.id for role in org.roles if self.hire in (role.id, role.name, role.family)
            ]
            if not targets:
                known = {name for role in org.roles for name in (role.id, role.name)}
                raise BadArgument(where, f"hire={self.hire!r}", _nearest(self.hire, known))
        taken = {lock.id for lock in org.locks}
        locks = []
        for target in targets:
            name = _free("what if", taken)
            taken.add(name)
            train = self.train is not None
            locks.append(
                LockRow(
                    id=name,
                    lock=self.lock,
                    action=LockedAction.TRAIN if train else LockedAction.HIRE,
                    who=None if train else target,
                    what=target if train else None,
                    team=team,
                    periods=_numbers(org, self.periods, where) if self.periods else (),
                    count=self.count,
                )
            )
        return org.replace(locks=(*org.locks, *locks))

    def __str__(self) -> str:
        what = f"hire of {self.hire}" if self.hire else f"start of {self.train}"
        if self.lock is not Lock.MUST_NOT:
            plural = what if self.count == 1 else what.replace(" of", "s of", 1)
            what = f"at {'least' if self.lock is Lock.MUST else 'most'} {self.count} {plural}"
        else:
            what = f"no {what}"
        where = f" in {self.team}" if self.team else ""
        when = f" in {', '.join(self.periods)}" if self.periods else ""
        return f"{what}{where}{when}"


class _Add(Change):
    parts: tuple[Part, ...]

    def of(self, org: Organisation) -> Organisation:
        field_of: Mapping[type[Value], str] = {
            Team: "teams",
            Role: "roles",
            Person: "people",
            Need: "needs",
            Rule: "rules",
            Course: "courses",
            BudgetLine: "budget",
            Position: "positions",
            LockRow: "locks",
        }
        more: dict[str, list[Value]] = {}
        for part in self.parts:
            name = next(name for kind, name in field_of.items() if isinstance(part, kind))
            more.setdefault(name, []).append(part)
        fields = dict(org)
        return org.replace(**{name: (*fields[name], *parts) for name, parts in more.items()})

    def __str__(self) -> str:
        return "with " + ", ".join(f"{type(part).__name__} {part.id}" for part in self.parts)


class _Without(Change):
    ids: tuple[str, ...]

    def of(self, org: Organisation) -> Organisation:
        fields = ("needs", "rules", "courses", "levers", "budget", "positions", "locks")
        values = {name: part for name, part in dict(org).items() if name in fields}
        known = {part.id for parts in values.values() for part in parts}
        for name in self.ids:
            if name not in known:
                raise BadArgument("op.change.without", repr(name), _nearest(name, known))
        return org.replace(
            **{
                name: tuple(part for part in parts if part.id not in self.ids)
                for name, parts in values.items()
            }
        )

    def __str__(self) -> str:
        return f"without {', '.join(self.ids)}"


def with_total_budget(org: Organisation, amount: float) -> Organisation:
    """The organisation with one limit on all cost over the horizon, in place of any it had."""
    everything = tuple(range(org.calendar.periods))
    lines = (
        _without_amount(line) if _limits_everything(line, everything) else line
        for line in org.budget
    )
    kept = tuple(line for line in lines if line is not None)
    total = BudgetLine(
        id=_free("B-total", {line.id for line in kept}),
        scope=ORGANISATION,
        periods=everything,
        label="total",
        amount=amount,
    )
    return org.replace(budget=(*kept, total))


def _limits_everything(line: BudgetLine, everything: tuple[int, ...]) -> bool:
    return (
        line.scope == ORGANISATION
        and line.category is Category.TOTAL
        and line.periods == everything
        and line.amount is not None
    )


def _without_amount(line: BudgetLine) -> BudgetLine | None:
    """What is left of a line whose money another one limits: its headcount, if it has one."""
    return None if line.headcount is None else line.replace(amount=None)


def _scaled(line: BudgetLine, factor: float) -> BudgetLine:
    return line if line.amount is None else line.replace(amount=round(line.amount * factor, 2))


def _factor(scale: float) -> str:
    return f"{(scale - 1) * 100:+.3g} %"


def _several(periods: Periods) -> tuple[str, ...]:
    return (periods,) if isinstance(periods, str) else tuple(periods)


def _numbers(org: Organisation, names: Sequence[str], where: str) -> tuple[int, ...]:
    """Numbers of the periods that are named, in order."""
    found: set[int] = set()
    for name in names:
        try:
            inside = period_label(name, org.calendar)[1]
        except Unreadable as error:
            raise BadArgument(where, repr(name), error.wanted) from error
        if not inside:
            raise BadArgument(
                where, repr(name), f"a period of the horizon: {', '.join(org.calendar.labels)}"
            )
        found |= set(inside)
    return tuple(sorted(found))


def _runs(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    """First and last number of each run of consecutive ones."""
    start = 0
    for index in range(1, len(numbers) + 1):
        if index == len(numbers) or numbers[index] != numbers[index - 1] + 1:
            yield numbers[start], numbers[index - 1]
            start = index


def _free(name: str, taken: Iterable[str]) -> str:
    """A name that is not taken."""
    used = set(taken)
    if name not in used:
        return name
    return next(f"{name} {n}" for n in range(2, len(used) + 3) if f"{name} {n}" not in used)


def _known(names: Mapping[str, object], name: str, where: str, argument: str) -> str:
    if name not in names:
        raise BadArgument(where, f"{argument}={name!r}", _nearest(name, names))
    return name


def _selected_people(org: Organisation, who: str | None, where: str) -> set[str]:
    if who is None:
        return {person.id for person in org.people}
    found = {
        person.id
        for person in org.people
        if who in (person.id, person.name, person.team, person.location)
        or org.matches(person.role, (who,))
    }
    if not found and not any(who in (role.id, role.name, role.family) for role in org.roles):
        known = {
            *org.team,
            *org.role,
            *(role.family for role in org.roles),
            *(name for person in org.people for name in (person.id, person.name)),
        }
        raise BadArgument(where, f"who={who!r}", _nearest(who, known))
    return found


def _nearest(name: str, known: Iterable[str]) -> str:
    """What is expected in place of a name that is not known."""
    names = sorted(set(known))
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"a name that is known; did you mean {near[0]!r}?"
    return f"one of {', '.join(names[:12])}{' …' if len(names) > 12 else ''}"


def _one_of(function: str, **given: object) -> None:
    stated = [name for name, value in given.items() if value is not None]
    if len(stated) != 1:
        raise BadArgument(
            f"op.change.{function}",
            " and ".join(stated) or "nothing",
            f"exactly one of {', '.join(given)}",
        )


def _amount(function: str, **given: float | None) -> None:
    for name, value in given.items():
        if value is not None and not (math.isfinite(value) and value >= 0):
            raise BadArgument(
                f"op.change.{function}", f"{name}={value:g}", "a figure that is not negative"
            )
