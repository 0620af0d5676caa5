"""A result table, declared once: records, data frames, JSON, its schema, docs and sheets follow
from its columns.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

import pandas as pd

from orgplan.analysis.assessment import Assessment
from orgplan.schema.columns import InputSheet, Kind

Field = str | int | float | bool | date | None | tuple[str, ...]
Record = dict[str, Field]

DTYPES = {
    Kind.LIST: "object",
    Kind.NUMBER: "float64",
    Kind.SHARE: "float64",
    Kind.MONEY: "float64",
    Kind.WHOLE: "int64",
    Kind.LEVEL: "int64",
    Kind.YES_NO: "bool",
    Kind.DATE: "datetime64[ns]",
}
JSON_TYPES = {
    Kind.LIST: "array",
    Kind.NUMBER: "number",
    Kind.SHARE: "number",
    Kind.MONEY: "number",
    Kind.WHOLE: "integer",
    Kind.LEVEL: "integer",
    Kind.YES_NO: "boolean",
}
WORDS = {
    Kind.LIST: "list of text",
    Kind.NUMBER: "number",
    Kind.SHARE: "share",
    Kind.MONEY: "money",
    Kind.WHOLE: "whole number",
    Kind.LEVEL: "level (0-5)",
    Kind.YES_NO: "true or false",
    Kind.DATE: "date",
}

R = TypeVar("R", contravariant=True)


def plain(content: Field) -> str | int | float | bool | list[str] | None:
    """A value as :mod:`json` writes it.

    Parameters
    ----------
    content
        A value of a record.

    Returns
    -------
    str or int or float or bool or list[str] or None
        Days in ISO form, tuples as lists, all else as it is.

    Examples
    --------
    >>> plain(date(2027, 1, 1)), plain(("a", "b")), plain(None)
    ('2027-01-01', ['a', 'b'], None)
    """
    if isinstance(content, date):
        return content.isoformat()
    return list(content) if isinstance(content, tuple) else content


@dataclass(frozen=True)
class ResultColumn(Generic[R]):
    """A column of a result table.

    Attributes
    ----------
    key
        Its name in records, frames and JSON.
    kind, unit, meaning
        What it holds, for types and docs; the unit where the kind leaves it open.
    of
        Its value in a row.
    optional
        Whether it may be empty: ``None`` in frames, null in JSON.
    header, width
        On the plan's sheet: the header where it is not the key, and the width where it is not that
        of its kind.
    """

    key: str
    kind: Kind
    meaning: str
    of: Callable[[Assessment, R], Field]
    unit: str = ""
    optional: bool = False
    header: str = ""
    width: float | None = None

    @property
    def dtype(self) -> str:
        """Type in data frames."""
        return DTYPES.get(self.kind, "object" if self.optional else "str")

    @property
    def words(self) -> str:
        """What it holds, for the docs."""
        words = self.unit or WORDS.get(self.kind, "text")
        return f"{words} or null" if self.optional else words

    @property
    def schema(self) -> dict[str, Any]:
        """JSON schema of its values."""
        name = JSON_TYPES.get(self.kind, "string")
        found: dict[str, Any] = {"type": [name, "null"] if self.optional else name}
        if self.kind is Kind.LIST:
            found["items"] = {"type": "string"}
        if self.kind is Kind.DATE:
            found["format"] = "date"
        return found | {"description": self.meaning}


def column_of(
    sheet: InputSheet,
    key: str,
    of: Callable[[Assessment, R], Field],
    *,
    named: str = "",
    optional: bool = False,
) -> ResultColumn[R]:
    """Column of results that a sheet of a plan declares: its kind, unit and meaning are the
    sheet's.

    Parameters
    ----------
    sheet, key
        Sheet that is read back, and the key of its column.
    of
        Its value in a row.
    named
        Key in results where that is another one.
    optional
        Whether it may be empty.

    Examples
    --------
    >>> from orgplan.schema.plan import HIRING_PLAN
    >>> start = column_of(HIRING_PLAN, "start_date", lambda assessment, row: row.hire.start_date)
    >>> start.kind.value, start.meaning
    ('date', 'First day at work')
    """
    declared = sheet.column(key)
    return ResultColumn(
        named or key, declared.kind, declared.meaning, of, declared.unit, optional=optional
    )


@dataclass(frozen=True)
class ResultTable(Generic[R]):
    """A table of results: what one row is, its rows, and its columns in order.

    Attributes
    ----------
    name
        Key in JSON and of the data frame.
    entry
        What one row is, for docs.
    rows
        Rows of a plan, in the order of the sheet.
    columns
        Keys are unique.
    """

    name: str
    entry: str
    rows: Callable[[Assessment], Iterable[R]]
    columns: tuple[ResultColumn[R], ...]

    @cached_property
    def column(self) -> Mapping[str, ResultColumn[R]]:
        """Columns by key."""
        return {column.key: column for column in self.columns}

    def record(self, assessment: Assessment, row: R) -> Record:
        """One row, by the keys of the columns.

        Parameters
        ----------
        assessment
            The plan.
        row
            One of :attr:`rows`.

        Returns
        -------
        Record
            Values as Python has them: days, tuples, ``None`` where nothing is said.
        """
        return {column.key: column.of(assessment, row) for column in self.columns}

    def records(self, assessment: Assessment) -> list[Record]:
        """All rows.

        Parameters
        ----------
        assessment
            The plan.

        Returns
        -------
        list[Record]
            In the order of the sheet.
        """
        return [self.record(assessment, row) for row in self.rows(assessment)]

    def frame(self, assessment: Assessment) -> pd.DataFrame:
        """All rows as a data frame; without rows it has the same columns and types.

        Parameters
        ----------
        assessment
            The plan.

        Returns
        -------
        pd.DataFrame
            A row a record, a column each of :attr:`columns`.
        """
        rows = self.records(assessment)
        return pd.DataFrame(
            {
                column.key: pd.Series([row[column.key] for row in rows], dtype=column.dtype)
                for column in self.columns
            }
        )

    def as_json(self, assessment: Assessment) -> list[dict[str, Any]]:
        """All rows, of what :mod:`json` writes.

        Parameters
        ----------
        assessment
            The plan.

        Returns
        -------
        list[dict[str, Any]]
            Keys are those of the columns, in their order.
        """
        return [
            {key: plain(value) for key, value in row.items()} for row in self.records(assessment)
        ]

    @property
    def schema(self) -> dict[str, Any]:
        """JSON schema of :meth:`as_json`."""
        return {
            "type": "array",
            "description": f"One entry {self.entry}",
            "items": {
                "type": "object",
                "properties": {column.key: column.schema for column in self.columns},
                "required": list(self.column),
                "additionalProperties": False,
            },
        }

    def page(self) -> Iterator[str]:
        """Lines of the docs."""
        yield f"## `{self.name}`: one entry {self.entry}\n"
        yield "| field | type | holds |\n|---|---|---|"
        for column in self.columns:
            yield f"| `{column.key}` | {column.words} | {column.meaning} |"
        yield ""
