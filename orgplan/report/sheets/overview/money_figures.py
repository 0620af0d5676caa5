"""Money and actions on Key figures: what is decided, what doing nothing would cost, all of it, the
budget, and actions by kind.
"""

from orgplan.analysis.action_totals import action_totals
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.leavers import all_replaced, freed, yearly_cost
from orgplan.domain import Organisation
from orgplan.excel.write.live import Live, count_where
from orgplan.excel.write.workbook import Cell, Column
from orgplan.finance.pay import LEAVERS
from orgplan.language import _

from ...headline import whole_budget
from ...wording import money_title
from .. import refs
from ..layout import (
    LABEL,
    LIVE_FTE,
    LIVE_HEADS,
    LIVE_PRICE,
    PRICE,
    SUM_PRICE,
    Link,
    units,
)
from ..money.cost_by_month import RUN_RATE, TOTAL_HEADER
from ..money.monthly_costs import COURSE, HIRE, Bands
from ..money.verdict import OVER
from .action_lines import action_columns, action_lines, figures_of, one_time
from .figure_rows import FigureRows

MOST_YEARS = 3  # fiscal years beside this one


def years_shown(org: Organisation) -> tuple[str, ...]:
    """The fiscal year in which the horizon begins, and some of those that follow."""
    year, *later = Bands.of(org).years
    return (year, *later[:MOST_YEARS])


class MoneyFigures:
    """Money of a plan, and its actions by kind."""

    def __init__(self, rows: FigureRows, assessment: Assessment) -> None:
        self.rows, self.a, self.org = rows, assessment, assessment.org
        self.years = years_shown(assessment.org)

    def write(self) -> None:
        """What is decided, what doing nothing would cost, and all of it: over the horizon, this
        year, and as it continues.
        """
        self.rows.head(
            money_title(self.a),
            "Money: what is decided, what doing nothing would cost, all cost and the budget",
            self._of_money(),
        )
        self._spent(_("Seats to fill"), ("kind", HIRE))
        self._spent(_("Courses to begin"), ("kind", COURSE))
        if self._moves_people():
            self._rest(_("Changes on the roster"))
        self.rows.link(Link.PLAN_COST, 1)
        self.rows.link(Link.RUN_RATE, 3)
        self._spent(_("Cost of what is decided"), ("change",), strong=True)
        self.rows.link(Link.ONE_TIME_COST, 1)
        self.rows.line(
            _("… of which one-time"),
            [one_time(self.rows.sheet.book)],
            LIVE_PRICE,
        )
        self._spent(_("If nothing is decided"), ("idle",))
        self.rows.link(Link.TOTAL_COST, 1)
        self._spent(_("All cost"), ("all",), strong=True)
        self._if_replaced()
        self._budget()
        self.rows.row += 1
        self._actions()

    def _of_money(self) -> tuple[Column, ...]:
        year, *later = self.years
        return (
            Column("in horizon", LIVE_PRICE, "Amount within the horizon"),
            Column(
                f"this {year}",
                LIVE_PRICE,
                "Amount in the fiscal year in which the horizon begins",
                each="Cost in <fiscal year>",
                shown=_("Cost in {year}", year=year),
            ),
            Column(
                "run rate",
                LIVE_PRICE,
                "A year of what continues after the horizon, net of expected leavers",
            ),
            *(
                Column(name, LIVE_PRICE, "Amount in a later fiscal year", each="<fiscal year>")
                for name in later
            ),
        )

    def _actions(self) -> None:
        """How many actions of each kind."""
        found = action_totals(self.a)
        if not found:
            return
        about = "Actions by kind; there only where the plan has any"
        self.rows.head(_("Actions"), about, action_columns(self.years[0]))
        lines = action_lines(found, self.rows.sheet.book)
        headers = ("horizon", "year", "rate", "direct")
        for tally, line in zip(found, lines, strict=True):
            figures = zip(("number", *headers), (line.number, *line.money), strict=True)
            for column, (header, formula) in enumerate(figures, 1):
                if formula is not None:
                    ref = figures_of(tally)[header]
                    self.rows.sheet.register(ref, self.rows.row, column)
            self.rows.sheet.write(self.rows.row, 0, line.label, LABEL)
            self.rows.sheet.write(
                self.rows.row,
                1,
                line.number,
                LIVE_HEADS if float(line.number.value).is_integer() else LIVE_FTE,
            )
            self.rows.sheet.write_row(self.rows.row, 2, line.money, LIVE_PRICE)
            self.rows.row += 1
        self.rows.row += 1

    def _left_if_replaced(self) -> None:
        """What is left where expected leavers are replaced at once; nothing where that is not
        known, or none are expected.
        """
        sheet, row = self.rows.sheet, self.rows.row
        left = sheet.at(row - 1, 1)
        if not freed(self.a.costs) or isinstance(left.value, str):
            return
        paid = sheet.book.refs[refs.COST["component", LEAVERS][TOTAL_HEADER]]
        sheet.register(refs.KEY_FIGURE["left if replaced", "horizon"], row, 1)
        self.rows.line(_("… left if leavers are replaced"), [left + paid], LIVE_PRICE)

    def _if_replaced(self) -> None:
        """All cost where expected leavers are replaced at once: the row above without what they
        free; a year after as it was worked out.
        """
        if not freed(self.a.costs):
            return
        sheet, row, own = self.rows.sheet, self.rows.row, refs.COST["component", LEAVERS]
        yearly = Cell(units(yearly_cost(all_replaced(self.org), self.a.plan)), PRICE)
        cells: list[Cell | Live] = []
        for column, header in enumerate(
            (TOTAL_HEADER, self.years[0], RUN_RATE, *self.years[1:]), 1
        ):
            above = sheet.at(row - 1, column)
            rate = header == RUN_RATE
            cells.append(yearly if rate else above - sheet.book.refs[own[header]])
        for column, header in enumerate(("horizon", "year", "rate"), 1):
            sheet.register(refs.KEY_FIGURE["replaced", header], row, column)
        self.rows.line(_("All cost if leavers are replaced"), cells, LIVE_PRICE)

    def _moves_people(self) -> bool:
        plan = self.a.plan
        return bool(plan.moves or plan.exits or plan.short_times or plan.group_actions)

    def _spent(self, label: str, which: tuple[str, ...], strong: bool = False) -> None:
        """A row drawn from a row of Cost overview; `which` is its name below ``refs.COST``."""
        for column, header in enumerate(("horizon", "year", "rate"), 1):
            self.rows.sheet.register(refs.KEY_FIGURE[which][header], self.rows.row, column)
        self.rows.line(label, self._cost_cells(which), SUM_PRICE if strong else LIVE_PRICE, strong)

    def _cost_cells(self, which: tuple[str, ...]) -> list[Live]:
        """Cells of a row of Cost overview: in total, this year, the run rate, and later years."""
        year, *later = self.years
        row = refs.COST[which]
        return [
            self.rows.sheet.book.refs[row[name]] for name in (TOTAL_HEADER, year, RUN_RATE, *later)
        ]

    def _rest(self, label: str) -> None:
        """What is decided less seats and courses, which stand in the two rows above."""
        sheet, row = self.rows.sheet, self.rows.row
        cells = [
            cell - sheet.at(row - 2, column) - sheet.at(row - 1, column)
            for column, cell in enumerate(self._cost_cells(("change",)), 1)
        ]
        self.rows.line(label, cells, LIVE_PRICE)

    def _budget(self) -> None:
        """The line of the whole organisation over the whole horizon, and how many lines are
        exceeded.
        """
        rows = self.a.budget
        number = whole_budget(self.a)
        table = self.rows.sheet.book.table("budget")
        if number is not None:
            line = rows[number].line
            budget, left = (table.at(number, name, absolute=False) for name in ("budget", "left"))
            for below, name in enumerate(("budget", "left")):
                self.rows.sheet.register(refs.KEY_FIGURE[name, "horizon"], self.rows.row + below, 1)
            self.rows.line(
                _("Budget of the organisation, {period}", period=_(line.label)),
                [budget],
                LIVE_PRICE,
            )
            self.rows.line(_("… left after the plan"), [left], LIVE_PRICE)
            self._left_if_replaced()
        if rows:
            self.rows.line(
                _("Budget lines exceeded, of {number}", number=len(rows)),
                [count_where(table["verdict"], OVER)],
                LIVE_HEADS,
            )
