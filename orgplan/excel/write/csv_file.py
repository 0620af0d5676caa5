"""CSV that a spreadsheet program opens as it was written: text that looks like a formula is not
taken for one.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from .saving import replaced_whole

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(content: object) -> object:
    """A cell's content; text that a program would work out begins with an apostrophe.

    Numbers stay as they are.

    Parameters
    ----------
    content
        Of a cell; ``None`` becomes an empty text.

    Examples
    --------
    >>> harmless("=1+1"), harmless(-5.0), harmless("Ada")
    ("'=1+1", -5.0, 'Ada')
    """
    if isinstance(content, str) and content.lstrip(" ").startswith(_STARTS):
        return f"'{content}"
    return "" if content is None else content


def write_csv(
    path: Path, headers: Sequence[str], rows: Iterable[Sequence[object]], *, mark: bool = True
) -> None:
    """Write a file, whole or not at all; UTF-8, with the `mark` by which Excel knows it.

    Parameters
    ----------
    path
        The file; whatever is there is replaced.
    headers
        First row.
    rows
        In the order of the headers; may be made one by one.
    mark
        Off for files that programs read.

    Raises
    ------
    DiskTrouble
        If the disk is full or fails.
    """
    with (
        replaced_whole(path) as draft,
        draft.open("w", encoding="utf-8-sig" if mark else "utf-8", newline="") as file,
    ):
        table = csv.writer(file)
        table.writerow([harmless(header) for header in headers])
        table.writerows([harmless(content) for content in row] for row in rows)
