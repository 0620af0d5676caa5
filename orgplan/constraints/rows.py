"""What a constraint family needs to state its rows: expressions, decisions, and somewhere to put rows. No solver is known here."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from orgplan.domain.base import Strength
from orgplan.domain.plan import Sense

Var = Hashable  # a variable of whatever modelling library the solver room uses


@dataclass
class Linear:
    """A linear expression: a constant and terms (coefficient, variable)."""

    constant: float = 0.0
    terms: list[tuple[float, Var]] = field(default_factory=list)

    def add(self, coefficient: float, variable: Var) -> None:
        """Add one term."""
        if coefficient:
            self.terms.append((coefficient, variable))

    def plus(self, other: Linear, factor: float = 1.0) -> Linear:
        """This expression plus a multiple of another, as a new one."""
        return Linear(
            self.constant + factor * other.constant,
            [*self.terms, *((factor * coefficient, variable) for coefficient, variable in other.terms)],
        )


@dataclass(frozen=True)
class Step:
    """A course taken by one person from the level they then hold: an arc in the person's path through the levels of a skill."""

    person: str
    course: str
    skill: str
    level: int
    to_level: int


@dataclass(frozen=True)
class Decisions:
    """The decision variables of the model.

    Attributes
    ----------
    hire
        (role, team, period of the first day) → number of seats, whole.
    hire_bound
        (role, team) → most seats of it that any best plan opens over the horizon.
    train
        (step, period of the start) → 0/1.
    caps_hold
        Whether headcount caps are limits; where they may give, no bound may rest on them.
    """

    hire: Mapping[tuple[str, str, int], Var]
    hire_bound: Mapping[tuple[str, str], int]
    train: Mapping[tuple[Step, int], Var]
    caps_hold: bool = True

    @cached_property
    def steps(self) -> Mapping[str, list[tuple[Step, int]]]:
        """Person id → the steps on offer to them, with the period of the start."""
        index: dict[str, list[tuple[Step, int]]] = {}
        for step, start in self.train:
            index.setdefault(step.person, []).append((step, start))
        return index


class Rows(Protocol):
    """Where families put their rows and their own variables."""

    def limit(self, family: str, key: tuple[str, ...], left: Linear, sense: Sense, right: float, *, unit: float = 1.0) -> None:
        """A hard limit, ``left (sense) right``; judged by the checker under the same name, where one unit is `unit` of the left side."""

    def demand(
        self,
        family: str,
        key: tuple[str, ...],
        left: Linear,
        right: float,
        strength: Strength,
        weight: float,
        *,
        unit: float = 1.0,
        whole: bool = True,
    ) -> None:
        """A requirement with a priced shortfall u >= 0, ``left + unit x u >= right``; judged by the checker under the same name."""

    def link(self, family: str, key: tuple[str, ...], left: Linear, right: float) -> None:
        """A row ``left <= right`` that only ties variables together and has no meaning of its own to judge."""

    def binary(self, family: str, key: tuple[str, ...]) -> Var:
        """A new 0/1 variable."""

    def amount(self, family: str, key: tuple[str, ...], upper: float) -> Var:
        """A new variable between 0 and `upper`."""
