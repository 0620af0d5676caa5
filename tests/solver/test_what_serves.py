"""Whatever mends a constraint is offered to the plan: "optimal" rests on no list that somebody
could forget to keep.

One organisation without needs, one constraint that is broken, and one way at a time to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from orgplan.constraints import FAMILIES, judge, make_rule, registered
from orgplan.constraints.model.decisions import DecisionVariables
from orgplan.constraints.model.interface import ModelSink
from orgplan.constraints.model.linear import Linear
from orgplan.constraints.model.presence import heads
from orgplan.constraints.model.proficiency import Capability, holders
from orgplan.domain.base import Strength
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.candidates import Candidate
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Measure, Plan, Sense
from orgplan.domain.positions import Lock, LockedAction, LockRow, Position, PositionStatus
from orgplan.domain.roles import Role
from orgplan.domain.staffing.members import heads_of
from orgplan.domain.staffing.simulation import PlanSimulation
from orgplan.domain.teams import Scope, ScopeKind, Team
from orgplan.domain.training import Course
from orgplan.solver.solve import solve
from tests.organisations import assumptions, calendar, team_scope

A, B = team_scope("A"), team_scope("B")
NEW = Role(
    id="new",
    name="new",
    band_mid=90_000,
    lead_time=0,
    ramp=0,
    max_hires=0,
    can_manage=True,
    stages=("late",),
    skills_at_start={"s": 3},
)
DEV = Role(id="dev", name="dev", stages=("early",))
COURSE = Course(id="c", skill="s", from_level=0, to_level=3, cost=1_000, hours=10, duration=1)


def somebody(name: str, *, role: str = "dev", team: str = "A", **skills: int) -> Person:
    start = date(2020, 1, 1)
    return Person(
        id=name,
        name=name,
        role=role,
        team=team,
        start_date=start,
        base_salary=60_000,
        skills=skills,
    )


def without(*people: Person) -> Organisation:
    """Nothing is needed and nothing can be done: one developer in A who can nothing, and whoever
    else is given.
    """
    return Organisation(
        calendar=calendar(2, PeriodLength.QUARTER),
        assumptions=assumptions(attrition=0),
        people=(somebody("Ann"), *people),
        roles=(DEV, NEW),
        teams=(Team(id="A"), Team(id="B")),
        stages=("late",),
        skill_groups={"s": "technology"},
    )


Offer = Callable[[Organisation], Organisation]  # one way to mend something, added


def lever(kind: LeverKind, **fields: object) -> Offer:
    return lambda org: org.replace(
        levers=(*org.levers, Lever.model_validate({"id": kind.value, "kind": kind, **fields}))
    )


def _hire(org: Organisation) -> Organisation:
    return org.replace(
        roles=tuple(role.replace(max_hires=5) if role.id == "new" else role for role in org.roles)
    )


def _ready(org: Organisation) -> Organisation:
    """Ann and whoever else is in A can do what the new role takes."""
    return org.replace(
        people=tuple(p.replace(skills={"s": 3}) if p.team == "A" else p for p in org.people)
    )


def _transfer(org: Organisation) -> Organisation:
    from_b = lever(LeverKind.TRANSFER, to_team="A", scope=B)(org)
    return from_b.replace(
        people=(*org.people, *(somebody(n, role="new", team="B", s=4) for n in ("Bob", "Bea")))
    )


OFFERS: dict[str, Offer] = {
    "hire": _hire,
    "position": lambda org: _hire(org).replace(
        only_positions=True,
        positions=tuple(
            Position(id=f"POS-{n}", role="new", team="A", status=PositionStatus.APPROVED,
                budget_salary=90_000)
            for n in (1, 2)
        ),
    ),
    "candidate": lambda org: _hire(org).replace(
        candidates=tuple(Candidate(id=f"C-{n}", role="new", base_salary=70_000) for n in (1, 2))
    ),
    "contractor": lever(LeverKind.CONTRACTOR, roles=("new",), max_stay=12),
    "course": lambda org: org.replace(courses=(COURSE,)),
    "promotion": lambda org: lever(LeverKind.PROMOTION, roles=("dev",), to_role="new")(_ready(org)),
    "course, then promotion": lambda org: lever(LeverKind.PROMOTION, roles=("dev",), to_role="new")(
        org.replace(courses=(COURSE,))
    ),
    "transfer": _transfer,
    "retraining": lever(LeverKind.RETRAINING, roles=("dev",), to_role="new"),
    "downgrading": lever(LeverKind.DOWNGRADING, roles=("dev",), to_role="new"),
    "redundancy": lever(LeverKind.REDUNDANCY),
}  # fmt: skip


def taken(plan: Plan) -> set[str]:
    """Kinds of actions in a plan."""
    found = {str(move.kind.value) for move in plan.moves}
    found |= {"redundancy"} if plan.exits else set()
    found |= {"course"} if plan.trainings else set()
    found |= {"hire" if a.kind is None else a.kind.value for a in plan.group_actions}
    for hire in plan.hires:
        found.add(
            "contractor"
            if hire.is_contractor
            else "candidate"
            if hire.candidate_id
            else "position"
            if hire.position_id
            else "hire"
        )
    return found


@dataclass(frozen=True)
class Silent:
    """A family from elsewhere that says nothing of what can serve it: of A so many heads, or
    holders, or no more heads than that.
    """

    amount: int
    skill: str | None = None
    role: str | None = None
    sense: Sense = Sense.AT_LEAST
    FAMILY: str = field(default="silent", init=False)

    def emit(self, rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
        for period, label in enumerate(org.calendar.labels[-1:], org.calendar.periods - 1):
            left = self._left(rows, org, x, period)
            sign = 1 if self.sense is Sense.AT_LEAST else -1
            rows.demand(
                self.FAMILY, ("A", label), Linear().plus(left, sign), sign * self.amount,
                Strength.MUST, 1.0,
            )  # fmt: skip

    def _left(
        self, rows: ModelSink, org: Organisation, x: DecisionVariables, period: int
    ) -> Linear:
        if self.skill:
            return holders(rows, org, x, Capability(org.part(A), self.skill, 3, period))
        return heads(org, x, org.part(A), (self.role,) if self.role else (), period)

    def measure(self, walk: PlanSimulation) -> Iterator[Measure]:
        period = walk.org.calendar.periods - 1
        there = [
            member
            for member in walk.at_end(period, A, (self.role,) if self.role else ())
            if not self.skill or walk.level(member, self.skill, period) >= 3
        ]
        sign = 1 if self.sense is Sense.AT_LEAST else -1
        short = max(0.0, sign * (self.amount - heads_of(there)))
        yield Measure(self.FAMILY, ("A", walk.org.calendar.label(period)), self.amount,
            heads_of(there), short,
                      "heads", sense=self.sense, strength=Strength.MUST)  # fmt: skip

    def explain(self, measure: Measure, org: Organisation) -> str:
        return f"{measure.key}: {measure.shortfall:g} short. Hire."


SILENT = {
    "role": (Silent(2, role="new"), ("hire", "position", "contractor", "transfer")),
    "role of one": (Silent(1, role="new"), ("hire", "promotion", "course, then promotion",
        "transfer", "retraining", "downgrading")),
    "skill": (Silent(1, skill="s"), ("hire", "position", "contractor", "course", "transfer",
        "retraining")),
    "nobody": (Silent(0, sense=Sense.AT_MOST), ("redundancy",)),
    "no developer": (Silent(0, role="dev", sense=Sense.AT_MOST),
        ("promotion", "retraining", "downgrading", "redundancy")),
}  # fmt: skip


def mended(org: Organisation, how: str) -> None:
    """Broken by whoever does nothing, and whole in the best plan, which takes what is on offer."""
    nothing = [m for m in judge(org, Plan()) if m.is_short]
    assert nothing, "the constraint asks for something"
    stuck = solve(org, time_limit=10).plan
    assert stuck is None or stuck.actions == {}
    offered = OFFERS[how](org)
    solution = solve(offered, time_limit=10)
    assert solution.plan is not None
    assert not [m for m in judge(offered, solution.plan) if m.is_short]
    assert taken(solution.plan) == set(how.split(", then "))


@pytest.mark.parametrize(
    ("what", "how"), [(what, how) for what, (_, hows) in SILENT.items() for how in hows]
)
def test_a_family_that_says_nothing_is_served_by_whatever_there_is(what: str, how: str) -> None:
    family, _ = SILENT[what]
    with registered(family):
        mended(without(), how)


ROLE = (
    "hire",
    "position",
    "candidate",
    "contractor",
    "promotion",
    "course, then promotion",
    "transfer",
    "retraining",
    "downgrading",
)
SKILL = ("hire", "position", "candidate", "contractor", "course", "transfer", "retraining")
FOR_GOOD = tuple(how for how in SKILL if how != "contractor")  # a contractor succeeds nobody
HEADS = ("hire", "position", "candidate", "contractor", "transfer")
NEED = Need(id="N-1", scope=A, skill="s", kind=NeedKind.HOLDERS, required=(0, 1))
BOSS = Role(id="boss", name="boss")


def rule(family: str, **fields: object) -> Offer:
    """The only rule, about A, without anything that asks for the same."""
    said = {"id": "rule", "family": family, "scopes": (A,), "first": 1, **fields}
    return lambda org: org.replace(rules=(make_rule(**said),))


def need(kind: NeedKind, skill: str, required: float) -> Offer:
    asked = NEED.replace(kind=kind, skill=skill, required=(0, required))
    return lambda org: org.replace(needs=(asked,))


def team_a(**fields: object) -> Offer:
    return lambda org: org.replace(
        teams=(Team.model_validate({"id": "A", **fields}), *org.teams[1:])
    )


def led(org: Organisation) -> Organisation:
    """Two more developers in A."""
    return org.replace(people=(*org.people, somebody("Ben"), somebody("Cid")))


def headed(org: Organisation) -> Organisation:
    """Of three in A, Ann leads the others."""
    teams = tuple(t.replace(lead="Ann") if t.id == "A" else t for t in org.teams)
    return org.replace(teams=teams)


def pools(org: Organisation) -> Organisation:
    """A group of the new role in A that must be one larger, one of developers there, and one of the
    new role in B.
    """
    groups = (
        somebody("New", role="new", s=3).replace(headcount=2, min_headcount=3),
        somebody("Devs").replace(headcount=2),
        somebody("Others", role="new", team="B", s=3).replace(headcount=2),
    )
    return org.replace(people=(*org.people, *groups))


def all_of(*offers: Offer) -> Offer:
    def add(org: Organisation) -> Organisation:
        for offer in offers:
            org = offer(org)
        return org

    return add


AREA = need(NeedKind.HOLDERS, "s", 0)  # an area of the team that nobody is needed for
MENDED: dict[str, tuple[Offer, tuple[str, ...]]] = {
    "holders": (need(NeedKind.HOLDERS, "s", 1), SKILL),
    "capacity": (need(NeedKind.CAPACITY, "s", 0.2), SKILL),
    "staff": (need(NeedKind.STAFF, "new", 1), ROLE),
    "headcount": (team_a(min_headcount=2), HEADS),
    "group_size": (pools, ("hire", "promotion", "transfer", "retraining", "downgrading")),
    "locks": (
        lambda org: org.replace(locks=(LockRow(id="K-1", lock=Lock.MUST, action=LockedAction.HIRE,
            count=1),)),
        ("hire",),
    ),
    "echelon": (rule("echelon", skill="s", level=3), FOR_GOOD),
    "director": (rule("director", roles=("new",)), ROLE),
    "span": (all_of(led, rule("span", roles=("new",), counts=("dev",), per=3)), ROLE),
    "ratio": (all_of(led, rule("ratio", roles=("new",), counts=("dev",), per=5)),
        (*ROLE, "redundancy")),
    "grouping": (all_of(AREA, rule("grouping", below=3)), SKILL),
    "liaison": (all_of(team_a(partners=("Sales",)), rule("liaison", skill="s")), SKILL),
    "review_cadence": (rule("review_cadence", skill="s", every_months=6), SKILL),
    "stage_fit": (rule("stage_fit", roles=("dev",)), ("promotion", "retraining", "downgrading",
        "redundancy")),
    "talent_shape": (rule("talent_shape", deep_groups=("technology",), level=3), SKILL),
    "seniority_mix": (all_of(led, rule("seniority_mix", roles=("new",), least_share=0.2)), ROLE),
    "bus_factor": (rule("bus_factor", skills=("s",)), SKILL),
    "succession": (
        lambda org: rule("succession", roles=("boss",), skill="s")(
            org.replace(roles=(*org.roles, BOSS), people=(*org.people,
                somebody("Zoe", role="boss")))
        ),
        FOR_GOOD,
    ),
    "min_team_size": (rule("min_team_size", count=2), HEADS),
    "one_owner": (rule("one_owner", skills=("s",)), SKILL),
    "on_call": (rule("on_call", skill="s"), SKILL),
    "direct_reports": (all_of(led, headed, rule("direct_reports", per=1)), ("redundancy",)),
    "layers": (all_of(led, headed, rule("layers", count=1)), ("redundancy",)),
    "team_lead": (rule("team_lead", skill="s"), FOR_GOOD),
}  # fmt: skip
LIMITS = {
    "training_path", "prerequisites", "training_load", "training_seats", "recruiting", "one_change",
    "group_stock", "budget",
    "growth_cap", "hiring_freeze",
    "mentoring", "positions", "candidates", "readiness", "lever_caps", "backfill", "takeovers",
}  # fmt: skip # whoever does nothing breaks none of them; what lets others do more has tests of its own below  # noqa: E501


def test_every_family_is_here() -> None:
    """A new family says which ways there are to mend it; each way is tried."""
    assert set(MENDED) | LIMITS == {family.FAMILY for family in FAMILIES}
    assert not set(MENDED) & LIMITS
    assert set(OFFERS) == {how for _, hows in MENDED.values() for how in hows}


@pytest.mark.parametrize(
    ("family", "how"), [(family, how) for family, (_, hows) in MENDED.items() for how in hows]
)
def test_what_mends_a_rule_is_in_the_best_plan(family: str, how: str) -> None:
    short_org, _ = MENDED[family]
    mended(short_org(without()), how)


SEVERAL: dict[str, tuple[Offer, int]] = {
    "holders": (need(NeedKind.HOLDERS, "s", 3), 3),
    "capacity": (need(NeedKind.CAPACITY, "s", 2.2), 3),
    "staff": (need(NeedKind.STAFF, "new", 3), 3),
    "headcount": (team_a(min_headcount=4), 3),
    "echelon": (rule("echelon", skill="s", level=3, count=3), 3),
    "director": (rule("director", roles=("new",), count=3), 3),
    "span": (all_of(led, rule("span", roles=("new",), counts=("dev",), per=1)), 3),
    "ratio": (all_of(led, rule("ratio", roles=("new",), counts=("dev",), per=1)), 3),
    "seniority_mix": (all_of(led, rule("seniority_mix", roles=("new",), least_share=0.5)), 3),
    "bus_factor": (rule("bus_factor", skills=("s",), count=3), 3),
    "succession": (
        lambda org: rule("succession", roles=("boss",), skill="s", count=3)(
            org.replace(roles=(*org.roles, BOSS), people=(*org.people,
                somebody("Zoe", role="boss")))
        ),
        3,
    ),
    "min_team_size": (rule("min_team_size", count=4), 3),
    "on_call": (rule("on_call", skill="s", count=3), 3),
    "liaison": (all_of(team_a(partners=("Sales",)), rule("liaison", skill="s", count=3)), 3),
    "review_cadence": (rule("review_cadence", skill="s", every_months=6, count=3), 3),
    "talent_shape": (rule("talent_shape", deep_groups=("technology",), level=3, count=3), 3),
}  # fmt: skip
# What asks for one seat a team, whatever it is told; recruits of groups have bounds of their own.
ONE_EACH = {
    "group_size", "locks", "grouping", "stage_fit", "one_owner", "direct_reports", "layers",
    "team_lead",
}  # fmt: skip


def test_every_family_that_asks_for_several_seats_is_here() -> None:
    assert set(SEVERAL) | ONE_EACH == set(MENDED)
    assert not set(SEVERAL) & ONE_EACH


@pytest.mark.parametrize("family", SEVERAL)
def test_as_many_seats_as_a_rule_asks_for_are_in_the_best_plan(family: str) -> None:
    short_org, seats = SEVERAL[family]
    org = _hire(short_org(without()))
    solution = solve(org, time_limit=10)
    assert solution.plan is not None
    assert len(solution.plan.hires) == seats
    assert not [m for m in judge(org, solution.plan) if m.is_short]


@pytest.mark.parametrize("family", SEVERAL)
def test_a_family_that_counts_too_few_seats_is_seen(
    family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above is none that cannot fail: a bound of one seat leaves the rule broken."""
    module = next(one for one in FAMILIES if family == one.FAMILY)
    counts = module.seats_that_help
    monkeypatch.setattr(module, "seats_that_help", lambda *given: min(1, counts(*given)))
    short_org, _ = SEVERAL[family]
    org = _hire(short_org(without()))
    solution = solve(org, time_limit=10)
    assert solution.plan is not None
    assert [m for m in judge(org, solution.plan) if m.is_short]


# Mended by changes of people on the roster, which are on offer wherever they are, or by what a need
# of the team offers anyway.
NOT_BY_REACH = {"direct_reports", "grouping", "layers", "stage_fit"}
LINE = Scope(kind=ScopeKind.PRODUCT_LINE, name="L")


def in_the_second_team(org: Organisation) -> Organisation:
    """The same rules for a product line of two teams: nobody is in the first."""
    first, second = Team(id="First", product_line="L", max_headcount=0), org.team["A"]
    return org.replace(
        teams=(first, second.replace(product_line="L"), *org.teams[1:]),
        rules=tuple(one.replace(scopes=(LINE,)) for one in org.rules),
    )


RULES = sorted(family for family, (offer, _) in MENDED.items() if offer(without()).rules)
REACHED = [(family, how) for family in RULES for how in MENDED[family][1]]


@pytest.mark.parametrize(("family", "how"), REACHED)
def test_what_a_family_says_it_reaches_loses_nothing(
    family: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every team is looked at, no plan is better: a reach that leaves a team out would make
    the plan "optimal" that is not.
    """
    org = in_the_second_team(OFFERS[how](MENDED[family][0](without())))
    found = solve(org, time_limit=10)
    module = next(one for one in FAMILIES if family == one.FAMILY)
    everywhere = frozenset(team.id for team in org.teams)
    monkeypatch.setattr(module, "reach", lambda *_: everywhere, raising=False)
    wide = solve(org, time_limit=10)
    assert [part.value for part in found.parts] == pytest.approx(
        [part.value for part in wide.parts], abs=2e-3
    )


def test_a_reach_that_leaves_a_team_out_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above is none that cannot fail: of most families, a reach of the first team alone
    leaves the rule broken.
    """
    seen = set[str]()
    for family, how in REACHED:
        module = next(one for one in FAMILIES if family == one.FAMILY)
        org = in_the_second_team(OFFERS[how](MENDED[family][0](without())))
        found = solve(org, time_limit=10)
        with monkeypatch.context() as narrowed:
            narrowed.setattr(module, "reach", lambda *_: frozenset({"First"}), raising=False)
            narrow = solve(org, time_limit=10)
        if narrow.parts[0].value > found.parts[0].value + 1e-6:
            seen.add(family)
    assert set(RULES) - seen == NOT_BY_REACH


@pytest.mark.parametrize(("start", "filled"), [(date(2027, 4, 1), 1), (None, 0)])
def test_recruiting_under_way_goes_on_where_nobody_new_is_hired(
    start: date | None, filled: int
) -> None:
    """Of a role with max_hires 0 only the open position with a known day is filled: it was decided
    before.
    """
    listed = Position(id="POS-1", role="new", team="A", status=PositionStatus.OPEN, start=start)
    asked = need(NeedKind.HOLDERS, "s", 2)
    org = asked(without()).replace(positions=(listed,))
    solution = solve(org, gap=0.0, time_limit=20)
    assert solution.plan is not None
    assert len(solution.plan.hires) == filled
    assert not [m for m in judge(org, solution.plan) if m.is_short and m.strength is None]


def test_a_wish_that_must_be_filled_is_filled_alone() -> None:
    """A must on a wish, beside two approved positions of its role and team: one seat, for a must is
    no wish and waits for none.
    """
    listed = [PositionStatus.APPROVED, PositionStatus.APPROVED, PositionStatus.PROPOSED]
    org = _hire(without()).replace(
        positions=tuple(
            Position(id=f"POS-{n}", role="new", team="A", status=status, budget_salary=90_000,
                     lock=Lock.MUST if status is PositionStatus.PROPOSED else None)
            for n, status in enumerate(listed)
        )
    )  # fmt: skip
    plan = solve(org, time_limit=10).plan
    assert plan is not None, "there is a plan"
    assert sorted(hire.position_id or "" for hire in plan.hires) == ["POS-2"]
    assert not [m for m in judge(org, plan) if m.is_short]


def test_seats_that_let_more_be_promoted() -> None:
    """A fourth of the new role may be promoted into it: three are hired so that the one who holds a
    skill can be.
    """
    boss = rule("on_call", roles=("new",), skill="k")
    org = boss(
        _hire(without()).replace(
            people=(somebody("Ann", s=3, k=3),),
            levers=(
                Lever(
                    id="up", kind=LeverKind.PROMOTION, to_role="new", share_of_receiving=0.25,
                ),
            ),
        )
    )  # fmt: skip
    plan = solve(org, time_limit=10).plan
    assert plan is not None
    assert not [m for m in judge(org, plan) if m.is_short]
    assert (len(plan.hires), len(plan.moves)) == (3, 1)
