"""Group plan: what is done to groups, what it changes and why; and, on Walk, how many heads each
group has, step by step.
"""

from dataclasses import replace

from orgplan.analysis.assessment import Assessment
from orgplan.domain import (
    MOVES,
    Counting,
    LeverKind,
    Organisation,
    Person,
    Plan,
    states,
)
from orgplan.excel.write.live import Live, plus, sum_product
from orgplan.excel.write.tables import LiveRow, LiveRows
from orgplan.excel.write.workbook import (
    HEADING,
    Cell,
    CellRow,
    Column,
    Content,
    Sheet,
    TableRef,
)
from orgplan.finance.groups import booked_on
from orgplan.io.plan.rows import group_row
from orgplan.language import _
from orgplan.schema.plan import GROUP_PLAN, RECRUITING

from ...results.action_tables import GROUP_PLAN as GROUP_TABLE
from ..layout import (
    ACTIONS_TOP,
    DATE,
    FTE,
    HEADS,
    LIVE_FTE,
    LIVE_PRICE,
    LONG,
    SUM_FTE,
    TEXT,
)
from .hires_and_training import SPARE, write_totals
from .moves_and_exits import CHANGED, at, changed
from .moves_and_exits import SUMMED as SUMMED_COSTS
from .plan_columns import declared, shown

DECLARED = ("id", "kind", "group", "to_group", "start_date", "heads", "lever")
NAME = Column("name", LONG, "Name of the group, or what the need asks for", 20)
PERIOD = shown(GROUP_TABLE.column["period"], width=11)
BOOKED_ON = shown(GROUP_TABLE.column["booked_on"], width=12)
DIRECT = shown(GROUP_TABLE.column["direct_cost"], LIVE_PRICE, 13)

STOCK = (
    Column("group", TEXT, "Group: person_id of its row of the roster"),
    Column("name", LONG, "Its name"),
    Column("team", LONG, "Team", 12),
    Column("period", TEXT, "Period", 11),
    Column("opening", LIVE_FTE, "Heads on the day before the period", 10),
    Column("recruits", LIVE_FTE, "Recruited from outside", 10),
    Column("moved in", LIVE_FTE, "From other groups, before any of them leaves", 10),
    Column("moved out", LIVE_FTE, "To other groups", 10),
    Column("redundancies", LIVE_FTE, "Let go", 12),
    Column("left", FTE, "Expected to leave of themselves, those who have just come included", 10),
    Column("closing", SUM_FTE, "Heads on the last day of the period", 10),
    Column("if_nothing", FTE, "Closing if nothing were decided", 10),
    Column("reckoned", FTE, "Closing, worked out cohort by cohort", 10),
    Column("difference", LIVE_FTE, "Closing less reckoned; always nothing", 10),
    Column("overstaffed", LIVE_FTE, "Heads kept beyond need that are booked on the group", 11),
    Column("short time", LIVE_FTE, "Heads on short time", 11),
    Column("first_day", DATE, "First day of the period", 11),
    Column("last day", DATE, "Last day of the period", 11),
)
FLOWS: dict[str, tuple[tuple[str, ...], str]] = {
    "recruits": ((RECRUITING,), "group"),
    "moved in": (tuple(kind.value for kind in MOVES), "to_group"),
    "moved out": (tuple(kind.value for kind in MOVES), "group"),
    "redundancies": ((LeverKind.REDUNDANCY.value,), "group"),
    "overstaffed": ((LeverKind.OVERSTAFFING.value,), BOOKED_ON.header),
    "short time": ((LeverKind.SHORT_TIME.value,), "group"),
    # column of the stock → kinds of action that it adds up, and the column of Group plan that names
    # the group
}
SUMMED = ("opening", *FLOWS, "left", "if_nothing", "reckoned")


def columns(org: Organisation) -> tuple[Column, ...]:
    """Columns of Group plan; heads are whole where the organisation counts so.

    Parameters
    ----------
    org
        Read for whether it counts heads whole or in fractions.

    Returns
    -------
    tuple[Column, ...]
        Those that are read back first, then what is shown beside them.
    """
    plain = declared(GROUP_PLAN, DECLARED)
    whole = org.counting is Counting.WHOLE
    lead = tuple(replace(c, style=HEADS) if c.header == "heads" and whole else c for c in plain)
    return (*lead, NAME, PERIOD, BOOKED_ON, DIRECT, *CHANGED)


def write_group_plan(sheet: Sheet, assessment: Assessment) -> None:
    """Write the actions on groups; what they cost of themselves is summed from Cost by month.

    Parameters
    ----------
    sheet
        Group plan, below its head.
    assessment
        Read for the actions on groups.
    """
    org = assessment.org
    rows: list[list[Content]] = []
    for row in assessment.group_actions:
        action, cells = row.action, group_row(row.action)
        name = (
            org.person[action.group].name
            if action.group in org.person
            else org.need[action.group].skill
        )
        more = (
            name,
            org.calendar.label(org.calendar.period_of(action.start_date)),
            booked_on(org, action).id,
        )
        rows.append(
            [*(cells[key] for key in DECLARED), *more, *changed(sheet.book, org, row, at(rows))]
        )
    table = sheet.table(
        "group_plan",
        columns(org),
        rows,
        top=ACTIONS_TOP,
        spare=SPARE,
        about="An action on a group in a period",
    )
    write_totals(sheet, table, columns(org), SUMMED_COSTS, _("actions"))
    sheet.pages(onward=4)


def write_stock(sheet: Sheet, assessment: Assessment) -> None:
    """Write how the heads of every group come about, below the walks.

    Parameters
    ----------
    sheet
        The headcount walk; the table goes under the walks.
    assessment
        Read for groups and what is decided about them.
    """
    book, top = sheet.book, sheet.book.table("walk").below + 2
    sheet.write(top, 0, _("Groups planned by numbers"), HEADING)
    writer = _GroupStock(assessment, book.table("group_plan"))
    groups = sheet.table(
        "group_heads",
        STOCK,
        writer.rows(top + 1),
        top=top + 1,
        about="Heads of a group in a period, step by step",
    )
    sheet.write(groups.below + 2, 0, _("All groups"), HEADING)
    sheet.table(
        "group_total",
        STOCK,
        writer.totals(groups, groups.below + 3),
        top=groups.below + 3,
        about="Heads of all groups in a period, step by step",
    )


class _GroupStock:
    """Heads of groups by period, live over the actions on groups."""

    def __init__(self, assessment: Assessment, actions: TableRef) -> None:
        self.org, self.actions = assessment.org, actions
        self.now, self.idle = assessment.walk.groups, states(self.org, Plan())

    def rows(self, top: int) -> list[CellRow]:
        """Each group, period by period; the row above holds the closing of the period before.

        Parameters
        ----------
        top
            Row of the header, from 0.
        """
        rows = LiveRows(STOCK, top)
        for group in self.org.groups:
            for period in range(self.org.calendar.periods):
                opening = rows.above["closing"] if period else None
                self._fill(rows.add(), group, period, opening)
        return rows.cells

    def _fill(self, row: LiveRow, group: Person, period: int, opening: Live | None) -> None:
        """Heads of a group in a period, step by step; the opening of all but the first points at
        the closing above.
        """
        calendar, state = self.org.calendar, self.now[group.id, period]
        before = Cell(_rounded(group.headcount or 0.0), FTE)
        row.update(
            {
                "group": group.id, "name": group.name, "team": group.team,
                "period": calendar.label(period),
                "opening": before if opening is None else opening,
                "left": _rounded(state.left),
                "if_nothing": _rounded(self.idle[group.id, period].heads),
                "reckoned": _rounded(state.heads),
                "first_day": calendar.first_day(period), "last day": calendar.last_day(period),
            }
        )  # fmt: skip
        for header in FLOWS:
            row[header] = self._flow(header, row)
        _put_ends(row)

    def _flow(self, header: str, row: LiveRow) -> Live:
        """Heads of the actions of some kinds that name the group and begin in the period."""
        kinds, by = FLOWS[header]
        day = self.actions["start_date"]
        return sum_product(
            plus([self.actions["kind"].equals(kind) for kind in kinds])
            * self.actions[by].equals(row["group"].pinned)
            * (day >= row["first_day"])
            * (day <= row["last day"])
            * self.actions["heads"]
        )

    def totals(self, groups: TableRef, top: int) -> list[CellRow]:
        """All groups by period, summed from the rows above.

        Parameters
        ----------
        groups
            The table above, of each group by itself.
        top
            Row of the header, from 0.

        Returns
        -------
        list[CellRow]
            A row a period; first and last day are values, all else formulas.
        """
        calendar, rows = self.org.calendar, LiveRows(STOCK, top)
        for period, label in enumerate(calendar.labels):
            row = rows.add(
                {
                    "group": _("all"), "name": _("{groups} groups", groups=len(self.org.groups)),
                    "period": label,
                    "first_day": calendar.first_day(period), "last day": calendar.last_day(period),
                }
            )  # fmt: skip
            mine = groups["period"].equals(row["period"])
            for header in SUMMED:
                row.put(header, sum_product(mine * groups[header]), LIVE_FTE)
            _put_ends(row)
        return rows.cells


def _put_ends(row: LiveRow) -> None:
    """Closing from the flows, and by how much it misses what is calculated."""
    come = row["opening"] + row["recruits"] + row["moved in"]
    row["closing"] = come - row["moved out"] - row["redundancies"] - row["left"]
    row["difference"] = (row["closing"] - row["reckoned"]).rounded(5)


def _rounded(heads: float) -> float:
    """Heads without the dust of floating point."""
    return round(float(heads), 9)
