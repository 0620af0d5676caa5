"""Checks of moves, redundancies, short time and groups: what 2, 5, 7, 11 and 14 of what finance
checks say of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.cost_drivers import run_rates
from orgplan.analysis.result_rows import AnyChange
from orgplan.domain import Exit, Plan
from orgplan.excel.write.workbook import Formula, TableRef
from orgplan.finance.ledger import CostLine, this_year
from orgplan.finance.unit_costs import in_currency_of
from orgplan.language import N_, _

from ..sheets import pages, refs
from ..sheets.actions.hires_and_training import year_header
from ..sheets.actions.moves_and_exits import band_after, base_otherwise
from ..sheets.layout import units
from ..sheets.money.cost_by_month import RUN_RATE, TOTAL_HEADER
from .people import AGAIN, CENT, ends_in_order, repeated
from .sheet import Check, Place
from .sheet_refs import PlanSheets, filled

NONE = N_("the plan has none")


@dataclass(frozen=True)
class _Sheet:
    """A sheet of actions: what its rows are called, the column of their day, and the rows
    themselves.
    """

    what: str
    day: str
    rows: Sequence[AnyChange]

    @property
    def days(self) -> list[date]:
        return [
            row.action.last_day if isinstance(row.action, Exit) else row.action.start_date
            for row in self.rows
        ]


def change_checks(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """Checks of moves, redundancies, short time and groups, for the sheets that the workbook has.

    Parameters
    ----------
    assessment
        Read for what the plan decides about people and groups.
    sheets
        The sheets of the workbook, of which tables and cells are asked for by name.

    Yields
    ------
    Check
        Nothing where the plan has no such sheet, and no group.
    """
    known = {
        pages.MOVES: _Sheet(_("Moves"), "start_date", assessment.moves),
        pages.REDUNDANCIES: _Sheet(_("Redundancies"), "last_day", assessment.exits),
        pages.SHORT_TIME: _Sheet(_("Times of short time"), "start_date", assessment.short_times),
        pages.GROUP_PLAN: _Sheet(_("Actions on groups"), "start_date", assessment.group_actions),
    }
    for page, of in sheets.changes.items():
        yield from _of_sheet(assessment, sheets, of, known[page])
    if pages.MOVES in sheets.changes:
        yield _bands(assessment, sheets.changes[pages.MOVES])
        yield _paid(assessment, sheets)
    if pages.SHORT_TIME in sheets.changes:
        yield ends_in_order(sheets.changes[pages.SHORT_TIME], len(assessment.short_times))
    if assessment.org.groups:
        yield from _stock(sheets)
    if sheets.changes:
        yield from _money(assessment, sheets)


def _of_sheet(
    assessment: Assessment, sheets: PlanSheets, table: TableRef, sheet: _Sheet
) -> Iterator[Check]:
    """2 and 5: each id once, and each day inside the horizon."""
    looked, place = Formula(f"={filled(table)}", len(sheet.rows)), Place.of(table)
    yield Check(
        2, _("Ids of {sheet} that occur more than once", sheet=table.sheet), place,
        Formula(f"={repeated(table, 'id')}", 0), looked_at=looked, empty=NONE,
        hint=_("Give each its own id, and plan again."),
    )  # fmt: skip
    calendar, day = assessment.org.calendar, table[sheet.day]
    outside = sum(not calendar.start <= one <= calendar.end for one in sheet.days)
    text = f'=SUMPRODUCT(({table["id"]}<>"")*{sheets.outside_horizon(day)})'
    yield Check(
        5, _("{what} outside the horizon", what=sheet.what), place, Formula(text, outside),
        looked_at=looked, empty=NONE,
        hint=_("Move {day} into the horizon.", day=sheet.day),
    )  # fmt: skip


def _bands(assessment: Assessment, moves: TableRef) -> Check:
    """7: no move takes pay outside the band; whoever would be above it anyway may stay there."""
    salary, otherwise, low, high = (
        moves[header] for header in ("base_salary", "base_otherwise", "band_min", "band_max")
    )
    beyond = (
        f'({salary}<{low})*({salary}<>{otherwise})+({salary}>{high})*({high}<>"")*'
        f"({salary}>{otherwise})"
    )
    text = f'=SUMPRODUCT(({moves["id"]}<>"")*(({beyond})>0))'
    outside = 0
    for row in assessment.moves:
        stated = row.action.stated_as("base_salary", row.action.base_salary)
        pay = stated.amount if stated else row.action.base_salary
        otherwise_plan = base_otherwise(assessment.org, assessment.plan, row.action)
        anyway = in_currency_of(assessment.org, otherwise_plan, stated)
        least, most = band_after(assessment.org, row.action)
        outside += (pay < (least or 0) and pay != anyway) or (
            most is not None and pay > max(most, anyway)
        )
    return Check(
        7, _("People whose pay a move takes outside the band"), Place.of(moves),
        Formula(text, outside),
        looked_at=Formula(f"={filled(moves)}", len(assessment.moves)), empty=NONE,
        hint=_("Bring base_salary within the band of the new role."),
    )  # fmt: skip


def _paid(assessment: Assessment, sheets: PlanSheets) -> Check:
    """14: whoever is moved is paid in the new role and team."""
    moves, detail = sheets.changes[pages.MOVES], sheets.detail
    moved = '&"|"&'.join(moves[header] for header in ("person_id", "role", "team"))
    paid = '&"|"&'.join(detail[header] for header in ("id", "role_or_course", "team"))
    text = f'=SUMPRODUCT(({moves["id"]}<>"")*(1-ISNUMBER(MATCH({moved},{paid},0))))'
    found = {
        (cost.entity, item, cost.team)
        for cost, item in zip(assessment.costs, assessment.items, strict=True)
    }
    missing = sum(
        (move.person_id, move.role, move.team) not in found for move in assessment.plan.moves
    )
    return Check(
        14, _("Moves to a role and team in which the person is never paid"), Place.of(moves),
        Formula(text, missing),
        looked_at=Formula(f"={filled(moves)}", len(assessment.moves)), empty=NONE, hint=AGAIN,
    )  # fmt: skip


def _stock(sheets: PlanSheets) -> Iterator[Check]:
    """11: the heads of groups tie, each and all together."""
    for words, table in (
        (_("each group"), sheets.book.table("group_heads")),
        (_("all groups"), sheets.book.table("group_total")),
    ):
        text = f"=SUMPRODUCT(ABS({table['difference']}))"
        yield Check(
            11, _("Heads of {words}: closing heads that differ from the count", words=words),
            Place.of(table), Formula(text, 0),
            looked_at=Formula(f"={filled(table, 'group')}", table.height),
            hint=N_("An action on Group plan was changed, or something was typed over: undo it, or "
                    "plan again; `orgplan check` names the figure."),
        )  # fmt: skip


def _money(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """14: all sheets of actions together cost what the plan changes."""
    org, plan = assessment.org, assessment.plan
    change: list[CostLine] = [
        line for effect in assessment.effects.values() for line in effect.lines
    ]
    rates = [sum(rate.cents for rate in run_rates(org, of).values()) for of in (plan, Plan())]
    looked = Formula(
        "=" + "+".join(filled(table) for table in sheets.actions),
        len(plan.actions) - len(plan.takeovers),
    )
    for what, header, of_courses, column, cents in (
        (
            _("over the horizon"),
            "cost_in_horizon",
            "cost",
            TOTAL_HEADER,
            sum(line.cents for line in change),
        ),
        (
            _("this fiscal year"),
            "cost_this_year",
            "cost_this_year",
            year_header(org),
            this_year(org, change),
        ),
        (_("run rate"), RUN_RATE, "", RUN_RATE, rates[0] - rates[1]),
    ):
        parts = [
            sheets.total(sheets.hires, header),
            *([sheets.total(sheets.trainings, of_courses)] if of_courses else []),
            *(sheets.total(table, header) for table in sheets.changes.values()),
        ]
        cell = sheets.cells[refs.COST["change", column]]
        yield Check(
            14, _("Cost of all sheets of actions = what the plan changes, {what}", what=what),
            Place.of(sheets.hires),
            sheets.unless_edited(Formula("=" + "+".join(parts), units(cents)),
                Formula(f"={cell}", units(cents))),
            Formula(f"={cell}", units(cents)), CENT, looked_at=looked,
            empty=_("the plan has no actions"), hint=AGAIN,
        )  # fmt: skip
