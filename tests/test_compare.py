"""The sheet Scenarios: read, refused, kept in the plan workbook, planned as Python's changes are,
and written side by side.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

import orgplan as op
from orgplan.analysis.changes.scenarios import changes_of
from orgplan.cli.main import app
from orgplan.domain import ScenarioChange, ScopeKind, Strength
from orgplan.language import speaking
from orgplan.library.samples import sample_workbook

SLOW = bool(os.environ.get("ORGPLAN_SLOW"))
HEADERS = ("scenario", "base", "change", "by", "amount", "who", "from", "to")
LINES: list[tuple[Any, ...]] = [
    ("Budget -10 %", None, "budget", -0.1),
    ("Freeze", None, "hiring freeze", None, None, None, "2027-Q1", "2027-Q2"),
    ("Bad year", "budget -10 %", "attrition", 1.0),
    ("Bad year", "budget -10 %", "pay", "5%"),
    ("Bo leaves", None, "leaves", None, None, "P02", "2027-03-31"),
    ("No money", None, "budget", None, 1000),
]


def workbook(folder: Path, lines: list[tuple[Any, ...]]) -> Path:
    sample = sample_workbook("growing_startup")
    assert sample is not None
    book = openpyxl.load_workbook(sample)
    sheet = book.create_sheet("Scenarios")
    sheet.append(HEADERS)
    for line in lines:
        sheet.append(line)
    path = folder / "with_scenarios.xlsx"
    book.save(path)
    return path


def test_lines_mean_what_the_changes_of_python_mean(tmp_path: Path) -> None:
    org = op.load(workbook(tmp_path, LINES))
    stated = changes_of(org)
    assert list(stated) == ["Budget -10 %", "Freeze", "Bad year", "Bo leaves", "No money"]
    tenth = op.change.budget(scale=0.9)
    expected = {
        "Budget -10 %": [tenth],
        "Freeze": [op.change.freeze("2027-Q1 to 2027-Q2")],
        "Bad year": [tenth, op.change.attrition(scale=2), op.change.pay(scale=1.05)],
        "Bo leaves": [op.change.leaves("P02", "2027-03-31")],
        "No money": [op.change.budget(total=1000)],
    }
    for name, changes in expected.items():
        assert org.apply(*stated[name]) == org.apply(*changes), name


WRONG = {
    "nothing to change by": (("X", None, "budget"), "D2", "Fill in By or Amount"),
    "both": (("X", None, "budget", 0.1, 100), "D2", "not both"),
    "a figure that is not read": (("X", None, "rule off", 0.1, None, "director"), "D2", "Clear it"),
    "an unknown team": (("X", None, "pay", 0.1, None, "Paymnts"), "F2", "did you mean 'Payments'"),
    "an unknown person": (("X", None, "leaves", None, None, "P99", "2027-03-31"), "F2", "P99"),
    "no period": (("X", None, "hiring freeze", None, None, None, "soon"), "G2", "soon"),
    "no change": (("X", None, "weather", 0.1), "C2", "budget"),
    "an unknown base": (("X", "Y", "budget", 0.1), "", "base 'Y'"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_makes_no_sense_is_a_fault_also_for_a_plan(tmp_path: Path, what: str) -> None:
    line, cell, words = WRONG[what]
    with pytest.raises(op.BadInput) as caught:
        op.load(workbook(tmp_path, [line]))
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.cell) == ("Scenarios", cell)
    assert words in str(fault)


def test_a_change_is_said_in_the_language_of_the_run() -> None:
    freeze = op.change.freeze("2027-Q1", teams="Payments")
    assert str(freeze) == "hiring freeze: no decisions in Payments in 2027-Q1"
    with speaking("zh"):
        said = [
            str(freeze),
            str(op.change.needs(later=2, team="Apps")),
            str(op.change.leaves("P02", "2027-03-31")),
        ]
    assert said == [
        "冻结招聘（Payments）：2027-Q1 不作招聘决定",
        "Apps 的需求推迟 2 期",
        "P02 于 2027-03-31 离职",
    ]


def test_scenarios_are_kept_in_the_plan_workbook(tmp_path: Path) -> None:
    org = op.load(workbook(tmp_path, LINES))
    op.save(op.evaluate(org, op.Plan()), tmp_path / "plan.xlsx")
    assert op.load(tmp_path / "plan.xlsx").scenarios == org.scenarios


def test_compare_writes_scenarios_side_by_side(tmp_path: Path) -> None:
    path, out = workbook(tmp_path, LINES), tmp_path / "compare.xlsx"
    asked = ["--out", str(out), "--json", str(tmp_path / "compare.json")]
    ran = CliRunner().invoke(app, ["compare", str(path), *asked, "--scenarios", "Freeze, No money"])
    assert ran.exit_code == 0, ran.output
    assert "infeasible" in ran.output
    book = openpyxl.load_workbook(out, data_only=True)
    rows = {row[0]: row[1:4] for row in book["Scenarios"].iter_rows(values_only=True) if row[0]}
    assert rows["What differs"][1].startswith("hiring freeze")
    freeze = op.plan(op.load(path).apply(op.change.freeze("2027-Q1 to 2027-Q2")))
    base = op.plan(op.load(path))
    assert rows["Hires"] == (len(base.hires), len(freeze.hires), "no plan")
    ranked = list(book["Hires ranked"].iter_rows(min_row=5, values_only=True))
    assert max(row[3] for row in ranked) <= 2
    assert [row[3] for row in ranked] == sorted((row[3] for row in ranked), reverse=True)
    said = [row[0] for row in book["What stays open"].iter_rows(values_only=True) if row[0]]
    assert "More money is enough (the least there is):" in said
    told = json.loads((tmp_path / "compare.json").read_text())
    assert [one["status"] for one in told["scenarios"]] == ["optimal", "optimal", "infeasible"]
    assert told["scenarios"][1]["cost_in_horizon"] == freeze.assessment.cost
    shown = [(one["lost_without_it"], one["least_budget"]) for one in told["hires"]]
    assert [(row[11], row[9]) for row in ranked] == shown
    assert all("short" in lost or "missing" in lost for lost, _least in shown)


def test_a_scenario_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path, LINES)
    ran = CliRunner().invoke(app, ["compare", str(path), "--scenarios", "Frieze"])
    assert ran.exit_code == 2
    assert "Freeze" in ran.output


YAML = """
Budget -10 %:
  - {change: budget, by: -10%}
Bad year:
  - {base: "Budget -10 %", change: attrition, by: 1}
  - {change: pay, by: 0.05, base: "Budget -10 %"}
"""


def test_scenarios_of_a_yaml_file_are_those_of_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "scenarios.yaml"
    path.write_text(YAML, encoding="utf-8")
    org = op.load(workbook(tmp_path, LINES))
    sheet, file = changes_of(org), changes_of(op.with_scenarios(org, path))
    assert file == {name: sheet[name] for name in ("Budget -10 %", "Bad year")}
    path.write_text("Wrong:\n  - {change: budgett, by: -0.1}\n", encoding="utf-8")
    with pytest.raises(op.BadInput, match="budgett"):
        op.with_scenarios(org, path)
    for content in ("- a list", "Empty: []", "", "{"):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(op.BadArgument, match="scenarios"):
            op.with_scenarios(org, path)


def test_compare_plans_a_yaml_file_and_a_tornado(tmp_path: Path) -> None:
    path, book = tmp_path / "scenarios.yml", tmp_path / "org.xlsx"
    path.write_text("Dearer:\n  - {change: pay, by: 10%}\n", encoding="utf-8")
    op.save(op.generate(8, teams=1, titles=4, seed=1), book)
    out = tmp_path / "compared.xlsx"
    asked = ["--scenarios", str(path), "--tornado", "employer_tax_pct", "--out", str(out)]
    ran = CliRunner().invoke(app, ["compare", str(book), *asked])
    assert ran.exit_code == 0, ran.output
    assert "Dearer" in ran.output
    sheet = openpyxl.load_workbook(out)["Sensitivity"]
    (row,) = [one for one in sheet.iter_rows(values_only=True) if one[0] == "employer_tax_pct"]
    assert row[1] == pytest.approx(row[2] / 2)
    assert row[5] < row[4] < row[8]  # kept, it costs more than there is …
    assert row[6] is None  # … and no plan is possible


TWIN: dict[str, tuple[dict[str, Any], Any]] = {  # line of the sheet, and of YAML → change of Python
    "budget less": ({"change": "budget", "by": -0.1}, op.change.budget(scale=0.9)),
    "budget in all": ({"change": "budget", "amount": 2e6}, op.change.budget(total=2e6)),
    "freeze": ({"change": "freeze", "from": "2027-Q2"}, op.change.freeze("2027-Q2")),
    "freeze of a team": ({"change": "hiring freeze", "who": "Checkout", "from": "2027-Q1",
        "to": "2027-Q2"}, op.change.freeze("2027-Q1 to 2027-Q2", teams="Checkout")),
    "attrition": ({"change": "attrition", "by": 1}, op.change.attrition(scale=2)),
    "attrition rate": ({"change": "turnover", "amount": 0.2}, op.change.attrition(rate=0.2)),
    "pay": ({"change": "pay", "by": 0.05, "who": "Checkout"},
        op.change.pay(scale=1.05, who="Checkout")),
    "leaves": ({"change": "leaves", "who": "E00002", "from": "2027-05-31"},
        op.change.leaves("E00002", "2027-05-31")),
    "team grows": ({"change": "team grows", "who": "Checkout", "amount": 1},
        op.change.needs(add=1, team="Checkout")),
    "needs x": ({"change": "needs", "by": 0.5, "who": "SQL"},
        op.change.needs(scale=1.5, skill="SQL")),
    "new product line": ({"change": "new product line", "who": "Lending"},
        op.change.needs(strength="must", team="Lending")),
    "needs of a product line": ({"change": "needs", "by": 1, "who": "Lending"},
        op.change.needs(scale=2, team="Lending")),
    "earlier": ({"change": "earlier", "who": "N-001"}, op.change.needs(earlier=1, need="N-001")),
    "deadline later": ({"change": "deadline later", "amount": 2, "who": "N-001"},
        op.change.needs(later=2, need="N-001")),
    "rule off": ({"change": "rule off", "who": "bus_factor"}, op.change.rule("bus_factor", "off")),
    "rule on": ({"change": "rule on", "who": "bus_factor"}, op.change.rule("bus_factor", "must")),
    "course absent": ({"change": "course absent", "who": "SQL 2→3"},
        op.change.forbid(train="SQL 2→3")),
    "offer declined": ({"change": "offer declined", "who": "Backend engineer"},
        op.change.forbid(hire="Backend engineer")),
    "hire": ({"change": "hire", "who": "Backend engineer", "amount": 2},
        op.change.require(hire="Backend engineer", count=2)),
    "start late": ({"change": "start late", "from": "2027-Q2"}, op.change.freeze(starts="2027-Q2")),
    "ramp": ({"change": "ramp", "amount": 6}, op.change.assume(ramp=6)),
    "lead time": ({"change": "lead time", "amount": 5}, op.change.assume(lead_time=5)),
    "without": ({"change": "without", "who": "N-001"}, op.change.without("N-001")),
}  # fmt: skip


def test_every_kind_of_scenario_means_the_same_in_the_workbook_in_yaml_and_in_python(
    tmp_path: Path,
) -> None:
    """The organisation that is planned is the same to the last figure; so is the plan, which a
    share of them is asked for.
    """
    org = op.generate(8, teams=1, titles=4, seed=1)
    lending = org.teams[0].replace(id="Lending desk", product_line="Lending", lead=None)
    asked = org.needs[0].replace(
        id="N-lending",
        scope=op.Scope(kind=ScopeKind.PRODUCT_LINE, name="Lending"),
        strength=Strength.OFF,
    )
    org = org.apply(op.change.add(lending, asked))
    path, file = tmp_path / "org.xlsx", tmp_path / "scenarios.yaml"
    op.save(org, path)
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Scenarios")
    sheet.append(HEADERS)
    for name, (line, _change) in TWIN.items():
        sheet.append([name, *(line.get(header) for header in HEADERS[1:])])
    book.save(path)
    file.write_text(json.dumps({name: [line] for name, (line, _) in TWIN.items()}), "utf-8")
    read = op.load(path)
    from_sheet, from_yaml = changes_of(read), changes_of(op.with_scenarios(org, file))
    assert set(from_sheet) == set(from_yaml) == set(TWIN)
    assert {line.change for line in read.scenarios} | {
        ScenarioChange.RULE_SHOULD,
        ScenarioChange.NEEDS_SHOULD,
        ScenarioChange.NEEDS_OFF,
    } == set(ScenarioChange)
    bare = read.replace(scenarios=())
    for name, (_line, change) in TWIN.items():
        made = bare.apply(change)
        assert made != bare, name
        assert bare.apply(*from_sheet[name]) == bare.apply(*from_yaml[name]) == made, name
        if name in ("freeze", "new product line") or SLOW:
            plans = [
                op.study(bare, {name: list(how)}, time_limit=20).scenario(name)
                for how in (from_sheet[name], from_yaml[name], (change,))
            ]
            assert (
                len(
                    {
                        str(one.ended.plan if isinstance(one.ended, op.Result) else one.ended)
                        for one in plans
                    }
                )
                == 1
            )
