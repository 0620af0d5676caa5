"""The reconciliation of roster, positions and plan as records, data frame, JSON and workbook."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import Field

from orgplan.analysis.seats.occupants import SeatRow, SeatState, Tolerance
from orgplan.domain import Organisation
from orgplan.excel.write.content import fitting
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    TITLE,
    Column,
    Content,
    Fill,
    Look,
    Number,
    Style,
    WorkbookWriter,
    address,
)
from orgplan.language import N_, _, in_a_row, ngettext

from .results.json_model import JsonObject, Texts
from .results.table import Record
from .sheets.layout import DATE, LABEL, LONG, TEXT, TITLE_HEIGHT, area


class SeatObject(JsonObject):
    """A position, or a person or planned seat without one."""

    seat: str = Field(
        description="over, ghost, unapproved, filled, open or closed; the lines above the table say"
        " what each is"
    )
    reconciled: bool = Field(description="Whether everything agrees")
    position_id: str | None = Field(description="Position, listed or named by somebody")
    role: str | None = Field(description="Role")
    team: str | None = Field(description="Team")
    status: str | None = Field(description="Status of the position")
    direction: str | None = Field(
        description="What the position does: add, backfill, convert or remove"
    )
    start: date | None = Field(description="First day on which somebody is wanted in it")
    people: Texts = Field(description="People of the roster who are in it")
    names: Texts = Field(description="Their names")
    hires: Texts = Field(description="Seats of the plan that fill it")
    matched_by: str | None = Field(
        description="Whether it was matched by position id, leaver's position, or role and team"
    )
    differs: str = Field(description="What does not agree")
    fix: str = Field(alias="mend", description="What would mend it")


class ToleranceObject(JsonObject):
    """What counts as the same."""

    days: int = Field(description="days between two starts")
    pay: float = Field(description="share between two pays")


class ReconciliationObject(JsonObject):
    """Roster, positions and plan held against each other."""

    reconciled: bool = Field(description="whether everything agrees (exit code 0)")
    counts: dict[str, int] = Field(
        description="rows of each class: `over`, `ghost`, `unapproved`, `filled`, `open`, `closed`"
    )
    tolerance: ToleranceObject = Field(description="what counts as the same")
    plan: str | None = Field(description="workbook whose plan was looked at")
    seats: tuple[SeatObject, ...] = Field(
        description="one entry a position, and a person or planned seat without one"
    )


COLUMNS = tuple(SeatObject.fields())
WORDS = ("seat", "reconciled", "status", "direction", "matched_by")
WRAPPED = ("differs", "mend", "role", "team", "names")
MEANING = {
    SeatState.OVER: N_("more people than the seat has room for"),
    SeatState.GHOST: N_("filled by nobody on the roster, or a position id that is not listed"),
    SeatState.UNAPPROVED: N_("a planned seat or a person without an approved position"),
    SeatState.FILLED: N_("held by somebody of the roster"),
    SeatState.OPEN: N_("approved, and nobody holds it yet"),
    SeatState.CLOSED: N_("proposed, frozen or to be removed, and nobody is in it"),
}


@dataclass(frozen=True)
class Reconciliation:
    """Roster, positions and plan held against each other.

    Attributes
    ----------
    org
        Whose roster and positions.
    rows
        Every position once, and every person and planned seat without one; what does not agree
        comes first.
    tolerance
        What counted as the same.
    planned
        Name of the workbook whose plan was looked at; ``None`` without a plan.

    Examples
    --------
    >>> from orgplan.api.comparing import held_against
    >>> seat = op.Position(id="R-1", role="iOS engineer", team="Apps")
    >>> rows = held_against(org.replace(positions=(seat,)), op.Plan(), Tolerance())
    >>> held = op.Reconciliation(org, rows, Tolerance(), planned=None)
    >>> held.reconciled, len(held.rows)
    (False, 21)
    """

    org: Organisation
    rows: tuple[SeatRow, ...]
    tolerance: Tolerance
    planned: str | None

    @property
    def reconciled(self) -> bool:
        """Whether everything agrees."""
        return all(row.reconciled for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows of each class."""
        found = Counter(row.seat for row in self.rows)
        return {seat.value: found[seat] for seat in SeatState}

    @property
    def basis(self) -> str:
        """What was held against what, and how exactly, in a sentence."""
        what = _("the plan of {file}", file=self.planned) if self.planned else _("no plan")
        return _(
            "Roster of {day}, {positions}, {what}. Matched by position id, a backfill by its"
            " leaver's position, then by role and team where starts lie within {days} days and pay"
            " within {pay:.1%}.",
            day=self.org.calendar.as_of,
            positions=ngettext("{n} position", "{n} positions", len(self.org.positions)),
            what=what,
            days=self.tolerance.days,
            pay=self.tolerance.pay,
        )

    def records(self) -> list[Record]:
        """One record a row.

        Examples
        --------
        >>> from orgplan.api.comparing import held_against
        >>> rows = held_against(org, op.Plan(), Tolerance())
        >>> held = op.Reconciliation(org, rows, Tolerance(), planned=None)
        >>> {record["seat"] for record in held.records()}
        {'unapproved'}
        """
        return [self._record(row) for row in self.rows]

    def _record(self, row: SeatRow) -> Record:
        position = row.position
        return {
            "seat": row.seat.value,
            "reconciled": row.reconciled,
            "position_id": row.named,
            "role": row.role,
            "team": row.team,
            "status": position.status.value if position else None,
            "direction": position.direction.value if position else None,
            "start": position.start if position else None,
            "people": row.people,
            "names": tuple(self.org.person[person].name for person in row.people),
            "hires": row.hires,
            "matched_by": row.matched_by,
            "differs": in_a_row(row.differs),
            "mend": row.fix,
        }

    @property
    def table(self) -> pd.DataFrame:
        """The rows as a data frame."""
        return pd.DataFrame(
            [[record[column] for column in COLUMNS] for record in self.records()],
            columns=list(COLUMNS),
        )

    def as_json(self) -> dict[str, Any]:
        """One object made of what :mod:`json` writes.

        Examples
        --------
        >>> from orgplan.api.comparing import held_against
        >>> rows = held_against(org, op.Plan(), Tolerance())
        >>> held = op.Reconciliation(org, rows, Tolerance(), planned=None)
        >>> held.as_json()["tolerance"]
        {'days': 31, 'pay': 0.05}
        """
        return ReconciliationObject.plain_of(
            {
                "reconciled": self.reconciled,
                "counts": self.counts,
                "tolerance": self.tolerance,
                "plan": self.planned,
                "seats": self.records(),
            }
        )


def write_reconciliation(path: Path, found: Reconciliation) -> None:
    """Write a workbook with one table.

    Parameters
    ----------
    path
        The workbook to write; what is there is replaced when all of it is written.
    found
        What was compared.

    Raises
    ------
    BookError
        If a sheet can't be written as asked, which is a fault of the program.
    """
    with WorkbookWriter(path, title=_("Roster, positions and plan")) as book:
        sheet = book.sheet(_("Reconciliation"))
        sheet.write(0, 0, _("Roster, positions and plan"), TITLE)
        sheet.height(0, TITLE_HEIGHT)
        sheet.prose(1, found.basis, NOTE)
        differing = sum(not row.reconciled for row in found.rows)
        sheet.write(
            2,
            0,
            (
                _("{differing} of {rows} rows differ.", differing=differing, rows=len(found.rows))
                if differing
                else _("Everything agrees.")
            ),
            HEADING,
        )
        for number, (seat, meaning) in enumerate(MEANING.items(), 4):
            sheet.write(number, 0, _(seat.value), Style(Look.TOOL, bold=True))
            sheet.write(number, 1, found.counts[seat.value], Style(Look.TOOL, Number.INTEGER))
            sheet.write(number, 2, _(meaning), LABEL)
        top = 5 + len(MEANING)
        rows = [[_cell(record[column]) for column in COLUMNS] for record in found.records()]
        styles = {"start": DATE} | dict.fromkeys(WRAPPED, LONG)
        columns = [
            Column(
                header,
                styles.get(header, TEXT),
                field.description or "",
                _width(header, rows),
                words=header in WORDS,
            )
            for header, field in SeatObject.fields().items()
        ]
        table = sheet.table(
            "reconciliation",
            columns,
            rows,
            top=top,
            about="A position, or a person or planned seat without one",
        )
        where, first = (
            area(table.first, 0, table.last, 0),
            address(table.first, COLUMNS.index("reconciled")),
        )
        sheet.colour_where(where, f'=${first}="{_("no")}"', Fill.BAD)
        sheet.freeze(top + 1, 1)


def _cell(content: object) -> Content:
    if isinstance(content, bool):
        return N_("yes") if content else N_("no")
    return ", ".join(content) if isinstance(content, tuple) else content  # type: ignore[return-value]  # records hold what cells hold


def _width(header: str, rows: list[list[Content]]) -> float:
    wide = {"differs": 60.0, "mend": 40.0, "role": 24.0, "team": 20.0, "names": 24.0}
    return wide.get(header) or fitting(header, (row[COLUMNS.index(header)] for row in rows))
