"""Goals in strict order: each is minimised, then held at its value while the next is minimised."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from orgplan.constraints.model import Linear, Var
from orgplan.deadline import Deadline, never
from orgplan.domain import Counting, Organisation, Plan
from orgplan.errors import OutOfTime
from orgplan.language import N_, _, in_clauses
from orgplan.objectives import cost, disruption, goals_of, must_shortfall
from orgplan.objectives.cost import THOUSANDS
from orgplan.workers import Workers

from .audit import Distrust
from .build import Built, build
from .departments import DepartmentSearch
from .extract import extract
from .futures import CHANCE, Futures
from .neighbourhood_search import NeighbourhoodSearch
from .outcome import (
    Floats,
    Limits,
    Outcome,
    Status,
    at_least,
    ending_of,
    no_listener,
    proven,
    relative_gap,
)
from .search import Search, Witness, other_than
from .solvers.lp import Matrix, dense, floor_of, is_whole
from .symmetry import SymmetryReduction

# seconds to judge a plan, say why and price the next step, for one that the model took to state
JUDGED_PER_STATED = 5.0
SHARE_OF_JUDGING = 0.3  # of the time that is left once it is stated, the most that is kept for that
# of the time, the most for the plan that looks at no futures, where it is asked to look at them
SHARE_OF_PLAIN = 0.3
SHARE_OF_SEARCH = 0.25  # of the time that is left then, the least that is searched
LEAST = 0.05  # seconds that a goal has, whatever was left for it
AT_HAND = 5.0  # seconds in which the plan that decides nothing is looked at
TIE_BREAK_NODES = 20  # a limit in nodes and not in seconds, so that every machine breaks ties alike
SHARES = {
    "must_shortfall": 5.0,
    "should_shortfall": 5.0,
    "cost": 4.0,
}  # of the time, beside 1 of any other goal: what one does not use passes on to the next
# of the time of a goal that is left after the first small solves, for the whole model: many are
# proven in it
SHARE_OF_WHOLE = 0.4
SHARE_OF_DEPARTMENTS = 0.4  # of the time of a goal that is left after the first small solves
WHOLE_PER_RELAXATION = 5.0  # times as long as the relaxation, less than which proves nothing more
# of the time of a goal, where many people are alike: what cannot be found by numbers is hardly
# found without
ROUND = 0.1  # a share from which whole percent say enough
SHARE_OF_ALIKE = 0.8


@dataclass(frozen=True)
class GoalPart:
    """One goal after the solve: what the plan reaches and what is proven to be the least possible.

    Attributes
    ----------
    name
        Of the goal, as in `orgplan.objectives`.
    value, bound
        In the goal's unit; the bound holds for plans that are as good on all earlier goals. It is
        NaN where nothing was searched.
    status
        How the search for this goal ended.
    witness
        What a second solver found, where one was asked.

    Examples
    --------
    >>> [part.name for part in planned.run.parts]
    ['must_shortfall', 'should_shortfall', 'cost', 'disruption']
    """

    name: str
    value: float
    bound: float
    status: Status
    witness: Witness | None = None


@dataclass(frozen=True)
class Found:
    """A model, the coefficients and constants of its goals, and the values of its columns at the
    best plan.

    Attributes
    ----------
    stated
        The model as a matrix.
    costs
        Of each goal, a coefficient for every column, and the constant.
    values
        One for every column.
    """

    stated: Matrix
    costs: tuple[tuple[Floats, float], ...]
    values: Floats


@dataclass(frozen=True)
class Solution:
    """How the solve ended, the plan, and what was proven: three separate facts.

    Attributes
    ----------
    status
        The worst ending of any goal.
    plan
        ``None`` where the problem is infeasible or no plan was found in time.
    parts
        Goals in their order.
    seconds
        Time to state the model and to solve it.
    size
        Columns, whole columns and rows.
    distrusted
        Claims of solvers that did not hold; nothing rests on them.
    beyond
        Must in a period → sampled futures in which it is missed beyond what its chance allows.
    found
        Of a swift search: the model, and the values of its columns at the plan.
    unsearched
        Whether the time was too short to find any plan, and this one decides nothing.
    """

    status: Status
    plan: Plan | None
    parts: tuple[GoalPart, ...]
    seconds_build: float
    seconds_solve: float
    size: tuple[int, int, int]
    distrusted: tuple[Distrust, ...] = ()
    beyond: Mapping[str, float] = field(default_factory=dict)
    found: Found | None = field(default=None, repr=False, compare=False)
    unsearched: bool = False

    @property
    def gap(self) -> float | None:
        """Largest relative gap of any goal; ``None`` without a plan."""
        return (
            max((relative_gap(p.value, p.bound) for p in self.parts), default=0.0)
            if self.plan is not None
            else None
        )


Progress = Callable[[str, float], None]


def silent(what: str, share: float) -> None:
    """Nobody wants to know what is being done.

    Parameters
    ----------
    what
        What is being done, in the language of the run.
    share
        How much of it is behind, 0-1.
    """


DOING: Mapping[str, str] = {
    "must_shortfall": N_("covering musts"),
    "chance_short": N_("making musts surer"),
    "should_shortfall": N_("covering shoulds"),
    "redundancies": N_("avoiding redundancies"),
    "cost": N_("lowering cost"),
    "priced_shortfall": N_("covering what has a price"),
    "disruption": N_("keeping changes few"),
}


BEST: Mapping[str, str] = {
    "must_shortfall": N_("{amount:,.4g} short"),
    "should_shortfall": N_("{amount:,.4g} short"),
    "redundancies": N_("{amount:,.0f}"),
    "cost": N_("{money:,.0f} {currency}"),
    "disruption": N_("{amount:,.0f}"),
}  # what the best plan so far comes to


def how_far(name: str, value: float, bound: float, currency: str) -> str:
    """What is being done for a goal, what the best plan so far comes to, and how much a better one
    could gain at most; it fits a terminal of 80 columns.

    Parameters
    ----------
    name
        Of the goal.
    value, bound
        Of the best plan so far, and what is proven to be the least; they may be infinite.
    currency
        Code of the plan currency.

    Examples
    --------
    >>> how_far("cost", 120.5, 118.0, "EUR")
    'lowering cost: 120,500 EUR, up to 2.1% to gain'
    """
    parts = []
    if math.isfinite(value) and name in BEST:
        money = value / THOUSANDS / 100
        parts.append(_(BEST[name], amount=value, money=money, currency=currency))
    gap = relative_gap(value, bound) if math.isfinite(value) else math.inf
    if gap < 1:  # beyond that the bound says no more than that there is a plan
        shown = f"{gap:.0%}" if gap >= ROUND else f"{gap:.1%}"
        parts.append(_("up to {gap} to gain", gap=shown))
    doing = _(DOING.get(name, name))
    return _("{doing}: {best}", doing=doing, best=in_clauses(parts)) if parts else doing


class Held(Protocol):
    """What is minimised and then held: its name, and by how much it may slip."""

    @property
    def NAME(self) -> str:  # noqa: N802 - as goals have it
        """Its name."""

    @property
    def SLIP(self) -> float:  # noqa: N802 - as goals have it
        """By how much it may slip once it is held."""


def solve(
    org: Organisation,
    *,
    time_limit: float = 60.0,
    gap: float = 1e-3,
    solver: str = "highs",
    prove: bool = False,
    progress: Progress = silent,
    deadline: Deadline | None = None,
    afterwards: float | None = None,
    futures: Futures | None = None,
    swift: bool = False,
    known: Sequence[Solution] = (),
    workers: Workers | None = None,
) -> Solution:
    """Find the best plan.

    Parameters
    ----------
    org
        The organisation, with its goal.
    time_limit
        Seconds to state the model, and for all goals together.
    gap
        Relative gap at which the search for the least cost may stop; shortfalls are solved to the
        end.
    solver
        ``highs`` or ``scip``; the other one is asked where the first one's word does not hold.
    prove
        Whether each goal is looked at again on another road; it may take the time once more.
    progress
        Called with what is being done and how much of the work is behind, 0-1.
    deadline
        When it is over, in place of `time_limit`; it may also be stopped sooner.
    afterwards
        Seconds that are needed once the plan is judged, which is then within the same time as well;
        the search leaves as much of it. ``None`` is a search alone.
    futures
        Futures in which musts have to hold with a chance; what of it cannot be is the goal right
        after the shortfall of musts.
    swift
        Whether disruption and ties are left open: plans that are as good by every other goal are
        not distinguished.
    known
        What swift searches of like organisations found. Where this model asks for all that one of
        them asks for, and more on right sides and bounds alone, and its plan holds here, it is the
        best here.
    workers
        Who searches a large model department by department, beside the search of the whole.

    Returns
    -------
    Solution
        With a plan wherever one was found; `status` is the worst ending of any goal. Where a claim
        was refuted after later goals had been built on it, a second search begins with the other
        solver, in what is left of the time; where that is less than stating the model takes, the
        first plan stays, unproven.
    """
    until, began = deadline or Deadline(time_limit), time.perf_counter()
    progress(_("stating the model"), 0.0)
    try:
        built = build(org, deadline=until)
    except OutOfTime:
        return Solution(Status.NO_PLAN, None, (), time.perf_counter() - began, 0.0, (0, 0, 0))
    if afterwards is not None:
        until = _with_time_for_judging(until, time.perf_counter() - began, afterwards)
    plain = None
    if futures is not None and not futures.alike:  # the best plan without is one to begin with
        alone = _Goals(org, built, solver, gap, progress, began)
        alone.minimise(Deadline(until.left * SHARE_OF_PLAIN, until.stopped), prove=False)
        plain = alone.search.best
        built = build(org)
    goals = _Goals(
        org, built, solver, gap, progress, began, futures, plain, swift=swift, workers=workers
    )
    same = next((one for one in known if swift and goals.holds(one)), None)
    first = goals.minimise(until, prove) if same is None else goals.as_known(same)
    stating = goals.stated - goals.began
    if first.status is not Status.UNPROVEN or until.left <= stating:
        return first
    # What later goals or a second road refuted cannot be mended where it stands: the goals after it
    # rest on it.
    again = build(org)
    second = _Goals(org, again, other_than(solver), gap, progress, time.perf_counter(), futures)
    return _better_of(first, second.minimise(until, prove))


def _with_time_for_judging(until: Deadline, stating: float, afterwards: float) -> Deadline:
    """Keep what judging is expected to take, from the seconds of stating, and what comes after it;
    part of the time is searched in any case.
    """
    judging = min(JUDGED_PER_STATED * stating, SHARE_OF_JUDGING * until.left)
    return until.keeping(min(judging + afterwards, (1 - SHARE_OF_SEARCH) * until.left))


def _better_of(first: Solution, second: Solution) -> Solution:
    """The second of two searches, where it has a plan that holds, with the time and the distrusted
    claims of both.
    """
    better = second if second.plan is not None and second.status is not Status.UNPROVEN else first
    return replace(
        better,
        distrusted=(*first.distrusted, *second.distrusted),
        seconds_build=first.seconds_build + second.seconds_build,
        seconds_solve=first.seconds_solve + second.seconds_solve,
    )


class _Goals:
    """One model, taken through the goals of an organisation."""

    def __init__(
        self,
        org: Organisation,
        built: Built,
        solver: str,
        gap: float,
        progress: Progress,
        began: float,
        futures: Futures | None = None,
        plain: Floats | None = None,
        *,
        swift: bool = False,
        workers: Workers | None = None,
    ) -> None:
        self.org, self.built, self.gap, self.progress, self.began = org, built, gap, progress, began
        asked = [goal for goal in goals_of(org) if not swift or goal is not disruption]
        self.swift = swift
        self.objectives: list[Held] = list(asked)
        self.goals = [objective.terms(org, built.x, built.model.shortfalls) for objective in asked]
        self.beyond: Mapping[str, Var] = {}
        self.plain = plain
        if futures is not None:
            after = 1 if self.objectives[0] is must_shortfall else 0
            self.objectives.insert(after, CHANCE)
            self.beyond = futures.emit(built.model, org, built.x)
            self.goals.insert(after, Linear(0.0, [(1.0, one) for one in self.beyond.values()]))
            if futures.alike:
                del self.objectives[after + 1 :], self.goals[after + 1 :]
        self.distrusted: list[Distrust] = []
        self.improver = NeighbourhoodSearch(
            org, built, {variable: number for number, variable in enumerate(built.model.columns)}
        )
        # Nobody is alike in futures, in which each has a fate of their own.
        large = self.improver.worth_it and solver == "highs" and futures is None
        self.search = Search(
            built.model,
            solver,
            start=large or futures is not None,
            distrusted=self.distrusted,
        )
        self.alike = SymmetryReduction(org, built, self.goals, self.distrusted, large=large)
        self.large = large
        self.departments = (
            DepartmentSearch(org, built, self.search, self.improver, workers)
            if large and workers is not None
            else None
        )
        self.parts: list[GoalPart] = []
        self.unsearched = False
        self.stated = time.perf_counter()

    def holds(self, known: Solution) -> bool:
        """Whether what was found for another model is the best for this one, which asks for as much
        or more.

        Parameters
        ----------
        known
            Of a swift search of a like organisation.
        """
        stated, found = self.search.audit.stated, known.found
        return (
            found is not None
            and stated.restricts(found.stated)
            and len(found.costs) == len(self.goals)
            and all(
                np.array_equal(dense(self.built.model, goal), costs) and goal.constant == constant
                for goal, (costs, constant) in zip(self.goals, found.costs, strict=True)
            )
            and self.search.keeps(found.values, self.goals[0])
        )

    def as_known(self, known: Solution) -> Solution:
        """The same plan, with the same proof, as one of this organisation.

        Parameters
        ----------
        known
            One that :meth:`holds`.
        """
        assert known.found is not None
        self.parts, self.search.best = list(known.parts), known.found.values
        plan = extract(self.org, self.built, known.found.values)
        return replace(self._ended(known.status, plan), found=known.found)

    def minimise(self, deadline: Deadline, prove: bool) -> Solution:
        """Every goal in turn, each held while the next is minimised.

        Parameters
        ----------
        deadline
            Of all goals; each gets a share of what is left when its turn comes.
        prove
            Whether each goal is looked at again on another road.

        Returns
        -------
        Solution
            With the plan of the last goal; goals before it are held at their values and slip.
        """
        time_limit, many = deadline.left, len(self.objectives)
        if self.plain is not None:
            columns, decided = len(self.built.model.columns), len(self.plain)
            at = np.concatenate([self.plain, np.zeros(columns - decided)])
            limits = Limits(time_limit / many, 0.0, stopped=deadline.stopped)
            chances = self.goals[self.objectives.index(CHANCE)]
            self.search.within(chances, limits, np.arange(columns) < decided, at)
        for number, (objective, goal) in enumerate(zip(self.objectives, self.goals, strict=True)):
            self._tell(objective.NAME, self.search.value(goal), floor_of(goal))
            shares = [SHARES.get(one.NAME, 1.0) for one in self.objectives[number:]]
            close = self.org.previous is not None and disruption in self.objectives[number:]
            seconds = max(deadline.left, LEAST) * shares[0] / (sum(shares) + close)
            limits = Limits(
                seconds,
                self.gap if objective.NAME == "cost" else 0.0,
                absolute_gap=objective.SLIP,
                stopped=deadline.stopped,
            )
            outcome = self._minimise(goal, objective.NAME, limits)
            if outcome.values is None and outcome.status is Status.NO_PLAN:
                outcome = self._nothing(goal, limits)
                self.unsearched = True
            if outcome.values is None:
                return self._ended(outcome.status, None)
            witness = None
            if prove:
                outcome, witness = self._proved(
                    goal, outcome, objective.NAME, replace(limits, seconds=time_limit / many)
                )
            self._take(objective, goal, outcome, witness)
            if objective is disruption and close:
                self._spend_less(replace(limits, seconds=max(deadline.left, LEAST) / sum(shares)))
        if not self.swift and not self.beyond:  # with futures a tie takes as long as a goal
            self.progress(_("breaking ties"), many / (many + 1))
            self._untie(
                Limits(
                    max(LEAST, deadline.left),
                    1e-3,
                    nodes=TIE_BREAK_NODES,
                    stopped=deadline.stopped,
                )
            )
        assert self.search.best is not None
        self._doubt_bounds()
        status = max((part.status for part in self.parts), key=list(Status).index)
        return self._ended(status, extract(self.org, self.built, self.search.best))

    def _tell(self, name: str, value: float, bound: float) -> None:
        """Report which goal is worked on, what the best plan so far comes to, and how much a better
        one could gain at most: the share that Summary gives.
        """
        share = len(self.parts) / (len(self.objectives) + 1)
        self.progress(how_far(name, value, bound, self.org.currency), share)

    def _nothing(self, goal: Linear, limits: Limits) -> Outcome:
        """Where no plan was found in time: to decide nothing, if that breaks no limit.

        A plan is then at hand, though nothing is proven of it.
        """
        short = replace(limits, seconds=AT_HAND, stopped=never)
        self.search.within(goal, short, self.improver.actions)
        value = self.search.value(goal)
        return (
            Outcome(Status.TIME_LIMIT, self.search.best, value)
            if self.search.best is not None
            else Outcome(Status.NO_PLAN)
        )

    def _minimise(self, goal: Linear, name: str, limits: Limits) -> Outcome:
        """Minimise one goal; what the whole model leaves open is improved by small solves where it
        is large, and where there is time the whole model is solved again.
        """
        began, search = time.perf_counter(), self.search
        bound = floor_of(goal)

        def left() -> float:
            return max(limits.seconds - (time.perf_counter() - began), 0.05)

        def heard(value: float, least: float) -> None:
            self._tell(name, min(value, search.value(goal)), max(bound, least))

        def whole(share: float) -> Outcome:
            listener = no_listener if self.progress is silent else heard
            return search.minimise(
                goal, replace(limits, seconds=left() * share, heard=listener), name
            )

        search.found = lambda: heard(math.inf, bound)
        if not self.large:
            return at_least(bound, whole(1.0), limits)

        numbers = replace(limits, seconds=limits.seconds * SHARE_OF_ALIKE)
        bound = max(bound, self.alike.improve(search, goal, numbers))
        outcome, spent = None, 0.0
        if not proven(search.value(goal), bound, limits):
            now = replace(limits, seconds=left())
            relaxation = self.improver.kernel_search(search, goal, now, bound)
            bound = relaxation.bound
            if self.departments is not None and not proven(search.value(goal), bound, limits):
                now = replace(limits, seconds=left() * SHARE_OF_DEPARTMENTS, heard=heard)
                bound = self.departments.improve(goal, now, relaxation, bound)
            before = left()
            spent = WHOLE_PER_RELAXATION * relaxation.seconds
            if before * SHARE_OF_WHOLE > spent and not proven(search.value(goal), bound, limits):
                outcome = whole(SHARE_OF_WHOLE)
                if outcome.status is Status.INFEASIBLE:
                    return outcome
                bound, spent = max(bound, outcome.bound), before - left()
            if not proven(search.value(goal), bound, limits):
                now = replace(limits, seconds=left())
                self.improver.improve(search, goal, now, relaxation, bound)
        bound = max(floor_of(goal), search.believed(goal, bound, limits, name))
        value = search.value(goal)
        if proven(value, bound, limits):
            return Outcome(ending_of(value, bound, limits), search.best, value, min(value, bound))
        # It begins anew, so that in less time than it had, or needs, it proves less.
        if search.best is None or left() > spent:
            return at_least(bound, whole(1.0), limits)
        ended = Status.TIME_LIMIT if outcome is None else outcome.status
        ended = Status.TIME_LIMIT if ended is Status.NO_PLAN else ended
        return Outcome(ended, search.best, value, bound)

    def _proved(
        self, goal: Linear, outcome: Outcome, name: str, limits: Limits
    ) -> tuple[Outcome, Witness]:
        """What a second road finds; where that is better than what the first one proved, it is
        taken, and looked at again in turn.
        """
        sentence = _("second proof: {doing}", doing=_(DOING.get(name, name)))
        self.progress(sentence, len(self.parts) / (len(self.objectives) + 1))
        witness, better = self.search.witness(goal, outcome, limits, name)
        return (outcome if better is None else replace(better, status=Status.UNPROVEN)), witness

    def _take(
        self, objective: Held, goal: Linear, outcome: Outcome, witness: Witness | None
    ) -> None:
        """Note how a goal ended, and hold it at its value and slip for all that comes after."""
        self.parts.append(
            GoalPart(objective.NAME, outcome.objective, outcome.bound, outcome.status, witness)
        )
        value = outcome.objective
        at = value + slip(self.org, objective, value, self.search.rounding(value))
        for search in (self.search, self.alike):
            search.hold(goal, at)

    def _spend_less(self, limits: Limits) -> None:
        """Of plans that are as close to the previous one, the cheapest: the cost may rise to stay
        close to it, and for nothing else.
        """
        goal = self.goals[self.objectives.index(cost)]
        self._minimise(goal, cost.NAME, replace(limits, gap=self.gap, absolute_gap=cost.SLIP))
        least = self.search.value(goal)
        for search in (self.search, self.alike):
            search.hold(goal, least + max(cost.SLIP, self.search.rounding(least)))

    def _untie(self, limits: Limits) -> None:
        """Of plans that are as good as the best, the one that comes first; where people are planned
        together, of those that can be named at once.
        """
        goal = _tie_break(self.built)
        if self.alike.together is not None:
            self.alike.improve(self.search, goal, limits)
        else:
            self.search.minimise(goal, limits, "ties")

    def _doubt_bounds(self) -> None:
        """A later plan that goes below what a goal was said to come to at the least shows that the
        bound was false: it is none.
        """
        for number, (part, goal, objective) in enumerate(
            zip(self.parts, self.goals, self.objectives, strict=True)
        ):
            limits = Limits(0.0, 0.0, absolute_gap=objective.SLIP)
            if self.search.believed(goal, part.bound, limits, part.name) < part.bound:
                self.parts[number] = replace(part, bound=floor_of(goal), status=Status.UNPROVEN)

    def _ended(self, status: Status, plan: Plan | None) -> Solution:
        """How it ended, with sizes, times and what was distrusted."""
        columns, parts = self.built.model.columns, tuple(self.parts) if plan is not None else ()
        unsearched = self.unsearched and plan is not None and not plan.actions
        if unsearched:  # that no plan is better than this one on later goals is of no interest
            parts = tuple(replace(part, bound=-math.inf) for part in parts)
        size = (
            len(columns),
            sum(map(is_whole, columns)),
            len(self.built.model.constraints),
        )
        spent = time.perf_counter() - self.stated
        best = self.search.best
        found = None
        if self.swift and best is not None:
            costs = tuple((dense(self.built.model, goal), goal.constant) for goal in self.goals)
            found = Found(self.search.audit.stated, costs, best)
        beyond = {
            name: 0.0 if best is None else float(best[self.search.column[one]])
            for name, one in self.beyond.items()
        }
        return Solution(
            status,
            plan,
            parts,
            self.stated - self.began,
            spent,
            size,
            tuple(self.distrusted),
            beyond,
            found,
            unsearched,
        )


def slip(org: Organisation, objective: Held, value: float, rounding: float) -> float:
    """How far a goal may slip once it is held: its rounding, or the solver's; and the cost by what
    it may rise to stay close to a previous plan.

    The model holds goals to it and the check allows it, so that no plan is found that the check
    refuses.

    Parameters
    ----------
    org
        Read for its previous plan, how close to stay to it, and how heads are counted.
    objective
        Read for name and slip.
    value
        Of the goal, at which it will be held.
    rounding
        The solver's, at that value.

    Returns
    -------
    float
        In the goal's unit.

    Examples
    --------
    >>> from orgplan.objectives import must_shortfall
    >>> slip(org, must_shortfall, 8.0, 1e-9)
    1e-06
    """
    close = (
        org.stay_close * abs(value)
        if org.previous is not None and objective.NAME == "cost"
        else 0.0
    )
    # Where heads come in parts, a later goal would turn all of the slip into crumbs of heads.
    return close + (max(objective.SLIP, rounding) if org.counting is Counting.WHOLE else rounding)


def _tie_break(built: Built) -> Linear:
    """Among equal plans: earlier rows of the workbook, and earlier starts, first."""
    x = built.x
    actions = [
        *x.hire.values(), *x.train.values(), *x.move.values(), *x.leave.values(),
        *x.reduce.values(), *x.flow.values(), *x.takeover.values(),
    ]  # fmt: skip
    # Square roots: sums of different actions hardly ever weigh the same, as sums of equal steps
    # would.
    return Linear(
        0.0,
        [
            (1.0 + math.sqrt(number / len(actions)), variable)
            for number, variable in enumerate(actions)
        ],
    )
