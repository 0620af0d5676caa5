"""What gives somebody away though the name is gone: a part of it inside another name, and a day of
one's own.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain

from orgplan.domain import Organisation, Person, ScopeKind
from orgplan.finance.ledger import CostLine
from orgplan.language import N_

DAY, MIDDLE = timedelta(days=1), 15
SHORT = 4  # letters from which on a part of a name is looked for in any case
UMLAUTS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "æ": "ae",
        "ø": "oe",
    }
)
AFTER_A_SURNAME = "组|团队|队|部门|部|总|经理|主管|老师|工"
_PART = re.compile(r"[^\W\d_]+")


class Dates(StrEnum):
    """How exactly first days of the roster stand in a redacted plan."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


ABOUT_LAST_DAYS = N_(
    "Known last days of the roster that are not the last of their month stand as the middle of it."
)
ABOUT_CENTRES = N_(
    "What a cost centre bears for one person alone stands on that of the team; limits on heads of"
    " such a cost centre are left out."
)
ABOUT_DATES = {
    Dates.MONTH: N_("Start dates on the roster are shown as the first of their month."),
    Dates.YEAR: N_(
        "Start dates on the roster are shown as the first of their year; of their month where ramp"
        " or merit depend on it."
    ),
}


def generalised(org: Organisation, person: Person, dates: Dates) -> date:
    """First day of somebody who is there already: of its month, or of its year where nothing that
    is planned changes; who is still to come keeps the day.

    Parameters
    ----------
    org
        Read for the as-of day.
    person
        Somebody on the roster.
    dates
        How exact first days may stay: day, month or year.

    Returns
    -------
    date
        The day itself, the first of its month, or the first of January.
    """
    first = person.start_date
    if dates is Dates.DAY or first > org.calendar.as_of:
        return first
    month = first.replace(day=1)
    if dates is Dates.MONTH or not _settled(org, person):
        return month
    return month.replace(month=1)


def generalised_last(org: Organisation, person: Person) -> date | None:
    """Known last day of somebody: that of a month, which many share, stays; any other becomes the
    middle of its month, so that the same heads are there at the end of each period.

    Parameters
    ----------
    org
        Read for the as-of day.
    person
        Somebody on the roster.

    Returns
    -------
    date or None
        Never before the first day or the as-of day where the known one is not; ``None`` where none
        is known.
    """
    last = person.end_date
    if last is None or (last + DAY).day == 1:
        return last
    return max(last.replace(day=MIDDLE), min(last, max(person.start_date, org.calendar.as_of)))


def booked_alone(org: Organisation, costs: Iterable[CostLine]) -> frozenset[str]:
    """Cost centres of no team that bear the cost of one person and nobody else.

    Parameters
    ----------
    org
        Read for the cost centres of people and teams.
    costs
        The ledger of the plan.

    Returns
    -------
    frozenset[str]
        Their money is one person's pay: a redacted plan must not show it.
    """
    heads: dict[str, set[str]] = {}
    for line in costs:
        heads.setdefault(line.cost_centre, set()).add(line.entity)
    for person in org.people:
        if person.cost_centre:
            heads.setdefault(person.cost_centre, set()).add(person.id)
    alone = {centre for centre, who in heads.items() if len(who) == 1 and not _of_groups(org, who)}
    return frozenset(alone - {org.cost_centre(team.id) for team in org.teams})


def _of_groups(org: Organisation, who: Iterable[str]) -> bool:
    return any(org.person[one].is_group for one in who if one in org.person)


def without_centres(org: Organisation, centres: frozenset[str]) -> Organisation:
    """The organisation with what some cost centres bear on those of the teams.

    Parameters
    ----------
    org
        Its splits, relocations and budget lines are read too.
    centres
        Cost centres to do without; none leaves the organisation as it is.

    Returns
    -------
    Organisation
        Budget lines of these centres and shares booked on them are gone; people are booked on their
        team's.
    """
    if not centres:
        return org
    return org.replace(
        people=tuple(
            one.replace(cost_centre=None) if one.cost_centre in centres else one
            for one in org.people
        ),
        cost_splits=tuple(one for one in org.cost_splits if one.cost_centre not in centres),
        relocations=tuple(
            one.replace(cost_centre=None) if one.cost_centre in centres else one
            for one in org.relocations
        ),
        budget=tuple(
            line
            for line in org.budget
            if line.scope.kind is not ScopeKind.COST_CENTRE or line.scope.name not in centres
        ),
    )


def _settled(org: Organisation, person: Person) -> bool:
    """Whether ramp, and the service that a raise asks for, are over when the horizon begins."""
    scopes = (person.id, person.team, person.role, person.location)
    own = org.role[person.role].ramp
    ramp = org.assumptions.get("ramp", *scopes) if own is None else own
    tenure = org.assumptions.get("merit_tenure", *scopes)
    return org.calendar.month_of(person.start_date) + max(ramp, tenure) <= 0


def names_with_parts(
    org: Organisation, common: frozenset[str], whole: Callable[[str], str]
) -> dict[str, str]:
    """Names of teams, product lines, cost centres, charges, places, legal entities and courses that
    hold a part of somebody's name → the same with a neutral word in its place.

    Parameters
    ----------
    common
        Names of roles and skills, folded; a word of theirs names nobody.
    whole
        Replaces whole names and ids within a text, which goes first.
    """
    parts = _parts(org.people, {word for name in common for word in _PART.findall(name)})
    patterns = [(pattern, f"N-{number:03}") for number, pattern in enumerate(parts, 1)]
    found = {}
    for name in dict.fromkeys(_names(org)):
        bare = whole(name)
        for pattern, alias in patterns:
            bare = pattern.sub(alias, bare)
        if bare != name:
            found[name] = bare
    return found


def _names(org: Organisation) -> Iterator[str]:
    """Names that a user gives to things other than people, roles and skills."""
    for team in org.teams:
        yield from (team.id, *team.partners)
        yield from (name for name in (team.product_line, team.cost_centre) if name)
    yield from (person.cost_centre for person in org.people if person.cost_centre)
    yield from (split.cost_centre for split in org.cost_splits)
    yield from (one.cost_centre for one in org.relocations if one.cost_centre)
    yield from (one.location for one in org.relocations)
    yield from (charge.name for charge in org.charges)
    yield from (place.id for place in org.locations)
    yield from (place.entity for place in org.locations if place.entity)
    yield from (course.id for course in org.courses)
    yield from (line.scope.name for line in org.budget if line.scope.name)


def _parts(people: Iterable[Person], common: set[str]) -> Iterator[re.Pattern[str]]:
    """How each part of a name is found, however it is written; one pattern for all who bear it."""
    named = [person.name for person in people if not person.is_group and person.name != person.id]
    words = dict.fromkeys(chain.from_iterable(_PART.findall(name) for name in named))
    seen: dict[str, list[str]] = {}
    for word in words:
        if len(word) > 1 and word.casefold() not in common:
            seen.setdefault(_plain(word), []).append(word)
    for plain, spelt in seen.items():
        forms = sorted(
            dict.fromkeys(chain.from_iterable(_spellings(word) for word in spelt)),
            key=len,
            reverse=True,
        )
        yield _pattern(forms, short=len(plain) < SHORT)


def _plain(word: str) -> str:
    return _bare(word.translate(UMLAUTS)).casefold()


def _bare(word: str) -> str:
    """A word without its accents."""
    return "".join(
        sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign)
    )


def _spellings(word: str) -> Iterator[str]:
    yield from (word, word.translate(UMLAUTS), _bare(word))
    if all(sign >= "\u2e80" for sign in word):
        surname, given = (word[:-2], word[-2:]) if len(word) > 2 else (word[0], word)
        yield from (given, f"{surname}(?={AFTER_A_SURNAME})")


def _pattern(forms: Iterable[str], *, short: bool) -> re.Pattern[str]:
    """A part of a name where a word begins, also within TeamMueller and team_mueller; short ones
    only as they are written.
    """
    some = "|".join(form if "(?=" in form else re.escape(form) for form in forms)
    if any(sign >= "\u2e80" for sign in some):
        return re.compile(some)
    tail = r"s?(?![^\W\d_a-zà-ÿ]{2}|[a-zà-ÿ])"
    cased = some if short else f"(?i:{some})"
    return re.compile(rf"(?:(?<![^\W\d_])|(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ]))(?:{cased}){tail}")
