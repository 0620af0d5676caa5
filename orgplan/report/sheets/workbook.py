"""The plan as a workbook; read from top to bottom, this is its table of contents."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from orgplan.analysis.assessment import Assessment
from orgplan.domain import Organisation
from orgplan.excel.write.workbook import CONFIDENTIAL, Column, Sheet, TableRef, WorkbookWriter
from orgplan.language import N_, _, in_a_row

from ..audit.controls import Following, write_controls
from ..audit.run import Run
from ..audit.run_log import write_run_log
from ..checks.catalogue import all_checks
from ..checks.sheet import write_checks
from ..checks.sheet_refs import PlanSheets
from ..musts import musts_open
from . import layout, pages
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
from .layout import write_head
from .money.actuals import write_actuals
from .money.bridge import write_bridge
from .money.budget import write_budget
from .money.cost_by_month import write_planned
from .money.cost_overview import write_cost
from .money.driver_cells import has_cells_of_pay
from .money.driver_rows import write_drivers
from .money.drivers import Drivers, follows_inputs
from .money.exchange_rates import write_exchange_rates
from .money.monthly_costs import CostDetail
from .money.variance import write_variance
from .overview.contents import write_contents
from .overview.key_figures import write_key_figures
from .overview.summary import write_summary, write_summary_flag
from .pages import Page, pages_of
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
    """Write a plan into a new workbook; whatever is at `path` is replaced when all of it is
    written.

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
    """Write all sheets, in the order in which one needs the cells of another: Checks last, then the
    heads, which show their verdict.

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
    shown = pages_of(assessment.org, priced_again=run.cost_before is not None, live=live)
    sheets = {page: book.sheet(page.name, tab=pages.TABS[page.group]) for page in shown}
    for page in shown:
        sheets[page].readable = page.group is not pages.Group.AUDIT or page is pages.RULES
    if write_inputs is not None:
        write_inputs(book, assessment.org)
    if pages.EXCHANGE in sheets:
        write_exchange_rates(sheets[pages.EXCHANGE], assessment.org)
    complete = live and has_cells_of_pay(book, assessment.org)
    drivers = drivers_of(assessment, book) if complete else None
    detail = CostDetail.of(assessment)
    _write_actions(sheets, assessment, detail, drivers)
    _write_money(sheets, assessment, run, detail)
    write_detail(sheets[pages.DETAIL], assessment)
    write_coverage(sheets[pages.COVERAGE], assessment)
    write_skill_matrix(sheets[pages.SKILL_MATRIX], assessment)
    write_rules(sheets[pages.RULES], assessment)
    write_constraints(sheets[pages.CONSTRAINTS], assessment)
    write_people(sheets[pages.PEOPLE], assessment.org, as_formulas=live)
    write_trade_offs(sheets[pages.TRADE_OFFS], assessment, run)
    write_run_log(sheets[pages.RUN_LOG], assessment, run)
    charts = write_key_figures(sheets[pages.KEY_FIGURES], assessment, run)
    write_summary(sheets[pages.SUMMARY], assessment, run, charts)
    write_contents(sheets, tuple(book.sheets))
    open_musts = musts_open(assessment)
    for page in (pages.COVERAGE, pages.RULES):
        layout.write_doubt(sheets[page], open_musts)
    controlled = [sheets[page] for page in shown if page not in (pages.RUN_LOG, pages.CHECKS)]
    following = Following(_names(_FOLLOWING)) if drivers is None else _following(book)
    write_controls(sheets[pages.RUN_LOG], controlled, following)
    checks = all_checks(assessment, PlanSheets(book), run)
    verdict = write_checks(book, sheets[pages.CHECKS], checks)
    write_summary_flag(sheets[pages.SUMMARY], verdict)
    for page in shown[1:]:  # Summary has a head of its own
        head = page
        if (page is pages.COST and drivers is None) or (page is pages.PEOPLE and not live):
            head = replace(page, note=in_a_row((_(page.note), _(AS_VALUES))))
        write_head(sheets[page], head, verdict, assessment.org.currency)


def _write_actions(
    sheets: Mapping[Page, Sheet],
    assessment: Assessment,
    detail: CostDetail,
    drivers: Drivers | None,
) -> None:
    """What all of it costs, which people cause it, and the heads that follow from it."""
    under = sheets.get(pages.DRIVERS)
    write_cost(sheets[pages.COST], sheets[pages.OVERVIEW], assessment, detail, drivers, under)
    if drivers is not None:
        write_planned(sheets[pages.PLANNED_COST], assessment, detail)
    write_hires(sheets[pages.HIRING], assessment)
    write_trainings(sheets[pages.UPSKILLING], assessment)
    for page, write in _CHANGES.items():
        if page in sheets:
            write(sheets[page], assessment)
    if drivers is not None:
        write_drivers(sheets[pages.DRIVERS], drivers)
    if pages.LEADS in sheets:
        write_leads(sheets[pages.LEADS], assessment)
    write_walk(sheets[pages.WALK], assessment)
    if assessment.org.groups:
        write_stock(sheets[pages.WALK], assessment)


def _write_money(
    sheets: Mapping[Page, Sheet], assessment: Assessment, run: Run, detail: CostDetail
) -> None:
    """Cost beside budget, doing nothing, the plan before it was edited, and what has been spent."""
    write_budget(sheets[pages.BUDGET], sheets[pages.OVERVIEW], assessment, detail)
    write_variance(sheets[pages.VARIANCE], assessment)
    if pages.BRIDGE in sheets:
        write_bridge(sheets[pages.BRIDGE], run.bridge, run.cost_before or 0)
    if pages.ACTUALS in sheets:
        write_actuals(sheets[pages.ACTUALS], assessment)


def drivers_of(assessment: Assessment, book: WorkbookWriter) -> Drivers:
    """Drivers of pay, which point at the sheets of the plan where they will stand.

    Parameters
    ----------
    assessment
        Its ledger, and what it is made of.
    book
        The workbook: its sheets are there, and those of the input are written.

    Returns
    -------
    Drivers
        Its tables are described before they are written, as Cost by month needs them sooner.
    """
    org, plan = assessment.org, assessment.plan
    hires = (*HIRE_COLUMNS, *further_of_hires(org, plan))

    def table(page: Page, columns: Iterable[Column], rows: int) -> TableRef:
        headers = [column.header for column in columns]
        return book.sheets[page.name].unwritten(headers, layout.ACTIONS_TOP, rows + SPARE)

    return Drivers(
        assessment,
        book,
        table(pages.HIRING, hires, len(plan.hires)),
        table(pages.MOVES, MOVE_COLUMNS, len(plan.moves)) if plan.moves else None,
        table(pages.REDUNDANCIES, EXIT_COLUMNS, len(plan.exits)) if plan.exits else None,
    )


_FOLLOWING = (pages.PEOPLE, pages.EXCHANGE)
_ACTIONS = (
    pages.HIRING,
    pages.UPSKILLING,
    pages.MOVES,
    pages.REDUNDANCIES,
    pages.SHORT_TIME,
    pages.GROUP_PLAN,
)
_MONEY = (
    pages.SUMMARY,
    pages.KEY_FIGURES,
    pages.OVERVIEW,
    pages.COST,
    pages.BUDGET,
    pages.VARIANCE,
    pages.BRIDGE,
    pages.ACTUALS,
    pages.DRIVERS,
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
        None if inputs is None else inputs["verdict"],
    )


_CHANGES = {
    pages.MOVES: write_moves,
    pages.REDUNDANCIES: write_exits,
    pages.SHORT_TIME: write_short_times,
    pages.GROUP_PLAN: write_group_plan,
}
