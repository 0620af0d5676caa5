"""Temporary files and folders: they hold names and pay, so that none outlives the run.

Each is readable by its owner only, is known by its name to be ours, and is locked while it is in
use. What a killed run left behind is removed by the next one that looks at the same place.
"""

import hashlib
import os
import re
import secrets
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_NAME = re.compile(r"\.?orgplan-(?P<host>[0-9a-f]{6})-(?P<process>[0-9]+)-[0-9a-f]{8}(?:\.tmp)?")
# seconds after which what another machine left on a shared disk is taken for abandoned
_DAY = 86_400.0
_mine: set[Path] = set()
_swept: set[Path] = set()


def place() -> Path:
    """The temporary directory of this machine."""
    return Path(tempfile.gettempdir())


@contextmanager
def folder() -> Iterator[Path]:
    """A folder in the temporary directory that is gone, with all that it holds, when the block
    ends.

    Examples
    --------
    >>> with folder() as where:
    ...     where.is_dir()
    True
    >>> where.exists()
    False
    """
    sweep(place())
    path = place() / _name()
    _mine.add(path)
    try:
        path.mkdir(mode=0o700)
        with _held(path):
            yield path
    finally:
        _remove(path)


@contextmanager
def draft(beside: Path) -> Iterator[Path]:
    """An empty file in a folder; when the block ends it is gone, unless it was moved away.

    Parameters
    ----------
    beside
        Folder of the file that is to be replaced, so that moving the draft there is one step on the
        same disk.

    Yields
    ------
    Path
        Hidden, and readable by its owner alone.

    Examples
    --------
    >>> with folder() as where, draft(where) as path:
    ...     path.name.startswith(".orgplan-"), path.stat().st_size, is_ours(path)
    (True, 0, True)
    >>> path.exists()
    False
    """
    sweep(beside)
    path = beside / f".{_name()}.tmp"
    _mine.add(path)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with _held(path):
            yield path
    finally:
        _remove(path)


def is_ours(path: Path) -> bool:
    """Whether a file is one of this process, or lies in a folder of it.

    Parameters
    ----------
    path
        As this process made it; links are not followed.

    Examples
    --------
    >>> is_ours(Path("my_org.xlsx"))
    False
    """
    return path in _mine or not _mine.isdisjoint(path.parents)


def remove_all() -> None:
    """Remove what this process still has, whatever it was doing."""
    for path in list(_mine):
        _remove(path)


def sweep(where: Path) -> None:
    """Remove what runs left in a folder that ended before they could; each folder is looked at once
    a process.

    Parameters
    ----------
    where
        Folder; one that can't be read is passed over. Files of a run that is still going, and those
        of other users and of today's runs on other machines, stay.
    """
    if where in _swept:
        return
    _swept.add(where)
    with suppress(OSError), os.scandir(where) as entries:
        for entry in entries:
            found = _NAME.fullmatch(entry.name)
            if (
                found
                and Path(entry.path) not in _mine
                and _abandoned(entry, found["host"], int(found["process"]))
            ):
                _remove(Path(entry.path))


def _name() -> str:
    return f"orgplan-{_host()}-{os.getpid()}-{secrets.token_hex(4)}"


def _host() -> str:
    """A short hash of the machine's name: which machine, without saying its name."""
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:6]


def _abandoned(entry: os.DirEntry[str], host: str, process: int) -> bool:
    """Whether nobody uses it any more: its lock is free, and its process is gone or, where we can't
    know, it is a day old.
    """
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    if entry.is_symlink() or (sys.platform != "win32" and facts.st_uid != os.geteuid()):
        return False
    gone = host == _host() and not _lives(process)
    return (gone or time.time() - facts.st_mtime > _DAY) and _unlocked(Path(entry.path))


def _lives(process: int) -> bool:
    """Whether a process of this machine is still there; where that can't be known, it is."""
    if sys.platform == "win32":
        return True  # there, asking would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return (
        process != os.getpid()
    )  # one of ours that we don't know is of an earlier process with our number


def _unlocked(path: Path) -> bool:
    """Whether nobody holds the lock of a file or folder; on a disk without locks, nobody does."""
    if sys.platform == "win32":
        return True
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a disk without locks
    finally:
        os.close(handle)
    return True


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Lock a file or folder of ours, so that no other run takes it for abandoned."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    if f"-{os.getpid()}-" not in path.name and path in _mine:
        return  # a forked process does not clear up after its parent
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    _mine.discard(path)
