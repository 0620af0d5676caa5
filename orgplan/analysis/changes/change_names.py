"""Names in changes to an organisation: looked up, or refused with the nearest one."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from orgplan.domain import Organisation
from orgplan.errors import BadArgument, UnknownName
from orgplan.excel.read import Unreadable
from orgplan.io.terms.periods import period_label
from orgplan.language import _

Periods = str | Sequence[str]


def several(periods: Periods) -> tuple[str, ...]:
    """One period or several, as a tuple.

    Parameters
    ----------
    periods
        One label or a sequence of them.

    Returns
    -------
    tuple[str, ...]
        In the order in which they were given.

    Examples
    --------
    >>> several("2027-Q1"), several(["2027-Q1", "2027-Q2"])
    (('2027-Q1',), ('2027-Q1', '2027-Q2'))
    """
    return (periods,) if isinstance(periods, str) else tuple(periods)


def period_numbers(org: Organisation, names: Sequence[str], where: str) -> tuple[int, ...]:
    """Numbers of the periods that are named, in order.

    Parameters
    ----------
    org
        Read for its calendar.
    names
        Labels of periods, or names of longer spans such as a year, as a user types them.
    where
        The function that is named in the message, such as ``op.change.forbid``.

    Returns
    -------
    tuple[int, ...]
        From 0 for the first period, each once, in the order of time.

    Raises
    ------
    BadArgument
        If a name is no period, or lies outside the horizon.
    """
    found: set[int] = set()
    for name in names:
        try:
            inside = period_label(name, org.calendar)[1]
        except Unreadable as error:
            raise BadArgument(where, repr(name), error.expected) from error
        if not inside:
            raise BadArgument(
                where, repr(name), f"a period of the horizon: {', '.join(org.calendar.labels)}"
            )
        found |= set(inside)
    return tuple(sorted(found))


def runs_of(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    """First and last number of each run of consecutive ones.

    Parameters
    ----------
    numbers
        In ascending order, each once.

    Yields
    ------
    tuple[int, int]
        Both ends inclusive; a number on its own is both.

    Examples
    --------
    >>> list(runs_of([0, 1, 2, 5]))
    [(0, 2), (5, 5)]
    """
    start = 0
    for index in range(1, len(numbers) + 1):
        if index == len(numbers) or numbers[index] != numbers[index - 1] + 1:
            yield numbers[start], numbers[index - 1]
            start = index


def free_name(name: str, taken: Iterable[str]) -> str:
    """A name that is not taken.

    Parameters
    ----------
    name
        Kept where it is free; else a number from 2 on follows it.
    taken
        Names in use, compared letter by letter.

    Returns
    -------
    str
        The first one that is free.

    Examples
    --------
    >>> free_name("Lock", ["Lock", "Lock 2"])
    'Lock 3'
    """
    used = set(taken)
    if name not in used:
        return name
    return next(f"{name} {n}" for n in range(2, len(used) + 3) if f"{name} {n}" not in used)


def known_name(names: Mapping[str, object], name: str, where: str, argument: str) -> str:
    """The name, where it is one of those that are known.

    Parameters
    ----------
    names
        Anything by name; only the names are looked at.
    name
        What was typed.
    where, argument
        Function and argument that the message names.

    Returns
    -------
    str
        The name, unchanged.

    Raises
    ------
    BadArgument
        If it is none of them; the message proposes the nearest.

    Examples
    --------
    >>> known_name({"Apps": 1}, "Apps", "op.change.forbid", "team")
    'Apps'
    """
    if name not in names:
        raise BadArgument(where, f"{argument}={name!r}", nearest(name, names))
    return name


def selected_people(org: Organisation, who: str | None, where: str) -> set[str]:
    """Ids of the people that a name, team, location or role means; all where none is given.

    Parameters
    ----------
    org
        Read for its people, teams and roles.
    who
        Id or name of a person, a team, a location, or the id, name or family of a role; ``None`` is
        everybody.
    where
        The function that is named in the message.

    Returns
    -------
    set[str]
        Empty for a role that nobody holds: that is no fault.

    Raises
    ------
    BadArgument
        If nothing has that name.
    """
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

    Parameters
    ----------
    name
        What was typed.
    known
        Names that would do; more than twelve are cut short in the message.

    Returns
    -------
    str
        The end of a sentence, in the language of the run.

    Examples
    --------
    >>> nearest("Platfrom", ["Platform", "Payments"])
    "a name that is known; did you mean 'Platform'?"
    >>> nearest("xyz", ["Platform", "Payments"])
    'one of Payments, Platform'
    """
    guess, choices = _guess_and_choices(name, known)
    if guess:
        return _("a name that is known; did you mean '{guess}'?", guess=guess)
    return _("one of {choices}", choices=choices)


def unknown_name(function: str, argument: str, name: str, known: Iterable[str]) -> UnknownName:
    """The fault of a name that nothing has, with the nearest one as a sentence of its own.

    Parameters
    ----------
    function, argument
        Where the name was given.
    name
        What was typed.
    known
        Names that would do.

    Returns
    -------
    UnknownName
        To be raised.

    Examples
    --------
    >>> unknown_name("price", "of", "N-020", ["N-029", "R-7"]).hint
    'Did you mean N-029?'
    >>> unknown_name("price", "of", "x", ["N-029", "R-7"]).hint
    'There are: N-029, R-7.'
    """
    names = tuple(known)
    guess, choices = _guess_and_choices(name, names)
    if guess:
        hint = _("Did you mean {guess}?", guess=guess)
    else:
        hint = _("There are: {choices}.", choices=choices) if names else ""
    return UnknownName(function, argument, name, nearest(name, names), hint)


def _guess_and_choices(name: str, known: Iterable[str]) -> tuple[str, str]:
    """The nearest name, empty if none is near, and the first names of all."""
    names = sorted(set(known))
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    choices = _(", ").join(names[:12]) + (" …" if len(names) > 12 else "")
    return (near[0] if near else ""), choices
