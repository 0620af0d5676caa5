"""Key figures: what stands behind Summary: money, actions by kind, coverage, heads by team, what is asked for, what is at stake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orgplan.analysis.action_totals import action_totals
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.headcount_walk import Counted, WalkRow
from orgplan.analysis.headcount_walk import tidy as tidy_amount
from orgplan.analysis.money.cost_drivers import run_rates
from orgplan.analysis.money.value_for_money import dear, passing, yields
from orgplan.analysis.result_rows import CoverageRow
from orgplan.domain import ORGANISATION, NeedKind, Plan, Strength
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.content import wrapped
from orgplan.excel.write.workbook import (
    HEADING,
    Column,
    Content,
    Fill,
    Formula,
    Look,
    Number,
    Sheet,
    Style,
    TableRef,
    address,
    quoted,
)
from orgplan.finance.ledger import CostLine
from orgplan.language import N_, _

from ...audit.run import Run
from ...headline import whole_budget
from ...wording import money_title, said_to_be_dear, said_to_pass, unmet
from .. import refs
from ..actions.hires_and_training import ActionPlaces
from ..coverage import tidy
from ..headcount_walk import FLOWS, total_of
from ..headcount_walk import MEANINGS as WALK
from ..layout import (
    BODY,
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
    Link,
    Page,
    area_of,
    cell_of,
    units,
)
from ..money.budget import left_of
from ..money.cost_overview import CostPlaces
from ..rules import SATISFIED
from .action_lines import action_columns, action_lines, one_time
from .key_decisions import decisions
from .seat_requests import RequestPlace, write_requests

COLUMNS = 9  # of figures
WORDS_OF = {Strength.MUST: N_("Must be met"), Strength.SHOULD: N_("Should be met")}
NOT_ASKED = "–"  # a share of nothing
WIDE = 160  # characters of a line
MOST_TEAMS = 7
MOST_OPEN = 5
MOST_YEARS = 3  # fiscal years beside this one
SHORT_IN = (
    (NeedKind.HOLDERS, NeedKind.STAFF),
    (NeedKind.CAPACITY,),
)  # kinds of need that are short in heads, and in FTE
VIEWS = (N_("today"), N_("no decision"), N_("with the plan"))  # under which coverage is looked at

NEEDS = (
    Column("required", LIVE_HEADS, "How many there are: needs and periods, rules triggered"),
    Column("met now", LIVE_HEADS, "Of which met by who is there today"),
    Column("if nothing", LIVE_HEADS, "Of which met if nothing were decided"),
    Column("planned", LIVE_HEADS, "Of which met by the plan"),
    Column("planned %", LIVE_SHARE, "Share of them that the plan meets"),
    Column(
        "heads missed",
        LIVE_HEADS,
        "Heads short of needs for holders and staff, and staff too many, summed over periods",
    ),
    Column("FTE short", LIVE_FTE, "FTE short of needs for capacity, summed over periods"),
)
FLOW_WORDS = {"transfers in": "moved in", "transfers out": "moved out"}  # as short as the columns
HEADS = (
    Column("opening", LIVE_HEADS, "On the day before the horizon"),
    *(
        Column(FLOW_WORDS.get(flow.words, flow.words), LIVE_HEADS, WALK[flow.words])
        for flow in FLOWS
    ),
    Column("closing", LIVE_HEADS, "On the last day of the horizon"),
)


@dataclass(frozen=True)
class KeyPlaces:
    """What Summary points at.

    Attributes
    ----------
    figures
        (row, column) → formula that points at the figure, for instance ``all``, ``horizon``.
    requests
        Rows of what is asked for.
    actions
        Kind of action → its figures, for kinds other than seats.
    heads, covered
        Heads at the end of each period, and how much is covered before and after.
    """

    figures: Mapping[tuple[str, str], Formula]
    requests: tuple[RequestPlace, ...]
    actions: Mapping[tuple[str, bool], Mapping[str, Formula]]
    heads: Chart
    covered: Chart


@dataclass(frozen=True)
class Sources:
    """The sheets that Summary draws from."""

    hires: ActionPlaces
    trainings: ActionPlaces
    changes: Mapping[Page, ActionPlaces]
    cost: CostPlaces


def write_key_figures(
    sheet: Sheet, assessment: Assessment, run: Run, sources: Sources
) -> KeyPlaces:
    """Write the sheet below its head.

    Parameters
    ----------
    sheet
        Key figures.
    assessment, run
        The plan, and how it came about.
    sources
        Where the sheets stand from which figures are drawn.

    Returns
    -------
    KeyPlaces
        What Summary points at.
    """
    return _Page(sheet, assessment, run, sources).write()


class _Page:
    def __init__(self, sheet: Sheet, assessment: Assessment, run: Run, sources: Sources) -> None:
        self.sheet, self.a, self.run, self.sources = sheet, assessment, run, sources
        self.org, self.calendar = assessment.org, assessment.org.calendar
        self.hired = {hire.id for hire in assessment.plan.hires}
        self.begun = {training.id for training in assessment.plan.trainings}
        self.figures: dict[tuple[str, str], Formula] = {}
        self.kinds: dict[tuple[str, bool], dict[str, Formula]] = {}
        self.row = BODY

    def write(self) -> KeyPlaces:
        self.sheet.width(0, 40)
        for column in range(1, COLUMNS):
            self.sheet.width(column, 11)
        self._money()
        coverage = self._coverage()
        self._heads()
        heads = self._over_time()
        covered = self._covered(coverage)
        requests, self.row = write_requests(
            self.sheet, self.a, self.sources.hires.table, self._years()[0], self.row
        )
        self._words()
        self.sheet.pages(wide=1, tall=1, upright=True)
        return KeyPlaces(self.figures, requests, self.kinds, heads, covered)

    def _figure(self, row: str, column: str, at: tuple[int, int], value: float | str) -> None:
        """Keep a figure under a name, for Summary to point at."""
        self.figures[row, column] = Formula(f"={cell_of(self.sheet, *at)}", value)

    def _link(self, link: Link, row: int, column: int) -> None:
        """Give a cell the name by which others may point at it."""
        self.sheet.book.name(link, f"={cell_of(self.sheet, row, column)}")

    def _head(self, heading: str, about: str, columns: Sequence[Column]) -> None:
        self.sheet.write(self.row, 0, heading, HEADER)
        self.sheet.headers(self.row, 1, about, columns)
        self.sheet.write_row(
            self.row, 1 + len(columns), [""] * (COLUMNS - 1 - len(columns)), FIGURES
        )
        self.row += 1

    def _line(self, label: str, cells: list[Content], style: Style, strong: bool = False) -> None:
        self.sheet.rule(self.row, COLUMNS - 1)
        self.sheet.write(self.row, 0, label, STRONG if strong else LABEL)
        self.sheet.write_row(self.row, 1, cells, style)
        self.row += 1

    def _money(self) -> None:
        """What is decided, what doing nothing would cost, and all of it: over the horizon, this year, and as it continues."""
        self._head(
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
            "kind hire",
            hired,
            sum(rates[name].cents for name in self.hired if name in rates),
        )
        self._spent(_("Courses to begin"), "kind course", begun, 0)
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
        self._link(Link.PLAN_COST, self.row, 1)
        self._link(Link.RUN_RATE, self.row, 3)
        self._spent(_("Cost of what is decided"), "change", change, rate - idle_rate, strong=True)
        self._link(Link.ONE_TIME_COST, self.row, 1)
        self._line(
            _("… of which one-time"),
            [one_time(self.a, self.sources.hires, self.sources.trainings, self.sources.changes)],
            LIVE_PRICE,
        )
        self._spent(_("If nothing is decided"), "idle", idle, idle_rate)
        self._link(Link.TOTAL_COST, self.row, 1)
        self._spent(_("All cost"), "all", list(self.a.costs), rate, strong=True)
        self._budget()
        self.row += 1
        self._actions()

    def _of_money(self) -> tuple[Column, ...]:
        year, *later = self._years()
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
        self._head(_("Actions"), about, action_columns(self._years()[0]))
        lines = action_lines(
            found, self.sources.hires, self.sources.trainings, self.sources.changes
        )
        headers = ("horizon", "year", "rate", "direct")
        for tally, line in zip(found, lines, strict=True):
            self.kinds[tally.kind, tally.of_groups] = {
                header: Formula(f"={cell_of(self.sheet, self.row, column)}", formula.value)
                for column, (header, formula) in enumerate(
                    zip(("number", *headers), (line.number, *line.money), strict=True), 1
                )
                if formula is not None
            }
            self.sheet.write(self.row, 0, line.label, LABEL)
            self.sheet.write(
                self.row,
                1,
                line.number,
                LIVE_HEADS if float(line.number.value).is_integer() else LIVE_FTE,
            )
            self.sheet.write_row(self.row, 2, line.money, LIVE_PRICE)
            self.row += 1
        self.row += 1

    def _moves_people(self) -> bool:
        plan = self.a.plan
        return bool(plan.moves or plan.exits or plan.short_times or plan.group_actions)

    def _change(self) -> list[CostLine]:
        """What the plan costs, and what doing nothing would with the sign turned."""
        return [*self.a.costs, *(replace(x, cents=-x.cents) for x in self.a.idle_costs)]

    def _years(self) -> tuple[str, ...]:
        year, *later = self.sources.cost.detail.bands.years
        return (year, *later[:MOST_YEARS])

    def _amounts(self, lines: list[CostLine]) -> list[float]:
        """Of the horizon, and of each fiscal year shown."""
        of = self.sources.cost.detail.bands.year_of
        years = [sum(x.cents for x in lines if of[x.month] == year) for year in self._years()]
        return [units(sum(x.cents for x in lines)), *(units(cents) for cents in years)]

    def _spent(
        self, label: str, name: str, lines: list[CostLine], rate: int, strong: bool = False
    ) -> None:
        """A row drawn from a row of Cost overview."""
        total, year, *later = self._amounts(lines)
        cost = self.sources.cost
        cells: list[Content] = [
            Formula(f"={cost.cells[name]}", total),
            Formula(f"={cost.years[name]}", year),
            Formula(f"={cost.rates[name]}", units(rate)),
            *(
                Formula(f"={cell}", amount)
                for cell, amount in zip(cost.all_years[name][1:], later, strict=False)
            ),
        ]
        for column, (header, amount) in enumerate(
            zip(("horizon", "year", "rate"), (total, year, units(rate)), strict=True), 1
        ):
            self._figure(name, header, (self.row, column), amount)
        self._line(label, cells, SUM_PRICE if strong else LIVE_PRICE, strong)

    def _rest(self, label: str, lines: list[CostLine], rate: int) -> None:
        """What is decided less seats and courses, which stand in the two rows above."""
        total, year, *later = self._amounts(lines)
        change = [
            self.sources.cost.cells["change"],
            self.sources.cost.years["change"],
            self.sources.cost.rates["change"],
        ]
        change += self.sources.cost.all_years["change"][1:]
        cells: list[Content] = []
        for column, (cell, amount) in enumerate(
            zip(change, [total, year, units(rate), *later], strict=False), 1
        ):
            above = f"{address(self.row - 2, column)}-{address(self.row - 1, column)}"
            cells.append(Formula(f"={cell}-{above}", amount))
        self._line(label, cells, LIVE_PRICE)

    def _budget(self) -> None:
        """The line of the whole organisation over the whole horizon, and how many lines are exceeded."""
        rows = self.a.budget
        number = whole_budget(self.a)
        table = self.sheet.book.table("budget")
        if number is not None:
            row = rows[number]
            cells = {
                name: f"'{table.sheet}'!{table.cell(number, name)}" for name in ("budget", "left")
            }
            budget = Formula(f"={cells['budget']}", units(row.budget))
            left = Formula(f"={cells['left']}", left_of(row))
            self._figure("budget", "horizon", (self.row, 1), units(row.budget))
            self._figure("left", "horizon", (self.row + 1, 1), left_of(row))
            self._line(
                _(
                    "Budget of the organisation, {period} ({line})",
                    period=_(row.line.label),
                    line=row.line.id,
                ),
                [budget],
                LIVE_PRICE,
            )
            self._line(_("… left after the plan"), [left], LIVE_PRICE)
        if rows:
            over = sum(row.planned > row.budget for row in rows)
            self._figure("lines over", "number", (self.row, 1), over)
            self._line(
                _("Budget lines exceeded, of {number}", number=len(rows)),
                [Formula(f'=COUNTIF({table["verdict"]},"OVER")', over)],
                LIVE_HEADS,
            )

    def _coverage(self) -> int:
        """Needs by strength, counted over their periods; returns the first row of figures."""
        self._head(
            _("Needs and rules x periods"), "Needs and rules, each counted once a period", NEEDS
        )
        detail, first = self.sheet.book.table("coverage"), self.row
        firm, kind = detail["strength"], detail["kind"]
        for strength in (Strength.MUST, Strength.SHOULD):
            rows = [row for row in self.a.coverage if row.need.strength is strength]
            key = f'({firm}="{strength.value}")'
            asked = Formula(f"=SUMPRODUCT({key}*1)", len(rows))
            met = [
                Formula(
                    f"=SUMPRODUCT({key}*({detail[header]}=0))",
                    sum(_there(row, what) for row in rows),
                )
                for header, what in (
                    ("gap_now", "now"),
                    ("gap_if_nothing", "idle"),
                    ("gap", "planned"),
                )
            ]
            short = [
                Formula(
                    f"=SUMPRODUCT({key}*({_any(kind, kinds)})*{detail['gap']})",
                    sum(_gap(row) for row in rows if row.need.kind in kinds),
                )
                for kinds in SHORT_IN
            ]
            self.sheet.write(
                self.row,
                0,
                _(WORDS_OF[strength]),
                LABEL,
            )
            self.sheet.write_row(self.row, 1, [asked, *met], LIVE_HEADS)
            self._share(
                float(met[2].value),
                len(rows),
                Fill.BAD if strength is Strength.MUST else Fill.WARN,
                firm=strength is Strength.MUST,
            )
            if strength is Strength.MUST:
                self._link(Link.MUSTS_MET, self.row, 5)
            self.sheet.write(
                self.row,
                6,
                short[0],
                LIVE_HEADS if float(short[0].value).is_integer() else LIVE_FTE,
            )
            self.sheet.write(self.row, 7, short[1], LIVE_FTE)
            self.row += 1
        self._rules()
        self.row += 1
        return first

    def _rules(self) -> None:
        """How many rules are triggered, and how many of these are satisfied."""
        table = self.sheet.book.table("rules")
        on = [row for row in self.a.rules if row.triggered]
        kept = sum(row.satisfied for row in on)
        idle = sum(row.idle_triggered and row.idle_short == 0 for row in self.a.rules)
        self.sheet.write(self.row, 0, _("Rules triggered"), LABEL)
        self.sheet.write(
            self.row, 1, Formula(f'=COUNTIF({table["triggered"]},"yes")', len(on)), LIVE_HEADS
        )
        self.sheet.write(
            self.row,
            3,
            Formula(f'=COUNTIF({table["verdict_if_nothing"]},"{SATISFIED}")', idle),
            LIVE_HEADS,
        )
        self.sheet.write(
            self.row,
            4,
            Formula(f'=COUNTIF({table["verdict"]},"{SATISFIED}")', kept),
            LIVE_HEADS,
        )
        self._share(kept, len(on), Fill.WARN)
        self.row += 1

    def _share(self, planned_there: float, required: int, bad: Fill, firm: bool = False) -> None:
        """Planned over required, coloured; a dash where nothing is required. `firm`: all of nothing is met, for others link to it as a figure."""
        total, planned, cell = (
            address(self.row, 1),
            address(self.row, 4),
            address(self.row, 5, absolute=True),
        )
        nothing: tuple[str, float | str] = ("1", 1.0) if firm else (f'"{NOT_ASKED}"', NOT_ASKED)
        value = planned_there / required if required else nothing[1]
        self.sheet.write(
            self.row,
            5,
            Formula(f"=IF({total}=0,{nothing[0]},{planned}/{total})", value),
            LIVE_SHARE,
        )
        self.sheet.colour_where(cell, f"={cell}<1", bad)
        self.sheet.colour_where(cell, f"={cell}=1", Fill.GOOD)

    def _heads(self) -> None:
        """Headcount by team, opening to closing."""
        self._head(_("Heads"), "Heads of a team over the horizon, step by step", HEADS)
        last = self.calendar.periods - 1
        closing = dict.fromkeys((team.id for team in self.org.teams), 0.0)
        for row in (row for row in self.a.headcount if row.period == last):
            closing[row.team] += row.closing
        teams = sorted(closing, key=lambda team: -closing[team])
        shown = teams if len(teams) <= MOST_TEAMS else teams[: MOST_TEAMS - 1]
        for team in [one for one in closing if one in shown]:
            rows = [
                total_of([row for row in of if row.team == team], Counted.HEADS, period)
                for period, of in enumerate(self._by_period())
            ]
            self._walk_line(team, rows, self.sheet.book.table("walk"), LIVE_HEADS)
        if len(teams) > len(shown):
            self._line(
                _("{number} more teams, see Walk", number=len(teams) - len(shown)), [], LIVE_HEADS
            )
        rows = [
            total_of(of_period, Counted.HEADS, period)
            for period, of_period in enumerate(self._by_period())
        ]
        self._link(Link.HEADCOUNT, self.row, 2 + len(FLOWS))
        self._link(Link.HIRES, self.row, 2 + [flow.words for flow in FLOWS].index("hires"))
        total = self.sheet.book.table("walk_total")
        self._walk_line(str(ORGANISATION).capitalize(), rows, total, SUM_HEADS, strong=True)
        self._figure("heads", "opening", (self.row - 1, 1), rows[0].opening)
        self._figure("heads", "closing", (self.row - 1, 2 + len(FLOWS)), rows[-1].closing)
        self.row += 1

    def _over_time(self) -> Chart:
        """Heads today and at the end of each period, for the chart."""
        self._head(
            _("Heads over time"),
            "Heads at the end of each period",
            (Column("heads", LIVE_HEADS, "Heads on the last day of the period"),),
        )
        book, first = self.sheet.book, self.row
        total = book.table("walk_total")
        rows = [
            total_of(of_period, Counted.HEADS, period)
            for period, of_period in enumerate(self._by_period())
        ]
        opening = Formula(f"={book.refs[refs.OPENING_HEADS]}", rows[0].opening)
        self._line(_("today"), [opening], LIVE_HEADS)
        for number, (label, row) in enumerate(zip(self.calendar.labels, rows, strict=True)):
            at = f"{quoted(total.sheet)}!{total.cell(number, 'closing', absolute=True)}"
            self._line(label, [Formula(f"={at}", row.closing)], LIVE_HEADS)
        shown = Series(
            _("heads"),
            "=" + area_of(self.sheet, first, 0, self.row - 1, 0),
            "=" + area_of(self.sheet, first, 1, self.row - 1, 1),
            COLOURS[0],
            valued=True,
            points=(COLOURS[3], *[COLOURS[0]] * len(rows)),
        )
        self.row += 1
        return Chart(_("Headcount: today, and at the end of each period"), "", [shown], bare=True)

    def _covered(self, coverage: int) -> Chart:
        """How many of the needs are met, before and after, each a bar of its own, for the chart."""
        self._head(
            _("Needs met, of all"),
            "How much of what must and should be met is met: today, if nothing is decided, and with the plan",
            (Column("share", LIVE_SHARE, "Met needs over all, each counted once a period"),),
        )
        first, colours = self.row, list[str]()
        views = {Strength.MUST: N_("must: {view}"), Strength.SHOULD: N_("should: {view}")}
        for place, strength in enumerate((Strength.MUST, Strength.SHOULD)):
            rows = [row for row in self.a.coverage if row.need.strength is strength]
            if not rows:
                continue
            asked = address(coverage + place, 1)
            for column, (view, what) in enumerate(
                zip(VIEWS, ("now", "idle", "planned"), strict=True), 2
            ):
                met = sum(_there(row, what) for row in rows) / len(rows)
                formula = Formula(f"={address(coverage + place, column)}/{asked}", met)
                self._line(_(views[strength], view=_(view)), [formula], LIVE_SHARE)
                colours.append(COLOURS[0] if what == "planned" else COLOURS[3])
        last = max(first, self.row - 1)
        shown = Series(
            _("share"),
            "=" + area_of(self.sheet, first, 0, last, 0),
            "=" + area_of(self.sheet, first, 1, last, 1),
            COLOURS[0],
            valued=True,
            points=tuple(colours),
        )
        self.row += 1
        return Chart(_("Needs that are met"), "", [shown], percent=True, bare=True, lying=True)

    def _by_period(self) -> list[list[WalkRow]]:
        return [
            [row for row in self.a.headcount if row.period == period]
            for period in range(self.calendar.periods)
        ]

    def _walk_line(
        self, name: str, rows: list[WalkRow], table: TableRef, style: Style, strong: bool = False
    ) -> None:
        """Opening of the first period, all flows, closing of the last."""
        cells = self.sheet.book.refs
        same = (
            f"({table['counted']}={cells[refs.COUNTED_HEADS]})*({table['team']}=$A{self.row + 1})"
        )
        period = table["period"]
        opening = Formula(
            f"=SUMPRODUCT({same}*({period}={cells[refs.FIRST_PERIOD]})*{table['opening']})",
            rows[0].opening,
        )
        flows = [
            Formula(
                f"=SUMPRODUCT({same}*{table[flow.words]})",
                tidy_amount(sum(row.flow(flow) for row in rows)),
            )
            for flow in FLOWS
        ]
        closing = Formula(
            f"=SUMPRODUCT({same}*({period}={cells[refs.LAST_PERIOD]})*{table['closing']})",
            rows[-1].closing,
        )
        self._line(name, [opening, *flows, closing], style, strong)

    def _words(self) -> None:
        self._part(
            _("To decide"),
            [f"{one.topic}: {one.text}" for one in decisions(self.a)]
            or [_("Nothing: the plan has no actions and nothing is open.")],
        )
        found = yields(self.a)
        one_period = _("Needed for one period only")
        for heading, said in (
            (_("Low value for money"), [said_to_be_dear(self.org, one) for one in dear(found)]),
            (one_period, [said_to_pass(self.org, one) for one in passing(self.a, found)]),
        ):
            if said:
                more = (
                    [_("and {number} more", number=len(said) - MOST_OPEN)]
                    if len(said) > MOST_OPEN
                    else []
                )
                self._part(heading, said[:MOST_OPEN] + more)
        idle = unmet(self.org, [m for m in self.a.idle_measures if m.strength is not None])
        lines = [one.sentence for one in idle[:MOST_OPEN]]
        if len(idle) > MOST_OPEN:
            lines.append(_("and {number} more", number=len(idle) - MOST_OPEN))
        self._part(_("If nothing is decided"), lines or [_("Nothing is short.")])
        if self.run.next_steps:
            self._part(_("Next steps"), list(self.run.next_steps))

    def _part(self, heading: str, paragraphs: list[str]) -> None:
        """A heading with paragraphs, each wrapped into as many rows as it takes: merged cells would not grow with the text."""
        self.sheet.write(self.row, 0, heading, HEADING)
        self.row += 1
        for paragraph in paragraphs:
            for number, line in enumerate(wrapped(paragraph, WIDE)):
                self.sheet.write(
                    self.row,
                    0,
                    f"• {line}" if number == 0 else f"   {line}",
                    Style(Look.TOOL, Number.GENERAL),
                )
                self.row += 1
        self.row += 1


def _any(kind: str, kinds: tuple[NeedKind, ...]) -> str:
    return "+".join(f'({kind}="{one.value}")' for one in kinds)


def _gap(row: CoverageRow) -> float:
    return tidy(row.missed_by(tidy(row.planned)))


def _there(row: CoverageRow, what: str) -> bool:
    there = {"now": row.now, "idle": row.idle, "planned": row.planned}[what]
    return tidy(row.missed_by(tidy(there))) == 0
