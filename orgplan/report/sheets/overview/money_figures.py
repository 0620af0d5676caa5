"""Money and actions on Key figures: what is decided, what doing nothing would cost, all of it, the
budget, and actions by kind.
"""

from dataclasses import replace

from orgplan.analysis.action_totals import action_totals
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.cost_drivers import run_rates
from orgplan.analysis.money.leavers import all_replaced, freed, yearly_cost
from orgplan.domain import Organisation, Plan
from orgplan.excel.write.workbook import (
    Column,
    Content,
    Formula,
    address,
)
from orgplan.finance.ledger import CostLine
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
    SUM_PRICE,
    Link,
    units,
)
from ..money.budget import left_of
from ..money.cost_by_month import RUN_RATE, TOTAL_HEADER
from ..money.monthly_costs import COURSE, HIRE, Bands
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
        self.bands, self.years = Bands.of(assessment.org), years_shown(assessment.org)
        self.hired = {hire.id for hire in assessment.plan.hires}
        self.begun = {training.id for training in assessment.plan.trainings}

    def write(self) -> None:
        """What is decided, what doing nothing would cost, and all of it: over the horizon, this
        year, and as it continues.
        """
        self.rows.head(
            money_title(self.a),
            "Money: what is decided, what doing nothing would cost, all cost and the budget",
            self._of_money(),
        )
        hired, begun = (
            [x for x in self.a.costs if x.action in chosen] for chosen in (self.hired, self.begun)
        )
        rates = self.a.run_rates
        self._spent(
            _("Seats to fill"),
            ("kind", HIRE),
            hired,
            sum(rates[name].cents for name in self.hired if name in rates),
        )
        self._spent(_("Courses to begin"), ("kind", COURSE), begun, 0)
        change, idle = self._change(), list(self.a.idle_costs)
        rate, idle_rate = (
            sum(found.cents for found in run_rates(self.org, plan).values())
            for plan in (self.a.plan, Plan())
        )
        if self._moves_people():
            others = [*change, *(replace(x, cents=-x.cents) for x in (*hired, *begun))]
            self._rest(
                _("Changes on the roster"),
                others,
                rate - idle_rate - sum(rates[name].cents for name in self.hired if name in rates),
            )
        self.rows.link(Link.PLAN_COST, 1)
        self.rows.link(Link.RUN_RATE, 3)
        self._spent(
            _("Cost of what is decided"), ("change",), change, rate - idle_rate, strong=True
        )
        self.rows.link(Link.ONE_TIME_COST, 1)
        self.rows.line(
            _("… of which one-time"),
            [one_time(self.a, self.rows.sheet.book)],
            LIVE_PRICE,
        )
        self._spent(_("If nothing is decided"), ("idle",), idle, idle_rate)
        self.rows.link(Link.TOTAL_COST, 1)
        self._spent(_("All cost"), ("all",), list(self.a.costs), rate, strong=True)
        self._if_replaced(rate)
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
                    self.rows.sheet.register(ref, self.rows.row, column, formula.value)
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

    def _left_if_replaced(self, left: float | str) -> None:
        """What is left where expected leavers are replaced at once; nothing where that is not
        known, or none are expected.
        """
        more = units(freed(self.a.costs))
        if not more or isinstance(left, str):
            return
        above = address(self.rows.row - 1, 1)
        paid = self.rows.sheet.book.refs[refs.COST["component", LEAVERS][TOTAL_HEADER]]
        amount = round(left - more, 2)
        ref = refs.KEY_FIGURE["left if replaced", "horizon"]
        self.rows.sheet.register(ref, self.rows.row, 1, amount)
        label = _("… left if leavers are replaced")
        self.rows.line(label, [Formula(f"={above}+{paid}", amount)], LIVE_PRICE)

    def _moves_people(self) -> bool:
        plan = self.a.plan
        return bool(plan.moves or plan.exits or plan.short_times or plan.group_actions)

    def _change(self) -> list[CostLine]:
        """What the plan costs, and what doing nothing would with the sign turned."""
        return [*self.a.costs, *(replace(x, cents=-x.cents) for x in self.a.idle_costs)]

    def _amounts(self, lines: list[CostLine]) -> list[float]:
        """Of the horizon, and of each fiscal year shown."""
        of = self.bands.year_of
        years = [sum(x.cents for x in lines if of[x.month] == year) for year in self.years]
        return [units(sum(x.cents for x in lines)), *(units(cents) for cents in years)]

    def _spent(
        self,
        label: str,
        which: tuple[str, ...],
        lines: list[CostLine],
        rate: int,
        strong: bool = False,
    ) -> None:
        """A row drawn from a row of Cost overview; `which` is its name below ``refs.COST``."""
        total, year, *later = self._amounts(lines)
        cells: list[Content] = [
            Formula(f"={cell}", amount)
            for cell, amount in zip(
                self._cost_cells(which), (total, year, units(rate), *later), strict=True
            )
        ]
        for column, (header, amount) in enumerate(
            zip(("horizon", "year", "rate"), (total, year, units(rate)), strict=True), 1
        ):
            self.rows.sheet.register(refs.KEY_FIGURE[which][header], self.rows.row, column, amount)
        self.rows.line(label, cells, SUM_PRICE if strong else LIVE_PRICE, strong)

    def _if_replaced(self, rate: int) -> None:
        """All cost where expected leavers are replaced at once: the row above without what they
        free; a year after as it was worked out.
        """
        freed_lines = [line for line in self.a.costs if line.component == LEAVERS]
        if not freed_lines:
            return
        row, above = refs.COST["component", LEAVERS], self.rows.row - 1
        whole = self._amounts(list(self.a.costs))
        horizon, year, *later = (
            total - less for total, less in zip(whole, self._amounts(freed_lines), strict=True)
        )
        yearly = yearly_cost(all_replaced(self.org), self.a.plan)
        named = self.rows.sheet.book.refs

        def without(column: int, header: str, amount: float) -> Formula:
            return Formula(f"={address(above, column)}-{named[row[header]]}", amount)

        this, *others = self.years
        cells: list[Content] = [
            without(1, TOTAL_HEADER, horizon),
            without(2, this, year),
            Formula(f"={address(above, 3)}+{units(yearly - rate)}", units(yearly)),
            *(
                without(4 + number, header, amount)
                for number, (header, amount) in enumerate(zip(others, later, strict=True))
            ),
        ]
        for column, header in enumerate(("horizon", "year", "rate"), 1):
            content = cells[column - 1]
            assert isinstance(content, Formula)
            ref = refs.KEY_FIGURE["replaced", header]
            self.rows.sheet.register(ref, self.rows.row, column, content.value)
        self.rows.line(_("All cost if leavers are replaced"), cells, LIVE_PRICE)

    def _cost_cells(self, which: tuple[str, ...]) -> list[str]:
        """Cells of a row of Cost overview: in total, this year, the run rate, and later years."""
        year, *later = self.years
        row = refs.COST[which]
        return [
            self.rows.sheet.book.refs[row[name]] for name in (TOTAL_HEADER, year, RUN_RATE, *later)
        ]

    def _rest(self, label: str, lines: list[CostLine], rate: int) -> None:
        """What is decided less seats and courses, which stand in the two rows above."""
        total, year, *later = self._amounts(lines)
        cells: list[Content] = []
        for column, (cell, amount) in enumerate(
            zip(self._cost_cells(("change",)), (total, year, units(rate), *later), strict=True), 1
        ):
            above = f"{address(self.rows.row - 2, column)}-{address(self.rows.row - 1, column)}"
            cells.append(Formula(f"={cell}-{above}", amount))
        self.rows.line(label, cells, LIVE_PRICE)

    def _budget(self) -> None:
        """The line of the whole organisation over the whole horizon, and how many lines are
        exceeded.
        """
        rows = self.a.budget
        number = whole_budget(self.a)
        table = self.rows.sheet.book.table("budget")
        if number is not None:
            row = rows[number]
            cells = {
                name: f"'{table.sheet}'!{table.cell(number, name)}" for name in ("budget", "left")
            }
            budget = Formula(f"={cells['budget']}", units(row.budget))
            left = Formula(f"={cells['left']}", left_of(row))
            self.rows.sheet.register(
                refs.KEY_FIGURE["budget", "horizon"], self.rows.row, 1, units(row.budget)
            )
            self.rows.sheet.register(
                refs.KEY_FIGURE["left", "horizon"], self.rows.row + 1, 1, left_of(row)
            )
            self.rows.line(
                _(
                    "Budget of the organisation, {period} ({line})",
                    period=_(row.line.label),
                    line=row.line.id,
                ),
                [budget],
                LIVE_PRICE,
            )
            self.rows.line(_("… left after the plan"), [left], LIVE_PRICE)
            self._left_if_replaced(left_of(row))
        if rows:
            over = sum(row.planned > row.budget for row in rows)
            self.rows.line(
                _("Budget lines exceeded, of {number}", number=len(rows)),
                [Formula(f'=COUNTIF({table["verdict"]},"OVER")', over)],
                LIVE_HEADS,
            )
