"""The three parts that say what a workbook holds, with our sheets and names in them: all else in
them stays as it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from .package import (
    MAIN_SPACE,
    OFFICE_SPACE,
    RELATIONS_SPACE,
    TYPES,
    TYPES_SPACE,
    escaped,
    relations_of,
)
from .target import MARK, Host
from .xml_edit import (
    Edit,
    Element,
    appended,
    edited,
    parse,
    removed,
    tag_name,
    with_attribute,
)

WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
STYLES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
CALC_CHAIN = "calcChain"
_ORDER = ("sheets", "functionGroups", "externalReferences", "definedNames", "calcPr")
_PRINTED = ("_xlnm.print_titles", "_xlnm.print_area", "_xlnm._filterdatabase")


@dataclass(frozen=True)
class NewSheet:
    """A sheet to be added at the end.

    Attributes
    ----------
    name, number
        As the tab shows it, and an id that no other sheet has.
    relation
        Id of the line that leads to its part.
    """

    name: str
    number: int
    relation: str


@dataclass(frozen=True)
class NewName:
    """A name to be defined; `sheet` is the index of the sheet that it is for, ``None`` for the
    whole workbook.

    Attributes
    ----------
    name, text
        The name, and the range or constant that it stands for, without ``=``.
    sheet
        From 0, in the list of sheets.
    hidden
        Whether the Name Manager leaves it out, as for our marks.
    """

    name: str
    sheet: int | None
    text: str
    hidden: bool = False


def workbook(host: Host, sheets: Sequence[NewSheet], names: Sequence[NewName]) -> bytes:
    """The workbook part with our sheets at the end, our names defined, and all formulas to be
    worked out when it is opened.

    Parameters
    ----------
    host
        The user's workbook.
    sheets
        Sheets that are not there yet; those of an earlier run keep their place and number.
    names
        All names of ours; those of an earlier run are taken out.

    Returns
    -------
    bytes
        The part with these few edits: all other bytes are the user's.
    """
    package = host.package
    data, book = package.read(package.workbook), package.book
    edits: list[Edit] = []
    foreign = b":" in tag_name(data, book)
    listing = book.child("sheets")
    assert listing is not None  # its absence is refused
    if sheets:
        edits += appended(data, listing, b"".join(_sheet_line(sheet, foreign) for sheet in sheets))
    edits += _name_edits(host, data, names, foreign)
    calculation = book.child("calcPr")
    if calculation is not None:
        edits.append(with_attribute(data, calculation, "fullCalcOnLoad", "1"))
    else:
        edits.append(
            _inserted(book, "calcPr", _stated(b'<calcPr fullCalcOnLoad="1"/>', MAIN_SPACE, foreign))
        )
    return edited(data, edits)


def _sheet_line(sheet: NewSheet, foreign: bool) -> bytes:
    text = (
        f'<sheet name={quoteattr(sheet.name)} sheetId="{sheet.number}" xmlns:r="{OFFICE_SPACE}"'
        f' r:id="{sheet.relation}"/>'
    )
    return _stated(text.encode(), MAIN_SPACE, foreign)


def _name_edits(host: Host, data: bytes, names: Sequence[NewName], foreign: bool) -> list[Edit]:
    """Take out what an earlier run defined, and define the names anew."""
    ours = {sheet.index for sheet in host.pages.values()}
    new = {name.name.casefold() for name in names if name.sheet is None}
    old = [
        name.element
        for name in host.package.names
        if name.name.casefold() == MARK  # one that a program moved to another sheet is ours as well
        or (name.sheet in ours and name.name.casefold() in _PRINTED)
        or (name.sheet is None and name.name.casefold() in new)
    ]
    text = b"".join(_name_line(name, foreign) for name in names)
    listing = host.package.book.child("definedNames")
    if listing is None:
        whole = _stated(b"<definedNames>", MAIN_SPACE, foreign) + text + b"</definedNames>"
        return [_inserted(host.package.book, "definedNames", whole)]
    return [*(removed(element) for element in old), *appended(data, listing, text)]


def _name_line(name: NewName, foreign: bool) -> bytes:
    where = f' localSheetId="{name.sheet}"' if name.sheet is not None else ""
    hidden = ' hidden="1"' if name.hidden else ""
    line = (
        "<definedName"
        f" name={quoteattr(name.name)}{where}{hidden}>{escaped(name.text)}</definedName>"
    )
    return _stated(line.encode(), MAIN_SPACE, foreign)


def _inserted(book: Element, name: str, text: bytes) -> Edit:
    """Put a new element where the order of elements wants it; sheets are always there."""
    before = [child for child in book.children if child.name in _ORDER[: _ORDER.index(name)]]
    return Edit(before[-1].end, before[-1].end, text)


def relations(host: Host, sheets: Mapping[str, str], styles: str | None) -> bytes:
    """Relations of the workbook with those of new sheets, and without the order of calculation.

    Parameters
    ----------
    host
        The user's workbook.
    sheets
        Id of a new relation → target, relative to the workbook.
    styles
        Target of the styles, where the workbook had none.
    """
    package = host.package
    part = relations_of(package.workbook)
    data = package.read(part)
    root = parse(data, part)
    foreign = b":" in tag_name(data, root)
    lines = [
        f'<Relationship Id="{number}" Type="{WORKSHEET}" Target={quoteattr(target)}/>'
        for number, target in sheets.items()
    ]
    if styles is not None:
        lines.append(f'<Relationship Id="rIdOpStyles" Type="{STYLES}" Target={quoteattr(styles)}/>')
    chains = [
        removed(element)
        for element in root.all("Relationship")
        if element.attributes.get("Type", "").endswith(f"/{CALC_CHAIN}")
    ]
    text = b"".join(_stated(line.encode(), RELATIONS_SPACE, foreign) for line in lines)
    return edited(data, [*chains, *appended(data, root, text)])


def types(host: Host, new: Mapping[str, str], gone: Iterable[str]) -> bytes:
    """Content types with those of our parts (name → type), and without those of parts that are
    gone.

    Parameters
    ----------
    host
        The user's workbook.
    new
        Part → content type.
    gone
        Parts of an earlier run that are left out.
    """
    data = host.package.read(TYPES)
    root = parse(data, TYPES)
    foreign = b":" in tag_name(data, root)
    dropped = {f"/{name}".casefold() for name in (*gone, *new)}
    edits = [
        removed(element)
        for element in root.all("Override")
        if element.attributes.get("PartName", "").casefold() in dropped
    ]
    lines = (
        f'<Override PartName={quoteattr(f"/{name}")} ContentType="{kind}"/>'.encode()
        for name, kind in new.items()
    )
    return edited(
        data,
        [
            *edits,
            *appended(data, root, b"".join(_stated(line, TYPES_SPACE, foreign) for line in lines)),
        ],
    )


def _stated(text: bytes, space: str, foreign: bool) -> bytes:
    """An element that says its namespace where the part's own elements have a prefix."""
    return re.sub(rb"^<(\w+)", rb'<\1 xmlns="' + space.encode() + rb'"', text) if foreign else text
