"""Write ``docs/maths.md`` from the docstrings of the constraint families, goals and assumptions:
``python -m docs.generate``.

It writes ``docs/workbook.md`` too, from the declarations of the sheets (:mod:`docs.workbook`), and
``docs/column_names.md`` (:mod:`docs.column_names`), the tables of ``docs/json.md`` and
``docs/plan.schema.json`` (:mod:`docs.json_page`).
Tests compare the committed pages with what this writes.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from docs import column_names, json_page, workbook
from docs.call_graph import sheets_read
from orgplan.constraints import FAMILIES, Family
from orgplan.constraints.limits import offer
from orgplan.domain.assumptions import NORMS
from orgplan.domain.organisation import Goal
from orgplan.objectives import ORDER, Objective, priced_shortfall

HERE = Path(__file__).parent
PAGE = HERE / "maths.md"
GOLDEN = HERE.parent / "tests" / "constraints" / "golden"

INTRODUCTION = """\
# The maths

Written by `python -m docs.generate` from the docstrings of `orgplan/constraints`,
`orgplan/objectives` and `orgplan/domain`: change those. Index letters, units and terms are in
[notation](notation.md); [add a rule](add_a_rule.md) says how a family is made.

Time runs over the periods of the horizon: months, quarters or years; money is costed by month. The
plan decides which seats are filled (hires, contractors, backfills), which courses are begun, who
moves (promotion, transfer, retraining, downgrading), who is let go or works short time, how many
heads of groups do so, and when; everything else follows. A *limit* is never broken. A *demand*
(must or should) may be missed by a shortfall that is counted; with the goal `cheapest` a must may
not. Each constraint is stated twice: as rows of a mixed-integer programme, and as a simulation that
judges any plan without a solver. Tests keep the two in step.
"""


def page() -> str:
    """The whole page."""
    return "\n".join(
        [
            INTRODUCTION,
            *_contents(),
            *_goals(),
            *(_section(family) for family in FAMILIES),
            *_offer(),
            *_norms(),
        ]
    )


def _contents() -> Iterator[str]:
    yield "| family | says | kind |\n|---|---|---|"
    for family in FAMILIES:
        yield f"| [{family.FAMILY}](#{family.FAMILY}) | {_title(_doc(family))} | {_kind(family)} |"
    yield ""


def _kind(family: Family) -> str:
    source = inspect.getsource(_module(family))
    kinds = {"limit": ("rows.limit(",), "demand": ("rows.demand(", "ask(rows")}
    return " and ".join(kind for kind, calls in kinds.items() if any(c in source for c in calls))


def _module(family: Family) -> ModuleType:
    assert isinstance(family, ModuleType)
    return family


def _path(family: Family) -> str:
    return _module(family).__name__.replace(".", "/") + ".py"


def _doc(family: Family | Objective) -> str:
    return inspect.cleandoc(family.__doc__ or "")


def _title(doc: str) -> str:
    return doc.split(":", 1)[0]


def _goals() -> Iterator[str]:
    yield "## Goals\n"
    yield (
        "Each is minimised, then held at its value while the next is minimised; it may slip by as"
        " much as the table says.\n"
    )
    for goal in Goal:
        yield f"`{goal}`: {', then '.join(f'`{objective.NAME}`' for objective in ORDER[goal])}.\n"
    yield (
        "Where shortfalls have a price (`worth`), or none is spent on them, `priced_shortfall`"
        " follows the cost; beside a previous plan it comes last, for there the cost may rise only"
        " to stay close to that plan.\n"
    )
    yield "| goal | what it is | unit | slip |\n|---|---|---|---|"
    stated = (objective for order in ORDER.values() for objective in order)
    for objective in dict.fromkeys((*stated, priced_shortfall)):
        text = _inline(" ".join(_doc(objective).split()))
        yield f"| `{objective.NAME}` | {text} | {objective.UNIT} | {objective.SLIP:g} |"
    yield "\n## Families\n"


def _section(family: Family) -> str:
    doc = _doc(family)
    before, formula, table, after = split(doc)
    parts = [
        f"### {family.FAMILY}\n",
        f"**{_title(doc)}**: {_inline(before.split(':', 1)[1].strip())}\n",
        f"```math\n{_aligned(formula)}\n```\n",
        f"{_markdown_table(table)}\n",
        f"{_inline(after)}\n",
        (
            f"Fed by: {', '.join(f'`{sheet}`' for sheet in sheets_read(_module(family).emit))}."
            f" Code: [`{_path(family)}`](../{_path(family)}).\n"
        ),
        (
            "<details><summary>Its rows on two"
            f" people</summary>\n\n```text\n{_golden(family)}```\n\n</details>\n"
        ),
    ]
    return "\n".join(parts)


def _golden(family: Family) -> str:
    return (GOLDEN / f"{family.FAMILY}.txt").read_text(encoding="utf-8")


def split(doc: str) -> tuple[str, str, str, str]:
    """A family's docstring in its parts: sentence, formula, symbol table, and the text after it.

    Raises
    ------
    ValueError
        If a part is missing.
    """
    found = re.fullmatch(
        r"(.*?)\n\n\.\. math::\n\n(.*?)\n\n(=+(?:  =+)+\n.*\n=+(?:  =+)+)\n\n(.*)", doc, re.DOTALL
    )
    if found is None:
        raise ValueError(f"not sentence, formula, table and text: {doc[:80]}")
    sentence, formula, table, after = found.groups()
    return " ".join(sentence.split()), inspect.cleandoc(formula), table, " ".join(after.split())


def _aligned(formula: str) -> str:
    return f"\\begin{{aligned}}\n{formula}\n\\end{{aligned}}" if "&" in formula else formula


def _markdown_table(table: str) -> str:
    lines = [
        re.split(r"\s{2,}", line.strip()) for line in table.splitlines() if not line.startswith("=")
    ]
    head, *body = lines
    rows = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    return "\n".join(
        rows + [f"| {' | '.join(_inline(cell) for cell in cells)} |" for cells in body]
    )


def _inline(text: str) -> str:
    text = re.sub(r":math:`([^`]+)`", r"$\1$", text)
    text = re.sub(r":\w+:`~?([^`]+)`", r"`\1`", text)
    return text.replace("``", "`")


def _offer() -> Iterator[str]:
    yield "## What is on offer\n"
    yield f"{_inline(' '.join((offer.__doc__ or '').split()))}\n"


def _norms() -> Iterator[str]:
    yield "## Given numbers\n"
    yield (
        "What holds where the workbook says nothing else; a row of `Assumptions` changes it, for"
        " all or for one team, role or person.\n"
    )
    yield "| key | default | unit | basis |\n|---|---|---|---|"
    for norm in NORMS:
        yield f"| `{norm.key}` | {norm.unset or f'{norm.default:g}'} | {norm.unit} | {norm.basis} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    workbook.PAGE.write_text(workbook.page(), encoding="utf-8")
    column_names.PAGE.write_text(column_names.page(), encoding="utf-8")
    json_page.PAGE.write_text(json_page.page(), encoding="utf-8")
    json_page.SCHEMA.write_text(json_page.schema(), encoding="utf-8")
