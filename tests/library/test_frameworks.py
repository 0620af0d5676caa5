"""Bringing in public frameworks: nothing is dropped without a word, and what is written loads again
with the same figures.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from orgplan.domain.catalogue import Catalogue, LibraryRole
from orgplan.library import BadModel, load_catalogue
from orgplan.library.frameworks import FORMATS, Framework, read_framework, write_framework
from orgplan.library.frameworks.onet import number_of

DATA = Path(__file__).parent / "data"

TABLE = """\
role,role_zh,level,level_zh,skill,skill_zh,aliases,dimension,proficiency
Test engineer,测试工程师,Junior,初级,Test design,测试用例设计法,case design;用例设计法,core_technology,familiar
Test engineer,测试工程师,Senior,高级,Test design,测试用例设计法,,core_technology,精通
Test engineer,测试工程师,Senior,高级,Kubernetes,,,architecture_engineering,2
Test engineer,测试工程师,Senior,高级,Charm,,,core_technology,lots
Test engineer,测试工程师,Senior,高级,,,,core_technology,3
Test engineer,测试工程师,Senior,高级,Juggling,,,circus,3
Test engineer,测试工程师,Senior,高级,Waiting,,,delivery,0
Test engineer,测试工程师,Senior,高级,Test design,,,core_technology,3
"""  # noqa: E501

CASES = [
    ("ddat.csv", "ddat"),
    ("ddat.json", "ddat"),
    ("ft_engineering.yml", "ft"),
    ("ft_operations.yml", "ft"),
    ("onet_skills.xlsx", "onet"),
]


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return load_catalogue()


def imported(
    path: Path, form: str, known: Catalogue, out: Path
) -> tuple[Framework, dict[str, LibraryRole]]:
    """A framework and the roles that come back from the files that it was written to."""
    framework = read_framework(path, form, known)
    write_framework(framework, out)
    catalogue = load_catalogue([out])
    return framework, {role.id: role for role in catalogue.roles if known.role(role.id) is None}


def cells(roles: dict[str, LibraryRole]) -> int:
    """How many skills all levels ask for with a source of their own."""
    return sum(len(level.skill_sources) for role in roles.values() for level in role.levels)


def assert_accounts(framework: Framework) -> None:
    """Read = written + left, for every unit."""
    for count in framework.counts:
        assert count.read == count.written + sum(
            left.unit == count.unit for left in framework.left
        ), count
    assert {left.unit for left in framework.left} <= {count.unit for count in framework.counts}
    assert all(left.why for left in framework.left)


@pytest.mark.parametrize(("name", "form"), CASES)
def test_counts_in_are_counts_out_and_counts_reported(
    known: Catalogue, tmp_path: Path, name: str, form: str
) -> None:
    framework, roles = imported(DATA / name, form, known, tmp_path)
    assert_accounts(framework)
    written = framework.counts[0].written
    assert written > 0
    assert cells(roles) * (2 if form == "onet" else 1) == written
    listed = (tmp_path / "not_mapped.csv").read_text(encoding="utf-8").splitlines()
    assert len(listed) >= 1 + len(framework.left)
    assert {role.id for role in framework.roles} == set(roles)


def counts(framework: Framework) -> dict[str, tuple[int, int]]:
    """Read and written by unit."""
    return {count.unit: (count.read, count.written) for count in framework.counts}


def test_ddat(known: Catalogue, tmp_path: Path) -> None:
    framework, roles = imported(DATA / "ddat.csv", "ddat", known, tmp_path)
    assert counts(framework)["skill levels"] == (
        30,
        29,
    )  # the page names one skill of the principal developer twice
    role = roles["ddat_software_developer"]
    assert [level.id for level in role.levels] == [
        "junior_developer",
        "lead_developer",
        "principal_developer",
    ]
    principal = role.levels[2]
    assert principal.skills["ddat_systems_design"] == 5
    assert principal.skill_sources["ddat_systems_design"] == "expert"
    assert principal.skills["prototyping"] == 5, (
        "a skill that the catalogue has by the same name is that skill"
    )
    assert role.levels[0].skills["ddat_availability_and_capacity_management"] == 1
    assert role.variants == "archetypes", (
        "the management skills replace others at the top, so the levels are no staircase"
    )


def test_ddat_json_reports_pages_without_skills(known: Catalogue) -> None:
    framework = read_framework(DATA / "ddat.json", "ddat", known)
    assert counts(framework) == {
        "skill levels": (7, 7),
        "levels": (3, 1),
        "responsibilities": (7, 7),
    }


def test_ft_themes_become_skills_and_managers_a_role_of_their_own(
    known: Catalogue, tmp_path: Path
) -> None:
    framework, roles = imported(DATA / "ft_engineering.yml", "ft", known, tmp_path)
    assert counts(framework)["competencies"] == (24, 24)
    engineer, manager = roles["ft_engineering"], roles["ft_engineering_people_manager"]
    assert (len(engineer.levels), len(manager.levels)) == (5, 3)
    assert (engineer.track, manager.track, engineer.next) == (
        "individual",
        "management",
        ("ft_engineering_people_manager",),
    )
    assert engineer.levels[0].skills["ft_planning_and_organising"] == 1
    assert engineer.levels[-1].skills["ft_planning_and_organising"] >= 4
    assert (
        sum(
            len(dimension.responsibilities)
            for role in roles.values()
            for dimension in role.dimensions.values()
        )
        == 24
    )


def test_ft_competencies_become_skills_that_last_up_the_ladder(
    known: Catalogue, tmp_path: Path
) -> None:
    framework, roles = imported(DATA / "ft_operations.yml", "ft", known, tmp_path)
    assert counts(framework)["competencies"][0] == 10
    assert counts(framework)["examples and links"] == (17, 0)
    role = roles["ft_operations"]
    assert role.variants == "levels"
    assert set(role.levels[0].skills) < set(role.levels[-1].skills)


def test_onet_maps_seven_onto_five(known: Catalogue, tmp_path: Path) -> None:
    assert [
        number_of(level) for level in (0, 0.69, 0.71, 2, 2.1, 3.5, 4.12, 4.88, 6.29, 6.3, 7)
    ] == [0, 0, 1, 1, 2, 3, 3, 3, 4, 5, 5]
    framework, roles = imported(DATA / "onet_skills.xlsx", "onet", known, tmp_path)
    assert counts(framework)["rows"][0] == 280
    chief = roles["onet_chief_executives"].levels[0]
    assert chief.skills["onet_reading_comprehension"] == 3
    assert (
        chief.skill_sources["onet_reading_comprehension"] == "level 4.75 of 7, importance 4.12 of 5"
    )
    assert "negotiation" in chief.skills
    reasons = {left.why for left in framework.left}
    assert {"not relevant to the occupation", "the source recommends to suppress it"} <= reasons
    assert any("Speaking" in note for note in framework.notes), (
        "O*NET's Speaking is not the catalogue's public speaking"
    )
    assert "onet_speaking" in chief.skills


def test_a_table_of_your_own(known: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text(TABLE, encoding="utf-8-sig")
    framework, roles = imported(path, "csv", known, tmp_path / "out")
    assert_accounts(framework)
    assert counts(framework)["rows"] == (8, 3)
    whys = sorted(left.why for left in framework.left)
    assert len(whys) == 5
    assert any("lots" in why for why in whys)
    role = roles["test_engineer"]
    assert (role.title.zh, [level.title.zh for level in role.levels]) == (
        "测试工程师",
        ["初级", "高级"],
    )
    assert role.levels[0].skills == {"test_design": 3}
    assert role.levels[1].skills == {"test_design": 5, "kubernetes": 2}
    assert role.dimensions["architecture_engineering"].skills == ("kubernetes",)
    assert framework.skills[0].aliases == ("case design", "用例设计法")


def test_a_table_with_chinese_headers(known: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text("岗位,级别,技能,熟练度\n测试工程师,高级,压测,熟悉\n", encoding="utf-8")
    framework = read_framework(path, "csv", known)
    assert framework.roles[0].levels[0].skills == {framework.skills[0].id: 3} or framework.roles[
        0
    ].levels[0].skills == {"load_testing": 3}


FAULTY = [
    ("ddat", "a.csv", "one,two\n1,2\n"),
    ("ddat", "a.json", "{"),
    ("ddat", "a.json", "{}"),
    ("ft", "a.yml", "levels: []\n"),
    ("ft", "a.yml", "levels: [\n"),
    ("onet", "a.xlsx", "not a workbook"),
    ("csv", "a.csv", "role,level\na,b\n"),
    ("csv", "a.csv", ""),
]


@pytest.mark.parametrize(("form", "name", "text"), FAULTY)
def test_a_file_of_another_kind_is_refused_with_a_reason(
    known: Catalogue, tmp_path: Path, form: str, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadModel) as caught:
        read_framework(path, form, known)
    assert caught.value.faults[0].path == path


def test_files_that_are_not_text_are_refused(known: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("岗位,级别".encode("gb18030"))
    for form in ("csv", "ddat"):
        with pytest.raises(BadModel):
            read_framework(path, form, known)
    assert set(FORMATS) == {"ddat", "ft", "onet", "csv"}
