"""What a shortfall is worth: a fewest of reports nothing, anything else what the user says."""

from __future__ import annotations

import os

import pytest

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.open_points import in_words
from orgplan.analysis.verification import verified
from orgplan.constraints.structure.bus_factor import BusFactor
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.min_team_size import MinTeamSize
from orgplan.domain.base import Strength
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.plan import Plan
from orgplan.domain.rules import Rule
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.solver.solve import solve
from tests.constraints.small import DEV, LEAD, need, people, person, small
from tests.constraints.small import short as short_of
from tests.organisations import team_scope

SLOW = bool(os.environ.get("ORGPLAN_SLOW"))

A, B = team_scope("A"), team_scope("B")
FEWEST = Span(id="reports", scopes=(A, B), per=10, per_min=4, strength=Strength.SHOULD)


def best(org: Organisation) -> Assessment:
    """The best plan, judged; the checker agrees with the model about it."""
    solution = solve(org, gap=0.0, time_limit=20)
    assert solution.plan is not None
    found = Assessment(org, solution.plan)
    verified(found, solution)
    return found


def short(found: Assessment, name: str) -> list[float]:
    """Shortfalls, period by period, of what begins with a name."""
    return [measure.shortfall for measure in found.measures if measure.name.startswith(name)]


def two_teams(**fields: object) -> Organisation:
    """A lead with one report in A, a lead with nine in B; seats of devs are on offer, for a need
    that is met.
    """
    return small(
        person("Ada", role="lead"),
        *people(1),
        person("Bob", role="lead", team="B"),
        *(person(f"P{n}", team="B", s=3) for n in range(2, 11)),
        teams=(Team(id="A", lead="Ada"), Team(id="B", lead="Bob")),
        rules=(FEWEST,),
        needs=(need("s", 9, 9, kind=NeedKind.HOLDERS),),
    ).replace(**fields)


class TestNobodyIsHiredToBeLed:
    """A fewest of reports is met by whoever is there, or is left open."""

    @pytest.mark.parametrize("goal", list(Goal))
    @pytest.mark.parametrize("strength", [Strength.MUST, Strength.SHOULD])
    def test_whatever_its_strength_and_the_goal(self, strength: Strength, goal: Goal) -> None:
        found = best(two_teams(goal=goal, rules=(FEWEST.replace(strength=strength),)))
        assert found.plan == Plan()
        assert short(found, "span(reports, A, fewest") == [1, 1]
        assert short(found, "span(reports, B, fewest") == [0, 0]

    def test_not_even_beside_a_plan_to_stay_close_to(self) -> None:
        asks = need("s", 0, 1, kind=NeedKind.HOLDERS, scope=A, name="N-2")
        org = two_teams(previous=Plan(), stay_close=1.0)
        found = best(org.replace(needs=(*org.needs, asks)))
        assert [hire.team for hire in found.plan.hires] == ["A"]
        assert short(found, "span(reports, A, fewest") == [1, 1]

    def test_seats_that_are_needed_count_as_reports(self) -> None:
        # A needs five of them, who are more than enough.
        asks = need("s", 5, 5, kind=NeedKind.HOLDERS, scope=A)
        found = best(two_teams(needs=(asks,)))
        assert len(found.plan.hires) == 5
        assert short(found, "span(reports, A, fewest") == [0, 0]

    @pytest.mark.parametrize(("price", "moved"), [(0, 3), (500, 0)])
    def test_people_are_moved_where_that_costs_nothing(self, price: float, moved: int) -> None:
        # Three of nine go from B to A: four reports there, six are left.
        across = Lever(
            id="L", kind=LeverKind.TRANSFER, roles=("dev",), cost=price, scope=B, to_team="A"
        )
        found = best(two_teams(levers=(across,)))
        assert len(found.plan.moves) == moved
        assert short(found, "span(reports, A, fewest") == [float(not moved)] * 2

    def test_fewer_managers_are_hired_where_they_would_have_too_few(self) -> None:
        # Eleven are more than one may lead, and two leads have people for four each.
        rule = FEWEST.replace(scopes=(ORGANISATION,), strength=Strength.MUST)
        org = small(person("Ada", role="lead"), *people(11), rules=(rule,))
        found = best(org)
        assert [hire.role for hire in found.plan.hires] == ["lead"]

    def test_the_manager_who_lies_outside_is_named(self) -> None:
        org = two_teams()
        found = Assessment(org, Plan())
        said = found.sentences(tuple(m for m in found.shortfalls))
        assert len(said) == 2
        assert all("(Ada)" in sentence and "1 too many" in sentence for sentence in said)


class TestNobodyIsHiredToMakeUpATeam:
    """A should of a team size: wished of a team that is there, asked of one that the plan opens."""

    SIZE = MinTeamSize(
        id="four",
        scopes=(A, B),
        count=4,
        strength=Strength.SHOULD,
    )

    @staticmethod
    def team(rule: Rule, asks: float, **fields: object) -> Organisation:
        """Two in A, nobody in B, where so many are needed."""
        needed = need("s", asks, asks, kind=NeedKind.HOLDERS, scope=B)
        return small(
            *people(2), teams=(Team(id="A"), Team(id="B")), rules=(rule,), needs=(needed,)
        ).replace(**fields)

    def test_a_team_that_is_there_stays_as_it_is(self) -> None:
        found = best(self.team(self.SIZE, 0))
        assert found.plan == Plan()
        assert short(found, "min_team_size(four, A") == [2, 2]

    def test_a_new_team_is_opened_with_enough(self) -> None:
        found = best(self.team(self.SIZE, 1))
        assert [hire.team for hire in found.plan.hires] == ["B"] * 4

    def test_a_must_is_met(self) -> None:
        found = best(self.team(self.SIZE.replace(strength=Strength.MUST), 0))
        assert [hire.team for hire in found.plan.hires] == ["A"] * 2

    @pytest.mark.parametrize(("worth", "hired"), [(100.0, 0), (90_000.0, 2)])
    def test_a_price_says_how_much(self, worth: float, hired: int) -> None:
        # A dev costs 112,500 a year with the load, so 28,125 a quarter, and as much again a quarter
        # after the horizon; one head short in each of two quarters.
        found = best(self.team(self.SIZE.replace(worth=worth), 0))
        assert len(found.plan.hires) == hired


class TestPrice:
    """A shortfall with a price is closed where that costs less, and left open where it costs
    more.
    """

    @staticmethod
    def one_short(**fields: object) -> Organisation:
        """Nobody holds s in two quarters, and a dev brings it."""
        return small(
            person("P1"), needs=(need("s", 1, 1, kind=NeedKind.HOLDERS).replace(**fields),)
        )

    def price_of_a_seat(self) -> float:
        """What the seat costs until the end of the horizon and in the tail, in plan currency."""
        return best(self.one_short()).goal_values["cost"] * 1000

    @pytest.mark.parametrize("goal", list(Goal))
    @pytest.mark.parametrize("strength", [Strength.MUST, Strength.SHOULD])
    @pytest.mark.parametrize(("more", "hired"), [(1.0, 1), (-1.0, 0)])
    def test_up_to_the_price_and_no_further(
        self, more: float, hired: int, strength: Strength, goal: Goal
    ) -> None:
        # A quarter short is a unit and period: over two quarters the seat is worth twice the price.
        worth = self.price_of_a_seat() / 2 + more
        found = best(self.one_short(worth=worth, strength=strength).replace(goal=goal))
        assert len(found.plan.hires) == hired
        assert found.goal_values["priced_shortfall"] == 2 * (1 - hired)

    @pytest.mark.parametrize(("strength", "hired"), [(Strength.MUST, 1), (Strength.SHOULD, 0)])
    def test_settings_speak_of_shoulds(self, strength: Strength, hired: int) -> None:
        found = best(self.one_short(strength=strength).replace(worth=1.0))
        assert len(found.plan.hires) == hired

    def test_a_row_goes_before_settings(self) -> None:
        found = best(self.one_short(strength=Strength.SHOULD, worth=1e6).replace(worth=1.0))
        assert len(found.plan.hires) == 1

    def test_blank_is_strict_order(self) -> None:
        org = self.one_short(strength=Strength.SHOULD)
        assert len(best(org).plan.hires) == 1
        assert "priced_shortfall" not in best(org).goal_values

    def test_a_rule_has_a_price_too(self) -> None:
        rule = BusFactor(
            id="bus",
            scopes=(A,),
            skills=("s",),
            count=2,
            strength=Strength.SHOULD,
        )
        org = small(person("P1", s=3), rules=(rule,))
        hired = [
            len(best(org.replace(rules=(rule.replace(worth=worth),))).plan.hires)
            for worth in (None, 1.0, 1e6)
        ]
        assert hired == [1, 0, 1]

    def test_the_dearer_of_two_is_served_where_only_one_can_be(self) -> None:
        # One works for either need; weights say the first, prices the second.
        asks = (
            need("s", 1, kind=NeedKind.CAPACITY, weight=9).replace(worth=10.0),
            need("m", 1, kind=NeedKind.CAPACITY, name="N-2").replace(worth=20.0),
        )
        found = best(small(person("P1", s=3, m=3), periods=1, needs=asks))
        assert [short(found, f"capacity({name}") for name in ("N-1", "N-2")] == [[1], [0]]

    @pytest.mark.parametrize(
        ("goal", "short_ones"),
        [
            (Goal.COVER, [[0], [1]]),
            (Goal.FEWEST_REDUNDANCIES, [[0], [1]]),
            (Goal.CHEAPEST, [[1], [0]]),
        ],
    )
    def test_an_unpriced_should_goes_before_the_dearest_unless_cost_goes_before_shoulds(
        self, goal: Goal, short_ones: list[list[float]]
    ) -> None:
        asks = (
            need("s", 1, kind=NeedKind.CAPACITY).replace(strength=Strength.SHOULD),
            need("m", 1, kind=NeedKind.CAPACITY, name="N-2").replace(worth=1.0),
        )
        found = best(small(person("P1", s=3, m=3), periods=1, needs=asks).replace(goal=goal))
        assert [short(found, f"capacity({name}") for name in ("N-1", "N-2")] == short_ones

    def test_of_two_at_one_price_the_weightier_is_served(self) -> None:
        asks = (
            need("s", 1, kind=NeedKind.CAPACITY).replace(worth=10.0),
            need("m", 1, kind=NeedKind.CAPACITY, name="N-2", weight=9).replace(worth=10.0),
        )
        found = best(small(person("P1", s=3, m=3), periods=1, needs=asks))
        assert [short(found, f"capacity({name}") for name in ("N-1", "N-2")] == [[1], [0]]

    def test_the_words_say_the_price(self) -> None:
        org = self.one_short(worth=2500.0)
        found = Assessment(org, Plan())
        assert in_words(org, found.shortfalls)[0].endswith(
            "Closing it is worth 2,500.00 USD per head and period: it costs more, or is not"
            " possible."
        )


class TestTolerance:
    """What a need for capacity may be missed by: its own FTE, else a share of it and some FTE at
    the least.
    """

    @pytest.mark.parametrize(
        ("asked", "own", "rates", "short_ones"),
        [
            (1.04, None, {}, 0.0),  # 0.05 at the least
            (1.07, None, {}, 0.02),
            (10.2, None, {}, 9.2 - 0.204),  # 2 % of it is more
            (0.06, None, {}, 0.0),
            (1.04, 0.0, {}, 0.04),
            (1.5, 0.4, {}, 0.1),
            (1.04, None, {"capacity_tolerance_fte": 0.0}, 0.04 - 0.0208),
            (1.04, None, {"capacity_tolerance_fte": 0.0, "capacity_tolerance": 0.0}, 0.04),
        ],
    )
    def test_of_one_who_works_full_time(
        self, asked: float, own: float | None, rates: dict[str, float], short_ones: float
    ) -> None:
        usual = {"capacity_tolerance": 0.02, "capacity_tolerance_fte": 0.05}
        needed = need("s", asked, kind=NeedKind.CAPACITY).replace(tolerance=own)
        org = small(person("P1", s=3), periods=1, needs=(needed,), rates=usual | rates)
        assert short_of(org, "capacity(N-1, 2027-Q1)") == pytest.approx(short_ones, abs=1e-9)

    def test_a_small_need_is_not_gone(self) -> None:
        usual = {"capacity_tolerance": 0.02, "capacity_tolerance_fte": 0.05}
        org = small(
            person("P1"),
            periods=1,
            needs=(need("s", 0.06, kind=NeedKind.CAPACITY),),
            rates=usual,
        )
        assert short_of(org, "capacity(N-1, 2027-Q1)") == pytest.approx(0.03)

    def test_time_goes_first_to_what_would_be_short(self) -> None:
        # One works full time for two needs of 0.5 and 0.55: both may be missed by 0.05, and what is
        # left over goes to the first.
        usual = {"capacity_tolerance": 0.0, "capacity_tolerance_fte": 0.05}
        asks = (
            need("s", 0.5, kind=NeedKind.CAPACITY),
            need("s", 0.55, kind=NeedKind.CAPACITY, name="N-2"),
        )
        org = small(person("P1", s=3), periods=1, needs=asks, rates=usual)
        measures = {m.key[0]: m for m in Assessment(org, Plan()).measures if m.family == "capacity"}
        assert [measures[n].shortfall for n in ("N-1", "N-2")] == [0, 0]
        assert [measures[n].planned for n in ("N-1", "N-2")] == pytest.approx([0.5, 0.5])

    def test_nobody_is_hired_for_hours_a_week(self) -> None:
        usual = {"capacity_tolerance": 0.02, "capacity_tolerance_fte": 0.05}
        org = small(
            person("P1", s=3), rates=usual, needs=(need("s", 1.05, 1.05, kind=NeedKind.CAPACITY),)
        )
        assert best(org).plan == Plan()
        more = org.replace(needs=(need("s", 1.05, 1.06, kind=NeedKind.CAPACITY),))
        assert len(best(more).plan.hires) == 1


@pytest.mark.slow
@pytest.mark.parametrize("strength", [Strength.SHOULD, Strength.MUST] if SLOW else [Strength.MUST])
def test_a_roster_of_a_real_size(strength: Strength) -> None:
    """1,368 people in 232 teams and a should of 4 to 10 reports: nobody is hired, and each manager
    outside is named.
    """
    teams = [Team(id=f"T{n:03}", lead=f"L{n:03}") for n in range(232)]
    led = [n for n in range(232) for _ in range(1 + n % 9)]  # one to nine reports
    roster = [person(f"L{n:03}", role="lead", team=f"T{n:03}") for n in range(232)]
    while len(led) < 1368 - 232:
        led.append(len(led) % 232)
    roster += [
        person(f"P{n:04}", team=f"T{team:03}", s=3) for n, team in enumerate(led[: 1368 - 232])
    ]
    rule = FEWEST.replace(scopes=tuple(team_scope(team.id) for team in teams), strength=strength)
    org = small(
        *roster,
        periods=4,
        teams=tuple(teams),
        rules=(rule,),
        roles=(DEV, LEAD),
        needs=(need("s", *[1000.0] * 4, kind=NeedKind.HOLDERS),),  # met: seats are on offer
    )
    assert len(org.people) == 1368
    found = best(org)
    assert found.plan == Plan()
    reports = {team.id: -1 for team in teams}
    for someone in roster:
        reports[someone.team] += 1
    few = {team for team, number in reports.items() if number < 4}
    assert few
    assert {m.key[1] for m in found.shortfalls if m.key[2] == "fewest reports"} == few
    assert all(any(name in said for said in found.sentences(found.shortfalls)) for name in few)
