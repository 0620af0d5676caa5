"""A column of an input sheet is declared once: what it holds is read and written by that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo

import orgplan as op
from orgplan.constraints import RULE_MODULES
from orgplan.domain.base import Value
from orgplan.domain.candidates import Candidate
from orgplan.domain.costs.charges import Charge
from orgplan.domain.costs.cost_splits import CostSplit
from orgplan.domain.costs.money import ExchangeRate
from orgplan.domain.levers import Lever
from orgplan.domain.locations import Location
from orgplan.domain.needs import Need
from orgplan.domain.people import Person
from orgplan.domain.positions import LockRow, Position
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule
from orgplan.domain.scenarios import ScenarioLine
from orgplan.domain.teams import Team
from orgplan.domain.training import Course
from orgplan.io.inputs.roster_people import PLAIN
from orgplan.io.output.table_rows import cells_of
from orgplan.report.results.tables import IN_JSON
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet
from orgplan.schema.levers import (
    CANDIDATES,
    CHARGES,
    COST_SPLITS,
    LEVERS,
    LOCATIONS,
    LOCKS,
    POSITIONS,
)
from orgplan.schema.names import NAMES
from orgplan.schema.plan import PLAN_SHEETS
from orgplan.schema.rules import RULES
from orgplan.schema.scenarios import SCENARIOS
from orgplan.schema.settings import SETTING_KEYS
from tests.report.organisations import rich_organisation

OF_SHEET = [
    (inputs.ROSTER, Person), (inputs.ROLES, Role), (inputs.TEAMS, Team), (inputs.TRAINING, Course),
    (LEVERS, Lever),
    (POSITIONS, Position), (CANDIDATES, Candidate), (LOCKS, LockRow), (LOCATIONS, Location),
]  # fmt: skip
LIMITS = [
    *OF_SHEET,
    (inputs.REQUIREMENTS, Need),
    (inputs.RATES, ExchangeRate),
    *((RULES, kind) for kind in (Rule, *(one.PARAMETERS.rule for one in RULE_MODULES))),
    (SCENARIOS, ScenarioLine),
    (CHARGES, Charge),
    (COST_SPLITS, CostSplit),
]
SHEET_OF = dict(
    zip(
        ("hires", "upskilling", "moves", "redundancies", "short_time", "group_plan", "leads"),
        PLAN_SHEETS,
        strict=True,
    )
)
BESIDE = {
    "skills",
    "stated",
    "skills_at_start",
    "skills_after_ramp",
}  # sheets of their own, and currencies


@pytest.mark.parametrize(("spec", "kind"), OF_SHEET, ids=lambda one: getattr(one, "key", ""))
def test_every_field_has_its_column(spec: InputSheet, kind: type[Value]) -> None:
    held = {column.field for column in spec.columns}
    made_of_others = {"id"} if kind is Role else set()  # of name and level
    assert set(kind.model_fields) - BESIDE - made_of_others <= held


@pytest.mark.parametrize("table", sorted(SHEET_OF))
def test_results_say_of_a_column_what_the_sheet_says(table: str) -> None:
    """Columns of the action sheets are declared once, in the schema of the plan."""
    sheet, results = SHEET_OF[table], next(one for one in IN_JSON if one.name == table)
    shared = [column for column in sheet.columns if column.key in results.column]
    assert len(shared) >= 4
    for column in shared:
        found = results.column[column.key]
        assert (found.kind, found.unit, found.meaning) == (
            column.kind,
            column.unit,
            column.meaning,
        ), column.key


def metadata_of(field: FieldInfo) -> Iterator[object]:
    """What a field says of its values, also where it may be empty: ``Level | None``."""
    yield from field.metadata
    for one in get_args(field.annotation):
        for said in getattr(one, "__metadata__", ()):
            yield from getattr(said, "metadata", ())


@pytest.mark.parametrize(("spec", "kind"), LIMITS, ids=lambda one: getattr(one, "key", ""))
def test_a_column_allows_what_the_value_allows(spec: InputSheet, kind: type[Value]) -> None:
    """Else a plan of Python's could not be read back, or a refused value would have no cell."""
    for column in spec.columns:
        field = kind.model_fields.get(column.field)
        stated = () if field is None else tuple(metadata_of(field))
        assert not any(isinstance(one, Gt | Lt) for one in stated), column.key
        least = next((one.ge for one in stated if isinstance(one, Ge)), None)
        most = next((one.le for one in stated if isinstance(one, Le)), None)
        if (least, most) != (None, None):
            assert (column.low, column.high) == (least, most), column.key


@pytest.mark.parametrize(("spec", "kind"), OF_SHEET, ids=lambda one: getattr(one, "key", ""))
def test_limits_of_a_value_are_not_stated_again(spec: InputSheet, kind: type[Value]) -> None:
    for column in spec.declared:
        field = kind.model_fields.get(column.field)
        if field is not None and any(isinstance(one, Ge | Le) for one in field.metadata):
            assert (column.low, column.high) == (None, None), column.key


@pytest.mark.parametrize(
    ("sheet", "header", "figure", "expected"),
    [
        ("Roster", "fte", 0.001, "from 0.01 to 1.5"),
        ("Roster", "attrition", 0.99, "from 0 to 0.95"),
        ("Roster", "bonus_pct", 6, "from 0 to 5"),
        ("Roles", "lead_time", 61, "from 0 to 60"),
    ],
)
def test_a_figure_beyond_its_limit_is_refused_at_its_cell(
    sheet: str, header: str, figure: float, expected: str
) -> None:
    frames = op.to_frames(rich_organisation())
    frames[sheet][header] = figure
    with pytest.raises(op.BadInput) as refused:
        op.from_frames(**{name.lower().replace(" ", "_"): one for name, one in frames.items()})
    faults = [fault for fault in refused.value.faults if fault.sheet == sheet and fault.cell]
    assert faults
    assert all(expected in fault.expected for fault in faults)


def test_columns_that_only_the_value_declares_are_called_in_chinese_too() -> None:
    column = inputs.ROSTER.column("min_headcount")
    assert (column.zh, column.unit, column.low, column.high) == ("最少人数", "heads", 0, 1_000_000)
    assert inputs.ROSTER.meaning("最多人数") == "max_headcount"
    keys = [column.key for column in inputs.ROSTER.columns]
    assert keys.index("max_headcount") < keys.index("first_name"), "exports come last"


def test_what_a_person_plainly_holds_is_read_and_written_without_a_line_of_its_own() -> None:
    assert {"bonus_pct", "attrition", "cost_centre", "position_id"} <= set(PLAIN)
    org = rich_organisation()
    person = org.people[0].replace(cost_centre="C-9", attrition=0.25)
    cells = cells_of(person, inputs.ROSTER, org)
    assert (cells["person_id"], cells["cost_centre"], cells["attrition"]) == (
        person.id,
        "C-9",
        0.25,
    )
    assert cells["role"] == org.role[person.role].name


def test_other_names_are_names_of_what_is_declared() -> None:
    declared = {"person ids"} | {f"setting.{key.key}" for key in SETTING_KEYS}
    for spec in (*inputs.INPUT_SHEETS, *PLAN_SHEETS):
        declared |= {spec.key} | {f"{spec.key}.{column.key}" for column in spec.columns}
    named = {key.removesuffix(" (doubtful)") for key in NAMES if " = " not in key}
    assert named <= declared
    assert inputs.ROSTER.meaning("Pers Nr") == "person_id" == inputs.SKILLS.meaning("Pers Nr")


ROOT = Path(__file__).parents[2]
DESK = {  # file → the line that is added, and the line before which it stands
    "orgplan/domain/people.py": (
        '    desk: str | None = Field(default=None, description="Where the person sits")',
        "    skills: Levels = ",
    ),
    "orgplan/report/results/tables.py": (
        (
            '        Column("desks", LIST, "Where those who cover it sit", lambda a, row:'
            " tuple(desk for one in row.by if one in a.org.person and (desk :="
            " a.org.person[one].desk))),"
        ),
        "    ),\n)  # fmt: skip\n\n\nRULES = ",
    ),
}
SHOWS_DESKS = """
from openpyxl import load_workbook
import orgplan as op

frames = op.to_frames(op.load("sample_orgs/cases/backfill_best.xlsx"))
frames["Roster"]["desk"] = [f"D-{number}" for number in range(len(frames["Roster"]))]
org = op.from_frames(**{name.lower().replace(" ", "_"): frame for name, frame in frames.items()})
planned = op.evaluate(org, op.Plan())
assert "D-0" in {desk for desks in planned.coverage["desks"] for desk in desks}
op.save(planned, "plan.xlsx")
book = load_workbook("plan.xlsx")
for sheet, header in (("Coverage detail", "Desks"), ("Input Roster", "Desk")):
    cells = [cell for row in book[sheet].iter_rows(values_only=True) for cell in row]
    assert header in cells and any(str(cell).startswith("D-0") for cell in cells), sheet
assert op.load("plan.xlsx").people[0].desk == "D-0"
"""


def test_a_roster_column_that_coverage_shows_touches_two_files(tmp_path: Path) -> None:
    """Its field, with what it means, and the column of results: reader, template, sheets, frames
    and JSON follow.
    """
    for folder in ("orgplan", "models", "sample_orgs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=lambda *_: ["__pycache__"])
    for file, (line, before) in DESK.items():
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert text.count(before) == 1, file
        (tmp_path / file).write_text(text.replace(before, f"{line}\n{before}"), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-c", SHOWS_DESKS],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        check=True,
        timeout=300,
    )
    assert len(DESK) == 2
