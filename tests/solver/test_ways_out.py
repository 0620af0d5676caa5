"""Ways out of a dead end: each kind on its own, and both limits together where neither is enough."""

from __future__ import annotations

from datetime import date

from orgplan.domain.budget import BudgetLine
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.solver.diagnose import ways_out
from tests.organisations import assumptions, calendar, team_scope


def capped_and_poor() -> Organisation:
    """Two people, of whom one holds Go; four holders are wanted, three heads and 200,000 allowed. A year of either costs 96,000."""
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


def test_money_and_caps_are_named_together_where_neither_is_enough() -> None:
    """Three seats in the last quarter cost 72,000 beside 192,000 of pay: 64,000 too much; five heads are two above the cap."""
    ways = {
        way.what: {(give.family, give.key[0]): round(give.amount, 2) for give in way.gives}
        for way in ways_out(capped_and_poor())
    }
    assert ways["limits"] == {("budget", "B-1"): 64_000.0, ("headcount", "T"): 2.0}
    assert "money" not in ways
    assert "caps" not in ways
    assert ways["requirements"] == {("holders", "N-1"): 3.0}


def test_one_kind_is_enough_where_the_other_does_not_bind() -> None:
    org = capped_and_poor()
    roomy = org.replace(teams=(Team(id="T"),))
    assert {way.what for way in ways_out(roomy)} == {"money", "requirements"}
