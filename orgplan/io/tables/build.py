"""Domain values made from rows; what a value refuses becomes a fault at the row."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from orgplan.domain import Organisation
from orgplan.excel.read import Findings
from orgplan.language import _
from orgplan.schema.columns import Kind

from .row import Row
from .table import Table

T = TypeVar("T")


def with_ids(table: Table | None, prefix: str) -> Iterator[tuple[Row, str]]:
    """Rows with their ids; a blank id is made of a prefix and the row's number, as in ``N-003``.

    Parameters
    ----------
    table
        The table; ``None`` (no such sheet) has no rows.
    prefix
        Of ids that are made.

    Yields
    ------
    row, id
        In the order of the sheet. A second row of one id, capitals aside, is a fault and left out.

    Examples
    --------
    >>> list(with_ids(None, "N"))
    []
    """
    seen: dict[str, Row] = {}
    for index, row in enumerate(table or (), start=1):
        name = row.text("id") or f"{prefix}-{index:03}"
        if name.casefold() in seen:
            row.fault(
                "id",
                _("each id once"),
                _("It is already in {at}: change one.", at=seen[name.casefold()].at("id")),
                name,
            )
            continue
        seen[name.casefold()] = row
        yield row, name


def fields_of(row: Row, *keys: str) -> dict[str, Any]:
    """Fields of a domain's value as some cells say, each read by the kind of its column.

    Parameters
    ----------
    row
        The row, which keeps the faults of what it can't read.
    *keys
        Keys of its columns.

    Returns
    -------
    dict
        Field → value; blank cells are left out, so that the defaults of the domain's type hold.

    Examples
    --------
    >>> from orgplan.excel.read import Grid
    >>> from orgplan.io.tables.find_table import find_table
    >>> from orgplan.schema.inputs import TEAMS
    >>> grid = Grid("Teams", {1: {1: "Team", 2: "min_headcount"}, 2: {1: "Apps", 2: 3}})
    >>> [
    ...     fields_of(row, "min_headcount", "max_headcount")
    ...     for row in find_table(TEAMS, grid, Findings())
    ... ]
    [{'min_headcount': 3}]
    """
    read: Mapping[Kind, Callable[[str], object]] = {
        Kind.NUMBER: row.number_in,
        Kind.SHARE: row.number_in,
        Kind.WHOLE: row.whole,
        Kind.LEVEL: row.whole,
        Kind.DATE: row.day,
        Kind.CHOICE: row.choice,
        Kind.YES_NO: row.flag,
        Kind.LIST: lambda key: row.names(key, wide=True) or None,
    }
    found = {}
    for key in keys:
        column = row.table.spec.column(key)
        value = read.get(column.kind, row.text)(key)
        if value is not None:
            found[column.field] = value
    return found


def build_or_report(
    row: Row, first: str, make: Callable[[], T], columns: Mapping[str, str] | None = None
) -> T | None:
    """The value, or ``None`` with a fault for each thing that it refuses.

    Parameters
    ----------
    row
        Takes the faults, at the column of the field.
    first
        Column to point at where the value doesn't say which field is wrong.
    make
        Makes the value; only pydantic's errors are caught.
    columns
        Field of the value → column, where it is another than the sheet declares.
    """
    try:
        return make()
    except ValidationError as problem:
        for error in problem.errors():
            field = str(error["loc"][0]) if error["loc"] else first
            key = (columns or {}).get(field) or row.table.spec.column_of(field)
            key = key if row.table.place(key) else first
            message = error["msg"].removeprefix("Value error, ")
            row.fault(key, _("figures that fit together"), f"{message[:1].upper()}{message[1:]}.")
        return None


def organisation_or_report(findings: Findings, **fields: Any) -> Organisation | None:
    """The organisation of these fields; what does not fit together becomes a fault, never an
    exception of pydantic's.

    Parameters
    ----------
    findings
        Takes one fault for each thing that the organisation refuses, without sheet or cell: the
        check is of the whole, and no single row is known to be the cause.
    **fields
        Fields of :class:`orgplan.domain.Organisation`.

    Returns
    -------
    Organisation or None
        ``None`` once there is a fault; the reader then refuses the file.
    """
    try:
        return Organisation(**fields)
    except ValidationError as problem:
        for error in problem.errors():
            findings.fault(
                "",
                "",
                _("figures that do not fit together"),
                error["msg"].removeprefix("Value error, "),
                _("Correct it."),
            )
        return None
