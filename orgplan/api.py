"""The Python interface: load, plan, check, compare, save. A few functions; nothing is printed."""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from orgplan._version import __version__
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import without_idle_actions
from orgplan.analysis.change_values import with_total_budget
from orgplan.analysis.frontier import frontier as efficient_frontier
from orgplan.analysis.input_gaps import gaps_of_input, heads_changed
from orgplan.analysis.recommendations import dead_end, in_words, next_steps
from orgplan.analysis.reconciliation import Tolerance
from orgplan.analysis.reconciliation import reconcile as held_against
from orgplan.analysis.redaction import redacted
from orgplan.analysis.scenarios import change_of, changes_of
from orgplan.analysis.verification import Disagreement as Disagreement
from orgplan.analysis.verification import doubts_about, solve_and_verify
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.plan import Measure, Plan
from orgplan.errors import BadArgument, OrgplanError
from orgplan.excel.embed.errors import Refused
from orgplan.excel.read.faults import BadInput, Fault, Note
from orgplan.excel.read.file_safety import inspect_file
from orgplan.excel.write.saving import ensure_writable
from orgplan.io.foreign.importing import Imported as Imported
from orgplan.io.foreign.importing import NotUnderstood as NotUnderstood
from orgplan.io.foreign.importing import described as described
from orgplan.io.foreign.importing import (
    import_workbook,
    is_foreign,
    load_map,
    preset_called,
    read_foreign,
)
from orgplan.io.foreign.understand import understand
from orgplan.io.frames import IN_MEMORY
from orgplan.io.frames import opened as opened_frames
from orgplan.io.inputs.models_folder import models_folder
from orgplan.io.inputs.organisation import Loaded, read_opened
from orgplan.io.opening import open_files
from orgplan.io.output.template import write_inputs, write_template
from orgplan.io.plan.read import read_plan, read_previous
from orgplan.io.terms.sheet_roles import plan_keys
from orgplan.library.load import load_catalogue
from orgplan.library.proficiency import load_proficiency
from orgplan.report.audit.cost_rows import bridge_of, shown_rows
from orgplan.report.audit.read_back import NotReadBack as NotReadBack
from orgplan.report.audit.read_back import read_back
from orgplan.report.audit.redacted_run import without_traces
from orgplan.report.audit.run import Run
from orgplan.report.audit.run_reader import read_run, with_edits_marked
from orgplan.report.audit.tampering import WorkbookSnapshot, differences, read_snapshot, split
from orgplan.report.audit.tampering import failed_checks as failed
from orgplan.report.diff.plans import Difference, Side, difference
from orgplan.report.reconciliation import Reconciliation
from orgplan.report.results import frames
from orgplan.report.results.comparison import compare as side_by_side
from orgplan.report.sheets.embed import beside, obstacle, why_not, write_into
from orgplan.report.sheets.layout import CHECKS, COST, RUN_LOG
from orgplan.report.sheets.workbook import write_workbook
from orgplan.schema.plan import HIRING_PLAN
from orgplan.solver.conflict import Conflict, conflicts
from orgplan.solver.diagnose import WayOut, ways_out
from orgplan.solver.outcome import Status, relative_gap
from orgplan.solver.solve import GoalPart, Progress, Solution, solve

LIBRARIES = ("highspy", "pyscipopt", "pulp", "pandas", "pydantic", "openpyxl", "XlsxWriter")


class Impossible(OrgplanError):
    """No plan meets what is asked.

    `conflicts` are what cannot hold together, `ways` the ways out that were found; `lines` says it
    all in plain words, `run` how it ended.
    """

    def __init__(
        self,
        org: Organisation,
        ways: Sequence[WayOut],
        run: Run,
        conflicts: Sequence[Conflict] = (),
    ) -> None:
        self.ways = tuple(ways)
        self.conflicts = tuple(conflicts)
        self.lines = tuple(dead_end(org, ways, conflicts))
        self.run = replace(run, next_steps=self.lines)
        super().__init__("\n".join(self.lines))


class NoPlan(OrgplanError):
    """No plan was found: the time ran out, or no answer of any solver held; `run` says how it ended."""

    def __init__(self, run: Run) -> None:
        self.run = run
        if run.distrusted and run.seconds["solve"] < float(run.options["time_limit"]):
            told = (
                "No plan was found: the solvers' answers did not hold ("
                + "; ".join(map(str, run.distrusted))
                + ")."
            )
        else:
            told = (
                f"No plan was found in {run.options['time_limit']} seconds. Raise the time limit."
            )
        super().__init__(told)


@dataclass(frozen=True)
class Planned:
    """A proven plan: how the solve ended, the plan judged without the solver, and data frames of it.

    Attributes
    ----------
    assessment
        The plan, judged and costed.
    run
        Status, gap, goals with value and bound, seconds, versions.
    """

    assessment: Assessment
    run: Run

    @property
    def org(self) -> Organisation:
        """The organisation that was planned."""
        return self.assessment.org

    @property
    def plan(self) -> Plan:
        """The actions."""
        return self.assessment.plan

    @property
    def status(self) -> str:
        """``optimal``, ``gap_limit`` or ``time_limit``."""
        return self.run.status.value

    @property
    def gap(self) -> float:
        """Largest proven relative gap of any goal."""
        return self.run.gap

    @property
    def hires(self) -> pd.DataFrame:
        """One row a seat; columns in :func:`orgplan.report.results.frames.hires`."""
        return frames.hires(self.assessment)

    @property
    def upskilling(self) -> pd.DataFrame:
        """One row a course begun; columns in :func:`orgplan.report.results.frames.upskilling`."""
        return frames.upskilling(self.assessment)

    @property
    def moves(self) -> pd.DataFrame:
        """One row a promotion, transfer, retraining or downgrading; columns in :func:`orgplan.report.results.frames.moves`."""
        return frames.moves(self.assessment)

    @property
    def redundancies(self) -> pd.DataFrame:
        """One row a person let go; columns in :func:`orgplan.report.results.frames.redundancies`."""
        return frames.redundancies(self.assessment)

    @property
    def short_times(self) -> pd.DataFrame:
        """One row a person and time of reduced hours; columns in :func:`orgplan.report.results.frames.short_times`."""
        return frames.short_times(self.assessment)

    @property
    def group_plan(self) -> pd.DataFrame:
        """One row an action on a group; columns in :func:`orgplan.report.results.frames.group_plan`."""
        return frames.group_plan(self.assessment)

    @property
    def coverage(self) -> pd.DataFrame:
        """One row a need and period; columns in :func:`orgplan.report.results.frames.coverage`."""
        return frames.coverage(self.assessment)

    @property
    def cost(self) -> pd.DataFrame:
        """One row a person or seat, month and component; columns in :func:`orgplan.report.results.frames.cost`."""
        return frames.cost(self.assessment)

    @property
    def budget(self) -> pd.DataFrame:
        """One row a budget line; columns in :func:`orgplan.report.results.frames.budget`."""
        return frames.budget(self.assessment)

    @property
    def headcount(self) -> pd.DataFrame:
        """One row a team and period; columns in :func:`orgplan.report.results.frames.headcount`."""
        return frames.headcount(self.assessment)

    @property
    def org_chart(self) -> pd.DataFrame:
        """Who reports to whom before and after the plan; columns in :func:`orgplan.report.results.frames.org_chart`."""
        return frames.org_chart(self.assessment)

    @property
    def rules(self) -> pd.DataFrame:
        """One row a requirement of a rule, scope and period; columns in :func:`orgplan.report.results.frames.rules`."""
        return frames.rules(self.assessment)

    @property
    def open_points(self) -> list[str]:
        """What the plan leaves open, each in one sentence, the largest first."""
        return in_words(self.org, self.assessment.broken)


@dataclass(frozen=True)
class Redacted(Planned):
    """A plan without names and actual pay.

    Attributes
    ----------
    doubts
        Words that were kept and hold a part of somebody's name; look at them before the plan goes
        out. They stand in no file.
    """

    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A plan workbook judged again, without the solver.

    Attributes
    ----------
    differences
        What the workbook shows and is not so, each in one sentence: money that is not that of the
        plan, figures typed over, inputs that were changed after the plan was made.
    """

    assessment: Assessment
    notes: tuple[str, ...]
    made: WorkbookSnapshot
    differences: tuple[str, ...]

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """Checks of the workbook that say FAIL, as they stand."""
        return tuple(failed(self.made))

    @property
    def violations(self) -> list[str]:
        """Limits exceeded and musts missed, each in one sentence, those that are new since the plan was made first."""
        return [*self.new_violations, *self.known_violations]

    @property
    def new_violations(self) -> list[str]:
        """Those that were not there, or were smaller, when the plan was made."""
        return in_words(self.assessment.org, self._missed[0])

    @property
    def known_violations(self) -> list[str]:
        """Those that the plan as it was made had already."""
        return in_words(self.assessment.org, self._missed[1])

    @property
    def holds(self) -> bool:
        """Whether the plan is what it said: nothing new is broken, and every figure is still its own. What it left open is no breach."""
        known = not self.known_violations or bool(
            self.made.short
        )  # where nothing says how it was made, nobody can call a miss known
        return known and not self.new_violations and not self.differences

    @property
    def _missed(self) -> tuple[list[Measure], list[Measure]]:
        return split(
            self.made, (m for m in self.assessment.broken if m.strength is not Strength.SHOULD)
        )

    @property
    def open_points(self) -> list[str]:
        """Shoulds missed, each in one sentence; no violation."""
        return in_words(
            self.assessment.org,
            (m for m in self.assessment.broken if m.strength is Strength.SHOULD),
        )


@dataclass(frozen=True)
class Placed:
    """Where a plan was put.

    Attributes
    ----------
    path
        The workbook that holds it.
    backup
        Where the workbook is kept that it was put into, as it was before.
    obstacle
        What stood in the way of putting it there; it then has a workbook of its own.
    """

    path: Path
    backup: Path | None = None
    obstacle: str | None = None


def read(
    path: str | Path,
    models: Sequence[Path] = (),
    *,
    of_plan: bool = False,
    more: Sequence[Path] = (),
    mapping: str | Path | None = None,
    preset: str | None = None,
) -> Loaded:
    """Read a workbook with everything that was noticed.

    A file that is not in our shape (no sheet Settings, or no Roster) is understood as
    :func:`import_files` would, in memory.

    Parameters
    ----------
    path
        An input workbook, or a plan workbook (its inputs are read back).
    models
        Folders with models of your own; they override the library's, and those of the folder that
        the workbook's setting `models` names, by id.
    of_plan
        Of a workbook that a plan was put into, read what the plan was made from (sheets
        ``op_Input …``), not the user's own sheets.
    more
        Further files whose sheets belong to the same input, such as a roster and skills as CSV.
    mapping, preset
        As for :func:`import_files`.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        With every fault of the file.
    orgplan.library.faults.BadModel
        With every fault of the model files.
    """
    file = Path(path)
    own = models_folder(file, of_plan=of_plan)
    catalogue = load_catalogue((*([own] if own else ()), *models))
    taught = None if mapping is None else load_map(Path(mapping))
    system = preset_called(preset, file)
    if taught is None and system is None:
        opened = open_files((file, *more))
        if of_plan or not is_foreign(opened.grids):
            return _sensible(read_opened(opened, file, catalogue, of_plan=of_plan))
    return read_foreign(
        (file, *more), catalogue, taught, system, level_of_word=load_proficiency().level_of
    )


def _sensible(loaded: Loaded) -> Loaded:
    """What was read; a line of Scenarios that cannot be made is a fault at its cell, whoever reads the workbook."""
    faults = []
    for line in loaded.org.scenarios:
        try:
            loaded.org.apply(change_of(line, loaded.org))
        except BadArgument as error:
            sheet, cell = loaded.scenario_cells[line.id]
            said = f"{line.change} {error.found}"
            faults.append(Fault(sheet, cell, said, error.expected, "Correct the row."))
    if not faults:
        try:
            changes_of(loaded.org)
        except BadArgument as error:
            faults.append(Fault("Scenarios", "", error.found, error.expected, "Correct base."))
    if faults:
        raise BadInput(loaded.path, faults)
    return loaded


def import_files(
    files: Sequence[str | Path],
    out: str | Path,
    *,
    mapping: str | Path | None = None,
    preset: str | None = None,
    models: Sequence[Path] = (),
    today: date | None = None,
    chinese: bool | None = None,
    overwrite: bool = False,
) -> Imported:
    """Write files of any make as an input workbook, with a first sheet that says how they were understood.

    The workbook is written also where something that matters is open; ``understanding.plannable``
    says whether it can be planned.

    Parameters
    ----------
    files
        Workbooks, CSV, .ods or .xls files that describe one organisation together.
    mapping
        What was said of such files before: the workbook of an earlier import, or a map of TOML or
        YAML.
    preset
        The system from which they come; else it is known by its headers.
    today
        The day on which a roster holds that names none.
    chinese
        Names of sheets and columns in Chinese; ``None`` where most headers of the files are.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If a file, or the map, can't be read at all.
    """
    paths, target = [Path(file) for file in files], Path(out)
    ensure_writable(target, overwrite)
    taught = None if mapping is None else load_map(Path(mapping))
    system = preset_called(preset, paths[0])
    found = understand(
        paths,
        load_catalogue(models),
        taught,
        system,
        today,
        level_of_word=load_proficiency().level_of,
    )
    return import_workbook(found, target, chinese)


def with_previous(loaded: Loaded, path: str | Path, stay_close: float | None = None) -> Loaded:
    """What was read, to be planned close to a previous plan.

    Parameters
    ----------
    loaded
        The organisation as it is now.
    path
        Workbook of the previous plan; actions that no longer make sense (somebody has left, a
        course is gone) are left out with a note.
    stay_close
        Share by which the cost of what is decided may rise to keep actions of the previous plan;
        ``None`` keeps the organisation's own.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If the file is no plan workbook.
    """
    before = read_previous(Path(path), loaded.org)
    changes: dict[str, object] = {"previous": before.plan} | (
        {} if stay_close is None else {"stay_close": stay_close}
    )
    notes = (*loaded.notes, *before.notes, *_changed_heads(loaded.org, Path(path)))
    return replace(loaded, org=loaded.org.replace(**changes), notes=notes)


def _changed_heads(org: Organisation, path: Path) -> Iterator[Note]:
    """A note where the head count is not at all that of the previous plan."""
    try:
        before = read(path, of_plan=True).org
    except BadInput:
        return  # its inputs were edited, or need models that are not at hand: nothing to compare
    days = (before.calendar.as_of, org.calendar.as_of)
    changed = heads_changed(before.people, org.people, days)
    if changed is not None:
        yield Note("Roster", "", changed, first=True)


def from_frames(
    *, models: Sequence[Path] = (), **frames: pd.DataFrame | Mapping[str, object]
) -> Organisation:
    """The organisation that data frames describe: the columns, defaults and faults of the workbook.

    Parameters
    ----------
    models
        As for :func:`read`.
    frames
        ``settings`` and ``assumptions`` (a mapping of keys to values will do), ``people``, ``skills``,
        ``roles``, ``role_skills``, ``teams``, ``needs``, ``rules``, ``courses``, ``budget``,
        ``levers``, ``positions``, ``candidates``, ``locations``, ``actuals``, ``scenarios``: each a
        data frame with the columns of ``docs/workbook.md``.

    Raises
    ------
    BadInput
        With every fault of the frames; the cell is where it would stand in a sheet, headers in row 1.
    BadArgument
        If an argument is none of these, or no data frame.

    Examples
    --------
    >>> org = op.from_frames(  # doctest: +SKIP
    ...     settings={"as_of": "2027-01-01"}, people=hr, needs=wanted, roles=bands
    ... )
    """
    return _sensible(
        read_opened(opened_frames(frames), IN_MEMORY, load_catalogue(tuple(models)))
    ).org


def load(path: str | Path, models: Sequence[Path] = ()) -> Organisation:
    """The organisation that a workbook describes; see :func:`read` for parameters and errors."""
    return read(path, models).org


def plan(
    org: Organisation,
    *,
    goal: Goal | str | None = None,
    budget: float | None = None,
    time_limit: float = 60.0,
    gap: float = 1e-3,
    solver: str = "highs",
    source: Loaded | None = None,
    explain_next_steps: bool = True,
    frontier: int = 0,
    prove: bool = False,
    progress: Progress = lambda what, share: None,
) -> Planned:
    """Find the best plan, and judge it again without the solver.

    Parameters
    ----------
    org
        What is true and wanted.
    goal
        ``cover`` or ``cheapest``, in place of the organisation's own.
    budget
        Limit on all cost over the horizon in plan currency, in place of the organisation's total.
    time_limit, gap, solver
        Seconds for all goals together; relative gap at which the search for the least cost may
        stop; ``highs`` or ``scip``.
    source
        Where the organisation was read from, for the run log; without it the organisation itself is
        hashed.
    explain_next_steps
        Whether to work out what the next step costs, where musts stay open.
    frontier
        How many limits on all cost to try between doing nothing and no limit, for the efficient
        frontier; as many searches more.
    prove
        Whether what is proven of each goal is looked at again on a second road (another solver,
        else other settings), in as much time again; ``run.parts`` then have a ``witness``.
    progress
        Told what is being done, and how much of it is behind (0-1).

    Raises
    ------
    Impossible
        If no plan meets what is asked.
    NoPlan
        If time ran out before any plan was found.
    Disagreement
        If the checker and the model do not agree.
    """
    asked = as_asked(org, goal, budget)
    began = time.perf_counter()
    solution, assessment, parts = solve_and_verify(
        asked,
        solver,
        lambda by: solve(
            asked, time_limit=time_limit, gap=gap, solver=by, prove=prove, progress=progress
        ),
        lambda found: _assessed(asked, found, progress),
    )
    spent = time.perf_counter() - began
    options = {
        "goal": asked.goal.value,
        "time_limit": f"{time_limit:g}",
        "gap": f"{gap:g}",
        "solver": solver,
    }
    options |= {"prove": "yes"} if prove else {}
    if asked.previous is not None:
        options |= {
            "previous": f"{len(asked.previous.actions)} actions",
            "stay_close": f"{asked.stay_close:g}",
        }
    run = _run(
        org, solution, options | ({"budget": f"{budget:.2f}"} if budget is not None else {}), source
    )
    if solution.status is Status.INFEASIBLE:
        progress("looking for ways out", 0.9)
        distrusted = list(run.distrusted)
        ways = ways_out(asked, doubts=partial(doubts_about, org=asked), distrusted=distrusted)
        collide = conflicts(asked, distrusted=distrusted)
        raise Impossible(asked, ways, replace(run, distrusted=tuple(distrusted)), collide)
    if assessment is None:
        raise NoPlan(run)
    seconds_check = max(0.0, spent - solution.seconds_build - solution.seconds_solve)
    progress("pricing the next step", 0.97)
    distrusted = list(run.distrusted)
    steps = (
        next_steps(assessment, seconds=min(10.0, time_limit / 4), distrusted=distrusted)
        if explain_next_steps
        else ()
    )
    ended = replace(
        run,
        parts=parts,
        gap=_gap(parts, solution),
        next_steps=steps,
        seconds={**run.seconds, "check": seconds_check},
    )
    if frontier:
        tried = efficient_frontier(
            assessment,
            proven=solution.status in (Status.OPTIMAL, Status.GAP_LIMIT),
            points=frontier,
            seconds=time_limit,
            gap=gap,
            solver=solver,
            distrusted=distrusted,
            progress=progress,
        )
        ended = replace(ended, frontier=tried)
    return Planned(assessment, replace(ended, distrusted=tuple(distrusted)))


def evaluate(org: Organisation, plan: Plan) -> Planned:
    """Judge and cost a plan without a solver; nothing is searched, so nothing is proven of it.

    Parameters
    ----------
    org
        What is true and wanted.
    plan
        Actions of any origin: another scenario's plan, or one of your own.

    Returns
    -------
    Planned
        Status ``judged``; ``open_points`` says what the plan leaves open, frames and sheets are
        those of any plan.

    Examples
    --------
    >>> kept = op.evaluate(org.apply(op.change.attrition(scale=2)), planned.plan)  # doctest: +SKIP
    """
    assessment = Assessment(org, plan)
    parts = tuple(
        GoalPart(name, value, float("nan"), Status.JUDGED)
        for name, value in assessment.goal_values.items()
    )
    judged = Solution(Status.JUDGED, plan, parts, 0.0, 0.0, (0, 0, 0))
    run = _run(org, judged, {"solver": "none", "goal": org.goal.value}, None)
    return Planned(assessment, replace(run, gap=float("inf")))


def _run(
    org: Organisation, solution: Solution, options: Mapping[str, str], source: Loaded | None
) -> Run:
    return Run(
        status=solution.status,
        gap=float("inf") if solution.gap is None else solution.gap,
        parts=solution.parts,
        solver=options["solver"],
        options=options,
        seconds={"build": solution.seconds_build, "solve": solution.seconds_solve},
        size=solution.size,
        versions={"orgplan": __version__, "python": platform.python_version()}
        | {name: version(name) for name in LIBRARIES},
        input_name=source.path.name if source else "an organisation in memory",
        input_sha256=source.sha256
        if source
        else sha256(org.model_dump_json().encode()).hexdigest(),
        made_at=datetime.now(UTC).replace(microsecond=0),
        notes=tuple(str(note) for note in source.notes) if source else (),
        first=(
            *gaps_of_input(org),
            *(str(note) for note in (source.notes if source else ()) if note.first),
        ),
        distrusted=solution.distrusted,
    )


def as_asked(org: Organisation, goal: Goal | str | None, budget: float | None) -> Organisation:
    """The organisation with the goal and the limit on all cost that were asked for, where they were."""
    asked = org if goal is None else org.replace(goal=Goal(goal))
    return asked if budget is None else with_total_budget(asked, budget)


def _assessed(org: Organisation, solution: Solution, progress: Progress) -> Assessment:
    assert solution.plan is not None
    progress("checking the plan", 0.95)
    whole = Assessment(org, solution.plan)
    if solution.status is Status.OPTIMAL or all(whole.losses.values()):
        return whole
    return Assessment(org, without_idle_actions(org, solution.plan))


def _gap(parts: tuple[GoalPart, ...], solution: Solution) -> float:
    """Largest relative gap; by what a goal was let slip on purpose, to stay close to a previous plan, is no gap."""
    return max(
        (
            relative_gap(min(part.value, found.value), part.bound)
            for part, found in zip(parts, solution.parts, strict=True)
        ),
        default=0.0,
    )


def check(path: str | Path, models: Sequence[Path] = ()) -> Checked:
    """Judge a plan workbook, edited by hand or not, without the solver, and compare what it shows with what comes out now.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If inputs or actions cannot be read.
    """
    assessment, notes = _judged(path, models)
    made = read_snapshot(Path(path))
    shown = differences(
        made,
        assessment,
        lambda target, again, run: write_workbook(target, again, run, write_inputs),
    )
    return Checked(assessment, notes, made, shown)


def failed_checks(path: str | Path) -> tuple[str, ...]:
    """Sentences on the checks of a plan workbook that say FAIL, as it stands."""
    return tuple(failed(read_snapshot(Path(path), pages=(CHECKS,))))


def _judged(path: str | Path, models: Sequence[Path]) -> tuple[Assessment, tuple[str, ...]]:
    loaded = read(path, models, of_plan=True)
    return Assessment(loaded.org, read_plan(Path(path), loaded.org)), tuple(
        str(note) for note in loaded.notes
    )


def reopen(path: str | Path, models: Sequence[Path] = ()) -> Planned:
    """A plan from its workbook, with the facts of the run that made it; ``run.edited`` says that it was changed by hand since.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If inputs, actions or the run log cannot be read.
    """
    assessment, _ = _judged(path, models)
    run = read_run(Path(path))
    if run is None:
        mend = "Write the plan again with `orgplan plan`."
        raise BadInput(
            Path(path),
            [Fault("Run log", "", "no run that can be read", "the sheet as it was written", mend)],
        )
    return Planned(assessment, with_edits_marked(run, assessment))


def recost(path: str | Path, models: Sequence[Path] = ()) -> Planned:
    """A plan that was edited by hand, priced again without a search, with a bridge from what it cost before (``run.bridge``).

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If inputs, actions or the run log cannot be read.
    """
    planned = reopen(path, models)
    made = read_snapshot(Path(path), pages=(COST, RUN_LOG))
    before = sum(
        sum(row.months) for row in shown_rows(made.grids.get(COST.name), planned.org.calendar)
    )
    steps = bridge_of(made, planned.assessment)
    run = replace(
        planned.run, bridge=steps, cost_before=before, edited=bool(steps) or planned.run.edited
    )
    return Planned(planned.assessment, run)


def redact(planned: Planned, *, keep_ids: bool = False) -> Redacted:
    """The plan with ids in place of names and band midpoints in place of pay, all money reckoned again.

    Parameters
    ----------
    keep_ids
        Keep person and position ids that tell nobody who it is, so that those who know them can
        look people up.
    """
    bare = redacted(planned.assessment, keep_ids=keep_ids)
    digest = sha256(bare.assessment.org.model_dump_json().encode()).hexdigest()
    return Redacted(
        bare.assessment,
        without_traces(
            planned.run,
            bare.says,
            bare.assessment.goal_values["cost"],
            digest,
            tuple(gaps_of_input(bare.assessment.org)),
        ),
        bare.doubts,
    )


def redacted_run(run: Run) -> Run:
    """Facts of a run that found no plan, without a trace of the input."""
    return replace(without_traces(run, (), 0.0, ""), parts=())


def save(planned: Planned | Organisation, path: str | Path, *, overwrite: bool = False) -> None:
    """Write a plan workbook, or of an organisation an input workbook, whole or not at all.

    Parameters
    ----------
    planned
        A plan with all that follows from it; or an organisation, which reads back as it is.
    path
        The workbook to write.
    overwrite
        Whether a file there may be replaced.

    Raises
    ------
    orgplan.excel.write.saving.NotWritable
        If the file exists and may not be replaced, is open, or cannot be written.
    orgplan.excel.write.saving.DiskTrouble
        If the disk is full or fails; a file that was there is as it was.
    NotReadBack
        If what was written reads back as another plan; a file that was there is as it was.
    """
    target = Path(path)
    ensure_writable(target, overwrite)
    if isinstance(planned, Organisation):
        write_template(target, planned)
        return
    write_workbook(
        target,
        planned.assessment,
        planned.run,
        write_inputs,
        lambda draft: read_back(draft, planned.assessment),
    )


def save_into(
    planned: Planned,
    workbook: str | Path,
    *,
    otherwise: str | Path | None = None,
    overwrite: bool = False,
) -> Placed:
    """Put a plan into a workbook of your own as sheets ``op_…``; nothing else in it changes, and those of an earlier run are replaced in place.

    Parameters
    ----------
    workbook
        An .xlsx or .xlsm file. It is kept as it was beside it, under a name with the date.
    otherwise
        Where the plan is written if the workbook can't take it; beside it as ``…_plan.xlsx`` if
        left out.
    overwrite
        Whether the file there may be replaced.

    Raises
    ------
    orgplan.excel.write.saving.NotWritable
        If there is no such workbook, or nothing can be written beside it.
    NotReadBack
        If what was written reads back as another plan; the workbook is as it was.
    """
    target = Path(workbook)
    reason = obstacle(target)
    if reason is None:
        ensure_writable(target, overwrite=True)
        try:
            backup = write_into(
                target,
                planned.assessment,
                planned.run,
                write_inputs,
                lambda draft: read_back(draft, planned.assessment),
            )
            return Placed(target, backup=backup)
        except Refused as refusal:
            reason = why_not(target, refusal)
    separate = Path(otherwise) if otherwise is not None else beside(target, overwrite)
    save(planned, separate, overwrite=overwrite)
    return Placed(separate, obstacle=reason)


def compare(plans: Mapping[str, Planned]) -> pd.DataFrame:
    """Plans side by side, one column each: how it ended, goals, heads, money and actions."""
    return side_by_side(
        {name: (planned.assessment, planned.run) for name, planned in plans.items()}
    )


def diff(
    before: str | Path | Planned | Checked,
    after: str | Path | Planned | Checked,
    models: Sequence[Path] = (),
) -> Difference:
    """What changed from one plan to another, in the order in which a person would ask.

    Parameters
    ----------
    before, after
        Plan workbooks, edited by hand or not, or plans in memory.
    models
        As for :func:`read`.

    Returns
    -------
    Difference
        Data frames ``headline, actions, money, coverage, inputs``; ``same`` says whether nothing
        changed.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If one of the workbooks cannot be read.
    """
    return difference(_side("before", before, models), _side("after", after, models))


def _side(name: str, plan: str | Path | Planned | Checked, models: Sequence[Path]) -> Side:
    if isinstance(plan, Planned):
        return Side(name, plan.assessment, plan.run)
    if isinstance(plan, Checked):
        return Side(name, plan.assessment, None)
    assessment, run = check(plan, models).assessment, read_run(Path(plan))
    return Side(str(plan), assessment, run and with_edits_marked(run, assessment))


def reconcile(
    workbook: str | Path,
    plan: str | Path | None = None,
    *,
    days: int = 31,
    pay: float = 0.05,
    models: Sequence[Path] = (),
) -> Reconciliation:
    """Roster, positions and plan held against each other: seats that are filled, open, over, ghost or unapproved.

    Parameters
    ----------
    workbook
        Holds `Roster` and `Positions`. Without `plan`, a plan that the workbook holds is looked at.
    plan
        Plan workbook whose planned seats are held against them.
    days, pay
        Days by which starts, and share by which pay may differ; see :class:`orgplan.analysis.reconciliation.Tolerance`.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If a workbook cannot be read, or lists no positions.
    """
    loaded = read(workbook, models)
    if not loaded.org.positions:
        mend = "List the seats on a sheet Positions: position_id, role, team, status."
        raise BadInput(
            loaded.path, [Fault("Positions", "", "no positions", "at least one position", mend)]
        )
    source = Path(plan or workbook)
    planned = plan is not None or bool(
        set(HIRING_PLAN.names) & set(plan_keys(inspect_file(source).scans).values())
    )
    actions = check(source, models).assessment.plan if planned else Plan()
    tolerance = Tolerance(days, pay)
    return Reconciliation(
        loaded.org,
        held_against(loaded.org, actions, tolerance),
        tolerance,
        source.name if planned else None,
    )
