"""Words on sheets of skills that are neither people nor skills: counts, targets, and who has rated."""

import re
from collections.abc import Mapping
from enum import StrEnum

from orgplan.excel.read import fold, header_key, texts


class Rater(StrEnum):
    """Who says so."""

    SOMEBODY = "somebody"
    SELF = "self"
    MANAGER = "manager"
    TARGET = "target"  # no rating, but what is wanted


_COUNTS = frozenset(
    texts("total | totals | sum | subtotal | grand total | average | avg | mean | median | count | coverage | covered | qualified | gap | gaps | headcount | bus factor | holders | minimum | maximum | min | max | skill score | overall score | available | 合计 | 总计 | 小计 | 平均 | 平均值 | 平均分 | 人数 | 覆盖 | 覆盖人数 | 达标人数 | 合格人数 | 缺口 | 合格 | 总分")
)  # fmt: skip
_WANTED = frozenset(texts("required | requirement | requirements | needed | need | target | target level | required level | minimum level | goal | soll | demand | to be | expected | 要求 | 目标 | 需求 | 目标等级 | 要求等级 | 所需 | 需要 | 应有"))  # fmt: skip
_SELF = texts(
    "self | self rating | self assessment | self assessed | own | own rating | 自评 | 自评分 | 自我评价"
)
_MANAGER = texts("manager | mgr | manager rating | manager assessment | lead | lead rating | supervisor | boss | 上级 | 主管 | 经理 | 上级评分 | 主管评分 | 经理评分 | 他评 | 上级评价")  # fmt: skip
RATERS: Mapping[str, Rater] = {
    **dict.fromkeys(_SELF, Rater.SELF),
    **dict.fromkeys(_MANAGER, Rater.MANAGER),
    **dict.fromkeys(_WANTED, Rater.TARGET),
    **dict.fromkeys(
        texts("current | actual | now | level | as is | ist | 当前 | 现状 | 实际 | 现有"),
        Rater.SOMEBODY,
    ),
}
ABOUT_PEOPLE = frozenset(
    texts("seniority | grade | location | site | office | city | email | mail | phone | birthday | age | fte | manager | department | group | squad | unit | 地点 | 城市 | 邮箱 | 电话 | 年龄 | 部门 | 上级 | 主管 | 司龄 | 工龄")
) | {"years", "years of experience", "experience", "tenure", "start date", "hire date", "e mail", "job level", "reports to", "no", "nr", "#"}  # fmt: skip
_WORDS = "|".join(sorted(map(re.escape, RATERS), key=len, reverse=True))
_SUFFIX = re.compile(rf"\s*(?:[(（\[/:：]\s*|\s[-–—|·]\s|_)({_WORDS})\s*[)）\]]?\s*$")
LAST_WORD = re.compile(rf"\s+({_WORDS})\s*$")


def is_total_word(text: str) -> bool:
    """Whether a cell in place of a person or a skill says that its row or column counts or asks, and rates nobody."""
    key = fold(re.sub(r"[:：*%％]|\(.*\)$", " ", text))
    return (
        key in _COUNTS
        or key in _WANTED
        or bool(re.match(r"(≥|>=|>|#|∑|Σ|%|% )", text.strip()))
        or key.startswith(
            (
                "total ",
                "average ",
                "number of ",
                "people at ",
                "coverage ",
                "gap ",
                "legend",
                "图例",
            )
        )
    )


def rater_of(header: str, pattern: re.Pattern[str] = _SUFFIX) -> tuple[str, Rater]:
    """The skill that a header names, and whose rating stands below it: ``Java (self)``."""
    found = pattern.search(header.casefold())
    if found and header[: found.start()].strip():
        return header[: found.start()].strip(), RATERS[found[1]]
    return header, Rater.SOMEBODY


_OF_SKILLS = re.compile(
    r"(?:^|\s)(skills?|competenc(?:y|ies)|skillset|kompetenz(?:en|matrix)|qualifikation(?:en|smatrix)|fähigkeiten|compétences|competencias)(?:\s|$)|技能|能力矩阵"
)
_OF_OTHERS = re.compile(
    r"(?:^|\s)(roles?|jobs?|groups?|scales?|levels?|legend|needs?|needed|required|requirements?|gaps?|training|courses?|bedarf|soll|skala|schulung(?:en)?)(?:\s|$)"
    r"|岗位|职位|分组|等级|标准|图例|需求|要求|差距|培训|课程"
)
_OLD = re.compile(
    r"(?:^|\s)(old|archived?|backup|copy|previous|obsolete|superseded)(?:\s|$)|旧|备份|历史|存档|作废"
)


def is_of_skills(name: str) -> bool:
    """Whether a sheet's name says that it holds skills, say those of a team: ``Skills Payments``."""
    key = header_key(name)
    return bool(_OF_SKILLS.search(key)) and not _OF_OTHERS.search(key) and not is_old(name)


def is_old(name: str) -> bool:
    """Whether a sheet's name says that it no longer holds."""
    return bool(_OLD.search(header_key(name)))
