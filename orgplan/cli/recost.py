"""`orgplan recost`: an edited plan priced again, without a search."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from orgplan import api
from orgplan.analysis.money.bridge import by_cause
from orgplan.language import _

from .library.catalogue import Models
from .shared.language import InLanguage
from .shared.outputs import (
    Overwrite,
    Quiet,
    ensure_outputs,
    progress_bar,
    refuse_other_than_workbook,
)
from .summary import print_open


def recost(
    workbook: Annotated[Path, typer.Argument(help="Plan workbook, edited by hand.")],
    out: Annotated[Path, typer.Option(help="Plan workbook to write.")],
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Price an edited plan again, without a search: pay, dates, rates, teams and seats as they
    stand, every sheet rewritten, and a bridge from old to new.
    """
    refuse_other_than_workbook(out)
    ensure_outputs([out], [workbook], overwrite)
    with progress_bar(_("pricing the plan"), None, quiet):
        again = api.recost(workbook, models or ())
        api.save(again, out, overwrite=overwrite)
    if quiet:
        return
    console, currency = Console(highlight=False, markup=False), again.org.currency
    before = again.run.cost_before or 0
    console.print(
        _(
            "Cost over the horizon before: {before:,.2f} {currency}",
            before=before / 100,
            currency=currency,
        )
    )
    for cause, cents in by_cause(again.run.bridge).items():
        if cents:
            amount = f"{cents / 100:+,.2f}"
            console.print("  " + _("{name}: {text}", name=_(cause.value), text=amount))
    now = sum(line.cents for line in again.assessment.costs)
    console.print(_("now: {now:,.2f} {currency}", now=now / 100, currency=currency))
    print_open(console, again)
    for line in api.failed_checks(out):
        console.print(line, soft_wrap=True)
    console.print(
        _("Wrote {out}; nothing was searched, so nothing is proven.", out=out), soft_wrap=True
    )
