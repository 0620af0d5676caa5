"""Where no plan was found that keeps a promise: how often its musts can hold at the best within the
limits, and what money it would take, both proven in sampled futures.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgplan.analysis.counterfactual.frontier import on_its_own, own_limit
from orgplan.deadline import Deadline
from orgplan.domain import Organisation, Plan, Strength
from orgplan.finance.ledger import ledger
from orgplan.language import _
from orgplan.solver.futures import CHANCE, Futures, SampledFuture
from orgplan.solver.solve import GoalPart, solve

FOR_MONEY = 40  # futures for the least money, at the most: its model is the larger one
SHARE_OF_CHANCE = 0.5  # of the time, the most for the highest chance; the rest is for the money
ROUNDING = 1e-6  # futures
THOUSANDS = 1000.0  # plan currency in a unit of the cost that is minimised


@dataclass(frozen=True)
class Ceiling:
    """What the limits allow of a promise, in sampled futures.

    Attributes
    ----------
    chance
        No plan within the limits has each of the musts that were looked at hold in more of the
        sampled futures.
    futures
        How many were sampled.
    money
        No plan that keeps the promise in them (in :data:`FOR_MONEY` of them, where there are more)
        costs less over the horizon, were the budget no limit (plan currency); ``None`` where that
        was not found out.
    possible
        Whether any money keeps it in them.
    limit
        What the budget allows over the horizon.

    Examples
    --------
    >>> ceiling = op.Ceiling(0.75, 300, None, possible=True, limit=None, currency="EUR")
    >>> ceiling.error
    0.025
    """

    chance: float
    futures: int
    money: float | None
    possible: bool
    limit: float | None
    currency: str

    @property
    def error(self) -> float:
        """Standard error of :attr:`chance`."""
        return math.sqrt(self.chance * (1 - self.chance) / self.futures)

    @property
    def lines(self) -> tuple[str, ...]:
        """Both, for whoever decides."""
        sentence = _(
            "No plan within the limits does better: the weakest need holds in at most {chance:.0%}"
            " (± {error:.0%}) of {futures} sampled futures (proven).",
            chance=self.chance,
            error=2 * self.error,
            futures=self.futures,
        )
        if not self.possible:
            return sentence, _("No amount of money keeps the promise.")
        if self.money is None:
            return (sentence,)
        paid = _(
            "A plan that keeps the promise in {futures} of them costs at least {money:,.0f}"
            " {currency} over the horizon.",
            futures=min(self.futures, FOR_MONEY),
            money=self.money,
            currency=self.currency,
        )
        if self.limit is None:
            return sentence, paid
        return (
            sentence,
            paid,
            _(
                "That is {more:,.0f} {currency} more than the budget.",
                more=self.money - self.limit,
                currency=self.currency,
            ),
        )


def ceiling(
    org: Organisation, sample: Sequence[SampledFuture], chance: float, until: Deadline
) -> Ceiling | None:
    """The highest chance that limits allow the musts of sampled futures, and the least money that
    keeps the promise; ``None`` where time did not suffice.

    Parameters
    ----------
    org
        The organisation.
    sample
        Futures, each with the musts that are looked at. Fewer musts are easier to keep: what no
        plan reaches for them, none reaches for all.
    chance
        What was asked for.
    until
        When it is over.
    """
    count = len(sample)
    part = Deadline(until.left * SHARE_OF_CHANCE, until.stopped)
    fewest = _goals(org, Futures(sample, {}, 0, alike=True), part).get(CHANCE.NAME)
    highest = 1 - math.ceil((fewest.bound if fewest else 0.0) - ROUNDING) / count
    if highest >= chance:
        return None
    musts = Strength.MUST
    rich = on_its_own(org).replace(  # shoulds cost money of their own
        budget=tuple(line.replace(amount=None) for line in org.budget if line.headcount),
        needs=tuple(need for need in org.needs if need.strength is musts),
        rules=tuple(rule for rule in org.rules if rule.strength is musts),
    )
    some = sample[:FOR_MONEY]
    asked = Futures(some, {}, math.floor((1 - chance) * len(some) + ROUNDING))
    found = _goals(rich, asked, until)
    kept, cost = found.get(CHANCE.NAME), found.get("cost")
    money = None
    if kept and cost and kept.value < ROUNDING:
        idle = sum(line.cents for line in ledger(org, Plan())) / 100
        money = idle + cost.bound * THOUSANDS
    possible = kept is None or kept.bound < ROUNDING
    return Ceiling(highest, count, money, possible, own_limit(org), org.currency)


def _goals(org: Organisation, futures: Futures, until: Deadline) -> Mapping[str, GoalPart]:
    """What is proven of each goal, by its name; nothing where time did not suffice."""
    return {part.name: part for part in solve(org, futures=futures, deadline=until).parts}
