"""What the model adds up is what the ledger has: the difference that an action makes, for any
person and action, to the cent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.levers import MOVES, Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.plan import Exit, Move, Plan, ShortTime
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.finance.budget_charge import BudgetCharge
from orgplan.finance.cost_totals import charged
from orgplan.finance.ledger import CostLine, action_lines, ledger
from orgplan.finance.run_rates import decided
from orgplan.finance.unit_costs import UnitCost, action_cost

FIRST, LAST = date(2026, 6, 1), date(2028, 9, 30)
DAYS = st.dates(FIRST, LAST)
MONEY = st.integers(0, 30_000_000).map(lambda cents: cents / 100)
SHARES = st.sampled_from([0.0, 0.05, 0.117, 0.4, 1.0])


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Two people whose pay depends on everything that pay can depend on."""
    start = draw(st.sampled_from([date(2027, 1, 1), date(2027, 4, 1), date(2027, 12, 1)]))
    people = tuple(draw(persons(name)) for name in ("Ann", "Ben"))
    caps = st.sampled_from([-1.0, 0.0, 30_000.0, 61_234.56, 1e6])
    rows = [
        Assumption(key=key, value=draw(values), scope=draw(st.sampled_from([None, "A", "B", "dev",
            "there", "Ann"])))
        for key, values in (
            ("tax_cap", caps), ("tax_cap", caps), ("bonus_month", st.integers(0, 12)),
            ("bonus_month", st.integers(0, 12)),
            ("merit_pct", SHARES), ("merit_month", st.integers(1, 12)),
            ("merit_tenure", st.integers(0, 12)), ("bonus_pct", SHARES),
            ("benefits_per_head", MONEY), ("benefits_pct", SHARES), ("employer_tax_pct", SHARES),
            ("tail_months", st.integers(0, 18)),
        )
    ]  # fmt: skip
    rows = list({(row.key, row.scope): row for row in rows}.values())  # each is set once
    levers = tuple(
        Lever(
            id=kind.value,
            kind=kind,
            to_role="lead",
            cost=draw(MONEY),
            share=draw(SHARES),
            months_of_base=draw(st.integers(0, 6)),
        )
        for kind in (*MOVES, LeverKind.REDUNDANCY, LeverKind.SHORT_TIME)
    )
    return Organisation(
        calendar=Calendar(
            as_of=date(2026, 12, 1),
            start=start,
            period=draw(st.sampled_from(PeriodLength)),
            periods=draw(st.integers(1, 2)),
        ),
        assumptions=Assumptions(rows=tuple(rows)),
        people=people,
        roles=(Role(id="dev", name="dev"), Role(id="lead", name="lead")),
        teams=(Team(id="A"), Team(id="B", cost_centre="CB")),
        locations=(Location(id="there", employer_tax_pct=draw(SHARES), tax_cap=draw(MONEY)),),
        levers=levers,
    )


@st.composite
def persons(draw: st.DrawFn, name: str) -> Person:
    start = draw(st.one_of(st.just(date(2020, 1, 1)), DAYS))
    return Person(
        id=name,
        name=name,
        role="dev",
        team=draw(st.sampled_from(["A", "B"])),
        start_date=start,
        end_date=draw(st.one_of(st.none(), st.dates(start, max(start, LAST)))),
        base_salary=draw(MONEY),
        location=draw(st.sampled_from([None, "there"])),
        employment=draw(
            st.sampled_from([Employment.EMPLOYEE, Employment.EMPLOYEE, Employment.CONTRACTOR])
        ),
        cost_centre=draw(st.sampled_from([None, "CC"])),
    )


@st.composite
def actions(draw: st.DrawFn, person: str) -> Move | Exit | ShortTime:
    """Any move, exit or short time, on any day."""
    day = draw(DAYS)
    what = draw(st.sampled_from(["move", "exit", "short time"]))
    if what == "exit":
        return Exit(id=f"X-{person}", lever="redundancy", person_id=person, last_day=day)
    if what == "short time":
        return ShortTime(
            id=f"S-{person}",
            lever="short time",
            person_id=person,
            start_date=day,
            end_date=day + timedelta(days=draw(st.integers(0, 200))),
        )
    kind = draw(st.sampled_from(MOVES))
    return Move(
        id=f"M-{person}", kind=kind, lever=kind.value, person_id=person,
        role=draw(st.sampled_from(["dev", "lead"])),
        team=draw(st.sampled_from(["A", "B"])), start_date=day, base_salary=draw(MONEY),
    )  # fmt: skip


def plan_of(*chosen: Move | Exit | ShortTime) -> Plan:
    return Plan(
        moves=tuple(action for action in chosen if isinstance(action, Move)),
        exits=tuple(action for action in chosen if isinstance(action, Exit)),
        short_times=tuple(action for action in chosen if isinstance(action, ShortTime)),
    )


def booked(lines: Iterable[CostLine], sign: int = 1) -> Counter[tuple[str, str, str, int, str]]:
    """Cents by everything but the action."""
    found: Counter[tuple[str, str, str, int, str]] = Counter()
    for line in lines:
        found[line.entity, line.team, line.cost_centre, line.month, line.component] += (
            sign * line.cents
        )
    return found


def agree(org: Organisation, plan: Plan, units: list[UnitCost]) -> None:
    """Ledger with the plan less ledger without it is what the units say, line by line, for every
    budget, and in the goal.
    """
    with_plan, without = ledger(org, plan), ledger(org, Plan())
    difference = booked(with_plan)
    difference.update(booked(without, -1))
    said = booked(line for unit in units for line in unit.lines)
    assert {key: cents for key, cents in difference.items() if cents} == {
        key: cents for key, cents in said.items() if cents
    }
    assert {key: cents for key, cents in booked(action_lines(org, plan)).items() if cents} == {
        key: cents for key, cents in said.items() if cents
    }
    for scope in (
        ORGANISATION,
        Scope(kind=ScopeKind.TEAM, name="B"),
        Scope(kind=ScopeKind.COST_CENTRE, name="CC"),
    ):
        for category in Category:
            line = BudgetLine(
                id="L", scope=scope, periods=(0,), label="", amount=0, category=category
            )
            assert charged(org, line, with_plan) - charged(org, line, without) == sum(
                BudgetCharge(org, line).of_one(unit) for unit in units
            )
    assert abs(decided(org, plan) - sum(unit.goal for unit in units)) < 1e-3


@given(organisations(), st.data())
def test_one_action_a_person_is_its_difference(org: Organisation, data: st.DataObject) -> None:
    chosen = [data.draw(actions(person.id)) for person in org.people]
    agree(org, plan_of(*chosen), [action_cost(org, action) for action in chosen])


@given(organisations(), st.sets(st.integers(0, 7), min_size=2, max_size=5), st.booleans())
def test_short_time_of_several_periods_adds_up(
    org: Organisation, months: set[int], doubled: bool
) -> None:
    """Whatever the cap and whenever the bonus is paid: what one month saves has nothing to do with
    the others.
    """
    starts = [
        org.calendar.month_starts[month] for month in sorted(months) if month < org.calendar.months
    ]
    org = (
        org.replace(calendar=org.calendar.replace(periods=org.calendar.periods * 2))
        if doubled
        else org
    )
    chosen = [
        ShortTime(
            id=f"S-{n}",
            lever="short time",
            person_id="Ann",
            start_date=day,
            end_date=day + timedelta(days=27),
        )
        for n, day in enumerate(starts)
    ]
    agree(org, plan_of(*chosen), [action_cost(org, action) for action in chosen])


@given(organisations())
def test_nobody_costs_anything_after_the_last_day(org: Organisation) -> None:
    last_month = {
        person.id: org.calendar.month_of(person.end_date)
        for person in org.people
        if person.end_date
    }
    assert all(
        line.month <= last_month.get(line.entity, line.month) for line in ledger(org, Plan())
    )
