"""Rows of Cost by month, as a workbook shows them and as they come to now; and the bridge between
the two.
"""

from collections.abc import Iterator
from datetime import date, datetime

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.bridge import BridgeStep, CostRow, Typed, bridge
from orgplan.domain import Calendar
from orgplan.excel.read import Grid, Raw

from ..sheets import pages
from ..sheets.money.cost_by_month import HEADERS
from ..sheets.money.monthly_costs import gather
from .snapshot import WorkbookSnapshot, rows_of
from .tampering import OF_COST

PAY_IN = ("Roster", "Roles", "Positions", "Relocations", "hires", "moves")
RATES_IN = ("Assumptions", "Rates", "Locations", "Charges", "Cost splits", "Relocations")


def shown_rows(grid: Grid | None, calendar: Calendar) -> Iterator[CostRow]:
    """Rows of the sheet as it stands; months that it does not have are nothing.

    Parameters
    ----------
    grid
        The sheet Cost by month or Planned cost; ``None`` gives no rows.
    calendar
        Its months are looked for among the headers.

    Yields
    ------
    CostRow
        Cents by month. Rows without an id are skipped.
    """
    months = [f"{day:%Y-%m}" for day in calendar.month_starts]
    for _, row in rows_of(grid, (*HEADERS[:2], "component"), HEADERS, OF_COST):
        if "id" in row:
            yield CostRow(
                (str(row["id"]), str(row.get("action") or "")),
                str(row.get("component")),
                (str(row.get("team")), str(row.get("cost_centre"))),
                _day(row.get("first_day")),
                _day(row.get("last_day")),
                tuple(_cents(row.get(month)) for month in months),
            )


def planned_rows(made: WorkbookSnapshot, calendar: Calendar) -> Iterator[CostRow]:
    """Rows of Cost by month as they were planned: of Planned cost, where costs follow the inputs.

    Parameters
    ----------
    made
        A workbook as it stands.
    calendar
        Of the plan.

    Returns
    -------
    Iterator[CostRow]
        Cents by month, as they stood when the plan was made.
    """
    grid = made.grids.get(pages.PLANNED_COST.key)
    return shown_rows(made.grids.get(pages.COST.key) if grid is None else grid, calendar)


def rows_now(assessment: Assessment) -> Iterator[CostRow]:
    """The same of an assessment.

    Parameters
    ----------
    assessment
        The plan as it is now, with whatever was edited.

    Yields
    ------
    CostRow
        In the order of Cost by month; first and last day only where the row is pay.
    """
    days = {member.id: (member.start_date, member.end_date) for member in assessment.walk.members}
    hired = {hire.id for hire in assessment.plan.hires}
    for line in gather(assessment):
        first, last = (
            days[line.entity] if line.action is None or line.action in hired else (None, None)
        )
        yield CostRow(
            (line.entity, line.action or ""),
            line.component,
            (line.team, line.centre),
            first,
            last,
            line.months,
        )


def bridge_of(made: WorkbookSnapshot, assessment: Assessment) -> tuple[BridgeStep, ...]:
    """Steps from what a workbook shows to what its inputs and actions come to now.

    Parameters
    ----------
    made
        The workbook as it stands: its rows of planned cost, and the digests of its inputs.
    assessment
        What its inputs and actions come to now.

    Returns
    -------
    tuple[BridgeStep, ...]
        In cents; empty where nothing changed.
    """
    changed, calendar = {*made.changed_parts(assessment.plan)}, assessment.org.calendar
    return bridge(
        planned_rows(made, calendar),
        rows_now(assessment),
        calendar,
        Typed(bool(changed & set(PAY_IN)), bool(changed & set(RATES_IN))),
    )


def _day(raw: Raw) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    return raw if isinstance(raw, date) else None


def _cents(raw: Raw) -> int:
    """Cents of a cell in plan currency; 0 where it holds no number."""
    return round(raw * 100) if isinstance(raw, int | float) and not isinstance(raw, bool) else 0
