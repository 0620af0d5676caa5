"""Actions of each kind on Key figures: how many, and what they change, live over the sheets of
actions.
"""

from dataclasses import dataclass

from orgplan.analysis.action_totals import COURSE, HIRE, LASTING, ActionTotal
from orgplan.domain import MOVES, LeverKind
from orgplan.excel.write.live import Live, plus, sum_product, times
from orgplan.excel.write.references import Ref
from orgplan.excel.write.workbook import Column, TableRef, WorkbookWriter
from orgplan.language import N_, _

from .. import pages, refs
from ..actions.plan_columns import TABLES
from ..layout import LIVE_HEADS, LIVE_PRICE

WORDS = {
    HIRE: N_("Hires"), LeverKind.BACKFILL.value: N_("Backfills"),
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
    number: Live
    money: tuple[Live | None, ...]


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


def one_time(book: WorkbookWriter) -> Live:
    """What is paid once: seats, courses, moves, redundancies; of groups all but what lasts as long
    as it costs.

    Parameters
    ----------
    book
        The workbook, with the sheets of actions written.

    Returns
    -------
    Live
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
        once = [table["kind"].differs(kind) for kind in LASTING]
        parts.append(sum_product(times([*once, table["direct_cost"]])))
    return plus(parts)


def _line(tally: ActionTotal, book: WorkbookWriter) -> ActionLine:
    """A kind of action with its table, the condition on its rows and the column of what is paid for
    it directly.
    """
    moves = tuple(kind.value for kind in MOVES)
    if tally.of_groups:
        table = book.table(TABLES[pages.GROUP_PLAN])
        lasting = N_("Groups: {kind} [heads x periods]")
        flow = N_("Groups: {kind} [heads]")
        label = _(lasting if tally.kind in LASTING else flow, kind=_(tally.kind))
        mine = table["kind"].equals(tally.kind)
        return _of(label, table, mine, "direct_cost", mine * table["heads"])
    label = _(WORDS[tally.kind])
    if tally.kind == COURSE:
        courses = book.table(TABLES[pages.UPSKILLING])
        return _of(label, courses, courses["id"].filled, "cost")
    if tally.kind in moves:
        table = book.table(TABLES[pages.MOVES])
        return _of(label, table, table["kind"].equals(tally.kind), "one_time_cost")
    if tally.kind == LeverKind.REDUNDANCY.value:
        table = book.table(TABLES[pages.REDUNDANCIES])
        return _of(label, table, table["id"].filled, "one_time_cost")
    if tally.kind == LeverKind.SHORT_TIME.value:
        table = book.table(TABLES[pages.SHORT_TIME])
        return _of(label, table, table["id"].filled, "direct_cost")
    hires = book.table(TABLES[pages.HIRING])
    return _of(label, hires, seats_of_kind(tally.kind, hires), "one_time_cost")


def seats_of_kind(kind: str, hires: TableRef) -> Live:
    """Rows of one kind of seat: contractors have a last day, backfills name the leaver.

    Parameters
    ----------
    kind
        ``hire``, ``backfill`` or ``contractor``.
    hires
        The table of the Hiring plan; it may have no column of last days or of leavers.

    Returns
    -------
    Live
        Of each of its rows, whether it is one.
    """
    ends, fills = (
        [hires[header].filled] if header in hires.headers else []
        for header in ("end_date", "replaces")
    )
    if kind == LeverKind.CONTRACTOR.value:
        return times(ends)
    if kind == LeverKind.BACKFILL.value:
        return times([*fills, *(1 - one for one in ends)])
    return times([hires["id"].filled, *(1 - one for one in (*ends, *fills))])


def _of(
    label: str, table: TableRef, mine: Live, direct: str, number: Live | None = None
) -> ActionLine:
    """Sums over the rows of a table that are meant."""
    horizon = (
        "cost_in_horizon" if "cost_in_horizon" in table.headers else "cost"
    )  # of courses all of it lies within
    money = (
        sum_product(mine * table[header]) if header in table.headers else None
        for header in (horizon, "cost_this_year", "run_rate", direct)
    )
    return ActionLine(label, sum_product(mine * 1 if number is None else number), tuple(money))
