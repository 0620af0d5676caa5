"""Changes that add single parts of an organisation or take them out, and people who leave."""

from collections.abc import Mapping
from datetime import date

from orgplan.domain import (
    BudgetLine,
    Course,
    LockRow,
    Need,
    Organisation,
    Person,
    Position,
    Role,
    Rule,
    Team,
    Value,
)
from orgplan.errors import BadArgument
from orgplan.language import _

from .change_names import (
    nearest,
)
from .change_values import Change, ChangedPart


class Leaving(Change):
    """A last day for somebody.

    Attributes
    ----------
    person
        Id, or a name that only one person bears.
    last_day
        Last day of employment.
    """

    person: str
    last_day: date

    def _made(self, org: Organisation) -> Organisation:
        """The last day of one person, by id or by a name that only one person bears; an end that
        was known before is replaced.
        """
        named = [p.id for p in org.people if self.person in (p.id, p.name)]
        if len(named) > 1 and self.person not in org.person:
            raise BadArgument(
                "op.change.leaves",
                f"person={self.person!r}",
                f"one person; {', '.join(named)} bear that name",
            )
        if not named:
            known = {name for p in org.people for name in (p.id, p.name)}
            raise BadArgument(
                "op.change.leaves", f"person={self.person!r}", nearest(self.person, known)
            )
        leaving = self.person if self.person in org.person else named[0]
        return org.replace(
            people=tuple(
                p.replace(end_date=self.last_day) if p.id == leaving else p for p in org.people
            )
        )

    def __str__(self) -> str:
        return _("{person} leaves on {day}", person=self.person, day=self.last_day)


class Additions(Change):
    """More parts of the organisation."""

    parts: tuple[ChangedPart, ...]

    def _made(self, org: Organisation) -> Organisation:
        field_of: Mapping[type[Value], str] = {
            Team: "teams",
            Role: "roles",
            Person: "people",
            Need: "needs",
            Rule: "rules",
            Course: "courses",
            BudgetLine: "budget",
            Position: "positions",
            LockRow: "locks",
        }
        more: dict[str, list[Value]] = {}
        for part in self.parts:
            name = next(name for kind, name in field_of.items() if isinstance(part, kind))
            more.setdefault(name, []).append(part)
        fields = dict(org)
        return org.replace(**{name: (*fields[name], *parts) for name, parts in more.items()})

    def __str__(self) -> str:
        return "with " + ", ".join(f"{type(part).__name__} {part.id}" for part in self.parts)


class Removals(Change):
    """Parts taken away."""

    ids: tuple[str, ...]

    def _made(self, org: Organisation) -> Organisation:
        fields = ("needs", "rules", "courses", "levers", "budget", "positions", "locks")
        values = {name: part for name, part in dict(org).items() if name in fields}
        known = {part.id for parts in values.values() for part in parts}
        for name in self.ids:
            if name not in known:
                raise BadArgument("op.change.without", repr(name), nearest(name, known))
        return org.replace(
            **{
                name: tuple(part for part in parts if part.id not in self.ids)
                for name, parts in values.items()
            }
        )

    def __str__(self) -> str:
        return _("without {ids}", ids=", ".join(self.ids))
