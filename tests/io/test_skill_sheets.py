"""Skills as teams keep them: read rightly, or refused with a mend that works when followed; never
another level in silence.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.inputs.loading import Loaded, read_workbook
from orgplan.io.terms.skill_names import is_near

ANN, BOB, CY = "Ann", "Bob", "Cy"
LEVELS = {"P1": {"Python": 4, "Kubernetes": 2}, "P2": {"Python": 2}, "P3": {"Kubernetes": 3}}


def load(tmp_path: Path, sheets: dict[str, Rows]) -> Loaded:
    return read_workbook(save(tmp_path / "skills.xlsx", sheets), Catalogue())


def levels(loaded: Loaded) -> dict[str, dict[str, int]]:
    """Levels above 0: 0 and blank are the same to the planner."""
    return {
        person.id: {skill: level for skill, level in person.skills.items() if level}
        for person in loaded.org.people
    }


def faults(tmp_path: Path, sheets: dict[str, Rows]) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        load(tmp_path, sheets)
    return caught.value.faults


def told(loaded: Loaded, words: str) -> bool:
    return any(words in str(note) for note in loaded.notes)


def with_skills(*rows: list[Any], scale: str | None = None, **more: Rows) -> dict[str, Rows]:
    sheets = sound()
    sheets["Skills"] = [list(row) for row in rows]
    if scale:
        sheets["Settings"].append(["skill_scale", scale])
    return sheets | more


# -- shapes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        ("Skills Core", "Skills Web"),
        ("Core skills", "Web skills"),
        ("技能 核心", "技能 网站"),
        ("Skills", "Skill matrix"),
    ],
)
def test_a_sheet_for_each_team_is_one(tmp_path: Path, names: tuple[str, str]) -> None:
    sheets = sound()
    del sheets["Skills"]
    sheets[names[0]] = [["person_id", "Python", "Kubernetes"], ["P1", 4, 2], ["P2", 2, None]]
    sheets[names[1]] = [["person_id", "Kubernetes"], ["P3", 3]]
    assert levels(load(tmp_path, sheets)) == LEVELS


def test_a_sheet_that_rates_people_in_what_is_asked_for_is_read_whatever_its_name(
    tmp_path: Path,
) -> None:
    sheets = sound()
    sheets["October review"] = sheets.pop("Skills")
    loaded = load(tmp_path, sheets)
    assert levels(loaded) == LEVELS
    assert told(loaded, "October review: it rates people in skills that are asked for")


def test_a_sheet_that_says_that_it_is_old_is_not_read_and_told(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Old ratings"] = [["person_id", "Python"], ["P2", 5]]
    loaded = load(tmp_path, sheets)
    assert levels(loaded) == LEVELS
    assert told(loaded, "its name says that it is old")


def test_two_sheets_that_disagree_are_refused(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Skills 2026"] = [["person_id", "Python"], ["P1", 3]]
    (fault,) = faults(tmp_path, sheets)
    assert fault.where == "Skills 2026!B2"
    assert "Skills!B2 rates it already" in fault.fix


def test_people_across_with_legend_and_total(tmp_path: Path) -> None:
    sheets = with_skills(
        ["Skill map"], ["◎ teaches", "○ alone", "△ helped", "- none"], [], ["Lead", ANN], [],
        ["Topic", ANN, BOB, CY, "≥ ○"], ["Python", "◎", "△", "-", 1],
        ["Kubernetes", "△", "-", "◯", 1], [], ["Qualified", 1, 0, 1],
    )  # fmt: skip
    loaded = load(tmp_path, sheets)
    assert levels(loaded) == LEVELS
    assert told(loaded, "people are listed across in row 6")
    assert told(loaded, "'Qualified' in A10")


def test_people_across_with_somebody_unknown_is_one_fault(tmp_path: Path) -> None:
    sheets = with_skills(
        ["Skill", ANN, BOB, CY, "Zoe"], ["Python", 4, 2, None, 3], ["Kubernetes", 2, None, 3, 3]
    )
    (fault,) = faults(tmp_path, sheets)
    assert "'Zoe' in E1" in fault.found


@pytest.mark.parametrize("header", ["Team member", "Wer", "Colleague", "同事"])
def test_people_are_found_whatever_their_header(tmp_path: Path, header: str) -> None:
    sheets = with_skills(
        ["Our skills"],
        [],
        [header, "Python", "Kubernetes"],
        [ANN, 4, 2],
        [BOB, 2, None],
        [CY, None, 3],
    )
    assert levels(load(tmp_path, sheets)) == LEVELS


@pytest.mark.parametrize(
    ("skill", "level"),
    [
        ("Skill", "Expertise"),
        ("Competence", "Skill level"),
        ("Capability", "Mastery"),
        ("技能项", "熟练程度"),
        ("Skill", "How good"),
    ],
)
def test_long_tables_under_any_sensible_header(tmp_path: Path, skill: str, level: str) -> None:
    rows = [[ANN, "Python", 4], [ANN, "Kubernetes", 2], [BOB, "Python", 2], [CY, "Kubernetes", 3]]
    assert levels(load(tmp_path, with_skills(["Employee", skill, level], *rows))) == LEVELS


def test_required_and_total_rows_and_columns_rate_nobody(tmp_path: Path) -> None:
    sheets = with_skills(
        ["person_id", "Python", "Kubernetes", "Total", "Target"],
        ["Required", 3, 3, None, None], ["P1", 4, 2, 6, 5], ["P2", 2, None, 2, 5],
        ["P3", None, 3, 3, 5], ["Average", 3, 2.5, 3.7, 5], ["* self-rated"],
    )  # fmt: skip
    loaded = load(tmp_path, sheets)
    assert levels(loaded) == LEVELS
    assert told(loaded, "'Required' is a total or a target, not a person on the roster")
    assert told(loaded, "'Total' in D1, 'Target' in E1")


def test_ids_of_another_system_give_way_to_names(tmp_path: Path) -> None:
    sheets = with_skills(
        ["person_id", "name", "Python", "Kubernetes"],
        ["U7", ANN, 4, 2],
        ["U8", BOB, 2, None],
        ["U9", CY, None, 3],
    )
    loaded = load(tmp_path, sheets)
    assert levels(loaded) == LEVELS
    assert told(loaded, "people were found by their names")


# -- who rates, and when ---------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["brackets", "two rows", "words"])
def test_the_managers_rating_goes_before_ones_own(tmp_path: Path, form: str) -> None:
    rows: list[list[Any]] = [["P1", 5, 4, 3, 2], ["P2", 2, 2, None, None], ["P3", None, None, 5, 3]]
    header = {
        "brackets": [
            [
                "person_id",
                "Python (self)",
                "Python (manager)",
                "Kubernetes (self)",
                "Kubernetes (manager)",
            ]
        ],
        "two rows": [
            ["person_id", "Python", None, "Kubernetes", None],
            [None, "Self", "Manager", "Self", "Manager"],
        ],
        "words": [
            ["person_id", "Python self", "Python manager", "Kubernetes self", "Kubernetes manager"]
        ],
    }[form]
    loaded = load(tmp_path, with_skills(*header, *rows))
    assert levels(loaded) == LEVELS
    assert told(loaded, "the manager's rating counts; 3 differ")


def test_self_and_manager_in_a_long_table(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["P1", "Python", 5, 4],
        ["P1", "Kubernetes", 2, 2],
        ["P2", "Python", 3, 2],
        ["P3", "Kubernetes", 3, 3],
    ]
    loaded = load(
        tmp_path, with_skills(["person_id", "skill", "Self assessment", "Manager rating"], *rows)
    )
    assert levels(loaded) == LEVELS
    rows[2][3] = None
    (fault,) = faults(
        tmp_path, with_skills(["person_id", "skill", "Self assessment", "Manager rating"], *rows)
    )
    assert (fault.where, fault.expected) == ("Skills!C4", "a rating by the manager too")


def test_of_several_dates_the_latest_counts_and_is_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["P1", "Python", 1, date(2025, 3, 1)], ["P1", "Python", 4, date(2026, 11, 1)],
        ["P1", "Kubernetes", 2, date(2026, 11, 1)],
        ["P2", "Python", 2, date(2026, 11, 1)], ["P3", "Kubernetes", 3, date(2026, 11, 1)],
    ]  # fmt: skip
    loaded = load(tmp_path, with_skills(["person_id", "skill", "level", "Date"], *rows))
    assert levels(loaded) == LEVELS
    assert told(loaded, "the latest rating counts")
    rows[0][3] = None
    (fault,) = faults(tmp_path, with_skills(["person_id", "skill", "level", "Date"], *rows))
    assert fault.where == "Skills!C3"


# -- scales ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "signs"),
    [
        ("0-3", {4: 3, 3: 2, 2: 1}),
        ("0-10", {4: 9, 3: 7, 2: 5}),
        ("★", {4: "★★★★", 3: "★★★☆☆", 2: "⭐⭐"}),
        ("percent", {4: "100%", 3: "80 %", 2: "50%"}),
        ("○△×", {4: "★", 3: "◯", 2: "▲"}),
        ("○△×", {4: "◉", 3: "⭕", 2: "Δ"}),
        ("ILUO", {4: "O", 3: "u", 2: "Ｌ"}),
        ("A/B/C", {4: "A", 3: "B", 2: "C"}),
        ("0-5", {4: "4 - Expert", 3: "3 (alone)", 2: "2: helped"}),
    ],
)
def test_scales_that_are_stated(tmp_path: Path, scale: str, signs: dict[int, Any]) -> None:
    rows = [["P1", signs[4], signs[2]], ["P2", signs[2], "-"], ["P3", "n/a", signs[3]]]
    loaded = load(tmp_path, with_skills(["person_id", "Python", "Kubernetes"], *rows, scale=scale))
    assert levels(loaded) == LEVELS
    assert told(loaded, "counted as no skill")


@pytest.mark.parametrize(
    "none", [0, "0", "０", "・", "･", "·", "×", "x", "X", "✕", "✗", "❌", "-", "—", "无", None]
)
@pytest.mark.parametrize("alone", ["○", "◯", "〇", "⚪", "O", "o"])
def test_on_circles_zero_is_none_and_the_circles_are_alike(
    tmp_path: Path, none: Any, alone: str
) -> None:
    rows = [["P1", "◎", "△"], ["P2", "△", none], ["P3", none, alone]]
    loaded = load(tmp_path, with_skills(["person_id", "Python", "Kubernetes"], *rows, scale="○△×"))
    assert levels(loaded) == LEVELS
    assert told(loaded, "0 and 1 more counted as none") == (none in (0, "0", "０"))


@pytest.mark.parametrize(
    ("signs", "name"),
    [
        ({4: "◎", 3: "○", 2: "△"}, "○△×"),
        ({4: "O", 3: "U", 2: "L", 1: "I"}, "ILUO"),
        ({4: "★★★★", 3: "★★★", 2: "★★"}, "★"),
    ],
)
def test_signs_of_a_scale_of_their_own_need_no_setting_and_are_told(
    tmp_path: Path, signs: dict[int, Any], name: str
) -> None:
    sheets = with_skills(
        ["person_id", "Python", "Kubernetes"],
        ["P1", signs[4], signs[2]],
        ["P2", signs[2], signs.get(1)],
        ["P3", None, signs[3]],
    )
    loaded = load(tmp_path, sheets)
    wanted = {**LEVELS, "P2": {"Python": 2, "Kubernetes": 1}} if 1 in signs else LEVELS
    assert levels(loaded) == wanted
    assert told(loaded, f"on the scale {name}")


def test_words_that_the_sheet_scale_defines(tmp_path: Path) -> None:
    scale: Rows = [
        ["word", "level", "meaning"],
        ["Working", 2, ""],
        ["Proficient", 3, ""],
        ["Expert", 4, ""],
    ]
    rows = [["P1", "expert", "Working"], ["P2", "Working", None], ["P3", None, "Proficient"]]
    assert (
        levels(
            load(tmp_path, with_skills(["person_id", "Python", "Kubernetes"], *rows, Scale=scale))
        )
        == LEVELS
    )
    assert (
        levels(
            load(
                tmp_path,
                with_skills(["person_id", "Python", "Kubernetes"], *rows, Legend=scale[1:]),
            )
        )
        == LEVELS
    )
    rows[2][2] = "Guru"
    (fault,) = faults(
        tmp_path, with_skills(["person_id", "Python", "Kubernetes"], *rows, Scale=scale)
    )
    assert "Add a row for each of these to the sheet Scale, or correct them: Guru" in fault.fix


def test_words_without_a_scale_are_one_fault_whose_mend_works(tmp_path: Path) -> None:
    rows = [["P1", "Expert", "Basic"], ["P2", "Basic", None], ["P3", None, "Solid"]]
    sheets = with_skills(["person_id", "Python", "Kubernetes"], *rows)
    (fault,) = faults(tmp_path, sheets)
    assert fault.found == "'Expert' and 3 more (Expert, Basic, Solid)"
    assert "'Skill scale' is not set, so 0-5 is assumed" in fault.expected
    assert (
        "Add a sheet Scale with the columns sign and level and a row for each of: Expert, Basic,"
        " Solid" in fault.fix
    )
    sheets["Scale"] = [["sign", "level"], ["Expert", 4], ["Basic", 2], ["Solid", 3]]
    assert levels(load(tmp_path, sheets)) == LEVELS


@pytest.mark.parametrize(
    ("rows", "scale"),
    [
        ([["P1", 9, 5], ["P2", 5, 1], ["P3", 0, 7]], "0-10"),
        ([["P1", 1.0, 0.5], ["P2", 0.5, 0.1], ["P3", 0, 0.75]], "percent"),
        ([["P1", "100%", "60%"], ["P2", "50%", None], ["P3", None, "80%"]], "percent"),
        ([["P1", "A", "C"], ["P2", "C", None], ["P3", None, "B"]], "A/B/C"),
    ],
)
def test_a_scale_is_proposed_by_the_cells_and_works_when_set(
    tmp_path: Path, rows: Rows, scale: str
) -> None:
    found = faults(tmp_path, with_skills(["person_id", "Python", "Kubernetes"], *rows))
    assert len(found) == 1
    assert f"'Skill scale' = {scale} (" in found[0].fix
    assert (
        levels(
            load(tmp_path, with_skills(["person_id", "Python", "Kubernetes"], *rows, scale=scale))
        )
        == LEVELS
    )


def test_yes_and_no(tmp_path: Path) -> None:
    rows = [["P1", "x", "✓"], ["P2", "no", None], ["P3", None, "Yes"]]
    (fault,) = faults(tmp_path, with_skills(["person_id", "Python", "Kubernetes"], *rows))
    assert "'Skill scale' = yes/no" in fault.fix
    loaded = load(
        tmp_path, with_skills(["person_id", "Python", "Kubernetes"], *rows, scale="yes/no")
    )
    assert levels(loaded) == {
        "P1": {"Python": 3, "Kubernetes": 3},
        "P2": {},
        "P3": {"Kubernetes": 3},
    }


def test_half_levels_are_one_fault(tmp_path: Path) -> None:
    (fault,) = faults(
        tmp_path,
        with_skills(
            ["person_id", "Python", "Kubernetes"],
            ["P1", 4, 2.5],
            ["P2", 3.5, None],
            ["P3", None, 3],
        ),
    )
    assert fault.found == "'2.5' and 1 more (2.5, 3.5)"
    assert "Round" in fault.fix


def test_one_percent_or_all_of_it_is_asked(tmp_path: Path) -> None:
    (fault,) = faults(
        tmp_path,
        with_skills(["person_id", "Python"], ["P1", 80], ["P2", 1], ["P3", 50], scale="percent"),
    )
    assert "1 % as 1%" in fault.fix


def test_a_matrix_of_zeros_and_ones_is_asked_and_one_that_stops_at_three_is_told(
    tmp_path: Path,
) -> None:
    header = ["person_id", "Python", "Kubernetes", "SQL"]
    (fault,) = faults(
        tmp_path, with_skills(header, ["P1", 1, 1, 0], ["P2", 1, 0, 1], ["P3", 0, 1, 0])
    )
    assert "'Skill scale' on Settings: yes/no" in fault.fix
    loaded = load(tmp_path, with_skills(header, ["P1", 3, 1, 0], ["P2", 1, 0, 1], ["P3", 0, 2, 0]))
    assert told(loaded, "if yours is 0-3")


def test_a_word_scale_on_many_rows_and_many_unknown_people_are_a_fault_each(tmp_path: Path) -> None:
    sheets = with_skills(
        ["person_id", "Python"], *([f"X{number}", "Expert"] for number in range(300))
    )
    found = faults(tmp_path, sheets)
    assert len(found) == 2
    assert "'Expert' and 299 more" in found[1].found or "'Expert' and 299 more" in found[0].found


def test_blank_people_in_a_long_table_are_one_fault(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["P1", "Python", 4],
        [None, "Kubernetes", 2],
        ["P2", "Python", 2],
        [None, "Kubernetes", 1],
    ]
    (fault,) = faults(tmp_path, with_skills(["person_id", "skill", "level"], *rows))
    assert fault.found == "nothing beside '2' and 1 more ratings"


@pytest.mark.parametrize(
    ("needed", "there"),
    [
        ("Java", "Java 17"),
        ("Kubernetes 1.30", "kubernetes"),
        ("Kubernetes", "Kubernetis"),
        ("SQL skills", "SQL"),
    ],
)
def test_a_need_beside_a_near_name_that_people_have_is_asked_and_both_mends_work(
    tmp_path: Path, needed: str, there: str
) -> None:
    sheets = with_skills(
        ["person_id", "Python", there], ["P1", 4, 4], ["P2", 2, None], ["P3", None, 3]
    )
    sheets["Requirements"][2][1] = needed
    sheets["Role skills"].append(["Engineer", None, needed, 3, 3])
    if "Kubernetes" in needed:
        sheets["Role skills"].pop(2)
    (fault,) = faults(tmp_path, sheets)
    assert fault.where == "Requirements!B3"
    assert f"2 have '{there}'" in fault.expected
    sheets["Skills"] = [
        [*row, needed if index == 0 else 0] for index, row in enumerate(sheets["Skills"])
    ]
    assert load(tmp_path, sheets).org.needs[1].skill == needed


@pytest.mark.parametrize(
    ("needed", "there"), [("Java", "JavaScript"), ("C", "C#"), ("Sales", "Scala")]
)
def test_other_skills_are_not_near(needed: str, there: str) -> None:
    assert not is_near(needed, there) or (needed, there) == ("C", "C#")


@pytest.mark.parametrize(("scale", "named"), [("1-10", "0-10"), ("0–3", "0-3"), ("1-7", None)])
def test_a_scale_that_a_header_says_is_never_passed_over(
    tmp_path: Path, scale: str, named: str | None
) -> None:
    """A 3 of ten counted as working alone, and every must was met."""
    sheets = sound()
    people = [row[0] for row in sheets["Roster"][1:]]
    sheets["Skills"] = [["person_id", f"Java ({scale})"], *([one, 3] for one in people)]
    sheets["Requirements"] = [
        [f"Java ({scale})" if cell == "Java" else cell for cell in row]
        for row in sheets.get("Requirements", [])
    ]
    with pytest.raises(BadInput) as refused:
        read_workbook(save(tmp_path / "org.xlsx", sheets), Catalogue())
    (fault,) = [one for one in refused.value.faults if one.cell == "B1" and one.sheet == "Skills"]
    assert fault.fix.startswith(f"Put 'Skill scale' = {named}" if named else "Add a sheet Scale")
