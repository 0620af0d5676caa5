"""XML whose places are known to the byte, so that a few bytes can be put in and all others stay as
they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from orgplan.errors import OrgplanError
from orgplan.language import _

from .errors import Refused

_BETWEEN = "|"  # parts a namespace from a name; neither holds it
_START_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=<>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']+)[\"']")


@dataclass(slots=True)
class Element:
    """An element and where it stands.

    Attributes
    ----------
    name
        Without its prefix.
    space
        Its namespace.
    attributes
        By name; one with a prefix by ``namespace|name``.
    start, inner, close, end
        Offsets in bytes: of its start tag, after its start tag, of its end tag, after its end tag.
        An empty-element tag has the last three alike.
    children
        Elements inside it, in their order; text between them is only in the bytes.
    """

    name: str
    space: str
    attributes: dict[str, str]
    start: int
    inner: int
    close: int
    end: int
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """The first child of a name.

        Parameters
        ----------
        name
            Without a prefix.

        Examples
        --------
        >>> root = parse(b"<a><b/><b/></a>", "part.xml")
        >>> root.child("b") is root.children[0], root.child("c")
        (True, None)
        """
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> Iterator[Element]:
        """Children of a name.

        Parameters
        ----------
        name
            Without a prefix; those of deeper levels do not count.

        Examples
        --------
        >>> len(list(parse(b"<a><b/><c/><b/></a>", "part.xml").all("b")))
        2
        """
        return (child for child in self.children if child.name == name)


@dataclass(frozen=True)
class Edit:
    """Bytes to be put in place of those from `start` to `end`.

    Attributes
    ----------
    start, end
        Offsets in bytes; both alike put something in.
    text
        Empty takes something out.
    """

    start: int
    end: int
    text: bytes


def parse(data: bytes, part: str) -> Element:
    """The root element of a part.

    Parameters
    ----------
    data
        The part.
    part
        Its name, for what is refused.

    Raises
    ------
    Refused
        If the part is no well-formed XML in UTF-8.

    Examples
    --------
    >>> root = parse(b'<a x="1"><b/><c/></a>', "part.xml")
    >>> root.name, root.attributes, [child.name for child in root.children]
    ('a', {'x': '1'}, ['b', 'c'])
    """
    declared = _ENCODING.match(data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")
    ):
        raise Refused(
            _(
                "its part {part} is not written in UTF-8. Open it in Excel and save it again.",
                part=part,
            )
        )
    reader = _Reader(data)
    try:
        reader.parser.Parse(data, True)
    except (expat.ExpatError, _Odd) as error:
        raise Refused(
            _(
                "its part {part} is damaged ({error}). Open it in Excel (let it repair the file)"
                " and save it again.",
                part=part,
                error=error,
            )
        ) from error
    return reader.top.children[0]


class _Odd(OrgplanError):
    """A tag that is not where the parser says."""


class _Reader:
    """Builds elements with their places in bytes, which expat gives for each tag."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.top = Element("", "", {}, 0, 0, 0, 0)
        self.open = [self.top]
        self.parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element; one that closes itself has its end already."""
        start = self.parser.CurrentByteIndex
        tag = _START_TAG.match(self.data, start)
        if tag is None:
            raise _Odd(f"no tag at byte {start}")
        space, _, local = name.rpartition(_BETWEEN)
        empty = bool(tag[1])
        element = Element(
            local,
            space,
            attributes,
            start,
            tag.end(),
            tag.end() if empty else -1,
            tag.end() if empty else -1,
        )
        self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, _name: str) -> None:
        element = self.open.pop()
        if element.close < 0:
            element.close = self.parser.CurrentByteIndex
            element.end = self.data.index(b">", element.close) + 1


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with edits made that don't overlap; several at one place are made in the order
    given.

    Parameters
    ----------
    data
        The part as it was when the places were found.
    edits
        In any order.

    Examples
    --------
    >>> edited(b"<a><b/></a>", [Edit(3, 7, b"<c/>"), Edit(11, 11, b"!")])
    b'<a><c/></a>!'
    """
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        pieces += [data[at : edit.start], edit.text]
        at = edit.end
    return b"".join([*pieces, data[at:]])


def appended(data: bytes, element: Element, text: bytes, **attributes: str) -> list[Edit]:
    """Put text at the end of an element's content, and set attributes of its start tag.

    Parameters
    ----------
    data, element
        The part, and the element in it; one without an end tag gets one.
    text
        XML with the prefixes of the part.
    **attributes
        To be set, or added where they are missing.

    Examples
    --------
    >>> data = b'<a count="0"/>'
    >>> edited(data, appended(data, parse(data, "part.xml"), b"<b/>", count="1"))
    b'<a count="1"><b/></a>'
    """
    tag = data[element.start : element.inner]
    for name, value in attributes.items():
        tag = _with(tag, name, value)
    if element.inner == element.end:
        opened = tag.removesuffix(b">").rstrip().removesuffix(b"/").rstrip() + b">"
        return [
            Edit(element.start, element.end, opened + text + b"</" + tag_name(data, element) + b">")
        ]
    return [Edit(element.start, element.inner, tag), Edit(element.close, element.close, text)]


def with_attribute(data: bytes, element: Element, name: str, value: str) -> Edit:
    """Set an attribute without a prefix.

    Parameters
    ----------
    data, element
        The part, and the element in it.
    name, value
        Added where the element does not have it; the value is escaped here.

    Examples
    --------
    >>> data = b'<a x="1"/>'
    >>> edited(data, [with_attribute(data, parse(data, "part.xml"), "y", "2")])
    b'<a x="1" y="2"/>'
    """
    return Edit(
        element.start, element.inner, _with(data[element.start : element.inner], name, value)
    )


def _with(tag: bytes, name: str, value: str) -> bytes:
    """A start tag with an attribute set, or added at its end."""
    quoted = f"{name}={quoteattr(value)}".encode()
    found = re.search(rb"(?<=\s)" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", tag)
    if found:
        return tag[: found.start()] + quoted + tag[found.end() :]
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + b" " + quoted + tag[end:]


def removed(element: Element) -> Edit:
    """Take an element out.

    Parameters
    ----------
    element
        With all that it holds.

    Examples
    --------
    >>> data = b"<a><b/><c/></a>"
    >>> edited(data, [removed(parse(data, "part.xml").children[0])])
    b'<a><c/></a>'
    """
    return Edit(element.start, element.end, b"")


def tag_name(data: bytes, element: Element) -> bytes:
    """An element's name with its prefix, as it is written.

    Parameters
    ----------
    data, element
        The part, and the element in it. A colon in the name says that the part writes the main
        namespace with a prefix.

    Examples
    --------
    >>> data = b'<x:a xmlns:x="urn:x"/>'
    >>> tag_name(data, parse(data, "part.xml"))
    b'x:a'
    """
    return re.split(rb"[\s/>]", data[element.start + 1 : element.inner], maxsplit=1)[0]


def signature(element: Element) -> tuple[object, ...]:
    """What makes two elements without text the same, however they are written.

    Parameters
    ----------
    element
        Of a list of styles, whose entries have no text.

    Examples
    --------
    >>> one, other = (
    ...     parse(data, "part.xml") for data in (b'<a x="1" y="2"/>', b"<a y='2' x='1'></a>")
    ... )
    >>> signature(one) == signature(other)
    True
    """
    return (
        element.name,
        tuple(sorted(element.attributes.items())),
        tuple(signature(child) for child in element.children),
    )
