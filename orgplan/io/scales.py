"""Scales on which workbooks rate skills, each mapped to the planner's own 0-5.

0 none, 1 aware, 2 with help, 3 alone (counts as coverage), 4 trains others, 5 sets the standard. No other scale reaches 5,
since none of them has a step above "can train others". Ratings between two steps count as the lower one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from orgplan.domain.people import MAX_PROFICIENCY


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
    """

    name: str
    levels: Mapping[str, int]
    meaning: str

    @property
    def wanted(self) -> str:
        """What a cell may say."""
        if self.name == PERCENT:
            return "a percentage from 0 to 100 %"
        if self.name == "0-5":
            return f"a level from 0 to {MAX_PROFICIENCY}"
        return f"one of {', '.join(dict.fromkeys(sign.upper() for sign in self.levels))} (scale {self.name})"


PERCENT = "percent"

SCALES: tuple[Scale, ...] = (
    Scale("0-5", {str(level): level for level in range(6)}, "as it is"),
    Scale("0-4", {str(level): level for level in range(5)}, "0 none, 1 learning, 2 with help, 3 alone, 4 can train others"),
    Scale("1-4", {str(level): level for level in range(1, 5)}, "1 beginner, 2 with help, 3 alone, 4 can train others"),
    Scale("A/B/C", {"a": 4, "b": 3, "c": 2, "d": 1}, "A can train others → 4, B alone → 3, C with help → 2, D aware → 1"),
    Scale("ILUO", {"i": 1, "l": 2, "u": 3, "o": 4}, "I in training → 1, L under supervision → 2, U alone → 3, O can train others → 4"),
    Scale("○△×", {"◎": 4, "○": 3, "△": 2, "×": 0}, "◎ can train others → 4, ○ alone → 3, △ with help → 2, × none → 0"),
    Scale(PERCENT, {}, "below 25 % → 0, from 25 % → 1, from 50 % → 2, from 75 % → 3, 100 % → 4"),
)  # fmt: skip

SCALE_OF: Mapping[str, Scale] = {scale.name: scale for scale in SCALES}

_SAME_SIGN = {"〇": "○", "o": "○", "0": "○", "x": "×", "✕": "×", "✗": "×", "▲": "△", "∆": "△", "●": "◎"}


def level_of(scale: Scale, sign: str | float) -> int | None:
    """Proficiency 0-5 of a rating; ``None`` if the scale has no such rating."""
    if scale.name == PERCENT:
        return _level_of_share(sign)
    if isinstance(sign, float):
        sign = str(int(sign)) if sign.is_integer() else str(sign)
    mark = unicodedata.normalize("NFKC", sign).casefold().strip()
    if scale.name == "○△×":
        mark = _SAME_SIGN.get(mark, mark)
    return scale.levels.get(mark)


def _level_of_share(sign: str | float) -> int | None:
    if isinstance(sign, str):
        return None
    share = sign / 100 if sign > 1 else sign
    if not 0 <= share <= 1:
        return None
    return int(share * 4 + 1e-9)
