"""The other names in ``names.txt``, under which sheets, columns and entries of closed lists are
found.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from orgplan.excel.read import texts

Choices = Mapping[str, tuple[str, ...]]

_LINES = Path(__file__).with_name("names.txt").read_text("utf-8").splitlines()
NAMES: Choices = {
    key: texts(names.strip()) if names else ()
    for key, _, names in (line.partition(":") for line in _LINES if not line.startswith("#"))
}


def names_of(key: str) -> tuple[str, ...]:
    """Names of a line, with those of the lines that it takes in.

    Parameters
    ----------
    key
        Such as ``Roster.role``, or ``Roster.role (doubtful)`` for fallbacks; one without a line has
        no further names.

    Examples
    --------
    >>> "job title" in names_of("Roster.role"), names_of("Roster.no such column")
    (True, ())
    """
    return tuple(_names_of(key))


def _names_of(key: str) -> Iterator[str]:
    """Names of a line; ``= key`` stands for all names of another line."""
    for name in NAMES.get(key, ()):
        yield from NAMES[name[2:]] if name.startswith("= ") else (name,)


def entries(of: str) -> Choices:
    """Entries of a closed list, with their other names.

    Parameters
    ----------
    of
        Name of the list in ``names.txt``, such as ``period``.

    Examples
    --------
    >>> list(entries("period"))
    ['month', 'quarter', 'year']
    """
    return {key.removeprefix(f"{of} = "): NAMES[key] for key in NAMES if key.startswith(f"{of} = ")}
