"""The gate: a look at the raw file before any spreadsheet library opens it.

Each kind of file that can't be read, or shouldn't be, is refused with a sentence of its own.
"""

import hashlib
import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree

from orgplan import temporary
from orgplan.language import N_, _

from ..write.saving import DiskTrouble, disk_trouble, read_from
from .comments import comments_of
from .faults import BadInput, Fault, quote
from .sheet_scan import ScanLimits, SheetScan, count_new, scan_cells

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_CHUNK = 1 << 20
_OVERLAP = 1 << 12
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)

_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_COUNTED = {
    "texts": ("xl/sharedStrings.xml", re.compile(rb"<(?:\w+:)?si[\s>/]")),
    "cell formats": ("xl/styles.xml", re.compile(rb"<(?:\w+:)?xf[\s>/]")),
    "defined names": ("xl/workbook.xml", re.compile(rb"<(?:\w+:)?definedName[\s>/]")),
    "sheets": ("xl/workbook.xml", re.compile(rb"<(?:\w+:)?sheet[\s>/]")),
}
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")


@dataclass(frozen=True, eq=False)  # each look at a file is one of its own
class FileScan:
    """A file that may be opened.

    Attributes
    ----------
    sha256
        Hash of its bytes.
    scans
        For each sheet by name: how far it reaches, and cells whose formula has no stored result.
    """

    sha256: str
    scans: dict[str, SheetScan]


_passed: dict[tuple[object, ...], FileScan] = {}


def inspect_file(path: Path, limits: ScanLimits | None = None) -> FileScan:
    """Look at a file before it is opened.

    Parameters
    ----------
    path
        The last file that passed is remembered by device, inode, size and time of change.
    limits
        What it may hold at most; ``None`` for the usual limits.

    Returns
    -------
    FileScan
        Needed to read its cells, so that no file is opened without this.

    Raises
    ------
    BadInput
        With one fault on the file as a whole, if it is missing, of another type, encrypted,
        damaged, too large when unpacked, or not a plain workbook.
    DiskTrouble
        If the disk fails while it is read.
    """
    limits = limits or ScanLimits()
    try:
        facts = path.stat()
        _refuse_odd_files(path, facts, limits)
        # by what it is, not by where it is: a draft that was read back takes its place under
        # another name
        known = (facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns, limits)
        if known not in _passed:
            data = path.read_bytes()
            # the last one is enough: a file is looked at for its settings, and then for all else
            _passed.clear()
            _passed[known] = _looked_at(path, data, limits)
    except OSError as error:
        trouble = disk_trouble(error)
        if trouble is not None:
            raise DiskTrouble(f"{path} could not be read: {trouble}.") from error
        _refuse(
            path,
            (
                _("no such file")
                if isinstance(error, FileNotFoundError)
                else error.strerror or _("a file that cannot be read")
            ),
            _("an Excel workbook (.xlsx)"),
            _("Check that {path} exists and may be read.", path=path),
        )
    if not temporary.is_ours(path):  # what is read back of our own draft is no input
        read_from(facts)
    return _passed[known]


def _looked_at(path: Path, data: bytes, limits: ScanLimits) -> FileScan:
    """What a file holds, once type, archive and parts are sound."""
    _refuse_other_types(path, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_odd_archives(path, archive, limits)
            return FileScan(hashlib.sha256(data).hexdigest(), _scan(path, archive, limits))
    except (*_DAMAGE, SyntaxError) as error:
        if isinstance(error, BadInput):
            raise
        _refuse(
            path,
            _("a damaged file ({error})", error=error),
            _("a whole workbook"),
            _(
                "It seems cut off or damaged: copy or download it again, or open and save it in"
                " Excel."
            ),
        )


def _refuse(path: Path, found: str, expected: str, fix: str) -> NoReturn:
    raise BadInput(path, [Fault("", "", found, expected, fix)])


def _refuse_odd_files(path: Path, facts: os.stat_result, limits: ScanLimits) -> None:
    """Look at what is there before it is opened: a pipe would be waited for, a device may never
    end.
    """
    expected = _("an Excel workbook (.xlsx)")
    if stat.S_ISDIR(facts.st_mode):
        _refuse(path, _("a folder"), expected, _("Give the workbook inside it."))
    if not stat.S_ISREG(facts.st_mode):
        _refuse(
            path,
            _("a device or pipe, not a file"),
            expected,
            _("Save the workbook as a file and give its name."),
        )
    if facts.st_size > limits.packed:
        sentence = _("a file of {figure:,.0f} MB", figure=facts.st_size / 1e6)
        _refuse(
            path,
            sentence,
            _("at most {figure:,.0f} MB", figure=limits.packed / 1e6),
            _("Copy the input sheets into a fresh workbook."),
        )


def _refuse_other_types(path: Path, data: bytes) -> None:
    """Refuse by the first bytes what is no archive: old or locked workbooks, text, web pages."""
    expected = _("an Excel workbook (.xlsx)")
    if not data:
        _refuse(path, _("an empty file"), expected, _("Save the workbook again."))
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            _refuse(
                path,
                _("a workbook with a password"),
                _("one without"),
                _("Open it in Excel, remove the password (File, Info, Protect), and save it."),
            )
        _refuse(
            path,
            _("an old Excel file (.xls) or another old Office file"),
            expected,
            _("Open it in Excel and save it as .xlsx."),
        )
    if not data.startswith(b"PK"):
        kind = _("text (CSV?)") if b"\0" not in data[:1000] else _("some other type")
        if data[:200].lstrip().lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
            kind = _("a web page or XML, whatever its name says")
        _refuse(
            path,
            _("a file of {kind}", kind=kind) if not kind.startswith("a ") else kind,
            expected,
            _("Open it in Excel and save it as .xlsx."),
        )


def _refuse_odd_archives(path: Path, archive: zipfile.ZipFile, limits: ScanLimits) -> None:
    """Refuse archives that are no workbook, are encrypted, have a part twice, or unpack to more
    than the limits.
    """
    names = set(archive.namelist())
    _refuse_other_formats(path, names)
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        _refuse(
            path,
            _("an encrypted archive"),
            _("one without a password"),
            _("Save the workbook without a password."),
        )
    if len(infos) > limits.parts:
        _refuse_many(path, len(infos), limits.parts, _("parts"))
    if len(names) < len(infos):
        _refuse(
            path,
            _("two parts of the same name"),
            _("each part once"),
            _("Open it in Excel (let it repair the file), and save it again."),
        )
    _refuse_bombs(path, infos, limits)


def _refuse_other_formats(path: Path, names: Collection[str]) -> None:
    """Refuse archives with the parts of something other than an .xlsx workbook."""
    expected = _("an Excel workbook (.xlsx)")
    if "xl/workbook.bin" in names:
        _refuse(
            path,
            _("a binary workbook (.xlsb)"),
            expected,
            _("Open it in Excel and save it as .xlsx."),
        )
    if "mimetype" in names:
        _refuse(
            path,
            _("an OpenDocument file (.ods?)"),
            expected,
            _("Open it in LibreOffice and save it as Excel 2007-365 (.xlsx)."),
        )
    if any(name.startswith(("word/", "ppt/")) for name in names):
        _refuse(path, _("a Word or PowerPoint file"), expected, _("Give the workbook instead."))
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        _refuse(
            path,
            _("a zip archive of something else"),
            expected,
            _("Unpack it and give the workbook inside, if there is one."),
        )


def _refuse_bombs(path: Path, infos: Sequence[zipfile.ZipInfo], limits: ScanLimits) -> None:
    """Refuse what takes too much room when unpacked."""
    total = sum(info.file_size for info in infos)
    if total > limits.expanded or limits.is_bomb(infos):
        sentence = _(
            "{figure:,.0f} MB when unpacked from {figure2:,.1f} MB",
            figure=total / 1e6,
            figure2=path.stat().st_size / 1e6,
        )
        _refuse(
            path,
            sentence,
            _("at most {figure:,.0f} MB and no archive bomb", figure=limits.expanded / 1e6),
            _("Copy the input sheets into a fresh workbook."),
        )


def _scan(path: Path, archive: zipfile.ZipFile, limits: ScanLimits) -> dict[str, SheetScan]:
    """What each sheet shows, by name; nothing is read on from where there is too much of
    something.
    """
    workbook = archive.read("xl/workbook.xml") if "xl/workbook.xml" in archive.namelist() else b""
    if _STRICT in workbook:
        fix = _("Save it in Excel as 'Excel Workbook (.xlsx)', not as 'Strict Open XML'.")
        _refuse(path, _("a Strict Open XML workbook"), _("an ordinary workbook"), fix)
    infos = [info for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))]
    sheets = [info for info in infos if _SHEET.match(info.filename)]
    for info in (info for info in infos if info not in sheets):
        _count(path, archive, info, limits)
    scans: dict[str, SheetScan] = {}
    parts = _parts(archive, workbook)
    named = {part: name for name, part in parts.items()}
    for info in sheets:
        scan = scans[info.filename] = SheetScan()
        for chunk, seen in _chunks(archive, info):
            _refuse_odd_text(path, info.filename, chunk, limits)
            scan_cells(chunk, seen, scan, limits)
            _refuse_many_cells(path, scans, named, limits)
        scan.comments = comments_of(archive, info.filename)
    found = {name: scans[part] for name, part in parts.items() if part in scans}
    _refuse_odd_cells(path, found)
    return found


def _count(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: ScanLimits) -> None:
    """Refuse a part that holds too much of what is kept in one place for all sheets."""
    most = {
        N_("texts"): limits.texts,
        N_("cell formats"): limits.formats,
        N_("defined names"): limits.names,
        N_("sheets"): limits.sheets,
    }
    counts = {kind: 0 for kind, (part, _) in _COUNTED.items() if part == info.filename}
    for chunk, seen in _chunks(archive, info):
        _refuse_odd_text(path, info.filename, chunk, limits)
        for kind in counts:
            counts[kind] += count_new(_COUNTED[kind][1], chunk, seen)
            if counts[kind] > most[kind]:
                _refuse_many(path, counts[kind], most[kind], _(kind))


def _refuse_many_cells(
    path: Path, scans: Mapping[str, SheetScan], named: Mapping[str, str], limits: ScanLimits
) -> None:
    """Refuse a workbook with more cells or texts than the limits, and tables that reach far past
    them.
    """
    for part, scan in scans.items():
        if scan.beyond > limits.beyond:
            kind = _(
                "cells past row {rows:,} or column {columns:,}",
                rows=limits.rows,
                columns=limits.columns,
            )
            _refuse_many(path, scan.beyond, limits.beyond, kind, named.get(part, part))
        if scan.texts > limits.texts:
            _refuse_many(path, scan.texts, limits.texts, _("texts"), named.get(part, part))
    most = max(scans, key=lambda part: scans[part].cells)
    total = sum(scan.cells for scan in scans.values())
    if total > limits.cells:
        kind = _("cells that hold something (most of them on this sheet)")
        _refuse_many(path, total, limits.cells, kind, named.get(most, most))


def _refuse_odd_cells(path: Path, scans: Mapping[str, SheetScan]) -> None:
    """Refuse rows out of order and numbers that are none: readers disagree about both."""
    for name, scan in scans.items():
        if scan.backwards is not None:
            expected, fix = _("rows in order, from 1"), _("Save the workbook in Excel.")
            raise BadInput(
                path, [Fault(name, scan.backwards, _("a row out of order"), expected, fix)]
            )
    fix = _("Type the value again, and save the workbook in Excel.")
    if faults := [
        Fault(name, cell, quote(typed), _("a number"), fix)
        for name, scan in scans.items()
        for cell, typed in scan.odd.items()
    ]:
        raise BadInput(path, faults)


def _refuse_many(path: Path, count: int, most: int, kind: str, sheet: str = "") -> NoReturn:
    fault = Fault(
        sheet,
        "",
        _("at least {count:,} {kind}", count=count, kind=kind),
        _("at most {most:,}", most=most),
        _("Copy the input sheets, as values, into a fresh workbook."),
    )
    raise BadInput(path, [fault])


def _refuse_odd_text(path: Path, part: str, chunk: bytes, limits: ScanLimits) -> None:
    """Refuse what no spreadsheet program writes, and what makes a reader of XML slow, large or
    unsafe.
    """
    fix = _("Open it in Excel and save it again; don't trust its origin blindly.")
    encoding = re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", chunk)
    if chunk.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")) or (
        encoding and encoding[1].lower() not in _ENCODINGS
    ):
        _refuse(path, _("{part} in a non-standard encoding", part=part), "UTF-8", fix)
    if re.search(rb"<!(DOCTYPE|ENTITY)", chunk):
        _refuse(path, _("a document type declaration in {part}", part=part), _("none"), fix)
    between = chunk.split(b"</")  # what is nested that deep closes nothing on the way
    if max(piece.count(b"<") for piece in between) >= limits.depth and re.search(
        rb"(?:<[A-Za-z_][^<>]*+(?<!/)>[^<]*+){%d}" % limits.depth, chunk
    ):
        _refuse(
            path,
            _("elements nested more than {depth} deep in {part}", depth=limits.depth, part=part),
            _("a plain workbook"),
            fix,
        )


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """The unpacked text in pieces that overlap, so that a pattern on a border is seen whole in one
    of them.

    Yields
    ------
    A piece, and how many of its bytes the one before it had.
    """
    tail, seen = b"", 0
    with archive.open(info) as part:
        while block := part.read(_CHUNK):
            seen += len(block)
            yield tail + block, len(tail)
            tail = block[-_OVERLAP:]
    if seen != info.file_size:
        raise zipfile.BadZipFile(f"{info.filename} is cut off")


def _parts(archive: zipfile.ZipFile, workbook: bytes) -> dict[str, str]:
    """Sheet name → part of the archive."""
    if not workbook:
        return {}
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    parts = {}
    for sheet in ElementTree.fromstring(workbook).iter(f"{{{_MAIN}}}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        parts[sheet.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        )
    return parts
