"""People of the roster, groups and planned seats, as a plan leaves them.

Heads and FTE; a seat of the plan is always one head on full time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from ..people import Person
from ..plan import Hire, Move, PersonActions
from ..training import Course


@dataclass(frozen=True)
class CourseTaken:
    """A course that a person begins, with the period from which its level counts.

    Attributes
    ----------
    course, start_date
        What is begun, and on which day.
    counts_from
        Index of the first whole period after it; it may lie after the horizon.
    """

    course: Course
    start_date: date
    counts_from: int


@dataclass(frozen=True, eq=False)
class Member:
    """A person on the roster, a group of people or a planned seat; in a period, with the role and
    team held at its end.

    `heads` is 1, or the expected number of people of a group.

    Attributes
    ----------
    id, name
        Of the person, or the id of the hire for both.
    role, team, location
        Of today, or as :meth:`on` a day; a `location` of ``None`` is the one of no name.
    start_date, end_date
        First and last day, with what the plan decides; ``None`` is open.
    fte
        Contracted share of full time; of a group, of each head.
    person, hire
        One of them is ``None``.
    courses
        Begun in the plan, in its order.
    actions
        What the plan decides about the person.
    heads
        1, or the expected number of people of a group.
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
        """Whether the member is at work on a day.

        Parameters
        ----------
        day
            First and last day count.

        Examples
        --------
        >>> walk.member["P01"].employed_on(date(2027, 1, 1))
        True
        """
        return self.start_date <= day and (self.end_date is None or day <= self.end_date)

    @property
    def in_own_team(self) -> bool:
        """Whether this is somebody of the roster in the team of today."""
        return self.person is not None and self.team == self.person.team

    def moved_by(self, day: date) -> Move | None:
        """The last move that has taken effect by a day.

        Parameters
        ----------
        day
            A move that begins on it counts.

        Returns
        -------
        Move | None
            ``None`` for the job of today.

        Examples
        --------
        >>> move = Move(
        ...     id="M-001",
        ...     kind="transfer",
        ...     lever="L-1",
        ...     person_id="P02",
        ...     role="iOS engineer",
        ...     team="Apps",
        ...     start_date=date(2027, 4, 1),
        ...     base_salary=90_000,
        ... )
        >>> moved = replace(walk.member["P02"], actions=PersonActions(moves=(move,)))
        >>> moved.moved_by(date(2027, 3, 31)) is None, moved.moved_by(date(2027, 4, 1)).team
        (True, 'Apps')
        """
        done = [move for move in self.actions.moves if move.start_date <= day]
        return done[-1] if done else None

    def on(self, day: date) -> Member:
        """The member with the role and team held on a day.

        Parameters
        ----------
        day
            Only moves are looked at: the location stays.

        Returns
        -------
        Member
            The same member where nothing has changed.

        Examples
        --------
        >>> move = Move(
        ...     id="M-001",
        ...     kind="transfer",
        ...     lever="L-1",
        ...     person_id="P02",
        ...     role="iOS engineer",
        ...     team="Apps",
        ...     start_date=date(2027, 4, 1),
        ...     base_salary=90_000,
        ... )
        >>> moved = replace(walk.member["P02"], actions=PersonActions(moves=(move,)))
        >>> moved.on(date(2027, 3, 31)).team, moved.on(date(2027, 4, 1)).team
        ('Payments', 'Apps')
        """
        move = self.moved_by(day)
        return self if move is None else replace(self, role=move.role, team=move.team)


def heads_of(members: Iterable[Member]) -> float:
    """Heads that members stand for: one each, and the expected number of people of a group.

    Parameters
    ----------
    members
        Of one period.

    Returns
    -------
    float
        Whole but for groups.

    Examples
    --------
    >>> heads_of(walk.at_end(0))
    20.0
    """
    return sum(member.heads for member in members)
