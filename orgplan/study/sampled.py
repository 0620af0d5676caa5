"""Plans for sampled futures: one model for some of them, made stricter until fresh ones bear it
out.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.verification import solve_and_verify
from orgplan.api import Result, run_of
from orgplan.deadline import Deadline
from orgplan.domain import NeedKind, Organisation, Plan, Strength, lead_time
from orgplan.language import _
from orgplan.solver.futures import CHANCE, Futures
from orgplan.solver.outcome import Status
from orgplan.solver.solve import Solution, solve

from .buffers import Seen
from .stress import Simulation, Uncertainty, leavers

ROUNDS = 4  # times that a promise which fresh futures do not bear out is made stricter
SAMPLE = 1  # tells sampled futures from those of `simulate` with the same seed
PROVEN = (Status.OPTIMAL.value, Status.GAP_LIMIT.value)


@dataclass(frozen=True)
class _Drawn:
    """A future of the sample; what happens to each seat and course is the same whatever is planned.

    Attributes
    ----------
    org
        The organisation in it: who has left, and the musts that are looked at.
    unsure
        What offers, starts and courses are drawn from.
    seed
        Of the future; what is asked about is hashed into it.
    """

    org: Organisation
    unsure: Uncertainty
    seed: tuple[int, ...]

    def months_late(self, role: str, team: str, start: int, number: int) -> int:
        """Months lost to declined offers, each the role's lead time, and to a late start.

        Parameters
        ----------
        role, team
            Ids; the lead time is that of the role in this team.
        start
            Period in which the seat is planned to begin, 0 for the first.
        number
            Number of the seat among those of this role, team and start.

        Returns
        -------
        int
            Whole months, 0 or more. The same arguments always give the same answer, so that a
            future does not change while the solver looks at other plans.
        """
        random = self._random(f"{role}/{team}/{start}/{number}")
        chances = np.array(self.unsure.late) / sum(self.unsure.late)
        declined = int(random.geometric(self.unsure.acceptance)) - 1
        again = max(1, math.ceil(lead_time(self.org, self.org.role[role], team)))
        return declined * again + int(random.choice(len(chances), p=chances))

    def succeeds(self, person: str, course: str) -> bool:
        """Whether somebody passes a course.

        Parameters
        ----------
        person, course
            Ids; the answer depends on them alone, not on when the course begins.

        Returns
        -------
        bool
            The same for the same pair in this future.
        """
        return bool(self._random(f"{person}/{course}").random() < self.unsure.training)

    def _random(self, what: str) -> np.random.Generator:
        return np.random.default_rng([*self.seed, crc32(what.encode())])


class Sampled:
    """The road of sampled futures: a model in which each has rows, made stricter until fresh
    futures bear it out.

    Parameters
    ----------
    first
        The plan to beat, in fresh futures.
    chance
        Share of futures (0-1) in which each must has to hold.
    size
        Futures in the model.
    drawn
        What is uncertain, and the seed.
    look
        Carries a plan out in the fresh futures of a round; these must not be those of the sample.
    on_progress
        Called with a sentence before each round.

    Attributes
    ----------
    best
        The best plan so far.
    beyond
        Must in a period → futures of the sample in which `best` misses it beyond what was allowed.
    turn, settled
        Rounds begun, and whether the last one was proven.
    """

    def __init__(
        self,
        first: Seen,
        chance: float,
        size: int,
        drawn: tuple[Uncertainty, int],
        look: Callable[[Result, int], Simulation],
        on_progress: Callable[[str], None],
    ) -> None:
        self.best, self.chance, self.size = first, chance, size
        self.drawn, self.look, self.on_progress = drawn, look, on_progress
        self.beyond: Mapping[str, int] = {}
        self.turn, self.settled = 0, False

    def search(self, until: Deadline, gap: float) -> None:
        """Rounds until nothing is left to make stricter, or time is over.

        Parameters
        ----------
        until
            When the last round has to end; a round that finds no plan in time ends the search.
        gap
            Relative gap at which each round may stop.

        Notes
        -----
        `best` is replaced where a round's plan was proven, or lacks no more of the chance than the
        one before. A must is at risk where it holds in less than the middle of `chance` and 1: only
        those get rows, as the model would be too large with every must. Each round allows weak
        musts fewer misses in the sample, by what fresh futures found them short of the chance.
        """
        org, chance, size = self.best.result.org, self.chance, self.size
        shares = self.best.simulation.chances.items()
        at_risk = _ids(name for name, share in shares if share < (1 + chance) / 2)
        usual, allowed = math.floor((1 - chance) * size + 1e-9), dict[str, int]()
        self.settled = not at_risk
        while at_risk and self.turn < ROUNDS and not until.over:
            self.turn += 1
            self.on_progress(
                _("planning for {futures} futures, round {turn}", futures=size, turn=self.turn)
            )
            sample = tuple(_future(org, *self.drawn, number, at_risk) for number in range(size))
            found = _planned(org, Futures(sample, allowed, usual), until, gap)
            if found is None:
                return
            made, beyond = found
            seen = Seen(made, self.look(made, self.turn))
            self.settled = made.status in PROVEN
            if self.settled or seen.shortfall(chance) <= self.best.shortfall(chance):
                self.best, self.beyond = seen, beyond
            weak = {name: one for name, one in seen.simulation.chances.items() if one < chance}
            more = at_risk | _ids(weak)
            kept = {name: one for name, one in weak.items() if name not in beyond}
            stricter = _stricter(kept, chance, size, usual, allowed)
            if stricter == allowed and more == at_risk:
                return
            allowed, at_risk = stricter, more


def skills_of_holders(
    plain: Seen, chance: float, drawn: tuple[Uncertainty, int], count: int
) -> tuple[_Drawn, ...]:
    """Futures for the proof of what the limits allow, with the needs for holders and staff at risk
    alone.

    Whatever no plan reaches for these it does not reach for all musts, and the model is smaller
    without capacity. Where no such need is at risk, all that is at risk is taken.

    Parameters
    ----------
    plain
        The plain plan in fresh futures, which say what is at risk.
    chance
        Share of futures (0-1) in which each must has to hold.
    drawn
        What is uncertain, and the seed.
    count
        How many futures.

    Returns
    -------
    tuple[_Drawn, ...]
        Futures 0 … count-1; the same things happen in them as in those of :meth:`Sampled.search`.
    """
    org = plain.result.org
    weak = _ids(n for n, share in plain.simulation.chances.items() if share < (1 + chance) / 2)
    heads = frozenset(n.id for n in org.needs if n.kind is not NeedKind.CAPACITY) & weak or weak
    return tuple(_future(org, *drawn, number, heads) for number in range(count))


def _ids(names: Iterable[str]) -> frozenset[str]:
    """Needs and rules of which musts in a period are named.

    Examples
    --------
    >>> _ids(["holders(N-001, 2027-Q1)", "holders(N-001, 2027-Q2)"])
    frozenset({'N-001'})
    """
    return frozenset(name.partition("(")[2].rstrip(")").partition(", ")[0] for name in names)


def _future(
    org: Organisation, unsure: Uncertainty, seed: int, number: int, at_risk: frozenset[str]
) -> _Drawn:
    """The musts at risk in one future, and whatever competes with them for time; limits are not
    asked for again.
    """
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
    org: Organisation, futures: Futures, until: Deadline, gap: float
) -> tuple[Result, dict[str, int]] | None:
    """The best plan in which musts hold as often as they may, checked like any other, and what
    misses its chance; ``None`` where time did not suffice.
    """
    beyond: dict[str, int] = {}

    def found(by: str) -> Solution:
        solution = solve(org, gap=gap, solver=by, futures=futures, deadline=until)
        beyond.clear()
        beyond.update({name: round(n) for name, n in solution.beyond.items() if round(n)})
        judged = tuple(part for part in solution.parts if part.name != CHANCE.NAME)
        return replace(solution, parts=judged)

    solution, assessment, parts = solve_and_verify(
        org, "highs", found, lambda one: Assessment(org, one.plan or Plan())
    )
    if assessment is None:
        return None
    options = {"goal": org.goal.value, "time_limit": f"{until.seconds:g}", "gap": f"{gap:g}"}
    options |= {"solver": "highs", "futures": str(len(futures.sample))}
    run = run_of(org, solution, options, None)
    return Result(assessment, replace(run, parts=parts, gap=solution.gap or 0.0)), beyond


def _stricter(
    seen: Mapping[str, float], chance: float, futures: int, usual: int, allowed: Mapping[str, int]
) -> dict[str, int]:
    """Fewer misses for musts whose promise was not borne out; those that no miss is left of stay as
    they are.

    Parameters
    ----------
    seen
        Must in a period → the share of fresh futures in which it holds.
    chance
        Share in which it has to hold.
    futures
        How many are in the sample.
    usual
        Misses in the sample that the chance allows.
    allowed
        Misses of musts that are not the usual ones.

    Returns
    -------
    dict[str, int]
        At least one miss fewer for each that falls short.

    Examples
    --------
    >>> _stricter({"holders(N-001, 2027-Q1)": 0.85}, chance=0.9, futures=40, usual=4, allowed={})
    {'holders(N-001, 2027-Q1)': 2}
    """
    made = dict(allowed)
    for name, share in seen.items():
        now = allowed.get(name, usual)
        if share < chance and now > 0:
            made[name] = max(0, now - max(1, round((chance - share) * futures)))
    return made
