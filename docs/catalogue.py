"""Bring the catalogues of sentences up to date with the code: ``python -m docs.catalogue``.

What is marked is found in the source: arguments of ``_``, ``N_`` and ``ngettext``, and what is
shown of declarations (headers of columns, tabs, titles) and of the command line's help. New entries are added without a
translation, those that nothing says any more are taken out; `tests/test_language.py` asks for the
translations.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from orgplan.cli.main import app
from orgplan.cli.shared.language import texts_of_help
from orgplan.constraints import FAMILIES
from orgplan.report.sheets.layout import PAGES
from orgplan.schema.inputs import INPUT_SHEETS
from orgplan.schema.plan import PLAN_SHEETS
from orgplan.schema.settings import SETTING_KEYS

ROOT = Path(__file__).parent.parent
SOURCE, LOCALES = ROOT / "orgplan", ROOT / "orgplan" / "locale"
MARKS = ("_", "N_")
SHOWN = {"_": (0,), "N_": (0,), "Column": (0,), "Page": (0,)}  # function → arguments
ENUMERATIONS = (
    "Strength", "NeedKind", "Category", "LeverKind", "ScopeKind", "Sense", "Lock", "Counted", "Flow", "Basis", "SeatState",
    "Cause", "PositionStatus", "Employment", "Miss", "Goal", "Status",
)  # fmt: skip
LISTS = ("COMPONENTS",)  # constants whose words are shown
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
        for name in (spec.key, *(column.key for column in spec)):
            found.setdefault(name, "orgplan/schema/plan.py")
    for sheet in INPUT_SHEETS:
        columns = (column for column in sheet if not column.exported)
        for text in (sheet.purpose, *(t for c in columns for t in (c.meaning, c.unit))):
            found.setdefault(text, "orgplan/schema")
    for key in SETTING_KEYS:
        found.setdefault(key.meaning, "orgplan/schema/settings.py")
    found.pop("", None)
    for page in PAGES:
        for text in (page.key, page.about, page.note):
            found.setdefault(text, "orgplan/report/sheets/layout.py")
    for family in FAMILIES:
        found.setdefault(family.FAMILY, "orgplan/constraints")
    for text in texts_of_help(app):
        found.setdefault(text, "orgplan/cli")
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
