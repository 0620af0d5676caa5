"""What is true: people, skills, roles, teams, needs, rules, the calendar and a plan. No files, no solver, no data frames."""

from __future__ import annotations

from orgplan.domain.actuals import Actual, year_start
from orgplan.domain.allocation import allocate
from orgplan.domain.assumptions import MONEY, NORM_OF, NORMS, Assumption, Assumptions, Norm
from orgplan.domain.base import Strength, Value, cycle
from orgplan.domain.budget import BudgetLine, Category
from orgplan.domain.calendar import Calendar, PeriodLength, add_months
from orgplan.domain.candidates import Candidate
from orgplan.domain.catalogue import (
    DIMENSIONS,
    GROUPS,
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
)
from orgplan.domain.charges import (
    COMPONENTS_OF,
    FIRST_MONTH,
    Charge,
    ChargeOf,
    ChargePack,
    ChargePer,
)
from orgplan.domain.cost_splits import CostSplit, splits_on
from orgplan.domain.groups import FIRST_YEAR, GroupState, states, yearly_attrition
from orgplan.domain.levers import MOVES, Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.members import CourseTaken, Member, heads_of
from orgplan.domain.money import ExchangeRate, Priced, Stated, rate_on
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.offers import (
    applies_to,
    asked_of_leads,
    asked_on_move,
    belongs,
    can_be_filled,
    candidates_for,
    chance_of,
    destinations,
    first_day,
    first_day_in,
    first_day_of_candidate,
    first_leave,
    first_redundancy,
    first_start,
    first_whole_period,
    keeps_beyond,
    lead_of,
    lead_time,
    learned_on_the_job,
    may_be_taken_away,
    may_take_over,
    movable,
    open_to,
    positions_for,
    positions_on_offer,
    receiving_groups,
    recruits_by_numbers,
    stays,
    steps,
    takeovers_matter,
    time_of_colleagues,
    time_of_mentors,
)
from orgplan.domain.organisation import Counting, Goal, Organisation
from orgplan.domain.people import COVERS, MAX_PROFICIENCY, Employment, Person
from orgplan.domain.plan import (
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
    told,
)
from orgplan.domain.positions import (
    Direction,
    Lock,
    LockedAction,
    LockRow,
    Position,
    PositionStatus,
)
from orgplan.domain.roles import Role, Track, role_id
from orgplan.domain.rules import DEEP, Freezes, Level, Rounding, Rule, Shared
from orgplan.domain.scenarios import ScenarioChange, ScenarioLine
from orgplan.domain.simulation import PlanSimulation, departures
from orgplan.domain.teams import ORGANISATION, Part, Scope, ScopeKind, Team, shown_label
from orgplan.domain.training import Course
