"""A growing start-up: 18 engineers, two product lines, a team of nine. No person is real.

The best plan hires specialists: headcount crosses 20 engineers on two product lines, so a technical
director is due, and Payments crosses 10 people, so it needs an echelon. Two principals would do the
specialists' work with fewer heads; they are the better answer once a director is dear enough.
Payments SRE could take the platform seats without an echelon; its on-call bonus makes that the
better answer only once leadership training is dear enough.
"""

from __future__ import annotations

from datetime import date

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

PAYMENTS, SRE, APPS, PRODUCT = "Payments", "Payments SRE", "Apps", "Product"

# name, role, team, joined, base, skills
PEOPLE = (
    ("Ada Brandt", "Lead engineer", PAYMENTS, "2019-03-01", 128_000,
        {"Java": 5, "SQL": 4, "Team leadership": 4}),
    ("Bo Lindqvist", "Backend engineer / senior", PAYMENTS, "2020-06-15", 112_000,
        {"Java": 4, "SQL": 3, "Security": 1, "Team leadership": 2}),
    ("Carla Mendes", "Backend engineer / senior", PAYMENTS, "2021-01-11", 109_500,
        {"Java": 4, "SQL": 4, "Kubernetes": 1, "Team leadership": 1}),
    ("Deniz Arslan", "Backend engineer / middle", PAYMENTS, "2021-09-01", 88_000,
        {"Java": 3, "SQL": 3}),
    ("Elif Kaya", "Backend engineer / middle", PAYMENTS, "2022-02-14", 86_400,
        {"Java": 3, "SQL": 2}),
    ("Femi Okafor", "Backend engineer / middle", PAYMENTS, "2022-10-03", 84_000,
        {"Java": 3, "SQL": 3}),
    ("Greta Holm", "Backend engineer / middle", PAYMENTS, "2023-05-01", 83_200,
        {"Java": 3, "SQL": 2}),
    ("Hana Sato", "Backend engineer / middle", PAYMENTS, "2024-01-08", 81_000,
        {"Java": 3, "SQL": 3}),
    ("Ivo Petrov", "Backend engineer / middle", PAYMENTS, "2025-04-01", 79_500,
        {"Java": 2, "SQL": 2}),
    ("Jonas Weber", "Lead engineer", SRE, "2020-02-01", 126_000,
        {"Observability": 4, "Linux": 5, "Team leadership": 3}),
    ("Kim Nguyen", "Site engineer", SRE, "2022-07-01", 98_000, {"Observability": 4, "Linux": 4}),
    ("Lena Fischer", "Site engineer", SRE, "2024-09-16", 92_000, {"Observability": 3, "Linux": 3}),
    ("Marco Rossi", "Lead engineer", APPS, "2019-11-04", 124_000,
        {"React": 5, "TypeScript": 4, "Team leadership": 4}),
    ("Nadia Haddad", "Frontend engineer", APPS, "2021-03-15", 96_000,
        {"React": 4, "TypeScript": 4, "Team leadership": 1}),
    ("Oskar Nowak", "Frontend engineer", APPS, "2022-05-02", 90_000, {"React": 3, "TypeScript": 3}),
    ("Priya Raman", "Frontend engineer", APPS, "2023-01-09", 88_500, {"React": 3, "TypeScript": 3}),
    ("Quinn Murphy", "Frontend engineer", APPS, "2023-08-21", 86_000,
        {"React": 3, "TypeScript": 2}),
    ("Rosa Vidal", "Frontend engineer", APPS, "2025-02-03", 82_000, {"React": 2, "TypeScript": 3}),
    ("Sami Laine", "Product manager", PRODUCT, "2021-06-01", 104_000, {"Roadmapping": 4}),
    ("Tessa Boer", "Product manager", PRODUCT, "2022-03-01", 101_000, {"Roadmapping": 4}),
)  # fmt: skip


def organisation() -> Organisation:
    """The organisation as it plans 2027."""
    calendar = Calendar(as_of=date(2026, 12, 1), start=date(2027, 1, 1), periods=4)
    everything = tuple(range(calendar.periods))
    return Organisation(
        name="Growing start-up",
        currency="USD",
        calendar=calendar,
        assumptions=Assumptions(
            rows=(
                Assumption(key="attrition", value=0.08, source="own leavers since 2023"),
                Assumption(key="bonus_pct", value=0.2, scope=SRE, source="on-call agreement 2025"),
                Assumption(key="lead_time", value=3, source="recruiting team, median of 2026"),
                Assumption(key="default_courses", value=0, source="only the academy's courses"),
                Assumption(key="ramp", value=4, source="onboarding survey 2026"),
            )
        ),
        people=tuple(
            Person(
                id=f"P{n:02}",
                name=name,
                role=role,
                team=team,
                start_date=date.fromisoformat(joined),
                base_salary=base,
                skills=skills,
            )
            for n, (name, role, team, joined, base, skills) in enumerate(PEOPLE, 1)
        ),
        roles=_roles(),
        teams=(
            Team(id=PAYMENTS, product_line="Card payments", lead="P01", cost_centre="CC-100"),
            Team(id=SRE, product_line="Card payments", lead="P10", cost_centre="CC-100"),
            Team(
                id=APPS,
                product_line="Consumer app",
                lead="P13",
                max_headcount=14,
                cost_centre="CC-200",
            ),
            Team(id=PRODUCT, lead="P19", cost_centre="CC-300"),
        ),
        needs=_needs(),
        rules=_rules(),
        courses=_courses(),
        budget=(
            BudgetLine(
                id="B-001", scope=ORGANISATION, periods=everything, label="total", amount=3_000_000
            ),
            BudgetLine(
                id="B-002",
                scope=ORGANISATION,
                periods=everything,
                label="total",
                amount=60_000,
                category=Category.TRAINING,
            ),
        ),
    )


def _roles() -> tuple[Role, ...]:
    return (
        _role("Backend engineer / middle", 84_000, {"Java": 3, "SQL": 3}),
        _role("Backend engineer / senior", 110_000, {"Java": 4, "SQL": 4}),
        _role("Frontend engineer", 88_000, {"React": 3, "TypeScript": 3}),
        _role("Site engineer", 95_000, {"Observability": 3, "Linux": 4}),
        _role("Cloud engineer", 82_000, {"Kubernetes": 3, "Linux": 3}),
        _role("Security engineer", 86_000, {"Security": 3}),
        _role("iOS engineer", 84_000, {"iOS": 3}),
        _role("Android engineer", 83_000, {"Android": 3}),
        _role("Principal platform engineer", 255_000, {"Kubernetes": 4, "Security": 4, "Linux": 4}),
        _role("Principal mobile engineer", 250_000, {"iOS": 4, "Android": 4}),
        _role("Lead engineer", 126_000, {"Team leadership": 3}, leads=12),
        _role("Product manager", 102_000, {"Roadmapping": 3}, family="product"),
        _role(
            "Technical director",
            150_000,
            {"Technical strategy": 4, "Roadmapping": 4},
            family="management",
            lead_time=6,
        ),
    )


def _role(
    title: str,
    band: int,
    skills: dict[str, int],
    family: str = "engineering",
    leads: int | None = None,
    lead_time: float | None = None,
) -> Role:
    name, _, level = title.partition(" / ")
    return Role(
        id=title, name=name, level=level or None, family=family,
        track=Track.MANAGEMENT if leads or family == "management" else Track.INDIVIDUAL,
        band_min=round(band * 0.85), band_mid=band, band_max=round(band * 1.2),
        can_manage=leads is not None, span_max=leads,
        lead_time=lead_time, skills_at_start=skills, skills_after_ramp=skills,
    )  # fmt: skip


def _needs() -> tuple[Need, ...]:
    line = Scope(kind=ScopeKind.PRODUCT_LINE, name="Card payments")
    payments, apps = (Scope(kind=ScopeKind.TEAM, name=name) for name in (PAYMENTS, APPS))
    capacity, holders = NeedKind.CAPACITY, NeedKind.HOLDERS
    rows = (
        (payments, "Java", capacity, 3, (5.0, 5.0, 5.0, 5.0), Strength.MUST, "card volumes"),
        (payments, "SQL", holders, 4, (2, 2, 2, 2), Strength.MUST, "ledger ownership"),
        (apps, "React", capacity, 3, (3.5, 3.5, 3.5, 3.5), Strength.MUST, "roadmap 2027"),
        (Scope(kind=ScopeKind.TEAM, name=SRE), "Observability", holders, 3, (3, 3, 3, 3),
            Strength.MUST, "on-call rota"),
        (line, "Kubernetes", holders, 3, (0, 0, 1, 1), Strength.MUST,
            "move off the old hosting by September"),
        (line, "Security", holders, 3, (0, 0, 1, 1), Strength.MUST, "PCI DSS audit in the autumn"),
        (apps, "iOS", holders, 3, (0, 0, 1, 1), Strength.MUST, "native app"),
        (apps, "Android", holders, 3, (0, 0, 1, 1), Strength.MUST, "native app"),
        (apps, "TypeScript", holders, 4, (2, 2, 3, 3), Strength.SHOULD, "design system"),
    )  # fmt: skip
    return tuple(
        Need(
            id=f"N-{n:03}",
            scope=scope,
            skill=skill,
            kind=kind,
            min_level=level,
            required=amounts,
            strength=strength,
            reason=reason,
        )
        for n, (scope, skill, kind, level, amounts, strength, reason) in enumerate(rows, 1)
    )


def _rules() -> tuple[Rule, ...]:
    each = tuple(Scope(kind=ScopeKind.TEAM, name=name) for name in (PAYMENTS, SRE, APPS))
    return (
        Echelon(id="echelon", scopes=each, threshold=10, skill="Team leadership", level=3,
            owner_level=4,
             sentence="A team of ten or more people has a successor ready or in training, and an "
                      "owner for each of its areas.", source="text 002"),
        Director(id="director", scopes=(ORGANISATION,), counts=("engineering",), threshold=21,
            product_lines_over=1, load_over=1.2,
             roles=("Technical director",),
             sentence="More than 20 engineers on several product lines are headed by a technical "
                      "director.", source="text 001"),
        Span(id="span", scopes=each, per=12, sentence="A lead has a limited number of reports.",
            source="text 003"),
        Ratio(id="product managers", scopes=(ORGANISATION,), counts=("engineering",),
            roles=("Product manager",), per=12,
             strength=Strength.SHOULD, sentence="One product manager for every twelve engineers.",
             source="Norton, 1 for 5 to 9"),
    )  # fmt: skip


def _courses() -> tuple[Course, ...]:
    steps = (("Team leadership", 1, 2, 2_500, 60), ("Team leadership", 2, 3, 3_500, 80),
        ("Java", 3, 4, 2_000, 80), ("SQL", 3, 4, 1_500, 60),
             ("React", 3, 4, 2_000, 80), ("TypeScript", 3, 4, 1_800, 60))  # fmt: skip
    return tuple(
        Course(
            id=f"{skill} {low}→{high}",
            skill=skill,
            from_level=low,
            to_level=high,
            cost=cost,
            hours=hours,
            duration=3,
            seats=2,
        )
        for skill, low, high, cost, hours in steps
    )
