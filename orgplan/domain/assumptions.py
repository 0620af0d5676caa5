"""Rates and norms that apply where the workbook says nothing else, each with its source.

Keys, units, ranges, defaults and sources are those of ``norms.csv``; the sheet Assumptions, the
maths page and the checks of what is typed read the same list.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from pydantic import Field

from orgplan.language import N_

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


MONEY = "USD"  # the currency in which money defaults are stated
PLAN_CURRENCY = N_("plan currency")  # in a cell for a currency: that of Settings


def _read() -> Iterator[Norm]:
    with Path(__file__).with_name("norms.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Norm.model_validate(row | {"scopes": row["scopes"].split()})


NORMS: tuple[Norm, ...] = tuple(_read())
NORM_OF: Mapping[str, Norm] = {norm.key: norm for norm in NORMS}


class Assumption(Priced):
    """A value set by the user: for one scope (a team, role, location or person id, or a currency
    for ``fx``), or for all.

    Parameters
    ----------
    key
        One of :data:`NORMS`.
    value
        In the unit of the norm: a share, months, hours, FTE, or plan currency.
    scope
        ``None`` is all.
    source, note
        Where it comes from, and whatever else is to be said of it.

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
                f"{self.key} is {self.value:g}; it lies between {norm.lowest:g} and"
                f" {norm.highest:g} ({norm.unit})"
            )


class Assumptions(Value):
    """What the user set; everything else is the norm's default.

    Examples
    --------
    >>> org.assumptions.get("merit_pct")
    0.032
    """

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
        """The row that :meth:`get` takes; ``None`` where the default holds.

        Parameters
        ----------
        key
            One of :data:`NORMS`; of any other there is no row.
        *scopes
            Ids of a person, team, role or location, the most specific first; ``None`` is a place
            that nobody tells apart.

        Returns
        -------
        Assumption | None
            Whoever shows where a figure comes from needs it; :meth:`get` gives the figure alone.

        Examples
        --------
        >>> org.assumptions.row("attrition", "Apps")
        Assumption(stated=(), key='attrition', value=0.08, scope=None, source='own leavers since
        2023', note='')
        """
        found = (self._rows.get((key, scope)) for scope in (*scopes, None))
        return next((row for row in found if row is not None), None)

    def get(self, key: str, *scopes: str | None) -> float:
        """Value of a key for the first of the scopes (most specific first) for which one is set,
        else for all, else the default.

        Parameters
        ----------
        key
            One of :data:`NORMS`.
        *scopes
            Ids of a person, team, role or location, the most specific first; ``None`` is a place
            that nobody tells apart.

        Returns
        -------
        float
            In the unit of the norm: a share, months, hours, FTE, or plan currency.

        Raises
        ------
        KeyError
            If the key is not one of :data:`NORMS`.

        Examples
        --------
        >>> Assumptions().with_value("attrition", 0.2, "Payments").get(
        ...     "attrition", "P-1", "Payments"
        ... )
        0.2
        """
        found = self._found.get((key, scopes))  # asked by the hundred thousand, of few places
        if found is None:
            stated = (self._values.get((key, scope)) for scope in (*scopes, None))
            value = next((value for value in stated if value is not None), None)
            found = self._found[key, scopes] = NORM_OF[key].default if value is None else value
        return found

    def with_value(self, key: str, value: float, scope: str | None = None) -> Assumptions:
        """Another set of assumptions in which a key has a value for a scope, or for all.

        Parameters
        ----------
        key
            One of :data:`NORMS`.
        value
            In the unit of the norm.
        scope
            Id of a person, team, role or location; ``None`` is all.

        Returns
        -------
        Assumptions
            This set is left as it is; source and note of a row that is replaced are gone.

        Raises
        ------
        pydantic.ValidationError
            If the key is not one of :data:`NORMS`, or the value lies outside its range.

        Examples
        --------
        >>> org.assumptions.with_value("attrition", 0.2, "Apps").get("attrition", "Apps")
        0.2
        """
        kept = (row for row in self.rows if (row.key, row.scope) != (key, scope))
        return Assumptions(rows=(*kept, Assumption(key=key, value=value, scope=scope)))
