"""Plans with moves and limits, foreign files, and plans read in the other language: each says all
in one language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app
from orgplan.excel.read import choice_in_words, to_choice
from orgplan.language import _, choose, entry, speaking, with_values
from orgplan.report.page import as_page
from orgplan.schema.columns import InputColumn
from orgplan.schema.inputs import INPUT_SHEETS
from orgplan.schema.plan import PLAN_SHEETS
from sample_orgs.make import CASES_FOLDER, FOLDER
from tests.foreign.exports import BAMBOOHR, REQUISITIONS, ROSTERS

LATIN = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u3400-\u9fff]+")
HALF = re.compile(r"[\u3400-\u9fff] ?[:;,!?](?:\s|$)|[\u3400-\u9fff]\(|\)[\u3400-\u9fff]")
COMMANDS = re.compile(r"`?orgplan [a-z]+( list)?`?|--[a-z-]+|\S+\.(?:xlsx|csv)")
DIGEST = re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{12,64}\b")
UNITS = {"FTE", "CSV", "FY", "SHRM", "Williams", "ILUO", "USD", "EUR", "GBP", "CNY", "SHA", "UTC"}
OF_THE_TOOL = {"transfer", "promotion", "downgrading", "moves", "actions", "reports", "train"} | {
    "all", "seats", "more", "than", "locks", "prerequisites", "takeovers", "before", "leads"
}  # fmt: skip
MOVED = ("transfer_best", "min_match_best", "downgrading_best", "direct_reports_best")
LIMITED = ("freezes_best", "group_limits_best", "hiring_freeze_best")


def cells(path: Path, of: str = "") -> Iterator[tuple[str, str]]:
    """Tabs and texts of a workbook, without the rows that it hides from readers; a click opens
    those that are folded.
    """
    for sheet in load_workbook(path, data_only=True).worksheets:
        yield sheet.title, sheet.title
        rows = sheet.row_dimensions
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            if not rows[number].hidden or rows[number].outlineLevel:
                yield from ((sheet.title, text) for text in row if isinstance(text, str))


def words(path: Path) -> set[str]:
    """Latin words that somebody typed."""
    if path.suffix == ".csv":
        return {*LATIN.findall(path.read_text(encoding="utf-8"))}
    return {word for _tab, text in cells(path) for word in LATIN.findall(text)}


def foreign_words(path: Path, known: set[str]) -> set[str]:
    """Texts with a Latin word that is neither typed nor of a program, unit or digest."""
    return {
        text
        for _tab, text in cells(path)
        if {*LATIN.findall(DIGEST.sub("", COMMANDS.sub("", text)))} - known - UNITS
    }


@pytest.fixture
def chinese() -> Iterator[None]:
    choose("zh")
    yield
    choose(None)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("name", [*MOVED, *LIMITED, "lock_must"])
def test_a_chinese_plan_of_moves_and_limits_has_no_word_of_the_tool_in_english(
    name: str, tmp_path: Path
) -> None:
    planned = op.plan(op.load(CASES_FOLDER / f"{name}.xlsx"), gap=1e-2)
    op.save(planned, tmp_path / "plan.xlsx")
    typed = words(CASES_FOLDER / f"{name}.xlsx") - OF_THE_TOOL
    known = typed | {"our", name, "orgplan", "highs", "xlsx", *planned.run.versions}
    named = {part for one in planned.org.rules for part in LATIN.findall(one.id)}
    named |= {"locks", "group", "size", "stock", "op", "code"}  # ids of what an action serves
    assert foreign_words(tmp_path / "plan.xlsx", known | named) == set()


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("unit", ["reports", "managers", "areas", "seats", "days", "learners"])
def test_what_a_limit_counts_is_said_in_chinese(unit: str) -> None:
    assert HAN.search(_(unit))


@pytest.mark.usefixtures("chinese")
def test_kinds_of_moves_are_found_by_the_formulas_that_count_them(tmp_path: Path) -> None:
    planned = op.plan(op.load(CASES_FOLDER / "transfer_best.xlsx"), next_steps=False)
    op.save(planned, tmp_path / "plan.xlsx")
    book = load_workbook(tmp_path / "plan.xlsx")
    assert book["人员变动"]["B7"].value == "调动"
    counting = [
        str(cell.value)
        for row in book["关键数据"].iter_rows()
        for cell in row
        if "人员变动" in str(cell.value) and '="' in str(cell.value)
    ]
    assert counting
    assert all('"调动"' in formula or "$A" in formula for formula in counting)
    assert op.reopen(tmp_path / "plan.xlsx").plan == planned.plan


def test_entries_of_closed_lists_are_read_back_as_they_are_written() -> None:
    for code in ("en", "zh"):
        with speaking(code):
            for spec in PLAN_SHEETS:
                for column in spec:
                    for word in column.choices:
                        assert to_choice(entry(word), column.entries) == word, (spec.key, word)


@pytest.mark.parametrize(
    "column",
    [column for spec in INPUT_SHEETS for column in spec if column.choices and column.meaning],
    ids=lambda column: column.key,
)
def test_help_of_a_closed_list_says_its_entries_in_the_words_of_the_list(
    column: InputColumn,
) -> None:
    """A word that the list does not have is refused, or is one too many for the same thing."""
    said = re.findall(r"[a-z]+(?:-[a-z]+)*", column.meaning)
    named = [word for word in column.choices if word in said]
    listed = re.match(r"(?:[^:;,]*: )?((?:[\w -]+, )*[\w-]+) or ([\w-]+)", column.meaning)
    if listed is not None:
        items = [*re.split(", ", listed[1]), listed[2]]
        found = {item.removeprefix("a ").replace(" ", "_") for item in items}
        assert found <= {*column.choices} or not found & {*column.choices}
    with speaking("zh"):
        for word in named:
            assert choice_in_words(word, column.choices[word]) in column.explained


def test_latin_names_stand_between_spaces_in_chinese_and_nowhere_else() -> None:
    assert with_values("{a}的{b}", a="Apps", b="Java") == "Apps 的 Java"
    assert with_values("{a} 的 {b}", a="应用组", b="架构师") == "应用组的架构师"
    assert with_values("{n} 人", n=3) == "3 人"
    assert with_values("  改为：{line}", line="招聘") == "  改为：招聘"
    assert with_values("{a} of {b}", a="应用组", b="X") == "应用组 of X"
    assert with_values("{who}{kind}：{a}", who="Nils Wei", kind="调动", a="X") == "Nils Wei 调动：X"
    with speaking("zh"):
        assert _("{skill} in {scope}", skill="Java工程", scope="Apps") == "Apps 的 Java工程"


@pytest.mark.parametrize("name", ["chinese_team", "tight_budget"])
def test_signs_beside_chinese_letters_are_chinese(name: str, tmp_path: Path) -> None:
    """Cells of the tool's sheets and the page; lists that are typed are parted as they are read."""
    choose("zh")
    try:
        planned = op.plan(op.load(FOLDER / name / f"{name}.xlsx"), gap=1e-2)
        op.save(planned, tmp_path / "plan.xlsx")
        page = re.sub(
            r"<(style|script)>.*?</\1>", "", as_page(planned.assessment, planned.run), flags=re.S
        )
    finally:
        choose(None)
    said = {text for tab, text in cells(tmp_path / "plan.xlsx") if not tab.startswith("输入")} | {
        *re.sub(r"<[^>]+>", "\n", page).split("\n")
    }
    names = re.compile(r"[^：，；]+\([^()]*\)：")  # what an action serves, with its scope
    assert {text for text in said if HALF.search(names.sub("", text))} == set()


@pytest.mark.parametrize("system", ["bamboohr", "workday", "personio", "huamingce", "greenhouse"])
def test_an_import_in_chinese_says_nothing_in_english(system: str, tmp_path: Path) -> None:
    files = {"export.csv": ROSTERS[system][0] if system in ROSTERS else BAMBOOHR}
    if system in REQUISITIONS:
        files["requisitions.csv"] = REQUISITIONS[system]
    paths = [tmp_path / name for name in files]
    for path in paths:
        path.write_text(files[path.name], encoding="utf-8")
    out = tmp_path / "out.xlsx"
    try:
        made = CliRunner().invoke(
            app, ["import", *map(str, paths), "--out", str(out), "--lang", "zh"]
        )
    finally:
        choose(None)
    assert made.exit_code in (0, 3), made.output
    known = {word for path in paths for word in words(path)} | {"BambooHR", "Workday", "Personio"}
    known |= {"Greenhouse", "Excel", "SQL", "Linux", "orgplan", *LATIN.findall(str(tmp_path))}
    known |= {"export", "requisitions"}
    assert foreign_words(out, known | {"my", "plan"}) == set()
    plain = COMMANDS.sub("", made.output)
    assert {*LATIN.findall(plain)} - known - UNITS - {"my_plan", "my", "plan"} == set()


@pytest.mark.parametrize(("written", "read"), [("en", "zh"), ("zh", "en")])
def test_a_plan_is_read_in_the_other_language(written: str, read: str, tmp_path: Path) -> None:
    """Priced again: what the next step takes and what was noticed, too."""
    sample = FOLDER / "tight_budget" / "tight_budget.xlsx"
    choose(written)
    try:
        planned = op.plan(op.load(sample), gap=1e-2)
        op.save(planned, tmp_path / "plan.xlsx")
        assert planned.run.next_steps
        choose(read)
        again = op.recost(tmp_path / "plan.xlsx")
        op.save(again, tmp_path / "again.xlsx")
        assert again.run.next_steps == planned.run.next_steps_in[read]
        assert op.check(tmp_path / "again.xlsx").differences == ()
    finally:
        choose(None)
    typed = words(sample) | {"plan", "orgplan", "highs", "xlsx", "code", "op", *again.run.versions}
    if read == "zh":
        typed |= {"Skills", "Growing", "previous", "models", "rule", "director"}
        assert foreign_words(tmp_path / "again.xlsx", typed) == set()
    else:
        said = {re.sub(r"输入 \w+!", "", text) for _tab, text in cells(tmp_path / "again.xlsx")}
        assert {text for text in said if HAN.search(text)} == set()


def test_no_line_of_the_rules_begins_with_a_sign_that_ends_a_sentence() -> None:
    with speaking("zh"):
        said = CliRunner().invoke(app, ["rules", "list", "--lang", "zh"], env={"COLUMNS": "80"})
    lines = [line.strip() for line in said.output.splitlines()]
    assert len(lines) > 40
    assert [line for line in lines if line and line[0] in "，。；：、！？）》】」』"] == []


def test_what_of_a_framework_could_not_be_mapped_is_said_in_chinese(tmp_path: Path) -> None:
    rows = ("role,level,skill,proficiency", "Baker,junior,Dough,9", "Baker,junior,,3")
    source = tmp_path / "own.csv"
    source.write_text("\n".join((*rows, "Baker,junior,Bread,3")), encoding="utf-8")
    arguments = ["roles", "import", str(source), "--format", "csv", "--out", str(tmp_path / "own")]
    choose("zh")
    try:
        said = CliRunner().invoke(app, arguments)
    finally:
        choose(None)
    assert said.exit_code == 0, said.output
    assert "既非 0 至 5" in said.output
    assert "为空" in said.output
    assert "rows" not in said.output


@pytest.mark.usefixtures("chinese")
def test_a_short_chinese_word_of_a_header_stays_in_a_line(tmp_path: Path) -> None:
    org = op.load(FOLDER / "tight_budget" / "tight_budget.xlsx")
    op.save(op.evaluate(org, op.Plan()), tmp_path / "plan.xlsx")
    headers = []
    for sheet in load_workbook(tmp_path / "plan.xlsx"):
        widths = {
            column: found.width
            for found in sheet.column_dimensions.values()
            for column in range(found.min, found.max + 1)
        }
        for table in sheet.tables.values():
            headers += [
                (word, widths.get(cell.column, 9.1))
                for cell in sheet[table.ref][0]
                for word in HAN.findall(str(cell.value))
                if not cell.alignment.textRotation and len(word) <= 6
            ]
    assert len(headers) > 300
    assert [(word, width) for word, width in headers if width < 2 * len(word) + 2] == []


@pytest.mark.usefixtures("chinese")
def test_a_plan_with_pay_above_a_band_is_written_and_read_back_in_chinese(tmp_path: Path) -> None:
    """What is on offer is judged before the families; its rows are known again as well."""
    org = op.load(FOLDER / "growing_startup" / "growing_startup.xlsx")
    role = next(role for role in org.roles if role.band_max)
    seat = op.Hire(
        id="H-001", role=role.id, team=org.teams[0].id, start_date=org.calendar.start,
        base_salary=3 * (role.band_max or 0.0),
    )  # fmt: skip
    planned = op.evaluate(org, op.Plan(hires=(seat,)))
    assert [one for one in planned.assessment.shortfalls if one.key[-1] == "band_max"]
    op.save(planned, tmp_path / "plan.xlsx")


def test_a_sheet_of_the_input_that_was_changed_is_named_in_the_language_of_the_run(
    tmp_path: Path,
) -> None:
    planned = op.evaluate(op.load(FOLDER / "chinese_team" / "chinese_team.xlsx"), op.Plan())
    path = tmp_path / "plan.xlsx"
    op.save(planned, path)
    book = load_workbook(path)
    sheet = book["输入 花名册"]
    headers = [cell.value for cell in sheet[4]]
    sheet.cell(5, headers.index("薪资") + 1).value = 123_456
    book.save(path)
    found = op.check(path).differences
    assert any("输入 花名册" in difference for difference in found)
    assert not any("Input Roster" in difference for difference in found)
