"""`orgplan`: parse, call the api, print, exit."""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from orgplan import api
from orgplan.language import _

from .compare import compare
from .diff import diff
from .doctor import doctor
from .explain import explain
from .export import export
from .generate import generate
from .import_files import import_files
from .init import init
from .library.catalogue import Models
from .library.roles import roles_app
from .library.rules import rules_app
from .page import page
from .plan import plan
from .reconcile import reconcile
from .recost import recost
from .redact import redact
from .shared.endings import VIOLATIONS, endings
from .shared.faults import Faults, faults_written
from .shared.language import InLanguage, command_line, listen
from .shared.outputs import (
    JsonFile,
    Overwrite,
    ensure_outputs,
    print_in_any_encoding,
    progress_bar,
    screen,
    write_json,
)
from .stress import stress
from .summary import checked_object, print_checked
from .versions import approve, forecast
from .what_if.frontier import frontier as frontier_command
from .what_if.price import price

app = typer.Typer(
    help=(
        "Plan hires and upskilling from an Excel workbook: what is required, within budget, with"
        " proof."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(roles_app, name="roles")
app.add_typer(rules_app, name="rules")

app.command()(init)


app.command()(plan)


@app.command()
def check(
    workbook: Annotated[
        Path, typer.Argument(help="Plan workbook, edited by hand or not.", readable=False)
    ],
    models: Models = None,
    lang: InLanguage = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help=(
                "Also exit with 6 for what the plan already left open when it was made, or if"
                " another version wrote it."
            ),
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but violations.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Print every point that stays open.")
    ] = False,
    json_file: JsonFile = None,
    faults: Faults = None,
    overwrite: Overwrite = False,
) -> None:
    """Check a plan workbook without the solver: exit code 0 if it holds, else 6."""
    ensure_outputs([json_file], [workbook], overwrite)
    with (
        faults_written([workbook], faults, overwrite),
        progress_bar(_("checking the plan"), None, quiet),
    ):
        checked = api.check(workbook, models or ())
    if json_file is not None:
        write_json(json_file, checked_object(checked))
    print_checked(screen(json_file), checked, workbook, quiet=quiet, everything=everything)
    if not checked.holds or (
        strict and (checked.violations or checked.failed_checks or checked.not_comparable)
    ):
        raise typer.Exit(VIOLATIONS)


app.command(name="import")(import_files)
app.command()(compare)
app.command()(diff)
app.command()(doctor)
app.command()(explain)
app.command()(page)
app.command()(price)
app.command(name="frontier")(frontier_command)
app.command()(recost)
app.command()(approve)
app.command()(forecast)
app.command()(export)
app.command()(generate)
app.command()(reconcile)
app.command()(redact)
app.command()(stress)


def main() -> None:
    """Run the command line; every own exception, and every signal, becomes a message and an exit
    code.
    """
    print_in_any_encoding()
    # What is read and written is kept by the million; to look through it for cycles takes a seventh
    # of the time, and there are none to speak of.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    listen(sys.argv[1:])
    with endings():
        command_line(app)()
