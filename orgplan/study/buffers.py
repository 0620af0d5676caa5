"""A cheaper road to plans that hold with a chance: what is missed too often is planned for a period
earlier, or with one more.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from orgplan.analysis.counterfactual.search import answer
from orgplan.api import Result, evaluate
from orgplan.deadline import Deadline
from orgplan.domain import NeedKind, Organisation, Strength

from .stress import Simulation

ROUNDING = 1e-6  # weighted heads and FTE short
RequiredHeads = Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Seen:
    """A plan, and how it fared in futures that it was not made from.

    Attributes
    ----------
    result
        The plan.
    simulation
        The same fresh futures for each plan, so that two compare.
    """

    result: Result
    simulation: Simulation

    def shortfall(self, chance: float) -> float:
        """By how much musts hold less often than they should, summed.

        Parameters
        ----------
        chance
            Share of futures (0-1) in which each must has to hold in each period.

        Returns
        -------
        float
            Sum over musts and periods of what each lacks of `chance`, in shares; 0 where every one
            holds often enough.
        """
        return sum(max(0.0, chance - share) for share in self.simulation.chances.values())


def with_buffers(
    plain: Seen,
    look: Callable[[Result], Simulation],
    chance: float,
    until: Deadline,
    gap: float,
) -> Seen:
    """The plan that holds best of those which plan for needs earlier or with one more; the plain
    one where none is better.

    Each is a plan of the organisation as it is: within its limits, and with no more of its musts
    short.

    Parameters
    ----------
    plain
        The best plan for what is expected.
    look
        Carries a plan out in futures, the same for each.
    chance
        With which each must has to hold in each period.
    until, gap
        When to stop, and the relative gap at which a search for a plan may stop.
    """
    best, required = plain, {need.id: need.required for need in plain.result.org.needs}
    while True:
        weak = _weak(best, chance)
        for asked in _attempts(required, weak):
            if until.over:
                return best
            tried = _tried(plain.result, asked, look, until, gap)
            if tried is not None and tried.shortfall(chance) < best.shortfall(chance) - ROUNDING:
                best, required = tried, dict(asked)
                break
        else:
            return best


def _weak(seen: Seen, chance: float) -> Mapping[str, Sequence[int]]:
    """Need → periods in which it holds too seldom, the weakest need first."""
    org = seen.result.org
    found: dict[str, list[tuple[float, int]]] = {}
    for name, share in seen.simulation.chances.items():
        need = org.need.get(name.partition("(")[2].rstrip(")").partition(", ")[0])
        if need is None or need.kind is NeedKind.STAFF or need.strength is not Strength.MUST:
            continue
        if share < chance:
            period = org.calendar.labels.index(seen.simulation.requirements[name][1])
            found.setdefault(need.id, []).append((share, period))
    ordered = sorted(found.items(), key=lambda item: min(item[1]))
    return {need: sorted(period for _share, period in weak) for need, weak in ordered}


def _attempts(
    required: RequiredHeads, weak: Mapping[str, Sequence[int]]
) -> Iterator[RequiredHeads]:
    """What may be asked for instead: of all weak needs together, then of fewer of the weakest, then
    of each alone.
    """
    names = list(weak)
    some = [names[:count] for count in range(len(names), 0, -1)] + [[one] for one in names[1:]]
    for together in some:
        for way in (_earlier, _more):
            asked = {need: way(required[need], weak[need]) for need in together}
            if any(asked[need] != required[need] for need in asked):
                yield {**required, **asked}


def _earlier(required: Sequence[float], periods: Sequence[int]) -> tuple[float, ...]:
    """As much a period before as in each of some periods.

    Examples
    --------
    >>> _earlier([1.0, 2.0, 3.0], [2])
    (1.0, 3.0, 3.0)
    """
    raised = list(required)
    for period in periods:
        if period:
            raised[period - 1] = max(raised[period - 1], required[period])
    return tuple(raised)


def _more(required: Sequence[float], periods: Sequence[int]) -> tuple[float, ...]:
    """One head or FTE more in some periods.

    Examples
    --------
    >>> _more([1.0, 2.0], [1])
    (1.0, 3.0)
    """
    return tuple(one + (period in periods) for period, one in enumerate(required))


def _tried(
    plain: Result,
    asked: RequiredHeads,
    look: Callable[[Result], Simulation],
    until: Deadline,
    gap: float,
) -> Seen | None:
    """The best plan for what is asked instead, judged for what is needed; ``None`` where that
    misses more, or there is none.
    """
    org: Organisation = plain.org
    needs = tuple(need.replace(required=asked[need.id]) for need in org.needs)
    found = answer(org.replace(needs=needs), seconds=until.left, gap=gap).assessment
    if found is None:
        return None
    made = evaluate(org, found.plan)
    short, before = (one.assessment.goal_values.get("must_shortfall", 0.0) for one in (made, plain))
    firm = any(measure.strength is None for measure in made.assessment.shortfalls)
    return None if firm or short > before + ROUNDING else Seen(made, look(made))
