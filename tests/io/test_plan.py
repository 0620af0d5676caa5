"""Plan sheets, as they were written and as people edit them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.domain.levers import MOVES as MOVE_KINDS
from orgplan.domain.levers import LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Exit, GroupAction, Hire, Move, Plan, ShortTime, Training
from orgplan.excel.read.faults import BadInput
from orgplan.excel.write.content import Content
from orgplan.excel.write.workbook import Column, WorkbookWriter
from orgplan.io.inputs.loading import read_workbook
from orgplan.io.output.table_rows import Listing, listing
from orgplan.io.plan.read import read_plan, read_previous
from orgplan.io.plan.rows import (
    exit_row,
    group_row,
    hire_row,
    move_row,
    short_time_row,
    takeover_row,
)
from orgplan.schema.plan import (
    GROUP_PLAN,
    HIRING_PLAN,
    LEADS,
    MOVES,
    REDUNDANCIES,
    SHORT_TIME,
    UPSKILLING_PLAN,
    plan_sheets,
)

HIRES: Rows = [
    ["Hiring plan"],
    [],
    ["id", "role", "team", "start_date", "base_salary", "one-time cost", "why"],
    ["H-001", "Engineer / senior", "Core", date(2027, 4, 1), 101_000, 5000, "N-001"],
    ["H-002", "Manager", "web", "2027-07-01", None, 5000, ""],
    [None, "engineer / junior", "Core", date(2027, 7, 1), "70,000", None, None],
    ["Total", None, None, None, 291_000, 10_000, None],
]
TRAININGS: Rows = [
    ["id", "person_id", "name", "skill", "from", "to", "course", "start_date"],
    ["U-001", "P2", "Bob", "Python", 2, 3, "Python 2→3", date(2027, 1, 1)],
    [None, "p3", None, "kubernetes", None, 4, None, date(2027, 4, 1)],
]


@pytest.fixture
def org(tmp_path: Path) -> Organisation:
    return read_workbook(save(tmp_path / "org.xlsx", sound()), Catalogue()).org


def test_a_plan_is_read(tmp_path: Path, org: Organisation) -> None:
    plan = read_plan(
        save(tmp_path / "plan.xlsx", {"Hiring plan": HIRES, "Upskilling plan": TRAININGS}), org
    )
    assert plan.hires == (
        Hire(
            id="H-001",
            role="Engineer / senior",
            team="Core",
            start_date=date(2027, 4, 1),
            base_salary=101_000,
        ),
        Hire(
            id="H-002", role="Manager", team="Web", start_date=date(2027, 7, 1), base_salary=120_000
        ),
        Hire(
            id="H-003",
            role="Engineer / junior",
            team="Core",
            start_date=date(2027, 7, 1),
            base_salary=70_000,
        ),
    )
    assert plan.trainings == (
        Training(id="U-001", person_id="P2", course="Python 2→3", start_date=date(2027, 1, 1)),
        Training(id="U-002", person_id="P3", course="Kubernetes 3→4", start_date=date(2027, 4, 1)),
    )


def test_an_empty_plan_is_a_plan(tmp_path: Path, org: Organisation) -> None:
    plan = read_plan(
        save(
            tmp_path / "plan.xlsx",
            {"Hiring plan": [HIRES[2], [None]], "Upskilling plan": TRAININGS[:1]},
        ),
        org,
    )
    assert (plan.hires, plan.trainings) == ((), ())


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "cell", "words"),
    [
        ("Hiring plan", 4, 2, "Enginer / senior", "B4", "'Engineer / senior'"),
        ("Hiring plan", 4, 2, "Engineer", "B4", "level"),
        ("Hiring plan", 4, 3, "Cor", "C4", "'Core'"),
        ("Hiring plan", 4, 4, "soon", "D4", "year-month-day"),
        ("Hiring plan", 4, 4, date(2028, 1, 1), "D4", "horizon"),
        ("Hiring plan", 4, 4, None, "D4", "Fill in Start date"),
        ("Hiring plan", 4, 5, -1, "E4", "Enter zero or more"),
        ("Hiring plan", 5, 1, "h-001", "A5", "A4"),
        ("Upskilling plan", 2, 2, "P22", "B2", "'P2'"),
        ("Upskilling plan", 2, 7, "Python 2→4", "G2", "'Python 2→3'"),
        ("Upskilling plan", 2, 6, 4, "F2", "leads to level 3"),
        ("Upskilling plan", 2, 4, "Kubernetes", "D2", "teaches Python"),
        ("Upskilling plan", 3, 6, 5, "G3", "Fill in the id"),
        ("Upskilling plan", 2, 8, date(2026, 12, 31), "H2", "horizon"),
    ],
)
def test_faulty_edits_are_named(
    tmp_path: Path,
    org: Organisation,
    sheet: str,
    row: int,
    column: int,
    value: object,
    cell: str,
    words: str,
) -> None:
    sheets = {
        "Hiring plan": [list(cells) for cells in HIRES],
        "Upskilling plan": [list(cells) for cells in TRAININGS],
    }
    sheets[sheet][row - 1][column - 1] = value
    with pytest.raises(BadInput) as caught:
        read_plan(save(tmp_path / "plan.xlsx", sheets), org)
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.cell) == (sheet, cell)
    assert words in fault.fix or words in fault.expected, str(fault)


def levered() -> dict[str, Rows]:
    """The small workbook with every lever, two groups, two places and a position."""
    sheets = sound()
    sheets["Roles"][0] += ["next_role", "locations"]
    sheets["Roles"][2] += ["senior"]
    sheets["Roster"][0] += ["headcount", "location"]
    sheets["Roster"] += [
        ["G1", None, "Engineer", "junior", "Web", date(2019, 1, 1), 50_000, None, 100, "Paris"],
        ["G2", None, "Engineer", "senior", "Web", date(2019, 1, 1), 90_000, None, 50, "Oslo"],
    ]
    sheets["Levers"] = [
        ["id", "lever", "scope", "to_role", "raise_pct", "share"],
        ["L-1", "promotion", "organisation", None, "10%", None],
        ["L-2", "transfer", "organisation", None, None, None],
        ["L-3", "retraining", "Core", "Manager", None, None],
        ["L-4", "downgrading", "organisation", "Engineer / junior", None, None],
        ["L-5", "redundancy", "organisation", None, None, None],
        ["L-6", "short time", "organisation", None, None, 0.5],
        ["L-7", "contractor", "organisation", None, None, 0.3],
        ["L-8", "backfill", "organisation", None, None, None],
        ["L-9", "overstaffing", "organisation", None, None, None],
    ]
    sheets["Requirements"] += [
        ["Web", "Engineer / senior", 50, "staff"],
        ["Web", "Engineer / junior", 90, "staff"],
    ]
    sheets["Positions"] = [
        ["position_id", "role", "level", "team"],
        ["POS-7", "Engineer", "senior", "Core"],
    ]
    return sheets


ACTIONS: dict[str, Rows] = {
    "Hiring plan": [
        [
            "id",
            "role",
            "team",
            "location",
            "start_date",
            "end_date",
            "base_salary",
            "lever",
            "replaces",
            "position_id",
        ],
        ["H-001", "Manager", "Web", "oslo", date(2027, 4, 1), None, 100_000, None, None, None],
        [
            None,
            "Engineer / senior",
            "Core",
            None,
            date(2027, 4, 1),
            None,
            None,
            None,
            None,
            "pos-7",
        ],
        [
            None,
            "Engineer / senior",
            "Core",
            None,
            date(2027, 4, 1),
            date(2028, 3, 31),
            90_000,
            None,
            None,
            None,
        ],
        [
            None,
            "Engineer / junior",
            "Core",
            None,
            date(2027, 7, 1),
            None,
            60_000,
            "L-8",
            "p2",
            None,
        ],
    ],
    "Upskilling plan": TRAININGS,
    "Moves": [
        [
            "id",
            "kind",
            "person_id",
            "name",
            "role",
            "level",
            "team",
            "start_date",
            "base_salary",
            "lever",
        ],
        [
            "M-001",
            "晋升",
            "P2",
            "Bob",
            "Engineer / senior",
            None,
            None,
            date(2027, 4, 1),
            None,
            None,
        ],
        [None, "transfer", "P2", None, None, None, "Web", "2027-07-01", 99_000, "l-2"],
        [None, "retrain", "P1", None, "Manager", None, None, date(2027, 4, 1), 100_000, None],
        [None, "Demotion", "P1", None, "Engineer", "junior", None, date(2027, 10, 1), 80_000, None],
    ],
    "Redundancies": [
        ["id", "person_id", "last_day", "lever"],
        [None, "P3", date(2027, 6, 30), None],
    ],
    "Short time": [
        ["id", "person_id", "start_date", "end_date", "lever"],
        [None, "P3", date(2027, 1, 1), date(2027, 3, 31), None],
    ],
    "Group plan": [
        ["id", "kind", "group", "to_group", "start_date", "heads", "lever"],
        [None, "recruiting", "G1", None, date(2027, 5, 20), 12, None],
        [None, "promotion", "G1", "g2", date(2027, 7, 1), 3, None],
        ["G-001", "overstaffing", "G2", None, date(2027, 7, 1), 1, None],
        [None, "超编", "n-004", None, date(2027, 1, 1), 2, None],
    ],
}


@pytest.fixture
def rich(tmp_path: Path) -> Organisation:
    return read_workbook(save(tmp_path / "rich.xlsx", levered()), Catalogue()).org


def test_takeovers_are_read_written_and_named_where_wrong(
    tmp_path: Path, rich: Organisation
) -> None:
    """By a person, by a seat of the same plan; whoever nobody knows is a fault at its cell."""
    leads = [
        ["id", "team", "who", "start_date"],
        [None, "Core", "p2", date(2027, 4, 1)],
        ["L-7", "web", "h-001", "2027-07-01"],
    ]
    plan = read_plan(save(tmp_path / "plan.xlsx", {**ACTIONS, "Leads": leads}), rich)
    assert [(one.id, one.team, one.who, one.start_date) for one in plan.takeovers] == [
        ("L-001", "Core", "P2", date(2027, 4, 1)),
        ("L-7", "Web", "H-001", date(2027, 7, 1)),
    ]
    assert [takeover_row(rich, plan, one)["name"] for one in plan.takeovers] == ["Bob", "Manager"]
    wrong = [leads[0], [None, "Core", "P99", date(2027, 4, 1)]]
    with pytest.raises(BadInput) as refused:
        read_plan(save(tmp_path / "wrong.xlsx", {**ACTIONS, "Leads": wrong}), rich)
    (fault,) = refused.value.faults
    assert (fault.sheet, fault.cell, fault.found) == ("Leads", "C2", "'P99'")


def test_every_kind_of_action_is_read(tmp_path: Path, rich: Organisation) -> None:
    plan = read_plan(save(tmp_path / "plan.xlsx", ACTIONS), rich)
    senior = {"role": "Engineer / senior", "team": "Core", "start_date": date(2027, 4, 1)}
    assert plan.hires == (
        Hire(
            id="H-001",
            role="Manager",
            team="Web",
            location="Oslo",
            start_date=date(2027, 4, 1),
            base_salary=100_000,
        ),
        Hire(id="H-002", **senior, base_salary=100_000, position_id="POS-7"),
        Hire(id="H-003", **senior, base_salary=90_000, end_date=date(2028, 3, 31), lever="L-7"),
        Hire(
            id="H-004",
            role="Engineer / junior",
            team="Core",
            start_date=date(2027, 7, 1),
            base_salary=60_000,
            lever="L-8",
            replaces="P2",
        ),
    )
    assert [
        (move.id, move.kind, move.lever, move.person_id, move.role, move.team)
        for move in plan.moves
    ] == [
        ("M-001", LeverKind.PROMOTION, "L-1", "P2", "Engineer / senior", "Core"),
        ("M-002", LeverKind.TRANSFER, "L-2", "P2", "Engineer / senior", "Web"),
        ("M-003", LeverKind.RETRAINING, "L-3", "P1", "Manager", "Core"),
        ("M-004", LeverKind.DOWNGRADING, "L-4", "P1", "Engineer / junior", "Core"),
    ]
    # a raise of 10 % on 80,000 is below the band of the senior, which begins at 90,000
    assert [move.base_salary for move in plan.moves] == [90_000, 99_000, 100_000, 80_000]
    assert plan.exits == (
        Exit(id="X-001", lever="L-5", person_id="P3", last_day=date(2027, 6, 30)),
    )
    assert plan.short_times == (
        ShortTime(
            id="S-001",
            lever="L-6",
            person_id="P3",
            start_date=date(2027, 1, 1),
            end_date=date(2027, 3, 31),
        ),
    )
    assert plan.group_actions == (
        GroupAction(
            id="G-002", kind=None, lever=None, group="G1", start_date=date(2027, 4, 1), heads=12
        ),
        GroupAction(
            id="G-003",
            kind=LeverKind.PROMOTION,
            lever="L-1",
            group="G1",
            to_group="G2",
            start_date=date(2027, 7, 1),
            heads=3,
        ),
        GroupAction(
            id="G-001",
            kind=LeverKind.OVERSTAFFING,
            lever="L-9",
            group="N-003",
            start_date=date(2027, 7, 1),
            heads=1,
        ),
        GroupAction(
            id="G-004",
            kind=LeverKind.OVERSTAFFING,
            lever="L-9",
            group="N-004",
            start_date=date(2027, 1, 1),
            heads=2,
        ),
    )


EDITS: list[tuple[str, str, object, str]] = [
    # sheet, cell, what is typed there, words of the fault
    ("Hiring plan", "D2", "Olso", "'Oslo'"),
    ("Hiring plan", "F4", date(2027, 3, 31), "before the first"),
    ("Hiring plan", "H2", "L-7", "needs an end date"),
    ("Hiring plan", "H4", "L-8", "is for backfill"),
    ("Hiring plan", "H4", "L-70", "'L-7'"),
    ("Hiring plan", "I5", "P22", "'P2'"),
    ("Hiring plan", "I5", None, "who is replaced"),
    ("Hiring plan", "J3", "POS-8", "'POS-7'"),
    ("Moves", "B2", "promoshun", "promotion, transfer, retraining, downgrading"),
    ("Moves", "C2", "P22", "'P2'"),
    ("Moves", "C2", "G1", "Group plan"),
    ("Moves", "E2", "Enginer / senior", "'Engineer / senior'"),
    ("Moves", "F5", "juniro", "'junior'"),
    ("Moves", "G3", "Webb", "'Web'"),
    ("Moves", "G3", None, "fill in where the move leads"),
    ("Moves", "H2", date(2029, 1, 1), "another horizon"),
    ("Moves", "I3", -5, "Enter zero or more"),
    ("Moves", "J3", "L-1", "is for promotion"),
    ("Moves", "A3", "H-001", "Hiring plan!A2"),
    ("Redundancies", "B2", None, "Fill in Person ID"),
    ("Redundancies", "C2", date(2026, 6, 30), "another horizon"),
    ("Redundancies", "D2", "L-6", "is for short time"),
    ("Short time", "D2", date(2026, 12, 31), "another horizon"),
    ("Short time", "C2", date(2027, 6, 1), "before the first"),
    ("Short time", "B2", "G1", "Group plan"),
    ("Group plan", "B2", "hiring out", "recruiting"),
    ("Group plan", "C2", "P1", "sheet for people"),
    ("Group plan", "C2", "G11", "'G1'"),
    ("Group plan", "C4", "P1", "N-003, N-004"),
    ("Group plan", "C5", "N-044", "'N-004'"),
    ("Group plan", "D3", None, "Fill in 'To group'"),
    ("Group plan", "D3", "G3", "id from the roster"),
    ("Group plan", "F2", 1.5, "Round it"),
    ("Group plan", "F2", 0, "Fill in how many"),
    ("Group plan", "G4", "L-5", "is for redundancy"),
]
AT = {("Hiring plan", "H2"): "F2", ("Moves", "G3"): "E3", ("Short time", "C2"): "D2"}


@pytest.mark.parametrize(("sheet", "cell", "value", "words"), EDITS)
def test_faulty_edits_of_every_sheet_are_named(
    tmp_path: Path, rich: Organisation, sheet: str, cell: str, value: object, words: str
) -> None:
    sheets = {name: [list(cells) for cells in rows] for name, rows in ACTIONS.items()}
    sheets[sheet][int(cell[1:]) - 1][ord(cell[0]) - ord("A")] = value
    with pytest.raises(BadInput) as caught:
        read_plan(save(tmp_path / "plan.xlsx", sheets), rich)
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.cell) in ((sheet, cell), (sheet, AT.get((sheet, cell), cell)))
    assert words in fault.fix or words in fault.expected, str(fault)
    assert fault.found
    assert fault.expected
    assert fault.fix.endswith((".", "?"))


def test_a_lever_is_asked_for_where_two_or_none_allow_it(tmp_path: Path) -> None:
    sheets = levered()
    sheets["Levers"] += [["L-10", "redundancy", "Web", None, None, None]]
    two = read_workbook(save(tmp_path / "two.xlsx", sheets), Catalogue()).org
    with pytest.raises(BadInput) as caught:
        read_plan(save(tmp_path / "plan.xlsx", ACTIONS), two)
    assert [(fault.where, "L-5, L-10" in fault.fix) for fault in caught.value.faults] == [
        ("Redundancies!D2", True)
    ]
    sheets["Levers"] = [row for row in sheets["Levers"] if row[1] != "short time"]
    sheets["Levers"].pop()
    none = read_workbook(save(tmp_path / "none.xlsx", sheets), Catalogue()).org
    with pytest.raises(BadInput) as caught:
        read_plan(tmp_path / "plan.xlsx", none)
    assert [
        (fault.where, "No row of Input Levers" in fault.fix) for fault in caught.value.faults
    ] == [("Short time!E2", True)]


def test_a_sheet_that_was_deleted_is_missing(tmp_path: Path, rich: Organisation) -> None:
    with pytest.raises(BadInput) as caught:
        read_plan(
            save(
                tmp_path / "plan.xlsx",
                {name: rows for name, rows in ACTIONS.items() if name != "Moves"},
            ),
            rich,
        )
    assert [fault.expected for fault in caught.value.faults] == ["a sheet Moves"]


def test_of_a_previous_plan_what_still_makes_sense_is_kept(
    tmp_path: Path, org: Organisation, rich: Organisation
) -> None:
    path = save(tmp_path / "plan.xlsx", ACTIONS)
    whole = read_previous(path, rich)
    assert (whole.plan, whole.notes) == (read_plan(path, rich), ())
    kept = read_previous(path, org)  # without levers, groups, places and positions
    assert [hire.id for hire in kept.plan.hires] == []
    assert len(kept.plan.trainings) == 2
    assert (kept.plan.moves, kept.plan.exits, kept.plan.short_times, kept.plan.group_actions) == (
        (),
        (),
        (),
        (),
    )
    assert {note.where for note in kept.notes} >= {
        "Hiring plan!D2",
        "Hiring plan!J3",
        "Moves!J2",
        "Redundancies!D2",
        "Group plan!C2",
    }
    assert all(note.text.startswith("left out of the previous plan: ") for note in kept.notes)
    with pytest.raises(BadInput) as caught:
        read_previous(save(tmp_path / "org.xlsx", sound()), org)
    assert "Hiring plan" in caught.value.faults[0].expected


cents = st.integers(0, 10**9).map(lambda number: number / 100)


@st.composite
def plans(draw: st.DrawFn, org: Organisation) -> Plan:
    """Any actions that an organisation knows the words for; whether they make sense together is not
    asked.
    """
    day = st.dates(org.calendar.start, org.calendar.end)
    lever = {
        kind: next(found.id for found in org.levers if found.kind is kind) for kind in LeverKind
    }
    people = st.sampled_from([person.id for person in org.people if not person.is_group])
    groups = [group.id for group in org.groups]
    roles, teams = st.sampled_from(list(org.role)), st.sampled_from(list(org.team))

    def some(prefix: str, most: int = 3) -> list[str]:
        return [f"{prefix}-{number}" for number in range(draw(st.integers(0, most)))]

    hires, moves, actions = [], [], []
    for name in some("h"):
        start, kind = (
            draw(day),
            draw(st.sampled_from([None, LeverKind.CONTRACTOR, LeverKind.BACKFILL])),
        )
        end = draw(st.dates(start, date(2032, 1, 1))) if kind is LeverKind.CONTRACTOR else None
        replaces = draw(people | st.sampled_from(groups)) if kind is LeverKind.BACKFILL else None
        seat = {
            "id": name,
            "role": draw(roles),
            "team": draw(teams),
            "location": draw(st.sampled_from([None, "Oslo", "Paris"])),
        }
        more = {
            "lever": lever[kind] if kind else None,
            "position_id": draw(st.sampled_from([None, "POS-7"])),
        }
        hires.append(
            Hire(
                **seat,
                **more,
                start_date=start,
                end_date=end,
                base_salary=draw(cents),
                replaces=replaces,
            )
        )
    for name in some("m", 1):
        kind = draw(
            st.sampled_from(
                [
                    LeverKind.PROMOTION,
                    LeverKind.TRANSFER,
                    LeverKind.RETRAINING,
                    LeverKind.DOWNGRADING,
                ]
            )
        )
        who = {
            "person_id": "P3",
            "role": "Engineer / senior",
            "team": draw(teams),
        }  # who is a manager now
        moves.append(
            Move(
                id=name,
                kind=kind,
                lever=lever[kind],
                **who,
                start_date=draw(day),
                base_salary=draw(cents),
            )
        )
    for name in some("g"):
        kind = draw(
            st.sampled_from([None, *LeverKind]).filter(
                lambda kind: kind not in (LeverKind.CONTRACTOR, LeverKind.BACKFILL)
            )
        )
        to_group = draw(st.sampled_from(groups)) if kind in MOVE_KINDS else None
        first = org.calendar.first_day(draw(st.integers(0, org.calendar.periods - 1)))
        of = ["N-003", "N-004"] if kind is LeverKind.OVERSTAFFING else groups
        group = {
            "group": draw(st.sampled_from(of)),
            "to_group": to_group,
            "start_date": first,
            "heads": draw(st.integers(1, 99)),
        }
        actions.append(
            GroupAction(id=name, kind=kind, lever=lever[kind] if kind else None, **group)
        )
    courses = st.sampled_from(list(org.course))
    days = sorted(draw(st.tuples(day, day)))
    return Plan(
        hires=tuple(hires),
        trainings=tuple(
            Training(id=name, person_id=draw(people), course=draw(courses), start_date=draw(day))
            for name in some("u")
        ),
        moves=tuple(moves),
        exits=tuple(
            Exit(id=name, lever="L-5", person_id=draw(people), last_day=draw(day))
            for name in some("x")
        ),
        short_times=tuple(
            ShortTime(
                id=name, lever="L-6", person_id=draw(people), start_date=days[0], end_date=days[1]
            )
            for name in some("s")
        ),
        group_actions=tuple(actions),
    )


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_written_of_a_plan_is_read_back(
    tmp_path: Path, rich: Organisation, data: st.DataObject
) -> None:
    plan = data.draw(plans(rich))
    path = tmp_path / "written.xlsx"
    with WorkbookWriter(path) as book:
        for listing in action_listings(rich, plan):
            sheet = book.sheet(listing.spec.key)
            sheet.table(
                listing.spec.key.lower().replace(" ", "_"),
                [Column(key) for key in listing.keys],
                listing.rows,
            )
    assert read_plan(path, rich) == plan


def action_listings(org: Organisation, plan: Plan) -> tuple[Listing, ...]:
    """The sheets that a plan workbook of an organisation holds, with their declared columns."""
    rows = {
        HIRING_PLAN.key: [hire_row(hire) for hire in plan.hires],
        UPSKILLING_PLAN.key: [_training_row(org, training) for training in plan.trainings],
        MOVES.key: [move_row(org, plan, move) for move in plan.moves],
        REDUNDANCIES.key: [exit_row(org, leaving) for leaving in plan.exits],
        SHORT_TIME.key: [short_time_row(org, reduced) for reduced in plan.short_times],
        GROUP_PLAN.key: [group_row(action) for action in plan.group_actions],
        LEADS.key: [takeover_row(org, plan, takeover) for takeover in plan.takeovers],
    }
    return tuple(listing(spec, rows[spec.key]) for spec in plan_sheets(org))


def _training_row(org: Organisation, training: Training) -> dict[str, Content]:
    """A row of the Upskilling plan, without the level of the person before."""
    course = org.course[training.course]
    return {
        "id": training.id,
        "person_id": training.person_id,
        "skill": course.skill,
        "to": course.to_level,
        "course": course.id,
        "start_date": training.start_date,
    }
