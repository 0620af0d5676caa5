"""`orgplan approve` and `orgplan forecast`: a plan that stands still, and what came of it."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from orgplan import api
from orgplan.analysis.money.versions import VersionError
from orgplan.api.versions import Forecast
from orgplan.language import _
from orgplan.report.forecast_object import ForecastObject, month_rows, walk_rows
from orgplan.report.versions_book import write_versions

from .library.catalogue import BAD_INPUT, Models, fail
from .shared.language import InLanguage
from .shared.outputs import (
    Overwrite,
    ensure_outputs,
    refuse_other_than_workbook,
    screen,
    write_json,
)


def approve(
    workbook: Annotated[Path, typer.Argument(help="Plan workbook to approve.")],
    by: Annotated[str, typer.Option(help="Who approves it.")],
    out: Annotated[Path, typer.Option(help="Plan workbook to write and keep.")],
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day of the approval; today if not given."),
    ] = None,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
) -> None:
    """Approve a plan: writes the same workbook, sealed with date and name, so that `forecast` can
    tell that nobody changed it.
    """
    refuse_other_than_workbook(out)
    ensure_outputs([out], [workbook], overwrite)
    day: date | None = on.date() if on else None
    by = os.fsencode(by).decode("utf-8", "replace")  # as it was typed, whatever the locale reads
    try:
        api.save(api.approve(workbook, by, day, models or ()), out, overwrite=overwrite)
    except VersionError as problem:
        fail(str(problem), BAD_INPUT)
    typer.echo(_("Wrote {out}, approved by {by}", out=out, by=by))


def forecast(
    approved: Annotated[Path, typer.Argument(help="Plan workbook that `approve` wrote.")],
    current: Annotated[Path, typer.Argument(help="Current plan workbook, with Actuals.")],
    out: Annotated[
        Path | None, typer.Option(help="Workbook to write: months and the walk.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Also write it as one JSON object.")
    ] = None,
    slip_days: Annotated[
        int,
        typer.Option(min=0, max=365, help="Days by which starts to come slip."),
    ] = 0,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
) -> None:
    """Compare the approved plan with actuals and the current plan: the full-year forecast, and the
    walk from one to the other by cause.
    """
    if out is not None:
        refuse_other_than_workbook(out)
    ensure_outputs([out, json_file], [approved, current], overwrite)
    try:
        found = api.forecast(approved, current, slip_days=slip_days, models=models or ())
    except VersionError as problem:
        fail(str(problem), BAD_INPUT)
    _print(found, json_file)
    if json_file is not None:
        write_json(json_file, as_json(found))
    if out is not None:
        write_versions(out, found.versions, found.approval, found.currency)
        typer.echo(_("Wrote {out}", out=out), err=json_file is not None)


def as_json(found: Forecast) -> dict[str, object]:
    """What was approved and what came of it, as JSON has it.

    Parameters
    ----------
    found
        The approved plan beside what is expected now.

    Returns
    -------
    dict[str, object]
        Keys as in ``docs/json.md``.
    """
    return ForecastObject.plain_of(
        {
            "approval": found.approval,
            "currency": found.currency,
            "made": found.versions.made,
            "months": month_rows(found.versions),
            "walk": walk_rows(found.versions),
        }
    )


def _print(found: Forecast, json_file: Path | None) -> None:
    """The walk by cause on the screen, and what it left out: months without actuals, and months for
    which nothing was approved.
    """
    console, versions = screen(json_file), found.versions
    console.print(_("Approved {approval}", approval=found.approval), soft_wrap=True)
    console.print(
        _(
            "approved: {amount:,.2f} {currency}",
            amount=versions.approved / 100,
            currency=found.currency,
        )
    )
    causes: dict[str, int] = {}
    for step in versions.steps:
        causes[step.cause] = causes.get(step.cause, 0) + step.cents
    for cause, cents in causes.items():
        shown = f"{cents / 100:+,.2f}"
        console.print("  " + _("{name}: {text}", name=_(cause), text=shown))
    console.print(
        _(
            "forecast: {amount:,.2f} {currency}",
            amount=versions.forecast / 100,
            currency=found.currency,
        )
    )
    without_actuals = [one.label for one in versions.months if one.as_approved]
    if without_actuals:
        amount = sum(one.as_approved or 0 for one in versions.months) / 100
        sentence = _(
            "Without actuals, as approved: {amount:,.2f} {currency} ({months}).",
            amount=amount,
            currency=found.currency,
            months=_(", ").join(without_actuals),
        )
        console.print(sentence, soft_wrap=True)
    for hire, person in versions.made.items():
        console.print(_("{hire} was made: {person}", hire=hire, person=person), soft_wrap=True)
    if versions.beyond:
        console.print(
            _("Nothing was approved for {first} to {last}: left out.", first=versions.beyond[0],
                last=versions.beyond[-1]),
            soft_wrap=True,
        )  # fmt: skip
