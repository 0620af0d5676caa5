"""The families of the package, in the order in which their rows are stated.

The order is that of rows in the model, of measures in a check, and of the maths page.
"""

from . import readiness
from .family import Family, RuleModule
from .limits import (
    backfill,
    budget,
    candidates,
    group_size,
    group_stock,
    headcount,
    lever_caps,
    locks,
    one_change,
    positions,
    recruiting,
    takeovers,
)
from .needs import capacity, holders, staff
from .structure import (
    bus_factor,
    grouping,
    growth_cap,
    hiring_freeze,
    liaison,
    min_team_size,
    on_call,
    one_owner,
    ratio,
    review_cadence,
    seniority_mix,
    stage_fit,
    succession,
    talent_shape,
)
from .structure.hierarchy import (
    direct_reports,
    director,
    echelon,
    layers,
    span,
    team_lead,
)
from .training import (
    mentoring,
    prerequisites,
    training_load,
    training_path,
    training_seats,
)

RULE_MODULES: tuple[RuleModule, ...] = (
    echelon,
    director,
    span,
    ratio,
    grouping,
    liaison,
    review_cadence,
    stage_fit,
    talent_shape,
    seniority_mix,
    bus_factor,
    succession,
    growth_cap,
    hiring_freeze,
    min_team_size,
    one_owner,
    on_call,
    team_lead,
    direct_reports,
    layers,
)

FAMILIES: tuple[Family, ...] = (
    holders,
    capacity,
    staff,
    training_path,
    prerequisites,
    training_load,
    training_seats,
    mentoring,
    recruiting,
    headcount,
    positions,
    candidates,
    locks,
    one_change,
    readiness,
    lever_caps,
    backfill,
    group_stock,
    group_size,
    takeovers,
    budget,
    *RULE_MODULES,
)
