"""Changed organisations: what changes, and what stays."""

from __future__ import annotations

from orgplan.analysis.scenarios import freeze_hiring, with_total_budget
from orgplan.domain.assumptions import Assumption
from orgplan.domain.budget import BudgetLine
from orgplan.domain.offers import first_start
from orgplan.domain.teams import ORGANISATION
from tests.organisations import random_organisation

ORG = random_organisation(0)
EVERYTHING = tuple(range(ORG.calendar.periods))


def test_a_total_keeps_the_headcount_of_the_line_it_replaces() -> None:
    line = BudgetLine(id="B-total", scope=ORGANISATION, periods=EVERYTHING, label="total", amount=10.0, headcount=3)
    budget = with_total_budget(ORG.replace(budget=(line,)), 20.0).budget
    assert [(one.id, one.amount, one.headcount) for one in budget] == [("B-total", None, 3), ("B-total-2", 20.0, None)]


def test_a_total_replaces_the_amount() -> None:
    line = BudgetLine(id="B-001", scope=ORGANISATION, periods=EVERYTHING, label="total", amount=10.0)
    assert [one.amount for one in with_total_budget(ORG.replace(budget=(line,)), 20.0).budget] == [20.0]


def test_a_freeze_delays_every_seat_by_its_periods_also_where_a_team_has_its_own_lead_time() -> None:
    team = ORG.teams[0].id
    rows = (*ORG.assumptions.rows, Assumption(key="lead_time", value=7.0, scope=team))
    org = ORG.replace(assumptions=ORG.assumptions.replace(rows=rows), roles=tuple(role.replace(lead_time=None) for role in ORG.roles))
    frozen = freeze_hiring(org, periods=2)
    for role in org.roles:
        for where in org.teams:
            assert first_start(frozen, frozen.role[role.id], where.id) == first_start(org, role, where.id) + 2
