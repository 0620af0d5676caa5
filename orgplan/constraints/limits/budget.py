r"""Budgets: what people, seats and courses cost in the scope, periods and category of a budget line
stays within its amount.

.. math::

    \sum_{p \in S} c_{pk} + \sum_{r,j,\tau} c_{rj\tau k}\, hire_{rj\tau} + \sum_{p,e,\tau} c_{pe\tau
    k}\, train_{pe\tau}
    + \sum_{m} c_{mk}\, move_m + \sum_{g,t} c_{gtk}\, N_{gt} \le B_k \qquad \forall k

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`c_{pk}`            pay of a person that line k counts                          money
:math:`c_{rj\tau k}`      cost of a seat that starts in a period, as line k counts it  money
:math:`c_{pe\tau k}`      price of a course                                           money
:math:`c_{mk}`            difference that a move, redundancy, short time or flow makes  money
:math:`c_{gtk}`           pay of one head of group g in t; N are its heads             money
:math:`B_k`               amount (``Budget``)                                         money
========================  ==========================================================  =====

Amounts are summed in cents, each component rounded to the cent in its own month; half a cent for
each cell of a group, whose heads come in parts, overspends nothing. Source: sheet ``Budget``.
"""

import math
from collections.abc import Iterator, Mapping

from orgplan.domain import (
    BudgetLine,
    Key,
    Measure,
    Organisation,
    Person,
    Plan,
    PlanSimulation,
    Sense,
    budget_in_words,
)
from orgplan.finance.budget_charge import BudgetCharge
from orgplan.finance.cents import cents
from orgplan.finance.cost_totals import charged, counts_against
from orgplan.finance.groups import head_lines
from orgplan.finance.ledger import ledger, person_lines
from orgplan.language import _

from ..model import (
    DecisionVariables,
    Linear,
    ModelSink,
    no_seats,
    no_skills,
    priced,
    stock,
)
from ..model.traits import Trait

FAMILY = "budget"
TRAITS = frozenset({Trait.MONEY, Trait.STATED, Trait.SHARED, Trait.MEANS})
THOUSANDS = 1e-5  # cents to thousands: rows are scaled so, to keep coefficients near 1
UNIT = 1e-3  # one unit of the currency, on a row in thousands


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each budget line with an amount.

    Parameters
    ----------
    rows
        Takes one limit for each line with an amount, by (line, its label), in thousands of the plan
        currency (:data:`THOUSANDS`); a unit of the measure is one of the currency.
    org
        Read for budget, pay, rates and levers; what the roster costs is on the left side as a
        constant.
    x
        Every decision that costs anything, priced in cents, and the heads of groups month by month.

    Examples
    --------
    >>> emit(rows, org, x)
    >>> print(*rows.lines[:2], sep="\n")
    budget(B-001, total)   limit   [one unit is 0.001]
        2449.08 + 86.078 hire(Backend engineer / middle,Payments,2027-Q2) + 61.1606 ...
    """
    lines = [line for line in org.budget if line.amount is not None]
    if not lines:
        return
    roster = [
        cost for person in org.people if not person.is_group for cost in person_lines(org, person)
    ]
    charges = {line.id: BudgetCharge(org, line) for line in lines}
    left = {name: Linear(charge_of(roster) * THOUSANDS) for name, charge_of in charges.items()}
    for variable, cost in priced(org, x):
        for name, charge_of in charges.items():
            left[name].add(charge_of.of_one(cost) * THOUSANDS, variable)
    for group in org.groups:
        _charge_heads(org, x, charges, left, group)
    for line in lines:
        rows.limit(
            FAMILY,
            (line.id, line.label),
            left[line.id],
            Sense.AT_MOST,
            cents(line.amount or 0.0) * THOUSANDS,
            unit=UNIT,
        )


def _charge_heads(
    org: Organisation,
    x: DecisionVariables,
    charges: Mapping[str, BudgetCharge],
    left: dict[str, Linear],
    group: Person,
) -> None:
    """Pay of a group: what one head costs in a period, for the heads that it then has."""
    pay = list(head_lines(org, group))
    for period in range(org.calendar.periods):
        inside = [cost for cost in pay if cost.month in org.calendar.months_of(period)]
        heads = stock(org, x, group, period)
        for name, charge_of in charges.items():
            left[name].include(heads, charge_of(inside) * THOUSANDS)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Add up the ledger of the plan against each budget line.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Plan currency, to the cent. What groups cost comes in parts of a cent: half a cent for each
        entry of theirs is no overspending.

    Examples
    --------
    >>> [(one.key, one.required, one.planned) for one in measure(walk)]
    [(('B-001', 'total'), 3000000.0, 2449080.43), (('B-002', 'total'), 60000.0, 0.0)]
    """
    costs = ledger(walk.org, walk.plan)
    in_parts = {group.id for group in walk.org.groups} | {
        action.id for action in walk.plan.group_actions
    }
    rounded = [cost for cost in costs if in_parts & {cost.entity, cost.action}]
    for line in walk.org.budget:
        if line.amount is not None:
            allowed, spent = cents(line.amount), charged(walk.org, line, costs)
            leeway = sum(counts_against(walk.org, line, cost) for cost in rounded) / 2
            short = (spent - allowed) / 100 if spent - allowed > leeway else 0.0
            yield Measure(
                FAMILY,
                (line.id, line.label),
                allowed / 100,
                spent / 100,
                short,
                walk.org.currency,
                sense=Sense.AT_MOST,
            )


seats_that_help = no_seats  # whatever is added costs money
skills_that_help = no_skills


def line_of(org: Organisation, name: str) -> BudgetLine:
    """The line of an id.

    Parameters
    ----------
    org
        Read for its budget.
    name
        Id of a line.

    Raises
    ------
    StopIteration
        If there is no such line.

    Examples
    --------
    >>> line_of(org, "B-002").amount
    60000.0
    """
    return next(line for line in org.budget if line.id == name)


def named(org: Organisation, line: BudgetLine) -> str:
    """A line by what it pays for; with its id where another line pays for the same.

    Parameters
    ----------
    org
        Read for its other lines.
    line
        With or without an amount.

    Returns
    -------
    str
        Such as ``training, 2027``.

    Examples
    --------
    >>> named(org, org.budget[1])
    'training'
    """
    words = budget_in_words(line)
    alike = [other for other in org.budget if budget_in_words(other) == words]
    return words if len(alike) < 2 else _("{name} ({id})", name=words, id=line.id)


def limit_name(org: Organisation, key: Key) -> str:
    """A line by what it pays for.

    Parameters
    ----------
    org
        Read for its budget.
    key
        Begins with the line's id.

    Examples
    --------
    >>> limit_name(org, ("B-002", "total"))
    'budget for training'
    """
    return _("budget for {of}", of=named(org, line_of(org, key[0])))


def stated(org: Organisation, key: Key, when: str) -> str:
    """A line with its amount; its own words say when.

    Parameters
    ----------
    org
        Read for its budget and currency.
    key
        Begins with the line's id.
    when
        Not read: a line has a label of its own.

    Returns
    -------
    str
        In the language of the run, with the amount in plan currency.

    Examples
    --------
    >>> stated(org, ("B-002", "total"), "")
    'budget for training: 60,000.00 USD'
    """
    line = line_of(org, key[0])
    return _(
        "budget for {of}: {limit:,.2f} {currency}",
        of=named(org, line),
        limit=line.amount or 0,
        currency=org.currency,
    )


def given(org: Organisation, key: Key, amount: float) -> str:
    """A line that gives, and by how much.

    Parameters
    ----------
    org
        Read for its budget; its ledger without a plan says what the roster alone costs.
    key
        Begins with the line's id.
    amount
        Plan currency on top of the line.

    Returns
    -------
    str
        In the language of the run. Where the roster alone costs more than the line, it says so.

    Examples
    --------
    >>> given(org, ("B-002", "total"), 1500.0)
    'budget for training: 1,500.00 USD more than 60,000.00 USD'
    """
    line = line_of(org, key[0])
    sentence = _(
        "budget for {of}: {more:,.2f} {currency} more than {limit:,.2f} {currency}",
        of=named(org, line),
        more=amount,
        currency=org.currency,
        limit=line.amount or 0,
    )
    roster = charged(org, line, ledger(org, Plan())) / 100
    if roster > (line.amount or 0.0):
        return _("{limit}; the roster alone costs {cost:,.2f}", limit=sentence, cost=roster)
    return sentence


def given_whole(org: Organisation, key: Key, amount: float) -> str:
    """The same rounded up to whole units, so that it is enough; the budget it comes on top of is
    not rounded.

    Parameters
    ----------
    org
        Read for its budget and currency.
    key
        Begins with the line's id.
    amount
        Plan currency on top of the line; rounded up after rounding to the cent.

    Examples
    --------
    >>> given_whole(org, ("B-002", "total"), 1500.4)
    '1,501 USD more than the budget of 60,000 for training'
    """
    line = line_of(org, key[0])
    limit = line.amount or 0
    return _(
        "{more:,} {currency} more than the budget of {limit} for {of}",
        more=math.ceil(round(amount, 2)),
        currency=org.currency,
        limit=f"{limit:,.0f}" if limit == round(limit) else f"{limit:,.2f}",
        of=budget_in_words(line),
    )


def explain(measure: Measure, org: Organisation) -> str:
    """Say which budget is overspent and by how much.

    Parameters
    ----------
    measure
        One of an overspent line, in plan currency.
    org
        Read for its budget.

    Examples
    --------
    >>> explain(Measure(FAMILY, ("B-002", "total"), 60_000.0, 61_500.0, 1500.0, "USD"), org)
    'Budget for training: 61,500.00 USD against 60,000.00, 1,500.00 over. Raise it by that, hire or
    train later, or give up a need.'
    """
    return _(
        "Budget for {of}: {planned:,.2f} {unit} against {required:,.2f}, {short:,.2f} over. Raise"
        " it by that, hire or train later, or give up a need.",
        **measure.figures,
        of=named(org, line_of(org, measure.key[0])),
        unit=measure.unit,
    )
