"""Rates and norms that apply where the workbook says nothing else, each with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from pydantic import Field

from .base import Value
from .money import Priced


class Norm(Value):
    """A key that `Assumptions` may set.

    Parameters
    ----------
    key, default, unit
        Name, value where nothing is said, and the unit of both.
    lowest, highest
        Values outside are refused.
    unset
        What the default means in words, where it is no figure (``no cap``); the default is then a
        sign that lies outside the range.
    basis
        Where the default comes from; ``house rule`` where there is no better source.
    """

    key: str
    default: float
    unit: str
    lowest: float
    highest: float
    basis: str
    unset: str = ""


MONEY = "USD"  # the currency in which money defaults are stated

NORMS: tuple[Norm, ...] = (
    Norm(key="attrition", default=0.12, unit="share a year", lowest=0, highest=0.95, basis="Mercer 8-12 %, LinkedIn 13.2 %"),
    Norm(key="attrition_first_year", default=-1.0, unit="share a year", lowest=0, highest=0.95, basis="house rule: as later years unless stated", unset="as attrition"),
    Norm(key="leavers_free_pay", default=1, unit="1 yes, 0 no", lowest=0, highest=1, basis="house rule: whose work is not counted on is not paid; 0 where a vacancy factor stands in the budget"),
    Norm(key="availability", default=1.0, unit="FTE of work per FTE", lowest=0.05, highest=1.5, basis="house rule: needs are stated in FTE"),
    Norm(key="lead_time", default=3.0, unit="months", lowest=0, highest=24, basis="60 days to accept (SHRM) + 30 days notice (house rule)"),
    Norm(key="ramp", default=6.0, unit="months, linear", lowest=0, highest=36, basis="surveys, 3-9 months"),
    Norm(key="recruiting_cost", default=4700.0, unit=MONEY, lowest=0, highest=1e9, basis="SHRM cost per hire"),
    Norm(key="agency_pct", default=0.20, unit="share of base", lowest=0, highest=1, basis="vendor"),
    Norm(key="agency_share", default=0.30, unit="share of hires", lowest=0, highest=1, basis="vendor"),
    Norm(key="equipment_cost", default=0.0, unit=MONEY, lowest=0, highest=1e9, basis="house rule: none unless stated"),
    Norm(key="bonus_pct", default=0.0, unit="share of base", lowest=0, highest=5, basis="house rule: none unless stated"),
    Norm(key="employer_tax_pct", default=0.10, unit="share of pay", lowest=0, highest=2, basis="of 25 % load, BLS June 2025; split is a house rule"),
    Norm(key="tax_cap", default=-1.0, unit=MONEY, lowest=0, highest=1e9, basis="house rule: pay of a year is taxed in full unless stated", unset="no cap"),
    Norm(key="benefits_per_head", default=0.0, unit=MONEY, lowest=0, highest=1e9, basis="house rule: a share of base unless stated"),
    Norm(key="bonus_month", default=0.0, unit="month 1-12", lowest=1, highest=12, basis="house rule: accrued unless a month is stated", unset="accrued monthly"),
    Norm(key="learners_per_mentor", default=2.0, unit="learners at once a mentor", lowest=0, highest=50, basis="vendor (ILUO)"),
    Norm(key="onboarding", default=0.0, unit="FTE of a colleague per new seat on its ramp", lowest=0, highest=2, basis="house rule: none unless stated; 0.2 is a day a week"),
    Norm(key="benefits_pct", default=0.15, unit="share of base", lowest=0, highest=2, basis="of 25 % load, BLS June 2025; split is a house rule"),
    Norm(key="merit_pct", default=0.032, unit="share of base", lowest=0, highest=1, basis="Mercer 2026"),
    Norm(key="merit_month", default=4, unit="month 1-12", lowest=1, highest=12, basis="Mercer 2026: April"),
    Norm(key="merit_tenure", default=6, unit="months in service", lowest=0, highest=60, basis="house rule"),
    Norm(key="hours_per_month", default=160, unit="working hours per FTE", lowest=1, highest=400, basis="house rule: 40 h x 4 weeks"),
    Norm(key="default_courses", default=1, unit="1 yes, 0 no", lowest=0, highest=1, basis="one level up by self-study where Training has no row"),
    Norm(key="course_cost", default=1500.0, unit=MONEY, lowest=0, highest=1e9, basis="house rule, one level up"),
    Norm(key="course_hours", default=80, unit="hours", lowest=0, highest=2000, basis="house rule, one level up"),
    Norm(key="course_duration", default=3, unit="months", lowest=0, highest=36, basis="house rule, one level up"),
    Norm(key="max_courses", default=2, unit="courses at once a person", lowest=0, highest=20, basis="house rule"),
    Norm(key="capacity_tolerance", default=0.02, unit="share of the need", lowest=0, highest=1, basis="house rule: nobody is hired for 2 % of a need for capacity"),
    Norm(key="capacity_tolerance_fte", default=0.05, unit="FTE at the least", lowest=0, highest=100, basis="house rule: two hours a week; half of a need at the most"),
    Norm(key="tail_months", default=12, unit="months", lowest=0, highest=60, basis="house rule: run rate after the horizon counts in the goal"),
    Norm(key="fx", default=1.0, unit="plan currency per unit", lowest=1e-9, highest=1e9, basis="stated rate; the scope names the currency"),
)  # fmt: skip

NORM_OF: Mapping[str, Norm] = {norm.key: norm for norm in NORMS}


class Assumption(Priced):
    """A value set by the user: for one scope (a team, role, location or person id, or a currency for ``fx``), or for all.

    Raises
    ------
    pydantic.ValidationError
        If the key is not one of :data:`NORMS`, or the value lies outside its range.
    """

    key: str
    value: float
    scope: str | None = None
    source: str = ""
    note: str = ""

    def _check(self) -> None:
        norm = NORM_OF.get(self.key)
        if norm is None:
            raise ValueError(f"{self.key!r} is no assumption; there are {', '.join(NORM_OF)}")
        unset = bool(norm.unset) and self.value == norm.default
        # An amount of money may be in any currency: only its sign can be judged here.
        highest = float("inf") if norm.unit == MONEY else norm.highest
        if not (unset or norm.lowest <= self.value <= highest):
            raise ValueError(
                f"{self.key} is {self.value:g}; it lies between {norm.lowest:g} and {norm.highest:g} ({norm.unit})"
            )


class Assumptions(Value):
    """What the user set; everything else is the norm's default."""

    rows: tuple[Assumption, ...] = Field(default=())

    def _check(self) -> None:
        times = Counter((row.key, row.scope) for row in self.rows)
        twice = [f"{key} for {scope or 'all'}" for (key, scope), n in times.items() if n > 1]
        if twice:
            raise ValueError(f"set more than once: {', '.join(twice)}")

    @cached_property
    def _values(self) -> dict[tuple[str, str | None], float]:
        return {(row.key, row.scope): row.value for row in self.rows}

    @cached_property
    def _rows(self) -> dict[tuple[str, str | None], Assumption]:
        return {(row.key, row.scope): row for row in self.rows}

    def row(self, key: str, *scopes: str | None) -> Assumption | None:
        """The row that :meth:`get` takes; ``None`` where the default holds."""
        found = (self._rows.get((key, scope)) for scope in (*scopes, None))
        return next((row for row in found if row is not None), None)

    def get(self, key: str, *scopes: str | None) -> float:
        """Value of a key for the first of the scopes (most specific first) for which one is set, else for all, else the default.

        Raises
        ------
        KeyError
            If the key is not one of :data:`NORMS`.
        """
        for scope in (*scopes, None):
            if (key, scope) in self._values:
                return self._values[key, scope]
        return NORM_OF[key].default

    def with_value(self, key: str, value: float, scope: str | None = None) -> Assumptions:
        """Another set of assumptions in which a key has a value for a scope, or for all."""
        kept = (row for row in self.rows if (row.key, row.scope) != (key, scope))
        return Assumptions(rows=(*kept, Assumption(key=key, value=value, scope=scope)))
