"""Entries of model files: a value of the catalogue together with the place it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from orgplan.domain import (
    Band,
    Dimension,
    Fork,
    Ladder,
    LibraryLevel,
    LibraryRole,
    LibraryRule,
    Range,
    Rung,
    SkillDefinition,
    Value,
)

from .faults import ModelFault
from .yaml_file import Route, YamlFile, read_yaml

T = TypeVar("T", SkillDefinition, LibraryRole, Ladder, LibraryRule)

_TYPES: tuple[type[Value], ...] = (
    Band,
    Dimension,
    Fork,
    Ladder,
    LibraryLevel,
    LibraryRole,
    LibraryRule,
    Range,
    Rung,
    SkillDefinition,
)
_FIELDS = sorted({name for kind in _TYPES for name in kind.model_fields})


@dataclass(frozen=True, slots=True)
class ModelEntry(Generic[T]):
    """A value and where it stands.

    Attributes
    ----------
    value
        Of the catalogue.
    file, route
        File it was read from, and keys and indices that lead to it; empty for a file with one
        entry.
    """

    value: T
    file: YamlFile
    route: Route = ()

    def fault(self, route: Route, problem: str, fix: str) -> ModelFault:
        """A fault at a route below this entry.

        Parameters
        ----------
        route
            Keys and indices from this entry down, empty for the entry itself.
        problem, fix
            What is wrong, and what to do, in English.
        """
        return self.file.fault((*self.route, *route), problem, fix)


@dataclass(slots=True)
class Shelf:
    """What one or more folders hold, by id; `unread` names the entries that exist but have faults
    of their own.

    Attributes
    ----------
    skills, roles, ladders, rules
        Id → entry; of several folders the last counts.
    replaced
        The library's roles of which the user has one with the same id.
    """

    skills: dict[str, ModelEntry[SkillDefinition]] = field(default_factory=dict)
    roles: dict[str, ModelEntry[LibraryRole]] = field(default_factory=dict)
    ladders: dict[str, ModelEntry[Ladder]] = field(default_factory=dict)
    rules: dict[str, ModelEntry[LibraryRule]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    replaced: list[LibraryRole] = field(default_factory=list)

    def lay_over(self, other: Shelf) -> None:
        """Put another shelf over this one: its entries win.

        Parameters
        ----------
        other
            Of a folder further up: the user's over the library's. A role that it replaces is
            remembered, since it still speaks for its skills.
        """
        self.replaced.extend(self.roles[name].value for name in other.roles if name in self.roles)
        self.skills |= other.skills
        self.roles |= other.roles
        self.ladders |= other.ladders
        self.rules |= other.rules
        self.unread |= other.unread


def read_folder(folder: Path, faults: list[ModelFault]) -> Shelf:
    """Read ``skills*.yaml``, ``roles/``, ``ladders/`` and ``rules/`` of a models folder.

    Parameters
    ----------
    folder
        Any of the files may be missing; only a folder that is none is a fault.
    faults
        Grows by the faults of all files, so that the user sees them at once.

    Returns
    -------
    Shelf
        Without the entries that have faults; their ids are in `unread`.
    """
    shelf = Shelf()
    if not folder.is_dir():
        faults.append(
            ModelFault(
                folder,
                1,
                "",
                "is not a folder",
                "give the folder that holds skills.yaml, roles/ or rules/",
            )
        )
        return shelf
    for path in sorted(folder.glob("skills*.yaml")):
        for file, route in _listed(path, "skills", faults):
            _shelve(shelf.skills, SkillDefinition, file, route, shelf.unread, faults)
    _read_files(folder / "roles", LibraryRole, shelf.roles, shelf.unread, faults)
    _read_files(folder / "ladders", Ladder, shelf.ladders, shelf.unread, faults)
    _read_files(folder / "rules", LibraryRule, shelf.rules, shelf.unread, faults)
    return shelf


def nearest(word: str, known: list[str]) -> str:
    """``did you mean …?`` for the closest known word, or a list of a few.

    Parameters
    ----------
    word
        As the file has it.
    known
        Words that would do, in the order in which a list of them is shown.

    Examples
    --------
    >>> nearest("enginering", ["engineering", "design"]), nearest("x", ["engineering", "design"])
    ('did you mean `engineering`?', 'known are engineering, design')
    """
    best = process.extractOne(word, known, score_cutoff=70)
    if best is not None:
        return f"did you mean `{best[0]}`?"
    return (
        f"known are {', '.join(known[:8])}{' …' if len(known) > 8 else ''}"
        if known
        else "none are known"
    )


def _listed(path: Path, key: str, faults: list[ModelFault]) -> Iterator[tuple[YamlFile, Route]]:
    """The entries of a file that holds a list of them."""
    file = read_yaml(path, faults)
    if file is None:
        return
    if not isinstance(file.content, dict) or not isinstance(file.content.get(key), list):
        faults.append(
            file.fault(
                (key,), f"has no list `{key}`", f"begin the file with `{key}:` and a list below it"
            )
        )
        return
    yield from ((file, (key, place)) for place in range(len(file.content[key])))


def _read_files(
    folder: Path,
    kind: type[T],
    shelf: dict[str, ModelEntry[T]],
    unread: set[str],
    faults: list[ModelFault],
) -> None:
    """Read a folder with a file for each entry; the name of the file is the entry's id."""
    for path in sorted(folder.glob("*.yaml")):
        file = read_yaml(path, faults)
        if file is None:
            unread.add(path.stem)
            continue
        _shelve(shelf, kind, file, (), unread, faults)
        if isinstance(file.content, dict) and file.content.get("id") not in (None, path.stem):
            faults.append(
                file.fault(
                    ("id",),
                    f"is `{file.content['id']}`",
                    f"give the file and the id one name, `{path.stem}`",
                )
            )


def _shelve(
    shelf: dict[str, ModelEntry[T]],
    kind: type[T],
    file: YamlFile,
    route: Route,
    unread: set[str],
    faults: list[ModelFault],
) -> None:
    """Put an entry on the shelf, or its faults to the others; an id that is there twice is one."""
    raw = _at(file.content, route)
    try:
        value = kind.model_validate(raw)
    except ValidationError as error:
        faults.extend(_fault_of(file, route, detail) for detail in error.errors(include_url=False))
        unread.add(str(raw.get("id", file.path.stem)) if isinstance(raw, dict) else file.path.stem)
        return
    entry = ModelEntry(value, file, route)
    if value.id in shelf:
        first = shelf[value.id]
        where = f"{first.file.path.name}:{first.file.line(first.route)}"
        faults.append(
            entry.fault(
                ("id",), f"`{value.id}` is already defined in {where}", "rename or delete one"
            )
        )
    shelf[value.id] = entry


def _at(content: Any, route: Route) -> Any:
    for step in route:
        content = content[step]
    return content


def _fault_of(file: YamlFile, route: Route, detail: ErrorDetails) -> ModelFault:
    """What pydantic says of a field, in words for whoever edits the file."""
    where = (*route, *detail["loc"])
    value = detail["input"]
    shown = (
        repr(value)
        if isinstance(value, (str, int, float, bool))
        else f"a {type(value).__name__}"
        if value is not None
        else "nothing"
    )
    name = str(where[-1]) if where else ""
    match detail["type"]:
        case "missing":
            return file.fault(where, "is missing", f"add `{name}:`")
        case "extra_forbidden":
            return file.fault(where, "is not a field of the schema", nearest(name, _FIELDS))
        case "string_type":
            return file.fault(where, f"wants text and has {shown}", "put it in quotes")
        case "literal_error" | "enum":
            return file.fault(
                where, f"has {shown}", f"use one of {detail.get('ctx', {}).get('expected', '')}"
            )
        case _:
            return file.fault(where, f"has {shown}", detail["msg"][0].lower() + detail["msg"][1:])
