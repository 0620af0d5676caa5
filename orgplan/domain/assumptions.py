"""Rates and norms that apply where the workbook says nothing else, each with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from pydantic import Field

from .base import Value
from .costs.money import Priced

EVERY_SCOPE = ("team", "location", "person", "role")


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
    scopes
        Kinds of what it may be set for beside everybody; of two with the same name the first.
    """

    key: str
    default: float
    unit: str
    lowest: float
    highest: float
    basis: str
    unset: str = ""
    scopes: tuple[str, ...] = EVERY_SCOPE


_OF_SEATS = ("team", "location", "role")
MONEY = "USD"  # the currency in which money defaults are stated


def _norm(
    key: str, default: float, unit: str, lowest: float, highest: float, basis: str, unset: str = "",
    scopes: tuple[str, ...] = EVERY_SCOPE,
) -> Norm:  # fmt: skip
    return Norm(
        key=key,
        default=default,
        unit=unit,
        lowest=lowest,
        highest=highest,
        basis=basis,
        unset=unset,
        scopes=scopes,
    )


NORMS: tuple[Norm, ...] = (
    _norm("attrition", 0.12, "share a year", 0, 0.95, "Mercer 8-12 %, LinkedIn 13.2 %"),
    _norm("attrition_first_year", -1.0, "share a year", 0, 0.95, "house rule: as later years unless stated", "as attrition"),
    _norm("movers_leave_at_once", 1, "1 yes, 0 no", 0, 1, "manpower models (Williams): who moves into a group leaves at its rate from that period on; 0: from the next period on"),
    _norm("leavers_free_pay", 1, "1 yes, 0 no", 0, 1, "house rule: whose work is not counted on is not paid, so 0 where no need for capacity is stated; 0 where a vacancy factor stands in the budget"),
    _norm("availability", 1.0, "FTE of work per FTE", 0.05, 1.5, "house rule: needs are stated in FTE"),
    _norm("lead_time", 3.0, "months", 0, 24, "60 days to accept (SHRM) + 30 days notice (house rule)", scopes=("team", "role")),
    _norm("slip_days", 0, "days after the as-of date", 0, 365, "house rule: a start that has passed unfilled is as soon as can be", scopes=("team", "role")),
    _norm("ramp", 6.0, "months, linear", 0, 36, "surveys, 3-9 months", scopes=_OF_SEATS),
    _norm("recruiting_cost", 4700.0, MONEY, 0, 1e9, "SHRM cost per hire", scopes=_OF_SEATS),
    _norm("agency_pct", 0.20, "share of base", 0, 1, "vendor", scopes=_OF_SEATS),
    _norm("agency_share", 0.30, "share of hires", 0, 1, "vendor", scopes=_OF_SEATS),
    _norm("equipment_cost", 0.0, MONEY, 0, 1e9, "house rule: none unless stated", scopes=_OF_SEATS),
    _norm("bonus_pct", 0.0, "share of base", 0, 5, "house rule: none unless stated"),
    _norm("employer_tax_pct", 0.10, "share of pay", 0, 2, "of 25 % load, BLS June 2025; split is a house rule"),
    _norm("tax_cap", -1.0, MONEY, 0, 1e9, "house rule: pay of a year is taxed in full unless stated", "no cap"),
    _norm("benefits_per_head", 0.0, MONEY, 0, 1e9, "house rule: a share of base unless stated"),
    _norm("bonus_month", 0.0, "month 1-12", 1, 12, "house rule: accrued unless a month is stated", "accrued monthly"),
    _norm("learners_per_mentor", 2.0, "learners at once a mentor", 0, 50, "vendor (ILUO)", scopes=()),
    _norm("onboarding", 0.0, "FTE of a colleague per new seat on its ramp", 0, 2, "house rule: none unless stated; 0.2 is a day a week", scopes=_OF_SEATS),
    _norm("benefits_pct", 0.15, "share of base", 0, 2, "of 25 % load, BLS June 2025; split is a house rule"),
    _norm("merit_pct", 0.032, "share of base", 0, 1, "Mercer 2026"),
    _norm("merit_month", 4, "month 1-12", 1, 12, "Mercer 2026: April"),
    _norm("merit_tenure", 6, "months in service", 0, 60, "house rule"),
    _norm("hours_per_month", 160, "working hours per FTE", 1, 400, "house rule: 40 h x 4 weeks", scopes=_OF_SEATS),
    _norm("default_courses", 1, "1 yes, 0 no", 0, 1, "one level up by self-study where Training has no row", scopes=()),
    _norm("course_cost", 1500.0, MONEY, 0, 1e9, "house rule, one level up", scopes=()),
    _norm("course_hours", 80, "hours", 0, 2000, "house rule, one level up", scopes=()),
    _norm("course_duration", 3, "months", 0, 36, "house rule, one level up", scopes=()),
    _norm("max_courses", 2, "courses at once a person", 0, 20, "house rule"),
    _norm("capacity_tolerance", 0.02, "share of the need", 0, 1, "house rule: nobody is hired for 2 % of a need for capacity", scopes=("team",)),
    _norm("capacity_tolerance_fte", 0.05, "FTE at the least", 0, 100, "house rule: two hours a week; half of a need at the most", scopes=("team",)),
    _norm("tail_months", 12, "months", 0, 60, "house rule: run rate after the horizon counts in the goal"),
    _norm("fx", 1.0, "plan currency per unit", 1e-9, 1e9, "stated rate; the scope names the currency", scopes=("currency",)),
)  # fmt: skip

NORM_OF: Mapping[str, Norm] = {norm.key: norm for norm in NORMS}


class Assumption(Priced):
    """A value set by the user: for one scope (a team, role, location or person id, or a currency for ``fx``), or for all.

    Raises
    ------
    pydantic.ValidationError
        If the key is not one of :data:`NORMS`, or the value lies outside its range.

    Examples
    --------
    >>> op.Assumption(key="attrition", value=0.15, scope="Payments")
    Assumption(stated=(), key='attrition', value=0.15, scope='Payments', source='', note='')
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
    def _found(self) -> dict[tuple[str, tuple[str | None, ...]], float]:
        return {}

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
        found = self._found.get((key, scopes))  # asked by the hundred thousand, of few places
        if found is None:
            stated = (self._values.get((key, scope)) for scope in (*scopes, None))
            value = next((value for value in stated if value is not None), None)
            found = self._found[key, scopes] = NORM_OF[key].default if value is None else value
        return found

    def with_value(self, key: str, value: float, scope: str | None = None) -> Assumptions:
        """Another set of assumptions in which a key has a value for a scope, or for all."""
        kept = (row for row in self.rows if (row.key, row.scope) != (key, scope))
        return Assumptions(rows=(*kept, Assumption(key=key, value=value, scope=scope)))
