"""How two plans differ, in words: what each does that the other does not, and leaves open."""

from collections import Counter
from collections.abc import Iterator, Mapping

from orgplan.constraints import rule_families
from orgplan.constraints.naming import limit_named
from orgplan.domain import (
    Action,
    Exit,
    Hire,
    Measure,
    Move,
    Need,
    Organisation,
    ShortTime,
    Strength,
    Takeover,
    Training,
    scope_in_words,
)
from orgplan.language import _

from ..assessment import Assessment
from ..causes import rule_in_words

SAME = 0.005  # plan currency, and heads or FTE short: less is rounding
AS_GOOD = 1e-3  # by which costs of two plans may differ: the gap at which a search stops
Short = Mapping[tuple[str, ...], tuple[float, str]]


def open_in(assessment: Assessment) -> Short:
    """What is missed, all its periods together: by how much, and in words.

    Parameters
    ----------
    assessment
        Read for broken musts and shoulds; limits are none of them.

    Returns
    -------
    Short
        (family, key without its period) → heads or FTE short, summed over the periods, and what was
        asked for in words.
    """
    found: dict[tuple[str, ...], tuple[float, str]] = {}
    for measure in assessment.shortfalls:
        if measure.strength in (Strength.MUST, Strength.SHOULD):
            key = (measure.family, *measure.key[:-1])
            before = found.get(key, (0.0, ""))[0]
            found[key] = (before + measure.shortfall, typed(assessment.org, measure))
    return found


def more_open(before: Assessment, after: Assessment) -> tuple[str, ...]:
    """What the second plan misses more of than the first, in words.

    Parameters
    ----------
    before, after
        Plans of the same needs and rules.

    Returns
    -------
    tuple[str, ...]
        What is asked for, once each; less than :data:`SAME` more is rounding.
    """
    there = open_in(before)
    return tuple(
        sentence
        for key, (short, sentence) in open_in(after).items()
        if short > there.get(key, (0.0, ""))[0] + SAME
    )


def only_in(after: Assessment, before: Assessment) -> tuple[str, ...]:
    """Actions that the first plan has more of than the second, in words.

    Parameters
    ----------
    after, before
        Plans; actions are compared by their words, not by id, as ids change from search to search.

    Returns
    -------
    tuple[str, ...]
        Two alike stand there twice.
    """
    more = Counter(described(after)) - Counter(described(before))
    return tuple(more.elements())


def described(assessment: Assessment) -> Iterator[str]:
    """Every action of a plan in a few words; those alike read alike.

    Parameters
    ----------
    assessment
        Read for the actions of its plan, in their order.

    Returns
    -------
    Iterator[str]
        See :func:`in_words`.
    """
    return (in_words(action, assessment.org) for action in assessment.plan.actions.values())


def typed(org: Organisation, measure: Measure) -> str:
    """What is asked for: a need by its reason as it was typed, a rule by what it asks for.

    Parameters
    ----------
    org
        Read for the need of the measure.
    measure
        Of a need, a rule or a limit.

    Returns
    -------
    str
        Without its period.
    """
    need = org.need.get(measure.key[0])
    if need is not None:
        return need_as_typed(need)
    if measure.family in rule_families():
        return rule_in_words(org, measure)
    return limit_named(org, measure.family, measure.key)


def need_as_typed(need: Need) -> str:
    """A need by its reason as it was typed, and what it asks for.

    Parameters
    ----------
    need
        Its reason may be blank.

    Returns
    -------
    str
        ``reason: skill in scope (id)``, without the first part where no reason was typed.
    """
    scope = scope_in_words(need.scope.label)
    sentence = _("{skill} in {scope} ({need})", skill=need.skill, scope=scope, need=need.id)
    return _("{reason}: {what}", reason=need.reason, what=sentence) if need.reason else sentence


def in_words(action: Action, org: Organisation) -> str:
    """An action in a few words.

    Parameters
    ----------
    action
        Of any kind.
    org
        Gives names of people and labels of periods.

    Returns
    -------
    str
        Without its id; hires with their period, actions on people without a day. In the language of
        the run.
    """
    if isinstance(action, Hire):
        when = org.calendar.label(org.calendar.period_of(action.start_date))
        return _("hire {role} into {team}, {when}", role=action.role, team=action.team, when=when)
    if isinstance(action, Training):
        return _("{who}: {course}", who=_named(org, action.person_id), course=action.course)
    if isinstance(action, Move):
        return _(
            "{kind} of {who} from {from_role} in {from_team} to {role} in {team}",
            kind=_(action.kind.value),
            who=_named(org, action.person_id),
            from_role=org.person[action.person_id].role,
            from_team=org.person[action.person_id].team,
            role=action.role,
            team=action.team,
        )
    if isinstance(action, Exit):
        return _("redundancy of {who}", who=_named(org, action.person_id))
    if isinstance(action, ShortTime):
        return _("short time of {who}", who=_named(org, action.person_id))
    if isinstance(action, Takeover):
        if action.who not in org.person:  # a seat has no name, and another plan numbers its own
            return _("somebody hired takes over {team}", team=action.team)
        return _("{who} takes over {team}", who=_named(org, action.who), team=action.team)
    group, when = action.group, org.calendar.label(org.calendar.period_of(action.start_date))
    kind = _(action.kind.value) if action.kind else _("recruits")
    return _(
        "{kind}: {heads:g} of {group}, {when}",
        kind=kind,
        heads=action.heads,
        group=group,
        when=when,
    )


def _named(org: Organisation, who: str) -> str:
    """The name of somebody; seats of the plan have none."""
    return org.person[who].name if who in org.person else who
