r"""Musts that hold with a chance: the rows of every must once more in each of many futures, and a
count of where they are missed.

.. math::

    \text{left}_{mk}(x) + M_{mk}\, b_{mk} \ge \text{right}_{mk}, \qquad
    \sum_k b_{mk} \le a_m + v_m, \qquad \min \sum_m v_m

This is a sample average: k runs over sampled futures, :math:`b_{mk}` is 1 where must m is missed in
future k, :math:`a_m` how many misses the chance that is asked for allows, :math:`v_m` what cannot
be kept to it. Rows come from the families themselves, of the organisation as it is in that future:
who has left, when seats are filled there, which courses succeed. Decisions are those of the plan
alone; nothing is decided anew in a future. Limits are those of the plan and are not stated again.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from orgplan.constraints import families
from orgplan.constraints.model import DecisionVariables, Linear, Seat, Var, first_day_of
from orgplan.domain import Key, NeedKind, Organisation, Strength, add_months

from .solvers.lp import Model, floor_of, row_name, upper_of


class SampledFuture(Protocol):
    """One future, as it is drawn.

    Attributes
    ----------
    org
        The organisation in it: last days of those who leave; needs and rules are its musts alone.
    """

    @property
    def org(self) -> Organisation:
        """The organisation in this future."""

    def months_late(self, role: str, team: str, start: int, number: int) -> int:
        """Months by which the seat of this number is filled later than planned.

        Parameters
        ----------
        role, team
            Ids.
        start
            Index of the period in which it is planned.
        number
            0 for the first seat of that role, team and start.

        Returns
        -------
        int
            Whole months, 0 for in time.
        """

    def succeeds(self, person: str, course: str) -> bool:
        """Whether a course leads to its level.

        Parameters
        ----------
        person, course
            Ids; a course that is repeated ends alike.
        """


class ChanceShort:
    """The goal: by how many futures musts are missed beyond what their chance allows; fresh futures
    judge it.
    """

    NAME = "chance_short"
    SLIP = 1e-6


CHANCE = ChanceShort()


@dataclass(frozen=True)
class Futures:
    """What is added to a model so that musts hold with a chance.

    Attributes
    ----------
    sample
        Futures, all as likely.
    allowed
        Name of a must in a period → futures in which it may be missed; `usual` for others.
    alike
        Whether the most that any must is missed beyond that is the last goal, in place of their
        sum: how often all can hold at the best.
    """

    sample: Sequence[SampledFuture]
    allowed: Mapping[str, int]
    usual: int
    alike: bool = False

    def emit(self, model: Model, org: Organisation, x: DecisionVariables) -> Mapping[str, Var]:
        """State the rows of every future; returns what each must misses beyond its chance, the sum
        of which is the goal.

        Parameters
        ----------
        model
            Takes the rows, beside those of the plan itself.
        org
            The organisation as planned.
        x
            Its decisions; nothing is decided anew in a future.

        Returns
        -------
        Mapping[str, Var]
            Name of a must in a period → variable that counts futures, from 0. With `alike` there is
            one for all, under an empty name.
        """
        misses: dict[str, list[Var]] = defaultdict(list)
        always: dict[str, int] = defaultdict(int)
        units, filled = _units(model, x), _Filled(model, {})
        for number, future in enumerate(self.sample):
            sink = _Sink(model, f"future {number}", misses, always)
            there = _in(filled, future, x, units, whole_periods=False)
            for family in families():
                late = there
                if family.FAMILY == NeedKind.CAPACITY and _asks_for_time(future.org):
                    late = _in(filled, future, x, units, whole_periods=True)
                family.emit(sink, future.org, late)
        found: dict[str, Var] = {}
        most = model.variable("beyond", float(len(self.sample)), whole=True) if self.alike else None
        for name in {**misses, **always}:
            beyond = most
            if beyond is None:
                beyond = model.variable(f"beyond_{name}", float(len(self.sample)), whole=True)
            left = Linear(always[name], [(1.0, one) for one in misses[name]]).plus(
                Linear.of(beyond), -1
            )
            model.link("chance", (name,), left, float(self.allowed.get(name, self.usual)))
            found[name] = beyond
        return found if most is None else {"": most}


@dataclass
class _Sink:
    """Rows of one future: musts are counted, limits left out, links kept.

    Attributes
    ----------
    model
        Takes the rows.
    label
        Of the future; it ends the names of rows.
    misses
        Name of a must in a period → 0/1 variables, one a future in which it may be missed; filled
        in here.
    always
        Name of a must in a period → futures in which it is missed whatever is decided; filled in
        here.
    """

    model: Model
    label: str
    misses: dict[str, list[Var]]
    always: dict[str, int]

    def limit(self, *_: object, **__: object) -> None:
        """Nothing: what is decided keeps its limits as planned."""

    def demand(
        self, family: str, key: Key, left: Linear, right: float, strength: Strength, weight: float,
        *, hard: bool = False, **_: object,
    ) -> None:  # fmt: skip
        """A must is met, or counted as missed in this future.

        Parameters
        ----------
        family, key, left, right, strength, weight
            As in :class:`~orgplan.constraints.model.ModelSink`.
        hard
            A limit of the plan is not stated again.
        _
            Unused: the shortfall is counted elsewhere.
        """
        if hard or strength is not Strength.MUST:
            return
        name, least = row_name(family, key), floor_of(left)
        if least >= right - 1e-9:
            return
        if not left.terms:
            self.always[name] += 1
            return
        miss = self.model.binary("miss_" + family, (*key, self.label))
        met = Linear(0.0, []).plus(left, -1).plus(Linear.of(miss), -(right - least))
        self.model.link(family, (*key, self.label), met, -right)
        self.misses[name].append(miss)

    def link(self, family: str, key: Key, left: Linear, right: float) -> None:
        """A row that ties variables of this future together.

        Parameters
        ----------
        family, key, left, right
            As in :class:`~orgplan.constraints.model.ModelSink`.
        """
        self.model.link(family, (*key, self.label), left, right)

    def binary(self, family: str, key: Key) -> Var:
        """A 0/1 variable of this future.

        Parameters
        ----------
        family, key
            As in :class:`~orgplan.constraints.model.ModelSink`.
        """
        return self.model.binary(family, (*key, self.label))

    def amount(self, family: str, key: Key, upper: float) -> Var:
        """A variable of this future.

        Parameters
        ----------
        family, key, upper
            As in :class:`~orgplan.constraints.model.ModelSink`.
        """
        return self.model.amount(family, (*key, self.label), upper)


def _units(model: Model, x: DecisionVariables) -> Mapping[Seat, Sequence[Var]]:
    """Seat → a 0/1 variable for each of its number, so that each has a draw of its own."""
    found: dict[Seat, Sequence[Var]] = {}
    for seat, seats in x.hire.items():
        most = min(upper_of(seats), x.hire_bound.get((seat.role, seat.team), math.inf))
        if not math.isfinite(most) or most <= 1:
            found[seat] = [seats]
            continue
        key = tuple(map(str, seat))
        ones = [model.binary("seat", (*key, str(number))) for number in range(int(most))]
        total = Linear(0.0, [(1.0, one) for one in ones])
        model.link("seats of", key, total.plus(Linear.of(seats), -1), 0.0)
        model.link("seats of", (*key, "all"), Linear.of(seats).plus(total, -1), 0.0)
        for first, second in zip(ones, ones[1:], strict=False):
            model.link("seats of", key, Linear(0.0, [(1.0, second), (-1.0, first)]), 0.0)
        found[seat] = ones
    return found


@dataclass(frozen=True)
class _Filled:
    """Seats that are filled together: one variable for each set of them, whatever the futures in
    which they are.

    Attributes
    ----------
    model
        Takes the sums.
    found
        Variables → their sum, so that each set is summed once.
    """

    model: Model
    found: dict[tuple[Var, ...], Var]

    def together(self, seat: Seat, ones: Sequence[Var]) -> Var:
        """One variable for all seats that are filled alike.

        Parameters
        ----------
        seat
            The kind of seat, for the name of the variable.
        ones
            0/1 variables of single seats, or counts of several.

        Returns
        -------
        Var
            The only one of them, else their sum: one column in place of many in each row.
        """
        if len(ones) == 1:
            return ones[0]
        together = tuple(ones)
        if together not in self.found:
            key = (*map(str, seat), str(len(self.found)))
            total = Linear(0.0, [(1.0, one) for one in ones])
            all_of_them = self.model.amount("filled", key, sum(upper_of(one) for one in ones))
            self.model.link("filled", key, total.plus(Linear.of(all_of_them), -1), 0.0)
            self.model.link("filled", (*key, "all"), Linear.of(all_of_them).plus(total, -1), 0.0)
            self.found[together] = all_of_them
        return self.found[together]


def _asks_for_time(org: Organisation) -> bool:
    return any(need.kind is NeedKind.CAPACITY for need in org.needs)


def _in(
    filled_by: _Filled,
    future: SampledFuture,
    x: DecisionVariables,
    units: Mapping[Seat, Sequence[Var]],
    *,
    whole_periods: bool,
) -> DecisionVariables:
    """Decisions as they come true in a future; a seat that is filled inside a period counts from
    it, or from the next whole one.
    """
    org = future.org
    filled: dict[Seat, list[Var]] = defaultdict(list)
    for seat, ones in units.items():
        for number, one in enumerate(ones):
            months = future.months_late(seat.role, seat.team, seat.start, number)
            late = _periods_late(org, seat, months, whole_periods=whole_periods)
            if seat.start + late < org.calendar.periods:
                until = None if seat.until is None else seat.until + late
                filled[seat._replace(start=seat.start + late, until=until)].append(one)
    hire = {seat: filled_by.together(seat, ones) for seat, ones in filled.items()}
    gone = {person.id: person.end_date for person in org.people if person.end_date is not None}

    def stays(who: str, start: int) -> bool:
        return who not in gone or org.calendar.first_day(start) <= gone[who]

    return replace(
        x,
        hire=hire,
        train={
            (step, start): variable
            for (step, start), variable in x.train.items()
            if stays(step.person, start) and future.succeeds(step.person, step.course)
        },
        move={key: value for key, value in x.move.items() if stays(key.person, key.start)},
        leave={key: value for key, value in x.leave.items() if stays(key.person, key.start)},
        reduce={key: value for key, value in x.reduce.items() if stays(key.person, key.period)},
        kept={},
        caps_hold=False,
    )


def _periods_late(org: Organisation, seat: Seat, months: int, *, whole_periods: bool) -> int:
    if not months:
        return 0
    more = org.calendar.months_per_period - 1 if whole_periods else 0
    return org.calendar.period_of(add_months(first_day_of(org, seat), months + more)) - seat.start
