"""The roster: who is there, and who is meant where other sheets name a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from orgplan.domain.organisation import Counting
from orgplan.domain.people import Employment, Person
from orgplan.io.built import built
from orgplan.io.cells import fold
from orgplan.io.faults import Findings, did_you_mean, listed
from orgplan.io.locations import LocationBook
from orgplan.io.money import money
from orgplan.io.names import cycle
from orgplan.io.tables import Row, Table

TOTALS = frozenset(("total", "totals", "sum", "grand total", "subtotal", "合计", "总计", "小计"))
_COLUMNS = {"id": "person_id", "employment": "employment_type"}


@dataclass
class Roster:
    """Rows of the roster by person id.

    Attributes
    ----------
    rows
        Person id → row.
    """

    findings: Findings
    rows: dict[str, Row] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)
    _names: dict[str, list[str]] = field(default_factory=dict)

    def read(self, table: Table) -> None:
        """Take in ids and names; people are built later, once skills, roles and teams are known."""
        if "person_id" not in table.columns and "name" in table.columns:
            self.findings.note(table.name, "", "there is no column person_id: names are taken as ids")
        for row in table:
            if is_total(row):
                row.note("person_id", "this row looks like a total, for it names neither role nor team: it was passed over")
                continue
            person = row.text("person_id")
            if person is None:
                continue
            if person.casefold() in self._ids:
                first = self.rows[self._ids[person.casefold()]]
                mend = f"{person} stands in {first.at('person_id')} already: delete one row or correct the id."
                row.fault("person_id", "each person once", mend)
                continue
            self._ids[person.casefold()] = person
            self.rows[person] = row
            name = row.text("name") if row.has("name") else None
            if name:
                self._names.setdefault(fold(name), []).append(person)
        self._warn_of_lost_zeros(table)
        if not self.rows and not any(fault.sheet == table.name for fault in self.findings.faults):
            mend = "Put one row a person under the header."
            self.findings.fault(table.name, "", "no people", "at least one person", mend)

    def _warn_of_lost_zeros(self, table: Table) -> None:
        """Numbers among ids such as 00123 have probably lost their zeros."""
        padded = [person for person in self.rows if person.startswith("0") and person.isdigit()]
        for person, row in self.rows.items():
            if padded and not isinstance(row.raw("person_id"), str):
                text = f"{person} is a number among ids such as {padded[0]}: leading zeros may be lost"
                self.findings.note(table.name, row.at("person_id"), text)

    def who(self, text: str) -> str | None:
        """Person id that a text names: an id, or a name that only one person has."""
        named = self._names.get(fold(text), [])
        return self._ids.get(text.casefold()) or (named[0] if len(named) == 1 else None)

    def find(self, row: Row, key: str) -> str | None:
        """Person that a cell names; a fault if there is none, or more than one."""
        text = row.text(key)
        if text is None:
            return None
        found = self.who(text)
        if found is None and self.rows:
            row.fault(key, *self.unknown(text))
        return found

    def unknown(self, text: str) -> tuple[str, str]:
        """What was wanted in place of a text that names nobody, or more than one, and what to do about it."""
        named = self._names.get(fold(text), [])
        if len(named) > 1:
            return "one person", f"{listed(named)} have this name: put the id instead."
        known = [*self.rows, *(name for person in self.rows.values() if (name := person.text("name")))]
        return "a person of the roster", did_you_mean(text, known, "Add the person to the roster, or correct the id.")

    def spellings(self) -> Mapping[str, str]:
        """Folded id → id."""
        return {fold(person): person for person in self.rows}

    def build(
        self,
        skills: Mapping[str, Mapping[str, int]],
        role: Callable[[Row], str | None],
        team: Callable[[Row, str], str | None],
        places: LocationBook,
        months: int,
        as_of: date | None,
        counting: Counting,
    ) -> tuple[Person, ...]:
        """The domain's people, in the order of the sheet.

        Parameters
        ----------
        skills
            Person id → skill → level.
        role, team
            Find the role and the team that a row names.
        places
            Finds its location, and the currency of the pay there.
        months
            12 where salaries are a month's.
        as_of
            Leavers before it get a note.
        counting
            Whether a group may have a part of a head.
        """
        managers = {person: self._manager(row) for person, row in self.rows.items()}
        people = []
        for person, row in self.rows.items():
            salary = money(row, "base_salary", places.exchange_at(row), months)
            made = self._person(person, row, role(row), team(row, "team"), salary, places.of_person(row))
            heads = _heads(row, counting)
            if made is None:
                continue
            people.append(made.replace(skills=dict(skills.get(person, {})), manager_id=managers[person], headcount=heads))
            if as_of and made.end_date and made.end_date < as_of:
                row.note("end_date", f"{person} has left before the as-of date and counts nowhere")
        self._refuse_cycles(managers)
        return tuple(people)

    def _manager(self, row: Row) -> str | None:
        return self.find(row, "manager_id")

    def _person(
        self, person: str, row: Row, role: str | None, team: str | None, salary: float | None, location: str | None
    ) -> Person | None:
        start, end = row.day("start_date"), row.day("end_date")
        fte, bonus, attrition = row.number_in("fte"), row.number_in("bonus_pct"), row.number_in("attrition")
        employment = row.choice("employment_type")
        name = row.text("name") if row.has("name") else None
        if start and end and end < start:
            row.fault("end_date", f"a day on or after the start, {start}", "Correct one of the two dates.", end.isoformat())
            return None
        if role is None or team is None or start is None or salary is None:
            return None
        return built(
            row,
            "person_id",
            lambda: Person(
                id=person,
                name=name or person,
                role=role,
                team=team,
                start_date=start,
                base_salary=salary,
                end_date=end,
                fte=1.0 if fte is None else fte,
                location=location,
                employment=Employment(employment) if employment else Employment.EMPLOYEE,
                bonus_pct=bonus,
                attrition=attrition,
                cost_centre=row.text("cost_centre"),
                position_id=row.text("position_id"),
            ),
            _COLUMNS,
        )

    def _refuse_cycles(self, managers: dict[str, str | None]) -> None:
        above = dict(managers)
        while ring := cycle(above):
            row = self.rows[ring[0]]
            row.fault("manager_id", "managers without a circle", f"{' → '.join(ring)}: correct one of these managers.")
            above[ring[0]] = None


def is_total(row: Row) -> bool:
    """Whether a row is a sum under the table rather than somebody."""
    said = {fold(str(row.raw(key))) for key in ("person_id", "name") if row.has(key)}
    return bool(said & TOTALS) and not row.has("role") and not row.has("team")


def _heads(row: Row, counting: Counting) -> float | None:
    """Heads of a group; ``None`` for a named person."""
    heads = row.number_in("headcount")
    if heads is not None and counting is Counting.WHOLE and not heads.is_integer():
        mend = "Round it; or put counting = fractional on Settings, if groups are to be planned in fractions."
        row.fault("headcount", "a whole number of heads", mend, f"{heads:g}")
        return None
    return heads
