"""What if: changes to an organisation, as values that compose, print themselves and can be pickled.

Each function here returns a :class:`Change`. ``org.apply(change, …)`` gives another organisation;
the one that it is applied to stays as it is. What a change names (a team, a rule, a period) is
looked up when it is applied, and refused with the nearest name where it is not there.
"""

import math
from collections.abc import Sequence
from datetime import date
from typing import Literal

from orgplan.domain import NORM_OF, Freezes, Lock, Strength
from orgplan.errors import BadArgument, checked, no_less

from .change_decisions import FreezeChange, LockedActions, RuleStrength
from .change_names import Periods, nearest, several
from .change_values import (
    AttritionChange,
    BudgetChange,
    Change,
    ChangedPart,
    NeedsChange,
    OtherAssumptions,
    PayChange,
)
from .part_changes import Additions, Leaving, Removals

StrengthWord = Literal["must", "should", "off"]


@checked
def budget(*, scale: float | None = None, total: float | None = None) -> Change:
    """Money: every amount times a factor, or one limit on all cost of the horizon.

    Parameters
    ----------
    scale
        Factor on the amount of every budget line; headcounts stay.
    total
        Limit on all cost over the horizon, in plan currency, in place of any it had.

    Returns
    -------
    Change
        Applied with ``org.apply``.

    Raises
    ------
    BadArgument
        If both are given or neither, or one is below 0.

    Examples
    --------
    >>> print(budget(scale=0.9))
    budget -10 %
    """
    _one_of("budget", scale=scale, total=total)
    _amount("budget", scale=scale, total=total)
    return BudgetChange(scale=scale, total=total)


@checked
def pay(*, scale: float, who: str | None = None) -> Change:
    """Pay: salaries, pay bands and budgeted salaries times a factor.

    Parameters
    ----------
    scale
        Factor, for instance 1.05.
    who
        A team, role, role family, location or person; ``None`` is everybody. Bands follow where a
        role or a family is named, or everybody is meant.

    Returns
    -------
    Change
        Applied with ``org.apply``.

    Raises
    ------
    BadArgument
        If the factor is below 0.

    Examples
    --------
    >>> print(pay(scale=1.05, who="Payments"))
    pay of Payments +5 %
    """
    _amount("pay", scale=scale)
    return PayChange(scale=scale, who=who)


@checked
def attrition(*, scale: float | None = None, rate: float | None = None) -> Change:
    """Yearly attrition: every rate times a factor, or one rate for all.

    Parameters
    ----------
    scale
        Factor on every rate, of people and of assumptions; 0 is nobody leaving.
    rate
        One share a year (0.15 = 15 %) for all; either this or `scale`.

    Returns
    -------
    Change
        Applied with ``org.apply``.

    Raises
    ------
    BadArgument
        If both are given or neither, one is below 0, or the rate is above what the assumption may
        be.

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
    return AttritionChange(scale=scale, rate=rate)


@checked
def freeze(
    decisions: Periods | None = None,
    *,
    starts: Periods | None = None,
    roles: str | Sequence[str] = (),
    teams: str | Sequence[str] = (),
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

    Returns
    -------
    Change
        Applied with ``org.apply``.

    Raises
    ------
    BadArgument
        If both kinds of periods are given or neither, or no period at all.

    Examples
    --------
    >>> print(freeze("2027-Q1"))
    hiring freeze: no decisions in 2027-Q1
    """
    _one_of("freeze", decisions=decisions, starts=starts)
    kind = Freezes.DECISIONS if decisions is not None else Freezes.STARTS
    named = decisions if decisions is not None else starts
    if not named:
        raise BadArgument("op.change.freeze", "no period", "one or more, such as 2027-Q1")
    return FreezeChange(
        freezes=kind,
        periods=several(named),
        roles=several(roles),
        teams=several(teams),
        all_seats=all_seats,
    )


@checked
def leaves(person: str, last_day: date | str) -> Change:
    """Somebody leaves: person id (or a name that only one person bears), and the last day at work.

    Parameters
    ----------
    person
        Looked up when the change is applied.
    last_day
        Day or its ISO form, such as 2027-03-31; the person is still there on it.

    Returns
    -------
    Change
        Applied with ``org.apply``.

    Raises
    ------
    BadArgument
        If the day cannot be read.

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
    return Leaving(person=person, last_day=day)


@checked
def needs(
    *,
    scale: float | None = None,
    add: float | None = None,
    earlier: int | None = None,
    later: int | None = None,
    strength: StrengthWord | None = None,
    team: str | None = None,
    skill: str | None = None,
    need: str | None = None,
) -> Change:
    """Needs become larger, smaller, earlier, later, a must, a should, or are off.

    Parameters
    ----------
    scale, add
        Factor on, or heads or FTE more in, each period in which something is needed; holders and
        staff are rounded up.
    earlier, later
        Periods by which amounts move.
    strength
        How binding they are now: what stands there as ``off``, such as a new product line, becomes
        a must.
    team, skill, need
        Which: those of a team or product line, of a skill, or the one with this id; nothing is all.

    Returns
    -------
    Change
        Applied with ``org.apply``.

    Raises
    ------
    BadArgument
        If other than one of factor, amount, shift and strength is given, or a figure that may not
        be is below 0.

    Examples
    --------
    >>> print(needs(scale=2, team="Apps"))
    needs of Apps x 2
    """
    _one_of("needs", scale=scale, add=add, earlier=earlier, later=later, strength=strength)
    _amount("needs", scale=scale, earlier=earlier, later=later)
    if add is not None:
        no_less("op.change.needs", "add", add, -math.inf, "heads or FTE; fewer are negative")
    shift = earlier if earlier is not None else -(later or 0)
    other = None if strength is None else Strength(strength)
    return NeedsChange(
        scale=scale, add=add, shift=shift, strength=other, team=team, skill=skill, need=need
    )


@checked
def rule(name: str, strength: StrengthWord) -> Change:
    """A rule (by id or family) becomes a must, a should, or is off.

    Parameters
    ----------
    name
        Id of one rule, or the family of several; looked up when the change is applied.
    strength
        ``must``, ``should`` or ``off``.

    Returns
    -------
    Change
        Applied with ``org.apply``.

    Examples
    --------
    >>> print(rule("director", "off"))
    rule director off
    """
    return RuleStrength(name=name, strength=Strength(strength))


@checked
def assume(*, scope: str | None = None, **values: float) -> Change:
    """Other values of assumptions (:data:`orgplan.domain.assumptions.NORMS`), for one scope or for
    all.

    Values that roles state themselves (lead time, ramp, recruiting cost) are set too where the
    change is meant for that role or for all: what is assumed here holds.

    Parameters
    ----------
    scope
        Team, role, location or person id for which they hold; ``None`` is everybody.
    values
        Key of an assumption → value, in the unit of the assumption (months, share a year, plan
        currency …).

    Returns
    -------
    Change
        Applied with ``org.apply``.

    Raises
    ------
    BadArgument
        If there is no such assumption, a value is out of its range, or none is given.

    Examples
    --------
    >>> print(assume(ramp=6, lead_time=4))
    ramp 6, lead_time 4
    """
    for key, value in values.items():
        norm = NORM_OF.get(key)
        if norm is None:
            raise BadArgument("op.change.assume", f"{key}=", nearest(key, NORM_OF))
        if not (norm.lowest <= value <= norm.highest or (norm.unset and value == norm.default)):
            raise BadArgument(
                "op.change.assume",
                f"{key}={value:g}",
                f"{norm.lowest:g} to {norm.highest:g} ({norm.unit})",
            )
    if not values:
        raise BadArgument("op.change.assume", "nothing", f"one of {', '.join(NORM_OF)}")
    return OtherAssumptions(scope=scope, values=tuple(values.items()))


@checked
def forbid(
    *,
    hire: str | None = None,
    train: str | None = None,
    team: str | None = None,
    periods: Periods = (),
    at_most: int = 0,
) -> Change:
    """No hire of a role, or no start of a course, in a team (or any) and some periods (or any), or
    at most that many.

    Parameters
    ----------
    hire
        Id, name or family of a role; either this or `train`.
    train
        Id of a course.
    team
        ``None`` is any team.
    periods
        Labels, such as ``2027-Q1``, or years; none is the whole horizon.
    at_most
        0 forbids it; a higher number allows that many, all periods together, of each role where
        several have the name or family.

    Returns
    -------
    Change
        A lock, applied with ``org.apply``.

    Raises
    ------
    BadArgument
        If both a role and a course are given or neither, or `at_most` is below 0.

    Examples
    --------
    >>> print(forbid(hire="Technical director"))
    no hire of Technical director
    """
    _one_of("forbid", hire=hire, train=train)
    no_less("op.change.forbid", "at_most", at_most, 0, "0 or more")
    return LockedActions(
        lock=Lock.AT_MOST if at_most else Lock.MUST_NOT,
        hire=hire,
        train=train,
        team=team,
        periods=several(periods),
        count=at_most or 1,
    )


@checked
def require(
    *,
    hire: str | None = None,
    train: str | None = None,
    team: str | None = None,
    periods: Periods = (),
    count: int = 1,
) -> Change:
    """A least number of hires of a role, or starts of a course, in a team (or any) and some periods
    (or any).

    Parameters
    ----------
    hire
        Id, name or family of a role; either this or `train`.
    train
        Id of a course.
    team
        ``None`` is any team.
    periods
        Labels, such as ``2027-Q1``, or years; none is the whole horizon.
    count
        How many at the least, all periods together, 1 or more; of each role, where several have the
        name or family.

    Returns
    -------
    Change
        A lock, applied with ``org.apply``.

    Raises
    ------
    BadArgument
        If both a role and a course are given or neither, or `count` is below 1.

    Examples
    --------
    >>> print(require(hire="QA engineer", count=2))
    at least 2 × hire of QA engineer
    """
    _one_of("require", hire=hire, train=train)
    no_less("op.change.require", "count", count, 1, "1 or more")
    return LockedActions(
        lock=Lock.MUST, hire=hire, train=train, team=team, periods=several(periods), count=count
    )


@checked
def add(*parts: ChangedPart) -> Change:
    """More of the organisation: teams, roles, people, needs, rules, courses, budget lines,
    positions or locks.

    Parameters
    ----------
    parts
        Of these kinds, in any order; ids must be new.

    Returns
    -------
    Change
        Applied with ``org.apply``, which refuses what does not fit.

    Raises
    ------
    BadArgument
        If nothing is given.

    Examples
    --------
    >>> print(add(op.Team(id="Data")))
    with Team Data
    """
    if not parts:
        raise BadArgument("op.change.add", "nothing", "a Team, Need, Rule or another part")
    return Additions(parts=parts)


@checked
def without(*ids: str) -> Change:
    """Needs, rules, courses, levers, budget lines, positions or locks are taken away, by id.

    Parameters
    ----------
    ids
        Of needs, rules, courses, levers, budget lines, positions or locks.

    Returns
    -------
    Change
        Applied with ``org.apply``, which refuses ids that are not there.

    Raises
    ------
    BadArgument
        If no id is given.

    Examples
    --------
    >>> print(without("C-java"))
    without C-java
    """
    if not ids:
        raise BadArgument("op.change.without", "nothing", "ids of what is taken away")
    return Removals(ids=ids)


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
