"""Two small organisations for each rule: one in which it changes the best plan, and one in which it
does not; cases/expected.toml says why.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from orgplan.constraints import make_rule
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.stage_fit import StageFit
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role, Track
from orgplan.domain.teams import ORGANISATION, Scope, Team
from orgplan.domain.training import Course
from sample_orgs.lever_cases import (
    APPS,
    DEVELOPER,
    PLATFORM,
    ROLES,
    SENIOR,
    TESTER,
    company,
    holders,
    person,
)

DIRECTOR, MANAGER, PRODUCT = "Director", "Manager", "Product manager"
LEADING = (
    Role(
        id=DIRECTOR, name=DIRECTOR, family="directors", track=Track.MANAGEMENT, band_min=110_000,
        band_mid=120_000, band_max=140_000, lead_time=0, ramp=0,
        can_manage=True, span_max=50,
    ),
    Role(
        id=MANAGER, name=MANAGER, family="managers", track=Track.MANAGEMENT, band_min=80_000,
        band_mid=90_000, band_max=100_000, lead_time=0, ramp=0,
        can_manage=True, span_max=7, skills_at_start={"Leadership": 4},
    ),
    Role(id=PRODUCT, name=PRODUCT, family="product", band_min=60_000, band_mid=70_000,
        band_max=80_000, lead_time=0, ramp=0),
)  # fmt: skip
CTO = tuple(
    Role(
        id=f"CTO / {kind}",
        name="CTO",
        level=kind,
        family="heads",
        track=Track.MANAGEMENT,
        band_mid=pay,
        lead_time=0,
        ramp=0,
        stages=(stage,),
    )
    for kind, pay, stage in (("builder", 160_000, "zero_to_one"), ("operator", 150_000, "overseas"))
)
LEADERSHIP = Course(
    id="Leadership 1→3",
    skill="Leadership",
    from_level=1,
    to_level=3,
    cost=3_000,
    hours=40,
    duration=3,
)
EXPERT = Course(
    id="Java 3→4", skill="Java", from_level=3, to_level=4, cost=3_000, hours=40, duration=3
)
TESTING = Course(
    id="Testing 1→3", skill="Testing", from_level=1, to_level=3, cost=3_000, hours=40, duration=3
)


def developers(count: int, team: str = "Platform", **skills: int) -> tuple[Person, ...]:
    """Some developers of a team."""
    return tuple(
        person(f"{team} {number}", team=team, **({"Java": 3} | skills))
        for number in range(1, count + 1)
    )


def ruled(
    family: str,
    *people: Person,
    scope: Scope = PLATFORM,
    fields: dict[str, object] | None = None,
    **org: object,
) -> Organisation:
    """A company with one rule."""
    rule = make_rule(id=f"our {family}", family=family, scopes=(scope,), **(fields or {}))
    plain: dict[str, object] = {"roles": (*ROLES, *LEADING), "rules": (rule,)}
    return company(*people, **(plain | org))


def _from_second(count: float, scope: Scope = PLATFORM) -> Need:
    """Holders of Java from the second quarter on."""
    return Need(
        id="N-001",
        scope=scope,
        skill="Java",
        kind=NeedKind.HOLDERS,
        required=(0, count, count, count),
    )


def _echelon(needed: int) -> Organisation:
    asks: dict[str, object] = {"threshold": 10, "skill": "Leadership", "level": 3}
    return ruled(
        "echelon",
        *developers(9, Leadership=1),
        fields=asks,
        needs=(holders(PLATFORM, needed),),
        courses=(LEADERSHIP,),
    )


def _director(lines: tuple[str, str]) -> Organisation:
    asks: dict[str, object] = {
        "threshold": 21,
        "counts": ("engineering",),
        "product_lines_over": 1,
        "roles": (DIRECTOR,),
    }
    teams = tuple(
        Team(id=name, product_line=line)
        for name, line in zip(("Platform", "Apps"), lines, strict=True)
    )
    people = (*developers(10), *developers(10, "Apps"))
    return ruled(
        "director",
        *people,
        scope=ORGANISATION,
        fields=asks,
        teams=teams,
        needs=(holders(ORGANISATION, 21),),
    )


def _span(reports: int) -> Organisation:
    lead = person("Mia", MANAGER, salary=90_000, Leadership=4)
    return ruled("span", lead, *developers(reports), fields={"per": 7})


def _ratio(engineers: int) -> Organisation:
    owner = person("Pia", PRODUCT, salary=70_000, Product=3)
    asks: dict[str, object] = {"counts": ("engineering",), "roles": (PRODUCT,), "per": 7}
    return ruled("ratio", owner, *developers(engineers), scope=ORGANISATION, fields=asks)


def _grouping(below: int) -> Organisation:
    return ruled(
        "grouping",
        *developers(3),
        fields={"below": below, "owner_level": 4},
        needs=(_late_holders(1),),
        courses=(EXPERT,),
    )


def _late_holders(count: int) -> Need:
    """Holders who are there already; the skill is an area of the team from the second quarter
    on.
    """
    return Need(
        id="N-001",
        scope=PLATFORM,
        skill="Java",
        kind=NeedKind.HOLDERS,
        required=(0, count, count, count),
    )


def _liaison(lead: str | None) -> Organisation:
    teams = (Team(id="Platform", partners=("Sales",), lead=lead), Team(id="Apps"))
    return ruled(
        "liaison",
        *developers(2, Leadership=1),
        fields={"skill": "Leadership", "level": 3},
        teams=teams,
        courses=(LEADERSHIP,),
    )


def _stage(stages: tuple[str, ...]) -> Organisation:
    head = Director(id="our head", scopes=(ORGANISATION,), roles=("CTO",))
    fit = StageFit(id="our stage_fit", scopes=(ORGANISATION,), roles=("CTO",))
    return company(*developers(2), roles=(*ROLES, *CTO), rules=(head, fit), stages=stages)


def _review(leadership: int) -> Organisation:
    asks: dict[str, object] = {"skill": "Leadership", "level": 3, "every_months": 6}
    return ruled(
        "review_cadence", *developers(2, Leadership=leadership), fields=asks, courses=(LEADERSHIP,)
    )


def _shape(java: int) -> Organisation:
    asks: dict[str, object] = {"deep_groups": ("technology",), "level": 4, "first": 1}
    return ruled(
        "talent_shape",
        *developers(2, Java=java),
        fields=asks,
        courses=(EXPERT,),
        skill_groups={"Java": "technology"},
    )


def _mix(seniors: int) -> Organisation:
    experienced = tuple(
        person(f"Senior {n}", SENIOR, salary=80_000, Java=4) for n in range(seniors)
    )
    asks: dict[str, object] = {"counts": ("engineering",), "roles": (SENIOR,), "least_share": 0.25}
    return ruled("seniority_mix", *developers(4 - seniors), *experienced, fields=asks)


def _bus_factor(java: int) -> Organisation:
    course = Course(
        id="Java 2→3", skill="Java", from_level=2, to_level=3, cost=2_000, hours=40, duration=3
    )
    people = (person("Ann"), person("Ben", Java=java))
    return ruled(
        "bus_factor",
        *people,
        fields={"count": 2, "level": 3, "skills": ("Java",), "first": 1},
        courses=(course,),
    )


def _succession(critical: str) -> Organisation:
    people = (person("Mia", MANAGER, salary=90_000, Leadership=4), *developers(2, Leadership=1))
    asks: dict[str, object] = {"roles": (critical,), "skill": "Leadership", "level": 3, "ready": 0}
    return ruled("succession", *people, fields=asks, courses=(LEADERSHIP,))


def _growth(heads: int) -> Organisation:
    return ruled(
        "growth_cap",
        *developers(heads),
        fields={"most_share": 0.33, "weight": 10.0},
        needs=(_from_second(heads + 2),),
    )


def _freeze(scope: Scope) -> Organisation:
    fields: dict[str, object] = {"first": 0, "last": 1, "weight": 10.0}
    return ruled(
        "hiring_freeze", *developers(2), scope=scope, fields=fields, needs=(_from_second(3),)
    )


def _team_size(scope: Scope) -> Organisation:
    return ruled(
        "min_team_size", *developers(3), scope=APPS, fields={"count": 3}, needs=(_one_more(scope),)
    )


def _one_more(scope: Scope) -> Need:
    return holders(scope, 1 if scope == APPS else 4)


def _owners(most: int) -> Organisation:
    people = (person("Ann", Java=3, Testing=3), person("Ben", Java=1, Testing=1))
    asks: dict[str, object] = {
        "skills": ("Java", "Testing"),
        "level": 3,
        "most_areas": most,
        "first": 1,
    }
    return ruled("one_owner", *people, fields=asks, courses=(TESTING,))


def _on_call(people: int) -> Organisation:
    return ruled("on_call", *developers(people), fields={"count": 4, "skill": "Java", "level": 3})


def _team_lead(last_day: date | None) -> Organisation:
    """Three developers: one leads and may leave, one could learn to."""
    lead, *others = developers(3)
    learns = others[0].replace(skills={"Java": 3, "Leadership": 1})
    return ruled(
        "team_lead",
        lead.replace(end_date=last_day),
        learns,
        others[1],
        fields={"skill": "Leadership", "level": 3},
        teams=(Team(id="Platform", lead=lead.id), Team(id="Apps")),
        courses=(LEADERSHIP,),
    )


TREE = (Team(id="Apps", parent="Platform"), Team(id="Platform", lead="Head"))


def _direct_reports(reports: int) -> Organisation:
    """A lead of some developers, who may move to the team below, which costs nothing."""
    head = person("Head", MANAGER, Java=3)
    below = person("Apps lead", MANAGER, "Apps", Java=3)
    lever = Lever(id="L-001", kind=LeverKind.TRANSFER, roles=(DEVELOPER,), to_team="Apps")
    return ruled(
        "direct_reports",
        head,
        *developers(reports),
        below,
        scope=ORGANISATION,
        fields={"per": 4},
        teams=(TREE[0].replace(lead=below.id), TREE[1]),
        levers=(lever,),
    )


def _layers(most: int) -> Organisation:
    """One more developer, in the team below or the one above it."""
    head = person("Head", MANAGER, Java=3)
    below = person("Apps lead", MANAGER, "Apps", Java=3)
    return ruled(
        "layers",
        head,
        below,
        scope=ORGANISATION,
        fields={"count": most},
        teams=(TREE[0].replace(lead=below.id), TREE[1]),
        needs=(holders(ORGANISATION, 3),),
    )


CASES: dict[str, Callable[[], Organisation]] = {
    "echelon_best": lambda: _echelon(10),
    "echelon_not": lambda: _echelon(9),
    "director_best": lambda: _director(("Payments", "Cards")),
    "director_not": lambda: _director(("Payments", "Payments")),
    "span_best": lambda: _span(8),
    "span_not": lambda: _span(7),
    "ratio_best": lambda: _ratio(8),
    "ratio_not": lambda: _ratio(7),
    "grouping_best": lambda: _grouping(10),
    "grouping_not": lambda: _grouping(3),
    "liaison_best": lambda: _liaison(None),
    "liaison_not": lambda: _liaison("Platform 1"),
    "stage_fit_best": lambda: _stage(("zero_to_one",)),
    "stage_fit_not": lambda: _stage(()),
    "review_cadence_best": lambda: _review(1),
    "review_cadence_not": lambda: _review(3),
    "talent_shape_best": lambda: _shape(3),
    "talent_shape_not": lambda: _shape(4),
    "seniority_mix_best": lambda: _mix(0),
    "seniority_mix_not": lambda: _mix(1),
    "bus_factor_best": lambda: _bus_factor(2),
    "bus_factor_not": lambda: _bus_factor(3),
    "succession_best": lambda: _succession(MANAGER),
    "succession_not": lambda: _succession(TESTER),
    "growth_cap_best": lambda: _growth(4),
    "growth_cap_not": lambda: _growth(12),
    "hiring_freeze_best": lambda: _freeze(PLATFORM),
    "hiring_freeze_not": lambda: _freeze(APPS),
    "min_team_size_best": lambda: _team_size(APPS),
    "min_team_size_not": lambda: _team_size(ORGANISATION),
    "one_owner_best": lambda: _owners(1),
    "one_owner_not": lambda: _owners(2),
    "on_call_best": lambda: _on_call(3),
    "on_call_not": lambda: _on_call(4),
    "direct_reports_best": lambda: _direct_reports(4),
    "direct_reports_not": lambda: _direct_reports(3),
    "layers_best": lambda: _layers(2),
    "layers_not": lambda: _layers(3),
    "team_lead_best": lambda: _team_lead(date(2027, 6, 30)),
    "team_lead_not": lambda: _team_lead(None),
}
