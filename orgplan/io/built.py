"""Domain values made from rows; what a value refuses becomes a fault at the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic import ValidationError

from orgplan.io.tables import Row

T = TypeVar("T")


def built(row: Row, first: str, make: Callable[[], T], columns: Mapping[str, str] | None = None) -> T | None:
    """The value, or ``None`` with a fault for each thing that it refuses.

    Parameters
    ----------
    first
        Column to point at where the value doesn't say which field is wrong.
    columns
        Field of the value → column, where the names differ.
    """
    try:
        return make()
    except ValidationError as problem:
        for error in problem.errors():
            field = str(error["loc"][0]) if error["loc"] else first
            key = (columns or {}).get(field, field)
            key = key if row.table.place(key) else first
            said = error["msg"].removeprefix("Value error, ")
            row.fault(key, "figures that fit together", f"{said[:1].upper()}{said[1:]}.")
        return None
