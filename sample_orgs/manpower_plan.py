"""A works whose new machines need fewer unskilled and more skilled people: three groups planned by
numbers over three years.

After the classic manpower planning exercise in H. P. Williams, *Model Building in Mathematical
Programming*: of everybody a share leaves in a year, of recruits more; people can be retrained or
downgraded (half of those who are downgraded leave), let go, put on short time, or kept beyond need.
Heads are counted in fractions. Pay plays no part there, so the roster has none, and neither has
recruiting: what is weighed is retraining, severance, short time and overstaffing. The goal is the
fewest redundancies; with ``--goal cover`` it is the least cost.
"""

from __future__ import annotations

from datetime import date

from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Counting, Goal, Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Team

UNSKILLED, SEMI, SKILLED = "Unskilled", "Semi-skilled", "Skilled"
GROUPS = {UNSKILLED: ("G-U", 2000.0), SEMI: ("G-M", 1500.0), SKILLED: ("G-S", 1000.0)}
NEEDED = {
    UNSKILLED: (1000.0, 500.0, 0.0),
    SEMI: (1400.0, 2000.0, 2500.0),
    SKILLED: (1000.0, 1500.0, 2000.0),
}
RECRUITS = {UNSKILLED: 500, SEMI: 800, SKILLED: 500}  # most in a year
LEAVE = {
    UNSKILLED: (0.25, 0.10),
    SEMI: (0.20, 0.05),
    SKILLED: (0.10, 0.05),
}  # a year: in the first of service, and later
SEVERANCE = {UNSKILLED: 200.0, SEMI: 500.0, SKILLED: 500.0}
BEYOND_NEED = {UNSKILLED: 1500.0, SEMI: 2000.0, SKILLED: 3000.0}  # for each head and year
SHORT_TIME = {UNSKILLED: 500.0, SEMI: 400.0, SKILLED: 400.0}  # likewise, for half the hours
MOST_BEYOND, MOST_SHORT = 150.0, 50.0
WORKS = "Works"


def organisation() -> Organisation:
    """The works, with the fewest redundancies as its goal."""
    return Organisation(
        name="Manpower plan of a works",
        currency="GBP",
        goal=Goal.FEWEST_REDUNDANCIES,
        counting=Counting.FRACTIONAL,
        calendar=Calendar(
            as_of=date(2026, 12, 31), start=date(2027, 1, 1), period=PeriodLength.YEAR, periods=3
        ),
        assumptions=Assumptions(rows=_assumptions()),
        people=tuple(
            Person(
                id=name,
                name=role,
                role=role,
                team=WORKS,
                start_date=date(2020, 1, 1),
                base_salary=0,
                headcount=heads,
            )
            for role, (name, heads) in GROUPS.items()
        ),
        roles=tuple(
            Role(id=role, name=role, family="production", max_hires=most, lead_time=0, ramp=0)
            for role, most in RECRUITS.items()
        ),
        teams=(Team(id=WORKS),),
        needs=tuple(
            Need(
                id=f"N-{number:03}",
                scope=ORGANISATION,
                skill=role,
                kind=NeedKind.STAFF,
                required=heads,
            )
            for number, (role, heads) in enumerate(NEEDED.items(), 1)
        ),
        levers=tuple(
            lever.replace(id=f"L-{number:03}") for number, lever in enumerate(_levers(), 1)
        ),
    )


def _assumptions() -> tuple[Assumption, ...]:
    source = "H. P. Williams, Model Building in Mathematical Programming: manpower planning"
    rates = [
        Assumption(key=key, value=value, scope=role, source=source)
        for role, (first, later) in LEAVE.items()
        for key, value in (("attrition_first_year", first), ("attrition", later))
    ]
    nothing = (
        Assumption(key=key, value=0, note="pay and recruiting play no part")
        for key in ("recruiting_cost", "agency_pct", "tail_months")
    )
    return (*rates, *nothing)


def _levers() -> tuple[Lever, ...]:
    kind = LeverKind
    down = ((SKILLED, SEMI), (SKILLED, UNSKILLED), (SEMI, UNSKILLED))
    return (
        Lever(id="L", kind=kind.RETRAINING, roles=(UNSKILLED,), to_role=SEMI, most=200, cost=400),
        Lever(id="L", kind=kind.RETRAINING, roles=(SEMI,), to_role=SKILLED, share_of_receiving=0.25,
            cost=500),
        *(Lever(id="L", kind=kind.DOWNGRADING, roles=(role,), to_role=lower, share=0.5) for role,
            lower in down),
        *(Lever(id="L", kind=kind.REDUNDANCY, roles=(role,), cost=cost) for role,
            cost in SEVERANCE.items()),
        *(Lever(id="L", kind=kind.OVERSTAFFING, roles=(role,), cost=cost, most=MOST_BEYOND,
            cap="beyond need") for role, cost in BEYOND_NEED.items()),
        *(Lever(id="L", kind=kind.SHORT_TIME, roles=(role,), cost=cost, most=MOST_SHORT,
            share=0.5) for role, cost in SHORT_TIME.items()),
    )  # fmt: skip
