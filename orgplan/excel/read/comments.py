"""Comments on cells of a workbook: notes of older and newer kind, which readers of cells pass
over.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def comments_of(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Address → text of the comments on a sheet of .xlsx; of a thread all entries, in order.

    Parameters
    ----------
    archive
        The workbook, open for reading.
    part
        The sheet's part of the archive.
    """
    found: dict[str, list[str]] = {}
    newer: dict[str, list[str]] = {}
    for kind, target in _related(archive, part):
        if target in archive.namelist():
            into = newer if kind.endswith("/threadedComment") else found
            for place, text in _texts(archive.read(target)):
                into.setdefault(place, []).append(text)
    # Excel keeps a thread as a note too, below a text about versions
    return {place: " / ".join(texts) for place, texts in {**found, **newer}.items()}


def _related(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Kind and name of the parts with comments that a sheet points at."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return
    for relation in ElementTree.fromstring(archive.read(relations)):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if kind.endswith(("/comments", "/threadedComment")):
            inside = target if target.startswith("/") else posixpath.join(folder, target)
            yield kind, posixpath.normpath(inside).lstrip("/")


def _texts(xml: bytes) -> Iterator[tuple[str, str]]:
    """Address and text of each comment, runs of blanks as one."""
    for comment in ElementTree.fromstring(xml).iter():
        place = comment.get("ref", "")
        if _PLACE.fullmatch(place):
            words = [
                piece.text or ""
                for piece in comment.iter()
                if piece.tag.rpartition("}")[2] in ("t", "text")
            ]
            if text := " ".join("".join(words).split()):
                yield place, text
