"""What is true: people, skills, roles, teams, needs, rules, the calendar and a plan.

No files, no solver, no data frames.
"""

from .assumptions import (
    EVERY_SCOPE,
    MONEY,
    NORM_OF,
    NORMS,
    PLAN_CURRENCY,
    Assumption,
    Assumptions,
    Norm,
)
from .base import Strength, Value, cycle
from .calendar import Calendar, PeriodLength, add_months
from .candidates import Candidate
from .catalogue import (
    DIMENSIONS,
    FAMILY_NAMES,
    GROUP_NAMES,
    GROUPS,
    STAGE_NAMES,
    Band,
    Catalogue,
    Dimension,
    Fork,
    Ladder,
    LibraryLevel,
    LibraryRole,
    LibraryRule,
    Proficiency,
    Range,
    Rung,
    SkillDefinition,
    Source,
    Text,
    key_of,
    named,
)
from .costs.actuals import Actual, year_start
from .costs.allocation import allocate
from .costs.budget import BudgetLine, Category, budget_in_words
from .costs.charges import COMPONENTS_OF, FIRST_MONTH, Charge, ChargeOf, ChargePack, ChargePer
from .costs.cost_splits import CostSplit, splits_on
from .costs.money import ExchangeRate, Priced, Stated, in_plan_currency, rate_on
from .costs.relocations import Relocation, counted_by_place
from .levers import MOVES, Lever, LeverKind
from .locations import Location
from .needs import Need, NeedKind
from .organisation import Counting, Goal, Organisation
from .people import COVERS, MAX_PROFICIENCY, Employment, Person
from .plan import (
    CRUMB,
    TOLERANCE,
    Action,
    Exit,
    GroupAction,
    Hire,
    Key,
    Measure,
    Move,
    PersonActions,
    Plan,
    Sense,
    ShortTime,
    Takeover,
    Training,
    shown_amount,
)
from .positions import (
    Direction,
    Lock,
    LockedAction,
    LockRow,
    Position,
    PositionStatus,
)
from .roles import Role, Track, role_id
from .rules import DEEP, Freezes, Level, Rounding, Rule, Shared
from .scenarios import ScenarioChange, ScenarioLine
from .staffing.groups import FIRST_YEAR, GroupState, states, yearly_attrition
from .staffing.lead_offers import asked_of_leads, may_be_taken_away, may_take_over, takeovers_matter
from .staffing.lead_times import (
    engagements,
    first_day,
    first_day_in,
    first_day_of_candidate,
    first_day_of_contractor,
    first_start,
    first_whole_period,
    lead_of,
    lead_time,
    slipped_start,
)
from .staffing.lever_offers import (
    applies_to,
    asked_on_move,
    destinations,
    first_leave,
    first_redundancy,
    keeps_beyond,
    movable,
    receiving_groups,
)
from .staffing.members import CourseTaken, Member, heads_of
from .staffing.seat_offers import (
    belongs,
    can_be_filled,
    candidates_for,
    grows_freely,
    positions_for,
    positions_on_offer,
    recruits_by_numbers,
)
from .staffing.simulation import PlanSimulation, departures
from .staffing.teaching_time import time_of_colleagues, time_of_mentors
from .staffing.training_offers import chance_of, open_to, steps
from .teams import ORGANISATION, Part, Scope, ScopeKind, Team, scope_in_words, shown_label
from .training import Course
