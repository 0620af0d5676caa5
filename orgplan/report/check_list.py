"""The list of checks: what is compared with what. Numbers are those of the list of what finance checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.domain.base import Strength
from orgplan.io.book import Formula
from orgplan.report import budget as budgets
from orgplan.report import constraint_rows, layout
from orgplan.report.actions import ActionPlaces
from orgplan.report.budget import BudgetPlaces
from orgplan.report.checks import Check
from orgplan.report.constraint_rows import ConstraintPlaces
from orgplan.report.cost import CostPlaces
from orgplan.report.coverage import CoveragePlaces
from orgplan.report.layout import units
from orgplan.report.run_log import RunPlaces
from orgplan.report.skill_matrix import MatrixPlaces
from orgplan.report.summary import SummaryPlaces
from orgplan.report.walk import WalkPlaces

CENT = 0.005
PROVEN = 0.001  # the solver's own accuracy in weighted heads
ROSTER, INPUT_ROSTER = "op_tbl_in_roster", "Input Roster"


@dataclass(frozen=True)
class Places:
    """Where everything stands that is compared."""

    summary: SummaryPlaces
    matrix: MatrixPlaces
    hires: ActionPlaces
    trainings: ActionPlaces
    cost: CostPlaces
    budget: BudgetPlaces
    walk: WalkPlaces
    coverage: CoveragePlaces
    constraints: ConstraintPlaces
    run: RunPlaces


def all_checks(assessment: Assessment, places: Places, goals: dict[str, float], with_inputs: bool) -> tuple[Check, ...]:
    """Every check that applies; some compare with the sheets of the input, where the workbook has them."""
    return (
        *(_inputs(assessment, places) if with_inputs and assessment.org.people else ()),
        *(_identities(assessment, places) if assessment.walk.members else ()),
        *_actions(assessment, places),
        *_sums(assessment, places),
        *_stocks(assessment, places),
        *_proof(assessment, places, goals),
    )


def _inputs(assessment: Assessment, places: Places) -> Iterator[Check]:
    """The roster as it was read against the roster as it is reported."""
    people, before = assessment.org.people, places.matrix.before
    ids, managers, seats = (f"{ROSTER}[{header}]" for header in ("person_id", "manager_id", "position_id"))
    read, shown = Formula(f'=COUNTIF({ids},"?*")', len(people)), Formula(f'=COUNTIF({before.range("id")},"?*")', len(people))
    yield Check("1", "People on the roster that was read = people reported", shown, read, 0, layout.SKILL_MATRIX.name)
    held = [person.position_id for person in people if person.position_id]
    if held:
        text = f'=SUMPRODUCT(({seats}<>"")*(COUNTIF({seats},{seats})>1))'
        several = sum(times for times in Counter(held).values() if times > 1)
        yield Check("3", "People in a position that somebody else holds too", Formula(text, several), 0, 0, INPUT_ROSTER)
    known = {person.id for person in people}
    strangers = sum(person.manager_id is not None and person.manager_id not in known for person in people)
    text = f'=SUMPRODUCT(({managers}<>"")*(1-ISNUMBER(MATCH({managers},{ids},0))))'
    yield Check("4", "Managers who are not on the roster", Formula(text, strangers), 0, 0, INPUT_ROSTER)
    own = sum(person.manager_id == person.id for person in people)
    yield Check("4", "People who are their own manager", Formula(f'=SUMPRODUCT(({managers}={ids})*({ids}<>""))', own), 0, 0, INPUT_ROSTER)


def _identities(assessment: Assessment, places: Places) -> Iterator[Check]:
    after = places.matrix.after
    ids, numbers = after.range("id"), after.range("no")
    seen = [member.id for member in assessment.walk.members]
    repeats = len(seen) - len(set(seen))
    text = f'=SUMPRODUCT(({ids}<>"")*(MATCH({ids},{ids},0)<>{numbers}))'
    yield Check("2", "Ids of people and seats that occur more than once", Formula(text, repeats), 0, 0, layout.SKILL_MATRIX.name)


def _actions(assessment: Assessment, places: Places) -> Iterator[Check]:
    cost, hires, trainings = places.cost, places.hires.table, places.trainings.table
    calendar = assessment.org.calendar
    for words, table, starts in (
        ("Seats", hires, [hire.start_date for hire in assessment.plan.hires]),
        ("Courses", trainings, [training.start_date for training in assessment.plan.trainings]),
    ):
        outside = sum(not calendar.start <= day <= calendar.end for day in starts)
        start = table.range("start_date")
        text = f'=SUMPRODUCT(({table.range("id")}<>"")*(({start}<MIN({cost.first_days}))+({start}>MAX({cost.last_days}))))'
        yield Check("5", f"{words} that begin outside the horizon", Formula(text, outside), 0, 0, table.sheet)
    detail = cost.table
    booked = f'({detail.range("first_day")}<>"")*(({cost.last_days}<{detail.range("first_day")})+({detail.range("last_day")}<>"")*({cost.first_days}>{detail.range("last_day")}))'
    text = f"=SUMPRODUCT({booked}*({cost.detail_months}<>0))"
    yield Check(
        "6", "Months with cost before the first or after the last day", Formula(text, _outside_service(assessment)), 0, 0, detail.sheet
    )
    salary, low, high = (hires.range(header) for header in ("base_salary", "band_min", "band_max"))
    text = f'=SUMPRODUCT(({hires.range("id")}<>"")*(({salary}<{low})+({salary}>{high})*({high}<>"")))'
    yield Check("7", "Seats paid outside their band", Formula(text, _outside_band(assessment)), 0, 0, hires.sheet)
    text = f'=SUMPRODUCT(({detail.range("id")}<>"")*({detail.range("cost_centre")}=""))'
    yield Check("9", "Rows of cost without a cost centre", Formula(text, 0), 0, 0, detail.sheet)
    known = f"ISNUMBER(MATCH({hires.range('id')},{detail.range('action')},0))"
    text = f'=SUMPRODUCT(({hires.range("id")}<>"")*(1-{known}))'
    yield Check("14", "Seats without any cost", Formula(text, _uncosted(assessment)), 0, 0, hires.sheet)
    action = detail.range("action")
    planned = f"ISNUMBER(MATCH({action},{hires.range('id')},0))+ISNUMBER(MATCH({action},{trainings.range('id')},0))"
    text = f'=SUMPRODUCT(({action}<>"")*(({planned})=0))'
    yield Check("14", "Rows of cost of seats or courses that are in no plan", Formula(text, 0), 0, 0, detail.sheet)
    text = f'=SUMPRODUCT(({hires.range("id")}<>"")*(({hires.range("cost_this_year")}="")+({hires.range("run_rate")}="")))'
    yield Check("15", "Seats without this year's cost or a run rate", Formula(text, 0), 0, 0, hires.sheet)


def _outside_service(assessment: Assessment) -> int:
    days = {member.id: (member.start_date, member.end_date) for member in assessment.walk.members}
    starts = assessment.org.calendar.month_starts
    courses = {training.id for training in assessment.plan.trainings}
    found = set()
    for cost in assessment.costs:
        first, last = days[cost.entity]
        early = cost.month + 1 < len(starts) and starts[cost.month + 1] <= first
        late = last is not None and starts[cost.month] > last
        if cost.cents and cost.action not in courses and (early or late):
            found.add((cost.entity, cost.component, cost.month))
    return len(found)


def _outside_band(assessment: Assessment) -> int:
    count = 0
    for hire in assessment.plan.hires:
        role = assessment.org.role[hire.role]
        count += hire.base_salary < (role.band_min or 0)
        count += role.band_max is not None and hire.base_salary > role.band_max
    return count


def _uncosted(assessment: Assessment) -> int:
    costed = {cost.action for cost in assessment.costs}
    return sum(hire.id not in costed for hire in assessment.plan.hires)


def _sums(assessment: Assessment, places: Places) -> Iterator[Check]:
    cost = places.cost
    spent = units(sum(line.cents for line in assessment.costs))
    decided = units(sum(line.cents for line in assessment.costs if line.action is not None))
    grand = Formula(f"={cost.cells['all']}", spent)
    detail, accounts = Formula(f"=SUM({cost.table.range('total')})", spent), Formula(f"=SUM({cost.accounts.range('total')})", spent)
    yield Check("10", "Sum of all people and seats = all cost", detail, grand, CENT, cost.table.sheet)
    yield Check("10", "Sum of all teams and cost centres = all cost", accounts, grand, CENT, cost.table.sheet)
    for block in ("kind", "category", "component"):
        cells = "+".join(cell for key, cell in cost.cells.items() if key.startswith(f"{block} "))
        yield Check("10", f"Sum by {block} = all cost", Formula(f"={cells or 0}", spent), grand, CENT, cost.table.sheet)
    months = Formula(f"=SUM({cost.total_months})", spent)
    yield Check("10", "Sum of all months = all cost", months, grand, CENT, cost.table.sheet)
    plans = Formula(f"={places.hires.totals['cost_in_horizon']}+{places.trainings.totals['cost']}", decided)
    added = Formula(f"={cost.cells['kind hire']}+{cost.cells['kind course']}", decided)
    yield Check("10", "Cost of Hiring plan and Upskilling plan = cost that the plan adds", plans, added, CENT, places.hires.table.sheet)
    shown = Formula(f"={places.summary.all_cost}", spent)
    yield Check("10", "All cost on Summary = all cost", shown, grand, CENT, layout.SUMMARY.name)
    lines = places.budget.lines
    over = sum(row.planned > row.budget for row in assessment.budget)
    text = f'=COUNTIF({lines.range("verdict")},"{budgets.OVER}")'
    yield Check("18", "Budget lines exceeded", Formula(text, over), 0, 0, lines.sheet)


def _stocks(assessment: Assessment, places: Places) -> Iterator[Check]:
    walk = places.walk
    for words, table in (("by team", walk.teams), ("in total", walk.total)):
        text = f"=SUMPRODUCT(ABS({table.range('difference')}))"
        yield Check("11", f"Walk {words}: closing that is not what is counted", Formula(text, 0), 0, 0, table.sheet)
    last = assessment.org.calendar.periods - 1
    closing = sum(row.closing for row in assessment.headcount if row.period == last)
    heads = Formula(f"={places.summary.closing_heads}", closing)
    yield Check(
        "12", "Heads on Summary = closing of the last period", heads, Formula(f"={walk.last_closing}", closing), 0, layout.SUMMARY.name
    )
    caps = places.budget.caps
    over = sum(m.broken for m in assessment.measures if m.family == "headcount" and m.strength is None)
    yield Check("18", "Limits on heads exceeded", Formula(f'=COUNTIF({caps.range("verdict")},"{budgets.OVER}")', over), 0, 0, caps.sheet)


def _proof(assessment: Assessment, places: Places, goals: dict[str, float]) -> Iterator[Check]:
    run, rows = places.run, places.constraints.table
    yield Check(
        "19",
        "Digits of the input's hash",
        Formula(f"=LEN({run.input_hash})", 64),
        Formula(f"={run.hash_length}", 64),
        0,
        layout.RUN_LOG.name,
    )
    broken = sum(m.broken and m.strength is None for m in assessment.measures)
    text = f'=COUNTIF({rows.range("verdict")},"{constraint_rows.BROKEN}")'
    yield Check("20", "Hard limits broken by the plan", Formula(text, broken), 0, 0, rows.sheet)
    text = f'=SUMPRODUCT(({rows.range("family")}="holders")*{rows.range("short")})+SUMPRODUCT(({rows.range("family")}="capacity")*{rows.range("short")})'
    short = sum(round(m.short, 5) for m in assessment.measures if m.family in ("holders", "capacity"))
    gaps = Formula(f"=SUM({places.coverage.detail.range('gap')})", short)
    yield Check(
        "20", "Gaps of Coverage = shortfalls judged without the solver", gaps, Formula(text, short), PROVEN, places.coverage.detail.sheet
    )
    for strength in (Strength.MUST, Strength.SHOULD):
        name = f"{strength.value}_shortfall"
        if name in goals:
            value = sum(m.weight * round(m.short, 5) for m in assessment.measures if m.strength is strength)
            text = f'=SUMPRODUCT(({rows.range("strength")}="{strength.value}")*{rows.range("weight")}*{rows.range("short")})'
            solved = Formula(f"={run.goal_values[name]}", goals[name])
            yield Check(
                "20", f"Weighted {strength.value} shortfall = what the solver reached", Formula(text, value), solved, PROVEN, rows.sheet
            )
