"""The sheet Drivers, cell by cell."""

from collections.abc import Iterator

from orgplan.domain import Hire, Move, Person, PersonActions, Relocation
from orgplan.excel.write.live import (
    Live,
    choose,
    first_of_month,
    if_error,
    joined,
    least,
    live,
    match,
    month_of,
    most,
    pick,
    row_of,
    text_or_blank,
    times,
    year_of,
)
from orgplan.excel.write.tables import LiveRow, LiveRows
from orgplan.excel.write.workbook import Column, Content, Look, Number, Sheet, Style, TableRef
from orgplan.finance.contracts import NOTHING, Spell
from orgplan.language import _, heading
from orgplan.schema.settings import norm_shown

from ..layout import DATE, LABEL
from .driver_cells import CONSTANTS, CONSTANTS_ROW, MONTHS_A_YEAR
from .drivers import (
    FIRST,
    LAST,
    LEAD,
    LIVE,
    LIVE_CENTS,
    PLAN,
    TOP,
    Drivers,
    Job,
    scopes_of,
    year,
)

GIVEN = Style(Look.TOOL, Number.GENERAL)
NAME = Style(wrap=True)
BLOCKS = {
    "days": ("Share of the month's days that is paid", LIVE),
    "pay": ("Base agreed for the month, not rounded", LIVE_CENTS),
    "worth": ("What a unit of base is worth in the month", LIVE),
}  # of a column for each month

DrawnCells = dict[str, Content | Live]  # header → what it holds


def write_drivers(sheet: Sheet, drivers: Drivers) -> TableRef:
    """Write the sheet.

    Parameters
    ----------
    sheet
        Drivers, below its head.
    drivers
        The jobs in their rows; the tables at which they point are written.

    Returns
    -------
    TableRef
        The table; formulas of Cost by month point at its cells.
    """
    return _DriverTable(sheet, drivers).write()


class _DriverTable:
    """Days of the months and constants, and below them a row for each job."""

    def __init__(self, sheet: Sheet, drivers: Drivers) -> None:
        self.sheet, self.d = sheet, drivers
        self._columns = (*LEAD, *self._month_columns())
        self._rows = LiveRows(self._columns, TOP, absolute=True)

    def write(self) -> TableRef:
        """Write days of the months and constants above, then a row for each job.

        Returns
        -------
        TableRef
            The table of jobs.
        """
        self._head()
        for job in self.d.jobs:
            self._add(job)
        table = self.sheet.table(
            "drivers",
            self._columns,
            self._rows.cells,
            top=TOP,
            about="A job of a person or seat",
        )
        self.sheet.freeze(TOP + 1, 1)
        return table

    def _month_columns(self) -> Iterator[Column]:
        shown = {"days": _("Days {month}"), "pay": _("Pay {month}"), "worth": _("Worth {month}")}
        for name, (meaning, style) in BLOCKS.items():
            if name == "worth" and not self.d.worth:
                continue
            for label in self.d.labels:
                title = shown[name].replace("{month}", label)
                header = f"{name} {label}"
                yield Column(header, style, meaning, 10, each=f"{name} <month>", shown=title)

    def _head(self) -> None:
        for block in ("days", "pay"):
            for number, month in enumerate(self.d.months):
                column = self.d.column(block, number - self.d.before)
                self.sheet.write(FIRST, column, month.first, DATE)
                self.sheet.write(LAST, column, month.last, DATE)
        for column, (name, value) in enumerate(CONSTANTS.items()):
            shown = heading(name) if name == MONTHS_A_YEAR else norm_shown(name)
            self.sheet.write(FIRST, column, shown, NAME)
            self.sheet.write(CONSTANTS_ROW, column, value, GIVEN)
        self.sheet.write(FIRST, len(LEAD) - 1, _("first day"), LABEL)
        self.sheet.write(LAST, len(LEAD) - 1, _("last day"), LABEL)

    def _add(self, job: Job) -> None:
        """A job: where it was found, its days, base, merit and rates, then share of days, pay and
        worth of each month.
        """
        lead = {
            "id": job.entity,
            "basis": job.basis,
            "role": job.spell.role,
            "team": job.spell.team,
        }
        row = self._rows.add(lead)
        if isinstance(job.owner, Person):
            self._put_person(row, job, job.owner)
        else:
            self._put_seat(row, job, job.owner)
        self._put_base(row, job)
        if not job.contract.contractor:
            self._put_merit(row, job)
            self._put_rates(row, job)
        for number, label in enumerate(self.d.labels):
            row[f"days {label}"] = self._days(row, number)
        for number, label in enumerate(self.d.labels):
            row[f"pay {label}"] = self._pay(row, job, number)
        if self.d.worth:
            row.update(self._worths(row, job))
        row["at_end"] = self._at_end(row, job)

    def _own(self, row: LiveRow, job: Job, header: str) -> Live | None:
        """A column of the person's row of the roster, or of the seat's of the Hiring plan; ``None``
        without the column.
        """
        table = self.d.figures.inputs["Roster"] if isinstance(job.owner, Person) else self.d.hires
        return pick(table[header], most(1, row["found_at"])) if header in table.headers else None

    def _put_person(self, row: LiveRow, job: Job, person: Person) -> None:
        """Row and days of somebody on the roster; found by id, so that the roster may be sorted,
        and 0 where the row was taken off.
        """
        row["found_at"] = row_of(row["id"], self.d.figures.inputs["Roster"]["person_id"])
        row["start"] = self._own(row, job, "start_date")
        row["employed_until"] = self._end(row, job, person)
        self._put_days_of_job(row, job)

    def _end(self, row: LiveRow, job: Job, person: Person) -> Live | None:
        """Last day of employment: the known one, or that of a redundancy where it comes before;
        ``None`` without a cell for either.
        """
        known, exits = self._own(row, job, "end_date"), self._actions(job, person).exits
        if exits and self.d.exits is not None:
            places = (self.d.place_of_exit[leaving.id] for leaving in exits)
            last = least(*(self.d.exits.at(place, "last_day") for place in places))
            return last if known is None else choose(known.equals(""), last, least(known, last))
        return None if known is None else text_or_blank(known)

    def _actions(self, job: Job, person: Person) -> PersonActions:
        return self.d.plan.of_person.get(person.id, NOTHING) if job.basis == PLAN else NOTHING

    def _put_days_of_job(self, row: LiveRow, job: Job) -> None:
        """First and last day of a job: from the move that begins it, to the day before the one that
        ends it.
        """
        start, end = row["start"], row["employed_until"]
        first, last = self._changes(job.spell), []
        later = [spell for spell in job.contract.spells if spell.first > job.spell.first]
        if later:
            last = self._changes(later[0])
        row["first_day"] = most(*first, start) if first else start
        if last:
            next_first = last[0] if len(last) == 1 else most(*last)
            row["in_job_until"] = least(end, next_first - 1)
        else:
            row["in_job_until"] = text_or_blank(end)

    def _changes(self, spell: Spell) -> list[Live]:
        """Cells of the first days of the move and the change of place that a job follows from."""
        found, moves = [], self.d.moves
        if spell.move is not None and moves is not None:
            found.append(moves.at(self.d.place_of_move[spell.move], "start_date"))
        day = self._of_place(spell.relocation, "valid_from")
        return found if day is None else [*found, day]

    def _of_place(self, relocation: Relocation | None, header: str) -> Live | None:
        """Cell of a change of place."""
        if relocation is None:
            return None
        number = self.d.org.relocations.index(relocation)
        return self.d.figures.cell("Relocations", number, header)

    def _put_seat(self, row: LiveRow, job: Job, hire: Hire) -> None:
        """Row and days of a seat of the plan, drawn from the Hiring plan, and what it costs
        once.
        """
        row["found_at"] = row_of(row["id"], self.d.hires["id"])
        start, end = self._own(row, job, "start_date"), self._own(row, job, "end_date")
        row["start"] = row["first_day"] = start
        if end is not None:
            row["employed_until"] = row["in_job_until"] = text_or_blank(end)
        row.update(self._hiring(hire))

    def _hiring(self, hire: Hire) -> DrawnCells:
        """What filling a seat costs, at the rate of its first month: of contractors the price of
        the lever, else recruiting, agency and equipment.
        """
        org, figures, scopes = self.d.org, self.d.figures, (hire.team, hire.role, hire.location)
        month = max(0, org.calendar.month_of(hire.start_date))
        label = self._label(month)
        if hire.is_contractor:
            lever = org.lever[hire.lever or ""]
            cell = figures.cell("Levers", org.levers.index(lever), "cost")
            stated = lever.stated_as("cost", lever.cost)
            if cell is None:
                return {"recruiting": org.in_month(lever.cost, stated, month)}
            return {"recruiting": figures.money(cell, stated, label)}
        role = org.role[hire.role]
        own = figures.cell("Roles", org.roles.index(role), "recruiting_cost")
        if role.recruiting_cost is not None and own is not None:
            stated = role.stated_as("recruiting_cost", role.recruiting_cost)
            recruiting = figures.money(own, stated, label)
        else:
            recruiting = figures.norm("recruiting_cost", *scopes, month=label)
        return {
            "recruiting": recruiting,
            "agency": figures.norm("agency_pct", *scopes) * figures.norm("agency_share", *scopes),
            "equipment": figures.norm("equipment_cost", *scopes, month=label),
        }

    def _label(self, month: int) -> str:
        """Label of a month of the horizon, of a later one that of the last: rates are known no
        further.
        """
        return self.d.labels[self.d.before + min(month, self.d.org.calendar.months - 1)]

    def _put_base(self, row: LiveRow, job: Job) -> None:
        """Annual base as it was typed (roster, relocation or move), the row of its rate, and what
        it is in plan currency.

        A place with a rate of its own comes before the rate of its currency; 1 as the row means
        plan currency.
        """
        row["base_salary"], currency = self._stated_base(row, job)
        base, premium, exchange = row["base_salary"], self._premium(job), self.d.exchange
        if exchange is None:
            row["annual_base"] = times([base, *premium])
            return
        keys = exchange["key"]
        if currency is None:
            row["rate_at"] = 1
        else:
            where = self._of_place(job.spell.paid_by, "location") or self._own(row, job, "location")
            found = match(currency, keys)
            if where is not None:
                found = if_error(match(joined(currency, "@", where), keys), found)
            row["rate_at"] = choose(currency.equals(""), 1, found)
        worth = (base * pick(exchange["rate"], row["rate_at"])).rounded(2)
        row["annual_base"] = times([choose(row["rate_at"].equals(1), base, worth), *premium])

    def _stated_base(self, row: LiveRow, job: Job) -> tuple[Live | None, Live | None]:
        """Cells of the annual base and of its currency, where they were typed."""
        move, paid = self._move(job.spell), job.spell.paid_by
        base, currency = "base_salary", "currency"
        if move is not None and self.d.moves is not None:
            place = self.d.place_of_move[move.id]
            return self.d.moves.at(place, base), self.d.moves.at(place, currency)
        if paid is not None:
            return self._of_place(paid, base), self._of_place(paid, currency)
        return self._own(row, job, base), self._own(row, job, currency)

    def _premium(self, job: Job) -> list[Live]:
        """Factor on the base of a contractor; none of others."""
        hire = job.owner
        if not (isinstance(hire, Hire) and hire.is_contractor and hire.lever):
            return []
        lever = self.d.org.lever[hire.lever]
        cell = self.d.figures.cell("Levers", self.d.org.levers.index(lever), "share")
        share = live(lever.share) if cell is None else cell
        return [1 + share] if lever.share else []

    def _move(self, spell: Spell) -> Move | None:
        """The move that states the pay of a job; ``None`` where a change of place has stated
        another since.
        """
        paid = spell.paid_by
        move = next((move for move in self.d.plan.moves if move.id == spell.move), None)
        if move is not None and paid is not None and paid.first > move.start_date:
            return None
        return move

    def _agreed(self, job: Job) -> Live:
        """First day of the job with which its pay was agreed, which a change of place without pay
        keeps.
        """
        row, spells = job.row, job.contract.spells
        agreed = [self._move(spell) or spell.paid_by for spell in spells]
        while row > job.first and agreed[row - job.first - 1] is agreed[job.row - job.first]:
            row -= 1
        return self._rows.at(row)["first_day"]

    def _put_merit(self, row: LiveRow, job: Job) -> None:
        """Merit raise, its month, and the year of the first one that counts.

        Raises begin once somebody has the tenure, and after the day on which the pay was agreed.
        """
        scopes, norm = scopes_of(job), self.d.figures.norm
        row["merit_pct"] = norm("merit_pct", *scopes)
        row["merit_month"] = norm("merit_month", *scopes)
        start, tenure = row["start"], norm("merit_tenure", *scopes)
        entitled = first_of_month(year_of(start), month_of(start) + tenure)
        since = most(entitled, most(self.d.figures.as_of, self._agreed(job)) + 1)
        raised = first_of_month(year_of(since), row["merit_month"])
        row["first_raise"] = year_of(since) + (raised < since)

    def _put_rates(self, row: LiveRow, job: Job) -> None:
        """Bonus, tax, benefits and attrition: what the place says comes before the assumptions."""
        scopes, figures = scopes_of(job), self.d.figures

        def of_place(header: str, key: str) -> Live:
            return figures.of_place(job.spell.location, header, figures.norm(key, *scopes))

        row["bonus_pct"] = self._or_norm(row, job, "bonus_pct")
        row["tax_pct"] = of_place("employer_tax_pct", "employer_tax_pct")
        row["benefits_pct"] = of_place("benefits_pct", "benefits_pct")
        row["per_head"] = of_place("benefits_per_head", "benefits_per_head")
        if job.spell.rates.tax_cap is not None:
            row["tax_cap"] = of_place("tax_cap", "tax_cap")
        if self.d.frees(job):
            row["attrition"] = self._freeing(row, job)

    def _freeing(self, row: LiveRow, job: Job) -> Live:
        """The attrition of somebody who has no known last day, where it frees pay."""
        unset = int(self.d.org.counts_on_capacity)
        frees = self.d.figures.norm("leavers_free_pay", *scopes_of(job), unset=unset).differs(0)
        known = self._own(row, job, "end_date") if isinstance(job.owner, Person) else None
        open_end = frees if known is None else frees * known.equals("")
        return choose(open_end, self._or_norm(row, job, "attrition"), 0)

    def _or_norm(self, row: LiveRow, job: Job, key: str) -> Live:
        """The person's own figure, else the assumption."""
        own = self._own(row, job, key) if isinstance(job.owner, Person) else None
        norm = self.d.figures.norm(key, *scopes_of(job))
        return norm if own is None else choose(own.equals(""), norm, own)

    def _raises(self, row: LiveRow, column: int) -> Live:
        """Factor of all merit raises up to the month whose first day stands above a column."""
        day = self.sheet.at(FIRST, column, absolute=True)
        years = year_of(day) - (month_of(day) < row["merit_month"]) - row["first_raise"] + 1
        return (1 + row["merit_pct"]) ** years.or_nothing

    def _days(self, row: LiveRow, number: int) -> Live:
        first, last = (self.sheet.at(at, len(LEAD) + number, absolute=True) for at in (FIRST, LAST))
        served = least(last, row["in_job_until"]) - most(first, row["first_day"]) + 1
        return choose(row["found_at"].equals(0), 0, served.or_nothing / (last - first + 1))

    def _pay(self, row: LiveRow, job: Job, number: int) -> Live:
        """Base of a month, not rounded: a twelfth of the annual base, with raises, by the share of
        its days.
        """
        pay = row["annual_base"] / year() * row[f"days {self.d.labels[number]}"]
        if job.contract.contractor:
            return pay
        return pay * self._raises(row, len(LEAD) + number)

    def _worths(self, row: LiveRow, job: Job) -> DrawnCells:
        """What a unit of base is worth in each month against the horizon's rate; 1 in plan
        currency, blank before the horizon.
        """
        exchange = self.d.exchange
        assert exchange is not None
        found: DrawnCells = {}
        for label in self.d.labels[self.d.before :]:
            rate = pick(exchange[label], row["rate_at"])
            amount = times([(row["base_salary"] * rate).rounded(2), *self._premium(job)])
            worth = choose(row["rate_at"].equals(1), 1, amount / row["annual_base"])
            if not job.spell.annual_base:
                worth = choose(row["annual_base"].equals(0), 1, worth)
            found[f"worth {label}"] = worth
        return found

    def _at_end(self, row: LiveRow, job: Job) -> Live:
        """Base of a full month when the horizon ends, for the run rate; blank for whoever is gone,
        or leaves on the last day.
        """
        months = self.d.org.calendar.months
        column = self.d.column("days", months - 1)
        last = self.sheet.at(LAST, column, absolute=True)
        last_day, end = row["in_job_until"], row["employed_until"]
        there = times(
            [
                row["found_at"] > 0,
                row["first_day"] <= last,
                last_day.equals("") + (last_day >= last) > 0,
                end.equals("") + end.differs(last) > 0,
            ]
        )
        base = row["annual_base"] / year()
        if not job.contract.contractor:
            base = base * self._raises(row, column)
        if self.d.worth:
            base = base * row[f"worth {self.d.labels[-1]}"]
        return choose(there, base, "")
