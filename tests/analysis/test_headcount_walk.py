"""Walks of heads, seats and FTE: each ties, and a backfill, a transfer, a promotion and a
redundancy show where they should.
"""

from __future__ import annotations

from datetime import date

import pytest

from orgplan.analysis.headcount.stays import Flow
from orgplan.analysis.headcount.walk import Counted, WalkRow, walk_rows
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Exit, GroupAction, Hire, Move, Plan
from orgplan.domain.positions import Direction, Position, PositionStatus
from orgplan.domain.roles import Role
from orgplan.domain.teams import Team
from tests.organisations import assumptions

A, B = "A", "B"
Row = tuple[float, dict[Flow, float], float]


def person(name: str, team: str = A, **more: object) -> Person:
    return Person(
        id=name,
        name=name,
        role="dev",
        team=team,
        start_date=date(2020, 1, 1),
        base_salary=60_000,
        **more,
    )


def organisation(*people: Person, positions: tuple[Position, ...] = ()) -> Organisation:
    """Two quarters, two teams, a lead time of three months."""
    return Organisation(
        calendar=Calendar(
            as_of=date(2026, 12, 31), start=date(2027, 1, 1), period=PeriodLength.QUARTER, periods=2
        ),
        people=people,
        roles=(
            Role(id="dev", name="dev", band_mid=60_000, lead_time=3),
            Role(id="lead", name="lead", band_mid=90_000, lead_time=3),
        ),
        teams=(Team(id=A), Team(id=B, cost_centre="CC-B")),
        levers=(
            Lever(id="L-1", kind=LeverKind.TRANSFER),
            Lever(id="L-2", kind=LeverKind.PROMOTION),
            Lever(id="L-3", kind=LeverKind.REDUNDANCY),
        ),
        positions=positions,
    )


def told(rows: tuple[WalkRow, ...], team: str) -> list[Row]:
    return [
        (row.opening, {flow: amount for flow, amount in row.flows.items() if amount}, row.closing)
        for row in rows
        if row.team == team
    ]


def tied(org: Organisation, plan: Plan, counted: Counted) -> tuple[WalkRow, ...]:
    """The walk, once it is seen that it ties and that closing is the next opening."""
    rows = walk_rows(org, plan, counted)
    for row in rows:
        come = sum(
            row.flow(flow) for flow in (Flow.JOINERS, Flow.HIRES, Flow.BACKFILLS, Flow.TRANSFERS_IN)
        )
        assert row.opening + come - row.flow(Flow.TRANSFERS_OUT) - row.flow(
            Flow.LEAVERS
        ) == pytest.approx(row.closing)
    for before, after in zip(rows, rows[1:], strict=False):
        if (before.team, before.centre) == (after.team, after.centre):
            assert before.closing == after.opening
    return rows


def hire(name: str, start: date, **more: object) -> Hire:
    return Hire(id=name, role="dev", team=A, start_date=start, base_salary=60_000, **more)


def test_a_backfill_is_no_growth_and_its_seat_never_closes() -> None:
    """Bo leaves on 15 February, H-1 replaces Bo from 1 April: a head less at the end of Q1, and the
    seat stays.
    """
    org = organisation(person("Ann"), person("Bo", end_date=date(2027, 2, 15)))
    plan = Plan(hires=(hire("H-1", date(2027, 4, 1), replaces="Bo"),))
    assert told(tied(org, plan, Counted.HEADS), A) == [
        (2, {Flow.LEAVERS: 1}, 1),
        (1, {Flow.BACKFILLS: 1}, 2),
    ]
    seats = tied(org, plan, Counted.SEATS)
    assert told(seats, A) == [(2, {Flow.LEAVERS: 1, Flow.BACKFILLS: 1}, 2), (2, {}, 2)]
    assert [row.growth for row in seats if row.team == A] == [0, 0]


def test_a_seat_of_the_plan_is_open_from_its_decision() -> None:
    """Three months of lead time: H-1 starts on 1 April, so its seat is decided and open on 1
    January.
    """
    org, plan = organisation(person("Ann")), Plan(hires=(hire("H-1", date(2027, 4, 1)),))
    assert told(tied(org, plan, Counted.HEADS), A) == [(1, {}, 1), (1, {Flow.HIRES: 1}, 2)]
    assert told(tied(org, plan, Counted.SEATS), A) == [(1, {Flow.HIRES: 1}, 2), (2, {}, 2)]


def test_a_joiner_has_the_seat_before_the_first_day() -> None:
    org = organisation(person("Ann").replace(start_date=date(2027, 5, 3)))
    assert told(tied(org, Plan(), Counted.HEADS), A) == [(0, {}, 0), (0, {Flow.JOINERS: 1}, 1)]
    assert told(tied(org, Plan(), Counted.SEATS), A) == [(1, {}, 1), (1, {}, 1)]


def test_transfers_cross_teams_and_promotions_do_not() -> None:
    """Ann, at 80 %, goes from A to B on 1 April; Bo is promoted inside A on the same day."""
    org = organisation(person("Ann", fte=0.8), person("Bo"))
    day = date(2027, 4, 1)
    plan = Plan(
        moves=(
            Move(
                id="M-1",
                kind=LeverKind.TRANSFER,
                lever="L-1",
                person_id="Ann",
                role="dev",
                team=B,
                start_date=day,
                base_salary=60_000,
            ),
            Move(
                id="M-2",
                kind=LeverKind.PROMOTION,
                lever="L-2",
                person_id="Bo",
                role="lead",
                team=A,
                start_date=day,
                base_salary=80_000,
            ),
        )
    )
    heads, fte = tied(org, plan, Counted.HEADS), tied(org, plan, Counted.FTE)
    assert told(heads, A) == [(2, {}, 2), (2, {Flow.TRANSFERS_OUT: 1}, 1)]
    assert told(heads, B) == [(0, {}, 0), (0, {Flow.TRANSFERS_IN: 1}, 1)]
    assert told(fte, B) == [(0, {}, 0), (0, {Flow.TRANSFERS_IN: 0.8}, 0.8)]
    assert {row.centre for row in heads if row.team == B} == {"CC-B"}


def test_whoever_is_made_redundant_leaves_the_day_after() -> None:
    """The last day is that of the quarter: still counted at its end, a leaver of the next one."""
    org = organisation(person("Ann"), person("Bo"))
    plan = Plan(exits=(Exit(id="X-1", lever="L-3", person_id="Bo", last_day=date(2027, 3, 31)),))
    assert told(tied(org, plan, Counted.HEADS), A) == [(2, {}, 2), (2, {Flow.LEAVERS: 1}, 1)]


def test_approved_positions_are_seats_and_frozen_or_removed_ones_are_not() -> None:
    """Seats: Ann's, the approved vacancy that H-1 fills, and one more; Bo's position stands, so it
    stays when Bo leaves.
    """

    def position(
        name: str, status: PositionStatus, direction: Direction = Direction.ADD
    ) -> Position:
        return Position(id=name, role="dev", team=A, status=status, direction=direction)

    positions = (
        position("Q-1", PositionStatus.FILLED),
        position("Q-2", PositionStatus.APPROVED),
        position("Q-3", PositionStatus.OPEN),
        position("Q-4", PositionStatus.FROZEN),
        position("Q-5", PositionStatus.PROPOSED),
        position("Q-6", PositionStatus.APPROVED, Direction.REMOVE),
    )
    people = (person("Ann"), person("Bo", end_date=date(2027, 2, 15), position_id="Q-1"))
    org = organisation(*people, positions=positions)
    plan = Plan(hires=(hire("H-1", date(2027, 4, 1), position_id="Q-2"),))
    assert told(tied(org, plan, Counted.SEATS), A) == [
        (4, {Flow.LEAVERS: 1, Flow.BACKFILLS: 1}, 4),
        (4, {}, 4),
    ]
    filled = Plan(hires=(hire("H-1", date(2027, 4, 1), position_id="Q-1"),))
    assert told(tied(org, filled, Counted.SEATS), A) == [
        (4, {Flow.LEAVERS: 1, Flow.BACKFILLS: 1}, 4),
        (4, {}, 4),
    ]


def test_a_redundancy_closes_the_seat_though_its_position_stands() -> None:
    """Ben's position is approved, but the plan lets Ben go: nobody is wanted in it.

    Only a hire into it keeps the seat; a known leaver's stays.
    """
    positions = (
        Position(id="Q-1", role="dev", team=A, status=PositionStatus.FILLED),
        Position(id="Q-2", role="dev", team=A),
    )
    people = (
        person("Ben", position_id="Q-1"),
        person("Cy", end_date=date(2027, 2, 15), position_id="Q-2"),
    )
    org = organisation(*people, positions=positions)
    plan = Plan(exits=(Exit(id="X-1", lever="L-3", person_id="Ben", last_day=date(2027, 2, 28)),))
    assert told(tied(org, plan, Counted.SEATS), A) == [
        (2, {Flow.LEAVERS: 2, Flow.BACKFILLS: 1}, 1),
        (1, {}, 1),
    ]
    late = Plan(
        exits=(Exit(id="X-1", lever="L-3", person_id="Cy", last_day=date(2027, 5, 31)),)
    )  # Cy has left by then anyway
    assert told(tied(org, late, Counted.SEATS), A) == [
        (2, {Flow.LEAVERS: 1, Flow.BACKFILLS: 1}, 2),
        (2, {}, 2),
    ]
    refilled = plan.replace(hires=(hire("H-1", date(2027, 4, 1), position_id="Q-1"),))
    assert told(tied(org, refilled, Counted.SEATS), A) == [
        (2, {Flow.LEAVERS: 2, Flow.BACKFILLS: 2}, 2),
        (2, {}, 2),
    ]


def test_groups_tie_by_what_is_left() -> None:
    """Forty heads of whom none leaves by chance: ten recruits, five to B, three let go."""
    people = (
        person("G-A", headcount=40.0, attrition=0.0),
        person("G-B", B, headcount=0.0, attrition=0.0),
    )
    org = organisation(*people)
    day = date(2027, 1, 1)
    plan = Plan(
        group_actions=(
            GroupAction(id="G-1", kind=None, lever=None, group="G-A", start_date=day, heads=10),
            GroupAction(
                id="G-2",
                kind=LeverKind.TRANSFER,
                lever="L-1",
                group="G-A",
                to_group="G-B",
                start_date=day,
                heads=5,
            ),
            GroupAction(
                id="G-3",
                kind=LeverKind.REDUNDANCY,
                lever="L-3",
                group="G-A",
                start_date=day,
                heads=3,
            ),
        )
    )
    rows = tied(org, plan, Counted.HEADS)
    assert told(rows, B) == [(0, {Flow.TRANSFERS_IN: 5}, 5), (5, {}, 5)]
    opening, flows, closing = told(rows, A)[0]
    assert (opening, flows[Flow.HIRES], flows[Flow.TRANSFERS_OUT]) == (40, 10, 5)
    assert closing == pytest.approx(42)
    assert flows[Flow.LEAVERS] == pytest.approx(3)


def test_who_is_expected_to_have_left_stands_beside_the_closing_heads() -> None:
    """Half a year at 36 %: a fifth of a full-timer and of a seat that began with the horizon;
    nobody twice who is known to leave.
    """
    org = organisation(
        person("P1", fte=0.5, attrition=0.36), person("P2", end_date=date(2027, 8, 31))
    )
    seat = Hire(id="H", role="dev", team=A, start_date=date(2027, 1, 1), base_salary=60_000)
    org = org.replace(assumptions=assumptions(attrition=0.36))
    walks = {counted: walk_rows(org, Plan(hires=(seat,)), counted) for counted in Counted}
    left = {
        counted: [row.expected_left for row in rows if row.team == A]
        for counted, rows in walks.items()
    }
    assert left[Counted.HEADS] == pytest.approx([2 * (1 - 0.64**0.25), 2 * (1 - 0.8)], abs=1e-6)
    assert left[Counted.FTE] == pytest.approx([1.5 * (1 - 0.64**0.25), 1.5 * (1 - 0.8)], abs=1e-6)
    assert left[Counted.SEATS] == [0, 0]
    assert [row.closing for row in walks[Counted.HEADS] if row.team == A] == [3, 3]
