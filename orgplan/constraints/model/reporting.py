"""How many report to each manager: those of the line of today, and who is new in a team, as linear
functions of the decisions.

Only `emit` functions and the solver room use this module; the checker simulates the same quantities
on its own.
"""

from collections import defaultdict
from collections.abc import Mapping

from orgplan.domain import Key, Organisation, Part

from .decisions import DecisionVariables, Seat
from .interface import ModelSink
from .leading import lead_of_today, leading
from .linear import Linear
from .presence import situations

FAMILY = "reports"


def direct_reports(
    rows: ModelSink, org: Organisation, x: DecisionVariables, period: int
) -> Mapping[str, Linear]:
    """Person of the roster → people and seats who report to them at the end of a period.

    Parameters
    ----------
    rows
        Takes amounts and ties that give people to whoever is there up the line; no limits.
    org
        Read for the reporting lines of today.
    x
        Moves, redundancies, seats and takeovers.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Mapping[str, Linear]
        Heads, exact: neither more nor fewer. Whoever leads nobody is left out, and seats that take
        over have no entry.

    Examples
    --------
    >>> direct_reports(rows, org, x, 0)["P10"]
    Linear(constant=2.0, terms=[])
    """
    found: dict[str, Linear] = defaultdict(Linear)
    new: dict[str, Linear] = defaultdict(Linear)
    most: dict[str, int] = defaultdict(int)
    for person in (person for person in org.people if not person.is_group):
        stays = Linear()
        for at in situations(org, x, person, period):
            if at.place[0] == person.team:
                stays.include(at.here)
            else:
                new[at.place[0]].include(at.here)
        for team in x.destinations_of.get(person.id, frozenset()) - {person.team}:
            most[team] += 1
        line, key = org.tree.line(person.id), (person.id, org.calendar.label(period))
        _share(rows, org, x, found, key, line, "", stays, 1, period)
    for (_, team), bound in x.hire_bound.items():
        most[team] += bound
    for team in org.team:
        for _, seats in x.seats_in(Part(frozenset({team})), period):
            new[team].add(1, seats)
        line = org.tree.line_of_team(team)
        for who, leads in leading(org, x, (team,), period):
            if isinstance(who, Seat) or org.person[who].team != team:  # reports to nobody new
                new[team].include(leads, -1)
                one = (str(who), org.calendar.label(period))
                _share(rows, org, x, found, one, line, team, leads, 1, period)
        key = (team, org.calendar.label(period))
        if new[team].terms:
            _share(rows, org, x, found, key, line, team, new[team], most[team], period)
    return found


def _share(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    found: dict[str, Linear],
    key: Key,
    line: tuple[str, ...],
    team: str,
    rest: Linear,
    most: int,
    period: int,
) -> None:
    """Give some heads to the first up a line who is there, or has taken over from who was."""
    for who in (*line, *(() if line else ("",))):
        if not rest.terms and rest.constant <= 0:
            return
        if who:
            there = lead_of_today(org, x, who, period)
            given = _both(rows, (*key, who), rest, there, most)
            found[who].include(given)
            rest = rest.plus(given, -1)
        led = org.tree.led_by.get(who, ()) if who else (team,) if team else ()
        for successor, leads in leading(org, x, led, period):
            if str(successor) != key[0]:
                given = _both(rows, (*key, str(successor)), rest, leads, most)
                rest = rest.plus(given, -1)
                if not isinstance(successor, Seat):
                    found[successor].include(given)


def _both(rows: ModelSink, key: Key, heads: Linear, there: Linear, most: int) -> Linear:
    """Heads where somebody is there (0/1), exactly: no more and no fewer."""
    if not there.terms:
        return heads if there.constant >= 1 else Linear()
    if not heads.terms and heads.constant <= 0:
        return Linear()
    if not heads.terms and heads.constant == 1:
        return there
    given = Linear.of(rows.amount(FAMILY, ("both", *key), float(most)))
    rows.link(FAMILY, ("both", *key, "0"), given.plus(heads, -1), 0.0)
    rows.link(FAMILY, ("both", *key, "1"), given.plus(there, -float(most)), 0.0)
    rows.link(FAMILY, ("all", *key), heads.plus(there, float(most)).plus(given, -1), float(most))
    return given
