"""Formulas of the documentation site: converted whole, or the build fails."""

from __future__ import annotations

import html
import re

import pytest

pytest.importorskip("latex2mathml")
exceptions = pytest.importorskip("mkdocs.exceptions")

from docs import formulas, generate  # noqa: E402


def test_formulas_of_a_page_become_mathml() -> None:
    page = formulas.on_page_content(
        r'<p>of <span class="arithmatex">\(a &lt; \ell_{ps}\)</span></p>'
        r'<div class="arithmatex">\[\begin{aligned}a &amp;\le b \\ c &amp;\ge'
        r" d\end{aligned}\]</div>"
    )
    assert page.count("<math") == 2
    assert page.count("<mtr>") == 2
    assert not re.search(r"\\|\$|&amp;|columnalign", page)


def test_each_line_is_a_row() -> None:
    assert formulas.mathml(r"a \le b \\ c \ge d", block=True).count("<mtr>") == 2


def test_every_formula_of_the_maths_can_be_converted() -> None:
    blocks = re.findall(r"```math\n(.*?)\n```", generate.page(), re.DOTALL)
    assert len(blocks) > 40
    for latex in blocks:
        assert "\\" not in html.unescape(formulas.mathml(latex, block=True))


@pytest.mark.parametrize("latex", [r"\nosuch x", "a^b^c", "a & b"])
def test_a_formula_that_cannot_be_converted_ends_the_build(latex: str) -> None:
    with pytest.raises(exceptions.PluginError, match="formula"):
        formulas.mathml(latex)
