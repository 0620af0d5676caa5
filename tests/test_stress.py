"""Futures: certain ones are the plan, chances are those of the closed form, the same seed gives the
same futures.
"""

from __future__ import annotations

import json
import math
import random
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app
from orgplan.cli.stress import print_simulation
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Hire, Plan
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.study import CERTAIN
from orgplan.study.stress import error_of_share

FUTURES = 400


def _organisation(people: int, needed: int, rate: float, quarters: int) -> Organisation:
    return Organisation(
        calendar=Calendar(
            as_of=date(2026, 12, 31),
            start=date(2027, 1, 1),
            period=PeriodLength.QUARTER,
            periods=quarters,
        ),
        assumptions=Assumptions(rows=(Assumption(key="attrition", value=rate),)),
        people=tuple(
            Person(
                id=f"P{n}",
                name=f"Person {n}",
                role="dev",
                team="A",
                start_date=date(2020, 1, 1),
                base_salary=60_000,
                skills={"Java": 4},
            )
            for n in range(people)
        ),
        roles=(Role(id="dev", name="dev", band_mid=60_000, skills_at_start={"Java": 4}),),
        teams=(Team(id="A"),),
        needs=(
            Need(
                id="N",
                scope=ORGANISATION,
                skill="Java",
                kind=NeedKind.HOLDERS,
                required=(0.0,) * (quarters - 1) + (float(needed),),
            ),
        ),
    )


def _at_least(needed: int, people: int, stays: float) -> float:
    """Chance that at least so many of independent people are still there."""
    return sum(
        math.comb(people, k) * stays**k * (1 - stays) ** (people - k)
        for k in range(needed, people + 1)
    )


@pytest.mark.parametrize("case", range(50))
def test_attrition_is_binomial(case: int) -> None:
    r = random.Random(case)
    people, quarters, rate = r.randint(2, 9), r.randint(1, 3), r.choice([0.05, 0.12, 0.3, 0.6])
    needed = r.randint(max(1, people - 3), people)
    org = _organisation(people, needed, rate, quarters)
    attrition = CERTAIN.replace(attrition=1.0)
    sure = op.simulate(op.evaluate(org, Plan()), FUTURES, case, uncertainty=attrition)
    # Who leaves in a month is there to its end, so that the last period's end is one month short.
    expected = _at_least(needed, people, (1 - rate) ** (quarters * 3 / 12))
    also = _at_least(needed, people, (1 - rate) ** ((quarters * 3 - 1) / 12))
    error = max(1 / FUTURES, math.sqrt(expected * (1 - expected) / FUTURES))
    assert expected - 3 * error <= sure.chance <= also + 3 * error


def test_acceptance_is_geometric() -> None:
    org = _organisation(1, 2, 0.0, 2)
    plan = Plan(
        hires=(
            Hire(id="H-1", role="dev", team="A", start_date=date(2027, 4, 1), base_salary=60_000),
        )
    )
    sure = op.simulate(
        op.evaluate(org, plan), FUTURES, 1, uncertainty=CERTAIN.replace(acceptance=0.7)
    )
    # A declined offer costs three months, which is the whole of the last quarter.
    assert abs(sure.chance - 0.7) <= 3 * math.sqrt(0.7 * 0.3 / FUTURES)
    assert sure.breaks_first["share"].sum() == pytest.approx(1 - sure.chance)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_none_or_all_of_a_few_futures_is_no_certainty(share: float) -> None:
    """Of a chance of 10 % none of 20 futures comes true in one run of eight: two errors reach as
    far.
    """
    assert 2 * error_of_share(share, 20) > 0.1
    assert error_of_share(share, 2_000) < error_of_share(share, 20) / 50
    assert error_of_share(0.5, 1_000) == pytest.approx(0.5 / 1_000**0.5, rel=0.01)


def test_futures_without_uncertainty_are_the_plan() -> None:
    org = _organisation(3, 3, 0.0, 2)
    planned = op.evaluate(org, Plan())
    sure = op.simulate(planned, 3, uncertainty=CERTAIN)
    assert sure.chance == 1.0
    assert {one.cents for one in sure.futures} == {
        sum(line.cents for line in planned.assessment.costs)
    }


def test_what_a_plan_leaves_open_anyway_is_no_risk() -> None:
    """It would make the chance 0 for whoever reads it, whatever else the plan does."""
    planned = op.evaluate(_organisation(2, 3, 0.0, 2), Plan())
    sure = op.simulate(planned, 3, uncertainty=CERTAIN)
    assert sure.chance == 0.0
    assert sure.left_open == sure.musts
    assert sure.chance_of_the_met == 1.0
    assert sure.in_a_line.startswith("Risk: in 100% of 3 simulated futures")
    assert "leave open anyway" in sure.in_a_line
    assert sure.table["left_open"].all()
    assert sure.breaks_first.empty


def test_what_a_plan_leaves_open_anyway_does_not_lead_the_list(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two of three are there: the must of three is open from the start, the chance that is shown
    is that of all others.
    """
    planned = op.evaluate(_organisation(2, 3, 0.0, 2), Plan())
    sure = op.simulate(planned, 3, uncertainty=CERTAIN)
    print_simulation(Console(width=300), sure, CERTAIN)
    shown = capsys.readouterr().out
    assert shown.startswith("In 100.0%")
    assert "leaving aside what it leaves open itself" in shown
    assert "Nothing that the plan meets is at risk." in shown


def test_the_same_seed_gives_the_same_futures_on_any_number_of_processes() -> None:
    planned = op.evaluate(_organisation(6, 5, 0.3, 3), Plan())
    one = op.simulate(planned, 60, 7)
    assert op.simulate(planned, 60, 7, processes=2) == one
    assert op.simulate(planned, 60, 8).futures != one.futures


def test_nothing_is_refused_by_name() -> None:
    planned = op.evaluate(_organisation(2, 1, 0.1, 1), Plan())
    with pytest.raises(op.BadArgument, match="futures=0"):
        op.simulate(planned, 0)


def test_stress_says_how_sure_a_plan_is(tmp_path: Path) -> None:
    from orgplan.library.samples import sample_workbook

    sample = sample_workbook("growing_startup")
    assert sample is not None
    op.save(op.plan(op.load(sample)), tmp_path / "plan.xlsx")
    ran = CliRunner().invoke(
        app,
        [
            "stress",
            str(tmp_path / "plan.xlsx"),
            "--futures",
            "30",
            "--json",
            str(tmp_path / "s.json"),
            "--out",
            str(tmp_path / "sure.xlsx"),
            "--processes",
            "1",
        ],
    )
    assert ran.exit_code == 0, ran.output
    said = json.loads((tmp_path / "s.json").read_text())
    assert f"In {said['chance_all_musts_hold']:.1%}" in ran.output
    assert ran.output.splitlines()[-1] == f"Wrote {tmp_path / 'sure.xlsx'}"
    assert said["cost"]["5 %"] <= said["cost"]["50 %"] <= said["cost"]["95 %"]
    told = f"Risk: in {said['chance_all_musts_hold']:.0%} of 30 simulated futures"
    summary = load_workbook(tmp_path / "sure.xlsx")["Summary"]
    assert any(str(row[0]).startswith(told) for row in summary.iter_rows(values_only=True))
    again = op.reopen(tmp_path / "sure.xlsx")
    assert again.run.risk.startswith(told)
    op.save(again, tmp_path / "again.xlsx")  # a plan that is written again keeps it
    assert op.check(tmp_path / "again.xlsx").differences == ()
