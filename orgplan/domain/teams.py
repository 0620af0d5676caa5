"""Teams and the scopes that needs, rules and budgets speak about.

A label of a scope is its name in sheets, rows and messages, and unique among the scopes of an
organisation.
"""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from orgplan.language import _

from .base import Value


class Team(Value):
    """A team.

    Parameters
    ----------
    id
        The team's name.
    product_line, parent, lead
        Product line it works for, team it belongs to, and `person_id` of its lead.
    min_headcount, max_headcount
        Fewest and most people in it at the end of any period.
    partners
        Partner departments that need a named contact.
    cost_centre
        Where its seats are booked; ``None`` books them under the team's own name.
    capitalised
        Share of its pay that is capitalised (development); what is left is expensed.

    Examples
    --------
    >>> op.Team(id="Data", parent="Engineering", lead="P01").cost_centre is None
    True
    """

    id: str = Field(min_length=1)
    product_line: str | None = None
    parent: str | None = None
    lead: str | None = None
    min_headcount: int | None = Field(default=None, ge=0)
    max_headcount: int | None = Field(default=None, ge=0)
    partners: tuple[str, ...] = ()
    cost_centre: str | None = None
    capitalised: float = Field(default=0.0, ge=0, le=1)

    def _check(self) -> None:
        if (
            self.min_headcount is not None
            and self.max_headcount is not None
            and self.min_headcount > self.max_headcount
        ):
            raise ValueError(
                f"team {self.id}: the minimum headcount {self.min_headcount} is above the maximum"
                f" {self.max_headcount}"
            )


class ScopeKind(StrEnum):
    """What part of the organisation a scope names.

    Examples
    --------
    >>> org.needs[0].scope.kind
    <ScopeKind.TEAM: 'team'>
    """

    ORGANISATION = "organisation"
    TEAM = "team"
    DEPARTMENT = "department"
    PRODUCT_LINE = "product line"
    COST_CENTRE = "cost centre"
    LOCATION = "location"


class Scope(Value):
    """A part of the organisation: all of it, one team, a team with all below it, a product line, a
    location, or a cost centre (budgets only).

    Parameters
    ----------
    kind
        What the name is a name of.
    name
        Id or name; empty for the organisation.

    Examples
    --------
    >>> op.Scope(kind="team", name="Payments").label, op.Scope(kind="organisation").label
    ('Payments', 'organisation')
    """

    kind: ScopeKind
    name: str = ""

    def __hash__(self) -> int:  # looked up by the million: pydantic's own go through every field
        return hash(self.name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scope):
            return NotImplemented
        return self.name == other.name and self.kind is other.kind

    @property
    def label(self) -> str:
        """How the scope is written in sheets, rows and messages; a team by its name alone, so that
        no two scopes read the same.
        """
        if self.kind is ScopeKind.ORGANISATION:
            return "organisation"
        return self.name if self.kind is ScopeKind.TEAM else f"{self.kind.value}: {self.name}"

    def __str__(self) -> str:
        return shown_label(self.label)


def shown_label(label: str) -> str:
    """The label of a scope in the language of the run: names stay, the kind of scope is a word.

    Parameters
    ----------
    label
        As :attr:`Scope.label` has it.

    Examples
    --------
    >>> shown_label("department: Sales"), shown_label("Apps")
    ('department: Sales', 'Apps')
    """
    kind, colon, name = label.partition(": ")
    if not colon:
        return _("organisation") if label == ScopeKind.ORGANISATION else label
    return _("{kind}: {name}", kind=_(kind), name=name) if kind in set(ScopeKind) else label


def scope_in_words(label: str) -> str:
    """The label of a scope as it stands in a sentence: ``the organisation``, and any other by its
    name alone; a cost centre says what it is, for its name is often a number.

    Parameters
    ----------
    label
        As :attr:`Scope.label` has it.

    Examples
    --------
    >>> scope_in_words("organisation"), scope_in_words("department: Sales")
    ('the organisation', 'Sales')
    >>> scope_in_words("cost centre: 4711")
    'cost centre 4711'
    """
    if label == ScopeKind.ORGANISATION:
        return _("the organisation")
    kind, colon, name = label.partition(": ")
    if not colon or kind not in set(ScopeKind):
        return label
    return _("cost centre {name}", name=name) if kind == ScopeKind.COST_CENTRE else name


@dataclass(frozen=True, slots=True)
class Part:
    """Teams, in one location or in all: what a need or a rule looks at.

    ``(team, location) in part`` says whether somebody belongs to it.

    Attributes
    ----------
    teams
        Ids.
    location
        ``None`` is all of them.

    Examples
    --------
    >>> part = org.part(org.needs[0].scope)
    >>> sorted(part.teams)
    ['Payments']
    """

    teams: frozenset[str]
    location: str | None = None

    def __contains__(self, place: tuple[str, str | None]) -> bool:
        team, location = place
        return team in self.teams and (self.location is None or location == self.location)


ORGANISATION = Scope(kind=ScopeKind.ORGANISATION)
