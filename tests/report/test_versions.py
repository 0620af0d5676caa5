"""A year lived: approved in January, two leavers, a late start and a new requisition by May; each
figure is traced by hand.
"""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import orgplan as op
from orgplan import api
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.bridge import Cause
from orgplan.analysis.money.versions import SLIPPED, SPENT, VersionError, versions
from orgplan.api.versions import Forecast
from orgplan.cli.main import app
from orgplan.cli.versions import as_json
from orgplan.domain import (
    ORGANISATION,
    Actual,
    Assumption,
    Assumptions,
    BudgetLine,
    Calendar,
    Hire,
    Organisation,
    PeriodLength,
    Person,
    Plan,
    Role,
    Scope,
    ScopeKind,
    Team,
)
from orgplan.io.output.template import write_inputs
from orgplan.report.audit.fingerprints import seal, sealed
from orgplan.report.audit.run import APPROVED
from orgplan.report.diff.actions import action_changes, action_records, paired
from orgplan.report.headline import headline
from orgplan.report.sheets.workbook import write_workbook
from orgplan.report.versions_book import write_versions
from sample_orgs import year_lived
from sample_orgs.make import FOLDER
from tests.report.editing import Tab
from tests.report.independent_recalculation import Book
from tests.report.organisations import run_of

FLAT = Assumptions(
    rows=tuple(
        Assumption(key=key, value=value)
        for key, value in (
            ("employer_tax_pct", 0.1), ("benefits_pct", 0), ("merit_pct", 0),
            ("recruiting_cost", 0), ("agency_pct", 0),
            ("leavers_free_pay", 0),
        )
    )
)  # fmt: skip
LIVED = FOLDER / "year_lived"
TEAM = Scope(kind=ScopeKind.TEAM, name="A")
SPENT_SO_FAR = (16_500.0, 16_500.0, 17_000.0, 14_000.0)


def somebody(
    name: str, base: float = 60_000, start: date = date(2020, 1, 1), **more: object
) -> Person:
    fields = {"id": name, "name": name, "role": "dev", "team": "A", "start_date": start}
    return Person.model_validate({**fields, "base_salary": base, **more})


def organisation(as_of: date, start: date, months: int, *people: Person) -> Organisation:
    calendar = Calendar(as_of=as_of, start=start, period=PeriodLength.MONTH, periods=months)
    roles = tuple(Role(id=name, name=name, band_mid=60_000.0) for name in ("dev", "lead"))
    return Organisation(
        currency="EUR", calendar=calendar, assumptions=FLAT, people=people, roles=roles,
        teams=(Team(id="A"),)
    )  # fmt: skip


def seat(name: str, role: str, start: date, base: float) -> Hire:
    return Hire(id=name, role=role, team="A", start_date=start, base_salary=base)


def approved() -> Assessment:
    """Three developers at 5,500 a month (tax included), a fourth from March and a fifth from June
    on.
    """
    org = organisation(date(2026, 12, 31), date(2027, 1, 1), 12, *map(somebody, ("P1", "P2", "P3")))
    hires = (
        seat("H-001", "dev", date(2027, 3, 1), 60_000),
        seat("H-002", "dev", date(2027, 6, 1), 60_000),
    )
    return Assessment(org, Plan(hires=hires))


def in_may() -> Assessment:
    """P3 is gone, P2 leaves in August, the fourth came in mid-April for 66,000, the fifth comes in
    July, a lead in September.
    """
    people = (
        somebody("P1"), somebody("P2", end_date=date(2027, 8, 31)),
        somebody("N1", 66_000, date(2027, 4, 15)),
    )  # fmt: skip
    org = organisation(date(2027, 4, 30), date(2027, 5, 1), 8, *people)
    spent = tuple(
        Actual(scope=TEAM, month=date(2027, month, 1), amount=amount)
        for month, amount in enumerate(SPENT_SO_FAR, 1)
    )
    hires = (
        seat("H-001", "lead", date(2027, 9, 1), 72_000),
        seat("H-002", "dev", date(2027, 7, 1), 60_000),
    )
    return Assessment(org.replace(actuals=spent), Plan(hires=hires))


PAIRS = {"H-002": "H-002"}


def test_forecast_is_what_was_spent_and_the_rest_of_the_plan() -> None:
    # Approved: 2 x 16,500 + 3 x 22,000 + 7 x 27,500. Spent: 64,000. Rest, May to December: P1 8 x
    # 5,500, P2 4 x 5,500, N1 8 x 6,050, the fifth 6 x 5,500, the lead 4 x 6,600.
    found = versions(approved(), in_may(), PAIRS)
    assert found.approved == 291_500_00
    assert found.forecast == (64_000 + 44_000 + 22_000 + 48_400 + 33_000 + 26_400) * 100
    assert [month.actual for month in found.months[:5]] == [
        *(round(x * 100) for x in SPENT_SO_FAR),
        None,
    ]
    assert [month.current is None for month in found.months] == [True] * 4 + [False] * 8
    assert found.made == {"H-001": "N1"}


def test_the_walk_says_why_step_by_step_and_leaves_nothing_over() -> None:
    found = versions(approved(), in_may(), PAIRS)
    steps = {(step.cause, step.who): step.cents for step in found.steps}
    assert steps == {
        (SPENT, "total"): (64_000 - 77_000) * 100,
        (Cause.DATES.value, "P2"): -22_000_00,
        (Cause.REMOVED.value, "P3"): -44_000_00,
        (Cause.PAY.value, "N1"): 8 * 550_00,
        (Cause.DATES.value, "H-002"): -5_500_00,
        (Cause.ADDED.value, "H-001"): 4 * 6_600_00,
    }
    assert sum(steps.values()) == found.forecast - found.approved == -53_700_00


def test_the_sample_of_a_year_lived_comes_to_what_was_worked_out_by_hand() -> None:
    """Planned in January, planned again in May: forecast, walk, slip and what the budget has
    left.
    """
    expected = tomllib.loads((LIVED / "expected.toml").read_text(encoding="utf-8"))
    plans = {}
    for name, inputs in year_lived.INPUTS.items():
        org = op.load(LIVED / f"{name}.xlsx")
        assert org == inputs()
        plans[name] = op.plan(org, next_steps=False).assessment
    january, may = plans.values()
    records = paired(action_records(january), action_records(may))
    same = {old.id: new.id for old, new in records if old is not None and new is not None}
    found = versions(january, may, same, slip_days=31)
    steps = [(step.cause, step.who, step.cents / 100) for step in found.steps]
    slips = {who: amount for cause, who, amount in steps if cause == SLIPPED}
    walk = {(cause, who): amount for cause, who, amount in steps if cause != SLIPPED}
    assert slips == {one["who"]: one["amount"] for one in expected["slip"]}
    assert walk == {(one["cause"], one["who"]): one["amount"] for one in expected["walk"]}
    assert found.approved / 100 == expected["approved"]
    assert round(found.forecast / 100 - sum(slips.values()), 2) == expected["forecast"]
    assert found.made == expected["made"]
    assert may.org.budget[0].amount == expected["budget_left"]


def test_pay_that_expected_leavers_free_is_a_cause_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """P2 is known to leave: nothing is freed for him any more.

    P1 frees what a horizon from May on frees of 5,500 a month.
    """
    monkeypatch.setitem(globals(), "FLAT", FLAT.with_value("leavers_free_pay", 1))
    found = versions(approved(), in_may(), PAIRS)
    steps = {step.who: step.cents for step in found.steps if step.cause == Cause.EXPECTED_LEAVERS}
    year, rest = (
        [round(550_000 * (1 - 0.88 ** ((month + 0.5) / 12))) for month in range(months)]
        for months in (12, 8)
    )
    assert steps["P2"] == sum(year[4:])
    assert steps["P1"] == sum(year[4:]) - sum(rest)
    assert not any(step.cause == Cause.ONE_TIME for step in found.steps)
    assert sum(step.cents for step in found.steps) == found.forecast - found.approved


def test_starts_that_slip_cost_less() -> None:
    # 30 days: the fifth starts on 31 July, 1/31 of July is left; the lead on 1 October.
    found = versions(approved(), in_may(), PAIRS, slip_days=30)
    steps = {step.who: step.cents for step in found.steps if step.cause == SLIPPED}
    july = round(5_000_00 / 31) + round(500_00 / 31)
    assert steps == {"H-002": july - 5_500_00, "H-001": -6_600_00}
    assert sum(step.cents for step in found.steps) == found.forecast - found.approved


def test_a_hire_that_was_made_is_called_made() -> None:
    rows = {str(row["id_before"]): row for row in action_changes(approved(), in_may())}
    assert (rows["H-001"]["change"], rows["H-001"]["id_after"]) == ("made", "N1")
    assert rows["H-001"]["after"] == date(2027, 4, 15)
    assert "66,000" in str(rows["H-001"]["details"])
    assert rows["H-002"]["change"] == "moved"


def test_what_no_actual_covers_stays_as_planned() -> None:
    """Actuals of pay for another team say nothing of this one: its months so far are as
    approved.
    """
    may = in_may()
    org = may.org.replace(
        teams=(*may.org.teams, Team(id="B")),
        actuals=(Actual(scope=Scope(kind=ScopeKind.TEAM, name="B"), month=date(2027, 1, 1),
            amount=5.0),),
    )  # fmt: skip
    found = versions(approved(), Assessment(org, may.plan), PAIRS)
    assert found.months[0].forecast == 16_500_00 + 5_00
    assert sum(step.cents for step in found.steps) == found.forecast - found.approved


def with_budget(assessment: Assessment, path: Path, *actuals: Actual) -> Organisation:
    """May again, with 340,000 for the year, as it is read from its workbook."""
    line = BudgetLine(
        id="B-1", scope=ORGANISATION, periods=tuple(range(8)), label="2027", amount=340_000
    )
    org = assessment.org.replace(budget=(line,), actuals=actuals or assessment.org.actuals)
    return op.load(written(Assessment(org, assessment.plan), path))


def test_a_budget_of_the_year_is_net_of_what_was_spent(tmp_path: Path) -> None:
    # 340,000 - (16,500 + 16,500 + 17,000 + 14,000)
    loaded = with_budget(in_may(), tmp_path / "may.xlsx")
    (line,) = loaded.budget
    assert (line.amount, line.spent, line.granted) == (276_000, 64_000, 340_000)
    again = tmp_path / "again.xlsx"
    written(Assessment(loaded, in_may().plan), again)
    book = load_workbook(again, data_only=True)
    typed, held = Tab(book, "Input Budget", "id", "amount"), Tab(book, "Budget", "id", "budget")
    assert typed.get(typed.find(id="B-1"), "amount") == 340_000
    row = held.find(id="B-1")
    assert [held.get(row, header) for header in ("spent_before", "budget")] == [64_000, 276_000]
    assert op.load(again).budget == (line,)
    if os.environ.get("ORGPLAN_SLOW"):
        assert op.check(again).differences == ()
    assert [one.amount for one in loaded.apply(op.change.budget(scale=0.9)).budget] == [242_000]


def test_a_budget_of_the_year_stays_whole_where_a_month_is_missing(tmp_path: Path) -> None:
    may = in_may()
    org = with_budget(may, tmp_path / "may.xlsx", *may.org.actuals[:3])
    (line,) = org.budget
    assert (line.amount, line.spent, line.granted) == (340_000, None, 340_000)
    whole = org.replace(budget=(line.replace(amount=500_000.0),))
    said = list(headline(Assessment(whole, may.plan)))
    assert (
        "Of the budget of 500,000 EUR for 2027, what was spent before the horizon is not known; the"
        " plan takes 173,800." in said
    )
    assert not any(sentence.endswith(" left.") for sentence in said)
    path = written(Assessment(whole, may.plan), tmp_path / "plan.xlsx")
    shown = [row for row in Book(path).sheets["Key figures"] if "left after" in str(row[0])]
    assert [row[1] for row in shown] == ["not known"]
    line, *_rest = Book(path).rows("Budget", "id", "left", "verdict")
    assert (line["left"], line["verdict"]) == ("not known", "not known")
    assert not any("within budget" in str(row) for row in Book(path).sheets["Summary"])


def test_a_month_before_the_horizon_that_actuals_leave_out_has_no_plan(tmp_path: Path) -> None:
    may = in_may()
    first, _second, *rest = may.org.actuals
    later = rest[0].replace(month=date(2027, 7, 1))
    with_budget(may, tmp_path / "may.xlsx", first, *rest, later)
    notes = [
        note.text for note in api.read(tmp_path / "may.xlsx").notes if "no actuals" in note.text
    ]
    assert [(("2027-02" in note), ("2027-06" in note)) for note in notes] == [
        (True, False),
        (False, True),
    ]
    assert "not known" in notes[0]
    assert "takes the plan" in notes[1]


def test_other_currencies_are_not_set_side_by_side() -> None:
    may = in_may()
    with pytest.raises(VersionError, match="USD"):
        versions(approved(), Assessment(may.org.replace(currency="USD"), may.plan), PAIRS)


def written(assessment: Assessment, path: Path) -> Path:
    write_workbook(path, assessment, run_of(assessment), write_inputs)
    return path


def test_months_and_walk_as_a_workbook_and_as_json(tmp_path: Path) -> None:
    found = Forecast("2027-01-15 Cleo CFO", "EUR", versions(approved(), in_may(), PAIRS))
    write_versions(tmp_path / "f.xlsx", found.versions, found.approval, found.currency)
    book = load_workbook(tmp_path / "f.xlsx", data_only=True)
    assert [cell.value for cell in list(book["Versions"].columns)[5]][-1] == 237_800
    walked = [cell.value for cell in list(book["Walk of versions"].columns)[3]][-4:]
    assert walked == [291_500, -53_700, 237_800, 0]
    told = json.loads(json.dumps(as_json(found)))
    assert sum(row["forecast"] for row in told["months"]) == pytest.approx(237_800)
    assert sum(row["amount"] for row in told["walk"]) == pytest.approx(-53_700)


def test_months_that_no_actuals_cover_stand_as_approved() -> None:
    may = in_may()
    org = may.org.replace(actuals=may.org.actuals[1:])
    january, *later = versions(approved(), Assessment(org, may.plan), PAIRS).months
    assert (january.actual, january.as_approved) == (None, january.approved)
    assert {one.as_approved for one in later} == {0, None}


def test_an_approval_stands_under_the_seal() -> None:
    run = run_of(approved())
    kept = replace(run, options={**run.options, APPROVED: "2027-01-15 Cleo CFO"})
    facts = sealed(kept)
    assert facts[APPROVED] == "2027-01-15 Cleo CFO"
    assert seal(facts, {}) != seal({**facts, APPROVED: "2027-01-15 Somebody else"}, {})
    assert seal(sealed(run), {}) != seal(facts, {})


def test_a_plan_saved_without_results_of_formulas_is_not_called_changed(tmp_path: Path) -> None:
    """What openpyxl saves holds no results: what was planned stands in their place, and nothing is
    said of money.
    """
    path = written(approved(), tmp_path / "plan.xlsx")
    load_workbook(path).save(path)
    assert not any("Cost by month" in text for text in op.check(path).differences)


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("ORGPLAN_SLOW"), reason="slow; ORGPLAN_SLOW=1 runs it")
def test_approve_seals_and_forecast_tells_it_in_a_workbook(tmp_path: Path) -> None:
    plan, kept = written(approved(), tmp_path / "plan.xlsx"), tmp_path / "approved.xlsx"
    may, out, said = (
        written(in_may(), tmp_path / "may.xlsx"),
        tmp_path / "f.xlsx",
        tmp_path / "f.json",
    )
    run = CliRunner()
    not_yet = run.invoke(app, ["forecast", str(plan), str(may)])
    assert (not_yet.exit_code, "never approved" in not_yet.output) == (3, True)
    by = "Cl\udcc3\udca9o CFO"  # é, as a terminal of another locale hands it on
    words = ["approve", str(plan), "--by", by, "--on", "2027-01-15", "--out", str(kept)]
    done = run.invoke(app, words)
    assert done.exit_code == 0, done.output
    assert op.check(kept).differences == ()
    done = run.invoke(
        app, ["forecast", str(kept), str(may), "--out", str(out), "--json", str(said)]
    )
    assert done.exit_code == 0, done.output
    assert "2027-01-15 Cléo CFO" in done.output
    assert json.loads(said.read_text(encoding="utf-8"))["made"] == {"H-001": "N1"}
    book = load_workbook(out, data_only=True)
    assert book.sheetnames == ["Versions", "Walk of versions"]
    forged = load_workbook(kept)
    for row in forged["Run log"].iter_rows():
        if row[0].value == "Approved":
            row[1].value = "2027-01-15 Somebody else"
    forged.save(kept)
    assert any("seal" in text for text in op.check(kept).differences)
    assert run.invoke(app, ["forecast", str(kept), str(may)]).exit_code == 3
