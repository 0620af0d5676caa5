"""What a family of constraints of your own is written with; see docs/add_a_rule.md.

Rows are stated with `Linear`, `heads`, `holders`, `triggered`, `ask`; plans are judged with
`PlanSimulation`, `rule_requirements`, `able`, `heads_measure`. The one must not use the other's.
"""

from orgplan.constraints.model import (
    Capability,
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    Seat,
    SkillTarget,
    and_bound,
    brings,
    heads,
    holders,
    holds,
    lead_of_today,
    most_heads,
    no_seats,
    no_seats_for_rule,
    no_skills,
    no_skills_for_rule,
    scope_alone,
    scopes_with,
    seat_holds,
    trigger,
)
from orgplan.constraints.model.leading import leading
from orgplan.constraints.parameters import Parameters, Required
from orgplan.constraints.registry import NotAFamily, make_rule, register
from orgplan.constraints.structure.loops import ask, rule_requirements, triggered
from orgplan.constraints.structure.measures import able, heads_measure, leads_of
from orgplan.domain import (
    COVERS,
    ORGANISATION,
    Level,
    Measure,
    Member,
    Organisation,
    Part,
    Person,
    PlanSimulation,
    Role,
    Rule,
    Scope,
    Sense,
    Strength,
    Team,
)

__all__ = [
    "COVERS", "Capability", "DecisionVariables", "HeadcountUpperBounds", "Level", "Linear",
    "Measure", "Member", "ModelSink", "NotAFamily", "ORGANISATION",
    "Organisation", "Parameters", "Part", "Person", "PlanSimulation", "Required", "Role", "Rule",
    "Scope", "Seat", "Sense", "SkillTarget", "Strength", "Team",
    "able", "and_bound", "ask", "brings", "heads", "heads_measure", "holders", "holds",
    "lead_of_today", "leading", "leads_of", "rule_requirements", "make_rule", "most_heads",
    "no_seats", "no_seats_for_rule", "no_skills", "no_skills_for_rule", "register", "scope_alone",
    "scopes_with", "seat_holds", "trigger", "triggered",
]  # fmt: skip
