"""Legends beside a matrix of skills: what its figures mean, where that is not what they mean in the
plan.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orgplan.excel.read import Findings, Grid, at, fold
from orgplan.language import _

from .own_scale import NO_SCALE

_PAIR = re.compile(
    r"(?<![\d.])(\d{1,2})\s*[=:：–—-]\s*([^\W\d_][^=;,|\n，；、]{1,40}?)(?=\s*(?:[;,|\n，；、"
    r"/]|\d{1,2}\s*[=:：–—-]|$))"
)
_LEAST = 2  # figures from which a text is a legend
_ALONE = 3  # level from which a person counts
_WORDS: tuple[tuple[int, str], ...] = (  # the first that a text holds says its level
    (0, r"\b(none|no (knowledge|experience|skill)|not|kein\w*|aucun\w*)\b|无|不会"),
    (5, r"\b(authority|thought leader|world|guru|sets the standard)\b|权威"),
    (4, r"\b(train(s|er)?|teach(es|er)?|coach(es)?|mentors?|experts?|master|lead(s|er)?|"
        r"instruct\w*|can train others|expertin?)\b|专家|精通|培训他人|带人"),
    (2, r"\b(help|supervis\w*|support|guidance|guided|assist\w*|intermediate|working "
        r"knowledge|advanced beginner|anleitung)\b|指导|熟悉|协助"),
    (3, r"\b(alone|independent\w*|autonomous\w*|competent|proficient|practitioner|advanced|"
        r"solid|selbst\w*|autonome)\b|独立|熟练|掌握"),
    (1, r"\b(aware\w*|novice|beginner|basics?|learn\w*|trainee|entry|theor\w*|anfänger|"
        r"débutant|grundlagen)\b|了解|入门|初级|基础"),
)  # fmt: skip


@dataclass(frozen=True)
class Legend:
    """What the figures of a matrix mean, as its sheet says.

    Attributes
    ----------
    sheet, cell
        Where its first pair stands.
    meanings
        Figure → its words.
    """

    sheet: str
    cell: str
    meanings: Mapping[int, str]


def legend_of(grid: Grid) -> Legend | None:
    """The legend of a sheet; ``None`` where it has none of two figures or more.

    Parameters
    ----------
    grid
        All of its texts are searched, for legends stand above, below and beside a matrix; pairs
        such as ``3 = works alone`` count, whether in one cell or in several.

    Examples
    --------
    >>> found = legend_of(Grid("Skills", {1: {1: "1 = aware, 3 = works alone"}}))
    >>> found.cell, found.meanings
    ('A1', {1: 'aware', 3: 'works alone'})
    """
    meanings: dict[int, str] = {}
    first = ""
    for cell, figure, words in _pairs(grid):
        first = first or cell
        meanings.setdefault(figure, words.strip())
    return Legend(grid.name, first, meanings) if len(meanings) >= _LEAST else None


def _pairs(grid: Grid) -> Iterator[tuple[str, int, str]]:
    """Figures with their words: several pairs in one cell, or a figure from 0 to 10 beside a text
    in a row of nothing else.
    """
    for number, cells in grid.rows.items():
        for column, raw in cells.items():
            if isinstance(raw, str) and (found := _PAIR.findall(raw)):
                lone = len(found) == 1 and len(cells) > _LEAST + 1
                for figure, words in () if lone else found:
                    yield at(number, column), int(figure), words
            beside = cells.get(column + 1)
            if type(raw) is int and 0 <= raw <= 10 and isinstance(beside, str) and len(cells) == 2:
                yield at(number, column), raw, beside


def refuse_other_meaning(legend: Legend, findings: Findings) -> None:
    """A fault where a figure of the legend means more, or less, than working alone, unlike in the
    plan.

    Parameters
    ----------
    legend
        Its words are compared with known ones in English, German, French and Chinese. Words of
        which none is known are a fault only where the figures end at 4 or below, for the scale is
        then a shorter one.
    findings
        Takes one fault, with the rows that a sheet Scale would need.
    """
    levels = {figure: _level(words) for figure, words in legend.meanings.items()}
    known = {figure: level for figure, level in levels.items() if level is not None}
    differs = any((level >= _ALONE) != (figure >= _ALONE) for figure, level in known.items())
    if not differs and (known or max(levels) > _ALONE + 1):
        return
    shown = _(", ").join(f"{figure} = {words}" for figure, words in sorted(legend.meanings.items()))
    rows = _(", ").join(
        f"{figure} → {levels[figure] if levels[figure] is not None else '?'}"
        for figure in sorted(levels)
    )
    fix = _(
        "Add a sheet Scale with the columns sign and level and a row for each ({rows}); or, if the"
        " figures already mean that, put 'Skill scale' 0-5 on Settings.",
        rows=rows,
    )
    expected = _("figures as the plan counts them: 3 works alone, 4 can train others")
    cause = f"{NO_SCALE}: legend"
    findings.fault(legend.sheet, legend.cell, shown, expected, fix, quoted=False, cause=cause)


def _level(words: str) -> int | None:
    text = fold(words)
    return next((level for level, pattern in _WORDS if re.search(pattern, text)), None)
