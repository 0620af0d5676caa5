"""Which sheets count, where a workbook holds the user's own and those that a plan brought along."""

from __future__ import annotations

import pytest

from orgplan.excel.embed.placeholder import emptied, is_emptied
from orgplan.io.terms.sheet_roles import brought_along, input_keys, plan_keys, plan_sheet

OWN = ("Roster", "需求", "Settings", "My notes", "Moves")
KEPT = ("Input Roster", "Input Requirements", "Input Settings", "Summary", "Hiring plan")
TAKEN = ("op_Summary", "op_Hiring plan", "op_Input Roster", "op_Input Requirements")


@pytest.mark.parametrize(
    ("names", "planning", "judging"),
    [
        (OWN, OWN, OWN),
        (KEPT, KEPT[:3], KEPT[:3]),
        (OWN + TAKEN, OWN, TAKEN[2:]),
        (("Sales", "Budget 2027", *TAKEN), TAKEN[2:], TAKEN[2:]),
        (("Sales", "Op costs"), ("Sales", "Op costs"), ("Sales", "Op costs")),
        (("OP_Input Roster", "Sales"), ("OP_Input Roster",), ("OP_Input Roster",)),
    ],
)
def test_planning_goes_by_the_users_own_and_judging_by_what_the_plan_was_made_from(
    names: tuple[str, ...], planning: tuple[str, ...], judging: tuple[str, ...]
) -> None:
    assert tuple(input_keys(names)) == planning
    assert tuple(input_keys(names, of_plan=True)) == judging


def test_keys_are_without_what_was_put_before_them() -> None:
    assert input_keys(TAKEN) == {
        "op_Input Roster": "roster",
        "op_Input Requirements": "requirements",
    }
    assert plan_keys(TAKEN)["op_Hiring plan"] == "hiring plan"


def test_sheets_of_the_users_own_are_no_part_of_a_plan_that_was_put_beside_them() -> None:
    assert plan_sheet(OWN + TAKEN, ["hiring plan"]) == "op_Hiring plan"
    assert plan_sheet(OWN + TAKEN, ["moves"]) is None
    assert plan_sheet(KEPT, ["hiring plan"]) == "Hiring plan"


@pytest.mark.parametrize(
    ("name", "brought"),
    [("Input Roster", True), ("op_Input Roster", True), ("Roster", False), ("Op costs", False)],
)
def test_sheets_that_a_plan_brought_along(name: str, brought: bool) -> None:
    assert brought_along(name) is brought


def test_an_emptied_sheet_is_known_as_such() -> None:
    said = emptied("R&D").decode().partition("<t>")[2].partition("</t>")[0].replace("&amp;", "&")
    assert is_emptied({1: {1: said}})
    assert not is_emptied({1: {1: said}, 2: {1: "more"}})
    assert not is_emptied({1: {1: "The latest plan"}})
    assert not is_emptied({})
