"""The facts of a run, read back from the Run log of a plan workbook."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from math import inf
from pathlib import Path

from orgplan.analysis.assessment import Assessment
from orgplan.excel.read import Raw, header_key, inspect_file, read_cells
from orgplan.io.terms.sheet_roles import plan_sheet
from orgplan.language import SOURCE, _, available, current, in_every_language, spellings
from orgplan.objectives import disruption
from orgplan.solver.audit import Distrust
from orgplan.solver.outcome import Status
from orgplan.solver.search import Witness
from orgplan.solver.solve import GoalPart

from ..sheets.pages import RUN_LOG
from .fingerprints import WRITTEN_BY
from .run import NOTHING_PROVEN, Run
from .run_log import CONFIRMED, PRICED_AGAIN, facts_in_code, in_language, labels_in_code

TAKES = "What it takes"
SAME = 1e-6  # relative: what a spreadsheet program keeps of a number

Section = dict[str, tuple[Raw, ...]]


def read_run(path: Path) -> Run | None:
    """The run that a workbook was made by; ``None`` if its Run log is gone or does not say.

    Parameters
    ----------
    path
        A plan workbook, or one of a user that took a plan.

    Returns
    -------
    Run or None
        The same in whichever language the workbook is.

    Raises
    ------
    BadInput
        If the file is no workbook that can be read.
    """
    passed = inspect_file(path)
    sheet = plan_sheet(passed.scans, RUN_LOG.names)
    grids = read_cells(path, passed, only=lambda title: title == sheet)
    for grid in grids.values():
        sections = _sections(grid.rows)
        try:
            return replace(_run(sections), language=_language_of(sheet or ""))
        except (KeyError, ValueError, TypeError):  # a line is gone, or says something else by now
            return None
    return None


def _language_of(tab: str) -> str:
    """Code of the language in which the Run log has this name."""
    named = {
        code: header_key(name)
        for code, (name,) in in_every_language(lambda: [RUN_LOG.name]).items()
    }
    return next((code for code, key in named.items() if header_key(tab).endswith(key)), SOURCE)


def with_edits_marked(run: Run, assessment: Assessment, changed: Collection[str] = ()) -> Run:
    """The run, marked as edited where inputs or actions were changed since it was written, or
    goals are not what they were.

    Disruption is not compared: it may have been counted from a previous plan, which is in no
    workbook.

    Parameters
    ----------
    run
        As the Run log says it.
    assessment
        What inputs and actions come to now.
    changed
        Input sheets and kinds of action that say something else by now. A budget that was raised
        leaves every goal as it was, and what was proven with the lower one is no longer so.

    Returns
    -------
    Run
        The run itself where nothing was changed, and every goal agrees to :data:`SAME` (relative).
    """
    then = {part.name: part.value for part in run.parts if part.name != disruption.NAME}
    now = {name: value for name, value in assessment.goal_values.items() if name != disruption.NAME}
    same = set(then) == set(now) and all(
        abs(now[name] - then[name]) <= SAME * max(1.0, abs(then[name])) for name in now
    )
    return run if same and not changed else replace(run, edited=True)


def unproven(run: Run, assessment: Assessment) -> Run:
    """The run of a plan that was changed by hand and priced again: nothing is proven of it, and
    what the search said of more money, of next steps and of risk is about another plan.

    Parameters
    ----------
    run
        Of the plan before the change.
    assessment
        What inputs and actions come to now.

    Returns
    -------
    Run
        Judged and not searched, with the goals as the plan meets them.
    """
    values = assessment.goal_values
    return replace(
        run,
        status=Status.JUDGED,
        gap=inf,
        parts=tuple(
            GoalPart(part.name, values.get(part.name, part.value), -inf, Status.JUDGED)
            for part in run.parts
        ),
        next_steps=(),
        next_steps_in={},
        frontier=(),
        risk="",
        edited=True,
    )


def _sections(rows: Mapping[int, Mapping[int, Raw]]) -> dict[str, Section]:
    """Heading → label → further cells of its row; a heading is a row of its own with nothing but
    its first cell.
    """
    sections: dict[str, Section] = {}
    here: Section = {}
    labels, words = labels_in_code(), facts_in_code()
    for _number_of_row, cells in sorted(rows.items()):
        first = str(cells.get(1, ""))
        label, bracket, code = first.partition(" [")
        first = labels.get(label, label) + bracket + code
        if len(cells) == 1:
            here = sections.setdefault(first, {})
        else:
            values = (cells.get(column) for column in range(2, 6))
            here[first] = tuple(words.get(str(one), one) for one in values)
    return sections


def _next_steps(sections: Mapping[str, Section]) -> dict[str, tuple[str, ...]]:
    """What it takes, by language; that of the workbook is the one of which no heading names the
    code.
    """
    found = {
        code: tuple(_texts(section).values())
        for code in available()
        if (section := sections.get(in_language(TAKES, code)))
    }
    own = [code for code in available() if code not in found]
    as_written = tuple(_texts(sections.get(TAKES, {})).values())
    return found | ({own[0]: as_written} if len(own) == 1 and found else {})


def _run(sections: Mapping[str, Section]) -> Run:
    """The run that some sections of the Run log say; a label that is gone raises :class:`KeyError`,
    words in place of a figure :class:`ValueError`.
    """
    ending, model, source = sections["Ending"], sections["Model"], sections["Input"]
    steps = _next_steps(sections)
    as_written = tuple(_texts(sections.get(TAKES, {})).values())
    sizes = [int(str(model[name][0])) for name in ("columns", "whole columns", "rows")]
    return Run(
        status=Status(str(ending["status"][0])),
        gap=float("inf") if str(ending["gap"][0]) == NOTHING_PROVEN else _number(ending["gap"][0]),
        parts=tuple(
            _parts(sections["Goals, in their order"], sections.get("Goals by a second solver", {}))
        ),
        solver=str(model["solver"][0]),
        options=_texts(sections.get("Options", {})),
        seconds={name: _number(cells[0]) for name, cells in sections.get("Seconds", {}).items()},
        size=(sizes[0], sizes[1], sizes[2]),
        versions=_texts(sections.get("Versions", {})),
        input_name=str(source["file"][0]),
        input_sha256=str(source["SHA-256"][0]),
        made_at=datetime.strptime(str(source["made at (UTC)"][0]), "%Y-%m-%d %H:%M:%S").replace(
            tzinfo=UTC
        ),
        notes=tuple(_texts(sections.get("Notes", {})).values()),
        first=tuple(_texts(sections.get("First of all", {})).values()),
        next_steps=steps.get(current(), as_written),
        next_steps_in=steps,
        risk="".join(_texts(sections.get("Risk", {})).values()),
        redaction=tuple(_texts(sections.get("Redaction", {})).values()),
        priced_again={
            goal: _number(cells[0]) for goal, cells in sections.get(PRICED_AGAIN, {}).items()
        },
        distrusted=tuple(_claims(sections.get("Claims of solvers that did not hold", {}))),
        written_by=_written_by(sections),
    )


def _written_by(sections: Mapping[str, Section]) -> str:
    """Who wrote the workbook; earlier states of the code said their version alone."""
    written_by = sections["Input"].get(WRITTEN_BY)
    if written_by is not None:
        return str(written_by[0])
    version = _texts(sections.get("Versions", {})).get("orgplan", "")
    return _("an earlier state of orgplan {version}", version=version)


def _claims(lines: Section) -> Iterator[Distrust]:
    for text in _texts(lines).values():
        what, _colon, reasons = text.partition(": ")
        solver, _comma, goal = what.partition(", ")
        yield Distrust(solver, goal, tuple(reasons.split("; ")))


def _witness(section: Section, goal: str) -> Witness | None:
    """What a second solver said of a goal; blanks are infinity, which no cell can hold."""
    if goal not in section:
        return None
    value, bound, confirmed, road = section[goal]
    figures = (
        float("inf") if value is None else _number(value),
        float("-inf") if bound is None else _number(bound),
    )
    return Witness(str(road), *figures, str(confirmed) in spellings(CONFIRMED))


def _parts(goals: Section, witnesses: Section) -> list[GoalPart]:
    return [
        GoalPart(
            name,
            _number(value),
            _bound(bound),
            Status(str(status)),
            _witness(witnesses, name),
        )
        for name, (value, bound, status, _) in goals.items()
        if name != "goal"
    ]


def _bound(raw: Raw) -> float:
    """What was proven of a goal: minus infinity where nothing was, not a number where nothing was
    to be.
    """
    if raw is None:
        return float("nan")
    return float("-inf") if raw == NOTHING_PROVEN else _number(raw)


def _texts(section: Section) -> dict[str, str]:
    return {name: str(cells[0]) for name, cells in section.items()}


def _number(raw: Raw) -> float:
    return float(str(raw))
