"""What a family of constraints of your own is written with; see docs/add_a_rule.md.

Rows are stated with `Linear`, `heads`, `holders`, `triggered`, `ask`; plans are judged with
`PlanSimulation`, `judged`, `able`, `heads_measure`. The one must not use the other's.
"""

from orgplan.constraints.model.interface import DecisionVariables, Linear, ModelSink, Seat
from orgplan.constraints.model.presence import heads, most_heads
from orgplan.constraints.model.proficiency import holders
from orgplan.constraints.model.triggers import trigger
from orgplan.constraints.model.usefulness import (
    HeadcountUpperBounds,
    SkillTarget,
    brings,
    no_seats,
    no_seats_for_rule,
    no_skills,
    no_skills_for_rule,
    scope_alone,
    scopes_with,
)
from orgplan.constraints.parameters import Parameters, Required
from orgplan.constraints.registry import NotAFamily, make_rule, register
from orgplan.constraints.structure.loops import ask, judged, triggered
from orgplan.constraints.structure.measures import able, heads_measure
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import COVERS, Person
from orgplan.domain.plan import Measure, Sense
from orgplan.domain.roles import Role
from orgplan.domain.rules import Level, Rule
from orgplan.domain.simulation import Member, PlanSimulation
from orgplan.domain.teams import ORGANISATION, Part, Scope, Team

__all__ = [
    "COVERS", "DecisionVariables", "HeadcountUpperBounds", "Level", "Linear", "Measure", "Member", "ModelSink", "NotAFamily", "ORGANISATION",
    "Organisation", "Parameters", "Part", "Person", "PlanSimulation", "Required", "Role", "Rule", "Scope", "Seat", "Sense", "SkillTarget", "Strength", "Team",
    "able", "ask", "brings", "heads", "heads_measure", "holders", "judged", "make_rule", "most_heads", "no_seats", "no_seats_for_rule", "no_skills",
    "no_skills_for_rule", "register", "scope_alone", "scopes_with", "trigger", "triggered",
]  # fmt: skip
