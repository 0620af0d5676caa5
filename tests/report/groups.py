"""Groups of every sort beside named people over two years or more, and a plan that does everything
to them in nearly every period.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count

from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Counting, Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.plan import GroupAction, Plan
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from tests.report.levers import PLANT, levered_organisation
from tests.report.organisations import team_scope

HARBOUR, YARD, COAST, MASTER = "Harbour", "Yard", "Coast", "Foreman / senior"
kind = LeverKind


def grouped_organisation(period: PeriodLength, counting: Counting) -> Organisation:
    """The organisation of every lever with eight groups: abroad, leaving, new, of contractors, with
    rates of their own.
    """
    org = levered_organisation(PeriodLength.QUARTER)
    periods = {PeriodLength.MONTH: 24, PeriodLength.QUARTER: 9, PeriodLength.YEAR: 3}[period]
    calendar = Calendar(
        as_of=date(2026, 12, 15),
        start=date(2027, 2, 1),
        period=period,
        periods=periods,
        fiscal_year_start=4,
    )
    return org.replace(
        counting=counting,
        calendar=calendar,
        people=(*org.people, *_more_groups()),
        roles=(
            *org.roles,
            Role(
                id=MASTER,
                name="Foreman",
                level="senior",
                family="shop floor",
                recruiting_cost=1_999.99,
                max_hires=9,
            ),
        ),
        teams=(
            *org.teams,
            Team(id=HARBOUR, parent=PLANT),
            Team(id=YARD, parent=HARBOUR, product_line="Ships"),
        ),
        locations=(
            *org.locations,
            Location(
                id=COAST,
                currency="SEK",
                fx=0.087,
                employer_tax_pct=0.3142,
                tax_cap=45_000,
                benefits_pct=0.05,
                benefits_per_head=612.3,
            ),
        ),
        assumptions=Assumptions(rows=(*org.assumptions.rows, *_rates())),
        needs=_needs(periods),
        budget=(),
        levers=(
            *org.levers,
            Lever(
                id="L-012",
                kind=kind.PROMOTION,
                roles=("Technician",),
                to_role=MASTER,
                cost=333.33,
                months=2,
                share=0.4,
            ),
            Lever(
                id="L-013",
                kind=kind.TRANSFER,
                scope=team_scope(PLANT),
                to_team=YARD,
                cost=12.345,
                months=1,
                share=0.1,
            ),
        ),
    )


def _more_groups() -> tuple[Person, ...]:
    def group(name: str, role: str, team: str, since: date, base: float, heads: float) -> Person:
        return Person(
            id=name,
            name=name,
            role=role,
            team=team,
            start_date=since,
            base_salary=base,
            headcount=heads,
        )

    return (
        group("G-SEA", "Operator", YARD, date(2026, 11, 16), 41_234.56, 17).replace(
            location=COAST, attrition=0.3
        ),
        group("G-END", "Technician", YARD, date(2012, 2, 29), 52_000, 6).replace(
            end_date=date(2027, 9, 13), bonus_pct=0.21
        ),
        group("G-EXT", "Operator", YARD, date(2020, 1, 1), 66_000, 3).replace(
            employment=Employment.CONTRACTOR, cost_centre="CC-EXT"
        ),
        group("G-NEW", MASTER, PLANT, date(2027, 3, 10), 71_717.17, 4).replace(location="Berlin"),
        group("G-NIL", "Technician", YARD, date(2019, 6, 1), 47_000, 0),
    )


def _rates() -> tuple[Assumption, ...]:
    return (
        Assumption(key="movers_leave_at_once", value=0, scope=YARD),
        Assumption(key="attrition_first_year", value=0.35, scope="G-SEA"),
        Assumption(key="attrition_first_year", value=0.0, scope=COAST),
        Assumption(key="attrition", value=0.02, scope=YARD),
        Assumption(key="recruiting_cost", value=777.77, scope="Operator"),
        Assumption(key="agency_share", value=1.0, scope=COAST),
        Assumption(key="bonus_pct", value=0.04, scope="Operator"),
        Assumption(key="merit_pct", value=0.05, scope=YARD),
    )


def _needs(periods: int) -> tuple[Need, ...]:
    """Heads kept beyond them are booked on the roster's first who serves them: by department,
    place, line, team and role or family.
    """

    def need(name: str, scope: Scope, skill: str) -> Need:
        return Need(
            id=name, scope=scope, skill=skill, kind=NeedKind.STAFF, required=(9.0,) * periods
        )

    return (
        need("N-1", Scope(kind=ScopeKind.DEPARTMENT, name=HARBOUR), "Technician"),
        need("N-2", Scope(kind=ScopeKind.LOCATION, name=COAST), "production"),
        need("N-3", Scope(kind=ScopeKind.PRODUCT_LINE, name="Ships"), "Technician"),
        need("N-4", team_scope(PLANT), "Foreman"),
        need("N-5", team_scope(PLANT), "production"),
        need("N-6", ORGANISATION, MASTER),
        need("N-7", team_scope(YARD), MASTER),
    )


def grouped_plan(org: Organisation) -> Plan:
    """Every kind of action in nearly every period, none of them best."""
    numbers, whole = count(1), org.counting is Counting.WHOLE
    return Plan(
        group_actions=tuple(
            GroupAction(
                id=f"G-{next(numbers):03}", kind=done, lever=lever, group=group, to_group=to,
                start_date=org.calendar.first_day(period),
                heads=max(1.0, round(heads)) if whole else heads,
            )
            for period in range(org.calendar.periods)
            for done, lever, group, to, heads in _of_period(period)
        )
    )  # fmt: skip


def _of_period(
    period: int,
) -> Iterator[tuple[LeverKind | None, str | None, str, str | None, float]]:
    some = round(0.37 + 0.11 * (period % 5), 4)
    for group in ("G-OP", "G-SEA", "G-EXT", "G-NEW", "G-NIL"):
        yield None, None, group, None, round(1.3 + some, 4)
    yield kind.RETRAINING, "L-010", "G-OP", "G-TE", round(some / 3, 4)
    yield kind.PROMOTION, "L-012", "G-TE", "G-NEW", round(some / 5, 4)
    yield kind.DOWNGRADING, "L-011", "G-NIL", "G-PT", round(some / 4, 4)
    yield kind.TRANSFER, "L-013", "G-TE", "G-NIL", round(some / 2, 4)
    for group in ("G-PT", "G-SEA", "G-EXT"):
        yield kind.REDUNDANCY, "L-005", group, None, round(some / 6, 4)
        yield kind.SHORT_TIME, "L-006", group, None, round(some, 4)
    yield kind.SHORT_TIME, "L-006", "G-END", None, 1.5
    yield kind.OVERSTAFFING, "L-007", f"N-{period % 7 + 1}", None, round(2 * some, 4)
