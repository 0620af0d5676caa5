"""What the inputs leave out so that a plan of them says little: reported before its ending, never
after "optimal".
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from orgplan.constraints import rules_that_ask_nothing, what_is_enforced
from orgplan.constraints.serving import rules_that_count
from orgplan.domain import NeedKind, Organisation, Person
from orgplan.language import _, ngettext

MOST_NAMES = 4
LATE = timedelta(days=366)  # a roster older than this when the plan begins is worth a word


def missing_inputs(org: Organisation, *, budgets_left_out: bool = False) -> list[str]:
    """Sentences on what is missing or looks wrong, those first that make the plan say least.

    Parameters
    ----------
    org
        As it was read; nothing of a plan is looked at.
    budgets_left_out
        Whether it had budgets that redaction took out.

    Returns
    -------
    list[str]
        For the head of the summary and the Run log; empty where nothing is noticed. In the language
        of the run.
    """
    money = _of_money(org, left_out=budgets_left_out)
    return [
        *_of_needs(org),
        *_of_rules(org),
        *_of_skills_of_rules(org),
        *_of_roles(org),
        *money,
        *_of_dates(org),
    ]


def _of_needs(org: Organisation) -> Iterator[str]:
    if not org.needs and not org.rules:
        yield _("no needs were found: fill in Requirements, or the plan has nothing to cover.")
    elif not org.needs:
        yield _(
            "no needs were found, only rules: fill in Requirements, or the plan covers no skill."
        )


def _of_rules(org: Organisation) -> Iterator[str]:
    for rule in rules_that_ask_nothing(org):
        yield _(
            "the rule {rule} asks nothing of anybody ({what_is_enforced}): check its scope, period"
            " and what it names on Rules, or set it to off.",
            rule=rule.id,
            what_is_enforced=what_is_enforced(org, rule)[:-1],
        )


def _of_skills_of_rules(org: Organisation) -> Iterator[str]:
    """Skills that a rule names and nobody has, while somebody has one that is called nearly so:
    mostly the same by another name.
    """
    had = {skill for person in org.people for skill, level in person.skills.items() if level}
    for rule in rules_that_count(org):
        for skill in rule.skills_named:
            near = sorted(own for own in had if skill not in had and _share_a_word(skill, own))
            if near:
                yield _(
                    "the rule {rule} asks for {skill}, in which nobody is rated, while {near} is"
                    " rated: if they are the same, state {near} as the skill of the rule on"
                    " Rules.",
                    rule=rule.id,
                    skill=skill,
                    near=near[0],
                )


def _share_a_word(one: str, other: str) -> bool:
    """Whether two names share their first word.

    Examples
    --------
    >>> _share_a_word("Team management", "Team leadership"), _share_a_word("Java", "Go")
    (True, False)
    """
    return one.casefold().split()[:1] == other.casefold().split()[:1]


def _of_roles(org: Organisation) -> Iterator[str]:
    """Roles without skills, and roles without a band, where they are more than half of all: fewer
    may be meant so.
    """
    hired = [role for role in org.roles if role.hireable]
    bare = [role.id for role in hired if not role.skills_at_start and not role.skills_after_ramp]
    if any(need.kind is not NeedKind.STAFF for need in org.needs) and 2 * len(bare) > len(hired):
        yield _(
            "{bare} of {hired} roles bring no skill ({shown}), so hiring them covers no need for"
            " skills: fill in Role skills.",
            bare=len(bare),
            hired=len(hired),
            shown=_shown(bare),
        )
    closed = [role.id for role in org.roles if role.band_mid is None]
    groups = {person.role for person in org.people if person.headcount is not None}
    closed = [role for role in closed if role not in groups]
    if org.needs and closed and 2 * len(closed) > len(org.roles):
        yield _(
            "{closed} of {roles} roles have no band ({shown}), so nobody is hired into them: fill"
            " in 'Band mid' on Roles.",
            closed=len(closed),
            roles=len(org.roles),
            shown=_shown(closed),
        )


def has_budgets(org: Organisation) -> bool:
    """Whether anything limits what a plan may spend.

    Parameters
    ----------
    org
        Read for its budget lines; those of heads alone are none of money.
    """
    return any(line.amount is not None for line in org.budget)


def _of_money(org: Organisation, *, left_out: bool) -> Iterator[str]:
    if not org.needs or has_budgets(org):
        return
    if left_out:
        yield _("budgets are left out here, so the cost of the plan is compared with none.")
    else:
        yield _(
            "no budget was found, so nothing limits what the plan may spend: fill in Budget, or"
            " give --budget."
        )


def _of_dates(org: Organisation) -> Iterator[str]:
    """Dates that look odd: starts after the horizon, a plan that begins more than a year after its
    roster, and last days within the horizon of more than half of the people (three at least),
    which are mostly those of contracts.
    """
    calendar = org.calendar
    late = [person for person in org.people if person.start_date > calendar.end]
    if late:
        first = min(person.start_date for person in late)
        yield _(
            "Starting after the horizon and not counted: {people}, the first on {first}. Check"
            " start date.",
            people=_people(late),
            first=first,
        )
    if calendar.start - calendar.as_of > LATE:
        years = (calendar.start - calendar.as_of).days / 365.25
        yield _(
            "the plan begins on {start}, {years:.1f} years after the date of the roster ({as_of}):"
            " check the as-of date and start.",
            start=calendar.start,
            years=years,
            as_of=calendar.as_of,
        )
    ends = [
        person
        for person in org.people
        if person.end_date and _inside(person.end_date, calendar.start, calendar.end)
    ]
    if 2 * len(ends) > len(org.people) and len(ends) >= 3:
        yield _(
            "Leaving within the horizon according to end date: {people} of {people2}. If these are"
            " contracts that will be renewed, clear the dates.",
            people=_people(ends),
            people2=len(org.people),
        )


def heads_changed(
    before: Sequence[Person], now: Sequence[Person], days: tuple[date, date]
) -> str | None:
    """A sentence where the head count is less than half, or more than one and a half times, that of
    a previous plan.

    Parameters
    ----------
    days
        On which each of the two was true.
    """
    was, is_now = (_heads(people, day) for people, day in zip((before, now), days, strict=True))
    if was and not 0.5 < is_now / was < 1.5:
        return _(
            "{is_now:g} people are at work, but {was:g} were in the previous plan: check that the"
            " roster is complete, and of the same organisation.",
            is_now=is_now,
            was=was,
        )
    return None


def _heads(people: Iterable[Person], day: date) -> float:
    """Heads on a day, of groups as many as they stand for; last days count."""
    return sum(
        1.0 if person.headcount is None else person.headcount
        for person in people
        if person.start_date <= day and (person.end_date is None or person.end_date >= day)
    )


def _inside(day: date, first: date, last: date) -> bool:
    return first <= day <= last


def _people(people: Sequence[Person]) -> str:
    shown = _shown([person.name for person in people])
    return ngettext("{n} person ({names})", "{n} people ({names})", len(people), names=shown)


def _shown(names: Sequence[str]) -> str:
    shown = _(", ").join(names[:MOST_NAMES])
    return _("{names} …", names=shown) if len(names) > MOST_NAMES else shown
