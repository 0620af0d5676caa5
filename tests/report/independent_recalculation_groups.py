"""Cost of groups by the second road: their heads from a closed formula, the pay of one head day by
day, and what is decided about them.

The formula is that of the family group_stock in docs/maths.md. The package's own reckoning goes
cohort by cohort instead, from one period to the next; here each stream of people is followed on its
own, from the day it comes to the period that is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.report.independent_charges import exact
from tests.report.independent_recalculation import (
    DAY,
    SecondRoad,
    Worker,
    as_date,
    next_month,
    to_cents,
)

YEAR = 12  # months; the first of them have an attrition of their own
MOVES = ("promotion", "transfer", "retraining", "downgrading")
LASTING = ("short time", "overstaffing")
Row = dict[str, Any]


class WholeRoad(SecondRoad):
    """Everything that a plan workbook must cost, groups included."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.roster_rows = self.book.rows("Input Roster", "person_id", "base_salary")
        self.groups = {
            row["person_id"]: row for row in self.roster_rows if row["headcount"] is not None
        }
        self.head = {row["person_id"]: self._named(row, [], None, []) for row in self.roster_rows}
        self.done = self.book.rows("Group plan", "id", "kind", "heads")

    def cost(self) -> dict[tuple[str, str | None, str, str, str, str], int]:
        for name in self.groups:
            for (month, component), amount in self._pay_of_a_head(self.head[name]).items():
                self._times(
                    name, None, component, month, amount, self.heads(name, self.period(month))
                )
        for row in self.done:
            for name, component, month, amount in self._decided(row):
                self._times(name, row["id"], component, month, amount, exact(row["heads"]))
        return super().cost()

    def _times(
        self, who: str, action: str | None, component: str, month: date, amount: float, heads: float
    ) -> None:
        """What so many heads cost, rounded once."""
        team = self.head[who].jobs[0].team
        self._book(
            who,
            action,
            team,
            self._centre(self.head[who], team, month),
            component,
            month,
            to_cents(amount * heads),
        )

    # how many

    def period(self, month: date) -> int:
        """Number of the period in which a month lies."""
        start = self.months[0]
        return ((month.year - start.year) * 12 + month.month - start.month) // self.length

    def attrition(self, group: str) -> tuple[float, float]:
        """Share that leaves in a year: of those who came less than a year ago, and of the
        others.
        """
        scopes = self.scopes(self.head[group], self.head[group].jobs[0])
        own, first = self.groups[group]["attrition"], self.rate("attrition_first_year", *scopes)
        later = float(own) if own is not None else self.rate("attrition", *scopes) or 0.0
        return (later if first is None else first), later

    def heads(self, group: str, period: int) -> float:
        """Heads at the end of a period: those of today who are still there, and of each action
        those who came less those who went.
        """
        later = self.attrition(group)[1]

        def stay(periods: int) -> float:
            return float((1 - later) ** (periods * self.length / YEAR))

        scopes = self.scopes(self.head[group], self.head[group].jobs[0])
        first = self.rate("movers_leave_at_once", *scopes) != 0
        left = float(self.groups[group]["headcount"]) * stay(period + 1)
        for row in self.done:
            since, heads = period - self.period(as_date(row["start_date"])), float(row["heads"])
            if since < 0:
                continue
            if row["kind"] == "recruiting" and row["group"] == group:
                left += heads * self._recruits_stay(group, since + 1)
            if row["kind"] in ("redundancy", *MOVES) and row["group"] == group:
                left -= heads * stay(since)
            if row["kind"] == "downgrading" and row["to_group"] == group:
                left += heads * (1 - float(self.levers[row["lever"]]["share"])) * stay(since)
            elif row["kind"] in MOVES and row["to_group"] == group:
                left += heads * stay(since + first)
        return left

    def _recruits_stay(self, group: str, periods: int) -> float:
        """Share of recruits that is still there: a year at the first rate, the rest at the later
        one.
        """
        (first, later), months = self.attrition(group), periods * self.length
        young = min(months, YEAR)
        return float((1 - first) ** (young / YEAR) * (1 - later) ** ((months - young) / YEAR))

    def _earned(self, group: str, first: date) -> float:
        """Months of base for the service of a group that is let go on the eve of a day."""
        head = self.head[group]
        rows = self.charges.of(self.scopes(head, head.jobs[0]), first - DAY)
        return self.charges.severance_months(rows, head.start, first - DAY)

    # what one of them costs

    def _pay_of_a_head(self, head: Worker) -> Counter[tuple[date, str]]:
        """Pay of a head in the months of the horizon, in plan currency, unrounded."""
        found: Counter[tuple[date, str]] = Counter()
        for _, month, component, parts in self.paid(head):
            if month >= self.months[0]:
                found[month, component] += sum(parts)
        return found

    def _decided(self, row: Row) -> Iterator[tuple[str, str, date, float]]:
        """Group that it is booked on, component, month and amount of each head of an action."""
        first, kind, group = as_date(row["start_date"]), row["kind"], row["group"]
        months = [next_month(first, number) for number in range(self.length)]
        if kind == "recruiting":
            for component, amount in self.recruited(
                self.head[group].jobs[0], self.head[group].location, first
            ).items():
                yield group, component, first, amount
            return
        lever = self.levers[row["lever"]]
        cost = self.cost_of(lever, "cost", first)
        if kind in MOVES:
            yield (
                row["to_group"] or group,
                "training" if kind == "retraining" else "moves",
                first,
                cost,
            )
        elif kind == "redundancy":
            yield (
                group,
                "severance",
                first,
                cost
                + (exact(lever["months_of_base"] or 0) + self._earned(group, first))
                * self._base_on(group, first)
                * self.scale(self.head[group].jobs[0].money, first)
                / 12,
            )
        elif kind == "short time":
            yield from self._saved(group, months, exact(lever["share"]))
        if kind in LASTING:
            booked = group if group in self.groups else self._serves(group)
            yield from (
                (booked, kind.replace(" ", "_"), month, self.cost_of(lever, "cost", month) / 12)
                for month in months
            )

    def _base_on(self, group: str, day: date) -> float:
        head = self.head[group]
        job = head.job_on(day)
        return 0.0 if job is None else self.base(head, job, day)

    def _saved(
        self, group: str, months: list[date], share: float
    ) -> Iterator[tuple[str, str, date, float]]:
        """Pay that falls away on short time: that of a head who is on it, less that of one who
        isn't.
        """
        shorter = replace(
            self.head[group], shorter=[(months[0], next_month(months[-1]) - DAY, share)]
        )
        full = self._pay_of_a_head(self.head[group])
        for (month, component), amount in self._pay_of_a_head(shorter).items():
            yield group, component, month, amount - full[month, component]

    # for whom heads are kept beyond need

    def _serves(self, need: str) -> str:
        """The first of the roster who serves a need for staff; the need's scope says where, its
        skill which role or family.
        """
        asked = next(
            row
            for row in self.book.rows("Input Requirements", "id", "scope", "skill")
            if row["id"] == need
        )
        for row in self.roster_rows:
            role = self.roles[self._role(row)]
            if asked["skill"] in (self._role(row), role["role"], role["family"]) and self._inside(
                asked["scope"], row
            ):
                return str(row["person_id"])
        return str(self.roster_rows[0]["person_id"])

    @cached_property
    def teams(self) -> dict[str, Row]:
        return {row["team"]: row for row in self.book.rows("Input Teams", "team", "cost_centre")}

    def _inside(self, scope: str, row: Row) -> bool:
        """Whether somebody is in the part that a scope names, with or without its kind; a bare name
        is a team's before a product line's or a place's.
        """
        if scope == "organisation":
            return True
        team = self.teams[row["team"]]
        known = {
            "department": self._above(row["team"]),
            "team": {row["team"]},
            "product line": {team["product_line"]},
            "location": {row["location"]},
        }
        kind, colon, name = scope.partition(": ")
        if not colon or kind not in known:
            lines = {other["product_line"] for other in self.teams.values()}
            kind, name = (
                (
                    "department"
                    if scope in self.teams
                    else "product line"
                    if scope in lines
                    else "location"
                ),
                scope,
            )
        return name in known[kind]

    def _above(self, team: str | None) -> set[str]:
        """A team and all that it is part of."""
        found: set[str] = set()
        while team is not None:
            found.add(team)
            team = self.teams[team]["parent"]
        return found
