"""Company stages, places and dates of the models in both languages; what is not in the tables is shown as it stands."""

import re
from collections.abc import Sequence

from .catalogue import Language

STAGES = {
    "zero_to_one": ("from zero to one", "从 0 到 1"),
    "growth": ("growth", "增长期"),
    "scale_up": ("scale-up", "规模化"),
    "refinement": ("refinement", "精细化"),
    "commercialisation": ("commercialisation", "商业化"),
    "fundraising": ("fundraising", "融资期"),
    "brand": ("brand", "品牌"),
    "consumer_hardware": ("consumer hardware", "消费硬件"),
    "vertical": ("vertical industry", "垂直行业"),
    "platform": ("platform", "平台"),
    "saas": ("SaaS", "SaaS"),
    "group": ("group of companies", "集团"),
    "transformation": ("transformation", "转型"),
    "ai_transformation": ("AI transformation", "AI 转型"),
    "overseas": ("overseas expansion", "出海"),
    "cross_border": ("cross-border trade", "跨境"),
}
_PLACES = {
    "Beijing": "北京",
    "Shanghai": "上海",
    "Guangzhou": "广州",
    "Shenzhen": "深圳",
    "Hangzhou": "杭州",
    "China": "中国",
}
_TIMES = {"": "", "early": "初", "mid": "中", "late": "底"}
_DATE = re.compile(r"(?:(early|mid|late)[ -])?(\d{4})")


def stage_text(stage: str, lang: Language) -> str:
    """``from zero to one`` or ``从 0 到 1``."""
    plain = stage.replace("_", " ")
    return STAGES.get(stage, (plain, plain))[lang is Language.ZH]


def stages_text(stages: tuple[str, ...], lang: Language) -> str:
    """Stages in a row."""
    return ("、" if lang is Language.ZH else ", ").join(stage_text(stage, lang) for stage in stages)


_ASSUMED = {
    "place": ("place", "地点"),
    "as_of": ("date", "日期"),
    "period": ("a month", "按月"),
}


def assumed_text(assumed: Sequence[str], lang: Language) -> str:
    """What the source of a band does not state, to stand behind its place and date."""
    if not assumed:
        return ""
    words = [_ASSUMED[key][lang is Language.ZH] for key in assumed]
    return (
        f"（推定：{'、'.join(words)}）"
        if lang is Language.ZH
        else f" (assumed: {', '.join(words)})"
    )


def place_text(place: str, as_of: str, lang: Language) -> str:
    """``Shenzhen, early 2025`` or ``深圳，2025 年初``."""
    if lang is Language.EN:
        return f"{place}, {as_of}"
    date = _DATE.fullmatch(as_of)
    said = f"{date[2]} 年{_TIMES[date[1] or '']}" if date else as_of
    return f"{_PLACES.get(place, place)}，{said}"
