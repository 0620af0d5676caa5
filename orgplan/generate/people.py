"""The teams and people of an invented organisation: a manager tree, pay by level and place, skills
that go together.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from orgplan.domain import MAX_PROFICIENCY, Calendar, Person, Team

from .catalogue import (
    DEPARTMENT_NAMES,
    DISCIPLINES,
    FAMILY,
    GIVEN,
    HEAD,
    INDIVIDUAL,
    LEADING,
    MANAGER,
    PLACES,
    SHARED_SKILLS,
    TEAM_NAMES,
    Discipline,
    RoleLevel,
)
from .roles import CHIEF, JobTitle, typical
from .shape import TEAMS_OF_A_DEPARTMENT, Shape

MIXED = 0.25  # of a team, from a discipline of its department
LEAVING = 0.05  # of those who lead nobody are known to leave within the horizon
OWN, NOISE = 0.7, 0.6  # spread of how able somebody is in everything, and in one skill beside it


@dataclass(frozen=True)
class Staffed:
    """Teams with the people in them; `main` is the discipline of each team that does the work.

    Attributes
    ----------
    teams
        Departments first.
    people
        The chief executive first.
    main
        Team that does work → its discipline; departments are not in it.
    """

    teams: tuple[Team, ...]
    people: tuple[Person, ...]
    main: Mapping[str, Discipline]

    @property
    def homes(self) -> Mapping[Discipline, tuple[str, ...]]:
        """Discipline → teams of which it does the work."""
        found: dict[Discipline, list[str]] = {}
        for team, discipline in self.main.items():
            found.setdefault(discipline, []).append(team)
        return {discipline: tuple(teams) for discipline, teams in found.items()}


def staffed(
    shape: Shape, calendar: Calendar, ladders: Mapping[Discipline, list[JobTitle]]
) -> Staffed:
    """Departments, their teams, and everybody in them.

    Parameters
    ----------
    shape
        Says how many people and teams, and whether people are assessed or have just the skills of
        their role.
    calendar
        Service counts to its as-of day; known last days lie within its horizon.
    ladders
        Discipline → its job titles, as :func:`orgplan.generate.roles.ladders_of` makes them.

    Returns
    -------
    Staffed
        As many people as were asked for, everybody but the chief executive with a manager.
    """
    r, names = shape.random("teams"), _names(shape)
    departments, working = names[: shape.departments], names[shape.departments :]
    main = _disciplines(r, working, list(ladders))
    sizes = _sizes(r, shape, departments, working)
    hired = _Hiring(shape, calendar, ladders)
    chief = hired.chief((departments or working)[0])
    heads = {
        name: hired.leader(
            name, main[working[n * TEAMS_OF_A_DEPARTMENT % len(working)]], HEAD, chief
        )
        for n, name in enumerate(departments)
    }
    above = {
        name: departments[n // TEAMS_OF_A_DEPARTMENT] if departments else None
        for n, name in enumerate(working)
    }
    teams = [
        Team(id=name, lead=heads[name], product_line=_line(n, shape), cost_centre=f"CC-{100 + n}")
        for n, name in enumerate(departments)
    ]
    for name in working:
        parent = above[name]
        boss = heads[parent] if parent else chief
        beside = [main[other] for other in working if above[other] == parent]
        lead = hired.team(name, main[name], beside, sizes[name], boss)
        home = departments.index(parent) if parent else 0
        teams.append(
            Team(
                id=name,
                parent=parent,
                lead=lead,
                product_line=_line(home, shape),
                cost_centre=f"CC-{100 + home}",
                max_headcount=sizes[name] + max(2, sizes[name] // 3),
            )
        )
    return Staffed(tuple(teams), tuple(hired.people), main)


def _line(department: int, shape: Shape) -> str:
    return (
        "Line"
        f" {chr(ord('A') + department % shape.lines % 26)}{department % shape.lines // 26 or ''}"
    )


def _names(shape: Shape) -> list[str]:
    """Names of departments, then of teams."""
    working = shape.teams - shape.departments
    return _named(DEPARTMENT_NAMES, shape.departments) + _named(TEAM_NAMES, working)


def _named(words: Sequence[str], count: int) -> list[str]:
    """As many names as asked for; numbered once the words are used up.

    Examples
    --------
    >>> _named(("Search", "Risk"), 3)
    ['Search', 'Risk', 'Search 2']
    """
    rounds = ("", *(f" {n}" for n in range(2, count // len(words) + 2)))
    return [word + number for number in rounds for word in words][:count]


def _disciplines(
    r: random.Random, working: list[str], known: list[Discipline]
) -> dict[str, Discipline]:
    """Every discipline is some team's own where there are teams enough; the first ones are more
    teams'.
    """
    drawn = [known[min(int(r.expovariate(3 / len(known))), len(known) - 1)] for _ in working]
    return {name: known[n] if n < len(known) else drawn[n] for n, name in enumerate(working)}


def _sizes(
    r: random.Random, shape: Shape, departments: list[str], working: list[str]
) -> dict[str, int]:
    """Heads by team: some are three times as large as others, nobody is left over."""
    left = shape.people - len(departments) - 1
    weights = {name: r.lognormvariate(0.0, 0.45) for name in working}
    total = sum(weights.values())
    sizes = {name: max(1, int(left * weight / total)) for name, weight in weights.items()}
    by_size = sorted(working, key=lambda name: -sizes[name])
    number = 0
    while (over := sum(sizes.values()) - left) != 0:
        name = by_size[number % len(by_size)]
        if over < 0 or sizes[name] > 1:
            sizes[name] -= 1 if over > 0 else -1
        number += 1
    return sizes


class _Hiring:
    """The roster as it grows, each part drawn on its own."""

    def __init__(
        self, shape: Shape, calendar: Calendar, ladders: Mapping[Discipline, list[JobTitle]]
    ) -> None:
        self.shape, self.calendar, self.ladders = shape, calendar, ladders
        self.r = shape.random("people")
        self.people: list[Person] = []

    def chief(self, team: str) -> str:
        """The chief executive.

        Parameters
        ----------
        team
            Where the chief executive sits: the first department, or the only team.

        Returns
        -------
        str
            Id of the person.
        """
        top = 3.6 * max(discipline.pay for discipline in self.ladders)
        return self._add(CHIEF, team, top, None, {LEADING: 5}, PLACES[0], leaves=False)

    def leader(self, team: str, discipline: Discipline, level: RoleLevel, boss: str) -> str:
        """Somebody who leads; of the discipline's highest level that leads, else of its highest.

        Parameters
        ----------
        team
            The department that is led.
        discipline
            Read for the role and the pay.
        level
            The level looked for: a head, for a department.
        boss
            Id of whoever they report to.

        Returns
        -------
        str
            Id of the person.
        """
        title = self._title(discipline, level)
        return self._employ(title, team, boss, self._place(), {}, leaves=False)

    def team(
        self, name: str, main: Discipline, beside: list[Discipline], size: int, boss: str
    ) -> str:
        """A team: somebody who leads it, and those who do its work, some of them of a discipline of
        the same department.

        Parameters
        ----------
        name
            Id of the team.
        main
            The discipline of most of its people.
        beside
            Disciplines of the teams of the same department, its own among them; some people come
            from these.
        size
            Heads, the lead among them.
        boss
            Id of whoever the lead reports to.

        Returns
        -------
        str
            Id of the lead.
        """
        place = self._place()
        lead = self._employ(self._title(main, MANAGER), name, boss, place, {}, leaves=False)
        focus = self.r.sample(main.skills, 3)
        for _ in range(size - 1):
            discipline = main if self.r.random() >= MIXED else self.r.choice(beside)
            levels = [t for t in self.ladders[discipline] if t.level in INDIVIDUAL]
            title = self.r.choices(levels, [t.level.share for t in levels])[0]
            at = place if self.r.random() < 0.85 else self._place()
            self._employ(title, name, lead, at, dict.fromkeys(focus, 0.5), leaves=True)
        return lead

    def _title(self, discipline: Discipline, level: RoleLevel) -> JobTitle:
        levels = {title.level: title for title in self.ladders[discipline]}
        other = MANAGER if level is HEAD else INDIVIDUAL[1]
        if level in levels or other in levels:
            return levels.get(level) or levels[other]
        first = next(iter(self.ladders))  # a discipline cut short is led by another's manager
        return next(t for t in self.ladders[first] if t.level in (MANAGER, INDIVIDUAL[1]))

    def _place(self) -> tuple[str, float, float]:
        return self.r.choices(PLACES, [share for _, _, share in PLACES])[0]

    def _employ(
        self,
        title: JobTitle,
        team: str,
        boss: str,
        place: tuple[str, float, float],
        focus: Mapping[str, float],
        *,
        leaves: bool,
    ) -> str:
        """Somebody in a role: with its typical skills where people are alike, else with assessed
        ones.
        """
        middle = title.discipline.pay * title.level.pay
        known = (
            typical(title.discipline, title.level)
            if self.shape.alike
            else dict(self._skills(title, focus))
        )
        return self._add(title.id, team, middle, boss, known, place, leaves=leaves)

    def _skills(self, title: JobTitle, focus: Mapping[str, float]) -> Iterator[tuple[str, int]]:
        """Whoever is good at one thing is good at most; what the team works on is known better;
        some have come from elsewhere.
        """
        r, able = self.r, self.r.gauss(0.0, OWN)
        aims = dict.fromkeys(title.discipline.skills, title.level.skill)
        for skill in r.sample(title.discipline.skills, 2):
            aims[skill] -= 1.2
        before = r.choice(DISCIPLINES[: len(self.ladders)])
        for skill in r.sample(before.skills, 2):
            aims.setdefault(skill, title.level.skill - 1.2)
        aims[LEADING] = float(title.level.leads)
        aims |= dict.fromkeys(r.sample(SHARED_SKILLS[1:], 2), title.level.leads - 0.5)
        for skill, aim in aims.items():
            reached = round(aim + focus.get(skill, 0.0) + able + r.gauss(0.0, NOISE))
            if reached > 0:
                yield skill, min(reached, MAX_PROFICIENCY)

    def _add(
        self,
        role: str,
        team: str,
        middle: float,
        boss: str | None,
        known: Mapping[str, int],
        place: tuple[str, float, float],
        *,
        leaves: bool,
    ) -> str:
        """Put somebody on the roster; returns the id.

        Parameters
        ----------
        role, team
            Ids.
        middle
            Middle of the band in plan currency a year, before the pay index of the place.
        boss
            Id of the manager; ``None`` for the chief executive.
        known
            Skill → level (1-5).
        place
            City, its pay against the band, and its share of people.
        leaves
            Whether a last day or part-time work may be drawn; leaders have neither.

        Returns
        -------
        str
            Pay rises by three percent for two years of service, up to eight years, give or take
            five percent.
        """
        r, number = self.r, len(self.people) + 1
        tenure = r.randrange(60, 4000)
        days = (self.calendar.end - self.calendar.start).days
        gone = leaves and r.random() < LEAVING
        pay = middle * place[1] * (0.93 + 0.03 * min(tenure / 730, 4)) * r.uniform(0.95, 1.05)
        self.people.append(
            Person(
                id=f"E{number:05}",
                name=f"{r.choice(GIVEN)} {r.choice(FAMILY)}",
                role=role,
                team=team,
                manager_id=boss,
                location=place[0],
                start_date=self.calendar.as_of - timedelta(days=tenure),
                end_date=self.calendar.start + timedelta(r.randrange(days)) if gone else None,
                fte=r.choices((1.0, 0.8, 0.5), (0.88, 0.09, 0.03))[0] if leaves else 1.0,
                base_salary=round(pay, -2),
                skills=dict(known),
            )
        )
        return f"E{number:05}"
