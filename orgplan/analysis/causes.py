"""Why a must stays open whatever the money: what is on offer is looked through, nothing is
guessed.
"""

from collections.abc import Iterable, Iterator, Sequence

from orgplan.constraints import PhrasedByNames, rule_families, rule_module_of
from orgplan.constraints.model import Seat, finished, seat_level
from orgplan.constraints.naming import limit_named, need_of
from orgplan.domain import (
    Measure,
    Need,
    NeedKind,
    Organisation,
    Role,
    Rule,
    Sense,
    first_whole_period,
    scope_in_words,
)
from orgplan.language import _
from orgplan.solver.bounds import hire_bounds
from orgplan.solver.candidate_actions import candidate_training_steps, seats_on_offer

MOST_NAMED = 4  # roles


def causes(org: Organisation, shortfalls: Iterable[Measure]) -> tuple[str, ...]:
    """What holds back each need or rule that is missed, where what is on offer says so; each once,
    in order.

    Parameters
    ----------
    org
        Read for what is on offer: roles with their lead times, courses, levers.
    shortfalls
        Broken measures; those that do not end by a period of the horizon are skipped.

    Returns
    -------
    tuple[str, ...]
        Sentences in the language of the run; nothing where more money or another choice would help.
    """
    seats = tuple(seats_on_offer(org, hire_bounds(org)))
    found = dict[str, None]()
    for measure in shortfalls:
        if measure.key[-1] in org.calendar.labels:
            found |= dict.fromkeys(_causes(org, measure, seats))
    return tuple(found)


def _causes(org: Organisation, measure: Measure, seats: Sequence[Seat]) -> Iterator[str]:
    """What holds back one miss: whoever can be hired or trained comes too late for its period, or
    nobody can be.
    """
    period = org.calendar.labels.index(measure.key[-1])
    need = need_of(org, measure.family, measure.key)
    if need is not None and need.kind is NeedKind.STAFF:
        part = org.part(need.scope)
        starts = [seat.start for seat in seats if seat.place in part and _is(org, seat.role, need)]
        starts += [
            first_whole_period(org, org.role[group.role], group.team)
            for group in org.groups
            if (group.team, group.location) in part and _is(org, group.role, need)
        ]
        asked = _of_roles(org, (need.skill,), period, starts)
        if asked and measure.sense is Sense.AT_LEAST:
            yield _(
                "{what}: {asked}.",
                what=_(
                    "{skill} in {scope}", skill=need.skill, scope=scope_in_words(need.scope.label)
                ),
                asked=asked,
            )
    elif need is not None:
        what = _("{skill} in {scope}", skill=need.skill, scope=scope_in_words(need.scope.label))
        yield from _of_skill(org, what, need, period, seats)
    elif measure.family in rule_families():
        rule = next(rule for rule in org.rules if rule.id == measure.key[0])
        roles, need = rule.roles_asked, _asked_by(org, rule, measure)
        mine = [seat for seat in seats if not roles or org.matches(seat.role, roles)]
        if need is not None:
            yield from _of_skill(org, rule_in_words(org, measure), need, period, mine, roles)
        elif roles and (asked := _of_roles(org, roles, period, [seat.start for seat in mine])):
            yield _("{what}: {asked}.", what=rule_in_words(org, measure), asked=asked)


def _of_skill(
    org: Organisation,
    what: str,
    need: Need,
    period: int,
    seats: Sequence[Seat],
    roles: Sequence[str] = (),
) -> Iterator[str]:
    """Why neither seats nor courses bring a skill; nothing where a seat could."""
    of_hiring = _of_hiring(org, need, period, seats, roles)
    if of_hiring:
        sentence = _("{what}: {of_hiring}", what=what, of_hiring=of_hiring)
        yield _(
            "{sentence}, and {of_training}.",
            sentence=sentence,
            of_training=_of_training(org, need, period),
        )


def _asked_by(org: Organisation, rule: Rule, measure: Measure) -> Need | None:
    """The skill of which a rule misses holders, as a need of its scope; ``None`` where it misses
    something else.
    """
    part, _of, area = measure.key[2].partition(" of ")
    owned = part in ("owner", "holders")
    named = area if owned else next(iter(rule.skills_named), None)
    scope = next((scope for scope in rule.scopes if scope.label == measure.key[1]), None)
    if named is None or scope is None or measure.sense is not Sense.AT_LEAST:
        return None
    asked = (measure.required,) * org.calendar.periods
    level = rule.model_dump(include={"owner_level"}).get("owner_level") if owned else None
    return Need(
        id=rule.id,
        scope=scope,
        skill=named,
        kind=NeedKind.HOLDERS,
        required=asked,
        min_level=level or rule.level_named,
    )


def rule_in_words(org: Organisation, measure: Measure) -> str:
    """What a rule asks for, and of which scope, for readers who know no ids.

    Parameters
    ----------
    org
        Read for the rule.
    measure
        Of a family of rules; its key is rule, scope, … , period.

    Returns
    -------
    str
        Without the rule's id, in the language of the run.
    """
    module, key = rule_module_of(measure.family), measure.key
    phrase = (
        module.phrase_of(org, key) if isinstance(module, PhrasedByNames) else module.phrase(key)
    )
    return _("{what} {scope}", what=phrase, scope=scope_in_words(measure.key[1]))


def subject(org: Organisation, measure: Measure) -> str:
    """What a measure is about, in few words, such as ``Java in Core ledger``.

    Parameters
    ----------
    org
        Read for the need, rule or limit.
    measure
        Of any family.

    Returns
    -------
    str
        Without period and id, in the language of the run.
    """
    need = need_of(org, measure.family, measure.key)
    if need is not None:
        return _("{skill} in {scope}", skill=need.skill, scope=scope_in_words(need.scope.label))
    if measure.family in rule_families():
        return rule_in_words(org, measure)
    return limit_named(org, measure.family, measure.key)  # such as the fewest heads of a team


def _of_hiring(
    org: Organisation,
    need: Need,
    period: int,
    seats: Sequence[Seat],
    roles: Sequence[str] = (),
) -> str:
    """Why no seat, of some roles or of any, serves a need by a period; nothing where one could."""
    what = _("{skill} at level {min_level}", skill=need.skill, min_level=need.min_level)
    brings = [
        role
        for role in org.roles
        if role.level_at(need.skill, ramped=True) >= need.min_level
        and (not roles or org.matches(role.id, roles))
    ]
    part, last = org.part(need.scope), org.calendar.periods
    held = [
        position.id
        for role in brings
        for team in sorted(part.teams)
        for position in org.held_positions.get((role.id, team), ())
    ]
    if held:
        return _("a seat that would bring {what} is on hold ({held})", what=what, held=_named(held))
    able = [
        first
        for seat in seats
        if seat.place in part and (first := _first_able(org, seat, need, last)) is not None
    ]
    if able:
        return _earliest(
            org, min(able), period, _("brings {what}", what=what), _("lead time and ramp")
        )
    return _not_on_offer(brings, what)


def _not_on_offer(brings: Sequence[Role], what: str) -> str:
    """Why nobody can be hired into the roles that bring a skill at a level."""
    if not brings:
        return _("no role on offer brings {what}", what=what)
    unpaid = [role.name for role in brings if role.band_mid is None]
    if len(unpaid) == len(brings):
        return _(
            "no pay band is known for {named}, which would bring {what}",
            named=_named(unpaid),
            what=what,
        )
    closed = [role.name for role in brings if role.max_hires == 0 and role.band_mid is not None]
    if len(closed) + len(unpaid) == len(brings):
        return _(
            "'Max hires' is 0 for {named}, which would bring {what}",
            named=_named(closed),
            what=what,
        )
    return _(
        "nobody hired as {named} can start before the horizon ends",
        named=_named([r.name for r in brings]),
    )


def _first_able(org: Organisation, seat: Seat, need: Need, last: int) -> int | None:
    """First period in which a seat has the level."""
    ends = last if seat.until is None else min(seat.until, last)
    there = range(seat.start, ends)
    return next((t for t in there if seat_level(org, seat, need.skill, t) >= need.min_level), None)


def _earliest(org: Organisation, first: int, period: int, does: str, why: str) -> str:
    return (
        _(
            "nobody who is hired {does} before {first} ({why})",
            does=does,
            first=org.calendar.label(first),
            why=why,
        )
        if first > period
        else ""
    )


def _of_training(org: Organisation, need: Need, period: int) -> str:
    """Why no course serves a need by a period, or that courses do not suffice."""
    teams = org.teams_of(need.scope)
    ends = [
        finished(org, org.course[step.course], start)
        for step, start in candidate_training_steps(org)
        if step.skill == need.skill
        and step.to_level >= need.min_level
        and org.person[step.person].team in teams
    ]
    if not ends:
        return _("no course on offer lifts anybody there to it within the horizon")
    if min(ends) > period:
        return _(
            "no course that leads to it counts before {label}",
            label=org.calendar.label(min(ends)),
        )
    return _("too few people reach it by course in time")


def _is(org: Organisation, role: str, need: Need) -> bool:
    """Whether a role is one of those that a need for staff asks for."""
    return org.matches(role, (need.skill,))


def _of_roles(org: Organisation, names: Sequence[str], period: int, starts: Sequence[int]) -> str:
    """Why nobody is hired into some roles or families by a period, from when they could start;
    nothing where somebody could.
    """
    asked = [role for role in org.roles if org.matches(role.id, names)]
    if starts:
        return _earliest(
            org,
            min(starts),
            period,
            _("starts as {named}", named=_named(names)),
            _("lead time"),
        )
    if not asked:
        return _("there is no role {named} to hire", named=_named(names))
    if all(role.band_mid is None for role in asked):
        return _("no pay band is known for {named}", named=_named([role.name for role in asked]))
    return _("nobody can be hired as {named} within the horizon", named=_named(names))


def _named(names: Sequence[str]) -> str:
    more = _(" and {names} more", names=len(names) - MOST_NAMED) if len(names) > MOST_NAMED else ""
    return _(" or ").join(names[:MOST_NAMED]) + more
