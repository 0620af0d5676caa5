"""Output files: looked at before the work begins, replaced whole or not at all, and readable by no more people than the inputs were."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from orgplan import temporary
from orgplan.errors import OrgplanError

_TROUBLE = {
    errno.ENOSPC: "there is no space left on the disk",
    errno.EDQUOT: "your quota of the disk is used up",
    errno.EFBIG: "the file would be larger than is allowed here",
    errno.EIO: "the disk reports an error",
    errno.EROFS: "the disk is read-only",
    errno.ESTALE: "the network disk is gone",
    errno.ENXIO: "the device is gone",
    errno.ENODEV: "the device is gone",
}
_READERS = ((stat.S_IRGRP, stat.S_IRWXG), (stat.S_IROTH, stat.S_IRWXO))


class NotWritable(OrgplanError):
    """An output file cannot be written as asked; the text says why and what to do."""


class DiskTrouble(OrgplanError):
    """The disk failed while a file was read or written; a file that was there before is as it was."""


@dataclass(frozen=True)
class _Source:
    """Who may read a file that was read: the bits of its mode, and its group."""

    mode: int
    group: int


_sources: set[_Source] = set()
_written: list[Path] = []


def read_from(facts: os.stat_result) -> None:
    """Note who may read an input: what this process writes from here on is readable by nobody else."""
    _sources.add(_Source(stat.S_IMODE(facts.st_mode), facts.st_gid))


def written() -> tuple[Path, ...]:
    """Files that this process has written, whole."""
    return tuple(_written)


def disk_trouble(error: BaseException) -> str | None:
    """What a disk says through an exception, or one that caused it, as half a sentence; ``None`` if it is about something else."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in _TROUBLE:
            return _TROUBLE[seen.errno]
        seen = seen.__cause__ or seen.__context__
    return None


def ensure_writable(path: Path, overwrite: bool = False) -> None:
    """Refuse an output file that could not, or must not, be written; call it before any long work.

    Parameters
    ----------
    path
        The file to be written; of a symbolic link, what it points at.
    overwrite
        Whether a file that exists may be replaced.

    Raises
    ------
    NotWritable
        If the folder is missing or read-only, the file exists, or a spreadsheet program has it
        open.
    DiskTrouble
        If the disk is full or fails.
    """
    target = _pointed_at(path)
    folder = target.parent
    if not folder.is_dir():
        raise NotWritable(
            f"The folder {folder} does not exist; make it first, or choose another place for {path.name}."
        )
    if target.is_dir():
        raise NotWritable(f"{path} is a folder; give the name of a file in it.")
    if target.exists() and not target.is_file():
        raise NotWritable(
            f"{path} is no ordinary file (a device or pipe); give the name of a file."
        )
    lock = lock_of(target)
    if lock is not None:
        raise NotWritable(
            f"{path.name} is open in a spreadsheet program ({lock.name} exists); close it there first."
        )
    if target.exists() and not overwrite:
        raise NotWritable(
            f"{path} exists already; choose another name, or allow overwriting it (--overwrite)."
        )
    if target.exists() and not os.access(target, os.W_OK):
        raise NotWritable(f"{path} is read-only; choose another name, or make it writable.")
    _try_the_folder(folder)


def lock_of(path: Path) -> Path | None:
    """The file by which a spreadsheet program shows that it has another one open; ``None`` if there is none."""
    locks = (path.parent / f"~${path.name}", path.parent / f".~lock.{path.name}#")
    return next((lock for lock in locks if lock.exists()), None)


def _try_the_folder(folder: Path) -> None:
    try:
        with temporary.draft(folder):
            pass
    except OSError as error:
        trouble = disk_trouble(error)
        if trouble is not None:
            raise DiskTrouble(
                f"Nothing can be written to the folder {folder}: {trouble}."
            ) from error
        raise NotWritable(
            f"Nothing can be written to the folder {folder} ({error.strerror}); choose another place."
        ) from error


@contextmanager
def replaced_whole(path: Path) -> Iterator[Path]:
    """A temporary file that takes the place of `path` when the block ends well, and vanishes when it doesn't.

    A symbolic link stays one: what it points at is replaced. The mode of a file that is replaced is
    kept, but for readers that an input of this run did not have.

    Raises
    ------
    DiskTrouble
        If the disk is full or fails; the file that was there is as it was.
    """
    target = _pointed_at(path)
    try:
        with temporary.draft(target.parent) as draft:
            yield draft
            with draft.open("rb+") as content:
                os.fsync(content.fileno())
            draft.chmod(_mode(target, draft))
            os.replace(draft, target)
            if path not in _written and not temporary.is_ours(path):
                _written.append(path)
    except Exception as error:
        trouble = disk_trouble(error)
        if trouble is None:
            raise
        there = "; the file that was there is as it was" if target.exists() else ""
        raise DiskTrouble(f"{path} could not be written: {trouble}{there}.") from error


def _pointed_at(path: Path) -> Path:
    if not path.is_symlink():
        return path
    try:
        target = path.resolve()
    except (OSError, RuntimeError) as error:
        raise NotWritable(f"{path} is a link that leads nowhere; choose another name.") from error
    if target.is_symlink():  # a circle of links, at which Python raises nothing from 3.13 on
        raise NotWritable(f"{path} is a link that leads nowhere; choose another name.")
    return target


def _mode(target: Path, draft: Path) -> int:
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    group = draft.stat().st_gid
    for source in _sources:
        for reads, everything in _READERS:
            foreign = (
                reads == stat.S_IRGRP and source.group != group and not source.mode & stat.S_IROTH
            )
            if not source.mode & reads or foreign:
                mode &= ~everything
    return mode


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
