"""A workbook as what it is: a zip archive of parts that point at each other."""

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from urllib.parse import unquote

from orgplan.language import _

from .errors import Refused
from .xml_edit import Element, parse

TYPES = "[Content_Types].xml"
RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

ZipParts = dict[str, bytes]


@dataclass(frozen=True)
class Relation:
    """What a part points at.

    Attributes
    ----------
    id
        By which the part refers to it.
    kind
        Last word of the type, for instance ``worksheet``.
    type
        The type in full.
    target
        Name of a part, or an address outside the archive.
    external
        Whether the target lies outside the archive.
    """

    id: str
    kind: str
    type: str
    target: str
    external: bool


@dataclass(frozen=True)
class SheetEntry:
    """A line of the workbook's list of sheets.

    Attributes
    ----------
    name
        As the tab shows it.
    index
        Place in the list, counted from 0, which names of one sheet refer to.
    number
        Id that stays with the sheet.
    part
        Its cells; empty where there are none, as for the modules of old macros.
    """

    name: str
    index: int
    number: int
    part: str


@dataclass(frozen=True)
class Name:
    """A defined name; `sheet` is the index of the sheet that it is for, ``None`` for the whole
    workbook.

    Attributes
    ----------
    name, text
        The name, and the range or constant that it stands for, without ``=``.
    sheet
        From 0, in the list of sheets.
    element
        Where it stands in the workbook part.
    """

    name: str
    sheet: int | None
    text: str
    element: Element


class Package:
    """An archive that is open for reading.

    Raises
    ------
    Refused
        Here and in all properties, if parts are missing or damaged.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.infos = archive.infolist()
        self._names = {info.filename.casefold(): info.filename for info in self.infos}
        if len(self._names) < len(self.infos):
            raise Refused(
                _(
                    "two of its parts have the same name. Open it in Excel (let it repair the file)"
                    " and save it again."
                )
            )

    def __contains__(self, part: str) -> bool:
        return self.found(part) is not None

    def found(self, part: str) -> str | None:
        """A part's name as the archive has it; names differ in no case, and may be percent-encoded.

        Parameters
        ----------
        part
            Name as another part writes it, without a leading slash.

        Returns
        -------
        str or None
            ``None`` if the archive has no such part.
        """
        return self._names.get(part.casefold()) or self._names.get(unquote(part).casefold())

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Parameters
        ----------
        part
            Name in any case.

        Raises
        ------
        Refused
            If it is missing.
        """
        name = self.found(part)
        if name is None:
            raise Refused(
                _(
                    "its part {part} is missing. Open it in Excel (let it repair the file) and save"
                    " it again.",
                    part=part,
                )
            )
        return self.archive.read(name)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part points at; the archive itself is the part ``""``.

        Parameters
        ----------
        part
            Name of the part, not of its list of relations.

        Returns
        -------
        tuple of Relation
            Empty for a part without such a list.

        Raises
        ------
        Refused
            If the list is no XML.
        """
        path = relations_of(part)
        if path not in self:
            return ()
        return tuple(
            _relation(part, element) for element in parse(self.read(path), path).all("Relationship")
        )

    @cached_property
    def workbook(self) -> str:
        """The part that lists the sheets."""
        kind = next(
            (one.target for one in self.relations("") if one.kind == "officeDocument"),
            "xl/workbook.xml",
        )
        return self.found(kind) or kind

    @cached_property
    def book(self) -> Element:
        """The workbook part, read."""
        return parse(self.read(self.workbook), self.workbook)

    @cached_property
    def types(self) -> dict[str, str]:
        """Content types by part name (begins with ``/``) or extension (begins with a dot), in lower
        case.
        """
        found = {}
        for element in parse(self.read(TYPES), TYPES).children:
            key = element.attributes.get("PartName") or "." + element.attributes.get(
                "Extension", ""
            )
            found[key.casefold()] = element.attributes.get("ContentType", "")
        return found

    def type_of(self, part: str) -> str:
        """Content type of a part; empty if none is stated.

        Parameters
        ----------
        part
            Its own type goes before that of its ending.
        """
        return self.types.get(f"/{part}".casefold()) or self.types.get(
            posixpath.splitext(part)[1].casefold(), ""
        )

    @cached_property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """The sheets in order."""
        relations = {one.id: one for one in self.relations(self.workbook)}
        listing = self.book.child("sheets")
        entries = []
        for index, element in enumerate(listing.all("sheet") if listing else ()):
            relation = relations.get(element.attributes.get(f"{OFFICE_SPACE}|id", ""))
            name, number = element.attributes.get("name", ""), element.attributes.get("sheetId", "")
            part = self.found(relation.target) if relation else None
            entries.append(
                SheetEntry(name, index, int(number) if number.isdigit() else 0, part or "")
            )
        if not entries:
            raise Refused(
                _("it has no sheets. Open it in Excel (let it repair the file) and save it again.")
            )
        return tuple(entries)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Defined names."""
        data, listing = self.read(self.workbook), self.book.child("definedNames")
        return tuple(
            _name(data, element) for element in (listing.all("definedName") if listing else ())
        )

    @cached_property
    def since_1904(self) -> bool:
        """Whether days are counted from 1904 on, as on old Macs, not from 1900."""
        settings = self.book.child("workbookPr")
        return settings is not None and settings.attributes.get("date1904", "0") in (
            "1",
            "true",
            "on",
        )

    def reached(self, start: Iterable[str], without: Iterable[str] = ()) -> set[str]:
        """Parts that can be reached from some, these included, without going through others.

        Parameters
        ----------
        start
            Parts, by their names in the archive.
        without
            Parts at which the way ends; they are not among the answer.

        Returns
        -------
        set of str
            By it the parts are found that only the sheets of an earlier run need: those that can be
            reached from them, and not from the archive without them.
        """
        closed, seen, waiting = set(without), set[str](), [*start]
        while waiting:
            part = waiting.pop()
            if part in seen or part in closed:
                continue
            seen.add(part)
            targets = (self.found(one.target) for one in self.relations(part) if not one.external)
            waiting += [target for target in targets if target]
        return seen


def relations_of(part: str) -> str:
    """Name of the part that says what a part points at.

    Parameters
    ----------
    part
        Empty for the archive itself.

    Examples
    --------
    >>> relations_of("xl/worksheets/sheet1.xml"), relations_of("")
    ('xl/worksheets/_rels/sheet1.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(part: str, element: Element) -> Relation:
    attributes = element.attributes
    external = attributes.get("TargetMode") == "External"
    target, kind = attributes.get("Target", ""), attributes.get("Type", "")
    if not external:
        target = posixpath.normpath(
            posixpath.join("/", posixpath.dirname(part), target.partition("#")[0])
        ).lstrip("/")
    return Relation(attributes.get("Id", ""), kind.rpartition("/")[2], kind, target, external)


def _name(data: bytes, element: Element) -> Name:
    sheet = element.attributes.get("localSheetId")
    return Name(
        element.attributes.get("name", ""),
        int(sheet) if sheet else None,
        text_of(data, element),
        element,
    )


def text_of(data: bytes, element: Element) -> str:
    """Text of an element without children.

    Parameters
    ----------
    data
        The part in which it stands, in UTF-8.
    element
        Of that part.

    Examples
    --------
    >>> data = b"<a>1 &lt; 2</a>"
    >>> text_of(data, parse(data, "part.xml"))
    '1 < 2'
    """
    return unescape(data[element.inner : element.close].decode())


def escaped(text: str) -> str:
    """Text with the escapes that XML needs.

    Parameters
    ----------
    text
        For the inside of an element; quotation marks stay, so it is none for attributes.

    Examples
    --------
    >>> escaped('A1<3&"x"')
    'A1&lt;3&amp;"x"'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def free_names(taken: Iterable[str], wished: Iterable[str]) -> Iterator[str]:
    """For each wished name of a part one that is free, with a number before its extension where it
    isn't.

    Parameters
    ----------
    taken
        Parts that there are; case does not count.
    wished
        Names, of which each also takes its own place from the next.

    Examples
    --------
    >>> list(free_names(["xl/Sheet1.xml"], ["xl/sheet1.xml", "xl/sheet1.xml"]))
    ['xl/sheet1_2.xml', 'xl/sheet1_3.xml']
    """
    used = {name.casefold() for name in taken}
    for wish in wished:
        stem, extension = posixpath.splitext(wish)
        name, number = wish, 1
        while name.casefold() in used:
            number += 1
            name = f"{stem}_{number}{extension}"
        used.add(name.casefold())
        yield name
