"""What is missing from the inputs is told before the ending of the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from orgplan.cli.summary import gaps_of_input
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Team


def organisation(**fields: Any) -> Organisation:
    calendar = Calendar(
        as_of=date(2027, 1, 1), start=date(2027, 1, 1), period=PeriodLength.QUARTER, periods=1
    )
    return Organisation(
        **{"calendar": calendar, "people": (), "teams": (Team(id="Rail"),), **fields}
    )


def test_roles_without_skills_and_no_needs_are_told() -> None:
    need = Need(id="N1", scope=ORGANISATION, skill="Java", required=(1,), kind=NeedKind.HOLDERS)
    bare = tuple(Role(id=name, name=name, band_mid=80_000) for name in ("Java engineer", "Tester"))
    full = Role(id="Lead", name="Lead", band_mid=90_000, skills_at_start={"Java": 3})
    (told,) = gaps_of_input(organisation(roles=(*bare, full), needs=(need,)))
    assert told.startswith("2 of 3 roles bring no skill (Java engineer, Tester)")
    assert gaps_of_input(organisation(roles=(full,), needs=(need,))) == []
    assert any("no need" in text for text in gaps_of_input(organisation(roles=(full,))))


def test_roles_need_no_skills_where_only_heads_are_asked_for() -> None:
    bare = tuple(Role(id=name, name=name, band_mid=80_000) for name in ("Java engineer", "Tester"))
    staff = Need(id="N1", scope=ORGANISATION, skill="Tester", required=(2,), kind=NeedKind.STAFF)
    assert gaps_of_input(organisation(roles=bare, needs=(staff,))) == []
