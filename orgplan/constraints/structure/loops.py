"""The two loops over rules, scopes and periods: one for stating rows, one for judging a plan.

They share nothing.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from orgplan.domain import Organisation, PlanSimulation, Rule, Scope

from ..model import DecisionVariables, Linear, ModelSink, trigger

OfFamily = TypeVar("OfFamily", bound=Rule)


def triggered(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    kind: type[OfFamily],
    asks: Callable[[OfFamily, Scope, int], bool] = lambda rule, scope, period: True,
) -> Iterator[tuple[OfFamily, Scope, int, Linear]]:
    """Rules of a family, each with a scope, a period, and whether it is triggered there: 1, or an
    expression in 0/1 variables.

    Used by `emit` functions alone; :func:`rule_requirements` is the checker's.

    Parameters
    ----------
    rows
        Where the indicators of triggers and the rows that define them go.
    org, x
        The organisation, and the decision variables of its model.
    kind
        Type of the family's rules.
    asks
        Whether a rule asks for anything in a scope and period, apart from its trigger; by default
        it always does.

    Yields
    ------
    tuple
        Rule, scope, number of the period, and z: 1 where the rule is triggered whatever is decided,
        else an expression that is at least 1 as soon as it is triggered. Left out is where a rule
        can never be triggered, and where it `asks` nothing.

    Examples
    --------
    >>> from orgplan.constraints.structure.hierarchy.span import Span
    >>> [(scope.label, period) for _rule, scope, period, _z in triggered(rows, org, x, Span)][:2]
    [('Payments', 0), ('Payments', 1)]
    """
    for rule in org.rules_of(kind):
        for scope in rule.scopes:
            for period in range(org.calendar.periods):
                if asks(rule, scope, period):
                    z = trigger(rows, org, x, rule, scope, period)
                    if z is not None:
                        yield rule, scope, period, z


def ask(
    rows: ModelSink,
    org: Organisation,
    rule: Rule,
    at: tuple[Scope, int, Linear],
    there: Linear,
    count: int,
    *what: str,
) -> None:
    r"""State that a rule asks for a number of what is there, where it is triggered: ``there + u >=
    count x z``.

    u is the shortfall that is counted, in units of the left side.

    Parameters
    ----------
    rows
        Where the row goes.
    org, rule
        The organisation, and the rule whose strength and weight the shortfall takes.
    at
        Scope, period and z, as :func:`triggered` yields them.
    there
        What is there of it, usually heads at the end of the period.
    count
        How many are asked for once the rule is triggered.
    *what
        Stands in the key between scope and period, where the rule asks for several things.

    Examples
    --------
    >>> span = org.rule["span"]
    >>> ask(rows, org, span, (span.scopes[0], 0, Linear(1.0)), Linear(2.0), 3)
    >>> print(*rows.lines[:2], sep="\n")
    span(span, Payments, 2027-Q1)   must, weight 1
        -1 + short >= 0
    """
    scope, period, z = at
    key = (rule.id, scope.label, *what, org.calendar.label(period))
    rows.demand(rule.family, key, there.plus(z, -count), 0.0, rule.strength, rule.weight)


def rule_requirements(
    walk: PlanSimulation, kind: type[OfFamily]
) -> Iterator[tuple[OfFamily, Scope, int, bool]]:
    """Rules of a family, each with a scope, a period, and whether it is triggered there in a plan.

    Used by `measure` functions alone. Unlike :func:`triggered` it leaves nothing out: a rule that
    is not triggered is reported as well, and asks for nothing.

    Parameters
    ----------
    walk
        The plan, simulated.
    kind
        Type of the family's rules.

    Yields
    ------
    tuple
        Rule, scope, number of the period, and whether its condition is met at the end of that
        period.

    Examples
    --------
    >>> from orgplan.constraints.structure.hierarchy.echelon import Echelon
    >>> [
    ...     (scope.label, period, reached)
    ...     for _rule, scope, period, reached in rule_requirements(walk, Echelon)
    ... ][:2]
    [('Payments', 0, False), ('Payments', 1, False)]
    """
    for rule in walk.org.rules_of(kind):
        for scope in rule.scopes:
            for period in range(walk.org.calendar.periods):
                yield rule, scope, period, walk.is_triggered(rule, scope, period)
