"""Run log: how the workbook was made, down to versions and the hash of the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isfinite

from orgplan._version import this_version
from orgplan.analysis.assessment import Assessment
from orgplan.domain import Goal, Plan
from orgplan.excel.write.sheet import CONTROLLED
from orgplan.excel.write.workbook import (
    HEADING,
    CellRow,
    Column,
    Content,
    Fill,
    Formula,
    Look,
    Number,
    Sheet,
    Style,
    TableRef,
    WorkbookWriter,
    address,
)
from orgplan.language import N_, _, heading
from orgplan.objectives import ORDER
from orgplan.solver.outcome import Status

from ..sheets.layout import (
    BODY,
    FTE,
    LABEL,
    LIVE,
    LIVE_FTE,
    PRICE,
    TEXT,
    area,
    cell_of,
    units,
)
from ..wording import how_it_ended
from . import fingerprints
from .run import NOTHING_PROVEN, Run

PRECISE = Style(Look.TOOL, Number.DECIMAL)
SAME, CHANGED = N_("as planned"), N_("CHANGED")
SEAL = "seal"
INPUTS = (
    Column("sheet", TEXT, "Sheet of the input", 24),
    Column(
        "planned_with",
        FTE,
        "Its hash total when the plan was made: filled cells, and all numbers, days and letters, each by a weight of its own",
        22,
    ),
    Column("now", LIVE_FTE, "Its hash total as it stands", 18),
    Column("tolerance", PRECISE, "Difference that is rounding", 11),
    Column("verdict", Style(LIVE.look, bold=True), "Whether the two are the same", 12),
    Column(
        "digest",
        TEXT,
        "SHA-256, cut short, of everything that the sheet said; `orgplan check` works it out again",
        44,
    ),
)
GOALS = (
    Column("goal", LABEL, "What is minimised"),
    Column("value", PRECISE, "What the plan comes to"),
    Column("proven bound", PRECISE, "No plan comes to less than this"),
    Column("ending", TEXT, "How its search ended"),
    Column("unit", LABEL, "Unit of value and bound"),
)
WITNESSES = (
    Column("goal", LABEL, "What is minimised"),
    Column("value of the second solver", PRECISE, "What its own best plan comes to"),
    Column(
        "bound of the second solver",
        PRECISE,
        "No plan comes to less than this, as it proves on its own",
    ),
    Column(
        "confirmed",
        TEXT,
        "Whether its bound proves the plan as near to the least possible as was asked for",
    ),
    Column("road", TEXT, "Which solver, and how it was set"),
)
CONFIRMED, NOT_CONFIRMED = N_("confirmed"), N_("not confirmed in the time")
LABELS = (
    "Ending", "status", "in words", "gap", "Goals, in their order", "goal", "Goals by a second solver",
    "Claims of solvers that did not hold", "Model", "columns", "whole columns", "rows", "solver", "Options",
    "Seconds", "Versions", "Input", "file", "digits of a SHA-256", "roster true on", "currency", "made at (UTC)",
    "Control figures, when the plan was made", "people", "FTE", "annual base", "opening heads", "opening FTE",
    "all cost", "SHA-256 of the input", "Digests of the plan, and the seal over all digests and the facts of the run",
    "Input sheets: hash totals (filled cells, and all that they hold by place)", "First of all", "Notes", "Redaction", "What it takes", "Risk",
    "written by", "seal", "must_shortfall", "should_shortfall", "priced_shortfall", "cost", "disruption",
    "redundancies", "time_limit", "approved", "goal", "frontier", "prove", "build", "solve", "check", "next_steps",
    "read", "hires", "trainings", "moves", "exits", "short_times", "group_actions", "takeovers",
)  # fmt: skip
FACTS = (NOTHING_PROVEN, *(one.value for one in (*Status, *Goal)))  # words behind labels
HASH_LENGTH = 64  # hexadecimal digits of SHA-256


@dataclass(frozen=True)
class RunPlaces:
    """Cells of facts that checks refer to.

    Attributes
    ----------
    input_hash, hash_again, hash_length, version
        The hash of the input and its copy among the control figures, how long a hash is, and the
        tool's version.
    currency
        Currency in which the plan was made.
    goal_values
        Goal → cell of its value.
    control
        What :func:`orgplan.report.audit.fingerprints.roster_figures` tells of, and ``all cost`` →
        cell of the figure when the plan was made.
    as_of
        The as-of date.
    inputs
        Hash totals of the sheets of the input, in their order; ``None`` where the workbook has
        none.
    totals
        Input sheet → its hash total, and what it may differ by.
    below
        First free row.
    """

    input_hash: str
    hash_again: str
    hash_length: str
    version: str
    currency: str
    goal_values: dict[str, str]
    control: dict[str, str]
    as_of: str
    inputs: TableRef | None
    totals: Mapping[str, tuple[float, float]]
    below: int


def write_run_log(
    sheet: Sheet, assessment: Assessment, run: Run, inputs: Mapping[str, TableRef]
) -> RunPlaces:
    """Write the sheet.

    Parameters
    ----------
    inputs
        Input sheet → its table; empty for a workbook without its inputs.
    """
    writer = _Writer(sheet)
    writer.part("Ending")
    writer.line("status", _(run.status.value))
    writer.line("in words", how_it_ended(run))
    gap = run.shown_gap
    writer.line("gap", _(gap) if isinstance(gap, str) else gap)
    goals = _write_goals(writer, run)
    _write_witnesses(writer, run)
    writer.several(
        "Claims of solvers that did not hold",
        {str(number): str(claim) for number, claim in enumerate(run.distrusted, 1)},
    )
    writer.part("Model")
    for name, size in zip(("columns", "whole columns", "rows"), run.size, strict=True):
        writer.line(name, size)
    writer.line("solver", run.solver)
    options = {name: _(said) if said in FACTS else said for name, said in run.options.items()}
    writer.several("Options", options)
    writer.several(
        "Seconds", {name: round(seconds, 3) for name, seconds in run.seconds.items()}, PRECISE
    )
    versions = writer.several("Versions", dict(run.versions))
    writer.part("Input")
    writer.line("file", run.input_name)
    digest = writer.line("SHA-256", run.input_sha256)
    length = writer.line("digits of a SHA-256", HASH_LENGTH)
    as_of = writer.line("roster true on", assessment.org.calendar.as_of)
    currency = writer.line("currency", assessment.org.currency)
    writer.line("made at (UTC)", run.made_at.strftime("%Y-%m-%d %H:%M:%S"))
    writer.line(fingerprints.WRITTEN_BY, this_version())
    parts = fingerprints.digests(assessment.org, assessment.plan)
    figures = _write_control(writer, assessment)
    again = writer.line("SHA-256 of the input", run.input_sha256)
    writer.several(
        "Digests of the plan, and the seal over all digests and the facts of the run",
        _digests_of_plan(assessment.plan, run, parts),
    )
    hash_totals = {name: _hash_total(sheet.book, table) for name, table in inputs.items()}
    totals = _write_inputs(writer, inputs, hash_totals, parts)
    writer.several("First of all", {str(number): gap for number, gap in enumerate(run.first, 1)})
    steps = {str(number): step for number, step in enumerate(run.next_steps, 1)}
    writer.several("What it takes", steps)
    writer.several("Risk", {"1": run.risk} if run.risk else {})
    writer.several("Notes", {str(number): note for number, note in enumerate(run.notes, 1)})
    writer.several(
        "Redaction", {str(number): sentence for number, sentence in enumerate(run.redaction, 1)}
    )
    sheet.width(0, 24)
    sheet.width(1, 22)
    sheet.width(2, 18)
    sheet.width(4, 44)
    return RunPlaces(
        digest,
        again,
        length,
        versions.get("orgplan", digest),
        currency,
        goals,
        figures,
        as_of,
        totals,
        {name: (_value(total), tolerance) for name, (total, tolerance) in hash_totals.items()},
        writer.row + 1,
    )


def _value(total: Formula) -> float:
    assert not isinstance(total.value, str)
    return float(total.value)


def _hash_total(book: WorkbookWriter, table: TableRef) -> tuple[Formula, float]:
    """Filled cells, and numbers, days and letters by their weights (but for remarks), of a sheet of the input; and what it may differ by."""
    control = book.sheets[table.sheet].control
    unsaid = [
        table.left + number
        for number, header in enumerate(table.headers)
        if header in fingerprints.PROSE
    ]
    parts = (
        control.held(table.sheet, CONTROLLED),
        control.numbers(table.sheet, CONTROLLED),
        control.texts(table.sheet, CONTROLLED, unsaid),
    )
    text = "+".join(part.text[1:] for part in parts)
    total = sum(_value(part) for part in parts)
    return Formula(f"=IFERROR({text},0)", total), sum(control.tolerances)


def _write_control(writer: _Writer, assessment: Assessment) -> dict[str, str]:
    """Figures of the roster and of the money as they were when the plan was made."""
    writer.part("Control figures, when the plan was made")
    styles = {"annual base": PRICE}
    cells = {
        name: writer.line(name, figure, styles.get(name, FTE))
        for name, figure in fingerprints.roster_figures(assessment.org).items()
    }
    cells["all cost"] = writer.line("all cost", units(fingerprints.all_cost(assessment)), PRICE)
    return cells


def _digests_of_plan(plan: Plan, run: Run, parts: Mapping[str, str]) -> dict[str, str]:
    return fingerprints.digests_of_plan(plan) | {
        SEAL: fingerprints.seal(fingerprints.sealed(run), parts)
    }


def _write_inputs(
    writer: _Writer,
    inputs: Mapping[str, TableRef],
    totals: Mapping[str, tuple[Formula, float]],
    parts: Mapping[str, str],
) -> TableRef | None:
    """Hash totals of the sheets of the input: as planned, and live."""
    if not inputs:
        return None
    writer.part("Input sheets: hash totals (filled cells, and all that they hold by place)")
    top = writer.row
    rows: list[CellRow] = []
    for number, (name, table) in enumerate(inputs.items()):
        planned, now, tolerance = (address(top + 1 + number, column) for column in (1, 2, 3))
        live, rounding = totals[name]
        same = Formula(f'=IF(ABS({now}-{planned})<={tolerance},"{SAME}","{CHANGED}")', SAME)
        rows.append([table.sheet, _value(live), live, rounding, same, parts[name]])
    table = writer.sheet.table(
        "input_totals",
        INPUTS,
        rows,
        top=top,
        about="A sheet of the input, when the plan was made and now",
    )
    column = table.headers.index("verdict")
    where, first = area(table.first, column, table.last, column), address(table.first, column)
    writer.sheet.colour_where(where, f'={first}="{CHANGED}"', Fill.WARN)
    writer.row = table.below
    return table


def _write_goals(writer: _Writer, run: Run) -> dict[str, str]:
    writer.part("Goals, in their order")
    writer.sheet.headers(writer.row, 0, "A goal, in the order in which they were minimised", GOALS)
    units = {goal.NAME: goal.UNIT for goals in ORDER.values() for goal in goals}
    cells = {}
    for part in run.parts:
        writer.row += 1
        writer.sheet.write(writer.row, 0, _shown(part.name), LABEL)
        writer.sheet.write(writer.row, 1, part.value, PRECISE)
        bound = part.bound if part.bound != -inf else _(NOTHING_PROVEN)
        writer.sheet.write(writer.row, 2, bound, PRECISE)
        writer.sheet.write(writer.row, 3, _(part.status.value), TEXT)
        writer.sheet.write(writer.row, 4, _(units.get(part.name, "")), LABEL)
        cells[part.name] = cell_of(writer.sheet, writer.row, 1)
    writer.row += 1
    return cells


def _write_witnesses(writer: _Writer, run: Run) -> None:
    if not any(part.witness for part in run.parts):
        return
    writer.part("Goals by a second solver")
    writer.sheet.headers(
        writer.row, 0, "A goal, looked at again by another solver or with other settings", WITNESSES
    )
    for name, witness in (
        (part.name, part.witness) for part in run.parts if part.witness is not None
    ):
        writer.row += 1
        figures = (writer.finite(witness.value), writer.finite(witness.bound))
        told = (
            _shown(name),
            *figures,
            _(CONFIRMED if witness.confirmed else NOT_CONFIRMED),
            witness.road,
        )
        for column, (content, style) in enumerate(
            zip(told, (LABEL, PRECISE, PRECISE, TEXT, TEXT), strict=True)
        ):
            writer.sheet.write(writer.row, column, content, style)
    writer.row += 1


def _shown(label: str) -> str:
    """A label in the language of the run; names of options, libraries and goals stay."""
    if label not in LABELS:
        return label
    return heading(label) if "_" in label else _(label)


class _Writer:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.row = sheet, BODY - 1

    def part(self, heading: str) -> None:
        self.row += 1
        self.sheet.write(self.row, 0, _shown(heading), HEADING)
        self.row += 1

    def finite(self, number: float) -> float | None:
        """What a cell can hold of a figure."""
        return number if isfinite(number) else None

    def line(self, label: str, content: Content, style: Style = TEXT) -> str:
        self.sheet.write(self.row, 0, _shown(label), LABEL)
        self.sheet.write(self.row, 1, content, style)
        self.row += 1
        return cell_of(self.sheet, self.row - 1, 1)

    def several(
        self, heading: str, facts: dict[str, str] | dict[str, float], style: Style = TEXT
    ) -> dict[str, str]:
        """Facts under a heading; returns their cells."""
        if facts:
            self.part(heading)
        return {label: self.line(label, content, style) for label, content in facts.items()}
