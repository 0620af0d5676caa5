"""Keys of `Settings`, and further names of the keys that `Assumptions` may set."""

from collections.abc import Mapping

from orgplan.domain import NORMS
from orgplan.excel.read import fold, texts
from orgplan.language import available, current

from .columns import (
    CHINESE,
    CHOICE,
    DATE,
    MONEY,
    NUMBER,
    SHARE,
    TEXT,
    WHOLE,
    Choices,
    InputColumn,
    Kind,
)
from .scales import PERCENT, SCALES, STARS, YES_NO

_PERIODS: Choices = {
    "month": texts("monthly | months | m | 月 | 月度 | 按月"),
    "quarter": texts("quarterly | quarters | q | 季 | 季度 | 按季"),
    "year": texts("yearly | years | annual | y | 年 | 年度 | 按年"),
}
_GOALS: Choices = {
    "cover": ("coverage", "覆盖", "最大覆盖"),
    "fewest_redundancies": texts(
        "fewest redundancies | least redundancies | fewest lay-offs | 裁员最少 | 最少裁员 | 最少裁减"
    ),
    "cheapest": texts("cheap | cost | 最省 | 成本最低 | 最低成本"),
}
_COUNTING: Choices = {
    "whole": texts("whole heads | whole numbers | integer | 整数 | 整人"),
    "fractional": texts("fractions | continuous | real | 小数 | 可分"),
}
_DATES: Choices = {
    "dmy": ("dd/mm/yyyy", "d/m/y", "day/month/year", "日月年"),
    "mdy": ("mm/dd/yyyy", "m/d/y", "month/day/year", "月日年"),
    "ymd": ("yy/mm/dd", "y/m/d", "year/month/day", "年月日"),
}
_NUMBERS: Choices = {
    "decimal point": texts("point | 1,234.56 | us | en | 小数点"),
    "decimal comma": texts("comma | 1.234,56 | 1 234,56 | de | eu | 小数逗号"),
}
_LANGUAGES: Choices = {
    code: {"en": ("english", "英文", "英语"), "zh": ("chinese", "中文", "简体中文", "zh-cn")}.get(
        code, ()
    )
    for code in available()
}
_SALARY: Choices = {"year": ("annual", "yearly", "年", "年薪"), "month": ("monthly", "月", "月薪")}
_SCALES: Choices = {
    scale.name: {
        "0-5": ("0..5", "0–5"),
        "0-3": ("0..3", "0–3"),
        "0-10": ("0..10", "0–10"),
        STARS: ("stars", "★★★", "星级", "星"),
        YES_NO: texts("yes or no | yes no | y/n | 是/否 | 是否"),
        "A/B/C": ("abc", "a-c", "a/b/c/d"),
        "○△×": ("○△x", "oΔx", "◎○△×"),
        PERCENT: ("per cent", "percentage", "%", "百分比"),
    }.get(scale.name, ())
    for scale in SCALES
}

SETTING_KEYS: tuple[InputColumn, ...] = (
    InputColumn("name", "名称", TEXT, "Name of the organisation", "My company", aliases=texts("organisation | organization | company | 公司 | 公司名称 | 组织名称")),
    InputColumn("as_of", "基准日", DATE, "Day on which the roster is true", "2027-01-01", required=True, aliases=texts("as of date | date | reference date | 截止日期 | 基准日期 | 数据日期")),
    InputColumn("start", "开始日期", DATE, "First day of the horizon, the first of a month; the first of the next month where blank", "2027-01-01", aliases=texts("horizon start | start date | plan start | 规划开始 | 计划开始 | 起始日期")),
    InputColumn("period", "周期", CHOICE, "Length of a planning period: month, quarter or year; quarter where blank", "quarter", choices=_PERIODS, aliases=("period length", "周期长度", "期间")),
    InputColumn("periods", "期数", WHOLE, "Number of periods; 4 where blank", "4", low=1, high=60, aliases=("number of periods", "horizon", "规划期数", "周期数")),
    InputColumn("fiscal_year_start", "财年起始月", WHOLE, "Month in which the fiscal year begins; 1 where blank", "1", unit="month 1-12", low=1, high=12, aliases=("fiscal year", "fy start", "财年开始月份")),
    InputColumn("currency", "币种", TEXT, "Plan currency, three letters; USD where blank", "USD", aliases=("plan currency", "货币", "计划币种")),
    InputColumn("goal", "目标", CHOICE, "cover: the least shortfall, then the least cost; fewest_redundancies: the same, with the fewest redundancies before the cost; cheapest: every must at the least cost", "cover", choices=_GOALS, aliases=("objective", "优化目标")),
    InputColumn("stage", "企业阶段", TEXT, "Stages that the company is in, parted by commas, for the rule stage_fit", "", aliases=("stages", "company stage", "公司阶段", "发展阶段")),
    InputColumn("counting", "计数方式", CHOICE, "Whether groups of people (Roster, headcount) move by whole heads or in fractions; whole where blank", "whole", choices=_COUNTING, aliases=("count", "heads", "人数计法")),
    InputColumn("only_positions", "仅限编制", Kind.YES_NO, "yes: the plan hires only into seats that stand on Positions; no where blank", "no", aliases=("positions only", "listed positions only", "只招编制内")),
    InputColumn("stay_close", "贴近原计划", SHARE, "By how much the plan may cost more so as to stay close to a previous plan (plan --previous); 1 % where blank", "1%", unit="share of cost", low=0, high=1, aliases=("stay close to the previous plan", "贴近程度")),
    InputColumn("worth", "价值", MONEY, "What one head or FTE short of a should is worth in a period, where its row says nothing; where blank shoulds are met before money is looked at", "", low=0, aliases=("worth of a should", "price of a should", "应满足项价值")),
    InputColumn("date_format", "日期格式", CHOICE, "How dates typed as text, such as 01/02/2027, are meant", "", choices=_DATES, aliases=("dates",)),
    InputColumn("number_format", "数字格式", CHOICE, "How numbers typed as text, such as 85.000, are written: with a decimal point (then it is 85) or a decimal comma (then 85000)", "", choices=_NUMBERS, aliases=("numbers", "decimal sign", "decimal separator", "小数点格式")),
    InputColumn("skill_scale", "技能等级制", CHOICE, "Scale of the sheet Skills; where blank that of the sheet Scale, or the one whose own signs stand there, or 0-5", "0-5", choices=_SCALES, aliases=("scale", "level scale", "评分制", "等级制")),
    InputColumn("models", "模型文件夹", TEXT, "Folder with models of your own, beside the workbook or with its whole path; only the library's where blank", "", aliases=("models folder", "own models", "模型", "模型目录")),
    InputColumn("language", "语言", CHOICE, "Language of the plan, and of what is said about it; that of the names of the sheets where blank", "", choices=_LANGUAGES, aliases=("lang", "界面语言", "输出语言")),
    InputColumn("salary_period", "薪资周期", CHOICE, "Whether salaries and bands are a year's or a month's (then taken twelve times); year where blank", "year", choices=_SALARY, aliases=("salary per", "薪资单位", "工资周期")),
    InputColumn("weekly_hours", "全职周工时", NUMBER, "Hours a week of full time, where the roster gives hours (weekly_hours) in place of fte, or pay by the hour", "", unit="hours a week", low=20, high=60, aliases=("full time hours", "full-time hours a week", "standard weekly hours", "标准周工时")),
)  # fmt: skip

NORM_NAMES: Mapping[str, tuple[str, ...]] = {
    "attrition": ("离职率", "流失率", "attrition rate"),
    "attrition_first_year": ("首年离职率", "first year attrition", "attrition in the first year"),
    "leavers_free_pay": ("预计离职释放薪酬", "expected leavers free pay"),
    "availability": ("可用率", "有效工时率"),
    "lead_time": ("招聘周期", "到岗周期"),
    "slip_days": ("顺延天数", "slip of starts", "slip"),
    "ramp": ("上手期", "适应期", "ramp up"),
    "recruiting_cost": ("招聘成本", "cost per hire"),
    "agency_pct": ("猎头费率", "agency fee"),
    "agency_share": ("猎头占比",),
    "equipment_cost": ("设备成本", "equipment"),
    "bonus_pct": ("奖金比例", "bonus"),
    "employer_tax_pct": ("雇主税率", "社保比例", "employer tax"),
    "tax_cap": ("社保基数上限", "税基上限", "employer tax cap", "contribution ceiling"),
    "benefits_per_head": ("人均福利", "benefits a head"),
    "bonus_month": ("奖金发放月份", "奖金月份"),
    "learners_per_mentor": ("每位导师带教人数", "导师带教人数"),
    "benefits_pct": ("福利比例", "benefits"),
    "merit_pct": ("调薪比例", "merit", "merit increase"),
    "merit_month": ("调薪月份",),
    "merit_tenure": ("调薪司龄",),
    "hours_per_month": ("每月工时",),
    "default_courses": ("默认课程",),
    "course_cost": ("课程费用", "培训费用"),
    "course_hours": ("课程学时", "学时"),
    "course_duration": ("课程时长",),
    "max_courses": ("同时课程数",),
    "capacity_tolerance": ("工时容差", "capacity tolerance", "tolerance"),
    "capacity_tolerance_fte": ("工时最小容差", "least capacity tolerance"),
    "tail_months": ("尾期月数",),
    "fx": ("汇率", "exchange rate", "fx rate"),
}

SETTING_OF: Mapping[str, InputColumn] = {
    fold(name): spec for spec in SETTING_KEYS for name in (spec.key, spec.zh, *spec.aliases)
}
NORM_KEY_OF: Mapping[str, str] = {
    fold(name): norm.key for norm in NORMS for name in (norm.key, *NORM_NAMES.get(norm.key, ()))
}


def norm_shown(key: str) -> str:
    """A key of Assumptions in the language of the run."""
    return NORM_NAMES.get(key, (key,))[0] if current() == CHINESE else key
