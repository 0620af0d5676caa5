"""The parts of a plan workbook, written anew with the names, numbers and styles of the workbook
that takes them.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import quoteattr

from ..write.content import BookError
from .formulas import Renamer
from .package import RELATIONS_SPACE, Package, Relation, ZipParts, relations_of
from .styles import Styles

# of charts and pictures on our sheets, so that those that somebody else put there are distinguished
OBJECT_PREFIX = "op_"
OF_THE_BOOK = frozenset({"worksheet", "theme", "styles", "sharedStrings"})
KINDS = frozenset({"drawing", "chart", "table", "image", "vmlDrawing", "comments", "hyperlink"})

_IN_SHEET = re.compile(
    rb'<c r="(?P<cell>[A-Z]+[0-9]+)"(?: s="(?P<style>[0-9]+)")?(?:'
    rb' t="s"><v>(?P<string>[0-9]+)</v>)?'
    rb'|(?P<line><(?:row|col) [^<>]*?\b(?:s|style)=")(?P<line_style>[0-9]+)'
    rb"|(?P<open><(?:\w+:)?(?:f|formula[12]?)(?:\s[^<>]*)?>)(?P<formula>[^<]+)"
    rb'|(?P<rule><(?:\w+:)?\w+ [^<>]*?\bdxfId=")(?P<rule_style>[0-9]+)'
    rb'|(?P<link><hyperlink [^<>]*?\blocation=")(?P<place>[^"]*)'
)
_IN_TABLE = re.compile(
    rb"(?P<open><(?:calculatedColumnFormula|totalsRowFormula)(?:\s[^<>]*)?>)(?P<formula>[^<]+)|"
    rb'\b(?P<rule>\w*[dD]xfId=")(?P<style>[0-9]+)'
)
_IN_CHART = re.compile(rb"(?P<open><c:f>)(?P<formula>[^<]+)")
_SHAPE = re.compile(rb"_x0000_s([0-9]+)")
_SHAPES_OF_A_SHEET = 1024


@dataclass(frozen=True)
class Translation:
    """What is called otherwise there.

    Attributes
    ----------
    renamer
        Of sheets and tables.
    styles
        Numbers of formats.
    strings
        Our shared strings; each is written into its cells, since the user's list of them is not to
        be touched.
    parts
        Our part → its name there.
    table_numbers, note_numbers
        Free ids of tables, and of the blocks of shapes that hold notes of cells.
    """

    renamer: Renamer
    styles: Styles
    strings: tuple[bytes, ...]
    parts: Mapping[str, str]
    table_numbers: Iterator[int]
    note_numbers: Iterator[int]

    def sheet(self, data: bytes) -> bytes:
        """A worksheet.

        Parameters
        ----------
        data
            The part, as our writer made it: the patterns know its way of writing, not XML in
            general.
        """
        data = data.replace(b' tabSelected="1"', b"", 1)  # two selected sheets are edited together
        return _IN_SHEET.sub(self._in_sheet, data)

    def _in_sheet(self, match: re.Match[bytes]) -> bytes:
        """What a match in a worksheet becomes: a cell, formula, link, rule or style of a row or
        column.
        """
        if match["cell"]:
            return self._cell(match)
        if match["formula"]:
            return match["open"] + self._formula(match["formula"])
        if match["link"]:
            return match["link"] + self._formula(match["place"]).replace(b'"', b"&quot;")
        if match["rule"]:
            return match["rule"] + b"%d" % self.styles.rules[int(match["rule_style"])]
        return match["line"] + b"%d" % self.styles.cells[int(match["line_style"])]

    def _cell(self, match: re.Match[bytes]) -> bytes:
        """A cell with the style's number there; a shared text is written into the cell itself."""
        text = b'<c r="' + match["cell"] + b'"'
        if match["style"]:
            text += b' s="%d"' % self.styles.cells[int(match["style"])]
        if match["string"]:
            text += b' t="inlineStr"><is>' + self.strings[int(match["string"])] + b"</is>"
        return text

    def _formula(self, text: bytes) -> bytes:
        return self.renamer.escaped(text.decode()).encode()

    def table(self, data: bytes) -> bytes:
        """A table: free id and name.

        Parameters
        ----------
        data
            The part, as our writer made it. Each call takes the next free id.
        """

        def put(match: re.Match[bytes]) -> bytes:
            if match["formula"]:
                return match["open"] + self._formula(match["formula"])
            return match["rule"] + b"%d" % self.styles.rules[int(match["style"])]

        head, tag, rest = _split_at_tag(_IN_TABLE.sub(put, data), b"<table ")
        tag = re.sub(rb'(?<= id=")[0-9]+', b"%d" % next(self.table_numbers), tag, count=1)
        tag = re.sub(
            rb'(?<=\b(?:name)=")[^"]+|(?<=displayName=")[^"]+',
            lambda found: self._table_name(found[0]),
            tag,
        )
        return head + tag + rest

    def _table_name(self, name: bytes) -> bytes:
        decoded = name.decode()
        return self.renamer.tables.get(decoded.casefold(), decoded).encode()

    def chart(self, data: bytes) -> bytes:
        """A chart: where its figures stand.

        Parameters
        ----------
        data
            The part, as our writer made it; formulas of its series get the new names.
        """
        return _IN_CHART.sub(lambda match: match["open"] + self._formula(match["formula"]), data)

    def notes(self, data: bytes) -> bytes:
        """Shapes of notes: Excel wants each sheet's block of shape ids to be its own.

        Parameters
        ----------
        data
            The drawing with the shapes. Each call takes the next free block, of 1,024 ids.
        """
        block = next(self.note_numbers)
        data = re.sub(rb'(<o:idmap [^<>]*?\bdata=")[0-9]+', rb"\g<1>%d" % block, data, count=1)
        return _SHAPE.sub(
            lambda match: (
                b"_x0000_s%d" % (block * _SHAPES_OF_A_SHEET + int(match[1]) % _SHAPES_OF_A_SHEET)
            ),
            data,
        )

    def relations(self, part: str, relations: tuple[Relation, ...]) -> bytes:
        """What a part points at there.

        Parameters
        ----------
        part
            Part of ours, by its name here.
        relations
            What it points at here; addresses outside the archive stay.
        """
        folder = posixpath.dirname(self.parts[part])
        lines = []
        for one in relations:
            target = (
                one.target if one.external else posixpath.relpath(self.parts[one.target], folder)
            )
            mode = ' TargetMode="External"' if one.external else ""
            lines.append(
                f"<Relationship Id={quoteattr(one.id)} Type={quoteattr(one.type)}"
                f" Target={quoteattr(target)}{mode}/>"
            )
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        inner = "".join(lines)
        return f'{head}<Relationships xmlns="{RELATIONS_SPACE}">{inner}</Relationships>'.encode()


def translated(plan: Package, translation: Translation) -> ZipParts:
    """All parts of our sheets as the other workbook wants them, with their relations, by their
    names there.

    Parameters
    ----------
    plan
        Plan workbook.
    translation
        New names, numbers and styles.

    Raises
    ------
    BookError
        If a plan workbook holds what nobody taught this module to carry over.
    """
    foreign = {one.kind for one in plan.relations(plan.workbook)} - OF_THE_BOOK
    if foreign:
        raise BookError(
            f"the plan workbook has parts that can't be carried over: {', '.join(sorted(foreign))}"
        )
    parts: ZipParts = {}
    kinds = dict.fromkeys((sheet.part for sheet in plan.sheets), "worksheet")
    waiting = list(kinds)
    for part in waiting:
        relations = plan.relations(part)
        for one in relations:
            if one.kind not in KINDS:
                raise BookError(f"{part} points at a {one.kind}, which can't be carried over")
            if not one.external and one.target not in kinds:
                kinds[one.target] = one.kind
                waiting.append(one.target)
        parts[translation.parts[part]] = _translated(plan.read(part), kinds[part], translation)
        if relations:
            parts[relations_of(translation.parts[part])] = translation.relations(part, relations)
    return parts


def _translated(data: bytes, kind: str, translation: Translation) -> bytes:
    """A part by its kind; pictures and links stay as they are."""
    if kind == "worksheet":
        return translation.sheet(data)
    if kind == "table":
        return translation.table(data)
    if kind == "chart":
        return translation.chart(data)
    if kind == "drawing":
        return re.sub(rb'(<xdr:cNvPr [^<>]*?\bname=")', rb"\g<1>" + OBJECT_PREFIX.encode(), data)
    if kind == "vmlDrawing":
        return translation.notes(data)
    return data


def shared_strings(plan: Package) -> tuple[bytes, ...]:
    """Contents of the shared strings, in order.

    Parameters
    ----------
    plan
        Plan workbook; one without texts has none.

    Returns
    -------
    tuple of bytes
        As XML, with the marks of rich text.
    """
    if "xl/sharedStrings.xml" not in plan:
        return ()
    return tuple(re.findall(rb"<si>(.*?)</si>", plan.read("xl/sharedStrings.xml"), re.DOTALL))


def table_names(plan: Package) -> list[str]:
    """Names of our tables.

    Parameters
    ----------
    plan
        Plan workbook.
    """
    tables = (plan.read(name) for name in plan.archive.namelist() if name.startswith("xl/tables/"))
    return [
        _split_at_tag(data, b"<table ")[1]
        .partition(b' displayName="')[2]
        .partition(b'"')[0]
        .decode()
        for data in tables
    ]


def free_numbers(taken: set[int]) -> Iterator[int]:
    """Numbers above those that are taken.

    Parameters
    ----------
    taken
        Ids in use; none begins with 1.

    Examples
    --------
    >>> next(free_numbers({3, 7})), next(free_numbers(set()))
    (8, 1)
    """
    return count(max(taken, default=0) + 1)


def _split_at_tag(data: bytes, tag: bytes) -> tuple[bytes, bytes, bytes]:
    start = data.index(tag)
    end = data.index(b">", start) + 1
    return data[:start], data[start:end], data[end:]
