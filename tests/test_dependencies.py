"""The lock and the ranges agree, and the README installs from the lock."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RANGES = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = [
    Requirement(line)
    for lines in PROJECT["optional-dependencies"].values()
    for line in lines
    if not line.startswith("orgplan[")
]
LOCK = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
LOCKED = [Requirement(line) for line in LOCK.splitlines() if line and not line.startswith("#")]


def _locked(name: str, python: str) -> Version:
    """The one version that a Python gets."""
    environment = {
        "python_full_version": f"{python}.1",
        "python_version": python,
        "sys_platform": "linux",
    }
    here = [
        line
        for line in LOCKED
        if canonicalize_name(line.name) == canonicalize_name(name)
        and (line.marker is None or line.marker.evaluate(environment))
    ]
    assert len(here) == 1, f"{name} on Python {python}: {[str(line) for line in here]}"
    return Version(str(here[0].specifier).removeprefix("=="))


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_every_dependency_is_locked_within_its_range(python: str) -> None:
    for line in (*RANGES, *EXTRAS):
        assert line.specifier.contains(_locked(line.name, python)), line


def test_the_lock_has_exact_versions_and_no_addresses() -> None:
    assert len(LOCKED) > 40
    assert all(
        re.fullmatch(r"==[\w.]+", str(line.specifier)) and line.url is None for line in LOCKED
    )
    assert "://" not in LOCK
    assert "--" not in LOCK.replace("# ", "")


def test_every_range_has_two_ends() -> None:
    for line in RANGES:
        assert {part.operator for part in line.specifier} >= {">=", "<"}, line


@pytest.mark.parametrize(
    ("name", "version"),
    [("highspy", "1.14.0"), ("highspy", "1.16.0"), ("pulp", "3.3.0"), ("typer", "0.12.1")],
)
def test_versions_known_to_be_wrong_are_not_allowed(name: str, version: str) -> None:
    line = next(line for line in RANGES if line.name == name)
    assert not line.specifier.contains(version)
    assert version in (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")


def test_the_readme_and_the_makefile_install_from_the_lock() -> None:
    for file, lines in (("README.md", 2), ("Makefile", 3)):
        installs = [
            line
            for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
            if re.search(r"pip install .*-e |INSTALL\) ", line)
        ]
        assert len(installs) == lines, file
        text = (ROOT / file).read_text(encoding="utf-8")
        assert all(
            "-c requirements/lock.txt" in line
            or "INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check -c $(LOCK)" in text
            for line in installs
        )


def test_each_direct_dependency_has_a_row_with_its_licence_and_reason() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = {
        canonicalize_name(cells[0]): cells[1:3]
        for line in page.splitlines()
        if line.startswith("| ")
        and len(cells := [part.strip() for part in line.split("|")[1:]]) > 4
    }
    for line in RANGES:
        licence, reason = rows[canonicalize_name(line.name)]
        assert re.search(r"MIT|BSD|Apache", licence), line.name
        assert len(reason) > 10, line.name
