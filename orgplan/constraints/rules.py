"""The types of rules, one for each family of the package."""

from orgplan.constraints.structure.bus_factor import BusFactor
from orgplan.constraints.structure.grouping import Grouping
from orgplan.constraints.structure.growth_cap import GrowthCap
from orgplan.constraints.structure.hierarchy.direct_reports import DirectReports
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.constraints.structure.hierarchy.layers import Layers
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.hierarchy.team_lead import TeamLead
from orgplan.constraints.structure.hiring_freeze import HiringFreeze
from orgplan.constraints.structure.liaison import Liaison
from orgplan.constraints.structure.min_team_size import MinTeamSize
from orgplan.constraints.structure.on_call import OnCall
from orgplan.constraints.structure.one_owner import OneOwner
from orgplan.constraints.structure.ratio import Ratio
from orgplan.constraints.structure.review_cadence import ReviewCadence
from orgplan.constraints.structure.seniority_mix import SeniorityMix
from orgplan.constraints.structure.stage_fit import StageFit
from orgplan.constraints.structure.succession import Succession
from orgplan.constraints.structure.talent_shape import TalentShape
from orgplan.domain import Rule

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
