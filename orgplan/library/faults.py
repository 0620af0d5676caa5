"""What is wrong in a model file, where, and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from orgplan.errors import OrgplanError


@dataclass(frozen=True, slots=True)
class ModelFault:
    """One fault of a model file.

    Attributes
    ----------
    path, line
        File, and line counted from 1.
    field
        Where in the file, as ``levels[0].band.min``; empty for the file as a whole.
    problem, fix
        What is wrong, and what to do about it.
    """

    path: Path
    line: int
    field: str
    problem: str
    fix: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.path}:{self.line}: {field}{self.problem}; {self.fix}"


class BadModel(OrgplanError):
    """Model files have faults; all of them are in `faults`.

    Examples
    --------
    >>> fault = ModelFault(Path("skills.yaml"), 12, "", "has no name", "give it one")
    >>> raise op.BadModel([fault])
    Traceback (most recent call last):
    orgplan.library.faults.BadModel: ...skills.yaml:12: has no name; give it one
    """

    def __init__(self, faults: Sequence[ModelFault]) -> None:
        self.faults = tuple(
            sorted(faults, key=lambda fault: (str(fault.path), fault.line, fault.field))
        )
        super().__init__("\n".join(str(fault) for fault in self.faults))
