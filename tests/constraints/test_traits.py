"""What the type of a rule says of itself, seen in what it does: each word that is dropped makes one
of these fail.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest

import orgplan as op
from orgplan.constraints import RULE_MODULES, judge
from orgplan.constraints.structure.bus_factor import BusFactor
from orgplan.constraints.structure.grouping import Grouping, worth_outgrowing
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
from orgplan.domain.base import Strength
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Plan, Takeover
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule
from orgplan.domain.staffing.lead_offers import asked_of_leads, takeovers_matter
from orgplan.domain.staffing.seat_offers import belongs
from orgplan.domain.teams import Team
from orgplan.solver.bounds import hire_bounds
from tests.organisations import assumptions, calendar, team_scope

ROOT = Path(__file__).parents[2]
HERE, EMPTY = team_scope("Here"), team_scope("Empty")
TYPES: dict[str, type[Rule]] = {one.FAMILY: one.PARAMETERS.rule for one in RULE_MODULES}
USES_UP = "echelon"  # whoever takes over is no successor any more: it never asks for a takeover
SAYS = (
    "of_those_there", "of_needs", "adds_roles", "of_no_role", "counted", "spends_nothing",
    "heads_named", "roles_asked", "looks_at_leads", "asks_for_leads", "skill_of_leads",
    "level_of_owners",
)  # fmt: skip


def office() -> Organisation:
    """Six people in a team whose lead leaves after the first quarter, and a team of nobody."""
    people = tuple(
        Person(
            id=f"P{n}", name=f"Person {n}", role="boss" if n == 1 else "dev", team="Here",
            start_date=date(2020, 1, 1), end_date=date(2027, 3, 31) if n == 1 else None,
            manager_id=None if n == 1 else "P1", base_salary=60_000,
            skills={"s": 4, "lead": 3} if n < 3 else {"s": 2},
        )
        for n in range(1, 7)
    )  # fmt: skip
    return Organisation(
        calendar=calendar(2, PeriodLength.QUARTER),
        assumptions=assumptions(attrition=0),
        people=people,
        roles=(
            Role(id="dev", name="dev", family="engineering", band_mid=60_000),
            Role(id="boss", name="boss", family="management", band_mid=90_000, can_manage=True),
        ),
        teams=(
            Team(id="Here", lead="P1", partners=("Finance",), product_line="Pay"),
            Team(id="Empty", partners=("Finance",), product_line="Lend"),
        ),
        needs=tuple(
            Need(id=f"N-{scope.name}", scope=scope, skill="s", kind=NeedKind.HOLDERS,
                required=(1.0, 1.0), min_level=3)
            for scope in (HERE, EMPTY)
        ),
    )  # fmt: skip


def of_those_there() -> None:
    """A rule without a threshold asks nothing of a team of nobody, where it asks something of those
    who are there.
    """
    for rule in (
        TeamLead(id="r", scopes=(EMPTY,)),
        MinTeamSize(id="r", scopes=(EMPTY,), count=3),
        OnCall(id="r", scopes=(EMPTY,), count=3),
        TalentShape(id="r", scopes=(EMPTY,), deep_groups=("s",)),
        Grouping(id="r", scopes=(EMPTY,)),
        ReviewCadence(id="r", scopes=(EMPTY,)),
        Liaison(id="r", scopes=(EMPTY,)),
        BusFactor(id="r", scopes=(EMPTY,)),
        GrowthCap(id="r", scopes=(EMPTY,)),
        OneOwner(id="r", scopes=(EMPTY,)),
        Succession(id="r", scopes=(EMPTY,), roles=("boss",)),
    ):
        found = judged(office().replace(rules=(rule,)))
        assert not any(one.triggered for one in found), rule.family
        assert rule.trigger_from == 1, rule.family


def judged(org: Organisation, plan: Plan | None = None) -> list[Any]:
    """What the checker says of rules alone."""
    return [one for one in judge(org, plan or Plan()) if one.family in TYPES]


def of_needs() -> None:
    """Who is asked for depends on the needs of the scope for these families, and for no other."""
    reading = set()
    for family, rule in ASKING.items():
        org = office().replace(rules=(rule,))
        with_needs, without = judged(org), judged(org.replace(needs=()))
        if with_needs != without:
            reading.add(family)
    assert reading == {family for family, kind in TYPES.items() if kind.of_needs}


def adds_roles() -> None:
    """Roles that a rule of the library names for what it judges do not join the workbook."""
    frames = op.to_frames(office().replace(needs=()))
    given = {name.lower().replace(" ", "_"): frame for name, frame in frames.items()}
    given["rules"] = pd.DataFrame({"rule": ["fit_of_the_cto"]})
    ours = (ROOT / "models" / "rules" / "stage_fit.yaml").read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        (Path(folder) / "rules").mkdir()
        text = ours.replace("id: stage_fit", "id: fit_of_the_cto")
        text = re.sub(r"roles: \[.*\]", "roles: [cto]", text)
        (Path(folder) / "rules" / "fit_of_the_cto.yaml").write_text(text, encoding="utf-8")
        org = op.from_frames(models=[folder], **given)
    assert [rule.family for rule in org.rules] == ["stage_fit"]
    assert {role.name for role in org.roles} == {"dev", "boss"}


def of_no_role() -> None:
    """Whoever is there may meet these, or nobody: no role is opened in a team for their sake."""
    apart = office()
    apart = apart.replace(
        people=(*apart.people, apart.people[5].replace(id="Q", role="clerk", team="Empty")),
        roles=(*apart.roles, Role(id="clerk", name="clerk", family="office")),
        needs=(),
    )
    opening = {
        family
        for family, kind in TYPES.items()
        if belongs(
            apart.replace(rules=(kind(id="r", scopes=(EMPTY,)),)), apart.role["dev"], "Empty"
        )
    }
    assert opening == {
        "echelon", "director", "on_call", "talent_shape", "review_cadence", "liaison", "grouping",
        "ratio", "seniority_mix", "succession",
    }  # fmt: skip


def counted() -> None:
    """A succession is triggered by holders of the role, and not by everybody."""
    rule = Succession(id="r", scopes=(HERE,), roles=("boss",), threshold=2)
    assert not any(one.triggered for one in judged(office().replace(rules=(rule,))))


def spends_nothing() -> None:
    """Nobody is hired to be led, or for a size that is only wished for."""
    free = (
        Span(id="r", scopes=(HERE,), per=9, per_min=3),
        MinTeamSize(id="r", scopes=(HERE,), count=9, strength=Strength.SHOULD),
    )
    paid = (
        Span(id="r", scopes=(HERE,), per=9),
        MinTeamSize(id="r", scopes=(HERE,), count=9),
    )
    assert all(office().replace(rules=(rule,)).has_prices for rule in free)
    assert not any(office().replace(rules=(rule,)).has_prices for rule in paid)


def heads_named() -> None:
    """Layers are counted, and no heads: nobody is hired for more of them."""
    rule = Layers(id="r", scopes=(HERE,), count=5)
    assert rule.heads_named == 0
    assert not hire_bounds(office().replace(rules=(rule,), needs=()))


def roles_asked() -> None:
    """Roles of managers, of layers and of those to be succeeded are no roles to be hired."""
    for rule in (
        Layers(id="r", scopes=(HERE,), roles=("boss",)),
        DirectReports(id="r", scopes=(HERE,), roles=("boss",), per=9),
        Succession(id="r", scopes=(HERE,), roles=("boss",)),
    ):
        assert not rule.roles_asked, rule.family


def looks_at_leads() -> None:
    """Where it matters who takes over, a takeover changes what the checker says; else none is on
    offer.
    """
    taken = Plan(
        takeovers=(Takeover(id="L-1", team="Here", who="P2", start_date=date(2027, 4, 1)),)
    )
    turning = set()
    for family, rule in ASKING.items():
        org = office().replace(rules=(rule,))
        if judged(org) != judged(org, taken):
            turning.add(family)
        offered = takeovers_matter(org, "Here")
        assert offered is (family in turning and family != USES_UP), family
    assert turning == {
        "direct_reports", "span", "team_lead", "review_cadence", "liaison", USES_UP
    }  # fmt: skip


def asks_for_leads() -> None:
    """A team that never had a lead gets one only where a rule asks for leads."""
    for family, rule in ASKING.items():
        org = office()
        nobody = org.replace(
            teams=tuple(team.replace(lead=None) for team in org.teams), rules=(rule,)
        )
        assert takeovers_matter(nobody, "Here") is (family == "team_lead"), family


def skill_of_leads() -> None:
    """Whoever takes over needs the skill that the rule names."""
    for kind in (Echelon, TeamLead):
        rule = kind(id="r", scopes=(HERE,), skill="lead", level=3)
        assert asked_of_leads(office().replace(rules=(rule,)), "Here") == {"lead": 3}, rule.family


def level_of_owners() -> None:
    """A team is not worth outgrowing where an echelon would then ask for owners as well."""
    scope = HERE
    group = Grouping(id="g", scopes=(scope,), below=5, owner_level=3)
    owners = Echelon(id="e", scopes=(scope,), threshold=5, owner_level=4, skill="lead")
    org = office().replace(rules=(group, owners))
    assert worth_outgrowing(org.replace(rules=(group,)), group, scope)
    assert not worth_outgrowing(org, group, scope)


CHECKS: dict[str, Callable[[], None]] = {
    check.__name__: check
    for check in (
        of_those_there, of_needs, adds_roles, of_no_role, counted, spends_nothing, heads_named,
        roles_asked, looks_at_leads, asks_for_leads, skill_of_leads, level_of_owners,
    )
}  # fmt: skip
ASKING: dict[str, Rule] = {
    rule.family: rule
    for rule in (
        Echelon(id="r", scopes=(HERE,), threshold=2, skill="lead", owner_level=4),
        Director(id="r", scopes=(HERE,), roles=("boss",)),
        Span(id="r", scopes=(HERE,), per=2),
        Layers(id="r", scopes=(HERE,), count=1),
        DirectReports(id="r", scopes=(HERE,), per=3),
        TeamLead(id="r", scopes=(HERE,)),
        MinTeamSize(id="r", scopes=(HERE,), count=9),
        SeniorityMix(id="r", scopes=(HERE,), roles=("boss",), least_share=0.5),
        OnCall(id="r", scopes=(HERE,), count=9),
        TalentShape(id="r", scopes=(HERE,), deep_groups=("s",), count=9),
        Grouping(id="r", scopes=(HERE,), below=9, owner_level=5),
        ReviewCadence(id="r", scopes=(HERE,), every_months=3),
        Liaison(id="r", scopes=(HERE,)),
        BusFactor(id="r", scopes=(HERE,), count=9),
        GrowthCap(id="r", scopes=(HERE,)),
        OneOwner(id="r", scopes=(HERE,), most_areas=1),
        HiringFreeze(id="r", scopes=(HERE,)),
        Ratio(id="r", scopes=(HERE,), roles=("boss",), counts=("dev",), per=1),
        StageFit(id="r", scopes=(HERE,), roles=("boss",), stages=("startup",)),
        Succession(id="r", scopes=(HERE,), roles=("boss",), ready=1, count=2),
    )
}  # families with a rule that asks for something of the team


@pytest.mark.parametrize("word", SAYS)
def test_what_a_type_says_is_what_its_rules_do(word: str) -> None:
    CHECKS[word]()


def said() -> list[Any]:
    """Each word that a type says otherwise than all rules."""
    return [
        pytest.param(kind, word, id=f"{family} {word}")
        for family, kind in TYPES.items()
        for word in SAYS
        if word in vars(kind)
    ]


@pytest.mark.parametrize(("kind", "word"), said())
def test_a_word_that_is_dropped_is_noticed(
    kind: type[Rule], word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kind, word, vars(Rule)[word])
    with pytest.raises(AssertionError):
        CHECKS[word]()


def test_every_family_has_a_rule_here() -> None:
    assert set(ASKING) == set(TYPES)
