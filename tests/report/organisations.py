"""An organisation in which every sheet has something to say, and a plan for it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from orgplan.analysis.assessment import Assessment
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.ratio import Ratio
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.plan import Hire, Plan, Training
from orgplan.domain.roles import Role, Track
from orgplan.domain.rules import Rule
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course
from orgplan.report.audit.run import Run
from orgplan.solver.outcome import Status
from orgplan.solver.solve import GoalPart

SKILLS = ("Java", "Kubernetes", "Kafka", "SQL", "React", "Security", "System design", "Leadership")
PAYMENTS = "Payments"
PLATFORM = "Platform engineering and developer experience"
APPS = "=Apps+Web"
NAMES = (
    "Ann Lee", "Bo Chen 陈波", "Carla Diaz", "Dmitri Ivanov", "Emi Sato 佐藤恵美", "Farid Haddad",
    "Grace Okafor", "=HYPERLINK(1)", "Ivo Novák",
    "Julia Schmidt", "Kofi Mensah", "Lena Berg", "Mia Rossi", "Nils Holm", "Olu Ade", "Priya Rao",
    "Quentin Roy", "Rosa Marín",
)  # fmt: skip


def team_scope(name: str) -> Scope:
    return Scope(kind=ScopeKind.TEAM, name=name)


def rich_organisation(period: PeriodLength = PeriodLength.QUARTER) -> Organisation:
    """Eighteen people in three teams, needs of both kinds and strengths, all families of rules,
    budgets of every scope.
    """
    length = int(period)
    calendar = Calendar(
        as_of=date(2026, 12, 15),
        start=date(2027, 1, 1),
        period=period,
        periods=12 // length,
        fiscal_year_start=4,
    )
    org = Organisation(
        name="Ridgeline 山脊",
        currency="EUR",
        calendar=calendar,
        assumptions=Assumptions(
            rows=(
                Assumption(key="recruiting_cost", value=4100.0),
                Assumption(key="equipment_cost", value=2400.0),
                Assumption(key="course_cost", value=1400.0),
                Assumption(key="bonus_pct", value=0.08),
                Assumption(key="attrition", value=0.08),
            )
        ),
        people=_people(),
        roles=_roles(),
        teams=(
            Team(id=PAYMENTS, product_line="Pay", lead="P-001", max_headcount=14,
                cost_centre="CC-100"),
            Team(id=PLATFORM, product_line="Core", lead="P-007", min_headcount=5,
                cost_centre="CC-200"),
            Team(id=APPS, product_line="Pay", lead="P-013", parent=PAYMENTS),
        ),
        courses=tuple(
            Course(id=f"{skill} {low}→{low + 1}", skill=skill, from_level=low, to_level=low + 1,
                cost=1500.0 + 250 * low, hours=80, duration=3,
                   seats=2 if skill == "Security" else None)
            for skill in SKILLS for low in (1, 2, 3)
        ),
        rules=_rules(),
    )  # fmt: skip
    return org.replace(needs=_needs(calendar), budget=_budget(org))


def _people() -> tuple[Person, ...]:
    teams = [PAYMENTS] * 6 + [PLATFORM] * 6 + [APPS] * 6
    people = []
    for number, (name, team) in enumerate(zip(NAMES, teams, strict=True), 1):
        lead = number in (1, 7, 13)
        people.append(
            Person(
                id=f"P-{number:03}", name=name, team=team,
                role="Team lead" if lead else ("Java engineer / senior" if number % 2 else "Java engineer / middle"),  # noqa: E501
                start_date=date(2027, 2, 1) if number == 18 else date(2021, 1 + number % 12, 1),
                end_date=date(2027, 5, 14) if number == 9 else None,
                base_salary=104_000 if lead else 78_321.55 if number % 2 else 61_000,
                fte=0.8 if number == 4 else 1.0,
                employment=Employment.CONTRACTOR if number == 12 else Employment.EMPLOYEE,
                cost_centre="CC-150" if number == 6 else None,
                skills={skill: (number * 7 + place * 3) % 5 for place, skill in enumerate(SKILLS)},
            )
        )  # fmt: skip
    return tuple(people)


def _roles() -> tuple[Role, ...]:
    start = dict.fromkeys(("Java", "SQL"), 3)
    return (
        Role(id="Java engineer / senior", name="Java engineer", level="senior", band_min=70_000,
            band_mid=82_000, band_max=95_000, lead_time=3, ramp=3,
             max_hires=3, skills_at_start=start | {"Kafka": 3, "System design": 3},
             skills_after_ramp={"Java": 4, "Kubernetes": 3}),
        Role(id="Java engineer / middle", name="Java engineer", level="middle", band_min=52_000,
            band_mid=62_000, band_max=72_000, lead_time=2, ramp=4,
             max_hires=3, skills_at_start=start, skills_after_ramp={"React": 3}),
        Role(id="Security engineer / senior", name="Security engineer", level="senior",
            band_mid=88_000, band_min=80_000, band_max=99_000, lead_time=4, ramp=3,
             max_hires=1, skills_at_start={"Security": 4, "Kubernetes": 3}),
        Role(id="Team lead", name="Team lead", family="management", track=Track.MANAGEMENT,
            band_mid=108_000, lead_time=4, ramp=3, max_hires=1,
             can_manage=True, span_max=8, skills_at_start={"Leadership": 4, "Java": 3}),
        Role(id="Engineering director", name="Engineering director", family="direction",
            track=Track.MANAGEMENT, band_mid=150_000, lead_time=3, ramp=3,
             max_hires=1, can_manage=True, skills_at_start={"Leadership": 5}),
    )  # fmt: skip


def _needs(calendar: Calendar) -> tuple[Need, ...]:
    def rising(first: float, last: float, whole: bool = True) -> tuple[float, ...]:
        steps = [
            first + (last - first) * t / max(1, calendar.periods - 1)
            for t in range(calendar.periods)
        ]
        return tuple(float(round(step)) if whole else round(step, 2) for step in steps)

    holders, capacity = NeedKind.HOLDERS, NeedKind.CAPACITY
    return (
        Need(id="N-001", scope=team_scope(PAYMENTS), skill="Kafka", kind=holders,
            required=rising(1, 3), reason="new ledger"),
        Need(id="N-002", scope=team_scope(PLATFORM), skill="Kubernetes", kind=holders,
            required=rising(2, 4)),
        Need(id="N-003", scope=team_scope(PAYMENTS), skill="Java", kind=capacity,
            required=rising(2, 4.5, whole=False)),
        Need(id="N-004", scope=team_scope(APPS), skill="React", kind=capacity,
            required=rising(1.5, 3, whole=False), strength=Strength.SHOULD),
        Need(id="N-005", scope=ORGANISATION, skill="Security", kind=holders, required=rising(2, 9),
            min_level=4, strength=Strength.SHOULD, weight=3),
        Need(id="N-006", scope=Scope(kind=ScopeKind.PRODUCT_LINE, name="Pay"), skill="SQL",
            kind=capacity, required=rising(2, 3, whole=False)),
        Need(id="N-007", scope=team_scope(PLATFORM), skill="Leadership", kind=holders,
            required=rising(1, 12), weight=5),
    )  # fmt: skip


def _rules() -> tuple[Rule, ...]:
    teams = tuple(team_scope(name) for name in (PAYMENTS, PLATFORM, APPS))
    return (
        Echelon(id="echelon", scopes=teams, threshold=7, skill="Leadership", level=3, owner_level=3,
            strength=Strength.MUST,
             sentence="A team of seven or more has a successor and an owner for each area."),
        Director(id="director", scopes=(ORGANISATION,), counts=("engineering",), threshold=18,
            roles=("direction",),
             sentence="From eighteen engineers on there is a director."),
        Span(id="span", scopes=teams, per=7, sentence="One manager for seven reports."),
        Ratio(id="leads", scopes=(ORGANISATION,), counts=("engineering",), roles=("management",),
            per=6, strength=Strength.SHOULD,
             sentence="One lead for six engineers."),
    )  # fmt: skip


def _budget(org: Organisation) -> tuple[BudgetLine, ...]:
    every = tuple(range(org.calendar.periods))
    first = every[: max(1, len(every) // 4)]
    return (
        BudgetLine(id="B-001", scope=ORGANISATION, periods=every, label="total", amount=2_600_000),
        BudgetLine(
            id="B-002",
            scope=team_scope(PAYMENTS),
            periods=every,
            label="2027",
            amount=60_000.5,
            category=Category.HIRING,
        ),
        BudgetLine(
            id="B-003",
            scope=ORGANISATION,
            periods=first,
            label=org.calendar.label(0),
            amount=40_000,
            category=Category.TRAINING,
        ),
        BudgetLine(
            id="B-004",
            scope=Scope(kind=ScopeKind.COST_CENTRE, name="CC-150"),
            periods=every,
            label="total",
            amount=90_000,
            headcount=1,
        ),
        BudgetLine(
            id="B-005",
            scope=Scope(kind=ScopeKind.DEPARTMENT, name=PAYMENTS),
            periods=every,
            label="total",
            amount=1_900_000,
        ),
        BudgetLine(
            id="B-006",
            scope=Scope(kind=ScopeKind.PRODUCT_LINE, name="Core"),
            periods=every,
            label="total",
            amount=1_200_000,
            headcount=12,
        ),
    )


def rich_plan(org: Organisation) -> Plan:
    """A plan made by hand, neither best nor clean; its figures don't depend on a solver's
    version.
    """
    day = org.calendar.first_day
    later, last = org.calendar.periods // 2, org.calendar.periods - 1
    return Plan(
        hires=(
            Hire(
                id="H-001",
                role="Java engineer / senior",
                team=PAYMENTS,
                start_date=date(2027, 4, 1),
                base_salary=82_000,
            ),
            Hire(
                id="H-002",
                role="Java engineer / senior",
                team=PAYMENTS,
                start_date=date(2027, 4, 1),
                base_salary=84_999.99,
            ),
            Hire(
                id="H-003",
                role="Security engineer / senior",
                team=PLATFORM,
                start_date=day(later),
                base_salary=88_000,
            ),
            Hire(
                id="H-004",
                role="Java engineer / middle",
                team=APPS,
                start_date=date(2027, 7, 12),
                base_salary=62_000,
            ),
            Hire(
                id="H-005",
                role="Engineering director",
                team=PLATFORM,
                start_date=day(later),
                base_salary=150_000,
            ),
            Hire(
                id="H-006",
                role="Java engineer / middle",
                team=APPS,
                start_date=day(last),
                base_salary=60_000,
            ),
        ),
        trainings=(
            Training(id="U-001", person_id="P-003", course="Kafka 2→3", start_date=day(0)),
            Training(id="U-002", person_id="P-007", course="Kubernetes 2→3", start_date=day(0)),
            Training(id="U-003", person_id="P-008", course="Leadership 2→3", start_date=day(1)),
            Training(id="U-004", person_id="P-014", course="Security 3→4", start_date=day(1)),
        ),
    )


def run_of(assessment: Assessment, status: Status = Status.OPTIMAL, seconds: float = 1.5) -> Run:
    """Facts of a run that was never made, with the goals as the checker reckons them."""
    return Run(
        status=status,
        gap=0.0004,
        parts=tuple(
            GoalPart(name, value, value * 0.9996, status)
            for name, value in assessment.goal_values.items()
        ),
        solver="highs",
        options={"goal": "cover", "time_limit": "60"},
        seconds={"read": 0.1, "build": 0.2, "solve": seconds, "check": 0.1, "write": 0.0},
        size=(120, 80, 300),
        versions={"orgplan": "0.1.0", "highspy": "1.15.1", "python": "3.11"},
        input_name="ridgeline.xlsx",
        input_sha256="ab" * 32,
        made_at=datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC),
        notes=("Assumptions: attrition not given, 12 % taken.",),
        next_steps=("One more head in Leadership of Platform costs at least 54,000 EUR more.",),
    )
