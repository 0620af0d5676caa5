"""Changed organisations: what changes, and what stays."""

from __future__ import annotations

from orgplan.analysis.scenarios import freeze_hiring, with_total_budget
from orgplan.domain.budget import BudgetLine
from orgplan.domain.rules import Freezes
from orgplan.domain.teams import ORGANISATION
from tests.organisations import random_organisation

ORG = random_organisation(0)
EVERYTHING = tuple(range(ORG.calendar.periods))


def test_a_total_keeps_the_headcount_of_the_line_it_replaces() -> None:
    line = BudgetLine(
        id="B-total",
        scope=ORGANISATION,
        periods=EVERYTHING,
        label="total",
        amount=10.0,
        headcount=3,
    )
    budget = with_total_budget(ORG.replace(budget=(line,)), 20.0).budget
    assert [(one.id, one.amount, one.headcount) for one in budget] == [
        ("B-total", None, 3),
        ("B-total-2", 20.0, None),
    ]


def test_a_total_replaces_the_amount() -> None:
    line = BudgetLine(
        id="B-001", scope=ORGANISATION, periods=EVERYTHING, label="total", amount=10.0
    )
    assert [one.amount for one in with_total_budget(ORG.replace(budget=(line,)), 20.0).budget] == [
        20.0
    ]


def test_a_freeze_is_a_rule_on_decisions_and_leaves_lead_times_alone() -> None:
    frozen = freeze_hiring(freeze_hiring(ORG, periods=2), periods=1, all_seats=False)
    added = frozen.rules[len(ORG.rules) :]
    assert [(rule.id, rule.last, rule.all_seats, rule.freezes) for rule in added] == [
        ("hiring freeze", 1, True, Freezes.DECISIONS),
        ("hiring freeze 2", 0, False, Freezes.DECISIONS),
    ]
    assert (frozen.roles, frozen.assumptions) == (ORG.roles, ORG.assumptions)
    assert freeze_hiring(ORG, periods=0) == ORG
