"""An invented organisation without a skills database: people have what their role is known for, so many are alike. No person is real."""

from __future__ import annotations

import random
from datetime import date, timedelta

from orgplan.constraints.rules import Echelon
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.budget import BudgetLine, Category
from orgplan.domain.calendar import Calendar
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role
from orgplan.domain.teams import Scope, ScopeKind, Team
from orgplan.domain.training import Course

TEAMS_OF_A_DEPARTMENT = 8
SKILLS = (
    "Java",
    "Python",
    "SQL",
    "React",
    "Kafka",
    "Kubernetes",
    "Terraform",
    "Observability",
    "Security",
    "Data modelling",
    "Testing",
    "API design",
)
# name, band middle, skills by which it is known
ROLES = (
    ("Backend junior", 62_000, {"Java": 2, "SQL": 2, "Testing": 2}),
    ("Backend middle", 82_000, {"Java": 3, "SQL": 3, "Testing": 2, "API design": 2, "Kafka": 2}),
    ("Backend senior", 108_000, {"Java": 4, "SQL": 3, "Testing": 3, "API design": 4, "Kafka": 3, "Security": 2, "Team leadership": 2}),
    ("Frontend middle", 78_000, {"React": 3, "Testing": 3, "API design": 2}),
    ("Data middle", 86_000, {"Python": 3, "SQL": 4, "Data modelling": 3, "Kafka": 2}),
    ("Reliability senior", 116_000, {"Kubernetes": 4, "Terraform": 4, "Observability": 4, "Python": 3, "Security": 3, "Team leadership": 2}),
)  # fmt: skip
LEAD = "Engineering manager"


def organisation(people: int = 1_000, team_size: int = 12, seed: int = 7) -> Organisation:
    """The organisation; the same for the same seed.

    Parameters
    ----------
    people
        How many are on the roster.
    team_size
        How many of them are in each team.
    seed
        Of the drawing.
    """
    r = random.Random(seed)
    teams = [f"T{number:03}" for number in range(max(1, people // team_size))]
    roster = _roster(r, teams, people)
    org = Organisation(
        name="Few profiles",
        currency="EUR",
        calendar=Calendar(as_of=date(2026, 12, 1), start=date(2027, 1, 1), periods=4),
        assumptions=Assumptions(rows=(Assumption(key="default_courses", value=0), Assumption(key="recruiting_cost", value=5200))),
        people=roster,
        roles=_roles(),
        teams=(
            *(Team(id=f"D{n:02}") for n in range(-(-len(teams) // TEAMS_OF_A_DEPARTMENT))),
            *(
                Team(id=name, parent=f"D{n // TEAMS_OF_A_DEPARTMENT:02}", lead=roster[n].id, max_headcount=team_size + 4, product_line=f"L{n % 5}")
                for n, name in enumerate(teams)
            ),
        ),
        needs=tuple(_needs(r, teams, roster)),
        rules=tuple(
            Echelon(id="echelon", scopes=(team_of(name),), threshold=10, skill="Team leadership", level=3, strength=Strength.SHOULD)
            .replace(id=f"echelon {name}") for name in teams
        ),
        courses=tuple(
            Course(id=f"{skill} {low}→{low + 1}", skill=skill, from_level=low, to_level=low + 1, cost=1400, hours=80, duration=3, seats=6 + people // 100)
            for skill in (*SKILLS, "Team leadership") for low in (1, 2, 3)
        ),
    )  # fmt: skip
    quarters = (
        BudgetLine(id=f"B-{n}", scope=Scope(kind=ScopeKind.ORGANISATION), periods=(n,), label=str(n), category=Category.TRAINING, amount=140.0 * people)
        for n in range(4)
    )  # fmt: skip
    return org.replace(budget=tuple(quarters))


def team_of(name: str) -> Scope:
    """A team as a scope."""
    return Scope(kind=ScopeKind.TEAM, name=name)


def _roles() -> tuple[Role, ...]:
    engineers = tuple(
        Role(
            id=name, name=name, family="engineering", band_min=round(band * 0.88), band_mid=band, band_max=round(band * 1.15), lead_time=3, ramp=4,
            max_hires=30, skills_at_start={skill: max(1, level - 1) for skill, level in known.items()}, skills_after_ramp=known,
        )
        for name, band, known in ROLES
    )  # fmt: skip
    return (
        *engineers,
        Role(
            id=LEAD,
            name=LEAD,
            family="management",
            can_manage=True,
            span_max=16,
            skills_after_ramp={"Team leadership": 4},
        ),
    )


def _roster(r: random.Random, teams: list[str], people: int) -> tuple[Person, ...]:
    mix = [ROLES[number] for number in (1, 1, 1, 2, 0, 3, 1, 4, 5, 0, 2, 3)]
    roster = []
    for number in range(people):
        place, turn = number % len(teams), number // len(teams)
        name, band, known = (
            (LEAD, 130_000, {"Team leadership": 4}) if turn == 0 else mix[turn % len(mix)]
        )
        leaves = (
            date(2027, 1, 1) + timedelta(days=r.randrange(360))
            if r.random() < 0.04 and turn
            else None
        )
        roster.append(
            Person(
                id=f"E{number + 1:05}", name=f"Engineer {number + 1:05}", role=name, team=teams[place], end_date=leaves,
                start_date=date(2016, 1, 1) + timedelta(days=r.randrange(3100)), base_salary=round(band * r.uniform(0.9, 1.12), 2),
                manager_id=f"E{place + 1:05}" if turn else None, skills=known,
            )
        )  # fmt: skip
    return tuple(roster)


def _needs(r: random.Random, teams: list[str], roster: tuple[Person, ...]) -> list[Need]:
    needs: list[Need] = []

    def add(
        scope: Scope,
        skill: str,
        kind: NeedKind,
        level: int,
        amounts: list[float],
        strength: Strength,
    ) -> None:
        required = tuple(amounts)
        needs.append(
            Need(
                id=f"N-{len(needs):05}",
                scope=scope,
                skill=skill,
                kind=kind,
                min_level=level,
                required=required,
                strength=strength,
            )
        )

    of_team: dict[str, list[Person]] = {name: [] for name in teams}
    for person in roster:
        of_team[person.team].append(person)
    for name in teams:
        for skill in r.sample(SKILLS, 3):
            base = 0.12 * len(of_team[name]) * r.uniform(0.8, 1.3)
            add(
                team_of(name),
                skill,
                NeedKind.CAPACITY,
                3,
                [round(base * (1 + 0.1 * t), 1) for t in range(4)],
                Strength.MUST,
            )
        for skill in r.sample(SKILLS, 2):
            have = sum(
                person.level(skill) >= 3 and person.end_date is None for person in of_team[name]
            )
            add(
                team_of(name),
                skill,
                NeedKind.HOLDERS,
                3,
                [have, have + 1, have + 1, have + 2],
                r.choice([Strength.MUST, Strength.SHOULD]),
            )
    for number in range(-(-len(teams) // TEAMS_OF_A_DEPARTMENT)):
        inside = teams[number * TEAMS_OF_A_DEPARTMENT : (number + 1) * TEAMS_OF_A_DEPARTMENT]
        for skill in r.sample(SKILLS, 2):
            have = sum(
                person.level(skill) >= 4 and person.end_date is None
                for name in inside
                for person in of_team[name]
            )
            scope = Scope(kind=ScopeKind.DEPARTMENT, name=f"D{number:02}")
            add(
                scope,
                skill,
                NeedKind.HOLDERS,
                4,
                [have, have + 1, have + 2, have + 3],
                Strength.SHOULD,
            )
    return needs
