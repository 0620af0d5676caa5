"""Summary: one landscape page with how it ended, the money, coverage and heads, what to decide, and two charts."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment, CoverageRow
from orgplan.analysis.headcount import Counted, WalkRow
from orgplan.analysis.headcount import tidy as tidy_amount
from orgplan.domain.base import Strength
from orgplan.domain.budget import Category
from orgplan.domain.needs import NeedKind
from orgplan.domain.teams import ORGANISATION, ScopeKind
from orgplan.finance.ledger import CostLine, this_year
from orgplan.io.book import HEADING, NOTE, TITLE, Content, Fill, Formula, Look, Number, Sheet, Style, Table, address
from orgplan.io.charts import COLOURS, Chart, Series
from orgplan.report.actions import ActionPlaces
from orgplan.report.budget import LEAD as BUDGET_LEAD
from orgplan.report.budget import BudgetPlaces
from orgplan.report.cost import CostPlaces
from orgplan.report.coverage import CoveragePlaces, tidy
from orgplan.report.decide import decisions
from orgplan.report.layout import (
    FIGURES,
    HEADER,
    LABEL,
    LIVE_FTE,
    LIVE_HEADS,
    LIVE_PRICE,
    LIVE_SHARE,
    STRONG,
    SUM_HEADS,
    SUM_PRICE,
    TITLE_HEIGHT,
    Link,
    cell_of,
    units,
    write_flag,
)
from orgplan.report.rules import SATISFIED, RulePlaces
from orgplan.report.run import Run
from orgplan.report.walk import FLOWS, WalkPlaces, total_of
from orgplan.report.words import how_it_ended, still_open

COLUMNS = 9  # of figures; charts stand to the right
WIDE = 255  # characters of a line across the page
MOST_TEAMS = 7
MOST_OPEN = 5
CHARTS_END = 29  # first row below both


@dataclass(frozen=True)
class SummaryPlaces:
    """Cells that checks refer to."""

    all_cost: str
    closing_heads: str


@dataclass(frozen=True)
class Sources:
    """The sheets that Summary draws from."""

    hires: ActionPlaces
    trainings: ActionPlaces
    cost: CostPlaces
    budget: BudgetPlaces
    walk: WalkPlaces
    coverage: CoveragePlaces
    rules: RulePlaces


def write_summary(sheet: Sheet, assessment: Assessment, run: Run, sources: Sources) -> SummaryPlaces:
    """Write the sheet, except for the flag of the checks."""
    page = _Page(sheet, assessment, run, sources)
    return page.write()


def write_summary_flag(sheet: Sheet, verdict: str) -> None:
    """Write the verdict of all checks."""
    write_flag(sheet, 0, COLUMNS + 1, verdict)


class _Page:
    def __init__(self, sheet: Sheet, assessment: Assessment, run: Run, sources: Sources) -> None:
        self.sheet, self.a, self.run, self.sources = sheet, assessment, run, sources
        self.org, self.calendar = assessment.org, assessment.org.calendar
        self.row = 0

    def write(self) -> SummaryPlaces:
        calendar, org = self.calendar, self.org
        self.sheet.write(0, 0, f"Plan of {org.name}" if org.name else "Hiring and upskilling plan", TITLE)
        span = f"{calendar.labels[0]} to {calendar.labels[-1]}" if calendar.periods > 1 else calendar.labels[0]
        goal = {"cover": "cover as much as limits allow, then the least cost", "cheapest": "meet every must at the least cost"}[
            org.goal.value
        ]
        self.sheet.height(0, TITLE_HEIGHT)
        self.sheet.write(1, 0, f"Goal: {goal}. Horizon {span}, roster of {calendar.as_of}, amounts in {org.currency}.", NOTE)
        self.sheet.write(2, 0, how_it_ended(self.run), STRONG)
        self._link(Link.STATUS, 2, 0)
        if self.run.redaction:
            self.sheet.write(3, 0, self.run.redaction[0], STRONG)
        self.row = 4
        all_cost = self._money()
        self._coverage()
        closing = self._heads()
        self._charts()
        self._words()
        self.sheet.width(0, 40)
        for column in range(1, COLUMNS):
            self.sheet.width(column, 12)
        self.sheet.pages(wide=1, tall=1)
        return SummaryPlaces(all_cost, closing)

    def _link(self, link: Link, row: int, column: int) -> None:
        """Give a cell the name by which others may point at it."""
        self.sheet.book.name(link, f"={cell_of(self.sheet, row, column)}")

    def _head(self, heading: str, *headers: str) -> None:
        self.sheet.write(self.row, 0, heading, HEADER)
        self.sheet.write_row(self.row, 1, [*headers, *[""] * (COLUMNS - 1 - len(headers))], FIGURES)
        self.row += 1

    def _line(self, label: str, cells: list[Content], style: Style, strong: bool = False) -> None:
        self.sheet.write(self.row, 0, label, STRONG if strong else LABEL)
        self.sheet.write_row(self.row, 1, cells, style)
        self.row += 1

    def _money(self) -> str:
        cost, hires, courses = self.sources.cost, self.sources.hires.totals, self.sources.trainings.totals
        lines = self.a.costs
        added = [line for line in lines if line.action is not None]
        hired = {hire.id for hire in self.a.plan.hires}
        one_time = sum(row.one_time for row in self.a.hires) + sum(row.cost for row in self.a.trainings)
        self._head(f"Money [{self.org.currency}]", "in horizon", self._year(), "run rate a year")
        rate = units(sum(row.run_rate for row in self.a.hires))
        run_rate = Formula(f"={hires['run_rate']}", rate)
        kinds = (
            ("hire", "Seats to fill", run_rate, [x for x in added if x.action in hired]),
            ("course", "Courses to begin", None, [x for x in added if x.action not in hired]),
        )
        for kind, label, rate_cell, chosen in kinds:
            self._line(label, [*self._pair(cost.cells[f"kind {kind}"], cost.years[f"kind {kind}"], chosen), rate_cell], LIVE_PRICE)
        above = self.row
        sums: list[Content] = []
        for column, value in ((1, units(sum(x.cents for x in added))), (2, units(this_year(self.org, added))), (3, rate)):
            sums.append(Formula(f"=SUM({address(above - 2, column)}:{address(above - 1, column)})", value))
        self._link(Link.PLAN_COST, self.row, 1)
        self._link(Link.RUN_RATE, self.row, 3)
        self._line("Cost of what is decided", sums, SUM_PRICE, strong=True)
        one = Formula(f"={hires['one_time_cost']}+{courses['cost']}", units(one_time))
        self._link(Link.ONE_TIME_COST, self.row, 1)
        self._line("… of which one-time", [one], LIVE_PRICE)
        roster = [x for x in lines if x.action is None]
        self._line("Roster as it is", self._pair(cost.cells["kind roster"], cost.years["kind roster"], roster), LIVE_PRICE)
        self._link(Link.TOTAL_COST, self.row, 1)
        self._line("All cost", self._pair(cost.cells["all"], cost.years["all"], list(lines)), SUM_PRICE, strong=True)
        all_cost = cell_of(self.sheet, self.row - 1, 1)
        self._budget()
        self.row += 1
        return all_cost

    def _year(self) -> str:
        return f"this FY{self.calendar.fiscal_year(0)}"

    def _pair(self, total: str, year: str, lines: list[CostLine]) -> list[Content]:
        return [Formula(f"={total}", units(sum(x.cents for x in lines))), Formula(f"={year}", units(this_year(self.org, lines)))]

    def _budget(self) -> None:
        """The line of the whole organisation over the whole horizon, and how many lines are exceeded."""
        rows = self.a.budget
        whole = [
            (len(row.line.periods), -number)
            for number, row in enumerate(rows)
            if row.line.scope.kind is ScopeKind.ORGANISATION
            and row.line.category is Category.TOTAL
            and len(row.line.periods) == self.calendar.periods
        ]
        table = self.sources.budget.lines
        if whole:
            number = -max(whole)[1]
            row = rows[number]
            cells = {name: f"'{table.sheet}'!{table.cell(number, name)}" for name in BUDGET_LEAD}
            budget = Formula(f"={cells['budget']}", units(row.budget))
            left = Formula(f"={cells['left']}", units(row.budget - row.planned))
            self._line(f"Budget of the organisation, {row.line.label} ({row.line.id})", [budget], LIVE_PRICE)
            self._line("… left after the plan", [left], LIVE_PRICE)
        if rows:
            over = sum(row.planned > row.budget for row in rows)
            self._line(f"Budget lines exceeded, of {len(rows)}", [Formula(f'=COUNTIF({table.range("verdict")},"OVER")', over)], LIVE_HEADS)

    def _coverage(self) -> None:
        """Needs by strength, counted over their periods."""
        self._head("Needs and rules x periods", "required", "met now", "if nothing", "planned", "planned %", "heads short", "FTE short")
        detail = self.sources.coverage.detail
        firm, kind = detail.range("strength"), detail.range("kind")
        for strength in (Strength.MUST, Strength.SHOULD):
            rows = [row for row in self.a.coverage if row.need.strength is strength]
            key = f'({firm}="{strength.value}")'
            asked = Formula(f"=SUMPRODUCT({key}*({detail.range('required')}>0))", len(rows))
            met = [
                Formula(f"=SUMPRODUCT({key}*({detail.range(header)}=0))", sum(_there(row, what) for row in rows))
                for header, what in (("gap_now", "now"), ("gap_if_nothing", "idle"), ("gap", "planned"))
            ]
            short = [
                Formula(
                    f'=SUMPRODUCT({key}*({kind}="{what.value}")*{detail.range("gap")})',
                    sum(_gap(row) for row in rows if row.need.kind is what),
                )
                for what in NeedKind
            ]
            self.sheet.write(self.row, 0, {Strength.MUST: "Must be met", Strength.SHOULD: "Should be met"}[strength], LABEL)
            self.sheet.write_row(self.row, 1, [asked, *met], LIVE_HEADS)
            self._share(float(met[2].value) / len(rows) if rows else 1.0, Fill.BAD if strength is Strength.MUST else Fill.WARN)
            if strength is Strength.MUST:
                self._link(Link.MUSTS_MET, self.row, 5)
            self.sheet.write(self.row, 6, short[0], LIVE_HEADS)
            self.sheet.write(self.row, 7, short[1], LIVE_FTE)
            self.row += 1
        self._rules()
        self.row += 1

    def _rules(self) -> None:
        """How many rules are triggered, and how many of these are satisfied."""
        table = self.sources.rules.table
        on = [row for row in self.a.rules if row.triggered]
        kept = sum(row.satisfied for row in on)
        self.sheet.write(self.row, 0, "Rules triggered", LABEL)
        self.sheet.write(self.row, 1, Formula(f'=COUNTIF({table.range("triggered")},"yes")', len(on)), LIVE_HEADS)
        self.sheet.write(self.row, 4, Formula(f'=COUNTIF({table.range("verdict")},"{SATISFIED}")', kept), LIVE_HEADS)
        self._share(kept / len(on) if on else 1.0, Fill.WARN)
        self.row += 1

    def _share(self, value: float, bad: Fill) -> None:
        """Planned over required, coloured."""
        total, planned, cell = address(self.row, 1), address(self.row, 4), address(self.row, 5, absolute=True)
        self.sheet.write(self.row, 5, Formula(f"=IF({total}=0,1,{planned}/{total})", value), LIVE_SHARE)
        self.sheet.colour_where(cell, f"={cell}<1", bad)
        self.sheet.colour_where(cell, f"={cell}=1", Fill.GOOD)

    def _heads(self) -> str:
        """Headcount by team, opening to closing."""
        walk = self.sources.walk
        self._head("Heads", "opening", "joiners", "hires", "backfills", "moved in", "moved out", "leavers", "closing")
        last = self.calendar.periods - 1
        closing = {row.team: row.closing for row in self.a.headcount if row.period == last}
        teams = sorted(closing, key=lambda team: -closing[team])
        shown = teams if len(teams) <= MOST_TEAMS else teams[: MOST_TEAMS - 1]
        for team in [one for one in closing if one in shown]:
            self._walk_line(team, [row for row in self.a.headcount if row.team == team], walk.teams, LIVE_HEADS)
        if len(teams) > len(shown):
            self._line(f"{len(teams) - len(shown)} more teams, see Walk", [], LIVE_HEADS)
        rows = [total_of(of_period, Counted.HEADS, period) for period, of_period in enumerate(self._by_period())]
        self._link(Link.HEADCOUNT, self.row, 2 + len(FLOWS))
        self._link(Link.HIRES, self.row, 2 + [flow.words for flow in FLOWS].index("hires"))
        self._walk_line(ORGANISATION.label.capitalize(), rows, walk.total, SUM_HEADS, strong=True)
        self.row += 1
        return cell_of(self.sheet, self.row - 2, 2 + len(FLOWS))

    def _by_period(self) -> list[list[WalkRow]]:
        return [[row for row in self.a.headcount if row.period == period] for period in range(self.calendar.periods)]

    def _walk_line(self, name: str, rows: list[WalkRow], table: Table, style: Style, strong: bool = False) -> None:
        """Opening of the first period, all flows, closing of the last."""
        walk = self.sources.walk
        same = f"({table.range('counted')}={walk.heads})*({table.range('team')}=$A{self.row + 1})"
        period = table.range("period")
        opening = Formula(f"=SUMPRODUCT({same}*({period}={walk.first_period})*{table.range('opening')})", rows[0].opening)
        flows = [
            Formula(f"=SUMPRODUCT({same}*{table.range(flow.words)})", tidy_amount(sum(row.flow(flow) for row in rows))) for flow in FLOWS
        ]
        closing = Formula(f"=SUMPRODUCT({same}*({period}={walk.last_period})*{table.range('closing')})", rows[-1].closing)
        self._line(name, [opening, *flows, closing], style, strong)

    def _charts(self) -> None:
        cost = self.sources.cost
        series = [
            Series(
                f"cost of the {'roster' if kind == 'roster' else 'plan: ' + kind + 's'}",
                f"={cost.months}",
                f"={cost.kind_months[kind]}",
                colour,
            )
            for kind, colour in zip(("roster", "hire", "course"), COLOURS, strict=False)
        ]
        chart = Chart("Cost by month", self.org.currency, series, stacked=True)
        self.sheet.chart(4, COLUMNS + 1, chart)
        self.sheet.chart(17, COLUMNS + 1, self.sources.walk.chart)
        self.row = max(self.row, CHARTS_END)

    def _words(self) -> None:
        self._part(
            "To decide",
            [f"{one.topic}: {one.text}" for one in decisions(self.a)] or ["Nothing: the plan has no actions and nothing is open."],
        )
        idle = still_open(self.org, [m for m in self.a.idle_measures if m.strength is not None])
        lines = [one.sentence for one in idle[:MOST_OPEN]]
        if len(idle) > MOST_OPEN:
            lines.append(f"and {len(idle) - MOST_OPEN} more")
        self._part("If nothing is decided", lines or ["Nothing is short."])
        if self.run.next_steps:
            self._part("Next steps", list(self.run.next_steps))

    def _part(self, heading: str, paragraphs: list[str]) -> None:
        self.sheet.write(self.row, 0, heading, HEADING)
        self.row += 1
        for paragraph in paragraphs:
            for number, line in enumerate(textwrap.wrap(paragraph, WIDE)):
                self.sheet.write(self.row, 0, f"• {line}" if number == 0 else f"   {line}", Style(Look.TOOL, Number.GENERAL))
                self.row += 1
        self.row += 1


def _gap(row: CoverageRow) -> float:
    return max(0.0, tidy(row.required) - tidy(row.planned))


def _there(row: CoverageRow, what: str) -> bool:
    there = {"now": row.now, "idle": row.idle, "planned": row.planned}[what]
    return tidy(row.required) <= tidy(there)
