"""Every input sheet and column, declared once; reader, template, writer and docs follow it."""

from collections.abc import Mapping
from functools import cache

from orgplan.domain import Course, Person, Role, Team
from orgplan.excel.read import texts
from orgplan.language import N_, _, available, speaking

from .columns import (
    ANY,
    CHOICE,
    DATE,
    ID,
    LEVEL,
    LIST,
    MONEY,
    NUMBER,
    SHARE,
    TEXT,
    WHOLE,
    YES_NO,
    Free,
    InputColumn,
    InputSheet,
)
from .levers import (
    CANDIDATES,
    CHARGES,
    COST_SPLITS,
    LEVERS,
    LOCATIONS,
    LOCKS,
    POSITIONS,
    RELOCATIONS,
)
from .names import entries
from .rules import RULES
from .scenarios import SCENARIOS
from .words import FAMILY_WORDS, GROUP_WORDS, HORIZON, NOTHING, SCOPES, STAGE_WORDS, WORTH

INPUT_PREFIX = N_("Input ")  # in a plan workbook, where report sheets have the plain names

_STRENGTHS = entries("strength")
_KINDS = entries("kind of need")
_CATEGORIES = entries("category")
_EMPLOYMENT = entries("employment")
_STATUSES = entries("status")
PAY_PERIODS = entries("pay period")
_TRACKS = entries("track")

SKILL, PERSON, TEAM, ROLE = ("技能", "工号", "团队", "岗位")

SETTINGS = InputSheet(
    "Settings", "设置", "The horizon, the currency and the goal; one key per row.",
    (
        InputColumn("key", "项目", TEXT, "What is set", "as_of", required=True),
        InputColumn("value", "值", ANY, "Its value", "2027-01-01"),
        InputColumn("unit", "单位", TEXT, "Unit of the value"),
        InputColumn("scope", "范围", TEXT, "Where it applies; blank means everywhere"),
        InputColumn("source", "来源", TEXT, "Where it comes from"),
        InputColumn("note", "备注", TEXT, "Remark"),
    ),
)  # fmt: skip

ASSUMPTIONS = InputSheet(
    "Assumptions", "假设", "Rates and norms. A blank value takes the default; a scope (team, role, "
                         "location or person) makes an exception.",
    (
        InputColumn("key", "项目", TEXT, "Which assumption", "attrition", required=True),
        InputColumn("value", "值", ANY, "Your value; blank takes the default", "0.10"),
        InputColumn("unit", "单位", TEXT, "Unit of the value", "share a year"),
        InputColumn("scope", "范围", TEXT,
            "Team, role, location or person; for fx the currency; blank means everywhere"),
        InputColumn("source", "来源", TEXT, "Where your value comes from"),
        InputColumn("note", "备注", TEXT, "Remark"),
        InputColumn("default", "默认值", TEXT, "What applies if value is blank (for reading only)"),
        InputColumn("default_basis", "默认依据", TEXT,
            "Where the default comes from (for reading only)"),
    ),
)  # fmt: skip


ROSTER = InputSheet(
    "Roster", "花名册", "One row per person at work or due to start on the as-of date; or one row "
                     "per "
                     "group, with its headcount.",
    (
        InputColumn("person_id", PERSON, ID, "Unique id of the person", "P-001", required=True,
            instead="name", of="id"),
        InputColumn("name", "姓名", TEXT, "Name; blank takes the id", "Ada Lovelace",
            instead="last_name"),
        InputColumn("role", ROLE, TEXT, "Role: of the sheet Roles, or of the library",
            "Java engineer", required=True),
        InputColumn("level", "职级", TEXT, "Level of the role, where it has levels", "senior"),
        InputColumn("team", TEAM, TEXT, "Team", "Platform", required=True),
        InputColumn("start_date", "入职日期", DATE, "First day of employment", "2024-05-01",
            required=True),
        InputColumn("base_salary", "薪资", MONEY,
            "Annual base for the person's own FTE (a month's with 'Salary period' = month)",
            "85000", required=True),
        InputColumn("end_date", "离职日期", DATE, "Last day of a known leaver"),
        InputColumn("fte", "全职当量", NUMBER, "Contracted share of full time, 1 if blank", "1",
            unit="FTE"),
        InputColumn("manager_id", "上级工号", ID, "Person ID of the manager", "P-000"),
        InputColumn("location", "地点", TEXT, "Place of work"),
        InputColumn("employment_type", "用工类型", CHOICE,
            "employee or contractor; contractors cost no tax, benefits, bonus or merit", "employee",
            choices=_EMPLOYMENT, of="employment"),
        InputColumn("currency", "币种", TEXT,
            "Currency of the salary; that of the location, or the plan's, if blank", "USD"),
        InputColumn("bonus_pct", "奖金比例", SHARE, "Target bonus as a share of base", "10%",
            unit="share of base"),
        InputColumn("cost_centre", "成本中心", ID, "Where the cost goes, the team's if blank"),
        InputColumn("attrition", "离职率", SHARE, "Expected yearly attrition of this person",
            unit="share a year"),
        InputColumn("headcount", "人数", NUMBER,
            "Heads of a group that is planned by numbers, at the pay and FTE of one; blank for a "
            "named person", unit="heads"),
        InputColumn("position_id", "编制号", ID, "Id of the seat"),
        InputColumn("first_name", "名", TEXT,
            "First name; read with last name where there is no name", exported=True),
        InputColumn("last_name", "姓", TEXT, "Last name", exported=True),
        InputColumn("email", "邮箱", TEXT,
            "Work e-mail, by which others may name the person as manager", exported=True),
        InputColumn("status", "在职状态", CHOICE,
            "Whether the person is at work (active, leave, notice), has left, is still to start, "
            "or the row is a vacancy", exported=True, choices=_STATUSES),
        InputColumn("has_left", "是否离职", YES_NO,
            "Whether the person has left, where an export says it with yes or no", exported=True),
        InputColumn("pay_period", "计薪周期", CHOICE,
            "What base salary is paid for: a year, month, two weeks, week or hour; a year where "
            "blank", exported=True, choices=PAY_PERIODS),
        InputColumn("pay_frequency", "发薪频率", CHOICE,
            "How often pay is paid, which does not say what base salary is for", exported=True,
            choices=PAY_PERIODS),
        InputColumn("weekly_hours", "每周工时", NUMBER,
            "Contracted hours a week; FTE where that is not given", exported=True,
            unit="hours a week", low=0.5, high=80),
        InputColumn("full_time_hours", "全职周工时", NUMBER,
            "Hours a week of full time, against which weekly hours count", exported=True,
            unit="hours a week", low=20, high=60),
    ),
    required=True,
    value=Person,
)  # fmt: skip

SKILLS = InputSheet(
    "Skills", "技能矩阵", "Who can do what, 0-5: one column per skill, or one row per person and "
                      "skill. Blank means not assessed.",
    (
        InputColumn("person_id", PERSON, ID, "Person of the roster, by id or by unique name",
            "P-001", required=True, instead="name"),
        InputColumn("skill", SKILL, TEXT, "Skill (long form)"),
        InputColumn("level", "等级", LEVEL, "Assessed level (long form)", low=0, high=5),
        InputColumn("self_level", "自评", LEVEL,
            "What people say of themselves (long form); counts where there is no other rating",
            low=0, high=5),
        InputColumn("manager_level", "上级评分", LEVEL,
            "What the manager says (long form); goes before what people say of themselves", low=0,
            high=5),
        InputColumn("name", "姓名", TEXT,
            "For reading only; names the person where there is no Person ID"),
        InputColumn("role", ROLE, TEXT, "For reading only"),
        InputColumn("team", TEAM, TEXT, "For reading only"),
        InputColumn("assessed_by", "评估人", TEXT, "Who assessed it"),
        InputColumn("assessed_on", "评估日期", TEXT,
            "When it was assessed; of two ratings the later counts"),
        InputColumn("validated", "已核实", TEXT, "Whether somebody else confirmed it"),
        InputColumn("note", "备注", TEXT, "Remark"),
    ),
    free=Free.SKILLS,
)  # fmt: skip

SCALE = InputSheet(
    "Scale", "评分标准", "What the signs or words on the sheet Skills mean, where they are your "
                     "own: "
                     "one row per sign, with its level 0-5.",
    (
        InputColumn("sign", "符号", TEXT,
            "Word, letter, number or sign, as used on the sheet Skills",
            "Expert", required=True),
        InputColumn("level", "等级", LEVEL, "Level 0-5: 3 works alone and counts as coverage", "4",
            required=True, low=0, high=5),
        InputColumn("meaning", "含义", TEXT, "For reading only"),
    ),
)  # fmt: skip

ROLES = InputSheet(
    "Roles", "岗位", "Roles that can be held and hired. Of a role of the library only what differs "
                   "has to be filled in.",
    (
        InputColumn("role", ROLE, TEXT, "Name of the role", "Java engineer", required=True,
            of="name"),
        InputColumn("level", "职级", TEXT, "Level, where the role has levels", "senior"),
        InputColumn("family", "职族", TEXT, "Group of roles that rules count together",
            "engineering",
            words=FAMILY_WORDS),
        InputColumn("track", "通道", CHOICE, "individual or management", "individual",
            choices=_TRACKS),
        InputColumn("band_min", "薪资下限", MONEY, "Lowest annual base", "70000"),
        InputColumn("band_mid", "薪资中位", MONEY,
            "Annual base of a new seat; the middle of the band if blank", "80000"),
        InputColumn("band_max", "薪资上限", MONEY, "Highest annual base", "95000"),
        InputColumn("currency", "币种", TEXT,
            "Currency of the band and of Recruiting cost, the plan's if blank"),
        InputColumn("recruiting_cost", "招聘成本", MONEY, "One-time cost of a hire"),
        InputColumn("recruiting_currency", "招聘成本币种", TEXT,
            "Currency of Recruiting cost; that of the row if blank"),
        InputColumn("lead_time", "招聘周期", NUMBER, "Months from decision to first day",
            unit="months"),
        InputColumn("ramp", "上手期", NUMBER, "Months from first day to full output",
            unit="months"),
        InputColumn("max_hires", "每期招聘上限", WHOLE, "Most hires decided in one period",
            unit="heads a period"),
        InputColumn("max_hires_year", "每年招聘上限", WHOLE,
            "Most hires that start in one fiscal year",
            unit="heads a year"),
        InputColumn("max_hires_total", "总招聘上限", ANY,
            "Most hires that start over the horizon; 1 where the role looks like one candidate "
            "(see Candidates), none for no cap", unit="heads", words=NOTHING),
        InputColumn("teams", "招聘团队", LIST,
            "Teams into which it may be hired; blank means where the role or its family is, there "
            "or below the same parent, and where a team's own need, rule or lock asks for it",
            "Platform; Apps"),
        InputColumn("locations", "招聘地点", LIST,
            "Locations in which it may be hired, of the sheet Locations if there is one; blank "
            "means anywhere at the rates of everywhere"),
        InputColumn("next_role", "晋升岗位", TEXT,
            "Role to which holders are promoted (a level alone is one of the same role); the "
            "library's next level if blank; none for none", words=NOTHING),
        InputColumn("can_manage", "可带人", YES_NO, "Whether holders lead people", "no"),
        InputColumn("span_min", "最少下属", WHOLE, "Fewest direct reports of a holder",
            unit="heads"),
        InputColumn("span_max", "最多下属", WHOLE, "Most direct reports of a holder", unit="heads"),
        InputColumn("stages", "适合阶段", LIST,
            "Company stages that an archetype of a head fits, the library's if blank", "platform",
            words=STAGE_WORDS),
        InputColumn("library_id", "岗位库编号", TEXT,
            "Role of the library that fills the blanks, found by its name if blank; none for none",
            words=NOTHING),
        InputColumn("note", "备注", TEXT,
            "For reading only; `orgplan import` says here what a drafted row was made from",
            exported=True),
    ),
    value=Role,
)  # fmt: skip

ROLE_SKILLS = InputSheet(
    "Role skills", "岗位技能", "What a new holder of a role brings: one row per role and skill, or "
                           "one "
                           "column per skill.",
    (
        InputColumn("role", ROLE, TEXT, "Role", "Java engineer", required=True),
        InputColumn("level", "职级", TEXT, "Level of the role; blank means all its levels",
            "senior"),
        InputColumn("skill", SKILL, TEXT, "Skill (long form)", "Kubernetes"),
        InputColumn("at_start", "入职水平", LEVEL, "Level on the first day (long form)", "2", low=0,
            high=5),
        InputColumn("after_ramp", "上手后水平", LEVEL, "Level once ramped up (long form)", "3",
            low=0,
            high=5),
    ),
    free=Free.SKILLS,
)  # fmt: skip

TEAMS = InputSheet(
    "Teams", "团队", "Teams and how they fit together. Without this sheet, the teams on the roster "
                   "are used.",
    (
        InputColumn("team", TEAM, TEXT, "Name of the team", "Platform", required=True, of="id"),
        InputColumn("product_line", "产品线", TEXT, "Product line it works for", "Payments"),
        InputColumn("parent", "上级团队", TEXT, "Team or department it belongs to", "Engineering"),
        InputColumn("lead", "负责人", ID, "Person ID of its lead", "P-000"),
        InputColumn("min_headcount", "最少人数", WHOLE, "Fewest people at the end of any period",
            unit="heads"),
        InputColumn("max_headcount", "最多人数", WHOLE, "Most people at the end of any period",
            unit="heads"),
        InputColumn("partners", "合作部门", LIST, "Partner departments that need a named contact"),
        InputColumn("cost_centre", "成本中心", ID,
            "Where its seats are booked, under its own name if blank"),
        InputColumn("capitalised_pct", "资本化比例", SHARE,
            "Share of its pay that is capitalised; nothing if blank", "40%", unit="share of pay",
            of="capitalised"),
    ),
    value=Team,
)  # fmt: skip

REQUIREMENTS = InputSheet(
    "Requirements", "需求", "What is needed: how many people, or how much work, in a skill. A "
                          "column "
                          "per period overrides need.",
    (
        InputColumn("id", "编号", ID, "Unique id, N-001 and so on if blank", "N-001"),
        InputColumn("scope", "范围", TEXT,
            "organisation, a team, a department, a product line or a location", "Platform",
            required=True, words=SCOPES),
        InputColumn("skill", SKILL, TEXT,
            "Skill that is needed; for kind staff the role, or family of roles", "Kubernetes",
            required=True, instead="role", words=FAMILY_WORDS),
        InputColumn("role", "岗位", TEXT,
            "Role, or family of roles, of which a number of heads is needed: kind staff",
            exported=True, words=FAMILY_WORDS),
        InputColumn("from", "起始期间", ANY, "First period in which it is needed, and from then on",
            exported=True),
        InputColumn("period", "期间", ANY, "The periods in which it is needed, and in no other",
            exported=True),
        InputColumn("need", "需要", NUMBER, "How many people or FTE in every period", "2",
            unit="heads or FTE", low=0, high=100_000, of="required"),
        InputColumn("kind", "类型", CHOICE,
            "holders: people at or above the level; capacity: FTE of work; staff: an exact number "
            "of heads of a role", "holders", choices=_KINDS),
        InputColumn("min_level", "最低等级", LEVEL, "Level that counts, 3 if blank", "3", low=1,
            high=5),
        InputColumn("strength", "强度", CHOICE, "must or should, must if blank", "must",
            choices=_STRENGTHS),
        InputColumn("weight", "权重", NUMBER, "How much each one short counts relative to others",
            "1", low=0.001, high=1000),
        InputColumn("tolerance", "容差", NUMBER,
            "FTE by which a need for capacity may be missed in a period without being short; if "
            "blank 2 % of the need, at least 0.05 FTE (Assumptions)", "0.1", unit="FTE", low=0,
            high=100_000),
        InputColumn("worth", "价值", MONEY, WORTH, low=0),
        InputColumn("reason", "原因", TEXT, "Why it is needed", "Launch in Q3"),
    ),
    free=Free.PERIODS,
)  # fmt: skip

TRAINING = InputSheet(
    "Training", "培训", "Courses on offer. A skill that is needed but not listed is learnt one "
                      "level "
                      "at a time, at the norms on Assumptions.",
    (
        InputColumn("course", "课程", ID, "Unique id, made of skill and levels if blank",
            "Kubernetes 2→3", of="id"),
        InputColumn("skill", SKILL, TEXT, "Skill that is taught", "Kubernetes", required=True),
        InputColumn("from", "起始等级", LEVEL, "Level needed to begin", "2", required=True,
            of="from_level"),
        InputColumn("to", "目标等级", LEVEL, "Level reached", "3", required=True,
            of="to_level"),
        InputColumn("cost", "费用", MONEY, "Price of a seat", "1500", required=True),
        InputColumn("hours", "学时", NUMBER, "Working hours it takes", "80", required=True,
            unit="hours"),
        InputColumn("duration", "时长", NUMBER, "Months until the level is reached", "3",
            required=True, unit="months"),
        InputColumn("seats", "名额", WHOLE, "Most people that may begin it in one period"),
        InputColumn("eligible_roles", "适用岗位", LIST,
            "Roles or families that may take it; blank means everybody", of="roles",
            words=FAMILY_WORDS),
        InputColumn("success", "成功率", SHARE,
            "Share of those who begin it that reach the level; all if blank", unit="share"),
        InputColumn("mentored", "需导师", YES_NO,
            "Whether each learner needs a mentor at level 4 or above", "no"),
        InputColumn("mentor_hours", "导师学时", NUMBER,
            "Working hours that a learner takes from the mentor", unit="hours"),
        InputColumn("dates", "开课日期", LIST,
            "Dates or periods in which it begins, such as 2027-02-01; 2027-Q3; blank means any"),
        InputColumn("after", "先修技能", LIST,
            "Skills that must be reached before, with their levels: SQL 3; Linux 2"),
        InputColumn("currency", "币种", TEXT, "Currency of the cost, the plan's if blank"),
    ),
    value=Course,
)  # fmt: skip

SKILL_GROUPS = InputSheet(
    "Skill groups", "技能组", "To which group a skill belongs, for rules that ask for groups. "
                           "Skills "
                           "of the library need no row.",
    (
        InputColumn("skill", SKILL, TEXT, "Skill", "Kubernetes", required=True),
        InputColumn("group", "组", TEXT, "Its group: of the library, or your own", "technology",
            required=True, words=GROUP_WORDS),
    ),
)  # fmt: skip

BUDGET = InputSheet(
    "Budget", "预算", "Money and heads that must not be exceeded; one amount a row, or a column "
                    "for "
                    "each period.",
    (
        InputColumn("id", "编号", ID, "Unique id, B-001 and so on if blank", "B-001"),
        InputColumn("scope", "范围", TEXT,
            "organisation, a team, a department, a product line or a cost centre; everybody where "
            "the sheet has no such column", "organisation", required=True, instead="category",
            words=SCOPES),
        InputColumn("period", "期间", ANY, "2027-Q1, 2027-01, 2027, FY2027 or total", "2027",
            of="label", words=HORIZON),
        InputColumn("amount", "金额", MONEY, "Most money over the period", "2500000", low=0),
        InputColumn("category", "类别", CHOICE,
            "What it pays for: total, pay, hiring or training; total if blank", "total",
            choices=_CATEGORIES),
        InputColumn("headcount", "人数上限", WHOLE, "Most heads at the end of each period",
            unit="heads", low=0),
        InputColumn("currency", "币种", TEXT, "Currency of the amount, the plan's if blank"),
    ),
    free=Free.PERIODS,
)  # fmt: skip

ACTUALS = InputSheet(
    "Actuals", "实际", "What was spent, month by month, to compare with the plan; the plan does "
                     "not "
                     "depend on it.",
    (
        InputColumn("scope", "范围", TEXT, "A team or a cost centre", "Platform", required=True),
        InputColumn("month", "月份", ANY,
            "2027-01: of the horizon, or of its first fiscal year before", "2027-01",
            required=True),
        InputColumn("category", "类别", CHOICE,
            "What it was spent on: total, pay, hiring or training; total if blank", "pay",
            choices=_CATEGORIES),
        InputColumn("amount", "金额", MONEY,
            "What was spent; negative if more was refunded than spent", "85000", required=True,
            low=-1e9, high=1e9),
        InputColumn("heads", "人数", NUMBER, "People paid in the month on average (pay and total)",
            "12", unit="heads", low=0),
        InputColumn("currency", "币种", TEXT, "Currency of the amount, the plan's if blank"),
    ),
)  # fmt: skip

RATES = InputSheet(
    "Rates", "汇率", "What other currencies are worth, for every month or for some; amounts stay "
                   "as "
                   "they are typed, and count at the rate of their month.",
    (
        InputColumn("currency", "币种", TEXT, "Currency, three letters", "USD", required=True),
        InputColumn("month", "月份", ANY,
            "Months in which it applies: 2027-03, 2027-Q2, 2027; blank means every month that no "
            "other row names", "2027-03", of="label"),
        InputColumn("rate", "汇率", NUMBER, "Plan currency for one unit of it", "0.92",
            required=True,
            unit="plan currency per unit", low=1e-9, high=1e9),
        InputColumn("source", "来源", TEXT, "Where it comes from (for reading only)"),
    ),
)  # fmt: skip

UNDERSTOOD, UNDERSTOOD_ZH = "What we understood", "导入说明"  # the first sheet of an import

ABOUT = (
    "About",
    UNDERSTOOD,
    UNDERSTOOD_ZH,
    *texts("说明 | guide | read me | readme | legend"),
)  # sheets for people, which are no inputs

INPUT_SHEETS: tuple[InputSheet, ...] = (
    SETTINGS,
    ASSUMPTIONS,
    RATES,
    ROSTER,
    SKILLS,
    ROLES,
    ROLE_SKILLS,
    TEAMS,
    REQUIREMENTS,
    RULES,
    TRAINING,
    BUDGET,
    SKILL_GROUPS,
    SCALE,
    LEVERS,
    POSITIONS,
    CANDIDATES,
    LOCKS,
    LOCATIONS,
    CHARGES,
    COST_SPLITS,
    RELOCATIONS,
    ACTUALS,
    SCENARIOS,
)

SHEET_OF: Mapping[str, InputSheet] = {spec.key: spec for spec in INPUT_SHEETS}


def input_tab(spec: InputSheet) -> str:
    """Name of an input sheet in a plan workbook, in the language of the run.

    Parameters
    ----------
    spec
        Sheet that is written with the plan.

    Examples
    --------
    >>> input_tab(ROSTER)
    'Input Roster'
    """
    return _(INPUT_PREFIX) + spec.shown


@cache
def input_tabs() -> Mapping[str, str]:
    """Name of an input sheet in a plan workbook, in every language → its key.

    Examples
    --------
    >>> input_tabs()["Input Roster"]
    'Roster'
    """
    found: dict[str, str] = {}
    for code in available():
        with speaking(code):
            found |= {input_tab(spec): spec.key for spec in INPUT_SHEETS}
    return found
