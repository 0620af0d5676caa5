"""Reporting lines: the roster's, and where it says nothing who heads the team, then the
teams above it.

A plan does not state reporting lines. Whoever stays in the team of today keeps to the line of
today: the first one up that line who is there and stays too. Whoever moves or is hired reports to
whoever heads the team, or the nearest one above. Where a lead is gone and somebody has taken over,
the successor stands in the lead's place.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from ..people import Person
from ..teams import Team

ReportingChain = tuple[str, ...]  # ids of people up the line, as they are today; the nearest first


class ReportingTree:
    """The tree of today.

    Parameters
    ----------
    people, teams
        Of the organisation; groups that are planned by numbers stand in no tree.
    managing
        Ids of the roles whose holders manage.
    """

    def __init__(
        self, people: Sequence[Person], teams: Sequence[Team], managing: frozenset[str]
    ) -> None:
        self._person = {person.id: person for person in people if not person.is_group}
        self._team = {team.id: team for team in teams}
        self._managing = managing

    def line(self, person: str) -> ReportingChain:
        """Who is above somebody of the roster, as the roster says, else by team.

        Parameters
        ----------
        person
            Id; nobody of a group.

        Returns
        -------
        Line
            Ids, the nearest first; empty for who reports to nobody.

        Raises
        ------
        KeyError
            If nobody who is planned by name has the id.

        Examples
        --------
        >>> org.tree.line("P02")
        ('P01',)
        """
        return self._lines[person]

    def line_of_team(self, team: str) -> ReportingChain:
        """Who is above whoever is new in a team: its heads, then those of the teams above.

        Parameters
        ----------
        team
            Id.

        Returns
        -------
        Line
            Ids, the nearest first.

        Raises
        ------
        KeyError
            If there is no such team.

        Examples
        --------
        >>> org.tree.line_of_team("Apps")
        ('P13',)
        """
        return self._team_lines[team]

    def depth(self, person: str) -> int:
        """Layers from the top: 1 for whoever reports to nobody.

        Parameters
        ----------
        person
            Id; nobody of a group.

        Returns
        -------
        int
            1 or more.

        Raises
        ------
        KeyError
            If nobody who is planned by name has the id.

        Examples
        --------
        >>> org.tree.depth("P01"), org.tree.depth("P02")
        (1, 2)
        """
        return self._depths[person]

    def depth_in(self, team: str) -> int:
        """Layer of whoever is new in a team: one below its head.

        Parameters
        ----------
        team
            Id.

        Returns
        -------
        int
            1 where nobody heads it or a team above.

        Raises
        ------
        KeyError
            If there is no such team.

        Examples
        --------
        >>> org.tree.depth_in("Apps")
        2
        """
        line = self._team_lines[team]
        return 1 + (self._depths[line[0]] if line else 0)

    @cached_property
    def managers(self) -> ReportingChain:
        """Those who have direct reports, or lead a team, in the order of the roster."""
        first = {line[0] for line in self._lines.values() if line} | set(self.led_by)
        return tuple(name for name in self._person if name in first)

    @cached_property
    def led_by(self) -> Mapping[str, tuple[str, ...]]:
        """Lead → the teams."""
        found: dict[str, tuple[str, ...]] = {}
        for team in self._team.values():
            if team.lead in self._person:
                found[str(team.lead)] = (*found.get(str(team.lead), ()), team.id)
        return found

    @cached_property
    def _heads(self) -> Mapping[str, ReportingChain]:
        """Team → who heads it: its lead, else whose role manages, else who has reports."""
        above = {person.manager_id for person in self._person.values()}
        found: dict[str, list[str]] = {
            team.id: [str(team.lead)] if team.lead in self._person else []
            for team in self._team.values()
        }
        here = self._person.values()
        for person in (person for person in here if person.role in self._managing):
            found[person.team].append(person.id)
        for person in (person for person in here if person.id in above):
            found[person.team].append(person.id)
        return {team: tuple(dict.fromkeys(heads)) for team, heads in found.items()}

    @cached_property
    def _team_lines(self) -> Mapping[str, ReportingChain]:
        """Team → its heads, then those of the teams above; teams that are their own parent end the
        line.
        """
        found: dict[str, ReportingChain] = {}
        for team in self._team:
            line: list[str] = []
            here: str | None = team
            seen = set[str]()
            while here is not None and here in self._team and here not in seen:
                seen.add(here)
                line += self._heads[here]
                here = self._team[here].parent
            found[team] = tuple(dict.fromkeys(line))
        return found

    @cached_property
    def _lines(self) -> Mapping[str, ReportingChain]:
        return {person.id: self._line(person) for person in self._person.values()}

    def _line(self, person: Person) -> ReportingChain:
        """As the roster says, else by team; nobody stands above somebody who is above them."""
        if person.manager_id is not None:
            return self._up(person)
        above, own = self._team_lines[person.team], self._heads[person.team]
        if person.id in own:  # of those who head a team, nobody reports to those after them
            parent = self._team[person.team].parent
            beyond = self._team_lines.get(parent, ()) if parent is not None else ()
            before = own[: own.index(person.id)]
            above = (*before, *(name for name in beyond if name not in own))
        return tuple(
            name
            for name in dict.fromkeys(above)
            if name != person.id and person.id not in self._up(self._person[name])
        )

    def _up(self, person: Person) -> ReportingChain:
        """The roster's line of managers."""
        found: dict[str, None] = {}  # in order, and quickly looked up: lines may be long
        here = person.manager_id
        while here in self._person and here not in found and here != person.id:
            found[str(here)] = None
            here = self._person[str(here)].manager_id
        return tuple(found)

    @cached_property
    def _depths(self) -> Mapping[str, int]:
        """Person → layer; who reports to each other in a circle is counted from where it was
        entered.
        """
        found: dict[str, int] = {}
        for name in self._person:
            line: list[str] = []
            here: str | None = name
            while here is not None and here not in found and here not in line:
                line.append(here)
                above = self._lines[here]
                here = above[0] if above else None
            depth = found.get(here, 0) if here is not None else 0
            for one in reversed(line):
                depth += 1
                found[one] = depth
        return found
