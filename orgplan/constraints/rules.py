"""The types of rules, one for each family of the package.

Rooms above that make or change rules take them from here; which type a row of Rules becomes says
:func:`orgplan.constraints.registry.make_rule`.
"""

from orgplan.domain import Rule

from .structure.bus_factor import BusFactor
from .structure.grouping import Grouping
from .structure.growth_cap import GrowthCap
from .structure.hierarchy.direct_reports import DirectReports
from .structure.hierarchy.director import Director
from .structure.hierarchy.echelon import Echelon
from .structure.hierarchy.layers import Layers
from .structure.hierarchy.span import Span
from .structure.hierarchy.team_lead import TeamLead
from .structure.hiring_freeze import HiringFreeze
from .structure.liaison import Liaison
from .structure.min_team_size import MinTeamSize
from .structure.on_call import OnCall
from .structure.one_owner import OneOwner
from .structure.ratio import Ratio
from .structure.review_cadence import ReviewCadence
from .structure.seniority_mix import SeniorityMix
from .structure.stage_fit import StageFit
from .structure.succession import Succession
from .structure.talent_shape import TalentShape

__all__ = [
    "BusFactor",
    "DirectReports",
    "Director",
    "Echelon",
    "Grouping",
    "GrowthCap",
    "HiringFreeze",
    "Layers",
    "Liaison",
    "MinTeamSize",
    "OnCall",
    "OneOwner",
    "Ratio",
    "ReviewCadence",
    "Rule",
    "SeniorityMix",
    "Span",
    "StageFit",
    "Succession",
    "TalentShape",
    "TeamLead",
]
