"""Cases at the edge, each with its arithmetic: first and last days, merit, the tax cap, changes of
job, contractors, exits, short time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import pytest

from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.costs.budget import Category
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment
from orgplan.domain.plan import Exit, Hire, Move, Plan, ShortTime
from orgplan.domain.roles import Role
from orgplan.domain.teams import Team
from orgplan.finance.cost_totals import this_year
from orgplan.finance.ledger import CostLine, action_lines, ledger
from orgplan.finance.run_rates import decided, monthly_run_rate, person_tail, tail
from orgplan.finance.unit_costs import action_cost, moved_base, offered_hire, seat_cost
from tests.constraints.small import DEV, LEAD, person, small

ANN = person("Ann")  # 60,000 a year since 2020: 5,000 a month, tax 10 %, benefits 15 %
NO_MERIT = {"merit_pct": 0.0}
TEAMS = (Team(id="A", cost_centre="CA"), Team(id="B", cost_centre="CB"))
SENIOR = Role(id="senior", name="senior", band_min=61_000, band_mid=70_000, band_max=80_000)

PROMOTION = Lever(id="L-1", kind=LeverKind.PROMOTION, cost=1000, raise_pct=0.08)
TRANSFER = Lever(id="L-2", kind=LeverKind.TRANSFER, cost=750)
RETRAINING = Lever(id="L-3", kind=LeverKind.RETRAINING, to_role="senior", cost=4000)
DOWNGRADING = Lever(id="L-4", kind=LeverKind.DOWNGRADING, to_role="lead", raise_pct=-0.1)
REDUNDANCY = Lever(id="L-5", kind=LeverKind.REDUNDANCY, cost=2000, months_of_base=3, months=1)
SHORT = Lever(id="L-6", kind=LeverKind.SHORT_TIME, share=0.4, cost=600)
CONTRACTOR = Lever(id="L-7", kind=LeverKind.CONTRACTOR, share=0.25, cost=3000)
LEVERS = (PROMOTION, TRANSFER, RETRAINING, DOWNGRADING, REDUNDANCY, SHORT, CONTRACTOR)


def org_of(
    *roster: object,
    months: int = 6,
    start: date = date(2027, 1, 1),
    rates: dict[str, float] | None = None,
    **rest: object,
) -> Organisation:
    """An organisation with every lever, month by month from a first day on."""
    org = small(*roster, rates=rates, roles=(DEV, LEAD, SENIOR), teams=TEAMS, levers=LEVERS, **rest)  # type: ignore[arg-type]
    as_of = min(date(2026, 12, 1), start)
    return org.replace(
        calendar=Calendar(as_of=as_of, start=start, period=PeriodLength.MONTH, periods=months)
    )


def table(lines: Iterable[CostLine], *, by: str = "component") -> dict[tuple[int, str], int]:
    """(month, component, or team) → cents."""
    found: dict[tuple[int, str], int] = defaultdict(int)
    for line in lines:
        found[
            line.month,
            {"component": line.component, "team": line.team, "centre": line.cost_centre}[by],
        ] += line.cents
    return dict(found)


def row(lines: Iterable[CostLine], component: str, months: int = 6) -> list[int]:
    """Cents of a component, month by month."""
    found = table(lines)
    return [found.get((month, component), 0) for month in range(months)]


def move(
    kind: LeverKind,
    day: date,
    base: float,
    *,
    role: str = "senior",
    team: str = "A",
    lever: str = "L-1",
) -> Move:
    return Move(
        id="M-1",
        kind=kind,
        lever=lever,
        person_id="Ann",
        role=role,
        team=team,
        start_date=day,
        base_salary=base,
    )


# First and last days


def test_starts_on_the_31st() -> None:
    # One of 31 days of January: 5,000 / 31 = 161.290. February in full.
    org = org_of(ANN.replace(start_date=date(2027, 1, 31)))
    assert row(ledger(org, Plan()), "base")[:2] == [16_129, 500_000]


def test_leaves_on_the_first() -> None:
    # One of 31 days of March: 161.290; nothing from April on.
    org = org_of(ANN.replace(end_date=date(2027, 3, 1)))
    assert row(ledger(org, Plan()), "base") == [500_000, 500_000, 16_129, 0, 0, 0]
    assert max(line.month for line in ledger(org, Plan())) == 2


def test_february_of_a_leap_year() -> None:
    # From 15 February 2028: 15 of 29 days, 5,000 x 15 / 29 = 2,586.207; of 2027 it would be 14 of
    # 28.
    org = org_of(ANN.replace(start_date=date(2028, 2, 15)), start=date(2028, 1, 1), rates=NO_MERIT)
    assert row(ledger(org, Plan()), "base", 3) == [0, 258_621, 500_000]


def test_merit_in_the_month_of_joining() -> None:
    # Without a tenure test: the first day is no raise, the day after it is (5,000 x 1.032), also
    # for part of a month before.
    for first, april in (
        (date(2027, 4, 1), 500_000),
        (date(2027, 3, 31), 516_000),
        (date(2027, 4, 2), 483_333),
    ):
        org = org_of(ANN.replace(start_date=first), rates={"merit_tenure": 0})
        assert row(ledger(org, Plan()), "base")[3] == april  # 29 of 30 days from 2 April: 4,833.333


# Tax cap


def test_the_tax_cap_is_reached_in_october() -> None:
    # 47,500 a year: 45,000 by September; of October's 5,000 the first 2,500 are taxed: 250. January
    # begins anew.
    org = org_of(ANN, months=13, rates=NO_MERIT | {"tax_cap": 47_500})
    assert row(ledger(org, Plan()), "tax", 13) == [50_000] * 9 + [25_000, 0, 0, 50_000]


def test_the_tax_cap_counts_the_bonus() -> None:
    # 5,500 a month with a bonus of 10 %: 44,000 by August; of September's 5,500 the first 3,500 are
    # taxed: 350.
    org = org_of(ANN.replace(bonus_pct=0.1), months=12, rates=NO_MERIT | {"tax_cap": 47_500})
    assert row(ledger(org, Plan()), "tax", 12) == [55_000] * 8 + [35_000, 0, 0, 0]


def test_the_tax_cap_knows_the_year_before_the_horizon() -> None:
    # From July on: six months of 5,000 are behind Ann, so the cap of 32,000 leaves 2,000 for July
    # and nothing after.
    # Ben came on 16 April (15 of 30 days): 2,500 + 5,000 + 5,000 = 12,500 are behind him: 19,500
    # are left, 4,500 of them in October.
    ben = person("Ben", start=date(2027, 4, 16))
    org = org_of(ANN, ben, start=date(2027, 7, 1), rates=NO_MERIT | {"tax_cap": 32_000})
    costs = ledger(org, Plan())
    assert row([line for line in costs if line.entity == "Ann"], "tax") == [20_000, 0, 0, 0, 0, 0]
    assert row([line for line in costs if line.entity == "Ben"], "tax") == [
        50_000,
        50_000,
        50_000,
        45_000,
        0,
        0,
    ]


def test_a_fiscal_year_from_april_and_a_tax_year_from_january() -> None:
    # April 2027 to March 2028 is one fiscal year: 12 x (5,000 + 750) = 69,000 and tax. The cap of
    # 30,000 runs from January:
    # 15,000 are behind Ann in April, so April to June are taxed (3 x 500), and January to March
    # 2028 again (3 x 500).
    org = org_of(ANN, months=13, start=date(2027, 4, 1), rates=NO_MERIT | {"tax_cap": 30_000})
    org = org.replace(calendar=org.calendar.replace(fiscal_year_start=4))
    costs = ledger(org, Plan())
    assert row(costs, "tax", 13) == [50_000] * 3 + [0] * 6 + [50_000] * 4
    assert this_year(org, costs) == 6_900_000 + 6 * 50_000  # not the thirteenth month


# Bonus in its month


def test_a_bonus_month_with_a_mid_year_joiner() -> None:
    # 12 % paid in March. Since 16 July 2026: 600 x 16 / 31 = 309.677, then August to March 8 x 600
    # = 4,800: 5,109.68. Tax in March: 500 on the base, 8 x 60 and 30.968 on the bonus: 1,010.97.
    joiner = ANN.replace(start_date=date(2026, 7, 16), bonus_pct=0.12)
    org = org_of(joiner, months=15, rates={"bonus_month": 3})
    costs = ledger(org, Plan())
    # A year later, with merit since April (5,160): 12 x 619.20 = 7,430.40.
    assert row(costs, "bonus", 15) == [0, 0, 510_968, *[0] * 11, 743_040]
    assert row(costs, "tax", 15)[2] == 101_097


def test_a_bonus_that_is_paid_is_what_was_accrued() -> None:
    # A full year from April to March, paid in March: as much as twelve months accrue, and as much
    # tax, to the cent.
    somebody = ANN.replace(base_salary=84_321.5, bonus_pct=0.117)
    at_once = org_of(somebody, months=12, start=date(2027, 4, 1))
    paid = org_of(somebody, months=12, start=date(2027, 4, 1), rates={"bonus_month": 3})
    assert (
        sum(row(ledger(at_once, Plan()), "bonus", 12)) == row(ledger(paid, Plan()), "bonus", 12)[11]
    )
    assert sum(row(ledger(at_once, Plan()), "base", 12)) == sum(
        row(ledger(paid, Plan()), "base", 12)
    )


def test_a_leaver_takes_the_bonus_along() -> None:
    # Paid in March; the last day is 15 June: April and May 600 each x 1.032 = 619.20, June 15 / 30
    # of it 309.60: 1,548.00 in June.
    org = org_of(ANN.replace(bonus_pct=0.12, end_date=date(2027, 6, 15)), rates={"bonus_month": 3})
    assert row(ledger(org, Plan()), "bonus") == [0, 0, 720_000, 0, 0, 154_800]


def test_the_cap_and_a_paid_bonus() -> None:
    # 7,200 paid in March on top of 15,000 of base. The cap is 18,000: 3,000 of the bonus are taxed,
    # 250 of each 600: 12 x 25.
    org = org_of(
        ANN.replace(bonus_pct=0.12), rates=NO_MERIT | {"bonus_month": 3, "tax_cap": 18_000}
    )
    assert row(ledger(org, Plan()), "tax") == [50_000, 50_000, 50_000 + 30_000, 0, 0, 0]


# Benefits and locations


def test_benefits_a_head_are_the_same_for_part_time() -> None:
    # 1,200 a year beside 15 %: 100 a month; half a month of February 50. The share follows the base
    # of half a post.
    half = ANN.replace(fte=0.5, base_salary=30_000, start_date=date(2027, 2, 15))
    org = org_of(half, rates={"benefits_per_head": 1200})
    assert row(ledger(org, Plan()), "benefits", 3) == [0, 18_750 + 5_000, 37_500 + 10_000]


def test_a_location_goes_before_the_assumptions() -> None:
    # Kraków says tax 20 % and a cap of 12,000, nothing on benefits: there the assumption for
    # Kraków, 10 %, goes before the one for all.
    place = Location(id="Kraków", employer_tax_pct=0.2, tax_cap=12_000)
    org = org_of(ANN.replace(location="Kraków"), person("Ben"), locations=(place,))
    org = org.replace(
        assumptions=Assumptions(
            rows=(
                *org.assumptions.rows,
                Assumption(key="benefits_pct", scope="Kraków", value=0.1),
                Assumption(key="employer_tax_pct", scope="Kraków", value=0.9),
                Assumption(key="benefits_pct", value=0.3),
            )
        )
    )
    costs = ledger(org, Plan())
    ann, ben = ([line for line in costs if line.entity == name] for name in ("Ann", "Ben"))
    assert row(ann, "tax", 4) == [100_000, 100_000, 40_000, 0]
    assert row(ann, "benefits", 1) == [50_000]
    assert (row(ben, "tax", 1), row(ben, "benefits", 1)) == ([50_000], [150_000])


def test_two_currencies() -> None:
    # Plan in USD. Ann earns 50,000 EUR at 1.08: 54,000 USD, 4,500 a month; Poland's tax is 20 %:
    # 900; its cap of 46,500 USD
    # (43,055.56 EUR) is reached in November: 45,000 by October, 1,500 left: 300. A seat there gets
    # 0.8 of the band: 72,000.
    place = Location(
        id="Kraków", currency="EUR", fx=1.08, pay_index=0.8, employer_tax_pct=0.2, tax_cap=46_500
    )
    org = org_of(
        ANN.replace(location="Kraków", base_salary=50_000 * 1.08),
        months=12,
        rates=NO_MERIT,
        locations=(place,),
    )
    costs = ledger(org, Plan())
    assert row(costs, "base", 12) == [450_000] * 12
    assert row(costs, "tax", 12) == [90_000] * 10 + [30_000, 0]
    seat = offered_hire(org, "dev", "A", 0, location="Kraków")
    assert seat.base_salary == 72_000
    # 6,000 + 20 % + 15 % = 8,100 a month in January; run rate with a twelfth of the cap (3,875)
    # taxed: 6,000 + 775 + 900 = 7,675.
    assert sum(line.cents for line in seat_cost(org, seat).lines if line.month == 1) == 810_000
    assert monthly_run_rate(org, seat) == 767_500
    assert offered_hire(org, "dev", "A", 0).base_salary == 90_000


# Job changes


def test_part_time_and_a_job_change_in_one_month() -> None:
    # Half a post at 30,000 in A; from 15 February 36,000 in B. 14 of 28 days each: 1,250 in A and
    # 1,500 in B.
    # Tax 125 and 150, benefits 187.50 and 225; once 1,000 in B, where the person then is.
    half = ANN.replace(fte=0.5, base_salary=30_000, cost_centre="OWN")
    org = org_of(half)
    plan = Plan(moves=(move(LeverKind.PROMOTION, date(2027, 2, 15), 36_000, team="B"),))
    costs = ledger(org, plan)
    assert table(costs, by="team")[1, "A"] == 125_000 + 12_500 + 18_750
    assert table(costs, by="team")[1, "B"] == 150_000 + 15_000 + 22_500 + 100_000
    assert row(costs, "base", 4) == [
        250_000,
        275_000,
        300_000,
        309_600,
    ]  # merit in April on the new base
    # The person's own cost centre is left behind with the team.
    assert {(line.team, line.cost_centre) for line in costs} == {("A", "OWN"), ("B", "CB")}
    assert row(costs, "moves", 3) == [0, 100_000, 0]


def test_a_promotion_in_the_merit_month_takes_the_place_of_merit() -> None:
    # 8 % on 60,000 = 64,800 rather than 60,000 x 1.032 x 1.08; the next April raises it. 2 % is
    # less than merit: 61,920 then.
    org = org_of(ANN, months=18)
    april = date(2027, 4, 1)
    assert moved_base(org, ANN, PROMOTION, "senior", april) == 64_800
    assert moved_base(org, ANN, PROMOTION.replace(raise_pct=0.02), "senior", april) == 61_920
    costs = ledger(org, Plan(moves=(move(LeverKind.PROMOTION, april, 64_800),)))
    # 64,800 / 12 = 5,400 for a year; then 5,400 x 1.032 = 5,572.80.
    assert row(costs, "base", 18) == [500_000] * 3 + [540_000] * 12 + [557_280] * 3


def test_a_promotion_within_the_merit_month_comes_on_top() -> None:
    # Until 14 April 5,160 x 14 / 30 = 2,408; from 15 April 61,920 x 1.08 = 66,873.60: 5,572.80 x 16
    # / 30 = 2,972.16.
    org = org_of(ANN)
    base = moved_base(org, ANN, PROMOTION, "senior", date(2027, 4, 15))
    assert base == 66_873.6
    assert (
        row(ledger(org, Plan(moves=(move(LeverKind.PROMOTION, date(2027, 4, 15), base),))), "base")[
            3
        ]
        == 240_800 + 297_216
    )


def test_other_moves_take_nobodys_merit_away() -> None:
    # A transfer on 1 April: 60,000 x 1.032. It is what the person would have had, so it costs its
    # 750 alone.
    org = org_of(ANN, months=15)
    base = moved_base(org, ANN, TRANSFER, "dev", date(2027, 4, 1))
    assert base == 61_920
    there = action_cost(
        org, move(LeverKind.TRANSFER, date(2027, 4, 1), base, role="dev", team="B", lever="L-2")
    )
    assert there.goal == 75_000
    # From April on A pays 5,160 + 516 + 774 = 6,450 less, and B so much more.
    assert table(there.lines, by="team")[3, "A"] == -645_000
    assert table(there.lines, by="team")[3, "B"] == 645_000 + 75_000


@pytest.mark.parametrize(
    ("lever", "role", "fte", "base", "offered"),
    [
        (PROMOTION, "senior", 1.0, 50_000, 61_000),  # 54,000 lies below the band
        (PROMOTION, "senior", 1.0, 79_000, 80_000),  # 85,320 lies above it
        (PROMOTION, "senior", 1.0, 85_000, 85_000),  # nobody is promoted to less
        (PROMOTION, "senior", 0.5, 25_000, 30_500),  # half a post, half the band
        (RETRAINING, "senior", 1.0, 85_000, 80_000),
        (DOWNGRADING, "lead", 1.0, 60_000, 54_000),
        (TRANSFER, "dev", 1.0, 85_000, 85_000),  # the role stays, so does the pay
    ],
)
def test_the_base_of_a_move_lies_in_the_band(
    lever: Lever, role: str, fte: float, base: float, offered: float
) -> None:
    somebody = ANN.replace(fte=fte, base_salary=base)
    assert moved_base(org_of(somebody), somebody, lever, role, date(2027, 2, 1)) == offered


def test_a_band_at_its_location() -> None:
    somebody = ANN.replace(location="Kraków", base_salary=40_000)
    org = org_of(somebody, locations=(Location(id="Kraków", pay_index=0.8),))
    assert (
        moved_base(org, somebody, PROMOTION, "senior", date(2027, 2, 1)) == 48_800
    )  # 61,000 x 0.8


def test_retraining_is_booked_as_training() -> None:
    org = org_of(ANN)
    plan = Plan(moves=(move(LeverKind.RETRAINING, date(2027, 2, 1), 60_000, lever="L-3"),))
    spent = {
        line.component: (line.category, line.cents)
        for line in ledger(org, plan)
        if line.action == "M-1"
    }
    assert spent == {"training": (Category.TRAINING, 400_000)}


def test_two_moves_of_one_person() -> None:
    # 66,000 from February (5,500), 72,000 in B from May (6,000); merit in April on the first alone:
    # 5,500 x 1.032 = 5,676.
    org = org_of(ANN)
    first, second = (
        move(LeverKind.PROMOTION, date(2027, 2, 1), 66_000),
        move(LeverKind.PROMOTION, date(2027, 5, 1), 72_000, team="B"),
    )
    costs = ledger(org, Plan(moves=(second.replace(id="M-2"), first)))
    assert row(costs, "base") == [500_000, 550_000, 550_000, 567_600, 600_000, 600_000]


# Contractors


def test_a_contractor_across_a_year_end() -> None:
    # 72,000 and a premium of 25 %: 90,000, 7,500 a month. November 15 of 30 days 3,750; February 10
    # of 29 days 2,586.207.
    org = org_of(
        months=6,
        start=date(2027, 10, 1),
        rates={"bonus_pct": 0.1, "tax_cap": 1000, "equipment_cost": 500},
    )
    hire = Hire(
        id="H-1",
        role="dev",
        team="A",
        start_date=date(2027, 11, 16),
        base_salary=72_000,
        end_date=date(2028, 2, 10),
        lever="L-7",
    )
    costs = ledger(org, Plan(hires=(hire,)))
    assert row(costs, "contractor") == [0, 375_000, 750_000, 750_000, 258_621, 0]
    assert row(costs, "recruiting") == [0, 300_000, 0, 0, 0, 0]  # once for the engagement
    assert {line.component for line in costs} == {"contractor", "recruiting"}
    assert tail(org, hire) == 0
    assert tail(org, hire.replace(end_date=date(2028, 9, 30))) == 0
    assert (
        decided(org, Plan(hires=(hire,)))
        == seat_cost(org, hire).goal
        == 375_000 + 1_500_000 + 258_621 + 300_000
    )


def test_a_contractor_without_a_lever_has_no_premium() -> None:
    org = org_of()
    hire = Hire(
        id="H-1",
        role="dev",
        team="A",
        start_date=date(2027, 1, 1),
        base_salary=72_000,
        end_date=date(2027, 1, 31),
    )
    assert table(ledger(org, Plan(hires=(hire,)))) == {
        (0, "contractor"): 600_000,
        (0, "recruiting"): 0,
    }


# Exits


def test_an_exit_with_notice_and_severance() -> None:
    # Last day 20 May. Merit in April: 5,160; May 20 of 31 days: 3,329.032. Severance 2,000 + 3 x
    # 5,160 = 17,480 in May.
    org = org_of(ANN)
    leaving = Exit(id="X-1", lever="L-5", person_id="Ann", last_day=date(2027, 5, 20))
    costs = ledger(org, Plan(exits=(leaving,)))
    assert row(costs, "base") == [500_000, 500_000, 500_000, 516_000, 332_903, 0]
    assert row(costs, "severance") == [0, 0, 0, 0, 1_748_000, 0]
    # Saved: 11 / 31 of May (1,830.97 + 183.10 + 274.65), June 5,160 + 516 + 774 = 6,450, and 12 x
    # 6,450 after June.
    saved = 183_097 + 18_310 + 27_465 + 645_000
    assert action_cost(org, leaving).goal == 1_748_000 - saved - 12 * 645_000
    assert decided(org, Plan(exits=(leaving,))) == action_cost(org, leaving).goal


def test_an_exit_on_the_eve_of_the_horizon_is_paid_in_its_first_month() -> None:
    # 2,000 + 3 x 5,000 = 17,000; nobody is paid any more.
    org = org_of(ANN)
    costs = ledger(
        org,
        Plan(exits=(Exit(id="X-1", lever="L-5", person_id="Ann", last_day=date(2026, 12, 31)),)),
    )
    assert table(costs) == {(0, "severance"): 1_700_000}


def test_whoever_leaves_anyway_gets_no_severance() -> None:
    leaver = ANN.replace(end_date=date(2027, 3, 31))
    org = org_of(leaver)
    for day in (date(2027, 3, 31), date(2027, 5, 31)):
        assert not action_cost(
            org, Exit(id="X-1", lever="L-5", person_id="Ann", last_day=day)
        ).lines
    early = action_cost(
        org, Exit(id="X-1", lever="L-5", person_id="Ann", last_day=date(2027, 2, 28))
    )
    # 17,000 less March: 5,000 + 500 + 750. After the horizon she is gone either way.
    assert early.goal == 1_700_000 - 625_000


def test_a_last_day_soon_after_the_horizon_shortens_the_tail() -> None:
    # Without it 12 x 6,450; with the last day in August two months: July and August.
    org = org_of(
        ANN,
        ANN.replace(id="Ben", end_date=date(2027, 8, 31)),
        ANN.replace(id="Cid", end_date=date(2027, 6, 30)),
    )
    assert [person_tail(org, somebody) for somebody in org.people] == [12 * 645_000, 2 * 645_000, 0]


def test_a_contractor_on_the_roster_may_be_let_go() -> None:
    # 5,000 a month without merit; severance 2,000 + 3 x 5,000.
    org = org_of(ANN.replace(employment=Employment.CONTRACTOR))
    unit = action_cost(
        org, Exit(id="X-1", lever="L-5", person_id="Ann", last_day=date(2027, 4, 30))
    )
    assert unit.goal == 1_700_000 - 2 * 500_000 - 12 * 500_000


# Short time


def test_short_time_for_a_quarter() -> None:
    # 40 % from April to June: 5,160 x 0.6 = 3,096, tax 309.60, benefits 464.40, and 600 / 12 = 50 a
    # month on top.
    org = org_of(ANN, months=9)
    reduced = ShortTime(
        id="S-1",
        lever="L-6",
        person_id="Ann",
        start_date=date(2027, 4, 1),
        end_date=date(2027, 6, 30),
    )
    costs = ledger(org, Plan(short_times=(reduced,)))
    assert row(costs, "base", 9) == [500_000] * 3 + [309_600] * 3 + [516_000] * 3
    assert (row(costs, "tax", 9)[3], row(costs, "benefits", 9)[3]) == (30_960, 46_440)
    assert row(costs, "short_time", 9) == [0] * 3 + [5_000] * 3 + [0] * 3
    # Each month saves 2,064 + 206.40 + 309.60 - 50 = 2,530; it is over before the horizon ends, and
    # so has no tail.
    assert action_cost(org, reduced).goal == -3 * 253_000
    # On the last month of the horizon as well: hours come back afterwards.
    late = reduced.replace(start_date=date(2027, 9, 1), end_date=date(2027, 9, 30))
    assert action_cost(org, late).goal == -253_000


def test_short_time_for_half_a_month() -> None:
    # 15 of 30 days of June at 40 %: 5,160 x (1 - 0.2) = 4,128; 25 on top. Benefits a head stay
    # whole: 774 x 0.8 + 100 = 719.20.
    org = org_of(ANN, rates={"benefits_per_head": 1200})
    reduced = ShortTime(
        id="S-1",
        lever="L-6",
        person_id="Ann",
        start_date=date(2027, 6, 16),
        end_date=date(2027, 6, 30),
    )
    costs = ledger(org, Plan(short_times=(reduced,)))
    assert [row(costs, component)[5] for component in ("base", "short_time", "benefits")] == [
        412_800,
        2_500,
        71_920,
    ]


def test_short_time_uses_the_tax_cap_up_as_full_time_would() -> None:
    # 20,000 a year: January to April are taxed, 500 each, March 60 % of it; nothing after, though
    # less was paid.
    org = org_of(ANN, rates=NO_MERIT | {"tax_cap": 20_000})
    reduced = ShortTime(
        id="S-1",
        lever="L-6",
        person_id="Ann",
        start_date=date(2027, 3, 1),
        end_date=date(2027, 3, 31),
    )
    assert row(ledger(org, Plan(short_times=(reduced,))), "tax") == [
        50_000,
        50_000,
        30_000,
        50_000,
        0,
        0,
    ]


# What is not there


def test_attrition_takes_nothing_off_the_cost_where_that_is_switched_off() -> None:
    seat = offered_hire(org_of(), "dev", "A", 2)
    plan = Plan(hires=(seat,))
    assert ledger(org_of(ANN, rates={"attrition": 0.9, "leavers_free_pay": 0}), plan) == ledger(
        org_of(ANN, rates={"attrition": 0}), plan
    )


def test_a_seat_without_a_band_is_not_on_offer() -> None:
    org = org_of().replace(roles=(Role(id="dev", name="dev"),), levers=())
    with pytest.raises(ValueError, match="dev has no band"):
        offered_hire(org, "dev", "A", 0)
    assert offered_hire(org, "dev", "A", 0, base=55_000).base_salary == 55_000


def test_nothing_is_decided_about_people_who_stay() -> None:
    assert list(action_lines(org_of(ANN), Plan())) == []
    assert decided(org_of(ANN), Plan()) == 0
