"""Plans that hold with a chance: sampled futures stand in the model, and fresh ones confirm what it
promises.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from orgplan.api import Result, plan
from orgplan.deadline import Deadline
from orgplan.domain import Organisation
from orgplan.errors import BadArgument, checked, no_less
from orgplan.language import N_, _, ngettext, speak

from .buffers import Seen, with_buffers
from .ceiling import Ceiling, ceiling
from .sampled import ROUNDS, Sampled, skills_of_holders
from .stress import Simulation, Uncertainty, error_of_share, simulate

NOTHING: Mapping[str, int] = {}
SAMPLE_AVERAGE, BUFFERS = N_("sample average"), N_("buffers")
ROWS, LEAST = (
    5000,
    10,
)  # rows of the plain model times futures, and futures, up to which no future is left out
LOOKED = 300  # fresh futures that look at a plan on the way, at the most
SHARE_OF_PLAIN = 0.3  # of the time, the most for the plain plan
SHARE_OF_SAMPLE = 0.5  # … until sampled futures end
SHARE_OF_SEARCH = 0.4  # … until every search for a plan ends; the rest proves what the limits allow
SAMPLED_AT_THE_TOP = 100  # futures for that proof, at the least
FRESH = 7919  # between the seeds of fresh futures, one set a round


@dataclass(frozen=True)
class Robust:
    """A plan whose musts hold with a chance, beside the plain one.

    Attributes
    ----------
    result, plain
        The robust plan, and the best one that looks at what is expected alone.
    chance
        What was asked for: each must in each period holds in this share of the futures.
    sure, plainly_sure
        Both carried out in the same fresh futures, which neither plan was made from.
    beyond
        Must in a period → in how many of the sampled futures it is missed beyond what the chance
        allows, where it is: within the limits no plan misses fewer in all.
    asked, sampled, rounds
        Futures asked for, those in the model (fewer where all would make it too large), and how
        often it was solved.
    method
        ``sample average``: the best plan of that model. ``buffers``: where time did not suffice for
        it, the best one found that plans for weak needs a period earlier or with one more; it may
        not be the cheapest.
    ceiling
        Where the promise is not kept: how often its musts can hold at the best within the limits,
        and what money it would take; ``None`` where that is not in the way, or time did not
        suffice.

    Examples
    --------
    >>> safe = op.robust(org, chance=0.9)  # doctest: +SKIP
    >>> safe.price, safe.reserve  # doctest: +SKIP
    """

    result: Result
    plain: Result
    chance: float
    sure: Simulation
    plainly_sure: Simulation
    beyond: Mapping[str, int]
    asked: int
    sampled: int
    rounds: int
    method: str = SAMPLE_AVERAGE
    ceiling: Ceiling | None = None

    def __repr__(self) -> str:
        """One line."""
        return (
            f"<Robust: {self.chance:.0%} asked for, {'kept' if self.kept else 'not kept'},"
            f" {self.price:,.2f} more>"
        )

    @property
    def price(self) -> float:
        """By how much it costs more in what is minimised: the horizon and the time after it (plan
        currency).
        """
        return self.result.assessment.minimised_cost - self.plain.assessment.minimised_cost

    @property
    def price_in_horizon(self) -> float:
        """By how much it costs more over the horizon (plan currency)."""
        return self.result.assessment.cost - self.plain.assessment.cost

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a must and period, the least sure first: the chance that it holds with either
        plan.

        Returns
        -------
        DataFrame
            ``requirement``, ``period``, ``plain``, ``robust``, ``standard_error`` (of ``robust``),
            ``kept`` (whether it is within two standard errors of the chance or above).
        """
        rows = []
        for name, share in self.sure.chances.items():
            what, period = self.sure.requirements[name]
            error = error_of_share(share, len(self.sure.futures))
            kept = share >= self.chance - 2 * error - 1e-9
            before = self.plainly_sure.chances.get(name, math.nan)
            rows.append((what, period, before, share, error, kept))
        rows.sort(key=lambda row: (row[3], row[1], row[0]))
        names = ["requirement", "period", "plain", "robust", "standard_error", "kept"]
        return pd.DataFrame(rows, columns=names)

    @property
    def kept(self) -> bool:
        """Whether fresh futures bear out every promise."""
        return bool(self.table["kept"].all())

    @property
    def reached(self) -> str:
        """What the plan is the best of, in one sentence."""
        if self.method == BUFFERS:
            return _(
                "There was not enough time to finish planning for {sampled} futures at once: this"
                " is the safest plan found among those for needs a period earlier or with one more."
                " It may not be the cheapest.",
                sampled=self.sampled,
            )
        if self.sampled < self.asked:
            return _(
                "{sampled} of {asked} sampled futures are in the model, which would be too large"
                " with all of them; gap {gap:.2%}.",
                sampled=self.sampled,
                asked=self.asked,
                gap=self.result.gap,
            )
        return _(
            "{sampled} sampled futures are in the model; gap {gap:.2%}.",
            sampled=self.sampled,
            gap=self.result.gap,
        )

    @property
    def reserve(self) -> str:
        """Reserve as a choice between money and hires, in one sentence."""
        more = len(self.result.plan.hires) - len(self.plain.plan.hires)
        aside = self.plainly_sure.cost["95 %"] - self.plain.assessment.cost
        seats = ngettext("{n} seat more", "{n} seats more", max(more, 0))
        return _(
            "Reserve in people: {seats} and earlier starts or wider training, for {price:,.0f}"
            " {currency} over the horizon, meet every must in {robust:.0%} of futures; reserve in"
            " money alone: {aside:,.0f} {currency} set aside cover 95 % of what the plain plan may"
            " cost, and it meets every must in {plain:.0%}.",
            seats=seats,
            price=self.price_in_horizon,
            currency=self.plain.org.currency,
            robust=self.sure.chance,
            aside=max(0.0, aside),
            plain=self.plainly_sure.chance,
        )


@checked
def robust(
    org: Organisation,
    chance: float = 0.9,
    futures: int = 30,
    seed: int = 0,
    *,
    uncertainty: Uncertainty | None = None,
    confirm: int = 1000,
    time_limit: float = 120.0,
    gap: float = 1e-3,
    processes: int = 1,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Robust:
    """The cheapest plan whose every must holds in each period with a chance, as far as limits
    allow.

    Sampled futures are rows of the model (a sample average): who leaves, when seats are filled,
    which courses succeed; a must may be missed in as many of them as the chance allows. Goals stay
    in their order: what musts miss as expected first, then what misses its chance, then shoulds and
    cost. Other futures look at each promise; one that they do not bear out is made stricter and the
    plan is searched again. Where half of the time does not suffice for that, or the model would be
    too large, needs that hold too seldom are planned for a period earlier, or with one more, as
    long as that makes the plan surer within its limits. In the end, fresh futures that nothing was
    chosen by confirm both plans.

    Parameters
    ----------
    org
        The organisation.
    chance
        In which share of futures each must has to hold, in each period by itself.
    futures
        Futures in the model.
    seed
        Where the random numbers begin.
    uncertainty
        As for :func:`simulate`.
    confirm
        Fresh futures.
    time_limit
        Seconds for all of it. Carrying plans out in fresh futures at the end is not cut short.
    gap
        Relative gap of the cost at which a search may stop.
    processes
        As for :func:`simulate`.
    on_progress
        Called with what is being done.

    Returns
    -------
    Robust
        The robust plan beside the plain one, both carried out in the same fresh futures.

    Raises
    ------
    BadArgument
        If the chance is none, or there are no futures.
    Impossible, NoPlan
        As for :func:`orgplan.plan`.

    Examples
    --------
    >>> safe = op.robust(org, chance=0.9)  # doctest: +SKIP
    >>> safe.price, safe.sure.chance, safe.plainly_sure.chance  # doctest: +SKIP
    """
    _sensible(chance, futures, seed, confirm, time_limit)
    speak(org.language)
    on_progress(_("planning for what is expected"))
    until = Deadline(time_limit)
    plain = plan(org, time_limit=time_limit * SHARE_OF_PLAIN, gap=gap, next_steps=False)
    size = min(futures, max(LEAST, ROWS // max(1, plain.run.size[2])))
    unsure = uncertainty or Uncertainty()

    def look(made: Result, turn: int, count: int = min(confirm, LOOKED)) -> Simulation:
        fresh = seed + (turn + 1) * FRESH
        return simulate(made, count, fresh, uncertainty=unsure, processes=processes)

    began = until.spent
    first = Seen(plain, look(plain, 0))
    until = until.keeping(2 * (until.spent - began) * confirm / len(first.simulation.futures))

    sampled = Sampled(first, chance, size, (unsure, seed), look, on_progress)
    best, beyond, method = _surest(sampled, gap, until, large=size < futures)
    top = None
    if best.shortfall(chance) and not until.over:
        on_progress(_("proving what the limits allow"))
        sample = skills_of_holders(first, chance, (unsure, seed), max(futures, SAMPLED_AT_THE_TOP))
        top = ceiling(org, sample, chance, until)
    on_progress(_("carrying both plans out in fresh futures"))
    sure, plainly = (look(one, ROUNDS + 1, confirm) for one in (best.result, plain))
    return Robust(
        best.result, plain, chance, sure, plainly, beyond, futures, size, sampled.turn, method, top
    )


def _surest(
    sampled: Sampled, gap: float, until: Deadline, *, large: bool
) -> tuple[Seen, Mapping[str, int], str]:
    """The plan that holds most often, what it holds beyond, and how it was found.

    Plans of sampled futures and plans with buffers are tried; the latter first where the model
    would be too large with all futures.
    """
    first, chance = sampled.best, sampled.chance
    search = Deadline(until.seconds * SHARE_OF_SEARCH, gone=until.spent)

    def buffered() -> Seen:
        sampled.on_progress(_("planning with buffers"))
        return with_buffers(first, lambda made: sampled.look(made, 0), chance, search, gap)

    best, beyond, method = first, NOTHING, SAMPLE_AVERAGE
    if large:
        best, method = buffered(), BUFFERS
    settled = best.shortfall(chance) == 0
    if not settled and not search.over:
        part = search if large else Deadline(until.seconds * SHARE_OF_SAMPLE, gone=until.spent)
        sampled.search(part, gap)
        settled = sampled.settled or large
        if settled and not large or sampled.best.shortfall(chance) < best.shortfall(chance):
            best, beyond, method = sampled.best, sampled.beyond, SAMPLE_AVERAGE
    if not settled:
        surer = buffered()
        if surer.shortfall(chance) < best.shortfall(chance):
            best, beyond, method = surer, NOTHING, BUFFERS
    return best, beyond, SAMPLE_AVERAGE if best is first else method


def _sensible(chance: float, futures: int, seed: int, confirm: int, time_limit: float) -> None:
    """Refuse arguments that make no sense, before the first search."""
    no_less("op.robust", "time_limit", time_limit, 0.0, "seconds above 0", above=True)
    no_less("op.robust", "seed", seed, 0, "a whole number, 0 or more")
    if not 0 < chance < 1:
        raise BadArgument("op.robust", f"chance={chance:g}", "a share between 0 and 1")
    if futures < 1 or confirm < 1:
        raise BadArgument("op.robust", f"futures={futures}, confirm={confirm}", "at least 1 each")
