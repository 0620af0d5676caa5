"""The sheets of a plan that can be edited by hand: columns under which actions are written, and
read back.
"""

from dataclasses import replace

from orgplan.domain import MOVES as MOVE_KINDS
from orgplan.domain import LeverKind, Organisation, takeovers_matter

from .columns import CHOICE, DATE, ID, LEVEL, MONEY, NUMBER, TEXT, InputColumn, InputSheet
from .levers import LEVERS

RECRUITING = "recruiting"
_KINDS = LEVERS.column("lever").choices
_LEVER = InputColumn(
    "lever",
    "手段编号",
    ID,
    "Id of the lever that allows it",
    "L-001",
    as_read="if blank, the lever that fits the action",
    width=9,
)
_PERSON = InputColumn(
    "person_id",
    "工号",
    ID,
    "Person of the roster",
    "P-001",
    required=True,
    width=11,
)
_ONLY_SHOWN = "for reading only"
_NAME = InputColumn("name", "姓名", TEXT, "Name of the person", "Ada Lovelace", as_read=_ONLY_SHOWN)


def _id(of: str, example: str, width: float = 9) -> InputColumn:
    """Id of a row, which a blank cell leaves to the reader."""
    return InputColumn(
        "id",
        "编号",
        ID,
        f"Id of the {of}",
        example,
        as_read="leave it blank for one that you add",
        width=width,
    )


_CURRENCY = InputColumn(
    "currency", "币种", TEXT, "Currency of the base salary", as_read="if blank, that of the plan"
)


HIRING_PLAN = InputSheet(
    "Hiring plan", "招聘计划", "Seats to be filled, as planned or as edited by hand.",
    (  # pay, reasons, band, manager and place of a seat stand side by side on paper
        _id("seat", "H-001", width=7),
        InputColumn("role", "岗位", TEXT, "Role and level", "Java engineer / senior",
            required=True, width=15),
        InputColumn("team", "团队", TEXT, "Team", "Platform", required=True, width=12),
        InputColumn("location", "地点", TEXT,
            "Place of work, for a role that may be hired in several places",
            "Berlin", width=11),
        InputColumn("start_date", "入职日期", DATE, "First day at work", "2027-07-01",
            required=True),
        InputColumn("end_date", "结束日期", DATE, "Last day of a contractor",
            as_read="blank for employees"),
        InputColumn("base_salary", "薪资", MONEY, "Annual base", "80000", low=0,
            as_read="if blank, the middle of the band"),
        _LEVER,
        InputColumn("replaces", "补缺对象", ID,
            "Person or group that left and is replaced by a backfill", width=11),
        _CURRENCY,
        InputColumn("position_id", "编制号", ID, "Position that it fills", width=12),
        InputColumn("candidate", "候选人", ID, "Candidate who takes it", width=16),
    ),
    required=True,
)  # fmt: skip

UPSKILLING_PLAN = InputSheet(
    "Upskilling plan", "培养计划", "Courses that people begin, as planned or as edited by hand.",
    (
        _id("action", "U-001"),
        _PERSON,
        InputColumn("skill", "技能", TEXT, "Skill", "Kubernetes"),
        InputColumn("from", "起始等级", LEVEL, "Level of the person before", "2", low=0, high=5,
            as_read=_ONLY_SHOWN),
        InputColumn("to", "目标等级", LEVEL, "Level reached", "3", low=1, high=5),
        InputColumn("course", "课程", ID, "Id of the course", "Kubernetes 2→3",
            as_read="if blank, the one for that skill and level"),
        InputColumn("start_date", "开始日期", DATE, "First day of the course", "2027-04-01",
            required=True),
    ),
    required=True,
)  # fmt: skip

MOVES = InputSheet(
    "Moves", "人员变动", "People who change role, team or both, as planned or as edited by hand.",
    (  # narrow: what is asked for, paid and served fits side by side on paper
        _id("move", "M-001", width=7),
        InputColumn("kind", "类型", CHOICE, "promotion, transfer, retraining or downgrading",
            "promotion", required=True,
            choices={kind.value: _KINDS[kind.value] for kind in MOVE_KINDS}, width=10),
        replace(_PERSON, width=9),
        replace(_NAME, width=12),
        InputColumn("from_role", "原岗位", TEXT, "Role before", as_read=_ONLY_SHOWN, width=14),
        InputColumn("from_team", "原团队", TEXT, "Team before", as_read=_ONLY_SHOWN, width=12),
        InputColumn("role", "岗位", TEXT,
            "Role from the start date on", "Java engineer / expert",
            as_read="if blank, it stays as it is", width=14),
        InputColumn("level", "职级", TEXT, "Level of the role, unless the role names it"),
        InputColumn("team", "团队", TEXT,
            "Team from the start date on", "Platform", as_read="if blank, it stays as it is",
            width=12),
        InputColumn("start_date", "开始日期", DATE, "First day in the new role or team",
            "2027-04-01",
            required=True, width=11),
        InputColumn("base_salary", "薪资", MONEY,
            "Annual base from then on, for the person's own FTE", "90000", low=0,
            as_read="if blank, with the raise of the lever, within the band", width=10),
        replace(_CURRENCY, width=9),
        _LEVER,
    ),
)  # fmt: skip

REDUNDANCIES = InputSheet(
    "Redundancies", "裁员计划", "People who are let go, as planned or as edited by hand.",
    (
        _id("redundancy", "X-001"),
        _PERSON,
        _NAME,
        InputColumn("last_day", "最后工作日", DATE, "Last day of employment", "2027-06-30",
            required=True),
        _LEVER,
    ),
)  # fmt: skip

SHORT_TIME = InputSheet(
    "Short time", "缩短工时计划", "People on reduced hours for some time, as planned or as edited "
                            "by "
                            "hand.",
    (
        _id("short time", "S-001"),
        _PERSON,
        _NAME,
        InputColumn("start_date", "开始日期", DATE, "First day", "2027-04-01", required=True),
        InputColumn("end_date", "结束日期", DATE, "Last day", "2027-06-30", required=True),
        _LEVER,
    ),
)  # fmt: skip

GROUP_PLAN = InputSheet(
    "Group plan", "群组计划", "Heads of groups that are recruited, moved, let go, kept beyond need "
                          "or "
                          "put on short time.",
    (
        _id("action", "G-001"),
        InputColumn("kind", "类型", CHOICE,
            "What is done to the heads: recruiting, promotion, transfer, retraining, downgrading, "
            "redundancy, short time or overstaffing", "recruiting", required=True,
            choices={RECRUITING: ("recruit", "hire", "hiring", "招聘"),
                **{kind: aliases for kind, aliases in _KINDS.items() if kind not in ("contractor",
                    "backfill")}}, width=12),
        InputColumn("group", "群组", ID,
            "The group, by the ID of its row on the roster; for overstaffing, the need for staff "
            "that is exceeded", "G1", required=True),
        InputColumn("to_group", "目标群组", ID, "Group that receives those who move"),
        InputColumn("start_date", "开始日期", DATE, "First day of its period", "2027-01-01",
            required=True, as_read="any day of the period may be written"),
        InputColumn("heads", "人数", NUMBER, "How many, also in fractions", "5", required=True,
            unit="heads", low=0, width=10),
        _LEVER,
    ),
)  # fmt: skip

LEADS = InputSheet(
    "Leads", "负责人交接", "Who takes over a team that has no lead, as planned or as edited by "
                      "hand.",
    (
        _id("takeover", "L-001"),
        InputColumn("team", "团队", TEXT, "Team that is taken over", "Platform", required=True),
        InputColumn("who", "接任人", ID,
            "Person of the roster, or seat of the Hiring plan, who leads it from then on", "P-001",
            required=True),
        InputColumn("name", "姓名", TEXT, "Name of the person, or role of the seat",
            "Ada Lovelace", as_read=_ONLY_SHOWN),
        InputColumn("start_date", "开始日期", DATE, "First day as lead", "2027-04-01",
            required=True),
    ),
)  # fmt: skip

PLAN_SHEETS: tuple[InputSheet, ...] = (
    HIRING_PLAN,
    UPSKILLING_PLAN,
    MOVES,
    REDUNDANCIES,
    SHORT_TIME,
    GROUP_PLAN,
    LEADS,
)


def plan_sheets(org: Organisation) -> tuple[InputSheet, ...]:
    """The sheets that a plan workbook of an organisation holds: those on hires and courses always,
    others where their levers, or teams that may lose their lead, are there.

    Parameters
    ----------
    org
        Read for its levers, groups and teams: a sheet can be written or read back only if the
        organisation allows its actions.
    """
    asked = {
        MOVES.key: bool(org.levers_of(*MOVE_KINDS)),
        REDUNDANCIES.key: bool(org.levers_of(LeverKind.REDUNDANCY)),
        SHORT_TIME.key: bool(org.levers_of(LeverKind.SHORT_TIME)),
        GROUP_PLAN.key: bool(org.groups) or bool(org.levers_of(LeverKind.OVERSTAFFING)),
        LEADS.key: any(takeovers_matter(org, team.id) for team in org.teams),
    }
    return tuple(spec for spec in PLAN_SHEETS if asked.get(spec.key, True))
