"""Rules on shares, layers, growth, owners and rotas worked by hand, as in `test_hand_worked`: each
number is derived beside it.
"""

from __future__ import annotations

from datetime import date

import pytest

from orgplan.constraints import explain
from orgplan.constraints.model.decisions import Seat
from orgplan.constraints.structure.bus_factor import BusFactor
from orgplan.constraints.structure.growth_cap import GrowthCap
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.hiring_freeze import HiringFreeze
from orgplan.constraints.structure.min_team_size import MinTeamSize
from orgplan.constraints.structure.on_call import OnCall
from orgplan.constraints.structure.one_owner import OneOwner
from orgplan.constraints.structure.ratio import Ratio
from orgplan.constraints.structure.seniority_mix import SeniorityMix
from orgplan.constraints.structure.succession import Succession
from orgplan.domain.base import Strength
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment
from orgplan.domain.plan import Sense
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rounding, Rule
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.solver.bounds import hire_bounds
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
MANY = need("s", 20, 20, 20, kind=NeedKind.HOLDERS, name="N-many")  # so that seats are on offer


class TestRatioMadeWhole:
    """One lead for seven devs; 20 devs ask for 2.857, less a tenth for 2.571."""

    RULE = Ratio(
        id="pm",
        scopes=(ORGANISATION,),
        counts=("dev",),
        roles=("lead",),
        per=7,
    )

    @pytest.mark.parametrize(
        ("tolerance", "rounding", "missing"),
        [
            (0, None, 3),
            (0, "up", 3),
            (0, "nearest", 3),
            (0, "down", 2),
            (0.1, "up", 3),
            (0.1, "nearest", 3),
            (0.1, "down", 2),
            (0.3, "up", 2),
        ],
    )
    def test_twenty_devs_and_no_lead(
        self, tolerance: float, rounding: str | None, missing: int
    ) -> None:
        # Less 30 %: 14 / 7 is 2 exactly, which no rounding changes.
        rule = self.RULE.replace(tolerance=tolerance, rounding=rounding)
        assert short(small(*people(20), rules=(rule,)), f"ratio(pm, organisation, {Q1})") == missing

    @pytest.mark.parametrize(
        ("devs", "missing"), [(10, 1), (11, 2), (17, 2), (18, 3), (3, 0), (4, 1)]
    )
    def test_to_the_nearest(self, devs: int, missing: int) -> None:
        # 10/7 is 1.43, 11/7 is 1.57; 17/7 is 2.43, 18/7 is 2.57; 3/7 is less than a half, 4/7 more.
        rule = self.RULE.replace(rounding=Rounding.NEAREST)
        assert (
            short(small(*people(devs), rules=(rule,)), f"ratio(pm, organisation, {Q1})") == missing
        )

    def test_halves_count_as_one(self) -> None:
        rule = self.RULE.replace(per=2, rounding=Rounding.NEAREST)  # 3 / 2 is 1.5
        assert short(small(*people(3), rules=(rule,)), f"ratio(pm, organisation, {Q1})") == 2


class TestSeniorityMix:
    """Leads are a quarter to a half of everybody."""

    RULE = SeniorityMix(
        id="mix",
        scopes=(A,),
        roles=("lead",),
        least_share=0.25,
        most_share=0.5,
    )

    def missing(self, leads: int, devs: int, **changes: object) -> tuple[float, float]:
        org = small(
            *people(leads, role="lead"),
            *people(devs, first=50),
            rules=(self.RULE.replace(**changes),),
        )
        few, many = (
            asked(org, f"seniority_mix(mix, A, {bound}, {Q1})") for bound in ("at least", "at most")
        )
        assert (few.sense, many.sense) == (Sense.AT_LEAST, Sense.AT_MOST)
        return few.shortfall, many.shortfall

    @pytest.mark.parametrize(
        ("leads", "devs", "missing"),
        [
            (0, 1, (0, 0)),
            (0, 2, (1, 0)),
            (1, 4, (0, 0)),
            (1, 5, (1, 0)),
            (3, 3, (0, 0)),
            (4, 3, (0, 0)),
            (4, 2, (0, 1)),
            (4, 0, (0, 2)),
        ],
    )
    def test_to_the_nearest(self, leads: int, devs: int, missing: tuple[int, int]) -> None:
        # A quarter of 1 is 0.25: none; of 2 a half: one; of 5 1.25: one; of 6 1.5: two. A half of 7
        # is 3.5: four may be; of 6: three; of 4: two.
        assert self.missing(leads, devs) == missing

    @pytest.mark.parametrize(
        ("rounding", "missing"), [("up", (2, 0)), ("nearest", (1, 0)), ("down", (1, 0))]
    )
    def test_a_quarter_of_five(self, rounding: str, missing: tuple[int, int]) -> None:
        assert self.missing(0, 5, rounding=rounding) == missing  # 1.25 is 2, 1 and 1

    @pytest.mark.parametrize(
        ("rounding", "missing"), [("up", (0, 1)), ("nearest", (0, 1)), ("down", (0, 2))]
    )
    def test_a_half_of_five(self, rounding: str, missing: tuple[int, int]) -> None:
        assert self.missing(4, 1, rounding=rounding) == missing  # 2.5 is 3, 3 and 2

    def test_points_to_spare(self) -> None:
        # 25 % less 10 points is 15 %: of ten 1.5, which is 2; 50 % and 10 points are 60 %: 6 of
        # ten, so the seventh is too many.
        assert self.missing(1, 9, tolerance=0.1) == (1, 0)
        assert self.missing(7, 3, tolerance=0.1) == (0, 1)
        assert self.missing(6, 4, tolerance=0.1) == (0, 0)

    def test_among_some_roles_only(self) -> None:
        # A quarter of four devs is one, whoever else there is; no lead is there.
        assert self.missing(0, 4, counts=("dev",)) == (1, 0)
        org = small(
            *people(4),
            *people(9, role="lead", first=50),
            rules=(self.RULE.replace(counts=("dev",)),),
        )
        assert (
            short(org, f"seniority_mix(mix, A, at most, {Q1})") == 7
        )  # two leads for four devs may be

    def test_hiring_others_thins_a_share_out(self) -> None:
        # Three of four are leads, two may be. One dev more: 2.5 of 5 is 3.
        org = small(
            *people(3, role="lead"),
            *people(1, first=50),
            rules=(self.RULE.replace(rounding="nearest"),),
        )
        name = f"seniority_mix(mix, A, at most, {Q1})"
        assert [short(org, name, seats=[("dev", "A", 0)] * seats) for seats in (0, 1, 2)] == [
            1,
            0,
            0,
        ]

    def test_from_a_number_of_heads_on(self) -> None:
        org = small(
            *people(4),
            rules=(self.RULE.replace(threshold=6),),
            needs=(MANY.replace(required=(9, 9)),),
        )
        name = f"seniority_mix(mix, A, at least, {Q1})"
        assert [short(org, name, seats=[("dev", "A", 0)] * seats) for seats in (1, 2)] == [
            0,
            2,
        ]  # a quarter of 6 is 1.5


class TestSpanLayers:
    """Four to six leads for each head, and a fewest of reports for those who lead a team."""

    HEAD = Role(
        id="head",
        name="head",
        family="executive",
        band_mid=90_000,
        lead_time=0,
        ramp=0,
        can_manage=True,
    )
    ROLES = (DEV, LEAD, HEAD)
    LAYER = Span(
        id="layer",
        scopes=(ORGANISATION,),
        counts=("lead",),
        roles=("head",),
        per=6,
        per_min=4,
    )

    @pytest.mark.parametrize(
        ("leads", "heads", "few", "many"),
        [
            (6, 1, 0, 0),
            (7, 1, 1, 0),
            (4, 1, 0, 0),
            (3, 1, 0, 1),
            (0, 0, 0, 0),
            (7, 2, 0, 1),
            (8, 2, 0, 0),
            (1, 3, 0, 3),
        ],
    )
    def test_managers_of_managers(self, leads: int, heads: int, few: int, many: int) -> None:
        # Seven leads are one too many for a head, and one too few for two: (8 - 7) / 4, rounded up.
        # One lead is for none of three: 11 / 4.
        org = small(
            *people(leads, role="lead"),
            *people(heads, role="head", first=50),
            roles=self.ROLES,
            rules=(self.LAYER,),
        )
        assert short(org, f"span(layer, organisation, {Q1})") == few
        measure = asked(org, f"span(layer, organisation, fewest reports, {Q1})")
        assert (measure.shortfall, measure.sense, measure.required) == (
            many,
            Sense.AT_MOST,
            heads - many,
        )

    def test_everybody_who_manages_is_led_where_nobody_is_named(self) -> None:
        # Led: the lead, the dev who leads team A, and the dev to whom another reports; not the
        # head, nor the two others.
        roster = (
            person("P1", role="head"),
            person("P2", role="lead"),
            person("P3"),
            person("P4"),
            person("P5").replace(manager_id="P4"),
            person("P6"),
        )
        org = small(
            *roster,
            roles=self.ROLES,
            teams=(Team(id="A", lead="P3"),),
            rules=(self.LAYER.replace(counts=(), per=2, per_min=None),),
        )
        assert short(org, f"span(layer, organisation, {Q1})") == 1  # three for a head who leads two
        assert (
            short(
                org.replace(rules=(self.LAYER.replace(counts=(), per=3, per_min=None),)),
                f"span(layer, organisation, {Q1})",
            )
            == 0
        )

    def test_hiring_on_either_side(self) -> None:
        org = small(
            *people(7, role="lead"),
            *people(1, role="head", first=50),
            roles=self.ROLES,
            needs=(need("m", 8, 8, kind=NeedKind.HOLDERS),),  # what seats of leads are of use for
            rules=(self.LAYER,),
        )
        few, many = (
            f"span(layer, organisation, {Q2})",
            f"span(layer, organisation, fewest reports, {Q2})",
        )
        assert short(org, few, seats=[("head", "A", 1)]) == 0
        assert [
            short(org, many, seats=[("head", "A", 1), *([("lead", "A", 1)] * leads)])
            for leads in (0, 1)
        ] == [1, 0]

    def test_a_fewest_of_reports_in_a_team(self) -> None:
        # Three reports for each lead: with three there are two devs, so one lead is too many; their
        # role says one is enough.
        rule = Span(id="lowest", scopes=(A,), per=7, per_min=3)
        asks = need("s", 4, 4, kind=NeedKind.HOLDERS)  # what seats of devs are of use for
        org = small(person("P1", role="lead"), *people(2, first=50), rules=(rule,), needs=(asks,))
        name = f"span(lowest, A, fewest reports, {Q1})"
        assert short(org, name) == 1
        assert [short(org, name, seats=[("dev", "A", 0)] * seats) for seats in (1, 2)] == [0, 0]
        assert short(org.replace(roles=(DEV, LEAD.replace(span_min=2))), name) == 0
        with pytest.raises(KeyError):
            short(org.replace(rules=(rule.replace(per_min=None),)), name)

    def test_whoever_others_report_to_leads_them(self) -> None:
        # Eight devs and nobody who can manage: two leads short. One of them leads another: seven
        # reports for one who leads seven.
        rule = Span(id="lowest", scopes=(A,), per=7)
        roster = people(8)
        assert short(small(*roster, rules=(rule,)), f"span(lowest, A, {Q1})") == 2
        lines = (*roster[:-1], roster[-1].replace(manager_id="P1"))
        assert short(small(*lines, rules=(rule,)), f"span(lowest, A, {Q1})") == 0


class TestBusFactor:
    """Two people at s 3 in team A."""

    RULE = BusFactor(id="bus", scopes=(A,), count=2)
    CRITICAL = (need("s", 0, 0, kind=NeedKind.HOLDERS, scope=A),)

    @pytest.mark.parametrize(
        ("levels", "missing"), [((3, 3), 0), ((3, 2), 1), ((5, 1, 4), 0), ((2,), 2)]
    )
    def test_holders_are_counted(self, levels: tuple[int, ...], missing: int) -> None:
        org = small(
            *(person(f"P{n}", s=level) for n, level in enumerate(levels)),
            needs=self.CRITICAL,
            rules=(self.RULE,),
        )
        assert short(org, f"bus_factor(bus, A, holders of s, {Q1})") == missing

    def test_what_is_critical(self) -> None:
        # For the team its own must; for the organisation also the other team's; wishes and needs
        # above the scope are not.
        needs = (
            *self.CRITICAL,
            need("m", 0, 0, kind=NeedKind.HOLDERS, scope=B, name="N-2"),
            need("k", 0, 0, kind=NeedKind.HOLDERS, scope=A, name="N-3").replace(
                strength=Strength.SHOULD
            ),
            need("x", 0, 0, kind=NeedKind.HOLDERS, name="N-4"),
        )
        teams = (Team(id="A"), Team(id="B"))

        def skills(rule: Rule) -> set[str]:
            org = small(person("P1"), teams=teams, needs=needs, rules=(rule,))
            return {
                s
                for s in "smkx"
                for scope in rule.scopes
                if _is_judged(org, f"bus_factor(bus, {scope}, holders of {s}, {Q1})")
            }

        assert skills(self.RULE) == {"s"}
        assert skills(self.RULE.replace(scopes=(ORGANISATION,))) == {"s", "m", "x"}
        assert skills(self.RULE.replace(skills=("k",))) == {"k"}

    def test_a_team_of_nobody_holds_nothing(self) -> None:
        measure = asked(
            small(needs=self.CRITICAL, rules=(self.RULE,)),
            f"bus_factor(bus, A, holders of s, {Q1})",
        )
        assert (measure.shortfall, measure.triggered) == (0, False)

    def test_training_and_hiring_mend_it(self) -> None:
        org = small(
            person("P1", s=3),
            person("P2", s=2),
            needs=self.CRITICAL,
            rules=(self.RULE,),
            courses=(course("s", 2, 3),),
        )
        names = [f"bus_factor(bus, A, holders of s, {q})" for q in (Q1, Q2)]
        assert [short(org, name, courses=[("P2", "s 2→3", 0)]) for name in names] == [1, 0]
        assert [short(org, name, seats=[("dev", "A", 1)]) for name in names] == [1, 0]


class TestSuccession:
    """Two successors of the lead, at m 3 or in training for it, one of them ready."""

    RULE = Succession(
        id="next",
        scopes=(A,),
        roles=("lead",),
        skill="m",
        level=3,
        count=2,
    )
    LEADS = person("P0", role="lead", m=5)

    def missing(self, *levels: int, **changes: object) -> tuple[float, float]:
        others = (person(f"P{n}", m=level) for n, level in enumerate(levels, 1))
        org = small(self.LEADS, *others, rules=(self.RULE.replace(**changes),))
        return tuple(
            short(org, f"succession(next, A, {what}, {Q1})")
            for what in ("successors", "successors ready now")
        )  # type: ignore[return-value]

    def test_a_holder_of_the_role_is_no_successor(self) -> None:
        assert self.missing() == (2, 1)
        assert self.missing(3) == (1, 0)
        assert self.missing(3, 4, 2) == (0, 0)

    def test_so_many_are_ready(self) -> None:
        assert self.missing(3, ready=2) == (1, 1)
        org = small(self.LEADS, rules=(self.RULE.replace(ready=0),))
        assert short(org, f"succession(next, A, successors, {Q1})") == 2
        assert not _is_judged(org, f"succession(next, A, successors ready now, {Q1})")

    def test_in_training_counts_as_one_of_two_but_not_as_ready(self) -> None:
        # Begun in Q1, ready in Q2.
        org = small(
            self.LEADS,
            person("P1", m=2),
            person("P2", m=3),
            rules=(self.RULE,),
            courses=(course("m", 2, 3),),
        )
        begun = [("P1", "m 2→3", 0)]
        assert [
            short(org, f"succession(next, A, successors, {q})", courses=begun) for q in (Q1, Q2)
        ] == [0, 0]
        alone = org.replace(people=org.people[:2])
        assert [
            short(alone, f"succession(next, A, successors ready now, {q})", courses=begun)
            for q in (Q1, Q2)
        ] == [1, 0]
        assert [
            short(alone, f"succession(next, A, successors, {q})", courses=begun) for q in (Q1, Q2)
        ] == [1, 1]

    def test_nobody_who_leaves_and_no_contractor(self) -> None:
        # Both are at the level; one leaves in Q2, one is a contractor.
        leaves = person("P1", m=4, end=date(2027, 4, 30))
        hired = person("P2", m=4).replace(employment=Employment.CONTRACTOR)
        org = small(self.LEADS, leaves, hired, rules=(self.RULE,))
        assert short(org, f"succession(next, A, successors, {Q1})") == 2
        assert short(org, f"succession(next, A, successors ready now, {Q1})") == 1

    def test_a_course_that_leads_nowhere_near_counts_while_it_lasts(self) -> None:
        org = small(
            self.LEADS, person("P1", m=1), rules=(self.RULE,), courses=(course("m", 1, 2, hours=8),)
        )
        begun = [("P1", "m 1→2", 0)]
        assert [
            short(org, f"succession(next, A, successors, {q})", courses=begun) for q in (Q1, Q2)
        ] == [1, 2]

    def test_without_a_holder_nobody_follows(self) -> None:
        org = small(person("P1"), rules=(self.RULE,))
        measure = asked(org, f"succession(next, A, successors, {Q1})")
        assert (measure.shortfall, measure.triggered) == (0, False)
        # The first lead that is hired brings the rule with it.
        org = small(
            person("P1"), rules=(self.RULE,), needs=(need("m", 1, 1, kind=NeedKind.HOLDERS),)
        )
        assert [
            short(org, f"succession(next, A, successors, {q})", seats=[("lead", "A", 1)])
            for q in (Q1, Q2)
        ] == [0, 2]


class TestGrowthCap:
    """A third of a team a quarter, rounded down."""

    RULE = GrowthCap(id="third", scopes=(A,))

    @pytest.mark.parametrize(
        ("heads", "allowed"), [(1, 0), (3, 0), (4, 1), (6, 1), (7, 2), (10, 3)]
    )
    def test_of_the_opening(self, heads: int, allowed: int) -> None:
        # 0.33 x 3 is 0.99; x 4 is 1.32; x 6 is 1.98; x 7 is 2.31; x 10 is 3.3.
        org = small(*people(heads), rules=(self.RULE,), needs=(MANY.replace(required=(20, 20)),))
        for seats in (allowed, allowed + 1):
            measure = asked(org, f"growth_cap(third, A, {Q1})", seats=[("dev", "A", 0)] * seats)
            assert (measure.required, measure.shortfall, measure.strength) == (
                allowed,
                seats - allowed,
                None,
            )

    @pytest.mark.parametrize(
        ("rounding", "allowed"), [(Rounding.DOWN, 0), (Rounding.NEAREST, 1), (Rounding.UP, 1)]
    )
    def test_rounding(self, rounding: Rounding, allowed: int) -> None:
        org = small(
            *people(2),
            rules=(self.RULE.replace(rounding=rounding),),
            needs=(MANY.replace(required=(9, 9)),),
        )
        assert (
            short(org, f"growth_cap(third, A, {Q1})", seats=[("dev", "A", 0)] * 2) == 2 - allowed
        )  # 0.66

    def test_who_came_in_the_last_quarter_counts_at_the_next_opening(self) -> None:
        # Six, of whom one has left with Q1: at the opening of Q2 six and the one who came, 0.33 x 7
        # is 2.31. In Q3 five, one and two are eight: 2.64.
        org = small(
            *people(5),
            person("P9", end=date(2027, 3, 31)),
            periods=3,
            rules=(self.RULE,),
            needs=(MANY,),
        )
        seats = [("dev", "A", 0), *([("dev", "A", 1)] * 3), *([("dev", "A", 2)] * 3)]
        assert [short(org, f"growth_cap(third, A, {q})", seats=seats) for q in (Q1, Q2, Q3)] == [
            0,
            1,
            1,
        ]
        fewer = [("dev", "A", 0), *([("dev", "A", 1)] * 2), *([("dev", "A", 2)] * 2)]
        assert [short(org, f"growth_cap(third, A, {q})", seats=fewer) for q in (Q1, Q2, Q3)] == [
            0,
            0,
            0,
        ]

    def test_months_are_summed_by_calendar_quarter(self) -> None:
        # February to April: the first quarter has February and March, and April opens another. Six
        # people: one in each.
        org = small(
            *people(6), periods=3, period=PeriodLength.MONTH, rules=(self.RULE,), needs=(MANY,)
        )
        org = org.replace(calendar=org.calendar.replace(start=date(2027, 2, 1)))
        assert org.calendar.quarters == ((0, 1), (2,))
        assert (
            short(org, "growth_cap(third, A, 2027-03)", seats=[("dev", "A", 0), ("dev", "A", 1)])
            == 1
        )
        assert (
            short(org, "growth_cap(third, A, 2027-04)", seats=[("dev", "A", 1), ("dev", "A", 2)])
            == 0
        )
        assert not _is_judged(org, "growth_cap(third, A, 2027-02)")

    def test_a_new_team_has_nothing_to_grow_from(self) -> None:
        org = small(rules=(self.RULE,), needs=(MANY.replace(required=(9, 9)),))
        seats = [*([("dev", "A", 0)] * 4), *([("dev", "A", 1)] * 2)]
        assert [short(org, f"growth_cap(third, A, {q})", seats=seats) for q in (Q1, Q2)] == [
            0,
            1,
        ]  # of four, one

    def test_somebody_who_starts_on_the_first_day_was_not_there_at_the_opening(self) -> None:
        org = small(
            *people(3),
            person("P9", start=date(2027, 1, 1)),
            rules=(self.RULE,),
            needs=(MANY.replace(required=(9, 9)),),
        )
        assert asked(org, f"growth_cap(third, A, {Q1})", seats=[("dev", "A", 0)]).required == 0

    def test_backfills_and_contractors_are_no_growth(self) -> None:
        levers = (
            Lever(id="L-1", kind=LeverKind.BACKFILL, share=1.0),
            Lever(id="L-2", kind=LeverKind.CONTRACTOR, min_stay=3, max_stay=3),
        )
        org = small(
            *people(3),
            person("P9", end=date(2027, 3, 31)),
            rules=(self.RULE,),
            needs=(MANY.replace(required=(9, 9)),),
            levers=levers,
        )
        backfill, contractor = (
            Seat("dev", "A", 1, lever="L-1"),
            Seat("dev", "A", 1, until=2, lever="L-2"),
        )
        name = f"growth_cap(third, A, {Q2})"  # four at the opening: one seat of growth
        assert short(org, name, seats=[("dev", "A", 1), backfill, contractor]) == 0
        assert short(org, name, seats=[("dev", "A", 1), ("dev", "A", 1), backfill]) == 1

    def test_a_wish_is_counted_and_not_kept_at_any_price(self) -> None:
        org = small(
            *people(3),
            rules=(self.RULE.replace(strength=Strength.SHOULD),),
            needs=(MANY.replace(required=(9, 9)),),
        )
        measure = asked(org, f"growth_cap(third, A, {Q1})", seats=[("dev", "A", 0)] * 2)
        assert (measure.shortfall, measure.strength) == (2, Strength.SHOULD)

    def test_seats_to_grow_from_are_on_offer_only_where_they_could_help(self) -> None:
        # Five at s 3 are wanted in the second quarter. Leads bring no s, but more heads at its
        # opening would let more devs come.
        late = (need("s", 0, 5, kind=NeedKind.HOLDERS),)
        team = tuple(person(f"P{n}", s=3) for n in range(3))
        org = small(*team, needs=late, rules=(self.RULE,))
        assert (
            hire_bounds(org)["lead", "A"] == 13
        )  # five devs could be of use: 5 / 0.33 is 15.2, so 16 at the opening, and three are there
        assert ("lead", "A") not in hire_bounds(org.replace(rules=()))
        assert ("lead", "A") not in hire_bounds(org.replace(people=(*team, *people(13, first=50))))


class TestHiringFreeze:
    RULE = HiringFreeze(id="freeze", scopes=(ORGANISATION,))
    NEEDS = (MANY.replace(required=(9, 9)),)

    def test_each_seat_is_too_many(self) -> None:
        org = small(*people(1), needs=self.NEEDS, rules=(self.RULE,))
        assert [
            short(org, f"hiring_freeze(freeze, organisation, {Q1})", seats=[("dev", "A", 0)] * n)
            for n in (0, 1, 3)
        ] == [0, 1, 3]
        assert asked(org, f"hiring_freeze(freeze, organisation, {Q1})").strength is None

    def test_only_in_its_periods_and_by_the_first_day(self) -> None:
        org = small(*people(1), needs=self.NEEDS, rules=(self.RULE.replace(last=0),))
        assert (
            short(org, f"hiring_freeze(freeze, organisation, {Q1})", seats=[("dev", "A", 1)]) == 0
        )
        assert not _is_judged(org, f"hiring_freeze(freeze, organisation, {Q2})")

    @pytest.mark.parametrize(
        ("freezes", "missing"), [("decisions", {Q1: 1, Q2: 1}), ("starts", {Q1: 0, Q2: 1})]
    )
    def test_by_the_day_of_the_decision(self, freezes: str, missing: dict[str, int]) -> None:
        # A dev takes two months to find: who starts on 1 April (Q2) is decided in February, who
        # starts on 1 July in May.
        rule = self.RULE.replace(freezes=freezes)
        roles = tuple(role.replace(lead_time=2.0) for role in small().roles)
        org = small(
            *people(1), needs=(MANY.replace(required=(9, 9, 9)),), rules=(rule,), periods=3
        ).replace(roles=roles)
        seats = [("dev", "A", 1), ("dev", "A", 2)]
        found = {
            label: short(org, f"hiring_freeze(freeze, organisation, {label})", seats=seats)
            for label in (Q1, Q2)
        }
        assert found == missing

    def test_of_some_roles_and_teams(self) -> None:
        teams, rule = (Team(id="A"), Team(id="B")), self.RULE.replace(scopes=(A,), counts=("dev",))
        needs = (*self.NEEDS, need("m", 1, 1, kind=NeedKind.HOLDERS, name="N-2"))
        org = small(*people(1), teams=teams, needs=needs, rules=(rule,))
        seats = [("dev", "A", 0), ("dev", "B", 0), ("lead", "A", 0)]
        assert short(org, f"hiring_freeze(freeze, A, {Q1})", seats=seats) == 1

    @pytest.mark.parametrize(("everything", "missing"), [(False, 0), (True, 2)])
    def test_backfills_and_contractors(self, everything: bool, missing: int) -> None:
        levers = (
            Lever(id="L-1", kind=LeverKind.BACKFILL, share=1.0),
            Lever(id="L-2", kind=LeverKind.CONTRACTOR, min_stay=3, max_stay=3),
        )
        rule = self.RULE.replace(all_seats=everything)
        org = small(
            *people(2),
            person("P9", end=date(2027, 3, 31)),
            needs=self.NEEDS,
            rules=(rule,),
            levers=levers,
        )
        seats = [Seat("dev", "A", 1, lever="L-1"), Seat("dev", "A", 1, until=2, lever="L-2")]
        assert short(org, f"hiring_freeze(freeze, organisation, {Q2})", seats=seats) == missing

    def test_from_a_number_of_heads_on(self) -> None:
        # With four heads or more nobody comes: the second seat makes four of two, so both are too
        # many.
        org = small(*people(2), needs=self.NEEDS, rules=(self.RULE.replace(threshold=4),))
        name = f"hiring_freeze(freeze, organisation, {Q1})"
        assert [short(org, name, seats=[("dev", "A", 0)] * seats) for seats in (1, 2)] == [0, 2]


class TestMinTeamSize:
    """Four or nobody."""

    RULE = MinTeamSize(id="four", scopes=(A,), count=4)

    @pytest.mark.parametrize(("heads", "missing"), [(0, 0), (1, 3), (3, 1), (4, 0), (5, 0)])
    def test_none_to_five(self, heads: int, missing: int) -> None:
        measure = asked(small(*people(heads), rules=(self.RULE,)), f"min_team_size(four, A, {Q1})")
        assert (measure.shortfall, measure.triggered) == (missing, heads > 0)

    def test_a_new_team_is_opened_with_enough_or_not_at_all(self) -> None:
        org = small(
            *people(1, team="B"),
            teams=(Team(id="A"), Team(id="B")),
            rules=(self.RULE,),
            needs=(MANY.replace(required=(9, 9)),),
        )
        assert [
            short(org, f"min_team_size(four, A, {Q1})", seats=[("dev", "A", 0)] * n)
            for n in (0, 1, 3, 4)
        ] == [0, 3, 1, 0]

    def test_it_is_left_by_everybody(self) -> None:
        leavers = (person("P1", end=date(2027, 3, 31)), person("P2", end=date(2027, 3, 31)))
        assert [
            short(small(*leavers, rules=(self.RULE,)), f"min_team_size(four, A, {q})")
            for q in (Q1, Q2)
        ] == [2, 0]

    def test_of_some_roles(self) -> None:
        org = small(
            *people(2),
            *people(3, role="lead", first=50),
            rules=(self.RULE.replace(roles=("dev",)),),
        )
        assert short(org, f"min_team_size(four, A, {Q1})") == 2


class TestOneOwner:
    """Areas s, m and k, each with an owner of its own at level 3."""

    RULE = OneOwner(id="own", scopes=(A,), skills=("s", "m", "k"))

    @pytest.mark.parametrize(
        ("roster", "most", "missing"),
        [
            (({"s": 3}, {"m": 3}, {"k": 3}), 1, 0),
            (({"s": 3, "m": 3, "k": 3},), 1, 2),  # one person owns one
            (({"s": 3, "m": 3, "k": 3},), 2, 1),
            (({"s": 3, "m": 3, "k": 3},), 3, 0),
            (
                ({"s": 3, "m": 3}, {"s": 3}, {"s": 5, "k": 4}),
                1,
                0,
            ),  # m, s and k: whoever can do nothing else takes s
            (({"s": 3}, {"s": 4}, {"m": 3, "k": 3}), 1, 1),  # two for s, one for two
            (({"s": 3}, {"s": 4}, {"m": 3, "k": 3}), 2, 0),
            (({"s": 2}, {"m": 2}), 1, 3),
        ],
    )
    def test_areas_are_shared_out(
        self, roster: tuple[dict[str, int], ...], most: int, missing: int
    ) -> None:
        org = small(
            *(person(f"P{n}", **skills) for n, skills in enumerate(roster)),
            rules=(self.RULE.replace(most_areas=most),),
        )
        measure = asked(org, f"one_owner(own, A, {Q1})")
        assert (measure.required, measure.shortfall, measure.unit) == (3, missing, "areas")

    def test_the_areas_are_the_musts(self) -> None:
        needs = (
            need("s", 0, 0, kind=NeedKind.HOLDERS, scope=A),
            need("m", 1, 1, kind=NeedKind.CAPACITY, scope=A, name="N-2"),
        )
        org = small(person("P1", s=3, m=3), needs=needs, rules=(self.RULE.replace(skills=()),))
        measure = asked(org, f"one_owner(own, A, {Q1})")
        assert (measure.required, measure.shortfall) == (2, 1)

    def test_what_is_learned_frees_somebody_for_another_area(self) -> None:
        # P1 can own s and k, P2 nothing until s is learned in Q1; then P2 owns s and P1 k. m stays
        # open.
        org = small(
            person("P1", s=3, k=3),
            person("P2", s=2),
            rules=(self.RULE,),
            courses=(course("s", 2, 3),),
        )
        assert [
            short(org, f"one_owner(own, A, {q})", courses=[("P2", "s 2→3", 0)]) for q in (Q1, Q2)
        ] == [2, 1]

    def test_seats_own_areas_each_their_own(self) -> None:
        # Devs bring s, leads m: two devs own one area between them.
        org = small(person("P1"), rules=(self.RULE,))
        seats = [("dev", "A", 0), ("lead", "A", 0)]
        assert [short(org, f"one_owner(own, A, {Q1})", seats=seats[:n]) for n in (0, 1, 2)] == [
            3,
            2,
            1,
        ]

    def test_words_name_the_lever(self) -> None:
        org = small(person("P1", s=3), rules=(self.RULE,))
        assert "2 short. Train somebody up" in explain(asked(org, f"one_owner(own, A, {Q1})"), org)


class TestOnCall:
    """Three for a rota, on half time or more."""

    RULE = OnCall(id="rota", scopes=(A,), count=3)

    def test_half_time_is_enough_and_less_is_not(self) -> None:
        roster = (person("P1"), person("P2").replace(fte=0.5), person("P3").replace(fte=0.4))
        assert short(small(*roster, rules=(self.RULE,)), f"on_call(rota, A, {Q1})") == 1
        assert (
            short(
                small(*roster, rules=(self.RULE.replace(min_fte=0.3),)), f"on_call(rota, A, {Q1})"
            )
            == 0
        )

    def test_by_role_by_skill_and_by_both(self) -> None:
        roster = (person("P1", s=3), person("P2", s=2), person("P3", role="lead", s=4))
        for changes, missing in (
            ({"roles": ("dev",)}, 1),
            ({"skill": "s"}, 1),
            ({"skill": "s", "roles": ("dev",)}, 2),
            ({"skill": "s", "level": 2}, 0),
        ):
            assert (
                short(
                    small(*roster, rules=(self.RULE.replace(**changes),)), f"on_call(rota, A, {Q1})"
                )
                == missing
            )

    def test_in_every_period(self) -> None:
        roster = (*people(2), person("P9", end=date(2027, 3, 31)))
        org = small(*roster, rules=(self.RULE,), needs=(MANY.replace(required=(9, 9)),))
        assert [short(org, f"on_call(rota, A, {q})") for q in (Q1, Q2)] == [0, 1]
        assert [
            short(org, f"on_call(rota, A, {q})", seats=[("dev", "A", 1)]) for q in (Q1, Q2)
        ] == [0, 0]

    def test_somebody_in_training_is_not_on_it_yet(self) -> None:
        org = small(
            person("P1", s=3),
            person("P2", s=3),
            person("P3", s=2),
            rules=(self.RULE.replace(skill="s"),),
            courses=(course("s", 2, 3),),
        )
        assert [
            short(org, f"on_call(rota, A, {q})", courses=[("P3", "s 2→3", 0)]) for q in (Q1, Q2)
        ] == [1, 0]


class TestSecondCondition:
    """A head (here: a lead) from five people on, but only where there are two devs of them too."""

    RULE = Director(
        id="second",
        scopes=(A,),
        threshold=5,
        also_counts=("dev",),
        also_threshold=2,
        roles=("boss",),
    )
    ROLES = (DEV, LEAD, DEV.replace(id="boss", name="boss", skills_at_start={}))

    @pytest.mark.parametrize(
        ("devs", "leads", "missing"),
        [(2, 3, 1), (1, 4, 0), (1, 9, 0), (2, 2, 0), (5, 0, 1), (4, 0, 0)],
    )
    def test_both_must_be_reached(self, devs: int, leads: int, missing: int) -> None:
        org = small(
            *people(devs),
            *people(leads, role="lead", first=50),
            roles=self.ROLES,
            rules=(self.RULE,),
        )
        measure = asked(org, f"director(second, A, {Q1})")
        assert (measure.shortfall, measure.triggered) == (missing, bool(missing))

    @pytest.mark.parametrize(
        ("seats", "missing"),
        [
            (["lead"], 0),
            (["dev"], 0),
            (["dev", "lead"], 1),
            (["lead", "lead"], 0),
            (["dev", "dev"], 1),
        ],
    )
    def test_the_plans_own_hires_reach_it(self, seats: list[str], missing: int) -> None:
        # One dev and two leads are there: two more make five, and one of them has to be a dev.
        needs = (MANY.replace(required=(9, 9)), need("m", 9, 9, kind=NeedKind.HOLDERS, name="N-2"))
        org = small(
            *people(1),
            *people(2, role="lead", first=50),
            roles=self.ROLES,
            rules=(self.RULE,),
            needs=needs,
        )
        assert (
            short(org, f"director(second, A, {Q1})", seats=[(role, "A", 0) for role in seats])
            == missing
        )

    def test_with_product_lines(self) -> None:
        rule = self.RULE.replace(scopes=(ORGANISATION,), product_lines_over=1)
        one, two = (
            (Team(id="A", product_line="L1"), Team(id="B", product_line=line))
            for line in ("L1", "L2")
        )
        for teams, missing in ((one, 0), (two, 1)):
            org = small(*people(5), roles=self.ROLES, teams=teams, rules=(rule,))
            assert short(org, f"director(second, organisation, {Q1})") == missing

    def test_only_while_it_is_in_force(self) -> None:
        rule = self.RULE.replace(also_threshold=None, also_counts=(), first=1, last=1)
        org = small(*people(5), periods=3, roles=self.ROLES, rules=(rule,))
        assert [short(org, f"director(second, A, {q})") for q in (Q1, Q2, Q3)] == [0, 1, 0]


def _is_judged(org: Organisation, name: str) -> bool:
    try:
        asked(org, name)
    except KeyError:
        return False
    return True
