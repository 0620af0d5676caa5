"""`orgplan plan`: the best plan, checked without the solver, as a workbook."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from orgplan import api
from orgplan.analysis.redaction import Dates
from orgplan.deadline import Deadline
from orgplan.domain import Goal, Organisation
from orgplan.io.inputs.loading import Loaded
from orgplan.language import _
from orgplan.report.results.json_object import as_json
from orgplan.report.sheets.money.drivers import MOST_JOBS
from orgplan.report.sheets.trade_offs import read_steps

from .import_files import Map, PresetName
from .into import Destination, Into, destination, write
from .library.catalogue import WRONG_USAGE, Models, fail
from .page import write_page
from .redact import FirstDays, KeepIds, print_redaction
from .shared.endings import STOPPED, stoppable
from .shared.faults import Faults, faults_written
from .shared.language import InLanguage
from .shared.outputs import (
    Overwrite,
    Quiet,
    ensure_outputs,
    screen,
    seconds_for,
    write_json,
)
from .shared.progress import progress
from .summary import print_planned

# seconds that a workbook takes to write and to read back: for one that its input took to read, and
# for a month of a person whose pay is a formula
WRITTEN_PER_READ = 15.0
WRITTEN_PER_MONTH = 0.0015
SHARE_OF_WRITING = 0.5  # of the time, the most that is kept for it


class Solver(StrEnum):
    """Solvers that can be chosen."""

    HIGHS = "highs"
    SCIP = "scip"


Files = Annotated[
    list[Path],
    typer.Argument(
        help="Input workbook; or several files whose sheets belong together, such as CSV.",
        readable=False,  # the gate says in its own words what stands in the way
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="Plan workbook to write.")]
GoalChoice = Annotated[
    Goal | None, typer.Option("--goal", help="In place of the workbook's own goal.")
]
BudgetLimit = Annotated[
    str | None,
    typer.Option("--budget", help="Limit on all cost over the horizon: 2500000, 2.5M, 800k."),
]
PreviousOption = Annotated[
    Path | None,
    typer.Option(
        "--previous",
        help="Plan workbook to stay close to; what no longer applies is left out and reported.",
    ),
]
StayClose = Annotated[
    float | None,
    typer.Option(
        "--stay-close",
        min=0.0,
        max=1.0,
        help="Share by which the cost of what is decided may rise for that; 0.01 by default.",
    ),
]
TimeLimit = Annotated[
    float,
    seconds_for(
        "Seconds for all of it, from reading to the written workbook. Ctrl-C ends it sooner,"
        " with the best plan so far."
    ),
]
Gap = Annotated[
    float,
    typer.Option(
        "--gap",
        min=0.0,
        max=1.0,
        help="Relative gap at which the search for the least cost may stop.",
    ),
]
SolverChoice = Annotated[Solver, typer.Option("--solver")]
Frontier = Annotated[
    int,
    typer.Option(
        "--frontier",
        min=0,
        max=30,
        help=(
            "Steps of the frontier to look for one by one, for the sheet Trade-offs, as orgplan"
            " frontier does."
        ),
    ),
]
Prove = Annotated[
    bool,
    typer.Option(
        "--prove",
        help="Prove every goal again with a second solver; may take the time limit once more.",
    ),
]
Departments = Annotated[
    int,
    typer.Option(
        "--processes",
        help=(
            "Departments of a large organisation searched in parallel, before the whole; -1 means"
            " one per core. With 1 only the whole is searched."
        ),
    ),
]
PageOption = Annotated[
    Path | None, typer.Option("--page", help="Also write it as a page for a browser.")
]
PlanJson = Annotated[
    Path | None,
    typer.Option("--json", help="Also write the plan as one JSON object; - is standard output."),
]
WithoutNames = Annotated[
    bool,
    typer.Option(
        "--redact", help="Write ids in place of names and band midpoints in place of pay."
    ),
]


def plan(
    files: Files,
    out: Out = None,
    into: Into = None,
    goal: GoalChoice = None,
    budget: BudgetLimit = None,
    previous: PreviousOption = None,
    stay_close: StayClose = None,
    time_limit: TimeLimit = 60.0,
    gap: Gap = 1e-3,
    solver: SolverChoice = Solver.HIGHS,
    frontier: Frontier = 0,
    prove: Prove = False,
    processes: Departments = 1,
    json_file: PlanJson = None,
    quiet: Quiet = False,
    page: PageOption = None,
    redacted: WithoutNames = False,
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
    beside = [json_file, faults, page]
    known = [*files, *([mapping] if mapping else [])]
    there = destination(known, out, into, beside, redacted=redacted, overwrite=overwrite)
    ensure_outputs(beside, [previous], overwrite)
    search = partial(
        api.plan,
        goal=goal,
        budget=_money(budget),
        gap=gap,
        solver=solver.value,
        frontier=frontier,
        prove=prove,
        processes=processes,
    )
    until = Deadline(time_limit)
    with faults_written(files, faults, overwrite):
        loaded = api.read(files[0], models or (), more=files[1:], mapping=mapping, preset=preset)
    if previous is not None:
        loaded = api.with_previous(loaded, previous, stay_close)
    redaction = partial(api.redact, keep_ids=keep_ids, dates=dates) if redacted else None
    _Delivery(there, json_file, page, redaction, overwrite, quiet).of(search, loaded, until)


@dataclass(frozen=True)
class _Output:
    """A plan in its workbook: what was said of writing it, the exit code, checks that fail there,
    and whether the workbook is one of the user's own.
    """

    planned: api.Result
    book: Path
    written: list[str]
    code: int
    failed: tuple[str, ...]
    inside: bool


@dataclass(frozen=True)
class _Delivery:
    """Where a plan goes, and in which form.

    Attributes
    ----------
    there
        The workbook.
    json_file, page
        Files beside it; ``None`` for none.
    redaction
        Leaves names and pay out; ``None`` keeps them.
    overwrite, quiet
        Whether files that exist may be replaced, and whether nothing is said of it.
    """

    there: Destination
    json_file: Path | None
    page: Path | None
    redaction: Callable[[api.Result], api.Redacted] | None
    overwrite: bool
    quiet: bool

    def of(self, search: Callable[..., api.Result], loaded: Loaded, reading: Deadline) -> None:
        """Search and write, within what reading has left of the time; leave with the exit code
        where there is something to say.
        """
        limit, seconds_read = reading.seconds, reading.spent
        with (
            stoppable() as stopped,
            progress(until := Deadline(limit, stopped, seconds_read), quiet=self.quiet) as report,
        ):
            with _ending_as_json(self.json_file, redacted=self.redaction is not None):
                planned = search(
                    loaded.org,
                    time_limit=limit,
                    deadline=until,
                    writing=min(_writing(loaded.org, seconds_read), SHARE_OF_WRITING * limit),
                    source=loaded,
                    on_progress=report,
                )
            bare = self.redaction(planned) if self.redaction is not None else None
            report(_("writing the workbook"), 0.98)
            output = self._workbook(bare or planned, seconds_read)
        self._beside(output)
        if not self.quiet:
            _print(screen(self.json_file), output, bare, self.page, until)
        _leave(output, until, aside=self.quiet or self.json_file is not None)

    def _workbook(self, planned: api.Result, seconds_read: float) -> _Output:
        """Write the workbook, and look at the checks in it; the run says how long reading and
        writing took.
        """
        planned = _timed(planned, read=seconds_read)
        began = time.perf_counter()
        written, code = write(planned, self.there, overwrite=self.overwrite)
        planned = _timed(planned, write=time.perf_counter() - began)
        there = self.there
        book = there.out if there.into is None or there.blocked else there.into
        inside = book == there.into and code == 0
        return _Output(planned, book, written, code, api.failed_checks(book), inside)

    def _beside(self, output: _Output) -> None:
        """Write the plan as JSON and as a page, where asked for; a redacted page has no frontier,
        whose steps name people.
        """
        if self.json_file:
            write_json(self.json_file, as_json(output.planned.assessment, output.planned.run))
        if self.page:
            steps = read_steps(output.book) if self.redaction is None else ()
            write_page(output.planned, self.page, steps)


def _writing(org: Organisation, seconds_read: float) -> float:
    """Seconds that the workbook will take: by what reading took, which says how fast the machine is
    today, and by the months of pay that stand there as formulas.
    """
    formulas = len(org.people) * org.calendar.months if len(org.people) <= MOST_JOBS else 0
    return max(WRITTEN_PER_READ * seconds_read, WRITTEN_PER_MONTH * formulas)


def _leave(output: _Output, until: Deadline, *, aside: bool) -> None:
    """Name the checks that fail, and leave with the exit code where there is something to say."""
    for line in output.failed:
        typer.echo(line, err=aside)
    if output.code or until.stopped():
        raise typer.Exit(output.code or STOPPED)


def _print(
    console: Console,
    output: _Output,
    bare: api.Redacted | None,
    page: Path | None,
    until: Deadline,
) -> None:
    if bare:
        print_redaction(console, bare)
    print_planned(console, output.planned, output.written, output.book, until, inside=output.inside)
    if page:
        console.print(_("Wrote {target}", target=page), soft_wrap=True)


@contextmanager
def _ending_as_json(json_file: Path | None, redacted: bool) -> Iterator[None]:
    """Write how the search ended where there is no plan."""
    try:
        yield
    except (api.Impossible, api.NoPlan) as ending:
        if json_file:
            run = api.redacted_run(ending.run) if redacted else ending.run
            write_json(json_file, as_json(None, run))
        raise


def _timed(planned: api.Result, **seconds: float) -> api.Result:
    return replace(planned, run=replace(planned.run, seconds={**planned.run.seconds, **seconds}))


def _money(text: str | None) -> float | None:
    """An amount in plan currency as people type it: separators of thousands, and k or M, in either
    case; ends the command where it is none.

    Examples
    --------
    >>> _money("2,500,000"), _money("2.5M"), _money("800k"), _money(None)
    (2500000.0, 2500000.0, 800000.0, None)
    """
    if text is None:
        return None
    match = re.fullmatch(
        r"\s*(\d+(?:\.\d+)?|\d{1,3}(?:[,_' ]\d{3})+(?:\.\d+)?)\s*([kKmM]?)\s*", text
    )
    if not match:
        fail(
            _(
                "--budget {what!r} is not an amount; write it like 2500000, 2,500,000, 2.5M or"
                " 800k.",
                what=text,
            ),
            WRONG_USAGE,
        )
    factor = {"": 1, "k": 1_000, "m": 1_000_000}[match[2].lower()]
    return float(re.sub(r"[_,' ]", "", match[1])) * factor
