"""Output files of every command: none replaces what is read, none is named twice, whatever
`--overwrite` allows.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from orgplan.cli.main import app
from orgplan.cli.shared.outputs import progress_bar

Run = Callable[..., tuple[int, str, str]]
OUTPUTS = ("--out", "--page", "--json", "--ledger", "--headcount", "--faults")
OTHERS = ("doctor", "init", "roles", "rules")  # make their argument, or read no file of the user


def _outputs() -> list[tuple[str, str]]:
    """Every command that reads files, with each option that names one to write."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    return [
        (name, option)
        for name, command in sorted(commands.items())
        if name not in OTHERS
        for option in OUTPUTS
        if any(option in parameter.opts for parameter in command.params)
    ]


def _words(command: str, option: str, read: Path, target: Path) -> list[object]:
    """A command on a file, with an output at the target; other outputs that it cannot do without go
    beside.
    """
    files = [read, read.with_name("other.xlsx")] if command in ("diff", "forecast") else [read]
    needed = command in ("plan", "recost", "redact", "import") and option != "--out"
    beside = ["--out", read.with_name("beside.xlsx")] if needed else []
    signed = ["--by", "Ann"] if command == "approve" else []
    return [command, *files, *signed, *beside, option, target, "--overwrite"]


def test_commands_with_outputs_are_found() -> None:
    assert {command for command, _ in _outputs()} >= {
        "approve", "plan", "check", "compare", "diff", "explain", "export", "forecast", "frontier",
        "import", "page", "price", "recost", "reconcile",
        "redact", "stress",
    }  # fmt: skip


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize(("command", "option"), _outputs())
def test_no_command_replaces_what_it_reads(
    run: Run, tmp_path: Path, command: str, option: str, linked: bool
) -> None:
    read, target = tmp_path / "read.xlsx", tmp_path / "read.xlsx"
    read.write_bytes(b"somebody's work")
    (tmp_path / "other.xlsx").write_bytes(b"more of it")
    if linked:
        target = tmp_path / "another_name.xlsx"
        os.link(read, target)
    code, _, err = run(*_words(command, option, read, target))
    assert (code, err) == (2, f"{target} is an input; write the result to another file.\n")
    assert read.read_bytes() == b"somebody's work"
    assert not (tmp_path / "beside.xlsx").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["export", "read.xlsx", "--ledger", "one.csv", "--headcount", "one.csv"],
        ["plan", "read.xlsx", "--out", "one.xlsx", "--json", "one.xlsx"],
        ["plan", "read.xlsx", "--out", "one.xlsx", "--faults", "one.xlsx"],
        ["reconcile", "read.xlsx", "--out", "one.xlsx", "--json", "one.xlsx"],
    ],
    ids=lambda words: f"{words[0]} {words[4]}",
)
def test_no_file_is_two_outputs(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*words)
    assert code == 2
    assert err.endswith(" is named for two outputs; give each a file of its own.\n")


@pytest.mark.parametrize("kind", ["missing", "pipe", "no text"])
def test_a_map_of_accounts_that_cannot_be_read_is_bad_input(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    accounts = tmp_path / "accounts.csv"
    if kind == "pipe":
        os.mkfifo(accounts)
    elif kind == "no text":
        accounts.write_bytes(b"\xff\xfe\xfa")
    monkeypatch.setattr("orgplan.api.check", lambda *_: _Checked())
    words = ["export", tmp_path / "plan.xlsx", "--ledger", tmp_path / "gl.csv", "--accounts"]
    code, _, err = run(*words, accounts)
    assert code == 3
    assert err.startswith(f"{accounts}: ")
    assert err.count("\n") == 1


class _Checked:
    """A plan of which nothing is looked at."""

    differences = ()
    assessment = None


def test_no_bar_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("working", 2, quiet=False) as show:
        show(1, 2)
    assert capsys.readouterr() == ("", "")
