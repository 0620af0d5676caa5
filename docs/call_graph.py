"""Which functions a function reaches, and which sheets of the workbook they read: found in the
source, not claimed.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType

# What of an organisation (or of the decisions x that were made from it) is read → the sheet that it
# comes from.
SHEET_OF = {
    "calendar": "Settings",
    "assumptions": "Assumptions",
    "people": "Roster",
    "person": "Roster",
    "people_in": "Roster",
    "groups": "Roster",
    "line_managers": "Roster",
    "level": "Skills",
    "role": "Roles",
    "roles": "Roles",
    "matches": "Roles",
    "hire": "Roles",
    "seats_in": "Roles",
    "hire_bound": "Roles",
    "level_at": "Role skills",
    "team": "Teams",
    "teams": "Teams",
    "teams_of": "Teams",
    "part": "Teams",
    "contains": "Teams",
    "shared_teams": "Teams",
    "partners": "Teams",
    "product_lines": "Teams",
    "cost_centre": "Teams",
    "need": "Requirements",
    "needs": "Requirements",
    "rules": "Rules",
    "rules_of": "Rules",
    "course": "Training",
    "courses": "Training",
    "courses_of_skill": "Training",
    "train": "Training",
    "steps": "Training",
    "steps_in_skill": "Training",
    "budget": "Budget",
    "levers": "Levers",
    "lever": "Levers",
    "levers_of": "Levers",
    "move": "Levers",
    "moves_of": "Levers",
    "leave": "Levers",
    "leaves_of": "Levers",
    "reduce": "Levers",
    "reductions_of": "Levers",
    "flow": "Levers",
    "flows_of": "Levers",
    "positions": "Positions",
    "position": "Positions",
    "alike_positions": "Positions",
    "only_positions": "Positions",
    "candidate": "Candidates",
    "candidates": "Candidates",
    "locks": "Locks",
    "location": "Locations",
    "locations": "Locations",
    "rates": "Rates",
    "rate_index": "Rates",
    "charges": "Charges",
    "cost_splits": "Cost splits",
    "cost_splits_of": "Cost splits",
    "relocations": "Relocations",
    "relocations_of": "Relocations",
    "stages": "Settings",
    "counting": "Settings",
    "skill_groups": "Skill groups",
    "skills_of_group": "Skill groups",
}
SHEETS = tuple(dict.fromkeys(SHEET_OF.values()))
NO_ROW_READS = (
    "name",
    "language",
    "currency",
    "goal",
    "actuals",
    "previous",
    "stay_close",
    "worth",
    "scenarios",
)  # goals, labels, and what is only shown


def tree_of(function: Callable[..., object]) -> ast.AST:
    """Source of a function, parsed."""
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def called(function: FunctionType) -> Iterator[FunctionType]:
    """Functions of the package that a function names, in its module or through a module."""
    for node in ast.walk(tree_of(function)):
        found: object = None
        if isinstance(node, ast.Name):
            found = function.__globals__.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = function.__globals__.get(node.value.id)
            found = vars(module).get(node.attr) if isinstance(module, ModuleType) else None
        if isinstance(found, FunctionType) and found.__module__.startswith("orgplan."):
            yield found


def reached(function: FunctionType) -> set[FunctionType]:
    """A function and every function of the package that it reaches by calls; methods are not
    followed.
    """
    known, fresh = set[FunctionType](), [function]
    while fresh:
        here = fresh.pop()
        if here not in known:
            known.add(here)
            fresh += called(here)
    return known


def sheets_read(function: FunctionType) -> tuple[str, ...]:
    """Sheets that a function reads, in the order in which a workbook has them."""
    found = {sheet for reach in reached(function) for sheet in _sheets_of_one(reach)}
    return tuple(sheet for sheet in SHEETS if sheet in found)


def _sheets_of_one(function: FunctionType) -> Iterator[str]:
    tree = tree_of(function)
    methods = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or node.attr not in SHEET_OF:
            continue
        of_organisation = isinstance(node.value, ast.Name) and node.value.id in ("org", "x")
        if of_organisation or (node.attr in ("level", "level_at") and id(node) in methods):
            yield SHEET_OF[node.attr]
