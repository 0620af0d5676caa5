"""Every result table: what data frames and ``--json`` hold, and what the sheets of a plan show of
it.

Money is in units of the plan currency with two decimals, amounts of needs in heads or FTE, dates
are dates. A column added here turns up in the frame, in JSON, its schema and docs/json.md.
"""

from collections.abc import Callable, Iterable
from typing import Any

from orgplan.analysis.headcount.reporting_lines import ReportingLine, chart_after, chart_before
from orgplan.analysis.headcount.stays import Flow
from orgplan.analysis.headcount.walk import Counted, WalkRow
from orgplan.analysis.money.variance import Split
from orgplan.analysis.result_rows import (
    BudgetRow,
    CoverageRow,
    RuleRow,
)
from orgplan.domain import Measure
from orgplan.finance.ledger import CostLine
from orgplan.schema.columns import (
    CHOICE,
    ID,
    LEVEL,
    LIST,
    MONEY,
    NUMBER,
    TEXT,
    WHOLE,
    YES_NO,
)

from .action_tables import (
    GROUP_PLAN,
    HIRES,
    LEADS,
    MOVES,
    REDUNDANCIES,
    ROLE_TEAM,
    SHORT_TIME,
    UPSKILLING,
    label_of,
)
from .figures import money, rounded, slack, whole
from .table import ResultColumn as Column
from .table import ResultTable

COVERAGE = ResultTable[CoverageRow](
    "coverage",
    "a need and period in which it asks for something",
    lambda a: a.coverage,
    (
        Column("need", ID, "Id of the need, `N-003`", lambda a, row: row.need.id),
        Column("scope", TEXT, "Where it is needed", lambda a, row: row.need.scope.label, width=24),
        Column("skill", TEXT, "Skill that is needed; of a need for staff the role",
            lambda a, row: row.need.skill, width=22),
        Column("kind", CHOICE, "`holders`: heads; `capacity`: FTE of work; `staff`: heads of a "
                               "role", lambda a, row: row.need.kind.value),
        Column("min_level", LEVEL, "Level from which somebody counts",
            lambda a, row: row.need.min_level),
        Column("strength", CHOICE, "`must` or `should`", lambda a, row: row.need.strength.value),
        Column("weight", NUMBER, "How much each one short counts relative to others",
            lambda a, row: row.need.weight),
        Column("period", ID, "Period", lambda a, row: label_of(a, row.period), width=11),
        Column("required", NUMBER, "What is needed in the period",
            lambda a, row: float(row.required), unit="heads or FTE"),
        Column("tolerance", NUMBER,
            "What may be missing of it without being a gap: of capacity, 2 % and at least 0.05 FTE "
            "unless stated", lambda a, row: rounded(row.tolerance), unit="heads or FTE"),
        Column("now", NUMBER, "Who is there today, at today's levels",
            lambda a, row: rounded(row.now), unit="heads or FTE"),
        Column("if_nothing_is_decided", NUMBER,
            "What there would be in the period if nothing were decided",
            lambda a, row: rounded(row.idle), unit="heads or FTE", header="if_nothing", width=11),
        Column("planned", NUMBER,
            "What the plan gives in the period; FTE are counted up to what is required",
            lambda a, row: rounded(row.planned), unit="heads or FTE"),
        Column("shortfall", NUMBER,
            "Required less tolerance less planned, where that is above zero; of staff, what is too "
            "many as well", lambda a, row: rounded(row.shortfall), unit="heads or FTE",
            header="gap"),
        Column("by", LIST, "Who covers it in the plan", lambda a, row: row.by, header="covered_by",
            width=60),
    ),
)  # fmt: skip


RULES = ResultTable[RuleRow](
    "rules",
    "a requirement of a rule, scope and period",
    lambda a: a.rules,
    (
        Column("rule", ID, "Id of the rule", lambda a, row: row.rule, width=20),
        Column("scope", TEXT, "Where it is judged", lambda a, row: row.scope, width=26),
        Column("aspect", TEXT, "Which of several requirements of the rule, `successor`; empty "
                               "where it has one", lambda a, row: row.aspect, width=20),
        Column("period", ID, "Period", lambda a, row: row.period, width=11),
        Column("strength", CHOICE, "`must` or `should`", lambda a, row: row.strength.value),
        Column("triggered", YES_NO, "Whether the rule asks for something in the period",
            lambda a, row: row.triggered),
        Column("required", NUMBER, "How many (managers, seats, areas) it asks for, or allows",
            lambda a, row: float(row.required), unit="heads"),
        Column("planned", NUMBER, "How many the plan has", lambda a, row: float(row.planned),
            unit="heads"),
        Column("short_by", NUMBER, "How many are short, or too many",
            lambda a, row: rounded(row.short_by), unit="heads"),
        Column("satisfied", YES_NO, "Whether it is met; true also where it is not triggered",
            lambda a, row: row.satisfied),
        Column("by", LIST, "Who satisfies it: ids of people and seats", lambda a, row: row.by,
            width=60),
    ),
)  # fmt: skip


def _parts(splits: Callable[[Any], Iterable[Split]]) -> tuple[Column[Any], ...]:
    """Why two sets of figures differ; of budgets there is a further part."""

    def part(key: str, meaning: str, of: Callable[[Split], int]) -> Column[Any]:
        return Column(
            key,
            MONEY,
            f"Of the difference: {meaning}",
            lambda a, row: money(sum(map(of, splits(row)))),
        )

    return (
        part("timing", "the same seats, there earlier or later", lambda s: s.timing),
        part("volume", "seats that one side has and the other has not, at the average rate",
            lambda s: s.volume),
        part("mix", "what their roles cost more or less than the average", lambda s: s.mix),
        part("rate", "the price of a unit, and what rounding leaves ([variances](variances.md))",
            lambda s: s.rate),
    )  # fmt: skip


BUDGET = ResultTable[BudgetRow](
    "budget",
    "a budget line with an amount",
    lambda a: a.budget,
    (
        Column("id", ID, "`B-001`", lambda a, row: row.line.id),
        Column("scope", TEXT, "Organisation, team, department, product line or cost centre",
            lambda a, row: row.line.scope.label),
        Column("period", TEXT, "As it was written: a period, a year, `total`",
            lambda a, row: row.line.label),
        Column("category", CHOICE, "`total`, `pay`, `hiring` or `training`",
            lambda a, row: row.line.category.value),
        Column("budget", MONEY, "Granted", lambda a, row: money(row.budget)),
        Column("planned", MONEY, "What the plan spends", lambda a, row: money(row.planned)),
        Column("if_nothing_is_decided", MONEY, "What doing nothing would spend",
            lambda a, row: money(row.idle)),
        Column("basis", CHOICE, "What is known of that for which the line was granted: `seats`, "
                                "`heads` or `money`", lambda a, row: row.split.basis.value),
        *_parts(lambda row: row.split.splits),
        Column("not_allocated", MONEY,
            "Budget beyond what the budgeted seats cost; with the four parts before it adds up to "
            "the difference",
            lambda a, row: money(sum(found.not_allocated for found in row.split.splits))),
    ),
)  # fmt: skip

VARIANCE = ResultTable[Split](
    "variance",
    "a cost centre, type of cost, role or course, and period: why the plan's cost differs "
    "from doing nothing",
    lambda a: a.change,
    (
        Column("cost_centre", TEXT, "Cost centre", lambda a, row: row.cell.group),
        Column("cost_type", TEXT,
            "`pay`, `hiring`, `training`, or a component that is neither pay for time nor the "
            "price of a seat or course, such as `severance`", lambda a, row: row.cell.kind),
        Column("role_or_course", TEXT, "Role that is paid, or id of the course",
            lambda a, row: row.cell.item),
        Column("period", ID, "Period", lambda a, row: row.cell.period),
        Column("if_nothing_is_decided", MONEY, "What doing nothing costs",
            lambda a, row: money(row.cell.cost_before)),
        Column("planned", MONEY, "What the plan costs", lambda a, row: money(row.cell.cost_after)),
        *_parts(lambda row: (row,)),
    ),
)  # fmt: skip

_FLOWS = {
    Flow.JOINERS: "On the roster already, with a first day in the period",
    Flow.HIRES: "Seats of the plan",
    Flow.BACKFILLS: "Seats of the plan that replace a leaver",
    Flow.TRANSFERS_IN: "From other teams",
    Flow.TRANSFERS_OUT: "To other teams",
    Flow.LEAVERS: "People whose last day was the day before, or lies in the period before its end",
}


def _flow(flow: Flow) -> Column[WalkRow]:
    return Column(
        flow.value,
        NUMBER,
        _FLOWS[flow],
        lambda a, row: whole(row.flow(flow)),
        header=flow.words,
    )


_WALK: tuple[Column[WalkRow], ...] = (
    Column("counted", CHOICE,
        "`heads`, `seats` (heads, and what is approved but vacant) or `FTE` (contracted share of "
        "full time of the heads)", lambda a, row: row.counted.value),
    Column("team", TEXT, "Team", lambda a, row: row.team, width=28),
    Column("cost_centre", ID, "Cost centre on which they are booked", lambda a, row: row.centre,
        width=12),
    Column("period", ID, "Period", lambda a, row: label_of(a, row.period), width=11),
    Column("opening", NUMBER, "On the day before the period", lambda a, row: whole(row.opening)),
    *(_flow(flow) for flow in Flow),
    Column("closing", NUMBER,
        "On the last day of the period: opening + joiners + hires + backfills + transfers in - "
        "transfers out - leavers", lambda a, row: whole(row.closing)),
    Column("growth", NUMBER, "Closing less opening", lambda a, row: whole(row.growth)),
    Column("expected_left", NUMBER,
        "Of closing, how many named people and seats are expected to have left by then "
        "(attrition), as capacity and pay count them; they stay on the walk until they go",
        lambda a, row: rounded(row.expected_left)),
)  # fmt: skip
HEADCOUNT = ResultTable(
    "headcount", "a team, cost centre and period, in heads", lambda a: a.headcount, _WALK
)
WALK = ResultTable(
    "walk",
    "a measure, team, cost centre and period",
    lambda a: [row for counted in Counted for row in a.walks[counted]],
    _WALK,
)

COST = ResultTable[CostLine](
    "cost",
    "a person or seat, action, month and component, as the ledger has it",
    lambda a: a.costs,
    (
        Column("entity", ID, "Person, group or seat that is paid for", lambda a, row: row.entity),
        Column("action", ID, "Action that causes the cost; empty for pay of the roster",
            lambda a, row: row.action, optional=True),
        Column("team", TEXT, "Team on which it is booked", lambda a, row: row.team),
        Column("cost_centre", TEXT, "Cost centre on which it is booked",
            lambda a, row: row.cost_centre),
        Column("month", ID, "`2027-01`",
            lambda a, row: f"{a.org.calendar.month_starts[row.month]:%Y-%m}"),
        Column("category", CHOICE, "Budget category: `pay`, `hiring` or `training`",
            lambda a, row: row.category.value),
        Column("component", TEXT, "What is paid: base, bonus, tax, benefits, recruiting …",
            lambda a, row: row.component),
        Column("amount", MONEY, "To the cent", lambda a, row: money(row.cents)),
    ),
)  # fmt: skip

ORG_CHART = ResultTable[tuple[str, ReportingLine]](
    "org_chart",
    "a person or seat, as of today (`before`) and at the end of the horizon (`after`); groups "
    "planned by numbers are left out",
    lambda a: [
        (moment, line)
        for moment, chart in (("before", chart_before(a.walk)), ("after", chart_after(a.walk)))
        for line in chart
    ],
    (
        Column("moment", CHOICE, "`before` or `after`", lambda a, row: row[0]),
        Column("id", ID, "Person or seat", lambda a, row: row[1].id),
        Column("name", TEXT, "Name; of a seat its role", lambda a, row: row[1].name),
        Column("role", TEXT, ROLE_TEAM, lambda a, row: row[1].role),
        Column("team", TEXT, "Team", lambda a, row: row[1].team),
        Column("manager", ID, "Id of the manager; empty at the top", lambda a, row: row[1].manager,
            optional=True),
        Column("direct_reports", WHOLE, "How many report to them",
            lambda a, row: row[1].direct_reports),
        Column("depth", WHOLE, "Layers from the top, which is 1", lambda a, row: row[1].depth),
    ),
)  # fmt: skip

MEASURES = ResultTable[Measure](
    "measures",
    "a constraint, judged again without the solver",
    lambda a: a.measures,
    (
        Column("family", ID, "Family of the constraint, as in the maths", lambda a, row: row.family,
            width=15),
        Column("key", LIST, "Which row of it: who, where and when", lambda a, row: row.key,
            width=60),
        Column("planned", NUMBER, "What the plan gives", lambda a, row: row.planned,
            header="left_side", width=14),
        Column("sense", CHOICE, "at least or at most", lambda a, row: row.sense.value),
        Column("required", NUMBER, "What is required, or allowed", lambda a, row: row.required,
            header="right_side", width=14),
        Column("tolerance", NUMBER, "What may be missing without being short",
            lambda a, row: float(row.tolerance), width=11),
        Column("unit", ID, "Unit of both sides", lambda a, row: row.unit),
        Column("slack", NUMBER, "What is to spare, tolerance counted; below zero it is missed",
            lambda a, row: slack(row.required, row.planned,
                row.sense.value == "at least") + row.tolerance, width=14),
        Column("strength", CHOICE,
            "`limit`: may never be missed (empty in data frames); `must` and `should`: a miss is "
            "counted", lambda a, row: row.strength.value if row.strength else None, optional=True),
        Column("weight", NUMBER, "What one unit short counts for", lambda a, row: row.weight),
        Column("worth", NUMBER, "What closing one unit is worth in a period; blank is no price: it "
                                "counts before money", lambda a, row: row.worth, optional=True,
                                width=12),
        Column("short", NUMBER, "By how much it is missed, heads made whole",
            lambda a, row: float(row.shortfall)),
        Column("triggered", YES_NO, "Whether it asks for something", lambda a, row: row.triggered),
        Column("holds", YES_NO, "Whether it is met", lambda a, row: not row.is_short),
        Column("by", LIST, "Ids of people and seats", lambda a, row: row.by),
    ),
)  # fmt: skip

TABLES: tuple[ResultTable[Any], ...] = (
    COVERAGE, HIRES, UPSKILLING, MOVES, REDUNDANCIES, SHORT_TIME, GROUP_PLAN, LEADS, RULES, BUDGET,
    VARIANCE, HEADCOUNT, WALK, COST, ORG_CHART, MEASURES,
)  # fmt: skip
IN_JSON = TABLES[:13]
