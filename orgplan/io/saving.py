"""Output files: looked at before the work begins, replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orgplan.errors import OrgplanError


class NotWritable(OrgplanError):
    """An output file cannot be written as asked; the text says why and what to do."""


def ensure_writable(path: Path, overwrite: bool = False) -> None:
    """Refuse an output file that could not, or must not, be written; call it before any long work.

    Parameters
    ----------
    path
        The file to be written.
    overwrite
        Whether a file that exists may be replaced.

    Raises
    ------
    NotWritable
        If the folder is missing or read-only, the file exists, or a spreadsheet program has it open.
    """
    folder = path.parent
    if not folder.is_dir():
        raise NotWritable(f"The folder {folder} does not exist; make it first, or choose another place for {path.name}.")
    if path.is_dir():
        raise NotWritable(f"{path} is a folder; give the name of a file in it.")
    lock = lock_of(path)
    if lock is not None:
        raise NotWritable(f"{path.name} is open in a spreadsheet program ({lock.name} exists); close it there first.")
    if path.exists() and not overwrite:
        raise NotWritable(f"{path} exists already; choose another name, or allow overwriting it (--overwrite).")
    if path.exists() and not os.access(path, os.W_OK):
        raise NotWritable(f"{path} is read-only; choose another name, or make it writable.")
    _try_the_folder(folder)


def lock_of(path: Path) -> Path | None:
    """The file by which a spreadsheet program shows that it has another one open; ``None`` if there is none."""
    locks = (path.parent / f"~${path.name}", path.parent / f".~lock.{path.name}#")
    return next((lock for lock in locks if lock.exists()), None)


def _try_the_folder(folder: Path) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".orgplan-"):
            pass
    except OSError as error:
        raise NotWritable(f"Nothing can be written to the folder {folder} ({error.strerror}); choose another place.") from error


@contextmanager
def replaced_whole(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well, and vanishes when it doesn't.

    The mode of a file that is replaced is kept.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=".tmp")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        draft.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
