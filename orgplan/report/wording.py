"""Plain words for what is required, what serves it, and what is short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgplan._version import this_version
from orgplan.analysis.action_totals import LASTING, action_totals
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import LossIfRemoved, Unmeasured, served
from orgplan.analysis.causes import rule_in_words
from orgplan.analysis.money.value_for_money import Yield
from orgplan.analysis.result_rows import AnyChange
from orgplan.constraints import Trait, rule_families, rule_module_of, with_trait
from orgplan.constraints.naming import is_dated, limit_named, need_of
from orgplan.domain import (
    Measure,
    Member,
    NeedKind,
    Organisation,
    PeriodLength,
    Sense,
    Strength,
    scope_in_words,
    shown_label,
)
from orgplan.finance.pay import LEAVERS
from orgplan.language import N_, _, ngettext
from orgplan.schema.plan import RECRUITING
from orgplan.solver.audit import Distrust
from orgplan.solver.outcome import Status, relative_gap
from orgplan.solver.solve import GoalPart

from .audit.run import Run

UNKNOWN = N_("Not worked out: the time limit came first.")
REDUNDANT = N_("Nothing depends on it alone: other actions cover the same.")
MOST_NAMES = 12
MOST_ITEMS = 5


@dataclass(frozen=True)
class UnmetRequirement:
    """One requirement that is short, over all its periods.

    Attributes
    ----------
    name, what, plain
        The requirement's short name; in words, without periods; and for readers who know no ids,
        in the words that the user typed where there are any.
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

    name: str
    what: str
    plain: str
    amounts: tuple[tuple[str, float], ...]
    unit: str
    strength: Strength | None
    weight: float
    short: str

    @property
    def sentence(self) -> str:
        """For instance ``Kubernetes ≥ 3 in Platform (holders, must, N-002): 1 head short from 2027-Q2 to 2027-Q4``."""
        return _("{requirement}: {short}", requirement=self.what, short=self.short)


def group_by_requirement(
    org: Organisation, shorts: Iterable[tuple[Measure, float]]
) -> tuple[UnmetRequirement, ...]:
    """Amounts short, gathered by requirement; what must be met comes first, then what counts most.

    Parameters
    ----------
    org
        Read for needs and periods.
    shorts
        Measures with an amount in their unit: what is short, or what an action adds.

    Returns
    -------
    tuple[UnmetRequirement, ...]
        Limits, then musts, then shoulds; within each the largest weighted amount first.
    """
    gathered: dict[tuple[str, tuple[str, ...]], list[tuple[Measure, float]]] = {}
    for measure, short in shorts:
        of = measure.key[:-1] if is_dated(measure.family) else measure.key
        gathered.setdefault((measure.family, of), []).append((measure, short))
    items = [
        UnmetRequirement(
            name=_named(group[0][0]),
            what=requirement(org, group[0][0]),
            plain=in_own_words(org, group[0][0]),
            amounts=tuple((measure.key[-1], short) for measure, short in group),
            unit=group[0][0].unit,
            strength=group[0][0].strength,
            weight=sum(measure.weight * short for measure, short in group),
            short=_when(
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
        return f"{measure.key[0]}({shown_label(measure.key[1])})"
    return served(measure)


def unmet(org: Organisation, measures: Iterable[Measure]) -> tuple[UnmetRequirement, ...]:
    """What is short among measures.

    Parameters
    ----------
    org
        Read for needs and periods.
    measures
        Those that hold are left out.

    Returns
    -------
    tuple[UnmetRequirement, ...]
        In the order of :func:`group_by_requirement`.
    """
    return group_by_requirement(
        org, ((measure, measure.short) for measure in measures if measure.broken)
    )


def requirement(org: Organisation, measure: Measure) -> str:
    """What a measure asks for, without period and amount.

    Parameters
    ----------
    org
        Read for the need of the measure.
    measure
        Of a need, a rule or a limit.

    Returns
    -------
    str
        With the id of the need or rule, in the language of the run.
    """
    key, need = measure.key, need_of(org, measure.family, measure.key)
    if need is not None and need.kind is NeedKind.STAFF:
        said = (
            _("{role} in {scope}, no fewer than needed (staff, {strength}, {need})")
            if key[1] == "at least"
            else _("{role} in {scope}, no more than needed (staff, {strength}, {need})")
        )
        return said.format(
            role=need.skill,
            scope=need.scope,
            strength=_(need.strength.value),
            need=need.id,
        )
    if need is not None:
        return _(
            "{skill} ≥ {level} in {scope} ({kind}, {strength}, {need})",
            skill=need.skill,
            level=need.min_level,
            scope=need.scope,
            kind=_("holders") if need.kind is NeedKind.HOLDERS else _("FTE"),
            strength=_(need.strength.value),
            need=need.id,
        )
    if measure.family in rule_families():
        return _(
            "{what} {scope} (rule {rule})",
            what=rule_module_of(measure.family).phrase(key),
            scope=shown_label(key[1]),
            rule=key[0],
        )
    return limit_named(org, measure.family, key)


def in_own_words(org: Organisation, measure: Measure) -> str:
    """What a measure asks for without any id: the reason that the user typed, else skill and scope, or what the rule asks for.

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
    if need is not None:
        what = _("{skill}, {scope}", skill=need.skill, scope=scope_in_words(need.scope.label))
        return _("{reason} ({what})", reason=need.reason, what=what) if need.reason else what
    if measure.family in rule_families():
        return rule_in_words(measure)
    return limit_named(org, measure.family, measure.key)


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
    found = group_by_requirement(
        org, ((loss.measure, loss.more_short) for loss in purposes(tuple(losses)))
    )
    return listed(list(dict.fromkeys(item.plain for item in found)), most)


def amount(value: float, unit: str) -> str:
    """An amount with its unit, for instance ``1 head``, ``0.45 FTE`` or ``12,000.00 USD``.

    Parameters
    ----------
    value
        In `unit`; what is above nothing is never shown as nothing.
    unit
        Unit of a measure, or code of a currency.

    Returns
    -------
    str
        In the language of the run.

    Examples
    --------
    >>> amount(1.0, "heads"), amount(0.45, "FTE"), amount(12000.0, "USD")
    ('1 head', '0.45 FTE', '12,000.00 USD')
    """
    if unit == "FTE":
        return _("{n:.2f} FTE", n=max(value, 0.01))
    if abs(value) >= 100 or value != round(value):
        shown = value if abs(value) >= 0.01 else 0.01
        return _("{n:,.2f} {unit}", n=shown, unit=_(unit))
    if unit == "heads":
        return ngettext("{n:g} head", "{n:g} heads", value)
    if unit == "managers":
        return ngettext("{n:g} manager", "{n:g} managers", value)
    if unit == "courses":
        return ngettext("{n:g} course", "{n:g} courses", value)
    if unit == "seats":
        return ngettext("{n:g} seat", "{n:g} seats", value)
    if unit == "people":
        return ngettext("{n:g} person", "{n:g} people", value)
    if unit == "months":
        return ngettext("{n:g} month", "{n:g} months", value)
    return _("{n:g} {unit}", n=value, unit=_(unit))


def _when(labels: Sequence[str], amounts: Sequence[tuple[str, float]], asked: Measure) -> str:
    """Amounts short of, or over what is asked; the same amount in periods that follow each other is said once."""
    unit, below = asked.unit, asked.sense is Sense.AT_LEAST
    if not is_dated(asked.family):
        total = amount(sum(value for _period, value in amounts), unit)
        return _("{amount} short", amount=total) if below else _("{amount} over", amount=total)
    places = {label: place for place, label in enumerate(labels)}
    runs: list[tuple[str, list[str]]] = []
    for period, value in amounts:
        said = amount(value, unit)
        before = places.get(runs[-1][1][-1]) if runs else None
        if runs and runs[-1][0] == said and before is not None and places.get(period) == before + 1:
            runs[-1][1].append(period)
        else:
            runs.append((said, [period]))
    if len(runs) > 3:
        most = (
            _("up to {amount} short between {first} and {last}")
            if below
            else _("up to {amount} over between {first} and {last}")
        )
        worst = amount(max(value for _period, value in amounts), unit)
        return most.format(amount=worst, first=amounts[0][0], last=amounts[-1][0])
    return _(", ").join(_in_periods(said, periods, below) for said, periods in runs)


def _in_periods(said: str, periods: Sequence[str], below: bool) -> str:
    """An amount short or over in one period, or in several that follow each other."""
    if len(periods) == 1:
        one = _("{amount} short in {period}") if below else _("{amount} over in {period}")
        return one.format(amount=said, period=periods[0])
    many = (
        _("{amount} short from {first} to {last}")
        if below
        else _("{amount} over from {first} to {last}")
    )
    return many.format(amount=said, first=periods[0], last=periods[-1])


def purposes(losses: Sequence[LossIfRemoved]) -> tuple[LossIfRemoved, ...]:
    """The losses that are ends in themselves; a later course that would no longer be open to the person only where nothing else is lost.

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
    ends = tuple(loss for loss in losses if loss.measure.family not in steps)
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
    return listed([item.what for item in _lost(org, losses)])


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
    """What would be short if the action were left out; `brief` names needs and rules by their id alone.

    Parameters
    ----------
    org
        Read for needs and periods.
    losses
        What is lost without the action; it may not have been measured.
    brief
        Whether needs and rules are named by their id alone.

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
        _("{requirement}: {short}", requirement=item.name, short=item.short)
        if brief
        else item.sentence
        for item in _lost(org, losses)
    ]
    return _("{sentence}.", sentence=listed(items))


def difference_why(org: Organisation, row: AnyChange) -> str:
    """Why an action that may save money is taken: the needs and rules that it serves, and what it saves.

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


def _lost(org: Organisation, losses: Sequence[LossIfRemoved]) -> tuple[UnmetRequirement, ...]:
    return group_by_requirement(org, ((loss.measure, loss.more_short) for loss in purposes(losses)))


def listed(items: Sequence[str], most: int = MOST_ITEMS, between: str = N_("; ")) -> str:
    """Items in one line; of those beyond `most` only the number is given.

    Parameters
    ----------
    items
        What matters most first.
    most
        How many are named.
    between
        What stands between them, in English: it is translated here.

    Returns
    -------
    str
        Empty without items.

    Examples
    --------
    >>> listed(["a", "b", "c"], 2)
    'a; b; and 1 more'
    """
    shown = [*items[:most]]
    if len(items) > most:
        shown.append(_("and {count} more", count=len(items) - most))
    return _(between).join(shown)


def counted(kind: str, n: float) -> str:
    """How many actions of a kind, for instance ``3 hires``.

    Parameters
    ----------
    kind
        A kind of action on a person or seat.
    n
        How many.

    Returns
    -------
    str
        In the language of the run.

    Examples
    --------
    >>> counted("hire", 3), counted("hire", 1)
    ('3 hires', '1 hire')
    """
    match kind:
        case "hire":
            return ngettext("{n:g} hire", "{n:g} hires", n)
        case "backfill":
            return ngettext("{n:g} backfill", "{n:g} backfills", n)
        case "contractor":
            return ngettext("{n:g} contractor", "{n:g} contractors", n)
        case "course":
            return ngettext("{n:g} course", "{n:g} courses", n)
        case "promotion":
            return ngettext("{n:g} promotion", "{n:g} promotions", n)
        case "transfer":
            return ngettext("{n:g} transfer", "{n:g} transfers", n)
        case "retraining":
            return ngettext("{n:g} retraining", "{n:g} retrainings", n)
        case "downgrading":
            return ngettext("{n:g} downgrading", "{n:g} downgradings", n)
        case "redundancy":
            return ngettext("{n:g} redundancy", "{n:g} redundancies", n)
        case _:
            return ngettext("{n:g} reduction of hours", "{n:g} reductions of hours", n)


def in_numbers(assessment: Assessment) -> str:
    """The actions of a plan by kind, for instance ``3 hires, 1 promotion; of groups, in heads: recruiting 55.56``; empty for none.

    Parameters
    ----------
    assessment
        Read for its actions by kind.

    Returns
    -------
    str
        In the language of the run.
    """
    found = action_totals(assessment)
    named = [counted(one.kind, one.number) for one in found if not one.of_groups]
    if assessment.plan.takeovers:
        named.append(
            ngettext(
                "{n} takeover of a team",
                "{n} takeovers of teams",
                len(assessment.plan.takeovers),
            )
        )
    flows, lasting = (
        _(", ").join(
            f"{_('recruits' if one.kind == RECRUITING else one.kind)} {round(one.number, 2):,.10g}"
            for one in found
            if one.of_groups and (one.kind in LASTING) is lasts
        )
        for lasts in (False, True)
    )
    parts = (
        _(", ").join(named),
        flows and _("groups, in heads: {kinds}", kinds=flows),
        lasting and _("groups, in heads × periods: {kinds}", kinds=lasting),
    )
    return _("; ").join(part for part in parts if part)


def member_name(member: Member) -> str:
    """How a person or seat is named in a list.

    Parameters
    ----------
    member
        A person of the roster, or a seat of the plan.

    Returns
    -------
    str
        The id alone for whoever has no other name.
    """
    return member.id if member.name == member.id else f"{member.name} ({member.id})"


def members_named(names: dict[str, str], ids: Sequence[str]) -> str:
    """People and seats by name, in one line.

    Parameters
    ----------
    names
        Id → name; an id that is not there stands for itself.
    ids
        Of people and seats.

    Returns
    -------
    str
        At most :data:`MOST_NAMES` of them.

    Examples
    --------
    >>> members_named({"P02": "Ada Example (P02)"}, ["P02", "H-001"])
    'Ada Example (P02), H-001'
    """
    return listed([names.get(name, name) for name in ids], MOST_NAMES, N_(", "))


GOALS = {
    "must_shortfall": N_("musts covered"),
    "should_shortfall": N_("shoulds covered"),
    "redundancies": N_("fewest redundancies"),
    "cost": N_("least cost"),
    "priced_shortfall": N_("least left open of what has a price"),
    "disruption": N_("fewest changes"),
}
PROVEN = 1e-6  # a smaller relative gap is rounding
UNTOLD = 10.0  # a gap of more than so many times the value itself says no more than that little is proven


def gap_told(gap: float) -> str:
    """A proven gap as a percentage; one beyond all measure is only said to be large.

    Parameters
    ----------
    gap
        Relative: 0.01 is one percent; it may be infinite.

    Returns
    -------
    str
        In the language of the run.

    Examples
    --------
    >>> gap_told(0.0123), gap_told(float("inf"))
    ('1.23%', 'over 1000%')
    """
    return f"{gap:.2%}" if gap <= UNTOLD else _("over {share:.0%}", share=UNTOLD)


def goals_proven(parts: Sequence[GoalPart]) -> str:
    """Which goals are proven to be the best possible, and the gaps of the others.

    Parameters
    ----------
    parts
        Goals with value and bound.

    Returns
    -------
    str
        One sentence or two; empty without goals.
    """
    gaps = {_(GOALS[part.name]): relative_gap(part.value, part.bound) for part in parts}
    best = [goal for goal, gap in gaps.items() if gap <= PROVEN]
    rest = [f"{goal} {gap_told(gap)}" for goal, gap in gaps.items() if gap > PROVEN]
    said = []
    if best:
        said.append(_("Proven best: {goals}.", goals=_(", ").join(best)))
    if rest:
        said.append(_("Proven up to a gap: {goals}.", goals=_(", ").join(rest)))
    return " ".join(said)


def witnesses(parts: Sequence[GoalPart]) -> list[str]:
    """Which goals a second solver confirms, and which it could not in the time.

    Parameters
    ----------
    parts
        Goals; those at which no second solver looked are left out.

    Returns
    -------
    list[str]
        Sentences, in the language of the run.
    """
    said = []
    for confirmed, sentence in (
        (True, N_("Confirmed by a second solver: {goals}.")),
        (False, N_("Not confirmed by a second solver in the time: {goals}.")),
    ):
        goals = [
            f"{_(GOALS[part.name])} ({part.witness.road})"
            for part in parts
            if part.witness and part.witness.confirmed is confirmed
        ]
        if goals:
            said.append(_(sentence).format(goals=_(", ").join(goals)))
    return said


def distrusted(claims: Sequence[Distrust]) -> list[str]:
    """How many claims of solvers did not hold.

    Parameters
    ----------
    claims
        Answers of solvers that the checks refused.

    Returns
    -------
    list[str]
        A sentence, or nothing.
    """
    if not claims:
        return []
    return [
        ngettext(
            "{n} answer of a solver was wrong and was not used; see Run log.",
            "{n} answers of solvers were wrong and were not used; see Run log.",
            len(claims),
        )
    ]


def how_it_ended(run: Run) -> str:
    """Ending and proven gap in a sentence.

    Parameters
    ----------
    run
        As the Run log has it.

    Returns
    -------
    str
        A sentence, or several, in the language of the run.
    """
    if run.edited and run.written_by != this_version():
        return _(
            "Written by {version}, and different from what comes out now (edited by hand, or this version calculates differently): nothing is proven about it.",
            version=run.written_by,
        )
    if run.edited:
        return _("Changed by hand after the search: nothing is proven about it.")
    said = {
        Status.OPTIMAL: N_("Proven best: no plan does better on any goal, taken in their order."),
        Status.GAP_LIMIT: N_("Close enough to the best possible."),
        Status.TIME_LIMIT: N_("Stopped by the time limit; a better plan may exist."),
        Status.JUDGED: N_(
            "Checked as it stands: nothing was searched, so a better plan may exist."
        ),
        Status.UNPROVEN: N_(
            "Keeps all limits, but the solvers' claims about it were wrong; a better plan may exist."
        ),
        Status.INFEASIBLE: N_("Infeasible as requested: no plan keeps all limits."),
        Status.NO_PLAN: N_("Stopped before any plan was found."),
    }[run.status]
    partly = (Status.GAP_LIMIT, Status.TIME_LIMIT, Status.UNPROVEN)
    proven = goals_proven(run.parts) if run.status in partly else ""
    return f"{_(said)} {proven}".strip()


def said_to_be_dear(org: Organisation, one: Yield) -> str:
    """What a seat costs for what it brings.

    Parameters
    ----------
    org
        Read for the currency and the length of a period.
    one
        A seat that brings little.

    Returns
    -------
    str
        In the language of the run.
    """
    hire = one.row.hire
    return _(
        "{seat} {role} in {team} from {start}: {cost:,.0f} {currency} in the horizon for {brought} ({serves}), "
        "or {each:,.0f} per {unit} and {period}. A price (worth) on what it serves would say how far that is justified.",
        seat=hire.id,
        role=hire.role,
        team=hire.team,
        start=hire.start_date,
        cost=one.row.horizon / 100,
        currency=org.currency,
        brought=_brought(org, one),
        serves=listed(one.serves, 3, ", "),
        each=one.each / 100,
        unit=_(one.unit),
        period=_(org.calendar.period.name.lower()),
    )


def said_to_pass(org: Organisation, one: Yield) -> str:
    """In which single period a seat is needed, and for how long it stays.

    Parameters
    ----------
    org
        Read for periods.
    one
        A seat that is needed in one period alone.

    Returns
    -------
    str
        In the language of the run.
    """
    hire = one.row.hire
    return _(
        "{seat} {role} in {team} from {start}: needed in {label} only ({serves}: {amount}), paid for {periods} and after the horizon. "
        "Consider a contractor, later work, or a tolerance.",
        seat=hire.id,
        role=hire.role,
        team=hire.team,
        start=hire.start_date,
        label=org.calendar.label(one.periods[0]),
        serves=listed(one.serves, 3, ", "),
        amount=amount(one.brings, "FTE" if one.unit == "FTE" else "heads"),
        periods=periods_counted(org, one.there),
    )


def money_title(assessment: Assessment) -> str:
    """Head of a block of money: its currency, and whether expected leavers are taken off, which holds for all of its columns.

    Parameters
    ----------
    assessment
        Read for whether any pay is freed by expected leavers.

    Returns
    -------
    str
        In the language of the run.
    """
    costs = (*assessment.costs, *assessment.idle_costs)
    net = N_("Money, net of leavers [{currency}]")
    gross = N_("Money [{currency}]")
    freed = any(line.component == LEAVERS for line in costs)
    return _(net if freed else gross, currency=assessment.org.currency)


def periods_counted(org: Organisation, n: float) -> str:
    """A number of planning periods, for instance ``3 quarters``.

    Parameters
    ----------
    org
        Read for the length of a period.
    n
        How many.

    Returns
    -------
    str
        In the language of the run.
    """
    match org.calendar.period:
        case PeriodLength.MONTH:
            return ngettext("{n:g} month", "{n:g} months", n)
        case PeriodLength.QUARTER:
            return ngettext("{n:g} quarter", "{n:g} quarters", n)
        case _:
            return ngettext("{n:g} year", "{n:g} years", n)


def _brought(org: Organisation, one: Yield) -> str:
    periods = {
        PeriodLength.MONTH: N_("{n:,.2f} {unit} × months"),
        PeriodLength.QUARTER: N_("{n:,.2f} {unit} × quarters"),
        PeriodLength.YEAR: N_("{n:,.2f} {unit} × years"),
    }[org.calendar.period]
    return _(periods).format(n=one.brings, unit=_(one.unit))
