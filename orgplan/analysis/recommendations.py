"""Ways out and next steps in plain words: what collides, what would have to give, and what the next step costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.causes import causes
from orgplan.analysis.verification import doubts_about
from orgplan.constraints import explain, rule_families, rule_module_of
from orgplan.constraints.limits import budget, headcount, locks
from orgplan.domain.base import Strength
from orgplan.domain.budget import Category
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure, Plan
from orgplan.finance.ledger import charged, ledger
from orgplan.solver.audit import Distrust
from orgplan.solver.conflict import Conflict
from orgplan.solver.diagnose import Give, Price, WayOut, price_of_more
from orgplan.solver.outcome import Status

HEADLINES = {
    "money": "More money is enough",
    "caps": "Wider caps are enough",
    "limits": "Money and caps together are enough",
    "requirements": "Within all limits, giving up these requirements is enough",
    "everything": "No single kind of limit is enough; together these would have to give",
}
MOST_CAUSES = 5
LEAST_STEP = 1e-3  # heads or FTE below which a shortfall is not worth a step


def describe(org: Organisation, give: Give) -> str:
    """One limit or requirement that gives, and by how much."""
    if give.family == "budget":
        line = next(line for line in org.budget if line.id == give.key[0])
        category = "" if line.category is Category.TOTAL else f" for {line.category.value}"
        roster = charged(org, line, ledger(org, Plan())) / 100
        alone = f"; the roster alone costs {roster:,.2f}" if roster > (line.amount or 0.0) else ""
        return (
            f"budget {line.id} ({line.scope}{category}, {line.label}): {give.amount:,.2f} {org.currency} more than "
            f"{line.amount or 0:,.2f} {org.currency}{alone}"
        )
    if give.family in ("holders", "capacity"):
        need = org.need[give.key[0]]
        unit = (
            "FTE"
            if give.family == "capacity"
            else "person"
            if _figure(give.amount) == "1"
            else "people"
        )
        return f"need {need.id}, {need.sentence}, {give.key[1]}: {_figure(give.amount)} {unit} short of {need.required[_period(org, give.key[1])]:g}"
    if give.family in rule_families():
        what = f", {give.key[2]}" if len(give.key) == 4 else ""
        missed = rule_module_of(give.family).PARAMETERS.missed
        return f"rule {give.key[0]} in {give.key[1]}{what}, {give.key[-1]}: {_figure(give.amount)} {missed}"
    if give.family == "headcount":
        capped = [line for line in org.budget if line.id == give.key[0]]
        name = f"{capped[0].scope} ({capped[0].id})" if capped else give.key[0]
        side = (
            "above the headcount cap" if give.key[1] == "at most" else "below the minimum headcount"
        )
        return f"headcount of {name}, {give.key[2]}: {_figure(give.amount)} heads {side}"
    if give.family == "recruiting":
        return f"recruiting of {give.key[0]}, {give.key[1]}: {_figure(give.amount)} seats above max_hires"
    if give.family == "training_seats":
        return (
            f"course {give.key[0]}, {give.key[1]}: {_figure(give.amount)} seats more than there are"
        )
    return f"{give.family} of {', '.join(give.key)}: {_figure(give.amount)} beyond the limit"


def _period(org: Organisation, label: str) -> int:
    return org.calendar.labels.index(label)


def _figure(amount: float) -> str:
    return f"{round(amount, 2):g}"


def dead_end(
    org: Organisation, ways: Sequence[WayOut], conflicts: Sequence[Conflict] = ()
) -> list[str]:
    """Why no plan is possible as asked, and each way out that was found, in lines to print."""
    lines = []
    for number, conflict in enumerate(conflicts):
        head = (
            "These cannot hold together"
            if number == 0
            else "Nor can these, whatever is done about the others"
        )
        sure = "" if conflict.irreducible else " (fewer may do; the time ran out)"
        lines += [f"{head}{sure}:"] + [f"  - {text}" for text in colliding(org, conflict)]
    if not ways:
        return [
            *lines,
            "No plan is possible, and no way out was found in the time allowed. Raise the time limit, or loosen limits by hand.",
        ]
    for way in ways:
        least = "at the least" if way.proven else "not proven to be the least"
        lines += [f"{HEADLINES[way.what]} ({least}):"]
        lines += [f"  - {describe(org, give)}" for give in way.gives]
        for other in way.equals:
            lines += ["  or, as good:"] + [f"  - {describe(org, give)}" for give in other]
    return lines


def colliding(org: Organisation, conflict: Conflict) -> list[str]:
    """Members of a conflict, each limit or requirement once with its periods."""
    periods: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for member in conflict.members:
        dated = member.family != locks.FAMILY
        name = (member.family, member.key[:-1] if dated else member.key)
        periods.setdefault(name, []).extend([member.key[-1]] if dated else [])
    return [_stated(org, family, key, labels) for (family, key), labels in periods.items()]


def _stated(org: Organisation, family: str, key: tuple[str, ...], labels: list[str]) -> str:
    """A limit or requirement as it was stated."""
    when = _spans(org, labels)
    if family == budget.FAMILY:
        line = next(line for line in org.budget if line.id == key[0])
        category = "" if line.category is Category.TOTAL else f" for {line.category.value}"
        return f"budget {line.id} ({line.scope}{category}, {line.label}): {line.amount or 0:,.2f} {org.currency}"
    if key[0] in org.need and family == org.need[key[0]].kind.value:
        need = org.need[key[0]]
        amounts = dict.fromkeys(f"{need.required[_period(org, label)]:g}" for label in labels)
        return f"need {need.id}, {need.sentence}: {' to '.join(amounts)} in {when}"
    if family in rule_families():
        aspect = f", {key[2]}" if len(key) == 3 else ""
        return f"rule {key[0]} in {key[1]}{aspect}, {when}"
    if family == headcount.FAMILY:
        return f"headcount of {key[0]}, {', '.join(key[1:])}, {when}"
    what = {
        "recruiting": f"recruiting pace (max_hires) of {key[0]}",
        "training_seats": f"seats of the course {key[0]}",
        "lever_caps": f"cap of the lever {key[0]}",
        "locks": f"lock {', '.join(key)}",
    }.get(family, f"{family} of {', '.join(key)}")
    return f"{what}, {when}" if when else what


def next_steps(
    assessment: Assessment, *, seconds: float, distrusted: list[Distrust] | None = None
) -> tuple[str, ...]:
    """What the next step costs where musts stay open: the next one that money buys, and all that money can buy.

    Parameters
    ----------
    assessment
        The best plan within the budget.
    seconds
        Time for each of two searches.
    distrusted
        Where claims of solvers that do not hold are noted.
    """
    org = assessment.org
    missed = [m for m in assessment.broken if m.strength is Strength.MUST and m.worth is None]
    total = sum(m.weight * m.short for m in missed)
    if total <= LEAST_STEP:
        return ()
    if not any(line.amount is not None for line in org.budget):
        return ("No budget binds.", *_held_back(assessment, missed, None))
    smallest = min(m.weight * min(m.short, 1.0) for m in missed if m.weight * m.short > LEAST_STEP)

    def price(left: float, what: str = "money") -> Price:
        doubts = partial(doubts_about, org=org, at_most=left)
        return price_of_more(
            org, left, doubts=doubts, seconds=seconds, distrusted=distrusted, what=what
        )

    least = max(0.0, total - smallest)
    everything, step = price(0.0), price(least)
    caps = price(least, "caps") if step.status is Status.INFEASIBLE else None
    said = tuple(_in_steps(assessment, step, everything))
    return (*said, *_held_back(assessment, missed, caps)) if caps is not None else said


def _held_back(
    assessment: Assessment, missed: Sequence[Measure], caps: Price | None
) -> Iterator[str]:
    """What holds back the musts that money does not cover: caps that give, and what is not on offer (in time)."""
    org = assessment.org
    if caps is not None and caps.way is not None and caps.way.gives:
        yield "Wider caps would cover more: " + _priced(assessment, caps.way)
    found = causes(org, missed)
    yield from found[:MOST_CAUSES]
    if len(found) > MOST_CAUSES:
        yield f"and {len(found) - MOST_CAUSES} more that are held back likewise"


def _in_steps(assessment: Assessment, step: Price, everything: Price) -> Iterator[str]:
    """The next step and all that money buys; what was not settled is not said."""
    if step.way is None and step.status is not Status.INFEASIBLE:
        yield "What more money would cover was not found in the time allowed. Raise the time limit."
        return
    if step.way is None:
        yield "More money would not cover any of what stays open."
        return
    if not step.way.gives:
        yield "A plan that covers more within the budget came up while the next step was priced. Raise the time limit."
        return
    yield "The next step is a higher limit: " + _priced(assessment, step.way)
    most = everything.way
    if most is not None and most.gives and most.gives != step.way.gives:
        yield "Covering every must takes a higher limit: " + _priced(assessment, most)
    elif everything.status is Status.INFEASIBLE:
        yield "No amount of money alone covers every must in time."


def _priced(assessment: Assessment, way: WayOut) -> str:
    org = assessment.org
    better = Assessment(org, way.plan)
    before = {m.name: m.short for m in assessment.measures if m.strength is Strength.MUST}
    change: dict[str, float] = defaultdict(float)
    for measure in better.measures:
        if measure.strength is Strength.MUST:
            change[_subject(org, measure)] += before.get(measure.name, 0.0) - measure.short
    money = "; ".join(describe(org, give) for give in way.gives)
    covers = [
        f"{subject} (+{_figure(more)} over the periods)"
        for subject, more in change.items()
        if more > LEAST_STEP
    ]
    lost = [
        f"{subject} ({_figure(more)} over the periods)"
        for subject, more in change.items()
        if more < -LEAST_STEP
    ]
    gives_up = f", and gives up {', '.join(lost)}" if lost else ""
    return f"{money}. It covers {', '.join(covers) or 'part of what is open'}{gives_up}{'' if way.proven else '; a smaller sum is not ruled out'}."


def _subject(org: Organisation, measure: Measure) -> str:
    if measure.family in ("holders", "capacity"):
        return f"{measure.key[0]} {org.need[measure.key[0]].skill}"
    return f"{measure.key[0]}({measure.key[1]})"


def in_words(org: Organisation, measures: Iterable[Measure]) -> list[str]:
    """Broken measures, the gravest first, each in one sentence; the same miss in several periods is said once.

    Limits come first, then musts, then shoulds; within each, the largest weighted miss over all its
    periods.
    """
    alike: dict[tuple[object, ...], list[Measure]] = defaultdict(list)
    labels = {*org.calendar.labels, "total"}
    for m in measures:
        what = "" if m.key[-1] in labels else m.key[-1]  # two faults of an action are two sentences
        alike[m.family, m.key[:-1], what, m.required, m.planned, m.strength].append(m)
    order = sorted(
        alike.values(),
        key=lambda ms: (_gravity(ms[0]), -sum(m.weight * m.short for m in ms), ms[0].name),
    )
    return [
        explain(replace(ms[0], key=(*ms[0].key[:-1], _spans(org, [m.key[-1] for m in ms]))), org)
        + _price_told(org, ms[0])
        for ms in order
    ]


def _price_told(org: Organisation, measure: Measure) -> str:
    """What closing a shortfall was allowed to cost, where it has a price."""
    if not measure.worth:
        return ""
    unit = {"heads": "head", "managers": "manager", "areas": "area"}.get(measure.unit, measure.unit)
    return (
        f" It is worth {measure.worth:,.2f} {org.currency} a {unit} and period: closing it "
        "costs more, or is not possible."
    )


def _spans(org: Organisation, labels: list[str]) -> str:
    """Periods, with those in a row as ``first to last``."""
    if any(label not in org.calendar.labels for label in labels):
        return ", ".join(labels)
    runs: list[list[int]] = []
    for number in sorted(org.calendar.labels.index(label) for label in labels):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    name = org.calendar.label
    return ", ".join(
        name(run[0]) if len(run) == 1 else f"{name(run[0])} to {name(run[-1])}" for run in runs
    )


def _gravity(measure: Measure) -> int:
    return [None, Strength.MUST, Strength.SHOULD].index(measure.strength)
