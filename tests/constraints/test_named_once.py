"""A family is known by its own module and by the list of families; whoever needs something of one
asks for it by what the family says of itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path
from types import ModuleType

import orgplan
from orgplan.constraints import FAMILIES, RULE_MODULES

PACKAGE = Path(orgplan.__file__).parent
HOME = {family.FAMILY: family for family in FAMILIES if isinstance(family, ModuleType)}
TYPES = {family.PARAMETERS.rule.__name__: family.FAMILY for family in RULE_MODULES}
HOMONYMS = {
    "backfill": "kind of lever",
    "budget": "column, change and sheet",
    "candidates": "sheet",
    "capacity": "kind of need",
    "direct_reports": "column of the org chart",
    "headcount": "column",
    "holders": "kind of need",
    "locks": "sheet",
    "positions": "sheet",
    "recruiting": "component of cost",
    "staff": "kind of need",
    "takeovers": "actions of a plan",
}  # what else a text that is called like a family can be
ALLOWED = {
    "constraints/families.py",  # lists them
    "constraints/needs/capacity.py",  # gives working time, first of all to mentoring
}


def named_in(path: Path, package: str) -> Iterator[str]:
    """Families that a file names: by a text, by the type of their rules, by an import."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                yield from (name for name in HOME if _names(text, name))
            case ast.Name(id=name) | ast.alias(name=name) if name in TYPES:
                yield TYPES[name]
            case ast.ImportFrom(module=module, level=level):
                root = resolve_name("." * level + (module or ""), package)
                inside = {root, *(f"{root}.{alias.name}" for alias in node.names)}
                yield from (name for name, home in HOME.items() if home.__name__ in inside)


def _names(text: str, name: str) -> bool:
    """Whether a text is the name of a family, or has it in brackets or between quotes."""
    if name in HOMONYMS:
        return False
    pattern = rf"\b{name}\b" if "_" in name else rf"\((?:\w+, )*{name}[,;)]"
    return text == name or re.search(pattern, text) is not None


def test_two_files_name_a_family_outside_its_module() -> None:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE.parent).with_suffix("").parts
        module, package = ".".join(inside), ".".join(inside[:-1])
        names = {name for name in named_in(path, package) if HOME[name].__name__ != module}
        if names:
            found[path.relative_to(PACKAGE).as_posix()] = names
    assert found.keys() == ALLOWED, found


def test_naming_a_family_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.py"
    for source, name in (
        ('MEANING = "Groups of skills (talent_shape)"', "talent_shape"),
        ('MEANING = "Most reports for each manager (span, direct_reports)"', "span"),
        ('family = "ratio"', "ratio"),
        ("from .structure.hierarchy.echelon import Echelon", "echelon"),
        ("from .limits import locks", "locks"),
        ("rule = Director(id=name)", "director"),
    ):
        path.write_text(f'"""A remark on on_call and Span."""\n{source}\n', encoding="utf-8")
        assert set(named_in(path, "orgplan.constraints")) == {name}
