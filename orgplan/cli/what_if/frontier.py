"""`orgplan frontier`: what each amount of money buys, and what to begin with where it comes late."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from orgplan import api
from orgplan.analysis.counterfactual.money import (
    Prefix,
    Step,
    break_points,
    late_money,
    own_limit,
)
from orgplan.language import _
from orgplan.study.money_workbook import budget_line, write_money

from ..library.catalogue import Models
from ..shared.language import InLanguage
from ..shared.outputs import (
    Overwrite,
    PlanWorkbook,
    Quiet,
    ensure_outputs,
    progress_bar,
    screen,
    write_json,
)


def frontier(
    workbook: PlanWorkbook,
    out: Annotated[Path | None, typer.Option("--out", help="Workbook to write.")] = None,
    points: Annotated[
        int,
        typer.Option(
            "--points", min=1, help="Steps that are looked for one by one, from full coverage down."
        ),
    ] = 12,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=0.1, help="Seconds for each search.")
    ] = 30.0,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Also write it as JSON; - is standard output.")
    ] = None,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Say what each amount of money buys, from doing nothing to full coverage, and what to begin with where money comes late."""
    target = out or workbook.with_name(f"{workbook.stem}_frontier.xlsx")
    ensure_outputs([target, json_file], [workbook], overwrite)
    planned = api.reopen(workbook, models or ())
    with progress_bar(_("searching what money buys"), None, quiet) as show:
        steps = break_points(
            planned.assessment,
            points,
            time_limit=time_limit,
            on_progress=lambda name, done, of: show(done, of),
        )
        order = late_money(
            steps, time_limit=time_limit, on_progress=lambda name, done, of: show(done, of)
        )
    limit, currency = own_limit(planned.org), planned.org.currency
    write_money(target, steps, order, limit, currency)
    if json_file is not None:
        write_json(json_file, as_object(steps, order, limit))
    if not quiet:
        print_steps(screen(json_file), steps, order, limit, currency)
        typer.echo(_("Wrote {target}", target=target), err=json_file is not None)


def as_object(
    steps: tuple[Step, ...], order: tuple[Prefix, ...], limit: float | None
) -> dict[str, object]:
    """Steps and order as JSON has them."""
    return {
        "budget": limit,
        "steps": [step.record | {"complete": step.complete} for step in steps],
        "order": [
            one.step.record | {"within": one.within.cost, "nesting": list(one.nesting)}
            for one in order
        ],
    }


def print_steps(
    console: Console,
    steps: tuple[Step, ...],
    order: tuple[Prefix, ...],
    limit: float | None,
    currency: str,
) -> None:
    """Each step in a row, then where the budget lies and what nesting costs."""
    table = Table(box=None, pad_edge=False)
    for header in (_("step"), _("cost over the horizon"), _("musts short"), _("shoulds short")):
        table.add_column(header, justify="right")
    table.add_column(_("what it buys"), overflow="fold")
    for number, step in enumerate(steps):
        table.add_row(
            str(number),
            f"{step.cost:,.2f}",
            f"{step.must_short:g}",
            f"{step.should_short:g}",
            "; ".join(step.buys),
        )
    console.print(table)
    if limit is not None:
        console.print(budget_line(steps, limit, currency), soft_wrap=True)
    if not all(step.complete for step in steps):
        console.print(
            _("There are more steps than were looked for; --points finds more."), soft_wrap=True
        )
    dearest = max(order, key=lambda one: one.nesting, default=None)
    if dearest is not None and any(dearest.nesting):
        console.print(
            _(
                "To give up nothing that is begun leaves up to {musts:g} more of the musts and {shoulds:g} of the shoulds open, at {cost:,.2f} {currency}.",
                musts=dearest.nesting[0],
                shoulds=dearest.nesting[1],
                cost=dearest.within.cost,
                currency=currency,
            ),
            soft_wrap=True,
        )
    elif order:
        console.print(
            _("Begun in this order, each step is the best plan for its money."), soft_wrap=True
        )
