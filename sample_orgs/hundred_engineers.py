"""A hundred engineers: 14 roles, 60 skills, 8 teams, 4 quarters.

Drawn at random from a fixed seed; no person is real.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.ratio import Ratio
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.calendar import Calendar
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role, Track
from orgplan.domain.rules import Rule
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course

TEAMS = {
    "Payments": "Checkout", "Ledger": "Checkout", "Risk": "Checkout",
    "Search": "Marketplace", "Catalogue": "Marketplace", "Mobile": "Marketplace",
    "Platform": "Platform", "Data": "Platform",
}  # fmt: skip
SKILLS = (
    "Java Kotlin Go Python TypeScript SQL React Vue Swift Android Kafka Redis PostgreSQL MongoDB"
    " Elasticsearch Kubernetes Docker Terraform AWS GCP CI/CD Observability gRPC GraphQL REST|API"
    " design|Domain-driven design|Distributed systems|Performance tuning|Caching|Security"
    " engineering|OAuth|PCI DSS|Fraud models|Machine learning|Feature engineering|Spark Airflow"
    " dbt|Data modelling|Stream processing|Information retrieval|Ranking|A/B"
    " testing|Accessibility|Design systems|Mobile releases|Test automation|Load testing|Incident"
    " response|On-call|Capacity planning|Code review|Technical writing|Mentoring|Team"
    " leadership|Hiring interviews|Roadmapping|Stakeholder management|Vendor management"
)


def skills() -> list[str]:
    """Sixty skill names."""
    names: list[str] = []
    for part in SKILLS.split("|"):
        names += part.split(" ") if part.startswith(("Java", "Spark")) else [part]
    return names


# name, family, track, band middle, lead time, ramp, how many skills it brings at which level
ROLES = (
    ("Backend engineer / junior", "engineering", 62_000, 2, 6, 5, 2),
    ("Backend engineer / middle", "engineering", 82_000, 3, 5, 7, 3),
    ("Backend engineer / senior", "engineering", 108_000, 3, 4, 9, 4),
    ("Frontend engineer / middle", "engineering", 78_000, 3, 5, 6, 3),
    ("Frontend engineer / senior", "engineering", 102_000, 3, 4, 8, 4),
    ("Mobile engineer / senior", "engineering", 106_000, 4, 4, 7, 4),
    ("Data engineer / middle", "engineering", 86_000, 3, 5, 6, 3),
    ("Data engineer / senior", "engineering", 112_000, 4, 4, 8, 4),
    ("ML engineer / senior", "engineering", 124_000, 5, 5, 7, 4),
    ("Site reliability engineer / senior", "engineering", 116_000, 4, 4, 9, 4),
    ("Security engineer / senior", "engineering", 118_000, 5, 4, 7, 4),
    ("Architect", "engineering", 142_000, 5, 3, 12, 4),
    ("Engineering manager", "management", 138_000, 5, 3, 8, 4),
    ("Technical director", "management", 188_000, 6, 3, 10, 4),
)  # fmt: skip


def organisation(seed: int = 11, people: int = 100) -> Organisation:
    """The organisation; the same for the same seed."""
    r = random.Random(seed)
    names = skills()
    focus = {team: r.sample(names[:48], 14) for team in TEAMS}
    calendar = Calendar(as_of=date(2026, 12, 1), start=date(2027, 1, 1), periods=4)
    roles = _roles(r, names)
    roster = _roster(r, roles, focus, people)
    teams = tuple(
        Team(
            id=name,
            product_line=line,
            lead=next(p.id for p in roster if p.team == name),
            max_headcount=people // 8 + 9,
            cost_centre=f"CC-{n}",
        )
        for n, (name, line) in enumerate(TEAMS.items(), 410)
    )
    org = Organisation(
        name="Hundred engineers",
        currency="EUR",
        calendar=calendar,
        assumptions=Assumptions(
            rows=(
                Assumption(key="attrition", value=0.10, source="own leavers, last three years"),
                Assumption(key="recruiting_cost", value=5200, source="recruiting team"),
                Assumption(key="default_courses", value=0, source="only the academy's courses"),
                Assumption(key="course_cost", value=1400, source="academy price list"),
                Assumption(key="employer_tax_pct", value=0.12, source="payroll"),
            )
        ),
        people=roster,
        roles=roles,
        teams=teams,
        needs=_needs(r, focus, roster, calendar.periods),
        rules=_rules(),
        courses=_courses(names),
    )
    return org.replace(budget=_budget(org))


def _roles(r: random.Random, names: list[str]) -> tuple[Role, ...]:
    roles = []
    for title, family, band, lead, ramp, count, level in ROLES:
        name, _, grade = title.partition(" / ")
        brought = {
            skill: max(1, level - r.choice([0, 0, 0, 1])) for skill in r.sample(names[:50], count)
        }
        if family == "management":
            brought |= {
                "Team leadership": 4,
                "Mentoring": 4,
                "Hiring interviews": 3,
                "Roadmapping": 3,
            }
        roles.append(
            Role(
                id=title, name=name, level=grade or None, family=family,
                track=Track.MANAGEMENT if family == "management" else Track.INDIVIDUAL,
                band_min=round(band * 0.88), band_mid=band, band_max=round(band * 1.15),
                lead_time=lead, ramp=ramp, max_hires=8,
                can_manage=title == "Engineering manager",
                span_max=10 if title == "Engineering manager" else None,
                skills_at_start=brought, skills_after_ramp={skill: min(5,
                    level + r.choice([0, 0, 1])) for skill, level in brought.items()},
            )
        )  # fmt: skip
    return tuple(roles)


def _roster(
    r: random.Random, roles: tuple[Role, ...], focus: dict[str, list[str]], count: int
) -> tuple[Person, ...]:
    individual = [role for role in roles if role.track is Track.INDIVIDUAL]
    people = []
    for number in range(count):
        team = list(TEAMS)[number % len(TEAMS)]
        manager = number < len(TEAMS)
        head = "Technical director" if number == len(TEAMS) - 2 else "Engineering manager"
        role = next(x for x in roles if x.id == head) if manager else r.choice(individual)
        known = {skill: r.choice([1, 2, 2, 3, 3, 3, 4]) for skill in r.sample(focus[team], 7)}
        known |= {
            skill: r.choice([1, 2, 3]) for skill in r.sample(skills(), 3)
        } | role.skills_at_start
        known["Team leadership"] = 4 if manager else r.choice([0, 0, 1, 1, 2, 2])
        leaves = (
            date(2027, 1, 1) + timedelta(days=r.randrange(360))
            if r.random() < 0.05 and not manager
            else None
        )
        people.append(
            Person(
                id=f"E{number + 1:03}", name=f"Engineer {number + 1:03}", role=role.id, team=team,
                end_date=leaves,
                start_date=date(2018, 1, 1) + timedelta(days=r.randrange(3100)),
                fte=r.choice([1.0] * 9 + [0.8]),
                base_salary=round((role.band_mid or 0) * r.uniform(0.9, 1.12), 2),
                manager_id=None if manager else f"E{number % 8 + 1:03}",
                skills=known,
            )
        )  # fmt: skip
    return tuple(people)


def _needs(
    r: random.Random, focus: dict[str, list[str]], people: tuple[Person, ...], periods: int
) -> tuple[Need, ...]:
    needs: list[Need] = []

    def add(
        scope: Scope,
        skill: str,
        kind: NeedKind,
        level: int,
        amounts: list[float],
        strength: Strength,
    ) -> None:
        needs.append(
            Need(
                id=f"N-{len(needs) + 1:03}",
                scope=scope,
                skill=skill,
                kind=kind,
                min_level=level,
                required=tuple(amounts),
                strength=strength,
            )
        )

    for team in TEAMS:
        scope, size = Scope(kind=ScopeKind.TEAM, name=team), sum(p.team == team for p in people)
        work = r.sample(focus[team], 5)
        for skill in work:
            base = min(r.uniform(0.13, 0.17) * size, 0.7 * _staying(people, team, skill, 3))
            add(
                scope,
                skill,
                NeedKind.CAPACITY,
                3,
                [round(base * (1 + 0.08 * t), 1) for t in range(periods)],
                Strength.MUST,
            )
        for skill in r.sample([s for s in focus[team] if s not in work], 5):
            have = _staying(people, team, skill, 3)
            add(
                scope,
                skill,
                NeedKind.HOLDERS,
                3,
                [have + (t > 0) + (t > 2) for t in range(periods)],
                r.choice([Strength.MUST, Strength.SHOULD]),
            )
    for skill in ("Security engineering", "Incident response", "Kubernetes", "Machine learning"):
        have = sum(_staying(people, team, skill, 4) for team in TEAMS)
        add(
            ORGANISATION,
            skill,
            NeedKind.HOLDERS,
            4,
            [have, have + 1, have + 2, have + 2],
            Strength.MUST,
        )
    return tuple(needs)


def _staying(people: tuple[Person, ...], team: str, skill: str, level: int) -> int:
    """People of a team at or above a level who are not known to leave."""
    return sum(p.team == team and p.end_date is None and p.level(skill) >= level for p in people)


def _rules() -> tuple[Rule, ...]:
    each = tuple(Scope(kind=ScopeKind.TEAM, name=name) for name in TEAMS)
    return (
        Echelon(id="echelon", scopes=each, threshold=10, skill="Team leadership", level=3,
            owner_level=4, strength=Strength.SHOULD,
             sentence="A team of ten or more has a successor ready or in training, and an owner "
                      "for each of its areas.", source="text 002"),
        Director(id="director", scopes=(ORGANISATION,), counts=("engineering",), threshold=21,
            product_lines_over=1, load_over=1.2,
             roles=("Technical director",),
             sentence="More than 20 engineers on several product lines are headed by a technical "
                      "director.", source="text 001"),
        Span(id="span", scopes=each, per=9, strength=Strength.SHOULD,
            sentence="A manager has a limited number of reports.", source="text 003"),
        Ratio(id="architects", scopes=(ORGANISATION,), counts=("engineering",),
            roles=("Architect",), per=12,
             strength=Strength.SHOULD, sentence="One architect for every twelve engineers.",
             source="own norm"),
    )  # fmt: skip


def _courses(names: list[str]) -> tuple[Course, ...]:
    return tuple(
        Course(
            id=f"{skill} {low}→{low + 1}",
            skill=skill,
            from_level=low,
            to_level=low + 1,
            cost=1400,
            hours=80,
            duration=3,
            seats=6,
        )
        for skill in names
        for low in (1, 2, 3)
    )


def _budget(org: Organisation) -> tuple[BudgetLine, ...]:
    pay = sum(person.base_salary for person in org.people) * 1.27
    everything = tuple(range(org.calendar.periods))
    total = BudgetLine(
        id="B-001",
        scope=ORGANISATION,
        periods=everything,
        label="total",
        amount=round(pay * 1.30, -3),
    )
    training = tuple(
        BudgetLine(
            id=f"B-{n + 2:03}",
            scope=ORGANISATION,
            periods=(n,),
            label=org.calendar.label(n),
            category=Category.TRAINING,
            amount=90_000,
        )
        for n in everything
    )
    return (total, *training)
