"""A column of an input sheet is declared once: what it holds is read and written by that."""

from __future__ import annotations

import pytest

from orgplan.domain.base import Value
from orgplan.domain.candidates import Candidate
from orgplan.domain.levers import Lever
from orgplan.domain.locations import Location
from orgplan.domain.people import Person
from orgplan.domain.positions import LockRow, Position
from orgplan.domain.roles import Role
from orgplan.domain.teams import Team
from orgplan.domain.training import Course
from orgplan.io.inputs.roster_people import PLAIN
from orgplan.io.output.table_rows import cells_of
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet
from orgplan.schema.levers import CANDIDATES, LEVERS, LOCATIONS, LOCKS, POSITIONS
from orgplan.schema.names import NAMES
from orgplan.schema.plan import PLAN_SHEETS
from orgplan.schema.settings import SETTING_KEYS
from tests.report.organisations import rich_organisation

OF_SHEET = [
    (inputs.ROSTER, Person), (inputs.ROLES, Role), (inputs.TEAMS, Team), (inputs.TRAINING, Course), (LEVERS, Lever),
    (POSITIONS, Position), (CANDIDATES, Candidate), (LOCKS, LockRow), (LOCATIONS, Location),
]  # fmt: skip
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
