"""Requirements: what is needed where, in every period or in some."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from orgplan.domain import Calendar, Counting, Need, NeedKind
from orgplan.excel.read import (
    ErrorValue,
    Raw,
    TwoReadings,
    Unreadable,
    at,
    fold,
    listed,
    to_number,
    to_text,
)
from orgplan.language import _

from ..files.units import header_units
from ..tables.build import build_or_report, fields_of, with_ids
from ..tables.find_table import refuse_unknown_figures
from ..tables.row import Row
from ..tables.table import Table
from ..terms.amounts import money
from ..terms.currency import Exchange
from ..terms.periods import OtherPeriods, months_in, period_label
from ..terms.scopes import Scopes
from ..terms.skill_names import SkillNames
from .capability.roles import RoleRegistry
from .capability.selectors import selected_one
from .part_periods import dated, in_whole_periods

_UNIT = 9  # letters: a longer text is a remark
_PERIOD = re.compile(
    r"20\d\d(?!\d)|\d\d年|FY ?\d|(\d\d)?Q\d", re.IGNORECASE
)  # how a header begins that means one

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_AT_LEAST = re.compile(
    r"(?:at least|min(?:imum|destens|\.)?|≥|>=|mind\.|至少)\s*(?:level )?([1-5])|(?:level"
    r" )?([1-5])\s*(?:\+|or (?:above|higher|better|more)|oder (?:höher|besser)|级?(?:及?以上))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NeedRow:
    """A need with the row that states it."""

    row: Row
    need: Need


@dataclass(frozen=True)
class NeedContext:
    """What rows of Requirements are read against.

    Attributes
    ----------
    calendar
        Names the periods; ``None`` where Settings have faults.
    scopes, names, roles
        Find where something is needed, and which skill or role.
    counting
        Whether staff may have parts of a head.
    exchange
        Rates, for what a gap is worth.
    """

    calendar: Calendar | None
    scopes: Scopes
    names: SkillNames
    roles: RoleRegistry
    counting: Counting
    exchange: Exchange


def asks_for_staff(row: Row) -> bool:
    """Whether a row asks for heads of a role, which has a column of its own or stands in the place
    of the skill.

    Parameters
    ----------
    row
        Of Requirements. Such a row names no skill, whatever stands in that column.
    """
    return _names_role(row) or row.choice("kind") == NeedKind.STAFF.value


def _names_role(row: Row) -> bool:
    return row.table.place("role") is not None and row.has("role")


def read_needs(table: Table | None, context: NeedContext) -> tuple[NeedRow, ...]:
    """The domain's needs, in the order of the sheet; rows with faults are left out.

    Parameters
    ----------
    table
        A row a need, with its amount in one column or in a column for each period; ``None`` if
        there is no such sheet.
    context
        Finds periods, scopes, skills and roles by name.

    Returns
    -------
    tuple of NeedRow
        Holders and staff in heads, capacity in FTE; levels 0-5.
    """
    if table is None:
        return ()
    table = in_whole_periods(table, context.calendar, money=False)
    columns = period_columns(table, context.calendar)
    if "need" not in table.columns and not columns:
        fix = _("Add a column need, or a column for each period (2027-Q1, …).")
        refuse_no_amounts(table, _("a column need"), fix)
        return ()
    found: list[NeedRow] = []
    for row, name in with_ids(table, "N"):
        need = _need(row, name, columns, context)
        if need is not None:
            found.append(NeedRow(row, need))
    return tuple(found)


def refuse_no_amounts(table: Table, expected: str, fix: str) -> None:
    """One fault where no column has amounts, unless a header was asked about already.

    Parameters
    ----------
    table
        Its header takes the fault.
    expected, fix
        What would be right, and what to do, in the language of the run.
    """
    if not any(fault.sheet == table.name for fault in table.findings.faults):
        header = at(table.header, min(table.grid.rows[table.header]))
        table.findings.fault(table.name, header, _("no amounts"), expected, fix, quoted=False)


def period_columns(table: Table, calendar: Calendar | None) -> dict[int, tuple[int, ...]]:
    """Column → periods of the columns whose header is a period; others, and periods outside the
    horizon, get a note.

    Parameters
    ----------
    table
        Of needs or budgets: its free columns are looked at.
    calendar
        The horizon; ``None``, where Settings have faults, gives no columns.

    Returns
    -------
    dict
        Column number → periods from 0: several for a year in a plan by quarters. A header that cuts
        a period of the plan in two is a fault.
    """
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
            cut = isinstance(problem, OtherPeriods) and any(map(str.isdigit, to_text(raw)))
            if cut or dated(raw, calendar.start) != raw or _PERIOD.match(to_text(raw)):
                fix = _without_unit(raw, calendar) or problem.fix
                table.findings.fault(table.name, address, raw, problem.expected, fix)
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
            fix = _(
                "{at} speaks about the same period: delete one of the two.",
                at=at(table.header, twice),
            )
            table.findings.fault(table.name, address, raw, _("each period once"), fix)
            continue
        columns[column] = periods
        taken |= dict.fromkeys(periods, column)
    _refuse_scales(table, unknown)
    refuse_unknown_figures(table, unknown)
    return columns


def _refuse_scales(table: Table, unknown: Iterable[int]) -> None:
    """A fault for each column that is not read and says that the figures beside it are in thousands
    or ten thousands: they would be taken in full.
    """
    for column in unknown:
        for row in table:
            typed = row.cells.get(column)
            if isinstance(typed, str) and len(typed) <= _UNIT and header_units(typed).factor != 1:
                table.findings.fault(
                    table.name,
                    at(row.number, column),
                    typed,
                    _("amounts in full"),
                    _(
                        "Type the amounts of the sheet in full, or each with its unit in the same"
                        " cell; then delete this column."
                    ),
                )
                break


def _without_unit(raw: Raw, calendar: Calendar) -> str:
    """What to do about a period with a unit in brackets; empty where there is none."""
    text = unicodedata.normalize("NFKC", to_text(raw))
    bare = _BRACKETS.sub("", text).strip()
    try:
        period_label(bare, calendar)
    except Unreadable:
        return ""
    return _(
        "Call the column {period}, and type what stands below it in full, without a unit.",
        period=bare,
    )


def _need(
    row: Row, name: str, columns: dict[int, tuple[int, ...]], context: NeedContext
) -> Need | None:
    """A need; a row that names a role asks for staff, any other for holders unless it says so."""
    row = _with_plain_level(row)
    scope, skill = context.scopes.one(row, "scope"), _asked(row, context)
    plain = fields_of(row, "kind", "strength", "min_level", "weight", "tolerance", "reason")
    usual = NeedKind.STAFF if _names_role(row) else NeedKind.HOLDERS
    if usual is NeedKind.STAFF:
        plain["kind"] = usual
    kind, worth = plain.setdefault("kind", usual), money(row, "worth", context.exchange)
    if "tolerance" in plain and kind != NeedKind.CAPACITY:
        row.fault(
            "tolerance",
            _("a blank: only a need for capacity is measured in parts of a head"),
            _("Clear the cell, or set kind to capacity."),
        )
        return None
    required = _required(row, columns, context, kind)
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


def _with_plain_level(row: Row) -> Row:
    """The row with ``3+`` and ``at least 3`` as 3, which is what a level means anyway."""
    place = row.table.columns.get("min_level", 0)
    match = _AT_LEAST.fullmatch(to_text(row.cells.get(place)).strip())
    return replace(row, cells={**row.cells, place: int(match[1] or match[2])}) if match else row


def _asked(row: Row, context: NeedContext) -> str | None:
    """The skill, or for staff the role or family, that is asked for."""
    key = "role" if _names_role(row) else "skill"
    text = row.text(key)
    if text is None or not asks_for_staff(row):
        return context.names.name(text) if text is not None else None
    if key == "role" and _contradicts_role(row):
        return None
    found = selected_one(context.roles, row, key, text, add=True)
    if len(found) > 1:
        row.fault(
            key,
            _("one role or family: {found}", found=listed(found)),
            _("Give each a row of its own."),
        )
    return found[0] if len(found) == 1 else None


def _contradicts_role(row: Row) -> bool:
    """A fault where a row that names a role asks for something else than heads."""
    if "skill" in row.table.columns and row.has("skill"):
        expected = _("a skill or a role: a role is needed in heads, a skill by level")
        row.fault("role", expected, _("Give each a row of its own, or clear one of the two cells."))
        return True
    plain = fold(to_text(row.raw("kind"))) not in (NeedKind.HOLDERS.value, "持有人")
    allowed = (None, NeedKind.STAFF, NeedKind.HOLDERS if plain else None)  # heads, 人数
    if row.has("kind") and row.choice("kind") not in allowed:
        fix = _("Clear the kind, or put what they can do into a column skill.")
        row.fault("kind", _("staff, for the row names a role"), fix)
        return True
    return False


def _required(
    row: Row, columns: dict[int, tuple[int, ...]], context: NeedContext, kind: str | None
) -> tuple[float, ...] | None:
    """Amounts by period: what stands in the column of a period goes before the one for all of them,
    which holds within from and to.
    """
    calendar = context.calendar
    everywhere = row.number_in("need") if "need" in row.table.columns else None
    filled = [column for column in columns if row.cells.get(column) is not None]
    if everywhere is None and not row.has("need") and not filled:
        if calendar is not None:
            row.fault("need", _("how many are needed"), _("Fill in need, or a period's column."))
        return None
    if everywhere is None and row.has("need"):
        return None
    within = _within(row, calendar)
    if within is None or (
        kind == NeedKind.STAFF and everywhere is None and _is_silent(row, columns, calendar)
    ):
        return None
    amounts = [
        (everywhere or 0.0) if period in within else 0.0
        for period in range(calendar.periods if calendar else 1)
    ]
    sound = _whole_enough(row, everywhere, row.at("need"), kind, context.counting)
    for column in filled:
        amount = _amount(row, column)
        if amount is None or not _whole_enough(
            row, amount, at(row.number, column), kind, context.counting
        ):
            sound = False
            continue
        for period in columns[column]:
            amounts[period] = amount
    return tuple(amounts) if sound and calendar is not None else None


def _is_silent(row: Row, columns: dict[int, tuple[int, ...]], calendar: Calendar | None) -> bool:
    """A fault where no column speaks of some periods: of an exact number of heads, none would be
    asked for there.
    """
    stated = {period for periods in columns.values() for period in periods}
    absent = [
        label
        for period, label in enumerate(calendar.labels if calendar else ())
        if period not in stated
    ]
    if absent:
        fix = _(
            "Add columns for {periods} (0 where nobody may be there), or a column need for every "
            "period.",
            periods=listed(absent),
        )
        expected = _("heads in every period, since exactly that many are planned")
        place = at(row.table.header, max(columns))
        row.table.findings.fault(
            row.sheet,
            place,
            _("no column for {periods}", periods=listed(absent)),
            expected,
            fix,
            quoted=False,
        )
    return bool(absent)


def _within(row: Row, calendar: Calendar | None) -> range | tuple[int, ...] | None:
    """Numbers of the periods in which a row asks for something: those that it names, or from one
    on; ``None``, with a fault, if they can't be read.
    """
    if calendar is None:
        return range(1)
    found: range | tuple[int, ...] = range(calendar.periods)
    for key in ("from", "period"):
        if not row.table.place(key) or (raw := row.raw(key)) is None:
            continue
        try:
            first = months_in(dated(raw, calendar.start), calendar)[0]
            if key == "period":
                found = period_label(dated(raw, calendar.start), calendar)[1]
            elif first > calendar.end:
                found = ()
            else:
                found = range(calendar.period_of(max(first, calendar.start)), calendar.periods)
        except Unreadable as problem:
            row.fault(key, problem.expected, problem.fix)
            return None
        if not found:
            row.note(
                key, _("'{text}' lies outside the horizon and was left out", text=to_text(raw))
            )
    return found


def _amount(row: Row, column: int) -> float | None:
    """Amount in the column of a period, inside the range of the column need."""
    raw, spec = row.cells[column], row.table.spec.column("need")
    try:
        if isinstance(raw, ErrorValue):
            raise Unreadable(
                spec.expected, _("The cell shows an error: fix its formula, or type the value.")
            )
        amount = to_number(raw, style=row.table.style(column))
        if not 0 <= amount <= (spec.high or amount):
            raise Unreadable(spec.expected, _("Check the figure."))
    except TwoReadings as problem:
        row.table.ask(row.number, column, problem)
        return None
    except Unreadable as problem:
        row.table.findings.fault(
            row.sheet, at(row.number, column), raw, problem.expected, problem.fix
        )
        return None
    return amount


def _whole_enough(
    row: Row, amount: float | None, address: str, kind: str | None, counting: Counting
) -> bool:
    """Whether an amount may have parts of a head: of capacity always, of staff where Settings count
    in fractions.
    """
    if amount is None or kind == NeedKind.CAPACITY or float(amount).is_integer():
        return True
    if kind == NeedKind.STAFF:
        fix = _("Round it; or put counting = fractional on Settings.")
        if counting is Counting.WHOLE:
            row.table.findings.fault(row.sheet, address, amount, _("whole heads"), fix)
        return counting is Counting.FRACTIONAL
    row.table.findings.fault(
        row.sheet,
        address,
        amount,
        _("whole people"),
        _("Holders are whole people; put kind capacity for FTE."),
    )
    return False
