"""Headers of sheets, found by the keys that stand in the code, however they are written for a
reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orgplan.excel.read.text import header_key
from orgplan.language import in_words

_ODD = ("reckoned", "if_nothing", "looked_at", "of_sheet", "says")
_KEYS = {in_words(key): key for key in _ODD}


def key_of(header: object) -> str:
    """One spelling for ``start_date``, ``Start date`` and ``start date``."""
    return header_key(_KEYS.get(str(header), str(header)).replace("%", "pct"))


def key_in(sheet: str, header: str, said: Any) -> Any:
    """What a cell says; a setting and an assumption by the key that the code has for it."""
    if header == "key" and isinstance(said, str) and sheet.endswith(("Settings", "Assumptions")):
        return key_of(said).replace(" ", "_")
    return said


class Row(dict[str, Any]):
    """The cells of a row by header, in whatever spelling."""

    def __init__(self, cells: Mapping[Any, Any]) -> None:
        super().__init__({key_of(header): cell for header, cell in cells.items()})

    def __getitem__(self, header: str) -> Any:
        return super().__getitem__(key_of(header))

    def __contains__(self, header: object) -> bool:
        return super().__contains__(key_of(header))

    def get(self, header: str, default: Any = None) -> Any:
        """What stands under a header, if it is there."""
        return super().get(key_of(header), default)

    def __or__(self, other: Mapping[str, Any]) -> Row:  # type: ignore[override]
        """This row with other cells; a plain dictionary would have lost the spellings."""
        return Row({**self, **other})
