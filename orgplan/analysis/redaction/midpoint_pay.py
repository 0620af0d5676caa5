"""An organisation and its plan with pay of band midpoints in place of actual pay."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from orgplan.domain import (
    Assumptions,
    BudgetLine,
    Move,
    Organisation,
    Plan,
)
from orgplan.finance.unit_costs import moved_base, pay_index

INDEX = 100.0  # annual base of a full-time year where no role at all has a band


def without_pay(org: Organisation, pay: MidpointPay) -> Organisation:
    """Pay at midpoints, no budgets in money, no actuals, and no free text."""
    return org.replace(
        people=tuple(
            person.replace(
                base_salary=pay.of(person.role, person.location, person.fte),
                bonus_pct=None,
                stated=(),
            )
            for person in org.people
        ),
        relocations=tuple(
            (
                one
                if one.base_salary is None
                else one.replace(
                    base_salary=pay.of(person.role, one.location, person.fte), stated=()
                )
            )
            for one in org.relocations
            for person in (org.person[one.person_id],)
        ),
        positions=tuple(
            position.replace(budget_salary=None, stated=()) for position in org.positions
        ),
        candidates=tuple(
            candidate.replace(base_salary=None, stated=()) for candidate in org.candidates
        ),
        budget=tuple(chain.from_iterable(map(_heads_only, org.budget))),
        actuals=(),
        assumptions=Assumptions(
            rows=tuple(row.replace(source="", note="") for row in org.assumptions.rows)
        ),
        charges=tuple(charge.replace(source="") for charge in org.charges),
        needs=tuple(need.replace(reason=None) for need in org.needs),
        rules=tuple(rule.replace(sentence="", source="") for rule in org.rules),
    )


def _heads_only(line: BudgetLine) -> Iterator[BudgetLine]:
    if line.headcount is not None:
        yield line.replace(amount=None, spent=0.0, stated=())


def plan_without_pay(plan: Plan, org: Organisation, pay: MidpointPay) -> Plan:
    """The plan with pay of bands; amounts as they were stated in other currencies are dropped."""
    return plan.replace(
        hires=tuple(
            hire.replace(base_salary=pay.of(hire.role, hire.location), stated=())
            for hire in plan.hires
        ),
        moves=tuple(
            move.replace(base_salary=_moved(org, move, pay), stated=()) for move in plan.moves
        ),
    )


def _moved(org: Organisation, move: Move, pay: MidpointPay) -> float:
    """What somebody paid at the midpoint would be offered on a move."""
    person, lever = org.person[move.person_id], org.lever.get(move.lever)
    return (
        moved_base(org, person, lever, move.role, move.start_date)
        if lever
        else pay.of(move.role, person.location, person.fte)
    )


class MidpointPay:
    """The pay that stands for that of a role."""

    def __init__(self, org: Organisation) -> None:
        self.mid = {role.id: role.band_mid for role in org.roles}
        self.org = org
        known = [mid for mid in self.mid.values() if mid]
        self.banded = bool(known)
        self.other = sum(known) / len(known) if known else INDEX
        held = dict.fromkeys(person.role for person in org.people)
        self.unbanded = tuple(role for role in held if not self.mid[role])

    def of(self, role: str, location: str | None = None, fte: float = 1.0) -> float:
        """Annual base: the middle of the band, by FTE and the pay index of the location, to the
        cent.

        Parameters
        ----------
        role
            Id; a role without a band gets what stands in for the others.
        location
            ``None`` takes no pay index of a place.
        fte
            Contracted share of full time.

        Returns
        -------
        float
            Plan currency a year.
        """
        return round((self.mid.get(role) or self.other) * pay_index(self.org, location) * fte, 2)
