"""What the columns of the sheet Rules say, as people write them, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from make import save, sound

from orgplan.constraints import RULE_MODULES, RuleModule
from orgplan.domain.base import Strength
from orgplan.domain.catalogue import Catalogue
from orgplan.domain.rules import Rounding, Rule
from orgplan.excel.read.faults import BadInput
from orgplan.io.inputs.loading import read_workbook
from orgplan.library.load import load_catalogue
from orgplan.schema.rules import RULES


def workbook(path: Path, **cells: Any) -> Path:
    """The small workbook with one rule of these cells."""
    return save(path / "rules.xlsx", sound() | {"Rules": [list(cells), list(cells.values())]})


def read(path: Path, catalogue: Catalogue, **cells: Any) -> Rule:
    return read_workbook(workbook(path, **cells), catalogue).org.rules[0]


def fields(rule: Rule, *names: str) -> tuple[object, ...]:
    return tuple(rule.model_dump()[name] for name in names)


@pytest.mark.parametrize(
    ("first", "last", "periods"),
    [
        (None, None, (None, None)),
        ("2027-Q2", None, (1, None)),
        (None, "Q3 2027", (None, 2)),
        ("2027-Q2", "2027-Q3", (1, 2)),
        ("2027", "2027", (0, 3)),
        ("2027-Q4", "2027", (3, 3)),
    ],
)
def test_periods_in_force(
    tmp_path: Path, first: str | None, last: str | None, periods: tuple[int | None, int | None]
) -> None:
    rule = read(
        tmp_path, Catalogue(), rule="freeze", family="hiring freeze", **{"from": first, "to": last}
    )
    assert (rule.first, rule.last) == periods


def test_shares_rounding_and_a_second_condition(tmp_path: Path) -> None:
    cells = {
        "rule": "mix",
        "family": "seniority_mix",
        "roles": "Manager",
        "least_share": "20 %",
        "most_share": 0.3,
        "tolerance": "5%",
        "rounding": "Floor",
    }
    rule = read(tmp_path, Catalogue(), **cells, also_counts="engineering", also_threshold=2)
    assert fields(rule, "least_share", "most_share", "tolerance") == (0.2, 0.3, 0.05)
    assert (rule.rounding, rule.also_counts, rule.also_threshold) == (
        Rounding.DOWN,
        ("engineering",),
        2,
    )


def test_in_chinese(tmp_path: Path) -> None:
    rule = read(
        tmp_path,
        Catalogue(),
        规则="冻结",
        规则类型="招聘冻结",
        起始期间="2027年第2季度",
        全部冻结="是",
    )
    assert (rule.family, rule.first, rule.last, rule.all_seats) == (
        "hiring_freeze",
        1,
        None,
        True,
    )
    rule = read(
        tmp_path,
        Catalogue(),
        规则="备份",
        规则类型="关键技能备份",
        人数=2,
        技能清单="Python、Kubernetes",
        等级=4,
    )
    assert fields(rule, "count", "skills", "level") == (2, ("Python", "Kubernetes"), 4)


@pytest.mark.parametrize(
    "typed", ["bus_factor", "bus factor", "Two holders of each critical skill"]
)
def test_a_rule_of_the_library_answers_to_its_name_in_words(typed: str, tmp_path: Path) -> None:
    rule = read(tmp_path, load_catalogue(), rule=typed)
    assert rule.family == "bus_factor"
    assert rule.id == typed
    assert rule.is_called(typed.replace("_", " "))


def test_a_rule_of_ones_own_is_called_as_it_was_typed(tmp_path: Path) -> None:
    assert read(tmp_path, load_catalogue(), rule="our_span", family="span", per=7).id == "our_span"


@pytest.mark.parametrize("header", ["领导技能", "所需技能", "技能"])
def test_the_skill_of_a_rule_is_read_under_the_names_that_it_had(
    header: str, tmp_path: Path
) -> None:
    read_as = {"规则": "梯队", "规则类型": "梯队", header: "Python", "第二条腿等级": ""}
    assert fields(read(tmp_path, Catalogue(), **read_as), "skill") == ("Python",)


def test_a_rule_of_the_library_with_what_a_row_changes(tmp_path: Path) -> None:
    catalogue = load_catalogue()
    plain = read(tmp_path, catalogue, rule="growth_cap")
    assert (plain.most_share, plain.rounding, plain.strength) == (
        0.33,
        Rounding.UP,
        Strength.SHOULD,
    )
    changed = read(
        tmp_path, catalogue, rule="growth_cap", strength="must", most_share="50%", rounding="down"
    )
    assert (changed.most_share, changed.rounding, changed.strength) == (
        0.5,
        Rounding.DOWN,
        Strength.MUST,
    )
    spans = read(tmp_path, catalogue, rule="总监的管理幅度", per=8)
    assert (spans.per_min, spans.per, spans.family) == (4, 8, "span")


def test_the_library_says_nothing_that_a_row_has_changed(tmp_path: Path) -> None:
    """The library's rule is of technical managers; its source has none of the user's words."""
    catalogue = load_catalogue()
    plain = read(tmp_path, catalogue, rule="growth_cap")
    assert plain.sentence
    changed = read(tmp_path, catalogue, rule="growth_cap", most_share="50%")
    assert (changed.sentence, changed.source) == ("", plain.source)
    own = read(tmp_path, catalogue, rule="growth_cap", sentence="The board decided")
    assert (own.sentence, own.source) == ("The board decided", "")
    copied = read(tmp_path, catalogue, rule="growth_cap", sentence=plain.sentence)
    assert (copied.sentence, copied.source) == (plain.sentence, plain.source)


@pytest.mark.parametrize("family", [None, "growth_cap"])
def test_the_librarys_sentence_does_not_stay_beside_other_figures(
    tmp_path: Path, family: str | None
) -> None:
    """As in a template, or in a plan that was edited by hand; the cell says why it is left out."""
    catalogue = load_catalogue()
    sentence = read(tmp_path, catalogue, rule="growth_cap").sentence
    book = workbook(tmp_path, rule="growth_cap", family=family, most_share=0.5, sentence=sentence)
    loaded = read_workbook(book, catalogue)
    assert loaded.org.rules[0].sentence == ""
    assert [note.text for note in loaded.notes if note.sheet == "Rules"] == [
        "not shown: it describes the library's rule, but this row has other values under Most"
        " share. Write a sentence of your own, or clear the cell."
    ]


FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "a period after the horizon": ({"rule": "x", "family": "hiring_freeze", "from": "2030"}, "C2",
        "leave the cell blank"),
    "half a period": ({"rule": "x", "family": "hiring_freeze", "to": "2027-02"}, "C2", "use these"),
    "no period": ({"rule": "x", "family": "hiring_freeze", "from": "soon"}, "C2", "2027-Q1"),
    "an end before the start": ({"rule": "x", "family": "hiring_freeze", "from": "2027-Q3",
        "to": "2027-Q2"}, "D2", "one of the two"),
    "a second condition of no number": ({"rule": "x", "family": "min_team_size",
        "also_counts": "engineering", "count": 4}, "A2", "number of heads"),
    "a mix without a share": ({"rule": "x", "family": "seniority_mix", "roles": "Manager"}, "A2",
        "least_share"),
    "a mix without roles": ({"rule": "x", "family": "seniority_mix", "most_share": 0.2}, "A2",
        "satisfy"),
    "a least above the most": ({"rule": "x", "family": "seniority_mix", "roles": "Manager",
        "least_share": 0.5, "most_share": 0.3}, "D2", "least_share is 0.5"),
    "a fewest above the most": ({"rule": "x", "family": "span", "per": 4, "per_min": 5}, "D2",
        "per_min is 5"),
    "successors of nobody": ({"rule": "x", "family": "succession", "skill": "Python"}, "A2",
        "satisfy"),
    "successors without a skill": ({"rule": "x", "family": "succession", "roles": "Manager"}, "A2",
        "which skill"),
    "a share of 25": ({"rule": "x", "family": "growth_cap", "most_share": 25}, "C2", "0.25"),
    "a rounding of its own": ({"rule": "x", "family": "growth_cap", "rounding": "sideways"}, "C2",
        "nearest"),
    "all of the time": ({"rule": "x", "family": "on_call", "min_fte": 4}, "C2", "Check the figure"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_each_fault_is_named_at_its_cell(what: str, tmp_path: Path) -> None:
    cells, cell, words = FAULTS[what]
    with pytest.raises(BadInput) as caught:
        read_workbook(workbook(tmp_path, **cells), Catalogue())
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.cell) == ("Rules", cell)
    assert words in fault.fix, fault.fix


UNREAD = {  # cells, the cell at fault, and words of its mend
    "skills for one skill": (
        {"rule": "x", "family": "on_call", "skills": "Python; Kubernetes"},
        "C2",
        "one row each",
    ),
    "skill beside skills": (
        {"rule": "x", "family": "bus_factor", "skills": "Python", "skill": "Kubernetes"},
        "D2",
        "Clear the cell",
    ),
    "a figure of another family": (
        {"rule": "x", "family": "bus_factor", "per": 7},
        "C2",
        "Move it to Count",
    ),
    "a level of owners": (
        {"rule": "x", "family": "grouping", "level": 4},
        "C2",
        "Move it to Owner level",
    ),
    "a level of no skill": ({"rule": "x", "family": "on_call", "level": 4}, "C2", "fill in Skill"),
    "an echelon of a threshold alone": (
        {"rule": "x", "family": "echelon", "threshold": 5},
        "A2",
        "asks nothing",
    ),
    "a team of any size": ({"rule": "x", "family": "min_team_size"}, "A2", "at least"),
    "a count of two spans": ({"rule": "x", "family": "span", "count": 2}, "C2", "Move it to Per"),
}


@pytest.mark.parametrize("what", UNREAD)
def test_what_no_family_reads_is_refused_at_its_cell(what: str, tmp_path: Path) -> None:
    cells, cell, words = UNREAD[what]
    with pytest.raises(BadInput) as caught:
        read_workbook(workbook(tmp_path, **cells), Catalogue())
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.cell) == ("Rules", cell)
    assert words in fault.fix


def test_a_near_name_is_understood_where_it_can_mean_one_thing_only(tmp_path: Path) -> None:
    assert read(tmp_path, Catalogue(), rule="x", family="bus_factor", skill="Python").skills == (
        "Python",
    )
    assert (
        read(tmp_path, Catalogue(), rule="x", family="on_call", skills="Python").skill == "Python"
    )


def test_a_count_of_one_that_earlier_versions_wrote_is_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path, Catalogue(), rule="x", family="span", per=7, count=1).per == 7


@pytest.mark.parametrize("family", RULE_MODULES, ids=lambda family: family.FAMILY)
def test_every_column_is_read_by_the_family_or_refused(family: RuleModule, tmp_path: Path) -> None:
    """Each column of Rules beside each family: a fault at its cell just where the family does not
    read it.
    """
    filled = {
        "skill": "Python",
        "skills": "Python; Kubernetes",
        "roles": "Manager",
        "deep_groups": "technology",
        "shared": "also",
        "freezes": "starts",
        "rounding": "up",
        "all_seats": "yes",
    }
    filled |= {
        "tolerance": 0.1,
        "least_share": 0.2,
        "most_share": 0.3,
        "min_fte": 0.4,
        "stages": "seed",
        "broad_groups": "technology",
        "leg_groups": "technology",
    }
    near = {"skill"} if "skills" in family.PARAMETERS.own else set()  # understood: see above
    unread = [
        column.key for column in RULES.columns if column.key not in family.PARAMETERS.reads | near
    ]
    for key in unread:
        cells = {"rule": "x", "family": family.FAMILY, key: filled.get(key, 2)}
        with pytest.raises(BadInput) as caught:
            read_workbook(workbook(tmp_path, **cells), Catalogue())
        assert "C2" in [fault.cell for fault in caught.value.faults if fault.sheet == "Rules"], key
