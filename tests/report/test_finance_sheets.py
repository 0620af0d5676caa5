"""The sheets of money and heads with every kind of action in the plan, recalculated by a real
spreadsheet program to the tool's own figures.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.counterfactual.steps import Step
from orgplan.analysis.headcount.stays import Flow
from orgplan.analysis.headcount.walk import Counted
from orgplan.domain.base import Strength
from orgplan.domain.costs.actuals import Actual
from orgplan.domain.costs.budget import Category
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Exit, GroupAction, Hire, Move, Plan, ShortTime
from orgplan.domain.positions import Position, PositionStatus
from orgplan.domain.teams import Scope, ScopeKind
from orgplan.report.sheets.workbook import write_workbook
from tests.headers import Row, key_of
from tests.report.office import needs_office, recalculated, with_planted_values
from tests.report.organisations import (
    APPS,
    PAYMENTS,
    PLATFORM,
    rich_organisation,
    rich_plan,
    run_of,
)

PLANTED = -987654.25
FRONTIER = ((100_000.0, 9.5, 3.0), (140_000.55, 5.5, 3.0), (210_000.0, 5.5, 1.0))
SENIOR, MIDDLE = "Java engineer / senior", "Java engineer / middle"


def organisation() -> Organisation:
    """The rich organisation with a group, positions and levers."""
    org = rich_organisation()
    group = Person(
        id="G-1",
        name="Testers",
        role=MIDDLE,
        team=APPS,
        start_date=date(2024, 1, 1),
        base_salary=50_000,
        headcount=12.0,
        attrition=0.1,
    )
    people = tuple(
        person.replace(position_id="Q-09") if person.id == "P-009" else person
        for person in org.people
    )
    pay, total = Category.PAY, Category.TOTAL
    payments, centre = (
        Scope(kind=ScopeKind.TEAM, name=PAYMENTS),
        Scope(kind=ScopeKind.COST_CENTRE, name="CC-200"),
    )
    teams = tuple(
        team.replace(capitalised=0.35) if team.id == PAYMENTS else team for team in org.teams
    )
    return org.replace(
        teams=teams,
        people=(*people, group),
        actuals=(
            Actual(
                scope=payments, month=date(2026, 12, 1), category=pay, amount=41_250.10, heads=6
            ),
            Actual(scope=payments, month=date(2027, 1, 1), category=pay, amount=44_000.55, heads=6),
            Actual(scope=payments, month=date(2027, 2, 1), category=pay, amount=39_000, heads=5),
            Actual(scope=payments, month=date(2027, 3, 1), category=pay, amount=45_100, heads=6.5),
            Actual(scope=payments, month=date(2027, 3, 1), category=Category.TRAINING, amount=900),
            Actual(scope=centre, month=date(2027, 1, 1), category=total, amount=50_000),
            Actual(scope=centre, month=date(2027, 2, 1), category=total, amount=61_000.01),
        ),
        levers=(
            Lever(id="L-1", kind=LeverKind.TRANSFER, cost=2_000, months=1, share=0.2),
            Lever(id="L-2", kind=LeverKind.PROMOTION, raise_pct=0.1),
            Lever(id="L-3", kind=LeverKind.REDUNDANCY, cost=1_000, months=1, months_of_base=3),
            Lever(id="L-4", kind=LeverKind.SHORT_TIME, share=0.2, cost=600),
            Lever(id="L-5", kind=LeverKind.CONTRACTOR, share=0.3, cost=500),
            Lever(id="L-6", kind=LeverKind.BACKFILL, share=1.0),
        ),
        positions=(
            Position(
                id="Q-09",
                role=SENIOR,
                team=PLATFORM,
                status=PositionStatus.FILLED,
                budget_salary=80_000,
            ),
            Position(
                id="Q-20", role=SENIOR, team=PAYMENTS, start=date(2027, 2, 1), budget_salary=81_000
            ),
            Position(id="Q-21", role=MIDDLE, team=PAYMENTS, start=date(2027, 3, 1)),
        ),
    )


def plan(org: Organisation) -> Plan:
    """Every kind of action once or twice."""
    base = rich_plan(org)
    first, *others = base.hires
    hires = (
        first.replace(position_id="Q-20"),
        *others,
        Hire(id="H-007", role=SENIOR, team=PLATFORM, start_date=date(2027, 7, 1),
            base_salary=80_000, replaces="P-009", lever="L-6", position_id="Q-09"),
        Hire(id="H-008", role=SENIOR, team=APPS, start_date=date(2027, 4, 1),
            end_date=date(2027, 9, 30), base_salary=82_000, lever="L-5"),
    )  # fmt: skip
    moves = (
        Move(id="M-001", kind=LeverKind.TRANSFER, lever="L-1", person_id="P-006", role=MIDDLE,
            team=PLATFORM, start_date=date(2027, 4, 16), base_salary=62_000),
        Move(id="M-002", kind=LeverKind.PROMOTION, lever="L-2", person_id="P-008", role=SENIOR,
            team=PLATFORM, start_date=date(2027, 7, 1), base_salary=70_000),
    )  # fmt: skip
    return base.replace(
        hires=hires,
        moves=moves,
        exits=(Exit(id="X-001", lever="L-3", person_id="P-015", last_day=date(2027, 8, 31)),),
        short_times=(
            ShortTime(
                id="S-001",
                lever="L-4",
                person_id="P-016",
                start_date=date(2027, 4, 1),
                end_date=date(2027, 6, 30),
            ),
        ),
        group_actions=(
            GroupAction(
                id="GA-1", kind=None, lever=None, group="G-1", start_date=date(2027, 4, 1), heads=2
            ),
            GroupAction(
                id="GA-2",
                kind=LeverKind.REDUNDANCY,
                lever="L-3",
                group="G-1",
                start_date=date(2027, 7, 1),
                heads=1,
            ),
        ),
    )


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    org = organisation()
    return Assessment(org, plan(org))


@pytest.fixture(scope="module")
def book(
    assessment: Assessment, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[list[object]]]:
    """Sheet → rows of values, all worked out by the spreadsheet program."""
    folder: Path = tmp_path_factory.mktemp("finance")
    path, planted = folder / "plan.xlsx", folder / "planted.xlsx"
    plans = (Assessment(assessment.org, Plan()), assessment, assessment)
    steps = tuple(
        Step(one, None, *figures, gap=0.0, proven=True)
        for one, figures in zip(plans, FRONTIER, strict=True)
    )
    write_workbook(path, assessment, replace(run_of(assessment), frontier=steps))
    assert with_planted_values(path, planted, PLANTED) > 100
    found = load_workbook(recalculated(planted, folder), data_only=True)
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in found
    }


def tables(rows: list[list[object]], first: str) -> list[list[dict[str, object]]]:
    """Tables whose first header is as said, each row by header."""
    found: list[list[dict[str, object]]] = []
    for number, row in enumerate(rows):
        if key_of(row[0]) == key_of(first):
            below = rows[number + 1 :]
            end = next((place for place, cells in enumerate(below) if cells[0] is None), len(below))
            found.append([Row(dict(zip(row, cells, strict=True))) for cells in below[:end]])
    return found


def cents(value: object) -> int:
    assert isinstance(value, int | float), value
    return round(value * 100)


@needs_office
def test_nothing_is_left_of_what_was_planted_and_nothing_is_an_error(
    book: dict[str, list[list[object]]],
) -> None:
    values = [value for rows in book.values() for row in rows for value in row]
    assert PLANTED not in values
    assert [value for value in values if isinstance(value, str) and value.startswith("#")] == []


@needs_office
def test_every_walk_is_the_tools(
    book: dict[str, list[list[object]]], assessment: Assessment
) -> None:
    total, by_place = tables(book["Walk"], "counted")
    labels = assessment.org.calendar.labels
    for counted in Counted:
        rows = {
            (row["team"], row["cost_centre"], row["period"]): row
            for row in by_place
            if row["counted"] == counted.value
        }
        assert len(rows) == len(assessment.walks[counted])
        for walk in assessment.walks[counted]:
            shown = rows[walk.team, walk.centre, labels[walk.period]]
            assert shown["opening"] == pytest.approx(walk.opening)
            assert shown["closing"] == pytest.approx(walk.closing)
            assert shown["growth"] == pytest.approx(walk.growth)
            assert shown["difference"] == 0
        for period, label in enumerate(labels):
            shown = next(
                row for row in total if row["counted"] == counted.value and row["period"] == label
            )
            assert shown["closing"] == pytest.approx(
                sum(row.closing for row in assessment.walks[counted] if row.period == period)
            )
            for flow in Flow:
                assert shown[flow.words] == pytest.approx(
                    sum(row.flow(flow) for row in assessment.walks[counted] if row.period == period)
                )


@needs_office
def test_the_plan_has_every_flow(assessment: Assessment) -> None:
    """Otherwise the test above would prove little."""
    rows = assessment.walks[Counted.HEADS]
    assert all(any(row.flow(flow) for row in rows) for flow in Flow)


@needs_office
def test_cost_overview_is_the_ledger(
    book: dict[str, list[list[object]]], assessment: Assessment
) -> None:
    rows = {str(row[0]): row for row in book["Cost overview"] if row[0] is not None}
    head = [str(cell) for cell in rows["All cost"]]
    months = [f"{day:%Y-%m}" for day in assessment.org.calendar.month_starts]
    for label, costs in (
        ("All cost of the plan", assessment.costs),
        ("If nothing is decided", assessment.idle_costs),
    ):
        shown = dict(zip(head, rows[label], strict=True))
        for month, name in enumerate(months):
            assert cents(shown[name]) == sum(cost.cents for cost in costs if cost.month == month)
        for year in {assessment.org.calendar.fiscal_year(month) for month in range(12)}:
            inside = sum(
                cost.cents
                for cost in costs
                if assessment.org.calendar.fiscal_year(cost.month) == year
            )
            assert cents(shown[f"FY{year}"]) == inside
    shown = Row(dict(zip(head, rows["All cost of the plan"], strict=True)))
    assert cents(shown["run_rate"]) == sum(rate.cents for rate in assessment.run_rates.values())
    change = Row(dict(zip(head, rows["What the plan changes"], strict=True)))
    assert cents(change["total"]) == sum(c.cents for c in assessment.costs) - sum(
        c.cents for c in assessment.idle_costs
    )


@needs_office
def test_what_is_capitalised_is_a_share_of_the_pay_for_work_of_a_team(
    book: dict[str, list[list[object]]], assessment: Assessment
) -> None:
    """35 % of Payments, month by month, of the ledger; without severance and short time."""
    (table,) = tables(book["Cost overview"], "capitalised_team")
    (row,) = table
    worked = ("base", "bonus", "tax", "benefits", "contractor", "expected_leavers")
    mine = [c for c in assessment.costs if c.team == PAYMENTS and c.component in worked]
    months = []
    for month, day in enumerate(assessment.org.calendar.month_starts):
        paid = sum(cost.cents for cost in mine if cost.month == month)
        months.append(math.floor(paid * 35 / 100 + 0.5))
        assert cents(row[f"{day:%Y-%m}"]) == months[-1]
    assert (row["capitalised_team"], row["capitalised_pct"]) == (PAYMENTS, 0.35)
    assert cents(row["capitalised"]) == sum(months) > 0


@needs_office
def test_run_rates_stand_once_on_cost_by_month(
    book: dict[str, list[list[object]]], assessment: Assessment
) -> None:
    (rows,) = tables(book["Cost by month"], "id")
    found: dict[object, int] = {}
    for row in rows:
        if row["run_rate"] is not None:
            found[row["id"]] = found.get(row["id"], 0) + cents(row["run_rate"])
    assert found == {name: rate.cents for name, rate in assessment.run_rates.items()}


@needs_office
def test_variance_is_the_tools_and_adds_up(
    book: dict[str, list[list[object]]], assessment: Assessment
) -> None:
    sums, cells = tables(book["Variance"], "cost_centre")
    assert len(cells) == len(assessment.change)
    for shown, found in zip(cells, assessment.change, strict=True):
        for part in ("timing", "volume", "mix", "rate", "difference"):
            assert cents(shown[part]) == getattr(found, part), (shown, part)
        assert cents(shown["plan"]) == found.cell.cost_after
    assert all(row["rest"] == 0 for row in sums)
    (total,) = tables(book["Variance"], "period")
    spent = sum(cost.cents for cost in assessment.costs) - sum(
        cost.cents for cost in assessment.idle_costs
    )
    assert sum(cents(row["difference"]) for row in total) == spent
    assert (
        sum(cents(row[part]) for row in total for part in ("timing", "volume", "mix", "rate"))
        == spent
    )


@needs_office
def test_each_budget_line_is_split_to_the_cent(
    book: dict[str, list[list[object]]], assessment: Assessment
) -> None:
    lines = {row["id"]: row for row in tables(book["Budget"], "id")[0]}
    bases = set()
    for row in assessment.budget:
        shown = lines[row.line.id]
        assert cents(shown["plan"]) == row.planned
        assert cents(shown["if_nothing"]) == row.idle
        assert (
            sum(cents(shown[part]) for part in ("timing", "volume", "mix", "not_allocated", "rate"))
            == row.planned - row.budget
            == cents(shown["difference"])
        )
        for part in ("timing", "volume", "mix", "not_allocated", "rate"):
            assert cents(shown[part]) == sum(getattr(found, part) for found in row.split.splits)
        bases.add(shown["basis"])
    assert bases == {"seats", "money"}


@needs_office
def test_limits_on_heads_are_drawn_from_the_walk(
    book: dict[str, list[list[object]]], assessment: Assessment
) -> None:
    caps = tables(book["Budget"], "set_in")[0]
    measures = [measure for measure in assessment.measures if measure.family == "headcount"]
    assert [row["plan"] for row in caps] == [pytest.approx(measure.planned) for measure in measures]


@needs_office
def test_actuals_are_split_to_the_cent_and_the_outlook_holds_the_whole_year(
    book: dict[str, list[list[object]]], assessment: Assessment
) -> None:
    """The fiscal year begins in April 2026: one month of it lies before the horizon and has no
    plan.
    """
    rows = book["Actuals"]
    years, by_month = tables(rows, "account")
    sums, cells = tables(rows, "scope")
    assert {
        row["basis"] for row in ({"basis": account.basis.value} for account in assessment.actuals)
    } == {"heads", "money"}
    for shown, account in zip(years, assessment.actuals, strict=True):
        assert [month.label for month in account.months] == [
            f"2026-{month:02}" for month in range(4, 13)
        ] + [
            "2027-01",
            "2027-02",
            "2027-03",
        ]
        for part in ("timing", "volume", "mix", "rate", "difference"):
            assert cents(shown[part]) == sum(getattr(found, part) for found in account.splits)
        assert account.outlook is None  # nothing is known of April to November 2026
        assert (shown["outlook"], shown["plan_of_year"], shown["above_plan"]) == ("not known",) * 3
        assert str(shown["missing"]).endswith("neither actual nor plan")
    assert (cents(years[0]["actual"]), cents(years[0]["before_horizon"])) == (
        4_400_055 + 3_900_000 + 4_510_000,
        4_125_010,
    )
    assert cents(years[0]["difference"]) == cents(years[0]["actual"]) - cents(years[0]["plan"])
    assert len(by_month) == 12 * len(assessment.actuals)
    planned = sum(
        c.cents
        for c in assessment.costs
        if c.team == PAYMENTS and c.category is Category.PAY and c.month < 3
    )
    assert (
        sum(
            cents(row["plan"])
            for row in by_month
            if row["account"] == PAYMENTS and row["category"] == "pay" and row["plan"] is not None
        )
        == planned
    )
    assert all(row["rest"] == 0 for row in sums)
    assert len(cells) == sum(len(account.splits) for account in assessment.actuals)


@needs_office
def test_actuals_of_two_fiscal_years_stand_one_below_the_other(tmp_path: Path) -> None:
    """A fiscal year from April: the actuals of January to March are not lost when those of April
    come.
    """
    org = organisation()
    payments = Scope(kind=ScopeKind.TEAM, name=PAYMENTS)
    april = Actual(
        scope=payments, month=date(2027, 4, 1), category=Category.PAY, amount=47_000.25, heads=7
    )
    found = Assessment(org.replace(actuals=(*org.actuals, april)), plan(org))
    write_workbook(tmp_path / "plan.xlsx", found, run_of(found))
    with_planted_values(tmp_path / "plan.xlsx", tmp_path / "planted.xlsx", PLANTED)
    sheet = load_workbook(recalculated(tmp_path / "planted.xlsx", tmp_path), data_only=True)[
        "Actuals"
    ]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    years, by_month = tables(rows, "account")
    pay = {
        row["fiscal_year"]: row
        for row in years
        if row["account"] == PAYMENTS and row["category"] == "pay"
    }
    assert {year: cents(row["actual"]) for year, row in pay.items()} == {
        "FY2026": 16_935_065 - 4_125_010,
        "FY2027": 4_700_025,
    }
    for account in found.actuals:
        shown = next(
            r
            for r in years
            if (r["account"], r["category"], r["fiscal_year"])
            == (account.scope.label, account.category.value, account.year)
        )
        for part in ("timing", "volume", "mix", "rate", "difference"):
            assert cents(shown[part]) == sum(getattr(one, part) for one in account.splits)
        assert (
            shown["outlook"] == "not known"
            if account.outlook is None
            else cents(shown["outlook"]) == account.outlook
        )
    assert len(by_month) == sum(len(account.months) for account in found.actuals)


@needs_office
def test_the_frontier_says_what_one_must_less_open_costs(
    book: dict[str, list[list[object]]], assessment: Assessment
) -> None:
    (points,) = tables(book["Trade-offs"], "step")
    assert [row["cost_over_the_horizon"] for row in points] == [100_000, 140_000.55, 210_000]
    assert [cents(row["more_than_before"]) for row in points[1:]] == [40_000_55, 69_999_45]
    before, after = (row["musts_open"] for row in points[:2])
    assert (before, after) == tuple(
        len({one.key[0] for one in short if one.strength is Strength.MUST})
        for short in (Assessment(assessment.org, Plan()).shortfalls, assessment.shortfalls)
    )
    assert points[1]["cost_of_one_must_less"] == pytest.approx(40_000.55 / (before - after))
    assert points[2]["cost_of_one_must_less"] in (None, "")  # no must less is open


def test_colours_say_who_answers_for_a_figure(assessment: Assessment, tmp_path: Path) -> None:
    """Formulas are black and values that the tool wrote are green, on every sheet of money and
    heads.
    """
    write_workbook(tmp_path / "plan.xlsx", assessment, run_of(assessment))
    wrong = []
    found = load_workbook(tmp_path / "plan.xlsx")
    for name in (
        "Cost overview",
        "Cost by month",
        "Budget",
        "Variance",
        "Actuals",
        "Walk",
        "Summary",
        "Key figures",
    ):
        for row in found[name].iter_rows():
            for cell in row:
                colour = cell.font.color.rgb if cell.font.color is not None else "FF000000"
                if cell.data_type == "f" and colour != "FF000000":
                    wrong.append((name, cell.coordinate, cell.value))
                if cell.data_type == "n" and cell.value is not None and colour != "FF1B6E3C":
                    wrong.append((name, cell.coordinate, cell.value))
    assert wrong == []


def test_every_sheet_has_a_print_area_that_holds_all_of_it_or_says_what_it_leaves_out(
    assessment: Assessment, tmp_path: Path
) -> None:
    write_workbook(tmp_path / "plan.xlsx", assessment, run_of(assessment))
    for sheet in load_workbook(tmp_path / "plan.xlsx"):
        assert sheet.print_area, sheet.title
        if sheet.title == "Contents":  # its links lead nowhere on paper
            continue
        areas = sheet.print_area.replace("$", "").split(",")
        ends = [range_boundaries(area.split("!")[-1])[2:] for area in areas]
        last_column, last_row = (max(places) for places in zip(*ends, strict=True))
        seen = [
            cell
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and not sheet.row_dimensions[cell.row].hidden
        ]
        rows, columns = (
            max(places) for places in zip(*((c.row, c.column) for c in seen), strict=True)
        )
        left_out = str(sheet.oddFooter.center.text or "")
        assert last_row >= rows, sheet.title
        letter = get_column_letter(last_column)
        assert last_column >= columns or f"to {letter} of" in left_out, sheet.title
