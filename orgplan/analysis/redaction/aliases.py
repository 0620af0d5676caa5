"""What stands in place of ids and names, and how it takes their place wherever they stand in other
words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import chain, count
from typing import Any, TypeVar

from orgplan.domain import Calendar, Organisation, Person, Plan, Value
from orgplan.language import _

PREFIXES = ("P", "R", "X")  # of neutral ids; one with which no original id begins
FIXED = frozenset(("label", "currency", "library_id"))  # fields whose words are not the user's own
MOST_DOUBTS = 12
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_V = TypeVar("_V", bound=Value)


@dataclass(frozen=True)
class Aliases:
    """What stands in place of ids and names.

    Attributes
    ----------
    people, seats, candidates
        Id of a person, position or candidate → the id that takes its place.
    order
        Ids of people in the order in which they are listed.
    names
        Id of a person → name.
    common
        Names of roles and skills, folded.
    """

    people: Mapping[str, str]
    seats: Mapping[str, str]
    candidates: Mapping[str, str]
    order: tuple[str, ...]
    names: Mapping[str, str]
    common: frozenset[str]

    @classmethod
    def of(cls, org: Organisation, plan: Plan, keep_ids: bool) -> Aliases:
        """Those of an organisation and its plan; with `keep_ids` ids that tell nobody who it is
        stay.

        Parameters
        ----------
        org, plan
            Ids and names of both are replaced.
        keep_ids
            Whether ids of people and positions stay where they do not say who it is; candidates get
            new ones always.

        Returns
        -------
        Aliases
            New ids count in the order of the roster with `keep_ids`, else in one by team, role and
            start.
        """
        named = [person.position_id for person in org.people]
        named += [position.id for position in org.positions]
        named += [hire.position_id for hire in plan.hires]
        seats = dict.fromkeys(seat for seat in named if seat)
        kept = {
            person.id for person in org.people if keep_ids and not telling(person.id, person.name)
        }
        order = [person.id for person in (org.people if keep_ids else _by_place(org))]
        common = _common(org)
        return cls(
            people=_numbered(order, kept),
            seats=_numbered(
                seats, {seat for seat in seats if keep_ids and not telling(seat, "")}, "S"
            ),
            candidates=_numbered((candidate.id for candidate in org.candidates), set(), "C"),
            order=tuple(order),
            names={person.id: person.name for person in org.people},
            common=common,
        )

    def texts(self) -> dict[str, str]:
        """Texts that tell who somebody is → what takes their place wherever they stand in other
        words.

        A name that is also the name of a role or a skill (groups of people are called so) names
        nobody.
        """
        found = {
            name: self.people[person]
            for person, name in self.names.items()
            if _distinct(name, 3) and name.casefold() not in self.common
        }
        ids = {
            old: new for old, new in chain(self.people.items(), self.seats.items()) if old != new
        }
        found |= {
            old: new
            for old, new in self.candidates.items()
            if _distinct(old, 3) and old.casefold() not in self.common
        }
        found |= {
            old: new
            for old, new in ids.items()
            if "@" in old or (_distinct(old, 5) and any(sign.isdigit() for sign in old))
        }
        return found


def _common(org: Organisation) -> frozenset[str]:
    """Names of roles and skills, folded: which give nobody away."""
    roles = (word.casefold() for role in org.roles for word in (role.id, role.name, role.family))
    skills = (skill.casefold() for person in org.people for skill in person.skills)
    return frozenset(chain(roles, skills, (need.skill.casefold() for need in org.needs)))


def _by_place(org: Organisation) -> list[Person]:
    """People in an order that says no more than the file shows anyway: the order of a roster may be
    that of names or of pay.
    """
    teams = {team.id: number for number, team in enumerate(org.teams)}
    return sorted(
        org.people, key=lambda person: (teams[person.team], person.role, person.start_date)
    )


def _numbered(ids: Iterable[str], kept: set[str], first: str | None = None) -> dict[str, str]:
    """Neutral ids that begin with letters with which no original does, so that nobody is taken for
    somebody else.

    Examples
    --------
    >>> _numbered(["ada", "E0042"], {"E0042"})
    {'ada': 'P-001', 'E0042': 'E0042'}
    """
    old = tuple(ids)
    starts = ((first or PREFIXES[0]) * times for times in count(2))
    taken = tuple(name.casefold() for name in old)
    prefix = next(
        p
        for p in chain((first,) if first else PREFIXES, starts)
        if not any(name.startswith(f"{p}-".casefold()) for name in taken)
    )
    width = max(3, len(str(len(old))))
    return {
        name: name if name in kept else f"{prefix}-{number:0{width}}"
        for number, name in enumerate(old, 1)
    }


def telling(identifier: str, name: str) -> bool:
    """Whether an id tells who it is: an e-mail address, one without any digit, or one that holds a
    part of the name.

    Parameters
    ----------
    identifier
        Id of a person or position.
    name
        Name of the person; blank for a position.

    Returns
    -------
    bool
        Whether it must be replaced even where ids are kept.

    Examples
    --------
    >>> telling("E0042", "Ada Example"), telling("aexample1", "Ada Example"), telling("ada", "")
    (False, True, True)
    """
    parts = (part.casefold() for part in re.findall(r"[^\W\d_]{3,}", name))
    return (
        "@" in identifier
        or not any(sign.isdigit() for sign in identifier)
        or any(part in identifier.casefold() for part in parts)
    )


def _distinct(text: str, least: int) -> bool:
    """Whether a text is long enough to be looked for within others; two signs are enough for a
    Chinese name.
    """
    return len(text) >= (2 if any(map(_ideograph, text)) else least)


def _ideograph(sign: str) -> bool:
    return sign >= "\u2e80"


class Redactor:
    """Rewrites the texts of a value, wherever they stand, and remembers those that are kept."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = {text.casefold(): alias for text, alias in known.items()}
        self.aliases = frozenset(known.values())
        self.lengths = sorted({len(text) for text in self.known}, reverse=True)
        self.kept: dict[str, None] = {}
        self._done: dict[str, str] = {}
        self._mails: dict[str, str] = {}

    def rewritten(self, value: _V) -> _V:
        """The value with every text rewritten; the value itself where nothing changes.

        Parameters
        ----------
        value
            A record of the organisation or plan; fields in :data:`FIXED` are left alone.

        Returns
        -------
        _V
            Of the same kind.
        """
        changed: _V = _rewritten(value, self._write)
        return changed

    def _write(self, text: str) -> str:
        if text not in self._done:
            self._done[text] = self.replaced(_MAIL.sub(self._mail, text))
            if self._done[text] not in self.aliases:
                self.kept[self._done[text]] = None
        return text if self._done[text] == text else self._done[text]

    def _mail(self, match: re.Match[str]) -> str:
        mail = match[0].casefold()
        return self.known.get(mail) or self._mails.setdefault(
            mail, f"mail-{len(self._mails) + 1:03}"
        )

    def replaced(self, text: str) -> str:
        """A text with every original in it replaced.

        Parameters
        ----------
        text
            Compared without regard to case.

        Returns
        -------
        str
            The longest original that begins at a place wins.
        """
        found, place = "", 0
        while place < len(text):
            length = self._match(text, place)
            found += self.known[text[place : place + length].casefold()] if length else text[place]
            place += length or 1
        return found

    def _match(self, text: str, place: int) -> int:
        """Length of the longest original that begins at a place and ends where a word does; 0 for
        none.
        """
        if not _edge(text, place):
            return 0
        return next(
            (
                n
                for n in self.lengths
                if text[place : place + n].casefold() in self.known and _edge(text, place + n)
            ),
            0,
        )


def _edge(text: str, place: int) -> bool:
    """Whether a word may begin or end at a place: always beside a sign of a script that doesn't
    part its words.
    """
    if not 0 < place < len(text):
        return place in (0, len(text))
    before, after = text[place - 1], text[place]
    return not (before.isalnum() and after.isalnum()) or _ideograph(before) or _ideograph(after)


def _rewritten(content: Any, write: Callable[[str], str]) -> Any:
    """The content with every text in it written anew; the very same object where nothing changes,
    as that is fast for large organisations.
    """
    if isinstance(content, Enum | Calendar):
        return content
    if isinstance(content, str):
        return write(content)
    if isinstance(content, Value):
        fields = {
            name: content.__dict__[name] for name in type(content).model_fields if name not in FIXED
        }
        changes = {
            name: new for name, old in fields.items() if (new := _rewritten(old, write)) is not old
        }
        return content.replace(**changes) if changes else content
    if isinstance(content, Mapping):
        pairs = {_rewritten(key, write): _rewritten(value, write) for key, value in content.items()}
        return content if pairs == content else pairs
    if isinstance(content, tuple):
        parts = tuple(_rewritten(part, write) for part in content)
        return (
            content if all(new is old for new, old in zip(parts, content, strict=True)) else parts
        )
    return content


def doubtful(kept: Iterable[str], org: Organisation) -> tuple[str, ...]:
    """Texts that hold a word of somebody's name, for instance a team that is called by a surname.

    Parameters
    ----------
    kept
        Texts that go out as they are.
    org
        Read for names of people; words of four letters or more are looked for, in any case.

    Returns
    -------
    tuple[str, ...]
        In the order of `kept`; after :data:`MOST_DOUBTS` only how many more there are.
    """
    parts = {
        part.casefold()
        for person in org.people
        if person.name != person.id
        for part in _WORD.findall(person.name)
    }
    found = [text for text in kept if any(_stands_in(part, text.casefold()) for part in parts)]
    more = (
        [_("and {found} more", found=len(found) - MOST_DOUBTS)] if len(found) > MOST_DOUBTS else []
    )
    return (*found[:MOST_DOUBTS], *more)


def _stands_in(part: str, text: str) -> bool:
    """Whether a word of a name is a word of a text: Ines is none in "business"."""
    return any(
        _edge(text, found.start()) and _edge(text, found.end())
        for found in re.finditer(re.escape(part), text)
    )
