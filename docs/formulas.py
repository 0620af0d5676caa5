r"""Formulas of the site: LaTeX becomes MathML while MkDocs builds, so that a browser shows it
offline and without JavaScript.

Arithmatex finds ``$…$`` and ``math`` fences in a page and leaves ``\(…\)`` and ``\[…\]``, which
:func:`on_page_content` converts.
"""

from __future__ import annotations

import html
import re

from latex2mathml.converter import convert
from mkdocs.exceptions import PluginError

FORMULA = re.compile(
    r"(?P<start><(?P<tag>span|div)"
    r' class="arithmatex">)\\[(\[](?P<latex>.*?)\\[)\]](?P<end></(?P=tag)>)',
    re.DOTALL,
)
LEFT_OVER = re.compile(r'<m\w+>(?:\\|&<|&amp;<)|linebreak="newline"')  # what convert does not know


def on_page_content(content: str, **_: object) -> str:
    """MkDocs hands over the HTML of one page and takes it back.

    Parameters
    ----------
    content
        HTML without the frame of the site.

    Raises
    ------
    PluginError
        If a formula cannot be converted: the build ends.
    """

    def converted(formula: re.Match[str]) -> str:
        latex = html.unescape(formula["latex"]).strip()
        return formula["start"] + mathml(latex, formula["tag"] == "div") + formula["end"]

    return FORMULA.sub(converted, content)


def mathml(latex: str, block: bool = False) -> str:
    """One formula in MathML.

    Parameters
    ----------
    latex
        Without the signs that enclose it.
    block
        Whether it stands in lines of its own.

    Raises
    ------
    PluginError
        If it cannot be converted, or only in part.
    """
    try:
        formula = convert(_rows(latex), display="block" if block else "inline")
    except Exception as error:
        raise PluginError(f"this formula cannot be converted: {latex}") from error
    if LEFT_OVER.search(formula):
        raise PluginError(f"this formula has a command that is not known: {latex}")
    # Browsers take the alignment of columns from the style alone.
    return re.sub(r'columnalign="(\w+)"', r'style="text-align: \1"', formula)


def _rows(latex: str) -> str:
    """The formula with its lines as the library knows them: as rows of ``align*``."""
    if r"\\" in latex and r"\begin" not in latex:
        return r"\begin{align*}&" + latex.replace(r"\\", r"\\&") + r"\end{align*}"
    return latex.replace("{aligned}", "{align*}")  # GitHub shows "aligned" alone
