"""Plain words for what is required, what serves it, and what is short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import LossIfRemoved, Unmeasured, served
from orgplan.analysis.causes import rule_in_words, subject
from orgplan.analysis.result_rows import AnyChange, HireRow
from orgplan.constraints import Trait, rule_families, with_trait
from orgplan.constraints.naming import is_dated, limit_named, need_of
from orgplan.domain import (
    Measure,
    NeedKind,
    Organisation,
    Sense,
    Strength,
    scope_in_words,
    shown_label,
)
from orgplan.finance.pay import LEAVERS
from orgplan.language import MOST_ITEMS, N_, _, in_clauses, ngettext, shortened_list, with_values

from .musts import Requirement, requirement_of
from .quantities import amount

UNKNOWN = N_("Not calculated: the time was over.")
REDUNDANT = N_("Nothing depends on it alone: other actions cover the same.")


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
    """Short name of what a measure asks for, a rule's scope in the language of the run."""
    if measure.family in rule_families():
        return _("{rule}({scope})", rule=measure.key[0], scope=shown_label(measure.key[1]))
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


def serves_in_own_words(
    org: Organisation, losses: Iterable[LossIfRemoved], most: int = MOST_ITEMS
) -> str:
    """What actions serve, for readers who know no ids; each once, what counts most first.

    Parameters
    ----------
    org
        Read for needs and periods.
    losses
        What is lost without one action, or without several.
    most
        How many are named; of others the number.

    Returns
    -------
    str
        In one line.
    """
    ends = purposes(tuple(losses))
    found = group_by_requirement(org, ((loss.measure, loss.more_short) for loss in ends))
    served_in_words = (_served(item.plain, item, ends) for item in found)
    return shortened_list(list(dict.fromkeys(served_in_words)), most)


def hire_serves(assessment: Assessment, rows: Sequence[HireRow], most: int = MOST_ITEMS) -> str:
    """Who is replaced by some seats, and what they serve, for readers who know no ids.

    Parameters
    ----------
    assessment
        The plan of the seats.
    rows
        One seat, or several that are shown together.
    most
        How many needs and rules are named; of others the number.

    Returns
    -------
    str
        In one line.
    """
    losses = [loss for row in rows for loss in row.losses]
    leavers = _replaces(assessment, rows)
    return _("; ").join(filter(None, (leavers, serves_in_own_words(assessment.org, losses, most))))


def hire_why(assessment: Assessment, row: HireRow) -> str:
    """Who is replaced by a seat, and the needs and rules that it serves, in plain words.

    Parameters
    ----------
    assessment
        The plan of the seat.
    row
        The seat.

    Returns
    -------
    str
        For the column ``why``, in the language of the run.
    """
    leavers, reasons = _replaces(assessment, (row,)), why(assessment.org, row.losses)
    return _("; ").join(filter(None, (leavers, reasons)))


def _replaces(assessment: Assessment, rows: Sequence[HireRow]) -> str:
    """Who is replaced by some seats; empty where they are growth."""
    found = [assessment.replaced.get(row.hire.id) for row in rows]
    named = [
        _("{person}, who leaves on {day}", person=leaver.name, day=leaver.end_date)
        if leaver.end_date
        else leaver.name
        for leaver in found
        if leaver is not None
    ]
    return _("replaces {people}", people=shortened_list(named)) if named else ""


def _served(what: str, item: ShortRequirement, losses: Sequence[LossIfRemoved]) -> str:
    """What an action serves; of a rule that asks for nothing because of it, that it is no longer
    asked for, and of one that the plan's own growth brings about, how large it grows.
    """
    mine = [loss for loss in losses if requirement_of(loss.measure) == item.requirement]
    if mine and all(loss.spared for loss in mine):
        return _("{what} (made unnecessary by this)", what=what)
    growth = [loss.growth for loss in mine if loss.growth is not None]
    if not growth or len(growth) < len(mine):
        return what
    most = max(growth, key=lambda one: one.heads)
    return _(
        "{what}, because the plan brings {counted} to {heads:g} people (rule: from {threshold})",
        what=what,
        counted=_(" or ").join(most.counted) or scope_in_words(mine[0].measure.key[1]),
        heads=most.heads,
        threshold=most.threshold,
    )


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


def purposes(losses: Sequence[LossIfRemoved]) -> tuple[LossIfRemoved, ...]:
    """The losses that are ends in themselves. Where nothing else is lost: a later course that would
    no longer be open to the person, or what no money is spent on, such as the fewest reports of a
    manager.

    Parameters
    ----------
    losses
        What is lost without an action.

    Returns
    -------
    tuple[LossIfRemoved, ...]
        In their order.
    """
    steps = with_trait(Trait.STEP)
    ends = tuple(
        loss for loss in losses if loss.measure.family not in steps and loss.measure.worth != 0
    )
    return ends or tuple(losses)


def serves(losses: Sequence[LossIfRemoved]) -> tuple[str, ...]:
    """Short names of the needs and rules that an action serves, each once.

    Parameters
    ----------
    losses
        What is lost without an action.

    Returns
    -------
    tuple[str, ...]
        In the order of the losses.
    """
    return tuple(dict.fromkeys(loss.serves for loss in purposes(losses)))


def ids_served(org: Organisation, losses: Sequence[LossIfRemoved]) -> str:
    """Ids of the needs and rules that an action serves, in the order of :func:`why`.

    Parameters
    ----------
    org
        Read for needs and periods.
    losses
        What is lost without the action.

    Returns
    -------
    str
        A rule's scope in the language of the run; empty where nothing is lost.
    """
    return shortened_list(list(dict.fromkeys(item.name for item in _lost(org, losses))))


def why(org: Organisation, losses: Sequence[LossIfRemoved]) -> str:
    """The needs and rules that an action serves, in plain words.

    Parameters
    ----------
    org
        Read for needs and periods.
    losses
        What is lost without the action; it may not have been measured.

    Returns
    -------
    str
        For the column ``why``, in the language of the run.
    """
    if isinstance(losses, Unmeasured):
        return _(UNKNOWN)
    if not losses:
        return _(REDUNDANT)
    ends = purposes(losses)
    return shortened_list([_served(item.what, item, ends) for item in _lost(org, losses)])


def without_reasons(unknown: int, total: int) -> str:
    """Of how many actions the reasons are missing, as a part of what time did not suffice for.

    Parameters
    ----------
    unknown, total
        Numbers of actions.

    Returns
    -------
    str
        Without a full stop.

    Examples
    --------
    >>> without_reasons(2, 5)
    'why 2 of 5 actions are taken'
    """
    return _("why {unknown} of {total} actions are taken", unknown=unknown, total=total)


def lost_without(org: Organisation, losses: Sequence[LossIfRemoved], brief: bool = False) -> str:
    """What would be short if the action were left out; `brief` says skill and scope alone.

    Parameters
    ----------
    org
        Read for needs and periods.
    losses
        What is lost without the action; it may not have been measured.
    brief
        Without the reasons that the user typed.

    Returns
    -------
    str
        A sentence, in the language of the run.
    """
    if isinstance(losses, Unmeasured):
        return _(UNKNOWN)
    if not losses:
        return _("Nothing on its own.")
    items = [
        _("{requirement}: {short}", requirement=item.subject, short=item.shortfall)
        if brief
        else item.sentence
        for item in _lost(org, losses)
    ]
    return _("{sentence}.", sentence=shortened_list(items))


def difference_why(org: Organisation, row: AnyChange) -> str:
    """Why an action that may save money is taken: the needs and rules that it serves, and what it
    saves.

    Parameters
    ----------
    org
        Read for needs, periods and the currency.
    row
        An action with what it changes.

    Returns
    -------
    str
        For the column ``why``, in the language of the run.
    """
    saved = _saved(org, row)
    if not row.losses and not isinstance(row.losses, Unmeasured):
        return _("{sentence}.", sentence=saved[0].upper() + saved[1:]) if saved else _(REDUNDANT)
    return _("; ").join([why(org, row.losses), *([saved] if saved else [])])


def difference_lost(org: Organisation, row: AnyChange) -> str:
    """What would be short without it, and what would be spent.

    Parameters
    ----------
    org
        Read for needs, periods and the currency.
    row
        An action with what it changes.

    Returns
    -------
    str
        A sentence, in the language of the run.
    """
    if row.losses or isinstance(row.losses, Unmeasured):
        return lost_without(org, row.losses, brief=True)
    return _("Nothing but what it saves.") if _saved(org, row) else lost_without(org, ())


def _saved(org: Organisation, row: AnyChange) -> str:
    """What an action saves, over the horizon and a year after it; empty where it saves neither."""
    currency = org.currency
    parts = []
    if row.horizon < 0:
        parts.append(
            _(
                "{money:,.2f} {currency} within the horizon",
                money=-row.horizon / 100,
                currency=currency,
            )
        )
    if row.run_rate < 0:
        parts.append(
            _(
                "{money:,.2f} {currency} a year after it",
                money=-row.run_rate / 100,
                currency=currency,
            )
        )
    return _("saves {amounts}", amounts=_(" and ").join(parts)) if parts else ""


def _lost(org: Organisation, losses: Sequence[LossIfRemoved]) -> tuple[ShortRequirement, ...]:
    return group_by_requirement(org, ((loss.measure, loss.more_short) for loss in purposes(losses)))


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
