"""Names in changes to an organisation: looked up, or refused with the nearest one."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from orgplan.domain import Organisation
from orgplan.errors import BadArgument
from orgplan.excel.read import Unreadable
from orgplan.io.terms.periods import period_label
from orgplan.language import _

Periods = str | Sequence[str]


def several(periods: Periods) -> tuple[str, ...]:
    """One period or several, as a tuple."""
    return (periods,) if isinstance(periods, str) else tuple(periods)


def period_numbers(org: Organisation, names: Sequence[str], where: str) -> tuple[int, ...]:
    """Numbers of the periods that are named, in order."""
    found: set[int] = set()
    for name in names:
        try:
            inside = period_label(name, org.calendar)[1]
        except Unreadable as error:
            raise BadArgument(where, repr(name), error.wanted) from error
        if not inside:
            raise BadArgument(
                where, repr(name), f"a period of the horizon: {', '.join(org.calendar.labels)}"
            )
        found |= set(inside)
    return tuple(sorted(found))


def runs_of(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    """First and last number of each run of consecutive ones."""
    start = 0
    for index in range(1, len(numbers) + 1):
        if index == len(numbers) or numbers[index] != numbers[index - 1] + 1:
            yield numbers[start], numbers[index - 1]
            start = index


def free_name(name: str, taken: Iterable[str]) -> str:
    """A name that is not taken."""
    used = set(taken)
    if name not in used:
        return name
    return next(f"{name} {n}" for n in range(2, len(used) + 3) if f"{name} {n}" not in used)


def known_name(names: Mapping[str, object], name: str, where: str, argument: str) -> str:
    """The name, where it is one of those that are known."""
    if name not in names:
        raise BadArgument(where, f"{argument}={name!r}", nearest(name, names))
    return name


def selected_people(org: Organisation, who: str | None, where: str) -> set[str]:
    """Ids of the people that a name, team, location or role means; all where none is given."""
    if who is None:
        return {person.id for person in org.people}
    found = {
        person.id
        for person in org.people
        if who in (person.id, person.name, person.team, person.location)
        or org.matches(person.role, (who,))
    }
    if not found and not any(who in (role.id, role.name, role.family) for role in org.roles):
        known = {
            *org.team,
            *org.role,
            *(role.family for role in org.roles),
            *(name for person in org.people for name in (person.id, person.name)),
        }
        raise BadArgument(where, f"who={who!r}", nearest(who, known))
    return found


def nearest(name: str, known: Iterable[str]) -> str:
    """What is expected in place of a name that is not known, for a fault.

    Examples
    --------
    >>> nearest("Platfrom", ["Platform", "Payments"])
    "a name that is known; did you mean 'Platform'?"
    >>> nearest("xyz", ["Platform", "Payments"])
    'one of Payments, Platform'
    """
    names = sorted(set(known))
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return _("a name that is known; did you mean '{guess}'?", guess=near[0])
    choices = _(", ").join(names[:12]) + (" …" if len(names) > 12 else "")
    return _("one of {choices}", choices=choices)
