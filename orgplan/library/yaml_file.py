"""A YAML file whose every field knows its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .faults import ModelFault

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Route = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The content of a file, and the line of every route into it, such as ``("levels", 0, "band",
    "min")``.

    Attributes
    ----------
    path, content
        The file, and what it holds as YAML gives it.
    lines
        Route → line, from 1.

    Examples
    --------
    >>> file = YamlFile(Path("roles/dev.yaml"), {}, {(): 1, ("levels",): 4, ("levels", 0): 5})
    >>> file.line(("levels", 0, "band")), str(file.fault(("levels",), "is empty", "write one"))
    (5, 'roles/dev.yaml:4: levels: is empty; write one')
    """

    path: Path
    content: Any
    lines: dict[Route, int]

    def line(self, route: Route) -> int:
        """Line of a route, or of the nearest field around it.

        Parameters
        ----------
        route
            Keys and indices from the top; one that the file does not have counts as what is around
            it.

        Returns
        -------
        int
            From 1.
        """
        while route and route not in self.lines:
            route = route[:-1]
        return self.lines.get(route, 1)

    def fault(self, route: Route, problem: str, fix: str) -> ModelFault:
        """A fault at a route of this file.

        Parameters
        ----------
        route
            Keys and indices from the top; empty for the file as a whole.
        problem, fix
            What is wrong, and what to do, in English.
        """
        return ModelFault(self.path, self.line(route), spelled(route), problem, fix)


def spelled(route: Route) -> str:
    """A route as people write it: ``levels[0].band.min``.

    Parameters
    ----------
    route
        Keys and indices from the top.

    Examples
    --------
    >>> spelled(("levels", 0, "band", "min")), spelled(())
    ('levels[0].band.min', '')
    """
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in route)
    return "".join(steps).removeprefix(".")


def read_yaml(path: Path, faults: list[ModelFault]) -> YamlFile | None:
    """Read a model file of YAML.

    Parameters
    ----------
    path
        The file.
    faults
        Where its faults of form go, each with its line: what is no YAML, empty, or has a key twice.

    Returns
    -------
    YamlFile or None
        Content with the line of every key; ``None`` where there are faults.
    """
    try:
        root, content = _parsed(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, OSError, yaml.YAMLError, ValueError, TypeError) as error:
        faults.append(_fault_of(path, error))
        return None
    if root is None:
        faults.append(ModelFault(path, 1, "", "is empty", "write the model, or delete the file"))
        return None
    repeated = list(_repeated_keys(root, ()))
    sentence = "is written twice, so one of the two would be lost"
    faults.extend(
        ModelFault(path, line, spelled(route), sentence, "keep one") for route, line in repeated
    )
    return None if repeated else YamlFile(path, content, dict(_lines(root, ())))


def _parsed(text: str) -> tuple[yaml.Node | None, Any]:
    """Root of a document, and what it holds."""
    loader = Loader(text)
    try:
        root = loader.get_single_node()
        return root, None if root is None else loader.construct_document(root)
    finally:
        loader.dispose()


def _fault_of(path: Path, error: Exception) -> ModelFault:
    """Why a file cannot be read."""
    if isinstance(error, yaml.MarkedYAMLError):
        return _syntax_fault(path, error)
    if isinstance(error, UnicodeDecodeError):
        sentence, fix = f"is not UTF-8 text (byte {error.start})", "save it as UTF-8"
    elif isinstance(error, OSError):
        sentence, fix = f"cannot be read ({error.strerror})", "check the path and its permissions"
    elif isinstance(error, yaml.YAMLError):
        sentence, fix = f"is not YAML ({error})", "remove characters that cannot be printed"
    else:
        sentence = f"holds a value that YAML cannot read ({error})"
        fix = "put texts that look like dates in quotes"
    return ModelFault(path, 1, "", sentence, fix)


def _syntax_fault(path: Path, error: yaml.MarkedYAMLError) -> ModelFault:
    """The fault of a file that is no YAML, at the line where the parser gave up."""
    mark = error.problem_mark or error.context_mark
    where = f" ({error.context})" if error.context else ""
    fix = "check indentation, colons and quotes on this line and the one above"
    return ModelFault(
        path, mark.line + 1 if mark else 1, "", f"is not YAML: {error.problem}{where}", fix
    )


def _lines(node: yaml.Node, route: Route) -> Iterator[tuple[Route, int]]:
    """Route → line, from 1, of every field and entry."""
    yield route, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                below = (*route, key.value)
                yield from _lines(value, below)
                yield below, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _lines(value, (*route, place))


def _repeated_keys(node: yaml.Node, route: Route) -> Iterator[tuple[Route, int]]:
    """Keys that stand twice in one mapping, of which YAML would keep the last without a word."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                yield (*route, key.value), key.start_mark.line + 1
            seen.add(key.value)
            yield from _repeated_keys(value, (*route, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _repeated_keys(value, (*route, place))
