"""What changed between two plans, in the order in which a person would ask: the headline, actions,
money, coverage, inputs.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import pandas as pd

from orgplan.analysis.assessment import Assessment
from orgplan.constraints import Trait, rule_families, with_trait
from orgplan.constraints.naming import is_dated
from orgplan.domain import Key, Measure, Organisation, Strength
from orgplan.finance.ledger import CostLine
from orgplan.language import N_, _

from ..audit.run import Run
from ..musts import requirement_of
from ..results.figures import money
from ..results.json_model import JsonObject
from ..results.table import Field, Record
from ..wording import group_by_requirement, requirement
from .actions import action_changes, action_records
from .inputs import input_changes
from .json_objects import (
    ActionObject,
    CoverageObject,
    DifferenceObject,
    HeadlineObject,
    InputObject,
    MoneyObject,
)

SECTIONS: Mapping[str, type[JsonObject]] = {
    "headline": HeadlineObject,
    "actions": ActionObject,
    "money": MoneyObject,
    "coverage": CoverageObject,
    "inputs": InputObject,
}
ENDING, GOAL = N_("ending"), N_("goal")
GAP = N_("proven gap")  # shown, but no difference of its own: the plan is the same
MET, NOT_ASKED = N_("met"), N_("not asked")
NEWLY_OPEN, MORE_SHORT, ASKED_ANEW, OTHER_TIMES, LESS_SHORT, NEWLY_MET, DROPPED = (
    N_("newly open"), N_("more short"), N_("asked anew, open"), N_("short at other times"),
    N_("less short"), N_("newly met"), N_("no longer asked"),
)  # fmt: skip
ORDER = (NEWLY_OPEN, MORE_SHORT, ASKED_ANEW, OTHER_TIMES, LESS_SHORT, NEWLY_MET, DROPPED)
STRENGTHS = (N_("limit"), Strength.MUST.value, Strength.SHOULD.value)


@dataclass(frozen=True)
class Side:
    """One of the two plans: what it is called, the plan judged, and how it came about, where that
    is known.

    Attributes
    ----------
    name
        What it is called, mostly the name of its file.
    assessment
        The plan, judged.
    run
        ``None`` where it is not known how it came about.
    """

    name: str
    assessment: Assessment
    run: Run | None


@dataclass(frozen=True)
class Difference:
    """What changed from one plan to another.

    Attributes
    ----------
    before, after
        What the two plans are called.
    records
        Name of a section → its rows. The headline holds every figure, the other sections only what
        changed.
    notes
        Why figures may not be comparable.

    Examples
    --------
    >>> difference = op.diff(planned, planned)
    >>> difference.same, len(difference.actions)
    (True, 0)
    """

    before: str
    after: str
    records: Mapping[str, tuple[Record, ...]]
    notes: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing changed; the proven gap alone makes no difference."""
        headline = all(
            row["before"] == row["after"] for row in self.records["headline"] if row["what"] != GAP
        )
        return headline and not any(
            rows for name, rows in self.records.items() if name != "headline"
        )

    @property
    def headline(self) -> pd.DataFrame:
        """How it ended, cost, heads, actions and what is open: ``what, before, after, change``."""
        return self._frame("headline")

    @property
    def actions(self) -> pd.DataFrame:
        """Actions added, removed, moved in time or changed, one row each; ``before`` and ``after``
        are first days.
        """
        return self._frame("actions")

    @property
    def money(self) -> pd.DataFrame:
        """Cost over the horizon by total, category, team and period, where it changed, in plan
        currency.
        """
        return self._frame("money")

    @property
    def coverage(self) -> pd.DataFrame:
        """Needs, rules and limits that are newly open or met, or short by another amount."""
        return self._frame("coverage")

    @property
    def inputs(self) -> pd.DataFrame:
        """What the two plans rest on: a row a cell that changed, a row that is new, or one that is
        gone.
        """
        return self._frame("inputs")

    def _frame(self, section: str) -> pd.DataFrame:
        return pd.DataFrame(self.records[section], columns=list(SECTIONS[section].fields()))

    def as_json(self) -> dict[str, Any]:
        """One object made of what :mod:`json` writes.

        Examples
        --------
        >>> list(op.diff(planned, planned).as_json())
        ['same', 'before', 'after', 'notes', 'headline', 'actions', 'money', 'coverage', 'inputs']
        """
        facts = {
            "same": self.same,
            "before": self.before,
            "after": self.after,
            "notes": self.notes,
        }
        return DifferenceObject.plain_of({**facts, **self.records})


def difference(before: Side, after: Side) -> Difference:
    """Compare two plans.

    Parameters
    ----------
    before, after
        Judged plans; the run of either may be unknown, and the proven gap is then left out.

    Returns
    -------
    Difference
        Money in plan currency; where currencies or periods differ, its notes say that figures
        cannot be compared.
    """
    old, new = before.assessment, after.assessment
    records = {
        "headline": _headline(before, after),
        "actions": action_changes(old, new),
        "money": _money(old, new),
        "coverage": _coverage(old, new),
        "inputs": input_changes(old.org, new.org),
    }
    return Difference(
        before.name,
        after.name,
        {name: tuple(rows) for name, rows in records.items()},
        (*_redacted(before, after), *_notes(old.org, new.org)),
    )


def _redacted(before: Side, after: Side) -> Iterator[str]:
    """That one of two plans has no actual pay, before anybody compares their money."""
    sides = [side for side in (before, after) if side.run is not None and side.run.redaction]
    if len(sides) == 1:
        yield _(
            "{name} is redacted and the other plan is not: names differ, and so does money, which"
            " is of band midpoints there.",
            name=sides[0].name,
        )


def _notes(old: Organisation, new: Organisation) -> tuple[str, ...]:
    notes = []
    if old.currency != new.currency:
        notes.append(
            _(
                "Amounts are not comparable: the first plan is in {old}, the second in {new}.",
                old=old.currency,
                new=new.currency,
            )
        )
    if old.calendar.labels != new.calendar.labels:
        notes.append(
            _(
                "The horizons differ ({old}; {new}): totals are over different times.",
                old=_span(old),
                new=_span(new),
            )
        )
    return tuple(notes)


def _span(org: Organisation) -> str:
    labels = org.calendar.labels
    return (
        labels[0] if len(labels) == 1 else _("{first} to {last}", first=labels[0], last=labels[-1])
    )


def _headline(before: Side, after: Side) -> list[Record]:
    old, new = _facts(before), _facts(after)
    return [
        _row("what", what, old.get(what, 0), new.get(what, 0))
        for what in dict.fromkeys((*old, *new))
    ]


def _facts(side: Side) -> dict[str, Field]:
    """Every figure of the headline: money in plan currency, heads at the end of the last period,
    and what is open by strength.
    """
    a, run = side.assessment, side.run
    last = a.org.calendar.periods - 1
    count = Counter(action.kind for action in action_records(a))
    requirements = {(_strength(measure), requirement_of(measure)) for measure in a.shortfalls}
    short = Counter(strength for strength, _requirement in requirements)
    facts: dict[str, Field] = {
        ENDING: N_("not stated")
        if run is None
        else N_("changed by hand")
        if run.edited
        else run.status.value,
        GAP: None if run is None or run.edited or not isfinite(run.gap) else round(run.gap, 6),
        GOAL: a.org.goal.value,
        N_("horizon"): _span(a.org),
        N_("currency"): a.org.currency,
        N_("cost in the horizon"): money(_total(a.costs)),
        N_("of which decided"): money(_total(a.costs) - _total(a.idle_costs)),
        N_("heads at the end"): _whole(
            sum(row.closing for row in a.headcount if row.period == last)
        ),
        N_("musts open"): short[Strength.MUST.value],
        N_("shoulds open"): short[Strength.SHOULD.value],
        N_("limits exceeded"): short["limit"],
    }
    return facts | {
        f"actions: {kind}": number
        for kind, number in ({"hire": 0, "course": 0} | dict(count)).items()
    }


def _whole(heads: float) -> float:
    """Heads as a whole number, unless groups are counted in fractions."""
    return int(heads) if heads == int(heads) else heads


def _row(key: str, name: str, before: Field, after: Field, comparable: bool = True) -> Record:
    """A figure of both plans and its change, where both are numbers in one currency."""
    numbers = isinstance(before, int | float) and isinstance(after, int | float) and comparable
    change = round(float(after) - float(before), 6) if numbers else None  # type: ignore[arg-type]  # both are numbers
    return {key: name, "before": before, "after": after, "change": change}


def _money(old: Assessment, new: Assessment) -> list[Record]:
    """Cost over the horizon where it differs, in plan currency; a change is given only where both
    plans have one currency.
    """
    comparable = old.org.currency == new.org.currency
    rows: list[Record] = []
    for by in (N_("total"), N_("category"), N_("team"), N_("period")):
        before, after = _spent(old, by), _spent(new, by)
        for name in dict.fromkeys((*before, *after)):
            pair = money(before.get(name, 0)), money(after.get(name, 0))
            if pair[0] != pair[1]:
                rows.append({"by": by, **_row("name", name, *pair, comparable=comparable)})
    return rows


def _spent(assessment: Assessment, by: str) -> dict[str, int]:
    if by == "total":  # the three figures of Summary
        whole, idle = _total(assessment.costs), _total(assessment.idle_costs)
        return {
            N_("all cost"): whole,
            N_("if nothing is decided"): idle,
            N_("what is decided"): whole - idle,
        }
    calendar = assessment.org.calendar
    accounts: dict[str, Callable[[CostLine], str]] = {
        "category": lambda line: line.category.value,
        "team": lambda line: line.team,
        "period": lambda line: calendar.label(line.month // calendar.months_per_period),
    }
    spent: dict[str, int] = {}
    for line in assessment.costs:
        name = accounts[by](line)
        spent[name] = spent.get(name, 0) + line.cents
    return spent


def _total(costs: Iterable[CostLine]) -> int:
    return sum(line.cents for line in costs)


def _strength(measure: Measure) -> str:
    return measure.strength.value if measure.strength else STRENGTHS[0]


def _requirements(assessment: Assessment) -> dict[tuple[str, ...], list[Measure]]:
    """What a requirement is about → its measures in all periods; those that are about the same are
    distinguished by their order.
    """
    by_key: dict[tuple[str, ...], list[Measure]] = {}
    for measure in assessment.measures:
        by_key.setdefault((measure.family, *_undated(measure)), []).append(measure)
    found: dict[tuple[str, ...], list[Measure]] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for measures in by_key.values():
        about = _about(assessment.org, measures[0])
        seen[about] += 1
        found[(*about, str(seen[about]))] = measures
    return found


def _undated(measure: Measure) -> Key:
    """The key without its period; one that has none names a limit by its last part."""
    return measure.key[:-1] if is_dated(measure.family) else measure.key


def _about(org: Organisation, measure: Measure) -> tuple[str, ...]:
    """A requirement by what it asks; ids of needs and budget lines follow from the number of the
    row, and change with it.
    """
    key = _undated(measure)
    if measure.family not in rule_families() and key[0] in org.need:
        need = org.need[key[0]]
        return measure.family, need.scope.label, need.skill, f"{need.min_level}", *key[1:]
    of_lines = measure.family in with_trait(Trait.MONEY, Trait.HEADS)
    line = next((line for line in org.budget if of_lines and line.id == key[0]), None)
    return (
        (measure.family, line.scope.label, line.category.value, line.label, *key[1:])
        if line
        else (measure.family, *key)
    )


def _coverage(old: Assessment, new: Assessment) -> list[Record]:
    """Requirements that are short in either plan, and not by the same in the same periods."""
    before, after = _requirements(old), _requirements(new)
    rows = []
    for about in dict.fromkeys((*before, *after)):
        one, other = _shorts(before.get(about)), _shorts(after.get(about))
        if not one and not other or one == other and about in before and about in after:
            continue
        org, measures = (new.org, after[about]) if about in after else (old.org, before[about])
        sides = [
            _how_short(side.org, found.get(about)) for side, found in ((old, before), (new, after))
        ]
        change = _kind(one, other, about in before, about in after)
        rows.append(
            _coverage_row(change, _strength(measures[0]), requirement(org, measures[0]), sides)
        )
    return sorted(
        rows,
        key=lambda row: (ORDER.index(str(row["change"])), STRENGTHS.index(str(row["strength"]))),
    )


def _coverage_row(change: str, strength: str, what: str, sides: list[str]) -> Record:
    return {
        "change": change,
        "strength": strength,
        "requirement": what,
        "before": sides[0],
        "after": sides[1],
    }


def _shorts(measures: list[Measure] | None) -> dict[str, float]:
    """Period → amount short, without the dust of floating point."""
    return {
        measure.key[-1]: round(measure.shortfall, 5)
        for measure in measures or ()
        if measure.is_short
    }


def _how_short(org: Organisation, measures: list[Measure] | None) -> str:
    if measures is None:
        return NOT_ASKED
    items = group_by_requirement(
        org, ((measure, measure.shortfall) for measure in measures if measure.is_short)
    )
    return items[0].shortfall if items else MET


def _kind(
    one: Mapping[str, float], other: Mapping[str, float], asked_before: bool, asked_after: bool
) -> str:
    """What became of a requirement; sums that differ by less than 1e-4 are the same shortfall at
    other times.
    """
    if not asked_before:
        return ASKED_ANEW
    if not asked_after:
        return DROPPED
    if not one or not other:
        return NEWLY_MET if one else NEWLY_OPEN
    more = sum(other.values()) - sum(one.values())
    return OTHER_TIMES if abs(more) < 1e-4 else MORE_SHORT if more > 0 else LESS_SHORT
