"""Changed organisations: what changes, what stays, and what is refused."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date

import pytest

import orgplan as op
from orgplan.domain.base import Strength
from orgplan.domain.costs.budget import BudgetLine
from orgplan.domain.needs import NeedKind
from orgplan.domain.positions import Lock
from orgplan.domain.rules import Freezes
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.library.samples import sample_workbook

SAMPLE = sample_workbook("growing_startup")
assert SAMPLE is not None
ORG = op.load(SAMPLE)
EVERYTHING = tuple(range(ORG.calendar.periods))


def _line(amount: float, headcount: int | None = None) -> BudgetLine:
    return BudgetLine(
        id="B-total",
        scope=ORGANISATION,
        periods=EVERYTHING,
        label="total",
        amount=amount,
        headcount=headcount,
    )


def test_a_total_keeps_the_headcount_of_the_line_it_replaces() -> None:
    changed = ORG.replace(budget=(_line(10.0, 3),)).apply(op.change.budget(total=20.0))
    assert [(one.id, one.amount, one.headcount) for one in changed.budget] == [
        ("B-total", None, 3),
        ("B-total 2", 20.0, None),
    ]


def test_a_total_replaces_the_amount() -> None:
    changed = ORG.replace(budget=(_line(10.0),)).apply(op.change.budget(total=20.0))
    assert [one.amount for one in changed.budget] == [20.0]


def test_a_freeze_is_a_rule_on_decisions_and_leaves_lead_times_alone() -> None:
    team = ORG.teams[0].id
    frozen = ORG.apply(
        op.change.freeze(["2027-Q1", "2027-Q2", "2027-Q4"]),
        op.change.freeze(starts="2027-Q1", teams=[team], all_seats=False),
    )
    added = frozen.rules[len(ORG.rules) :]
    assert [(r.id, r.first, r.last, r.all_seats, r.freezes) for r in added] == [
        ("hiring freeze", 0, 1, True, Freezes.DECISIONS),
        ("hiring freeze 2", 3, 3, True, Freezes.DECISIONS),
        ("hiring freeze 3", 0, 0, False, Freezes.STARTS),
    ]
    assert added[2].scopes[0].name == team
    assert (frozen.roles, frozen.assumptions) == (ORG.roles, ORG.assumptions)


def test_changes_compose_and_leave_the_base_alone() -> None:
    before = ORG.model_dump_json()
    total = sum(line.amount or 0 for line in ORG.budget)
    changed = ORG.apply(op.change.budget(scale=0.9), op.change.budget(scale=0.5))
    assert sum(line.amount or 0 for line in changed.budget) == pytest.approx(total * 0.45)
    assert ORG.model_dump_json() == before


def test_pay_of_everybody_moves_bands_and_of_a_team_its_people_alone() -> None:
    person, role = ORG.people[0], next(role for role in ORG.roles if role.band_mid)
    assert role.band_mid is not None
    everybody = ORG.apply(op.change.pay(scale=1.1))
    assert everybody.person[person.id].base_salary == round(person.base_salary * 1.1, 2)
    assert everybody.role[role.id].band_mid == round(role.band_mid * 1.1, 2)
    team = ORG.apply(op.change.pay(scale=1.1, who=person.team))
    moved = {p.id for p in team.people if p.base_salary != ORG.person[p.id].base_salary}
    assert moved == {p.id for p in ORG.people if p.team == person.team}
    assert team.roles == ORG.roles


def test_attrition_is_scaled_wherever_it_is_stated_or_is_one_rate() -> None:
    stated = ORG.replace(
        people=(ORG.people[0].replace(attrition=0.5), *ORG.people[1:]),
        assumptions=ORG.assumptions.with_value("attrition", 0.1, ORG.teams[0].id),
    )
    twice = stated.apply(op.change.attrition(scale=2))
    assert twice.people[0].attrition == 0.95  # no more than there can be
    assert twice.assumptions.get("attrition", ORG.teams[0].id) == 0.2
    assert twice.assumptions.get("attrition") == 2 * ORG.assumptions.get("attrition")
    flat = stated.apply(op.change.attrition(rate=0.15))
    assert flat.people[0].attrition is None
    assert flat.assumptions.get("attrition", ORG.teams[0].id) == 0.15


def test_needs_grow_and_move_and_whole_people_stay_whole() -> None:
    need = next(n for n in ORG.needs if n.kind is NeedKind.CAPACITY)
    holders = next(n for n in ORG.needs if n.kind is NeedKind.HOLDERS)
    grown = ORG.apply(op.change.needs(scale=1.1))
    assert grown.need[need.id].required == tuple(round(a * 1.1, 6) for a in need.required)
    assert all(amount == int(amount) for amount in grown.need[holders.id].required)
    rising = ORG.replace(needs=(need.replace(required=(1.0, 2.0, 3.0, 4.0)),))
    earlier = rising.apply(op.change.needs(earlier=1)).needs[0].required
    later = rising.apply(op.change.needs(later=1, need=need.id)).needs[0].required
    assert (earlier, later) == ((2.0, 3.0, 4.0, 4.0), (0.0, 1.0, 2.0, 3.0))


def test_rules_leavers_assumptions_locks_and_parts() -> None:
    rule, person, role = ORG.rules[0], ORG.people[0], ORG.roles[0]
    assert ORG.apply(op.change.rule(rule.id, "off")).rules[0].strength is Strength.OFF
    day = date(2027, 3, 31)
    assert ORG.apply(op.change.leaves(person.name, "2027-03-31")).people[0].end_date == day
    slow = ORG.apply(op.change.assume(lead_time=9)).roles
    assert {one.lead_time for one in slow} == {None}  # what roles state gives way
    locked = ORG.apply(op.change.forbid(hire=role.id, periods="2027-Q2")).locks[-1]
    assert (locked.lock, locked.who, locked.periods) == (Lock.MUST_NOT, role.id, (1,))
    assert ORG.apply(op.change.add(Team(id="Data"))).team["Data"] == Team(id="Data")
    assert ORG.needs[0].id not in ORG.apply(op.change.without(ORG.needs[0].id)).need


WRONG: dict[str, Callable[[], object]] = {
    "exactly one of scale, total": lambda: op.change.budget(),
    "scale=-1": lambda: op.change.budget(scale=-1),
    "did you mean 'attrition'": lambda: op.change.assume(atrition=0.5),
    "scope='Nobody'": lambda: ORG.apply(op.change.assume(scope="Nobody", ramp=3)),
    "attrition=5": lambda: op.change.assume(attrition=5),
    "rate=5": lambda: op.change.attrition(rate=5),
    "did you mean 'Payments'": lambda: ORG.apply(op.change.pay(scale=2, who="Paymnts")),
    "'2031-Q1'": lambda: ORG.apply(op.change.freeze("2031-Q1")),
    "'soon'": lambda: ORG.apply(op.change.freeze("soon")),
    "a day such as": lambda: op.change.leaves("P02", "March"),
    "person='Nobody'": lambda: ORG.apply(op.change.leaves("Nobody", "2027-03-31")),
    "name='directr'": lambda: ORG.apply(op.change.rule("directr", "off")),
    "one of must, should, off": lambda: op.change.rule("director", "never"),  # type: ignore[arg-type]
    "'Javva'": lambda: ORG.apply(op.change.needs(scale=2, skill="Javva")),
    "hire='Pilot'": lambda: ORG.apply(op.change.forbid(hire="Pilot")),
    "'N-999'": lambda: ORG.apply(op.change.without("N-999")),
}


@pytest.mark.parametrize("words", WRONG)
def test_what_makes_no_sense_is_refused_by_name(words: str) -> None:
    with pytest.raises(op.BadArgument) as caught:
        WRONG[words]()
    assert words in str(caught.value)
    assert isinstance(pickle.loads(pickle.dumps(caught.value)), op.BadArgument)


def test_a_change_pickles_and_prints_itself() -> None:
    change = op.change.forbid(hire="QA engineer", team="Apps", periods="2027-Q1")
    assert pickle.loads(pickle.dumps(change)) == change
    assert str(change) == "no hire of QA engineer in Apps in 2027-Q1"
