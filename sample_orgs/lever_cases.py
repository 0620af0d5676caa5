"""Two small organisations for each lever: one in which pulling it is the best answer, and one in
which it is not; cases/expected.toml says why.

All figures are chosen so that the answer can be worked out by hand: nobody leaves by chance, new
people are fully productive on their first day, there are no taxes, benefits or raises, and the year
after the horizon counts like the last quarter in it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from orgplan.constraints.structure.hiring_freeze import HiringFreeze
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.candidates import Candidate
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.positions import Lock, LockedAction, LockRow, Position, PositionStatus
from orgplan.domain.roles import Role, Track
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course

PLATFORM, APPS = (
    Scope(kind=ScopeKind.TEAM, name="Platform"),
    Scope(kind=ScopeKind.TEAM, name="Apps"),
)
DEVELOPER, SENIOR, TESTER = "Developer", "Senior developer", "Tester"
QUARTERS = 4

RATES = {
    "attrition": 0.0, "recruiting_cost": 5_000.0, "agency_pct": 0.0, "employer_tax_pct": 0.0,
    "benefits_pct": 0.0, "merit_pct": 0.0,
    "tail_months": 12.0, "default_courses": 0.0,
}  # fmt: skip

ROLES = (
    Role(
        id=DEVELOPER, name=DEVELOPER, family="engineering", band_min=55_000, band_mid=60_000,
        band_max=70_000, lead_time=0, ramp=0,
        skills_at_start={"Java": 3}, next_role=SENIOR,
    ),
    Role(
        id=SENIOR, name=SENIOR, family="engineering", band_min=75_000, band_mid=80_000,
        band_max=90_000, lead_time=0, ramp=0,
        skills_at_start={"Java": 4},
    ),
    Role(
        id=TESTER, name=TESTER, family="quality", track=Track.INDIVIDUAL, band_min=45_000,
        band_mid=50_000, band_max=55_000, lead_time=0, ramp=0,
        skills_at_start={"Testing": 3},
    ),
)  # fmt: skip


def company(*people: Person, **fields: object) -> Organisation:
    """Two teams, three roles, four quarters."""
    plain: dict[str, object] = {
        "currency": "EUR",
        "calendar": Calendar(
            as_of=date(2027, 1, 1),
            start=date(2027, 1, 1),
            period=PeriodLength.QUARTER,
            periods=QUARTERS,
        ),
        "assumptions": Assumptions(
            rows=tuple(Assumption(key=key, value=value) for key, value in RATES.items())
        ),
        "people": people,
        "roles": ROLES,
        "teams": (Team(id="Platform"), Team(id="Apps")),
    }
    return Organisation(**(plain | fields))  # type: ignore[arg-type]


def person(
    name: str,
    role: str = DEVELOPER,
    team: str = "Platform",
    salary: float = 60_000,
    end: date | None = None,
    **skills: int,
) -> Person:
    """Somebody who has been there for years."""
    return Person(
        id=name,
        name=name,
        role=role,
        team=team,
        start_date=date(2020, 1, 1),
        end_date=end,
        base_salary=salary,
        skills=skills or {"Java": 3},
    )


def holders(
    scope: Scope, count: float, skill: str = "Java", level: int = 3, name: str = "N-001"
) -> Need:
    """A number of people who can do it, all year."""
    return Need(
        id=name,
        scope=scope,
        skill=skill,
        kind=NeedKind.HOLDERS,
        required=(count,) * QUARTERS,
        min_level=level,
    )


def work(scope: Scope, *fte: float, skill: str = "Java", name: str = "N-001") -> Need:
    """Work quarter by quarter."""
    return Need(id=name, scope=scope, skill=skill, kind=NeedKind.CAPACITY, required=fte)


def staff(role: str, *heads: float, scope: Scope = ORGANISATION, name: str = "") -> Need:
    """An exact number of heads of a role, quarter by quarter."""
    return Need(
        id=name or f"N-{role}", scope=scope, skill=role, kind=NeedKind.STAFF, required=heads
    )


def lever(kind: LeverKind, **fields: object) -> tuple[Lever, ...]:
    """One lever."""
    return (Lever(id="L-001", kind=kind, **fields),)  # type: ignore[arg-type]


ANN, BEN, CAT = person("Ann"), person("Ben"), person("Cat")
TIM = person("Tim", TESTER, salary=50_000, Testing=3)
SUE = person("Sue", SENIOR, salary=80_000, Java=4)
COURSE = Course(
    id="Java 2→3", skill="Java", from_level=2, to_level=3, cost=2_000, hours=40, duration=3
)
LEARNER = person("Lea", Java=2)


def _promotion(raise_pct: float, developers: int) -> Organisation:
    needs = (staff(DEVELOPER, *(developers,) * QUARTERS), staff(SENIOR, 1, 1, 1, 1))
    ready = person("Ann", Java=4)  # what a senior developer brings: nobody is promoted on paper
    return company(ready, BEN, needs=needs, levers=lever(LeverKind.PROMOTION, raise_pct=raise_pct))


def _transfer(platform: float) -> Organisation:
    needs = (work(PLATFORM, *(platform,) * QUARTERS), work(APPS, 1, 1, 1, 1, name="N-002"))
    return company(ANN, BEN, needs=needs, levers=lever(LeverKind.TRANSFER, share=0.0))


def _contractor(premium: float, *fte: float) -> Organisation:
    levers = lever(LeverKind.CONTRACTOR, roles=(DEVELOPER,), share=premium, min_stay=3, max_stay=6)
    return company(ANN, needs=(work(PLATFORM, *fte),), levers=levers)


def _backfill(needed: int) -> Organisation:
    leaver = person("Bob", end=date(2027, 3, 31))
    listed = (Position(id="P-9", role=SENIOR, team="Platform", status=PositionStatus.FROZEN),)
    freeze = HiringFreeze(id="freeze", scopes=(ORGANISATION,))
    return company(
        ANN,
        leaver,
        needs=(holders(PLATFORM, needed),),
        positions=listed,
        rules=(freeze,),
        levers=lever(LeverKind.BACKFILL, share=1.0),
    )


def _redundancy(months_of_base: float) -> Organisation:
    return company(
        ANN,
        BEN,
        CAT,
        needs=(holders(PLATFORM, 2),),
        levers=lever(LeverKind.REDUNDANCY, months=3, months_of_base=months_of_base, most=1),
    )


def _short_time(*fte: float) -> Organisation:
    return company(
        ANN, BEN, needs=(work(PLATFORM, *fte),), levers=lever(LeverKind.SHORT_TIME, share=0.5)
    )


def _overstaffing(months_of_base: float) -> Organisation:
    levers = (
        Lever(id="L-001", kind=LeverKind.OVERSTAFFING, roles=(DEVELOPER,), cost=2_000),
        Lever(
            id="L-002", kind=LeverKind.REDUNDANCY, roles=(DEVELOPER,), months_of_base=months_of_base
        ),
    )
    return company(ANN, BEN, CAT, needs=(staff(DEVELOPER, 3, 2, 2, 3),), levers=levers)


def _retraining(testers: int, cost: float) -> Organisation:
    needs = (staff(DEVELOPER, 2, 2, 2, 2), staff(TESTER, *(testers,) * QUARTERS))
    levers = lever(LeverKind.RETRAINING, roles=(TESTER,), to_role=DEVELOPER, cost=cost)
    return company(ANN, TIM, needs=needs, levers=levers)


def _downgrading(seniors: int) -> Organisation:
    needs = (staff(SENIOR, *(seniors,) * QUARTERS), staff(DEVELOPER, 2, 2, 2, 2))
    return company(
        ANN,
        SUE,
        needs=needs,
        levers=lever(LeverKind.DOWNGRADING, roles=(SENIOR,), to_role=DEVELOPER),
    )


SECOND_HOLDER = Need(
    id="N-001", scope=PLATFORM, skill="Java", kind=NeedKind.HOLDERS, required=(1, 2, 2, 2)
)


def _training(**changes: object) -> Organisation:
    return company(ANN, LEARNER, needs=(SECOND_HOLDER,), courses=(COURSE.replace(**changes),))


def _mentoring(expert: int) -> Organisation:
    mentor = person("Max", Java=expert)
    return company(
        mentor, LEARNER, needs=(SECOND_HOLDER,), courses=(COURSE.replace(mentored=True),)
    )


def _prerequisite(price: float) -> Organisation:
    basics = Course(
        id="Linux 0→2", skill="Linux", from_level=0, to_level=2, cost=price, hours=40, duration=3
    )
    late = Need(
        id="N-001", scope=PLATFORM, skill="Java", kind=NeedKind.HOLDERS, required=(0, 0, 2, 2)
    )
    return company(
        ANN, LEARNER, needs=(late,), courses=(COURSE.replace(after={"Linux": 2}), basics)
    )


def _locked(lock: Lock) -> Organisation:
    row = LockRow(id="K-001", lock=lock, action=LockedAction.TRAIN, who="Lea")
    return company(ANN, LEARNER, needs=(SECOND_HOLDER,), courses=(COURSE,), locks=(row,))


def _positions(status: PositionStatus) -> Organisation:
    listed = (Position(id="P-7", role=DEVELOPER, team="Platform", status=status),)
    return company(ANN, needs=(holders(PLATFORM, 2),), positions=listed, only_positions=True)


def _candidate(asks: float, needed: int) -> Organisation:
    bea = Candidate(id="Bea", role=DEVELOPER, base_salary=asks, notice=0, acceptance=0.8)
    return company(ANN, needs=(holders(PLATFORM, needed),), candidates=(bea,))


def _location(scope: Scope) -> Organisation:
    places = (Location(id="Berlin"), Location(id="Porto", pay_index=0.7))
    roles = tuple(role.replace(locations=("Berlin", "Porto")) for role in ROLES)
    return company(
        ANN.replace(location="Berlin"), needs=(holders(scope, 2),), roles=roles, locations=places
    )


CASES: dict[str, Callable[[], Organisation]] = {
    "promotion_best": lambda: _promotion(0.0, 1),
    "promotion_not": lambda: _promotion(0.5, 2),
    "transfer_best": lambda: _transfer(1.0),
    "transfer_not": lambda: _transfer(2.0),
    "contractor_best": lambda: _contractor(0.5, 1, 2, 2, 1),
    "contractor_not": lambda: _contractor(1.5, 2, 2, 2, 2),
    "backfill_best": lambda: _backfill(2),
    "backfill_not": lambda: _backfill(1),
    "redundancy_best": lambda: _redundancy(6),
    "redundancy_not": lambda: _redundancy(24),
    "short_time_best": lambda: _short_time(2, 1, 1, 2),
    "short_time_not": lambda: _short_time(2, 2, 2, 2),
    "overstaffing_best": lambda: _overstaffing(12),
    "overstaffing_not": lambda: _overstaffing(1),
    "retraining_best": lambda: _retraining(0, 4_000),
    "retraining_not": lambda: _retraining(1, 40_000),
    "downgrading_best": lambda: _downgrading(0),
    "downgrading_not": lambda: _downgrading(1),
    "training_best": lambda: _training(),
    "training_not": lambda: _training(dates=(3,)),
    "success_rate_not": lambda: _training(success=0.5),
    "mentoring_best": lambda: _mentoring(4),
    "mentoring_not": lambda: _mentoring(3),
    "prerequisite_best": lambda: _prerequisite(1_000),
    "prerequisite_not": lambda: _prerequisite(200_000),
    "lock_must": lambda: _locked(Lock.MUST),
    "lock_must_not": lambda: _locked(Lock.MUST_NOT),
    "position_approved": lambda: _positions(PositionStatus.APPROVED),
    "position_frozen": lambda: _positions(PositionStatus.FROZEN),
    "candidate_best": lambda: _candidate(50_000, 3),
    "candidate_not": lambda: _candidate(70_000, 2),
    "location_best": lambda: _location(PLATFORM),
    "location_not": lambda: _location(Scope(kind=ScopeKind.LOCATION, name="Berlin")),
}
