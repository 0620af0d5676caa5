"""The model against the simulation: a plan that the two do not agree on is not shown."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from orgplan.constraints import Trait, with_trait
from orgplan.domain import Goal, Measure, Organisation, Sense, Strength
from orgplan.errors import OrgplanError
from orgplan.objectives import goals_of, must_shortfall
from orgplan.solver.audit import Distrust
from orgplan.solver.diagnose import WayOut
from orgplan.solver.search import NAMES, other_than
from orgplan.solver.solve import GoalPart, Solution, slip

from .assessment import Assessment

ROUNDING = (
    2e-4  # by how much the checker and the model may differ: heads and FTE, or thousands of money
)


class Disagreement(OrgplanError):
    """The checker does not agree with the model on a plan: a bug of ours. Nothing is written.

    Examples
    --------
    >>> try:
    ...     op.plan(org)
    ... except op.Disagreement as error:
    ...     print("a bug of orgplan, please report it:", error)
    <Result of 'Growing start-up': optimal, 5 hires, ... USD>
    """


def verified(assessment: Assessment, solution: Solution) -> tuple[GoalPart, ...]:
    """Goals with the checker's values, once it agrees with the model.

    The checker's value lies between the bound and what the model found: a later goal, or an idle
    action left out, may have lowered it, nothing may have raised it by more than the goal was let
    slip.

    Parameters
    ----------
    assessment
        The plan, judged without the solver.
    solution
        What the model says of the same plan.

    Returns
    -------
    tuple[GoalPart, ...]
        In the order of the goals; a bound is never above the value.

    Raises
    ------
    Disagreement
        If limits are broken that the model holds, or a goal has another value.
    """
    org = assessment.org
    firm = {None, Strength.MUST} if org.goal is Goal.CHEAPEST else {None}
    shortfalls = [m for m in assessment.shortfalls if m.strength in firm and m.worth is None]
    if shortfalls:
        raise Disagreement(
            "The checker finds limits broken that the model holds: "
            + "; ".join(assessment.sentences(tuple(shortfalls)))
        )
    parts = []
    names = {part.name for part in solution.parts}  # a swift search leaves disruption open
    goals = [goal for goal in goals_of(org) if goal.NAME in names]
    for objective, part in zip(goals, solution.parts, strict=True):
        value = assessment.goal_values[part.name]
        rounding = ROUNDING + 1e-6 * abs(part.value)
        above = slip(org, objective, part.value, rounding) + rounding
        if value > part.value + above or value < part.bound - objective.SLIP - rounding:
            raise Disagreement(
                f"{part.name}: the model says {part.value:.6f} (bound {part.bound:.6f}), the"
                f" checker {value:.6f}"
            )
        parts.append(replace(part, value=value, bound=min(part.bound, value)))
    return tuple(parts)


def solve_and_verify(
    org: Organisation,
    solver: str,
    solve_by: Callable[[str], Solution],
    assess: Callable[[Solution], Assessment],
) -> tuple[Solution, Assessment | None, tuple[GoalPart, ...]]:
    """Solve, and hold the plan against the checker; one that it refuses is counted, and solved
    again by the other solver.

    Parameters
    ----------
    solver
        The first to be asked.
    solve_by
        Solves by a solver.
    assess
        Judges the plan of a solution that has one.

    Returns
    -------
    Solution, Assessment or None, goals
        The assessment is ``None`` where there is no plan.

    Raises
    ------
    Disagreement
        If the second plan is refused too, or there is none.
    """
    first = solve_by(solver)
    if first.plan is None:
        return first, None, ()
    assessment = assess(first)
    try:
        return first, assessment, verified(assessment, first)
    except Disagreement as refusal:
        second = solve_by(other_than(solver))
        if second.plan is None:
            raise
        claim = Distrust(NAMES[solver], "plan", (str(refusal),))
    second = replace(second, distrusted=(*first.distrusted, claim, *second.distrusted))
    assessment = assess(second)
    return second, assessment, verified(assessment, second)


def doubts_about(way: WayOut, org: Organisation, at_most: float | None = None) -> tuple[str, ...]:
    """What the checker holds against a way out: no limit may be broken, and no must missed, by more
    than it says gives.

    Nor may it ask for more than its plan needs, where that is called the least.

    Parameters
    ----------
    org
        The organisation whose limits give.
    at_most
        Weighted must-shortfall that the plan may leave; without it, musts are held where the goal
        holds them, or where the way out names what gives of them.
    """
    assessment = Assessment(org, way.plan)
    musts = org.goal is Goal.CHEAPEST or way.what in ("requirements", "everything")
    return (
        *_beyond(assessment, way, musts=musts),
        *_still_open(assessment, at_most),
    )


def _beyond(assessment: Assessment, way: WayOut, *, musts: bool) -> Iterator[str]:
    """What a way out gives and the checker does not confirm: too little, more than would do (of a
    way that is proven the least), or where nothing is short.
    """
    given = {(give.family, give.key): give.amount for give in way.gives}
    firm = {None, Strength.MUST} if musts else {None}
    for measure in assessment.measures:
        if measure.strength not in firm or measure.worth is not None:
            continue
        allowed = given.pop((measure.family, measure.key), 0.0)
        leeway = _leeway(measure)
        if measure.shortfall > allowed + leeway:
            yield f"{measure.name}: {allowed:.6f} gives, the checker finds {measure.shortfall:.6f}"
        elif way.proven and allowed > _excess_of(measure) + leeway:
            yield f"{measure.name}: {allowed:.6f} gives, {_excess_of(measure):.6f} would do"
    for (family, key), amount in given.items():
        yield f"{family}({', '.join(key)}): {amount:.6f} gives, and nothing is short"


def _excess_of(measure: Measure) -> float:
    """By how much a limit is exceeded, also where the checker calls that rounding."""
    beyond = measure.planned - measure.required if measure.sense is Sense.AT_MOST else 0.0
    return max(measure.shortfall, beyond)


def _leeway(measure: Measure) -> float:
    """Rounding of heads and FTE, or of money, which rows have in thousands."""
    unit = 1000.0 if measure.family in with_trait(Trait.MONEY) else 1.0
    return ROUNDING * unit + 1e-6 * abs(measure.required)


def _still_open(assessment: Assessment, at_most: float | None) -> Iterator[str]:
    if at_most is not None:
        value = must_shortfall.value(assessment.org, assessment.plan, assessment.measures)
        if value > at_most + ROUNDING:
            yield f"musts: {at_most:.6f} was to be left open, the checker finds {value:.6f}"
