"""Worked by hand: the only guard where rows and checker could share a misunderstanding.

Each number is derived beside it.

The horizon begins in January 2027; quarters are Q1 January to March, Q2 April to June, Q3 July to
September.
"""

from __future__ import annotations

from datetime import date

import pytest

from orgplan.constraints import explain
from orgplan.constraints.model.decisions import MoveKey, Seat
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.liaison import Liaison
from orgplan.constraints.structure.ratio import Ratio
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment
from orgplan.domain.plan import Measure, Move, Plan
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.language import speaking
from tests.constraints.both_sides import checker_says
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

HOLDERS, CAPACITY = NeedKind.HOLDERS, NeedKind.CAPACITY
MONTH = PeriodLength.MONTH
A = team_scope("A")


class TestHolders:
    def test_a_leaver_counts_in_the_period_that_ends_on_the_last_day(self) -> None:
        # Two holders wanted. P1 holds s 3 and leaves with the last day of Q1: there at the end of
        # Q1, gone in Q2.
        org = small(
            person("P1", end=date(2027, 3, 31), s=3), needs=(need("s", 2, 2, kind=HOLDERS),)
        )
        assert short(org, f"holders(N-1, {Q1})") == 2 - 1
        assert short(org, f"holders(N-1, {Q2})") == 2 - 0

    def test_a_leaver_one_day_earlier_does_not(self) -> None:
        org = small(
            person("P1", end=date(2027, 3, 30), s=3), needs=(need("s", 2, 2, kind=HOLDERS),)
        )
        assert short(org, f"holders(N-1, {Q1})") == 2

    def test_somebody_who_starts_within_a_period_counts_at_its_end(self) -> None:
        org = small(
            person("P1", start=date(2027, 3, 31), s=3), needs=(need("s", 1, 1, kind=HOLDERS),)
        )
        assert short(org, f"holders(N-1, {Q1})") == 0

    @pytest.mark.parametrize(
        ("months", "missing"),
        [
            (3, [1, 0, 0]),  # January + 3 months is the first day of Q2: counts from Q2
            (3.5, [1, 1, 0]),  # ends in the middle of April: the first whole period after is Q3
            (6, [1, 1, 0]),  # January + 6 months is the first day of Q3
            (0, [0, 0, 0]),  # no duration: counts at once
        ],
    )
    def test_a_course_counts_from_the_first_whole_period_after(
        self, months: float, missing: list[int]
    ) -> None:
        org = small(
            person("P1", s=2),
            periods=3,
            needs=(need("s", 1, 1, 1, kind=HOLDERS),),
            courses=(course("s", 2, 3, months=months),),
        )
        found = [
            short(org, f"holders(N-1, {label})", courses=[("P1", "s 2→3", 0)])
            for label in (Q1, Q2, Q3)
        ]
        assert found == missing

    def test_the_same_course_in_months(self) -> None:
        # Begun in January, 3 months: January, February and March without, from April on with the
        # level.
        org = small(
            person("P1", s=2),
            periods=4,
            period=MONTH,
            needs=(need("s", 1, 1, 1, 1, kind=HOLDERS),),
            courses=(course("s", 2, 3, months=3),),
        )
        labels = ("2027-01", "2027-02", "2027-03", "2027-04")
        assert [
            short(org, f"holders(N-1, {label})", courses=[("P1", "s 2→3", 0)]) for label in labels
        ] == [1, 1, 1, 0]

    def test_a_seat_counts_from_its_first_day_or_from_its_ramp(self) -> None:
        # A new developer brings 2 and has 3 once ramped up, 6 months after the start in Q1: from
        # Q3.
        dev = DEV.replace(skills_at_start={"s": 2}, skills_after_ramp={"s": 3}, ramp=6)
        org = small(
            periods=3,
            roles=(dev,),
            needs=(
                need("s", 1, 1, 1, kind=HOLDERS),
                need("s", 1, 1, 1, kind=HOLDERS, name="N-2", level=2),
            ),
        )
        seat = [("dev", "A", 0)]
        assert [short(org, f"holders(N-1, {label})", seats=seat) for label in (Q1, Q2, Q3)] == [
            1,
            1,
            0,
        ]
        assert [short(org, f"holders(N-2, {label})", seats=seat) for label in (Q1, Q2, Q3)] == [
            0,
            0,
            0,
        ]

    def test_a_step_below_the_level_that_is_asked_does_not_count(self) -> None:
        # From 1 to 2 in Q1 and from 2 to 3 in Q2: a holder at 3 in Q3 and not before; one at 2 from
        # Q2 on.
        needs = (
            need("s", 1, 1, 1, kind=HOLDERS),
            need("s", 1, 1, 1, kind=HOLDERS, name="N-2", level=2),
        )
        org = small(
            person("P1", s=1),
            periods=3,
            needs=needs,
            courses=(course("s", 1, 2), course("s", 2, 3)),
        )
        plan = [("P1", "s 1→2", 0), ("P1", "s 2→3", 1)]
        assert [short(org, f"holders(N-1, {label})", courses=plan) for label in (Q1, Q2, Q3)] == [
            1,
            1,
            0,
        ]
        assert [short(org, f"holders(N-2, {label})", courses=plan) for label in (Q1, Q2, Q3)] == [
            1,
            0,
            0,
        ]

    def test_one_person_counts_for_many_needs_and_other_teams_for_none(self) -> None:
        needs = (
            need("s", 1, 1, kind=HOLDERS),
            need("m", 1, 1, kind=HOLDERS, name="N-2"),
            need("s", 1, 1, kind=HOLDERS, name="N-3", scope=team_scope("B")),
        )
        org = small(person("P1", s=4, m=3), teams=(Team(id="A"), Team(id="B")), needs=needs)
        assert [short(org, f"holders({name}, {Q1})") for name in ("N-1", "N-2", "N-3")] == [0, 0, 1]


class TestCapacity:
    def test_two_needs_share_one_persons_time(self) -> None:
        # 1 FTE for 0.7 of s and 0.6 of m: 0.3 is missing in any case, and it is taken from s, which
        # weighs 1 against 2.
        org = small(
            person("P1", s=3, m=3),
            needs=(
                need("s", 0.7, 0, kind=CAPACITY),
                need("m", 0.6, 0, kind=CAPACITY, name="N-2", weight=2),
            ),
        )
        assert short(org, f"capacity(N-1, {Q1})") == pytest.approx(0.3)
        assert short(org, f"capacity(N-2, {Q1})") == 0

    def test_a_specialist_frees_somebody_who_can_do_both(self) -> None:
        # P1 can do s and m, P2 only s. s takes 1, m takes 1: P2 does s, P1 does m.
        org = small(
            person("P1", s=3, m=3),
            person("P2", s=3),
            needs=(
                need("s", 1, 0, kind=CAPACITY, weight=5),
                need("m", 1, 0, kind=CAPACITY, name="N-2"),
            ),
        )
        assert short(org, f"capacity(N-1, {Q1})") == 0
        assert short(org, f"capacity(N-2, {Q1})") == 0

    def test_ramp_in_quarters(self) -> None:
        # 6 months, linear, taken at the middle of each month: Q1 (0.5 + 1.5 + 2.5) / 6 / 3 = 1/4,
        # Q2 (3.5 + 4.5 + 5.5) / 6 / 3 = 3/4, Q3 1.
        org = small(
            periods=3, roles=(DEV.replace(ramp=6),), needs=(need("s", 1, 1, 1, kind=CAPACITY),)
        )
        found = [
            short(org, f"capacity(N-1, {label})", seats=[("dev", "A", 0)]) for label in (Q1, Q2, Q3)
        ]
        assert found == pytest.approx([3 / 4, 1 / 4, 0])

    def test_ramp_in_months(self) -> None:
        # Middle of the first month: 0.5 / 6 = 1/12, then 3/12, 5/12, 7/12, 9/12, 11/12, and 1 from
        # the seventh.
        org = small(
            periods=7,
            period=MONTH,
            roles=(DEV.replace(ramp=6),),
            needs=(need("s", *[1] * 7, kind=CAPACITY),),
        )
        found = [
            short(org, f"capacity(N-1, 2027-{month:02})", seats=[("dev", "A", 0)])
            for month in range(1, 8)
        ]
        assert found == pytest.approx([11 / 12, 9 / 12, 7 / 12, 5 / 12, 3 / 12, 1 / 12, 0])

    def test_a_newcomer_on_the_roster_ramps_from_the_month_of_the_start(self) -> None:
        # From 15 February, 14 of 28 days; ramp 2 months: February 0.5 / 2, March 1.5 / 2. Q1 = (0 +
        # 1/2 x 1/4 + 3/4) / 3 = 7/24.
        org = small(
            person("P1", start=date(2027, 2, 15), s=3),
            roles=(DEV.replace(ramp=2),),
            needs=(need("s", 1, 1, kind=CAPACITY),),
        )
        assert short(org, f"capacity(N-1, {Q1})") == pytest.approx(17 / 24)
        assert short(org, f"capacity(N-1, {Q2})") == 0

    def test_attrition_of_people_of_seats_and_of_nobody_whose_end_is_known(self) -> None:
        # 19 % a year leave 0.81 after twelve months: 0.81^(0.5/12) = 0.991258, ^(1.5/12) =
        # 0.974004, ^(2.5/12) = 0.957050, on average 0.974104.
        lost = 1 - 0.974104
        rates = {"attrition": 0.19}
        wanted = (need("s", 1, 1, kind=CAPACITY),)
        stays = small(person("P1", s=3), rates=rates, needs=wanted)
        assert short(stays, f"capacity(N-1, {Q1})") == pytest.approx(lost, abs=1e-6)
        # Q2: 0.81^(3.5/12) = 0.940390, ^(4.5/12) = 0.924022, ^(5.5/12) = 0.907938, on average
        # 0.924117.
        assert short(stays, f"capacity(N-1, {Q2})") == pytest.approx(1 - 0.924117, abs=1e-6)
        # A seat filled in Q2 begins to be at risk in Q2.
        assert short(
            small(rates=rates, needs=wanted), f"capacity(N-1, {Q2})", seats=[("dev", "A", 1)]
        ) == pytest.approx(lost, abs=1e-6)
        # Somebody whose last day is known, or a contractor, is there until then for certain.
        leaver = small(person("P1", end=date(2027, 3, 31), s=3), rates=rates, needs=wanted)
        assert [short(leaver, f"capacity(N-1, {label})") for label in (Q1, Q2)] == [0, 1]
        contractor = small(
            person("P1", s=3).replace(employment=Employment.CONTRACTOR), rates=rates, needs=wanted
        )
        assert short(contractor, f"capacity(N-1, {Q2})") == 0

    def test_a_place_has_rates_of_its_own(self) -> None:
        # As above for who is in Lisbon, where 19 % leave in a year and 0.8 of the time is work: 0.8
        # x 0.974104. Nobody leaves elsewhere.
        place = (
            Assumption(key="attrition", value=0.19, scope="Lisbon"),
            Assumption(key="availability", value=0.8, scope="Lisbon"),
        )
        for where, given in (("Lisbon", 0.8 * 0.974104), (None, 1.0)):
            org = small(
                person("P1", s=3).replace(location=where),
                needs=(need("s", 1, 0, kind=CAPACITY),),
                locations=(Location(id="Lisbon"),),
            )
            org = org.replace(assumptions=Assumptions(rows=(*org.assumptions.rows, *place)))
            assert short(org, f"capacity(N-1, {Q1})") == pytest.approx(1 - given, abs=1e-6)

    def test_somebody_who_joins_later_is_at_risk_from_the_month_of_the_start(self) -> None:
        # From 1 March, no ramp: Q1 = 0.81^(0.5/12) / 3 = 0.330419.
        org = small(
            person("P1", start=date(2027, 3, 1), s=3),
            rates={"attrition": 0.19},
            needs=(need("s", 1, 1, kind=CAPACITY),),
        )
        assert short(org, f"capacity(N-1, {Q1})") == pytest.approx(1 - 0.330419, abs=1e-6)

    def test_availability_and_part_time(self) -> None:
        # 0.5 FTE contracted, of which 0.8 is work: 0.4.
        org = small(
            person("P1", s=3).replace(fte=0.5),
            rates={"availability": 0.8},
            needs=(need("s", 1, 0, kind=CAPACITY),),
        )
        assert short(org, f"capacity(N-1, {Q1})") == pytest.approx(0.6)

    def test_a_course_takes_time_and_then_gives_the_skill(self) -> None:
        # 240 hours over 3 months of 160: half of Q1 is spent learning m, so s has 0.5. In Q2 P1
        # gives 1 FTE to s and m together.
        org = small(
            person("P1", s=3, m=2),
            needs=(
                need("s", 1, 0.25, kind=CAPACITY, weight=2),
                need("m", 1, 1, kind=CAPACITY, name="N-2"),
            ),
            courses=(course("m", 2, 3, hours=240),),
        )
        begun = [("P1", "m 2→3", 0)]
        assert short(org, f"capacity(N-1, {Q1})", courses=begun) == pytest.approx(0.5)
        assert short(org, f"capacity(N-2, {Q1})", courses=begun) == pytest.approx(1)
        assert short(org, f"capacity(N-1, {Q2})", courses=begun) == 0
        assert short(org, f"capacity(N-2, {Q2})", courses=begun) == pytest.approx(0.25)

    @pytest.mark.parametrize(("success", "missing"), [(1.0, 0.5), (0.5, 0.5)])
    def test_who_learns_on_gives_the_time_that_is_left(
        self, success: float, missing: float
    ) -> None:
        # Level 3 is reached in Q2, for certain or as often as not; 240 hours on the way to level 4
        # are half of the quarter. What is only half
        # learned takes half of the time at most, and that is left.
        courses = (course("s", 2, 3).replace(success=success), course("s", 3, 4, hours=240))
        wanted = (
            need("s", 0, 1, 0, kind=CAPACITY),
            need("s", 0, 0, 1, kind=HOLDERS, name="N-2", level=4),
        )
        org = small(person("P1", s=2), periods=3, needs=wanted, courses=courses)
        assert short(
            org, f"capacity(N-1, {Q2})", courses=[("P1", "s 2→3", 0), ("P1", "s 3→4", 1)]
        ) == pytest.approx(missing)

    def test_a_course_of_four_months_reaches_into_the_second_quarter(self) -> None:
        # 320 hours over 4 months of 160: half of each. Q1 (1/2 + 1/2 + 1/2) / 3 = 1/2, Q2 (1/2 + 0
        # + 0) / 3 = 1/6.
        org = small(
            person("P1", s=3, m=2),
            periods=3,
            needs=(need("s", 1, 1, 1, kind=CAPACITY), need("m", 0, 0, 1, kind=HOLDERS, name="N-2")),
            courses=(course("m", 2, 3, months=4, hours=320),),
        )
        found = [
            short(org, f"capacity(N-1, {label})", courses=[("P1", "m 2→3", 0)])
            for label in (Q1, Q2, Q3)
        ]
        assert found == pytest.approx([1 / 2, 1 / 6, 0])


class TestTrainingPath:
    def org(self) -> Organisation:
        courses = (course("s", 1, 2), course("s", 2, 3))
        return small(
            person("P1", s=1), periods=3, needs=(need("s", 1, 1, 1, kind=HOLDERS),), courses=courses
        )

    def test_the_next_step_begins_when_the_one_before_has_ended(self) -> None:
        # 1→2 from Q1 to the end of Q1, so 2→3 may begin in Q2, on the very day.
        plan = [("P1", "s 1→2", 0), ("P1", "s 2→3", 1)]
        assert short(self.org(), f"training_path(P1, s, from 2, {Q2})", courses=plan) == 0
        assert short(self.org(), f"holders(N-1, {Q3})", courses=plan) == 0

    def test_not_before(self) -> None:
        # Both in Q1: one has left level 2 where nobody has arrived; in Q2 the first has, and
        # nothing is wrong with the count any more.
        plan = [("P1", "s 1→2", 0), ("P1", "s 2→3", 0)]
        assert short(self.org(), f"training_path(P1, s, from 2, {Q1})", courses=plan) == 1
        assert short(self.org(), f"training_path(P1, s, from 2, {Q2})", courses=plan) == 0

    def test_a_course_that_takes_no_time_is_taken_from_the_level_before_it(self) -> None:
        # Open from level 0 on, it lifts P1 from level 1 to 2 at once; the next one may begin in the
        # same quarter.
        courses = (course("s", 0, 2, months=0), course("s", 2, 3))
        org = small(person("P1", s=1), needs=(need("s", 1, 1, kind=HOLDERS),), courses=courses)
        plan = [("P1", "s 0→2", 0), ("P1", "s 2→3", 0)]
        assert short(org, f"training_path(P1, s, from 1, {Q1})", courses=plan) == 0
        assert short(org, f"training_path(P1, s, from 2, {Q1})", courses=plan) == 0

    def test_and_only_once(self) -> None:
        # Level 1 is left twice by somebody who stands there once.
        plan = [("P1", "s 1→2", 0), ("P1", "s 1→2", 1)]
        org = small(
            person("P1", s=1),
            periods=3,
            needs=(need("s", 1, 1, 1, kind=HOLDERS, level=2),),
            courses=(course("s", 1, 2, months=4),),
        )
        assert short(org, f"training_path(P1, s, from 1, {Q1})", courses=plan[:1]) == 0
        with pytest.raises(
            LookupError
            # of a course of four months the second could not end within the horizon, and is not on
            # offer
        ):
            short(org, f"training_path(P1, s, from 1, {Q2})", courses=plan)
        org = org.replace(courses=(course("s", 1, 2, months=0.5),))
        assert short(org, f"training_path(P1, s, from 1, {Q2})", courses=plan) == 1

    def test_the_sentence_names_the_level_once(self) -> None:
        # The key says "from 1"; the sentence said "to from 1", and so it did in Chinese.
        said = Measure.at_most("training_path", ("P1", "s", "from 1", Q2), 1, 2, "courses")
        assert "courses in s from level 1, P1" in explain(said, self.org())
        with speaking("zh"):
            assert "从 1 级起的 s 课程" in explain(said, self.org())


class TestTrainingLoad:
    def test_courses_at_once(self) -> None:
        # At most one. s takes Q1 (3 months), m takes Q1 and half of Q2 (4.5 months): two at once in
        # Q1, one in Q2.
        org = small(
            person("P1", s=2, m=2),
            periods=3,
            rates={"max_courses": 1},
            needs=(need("s", 0, 0, 1, kind=HOLDERS), need("m", 0, 0, 1, kind=HOLDERS, name="N-2")),
            courses=(course("s", 2, 3), course("m", 2, 3, months=4.5)),
        )
        both = [("P1", "s 2→3", 0), ("P1", "m 2→3", 0)]
        assert [
            short(org, f"training_load(P1, courses, {label})", courses=both)
            for label in (Q1, Q2, Q3)
        ] == [1, 0, 0]
        after = [("P1", "m 2→3", 0), ("P1", "s 2→3", 1)]
        assert [
            short(org, f"training_load(P1, courses, {label})", courses=after)
            for label in (Q1, Q2, Q3)
        ] == [0, 1, 0]

    def test_time_of_a_course_against_time_worked(self) -> None:
        # 600 hours over 3 months of 160 are 1.25 FTE; P1 works 1, P2 half of it.
        org = small(
            person("P1", s=2),
            person("P2", s=2).replace(fte=0.5),
            needs=(need("s", 0, 2, kind=HOLDERS),),
            courses=(course("s", 2, 3, hours=600),),
        )
        both = [("P1", "s 2→3", 0), ("P2", "s 2→3", 0)]
        assert short(org, f"training_load(P1, time, {Q1})", courses=both) == pytest.approx(0.25)
        assert short(org, f"training_load(P2, time, {Q1})", courses=both) == pytest.approx(0.75)

    def test_a_course_that_just_fits(self) -> None:
        # 480 hours over 3 months of 160 are all of Q1.
        org = small(
            person("P1", s=2),
            needs=(need("s", 0, 1, kind=HOLDERS),),
            courses=(course("s", 2, 3, hours=480),),
        )
        measure = asked(org, f"training_load(P1, time, {Q1})", courses=[("P1", "s 2→3", 0)])
        assert measure.planned == pytest.approx(1.0)
        assert not measure.is_short


class TestTrainingSeats:
    @pytest.mark.parametrize(("seats", "missing"), [(1, 2), (2, 1), (3, 0), (None, None)])
    def test_three_people_for_so_many_seats(self, seats: int | None, missing: int | None) -> None:
        roster = [person(f"P{n}", s=2) for n in (1, 2, 3)]
        org = small(
            *roster,
            needs=(need("s", 0, 3, kind=HOLDERS),),
            courses=(course("s", 2, 3, seats=seats),),
        )
        plan = [(p.id, "s 2→3", 0) for p in roster]
        if missing is None:
            assert short(org, f"holders(N-1, {Q2})", courses=plan) == 0
        else:
            assert short(org, f"training_seats(s 2→3, {Q1})", courses=plan) == missing

    def test_seats_are_counted_period_by_period(self) -> None:
        roster = [person(f"P{n}", s=2) for n in (1, 2)]
        org = small(
            *roster,
            periods=3,
            needs=(need("s", 0, 0, 2, kind=HOLDERS),),
            courses=(course("s", 2, 3, seats=1),),
        )
        plan = [("P1", "s 2→3", 0), ("P2", "s 2→3", 1)]
        assert [
            short(org, f"training_seats(s 2→3, {label})", courses=plan) for label in (Q1, Q2)
        ] == [0, 0]


class TestRecruiting:
    @pytest.mark.parametrize(
        ("lead_time", "start", "decided"),
        [
            (3, 1, Q1),  # a lead time of three months is one quarter
            (4, 2, Q1),  # of four it is two quarters
            (0, 1, Q2),  # without one, decided in the period itself
        ],
    )
    def test_seats_count_in_the_period_of_the_decision(
        self, lead_time: float, start: int, decided: str
    ) -> None:
        dev = DEV.replace(lead_time=lead_time, max_hires=1)
        org = small(periods=3, roles=(dev,), needs=(need("s", 0, 0, 3, kind=HOLDERS),))
        measure = asked(org, f"recruiting(dev, {decided})", seats=[("dev", "A", start)] * 3)
        assert (measure.planned, measure.required, measure.shortfall) == (3, 1, 2)

    def test_a_lead_time_in_months(self) -> None:
        # Two and a half months are three whole ones: at work in April, decided in January.
        org = small(
            periods=4,
            period=MONTH,
            roles=(DEV.replace(lead_time=2.5, max_hires=1),),
            needs=(need("s", 0, 0, 0, 2, kind=HOLDERS),),
        )
        assert short(org, "recruiting(dev, 2027-01)", seats=[("dev", "A", 3)] * 2) == 1

    def test_the_cap_is_one_for_all_teams(self) -> None:
        org = small(
            roles=(DEV.replace(max_hires=1),),
            teams=(Team(id="A"), Team(id="B")),
            needs=(need("s", 2, 2, kind=HOLDERS),),
        )
        assert short(org, f"recruiting(dev, {Q1})", seats=[("dev", "A", 0), ("dev", "B", 0)]) == 1
        assert short(org, f"recruiting(dev, {Q1})", seats=[("dev", "A", 0), ("dev", "B", 1)]) == 0

    def test_a_cap_over_the_horizon(self) -> None:
        # Two quarters, two teams, one a period: two begin, and one is all that may.
        org = small(
            roles=(DEV.replace(max_hires=1, max_hires_total=1),),
            teams=(Team(id="A"), Team(id="B")),
            needs=(need("s", 2, 2, kind=HOLDERS),),
        )
        seats = [("dev", "A", 0), ("dev", "B", 1)]
        assert short(org, "recruiting(dev, in all)", seats=seats) == 1
        assert short(org, "recruiting(dev, in all)", seats=seats[:1]) == 0


class TestHeadcount:
    def test_cap_and_minimum_of_a_team(self) -> None:
        # Three people, one leaves with the end of Q1: 3 heads, then 2.
        roster = (*people(2), person("P3", end=date(2027, 3, 31)))
        org = small(*roster, teams=(Team(id="A", min_headcount=3, max_headcount=3),))
        assert [short(org, f"headcount(A, at least, {label})") for label in (Q1, Q2)] == [0, 1]
        # One seat from Q1 on: 4 heads, then 3.
        seat = [("dev", "A", 0)]
        assert [
            short(org, f"headcount(A, at most, {label})", seats=seat) for label in (Q1, Q2)
        ] == [1, 0]
        assert short(org, f"headcount(A, at least, {Q2})", seats=seat) == 0

    def test_cap_of_a_budget_line_by_cost_centre(self) -> None:
        # P1 is booked to CC itself, B's seats by their team; P2 is not. CC may have 1 head and gets
        # 2 with the seat in B.
        line = BudgetLine(
            id="B-1",
            scope=Scope(kind=ScopeKind.COST_CENTRE, name="CC"),
            periods=(0, 1),
            label="2027",
            headcount=1,
        )
        org = small(
            person("P1").replace(cost_centre="CC"),
            person("P2"),
            teams=(Team(id="A"), Team(id="B", cost_centre="CC")),
            needs=(need("s", 1, 1, kind=HOLDERS),),
            budget=(line,),
        )
        assert short(org, f"headcount(B-1, at most, {Q1})") == 0
        assert short(org, f"headcount(B-1, at most, {Q1})", seats=[("dev", "B", 0)]) == 1
        assert short(org, f"headcount(B-1, at most, {Q1})", seats=[("dev", "A", 0)]) == 0


class TestBudget:
    """P1 costs 60,000 / 12 = 5,000 base, 500 tax (10 %) and 750 benefits (15 %) a month: 6,250, or
    18,750 in Q1.

    In April the merit raise makes 5,160 + 516 + 774 = 6,450 a month, 19,350 in Q2. A seat costs
    90,000 / 12 = 7,500 + 750 + 1,125 = 9,375 a month, and once 4,700 + 90,000 x 20 % x 30 % =
    10,100.
    """

    def line(
        self, amount: float, *periods: int, category: Category = Category.TOTAL
    ) -> tuple[BudgetLine, ...]:
        return (
            BudgetLine(
                id="B-1",
                scope=ORGANISATION,
                periods=periods,
                label="x",
                amount=amount,
                category=category,
            ),
        )

    @pytest.mark.parametrize(
        ("amount", "over"), [(18_750.00, 0), (18_749.99, 0.01), (18_750.01, 0)]
    )
    def test_on_the_cent(self, amount: float, over: float) -> None:
        org = small(person("P1"), budget=self.line(amount, 0))
        measure = asked(org, "budget(B-1, x)")
        assert measure.shortfall == pytest.approx(over, abs=1e-9)
        assert measure.is_short is (over > 0)

    def test_merit_falls_into_the_second_quarter(self) -> None:
        assert (
            asked(small(person("P1"), budget=self.line(0, 1)), "budget(B-1, x)").planned == 19_350
        )
        assert (
            short(small(person("P1"), budget=self.line(0, 0, 1)), "budget(B-1, x)")
            == 18_750 + 19_350
        )

    def test_no_merit_before_half_a_year(self) -> None:
        # Since 1 November 2026: on 1 April five months in service, six are asked for.
        assert (
            asked(
                small(person("P1", start=date(2026, 11, 1)), budget=self.line(0, 1)),
                "budget(B-1, x)",
            ).planned
            == 18_750
        )
        # Since 1 October: on 1 April exactly six.
        assert (
            asked(
                small(person("P1", start=date(2026, 10, 1)), budget=self.line(0, 1)),
                "budget(B-1, x)",
            ).planned
            == 19_350
        )

    def test_a_seat_and_its_one_time_cost(self) -> None:
        # Q1: 3 x 9,375 + 10,100 = 38,225, of which 10,100 hiring and 28,125 pay. Q2 without the
        # one-time cost.
        wanted = (need("s", 1, 1, kind=HOLDERS),)
        seat = [("dev", "A", 0)]
        for category, periods, spent in (
            (Category.TOTAL, (0,), 38_225),
            (Category.HIRING, (0,), 10_100),
            (Category.PAY, (0,), 28_125),
            (Category.TOTAL, (1,), 28_125),
            (Category.HIRING, (1,), 0),
            (Category.TOTAL, (0, 1), 66_350),
            (Category.TRAINING, (0, 1), 0),
        ):
            org = small(needs=wanted, budget=self.line(0, *periods, category=category))
            assert short(org, "budget(B-1, x)", seats=seat) == pytest.approx(spent)

    def test_a_course_is_paid_when_it_begins(self) -> None:
        org = small(
            person("P1", s=2),
            needs=(need("s", 0, 1, kind=HOLDERS),),
            courses=(course("s", 2, 3, cost=1234.56),),
            budget=self.line(1234.55, 0, category=Category.TRAINING),
        )
        assert short(org, "budget(B-1, x)", courses=[("P1", "s 2→3", 0)]) == pytest.approx(0.01)

    def test_a_leaver_is_paid_to_the_last_day(self) -> None:
        # Until 14 February: January 6,250, February 14 of 28 days 2,500 + 250 + 375 = 3,125.
        assert (
            asked(
                small(person("P1", end=date(2027, 2, 14)), budget=self.line(0, 0)), "budget(B-1, x)"
            ).planned
            == 9_375
        )

    def test_by_team_and_by_cost_centre(self) -> None:
        # P1 sits in A and is booked to CC, P2 in A without one: booked under A.
        roster = (person("P1").replace(cost_centre="CC"), person("P2"))
        for scope, spent in (
            (A, 2 * 18_750),
            (Scope(kind=ScopeKind.COST_CENTRE, name="CC"), 18_750),
            (Scope(kind=ScopeKind.COST_CENTRE, name="A"), 18_750),
        ):
            line = BudgetLine(id="B-1", scope=scope, periods=(0,), label="x", amount=0)
            assert short(small(*roster, budget=(line,)), "budget(B-1, x)") == spent


class TestWhoLeads:
    """Karl leads A, three report to him; Dora, to whom nobody reports, is in B. One manager leads
    two.
    """

    TEAMS = (Team(id="A", lead="K"), Team(id="B", lead="D"))
    SPAN = Span(id="s", scopes=(A,), per=4)
    OTHER = SPAN.replace(id="o", scopes=(team_scope("B"),))
    ROSTER = (
        person("K"),
        *(person(f"P{n}").replace(manager_id="L") for n in range(3)),
        person("L", team="A"),
        person("D", team="B"),
        person("E", team="B"),
    )

    def managers(self, org: Organisation, plan: Plan, rule: str, team: str) -> tuple[str, ...]:
        return checker_says(org, plan)[f"span({rule}, {team}, {Q2})"].by

    def test_whoever_moves_leads_no_more(self) -> None:
        # By hand, for the plan does not move leads: Karl to B in Q2, and L, to whom three report.
        lever = Lever(id="t", kind=LeverKind.TRANSFER)
        org = small(*self.ROSTER, teams=self.TEAMS, rules=(self.SPAN, self.OTHER), levers=(lever,))
        there = {"role": "dev", "team": "B", "start_date": date(2027, 4, 1), "base_salary": 60_000}
        moves = tuple(
            Move(id=f"M-{who}", kind=LeverKind.TRANSFER, lever="t", person_id=who, **there)
            for who in ("K", "L")
        )
        assert self.managers(org, Plan(), "s", "A") == ("K", "L")
        assert self.managers(org, Plan(moves=moves), "s", "A") == ()
        assert self.managers(org, Plan(moves=moves), "o", "B") == ("D",)
        one = MoveKey("L", "t", LeverKind.TRANSFER, "dev", "B", 1)
        assert short(org, f"span(o, B, {Q2})", changes=[one]) == 0
        tight = org.replace(rules=(self.SPAN, self.OTHER.replace(per=1)))
        assert short(tight, f"span(o, B, {Q2})", changes=[one]) == 1  # E and L, led by D alone
        assert asked(org, f"span(s, A, {Q2})", changes=[one]).by == ("K",)

    def test_whoever_is_gone_leads_no_more(self) -> None:
        # Karl's last day lies in Q2, and nobody else leads: three people without a manager.
        roster = (self.ROSTER[0].replace(end_date=date(2027, 5, 31)), *self.ROSTER[1:4])
        roster = tuple(p.replace(manager_id=None) for p in roster)
        teams = (Team(id="A", lead="K", partners=("Sales",)),)
        rules = (self.SPAN, Liaison(id="l", scopes=(A,)))
        org = small(*roster, teams=teams, rules=rules)
        assert [short(org, f"span(s, A, {q})") for q in (Q1, Q2)] == [0, 1]
        assert [short(org, f"liaison(l, A, Sales, {q})") for q in (Q1, Q2)] == [0, 1]


class TestEchelon:
    """From ten people on a team needs a successor with m 3, or somebody on the way, and an owner
    (level 4) for each of its areas.
    """

    RULE = Echelon(id="ten", scopes=(A,), threshold=10, skill="m", level=3)

    @pytest.mark.parametrize(("heads", "missing"), [(9, 0), (10, 1), (11, 1)])
    def test_nine_ten_eleven_heads(self, heads: int, missing: int) -> None:
        org = small(*people(heads), rules=(self.RULE,))
        measure = asked(org, f"echelon(ten, A, successor, {Q1})")
        assert (measure.shortfall, measure.triggered) == (missing, heads >= 10)

    @pytest.mark.parametrize(("seats", "missing"), [(0, 0), (1, 1), (2, 1)])
    def test_nine_heads_and_so_many_seats(self, seats: int, missing: int) -> None:
        org = small(*people(9), rules=(self.RULE,), needs=(need("s", 2, 2, kind=HOLDERS),))
        assert (
            short(org, f"echelon(ten, A, successor, {Q1})", seats=[("dev", "A", 0)] * seats)
            == missing
        )

    def test_the_tenth_leaves_with_the_last_day(self) -> None:
        # Still there at the end of Q1: ten. Nine in Q2.
        org = small(*people(9), person("P10", end=date(2027, 3, 31)), rules=(self.RULE,))
        assert [short(org, f"echelon(ten, A, successor, {label})") for label in (Q1, Q2)] == [1, 0]

    def test_who_is_a_successor(self) -> None:
        ready = person("P10", m=3)
        learner = person("P10", m=1)
        steps = (course("m", 1, 2), course("m", 2, 3))
        assert (
            short(small(*people(9), ready, rules=(self.RULE,)), f"echelon(ten, A, successor, {Q1})")
            == 0
        )
        # The lead is not the successor of the lead.
        org = small(*people(9), ready, rules=(self.RULE,), teams=(Team(id="A", lead="P10"),))
        assert short(org, f"echelon(ten, A, successor, {Q1})") == 1
        # Begun in Q2: not yet on the way in Q1; from then on, although 1→2 does not lead all the
        # way.
        org = small(*people(9), learner, rules=(self.RULE,), courses=steps)
        assert [
            short(org, f"echelon(ten, A, successor, {q})", courses=[("P10", "m 1→2", 1)])
            for q in (Q1, Q2)
        ] == [1, 0]

    def test_in_training_means_in_training(self) -> None:
        # From 1 to 2 in Q1 and not further: nobody is on the way in Q2. From 2 to 3 in Q2 as well:
        # ready in Q3. A month of a quarter is under way in that quarter.
        steps = (course("m", 1, 2, months=1), course("m", 2, 3))
        org = small(*people(9), person("P10", m=1), rules=(self.RULE,), courses=steps, periods=3)
        first, both = [("P10", "m 1→2", 0)], [("P10", "m 1→2", 0), ("P10", "m 2→3", 1)]
        for courses, missing in ((first, [0, 1, 1]), (both, [0, 0, 0])):
            assert [
                short(org, f"echelon(ten, A, successor, {q})", courses=courses)
                for q in (Q1, Q2, Q3)
            ] == missing

    @pytest.mark.parametrize(
        "change",
        [{"end_date": date(2027, 6, 30)}, {"employment": Employment.CONTRACTOR}],
        ids=["known to leave", "a contractor"],
    )
    def test_who_is_none(self, change: dict[str, object]) -> None:
        org = small(*people(9), person("P10", m=4), person("P11"), rules=(self.RULE,))
        leaves = org.replace(
            people=(*org.people[:9], org.people[9].replace(**change), org.people[10])
        )
        assert [short(one, f"echelon(ten, A, successor, {Q1})") for one in (org, leaves)] == [0, 1]

    def test_a_contractor_s_seat_is_none(self) -> None:
        lever = Lever(id="hands", kind=LeverKind.CONTRACTOR, min_stay=3, max_stay=6)
        org = small(*people(9), rules=(self.RULE,), levers=(lever,))
        seat = Seat("lead", "A", 0, None, 2, "hands")
        assert short(org, f"echelon(ten, A, successor, {Q1})", seats=[seat]) == 1
        assert short(org, f"echelon(ten, A, successor, {Q1})", seats=[("lead", "A", 0)]) == 0

    def test_two_successors(self) -> None:
        org = small(*people(9), person("P10", m=4), rules=(self.RULE.replace(count=2),))
        assert short(org, f"echelon(ten, A, successor, {Q1})") == 1

    def test_owners_of_areas(self) -> None:
        # Areas are the skills of A's own must needs: s, asked for twice, and k. P10 owns s (4); k
        # has nobody at 4.
        needs = (
            need("s", 1, 1, kind=HOLDERS, scope=A),
            need("s", 1, 1, kind=CAPACITY, scope=A, name="N-2"),
            need("k", 1, 1, kind=HOLDERS, scope=A, name="N-3"),
            need("m", 1, 1, kind=HOLDERS, name="N-4"),
        )
        org = small(
            *people(9),
            person("P10", s=4, k=3, m=3),
            needs=needs,
            rules=(self.RULE.replace(owner_level=4),),
        )
        assert short(org, f"echelon(ten, A, owner of s, {Q1})") == 0
        assert short(org, f"echelon(ten, A, owner of k, {Q1})") == 1
        with pytest.raises(KeyError):
            short(org, f"echelon(ten, A, owner of m, {Q1})")


class TestDirector:
    """More than twenty engineers and more than one product line need a director: threshold 21,
    product lines over 1.
    """

    def test_or_heavy_load(self) -> None:
        # Twenty-one engineers and one product line. At 1.2 FTE a head they are loaded beyond 25.2;
        # the twenty-second, for whom there is no work beside 26, brings it down to 1.18.
        rule = self.RULE.replace(load_over=1.2)
        lines = (Team(id="A", product_line="L1"),)
        for work, missing in ((25.2, 0), (26, 1)):
            org = small(
                *people(21),
                teams=lines,
                rules=(rule,),
                needs=(need("s", work, work, kind=CAPACITY),),
            )
            assert short(org, f"director(head, organisation, {Q1})") == missing
        assert short(org, f"director(head, organisation, {Q1})", seats=[("dev", "A", 0)]) == 0
        # With two product lines no load is asked for; without any of that, load alone decides.
        two = small(*people(11), *people(10, team="B", first=12), teams=self.TWO, rules=(rule,))
        assert short(two, f"director(head, organisation, {Q1})") == 1
        alone = org.replace(rules=(rule.replace(product_lines_over=None),))
        assert short(alone, f"director(head, organisation, {Q1})") == 1

    def test_a_stage_with_a_director(self) -> None:
        # Each line has a lead as soon as there is a head anywhere, and it sits in the other line.
        rule = Director(
            id="each", roles=("lead",), also_counts=("head",), also_threshold=1, also_anywhere=True,
            scopes=(Scope(kind=ScopeKind.PRODUCT_LINE, name="L2"),),
        )  # fmt: skip
        head = LEAD.replace(id="head", name="head", skills_at_start={})
        org = small(
            person("P1"),
            person("P2", team="B"),
            roles=(DEV, LEAD, head),
            teams=self.TWO,
            rules=(rule,),
        )
        where = f"director(each, {rule.scopes[0].label}, {Q1})"
        assert short(org, where) == 0
        boss = org.replace(people=(*org.people, person("P3", role="head")))
        assert short(boss, where) == 1
        assert short(boss.replace(rules=(rule.replace(also_anywhere=False),)), where) == 0

    def test_a_qualified_head(self) -> None:
        # Two leads, of whom one can manage at 3; a course makes the other one able from Q2 on.
        rule = self.RULE.replace(
            threshold=None, product_lines_over=None, roles=("lead",), skill="m", count=2
        )
        roster = (person("P1", role="lead", m=3), person("P2", role="lead", m=2))
        org = small(*roster, rules=(rule,), courses=(course("m", 2, 3),))
        assert [
            short(org, f"director(head, organisation, {q})", courses=[("P2", "m 2→3", 0)])
            for q in (Q1, Q2)
        ] == [1, 0]

    RULE = Director(
        id="head", scopes=(ORGANISATION,), counts=("engineering",), threshold=21,
        product_lines_over=1,
        roles=("management",), strength=Strength.MUST,
    )  # fmt: skip
    TWO = (Team(id="A", product_line="L1"), Team(id="B", product_line="L2"))
    ONE = (Team(id="A", product_line="L1"), Team(id="B", product_line="L1"))

    @pytest.mark.parametrize(("engineers", "missing"), [(19, 0), (20, 0), (21, 1), (22, 1)])
    def test_twenty_and_twenty_one_engineers(self, engineers: int, missing: int) -> None:
        org = small(*people(engineers), rules=(self.RULE,), teams=self.TWO)
        assert short(org, f"director(head, organisation, {Q1})") == missing

    def test_managers_are_not_engineers_and_one_of_them_is_enough(self) -> None:
        org = small(
            *people(20), *people(1, role="lead", first=21), rules=(self.RULE,), teams=self.TWO
        )
        assert asked(org, f"director(head, organisation, {Q1})").triggered is False
        org = small(
            *people(21), *people(1, role="lead", first=22), rules=(self.RULE,), teams=self.TWO
        )
        measure = asked(org, f"director(head, organisation, {Q1})")
        assert (measure.triggered, measure.planned, measure.shortfall) == (True, 1, 0)

    def test_one_product_line_needs_none(self) -> None:
        org = small(*people(30), rules=(self.RULE,), teams=self.ONE)
        assert short(org, f"director(head, organisation, {Q1})") == 0

    def test_the_twenty_first_is_hired(self) -> None:
        # 20 on the roster, one seat from Q2: nothing in Q1, a director in Q2.
        org = small(
            *people(20), rules=(self.RULE,), teams=self.TWO, needs=(need("s", 1, 1, kind=HOLDERS),)
        )
        assert [
            short(org, f"director(head, organisation, {q})", seats=[("dev", "A", 1)])
            for q in (Q1, Q2)
        ] == [0, 1]

    def test_two_directors(self) -> None:
        # 21 engineers and one manager, where two are asked for.
        org = small(
            *people(21),
            *people(1, role="lead", first=22),
            rules=(self.RULE.replace(count=2),),
            teams=self.TWO,
        )
        assert [
            short(org, f"director(head, organisation, {q})", seats=[("lead", "A", 1)])
            for q in (Q1, Q2)
        ] == [1, 0]

    def test_each_product_line_has_a_manager_of_its_own(self) -> None:
        lines = tuple(Scope(kind=ScopeKind.PRODUCT_LINE, name=name) for name in ("L1", "L2"))
        rule = Director(id="own", scopes=lines, roles=("lead",))
        org = small(*people(1, role="lead"), rules=(rule,), teams=self.TWO)
        assert short(org, f"director(own, product line: L1, {Q1})") == 0
        assert short(org, f"director(own, product line: L2, {Q1})") == 1


class TestSpan:
    RULE = Span(id="span", scopes=(A,), per=7)

    @pytest.mark.parametrize(("reports", "missing"), [(7, 0), (8, 1), (14, 1), (15, 2)])
    def test_one_manager_leads_seven(self, reports: int, missing: int) -> None:
        # The manager is not a report: of 8 heads 7 are.
        org = small(*people(1, role="lead"), *people(reports, first=2), rules=(self.RULE,))
        measure = asked(org, f"span(span, A, {Q1})")
        assert (measure.planned, measure.shortfall) == (1, missing)

    def test_a_role_may_say_its_own_span(self) -> None:
        # Leads two: of five reports three are left, which is one more manager at seven each.
        org = small(
            *people(1, role="lead"),
            *people(5, first=2),
            rules=(self.RULE,),
            roles=(DEV, LEAD.replace(span_max=2)),
        )
        assert short(org, f"span(span, A, {Q1})") == 1

    def test_the_lead_of_a_team_manages_whatever_the_role(self) -> None:
        # Eight developers, one of them the lead: seven reports. A lead from another team: eight
        # reports, one too many for seven.
        inside = small(*people(8), rules=(self.RULE,), teams=(Team(id="A", lead="P1"),))
        assert short(inside, f"span(span, A, {Q1})") == 0
        outside = small(
            *people(8),
            *people(1, team="B", first=9),
            rules=(self.RULE,),
            teams=(Team(id="A", lead="P9"), Team(id="B")),
        )
        assert asked(outside, f"span(span, A, {Q1})").by == ("P9",)
        assert short(outside, f"span(span, A, {Q1})") == 1

    def test_below_the_threshold_nobody_is_needed(self) -> None:
        rule = self.RULE.replace(threshold=5)
        assert short(small(*people(4), rules=(rule,)), f"span(span, A, {Q1})") == 0
        assert short(small(*people(5), rules=(rule,)), f"span(span, A, {Q1})") == 1

    def test_a_hired_manager_leads_from_the_first_day_and_is_no_report(self) -> None:
        # Seven reports and nobody: one manager short. Hired for Q2: eight heads, seven reports, one
        # manager.
        org = small(*people(7), rules=(self.RULE,))
        assert [short(org, f"span(span, A, {q})", seats=[("lead", "A", 1)]) for q in (Q1, Q2)] == [
            1,
            0,
        ]


class TestRatio:
    """One lead for each seven engineers."""

    RULE = Ratio(
        id="pm",
        scopes=(ORGANISATION,),
        counts=("engineering",),
        roles=("lead",),
        per=7,
    )

    @pytest.mark.parametrize(
        ("engineers", "wanted"), [(0, 0), (1, 1), (7, 1), (8, 2), (14, 2), (15, 3)]
    )
    def test_one_for_each_seven_begun(self, engineers: int, wanted: int) -> None:
        org = small(*people(engineers), rules=(self.RULE,))
        measure = asked(org, f"ratio(pm, organisation, {Q1})")
        assert (measure.required, measure.shortfall) == (wanted, wanted)

    def test_who_is_there_counts_and_a_seat_too(self) -> None:
        # Eight engineers want two; one is there, one comes in Q2.
        org = small(*people(8), *people(1, role="lead", first=9), rules=(self.RULE,))
        assert [
            short(org, f"ratio(pm, organisation, {q})", seats=[("lead", "A", 1)]) for q in (Q1, Q2)
        ] == [1, 0]

    def test_from_a_threshold_on(self) -> None:
        rule = self.RULE.replace(threshold=8)
        assert short(small(*people(7), rules=(rule,)), f"ratio(pm, organisation, {Q1})") == 0
        assert short(small(*people(8), rules=(rule,)), f"ratio(pm, organisation, {Q1})") == 2
