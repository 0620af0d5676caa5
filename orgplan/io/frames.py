"""Input sheets as pandas data frames, in and out: the columns of the workbook, the same defaults
and the same faults.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from orgplan.domain import Organisation
from orgplan.errors import BadArgument, checked
from orgplan.excel.read import Grid, Raw
from orgplan.excel.write.content import Formula
from orgplan.schema.inputs import INPUT_SHEETS

from .files.opening import Opened
from .output.input_rows import listings

IN_MEMORY = Path("data frames")
SHARES_AS_NUMBERS = "0%"  # a frame has no formats: 1.2 is a share of 120 %, as it was handed out
SHEET_OF = {  # argument → sheet
    "people": "Roster",
    "skills": "Skills",
    "roles": "Roles",
    "role_skills": "Role skills",
    "teams": "Teams",
    "needs": "Requirements",
    "rules": "Rules",
    "courses": "Training",
    "budget": "Budget",
} | {spec.key.lower().replace(" ", "_"): spec.key for spec in INPUT_SHEETS}


@checked
def to_frames(org: Organisation) -> dict[str, pd.DataFrame]:
    """Every input sheet that the organisation fills, by its name, with the columns of
    ``docs/workbook.md``.

    Parameters
    ----------
    org
        ``op.from_frames`` of the result gives the same organisation.

    Returns
    -------
    dict
        Sheet in English → its rows, a row a person, role or need; levels as whole numbers, dates as
        dates, money in the currency in which it was stated. Settings and Assumptions have a row for
        each key.

    Examples
    --------
    >>> op.to_frames(org)["Roster"].columns[:3].tolist()
    ['person_id', 'name', 'role']
    """
    frames = {
        listing.spec.key: pd.DataFrame(
            [[_shown(content) for content in row] for row in listing.rows],
            columns=[*listing.keys, *listing.free],
        )
        for listing in listings(org)
    }
    settings = frames["Settings"]  # of a workbook the names of its sheets say the language
    settings.loc[len(settings), ["key", "value"]] = ["language", org.language]
    # Numbers, days and words in one column: as text it has one type, which Parquet asks for.
    settings["value"] = [None if pd.isna(one) else str(one) for one in settings["value"]]
    return frames


def opened(frames: Mapping[str, pd.DataFrame | Mapping[str, Any]]) -> Opened:
    """Data frames, or a mapping of keys to values for Settings and Assumptions, as the sheets of a
    file.

    Parameters
    ----------
    frames
        Name of a sheet, or of an argument of ``op.from_frames`` (``role_skills``), → its rows.

    Returns
    -------
    Opened
        Row 1 of each sheet is its header, so that a fault in the first row of a frame stands in row
        2. The hash is of the content: the same frames give the same one.

    Raises
    ------
    BadArgument
        If an argument is no sheet, or no data frame.

    Examples
    --------
    >>> opened({"settings": {"currency": "EUR"}}).grids["Settings"].rows[2]
    {1: 'currency', 2: 'EUR'}
    """
    sheets = {spec.key for spec in INPUT_SHEETS}
    grids: dict[str, Grid] = {}
    for name, frame in frames.items():
        sheet = name if name in sheets else SHEET_OF.get(name)
        if sheet is None:
            raise BadArgument("op.from_frames", f"{name}=", f"one of {', '.join(SHEET_OF)}")
        if isinstance(frame, Mapping):
            frame = pd.DataFrame(list(frame.items()), columns=["key", "value"])
        grids[sheet] = Grid(sheet, dict(_rows(frame)), formats=(SHARES_AS_NUMBERS,))
    text = "\n".join(f"{name}{grid.rows!r}" for name, grid in grids.items())
    return Opened(sha256(text.encode()).hexdigest(), grids)


def _rows(frame: pd.DataFrame) -> Iterator[tuple[int, dict[int, Raw]]]:
    """Rows as a sheet has them: headers in the first."""
    yield 1, {column: str(name) for column, name in enumerate(frame.columns, 1)}
    for number, row in enumerate(frame.itertuples(index=False, name=None), 2):
        cells: dict[int, Raw] = {
            column: raw for column, value in enumerate(row, 1) if (raw := _raw(value)) is not None
        }
        if cells:
            yield number, cells


def _raw(value: Any) -> Raw | None:
    """A value of a data frame as a cell holds it; ``None`` where it is missing."""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, str):
        return value.strip() or None
    return value if isinstance(value, bool | int | float | datetime) else str(value)


def _shown(content: object) -> object:
    return content.value if isinstance(content, Formula) else content
