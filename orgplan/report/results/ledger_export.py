"""Cost and heads for the general ledger: long tables that tie to the workbook, each row with the row it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from orgplan.analysis.assessment import Assessment
from orgplan.domain import add_months, states
from orgplan.errors import OrgplanError
from orgplan.finance.contracts import DAY, NOTHING, Contract, contract_of_person, contract_of_seat
from orgplan.finance.ledger import COMPONENTS
from orgplan.report.sheets import layout
from orgplan.report.sheets.money.cost_by_month import TOP, gather

LEDGER = (
    "entity",
    "cost_centre",
    "account",
    "month",
    "amount",
    "currency",
    "version",
    "component",
    "team",
    "id",
    "source_row",
)
CENT = Decimal("0.01")
HEADS = ("entity", "cost_centre", "team", "month", "heads", "fte", "version")


class LedgerError(OrgplanError):
    """Costs that no account takes, or a mapping that cannot be meant."""


@dataclass(frozen=True)
class AccountRule:
    """Account of a component, a cost centre and an entity; ``None`` is any."""

    account: str
    component: str | None = None
    cost_centre: str | None = None
    entity: str | None = None

    @property
    def traits(self) -> tuple[str | None, str | None, str | None]:
        """What it is for."""
        return self.component, self.cost_centre, self.entity

    def fits(self, component: str, cost_centre: str, entity: str) -> bool:
        """Whether it is meant for a cost."""
        there = (component, cost_centre, entity)
        return all(trait in (None, own) for trait, own in zip(self.traits, there, strict=True))


class AccountMap:
    """Accounts by component, cost centre and entity: the rule that says most counts; without rules a component is its own account.

    Raises
    ------
    LedgerError
        If a rule is stated twice, or names a component that there is not.
    """

    def __init__(self, rules: Iterable[AccountRule] = ()) -> None:
        self.rules = tuple(rules)
        unknown = sorted({str(rule.component) for rule in self.rules} - {*COMPONENTS, "None"})
        if unknown:
            raise LedgerError(
                f"no such component: {', '.join(unknown)}; there are {', '.join(COMPONENTS)}"
            )
        seen: dict[object, str] = {}
        for rule in self.rules:
            if seen.setdefault(rule.traits, rule.account) != rule.account:
                said = ", ".join(trait or "any" for trait in rule.traits)
                raise LedgerError(
                    f"{said} has two accounts: {seen[rule.traits]} and {rule.account}"
                )

    def account(self, component: str, cost_centre: str, entity: str) -> str:
        """Account of a cost.

        Raises
        ------
        LedgerError
            If no rule fits, or two that say as much.
        """
        if not self.rules:
            return component
        fitting = [rule for rule in self.rules if rule.fits(component, cost_centre, entity)]
        if not fitting:
            raise LedgerError(
                f"no account takes {component} of cost centre {cost_centre}, {entity}: add a row for it"
            )
        most = max(sum(trait is not None for trait in rule.traits) for rule in fitting)
        best = {
            rule.account
            for rule in fitting
            if sum(trait is not None for trait in rule.traits) == most
        }
        if len(best) > 1:
            raise LedgerError(
                f"{component} of cost centre {cost_centre}, {entity} may go to {' or '.join(sorted(best))}: add a row that names all three"
            )
        return best.pop()


def ledger_rows(
    assessment: Assessment, accounts: AccountMap, version: str
) -> Iterator[tuple[object, ...]]:
    """Rows of :data:`LEDGER`, in the order of Cost by month; what comes to nothing is left out."""
    org = assessment.org
    entity = org.name or "organisation"
    months = [f"{day:%Y-%m}" for day in org.calendar.month_starts]
    for number, line in enumerate(gather(assessment)):
        source = f"{layout.COST.name}!{TOP + 2 + number}"
        account = accounts.account(line.component, line.centre, entity)
        for month, cents in zip(months, line.months, strict=True):
            if cents:
                amount = (Decimal(cents) / 100).quantize(CENT)
                yield (
                    entity, line.centre, account, month, amount, org.currency, version, line.component, line.team,
                    line.entity, source,
                )  # fmt: skip


def head_rows(assessment: Assessment, version: str) -> Iterator[tuple[object, ...]]:
    """Rows of :data:`HEADS`: who is there on the last day of each month, by team and cost centre."""
    org, plan = assessment.org, assessment.plan
    found: dict[tuple[str, str, int], list[float]] = {}
    heads = states(org, plan) if org.groups else {}
    for person in org.people:
        contract = contract_of_person(org, person, plan.of_person.get(person.id, NOTHING))
        for month, team, centre in _present(assessment, contract):
            period = month // org.calendar.months_per_period
            times = heads[person.id, period].heads if person.is_group else 1.0
            _add(found, (centre, team, month), times, times * person.fte)
    for hire in plan.hires:
        for month, team, centre in _present(assessment, contract_of_seat(org, hire)):
            _add(found, (centre, team, month), 1.0, 1.0)
    entity = org.name or "organisation"
    for (centre, team, month), (count, fte) in sorted(found.items()):
        label = f"{org.calendar.month_starts[month]:%Y-%m}"
        yield entity, centre, team, label, round(count, 6), round(fte, 6), version


def _present(assessment: Assessment, contract: Contract) -> Iterator[tuple[int, str, str]]:
    """Month, team and cost centre of those who are there on its last day."""
    for month, day in enumerate(assessment.org.calendar.month_starts):
        spell = contract.spell_on(add_months(day, 1) - DAY)
        if spell is not None:
            yield month, spell.team, spell.cost_centre


def _add(
    found: dict[tuple[str, str, int], list[float]], key: tuple[str, str, int], *amounts: float
) -> None:
    sums = found.setdefault(key, [0.0, 0.0])
    for place, amount in enumerate(amounts):
        sums[place] += amount


def total_cents(rows: Iterable[tuple[object, ...]]) -> int:
    """Cents of all rows of a ledger."""
    place = LEDGER.index("amount")
    return sum(int(Decimal(str(row[place])) * 100) for row in rows)


def by_account_and_month(rows: Iterable[tuple[object, ...]]) -> Mapping[tuple[str, str], int]:
    """Cents by account and month."""
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        key = str(row[LEDGER.index("account")]), str(row[LEDGER.index("month")])
        cents = int(Decimal(str(row[LEDGER.index("amount")])) * 100)
        found[key] = found.get(key, 0) + cents
    return found
