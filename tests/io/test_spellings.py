"""Which spellings of a skill are one skill, which stay apart, and what the user is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import (
    DIMENSIONS,
    Catalogue,
    Dimension,
    LibraryLevel,
    LibraryRole,
    SkillDefinition,
    Source,
    Text,
)
from orgplan.excel.read.faults import BadInput
from orgplan.excel.write.workbook import WorkbookWriter
from orgplan.io.inputs.loading import Loaded, read_workbook
from orgplan.io.output.template import write_inputs

KUBERNETES = SkillDefinition(
    id="kubernetes",
    name=Text(en="Kubernetes", zh="容器编排"),
    aliases=("k8s", "kube"),
    group="technology",
)
ADMIN = LibraryRole(
    id="admin",
    title=Text(en="Administrator", zh="管理员"),
    family="engineering",
    track="individual",
    source=Source(text="own", section="test"),
    dimensions={name: Dimension(label=Text(en=name, zh=name)) for name in DIMENSIONS},
    levels=(
        LibraryLevel(id="standard", title=Text(en="Standard", zh="标准"), skills={"kubernetes": 4}),
    ),
)
LIBRARY = Catalogue(skills=(KUBERNETES,), roles=(ADMIN,))


def load(tmp_path: Path, sheets: dict[str, Rows]) -> Loaded:
    return read_workbook(save(tmp_path / "spelt.xlsx", sheets), LIBRARY)


def told(loaded: Loaded) -> list[str]:
    return [
        str(note)
        for note in loaded.notes
        if "matched to" in note.text or "side by side" in note.text
    ]


def skills(loaded: Loaded) -> set[str]:
    return {skill for person in loaded.org.people for skill in person.skills}


def test_an_alias_on_another_sheet_is_the_same_skill_and_told_once(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Skills"][0][2] = "K8s"
    sheets["Training"].append(["k8s", 2, 3, 1000, 20, 2, 1])
    sheets["Role skills"][2][2] = "kube"
    loaded = load(tmp_path, sheets)
    assert skills(loaded) == {"Python", "Kubernetes"}
    assert loaded.org.courses[1].skill == "Kubernetes"
    assert loaded.org.roles[0].skills_at_start["Kubernetes"] == 1
    why = "was matched to 'Kubernetes', another name of the same skill in the library"
    assert told(loaded) == [
        f"Skills!C1: the skill 'K8s' {why}",
        f"Role skills!C3: the skill 'kube' {why}",
    ]


def test_the_same_spelling_but_for_case_is_not_told(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Skills"][0][2] = "KUBERNETES"
    loaded = load(tmp_path, sheets)
    assert skills(loaded) == {"Python", "Kubernetes"}
    assert told(loaded) == []


def test_two_headers_stay_two_skills_in_the_whole_workbook(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Skills"] = [
        ["person_id", "Python", "Kubernetes", "k8s"],
        ["P1", 4, 2, 3],
        ["P2", 2, None, None],
        ["P3", None, 3, 1],
    ]
    sheets["Training"].append(["K8S", 2, 3, 1000, 20, 2, 1])
    loaded = load(tmp_path, sheets)
    assert loaded.org.people[0].skills == {"Python": 4, "Kubernetes": 2, "k8s": 3}
    assert loaded.org.needs[1].skill == "Kubernetes"
    assert loaded.org.courses[1].skill == "k8s"
    assert told(loaded) == [
        "Skills!D1: 'Kubernetes', 'k8s' are listed side by side, so they stay separate skills, "
        "though the library treats each as 'Kubernetes'"
    ]


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        (
            "Role skills",
            [
                ["role", "level", "skill", "at_start"],
                ["Engineer", "senior", "kube", 3],
                ["Engineer", "senior", "k8s", 2],
            ],
        ),
        ("Role skills", [["role", "level", "kube", "k8s"], ["Engineer", "senior", 3, 2]]),
        (
            "Skills",
            [
                ["person_id", "skill", "level"],
                ["P1", "kube", 3],
                ["P1", "k8s", 2],
                ["P1", "Python", 3],
            ],
        ),
        (
            "Training",
            [
                ["skill", "from", "to", "cost", "hours", "duration"],
                ["kube", 2, 3, 1, 1, 1],
                ["k8s", 2, 3, 2, 2, 2],
            ],
        ),
        ("Requirements", [["scope", "skill", "need"], ["Core", "kube", 1], ["Core", "k8s", 2]]),
    ],
)
def test_side_by_side_on_other_sheets(tmp_path: Path, sheet: str, rows: Rows) -> None:
    sheets = sound()
    sheets["Skills"] = [
        ["person_id", "skill", "level"],
        ["P1", "Python", 3],
        ["P2", "kube", 2],
        ["P3", "k8s", 4],
    ]
    sheets["Role skills"] = [
        ["role", "level", "skill", "at_start"],
        ["Engineer", "senior", "Python", 3],
    ]
    sheets["Requirements"] = [["scope", "skill", "need"], ["Core", "Python", 1]]
    kept = load(tmp_path, sheets)
    assert skills(kept) == {"Python", "kube"}, "two people's rows are no two entries"
    sheets[sheet] = rows
    loaded = load(tmp_path, sheets)
    org = loaded.org
    named = skills(loaded) | {skill for role in org.roles for skill in role.skills_at_start}
    named |= {course.skill for course in org.courses} | {need.skill for need in org.needs}
    assert named == {"Python", "kube", "k8s"}
    assert len(told(loaded)) == 1


def test_headers_that_are_equal_but_for_signs_are_a_fault(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Skills"][0][1:] = ["unit testing", "Unit-Testing"]
    sheets["Requirements"][1][1] = sheets["Requirements"][2][1] = "unit testing"
    with pytest.raises(BadInput) as caught:
        load(tmp_path, sheets)
    assert [fault.where for fault in caught.value.faults] == ["Skills!C1"]


def test_the_librarys_roles_speak_of_the_skill_as_the_user_spells_it(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][3][2] = "Administrator"
    sheets["Skills"][0][2] = sheets["Requirements"][2][1] = sheets["Role skills"][2][2] = "k8s"
    loaded = load(tmp_path, sheets)
    assert loaded.org.role["Administrator"].skills_at_start == {"k8s": 4}
    assert told(loaded) == [
        "Requirements!B3: the skill 'k8s' was matched to 'Kubernetes', the library's skill of that"
        " name"
    ]


def test_of_two_kept_apart_the_librarys_roles_mean_the_one_with_its_name(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][3][2] = "Administrator"
    sheets["Requirements"][2][1] = sheets["Role skills"][2][2] = "k8s"
    sheets["Skills"] = [
        ["person_id", "Python", "k8s", "容器编排"],
        ["P1", 4, 2, 3],
        ["P2", 2, None, None],
        ["P3", None, 3, 1],
    ]
    loaded = load(tmp_path, sheets)
    assert loaded.org.role["Administrator"].skills_at_start == {"容器编排": 4}


def test_what_was_kept_apart_stays_apart_in_a_plans_inputs(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Requirements"] += [["Core", "k8s", 1], ["Web", "kube", 1]]
    sheets["Requirements"][2][1] = "Python"
    sheets["Role skills"] = [
        ["role", "level", "k8s", "kube"],
        ["Engineer", "senior", 3, 2],
        ["Manager", None, 1, 3],
    ]
    sheets["Skills"] = [
        ["person_id", "skill", "level"],
        ["P1", "Python", 3],
        ["P2", "k8s", 2],
        ["P3", "kube", 4],
    ]
    loaded = load(tmp_path, sheets)
    assert skills(loaded) == {"Python", "k8s", "kube"}
    path = tmp_path / "plan.xlsx"
    with WorkbookWriter(path) as book:
        write_inputs(book, loaded.org)
    again = read_workbook(path, LIBRARY)
    assert again.org == loaded.org
    assert told(again) == []
