r"""Growth has a pace: the seats of growth that start in a quarter are no more than a share of the
heads at its opening.

.. math::

    \sum_{r, j \in S,\ \tau \in Q} hire_{rj\tau} - u_{SQ} \le \omega\, N_{S,Q-1} + o + \bar H_S (1 -
    z_{S,Q-1}) \qquad \forall S, Q

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`Q`                 calendar quarter, or a longer period                        –
:math:`hire_{rj\tau}`     seats of growth: no backfills, no contractors               seats
:math:`N_{S,Q-1}`         heads of ``counts`` in S on the last day before Q           heads
:math:`\omega`            seats for each of them (``most_share``, else 0.33)          share
:math:`o`                 what makes the seats whole (``rounding``: down)             seats
:math:`z_{S,Q-1}`         1 when anybody is there (or the threshold reached) then     0/1
:math:`\bar H_S`          most seats of growth over the horizon                       seats
:math:`u_{SQ}`            seats too many, only where the rule is no must              seats
========================  ==========================================================  =====

A scope with nobody at the opening has nothing to grow from and is not capped. Recruits of groups
count as seats. Only the plan itself can break this rule, so as a must it is a limit. Source: rule
of thumb (an opinion, no study): at most a third of a team a quarter.
"""

import math
from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
    ORGANISATION,
    TOLERANCE,
    Key,
    Measure,
    Organisation,
    PlanSimulation,
    Role,
    Rounding,
    Rule,
    Scope,
    Sense,
    Strength,
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
    most_new_seats,
    new_seats,
    no_seats_for_rule,
    no_skills_for_rule,
    present,
    scope_alone,
    scopes_with,
    somebody_may_make_room,
    trigger,
    work_asked,
)
from ..model.traits import Trait
from ..parameters import Parameters
from .measures import in_heads, rule_measure, seats_started, share_of
from .words import either, made_whole_by

FAMILY = "growth_cap"
TRAITS = frozenset({Trait.CAP, Trait.STEP})  # seats from which others may grow
USUAL_GROWTH = 0.33  # seats of growth in a quarter for each head at its opening


class GrowthCap(Rule):
    """How many seats of growth may start in a quarter, by the heads at its opening."""

    of_those_there: ClassVar[bool] = True
    of_needs: ClassVar[bool] = False
    of_no_role: ClassVar[bool] = True

    family: Literal["growth_cap"] = "growth_cap"
    most_share: float | None = Field(
        default=None,
        ge=0,
        le=10,
        description="Seats a quarter for each head at its opening, 33 % if blank",
    )
    rounding: Rounding | None = Field(
        default=None, description="How the seats are made whole, down if blank"
    )


PARAMETERS = Parameters(
    GrowthCap,
    aliases=("growth cap", "增长上限"),
    shortfall_unit="seats more than it allows",
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each rule, scope and quarter: a limit where the rule is a must.

    Parameters
    ----------
    rows
        Takes one row by (rule, scope, last period of a quarter): seats of growth against a share of
        the heads at its opening. A must is a limit, a should a demand.
    org
        Read for rules and quarters of the calendar.
    x
        Permanent seats that are no backfill, recruits, and whatever changes heads.

    Examples
    --------
    >>> rule = GrowthCap(id="R-1", scopes=(org.need["N-003"].scope,), most_share=0.25)
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    growth_cap(R-1, Apps, 2027-Q2)   limit
        -94.5 - hire(Backend engineer / middle,Apps,2027-Q2) - hire(Backend engineer / ...
    """
    for rule in org.rules_of(GrowthCap):
        for scope in rule.scopes:
            for quarter in org.calendar.quarters:
                if any(rule.in_force(period) for period in quarter):
                    _emit_one(rows, org, x, rule.replace(first=None, last=None), scope, quarter)


def _emit_one(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: GrowthCap,
    scope: Scope,
    quarter: tuple[int, ...],
) -> None:
    """One quarter; what it may grow by rests on the heads at the end of the period before, of the
    first quarter on today's roster.
    """
    part, before = org.part(scope), quarter[0] - 1
    if before >= 0:
        opening, z = (
            heads(org, x, part, rule.counts, before),
            trigger(rows, org, x, rule, scope, before),
        )
    else:
        opening, z = (
            Linear(_of_roster(org, scope, rule.counts)),
            Linear(1.0) if _is_triggered_at_once(org, rule, scope) else None,
        )
    seats = Linear()
    for period in quarter:
        seats = seats.plus(new_seats(org, x, part, rule.counts, period, growth=True))
    if z is None or not seats.terms:
        return
    most, share = (
        most_new_seats(org, x, part, rule.counts),
        round(rule.most_share or USUAL_GROWTH, 3),
    )
    _, rounded = made_whole(rule.rounding or Rounding.DOWN, 0.001)
    left = Linear(rounded).plus(opening, share).plus(seats, -1).plus(z, -most)
    key = (rule.id, scope.label, org.calendar.label(quarter[-1]))
    rows.demand(
        FAMILY, key, left, -most, rule.strength, rule.weight, hard=rule.strength is Strength.MUST
    )


def _of_roster(org: Organisation, scope: Scope, selectors: tuple[str, ...]) -> float:
    """Heads of today's people on the day before the horizon."""
    part, day = org.part(scope), org.calendar.first_day(0) - timedelta(days=1)
    here = (
        p for p in org.people if (p.team, p.location) in part and org.matches(p.role, selectors)
    )
    return sum((p.headcount or 0.0) if p.is_group else float(p.employed_on(day)) for p in here)


def _is_triggered_at_once(org: Organisation, rule: GrowthCap, scope: Scope) -> bool:
    """Whether a rule is triggered on the roster as the horizon opens, where nothing has been
    decided yet.
    """
    count = math.ceil(_of_roster(org, scope, rule.counts) - TOLERANCE)
    lines = rule.product_lines_over
    several = lines is not None and len(org.product_lines(scope)) > lines
    loaded = rule.load_over is not None and (
        work_asked(org, scope, 0) > rule.load_over * _of_roster(org, scope, rule.counts) + TOLERANCE
    )
    where = ORGANISATION if rule.also_anywhere else scope
    also = (
        rule.also_threshold is None
        or math.ceil(_of_roster(org, where, rule.also_counts) - TOLERANCE) >= rule.also_threshold
    )
    return (
        (several or loaded or (lines, rule.load_over) == (None, None))
        and also
        and count >= (rule.trigger_from or 0)
        and (rule.below is None or count < rule.below)
    )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Compare the seats of growth that start in each quarter with the heads at its opening.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads. A rule that is in force for part of a quarter judges all of it.

    Examples
    --------
    >>> rule = GrowthCap(id="R-1", scopes=(org.need["N-003"].scope,), most_share=0.25)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', '2027-Q1'), 1, 0, 0)
    """
    for rule in walk.org.rules_of(GrowthCap):
        for scope in rule.scopes:
            for quarter in walk.org.calendar.quarters:
                if any(rule.in_force(period) for period in quarter):
                    yield _judge(walk, rule.replace(first=None, last=None), scope, quarter)


def _judge(
    walk: PlanSimulation, rule: GrowthCap, scope: Scope, quarter: tuple[int, ...]
) -> Measure:
    """Seats of growth begun in a quarter against the share of the heads at its opening."""
    opening = _opened(walk, scope, rule.counts, quarter[0] - 1)
    is_triggered = _capped(walk, rule, scope, quarter[0] - 1, opening)
    seats = seats_started(walk, scope, rule.counts, quarter, growth=True)
    allowed = in_heads(
        share_of(rule.most_share or USUAL_GROWTH, opening), rule.rounding or Rounding.DOWN
    )
    beyond = math.ceil(sum(seats.values()) - allowed - TOLERANCE)
    return rule_measure(
        rule,
        (scope.label, walk.org.calendar.label(quarter[-1])),
        allowed if is_triggered else max(allowed, sum(seats.values())),
        sum(seats.values()),
        max(0, beyond) if is_triggered else 0,
        seats,
        is_triggered,
        unit="seats",
        sense=Sense.AT_MOST,
        hard=True,
    )


def _opened(walk: PlanSimulation, scope: Scope, selectors: tuple[str, ...], before: int) -> float:
    """Heads at the end of the period before a quarter; before the horizon, those of the roster on
    its last day.
    """
    if before >= 0:
        return walk.heads(before, scope, selectors)
    day = walk.org.calendar.start - timedelta(days=1)
    inside = (
        m
        for m in walk.members
        if (m.team, m.location) in walk.org.part(scope) and walk.org.matches(m.role, selectors)
    )
    roster = [member.person for member in inside if member.person is not None]
    return sum(
        (person.headcount or 0.0) if person.is_group else float(person.employed_on(day))
        for person in roster
    )


def _capped(
    walk: PlanSimulation, rule: GrowthCap, scope: Scope, before: int, opening: float
) -> bool:
    """Whether the rule is triggered on the last day before a quarter."""
    if before >= 0:
        return walk.is_triggered(rule, scope, before)
    if not walk.lines_or_load(rule, scope, 0, opening):
        return False
    where = ORGANISATION if rule.also_anywhere else scope
    if (
        rule.also_threshold is not None
        and _opened(walk, where, rule.also_counts, before) <= rule.also_threshold - 1 + TOLERANCE
    ):
        return False
    return opening > (rule.trigger_from or 0) - 1 + TOLERANCE and (
        rule.below is None or opening < rule.below
    )


# it only says how many may be added; for those that let more be added, see below
seats_that_help = no_seats_for_rule


skills_that_help = no_skills_for_rule  # heads, whatever they can do


def seats_to_grow_from(
    org: Organisation, rule: GrowthCap, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """Seats, whatever their use, that let a scope grow more in a later quarter because it has more
    heads at the opening.

    Parameters
    ----------
    org
        Read for quarters of the calendar.
    rule
        Its `most_share` says how much a head at the opening allows.
    role, team
        The kind of seat.
    bounds
        `demanded` is what has to be reached.

    Returns
    -------
    int
        Heads; 0 in a horizon of one quarter.

    Examples
    --------
    >>> rule = GrowthCap(id="R-1", scopes=(org.need["N-003"].scope,), most_share=0.25)
    >>> bounds = HeadcountUpperBounds({"Apps": 12}, {}, {}, {("iOS engineer", "Apps"): 4})
    >>> seats_to_grow_from(org, rule, org.role["iOS engineer"], "Apps", bounds)
    10
    """
    if len(org.calendar.quarters) < 2 or not org.matches(role.id, rule.counts):
        return 0
    scopes = scopes_with(org, rule, team, bounds)
    return max((_to_grow_from(org, rule, scope, bounds) for scope in scopes), default=0)


def _to_grow_from(
    org: Organisation, rule: GrowthCap, scope: Scope, bounds: HeadcountUpperBounds
) -> int:
    """Heads at the opening of a quarter that would allow all seats that are wanted, less those who
    are there in any case.
    """
    seats = sum(
        most
        for (name, team), most in bounds.demanded.items()
        if team in org.teams_of(scope) and org.matches(name, rule.counts)
    )
    fewest = 0
    if not somebody_may_make_room(org):
        inside = (
            person for team in sorted(org.teams_of(scope)) for person in org.people_of_team[team]
        )
        here = [
            person
            for person in inside
            if org.matches(person.role, rule.counts) and not person.is_group
        ]
        fewest = min(
            sum(present(org, person, period) for person in here)
            for period in range(org.calendar.periods)
        )
    return max(0, math.ceil(seats / (rule.most_share or USUAL_GROWTH) - 1e-9) - fewest)


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which scope grows too fast, and by how many seats.

    Parameters
    ----------
    measure
        One of a scope that grows too fast.
    org
        Read for the rule.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> seats = tuple(
    ...     offered_hire(org, "iOS engineer", "Apps", 1).replace(id=name)
    ...     for name in ("H-001", "H-002")
    ... )
    >>> rule = GrowthCap(id="R-1", scopes=(org.need["N-003"].scope,), most_share=0.25)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan.replace(hires=seats))
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q2: Apps grows by 2 within a quarter and may grow by 1 (25% of its heads when that
    quarter begins): 1 too many. Spread the new seats over more quarters, or raise the share.'
    """
    rule_id, scope, period = measure.key
    rule = org.rule_as(GrowthCap, rule_id)
    return _(
        "{period}: {scope} grows by {planned:g} within a quarter and may grow by {required:g}"
        " ({share:.0%} of its heads when that quarter begins): {short:g} too many. Spread the new"
        " seats over more quarters, or raise the share.",
        **measure.figures,
        scope=scope_in_words(scope),
        share=rule.most_share or USUAL_GROWTH,
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
    'growth at its pace in'
    """
    return _("growth at its pace in")


def in_words(rule: GrowthCap) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Without `most_share` it takes :data:`USUAL_GROWTH`; heads are rounded down unless it says
        otherwise.

    Examples
    --------
    >>> in_words(GrowthCap(id="R-1", scopes=(org.need["N-003"].scope,), most_share=0.25))
    'in a quarter it grows by at most 25% of the people there as the quarter begins, rounded
    down'
    """
    whole = made_whole_by(rule.rounding or Rounding.DOWN)
    return _(
        "in a quarter it grows by at most {share:.0%} of the {counted} there as the quarter begins,"
        " {whole}",
        share=rule.most_share or USUAL_GROWTH,
        counted=either(rule.counts),
        whole=whole,
    )
