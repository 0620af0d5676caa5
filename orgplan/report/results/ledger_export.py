"""Cost and heads for the general ledger: long tables that tie to the workbook, each row with the
row it comes from.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from orgplan.analysis.assessment import Assessment
from orgplan.domain import Hire, Organisation, add_months, states
from orgplan.errors import OrgplanError
from orgplan.finance.cents import whole
from orgplan.finance.contracts import DAY, NOTHING, Contract, contract_of_person, contract_of_seat
from orgplan.finance.ledger import COMPONENTS
from orgplan.language import _

from ..sheets import pages
from ..sheets.money.cost_by_month import TOP
from ..sheets.money.monthly_costs import OTHERS, MonthlyCosts, gather, itemised

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
    """Account of a component, a cost centre, an entity and a team; ``None`` is any.

    With a `share` it takes so much of a cost (what is capitalised), and other rules the rest; `row`
    is where it stands.

    Attributes
    ----------
    account
        Number or name in the general ledger.
    component, cost_centre, entity, team
        What it is for; ``None`` is any.
    share
        Of a cost (0-1, both exclusive), what is capitalised; ``None`` takes all, or what shares
        leave.
    row
        Row of the file, the header being 1; ``None`` for rules that were made in code.
    """

    account: str
    component: str | None = None
    cost_centre: str | None = None
    entity: str | None = None
    team: str | None = None
    share: float | None = None
    row: int | None = field(default=None, compare=False)

    @property
    def traits(self) -> tuple[str | None, ...]:
        """What it is for."""
        return self.component, self.cost_centre, self.entity, self.team

    def fits(self, *there: str) -> bool:
        """Whether it is meant for a cost of a component, cost centre, entity and team.

        Parameters
        ----------
        there
            Component, cost centre, entity and team, in this order.

        Returns
        -------
        bool
            Whether each trait is the same, or left open by the rule.

        Examples
        --------
        >>> AccountRule("6000", component="base").fits("base", "CC-1", "Berlin GmbH", "Apps")
        True
        """
        return all(trait in (None, own) for trait, own in zip(self.traits, there, strict=True))


class AccountMap:
    """Accounts by component, cost centre and entity: the rule that says most counts; without rules
    a component is its own account.

    Raises
    ------
    LedgerError
        If a rule is stated twice, or names a component that there is not.
    """

    def __init__(self, rules: Iterable[AccountRule] = ()) -> None:
        self.rules = tuple(rules)
        self._asked: tuple[set[str | None], ...] = tuple({None} for _ in range(4))
        unknown = sorted({str(rule.component) for rule in self.rules} - {*COMPONENTS, "None"})
        if unknown:
            raise LedgerError(
                _(
                    "no such component: {unknown}; there are {components}",
                    unknown=_(", ").join(unknown),
                    components=_(", ").join(COMPONENTS),
                )
            )
        seen: dict[object, str] = {}
        for rule in self.rules:
            if rule.share is not None and not 0 < rule.share < 1:
                raise LedgerError(
                    _(
                        "{account} takes a share of {share:g}: write 0.4 or 40%",
                        account=rule.account,
                        share=rule.share,
                    )
                )
            whole = rule.share is None
            if seen.setdefault((rule.traits, whole), rule.account) != rule.account:
                sentence = _(", ").join(trait or _("any") for trait in rule.traits)
                raise LedgerError(
                    _(
                        "{sentence} has two accounts: {first} and {second}",
                        sentence=sentence,
                        first=seen[rule.traits, whole],
                        second=rule.account,
                    )
                )

    def strangers(self) -> Iterator[tuple[AccountRule, str]]:
        """Rules that name a cost centre, an entity or a team of which no cost was asked about so
        far, and that name: it may be misspelt.
        """
        for rule in self.rules:
            for named, known in list(zip(rule.traits, self._asked, strict=True))[1:]:
                if named not in known:
                    yield rule, str(named)

    def accounts(
        self, component: str, cost_centre: str, entity: str, team: str
    ) -> tuple[tuple[str, float], ...]:
        """Accounts of a cost with their shares; the last one takes what the others leave.

        Parameters
        ----------
        component
            Component of the ledger, such as ``base``.
        cost_centre, entity, team
            Where it is booked; `entity` is the legal entity.

        Returns
        -------
        tuple[tuple[str, float], ...]
            (account, share); shares add up to 1.

        Raises
        ------
        LedgerError
            As :meth:`account`.
        """
        there = (component, cost_centre, entity, team)
        for known, own in zip(self._asked, there, strict=True):
            known.add(own)
        shared = [rule for rule in self.rules if rule.share is not None and rule.fits(*there)]
        rest = self.account(*there)
        if not shared:
            return ((rest, 1.0),)
        one = self._best(shared, there)
        return ((one.account, one.share or 0.0), (rest, 1.0 - (one.share or 0.0)))

    def account(self, component: str, cost_centre: str, entity: str, team: str = "") -> str:
        """Account of a cost, or of what shares leave of it.

        Parameters
        ----------
        component
            Component of the ledger, such as ``base``.
        cost_centre, entity, team
            Where it is booked; `entity` is the legal entity.

        Returns
        -------
        str
            The component itself where there are no rules at all.

        Raises
        ------
        LedgerError
            If no rule fits, or two that say as much.
        """
        if not self.rules:
            return component
        there = (component, cost_centre, entity, team)
        fitting = [rule for rule in self.rules if rule.share is None and rule.fits(*there)]
        if not fitting:
            raise LedgerError(
                _(
                    "no account takes {component} of cost centre {centre}, {entity}: add a row"
                    " for it",
                    component=component,
                    centre=cost_centre,
                    entity=entity,
                )
            )
        return self._best(fitting, there).account

    def _best(self, fitting: Sequence[AccountRule], there: tuple[str, ...]) -> AccountRule:
        """The rule that says most; two that say as much must agree."""
        most = max(sum(trait is not None for trait in rule.traits) for rule in fitting)
        best = {
            (rule.account, rule.share): rule
            for rule in fitting
            if sum(trait is not None for trait in rule.traits) == most
        }
        if len(best) > 1:
            component, cost_centre, entity, _team = there
            raise LedgerError(
                _(
                    "{component} of cost centre {centre}, {entity} may go to {names}: add a row"
                    " that names all three",
                    component=component,
                    centre=cost_centre,
                    entity=entity,
                    names=_(" or ").join(sorted(account for account, _share in best)),
                )
            )
        return next(iter(best.values()))


def ledger_rows(
    assessment: Assessment, accounts: AccountMap, version: str
) -> Iterator[tuple[object, ...]]:
    """Rows of :data:`LEDGER`, in the order of Cost by month; what comes to nothing is left out.

    Parameters
    ----------
    assessment
        Its cost by month.
    accounts
        Which account takes what.
    version
        What the version of the budget is called; it stands in every row.

    Yields
    ------
    tuple[object, ...]
        Amounts in plan currency, to the cent; they add up to the plan. ``source_row`` is the row of
        Cost by month.

    Raises
    ------
    LedgerError
        If no account takes a cost, or two rules fit as well.
    """
    org = assessment.org
    months = [f"{day:%Y-%m}" for day in org.calendar.month_starts]
    rows = {_row_key(line): TOP + 2 + at for at, line in enumerate(gather(assessment))}
    for line in itemised(assessment):
        row = rows.get(_row_key(line)) or rows[OTHERS, *_row_key(line)[1:]]
        source = f"{pages.COST.name}!{row}"
        shares: dict[str, tuple[tuple[str, float], ...]] = {}
        for number, (month, cents) in enumerate(zip(months, line.months, strict=True)):
            if not cents:
                continue
            entity = _entity(org, _place(assessment, line.entity, number))
            if entity not in shares:
                shares[entity] = accounts.accounts(line.component, line.centre, entity, line.team)
            for account, part in _parts(cents, shares[entity]):
                amount = (Decimal(part) / 100).quantize(CENT)
                yield (
                    entity, line.centre, account, month, amount, org.currency, version,
                    line.component, line.team,
                    line.entity, source,
                )  # fmt: skip


def _place(assessment: Assessment, who: str, month: int) -> str | None:
    """Place where a person, group or seat works in a month; places change with the first day of
    one.
    """
    org, action = assessment.org, assessment.plan.actions.get(who)
    if isinstance(action, Hire):
        return action.location
    return org.place_on(org.person[who], org.calendar.month_starts[month])


def _entity(org: Organisation, place: str | None) -> str:
    """Legal entity of a place; the organisation where none is stated."""
    there = org.location.get(place or "")
    return (there.entity if there else None) or org.name or "organisation"


def _row_key(line: MonthlyCosts) -> tuple[str | None, ...]:
    """What tells a row of Cost by month from all others."""
    return line.entity, line.action, line.team, line.centre, line.component, line.item


def _parts(cents: int, shares: Sequence[tuple[str, float]]) -> Iterator[tuple[str, int]]:
    """An amount by accounts, each rounded to the cent; the last one takes the rest, and nothing is
    left out but nothing.

    Examples
    --------
    >>> list(_parts(1001, (("assets", 0.4), ("pay", 0.6))))
    [('assets', 400), ('pay', 601)]
    """
    rest = cents
    for account, share in shares[:-1]:
        part = whole(cents * share)
        rest -= part
        if part:
            yield account, part
    if rest:
        yield shares[-1][0], rest


def head_rows(assessment: Assessment, version: str) -> Iterator[tuple[object, ...]]:
    """Rows of :data:`HEADS`: who is there on the last day of each month, by legal entity, team and
    cost centre.

    Parameters
    ----------
    assessment
        The plan; expected leavers are not taken off.
    version
        What the version of the budget is called.

    Yields
    ------
    tuple[object, ...]
        Sorted; heads and FTE rounded to six decimals. Planned seats count as full time.
    """
    org, plan = assessment.org, assessment.plan
    found: dict[tuple[str, str, str, int], list[float]] = {}
    heads = states(org, plan) if org.groups else {}
    for person in org.people:
        contract = contract_of_person(org, person, plan.of_person.get(person.id, NOTHING))
        for month, team, centre in _present(assessment, contract):
            period = month // org.calendar.months_per_period
            times = heads[person.id, period].heads if person.is_group else 1.0
            entity = _entity(org, _place(assessment, person.id, month))
            _add(found, (entity, centre, team, month), times, times * person.fte)
    for hire in plan.hires:
        for month, team, centre in _present(assessment, contract_of_seat(org, hire)):
            _add(found, (_entity(org, hire.location), centre, team, month), 1.0, 1.0)
    for (entity, centre, team, month), (count, fte) in sorted(found.items()):
        label = f"{org.calendar.month_starts[month]:%Y-%m}"
        yield entity, centre, team, label, round(count, 6), round(fte, 6), version


def _present(assessment: Assessment, contract: Contract) -> Iterator[tuple[int, str, str]]:
    """Month, team and cost centre of those who are there on its last day."""
    for month, day in enumerate(assessment.org.calendar.month_starts):
        spell = contract.spell_on(add_months(day, 1) - DAY)
        if spell is not None:
            yield month, spell.team, spell.cost_centre


def _add(
    found: dict[tuple[str, str, str, int], list[float]],
    key: tuple[str, str, str, int],
    *amounts: float,
) -> None:
    sums = found.setdefault(key, [0.0, 0.0])
    for place, amount in enumerate(amounts):
        sums[place] += amount


def total_cents(rows: Iterable[tuple[object, ...]]) -> int:
    """Cents of all rows of a ledger.

    Parameters
    ----------
    rows
        Rows of :data:`LEDGER`.

    Returns
    -------
    int
        To be compared with the plan's own ledger before anything is written.
    """
    place = LEDGER.index("amount")
    return sum(int(Decimal(str(row[place])) * 100) for row in rows)
