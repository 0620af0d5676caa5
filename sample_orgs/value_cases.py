"""Small organisations in which a shortfall has a price, a tolerance or a home, in pairs;
cases/expected.toml says why.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from orgplan.constraints import make_rule
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hiring_freeze import HiringFreeze
from orgplan.domain.base import Strength
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.costs.budget import BudgetLine
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Counting, Organisation
from orgplan.domain.roles import Role
from orgplan.domain.rules import Freezes
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from sample_orgs.lever_cases import (
    APPS,
    DEVELOPER,
    PLATFORM,
    QUARTERS,
    ROLES,
    SENIOR,
    TESTER,
    company,
    holders,
    person,
    staff,
    work,
)


def _price(worth: float) -> Organisation:
    need = holders(PLATFORM, 1).replace(worth=worth)
    return company(person("Ann", Java=1), needs=(need,))


def _tolerance(fte: float) -> Organisation:
    return company(person("Ann"), needs=(work(PLATFORM, fte, 1, 1, 1),))


def _reports(cost: float) -> Organisation:
    """One report in Apps, seven in Platform; a transfer costs so much."""
    rule = make_rule(
        id="our span", family="span", scopes=(APPS,), per_min=2, strength=Strength.SHOULD
    )
    across = Lever(id="L-001", kind=LeverKind.TRANSFER, scope=PLATFORM, to_team="Apps", cost=cost)
    people = (person("Ada", team="Apps"), person("Ann", team="Apps"))
    return company(
        *people,
        *(person(f"Ben {number}") for number in range(1, 8)),
        teams=(Team(id="Platform"), Team(id="Apps", lead="Ada")),
        rules=(rule,),
        levers=(across,),
    )


def _home(teams: tuple[str, ...]) -> Organisation:
    """Developers in Platform, testers in Apps; one more who knows Java is needed anywhere."""
    roles = tuple(
        role.replace(teams=teams) if role.id == DEVELOPER else role.replace(family=role.id)
        for role in ROLES
    )
    apps = person("Tess", role="Tester", team="Apps", Testing=3)
    return company(person("Ann"), apps, roles=roles, needs=(holders(ORGANISATION, 2),))


def _pool(asked: float) -> Organisation:
    """A pool of twelve testers in Platform, 30 % of which leave in a year; fourteen are needed in
    all, some of them in Apps.
    """
    tester = next(role for role in ROLES if role.id == TESTER).replace(teams=("Platform", "Apps"))
    pool = person("Pool", TESTER, salary=50_000, Testing=3).replace(headcount=12, attrition=0.3)
    needs = (staff(TESTER, *(14,) * QUARTERS), holders(APPS, asked, "Testing"))
    return company(
        pool,
        person("Ada", team="Apps"),
        roles=(*ROLES[:-1], tester),
        needs=needs,
        counting=Counting.WHOLE,
    )


def _onboarding(fte: float) -> Organisation:
    """Three more developers are wanted at once, and Ann alone can bring them in."""
    roles = tuple(role.replace(ramp=3, next_role=None) for role in ROLES if role.id == DEVELOPER)
    org = company(person("Ann"), roles=roles, needs=(holders(PLATFORM, 4),))
    return org.replace(assumptions=org.assumptions.with_value("onboarding", fte))


def _leavers(free_pay: float) -> Organisation:
    """Ten developers, a fifth of which leaves in a year; one more is needed, and 605,000 are there
    for the year.
    """
    budget = BudgetLine(
        id="B-001",
        scope=ORGANISATION,
        periods=tuple(range(QUARTERS)),
        label="total",
        amount=605_000,
    )
    ten = (person(f"Ben {number}") for number in range(1, 11))
    org = company(*ten, needs=(holders(PLATFORM, 11),), budget=(budget,))
    rates = org.assumptions.with_value("attrition", 0.2)
    return org.replace(assumptions=rates.with_value("leavers_free_pay", free_pay))


MONTHLY_PAY, HIRING = 3_000, 4_000  # a head and month; a recruit
OVERTIME, CAP = 7_500, 2  # for an FTE and month; recruits a month
CALLS = (19.0, 19.0, 19.5, 22.0, 23.0, 23.0)  # FTE of work, month by month


def hire_and_train(trained_by: float, most_overtime: float | None = None) -> Organisation:
    """A service desk planned by numbers and in hours: twenty agents, 24 % of which leave in a year;
    recruits work half in their first month and take so much of an agent.

    What no agent has time for is done in overtime at a price for each FTE and month; where there is
    a cap on it, in FTE, the need is split: what is within the cap has the price, the rest has none.
    """
    desk = Scope(kind=ScopeKind.TEAM, name="Desk")
    calls = Need(
        id="N-001", scope=desk, skill="Calls", kind=NeedKind.CAPACITY, required=CALLS,
        worth=OVERTIME, tolerance=0
    )  # fmt: skip
    cap = (most_overtime,) * len(CALLS) if most_overtime is not None else CALLS
    firm = calls.replace(
        id="N-002", worth=None, required=tuple(a - b for a, b in zip(CALLS, cap, strict=True))
    )
    agents = person("Agents", role="Agent", team="Desk", salary=12 * MONTHLY_PAY, Calls=3).replace(
        headcount=20, attrition=0.24
    )
    org = company(
        agents,
        calendar=Calendar(
            as_of=date(2027, 1, 1),
            start=date(2027, 1, 1),
            period=PeriodLength.MONTH,
            periods=len(CALLS),
        ),
        roles=(Role(id="Agent", name="Agent", max_hires=CAP, lead_time=0, ramp=1,
            recruiting_cost=HIRING),),
        teams=(Team(id="Desk"),),
        needs=(calls,) if most_overtime is None else (calls.replace(required=cap), firm),
    )  # fmt: skip
    rates = org.assumptions.with_value("tail_months", 0).with_value("equipment_cost", 0)
    return org.replace(assumptions=rates.with_value("onboarding", trained_by))


TRAINEES, TRAINEE_PAY, TRAINING = 1, 1_500, 400  # today; a head and month; for whoever is trained


def trained_first(
    at_once: bool, fewest: float | None = None, most: float | None = None
) -> Organisation:
    """The service desk again, where nobody is hired who was not a trainee: whoever becomes an agent
    gives half of one in the first month.

    `at_once` says whether they leave like agents in the month in which they become agents, or only
    afterwards; `fewest` agents must be there, overtime or not, and the desk has room for `most`.
    """
    org = hire_and_train(0)
    trainees = person("Trainees", role="Trainee", team="School", salary=12 * TRAINEE_PAY)
    lever = Lever(
        id="L-001", kind=LeverKind.RETRAINING, roles=("Trainee",), to_role="Agent", to_team="Desk",
        cost=TRAINING, share=0.5, months=1
    )  # fmt: skip
    return org.replace(
        people=(
            org.people[0].replace(min_headcount=fewest, max_headcount=most),
            trainees.replace(headcount=TRAINEES, attrition=0),
        ),
        roles=(
            org.roles[0].replace(max_hires=0),
            org.roles[0].replace(id="Trainee", name="Trainee", ramp=0),
        ),
        teams=(*org.teams, Team(id="School")),
        levers=(lever,),
        assumptions=org.assumptions.with_value("movers_leave_at_once", float(at_once)),
    )


def _load(testers: int) -> Organisation:
    """Two developers on one product line, and testers with a full week each; past 1.2 FTE of work
    for each developer somebody senior is needed.
    """
    rule = Director(
        id="our head", scopes=(ORGANISATION,), counts=(DEVELOPER,), threshold=2,
        product_lines_over=1, load_over=1.2, roles=(SENIOR,)
    )  # fmt: skip
    people = (
        person("Ann"),
        person("Ben"),
        *(person(f"Tim {n}", TESTER, salary=50_000, Testing=3) for n in range(testers)),
    )
    asked = work(PLATFORM, *(testers,) * QUARTERS, skill="Testing")
    return company(*people, needs=(asked,), rules=(rule,))


def _min_match(share: float) -> Organisation:
    """One developer too many and a senior missing; Ann has one of the two skills that a senior
    brings.
    """
    roles = tuple(
        role.replace(skills_at_start={"Java": 4, "Design": 3}) if role.id == SENIOR else role
        for role in ROLES
    )
    promotion = Lever(id="L-001", kind=LeverKind.PROMOTION, min_match=share)
    needs = (staff(DEVELOPER, *(1,) * QUARTERS), staff(SENIOR, *(1,) * QUARTERS))
    people = (person("Ann", Java=4), person("Ben"))
    return company(*people, roles=roles, needs=needs, levers=(promotion,))


def _whole_staff(counting: Counting) -> Organisation:
    """Nineteen developers are asked for of a group of twenty, a tenth of which leaves in a year."""
    group = person("Developers").replace(headcount=20, attrition=0.1)
    let_go = Lever(id="L-001", kind=LeverKind.REDUNDANCY, cost=1_000)
    needs = (staff(DEVELOPER, *(19,) * QUARTERS),)
    return company(
        group, needs=needs, levers=(let_go,), counting=counting, teams=(Team(id="Platform"),)
    )


def _frozen(freezes: Freezes) -> Organisation:
    """No hiring in the first half of the year, and a developer who is needed from April on takes
    three months to find.
    """
    rule = HiringFreeze(id="our freeze", scopes=(ORGANISATION,), first=0, last=1, freezes=freezes)
    roles = (ROLES[0].replace(lead_time=3, next_role=None),)
    need = holders(PLATFORM, 2).replace(required=(0, 2, 2, 2))
    return company(person("Ann"), roles=roles, needs=(need,), rules=(rule,))


CASES: dict[str, Callable[[], Organisation]] = {
    "worth_best": lambda: _price(40_000),
    "worth_not": lambda: _price(20_000),
    "tolerance_best": lambda: _tolerance(1.04),
    "tolerance_not": lambda: _tolerance(1.2),
    "fewest_reports_best": lambda: _reports(0),
    "fewest_reports_not": lambda: _reports(500),
    "onboarding_best": lambda: _onboarding(0.5),
    "onboarding_not": lambda: _onboarding(0.3),
    "leavers_best": lambda: _leavers(1),
    "leavers_not": lambda: _leavers(0),
    "trainees_best": lambda: hire_and_train(0.6),
    "trainees_not": lambda: hire_and_train(0),
    "overtime_best": lambda: hire_and_train(0.6, 1.2),
    "overtime_not": lambda: hire_and_train(0.6, 0.5),
    "alternatives_best": lambda: _load(6),
    "alternatives_not": lambda: _load(2),
    "min_match_best": lambda: _min_match(0.5),
    "min_match_not": lambda: _min_match(1),
    "whole_staff_best": lambda: _whole_staff(Counting.WHOLE),
    "whole_staff_not": lambda: _whole_staff(Counting.FRACTIONAL),
    "pool_best": lambda: _pool(1),
    "pool_not": lambda: _pool(0),
    "freezes_best": lambda: _frozen(Freezes.DECISIONS),
    "freezes_not": lambda: _frozen(Freezes.STARTS),
    "group_limits_best": lambda: trained_first(False, 20.5, 21.5),
    "group_limits_not": lambda: trained_first(False),
    "movers_best": lambda: trained_first(False),
    "movers_not": lambda: trained_first(True),
    "teams_best": lambda: _home(("Apps",)),
    "teams_not": lambda: _home(()),
}
