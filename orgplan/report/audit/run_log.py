"""Run log: how the workbook was made, down to versions and the hash of the input."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isfinite

from orgplan._version import this_version
from orgplan.analysis.assessment import Assessment
from orgplan.domain import Goal, Organisation, Plan
from orgplan.excel.write.live import Live, choose, if_error, plus
from orgplan.excel.write.references import Ref
from orgplan.excel.write.tables import LiveRows
from orgplan.excel.write.workbook import (
    HEADING,
    Column,
    Content,
    Fill,
    Look,
    Number,
    Sheet,
    Style,
    TableRef,
    WorkbookWriter,
    address,
)
from orgplan.language import N_, _, current, heading, sources, spellings
from orgplan.objectives import ORDER
from orgplan.solver.outcome import Status

from ..optimality import ENDINGS, how_it_ended
from ..sheets import refs
from ..sheets.layout import (
    BODY,
    FTE,
    LABEL,
    LIVE,
    LIVE_FTE,
    PRICE,
    TEXT,
    area,
    units,
)
from . import fingerprints
from .run import IN_MEMORY, NOTHING_PROVEN, REDACTED, Run, shown_name

PRECISE = Style(Look.TOOL, Number.DECIMAL)
SAME, CHANGED = N_("as planned"), N_("CHANGED")
SEAL = "seal"
INPUTS = (
    Column("sheet", TEXT, "Sheet of the input", 24),
    Column(
        "planned_with",
        FTE,
        "Its hash total when the plan was made: filled cells, and all numbers, days and letters,"
        " each by a weight of its own",
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
GAP = N_("relative gap")  # of the proof: on other sheets a gap is what is short
PRICED_AGAIN = "What the plan came to when it was priced again"
CONFIRMED, NOT_CONFIRMED = N_("confirmed"), N_("not confirmed in the time")
LABELS = (
    "Ending", "status", "in words", "gap", "Goals, in their order", "goal",
    "What the plan came to when it was priced again",
    "Goals by a second solver",
    "Claims of solvers that did not hold", "Model", "columns", "whole columns", "rows", "solver",
    "Options",
    "Seconds", "Versions", "Input", "file", "digits of a SHA-256", "roster true on", "currency",
    "made at (UTC)",
    "Control figures, when the plan was made", "people", "FTE", "annual base", "opening heads",
    "opening FTE",
    "all cost", "SHA-256 of the input",
    "Digests of the plan, and the seal over all digests and the facts of the run",
    "Input sheets: hash totals (filled cells, and all that they hold by place)", "First of all",
    "Notes", "Redaction", "What it takes", "Risk",
    "written by", "seal", "must_shortfall", "should_shortfall", "priced_shortfall", "cost",
    "disruption",
    "redundancies", "time_limit", "approved", "frontier", "prove", "by department",
    "build", "solve", "check", "next_steps",
    "read", "hires", "trainings", "moves", "exits", "short_times", "group_actions", "takeovers",
)  # fmt: skip
FACTS = (
    NOTHING_PROVEN,
    REDACTED,
    IN_MEMORY,
    *(one.value for one in (*Status, *Goal)),
)  # words behind labels
HASH_LENGTH = 64  # hexadecimal digits of SHA-256


def write_run_log(sheet: Sheet, assessment: Assessment, run: Run) -> None:
    """Write the sheet."""
    log = _RunLogSheet(sheet)
    parts = fingerprints.digests(assessment.org, assessment.plan)
    _write_search(log, assessment.org, run)
    _write_origin(log, assessment, run)
    _write_control(log, assessment)
    log.line("SHA-256 of the input", run.input_sha256, ref=refs.SEALED_HASH)
    log.several(
        "Digests of the plan, and the seal over all digests and the facts of the run",
        _digests_of_plan(assessment.plan, run, parts),
    )
    _write_inputs(log, parts)
    _write_remarks(log, run)
    for column, width in ((0, 24), (1, 22), (2, 18), (4, 44)):
        sheet.width(column, width)


def _write_search(log: _RunLogSheet, org: Organisation, run: Run) -> None:
    """How the search ended, what it proved, and with what it was made."""
    log.part("Ending")
    log.line("status", _(ENDINGS[run.status]))
    log.line("in words", how_it_ended(run, org))
    gap = run.shown_gap
    log.line("gap", _(gap) if isinstance(gap, str) else gap)
    _write_goals(log, run)
    _write_witnesses(log, run)
    log.several(
        "Claims of solvers that did not hold",
        {str(number): str(claim) for number, claim in enumerate(run.distrusted, 1)},
    )
    log.part("Model")
    for name, size in zip(("columns", "whole columns", "rows"), run.size, strict=True):
        log.line(name, size)
    log.line("solver", run.solver)
    options = {
        name: _(chosen) if chosen in FACTS else chosen for name, chosen in run.options.items()
    }
    log.several("Options", options)
    log.several(
        "Seconds", {name: round(seconds, 3) for name, seconds in run.seconds.items()}, PRECISE
    )
    log.several("Versions", dict(run.versions), ref=refs.VERSION)


def _write_origin(log: _RunLogSheet, assessment: Assessment, run: Run) -> None:
    """From which input the plan was made, and when."""
    log.part("Input")
    log.line("file", shown_name(run))
    log.line("SHA-256", run.input_sha256, ref=refs.INPUT_HASH)
    log.line("digits of a SHA-256", HASH_LENGTH, ref=refs.HASH_LENGTH)
    log.line("roster true on", assessment.org.calendar.as_of, ref=refs.AS_OF)
    log.line("currency", assessment.org.currency, ref=refs.PLAN_CURRENCY)
    log.line("made at (UTC)", run.made_at.strftime("%Y-%m-%d %H:%M:%S"))
    log.line(fingerprints.WRITTEN_BY, this_version(), ref=refs.WRITTEN_BY)


def _write_remarks(log: _RunLogSheet, run: Run) -> None:
    """What a reader must know first, what it takes, risk, notes, and what was redacted."""
    log.several("First of all", {str(number): doubt for number, doubt in enumerate(run.first, 1)})
    steps = {str(number): step for number, step in enumerate(run.next_steps, 1)}
    log.several("What it takes", steps)
    _keep_in_other_languages(log, run)
    log.several("Risk", {"1": run.risk} if run.risk else {})
    log.several("Notes", {str(number): note for number, note in enumerate(run.notes, 1)})
    log.several(
        "Redaction", {str(number): sentence for number, sentence in enumerate(run.redaction, 1)}
    )


def _keep_in_other_languages(log: _RunLogSheet, run: Run) -> None:
    """What it takes, for who reads the workbook in another language: in hidden rows, for no reader
    of this one should meet it.
    """
    first = log.row
    for code, sentences in run.next_steps_in.items():
        if code != current() and sentences:
            log.part(in_language(_("What it takes"), code))
            for number, sentence in enumerate(sentences, 1):
                log.line(str(number), sentence)
    log.sheet.hide(first, log.row - 1)


def _hash_total(book: WorkbookWriter, table: TableRef) -> tuple[Live, float]:
    """Filled cells, and numbers, days and letters by their weights (but for remarks), of a sheet of
    the input; and what it may differ by.
    """
    control = book.sheets[table.sheet].control
    unsaid = [
        table.left + number
        for number, header in enumerate(table.headers)
        if header in fingerprints.PROSE
    ]
    parts = [
        control.filled,
        control.numbers,
        control.texts_but(unsaid),
    ]
    return if_error(plus(parts), 0), sum(control.tolerances)


def _write_control(log: _RunLogSheet, assessment: Assessment) -> None:
    """Figures of the roster and of the money as they were when the plan was made."""
    log.part("Control figures, when the plan was made")
    styles = {"annual base": PRICE, "all cost": PRICE}
    figures = {
        **fingerprints.roster_figures(assessment.org),
        "all cost": units(fingerprints.all_cost(assessment)),
    }
    for name, figure in figures.items():
        log.line(name, figure, styles.get(name, FTE), refs.WHEN_PLANNED[name])


def _digests_of_plan(plan: Plan, run: Run, parts: Mapping[str, str]) -> dict[str, str]:
    return fingerprints.digests_of_plan(plan) | {
        SEAL: fingerprints.seal(fingerprints.sealed(run), parts)
    }


def _write_inputs(log: _RunLogSheet, parts: Mapping[str, str]) -> None:
    """Hash totals of the sheets of the input: as planned, and live."""
    inputs = refs.input_tables(log.sheet.book)
    if not inputs:
        return
    log.part("Input sheets: hash totals (filled cells, and all that they hold by place)")
    top = log.row
    rows = LiveRows(INPUTS, top)
    for number, (name, table) in enumerate(inputs.items()):
        total, rounding = _hash_total(log.sheet.book, table)
        row, lead = rows.add(), (table.sheet, total.value, total, rounding)
        row.update(dict(zip(rows.headers, lead, strict=False)))
        planned, now, tolerance = (row[header] for header in rows.headers[1:4])
        row["verdict"] = choose((now - planned).size <= tolerance, SAME, CHANGED)
        row[rows.headers[-1]] = parts[name]
        for column in (1, 2, 3):
            header = INPUTS[column].header
            log.sheet.register(refs.INPUT_TOTAL[name, header], top + 1 + number, column)
    table = log.sheet.table(
        "input_totals",
        INPUTS,
        rows.cells,
        top=top,
        about="A sheet of the input, when the plan was made and now",
    )
    column = table.headers.index("verdict")
    where, first = area(table.first, column, table.last, column), address(table.first, column)
    log.sheet.colour_where(where, f'={first}="{CHANGED}"', Fill.WARN)
    log.row = table.below


def _write_goals(log: _RunLogSheet, run: Run) -> None:
    """A row for each goal: value, bound (words where nothing is proven), status and unit."""
    log.part("Goals, in their order")
    log.sheet.headers(log.row, 0, "A goal, in the order in which they were minimised", GOALS)
    units = {goal.NAME: goal.UNIT for goals in ORDER.values() for goal in goals}
    for part in run.parts:
        log.row += 1
        log.sheet.write(log.row, 0, label_in_words(part.name), LABEL)
        log.sheet.write(log.row, 1, part.value, PRECISE)
        bound = part.bound if part.bound != -inf else _(NOTHING_PROVEN)
        log.sheet.write(log.row, 2, bound, PRECISE)
        log.sheet.write(log.row, 3, _(ENDINGS[part.status]), TEXT)
        log.sheet.write(log.row, 4, _(units.get(part.name, "")), LABEL)
        if part.name not in run.priced_again:
            log.sheet.register(refs.GOAL_VALUE[part.name], log.row, 1)
    log.row += 1
    log.several(PRICED_AGAIN, dict(run.priced_again), PRECISE, ref=refs.GOAL_VALUE)


def _write_witnesses(log: _RunLogSheet, run: Run) -> None:
    if not any(part.witness for part in run.parts):
        return
    log.part("Goals by a second solver")
    log.sheet.headers(
        log.row, 0, "A goal, looked at again by another solver or with other settings", WITNESSES
    )
    for name, witness in (
        (part.name, part.witness) for part in run.parts if part.witness is not None
    ):
        log.row += 1
        figures = (log.finite(witness.value), log.finite(witness.bound))
        facts = (
            label_in_words(name),
            *figures,
            _(CONFIRMED if witness.confirmed else NOT_CONFIRMED),
            witness.road,
        )
        for column, (content, style) in enumerate(
            zip(facts, (LABEL, PRECISE, PRECISE, TEXT, TEXT), strict=True)
        ):
            log.sheet.write(log.row, column, content, style)
    log.row += 1


FORMER = dict.fromkeys(("stopped by the time limit", "到达时限"), Status.TIME_LIMIT.value)


def facts_in_code() -> dict[str, str]:
    """Words behind labels as any language shows them → as code has them; earlier versions wrote how
    a search ended as code does.
    """
    endings = {
        shown: status.value for status, words in ENDINGS.items() for shown in spellings(words)
    }
    return {**sources(FACTS), **endings, **FORMER}


def label_in_words(label: str) -> str:
    """A label in the language of the run; names of options, libraries and goals stay.

    Parameters
    ----------
    label
        In English, as code writes it.

    Returns
    -------
    str
        What is no label of the tool stays as it is.
    """
    if label not in LABELS:
        return label
    return heading(GAP if label == "gap" else label)


def labels_in_code() -> dict[str, str]:
    """Labels as any language shows them → as code has them; earlier versions wrote the gap as they
    wrote what is short.
    """
    return {**sources(LABELS), **dict.fromkeys(spellings(GAP), "gap")}


def in_language(label: str, code: str) -> str:
    """A heading of what is said in another language than that of the workbook.

    Parameters
    ----------
    label, code
        The heading, and the code of the language.

    Examples
    --------
    >>> in_language("What it takes", "zh")
    'What it takes [zh]'
    """
    return f"{label} [{code}]"


class _RunLogSheet:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.row = sheet, BODY - 1

    def part(self, heading: str) -> None:
        """Begin a block: a blank row, then its heading.

        Parameters
        ----------
        heading
            In English; it is translated here.
        """
        self.row += 1
        self.sheet.write(self.row, 0, label_in_words(heading), HEADING)
        self.row += 1

    def finite(self, number: float) -> float | None:
        """What a cell can hold of a figure.

        Parameters
        ----------
        number
            A gap or bound may be infinite, or no number.

        Returns
        -------
        float or None
            ``None`` (a blank cell) for these.
        """
        return number if isfinite(number) else None

    def line(
        self, label: str, content: Content, style: Style = TEXT, ref: Ref | None = None
    ) -> None:
        """Write a label and its fact in the next row.

        Parameters
        ----------
        label
            In English; it is translated here.
        content
            The fact; infinite numbers have to be made blank before.
        style
            Of the cell.
        ref
            Name by which other sheets ask for the cell of the fact; ``None`` names none.
        """
        self.sheet.write(self.row, 0, label_in_words(label), LABEL)
        self.sheet.write(self.row, 1, content, style)
        if ref is not None:
            self.sheet.register(ref, self.row, 1)
        self.row += 1

    def several(
        self,
        heading: str,
        facts: dict[str, str] | dict[str, float],
        style: Style = TEXT,
        ref: Ref | None = None,
    ) -> None:
        """Facts under a heading, each registered under its label where `ref` is given.

        Parameters
        ----------
        heading
            In English; not written where there are no facts.
        facts
            Label → fact.
        style
            Of the cells.
        ref
            Names by which other sheets ask for the cells, one for each label; ``None`` names none.
        """
        if facts:
            self.part(heading)
        for label, content in facts.items():
            self.line(label, content, style, None if ref is None else ref[label])
