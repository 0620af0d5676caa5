r"""Nobody leads too many: the people of a team are no more than its managers can lead.

.. math::

    N^{reports}_{St} \le \sum_m span_m\, N_{mt} + \kappa\, u_{St} + \bar N_S (1 - z_{St}) \qquad \forall S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`N^{reports}_{St}`  heads that do not manage                                    heads
:math:`m`                 those who manage: holders of a role that can, and leads      –
:math:`span_m`            direct reports each can lead (``Roles``, else ``per``)       heads
:math:`\kappa`            span of the rule (``per``, else assumption: 7)               heads
:math:`u_{St}`            managers short                                              heads
:math:`z_{St}`            1 when the threshold, if there is one, is reached            0/1
========================  ==========================================================  =====

A team's lead counts as a manager whatever the role, also from another team. Source: text 003 (team sizes that leaders'
roles state); GitLab handbook, 4–10 reports.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from orgplan.constraints.expressions import heads, most_heads, situations, trigger
from orgplan.constraints.rows import Decisions, Linear, Rows
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule, RuleFamily
from orgplan.domain.teams import Scope
from orgplan.domain.walk import Walk, heads_of

FAMILY = "span"
USUAL_SPAN = 7  # reports per manager where neither role nor rule says (Larson)


def emit(rows: Rows, org: Organisation, x: Decisions) -> None:
    """State one demand for each rule, scope and period."""
    for rule in org.rules:
        if rule.family is not RuleFamily.SPAN or rule.strength is Strength.OFF:
            continue
        for scope in rule.scopes:
            for period, label in enumerate(org.calendar.labels):
                z = trigger(rows, org, x, rule, scope, period)
                if z is None:
                    continue
                most = most_heads(org, x, org.part(scope), (), period)
                left = _spare(org, x, rule, scope, period).plus(z, -most)
                rows.demand(FAMILY, (rule.id, scope.label, label), left, -most, rule.strength, rule.weight, unit=rule.per or USUAL_SPAN)


def _spare(org: Organisation, x: Decisions, rule: Rule, scope: Scope, period: int) -> Linear:
    """Reports that managers can lead, less the reports there are."""
    part, usual = org.part(scope), rule.per or USUAL_SPAN
    leads = {org.team[team].lead for team in part.teams}
    spare = Linear().plus(heads(org, x, part, (), period), -1)
    for person in org.people:
        for at in situations(org, x, person, period):
            inside, role = at.place in part, org.role[at.role]
            if person.id in leads or (inside and role.can_manage):
                spare = spare.plus(at.here, (role.span_max or usual) + inside)
    for seat, seats in x.hire.items():
        if seat.place in part and seat.there(period) and org.role[seat.role].can_manage:
            spare.add((org.role[seat.role].span_max or usual) + 1, seats)
    return spare


def measure(walk: Walk) -> Iterator[Measure]:
    """Compare reports and spans at the end of each period."""
    for rule in walk.org.rules:
        if rule.family is RuleFamily.SPAN and rule.strength is not Strength.OFF:
            for scope in rule.scopes:
                for period in range(walk.org.calendar.periods):
                    yield _judge(walk, rule, scope, period)


def _judge(walk: Walk, rule: Rule, scope: Scope, period: int) -> Measure:
    org = walk.org
    leads = {org.team[team].lead for team in org.teams_of(scope)}
    inside = set(walk.at_end(period, scope))
    managers = [m for m in walk.at_end(period) if m.id in leads or (m in inside and org.role[m.role].can_manage)]
    reports = heads_of(inside - set(managers))
    led = sum(span_of(org.role[manager.role], rule) * manager.heads for manager in managers)
    bites = walk.bites(rule, scope, period)
    short = math.ceil((reports - led) / span_of(None, rule) - 1e-9) if bites and reports > led else 0
    return Measure(
        FAMILY,
        (rule.id, scope.label, org.calendar.label(period)),
        heads_of(managers) + short,
        heads_of(managers),
        short,
        "managers",
        strength=rule.strength,
        weight=rule.weight,
        triggered=bites,
        by=tuple(manager.id for manager in managers),
    )


def span_of(role: Role | None, rule: Rule) -> int:
    """Reports that a holder of a role can lead under a rule."""
    return (role.span_max if role else None) or rule.per or USUAL_SPAN


def explain(measure: Measure, org: Organisation) -> str:
    """Say which team has outgrown its managers."""
    _, scope, period = measure.key
    return (
        f"{period}: {scope} has outgrown its {measure.planned:g} manager(s), {measure.short:g} more needed. "
        "Hire or name a manager, split the team, or hire elsewhere."
    )
