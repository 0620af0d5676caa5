"""Plans that hold with a chance: sampled futures stand in the model, and fresh ones confirm what it promises."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from zlib import crc32

import numpy as np
import pandas as pd

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.verification import solve_and_verify
from orgplan.api import Impossible, NoPlan, Result, plan, run_of
from orgplan.domain import NeedKind, Organisation, Plan, Strength, lead_time
from orgplan.errors import BadArgument
from orgplan.language import _, ngettext, speak
from orgplan.solver.futures import CHANCE, Futures
from orgplan.solver.outcome import Status
from orgplan.solver.solve import Solution, solve

from .stress import Simulation, Uncertainty, leavers, simulate

ROUNDS = 4  # times that a promise which fresh futures do not bear out is made stricter
SAMPLE = 1  # tells sampled futures from those of `simulate` with the same seed
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
    sampled, rounds
        Futures in the model, and how often it was solved.
    """

    result: Result
    plain: Result
    chance: float
    sure: Simulation
    plainly_sure: Simulation
    beyond: Mapping[str, int]
    sampled: int
    rounds: int

    @property
    def price(self) -> float:
        """By how much it costs more in what is minimised: the horizon and the time after it (plan currency)."""
        return self.result.assessment.minimised_cost - self.plain.assessment.minimised_cost

    @property
    def price_in_horizon(self) -> float:
        """By how much it costs more over the horizon (plan currency)."""
        return self.result.assessment.cost - self.plain.assessment.cost

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a must and period, the least sure first: the chance that it holds with either plan.

        Returns
        -------
        DataFrame
            ``requirement``, ``period``, ``plain``, ``robust``, ``standard_error`` (of ``robust``),
            ``kept`` (whether it is within two standard errors of the chance or above).
        """
        rows = []
        for name, share in self.sure.chances.items():
            what, period = self.sure.requirements[name]
            error = math.sqrt(share * (1 - share) / len(self.sure.futures))
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
    def reserve(self) -> str:
        """Reserve as a choice between money and hires, in one sentence."""
        more = len(self.result.plan.hires) - len(self.plain.plan.hires)
        aside = self.plainly_sure.cost["95 %"] - self.plain.assessment.cost
        seats = ngettext("{n} seat more", "{n} seats more", max(more, 0))
        return _(
            "Reserve in people: {seats} and earlier starts or wider training, for {price:,.0f} {currency} over the horizon, meet every must in {robust:.0%} of futures; reserve in money alone: {aside:,.0f} {currency} set aside cover 95 % of what the plain plan may cost, and it meets every must in {plain:.0%}.",
            seats=seats,
            price=self.price_in_horizon,
            currency=self.plain.org.currency,
            robust=self.sure.chance,
            aside=max(0.0, aside),
            plain=self.plainly_sure.chance,
        )


@dataclass(frozen=True)
class _Drawn:
    """A future of the sample; what happens to each seat and course is the same whatever is planned."""

    org: Organisation
    unsure: Uncertainty
    seed: tuple[int, ...]

    def months_late(self, role: str, team: str, start: int, number: int) -> int:
        """Months lost to declined offers, each the role's lead time, and to a late start."""
        random = self._random(f"{role}/{team}/{start}/{number}")
        chances = np.array(self.unsure.late) / sum(self.unsure.late)
        declined = int(random.geometric(self.unsure.acceptance)) - 1
        again = max(1, math.ceil(lead_time(self.org, self.org.role[role], team)))
        return declined * again + int(random.choice(len(chances), p=chances))

    def succeeds(self, person: str, course: str) -> bool:
        """Whether somebody passes a course."""
        return bool(self._random(f"{person}/{course}").random() < self.unsure.training)

    def _random(self, what: str) -> np.random.Generator:
        return np.random.default_rng([*self.seed, crc32(what.encode())])


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
    on_progress: Callable[[str], None] = lambda doing: None,
) -> Robust:
    """The cheapest plan whose every must holds in each period with a chance, as far as limits allow.

    Sampled futures are rows of the model (a sample average): who leaves, when seats are filled, which
    courses succeed; a must may be missed in as many of them as the chance allows. Goals stay in their
    order: what musts miss as expected first, then what misses its chance, then shoulds and cost. Other
    futures look at each promise; one that they do not bear out is made stricter and the plan is searched
    again. In the end, fresh futures that nothing was chosen by confirm both plans.

    Parameters
    ----------
    org
        The organisation.
    chance
        In which share of futures each must has to hold, in each period by itself.
    futures, seed
        Futures in the model, and where the random numbers begin.
    uncertainty
        As for :func:`simulate`.
    confirm
        Fresh futures.
    time_limit, gap
        Seconds for each search, and the relative gap of the cost at which it may stop.
    processes
        As for :func:`simulate`.
    on_progress
        Called with what is being done.

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
    if not 0 < chance < 1:
        raise BadArgument("op.robust", f"chance={chance:g}", "a share between 0 and 1")
    if futures < 1 or confirm < 1:
        raise BadArgument("op.robust", f"futures={futures}, confirm={confirm}", "at least 1 each")
    speak(org.language)
    unsure = uncertainty or Uncertainty()
    on_progress(_("planning for what is expected"))
    plain = plan(org, time_limit=time_limit, gap=gap, explain_next_steps=False)
    usual = math.floor((1 - chance) * futures + 1e-9)
    seen = simulate(plain, confirm, seed + FRESH, uncertainty=unsure, processes=processes)
    at_risk = _ids(name for name, share in seen.chances.items() if share < (1 + chance) / 2)
    allowed: dict[str, int] = {}
    made, beyond, turn = plain, dict[str, int](), 0
    while at_risk and turn < ROUNDS:
        turn += 1
        on_progress(_("planning for {futures} futures, round {turn}", futures=futures, turn=turn))
        sample = tuple(_future(org, unsure, seed, number, at_risk) for number in range(futures))
        made, beyond = _planned(org, Futures(sample, allowed, usual), time_limit, gap)
        fresh = seed + (turn + 1) * FRESH
        seen = simulate(made, confirm, fresh, uncertainty=unsure, processes=processes)
        weak = {name: share for name, share in seen.chances.items() if share < chance}
        more = at_risk | _ids(weak)
        stricter = _stricter(
            {name: share for name, share in weak.items() if name not in beyond},
            chance,
            futures,
            usual,
            allowed,
        )
        if stricter == allowed and more == at_risk:
            break
        allowed, at_risk = stricter, more
    on_progress(_("carrying both plans out in fresh futures"))
    last = seed + (ROUNDS + 2) * FRESH
    sure, plainly = (
        simulate(one, confirm, last, uncertainty=unsure, processes=processes)
        for one in (made, plain)
    )
    return Robust(made, plain, chance, sure, plainly, beyond, futures, turn)


def _ids(names: Iterable[str]) -> frozenset[str]:
    """Needs and rules of which musts in a period are named."""
    return frozenset(name.partition("(")[2].rstrip(")").partition(", ")[0] for name in names)


def _future(
    org: Organisation, unsure: Uncertainty, seed: int, number: int, at_risk: frozenset[str]
) -> _Drawn:
    """The musts at risk in one future, and whatever competes with them for time; limits are not asked for again."""
    key = (seed, number, SAMPLE)
    there = leavers(org, unsure, np.random.default_rng(key))
    musts = [need for need in org.needs if need.strength is Strength.MUST]
    time_is_short = any(n.kind is NeedKind.CAPACITY and n.id in at_risk for n in musts)
    needs = tuple(
        need
        for need in musts
        if need.id in at_risk or (time_is_short and need.kind is NeedKind.CAPACITY)
    )
    rules = tuple(r for r in org.rules if r.strength is Strength.MUST and r.id in at_risk)
    return _Drawn(there.replace(needs=needs, rules=rules, budget=(), locks=()), unsure, key)


def _planned(
    org: Organisation, futures: Futures, time_limit: float, gap: float
) -> tuple[Result, dict[str, int]]:
    """The best plan in which musts hold as often as they may, checked like any other; and what misses its chance."""
    beyond: dict[str, int] = {}

    def found(by: str) -> Solution:
        solution = solve(org, time_limit=time_limit, gap=gap, solver=by, futures=futures)
        beyond.clear()
        beyond.update({name: round(n) for name, n in solution.beyond.items() if round(n)})
        judged = tuple(part for part in solution.parts if part.name != CHANCE.NAME)
        return replace(solution, parts=judged)

    solution, assessment, parts = solve_and_verify(
        org, "highs", found, lambda one: Assessment(org, one.plan or Plan())
    )
    options = {"goal": org.goal.value, "time_limit": f"{time_limit:g}", "gap": f"{gap:g}"}
    options |= {"solver": "highs", "futures": str(len(futures.sample))}
    run = run_of(org, solution, options, None)
    if solution.status is Status.INFEASIBLE:
        raise Impossible(org, (), run)
    if assessment is None:
        raise NoPlan(run)
    return Result(assessment, replace(run, parts=parts, gap=solution.gap or 0.0)), beyond


def _stricter(
    seen: Mapping[str, float], chance: float, futures: int, usual: int, allowed: Mapping[str, int]
) -> dict[str, int]:
    """Fewer misses for musts whose promise was not borne out; those that no miss is left of stay as they are."""
    made = dict(allowed)
    for name, share in seen.items():
        now = allowed.get(name, usual)
        if share < chance and now > 0:
            made[name] = max(0, now - max(1, round((chance - share) * futures)))
    return made
