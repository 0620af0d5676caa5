"""What rows are made of: the interface to a model, and presence, proficiency, output and triggers
as expressions.
"""

from .actions import (
    exit_of,
    group_action_of,
    hires_of,
    move_of,
    priced,
    seat_of,
    short_time_of,
    takeover_of,
    unit_costs,
)
from .decisions import (
    DecisionVariables,
    ExitKey,
    GroupFlowKey,
    LeadKey,
    MoveKey,
    Seat,
    ShortTimeKey,
    TakeoverKey,
    TrainingKey,
)
from .interface import ModelSink, Shortfall
from .leading import (
    heads_of_leads,
    here,
    lead_of_today,
    leading_as,
    leads_team,
    taken_over,
    takers,
)
from .linear import Linear, Var
from .output import (
    available,
    course_time,
    output_of_group,
    output_of_person,
    output_of_seat,
    ramp_loss,
    recruit_loss,
    training_time,
)
from .presence import (
    Situation,
    heads,
    level_at,
    most_heads,
    present,
    ramp_months,
    recruits_still_there,
    situations,
    stock,
)
from .proficiency import (
    Capability,
    and_bound,
    areas,
    at_level,
    critical_skills,
    each_with,
    finished,
    holders,
    holds,
    may_succeed,
    ready_or_in_training,
    seat_holds,
    seat_level,
    seats_that_succeed,
    steps_of,
    trained_to_level,
)
from .reporting import direct_reports
from .seat_dates import decided_in, first_day_of, seats_decided
from .triggers import (
    made_whole,
    most_new_seats,
    new_seats,
    trigger,
    work_asked,
)
from .usefulness import (
    HeadcountUpperBounds,
    Places,
    SkillTarget,
    asked_for,
    brings,
    contracted,
    could_lead,
    earliest_seats,
    heads_today,
    no_seats,
    no_seats_for_rule,
    no_skills,
    no_skills_for_rule,
    scope_alone,
    scopes_with,
    seats_of_needs,
    seats_to_outgrow,
    skills_of_leads,
    somebody_may_make_room,
    targets_of_needs,
)
