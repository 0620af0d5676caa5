"""The younger rules worked by hand, as in `test_hand_worked`: each number is derived beside it, and
asked of rows and checker.
"""

from __future__ import annotations

from datetime import date

import pytest

from orgplan.constraints.model.decisions import ExitKey, Seat, TakeoverKey
from orgplan.constraints.structure.grouping import Grouping
from orgplan.constraints.structure.hierarchy.direct_reports import DirectReports
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.constraints.structure.hierarchy.layers import Layers
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.hierarchy.team_lead import TeamLead
from orgplan.constraints.structure.liaison import Liaison
from orgplan.constraints.structure.review_cadence import ReviewCadence
from orgplan.constraints.structure.stage_fit import StageFit
from orgplan.constraints.structure.talent_shape import TalentShape
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.positions import Lock, LockedAction, LockRow
from orgplan.domain.roles import Role
from orgplan.domain.rules import Shared
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.solver.bounds import hire_bounds
from orgplan.solver.solve import solve
from tests.constraints.both_sides import disagreements, plan_of, state
from tests.constraints.small import (
    DEV,
    LEAD,
    Q1,
    Q2,
    Q3,
    asked,
    course,
    need,
    people,
    person,
    short,
    small,
)
from tests.organisations import team_scope

A, B = team_scope("A"), team_scope("B")
LINES = tuple(Scope(kind=ScopeKind.PRODUCT_LINE, name=name) for name in ("L1", "L2"))


class TestShared:
    """An architect (here: a lead) for each of two product lines, or one outside both."""

    RULE = Director(id="arch", scopes=LINES, roles=("lead",))
    TEAMS = (Team(id="A", product_line="L1"), Team(id="B", product_line="L2"), Team(id="P"))

    @pytest.mark.parametrize(
        ("shared", "missing"), [(Shared.NO, [1, 1]), (Shared.ALSO, [0, 0]), (Shared.ONLY, [0, 0])]
    )
    def test_one_outside_the_lines(self, shared: Shared, missing: list[int]) -> None:
        org = small(
            person("P1", role="lead", team="P"),
            teams=self.TEAMS,
            rules=(self.RULE.replace(shared=shared),),
        )
        assert [
            short(org, f"director(arch, product line: {line}, {Q1})") for line in ("L1", "L2")
        ] == missing

    @pytest.mark.parametrize(
        ("shared", "missing"), [(Shared.NO, [0, 1]), (Shared.ALSO, [0, 1]), (Shared.ONLY, [1, 1])]
    )
    def test_one_inside_the_first(self, shared: Shared, missing: list[int]) -> None:
        org = small(
            person("P1", role="lead", team="A"),
            teams=self.TEAMS,
            rules=(self.RULE.replace(shared=shared),),
        )
        assert [
            short(org, f"director(arch, product line: {line}, {Q1})") for line in ("L1", "L2")
        ] == missing

    def test_a_platform_group_follows_a_director(self) -> None:
        # The rule is triggered by the first dev; the only lead sits in a line, so the group is
        # missing until one is hired outside, in Q2.
        rule = Director(
            id="group",
            scopes=(ORGANISATION,),
            counts=("dev",),
            threshold=1,
            roles=("lead",),
            shared=Shared.ONLY,
        )
        org = small(
            person("P1", team="A"),
            person("P2", role="lead", team="B"),
            teams=self.TEAMS,
            rules=(rule,),
        )
        assert set(hire_bounds(org)) == {("lead", "P")}
        assert [
            short(org, f"director(group, organisation, {q})", seats=[("lead", "P", 1)])
            for q in (Q1, Q2)
        ] == [1, 0]


class TestGrouping:
    """A team of one to three people (below four) has an owner, level 3, for each of its areas; s is
    the area of A.
    """

    RULE = Grouping(id="own", scopes=(A,), below=4, owner_level=3)
    AREA = (need("s", 0, 0, kind=NeedKind.HOLDERS, scope=A),)

    @pytest.mark.parametrize(("heads", "missing"), [(0, 0), (1, 1), (2, 1), (3, 1), (4, 0), (5, 0)])
    def test_none_to_five_heads(self, heads: int, missing: int) -> None:
        org = small(*people(heads), needs=self.AREA, rules=(self.RULE,))
        measure = asked(org, f"grouping(own, A, owner of s, {Q1})")
        assert (measure.shortfall, measure.triggered) == (missing, bool(missing))

    @pytest.mark.parametrize(("seats", "missing"), [(0, 1), (1, 1), (2, 0)])
    def test_a_plan_grows_the_team_out_of_it(self, seats: int, missing: int) -> None:
        # Two people who own nothing; leads bring no s. The third head changes nothing, the fourth
        # ends the rule.
        org = small(*people(2), needs=self.AREA, rules=(self.RULE,))
        assert (
            short(org, f"grouping(own, A, owner of s, {Q1})", seats=[("lead", "A", 0)] * seats)
            == missing
        )

    def test_an_empty_team_owes_an_owner_once_somebody_is_hired(self) -> None:
        org = small(
            needs=(
                need("s", 0, 0, kind=NeedKind.HOLDERS, scope=A),
                need("m", 1, 1, kind=NeedKind.HOLDERS, name="N-2"),
            ),
            rules=(self.RULE,),
        )
        assert [
            short(org, f"grouping(own, A, owner of s, {q})", seats=[("lead", "A", 1)])
            for q in (Q1, Q2)
        ] == [0, 1]

    def test_a_leaver_brings_the_team_below(self) -> None:
        # Four in Q1, three from Q2.
        org = small(
            *people(3), person("P9", end=date(2027, 3, 31)), needs=self.AREA, rules=(self.RULE,)
        )
        assert [short(org, f"grouping(own, A, owner of s, {q})") for q in (Q1, Q2)] == [0, 1]

    def test_somebody_learns_to_own_it(self) -> None:
        # 2→3 takes Q1.
        org = small(
            person("P1", s=2), needs=self.AREA, rules=(self.RULE,), courses=(course("s", 2, 3),)
        )
        assert [
            short(org, f"grouping(own, A, owner of s, {q})", courses=[("P1", "s 2→3", 0)])
            for q in (Q1, Q2)
        ] == [1, 0]

    def test_two_owners_for_each_area(self) -> None:
        org = small(person("P1", s=3), needs=self.AREA, rules=(self.RULE.replace(count=2),))
        assert short(org, f"grouping(own, A, owner of s, {Q1})") == 1

    def test_growing_is_of_no_use_where_an_echelon_takes_over(self) -> None:
        # Two heads: two more of anybody end the grouping. An echelon from four on, owners at 4,
        # asks for more than that.
        leads = (LEAD.replace(skills_at_start={}),)
        alone = small(*people(2, role="lead"), roles=leads, needs=self.AREA, rules=(self.RULE,))
        assert hire_bounds(alone) == {("lead", "A"): 2}
        echelon = Echelon(id="ten", scopes=(A,), threshold=4, owner_level=4)
        assert hire_bounds(alone.replace(rules=(self.RULE, echelon))) == {}
        assert hire_bounds(alone.replace(rules=(self.RULE, echelon.replace(owner_level=2)))) == {
            ("lead", "A"): 2
        }
        capped = alone.replace(teams=(Team(id="A", max_headcount=3),))
        assert hire_bounds(capped) == {}


class TestLiaison:
    """Each partner of A has a contact: its lead, or somebody with m 3."""

    RULE = Liaison(id="ask", scopes=(A,), skill="m", level=3)

    def org(self, *roster: object, lead: str | None = None, **rest: object) -> Organisation:
        teams = (
            Team(id="A", lead=lead, partners=("Sales", "Legal")),
            Team(id="B", partners=("Press",)),
        )
        return small(*roster, teams=teams, rules=(self.RULE,), **rest)  # type: ignore[arg-type]

    def test_each_partner_lacks_one(self) -> None:
        org = self.org(person("P1", m=2))
        assert [
            short(org, f"liaison(ask, A, {partner}, {Q1})") for partner in ("Sales", "Legal")
        ] == [1, 1]
        with pytest.raises(KeyError):
            short(org, f"liaison(ask, A, Press, {Q1})")

    def test_the_lead_is_the_contact_until_the_last_day(self) -> None:
        # The lead, from another team and without the skill, leaves with the last day of Q1.
        org = self.org(person("P1"), person("P2", team="B", end=date(2027, 3, 31)), lead="P2")
        assert [short(org, f"liaison(ask, A, Sales, {q})") for q in (Q1, Q2)] == [0, 1]

    def test_one_person_is_the_contact_of_all_and_a_lead_counts_once(self) -> None:
        org = self.org(person("P1", m=3))
        assert [
            short(org, f"liaison(ask, A, {partner}, {Q1})") for partner in ("Sales", "Legal")
        ] == [0, 0]
        two = self.org(person("P1", m=4), lead="P1")
        two = two.replace(rules=(self.RULE.replace(count=2),))
        assert short(two, f"liaison(ask, A, Sales, {Q1})") == 1

    def test_a_team_of_nobody_has_no_contacts_to_name(self) -> None:
        org = self.org(person("P1", team="B"))
        assert short(org, f"liaison(ask, A, Sales, {Q1})") == 0
        # With the first seat it has; a dev brings no m, a lead brings 3.
        org = self.org(needs=(need("s", 1, 1, kind=NeedKind.HOLDERS),))
        assert short(org, f"liaison(ask, A, Sales, {Q1})", seats=[("dev", "A", 0)]) == 1
        assert (
            short(org, f"liaison(ask, A, Sales, {Q1})", seats=[("dev", "A", 0), ("lead", "A", 0)])
            == 0
        )

    def test_somebody_is_trained(self) -> None:
        org = self.org(person("P1", m=2), courses=(course("m", 2, 3),))
        assert [
            short(org, f"liaison(ask, A, Legal, {q})", courses=[("P1", "m 2→3", 0)])
            for q in (Q1, Q2)
        ] == [1, 0]


LET_GO = Lever(id="let go", kind=LeverKind.REDUNDANCY, months=3)


class TestTeamLead:
    """Eva leads A until the end of Q1; then P1, who has m 3, or a seat that brings it, takes
    over.
    """

    RULE = TeamLead(id="led", scopes=(A,), skill="m", level=3)

    def org(self, *roster: Person, lead: str | None = "Eva", **rest: object) -> Organisation:
        eva = person("Eva", end=date(2027, 3, 31))
        teams = (Team(id="A", lead=lead, partners=("Sales",)), Team(id="B"))
        plain: dict[str, object] = {"rules": (self.RULE,)}
        return small(eva, *roster, teams=teams, **(plain | rest))  # type: ignore[arg-type]

    def test_a_team_is_led_until_the_last_day_and_from_the_takeover_on(self) -> None:
        org, take = self.org(person("P1", m=3)), TakeoverKey("P1", "A", 1)
        assert [short(org, f"team_lead(led, A, {q})") for q in (Q1, Q2)] == [0, 1]
        assert short(org, f"team_lead(led, A, {Q2})", takeovers=[take]) == 0

    def test_a_team_without_a_lead_on_teams_has_none(self) -> None:
        org, take = self.org(person("P1", m=3), lead=None), TakeoverKey("P1", "A", 0)
        assert short(org, f"team_lead(led, A, {Q1})") == 1
        assert short(org, f"team_lead(led, A, {Q1})", takeovers=[take]) == 0
        # Nobody there, nobody to lead: P1 is in B, and Eva is gone in Q2.
        assert short(self.org(person("P1", team="B", m=3)), f"team_lead(led, A, {Q2})") == 0

    def test_a_seat_takes_over_and_somebody_who_leaves_leads_no_more(self) -> None:
        org, seat = self.org(person("P1"), periods=3), Seat("lead", "A", 1)
        took = {"seats": [seat], "takeovers": [TakeoverKey(seat, "A", 1)]}
        assert short(org, f"team_lead(led, A, {Q3})", **took) == 0  # type: ignore[arg-type]
        org = self.org(person("P1"), person("P2", end=date(2027, 6, 30), m=3), periods=3)
        took = {"takeovers": [TakeoverKey("P2", "A", 1)]}
        assert short(org, f"team_lead(led, A, {Q2})", **took) == 0  # type: ignore[arg-type]
        assert short(org, f"team_lead(led, A, {Q3})", **took) == 1  # type: ignore[arg-type]

    def test_whoever_took_over_manages_is_a_contact_holds_reviews_and_succeeds_nobody(self) -> None:
        # Of P1 to P3, P1 takes over. Span: two reports for one who leads at most two, not three
        # for nobody; a contact for Sales; a review; P1 was the successor and is none any more.
        rules = (
            self.RULE,
            Span(id="span", scopes=(A,), per=2),
            Liaison(id="ask", scopes=(A,)),
            ReviewCadence(id="okr", scopes=(A,)),
            Echelon(id="next", scopes=(A,), skill="m", level=3),
        )
        org = self.org(person("P1", m=3), person("P2"), person("P3"), rules=rules)
        take = [TakeoverKey("P1", "A", 1)]
        names = [
            f"span(span, A, {Q2})",
            f"liaison(ask, A, Sales, {Q2})",
            f"review_cadence(okr, A, {Q2})",
            f"echelon(next, A, successor, {Q2})",
        ]
        assert [short(org, name) for name in names] == [2, 1, 1, 0]
        assert [short(org, name, takeovers=take) for name in names] == [0, 0, 0, 1]


class TestTakeovers:
    """Who may take over A, which Eva leads until the end of Q1."""

    def org(self, *roster: Person, **rest: object) -> Organisation:
        return TestTeamLead().org(*roster, **rest)

    def test_one_can_be_locked(self) -> None:
        """Forbidden for P1, so that P2 takes over; or for anybody, so that nobody does."""
        who = (person("P1", m=3), person("P2", m=3))
        lock = LockRow(id="K", lock=Lock.MUST_NOT, action=LockedAction.TAKEOVER, who="P1", team="A")
        org = self.org(*who, locks=(lock,))
        take = {name: [TakeoverKey(name, "A", 1)] for name in ("P1", "P2")}
        assert [short(org, "locks(K)", takeovers=take[name]) for name in take] == [1, 0]
        plan = solve(org, gap=0.0, time_limit=10).plan
        assert plan is not None
        assert [one.who for one in plan.takeovers] == ["P2"]
        org = self.org(*who, locks=(lock.replace(who=None),))
        plan = solve(org, gap=0.0, time_limit=10).plan
        assert plan is not None
        assert not plan.takeovers
        must = lock.replace(lock=Lock.MUST)
        assert short(self.org(*who, locks=(must,)), "locks(K)", takeovers=take["P2"]) == 1

    def test_once_and_only_where_nobody_leads(self) -> None:
        org = self.org(person("P1", m=3), person("P2", m=3), periods=3)
        both = [TakeoverKey("P1", "A", 1), TakeoverKey("P2", "A", 1)]
        assert short(org, f"takeovers(A, one lead, {Q2})", takeovers=both) == 1
        twice = [TakeoverKey("P1", "A", 1), TakeoverKey("P1", "A", 2)]
        assert short(org, "takeovers(P1, once)", takeovers=twice) == 1

    def test_while_the_lead_is_there_nobody_else_is_one(self) -> None:
        stays = person("Eva").replace(attrition=0.0)
        org = small(
            stays,
            person("P1", m=3),
            teams=(Team(id="A", lead="Eva"),),
            rules=(TestTeamLead.RULE,),
            levers=(LET_GO,),
        )
        take = [TakeoverKey("P1", "A", 1)]
        assert short(org, f"takeovers(A, one lead, {Q2})", takeovers=take) == 1
        gone = [ExitKey("Eva", "let go", 1)]
        assert short(org, f"takeovers(A, one lead, {Q2})", takeovers=take, changes=gone) == 0
        assert short(org, f"team_lead(led, A, {Q2})", changes=gone) == 1
        assert short(org, f"team_lead(led, A, {Q2})", takeovers=take, changes=gone) == 0
        # P1 is let go with the end of Q1 and takes over nothing.
        gone = [ExitKey("P1", "let go", 1)]
        assert short(org, f"takeovers(P1, A, there, {Q2})", takeovers=take, changes=gone) == 1

    def test_ready_means_the_skill_on_the_day(self) -> None:
        # m 2 to 3 takes a quarter: ready in Q2 if begun in Q1, in Q3 if begun in Q2.
        org = self.org(person("P1", m=2), periods=3, courses=(course("m", 2, 3),))
        take, name = [TakeoverKey("P1", "A", 1)], f"takeovers(P1, A, m 3, {Q2})"
        assert short(org, name, takeovers=take) == 1
        assert short(org, name, takeovers=take, courses=[("P1", "m 2→3", 0)]) == 0
        assert short(org, name, takeovers=take, courses=[("P1", "m 2→3", 1)]) == 1

    def test_where_no_skill_is_asked_the_role_manages(self) -> None:
        rules = (TestTeamLead.RULE.replace(skill=None, level=None),)
        org = self.org(person("P1", m=5), person("P2", role="lead"), rules=rules, levers=(LET_GO,))
        offered = {takes.who for takes in state(org).x.takeover if isinstance(takes.who, str)}
        assert offered == {"P2"}


def reporting(*roster: Person, **rest: object) -> Organisation:
    """Boss heads Top; Ann leads A below it with Ben and Cy, until the end of Q1; nobody leads B,
    below A.
    """
    people = (
        person("Boss", team="Top", role="lead"),
        person("Ann", end=date(2027, 3, 31)),
        person("Ben", m=3),
        person("Cy"),
        *roster,
    )
    teams = (
        Team(id="Top", lead="Boss"),
        Team(id="A", lead="Ann", parent="Top"),
        Team(id="B", parent="A"),
    )
    return small(*people, teams=teams, **rest)  # type: ignore[arg-type]


class TestDirectReports:
    """At most two reports each, and no fewer than one."""

    RULE = DirectReports(id="span", scopes=(ORGANISATION,), per=2, per_min=1)
    LEAD = TeamLead(id="led", scopes=(A,), skill="m", level=3)

    def test_reports_go_up_the_line_when_the_manager_is_gone(self) -> None:
        # Boss has Ann, then Ben and Cy: never more than two. Dan makes it three in Q2.
        org = reporting(rules=(self.RULE,))
        name = "direct_reports(span, organisation, Boss, {})"
        assert [asked(org, name.format(q)).planned for q in (Q1, Q2)] == [1, 2]
        org = reporting(person("Dan"), rules=(self.RULE,))
        assert [short(org, name.format(q)) for q in (Q1, Q2)] == [0, 1]
        assert [short(org, f"direct_reports(span, organisation, Ann, {q})") for q in (Q1, Q2)] == [
            1,
            0,
        ]

    def test_whoever_takes_over_has_the_reports_of_the_lead(self) -> None:
        # Ben takes over: Cy and Dan report to him, and he to Boss.
        org, take = (
            reporting(person("Dan"), rules=(self.RULE, self.LEAD)),
            TakeoverKey("Ben", "A", 1),
        )
        names = [f"direct_reports(span, organisation, {who}, {Q2})" for who in ("Boss", "Ben")]
        assert [asked(org, n, takeovers=[take]).planned for n in names] == [1, 2]

    def test_seats_and_people_who_move_report_to_the_head_of_the_team(self) -> None:
        # Two seats in B, which nobody heads: to Ann, the lead of the team above, who has Ben and
        # Cy.
        org = reporting(rules=(self.RULE,), needs=(need("s", 2, 2, kind=NeedKind.HOLDERS),))
        seats = [("dev", "B", 0), ("dev", "B", 0)]
        name = "direct_reports(span, organisation, {}, {})"
        assert short(org, name.format("Ann", Q1), seats=seats) == 2
        assert short(org, name.format("Boss", Q2), seats=seats) == 2  # Ben, Cy and both seats
        # Ann's manager_id on the roster goes before the team: Cy is above her.
        org = org.replace(
            people=tuple(p.replace(manager_id="Cy") if p.id == "Ann" else p for p in org.people)
        )
        assert asked(org, name.format("Cy", Q1)).planned == 1
        assert asked(org, name.format("Boss", Q1)).planned == 1  # Cy, as Ann is below him

    def test_a_fewest_costs_nothing_and_asks_only_who_is_there(self) -> None:
        org = reporting(rules=(self.RULE.replace(per=9, per_min=3),))
        name = "direct_reports(span, organisation, {}, fewest, {})"
        assert [asked(org, name.format("Ann", q)).shortfall for q in (Q1, Q2)] == [1, 0]
        assert [asked(org, name.format("Boss", q)).shortfall for q in (Q1, Q2)] == [2, 1]
        assert asked(org, name.format("Boss", Q1)).worth == 0


class TestLayers:
    """Boss 1, Ann 2, Ben and Cy 3; whoever is new in B stands below Ann, in A below her too."""

    def test_people_below_the_deepest_layer_are_counted(self) -> None:
        rule = Layers(id="flat", scopes=(ORGANISATION,), count=2)
        org = reporting(rules=(rule,), needs=(need("s", 1, 1, kind=NeedKind.HOLDERS),))
        assert [short(org, f"layers(flat, organisation, too deep, {q})") for q in (Q1, Q2)] == [
            2,
            2,
        ]
        deeper = [("dev", "B", 0)]
        assert short(org, f"layers(flat, organisation, too deep, {Q1})", seats=deeper) == 3
        top = [("dev", "Top", 0)]
        assert short(org, f"layers(flat, organisation, too deep, {Q1})", seats=top) == 2
        flat = org.replace(rules=(rule.replace(count=3),))
        assert short(flat, f"layers(flat, organisation, too deep, {Q1})") == 0

    def test_nobody_reports_to_their_own_layer(self) -> None:
        # Ben and Cy are developers under Ann, a developer; she is under a lead.
        rule = Layers(id="own", scopes=(ORGANISATION,), roles=("dev",))
        org = reporting(rules=(rule,))
        name = f"layers(own, organisation, under their own layer, {Q1})"
        assert short(org, name) == 2
        assert asked(org, name).by == ("Ben", "Cy")
        other = org.replace(rules=(rule.replace(roles=("lead",)),))
        assert short(other, name) == 0


class TestReviewCadence:
    RULE = ReviewCadence(id="okr", scopes=(A,), skill="m", level=3, every_months=3)

    def due(self, every: int | None, periods: int, period: PeriodLength) -> list[int]:
        """Numbers of the periods in which somebody without the skill is reported."""
        org = small(
            person("P1"),
            rules=(self.RULE.replace(every_months=every),),
            periods=periods,
            period=period,
        )
        found = []
        for number, label in enumerate(org.calendar.labels):
            try:
                assert short(org, f"review_cadence(okr, A, {label})") == 1
                found.append(number)
            except KeyError:
                pass
        return found

    def test_when_reviews_fall_due(self) -> None:
        # By quarter: every quarter; each half-year closes with the second and the fourth; four
        # months close in months 4, 8, 12.
        assert self.due(3, 4, PeriodLength.QUARTER) == [0, 1, 2, 3]
        assert self.due(1, 4, PeriodLength.QUARTER) == [0, 1, 2, 3]
        assert self.due(None, 2, PeriodLength.QUARTER) == [0, 1]
        assert self.due(6, 4, PeriodLength.QUARTER) == [1, 3]
        assert self.due(4, 4, PeriodLength.QUARTER) == [1, 2, 3]
        # By month: the third, sixth and ninth month close a quarter.
        assert self.due(3, 10, PeriodLength.MONTH) == [2, 5, 8]
        assert self.due(12, 10, PeriodLength.MONTH) == []

    def test_a_holder_is_enough_and_an_empty_team_reviews_nothing(self) -> None:
        assert (
            short(small(person("P1", m=3), rules=(self.RULE,)), f"review_cadence(okr, A, {Q1})")
            == 0
        )
        empty = small(
            person("P1", team="B"), teams=(Team(id="A"), Team(id="B")), rules=(self.RULE,)
        )
        measure = asked(empty, f"review_cadence(okr, A, {Q1})")
        assert (measure.shortfall, measure.triggered) == (0, False)

    def test_training_and_hiring_mend_it(self) -> None:
        org = small(person("P1", m=2), rules=(self.RULE,), courses=(course("m", 2, 3),))
        assert [
            short(org, f"review_cadence(okr, A, {q})", courses=[("P1", "m 2→3", 0)])
            for q in (Q1, Q2)
        ] == [1, 0]
        assert [
            short(org, f"review_cadence(okr, A, {q})", seats=[("lead", "A", 1)]) for q in (Q1, Q2)
        ] == [1, 0]


class TestStageFit:
    """Heads: a founder fits the early stage, a scaler the late one; devs are not judged."""

    RULE = StageFit(id="fit", scopes=(ORGANISATION,), roles=("CTO",))
    ROLES = (
        DEV,
        Role(id="CTO / founder", name="CTO", level="founder", family="management", band_mid=90_000,
            lead_time=0, ramp=0, stages=("early",), skills_at_start={"m": 3}),
        Role(id="CTO / scaler", name="CTO", level="scaler", family="management", band_mid=90_000,
            lead_time=0, ramp=0, stages=("late", "group"), skills_at_start={"m": 3}),
    )  # fmt: skip

    @pytest.mark.parametrize(
        ("stages", "missing"),
        [(("early",), 0), (("late",), 1), (("late", "early"), 0), ((), 0), (("brand",), 1)],
    )
    def test_a_founder_at_each_stage(self, stages: tuple[str, ...], missing: int) -> None:
        org = small(
            person("P1", role="CTO / founder"),
            person("P2"),
            roles=self.ROLES,
            rules=(self.RULE,),
            stages=stages,
        )
        measure = asked(org, f"stage_fit(fit, organisation, CTO, {Q1})")
        assert (measure.shortfall, measure.triggered) == (missing, bool(stages))

    def test_each_misfit_counts_and_hires_too(self) -> None:
        # One founder there, one more hired in Q2, and a scaler who fits: one misfit in Q1, two in
        # Q2.
        org = small(
            person("P1", role="CTO / founder"), roles=self.ROLES, rules=(self.RULE,),
            stages=("late",), needs=(need("m", 3, 3, kind=NeedKind.HOLDERS),)
        )  # fmt: skip
        seats = [("CTO / founder", "A", 1), ("CTO / scaler", "A", 1)]
        assert [
            short(org, f"stage_fit(fit, organisation, CTO, {q})", seats=seats) for q in (Q1, Q2)
        ] == [1, 2]
        measure = asked(org, f"stage_fit(fit, organisation, CTO, {Q2})", seats=seats)
        assert (measure.required, measure.planned) == (3, 1)

    def test_from_a_number_of_heads_on(self) -> None:
        rule = self.RULE.replace(threshold=3)
        roster = (person("P1", role="CTO / founder"), person("P2"))
        org = small(
            *roster,
            roles=self.ROLES,
            rules=(rule,),
            stages=("late",),
            needs=(need("s", 1, 1, kind=NeedKind.HOLDERS),),
        )
        assert [
            short(org, f"stage_fit(fit, organisation, CTO, {q})", seats=[("dev", "A", 1)])
            for q in (Q1, Q2)
        ] == [0, 1]


class TestTalentShape:
    """Deep: s at 4; broad: k at 3; second leg: m at 3."""

    RULE = TalentShape(
        id="pi", scopes=(A,), counts=("engineering",), deep_groups=("technology",),
        broad_groups=("business",),
        leg_groups=("trends",),
    )  # fmt: skip
    GROUPS = {"s": "technology", "s2": "technology", "k": "business", "m": "trends"}

    @pytest.mark.parametrize(
        ("skills", "missing"),
        [
            ({"s": 4, "k": 3, "m": 3}, 0),
            ({"s2": 5, "k": 3, "m": 4}, 0),
            ({"s": 3, "s2": 3, "k": 5, "m": 5}, 1),  # two half lines are no deep one
            ({"s": 4, "k": 2, "m": 3}, 1),
            ({"s": 4, "k": 3}, 1),
        ],
    )
    def test_the_three_parts(self, skills: dict[str, int], missing: int) -> None:
        org = small(person("P1", **skills), rules=(self.RULE,), skill_groups=self.GROUPS)
        assert short(org, f"talent_shape(pi, A, {Q1})") == missing

    def test_the_parts_are_one_persons(self) -> None:
        org = small(
            person("P1", s=4, k=3),
            person("P2", k=3, m=3),
            rules=(self.RULE,),
            skill_groups=self.GROUPS,
        )
        assert short(org, f"talent_shape(pi, A, {Q1})") == 1
        # Without a second leg P1 is T-shaped; two are wanted, P2 has no deep line.
        t_shape = self.RULE.replace(leg_groups=(), count=2)
        assert short(org.replace(rules=(t_shape,)), f"talent_shape(pi, A, {Q1})") == 1

    def test_without_an_engineer_nobody_is_wanted(self) -> None:
        org = small(person("P1", role="lead"), rules=(self.RULE,), skill_groups=self.GROUPS)
        measure = asked(org, f"talent_shape(pi, A, {Q1})")
        assert (measure.shortfall, measure.triggered) == (0, False)

    def test_training_completes_the_shape(self) -> None:
        # Two parts are missing: k from Q2 on, m, begun in Q2, from Q3 on.
        org = small(
            person("P1", s=4, k=2, m=2),
            periods=3,
            rules=(self.RULE,),
            skill_groups=self.GROUPS,
            courses=(course("k", 2, 3), course("m", 2, 3)),
        )
        plan = [("P1", "k 2→3", 0), ("P1", "m 2→3", 1)]
        assert [short(org, f"talent_shape(pi, A, {q})", courses=plan) for q in (Q1, Q2, Q3)] == [
            1,
            1,
            0,
        ]
        assert short(org, f"talent_shape(pi, A, {Q3})", courses=plan[:1]) == 1

    def test_half_of_what_is_missing_makes_no_shape(self) -> None:
        # Neither the rows nor the checker take somebody for shaped who learned k but not m.
        org = small(
            person("P1", s=4, k=2, m=2),
            rules=(self.RULE,),
            skill_groups=self.GROUPS,
            courses=(course("k", 2, 3), course("m", 2, 3)),
        )
        stated = state(org)
        for courses, shaped in (
            ([("P1", "k 2→3", 0)], 0),
            ([("P1", "m 2→3", 0)], 0),
            ([("P1", "k 2→3", 0), ("P1", "m 2→3", 0)], 1),
        ):
            assert asked(org, f"talent_shape(pi, A, {Q2})", courses=courses).planned == shaped
            assert not disagreements(stated, plan_of(org, [], courses))

    def test_a_seat_has_the_shape_once_ramped_up(self) -> None:
        brings = {"s": 4, "k": 3, "m": 2}
        dev = DEV.replace(skills_at_start=brings, skills_after_ramp={"m": 3}, ramp=3)
        org = small(*people(1), roles=(dev, LEAD), rules=(self.RULE,), skill_groups=self.GROUPS)
        assert [
            short(org, f"talent_shape(pi, A, {q})", seats=[("dev", "A", 0)]) for q in (Q1, Q2)
        ] == [1, 0]
