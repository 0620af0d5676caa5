"""`orgplan frontier`: what each amount of money buys, and what to begin with where it comes
late.
"""

import shlex
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from orgplan import api
from orgplan.analysis.counterfactual.frontier import break_points, own_limit
from orgplan.analysis.counterfactual.late_money import Prefix, late_money
from orgplan.analysis.counterfactual.steps import Step
from orgplan.deadline import Deadline
from orgplan.language import N_, _
from orgplan.report.musts import CAN_STAY_OPEN, more_in_words, open_of
from orgplan.report.what_if_objects import BreakPointObject, FrontierObject, PrefixObject
from orgplan.study.money_workbook import budget_line, more_open, write_money

from ..library.catalogue import Models
from ..shared.language import InLanguage
from ..shared.outputs import (
    JsonFile,
    Overwrite,
    PlanWorkbook,
    Quiet,
    WorkbookToWrite,
    ensure_outputs,
    screen,
    seconds_for,
    write_json,
)
from ..shared.progress import progress

SHARE_OF_STEPS = 0.7  # of the time, the most for the steps; the rest is for the order


def frontier(
    workbook: PlanWorkbook,
    out: WorkbookToWrite = None,
    points: Annotated[
        int,
        typer.Option(min=1, help="Steps that are looked for one by one, from full coverage down."),
    ] = 12,
    time_limit: Annotated[float, seconds_for("Seconds for all of it.")] = 120.0,
    json_file: JsonFile = None,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Show what each amount of money buys, from doing nothing to full coverage, and what to begin
    with if money comes late.
    """
    target = out or workbook.with_name(f"{workbook.stem}_frontier.xlsx")
    ensure_outputs([target, json_file], [workbook], overwrite)
    planned = api.reopen(workbook, models or ())
    until = Deadline(time_limit)
    with progress(until, quiet=quiet) as show:
        steps = break_points(
            planned.assessment,
            points,
            time_limit=time_limit * SHARE_OF_STEPS,
            on_progress=lambda what, share: show(what, SHARE_OF_STEPS * share),
        )
        order = late_money(
            steps,
            time_limit=until.left,
            on_progress=lambda what, share: show(
                _("order: {doing}", doing=what), SHARE_OF_STEPS + (1 - SHARE_OF_STEPS) * share
            ),
        )
    limit, currency = own_limit(planned.org), planned.org.currency
    write_money(target, steps, order, limit, currency)
    if json_file is not None:
        write_json(json_file, as_object(steps, order, limit))
    if not quiet:
        print_steps(screen(json_file), steps, order, limit, currency)
        typer.echo(_("Wrote {target}", target=target), err=json_file is not None)
        command = shlex.join(["orgplan", "page", str(workbook), str(target)])
        typer.echo(
            _("As a page with a slider: {command}", command=command), err=json_file is not None
        )


def as_object(
    steps: tuple[Step, ...], order: tuple[Prefix, ...], limit: float | None
) -> dict[str, object]:
    """Steps and order as JSON has them.

    Parameters
    ----------
    steps
        Break points, the cheapest first.
    order
        Of actions for money that comes late; it may be shorter than `steps` where time ran out.
    limit
        The organisation's own limit on all cost, plan currency; ``None`` for none.

    Returns
    -------
    dict[str, object]
        Money in plan currency.
    """
    whole = {
        "budget": limit,
        "steps": tuple(map(BreakPointObject.of, steps)),
        "order": tuple(map(PrefixObject.of_order, order)),
    }
    return FrontierObject.plain_of(whole)


def print_steps(
    console: Console,
    steps: tuple[Step, ...],
    order: tuple[Prefix, ...],
    limit: float | None,
    currency: str,
) -> None:
    """Each step in a row, then where the budget lies and what nesting costs.

    Parameters
    ----------
    console
        Where it is printed.
    steps, order, limit
        As of :func:`as_object`.
    currency
        Code of the plan currency.
    """
    table = Table(box=None, pad_edge=False)
    costs = [f"{step.cost:,.2f}" for step in steps]
    table.add_column(_("step"), justify="right")
    # Headers give way to the actions, which are read line by line.
    table.add_column(_("cost over the horizon"), justify="right", max_width=max(map(len, costs)))
    for header in (_("musts open"), _("shoulds open")):
        table.add_column(header, justify="right", max_width=len("shoulds"), overflow="fold")
    table.add_column(_("what it buys, and does without"), overflow="fold")
    for number, step in enumerate(steps):
        table.add_row(
            str(number),
            costs[number],
            *(str(open_of(step.assessment, strength)) for strength in CAN_STAY_OPEN),
            "\n".join(
                [
                    *step.buys,
                    *(_("without: {what}", what=what) for what in step.drops),
                    *_less_short(step, steps[number - 1] if number else None),
                ]
            ),
        )
    console.print(table)
    if limit is not None:
        console.print(budget_line(steps, limit, currency), soft_wrap=True)
    for line in left_out(steps, order, currency):
        console.print(line, soft_wrap=True)
    dearest = max(order, key=lambda one: one.nesting, default=None)
    if dearest is not None and any(dearest.nesting):
        console.print(_in_order(dearest, currency), soft_wrap=True)
    elif order:
        found = N_("Started in this order, each step is the best plan found for its money.")
        proven = N_("Started in this order, each step is the best plan for its money.")
        sentence = _(proven if all(step.proven for step in steps) else found)
        console.print(sentence, soft_wrap=True)


def _less_short(step: Step, before: Step | None) -> Iterator[str]:
    """What a step is for where it leaves as many musts and shoulds open as the one before."""
    if before is not None and all(
        open_of(step.assessment, one) == open_of(before.assessment, one) for one in CAN_STAY_OPEN
    ):
        for what in step.closes:
            yield _("less short: {what}", what=what)


def _in_order(dearest: Prefix, currency: str) -> str:
    """What it costs at most that nothing which has started is given up."""
    musts, shoulds = more_open(dearest)
    more = N_(
        "Giving up nothing that has started leaves up to {more} open, at {cost:,.2f} {currency}."
    )
    as_many = N_(
        "Giving up nothing that has started leaves as many musts and shoulds open, but some of them"
        " short by more, at {cost:,.2f} {currency}."
    )
    return _(
        more if musts or shoulds else as_many,
        more=more_in_words(musts, shoulds),
        cost=dearest.within.cost,
        currency=currency,
    )


def left_out(steps: Sequence[Step], order: Sequence[Prefix], currency: str) -> Iterator[str]:
    """What points and time did not suffice for.

    Parameters
    ----------
    steps, order
        As of :func:`as_object`.
    currency
        Code of the plan currency.

    Yields
    ------
    str
        Sentences, in the language of the run; nothing where all was found and proven.
    """
    if steps and not steps[0].complete:
        yield _("There was not enough time to search for a plan at all.")
    pairs = pairwise(steps)
    for complete, group in groupby(pairs, lambda pair: pair[1].complete):
        if not complete:
            within = list(group)
            yield _(
                "Between {low:,.2f} and {high:,.2f} {currency} there may be more steps; --points"
                " and --seconds find more.",
                low=within[0][0].cost,
                high=within[-1][1].cost,
                currency=currency,
            )
    unproven = [step for step in steps if not step.proven]
    if unproven:
        yield _(
            "Not proven to be the best for its money, because the search stopped at its limit:"
            " {costs}.",
            costs=_(", ").join(f"{step.cost:,.2f}" for step in unproven),
        )
    if len(order) < len(steps):
        yield _(
            "There was not enough time to find the order beyond {cost:,.2f} {currency}.",
            cost=order[-1].within.cost if order else 0.0,
            currency=currency,
        )
