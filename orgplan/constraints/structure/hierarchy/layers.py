r"""Few layers, and nobody under their own: at most a given number from the top, and nobody of some
roles reports to another of them.

.. math::

    \sum_{p \in S} here_{pt}\, [d_p > D] \le u_{St} + \bar N_S (1 - z_{St}), \qquad
    \sum_{p \in S} here_{pt}\, [r_p, r_{boss(p)} \in R] \le v_{St} + \bar N_S (1 - z_{St}) \qquad
    \forall S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`here_{pt}`         1 when p is in S at the end of t                            0/1
:math:`d_p`               layer of p, 1 for whoever reports to nobody                 –
:math:`D`                 most layers (``count``)                                     –
:math:`r_p`               role of p at the end of t                                   –
:math:`boss(p)`           next up the line of today, or who heads the new team    –
:math:`R`                 roles or families of one layer (``roles``)                  –
:math:`\bar N_S`          smallest valid bound on the heads of S                      heads
:math:`z_{St}`            1 when the threshold, if there is one, is reached           0/1
:math:`u_{St}, v_{St}`    people too deep, and people under their own layer           heads
========================  ==========================================================  =====

Layers are those of the reporting lines of today (``manager_id``, else who heads the team, then the
teams above): a plan lets nobody rise by taking managers away. Whoever is new in a team stands one
layer below its head. Groups that are planned by numbers stand in none. Source: practice of
organisation design (spans and layers).
"""

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
    Key,
    Measure,
    Member,
    Organisation,
    PlanSimulation,
    Rule,
    Scope,
    Sense,
    scope_in_words,
)
from orgplan.language import N_, _, ngettext

from ...model import (
    DecisionVariables,
    Linear,
    ModelSink,
    most_heads,
    no_seats_for_rule,
    no_skills_for_rule,
    scope_alone,
    situations,
)
from ...parameters import Parameters, Required
from ..loops import rule_requirements, triggered
from ..measures import ids, rule_measure
from ..words import either

FAMILY = "layers"
DEEP, OWN = N_("too deep"), N_("under their own layer")
MOST_NAMES = 5  # of those who are named in a sentence


class Layers(Rule):
    """How deep the reporting lines go, and which roles do not report to each other."""

    of_needs: ClassVar[bool] = False
    of_no_role: ClassVar[bool] = True

    family: Literal["layers"] = "layers"
    count: int | None = Field(default=None, ge=1, description="Most layers from the top")
    roles: tuple[str, ...] = Field(
        default=(), description="One layer: none of these roles reports to another of them"
    )

    @property
    def roles_asked(self) -> tuple[str, ...]:
        """None: the roles are those of people who are there."""
        return ()

    @property
    def heads_named(self) -> int:
        """It asks for no heads."""
        return 0


PARAMETERS = Parameters(
    Layers,
    required=(
        Required(
            ("count", "roles"),
            "count or roles",
            "Fill in count (the most layers from the top), roles (of which nobody reports to"
            " another), or both.",
        ),
    ),
    aliases=("depth", "层级"),
    shortfall_unit="people in a layer where they should not be",
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State up to two rows for each rule, scope and period.

    Parameters
    ----------
    rows
        Takes demands by (rule, scope, what, period): heads that should not be there.
    org
        Read for reporting lines.
    x
        Moves, redundancies, seats and takeovers.

    Examples
    --------
    >>> rule = Layers(id="R-1", scopes=(org.need["N-003"].scope,), count=1)
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    layers(R-1, Apps, too deep, 2027-Q1)   must, weight 1
        -19 + short >= -14
    """
    for rule, scope, period, z in triggered(rows, org, x, Layers):
        bound, label = most_heads(org, x, org.part(scope), (), period), org.calendar.label(period)
        for what, heads in _counted(org, x, rule, scope, period).items():
            left = heads.plus(z, bound)
            key = (rule.id, scope.label, what, label)
            less = Linear(-left.constant, [(-c, v) for c, v in left.terms])
            rows.demand(FAMILY, key, less, -float(bound), rule.strength, rule.weight)


def _counted(
    org: Organisation, x: DecisionVariables, rule: Layers, scope: Scope, period: int
) -> dict[str, Linear]:
    """Heads of a scope in a layer where they should not be."""
    part, tree = org.part(scope), org.tree
    deep, own = Linear(), Linear()
    for person in (p for p in x.people_in(org, part.teams) if not p.is_group):
        for at in situations(org, x, person, period):
            if at.place not in part:
                continue
            home = at.place[0] == person.team
            depth = tree.depth(person.id) if home else tree.depth_in(at.place[0])
            line = tree.line(person.id) if home else tree.line_of_team(at.place[0])
            if rule.count is not None and depth > rule.count:
                deep.include(at.here)
            if _same(org, rule, at.role, line):
                own.include(at.here)
    for seat, seats in x.seats_in(part, period):
        if rule.count is not None and tree.depth_in(seat.team) > rule.count:
            deep.add(1, seats)
        if _same(org, rule, seat.role, tree.line_of_team(seat.team)):
            own.add(1, seats)
    return ({DEEP: deep} if rule.count is not None else {}) | ({OWN: own} if rule.roles else {})


def _same(org: Organisation, rule: Layers, role: str, line: tuple[str, ...]) -> bool:
    """Whether a role and that of the next up the line are both among those of one layer."""
    above = org.person[line[0]].role if line else None
    both = above is not None and org.matches(role, rule.roles) and org.matches(above, rule.roles)
    return bool(rule.roles) and both


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who is too deep, and who reports to their own layer, at the end of each period.

    Parameters
    ----------
    walk
        The plan in time; groups stand in no layer.

    Yields
    ------
    Measure
        Heads, with who they are.

    Examples
    --------
    >>> rule = Layers(id="R-1", scopes=(org.need["N-003"].scope,), count=1)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', 'too deep', '2027-Q1'), 0, 5, 5)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, Layers):
        there = [m for m in walk.at_end(period, scope) if m.person is None or not m.person.is_group]
        if rule.count is not None:
            deep = [m for m in there if _depth(walk, m) > rule.count]
            yield _measured(walk, rule, scope, DEEP, period, deep, is_triggered)
        if rule.roles:
            own = [m for m in there if _under_their_own(walk, rule, m)]
            yield _measured(walk, rule, scope, OWN, period, own, is_triggered)


def _depth(walk: PlanSimulation, member: Member) -> int:
    """Layers from the top; who is new in a team stands below its head."""
    tree = walk.org.tree
    return tree.depth(member.id) if member.in_own_team else tree.depth_in(member.team)


def _under_their_own(walk: PlanSimulation, rule: Layers, member: Member) -> bool:
    tree, org = walk.org.tree, walk.org
    line = tree.line(member.id) if member.in_own_team else tree.line_of_team(member.team)
    roles = [member.role, *(org.person[name].role for name in line[:1])]
    return len(roles) > 1 and all(org.matches(role, rule.roles) for role in roles)


def _measured(
    walk: PlanSimulation,
    rule: Layers,
    scope: Scope,
    what: str,
    period: int,
    found: list[Member],
    is_triggered: bool,
) -> Measure:
    """People that should not be there."""
    key, beyond = (scope.label, what, walk.org.calendar.label(period)), len(found)
    return rule_measure(
        rule,
        key,
        0,
        beyond,
        beyond if is_triggered else 0,
        ids(found),
        is_triggered,
        sense=Sense.AT_MOST,
    )


seats_that_help = no_seats_for_rule  # one more is never one less
skills_that_help = no_skills_for_rule
reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say who stands in a layer where nobody should.

    Parameters
    ----------
    measure
        One of people too deep, or below their own layer.
    org
        Read for names and the rule.

    Returns
    -------
    str
        In the language of the run; it names :data:`MOST_NAMES` people at the most.

    Examples
    --------
    >>> rule = Layers(id="R-1", scopes=(org.need["N-003"].scope,), count=1)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: in Apps nobody should stand below layer 1; 5 do (Nadia Haddad, Oskar Nowak, Priya
    Raman, Quinn Murphy, Rosa Vidal), 5 too many. Merge layers (manager ID on Roster, parent on
    Teams), or hire and move people further up.'
    """
    rule_id, scope, what, period = measure.key
    rule = org.rule_as(Layers, rule_id)
    named = [org.person[name].name for name in measure.by if name in org.person]
    some = (
        f" ({_(', ').join(named[:MOST_NAMES])}{' …' if len(named) > MOST_NAMES else ''})"
        if named
        else ""
    )
    if what == DEEP:
        return _(
            "{period}: in {scope} nobody should stand below layer {count}; {planned:g} do{some},"
            " {short:g} too many. Merge layers (manager ID on Roster, parent on Teams), or hire and"
            " move people further up.",
            **measure.figures,
            scope=scope_in_words(scope),
            count=rule.count,
            some=some,
        )
    return _(
        "{period}: in {scope} nobody who is {roles} should report to another one; {planned:g}"
        " do{some}, {short:g} too many. Merge the layers, or have them report to the one above"
        " (manager ID on Roster).",
        **measure.figures,
        scope=scope_in_words(scope),
        roles=either(rule.roles),
        some=some,
    )


def phrase(key: Key) -> str:
    """What a row of the rule asks for, to stand before the name of its scope.

    Parameters
    ----------
    key
        Rule, scope, which of both, and period.

    Examples
    --------
    >>> phrase(("R-1", "Apps", "too deep", "2027-Q1"))
    'few enough layers in'
    """
    return _("few enough layers in") if key[2] == DEEP else _("no reporting within a layer in")


def in_words(rule: Layers) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Whichever of both parts it asks for.

    Examples
    --------
    >>> in_words(Layers(id="R-1", scopes=(org.need["N-003"].scope,), count=1))
    'at most 1 layer from the top'
    """
    parts = []
    if rule.count is not None:
        parts.append(
            ngettext(
                "at most {n} layer from the top", "at most {n} layers from the top", rule.count
            )
        )
    if rule.roles:
        parts.append(_("nobody of {roles} reports to another of them", roles=either(rule.roles)))
    return _(" and ").join(parts)
