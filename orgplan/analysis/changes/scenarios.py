"""Scenarios of the workbook as changes."""

from collections.abc import Callable, Mapping, Sequence

from orgplan.domain import Organisation, ScenarioChange, ScenarioLine
from orgplan.errors import BadArgument
from orgplan.language import _

from . import change
from .change_values import Change


def changes_of(org: Organisation) -> Mapping[str, tuple[Change, ...]]:
    """Scenario → its changes, those of the scenarios on which it builds first, in the order of the
    sheet.

    Parameters
    ----------
    org
        Read for the lines of its sheet Scenarios, and for what these name.

    Returns
    -------
    Mapping[str, tuple[Change, ...]]
        In the order in which scenarios first occur; empty where there are none.

    Raises
    ------
    BadArgument
        If a scenario builds on one that is not there, or on itself.
    """
    own: dict[str, list[ScenarioLine]] = {}
    for line in org.scenarios:
        own.setdefault(line.scenario, []).append(line)
    return {
        name: tuple(change_of(line, org) for part in _lineage(name, own) for line in own[part])
        for name in own
    }


def _lineage(name: str, lines: Mapping[str, Sequence[ScenarioLine]]) -> list[str]:
    """The scenario and all on which it builds, the lowest first."""
    found = [name]
    while True:
        bases = {line.base for line in lines[found[0]] if line.base}
        if not bases:
            return found
        if len(bases) > 1:
            raise BadArgument("Scenarios", f"{found[0]!r} on {sorted(bases)}", "one base")
        base = bases.pop()
        if base in found:
            raise BadArgument("Scenarios", f"{name!r} on itself", "a base that comes before it")
        if base not in lines:
            raise BadArgument("Scenarios", f"base {base!r}", f"one of {', '.join(lines)}")
        found.insert(0, base)


def change_of(line: ScenarioLine, org: Organisation) -> Change:
    """The change that a line states.

    Parameters
    ----------
    line
        A row of the sheet Scenarios.
    org
        Read for its calendar where the line says from when to when.

    Returns
    -------
    Change
        What ``org.apply`` takes.

    Raises
    ------
    BadArgument
        If something that it needs is blank, or it says what makes no sense.
    """
    return _MADE[line.change](line, org)


def _scale(line: ScenarioLine) -> float | None:
    return None if line.by is None else 1 + line.by


def _pay(line: ScenarioLine, org: Organisation) -> Change:
    if line.by is None:
        raise BadArgument("Scenarios", "pay without by", "a relative change such as 5%")
    return change.pay(scale=1 + line.by, who=line.who)


def _needs(line: ScenarioLine, org: Organisation) -> Change:
    team, skill, need = _which(line, org)
    return change.needs(scale=_scale(line), add=line.amount, team=team, skill=skill, need=need)


def _as_strong(line: ScenarioLine, org: Organisation) -> Change:
    _who(line, "a team, product line, skill or need")
    team, skill, need = _which(line, org)
    return change.needs(strength=_STRENGTHS[line.change], team=team, skill=skill, need=need)


def _shifted(line: ScenarioLine, org: Organisation) -> Change:
    periods = 1 if line.amount is None else round(line.amount)
    earlier = line.change is ScenarioChange.NEEDS_EARLIER
    team, skill, need = _which(line, org)
    return change.needs(
        earlier=periods if earlier else None,
        later=None if earlier else periods,
        team=team,
        skill=skill,
        need=need,
    )


def _which(line: ScenarioLine, org: Organisation) -> tuple[str | None, str | None, str | None]:
    """Which needs are meant: those of a team or a product line, of a skill, or the one of an id."""
    if line.who in org.need:
        return None, None, line.who
    scope = line.who in org.team or any(line.who == need.scope.name for need in org.needs)
    return (line.who, None, None) if scope else (None, line.who, None)


def _freeze(line: ScenarioLine, org: Organisation) -> Change:
    periods = _periods(line) or (org.calendar.labels[0],)
    named = () if line.who is None else (line.who,)
    teams, roles = (named, ()) if line.who in org.team else ((), named)
    if line.change is ScenarioChange.START_FREEZE:
        return change.freeze(starts=periods, teams=teams, roles=roles)
    return change.freeze(periods, teams=teams, roles=roles)


def _periods(line: ScenarioLine) -> tuple[str, ...]:
    if line.first is None:
        return ()
    if line.last is None:
        return (line.first,)
    return (_("{first} to {last}", first=line.first, last=line.last),)


def _leaves(line: ScenarioLine, org: Organisation) -> Change:
    if line.who is None or line.day is None:
        raise BadArgument(
            "Scenarios", "a leaver without a day", "who leaves, and the last day in from"
        )
    return change.leaves(line.who, line.day)


def _rule(line: ScenarioLine, org: Organisation) -> Change:
    return change.rule(_who(line, "a rule"), _STRENGTHS[line.change])


_STRENGTHS: Mapping[ScenarioChange, change.StrengthWord] = {
    ScenarioChange.RULE_OFF: "off",
    ScenarioChange.RULE_MUST: "must",
    ScenarioChange.RULE_SHOULD: "should",
    ScenarioChange.NEEDS_OFF: "off",
    ScenarioChange.NEEDS_MUST: "must",
    ScenarioChange.NEEDS_SHOULD: "should",
}


def _hire(line: ScenarioLine, org: Organisation) -> Change:
    role = _who(line, "a role")
    if line.change is ScenarioChange.NO_HIRE:
        return change.forbid(hire=role, periods=_periods(line))
    return change.require(hire=role, periods=_periods(line), count=round(line.amount or 1))


def _months(key: str) -> Callable[[ScenarioLine, Organisation], Change]:
    def made(line: ScenarioLine, org: Organisation) -> Change:
        if line.amount is None:
            raise BadArgument("Scenarios", f"{line.change} without amount", "months")
        return change.assume(scope=line.who, **{key: line.amount})

    return made


def _who(line: ScenarioLine, what: str) -> str:
    if line.who is None:
        raise BadArgument("Scenarios", f"{line.change} without who", what)
    return line.who


_MADE: Mapping[ScenarioChange, Callable[[ScenarioLine, Organisation], Change]] = {
    ScenarioChange.BUDGET: lambda line, org: change.budget(scale=_scale(line), total=line.amount),
    ScenarioChange.PAY: _pay,
    ScenarioChange.ATTRITION: lambda line, org: change.attrition(
        scale=_scale(line), rate=line.amount
    ),
    ScenarioChange.NEEDS: _needs,
    ScenarioChange.NEEDS_EARLIER: _shifted,
    ScenarioChange.NEEDS_LATER: _shifted,
    ScenarioChange.NEEDS_MUST: _as_strong,
    ScenarioChange.NEEDS_SHOULD: _as_strong,
    ScenarioChange.NEEDS_OFF: _as_strong,
    ScenarioChange.HIRING_FREEZE: _freeze,
    ScenarioChange.START_FREEZE: _freeze,
    ScenarioChange.LEAVES: _leaves,
    ScenarioChange.RULE_OFF: _rule,
    ScenarioChange.RULE_MUST: _rule,
    ScenarioChange.RULE_SHOULD: _rule,
    ScenarioChange.NO_HIRE: _hire,
    ScenarioChange.HIRE: _hire,
    ScenarioChange.NO_COURSE: lambda line, org: change.forbid(
        train=_who(line, "a course"), periods=_periods(line)
    ),
    ScenarioChange.LEAD_TIME: _months("lead_time"),
    ScenarioChange.RAMP: _months("ramp"),
    ScenarioChange.WITHOUT: lambda line, org: change.without(_who(line, "an id")),
}
