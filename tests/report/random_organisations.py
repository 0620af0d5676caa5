"""Random organisations whose money has everything at once, and plans for them: two other currencies
by month, tiers, part-timers, splits, jobs that change in mid-month.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TypeVar

from orgplan.domain import (
    Assumption,
    Assumptions,
    Calendar,
    Charge,
    ChargeOf,
    ChargePer,
    CostSplit,
    Counting,
    Course,
    Employment,
    Lever,
    LeverKind,
    Location,
    Organisation,
    PeriodLength,
    Person,
    Plan,
    Relocation,
    Role,
    Team,
    add_months,
)
from orgplan.domain.costs.money import ExchangeRate, Priced, Stated
from orgplan.domain.plan import Exit, GroupAction, Hire, Move, ShortTime, Training

START = date(2027, 4, 1)  # the fiscal year's
AS_OF = date(2027, 3, 18)
DAY = timedelta(days=1)
ROLES, TEAMS, PLACES = ("Clerk", "Engineer", "Lead"), ("Alpha", "Beta", "Gamma"), ("Here", "There")
EVERY = {"PLN": 0.2317, "GBP": 1.1739}  # the rate of months that no other row names
KIND = LeverKind
Held = TypeVar("Held", bound=Priced)


def random_organisation(seed: int) -> Organisation:
    """Ten people and two groups in a fiscal year from April on; what is drawn hangs on nothing but
    the seed.
    """
    draw = Random(seed)
    period = draw.choice(list(PeriodLength))
    calendar = Calendar(
        as_of=AS_OF, start=START, period=period, periods=12 // int(period), fiscal_year_start=4
    )
    people = tuple(_person(draw, number) for number in range(1, 11))
    return Organisation(
        calendar=calendar,
        currency="EUR",
        counting=Counting.FRACTIONAL,
        people=(*people, *(_group(draw, number) for number in (1, 2))),
        roles=tuple(_role(draw, name) for name in ROLES),
        teams=tuple(Team(id=name, cost_centre=f"CC-{name[0]}") for name in TEAMS),
        courses=(
            _stated(draw, Course(id="Tools 1→2", skill="Tools", from_level=1, to_level=2, hours=20,
                duration=1, cost=0.0), cost=1_500),
        ),
        levers=tuple(_levers(draw)),
        locations=(
            Location(id="Here"),
            _abroad(draw, Location(id="There", pay_index=0.8)),
        ),
        rates=tuple(_rates(draw)),
        assumptions=_assumptions(draw),
        charges=tuple(_charges(draw)),
        cost_splits=tuple(_splits(draw)),
        relocations=tuple(_relocations(Random(seed + 0.5), people)),
    )  # fmt: skip


def random_plan(org: Organisation, seed: int) -> Plan:
    """Hires, moves and exits on any day, short time and group actions by period."""
    draw = Random(-seed - 1)
    calendar, named = org.calendar, [person.id for person in org.people if not person.is_group]
    draw.shuffle(named)
    moved, left, shorter = named[:3], named[2:4], named[4:6]  # one is moved and let go
    hires = [_hire(draw, number) for number in range(1, 4)]
    first = calendar.first_day(draw.randrange(calendar.periods))
    kinds = (
        (None, None, None),
        (KIND.RETRAINING, "L-3", "G-2"),
        (KIND.SHORT_TIME, "L-6", None),
        (KIND.REDUNDANCY, "L-5", None),
    )
    return Plan(
        hires=tuple(hires),
        moves=tuple(
            _stated(
                draw,
                Move(id=f"M-{number}", kind=KIND.TRANSFER, lever="L-2", person_id=who,
                    role=draw.choice(ROLES), team=draw.choice(TEAMS),
                     start_date=_day(draw, 20, 320), base_salary=0.0),
                base_salary=draw.uniform(40_000, 110_000),
            )
            for number, who in enumerate(sorted(moved), 1)
        ),
        exits=tuple(
            Exit(id=f"X-{number}", lever="L-5", person_id=who, last_day=_day(draw, 40, 330))
            for number, who in enumerate(sorted(left), 1)
        ),
        short_times=tuple(
            ShortTime(id=f"S-{number}", lever="L-6", person_id=who, start_date=first,
                end_date=add_months(first, int(calendar.period)) - DAY)
            for number, who in enumerate(sorted(shorter), 1)
        ),
        group_actions=tuple(
            GroupAction(id=f"G-{number:03}", kind=kind, lever=lever, group="G-1", to_group=to,
                start_date=first, heads=draw.choice((1.0, 2.5)))
            for number, (kind, lever, to) in enumerate(kinds, 1)
        ),
        trainings=(Training(id="U-001", person_id=named[6], course="Tools 1→2",
            start_date=calendar.first_day(0)),),
    )  # fmt: skip


def _day(draw: Random, first: int, last: int) -> date:
    return START + draw.randint(first, last) * DAY


def _stated(draw: Random, holder: Held, **amounts: float) -> Held:
    """Amounts (in about euros) as somebody typed them: in plan currency, in złoty or in pounds."""
    currency = draw.choice((None, *EVERY))
    if currency is None:
        return holder.replace(**{field: round(amount, 2) for field, amount in amounts.items()})
    return _in(currency, holder, **amounts)


def _in(currency: str, holder: Held, **amounts: float) -> Held:
    """Amounts of about so many euros, to the cent in another currency."""
    rate = EVERY[currency]
    said = tuple(
        Stated(field=field, amount=typed, currency=currency, worth=round(typed * rate, 2))
        for field, amount in amounts.items()
        for typed in (round(amount / rate, 2),)
    )
    worth = {one.field: one.worth for one in said}
    return holder.replace(**worth, stated=(*holder.stated, *said))


def _person(draw: Random, number: int) -> Person:
    start = START - draw.randint(1, 4_000) * DAY if number != 1 else _day(draw, 5, 200)
    ends = _day(draw, 210, 400) if draw.random() < 0.2 else None
    person = Person(
        id=f"P-{number:03}", name=f"Name {number}", role=draw.choice(ROLES),
        team=draw.choice(TEAMS), start_date=start, end_date=ends, base_salary=0.0,
        fte=draw.choice((0.5, 0.6, 0.8, 1.0, 1.0)), location=draw.choice(PLACES),
        bonus_pct=draw.choice((None, 0.0, 0.137)),
        employment=Employment.CONTRACTOR if number == 7 else Employment.EMPLOYEE,
        cost_centre="CC-own" if number % 4 == 0 else None,
    )  # fmt: skip
    return _stated(draw, person, base_salary=draw.uniform(35_000, 120_000) * person.fte)


def _group(draw: Random, number: int) -> Person:
    group = Person(
        id=f"G-{number}", name=f"Group {number}", role="Clerk", team="Gamma",
        start_date=date(2016, 5, 1), base_salary=0.0, headcount=draw.choice((7.0, 12.5)),
        fte=draw.choice((0.5, 1.0)), location=draw.choice(PLACES),
    )  # fmt: skip
    return _stated(draw, group, base_salary=draw.uniform(20_000, 45_000))


def _role(draw: Random, name: str) -> Role:
    role = Role(id=name, name=name, max_hires=9, lead_time=0, ramp=1)
    return _stated(
        draw, role, band_min=20_000, band_mid=70_000, band_max=150_000,
        recruiting_cost=draw.uniform(900, 4_000)
    )  # fmt: skip


def _hire(draw: Random, number: int) -> Hire:
    start = _day(draw, 0, 300)
    leased = number == 3
    hire = Hire(
        id=f"H-{number:03}", role=draw.choice(ROLES), team=draw.choice(TEAMS), start_date=start,
        base_salary=0.0, location=draw.choice(PLACES),
        end_date=start + 97 * DAY if leased else None, lever="L-8" if leased else None,
    )  # fmt: skip
    return _stated(draw, hire, base_salary=draw.uniform(45_000, 110_000))


def _levers(draw: Random) -> list[Lever]:
    return [
        _stated(draw, lever, cost=draw.uniform(100, 4_000))
        for lever in (
            Lever(id="L-2", kind=KIND.TRANSFER, months=1, share=0.1),
            Lever(id="L-3", kind=KIND.RETRAINING, to_role="Clerk", months=1, share=0.1),
            Lever(id="L-5", kind=KIND.REDUNDANCY, months_of_base=1.5, months=1),
            Lever(id="L-6", kind=KIND.SHORT_TIME, share=0.37),
            Lever(id="L-8", kind=KIND.CONTRACTOR, share=0.31, min_stay=1, max_stay=6),
        )
    ]


def _abroad(draw: Random, place: Location) -> Location:
    """A place with rates of its own, some of the time."""
    place = place.replace(
        employer_tax_pct=draw.choice((0.1713, 0.05)), benefits_pct=draw.choice((0.07, 0.0))
    )
    if draw.random() < 0.5:
        place = _in(
            "GBP",
            place.replace(currency="GBP"),
            tax_cap=draw.uniform(30_000, 80_000),
            benefits_per_head=draw.uniform(200, 900),
        )
    return place


def _rates(draw: Random) -> list[ExchangeRate]:
    """Złoty by the month for some months, pounds by the quarter for some quarters; one rate each
    for all others.
    """
    rows = [ExchangeRate(currency=currency, rate=rate) for currency, rate in EVERY.items()]
    for number in sorted(draw.sample(range(12), 7)):
        first = add_months(START, number)
        rows.append(_rate(draw, "PLN", first, 1, f"{first:%Y-%m}"))
    for number in sorted(draw.sample(range(4), 2)):
        first = add_months(START, 3 * number)
        rows.append(_rate(draw, "GBP", first, 3, f"{first.year}-Q{(first.month + 2) // 3}"))
    return rows


def _rate(draw: Random, currency: str, first: date, months: int, label: str) -> ExchangeRate:
    rate = round(EVERY[currency] * draw.uniform(0.9, 1.1), 6)
    return ExchangeRate(
        currency=currency, rate=rate, label=label, first=first, last=add_months(first, months) - DAY
    )


def _assumptions(draw: Random) -> Assumptions:
    rows = [
        Assumption(key="employer_tax_pct", value=round(draw.uniform(0, 0.2), 4)),
        Assumption(key="benefits_pct", value=round(draw.uniform(0, 0.2), 4)),
        Assumption(key="merit_pct", value=round(draw.uniform(0, 0.06), 4)),
        Assumption(key="merit_month", value=draw.randint(1, 12)),
        Assumption(key="merit_tenure", value=draw.choice((0, 6, 12))),
        Assumption(key="attrition", value=round(draw.uniform(0, 0.2), 3)),
        Assumption(key="leavers_free_pay", value=draw.choice((0, 1))),
        Assumption(key="bonus_pct", value=round(draw.uniform(0.01, 0.2), 4)),
        Assumption(key="bonus_pct", value=0.0333, scope=draw.choice(TEAMS)),
        Assumption(key="merit_pct", value=0.0417, scope=draw.choice(ROLES)),
        Assumption(key="agency_pct", value=0.1717),
    ]
    if draw.random() < 0.5:
        rows.append(Assumption(key="bonus_month", value=draw.randint(1, 12)))
    if draw.random() < 0.5:
        rows.append(
            _stated(draw, Assumption(key="tax_cap", value=1.0), value=draw.uniform(30_000, 90_000))
        )
    for key, most in (("benefits_per_head", 1_900), ("equipment_cost", 2_500)):
        rows.append(_stated(draw, Assumption(key=key, value=0), value=draw.uniform(0, most)))
    return Assumptions(rows=tuple(rows))


def _charges(draw: Random) -> list[Charge]:
    """Two tiers on a month's pay and two on a year's, a fund on base, a 13th salary and more, each
    for everybody or for some.
    """
    rows: list[Charge] = []

    def add(of: ChargeOf, component: str, **fields: object) -> None:
        scope = draw.choice((None, None, *TEAMS, *ROLES, *PLACES, "P-002"))
        limits = {
            key: fields.pop(key) for key in ("floor", "low", "high", "amount") if key in fields
        }
        if component != "bonus" and draw.random() < 0.2:
            fields |= (
                {"first": add_months(START, 2)}
                if draw.random() < 0.5
                else {"last": date(2027, 12, 31)}
            )
        bare = {"of": of, "component": component, "scope": scope} | fields
        if of is ChargeOf.SERVICE:
            bare |= limits
            limits = {}
        charge = Charge(id=f"C-{len(rows) + 1:02}", name=f"charge {len(rows) + 1}", **bare | limits)  # type: ignore[arg-type]
        rows.append(_stated(draw, charge, **limits))  # type: ignore[arg-type]

    edge, year = draw.uniform(1_500, 5_000), draw.uniform(25_000, 60_000)
    add(ChargeOf.PAY, "tax", rate=round(draw.uniform(0.02, 0.2), 4), high=edge)
    add(ChargeOf.PAY, "tax", rate=round(draw.uniform(0.01, 0.1), 4), low=edge)
    add(ChargeOf.PAY, "tax", rate=0.0763, high=year, per=ChargePer.YEAR)
    add(ChargeOf.PAY, "tax", rate=0.0311, low=year, high=year * 1.3, per=ChargePer.YEAR)
    add(
        ChargeOf.PAY,
        "tax",
        rate=0.05,
        floor=draw.uniform(2_000, 3_000),
        high=draw.uniform(4_000, 9_000),
    )
    add(ChargeOf.BASE, "benefits", rate=0.031, low=draw.uniform(300, 800))
    add(ChargeOf.BASE, "bonus", rate=1 / 12, months=(draw.randint(1, 12),))
    if draw.random() < 0.5:
        add(ChargeOf.BASE, "bonus", rate=0.04, months=(5, 11))
    add(ChargeOf.HEAD, "benefits", amount=draw.uniform(20, 200))
    add(
        ChargeOf.HEAD,
        "bonus",
        amount=draw.uniform(1_000, 6_000),
        per=ChargePer.YEAR,
        months=(3, 6, 9, 12),
    )
    add(ChargeOf.HEAD, "bonus", amount=draw.uniform(1_000, 6_000), months=(0,))
    add(ChargeOf.FEE, "contractor", rate=0.19)
    add(ChargeOf.SERVICE, "severance", rate=0.25, high=3.0)
    add(ChargeOf.SERVICE, "severance", rate=0.4, low=3.0)
    return rows


def _splits(draw: Random) -> list[CostSplit]:
    rows = []
    for number in draw.sample(range(1, 11), 4):
        for first in (None, add_months(START, draw.randint(1, 11))):
            for centre, share in (("CC-X", 1 / 3), ("CC-Y", draw.choice((0.25, 0.6)))):
                rows.append(
                    CostSplit(
                        person_id=f"P-{number:03}", cost_centre=centre, share=share, first=first
                    )
                )
    return rows


def _relocations(draw: Random, people: tuple[Person, ...]) -> list[Relocation]:
    """Some who work elsewhere from a first of a month on, with and without other pay and another
    cost centre.
    """
    rows = []
    for person in draw.sample(people[1:], 4):
        first = add_months(START, draw.randint(0, 11))
        place = "There" if person.location == "Here" else "Here"
        one = Relocation(
            person_id=person.id,
            location=place,
            first=first,
            cost_centre=draw.choice((None, "CC-new")),
        )
        if draw.random() < 0.6:
            one = _stated(draw, one, base_salary=draw.uniform(35_000, 120_000) * person.fte)
        rows.append(one)
        if draw.random() < 0.4 and first < add_months(START, 10):
            rows.append(
                Relocation(
                    person_id=person.id,
                    location=person.location or "Here",
                    first=add_months(first, 2),
                )
            )
    return rows
