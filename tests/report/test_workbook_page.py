"""The page of the workbooks says what they hold: each sheet, table and column of workbooks that
were really written, and no more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from openpyxl import load_workbook

import orgplan as op
from docs import workbook
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.counterfactual.steps import Step
from orgplan.domain.costs.actuals import Actual
from orgplan.io.output.template import write_inputs, write_template
from orgplan.language import in_words
from orgplan.report.reconciliation import write_reconciliation
from orgplan.report.sheets.pages import PAGES
from orgplan.report.sheets.workbook import write_workbook
from orgplan.schema.inputs import INPUT_PREFIX, INPUT_SHEETS
from tests.planned import planned
from tests.report.levers import levered_organisation, levered_plan
from tests.report.organisations import PAYMENTS, run_of, team_scope

PLACES = {
    "month": r"\d{4}-\d{2}",
    "fiscal year": r"FY\d{4}",
    "steps": r"\d+",
    "period": r"\d{4}-(Q\d|\d{2})|\d{4}",
}  # others: anything
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \|(?:.*\|)? (?P<last>[^|]*) \|$", re.MULTILINE)


@dataclass
class Section:
    """A sheet on the page: names of the columns of each table (of headers over figures: under no
    name), and its other spellings.
    """

    tables: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    others: dict[str, list[str]] = field(default_factory=dict)


def read_page() -> dict[str, dict[str, Section]]:
    """``In`` and ``out`` → sheet → what the page says of it; of input sheets and keys the tables
    are ``column`` and ``key``.
    """
    found: dict[str, dict[str, Section]] = {"in": {}, "out": {}}
    part, table = "", ""
    section = Section()
    for line in workbook.PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            part = {"## What goes in": "in", "## What comes out": "out"}.get(line, "")
        elif line.startswith("### "):
            section = found[part][line.removeprefix("### ")] = Section()
            table = ""
        elif line.startswith("Table `"):
            table = line.split("`")[1]
        elif line.startswith(("| column | also", "| key | also")):
            table = line.split(" ")[1]
        elif part and (row := ROW.match(line)):
            section.tables[table].append(row["name"])
            section.others[row["name"]] = line.split(" | ")[1].split(", ")
    return found


PAGE = read_page()


def pattern(name: str) -> re.Pattern[str]:
    """Headers that a name on the page stands for."""
    parts = re.split(r"<([^>]+)>", name)
    return re.compile(
        "".join(
            re.escape(part) if number % 2 == 0 else f"({PLACES.get(part, '.+')})"
            for number, part in enumerate(parts)
        )
    )


def named(header: str, names: list[str]) -> str | None:
    """The name on the page that a header goes by: its own before one that stands for many."""
    return (
        header
        if header in names
        else next((name for name in names if "<" in name and pattern(name).fullmatch(header)), None)
    )


def tables_of(path: Path) -> dict[str, dict[str, list[str]]]:
    """Sheet → table → headers."""
    book = load_workbook(path)
    return {
        sheet.title: {table.name: table.column_names for table in sheet.tables.values()}
        for sheet in book
    }


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every lever, actuals, groups of skills and a frontier."""
    org = levered_organisation()
    spent = Actual(scope=team_scope(PAYMENTS), month=date(2027, 1, 1), amount=1.0)
    org = org.replace(actuals=(spent,), skill_groups={"Java": "code"})
    assessment = Assessment(org, levered_plan(org))
    points = tuple(Step(assessment, None, cost, 1.0, 1.0, 0.0, proven=True) for cost in (1.0, 2.0))
    path = tmp_path_factory.mktemp("page") / "plan.xlsx"
    write_workbook(path, assessment, replace(run_of(assessment), frontier=points), write_inputs)
    return path


def test_the_page_is_up_to_date() -> None:
    assert workbook.PAGE.read_text(encoding="utf-8") == workbook.page(), (
        "run python -m docs.generate"
    )


def test_every_sheet_has_its_place_in_the_order_of_the_workbook() -> None:
    assert list(PAGE["in"]) == [spec.key for spec in INPUT_SHEETS]
    assert list(PAGE["out"]) == [page.name for page in PAGES]


def test_every_column_has_a_meaning_and_every_table_says_what_a_row_is() -> None:
    text = workbook.PAGE.read_text(encoding="utf-8")
    assert [row[0] for row in ROW.finditer(text) if not row["last"].strip()] == []
    assert [
        line for line in text.splitlines() if line.startswith("Table `") and line.endswith(": .")
    ] == []


@pytest.mark.parametrize("name", ["every lever", "growing_startup", "manpower_plan"])
def test_every_column_of_a_plan_workbook_is_on_the_page(name: str, everything: Path) -> None:
    path = everything if name == "every lever" else planned(name)[1]
    for sheet, tables in tables_of(path).items():
        key = sheet.removeprefix(INPUT_PREFIX)
        for table, headers in tables.items():
            known = (
                PAGE["in"][key].tables["column"]
                if sheet.startswith(INPUT_PREFIX)
                else PAGE["out"][sheet].tables[table]
            )
            missing = [header for header in headers if named(header, known) is None]
            assert missing == free(key, sheet, missing), f"{sheet}, {table}"


def free(key: str, sheet: str, headers: list[str]) -> list[str]:
    """Those that an input sheet takes as skills or periods."""
    if not sheet.startswith(INPUT_PREFIX) or key not in ("Skills", "Requirements"):
        return []
    return [
        header for header in headers if key == "Skills" or pattern("<period>").fullmatch(header)
    ]


def test_every_column_on_the_page_is_in_a_plan_workbook(everything: Path) -> None:
    written = tables_of(everything)
    for sheet, section in PAGE["out"].items():
        for table, names in section.tables.items():
            if table.startswith("op_tbl_"):
                there = {named(header, names) for header in written[sheet][table]}
                assert set(names) == there, f"{sheet}, {table}"
    tables = {
        table
        for section in PAGE["out"].values()
        for table in section.tables
        if table.startswith("op_tbl_")
    }
    assert tables == {
        table for sheet, of in written.items() if not sheet.startswith(INPUT_PREFIX) for table in of
    }


def test_headers_over_figures_that_are_no_table_are_those_on_the_page(everything: Path) -> None:
    book = load_workbook(everything)
    blocks = {
        sheet: section.tables[""] for sheet, section in PAGE["out"].items() if "" in section.tables
    }
    assert set(blocks) == {"Summary", "Key figures", "Cost overview", "Run log"}
    for sheet, names in blocks.items():
        rows = [
            [cell for cell in row if isinstance(cell, str)]
            for row in book[sheet].iter_rows(values_only=True)
        ]
        there = {named(text, names) for row in rows for text in row}
        assert set(names) <= there, sheet


def test_the_template_has_every_column_on_the_page_in_both_languages(tmp_path: Path) -> None:
    write_template(tmp_path / "en.xlsx")
    write_template(tmp_path / "zh.xlsx", chinese=True)
    english, chinese = (
        [tables for tables in tables_of(tmp_path / name).values() if tables]
        for name in ("en.xlsx", "zh.xlsx")
    )
    shown = [
        spec for spec in INPUT_SHEETS if spec.key not in ("Skill groups", "Scale")
    ]  # read, and no part of the template
    for spec, one, other in zip(shown, english, chinese, strict=True):
        section, (first,), (second,) = PAGE["in"][spec.key], one.values(), other.values()
        names = section.tables["column"]
        exported = {
            in_words(column.key) for column in spec.columns if column.exported
        }  # columns of HR exports: read, and no part of the template
        names = [name for name in names if name not in exported]
        if spec.key in (
            "Settings",
            "Assumptions",
            "Skills",
        ):  # the template leaves out what is seldom used, or holds skills
            names = [name for name in names if name in first]
        assert first[: len(names)] == names, spec.key
        assert second[: len(names)] == [section.others[name][0] for name in names], spec.key


def test_every_named_cell_is_on_the_page(everything: Path) -> None:
    text = workbook.PAGE.read_text(encoding="utf-8")
    part = text.partition("## Named cells")[2].partition("\n## ")[0]
    on_page = [row["name"] for row in ROW.finditer(part)]
    defined = load_workbook(everything).defined_names
    assert sorted(on_page) == sorted(name for name in defined if name.startswith("op_"))


def test_the_columns_of_reconcile_are_on_the_page(tmp_path: Path, everything: Path) -> None:
    write_reconciliation(tmp_path / "seats.xlsx", op.reconcile(everything))
    text = workbook.PAGE.read_text(encoding="utf-8").partition(
        "## The workbook of `orgplan reconcile`"
    )[2]
    ((headers,),) = (tables.values() for tables in tables_of(tmp_path / "seats.xlsx").values())
    assert [row["name"] for row in ROW.finditer(text)] == list(headers)


def test_links_of_the_page_lead_to_its_headings() -> None:
    text = workbook.PAGE.read_text(encoding="utf-8")
    seen: dict[str, int] = defaultdict(int)
    anchors = set()
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        slug = re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        anchors.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    linked = set(
        chain.from_iterable(re.findall(r"\]\(#([^)]+)\)", line) for line in text.splitlines())
    )
    assert linked <= anchors
