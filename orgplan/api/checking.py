"""Plan workbooks read back: checked, reopened, priced again, redacted."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.missing_inputs import has_budgets, missing_inputs
from orgplan.analysis.redaction import Dates, redacted
from orgplan.errors import BadArgument, checked
from orgplan.excel.read import BadInput, Fault
from orgplan.io.output.template import write_inputs
from orgplan.io.plan.read import read_plan
from orgplan.language import _, current
from orgplan.objectives import must_shortfall, should_shortfall
from orgplan.report.audit.cost_rows import bridge_of, planned_rows
from orgplan.report.audit.redacted_run import without_traces
from orgplan.report.audit.run import APPROVED, Run
from orgplan.report.audit.run_reader import read_run, unproven, with_edits_marked
from orgplan.report.audit.snapshot import pages_of, read_snapshot
from orgplan.report.audit.tampering import differences, not_comparable, unmeasured
from orgplan.report.audit.tampering import failed_checks as failed
from orgplan.report.sheets.pages import CHECKS, COST, PLANNED_COST, RUN_LOG
from orgplan.report.sheets.workbook import write_workbook
from orgplan.results import Checked, Redacted, Result

from .reading import read

SHORTFALLS = (must_shortfall.NAME, should_shortfall.NAME)


@checked
def check(path: str | Path, models: Sequence[str | Path] = ()) -> Checked:
    """Judge a plan workbook, edited by hand or not, without the solver, and compare what it shows
    with what comes out now.

    Parameters
    ----------
    path
        A plan workbook, or the workbook of a user that a plan was put into. It is read, never
        written.
    models
        Folders with models of your own, as for :func:`orgplan.read`: those with which the plan was
        made, else its measures may differ.

    Returns
    -------
    Checked
        What is broken now, split into what the plan had already and what is new, and every figure
        that is no longer its own.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If inputs or actions cannot be read.

    Examples
    --------
    >>> checked = op.check("my_plan.xlsx")
    >>> checked.violations, checked.differences
    ([], ())
    """
    assessment, notes = _judged(path, models)
    made = read_snapshot(Path(path))
    assessment = replace(assessment, unmeasured=unmeasured(made, assessment.plan))
    shown = differences(made, assessment, _written)
    untold = not_comparable(made, assessment, shown, _written)
    return Checked(assessment, notes, made, shown, untold)


def _written(target: Path, assessment: Assessment, run: Run) -> None:
    write_workbook(target, assessment, run, write_inputs)


def failed_checks(path: str | Path) -> tuple[str, ...]:
    """Sentences on the checks of a plan workbook that say FAIL, as it stands.

    Parameters
    ----------
    path
        A plan workbook. Only its sheet Checks is read; cells count as the program that saved them
        last calculated them.

    Returns
    -------
    tuple[str, ...]
        Empty where every check says OK, and where the workbook has no such sheet.
    """
    return tuple(failed(pages_of(Path(path), (CHECKS,))))


def _judged(path: str | Path, models: Sequence[str | Path]) -> tuple[Assessment, tuple[str, ...]]:
    loaded = read(path, models, of_plan=True)
    return Assessment(loaded.org, read_plan(Path(path), loaded.org)), tuple(
        str(note) for note in loaded.notes
    )


@checked
def reopen(path: str | Path, models: Sequence[str | Path] = ()) -> Result:
    """A plan from its workbook, with the facts of the run that made it; ``run.edited`` says that it
    was changed by hand since.

    Parameters
    ----------
    path
        A plan workbook; its inputs are those that the plan was made from, also in the workbook of a
        user.
    models
        Folders with models of your own, as for :func:`orgplan.read`.

    Returns
    -------
    Result
        The plan judged and costed anew; status, gap and bounds are those of the run that made it.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If inputs, actions or the run log cannot be read.

    Examples
    --------
    >>> again = op.reopen("my_plan.xlsx")
    >>> again.status, again.plan == planned.plan
    ('optimal', True)
    """
    assessment, notes = _judged(path, models)
    run = read_run(Path(path))
    if run is None:
        fix = _("Write the plan again with `orgplan plan`.")
        raise BadInput(
            Path(path),
            [
                Fault(
                    "Run log",
                    "",
                    _("no run that can be read"),
                    _("the sheet as it was written"),
                    fix,
                )
            ],
        )
    if run.language != current():  # what was noticed then, as it is noticed now
        run = replace(run, notes=notes, first=tuple(missing_inputs(assessment.org)))
    made = read_snapshot(Path(path), pages=(RUN_LOG,))
    changed = made.changed_parts(assessment.plan)
    return Result(assessment, with_edits_marked(run, assessment, changed))


@checked
def recost(path: str | Path, models: Sequence[str | Path] = ()) -> Result:
    """A plan that was edited by hand, priced again without a search, with a bridge from what it
    cost before (``run.bridge``).

    Parameters
    ----------
    path
        A plan workbook with actions that were changed by hand.
    models
        Folders with models of your own, as for :func:`orgplan.read`.

    Returns
    -------
    Result
        The plan as it stands now. ``run.cost_before`` is what it cost over the horizon before, in
        cents; an approval is dropped, as it was given for other figures. Where inputs or actions
        were changed nothing is proven any more, and next steps, frontier and risk are left out:
        they are of the plan before.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If inputs, actions or the run log cannot be read.

    Examples
    --------
    >>> again = op.recost("my_plan.xlsx")
    >>> again.status, again.assessment.cost == planned.assessment.cost
    ('optimal', True)
    """
    planned = reopen(path, models)
    made = read_snapshot(Path(path), pages=(COST, PLANNED_COST, RUN_LOG))
    before = sum(sum(row.months) for row in planned_rows(made, planned.org.calendar))
    steps = bridge_of(made, planned.assessment)
    options = {key: value for key, value in planned.run.options.items() if key != APPROVED}
    run = replace(
        planned.run,
        options=options,
        bridge=steps,
        cost_before=before,
        priced_again=_goals_again(planned),
    )
    edited = bool(steps) or run.edited
    return Result(planned.assessment, unproven(run, planned.assessment) if edited else run)


def _goals_again(planned: Result) -> dict[str, float]:
    """Goals that checks compare, as the plan now meets them: those of the search are of other
    actions or inputs.
    """
    values, of_run = planned.assessment.goal_values, {part.name for part in planned.run.parts}
    return {name: values[name] for name in SHORTFALLS if name in values and name in of_run}


@checked
def redact(
    planned: Result,
    *,
    keep_ids: bool = False,
    dates: str = "month",
) -> Redacted:
    """The plan with ids in place of names and band midpoints in place of pay, all money calculated
    again.

    Parameters
    ----------
    planned
        A plan, searched or read back; it stays as it is.
    keep_ids
        Keep person and position ids that tell nobody who it is, so that those who know them can
        look people up.
    dates
        How exactly first days of the roster stand: ``day``, ``month`` or ``year``.

    Returns
    -------
    Redacted
        Ready to be saved; its cost is that of band midpoints, and no bound is known for it.

    Raises
    ------
    BadArgument
        If `dates` is none of the three.

    Examples
    --------
    >>> bare = op.redact(planned)
    >>> bare.org.people[0].name
    'P-001'
    """
    if dates not in tuple(Dates):
        raise BadArgument("op.redact", f"dates={dates!r}", f"one of {', '.join(Dates)}")
    bare = redacted(planned.assessment, keep_ids=keep_ids, dates=Dates(dates))
    digest = sha256(bare.assessment.org.model_dump_json().encode()).hexdigest()
    return Redacted(
        bare.assessment,
        without_traces(
            planned.run,
            bare.says,
            bare.assessment.goal_values["cost"],
            digest,
            tuple(
                missing_inputs(
                    bare.assessment.org,
                    budgets_left_out=bool(planned.run.redaction)
                    or has_budgets(planned.assessment.org),
                )
            ),
        ),
        bare.doubts,
    )


def redacted_run(run: Run) -> Run:
    """Facts of a run that found no plan, without a trace of the input.

    Parameters
    ----------
    run
        How the search ended; its notes, its budget and the name of its input are left out.

    Returns
    -------
    Run
        The run without its goals too: their values and bounds are money.
    """
    return replace(without_traces(run, (), 0.0, ""), parts=())
