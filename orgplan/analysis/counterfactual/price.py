"""What a need, a rule, a cap or a budget line costs: one unit more or less of it, planned again and
checked; no dual prices.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from orgplan.constraints.naming import line_named
from orgplan.domain import NeedKind, Organisation, Strength
from orgplan.errors import BadArgument, no_less
from orgplan.language import _, ngettext, with_values
from orgplan.objectives import must_shortfall, should_shortfall
from orgplan.solver.outcome import Status
from orgplan.solver.solve import Progress, silent

from ..assessment import Assessment
from ..changes import change
from ..changes.change_names import unknown_name
from .differences import more_open, need_as_typed, only_in
from .search import BestPlan, answers, baseline, impasse

AS_IT_IS = ""  # the organisation without a change, among those with one
SHARE_OF_BUDGET = 0.01  # of a budget line, where nobody says by how much
CAPS = ("max_hires", "max_hires_year", "max_hires_total")


@dataclass(frozen=True)
class Price:
    """What one thing costs: the best plan with more or less of it beside the best one as it is.

    Attributes
    ----------
    of, change
        Its kind and id (``need:N-003``), and what was changed, in words.
    cost, minimised
        By how much the horizon, and the horizon with the time after it, cost more then (plan
        currency; negative: less). ``None`` where no plan is possible, or none was found.
    must_short, should_short
        By how much more stays open then, weighted heads and FTE summed over the periods.
    opens, closes
        What is missed more, and what less, in words.
    adds, drops
        Actions that only the one, and only the other plan has.
    ways_out
        What would have to give, where no plan is possible.
    proven
        Whether both plans are proven to be the best.

    Examples
    --------
    >>> planned.price("N-003", by=-1).cost  # doctest: +SKIP
    """

    of: str
    change: str
    cost: float | None
    minimised: float | None
    must_short: float | None
    should_short: float | None
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    adds: tuple[str, ...]
    drops: tuple[str, ...]
    ways_out: tuple[str, ...]
    proven: bool


@dataclass(frozen=True)
class _Variation:
    """One thing with more or less of it.

    Attributes
    ----------
    of
        Id of what is changed.
    change
        The change in words.
    org
        The organisation with it.
    """

    of: str
    change: str
    org: Organisation


def prices(
    assessment: Assessment,
    of: Sequence[str] = (),
    by: float | None = None,
    *,
    time_limit: float = 30.0,
    processes: int = 1,
    on_progress: Progress = silent,
) -> tuple[Price, ...]:
    """Plan again with one unit more or less of some things.

    Parameters
    ----------
    assessment
        A plan of the organisation. It is searched anew, so that both sides are the best that can be
        found now; where that finds none that is better, differences are seen from the plan itself.
    of
        Ids of needs, rules, budget lines, teams (cap on heads), roles (caps on hires) and courses
        (seats), with their kind before them where two kinds share an id (``team:Apps``). None is
        all.
    by
        Heads or FTE, money of a budget line, seats; negative is less. A rule is switched off,
        whatever stands here. ``None`` is one less of a need, one more of a cap, and a hundredth
        more of a budget line.
    time_limit
        Seconds for each search.
    processes
        Searches at the same time.
    on_progress
        Called with a sentence on the search and how much of all is behind (0-1).

    Raises
    ------
    BadArgument
        If there is nothing of that id, or it has no figure to change.
    """
    no_less("price", "time_limit", time_limit, 0.0, "seconds above 0", above=True)
    if by is not None:
        no_less("price", "by", by, -math.inf, "an amount; less is negative")
    org = assessment.org
    names = [_found(org, name) for name in of] or list(priceable(org))
    variations = [_variation(org, kind, name, by) for kind, name in names]
    found = answers(
        {AS_IT_IS: org} | {one.of: one.org for one in variations},
        seconds=time_limit,
        processes=processes,
        on_progress=on_progress,
    )
    return tuple(_price(assessment, one, found[AS_IT_IS], found[one.of]) for one in variations)


def _price(made: Assessment, variation: _Variation, base: BestPlan, other: BestPlan) -> Price:
    """Differences of the best plans with and without the change, in plan currency and in weighted
    heads and FTE; ``None`` where no plan is possible with it.
    """
    proven = base.proven and other.proven
    if other.assessment is None:
        ways = impasse(other.org) if other.status is Status.INFEASIBLE else ()
        return Price(
            variation.of, variation.change, None, None, None, None, (), (), (), (), ways, proven
        )
    after = other.assessment
    before, best = baseline(made, base)
    there, then = _open(before), _open(after)
    return Price(
        variation.of,
        variation.change,
        round(after.cost - best.cost, 2),
        round(after.minimised_cost - best.minimised_cost, 2),
        round(then[0] - there[0], 6),
        round(then[1] - there[1], 6),
        more_open(before, after),
        more_open(after, before),
        only_in(after, before),
        only_in(before, after),
        (),
        proven,
    )


def _open(assessment: Assessment) -> tuple[float, float]:
    """Weighted shortfall of musts and of shoulds."""
    org, plan, measures = assessment.org, assessment.plan, assessment.measures
    return must_shortfall.value(org, plan, measures), should_shortfall.value(org, plan, measures)


def _of_kinds(org: Organisation) -> Mapping[str, Sequence[str]]:
    """Kind → ids of which more or less can be asked."""
    return {
        "need": [need.id for need in org.needs if need.strength is not Strength.OFF],
        "rule": [rule.id for rule in org.rules if rule.strength is not Strength.OFF],
        "budget": [line.id for line in org.budget],
        "team": [team.id for team in org.teams if team.max_headcount is not None],
        "role": [
            role.id
            for role in org.roles
            if not {role.max_hires, role.max_hires_year, role.max_hires_total} <= {None}
        ],
        "course": [course.id for course in org.courses if course.seats is not None],
    }


def priceable(org: Organisation) -> Iterator[tuple[str, str]]:
    """Kind and id of all that has a price: each is planned again once.

    Parameters
    ----------
    org
        Needs and rules that are off have none, and neither has what is not capped.

    Returns
    -------
    Iterator[tuple[str, str]]
        Needs first, then rules, budget lines, teams, roles and courses.
    """
    return ((kind, name) for kind, names in _of_kinds(org).items() for name in names)


def _found(org: Organisation, name: str) -> tuple[str, str]:
    """Kind and id that are meant.

    Raises
    ------
    BadArgument
        If there is none, or two kinds share it.
    """
    kind, colon, rest = name.partition(":")
    called = {rule.id for rule in org.rules if rule.is_called(rest.strip() if colon else name)}
    meant = [
        one
        for one in priceable(org)
        if one[1] == name
        or (colon and one == (kind.strip(), rest.strip()))
        or (one[0] == "rule" and one[1] in called and (not colon or kind.strip() == "rule"))
    ]
    if len(meant) == 1:
        return meant[0]
    if meant:
        choices = ", ".join(f"{kind}:{one}" for kind, one in meant)
        raise BadArgument("price", f"of={name!r}", _("one of {choices}", choices=choices))
    known = {one for _kind, one in priceable(org)}
    raise unknown_name("price", "of", name, known)


def _variation(org: Organisation, kind: str, name: str, by: float | None) -> _Variation:
    made = _MADE[kind](org, name, by)
    return _Variation(f"{kind}:{name}", made[0], made[1])


def _need(org: Organisation, name: str, by: float | None) -> tuple[str, Organisation]:
    """A need by so much more in each period in which it asks for anything, one less by default:
    FTE, or whole people.
    """
    step = -1.0 if by is None else by
    need = org.need[name]
    if need.kind is not NeedKind.CAPACITY and step != int(step):
        raise BadArgument("price", f"by={step:g} of need {name}", _("whole people"))
    sentence = _by(step, need.kind is NeedKind.CAPACITY, need_as_typed(need))
    return sentence, change.needs(add=step, need=name).of(org)


def _by(step: float, of_work: bool, need: str) -> str:
    """By how much more or less of a need there is, in words."""
    by = abs(step)
    if of_work:
        sentence = _("{by:g} FTE less for {need}") if step < 0 else _("{by:g} FTE more for {need}")
        return with_values(sentence, by=by, need=need)
    if step < 0:
        return ngettext("{n:g} head less for {need}", "{n:g} heads less for {need}", by, need=need)
    return ngettext("{n:g} head more for {need}", "{n:g} heads more for {need}", by, need=need)


def _rule(org: Organisation, name: str, by: float | None) -> tuple[str, Organisation]:
    rules = (r.replace(strength=Strength.OFF) if r.id == name else r for r in org.rules)
    return _("without the rule {rule}", rule=name), org.replace(rules=tuple(rules))


def _budget(org: Organisation, name: str, by: float | None) -> tuple[str, Organisation]:
    """A budget line by so much more, in words and as an organisation: heads where it states no
    money; nothing goes below 0.
    """
    line = next(line for line in org.budget if line.id == name)
    if line.amount is None:
        heads, step = line.headcount or 0, _whole(name, 1.0 if by is None else by)
        other = line.replace(headcount=max(0, heads + step))
        sentence = _("{by:+g} heads in the {line}", by=step, line=_called(org, name))
    else:
        more = round(line.amount * SHARE_OF_BUDGET, 2) if by is None else by
        other = line.replace(amount=max(0.0, line.amount + more))
        sentence = _(
            "{by:+,.2f} {currency} in the {line}",
            by=more,
            currency=org.currency,
            line=_called(org, name),
        )
    return sentence, org.replace(budget=tuple(other if one is line else one for one in org.budget))


def _called(org: Organisation, line: str) -> str:
    """A budget line by what it pays for."""
    return line_named(org, line)


def _team(org: Organisation, name: str, by: float | None) -> tuple[str, Organisation]:
    """The most heads of a team, one more by default and never below 0."""
    step, team = _whole(name, 1.0 if by is None else by), org.team[name]
    other = team.replace(max_headcount=max(0, (team.max_headcount or 0) + step))
    sentence = _("{by:+g} in the most heads of {team}", team=name, by=step)
    return sentence, org.replace(teams=tuple(other if one is team else one for one in org.teams))


def _role(org: Organisation, name: str, by: float | None) -> tuple[str, Organisation]:
    """Every cap on hires of a role, each by as much, one more by default and never below 0."""
    step, role = _whole(name, 1.0 if by is None else by), org.role[name]
    caps = {key: cap for key, cap in dict(role).items() if key in CAPS and cap is not None}
    other = role.replace(**{key: max(0, cap + step) for key, cap in caps.items()})
    sentence = _("{by:+g} in the most hires of {role}", role=name, by=step)
    return sentence, org.replace(roles=tuple(other if one is role else one for one in org.roles))


def _course(org: Organisation, name: str, by: float | None) -> tuple[str, Organisation]:
    """The seats of a course, one more by default and never below 0."""
    step, course = _whole(name, 1.0 if by is None else by), org.course[name]
    other = course.replace(seats=max(0, (course.seats or 0) + step))
    sentence = _("{by:+g} in the seats of course {course}", course=name, by=step)
    return sentence, org.replace(
        courses=tuple(other if one is course else one for one in org.courses)
    )


def _whole(name: str, by: float) -> int:
    if by != int(by):
        raise BadArgument("price", f"by={by:g} of {name}", _("a whole number"))
    return int(by)


_MADE: Mapping[str, Callable[[Organisation, str, float | None], tuple[str, Organisation]]] = {
    "need": _need,
    "rule": _rule,
    "budget": _budget,
    "team": _team,
    "role": _role,
    "course": _course,
}
