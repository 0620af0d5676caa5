"""Scales on which workbooks rate skills, each mapped to the planner's own 0-5.

0 none, 1 aware, 2 with help, 3 alone (counts as coverage), 4 trains others, 5 sets the standard. No
other scale reaches 5, since none of them has a step above "can train others". What stands between
two steps of a percentage counts as the lower one.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orgplan.domain import MAX_PROFICIENCY
from orgplan.excel.read import texts
from orgplan.language import N_, _


@dataclass(frozen=True)
class Scale:
    """A rating scale.

    Attributes
    ----------
    name
        As `skill_scale` on Settings names it.
    levels
        Sign (casefolded) → proficiency; numbers are given as whole numbers.
    meaning
        The mapping in words.
    own
        Whether it stands on the workbook's sheet Scale.
    """

    name: str
    levels: Mapping[str, int]
    meaning: str
    own: bool = False

    @property
    def expected(self) -> str:
        """What a cell may say."""
        if self.own:
            return _(
                "one of {signs} (sheet {name})", signs=_(", ").join(self.levels), name=self.name
            )
        if self.name == PERCENT:
            return _("a percentage from 0 to 100 %")
        if self.name == "0-5":
            return _("a level from 0 to {most}", most=MAX_PROFICIENCY)
        signs = _(", ").join(dict.fromkeys(sign.upper() for sign in self.levels))
        return _("one of {signs} (scale {name})", signs=signs, name=self.name)


PERCENT = "percent"
CIRCLES = "○△×"
STARS = "★"
YES_NO = "yes/no"

SCALES: tuple[Scale, ...] = (
    Scale("0-5", {str(level): level for level in range(6)}, N_("levels as they are")),
    Scale("0-4", {str(level): level for level in range(5)},
        N_("0 none, 1 learning, 2 with help, 3 alone, 4 can train others")),
    Scale("1-4", {str(level): level for level in range(1, 5)},
        N_("1 beginner, 2 with help, 3 alone, 4 can train others")),
    Scale("0-3", {"0": 0, "1": 2, "2": 3, "3": 4},
        N_("0 none, 1 with help → 2, 2 alone → 3, 3 can train others → 4")),
    Scale("0-10", {str(step): min(step // 2, 4) for step in range(11)},
        N_("0-1 → 0, 2-3 → 1, 4-5 → 2, 6-7 → 3, 8-10 → 4")),
    Scale("A/B/C", {"a": 4, "b": 3, "c": 2, "d": 1},
        N_("A can train others → 4, B alone → 3, C with help → 2, D aware → 1")),
    Scale("ILUO", {"i": 1, "l": 2, "u": 3, "o": 4},
        N_("I in training → 1, L under supervision → 2, U alone → 3, O can train others → 4")),
    Scale(CIRCLES, {"◎": 4, "★": 4, "○": 3, "△": 2, "×": 0},
        N_("◎ or ★ can train others → 4, ○ alone → 3, △ with help → 2, ×, ・ or 0 none → 0")),
    Scale(STARS, {"★" * count: count for count in range(1, 6)},
        N_("as many as there are: ★ aware → 1 to ★★★★★ sets the standard → 5")),
    Scale(YES_NO, {"yes": 3, "no": 0},
        N_("yes (y, x, ✓, 是, 有) alone → 3, no (n, 否, 无) none → 0")),
    Scale(PERCENT, {},
        N_("below 25 % → 0, from 25 % → 1, from 50 % → 2, from 75 % → 3, 100 % → 4")),
)  # fmt: skip

SCALE_OF: Mapping[str, Scale] = {scale.name: scale for scale in SCALES}

# Signs that look alike but are other characters: fonts, keyboards and converters swap them
_CIRCLE_SIGNS: Mapping[str, str] = {
    **dict.fromkeys("〇◯⚪⭕❍oοо", "○"),
    **dict.fromkeys("△▲∆δ▵▴🔺", "△"),
    **dict.fromkeys("x×✕✖✗✘╳х❌⨯☓χ", "×"),
    **dict.fromkeys("0・·•･∙⋅", "×"),
    **dict.fromkeys("●◉⦿⊚⊙🎯", "◎"),
    **dict.fromkeys("⭐🌟✭✮", "★"),
}
_YES_SIGNS = dict.fromkeys(
    texts("y | yes | true | 1 | x | × | ✓ | ✔ | ☑ | ✅ | √ | 是 | 有 | 会 | 能"), "yes"
)
_NO_SIGNS = dict.fromkeys(texts("n | no | false | 0 | ✗ | ✘ | ☐ | 否 | 无 | 不会"), "no")
_NONE = frozenset(
    texts(
        "- | -- | --- | – | — | ‐ | − | ー | ― | / | . | n/a | na | n.a. | none | nil | 无 | 没有 |"
        " 不适用 | 無 | なし"
    )
)
_PREFIXED = re.compile(r"(\d{1,2})\s*(?:[-–—:=.)）：]|\s\(|（|\()\s*[^\W\d].*")


def mark_of(sign: str | float | bool) -> str:
    """A rating as scales know it: one width, lower case, whole numbers without a point, no marks of
    emoji.

    Parameters
    ----------
    sign
        As a cell has it; a tick of Excel's is *yes*.

    Examples
    --------
    >>> mark_of(3.0), mark_of(2.5), mark_of(" Ｂ "), mark_of(True)
    ('3', '2.5', 'b', 'yes')
    """
    if isinstance(sign, bool):
        return "yes" if sign else "no"
    if isinstance(sign, (int, float)):
        return str(int(sign)) if float(sign).is_integer() else f"{sign:g}"
    return (
        unicodedata.normalize("NFKC", sign)
        .casefold()
        .replace("\ufe0f", "")
        .replace("\ufe0e", "")
        .strip()
    )


def is_none(sign: object) -> bool:
    """Whether a cell says by a sign or word of its own that there is no skill: ``-``, ``n/a``.

    Parameters
    ----------
    sign
        As a cell has it. A 0 is a rating, and not meant here.

    Examples
    --------
    >>> is_none("-"), is_none("N/A"), is_none(0)
    (True, True, False)
    """
    return isinstance(sign, str) and mark_of(sign) in _NONE


def level_of(scale: Scale, sign: str | float | bool) -> int | None:
    """Proficiency 0-5 of a rating; ``None`` if the scale has no such rating.

    Parameters
    ----------
    scale
        Signs that look alike (``x`` and ``×``, ``o`` and ``○``) are one sign on circles, stars and
        yes/no.
    sign
        As a cell has it; of ``3 - works alone`` the figure counts. On a percentage, 0.5 and ``50%``
        are both half.

    Examples
    --------
    >>> level_of(SCALE_OF["A/B/C"], "B"), level_of(SCALE_OF["0-3"], 2), level_of(SCALE_OF["0-5"], 6)
    (3, 3, None)
    """
    mark = mark_of(sign)
    if scale.own:
        return scale.levels.get(mark)
    if scale.name == PERCENT:
        return _level_of_share(sign)
    if isinstance(sign, bool) and scale.name != YES_NO:
        return None
    if scale.name == CIRCLES:
        mark = _CIRCLE_SIGNS.get(mark, mark)
    if scale.name == STARS:
        mark = re.sub(r"[⭐🌟✭✮*]", "★", re.sub(r"[☆\s]", "", mark))
    if scale.name == YES_NO:
        mark = _YES_SIGNS.get(mark) or _NO_SIGNS.get(mark) or mark
    prefixed = _PREFIXED.fullmatch(mark)
    return scale.levels.get(prefixed[1] if prefixed else mark)


def _level_of_share(sign: str | float | bool) -> int | None:
    """Level of a share: one for each quarter that is reached; above 1 it is percent."""
    if isinstance(sign, (str, bool)):
        return None
    share = sign / 100 if sign > 1 else sign
    if not 0 <= share <= 1:
        return None
    return int(share * 4 + 1e-9)


def fits(scale: Scale, signs: Iterable[str | float | bool]) -> bool:
    """Whether a scale has all of some ratings; a percentage typed as text counts as a number.

    Parameters
    ----------
    scale
        Scale that is tried.
    signs
        Ratings as the cells have them; cells that say *none* fit every scale.

    Examples
    --------
    >>> (
    ...     fits(SCALE_OF["0-3"], [0, 3, "-"]),
    ...     fits(SCALE_OF["0-3"], [4]),
    ...     fits(SCALE_OF["percent"], ["50%"]),
    ... )
    (True, False, True)
    """
    return all(
        is_none(sign) or level_of(scale, _as_share(scale, sign)) is not None for sign in signs
    )


def _as_share(scale: Scale, sign: str | float | bool) -> str | float | bool:
    """A percentage typed as text as a number, on the scale of percentages alone."""
    if scale.name != PERCENT or not isinstance(sign, str):
        return sign
    typed = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(%?)", mark_of(sign))
    if not typed:
        return sign
    return float(typed[1]) / (100 if typed[2] else 1)


def proposals(signs: Sequence[str | float | bool]) -> tuple[Scale, ...]:
    """Scales that have all of some ratings, the likeliest first; none where the ratings are words
    of the user's own.

    Parameters
    ----------
    signs
        Ratings as the cells have them.

    Returns
    -------
    tuple of Scale
        In the order of ``SCALES``. With a ``%`` among the signs only the percentage is left.

    Examples
    --------
    >>> [scale.name for scale in proposals(["A", "C", "-"])]
    ['A/B/C']
    """
    given = [sign for sign in signs if not is_none(sign)]
    if not given:
        return ()
    found = [scale for scale in SCALES if fits(scale, given)]
    if any(isinstance(sign, str) and "%" in sign for sign in given):
        return tuple(scale for scale in found if scale.name == PERCENT)
    # plain numbers are percentages only if none is above 1, or some are above any step of another
    # scale
    plain = [float(sign) for sign in given if isinstance(sign, (int, float))]
    shares = not plain or max(plain) <= 1 or max(plain) > 10
    return tuple(scale for scale in found if scale.name != PERCENT or shares)


def evident(signs: Sequence[str | float | bool]) -> Scale | None:
    """The scale whose very signs are there, such as ◎ or ★★, so that the ratings can be read in one
    way only.

    Parameters
    ----------
    signs
        Ratings as the cells have them; figures alone show nothing, for several scales have them.

    Examples
    --------
    >>> evident(["◎", "△", "-"]).name, evident([1, 2, 3]) is None
    ('○△×', True)
    """
    marks = {
        _CIRCLE_SIGNS.get(mark, mark)
        for sign in signs
        if isinstance(sign, str) and not is_none(sign)
        for mark in [mark_of(sign)]
    }
    circles, stars, steps = SCALE_OF[CIRCLES], SCALE_OF[STARS], SCALE_OF["ILUO"]
    if marks & {"◎", "△"} or (
        marks & {"○"} and not {mark_of(sign) for sign in signs} <= {"o", "i", "l", "u"}
    ):
        return circles if fits(circles, signs) else None
    if any("★★" in re.sub(r"[⭐🌟]", "★", mark) for mark in marks):
        return stars if fits(stars, signs) else None
    letters = {mark_of(sign) for sign in signs if isinstance(sign, str) and not is_none(sign)}
    if letters & {"i"} and letters & {"l", "u"} and fits(steps, signs):
        return steps
    return None
