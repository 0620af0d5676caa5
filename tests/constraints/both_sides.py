"""A plan seen from both sides: what the rows say of it, with the plan put on their variables, and
what the checker says.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from unittest.mock import patch

import numpy as np

from orgplan.constraints import judge, readiness, rule_families
from orgplan.constraints.limits import (
    group_stock,
    headcount,
    lever_caps,
    one_change,
    positions,
    recruiting,
    takeovers,
)
from orgplan.constraints.model.actions import (
    exit_of,
    group_action_of,
    hires_of,
    move_of,
    seat_of,
    short_time_of,
    takeover_of,
)
from orgplan.constraints.model.decisions import (
    DecisionVariables,
    ExitKey,
    GroupFlowKey,
    MoveKey,
    Seat,
    ShortTimeKey,
    TakeoverKey,
    TrainingKey,
)
from orgplan.constraints.model.linear import Linear, Var
from orgplan.constraints.needs import capacity
from orgplan.constraints.structure import growth_cap, one_owner, talent_shape
from orgplan.constraints.structure.hierarchy import direct_reports
from orgplan.constraints.training import mentoring, prerequisites, training_load, training_path
from orgplan.deadline import Deadline
from orgplan.domain.base import Strength
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Counting, Organisation
from orgplan.domain.plan import TOLERANCE, Hire, Measure, Plan, Takeover, Training
from orgplan.domain.rules import Rule
from orgplan.domain.staffing.simulation import PlanSimulation
from orgplan.finance.ledger import group_lines
from orgplan.objectives import ORDER
from orgplan.solver import build as building
from orgplan.solver.outcome import Limits, Task
from orgplan.solver.solvers.highs import HighsEngine
from orgplan.solver.solvers.lp import Constraint, Model, ModelRow, dense, matrix, row_name

CAP = (
    "beyond the cap of a team, so that a rule may be triggered, or one for small teams no longer"
    " be, which the model takes to be impossible"
)
PATH = "credit for a course that is begun too early or twice"
TIME = "more to learn than there is time"
CHANGE = "about somebody who is changed twice, and so in two places at once for the model"
GROUP = "about the time of a group of which more are moved or on short time than are there"
RECRUITS = (
    "beyond the caps on recruiting, so that a rule may be triggered, or no longer be, which the"
    " model takes to be impossible"
)
LEADS = "about who reports to whom, in a team that the plan gives two leads"
CHANGES = {
    "one_change",
    "recruiting",
    "positions",
    "candidates",
    "locks",
    "training_seats",
    "training_path",
    "lever_caps",
    "backfill",
}

FLOWS = (
    capacity.FAMILY,
    one_owner.FAMILY,
)  # families whose amounts are split as well as they can be

Offer = tuple[str, str, int]  # (person, course, period of the start)


class Noted(Model):
    """The model, with each trigger variable and each row noted under its family and key."""

    def __init__(
        self,
        firm: frozenset[Strength],
        elastic: frozenset[str],
        worths: Mapping[tuple[str, str], float],
        deadline: Deadline | None = None,
    ) -> None:
        self.triggers: dict[tuple[str, tuple[str, ...]], Var] = {}
        self.products: dict[Var, list[Linear]] = {}
        self.shapes: dict[Var, tuple[tuple[str, ...], list[Linear]]] = {}
        self.flows: set[Var] = set()
        self.turns: dict[Var, Linear] = {}
        super().__init__(firm, elastic, worths, deadline)

    def binary(self, family: str, key: tuple[str, ...]) -> Var:
        self.triggers[family, key] = super().binary(family, key)
        return self.triggers[family, key]

    def amount(self, family: str, key: tuple[str, ...], upper: float | None) -> Var:
        variable = super().amount(family, key, upper)
        if family == talent_shape.FAMILY and key[0] != "both":
            self.shapes[variable] = (key, [])
        if family in FLOWS:
            self.flows.add(variable)
        return variable

    def link(self, family: str, key: tuple[str, ...], left: Linear, right: float) -> None:
        super().link(family, key, left, right)
        most = Linear(
            right - left.constant, [(-c, v) for c, v in left.terms[1:]]
        )  # of the first variable
        if family == positions.FAMILY:
            self.turns[left.terms[0][1]] = left
        elif key[0] == "all of both":  # at most one of the places is 1
            places = [variable for _, variable in left.terms if variable in self.products]
            other = Linear(right, [(-c, v) for c, v in left.terms if v not in self.products])
            for place in places:
                self.products[place].append(other)
        elif key[0] == "both":
            self.products.setdefault(left.terms[0][1], []).append(most)
        elif left.terms and left.terms[0][1] in self.shapes:
            self.shapes[left.terms[0][1]][1].append(most)


@dataclass(frozen=True)
class Stated:
    """An organisation with its rows; every demand has a shortfall, and so has the time of mentors,
    which is split like other time.
    """

    org: Organisation
    model: Noted
    x: DecisionVariables


def state(org: Organisation) -> Stated:
    with patch.object(building, "Model", Noted):
        built = building.build(org, frozenset({mentoring.FAMILY}), firm=frozenset())
    assert isinstance(built.model, Noted)
    return Stated(org, built.model, built.x)


def plan_of(
    org: Organisation,
    seats: Sequence[Seat | tuple[str, str, int]] = (),
    courses: Sequence[Offer] = (),
    changes: Sequence[MoveKey | ExitKey | ShortTimeKey] = (),
    flows: Sequence[tuple[GroupFlowKey, float]] = (),
    takeovers: Sequence[TakeoverKey] = (),
) -> Plan:
    first = org.calendar.first_day
    kinds = [Seat(*seat) for seat in seats]
    return Plan(
        hires=tuple(hire.replace(id=f"H-{n}") for n, hire in enumerate(hires_of(org, kinds))),
        trainings=tuple(
            Training(id=f"U-{n}", person_id=person, course=course, start_date=first(start))
            for n, (person, course, start) in enumerate(courses)
        ),
        moves=tuple(
            move_of(org, c).replace(id=f"M-{n}")
            for n, c in enumerate(changes)
            if isinstance(c, MoveKey)
        ),
        exits=tuple(
            exit_of(org, c).replace(id=f"X-{n}")
            for n, c in enumerate(changes)
            if isinstance(c, ExitKey)
        ),
        short_times=tuple(
            short_time_of(org, c).replace(id=f"S-{n}")
            for n, c in enumerate(changes)
            if isinstance(c, ShortTimeKey)
        ),
        group_actions=tuple(
            group_action_of(org, flow, heads).replace(id=f"G-{n}")
            for n, (flow, heads) in enumerate(flows)
        ),
        takeovers=tuple(
            _takeover(org, takes, kinds).replace(id=f"L-{n}") for n, takes in enumerate(takeovers)
        ),
    )


def _takeover(org: Organisation, takes: TakeoverKey, seats: list[Seat]) -> Takeover:
    """A takeover, by the first of its seats where it is one: here ids begin with 0."""
    made = takeover_of(org, takes, seats)
    return made if isinstance(takes.who, str) else made.replace(who=f"H-{seats.index(takes.who)}")


def steps_on_offer(stated: Stated) -> list[Offer]:
    """Courses that can be begun, whatever the level from which they are then taken."""
    return sorted({(step.person, step.course, start) for step, start in stated.x.train})


def placed(stated: Stated, plan: Plan) -> dict[tuple[TrainingKey, int], Training]:
    """Each training on the variable of its step, from the level that the checker says the person
    then holds.

    Raises
    ------
    LookupError
        If the model has no such variable, or it is taken already.
    """
    org, walk = stated.org, PlanSimulation(stated.org, plan)
    found: dict[tuple[TrainingKey, int], Training] = {}
    on_offer = {
        (step.person, step.course, step.level, start): step for step, start in stated.x.train
    }
    for training in plan.trainings:
        course, start = org.course[training.course], org.calendar.period_of(training.start_date)
        member = walk.member[training.person_id]
        itself = next(
            taken
            for taken in member.courses
            if (taken.course.id, taken.start_date) == (course.id, training.start_date)
        )
        held = walk.trained(member, course.skill, start, itself)
        level = held if course.from_level <= held < course.to_level else course.from_level
        step = on_offer.get((training.person_id, course.id, level, start))
        if step is None or (step, start) in found:
            raise LookupError(f"{training} cannot be said in the model")
        found[step, start] = training
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
    seats = [
        key
        for key in stated.x.hire
        for _ in range(min(4, upper(stated, key)))
        if r.random() < share
    ]
    courses = [offer for offer in steps_on_offer(stated) if r.random() < share]
    if any(seat.lever for seat in seats):
        r.shuffle(seats)  # or growth would leave no room for contractors and backfills
    plan = plan_of(
        stated.org,
        seats,
        courses,
        random_changes(stated, r, share),
        random_flows(stated, r, share),
        random_takeovers(stated, r, share, seats),
    )
    return sayable(stated, within_bounds(stated, plan))


Change = MoveKey | ExitKey | ShortTimeKey


def changes_on_offer(stated: Stated) -> list[Change]:
    """Moves, redundancies and periods of short time of named people."""
    return [*stated.x.move, *stated.x.leave, *stated.x.reduce]


def random_changes(stated: Stated, r: random.Random, share: float) -> list[Change]:
    """For some people a change, or short time in some periods; once in a while more than one thing
    at once.
    """
    by_person: dict[str, list[Change]] = {}
    for change in changes_on_offer(stated):
        by_person.setdefault(change.person, []).append(change)
    chosen: list[Change] = []
    for offered in by_person.values():
        if r.random() < share:
            first = r.choice(offered)
            short = [
                c
                for c in offered
                if isinstance(c, ShortTimeKey)
                and isinstance(first, ShortTimeKey)
                and c.period > first.period
            ]
            chosen += [first, *(c for c in short if r.random() < 0.3)]
            if r.random() < 0.15:
                chosen.append(r.choice(offered))
    return list(dict.fromkeys(chosen))


def random_flows(
    stated: Stated, r: random.Random, share: float
) -> list[tuple[GroupFlowKey, float]]:
    """For some flows of groups a number of heads, more often a few than more than there are."""
    flows = []
    for flow in stated.x.flow:
        if r.random() < share / 2:
            most = (
                stated.org.person[flow.group].headcount or 0.0
                if flow.group in stated.org.person
                else 2.0
            )
            if flow.kind is None:
                most = upper_of(stated, flow)
            heads = round(most * r.choice([0.05, 0.1, 0.3, 0.3, 0.6, 1.0]), 3)
            heads = (
                float(round(heads))
                if stated.org.counting is Counting.WHOLE
                and (flow.moves_people or stated.org.whole_staff)
                else heads
            )
            flows += [(flow, heads)] if heads > 0 else []
    return flows


def random_takeovers(
    stated: Stated, r: random.Random, share: float, seats: Sequence[Seat]
) -> list[TakeoverKey]:
    """For some teams somebody who takes over, once in a while one too many."""
    possible = [
        takes for takes in stated.x.takeover if isinstance(takes.who, str) or takes.who in seats
    ]
    chosen: list[TakeoverKey] = []
    for team in dict.fromkeys(takes.team for takes in possible):
        here = [takes for takes in possible if takes.team == team]
        while here and r.random() < max(share, 0.3):
            chosen.append(r.choice(here))
            here = [takes for takes in here if takes.who != chosen[-1].who]
    return chosen


def upper_of(stated: Stated, flow: GroupFlowKey) -> float:
    """Most heads of a flow that the model allows."""
    return float(stated.x.flow[flow].upBound)  # type: ignore[attr-defined]


def upper(stated: Stated, seat: Seat) -> int:
    return stated.x.hire_bound[seat.role, seat.team]


def within_bounds(stated: Stated, plan: Plan) -> Plan:
    """The plan without the seats beyond the number of which any can be of use."""
    kept: list[Hire] = []
    for hire in plan.hires:
        if (
            sum((h.role, h.team) == (hire.role, hire.team) for h in kept)
            < stated.x.hire_bound[hire.role, hire.team]
        ):
            kept.append(hire)
    there = {hire.id for hire in kept} | set(stated.org.person)
    takeovers = tuple(one for one in plan.takeovers if one.who in there)
    return plan.replace(hires=tuple(kept), takeovers=takeovers)


def values(stated: Stated, plan: Plan) -> dict[Var, float]:
    """Every variable of the model at the plan; shortfalls and the split of working time are 0."""
    org, x, walk = stated.org, stated.x, PlanSimulation(stated.org, plan)
    at: dict[Var, float] = dict.fromkeys(stated.model.columns, 0.0)
    for key, seats in Counter(seat_of(org, hire) for hire in plan.hires).items():
        at[x.hire[key]] = seats
    for step in placed(stated, plan):
        at[x.train[step]] = 1
    _place_changes(stated, plan, at)
    _place_takeovers(stated, plan, walk, at)
    for rule in org.rules:
        for scope in rule.scopes:
            for period, label in enumerate(org.calendar.labels):
                for what, counts, bound in _conditions(rule):
                    z = stated.model.triggers.get(
                        (rule.family, (rule.id, scope.label, what, label))
                    )
                    if z is not None:
                        where = None if what == "also" and rule.also_anywhere else scope
                        at[z] = _reached(what, walk.heads(period, where, counts), bound)
    _place_loads(stated, walk, at)
    for turn, left in stated.model.turns.items():  # 1 where all that comes before is filled
        at[turn] = evaluate(left, at | {turn: 1.0}) <= TOLERANCE
    for product, parts in stated.model.products.items():
        at[product] = min(evaluate(part, at) for part in parts)
    for shaped, (_, parts) in stated.model.shapes.items():
        at[shaped] = max(0.0, min(1.0, *(evaluate(part, at) for part in parts)))
    return at


def _place_loads(stated: Stated, walk: PlanSimulation, at: dict[Var, float]) -> None:
    """1 where the work asked for is more than so much for each counted head."""
    org = stated.org
    for rule in (rule for rule in org.rules if rule.load_over is not None):
        for scope in rule.scopes:
            for period, label in enumerate(org.calendar.labels):
                key = (rule.family, (rule.id, scope.label, "load", label))
                z = stated.model.triggers.get(key)
                if z is not None:
                    work = sum(
                        need.required[period]
                        for need in org.needs
                        if need.kind is NeedKind.CAPACITY
                        and need.strength is not Strength.OFF
                        and org.contains(scope, need.scope)
                    )
                    heads = walk.heads(period, scope, rule.counted)
                    at[z] = work > (rule.load_over or 0) * heads + 1e-6


def _conditions(rule: Rule) -> tuple[tuple[str, tuple[str, ...], int], ...]:
    """What a rule's trigger variables stand for: kind, whose heads, and from how many heads on."""
    return (
        ("trigger", rule.counted, rule.trigger_from or 0),
        ("beyond", rule.counted, rule.below or 0),
        ("also", rule.also_counts, rule.also_threshold or 0),
    )


def _reached(what: str, heads: float, bound: int) -> bool:
    """Whether heads reach a number: any part of a head counts where a rule is then triggered, and a
    whole one where it no longer is.
    """
    return heads >= bound - TOLERANCE if what == "beyond" else math.ceil(heads - TOLERANCE) >= bound


def _place_changes(stated: Stated, plan: Plan, at: dict[Var, float]) -> None:
    """Moves, redundancies, short time and flows of the plan on their variables."""
    x, period_of = stated.x, stated.org.calendar.period_of
    for move in plan.moves:
        at[
            x.move[
                MoveKey(
                    move.person_id,
                    move.lever,
                    move.kind,
                    move.role,
                    move.team,
                    period_of(move.start_date),
                )
            ]
        ] = 1
    for leaving in plan.exits:
        at[x.leave[ExitKey(leaving.person_id, leaving.lever, period_of(leaving.last_day) + 1)]] = 1
    for reduced in plan.short_times:
        at[
            x.reduce[ShortTimeKey(reduced.person_id, reduced.lever, period_of(reduced.start_date))]
        ] = 1
    for action in plan.group_actions:
        at[
            x.flow[
                GroupFlowKey(
                    action.kind,
                    action.lever,
                    action.group,
                    action.to_group,
                    period_of(action.start_date),
                )
            ]
        ] = action.heads


def _place_takeovers(
    stated: Stated, plan: Plan, walk: PlanSimulation, at: dict[Var, float]
) -> None:
    """Takeovers of the plan on their variables, and who leads then."""
    seats = {hire.id: seat_of(stated.org, hire) for hire in plan.hires}
    for one in plan.takeovers:
        start = stated.org.calendar.period_of(one.start_date)
        at[stated.x.takeover[TakeoverKey(seats.get(one.who, one.who), one.team, start)]] = 1
    for key, state in stated.x.leading.items():
        leads = walk.leads(key.team, key.period)
        at[state] = any(m.id == key.who for m in leads) and any(
            one.who == key.who and one.team == key.team for one in plan.takeovers
        )


def rows_say(stated: Stated, plan: Plan) -> dict[str, float]:
    """By how much the plan breaks each row that is judged, in the row's own unit; for capacity and
    owners, the least that it can.
    """
    at = values(stated, plan)
    violated = {}
    for row in stated.model.rows:
        name = row_name(row.family, row.key)
        assert name not in violated, f"two rows are named {name}"
        if not _is_split(row.family, row.key):
            violated[name] = _violated(stated.model, row, at)
    return violated | _capacity_says(stated, at, _overloaded(checker_says(stated.org, plan)))


def _is_split(family: str, key: tuple[str, ...]) -> bool:
    """Whether a row is about what can be split in many ways: working time, that of mentors too, and
    areas.
    """
    return family in FLOWS or (family == mentoring.FAMILY and key[1] == "time")


def _violated(model: Model, row: ModelRow, at: Mapping[Var, float]) -> float:
    constraint = model.constraints[row.constraint]
    value = _value(constraint, at)
    beyond = max(constraint.lower - value, value - constraint.upper) / row.unit
    return float(max(0, math.ceil(beyond - TOLERANCE))) if row.whole else float(max(0.0, beyond))


def _value(constraint: Constraint, at: Mapping[Var, float]) -> float:
    return sum(coefficient * at[variable] for variable, coefficient in constraint.left.items())


def _overloaded(measures: Mapping[str, Measure]) -> set[str]:
    """Periods in which somebody is to learn for longer than they work, or is in two places, or a
    group gives less than nothing: time can't be split.
    """
    violated = [measure for measure in measures.values() if measure.is_short]
    if any(m.family == one_change.FAMILY for m in violated):
        return {m.key[-1] for m in measures.values()} | {CHANGE}
    learning = {
        m.key[2] for m in violated if m.family == training_load.FAMILY and m.key[1] == "time"
    }
    return learning | {m.key[2] for m in violated if m.family == group_stock.FAMILY}


def _capacity_says(
    stated: Stated, at: Mapping[Var, float], overloaded: set[str]
) -> dict[str, float]:
    """Shortfall of each capacity need, and of owners, when time and areas are split for the least
    weighted must-, then should-shortfall.
    """
    rows = {row.slack: row for row in stated.model.rows if _is_split(row.family, row.key)}
    if not rows:
        return {}
    whole = matrix(stated.model)
    solver, lower, upper = HighsEngine(whole), whole.lower.copy(), whole.upper.copy()
    others = []
    for number, row in enumerate(stated.model.constraints):
        family, key = row.family.removeprefix("link_"), row.key
        splits = _is_split(family, key) and (family, key) not in stated.model.triggers
        means_nothing = key[-1] in overloaded and family != one_owner.FAMILY
        if not splits or means_nothing or CHANGE in overloaded:
            others.append(number)
    solver.highs.deleteRows(len(others), np.array(others, dtype=np.int32))
    for number, column in enumerate(stated.model.columns):
        if column not in stated.model.flows and column not in rows:
            lower[number] = upper[number] = at[column]
    mentors = [(1.0, slack) for slack, row in rows.items() if row.family == mentoring.FAMILY]
    short = {
        asked: [
            (short.weight, short.variable)
            for short in stated.model.shortfalls
            if short.variable in rows and short.strength is asked and short.worth is None
        ]
        for asked in Strength
    }
    dear = [
        (short.worth, short.variable)
        for short in stated.model.shortfalls
        if short.variable in rows and short.worth is not None
    ]
    last = [
        (1.0, short.variable)
        for short in stated.model.shortfalls
        if short.variable in rows and short.worth is not None
    ]
    for terms in (mentors, short[Strength.MUST], short[Strength.SHOULD], dear, last):
        goal = Linear(0.0, terms)
        costs = dense(stated.model, goal)
        outcome = solver.run(
            Task(costs, goal.constant, lower, upper, Limits(30.0, 0.0, absolute_gap=0.0))
        )
        assert outcome.values is not None, "no split of working time is possible"
        solver.hold(costs, outcome.objective + 1e-9)
        found = outcome.values
    missing = dict(zip(stated.model.columns, found, strict=True))
    return {row_name(row.family, row.key): float(missing[slack]) for slack, row in rows.items()}


def decisions_of(stated: Stated) -> set[Var]:
    """All variables that say what is done."""
    x = stated.x
    kinds = (x.hire, x.train, x.move, x.leave, x.reduce, x.flow, x.kept, x.takeover)
    return {variable for kind in kinds for variable in kind.values()}  # type: ignore[attr-defined]


def checker_says(org: Organisation, plan: Plan) -> dict[str, Measure]:
    """Every measure of the families by its name."""
    measures: dict[str, Measure] = {}
    for measure in judge(org, plan):
        if measure.family != "offer":
            assert measure.name not in measures, f"two measures are named {measure.name}"
            measures[measure.name] = measure
    return measures


def beyond_compare(stated: Stated, measures: Mapping[str, Measure]) -> Iterator[tuple[str, str]]:
    """Names that may differ, and why: where a hard limit is broken, the rows that rest on it mean
    nothing.

    The model never gets that far; the checker goes on and judges a broken plan as it stands.
    """
    violated = [measure for measure in measures.values() if measure.is_short]
    for cap in [
        m
        for m in violated
        if m.family == headcount.FAMILY and m.key[1] == "at most" and m.key[0] in stated.org.team
    ]:
        rules, rows = (
            {rule.id: rule for rule in stated.org.rules},
            {row_name(row.family, row.key) for row in stated.model.rows},
        )
        here = (m for m in measures.values() if m.key[0] in rules and m.key[-1] == cap.key[2])
        conditions = {
            rule.id
            for rule in stated.org.rules
            if rule.below is not None or rule.also_threshold is not None
        }
        yield from (
            (m.name, CAP)
            for m in here
            if m.name not in rows or m.key[0] in conditions or not m.triggered
        )
        yield from (
            (m.name, CAP)
            for m in measures.values()
            if m.family == growth_cap.FAMILY and m.name not in rows
        )
    for path in [m for m in violated if m.family == training_path.FAMILY]:
        yield from (
            (name, PATH) for name in _rest_on(stated.org, measures, path.key[0], path.key[1])
        )
    yield from (
        (m.name, TIME)
        for m in measures.values()
        if _is_split(m.family, m.key)
        and m.family != "one_owner"
        and m.key[-1] in _overloaded(measures)
    )
    for over in [
        m for m in violated if m.family in (one_change.FAMILY, group_stock.FAMILY)
    ]:  # its other rows count what is too much already
        yield from (
            (row_name(r.family, r.key), CHANGE)
            for r in stated.model.rows
            if (r.family, r.key[0]) == (over.family, over.key[0]) and r.key[1] != over.key[1]
        )
    for two in [m for m in violated if m.family == takeovers.FAMILY and m.key[1] == "one lead"]:
        rows_of = (r for r in stated.model.rows if r.family == direct_reports.FAMILY)
        here = [m for m in measures.values() if m.family == direct_reports.FAMILY]
        yield from ((m.name, LEADS) for m in here if m.key[-1] == two.key[-1])
        yield from ((row_name(r.family, r.key), LEADS) for r in rows_of if r.key[-1] == two.key[-1])
    for less in [m for m in violated if m.family == group_stock.FAMILY]:  # heads below nothing
        here = [m for m in measures.values() if m.key[-1] == less.key[-1]]
        yield from ((m.name, GROUP) for m in here if m.family in rule_families())
        receiving = [
            r
            for r in stated.model.rows
            if r.family == lever_caps.FAMILY and len(r.key) == 3 and r.key[-1] == less.key[-1]
        ]
        yield from ((row_name(r.family, r.key), GROUP) for r in receiving)
    if stated.org.groups and any(m.family == recruiting.FAMILY for m in violated):
        yield from ((m.name, RECRUITS) for m in measures.values() if m.family in rule_families())
    if any(m.family == one_change.FAMILY for m in violated):
        yield from (
            (m.name, CHANGE) for m in measures.values() if _rests_on_places(m.family, m.key)
        )
        yield from (
            (row_name(row.family, row.key), CHANGE)
            for row in stated.model.rows
            if _rests_on_places(row.family, row.key)
        )


def _rests_on_places(family: str, key: tuple[str, ...]) -> bool:
    """Whether it matters for a constraint who is where."""
    return family not in CHANGES or (family == lever_caps.FAMILY and len(key) == 3)


def _rest_on(
    org: Organisation, measures: Mapping[str, Measure], person: str, skill: str
) -> Iterator[str]:
    """Names of the measures that may turn on whether a person has learned a skill."""
    needs = {
        need.id
        for need in org.needs
        if need.skill == skill and org.person[person].team in org.teams_of(need.scope)
    }
    split = any(org.need[need].kind is NeedKind.CAPACITY for need in needs)
    rising = {rule.id for rule in org.rules if dict(rule).get("skill") == skill}
    for measure in measures.values():
        if (
            measure.key[0] in needs
            or (split and measure.family == capacity.FAMILY)
            or measure.family == talent_shape.FAMILY
            or measure.key[0] in rising
            or measure.family == one_owner.FAMILY
            or measure.key[2:3] in ((f"owner of {skill}",), (f"holders of {skill}",))
            or (measure.family == mentoring.FAMILY and measure.key[0] == skill)
            or (measure.family == prerequisites.FAMILY and measure.key[2] == skill)
            or (measure.family == readiness.FAMILY and measure.key[0] == person)
        ):
            yield measure.name


def disagreements(stated: Stated, plan: Plan) -> list[str]:
    """Where both sides differ on a plan, in words; empty where they agree."""
    rows, measures = rows_say(stated, plan), checker_says(stated.org, plan)
    excused = dict(beyond_compare(stated, measures))
    found = []
    for name in sorted(set(rows) | set(measures)):
        if (
            name.startswith("capacity(")
            or ", time, " in name.partition("mentoring(")[2]
            or name in excused
        ):
            continue
        row, judged = rows.get(name), measures[name].shortfall if name in measures else 0.0
        if abs((row or 0.0) - judged) > (
            half_cents(stated.org, plan) if name.startswith("budget(") else 1e-5
        ):
            found.append(
                f"{name}: the {'row' if name in rows else 'model, without a row,'} says"
                f" {row or 0.0:g}, the checker {judged:g}"
            )
    return (
        found
        + _price_disagreements(stated, measures)
        + _capacity_disagreements(stated, rows, measures, set(excused))
        + _trigger_disagreements(stated, plan, measures)
        + _shape_disagreements(stated, plan, measures, set(excused))
        + _goal_disagreements(stated, plan, measures)
    )


def _price_disagreements(stated: Stated, measures: Mapping[str, Measure]) -> list[str]:
    """Shortfalls whose strength, weight or price is another on either side."""
    of = {short.variable: short for short in stated.model.shortfalls}
    rows = ((row_name(r.family, r.key), of.get(r.slack)) for r in stated.model.rows)
    return [
        f"{name}: the row is a {short.strength}, weight {short.weight:g}, worth {short.worth}"
        for name, short in rows
        if short is not None
        and (measure := measures.get(name)) is not None
        and (short.strength, short.weight, short.worth)
        != (measure.strength, measure.weight, measure.worth)
    ]


def half_cents(org: Organisation, plan: Plan) -> float:
    """How far money may differ: heads of groups are rounded cell by cell in the ledger, and not at
    all in the rows.
    """
    return 1e-5 + 0.005 * sum(1 for _ in group_lines(org, plan)) * 2


def _goal_disagreements(stated: Stated, plan: Plan, measures: Mapping[str, Measure]) -> list[str]:
    """Goals that are stated in decisions alone come to what the plan comes to."""
    if any(m.is_short for m in measures.values() if m.family == one_change.FAMILY):
        return []
    at, found = values(stated, plan), []
    unpriced = tuple(replace(measure, worth=None) for measure in measures.values())
    for objective in {objective for order in ORDER.values() for objective in order}:
        terms = objective.terms(stated.org, stated.x, [])
        if terms.terms:
            row, judged = (
                evaluate(terms, at),
                objective.value(stated.org, plan, unpriced),
            )
            if abs(row - judged) > objective.SLIP + half_cents(stated.org, plan) / 1000:
                found.append(
                    f"{objective.NAME}: the model says {row:.6f}, the plan comes to {judged:.6f}"
                )
    return found


def _trigger_disagreements(
    stated: Stated, plan: Plan, measures: Mapping[str, Measure]
) -> list[str]:
    """A trigger may always be 1, and may be 0 below its number of heads, and nowhere else; for what
    ends a rule it is the other way round.
    """
    violated = {m.family for m in measures.values() if m.is_short}
    if violated & {one_change.FAMILY, group_stock.FAMILY} or (
        stated.org.groups and recruiting.FAMILY in violated
    ):
        return []
    at, walk = values(stated, plan), PlanSimulation(stated.org, plan)
    links = {
        row.key: number
        for number, row in enumerate(stated.model.constraints)
        if row.family.startswith("link_")
    }
    full = {
        m.key
        for m in measures.values()
        if m.family == headcount.FAMILY and m.key[1] == "at most" and m.is_short
    }
    found = []
    for rule in stated.org.rules:
        for scope in rule.scopes:
            for period, label in enumerate(stated.org.calendar.labels):
                if any((team, "at most", label) in full for team in stated.org.teams_of(scope)):
                    continue
                for what, counts, bound in _conditions(rule):
                    where = None if what == "also" and rule.also_anywhere else scope
                    count = walk.heads(period, where, counts)
                    reached = _reached(what, count, bound)
                    allowed = [True, reached] if what == "beyond" else [not reached, True]
                    key = (rule.id, scope.label, what, label)
                    z = stated.model.triggers.get((rule.family, key))
                    possible = (
                        [_holds(stated.model, links[key], {**at, z: chosen}) for chosen in (0, 1)]
                        if z is not None
                        else allowed
                    )
                    if possible != allowed:
                        found.append(
                            f"{rule.id} in {scope}, {label}: the {what} may be {possible}, with"
                            f" {count:g} heads"
                        )
    return found


def _shape_disagreements(
    stated: Stated, plan: Plan, measures: Mapping[str, Measure], excused: set[str]
) -> list[str]:
    """Somebody who may grow into a shape is of it exactly where the checker says so; somebody who
    may be moved, only there.
    """
    at, grown = values(stated, plan), dict[tuple[str, ...], bool]()
    for shaped, (key, _) in stated.model.shapes.items():
        grown[key] = grown.get(key, False) or at[shaped] > 1 - TOLERANCE
    found = []
    for (rule_id, where, person, label), may in grown.items():
        name = row_name(talent_shape.FAMILY, (rule_id, where, label))
        said = person in measures[name].by
        if name not in excused and may != said and not (said and person in stated.x.unsettled):
            found.append(f"{person} may{'' if may else ' not'} be of the shape of {name}")
    return found


def _holds(model: Model, number: int, at: Mapping[Var, float]) -> bool:
    constraint = model.constraints[number]
    return _value(constraint, at) <= constraint.upper + TOLERANCE


def _capacity_disagreements(
    stated: Stated, rows: Mapping[str, float], measures: Mapping[str, Measure], excused: set[str]
) -> list[str]:
    found = []
    judged = {
        name: measure
        for name, measure in measures.items()
        if _is_split(measure.family, measure.key) and measure.family != "one_owner"
    }
    stated_names, of_needs = (
        {name for name in rows if name.startswith("capacity(")},
        {name for name in judged if name.startswith("capacity(")},
    )
    if stated_names != of_needs:
        found.append(
            "capacity is judged under other names than it is stated:"
            f" {sorted(stated_names ^ of_needs)}"
        )
    for label in stated.org.calendar.labels:
        here = [measure for measure in judged.values() if measure.key[-1] == label]
        if any(measure.name in excused for measure in here):
            continue
        for strength, priced in (
            (None, False),  # no strength is the time of mentors
            (Strength.MUST, False),
            (Strength.SHOULD, False),
            (None, True),
        ):
            row, checker = (
                sum(
                    (m.weight if m.worth is None else m.worth / 1000) * short  # as in the cost
                    for m in here
                    if (m.worth is not None) is priced
                    and (priced or m.strength is strength)
                    and (short := of(m)) is not None
                )
                for of in (
                    lambda m: rows.get(m.name),
                    lambda m: m.shortfall if m.name in rows else None,
                )
            )
            if abs(row - checker) > 1e-5:
                found.append(
                    f"time, {'priced' if priced else strength} in {label}: the rows can do with"
                    f" {row:.6f} short, the checker with {checker:.6f}"
                )
    return found


def evaluate(linear: Linear, values: Mapping[Var, float]) -> float:
    """Value of an expression."""
    return linear.constant + sum(
        coefficient * values[variable] for coefficient, variable in linear.terms
    )
