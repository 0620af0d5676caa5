"""Bring the catalogues of sentences up to date with the code: ``python -m docs.catalogue``.

What is marked is found in the source: arguments of ``_``, ``N_`` and ``ngettext``, and what is
shown of declarations (headers of columns, tabs, titles) and of the command line's help. New entries
are added without a translation, those that nothing says any more are taken out;
`tests/test_language.py` asks for the translations.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from orgplan.cli.main import app
from orgplan.cli.shared.language import texts_of_help
from orgplan.constraints import FAMILIES, RULE_MODULES, in_a_sentence
from orgplan.domain import MONEY, NORMS
from orgplan.report.results.tables import COVERAGE, MEASURES, RULES, WALK
from orgplan.report.sheets.pages import PAGES
from orgplan.schema.exports import NEEDLESS
from orgplan.schema.inputs import INPUT_SHEETS
from orgplan.schema.plan import PLAN_SHEETS
from orgplan.schema.settings import SETTING_KEYS

ROOT = Path(__file__).parent.parent
SOURCE, LOCALES = ROOT / "orgplan", ROOT / "orgplan" / "locale"
MARKS = ("_", "N_")
SHOWN = {"_": (0,), "N_": (0,), "Column": (0,), "Page": (0,)}  # function → arguments
ENUMERATIONS = (
    "Strength", "NeedKind", "Category", "LeverKind", "ScopeKind", "Sense", "Lock", "Counted",
    "Flow", "Basis", "SeatState",
    "Cause", "PositionStatus", "Employment", "Miss", "Goal", "Status", "LockedAction",
)  # fmt: skip
LISTS = ("COMPONENTS", "LABELS")  # constants whose words are shown
HEADERS = (
    "timing", "volume", "mix", "rest", "not_allocated", "basis", "cost_type", "sum_number",
    "role_number", "type_number", "units_budget",
    "units_plan", "units_if_nothing", "units_actual", "shifted", "own_rate", "average_rate", "used",
    "months", "limit_on", "reports_to",
    "step", "decided", "start_date", "one_time_cost", "cost_this_year", "cost_in_horizon",
    "run_rate", "serves", "hours", "course",
    "must_short", "should_short", "actions", "proven", "limit", "line", "plan", "budget", "actual",
    "outlook", "plan_of_year", "above_plan",
    "missing", "what", "before_horizon", "rest_of_plan", "fiscal_year", "month", "account", "level",
    "more", "fewer", "total", "reconciled",
    "direction", "names", "matched_by", "base_before", "differs", "mend", "add", "convert",
    "remove", "seat", "people", "status", "booked_on", "direct_cost",
)  # fmt: skip  # that sheets put together: columns of result tables, parts of differences
WHOLE_TABLES = (COVERAGE, RULES, WALK, MEASURES)  # result tables of which sheets show every column
KEY_WORDS = (
    "successor", "successors", "successors ready now", "fewest reports", "once", "one lead",
    "there", "all", "all levers", "asked",
    "at least", "at most", "available", "band_max", "band_min", "before", "begun", "candidate",
    "changes", "contact", "count", "courses",
    "date", "depth", "employed", "end", "fewest", "filled", "free", "group", "heads", "hire",
    "in all", "lever", "listed", "location",
    "managers", "max_hires", "max_hires_year", "max_stay", "min_stay", "must", "notice", "offer",
    "pay", "person", "position", "reach",
    "role", "short time", "start", "team", "time", "whole", "need", "rule", "budget", "course",
)  # fmt: skip  # in keys of measures, parts of what a rule asks for, kinds of things with a price
TWO = "ngettext"  # columns of results are keys for programs: they are shown in no sheet
HEADER = "# Sentences of orgplan; python -m docs.catalogue keeps it in step with the code."

Message = str | tuple[str, str]


class NotMarked(ValueError):
    """A sentence is marked that no tool can find: put together, or no text."""


def messages() -> dict[Message, str]:
    """Every sentence that is marked → the file where it stands first."""
    found: dict[Message, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for message in messages_in(path):
            found.setdefault(message, path.relative_to(ROOT).as_posix())
    for spec in PLAN_SHEETS:
        of_columns = (text for c in spec for text in (c.key, c.meaning, c.as_read, c.unit))
        for text in (spec.key, *of_columns):
            found.setdefault(text, "orgplan/schema/plan.py")
    for text in (
        t for one in RULE_MODULES for t in (in_a_sentence(one), one.PARAMETERS.shortfall_unit)
    ):
        found.setdefault(text, "orgplan/constraints/structure")
    for sheet in INPUT_SHEETS:
        own = (column.key for column in sheet.of_value)
        for text in (
            sheet.purpose,
            *own,
            *(t for c in sheet for t in (c.meaning, *c.by_family, c.unit)),
        ):
            found.setdefault(text, "orgplan/schema")
    for text in (*NEEDLESS, *(t for key in SETTING_KEYS for t in (key.meaning, key.unit))):
        found.setdefault(text, "orgplan/schema/settings.py")
    for text in (t for norm in NORMS for t in (norm.unit, norm.basis, norm.unset) if t != MONEY):
        found.setdefault(text, "orgplan/domain/norms.csv")
    for page in PAGES:
        for text in (page.key, page.about, page.note):
            found.setdefault(text, "orgplan/report/sheets/pages.py")
    for family in FAMILIES:
        found.setdefault(family.FAMILY, "orgplan/constraints")
    whole = (column.header or column.key for table in WHOLE_TABLES for column in table.columns)
    for text in (*HEADERS, *KEY_WORDS, *whole):
        found.setdefault(text, "docs/catalogue.py")
    for text in texts_of_help(app):
        found.setdefault(text, "orgplan/cli")
    found.pop("", None)
    return found


def messages_in(path: Path) -> Iterator[Message]:
    """The sentences of one file."""
    shown = {name: SHOWN[name] for name in MARKS} if "results" in path.parts else SHOWN
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and node.name in ENUMERATIONS:
            yield from _words(node.body)
        if isinstance(node, ast.Assign) and any(
            isinstance(name, ast.Name) and name.id in LISTS for name in node.targets
        ):
            yield from _words([node])
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == TWO:
            yield _text(node.args[0], path), _text(node.args[1], path)
        for place in shown.get(name, ()):
            if place >= len(node.args):
                continue
            given = node.args[place]
            if isinstance(given, ast.JoinedStr) and name in MARKS:
                raise NotMarked(
                    f"{path}:{node.lineno}: {name}() takes named placeholders, no f-string"
                )
            if isinstance(given, ast.Constant) and isinstance(given.value, str) and given.value:
                yield _text(given, path)


def _words(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Texts that are assigned: of a member with a meaning, the first."""
    for statement in body:
        if not isinstance(statement, ast.Assign):
            continue
        value = statement.value
        listed = value.elts if isinstance(value, ast.Tuple) else [value]
        member = (
            not isinstance(statement.targets[0], ast.Name) or statement.targets[0].id not in LISTS
        )
        for one in listed[:1] if member else listed:
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value


def _text(node: ast.expr, path: Path) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise NotMarked(f"{path}:{node.lineno}: not a text")


def catalogues() -> dict[str, Path]:
    """Language → its file."""
    return {path.parts[-3]: path for path in sorted(LOCALES.glob("*/LC_MESSAGES/orgplan.po"))}


def read(path: Path, code: str) -> Catalog:
    """A catalogue as it stands."""
    with path.open("rb") as file:
        return read_po(file, locale=code)


def update(path: Path, code: str) -> None:
    """Add what is new, and take out what nothing says any more."""
    old = read(path, code)
    fresh = Catalog(locale=code, fuzzy=False, header_comment=HEADER)
    for message in messages():
        key = message if isinstance(message, str) else message[0]
        kept = old.get(key)
        fresh.add(message, kept.string if kept and kept.id == message else "")
    with path.open("wb") as file:
        write_po(file, fresh, width=0, no_location=True, omit_header=True, sort_output=True)


def main() -> None:
    """Update every catalogue."""
    for code, path in catalogues().items():
        update(path, code)


if __name__ == "__main__":
    main()
