"""Requirements: what is needed where, in every period or in some."""

from dataclasses import dataclass

from orgplan.domain import Calendar, Counting, Need, NeedKind
from orgplan.excel.read import (
    ErrorValue,
    Raw,
    TwoReadings,
    Unreadable,
    at,
    listed,
    to_number,
    to_text,
)
from orgplan.language import _

from ..tables.build import build_or_report, fields_of, with_ids
from ..tables.find_table import refuse_unknown_figures
from ..tables.table import Row, Table
from ..terms.currency import Exchange, money
from ..terms.periods import OtherPeriods, period_label
from ..terms.scopes import Scopes
from ..terms.skill_names import SkillNames
from .capability.roles import RoleRegistry, selected_one
from .part_periods import in_whole_periods


@dataclass(frozen=True)
class NeedRow:
    """A need with the row that states it."""

    row: Row
    need: Need


@dataclass(frozen=True)
class NeedContext:
    """What rows of Requirements are read against."""

    calendar: Calendar | None
    scopes: Scopes
    names: SkillNames
    roles: RoleRegistry
    counting: Counting
    exchange: Exchange


def asks_for_staff(row: Row) -> bool:
    """Whether a row asks for heads of a role, which then stands in the place of the skill."""
    return row.choice("kind") == NeedKind.STAFF.value


def read_needs(table: Table | None, desk: NeedContext) -> tuple[NeedRow, ...]:
    """The domain's needs, in the order of the sheet; rows with faults are left out."""
    if table is None:
        return ()
    table = in_whole_periods(table, desk.calendar, money=False)
    columns = period_columns(table, desk.calendar)
    if "need" not in table.columns and not columns:
        mend = _("Add a column need, or a column for each period (2027-Q1, …).")
        table.findings.fault(
            table.name, at(table.header, 1), _("no amounts"), _("a column need"), mend, quoted=False
        )
        return ()
    found: list[NeedRow] = []
    for row, name in with_ids(table, "N"):
        need = _need(row, name, columns, desk)
        if need is not None:
            found.append(NeedRow(row, need))
    return tuple(found)


def period_columns(table: Table, calendar: Calendar | None) -> dict[int, tuple[int, ...]]:
    """Column → periods of the columns whose header is a period; others, and periods outside the horizon, get a note."""
    columns: dict[int, tuple[int, ...]] = {}
    taken: dict[int, int] = {}
    unknown: dict[int, Raw] = {}
    for column, raw in table.free.items():
        if calendar is None:
            continue
        address = at(table.header, column)
        try:
            _label, periods = period_label(raw, calendar)
        except Unreadable as problem:
            if isinstance(problem, OtherPeriods) and any(map(str.isdigit, to_text(raw))):
                table.findings.fault(table.name, address, raw, problem.wanted, problem.mend)
            else:
                table.findings.note(
                    table.name,
                    address,
                    _(
                        "the column '{to_text}' is neither known nor a period and was ignored",
                        to_text=to_text(raw),
                    ),
                )
                unknown[column] = raw
            continue
        if not periods:
            table.findings.note(
                table.name,
                address,
                _(
                    "the period '{to_text}' lies outside the horizon and was ignored",
                    to_text=to_text(raw),
                ),
            )
            continue
        twice = next((taken[period] for period in periods if period in taken), None)
        if twice is not None:
            mend = _(
                "{at} speaks about the same period: delete one of the two.",
                at=at(table.header, twice),
            )
            table.findings.fault(table.name, address, raw, _("each period once"), mend)
            continue
        columns[column] = periods
        taken |= dict.fromkeys(periods, column)
    refuse_unknown_figures(table, unknown)
    return columns


def _need(
    row: Row, name: str, columns: dict[int, tuple[int, ...]], desk: NeedContext
) -> Need | None:
    scope, skill = desk.scopes.one(row, "scope"), _asked(row, desk)
    plain = fields_of(row, "kind", "strength", "min_level", "weight", "tolerance", "reason")
    kind, worth = plain.setdefault("kind", NeedKind.HOLDERS), money(row, "worth", desk.exchange)
    if "tolerance" in plain and kind != NeedKind.CAPACITY:
        row.fault(
            "tolerance",
            _("a blank: only a need for capacity is measured in parts of a head"),
            _("Clear the cell, or put kind capacity."),
        )
        return None
    required = _required(row, columns, desk, kind)
    if scope is None or skill is None or required is None:
        return None
    return build_or_report(
        row,
        "skill",
        lambda: Need(
            id=name,
            scope=scope,
            skill=skill,
            required=required,
            worth=worth,
            **plain,
        ),
    )


def _asked(row: Row, desk: NeedContext) -> str | None:
    """The skill, or for staff the role or family, that is asked for."""
    text = row.text("skill")
    if text is None or not asks_for_staff(row):
        return desk.names.name(text) if text is not None else None
    found = selected_one(desk.roles, row, "skill", text, add=True)
    if len(found) > 1:
        row.fault(
            "skill",
            _("one role or family: {found}", found=listed(found)),
            _("Give each a row of its own."),
        )
    return found[0] if len(found) == 1 else None


def _required(
    row: Row, columns: dict[int, tuple[int, ...]], desk: NeedContext, kind: str | None
) -> tuple[float, ...] | None:
    calendar = desk.calendar
    everywhere = row.number_in("need") if "need" in row.table.columns else None
    filled = [column for column in columns if row.cells.get(column) is not None]
    if everywhere is None and not row.has("need") and not filled:
        if calendar is not None:
            row.fault("need", _("how many are needed"), _("Fill in need, or a period's column."))
        return None
    if everywhere is None and row.has("need"):
        return None
    amounts = [everywhere or 0.0] * (calendar.periods if calendar else 1)
    sound = _whole_enough(row, everywhere, row.at("need"), kind, desk.counting)
    for column in filled:
        amount = _amount(row, column)
        if amount is None or not _whole_enough(
            row, amount, at(row.number, column), kind, desk.counting
        ):
            sound = False
            continue
        for period in columns[column]:
            amounts[period] = amount
    return tuple(amounts) if sound and calendar is not None else None


def _amount(row: Row, column: int) -> float | None:
    raw, spec = row.cells[column], row.table.spec.column("need")
    try:
        if isinstance(raw, ErrorValue):
            raise Unreadable(
                spec.wanted, _("The cell shows an error: mend its formula, or type the value.")
            )
        amount = to_number(raw, style=row.table.style(column))
        if not 0 <= amount <= (spec.high or amount):
            raise Unreadable(spec.wanted, _("Check the figure."))
    except TwoReadings as problem:
        row.table.ask(row.number, column, problem)
        return None
    except Unreadable as problem:
        row.table.findings.fault(
            row.sheet, at(row.number, column), raw, problem.wanted, problem.mend
        )
        return None
    return amount


def _whole_enough(
    row: Row, amount: float | None, address: str, kind: str | None, counting: Counting
) -> bool:
    if amount is None or kind == NeedKind.CAPACITY or float(amount).is_integer():
        return True
    if kind == NeedKind.STAFF:
        mend = _("Round it; or put counting = fractional on Settings.")
        if counting is Counting.WHOLE:
            row.table.findings.fault(row.sheet, address, f"{amount:g}", _("whole heads"), mend)
        return counting is Counting.FRACTIONAL
    row.table.findings.fault(
        row.sheet,
        address,
        f"{amount:g}",
        _("whole people"),
        _("Holders are whole people; put kind capacity for FTE."),
    )
    return False
