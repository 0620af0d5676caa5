"""Random organisations, with every field of the domain in use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from orgplan.domain.assumptions import NORMS, Assumption, Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.budget import BudgetLine, Category
from orgplan.domain.calendar import Calendar, PeriodLength, add_months
from orgplan.domain.catalogue import GROUPS
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Counting, Goal, Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.roles import Role, Track, role_id
from orgplan.domain.rules import Rule, RuleFamily, Shared
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course
from orgplan.io.cells import fold

T = TypeVar("T")
LETTERS = "abAB 中文é-_,.&/()=+#'\"1%:"

days = st.dates(date(1990, 1, 1), date(2060, 1, 1))
cents = st.integers(0, 10**9).map(lambda number: number / 100)
STAGES = ("brand", "platform", "zero_to_one")

shares = st.integers(0, 9000).map(lambda number: number / 10_000)


def text(prefix: str) -> st.SearchStrategy[str]:
    return st.text(LETTERS, max_size=8).map(lambda tail: prefix + " ".join(tail.split()).rstrip())


def names(prefix: str, low: int, high: int) -> st.SearchStrategy[list[str]]:
    return st.lists(text(prefix), min_size=low, max_size=high, unique_by=fold)


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    as_of = draw(days)
    calendar = Calendar(
        as_of=as_of,
        start=add_months(as_of, draw(st.integers(0, 5))),
        period=draw(st.sampled_from(PeriodLength)),
        periods=draw(st.integers(1, 6)),
        fiscal_year_start=draw(st.integers(1, 12)),
    )
    counting = draw(st.sampled_from(Counting))
    skills = draw(names("S", 1, 5))
    lines, centres = draw(names("L", 1, 3)), draw(names("C", 1, 3))
    roles = draw(_roles(skills))
    people = draw(_people(skills, roles, centres, team_names := draw(names("T", 1, 4))))
    teams = draw(_teams(team_names, lines, centres, people))
    scopes = _scopes(teams)
    booked = {person.cost_centre for person in people} | {team.cost_centre for team in teams}
    money = [Scope(kind=ScopeKind.COST_CENTRE, name=name) for name in centres if name in booked]
    return Organisation(
        name=draw(st.just("") | text("N")),
        currency=draw(st.sampled_from(["USD", "CNY"])),
        goal=draw(st.sampled_from(Goal)),
        calendar=calendar,
        assumptions=draw(_assumptions([*team_names, *(role.id for role in roles), *(person.id for person in people)])),
        people=people,
        roles=roles,
        teams=teams,
        needs=draw(_needs(skills, scopes, calendar)),
        rules=draw(_rules(skills, roles, scopes)),
        courses=draw(_courses(skills, roles)),
        budget=draw(_budget([*scopes, *money], calendar)),
        stages=draw(_some(STAGES)),
        counting=counting,
        only_positions=draw(st.booleans()),
        skill_groups=draw(st.dictionaries(st.sampled_from(skills), st.sampled_from(["own group", *GROUPS]))),
    )


def _scopes(teams: tuple[Team, ...]) -> list[Scope]:
    parents = dict.fromkeys(team.parent for team in teams if team.parent)
    lines = dict.fromkeys(team.product_line for team in teams if team.product_line)
    return [
        ORGANISATION,
        *(Scope(kind=ScopeKind.TEAM, name=team.id) for team in teams),
        *(Scope(kind=ScopeKind.DEPARTMENT, name=name) for name in parents),
        *(Scope(kind=ScopeKind.PRODUCT_LINE, name=name) for name in lines),
    ]


def _some(offered: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(offered), min_size=least, max_size=3, unique=True).map(tuple)


@st.composite
def _levels(draw: st.DrawFn, skills: list[str]) -> dict[str, int]:
    return draw(st.dictionaries(st.sampled_from(skills), st.integers(0, 5)))


@st.composite
def _roles(draw: st.DrawFn, skills: list[str]) -> tuple[Role, ...]:
    roles: dict[str, Role] = {}
    for name in draw(names("R", 1, 3)):
        for level in draw(st.lists(maybe(text("V")), min_size=1, max_size=2, unique_by=lambda v: fold(v or ""))):
            low, mid, high = sorted(draw(st.tuples(cents, cents, cents)))
            span = sorted(draw(st.tuples(st.integers(1, 9), st.integers(1, 9))))
            role = Role(
                id=role_id(name, level),
                name=name,
                level=level,
                family=draw(st.sampled_from(["engineering", "Fam", "F 2"])),
                track=draw(st.sampled_from(Track)),
                recruiting_cost=draw(maybe(cents)),
                lead_time=draw(maybe(st.sampled_from([0, 1.5, 24]))),
                ramp=draw(maybe(st.sampled_from([0, 2.25, 36]))),
                max_hires=draw(maybe(st.integers(0, 9))),
                can_manage=draw(st.booleans()),
                span_min=draw(maybe(st.just(span[0]))),
                span_max=draw(maybe(st.just(span[1]))),
                skills_at_start=draw(_levels(skills)),
                skills_after_ramp=draw(_levels(skills)),
                stages=draw(_some(STAGES)),
                **draw(_bands(low, mid, high)),
            )
            roles.setdefault(fold(role.id), role)
    return tuple(roles.values())


def _bands(low: float, mid: float, high: float) -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(
        [
            {},
            {"band_mid": mid},
            {"band_min": low, "band_mid": mid},
            {"band_min": low, "band_mid": mid, "band_max": high},
            {"band_max": high},
        ]
    )


@st.composite
def _people(draw: st.DrawFn, skills: list[str], roles: tuple[Role, ...], centres: list[str], teams: list[str]) -> tuple[Person, ...]:
    people: list[Person] = []
    for name in draw(names("P", 1, 5)):
        start = draw(days)
        people.append(
            Person(
                id=name,
                name=draw(text("Q")),
                role=draw(st.sampled_from(roles)).id,
                team=draw(st.sampled_from(teams)),
                start_date=start,
                base_salary=draw(cents),
                end_date=draw(maybe(st.integers(0, 3000).map(lambda days, start=start: start + timedelta(days=days)))),
                fte=draw(st.sampled_from([1.0, 0.5, 0.8, 1.5])),
                manager_id=draw(st.none() | st.sampled_from([person.id for person in people])) if people else None,
                location=draw(maybe(text("O"))),
                employment=draw(st.sampled_from(Employment)),
                bonus_pct=draw(maybe(shares)),
                attrition=draw(maybe(shares)),
                cost_centre=draw(maybe(st.sampled_from(centres))),
                position_id=draw(maybe(text("0"))),
                skills=draw(_levels(skills)),
            )
        )
    return tuple(people)


@st.composite
def _teams(draw: st.DrawFn, team_names: list[str], lines: list[str], centres: list[str], people: tuple[Person, ...]) -> tuple[Team, ...]:
    teams: list[Team] = []
    for name in team_names:
        low, high = sorted(draw(st.tuples(st.integers(0, 9), st.integers(0, 9))))
        teams.append(
            Team(
                id=name,
                product_line=draw(maybe(st.sampled_from(lines))),
                parent=draw(st.none() | st.sampled_from([team.id for team in teams])) if teams else None,
                lead=draw(maybe(st.sampled_from([person.id for person in people]))),
                min_headcount=draw(maybe(st.just(low))),
                max_headcount=draw(maybe(st.just(high))),
                partners=tuple(draw(names("D", 0, 2))),
                cost_centre=draw(maybe(st.sampled_from(centres))),
            )
        )
    return tuple(teams)


@st.composite
def _assumptions(draw: st.DrawFn, places: list[str]) -> Assumptions:
    fixed = [
        Assumption(key="default_courses", value=0),
        Assumption(key="recruiting_cost", value=30_000, source="own"),
        Assumption(key="fx", value=7.25, scope="EUR"),
    ]
    norms = [norm for norm in NORMS if norm.key not in {row.key for row in fixed}]
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(norms), maybe(st.sampled_from(places))), max_size=4, unique_by=lambda pair: (pair[0].key, pair[1])
        )
    )
    more = [
        Assumption(key=norm.key, value=norm.default, scope=scope, source=draw(st.just("") | text("s")), note=draw(st.just("") | text("n")))
        for norm, scope in keys
    ]
    return Assumptions(rows=tuple(draw(st.permutations([*fixed, *more]))))


@st.composite
def _needs(draw: st.DrawFn, skills: list[str], scopes: list[Scope], calendar: Calendar) -> tuple[Need, ...]:
    needs = []
    for name in draw(names("N", 0, 4)):
        kind = draw(st.sampled_from(NeedKind))
        amounts: st.SearchStrategy[float] = (
            st.integers(0, 9).map(float) if kind is NeedKind.HOLDERS else st.integers(0, 900).map(lambda n: n / 100)
        )
        changing = st.tuples(*[amounts] * calendar.periods)
        needs.append(
            Need(
                id=name,
                scope=draw(st.sampled_from(scopes)),
                skill=draw(st.sampled_from(skills)),
                kind=kind,
                required=draw(changing | amounts.map(lambda amount: (amount,) * calendar.periods)),
                min_level=draw(st.integers(1, 5)),
                strength=draw(st.sampled_from(Strength)),
                weight=draw(st.sampled_from([1.0, 0.5, 1000.0])),
                reason=draw(maybe(text("="))),
            )
        )
    return tuple(needs)


@st.composite
def _rules(draw: st.DrawFn, skills: list[str], roles: tuple[Role, ...], scopes: list[Scope]) -> tuple[Rule, ...]:
    selectors = [role.id for role in roles] + [role.name for role in roles] + [role.family for role in roles]
    chosen = st.lists(st.sampled_from(selectors), min_size=1, max_size=3, unique_by=fold).map(tuple)
    rules = []
    for name in draw(names("U", 0, 3)):
        family = draw(st.sampled_from(RuleFamily))
        rules.append(
            Rule(
                id=name,
                family=family,
                scopes=draw(st.lists(st.sampled_from(scopes), min_size=1, max_size=4, unique=True).map(tuple)),
                counts=draw(st.just(()) | chosen),
                threshold=draw(maybe(st.integers(1, 99))),
                product_lines_over=draw(maybe(st.integers(0, 9))),
                roles=draw(chosen),
                count=draw(st.integers(1, 9)),
                per=draw(st.integers(1, 9)) if family is RuleFamily.RATIO else draw(maybe(st.integers(1, 9))),
                skill=draw(st.sampled_from(skills) if family is RuleFamily.REVIEW_CADENCE else maybe(st.sampled_from(skills))),
                level=draw(maybe(st.integers(1, 5))),
                owner_level=draw(maybe(st.integers(1, 5))),
                below=draw(maybe(st.integers(2, 99))),
                shared=draw(st.sampled_from(Shared)),
                every_months=draw(maybe(st.integers(1, 12))),
                stages=draw(st.just(()) | st.just(STAGES)),
                deep_groups=draw(_some(GROUPS, least=1)),
                broad_groups=draw(_some(GROUPS)),
                broad_level=draw(maybe(st.integers(1, 5))),
                leg_groups=draw(_some(GROUPS)),
                leg_level=draw(maybe(st.integers(1, 5))),
                strength=draw(st.sampled_from(Strength)),
                weight=draw(st.sampled_from([1.0, 0.25])),
                sentence=draw(st.just("") | text("-")),
                source=draw(st.just("") | text("@")),
            )
        )
    return tuple(rules)


@st.composite
def _courses(draw: st.DrawFn, skills: list[str], roles: tuple[Role, ...]) -> tuple[Course, ...]:
    courses = []
    for name in draw(names("K", 0, 3)):
        low, high = sorted(draw(st.lists(st.integers(0, 5), min_size=2, max_size=2, unique=True)))
        courses.append(
            Course(
                id=name,
                skill=draw(st.sampled_from(skills)),
                from_level=low,
                to_level=high,
                cost=draw(cents),
                hours=draw(st.sampled_from([0, 7.5, 2000])),
                duration=draw(st.sampled_from([0, 0.25, 36])),
                seats=draw(maybe(st.integers(0, 9))),
                roles=draw(st.just(()) | st.just((roles[0].id,)) | st.just((roles[-1].family,))),
            )
        )
    return tuple(courses)


@st.composite
def _budget(draw: st.DrawFn, scopes: list[Scope], calendar: Calendar) -> tuple[BudgetLine, ...]:
    lines = []
    for name in draw(names("B", 0, 3)):
        period = draw(maybe(st.integers(0, calendar.periods - 1)))
        amount = draw(maybe(cents))
        lines.append(
            BudgetLine(
                id=name,
                scope=draw(st.sampled_from(scopes)),
                periods=tuple(range(calendar.periods)) if period is None else (period,),
                label="total" if period is None else calendar.label(period),
                amount=amount,
                category=draw(st.sampled_from(Category)),
                headcount=draw(st.integers(0, 99)) if amount is None else draw(maybe(st.integers(0, 99))),
            )
        )
    return tuple(lines)
