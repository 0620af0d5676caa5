"""The plan as a workbook; read from top to bottom, this is its table of contents."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from orgplan.analysis.assessment import Assessment
from orgplan.domain import Organisation
from orgplan.excel.write.workbook import CONFIDENTIAL, Column, Sheet, TableRef, WorkbookWriter
from orgplan.language import N_, _

from ..audit.controls import Following, write_controls
from ..audit.run import Run
from ..audit.run_log import write_run_log
from ..checks.catalogue import all_checks
from ..checks.sheet import write_checks
from ..checks.sheet_refs import Places, input_tables
from . import layout
from .actions.group_plan import write_group_plan, write_stock
from .actions.hires_and_training import (
    HIRE_COLUMNS,
    SPARE,
    further_of_hires,
    write_hires,
    write_trainings,
)
from .actions.leads import write_leads
from .actions.moves_and_exits import (
    EXIT_COLUMNS,
    MOVE_COLUMNS,
    write_exits,
    write_moves,
    write_short_times,
)
from .constraints import write_constraints
from .coverage import write_coverage, write_detail
from .headcount_walk import write_walk
from .layout import Page, pages_of, write_head
from .money.actuals import write_actuals
from .money.bridge import write_bridge
from .money.budget import write_budget
from .money.cost_by_month import write_planned
from .money.cost_overview import write_cost
from .money.driver_cells import InputCells
from .money.driver_rows import write_drivers
from .money.drivers import Drivers, follows_inputs
from .money.exchange_rates import write_exchange_rates
from .money.variance import write_variance
from .overview.contents import write_contents
from .overview.key_figures import Sources, write_key_figures
from .overview.summary import write_summary, write_summary_flag
from .people import write_people
from .rules import write_rules
from .skill_matrix import write_skill_matrix
from .trade_offs import write_trade_offs

WriteInputs = Callable[[WorkbookWriter, Organisation], None]
ReadBack = Callable[[Path], None]
REDACTED = N_("Redacted: no names, and no actual pay.")
AS_VALUES = N_("These are fixed values, not formulas: `orgplan recost` reprices a changed plan.")


def write_workbook(
    path: Path,
    assessment: Assessment,
    run: Run,
    write_inputs: WriteInputs | None = None,
    read_back: ReadBack | None = None,
) -> None:
    """Write a plan into a new workbook; whatever is at `path` is replaced when all of it is written.

    Parameters
    ----------
    assessment, run
        The plan with all that follows from it, and how it came about.
    write_inputs
        Adds the sheets of the input, so that the workbook can be judged and planned again on its
        own.
    read_back
        Looks at the file before it takes its place.

    Raises
    ------
    BookError
        If a sheet can't be written as asked, which is a fault of the program.
    """
    name = assessment.org.name
    with WorkbookWriter(
        path,
        title=_("Plan of {name}", name=name) if name else _("Hiring and upskilling plan"),
        subject=f"orgplan {run.versions.get('orgplan', '')}",
        footer=REDACTED if run.redaction else CONFIDENTIAL,
        read_back=read_back,
    ) as book:
        _write_sheets(book, assessment, run, write_inputs)


def _write_sheets(
    book: WorkbookWriter, assessment: Assessment, run: Run, write_inputs: WriteInputs | None
) -> None:
    """Write all sheets, in the order in which one needs the cells of another: Checks last, then the heads, which show their verdict.

    Parameters
    ----------
    book
        The workbook; all sheets are made first, so that their tabs are in order.
    assessment, run
        The plan, and how it came about.
    write_inputs
        Writes the sheets of the input; ``None`` leaves them out, and costs are then values.
    """
    live = write_inputs is not None and follows_inputs(assessment)
    pages = pages_of(assessment.org, priced_again=run.cost_before is not None, live=live)
    sheets = {page: book.sheet(page.name, tab=layout.TABS[page.group]) for page in pages}
    if write_inputs is not None:
        write_inputs(book, assessment.org)
    inputs = input_tables(book)
    exchange = None
    if layout.EXCHANGE in sheets:
        exchange = write_exchange_rates(sheets[layout.EXCHANGE], assessment.org, inputs)
    cells = InputCells(assessment.org, inputs, exchange)
    drivers = drivers_of(assessment, cells) if live and cells.complete else None
    sources = _write_actions(sheets, assessment, drivers)
    _write_money(sheets, assessment, run, sources)
    write_detail(sheets[layout.DETAIL], assessment)
    write_coverage(sheets[layout.COVERAGE], assessment)
    write_skill_matrix(sheets[layout.SKILL_MATRIX], assessment)
    write_rules(sheets[layout.RULES], assessment)
    write_constraints(sheets[layout.CONSTRAINTS], assessment)
    write_people(sheets[layout.PEOPLE], assessment.org, inputs, exchange, live=live)
    write_trade_offs(sheets[layout.TRADE_OFFS], assessment, run)
    write_run_log(sheets[layout.RUN_LOG], assessment, run, inputs)
    keys = write_key_figures(sheets[layout.KEY_FIGURES], assessment, run, sources)
    write_summary(sheets[layout.SUMMARY], assessment, run, sources, keys)
    write_contents(sheets, tuple(book.sheets))
    controlled = [sheets[page] for page in pages if page not in (layout.RUN_LOG, layout.CHECKS)]
    following = Following(_names(_FOLLOWING)) if drivers is None else _following(book)
    write_controls(sheets[layout.RUN_LOG], controlled, following)
    places = Places(
        hires=sources.hires,
        trainings=sources.trainings,
        changes=sources.changes,
        cost=sources.cost,
        book=book,
        inputs=inputs,
        exchange=exchange,
    )
    checks = all_checks(assessment, places, {part.name: part.value for part in run.parts})
    verdict = write_checks(book, sheets[layout.CHECKS], checks)
    write_summary_flag(sheets[layout.SUMMARY], verdict)
    for page in pages[1:]:  # Summary has a head of its own
        head = page
        if (page is layout.COST and drivers is None) or (page is layout.PEOPLE and not live):
            head = replace(page, note=f"{_(page.note)} {_(AS_VALUES)}")
        write_head(sheets[page], head, verdict, assessment.org.currency)


def _write_actions(
    sheets: Mapping[Page, Sheet], assessment: Assessment, drivers: Drivers | None
) -> Sources:
    """What all of it costs, by whom it is caused, and the heads that follow from it."""
    under = sheets.get(layout.DRIVERS)
    cost = write_cost(sheets[layout.COST], sheets[layout.OVERVIEW], assessment, drivers, under)
    if drivers is not None:
        write_drivers(sheets[layout.DRIVERS], drivers)
        write_planned(sheets[layout.PLANNED_COST], assessment, cost.detail)
    hires = write_hires(sheets[layout.HIRING], assessment, cost)
    trainings = write_trainings(sheets[layout.UPSKILLING], assessment, cost)
    changes = {
        page: write(sheets[page], assessment, cost)
        for page, write in _CHANGES.items()
        if page in sheets
    }
    if layout.LEADS in sheets:
        write_leads(sheets[layout.LEADS], assessment)
    write_walk(sheets[layout.WALK], assessment)
    if assessment.org.groups:
        write_stock(sheets[layout.WALK], assessment)
    return Sources(hires, trainings, changes, cost)


def _write_money(
    sheets: Mapping[Page, Sheet], assessment: Assessment, run: Run, sources: Sources
) -> None:
    """Cost beside budget, doing nothing, the plan before it was edited, and what has been spent."""
    cost = sources.cost
    write_budget(sheets[layout.BUDGET], sheets[layout.OVERVIEW], assessment, cost)
    write_variance(sheets[layout.VARIANCE], assessment, cost)
    if layout.BRIDGE in sheets:
        write_bridge(sheets[layout.BRIDGE], run.bridge, run.cost_before or 0, cost)
    if layout.ACTUALS in sheets:
        write_actuals(sheets[layout.ACTUALS], assessment, cost)


def drivers_of(assessment: Assessment, cells: InputCells) -> Drivers:
    """Drivers of pay, which point at the sheets of the plan where they will stand.

    Parameters
    ----------
    assessment
        Its ledger, and what it is made of.
    cells
        Where the sheets of the input stand.

    Returns
    -------
    Drivers
        Its tables are described before they are written, as Cost by month needs them sooner.
    """
    org, plan = assessment.org, assessment.plan
    hires = (*HIRE_COLUMNS, *further_of_hires(org, plan))

    def table(page: Page, columns: Iterable[Column], rows: int) -> TableRef:
        headers = tuple(column.header for column in columns)
        return TableRef("", page.name, headers, layout.ACTIONS_TOP, 0, rows + SPARE)

    return Drivers(
        assessment,
        cells,
        table(layout.HIRING, hires, len(plan.hires)),
        table(layout.MOVES, MOVE_COLUMNS, len(plan.moves)),
        table(layout.REDUNDANCIES, EXIT_COLUMNS, len(plan.exits)),
    )


_FOLLOWING = (layout.PEOPLE, layout.EXCHANGE)
_ACTIONS = (
    layout.HIRING,
    layout.UPSKILLING,
    layout.MOVES,
    layout.REDUNDANCIES,
    layout.SHORT_TIME,
    layout.GROUP_PLAN,
)
_MONEY = (
    layout.SUMMARY,
    layout.KEY_FIGURES,
    layout.OVERVIEW,
    layout.COST,
    layout.BUDGET,
    layout.VARIANCE,
    layout.BRIDGE,
    layout.ACTUALS,
    layout.DRIVERS,
)


def _names(pages: Iterable[Page]) -> list[str]:
    return [page.name for page in pages]


def _following(book: WorkbookWriter) -> Following:
    """What follows the inputs where costs do."""
    inputs = book.find("input_totals")
    return Following(
        _names(_FOLLOWING),
        _names(_MONEY),
        _names(_ACTIONS),
        "" if inputs is None else inputs["verdict"],
    )


_CHANGES = {
    layout.MOVES: write_moves,
    layout.REDUNDANCIES: write_exits,
    layout.SHORT_TIME: write_short_times,
    layout.GROUP_PLAN: write_group_plan,
}
