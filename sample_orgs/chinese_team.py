"""A Chinese product team: sheets, headers, roles and notes in Chinese, CNY, planned by month.

No person is real.

支付产品组：十四人，按月规划，币种人民币。
"""

from __future__ import annotations

from datetime import date

from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role, Track
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course

BACKEND, FRONTEND = "后端组", "前端组"
MONTHS = 9

PEOPLE = (
    ("陈建国", "技术经理", BACKEND, "2018-07-02", 660_000, {"Java": 4, "团队管理": 4}),
    ("林晓梅", "Java 工程师 / 高级", BACKEND, "2019-03-18", 444_000,
        {"Java": 4, "分布式系统": 3, "团队管理": 2}),
    ("王志强", "Java 工程师 / 高级", BACKEND, "2020-05-06", 432_000,
        {"Java": 4, "分布式系统": 2, "数据库": 4}),
    ("赵敏", "Java 工程师 / 中级", BACKEND, "2021-06-01", 312_000, {"Java": 3, "数据库": 3}),
    ("刘洋", "Java 工程师 / 中级", BACKEND, "2021-11-15", 300_000, {"Java": 3, "数据库": 2,
        "分布式系统": 1}),
    ("孙悦", "Java 工程师 / 中级", BACKEND, "2022-07-04", 294_000, {"Java": 3, "数据库": 3}),
    ("周涛", "Java 工程师 / 中级", BACKEND, "2023-02-20", 288_000, {"Java": 3}),
    ("吴倩", "Java 工程师 / 中级", BACKEND, "2024-08-12", 270_000, {"Java": 2, "数据库": 2}),
    ("郑凯", "前端工程师 / 高级", FRONTEND, "2019-09-09", 420_000, {"Vue": 4, "TypeScript": 4,
        "团队管理": 3}),
    ("冯雪", "前端工程师 / 中级", FRONTEND, "2021-04-06", 276_000, {"Vue": 3, "TypeScript": 3}),
    ("褚亮", "前端工程师 / 中级", FRONTEND, "2022-10-10", 264_000, {"Vue": 3, "TypeScript": 2}),
    ("卫兰", "前端工程师 / 中级", FRONTEND, "2023-05-15", 258_000, {"Vue": 3, "TypeScript": 2,
        "小程序": 2}),
    ("蒋军", "前端工程师 / 中级", FRONTEND, "2024-03-04", 246_000, {"Vue": 2, "小程序": 2}),
    ("沈静", "产品经理", FRONTEND, "2020-12-01", 396_000, {"需求分析": 4}),
)  # fmt: skip


def organisation() -> Organisation:
    """The organisation as it plans January to September 2027."""
    calendar = Calendar(
        as_of=date(2026, 12, 15), start=date(2027, 1, 1), period=PeriodLength.MONTH, periods=MONTHS
    )
    everything = tuple(range(MONTHS))
    return Organisation(
        name="支付产品组",
        language="zh",
        currency="CNY",
        calendar=calendar,
        assumptions=Assumptions(
            rows=tuple(
                Assumption(key=key, value=value, source=source)
                for key, value, source in (
                    ("attrition", 0.10, "近三年离职率"), ("lead_time", 2, "招聘组统计"),
                    ("ramp", 3, "部门经验"),
                    ("recruiting_cost", 12_000, "招聘组统计"), ("agency_share", 0.2, "招聘组统计"),
                    ("employer_tax_pct", 0.28, "五险一金"),
                    ("benefits_pct", 0.05, "人力资源部"), ("bonus_pct", 0.15, "年终奖"),
                    ("merit_pct", 0.05, "人力资源部"),
                    ("default_courses", 0, "只用培训中心的课程"),
                )
            )
        ),
        people=tuple(
            Person(id=f"E{n:03}", name=name, role=role, team=team,
                start_date=date.fromisoformat(joined), base_salary=base, skills=skills)
            for n, (name, role, team, joined, base, skills) in enumerate(PEOPLE, 1)
        ),
        roles=_roles(),
        teams=(
            Team(id=BACKEND, product_line="支付", lead="E001", cost_centre="研发一部"),
            Team(id=FRONTEND, product_line="支付", lead="E009", max_headcount=8,
                cost_centre="研发二部"),
        ),
        needs=_needs(),
        rules=(
            Echelon(id="梯队", scopes=tuple(_team(name) for name in (BACKEND, FRONTEND)),
                threshold=10, skill="团队管理", level=3,
                 owner_level=4, sentence="十人及以上的团队要有接班人和各方向负责人。",
                 source="文 002"),
            Span(id="管理幅度", scopes=tuple(_team(name) for name in (BACKEND, FRONTEND)), per=12,
                sentence="每位负责人直接带领的人数不超过上限。", source="文 003"),
        ),
        courses=tuple(
            Course(id=f"{skill} {low}→{low + 1}", skill=skill, from_level=low, to_level=low + 1,
                cost=6_000, hours=60, duration=2, seats=2)
            for skill in ("分布式系统", "数据库", "小程序", "团队管理")
            for low in (1, 2, 3)
        ),
        budget=(
            BudgetLine(id="B-001", scope=ORGANISATION, periods=everything, label="total",
                amount=6_000_000),
            BudgetLine(id="B-002", scope=ORGANISATION, periods=everything, label="total",
                amount=50_000, category=Category.TRAINING),
        ),
    )  # fmt: skip


def _team(name: str) -> Scope:
    return Scope(kind=ScopeKind.TEAM, name=name)


def _roles() -> tuple[Role, ...]:
    rows = (
        ("Java 工程师 / 中级", 288_000, {"Java": 3, "数据库": 3}), ("Java 工程师 / 高级", 432_000,
            {"Java": 4, "数据库": 3, "分布式系统": 3}),
        ("前端工程师 / 中级", 264_000, {"Vue": 3, "TypeScript": 3}),
        ("前端工程师 / 高级", 408_000, {"Vue": 4, "TypeScript": 4, "小程序": 3}),
        ("技术经理", 648_000, {"Java": 4, "团队管理": 4}), ("产品经理", 384_000, {"需求分析": 3}),
    )  # fmt: skip
    roles = []
    for title, band, skills in rows:
        name, _, level = title.partition(" / ")
        manager = title == "技术经理"
        roles.append(
            Role(
                id=title, name=name, level=level or None,
                family="product" if title == "产品经理" else "engineering",
                track=Track.MANAGEMENT if manager else Track.INDIVIDUAL, can_manage=manager,
                span_max=12 if manager else None,
                band_min=round(band * 0.85), band_mid=band, band_max=round(band * 1.3),
                skills_at_start=skills, skills_after_ramp=skills,
            )
        )  # fmt: skip
    return tuple(roles)


def _needs() -> tuple[Need, ...]:
    def from_month(first: int, amount: float) -> tuple[float, ...]:
        return tuple(amount if month >= first else 0 for month in range(MONTHS))

    rows = (
        (
            _team(BACKEND),
            "Java",
            NeedKind.CAPACITY,
            3,
            tuple(5.5 if month < 4 else 7.0 for month in range(MONTHS)),
            Strength.MUST,
            "新支付渠道",
        ),
        (
            _team(BACKEND),
            "数据库",
            NeedKind.HOLDERS,
            3,
            from_month(0, 3),
            Strength.MUST,
            "账务系统",
        ),
        (
            ORGANISATION,
            "分布式系统",
            NeedKind.HOLDERS,
            3,
            from_month(5, 2),
            Strength.MUST,
            "双活改造",
        ),
        (
            _team(FRONTEND),
            "Vue",
            NeedKind.CAPACITY,
            3,
            tuple(3.0 if month < 5 else 3.5 for month in range(MONTHS)),
            Strength.MUST,
            "商户后台",
        ),
        (
            _team(FRONTEND),
            "小程序",
            NeedKind.HOLDERS,
            3,
            from_month(4, 2),
            Strength.MUST,
            "小程序收银台",
        ),
        (
            _team(FRONTEND),
            "TypeScript",
            NeedKind.HOLDERS,
            4,
            from_month(6, 2),
            Strength.SHOULD,
            "组件库",
        ),
    )
    return tuple(
        Need(
            id=f"N-{n:03}",
            scope=scope,
            skill=skill,
            kind=kind,
            min_level=level,
            required=amounts,
            strength=strength,
            reason=reason,
        )
        for n, (scope, skill, kind, level, amounts, strength, reason) in enumerate(rows, 1)
    )
