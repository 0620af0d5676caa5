r"""Role ratios: for every given number of heads of some roles there is at least one head of
another.

.. math::

    N^A_{St} + o + u_{St} \ge (1 - \delta)\, N^B_{St} / \kappa - \bar N^B_S (1 - z_{St}) / \kappa
    \qquad \forall S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`N^A_{St}`          heads of the serving roles (``required role``)               heads
:math:`N^B_{St}`          heads of the roles that are served (``counts``)              heads
:math:`\kappa`            served heads for each serving head (``per``)                 heads
:math:`\delta`            share by which it may be missed (``tolerance``)              share
:math:`o`                 0, just under 1/2 or just under 1: rounds up, nearest, down  heads
:math:`u_{St}`            serving heads short, whole                                  heads
:math:`z_{St}`            1 when the threshold of served heads, if any, is reached     0/1
========================  ==========================================================  =====

The tolerance is taken off first, then the heads required are made whole (``rounding``: up, unless
said otherwise). One for seven: 20 served heads ask for 2.86; less 10 % that is 2.57, which is 3
rounded up or to the nearest, and 2 rounded down. Tolerances are taken to a tenth of a percent.
Source: Norton, one product manager for 5–9 engineers.
"""

import math
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
    Key,
    Measure,
    Organisation,
    PlanSimulation,
    Role,
    Rounding,
    Rule,
    heads_of,
    scope_in_words,
)
from orgplan.language import _

from ..model import (
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    heads,
    made_whole,
    most_heads,
    no_skills_for_rule,
    scope_alone,
    scopes_with,
)
from ..parameters import ROLES, Parameters, Required
from .loops import rule_requirements, triggered
from .measures import ids, in_heads, rule_measure, share_of
from .words import either, made_whole_by

FAMILY = "ratio"
USUAL_RATIO = 7  # engineers per product manager (Norton)


class Ratio(Rule):
    """Heads of some roles for a number of heads of others."""

    of_needs: ClassVar[bool] = False

    family: Literal["ratio"] = "ratio"
    roles: tuple[str, ...] = Field(default=(), description="Roles or families that satisfy it")
    per: int | None = Field(default=None, ge=1, description="One for how many")
    tolerance: float = Field(
        default=0.0, ge=0, le=0.99, description="Share by which the heads may be missed"
    )
    rounding: Rounding | None = Field(
        default=None, description="How the heads are made whole, up if blank"
    )


PARAMETERS = Parameters(
    Ratio,
    required=(
        ROLES,
        Required(
            ("per",),
            "one for how many",
            "Fill in for how many of the counted people one is required.",
        ),
    ),
    aliases=("比例", "配比"),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one demand for each rule, scope and period.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, period); the row is in heads of those who are served, so
        that one unit short is `per` of them.
    org
        Read for rules and role families.
    x
        Whatever changes heads.

    Examples
    --------
    >>> rule = Ratio(id="R-1", scopes=(org.budget[0].scope,), roles=("Product manager",), per=6)
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    ratio(R-1, organisation, 2027-Q1)   must, weight 1
        -360 + 6 short >= -352
    """
    for rule, scope, period, z in triggered(rows, org, x, Ratio):
        per, asked = rule.per or USUAL_RATIO, round(1 - rule.tolerance, 3)
        rounded, _ = made_whole(rule.rounding or Rounding.UP, 0.001 / per)
        part, key = org.part(scope), (rule.id, scope.label, org.calendar.label(period))
        most = most_heads(org, x, part, rule.counts, period)
        spare = Linear(rounded * per).plus(heads(org, x, part, rule.roles, period), per)
        spare = spare.plus(heads(org, x, part, rule.counts, period), -asked)
        left = spare.plus(z, -most)
        rows.demand(FAMILY, key, left, -most, rule.strength, rule.weight, unit=per)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Compare both counts at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads of those who serve, rounded as the rule says.

    Examples
    --------
    >>> rule = Ratio(id="R-1", scopes=(org.budget[0].scope,), roles=("Product manager",), per=6)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'organisation', '2027-Q1'), 4, 2.0, 2)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, Ratio):
        served = share_of(1 - rule.tolerance, walk.heads(period, scope, rule.counts))
        serving = walk.at_end(period, scope, rule.roles)
        there, rounding = heads_of(serving), rule.rounding or Rounding.UP
        asked = served / (rule.per or USUAL_RATIO)
        missing = in_heads(
            asked - share_of(1, there), rounding
        )  # of whole heads: asked made whole, less those
        required = in_heads(asked, rounding) if there == int(there) else float(asked)
        yield rule_measure(
            rule,
            (scope.label, walk.org.calendar.label(period)),
            required if is_triggered else 0,
            there,
            max(0, missing) if is_triggered else 0,
            ids(serving),
            is_triggered,
        )


def seats_that_help(
    org: Organisation, rule: Ratio, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """One for a number of the most people that there can be in a scope.

    Parameters
    ----------
    org
        Read for role families.
    rule
        Without `per` it takes :data:`USUAL_RATIO`.
    role, team
        The kind of seat.
    bounds
        Most heads by team.

    Returns
    -------
    int
        Heads.

    Examples
    --------
    >>> rule = Ratio(id="R-1", scopes=(org.budget[0].scope,), roles=("Product manager",), per=6)
    >>> bounds = HeadcountUpperBounds(
    ...     {"Apps": 9, "Payments": 12, "Payments SRE": 4, "Product": 3}, {}, {}, {}
    ... )
    >>> seats_that_help(org, rule, org.role["Product manager"], "Apps", bounds)
    5
    """
    if not org.matches(role.id, rule.roles):
        return 0
    served = (
        sum(bounds.teams[name] for name in org.teams_of(scope))
        for scope in scopes_with(org, rule, team, bounds)
    )
    return math.ceil(max(served, default=0) / (rule.per or USUAL_RATIO))


skills_that_help = no_skills_for_rule  # heads of roles, whatever they can do


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which roles fall behind.

    Parameters
    ----------
    measure
        One of too few who serve.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = Ratio(id="R-1", scopes=(org.budget[0].scope,), roles=("Product manager",), per=6)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: the organisation needs 4 × Product manager (one for 6 people) and has 2: 2 short.
    Hire, or hire fewer of the others.'
    """
    rule_id, scope, period = measure.key
    rule = org.rule_as(Ratio, rule_id)
    less = _(", less {tolerance:.1%}", tolerance=rule.tolerance) if rule.tolerance else ""
    return _(
        "{period}: {scope} needs {required:g} × {roles} (one for {per} {counted}{less}) and has"
        " {planned:g}: {short:g} short. Hire, or hire fewer of the others.",
        **measure.figures,
        scope=scope_in_words(scope),
        roles=either(rule.roles),
        per=rule.per or USUAL_RATIO,
        counted=either(rule.counts),
        less=less,
    )


def phrase(key: Key) -> str:
    """What a row of the rule asks for, to stand before the name of its scope.

    Parameters
    ----------
    key
        Unused: every row of the family asks for the same.

    Examples
    --------
    >>> phrase(("R-1", "Apps", "2027-Q1"))
    'balance of roles in'
    """
    return _("balance of roles in")


def in_words(rule: Ratio) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Heads are rounded up unless it says otherwise.

    Examples
    --------
    >>> in_words(Ratio(id="R-1", scopes=(org.budget[0].scope,), roles=("Product manager",), per=6))
    '1 Product manager for each 6 people, rounded up'
    """
    less = _(", give or take {tolerance:.1%}", tolerance=rule.tolerance) if rule.tolerance else ""
    whole = made_whole_by(rule.rounding or Rounding.UP)
    return _(
        "1 {roles} for each {per} {counted}{less}, {whole}",
        roles=either(rule.roles),
        per=rule.per or USUAL_RATIO,
        counted=either(rule.counts),
        less=less,
        whole=whole,
    )
