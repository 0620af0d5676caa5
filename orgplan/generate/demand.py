"""What an invented organisation asks for: needs that compete for people and money, rules on
structure, and courses.
"""

import math
import random
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from orgplan.constraints import make_rule
from orgplan.domain import (
    COVERS,
    ORGANISATION,
    Calendar,
    Course,
    Need,
    NeedKind,
    Person,
    Rule,
    Scope,
    ScopeKind,
    Strength,
)

from .catalogue import LEADING
from .people import Staffed
from .roles import SPAN
from .shape import Shape

LOAD = (0.10, 0.22)  # FTE of work in a skill, of the heads of a team
GROWING, GROWTH = 0.4, (0.03, 0.12)  # share of teams whose work grows, and by how much a period
HOLDS = 0.7  # of those who know a skill can be given to one need without another lacking them
FROM_TEN = 10  # heads from which a team has somebody to take over
_RULES = (
    Path(__file__)
    .with_name("rules.toml")
    .read_text("utf-8")
    .format(SPAN=SPAN, FROM_TEN=FROM_TEN, LEADING=LEADING)
)


def needs(shape: Shape, calendar: Calendar, staff: Staffed) -> tuple[Need, ...]:
    """Needs of the organisation, of departments and of teams, in this order; only as many as were
    asked for.

    Capacity asks for what a team can mostly give today and for more as it grows; holders of a skill
    are asked for one by one beyond those who stay. One person serves several of them, so which
    to hire and which to train is a trade-off.

    Parameters
    ----------
    shape
        Read for the seed and for how many needs are wanted; ``None`` there keeps all.
    calendar
        Gives the number of amounts of each need.
    staff
        What teams and departments can do today; people with a known last day are not counted on.

    Returns
    -------
    tuple[Need, ...]
        With ids ``N-001`` … in this order.
    """
    demand = _Demand(shape, calendar)
    departments, working = _parts(staff)
    common = Counter(skill for person in staff.people for skill in person.skills)
    for skill, _ in common.most_common(12)[2::2]:
        demand.holders(ORGANISATION, staff.people, skill, 4, Strength.MUST)
    for name, people in departments.items():
        scope = Scope(kind=ScopeKind.DEPARTMENT, name=name)
        known = sorted({skill for person in people for skill in person.skills} - {LEADING})
        for skill in demand.r.sample(known, min(2, len(known))):
            demand.holders(scope, people, skill, 4, Strength.SHOULD)
    for name, people in working.items():
        demand.of_team(name, people, staff)
    return tuple(demand.needs if shape.needs is None else demand.needs[: shape.needs])


class _Demand:
    """Needs as they are added up."""

    def __init__(self, shape: Shape, calendar: Calendar) -> None:
        self.r: random.Random = shape.random("needs")
        self.periods = calendar.periods
        self.needs: list[Need] = []

    def of_team(self, name: str, people: Sequence[Person], staff: Staffed) -> None:
        """Work in two skills or three, and holders of two others.

        Parameters
        ----------
        name
            The team.
        people
            Its people; in a team of ten or more three skills are work, else two.
        staff
            Read for the discipline of the team.
        """
        r, scope = self.r, Scope(kind=ScopeKind.TEAM, name=name)
        growth = r.uniform(*GROWTH) if r.random() < GROWING else 0.0
        skills = r.sample(staff.main[name].skills, 5)
        work = skills[: 3 if len(people) >= FROM_TEN else 2]
        for skill in work:
            able = sum(p.fte for p in people if p.level(skill) >= COVERS and p.end_date is None)
            base = min(r.uniform(*LOAD) * len(people), HOLDS * able)
            amounts = [round(base * (1 + growth * t), 1) for t in range(self.periods)]
            if max(amounts) > 0:
                self._add(scope, skill, NeedKind.CAPACITY, COVERS, amounts, Strength.MUST)
        for skill in skills[len(work) : len(work) + 2]:
            strength = r.choice((Strength.MUST, Strength.SHOULD, Strength.SHOULD))
            self.holders(scope, people, skill, COVERS, strength)

    def holders(
        self, scope: Scope, people: Sequence[Person], skill: str, level: int, strength: Strength
    ) -> None:
        """As many as stay, one more after the first quarter of the horizon, and sometimes two by
        its end.

        Parameters
        ----------
        scope
            The part of the organisation in which they are wanted.
        people
            Everybody in it; those at `level` without a known last day are the amount of the first
            period.
        skill
            Name of the skill.
        level
            Lowest level (0-5) that counts.
        strength
            Whether it is a must or a should.
        """
        have = sum(p.level(skill) >= level and p.end_date is None for p in people)
        late = self.r.choice((0, 0, 1))
        amounts = [
            float(have + (4 * t >= self.periods) + late * (4 * t >= 3 * self.periods))
            for t in range(self.periods)
        ]
        self._add(scope, skill, NeedKind.HOLDERS, level, amounts, strength)

    def _add(
        self,
        scope: Scope,
        skill: str,
        kind: NeedKind,
        level: int,
        amounts: Sequence[float],
        strength: Strength,
    ) -> None:
        self.needs.append(
            Need(
                id=f"N-{len(self.needs) + 1:03}",
                scope=scope,
                skill=skill,
                kind=kind,
                min_level=level,
                required=tuple(amounts),
                strength=strength,
            )
        )


def _parts(staff: Staffed) -> tuple[dict[str, list[Person]], dict[str, list[Person]]]:
    """People by department (with all below it), and by team that does work."""
    parent = {team.id: team.parent for team in staff.teams}
    departments: dict[str, list[Person]] = {
        team.id: [] for team in staff.teams if team.id not in staff.main
    }
    working: dict[str, list[Person]] = {name: [] for name in staff.main}
    for person in staff.people:
        for part, name in (
            (working, person.team),
            (departments, parent[person.team] or person.team),
        ):
            if name in part:
                part[name].append(person)
    return departments, working


def rules(staff: Staffed) -> tuple[Rule, ...]:
    """A span of control, somebody to take over in each team of ten, and leadership on more than one
    head.

    Parameters
    ----------
    staff
        Read for its teams: those that do work get the span and the successors, departments the
        leaders. Without departments leaders are asked of the whole organisation.

    Returns
    -------
    tuple[Rule, ...]
        Three rules, all of them shoulds.
    """
    departments = tuple(
        Scope(kind=ScopeKind.DEPARTMENT, name=team.id)
        for team in staff.teams
        if team.id not in staff.main
    )
    scopes = {
        "teams": tuple(Scope(kind=ScopeKind.TEAM, name=name) for name in staff.main),
        "departments": departments or (ORGANISATION,),
    }
    return tuple(
        make_rule(
            scopes=scopes[stated.pop("in")], strength=Strength.SHOULD, source="invented", **stated
        )
        for stated in tomllib.loads(_RULES)["rules"]
    )


def courses(shape: Shape, asked: Sequence[Need]) -> tuple[Course, ...]:
    """A course for each step in each skill that is asked for: dearer, longer and with fewer seats
    the higher it leads.

    Parameters
    ----------
    shape
        Read for the seed, and for its heads: a course has a seat for sixty of them, two at least.
    asked
        Needs; each of their skills has courses, whatever level they ask for.

    Returns
    -------
    tuple[Course, ...]
        From level 1 to 2, 2 to 3 and 3 to 4, of team leadership first, then of each skill in the
        order of the needs.
    """
    r = shape.random("courses")
    skills = dict.fromkeys([LEADING, *(need.skill for need in asked)])
    return tuple(_course(shape, r, skill, low) for skill in skills for low in (1, 2, 3))


def _course(shape: Shape, r: random.Random, skill: str, low: int) -> Course:
    """One step of a skill: hours, months and cost grow with the level it begins at."""
    return Course(
        id=f"{skill} {low}→{low + 1}",
        skill=skill,
        from_level=low,
        to_level=low + 1,
        cost=round(r.uniform(700, 1100) * (1 + 0.6 * low), -1),
        hours=40 * (1 + low),
        duration=1 + low,
        seats=max(2, math.ceil(shape.people / 60)),
    )
