"""Summary: one page for whoever decides: what is asked for, when, for how much, what for; the
budget; what stays open.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.headcount.stays import Flow
from orgplan.analysis.money.actual_variance import label_of
from orgplan.analysis.money.budget_variance import is_whole
from orgplan.analysis.money.granted import granted_by_month
from orgplan.analysis.money.leavers import short_if_replaced
from orgplan.analysis.money.value_for_money import Yield, dear, passing, yields
from orgplan.analysis.seats.hiring_requests import HiringRequest, hiring_requests
from orgplan.domain import Strength, budget_in_words, year_start
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.content import lines as lines_of
from orgplan.excel.write.content import wrapped
from orgplan.excel.write.live import Live, choose, is_number, plus
from orgplan.excel.write.references import Ref
from orgplan.excel.write.sheet_cells import LINE, PIXELS_A_LETTER, PIXELS_BESIDE
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    TITLE,
    Column,
    Fill,
    Number,
    Sheet,
    Style,
    address,
    quoted,
)
from orgplan.language import N_, _, in_a_row, ngettext

from ...audit.run import Run
from ...decide_by import decide_by_reasons
from ...headline import (
    budget_label,
    goal_in_words,
    headline,
    whole_budget,
)
from ...musts import more_in_words, musts_open
from ...optimality import how_it_ended
from ...quantities import whole_units
from ...unused import unused
from ...wording import ShortRequirement, money_title, short_requirements
from .. import layout, refs
from ..actions.hires_and_training import year_header
from ..cross_links import requirement_cells
from ..layout import (
    ALL_PASS,
    LABEL,
    LEADING,
    LIVE_HEADS,
    LIVE_PRICE,
    STRONG,
    SUM_PRICE,
    TITLE_HEIGHT,
    Link,
    cell_of,
    units,
    write_flag,
)
from .summary_rows import RequestLine, request_lines

WIDTHS = (32, 19, 10, 11, 10, 14, 12, 2, 64)
TEAM, STARTS, DECIDE, NUMBER, YEAR, RATE, GAP, BUYS = range(1, 9)
WIDE = 200  # characters of a line across the page
_CELL = re.compile(  # in what is said of a gap: Run log names the cell
    r"(?P<tab>'[^']+'|[^\s!:'(（]+)!\$?[A-Z]{1,3}\$?[0-9]+\b"
)
BESIDE = 78  # of one in the last column
ROW = 15.0  # points of a row of figures
PALE = "#9CC4E4"  # of columns on which words of a line can be read
MOST_ASKED = 6
FEWEST = 4  # seats that are shown, however much else is asked for
MOST_OPEN = 6
MOST_DEAR = 2
MOST_STEPS = 3  # of what it takes to close what stays open
MOST_BUDGETS = 4
JOINING = (Flow.JOINERS, Flow.HIRES, Flow.BACKFILLS)
CHART_ROWS, CHART_HEIGHT = 12, 236
CHARTS = ((0, TEAM + 1), (STARTS + 1, RATE), (BUYS, BUYS))  # first and last column of each
APART = 6  # pixels between two of them
LABELLED = 3  # months from one label below the columns to the next
LONG = Style(wrap=True)
DAY = Style(number=Number.DATE)
LINKED = Style(underlined=True)
DOUBT = Style(fill=Fill.WARN, bold=True)


def write_summary(sheet: Sheet, assessment: Assessment, run: Run, charts: Sequence[Chart]) -> None:
    """Write the sheet, except for the flag of the checks.

    Parameters
    ----------
    sheet
        Summary; Key figures, on which its figures stand, is written.
    assessment, run
        The plan, and how it came about.
    charts
        Those that stand beside the chart of cost.
    """
    _SummarySheet(sheet, assessment, run, charts).write()


def write_summary_flag(sheet: Sheet, verdict: layout.Verdict) -> None:
    """Write the verdict of all checks; it is known only once all other sheets are written.

    Parameters
    ----------
    sheet
        Summary.
    verdict
        What they come to.
    """
    write_flag(sheet, 0, BUYS, verdict)
    agreed = Live(Link.CHECKS, verdict.words).equals(_(ALL_PASS))
    of_then = _(
        "Sentences on this page are of the plan as it was made; figures are live. After a change by"
        " hand: orgplan recost."
    )
    sheet.write(2, 0, choose(agreed, "", of_then), layout.FLAG)
    cell = address(2, 0, absolute=True)
    sheet.colour_where(f"{cell}:{address(2, BUYS - 1, absolute=True)}", f'={cell}<>""', Fill.WARN)


def _parts_of(assessment: Assessment) -> str:
    """What is set in place of a budget for the whole horizon, in English: parts that cover it
    together, such as its quarters, or less.
    """
    if all(granted_by_month(assessment)):
        return N_("The budget is set in parts, which together cover the whole horizon:")
    return N_("Not all of the horizon has a budget for all cost; the budgets that are set:")


class _SummarySheet:
    def __init__(
        self, sheet: Sheet, assessment: Assessment, run: Run, charts: Sequence[Chart]
    ) -> None:
        self.sheet, self.a, self.run, self.charts = sheet, assessment, run, charts
        self.named = sheet.book.refs
        self.org, self.calendar = assessment.org, assessment.org.calendar
        self.row = 0

    def write(self) -> None:
        """Write the page; money and notes stand below each other at the left, what is open beside
        them.
        """
        for column, width in enumerate(WIDTHS):
            self.sheet.width(column, width)
        self._head()
        self._asked()
        self._charts()
        below = self.row
        self._money()
        self._unused()
        self._notes()
        self.row, left = below, self.row
        self._open()
        self.row = max(self.row, left)
        self.sheet.pages(wide=1, tall=1)

    def _head(self) -> None:
        """Title, goal, the plan in two sentences, what puts it in doubt, and how the search
        ended.
        """
        org, calendar = self.org, self.calendar
        title = _("Plan of {name}", name=org.name) if org.name else _("Hiring and upskilling plan")
        self.sheet.write(0, 0, title, TITLE)
        self.sheet.height(0, TITLE_HEIGHT)
        span = " – ".join(dict.fromkeys((calendar.labels[0], calendar.labels[-1])))
        about = _(
            "Goal: {goal}. {span}, roster of {day}, amounts in {currency}.",
            goal=goal_in_words(org.goal),
            span=span,
            day=calendar.as_of,
            currency=org.currency,
        )
        if calendar.fiscal_year_start != 1:
            begins = label_of(year_start(calendar))
            year = f"FY{calendar.fiscal_year(0)}"
            about = in_a_row((about, _("{year} begins in {month}.", year=year, month=begins)))
        self.sheet.write(1, 0, about, NOTE)
        if open_musts := musts_open(self.a):  # of which no check says anything
            self.sheet.write(2, BUYS, open_musts, DOUBT)
        self.row = 3
        for line in wrapped(in_a_row(headline(self.a)), round(WIDE / 1.2)):
            self.sheet.height(self.row, 17)
            self._text(line, LEADING)
        for line in wrapped(self.run.risk, WIDE):
            self._text(line, LABEL)
        self.row += 1
        for gap in self.run.first:
            place = self._input_of(gap)
            for line in wrapped(_("First of all: {gap}", gap=_CELL.sub(r"\g<tab>", gap)), WIDE):
                self._warning(line, place)
        self.sheet.book.name(Link.STATUS, f"={cell_of(self.sheet, self.row, 0)}")
        for line in wrapped(how_it_ended(self.run, self.org), round(WIDE / 1.1)):
            self._text(line, STRONG)
        if self.run.redaction:
            for line in wrapped(self.run.redaction[0], round(WIDE / 1.1)):
                self._text(line, STRONG)
        self.row += 1

    def _input_of(self, gap: str) -> str:
        """Where the first sheet begins that a gap of the input names with a cell; the cells of this
        workbook need not be those of the file that was read.
        """
        named = (match["tab"].strip("'") for match in _CELL.finditer(gap))
        tabs = [quoted(tab) for tab in named if tab in self.sheet.book.sheets]
        return f"{tabs[0]}!A1" if tabs else ""

    def _warning(self, text: str, place: str = "") -> None:
        """A line across the page that nobody overlooks, and leads to the sheet that it is about."""
        self.sheet.write_row(self.row, 1, [""] * BUYS, DOUBT)
        if place:
            self.sheet.pointing(self.row, 0, text, place, DOUBT)
            self.row += 1
        else:
            self._text(text, DOUBT)

    def _text(self, text: str, style: Style, column: int = 0) -> None:
        self.sheet.write(self.row, column, text, style)
        self.row += 1

    def _asked(self) -> None:
        """What is asked for, and all of it together."""
        rows = request_lines(self.a, self.sheet.book)
        year = year_header(self.org)
        columns = (
            Column("What we ask for", LABEL, "Role of the seats, or kind of action"),
            Column("Team", LABEL, "Where"),
            Column("Starts", LABEL, "Quarter in which they begin"),
            Column(
                "Decide by",
                LABEL,
                "Day by which the first of them must be decided to be in time",
            ),
            Column("How many", LIVE_HEADS, "How many seats, courses, people or heads"),
            Column(
                f"Cost in {year}",
                LIVE_PRICE,
                "Cost in the fiscal year in which the horizon begins",
                each="Cost in <fiscal year>",
                shown=_("Cost in {year}", year=year),
            ),
            Column(
                "A year after",
                LIVE_PRICE,
                "Cost of a year of what continues after the horizon, net of expected leavers",
            ),
        )
        buys = Column("What it buys", LABEL, "What it serves, in the words that were typed")
        self.sheet.headers(self.row, 0, "What is asked for", columns)
        self.sheet.write(self.row, GAP, "", layout.HEADER)
        self.sheet.headers(self.row, BUYS, "What it is for", (buys,))
        self.row += 1
        requests = hiring_requests(self.a)
        seats = len(requests)
        shown = seats if len(rows) <= MOST_ASKED else max(FEWEST, MOST_ASKED - len(rows) + seats)
        for one in rows[:shown]:
            self._request(one)
        self._further(requests[shown:])
        for one in rows[seats:]:
            self._request(one)
        if not rows:
            self._text(_("Nothing."), LABEL)
        self.sheet.write(self.row, 0, _("Total asked for"), STRONG)
        for column, header in ((YEAR, "year"), (RATE, "rate")):
            self._figure(column, "change", header, SUM_PRICE)
        self.row += 1
        for line in wrapped(in_a_row(decide_by_reasons(self.a)), WIDE):
            self._text(line, NOTE)
        self.row += 1

    def _further(self, requests: Sequence[HiringRequest]) -> None:
        """How many seats there are beyond those that are shown, and where they stand."""
        number = sum(len(one.rows) for one in requests)
        if number:
            text = ngettext(
                "{n:g} more seat, on Key figures", "{n:g} more seats, on Key figures", number
            )
            first = refs.SEATS[str(len(hiring_requests(self.a)) - len(requests)), "number"]
            self.sheet.pointing(self.row, 0, text, self._place(first), LINKED)
            self.row += 1

    def _place(self, ref: Ref) -> str:
        """Where a figure stands that another sheet has registered."""
        return self.named[ref].formula.text[1:]

    def _request(self, one: RequestLine) -> None:
        """A row of what is asked for; its height is estimated from its texts, as no program fits it
        on opening.
        """
        row = self.row
        self.sheet.rule(row, BUYS)
        self.sheet.pointing(row, 0, one.what, one.place, replace(LINKED, wrap=True))
        self.sheet.write_row(row, TEAM, [one.team, one.starts], LONG)
        self.sheet.write(
            row, DECIDE, one.decide_by, LABEL if isinstance(one.decide_by, str) else DAY
        )
        for column, header in ((NUMBER, "number"), (YEAR, "year"), (RATE, "rate")):
            if one.figures[header] in self.named:
                formula = self.named[one.figures[header]].formula
                style = LIVE_HEADS if header == "number" else LIVE_PRICE
                self.sheet.pointing(row, column, formula, formula.text[1:], style)
        self.sheet.write(row, BUYS, one.buys, LONG)
        texts = ((one.what, WIDTHS[0]), (one.team, WIDTHS[TEAM]), (one.buys, WIDTHS[BUYS]))
        most = max(lines_of(text, width) for text, width in texts)
        self.sheet.height(row, max(ROW, most * LINE + 3))
        self.row += 1

    def _figure(self, column: int, name: str, header: str, style: Style) -> None:
        """A figure of Key figures, of which a click leads there."""
        formula = self.named[refs.KEY_FIGURE[name, header]].formula
        self.sheet.pointing(self.row, column, formula, formula.text[1:], style)

    def _charts(self) -> None:
        """Cost by month, heads and coverage side by side; none needs a legend."""
        for (first, last), chart in zip(CHARTS, (self._cost(), *self.charts), strict=True):
            apart = 0 if first == 0 else APART
            columns = WIDTHS[first : last + 1]
            width = sum(PIXELS_A_LETTER * wide + PIXELS_BESIDE for wide in columns) - apart
            placed = replace(chart, width=width, height=CHART_HEIGHT)
            self.sheet.chart(self.row, first, placed, apart)
        self.row += CHART_ROWS + 1

    def _cost(self) -> Chart:
        named, months = self.named, self.calendar.months
        labels = f"={named[refs.MONTH_LABELS]}"
        bars = Series(_("with the plan"), labels, f"={named[refs.COST_MONTHS['all']]}", PALE)
        at = max(1, months - 1)
        idle = Series(
            _("if nothing is decided"),
            labels,
            f"={named[refs.COST_MONTHS['idle']]}",
            COLOURS[0],
            line=True,
            named_at=max(1, months // 2),
            of=months,
            below=True,
        )
        lines = [idle]
        if any(is_whole(line) for line in self.org.budget):
            granted = f"={named[refs.COST_MONTHS['granted']]}"
            label = budget_label(self.a)
            lines.append(
                Series(label, labels, granted, COLOURS[6], line=True, named_at=at, of=months)
            )
        title = _("Cost by month with the plan (columns), {currency}", currency=self.org.currency)
        return Chart(title, "", [bars, *lines], every=LABELLED)

    def _money(self) -> None:
        """Cost with and without the plan, and the budget."""
        year = year_header(self.org)
        columns = (
            Column("in horizon", LIVE_PRICE, "Amount within the horizon"),
            Column(f"in {year}", LIVE_PRICE,
                "Amount in the fiscal year in which the horizon begins", each="in <fiscal year>",
                shown=_("In {year}", year=year)),
            Column("a year after", LIVE_PRICE,
                "A year of what continues after the horizon, net of expected leavers"),
        )  # fmt: skip
        self.sheet.write(self.row, 0, money_title(self.a), layout.HEADER)
        self.sheet.write_row(self.row, TEAM, [""] * (NUMBER - TEAM), layout.HEADER)
        self.sheet.headers(self.row, NUMBER, "Money against budget", columns)
        self.row += 1
        for label, name in (
            (_("If nothing is decided"), "idle"),
            (_("What we ask for"), "change"),
            (_("All cost"), "all"),
        ):
            self.sheet.register(refs.SUMMARY_COST[name], self.row, NUMBER)
            self._costs(label, name, strong=name == "all")
        if refs.KEY_FIGURE["replaced", "horizon"] in self.named:
            self._costs(_("All cost if leavers are replaced"), "replaced")
        self._budget()
        self._label(_("Heads before the plan"))
        self._figure(NUMBER, "heads", "opening", LIVE_HEADS)
        self.row += 1
        self._come_and_go()
        self._label(_("Heads at the end"))
        self._figure(NUMBER, "heads", "closing", LIVE_HEADS)
        self.sheet.register(refs.SUMMARY_HEADS, self.row, NUMBER)
        self.row += 2

    def _come_and_go(self) -> None:
        """Who joins and who leaves, where somebody does: the ends alone do not say that hires
        stand against leavers.
        """
        left = refs.KEY_FIGURE["heads", Flow.LEAVERS.value]
        if not any(row.flow(Flow.LEAVERS) for row in self.a.headcount):
            return
        come = [refs.KEY_FIGURE["heads", flow.value] for flow in JOINING]
        for label, flows in ((_("Join, replacements included"), come), (_("Leave"), [left])):
            self._label(label)
            formula = plus([self.named[flow] for flow in flows]).formula
            self.sheet.pointing(self.row, NUMBER, formula, self._place(flows[0]), LIVE_HEADS)
            self.row += 1

    def _costs(self, label: str, name: str, *, strong: bool = False) -> None:
        """A row of Key figures' costs."""
        self._label(label, strong=strong)
        style = SUM_PRICE if strong else LIVE_PRICE
        for place, header in enumerate(("horizon", "year", "rate")):
            self._figure(NUMBER + place, name, header, style)
        self.row += 1

    def _label(self, text: str, *, strong: bool = False) -> None:
        """What a row of figures is, and the line that leads to them."""
        self.sheet.rule(self.row, RATE)
        self.sheet.write(self.row, 0, text, STRONG if strong else LABEL)

    def _budget(self) -> None:
        """The budget for the whole horizon and what is left; without a verdict where that is not
        known.
        """
        if refs.KEY_FIGURE["budget", "horizon"] not in self.named:
            left_out = bool(self.run.redaction)
            nothing = N_("Budgets are left out.") if left_out else N_("No budget is set.")
            self._text(_(_parts_of(self.a) if self.a.budget else nothing), LABEL)
            self._other_budgets()
            return
        self._label(_("The budget"))
        self._figure(NUMBER, "budget", "horizon", LIVE_PRICE)
        self.row += 1
        self._left(_("Left in the budget"), refs.KEY_FIGURE["left", "horizon"], strong=True)
        replaced = refs.KEY_FIGURE["left if replaced", "horizon"]
        if replaced in self.named:
            self._left(_("Left if leavers are replaced"), replaced)
        self._other_budgets()

    def _left(self, label: str, ref: Ref, *, strong: bool = False, less: int = 0) -> None:
        """What is left of a budget, or would be with some cents less, with its verdict; no
        verdict where it is not known.
        """
        self._label(label, strong=strong)
        formula = self.named[ref].formula
        style = SUM_PRICE if strong else LIVE_PRICE
        place = formula.text[1:]
        if less:
            formula = (self.named[ref] - units(less)).formula
        self.sheet.pointing(self.row, NUMBER, formula, place, style)
        left = self.sheet.at(self.row, NUMBER, absolute=True)
        over, within = _("OVER BUDGET"), _("within budget")
        known = is_number(left)
        verdict = choose(known, choose(left < 0, over, within), "")
        self.sheet.write(self.row, YEAR, verdict, layout.FLAG)
        for cell in (str(left), address(self.row, YEAR, absolute=True)):
            self.sheet.colour_where(cell, f"=AND({known},{left}<0)", Fill.BAD)
            self.sheet.colour_where(cell, f"=AND({known},{left}>=0)", Fill.GOOD)
        self.row += 1

    def _other_budgets(self) -> None:
        """Budgets of teams, categories and parts of the horizon, in the order of Budget; of many
        those of which least is left, and the number of the others.
        """
        rows, whole = self.a.budget, whole_budget(self.a)
        others = [number for number in range(len(rows)) if number != whole]
        others.sort(key=lambda number: rows[number].budget - rows[number].planned)
        for number in sorted(others[:MOST_BUDGETS]):
            label = _("Left for {what}", what=budget_in_words(rows[number].line))
            ref = refs.BUDGET_LEFT[rows[number].line.id]
            self._left(label, ref)
            if short := short_if_replaced(self.a, rows[number]):
                freed = rows[number].budget - rows[number].planned + short
                self._left(_("… if its leavers are replaced"), ref, less=freed)
        if len(others) > MOST_BUDGETS:
            more = ngettext(
                "{n} more budget, on Budget",
                "{n} more budgets, on Budget",
                len(others) - MOST_BUDGETS,
            )
            first = rows[min(others[MOST_BUDGETS:])].line.id
            self.sheet.pointing(self.row, 0, more, self._place(refs.BUDGET_LEFT[first]), LINKED)
            self.row += 1

    def _unused(self) -> None:
        """Positions and candidates of which the plan makes no use, and why."""
        if found := list(unused(self.a)):
            self._part(_("Not used"), found, 0, sum(WIDTHS[:BUYS]) - 4)
            self.row += 1

    def _notes(self) -> None:
        """What is dear for what it brings, and what is needed for a short time only."""
        found = yields(self.a)
        little = dear(found)
        notes = [
            *(self._dear(one) for one in little[:MOST_DEAR]),
            *(self._passing(one) for one in passing(self.a, found)[:MOST_DEAR]),
        ]
        dearest = max(found, key=lambda one: one.each, default=None)
        if dearest is not None and dearest not in little:
            notes.append(self._dearest(dearest))
        if notes:
            self._part(_("Expensive for what it brings"), notes, 0, sum(WIDTHS[:BUYS]) - 4)

    def _dearest(self, one: Yield) -> str:
        """What costs most for each head or FTE that it brings, though it brings enough."""
        hire, period = one.row.hire, self.org.calendar.period.name.lower()
        return _(
            "Most expensive: {role} in {team}, {each} {currency} for each {unit} and {period} that"
            " it covers.",
            role=hire.role,
            team=hire.team,
            each=whole_units(one.each),
            currency=self.org.currency,
            unit=_(one.unit),
            period=_(period),
        )

    def _dear(self, one: Yield) -> str:
        hire, share = one.row.hire, one.brings / max(1, one.there)
        return _(
            "{role} in {team}: {cost} {currency}, though only {share} of one is needed.",
            role=hire.role,
            team=hire.team,
            cost=whole_units(one.row.horizon),
            currency=self.org.currency,
            share=f"{share:.0%}",
        )

    def _passing(self, one: Yield) -> str:
        hire, label = one.row.hire, self.calendar.label(one.periods[0])
        return _(
            "{role} in {team}: needed in {period} only, and paid from then on. Consider a"
            " contractor.",
            role=hire.role,
            team=hire.team,
            period=label,
        )

    def _open(self) -> None:
        """What stays open, and what it would take to close it."""
        items = short_requirements(
            self.org, [m for m in self.a.shortfalls if m.strength is not None]
        )
        self.sheet.write(self.row, BUYS, _("What stays open"), layout.HEADER)
        self.row += 1
        for item in items[:MOST_OPEN]:
            must, should = N_("Must: {what}: {short}."), N_("Should: {what}: {short}.")
            sentence = _(
                must if item.strength is Strength.MUST else should,
                what=item.plain,
                short=item.shortfall,
            )
            self._beside(sentence, self._place_of(item))
        self._more_open(items[MOST_OPEN:])
        if not items:
            self._beside(_("Nothing: every need and rule is met."))
        if self.run.next_steps:
            self.row += 1
            self._part(_("What it takes"), self.run.next_steps[:MOST_STEPS], BUYS, BESIDE)
            more = len(self.run.next_steps) - MOST_STEPS
            if more > 0:
                sentence = _("and {count} more, on Trade-offs", count=more)
                self._beside(sentence, self._place(refs.NEXT_STEPS))

    def _more_open(self, items: Sequence[ShortRequirement]) -> None:
        """How many musts and shoulds stay open beside those that are named."""
        musts = len({one.requirement for one in items if one.strength is Strength.MUST})
        shoulds = len({one.requirement for one in items if one.strength is Strength.SHOULD})
        if musts or shoulds:
            named = more_in_words(musts, shoulds)
            sentence = _("{more}, on Coverage and Rules.", more=named)
            self._beside(sentence, self._place_of(items[0]))

    def _place_of(self, item: ShortRequirement) -> str:
        """The row of a need on Coverage, or of a rule on Rules."""
        _family, name, *_scope = item.requirement
        return requirement_cells(self.a).get(name, "")

    def _beside(self, text: str, place: str = "") -> None:
        for number, line in enumerate(wrapped(text, BESIDE)):
            shown = f"• {line}" if number == 0 else f"   {line}"
            if place and number == 0:
                self.sheet.pointing(self.row, BUYS, shown, place, LABEL)
                self.row += 1
            else:
                self._text(shown, LABEL, BUYS)

    def _part(self, heading: str, paragraphs: Sequence[str], column: int, wide: int) -> None:
        """A heading with paragraphs, each wrapped into as many rows as it takes: merged cells would
        not grow with the text.
        """
        self._text(heading, HEADING, column)
        for paragraph in paragraphs:
            for number, line in enumerate(wrapped(paragraph, wide)):
                self._text(f"• {line}" if number == 0 else f"   {line}", LABEL, column)
