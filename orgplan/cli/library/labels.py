"""Company stages, places and dates of the models in both languages; what is not in the tables is
shown as it stands.
"""

import re
from collections.abc import Sequence

from orgplan.domain import STAGE_NAMES, Source
from orgplan.language import _

from .catalogue import Language, say

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
    """``from zero to one`` or ``从 0 到 1``.

    Parameters
    ----------
    stage
        Key of a stage of a company, such as ``platform``.
    lang
        Language of the page.

    Returns
    -------
    str
        A stage of a user's own model is shown by its key, with spaces.
    """
    known = STAGE_NAMES.get(stage)
    return say(known, lang) if known else stage.replace("_", " ")


def stages_text(stages: tuple[str, ...], lang: Language) -> str:
    """Stages in a row.

    Parameters
    ----------
    stages
        Keys; none gives an empty text.
    lang
        Language of the page.

    Returns
    -------
    str
        In their order.
    """
    return ("、" if lang is Language.ZH else ", ").join(stage_text(stage, lang) for stage in stages)


_ASSUMED = {
    "place": ("place", "地点"),
    "as_of": ("date", "日期"),
    "period": ("a month", "按月"),
}


def assumed_text(assumed: Sequence[str], lang: Language) -> str:
    """What the source of a band does not state, to stand behind its place and date.

    Parameters
    ----------
    assumed
        Keys of what is assumed, such as the month of a band.
    lang
        Language of the page.

    Returns
    -------
    str
        In brackets; empty where nothing is assumed.
    """
    if not assumed:
        return ""
    words = [_ASSUMED[key][lang is Language.ZH] for key in assumed]
    return (
        f"（推定：{'、'.join(words)}）"
        if lang is Language.ZH
        else f" (assumed: {', '.join(words)})"
    )


def place_text(place: str, as_of: str, lang: Language) -> str:
    """``Shenzhen, early 2025`` or ``深圳，2025 年初``.

    Parameters
    ----------
    place
        Name of a city in English; one that has no Chinese name here is shown as it is.
    as_of
        Year, with ``early``, ``mid`` or the like before it, or any other words.
    lang
        Language of the page.

    Returns
    -------
    str
        For the line below a table of bands.
    """
    if lang is Language.EN:
        return f"{place}, {as_of}"
    date = _DATE.fullmatch(as_of)
    sentence = f"{date[2]} 年{_TIMES[date[1] or '']}" if date else as_of
    return f"{_PLACES.get(place, place)}，{sentence}"


def cited(source: Source) -> str:
    """Where a model comes from; texts of the library go by their number.

    Parameters
    ----------
    source
        Where a role, rule or skill comes from.

    Returns
    -------
    str
        One line; texts are named by their number in the list of sources.
    """
    return _("text {source}", source=source.shown) if source.text[:1].isdigit() else source.shown
