"""A plan: the actions that are decided, and nothing that follows from them.

Costs, levels, shortfalls and reporting lines follow from a plan and an organisation together,
and are never part of it. :class:`Measure` is how a plan is judged, by family and key as rows are
named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain

from pydantic import Field

from orgplan.language import ngettext

from .base import Strength, Value
from .costs.money import Priced
from .levers import LeverKind

Key = tuple[str, ...]  # which row of a family: what, where and, at the end, when


class Hire(Priced):
    """A seat to be filled from outside: one entry a seat, full time.

    Parameters
    ----------
    id
        Stable, for instance ``H-001``.
    role
        What is hired.
    team
        Where.
    start_date
        First day at work.
    base_salary
        Annual base in plan currency (of a contractor: without the premium).
    location
        Place of work; ``None`` is the one of no name.
    end_date
        Last day of a contractor's engagement; ``None`` is permanent.
    lever
        Lever that allows a contractor or a backfill.
    replaces
        Id of the person (or of the group) that a backfill replaces; a backfill is never
        growth.
    position_id
        Position that it fills.
    candidate_id
        Candidate who takes it.

    Examples
    --------
    >>> planned.plan.hires[0].role, planned.plan.hires[0].start_date
    ('Android engineer', datetime.date(2027, 7, 1))
    """

    id: str
    role: str
    team: str
    start_date: date
    base_salary: float = Field(ge=0)
    location: str | None = None
    end_date: date | None = None
    lever: str | None = None
    replaces: str | None = None
    position_id: str | None = None
    candidate_id: str | None = None

    @property
    def is_contractor(self) -> bool:
        """Whether it is an engagement with an end."""
        return self.end_date is not None


class Move(Priced):
    """A person changes role, team or both: promoted, transferred, retrained or downgraded.

    Parameters
    ----------
    id
        Stable, for instance ``M-001``.
    kind
        What it is.
    lever
        Id of the lever that allows it.
    person_id
        Who.
    role, team
        Held from `start_date` on.
    start_date
        First day in the new role or team.
    base_salary
        Annual base from then on, for the person's own FTE, in plan currency and before later merit
        raises.

    Examples
    --------
    >>> move = op.Move(
    ...     id="M-1",
    ...     kind="transfer",
    ...     lever="L-1",
    ...     person_id="P02",
    ...     role="iOS engineer",
    ...     team="Apps",
    ...     start_date=date(2027, 4, 1),
    ...     base_salary=90_000,
    ... )
    >>> move.kind.value
    'transfer'
    """

    id: str
    kind: LeverKind
    lever: str
    person_id: str
    role: str
    team: str
    start_date: date
    base_salary: float = Field(ge=0)


class Exit(Value):
    """A redundancy: a person's last day, after notice.

    Parameters
    ----------
    id
        Stable, for instance ``X-001``.
    lever, person_id
        Lever that allows it, and who.
    last_day
        Last day of employment; the decision lies the lever's notice before.

    Examples
    --------
    >>> leaving = op.Exit(id="X-001", lever="L-1", person_id="P02", last_day=date(2027, 6, 30))
    >>> op.Plan(exits=(leaving,)).exits[0].person_id
    'P02'
    """

    id: str
    lever: str
    person_id: str
    last_day: date


class ShortTime(Value):
    """Reduced hours of a person for some periods.

    Parameters
    ----------
    id
        Stable, for instance ``S-001``.
    lever, person_id
        Lever that allows it (it says the share of hours), and who.
    start_date, end_date
        First and last day.

    Examples
    --------
    >>> short = op.ShortTime(
    ...     id="S-001",
    ...     lever="L-1",
    ...     person_id="P02",
    ...     start_date=date(2027, 1, 1),
    ...     end_date=date(2027, 3, 31),
    ... )
    >>> op.Plan(short_times=(short,)).of_person["P02"].short_times == (short,)
    True
    """

    id: str
    lever: str
    person_id: str
    start_date: date
    end_date: date


class GroupAction(Value):
    """A number of heads of a group are recruited, moved, let go, kept beyond need or put on short
    time in one period.

    Parameters
    ----------
    id
        Stable, for instance ``G-001``.
    kind
        ``None`` recruits from outside.
    lever
        Lever that allows it; ``None`` for recruits.
    group
        Person id of the group.
    to_group
        Person id of the group that receives movers.
    start_date
        First day of the period.
    heads
        How many, whole or in fractions as the organisation counts.

    Examples
    --------
    >>> op.GroupAction(
    ...     id="G-001", kind=None, lever=None, group="P90", start_date=date(2027, 1, 1), heads=3
    ... ).heads
    3.0
    """

    id: str
    kind: LeverKind | None
    lever: str | None
    group: str
    to_group: str | None = None
    start_date: date
    heads: float = Field(gt=0)


class Training(Value):
    """A person begins a course.

    Parameters
    ----------
    id
        Stable, for instance ``U-001``.
    person_id, course
        Who, and the id of the course.
    start_date
        First day of the course.

    Examples
    --------
    >>> planned.plan.trainings[:1]
    (Training(id='U-001', person_id='P02', course='Team leadership 2→3',
    start_date=datetime.date(2027, 1, 1)),)
    """

    id: str
    person_id: str
    course: str
    start_date: date


class Takeover(Value):
    """Somebody becomes the lead of a team that has none, and stays it as long as they are in it.

    Parameters
    ----------
    id
        Stable, for instance ``L-001``.
    who
        Id of a person of the roster, or of a seat of the plan.
    team
        Team that is led from then on.
    start_date
        First day as its lead.

    Examples
    --------
    >>> op.Takeover(id="L-001", who="P02", team="Apps", start_date=date(2027, 1, 1)).team
    'Apps'
    """

    id: str
    who: str
    team: str
    start_date: date


Action = Hire | Training | Move | Exit | ShortTime | GroupAction | Takeover


@dataclass(frozen=True)
class PersonActions:
    """What a plan decides about the employment of one person, each kind in the order of its dates.

    Attributes
    ----------
    moves
        Moves, in the order of their dates.
    exits
        Redundancies, likewise.
    short_times
        Times of reduced hours, likewise.

    Examples
    --------
    >>> op.Plan().of_person
    {}
    """

    moves: tuple[Move, ...] = ()
    exits: tuple[Exit, ...] = ()
    short_times: tuple[ShortTime, ...] = ()

    def and_also(self, other: PersonActions) -> PersonActions:
        """Both together.

        Parameters
        ----------
        other
            Of the same person.

        Returns
        -------
        PersonActions
            Each kind in the order of its dates.

        Examples
        --------
        >>> leaving = Exit(id="X-001", lever="L-1", person_id="P02", last_day=date(2027, 6, 30))
        >>> reduced = ShortTime(
        ...     id="S-001",
        ...     lever="L-2",
        ...     person_id="P02",
        ...     start_date=date(2027, 1, 1),
        ...     end_date=date(2027, 3, 31),
        ... )
        >>> both = PersonActions(exits=(leaving,)).and_also(PersonActions(short_times=(reduced,)))
        >>> len(both.exits), len(both.short_times)
        (1, 1)
        """
        return PersonActions(
            tuple(sorted((*self.moves, *other.moves), key=lambda move: move.start_date)),
            tuple(sorted((*self.exits, *other.exits), key=lambda leaving: leaving.last_day)),
            tuple(
                sorted(
                    (*self.short_times, *other.short_times), key=lambda reduced: reduced.start_date
                )
            ),
        )


class Plan(Value):
    """Everything that is decided.

    Parameters
    ----------
    hires
        Seats that are opened, each for one person. Ids are unique among actions of all kinds.
    trainings
        Courses that somebody begins.
    moves
        Changes of role, team or both.
    exits
        Redundancies.
    short_times
        People who work less for some periods.
    group_actions
        What is done to heads of groups that are planned by numbers.
    takeovers
        Who leads a team from when on.

    Examples
    --------
    >>> len(planned.plan.hires), len(planned.plan.trainings), op.Plan().actions
    (5, 2, {})
    """

    hires: tuple[Hire, ...] = ()
    trainings: tuple[Training, ...] = ()
    moves: tuple[Move, ...] = ()
    exits: tuple[Exit, ...] = ()
    short_times: tuple[ShortTime, ...] = ()
    group_actions: tuple[GroupAction, ...] = ()
    takeovers: tuple[Takeover, ...] = ()

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """Action by id."""
        kinds: tuple[Sequence[Action], ...] = (
            self.hires,
            self.trainings,
            self.moves,
            self.exits,
            self.short_times,
            self.group_actions,
            self.takeovers,
        )
        return {action.id: action for kind in kinds for action in kind}

    @cached_property
    def of_person(self) -> Mapping[str, PersonActions]:
        """Person id → what is decided about the person; people without a decision are
        left out.
        """
        found: dict[str, PersonActions] = {}
        for person, change in chain(
            ((move.person_id, PersonActions(moves=(move,))) for move in self.moves),
            ((leaving.person_id, PersonActions(exits=(leaving,))) for leaving in self.exits),
            (
                (reduced.person_id, PersonActions(short_times=(reduced,)))
                for reduced in self.short_times
            ),
        ):
            found[person] = found.get(person, PersonActions()).and_also(change)
        return found

    def without(self, action_id: str) -> Plan:
        """The same plan without one action.

        Parameters
        ----------
        action_id
            One that the plan does not have changes nothing.

        Returns
        -------
        Plan
            A new plan; this one is left as it is. What depends on the action (a seat's takeover)
            stays in it.

        Examples
        --------
        >>> course = op.Training(
        ...     id="U-001",
        ...     person_id="P02",
        ...     course="Team leadership 2→3",
        ...     start_date=date(2027, 1, 1),
        ... )
        >>> len(op.Plan(trainings=(course,)).without("U-001").actions)
        0
        """
        fields = dict(self)  # what was worked out of them stands there too
        return Plan(
            **{
                kind: tuple(action for action in fields[kind] if action.id != action_id)
                for kind in Plan.model_fields
            }
        )


class Sense(StrEnum):
    """Direction of a requirement.

    Examples
    --------
    >>> op.Sense("at most")
    <Sense.AT_MOST: 'at most'>
    """

    AT_LEAST = "at least"
    AT_MOST = "at most"


TOLERANCE = 1e-6  # below this a shortfall is rounding
CRUMB = 1e-5  # the same of heads in parts: solvers keep sums of them to about a tenth of it


def shown_amount(amount: float) -> str:
    """An amount as it is said: heads of groups come in parts, of which nobody wants more than a
    hundredth.

    Parameters
    ----------
    amount
        Heads, in parts where groups are counted so.

    Examples
    --------
    >>> shown_amount(3.0), shown_amount(2.666)
    ('3', '2.67')
    """
    return f"{round(amount, 2):g}"


@dataclass(frozen=True, slots=True)
class Measure:
    """One constraint judged on a plan.

    Attributes
    ----------
    family
        The constraint family.
    key
        Key of the row; with the family it is the row's name.
    required, planned
        Right side and left side, in `unit`.
    shortfall
        By how much it is missed, in `unit` (heads are whole); 0 where it holds.
    sense
        Whether `planned` must be at least or at most `required`.
    strength
        ``None`` is a hard limit, which no plan may break.
    weight
        What one unit short counts for.
    worth
        What closing one unit is worth in a period, in plan currency; ``None`` is no price: it is
        closed before money is looked at.
    triggered
        ``False`` for a rule whose trigger is not reached.
    by
        Who or what satisfies it.
    tolerance
        By how much `planned` may lie below `required` without being short.

    Examples
    --------
    >>> must = next(one for one in planned.assessment.measures if one.family == "budget")
    >>> must.required >= must.planned, must.shortfall
    (True, 0.0)
    """

    family: str
    key: Key
    required: float
    planned: float
    shortfall: float
    unit: str
    sense: Sense = Sense.AT_LEAST
    strength: Strength | None = None
    weight: float = 1.0
    triggered: bool = True
    by: tuple[str, ...] = ()
    worth: float | None = None
    tolerance: float = 0.0

    @classmethod
    def at_most(
        cls,
        family: str,
        key: Key,
        most: float,
        planned: float,
        unit: str,
        by: tuple[str, ...] = (),
        within: float = TOLERANCE,
    ) -> Measure:
        """A hard limit from above; what exceeds it by no more than `within` is nothing.

        Parameters
        ----------
        family, key
            Name of the row.
        most
            The right side.
        planned
            The left side.
        unit
            Of both, as sentences name it.
        by
            Ids of what makes it up.
        within
            In the unit; :data:`CRUMB` where heads come in parts.

        Examples
        --------
        >>> Measure.at_most("recruiting", ("Engineer", "2027-Q1"), 2, 3, "seats").shortfall
        1
        """
        excess = planned - most if planned - most > within else 0
        return cls(family, key, most, planned, excess, unit, Sense.AT_MOST, by=by)

    @property
    def figures(self) -> dict[str, object]:
        """What sentences say of it: `period`, by which keys end, `required` (also as `people`),
        `planned` and `short`.
        """
        return {
            "people": ngettext("{n:g} person", "{n:g} people", self.required),
            "period": self.key[-1],
            "required": self.required,
            "planned": self.planned,
            "short": self.shortfall,
        }

    @property
    def name(self) -> str:
        """``family(key, …)``, as rows are named in the model."""
        return f"{self.family}({', '.join(self.key)})"

    @property
    def asks(self) -> bool:
        """Whether it is a demand for more than nothing."""
        return self.sense is Sense.AT_LEAST and self.required > 0

    @property
    def is_short(self) -> bool:
        """Whether it is missed by more than rounding."""
        return self.shortfall > TOLERANCE
