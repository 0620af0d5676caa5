"""Every lever, from a Chinese workbook to a plan and back: solved, written, read, judged, redacted,
compared, and recalculated.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import orgplan as op
from orgplan.analysis.action_totals import action_totals
from orgplan.analysis.assessment import Assessment
from orgplan.domain.plan import Plan
from orgplan.io.output.template import write_template
from orgplan.io.plan.read import read_plan
from orgplan.report.quantities import in_numbers
from orgplan.report.sheets import pages
from orgplan.report.sheets.overview.key_decisions import decisions
from orgplan.schema.plan import plan_sheets
from tests.headers import key_of
from tests.report.levers import levered_organisation, levered_plan, locked_organisation
from tests.report.office import needs_office, recalculated, with_planted_values
from tests.report.organisations import rich_organisation, run_of

PLANTED = -987654.25


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> op.Result:
    path = tmp_path_factory.mktemp("chinese") / "org.xlsx"
    write_template(path, locked_organisation(), chinese=True)
    org = op.load(path)
    assert org.language == "zh"
    return op.plan(org.model_copy(update={"language": "en"}), next_steps=False)


@pytest.fixture(scope="module")
def saved(planned: op.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    op.save(planned, path)
    return path


def headers(path: Path, name: str) -> list[str]:
    rows = load_workbook(path, read_only=True)[name].iter_rows(values_only=True)
    return [
        key_of(one).replace(" ", "_") for one in next(row for row in rows if row[0] == "ID") if one
    ]


def test_the_plan_pulls_every_lever(planned: op.Result) -> None:
    found = {(tally.of_groups, tally.kind) for tally in action_totals(planned.assessment)}
    kinds = {
        "backfill",
        "contractor",
        "promotion",
        "transfer",
        "retraining",
        "downgrading",
        "redundancy",
        "short time",
    }
    assert {(False, kind) for kind in kinds} | {
        (True, "recruiting"),
        (True, "retraining"),
        (True, "short time"),
    } <= found


def test_it_is_read_back_and_judged_clean(planned: op.Result, saved: Path) -> None:
    checked = op.check(saved)
    assert checked.assessment.plan == planned.plan
    assert checked.violations == []
    same = op.diff(saved, planned)
    assert same.same


def test_in_chinese_kinds_of_action_are_the_words_that_formulas_compare(
    planned: op.Result, tmp_path: Path
) -> None:
    chinese = Assessment(planned.org.replace(language="zh"), planned.plan)
    op.save(op.Result(chinese, planned.run), tmp_path / "plan.xlsx")
    book = load_workbook(tmp_path / "plan.xlsx", data_only=True)
    assert book["校验"]["B5"].value == "全部通过"
    assert {row[1] for row in book["群组计划"].iter_rows(min_row=7, values_only=True)} <= {
        "招聘", "晋升", "调动", "转岗", "降级", "裁员", "缩短工时", "超编", None,
    }  # fmt: skip
    assert op.check(tmp_path / "plan.xlsx").assessment.plan == planned.plan


@needs_office
def test_every_check_passes_when_a_spreadsheet_program_works_it_out(
    saved: Path, tmp_path: Path
) -> None:
    planted = tmp_path / "planted.xlsx"
    assert with_planted_values(saved, planted, PLANTED) > 100
    book = load_workbook(recalculated(planted, tmp_path), data_only=True)
    values = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert PLANTED not in values
    assert [value for value in values if isinstance(value, str) and value.startswith("#")] == []
    results = [row[7] for row in book["Checks"].iter_rows(min_row=8, values_only=True) if row[7]]
    assert len(results) > 40
    assert set(results) <= {"PASS", "not applicable", "INFO"}
    assert book["Checks"]["B5"].value == "all PASS"


def failed_when(saved: Path, folder: Path, edit: Callable[[Workbook], None]) -> set[object]:
    """Checks that say FAIL after an edit, worked out by a spreadsheet program."""
    book = load_workbook(saved)
    edit(book)
    book.save(folder / "edited.xlsx")
    checks = load_workbook(recalculated(folder / "edited.xlsx", folder), data_only=True)["Checks"]
    return {row[1] for row in checks.iter_rows(min_row=8, values_only=True) if row[7] == "FAIL"}


def two_more_recruits(book: Workbook) -> None:
    sheet = book["Group plan"]
    places = {
        cell.value: cell.column for row in sheet.iter_rows() for cell in row if row[0].value == "ID"
    }
    recruits = next(row for row in sheet.iter_rows() if row[1].value == "recruiting")
    recruits[places["Heads"] - 1].value += 2


def a_dearer_move(book: Workbook) -> None:
    moves = book["Moves"]
    move = next(row for row in moves.iter_rows() if row[0].value == "M-001")
    column = next(
        cell.column
        for row in moves.iter_rows()
        for cell in row
        if row[0].value == "ID" and cell.value == "Cost in horizon"
    )
    move[column - 1].value += 1000


@needs_office
def test_an_action_changed_by_hand_turns_the_checks_that_know_it(
    saved: Path, tmp_path: Path
) -> None:
    failed = failed_when(saved, tmp_path, two_more_recruits)
    assert "Heads of each group: closing heads that differ from the count" in failed
    failed = failed_when(saved, tmp_path, a_dearer_move)
    assert failed == {"Sheets of the plan with figures that were typed over, moved or swapped"}


def test_headers_that_are_read_back_are_the_declared_ones(planned: op.Result, saved: Path) -> None:
    """Of Moves the level is left out: the role names it; currencies and candidates stand there only
    where there are any.
    """
    for spec in plan_sheets(planned.org):
        shown = headers(saved, spec.key)
        missing = {column.key for column in spec} - set(shown)
        optional = {"level", "position_id", "location", "currency", "candidate"}
        assert missing <= optional, spec.key


def test_sheets_and_columns_are_there_only_where_the_organisation_has_such_things(
    saved: Path, tmp_path: Path
) -> None:
    org = rich_organisation()
    plain = tmp_path / "plain.xlsx"
    assessment = Assessment(org, Plan())
    op.save(op.Result(assessment, run_of(assessment)), plain)
    optional = {
        page.name for page in (pages.MOVES, pages.REDUNDANCIES, pages.SHORT_TIME, pages.GROUP_PLAN)
    }
    assert not optional & set(load_workbook(plain, read_only=True).sheetnames)
    assert optional <= set(load_workbook(saved, read_only=True).sheetnames)
    further = {"location", "end_date", "lever", "replaces", "position_id"}
    assert not further & set(headers(plain, "Hiring plan"))
    assert further & set(headers(saved, "Hiring plan")) == {"end_date", "lever", "replaces"}


def test_a_redacted_plan_names_groups_and_needs_and_is_read_back(
    planned: op.Result, tmp_path: Path
) -> None:
    bare = op.redact(planned)
    op.save(bare, tmp_path / "redacted.xlsx")
    assert read_plan(tmp_path / "redacted.xlsx", op.load(tmp_path / "redacted.xlsx")) == bare.plan
    names = {person.name for person in planned.org.people if not person.is_group}
    book = load_workbook(tmp_path / "redacted.xlsx", data_only=True)
    texts = {
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    }
    assert [name for name in names if any(name in text for text in texts)] == []


def test_the_skill_matrix_shows_role_and_team_after_the_moves(
    planned: op.Result, saved: Path
) -> None:
    move = planned.plan.moves[0]
    rows = [
        row
        for row in load_workbook(saved, data_only=True)["Skill matrix"].iter_rows(values_only=True)
        if row[1] == move.person_id
    ]
    person = planned.org.person[move.person_id]
    assert [row[3:5] for row in rows] == [(move.role, move.team), (person.role, person.team)]
    assert rows[0][6] == f"{move.kind} {move.start_date}"


def test_letting_people_go_is_one_of_the_things_to_decide(planned: op.Result) -> None:
    found = {decision.topic: decision.text for decision in decisions(planned.assessment)}
    assert "redundancy" in found["Hardest"]
    assert "severance" in found["Hardest"]


def test_actions_in_numbers() -> None:
    org = levered_organisation()
    assert (
        in_numbers(Assessment(org, levered_plan(org)))
        == "7 hires, 1 backfill, 1 contractor, 4 courses, 1 promotion, 2 transfers, 1 retraining, 1"
        " downgrading, 1 redundancy, 3 reductions of hours; groups, in heads: recruits 15.15,"
        " retraining 2.25, downgrading 1, redundancy 1.5; groups, in heads × periods: short time"
        " 4, overstaffing 3.5"
    )


def test_a_chinese_plan_is_saved_where_a_team_and_a_product_line_share_a_name(
    tmp_path: Path,
) -> None:
    """Scopes are then written with what they are, 团队：Payments, and are read back as such."""
    write_template(tmp_path / "org.xlsx", levered_organisation(), chinese=True)
    org = op.load(tmp_path / "org.xlsx")
    assert org.language == "zh"
    op.save(op.evaluate(org, op.Plan()), tmp_path / "plan.xlsx")
    assert op.load(tmp_path / "plan.xlsx").needs == org.needs
