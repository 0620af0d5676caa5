"""Changes to an organisation as values: what each one does when it is applied, and how it reads."""

import math
from abc import abstractmethod
from collections.abc import Iterable

from pydantic import ValidationError

from orgplan.domain import (
    NORM_OF,
    BudgetLine,
    Course,
    LockRow,
    Need,
    Organisation,
    Person,
    Position,
    Role,
    Rule,
    Strength,
    Team,
    Value,
)
from orgplan.errors import BadArgument
from orgplan.language import _, ngettext

from .change_names import (
    nearest,
    selected_people,
)
from .total_budget import scaled, with_total_budget

ChangedPart = Team | Role | Person | Need | Rule | Course | BudgetLine | Position | LockRow


class Change(Value):
    """One change to an organisation, as `op.change` makes them: a value, which neither plans nor
    changes anything in place.

    Examples
    --------
    >>> less = op.change.budget(scale=0.9)
    >>> isinstance(less, op.Change), str(less)
    (True, 'budget -10 %')
    """

    def of(self, org: Organisation) -> Organisation:
        """The organisation with this change.

        Parameters
        ----------
        org
            It stays as it is.

        Returns
        -------
        Organisation
            Checked as any organisation is when it is made.

        Raises
        ------
        BadArgument
            If it names something that the organisation does not have.

        Examples
        --------
        >>> op.change.leaves("P01", "2027-06-30").of(org).person["P01"].end_date
        datetime.date(2027, 6, 30)
        """
        try:
            return self._made(org)
        except ValidationError as error:  # what it makes does not fit together
            wrong = "; ".join(str(one["msg"]) for one in error.errors())
            raise BadArgument("Organisation.apply", f"{self}", f"what fits ({wrong})") from error

    @abstractmethod
    def _made(self, org: Organisation) -> Organisation:
        """The organisation with this change."""

    @abstractmethod
    def __str__(self) -> str:
        """The change in a few words."""


class BudgetChange(Change):
    """Every amount of the budget times a factor, or one limit on all cost.

    Attributes
    ----------
    scale, total
        Factor on every amount, or plan currency over the horizon; one of them is ``None``.
    """

    scale: float | None
    total: float | None

    def _made(self, org: Organisation) -> Organisation:
        if self.total is not None:
            return with_total_budget(org, self.total)
        assert self.scale is not None
        if all(line.amount is None for line in org.budget):
            raise BadArgument(
                "op.change.budget", f"scale={self.scale:g}", "a budget to scale; there is none"
            )
        return org.replace(budget=tuple(scaled(line, self.scale) for line in org.budget))

    def __str__(self) -> str:
        by = _factor(self.scale) if self.scale is not None else f"{self.total:,.0f}"
        return _("budget {by}", by=by)


class PayChange(Change):
    """Salaries, bands and budgeted salaries times a factor.

    Attributes
    ----------
    scale
        Factor; 1.1 is ten percent more.
    who
        Person, team, location or role; ``None`` is everybody.
    """

    scale: float
    who: str | None

    def _made(self, org: Organisation) -> Organisation:
        """Everything that pay is stated in, rounded to the cent: salaries, relocations, bands and
        budgeted salaries.
        """
        people = selected_people(org, self.who, "op.change.pay")
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
            relocations=tuple(
                (
                    one.replace(base_salary=round(one.base_salary * self.scale, 2))
                    if one.person_id in people and one.base_salary is not None
                    else one
                )
                for one in org.relocations
            ),
            roles=tuple(self._band(r) if r.id in roles else r for r in org.roles),
            positions=tuple(
                (
                    p.replace(budget_salary=round(p.budget_salary * self.scale, 2))
                    if p.role in roles and p.budget_salary is not None
                    else p
                )
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
        by = _factor(self.scale)
        return _("pay of {who} {by}", who=self.who, by=by) if self.who else _("pay {by}", by=by)


class AttritionChange(Change):
    """Attrition times a factor, or one rate for all.

    Attributes
    ----------
    scale, rate
        Factor on every rate, or one share a year; one of them is ``None``.
    """

    scale: float | None
    rate: float | None

    def _made(self, org: Organisation) -> Organisation:
        """One rate in place of every other, or every rate times the factor.

        Rates of people, teams and first years stop at the highest an assumption may be; where the
        rate for everybody would exceed it, the change is refused. First-year rates below 0 mean
        that there is none, and stay.
        """
        keys = ("attrition", "attrition_first_year")
        highest = NORM_OF["attrition"].highest
        if self.rate is not None:
            rows = tuple(row for row in org.assumptions.rows if row.key not in keys)
            people = tuple(person.replace(attrition=None) for person in org.people)
            bare = org.assumptions.replace(rows=rows)
            return org.replace(assumptions=bare.with_value("attrition", self.rate), people=people)
        scale = self.scale
        assert scale is not None
        everyday = org.assumptions.get("attrition")
        if scale * everyday > highest:
            expected = f"a factor under which {everyday:.3g} a year stays within {highest:g}"
            raise BadArgument("op.change.attrition", f"scale={scale:g}", expected)
        assumptions = org.assumptions.with_value("attrition", everyday * scale)
        rows = tuple(
            (
                row.replace(value=min(highest, row.value * scale))
                if row.key in keys and row.value > 0 and (row.key, row.scope) != ("attrition", None)
                else row
            )
            for row in assumptions.rows
        )
        people = tuple(
            (
                person
                if person.attrition is None
                else person.replace(attrition=min(highest, person.attrition * scale))
            )
            for person in org.people
        )
        return org.replace(assumptions=assumptions.replace(rows=rows), people=people)

    def __str__(self) -> str:
        if self.rate is not None:
            return _("attrition {rate:.3g} % a year", rate=self.rate * 100)
        return _("attrition x {scale:g}", scale=self.scale)


class NeedsChange(Change):
    """Needs scaled, raised or moved in time.

    Attributes
    ----------
    scale, add
        Factor on amounts, and what is added to each period that asks for anything (heads or FTE);
        ``None`` leaves them.
    shift
        Periods by which amounts come earlier; negative is later.
    strength
        In place of their own; ``None`` leaves it.
    team, skill, need
        Which needs are meant, all of these together; ``None`` looks at none of it.
    """

    scale: float | None
    add: float | None
    shift: int
    strength: Strength | None = None
    team: str | None
    skill: str | None
    need: str | None

    def _made(self, org: Organisation) -> Organisation:
        chosen = {need.id for need in org.needs if self._means(need)}
        if not chosen:
            known = {
                name
                for need in org.needs
                for name in (need.id, need.skill, need.scope.name)
                if name
            }
            asked = self.need or self.skill or self.team or "every need"
            raise BadArgument("op.change.needs", repr(asked), nearest(asked, known))
        return org.replace(
            needs=tuple(
                (
                    need.replace(
                        required=self._amounts(need), strength=self.strength or need.strength
                    )
                    if need.id in chosen
                    else need
                )
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
        """Amounts shifted first, then scaled and added to; periods that ask for nothing keep asking
        for nothing.

        What is shifted in from before the horizon is 0, from beyond its end the last amount. Heads
        are rounded up to whole ones, FTE to six decimals.
        """
        last = len(need.required) - 1
        moved = [
            (
                need.required[min(max(period + self.shift, 0), last)]
                if period + self.shift >= 0 or self.shift == 0
                else 0.0
            )
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
        which = _("needs of {who}", who=who) if who else _("needs")
        if self.scale is not None:
            return f"{which} x {self.scale:g}"
        if self.add is not None:
            return f"{which} {self.add:+g}"
        if self.strength is not None:
            return f"{which}: {_(self.strength.value)}"
        periods = abs(self.shift)
        if self.shift > 0:
            return ngettext(
                "{which} {n} period earlier", "{which} {n} periods earlier", periods, which=which
            )
        return ngettext(
            "{which} {n} period later", "{which} {n} periods later", periods, which=which
        )


def _names(org: Organisation, kind: str) -> Iterable[str]:
    """What a norm may be set for, of one kind."""
    places = {place for person in org.people if (place := person.location)} | {*org.location}
    return {"team": org.team, "location": places, "person": org.person, "role": org.role}.get(
        kind, ()
    )


class OtherAssumptions(Change):
    """Other values of assumptions.

    Attributes
    ----------
    scope
        People for which they hold; ``None`` is everybody.
    values
        Keys of assumptions with values in their unit.
    """

    scope: str | None
    values: tuple[tuple[str, float], ...]

    def _made(self, org: Organisation) -> Organisation:
        """The values, with what a role states itself blanked where it would hide them."""
        for key, _value in self.values:
            known = {name for kind in NORM_OF[key].scopes for name in _names(org, kind)}
            if self.scope is not None and self.scope not in known:
                expected = nearest(self.scope, known) if known else f"none: {key} is for everybody"
                raise BadArgument("op.change.assume", f"scope={self.scope!r}", expected)
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
        sentence = ", ".join(f"{key} {value:g}" for key, value in self.values)
        return (
            _("{sentence} for {scope}", sentence=sentence, scope=self.scope)
            if self.scope
            else sentence
        )


def _factor(scale: float) -> str:
    """A factor as a change in percent, with its sign.

    Examples
    --------
    >>> _factor(0.9), _factor(1.25)
    ('-10 %', '+25 %')
    """
    return f"{(scale - 1) * 100:+.3g} %"
