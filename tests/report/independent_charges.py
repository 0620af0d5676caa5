"""What rows of Input Charges come to by the second road: exact fractions, with nothing of the
package.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

Row = dict[str, Any]
Worth = Callable[[Fraction, str | None, date | None], Fraction]


@lru_cache(maxsize=4096)
def exact(figure: str | float | Fraction) -> Fraction:
    """A figure of a cell as it is read there, in decimals."""
    return figure if isinstance(figure, Fraction) else Fraction(str(figure))


class ChargeRows:
    """Rows of the sheet, and what each has charged so far.

    Parameters
    ----------
    worth
        An amount of a currency in plan currency, at the rate of a month or over all.
    """

    def __init__(self, rows: Iterable[Row], worth: Worth) -> None:
        self.rows, self.worth = list(rows), worth

    def of(self, scopes: Iterable[str | None], month: date) -> list[Row]:
        """Rows that hold for somebody in a month."""
        names = {None, "", *scopes}
        return [row for row in self.rows if row["scope"] in names and _holds(row, month)]

    def within(self, row: Row, pay: Fraction, share: Fraction) -> Fraction:
        """What of a pay is charged: walked through from limit to limit."""
        times = Fraction(1) if row["per"] == "year" or row["of"] == "service" else share
        low, high, floor = (self._limit(row, key, times) for key in ("above", "up_to", "floor"))
        pay = max(pay, floor or Fraction(0))
        if high is not None and pay > high:
            pay = high
        return pay - (low or 0) if pay > (low or 0) else Fraction(0)

    def _limit(self, row: Row, key: str, times: Fraction) -> Fraction | None:
        if row[key] is None:
            return None
        amount = exact(row[key])
        worth = amount if row["of"] == "service" else self.worth(amount, row["currency"], None)
        return worth * times

    def a_head(
        self, rows: Iterable[Row], booked: str, month: date, present: list[date], start: date
    ) -> Fraction:
        """Amounts a head of a month that a component holds."""
        last = month.replace(day=monthrange(month.year, month.month)[1])
        share, total = Fraction(len(present), last.day), Fraction(0)
        for row in rows:
            if row["of"] != "head" or row["booked_as"] != booked:
                continue
            amount = self.worth(exact(row["amount"]), row["currency"], month)
            months = _months(row)
            if not months:
                total += share * amount / (12 if row["per"] == "year" else 1)
            elif months == ["start"]:
                total += amount if start in present else 0
            elif str(month.month) in months and last in present:
                total += amount / (len(months) if row["per"] == "year" else 1)
        return total

    def severance_months(self, rows: Iterable[Row], start: date, last: date) -> Fraction:
        """Months of base that service has earned."""
        after, months = last + timedelta(days=1), 0
        while _months_on(start, months + 1) <= after:
            months += 1
        years = Fraction(months, 12)
        earned = (row for row in rows if row["of"] == "service")
        return sum(
            (exact(row["rate"]) * self.within(row, years, Fraction(1)) for row in earned),
            Fraction(0),
        )


class Levies:
    """What one person's pay has been charged, and is charged next."""

    def __init__(self, charges: ChargeRows) -> None:
        self.charges = charges
        self.year: defaultdict[str, Fraction] = defaultdict(Fraction)
        self.month: defaultdict[str, Fraction] = defaultdict(Fraction)
        self.paid: defaultdict[str, Fraction] = defaultdict(Fraction)

    def next_month(self, january: bool) -> None:
        """Another month, or job within it."""
        self.month.clear()
        if january:
            self.year.clear()
        self.paid = defaultdict(
            Fraction,
            {key: at for key, at in self.paid.items() if key[:4] == "year" and not january},
        )

    def on(
        self, rows: Iterable[Row], booked: str, pay: Fraction, base: Fraction, share: Fraction
    ) -> Fraction:
        """What charges booked on a component take of the next pay: what is due on all so far, less
        what was due before.
        """
        total = Fraction(0)
        for row in rows:
            if row["of"] not in ("pay", "base") or row["booked_as"] != booked:
                continue
            yearly = row["per"] == "year"
            seen, key = (self.year if yearly else self.month), f"{row['per']} {row['id']}"
            seen[row["id"]] += pay if row["of"] == "pay" else base
            due = exact(row["rate"]) * self.charges.within(row, seen[row["id"]], share)
            total += due - self.paid[key]
            self.paid[key] = due
        return total


def thirteenth(rows: Iterable[Row]) -> dict[str, tuple[Fraction, list[str]]]:
    """Charges that are shares of base and pay themselves: rate, and months in which they are
    paid.
    """
    return {
        row["id"]: (exact(row["rate"]), _months(row))
        for row in rows
        if row["of"] == "base" and row["booked_as"] == "bonus"
    }


def _holds(row: Row, month: date) -> bool:
    first, last = _day(row["valid_from"]), _day(row["valid_to"])
    return (first is None or first <= month) and (last is None or month <= last)


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None


def _months(row: Row) -> list[str]:
    return [part.strip() for part in str(row["months"] or "").split(";") if part.strip()]


def _months_on(day: date, months: int) -> date:
    """The first day on which so many months are complete."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    length = monthrange(first.year, first.month)[1]
    return first.replace(day=day.day) if day.day <= length else first + timedelta(days=length)
