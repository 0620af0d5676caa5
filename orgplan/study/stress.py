"""How sure a plan is: carried out, without a solver, in many futures drawn at random."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import joblib
import numpy as np
import pandas as pd
from pydantic import Field

from orgplan.api import Result
from orgplan.constraints import judge
from orgplan.domain import (
    Employment,
    Hire,
    Organisation,
    Person,
    Plan,
    Strength,
    Value,
    add_months,
    lead_time,
)
from orgplan.errors import checked, no_less, some_processes
from orgplan.finance.ledger import ledger
from orgplan.language import N_, _, current, speaking
from orgplan.report.wording import requirement

CHUNK = 25  # futures handed to a process at once
FIRST_YEAR = 12  # months in service up to which the first year's rate holds


class Uncertainty(Value):
    """What may come otherwise than planned; each figure is a chance or a spread.

    Parameters
    ----------
    attrition
        Factor on everybody's yearly attrition, as people and Assumptions state it.
    acceptance
        Chance that an offer is accepted; a declined one is made again and costs the lead time of
        the role once more. A recruiting rate of 0.8 is a house rule.
    late
        Chances that somebody starts 0, 1, 2 … months late. House rule: six in ten on time.
    training
        Chance that a course leads to its level; its cost is spent either way. House rule.
    pay
        Standard deviation of what new seats cost in base against the plan (0.05 = 5 %). House rule.

    Examples
    --------
    >>> op.Uncertainty(attrition=1.5).acceptance
    0.8
    """

    attrition: float = Field(default=1.0, ge=0, le=10)
    acceptance: float = Field(default=0.8, gt=0, le=1)
    late: tuple[float, ...] = (0.6, 0.2, 0.1, 0.1)
    training: float = Field(default=0.9, ge=0, le=1)
    pay: float = Field(default=0.05, ge=0, le=1)

    def _check(self) -> None:
        if min(self.late, default=0.0) < 0 or not 0 < sum(self.late) < math.inf:
            raise ValueError(f"late={self.late}: chances of 0, 1, 2 … months, none below 0")


CERTAIN = Uncertainty(attrition=0, acceptance=1, late=(1.0,), training=1, pay=0)


@dataclass(frozen=True)
class Future:
    """One future: what it costs in cents, and which requirements are missed in it, in the order of
    their periods.

    Attributes
    ----------
    cents
        Cost over the horizon.
    shortfalls
        Names of measures, musts and shoulds.

    Examples
    --------
    >>> op.Future(cents=123_456, shortfalls=()).cents
    123456
    """

    cents: int
    shortfalls: tuple[str, ...]


@dataclass(frozen=True)
class Simulation:
    """Futures in which a plan was carried out.

    Attributes
    ----------
    futures
        In the order in which they were drawn.
    requirements
        Name of a requirement → what it asks for, and in which period.
    left_open
        Those that the plan misses where everything goes as planned: they are no risk.
    musts, shoulds
        Names of those that are musts, and shoulds.
    currency
        Code of the plan currency.

    Examples
    --------
    >>> sure = op.simulate(planned, 20, 7)
    >>> len(sure.futures), 0 <= sure.chance <= 1
    (20, True)
    """

    futures: tuple[Future, ...]
    requirements: Mapping[str, tuple[str, str]]
    musts: frozenset[str]
    shoulds: frozenset[str]
    currency: str
    left_open: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """One line."""
        return f"<Simulation: {len(self.futures)} futures, every must holds in {self.chance:.1%}>"

    @property
    def chance(self) -> float:
        """Share of futures in which every must holds in every period."""
        return self._chance_of(self.musts)

    @property
    def musts_left_open(self) -> frozenset[str]:
        """Those of the musts that the plan leaves open itself."""
        return self.musts & self.left_open

    @property
    def chance_of_the_met(self) -> float:
        """Share of futures in which every must holds that the plan does not leave open itself."""
        return self._chance_of(self.musts - self.left_open)

    def _chance_of(self, names: frozenset[str]) -> float:
        """Share of futures in which all of these hold."""
        return sum(not names & set(one.shortfalls) for one in self.futures) / len(self.futures)

    @property
    def in_a_line(self) -> str:
        """How sure the plan is, in one sentence for whoever decides; what it leaves open anyway is
        no risk, and left aside.
        """
        every = N_(
            "Risk: in {chance:.0%} of {count:,} simulated futures (people leave, offers are"
            " declined, starts slip, courses fail) the plan meets every must in every period; it"
            " costs {low:,.0f} to {high:,.0f} {currency} in nine of ten."
        )
        others = N_(
            "Risk: in {chance:.0%} of {count:,} simulated futures (people leave, offers are"
            " declined, starts slip, courses fail) the plan meets every must that it does not leave"
            " open anyway; it costs {low:,.0f} to {high:,.0f} {currency} in nine of ten."
        )
        return _(
            others if self.musts_left_open else every,
            chance=self.chance_of_the_met,
            count=len(self.futures),
            low=self.cost["5 %"],
            high=self.cost["95 %"],
            currency=self.currency,
        )

    @property
    def standard_error(self) -> float:
        """Standard error of :attr:`chance_of_the_met`, which is :attr:`chance` where the plan
        leaves nothing open.
        """
        return error_of_share(self.chance_of_the_met, len(self.futures))

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a must or should and period: first those that the plan meets, the least sure of
        them first, then those that it leaves open itself.

        Returns
        -------
        DataFrame
            ``requirement``, ``period``, ``strength``, ``chance`` that it holds,
            ``standard_error``, and ``left_open``: whether the plan leaves it open itself.
        """
        shortfalls = Counter(name for one in self.futures for name in one.shortfalls)
        rows = []
        for name in (*self.musts, *self.shoulds):
            what, period = self.requirements[name]
            chance = 1 - shortfalls[name] / len(self.futures)
            strength = Strength.MUST if name in self.musts else Strength.SHOULD
            error = error_of_share(chance, len(self.futures))
            rows.append((what, period, strength.value, chance, error, name in self.left_open))
        rows.sort(key=lambda row: (row[5], row[3], row[2], row[0], row[1]))
        names = ["requirement", "period", "strength", "chance", "standard_error", "left_open"]
        return pd.DataFrame(rows, columns=names)

    @cached_property
    def chances(self) -> Mapping[str, float]:
        """Name of a must in a period → the share of futures in which it holds."""
        shortfalls = Counter(name for one in self.futures for name in one.shortfalls)
        return {name: 1 - shortfalls[name] / len(self.futures) for name in self.musts}

    @cached_property
    def breaks_first(self) -> pd.DataFrame:
        """Which must that the plan meets is missed first, and in which share of the futures;
        several of one period all count.
        """
        first: Counter[str] = Counter()
        for one in self.futures:
            open_musts = [name for name in one.shortfalls if name in self.musts - self.left_open]
            if open_musts:
                period = self.requirements[open_musts[0]][1]
                first.update(
                    {
                        self.requirements[name][0]
                        for name in open_musts
                        if self.requirements[name][1] == period
                    }
                )
        rows = [(what, times / len(self.futures)) for what, times in first.most_common()]
        return pd.DataFrame(rows, columns=["requirement", "share"])

    @cached_property
    def cost(self) -> pd.Series:
        """Cost over the horizon in plan currency: mean, and the 5th, 25th, 50th, 75th and 95th
        percentile.
        """
        spent = np.array([one.cents for one in self.futures]) / 100
        quantiles = {f"{q} %": float(np.percentile(spent, q)) for q in (5, 25, 50, 75, 95)}
        return pd.Series({"mean": float(spent.mean())} | quantiles, name=self.currency)


@checked
def simulate(
    planned: Result,
    futures: int = 1000,
    seed: int = 0,
    *,
    uncertainty: Uncertainty | None = None,
    processes: int = 1,
    on_progress: Callable[[int, int], None] = lambda done, of: None,
) -> Simulation:
    """Carry a plan out in many futures; nothing is decided anew in them.

    In each future people leave at random, offers are declined, starts slip, courses fail and pay
    differs, as `uncertainty` says. What people who have left were to do falls away. New seats keep
    their expected attrition; groups that are planned by numbers behave as planned.

    Parameters
    ----------
    planned
        The plan.
    futures
        How many.
    seed
        Where the random numbers begin: the same seed gives the same futures, however many processes
        work on them.
    uncertainty
        What may come otherwise; ``None`` takes the usual figures.
    processes
        How many work at the same time; -1 is as many as there are cores.
    on_progress
        Called with how many futures are done, and of how many.

    Returns
    -------
    Simulation
        Futures in their order, the same for the same seed.

    Raises
    ------
    BadArgument
        If there are no futures to draw.

    Examples
    --------
    >>> sure = op.simulate(planned, futures=1000, seed=7)  # doctest: +SKIP
    >>> sure.chance, sure.table.head()  # doctest: +SKIP
    """
    no_less("op.simulate", "futures", futures, 1, "at least 1")
    no_less("op.simulate", "seed", seed, 0, "a whole number, 0 or more")
    some_processes("op.simulate", processes)
    unsure = uncertainty or Uncertainty()
    org, plan = planned.org, planned.plan
    chunks = [range(first, min(first + CHUNK, futures)) for first in range(0, futures, CHUNK)]
    found: list[Future] = []
    named: dict[str, tuple[str, str]] = {}
    strengths: dict[str, Strength] = {}
    pool = joblib.Parallel(n_jobs=processes, return_as="generator")
    for part in pool(
        joblib.delayed(_carried_out_in)(current(), org, plan, unsure, seed, c) for c in chunks
    ):
        found += part.futures
        named |= part.named
        strengths |= part.strengths
        on_progress(len(found), futures)
    musts = frozenset(name for name, strength in strengths.items() if strength is Strength.MUST)
    shortfalls = frozenset(one.name for one in planned.assessment.shortfalls)
    shoulds = frozenset(strengths) - musts
    left_open = shortfalls & frozenset(strengths)
    return Simulation(tuple(found), named, musts, shoulds, org.currency, left_open)


@dataclass(frozen=True)
class _Batch:
    """What one process found: futures, and the requirements that it met by name, with their
    strength.
    """

    futures: list[Future]
    named: dict[str, tuple[str, str]]
    strengths: dict[str, Strength]


def _carried_out_in(
    language: str, org: Organisation, plan: Plan, unsure: Uncertainty, seed: int, numbers: range
) -> _Batch:
    """Futures, with what they miss in the language of the run, which another process does not
    know.
    """
    with speaking(language):
        return _carried_out(org, plan, unsure, seed, numbers)


def _carried_out(
    org: Organisation, plan: Plan, unsure: Uncertainty, seed: int, numbers: range
) -> _Batch:
    """Futures of some numbers, each with random numbers of its own: the same, however they are
    shared among processes.
    """
    part = _Batch([], {}, {})
    order = {label: number for number, label in enumerate(org.calendar.labels)}
    for number in numbers:
        random = np.random.default_rng([seed, number])
        there = leavers(org, unsure, random)
        spent, reached = _what_happens(there, plan, unsure, random)
        shortfalls: list[tuple[int, str]] = []
        for measure in judge(there, reached):
            if measure.strength not in (Strength.MUST, Strength.SHOULD) or not measure.triggered:
                continue
            if measure.name not in part.named:
                part.named[measure.name] = (requirement(org, measure), measure.key[-1])
                part.strengths[measure.name] = measure.strength
            if measure.is_short:
                shortfalls.append((order.get(measure.key[-1], 0), measure.name))
        cents = sum(line.cents for line in ledger(there, spent))
        part.futures.append(Future(cents, tuple(name for _period, name in sorted(shortfalls))))
    return part


def leavers(org: Organisation, unsure: Uncertainty, random: np.random.Generator) -> Organisation:
    """The organisation in one future: last days of those who leave by chance, and expected
    attrition for nobody any more.

    Parameters
    ----------
    org
        Groups, contractors and people with a known last day stay as they are.
    unsure
        Read for `attrition`, the factor on yearly rates.
    random
        As many numbers are drawn for each person as the horizon has months, whoever it is, so that
        one person's rate changes nobody else's fate.

    Returns
    -------
    Organisation
        People who leave do so at the end of a month.

    Notes
    -----
    A yearly rate r becomes the monthly chance 1 - (1 - r)^(1/12). The first year's rate, where one
    is stated (0 or more), holds for the first 12 months in service of those who have no rate of
    their own. The rate with its factor is at most 0.99.
    """
    return org.replace(people=tuple(_fate(org, person, unsure, random) for person in org.people))


def _fate(
    org: Organisation, person: Person, unsure: Uncertainty, random: np.random.Generator
) -> Person:
    """Somebody in one future: the first month whose number lies below the monthly chance is the
    last; see :func:`leavers`.
    """
    drawn = random.random(org.calendar.months)
    if person.is_group or person.end_date is not None:
        return person
    if person.employment is Employment.CONTRACTOR:
        return person
    scopes = (person.id, person.team, person.role, person.location)
    later = (
        org.assumptions.get("attrition", *scopes) if person.attrition is None else person.attrition
    )
    early = org.assumptions.get("attrition_first_year", *scopes)
    for month, first in enumerate(org.calendar.month_starts):
        served = (first.year - person.start_date.year) * 12 + first.month - person.start_date.month
        if served < 0:
            continue
        rate = early if early >= 0 and person.attrition is None and served < FIRST_YEAR else later
        chance = 1 - (1 - min(0.99, rate * unsure.attrition)) ** (1 / 12)
        if drawn[month] < chance:
            last = add_months(first, 1) - timedelta(days=1)
            return person.replace(attrition=0.0, end_date=max(last, person.start_date))
    return person.replace(attrition=0.0)


def _what_happens(
    org: Organisation, plan: Plan, unsure: Uncertainty, random: np.random.Generator
) -> tuple[Plan, Plan]:
    """What is spent, and what is reached: courses that fail cost money and reach nothing."""
    hires = tuple(_hired(org, plan, unsure, random))
    gone = {person.id: person.end_date for person in org.people if person.end_date is not None}
    there = {person.id: person.start_date for person in org.people}
    there |= {hire.id: hire.start_date for hire in hires}

    def stays(who: str, day: date) -> bool:
        return who in there and there[who] <= day and (who not in gone or day <= gone[who])

    begun = tuple(one for one in plan.trainings if stays(one.person_id, one.start_date))
    passed = tuple(one for one in begun if random.random() < unsure.training)
    spent = plan.replace(
        hires=hires,
        trainings=begun,
        moves=tuple(one for one in plan.moves if stays(one.person_id, one.start_date)),
        exits=tuple(
            one
            for one in plan.exits
            if one.person_id not in gone or one.last_day <= gone[one.person_id]
        ),
        short_times=tuple(one for one in plan.short_times if stays(one.person_id, one.end_date)),
        takeovers=tuple(one for one in plan.takeovers if stays(one.who, one.start_date)),
    )
    return spent, spent.replace(trainings=passed)


def _hired(
    org: Organisation, plan: Plan, unsure: Uncertainty, random: np.random.Generator
) -> Iterator[Hire]:
    """Seats as they are filled: later where offers are declined or starts slip; not at all where
    that is after the horizon.
    """
    chances = np.array(unsure.late) / sum(unsure.late)
    for hire in plan.hires:
        declined = int(random.geometric(unsure.acceptance)) - 1
        slipped = int(random.choice(len(chances), p=chances))
        drift = 1 + unsure.pay * float(random.standard_normal())
        again = max(1, math.ceil(lead_time(org, org.role[hire.role], hire.team)))
        months = declined * again + slipped
        start = add_months(hire.start_date, months) if months else hire.start_date
        if start > org.calendar.end:
            continue
        yield hire.replace(
            start_date=start,
            end_date=None if hire.end_date is None else _shifted(hire.end_date, months),
            base_salary=max(0.0, round(hire.base_salary * drift, 2)),
        )


def _shifted(last: date, months: int) -> date:
    """The last day of an engagement that begins some months later.

    Examples
    --------
    >>> _shifted(date(2027, 3, 31), 1)
    datetime.date(2027, 4, 30)
    """
    return add_months(last + timedelta(days=1), months) - timedelta(days=1) if months else last


def error_of_share(share: float, futures: int) -> float:
    """Standard error of a share of independent futures, with two that hold and two that do not
    added: none of 20 is no proof of none at all.

    Parameters
    ----------
    share
        0-1.
    futures
        How many were looked at, 1 or more.

    Returns
    -------
    float
        Above 0, also where all or none of them hold.

    Notes
    -----
    Agresti and Coull, *Approximate is better than "exact" for interval estimation of binomial
    proportions*, The American Statistician 52 (1998).

    Examples
    --------
    >>> round(error_of_share(0.5, 100), 3), round(error_of_share(0.0, 20), 3)
    (0.049, 0.056)
    """
    many = futures + 4
    adjusted = (share * futures + 2) / many
    return math.sqrt(adjusted * (1 - adjusted) / many)
