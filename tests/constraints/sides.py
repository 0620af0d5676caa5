"""A plan seen from both sides: what the rows say of it, with the plan put on their variables, and what the checker says."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np

from orgplan.constraints import capacity, growth_cap, headcount, judge, one_owner, talent_shape, training_load, training_path
from orgplan.constraints.actions import hire_of, seat_of
from orgplan.constraints.rows import Decisions, Linear, Seat, Step, Var
from orgplan.domain.base import Strength
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import TOLERANCE, Hire, Measure, Plan, Training
from orgplan.domain.rules import Rule
from orgplan.domain.walk import Walk
from orgplan.solver import build as building
from orgplan.solver.highs import Highs
from orgplan.solver.lp import Model, Row, evaluate, row_name
from orgplan.solver.outcome import Limits

CAP = "beyond the cap of a team, so that a rule may bite, or one for small teams not bite, which the model knows never to"
PATH = "credit for a course that is begun too early or twice"
TIME = "more to learn than there is time"

FLOWS = (capacity.FAMILY, one_owner.FAMILY)  # families whose amounts are split as well as they can be

Offer = tuple[str, str, int]  # (person, course, period of the start)


class Noted(Model):
    """The model, with each trigger variable and each row noted under its family and key."""

    def __init__(self, firm: frozenset[Strength], elastic: frozenset[str]) -> None:
        self.triggers: dict[tuple[str, tuple[str, ...]], Var] = {}
        self.products: dict[Var, list[Linear]] = {}
        self.shapes: dict[tuple[str, ...], Var] = {}
        self.flows: set[Var] = set()
        self.names: dict[str, tuple[str, tuple[str, ...]]] = {}
        super().__init__(firm, elastic)

    def binary(self, family: str, key: tuple[str, ...]) -> Var:
        self.triggers[family, key] = super().binary(family, key)
        return self.triggers[family, key]

    def amount(self, family: str, key: tuple[str, ...], upper: float | None) -> Var:
        variable = super().amount(family, key, upper)
        if family == talent_shape.FAMILY and key[0] != "both":
            self.shapes[key] = variable
        if family in FLOWS:
            self.flows.add(variable)
        return variable

    def link(self, family: str, key: tuple[str, ...], left: Linear, right: float) -> None:
        super().link(family, key, left, right)
        if key[0] == "both":  # an amount, less the expression that it is at most
            self.products.setdefault(left.terms[0][1], []).append(Linear(-left.constant, [(-c, v) for c, v in left.terms[1:]]))

    def _add(self, family: str, key: tuple[str, ...], *rest: Any) -> str:
        name = super()._add(family, key, *rest)
        self.names[name] = (family, key)
        return name


@dataclass(frozen=True)
class Stated:
    """An organisation with its rows; every demand has a shortfall."""

    org: Organisation
    model: Noted
    x: Decisions


def state(org: Organisation) -> Stated:
    with patch.object(building, "Model", Noted):
        built = building.build(org, firm=frozenset())
    assert isinstance(built.model, Noted)
    return Stated(org, built.model, built.x)


def plan_of(org: Organisation, seats: Sequence[Seat | tuple[str, str, int]], courses: Sequence[Offer]) -> Plan:
    first = org.calendar.first_day
    return Plan(
        hires=tuple(hire_of(org, Seat(*seat)).replace(id=f"H-{n}") for n, seat in enumerate(seats)),
        trainings=tuple(
            Training(id=f"U-{n}", person_id=person, course=course, start_date=first(start))
            for n, (person, course, start) in enumerate(courses)
        ),
    )


def steps_on_offer(stated: Stated) -> list[Offer]:
    """Courses that can be begun, whatever the level from which they are then taken."""
    return sorted({(step.person, step.course, start) for step, start in stated.x.train})


def placed(stated: Stated, plan: Plan) -> dict[tuple[Step, int], Training]:
    """Each training on the variable of its step, from the level that the checker says the person then holds.

    Raises
    ------
    LookupError
        If the model has no such variable, or it is taken already.
    """
    org, walk = stated.org, Walk(stated.org, plan)
    member = {member.id: member for member in walk.members}
    found: dict[tuple[Step, int], Training] = {}
    for training in plan.trainings:
        course, start = org.course[training.course], org.calendar.period_of(training.start_date)
        held = walk.level(member[training.person_id], course.skill, start)
        level = held if course.from_level <= held < course.to_level else course.from_level
        at = (Step(training.person_id, course.id, course.skill, level, course.to_level), start)
        if at not in stated.x.train or at in found:
            raise LookupError(f"{training} cannot be said in the model")
        found[at] = training
    return found


def sayable(stated: Stated, plan: Plan) -> Plan:
    """The plan without the trainings that have no variable of their own."""
    while True:
        for training in plan.trainings:
            try:
                placed(stated, plan)
            except LookupError as error:
                if str(training) in str(error):
                    plan = plan.without(training.id)
                    break
        else:
            return plan


def random_plan(stated: Stated, r: random.Random) -> Plan:
    """Any plan of the decision space: from none of what is on offer to most of it."""
    share = r.choice([0.0, 0.15, 0.4, 0.8])
    seats = [key for key in stated.x.hire for _ in range(upper(stated, key)) if r.random() < share]
    courses = [offer for offer in steps_on_offer(stated) if r.random() < share]
    return sayable(stated, within_bounds(stated, plan_of(stated.org, seats, courses)))


def upper(stated: Stated, seat: Seat) -> int:
    return stated.x.hire_bound[seat.role, seat.team]


def within_bounds(stated: Stated, plan: Plan) -> Plan:
    """The plan without the seats beyond the number of which any can be of use."""
    kept: list[Hire] = []
    for hire in plan.hires:
        if sum((h.role, h.team) == (hire.role, hire.team) for h in kept) < stated.x.hire_bound[hire.role, hire.team]:
            kept.append(hire)
    return Plan(hires=tuple(kept), trainings=plan.trainings)


def values(stated: Stated, plan: Plan) -> dict[Var, float]:
    """Every variable of the model at the plan; shortfalls and the split of working time are 0."""
    org, x, walk = stated.org, stated.x, Walk(stated.org, plan)
    at: dict[Var, float] = dict.fromkeys(stated.model.columns, 0.0)
    for key, seats in Counter(seat_of(org, hire) for hire in plan.hires).items():
        at[x.hire[key]] = seats
    for step in placed(stated, plan):
        at[x.train[step]] = 1
    judged = checker_says(org, plan)
    for rule in org.rules:
        for scope in rule.scopes:
            for period, label in enumerate(org.calendar.labels):
                for what, counts, bound in _conditions(rule):
                    z = stated.model.triggers.get((rule.family.value, (rule.id, scope.label, what, label)))
                    if z is not None:
                        at[z] = len(walk.at_end(period, scope, counts)) >= bound
    for product, parts in stated.model.products.items():
        at[product] = min(evaluate(part, at) for part in parts)
    for (rule_id, where, person, label), shaped in stated.model.shapes.items():
        at[shaped] = person in judged[row_name(talent_shape.FAMILY, (rule_id, where, label))].by
    return at


def _conditions(rule: Rule) -> tuple[tuple[str, tuple[str, ...], int], ...]:
    """What a rule's trigger variables stand for: kind, whose heads, and from how many heads on."""
    return (
        ("trigger", rule.counted, rule.bites_from or 0),
        ("beyond", rule.counted, rule.below or 0),
        ("also", rule.also_counts, rule.also_threshold or 0),
    )


def rows_say(stated: Stated, plan: Plan) -> dict[str, float]:
    """By how much the plan breaks each row that is judged, in the row's own unit; for capacity and owners, the least that it can."""
    at = values(stated, plan)
    for variable, value in at.items():
        variable.varValue = value  # type: ignore[attr-defined]
    broken = {}
    for row in stated.model.rows:
        name = row_name(row.family, row.key)
        assert name not in broken, f"two rows are named {name}"
        if row.family not in FLOWS:
            broken[name] = _broken(stated.model, row)
    return broken | _capacity_says(stated, at, _overloaded(checker_says(stated.org, plan)))


def _broken(model: Model, row: Row) -> float:
    constraint = model.constraints[row.constraint]
    beyond = constraint.value() * -constraint.sense / row.unit  # sense is 1 for "at least", -1 for "at most"
    return float(max(0, math.ceil(beyond - TOLERANCE))) if row.whole else float(max(0.0, beyond))


def _overloaded(measures: Mapping[str, Measure]) -> set[str]:
    """Periods in which somebody is to learn for longer than they work; no split of time exists there."""
    return {m.key[2] for m in measures.values() if m.broken and m.family == training_load.FAMILY and m.key[1] == "time"}


def _capacity_says(stated: Stated, at: Mapping[Var, float], overloaded: set[str]) -> dict[str, float]:
    """Shortfall of each capacity need, and of owners, when time and areas are split for the least weighted must-, then should-shortfall."""
    rows = {row.slack: row for row in stated.model.rows if row.family in FLOWS}
    if not rows:
        return {}
    solver = Highs(stated.model)
    others = []
    for number, name in enumerate(stated.model.constraints):
        family, key = stated.model.names[name]
        splits = family.removeprefix("link_") in FLOWS and (family.removeprefix("link_"), key) not in stated.model.triggers
        if not splits or (key[-1] in overloaded and capacity.FAMILY in family):
            others.append(number)
    solver.highs.deleteRows(len(others), np.array(others, dtype=np.int32))
    for number, column in enumerate(stated.model.columns):
        if column not in stated.model.flows and column not in rows:
            solver.highs.changeColBounds(number, at[column], at[column])
    for strength in (Strength.MUST, Strength.SHOULD):
        goal = Linear(0.0, [(weight, slack) for asked, weight, slack in stated.model.shortfalls if slack in rows and asked is strength])
        outcome = solver.minimise(goal, Limits(30.0, 0.0, absolute_gap=0.0))
        assert outcome.values is not None, "no split of working time is possible"
        solver.hold(strength.value, goal, outcome.objective + 1e-9)
        found = outcome.values
    short = dict(zip(stated.model.columns, found, strict=True))
    return {row_name(row.family, row.key): float(short[slack]) for slack, row in rows.items()}


def checker_says(org: Organisation, plan: Plan) -> dict[str, Measure]:
    """Every measure of the families by its name."""
    measures: dict[str, Measure] = {}
    for measure in judge(org, plan):
        if measure.family != "offer":
            assert measure.name not in measures, f"two measures are named {measure.name}"
            measures[measure.name] = measure
    return measures


def beyond_compare(stated: Stated, measures: Mapping[str, Measure]) -> Iterator[tuple[str, str]]:
    """Names that may differ, and why: where a hard limit is broken, the rows that rest on it mean nothing.

    The model never gets that far; the checker goes on and judges a broken plan as it stands.
    """
    broken = [measure for measure in measures.values() if measure.broken]
    for cap in [m for m in broken if m.family == headcount.FAMILY and m.key[1] == "at most" and m.key[0] in stated.org.team]:
        rules, rows = {rule.id: rule for rule in stated.org.rules}, {row_name(row.family, row.key) for row in stated.model.rows}
        here = (m for m in measures.values() if m.key[0] in rules and m.key[-1] == cap.key[2])
        conditions = {rule.id for rule in stated.org.rules if rule.below is not None or rule.also_threshold is not None}
        yield from ((m.name, CAP) for m in here if m.name not in rows or m.key[0] in conditions)
        yield from ((m.name, CAP) for m in measures.values() if m.family == growth_cap.FAMILY and m.name not in rows)
    for path in [m for m in broken if m.family == training_path.FAMILY]:
        yield from ((name, PATH) for name in _rest_on(stated.org, measures, path.key[0], path.key[1]))
    yield from ((m.name, TIME) for m in measures.values() if m.family == capacity.FAMILY and m.key[1] in _overloaded(measures))


def _rest_on(org: Organisation, measures: Mapping[str, Measure], person: str, skill: str) -> Iterator[str]:
    """Names of the measures that may turn on whether a person has learned a skill."""
    needs = {need.id for need in org.needs if need.skill == skill and org.person[person].team in org.teams_of(need.scope)}
    split = any(org.need[need].kind is NeedKind.CAPACITY for need in needs)
    rising = {rule.id for rule in org.rules if rule.skill == skill}
    for measure in measures.values():
        if (
            measure.key[0] in needs
            or (split and measure.family == capacity.FAMILY)
            or measure.family == talent_shape.FAMILY
            or measure.key[0] in rising
            or measure.family == one_owner.FAMILY
            or measure.key[2:3] in ((f"owner of {skill}",), (f"holders of {skill}",))
        ):
            yield measure.name


def disagreements(stated: Stated, plan: Plan) -> list[str]:
    """Where both sides differ on a plan, in words; empty where they agree."""
    rows, measures = rows_say(stated, plan), checker_says(stated.org, plan)
    excused = dict(beyond_compare(stated, measures))
    found = []
    for name in sorted(set(rows) | set(measures)):
        if name.startswith("capacity(") or name in excused:
            continue
        row, judged = rows.get(name), measures[name].short if name in measures else 0.0
        if abs((row or 0.0) - judged) > 1e-5:
            found.append(f"{name}: the {'row' if name in rows else 'model, without a row,'} says {row or 0.0:g}, the checker {judged:g}")
    return (
        found
        + _capacity_disagreements(stated, rows, measures, set(excused))
        + _trigger_disagreements(stated, plan, measures)
        + _shape_disagreements(stated, plan, measures, set(excused))
    )


def _trigger_disagreements(stated: Stated, plan: Plan, measures: Mapping[str, Measure]) -> list[str]:
    """A trigger may always be 1, and may be 0 below its number of heads, and nowhere else; for what ends a rule it is the other way round."""
    at, walk = values(stated, plan), Walk(stated.org, plan)
    links = {key: name for name, (family, key) in stated.model.names.items() if family.startswith("link_")}
    full = {m.key for m in measures.values() if m.family == headcount.FAMILY and m.key[1] == "at most" and m.broken}
    found = []
    for rule in stated.org.rules:
        for scope in rule.scopes:
            for period, label in enumerate(stated.org.calendar.labels):
                if any((team, "at most", label) in full for team in stated.org.teams_of(scope)):
                    continue
                for what, counts, bound in _conditions(rule):
                    count = len(walk.at_end(period, scope, counts))
                    allowed = [True, count >= bound] if what == "beyond" else [count < bound, True]
                    key = (rule.id, scope.label, what, label)
                    z = stated.model.triggers.get((rule.family.value, key))
                    possible = [_holds(stated.model, links[key], {**at, z: chosen}) for chosen in (0, 1)] if z is not None else allowed
                    if possible != allowed:
                        found.append(f"{rule.id} in {scope}, {label}: the {what} may be {possible}, with {count} heads")
    return found


def _shape_disagreements(stated: Stated, plan: Plan, measures: Mapping[str, Measure], excused: set[str]) -> list[str]:
    """Somebody may be of a shape exactly where the checker says so."""
    at = values(stated, plan)
    bounds = [(key, name) for name, (family, key) in stated.model.names.items() if family == f"link_{talent_shape.FAMILY}"]
    found = []
    for product, parts in stated.model.products.items():
        at[product] = min(evaluate(part, at) for part in parts)
    for (rule_id, where, person, label), shaped in stated.model.shapes.items():
        name = row_name(talent_shape.FAMILY, (rule_id, where, label))
        asked = [row for key, row in bounds if (*key[:3], key[-1]) == (rule_id, where, person, label) and len(key) == 5]
        may = all(_holds(stated.model, row, {**at, shaped: 1}) for row in asked)
        if name not in excused and may != (person in measures[name].by):
            found.append(f"{person} may{'' if may else ' not'} be of the shape of {name}")
    return found


def _holds(model: Model, name: str, at: Mapping[Var, float]) -> bool:
    constraint = model.constraints[name]
    return bool(constraint.constant + sum(coefficient * at[variable] for variable, coefficient in constraint.items()) <= TOLERANCE)


def _capacity_disagreements(stated: Stated, rows: Mapping[str, float], measures: Mapping[str, Measure], excused: set[str]) -> list[str]:
    found = []
    judged = {name: measure for name, measure in measures.items() if measure.family == "capacity"}
    stated_names = {name for name in rows if name.startswith("capacity(")}
    if stated_names != set(judged):
        found.append(f"capacity is judged under other names than it is stated: {sorted(stated_names ^ set(judged))}")
    for label in stated.org.calendar.labels:
        for strength in (Strength.MUST, Strength.SHOULD):
            here = [m for m in judged.values() if m.key[1] == label and m.strength is strength and m.name in rows]
            if any(m.name in excused for m in judged.values() if m.key[1] == label):
                continue
            row, checker = sum(m.weight * rows[m.name] for m in here), sum(m.weight * m.short for m in here)
            if abs(row - checker) > 1e-5:
                found.append(f"capacity, {strength} in {label}: the rows can do with {row:.6f} short, the checker with {checker:.6f}")
    return found
