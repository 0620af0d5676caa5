"""Output files: looked at before the work begins, replaced whole or not at all, and readable by no
more people than the inputs were.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from orgplan import temporary
from orgplan.errors import OrgplanError
from orgplan.language import N_, _

_TROUBLE = {
    errno.ENOSPC: N_("there is no space left on the disk"),
    errno.EDQUOT: N_("your quota of the disk is used up"),
    errno.EFBIG: N_("the file would be larger than is allowed here"),
    errno.EIO: N_("the disk reports an error"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ESTALE: N_("the network disk is gone"),
    errno.ENXIO: N_("the device is gone"),
    errno.ENODEV: N_("the device is gone"),
}
_READERS = ((stat.S_IRGRP, stat.S_IRWXG), (stat.S_IROTH, stat.S_IRWXO))


class NotWritable(OrgplanError):
    """An output file cannot be written as asked; the text says why and what to do.

    Examples
    --------
    >>> op.save(planned, "my_org.xlsx")
    Traceback (most recent call last):
    orgplan.excel.write.saving.NotWritable: my_org.xlsx exists already; choose another name, ...
    """


class DiskTrouble(OrgplanError):
    """The disk failed while a file was read or written; a file that was there before is as it
    was.

    Examples
    --------
    >>> raise op.DiskTrouble("my_plan.xlsx was not written: no space left on the disk")
    Traceback (most recent call last):
    orgplan.excel.write.saving.DiskTrouble: my_plan.xlsx was not written: no space left on the disk
    """


@dataclass(frozen=True)
class _Access:
    """Who may read a file that was read: the bits of its mode, and its group."""

    mode: int
    group: int


_sources: set[_Access] = set()
_written: list[Path] = []
_new: set[Path] = set()  # targets that were not there when the work began, and may not be replaced


def read_from(facts: os.stat_result) -> None:
    """Note who may read an input: what this process writes from here on is readable by nobody else.

    Parameters
    ----------
    facts
        Of the input file: its mode and group count. Of several inputs each narrows the circle.
    """
    _sources.add(_Access(stat.S_IMODE(facts.st_mode), facts.st_gid))


def written() -> tuple[Path, ...]:
    """Files that this process has written, whole."""
    return tuple(_written)


def disk_trouble(error: BaseException) -> str | None:
    """What a disk says through an exception, or one that caused it, as half a sentence; ``None`` if
    it is about something else.

    Parameters
    ----------
    error
        Any exception; libraries wrap what the disk said in their own.

    Examples
    --------
    >>> disk_trouble(ValueError("no")) is None
    True
    """
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in _TROUBLE:
            return _(_TROUBLE[seen.errno])
        seen = seen.__cause__ or seen.__context__
    return None


def ensure_writable(path: Path, overwrite: bool = False) -> None:
    """Refuse an output file that could not, or must not, be written; call it before any long work.

    A file that was not there at the first call is not refused where another run has made it since:
    what a long search found is then written beside it (:func:`replaced_whole`).

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
            _(
                "The folder {folder} does not exist; make it first, or choose another place for"
                " {path}.",
                folder=folder,
                path=path.name,
            )
        )
    if target.is_dir():
        raise NotWritable(_("{path} is a folder; give the name of a file in it.", path=path))
    if target.exists() and not target.is_file():
        raise NotWritable(
            _(
                "{path} is not an ordinary file (a device or pipe); give the name of a file.",
                path=path,
            )
        )
    lock = lock_of(target)
    if lock is not None:
        raise NotWritable(
            _(
                "{path} is open in a spreadsheet program ({lock} exists); close it there first.",
                path=path.name,
                lock=lock.name,
            )
        )
    if target.exists() and not overwrite and target not in _new:
        raise NotWritable(
            _(
                "{path} exists already; choose another name, or allow overwriting it"
                " (--overwrite).",
                path=path,
            )
        )
    if target.exists() and not os.access(target, os.W_OK):
        raise NotWritable(
            _("{path} is read-only; choose another name, or make it writable.", path=path)
        )
    _try_the_folder(folder)
    if overwrite:
        _new.discard(target)
    elif not target.exists():
        _new.add(target)


def lock_of(path: Path) -> Path | None:
    """The file by which a spreadsheet program shows that it has another one open; ``None`` if there
    is none.

    Parameters
    ----------
    path
        Of a workbook; Excel and LibreOffice put their lock beside it.
    """
    locks = (path.parent / f"~${path.name}", path.parent / f".~lock.{path.name}#")
    return next((lock for lock in locks if lock.exists()), None)


def _try_the_folder(folder: Path) -> None:
    """Refuse a folder in which no file can be made, before the work begins."""
    try:
        with temporary.draft(folder):
            pass
    except OSError as error:
        trouble = disk_trouble(error)
        if trouble is not None:
            raise DiskTrouble(
                _(
                    "Nothing can be written to the folder {folder}: {trouble}.",
                    folder=folder,
                    trouble=trouble,
                )
            ) from error
        raise NotWritable(
            _(
                "Nothing can be written to the folder {folder} ({strerror}); choose another place.",
                folder=folder,
                strerror=error.strerror,
            )
        ) from error


@contextmanager
def replaced_whole(path: Path) -> Iterator[Path]:
    """A temporary file that takes the place of `path` when the block ends well, and vanishes when
    it doesn't.

    A symbolic link stays one: what it points at is replaced. The mode of a file that is replaced is
    kept, but for readers that an input of this run did not have.

    Parameters
    ----------
    path
        The file to be written.

    Yields
    ------
    Path
        Empty, in the same folder, so that it can take the place in one step.

    Raises
    ------
    DiskTrouble
        If the disk is full or fails; the file that was there is as it was.
    NotWritable
        If another run has made the file meanwhile, which was not there when this one began; what
        was written is beside it, under a name of its own.
    """
    target = _pointed_at(path)
    try:
        with temporary.draft(target.parent) as draft:
            yield draft
            with draft.open("rb+") as content:
                os.fsync(content.fileno())
            draft.chmod(_mode(target, draft))
            if target in _new:
                _place_new(draft, target)
            else:
                os.replace(draft, target)
            if path not in _written and not temporary.is_ours(path):
                _written.append(path)
    except Exception as error:
        trouble = disk_trouble(error)
        if trouble is None:
            raise
        there = _("; the existing file is unchanged") if target.exists() else ""
        raise DiskTrouble(
            _(
                "{path} could not be written: {trouble}{there}.",
                path=path,
                trouble=trouble,
                there=there,
            )
        ) from error


def _place_new(draft: Path, target: Path) -> None:
    """Give a file its name, which nobody had when the work began; where another run has it by now,
    a free one beside it.
    """
    _new.discard(target)
    if _linked(draft, target):
        return
    numbered = (target.with_stem(f"{target.stem}-{number}") for number in count(2))
    own = next(name for name in numbered if _linked(draft, name))
    raise NotWritable(
        _(
            "{path} was made by another run meanwhile, and is as that run wrote it. What this run"
            " found is in {own}.",
            path=target,
            own=own.name,
        )
    )


def _linked(draft: Path, target: Path) -> bool:
    """Whether the draft has the name now; ``False`` where another file has it. Of two runs that ask
    at the same moment one gets it, on disks that know links.
    """
    try:
        os.link(draft, target)
    except FileExistsError:
        return False
    except OSError:
        if target.exists():
            return False
        os.replace(draft, target)
    return True


def _pointed_at(path: Path) -> Path:
    """The file that a path means; a link is followed, one that leads nowhere is refused."""
    if not path.is_symlink():
        return path
    try:
        target = path.resolve()
    except (OSError, RuntimeError) as error:
        raise NotWritable(
            _("{path} is a link that leads nowhere; choose another name.", path=path)
        ) from error
    if target.is_symlink():  # a circle of links, at which Python raises nothing from 3.13 on
        raise NotWritable(_("{path} is a link that leads nowhere; choose another name.", path=path))
    return target


def _mode(target: Path, draft: Path) -> int:
    """Mode of a written file: as the one before it, without readers that an input did not have."""
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
