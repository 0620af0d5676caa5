"""Ways out of a dead end: each kind on its own, and both limits together where neither is
enough.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
import pytest

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.dead_ends import dead_end
from orgplan.analysis.next_steps import next_steps
from orgplan.analysis.verification import doubts_about
from orgplan.constraints.structure.hiring_freeze import HiringFreeze
from orgplan.domain.base import Strength
from orgplan.domain.costs.budget import BudgetLine
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Plan
from orgplan.domain.positions import Lock, LockedAction, LockRow
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.library.samples import sample_workbook
from orgplan.solver import diagnose
from orgplan.solver.audit import Distrust
from orgplan.solver.build import Built
from orgplan.solver.diagnose import Give, WayOut, price_of_more, ways_out
from orgplan.solver.outcome import Outcome, Status
from orgplan.solver.search import Search
from orgplan.solver.solve import solve
from tests.constraints.small import DEV, need, person, small
from tests.organisations import (
    assumptions,
    calendar,
    random_organisation,
    team_scope,
    tiny_levers,
)

SLOW = bool(os.environ.get("ORGPLAN_SLOW"))


def capped_and_poor() -> Organisation:
    """Two people, of whom one holds Go; four holders are wanted, three heads and 200,000 allowed.

    A year of either costs 96,000.
    """
    return Organisation(
        goal=Goal.CHEAPEST,
        calendar=calendar(4),
        assumptions=assumptions(
            employer_tax_pct=0,
            benefits_pct=0,
            merit_pct=0,
            recruiting_cost=0,
            agency_share=0,
            lead_time=0,
            ramp=0,
            default_courses=0,
            leavers_free_pay=0,
        ),
        people=tuple(
            Person(
                id=name,
                name=name,
                role="dev",
                team="T",
                start_date=date(2020, 1, 1),
                base_salary=96_000,
                skills=skills,
            )
            for name, skills in (("A", {"Go": 3}), ("B", {}))
        ),
        roles=(Role(id="dev", name="dev", band_mid=96_000, skills_at_start={"Go": 3}),),
        teams=(Team(id="T", max_headcount=3),),
        needs=(
            Need(
                id="N-1",
                scope=team_scope("T"),
                skill="Go",
                kind=NeedKind.HOLDERS,
                required=(0, 0, 0, 4),
            ),
        ),
        budget=(
            BudgetLine(
                id="B-1", scope=ORGANISATION, periods=(0, 1, 2, 3), label="total", amount=200_000
            ),
        ),
    )


def ways_out_of(org: Organisation, distrusted: list[Distrust] | None = None) -> tuple[WayOut, ...]:
    return ways_out(org, doubts=partial(doubts_about, org=org), distrusted=distrusted)


def test_money_and_caps_are_named_together_where_neither_is_enough() -> None:
    """Three seats in the last quarter cost 72,000 beside 192,000 of pay: 64,000 too much; five
    heads are two above the cap.
    """
    ways = {
        way.what: {(give.family, give.key[0]): round(give.amount, 2) for give in way.gives}
        for way in ways_out_of(capped_and_poor())
    }
    assert ways["limits"] == {("budget", "B-1"): 64_000.0, ("headcount", "T"): 2.0}
    assert "money" not in ways
    assert "caps" not in ways
    assert ways["requirements"] == {("holders", "N-1"): 3.0}


def test_one_kind_is_enough_where_the_other_does_not_bind() -> None:
    org = capped_and_poor()
    roomy = org.replace(teams=(Team(id="T"),))
    assert {way.what for way in ways_out_of(roomy)} == {"money", "requirements"}


def loosened(org: Organisation, gives: Sequence[Give]) -> Organisation:
    """The organisation with its limits and needs changed by what gives, as somebody would who
    follows the advice.
    """
    for give in gives:
        name = give.key[0]
        if give.family == "budget":
            more = give.amount + 0.01  # a budget is kept to the cent
            lines = [
                line.replace(amount=(line.amount or 0) + more) if line.id == name else line
                for line in org.budget
            ]
            org = org.replace(budget=tuple(lines))
        elif give.family == "headcount":
            heads = round(give.amount)
            teams = [
                team.replace(max_headcount=(team.max_headcount or 0) + heads)
                if team.id == name
                else team
                for team in org.teams
            ]
            org = org.replace(teams=tuple(teams))
        else:
            period = org.calendar.labels.index(give.key[1])
            needs = [
                need.replace(
                    required=tuple(
                        most - give.amount * (number == period)
                        for number, most in enumerate(need.required)
                    )
                )
                if need.id == name
                else need
                for need in org.needs
            ]
            org = org.replace(needs=tuple(needs))
    return org


def test_what_gives_is_enough_and_no_more_than_that() -> None:
    """Each plan holds once its own way out is taken, and a little less would not do."""
    org = capped_and_poor()
    ways = ways_out_of(org)
    assert len(ways) == 2
    for way in ways:
        assert not Assessment(loosened(org, way.gives), way.plan).shortfalls
        for number, give in enumerate(way.gives):
            less = replace(give, amount=give.amount - max(1.0, give.amount / 100))
            others = [*way.gives[:number], less, *way.gives[number + 1 :]]
            assert Assessment(loosened(org, others), way.plan).shortfalls


@pytest.mark.parametrize("change", [0.5, 2.0])
def test_what_gives_more_or_less_than_the_plan_needs_is_doubted(change: float) -> None:
    org = capped_and_poor()
    for way in ways_out_of(org):
        assert not doubts_about(way, org)
        for number, give in enumerate(way.gives):
            wrong = replace(give, amount=give.amount * change)
            others = (*way.gives[:number], wrong, *way.gives[number + 1 :])
            (doubt,) = doubts_about(replace(way, gives=others), org)
            assert doubt.startswith(give.family)
    other = replace(way, gives=(*way.gives, Give("recruiting", ("dev", "2027-Q4"), 1.0)))
    assert doubts_about(other, org) == (
        "recruiting(dev, 2027-Q4): 1.000000 gives, and nothing is short",
    )


def spoiling(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """A plan that is not what the solver's values say, so many times."""
    true, left = diagnose.extract, [times]

    def wrong(org: Organisation, built: Built, values: np.ndarray) -> Plan:
        plan = true(org, built, values)
        left[0] -= 1
        return plan if left[0] < 0 else plan.replace(hires=plan.hires + plan.hires[:1])

    monkeypatch.setattr(diagnose, "extract", wrong)


def test_a_plan_that_the_checker_refuses_is_looked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    true = ways_out_of(capped_and_poor())
    spoiling(monkeypatch, 1)
    org, distrusted = capped_and_poor().replace(teams=(Team(id="T"),)), list[Distrust]()
    ways = ways_out_of(org, distrusted)
    assert [way.what for way in ways] == ["money", "requirements"]
    assert [(claim.solver, claim.goal) for claim in distrusted] == [("HiGHS", "way out: money")]
    assert distrusted[0].reasons[0].startswith("budget(B-1, total): 64000.000000 gives")
    assert true[-1].gives == ways[-1].gives


def test_a_way_out_that_never_holds_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    spoiling(monkeypatch, 2)
    org, distrusted = capped_and_poor().replace(teams=(Team(id="T"),)), list[Distrust]()
    ways = ways_out_of(org, distrusted)
    assert "money" not in {way.what for way in ways}
    assert [claim.solver for claim in distrusted] == ["HiGHS", "SCIP"]


def test_a_next_step_that_never_holds_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is it said that money does nothing, which nobody knows."""
    org = capped_and_poor().replace(goal=Goal.COVER, teams=(Team(id="T"),))
    solution = solve(org)
    assert solution.plan is not None
    assessment, distrusted = Assessment(org, solution.plan), list[Distrust]()
    assert "64,000 USD more than the budget of " in next_steps(assessment, seconds=10)["en"][-1]
    spoiling(monkeypatch, 99)
    (told,) = next_steps(assessment, seconds=10, distrusted=distrusted)["en"]
    assert told.startswith("What more money would cover was not found")
    assert len(distrusted) == 4


def test_the_sum_that_a_next_step_says_is_enough() -> None:
    """It is rounded up, and comes on top of a budget that is said to the cent where it has
    cents.
    """
    poor = capped_and_poor().replace(goal=Goal.COVER, teams=(Team(id="T"),))
    org = poor.replace(budget=(poor.budget[0].replace(amount=200_000.40),))
    solution = solve(org)
    assert solution.plan is not None
    said = next_steps(Assessment(org, solution.plan), seconds=10)["en"][-1]
    found = re.search(r"([\d,]+) USD more than the budget of ([\d,.]+) ", said)
    assert found is not None, said
    more, budget = (float(figure.replace(",", "")) for figure in found.groups())
    assert (more, budget) == (64_000, 200_000.40)  # 63,999.60 to the cent
    richer = org.replace(budget=(org.budget[0].replace(amount=budget + more),))
    raised = solve(richer)
    assert raised.plan is not None
    assert not Assessment(richer, raised.plan).shortfalls


def test_without_a_budget_the_cap_that_holds_back_a_must_is_named() -> None:
    """Somebody hired in Q1 would be there in time, but nothing is decided in it: the freeze is the
    cause, and its price is a seat.
    """
    freeze = HiringFreeze(id="freeze", scopes=(ORGANISATION,), first=0, last=0)
    org = small(needs=(need("s", 1, 1, kind=NeedKind.HOLDERS),), rules=(freeze,))
    solution = solve(org)
    assert solution.plan is not None
    assert next_steps(Assessment(org, solution.plan), seconds=10)["en"] == (
        "The budget is not the constraint.",
        (
            "Wider caps would cover more: rule freeze in the organisation, 2027-Q1: seats more"
            " than it allows: 1. It begins 1 × dev in A earlier. Against this plan it costs 28,125"
            " USD more in the horizon and no more a year after that. It closes s in the"
            " organisation."
        ),
    )


def test_what_a_step_takes_is_the_cheapest_that_closes_as_much() -> None:
    """Seats that no budget limits are free where only caps give: two of them came along with the
    one that the freeze holds back, and were said to be what the step takes.
    """
    here, there = team_scope("A"), team_scope("B")
    freeze = HiringFreeze(id="freeze", scopes=(here,), first=0, last=2)
    org = small(
        *(person(f"P{number}", team="A" if number < 3 else "B", s=3) for number in range(5)),
        periods=4,
        rates={"lead_time": 2.0},
        roles=(DEV.replace(lead_time=2),),
        teams=(Team(id="A"), Team(id="B")),
        needs=(
            need("s", 3, 3, 4, 4, kind=NeedKind.HOLDERS, scope=here),
            need("s", 2, 2, 3, 3, kind=NeedKind.HOLDERS, name="N-2", scope=there),
        ),
        rules=(freeze,),
    )
    solution = solve(org)
    assert solution.plan is not None
    short = Assessment(org, solution.plan).shortfalls
    least = sum(one.shortfall for one in short) - 1
    found = price_of_more(org, least, doubts=lambda _way: (), what="caps").way
    assert found is not None
    raised = solve(org.replace(rules=(freeze.replace(last=1),)))
    assert raised.plan is not None
    most = Assessment(org, raised.plan).minimised_cost
    assert Assessment(org, found.plan).minimised_cost <= most + 0.01
    assert len(found.plan.hires) == 2


def test_no_way_out_of_random_organisations_is_doubted() -> None:
    """The solver and the checker agree on what gives, family by family."""
    seen = 0
    for seed in range(600 if SLOW else 12):
        org = (random_organisation if seed % 2 else tiny_levers)(seed).replace(goal=Goal.CHEAPEST)
        if solve(org, time_limit=10).status is Status.INFEASIBLE:
            distrusted = list[Distrust]()
            ways = ways_out(
                org, doubts=partial(doubts_about, org=org), seconds=5, distrusted=distrusted
            )
            assert not distrusted, (seed, *map(str, distrusted))
            seen += len(ways)
    assert seen > 5


def contradicted() -> Organisation:
    """A hire that must be, and that must not be: nothing but the locks can give."""
    lock = LockRow(id="K-1", lock=Lock.MUST, action=LockedAction.HIRE, who="dev", team="T")
    forbidden = lock.replace(id="K-2", lock=Lock.MUST_NOT)
    return capped_and_poor().replace(locks=(lock, forbidden), budget=())


def test_where_there_is_no_way_out_it_is_not_blamed_on_time() -> None:
    org, unsettled = contradicted(), list[str]()
    ways = ways_out(org, doubts=partial(doubts_about, org=org), unsettled=unsettled)
    assert (ways, unsettled) == ((), [])
    (line,) = dead_end(org, ways)
    assert line.startswith("No plan is possible, even if money, caps and requirements give way")
    assert "time" not in line
    with pytest.raises(op.Impossible) as caught:
        op.plan(org)
    assert "change a lock" in caught.value.lines[-1]
    assert "time" not in caught.value.lines[-1]


def test_where_time_ran_out_no_way_is_called_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Search, "minimise", lambda *_, **__: Outcome(Status.NO_PLAN))
    org, unsettled = capped_and_poor(), list[str]()
    ways = ways_out(org, doubts=partial(doubts_about, org=org), unsettled=unsettled)
    assert ways == ()
    assert set(unsettled) == {"money", "caps", "limits", "requirements", "everything"}
    assert "in the time allowed" in dead_end(org, ways, (), unsettled)[-1]


def test_a_step_that_costs_shoulds_says_so() -> None:
    """It was sold as cheaper, and ten more heads of shoulds went short."""
    sample = sample_workbook("tight_budget")
    assert sample is not None
    planned = op.plan(op.load(sample))
    shoulds = [one for one in planned.assessment.shortfalls if one.strength is Strength.SHOULD]
    assert not any("TypeScript" in one for one in map(str, shoulds))
    assert any(
        step.endswith("Of shoulds it leaves TypeScript in Apps more short.")
        for step in planned.run.next_steps
    )
