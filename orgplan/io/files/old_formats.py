"""Number formats and comments of workbooks of other programs, whose reader gives figures alone:
which there are in a file, not where.
"""

import io
import re
import struct
import zipfile
from collections.abc import Iterator

_FIRST_OWN = 164  # number from which formats are the user's own, not the program's
_FORMAT_RECORD = re.compile(rb"\x1e\x04(..)(..)(..)([\x00\x01])", re.DOTALL)
_BINARY_FORMAT = re.compile(
    rb"\x2c(?P<length>[\x08-\x7f])(?P<id>..)(?P<count>..\x00\x00)", re.DOTALL
)
_NOTE_RECORD = re.compile(rb"\x1c\x00(..)...\x00[\x00\x02]\x00..(..)([\x00\x01])", re.DOTALL)
_CURRENCY_CELL = re.compile(rb'office:currency="([A-Z]{3})"')
_STYLE_TEXT = re.compile(rb"<number:text>([^<]+)</number:text>")


def formats_in(data: bytes) -> tuple[str, ...]:
    """Number formats of an .xls, .ods or .xlsb, as Excel writes them; those of programs' own are
    left out.

    Parameters
    ----------
    data
        The whole file. Which cells have a format is not found out: enough to see whether money is
        shown with a currency at all.

    Returns
    -------
    tuple of str
        Each once, in the order of the file; empty if there are none but usual ones.

    Examples
    --------
    >>> formats_in(b"no such file")
    ()
    """
    found = _of_archive(data) if data.startswith(b"PK") else _of_records(data)
    return tuple(dict.fromkeys(found))


def has_comments(data: bytes) -> bool:
    """Whether there are comments on cells of an .xls, .ods or .xlsb.

    Parameters
    ----------
    data
        The whole file; what the comments say is not read.
    """
    if not data.startswith(b"PK"):
        return any(_is_note(*found.groups()) for found in _NOTE_RECORD.finditer(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        content = archive.read("content.xml") if "content.xml" in names else b""
    return b"<office:annotation " in content or any(
        name.startswith("xl/comments") for name in names
    )


def _is_note(length: bytes, count: bytes, wide: bytes) -> bool:
    """Whether bytes that look like the record of a comment are as long as the author's name in them
    says.
    """
    name = struct.unpack("<H", count)[0] * (2 if wide == b"\x01" else 1)
    return struct.unpack("<H", length)[0] - 11 - name in (0, 1)


def _of_archive(data: bytes) -> Iterator[str]:
    """Number formats of an .ods or .xlsb; what a style of .ods writes beside its figures becomes a
    format of Excel's.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "content.xml" in names:
            content = archive.read("content.xml")
            for code in dict.fromkeys(_CURRENCY_CELL.findall(content)):
                yield f"[${code.decode()}] 0"
            for text in dict.fromkeys(_STYLE_TEXT.findall(content)):
                words = text.decode("utf-8", "replace").strip()
                if any(sign.isalpha() for sign in words):
                    yield f'0 "{words}"'
        elif "xl/styles.bin" in names:
            yield from _of_styles(archive.read("xl/styles.bin"))


def _of_styles(styles: bytes) -> Iterator[str]:
    """Number formats of an .xlsb: records BrtFmt, of which the stated length has to fit the text,
    so that chance bytes are none.
    """
    for found in _BINARY_FORMAT.finditer(styles):
        count = struct.unpack("<I", found["count"])[0]
        text = styles[found.end() : found.end() + 2 * count]
        if (
            found["length"][0] == 6 + 2 * count
            and struct.unpack("<H", found["id"])[0] >= _FIRST_OWN
        ):
            yield text.decode("utf-16-le", "replace")


def _of_records(data: bytes) -> Iterator[str]:
    """Number formats of an .xls: records FORMAT, of which the stated length has to fit the text, so
    that chance bytes are none.
    """
    for found in _FORMAT_RECORD.finditer(data):
        length, number, count = (struct.unpack("<H", found[group])[0] for group in (1, 2, 3))
        wide = found[4] == b"\x01"
        size = count * 2 if wide else count
        if length == 5 + size and number >= _FIRST_OWN:
            text = data[found.end() : found.end() + size]
            yield text.decode("utf-16-le" if wide else "latin-1", "replace")
