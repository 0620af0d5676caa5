"""Roster, positions and plan held against each other: each class of seat, both ways of matching,
and what the tolerance lets pass.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from orgplan.analysis.seats.occupants import SeatRow, SeatState, Tolerance
from orgplan.analysis.seats.reconciliation import reconcile
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.plan import Exit, Hire, Move, Plan
from orgplan.domain.positions import Direction, Lock, Position, PositionStatus
from orgplan.domain.roles import Role
from orgplan.domain.teams import Team
from orgplan.language import speaking

FILLED, OPEN, APPROVED, PROPOSED, FROZEN = PositionStatus
AS_OF = date(2026, 12, 31)


def person(name: str, position: str | None = None, **more: Any) -> Person:
    fields = {
        "role": "dev",
        "team": "A",
        "start_date": date(2020, 1, 1),
        "base_salary": 100_000.0,
    } | more
    return Person(id=name, name=name, position_id=position, **fields)


def seat(name: str, status: PositionStatus = FILLED, **more: Any) -> Position:
    return Position(id=name, status=status, **({"role": "dev", "team": "A"} | more))


def hire(name: str, start: date = date(2027, 4, 1), **more: Any) -> Hire:
    return Hire(
        id=name, start_date=start, **({"role": "dev", "team": "A", "base_salary": 100_000.0} | more)
    )


def organisation(people: tuple[Person, ...], positions: tuple[Position, ...]) -> Organisation:
    return Organisation(
        calendar=Calendar(
            as_of=AS_OF, start=date(2027, 1, 1), period=PeriodLength.QUARTER, periods=4
        ),
        people=people,
        roles=tuple(Role(id=name, name=name, band_mid=100_000.0) for name in ("dev", "lead")),
        teams=(Team(id="A"), Team(id="B")),
        levers=(
            Lever(id="L-1", kind=LeverKind.REDUNDANCY),
            Lever(id="L-2", kind=LeverKind.TRANSFER),
        ),
        positions=positions,
    )


def rows(
    people: tuple[Person, ...],
    positions: tuple[Position, ...],
    plan: Plan | None = None,
    **tolerance: Any,
) -> tuple[SeatRow, ...]:
    return reconcile(organisation(people, positions), plan or Plan(), Tolerance(**tolerance))


def only(*arguments: Any, **tolerance: Any) -> SeatRow:
    found = rows(*arguments, **tolerance)
    assert len(found) == 1, found
    return found[0]


def test_a_seat_with_its_holder_is_filled_and_agrees() -> None:
    row = only((person("P1", " s-1 "),), (seat("S-1"),))
    assert (row.seat, row.people, row.matched_by, row.reconciled) == (
        SeatState.FILLED,
        ("P1",),
        "position id",
        True,
    )


def test_an_approved_seat_that_nobody_holds_is_open_and_agrees() -> None:
    assert [
        (row.seat, row.reconciled) for row in rows((), (seat("S-1", OPEN), seat("S-2", APPROVED)))
    ] == [(SeatState.OPEN, True)] * 2


@pytest.mark.parametrize(
    "position",
    [seat("S", PROPOSED), seat("S", FROZEN), seat("S", APPROVED, direction=Direction.REMOVE)],
)
def test_what_is_no_seat_and_holds_nobody_is_closed(position: Position) -> None:
    row = only((), (position,))
    assert (row.seat, row.reconciled) == (SeatState.CLOSED, True)


def test_a_filled_seat_without_anybody_is_a_ghost() -> None:
    row = only((), (seat("S-1"),))
    assert (row.seat, row.reconciled) == (SeatState.GHOST, False)
    assert row.differs == ("S-1 is said to be filled, but nobody on the roster holds it.",)


def test_the_seat_of_somebody_who_has_left_is_a_ghost_and_says_who() -> None:
    row = only((person("P1", "S-1", end_date=date(2026, 11, 30)),), (seat("S-1"),))
    assert row.seat is SeatState.GHOST
    assert row.differs == (
        "S-1 is said to be filled, but nobody on the roster holds it; P1 left on 2026-11-30.",
    )
    assert only((person("P1", "S-1", end_date=AS_OF),), (seat("S-1"),)).seat is SeatState.FILLED


def test_a_person_in_a_position_that_is_not_listed_is_a_ghost() -> None:
    found = rows((person("P1", "S-9", role="lead"),), (seat("S-1", OPEN),))
    assert [(row.seat, row.named) for row in found] == [
        (SeatState.GHOST, "S-9"),
        (SeatState.OPEN, "S-1"),
    ]
    assert found[0].differs == ("P1 names the position S-9, which is not listed.",)


def test_two_people_in_one_seat_are_over() -> None:
    row = only((person("P1", "S-1"), person("P2", "S-1")), (seat("S-1"),))
    assert (row.seat, row.people) == (SeatState.OVER, ("P1", "P2"))
    assert row.differs == ("P1 and P2 are both in S-1 from 2020-01-01.",)


def test_one_after_the_other_with_a_hand_over_is_not_over() -> None:
    """P1 leaves on 31 January, P2 starts on the 1st: 31 days together are a hand-over, with 30
    allowed they are too many.
    """
    people = (
        person("P1", "S-1", end_date=date(2027, 1, 31)),
        person("P2", "S-1", start_date=date(2027, 1, 1)),
    )
    assert only(people, (seat("S-1"),)).seat is SeatState.FILLED
    row = only(people, (seat("S-1"),), days=30)
    assert row.differs == ("P1 and P2 are both in S-1 from 2027-01-01 to 2027-01-31.",)


def test_a_planned_seat_in_a_position_that_stays_held_is_over() -> None:
    row = only((person("P1", "S-1"),), (seat("S-1"),), Plan(hires=(hire("H1", position_id="S-1"),)))
    assert (row.seat, row.people, row.hires) == (SeatState.OVER, ("P1",), ("H1",))


@pytest.mark.parametrize(
    "decided",
    [
        Plan(exits=(Exit(id="X1", lever="L-1", person_id="P1", last_day=date(2027, 3, 31)),)),
        Plan(moves=(Move(id="M1", kind=LeverKind.TRANSFER, lever="L-2", person_id="P1", role="dev",
            team="B", start_date=date(2027, 4, 1), base_salary=1),)),
    ],
)  # fmt: skip
def test_a_seat_that_the_plan_empties_can_be_filled_again(decided: Plan) -> None:
    row = only(
        (person("P1", "S-1"),),
        (seat("S-1"),),
        decided.replace(hires=(hire("H1", position_id="S-1"),)),
    )
    assert (row.seat, row.reconciled) == (SeatState.FILLED, True)


def test_a_seat_to_be_removed_whose_holder_stays_is_over() -> None:
    removed = seat("S-1", direction=Direction.REMOVE, start=date(2027, 3, 31))
    row = only((person("P1", "S-1"),), (removed,))
    assert (row.seat, row.differs) == (
        SeatState.OVER,
        ("S-1 is to be removed by 2027-03-31, but P1 stays.",),
    )
    assert only((person("P1", "S-1", end_date=date(2027, 3, 31)),), (removed,)).reconciled


@pytest.mark.parametrize(
    ("position", "said"),
    [
        (seat("S-1", FROZEN), "S-1 is frozen, but planned seat H1 fills it."),
        (seat("S-1", PROPOSED), "S-1 is only proposed, but planned seat H1 is in it."),
        (
            seat("S-1", APPROVED, direction=Direction.REMOVE),
            "S-1 is to be removed, but planned seat H1 fills it.",
        ),
        (
            seat("S-1", APPROVED, lock=Lock.MUST_NOT),
            "S-1 is locked (must-not), but planned seat H1 fills it.",
        ),
    ],
)
def test_a_planned_seat_in_a_position_that_may_not_be_filled_is_unapproved(
    position: Position, said: str
) -> None:
    row = only((), (position,), Plan(hires=(hire("H1", position_id="S-1"),)))
    assert (row.seat, row.differs) == (SeatState.UNAPPROVED, (said,))


def test_people_and_planned_seats_without_any_position_are_unapproved() -> None:
    found = rows(
        (person("P1"),),
        (seat("S-1", OPEN, team="B"),),
        Plan(hires=(hire("H1"), hire("H2", position_id="S-9"))),
    )
    assert [(row.seat, row.people, row.hires) for row in found[:3]] == [
        (SeatState.UNAPPROVED, (), ("H2",)), (SeatState.UNAPPROVED, ("P1",), ()),
        (SeatState.UNAPPROVED, (), ("H1",)),
    ]  # fmt: skip
    assert found[1].differs == ("No approved position is free for P1, dev in A.",)
    assert found[0].differs == ("planned seat H2 names the position S-9, which is not listed.",)


def test_a_person_in_a_proposed_position_is_unapproved_and_one_in_a_frozen_one_is_not() -> None:
    assert only((person("P1", "S-1"),), (seat("S-1", PROPOSED),)).seat is SeatState.UNAPPROVED
    assert only((person("P1", "S-1"),), (seat("S-1", FROZEN),)).reconciled


def test_without_an_id_people_are_matched_by_role_and_team() -> None:
    found = rows(
        (person("P1"), person("P2", team="B")),
        (seat("S-1"), seat("S-2", team="B"), seat("S-3", role="lead")),
    )
    assert [(row.named, row.people, row.matched_by, row.seat) for row in found] == [
        ("S-3", (), "", SeatState.GHOST), ("S-1", ("P1",), "role and team", SeatState.FILLED),
        ("S-2", ("P2",), "role and team", SeatState.FILLED),
    ]  # fmt: skip


def test_filled_seats_are_taken_first_and_pay_tells_those_that_are_alike_apart() -> None:
    positions = (
        seat("S-1", OPEN),
        seat("S-2", budget_salary=104_000.0),
        seat("S-3", budget_salary=100_500.0),
    )
    found = rows((person("P1"), person("P2", base_salary=103_500.0)), positions)
    assert {row.named: row.people for row in found} == {"S-1": (), "S-2": ("P2",), "S-3": ("P1",)}


def test_pay_beyond_the_tolerance_is_no_match_by_role_and_team() -> None:
    """100,000 against 95,238 budgeted is 5.0 % above; against 95,000 it is 5.3 %."""
    assert only((person("P1"),), (seat("S-1", budget_salary=95_239.0),)).reconciled
    found = rows((person("P1"),), (seat("S-1", budget_salary=95_000.0),))
    assert {row.seat for row in found} == {SeatState.GHOST, SeatState.UNAPPROVED}
    assert (
        "No approved position is free for P1, dev in A (the closest, S-1, is 0 days and 5.3% of pay"
        " off)." in {row.differs[0] for row in found}
    )
    assert only((person("P1"),), (seat("S-1", budget_salary=95_000.0),), pay=0.06).reconciled


def test_pay_of_a_part_timer_is_compared_at_full_time_or_as_paid() -> None:
    part_time = (person("P1", "S-1", base_salary=80_000.0, fte=0.8),)
    for budgeted, agrees in ((100_000.0, True), (80_000.0, True), (90_000.0, False)):
        assert only(part_time, (seat("S-1", budget_salary=budgeted),)).reconciled is agrees, (
            budgeted
        )


def test_with_an_id_what_is_beyond_the_tolerance_is_told_and_the_match_stays() -> None:
    row = only(
        (person("P1", "S-1", base_salary=120_000.0, team="B"),),
        (seat("S-1", budget_salary=100_000.0),),
    )
    assert (row.seat, row.reconciled) == (SeatState.FILLED, False)
    assert row.differs == (
        "P1 is dev in B, the position is dev in A.",
        "P1 is paid 20.0% above the budgeted 100,000.00.",
    )


def test_a_seat_on_the_way_to_another_role_may_be_held_in_the_old_one() -> None:
    assert only(
        (person("P1", "S-1"),), (seat("S-1", role="lead", direction=Direction.CONVERT),)
    ).reconciled
    assert not only((person("P1", "S-1"),), (seat("S-1", role="lead"),)).reconciled


def test_a_seat_whose_holder_the_plan_lets_go_is_told_unless_it_is_to_be_removed_or_filled_again() -> (  # noqa: E501
    None
):
    """HR would recruit for it: the plan says that nobody is wanted there.

    A known leaver's seat is open for whoever comes.
    """
    lets_go = Plan(exits=(Exit(id="X-1", lever="L-1", person_id="P1", last_day=date(2027, 3, 31)),))
    row = only((person("P1", "S-1"),), (seat("S-1"),), lets_go)
    assert (row.seat, row.differs) == (
        SeatState.FILLED,
        ("The plan lets P1 go on 2027-03-31, but S-1 stays approved.",),
    )
    assert row.fix == "Set its direction to remove, or plan somebody into it."
    removed = seat("S-1", direction=Direction.REMOVE, start=date(2027, 6, 30))
    assert only((person("P1", "S-1"),), (removed,), lets_go).reconciled
    assert only(
        (person("P1", "S-1"),),
        (seat("S-1"),),
        lets_go.replace(hires=(hire("H-1", position_id="S-1"),)),
    ).reconciled
    assert only((person("P1", "S-1", end_date=date(2027, 3, 31)),), (seat("S-1"),)).reconciled


def test_planned_starts_are_matched_within_the_days() -> None:
    """1 April is 31 days after 1 March, and 32 after 28 February."""
    plan = Plan(hires=(hire("H1"),))
    row = only((), (seat("S-1", APPROVED, start=date(2027, 3, 1)),), plan)
    assert (row.seat, row.hires, row.matched_by, row.reconciled) == (
        SeatState.OPEN,
        ("H1",),
        "role and team",
        True,
    )
    found = rows((), (seat("S-1", APPROVED, start=date(2027, 2, 28)),), plan)
    assert [(row.seat, row.reconciled) for row in found] == [
        (SeatState.UNAPPROVED, False),
        (SeatState.OPEN, True),
    ]
    assert only((), (seat("S-1", APPROVED, start=date(2027, 2, 28)),), plan, days=32).reconciled


def test_a_planned_start_far_from_that_of_its_position_is_told() -> None:
    row = only(
        (),
        (seat("S-1", APPROVED, start=date(2027, 1, 1)),),
        Plan(hires=(hire("H1", position_id="S-1"),)),
    )
    assert (row.seat, row.differs) == (
        SeatState.OPEN,
        ("planned seat H1 starts on 2027-04-01, the position on 2027-01-01: 90 days apart.",),
    )


def test_a_backfill_takes_the_seat_of_its_leaver() -> None:
    leaver = person("P1", "S-1", end_date=date(2027, 3, 31))
    row = only(
        (leaver,), (seat("S-1", start=date(2019, 1, 1)),), Plan(hires=(hire("H1", replaces="P1"),))
    )
    assert (row.seat, row.people, row.hires, row.matched_by, row.reconciled) == (
        SeatState.FILLED, ("P1",), ("H1",), "position id, leaver's position", True,
    )  # fmt: skip
    unlisted = rows(
        (leaver.replace(position_id=None, role="lead"),),
        (seat("S-1", OPEN, team="B"),),
        Plan(hires=(hire("H1", role="lead", replaces="P1"),)),
    )
    assert ("H1",) in {row.hires for row in unlisted if row.seat is SeatState.UNAPPROVED}


def test_a_planned_seat_may_follow_a_leaver_of_its_role_and_team() -> None:
    leaver = person("P1", "S-1", end_date=date(2027, 3, 31))
    assert only((leaver,), (seat("S-1"),), Plan(hires=(hire("H1"),))).hires == ("H1",)
    assert [row.seat for row in rows((), (seat("S-1"),), Plan(hires=(hire("H1"),)))] == [
        SeatState.GHOST,
        SeatState.UNAPPROVED,
    ]
    stays = rows((person("P1", "S-1"),), (seat("S-1"),), Plan(hires=(hire("H1"),)))
    assert [row.seat for row in stays] == [SeatState.UNAPPROVED, SeatState.FILLED]


def test_a_seat_that_is_held_but_said_to_be_open_is_told() -> None:
    row = only((person("P1", "S-1"),), (seat("S-1", OPEN),))
    assert (row.seat, row.differs) == (
        SeatState.FILLED,
        ("S-1 is said to be open, but P1 holds it.",),
    )
    assert only(
        (person("P1", "S-1", start_date=date(2027, 2, 1)),), (seat("S-1", APPROVED),)
    ).reconciled


def test_an_id_that_is_not_listed_may_still_be_matched_and_is_told() -> None:
    row = only((person("P1", "OLD-7"),), (seat("S-1"),))
    assert (row.seat, row.matched_by, row.differs) == (
        SeatState.FILLED, "role and team", ("P1 names the position OLD-7, which is not listed.",),
    )  # fmt: skip


def test_groups_and_contractors_hold_no_positions() -> None:
    people = (person("G1", headcount=7.0), person("C1", employment=Employment.CONTRACTOR))
    plan = Plan(hires=(hire("H1", end_date=date(2027, 9, 30)),))
    assert [row.seat for row in rows(people, (seat("S-1", OPEN),), plan)] == [SeatState.OPEN]
    named = rows(
        (person("C1", "S-9", employment=Employment.CONTRACTOR, role="lead"),), (seat("S-1", OPEN),)
    )
    assert [row.seat for row in named] == [SeatState.GHOST, SeatState.OPEN]


def test_every_position_person_and_planned_seat_stands_once() -> None:
    people = (
        person("P1", "S-1"),
        person("P2", "S-1"),
        person("P3"),
        person("P4", "S-8", team="B"),
        person("P5", "S-2", team="B"),
    )
    positions = (
        seat("S-1"),
        seat("S-2", team="B"),
        seat("S-3", APPROVED),
        seat("S-4", PROPOSED),
        seat("S-5"),
        seat("S-6", FROZEN),
    )
    plan = Plan(hires=(hire("H1"), hire("H2"), hire("H3", position_id="S-4"), hire("H4", team="B")))
    found = rows(people, positions, plan)
    assert sorted(row.named for row in found if row.position) == [
        position.id for position in positions
    ]
    assert sorted(name for row in found for name in row.people) == [one.id for one in people]
    assert sorted(name for row in found for name in row.hires) == [one.id for one in plan.hires]
    assert [row.reconciled for row in found] == sorted(row.reconciled for row in found)
    assert all(bool(row.fix) is not row.reconciled for row in found)


def test_a_seat_that_a_hire_names_is_given_to_nobody_else() -> None:
    """Somebody without a position took the one that the plan had named for its hire."""
    hire = Hire(
        id="H-1",
        role="dev",
        team="A",
        start_date=date(2027, 4, 1),
        base_salary=60_000,
        position_id="S-1",
    )
    found = rows((person("P1"),), (seat("S-1", OPEN), seat("S-2", OPEN)), Plan(hires=(hire,)))
    by_name = {row.named: (row.people, row.hires) for row in found}
    assert by_name == {"S-1": ((), ("H-1",)), "S-2": (("P1",), ())}


def test_what_differs_is_said_in_chinese_for_a_chinese_plan() -> None:
    people = (
        person("P1", "S-1", base_salary=150_000.0),
        person("P2", "S-2"),
        person("P3", "S-9"),
        person("P4", "S-2"),
    )
    seats = (seat("S-1", budget_salary=100_000.0), seat("S-2"), seat("S-3"), seat("S-4", FROZEN))
    plan = Plan(hires=(hire("H-1", position_id="S-4"), hire("H-2", team="B")))
    with speaking("zh"):
        found = [row for row in rows(people, seats, plan) if row.differs]
    assert len(found) >= 5
    for row in found:
        for line in (*row.differs, row.fix):
            words = re.sub(r"\b(P\d|[SH]-\d|dev|[AB])\b", "", line, flags=re.ASCII)
            assert not re.search(r"[A-Za-z]{2,}", words), line
