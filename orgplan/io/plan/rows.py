"""The actions of a plan as the rows of its sheets; reading them back gives the same plan."""

from __future__ import annotations

from orgplan.domain import (
    Exit,
    GroupAction,
    Hire,
    Move,
    Organisation,
    Plan,
    ShortTime,
    Takeover,
    Training,
)
from orgplan.excel.write.content import Content
from orgplan.io.output.stated import stated_cells
from orgplan.io.output.table_rows import Listing, listing
from orgplan.schema.plan import (
    GROUP_PLAN,
    HIRING_PLAN,
    LEADS,
    MOVES,
    RECRUITING,
    REDUNDANCIES,
    SHORT_TIME,
    UPSKILLING_PLAN,
    plan_sheets,
)

Said = dict[str, Content]


def action_listings(org: Organisation, plan: Plan) -> tuple[Listing, ...]:
    """The sheets that a plan workbook of an organisation holds, with their declared columns."""
    rows = {
        HIRING_PLAN.key: [hire_row(hire) for hire in plan.hires],
        UPSKILLING_PLAN.key: [training_row(org, training) for training in plan.trainings],
        MOVES.key: [move_row(org, plan, move) for move in plan.moves],
        REDUNDANCIES.key: [exit_row(org, leaving) for leaving in plan.exits],
        SHORT_TIME.key: [short_time_row(org, reduced) for reduced in plan.short_times],
        GROUP_PLAN.key: [group_row(action) for action in plan.group_actions],
        LEADS.key: [takeover_row(org, plan, takeover) for takeover in plan.takeovers],
    }
    return tuple(listing(spec, rows[spec.key]) for spec in plan_sheets(org))


def hire_row(hire: Hire) -> Said:
    """A row of the Hiring plan."""
    return {
        "id": hire.id,
        "role": hire.role,
        "team": hire.team,
        "location": hire.location,
        "start_date": hire.start_date,
        "end_date": hire.end_date,
        **stated_cells(hire, base_salary=hire.base_salary),
        "lever": hire.lever,
        "replaces": hire.replaces,
        "position_id": hire.position_id,
        "candidate": hire.candidate_id,
    }


def training_row(org: Organisation, training: Training) -> Said:
    """A row of the Upskilling plan, without the level of the person before."""
    course = org.course[training.course]
    return {
        "id": training.id,
        "person_id": training.person_id,
        "skill": course.skill,
        "to": course.to_level,
        "course": course.id,
        "start_date": training.start_date,
    }


def move_row(org: Organisation, plan: Plan, move: Move) -> Said:
    """A row of Moves."""
    person = org.person[move.person_id]
    before = [
        other for other in plan.of_person[person.id].moves if other.start_date < move.start_date
    ]
    return {
        "id": move.id,
        "kind": move.kind.value,
        "person_id": person.id,
        "name": person.name,
        "from_role": before[-1].role if before else person.role,
        "from_team": before[-1].team if before else person.team,
        "role": move.role,
        "team": move.team,
        "start_date": move.start_date,
        **stated_cells(move, base_salary=move.base_salary),
        "lever": move.lever,
    }


def exit_row(org: Organisation, leaving: Exit) -> Said:
    """A row of Redundancies."""
    name = org.person[leaving.person_id].name
    return {
        "id": leaving.id,
        "person_id": leaving.person_id,
        "name": name,
        "last_day": leaving.last_day,
        "lever": leaving.lever,
    }


def short_time_row(org: Organisation, reduced: ShortTime) -> Said:
    """A row of Short time."""
    return {
        "id": reduced.id,
        "person_id": reduced.person_id,
        "name": org.person[reduced.person_id].name,
        "start_date": reduced.start_date,
        "end_date": reduced.end_date,
        "lever": reduced.lever,
    }


def takeover_row(org: Organisation, plan: Plan, takeover: Takeover) -> Said:
    """A row of Leads."""
    seat = next((hire for hire in plan.hires if hire.id == takeover.who), None)
    person = org.person.get(takeover.who)
    return {
        "id": takeover.id,
        "team": takeover.team,
        "who": takeover.who,
        "name": seat.role if seat else person.name if person else None,
        "start_date": takeover.start_date,
    }


def group_row(action: GroupAction) -> Said:
    """A row of Group plan."""
    return {
        "id": action.id,
        "kind": action.kind.value if action.kind else RECRUITING,
        "group": action.group,
        "to_group": action.to_group,
        "start_date": action.start_date,
        "heads": action.heads,
        "lever": action.lever,
    }
