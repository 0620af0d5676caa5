"""Conflicts are irreducible: drop any one member, and the others hold together."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest

from orgplan.analysis.dead_ends import colliding, dead_end
from orgplan.analysis.verification import doubts_about
from orgplan.constraints.model.linear import Linear
from orgplan.domain.costs.budget import BudgetLine
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.plan import Key
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.solver.build import build
from orgplan.solver.conflict import Conflict, ConflictMember, conflicts, stated
from orgplan.solver.diagnose import WayOut, ways_out
from orgplan.solver.outcome import Limits, Status
from orgplan.solver.search import Search
from orgplan.solver.solve import solve
from orgplan.solver.solvers.lp import Model
from tests.organisations import random_organisation, tiny_levers
from tests.solver.test_ways_out import capped_and_poor, loosened

SLOW = bool(os.environ.get("ORGPLAN_SLOW"))


def holds(org: Organisation, members: frozenset[ConflictMember]) -> bool:
    """Whether the stated rows of some names alone can hold together, in a model that has no others
    of them.
    """
    return _possible(org, lambda family, key: 0 if ConflictMember(family, key) in members else None)


def _possible(org: Organisation, most: Callable[[str, Key], float | None]) -> bool:
    """Whether there is a plan in which each limit and must gives no more than so much (``None`` is
    any amount).
    """
    model: Model = build(org, stated()).model
    for row, slack in model.excesses:
        slack.upBound = most(row.family, row.key)
    outcome = Search(model).minimise(Linear(), Limits(20.0, 0.0))
    assert outcome.status in (Status.OPTIMAL, Status.INFEASIBLE)
    return outcome.status is Status.OPTIMAL


def check(org: Organisation, conflict: Conflict) -> None:
    """Together they cannot hold; without any one of them they can."""
    assert conflict.irreducible
    members = frozenset(conflict.members)
    assert not holds(org, members)
    for member in members:
        assert holds(org, members - {member}), f"{member} is no part of the conflict"


def test_the_need_the_cap_and_nothing_else() -> None:
    """Four holders and three heads cannot be, whatever the money; with the cap gone it is the
    money.
    """
    org = capped_and_poor()
    first, *others = conflicts(org)
    assert not others
    check(org, first)
    assert {member.family for member in first.members} in (
        {"holders", "headcount"},
        {"holders", "budget"},
    )


def test_two_conflicts_that_share_nothing_are_told_apart() -> None:
    # The roster alone costs 192,000: no budget of 1,000 holds. Nor do four holders and three heads.
    org = capped_and_poor()
    poor = BudgetLine(id="B-2", scope=ORGANISATION, periods=(0,), label="2027-Q1", amount=1000)
    org = org.replace(budget=(poor,))
    found = conflicts(org)
    assert [{member.key[0] for member in one.members} for one in found] == [{"B-2"}, {"N-1", "T"}]
    for one in found:
        check(org, one)
    lines = dead_end(org, (), found)
    assert lines[0] == "This cannot be kept, whatever else is relaxed:"
    assert lines[1] == "  - budget for 2027-Q1: 1,000.00 USD"
    assert lines[2] == "These cannot be kept either, whatever is done about the others:"
    assert lines[3].startswith(
        "  - need N-1, people in T with Go at level 3 or above: 4 in 2027-Q4"
    )
    assert lines[4] == "  - headcount of T, at most 3, 2027-Q4"


def test_what_is_possible_has_no_conflict() -> None:
    assert conflicts(capped_and_poor().replace(teams=(Team(id="T"),), budget=())) == ()


def test_members_of_several_periods_are_one_line() -> None:
    org = capped_and_poor()
    members = tuple(ConflictMember("headcount", ("T", "at most", f"2027-Q{n}")) for n in (1, 2, 3))
    assert colliding(org, Conflict(members, True)) == [
        "headcount of T, at most 3, 2027-Q1 to 2027-Q3"
    ]


def test_equally_good_ways_out_are_said_to_be_equal() -> None:
    """One more head fits; of two skills, each with a role of its own, either may be given up."""
    org = capped_and_poor().replace(budget=())
    (asked,), (dev,) = org.needs, org.roles
    asks = (
        asked.replace(required=(0, 0, 0, 2)),
        asked.replace(id="N-2", skill="SQL", required=(0, 0, 0, 1)),
    )
    other = dev.replace(id="analyst", name="analyst", skills_at_start={"SQL": 3})
    org = org.replace(needs=asks, roles=(dev, other))
    (way,) = (
        way
        for way in ways_out(org, doubts=partial(doubts_about, org=org))
        if way.what == "requirements"
    )
    alternatives = {tuple(give.key[0] for give in one) for one in (way.gives, *way.equals)}
    assert alternatives == {("N-1",), ("N-2",)}
    assert sum(line == "  or, equally good:" for line in dead_end(org, (way,))) == 1


def test_a_dearer_way_is_not_called_equal() -> None:
    """The same, where two people would have to be given up in place of one."""
    org = capped_and_poor().replace(budget=())
    (asked,), (dev,) = org.needs, org.roles
    asks = (
        asked.replace(required=(0, 0, 0, 2)),
        asked.replace(id="N-2", skill="SQL", required=(0, 0, 0, 1), weight=2.0),
    )
    other = dev.replace(id="analyst", name="analyst", skills_at_start={"SQL": 3})
    org = org.replace(needs=asks, roles=(dev, other))
    ways = ways_out(org, doubts=partial(doubts_about, org=org))
    (way,) = (way for way in ways if way.what == "requirements")
    assert [give.key[0] for give in way.gives] == ["N-1"]
    assert not way.equals


@pytest.mark.parametrize("make", [random_organisation, tiny_levers])
def test_of_random_organisations(make: Callable[[int], Organisation]) -> None:
    """Each conflict is irreducible; each way out works at its price and not at 0.02 less: two
    cents, or that part of a head.
    """
    seen, priced = 0, Counter[str]()
    for seed in range(2000 if SLOW else 60):
        org = make(seed).replace(goal=Goal.CHEAPEST)
        if solve(org, time_limit=10).status is not Status.INFEASIBLE:
            continue
        found = conflicts(org)
        assert found, seed
        for one in found:
            check(org, one)
        members = [member for one in found for member in one.members]
        assert len(members) == len(set(members))
        priced.update(_exact_ways(org))
        seen += 1
        if seen >= (100 if SLOW else 4):
            break
    assert seen >= (100 if SLOW else 4)
    assert priced["requirements"] > 0
    assert not SLOW or {"caps", "requirements"} <= set(priced)


def _exact_ways(org: Organisation) -> Iterator[str]:
    """Kinds of ways out that were solved again: each is enough as it is named, and 0.02 less of any
    one part is not.
    """
    for way in ways_out(org, doubts=partial(doubts_about, org=org)):
        if way.proven:
            (_money_is_exact if way.what == "money" else _others_are_exact)(org, way)
            yield way.what


def _others_are_exact(org: Organisation, way: WayOut) -> None:
    given = {(give.family, give.key): give.amount for give in way.gives}
    slip = {name: 1e-6 * max(1.0, amount) for name, amount in given.items()}

    def named(family: str, key: Key) -> float:
        return given.get((family, key), 0.0) + slip.get((family, key), 0.0)

    assert _possible(org, named), way
    for name in given:
        if name[0] != "budget":  # with limits: money is held to the cent elsewhere
            less = max(0.0, given[name] - 0.02)
            assert not _possible(
                org, lambda *which, name=name, less=less: less if which == name else named(*which)
            ), (way, name)


def _money_is_exact(org: Organisation, way: WayOut) -> None:
    if way.gives:
        assert solve(loosened(org, way.gives), time_limit=10).status is not Status.INFEASIBLE
        for number, give in enumerate(way.gives):
            less = replace(give, amount=give.amount - 0.03)  # a cent is added when it is taken
            others = [*way.gives[:number], less, *way.gives[number + 1 :]]
            assert solve(loosened(org, others), time_limit=10).status is Status.INFEASIBLE
