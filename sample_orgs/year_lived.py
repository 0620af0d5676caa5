"""A year lived: a plan of January that was approved, and the inputs of May, when it is planned
again.

Three developers at 60,000 with 10 % employer tax cost 5,500 a month each; two more are needed, from
March and from June on. By May Chen has left, Bo is about to leave, the fourth developer came in
mid-April and for more, the fifth is needed a month later, and a lead has been requested.
year_lived/expected.toml traces each figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.costs.actuals import Actual
from orgplan.domain.costs.budget import BudgetLine
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.positions import Position, PositionStatus
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team

APPS = Scope(kind=ScopeKind.TEAM, name="Apps")
RATES = {
    "employer_tax_pct": 0.1, "benefits_pct": 0.0, "merit_pct": 0.0, "recruiting_cost": 0.0,
    "agency_pct": 0.0, "leavers_free_pay": 0.0,
    "default_courses": 0.0,
}  # fmt: skip
SPENT = (16_500.0, 16_500.0, 17_000.0, 14_000.0)
BUDGET = 340_000.0


def january() -> Organisation:
    """What was known when the year was planned."""
    people = (
        _developer("Ana", date(2020, 1, 1)),
        _developer("Bo", date(2021, 5, 1)),
        _developer("Chen", date(2022, 9, 1)),
    )
    calendar = Calendar(
        as_of=date(2026, 12, 31), start=date(2027, 1, 1), period=PeriodLength.MONTH, periods=12
    )
    return _apps(calendar, people, Java=(3, 3, 4, 4, 4, *[5] * 7)).replace(
        budget=(_of_year(tuple(range(12))),)
    )


def may() -> Organisation:
    """What has come of it by the end of April."""
    people = (
        _developer("Ana", date(2020, 1, 1)),
        _developer("Bo", date(2021, 5, 1)).replace(end_date=date(2027, 8, 31)),
        _developer("Dia", date(2027, 4, 15)).replace(base_salary=66_000.0),
    )
    calendar = Calendar(
        as_of=date(2027, 4, 30), start=date(2027, 5, 1), period=PeriodLength.MONTH, periods=8
    )
    requested = Position(
        id="REQ-1", role="Lead", team="Apps", status=PositionStatus.APPROVED,
        start=date(2027, 9, 1), budget_salary=72_000.0,
    )  # fmt: skip
    actuals = (
        Actual(scope=APPS, month=date(2027, month, 1), amount=amount)
        for month, amount in enumerate(SPENT, 1)
    )
    needs = {"Java": (3, 3, 4, 4, 3, 3, 3, 3), "Leadership": (0, 0, 0, 0, 1, 1, 1, 1)}
    return _apps(calendar, people, **needs).replace(
        positions=(requested,), actuals=tuple(actuals), budget=(_of_year(tuple(range(8))),)
    )


def _of_year(periods: tuple[int, ...]) -> BudgetLine:
    spent = sum(SPENT) if len(periods) < 12 else 0.0
    return BudgetLine(
        id="B-001", scope=ORGANISATION, periods=periods, label="2027", amount=BUDGET - spent,
        spent=spent
    )  # fmt: skip


def _developer(name: str, start: date) -> Person:
    return Person(
        id=name, name=name, role="Developer", team="Apps", start_date=start, base_salary=60_000.0,
        skills={"Java": 3}
    )  # fmt: skip


def _apps(calendar: Calendar, people: tuple[Person, ...], **needs: Sequence[float]) -> Organisation:
    roles = (("Developer", 60_000.0, "Java"), ("Lead", 72_000.0, "Leadership"))
    return Organisation(
        name="Apps, a year lived",
        currency="EUR",
        calendar=calendar,
        assumptions=Assumptions(
            rows=tuple(Assumption(key=key, value=value) for key, value in RATES.items())
        ),
        people=people,
        roles=tuple(
            Role(id=name, name=name, band_mid=mid, lead_time=0, ramp=0, skills_at_start={skill: 3})
            for name, mid, skill in roles
        ),
        teams=(Team(id="Apps"),),
        needs=tuple(
            Need(id=f"N-{number:03}", scope=APPS, skill=skill, kind=NeedKind.HOLDERS,
                required=tuple(heads))
            for number, (skill, heads) in enumerate(needs.items(), 1)
        ),
    )  # fmt: skip


INPUTS: dict[str, Callable[[], Organisation]] = {"january": january, "may": may}
