"""The tests notice when something is wrong: a few mutations here, all of them with
``ORGPLAN_SLOW=1`` or ``python -m tests.mutations``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orgplan.constraints import rule_families
from tests.mutations import BOTH_SIDES, CHECKER, MUTATIONS, ROWS, Mutation, caught, mutated

if "orgplan-mutation-" in __file__:
    pytest.skip("this is a mutation already", allow_module_level=True)

FEW = (ROWS[5], BOTH_SIDES[0], CHECKER[0])  # each is caught by the first file of tests
TRIED = MUTATIONS if os.environ.get("ORGPLAN_SLOW") else FEW


@pytest.mark.slow
@pytest.mark.parametrize("mutation", TRIED, ids=lambda mutation: mutation.name)
def test_a_mutation_is_caught(mutation: Mutation) -> None:
    assert caught(mutation) is not None, "no test fails although something is wrong"


def test_every_mutation_still_fits_the_source() -> None:
    names = [mutation.name for mutation in MUTATIONS]
    assert len(set(names)) == len(names) >= 10
    for mutation in MUTATIONS:
        for edit in mutation.edits:
            assert edit.old != edit.new
            assert mutation.source(edit).count(edit.old) == 1, f"{mutation.name}: {edit.old}"


def test_every_family_of_rules_has_a_mutation() -> None:
    edited = {Path(edit.file).stem for mutation in MUTATIONS for edit in mutation.edits}
    assert set(rule_families()) <= edited, "make it wrong in tests/mutations.py"


def test_a_mutation_is_made_in_a_copy() -> None:
    mutation = ROWS[0]
    with mutated(mutation) as copy:
        [edit] = mutation.edits
        assert edit.new in (copy / edit.file).read_text(encoding="utf-8")
        assert edit.old in mutation.source(edit)
    assert not copy.exists()
