"""What is of use to anybody: asked of every family, in its own module.

A family that says nothing about seats is not passed over: which seats can serve it is then read
off its rows (`orgplan.solver.row_bounds`). One that says nothing about skills may be served by any.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.domain import (
    MAX_PROFICIENCY,
    Organisation,
    Person,
    Role,
    Rule,
    Scope,
    Strength,
    belongs,
)

from .family import (
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
from .model import (
    HeadcountUpperBounds,
    Places,
    SkillTarget,
    heads_today,
    seats_to_outgrow,
)
from .registry import families, outside, rule_module_of, rule_modules


def rules_that_count(org: Organisation) -> tuple[Rule, ...]:
    """Rules that are not switched off.

    Parameters
    ----------
    org
        Read for its rules.

    Returns
    -------
    tuple[Rule, ...]
        In the order of the workbook; what is off is neither stated nor judged.

    Examples
    --------
    >>> [rule.id for rule in rules_that_count(org)]
    ['echelon', 'director', 'span', 'product managers']
    """
    return tuple(rule for rule in org.rules if rule.strength is not Strength.OFF)


class SeatsThatHelp:
    """How many seats of a role in a team can serve something; what does not depend on both is
    looked up once.

    `fewest` is how many people a team has at the least, by team, if nothing is decided.
    """

    def __init__(self, org: Organisation) -> None:
        self.org = org
        rules = {module.FAMILY for module in rule_modules()}
        self.saying = tuple(
            family
            for family in families()
            if family.FAMILY not in rules and isinstance(family, SaysSeats)
        )
        self.fewest = {team.id: min(heads_today(org, team.id)) for team in org.teams}
        self.of_team: dict[str, list[_RuleInTeam]] = {team.id: [] for team in org.teams}
        for rule in rules_that_count(org):
            for team, served in _by_team(org, rule).items():
                self.of_team[team].append(served)

    def most(self, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
        """Most seats of a role in a team that serve the families which say so, each on its own; see
        :func:`silent_about_seats` for the others.

        Parameters
        ----------
        role, team
            The kind of seat.
        bounds
            Most heads and seats by team and role. With `demanded` empty, seats that only let others
            grow are not counted.

        Returns
        -------
        int
            Heads over the horizon: the sum over families and rules, so never fewer than are of use
            together.

        Examples
        --------
        >>> from orgplan.constraints.model.usefulness import HeadcountUpperBounds
        >>> ios = org.role["iOS engineer"]
        >>> SeatsThatHelp(org).most(ios, "Apps", HeadcountUpperBounds({"Apps": 9}, {}, {}, {}))
        9
        """
        use = sum(family.seats_that_help(self.org, role, team, bounds) for family in self.saying)
        return use + sum(served.most(self.org, role, team, bounds) for served in self.of_team[team])


@dataclass(frozen=True)
class _RuleInTeam:
    """A rule that a team can make a difference to; `outgrown` says how many seats take each of its
    scopes out of it.

    Attributes
    ----------
    rule
        One that is switched on.
    says
        Its family, which says how many seats serve it.
    grows
        The same family where it allows more seats the more there are, else ``None``.
    outgrown
        Scope → seats that take it out of the rule, where that is worth anything.
    """

    rule: Rule
    says: RuleSaysSeats
    grows: RuleGrownFrom | None
    outgrown: tuple[tuple[Scope, int], ...]

    def most(self, org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
        """Most seats of a role in the team that serve this rule: as asked for, to outgrow it, and
        to grow from.

        Parameters
        ----------
        org
            The organisation.
        role, team
            The kind of seat.
        bounds
            Most heads and seats so far; what lets others grow counts once `demanded` is known.

        Returns
        -------
        int
            Heads over the horizon.
        """
        outgrown = (
            seats
            for scope, seats in self.outgrown
            if not self.rule.of_those_there or bounds.somebody_in(org, scope)
        )
        use = max(outgrown, default=0)
        use += self.says.seats_that_help(org, self.rule, role, team, bounds)
        if bounds.demanded and self.grows is not None:
            use += self.grows.seats_to_grow_from(org, self.rule, role, team, bounds)
        return use


def _by_team(org: Organisation, rule: Rule) -> dict[str, _RuleInTeam]:
    """Team → a rule that it can make a difference to; nothing where its family says nothing about
    seats.
    """
    module = rule_module_of(rule.family)
    if not isinstance(module, RuleSaysSeats):
        return {}
    grows = module if isinstance(module, RuleGrownFrom) else None
    outgrow = {
        scope: seats
        for scope in rule.scopes
        if (seats := seats_to_outgrow(org, rule, scope))
        and (not isinstance(module, RuleOutgrown) or module.worth_outgrowing(org, rule, scope))
    }
    here = org.scopes_by_team(rule)
    return {
        team: _RuleInTeam(
            rule,
            module,
            grows,
            tuple((scope, outgrow[scope]) for scope in here.get(team, ()) if scope in outgrow),
        )
        for team in sorted(frozenset().union(*(reach(org, rule, scope) for scope in rule.scopes)))
    }


def something_grows(org: Organisation) -> bool:
    """Whether some rule allows more seats where there are more: then what others want has to be
    known first.

    Parameters
    ----------
    org
        Read for its rules.

    Returns
    -------
    bool
        Whether the bounds have to be worked out twice (:mod:`orgplan.solver.bounds`).

    Examples
    --------
    >>> something_grows(org)
    False
    """
    return any(
        isinstance(rule_module_of(rule.family), RuleGrownFrom) for rule in rules_that_count(org)
    )


def silent_about_seats(org: Organisation) -> tuple[Family, ...]:
    """Families that have something to judge and do not say which seats can serve them.

    Parameters
    ----------
    org
        Read for its rules: a family of rules without a rule has nothing to judge.

    Returns
    -------
    tuple[Family, ...]
        Families from outside the package mostly; their rows are read by
        :mod:`orgplan.solver.row_bounds`.

    Examples
    --------
    >>> silent_about_seats(org)
    ()
    """
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


class SkillsThatHelp:
    """What somebody could learn with which they may serve something; what does not depend on them
    is looked up once.
    """

    def __init__(self, org: Organisation) -> None:
        self.org = org
        others = tuple(one for one in families() if not isinstance(one, RuleModule))
        self.saying = tuple(one for one in others if isinstance(one, SaysSkills))
        rules = [(rule, rule_module_of(rule.family)) for rule in rules_that_count(org)]
        self.anything = len(self.saying) < len(others) or not all(
            isinstance(module, RuleSaysSkills) for _, module in rules
        )
        self.of_team: dict[str, list[tuple[RuleSaysSkills, Rule, Scope]]] = {
            team.id: [] for team in org.teams
        }
        for rule, module in rules:
            if isinstance(module, RuleSaysSkills):
                for scope in rule.scopes:
                    for team in reach(org, rule, scope):
                        self.of_team[team].append((module, rule, scope))

    def targets(self, person: Person, places: Places) -> Iterator[SkillTarget]:
        """Everything that somebody could learn of use here, or where they may come to be.

        Parameters
        ----------
        person
            Somebody of the roster, no group.
        places
            Pairs of role and team that they have or may come to have.

        Yields
        ------
        SkillTarget
            A skill with the level that counts; one skill may come several times, with different
            levels.

        Examples
        --------
        >>> bo = org.person["P02"]
        >>> sorted(
        ...     {
        ...         target.skill
        ...         for target in SkillsThatHelp(org).targets(bo, frozenset({(bo.role, bo.team)}))
        ...     }
        ... )
        ['Java', 'Kubernetes', 'SQL', 'Security', 'Team leadership']
        """
        if self.anything:
            yield from _anything(self.org)
        for family in self.saying:
            yield from family.skills_that_help(self.org, person, places)
        asked = set[tuple[str, Scope]]()
        for team in sorted({team for _, team in places}):
            for module, rule, scope in self.of_team[team]:
                if (rule.id, scope) not in asked:
                    asked.add((rule.id, scope))
                    yield from module.skills_that_help(self.org, rule, scope, person)


def _anything(org: Organisation) -> Iterator[SkillTarget]:
    """Whatever a course teaches, as far as it goes: what begins in the last period may count
    too.
    """
    for skill in org.courses_of_skill:
        yield SkillTarget(skill, MAX_PROFICIENCY, training_counts=True)


def reach(org: Organisation, rule: Rule, scope: Scope) -> frozenset[str]:
    """Teams in which an action can make a difference to a rule in a scope; all, where its family
    does not say.

    Parameters
    ----------
    org
        The organisation.
    rule, scope
        A rule in one of its scopes; a rule whose second condition is counted anywhere
        (`also_anywhere`) is reached from all teams.

    Returns
    -------
    frozenset[str]
        Ids of teams.

    Examples
    --------
    >>> sorted(reach(org, org.rule["echelon"], org.rule["echelon"].scopes[0]))
    ['Payments']
    """
    module = rule_module_of(rule.family)
    if isinstance(module, RuleReaches) and not rule.also_anywhere:
        return module.reach(org, rule, scope)
    return frozenset(team.id for team in org.teams)


def opened_in(org: Organisation, role: Role, team: str) -> bool:
    """Whether seats of a role are opened in a team: where it belongs, or anywhere while a family
    that says nothing may ask for it.

    Parameters
    ----------
    org
        Read for who belongs where.
    role
        Of the seat.
    team
        Id.

    Returns
    -------
    bool
        Whether the seat is on offer at all, before it is asked what it serves.

    Examples
    --------
    >>> (
    ...     opened_in(org, org.role["iOS engineer"], "Apps"),
    ...     opened_in(org, org.role["Frontend engineer"], "Product"),
    ... )
    (True, False)
    """
    silent = (family for family in outside() if not isinstance(family, RuleModule))
    return belongs(org, role, team) or any(not isinstance(one, SaysSeats) for one in silent)
