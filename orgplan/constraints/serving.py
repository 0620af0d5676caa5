"""What is of use to anybody: asked of every family, in its own module.

A family that says nothing about seats is not passed over: which seats can serve it is then read
off its rows (`orgplan.solver.row_bounds`). One that says nothing about skills may be served by any.
"""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.constraints.family import (
    Family,
    RuleGrownFrom,
    RuleModule,
    RuleOutgrown,
    RuleReaches,
    RuleSaysSeats,
    RuleSaysSkills,
    SaysSeats,
    SaysSkills,
)
from orgplan.constraints.model.usefulness import (
    HeadcountUpperBounds,
    Places,
    SkillTarget,
    seats_to_outgrow,
)
from orgplan.constraints.registry import families, outside, rule_module_of, rule_modules
from orgplan.domain.base import Strength
from orgplan.domain.offers import belongs
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import MAX_PROFICIENCY, Person
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule
from orgplan.domain.teams import Scope


def rules_that_count(org: Organisation) -> tuple[Rule, ...]:
    """Rules that are not switched off."""
    return tuple(rule for rule in org.rules if rule.strength is not Strength.OFF)


def seats_that_help(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """Most seats of a role in a team that serve the families which say so, each on its own; see :func:`silent_about_seats` for the others."""
    rules = {module.FAMILY for module in rule_modules()}
    use = sum(
        family.seats_that_help(org, role, team, bounds)
        for family in families()
        if family.FAMILY not in rules and isinstance(family, SaysSeats)
    )
    return use + sum(_for_rule(org, rule, role, team, bounds) for rule in rules_that_count(org))


def _for_rule(
    org: Organisation, rule: Rule, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    module = rule_module_of(rule.family)
    if not isinstance(module, RuleSaysSeats):
        return 0
    outgrown = [
        seats_to_outgrow(org, rule, scope)
        for scope in rule.scopes
        if team in org.teams_of(scope)
        and (not rule.of_those_there or bounds.somebody_in(org, scope))
        and (not isinstance(module, RuleOutgrown) or module.worth_outgrowing(org, rule, scope))
    ]
    use = max(outgrown, default=0) + module.seats_that_help(org, rule, role, team, bounds)
    if bounds.wanted and isinstance(module, RuleGrownFrom):
        use += module.seats_to_grow_from(org, rule, role, team, bounds)
    return use


def something_grows(org: Organisation) -> bool:
    """Whether some rule allows more seats where there are more: then what others want has to be known first."""
    return any(
        isinstance(rule_module_of(rule.family), RuleGrownFrom) for rule in rules_that_count(org)
    )


def silent_about_seats(org: Organisation) -> tuple[Family, ...]:
    """Families that have something to judge and do not say which seats can serve them."""
    with_rules = {rule.family for rule in rules_that_count(org)}
    return tuple(
        family
        for family in families()
        if (
            family.FAMILY in with_rules and not isinstance(family, RuleSaysSeats)
            if isinstance(family, RuleModule)
            else not isinstance(family, SaysSeats)
        )
    )


def skills_that_help(org: Organisation, person: Person, places: Places) -> Iterator[SkillTarget]:
    """Everything that somebody could learn with which they may serve something, here or where they may come to be."""
    for family in families():
        if isinstance(family, RuleModule):
            continue
        if isinstance(family, SaysSkills):
            yield from family.skills_that_help(org, person, places)
        else:
            yield from _anything(org)
    teams = {team for _, team in places}
    for rule in rules_that_count(org):
        module = rule_module_of(rule.family)
        if not isinstance(module, RuleSaysSkills):
            yield from _anything(org)
            continue
        for scope in rule.scopes:
            if teams & reach(org, rule, scope):
                yield from module.skills_that_help(org, rule, scope, person)


def _anything(org: Organisation) -> Iterator[SkillTarget]:
    """Whatever a course teaches, as far as it goes: what begins in the last period may count too."""
    for skill in org.courses_of_skill:
        yield SkillTarget(skill, MAX_PROFICIENCY, training_counts=True)


def reach(org: Organisation, rule: Rule, scope: Scope) -> frozenset[str]:
    """Teams in which an action can make a difference to a rule in a scope; all, where its family does not say."""
    module = rule_module_of(rule.family)
    if isinstance(module, RuleReaches) and not rule.also_anywhere:
        return module.reach(org, rule, scope)
    return frozenset(team.id for team in org.teams)


def opened_in(org: Organisation, role: Role, team: str) -> bool:
    """Whether seats of a role are opened in a team: where it belongs, or anywhere while a family that says nothing may ask for it."""
    silent = (family for family in outside() if not isinstance(family, RuleModule))
    return belongs(org, role, team) or any(not isinstance(one, SaysSeats) for one in silent)
