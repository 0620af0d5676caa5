"""The sheet Drivers, cell by cell."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from orgplan.domain import Hire, Move, Person, PersonActions, Relocation
from orgplan.excel.write.content import serial
from orgplan.excel.write.live import match
from orgplan.excel.write.workbook import (
    CellRow,
    Column,
    Content,
    Formula,
    Look,
    Number,
    Sheet,
    Style,
    TableRef,
    address,
)
from orgplan.finance.contracts import NOTHING, Spell
from orgplan.finance.one_time import recruiting_costs
from orgplan.finance.pay import Month, base_on, raises_between
from orgplan.language import _
from orgplan.schema.settings import norm_shown

from ..layout import DATE, LABEL
from .driver_cells import CONSTANTS, CONSTANTS_ROW
from .drivers import (
    FIRST,
    HEADERS,
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

DAY = timedelta(days=1)
GIVEN = Style(Look.TOOL, Number.GENERAL)
NAME = Style(wrap=True)


def write_drivers(sheet: Sheet, drivers: Drivers) -> TableRef:
    """Write the sheet.

    Parameters
    ----------
    sheet
        Drivers, below its head.
    drivers
        The jobs in their rows.

    Returns
    -------
    TableRef
        The table; formulas of Cost by month point at its cells.
    """
    return _Writer(drivers).write(sheet)


class _Writer:
    def __init__(self, drivers: Drivers) -> None:
        self.d = drivers
        people, hires = drivers.org.people, drivers.plan.hires
        self._place = {person.id: place for place, person in enumerate(people, 1)}
        self._place_of_hire = {hire.id: place for place, hire in enumerate(hires, 1)}

    def write(self, sheet: Sheet) -> TableRef:
        """Write days of the months and constants above, then a row for each job.

        Parameters
        ----------
        sheet
            Drivers, below its head.

        Returns
        -------
        TableRef
            The table of jobs.
        """
        for block in ("days", "pay"):
            for number, month in enumerate(self.d.months):
                column = self.d.column(block, number - self.d.before)
                sheet.write(FIRST, column, month.first, DATE)
                sheet.write(LAST, column, month.last, DATE)
        for column, (name, value) in enumerate(CONSTANTS.items()):
            sheet.write(FIRST, column, norm_shown(_(name)), NAME)
            sheet.write(CONSTANTS_ROW, column, value, GIVEN)
        sheet.write(FIRST, len(LEAD) - 1, _("first day"), LABEL)
        sheet.write(LAST, len(LEAD) - 1, _("last day"), LABEL)
        blocks = [
            ("days", "Share of the month's days that is paid", LIVE),
            ("pay", "Base agreed for the month, not rounded", LIVE_CENTS),
        ]
        if self.d.worth:
            blocks.append(("worth", "What a unit of base is worth in the month", LIVE))
        shown = {"days": _("Days {month}"), "pay": _("Pay {month}"), "worth": _("Worth {month}")}
        columns = [
            Column(
                f"{name} {label}",
                style,
                meaning,
                10,
                each=f"{name} <month>",
                shown=shown[name].replace("{month}", label),
            )
            for name, meaning, style in blocks
            for label in self.d.labels
        ]
        rows = [self._row(job) for job in self.d.jobs]
        table = sheet.table(
            "drivers", (*LEAD, *columns), rows, top=TOP, about="A job of a person or seat"
        )
        sheet.freeze(TOP + 1, 1)
        return table

    def _row(self, job: Job) -> CellRow:
        """A job: where it was found, its days, base, merit and rates, then share of days, pay and
        worth of each month.
        """
        drivers = self._of_person(job) if isinstance(job.owner, Person) else self._of_seat(job)
        spell, at = (
            job.spell,
            {header: address(job.row, number, True) for number, header in enumerate(HEADERS)},
        )
        drivers |= (
            self._base(job, at) | self._merit(job, at) | self._rates(job) | self._at_end(job, at)
        )
        lead: CellRow = [job.entity, job.basis, spell.role, spell.team]
        lead += [drivers.get(header) for header in HEADERS[4:]]
        days = [self._days(month, spell, at) for month in self.d.months]
        pay = [self._pay(job, number, at) for number in range(len(self.d.months))]
        return [*lead, *days, *pay, *(self._worths(job, at) if self.d.worth else ())]

    def _own(self, job: Job, header: str) -> str | None:
        """A column of the person's row of the roster, or of the seat's of the Hiring plan; ``None``
        without the column.
        """
        table = self.d.figures.inputs["Roster"] if isinstance(job.owner, Person) else self.d.hires
        if header not in table.headers:
            return None
        found = address(job.row, HEADERS.index("found_at"), True)
        return f"INDEX({table[header]},MAX(1,{found}))"

    def _of_person(self, job: Job) -> dict[str, Content]:
        """Row and days of somebody on the roster; found by id, so that the roster may be sorted,
        and 0 where the row was taken off.
        """
        person, roster = job.owner, self.d.figures.inputs["Roster"]
        assert isinstance(person, Person)
        found = f"=IFERROR(MATCH({address(job.row, 0, True)},{roster['person_id']},0),0)"
        start = self._own(job, "start_date") or ""
        return {
            "found_at": Formula(found, self._place[person.id]),
            "start": Formula(f"={start}", serial(person.start_date)),
            "end": self._end(job, person),
            **self._days_of_job(job, person),
        }

    def _end(self, job: Job, person: Person) -> Formula | None:
        """Last day of employment: the known one, or that of a redundancy where it comes before;
        ``None`` without a cell for either.
        """
        known, last = self._own(job, "end_date"), job.contract.end
        exits = self._actions(job, person).exits
        if exits and self.d.exits is not None:
            table = self.d.exits
            cells = [
                f"'{table.sheet}'!{table.cell(self.d.place_of_exit[leaving.id], 'last_day', True)}"
                for leaving in exits
            ]
            one = f"MIN({','.join(cells)})"
            text = one if known is None else f'IF({known}="",{one},MIN({known},{one}))'
            return Formula(f"={text}", serial(last) if last else "")
        if known is None:
            return None
        return Formula(f'=IF({known}="","",{known})', serial(last) if last else "")

    def _actions(self, job: Job, person: Person) -> PersonActions:
        return self.d.plan.of_person.get(person.id, NOTHING) if job.basis == PLAN else NOTHING

    def _days_of_job(self, job: Job, person: Person) -> dict[str, Content]:
        """First and last day of a job: from the move that begins it, to the day before the one that
        ends it.
        """
        start, end = (address(job.row, HEADERS.index(name), True) for name in ("start", "end"))
        first, last = self._changes(job.spell), []
        later = [spell for spell in job.contract.spells if spell.first > job.spell.first]
        if later:
            last = self._changes(later[0])
        own = f"MAX({','.join(map(str, [*first, start]))})" if first else start
        next_first = last[0] if len(last) == 1 else f"MAX({','.join(map(str, last))})"
        until = f"MIN({end},{next_first}-1)" if last else f'IF({end}="","",{end})'
        ends = serial(job.spell.last) if job.spell.last else ""
        return {
            "first_day": Formula(f"={own}", serial(job.spell.first)),
            "last_day": Formula(f"={until}", ends),
        }

    def _changes(self, spell: Spell) -> list[str]:
        """Cells of the first days of the move and the change of place that a job follows from."""
        found, moves = [], self.d.moves
        if spell.move is not None and moves is not None:
            number = self.d.place_of_move[spell.move]
            found.append(f"'{moves.sheet}'!{moves.cell(number, 'start_date', True)}")
        day = self._of_place(spell.relocation, "valid_from")
        return [*found, day] if day else found

    def _of_place(self, relocation: Relocation | None, header: str) -> str | None:
        """Cell of a change of place."""
        if relocation is None:
            return None
        number = self.d.org.relocations.index(relocation)
        return self.d.figures.cell("Relocations", number, header)

    def _of_seat(self, job: Job) -> dict[str, Content]:
        """Row and days of a seat of the plan, drawn from the Hiring plan, and what it costs
        once.
        """
        hire = job.owner
        assert isinstance(hire, Hire)
        found = f"=IFERROR(MATCH({address(job.row, 0, True)},{self.d.hires['id']},0),0)"
        start, end = self._own(job, "start_date"), self._own(job, "end_date")
        until = serial(hire.end_date) if hire.end_date else ""
        month = max(0, self.d.org.calendar.month_of(hire.start_date))
        return {
            "found_at": Formula(found, self._place_of_hire[hire.id]),
            "start": Formula(f"={start}", serial(hire.start_date)),
            "end": Formula(f'=IF({end}="","",{end})', until) if end else None,
            "first_day": Formula(f"={start}", serial(hire.start_date)),
            "last_day": Formula(f'=IF({end}="","",{end})', until) if end else None,
            **self._hiring(hire, month),
        }

    def _hiring(self, hire: Hire, month: int) -> dict[str, Content]:
        """What filling a seat costs, at the rate of its first month: of contractors the price of
        the lever, else recruiting, agency and equipment.
        """
        org, figures, scopes = self.d.org, self.d.figures, (hire.team, hire.role, hire.location)
        if hire.is_contractor:
            lever = org.lever[hire.lever or ""]
            cell = figures.cell("Levers", org.levers.index(lever), "cost")
            worth = org.in_month(lever.cost, lever.stated_as("cost", lever.cost), month)
            if cell is None:
                return {"recruiting": worth}
            text = figures.money(cell, lever.stated_as("cost", lever.cost), self._label(month))
            return {"recruiting": Formula(f"={text}", worth)}
        fixed, agency, equipment = recruiting_costs(org, hire.role, hire.team, hire.location, month)
        role = org.role[hire.role]
        own = figures.cell("Roles", org.roles.index(role), "recruiting_cost")
        if role.recruiting_cost is not None and own is not None:
            text = figures.money(
                own, role.stated_as("recruiting_cost", role.recruiting_cost), self._label(month)
            )
        else:
            text = figures.norm("recruiting_cost", *scopes, month=self._label(month))
        share = f"{figures.norm('agency_pct', *scopes)}*{figures.norm('agency_share', *scopes)}"
        return {
            "recruiting": Formula(f"={text}", fixed),
            "agency": Formula(f"={share}", agency),
            "equipment": Formula(
                f"={figures.norm('equipment_cost', *scopes, month=self._label(month))}", equipment
            ),
        }

    def _label(self, month: int) -> str:
        """Label of a month of the horizon, of a later one that of the last: rates are known no
        further.
        """
        return self.d.labels[self.d.before + min(month, self.d.org.calendar.months - 1)]

    def _base(self, job: Job, at: Mapping[str, str]) -> dict[str, Content]:
        """Annual base as it was typed (roster, relocation or move), the row of its rate, and what
        it is in plan currency.

        A place with a rate of its own comes before the rate of its currency; 1 as the row means
        plan currency.
        """
        move, paid = self._move(job.spell), job.spell.paid_by
        stated = move or paid or job.owner
        amount = stated.base_salary or 0.0
        typed = stated.stated_as("base_salary", amount)
        text, currency = self._own(job, "base_salary"), self._own(job, "currency")
        if paid is not None:
            text, currency = (self._of_place(paid, name) for name in ("base_salary", "currency"))
        if move is not None and self.d.moves is not None:
            number = self.d.place_of_move[move.id]
            text, currency = (
                f"'{self.d.moves.sheet}'!{self.d.moves.cell(number, name, True)}"
                for name in ("base_salary", "currency")
            )
        found: dict[str, Content] = {
            "base_salary": Formula(f"={text}", typed.amount if typed else amount)
        }
        premium = self._premium(job)
        exchange = self.d.exchange
        if exchange is None:
            found["annual_base"] = Formula(f"={at['base_salary']}{premium}", job.spell.annual_base)
            return found
        keys, rates = exchange["key"], exchange["rate"]
        where = self._of_place(paid, "location") or self._own(job, "location")
        own = f'IFERROR(MATCH({currency}&"@"&{where},{keys},0),MATCH({currency},{keys},0))'
        plain = f"MATCH({currency},{keys},0)"
        chosen = f'=IF({currency}="",1,{own if where else plain})'
        found["rate_at"] = (
            Formula(chosen, self._rate_at(job, typed is None, typed.currency if typed else ""))
            if currency
            else 1
        )
        rate = f"INDEX({rates},{at['rate_at']})"
        worth = f"IF({at['rate_at']}=1,{at['base_salary']},ROUND({at['base_salary']}*{rate},2))"
        found["annual_base"] = Formula(f"={worth}{premium}", job.spell.annual_base)
        return found

    def _rate_at(self, job: Job, plain: bool, currency: str) -> int:
        exchange = self.d.exchange
        if plain or exchange is None:
            return 1
        own = f"{currency}@{(job.spell.paid_by or job.owner).location}"
        keys = exchange["key"]
        return int(match(own, keys).value or match(currency, keys).value)

    def _premium(self, job: Job) -> str:
        hire = job.owner
        if not (isinstance(hire, Hire) and hire.is_contractor and hire.lever):
            return ""
        lever = self.d.org.lever[hire.lever]
        cell = self.d.figures.cell("Levers", self.d.org.levers.index(lever), "share")
        return f"*(1+{cell if cell else repr(lever.share)})" if lever.share else ""

    def _move(self, spell: Spell) -> Move | None:
        """The move that states the pay of a job; ``None`` where a change of place has stated
        another since.
        """
        paid = spell.paid_by
        move = next((move for move in self.d.plan.moves if move.id == spell.move), None)
        if move is not None and paid is not None and paid.first > move.start_date:
            return None
        return move

    def _agreed(self, job: Job) -> str:
        """First day of the job with which its pay was agreed, which a change of place without pay
        keeps.
        """
        row, spells = job.row, job.contract.spells
        agreed = [self._move(spell) or spell.paid_by for spell in spells]
        while row > job.first and agreed[row - job.first - 1] is agreed[job.row - job.first]:
            row -= 1
        return address(row, HEADERS.index("first_day"), True)

    def _merit(self, job: Job, at: Mapping[str, str]) -> dict[str, Content]:
        """Merit raise, its month, and the year of the first one that counts.

        Raises begin once somebody has the tenure, and after the day on which the pay was agreed;
        contractors have none.
        """
        if job.contract.contractor:
            return {}
        rates, scopes, norm = job.spell.rates, scopes_of(job), self.d.figures.norm
        tenure = norm("merit_tenure", *scopes)
        entitled = f"DATE(YEAR({at['start']}),MONTH({at['start']})+{tenure},1)"
        after = f"MAX({self.d.figures.as_of},{self._agreed(job)})+1"
        since = f"MAX({entitled},{after})"
        text = f"=YEAR({since})+(DATE(YEAR({since}),{at['merit_month']},1)<{since})"
        day = max(job.spell.entitled, job.spell.raised_after + DAY)
        year = day.year + (day.replace(month=rates.merit_month, day=1) < day)
        return {
            "merit_pct": Formula(f"={norm('merit_pct', *scopes)}", rates.merit),
            "merit_month": Formula(f"={norm('merit_month', *scopes)}", rates.merit_month),
            "first_raise": Formula(text, year),
        }

    def _rates(self, job: Job) -> dict[str, Content]:
        """Bonus, tax, benefits and attrition: what the place says comes before the assumptions;
        contractors have none.
        """
        if job.contract.contractor:
            return {}
        rates, scopes, figures = job.spell.rates, scopes_of(job), self.d.figures
        place = job.spell.location

        def of_place(header: str, key: str) -> str:
            return f"={figures.of_place(place, header, figures.norm(key, *scopes))}"

        found: dict[str, Content] = {
            "bonus_pct": Formula(self._or_norm(job, "bonus_pct", "bonus_pct"), rates.bonus),
            "tax_pct": Formula(of_place("employer_tax_pct", "employer_tax_pct"), rates.tax),
            "benefits_pct": Formula(of_place("benefits_pct", "benefits_pct"), rates.benefits),
            "per_head": Formula(of_place("benefits_per_head", "benefits_per_head"), rates.per_head),
        }
        if rates.tax_cap is not None:
            found["tax_cap"] = Formula(of_place("tax_cap", "tax_cap"), rates.tax_cap)
        if self.d.frees(job):
            found["attrition"] = Formula(self._freeing(job), rates.attrition)
        return found

    def _freeing(self, job: Job) -> str:
        """The attrition of somebody who has no known last day, where it frees pay."""
        share = self._or_norm(job, "attrition", "attrition")[1:]
        unset = str(int(self.d.org.counts_on_capacity))
        freed = self.d.figures.norm("leavers_free_pay", *scopes_of(job), unset=unset)
        frees = f"{freed}<>0"
        known = self._own(job, "end_date") if isinstance(job.owner, Person) else None
        return (
            f"=IF({frees},{share},0)" if known is None else f'=IF(({frees})*({known}=""),{share},0)'
        )

    def _or_norm(self, job: Job, header: str, key: str) -> str:
        """The person's own figure, else the assumption."""
        own = self._own(job, header) if isinstance(job.owner, Person) else None
        norm = self.d.figures.norm(key, *scopes_of(job))
        return f"={norm}" if own is None else f'=IF({own}="",{norm},{own})'

    def _raises(self, column: int, at: Mapping[str, str]) -> str:
        day = address(FIRST, column, True)
        years = f"YEAR({day})-(MONTH({day})<{at['merit_month']})-{at['first_raise']}+1"
        return f"(1+{at['merit_pct']})^MAX(0,{years})"

    def _days(self, month: Month, spell: Spell, at: Mapping[str, str]) -> Formula:
        column = len(LEAD) + month.number + self.d.before
        first, last = address(FIRST, column, True), address(LAST, column, True)
        text = (
            f"=IF({at['found_at']}=0,0,MAX(0,MIN({last},{at['last_day']})-MAX({first},"
            f"{at['first_day']})+1)/({last}-{first}+1))"
        )
        return Formula(text, month.share(spell.first, spell.last))

    def _pay(self, job: Job, number: int, at: Mapping[str, str]) -> Formula:
        """Base of a month, not rounded: a twelfth of the annual base, with raises, by the share of
        its days.
        """
        month, spell = self.d.months[number], job.spell
        days = address(job.row, len(LEAD) + number, True)
        text = f"={at['annual_base']}/{year()}*{days}"
        value = spell.annual_base / 12 * month.share(spell.first, spell.last)
        if not job.contract.contractor:
            text += f"*{self._raises(len(LEAD) + number, at)}"
            rates = spell.rates
            value *= (1 + rates.merit) ** raises_between(
                spell.raised_after, month.first, spell.entitled, rates.merit_month
            )
        return Formula(text, value)

    def _worths(self, job: Job, at: Mapping[str, str]) -> Iterator[Content]:
        """What a unit of base is worth in each month against the horizon's rate; 1 in plan
        currency, blank before the horizon.
        """
        exchange = self.d.exchange
        assert exchange is not None
        for number, label in enumerate(self.d.labels):
            if number < self.d.before:
                yield None
                continue
            rate = f"INDEX({exchange[label]},{at['rate_at']})"
            worth = f"ROUND({at['base_salary']}*{rate},2){self._premium(job)}/{at['annual_base']}"
            value = job.spell.worth(number - self.d.before)
            yield Formula(f"=IF({at['rate_at']}=1,1,{worth})", value)

    def _at_end(self, job: Job, at: Mapping[str, str]) -> dict[str, Content]:
        """Base of a full month when the horizon ends, for the run rate; blank for whoever is gone,
        or leaves on the last day.
        """
        org, spell = self.d.org, job.spell
        column, months = self.d.column("days", org.calendar.months - 1), org.calendar.months
        last = address(LAST, column, True)
        there = (
            f'({at["found_at"]}>0)*({at["first_day"]}<={last})*(({at["last_day"]}="")+'
            f'({at["last_day"]}>={last})>0)*(({at["end"]}="")+({at["end"]}<>{last})>0)'
        )
        raises = "" if job.contract.contractor else f"*{self._raises(column, at)}"
        worth = (
            f"*{address(job.row, self.d.column('worth', months - 1), True)}" if self.d.worth else ""
        )
        text = f'=IF({there},{at["annual_base"]}/{year()}{raises}{worth},"")'
        end = org.calendar.end
        base = base_on(job.contract, end) if job.contract.spell_on(end) is spell else None
        if base is None or job.contract.end == end:
            return {"at_end": Formula(text, "")}
        return {"at_end": Formula(text, base / 12 * spell.worth(months))}
