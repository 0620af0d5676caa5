"""A plan: the actions that are decided, and nothing that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from pydantic import Field

from orgplan.domain.base import Strength, Value


class Hire(Value):
    """A seat to be filled from outside: one entry a seat, full time.

    Parameters
    ----------
    id
        Stable, for instance ``H-001``.
    role, team, start_date
        What is hired, where, and the first day at work.
    base_salary
        Annual base in plan currency.
    """

    id: str
    role: str
    team: str
    start_date: date
    base_salary: float = Field(ge=0)


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
    """

    id: str
    person_id: str
    course: str
    start_date: date


class Plan(Value):
    """Everything that is decided."""

    hires: tuple[Hire, ...] = ()
    trainings: tuple[Training, ...] = ()

    @cached_property
    def actions(self) -> Mapping[str, Hire | Training]:
        """Action by id."""
        named: dict[str, Hire | Training] = {hire.id: hire for hire in self.hires}
        return named | {training.id: training for training in self.trainings}

    def without(self, action_id: str) -> Plan:
        """The same plan without one action."""
        return Plan(
            hires=tuple(hire for hire in self.hires if hire.id != action_id),
            trainings=tuple(training for training in self.trainings if training.id != action_id),
        )


class Sense(StrEnum):
    """Direction of a requirement."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


TOLERANCE = 1e-6  # below this a shortfall is rounding


@dataclass(frozen=True, slots=True)
class Measure:
    """One constraint judged on a plan.

    Attributes
    ----------
    family, key
        The constraint family and the key of the row: together its name.
    required, planned
        Right side and left side, in `unit`.
    short
        By how much it is missed, in `unit` (heads are whole); 0 where it holds.
    sense
        Whether `planned` must be at least or at most `required`.
    strength
        ``None`` is a hard limit, which no plan may break.
    weight
        What one unit short counts for.
    triggered
        ``False`` for a rule whose trigger is not reached.
    by
        Who or what satisfies it.
    """

    family: str
    key: tuple[str, ...]
    required: float
    planned: float
    short: float
    unit: str
    sense: Sense = Sense.AT_LEAST
    strength: Strength | None = None
    weight: float = 1.0
    triggered: bool = True
    by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """``family(key, …)``, as rows are named in the model."""
        return f"{self.family}({', '.join(self.key)})"

    @property
    def broken(self) -> bool:
        """Whether it is missed by more than rounding."""
        return self.short > TOLERANCE
