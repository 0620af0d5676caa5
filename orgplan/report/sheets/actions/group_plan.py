"""Group plan: what is done to groups, what it changes and why; and, on Walk, how many heads each
group has, step by step.
"""

from collections.abc import Sequence
from dataclasses import replace

from orgplan.analysis.assessment import Assessment
from orgplan.domain import (
    MOVES,
    Counting,
    GroupAction,
    GroupState,
    LeverKind,
    Organisation,
    Person,
    Plan,
    states,
)
from orgplan.excel.write.workbook import (
    HEADING,
    Cell,
    CellRow,
    Column,
    Content,
    Formula,
    Sheet,
    TableRef,
    address,
)
from orgplan.finance.groups import booked_on
from orgplan.io.plan.rows import group_row
from orgplan.language import _
from orgplan.schema.plan import GROUP_PLAN, RECRUITING

from ..layout import (
    ACTIONS_TOP,
    DATE,
    FTE,
    HEADS,
    LIVE_FTE,
    LONG,
    SUM_FTE,
    TEXT,
)
from .hires_and_training import SPARE, write_totals
from .moves_and_exits import CHANGED, DIRECT, at, changed, sums_of
from .plan_columns import declared

DECLARED = ("id", "kind", "group", "to_group", "start_date", "heads", "lever")
NAME = Column("name", LONG, "Name of the group, or what the need asks for", 20)
PERIOD = Column("period", TEXT, "Period in which it is done", 11)
BOOKED_ON = Column(
    "booked_on",
    TEXT,
    "Group on which it is booked: the group itself, or the first that serves the need",
    12,
)

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
    Column("last_day", DATE, "Last day of the period", 11),
)
STOCK_HEADERS = tuple(column.header for column in STOCK)
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
    sums = sums_of(assessment.group_actions)
    write_totals(sheet, table, columns(org), sums, _("actions"), len(rows))


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
    writer = _Stock(assessment, book.table("group_plan"), top + 2)
    groups = sheet.table(
        "group_heads",
        STOCK,
        writer.rows(),
        top=top + 1,
        about="Heads of a group in a period, step by step",
    )
    sheet.write(groups.below + 2, 0, _("All groups"), HEADING)
    sheet.table(
        "group_total",
        STOCK,
        writer.totals(groups),
        top=groups.below + 3,
        about="Heads of all groups in a period, step by step",
    )


class _Stock:
    def __init__(self, assessment: Assessment, actions: TableRef, first: int) -> None:
        self.org, self.plan, self.actions, self.first = (
            assessment.org,
            assessment.plan,
            actions,
            first,
        )
        self.now, self.idle = assessment.walk.groups, states(self.org, Plan())
        self.booked = {
            action.id: booked_on(self.org, action).id for action in self.plan.group_actions
        }

    def rows(self) -> list[CellRow]:
        """Each group, period by period; the row above holds the closing of the period before."""
        pairs = [
            (group, period)
            for group in self.org.groups
            for period in range(self.org.calendar.periods)
        ]
        return [
            self._row(group, period, self.first + number)
            for number, (group, period) in enumerate(pairs)
        ]

    def _row(self, group: Person, period: int, row: int) -> CellRow:
        """Heads of a group in a period, step by step; the opening of all but the first points at
        the closing above.
        """
        calendar, cell = self.org.calendar, _cells(row)
        state: GroupState = self.now[group.id, period]
        before = group.headcount or 0.0 if period == 0 else self.now[group.id, period - 1].heads
        opening: Content | Cell = Cell(_rounded(before), FTE)
        if period:
            opening = Formula(
                f"={address(row - 1, STOCK_HEADERS.index('closing'))}", _rounded(before)
            )
        figures: dict[str, Content | Cell] = {
            "group": group.id, "name": group.name, "team": group.team,
            "period": calendar.label(period), "opening": opening,
            **{header: self._flow(header, group, period, cell) for header in FLOWS},
            "left": _rounded(state.left), "if_nothing": _rounded(self.idle[group.id, period].heads),
            "reckoned": _rounded(state.heads),
            "first_day": calendar.first_day(period), "last_day": calendar.last_day(period),
        }  # fmt: skip
        return _filled(figures | _ends(cell, state.heads))

    def _flow(self, header: str, group: Person, period: int, cell: dict[str, str]) -> Formula:
        """Heads of the actions of some kinds that name the group and begin in the period."""
        kinds, by = FLOWS[header]
        day = self.actions["start_date"]
        kind = "+".join(f'({self.actions["kind"]}="{name}")' for name in kinds)
        mine = f"({self.actions[by]}=${cell['group']})"
        when = f"({day}>={cell['first_day']})*({day}<={cell['last_day']})"
        text = f"=SUMPRODUCT(({kind})*{mine}*{when}*{self.actions['heads']})"
        done = (
            action
            for action in self.plan.group_actions
            if self.org.calendar.period_of(action.start_date) == period
        )
        return Formula(
            text,
            _rounded(
                sum(
                    action.heads
                    for action in done
                    if self._named(action, by) == group.id and _kind(action) in kinds
                )
            ),
        )

    def _named(self, action: GroupAction, by: str) -> str | None:
        return {
            "group": action.group,
            "to_group": action.to_group,
            BOOKED_ON.header: self.booked[action.id],
        }[by]

    def totals(self, groups: TableRef) -> list[CellRow]:
        """All groups by period, summed from the rows above.

        Parameters
        ----------
        groups
            The table above, of each group by itself.

        Returns
        -------
        list[CellRow]
            A row a period; first and last day are values, all else formulas.
        """
        calendar, found = self.org.calendar, list[CellRow]()
        values = self.rows()
        for period, label in enumerate(calendar.labels):
            row = groups.below + 4 + period
            cell = _cells(row)
            mine = [values[number] for number in range(period, len(values), calendar.periods)]

            def summed(
                header: str,
                cell: dict[str, str] = cell,
                mine: Sequence[Sequence[Content | Cell]] = mine,
            ) -> Cell:
                text = f"=SUMPRODUCT(({groups['period']}={cell['period']})*{groups[header]})"
                return Cell(
                    Formula(
                        text,
                        _rounded(sum(_figure(one[STOCK_HEADERS.index(header)]) for one in mine)),
                    ),
                    LIVE_FTE,
                )

            heads = sum(self.now[group.id, period].heads for group in self.org.groups)
            figures: dict[str, Content | Cell] = {
                "group": _("all"), "name": _("{groups} groups", groups=len(self.org.groups)),
                "period": label, **{header: summed(header) for header in SUMMED},
                "first_day": calendar.first_day(period), "last_day": calendar.last_day(period),
            }  # fmt: skip
            found.append(_filled(figures | _ends(cell, heads)))
        return found


def _cells(row: int) -> dict[str, str]:
    return {header: address(row, column) for column, header in enumerate(STOCK_HEADERS)}


def _ends(cell: dict[str, str], heads: float) -> dict[str, Content | Cell]:
    """Closing from the flows, and by how much it misses what is calculated."""
    comes, goes = (
        f"{cell['recruits']}+{cell['moved in']}",
        f"{cell['moved out']}-{cell['redundancies']}-{cell['left']}",
    )
    return {
        "closing": Formula(f"={cell['opening']}+{comes}-{goes}", _rounded(heads)),
        "difference": Formula(f"=ROUND({cell['closing']}-{cell['reckoned']},5)", 0),
    }


def _filled(figures: dict[str, Content | Cell]) -> CellRow:
    return [figures.get(header) for header in STOCK_HEADERS]


def _kind(action: GroupAction) -> str:
    return action.kind.value if action.kind else RECRUITING


def _rounded(heads: float) -> float:
    """Heads without the dust of floating point."""
    return round(float(heads), 9)


def _figure(content: Content | Cell) -> float:
    bare = content.content if isinstance(content, Cell) else content
    value = bare.value if isinstance(bare, Formula) else bare
    assert isinstance(value, int | float)
    return float(value)
