"""The plan as a workbook; read from top to bottom, this is its table of contents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from orgplan.analysis.assessment import Assessment
from orgplan.domain.organisation import Organisation
from orgplan.excel.write.workbook import CONFIDENTIAL, Sheet, WorkbookWriter
from orgplan.language import N_, _
from orgplan.report.audit.controls import write_controls
from orgplan.report.audit.run import Run
from orgplan.report.audit.run_log import write_run_log
from orgplan.report.checks.catalogue import all_checks
from orgplan.report.checks.sheet import write_checks
from orgplan.report.checks.sheet_refs import Places, input_tables
from orgplan.report.sheets import layout
from orgplan.report.sheets.actuals import write_actuals
from orgplan.report.sheets.bridge import write_bridge
from orgplan.report.sheets.budget import write_budget
from orgplan.report.sheets.constraints import write_constraints
from orgplan.report.sheets.contents import write_contents
from orgplan.report.sheets.cost_overview import CostPlaces, write_cost
from orgplan.report.sheets.coverage import write_coverage, write_detail
from orgplan.report.sheets.exchange_rates import write_exchange_rates
from orgplan.report.sheets.group_plan import write_group_plan, write_stock
from orgplan.report.sheets.headcount_walk import write_walk
from orgplan.report.sheets.hires_and_training import ActionPlaces, write_hires, write_trainings
from orgplan.report.sheets.key_figures import Sources, write_key_figures
from orgplan.report.sheets.layout import Page, pages_of, write_head
from orgplan.report.sheets.leads import write_leads
from orgplan.report.sheets.moves_and_exits import write_exits, write_moves, write_short_times
from orgplan.report.sheets.people import write_people
from orgplan.report.sheets.rules import write_rules
from orgplan.report.sheets.skill_matrix import write_skill_matrix
from orgplan.report.sheets.summary import write_summary, write_summary_flag
from orgplan.report.sheets.trade_offs import write_trade_offs
from orgplan.report.sheets.variance import write_variance

WriteInputs = Callable[[WorkbookWriter, Organisation], None]
ReadBack = Callable[[Path], None]
REDACTED = N_("Redacted: no names, and no actual pay.")


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
        footer=_(REDACTED if run.redaction else CONFIDENTIAL),
        read_back=read_back,
    ) as book:
        pages = pages_of(assessment.org, priced_again=run.cost_before is not None)
        sheets = {page: book.sheet(page.name, tab=layout.TABS[page.group]) for page in pages}
        if write_inputs is not None:
            write_inputs(book, assessment.org)
        inputs = input_tables(book)
        cost = write_cost(sheets[layout.COST], sheets[layout.OVERVIEW], assessment)
        hires = write_hires(sheets[layout.HIRING], assessment, cost)
        trainings = write_trainings(sheets[layout.UPSKILLING], assessment, cost)
        changes = _write_changes(sheets, assessment, cost)
        if layout.LEADS in sheets:
            write_leads(sheets[layout.LEADS], assessment)
        walk = write_walk(sheets[layout.WALK], assessment)
        stock = None
        if assessment.org.groups:
            stock = write_stock(
                sheets[layout.WALK],
                assessment,
                changes[layout.GROUP_PLAN].table,
                walk.teams.below + 2,
            )
        budget = write_budget(
            sheets[layout.BUDGET], sheets[layout.OVERVIEW], assessment, cost, walk
        )
        write_variance(sheets[layout.VARIANCE], assessment, cost)
        if layout.BRIDGE in sheets:
            write_bridge(sheets[layout.BRIDGE], run.bridge, run.cost_before or 0, cost)
        if layout.ACTUALS in sheets:
            write_actuals(sheets[layout.ACTUALS], assessment, cost)
        coverage = write_detail(sheets[layout.DETAIL], assessment)
        picture = write_coverage(sheets[layout.COVERAGE], assessment, coverage)
        matrix = write_skill_matrix(sheets[layout.SKILL_MATRIX], assessment)
        rules = write_rules(sheets[layout.RULES], assessment)
        constraints = write_constraints(sheets[layout.CONSTRAINTS], assessment)
        exchange = None
        if layout.EXCHANGE in sheets:
            exchange = write_exchange_rates(sheets[layout.EXCHANGE], assessment.org, inputs)
        people = write_people(sheets[layout.PEOPLE], assessment.org, inputs, exchange)
        write_trade_offs(sheets[layout.TRADE_OFFS], assessment, run)
        log = write_run_log(sheets[layout.RUN_LOG], assessment, run, inputs)
        sources = Sources(hires, trainings, changes, cost, budget, walk, coverage, picture, rules)
        keys = write_key_figures(sheets[layout.KEY_FIGURES], assessment, run, sources)
        summary = write_summary(sheets[layout.SUMMARY], assessment, run, sources, keys)
        write_contents(sheets, tuple(book.sheets))
        controlled = [sheets[page] for page in pages if page not in (layout.RUN_LOG, layout.CHECKS)]
        following = [page.name for page in (layout.PEOPLE, layout.EXCHANGE)]
        controls = write_controls(sheets[layout.RUN_LOG], controlled, log.below, following)
        places = Places(
            summary,
            matrix,
            hires,
            trainings,
            changes,
            stock,
            cost,
            budget,
            walk,
            coverage,
            picture,
            constraints,
            log,
            people,
            inputs,
            exchange,
            controls,
        )
        checks = all_checks(assessment, places, {part.name: part.value for part in run.parts})
        verdict = write_checks(book, sheets[layout.CHECKS], checks)
        write_summary_flag(sheets[layout.SUMMARY], verdict)
        for page in pages[1:]:  # Summary has a head of its own
            write_head(sheets[page], page, verdict, assessment.org.currency)


_CHANGES = {
    layout.MOVES: write_moves,
    layout.REDUNDANCIES: write_exits,
    layout.SHORT_TIME: write_short_times,
    layout.GROUP_PLAN: write_group_plan,
}


def _write_changes(
    sheets: Mapping[Page, Sheet], assessment: Assessment, cost: CostPlaces
) -> dict[Page, ActionPlaces]:
    """The sheets on moves, redundancies, short time and groups that the organisation has."""
    return {
        page: write(sheets[page], assessment, cost)
        for page, write in _CHANGES.items()
        if page in sheets
    }
