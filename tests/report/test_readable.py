"""What a reader sees: nothing cut off, no hashes, labels that can be read, words that say what a
figure is.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from orgplan.analysis.assessment import Assessment
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure, Plan, Sense
from orgplan.excel.write.charts import Chart, Series
from orgplan.excel.write.content import wrapped
from orgplan.excel.write.workbook import WorkbookWriter
from orgplan.io.output.template import write_inputs, write_template
from orgplan.report.quantities import amount
from orgplan.report.sheets.overview.coverage_figures import NOT_ASKED
from orgplan.report.sheets.workbook import write_workbook
from orgplan.report.wording import requirement
from tests.report.levers import levered_organisation, levered_plan
from tests.report.organisations import rich_organisation, rich_plan, run_of

MOST_TEXT = 38  # characters beyond which text may run under the next cell
DIGIT, MARK, BRACKET, WIDE = (
    6.8,
    3.4,
    4.1,
    7.0,
)  # pixels of Calibri 10 on the screen, and of one unit of a column's width


def book_of(org: Organisation, plan: Plan, folder: Path) -> Workbook:
    assessment = Assessment(org, plan)
    write_workbook(folder / "plan.xlsx", assessment, run_of(assessment), write_inputs)
    return load_workbook(folder / "plan.xlsx", data_only=True)


def widths(sheet: Worksheet) -> dict[int, float]:
    found = {}
    for letters, dimension in sheet.column_dimensions.items():
        first = dimension.min or column_index_from_string(letters)
        found |= dict.fromkeys(range(first, (dimension.max or first) + 1), float(dimension.width))
    return found


def cut_off(sheet: Worksheet) -> Iterator[str]:
    """Figures that don't fit their column, and short texts that the cell to the right covers."""
    wide = widths(sheet)
    for row in sheet.iter_rows():
        for cell, right in zip(row, (*row[1:], None), strict=True):
            width = wide.get(cell.column, 8.43)
            if (
                isinstance(cell.value, str)
                and not cell.alignment.wrap_text
                and not cell.alignment.textRotation
            ):
                if (
                    right is not None
                    and right.value is not None
                    and width + 1 < len(cell.value) <= MOST_TEXT
                ):
                    yield f"{sheet.title}!{cell.coordinate}: {cell.value!r} in {width:g}"
            elif (
                isinstance(cell.value, int | float)
                and not isinstance(cell.value, bool)
                and "#,##0" in cell.number_format
            ):
                shown = (
                    f"{cell.value:,.2f}" if ".00" in cell.number_format else f"{cell.value:,.0f}"
                )
                marks = sum(letter in ",.-" for letter in shown)
                if DIGIT * (len(shown) - marks) + MARK * marks + BRACKET > WIDE * width:
                    yield f"{sheet.title}!{cell.coordinate}: {shown} in {width:g}"


def test_no_figure_turns_into_hashes_and_no_short_text_is_cut_off(tmp_path: Path) -> None:
    """Also where money has nine digits, roles have long names, and levers are pulled."""
    org = rich_organisation()
    roles = {
        role.id: role.id.replace("Java engineer", "Java and Kotlin engineer") for role in org.roles
    }
    dear = org.replace(
        people=tuple(
            one.replace(role=roles[one.role], base_salary=one.base_salary * 300)
            for one in org.people
        ),
        roles=tuple(
            role.replace(
                id=roles[role.id], band_min=None, band_mid=(role.band_mid or 0) * 300, band_max=None
            )
            for role in org.roles
        ),
        budget=tuple(
            line.replace(amount=line.amount * 300) for line in org.budget if line.amount is not None
        ),
    )
    plan = rich_plan(org)
    hires = tuple(
        hire.replace(role=roles[hire.role], base_salary=hire.base_salary * 300)
        for hire in plan.hires
    )
    levered = levered_organisation()
    for number, (one, decided) in enumerate(
        ((dear, plan.replace(hires=hires)), (levered, levered_plan(levered)))
    ):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        assert [fault for sheet in book_of(one, decided, folder) for fault in cut_off(sheet)] == []


def printed(sheet: Worksheet) -> float:
    """Width of what is printed, in characters."""
    first_page = str(sheet.print_area).split(",")[0]
    last = column_index_from_string(first_page.rpartition("$")[0].rpartition("$")[2])
    wide = widths(sheet)
    return sum(wide.get(column, 8.43) for column in range(1, last + 1))


def test_print_cuts_no_sentence_at_the_head_of_a_sheet_off(tmp_path: Path) -> None:
    """What is longer than its sheet is wide is broken into lines, for which there is room."""
    org = rich_organisation()
    violated = 0
    for sheet in book_of(org, rich_plan(org), tmp_path):
        for row in range(2, 9):
            cell = sheet.cell(row, 1)
            if not isinstance(cell.value, str) or sheet.cell(row, 2).value is not None:
                continue
            over = next(
                (area for area in sheet.merged_cells.ranges if cell.coordinate in area), None
            )
            if over is None:
                assert len(cell.value) <= printed(sheet) + 1, (sheet.title, cell.value)
            else:
                violated += 1
                assert cell.alignment.wrap_text
                lines = len(cell.value) / printed(sheet)
                assert (sheet.row_dimensions[row].height or 15) >= 13 * lines
    assert violated


def test_print_cuts_nothing_off_in_an_input_workbook(tmp_path: Path) -> None:
    """Steps on About and notes on Settings: what is longer than its column is broken into lines."""
    write_template(tmp_path / "in.xlsx", every=False)
    book = load_workbook(tmp_path / "in.xlsx")
    for name in ("About", "Settings"):
        sheet = book[name]
        wide = widths(sheet)
        long = [
            cell
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str) and len(cell.value) > printed(sheet)
        ] + [
            row[-1]
            for row in sheet.iter_rows()
            if name == "Settings" and len(str(row[-1].value)) > wide[row[-1].column]
        ]
        assert long, name
        assert all(cell.alignment.wrap_text for cell in long), name


def test_a_gap_of_nothing_is_a_dash(tmp_path: Path) -> None:
    """So that what is short stands out without its colour."""
    org = rich_organisation()
    sheet = book_of(org, rich_plan(org), tmp_path)["Coverage"]
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Need")
    gaps = [cell.column for cell in sheet[top] if str(cell.value).endswith(" gap")]
    assert gaps
    for row in range(top + 1, sheet.max_row + 1):
        for column in gaps:
            if sheet.cell(row, column).value is not None:
                assert sheet.cell(row, column).number_format.endswith(';"–"_)')


def test_words_and_dates_keep_a_distance_from_the_figures_to_their_left(tmp_path: Path) -> None:
    org = rich_organisation()
    sheet = book_of(org, rich_plan(org), tmp_path)["Coverage"]
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Need")
    level = next(cell.column for cell in sheet[top] if cell.value == "Min level")
    for row in (top, top + 1):
        beside = sheet.cell(row, level + 1)
        assert (beside.alignment.horizontal, beside.alignment.indent) == ("left", 1)
    hires = book_of(org, rich_plan(org), tmp_path)["Hiring plan"]
    days = [cell for row in hires.iter_rows() for cell in row if cell.is_date and cell.value]
    assert days
    assert {(day.alignment.horizontal, day.alignment.indent) for day in days} == {("left", 1)}


def rows_of(
    org: Organisation, plan: Plan, folder: Path, name: str = "Key figures"
) -> dict[str, tuple[object, ...]]:
    return {
        str(row[0]): row
        for row in book_of(org, plan, folder)[name].iter_rows(values_only=True)
        if row[0]
    }


def test_a_share_of_nothing_is_no_hundred_per_cent(tmp_path: Path) -> None:
    """But for the musts, to which others link as a figure."""
    org = rich_organisation().replace(rules=(), needs=())
    rows = rows_of(org, Plan(), tmp_path)
    assert (rows["Rules triggered"][5], rows["Should be met"][5], rows["Must be met"][5]) == (
        NOT_ASKED,
        NOT_ASKED,
        1,
    )


def test_the_summary_says_when_the_fiscal_year_begins(tmp_path: Path) -> None:
    """FY2026 is the year from April 2026 on; others would call it FY2027."""
    rows = rows_of(rich_organisation(), Plan(), tmp_path, "Summary")
    assert any(
        text.startswith("Goal: ") and text.endswith("FY2026 begins in 2026-04.") for text in rows
    )
    calendar_year = rich_organisation().calendar.replace(fiscal_year_start=1)
    assert not any(
        " begins in " in text
        for text in rows_of(
            rich_organisation().replace(calendar=calendar_year), Plan(), tmp_path, "Summary"
        )
    )


def test_what_lasts_a_period_is_counted_in_heads_times_periods(tmp_path: Path) -> None:
    """150 heads too many in each of three years are no 450 heads."""
    org = levered_organisation()
    rows = rows_of(org, levered_plan(org), tmp_path)
    assert {
        "Groups: overstaffing [heads x periods]",
        "Groups: short time [heads x periods]",
        "Groups: recruiting [heads]",
    } <= rows.keys()


def test_lines_of_chinese_end_before_the_charts() -> None:
    """A wide letter takes two columns, and a line may end after any of them; nothing is lost, and
    words stay whole.
    """
    text = (
        "Decide first: Open 1 × 架构师 in 平台架构组, 首席技术官 / 平台型 CTO in 总经办 by"
        " 2027-01-01. " * 3
    )
    found = wrapped(text, 60)
    assert all(sum(2 if ord(letter) >= 0x2E80 else 1 for letter in line) <= 60 for line in found)
    assert len(found) == 5
    assert "".join("".join(found).split()) == "".join(text.split())
    assert wrapped("Open 2 seats in Payments by spring", 12) == [
        "Open 2 seats",
        "in Payments",
        "by spring",
    ]
    assert wrapped("", 12) == []
    assert wrapped("共满足 2 项。余 88,658。", 11) == ["共满足 2", "项。余", "88,658。"]


def test_sums_along_an_axis_do_not_overlap(tmp_path: Path) -> None:
    """The frontier has seven-digit sums side by side: they are written aslant."""
    with WorkbookWriter(tmp_path / "chart.xlsx") as book:
        sheet = book.sheet("Data")
        line = Series("line", "='Data'!$A$1:$A$3", "='Data'!$B$1:$B$3", "#1F3A5F")
        sheet.chart(0, 3, Chart("Title", "heads", [line], points=True, along="cost"))
    with zipfile.ZipFile(tmp_path / "chart.xlsx") as parts:
        text = parts.read("xl/charts/chart1.xml").decode()
    assert 'rot="-2700000"' in text


def test_values_inside_dark_columns_are_white(tmp_path: Path) -> None:
    book_of(rich_organisation(), rich_plan(rich_organisation()), tmp_path)
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as parts:
        charts = [
            parts.read(name).decode()
            for name in parts.namelist()
            if name.startswith("xl/charts/chart")
        ]
    (walk,) = [text for text in {*charts} if "Headcount walk" in text and "<c:dLbls>" in text]
    for series in walk.split("<c:ser>")[1:]:
        dark = '<c:spPr><a:solidFill><a:srgbClr val="1F3A5F"/>' in series.split("<c:dLbls>")[0]
        if "<c:dLbls>" in series:
            assert ('<a:srgbClr val="FFFFFF"/>' in series.split("<c:dLbls>")[1]) is dark


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.004, "0.01 heads"), (0.25, "0.25 heads"), (1.0, "1 head"), (250.0, "250.00 heads")],
)
def test_what_is_short_is_never_said_to_be_nothing(value: float, said: str) -> None:
    assert amount(value, "heads") == said


def test_the_cap_of_a_lever_says_what_is_capped() -> None:
    org = rich_organisation().replace(
        levers=(
            Lever(id="L-1", kind=LeverKind.PROMOTION, most=1),
            Lever(id="L-2", kind=LeverKind.TRANSFER, most=2, cap="moves"),
            Lever(id="L-3", kind=LeverKind.RETRAINING, to_role="Team lead", most=2, cap="moves"),
        )
    )

    def said(*key: str) -> str:
        return requirement(
            org,
            Measure(
                family="lever_caps",
                key=key,
                planned=1,
                sense=Sense.AT_MOST,
                required=1,
                unit="heads",
                shortfall=0,
            ),
        )

    assert said("L-1", "2027-Q1") == "promotions in the organisation (cap of L-1)"
    assert (
        said("moves", "2027-Q1") == "transfers and retrainings in the organisation (cap of moves)"
    )
    assert (
        said("L-3", "into dev", "2027-Q1")
        == "retrainings into dev in the organisation (cap of L-3)"
    )
