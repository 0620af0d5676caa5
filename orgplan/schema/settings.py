"""Keys of `Settings`, and further names of the keys that `Assumptions` may set."""

from collections.abc import Mapping

from orgplan.domain import NORMS
from orgplan.excel.read import fold
from orgplan.language import available, current, in_words

from .columns import (
    CHINESE,
    CHOICE,
    DATE,
    MONEY,
    NUMBER,
    SHARE,
    TEXT,
    WHOLE,
    InputColumn,
    Kind,
    with_names,
)
from .names import entries
from .scales import SCALES
from .words import STAGE_WORDS

_PERIODS = entries("period")
_GOALS = entries("goal")
_COUNTING = entries("counting")
_DATES = entries("date format")
_NUMBERS = entries("number format")
_LANGUAGES = {code: entries("language").get(code, ()) for code in available()}
_SALARY = entries("salary period")
_SCALES = {scale.name: entries("skill scale").get(scale.name, ()) for scale in SCALES}

SETTING_KEYS = with_names("setting", (
    InputColumn("name", "名称", TEXT, "Name of the organisation", "My company"),
    InputColumn("as_of", "基准日", DATE, "Date of the roster", "2027-01-01", required=True),
    InputColumn("start", "开始日期", DATE,
        "First day of the horizon, the first of a month; the first of the next month if blank",
        "2027-01-01"),
    InputColumn("period", "周期", CHOICE,
        "Length of a planning period: month, quarter or year; quarter if blank", "quarter",
        choices=_PERIODS),
    InputColumn("periods", "期数", WHOLE, "Number of periods; 4 if blank", "4", low=1, high=60),
    InputColumn("fiscal_year_start", "财年起始月", WHOLE,
        "Month in which the fiscal year begins; 1 if blank", "1", unit="month 1-12", low=1,
        high=12),
    InputColumn("currency", "币种", TEXT, "Plan currency, three letters; USD if blank", "USD"),
    InputColumn("goal", "目标", CHOICE,
        "cover: the least shortfall, then the least cost; fewest redundancies: the same, with the "
        "fewest redundancies before the cost; cheapest: every must at the least cost", "cover",
        choices=_GOALS),
    InputColumn("stage", "企业阶段", TEXT,
        "Stages that the company is in, separated by commas, for rules that distinguish them", "",
        words=STAGE_WORDS),
    InputColumn("counting", "计数方式", CHOICE,
        "Whether groups of people (Roster, headcount) move by whole heads or in fractions; whole "
        "if blank", "whole", choices=_COUNTING),
    InputColumn("only_positions", "仅限编制", Kind.YES_NO,
        "yes: the plan hires only into seats that stand on Positions; no if blank", "no"),
    InputColumn("stay_close", "贴近原计划", SHARE,
        "How much more the plan may cost to stay close to a previous plan (plan --previous); 1 % "
        "if blank", "1%", unit="share of cost", low=0, high=1),
    InputColumn("worth", "价值", MONEY,
        "What a gap of one head or FTE in a should is worth per period, if its row says nothing; "
        "if blank, shoulds are met before cost counts", "", low=0),
    InputColumn("date_format", "日期格式", CHOICE,
        "How dates typed as text, such as 01/02/2027, are meant", "", choices=_DATES),
    InputColumn("number_format", "数字格式", CHOICE,
        "How numbers typed as text, such as 85.000, are written: with a decimal point (then it is "
        "85) or a decimal comma (then 85000)", "", choices=_NUMBERS),
    InputColumn("skill_scale", "技能等级制", CHOICE,
        "Scale of the sheet Skills; if blank, that of the sheet Scale, or the one whose signs are "
        "used there, or 0-5", "0-5", choices=_SCALES),
    InputColumn("models", "模型文件夹", TEXT,
        "Folder with models of your own, beside the workbook or with its whole path; only the "
        "library's if blank", ""),
    InputColumn("language", "语言", CHOICE,
        "Language of the plan, and of what is said about it; that of the names of the sheets if "
        "blank", "", choices=_LANGUAGES),
    InputColumn("salary_period", "薪资周期", CHOICE,
        "Whether salaries and bands are a year's or a month's (then taken twelve times); year if "
        "blank", "year", choices=_SALARY),
    InputColumn("weekly_hours", "全职周工时", NUMBER,
        "Hours a week of full time, where the roster gives hours (weekly hours) in place of fte, "
        "or pay by the hour", "", unit="hours a week", low=20, high=60),
))  # fmt: skip

NORM_NAMES = entries("assumption")

SETTING_OF: Mapping[str, InputColumn] = {
    fold(name): spec for spec in SETTING_KEYS for name in (spec.key, spec.zh, *spec.aliases)
}
NORM_KEY_OF: Mapping[str, str] = {
    fold(name): norm.key
    for norm in NORMS
    for name in (norm.key, in_words(norm.key), *NORM_NAMES.get(norm.key, ()))
}


def norm_shown(key: str) -> str:
    """A key of Assumptions in the language of the run.

    Parameters
    ----------
    key
        Of a norm, or ``fx``.

    Examples
    --------
    >>> norm_shown("course_cost"), norm_shown("fx")
    ('Course cost', 'FX')
    """
    return NORM_NAMES[key][0] if current() == CHINESE else in_words(key)
