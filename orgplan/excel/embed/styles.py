"""The user's styles with ours added at the end of each list; what is there already is used, so that
a hundred runs add no more than one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from orgplan.language import _

from .errors import Refused
from .package import MAIN_SPACE, escaped
from .xml_edit import Edit, Element, appended, edited, parse, signature, tag_name

MOST_FORMATS = 64_000  # of cells; Excel holds 65,490
_NONE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet'
    f' xmlns="{MAIN_SPACE}"></styleSheet>'.encode()
)
_FIRST_FREE = 164  # numbers below are of formats that every program knows
_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_SCHEME = re.compile(
    rb"<scheme [^>]*/>"
)  # the font is named; the theme's own would change the widths


@dataclass(frozen=True)
class Styles:
    """The styles of a workbook that takes ours.

    Attributes
    ----------
    data
        The part.
    cells, rules
        Our number of a cell's format, or of a conditional one → its number there.
    """

    data: bytes
    cells: Mapping[int, int]
    rules: Mapping[int, int]


def merged(theirs: bytes | None, ours: bytes, part: str) -> Styles:
    """Add our styles to those of another workbook; one without any takes ours.

    Parameters
    ----------
    theirs
        The user's part; ``None`` if there is none.
    ours
        The plan's part.
    part
        Name of the user's part, for what is refused.

    Raises
    ------
    Refused
        If the part is damaged, or holds as many formats as a workbook can.
    """
    if theirs is None or parse(theirs, part).inner == parse(theirs, part).end:
        theirs = _NONE
    return _Merger(theirs, ours, part).merge()


class _Merger:
    """Appends our fonts, fills, borders, formats and rules to the user's lists, and keeps what
    becomes of each number.
    """

    def __init__(self, theirs: bytes, ours: bytes, part: str) -> None:
        self.theirs, self.ours = theirs, ours
        self.root, self.own = parse(theirs, part), parse(ours, "xl/styles.xml")
        self.foreign = b":" in tag_name(
            theirs, self.root
        )  # their elements have a prefix; ours then say what they are
        self.known: dict[str, dict[object, int]] = {}
        self.count: dict[str, int] = {}
        self.added: dict[str, list[bytes]] = {}
        for name in _ORDER[1:8]:
            listing = self.root.child(name)
            items = listing.children if listing else []
            self.known[name] = {
                signature(item): number for number, item in reversed(list(enumerate(items)))
            }
            self.count[name], self.added[name] = len(items), []
        self.numbers = self._number_formats()

    def merge(self) -> Styles:
        """The part with our entries behind the user's; refused where there would be more cell
        formats than a workbook can hold.
        """
        maps = {name: self._all(name, self._plain) for name in ("fonts", "fills", "borders")}
        places = {
            "fontId": maps["fonts"],
            "fillId": maps["fills"],
            "borderId": maps["borders"],
            "numFmtId": self.numbers,
        }
        styles = self._named_styles(places)
        cells = self._all(
            "cellXfs", lambda element: self._remapped(element, places | {"xfId": styles})
        )
        rules = self._all("dxfs", self._rule)
        if self.count["cellXfs"] > MOST_FORMATS:
            raise Refused(
                _(
                    "it has {count:,} cell formats, about as many as a workbook can hold. Copy its"
                    " sheets into a new one.",
                    count=self.count["cellXfs"],
                )
            )
        return Styles(self._written(), cells, rules)

    def _number_formats(self) -> dict[int, int]:
        """Our number of a format → theirs, with those that are missing added."""
        listing, mine = self.root.child("numFmts"), self.own.child("numFmts")
        items = listing.children if listing else []
        there = {
            item.attributes.get("formatCode", ""): int(item.attributes["numFmtId"])
            for item in items
        }
        self.free = max([_FIRST_FREE - 1, *there.values(), *self._numbers_of_rules()]) + 1
        self.codes = there
        self.count["numFmts"], self.added["numFmts"] = len(items), []
        return {
            int(item.attributes["numFmtId"]): self._number(item.attributes["formatCode"])
            for item in (mine.children if mine else [])
        }

    def _numbers_of_rules(self) -> list[int]:
        rules = self.root.child("dxfs")
        formats = (rule.child("numFmt") for rule in (rules.children if rules else []))
        return [int(found.attributes.get("numFmtId", 0)) for found in formats if found]

    def _number(self, code: str) -> int:
        """Id of a number format, the user's where there is the same one."""
        if code not in self.codes:
            self.codes[code] = self.free
            self.free += 1
            sentence = escaped(code).replace('"', "&quot;")
            self.added["numFmts"].append(
                self._stated(
                    f'<numFmt numFmtId="{self.codes[code]}" formatCode="{sentence}"/>'.encode()
                )
            )
            self.count["numFmts"] += 1
        return self.codes[code]

    def _all(self, name: str, write: Callable[[Element], bytes]) -> dict[int, int]:
        """Our places in a list → theirs."""
        listing = self.own.child(name)
        return {
            number: self._place(name, write(item))
            for number, item in enumerate(listing.children if listing else [])
        }

    def _place(self, name: str, text: bytes) -> int:
        """Where an element stands in their list, at its end if it was not there."""
        key = signature(parse(text, "xl/styles.xml"))
        if key not in self.known[name]:
            self.known[name][key] = self.count[name]
            self.count[name] += 1
            self.added[name].append(self._stated(text))
        return self.known[name][key]

    def _plain(self, element: Element) -> bytes:
        """An element without its tie to a theme's font, which is another in the user's workbook."""
        return _SCHEME.sub(b"", self.ours[element.start : element.end])

    def _remapped(self, element: Element, places: Mapping[str, Mapping[int, int]]) -> bytes:
        """An element of ours with the numbers of fonts, fills and borders there."""
        text = self._plain(element)
        for name, mapping in places.items():
            if name in element.attributes:
                old = int(element.attributes[name])
                text = re.sub(
                    rf'\b{name}="{old}"'.encode(),
                    f'{name}="{mapping.get(old, old)}"'.encode(),
                    text,
                    count=1,
                )
        return text

    def _rule(self, element: Element) -> bytes:
        """A conditional format; it may bring a number format along."""
        number = element.child("numFmt")
        if number is None:
            return self._plain(element)
        there = self._number(number.attributes["formatCode"])
        return self._plain(element).replace(
            f'numFmtId="{number.attributes["numFmtId"]}"'.encode(),
            f'numFmtId="{there}"'.encode(),
            1,
        )

    def _named_styles(self, places: Mapping[str, Mapping[int, int]]) -> dict[int, int]:
        """Our base formats of named styles → theirs; a style of the same name, or built in alike,
        is the user's to define.
        """
        mine, there = self.own.child("cellStyles"), self.root.child("cellStyles")
        bases = self.own.child("cellStyleXfs")
        known = {
            _style_key(style): int(style.attributes.get("xfId", 0))
            for style in (there.children if there else [])
        }
        mapped: dict[int, int] = {}
        for style in mine.children if mine else []:
            old, key = int(style.attributes.get("xfId", 0)), _style_key(style)
            if key in known:
                mapped[old] = known[key]
            elif bases is not None:
                mapped[old] = self._place(
                    "cellStyleXfs", self._remapped(bases.children[old], places)
                )
                self._place("cellStyles", self._remapped(style, {"xfId": mapped}))
        return mapped

    def _stated(self, text: bytes) -> bytes:
        """An element that says its namespace where the part's own elements have a prefix."""
        return (
            re.sub(rb"^<([\w]+)", rb'<\1 xmlns="' + MAIN_SPACE.encode() + rb'"', text)
            if self.foreign
            else text
        )

    def _written(self) -> bytes:
        """The user's part with what was added; lists that are missing are put where the order of
        the schema wants them.
        """
        edits: list[Edit] = []
        for name in _ORDER[:8]:
            if not self.added[name]:
                continue
            listing = self.root.child(name)
            text = b"".join(self.added[name])
            if listing is not None:
                edits += appended(self.theirs, listing, text, count=str(self.count[name]))
            else:
                whole = (
                    self._stated(f'<{name} count="{self.count[name]}">'.encode())
                    + text
                    + f"</{name}>".encode()
                )
                edits += self._inserted(name, whole)
        return edited(self.theirs, edits)

    def _inserted(self, name: str, text: bytes) -> list[Edit]:
        """Put a new list where the order of lists wants it."""
        before = [
            child for child in self.root.children if child.name in _ORDER[: _ORDER.index(name)]
        ]
        if before:
            return [Edit(before[-1].end, before[-1].end, text)]
        if self.root.inner == self.root.end:
            return appended(self.theirs, self.root, text)
        return [Edit(self.root.inner, self.root.inner, text)]


def _style_key(style: Element) -> str:
    built_in = style.attributes.get("builtinId")
    return (
        f"built in {built_in}"
        if built_in is not None
        else style.attributes.get("name", "").casefold()
    )
