r"""Nobody is hired for a while: no seats of growth are decided in the periods of a freeze.

.. math::

    \sum_{r, j \in S} hire_{rj,t+L_{rj}} - u_{St} \le \bar H_S (1 - z_{St}) \qquad \forall S,\ t \in
    F

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`F`                 periods of the freeze (``from``, ``to``; all where blank)   –
:math:`hire_{rjt}`        seats of ``counts`` that start in t                         seats
:math:`L_{rj}`            lead time; 0 where ``freezes`` is starts                    periods
:math:`z_{St}`            1 when the threshold of heads, if any, is reached           0/1
:math:`\bar H_S`          most seats of growth over the horizon                       seats
:math:`u_{St}`            seats all the same, only where the rule is no must          seats
========================  ==========================================================  =====

A freeze is on decisions: a seat decided before it may start in it, and a seat that would have to be
decided in it is not filled, whenever it starts. Where ``freezes`` says starts, it is on first days
instead. The lead time is that of the role, of a contractor that of the lever. Backfills and
contractors are let in, unless the rule freezes ``all_seats``. Recruits of groups count as seats.
Only the plan itself can break this rule, so as a must it is a limit. Source: house rule.
"""

import math
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
    TOLERANCE,
    Freezes,
    Key,
    Measure,
    Organisation,
    PlanSimulation,
    Rule,
    Scope,
    Sense,
    Strength,
    scope_in_words,
)
from orgplan.language import _

from ..model import (
    DecisionVariables,
    Linear,
    ModelSink,
    most_new_seats,
    new_seats,
    no_seats_for_rule,
    no_skills_for_rule,
    scope_alone,
    seats_decided,
)
from ..model.traits import Trait
from ..parameters import Parameters
from .loops import rule_requirements, triggered
from .measures import rule_measure, seats_decided_in, seats_started
from .words import either

FAMILY = "hiring_freeze"
TRAITS = frozenset({Trait.CAP, Trait.FREEZE})


class HiringFreeze(Rule):
    """Periods in which no seats of growth are decided, or start."""

    of_needs: ClassVar[bool] = False
    of_no_role: ClassVar[bool] = True

    family: Literal["hiring_freeze"] = "hiring_freeze"
    all_seats: bool = Field(
        default=False, description="Whether backfills and contractors are frozen too, no if blank"
    )
    freezes: Freezes = Field(
        default=Freezes.DECISIONS,
        description="Whether decisions in its periods are held back (if blank), or starts in them",
    )


PARAMETERS = Parameters(
    HiringFreeze,
    aliases=("hiring freeze", "招聘冻结"),
    shortfall_unit="seats more than it allows",
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each rule, scope and period of the freeze: a limit where the rule is a
    must.

    Parameters
    ----------
    rows
        Takes one row by (rule, scope, period): seats, at most 0. A must is a limit, a should a
        demand.
    org
        Read for rules and lead times.
    x
        Seats and recruits of groups; decided in the period or begun in it, as the rule says.

    Examples
    --------
    >>> rule = HiringFreeze(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), freezes=Freezes.STARTS, first=1, last=2
    ... )
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    hiring_freeze(R-1, Apps, 2027-Q2)   limit
        -96 - hire(Backend engineer / middle,Apps,2027-Q2) - hire(Backend engineer / ...
    """

    def frozen(rule: HiringFreeze, scope: Scope, period: int) -> Linear:
        count = seats_decided if rule.freezes is Freezes.DECISIONS else new_seats
        part, growth = org.part(scope), not rule.all_seats
        return count(org, x, part, rule.counts, period, growth=growth)

    def asks(rule: HiringFreeze, scope: Scope, period: int) -> bool:
        return rule.in_force(period) and bool(frozen(rule, scope, period).terms)

    for rule, scope, period, z in triggered(rows, org, x, HiringFreeze, asks):
        _emit_one(rows, org, x, rule, scope, period, z, frozen(rule, scope, period))


def _emit_one(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: HiringFreeze,
    scope: Scope,
    period: int,
    z: Linear,
    seats: Linear,
) -> None:
    """One period; a must has no shortfall."""
    most = most_new_seats(org, x, org.part(scope), rule.counts)
    key = (rule.id, scope.label, org.calendar.label(period))
    left = Linear().plus(seats, -1).plus(z, -most)
    hard = rule.strength is Strength.MUST
    rows.demand(FAMILY, key, left, -most, rule.strength, rule.weight, hard=hard)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the seats that are decided, or start, in each period of the freeze.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads, in the periods of the freeze alone.

    Examples
    --------
    >>> rule = HiringFreeze(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), freezes=Freezes.STARTS, first=1, last=2
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', '2027-Q2'), 0, 0, 0)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, HiringFreeze):
        if rule.in_force(period):
            yield _judge(walk, rule, scope, period, is_triggered)


def _judge(
    walk: PlanSimulation, rule: HiringFreeze, scope: Scope, period: int, is_triggered: bool
) -> Measure:
    """Seats that start or are decided in a period of the freeze, as the rule says."""
    count = seats_started if rule.freezes is Freezes.STARTS else seats_decided_in
    seats = count(walk, scope, rule.counts, (period,), growth=not rule.all_seats)
    return rule_measure(
        rule,
        (scope.label, walk.org.calendar.label(period)),
        0 if is_triggered else sum(seats.values()),
        sum(seats.values()),
        math.ceil(sum(seats.values()) - TOLERANCE) if is_triggered else 0,
        seats,
        is_triggered,
        unit="seats",
        sense=Sense.AT_MOST,
        hard=True,
    )


seats_that_help = no_seats_for_rule  # it only says what may not be added


skills_that_help = no_skills_for_rule  # heads, whatever they can do


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say how many seats are decided, or start, during a freeze.

    Parameters
    ----------
    measure
        One of hiring during a freeze.
    org
        Read for the rule.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> seats = tuple(
    ...     offered_hire(org, "iOS engineer", "Apps", 1).replace(id=name)
    ...     for name in ("H-001", "H-002")
    ... )
    >>> rule = HiringFreeze(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), freezes=Freezes.STARTS, first=1, last=2
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan.replace(hires=seats))
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q2: hiring in Apps is frozen, and new seats start all the same: 2 too many. Begin them
    after the freeze, cover the work by training, or lift the freeze.'
    """
    rule_id, scope, period = measure.key
    rule = org.rule_as(HiringFreeze, rule_id)
    what = _("seats") if rule.all_seats else _("new seats")
    how, after = (
        (_("are decided"), _("Hire"))
        if rule.freezes is Freezes.DECISIONS
        else (_("start"), _("Begin them"))
    )
    return _(
        "{period}: hiring in {scope} is frozen, and {what} {how} all the same: {short:g} too many."
        " {after} after the freeze, cover the work by training, or lift the freeze.",
        **measure.figures,
        scope=scope_in_words(scope),
        what=what,
        how=how,
        after=after,
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
    'no hiring in'
    """
    return _("no hiring in")


def in_words(rule: HiringFreeze) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Its `freezes` and `all_seats` say what is held back.

    Examples
    --------
    >>> in_words(
    ...     HiringFreeze(
    ...         id="R-1", scopes=(org.need["N-003"].scope,), freezes=Freezes.STARTS, first=1, last=2
    ...     )
    ... )
    'no new seats start'
    """
    what = _("seats of any kind") if rule.all_seats else _("new seats")
    how = _("are decided") if rule.freezes is Freezes.DECISIONS else _("start")
    if rule.counts:
        what = _("{what} ({counted})", what=what, counted=either(rule.counts))
    return _("no {what} {how}", what=what, how=how)
