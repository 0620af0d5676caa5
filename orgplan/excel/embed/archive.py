"""The user's archive written anew: parts that are not ours are copied as they are, and compared
afterwards.
"""

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from orgplan.errors import OrgplanError
from orgplan.language import _

from ..write.saving import lock_of, replaced_whole
from .errors import Refused
from .package import ZipParts
from .target import Host, damage_refused

_CHUNK = 1 << 20
_BORN = (1980, 1, 1, 0, 0, 0)  # a fixed date of our parts: the same plan must give the same bytes


class Damaged(OrgplanError):
    """What was written is not what was to be written; the user's workbook is as it was."""


@dataclass(frozen=True)
class ArchiveChange:
    """What becomes of an archive.

    Attributes
    ----------
    parts
        New or edited parts.
    gone
        Parts that are left out.
    """

    parts: ZipParts = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


def replace(
    path: Path,
    host: Host,
    change: ArchiveChange,
    now: datetime,
    read_back: Callable[[Path], None] | None = None,
) -> Path:
    """Change a workbook, whole or not at all, and return where the former one is kept.

    Parameters
    ----------
    path
        The user's workbook.
    host
        The same, as it was looked at before; the hash of its bytes tells whether somebody changed
        it since.
    change
        Parts that are new, edited or left out; all others are copied byte for byte, and compared.
    now
        Date in the name of the backup.
    read_back
        Looks at the new workbook before it takes the place of the old one; what it raises keeps
        that.

    Raises
    ------
    Refused
        If somebody has opened or changed it in the meantime, or a part of it can't be read.
    Damaged
        If a part came out otherwise than it went in.
    """
    with replaced_whole(path) as draft:
        with damage_refused():
            untouched = _write(draft, host.package.archive, change)
        _compare(draft, untouched, change.parts)
        if read_back is not None:
            read_back(draft)
        if lock_of(path) is not None or _hash(path.read_bytes()) != host.sha256:
            raise Refused(
                _(
                    "somebody opened or changed it while the plan was being made. Close it and plan"
                    " again."
                )
            )
        return _kept(path, now)


def _write(draft: Path, archive: zipfile.ZipFile, change: ArchiveChange) -> dict[str, str]:
    """Write the archive; returns the hashes of the parts that were copied."""
    untouched: dict[str, str] = {}
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as new:
        new.comment = archive.comment
        for info in archive.infolist():
            if info.filename in change.gone:
                continue
            copy = _like(info)
            if info.filename in change.parts:
                new.writestr(copy, change.parts[info.filename])
            else:
                untouched[info.filename] = _copied(archive, info, new, copy)
        there = set(archive.namelist())
        for name, data in change.parts.items():
            if name not in there:
                new.writestr(_like(zipfile.ZipInfo(name, _BORN)), data, zipfile.ZIP_DEFLATED)
    return untouched


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(info.filename, info.date_time)
    copy.compress_type, copy.external_attr, copy.create_system = (
        info.compress_type,
        info.external_attr,
        info.create_system,
    )
    return copy


def _copied(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, new: zipfile.ZipFile, copy: zipfile.ZipInfo
) -> str:
    """Copy a part in pieces, large ones too, and give the hash of its content; from 1 GB on with
    the sizes of ZIP64.
    """
    digest = hashlib.sha256()
    with (
        archive.open(info) as source,
        new.open(copy, "w", force_zip64=info.file_size > 1 << 30) as sink,
    ):
        while block := source.read(_CHUNK):
            digest.update(block)
            sink.write(block)
    return digest.hexdigest()


def _compare(draft: Path, untouched: dict[str, str], parts: ZipParts) -> None:
    """Read back what was written."""
    expected = untouched | {name: _hash(data) for name, data in parts.items()}
    with zipfile.ZipFile(draft) as archive:
        found = {info.filename: _hash(archive.read(info)) for info in archive.infolist()}
    if found != expected:
        wrong = sorted(
            name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name)
        )
        raise Damaged(f"parts that came out otherwise than they went in: {', '.join(wrong)}")


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _kept(path: Path, now: datetime) -> Path:
    """Keep a copy of a workbook beside it, under a name with the date."""
    backup = free_path(path.with_name(f"{path.stem}_backup_{now:%Y-%m-%d_%H%M%S}{path.suffix}"))
    with replaced_whole(backup) as draft:
        shutil.copyfile(path, draft)
    shutil.copystat(path, backup)
    return backup


def free_path(wished: Path) -> Path:
    """A path at which there is nothing yet: the one that is wished for, or one with a number.

    Parameters
    ----------
    wished
        Path with the ending of the file, before which the number is put: ``plan_2.xlsx``.

    Examples
    --------
    >>> free_path(Path("no such file.xlsx")).name
    'no such file.xlsx'
    """
    path, number = wished, 1
    while path.exists():
        number += 1
        path = wished.with_name(f"{wished.stem}_{number}{wished.suffix}")
    return path
