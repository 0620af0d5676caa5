"""Plain words for what is required and what is short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import served
from orgplan.analysis.causes import rule_in_words, subject
from orgplan.constraints import rule_families
from orgplan.constraints.naming import is_dated, limit_named, need_of, rule_called
from orgplan.domain import (
    Measure,
    NeedKind,
    Organisation,
    Sense,
    Strength,
    scope_in_words,
)
from orgplan.finance.pay import LEAVERS
from orgplan.language import N_, _, in_clauses, ngettext, with_values

from .musts import Requirement, requirement_of
from .quantities import amount


@dataclass(frozen=True)
class ShortRequirement:
    """One requirement that is short, over all its periods.

    Attributes
    ----------
    requirement
        What it is counted as (:func:`~orgplan.report.musts.requirement_of`).
    name
        The requirement's short name: id of the need, or rule and scope.
    what, plain, subject
        In words, without periods and ids: what is asked for and the user's reason; the reason first
        and the skill behind it; and skill and scope alone.
    amounts
        Period and amount short, in order, with the unit of the amounts.
    unit
        Of the amounts, such as ``heads`` or ``FTE``.
    strength
        ``None`` is a hard limit.
    weight
        Amounts by their weight, summed: what the goals count.
    short
        The amounts in words.
    """

    requirement: Requirement
    name: str
    what: str
    plain: str
    subject: str
    amounts: tuple[tuple[str, float], ...]
    unit: str
    strength: Strength | None
    weight: float
    shortfall: str

    @property
    def sentence(self) -> str:
        """For instance ``move off the old hosting (Kubernetes, Platform): 1 head short from 2027-Q2
        to 2027-Q4``.
        """
        return _("{requirement}: {short}", requirement=self.plain, short=self.shortfall)


def group_by_requirement(
    org: Organisation, shorts: Iterable[tuple[Measure, float]]
) -> tuple[ShortRequirement, ...]:
    """Amounts short, gathered by requirement; what must be met comes first, then what counts most.

    Parameters
    ----------
    org
        Read for needs and periods.
    shorts
        Measures with an amount in their unit: what is short, or what an action adds.

    Returns
    -------
    tuple[ShortRequirement, ...]
        Limits, then musts, then shoulds; within each the largest weighted amount first.
    """
    gathered: dict[tuple[str, tuple[str, ...]], list[tuple[Measure, float]]] = {}
    for measure, short in shorts:
        of = measure.key[:-1] if is_dated(measure.family) else measure.key
        gathered.setdefault((measure.family, of), []).append((measure, short))
    items = [
        ShortRequirement(
            requirement=requirement_of(group[0][0]),
            name=_named(group[0][0]),
            what=requirement_and_reason(org, group[0][0]),
            plain=in_own_words(org, group[0][0]),
            subject=subject(org, group[0][0]),
            amounts=tuple((measure.key[-1], short) for measure, short in group),
            unit=group[0][0].unit,
            strength=group[0][0].strength,
            weight=sum(measure.weight * short for measure, short in group),
            shortfall=_when(
                org.calendar.labels,
                [(measure.key[-1], short) for measure, short in group],
                group[0][0],
            ),
        )
        for group in gathered.values()
    ]
    return tuple(
        sorted(
            items,
            key=lambda item: ([None, *Strength].index(item.strength), -item.weight, item.what),
        )
    )


def _named(measure: Measure) -> str:
    """Short name of what a measure asks for, to be found on Coverage or Rules."""
    if measure.family in rule_families():
        rule, scope = rule_called(measure.key[0]), scope_in_words(measure.key[1])
        return _("{rule} in {scope}", rule=rule, scope=scope)
    return served(measure)


def short_requirements(
    org: Organisation, measures: Iterable[Measure]
) -> tuple[ShortRequirement, ...]:
    """What is short among measures.

    Parameters
    ----------
    org
        Read for needs and periods.
    measures
        Those that hold are left out.

    Returns
    -------
    tuple[ShortRequirement, ...]
        In the order of :func:`group_by_requirement`.
    """
    return group_by_requirement(
        org, ((measure, measure.shortfall) for measure in measures if measure.is_short)
    )


def requirement(org: Organisation, measure: Measure) -> str:
    """What a measure asks for, without period and id, such as ``2 people with Kubernetes 3 or
    better in Platform``.

    Parameters
    ----------
    org
        Read for the need of the measure.
    measure
        Of a need, a rule or a limit.

    Returns
    -------
    str
        In the language of the run; of a need the most that it asks for in any period.
    """
    key, need = measure.key, need_of(org, measure.family, measure.key)
    if need is None:
        return (
            rule_in_words(org, measure)
            if measure.family in rule_families()
            else limit_named(org, measure.family, key)
        )
    most, scope = max(need.required), scope_in_words(need.scope.label)
    if need.kind is NeedKind.STAFF:
        sentence = (
            _("as many {role} in {scope} as needed")
            if key[1] == "at least"
            else _("no more {role} in {scope} than needed")
        )
        return with_values(sentence, role=need.skill, scope=scope)
    if need.kind is NeedKind.HOLDERS:
        return ngettext(
            "{n:g} person with {skill} {level} or better in {scope}",
            "{n:g} people with {skill} {level} or better in {scope}",
            most,
            skill=need.skill,
            level=need.min_level,
            scope=scope,
        )
    return _(
        "{amount:g} FTE of {skill} {level} or better in {scope}",
        amount=most,
        skill=need.skill,
        level=need.min_level,
        scope=scope,
    )


def requirement_and_reason(org: Organisation, measure: Measure) -> str:
    """The reason that the user typed for a need, if any, and what it asks for.

    Parameters
    ----------
    org
        Read for the need of the measure.
    measure
        Of a need, a rule or a limit.

    Returns
    -------
    str
        In the language of the run; the reason stays as it was typed.
    """
    need, what = need_of(org, measure.family, measure.key), requirement(org, measure)
    if need is None or not need.reason:
        return what
    return _("{reason}: {what}", reason=need.reason, what=what)


def in_own_words(org: Organisation, measure: Measure) -> str:
    """What a measure asks for without any id: the reason that the user typed, else skill and scope,
    or what the rule asks for.

    Parameters
    ----------
    org
        Read for the need of the measure.
    measure
        Of a need, a rule or a limit.

    Returns
    -------
    str
        In the language of the run; the reason stays as it was typed.
    """
    need = need_of(org, measure.family, measure.key)
    if need is None:
        return requirement(org, measure)
    if not need.reason:
        return subject(org, measure)
    what = _("{skill}, {scope}", skill=need.skill, scope=scope_in_words(need.scope.label))
    return _("{reason} ({what})", reason=need.reason, what=what)


def _when(labels: Sequence[str], amounts: Sequence[tuple[str, float]], asked: Measure) -> str:
    """Amounts short of, or over what is asked; the same amount in periods that follow each other is
    said once.
    """
    unit, words = asked.unit, _words(asked, amounts)
    if not is_dated(asked.family):
        return _(words.in_all, amount=amount(sum(value for _period, value in amounts), unit))
    places = {label: place for place, label in enumerate(labels)}
    runs: list[tuple[str, list[str]]] = []
    for period, value in amounts:
        figure = amount(value, unit)
        before = places.get(runs[-1][1][-1]) if runs else None
        if (
            runs
            and runs[-1][0] == figure
            and before is not None
            and places.get(period) == before + 1
        ):
            runs[-1][1].append(period)
        else:
            runs.append((figure, [period]))
    if len(runs) > 3:
        worst = amount(max(value for _period, value in amounts), unit)
        return _(words.at_times, amount=worst, first=amounts[0][0], last=amounts[-1][0])
    return in_clauses(_in_periods(words, figure, periods) for figure, periods in runs)


@dataclass(frozen=True)
class _Phrases:
    """How an amount that is missed is put: in all, in one period, in several in a row, and at
    times.
    """

    in_all: str
    in_one: str
    in_a_row: str
    at_times: str


_SHORT = _Phrases(
    N_("{amount} short"),
    N_("{amount} short in {period}"),
    N_("{amount} short from {first} to {last}"),
    N_("up to {amount} short between {first} and {last}"),
)
_OVER = _Phrases(
    N_("{amount} over"),
    N_("{amount} over in {period}"),
    N_("{amount} over from {first} to {last}"),
    N_("up to {amount} over between {first} and {last}"),
)
_MISSING = _Phrases(
    N_("{amount} short"),
    N_("missing in {period}"),
    N_("missing from {first} to {last}"),
    N_("missing at times between {first} and {last}"),
)


def _words(asked: Measure, amounts: Sequence[tuple[str, float]]) -> _Phrases:
    """Where a rule asks for one, that one is missing: nobody says "one head short" of that."""
    if asked.sense is not Sense.AT_LEAST:
        return _OVER
    one = asked.unit == "heads" and asked.required == 1 and asked.family in rule_families()
    return _MISSING if one and all(value == 1 for _period, value in amounts) else _SHORT


def _in_periods(words: _Phrases, figure: str, periods: Sequence[str]) -> str:
    """An amount missed in one period, or in several that follow each other."""
    if len(periods) == 1:
        return _(words.in_one, amount=figure, period=periods[0])
    return _(words.in_a_row, amount=figure, first=periods[0], last=periods[-1])


def money_title(assessment: Assessment) -> str:
    """Head of a block of money: its currency, and whether expected leavers are taken off, which
    holds for all of its columns.

    Parameters
    ----------
    assessment
        Read for whether any pay is freed by expected leavers.
    """
    costs = (*assessment.costs, *assessment.idle_costs)
    net = N_("Money, leavers not replaced [{currency}]")
    gross = N_("Money [{currency}]")
    freed = any(line.component == LEAVERS for line in costs)
    return _(net if freed else gross, currency=assessment.org.currency)
