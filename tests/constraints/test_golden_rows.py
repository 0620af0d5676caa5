"""The rows of each family on two people, as text that can be checked by eye.

A changed row shows up as a difference of the files in ``golden/``. They are written anew with
``ORGPLAN_WRITE_GOLDEN=1``, and read again by somebody before they are committed.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from orgplan.constraints import FAMILIES, family_of
from orgplan.constraints.model.decisions import DecisionVariables
from orgplan.constraints.model.linear import Linear, Var
from orgplan.constraints.structure.bus_factor import BusFactor
from orgplan.constraints.structure.grouping import Grouping
from orgplan.constraints.structure.growth_cap import GrowthCap
from orgplan.constraints.structure.hierarchy.direct_reports import DirectReports
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.constraints.structure.hierarchy.layers import Layers
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.hierarchy.team_lead import TeamLead
from orgplan.constraints.structure.hiring_freeze import HiringFreeze
from orgplan.constraints.structure.liaison import Liaison
from orgplan.constraints.structure.min_team_size import MinTeamSize
from orgplan.constraints.structure.on_call import OnCall
from orgplan.constraints.structure.one_owner import OneOwner
from orgplan.constraints.structure.ratio import Ratio
from orgplan.constraints.structure.review_cadence import ReviewCadence
from orgplan.constraints.structure.seniority_mix import SeniorityMix
from orgplan.constraints.structure.stage_fit import StageFit
from orgplan.constraints.structure.succession import Succession
from orgplan.constraints.structure.talent_shape import TalentShape
from orgplan.domain import Rule
from orgplan.domain.base import Strength
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.candidates import Candidate
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Counting, Organisation
from orgplan.domain.plan import Sense
from orgplan.domain.positions import Lock, LockedAction, LockRow, Position, PositionStatus
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.solver import build as building
from tests.constraints.small import DEV, LEAD, course, need, person, small
from tests.organisations import team_scope

GOLDEN = Path(__file__).parent / "golden"


class Written:
    """Rows as lines of text; a variable is its own name."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def limit(
        self,
        family: str,
        key: tuple[str, ...],
        left: Linear,
        sense: Sense,
        right: float,
        *,
        unit: float = 1.0,
    ) -> None:
        told = "" if unit == 1 else f"   [one unit is {unit:g}]"
        self._write(
            family, key, left, "<=" if sense is Sense.AT_MOST else ">=", right, "limit" + told
        )

    def demand(
        self,
        family: str,
        key: tuple[str, ...],
        left: Linear,
        right: float,
        strength: Strength,
        weight: float,
        *,
        unit: float = 1.0,
        whole: bool = True,
        hard: bool = False,
        worth: float | None = None,
    ) -> None:
        priced = "" if worth is None else f", worth {worth:g}"
        short = Linear(0.0, [] if hard else [(unit, f"short{'' if whole else ' (parts)'}")])
        self._write(
            family,
            key,
            left.plus(short),
            ">=",
            right,
            "limit" if hard else f"{strength}, weight {weight:g}{priced}",
        )

    def link(self, family: str, key: tuple[str, ...], left: Linear, right: float) -> None:
        self._write(family, key, left, "<=", right, "link")

    def binary(self, family: str, key: tuple[str, ...]) -> Var:
        return f"z[{', '.join(key)}]"

    def amount(self, family: str, key: tuple[str, ...], upper: float) -> Var:
        self.lines.append(f"0 <= y[{', '.join(key)}] <= {upper:g}")
        return f"y[{', '.join(key)}]"

    def _write(
        self, family: str, key: tuple[str, ...], left: Linear, sense: str, right: float, kind: str
    ) -> None:
        self.lines += [
            f"{family}({', '.join(key)})   {kind}",
            f"    {_text(left)} {sense} {right:.6g}",
        ]


def _text(linear: Linear) -> str:
    parts = [f"{linear.constant:.6g}"] if linear.constant or not linear.terms else []
    for coefficient, variable in linear.terms:
        size = "" if abs(coefficient) == 1 else f"{abs(coefficient):.6g} "
        parts.append(f"{'-' if coefficient < 0 else '+'} {size}{variable}")
    return " ".join(parts).removeprefix("+ ")


def decisions(org: Organisation) -> DecisionVariables:
    """What the builder offers, each variable by its name."""
    return building.decisions(
        org, lambda name, upper, whole: name.replace("(", "[").replace(")", "]").replace(",", ", ")
    )


A = team_scope("A")
PAIR = (person("Ann", s=3, m=2), person("Ben", s=2, end=date(2027, 3, 31)))
RULE = Span(
    id="R",
    scopes=(A,),
    threshold=3,
    roles=("lead",),
    counts=("engineering",),
    per=2,
)
OF_TEAM = Grouping(id="R", scopes=(A,))


def as_rule(kind: type[Rule], like: Rule, **fields: object) -> Rule:
    """A rule of another family, alike in what both have."""
    both = {key: value for key, value in like if key in kind.model_fields and key != "family"}
    return kind(**(both | fields))


TWO_HOLDERS, SOME_WORK = (
    need("s", 2, 2, kind=NeedKind.HOLDERS),
    need("s", 1.5, 1.5, kind=NeedKind.CAPACITY),
)
UP = course("s", 2, 3, hours=240, cost=1500)
PROMOTE = Lever(id="promote", kind=LeverKind.PROMOTION, roles=("dev",), to_role="lead")
LET_GO = Lever(id="let go", kind=LeverKind.REDUNDANCY, months=3)
SHORT = Lever(id="short", kind=LeverKind.SHORT_TIME, share=0.5)

EXAMPLES: dict[str, Organisation] = {
    "holders": small(
        person("Ann", s=3, end=date(2027, 3, 31)),
        person("Ben", s=2),
        needs=(TWO_HOLDERS,),
        courses=(UP,),
    ),
    "capacity": small(
        person("Ann", s=3, m=2),
        person("Ben", s=3, m=3),
        needs=(SOME_WORK, need("m", 0, 1, kind=NeedKind.CAPACITY, name="N-2", weight=2)),
        courses=(course("m", 2, 3, hours=240),),
        roles=(DEV.replace(ramp=6), LEAD),
    ),
    "training_path": small(
        person("Ann", s=1),
        person("Ben", s=2),
        periods=3,
        needs=(need("s", 1, 1, 1, kind=NeedKind.HOLDERS),),
        courses=(course("s", 1, 2), UP),
    ),
    "training_load": small(
        person("Ann", s=2), person("Ben", s=2).replace(fte=0.5), needs=(TWO_HOLDERS,), courses=(UP,)
    ),
    "training_seats": small(
        person("Ann", s=2), person("Ben", s=2), needs=(TWO_HOLDERS,), courses=(UP.replace(seats=1),)
    ),
    "recruiting": small(
        *PAIR, needs=(TWO_HOLDERS,), roles=(DEV.replace(max_hires=1, lead_time=3), LEAD)
    ),
    "headcount": small(
        *PAIR,
        teams=(Team(id="A", min_headcount=2, max_headcount=3),),
        needs=(TWO_HOLDERS,),
        budget=(
            BudgetLine(id="B-1", scope=ORGANISATION, periods=(1,), label="2027-Q2", headcount=2),
        ),
    ),
    "budget": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        courses=(UP,),
        budget=(
            BudgetLine(id="B-1", scope=ORGANISATION, periods=(0, 1), label="2027", amount=80_000.5),
            BudgetLine(
                id="B-2",
                scope=A,
                periods=(0,),
                label="2027-Q1",
                amount=10_000,
                category=Category.HIRING,
            ),
        ),
    ),
    "echelon": small(
        *PAIR,
        needs=(TWO_HOLDERS.replace(scope=A),),
        courses=(course("m", 2, 3), UP),
        rules=(as_rule(Echelon, RULE, skill="m", level=3, owner_level=3, counts=()),),
    ),
    "director": small(*PAIR, needs=(TWO_HOLDERS,), rules=(as_rule(Director, RULE),)),
    "span": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        rules=(
            RULE.replace(counts=(), roles=()),
            RULE.replace(id="L", per=6, per_min=4, threshold=None),
        ),
    ),
    "ratio": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        rules=(
            as_rule(Ratio, RULE, threshold=None),
            as_rule(Ratio, RULE, id="N", threshold=None, tolerance=0.1, rounding="nearest"),
        ),
    ),
    "grouping": small(
        person("Ann", s=2, end=date(2027, 3, 31)),
        needs=(TWO_HOLDERS.replace(scope=A),),
        courses=(UP,),
        rules=(as_rule(Grouping, OF_TEAM, below=3, owner_level=3),),
    ),
    "liaison": small(
        *PAIR,
        teams=(Team(id="A", lead="Ben", partners=("Sales", "Legal")),),
        courses=(course("m", 2, 3),),
        rules=(as_rule(Liaison, OF_TEAM, skill="m", level=3),),
    ),
    "review_cadence": small(
        *PAIR,
        courses=(course("m", 2, 3),),
        rules=(as_rule(ReviewCadence, OF_TEAM, skill="m", level=3, every_months=6),),
    ),
    "stage_fit": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        roles=(DEV.replace(stages=("early",)), LEAD.replace(stages=("late",))),
        rules=(
            as_rule(
                StageFit,
                OF_TEAM,
            ),
        ),
        stages=("late",),
    ),
    "talent_shape": small(
        *PAIR,
        courses=(UP, course("m", 1, 3)),
        roles=(DEV, LEAD.replace(skills_at_start={"s": 3, "m": 3})),
        rules=(
            as_rule(
                TalentShape,
                OF_TEAM,
                level=3,
                deep_groups=("technology",),
                leg_groups=("people",),
            ),
        ),
        skill_groups={"s": "technology", "m": "people"},
    ),
    "seniority_mix": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        rules=(
            as_rule(
                SeniorityMix,
                RULE,
                counts=(),
                least_share=0.25,
                most_share=0.5,
                tolerance=0.05,
            ),
            as_rule(
                SeniorityMix,
                OF_TEAM,
                id="S",
                roles=("lead",),
                most_share=0.3,
                rounding="up",
                also_threshold=3,
            ),
        ),
    ),
    "bus_factor": small(
        *PAIR,
        needs=(TWO_HOLDERS.replace(scope=A),),
        courses=(UP,),
        rules=(as_rule(BusFactor, OF_TEAM, count=2),),
    ),
    "succession": small(
        person("Ann", role="lead", m=4),
        person("Ben", m=2, end=date(2027, 3, 31)),
        courses=(course("m", 2, 3),),
        rules=(as_rule(Succession, OF_TEAM, roles=("lead",), skill="m", level=3, count=2),),
    ),
    "growth_cap": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        rules=(as_rule(GrowthCap, OF_TEAM, most_share=0.5),),
    ),
    "hiring_freeze": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        rules=(
            as_rule(HiringFreeze, OF_TEAM, last=0),
            as_rule(
                HiringFreeze,
                RULE,
                id="S",
                first=1,
                strength=Strength.SHOULD,
            ),
        ),
    ),
    "min_team_size": small(
        person("Ben", s=2, end=date(2027, 3, 31)),
        rules=(as_rule(MinTeamSize, OF_TEAM, count=2),),
        needs=(TWO_HOLDERS,),
    ),
    "one_owner": small(
        person("Ann", s=3, m=2),
        person("Ben", s=3, m=3),
        periods=2,
        courses=(course("m", 2, 3),),
        rules=(as_rule(OneOwner, OF_TEAM, skills=("s", "m")),),
    ),
    "on_call": small(
        person("Ann", s=3),
        person("Ben", s=3).replace(fte=0.4),
        needs=(TWO_HOLDERS,),
        rules=(as_rule(OnCall, OF_TEAM, skill="s", roles=("dev",), count=2),),
    ),
    "staff": small(
        *PAIR,
        needs=(need("dev", 1, 1, kind=NeedKind.STAFF),),
        levers=(SHORT, Lever(id="over", kind=LeverKind.OVERSTAFFING)),
    ),
    "prerequisites": small(
        person("Ann", s=2, m=2),
        person("Ben", s=2, m=3),
        periods=3,
        needs=(need("s", 2, 2, 2, kind=NeedKind.HOLDERS),),
        courses=(UP.replace(after={"m": 3}), course("m", 2, 3)),
        roles=(DEV, LEAD.replace(band_mid=None)),
        levers=(Lever(id="retrain", kind=LeverKind.RETRAINING, roles=("dev",), to_role="lead"),),
    ),
    "mentoring": small(
        person("Ann", s=4),
        person("Ben", s=2),
        person("Cid", s=2),
        needs=(TWO_HOLDERS,),
        courses=(UP.replace(mentored=True),),
        roles=(DEV.replace(skills_at_start={"s": 4}), LEAD),
    ),
    "positions": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        positions=(
            Position(id="P-1", role="dev", team="A", status=PositionStatus.OPEN),
            Position(id="P-2", role="dev", team="A", start=date(2027, 4, 1)),
            Position(id="P-3", role="lead", team="A", status=PositionStatus.FROZEN),
            Position(id="P-4", role="dev", team="A", status=PositionStatus.PROPOSED),
        ),
    ),
    "candidates": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        positions=(Position(id="P-1", role="dev", team="A"),),
        candidates=(
            Candidate(id="Zoe", role="dev", position="P-1", base_salary=70_000),
            Candidate(id="Yan", role="dev", skills={"s": 4}, earliest=date(2027, 2, 10)),
        ),
    ),
    "locks": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        courses=(UP,),
        positions=(
            Position(id="P-1", role="dev", team="A", start=date(2027, 4, 1), lock=Lock.MUST),
        ),
        locks=(
            LockRow(
                id="K-1", lock=Lock.MUST_NOT, action=LockedAction.TRAIN, who="Ben", periods=(0,)
            ),
            LockRow(id="K-2", lock=Lock.MUST, action=LockedAction.HIRE, who="dev", count=2),
        ),
    ),
    "one_change": small(*PAIR, levers=(PROMOTE, LET_GO, SHORT)),
    "direct_reports": small(
        *PAIR,
        teams=(Team(id="A", lead="Ann"),),
        levers=(LET_GO,),
        rules=(as_rule(DirectReports, OF_TEAM, per=1, per_min=1),),
    ),
    "layers": small(
        *PAIR,
        teams=(Team(id="A", lead="Ann"),),
        levers=(LET_GO,),
        rules=(as_rule(Layers, OF_TEAM, count=1, roles=("dev",)),),
    ),
    "takeovers": small(
        person("Eva", end=date(2027, 3, 31)),
        *PAIR,
        teams=(Team(id="A", lead="Eva"),),
        courses=(course("m", 2, 3),),
        levers=(LET_GO,),
        rules=(as_rule(TeamLead, OF_TEAM, skill="m", level=3),),
    ),
    "team_lead": small(
        person("Eva", end=date(2027, 3, 31)),
        *PAIR,
        teams=(Team(id="A", lead="Eva"),),
        courses=(course("m", 2, 3),),
        rules=(as_rule(TeamLead, OF_TEAM, skill="m", level=3),),
    ),
    "readiness": small(
        *PAIR,
        roles=(DEV, LEAD.replace(skills_at_start={"s": 3, "m": 3})),
        courses=(course("m", 2, 3),),
        levers=(PROMOTE,),
    ),
    "lever_caps": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        levers=(
            PROMOTE.replace(share_of_receiving=0.5),
            LET_GO.replace(most=1, cap="cuts"),
            SHORT.replace(most=1, cap="cuts"),
            Lever(
                id="contract",
                kind=LeverKind.CONTRACTOR,
                roles=("dev",),
                min_stay=3,
                max_stay=6,
                most=2,
            ),
        ),
    ),
    "backfill": small(
        *PAIR,
        needs=(TWO_HOLDERS,),
        levers=(
            PROMOTE,
            Lever(id="backfill", kind=LeverKind.BACKFILL, months=3, share=0.5),
            Lever(id="other", kind=LeverKind.BACKFILL, share=1),
        ),
    ),
    "group_size": small(
        person("devs").replace(
            headcount=10.0, attrition=0.1, min_headcount=8.0, max_headcount=12.0
        ),
        person("leads", role="lead").replace(headcount=2.0, max_headcount=3.0),
        period=PeriodLength.YEAR,
        counting=Counting.FRACTIONAL,
        rates={"movers_leave_at_once": 0},
        levers=(
            Lever(id="retrain", kind=LeverKind.RETRAINING, roles=("dev",), to_role="lead"),
            LET_GO.replace(roles=("lead",)),
        ),
    ),
    "group_stock": small(
        person("devs").replace(headcount=10.0, attrition=0.1),
        person("leads", role="lead").replace(headcount=2.0, attrition=0.2),
        period=PeriodLength.YEAR,
        counting=Counting.FRACTIONAL,
        rates={"attrition_first_year": 0.3},
        roles=(DEV, LEAD.replace(ramp=24)),
        levers=(
            Lever(
                id="retrain",
                kind=LeverKind.RETRAINING,
                roles=("dev",),
                to_role="lead",
                months=6,
                share=0.5,
            ),
            Lever(
                id="downgrade",
                kind=LeverKind.DOWNGRADING,
                roles=("lead",),
                to_role="dev",
                share=0.5,
            ),
            LET_GO.replace(roles=("lead",)),
            SHORT.replace(roles=("dev",)),
        ),
    ),
}


def rows_of(family: str) -> str:
    written, org = Written(), EXAMPLES[family]
    family_of(family).emit(written, org, decisions(org))
    return "\n".join(written.lines) + "\n"


@pytest.mark.parametrize("family", [family.FAMILY for family in FAMILIES])
def test_rows_are_as_they_were_read(family: str) -> None:
    golden = GOLDEN / f"{family}.txt"
    if os.environ.get("ORGPLAN_WRITE_GOLDEN"):
        golden.write_text(rows_of(family), encoding="utf-8")
    assert rows_of(family) == golden.read_text(encoding="utf-8")


def test_nothing_else_is_kept() -> None:
    assert (
        {path.stem for path in GOLDEN.iterdir()}
        == {family.FAMILY for family in FAMILIES}
        == set(EXAMPLES)
    )
