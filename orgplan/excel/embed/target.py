"""The workbook that is to take the plan, looked at before anything is done: what of it is ours, and
what stands in the way.
"""

import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from orgplan.language import N_, _

from ..read import BadInput, inspect_file, listed
from ..write.saving import lock_of
from .errors import Refused
from .formulas import sheets_in
from .package import Name, Package, SheetEntry
from .renumber import OBJECT_PREFIX
from .xml_edit import Element

PREFIX = "op_"
# a name of one sheet that says which page of ours it holds, and its id: it is ours, also after
# somebody renamed it
MARK = "op_page"
SUFFIXES = (".xlsx", ".xlsm")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
_OF_OURS = frozenset({"drawing", "table", "hyperlink", "printerSettings"})
_THINGS = {
    "comments": N_("comments"), "threadedComment": N_("comments"),
    "vmlDrawing": N_("comments or controls"), "pivotTable": N_("a pivot table"),
    "slicer": N_("a slicer"), "timeline": N_("a timeline"), "queryTable": N_("a query"),
    "oleObject": N_("an embedded object"), "ctrlProp": N_("controls"),
}  # fmt: skip


@dataclass(frozen=True)
class Host:
    """A workbook that can take the plan.

    Attributes
    ----------
    package
        Its parts.
    sha256
        Hash of the file as it was looked at.
    pages
        Page of ours → the sheet that holds it there, from an earlier run.
    """

    package: Package
    sha256: str
    pages: Mapping[str, SheetEntry]


@contextmanager
def looked_at(
    path: Path,
    pages: Mapping[str, int | None] | None = None,
    names: Iterable[str] = (),
    same: Mapping[str, str] | None = None,
) -> Iterator[Host]:
    """Open a workbook that can take sheets.

    Parameters
    ----------
    path
        The user's workbook; it stays open for reading within the block.
    pages
        Sheets that are to be put in, by their names in the plan workbook, and how many charts each
        holds, if that is known.
    names
        Names that are to be defined.
    same
        What sheets of an earlier run are called now, where that was in another language: they are
        replaced in place.

    Yields
    ------
    Host
        With the sheets of an earlier run.

    Raises
    ------
    Refused
        If something stands in the way.
    """
    if path.suffix.casefold() not in SUFFIXES:
        raise Refused(
            _(
                "it is not an Excel file ({kinds}). Save it as one in Excel.",
                kinds=_(", ").join(SUFFIXES),
            )
        )
    _refuse_locked(path)
    try:
        sha256 = inspect_file(path).sha256
    except BadInput as refusal:
        fault = refusal.faults[0]
        raise Refused(_("it is {found}. {fix}", found=fault.found, fix=fault.fix)) from refusal
    with damage_refused(), zipfile.ZipFile(path) as archive:
        yield _host(archive, sha256, pages or {}, names, same or {})


def _host(
    archive: zipfile.ZipFile,
    sha256: str,
    pages: Mapping[str, int | None],
    names: Iterable[str],
    same: Mapping[str, str],
) -> Host:
    """The user's workbook, once nothing in it stands in the way."""
    package = Package(archive)
    _refuse_unsuitable(package)
    found = {same.get(page, page): sheet for page, sheet in pages_in(package).items()}
    host = Host(package, sha256, found)
    _refuse_clashes(host, pages, names)
    _refuse_things_on_our_sheets(host, pages)
    return host


@contextmanager
def damage_refused() -> Iterator[None]:
    """Turn what zipfile raises on a damaged archive into a refusal."""
    try:
        yield
    except _DAMAGE as error:
        raise Refused(
            _(
                "it is damaged ({error}). Open it in Excel (let it repair the file) and save it"
                " again.",
                error=error,
            )
        ) from error


def _refuse_locked(path: Path) -> None:
    """Refuse a workbook that is open in a program or read-only."""
    lock = lock_of(path)
    if lock is not None:
        raise Refused(
            _(
                "it is open in a spreadsheet program ({lock} exists). Close it there first.",
                lock=lock.name,
            )
        )
    if path.exists() and not os.access(path, os.W_OK):
        raise Refused(_("it is read-only. Make it writable first."))


def _refuse_unsuitable(package: Package) -> None:
    """Refuse what a further sheet would break, or that would show it wrongly: signatures, days from
    1904, protection and the old kind of sharing.
    """
    if "_xmlsignatures/origin.sigs" in package or any(
        one.kind == "origin" for one in package.relations("")
    ):
        raise Refused(
            _(
                "it is digitally signed, and any change breaks the signature. Put the plan into a"
                " copy without one."
            )
        )
    if package.since_1904:
        raise Refused(
            _(
                "it counts days from 1904 (a setting of old Macs): the plan's dates would show four"
                " years late. Turn the setting off in Excel (File, Options, Advanced), and check"
                " its own dates."
            )
        )
    _refuse_guarded(package.book)
    if any(
        one.kind in ("revisionHeaders", "usernames") for one in package.relations(package.workbook)
    ):
        raise Refused(
            _(
                "it is a shared workbook of the old kind, with tracked changes. Stop sharing it in"
                " Excel (Review, Unshare Workbook)."
            )
        )
    if package.book.child("sheets") is None:
        raise Refused(
            _(
                "it has no list of sheets. Open it in Excel (let it repair the file) and save it"
                " again."
            )
        )


def _refuse_guarded(book: Element) -> None:
    """Refuse a workbook whose structure is protected, or that takes a password to change."""
    guard = book.child("workbookProtection")
    if guard is not None and guard.attributes.get("lockStructure", "0") not in (
        "0",
        "false",
        "off",
    ):
        raise Refused(
            _(
                "its structure is protected, so no sheet can be added. Remove the protection in"
                " Excel (Review, Protect Workbook)."
            )
        )
    sharing = book.child("fileSharing")
    if sharing is not None and {"reservationPassword", "hashValue"} & set(sharing.attributes):
        raise Refused(
            _("a password is needed to change it. Save it in Excel without the password to modify.")
        )


def pages_in(package: Package) -> dict[str, SheetEntry]:
    """Page of ours → its sheet, by the marks of an earlier run.

    A sheet keeps its id when it is renamed, and its name when a program other than Excel numbers
    the sheets anew. A copy that somebody made has neither: it is theirs.

    Parameters
    ----------
    package
        The user's workbook; one that never took a plan has no marks.

    Raises
    ------
    Refused
        If the list of sheets names one of ours whose cells are missing.
    """
    found: dict[str, SheetEntry] = {}
    for name in package.names:
        if name.name.casefold() != MARK or name.sheet is None or name.sheet >= len(package.sheets):
            continue
        (page, _bar, number), sheet = (
            name.text.strip('="').rpartition("|"),
            package.sheets[name.sheet],
        )
        cells = [one for one in package.sheets if "/chartsheets/" not in f"/{one.part}"]
        if name.sheet < len(cells) and cells[name.sheet].name == sheet_name(page):
            sheet = cells[name.sheet]  # openpyxl numbers sheets without those of charts
        if sheet.name != sheet_name(page) and (str(sheet.number) != number or page in found):
            continue
        if not sheet.part:
            raise Refused(
                _(
                    "the cells of its sheet '{sheet}' are missing. Open it in Excel (let it repair"
                    " the file) and save it again.",
                    sheet=sheet.name,
                )
            )
        found[page] = sheet
    return found


def mark(page: str, number: int) -> str:
    """What the mark of a sheet says.

    Parameters
    ----------
    page
        Sheet of ours, without the prefix.
    number
        Id of the sheet in the user's workbook.

    Returns
    -------
    str
        Text of a hidden name of that sheet.

    Examples
    --------
    >>> mark("Hiring plan", 4)
    '"Hiring plan|4"'
    """
    return f'"{page}|{number}"'


def sheet_name(page: str) -> str:
    """What a page of ours is called in a workbook of somebody else.

    Parameters
    ----------
    page
        Sheet of ours. The name is cut at 31 characters, more than which Excel does not take.

    Examples
    --------
    >>> sheet_name("Hiring plan")
    'op_Hiring plan'
    """
    return f"{PREFIX}{page}"[:31]


def _refuse_clashes(host: Host, pages: Iterable[str], names: Iterable[str]) -> None:
    """Refuse sheets and names of the user's that are called like ours."""
    taken = {sheet.name.casefold(): sheet.name for sheet in host.package.sheets}
    clashes = [
        taken[sheet_name(page).casefold()]
        for page in pages
        if page not in host.pages and sheet_name(page).casefold() in taken
    ]
    if clashes:
        raise Refused(
            _(
                "it already has sheets of these names that orgplan did not write: {names}. Rename"
                " or delete them.",
                names=listed(clashes),
            )
        )
    sheets_of_theirs = set(taken) - {sheet.name.casefold() for sheet in host.pages.values()}
    needed = {name.casefold() for name in names}
    theirs = [
        name.name
        for name in host.package.names
        if name.name.casefold() in needed and not _is_ours(name, sheets_of_theirs)
    ]
    if theirs:
        raise Refused(
            _(
                "it already uses names that orgplan needs: {names}. Rename or delete them"
                " (Formulas, Name Manager).",
                names=listed(theirs),
            )
        )


def _is_ours(name: Name, sheets_of_theirs: set[str]) -> bool:
    """Whether a name of the whole workbook points at sheets of ours, or at some that are no longer
    there.
    """
    if name.sheet is not None:
        return True
    pointed = sheets_in(name.text)
    elsewhere = "[" in name.text  # another workbook, or a table
    return "#REF!" in name.text or (
        bool(pointed) and not elsewhere and not pointed & sheets_of_theirs
    )


def _refuse_things_on_our_sheets(host: Host, pages: Mapping[str, int | None]) -> None:
    """Refuse sheets of an earlier run on which the user has put something, such as a chart: it
    would be lost.
    """
    package = host.package
    for page, sheet in host.pages.items():
        for one in package.relations(sheet.part):
            if one.kind not in _OF_OURS:
                _refuse_thing(sheet, _(_THINGS[one.kind]) if one.kind in _THINGS else one.kind)
            if one.kind == "drawing" and _drawn_by_others(
                package.read(one.target), pages.get(page, 0)
            ):
                _refuse_thing(sheet, _("a chart, picture or shape"))


def _refuse_thing(sheet: SheetEntry, what: str) -> None:
    raise Refused(
        _(
            "somebody has put {what} on our sheet '{sheet}', which is rewritten on every run. Move"
            " it to a sheet of its own, or delete it.",
            what=what,
            sheet=sheet.name,
        )
    )


def _drawn_by_others(drawing: bytes, drawn: int | None) -> bool:
    """Whether a drawing holds what is not ours; where no name is ours, another program may have
    renamed the `drawn` that are.
    """
    names = [name.startswith(OBJECT_PREFIX.encode()) for name in names_of_objects(drawing)]
    return not all(names) and (any(names) or (drawn is not None and len(names) > drawn))


def names_of_objects(drawing: bytes) -> list[bytes]:
    """Names of the charts, pictures and shapes of a drawing.

    Parameters
    ----------
    drawing
        The part.

    Examples
    --------
    >>> names_of_objects(b'<xdr:cNvPr id="2" name="op_Chart 1"/>')
    [b'op_Chart 1']
    """
    return re.findall(rb'<(?:\w+:)?cNvPr [^<>]*?\bname="([^"]*)"', drawing)
