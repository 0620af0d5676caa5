"""Random rules of the younger families, for the random organisations of the tests; drawn by
themselves, so that the rest stays as it was.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from orgplan.constraints.structure.bus_factor import BusFactor
from orgplan.constraints.structure.growth_cap import GrowthCap
from orgplan.constraints.structure.hierarchy.direct_reports import DirectReports
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.layers import Layers
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.hierarchy.team_lead import TeamLead
from orgplan.constraints.structure.hiring_freeze import HiringFreeze
from orgplan.constraints.structure.min_team_size import MinTeamSize
from orgplan.constraints.structure.on_call import OnCall
from orgplan.constraints.structure.one_owner import OneOwner
from orgplan.constraints.structure.ratio import Ratio
from orgplan.constraints.structure.review_cadence import ReviewCadence
from orgplan.constraints.structure.seniority_mix import SeniorityMix
from orgplan.constraints.structure.succession import Succession
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.rules import Rule
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind

SHARE = 0.3  # of what is offered


def with_younger_rules(
    seed: int, org: Organisation, skills: Sequence[str] = ("s", "m")
) -> Organisation:
    """The organisation with some of these rules; a few of its people report to others, and leads
    may have a fewest of reports.
    """
    r = random.Random(f"lines {seed}")
    people = list(org.people)
    for number in range(1, len(people)):
        people[number] = people[number].replace(
            manager_id=r.choice([None, None, people[r.randrange(number)].id])
        )
    least = r.choice([None, None, 1, 3])
    roles = tuple(role.replace(span_min=least) if role.can_manage else role for role in org.roles)
    each = tuple(Scope(kind=ScopeKind.TEAM, name=team.id) for team in org.teams)
    rules = younger_rules(seed, each, org.calendar.periods, skills)
    takes = random.Random(f"onboarding {seed}").choice([0.0, 0.0, 0.1, 0.5])
    assumptions = org.assumptions.with_value("onboarding", takes)
    return org.replace(
        people=tuple(people), roles=roles, rules=(*org.rules, *rules), assumptions=assumptions
    )


def younger_rules(
    seed: int, each: tuple[Scope, ...], periods: int, skills: Sequence[str]
) -> tuple[Rule, ...]:
    """Some rules over each team, or over everything, with thresholds about which a handful of
    people turns.
    """
    r = random.Random(f"younger rules {seed}")

    def any_of(r: random.Random = r) -> dict[str, object]:
        first = r.choice([None, None, None, *range(periods)])
        also = r.choice(
            [
                {},
                {},
                {},
                {"also_threshold": r.choice([1, 2, 3]), "also_counts": r.choice([(), ("lead",)])},
            ]
        )
        return {
            "scopes": r.choice([each, (ORGANISATION,)]),
            "strength": r.choice([Strength.MUST, Strength.MUST, Strength.SHOULD]),
            "weight": r.choice([1, 1, 2]),
            "first": first,
            "last": r.choice([None, None, periods - 1]),
            **also,
        }

    offered = (
        Director(id="busy head", counts=r.choice([(), ("engineering",)]),
            threshold=r.choice([None, 1, 3]), roles=("lead",),
             product_lines_over=r.choice([None, 0, 1, 2]), load_over=r.choice([0.3, 0.8, 1.5]),
             skill=r.choice([None, skills[-1]]), also_anywhere=r.random() < 0.5,
             shared=r.choice(["no", "also", "only"]), count=r.choice([1, 2]), **any_of()),
        Ratio(id="close ratio", counts=("engineering",), roles=("lead",), per=r.choice([1, 2, 3]),
             tolerance=r.choice([0, 0.1, 0.35]), rounding=r.choice(["up", "nearest", "down"]),
             threshold=r.choice([None, 2]), **any_of()),
        SeniorityMix(id="leads", roles=("lead",), counts=r.choice([(), ("engineering",)]),
            rounding=r.choice([None, "up", "down"]),
             least_share=r.choice([None, 0.25, 0.5]), most_share=r.choice([0.5, 0.75]),
             tolerance=r.choice([0, 0, 0.1]),
             threshold=r.choice([None, None, 3]), **any_of()),
        Span(id="reports", per=r.choice([3, 4]), per_min=r.choice([1, 2]),
            threshold=r.choice([None, 2]), **any_of()),
        Span(id="layer", roles=("lead",), counts=r.choice([(), ("dev",)]), per=r.choice([1, 2]),
            per_min=r.choice([None, 1]),
             **any_of()),
        BusFactor(id="two of each", count=r.choice([1, 2]), level=r.choice([None, 2]),
             skills=r.choice([(), (), tuple(skills[:1])]), **any_of()),
        Succession(id="next lead", roles=("lead",), skill=r.choice(list(skills)),
            level=r.choice([None, 2]), count=r.choice([1, 2]),
             ready=r.choice([0, 1]), threshold=r.choice([None, None, 2]), **any_of()),
        GrowthCap(id="third", most_share=r.choice([None, 0.5, 1.0]),
            rounding=r.choice([None, "up", "nearest"]),
             counts=r.choice([(), (), ("engineering",)]), threshold=r.choice([None, None, 2]),
             **any_of()),
        HiringFreeze(id="freeze", counts=r.choice([(), ("engineering",)]),
            all_seats=r.choice([True, False]),
             threshold=r.choice([None, None, 2, 3]), **any_of(),
             freezes=random.Random(f"freezes {seed}").choice(["decisions", "starts"])),
        MinTeamSize(id="no stubs", count=r.choice([2, 3]), roles=r.choice([(), (), ("dev",)]),
            **any_of()),
        OneOwner(id="owners", level=r.choice([2, 3]), most_areas=r.choice([1, 1, 2]),
             skills=r.choice([(), tuple(skills)]), **any_of()),
        OnCall(id="rota", count=r.choice([1, 2, 3]), roles=r.choice([(), ("dev",)]),
            skill=r.choice([None, *skills]),
             level=r.choice([None, 2]), min_fte=r.choice([0.5, 0.7]), **any_of()),
    )  # fmt: skip
    q = random.Random(f"newest rules {seed}")  # of their own, so that the others stay as they were
    newest = (
        DirectReports(id="each manager", roles=q.choice([(), ("lead",)]), per=q.choice([2, 3]),
            per_min=q.choice([None, 1, 2]), threshold=q.choice([None, 2, 4]), **any_of(q)),
        Layers(id="flat", count=q.choice([1, 2, 3]), roles=q.choice([(), ("dev",),
            ("lead", "dev")]), threshold=q.choice([None, 2, 4]), **any_of(q)),
        TeamLead(id="led", skill=q.choice([None, *skills]), **any_of(q)),
        ReviewCadence(id="lead reviews", every_months=q.choice([None, 2]), **any_of(q)),
    )  # fmt: skip
    drawn = tuple(rule for rule in offered if r.random() < SHARE)
    return (*drawn, *(rule for rule in newest if q.random() < SHARE))
