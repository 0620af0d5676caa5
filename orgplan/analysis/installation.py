"""What this installation is made of, and whether its plans can be trusted."""

import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires

from packaging.requirements import Requirement

from orgplan._version import __version__
from orgplan.solver.battery import BY_ORGPLAN, BatteryAnswer, answers

SOLVERS = frozenset({"highspy", "pulp", "pyscipopt"})


@dataclass(frozen=True)
class Library:
    """A library that orgplan stands on.

    Attributes
    ----------
    version, licence
        As installed; the version is empty where it is not.
    allowed
        Versions that orgplan was tested with; empty where orgplan runs from a folder, and nobody
        knows.
    fits
        Whether the version is one of them.
    """

    name: str
    version: str
    licence: str
    allowed: str
    fits: bool


@dataclass(frozen=True)
class Installation:
    """Libraries, and what each road to a plan makes of models with known optimum.

    Attributes
    ----------
    python, system
        Versions of both, in words.
    libraries
        Those of which a version is asked for.
    answers
        Of each road, to every model of the battery.
    """

    python: str
    system: str
    libraries: tuple[Library, ...]
    answers: tuple[BatteryAnswer, ...]

    @property
    def unfit_solvers(self) -> tuple[Library, ...]:
        """Solvers in a version that is known to be wrong, or was never tried."""
        return tuple(
            library for library in self.libraries if not library.fits and library.name in SOLVERS
        )

    @property
    def unfit_others(self) -> tuple[Library, ...]:
        """Other libraries in a version that was never tried: something may fail, no plan gets
        wrong.
        """
        return tuple(
            library
            for library in self.libraries
            if not library.fits and library.name not in SOLVERS
        )

    @property
    def wrong(self) -> tuple[BatteryAnswer, ...]:
        """Answers that are not the optimum on the road that plans take."""
        return tuple(
            answer for answer in self.answers if answer.road in BY_ORGPLAN and not answer.right
        )

    @property
    def noticed(self) -> tuple[BatteryAnswer, ...]:
        """Wrong answers of a solver taken at its word."""
        return tuple(
            answer for answer in self.answers if answer.road not in BY_ORGPLAN and not answer.right
        )

    @property
    def trusted(self) -> bool:
        """Whether plans can be trusted: every answer right, by solvers in versions that were
        tried.
        """
        return bool(self.answers) and not self.wrong and not self.unfit_solvers


def installation() -> Installation:
    """Look at this installation; the battery takes a second or two."""
    return Installation(
        platform.python_version(), platform.platform(), libraries(), tuple(answers())
    )


def libraries() -> tuple[Library, ...]:
    """Libraries that orgplan asks for, with what is installed of each."""
    return tuple(_library(Requirement(line)) for line in _asked_for() if "extra ==" not in line)


def _asked_for() -> Sequence[str]:
    try:
        return requires("orgplan") or ()
    except PackageNotFoundError:  # run from a folder: nothing says which versions are allowed
        return sorted(SOLVERS)


def _library(asked: Requirement) -> Library:
    allowed = (
        ", ".join(sorted(str(asked.specifier).split(","), key=_by_version))
        if asked.specifier
        else ""
    )
    try:
        found = metadata(asked.name)
    except PackageNotFoundError:
        return Library(asked.name, "", "", allowed, fits=False)
    version = str(found["Version"])
    return Library(
        asked.name,
        version,
        _licence(found),
        allowed,
        asked.specifier.contains(version, prereleases=True),
    )


def _by_version(part: str) -> tuple[int, str]:
    return ((">=", "!=", "<").index(re.sub(r"[\d.*]", "", part)) if part[0] in "><!" else 3, part)


def _licence(found: PackageMetadata) -> str:
    """The licence that a library states: its expression, else its classifiers, else the first line
    of the field.
    """
    named = [
        value.rsplit(" :: ", 1)[-1]
        for value in found.get_all("Classifier") or ()
        if value.startswith("License ::")
    ]
    stated = (
        found.get_all("License-Expression") or named or found.get_all("License") or ["not stated"]
    )
    return str(stated[0]).splitlines()[0]


def version_line(found: Installation) -> str:
    """Versions of orgplan and of what it runs on.

    Parameters
    ----------
    found
        As :func:`installation` finds it.

    Returns
    -------
    str
        One line, without the versions of libraries.
    """
    return f"orgplan {__version__} (Apache-2.0), Python {found.python}, {found.system}"
