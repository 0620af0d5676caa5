"""Random organisations, with every field of the domain in use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from orgplan.constraints import make_rule, rule_families, rule_module_of
from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.domain.assumptions import NORMS, Assumption, Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.calendar import Calendar, PeriodLength, add_months
from orgplan.domain.catalogue import GROUPS
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.costs.money import ExchangeRate, Stated, in_plan_currency
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Counting, Goal, Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.positions import (
    Direction,
    Lock,
    LockedAction,
    LockRow,
    Position,
    PositionStatus,
)
from orgplan.domain.roles import Role, Track, role_id
from orgplan.domain.rules import Rounding, Rule, Shared
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course
from orgplan.excel.read.text import fold

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
    lines, centres, places = draw(names("L", 1, 3)), draw(names("C", 1, 3)), draw(names("O", 1, 3))
    roles = draw(_roles(skills, places))
    people = draw(
        _people(skills, roles, centres, team_names := draw(names("T", 1, 4)), places, counting)
    )
    roles = tuple(role.replace(teams=draw(_some(tuple(team_names)))) for role in roles)
    teams = draw(_teams(team_names, lines, centres, people))
    locations = draw(
        st.just(()) | _locations(places, currency := draw(st.sampled_from(["USD", "CNY"])))
    )
    said = [
        *(place.id for place in locations),
        *(person.location for person in people),
        *(place for role in roles for place in role.locations),
    ]
    scopes = _scopes(teams, known := list(dict.fromkeys(place for place in said if place)))
    courses = draw(_courses(skills, roles, calendar.periods))
    booked = {person.cost_centre for person in people} | {team.cost_centre for team in teams}
    money = [Scope(kind=ScopeKind.COST_CENTRE, name=name) for name in centres if name in booked]
    org = Organisation(
        name=draw(st.just("") | text("N")),
        currency=currency,
        goal=draw(st.sampled_from(Goal)),
        calendar=calendar,
        assumptions=draw(
            _assumptions(
                {
                    "team": [*team_names],
                    "role": [role.id for role in roles],
                    "person": [person.id for person in people],
                    "location": [*known],
                }
            )
        ),
        people=people,
        roles=roles,
        teams=teams,
        needs=draw(_needs(skills, scopes, calendar, roles, counting)),
        rules=draw(_rules(skills, roles, scopes, calendar.periods)),
        courses=courses,
        budget=draw(
            _budget(
                [*(scope for scope in scopes if scope.kind is not ScopeKind.LOCATION), *money],
                calendar,
            )
        ),
        stages=draw(_some(STAGES)),
        counting=counting,
        only_positions=draw(st.booleans()),
        stay_close=draw(shares),
        worth=draw(maybe(st.sampled_from([0.0, 2500.0]))),
        levers=draw(levers(scopes, roles, team_names)),
        locations=locations,
        positions=draw(_positions(roles, team_names)),
        locks=draw(_locks(roles, people, team_names, courses, calendar.periods)),
        skill_groups=draw(
            st.dictionaries(st.sampled_from(skills), st.sampled_from(["own group", *GROUPS]))
        ),
    )
    return draw(_with_foreign_money(org))


def _scopes(teams: tuple[Team, ...], places: list[str]) -> list[Scope]:
    parents = dict.fromkeys(team.parent for team in teams if team.parent)
    lines = dict.fromkeys(team.product_line for team in teams if team.product_line)
    return [
        ORGANISATION,
        *(Scope(kind=ScopeKind.TEAM, name=team.id) for team in teams),
        *(Scope(kind=ScopeKind.DEPARTMENT, name=name) for name in parents),
        *(Scope(kind=ScopeKind.PRODUCT_LINE, name=name) for name in lines),
        *(Scope(kind=ScopeKind.LOCATION, name=name) for name in places),
    ]


def _some(offered: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(offered), min_size=least, max_size=3, unique=True).map(tuple)


@st.composite
def _levels(draw: st.DrawFn, skills: list[str]) -> dict[str, int]:
    return draw(st.dictionaries(st.sampled_from(skills), st.integers(0, 5)))


@st.composite
def _roles(draw: st.DrawFn, skills: list[str], places: list[str]) -> tuple[Role, ...]:
    roles: dict[str, Role] = {}
    for name in draw(names("R", 1, 3)):
        for level in draw(
            st.lists(maybe(text("V")), min_size=1, max_size=2, unique_by=lambda v: fold(v or ""))
        ):
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
                max_hires_year=draw(maybe(st.integers(0, 9))),
                max_hires_total=draw(maybe(st.integers(0, 9))),
                locations=draw(_some(tuple(places))),
                can_manage=draw(st.booleans()),
                span_min=draw(maybe(st.just(span[0]))),
                span_max=draw(maybe(st.just(span[1]))),
                skills_at_start=draw(_levels(skills)),
                skills_after_ramp=draw(_levels(skills)),
                stages=draw(_some(STAGES)),
                **draw(_bands(low, mid, high)),
            )
            roles.setdefault(fold(role.id), role)
    ids = [role.id for role in roles.values()]
    above = st.none() | st.sampled_from(ids)
    return tuple(
        role.replace(next_role=found if (found := draw(above)) != role.id else None)
        for role in roles.values()
    )


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
def _people(
    draw: st.DrawFn,
    skills: list[str],
    roles: tuple[Role, ...],
    centres: list[str],
    teams: list[str],
    places: list[str],
    counting: Counting,
) -> tuple[Person, ...]:
    heads: st.SearchStrategy[float] = (
        st.integers(0, 400).map(float)
        if counting is Counting.WHOLE
        else st.sampled_from([0, 0.5, 12.25])
    )
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
                end_date=draw(
                    maybe(
                        st.integers(0, 3000).map(
                            lambda days, start=start: start + timedelta(days=days)
                        )
                    )
                ),
                fte=draw(st.sampled_from([1.0, 0.5, 0.8, 1.5])),
                manager_id=(
                    draw(st.none() | st.sampled_from([person.id for person in people]))
                    if people
                    else None
                ),
                location=draw(maybe(st.sampled_from(places))),
                headcount=draw(maybe(heads)),
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
def _teams(
    draw: st.DrawFn,
    team_names: list[str],
    lines: list[str],
    centres: list[str],
    people: tuple[Person, ...],
) -> tuple[Team, ...]:
    teams: list[Team] = []
    for name in team_names:
        low, high = sorted(draw(st.tuples(st.integers(0, 9), st.integers(0, 9))))
        teams.append(
            Team(
                id=name,
                product_line=draw(maybe(st.sampled_from(lines))),
                parent=(
                    draw(st.none() | st.sampled_from([team.id for team in teams]))
                    if teams
                    else None
                ),
                lead=draw(maybe(st.sampled_from([person.id for person in people]))),
                min_headcount=draw(maybe(st.just(low))),
                max_headcount=draw(maybe(st.just(high))),
                partners=tuple(draw(names("D", 0, 2))),
                cost_centre=draw(maybe(st.sampled_from(centres))),
            )
        )
    return tuple(teams)


@st.composite
def _assumptions(draw: st.DrawFn, names: dict[str, list[str]]) -> Assumptions:
    fixed = [
        Assumption(key="default_courses", value=0),
        Assumption(key="recruiting_cost", value=30_000, source="own"),
        Assumption(key="fx", value=7.25, scope="EUR"),
    ]
    norms = [norm for norm in NORMS if norm.key not in {row.key for row in fixed}]
    scopes = {
        norm.key: [name for kind in norm.scopes for name in names.get(kind, ())] for norm in norms
    }
    keys = draw(
        st.lists(
            st.sampled_from(norms).flatmap(
                lambda norm: st.tuples(
                    st.just(norm),
                    maybe(st.sampled_from(scopes[norm.key])) if scopes[norm.key] else st.none(),
                )
            ),
            max_size=4,
            unique_by=lambda pair: (pair[0].key, pair[1]),
        )
    )
    more = [
        Assumption(
            key=norm.key,
            value=norm.default,
            scope=scope,
            source=draw(st.just("") | text("s")),
            note=draw(st.just("") | text("n")),
        )
        for norm, scope in keys
    ]
    return Assumptions(rows=tuple(draw(st.permutations([*fixed, *more]))))


@st.composite
def _needs(
    draw: st.DrawFn,
    skills: list[str],
    scopes: list[Scope],
    calendar: Calendar,
    roles: tuple[Role, ...],
    counting: Counting,
) -> tuple[Need, ...]:
    staff = [
        *(role.id for role in roles),
        *(role.name for role in roles),
        *(role.family for role in roles),
    ]
    needs = []
    for name in draw(names("N", 0, 4)):
        kind = draw(st.sampled_from(NeedKind))
        amounts: st.SearchStrategy[float] = (
            st.integers(0, 9).map(float)
            if kind is NeedKind.HOLDERS or (kind is NeedKind.STAFF and counting is Counting.WHOLE)
            else st.integers(0, 900).map(lambda n: n / 100)
        )
        changing = st.tuples(*[amounts] * calendar.periods)
        needs.append(
            Need(
                id=name,
                scope=draw(st.sampled_from(scopes)),
                skill=draw(st.sampled_from(staff if kind is NeedKind.STAFF else skills)),
                kind=kind,
                required=draw(changing | amounts.map(lambda amount: (amount,) * calendar.periods)),
                min_level=draw(st.integers(1, 5)),
                strength=draw(st.sampled_from(Strength)),
                weight=draw(st.sampled_from([1.0, 0.5, 1000.0])),
                tolerance=(
                    draw(maybe(st.sampled_from([0.0, 0.25]))) if kind is NeedKind.CAPACITY else None
                ),
                worth=draw(maybe(st.sampled_from([0.0, 1234.5]))),
                reason=draw(maybe(text("="))),
            )
        )
    return tuple(needs)


def _as_its_family_reads(drawn: dict[str, Any]) -> Rule:
    """A rule of what was drawn, without what its family does not read; an echelon asks for
    something.
    """
    parameters = rule_module_of(drawn["family"]).PARAMETERS
    fields = {key: value for key, value in drawn.items() if key in parameters.rule.model_fields}
    for key, other in parameters.only_with.items():
        if not fields.get(other):
            fields.pop(key)
    if parameters.rule is Echelon and fields["skill"] is None and fields["owner_level"] is None:
        fields["owner_level"] = 4
    return make_rule(**fields)


@st.composite
def _rules(
    draw: st.DrawFn, skills: list[str], roles: tuple[Role, ...], scopes: list[Scope], periods: int
) -> tuple[Rule, ...]:
    selectors = (
        [role.id for role in roles]
        + [role.name for role in roles]
        + [role.family for role in roles]
    )
    chosen = st.lists(st.sampled_from(selectors), min_size=1, max_size=3, unique_by=fold).map(tuple)
    needs_skill = ("review_cadence", "succession")
    rules = []
    for name in draw(names("U", 0, 3)):
        family = draw(st.sampled_from(rule_families()))
        first = draw(maybe(st.integers(0, periods - 1)))
        rules.append(
            {
                "id": name,
                "family": family,
                "scopes": draw(
                    st.lists(st.sampled_from(scopes), min_size=1, max_size=4, unique=True).map(
                        tuple
                    )
                ),
                "counts": draw(st.just(()) | chosen),
                "threshold": draw(maybe(st.integers(1, 99))),
                "product_lines_over": draw(maybe(st.integers(0, 9))),
                "roles": draw(chosen),
                "count": draw(st.integers(1, 9)),
                "per": (
                    draw(st.integers(5, 9)) if family == "ratio" else draw(maybe(st.integers(5, 9)))
                ),
                "per_min": draw(maybe(st.integers(1, 5))),
                "also_counts": (
                    draw(st.just(()) | chosen) if (also := draw(maybe(st.integers(1, 9)))) else ()
                ),
                "also_threshold": also,
                "first": first,
                "last": None if first is None else draw(maybe(st.integers(first, periods - 1))),
                "ready": draw(st.integers(0, 2)),
                "tolerance": draw(shares),
                "rounding": draw(maybe(st.sampled_from(Rounding))),
                "least_share": draw(maybe(shares)),
                "most_share": draw(
                    st.sampled_from([0.9, 1.0])
                    if family == "seniority_mix"
                    else st.sampled_from([None, 0.95, 2.5])
                ),
                "skills": draw(_some(tuple(skills))),
                "most_areas": draw(st.integers(1, 3)),
                "min_fte": draw(st.sampled_from([0.0, 0.5, 1.5])),
                "all_seats": draw(st.booleans()),
                "skill": draw(
                    st.sampled_from(skills)
                    if family in needs_skill
                    else maybe(st.sampled_from(skills))
                ),
                "level": draw(maybe(st.integers(1, 5))),
                "owner_level": draw(maybe(st.integers(1, 5))),
                "below": draw(maybe(st.integers(2, 99))),
                "shared": draw(st.sampled_from(Shared)),
                "every_months": draw(maybe(st.integers(1, 12))),
                "stages": draw(st.just(()) | st.just(STAGES)),
                "deep_groups": draw(_some(GROUPS, least=1)),
                "broad_groups": draw(_some(GROUPS)),
                "broad_level": draw(maybe(st.integers(1, 5))),
                "leg_groups": draw(_some(GROUPS)),
                "leg_level": draw(maybe(st.integers(1, 5))),
                "strength": draw(st.sampled_from(Strength)),
                "weight": draw(st.sampled_from([1.0, 0.25])),
                "worth": draw(maybe(st.sampled_from([0.0, 800.0]))),
                "sentence": draw(st.just("") | text("-")),
                "source": draw(st.just("") | text("@")),
            }
        )
    return tuple(_as_its_family_reads(rule) for rule in rules)


@st.composite
def _courses(
    draw: st.DrawFn, skills: list[str], roles: tuple[Role, ...], periods: int
) -> tuple[Course, ...]:
    courses = []
    for name in draw(names("K", 0, 3)):
        low, high = sorted(draw(st.lists(st.integers(0, 5), min_size=2, max_size=2, unique=True)))
        skill = draw(st.sampled_from(skills))
        known = sorted(
            {
                skill,
                *(course.skill for course in courses),
                *(brought for role in roles for brought in role.skills_at_start),
            }
        )
        courses.append(
            Course(
                id=name,
                skill=skill,
                from_level=low,
                to_level=high,
                cost=draw(cents),
                hours=draw(st.sampled_from([0, 7.5, 2000])),
                duration=draw(st.sampled_from([0, 0.25, 36])),
                seats=draw(maybe(st.integers(0, 9))),
                roles=draw(st.just(()) | st.just((roles[0].id,)) | st.just((roles[-1].family,))),
                success=draw(st.sampled_from([1.0, 0.5, 0.01])),
                mentored=(mentored := draw(st.booleans())),
                mentor_hours=draw(st.sampled_from([0, 7.5])) if mentored else 0.0,
                dates=tuple(sorted(draw(st.sets(st.integers(0, periods - 1))))),
                after=draw(
                    st.dictionaries(st.sampled_from(known), st.integers(1, 5), max_size=2)
                ),  # a skill that nobody knows is a fault
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
                headcount=(
                    draw(st.integers(0, 99)) if amount is None else draw(maybe(st.integers(0, 99)))
                ),
            )
        )
    return tuple(lines)


RATES = (
    (ExchangeRate(currency="GBP", rate=0.5),),
    (ExchangeRate(currency="GBP", rate=1.2345), ExchangeRate(currency="JPY", rate=0.0123)),
)


@st.composite
def _with_foreign_money(draw: st.DrawFn, org: Organisation) -> Organisation:
    """Some amounts in pounds, at one rate or by month."""
    if draw(st.booleans()):
        return org
    rates = draw(st.sampled_from(RATES))
    if draw(st.booleans()):
        starts = org.calendar.month_starts
        by_month = [
            ExchangeRate(
                currency="GBP",
                rate=1 + number / 8,
                label=f"{first:%Y-%m}",
                first=first,
                last=add_months(first, 1) - timedelta(days=1),
            )
            for number, first in enumerate(starts)
        ]
        rates = (*by_month, *rates[1:])

    def abroad(holder: Any, *fields: str) -> Any:
        given = {field: value for field in fields if (value := holder.__dict__[field]) is not None}
        if not draw(st.booleans()):
            return holder
        worth = {field: in_plan_currency(value, rates[0].rate) for field, value in given.items()}
        if rates[0].rate == 1:
            worth = given
        stated = tuple(
            Stated(field=field, amount=value, currency="GBP", worth=worth[field])
            for field, value in given.items()
        )
        return holder.replace(**worth, stated=stated)

    bands = ("band_min", "band_mid", "band_max", "recruiting_cost")
    return org.replace(
        rates=rates,
        people=tuple(abroad(person, "base_salary") for person in org.people),
        roles=tuple(abroad(role, *bands) for role in org.roles),
        courses=tuple(abroad(course, "cost") for course in org.courses),
        levers=tuple(abroad(lever, "cost") for lever in org.levers),
        positions=tuple(abroad(position, "budget_salary") for position in org.positions),
        budget=(
            org.budget if rates[0].label else tuple(abroad(line, "amount") for line in org.budget)
        ),
    )


@st.composite
def _locations(draw: st.DrawFn, places: list[str], currency: str) -> tuple[Location, ...]:
    """All of them, so that a role may be hired in any."""
    found = []
    for place in places:
        code = draw(st.sampled_from([None, currency, "EUR", "INR"]))
        rate = (
            st.sampled_from([1.0, 0.0123])
            if code == "INR"
            else st.none()
            if code in (None, currency)
            else st.sampled_from([None, 7.1])
        )
        fx, cap, per_head = draw(rate), draw(maybe(cents)), draw(maybe(cents))
        abroad = code not in (None, currency)
        times = (fx or 7.25) if abroad else 1.0
        worth = {
            field: amount if amount is None or times == 1 else in_plan_currency(amount, times)
            for field, amount in (("tax_cap", cap), ("benefits_per_head", per_head))
        }
        stated = (
            Stated(field=field, amount=amount, currency=code, worth=worth[field], fx=fx)
            for field, amount in (("tax_cap", cap), ("benefits_per_head", per_head))
            if abroad and amount is not None
        )
        found.append(
            Location(
                id=place,
                currency=code,
                fx=fx,
                pay_index=draw(st.sampled_from([1.0, 0.35, 2.0])),
                employer_tax_pct=draw(maybe(shares)),
                benefits_pct=draw(maybe(shares)),
                entity=draw(st.sampled_from([None, f"{place} Ltd", "0010"])),
                **worth,
                stated=tuple(stated),
            )
        )
    return tuple(found)


@st.composite
def levers(
    draw: st.DrawFn, scopes: list[Scope], roles: tuple[Role, ...], teams: list[str]
) -> tuple[Lever, ...]:
    """Levers of every kind; a cap has one figure wherever it is named, and a promotion leads
    somewhere.
    """
    selectors = [*(role.id for role in roles), *(role.family for role in roles)]
    caps = {"cap a": 3.0, "cap b": 0.0}
    to_role = st.sampled_from([role.id for role in roles])
    found = []
    for name in draw(names("L", 0, 4)):
        kind = draw(st.sampled_from(LeverKind))
        cap = draw(maybe(st.sampled_from(list(caps))))
        low, high = sorted(draw(st.tuples(st.integers(1, 60), st.integers(1, 60))))
        leads = kind in (LeverKind.RETRAINING, LeverKind.DOWNGRADING, LeverKind.PROMOTION)
        found.append(
            Lever(
                id=name,
                kind=kind,
                scope=draw(st.sampled_from(scopes)),
                roles=tuple(draw(st.lists(st.sampled_from(selectors), max_size=2, unique_by=fold))),
                to_role=draw(to_role if leads else maybe(to_role)),
                to_team=draw(maybe(st.sampled_from(teams))),
                most=caps[cap] if cap else draw(maybe(st.sampled_from([0.0, 1.5, 20.0]))),
                share_of_receiving=draw(maybe(shares)),
                cap=cap,
                cost=draw(cents),
                raise_pct=draw(st.sampled_from([0.0, -0.1, 0.087])),
                months=draw(st.sampled_from([0.0, 1.5, 36.0])),
                share=draw(
                    st.sampled_from(
                        [0.0, 1.35] if kind is LeverKind.CONTRACTOR else [0.0, 0.5, 1.0]
                    )
                ),
                months_of_base=draw(st.sampled_from([0.0, 2.5])),
                min_stay=low,
                max_stay=high,
            )
        )
    return tuple(found)


@st.composite
def _positions(draw: st.DrawFn, roles: tuple[Role, ...], teams: list[str]) -> tuple[Position, ...]:
    found = []
    for name in draw(names("Z", 0, 3)):
        role = draw(st.sampled_from(roles))
        position = Position(
            id=name,
            role=role.id,
            team=draw(st.sampled_from(teams)),
            status=draw(st.sampled_from(PositionStatus)),
            direction=draw(st.sampled_from(Direction)),
            start=draw(maybe(days)),
            budget_salary=draw(maybe(cents)),
        )
        paid = position.budget_salary is not None or role.band_mid is not None
        must = [Lock.MUST] if position.to_fill and paid else []
        found.append(position.replace(lock=draw(st.sampled_from([None, Lock.MUST_NOT, *must]))))
    return tuple(found)


@st.composite
def _locks(
    draw: st.DrawFn,
    roles: tuple[Role, ...],
    people: tuple[Person, ...],
    teams: list[str],
    courses: tuple[Course, ...],
    periods: int,
) -> tuple[LockRow, ...]:
    ids = [role.id for role in roles]
    leads = {
        LockedAction.TRAIN: [course.id for course in courses],
        LockedAction.TRANSFER: teams,
        LockedAction.PROMOTION: ids,
        LockedAction.RETRAINING: ids,
        LockedAction.DOWNGRADING: ids,
    }
    found = []
    for name in draw(names("K", 0, 3)):
        action = draw(st.sampled_from(LockedAction))
        seat = action in (LockedAction.HIRE, LockedAction.CONTRACTOR, LockedAction.BACKFILL)
        lock = draw(st.sampled_from(Lock))
        found.append(
            LockRow(
                id=name,
                lock=lock,
                action=action,
                who=draw(maybe(st.sampled_from(ids if seat else [person.id for person in people]))),
                team=draw(maybe(st.sampled_from(teams))),
                what=draw(st.sampled_from([None, *leads.get(action, [])])),
                periods=tuple(sorted(draw(st.sets(st.integers(0, periods - 1))))),
                count=1 if lock is Lock.MUST_NOT else draw(st.integers(1, 9)),
            )
        )
    return tuple(found)
