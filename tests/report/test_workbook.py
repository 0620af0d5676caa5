"""The workbook: opened, recalculated by a real spreadsheet program, tied to the JSON, and read
back.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from math import isclose
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from orgplan.analysis.assessment import Assessment
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.plan import Plan
from orgplan.excel.write.workbook import WorkbookWriter
from orgplan.io.inputs.loading import read_workbook
from orgplan.io.output.template import write_inputs
from orgplan.io.plan.read import read_plan
from orgplan.library.load import load_catalogue
from orgplan.report.results.json_object import as_json
from orgplan.report.sheets import pages
from orgplan.report.sheets.workbook import write_workbook
from orgplan.solver.solve import solve
from tests.headers import Row
from tests.organisations import random_organisation
from tests.report.levers import levered_organisation, levered_plan
from tests.report.office import needs_office, recalculated, with_planted_values
from tests.report.organisations import rich_organisation, rich_plan, run_of

PERIODS = {"quarters": PeriodLength.QUARTER, "months": PeriodLength.MONTH}
LEVERS = {f"{name} and levers": period for name, period in PERIODS.items()}


def assessed(name: str) -> Assessment:
    """``quarters``, ``months``, both with every lever, ``nothing decided``, ``nobody``, or the
    number of a random organisation.
    """
    org = rich_organisation(PERIODS.get(name, PeriodLength.QUARTER))
    if name == "nothing decided":
        return Assessment(org, Plan())
    if name == "nobody":
        return Assessment(org.replace(people=(), needs=(), rules=(), budget=(), courses=()), Plan())
    if name in LEVERS:
        levered = levered_organisation(LEVERS[name])
        return Assessment(levered, levered_plan(levered))
    if name.isdigit():
        org = random_organisation(int(name))
        return Assessment(org, solve(org, time_limit=10).plan or Plan())
    return Assessment(org, rich_plan(org))


KINDS = ("quarters", "months", "nothing decided", "nobody", "4", "7", "12", *LEVERS)


def written(folder: Path, name: str) -> tuple[Path, Assessment]:
    assessment, path = assessed(name), folder / "plan.xlsx"
    write_workbook(path, assessment, run_of(assessment), write_inputs)
    return path, assessment


def cells(book: Workbook) -> Iterator[tuple[str, Cell]]:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield f"{sheet.title}!{cell.coordinate}", cell


@pytest.mark.parametrize("name", KINDS)
def test_sheets_are_in_order_and_without_errors(tmp_path: Path, name: str) -> None:
    path, assessment = written(tmp_path, name)
    book = load_workbook(path, data_only=True)
    shown = pages.pages_of(assessment.org, live=True)
    assert {pages.MOVES, pages.REDUNDANCIES, pages.SHORT_TIME, pages.GROUP_PLAN} & set(shown) == (
        set(shown[4:8]) if name in LEVERS else set()
    )
    assert book.sheetnames[: len(shown)] == [page.name for page in shown]
    assert all(sheet.startswith("Input ") for sheet in book.sheetnames[len(shown) :])
    assert [where for where, cell in cells(book) if cell.data_type == "e"] == []
    flags = [
        cell.value
        for _, cell in cells(book)
        if isinstance(cell.value, str)
        and cell.value.startswith(("Arithmetic checked: ", "Checks: "))
    ]
    assert len(flags) == len(shown)
    assert len(set(flags)) == 1


KEPT = 1e-14  # relative: a file keeps 15 digits of a number


@needs_office
@pytest.mark.parametrize("name", KINDS)
def test_recalculated_values_are_those_of_the_tool(tmp_path: Path, name: str) -> None:
    """Every formula's stored number is overwritten first, so that what comes out was worked out by
    the spreadsheet program.
    """
    path, assessment = written(tmp_path, name)
    planted = tmp_path / "planted.xlsx"
    assert with_planted_values(path, planted, -987654.25) > 100
    live = load_workbook(path)
    stored, worked_out = (
        load_workbook(path, data_only=True),
        load_workbook(recalculated(planted, tmp_path), data_only=True),
    )
    wrong = []
    for where, cell in cells(live):
        if cell.data_type == "f":
            sheet, _, address = where.partition("!")
            ours, theirs = stored[sheet][address].value, worked_out[sheet][address].value
            same = (
                isclose(ours, theirs, rel_tol=KEPT, abs_tol=1e-6)
                if isinstance(ours, int | float) and isinstance(theirs, int | float)
                else ours == theirs
            )
            if not same:
                wrong.append((where, cell.value, ours, theirs))
    assert wrong == []
    assert worked_out["Checks"]["B5"].value == "all PASS" or any(
        measure.strength is None for measure in assessment.shortfalls
    )


@needs_office
def test_recalculated_totals_are_those_of_the_json(tmp_path: Path) -> None:
    path, assessment = written(tmp_path, "quarters")
    book = load_workbook(recalculated(path, tmp_path), data_only=True)
    told = as_json(assessment, run_of(assessment))
    summary = {
        row[0].value: [cell.value for cell in row[1:10]]
        for row in book["Key figures"].iter_rows()
        if row[0].value
    }
    assert summary["Cost of what is decided"][0] == pytest.approx(
        told["totals"]["cost_of_actions"], abs=0.005
    )
    assert summary["Cost of what is decided"][1] == pytest.approx(
        told["totals"]["cost_of_actions_this_year"], abs=0.005
    )
    assert summary["Cost of what is decided"][2] == pytest.approx(
        told["totals"]["run_rate_of_hires"], abs=0.005
    )
    assert summary["All cost"][0] == pytest.approx(told["totals"]["cost_in_horizon"], abs=0.005)
    assert summary["Organisation"][7] == sum(
        row["closing"] for row in told["headcount"] if row["period"] == "2027-Q4"
    )
    money = list(book["Budget"].iter_rows(max_row=8 + len(told["budget"])))  # heads stand below
    headers = next([cell.value for cell in row] for row in money if row[0].value == "ID")
    budget = {
        row[0].value: Row(dict(zip(headers, (cell.value for cell in row), strict=True)))
        for row in money
    }
    for line in told["budget"]:
        shown = budget[line["id"]]
        assert shown["plan"] == pytest.approx(line["planned"], abs=0.005)
        for part in ("timing", "volume", "mix", "rate"):
            assert shown[part] == pytest.approx(line[part], abs=0.005)
        assert sum(line[part] for part in ("timing", "volume", "mix", "rate")) == pytest.approx(
            line["planned"] - line["budget"], abs=0.005
        )
    hires = {
        row[0].value: [cell.value for cell in row]
        for row in book["Hiring plan"].iter_rows()
        if row[0].value
    }
    for hire in told["hires"]:
        shown = hires[hire["id"]]
        assert shown[5:8] == pytest.approx(
            [hire["base_salary"], hire["one_time_cost"], hire["cost_this_year"]], abs=0.005
        )
    short = sum(
        row["shortfall"]
        for row in told["coverage"]
        if row["strength"] == "must" and row["kind"] == "holders"
    )
    assert summary["Must be met"][5] == pytest.approx(short)


@needs_office
def test_a_figure_typed_over_turns_the_checks(tmp_path: Path) -> None:
    path, _ = written(tmp_path, "quarters")
    book = load_workbook(path)
    sheet = book["Cost by month"]
    headers = next(
        [cell.value for cell in row] for row in sheet.iter_rows() if row[0].value == "ID"
    )
    row = next(
        row for row in sheet.iter_rows() if row[0].value == "H-001" and row[6].value == "base"
    )
    shown = load_workbook(path, data_only=True)["Cost by month"]  # its cells are formulas
    row[-1].value = shown[row[-1].coordinate].value + 1000
    row[headers.index("Total")].value = 1.0  # a total typed over
    violated = tmp_path / "broken.xlsx"
    book.save(violated)
    checks = load_workbook(recalculated(violated, tmp_path), data_only=True)["Checks"]
    failed = {row[1].value for row in checks.iter_rows(min_row=8) if row[7].value == "FAIL"}
    assert "Sum of all people and seats = all cost" in failed
    assert "Sum of all teams and cost centres = all cost" not in failed
    assert checks["B5"].value == f"{len(failed)} FAIL"


def test_same_plan_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assessment = assessed("quarters")
        write_workbook(tmp_path / f"{name}.xlsx", assessment, run_of(assessment), write_inputs)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_only_the_run_log_knows_how_long_it_took(tmp_path: Path) -> None:
    assessment = assessed("quarters")
    for name, seconds in (("a", 1.5), ("b", 99.25)):
        write_workbook(tmp_path / f"{name}.xlsx", assessment, run_of(assessment, seconds=seconds))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as a, zipfile.ZipFile(tmp_path / "b.xlsx") as b:
        differ = [name for name in a.namelist() if a.read(name) != b.read(name)]
    assert differ == [
        f"xl/worksheets/sheet{pages.pages_of(assessment.org).index(pages.RUN_LOG) + 1}.xml"
    ]


@pytest.mark.parametrize("name", [*PERIODS, *LEVERS, "nothing decided"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    path, assessment = written(tmp_path, name)
    loaded = read_workbook(path, load_catalogue())
    assert read_plan(path, loaded.org) == assessment.plan


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path, _ = written(tmp_path, "quarters")
    book = load_workbook(path)
    for where, cell in cells(book):
        if isinstance(cell.value, str) and cell.value in ("=HYPERLINK(1)", "=Apps+Web"):
            assert cell.data_type == "s", where
    assert any(cell.value == "Bo Chen 陈波" for _, cell in cells(book))


def test_the_picture_of_coverage_is_heat_mapped_and_numbered(tmp_path: Path) -> None:
    path, assessment = written(tmp_path, "quarters")
    sheet = load_workbook(path, data_only=True)["Coverage"]
    coloured = [str(area.sqref) for area in sheet.conditional_formatting]
    needs = {row.need.id for row in assessment.coverage}
    rows = {row[0].row: row for row in sheet.iter_rows(min_row=6) if row[0].value in needs}
    assert len(rows) == len(needs)
    for period in range(assessment.org.calendar.periods):
        planned, gap = (sheet.cell(6, 9 + 3 * period + offset).column_letter for offset in (1, 2))
        assert f"{planned}6:{gap}{max(rows)}" in coloured
    for row in rows.values():
        figures = [cell.value for cell in row[8:]]
        assert all(
            (figures[n] is None) == (figures[n + 2] is None) for n in range(0, len(figures), 3)
        )
        for required, planned, gap in zip(figures[::3], figures[1::3], figures[2::3], strict=True):
            if required:
                short = max(0, required - planned)
                tolerated = min(max(0.05, 0.02 * required), required / 2)  # of capacity
                beyond = pytest.approx(max(0, short - tolerated))
                assert gap == beyond or gap == pytest.approx(short)


LATE = "99999"  # a day after all others, for an end that is blank


def test_no_constant_rate_hides_in_a_formula(tmp_path: Path) -> None:
    """Numbers in formulas are positions, digits of rounding, or the bounds 0 and 1."""
    path, _ = written(tmp_path, "quarters")
    for where, cell in cells(load_workbook(path)):
        weights = where.startswith("Run log!") or where == "Checks!B6"  # of places, for hash totals
        if cell.data_type == "f" and not weights:
            bare = re.sub(
                r"'[^']*'!|\"[^\"]*\"|\$?[A-Z]{1,3}\$?[0-9]+|op_tbl_\w+\[[^\]]*\]",
                "",
                str(cell.value),
            )
            assert set(re.findall(r"[0-9.]+", bare)) <= {"0", "1", "2", "5", LATE}, (
                where,
                cell.value,
            )


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    assessment = assessed("nothing decided")

    def fails(book: WorkbookWriter, _: object) -> None:
        book.sheet("Summary")

    with pytest.raises(Exception, match="taken"):
        write_workbook(path, assessment, run_of(assessment), fails)
    assert path.read_bytes() == b"old"
