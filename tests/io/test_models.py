"""The setting `models`: a folder of the user's own, known before the workbook is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from make import Rows, save, sound

from orgplan import api
from orgplan.domain.catalogue import DIMENSIONS
from orgplan.excel.read.faults import BadInput
from orgplan.excel.write.workbook import WorkbookWriter
from orgplan.io.inputs.models_folder import models_folder
from orgplan.io.output.template import write_inputs
from orgplan.library import BadModel
from orgplan.library.load import shipped_models


def models(folder: Path, level: int = 4) -> Path:
    """A folder with one skill and one role of its own."""
    (folder / "roles").mkdir(parents=True)
    (folder / "skills.yaml").write_text(
        "skills:\n  - {id: glassblowing, name: {en: Glassblowing, zh: 吹玻璃}, aliases: [glass"
        " work], group: delivery}\n",
        encoding="utf-8",
    )
    lines = [
        "id: glazier",
        "title: {en: Glazier, zh: 玻璃工}",
        "family: craft",
        "track: individual",
        "source: {text: own, section: own}",
    ]
    lines += ["dimensions:"]
    lines += [
        f"  {name}: {{label: {{en: {name}, zh: {name}}}, skills:"
        f" [{'glassblowing' * (name == 'delivery')}]}}"
        for name in DIMENSIONS
    ]
    lines += [
        "levels:",
        (
            "  - {id: standard, title: {en: Standard, zh: 标准}, skills: {glassblowing:"
            f" {level}}}}}"
        ),
    ]
    (folder / "roles" / "glazier.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def workbook(tmp_path: Path, folder: object, key: str = "models") -> Path:
    sheets: dict[str, Rows] = sound()
    sheets["Settings"].append([key, folder])
    sheets["Roster"][3][2] = "Glazier"
    sheets["Requirements"][1][1] = "glass work"
    return save(tmp_path / "org.xlsx", sheets)


@pytest.mark.parametrize("key", ["models", "Own Models", "模型文件夹"])
def test_a_folder_beside_the_workbook(tmp_path: Path, key: str) -> None:
    models(tmp_path / "mine" / "models")
    loaded = api.read(workbook(tmp_path, "mine/models", key))
    assert loaded.org.role["Glazier"].library_id == "glazier/standard"
    assert loaded.org.role["Glazier"].skills_at_start == {"glass work": 4}
    assert loaded.org.role["Glazier"].family == "craft"


def test_a_whole_path_and_a_path_of_windows(tmp_path: Path) -> None:
    folder = models(tmp_path / "elsewhere" / "models")
    (tmp_path / "here").mkdir()
    assert "Glazier" in api.load(workbook(tmp_path / "here", str(folder))).role
    assert "Glazier" in api.load(workbook(tmp_path / "here", "..\\elsewhere\\models")).role


def test_folders_of_the_call_win(tmp_path: Path) -> None:
    models(tmp_path / "mine")
    other = models(tmp_path / "other", level=2)
    path = workbook(tmp_path, "mine")
    assert api.load(path, [other]).role["Glazier"].skills_at_start == {"glass work": 2}


@pytest.mark.parametrize("folder", ["nowhere", "org.xlsx", 7])
def test_a_folder_that_is_not_there_is_a_fault_at_its_cell(tmp_path: Path, folder: object) -> None:
    with pytest.raises(BadInput) as caught:
        api.read(workbook(tmp_path, folder))
    assert caught.value.faults[0].where == "Settings!B8"
    assert "a folder that exists" in caught.value.faults[0].expected


def test_a_fault_of_the_models_is_told_as_such(tmp_path: Path) -> None:
    folder = models(tmp_path / "mine")
    (folder / "skills.yaml").write_text("skills: none\n", encoding="utf-8")
    with pytest.raises(BadModel):
        api.read(workbook(tmp_path, "mine"))


def test_without_the_setting_there_is_no_folder(tmp_path: Path) -> None:
    sheets = sound()
    assert models_folder(save(tmp_path / "a.xlsx", sheets)) is None
    sheets["Settings"].append(["models", None])
    assert models_folder(save(tmp_path / "b.xlsx", sheets)) is None
    assert models_folder(save(tmp_path / "c.xlsx", {"Roster": [["x"]]})) is None


def test_a_plan_workbook_needs_no_folder(tmp_path: Path) -> None:
    folder = models(tmp_path / "mine")
    org = api.load(workbook(tmp_path, "mine"))
    plan = tmp_path / "moved" / "plan.xlsx"
    plan.parent.mkdir()
    with WorkbookWriter(plan) as book:
        write_inputs(book, org)
    assert models_folder(plan) is None
    assert api.load(plan) == org
    assert api.load(plan, [folder]) == org


def own_rules(folder: Path) -> Path:
    """The library's rule on a share with another bound left out, and stages of one's own."""
    (folder / "rules").mkdir(parents=True)
    share = (shipped_models() / "rules" / "middle_share.yaml").read_text(encoding="utf-8")
    (folder / "rules" / "middle_share.yaml").write_text(
        share.replace("least_share: 0.4\n", "").replace("[engineer]", "[]"), encoding="utf-8"
    )
    fit = (shipped_models() / "rules" / "stage_fit.yaml").read_text(encoding="utf-8")
    (folder / "rules" / "stage_fit.yaml").write_text(
        fit.replace("stages: [", "stages: [seedling, "), encoding="utf-8"
    )
    return folder


def test_a_plan_made_with_rules_of_ones_own_is_read_back_without_them(tmp_path: Path) -> None:
    """What a rule of the library would fill in where one's own says nothing stays blank; stages
    that it does not know are no fault.
    """
    sheets: dict[str, Rows] = sound()
    sheets["Settings"].append(["stage", "seedling"])
    sheets["Rules"] += [["middle_share", None, None, None, None, "Engineer", "Engineer / senior"]]
    path = save(tmp_path / "org.xlsx", sheets)
    source = api.read(path, [own_rules(tmp_path / "mine")])
    assert next(rule for rule in source.org.rules if rule.id == "middle_share").least_share is None
    planned = api.plan(source.org, source=source, next_steps=False)
    api.save(planned, tmp_path / "plan.xlsx")
    checked = api.check(tmp_path / "plan.xlsx")
    assert checked.holds
    assert checked.assessment.org == source.org


def test_a_row_of_roles_that_the_library_fills_is_named(tmp_path: Path) -> None:
    """Its name alone brings skills; beside skills of its own, or a library_id, nobody is told."""
    models(tmp_path / "mine")
    sheets: dict[str, Rows] = sound()
    sheets["Settings"].append(["models", "mine"])
    width = len(sheets["Roles"][0])
    sheets["Roles"].append(["Glazier", *[None] * (width - 1)])
    told = api.read(save(tmp_path / "org.xlsx", sheets)).notes
    assert any(note.text.startswith("Glazier: the library has roles") for note in told)
    sheets["Roles"][0].append("library_id")
    sheets["Roles"][-1].append("glazier")
    told = api.read(save(tmp_path / "org.xlsx", sheets)).notes
    assert not any("the library has roles" in note.text for note in told)
