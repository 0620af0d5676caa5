"""The record of a run: what was asked for, how it ended, and what the time was too short for."""

import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version

from orgplan._version import __version__
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import Unmeasured
from orgplan.analysis.missing_inputs import missing_inputs
from orgplan.deadline import Deadline
from orgplan.domain import Organisation
from orgplan.excel.read import in_lines
from orgplan.io.inputs.loading import Loaded
from orgplan.language import _
from orgplan.report.audit.run import IN_MEMORY, Run
from orgplan.report.optimality import asked_for
from orgplan.report.reasons import without_reasons
from orgplan.solver.outcome import relative_gap
from orgplan.solver.solve import GoalPart, Solution

LIBRARIES = ("highspy", "pyscipopt", "pulp", "pandas", "pydantic", "openpyxl", "XlsxWriter")


def run_of(
    org: Organisation, solution: Solution, options: Mapping[str, str], source: Loaded | None
) -> Run:
    """Facts of a run that ended with a solution.

    Parameters
    ----------
    org
        As it was planned: hashed where `source` is ``None``, and searched for gaps of the input.
    solution
        Its gap of ``None`` (no bound is known) becomes infinite.
    options
        What was asked for, as texts, for the run log; ``solver`` must be among them.
    source
        Where the organisation was read from: gives the file's name, hash and notes; ``None`` for
        one in memory.

    Returns
    -------
    Run
        Goals as the solver left them; the caller puts in what the checker measured.
    """
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
        input_name=source.path.name if source else IN_MEMORY,
        input_sha256=(
            source.sha256 if source else sha256(org.model_dump_json().encode()).hexdigest()
        ),
        made_at=datetime.now(UTC).replace(microsecond=0),
        notes=in_lines(source.notes) if source else (),
        first=(
            *missing_inputs(org),
            *in_lines(note for note in (source.notes if source else ()) if note.first),
        ),
        distrusted=solution.distrusted,
    )


def options_of(
    asked: Organisation,
    limits: Mapping[str, str],
    chosen: Mapping[str, bool],
    budget: float | None,
) -> Mapping[str, str]:
    """What was asked for, for the run log.

    Parameters
    ----------
    asked
        The organisation as asked.
    limits
        Time, gap and solver, as texts.
    chosen
        What is done or not; what is not is left out.
    budget
        Plan currency; ``None`` where none was given.

    Returns
    -------
    Mapping[str, str]
        Name of an option → what it was set to.
    """
    options = {"goal": asked.goal.value, **limits}
    options |= {name: "yes" for name, choice in chosen.items() if choice}
    if asked.previous is not None:
        options["previous"] = f"{len(asked.previous.actions)} actions"
        options["stay_close"] = f"{asked.stay_close:g}"
    if budget is not None:
        options["budget"] = f"{budget:.2f}"
    return options


def verified(
    run: Run,
    parts: tuple[GoalPart, ...],
    solution: Solution,
    asked: Organisation,
    spent: float,
) -> Run:
    """The run with what the checker measured, and how long that took.

    Parameters
    ----------
    run
        As the search left it.
    parts
        Goals as the checker has them.
    solution
        Of the search.
    asked
        The organisation as asked.
    spent
        Seconds since the search began.
    """
    check = max(0.0, spent - solution.seconds_build - solution.seconds_solve)
    return replace(
        run,
        parts=parts,
        gap=_gap(parts, solution, asked),
        seconds={**run.seconds, "check": check},
    )


def _gap(parts: tuple[GoalPart, ...], solution: Solution, org: Organisation) -> float:
    """Largest relative gap of what was asked for; by what a goal was let slip on purpose, to stay
    close to a previous plan, is no gap.
    """
    known = asked_for(parts, org)
    return max(
        (
            relative_gap(min(part.value, found.value), part.bound)
            for part, found in zip(parts, solution.parts, strict=True)
            if part in known
        ),
        default=0.0,
    )


def not_calculated(assessment: Assessment) -> tuple[str, ...]:
    """What the time did not suffice for, in words.

    Parameters
    ----------
    assessment
        Read for what is lost without each action.
    """
    unknown = sum(isinstance(lost, Unmeasured) for lost in assessment.losses.values())
    return (without_reasons(unknown, len(assessment.losses)),) if unknown else ()


def not_searched(solution: Solution, until: Deadline) -> Iterator[str]:
    """That a plan which decides nothing is no recommendation, where the time was too short.

    Parameters
    ----------
    solution
        Of the search.
    until
        The time that there was.

    Yields
    ------
    str
        A sentence in the language of the run, or nothing.
    """
    if solution.unsearched:
        yield _(
            "{seconds:.0f} seconds were not enough to find a plan: this one decides nothing, and"
            " recommends nothing. Allow more seconds.",
            seconds=until.spent if until.stopped() else until.seconds,
        )


def cut_short(until: Deadline, unfinished: Sequence[str]) -> Iterator[str]:
    """How a run that did not come to its end was cut short, and what it lacks.

    Parameters
    ----------
    until
        The time that there was.
    unfinished
        What was not calculated, in words.

    Yields
    ------
    str
        Sentences in the language of the run.
    """
    if until.stopped():
        yield _(
            "Stopped by hand after {seconds:.0f} seconds: this is the best plan found until then,"
            " checked like any other.",
            seconds=until.spent,
        )
    if unfinished:
        what = _("; ").join(unfinished)
        yield (
            _("Not calculated: {what}.", what=what)
            if until.stopped()
            else _(
                "Not calculated within {seconds:g} seconds: {what}.",
                seconds=until.seconds,
                what=what,
            )
        )
