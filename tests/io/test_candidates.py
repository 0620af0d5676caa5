"""A role that may stand for one candidate is told; the mend that the note names works."""

from __future__ import annotations

import pytest

from orgplan.domain.needs import NeedKind
from orgplan.domain.roles import Role
from orgplan.excel.read.faults import Findings
from orgplan.io.candidates import weigh_candidates
from orgplan.solver.solve import solve
from tests.constraints.small import DEV, LEAD, need, person, small

ZOE = DEV.replace(
    id="zoe", name="zoe", band_min=50_000, band_mid=50_000, band_max=50_000, max_hires=1
)
YAN = ZOE.replace(id="yan", name="yan", band_min=70_000, band_mid=70_000, band_max=70_000)
TWO = (need("s", 1, 2, kind=NeedKind.HOLDERS),)


def told(role: Role, **rest: object) -> list[str]:
    findings = Findings(("Roles",))
    weigh_candidates(small(person("P1", role="lead"), roles=(role, LEAD), **rest), findings)
    return [note.text for note in findings.notes]


def test_one_pay_and_one_a_period_is_told() -> None:
    (text,) = told(ZOE)
    assert "zoe may be hired once in each of 2 periods" in text
    assert "max_hires_year" in text


@pytest.mark.parametrize(
    "role",
    [
        ZOE.replace(max_hires_year=1),
        ZOE.replace(max_hires=2),
        ZOE.replace(max_hires=None),
        ZOE.replace(band_max=60_000),
        DEV,
    ],
)
def test_any_other_role_is_not(role: Role) -> None:
    assert not told(role)


def test_nor_where_there_is_only_one_period() -> None:
    assert not told(ZOE, periods=1)


@pytest.mark.parametrize(("a_year", "hired"), [(None, ["zoe", "zoe"]), (1, ["yan", "zoe"])])
def test_the_mend_works(a_year: int | None, hired: list[str]) -> None:
    # One is needed in the first quarter and two in the second: the dearer one is hired only where
    # the cheaper one can't be twice.
    roles = tuple(role.replace(max_hires_year=a_year) for role in (ZOE, YAN))
    plan = solve(small(person("P1", role="lead"), roles=(*roles, LEAD), needs=TWO)).plan
    assert plan is not None
    assert sorted(hire.role for hire in plan.hires) == hired
