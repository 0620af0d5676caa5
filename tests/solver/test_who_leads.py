"""Whoever may leave a team that they have taken over leads it exactly where they have taken over
and are there.
"""

from __future__ import annotations

from itertools import product

from orgplan.constraints.limits import takeovers
from orgplan.constraints.model import Var
from orgplan.constraints.structure.hierarchy.team_lead import TeamLead
from orgplan.domain import ORGANISATION, Lever, LeverKind, Team
from orgplan.solver.build import build
from orgplan.solver.solvers.lp import Constraint
from tests.constraints.small import LEAD, person, small


def holds(row: Constraint, at: dict[Var, float]) -> bool:
    value = sum(coefficient * at[variable] for variable, coefficient in row.left.items())
    return row.lower - 1e-9 <= value <= row.upper + 1e-9


def test_a_lead_is_one_who_has_taken_over_and_is_there() -> None:
    built = build(
        small(
            person("P1", role=LEAD.id, team="B"),
            person("P2", role=LEAD.id),
            teams=(Team(id="A", lead="P2"), Team(id="B")),
            rules=(TeamLead(id="led", scopes=(ORGANISATION,)),),
            levers=(Lever(id="transfer", kind=LeverKind.TRANSFER, to_team="A"),),
        )
    )
    x, seen = built.x, 0
    for key, state in x.leading.items():
        if key.team != "B":
            continue
        rows = [
            row
            for row in built.model.constraints
            if row.family == f"link_{takeovers.FAMILY}" and state in row.left
        ]
        moves = [x.move[option] for option in x.moves_of[key.who] if option.start <= key.period]
        taken = [
            variable
            for one, variable in x.takeover.items()
            if one.team == key.team and one.start <= key.period
        ]
        for has_taken, has_left, leads in product((0, 1), repeat=3):
            at = dict.fromkeys([*moves, *taken, state], 0.0)
            at |= {moves[0]: has_left, taken[0]: has_taken, state: leads}
            right = leads == (has_taken and not has_left)
            assert all(holds(row, at) for row in rows) == right
            seen += 1
    assert seen
