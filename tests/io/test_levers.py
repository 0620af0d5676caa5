"""Levers, ladders, groups, places, positions, locks and programmes, as people write them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.domain.costs.money import Stated
from orgplan.domain.levers import LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.needs import NeedKind
from orgplan.domain.positions import Direction, Lock, LockedAction, PositionStatus
from orgplan.domain.teams import Scope, ScopeKind
from orgplan.excel.read.faults import BadInput
from orgplan.io.inputs.loading import Loaded, read_workbook
from orgplan.language import in_words
from orgplan.library.load import load_catalogue


def load(tmp_path: Path, sheets: dict[str, Rows], catalogue: Catalogue | None = None) -> Loaded:
    return read_workbook(save(tmp_path / "levers.xlsx", sheets), catalogue or Catalogue())


def with_roles(*roles: tuple[str, str | None]) -> dict[str, Rows]:
    """The small workbook with people in roles of the library, in Chinese yuan."""
    sheets = sound()
    sheets["Settings"][5] = ["currency", "CNY"]
    sheets["Assumptions"] = [
        ["key", "value"],
        ["recruiting_cost", 30_000],
        ["default_courses", "no"],
    ]
    for row, (role, level) in zip(sheets["Roster"][1:], roles, strict=False):
        row[2:4] = [role, level]
    return sheets


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Promotions", LeverKind.PROMOTION),
        ("relocation", LeverKind.TRANSFER),
        ("Reskilling", LeverKind.RETRAINING),
        ("demotion", LeverKind.DOWNGRADING),
        ("Lay-offs", LeverKind.REDUNDANCY),
        ("short-time work", LeverKind.SHORT_TIME),
        ("reduced hours", LeverKind.SHORT_TIME),
        ("surplus", LeverKind.OVERSTAFFING),
        ("Contractors", LeverKind.CONTRACTOR),
        ("replacements", LeverKind.BACKFILL),
        ("晋升", LeverKind.PROMOTION),
        ("调动", LeverKind.TRANSFER),
        ("转岗", LeverKind.RETRAINING),
        ("降级", LeverKind.DOWNGRADING),
        ("裁员", LeverKind.REDUNDANCY),
        ("缩短工时", LeverKind.SHORT_TIME),
        ("超编", LeverKind.OVERSTAFFING),
        ("外包", LeverKind.CONTRACTOR),
        ("补缺", LeverKind.BACKFILL),
    ],
)
def test_what_people_call_the_levers(tmp_path: Path, words: str, kind: LeverKind) -> None:
    moves = (LeverKind.PROMOTION, LeverKind.TRANSFER, LeverKind.RETRAINING, LeverKind.DOWNGRADING)
    to_role = "Manager" if kind in moves else None
    share = None if kind in (LeverKind.REDUNDANCY, LeverKind.OVERSTAFFING) else 0.5
    sheets = sound() | {"Levers": [["措施", "to_role", "share"], [words, to_role, share]]}
    (lever,) = load(tmp_path, sheets).org.levers
    assert (lever.id, lever.kind) == ("L-001", kind)


def test_levers_with_all_their_figures(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Settings"][0].append("scope")
    sheets["Settings"].append(["fx", 2, "EUR"])
    sheets["Levers"] = [
        [
            "id",
            "lever",
            "scope",
            "roles",
            "max",
            "share_of_receiving",
            "shared_cap",
            "cost",
            "months",
            "share",
            "months_of_base",
            "currency",
        ],
        [
            "let",
            "redundancy",
            "Core",
            "engineering; Manager",
            3,
            None,
            "Exits",
            "1 000 €",
            2,
            None,
            1.5,
            "EUR",
        ],
        [None, "over", "product line: Pay", None, None, None, "exits", 500, None, None, None, None],
        [None, "backfill", None, None, None, None, None, None, 2, None, None, None],
        [
            None,
            "retrain",
            None,
            "Engineer / junior",
            None,
            "25%",
            None,
            300,
            None,
            "40%",
            None,
            None,
        ],
    ]
    sheets["Levers"][0].append("to_role")
    sheets["Levers"][4].append("engineer / SENIOR")
    let, over, backfill, retrain = load(tmp_path, sheets).org.levers
    assert (let.scope, let.roles) == (
        Scope(kind=ScopeKind.TEAM, name="Core"),
        ("engineering", "Manager"),
    )
    assert (let.cost, let.months, let.months_of_base) == (2000, 2, 1.5)
    assert [(lever.cap, lever.most) for lever in (let, over)] == [
        ("Exits", 3),
        ("Exits", 3),
    ], "one name, one figure"
    assert over.scope == Scope(kind=ScopeKind.PRODUCT_LINE, name="Pay")
    assert (over.id, backfill.id, backfill.share, backfill.months) == (
        "L-002",
        "L-003",
        1.0,
        2,
    ), "all leavers, where nobody says less"
    assert (retrain.roles, retrain.to_role) == (("Engineer / junior",), "Engineer / senior")
    assert (retrain.share_of_receiving, retrain.share) == (0.25, 0.4)


def test_figures_that_mean_nothing_for_a_lever_are_said_to_count_for_nothing(
    tmp_path: Path,
) -> None:
    sheets = sound() | {
        "Levers": [
            ["lever", "months_of_base", "raise_pct", "share", "months"],
            ["contractor", 2, 0.1, 0.3, 1],
            ["redundancy", 2, None, 0, 1],
        ]
    }
    said = [note for note in load(tmp_path, sheets).notes if "counts for nothing" in note.text]
    assert sorted(note.cell for note in said) == ["B2", "C2"]


def test_ladders_of_the_workbook(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roles"][0].append("next_role")
    sheets["Roles"][1].append("manager")
    sheets["Roles"][2].append("Senior")
    sheets["Roles"][3].append("none")
    sheets["Levers"] = [["lever"], ["promotion"]]
    assert [role.next_role for role in load(tmp_path, sheets).org.roles] == [
        "Manager",
        "Engineer / senior",
        None,
    ]


def test_the_library_says_what_comes_next(tmp_path: Path) -> None:
    sheets = with_roles(
        ("Java engineer", "senior"), ("Java engineer", "expert"), ("product manager", "senior")
    )
    plain = load(tmp_path, sheets, load_catalogue()).org
    assert plain.role["Java engineer / senior"].next_role == "Java engineer / expert"
    assert plain.role["Java engineer / expert"].next_role is None, (
        "the next one is in no sheet, and nobody may be promoted"
    )
    sheets["Levers"] = [["lever", "roles"], ["promotion", "engineering"]]
    loaded = load(tmp_path, sheets, load_catalogue())
    org = loaded.org
    assert org.role["Java engineer / expert"].next_role == "Java engineer / principal"
    joined = org.role["Java engineer / principal"]
    assert (joined.max_hires, joined.next_role, joined.library_id) == (0, None, "java/principal")
    assert joined.skills_at_start, "it brings what the library says"
    assert not any(role.startswith("product manager / director") for role in org.role), (
        "the lever is for engineers"
    )
    assert any(
        note.where == "Levers!A2" and "Java engineer / principal was added" in note.text
        for note in loaded.notes
    )


def test_above_the_highest_level_the_ladder_leads_to_another_role(tmp_path: Path) -> None:
    sheets = with_roles(("programmer", None), ("product manager", "director"), ("CTO", "platform"))
    sheets["Levers"] = [["lever"], ["promotion"]]
    org = load(tmp_path, sheets, load_catalogue()).org
    assert org.role["programmer"].next_role in org.role
    assert org.role[org.role["programmer"].next_role or ""].library_id == "engineer/standard"
    assert org.role["product manager / director"].library_id == "product_manager/director"
    assert (
        org.role[org.role["product manager / director"].next_role or ""].library_id
        == "product_director/line_owner"
    )
    assert org.role["CTO / platform"].next_role is None


def test_a_role_that_somebody_moves_into_is_hired_once_it_stands_on_roles(tmp_path: Path) -> None:
    sheets = with_roles(("Java engineer", "senior"))
    sheets["Levers"] = [["lever", "to_role"], ["retraining", "Go engineer / middle"]]
    assert load(tmp_path, sheets, load_catalogue()).org.role["Go engineer / middle"].max_hires == 0
    sheets["Roles"].append(["Go engineer", "middle", None, None, None, None, None])
    assert (
        load(tmp_path, sheets, load_catalogue()).org.role["Go engineer / middle"].max_hires is None
    )


def test_groups(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][0].append("heads")
    sheets["Roster"][2].append(0)
    sheets["Roster"][3].append("120")
    sheets["Requirements"] += [
        ["Core", "Engineer / junior", 20, "staff"],
        ["Web", "management", 3, "岗位人数"],
        ["all", "engineer", 9, "staffing"],
    ]
    org = load(tmp_path, sheets).org
    assert [person.headcount for person in org.people] == [None, 0, 120]
    assert [group.id for group in org.groups] == ["P2", "P3"]
    assert [(need.skill, need.kind) for need in org.needs[2:]] == [
        ("Engineer / junior", NeedKind.STAFF),
        ("management", NeedKind.STAFF),
        ("Engineer", NeedKind.STAFF),
    ]
    assert "management" not in {skill for person in org.people for skill in person.skills}
    sheets["Settings"].append(["counting", "fractional"])
    sheets["Roster"][3][-1] = 12.5
    sheets["Requirements"][3][2] = 0.5
    org = load(tmp_path, sheets).org
    assert (org.people[2].headcount, org.needs[2].required[0]) == (12.5, 0.5)


def test_limits_on_heads_are_those_of_a_group(tmp_path: Path) -> None:
    """Of a named person, or the wrong way round, they are faults at their cells."""
    sheets = sound()
    sheets["Roster"][0] += ["headcount", "min_headcount", "max headcount"]
    for row, heads in zip(sheets["Roster"][1:], ((9, 5, 12), (4, 0), (5, None, 5)), strict=True):
        row += heads
    people = load(tmp_path, sheets).org.people
    assert [(one.min_headcount, one.max_headcount) for one in people] == [
        (5, 12), (0, None), (None, 5),
    ]  # fmt: skip
    sheets["Roster"][1][-2] = 13
    sheets["Roster"][3][-3] = None
    with pytest.raises(BadInput) as refused:
        load(tmp_path, sheets)
    assert [(fault.cell, fault.expected) for fault in refused.value.faults] == [
        ("K2", "at least the minimum, 13"),
        ("K4", "nothing, for a named person"),
    ]


@pytest.mark.parametrize("without", ["person_id", "start_date", "base_salary"])
def test_what_only_groups_may_lack_is_asked_for_of_everybody_else(
    tmp_path: Path, without: str
) -> None:
    """Nobody is left out in silence, whether the column for heads is filled for some or for
    none.
    """
    sheets = sound()
    for column in (without, "name"):  # without ids names would do
        place = sheets["Roster"][0].index(column)
        for row in sheets["Roster"]:
            del row[place]
    sheets["Roster"][0].append("headcount")
    with pytest.raises(BadInput) as nobody:
        load(tmp_path, sheets)
    assert [fault.expected for fault in nobody.value.faults if fault.sheet == "Roster"] == [
        f"a column {in_words(without)}"
    ]
    sheets["Roster"][1].append(5)
    with pytest.raises(BadInput) as some:
        load(tmp_path, sheets)
    assert {fault.expected for fault in some.value.faults if fault.sheet == "Roster"} == {
        f"the heads of a group, as the sheet has no {without}"
    }


@pytest.mark.parametrize("word", ["Total", "合计", "SUM", "Grand total"])
@pytest.mark.parametrize("column", [0, 1])
def test_a_total_under_the_roster_is_passed_over(tmp_path: Path, word: str, column: int) -> None:
    sheets = sound()
    total: list[object] = [None, None, None, None, None, None, 300_000, None]
    total[column] = word
    sheets["Roster"].append(total)
    loaded = load(tmp_path, sheets)
    assert len(loaded.org.people) == 3
    assert any(
        note.sheet == "Roster" and "looks like a total" in note.text for note in loaded.notes
    )
    total[2] = "Engineer"
    with pytest.raises(BadInput):
        load(tmp_path, sheets)


def test_places_with_their_own_money(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Settings"][0].append("scope")
    sheets["Settings"] += [["fx", 1.25, "EUR"], ["attrition", 0.3, "oslo"]]
    sheets["Roster"][0] += ["location", "currency"]
    sheets["Roster"][1] += ["Oslo", None]
    sheets["Roster"][2] += ["BERLIN", None]
    sheets["Roster"][3] += ["Berlin", "USD"]
    sheets["Roster"].append(
        ["P4", "Di", "Manager", None, "Web", date(2022, 1, 1), 120_000, None, "Moon", None]
    )
    sheets["Roster"][1][6] = "1,000,000"
    sheets["Roster"][2][6] = "80 000 €"
    sheets["Roles"][0].append("locations")
    sheets["Roles"][1].append("berlin, Oslo")
    sheets["Requirements"][1][0] = "location: berlin"
    sheets["Rules"][1][3] = "each location"
    sheets["Locations"] = [
        [
            "site",
            "currency",
            "fx",
            "pay index",
            "employer tax",
            "tax cap",
            "benefits",
            "benefits a head",
        ],
        ["Berlin", "euro", None, 0.9, "21%", "100k", None, 400],
        ["Oslo", "NOK", 0.1, None, None, None, "5%", None],
        ["Home", None, None, None, None, 90_000, None, None],
    ]
    sheets["Locations"][1][1] = "EUR"
    loaded = load(tmp_path, sheets)
    org = loaded.org
    assert [person.base_salary for person in org.people] == [
        100_000,
        100_000,
        120_000,
        120_000,
    ], "at 0.1, at 1.25, in dollars, in dollars"
    assert [person.location for person in org.people] == ["Oslo", "Berlin", "Berlin", "Moon"]
    assert any("'Moon' has no row on Locations" in note.text for note in loaded.notes)
    assert org.locations == (
        Location(
            id="Berlin",
            currency="EUR",
            pay_index=0.9,
            employer_tax_pct=0.21,
            tax_cap=125_000,
            benefits_per_head=500,
            stated=(
                Stated(field="tax_cap", amount=100_000, currency="EUR", worth=125_000),
                Stated(field="benefits_per_head", amount=400, currency="EUR", worth=500),
            ),
        ),
        Location(id="Oslo", currency="NOK", fx=0.1, benefits_pct=0.05),
        Location(id="Home", tax_cap=90_000),
    )
    assert org.roles[0].locations == ("Berlin", "Oslo")
    assert org.needs[0].scope == Scope(kind=ScopeKind.LOCATION, name="Berlin")
    assert [scope.name for scope in org.rules[0].scopes] == ["Berlin", "Oslo", "Home", "Moon"]
    assert org.assumptions.get("attrition", "Oslo") == 0.3


def test_positions_and_locks(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Requisitions"] = [
        [
            "Req ID",
            "Job title",
            "Level",
            "Department",
            "State",
            "Change",
            "Needed from",
            "Budgeted salary",
            "Locked",
        ],
        [
            4711,
            "Engineer",
            "senior",
            "Core",
            "Requisition approved",
            "new",
            datetime(2027, 7, 1),
            "95k",
            "fixed",
        ],
        ["R-2", "Manager", None, "web", "On hold", "replacement", None, None, None],
        ["R-3", "Manager", None, "Web", "cancelled", None, None, None, "never"],
        ["R-4", "Engineer", "junior", "Core", None, None, None, None, None],
    ]
    sheets["Locks"] = [
        ["lock", "action", "who", "team", "what", "periods", "count"],
        ["must", "hire", "engineer / senior", "core", None, "2027-Q1; Q2 2027", 2],
        ["must not", "redundancy", "Ann", None, None, None, None],
        ["must", "train", "p2", None, "python 2→3", "2027", None],
        ["forbidden", "transfer", None, "Core", "Web", datetime(2027, 5, 20), None],
        ["must", "promotion", "Bob", None, "Engineer / senior", None, None],
    ]
    org = load(tmp_path, sheets).org
    assert [
        (seat.id, seat.role, seat.team, seat.status, seat.direction, seat.lock)
        for seat in org.positions
    ] == [
        ("4711", "Engineer / senior", "Core", PositionStatus.APPROVED, Direction.ADD, Lock.MUST),
        ("R-2", "Manager", "Web", PositionStatus.FROZEN, Direction.BACKFILL, None),
        ("R-3", "Manager", "Web", PositionStatus.FROZEN, Direction.ADD, Lock.MUST_NOT),
        ("R-4", "Engineer / junior", "Core", PositionStatus.APPROVED, Direction.ADD, None),
    ]
    assert (org.positions[0].start, org.positions[0].budget_salary) == (date(2027, 7, 1), 95_000)
    assert [
        (lock.id, lock.lock, lock.action, lock.who, lock.team, lock.what, lock.periods, lock.count)
        for lock in org.locks
    ] == [
        ("K-001", Lock.MUST, LockedAction.HIRE, "Engineer / senior", "Core", None, (0, 1), 2),
        ("K-002", Lock.MUST_NOT, LockedAction.REDUNDANCY, "P1", None, None, (), 1),
        ("K-003", Lock.MUST, LockedAction.TRAIN, "P2", None, "Python 2→3", (0, 1, 2, 3), 1),
        ("K-004", Lock.MUST_NOT, LockedAction.TRANSFER, None, "Core", "Web", (1,), 1),
        ("K-005", Lock.MUST, LockedAction.PROMOTION, "P2", None, "Engineer / senior", (), 1),
    ]


def test_a_lock_may_name_a_course_at_the_norm(tmp_path: Path) -> None:
    sheets = sound() | {
        "Locks": [["lock", "action", "what"], ["must-not", "train", "kubernetes 1→2"]]
    }
    assert load(tmp_path, sheets).org.locks[0].what == "Kubernetes 1→2"


def test_programmes(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Training"][0] += [
        "success rate",
        "needs_mentor",
        "mentor_hours",
        "dates",
        "prerequisites",
    ]
    sheets["Training"][0][8] = "mentor"
    sheets["Training"][1] += [
        "80%",
        None,
        20,
        "2026-10-01; 2027-02-15; 2027-Q4",
        "kubernetes 2, Python 1",
    ]
    loaded = load(tmp_path, sheets)
    course = loaded.org.courses[0]
    assert (course.success, course.mentored, course.mentor_hours) == (0.8, True, 20)
    assert course.dates == (0, 3)
    assert course.after == {"Kubernetes": 2, "Python": 1}
    told = " ".join(note.text for note in loaded.notes)
    assert "'2026-10-01' lies outside the horizon" in told
    assert "treated as mentored" in told
    sheets["Training"][1][10] = datetime(2027, 9, 30)
    assert load(tmp_path, sheets).org.courses[0].dates == (2,)


def test_a_parent_without_a_row_is_a_team_and_told(tmp_path: Path) -> None:
    loaded = load(tmp_path, sound())
    assert [team.id for team in loaded.org.teams] == ["Core", "Web", "Tech"]
    assert any("'Tech' has no row of its own" in note.text for note in loaded.notes)


def test_a_chinese_workbook_with_every_sheet(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "设置": [
            ["项目", "值"],
            ["基准日", "2027年1月1日"],
            ["周期", "按年"],
            ["期数", 3],
            ["币种", "人民币"],
            ["目标", "裁员最少"],
            ["计数方式", "小数"],
            ["仅限编制", "是"],
        ],
        "花名册": [
            ["工号", "姓名", "岗位", "职级", "部门", "入职日期", "年薪", "人数", "工作地点"],
            ["A1", "张伟", "Java 工程师", "高级", "平台", date(2020, 1, 1), "36万", None, "上海"],
            ["G1", "产线工人", "工人", "初级", "工厂", date(2015, 1, 1), "8万", "1,000", "成都"],
            ["G2", "技工", "工人", "熟练", "工厂", date(2015, 1, 1), "12万", 500.5, "成都"],
            ["合计", None, None, None, None, None, "56万", None, None],
        ],
        "岗位": [
            [
                "岗位",
                "职级",
                "薪资下限",
                "薪资上限",
                "年度招聘上限",
                "招聘地点",
                "下一岗位",
                "职族",
            ],
            ["工人", "初级", 70_000, 90_000, 500, "成都、上海", "熟练", "生产"],
            ["工人", "熟练", 100_000, 140_000, 800, None, None, "生产"],
        ],
        "需求": [
            ["范围", "技能", "2027年", "2028", "2029年度", "类型"],
            ["工厂", "工人 / 熟练", 600, 700, 800, "岗位人数"],
            ["平台", "Java 语言", 1, 1, 1, "人数"],
        ],
        "手段": [
            [
                "措施",
                "适用岗位",
                "目标岗位",
                "每期上限",
                "占接收岗位比例",
                "费用",
                "比例",
                "共用上限",
                "补偿月数",
            ],
            ["转岗", "工人 / 初级", "工人 / 熟练", 200, "25%", 4000, None, None, None],
            ["降级", "工人 / 熟练", "工人 / 初级", None, None, None, "50%", None, None],
            ["裁员", "生产", None, None, None, 2000, None, None, 3],
            ["缩短工时", "生产", None, 50, None, 5000, "50%", None, None],
            ["超编", "生产", None, 150, None, "1万", None, "合计超编", None],
            ["晋升", "研发", None, None, None, None, None, None, None],
        ],
        "编制": [
            ["编制号", "岗位", "职级", "部门", "审批状态", "变动"],
            ["S-1", "Java 工程师", "高级", "平台", "已批准", "新增"],
        ],
        "锁定": [["锁定", "行动", "对象", "期间"], ["不得", "裁员", "张伟", "2027年"]],
        "地点": [["地点", "社保比例", "薪资指数"], ["成都", "25%", 0.8], ["上海", "28%", 1]],
        "假设": [
            ["项目", "值", "范围"],
            ["首年离职率", "25%", "成都"],
            ["招聘成本", "2万", None],
            ["默认课程", "否", None],
            ["社保基数上限", "无", None],
        ],
    }
    sheets["手段"][6][1] = "engineering"
    org = load(tmp_path, sheets, load_catalogue()).org
    assert org.calendar.labels == ("2027", "2028", "2029")
    assert (org.goal.value, org.counting.value, org.only_positions) == (
        "fewest_redundancies",
        "fractional",
        True,
    )
    assert [(person.id, person.headcount, person.location) for person in org.people] == [
        ("A1", None, "上海"),
        ("G1", 1000, "成都"),
        ("G2", 500.5, "成都"),
    ]
    worker = org.role["工人 / 初级"]
    assert (worker.max_hires_year, worker.locations, worker.next_role) == (
        500,
        ("成都", "上海"),
        "工人 / 熟练",
    )
    assert (org.needs[0].skill, org.needs[0].required) == ("工人 / 熟练", (600, 700, 800))
    assert [lever.kind for lever in org.levers] == [
        LeverKind.RETRAINING,
        LeverKind.DOWNGRADING,
        LeverKind.REDUNDANCY,
        LeverKind.SHORT_TIME,
        LeverKind.OVERSTAFFING,
        LeverKind.PROMOTION,
    ]
    assert (org.levers[4].cap, org.levers[4].cost) == ("合计超编", 10_000)
    assert org.role["Java 工程师 / 高级"].next_role == "Java 工程师 / 专家/经理"
    assert org.locks[0].who == "A1"
    assert (org.location["成都"].employer_tax_pct, org.location["成都"].pay_index) == (0.25, 0.8)
    assert org.assumptions.get("attrition_first_year", "成都") == 0.25
    assert org.assumptions.get("tax_cap") == -1
