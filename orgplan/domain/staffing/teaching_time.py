"""Time that others give to those who learn or are new, in FTE."""

from ..needs import Need, NeedKind
from ..organisation import Organisation
from ..people import COVERS
from ..roles import Role
from ..rules import DEEP
from ..teams import ORGANISATION, Scope, ScopeKind


def time_of_colleagues(org: Organisation, role: Role, team: str) -> Need | None:
    """What new seats of a role take from those who work alone in their team, said like a need for
    working time.

    ``None`` where nobody of the team works alone in the role's skill today: the first are brought
    in elsewhere.

    Parameters
    ----------
    org
        Read for levels of the team's people.
    role
        Its `learned_on_the_job` is the skill.
    team
        Id.

    Returns
    -------
    Need | None
        Nothing required: whoever asks fills in the FTE.

    Examples
    --------
    >>> time_of_colleagues(org, org.role["Backend engineer / middle"], "Payments").id
    'onboarding in SQL, Payments'
    """
    skill = role.learned_on_the_job
    if skill is None or not any(p.level(skill) >= COVERS for p in org.people_of_team[team]):
        return None
    return Need(
        id=f"onboarding in {skill}, {team}",
        scope=Scope(kind=ScopeKind.TEAM, name=team),
        skill=skill,
        kind=NeedKind.CAPACITY,
        required=(0.0,) * org.calendar.periods,
        min_level=COVERS,
    )


def time_of_mentors(org: Organisation, skill: str, fte: float = 0.0) -> Need:
    """What learners take from mentors, said like a need for working time of those who train others.

    Parameters
    ----------
    org
        Read for the number of periods.
    skill
        Id.
    fte
        The same in each period.

    Returns
    -------
    Need
        A need of the whole organisation for people at level 4.

    Examples
    --------
    >>> mentors = time_of_mentors(org, "Java", 0.25)
    >>> mentors.required, mentors.min_level
    ((0.25, 0.25, 0.25, 0.25), 4)
    """
    required = (fte,) * org.calendar.periods
    return Need(
        id=f"mentors of {skill}",
        scope=ORGANISATION,
        skill=skill,
        kind=NeedKind.CAPACITY,
        required=required,
        min_level=DEEP,
    )
