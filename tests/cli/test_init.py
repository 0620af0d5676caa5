"""`orgplan init`: the template of a first plan, the whole one, a Chinese one, and one from
files.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app
from orgplan.language import in_words
from tests.foreign.books import foreign, write
from tests.foreign.exports import GUSTO

FIRST = ["About", "Settings", "Roster", "Skills", "Roles", "Requirements", "Budget"]


def init(*args: object) -> tuple[int, str]:
    ended = CliRunner().invoke(app, ["init", *map(str, args)])
    return ended.exit_code, ended.output


def test_the_template_has_the_sheets_that_a_first_plan_needs(tmp_path: Path) -> None:
    path = tmp_path / "org.xlsx"
    assert init(path)[0] == 0
    assert load_workbook(path).sheetnames == FIRST


def test_all_sheets_are_made_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "org.xlsx"
    assert init(path, "--all")[0] == 0
    names = load_workbook(path).sheetnames
    assert set(FIRST) < set(names)
    assert {"Rules", "Training", "Levers", "Positions", "Locations", "Actuals"} < set(names)


def filled_in(path: Path, *extra: str) -> Workbook:
    """A template with one person and one need."""
    init(path, *extra)
    book, chinese = load_workbook(path), "zh" in extra
    names = (
        ("设置", "花名册", "技能矩阵", "岗位", "需求")
        if chinese
        else ("Settings", "Roster", "Skills", "Roles", "Requirements")
    )
    settings, roster, skills, roles, needs = (book[name] for name in names)
    keys = {row[0].value: row[1] for row in settings.iter_rows(min_row=5)}
    keys["基准日" if chinese else "As of"].value = "2027-01-01"
    rows = {
        roster: {"person_id": "P1", "role": "Cook", "team": "Kitchen", "start_date": "2020-01-01",
            "base_salary": 40_000},
        skills: {"person_id": "P1", "Java": 4},
        roles: {"role": "Cook", "band_mid": 41_000},
        needs: {"scope": "Kitchen", "skill": "Java", "need": 1},
    }  # fmt: skip
    if (teams := "团队" if chinese else "Teams") in book.sheetnames:
        rows[book[teams]] = {"team": "Kitchen"}
    headers = {"person_id": "工号", "role": "岗位", "team": "团队", "start_date": "入职日期",
        "base_salary": "薪资", "band_mid": "薪资中位",
        "scope": "范围", "skill": "技能", "need": "需要"}  # fmt: skip
    for sheet, said in rows.items():
        places = {cell.value: cell.column for cell in sheet[4]}
        for key, value in said.items():
            header = headers.get(key, key) if chinese else in_words(key)
            sheet.cell(6, places[header]).value = value  # below the example
    return book


@pytest.mark.parametrize("extra", [(), ("--lang", "zh")])
def test_a_filled_in_template_is_read(tmp_path: Path, extra: tuple[str, ...]) -> None:
    path = tmp_path / "org.xlsx"
    filled_in(path, *extra).save(path)
    org = op.load(path)
    assert [person.id for person in org.people] == ["P1"]
    assert org.people[0].skills == {"Java": 4}
    assert [need.skill for need in org.needs] == ["Java"]
    assert len(org.roles) == 1
    assert org.budget == ()


@pytest.mark.parametrize(
    ("extra", "tabs", "currency", "costs"),
    [
        ((), ("Settings", "Assumptions"), ("Currency", "EUR"), ("Recruiting cost", "Course cost")),
        (("--lang", "zh"), ("设置", "假设"), ("币种", "EUR"), ("招聘成本", "课程费用")),
    ],
)
def test_amounts_beside_prefilled_units_are_in_the_currency_of_settings(
    tmp_path: Path,
    extra: tuple[str, ...],
    tabs: tuple[str, str],
    currency: tuple[str, str],
    costs: tuple[str, str],
) -> None:
    path = tmp_path / "org.xlsx"
    book = filled_in(path, "--all", *extra)
    settings, norms = (
        {row[0].value: row[1] for row in book[tab].iter_rows(min_row=5)} for tab in tabs
    )
    settings[currency[0]].value = currency[1]
    for cost in costs:
        norms[cost].value = 5_000
    book.save(path)
    org = op.load(path)
    assert org.currency == "EUR"
    assert org.assumptions.get("recruiting_cost") == 5_000
    assert not org.foreign


def test_init_from_files_is_import(tmp_path: Path) -> None:
    source, out = write(tmp_path / "people.xlsx", foreign()), tmp_path / "my_org.xlsx"
    code, said = init(out, "--from", source)
    assert code == 0
    assert "Understood: it can be planned." in said
    assert len(op.load(out).people) == 4


def test_a_file_to_read_is_never_taken_for_the_one_to_make(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(GUSTO)
    skills = write(tmp_path / "skills.xlsx", {"Who": [["Name", "Java"], ["Kay Moss", 3]]})
    before = skills.read_bytes()
    code, said = init("--from", roster, skills, "--overwrite")
    assert code == 2
    assert "is not an orgplan input workbook" in said
    assert skills.read_bytes() == before
    assert init(tmp_path / "a.xlsx", skills)[0] == 2
