"""The plans of a study: solved at once or on a cluster, kept in a folder, and read from it
again.
"""

import pickle
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from orgplan._version import this_version
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.changes.change_values import Change
from orgplan.analysis.verification import solve_and_verify
from orgplan.api import Impossible, NoPlan, Result, plan, run_of
from orgplan.domain import Organisation, Plan
from orgplan.errors import OrgplanError
from orgplan.excel.write.saving import replaced_whole
from orgplan.language import speak
from orgplan.report.audit.run import Run
from orgplan.solver.solve import Solution, solve

_KNOWN: deque[Solution] = deque(maxlen=8)  # of this process: the latest swift searches
Changes = Change | Sequence[Change]
Ended = tuple[Plan, Run] | Impossible | NoPlan
SolveTask = tuple[str, Organisation, Mapping[str, Any]]


def solve_task(task: SolveTask) -> tuple[str, Ended]:
    """The ending of one scenario; errors that say why there is no plan are endings too.

    Parameters
    ----------
    task
        Name, organisation and options of the scenario; goal and budget are in the organisation
        already.

    Returns
    -------
    tuple[str, Ended]
        Name of the scenario, and its plan with the run, or why there is none.
    """
    name, org, options = task
    kept = {
        key: option for key, option in options.items() if key not in ("goal", "budget", "swift")
    }
    try:
        if options["swift"] and (found := _swiftly(org, kept)) is not None:
            return name, found
        planned = plan(org, **kept)
    except (Impossible, NoPlan) as error:
        return name, error
    return name, (planned.plan, planned.run)


def _swiftly(org: Organisation, options: Mapping[str, Any]) -> tuple[Plan, Run] | None:
    """The plan of a swift search, checked like any other; ``None`` where there is none, for which
    :func:`orgplan.plan` has the words.
    """
    speak(org.language)
    limits = {"time_limit": options.get("time_limit", 60.0), "gap": options.get("gap", 1e-3)}
    solution, assessment, parts = solve_and_verify(
        org,
        "highs",
        lambda by: solve(org, **limits, solver=by, swift=True, known=tuple(_KNOWN)),
        lambda one: Assessment(org, one.plan or Plan()),
    )
    if assessment is None:
        return None
    if solution.found is not None and all(solution.found is not one.found for one in _KNOWN):
        _KNOWN.appendleft(solution)
    shown = {key: f"{limit:g}" for key, limit in limits.items()}
    run = run_of(
        org, solution, {"goal": org.goal.value, "solver": "highs", "swift": "yes"} | shown, None
    )
    return assessment.plan, replace(run, parts=parts, gap=solution.gap or 0.0)


def result(org: Organisation, ended: Ended) -> Result | Impossible | NoPlan:
    """A plan with its measures, or the error that says why there is none; it is returned, not
    raised.

    Parameters
    ----------
    org
        The organisation of the scenario: the measures are those of the plan in it.
    ended
        What a worker or the folder handed back. Measures are not kept there: they are made anew of
        the plan.

    Returns
    -------
    Result or Impossible or NoPlan
        The first where there is a plan.
    """
    if isinstance(ended, OrgplanError):
        return ended
    made, run = ended
    return Result(Assessment(org, made), run)


def as_changes(given: Changes) -> tuple[Change, ...]:
    """One change or several, as a tuple.

    Parameters
    ----------
    given
        As a user writes it for :func:`orgplan.study`.

    Returns
    -------
    tuple[Change, ...]
        In the order in which they are made.

    Examples
    --------
    >>> as_changes(op.change.pay(scale=1.1)) == as_changes([op.change.pay(scale=1.1)])
    True
    """
    return tuple(given) if isinstance(given, Sequence) else (given,)


def key_of_plan(org: Organisation, options: Mapping[str, Any]) -> str:
    """The name under which a plan is kept in the folder: version, organisation and options decide.

    Parameters
    ----------
    org
        With the changes of its scenario; two scenarios that come to the same share a plan.
    options
        Arguments of :func:`orgplan.plan`; their order does not matter.

    Returns
    -------
    str
        64 hexadecimal digits (SHA-256).
    """
    sentence = repr(sorted((key, repr(option)) for key, option in options.items()))
    return sha256(f"{this_version()}\n{org.model_dump_json()}\n{sentence}".encode()).hexdigest()


def ended_before(
    folder: Path | None, asked: Mapping[str, Organisation], options: Mapping[str, Any]
) -> dict[str, Ended]:
    """Endings that the folder holds from before.

    Parameters
    ----------
    folder
        Made, for its owner alone, where it is missing; ``None`` keeps nothing.
    asked
        Name of a scenario → its organisation.
    options
        Arguments of :func:`orgplan.plan`, part of the key.

    Returns
    -------
    dict[str, Ended]
        Name → ending, of those that are there and can be read; a file that breaks off is left out,
        and its scenario is searched again.

    Notes
    -----
    The files are pickles, which run code when they are read: the folder must be one that nobody
    else can write.
    """
    if folder is None:
        return {}
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # plans hold pay
    found: dict[str, Ended] = {}
    for name, org in asked.items():
        path = folder / f"{key_of_plan(org, options)}.pickle"
        if path.exists():
            with suppress(
                EOFError, pickle.UnpicklingError
            ):  # of a disk that failed: searched again
                found[name] = pickle.loads(path.read_bytes())
    return found


def keep_result(folder: Path, key: str, outcome: Ended) -> None:
    """Write an ending whole or not at all: a study that is killed leaves no half file.

    Parameters
    ----------
    folder
        It exists already.
    key
        As :func:`key_of_plan` makes it.
    outcome
        Also one without a plan: it need not be searched again either.
    """
    with replaced_whole(folder / f"{key}.pickle") as draft:
        draft.write_bytes(pickle.dumps(outcome))


def difference_of(here: object, base: object) -> float | None:
    """Difference of two figures, rounded to two decimals; ``None`` where one is missing.

    Parameters
    ----------
    here, base
        Figures of a scenario and of the base; whatever is no number counts as missing.

    Returns
    -------
    float or None
        In the unit of both: plan currency, or heads.

    Examples
    --------
    >>> difference_of(10.0, 7.5), difference_of(None, 7.5)
    (2.5, None)
    """
    if isinstance(here, int | float) and isinstance(base, int | float):
        return round(here - base, 2)
    return None
