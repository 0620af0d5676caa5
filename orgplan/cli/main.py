"""`orgplan`: parse, call the api, print, exit."""

from __future__ import annotations

import gc
import re
import sys
import time
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from orgplan import api
from orgplan.analysis.deidentification import Dates
from orgplan.cli.compare import compare
from orgplan.cli.diff import diff
from orgplan.cli.doctor import doctor
from orgplan.cli.explain import explain
from orgplan.cli.export import export
from orgplan.cli.generate import generate
from orgplan.cli.import_files import Map, PresetName, import_files
from orgplan.cli.init import init
from orgplan.cli.into import Into, destination, write
from orgplan.cli.library.catalogue import WRONG_USAGE, fail
from orgplan.cli.library.roles import roles_app
from orgplan.cli.library.rules import rules_app
from orgplan.cli.page import page
from orgplan.cli.reconcile import reconcile
from orgplan.cli.recost import recost
from orgplan.cli.redact import FirstDays, KeepIds, print_redaction, redact
from orgplan.cli.shared.endings import STOPPED, VIOLATIONS, endings, stoppable
from orgplan.cli.shared.faults import Faults, faults_written
from orgplan.cli.shared.language import InLanguage, command_line, listen
from orgplan.cli.shared.outputs import (
    Overwrite,
    Quiet,
    ensure_outputs,
    print_in_any_encoding,
    screen,
    write_json,
)
from orgplan.cli.shared.progress import progress
from orgplan.cli.stress import stress
from orgplan.cli.summary import print_checked, print_planned
from orgplan.cli.what_if.frontier import frontier as frontier_command
from orgplan.cli.what_if.price import price
from orgplan.deadline import Deadline
from orgplan.domain import Goal
from orgplan.language import _
from orgplan.report.results.json_object import as_json

# seconds that a workbook takes to write, for one that its input took to read
WRITTEN_PER_READ = 10.0
SHARE_OF_WRITING = 0.4  # of the time, the most that is kept for it

app = typer.Typer(
    help="Plan hires and upskilling from an Excel workbook: what is required, within budget, with proof.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(roles_app, name="roles")
app.add_typer(rules_app, name="rules")

Models = Annotated[
    list[Path] | None,
    typer.Option("--models", help="Folder of your own models; repeat for more, the last one wins."),
]


class Solver(StrEnum):
    """Solvers that can be chosen."""

    HIGHS = "highs"
    SCIP = "scip"


app.command()(init)


@app.command()
def plan(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Input workbook; or several files whose sheets belong together, such as CSV.",
            readable=False,  # the gate says in its own words what stands in the way
        ),
    ],
    out: Annotated[Path | None, typer.Option("--out", help="Plan workbook to write.")] = None,
    into: Into = None,
    goal: Annotated[
        Goal | None, typer.Option("--goal", help="In place of the workbook's own goal.")
    ] = None,
    budget: Annotated[
        str | None,
        typer.Option("--budget", help="Limit on all cost over the horizon: 2500000, 2.5M, 800k."),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            "--previous",
            help="Plan workbook to stay close to; what no longer applies is left out and reported.",
        ),
    ] = None,
    stay_close: Annotated[
        float | None,
        typer.Option(
            "--stay-close",
            min=0.0,
            max=1.0,
            help="Share by which the cost of what is decided may rise for that; 0.01 by default.",
        ),
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(
            "--seconds",
            "--time-limit",
            min=0.1,
            help="Seconds for all of it, from reading to the written workbook. Ctrl-C ends it sooner, with the best plan so far.",
        ),
    ] = 60.0,
    gap: Annotated[
        float,
        typer.Option(
            "--gap",
            min=0.0,
            max=1.0,
            help="Relative gap at which the search for the least cost may stop.",
        ),
    ] = 1e-3,
    solver: Annotated[Solver, typer.Option("--solver")] = Solver.HIGHS,
    frontier: Annotated[
        int,
        typer.Option(
            "--frontier",
            min=0,
            max=30,
            help="Limits on all cost to try for the sheet Trade-offs; as many searches more.",
        ),
    ] = 0,
    prove: Annotated[
        bool,
        typer.Option(
            "--prove",
            help="Prove every goal again with a second solver; may take the time limit once more.",
        ),
    ] = False,
    json_file: Annotated[
        Path | None,
        typer.Option(
            "--json", help="Also write the plan as one JSON object; - is standard output."
        ),
    ] = None,
    quiet: Quiet = False,
    redacted: Annotated[
        bool,
        typer.Option(
            "--redact", help="Write ids in place of names and band midpoints in place of pay."
        ),
    ] = False,
    keep_ids: KeepIds = False,
    dates: FirstDays = Dates.MONTH,
    mapping: Map = None,
    preset: PresetName = None,
    models: Models = None,
    lang: InLanguage = None,
    faults: Faults = None,
    overwrite: Overwrite = False,
) -> None:
    """Find the best plan, check it without the solver, and write it."""
    workbook, *more = files
    there = destination(
        [*files, *([mapping] if mapping else [])],
        out,
        into,
        [json_file, faults],
        redacted=redacted,
        overwrite=overwrite,
    )
    ensure_outputs([json_file, faults], [previous], overwrite)
    money = _money(budget)
    until = Deadline(time_limit)
    with faults_written(files, faults, overwrite):
        loaded = api.read(workbook, models or (), more=more, mapping=mapping, preset=preset)
    if previous is not None:
        loaded = api.with_previous(loaded, previous, stay_close)
    seconds_read = until.spent
    # Writing takes what reading takes, several times over; it has to fit in too.
    writing = min(WRITTEN_PER_READ * seconds_read, SHARE_OF_WRITING * time_limit)
    with (
        stoppable() as stopped,
        progress(until := Deadline(time_limit, stopped, until.spent), quiet=quiet) as report,
    ):
        try:
            planned = api.plan(
                loaded.org,
                goal=goal,
                budget=money,
                time_limit=time_limit,
                deadline=until,
                writing=writing,
                gap=gap,
                solver=solver.value,
                source=loaded,
                frontier=frontier,
                prove=prove,
                progress=report,
            )
        except (api.Impossible, api.NoPlan) as ending:
            if json_file:
                write_json(
                    json_file,
                    as_json(None, api.redacted_run(ending.run) if redacted else ending.run),
                )
            raise
        bare = api.redact(planned, keep_ids=keep_ids, dates=dates) if redacted else None
        planned = bare or planned
        report("writing the workbook", 0.98)
        planned = _timed(planned, read=seconds_read)
        began = time.perf_counter()
        written, code = write(planned, there, overwrite=overwrite)
        planned = _timed(planned, write=time.perf_counter() - began)
        book = there.out if there.into is None or there.blocked else there.into
        failed = api.failed_checks(book)
    if json_file:
        write_json(json_file, as_json(planned.assessment, planned.run))
    if not quiet:
        console = screen(json_file)
        if bare:
            print_redaction(console, bare)
        print_planned(console, planned, written, book)
    for line in failed:
        typer.echo(line, err=quiet or json_file is not None)
    if code or until.stopped():
        raise typer.Exit(code or STOPPED)


def _timed(planned: api.Result, **seconds: float) -> api.Result:
    return replace(planned, run=replace(planned.run, seconds={**planned.run.seconds, **seconds}))


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
            help="End with 6 also for what the plan left open when it was made, or another version wrote.",
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but violations.")] = False,
    faults: Faults = None,
    overwrite: Overwrite = False,
) -> None:
    """Judge a plan workbook again, without the solver: 0 where it holds what it said, else 6."""
    with faults_written([workbook], faults, overwrite):
        checked = api.check(workbook, models or ())
    print_checked(screen(), checked, workbook, quiet=quiet)
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
app.command()(export)
app.command()(generate)
app.command()(reconcile)
app.command()(redact)
app.command()(stress)


def _money(text: str | None) -> float | None:
    if text is None:
        return None
    match = re.fullmatch(
        r"\s*(\d+(?:\.\d+)?|\d{1,3}(?:[,_' ]\d{3})+(?:\.\d+)?)\s*([kKmM]?)\s*", text
    )
    if not match:
        fail(
            _(
                "--budget {what!r} is not an amount; write it like 2500000, 2,500,000, 2.5M or 800k.",
                what=text,
            ),
            WRONG_USAGE,
        )
    factor = {"": 1, "k": 1_000, "m": 1_000_000}[match[2].lower()]
    return float(re.sub(r"[_,' ]", "", match[1])) * factor


def main() -> None:
    """Run the command line; every own exception, and every signal, becomes a message and an exit code."""
    print_in_any_encoding()
    # What is read and written is kept by the million; to look through it for cycles takes a seventh
    # of the time, and there are none to speak of.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    listen(sys.argv[1:])
    with endings():
        command_line(app)()
