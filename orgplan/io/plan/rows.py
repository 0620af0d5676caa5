"""The actions of a plan as the rows of its sheets; reading them back gives the same plan."""

from orgplan.domain import (
    Exit,
    GroupAction,
    Hire,
    Move,
    Organisation,
    Plan,
    ShortTime,
    Takeover,
)
from orgplan.excel.write.content import Content
from orgplan.schema.plan import (
    RECRUITING,
)

from ..output.stated import stated_cells

RowCells = dict[str, Content]


def hire_row(hire: Hire) -> RowCells:
    """A row of the Hiring plan.

    Parameters
    ----------
    hire
        Pay is written in the currency in which it was stated, if that is another one.

    Returns
    -------
    dict
        Key of a column → content, as for all rows here; ``None`` leaves a cell blank.

    Examples
    --------
    >>> hire = Hire(
    ...     id="H-1", role="Driver", team="Apps", start_date=date(2027, 1, 1), base_salary=40_000
    ... )
    >>> {key: content for key, content in hire_row(hire).items() if content is not None}[
    ...     "base_salary"
    ... ]
    40000.0
    """
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


def move_row(org: Organisation, plan: Plan, move: Move) -> RowCells:
    """A row of Moves.

    Parameters
    ----------
    org
        Read for name, role and team of the person on the roster.
    plan
        Read for earlier moves of the person: from_role and from_team are those of the last one
        before.
    move
        Move that is written.
    """
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


def exit_row(org: Organisation, leaving: Exit) -> RowCells:
    """A row of Redundancies.

    Parameters
    ----------
    org
        Read for the person's name, which the sheet shows beside the id.
    leaving
        Redundancy that is written; the last day, not the day of notice, is shown.
    """
    name = org.person[leaving.person_id].name
    return {
        "id": leaving.id,
        "person_id": leaving.person_id,
        "name": name,
        "last_day": leaving.last_day,
        "lever": leaving.lever,
    }


def short_time_row(org: Organisation, reduced: ShortTime) -> RowCells:
    """A row of Short time.

    Parameters
    ----------
    org
        Read for the person's name.
    reduced
        Periods on short time; the share of hours is the lever's, and not written.
    """
    return {
        "id": reduced.id,
        "person_id": reduced.person_id,
        "name": org.person[reduced.person_id].name,
        "start_date": reduced.start_date,
        "end_date": reduced.end_date,
        "lever": reduced.lever,
    }


def takeover_row(org: Organisation, plan: Plan, takeover: Takeover) -> RowCells:
    """A row of Leads.

    Parameters
    ----------
    org
        Read for the name of a person on the roster.
    plan
        Read for the role of a seat, which has no name yet.
    takeover
        Who leads which team, and from when.
    """
    seat = next((hire for hire in plan.hires if hire.id == takeover.who), None)
    person = org.person.get(takeover.who)
    return {
        "id": takeover.id,
        "team": takeover.team,
        "who": takeover.who,
        "name": seat.role if seat else person.name if person else None,
        "start_date": takeover.start_date,
    }


def group_row(action: GroupAction) -> RowCells:
    """A row of Group plan.

    Parameters
    ----------
    action
        One of no kind is recruiting. Heads, not people, are counted.

    Examples
    --------
    >>> action = GroupAction(
    ...     id="G-1", kind=None, lever=None, group="Drivers", start_date=date(2027, 1, 1), heads=3
    ... )
    >>> group_row(action)["kind"], group_row(action)["heads"]
    ('recruiting', 3.0)
    """
    return {
        "id": action.id,
        "kind": action.kind.value if action.kind else RECRUITING,
        "group": action.group,
        "to_group": action.to_group,
        "start_date": action.start_date,
        "heads": action.heads,
        "lever": action.lever,
    }
