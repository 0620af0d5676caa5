"""Actions of each kind on Key figures: how many, and what they change, live over the sheets of
actions.
"""

from dataclasses import dataclass

from orgplan.analysis.action_totals import COURSE, HIRE, LASTING, ActionTotal, action_totals
from orgplan.analysis.assessment import Assessment
from orgplan.domain import MOVES, LeverKind
from orgplan.excel.write.references import Ref
from orgplan.excel.write.workbook import Column, Formula, TableRef, WorkbookWriter
from orgplan.language import N_, _

from .. import pages, refs
from ..actions.plan_columns import TABLES
from ..layout import LIVE_HEADS, LIVE_PRICE, units

WORDS = {
    HIRE: N_("Seats of growth"), LeverKind.BACKFILL.value: N_("Backfills"),
    LeverKind.CONTRACTOR.value: N_("Contractors"), COURSE: N_("Courses"),
    LeverKind.PROMOTION.value: N_("Promotions"), LeverKind.TRANSFER.value: N_("Transfers"),
    LeverKind.RETRAINING.value: N_("Retraining"),
    LeverKind.DOWNGRADING.value: N_("Downgrading"), LeverKind.REDUNDANCY.value: N_("Redundancies"),
    LeverKind.SHORT_TIME.value: N_("Short time [people x periods]"),
}  # fmt: skip


@dataclass(frozen=True)
class ActionLine:
    """One kind of action: its words, how many (live), and its money (live) in the order of
    :func:`action_columns`; blank where it has none.
    """

    label: str
    number: Formula
    money: tuple[Formula | None, ...]


def action_columns(year: str) -> tuple[Column, ...]:
    """Number and money of a kind of action; `year` is the fiscal year in which the horizon begins.

    Parameters
    ----------
    year
        The fiscal year in which the horizon begins, such as ``FY2027``.

    Returns
    -------
    tuple[Column, ...]
        In the order of :class:`ActionLine`.
    """
    return (
        Column(
            "number",
            LIVE_HEADS,
            "How many there are; of groups how many heads, of what lasts heads x periods",
        ),
        Column(
            "in horizon",
            LIVE_PRICE,
            "Cost within the horizon; of changes on the roster the difference that they make",
        ),
        Column(
            f"this {year}",
            LIVE_PRICE,
            "The same in the fiscal year in which the horizon begins",
            each="Cost in <fiscal year>",
            shown=_("Cost in {year}", year=year),
        ),
        Column(
            "run rate",
            LIVE_PRICE,
            "The same for a year of what continues after the horizon, net of expected leavers",
        ),
        Column(
            "direct cost",
            LIVE_PRICE,
            "What they cost of themselves, without what they change in pay",
        ),
    )


def action_lines(tallies: tuple[ActionTotal, ...], book: WorkbookWriter) -> tuple[ActionLine, ...]:
    """A line for each kind that the plan has.

    Parameters
    ----------
    tallies
        Kinds that the plan has, with their sums.
    book
        The workbook, with the sheets of actions written.

    Returns
    -------
    tuple[ActionLine, ...]
        In the order of `tallies`.
    """
    return tuple(_line(tally, book) for tally in tallies)


def figures_of(total: ActionTotal) -> Ref:
    """Name of the figures of a kind of action.

    Parameters
    ----------
    total
        A kind of action, of people or of groups.

    Returns
    -------
    Ref
        Below it stand ``number``, ``horizon``, ``year``, ``rate`` and ``direct``, as far as there
        are such figures.
    """
    return refs.ACTIONS[total.kind, "groups" if total.of_groups else "people"]


def one_time(assessment: Assessment, book: WorkbookWriter) -> Formula:
    """What is paid once: seats, courses, moves, redundancies; of groups all but what lasts as long
    as it costs.

    Parameters
    ----------
    assessment
        Gives the value, worked out without the sheets.
    book
        The workbook, with the sheets of actions written.

    Returns
    -------
    Formula
        Plan currency over the horizon.
    """
    totals = [
        (TABLES[pages.HIRING], "one_time_cost"),
        (TABLES[pages.UPSKILLING], "cost"),
        (TABLES[pages.MOVES], "one_time_cost"),
        (TABLES[pages.REDUNDANCIES], "one_time_cost"),
    ]
    parts = [
        book.refs[refs.ACTION_TOTAL[table.name, header]]
        for name, header in totals
        if (table := book.find(name))
    ]
    if table := book.find(TABLES[pages.GROUP_PLAN]):
        once = "*".join(f'({table["kind"]}<>"{kind}")' for kind in LASTING)
        parts.append(f"SUMPRODUCT({once}*{table['direct_cost']})")
    paid = sum(tally.direct for tally in action_totals(assessment) if tally.kind not in LASTING)
    return Formula("=" + "+".join(parts), units(paid))


def _line(tally: ActionTotal, book: WorkbookWriter) -> ActionLine:
    """A kind of action with its table, the condition on its rows and the column of what is paid for
    it directly.
    """
    moves = tuple(kind.value for kind in MOVES)
    if tally.of_groups:
        table = book.table(TABLES[pages.GROUP_PLAN])
        mine = f'({table["kind"]}="{tally.kind}")'
        lasting = N_("Groups: {kind} [heads x periods]")
        flow = N_("Groups: {kind} [heads]")
        label = _(lasting if tally.kind in LASTING else flow, kind=_(tally.kind))
        return _of(
            tally,
            label,
            table,
            mine,
            "direct_cost",
            f"SUMPRODUCT({mine}*{table['heads']})",
        )
    if tally.kind == COURSE:
        courses = book.table(TABLES[pages.UPSKILLING])
        return _of(tally, _(WORDS[COURSE]), courses, _rows(courses), "cost")
    if tally.kind in moves:
        table = book.table(TABLES[pages.MOVES])
        return _of(
            tally,
            _(WORDS[tally.kind]),
            table,
            f'({table["kind"]}="{tally.kind}")',
            "one_time_cost",
        )
    if tally.kind == LeverKind.REDUNDANCY.value:
        table = book.table(TABLES[pages.REDUNDANCIES])
        return _of(tally, _(WORDS[tally.kind]), table, _rows(table), "one_time_cost")
    if tally.kind == LeverKind.SHORT_TIME.value:
        table = book.table(TABLES[pages.SHORT_TIME])
        return _of(tally, _(WORDS[tally.kind]), table, _rows(table), "direct_cost")
    hires = book.table(TABLES[pages.HIRING])
    return _of(
        tally, _(WORDS[tally.kind]), hires, seats_of_kind(tally.kind, hires), "one_time_cost"
    )


def _rows(table: TableRef) -> str:
    return f'({table["id"]}<>"")'


def seats_of_kind(kind: str, hires: TableRef) -> str:
    """Rows of one kind of seat: contractors have a last day, backfills name the leaver.

    Parameters
    ----------
    kind
        ``hire``, ``backfill`` or ``contractor``.
    hires
        The table of the Hiring plan; it may have no column of last days or of leavers.

    Returns
    -------
    str
        A product of conditions over its rows, without a sign of equality; empty for a kind for
        which it has no column.
    """
    ends = f'({hires["end_date"]}<>"")' if "end_date" in hires.headers else ""
    fills = f'({hires["replaces"]}<>"")' if "replaces" in hires.headers else ""
    if kind == LeverKind.CONTRACTOR.value:
        return ends
    if kind == LeverKind.BACKFILL.value:
        return f"{fills}*(1-{ends})" if ends else fills
    return "*".join([_rows(hires), *(f"(1-{one})" for one in (ends, fills) if one)])


def _of(
    tally: ActionTotal, label: str, table: TableRef, mine: str, direct: str, number: str = ""
) -> ActionLine:
    """Sums over the rows of a table that are meant."""

    def summed(header: str, cents: int) -> Formula | None:
        return (
            Formula(f"=SUMPRODUCT({mine}*{table[header]})", units(cents))
            if header in table.headers
            else None
        )

    horizon = (
        "cost_in_horizon" if "cost_in_horizon" in table.headers else "cost"
    )  # of courses all of it lies within
    money = (
        summed(horizon, tally.horizon),
        summed("cost_this_year", tally.this_year),
        summed("run_rate", tally.run_rate),
        summed(direct, tally.direct),
    )
    return ActionLine(label, Formula(f"={number or f'SUMPRODUCT({mine}*1)'}", tally.number), money)
