"""The page ``docs/column_names.md``: which columns of exports of HR and recruiting systems are
read, passed over or asked about.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from orgplan.io.tables.find_table import is_asked
from orgplan.schema.exports import needless_because
from orgplan.schema.inputs import ROSTER
from orgplan.schema.levers import POSITIONS

HERE = Path(__file__).parent
PAGE = HERE / "column_names.md"
DATA = HERE.parent / "tests" / "io" / "data"
_RECRUITING = ("greenhouse", "lever")  # their rows are requisitions, not people

INTRODUCTION = """\
# Columns of HR and recruiting exports

Written by `python -m docs.generate` from `orgplan/schema` and the names in
`tests/io/data/export_columns.csv`, which were taken from public documentation. *read*: the cells
count as that column; *passed over*: no plan needs it, for the reason given; *asked*: it could
change the plan and is refused with a mend. Case, spaces, underscores and what stands in brackets
make no difference: `jobTitle` is `Job title`.
"""


@dataclass(frozen=True)
class ExportColumn:
    """A column of an export.

    Attributes
    ----------
    outcome
        ``read``, ``passed over``, ``asked`` or ``unknown``.
    how
        The column that it is read as, or why it is passed over.
    """

    name: str
    source: str
    outcome: str
    how: str


def columns() -> tuple[ExportColumn, ...]:
    """All names of the list, with what becomes of them."""
    with (DATA / "export_columns.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_column(row["name"], row["source"]) for row in csv.DictReader(file))


def _column(name: str, source: str) -> ExportColumn:
    sheets = (POSITIONS, ROSTER) if source in _RECRUITING else (ROSTER, POSITIONS)
    for spec in sheets:
        key = spec.meaning(name)
        if key is not None:
            return ExportColumn(name, source, "read", f"`{spec.key}.{key}`")
    reason = needless_because(sheets[0], name)
    if reason is not None:
        return ExportColumn(name, source, "passed over", reason)
    return ExportColumn(name, source, "asked" if is_asked(sheets[0], name) else "unknown", "")


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_sums(), *_table()])


def _sums() -> Iterator[str]:
    every = columns()
    count = Counter(column.outcome for column in every)
    known = count["read"] + count["passed over"]
    yield (
        f"{len(every)} names: {count['read']} read, {count['passed over']} passed over,"
        f" {count['asked']} asked about, {count['unknown']} unknown; known"
        f" {known / len(every):.1%}.\n"
    )


def _table() -> Iterator[str]:
    with (DATA / "export_sources.csv").open(encoding="utf-8", newline="") as file:
        sources = {row["source"]: row for row in csv.DictReader(file)}
    yield "| column | system | outcome | read as, or why not |\n|---|---|---|---|"
    for column in columns():
        system = f"[{sources[column.source]['system']}]({sources[column.source]['address']})"
        yield f"| {column.name} | {system} | {column.outcome} | {column.how} |"
    yield ""
