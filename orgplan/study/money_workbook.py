"""What money buys, as a workbook: the frontier with its chart, and the order of actions for money
that comes late.
"""

from collections.abc import Sequence
from pathlib import Path

from orgplan.analysis.counterfactual.late_money import Prefix
from orgplan.analysis.counterfactual.steps import Step
from orgplan.excel.write.workbook import (
    CONFIDENTIAL,
    CellRow,
    Column,
    Sheet,
    Style,
    WorkbookWriter,
)
from orgplan.language import N_, _
from orgplan.report.musts import CAN_STAY_OPEN, open_of
from orgplan.report.sheets.layout import HEADS, LONG, PRICE, TEXT
from orgplan.report.sheets.trade_offs import MONEY, MUSTS_OPEN, SHOULDS_OPEN, write_steps

TOP = 4  # header below a sheet's title, note and the line of the budget


def write_money(
    path: Path, steps: Sequence[Step], order: Sequence[Prefix], limit: float | None, currency: str
) -> None:
    """Write the workbook; whatever is at `path` is replaced when all of it is written.

    Parameters
    ----------
    limit
        The organisation's own limit on all cost, which is marked.
    """
    with WorkbookWriter(path, title=_(MONEY), subject="orgplan", footer=CONFIDENTIAL) as book:
        _write_steps(book.sheet(_(MONEY), tab="#1F3A5F"), steps, limit, currency)
        _write_order(book.sheet(_("If money comes late"), tab="#1B6E3C"), order, currency)


def _write_steps(sheet: Sheet, steps: Sequence[Step], limit: float | None, currency: str) -> None:
    note = _(
        "Each row is the best plan found for its money, and the least money for what it covers;"
        " the column Proven says of which that is certain. Cost is that of the horizon, in"
        " {currency}. Short: weighted heads and FTE, summed over the periods.",
        currency=currency,
    )
    sheet.head(_(MONEY), note, TOP)
    if limit is not None:
        sheet.write(2, 0, budget_line(steps, limit, currency), Style(bold=True))
    write_steps(sheet, "money", steps, TOP, limit, currency)


def budget_line(steps: Sequence[Step], limit: float, currency: str) -> str:
    """Where the organisation's own budget lies on the frontier.

    Parameters
    ----------
    steps
        Break points, the cheapest first; the first is number 0.
    limit
        The budget over the horizon, in plan currency.
    currency
        Code of the plan currency.

    Returns
    -------
    str
        A sentence for the head of the sheet, in the language of the run.
    """
    inside = [number for number, step in enumerate(steps) if step.cost <= limit]
    if not inside:
        return _(
            "Your budget of {limit:,.2f} {currency} is less than any step costs.",
            limit=limit,
            currency=currency,
        )
    return _(
        "Your budget of {limit:,.2f} {currency} reaches step {step} of {steps}.",
        limit=limit,
        currency=currency,
        step=inside[-1],
        steps=len(steps) - 1,
    )


def more_open(prefix: Prefix) -> tuple[int, int]:
    """How many more musts and shoulds stay open than in the best plan for the same money.

    Parameters
    ----------
    prefix
        Of the order of actions for money that comes late.

    Returns
    -------
    tuple[int, int]
        Musts, shoulds; 0 where no more of them do.
    """
    musts, shoulds = (
        max(0, open_of(prefix.step.assessment, one) - open_of(prefix.within.assessment, one))
        for one in CAN_STAY_OPEN
    )
    return musts, shoulds


def _write_order(sheet: Sheet, order: Sequence[Prefix], currency: str) -> None:
    note = _(
        "Each row adds to the ones above and gives nothing up: what has started continues, or"
        " starts earlier. Each is checked, and stays within its money. Lost: musts and shoulds that"
        " stay open beyond those of the best plan for the same money.",
    )
    sheet.head(_("If money comes late"), note, TOP)
    rows: list[CellRow] = [
        [
            number,
            prefix.within.cost,
            prefix.step.cost,
            _("; ").join(prefix.step.buys),
            _("; ").join(prefix.step.drops),
            _("; ").join(prefix.step.closes),
            *(open_of(prefix.step.assessment, strength) for strength in CAN_STAY_OPEN),
            *more_open(prefix),
            N_("yes") if prefix.step.proven else N_("no"),
        ]
        for number, prefix in enumerate(order)
    ]
    columns = [
        Column("step", HEADS, width=7),
        Column("once there is", PRICE, "Money for all of the horizon, in plan currency", 18),
        Column("cost over the horizon", PRICE, width=18),
        Column("what is added", LONG, width=44),
        Column("in place of", LONG, "The same action, begun later", 36),
        Column("what it covers more of", LONG, width=44),
        Column(MUSTS_OPEN, HEADS, width=12),
        Column(SHOULDS_OPEN, HEADS, width=12),
        Column("musts lost", HEADS, width=12),
        Column("shoulds lost", HEADS, width=12),
        Column("proven", TEXT, width=9, words=True),
    ]
    sheet.table("order", columns, rows, top=TOP, about="A step of the order")
