"""Which cells of a workbook hold formulas, and which."""

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import load_workbook

Formulas = Mapping[str, str]  # address → text, empty where a formula is shared with other cells

_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^<>]*>\s*<(?:\w+:)?f([^<>]*?)(?:/>|'
    rb">([^<]*)</)"
)


def read_formulas(path: Path, only: Callable[[str], bool]) -> dict[str, Formulas]:
    """Sheet → its formulas, of a workbook that passed the gate; `only` chooses among sheets by
    name.

    Parameters
    ----------
    path
        The workbook.
    only
        Whether a sheet of a name is wanted.

    Returns
    -------
    dict
        Sheet → address → formula without ``=``, as the file has it; sheets without formulas are
        there with none.
    """
    book = load_workbook(path, read_only=True, keep_links=False)
    try:
        parts = {
            sheet.title: sheet._worksheet_path  # type: ignore[attr-defined]
            for sheet in book.worksheets
            if only(sheet.title)
        }
        archive = book._archive  # type: ignore[attr-defined]
        return {title: _formulas(archive.read(part)) for title, part in parts.items()}
    finally:
        book.close()


def _formulas(text: bytes) -> Formulas:
    """Formulas of the text of a sheet; one that is shared with other cells is there with an empty
    text.
    """
    return {
        cell.decode(): "" if b"shared" in traits else html.unescape(formula.decode())
        for cell, traits, formula in _FORMULA.findall(text)
    }
