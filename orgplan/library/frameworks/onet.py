"""The American occupational database O*NET: its table of skills, with level (0 to 7) and importance
(1 to 5) for each occupation.

A level becomes five sevenths of itself, rounded to the nearest number; the figure and the
importance stay readable in `skill_sources`. A level that rounds to 0, one marked as not relevant,
and one that the source recommends to suppress are left out and reported, each with its row of
importance.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from orgplan.language import N_, _

from ..faults import BadModel, ModelFault
from .skill_rows import Reading, SkillRequirement, Unmapped

UNIT = N_("rows")
HIGHEST = 7
_COLUMNS = (
    "O*NET-SOC Code",
    "Title",
    "Element ID",
    "Element Name",
    "Scale ID",
    "Data Value",
    "Recommend Suppress",
    "Not Relevant",
)
_DIMENSIONS = (
    ("2.B.1", "team_leadership"),
    ("2.B.2", "architecture_engineering"),
    ("2.B.4", "architecture_engineering"),
    ("2.B.5", "delivery"),
    ("2.A.2", "trends"),
)
OnetRow = Mapping[str, object]


def read(path: Path) -> Reading:
    """Read a workbook of skills.

    Parameters
    ----------
    path
        ``Skills.xlsx`` of a release of the database.

    Returns
    -------
    Reading
        Each requirement stands for two rows of the source, its level and its importance.

    Raises
    ------
    BadModel
        If it is no workbook, or lacks a column.
    """
    reading = Reading("onet", "O*NET", "CC BY 4.0, USDOL/ETA", "occupation", UNIT, rows_of=2)
    rows = _rows(path)
    reading.read[UNIT] = len(rows)
    levels: dict[tuple[str, str], OnetRow] = {}
    importances: dict[tuple[str, str], OnetRow] = {}
    titles = _titles(rows)
    for row in rows:
        key = (str(row["O*NET-SOC Code"]), str(row["Element ID"]))
        table = {"LV": levels, "IM": importances}.get(str(row["Scale ID"]))
        if table is None or key in table:
            why = (
                _("a repetition; the first one is kept")
                if table is not None
                else _("scale {scale} is neither level nor importance", scale=row["Scale ID"])
            )
            reading.left.append(_left(row, why))
        else:
            table[key] = row
    for key, row in levels.items():
        importance = importances.pop(key, None)
        _pair(reading, titles[key[0]], row, importance)
    reading.left += [_left(row, _("an importance without a level")) for row in importances.values()]
    return reading


def number_of(level: float) -> int:
    """A level of 0 to 7 on the scale of 0 to 5.

    Parameters
    ----------
    level
        As the source has it, with decimals.

    Returns
    -------
    int
        Five sevenths of it, rounded to the nearest number, halves up.

    Examples
    --------
    >>> number_of(7.0), number_of(3.5), number_of(0.5)
    (5, 3, 0)
    """
    return int(level * 5 / HIGHEST + 0.5)


def _pair(reading: Reading, title: str, row: OnetRow, importance: OnetRow | None) -> None:
    """Take in a level with its importance; without the other, where the source advises against it,
    or where it rounds to 0, both are left out.
    """
    value = row["Data Value"]
    why = ""
    if importance is None:
        why = _("a level without an importance")
    elif row["Recommend Suppress"] == "Y":
        why = _("the source recommends to suppress it")
    elif row["Not Relevant"] == "Y":
        why = _("not relevant to the occupation")
    elif not isinstance(value, (int, float)) or not 0 <= value <= HIGHEST:
        why = _("level {value!r} is not a number from 0 to {highest}", value=value, highest=HIGHEST)
    elif number_of(value) == 0:
        why = _("its level rounds to 0, not asked")
    if why or importance is None or not isinstance(value, (int, float)):
        reading.left += [_left(one, why) for one in (row, importance) if one is not None]
        return
    word = f"level {value:g} of {HIGHEST}, importance {importance['Data Value']} of 5"
    element = str(row["Element ID"])
    dimension = next(
        (dimension for part, dimension in _DIMENSIONS if element.startswith(part)),
        "core_technology",
    )
    reading.asks.append(
        SkillRequirement(
            title,
            "Standard",
            str(row["Element Name"]),
            number_of(value),
            word,
            dimension=dimension,
            level_zh="标准",
        )
    )


def _titles(rows: Sequence[OnetRow]) -> dict[str, str]:
    titles: dict[str, str] = {}
    owners: dict[str, str] = {}
    for row in rows:
        code, title = str(row["O*NET-SOC Code"]), str(row["Title"])
        owner = owners.setdefault(title, code)
        titles.setdefault(code, title if owner == code else f"{title} {code}")
    return titles


def _left(row: OnetRow, why: str) -> Unmapped:
    return Unmapped(
        UNIT,
        str(row["Title"]),
        f"{row['Element Name']}, {row['Scale ID']} {row['Data Value']}",
        why,
    )


def _rows(path: Path) -> list[OnetRow]:
    """Rows of the first sheet by column name."""
    try:
        book = CalamineWorkbook.from_path(path)
        head, *body = book.get_sheet_by_index(0).to_python()
    except (CalamineError, ValueError, OSError) as error:
        raise BadModel(
            [
                ModelFault(
                    path,
                    1,
                    "",
                    f"cannot be read as a workbook ({error})",
                    "give Skills.xlsx as it was published",
                )
            ]
        ) from error
    missing = [name for name in _COLUMNS if name not in head]
    if missing:
        raise BadModel(
            [
                ModelFault(
                    path,
                    1,
                    "",
                    f"has no column {', '.join(missing)}",
                    "give Skills.xlsx as it was published",
                )
            ]
        )
    names = [str(name) for name in head]
    return [dict(zip(names, row, strict=False)) for row in body if any(cell != "" for cell in row)]
