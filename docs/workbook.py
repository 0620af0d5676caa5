"""The page ``docs/workbook.md``: every sheet and column of the workbooks, from their
declarations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from docs.sample_workbook import sample_workbook
from orgplan.excel.write.content import Column
from orgplan.excel.write.sheet_tables import Written
from orgplan.excel.write.styles import FILLED, LEGEND, Look, Number
from orgplan.language import in_words
from orgplan.report import reconciliation
from orgplan.report.sheets.layout import Link
from orgplan.report.sheets.pages import OPTIONAL, PAGES, Page
from orgplan.schema.columns import Choices, Free, InputColumn, Kind
from orgplan.schema.inputs import ASSUMPTIONS, INPUT_PREFIX, INPUT_SHEETS, SETTINGS
from orgplan.schema.plan import PLAN_SHEETS
from orgplan.schema.settings import SETTING_KEYS

PAGE = Path(__file__).parent / "workbook.md"

INTRODUCTION = """\
# The workbooks, sheet by sheet

Written by `python -m docs.generate` from the declarations in `orgplan/schema/inputs.py`,
`levers.py`, `plan.py` and `orgplan/report`: change those. What a figure is made of stands in
[finance](finance.md), [variances](variances.md) and [the maths](maths.md).
"""

READING = f"""\
## What goes in

Sheets and columns are found by name, in any order: by the name shown, by the Chinese one, or by one
of the others in the second column; case, spaces, underscores, width and what stands in brackets
make no difference. What may be left blank, and what holds then, the meaning says. A column that is
not listed is ignored with a note, unless the sheet has a use for it. In a plan workbook the same
sheets are called `{INPUT_PREFIX}…`, in a workbook of yours (`--into`) `op_{INPUT_PREFIX}…`.
"""

WRITING = """\
## What comes out

The sheets of a plan workbook, in their order; put into a workbook of yours (`--into`) they are
called `op_…`. Below a title and a note, each shows the verdict of all checks. Tables are Excel
tables with the names shown, for formulas of yours such as `=SUM(op_tbl_cost[Total])`; rows move
from plan to plan, [named cells](#named-cells) don't. *written*: a value of the tool; *live*: a
formula. What stands in angle brackets is there once for each.
"""

FREE: Mapping[Free, str] = {
    Free.SKILLS: "Every further column is a skill, its cells levels.",
    Free.PERIODS: "A further column for each period that differs, such as `2027-Q1` or `2027-04`.",
}
UNITS: Mapping[Number, str] = {
    Number.MONEY: "money",
    Number.CENTS: "money to the cent",
    Number.PERCENT: "share",
    Number.DATE: "date",
    Number.INTEGER: "number",
    Number.DECIMAL: "number",
    Number.FTE: "number",
}


def page() -> str:
    """The whole page."""
    parts = [
        INTRODUCTION,
        *_contents(),
        *_colours(),
        *_links(),
        READING,
        *_inputs(),
        WRITING,
        *_outputs(),
        *_reconciliation(),
    ]
    return "\n".join(parts)


def _contents() -> Iterator[str]:
    taken = {spec.key for spec in INPUT_SHEETS}
    inputs = (f"[{name}](#{_anchor(name)})" for name in (spec.key for spec in INPUT_SHEETS))
    outputs = (
        f"[{sheet.name}](#{_anchor(sheet.name)}{'-1' if sheet.name in taken else ''})"
        for sheet in PAGES
    )
    yield f"In: {' · '.join(inputs)}\n"
    yield f"Out: {' · '.join(outputs)}\n"


def _anchor(heading: str) -> str:
    """Where a link to a heading leads; of two headings that read the same the second has ``-1``
    behind it.
    """
    return heading.lower().replace(" ", "-")


def _colours() -> Iterator[str]:
    yield "## Colours\n"
    yield from (f"- {words}" for words in LEGEND.values())
    yield (
        "\nFilled cells say in colour what a number or word in them says too; levels of skills are"
        " the bluer the higher.\n"
    )
    yield from (f"- {words}" for words in FILLED.values())
    yield ""


def _links() -> Iterator[str]:
    yield "## Named cells\n"
    yield (
        "Formulas of yours may point at these names: they stay whatever rows move, and none is ever"
        " dropped.\n"
    )
    yield from _table(("name", "holds"), ((_code(link.value), link.meaning) for link in Link))


def _inputs() -> Iterator[str]:
    for spec in INPUT_SHEETS:
        yield f"### {spec.key}\n"
        need = (
            "Required."
            if spec.required
            else (
                "Optional."
                if spec is not SETTINGS
                else "Required; its keys may stand on Assumptions as well."
            )
        )
        others = ", ".join((spec.zh, *spec.aliases))
        yield f"{spec.purpose} {need} Also found as: {others}.\n"
        yield from _columns_read("column", spec)
        if spec.free in FREE:
            yield f"{FREE[spec.free]}\n"
        if spec is SETTINGS:
            yield "Its keys:\n"
            yield from _columns_read("key", SETTING_KEYS)
        if spec is ASSUMPTIONS:
            yield (
                "Its keys, with unit, default and where the default comes from: [given"
                " numbers](maths.md#given-numbers).\n"
            )


def _columns_read(head: str, columns: Iterable[InputColumn]) -> Iterator[str]:
    columns = tuple(columns)
    yield from _table(
        (head, "also found as", "cells", "meaning"),
        (
            _read(column, in_words(column.key) if head == "column" else column.key)
            for column in columns
        ),
    )
    for column in columns:
        if column.choices:
            yield f"Words of `{column.key}`: {_words(column.choices)}.\n"


def _read(column: InputColumn, name: str) -> tuple[str, ...]:
    return (
        _code(name),
        ", ".join((column.zh, *column.aliases, *column.fallbacks)),
        _expected(column),
        column.explained,
    )


def _expected(column: InputColumn) -> str:
    """What a cell should say, in which unit, and whether it must."""
    plain = {
        Kind.TEXT: "text",
        Kind.ID: "text",
        Kind.LIST: "names, separated by semicolons",
        Kind.ANY: "what the key asks for",
    }.get(column.kind)
    such = (
        f" such as {_code(column.example)}"
        if column.example and column.kind is not Kind.ANY
        else ""
    )
    sentence = (
        "one of the words below"
        if column.choices
        else f"{plain}{such}"
        if plain
        else column.expected
    )
    unit = f" [{column.unit}]" if column.unit else ""
    stand_in = f", or `{column.instead}` instead" if column.instead else ""
    return f"{sentence}{unit}{f'; **required**{stand_in}' if column.required else ''}"


def _words(choices: Choices) -> str:
    return "; ".join(
        f"{_code(word)} ({', '.join(others)})" if others else _code(word)
        for word, others in choices.items()
    )


def _outputs() -> Iterator[str]:
    book = sample_workbook()
    for sheet in PAGES:
        yield f"### {sheet.name}\n"
        yield f"{_sentence(sheet.about)} {sheet.note} {_presence(sheet)}".strip() + "\n"
        for block in (block for block in book.blocks if block.sheet == sheet.name):
            yield f"{_sentence(block.about)}\n"
            yield from _table(
                ("column", "cells", "meaning"),
                _distinct((column, None) for column in block.columns),
            )
        tables = sorted(
            (found for found in book.tables.values() if found.table.sheet == sheet.name),
            key=lambda found: found.table.top,
        )
        for found in tables:
            yield from _written(found)
        yield from _edited(sheet, tables)


def _written(found: Written) -> Iterator[str]:
    yield f"Table `{found.table.name}`, a row: {found.about[:1].lower()}{found.about[1:]}.\n"
    yield from _table(
        ("column", "cells", "meaning"), _distinct(zip(found.columns, found.live, strict=True))
    )


def _distinct(
    columns: Iterable[tuple[Column, frozenset[bool] | None]],
) -> Iterator[tuple[str, ...]]:
    """Rows of the page: one a column, and one for all that are there once a month, period or
    skill.
    """
    return iter(
        dict.fromkeys(
            (_code(in_words(column.each or column.header)), _cells(column, live), column.meaning)
            for column, live in columns
        )
    )


def _cells(column: Column, live: frozenset[bool] | None) -> str:
    """Whether cells are written or live, as they were found (or are styled, where none was), and in
    which unit.
    """
    found = live or {column.style.look is not Look.TOOL and column.style.look is not Look.PLAIN}
    words = " or ".join(
        word for is_live, word in ((False, "written"), (True, "live")) if is_live in found
    )
    unit = UNITS.get(column.style.number)
    return f"{words}, {unit}" if unit else words


def _edited(sheet: Page, tables: Sequence[Written]) -> Iterator[str]:
    """What of a sheet of actions is read back once somebody has edited it."""
    spec = next((spec for spec in PLAN_SHEETS if spec.key == sheet.name), None)
    if spec is not None:
        yield (
            "Read back by `orgplan check`, edited or not; rows may be added or deleted. Also found"
            f" as: {', '.join((spec.zh, *spec.aliases))}.\n"
        )
        yield from _columns_read("column", spec)


def _presence(sheet: Page) -> str:
    return (
        "There only where the input has a lever, a group or a row for it."
        if sheet in OPTIONAL
        else ""
    )


def _reconciliation() -> Iterator[str]:
    yield "## The workbook of `orgplan reconcile`\n"
    yield (
        "One sheet, `Reconciliation`, with one table, `op_tbl_reconciliation`; classes of seats:\n"
    )
    yield from (f"- `{seat.value}`: {meaning}" for seat, meaning in reconciliation.MEANING.items())
    yield ""
    yield from _table(
        ("column", "meaning"),
        (
            (_code(in_words(name)), field.description or "")
            for name, field in reconciliation.SeatObject.fields().items()
        ),
    )


def _table(heads: Sequence[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"
    yield ""


def _code(text: str) -> str:
    return f"`{text}`"


def _sentence(text: str) -> str:
    """Text with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
