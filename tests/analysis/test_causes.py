"""What holds back a must is found in what is on offer: no role, no pay, too late, no course."""

from __future__ import annotations

import pytest

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.causes import causes
from orgplan.constraints.structure.bus_factor import BusFactor
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.constraints.structure.hierarchy.team_lead import TeamLead
from orgplan.constraints.structure.liaison import Liaison
from orgplan.constraints.structure.on_call import OnCall
from orgplan.constraints.structure.review_cadence import ReviewCadence
from orgplan.constraints.structure.succession import Succession
from orgplan.domain import Rule
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Plan
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Team
from tests.constraints.small import DEV, LEAD, course, need, people, person, small
from tests.organisations import team_scope

ASKS = need("s", 1, 1, kind=NeedKind.HOLDERS)


def told(org: Organisation) -> tuple[str, ...]:
    return causes(org, Assessment(org, Plan()).shortfalls)


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (LEAD, "no role on offer brings s at level 3"),
        (
            DEV.replace(band_mid=None),
            "no pay band is known for dev, which would bring s at level 3",
        ),
        (DEV.replace(max_hires=0), "'Max hires' is 0 for dev, which would bring s at level 3"),
        (DEV.replace(lead_time=9), "nobody hired as dev can start before the horizon ends"),
        (
            DEV.replace(lead_time=3),
            "nobody who is hired brings s at level 3 before 2027-Q2 (lead time and ramp)",
        ),
        (
            DEV.replace(skills_at_start={"s": 2}, skills_after_ramp={"s": 3}, ramp=3),
            "nobody who is hired brings s at level 3 before 2027-Q2 (lead time and ramp)",
        ),
    ],
)
def test_why_nobody_is_hired_for_it(role: Role, said: str) -> None:
    roles = (role,) if role == LEAD else (role, LEAD)
    org = small(person("P1", role="lead"), roles=roles, needs=(ASKS,))
    assert (
        told(org)[0]
        == f"s in the organisation: {said}, and no course on offer lifts anybody there to it within"
        " the horizon."
    )


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (3, "no course that leads to it counts before 2027-Q2"),
        (12, "no course on offer lifts anybody there to it within the horizon"),
    ],
)
def test_why_no_course_does(months: float, said: str) -> None:
    org = small(
        person("P1", s=2), roles=(DEV.replace(skills_at_start={}), LEAD), needs=(ASKS,),
        courses=(course("s", 2, 3, months=months),),
    )  # fmt: skip
    assert told(org)[0].endswith(f"no role on offer brings s at level 3, and {said}.")


def test_what_could_be_done_in_time_has_no_cause_here() -> None:
    """A cap or the money holds it back; both are asked of the solver."""
    assert told(small(person("P1"), needs=(ASKS,))) == ()


def test_why_a_rule_is_short() -> None:
    rule = Director(id="head", scopes=(ORGANISATION,), roles=("lead",), threshold=2)
    late = small(*people(3), roles=(DEV, LEAD.replace(lead_time=3)), rules=(rule,))
    assert told(late) == (
        "lead for the organisation: nobody who is hired starts as lead before 2027-Q2 (lead time).",
    )
    unpaid = late.replace(roles=(DEV, LEAD.replace(band_mid=None)))
    assert told(unpaid) == ("lead for the organisation: no pay band is known for lead.",)
    nobody = late.replace(rules=(rule.replace(roles=("boss",)),))
    assert told(nobody) == ("boss for the organisation: there is no role boss to hire.",)


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        (TeamLead(id="R", scopes=(team_scope("A"),), skill="x"), "a lead for A"),
        (ReviewCadence(id="R", scopes=(team_scope("A"),), skill="x", every_months=3),
            "somebody to hold reviews in A"),
        (Director(id="R", scopes=(team_scope("A"),), roles=("dev",), skill="x", level=3),
            "dev for A"),
        (BusFactor(id="R", scopes=(team_scope("A"),), skills=("x",)), "holders of x in A"),
        (OnCall(id="R", scopes=(team_scope("A"),), skill="x", count=1), "people on call in A"),
        (Echelon(id="R", scopes=(team_scope("A"),), skill="x", threshold=1), "successor for A"),
        (Liaison(id="R", scopes=(team_scope("A"),), skill="x"), "contact for Sales in A"),
        (Succession(id="R", scopes=(team_scope("A"),), roles=("dev",), skill="x"),
            "successors in A"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.family,
)  # fmt: skip
def test_a_skill_that_nobody_brings_is_named_as_the_cause_of_a_rule(rule: Rule, what: str) -> None:
    team = Team(id="A", partners=("Sales",))
    org = small(person("P1"), person("P2", team="A"), teams=(team,), rules=(rule,))
    assert (
        f"{what}: no role on offer brings x at level 3, and no course on offer lifts anybody there"
        " to it within the horizon." in told(org)
    )


def test_why_staff_is_short() -> None:
    """Whoever is hired as dev starts late, in seats of their own or in a group; one too many has no
    such cause.
    """
    late = small(
        person("P1", role="lead"),
        roles=(DEV.replace(lead_time=3), LEAD),
        needs=(need("dev", 1, 1, kind=NeedKind.STAFF),),
    )
    said = (
        "dev in the organisation: nobody who is hired starts as dev before 2027-Q2 (lead time).",
    )
    assert told(late) == said
    group = person("devs").replace(headcount=2)
    grouped = late.replace(people=(group,), needs=(need("dev", 3, 2, kind=NeedKind.STAFF),))
    assert told(grouped) == said
    assert told(grouped.replace(needs=(need("dev", 1, 1, kind=NeedKind.STAFF),))) == ()
