"""Budget against plan: each line by period, summed from the accounts that it counts, why they differ, and the limits on heads."""

from collections.abc import Mapping, Sequence

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.headcount_walk import tidy
from orgplan.analysis.money.budget_variance import ALL_MONEY, EVERYBODY, in_scope
from orgplan.analysis.money.granted import granted_by_month
from orgplan.analysis.money.variance import NOT_ALLOCATED, Split
from orgplan.analysis.result_rows import BudgetRow
from orgplan.constraints import Trait, with_trait
from orgplan.domain import BudgetLine, Category, Measure
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    Cell,
    CellRow,
    Column,
    Content,
    Fill,
    Formula,
    Sheet,
    Style,
    TableRef,
    WorkbookWriter,
    address,
    quoted,
)
from orgplan.language import N_, _

from .. import refs
from ..layout import (
    BODY,
    HEADS,
    LABEL,
    LIVE,
    LIVE_HEADS,
    LIVE_PRICE,
    LIVE_SHARE,
    LONG,
    PRICE,
    SUM_PRICE,
    TEXT,
    area,
    units,
    write_folded,
)
from .actuals import UNKNOWN
from .cost_by_month import Account, Bands
from .cost_overview import FISCAL, GRANTED, TOTAL, CostPlaces
from .cost_overview import TOP as OVERVIEW_TOP
from .variance import (
    BUDGET_PARTS,
    MEANINGS,
    Words,
    groups,
    part_amounts,
    sum_headers,
    write_split,
)

SPENT_BEFORE = N_("spent_before")
ACCOUNTS = (
    Column("account", TEXT, "Account of Cost overview", 8),
    Column("team", TEXT, "Team", 8),
    Column("role_or_course", TEXT, "Role or course", 8),
    Column("cost_centre", TEXT, "Cost centre", 8),
    Column("category", TEXT, "Budget category", 8, words=True),
    Column("cost_type", TEXT, "What is bought", 8, words=True),
)  # roles where the other tables have wide columns, too
OK, OVER, SHORT = N_("ok"), N_("OVER"), N_("SHORT")
VERDICT = Style(LIVE.look, bold=True)
LEAD = (
    Column("id", TEXT, "Id of the line", 16),
    Column("scope", LONG, "Whose cost counts", 24),
    Column("kind", TEXT, "What the scope is", 13, words=True),
    Column("category", TEXT, "What it pays for", 11, words=True),
    Column("period", TEXT, "Periods over which it holds", 12),
    Column("months", HEADS, "How many months these are", 8),
    Column(SPENT_BEFORE, PRICE, "What of the amount was spent before the horizon, where its period began earlier; not known where Actuals leave out months or teams", 11),
    Column("budget", PRICE, "Most money, less what was spent before", 11),
    Column("plan", SUM_PRICE, "What the plan spends of it", 11),
    Column("left", LIVE_PRICE, "Budget less plan; not known where that which was spent before is not", 11),
    Column("used", LIVE_SHARE, "Plan as a share of the budget", 9),
    Column("verdict", VERDICT, "ok, OVER, or not known", 9),
    Column("if_nothing", PRICE, "What doing nothing would spend", 11),
    Column("difference", LIVE_PRICE, "Plan less budget", 11),
    *(Column(part, LIVE_PRICE, MEANINGS[part], 11) for part in BUDGET_PARTS),
    Column("basis", TEXT, "What is known of that for which it was granted: seats, heads or money", 8, words=True),
)  # fmt: skip
CAPS = (
    Column("id", TEXT, "Budget line, or team", 8),
    Column("where", LONG, "Whose heads count", 8),
    Column("what", TEXT, "at most or at least", 8, words=True),
    Column("period", TEXT, "Period", 8),
    Column("limit", HEADS, "Limit", 8),
    Column("plan", LIVE_HEADS, "Heads of the plan", 8),
    Column("left", LIVE_HEADS, "What is left", 8),
    Column("verdict", VERDICT, "ok, OVER or SHORT", 8),
)
LINES = Words("line", "budget", "plan", BUDGET_PARTS)
SUM_HEADERS = sum_headers(LINES)
BASES = (
    N_(
        "Basis of the split: seats (positions of the scope at budgeted pay and start, everybody else as they are; the rest of the amount is not allocated), heads (as the line states them, evenly over its periods),"
    ),
    N_(
        "or money (nothing else is known: the difference is volume, except for what other lines of the same scope and category give back, which is timing)."
    ),
)


def write_budget(sheet: Sheet, overview: Sheet, assessment: Assessment, cost: CostPlaces) -> None:
    """Write the sheet, and the budget of each month on Cost overview.

    Parameters
    ----------
    sheet
        Budget, below its head.
    overview
        Cost overview, which is written but for the budget of each month.
    assessment
        Read for budget lines and limits on heads.
    cost
        Where the accounts stand, from which each line is summed.
    """
    rows = assessment.budget
    limits = with_trait(Trait.HEADS)
    caps = [measure for measure in assessment.measures if measure.family in limits]
    splits = [found for row in rows for found in row.split.splits]
    lines_top = BODY + 3
    caps_top = lines_top + max(1, len(rows)) + 4
    sums_top = caps_top + max(1, len(caps)) + 4
    cells_top = sums_top + groups(splits) + 4
    places_top = cells_top + max(1, len(splits)) + 4
    places = _Places(sheet.book, assessment, caps, places_top)
    counts_top = places_top + max(1, len(places.places)) + 4
    sheet.write(
        BODY,
        0,
        _("Money [{currency}]", currency=assessment.org.currency)
        if rows
        else _("No budget is set."),
        HEADING,
    )
    for number, line in enumerate(BASES, 1):
        sheet.prose(BODY + number, _(line), NOTE)
    lines = _Lines(assessment, cost, lines_top, sums_top, counts_top).write(sheet)
    sheet.write(
        caps_top - 1,
        0,
        _("Heads at the end of each period") if caps else _("No limits on heads are set."),
        HEADING,
    )
    _write_caps(sheet, assessment, caps, caps_top, places)
    sheet.write(sums_top - 1, 0, _("Why plan and budget differ, by line and period"), HEADING)
    after = _Spent(assessment, cost, splits, lines, cells_top, counts_top)
    write_split(
        sheet,
        "budget_variance",
        splits,
        LINES,
        sums_top,
        cells_top,
        after=after,
        units_of=after.units,
    )
    write_folded(sheet, cells_top - 1, _("Cell by cell"))
    sheet.write(
        places_top - 1,
        0,
        _("Heads by team and cost centre, and which of them each limit counts (1 = it counts)"),
        HEADING,
    )
    places.write(sheet)
    sheet.write(
        counts_top - 1,
        0,
        _("Which accounts of Cost overview each line counts (1 = it counts)"),
        HEADING,
    )
    _write_accounts(sheet, assessment, cost, counts_top)
    _write_granted(overview, assessment, lines)
    sheet.freeze(BODY)
    sheet.fold(cells_top, counts_top + 1 + len(cost.detail.account_ids))


def _write_accounts(sheet: Sheet, assessment: Assessment, cost: CostPlaces, top: int) -> None:
    """Accounts of Cost overview with a column of 1 and 0 for each line: formulas of the lines multiply by it."""
    rows: list[CellRow] = [
        [
            name,
            team,
            item,
            centre,
            *kinds,
            *(int(_counts(assessment, row.line, account)) for row in assessment.budget),
        ]
        for account, name in cost.detail.account_ids.items()
        for team, centre, item, *kinds in (account,)
    ]
    columns = list(ACCOUNTS)
    columns += [
        Column(
            f"line {row.line.id}",
            HEADS,
            "1 where the line counts the account",
            8,
            each="line <line>",
            shown=_("Line {line}", line=row.line.id),
        )
        for row in assessment.budget
    ]
    sheet.table(
        "budget_accounts",
        columns,
        rows,
        top=top,
        about="An account of Cost overview, and the lines that count it",
    )


def _counts(assessment: Assessment, line: BudgetLine, account: Account) -> bool:
    """Whether a cost of an account, in a month of the line, counts against it."""
    team, centre, _item, category, _kind = account
    return line.category in (Category.TOTAL, category) and in_scope(
        assessment.org, line.scope, team, centre
    )


class _Spent:
    """What the plan spends of a cell of the split, as a formula; and its units where money is all that is known."""

    def __init__(
        self,
        assessment: Assessment,
        cost: CostPlaces,
        splits: Sequence[Split],
        lines: TableRef,
        top: int,
        counts_top: int,
    ) -> None:
        self.cost, self.splits, self.lines, self.top = cost, splits, lines, top
        last = counts_top + max(1, len(cost.detail.account_ids))
        self.flags = {
            row.line.id: f"{address(counts_top + 1, column, True)}:{address(last, column, True)}"
            for column, row in enumerate(assessment.budget, len(ACCOUNTS))
        }

    def __call__(self, row: int) -> str:
        cell, line, lines = self.splits[row - self.top - 1].cell, address(row, 0), self.lines
        if cell.kind == NOT_ALLOCATED:
            return "=0"  # nothing is bought with it
        if cell.item in (ALL_MONEY, EVERYBODY):
            header = "plan" if cell.item == ALL_MONEY else f"plan {cell.period}"
            return f"=SUMIF({lines['id']},{line},{lines[header]})"
        accounts = self.cost.accounts
        counted = self.flags[cell.group]
        same = "*".join(
            f"({accounts[header]}={address(row, column)})"
            for column, header in ((1, "cost_type"), (2, "role_or_course"))
        )
        months = f"({self.cost.periods}={address(row, 3)})*{self.cost.account_months}"
        return f"=SUMPRODUCT({counted}*{same}*{months})"

    def units(self, row: int) -> str | None:
        """Money of a cell of which nothing else is known.

        Parameters
        ----------
        row
            Row of the sheet, from 0.

        Returns
        -------
        str or None
            Formula of the cell's money, which is its own unit; ``None`` for cells that have heads
            or seats.
        """
        cell = self.splits[row - self.top - 1].cell
        return self(row) if cell.item == ALL_MONEY and cell.kind != NOT_ALLOCATED else None


class _Lines:
    """Rows of the lines with an amount."""

    def __init__(
        self, assessment: Assessment, cost: CostPlaces, top: int, sums_top: int, counts_top: int
    ) -> None:
        self.a, self.cost, self.top, self.sums_top, self.counts_top = (
            assessment,
            cost,
            top,
            sums_top,
            counts_top,
        )
        self.sums = groups([found for row in assessment.budget for found in row.split.splits])
        self.spent = _spent(assessment, cost)

    def write(self, sheet: Sheet) -> TableRef:
        """Write the lines with their verdict, and the periods above.

        Parameters
        ----------
        sheet
            The sheet Budget.

        Returns
        -------
        TableRef
            The table, for the formulas of the other tables.
        """
        for period, label in enumerate(self.a.org.calendar.labels):
            sheet.write(self.top - 1, len(LEAD) + period, label, TEXT)
        rows = [self._row(row, self.top + 1 + number) for number, row in enumerate(self.a.budget)]
        table = sheet.table(
            "budget", self._columns(), rows, top=self.top, about="A budget line with an amount"
        )
        _colour_verdict(sheet, table, "verdict")
        return table

    def _columns(self) -> list[Column]:
        labels = self.a.org.calendar.labels
        return list(LEAD) + [
            Column(
                f"plan {label}",
                LIVE_PRICE,
                "What the plan spends in the period",
                12,
                each="plan <period>",
                shown=_("Plan {period}", period=label),
            )
            for label in labels
        ]

    def _row(self, row: BudgetRow, at: int) -> CellRow:
        """A line with its plan, what is left, its verdict and the parts of its difference, live."""
        line, calendar = row.line, self.a.org.calendar
        first, last = len(LEAD), len(LEAD) + calendar.periods - 1
        cells = {column.header: address(at, place) for place, column in enumerate(LEAD)}
        left, shown = units(row.budget - row.planned), left_of(row)
        less = f"ROUND({cells['budget']}-{cells['plan']},2)"
        if line.spent is None:  # what there is of it is less than that
            less = f'IF({less}<0,{less},"{UNKNOWN}")'
        verdict = UNKNOWN if isinstance(shown, str) else OVER if left < 0 else OK
        return [
            line.id, str(line.scope), line.scope.kind.value, line.category.value, _(line.label), len(line.periods) * calendar.months_per_period,
            _(UNKNOWN) if row.line.spent is None else row.line.spent or None, units(row.budget), Formula(f"=SUM({address(at, first)}:{address(at, last)})", units(row.planned)),
            Formula(f"={less}", shown),
            Formula(f"=IF({cells['budget']}=0,0,{cells['plan']}/{cells['budget']})", row.planned / row.budget if row.budget else 0.0),
            Formula(f'=IF(ISNUMBER({cells["left"]}),IF({cells["left"]}<0,"{OVER}","{OK}"),"{UNKNOWN}")', verdict), self._if_nothing(row), Formula(f"=ROUND({cells['plan']}-{cells['budget']},2)", -left),
            *self._parts(row, cells["id"]), row.split.basis.value, *self._periods(row, at),
        ]  # fmt: skip

    def _if_nothing(self, row: BudgetRow) -> Content | Cell:
        """What doing nothing would spend of a line."""
        idle = self.cost.idle
        if idle is None:
            return units(row.idle)
        labels = self.a.org.calendar.labels
        periods = "+".join(f'({self.cost.periods}="{labels[at]}")' for at in row.line.periods)
        text = f"=SUMPRODUCT({idle.of_line(row.line)}*({periods})*{idle.months})"
        return Cell(Formula(text, units(row.idle)), LIVE_PRICE)

    def _parts(self, row: BudgetRow, name: str) -> list[Formula]:
        """The parts of the line's difference, summed from the table of lines and periods."""

        def down(column: int) -> str:
            return f"{address(self.sums_top + 1, column, True)}:{address(self.sums_top + self.sums, column, True)}"

        amounts = part_amounts(row.split.splits, BUDGET_PARTS)
        return [
            Formula(
                f"=SUMPRODUCT(({down(0)}=${name})*{down(SUM_HEADERS.index(part))})",
                units(amounts[part]),
            )
            for part in BUDGET_PARTS
        ]

    def _periods(self, row: BudgetRow, at: int) -> CellRow:
        """Accounts that the line counts x months of the period x what is booked."""
        counted = {
            account
            for account in self.cost.detail.account_ids
            if _counts(self.a, row.line, account)
        }
        cells: CellRow = []
        for period in range(self.a.org.calendar.periods):
            cents = sum(
                amount
                for (account, when), amount in self.spent.items()
                if when == period and account in counted
            )
            text = self._plan_of_period(at, len(LEAD) + period)
            cells.append(Formula(text, units(cents)) if period in row.line.periods else None)
        return cells

    def _plan_of_period(self, at: int, column: int) -> str:
        """Formula of what a line's accounts cost in a period. The line finds its column by its id, so that it may be sorted."""
        first, last = (
            self.counts_top + 1,
            self.counts_top + max(1, len(self.cost.detail.account_ids)),
        )
        left, right = len(ACCOUNTS), len(ACCOUNTS) + len(self.a.budget) - 1
        flags = f"{address(first, left, True)}:{address(last, right, True)}"
        heads = f"{address(self.counts_top, left, True)}:{address(self.counts_top, right, True)}"
        counted = (
            f'INDEX({flags},0,MATCH("{_("Line {line}", line="")}"&${address(at, 0)},{heads},0))'
        )
        label = address(self.top - 1, column, True)
        return f"=SUMPRODUCT({counted}*({self.cost.periods}={label})*{self.cost.account_months})"


def _spent(assessment: Assessment, cost: CostPlaces) -> dict[tuple[Account, int], int]:
    """Cents by account and period."""
    length = assessment.org.calendar.months_per_period
    spent: dict[tuple[Account, int], int] = {}
    for line in cost.detail.lines:
        for month, cents in enumerate(line.months):
            key = line.account, month // length
            spent[key] = spent.get(key, 0) + cents
    return spent


def _write_granted(overview: Sheet, assessment: Assessment, lines: TableRef) -> None:
    """The organisation's budget of each month, live from its line."""
    found = granted_by_month(assessment)
    bands = Bands.of(assessment.org)
    first = bands.figures(TOTAL)[0]
    for month, granted in enumerate(found):
        if granted is None:
            continue
        at = [
            f"{quoted(lines.sheet)}!{lines.cell(granted.line, header)}"
            for header in ("budget", "months")
        ]
        share = Formula(f"=ROUND({at[0]}/{at[1]},2)", units(granted.cents))
        overview.write(GRANTED, first + month, share, LIVE_PRICE)
    if any(found):
        overview.write(GRANTED, 0, _("Budget of the organisation, evenly by month"), LABEL)
        cents = [granted.cents if granted else 0 for granted in found]
        sums = bands.sums(GRANTED, TOTAL, cents, FISCAL, OVERVIEW_TOP)
        overview.write_row(GRANTED, TOTAL, sums, LIVE_PRICE)


class _Places:
    """Teams and cost centres with their heads by period, and which of them each limit on heads counts."""

    def __init__(
        self, book: WorkbookWriter, assessment: Assessment, caps: Sequence[Measure], top: int
    ) -> None:
        self.book, self.a, self.top = book, assessment, top
        self.places = list(dict.fromkeys((row.team, row.centre) for row in assessment.headcount))
        self.limits = list(dict.fromkeys(measure.key[0] for measure in caps))
        self.lines = {line.id: line for line in assessment.org.budget}
        self.heads = {
            (row.team, row.centre, row.period): row.closing for row in assessment.headcount
        }
        self.labels = assessment.org.calendar.labels

    def counts(self, limit: str, place: tuple[str, str]) -> bool:
        """Whether a limit counts the heads of a team and cost centre.

        Parameters
        ----------
        limit
            Id of a budget line with heads, or of a team with a limit.
        place
            Team and cost centre.

        Returns
        -------
        bool
            Whether it is 1 in the column of the limit.
        """
        line = self.lines.get(limit)
        return place[0] == limit if line is None else in_scope(self.a.org, line.scope, *place)

    def write(self, sheet: Sheet) -> None:
        """Write heads by team and cost centre, with a column of 1 and 0 for each limit.

        Parameters
        ----------
        sheet
            The sheet Budget.
        """
        rows = [self._row(place, self.top + 1 + number) for number, place in enumerate(self.places)]
        columns = [
            Column("team", TEXT, "Team", 16),
            Column("cost_centre", TEXT, "Cost centre", 16),
        ]
        columns += [
            Column(
                label, LIVE_HEADS, "Heads at the end of the period", 8, each="<period>", shown=label
            )
            for label in self.labels
        ]
        columns += [
            Column(
                f"limit {name}",
                HEADS,
                "1 where the limit counts them",
                8,
                each="limit <limit>",
                shown=_("Limit {limit}", limit=name),
            )
            for name in self.limits
        ]
        sheet.table(
            "budget_places",
            columns,
            rows,
            top=self.top,
            about="Heads of a team and cost centre, and the limits that count them",
        )

    def _row(self, place: tuple[str, str], at: int) -> CellRow:
        """A team and cost centre: its heads at the end of each period, drawn from the walk, and which limits count them."""
        table = self.book.table("walk")
        own = f"({table['counted']}={self.book.refs[refs.COUNTED_HEADS]})*({table['team']}=$A{at + 1})*({table['cost_centre']}=$B{at + 1})"
        heads = [
            Formula(
                f"=SUMPRODUCT({own}*({table['period']}={address(self.top, 2 + period, True)})*{table['closing']})",
                self.heads[(*place, period)],
            )
            for period in range(len(self.labels))
        ]
        return [*place, *heads, *(int(self.counts(limit, place)) for limit in self.limits)]

    def heads_of(self, limit: str, period: str) -> Formula:
        """Heads that a limit counts at the end of a period.

        Parameters
        ----------
        limit
            Id of a budget line with heads, or of a team with a limit.
        period
            Label of a period.

        Returns
        -------
        Formula
            Sum over the places that the limit counts, with its value.
        """
        last, left = self.top + max(1, len(self.places)), 2 + len(self.labels)
        number, column = self.labels.index(period), left + self.limits.index(limit)

        def down(at: int) -> str:
            return f"{address(self.top + 1, at, True)}:{address(last, at, True)}"

        heads = sum(
            self.heads[(*place, number)] for place in self.places if self.counts(limit, place)
        )
        return Formula(f"=SUMPRODUCT({down(column)}*{down(2 + number)})", tidy(heads))


def _write_caps(
    sheet: Sheet, assessment: Assessment, caps: Sequence[Measure], top: int, places: _Places
) -> TableRef:
    scopes = {line.id: str(line.scope) for line in assessment.org.budget}
    rows = [
        _cap_row(scopes, measure, top + 1 + number, places) for number, measure in enumerate(caps)
    ]
    table = sheet.table("caps", CAPS, rows, top=top, about="A limit on heads in a period")
    _colour_verdict(sheet, table, "verdict")
    return table


def _cap_row(scopes: Mapping[str, str], measure: Measure, at: int, places: _Places) -> CellRow:
    """A limit on heads in a period; from below it is short, from above exceeded."""
    where, bound, period = measure.key
    cells = {column.header: address(at, place) for place, column in enumerate(CAPS)}
    capped = bound == "at most"
    left = measure.required - measure.planned if capped else measure.planned - measure.required
    text = f"={cells['limit']}-{cells['plan']}" if capped else f"={cells['plan']}-{cells['limit']}"
    verdict = _verdict(cells["left"], left, OVER if capped else SHORT)
    line = where if where in scopes else _("team")
    return [
        line, scopes.get(where, where), bound, period, measure.required, places.heads_of(where, period), Formula(text, left), verdict,
    ]  # fmt: skip


def left_of(row: BudgetRow) -> float | str:
    """What the plan leaves of a line; words where some of it was spent and nobody knows how much, unless it is exceeded anyway.

    Parameters
    ----------
    row
        A budget line in cents; `spent` of ``None`` is not known.

    Returns
    -------
    float or str
        Plan currency; negative where it is exceeded.
    """
    left = units(row.budget - row.planned)
    return UNKNOWN if row.line.spent is None and left >= 0 else left


def _verdict(left: str, value: float, bad: str) -> Formula:
    return Formula(f'=IF({left}<0,"{bad}","{OK}")', bad if value < 0 else OK)


def _colour_verdict(sheet: Sheet, table: TableRef, header: str) -> None:
    column = table.left + table.headers.index(header)
    where, first = area(table.first, column, table.last, column), address(table.first, column)
    sheet.colour_where(where, f'=OR({first}="{OVER}",{first}="{SHORT}")', Fill.BAD)
    sheet.colour_where(where, f'={first}="{OK}"', Fill.GOOD)
