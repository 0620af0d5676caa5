r"""No paper promotions: whoever is promoted or transferred into another role has the skills that
the role asks for at the start.

.. math::

    \sum_{s \in S_r} ready_{pst} \ge \mu_\ell\, |S_r|\, move_{p\ell rt} \qquad \forall p, \ell, r, t

=========================  ==========================================================  ======
symbol                     meaning                                                     unit
=========================  ==========================================================  ======
:math:`S_r`                skills of the target role with a level at start             skills
:math:`ready_{pst}`        1 when p has the level in s by t, courses finished counted  0/1
:math:`\mu_\ell`           share of these skills that is enough (``min_match``)        0–1
:math:`move_{p\ell rt}`    1 when p moves into role r at the start of t                0/1
=========================  ==========================================================  ======

The right side is rounded up to whole skills. Retraining brings the skills of its role itself, and
whoever is downgraded keeps what they can do: both are left out, as are transfers within a role.
Source: sheets ``Role skills`` (at_start) and ``Levers`` (min_match); practice of promotion panels.
"""

from collections.abc import Iterator

from orgplan.domain import Measure, Organisation, Person, PlanSimulation, Sense, asked_on_move
from orgplan.language import N_, _

from .model import (
    DecisionVariables,
    Linear,
    ModelSink,
    Places,
    SkillTarget,
    at_level,
    no_seats,
)
from .model.naming import called

FAMILY = "readiness"


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each move into a role for which somebody is not ready today.

    Parameters
    ----------
    rows
        Takes one limit for each move on offer, by (person, lever, role, team, period): skills.
    org
        Read for what the target role asks for at the start, and ``min_match`` of the lever.
    x
        Moves, and courses that get somebody ready.

    Examples
    --------
    >>> from orgplan.constraints.model import MoveKey
    >>> from orgplan.domain import ORGANISATION, Lever, LeverKind
    >>> lever = Lever(id="L-1", kind=LeverKind.PROMOTION, scope=ORGANISATION)
    >>> option = MoveKey(
    ...     "P09", "L-1", LeverKind.PROMOTION, "Backend engineer / senior", "Payments", 1
    ... )
    >>> emit(
    ...     rows,
    ...     org.replace(levers=(lever,)),
    ...     DecisionVariables({}, {}, {}, move={option: "promotion"}),
    ... )
    >>> print(*rows.lines[:2], sep="\n")
    readiness(P09, L-1, Backend engineer / senior, Payments, 2027-Q2)   limit
        - 2 promotion >= 0
    """
    for option, moved in x.move.items():
        skills, enough = asked_on_move(
            org, org.lever[option.lever], org.person[option.person].role, option.role
        )
        has = Linear()
        for skill, level in skills.items():
            has.include(at_level(org, x, org.person[option.person], skill, level, option.start))
        if has.constant < enough:
            key = (
                option.person,
                option.lever,
                option.role,
                option.team,
                org.calendar.label(option.start),
            )
            rows.limit(
                FAMILY,
                key,
                has.plus(Linear(0.0, [(float(enough), moved)]), -1.0),
                Sense.AT_LEAST,
                0.0,
            )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the skills that everybody who moves has on the day.

    Parameters
    ----------
    walk
        The plan in time. A move with an unknown lever is left to the offer.

    Yields
    ------
    Measure
        Skills that are there against those that are enough, both whole; by the move's id.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION, Lever, Move
    >>> lever = Lever(id="L-1", kind="promotion", scope=ORGANISATION)
    >>> move = Move(
    ...     id="M-001",
    ...     kind="promotion",
    ...     lever="L-1",
    ...     person_id="P09",
    ...     role="Backend engineer / senior",
    ...     team="Payments",
    ...     start_date=org.calendar.start,
    ...     base_salary=90_000,
    ... )
    >>> [
    ...     (one.required, one.planned, one.shortfall)
    ...     for one in measure(
    ...         PlanSimulation(org.replace(levers=(lever,)), walk.plan.replace(moves=(move,)))
    ...     )
    ... ]
    [(2, 0, 2)]
    """
    org = walk.org
    for move in walk.plan.moves:
        lever, member = org.lever.get(move.lever), walk.member[move.person_id]
        if lever is None:
            continue
        skills, enough = asked_on_move(org, lever, org.person[move.person_id].role, move.role)
        period = org.calendar.period_of(move.start_date)
        has = sum(
            walk.level(member, skill, max(period, 0)) >= level for skill, level in skills.items()
        )
        if skills:
            key = (move.person_id, move.lever, move.role, move.team, org.calendar.label(period))
            yield Measure(FAMILY, key, enough, has, max(0, enough - has), "skills", by=(move.id,))


seats_that_help = no_seats  # who is to move, nobody else can be ready for


def skills_that_help(org: Organisation, person: Person, places: Places) -> Iterator[SkillTarget]:
    """What each other role takes at the start that somebody may come to have.

    Parameters
    ----------
    org
        Read for the skills that roles ask for at the start.
    person
        Their own role asks for nothing new.
    places
        Pairs of role and team that they have or may come to have.

    Yields
    ------
    SkillTarget
        Skill and level at the start of the role.

    Examples
    --------
    >>> ivo = org.person["P09"]
    >>> list(skills_that_help(org, ivo, frozenset({("Backend engineer / senior", "Payments")})))
    [SkillTarget(skill='Java', level=4, training_counts=False), SkillTarget(skill='SQL',
    level=4, training_counts=False)]
    """
    for name in {role for role, _team in places} - {person.role}:
        for skill, level in org.role[name].skills_at_start.items():
            yield SkillTarget(skill, level)


limit_name = called(N_("skills of {first} for {third}"))


def explain(measure: Measure, org: Organisation) -> str:
    """Say who is not ready for a role, and what is missing today.

    Parameters
    ----------
    measure
        One that is short, in skills.
    org
        Where names, levels of today and the lever are looked up.
    """
    person, lever, role, team, period = measure.key
    skills, _raised = asked_on_move(org, org.lever[lever], org.person[person].role, role)
    today = org.person[person]
    below = _(", ").join(
        _("{skill} {level} (today {level2})", skill=skill, level=level, level2=today.level(skill))
        for skill, level in skills.items()
        if today.level(skill) < level
    )
    return _(
        "{period}: {name} ({person}) is to become {role} in {team} with {planned:g} of the"
        " {required:g} skills that it takes at the start, {short:g} short; below it today: {below}."
        " Train first, choose somebody who is ready, or lower 'Min match' on Levers ({lever}).",
        **measure.figures,
        name=today.name,
        person=person,
        role=role,
        team=team,
        below=below,
        lever=lever,
    )
