"""People of the roster, groups and planned seats, as a plan leaves them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from ..people import Person
from ..plan import Hire, Move, PersonActions
from ..training import Course


@dataclass(frozen=True)
class CourseTaken:
    """A course that a person begins, with the period from which its level counts."""

    course: Course
    start_date: date
    counts_from: int


@dataclass(frozen=True, eq=False)
class Member:
    """A person on the roster, a group of people or a planned seat; in a period, with the role and team held at its end.

    `heads` is 1, or the expected number of people of a group.
    """

    id: str
    name: str
    role: str
    team: str
    start_date: date
    end_date: date | None
    fte: float
    person: Person | None = None
    hire: Hire | None = None
    courses: tuple[CourseTaken, ...] = field(default=())
    location: str | None = None
    actions: PersonActions = PersonActions()
    heads: float = 1.0

    def employed_on(self, day: date) -> bool:
        """Whether the member is at work on a day."""
        return self.start_date <= day and (self.end_date is None or day <= self.end_date)

    @property
    def in_own_team(self) -> bool:
        """Whether this is somebody of the roster in the team of today."""
        return self.person is not None and self.team == self.person.team

    def moved_by(self, day: date) -> Move | None:
        """The last move that has taken effect by a day."""
        done = [move for move in self.actions.moves if move.start_date <= day]
        return done[-1] if done else None

    def on(self, day: date) -> Member:
        """The member with the role and team held on a day."""
        move = self.moved_by(day)
        return self if move is None else replace(self, role=move.role, team=move.team)


def heads_of(members: Iterable[Member]) -> float:
    """Heads that members stand for: one each, and the expected number of people of a group."""
    return sum(member.heads for member in members)
