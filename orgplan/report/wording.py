"""Plain words for what is required, what serves it, and what is short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgplan.analysis.action_totals import LASTING, action_totals
from orgplan.analysis.assessment import AnyChange, Assessment
from orgplan.analysis.attribution import LossIfRemoved, served
from orgplan.analysis.value_for_money import Yield
from orgplan.constraints import rule_families, rule_module_of
from orgplan.constraints.training import training_path
from orgplan.domain.base import Strength
from orgplan.domain.budget import Category
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure, Sense
from orgplan.domain.simulation import Member
from orgplan.domain.teams import ORGANISATION
from orgplan.report.audit.run import Run
from orgplan.solver.audit import Distrust
from orgplan.solver.outcome import Status, relative_gap
from orgplan.solver.solve import GoalPart

WITHOUT_PERIOD = ("locks", "offer", "one_change")  # families whose keys don't end in a period
REDUNDANT = "Nothing depends on it alone: others make up for it."
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
        return f"{self.what}: {self.short}"


def group_by_requirement(
    org: Organisation, shorts: Iterable[tuple[Measure, float]]
) -> tuple[UnmetRequirement, ...]:
    """Amounts short, gathered by requirement; what must be met comes first, then what counts most."""
    gathered: dict[tuple[str, tuple[str, ...]], list[tuple[Measure, float]]] = {}
    for measure, short in shorts:
        of = measure.key if measure.family in WITHOUT_PERIOD else measure.key[:-1]
        gathered.setdefault((measure.family, of), []).append((measure, short))
    items = [
        UnmetRequirement(
            name=served(group[0][0]),
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


def unmet(org: Organisation, measures: Iterable[Measure]) -> tuple[UnmetRequirement, ...]:
    """What is short among measures."""
    return group_by_requirement(
        org, ((measure, measure.short) for measure in measures if measure.broken)
    )


def requirement(org: Organisation, measure: Measure) -> str:
    """What a measure asks for, without period and amount."""
    key = measure.key
    if measure.family in ("holders", "capacity"):
        need = org.need[key[0]]
        kind = "holders" if need.kind is NeedKind.HOLDERS else "FTE"
        return (
            f"{need.skill} ≥ {need.min_level} in {need.scope} ({kind}, {need.strength}, {need.id})"
        )
    if measure.family == "staff":
        need = org.need[key[0]]
        side = "no fewer" if key[1] == "at least" else "no more"
        return (
            f"{need.skill} in {need.scope}, {side} than needed (staff, {need.strength}, {need.id})"
        )
    if measure.family in rule_families():
        return f"{rule_module_of(measure.family).phrase(key)} {key[1]} (rule {key[0]})"
    return _limit(org, measure.family, key)


def in_own_words(org: Organisation, measure: Measure) -> str:
    """What a measure asks for without any id: the reason that the user typed, else skill and scope, or what the rule asks for."""
    if measure.family in ("holders", "capacity", "staff"):
        need = org.need[measure.key[0]]
        what = f"{need.skill}, {_scope(need.scope.label)}"
        return f"{need.reason} ({what})" if need.reason else what
    if measure.family in rule_families():
        phrase = rule_module_of(measure.family).phrase(measure.key)
        return f"{phrase} {_scope(measure.key[1])}"
    return _limit(org, measure.family, measure.key)


def _scope(label: str) -> str:
    """A scope as it stands in a sentence."""
    return (
        "the organisation" if label == ORGANISATION.label else label.replace("product line: ", "")
    )


def serves_in_own_words(
    org: Organisation, losses: Iterable[LossIfRemoved], most: int = MOST_ITEMS
) -> str:
    """What actions serve, for readers who know no ids; each once, what counts most first."""
    found = group_by_requirement(
        org, ((loss.measure, loss.more_short) for loss in purposes(tuple(losses)))
    )
    return listed(list(dict.fromkeys(item.plain for item in found)), most)


def _limit(org: Organisation, family: str, key: tuple[str, ...]) -> str:
    if family == "budget":
        line = next(line for line in org.budget if line.id == key[0])
        what = "" if line.category is Category.TOTAL else f" for {line.category.value}"
        return f"budget of {line.scope}{what} ({line.id})"
    if family == "lever_caps":
        return _cap(org, key)
    first, second, third, *_ = (*key, "", "", "")
    return {
        "headcount": f"heads of {first}, {second}",
        "recruiting": f"recruiting pace of {first}",
        "training_load": f"{second} of {first} in training",
        "training_seats": f"seats of the course {first}",
        "training_path": f"later course of {first} in {second}",
        "prerequisites": f"what {third} brings for {second} of {first}",
        "mentoring": f"mentors in {first}",
        "positions": f"listed seats of {first}",
        "locks": f"lock {', '.join(key)}",
        "one_change": f"{second} of {first}",
        "readiness": f"skills of {first} for {third}",
        "takeovers": f"takeover of a team by {first}"
        if second != "one lead"
        else f"one lead of {first}",
        "backfill": f"leavers to make good under {first}",
        "group_stock": f"{second} of {first}",
        "offer": f"what is on offer ({first}, {second})",
    }.get(family, f"{family}({', '.join(key)})")


def _cap(org: Organisation, key: tuple[str, ...]) -> str:
    """Cap of a lever or of several that share one, for instance ``promotions in Sales (cap of L-001)``."""
    levers = [lever for lever in org.levers if key[0] in (lever.id, lever.cap)]
    kinds = " and ".join(
        dict.fromkeys(
            ONE_AND_MANY.get(lever.kind.value, ("", lever.kind.value))[1] for lever in levers
        )
    )
    scopes = ", ".join(dict.fromkeys(f"{lever.scope}" for lever in levers))
    into = f" {key[1]}" if len(key) == 3 else ""
    return f"{kinds}{into} in {scopes} (cap of {key[0]})" if levers else f"cap of {key[0]}"


def amount(value: float, unit: str) -> str:
    """An amount with its unit, for instance ``1 head``, ``0.45 FTE`` or ``12,000.00 USD``."""
    if unit == "FTE":
        return f"{max(value, 0.01):.2f} FTE"
    if abs(value) >= 100 or value != round(value):
        return f"{value if abs(value) >= 0.01 else 0.01:,.2f} {unit}"
    singular = {
        "heads": "head",
        "managers": "manager",
        "courses": "course",
        "seats": "seat",
        "people": "person",
        "months": "month",
    }
    return f"{value:g} {singular.get(unit, unit) if value == 1 else unit}"


def _when(labels: Sequence[str], amounts: Sequence[tuple[str, float]], asked: Measure) -> str:
    """Amounts short of, or over what is asked; the same amount in periods that follow each other is said once."""
    unit, missed = asked.unit, "short" if asked.sense is Sense.AT_LEAST else "over"
    if asked.family in WITHOUT_PERIOD:
        return f"{amount(sum(value for _, value in amounts), unit)} {missed}"
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
        worst = max(value for _, value in amounts)
        return f"up to {amount(worst, unit)} {missed} between {amounts[0][0]} and {amounts[-1][0]}"
    return ", ".join(f"{said} {missed} {_span(periods)}" for said, periods in runs)


def _span(periods: Sequence[str]) -> str:
    return f"in {periods[0]}" if len(periods) == 1 else f"from {periods[0]} to {periods[-1]}"


def purposes(losses: Sequence[LossIfRemoved]) -> tuple[LossIfRemoved, ...]:
    """The losses that are ends in themselves; a later course that would no longer be open to the person only where nothing else is lost."""
    ends = tuple(loss for loss in losses if loss.measure.family != training_path.FAMILY)
    return ends or tuple(losses)


def serves(losses: Sequence[LossIfRemoved]) -> tuple[str, ...]:
    """Short names of the needs and rules that an action serves, each once."""
    return tuple(dict.fromkeys(loss.serves for loss in purposes(losses)))


def why(org: Organisation, losses: Sequence[LossIfRemoved]) -> str:
    """The needs and rules that an action serves, in plain words."""
    if not losses:
        return REDUNDANT
    return listed([item.what for item in _lost(org, losses)])


def lost_without(org: Organisation, losses: Sequence[LossIfRemoved], brief: bool = False) -> str:
    """What would be short if the action were left out; `brief` names needs and rules by their id alone."""
    if not losses:
        return "Nothing on its own."
    return (
        listed(
            [
                f"{item.name}: {item.short}" if brief else item.sentence
                for item in _lost(org, losses)
            ]
        )
        + "."
    )


def difference_why(org: Organisation, row: AnyChange) -> str:
    """The same of an action that may save money: the needs and rules that it serves, and what it saves."""
    saved = _saved(org, row)
    if not row.losses:
        return saved[0].upper() + saved[1:] + "." if saved else REDUNDANT
    return "; ".join([why(org, row.losses), *([saved] if saved else [])])


def difference_lost(org: Organisation, row: AnyChange) -> str:
    """What would be short without it, and what would be spent."""
    if row.losses:
        return lost_without(org, row.losses, brief=True)
    return "Nothing but what it saves." if _saved(org, row) else lost_without(org, ())


def _saved(org: Organisation, row: AnyChange) -> str:
    currency = org.currency
    parts = [f"{-row.horizon / 100:,.2f} {currency} within the horizon"] if row.horizon < 0 else []
    parts += [f"{-row.run_rate / 100:,.2f} {currency} a year after it"] if row.run_rate < 0 else []
    return f"saves {' and '.join(parts)}" if parts else ""


def _lost(org: Organisation, losses: Sequence[LossIfRemoved]) -> tuple[UnmetRequirement, ...]:
    return group_by_requirement(org, ((loss.measure, loss.more_short) for loss in purposes(losses)))


def listed(items: Sequence[str], most: int = MOST_ITEMS, between: str = "; ") -> str:
    """Items in one line; beyond so many only their number is told."""
    more = f"{between}and {len(items) - most} more" if len(items) > most else ""
    return between.join(items[:most]) + more


ONE_AND_MANY = {
    "hire": ("hire", "hires"), "backfill": ("backfill", "backfills"), "contractor": ("contractor", "contractors"), "course": ("course", "courses"),
    "promotion": ("promotion", "promotions"), "transfer": ("transfer", "transfers"), "retraining": ("retraining", "retrainings"),
    "downgrading": ("downgrading", "downgradings"), "redundancy": ("redundancy", "redundancies"), "short time": ("short time", "short times"),
}  # fmt: skip


def in_numbers(assessment: Assessment) -> str:
    """The actions of a plan by kind, for instance ``3 hires, 1 promotion; of groups, in heads: recruiting 55.56``; empty for none."""
    found = action_totals(assessment)
    named = [
        f"{one.number:g} {ONE_AND_MANY[one.kind][one.number != 1]}"
        for one in found
        if not one.of_groups
    ]
    if assessment.plan.takeovers:
        led = len(assessment.plan.takeovers)
        named.append(f"{led} {'takeovers' if led > 1 else 'takeover'} of a team")
    flows, lasting = (
        ", ".join(
            f"{one.kind} {round(one.number, 2):,.10g}"
            for one in found
            if one.of_groups and (one.kind in LASTING) is lasts
        )
        for lasts in (False, True)
    )
    parts = (
        ", ".join(named),
        flows and f"of groups, in heads: {flows}",
        lasting and f"of groups, in heads x periods: {lasting}",
    )
    return "; ".join(part for part in parts if part)


def member_name(member: Member) -> str:
    """How a person or seat is named in a list."""
    return member.id if member.name == member.id else f"{member.name} ({member.id})"


def members_named(names: dict[str, str], ids: Sequence[str], most: int = MOST_NAMES) -> str:
    """People and seats by name, in one line."""
    return listed([names.get(name, name) for name in ids], most, ", ")


GOALS = {
    "must_shortfall": "what must be covered",
    "should_shortfall": "what should be covered",
    "redundancies": "fewest redundancies",
    "cost": "least cost",
    "priced_shortfall": "least of what has a price left open",
    "disruption": "fewest changes",
}
PROVEN = 1e-6  # a smaller relative gap is rounding
UNTOLD = 10.0  # a gap of more than so many times the value itself says no more than that little is proven


def gap_told(gap: float) -> str:
    """A proven gap as a percentage; one beyond all measure is only said to be large."""
    return f"{gap:.2%}" if gap <= UNTOLD else f"over {UNTOLD:.0%}"


def goals_proven(parts: Sequence[GoalPart]) -> str:
    """Which goals are proven to be the best possible, and the gaps of the others."""
    gaps = {GOALS[part.name]: relative_gap(part.value, part.bound) for part in parts}
    best = [goal for goal, gap in gaps.items() if gap <= PROVEN]
    rest = [f"{goal} {gap_told(gap)}" for goal, gap in gaps.items() if gap > PROVEN]
    told = [f"Proven best: {', '.join(best)}."] * bool(best) + [
        f"Proven up to a gap: {', '.join(rest)}."
    ] * bool(rest)
    return " ".join(told)


def witnesses(parts: Sequence[GoalPart]) -> list[str]:
    """Which goals a second road confirms, and which it could not in the time."""
    told = []
    for confirmed, start in (
        (True, "Confirmed on a second road"),
        (False, "Not confirmed on a second road in the time"),
    ):
        goals = [
            f"{GOALS[part.name]} ({part.witness.road})"
            for part in parts
            if part.witness and part.witness.confirmed is confirmed
        ]
        told += [f"{start}: {', '.join(goals)}."] * bool(goals)
    return told


def distrusted(claims: Sequence[Distrust]) -> list[str]:
    """How many claims of solvers did not hold."""
    if not claims:
        return []
    many = "One answer of a solver" if len(claims) == 1 else f"{len(claims)} answers of solvers"
    return [f"{many} did not hold and counted for nothing; see Run log."]


def how_it_ended(run: Run) -> str:
    """Ending and proven gap in a sentence."""
    if run.edited:
        return "Changed by hand after the search: nothing is proven of it."
    return {
        Status.OPTIMAL: "Proven best: no plan does better on any goal, taken in their order.",
        Status.GAP_LIMIT: f"Close enough to the best possible. {goals_proven(run.parts)}",
        Status.TIME_LIMIT: f"Stopped by the time limit; a better plan may exist. {goals_proven(run.parts)}",
        Status.JUDGED: "Judged as it is: nothing was searched, so a better plan may exist.",
        Status.UNPROVEN: f"Keeps all limits, but the solvers' claims about it did not hold; a better plan may exist. {goals_proven(run.parts)}",
        Status.INFEASIBLE: "Impossible as asked: no plan keeps all limits.",
        Status.NO_PLAN: "Stopped before any plan was found.",
    }[run.status]


def said_to_be_dear(org: Organisation, one: Yield) -> str:
    """What a seat costs for what it brings."""
    hire, currency = one.row.hire, org.currency
    period = org.calendar.period.name.lower()
    return (
        f"{hire.id} {hire.role} in {hire.team} from {hire.start_date}: {one.row.horizon / 100:,.0f} {currency} in the horizon "
        f"for {_brought(org, one)} ({listed(one.serves, 3, ', ')}), so {one.each / 100:,.0f} for each {one.unit} and {period}. "
        "A price (worth) on what it serves says up to where that is right."
    )


def said_to_pass(org: Organisation, one: Yield) -> str:
    """In which single period a seat is needed, and for how long it stays."""
    hire, label = one.row.hire, org.calendar.label(one.periods[0])
    period = org.calendar.period.name.lower()
    return (
        f"{hire.id} {hire.role} in {hire.team} from {hire.start_date}: needed in {label} alone ({listed(one.serves, 3, ', ')}: "
        f"{amount(one.brings, 'FTE' if one.unit == 'FTE' else 'heads')}), paid for {one.there} {period}s of the horizon and after it. "
        "Consider a contractor, later work, or a tolerance."
    )


def _brought(org: Organisation, one: Yield) -> str:
    period = org.calendar.period.name.lower()
    return f"{one.brings:,.2f} {one.unit} x {period}s"
