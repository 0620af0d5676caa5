r"""Nobody leads too many, and nobody too few: the people of a layer are no more than those above it
can lead, and no fewer than they should.

.. math::

    N^{reports}_{St} \le \sum_m span_m\, N_{mt} + \kappa\, u_{St} + \bar N_S (1 - z_{St}) \qquad
    \forall S, t \\
    N^{reports}_{St} \ge \sum_m least_m\, N_{mt} - \check\kappa\, v_{St} - \bar M_S (1 - z_{St})
    \qquad \forall S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`N^{reports}_{St}`  heads who are led: those who do not manage, or ``counts``   heads
:math:`m`                 those who lead: who manages, or heads of ``roles``          –
:math:`span_m`            direct reports each can lead (``Roles``, else ``per``)       heads
:math:`least_m`           fewest each should lead (``Roles``, else ``per_min``)        heads
:math:`\kappa`            span of the rule (``per``, else assumption: 7)               heads
:math:`\check\kappa`      fewest reports of the rule (``per_min``; blank: none)        heads
:math:`u_{St}, v_{St}`    managers short, and managers too many                       heads
:math:`\bar M_S`          smallest valid bound on the reports that all should have    heads
:math:`z_{St}`            1 when the threshold, if there is one, is reached            0/1
========================  ==========================================================  =====

Without ``roles`` the rule is about the lowest layer: who manages is the holder of a role that can,
a team's lead whatever the role and also from another team, and whoever others of the roster report
to, as long as they are in the team of today; everybody else is led. With ``roles`` it is about the
layer that they lead: the heads of ``counts`` other than themselves, or where those are blank
everybody who manages but not they; then the rule's own figures hold, since a span of ``Roles``
speaks of a whole team. Each layer has a rule of its own. No money is spent on a fewest of reports,
whether it is a must or a should: nobody is hired to be led, and of plans that cost the same the one
with fewer managers too many is taken. Layers are counted by scope, as a plan does not say who a new
seat reports to. Source: text 003 (team sizes that leaders' roles state); GitLab handbook, 4–10
reports; Larson, 4–6 managers for each of theirs.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
    TOLERANCE,
    Key,
    Measure,
    Member,
    Organisation,
    Person,
    PlanSimulation,
    Role,
    Rule,
    Scope,
    Sense,
    heads_of,
    scope_in_words,
)
from orgplan.language import N_, _

from ...model import (
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    Seat,
    SkillTarget,
    could_lead,
    heads,
    leading_as,
    leads_team,
    most_heads,
    scope_alone,
    scopes_with,
    situations,
    skills_of_leads,
)
from ...model.leading import leading
from ...parameters import Parameters
from ..loops import rule_requirements, triggered
from ..measures import ids, leads_in, rule_measure
from ..words import either

FAMILY = "span"
FEWEST = "fewest reports"
NOTHING = 0.0  # what a fewest of reports is worth: people are not hired to be led
USUAL_SPAN = 7  # reports per manager where neither role nor rule says (Larson)


class Span(Rule):
    """How many people those who lead can lead, layer by layer."""

    of_needs: ClassVar[bool] = False
    of_no_role: ClassVar[bool] = True

    family: Literal["span"] = "span"
    roles: tuple[str, ...] = Field(default=(), description="Who leads, whoever manages if blank")
    per: int | None = Field(
        default=None,
        ge=1,
        description="Most reports for each manager, 7 if blank",
    )
    per_min: int | None = Field(
        default=None, ge=1, description="Fewest reports for each manager; blank asks for none"
    )

    def _check(self) -> None:
        super()._check()
        self.ordered(self.per_min, self.per, "the fewest reports are more than the most")

    @property
    def looks_at_leads(self) -> bool:
        """Leads are managers; with ``counts`` and ``roles`` only roles matter."""
        return not (self.roles and self.counts)

    @property
    def spends_nothing(self) -> bool:
        """Nobody is hired to be led."""
        return self.per_min is not None


PARAMETERS = Parameters(
    Span,
    aliases=("span of control", "管理幅度"),
    shortfall_unit="managers short",
)


@dataclass
class Layer:
    """A layer at the end of a period.

    Attributes
    ----------
    led
        Heads who are led.
    most, fewest
        Reports that those above can lead, and that they should have at the least.
    bound
        Smallest valid upper bound on the latter.
    """

    led: Linear
    most: Linear
    fewest: Linear
    bound: float


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State the demands for each rule, scope and period.

    Parameters
    ----------
    rows
        Takes a demand by (rule, scope, period), and by (rule, scope, fewest reports, period) where
        the rule has a fewest. Rows are in reports, of which `per` (or `per_min`) are one manager
        short.
    org
        Read for rules, spans of roles and leads.
    x
        Whatever changes who is there and who leads.

    Examples
    --------
    >>> rule = Span(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     roles=("Lead engineer",),
    ...     counts=("Frontend engineer",),
    ...     per=4,
    ... )
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    span(R-1, Apps, 2027-Q1)   must, weight 1
        -15 + 4 short >= -14
    """
    for rule, scope, period, z in triggered(rows, org, x, Span):
        _emit_one(rows, org, x, rule, scope, period, z)


def _emit_one(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: Span,
    scope: Scope,
    period: int,
    z: Linear,
) -> None:
    """The most reports, and the fewest where the rule has any, for the layer that it names or for
    the lowest one.
    """
    label, most = org.calendar.label(period), most_heads(org, x, org.part(scope), (), period)
    layer = (
        _named_layer(rows, org, x, rule, scope, period)
        if rule.roles
        else _lowest_layer(rows, org, x, rule, scope, period)
    )
    left = layer.most.plus(layer.led, -1).plus(z, -most)
    rows.demand(
        FAMILY,
        (rule.id, scope.label, label),
        left,
        -most,
        rule.strength,
        rule.weight,
        unit=rule.per or USUAL_SPAN,
    )
    if rule.per_min is not None:
        left = layer.led.plus(layer.fewest, -1).plus(z, -layer.bound)
        key = (rule.id, scope.label, FEWEST, label)
        rows.demand(
            FAMILY,
            key,
            left,
            -layer.bound,
            rule.strength,
            rule.weight,
            unit=rule.per_min,
            worth=NOTHING,
        )


def _named_layer(
    rows: ModelSink, org: Organisation, x: DecisionVariables, rule: Span, scope: Scope, period: int
) -> Layer:
    """Heads of the roles that lead, and of the people that they lead."""
    part, led, least = org.part(scope), Linear(), rule.per_min or 0
    leaders, bound = (
        heads(org, x, part, rule.roles, period),
        least * most_heads(org, x, part, rule.roles, period),
    )
    leads = {org.team[team].lead for team in part.teams} | org.line_managers

    def below(role: str, *, leads_people: bool = False) -> bool:
        required = (
            org.matches(role, rule.counts)
            if rule.counts
            else leads_people or org.role[role].can_manage
        )
        return required and not org.matches(role, rule.roles)

    for person in x.people_in(org, part.teams):
        for at in situations(org, x, person, period):
            here = at.place[0] == person.team  # who moves leads those left behind no more
            if at.place in part and below(at.role, leads_people=here and person.id in leads):
                led.include(at.here)
        if person.id not in leads:
            for (role, place), taken in leading_as(rows, org, x, person, period).items():
                if place in part and below(role, leads_people=True) and not below(role):
                    led.include(taken)
    for seat, seats in x.seats_in(part, period):
        if below(seat.role):
            led.add(1, seats)
        elif below(seat.role, leads_people=True):
            led.include(leads_team(org, x, seat, seat.team, period))
    return Layer(
        led, Linear().plus(leaders, rule.per or USUAL_SPAN), Linear().plus(leaders, least), bound
    )


def _lowest_layer(
    rows: ModelSink, org: Organisation, x: DecisionVariables, rule: Span, scope: Scope, period: int
) -> Layer:
    """Those who do not manage, and those who lead them."""
    part, usual, layer = (
        org.part(scope),
        rule.per or USUAL_SPAN,
        Layer(Linear(), Linear(), Linear(), 0),
    )
    leads = {org.team[team].lead for team in part.teams}
    near = {person.id for person in x.people_in(org, part.teams)} | leads
    known = (org.person[name] for name in near if name is not None and name in org.person)
    for person in sorted(known, key=org.roster_order):
        for at in situations(org, x, person, period):
            inside, role = at.place in part, org.role[at.role]
            here = at.place[0] == person.team  # who moves leads those left behind no more
            if (here and person.id in leads) or (
                inside and (role.can_manage or (here and person.id in org.line_managers))
            ):
                layer.most.include(at.here, role.span_max or usual)
                layer.fewest.include(at.here, _least(role, rule))
            elif inside:
                layer.led.include(at.here)
        if person.id not in leads:
            for (name, place), taken in leading_as(rows, org, x, person, period).items():
                inside, led = place in part, place[0] in part.teams
                if led and not (inside and _manages(org, person, name, place)):
                    _rises(layer, org.role[name], rule, taken, led=inside)
    for seat, seats in x.seats_in(part, period):
        role = org.role[seat.role]
        if role.can_manage:
            layer.most.add(role.span_max or usual, seats)
            layer.fewest.add(_least(role, rule), seats)
        else:
            layer.led.add(1, seats)
    for who, taken in leading(org, x, part.teams, period):
        if isinstance(who, Seat):
            role, inside = org.role[who.role], who.place in part
            if not (inside and role.can_manage):
                _rises(layer, role, rule, taken, led=inside)
    managing = [role for role in org.roles if role.can_manage]
    most = most_heads(org, x, part, [role.id for role in managing], period) if managing else 0
    managers = leads | org.line_managers
    named = sum(person.id in managers for person in org.people)
    layer.bound = (most + named + len(part.teams)) * max(
        (_least(role, rule) for role in org.roles), default=0
    )
    return layer


def _manages(org: Organisation, person: Person, role: str, place: tuple[str, str | None]) -> bool:
    """Whether somebody manages without leading a team: by role, or as others report to them in the
    team of today.
    """
    stays = place[0] == person.team
    return org.role[role].can_manage or (stays and person.id in org.line_managers)


def _rises(layer: Layer, role: Role, rule: Span, taken: Linear, *, led: bool) -> None:
    """Whoever takes over leads, and is led no more where they were."""
    layer.led.include(taken, -float(led))
    layer.most.include(taken, role.span_max or rule.per or USUAL_SPAN)
    layer.fewest.include(taken, _least(role, rule))


def _least(role: Role, rule: Span) -> int:
    """Fewest reports that a holder of a role should have; none where the rule asks for no
    fewest.
    """
    return 0 if rule.per_min is None else rule.per_min if role.span_min is None else role.span_min


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Compare reports and spans at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Managers short, and too many of them where the rule has a fewest.

    Examples
    --------
    >>> rule = Span(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     roles=("Lead engineer",),
    ...     counts=("Frontend engineer",),
    ...     per=4,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', '2027-Q1'), 2.0, 1.0, 1)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, Span):
        yield from _judge(walk, rule, scope, period, is_triggered)


def _judge(
    walk: PlanSimulation, rule: Span, scope: Scope, period: int, is_triggered: bool
) -> Iterator[Measure]:
    """Managers short of what the heads below take; each further one is taken to lead the
    usual number.
    """
    org = walk.org
    above, below = (
        _named(walk, rule, scope, period) if rule.roles else _managing(walk, scope, period)
    )
    led = heads_of(below)
    can = math.fsum(
        m.heads * ((rule.per or USUAL_SPAN) if rule.roles else span_of(org.role[m.role], rule))
        for m in above
    )
    required = (
        math.ceil((led - can) / span_of(None, rule) - TOLERANCE)
        if is_triggered and led > can
        else 0
    )
    label, managers = org.calendar.label(period), heads_of(above)
    yield rule_measure(
        rule,
        (scope.label, label),
        managers + required,
        managers,
        required,
        ids(above),
        is_triggered,
        unit="managers",
    )
    if rule.per_min is not None:
        key = (scope.label, FEWEST, label)
        yield _idle(org, rule, rule.per_min, key, above, led, is_triggered)


def _idle(
    org: Organisation,
    rule: Span,
    per_min: int,
    key: Key,
    above: list[Member],
    led: float,
    is_triggered: bool,
) -> Measure:
    """Managers too many for the fewest reports that each should have."""
    managers = heads_of(above)
    own = [
        (
            per_min
            if rule.roles or org.role[m.role].span_min is None
            else org.role[m.role].span_min or 0
        )
        for m in above
    ]
    should = math.fsum(m.heads * least for m, least in zip(above, own, strict=True))
    idle = math.ceil((should - led) / per_min - TOLERANCE) if is_triggered and should > led else 0
    return rule_measure(
        rule,
        key,
        managers - idle,
        managers,
        idle,
        ids(above),
        is_triggered,
        unit="managers",
        sense=Sense.AT_MOST,
        worth=NOTHING,
    )


def _managing(walk: PlanSimulation, scope: Scope, period: int) -> tuple[list[Member], list[Member]]:
    """Those who manage in a scope, and its other people."""
    org = walk.org
    leads = {member.id for member in leads_in(walk, scope, period)}
    lines = {person.manager_id for person in org.people}
    inside = walk.at_end(period, scope)
    managers = [
        m
        for m in walk.at_end(period)
        if m.id in leads
        or (m in inside and (org.role[m.role].can_manage or (m.id in lines and m.in_own_team)))
    ]
    return managers, [member for member in inside if member not in managers]


def _named(
    walk: PlanSimulation, rule: Span, scope: Scope, period: int
) -> tuple[list[Member], list[Member]]:
    """Holders of the roles that lead, and the people that they lead."""
    above = list(walk.at_end(period, scope, rule.roles))
    if rule.counts:
        return above, [
            member for member in walk.at_end(period, scope, rule.counts) if member not in above
        ]
    managers, _ = _managing(walk, scope, period)
    inside = walk.at_end(period, scope)
    return above, [member for member in managers if member in inside and member not in above]


def span_of(role: Role | None, rule: Span) -> int:
    """Reports that a holder of a role can lead under a rule.

    Parameters
    ----------
    role
        Its `span_max` comes first; ``None`` is somebody without a role.
    rule
        Its `per` comes second, :data:`USUAL_SPAN` last.

    Returns
    -------
    int
        Heads.

    Examples
    --------
    >>> rule = Span(id="R-1", scopes=(org.need["N-003"].scope,), per=9)
    >>> (
    ...     span_of(None, rule),
    ...     span_of(org.role["Lead engineer"], rule),
    ...     span_of(org.role["Lead engineer"].replace(span_max=5), rule),
    ... )
    (9, 12, 5)
    """
    return (role.span_max if role else None) or rule.per or USUAL_SPAN


def seats_that_help(
    org: Organisation, rule: Span, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """Seats that lead; nobody is hired to be led.

    Parameters
    ----------
    org
        Read for roles and leads.
    rule
        Its `roles` lead; without any, whoever manages.
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
    >>> rule = Span(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     roles=("Lead engineer",),
    ...     counts=("Frontend engineer",),
    ...     per=4,
    ... )
    >>> bounds = HeadcountUpperBounds(
    ...     {"Apps": 9, "Payments": 12, "Payments SRE": 4, "Product": 3}, {}, {}, {}
    ... )
    >>> seats_that_help(org, rule, org.role["Lead engineer"], "Apps", bounds)
    3
    """
    scopes = scopes_with(org, rule, team, bounds)
    return max((_seats_in(org, rule, role, team, scope, bounds) for scope in scopes), default=0)


def _seats_in(
    org: Organisation,
    rule: Span,
    role: Role,
    team: str,
    scope: Scope,
    bounds: HeadcountUpperBounds,
) -> int:
    """Seats that would lead everybody who can be in a scope."""
    most = sum(bounds.teams[name] for name in org.teams_of(scope))
    if rule.roles:
        leads = org.matches(role.id, rule.roles)
        return math.ceil(most / (rule.per or USUAL_SPAN)) if leads else 0
    manages = role.can_manage or could_lead(org, role, team)
    return math.ceil(most / span_of(role, rule)) if manages else 0


def skills_that_help(
    org: Organisation, rule: Span, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """What it takes to take over, where a lead may be gone.

    Parameters
    ----------
    org
        Read for rules on leads, and who leads today.
    rule
        Unused: what it takes to lead a team is the same for every rule.
    scope
        Where leads may be gone.
    person
        Unused: the same helps everybody in the scope.

    Yields
    ------
    SkillTarget
        Skill and level.
    """
    return skills_of_leads(org, scope)


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which layer has outgrown its managers, or has too many of them.

    Parameters
    ----------
    measure
        One of a scope with too few or too many managers.
    org
        Read for names and the rule.

    Examples
    --------
    >>> rule = Span(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     roles=("Lead engineer",),
    ...     counts=("Frontend engineer",),
    ...     per=4,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: Apps has more people than its Lead engineer can lead: 1 there, 1 more needed. Hire
    or name a manager, split the team, or hire elsewhere.'
    """
    rule_id, scope = measure.key[:2]
    rule = org.rule_as(Span, rule_id)
    who = either(rule.roles, N_("managers"))
    if len(measure.key) == 4:
        names = [person.name for person in map(org.person.get, measure.by) if person is not None]
        named = _(" ({names})", names=_(", ").join(names)) if names else ""
        return _(
            "{period}: {scope} has too few people for its {who}{named}: at {per_min} reports or"
            " more each, enough for {required:g} and not for {planned:g}, {short:g} too many. Merge"
            " teams, move people into them, or lead with fewer: nobody is hired to be led.",
            **(measure.figures | {"required": max(measure.required, 0.0)}),
            scope=scope_in_words(scope),
            who=who,
            named=named,
            per_min=rule.per_min,
        )
    return _(
        "{period}: {scope} has more people than its {who} can lead: {planned:g} there, {short:g}"
        " more needed. Hire or name a manager, split the team, or hire elsewhere.",
        **measure.figures,
        scope=scope_in_words(scope),
        who=who,
    )


def phrase(key: Key) -> str:
    """What a row of the rule asks for, to stand before the name of its scope.

    Parameters
    ----------
    key
        Three parts are most reports, four the fewest.

    Examples
    --------
    >>> phrase(("R-1", "Apps", "2027-Q1"))
    'enough managers for'
    """
    return _("enough managers for") if len(key) == 3 else _("enough reports for each manager in")


def in_words(rule: Span) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Without `per` it takes :data:`USUAL_SPAN`.

    Examples
    --------
    >>> in_words(
    ...     Span(
    ...         id="R-1",
    ...         scopes=(org.need["N-003"].scope,),
    ...         roles=("Lead engineer",),
    ...         counts=("Frontend engineer",),
    ...         per=4,
    ...     )
    ... )
    'each of Lead engineer leads at most 4 Frontend engineer'
    """
    led = either(rule.counts, N_("who manage") if rule.roles else N_("people"))
    fewest = (
        _(", and no fewer than {per_min}", per_min=rule.per_min) if rule.per_min is not None else ""
    )
    return _(
        "each of {roles} leads at most {per} {led}{fewest}",
        roles=either(rule.roles, N_("those who manage")),
        per=rule.per or USUAL_SPAN,
        led=led,
        fewest=fewest,
    )
