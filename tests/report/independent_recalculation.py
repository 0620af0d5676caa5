"""Cost by a second road: from the sheets of a plan workbook alone, by the rules of docs/finance.md,
with nothing of the package.

People and seats are here, groups in :mod:`tests.report.independent_recalculation_groups`. Only
openpyxl and the calendar are used. What the package's finance room does with contracts and spells
is done here day by day: a month is walked through, each day asks which job it belongs to, and the
days are counted.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.headers import Row, key_in, key_of
from tests.report.independent_charges import ChargeRows, Levies, exact, thirteenth

DAY = timedelta(days=1)
Cents = int
Key = tuple[str, str | None, str, str, str, str]  # who, action, team, cost centre, component, month


def to_cents(amount: Fraction | float) -> Cents:
    """Rounded to the cent, halves away from zero, as a spreadsheet rounds."""
    return int(math.copysign(math.floor(round(abs(amount) * 100, 6) + 0.5), amount))


def as_date(value: object) -> date | None:
    return (
        value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
    )


def next_month(first: date, months: int = 1) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _exact(figure: object) -> Fraction | None:
    return None if figure is None else exact(figure)


class Book:
    """Tables of a workbook by the header of their first column."""

    def __init__(self, path: Path) -> None:
        book = load_workbook(path, data_only=True, read_only=True)
        self.sheets = {
            sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book
        }
        book.close()

    def rows(self, sheet: str, *headers: str) -> list[dict[str, Any]]:
        """Rows of a table that say something in their first column; none without the sheet."""
        cells = self.sheets.get(sheet, [])
        for top, row in enumerate(cells):
            if {key_of(header) for header in headers} <= {key_of(text) for text in row if text}:
                named = {str(text): place for place, text in enumerate(row) if text is not None}
                first = min(named.values())
                return [
                    Row(
                        {
                            name: key_in(sheet, key_of(name), line[place])
                            for name, place in named.items()
                        }
                    )
                    for line in cells[top + 1 :]
                    if line[first] is not None
                ]
        assert not cells, f"{sheet} has no row with {headers}"
        return []


@dataclass(frozen=True)
class Money:
    """An amount as it is typed, in its currency, at a fixed rate of its place if there is one."""

    amount: Fraction
    currency: str | None
    fixed: Fraction | None = None


@dataclass
class Job:
    """A role and team from a first day on, at a yearly base; raises count that come after
    ``since``.
    """

    first: date
    role: str
    team: str
    base: Fraction
    since: date
    money: Money | None = None
    place: str | None = None


@dataclass
class Worker:
    """Somebody on the roster, or a seat."""

    name: str
    action: str | None
    start: date
    end: date | None
    jobs: list[Job]
    location: str | None
    contractor: bool = False
    bonus: Fraction | None = None
    team: str = ""  # of the roster, in which an own cost centre holds
    centres: list[tuple[date, str]] = field(default_factory=list)  # the own one from a day on
    shorter: list[tuple[date, date, Fraction]] = field(default_factory=list)
    last_day_known: bool = False  # today, whatever the plan decides
    attrition: Fraction | None = None

    def job_on(self, day: date) -> Job | None:
        if day < self.start or (self.end is not None and day > self.end):
            return None
        begun = [job for job in self.jobs if job.first <= day]
        return begun[-1] if begun else None


@dataclass
class Memory:
    """What one month's pay leaves to the next: pay of the calendar year so far, and bonuses not yet
    paid with the share kept of each.
    """

    levies: Levies
    year_pay: Fraction = Fraction(0)
    owed: dict[str, list[tuple[Fraction, Fraction]]] = field(default_factory=dict)

    def taxable(self, pay: Fraction, cap: Fraction | None) -> Fraction:
        """The part of a pay that the cap of the year leaves to be taxed."""
        due = pay if cap is None else min(pay, max(Fraction(0), cap - self.year_pay))
        self.year_pay += pay
        return due


class SecondRoad:
    """Everything that the people and seats of a plan workbook must cost."""

    def __init__(self, path: Path) -> None:
        self.book = book = Book(path)
        settings = {row["key"]: row["value"] for row in book.rows("Input Settings", "key", "value")}
        self.currency = settings["currency"]
        self.as_of, self.start = as_date(settings["as_of"]), as_date(settings["start"])
        self.length = {"month": 1, "quarter": 3, "year": 12}[settings["period"]]
        self.months = [
            next_month(self.start, number)
            for number in range(int(settings["periods"]) * self.length)
        ]
        self.rates = book.rows("Input Rates", "currency", "month", "rate")
        self.units = {
            (row["key"], row["scope"]): row["unit"]
            for row in book.rows("Input Assumptions", "key", "value", "default")
        }
        self.given: dict[tuple[str, str | None], Fraction | None] = {}
        self.default: dict[str, Fraction | None] = {}
        for row in book.rows("Input Assumptions", "key", "value", "default"):
            self.default[row["key"]] = self._number(row["default"])
            if row["value"] is not None:
                self.given[row["key"], row["scope"]] = self._number(row["value"])
        needs = book.rows("Input Requirements", "id", "kind", "strength")
        counted = [row for row in needs if (row["kind"], row["strength"]) != ("capacity", "off")]
        self.default["leavers_free_pay"] = Fraction(any(r["kind"] == "capacity" for r in counted))
        self.places = {
            row["location"]: row for row in book.rows("Input Locations", "location", "pay_index")
        }
        self.centres = {
            row["team"]: row["cost_centre"] or row["team"]
            for row in book.rows("Input Teams", "team", "cost_centre")
        }
        self.roles = {self._role(row): row for row in book.rows("Input Roles", "role", "band_mid")}
        self.levers = {row["id"]: row for row in book.rows("Input Levers", "id", "lever")}
        self.courses = {row["course"]: row for row in book.rows("Input Training", "course", "cost")}
        self.charges = ChargeRows(
            book.rows("Input Charges", "id", "charge", "of"),
            lambda amount, currency, month: self.worth(Money(amount, currency), month),
        )
        self.splits = book.rows("Input Cost splits", "person_id", "cost_centre", "share")
        self.relocations = book.rows("Input Relocations", "person_id", "location", "valid_from")
        self.found: Counter[Key] = Counter()
        self.owed: dict[str, Cents] = {}  # bonuses earned and not paid when the horizon ends

    @staticmethod
    def _role(row: dict[str, Any]) -> str:
        return f"{row['role']} / {row['level']}" if row.get("level") else str(row["role"])

    @staticmethod
    def _number(said: object) -> Fraction | None:
        """A figure; words such as "no cap" mean that there is none."""
        if isinstance(said, int | float):
            return exact(said)
        try:
            return exact(str(said).split()[0].replace(",", ""))
        except ValueError:
            return None

    def rate(self, key: str, *scopes: str | None) -> Fraction | None:
        """The most specific figure of Assumptions, else the default that the sheet shows."""
        for scope in (*(scope for scope in scopes if scope is not None), None):
            if (key, scope) in self.given:
                return self.given[key, scope]
        return self.default[key]

    # other currencies

    def rate_of(self, currency: str | None, month: date | None) -> Fraction:
        """Plan currency per unit in a month; without one, over the horizon as a whole."""
        if currency in (None, self.currency):
            return Fraction(1)
        fx = self.given.get(("fx", currency))
        rows = [row for row in self.rates if row["currency"] == currency]
        every = next((exact(row["rate"]) for row in rows if row["month"] is None), fx)
        if month is None and every is not None:
            return every
        spans = {1: [], 3: [], 12: []}
        for row in rows:
            label, day = str(row["month"]), month or self.start
            if label == f"{day:%Y-%m}":
                spans[1].append(row)
            elif label == f"{day.year}-Q{(day.month + 2) // 3}":
                spans[3].append(row)
            elif label == str(day.year):
                spans[12].append(row)
        found = [*spans[1], *spans[3], *spans[12]]
        return exact(found[0]["rate"]) if found else exact(every or 0)

    def worth(self, money: Money, month: date | None) -> Fraction:
        """An amount in plan currency, to the cent where it is converted; before the horizon at the
        rate of its first month.
        """
        if money.currency in (None, self.currency):
            return money.amount
        month = max(month, self.start) if month is not None else None
        rate = money.fixed if money.fixed is not None else self.rate_of(money.currency, month)
        return money.amount if rate == 1 else Fraction(to_cents(money.amount * rate), 100)

    def paid_by(self, row: dict[str, Any], key: str = "base_salary") -> Money:
        """Pay of a row, at the rate of its place where that has one of its own."""
        place = self.places.get(row.get("location") or "") or {}
        currency = row.get("currency")
        own = _exact(place.get("fx")) if currency == place.get("currency") else None
        return Money(exact(row[key]), currency, own)

    def scale(self, money: Money | None, month: date) -> Fraction:
        """By how much an amount is worth more or less in a month than over the horizon as a
        whole.
        """
        whole = self.worth(money, None) if money else Fraction(0)
        return self.worth(money, month) / whole if money and whole else Fraction(1)

    def norm(self, key: str, month: date | None, *scopes: str | None) -> Fraction | None:
        """An amount of Assumptions at the rate of a month, or over the horizon as a whole; none
        where the sheet says so.
        """
        for scope in (*(scope for scope in scopes if scope is not None), None):
            if (key, scope) in self.given:
                amount = self.given[key, scope]
                return (
                    None
                    if amount is None
                    else self.worth(Money(amount, self.units[key, scope]), month)
                )
        return self.default[key]

    def cost_of(
        self, row: dict[str, Any], key: str, month: date, currency: str = "currency"
    ) -> Fraction:
        """A cost of a row at the rate of a month."""
        code = row.get(currency) or row.get("currency")
        return self.worth(Money(exact(row[key] or 0), code), month)

    def _a_head(self, worker: Worker, job: Job, month: date) -> Fraction:
        """Benefits a head and year, at the rate of a month."""
        place = self.places.get(job.place or "")
        if place is not None and place["benefits_per_head"] is not None:
            own = Money(exact(place["benefits_per_head"]), place["currency"], _exact(place["fx"]))
            return self.worth(own, month)
        return self.norm("benefits_per_head", month, *self.scopes(worker, job))

    def of_place(self, key: str, worker: Worker, job: Job, money: bool = False) -> Fraction | None:
        """What the row of a location says, else Assumptions; amounts are in the location's own
        currency.
        """
        place = self.places.get(job.place or "")
        if place is not None and place[key] is not None:
            return (
                Fraction(to_cents(exact(place[key]) * self._fx(place)), 100)
                if money
                else exact(place[key])
            )
        scopes = self.scopes(worker, job)
        return self.norm(key, None, *scopes) if money else self.rate(key, *scopes)

    def _fx(self, place: dict[str, Any]) -> Fraction:
        if place["fx"] is not None:
            return exact(place["fx"])
        return (
            Fraction(1)
            if place["currency"] in (None, self.currency)
            else self.rate_of(place["currency"], None)
        )

    @staticmethod
    def scopes(worker: Worker, job: Job) -> tuple[str | None, ...]:
        who = worker.name if worker.action is None else None
        return (who, job.team, job.role, job.place)

    # who works when

    def roster(self) -> Iterator[Worker]:
        moves, exits, shorter = defaultdict(list), {}, defaultdict(list)
        for row in self.book.rows("Moves", "id", "person_id", "base_salary"):
            moves[row["person_id"]].append(row)
        for row in self.book.rows("Redundancies", "id", "person_id", "last_day"):
            exits[row["person_id"]] = as_date(row["last_day"])
        for row in self.book.rows("Short time", "id", "person_id", "end_date"):
            shorter[row["person_id"]].append(
                (
                    as_date(row["start_date"]),
                    as_date(row["end_date"]),
                    exact(self.levers[row["lever"]]["share"]),
                )
            )
        for row in self.book.rows("Input Roster", "person_id", "base_salary"):
            if row["headcount"] is None:
                yield self._named(
                    row,
                    moves[row["person_id"]],
                    exits.get(row["person_id"]),
                    shorter[row["person_id"]],
                )

    def _named(
        self,
        row: dict[str, Any],
        moves: list[dict[str, Any]],
        leaves: date | None,
        shorter: list[tuple[date, date, Fraction]],
    ) -> Worker:
        """Somebody of the roster (or one head of a group), with what is decided."""
        start, end = as_date(row["start_date"]), as_date(row["end_date"])
        ends = [day for day in (end, leaves) if day is not None]
        jobs = [
            Job(
                start,
                self._role(row),
                row["team"],
                self.worth(self.paid_by(row), None),
                max(self.as_of, start),
                self.paid_by(row),
            )
        ]
        jobs[0].place = paid_at = row["location"]
        changes = [(as_date(move["start_date"]), 1, move) for move in moves]
        to = [one for one in self.relocations if one["person_id"] == row["person_id"]]
        changes += [(as_date(one["valid_from"]), 0, one) for one in to]
        for day, is_move, said in sorted(changes, key=lambda change: change[:2]):
            job = replace(jobs[-1], first=max(day, start))
            if is_move:
                job.role, job.team = said["role"], said["team"]
            else:
                job.place = said["location"]
            if said["base_salary"] is not None:
                paid_at = paid_at if is_move else said["location"]
                job.money = self.paid_by(said | {"location": paid_at})
                job.base, job.since = self.worth(job.money, None), max(self.as_of, day)
            jobs.append(job)
        own = [(date.min, row["cost_centre"])] if row["cost_centre"] else []
        own += sorted(
            (as_date(one["valid_from"]), one["cost_centre"]) for one in to if one["cost_centre"]
        )
        return Worker(
            row["person_id"], None, start, min(ends, default=None), jobs, row["location"],
            row["employment_type"] == "contractor",
            _exact(row["bonus_pct"]), row["team"], own, shorter, end is not None,
            _exact(row["attrition"]),
        )  # fmt: skip

    def seats(self) -> Iterator[Worker]:
        for row in self.book.rows("Hiring plan", "id", "base_salary", "decided"):
            if row["start_date"] is None:  # below the table: what is not used
                continue
            start, end = as_date(row["start_date"]), as_date(row.get("end_date"))
            premium = (
                exact(self.levers[row["lever"]]["share"] or 0)
                if end is not None and row["lever"]
                else Fraction(0)
            )
            money = Money(exact(row["base_salary"]), row.get("currency"))
            base = self.worth(money, None) * (1 + premium)
            since, place = max(self.as_of, start), row.get("location")
            job = Job(start, row["role"], row["team"], base, since, money, place)
            yield Worker(
                row["id"], row["id"], start, end, [job], row.get("location"), end is not None
            )

    # what they are paid

    def cost(self) -> dict[Key, Cents]:
        """Cents by who, action, team, cost centre, component and month; what comes to nothing is
        left out.
        """
        for worker in self.roster():
            self._pay(worker)
        for worker in self.seats():
            self._pay(worker)
        self._hired()
        self._trained()
        self._moved()
        self._let_go()
        self._shortened()
        return {key: amount for key, amount in self.found.items() if amount}

    def _book(
        self,
        who: str,
        action: str | None,
        team: str,
        centre: str,
        component: str,
        month: date,
        amount: Cents,
    ) -> None:
        if self.months[0] <= month <= self.months[-1]:
            self.found[who, action, team, centre, component, f"{month:%Y-%m}"] += amount

    def _centre(self, worker: Worker, team: str, day: date) -> str:
        """The own one of that day in the team of the roster, else the team's."""
        own = [centre for first, centre in worker.centres if first <= day]
        return own[-1] if own and worker.team == team else str(self.centres[team])

    def raises(self, worker: Worker, job: Job, month: date) -> int:
        """First days of the merit month after the job's base was agreed, up to a month, once tenure
        is reached.
        """
        which = int(self.rate("merit_month", *self.scopes(worker, job)) or 0)
        tenure = int(self.rate("merit_tenure", *self.scopes(worker, job)) or 0)
        entitled = next_month(worker.start.replace(day=1), tenure)
        days = (date(year, which, 1) for year in range(job.since.year, month.year + 1))
        return sum(job.since < day <= month and day >= entitled for day in days)

    def base(self, worker: Worker, job: Job, month: date) -> Fraction:
        """Annual base in a month, merit included."""
        if worker.contractor:
            return job.base
        merit = self.rate("merit_pct", *self.scopes(worker, job)) or Fraction(0)
        return job.base * (1 + merit) ** self.raises(worker, job, month)

    def _pay(self, worker: Worker) -> None:
        paid: dict[tuple[int, date], Cents] = defaultdict(int)
        for job, month, component, parts in self.paid(worker):
            amount = sum(to_cents(part) for part in parts)
            self._pay_out(worker, job, component, month, amount)
            paid[worker.jobs.index(job), month] += amount
        for (number, month), amount in paid.items():
            job = worker.jobs[number]
            gone = 1 - self._left(worker, job, month)
            freed = to_cents(-amount / 100 * gone)
            self._pay_out(worker, job, "expected_leavers", month, freed)

    def _pay_out(
        self, worker: Worker, job: Job, component: str, month: date, amount: Cents
    ) -> None:
        left = amount
        for centre, share in self._shared(worker.name, month):
            part = to_cents(Fraction(amount, 100) * share)
            left -= part
            self._book(worker.name, worker.action, job.team, centre, component, month, part)
        own = self._centre(worker, job.team, max(month, job.first))
        self._book(worker.name, worker.action, job.team, own, component, month, left)

    def _shared(self, who: str, month: date) -> list[tuple[str, Fraction]]:
        """Cost centres that bear a share of somebody's pay in a month: the rows of the latest day
        that has come.
        """
        rows = [row for row in self.splits if row["person_id"] == who]
        days = {as_date(row["valid_from"]) or date.min for row in rows}
        latest = max((day for day in days if day <= month), default=None)
        return [
            (str(row["cost_centre"]), exact(row["share"]))
            for row in rows
            if (as_date(row["valid_from"]) or date.min) == latest
        ]

    def _left(self, worker: Worker, job: Job, month: date) -> Fraction | float:
        """Share of somebody who is expected to be there by the middle of a month, and is paid."""
        scopes = self.scopes(worker, job)
        known = worker.contractor or worker.last_day_known
        if known or not self.rate("leavers_free_pay", *scopes):
            return Fraction(1)
        rate = worker.attrition
        if rate is None:
            rate = self.rate("attrition", *scopes) or Fraction(0)
        since = max(worker.start.replace(day=1), self.months[0])
        months = (month.year - since.year) * 12 + month.month - since.month
        return float((1 - rate) ** (max(0.0, months + 0.5) / 12))

    def paid(self, worker: Worker) -> Iterator[tuple[Job, date, str, list[Fraction]]]:
        """Job, month, component and the amounts that it adds up, none rounded yet.

        Month by month from January of the year before the horizon on, since caps and bonuses look
        back so far.
        """
        memory, month = Memory(Levies(self.charges)), date(self.months[0].year - 1, 1, 1)
        while month <= self.months[-1]:
            if month.month == 1:
                memory.year_pay = Fraction(0)
            worked: dict[int, list[date]] = {}
            for number in range(monthrange(month.year, month.month)[1]):
                job = worker.job_on(month + number * DAY)
                if job is not None:
                    worked.setdefault(worker.jobs.index(job), []).append(month + number * DAY)
            for place, (number, present) in enumerate(sorted(worked.items())):
                memory.levies.next_month(month.month == 1 and place == 0)
                for component, parts in self._paid_in(
                    worker, worker.jobs[number], month, present, memory
                ).items():
                    yield worker.jobs[number], month, component, parts
            month = next_month(month)
        jobs = [job for job in worker.jobs if job.first < month]
        scale = self.scale(jobs[-1].money, self.months[-1]) if jobs else Fraction(1)
        left = (entry for entries in memory.owed.values() for entry in entries)
        self.owed[worker.name] = sum(to_cents(amount * kept * scale) for amount, kept in left)

    def _paid_in(
        self, worker: Worker, job: Job, month: date, present: list[date], memory: Memory
    ) -> dict[str, list[Fraction]]:
        """One job's pay of a month."""
        share = Fraction(len(present), monthrange(month.year, month.month)[1])
        kept = 1 - sum(
            cut for first, last, cut in worker.shorter for day in present if first <= day <= last
        ) / len(present)
        agreed, scale = self.base(worker, job, month) / 12 * share, self.scale(job.money, month)
        scopes = self.scopes(worker, job)
        rows = self.charges.of(scopes, month)
        if worker.contractor:
            on_top = sum(exact(row["rate"]) for row in rows if row["of"] == "fee")
            return {"contractor": [agreed * (1 + on_top) * kept * scale]}
        bonus = (
            worker.bonus
            if worker.bonus is not None
            else self.rate("bonus_pct", *scopes) or Fraction(0)
        )
        tax, cap = (
            self.of_place("employer_tax_pct", worker, job) or Fraction(0),
            self.of_place("tax_cap", worker, job, money=True),
        )
        levies = memory.levies
        benefits = (self.of_place("benefits_pct", worker, job) or Fraction(0)) * agreed
        benefits += levies.on(rows, "benefits", agreed, agreed, share)
        benefits = benefits * kept * scale + self._a_head(worker, job, month) / 12 * share
        head = {
            booked: self.charges.a_head(rows, booked, month, present, worker.start)
            for booked in ("bonus", "tax", "benefits")
        }
        paid_in = int(self.rate("bonus_month", *scopes) or 0)
        bonuses = {"": (bonus, [str(paid_in)] if paid_in else [])} | thirteenth(rows)
        at_once = sum(agreed * rate for rate, months in bonuses.values() if not months)
        for key, (rate, months) in bonuses.items():
            if months:
                memory.owed.setdefault(key, []).append((agreed * rate, kept))
        leaves = worker.end == present[-1]
        owed: list[tuple[Fraction, Fraction]] = []
        if present[-1] + DAY == next_month(month) or leaves:
            for key in list(memory.owed):
                months = bonuses.get(key, (Fraction(0), []))[1]
                if leaves or not months or str(month.month) in months:
                    owed += memory.owed.pop(key)
        found = {
            "base": [agreed * kept * scale],
            "benefits": [benefits + head["benefits"]],
            "bonus": [
                at_once * kept * scale + head["bonus"],
                *(amount * left * scale for amount, left in owed),
            ],
        }
        if head["bonus"]:
            owed.append((head["bonus"] / scale, Fraction(1)))
        first = memory.taxable(agreed + at_once, cap) * tax
        first += levies.on(rows, "tax", agreed + at_once, agreed, share)
        if not owed:
            return found | {"tax": [first * kept * scale + head["tax"]]}
        whole = sum(amount for amount, _ in owed)
        later = memory.taxable(whole, cap) * tax + levies.on(rows, "tax", whole, Fraction(0), share)
        part = later / whole if whole else Fraction(0)
        parts = [(first + whole * part) * scale + head["tax"]]
        cut = [(first, kept), *((amount * part, left) for amount, left in owed)]
        return found | {"tax": [*parts, *(-amount * (1 - left) * scale for amount, left in cut)]}

    # what is paid once

    def _hired(self) -> None:
        lever_of = {
            row["id"]: row.get("lever") for row in self.book.rows("Hiring plan", "id", "decided")
        }
        for worker in self.seats():
            job, month = worker.jobs[0], worker.start.replace(day=1)
            once = self.recruited(job, worker.location, month)
            if worker.contractor:
                lever = lever_of[worker.name]
                once = {
                    "recruiting": (
                        self.cost_of(self.levers[lever], "cost", month) if lever else Fraction(0)
                    )
                }
            for component, amount in once.items():
                self._book(
                    worker.name,
                    worker.name,
                    job.team,
                    str(self.centres[job.team]),
                    component,
                    month,
                    to_cents(amount),
                )

    def recruited(self, job: Job, location: str | None, month: date) -> dict[str, Fraction]:
        """What one recruit costs once."""
        role, scopes = self.roles[job.role], (job.team, job.role, location)
        fixed = (
            self.cost_of(role, "recruiting_cost", month, "recruiting_currency")
            if role["recruiting_cost"] is not None
            else self.norm("recruiting_cost", month, *scopes)
        )
        agency = (self.rate("agency_pct", *scopes) or Fraction(0)) * (
            self.rate("agency_share", *scopes) or Fraction(0)
        )
        return {
            "recruiting": fixed + agency * job.base * self.scale(job.money, month),
            "equipment": self.norm("equipment_cost", month, *scopes),
        }

    def _people(self) -> dict[str, Worker]:
        return {worker.name: worker for worker in self.roster()}

    def _trained(self) -> None:
        people = self._people()
        for row in self.book.rows("Upskilling plan", "id", "person_id", "course"):
            worker = people[row["person_id"]]
            team, month = worker.jobs[0].team, as_date(row["start_date"]).replace(day=1)
            price = to_cents(self.cost_of(self.courses[row["course"]], "cost", month))
            centre = self._centre(worker, team, as_date(row["start_date"]))
            self._book(worker.name, row["id"], team, centre, "training", month, price)

    def _moved(self) -> None:
        people = self._people()
        for row in self.book.rows("Moves", "id", "person_id", "base_salary"):
            component = "training" if row["kind"] == "retraining" else "moves"
            month, worker = as_date(row["start_date"]).replace(day=1), people[row["person_id"]]
            cost = to_cents(self.cost_of(self.levers[row["lever"]], "cost", month))
            self._book(
                worker.name,
                row["id"],
                row["team"],
                self._centre(worker, row["team"], as_date(row["start_date"])),
                component,
                month,
                cost,
            )

    def _let_go(self) -> None:
        people = self._people()
        known = {
            row["person_id"]: as_date(row["end_date"])
            for row in self.book.rows("Input Roster", "person_id", "base_salary")
        }
        for row in self.book.rows("Redundancies", "id", "person_id", "last_day"):
            worker, last, lever = (
                people[row["person_id"]],
                as_date(row["last_day"]),
                self.levers[row["lever"]],
            )
            job = worker.job_on(last)
            if job is None or (known[worker.name] is not None and known[worker.name] <= last):
                continue
            month = max(last.replace(day=1), self.months[0])
            monthly = self.base(worker, job, last.replace(day=1)) / 12
            monthly *= self.scale(job.money, last.replace(day=1))
            earned = self.charges.severance_months(
                self.charges.of(self.scopes(worker, job), last), worker.start, last
            )
            months = exact(lever["months_of_base"] or 0) + earned
            amount = to_cents(self.cost_of(lever, "cost", month) + months * monthly)
            self._book(
                worker.name,
                row["id"],
                job.team,
                self._centre(worker, job.team, last),
                "severance",
                month,
                amount,
            )

    def _shortened(self) -> None:
        people = self._people()
        for row in self.book.rows("Short time", "id", "person_id", "end_date"):
            worker, lever = people[row["person_id"]], self.levers[row["lever"]]
            day, last = as_date(row["start_date"]), as_date(row["end_date"])
            counted: Counter[tuple[date, str]] = Counter()
            while day <= last:
                job = worker.job_on(day)
                if job is not None:
                    counted[day.replace(day=1), job.team] += 1
                day += DAY
            for (month, team), days in counted.items():
                yearly = self.cost_of(lever, "cost", month)
                amount = to_cents(yearly / 12 * days / monthrange(month.year, month.month)[1])
                self._book(
                    worker.name,
                    row["id"],
                    team,
                    self._centre(worker, team, month),
                    "short_time",
                    month,
                    amount,
                )


WORDS = {"expected leavers": "expected_leavers", "short time": "short_time"}  # cell → component


def as_shown(path: Path) -> dict[Key, Cents]:
    """What Cost by month shows, by the same keys."""
    found: Counter[Key] = Counter()
    for row in Book(path).rows("Cost by month", "id", "component", "cost_centre"):
        for header, amount in row.items():
            month = header.replace(" ", "-")
            if len(month) == 7 and month[:4].isdecimal() and month[4] == "-" and amount:
                action = None if row["action"] is None else str(row["action"])
                found[
                    row["id"],
                    action,
                    row["team"],
                    str(row["cost_centre"]),
                    WORDS.get(row["component"], row["component"]),
                    month,
                ] += round(float(amount) * 100)
    return {key: cents for key, cents in found.items() if cents}
