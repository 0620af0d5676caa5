r"""Experience is mixed: some roles have at least, or at most, a share of the heads that they are
counted among.

.. math::

    N^A_{St} + o + u_{St} &\ge (\alpha - \delta)\, N^B_{St} - \bar N^B_S (1 - z_{St}) && \forall S,
    t \\
    N^A_{St} - o' - u'_{St} &\le (\omega + \delta)\, N^B_{St} + \bar N^A_S (1 - z_{St}) && \forall
    S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`N^A_{St}`          heads of the roles that make up the share (``roles``)        heads
:math:`N^B_{St}`          heads among which they are counted (``counts``)              heads
:math:`\alpha, \omega`    least and most share (``least_share``, ``most_share``)       share
:math:`\delta`            points by which either may be missed (``tolerance``)         share
:math:`o, o'`             what makes the heads of a bound whole (``rounding``)         heads
:math:`u, u'`             heads too few and too many, whole                           heads
:math:`z_{St}`            1 when the threshold of counted heads, if any, is reached    0/1
========================  ==========================================================  =====

A share of few people is hardly ever whole, so the heads that a bound comes to are made whole: to
the nearest (a half counts as one) unless ``rounding`` says up or down. A quarter of ten people is
2.5: 3 at least and 3 at most, to the nearest. Shares are taken to a tenth of a percent. Each level
has a rule of its own; 25/40/25/10 % for junior, middle, senior and staff is what vendors report.
Source: vendor data on engineering organisations.
"""

import math
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
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

FAMILY = "seniority_mix"
LEAST, MOST = "at least", "at most"


class SeniorityMix(Rule):
    """Least and most share of some roles among the heads that count."""

    of_needs: ClassVar[bool] = False

    family: Literal["seniority_mix"] = "seniority_mix"
    roles: tuple[str, ...] = Field(default=(), description="Roles or families that satisfy it")
    tolerance: float = Field(
        default=0.0, ge=0, le=0.99, description="Points of share by which a bound may be missed"
    )
    rounding: Rounding | None = Field(
        default=None, description="How the heads are made whole, nearest if blank"
    )
    least_share: float | None = Field(
        default=None, ge=0, le=1, description="Smallest share of the roles among the counted heads"
    )
    most_share: float | None = Field(
        default=None, ge=0, le=10, description="Largest share of the roles among the counted heads"
    )

    def _check(self) -> None:
        super()._check()
        self.ordered(self.least_share, self.most_share, "the least share is above the most")


PARAMETERS = Parameters(
    SeniorityMix,
    required=(
        ROLES,
        Required(
            ("most_share", "least_share"),
            "a least or a most share",
            "Fill in least_share, most_share or both.",
        ),
    ),
    aliases=("seniority mix", "职级结构"),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one demand for each rule, bound, scope and period.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, at least or at most, period), in heads.
    org
        Read for rules and role families.
    x
        Whatever changes heads.

    Examples
    --------
    >>> rule = SeniorityMix(
    ...     id="R-1",
    ...     scopes=(org.need["N-001"].scope,),
    ...     roles=("Backend engineer / senior",),
    ...     least_share=0.4,
    ... )
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    seniority_mix(R-1, Payments, at least, 2027-Q1)   must, weight 1
        -63.5005 + short >= -62.4
    """
    for rule, scope, period, z in triggered(rows, org, x, SeniorityMix):
        _emit_one(rows, org, x, rule, scope, period, z)


def _emit_one(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: SeniorityMix,
    scope: Scope,
    period: int,
    z: Linear,
) -> None:
    """Both bounds; shares are taken to a tenth of a percent, so that heads can be rounded
    exactly.
    """
    part, label = org.part(scope), org.calendar.label(period)
    few, many = made_whole(rule.rounding or Rounding.NEAREST, 0.001)
    some, among = heads(org, x, part, rule.roles, period), heads(org, x, part, rule.counts, period)
    if rule.least_share is not None:
        share = round(max(0.0, rule.least_share - rule.tolerance), 3)
        off = share * most_heads(org, x, part, rule.counts, period)
        left = Linear(few).plus(some).plus(among, -share).plus(z, -off)
        rows.demand(
            FAMILY, (rule.id, scope.label, LEAST, label), left, -off, rule.strength, rule.weight
        )
    if rule.most_share is not None:
        share = round(rule.most_share + rule.tolerance, 3)
        off = most_heads(org, x, part, rule.roles, period)
        left = Linear(many).plus(among, share).plus(some, -1).plus(z, -off)
        rows.demand(
            FAMILY, (rule.id, scope.label, MOST, label), left, -off, rule.strength, rule.weight
        )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Compare both counts at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads, the share made whole as the rule says.

    Examples
    --------
    >>> rule = SeniorityMix(
    ...     id="R-1",
    ...     scopes=(org.need["N-001"].scope,),
    ...     roles=("Backend engineer / senior",),
    ...     least_share=0.4,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Payments', 'at least', '2027-Q1'), 4, 2.0, 2)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, SeniorityMix):
        yield from _judge(walk, rule, scope, period, is_triggered)


def _judge(
    walk: PlanSimulation, rule: SeniorityMix, scope: Scope, period: int, is_triggered: bool
) -> Iterator[Measure]:
    """Both bounds, rounded as the rule says."""
    some, among = walk.at_end(period, scope, rule.roles), walk.heads(period, scope, rule.counts)
    rounding = rule.rounding or Rounding.NEAREST
    for bound, share, sense in (
        (
            LEAST,
            None if rule.least_share is None else max(0.0, rule.least_share - rule.tolerance),
            Sense.AT_LEAST,
        ),
        (
            MOST,
            None if rule.most_share is None else rule.most_share + rule.tolerance,
            Sense.AT_MOST,
        ),
    ):
        if share is None:
            continue
        asked = in_heads(share_of(share, among), rounding)
        beyond = math.ceil(
            (asked - heads_of(some)) * (1 if sense is Sense.AT_LEAST else -1) - TOLERANCE
        )
        yield rule_measure(
            rule,
            (scope.label, bound, walk.org.calendar.label(period)),
            asked if is_triggered else 0 if sense is Sense.AT_LEAST else max(asked, heads_of(some)),
            heads_of(some),
            max(0, beyond) if is_triggered else 0,
            ids(some),
            is_triggered,
            sense=sense,
        )


def seats_that_help(
    org: Organisation, rule: SeniorityMix, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """Seats that raise a share that is too small, and seats of others that thin out one that is too
    large.

    Parameters
    ----------
    org
        Read for role families.
    rule
        One that is switched on.
    role, team
        The kind of seat.
    bounds
        Most heads by team and role.

    Returns
    -------
    int
        Heads.

    Examples
    --------
    >>> rule = SeniorityMix(
    ...     id="R-1",
    ...     scopes=(org.need["N-001"].scope,),
    ...     roles=("Backend engineer / senior",),
    ...     least_share=0.4,
    ... )
    >>> bounds = HeadcountUpperBounds(
    ...     {"Payments": 12}, {("Backend engineer / middle", "Payments"): 6}, {}, {}
    ... )
    >>> seats_that_help(org, rule, org.role["Backend engineer / senior"], "Payments", bounds)
    4
    """
    scopes = scopes_with(org, rule, team, bounds)
    return max((_seats_in(org, rule, role, scope, bounds) for scope in scopes), default=0)


def _seats_in(
    org: Organisation, rule: SeniorityMix, role: Role, scope: Scope, bounds: HeadcountUpperBounds
) -> int:
    """Seats that raise a share, or thin one out, at the most people that there can be; a share of 1
    cannot be thinned out.
    """
    some, among = org.matches(role.id, rule.roles), org.matches(role.id, rule.counts)
    least = max(0.0, (rule.least_share or 0.0) - rule.tolerance)
    most = (rule.most_share or 0.0) + rule.tolerance
    use = 0.0
    if some and not among:
        use = least * bounds.within(org, scope, rule.counts)
    elif some and least < 1:
        use = least / (1 - least) * bounds.within(org, scope, rule.counts, but=rule.roles)
    elif among and not some and 0 < most < 1:
        use = bounds.within(org, scope, rule.roles) / most
    return math.ceil(use - 1e-9)


skills_that_help = no_skills_for_rule  # heads of roles, whatever they can do


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which share is too small or too large, and by how many people.

    Parameters
    ----------
    measure
        One of a share that is too small or too large.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = SeniorityMix(
    ...     id="R-1",
    ...     scopes=(org.need["N-001"].scope,),
    ...     roles=("Backend engineer / senior",),
    ...     least_share=0.4,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: at least 40.0% of the people in Payments are to be Backend engineer / senior,
    which is 4 heads; there are 2: 2 short. Hire or promote Backend engineer / senior.'
    """
    rule_id, scope, bound, period = measure.key
    rule = org.rule_as(SeniorityMix, rule_id)
    share = rule.least_share if bound == LEAST else rule.most_share
    who, among = either(rule.roles), either(rule.counts)
    spare = _(" (give or take {tolerance:.1%})", tolerance=rule.tolerance) if rule.tolerance else ""
    amount = (
        _("{short:g} short", short=measure.shortfall)
        if bound == LEAST
        else _("{short:g} too many", short=measure.shortfall)
    )
    lever = (
        _("Hire or promote {who}", who=who)
        if bound == LEAST
        else _("Hire others, or promote some of the {who}", who=who)
    )
    return _(
        "{period}: {bound} {share:.1%}{spare} of the {among} in {scope} are to be {who}, which is"
        " {required:g} heads; there are {planned:g}: {amount}. {lever}.",
        **measure.figures,
        bound=_(bound),
        share=share or 0,
        spare=spare,
        among=among,
        scope=scope_in_words(scope),
        who=who,
        amount=amount,
        lever=lever,
    )


def phrase(key: Key) -> str:
    """What a row of the rule asks for, to stand before the name of its scope.

    Parameters
    ----------
    key
        Rule, scope, which side, and period.

    Examples
    --------
    >>> phrase(("R-1", "Apps", "at least", "2027-Q1"))
    'at least the share of these roles that is asked for in'
    """
    return _("{bound} the share of these roles that is asked for in", bound=_(key[2]))


def in_words(rule: SeniorityMix) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Heads are rounded to the nearest unless it says otherwise.

    Examples
    --------
    >>> in_words(
    ...     SeniorityMix(
    ...         id="R-1",
    ...         scopes=(org.need["N-001"].scope,),
    ...         roles=("Backend engineer / senior",),
    ...         least_share=0.4,
    ...     )
    ... )
    'at least 40.0% of people are Backend engineer / senior, rounded to the nearest'
    """
    bounds = [
        f"{_(bound)} {share:.1%}"
        for bound, share in ((LEAST, rule.least_share), (MOST, rule.most_share))
        if share is not None
    ]
    spare = (
        _(", give or take {tolerance:.1%} points", tolerance=rule.tolerance)
        if rule.tolerance
        else ""
    )
    whole = made_whole_by(rule.rounding or Rounding.NEAREST)
    return _(
        "{bounds} of {counted} are {roles}{spare}, {whole}",
        bounds=_(" and ").join(bounds),
        counted=either(rule.counts),
        roles=either(rule.roles),
        spare=spare,
        whole=whole,
    )
