"""Workbooks as people really keep them: odd, but clear enough to be read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from make import Rows, save, sound
from openpyxl import load_workbook

from orgplan.domain.base import Strength
from orgplan.domain.catalogue import Catalogue
from orgplan.domain.organisation import Counting, Goal, Organisation
from orgplan.domain.people import Employment
from orgplan.domain.teams import Scope, ScopeKind
from orgplan.io.inputs.loading import Loaded, read_workbook
from orgplan.library.load import load_catalogue
from orgplan.schema.columns import Free
from orgplan.schema.inputs import INPUT_SHEETS
from orgplan.schema.plan import PLAN_SHEETS
from orgplan.schema.settings import NORM_KEY_OF, SETTING_OF


def load(tmp_path: Path, sheets: dict[str, Rows], catalogue: Catalogue | None = None) -> Loaded:
    return read_workbook(save(tmp_path / "messy.xlsx", sheets), catalogue or Catalogue())


def plain(tmp_path: Path) -> Organisation:
    return load(tmp_path, sound()).org


@pytest.mark.parametrize("spec", [*INPUT_SHEETS, *PLAN_SHEETS], ids=lambda spec: spec.key)
def test_no_header_means_two_columns(spec: object) -> None:
    seen: dict[str, str] = {}
    for column in spec:  # type: ignore[attr-defined]
        for key in column.header_keys:
            assert seen.setdefault(key, column.key) == column.key, key
            assert key


def test_no_name_means_two_sheets_and_no_key_two_settings() -> None:
    names = [name for spec in INPUT_SHEETS for name in spec.names]
    assert len(names) == len(set(names))
    assert not SETTING_OF.keys() & NORM_KEY_OF.keys()
    assert [spec.key for spec in INPUT_SHEETS if spec.free is not Free.NOTHING] == [
        "Skills",
        "Role skills",
        "Requirements",
        "Budget",
    ]


def test_titles_blank_rows_and_any_order_of_columns(tmp_path: Path) -> None:
    sheets = sound()
    for name, rows in sheets.items():
        shuffled = [list(reversed(row + [None] * (len(rows[0]) - len(row)))) for row in rows]
        sheets[name] = [
            [f"{name} of Acme"],
            ["as of", "1 January", "checked"],
            [],
            shuffled[0],
            [],
            *shuffled[1:],
            [],
            [None, "\u00a0"],
        ]
    assert load(tmp_path, sheets).org == plain(tmp_path)


def test_spaces_width_and_case_do_not_matter(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][0] = [
        "Person\u00a0ID*",
        " NAME ",
        "Role",
        "LEVEL",
        "team\n",
        "Start-Date",
        "Base Salary (USD)",
        "Manager_ID",
    ]
    sheets["Roster"][1][0] = " P1\u200b"
    sheets["Roster"][2][4] = "CORE "
    sheets["Roster"][2][3] = "Ｊunior"
    sheets["Requirements"][1][1] = "python"
    sheets["Skills"][0][1] = "PYTHON"
    org = load(tmp_path, sheets).org
    assert org.people[1].team == "Core"
    assert org.people[1].role == "Engineer / junior"
    assert org.people[0].skills == {
        "python": 4,
        "Kubernetes": 2,
    }, "the requirement's spelling goes before"


def test_numbers_dates_and_shares_typed_as_text(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][0] += ["bonus_pct", "fte", "end_date", "employment_type", "attrition"]
    sheets["Roster"][1][5:] = [
        "2020-01-01",
        "100,000",
        None,
        "12%",
        "1.0",
        "31 Dec 2027",
        "Permanent",
        0.05,
    ]
    sheets["Roster"][2][5:] = [
        "15/01/2021",
        "$80 000",
        "P1",
        "12 %",
        "80%",
        "2027年6月30日",
        "Freelancer",
        "5%",
    ]
    sheets["Roster"][3][5:] = ["Jan 5, 2022", "120k", "P1", ".1", "0.5", None, None, None]
    people = load(tmp_path, sheets).org.people
    assert [person.base_salary for person in people] == [100_000, 80_000, 120_000]
    assert [person.bonus_pct for person in people] == [0.12, 0.12, 0.1]
    assert [person.fte for person in people] == [1.0, 0.8, 0.5]
    assert [person.start_date for person in people] == [
        date(2020, 1, 1),
        date(2021, 1, 15),
        date(2022, 1, 5),
    ]
    assert [person.end_date for person in people] == [date(2027, 12, 31), date(2027, 6, 30), None]
    assert [person.employment for person in people] == [
        Employment.EMPLOYEE,
        Employment.CONTRACTOR,
        Employment.EMPLOYEE,
    ]
    assert [person.attrition for person in people] == [0.05, 0.05, None]


@pytest.mark.parametrize(("order", "month"), [("dmy", 2), ("mdy", 1)])
def test_a_date_format_settles_ambiguous_dates(tmp_path: Path, order: str, month: int) -> None:
    sheets = sound()
    sheets["Settings"].append(["date_format", order])
    sheets["Roster"][1][5] = "01/02/2020"
    assert load(tmp_path, sheets).org.people[0].start_date.month == month


def test_ids_that_are_numbers(tmp_path: Path) -> None:
    sheets = sound()
    for row, person in zip(sheets["Roster"][1:], ("00123", 7, 8.0), strict=True):
        row[0] = person
    for row, person in zip(sheets["Skills"][1:], ("00123", "7", 8), strict=True):
        row[0] = person
    sheets["Roster"][2][7] = "00123"
    sheets["Roster"][3][7] = 7
    sheets["Teams"][1][3] = "Ann"
    loaded = load(tmp_path, sheets)
    assert [person.id for person in loaded.org.people] == ["00123", "7", "8"]
    assert loaded.org.people[2].manager_id == "7"
    assert loaded.org.teams[0].lead == "00123"
    assert any("leading zeros" in note.text for note in loaded.notes)


def test_extra_sheets_columns_and_people_without_id(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Pivot"] = [["whatever"]]
    sheets["Budgt"] = [[1]]
    sheets["About"] = [["Guide"]]
    sheets["Roster"] = [
        ["star sign", *row[1:]] if index == 0 else ["Leo", *row[1:]]
        for index, row in enumerate(sheets["Roster"])
    ]
    for row in sheets["Roster"][2:]:
        row[7] = "Ann"
    for row, name in zip(sheets["Skills"], ("Name", "Ann", "Bob", "Cy"), strict=True):
        row[0] = name
    sheets["Skills"][0] += ["Hobby"]
    sheets["Skills"][1] += ["chess"]
    sheets["Teams"][1][3] = "Ann"
    loaded = load(tmp_path, sheets)
    texts = {note.sheet: note.text for note in loaded.notes}
    assert [person.id for person in loaded.org.people] == ["Ann", "Bob", "Cy"]
    assert "ignored" in texts["Pivot"]
    assert "did you mean Budget" not in texts["Pivot"]
    assert "About" not in texts
    assert any("star sign" in note.text for note in loaded.notes)
    assert any("'Hobby' holds no levels" in note.text for note in loaded.notes)


def test_a_columns_own_name_goes_before_its_aliases(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"] = [
        [cells[0], "Department" if index == 0 else "Somewhere", *cells[1:]]
        for index, cells in enumerate(sheets["Roster"])
    ]
    loaded = load(tmp_path, sheets)
    assert loaded.org.people == plain(tmp_path).people
    assert any("'Department' was ignored: Team is in F1" in note.text for note in loaded.notes)


def test_skills_long_and_wide_are_the_same(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Skills"] = [
        ["Employee ID", "Skill", "Level", "assessed_by"],
        ["P1", "Python", 4, "x"],
        ["P1", "kubernetes", 2],
        ["P2", "Python", "2"],
        ["P3", "Kubernetes", 3.0],
    ]
    sheets["Role skills"] = [
        ["role", "level", "Python", "Kubernetes"],
        ["Engineer", "senior", 3, 1],
        ["Engineer", "junior", None, 1],
    ]
    sheets["Skills"][0].append("assessed_on")
    sheets["Skills"][2] += [None, date(2026, 1, 1)]
    loaded = load(tmp_path, sheets)
    org = loaded.org
    assert any(note.cell == "E3" and "assess them again" in note.text for note in loaded.notes)
    assert org.people == plain(tmp_path).people
    assert org.roles[0].skills_at_start == {"Python": 3, "Kubernetes": 1}


@pytest.mark.parametrize(
    ("scale", "signs", "levels"),
    [
        ("0-4", [4, "2", 0, 3], [4, 2, 0, 3]),
        ("1-4", [4, 1, 2, 3], [4, 1, 2, 3]),
        ("A/B/C", ["A", "b", "C", "A"], [4, 3, 2, 4]),
        ("ILUO", ["I", "L", "u", "O"], [1, 2, 3, 4]),
        ("○△×", ["◎", "〇", "△", "x"], [4, 3, 2, 0]),
        ("percent", ["100%", "74 %", 50, 0.25], [4, 2, 2, 1]),
        ("百分比", ["100%", "75 %", 50, 0], [4, 3, 2, 0]),
    ],
)
def test_other_scales_are_mapped(
    tmp_path: Path, scale: str, signs: list[object], levels: list[int]
) -> None:
    sheets = sound()
    sheets["Settings"].append(["skill_scale", scale])
    sheets["Skills"] = [
        ["person_id", "Python", "Kubernetes"],
        ["P1", signs[0], signs[1]],
        ["P2", signs[2], signs[3]],
    ]
    people = load(tmp_path, sheets).org.people
    assert [
        people[0].skills["Python"],
        people[0].skills["Kubernetes"],
        people[1].skills["Python"],
        people[1].skills["Kubernetes"],
    ] == levels


@pytest.mark.parametrize(
    "header",
    [
        "2027-Q3",
        "Q3 2027",
        "2027Q3",
        "2027 q3",
        "2027年第三季度",
        "2027年3季度",
        datetime(2027, 7, 1),
        "2027-07..2027-09",
    ],
)
def test_headers_of_periods(tmp_path: Path, header: object) -> None:
    sheets = sound()
    sheets["Requirements"][0][8] = header
    assert load(tmp_path, sheets).org.needs[0].required == (2, 2, 3, 2)


@pytest.mark.parametrize(
    "header", ["2027-07", "Jul 2027", "July 2027", "2027年7月", "2027/7", datetime(2027, 7, 15)]
)
def test_headers_of_months(tmp_path: Path, header: object) -> None:
    sheets = sound()
    sheets["Settings"][3:5] = [["period", "month"], ["periods", 12]]
    sheets["Requirements"][0][8] = header
    assert load(tmp_path, sheets).org.needs[0].required == (2,) * 6 + (3,) + (2,) * 5


@pytest.mark.parametrize(
    ("period", "label", "periods"),
    [
        (2027, "2027", (0, 1, 2, 3)),
        ("FY27", "FY2027", (1, 2, 3)),
        ("total", "total", (0, 1, 2, 3)),
        (None, "total", (0, 1, 2, 3)),
        ("Q2 2027", "2027-Q2", (1,)),
        ("2027-Q2 to 2027-Q3", "2027-Q2..2027-Q3", (1, 2)),
        ("合计", "total", (0, 1, 2, 3)),
    ],
)
def test_periods_of_budgets(
    tmp_path: Path, period: object, label: str, periods: tuple[int, ...]
) -> None:
    sheets = sound()
    sheets["Settings"].append(["fiscal_year_start", 4])
    sheets["Budget"][1][1] = period
    line = load(tmp_path, sheets).org.budget[0]
    assert (line.label, line.periods) == (label, periods)


def test_defaults_are_told(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Settings"] = [["as_of", date(2027, 1, 20)]]
    sheets["Settings"].insert(0, ["key", "value"])
    for name in ("Teams", "Rules", "Budget", "Training"):
        del sheets[name]
    sheets["Requirements"] = [["team", "skill", "need"], ["all", "Python", 2]]
    loaded = load(tmp_path, sheets)
    calendar = loaded.org.calendar
    assert (calendar.start, calendar.periods, calendar.months_per_period) == (
        date(2027, 2, 1),
        4,
        3,
    )
    assert [team.id for team in loaded.org.teams] == ["Core", "Web"]
    assert [course.id for course in loaded.org.courses] == [
        "Python 1→2",
        "Python 2→3",
        "Python 3→4",
    ]
    told = " ".join(note.text for note in loaded.notes)
    assert all(
        words in told
        for words in (
            "2027-02-01",
            "USD was assumed",
            "teams of the roster",
            "'Default courses' = 0",
        )
    )


def test_scopes(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][0].append("cost_centre")
    sheets["Roster"][1].append("CC-7")
    sheets["Requirements"] += [
        ["pay", "Python", 1],
        ["全公司", "Python", 1],
        ["team: Tech", "Python", 1],
    ]
    sheets["Budget"].append(["cc-7", "total", 1])
    sheets["Rules"] += [
        ["b", "director", None, "each team", None, None, "Manager"],
        ["c", "director", "should", "Core, Shop", None, None, "Manager"],
    ]
    sheets["Rules"] += [
        ["d", "director", None, "each department", None, None, "Manager"],
        ["e", "director", None, "各产品线", None, None, "engineering；management"],
    ]
    org = load(tmp_path, sheets).org
    assert [(need.scope.kind, need.scope.name) for need in org.needs] == [
        (ScopeKind.TEAM, "Core"),
        (ScopeKind.DEPARTMENT, "Tech"),
        (ScopeKind.PRODUCT_LINE, "Pay"),
        (ScopeKind.ORGANISATION, ""),
        (ScopeKind.TEAM, "Tech"),
    ]
    assert org.budget[2].scope == Scope(kind=ScopeKind.COST_CENTRE, name="CC-7")
    assert [[scope.name or "organisation" for scope in rule.scopes] for rule in org.rules] == [
        ["organisation"],
        ["Core", "Web", "Tech"],
        ["Core", "Shop"],
        ["Tech"],
        ["Pay", "Shop"],
    ]
    assert org.rules[2].strength is Strength.SHOULD
    assert org.rules[4].roles == ("engineering", "management")


def test_money_in_other_currencies_and_by_the_month(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Settings"][5] = ["currency", "RMB"]
    sheets["Settings"][0].append("scope")
    sheets["Settings"] += [["fx", 7, "USD"], ["fx", 8, "EUR"], ["salary_period", "月"]]
    sheets["Roster"][0].append("currency")
    sheets["Roster"][2] += ["EUR"]
    sheets["Roster"][1][6] = "¥10,000"
    sheets["Roster"][2][6] = "1 000 €"
    sheets["Assumptions"] = [["key", "value", "unit"], ["equipment_cost", 100, "EUR"]]
    org = load(tmp_path, sheets).org
    assert [person.base_salary for person in org.people[:2]] == [120_000, 96_000]
    assert org.roles[1].band_mid == 75_000 * 12
    assert org.assumptions.get("equipment_cost") == 800
    assert org.assumptions.get("recruiting_cost") == 4700 * 7
    assert org.courses[-1].cost == 1500 * 7


def test_a_year_is_a_period(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Settings"][3:5] = [["period", "yearly"], ["periods", 3]]
    sheets["Settings"] += [
        ["goal", "fewest redundancies"],
        ["counting", "fractions"],
        ["only_positions", "Yes"],
    ]
    sheets["Requirements"][0][8] = 2028
    sheets["Budget"][2][1] = "2029"
    org = load(tmp_path, sheets).org
    assert org.calendar.labels == ("2027", "2028", "2029")
    assert org.needs[0].required == (2, 3, 2)
    assert [line.periods for line in org.budget] == [(0,), (2,)]
    assert (org.goal, org.counting, org.only_positions) == (
        Goal.FEWEST_REDUNDANCIES,
        Counting.FRACTIONAL,
        True,
    )


@pytest.mark.parametrize("words", ["none", "no cap", "No Cap", "-", "无", -1, "-1"])
def test_no_figure_in_words(tmp_path: Path, words: object) -> None:
    sheets = sound()
    sheets["Assumptions"] = [
        ["key", "value", "scope"],
        ["tax_cap", words, None],
        ["tax_cap", 90_000, "Core"],
        ["bonus_month", "none", None],
    ]
    rates = load(tmp_path, sheets).org.assumptions
    assert (rates.get("tax_cap"), rates.get("tax_cap", "Core")) == (-1, 90_000)
    assert rates.get("bonus_month") == 0


def test_a_chinese_workbook(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "设置": [
            ["项目", "值"],
            ["基准日", "2027年1月1日"],
            ["周期", "月"],
            ["币种", "人民币"],
            ["目标", "成本最低"],
            ["薪资周期", "月"],
            ["离职率", "10%"],
        ],
        "花名册": [
            ["工号", "姓名", "岗位", "职级", "部门", "入职日期", "月薪"],
            ["A1", "张伟", "Java 工程师", "高级", "平台", date(2020, 1, 1), "3万"],
        ],
        "技能矩阵": [["姓名", "Java 语言", "团队管理"], ["张伟", 4, 2]],
        "需求": [
            ["团队", "技能", "人数", "类型", "约束强度", "2027年3月"],
            ["平台", "Java 语言", 1, "人数", "必须", 2],
        ],
        "规则": [["规则", "强度"], ["人才梯队", "应该"]],
        "假设": [["项目", "值", "范围"], ["汇率", 7.2, "USD"], ["招聘成本", "2万", None]],
    }
    sheets["花名册"][0][6] = "薪资"
    loaded = load(tmp_path, sheets, load_catalogue())
    org = loaded.org
    assert org.goal is Goal.CHEAPEST
    assert org.currency == "CNY"
    assert org.people[0].base_salary == 360_000
    assert org.people[0].skills == {"Java 语言": 4, "团队管理": 2}
    assert org.people[0].role == "Java 工程师 / 高级"
    assert org.role["Java 工程师 / 高级"].library_id == "java/senior"
    assert org.role["Java 工程师 / 高级"].band_mid is not None
    assert org.needs[0].required[:4] == (1, 1, 2, 1)
    assert org.rules[0].skill == "团队管理"
    assert org.rules[0].strength is Strength.SHOULD
    assert org.assumptions.get("recruiting_cost") == 20_000
    assert any("JVM" in skill for skill in org.roles[0].skills_at_start)


def test_roles_of_the_library_are_filled_and_overridden(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Settings"][0].append("scope")
    sheets["Settings"].append(["fx", 0.14, "CNY"])
    sheets["Roster"][1][2:4] = ["Java engineer", "Senior"]
    sheets["Roster"][2][2:4] = ["java / expert", None]
    sheets["Roles"].append(["Java 工程师", "senior", None, 50_000, None, None, None])
    sheets["Role skills"].append(["Java engineer", "senior", "JVM", 5, None])
    sheets["Rules"].append(["director"])
    loaded = load(tmp_path, sheets, load_catalogue())
    org = loaded.org
    assert org.people[0].role == "Java 工程师 / senior", "one role, whatever it is called"
    senior, expert = org.role["Java 工程师 / senior"], org.role[org.people[1].role]
    assert (senior.band_min, senior.band_mid, senior.band_max) == (50_000, 50_000, None)
    assert senior.family == "engineering"
    assert senior.skills_at_start["JVM"] == 5
    assert senior.skills_at_start["Spring"] > 0
    assert expert.library_id == "java/expert"
    assert expert.span_max == 30
    assert expert.band_mid is not None
    assert org.rules[-1].roles == ("Technical director",)
    assert org.role["Technical director"].hireable
    assert any("added from the library" in note.text for note in loaded.notes)


def test_a_formula_with_a_result_is_its_result(tmp_path: Path) -> None:
    path = save(tmp_path / "live.xlsx", sound())
    book = load_workbook(path)
    assert book["Roster"]["G3"].value == 80_000
    assert read_workbook(path, Catalogue()).org.people[1].base_salary == 80_000


def test_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    one, other = load(tmp_path, sound()), load(tmp_path, sound())
    assert len(one.sha256) == 64
    assert one.path == other.path
