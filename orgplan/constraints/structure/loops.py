"""The two loops over rules, scopes and periods: one for stating rows, one for judging a plan. They share nothing."""

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
    """Rules of a family, each with a scope, a period, and whether it bites there: 1, or an expression in 0/1 variables.

    Left out is where a rule never can bite, and where it `asks` nothing.
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
    """State that a rule asks for so many of what is there, in a scope and period, where it bites; `what` stands in the key where it asks for several things."""
    scope, period, z = at
    key = (rule.id, scope.label, *what, org.calendar.label(period))
    rows.demand(rule.family, key, there.plus(z, -count), 0.0, rule.strength, rule.weight)


def judged(
    walk: PlanSimulation, kind: type[OfFamily]
) -> Iterator[tuple[OfFamily, Scope, int, bool]]:
    """Rules of a family, each with a scope, a period, and whether it bites there in a plan."""
    for rule in walk.org.rules_of(kind):
        for scope in rule.scopes:
            for period in range(walk.org.calendar.periods):
                yield rule, scope, period, walk.is_triggered(rule, scope, period)
