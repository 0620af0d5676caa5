"""The package as its users import it: its face, its errors, and one version."""

from __future__ import annotations

import ast
import inspect
import pickle
import pkgutil
import re
import sys
import tomllib
import typing
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path

import pytest

import orgplan as op
from orgplan.library.faults import BadModel
from orgplan.library.faults import ModelFault as ModelFault
from orgplan.report.audit.run import Run
from orgplan.solver.outcome import Status

ROOT = Path(__file__).parents[1]
RUN = Run(
    status=Status.INFEASIBLE,
    gap=float("inf"),
    parts=(),
    solver="highs",
    options={"time_limit": "60"},
    seconds={},
    size=(1, 1, 1),
    versions={},
    input_name="a.xlsx",
    input_sha256="",
    made_at=datetime(2026, 1, 1, tzinfo=UTC),
    notes=(),
)


def exceptions() -> Iterator[type[BaseException]]:
    """Every exception class that the package defines."""
    for module in pkgutil.walk_packages(op.__path__, "orgplan."):
        for _, kind in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(kind, BaseException) and kind.__module__ == module.name:
                yield kind


def test_importing_every_module_starts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The module behind ``python -m orgplan`` too."""
    sys.modules.pop("orgplan.__main__", None)
    assert (import_module("orgplan.__main__"), *capsys.readouterr())[1:] == ("", "")


def test_every_exception_has_one_base_class() -> None:
    kinds = set(exceptions())
    assert len(kinds) > 10
    assert {kind for kind in kinds if not issubclass(kind, op.OrgplanError)} == set()


@pytest.mark.parametrize(
    "kind",
    sorted(set(exceptions()), key=lambda kind: kind.__qualname__),
    ids=lambda kind: kind.__qualname__,
)
def test_every_exception_can_be_pickled(kind: type[op.OrgplanError]) -> None:
    """Whatever its constructor asks for, in a process pool it must arrive with its text and what it
    carries.
    """
    error = kind.__new__(kind, "the text")
    error.__dict__["carried"] = (1, 2)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.args, again.__dict__) == (kind, ("the text",), {"carried": (1, 2)})


def test_errors_arrive_with_all_they_carry() -> None:
    org = op.load(ROOT / "sample_orgs" / "impossible" / "impossible.xlsx")
    fault = op.Fault("Roster", "C5", "said", "wanted", "Mend it.")
    errors = [
        op.BadInput(Path("a.xlsx"), [fault], [op.Note("Roster", "", "a note")]),
        BadModel([ModelFault(Path("a.yaml"), 1, "", "problem", "mend")]),
        op.Impossible(org, (op.WayOut("money", (), op.Plan(), True),), RUN),
        op.NoPlan(RUN),
        op.NotWritable("no"),
    ]
    for error in errors:
        again = pickle.loads(pickle.dumps(error))
        assert str(again) == str(error)
        assert again.__dict__ == error.__dict__


def test_the_face_shows_just_what_is_public() -> None:
    assert dir(op) == sorted(op.__all__)
    assert all(name in vars(op) for name in op.__all__)


def _named_in(annotation: object) -> Iterator[type]:
    """Classes of ours that an annotation names, however deep."""
    for part in typing.get_args(annotation):
        yield from _named_in(part)
    if isinstance(annotation, type) and annotation.__module__.startswith("orgplan."):
        yield annotation


def test_what_public_functions_take_and_return_is_public() -> None:
    functions = [value for name in op.__all__ if inspect.isfunction(value := vars(op)[name])]
    assert len(functions) >= 20
    asked = {
        kind
        for function in functions
        for hint in typing.get_type_hints(function).values()
        for kind in _named_in(hint)
    }
    assert {kind.__name__ for kind in asked} - set(op.__all__) == set()


INNER = {
    "AccountActuals",
    "Built",
    "CostDriver",
    "CourseTaken",
    "Counting",
    "Effect",
    "ExitKey",
    "Flow",
    "GroupFlowKey",
    "Growth",
    "LeadKey",
    "LineSplit",
    "Linear",
    "Member",
    "MoveKey",
    "RunRate",
    "Seat",
    "ShortTimeKey",
    "Split",
    "TakeoverKey",
    "TrainingKey",
    "Understanding",
    "Versions",
    "WorkbookSnapshot",
}  # keys of the maths, and rows behind a frame or a sheet: looked at, and never named by a caller


def _hints(kind: type) -> Iterator[object]:
    """What its public fields, properties and methods take and give."""
    for name, hint in typing.get_type_hints(kind).items():
        if not name.startswith("_"):
            yield hint
    for name, member in vars(kind).items():
        function = _function_of(member)
        if function is not None and not name.startswith("_"):
            yield from typing.get_type_hints(inspect.unwrap(function)).values()


def _function_of(member: object) -> Callable[..., object] | None:
    if isinstance(member, property):
        return member.fget
    if isinstance(member, cached_property):
        return member.func
    if isinstance(member, classmethod | staticmethod):
        return member.__func__
    return member if inspect.isfunction(member) else None


def test_what_public_attributes_hold_is_public() -> None:
    """Fields, properties and methods of exported types; what lies inside is listed above."""
    kinds = [value for name in op.__all__ if inspect.isclass(value := vars(op)[name])]
    assert len(kinds) > 100
    held = {named.__name__ for kind in kinds for hint in _hints(kind) for named in _named_in(hint)}
    assert held - set(op.__all__) == INNER


def test_what_public_functions_raise_is_public() -> None:
    raised = {
        name.rsplit(".", 1)[-1]
        for function in vars(op).values()
        if inspect.isfunction(function)
        for block in re.findall(
            r"Raises\n\s*-+\n(.*?)(?:\n\n|\Z)", function.__doc__ or "", re.DOTALL
        )
        for name in re.findall(r"^([\w.]+)$", inspect.cleandoc(block), re.MULTILINE)
        if name.rsplit(".", 1)[-1][0].isupper()
    }
    assert {"BadInput", "BadModel", "Impossible", "NotWritable"} <= raised
    assert raised - {"ValueError", "KeyError"} - set(op.__all__) == set()


def test_there_is_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "orgplan/_version.py"
    assert re.search(
        rf"^version: {re.escape(op.__version__)}$",
        (ROOT / "CITATION.cff").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert f"\n## {op.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_map_of_folders_names_each() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / "orgplan").glob("*/__init__.py")}
    assert {room for room in rooms if not re.search(rf"`(?:orgplan/)?{room}`", page)} == set()


def test_types_are_shipped() -> None:
    assert (ROOT / "orgplan" / "py.typed").is_file()


def defined_in(path: Path) -> Iterator[tuple[str, str]]:
    """Names of the classes and types of a module, those of its own too, each with what it stands
    for: a class for itself, an alias or a type variable for its text.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_"), f"{path}:{node.lineno}"
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id.lstrip("_")
            if name[:1].isupper() and not name.isupper():
                yield name, ast.unparse(node.value)


def test_no_name_of_a_type_stands_for_two_things() -> None:
    """Classes, aliases and type variables, those of a module's own too; the same alias may stand in
    two rooms.
    """
    meanings: dict[str, set[str]] = {}
    for path in (ROOT / "orgplan").rglob("*.py"):
        for name, meaning in defined_in(path):
            meanings.setdefault(name, set()).add(meaning)
    assert {name: found for name, found in meanings.items() if len(found) > 1} == {}


def foreign_imports(source: str, package: tuple[str, ...]) -> Iterator[int]:
    """Lines that name a module of the own room in full, or leave the room by dots."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and len(package) > 1:
            named = (node.module or "").split(".")
            in_full = node.level == 0 and tuple(named[:2]) == package[:2]
            if in_full or len(package) - node.level + 1 < 2:
                yield node.lineno


def test_imports_are_relative_inside_a_room_and_absolute_between_rooms() -> None:
    for path in sorted((ROOT / "orgplan").rglob("*.py")):
        package = path.relative_to(ROOT).parts[:-1]
        assert not list(foreign_imports(path.read_text(encoding="utf-8"), package)), path
    assert list(foreign_imports("from orgplan.io.files import a", ("orgplan", "io"))) == [1]
    assert list(foreign_imports("from ...domain import a", ("orgplan", "io", "files"))) == [1]
    assert not list(foreign_imports("from ..files import a", ("orgplan", "io", "files")))


EMPTY = ("Not read.", "In the language of the run.", "A rule of this family.")  # say nothing


def test_no_line_of_a_docstring_is_filler() -> None:
    """An entry says what an argument is for, or why it is not used; what every sentence of ours is,
    no section repeats.
    """
    found = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "orgplan").rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.strip().strip('"') in EMPTY
    }
    assert found == set()


def on_the_page() -> Iterator[tuple[str, object]]:
    """What the page of the Python interface describes, with the methods of its classes and
    modules.
    """
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for name in re.findall(r"^::: orgplan\.(\w+)", page, re.MULTILINE):
        found = getattr(op, name)
        yield name, found
        for member, value in getattr(found, "__dict__", {}).items():
            if inspect.isfunction(value) and not member.startswith("_"):
                yield f"{name}.{member}", value


@pytest.mark.parametrize(
    ("name", "described"), [pytest.param(*one, id=one[0]) for one in on_the_page()]
)
def test_parameters_described_together_have_one_type_and_default(
    name: str, described: object
) -> None:
    """The page shows the type and the default of the first one for all of them."""
    groups = re.findall(r"^ *(\w+(?:, \w+)+)$", inspect.getdoc(described) or "", re.MULTILINE)
    if not groups or not callable(described):
        return
    given = inspect.signature(described).parameters
    for group in groups:
        kinds = {str(given[one]).removeprefix(one) for one in group.split(", ") if one in given}
        assert len(kinds) < 2, f"{name}: {group}"
