"""What each action of a plan does, where, and from which day on: in one line, as console and page
say it.
"""

from datetime import date
from typing import NamedTuple

from orgplan.analysis.action_totals import kind_of_seat
from orgplan.domain import (
    Action,
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
from orgplan.io.plan.rows import move_row
from orgplan.language import _, in_a_phrase, in_clauses


class ActionText(NamedTuple):
    """What is done, in which team or scope, and its day: the first, of a redundancy the last.

    Attributes
    ----------
    what
        In words, with a name and without an id.
    where
        Team or scope.
    day
        The first day; of a redundancy the last.
    """

    what: str
    where: str
    day: date


def action_text(org: Organisation, plan: Plan, action: Action) -> ActionText:
    """An action in one line.

    Parameters
    ----------
    org
        Gives names and places; read for groups and people.
    plan
        Read for earlier moves of somebody who moves twice.
    action
        Of any kind.

    Returns
    -------
    ActionText
        What it is, where, and the day by which timelines sort it; in the language of the run.
    """
    if isinstance(action, Hire):
        return _seat(org, action)
    if isinstance(action, GroupAction):
        return _of_group(org, action)
    if isinstance(action, Takeover):
        lead = org.person.get(action.who)
        what = _("{person} takes over", person=lead.name if lead else action.who)
        return ActionText(what, action.team, action.start_date)
    if isinstance(action, Move):
        return _move(org, plan, action)
    return _of_person(org, action)


def _seat(org: Organisation, hire: Hire) -> ActionText:
    what = in_a_phrase((_(kind_of_seat(hire)), hire.role))
    if hire.candidate_id:
        what += _(" ({candidate})", candidate=hire.candidate_id)
    if hire.replaces:
        leaver = org.person.get(hire.replaces)
        what += _(" for {person}", person=leaver.name if leaver else hire.replaces)
    if hire.end_date:
        what += _(" until {day}", day=hire.end_date)
    where = in_clauses((hire.team, hire.location))
    return ActionText(what, where, hire.start_date)


def _of_group(org: Organisation, action: GroupAction) -> ActionText:
    """An action on a group; heads kept beyond a need name the need, which is no group."""
    group = org.person.get(action.group)
    name, where = (
        (group.name, group.team)
        if group
        else (org.need[action.group].skill, str(org.need[action.group].scope))
    )
    heads = f"{round(action.heads, 2):,.10g}"
    if action.kind is None:
        what = _("recruit {heads} into {name}", heads=heads, name=name)
    elif action.to_group:
        what = _(
            "{kind}: {heads} from {name} to {to_group}",
            kind=_(action.kind.value),
            heads=heads,
            name=name,
            to_group=org.person[action.to_group].name,
        )
    else:
        what = _("{kind}: {heads} of {name}", kind=_(action.kind.value), heads=heads, name=name)
    return ActionText(what, where, action.start_date)


def _move(org: Organisation, plan: Plan, move: Move) -> ActionText:
    """From role and team to role and team."""
    row = move_row(org, plan, move)
    what = _(
        "{kind} of {person}: {from_role}, {from_team} → {role}",
        kind=_(move.kind.value),
        person=row["name"],
        from_role=row["from_role"],
        from_team=row["from_team"],
        role=move.role,
    )
    return ActionText(what, move.team, move.start_date)


def _of_person(org: Organisation, action: Training | Exit | ShortTime) -> ActionText:
    person = org.person[action.person_id]
    if isinstance(action, Training):
        what = _("train {person}: {course}", person=person.name, course=action.course)
        return ActionText(what, person.team, action.start_date)
    if isinstance(action, Exit):
        what = _("redundancy of {person}, last day", person=person.name)
        return ActionText(what, person.team, action.last_day)
    what = _(
        "short time of {person} until {end_date}", person=person.name, end_date=action.end_date
    )
    return ActionText(what, person.team, action.start_date)
