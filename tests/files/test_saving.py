"""Output files: whole or as they were, readable by nobody who could not read the inputs, and no
temporary file outlives the run.
"""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import orgplan as op
from orgplan import temporary
from orgplan.excel.write import saving
from orgplan.excel.write.saving import (
    DiskTrouble,
    NotWritable,
    ensure_writable,
    read_from,
    replaced_whole,
)
from orgplan.excel.write.workbook import WorkbookWriter

SAMPLE = Path(__file__).parents[2] / "sample_orgs" / "tight_budget" / "tight_budget.xlsx"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes, links and locks of POSIX")


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing read, written or swept yet; a temporary folder of its own."""
    monkeypatch.setattr(saving, "_sources", set())
    monkeypatch.setattr(saving, "_written", [])
    monkeypatch.setattr(temporary, "_swept", set())
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def run(*words: object, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"NO_COLOR": "1"} | settings
    return subprocess.run(
        [sys.executable, "-m", "orgplan", *map(str, words)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
    )


@pytest.mark.parametrize(("source", "there", "becomes"), [
    (0o600, None, 0o600),
    (0o640, None, 0o640),
    (0o644, None, 0o644),
    (0o600, 0o644, 0o600),
    (0o644, 0o600, 0o600),
    (0o400, None, 0o600),
])  # fmt: skip
def test_an_output_has_no_more_readers_than_the_input(
    tmp_path: Path, source: int, there: int | None, becomes: int
) -> None:
    given, out = tmp_path / "in.xlsx", tmp_path / "out.json"
    given.write_bytes(b"")
    given.chmod(source)
    if there is not None:
        out.write_text("old")
        out.chmod(there)
    read_from(given.stat())
    before = os.umask(0o022)
    try:
        with replaced_whole(out) as draft:
            assert mode(draft) == 0o600  # while it is written, nobody else reads it
            draft.write_text("new")
    finally:
        os.umask(before)
    assert (out.read_text(), mode(out)) == ("new", becomes)


@pytest.mark.parametrize("links", [True, False], ids=["a disk with links", "one without"])
def test_of_two_runs_into_one_new_file_neither_loses_what_it_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", _refused)
    out = tmp_path / "plan.xlsx"
    (tmp_path / "plan-2.xlsx").write_text("of somebody else")
    ensure_writable(out)  # as the run begins
    out.write_text("of the other run")
    ensure_writable(out)  # when it has found its plan
    with pytest.raises(NotWritable, match="another run meanwhile.*plan-3.xlsx"):  # noqa: SIM117
        with replaced_whole(out) as draft:
            draft.write_text("of this run")
    names = ("plan.xlsx", "plan-2.xlsx", "plan-3.xlsx")
    said = ["of the other run", "of somebody else", "of this run"]
    assert [(tmp_path / name).read_text() for name in names] == said
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(names)
    with pytest.raises(NotWritable, match="exists already"):
        ensure_writable(out)


def _refused(*_: object) -> None:
    raise OSError(errno.EPERM, "no links here")


def test_what_is_made_of_a_list_has_no_more_readers_than_the_list(tmp_path: Path) -> None:
    roster, out = tmp_path / "roster.csv", tmp_path / "org.xlsx"
    roster.write_text("name,role,team,base salary\nWang Wei,dev,A,100000\n", encoding="utf-8")
    roster.chmod(0o600)
    op.import_files([roster], out)
    assert mode(out) == 0o600


def test_a_link_is_written_through(tmp_path: Path) -> None:
    real, link = tmp_path / "deep" / "real.txt", tmp_path / "link.txt"
    real.parent.mkdir()
    real.write_text("old")
    link.symlink_to(real)
    with pytest.raises(NotWritable, match="exists already"):
        ensure_writable(link)
    ensure_writable(link, overwrite=True)
    with replaced_whole(link) as draft:
        draft.write_text("new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    link.unlink()
    link.symlink_to(link)
    with pytest.raises(NotWritable, match="leads nowhere"):
        ensure_writable(link, overwrite=True)


def test_a_pipe_or_device_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    with pytest.raises(NotWritable, match="not an ordinary file"):
        ensure_writable(pipe, overwrite=True)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_disk_that_fails_leaves_the_old_file(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "plan.xlsx"
    out.write_bytes(b"old")
    real = zipfile.ZipFile.close

    def close(archive: zipfile.ZipFile) -> None:
        if archive.mode == "w":
            raise OSError(number, os.strerror(number))
        real(archive)

    monkeypatch.setattr(zipfile.ZipFile, "close", close)
    with (
        pytest.raises(
            DiskTrouble,
            match=r"plan\.xlsx could not be written: .*; the existing file is unchanged",
        ),
        WorkbookWriter(out) as book,
    ):
        book.sheet("Plan").write(0, 0, "text")
    assert out.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.xlsx", "tmp"]
    assert not list((tmp_path / "tmp").iterdir())


def test_a_file_that_may_not_grow_ends_with_one_sentence_and_code_8(tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    out.write_bytes(b"old")
    program = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000));"
        f" sys.argv = ['orgplan', 'plan', {str(SAMPLE)!r}, '--out', {str(out)!r}, '--overwrite',"
        " '--quiet']; runpy.run_module('orgplan', run_name='__main__')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=os.environ | {"TMPDIR": str(tmp_path / "tmp")},
        timeout=120,
    )
    assert (ended.returncode, len(ended.stderr.splitlines())) == (8, 1), ended.stderr
    assert "larger than is allowed" in ended.stderr
    assert out.read_bytes() == b"old"
    assert not list((tmp_path / "tmp").iterdir())


def test_what_a_killed_run_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "tmp"
    leave = (
        "import os, pathlib, signal; from orgplan import temporary\n"
        f"with temporary.folder() as one, temporary.draft(pathlib.Path({str(place)!r})) as two:\n"
        "    (one / 'pay').write_text('90000'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run(
        [sys.executable, "-c", leave], env=os.environ | {"TMPDIR": str(place)}, timeout=60
    )
    assert len(list(place.iterdir())) == 2
    (place / "orgplan-mine").mkdir()
    with temporary.folder() as held:
        subprocess.run(
            [
                sys.executable,
                "-c",
                "from orgplan import temporary; temporary.sweep(temporary.place())",
            ],
            env=os.environ | {"TMPDIR": str(place)},
            timeout=60,
        )
        assert sorted(path.name for path in place.iterdir()) == sorted(["orgplan-mine", held.name])
    assert [path.name for path in place.iterdir()] == ["orgplan-mine"]


def test_tracebacks_only_where_asked_for_and_without_values(tmp_path: Path) -> None:
    program = (
        "import sys; from orgplan.cli import main as m; from orgplan import api\n"
        "def broken(*_, **__):\n    secret = 'Ann Smith 90000'\n    raise KeyError(secret)\n"
        f"api.check = broken; sys.argv = ['orgplan', 'check', {str(SAMPLE)!r}]; m()"
    )
    for debug in ("0", "1"):
        ended = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            env=os.environ | {"ORGPLAN_DEBUG": debug},
            timeout=60,
        )
        assert ended.returncode == 1
        assert "bug of orgplan (KeyError in" in ended.stderr
        assert "Ann" not in ended.stderr
        assert ("File " in ended.stderr) == (debug == "1")
        assert len(ended.stderr.splitlines()) == 1 or debug == "1"
