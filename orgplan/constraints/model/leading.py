"""Who leads a team: today's lead while there, and whoever has taken over, as linear functions of
the decisions.

Only `emit` functions and the solver room use this module; the checker simulates the same quantities
on its own.
"""

from collections.abc import Iterable, Iterator, Mapping

from orgplan.domain import Organisation, Person

from .decisions import DecisionVariables, LeadKey, Seat
from .interface import ModelSink
from .linear import Linear
from .presence import present, situations
from .proficiency import and_bound


def lead_of_today(org: Organisation, x: DecisionVariables, lead: str, period: int) -> Linear:
    """0/1: whether a lead of today is at the end of a period where they are today, and so leads
    still.

    Parameters
    ----------
    org
        Read for roster and calendar.
    x
        Moves and redundancies.
    lead
        Person id of somebody who leads a team today.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear
        A constant where nothing can be decided about them; 0 once a known leaver has left.

    Raises
    ------
    KeyError
        If nobody on the roster has the id.

    Examples
    --------
    >>> lead_of_today(org, x, "P13", 0)
    Linear(constant=1.0, terms=[])
    """
    person, total = org.person[lead], Linear()
    for at in situations(org, x, person, period):
        if at.place[0] == person.team:
            total.include(at.here)
    return total


def here(org: Organisation, x: DecisionVariables, person: Person, team: str, period: int) -> Linear:
    """0/1: whether a named person is in a team at the end of a period.

    Parameters
    ----------
    org
        Read for the calendar.
    x
        Moves and redundancies.
    person
        Of the roster, no group.
    team
        Id.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear
        A constant where nothing can be decided about them.

    Examples
    --------
    >>> here(org, x, org.person["P14"], "Apps", 0)
    Linear(constant=1.0, terms=[])
    """
    total = Linear()
    for at in situations(org, x, person, period):
        if at.place[0] == team:
            total.include(at.here)
    return total


def taken_over(x: DecisionVariables, who: str | Seat, team: str, period: int) -> Linear:
    """0/1: whether somebody has taken over a team by the end of a period, wherever they then are.

    Parameters
    ----------
    x
        Takeovers.
    who
        Person id, or a kind of seat.
    team
        Id.
    period
        Index of a period; takeovers that begin in it count.

    Returns
    -------
    Linear
        The sum of the takeovers on offer until then, of which at most one is chosen; empty where
        none is.

    Examples
    --------
    >>> from orgplan.constraints.model import TakeoverKey
    >>> chosen = DecisionVariables(
    ...     {}, {}, {}, takeover={TakeoverKey("P14", "Apps", 1): "P14 takes over"}
    ... )
    >>> taken_over(chosen, "P14", "Apps", 0), taken_over(chosen, "P14", "Apps", 1)
    (Linear(constant=0.0, terms=[]), Linear(constant=0.0, terms=[(1.0, 'P14 takes over')]))
    """
    return Linear(
        0.0,
        [
            (1.0, x.takeover[key])
            for key in x.takeovers_of.get(team, ())
            if key.who == who and key.start <= period
        ],
    )


def leading(
    org: Organisation, x: DecisionVariables, teams: Iterable[str], period: int
) -> Iterator[tuple[str | Seat, Linear]]:
    """Those who may have taken over one of some teams, each with whether they lead it at the end of
    a period.

    Parameters
    ----------
    org
        Read for roster and calendar.
    x
        Takeovers, and the state of those who may leave again.
    teams
        Ids, in any order; results come in the order of the ids.
    period
        Index of a period, 0 for the first.

    Yields
    ------
    tuple[str | Seat, Linear]
        A person id or kind of seat with its 0/1 expression; who leads a team today is not among
        them.

    Examples
    --------
    >>> from orgplan.constraints.model import TakeoverKey
    >>> chosen = DecisionVariables(
    ...     {}, {}, {}, takeover={TakeoverKey("P14", "Apps", 1): "P14 takes over"}
    ... )
    >>> list(leading(org, chosen, ["Apps"], 1))
    [('P14', Linear(constant=0.0, terms=[(1.0, 'P14 takes over')]))]
    """
    for team in sorted(teams):
        for who in dict.fromkeys(key.who for key in x.takeovers_of.get(team, ())):
            leads = leads_team(org, x, who, team, period)
            if leads.terms:
                yield who, leads


def takers(
    org: Organisation, x: DecisionVariables, teams: Iterable[str], period: int
) -> dict[str | Seat, Linear]:
    """Those who may have taken over one of some teams, each once, with whether they lead any of
    them at the end of a period.

    Parameters
    ----------
    org, x, teams, period
        As for :func:`leading`.

    Returns
    -------
    dict[str | Seat, Linear]
        A person who may move can take over one team or another: at most one of them.

    Examples
    --------
    >>> from orgplan.constraints.model import TakeoverKey
    >>> one = TakeoverKey("P14", "Apps", 1)
    >>> chosen = DecisionVariables({}, {}, {}, takeover={one: "P14 takes over"})
    >>> takers(org, chosen, ["Apps"], 1)
    {'P14': Linear(constant=0.0, terms=[(1.0, 'P14 takes over')])}
    """
    found: dict[str | Seat, Linear] = {}
    for who, leads in leading(org, x, teams, period):
        found.setdefault(who, Linear()).include(leads)
    return found


def leads_team(
    org: Organisation, x: DecisionVariables, who: str | Seat, team: str, period: int
) -> Linear:
    """0/1: whether somebody who has taken over a team leads it at the end of a period.

    Parameters
    ----------
    org
        Read for roster and calendar.
    x
        Takeovers, and the state of those who may leave again.
    who
        Person id, or a kind of seat; a seat stays where it is.
    team
        Id.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear
        Empty where they cannot.

    Examples
    --------
    >>> from orgplan.constraints.model import TakeoverKey
    >>> chosen = DecisionVariables(
    ...     {}, {}, {}, takeover={TakeoverKey("P14", "Apps", 1): "P14 takes over"}
    ... )
    >>> leads_team(org, chosen, "P14", "Apps", 2)
    Linear(constant=0.0, terms=[(1.0, 'P14 takes over')])
    """
    if isinstance(who, Seat):
        return taken_over(x, who, team, period)
    if who in x.unsettled:
        state = x.leading.get(LeadKey(who, team, period))
        return Linear() if state is None else Linear.of(state)
    person = org.person[who]
    stays = person.team == team and present(org, person, period)
    return taken_over(x, who, team, period) if stays else Linear()


def heads_of_leads(
    org: Organisation, x: DecisionVariables, teams: Iterable[str], period: int
) -> Linear:
    """Leads of some teams at the end of a period, each person once: whoever leads a team today
    takes over no other.

    Parameters
    ----------
    org
        Read for the leads of teams today.
    x
        Takeovers, moves and redundancies.
    teams
        Ids; one person who leads several of them today counts once.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear
        Heads.

    Examples
    --------
    >>> heads_of_leads(org, x, ["Apps", "Payments"], 0)
    Linear(constant=2.0, terms=[])
    """
    chosen, total = frozenset(teams), Linear()
    named = {org.team[team].lead for team in chosen}
    for person in org.people:
        if person.id in named:
            total.include(lead_of_today(org, x, person.id, period))
    for _, leads in leading(org, x, chosen, period):
        total.include(leads)
    return total


def leading_as(
    rows: ModelSink, org: Organisation, x: DecisionVariables, person: Person, period: int
) -> Mapping[tuple[str, tuple[str, str | None]], Linear]:
    """Role and place in which somebody who has taken over leads at the end of a period: exactly one
    of them, where they lead.

    Parameters
    ----------
    rows
        Takes ties for those who may be in a team in several roles; no limits.
    org
        Read for roster and calendar.
    x
        Takeovers and moves.
    person
        Of the roster, no group.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Mapping[tuple[str, tuple[str, str | None]], Linear]
        (role, (team, location)) → 0/1. Used where a rule counts leads by their role.

    Examples
    --------
    >>> from orgplan.constraints.model import TakeoverKey
    >>> chosen = DecisionVariables(
    ...     {}, {}, {}, takeover={TakeoverKey("P14", "Apps", 1): "P14 takes over"}
    ... )
    >>> leading_as(rows, org, chosen, org.person["P14"], 1)
    {('Frontend engineer', ('Apps', None)): Linear(constant=0.0, terms=[(1.0, 'P14 takes
    over')])}
    """
    found: dict[tuple[str, tuple[str, str | None]], Linear] = {}
    for team in x.teams_taken_by.get(person.id, ()):
        leads = leads_team(org, x, person.id, team, period)
        at_team = [at for at in situations(org, x, person, period) if at.place[0] == team]
        if not leads.terms:
            continue
        if len(at_team) == 1:
            found[at_team[0].role, at_team[0].place] = leads
            continue
        rest = leads
        for number, at in enumerate(at_team):
            name = (person.id, team, str(number), org.calendar.label(period))
            both = and_bound(rows, "leading", name, at.here, leads)
            rest = rest.plus(both, -1)
            known = found.get((at.role, at.place), Linear())
            found[at.role, at.place] = known.plus(both)
        rows.link("leading", (person.id, team, org.calendar.label(period)), rest, 0.0)
    return found
