"""`orgplan reconcile`: roster, positions and plan held against each other."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from orgplan import api
from orgplan.language import _
from orgplan.report.reconciliation import Reconciliation, write_reconciliation

from .library.catalogue import Models
from .shared.compared import DIFFERENT, trouble
from .shared.language import InLanguage
from .shared.outputs import (
    Overwrite,
    ensure_outputs,
    refuse_other_than_workbook,
    screen,
    write_json,
)

MOST_ROWS = 60


def reconcile(
    workbook: Annotated[
        Path,
        typer.Argument(
            help="Workbook with Roster and Positions; a plan workbook brings its plan along.",
            readable=False,
        ),
    ],
    plan: Annotated[
        Path | None,
        typer.Option(help="Plan workbook whose planned seats are compared with them."),
    ] = None,
    days: Annotated[
        int,
        typer.Option(min=0, help="Days by which starts may differ, and that a hand-over may last."),
    ] = 31,
    pay: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            help="Share by which pay may differ from the budgeted salary.",
        ),
    ] = 0.05,
    out: Annotated[Path | None, typer.Option(help="Also write the table as a workbook.")] = None,
    json_file: Annotated[
        Path | None,
        typer.Option("--json", help="Also write it as one JSON object; - is standard output."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Print the rows that agree, too.")] = False,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
) -> None:
    """Show which seats are filled, open, over, ghost or unapproved.

    Exit code 0 all agrees, 1 something differs, 2 trouble.
    """
    with trouble():
        if out is not None:
            refuse_other_than_workbook(out)
        ensure_outputs([out, json_file], [workbook, plan], overwrite)
        found = api.reconcile(workbook, plan, days=days, pay=pay, models=models or ())
        if out is not None:
            write_reconciliation(out, found)
        if json_file is not None:
            write_json(json_file, found.as_json())
        print_reconciliation(screen(json_file), found, every=every)
    if not found.reconciled:
        raise typer.Exit(DIFFERENT)


def print_reconciliation(console: Console, found: Reconciliation, *, every: bool) -> None:
    """What was compared, the rows that differ (or all), and the counts.

    Parameters
    ----------
    console
        Where it is printed.
    found
        Roster, positions and plan, compared.
    every
        Whether rows that agree are printed too; :data:`MOST_ROWS` at the most either way.
    """
    console.print(found.basis, soft_wrap=True)
    shown = [row for row in found.records() if every or not row["reconciled"]]
    table = Table(box=None, pad_edge=False)
    for header in ("", _("position"), _("role"), _("team"), _("held by"), _("planned")):
        table.add_column(header, overflow="fold", no_wrap=not header)
    for row in shown[:MOST_ROWS]:
        held, planned = (_(", ").join(row[key] or ()) for key in ("people", "hires"))  # type: ignore[arg-type]  # both are tuples of ids
        table.add_row(
            _(str(row["seat"])),
            *(str(row[key] or "–") for key in ("position_id", "role", "team")),
            held,
            planned,
        )
    if shown:
        console.print(table)
    for row in shown[:MOST_ROWS]:
        if row["differs"]:
            sentence = _(
                "{seat}: {differs} {fix}",
                seat=_(str(row["seat"])),
                differs=row["differs"],
                fix=row["mend"],
            )
            console.print(sentence, soft_wrap=True)
    if len(shown) > MOST_ROWS:
        console.print(
            _("… and {shown} more; --out and --json write all", shown=len(shown) - MOST_ROWS)
        )
    counts = _(", ").join(f"{number} {_(seat)}" for seat, number in found.counts.items())
    differing = sum(not row.reconciled for row in found.rows)
    verdict = (
        _("{differing} of {rows} rows differ", differing=differing, rows=len(found.rows))
        if differing
        else _("everything agrees")
    )
    console.print(_("{counts}: {verdict}.", counts=counts, verdict=verdict), soft_wrap=True)
