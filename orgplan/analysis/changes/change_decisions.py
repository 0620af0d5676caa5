"""Changes to what may be decided: freezes, the strength of rules, actions that must or must not
be.
"""

from orgplan.constraints import Trait, make_rule, with_trait
from orgplan.domain import (
    ORGANISATION,
    Freezes,
    Lock,
    LockedAction,
    LockRow,
    Organisation,
    Rule,
    Scope,
    ScopeKind,
    Strength,
)
from orgplan.errors import BadArgument
from orgplan.language import _, with_values

from .change_names import (
    free_name,
    known_name,
    nearest,
    period_numbers,
    runs_of,
)
from .change_values import Change


class FreezeChange(Change):
    """No decisions, or no starts, in some periods.

    Attributes
    ----------
    freezes
        Whether decisions are frozen, or first days.
    periods
        Labels; each run of consecutive ones is a freeze of its own.
    roles
        Ids, names or families; none is every role.
    teams
        Ids; none is the whole organisation.
    all_seats
        Whether contractors and the like are frozen too.
    """

    freezes: Freezes
    periods: tuple[str, ...]
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    all_seats: bool

    def _made(self, org: Organisation) -> Organisation:
        """One rule for each run of consecutive periods, as a freeze has a first and a last one."""
        numbers = period_numbers(org, self.periods, "op.change.freeze")
        for name in self.roles:
            if not any(name in (role.id, role.name, role.family) for role in org.roles):
                known = {name for role in org.roles for name in (role.id, role.name, role.family)}
                raise BadArgument("op.change.freeze", f"roles={name!r}", nearest(name, known))
        scopes = tuple(
            Scope(kind=ScopeKind.TEAM, name=known_name(org.team, name, "op.change.freeze", "teams"))
            for name in self.teams
        ) or (ORGANISATION,)
        taken = {rule.id for rule in org.rules}
        (family,) = with_trait(Trait.FREEZE)
        rules = []
        for first, last in runs_of(numbers):
            name = free_name("hiring freeze", taken)
            taken.add(name)
            rules.append(
                make_rule(
                    family=family,
                    id=name,
                    scopes=scopes,
                    counts=self.roles,
                    first=first,
                    last=last,
                    freezes=self.freezes,
                    all_seats=self.all_seats,
                    sentence=str(self),
                    source="what if",
                )
            )
        return org.replace(rules=(*org.rules, *rules))

    def __str__(self) -> str:
        whole = (
            _("hiring freeze: no starts{of} in {periods}")
            if self.freezes is Freezes.STARTS
            else _("hiring freeze: no decisions{of} in {periods}")
        )
        of = _(" of {roles}", roles=_(", ").join(self.roles)) if self.roles else ""
        of += _(" in {teams}", teams=_(", ").join(self.teams)) if self.teams else ""
        return with_values(whole, of=of, periods=_(", ").join(self.periods))


class RuleStrength(Change):
    """Another strength for a rule.

    Attributes
    ----------
    name
        Id of one rule, or the family of several.
    strength
        In place of their own.
    """

    name: str
    strength: Strength

    def _made(self, org: Organisation) -> Organisation:
        if not any(map(self._is_meant, org.rules)):
            known = {str(name) for rule in org.rules for name in (rule.id, rule.family)}
            raise BadArgument("op.change.rule", f"name={self.name!r}", nearest(self.name, known))
        return org.replace(
            rules=tuple(
                rule.replace(strength=self.strength) if self._is_meant(rule) else rule
                for rule in org.rules
            )
        )

    def _is_meant(self, rule: Rule) -> bool:
        return self.name == rule.family or rule.is_called(self.name)

    def __str__(self) -> str:
        if self.strength is Strength.OFF:
            return _("rule {name} off", name=self.name)
        must = self.strength is Strength.MUST
        sentence = _("rule {name} a must") if must else _("rule {name} a should")
        return with_values(sentence, name=self.name)


class LockedActions(Change):
    """Hires or courses that must be, must not be, or at most so often.

    Attributes
    ----------
    lock
        At least, none, or at most `count`.
    hire, train
        A role (id, name or family) or a course; one of them is ``None``.
    team
        ``None`` is any.
    periods
        Labels; none is the whole horizon.
    count
        All periods together.
    """

    lock: Lock
    hire: str | None
    train: str | None
    team: str | None
    periods: tuple[str, ...]
    count: int = 1

    def _made(self, org: Organisation) -> Organisation:
        """One lock for each role of the name or family, each with the whole count."""
        where = "op.change.require" if self.lock is Lock.MUST else "op.change.forbid"
        team = None if self.team is None else known_name(org.team, self.team, where, "team")
        if self.train is not None:
            targets = [known_name(org.course, self.train, where, "train")]
        else:
            assert self.hire is not None
            targets = [
                role.id for role in org.roles if self.hire in (role.id, role.name, role.family)
            ]
            if not targets:
                known = {name for role in org.roles for name in (role.id, role.name)}
                raise BadArgument(where, f"hire={self.hire!r}", nearest(self.hire, known))
        taken = {lock.id for lock in org.locks}
        locks = []
        for target in targets:
            name = free_name("what if", taken)
            taken.add(name)
            train = self.train is not None
            locks.append(
                LockRow(
                    id=name,
                    lock=self.lock,
                    action=LockedAction.TRAIN if train else LockedAction.HIRE,
                    who=None if train else target,
                    what=target if train else None,
                    team=team,
                    periods=period_numbers(org, self.periods, where) if self.periods else (),
                    count=self.count,
                )
            )
        return org.replace(locks=(*org.locks, *locks))

    def __str__(self) -> str:
        if self.hire:
            forms = (
                _("no hire of {what}"),
                _("at least {count} × hire of {what}"),
                _("at most {count} × hire of {what}"),
            )
        else:
            forms = (
                _("no start of {what}"),
                _("at least {count} × start of {what}"),
                _("at most {count} × start of {what}"),
            )
        form = forms[0 if self.lock is Lock.MUST_NOT else 1 if self.lock is Lock.MUST else 2]
        sentence = with_values(form, what=self.hire or self.train, count=self.count)
        sentence += _(" in {teams}", teams=self.team) if self.team else ""
        return sentence + (
            _(" in {periods}", periods=_(", ").join(self.periods)) if self.periods else ""
        )
