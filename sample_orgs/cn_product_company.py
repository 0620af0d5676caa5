"""A Chinese software company of sixty people, planned by quarter with roles and rules of the
library alone.

No person is real.

云程零售：面向连锁零售的 SaaS 公司，研发、产品、运营、市场六十人，三条产品线，
全部十一条规则按名称启用。

The workbook says little: roles and rules are named, and the library fills in what they bring, ask
for and cost. Pay of archetypes of operations, technical managers and architects is the company's
own, since the library's sources have none.

Two heads are chosen by the model. Somebody has to hold the technical vision at 4 from the third
quarter on, which every kind of CTO does and nobody else; and when the lead of operations leaves in
March, somebody has to answer for its results, which every archetype of operations does. On pay
alone it would be an industry CTO (80,000 to 130,000 a month) and a lead for growth; but the company
is at the stage ``platform``, for which the rule on stages wants a platform CTO and a lead for
merchants and supply. The rule is a should, and a should goes before cost. At the stage
``zero_to_one`` the same company takes a strategic CTO and a lead for growth.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from orgplan.domain.organisation import Organisation
from orgplan.excel.write.content import Content
from orgplan.io.inputs.loading import read_workbook
from orgplan.io.output.table_rows import Listing
from orgplan.io.output.template import write_listings
from orgplan.library.load import load_catalogue
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet

K = 12_000  # a thousand a month, as annual pay
OFFICE, MERCHANT, SUPPLY, DATA, PLATFORM = (
    "总经办",
    "商户研发组",
    "供应链研发组",
    "数据研发组",
    "平台架构组",
)
PRODUCT, OPERATIONS, MARKETING = "产品部", "运营部", "市场部"
JAVA, FRONT, GO, OPS, PM = (
    "Java 工程师",
    "前端工程师",
    "Golang 工程师",
    "运营（产品运营）",
    "产品经理",
)
EXPERT, SENIOR = "专家/经理", "高级"
NOTES = (
    "样例：云程零售。人物均为虚构，岗位和规则取自岗位库，薪资为深圳 2025 年初的月薪乘以十二。",
    "公司自定薪资（岗位库来源未给出）：技术经理、架构师，以及运营各类型负责人。",
)

Skills = dict[str, int]
Seat = tuple[
    str, str, str | None, str, float, Skills
]  # name, role, level, first day, thousands a month, skills

PEOPLE: dict[str, tuple[Seat, ...]] = {
    OFFICE: (
        ("顾明远", "首席运营官", None, "2018-03-01", 110, {"技术愿景": 3, "季度目标量化": 4,
            "经营结果负责": 4}),
        ("沈若兰", "首席营销官", None, "2020-06-15", 90, {"季度目标量化": 3, "市场分析": 4}),
    ),
    MERCHANT: (
        ("周海峰", JAVA, EXPERT, "2018-05-07", 60, {"微服务": 5, "支付与清结算": 3,
            "团队管理": 4, "云原生": 2}),
        ("何建军", "技术经理", None, "2019-02-18", 52, {"微服务": 3, "团队管理": 3,
            "部门对接": 3, "季度目标量化": 3}),
        ("徐子昂", "架构师", None, "2019-08-05", 62, {"微服务": 4, "架构设计": 4,
            "支付与清结算": 3, "云原生": 3}),
        ("马晓东", JAVA, SENIOR, "2020-03-09", 42, {"微服务": 4, "支付与清结算": 2}),
        ("朱丽娜", JAVA, SENIOR, "2021-04-12", 38, {"微服务": 4}),
        ("胡志远", JAVA, SENIOR, "2022-07-01", 34, {"微服务": 3}),
        ("郭佳琪", FRONT, "专家/架构师", "2019-10-14", 50, {"Vue 框架": 5, "小程序开发": 4,
            "AI 编程工具": 3}),
        ("林思远", FRONT, SENIOR, "2021-09-01", 36, {"Vue 框架": 4, "小程序开发": 3}),
        ("罗雪", FRONT, SENIOR, "2022-05-23", 33, {"Vue 框架": 4, "小程序开发": 2}),
        ("梁博", "主力程序员", None, "2021-03-15", 28, {"微服务": 3, "编程实现": 4}),
        ("宋扬", "主力程序员", None, "2022-02-21", 26, {"微服务": 2, "编程实现": 4}),
        ("唐悦", "工程师", None, "2023-07-10", 20, {"微服务": 2, "编程实现": 3}),
        ("许诺", "程序员", None, "2025-07-07", 13, {"编程实现": 2}),
    ),
    SUPPLY: (
        ("韩磊", JAVA, EXPERT, "2018-11-12", 58, {"微服务": 5, "供应链领域": 3, "团队管理": 4}),
        ("冯晓岚", "技术经理", None, "2019-06-03", 50, {"微服务": 3, "团队管理": 3,
            "部门对接": 3, "季度目标量化": 3}),
        ("邓超", "架构师", None, "2020-01-06", 58, {"微服务": 4, "架构设计": 4, "供应链领域": 3,
            "AI 编程工具": 2}),
        ("曹宇", JAVA, SENIOR, "2020-08-17", 40, {"微服务": 4, "供应链领域": 2}),
        ("彭丽", JAVA, SENIOR, "2021-11-01", 36, {"微服务": 4}),
        ("曾琳", FRONT, SENIOR, "2021-05-10", 35, {"Vue 框架": 4}),
        ("萧鹏", "主力程序员", None, "2021-08-02", 27, {"微服务": 3, "编程实现": 4}),
        ("田甜", "工程师", None, "2023-03-06", 21, {"微服务": 2, "编程实现": 3}),
        ("董浩", "工程师", None, "2023-09-11", 20, {"微服务": 2, "编程实现": 3}),
        ("袁静", "程序员", None, "2025-07-07", 12, {"编程实现": 2}),
    ),
    DATA: (
        ("潘晨", "技术经理", None, "2019-09-02", 51, {"数据分析": 4, "团队管理": 3,
            "部门对接": 3, "季度目标量化": 3}),
        ("于倩", GO, SENIOR, "2020-10-12", 44, {"微服务": 4, "推荐系统": 3, "数据分析": 3,
            "电商领域": 3,
            "大模型应用": 3}),
        ("蒋伟", GO, SENIOR, "2021-03-22", 42, {"微服务": 4, "推荐系统": 2, "数据分析": 3}),
        ("蔡敏", JAVA, SENIOR, "2021-12-06", 36, {"微服务": 4, "数据分析": 3, "部门对接": 2}),
        ("余航", GO, "中级", "2022-09-05", 30, {"微服务": 3, "数据分析": 3}),
        ("杜鹃", "工程师", None, "2022-04-11", 24, {"数据分析": 3, "编程实现": 3}),
        ("叶帆", "工程师", None, "2023-06-19", 22, {"数据分析": 2, "编程实现": 3}),
        ("程诚", "程序员", None, "2025-07-07", 14, {"编程实现": 2}),
    ),
    PLATFORM: (
        ("陆正阳", "技术总监", "中型公司/核心业务线", "2018-04-02", 78, {"架构设计": 5,
            "云原生": 3, "团队管理": 5,
            "季度目标量化": 2}),
        ("苏航", GO, SENIOR, "2020-02-17", 46, {"云原生": 4, "微服务": 4, "企业服务与 SaaS": 3}),
        ("魏琪", JAVA, EXPERT, "2020-09-07", 52, {"微服务": 5, "云原生": 2}),
        ("丁一鸣", "主力程序员", None, "2022-03-14", 28, {"云原生": 2, "编程实现": 4}),
    ),
    PRODUCT: (
        ("江映雪", "产品总监", "资深产品专家/产品线负责人", "2018-09-10", 58,
            {"需求分析": 5, "B 端解决方案": 4, "季度目标量化": 3}),
        ("任远", PM, "高级/专家产品经理", "2019-07-15", 50, {"需求分析": 5, "B 端解决方案": 3}),
        ("姜雨桐", PM, "高级/专家产品经理", "2020-05-18", 46, {"需求分析": 4, "B 端解决方案": 2}),
        ("崔健", PM, "中级产品经理", "2021-06-07", 35, {"需求分析": 4}),
        ("钟灵", PM, "中级产品经理", "2021-10-18", 33, {"需求分析": 4}),
        ("谭笑", PM, "中级产品经理", "2022-08-08", 30, {"需求分析": 3, "B 端解决方案": 2}),
        ("陆瑶", PM, "中级产品经理", "2023-02-13", 28, {"需求分析": 3}),
        ("汪洋", PM, "初级产品经理", "2024-07-08", 20, {"需求分析": 2}),
        ("范晓", PM, "初级产品经理", "2025-07-07", 17, {"需求分析": 2}),
    ),
    OPERATIONS: (
        ("方晴", OPS, "内容与生态运营型", "2020-04-13", 56, {"用户增长": 4,
            "商家运营": 3, "经营结果负责": 3, "季度目标量化": 3}),
        ("石磊", OPS, "高级产品运营/专家", "2020-11-09", 50, {"用户增长": 4,
            "商家运营": 3, "季度目标量化": 3, "部门对接": 2}),
        ("姚瑶", OPS, "高级产品运营/专家", "2021-08-16", 46, {"用户增长": 4, "商家运营": 2}),
        ("邱实", OPS, "中级产品运营", "2022-01-10", 36, {"用户增长": 3, "商家运营": 2}),
        ("侯鸣", OPS, "中级产品运营", "2022-10-24", 34, {"用户增长": 3}),
        ("白露", OPS, "中级产品运营", "2023-05-15", 32, {"用户增长": 3}),
        ("孟涵", OPS, "初级产品运营", "2024-07-08", 23, {"用户增长": 2}),
        ("龙腾", OPS, "初级产品运营", "2025-07-07", 21, {"用户增长": 1}),
    ),
    MARKETING: (
        ("秦岚", "市场总监", None, "2019-05-06", 62, {"内容营销": 4, "市场分析": 4,
            "季度目标量化": 3}),
        ("史航", "市场经理", None, "2020-12-07", 36, {"内容营销": 3, "市场分析": 3}),
        ("顾菲", "市场经理", None, "2021-07-19", 34, {"内容营销": 3, "市场分析": 2}),
        ("段飞", "市场经理", None, "2022-06-06", 32, {"内容营销": 3}),
        ("贺兰", "市场经理", None, "2023-04-10", 30, {"内容营销": 2, "市场分析": 3}),
        ("毛毅", "市场经理", None, "2024-03-18", 28, {"内容营销": 2}),
    ),
}  # fmt: skip
LAST_DAYS = {"方晴": date(2027, 3, 31), "潘晨": date(2027, 6, 30)}

TEAMS = (
    ("研发中心", None, None, None, None, None), ("业务中心", None, None, None, None, None),
    (OFFICE, None, None, "顾明远", 3, None), (MERCHANT, "商户平台", "研发中心", "周海峰", 15,
        "产品部；运营部"),
    (SUPPLY, "供应链", "研发中心", "韩磊", 12, "产品部"), (DATA, "数据智能", "研发中心",
        "潘晨", 9, "市场部；运营部"),
    (PLATFORM, None, "研发中心", "陆正阳", 6, "产品部"), (PRODUCT, None, "业务中心", "江映雪",
        10, "市场部"),
    (OPERATIONS, None, "业务中心", "方晴", 9, "产品部；市场部"), (MARKETING, None, "业务中心",
        "秦岚", 7, "运营部"),
)  # fmt: skip

OWN_BANDS = (  # role, level, thousands a month from and to, reports
    ("技术经理", None, 45, 60, None), ("架构师", None, 50, 75, None),
    (OPS, "用户增长与裂变专家型", 50, 70, 15),
    (OPS, "数据驱动与策略中台型", 55, 75, 15), (OPS, "内容与生态运营型", 52, 70, 15),
    (OPS, "B 端/商家/供应链运营型", 55, 78, 15),
    (OPS, "海外与本地化运营型", 60, 85, 15),
)  # fmt: skip
LIBRARY_BANDS = (
    ("首席技术官", "战略型 CTO"), ("首席技术官", "平台型 CTO"), ("首席技术官", "产业型 CTO"),
    (JAVA, SENIOR),
    (JAVA, EXPERT), (FRONT, SENIOR),
    (PM, "中级产品经理"), (PM, "高级/专家产品经理"), (OPS, "中级产品运营"), (OPS,
        "高级产品运营/专家"),
)  # fmt: skip

NEEDS = (  # scope, skill, kind, level, quarter by quarter, strength, reason
    (OFFICE, "技术愿景", "holders", 4, (0, 0, 1, 1), "must", "平台化三年路线"),
    (MERCHANT, "微服务", "capacity", 3, (6.0, 6.0, 6.5, 7.0), "must", "商户中台重构"),
    (MERCHANT, "支付与清结算", "holders", 3, (2, 2, 3, 3), "must", "聚合支付上线"),
    (MERCHANT, "小程序开发", "holders", 3, (2, 2, 3, 3), "should", "门店小程序"),
    (SUPPLY, "微服务", "capacity", 3, (5.0, 5.0, 5.5, 5.5), "must", "采购与仓配"),
    (SUPPLY, "供应链领域", "holders", 3, (2, 2, 3, 3), "must", "新零售客户"),
    (DATA, "数据分析", "capacity", 3, (4.0, 4.0, 4.0, 4.5), "must", "经营看板"),
    (DATA, "推荐系统", "holders", 3, (1, 1, 2, 2), "must", "智能选品"),
    (PLATFORM, "云原生", "holders", 3, (2, 2, 3, 3), "must", "多租户平台"),
    (PRODUCT, "需求分析", "capacity", 3, (5.0, 5.5, 5.5, 5.5), "must", "三条产品线"),
    (PRODUCT, "B 端解决方案", "holders", 3, (2, 2, 3, 3), "must", "大客户交付"),
    (OPERATIONS, "商家运营", "holders", 3, (2, 2, 3, 3), "must", "商家成长体系"),
    (OPERATIONS, "用户增长", "capacity", 3, (4.5, 4.5, 4.5, 4.5), "must", "门店会员增长"),
    (OPERATIONS, "经营结果负责", "holders", 3, (1, 1, 1, 1), "must", "运营负责人"),
    (MARKETING, "内容营销", "holders", 3, (3, 3, 4, 4), "must", "行业白皮书"),
    (MARKETING, "市场分析", "holders", 3, (2, 2, 3, 3), "should", "区域拓展"),
)  # fmt: skip

RULES = (
    "人才梯队", "按业务职责分组", "技术总监", "每条产品线的技术经理", "每条产品线的程序员",
    "产品线架构师", "平台研发组", "平台研发组成员", "管理幅度",
    "合作部门对接人", "与企业阶段匹配", "季度目标与考核", "T 型与 π 型人才",
)  # fmt: skip

SETTINGS = (
    ("name", "云程零售"), ("as_of", date(2026, 12, 15)), ("start", date(2027, 1, 1)),
    ("period", "季度"),
    ("periods", 4), ("currency", "CNY"),
    ("goal", "覆盖"), ("stage", "platform"),
)  # fmt: skip
ASSUMPTIONS = (
    ("attrition", 0.08, "近三年离职率"), ("lead_time", 3, "招聘组统计"), ("ramp", 3, "部门经验"),
    ("recruiting_cost", 20_000, "招聘组统计"),
    ("agency_share", 0.3, "招聘组统计"), ("employer_tax_pct", 0.28, "五险一金"),
    ("benefits_pct", 0.05, "人力资源部"), ("bonus_pct", 0.15, "年终奖"),
    ("merit_pct", 0.05, "人力资源部"), ("course_cost", 5_000, "培训中心"),
    ("course_hours", 60, "培训中心"),
    ("max_courses", 1, "培训制度"),
)  # fmt: skip


def listings(stage: str = "platform") -> tuple[Listing, ...]:
    """The sheets as they are typed."""
    ids = {
        seat[0]: f"E{number:03}"
        for number, seat in enumerate((seat for seats in PEOPLE.values() for seat in seats), 1)
    }
    staff = [(ids[seat[0]], team, seat) for team, seats in PEOPLE.items() for seat in seats]
    skills = tuple(dict.fromkeys(skill for _, _, seat in staff for skill in seat[5]))
    labels = tuple(f"2027-Q{quarter}" for quarter in range(1, 5))
    return (
        _sheet(
            inputs.SETTINGS,
            "key value",
            [(key, stage if key == "stage" else value) for key, value in SETTINGS],
        ),
        _sheet(inputs.ASSUMPTIONS, "key value source", ASSUMPTIONS),
        _sheet(
            inputs.ROSTER,
            "person_id name role level team start_date base_salary end_date",
            [
                (
                    who,
                    s[0],
                    s[1],
                    s[2],
                    team,
                    date.fromisoformat(s[3]),
                    s[4] * K,
                    LAST_DAYS.get(s[0]),
                )
                for who, team, s in staff
            ],
        ),
        _sheet(
            inputs.SKILLS,
            "person_id name",
            [(who, s[0], *(s[5].get(skill) for skill in skills)) for who, _, s in staff],
            skills,
        ),
        _sheet(
            inputs.ROLES,
            "role level band_min band_max can_manage span_max",
            [
                (role, level, low * K, high * K, "yes" if reports else None, reports)
                for role, level, low, high, reports in OWN_BANDS
            ]
            + [(role, level, None, None, None, None) for role, level in LIBRARY_BANDS]
            + [("产品总监", "资深产品专家/产品线负责人", None, None, None, 10)],
        ),
        _sheet(
            inputs.TEAMS,
            "team product_line parent lead max_headcount partners",
            [
                (team, line, parent, ids.get(lead or ""), cap, partners)
                for team, line, parent, lead, cap, partners in TEAMS
            ],
        ),
        _sheet(
            inputs.REQUIREMENTS,
            "scope skill kind min_level strength reason",
            [
                (scope, skill, kind, level, strength, reason, *amounts)
                for scope, skill, kind, level, amounts, strength, reason in NEEDS
            ],
            labels,
        ),
        _sheet(inputs.RULES, "rule strength", [(rule, None) for rule in RULES]),
        _sheet(
            inputs.TRAINING,
            "skill from to cost hours duration seats eligible_roles",
            [
                ("AI 编程工具", 2, 3, 8_000, 40, 3, 4, None),
                ("技术愿景", 2, 3, 30_000, 60, 6, 1, "架构师"),
            ],
        ),
        _sheet(
            inputs.BUDGET,
            "scope period amount category",
            [("全公司", "2027", 48_000_000, "合计"), ("全公司", "2027", 200_000, "培训")],
        ),
    )


def _sheet(
    spec: InputSheet, keys: str, rows: Sequence[Sequence[Content]], free: tuple[str, ...] = ()
) -> Listing:
    return Listing(spec, tuple(keys.split()), rows, free)


def write(path: Path, stage: str = "platform") -> None:
    """Write the workbook."""
    write_listings(path, "云程零售", listings(stage), NOTES, chinese=True)


def organisation(stage: str = "platform") -> Organisation:
    """The organisation as the workbook and the library together say it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cn_product_company.xlsx"
        write(path, stage)
        return read_workbook(path, load_catalogue()).org
