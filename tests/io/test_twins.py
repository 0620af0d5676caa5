"""What was read wrongly with no word, or refused with a mend that does not help, in workbooks that
strangers might send: each is understood, or refused at its cell.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan import import_files
from orgplan.domain import Organisation
from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault, nearest
from orgplan.io.foreign.importing import described
from orgplan.io.foreign.understand import understand
from orgplan.io.inputs.loading import Loaded, read_workbook
from orgplan.language import speaking

Sheets = dict[str, Rows]


def load(tmp_path: Path, sheets: Sheets) -> Loaded:
    return read_workbook(save(tmp_path / "own.xlsx", sheets), Catalogue())


def refused(tmp_path: Path, sheets: Sheets) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        load(tmp_path, sheets)
    return caught.value.faults


def with_column(header: str, *values: Any) -> Sheets:
    sheets = sound()
    for row, value in zip(sheets["Roster"], (header, *values), strict=True):
        row.append(value)
    return sheets


def with_pay(header: str, share: float) -> Sheets:
    """The sound workbook with pay as a share of a year's."""
    sheets = sound()
    place = sheets["Roster"][0].index("base_salary")
    for row in sheets["Roster"][1:]:
        row[place] *= share
    sheets["Roster"][0][place] = header
    return sheets


@pytest.mark.parametrize(
    ("header", "a_year"),
    [
        ("Gross pay (4-weekly)", 13),
        ("Base pay every four weeks", 13),
        ("Base pay (every other week)", 26),
        ("Base pay (semi-annual)", 2),
        ("Monatsgehalt brutto", 12),
    ],
)
def test_pay_is_taken_so_often_as_its_header_says(
    tmp_path: Path, header: str, a_year: float
) -> None:
    people = load(tmp_path, with_pay(header, 1 / a_year)).org.people
    assert [round(person.base_salary) for person in people] == [100_000, 80_000, 120_000]


def test_pay_that_is_bi_monthly_is_asked_about(tmp_path: Path) -> None:
    (fault,) = refused(tmp_path, with_pay("Base pay (bi-monthly)", 1 / 24))
    assert "twelve" in fault.fix


def test_a_near_name_of_pay_keeps_its_unit(tmp_path: Path) -> None:
    (fault,) = refused(tmp_path, with_pay("Monatsgehaltt", 1 / 12))
    assert "'Base salary (per month)'" in fault.fix


def test_the_mend_of_monthly_pay_and_bands_of_a_year_works(tmp_path: Path) -> None:
    sheets = with_pay("Base pay", 1 / 12)
    sheets["Settings"].append(["salary_period", "month"])
    (fault,) = refused(tmp_path, sheets)
    assert "remove 'Salary period' = month from Settings" in fault.fix
    people = load(tmp_path, with_pay("Base pay per month", 1 / 12)).org.people
    assert people[0].base_salary == pytest.approx(100_000)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Active?", ("Y", "N", "Y")),
        ("Resigned", ("no", "yes", "no")),
        ("Beschäftigungsstatus", ("aktiv", "ausgeschieden", "Elternzeit")),
        ("Statut", ("Présent", "Sorti", "Congé maternité")),
        ("在职状态", ("在职", "离职", "产假")),
    ],
)
def test_who_has_left_is_known_by_any_word(
    tmp_path: Path, header: str, values: tuple[str, ...]
) -> None:
    loaded = load(tmp_path, with_column(header, *values))
    assert [person.name for person in loaded.org.people] == ["Ann", "Cy"]


@pytest.mark.parametrize(
    ("header", "values", "cell"),
    [
        ("Notes", (None, "left in November", None), "I3"),
        ("Notes", (None, None, "part-time from May"), "I4"),
        ("Remarks", (None, "has left", None), "I3"),
        ("Part-time", (None, "50", None), "I1"),
        ("Teilzeit", (None, 50, None), "I1"),
    ],
)
def test_remarks_on_who_is_at_work_and_how_much_are_asked_about(
    tmp_path: Path, header: str, values: tuple[Any, ...], cell: str
) -> None:
    (fault,) = refused(tmp_path, with_column(header, *values))
    assert (fault.sheet, fault.cell) == ("Roster", cell)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Leavers 2026", [["Name", "When"], ["Bob", "November"]]),
        ("Austritte", [["Name", "Tag"], ["Bob", date(2026, 11, 30)]]),
        ("离职", [["姓名", "日期"], ["Bob", date(2026, 11, 30)]]),
        ("HR", [["Name", "Last working day"], ["Bob", date(2026, 11, 30)]]),
    ],
)
def test_a_sheet_of_leavers_is_never_passed_over(tmp_path: Path, name: str, rows: Rows) -> None:
    (fault,) = refused(tmp_path, sound() | {name: rows})
    assert fault.sheet == name
    assert "end date" in fault.fix


@pytest.mark.parametrize(
    ("name", "vacant"),
    [
        ("Offene Stelle", True),
        ("Position vacante", True),
        ("Engineer (open)", False),
        ("Engineer 2", False),
        ("Nachbesetzung Ann", False),
    ],
)
def test_a_seat_is_never_taken_for_somebody(tmp_path: Path, name: str, vacant: bool) -> None:
    sheets = sound()
    sheets["Roster"][2][1] = name
    sheets["Skills"].pop(2)
    if vacant:
        assert len(load(tmp_path, sheets).org.people) == 2
    else:
        assert [fault.cell for fault in refused(tmp_path, sheets)] == ["B3"]


def test_a_surname_that_is_a_role_too_is_a_name(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][2][1] = "Engineer Bob"
    assert len(load(tmp_path, sheets).org.people) == 3


@pytest.mark.parametrize(
    "team", ["Core, Web", "Core/Web", "Web (50%) Core (50%)", "Core 和 Web、Web"]
)
def test_several_teams_in_a_cell_are_asked_about(tmp_path: Path, team: str) -> None:
    sheets = sound()
    del sheets["Teams"]
    sheets["Requirements"] = sheets["Requirements"][:2]
    sheets["Requirements"][1][0] = "organisation"
    sheets["Roster"][2][4] = team
    sheets = {
        key: rows for key, rows in sheets.items() if key not in ("Rules", "Budget", "Training")
    }
    assert ("Roster", "E3") in {(fault.sheet, fault.cell) for fault in refused(tmp_path, sheets)}


def test_one_name_under_two_ids_that_make_one_job_is_asked_about(tmp_path: Path) -> None:
    sheets = with_column("fte", 0.5, 1, 0.5)
    sheets["Roster"][3][1] = "Ann"
    assert [fault.cell for fault in refused(tmp_path, sheets)] == ["B4"]
    sheets["Roster"][3][1] = "Ann (Web)"
    assert len(load(tmp_path, sheets).org.people) == 3


def test_where_people_are_namesakes_two_who_began_on_different_days_are_two(tmp_path: Path) -> None:
    sheets = with_column("fte", 0.5, 1, 0.5)
    header, ann, bob, cy = sheets["Roster"]
    cy[1] = "Ann"
    bob_two = [*bob]
    bob_two[header.index("person_id")] = "P4"
    sheets["Roster"].append(bob_two)
    assert len(load(tmp_path, sheets).org.people) == 4
    day = header.index("start_date")
    cy[day] = ann[day]
    assert [fault.cell for fault in refused(tmp_path, sheets)] == ["B4"]


@pytest.mark.parametrize("header", [["等级", "分值"], ["Stufe", "Bedeutung"], ["level", "meaning"]])
def test_a_scale_is_read_whichever_column_has_the_words(tmp_path: Path, header: list[str]) -> None:
    words = {4: "Expert", 3: "alone", 2: "helped"}
    sheets = sound() | {"Scale": [header, *([word, level] for level, word in words.items())]}
    sheets["Skills"] = [
        ["Mitarbeiter", "Kompetenz", "Niveau"],
        *(["Ann", "Python", words[4]], ["Bob", "Python", words[2]], ["Cy", "Kubernetes", words[3]]),
    ]
    people = load(tmp_path, sheets).org.people
    assert [dict(person.skills) for person in people] == [
        {"Python": 4},
        {"Python": 2},
        {"Kubernetes": 3},
    ]


HEADS: Rows = [["Team", "Role", "Heads"], ["Core", "Engineer / senior", 1], ["Web", "Manager", 1]]
SKILLS: Rows = [["Squad", "Skill", "Min level", "People"], ["Core", "Python", 3, 1]]


def needs(org: Organisation) -> list[tuple[str, str, str, float]]:
    return [(str(need.scope), need.skill, need.kind.value, need.required[0]) for need in org.needs]


@pytest.mark.parametrize(
    "names",
    [("Headcount needs", "Skill needs"), ("编制需求", "技能需求"), ("Requirements", "Skill needs"),
        ("Needs 2027", "Skill requirements")],
)  # fmt: skip
def test_needs_of_roles_and_of_skills_are_read_both(tmp_path: Path, names: tuple[str, str]) -> None:
    sheets = sound()
    del sheets["Requirements"]
    both = sheets | dict(zip(names, (HEADS, SKILLS), strict=True))
    wanted = [
        ("Core", "Engineer / senior", "staff", 1.0),
        ("Web", "Manager", "staff", 1.0),
        ("Core", "Python", "holders", 1.0),
    ]
    assert sorted(needs(load(tmp_path, both).org)) == sorted(wanted)
    found = understand([tmp_path / "own.xlsx"], Catalogue())
    assert found.org is not None
    assert sorted(needs(found.org)) == sorted(wanted)
    assert {line.sheet for line in found.understanding.lines} >= set(names)


def test_faults_of_needs_on_two_sheets_name_their_own_cells(tmp_path: Path) -> None:
    sheets = sound()
    del sheets["Requirements"]
    wrong = [SKILLS[0], ["Core", "Python", 9, 1], ["Nowhere", "Python", 3, 1]]
    faults = refused(tmp_path, sheets | {"Headcount needs": HEADS, "Skill needs": wrong})
    assert {(fault.sheet, fault.cell) for fault in faults} == {
        ("Skill needs", "C2"),
        ("Skill needs", "A3"),
    }


def test_two_sheets_of_skills_that_are_needed_are_still_asked_about(tmp_path: Path) -> None:
    faults = refused(tmp_path, sound() | {"Skill needs": SKILLS})
    assert [fault.sheet for fault in faults] == ["Skill needs"]


def test_heads_of_some_periods_alone_are_asked_about(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Requirements"] = [["Team", "Role", "2027-Q1", "2027-Q2"], ["Core", "Manager", 1, 2]]
    (fault,) = refused(tmp_path, sheets)
    assert "2027-Q3, 2027-Q4" in fault.fix


def test_a_misspelt_skill_that_is_needed_is_one_fault(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Requirements"][1][1] = "Pythn"
    assert len(refused(tmp_path, sheets)) == 1


@pytest.mark.parametrize("said", ["3+", "at least 3", "≥ 3", "3级及以上", "3 or above"])
def test_a_level_may_say_that_it_is_the_least(tmp_path: Path, said: str) -> None:
    sheets = sound()
    sheets["Requirements"][1][4] = said
    assert load(tmp_path, sheets).org.needs[0].min_level == 3


def test_a_budget_of_the_category_total_is_no_sum(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Budget"] = [["category", "2027-Q1", "2027-Q2"], ["total", 900_000, 950_000]]
    assert [line.amount for line in load(tmp_path, sheets).org.budget] == [900_000, 950_000]


def test_a_sheet_called_team_with_a_row_a_person_is_the_roster(tmp_path: Path) -> None:
    sheets = sound()
    del sheets["Teams"]
    sheets["Team"] = sheets.pop("Roster")
    sheets["Requirements"] = [["scope", "skill", "need"], ["Core", "Python", 1]]
    assert len(load(tmp_path, sheets).org.people) == 3


def test_a_drafted_import_in_chinese_speaks_chinese_and_is_understood_again(tmp_path: Path) -> None:
    sheets: Sheets = {
        "花名册": [["姓名", "岗位", "部门", "入职日期", "年薪（元）"], ["王伟", "工程师", "平台",
            date(2020, 1, 1),
            300_000]],
        "编制需求": [["部门", "岗位", "人数"], ["平台", "工程师", 1]],
    }  # fmt: skip
    source = save(tmp_path / "own.xlsx", sheets)
    made = import_files([source], tmp_path / "org.xlsx", today=date(2026, 11, 29))
    with speaking("zh"):
        shown = "\n".join(described(made.understanding))
    assert "假设 汇率 USD" in shown
    assert not re.search(r"Settings|Assumptions|Roles|Roster|no hires|as_of", shown)
    again = import_files(
        [source], tmp_path / "org2.xlsx", mapping=tmp_path / "org.xlsx", today=date(2026, 12, 29)
    )
    said = {(line.sheet, line.ours) for line in again.understanding.lines}
    assert said == {(line.sheet, line.ours) for line in made.understanding.lines}


def test_another_sign_is_another_word() -> None:
    assert nearest("后端工程师", ["前端工程师"]) is None
    assert nearest("需求人数", ["需求数"]) == "需求数"


def test_a_title_that_roles_do_not_know_is_one_fault_wherever_it_stands(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][2][2:4] = ["Welder", None]
    sheets["Requirements"] = HEADS[:1] + [["Core", "Welder", 1]]
    (fault,) = refused(tmp_path, sheets)
    assert (fault.sheet, fault.cell) == ("Roster", "C3")
