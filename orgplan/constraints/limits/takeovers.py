r"""Who takes over is there and ready, and a team has one lead: takeovers are decisions, and whoever
leads stays it while in the team.

.. math::

    \lambda_{pjt} = here_{pjt} \sum_{\tau \le t} takeover_{pj\tau}, \qquad
    takeover_{pj\tau} \le here_{pj\tau},\ ready_{pj\tau} \qquad \forall p, j, \tau \\
    lead_{jt} + \sum_p \lambda_{pjt} \le 1 \qquad \forall j, t \\
    \sum_{j, \tau} takeover_{pj\tau} \le 1 \qquad \forall p

==========================  ==========================================================  ====
symbol                      meaning                                                     unit
==========================  ==========================================================  ====
:math:`takeover_{pj\tau}`   1 when p takes over team j in period tau                     0/1
:math:`\lambda_{pjt}`       1 when p has taken over j and is in it at the end of t       0/1
:math:`here_{pjt}`          1 when p is in j at the end of t, moves counted             0/1
:math:`ready_{pj\tau}`      1 when p has what rules ask of leads, courses counted        0/1
:math:`lead_{jt}`           1 when today's lead still leads j at the end of t           0/1
==========================  ==========================================================  ====

Ready is who has the skills that rules on the lead of the team ask for (``team_lead``, else
``echelon``); where none asks for any, whoever has a role that manages. Employees and seats of the
plan take over, each once; nobody who leads another team today. Source: MODEL of leads as states;
practice of handing over teams.
"""

from collections.abc import Iterator

from orgplan.domain import (
    Key,
    Measure,
    Member,
    Organisation,
    PlanSimulation,
    Sense,
    Takeover,
    asked_of_leads,
    may_take_over,
)
from orgplan.language import N_, _

from ..model import (
    DecisionVariables,
    LeadKey,
    Linear,
    ModelSink,
    Seat,
    TakeoverKey,
    at_level,
    here,
    lead_of_today,
    no_seats,
    no_skills,
    situations,
    taken_over,
)
from ..model.leading import leading
from ..model.naming import called
from ..model.traits import Trait

FAMILY = "takeovers"
TRAITS = frozenset({Trait.STEP})  # whoever takes over does so for the rule that wants a lead
MANAGES = N_("a role that manages")


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State who may take over, and that a team has one lead.

    Parameters
    ----------
    rows
        Takes limits by (who, once), (who, team, condition, period) and (team, one lead, period),
        all 0/1; for seats, and for the state of those who may leave a team again, ties without a
        meaning of their own.
    org
        Read for leads of teams, and for the skills that rules ask of them.
    x
        Takeovers, and what leads follow from them.

    Examples
    --------
    >>> chosen = DecisionVariables(
    ...     {}, {}, {}, takeover={TakeoverKey("P14", "Apps", 1): "P14 takes over"}
    ... )
    >>> emit(rows, org, chosen)
    >>> print(*rows.lines[:2], sep="\n")
    takeovers(P14, once)   limit
        P14 takes over <= 1
    """
    for who, teams in x.teams_taken_by.items():
        keys = [key for team in teams for key in x.takeovers_of[team] if key.who == who]
        once = Linear(0.0, [(1.0, x.takeover[key]) for key in keys])
        if isinstance(who, Seat):
            rows.link(FAMILY, ("seat", keys[0].team), once.plus(Linear(1.0), -1), 0.0)
            filled = Linear(0.0, [(-1.0, x.hire[who])])
            rows.link(FAMILY, ("filled", keys[0].team), once.plus(filled), 0.0)
        else:
            rows.limit(FAMILY, (who, "once"), once, Sense.AT_MOST, 1.0)
            for key in keys:
                _one(rows, org, x, who, key)
    for leads, state in x.leading.items():
        _follows(rows, org, x, leads, Linear.of(state))
    for team in x.takeovers_of:
        for period, label in enumerate(org.calendar.labels):
            total = Linear()
            lead = org.team[team].lead
            if lead is not None:
                total.include(lead_of_today(org, x, lead, period))
            for _name, leads_now in leading(org, x, (team,), period):
                total.include(leads_now)
            rows.limit(FAMILY, (team, "one lead", label), total, Sense.AT_MOST, 1.0)


def _one(
    rows: ModelSink, org: Organisation, x: DecisionVariables, who: str, key: TakeoverKey
) -> None:
    """Whoever takes over is in the team at the end of the period, and ready at its start."""
    person, label = org.person[who], org.calendar.label(key.start)
    taken = Linear.of(x.takeover[key])
    asked = asked_of_leads(org, key.team)
    conditions = {"there": here(org, x, person, key.team, key.start)}
    for skill, level in asked.items():
        conditions[f"{skill} {level}"] = at_level(org, x, person, skill, level, key.start)
    if not asked:
        conditions[MANAGES] = Linear()
        for at in situations(org, x, person, key.start):
            if at.place[0] == key.team and org.role[at.role].can_manage:
                conditions[MANAGES].include(at.here)
    for what, holds in conditions.items():
        if holds.terms or holds.constant < 1:
            name = (who, key.team, what, label)
            rows.limit(FAMILY, name, holds.plus(taken, -1), Sense.AT_LEAST, 0.0)


def _follows(
    rows: ModelSink, org: Organisation, x: DecisionVariables, key: LeadKey, state: Linear
) -> None:
    """Whoever may leave the team leads it exactly where they have taken over and are there."""
    name = (key.who, key.team, org.calendar.label(key.period))
    there = here(org, x, org.person[key.who], key.team, key.period)
    taken = taken_over(x, key.who, key.team, key.period)
    rows.link(FAMILY, ("taken", *name), state.plus(taken, -1), 0.0)
    rows.link(FAMILY, ("there", *name), state.plus(there, -1), 0.0)
    rows.link(FAMILY, ("stays", *name), taken.plus(there).plus(state, -1), 1.0)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Judge each takeover on its day, and count the leads of each team that is taken over.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Persons, takeovers or leads, for each takeover in the plan; teams without one are not judged
        here.

    Examples
    --------
    >>> taken = Takeover(id="L-001", who="P14", team="Apps", start_date=org.calendar.start)
    >>> [
    ...     (one.key, one.shortfall)
    ...     for one in measure(PlanSimulation(org, walk.plan.replace(takeovers=(taken,))))
    ...     if one.is_short
    ... ][:2]
    [(('P14', 'Apps', 'Team leadership 3', '2027-Q1'), 1), (('Apps', 'one lead', '2027-Q1'), 1)]
    """
    org, plan = walk.org, walk.plan
    for one in plan.takeovers:
        yield from _judge(walk, one)
    for who in sorted({one.who for one in plan.takeovers}):
        times = sum(one.who == who for one in plan.takeovers)
        yield _at_most((who, "once"), times, "takeovers")
    for team in sorted({one.team for one in plan.takeovers}):
        for period, label in enumerate(org.calendar.labels):
            leads = walk.leads(team, period)
            by = tuple(member.id for member in leads)
            yield _at_most((team, "one lead", label), len(leads), "leads", by)


def _judge(walk: PlanSimulation, one: Takeover) -> Iterator[Measure]:
    """Whether somebody is there at the end of the period of the takeover, and has what the lead
    needs at its start.
    """
    org, period = walk.org, walk.org.calendar.period_of(one.start_date)
    inside, label = 0 <= period < org.calendar.periods, org.calendar.label(max(period, 0))
    member = walk.member.get(one.who)
    now = next((m for m in walk.at_end(period) if m.id == one.who), None) if inside else None
    there = now is not None and now.team == one.team and _may(org, member)
    yield _holds((one.who, one.team, "there", label), there)
    asked = {} if member is None or not inside else asked_of_leads(org, one.team)
    for skill, level in asked.items():
        able = member is not None and walk.level(member, skill, period) >= level
        yield _holds((one.who, one.team, f"{skill} {level}", label), able)
    if not asked:
        manages = there and now is not None and org.role[now.role].can_manage
        yield _holds((one.who, one.team, MANAGES, label), manages)


def _may(org: Organisation, member: Member | None) -> bool:
    """Whether somebody may take over at all: employed for good, and the lead of no team today."""
    if member is None or member.person is None:
        return member is not None and member.end_date is None
    return may_take_over(org, member.person)


def _holds(key: Key, holds: bool) -> Measure:
    return Measure(FAMILY, key, 1, int(holds), int(not holds), "person")


def _at_most(key: Key, count: int, unit: str, by: tuple[str, ...] = ()) -> Measure:
    return Measure.at_most(FAMILY, key, 1, count, unit, by=by)


seats_that_help = no_seats  # they say who may lead, never that anybody should
skills_that_help = no_skills


_ONE_LEAD = called(N_("one lead of {first}"))
_TAKEOVER = called(N_("{first} taking over {second}"))


def limit_name(org: Organisation, key: Key) -> str:
    """What a row is about.

    Parameters
    ----------
    org
        Unused: the key has the name.
    key
        Of a row.

    Examples
    --------
    >>> (
    ...     limit_name(org, ("Apps", "one lead", "2027-Q1")),
    ...     limit_name(org, ("P14", "Apps", "there", "2027-Q1")),
    ... )
    ('one lead of Apps', 'P14 taking over Apps')
    """
    return (_ONE_LEAD if key[1] == "one lead" else _TAKEOVER)(org, key)


def explain(measure: Measure, org: Organisation) -> str:
    """Say which takeover is not possible, and why.

    Parameters
    ----------
    measure
        One of a takeover that cannot be.
    org
        Unused: key and figures of the measure have all that it takes.

    Examples
    --------
    >>> explain(Measure.at_most(FAMILY, ("P14", "once"), 1, 2, "takeovers"), org)
    'P14 takes over 2 times and may only once, 1 too many. Spread the teams over several people
    on Leads.'
    """
    if measure.key[1] == "once":
        return _(
            "{name} takes over {planned:g} times and may only once, {short:g} too many. Spread the"
            " teams over several people on Leads.",
            **measure.figures,
            name=measure.key[0],
        )
    if measure.key[1] == "one lead":
        team, _aspect, period = measure.key
        return _(
            "{period}: {team} has {planned:g} leads ({by}), at most {required:g} is allowed,"
            " {short:g} too many. Begin the takeover once the lead has gone, or take it off Leads.",
            **measure.figures,
            team=team,
            by=_(", ").join(measure.by),
        )
    who, team, what, period = measure.key
    if what == "there":
        missing = _(
            "an employee who is in the team at the end of the period and leads no other today"
        )
    else:
        missing = _("somebody who has what the lead of the team needs ({what})", what=_(what))
    return _(
        "{period}: {who} takes over {team}, which takes {missing}: {planned:g} of {required:g},"
        " {short:g} short. Train first and begin later, or name somebody else on Leads.",
        **measure.figures,
        who=who,
        team=team,
        missing=missing,
    )
