"""The roster: who is there, and who is meant where other sheets name a person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from orgplan.domain import Counting, Employment, Person, cycle, told
from orgplan.excel.read import Findings, did_you_mean, fold, listed, nearest, texts, to_text
from orgplan.language import _
from orgplan.schema import inputs

from ..files.telling import ask_by_content
from ..people.assignments import Assignments, group_id, joined, refuse_namesakes
from ..people.exports import (
    Standing,
    Tally,
    is_alone,
    is_distinct,
    is_rehired,
    is_total,
    may_be_short,
    plain_name,
    readings,
    standing,
    tell_contract_ends,
    tell_unending,
    with_name,
    with_team,
)
from ..people.hours import fte_of, full_time_hours, is_percent, times_a_year
from ..tables.build import build_or_report, fields_of
from ..tables.table import Row, Table
from ..terms.currency import Amount, added, amount_of
from .locations import LocationRegistry

_CONTRACTORS = frozenset(("contractor", "contract", "contingent", "外包"))
_OUTSIDE = ("outside", "external", "外部")
_NOBODY = frozenset(texts("no manager | none | self | nobody | top | keiner | aucun | 无"))
_NAMELESS = 0.25  # share of the rows up to which a blank name is odd
_ALIKE = 80  # from this likeness on, an unknown manager is a misspelling rather than somebody outside the file

_REMEMBERED = 100_000  # texts whose person is remembered: sheets repeat them, and are gone through several times

_READ_APART = frozenset(texts("id | name | role | team | start_date | end_date | base_salary | fte | manager_id | location | employment | headcount | min_headcount | max_headcount"))  # fmt: skip
PLAIN = tuple(
    column.key
    for column in inputs.ROSTER
    if column.field in Person.model_fields and column.field not in _READ_APART
)  # columns that say a field of a person as it is


@dataclass
class Roster:
    """Rows of the roster by person id.

    Attributes
    ----------
    rows
        Person id → row.
    vacancies
        Id → row of a seat that nobody holds.
    full_time, percent
        Hours a week of full time, where they are known, and whether FTE stands in percent.
    asking
        Whether what may be read in two ways is asked about: not where a plan wrote the sheet.
    earlier
        Person id → how others may name the person, of a roster before this one.
    full_pay
        Person id → pay of a year at full time, also of those whose role is not known.
    """

    findings: Findings
    rows: dict[str, Row] = field(default_factory=dict)
    vacancies: dict[str, Row] = field(default_factory=dict)
    full_time: float | None = None
    percent: bool = False
    asking: bool = True
    _by_heads: bool = False
    earlier: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)
    _outside: dict[str, str] = field(default_factory=dict)
    _short: dict[str, str] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)
    _names: dict[str, list[str]] = field(default_factory=dict)
    _who: dict[str, str | None] = field(default_factory=dict)
    _others: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    full_pay: dict[str, float] = field(default_factory=dict)

    def read(self, table: Table, as_of: date | None = None, full_time: float | None = None) -> None:
        """Take in ids and names; people are built later, once skills, roles and teams are known.

        Parameters
        ----------
        as_of
            Day on which the roster is true.
        full_time
            Hours a week of full time, if Settings say so.
        """
        if "person_id" not in table.columns and table.place("name"):
            self.findings.note(
                table.name, "", _("there is no column person_id: names are taken as ids")
            )
        self.full_time, self.percent = full_time or full_time_hours(table), is_percent(table)
        self._by_heads = any(row.has("headcount") for row in table)
        tally = Tally(self.asking)
        for row in table:
            if is_total(row):
                row.note(
                    "person_id",
                    _(
                        "this row looks like a total, for it names neither role nor team: it was passed over"
                    ),
                )
                continue
            self._take(with_team(with_name(row)), as_of, tally)
        tally.tell(self.findings, table.name)
        if self.asking:
            people = [(row.number, person) for person, row in self.rows.items()]
            ask_by_content(table, people, self.who)
            self._ask_for_names()
            refuse_namesakes(self.rows.values(), self.full_time, self.percent)
        self._warn_of_lost_zeros(table)
        if not self.rows and not any(fault.sheet == table.name for fault in self.findings.faults):
            mend = _("Put one row a person under the header.")
            self.findings.fault(table.name, "", _("no people"), _("at least one person"), mend)

    def _take(self, row: Row, as_of: date | None, tally: Tally) -> None:
        if is_alone(row):
            mend = _(
                "If it is a heading or a remark, delete it or begin it with *; if it is somebody, fill in role, team, start_date and base_salary."
            )
            row.fault("person_id", _("a whole row, or none"), mend)
            return
        if "person_id" in row.table.columns and not any(
            row.has(key) for key in ("person_id", "name", "headcount")
        ):
            mend = _(
                "Fill in person_id and name, and TBH as the name where nobody holds the seat yet; or delete the row."
            )
            row.fault("person_id", _("who it is"), mend)
            return
        kind = standing(row, as_of, tally)
        if kind is Standing.VACANT:
            self.vacancies[_vacancy_id(row)] = row
            return
        grouped = row.has("headcount") and not row.has("person_id")
        person = group_id(row, self._ids) if grouped else row.text("person_id")
        if person is None:
            self._lacks_column(row, "person_id")
            return
        if kind is Standing.LEFT:
            self._gone |= {
                fold(text) for key in ("person_id", "name", "email") if (text := row.text(key))
            }
            return
        if person.casefold() in self._ids:
            self._take_second(self._ids[person.casefold()], row, as_of)
            return
        self._ids[person.casefold()] = person
        self._who.clear()
        self.rows[person] = row
        named = [
            plain_name(text)
            for key in ("name", "email")
            if row.table.place(key) and (text := row.text(key))
        ]
        # an id of another system, by which managers may be named
        spare = (to_text(row.cells.get(place)) for place in row.table.spares("person_id"))
        named += [text for text in spare if text and text.casefold() != person.casefold()]
        for spelling in dict.fromkeys(
            fold(spelling) for text in named for spelling in readings(text)
        ):
            self._names.setdefault(spelling, []).append(person)

    def _lacks_column(self, row: Row, key: str) -> bool:
        """Whether a row needs a column that only a roster by heads may lack: a fault of the row where others have heads."""
        lacks = not row.has("headcount") and not row.table.place(key)
        if lacks and self._by_heads:
            mend = _("Fill in headcount, or add a column {key} for whoever is no group.", key=key)
            wanted = _("the heads of a group, as the sheet has no {key}", key=key)
            row.fault("headcount", wanted, mend)
        return lacks

    def _take_second(self, person: str, row: Row, as_of: date | None) -> None:
        """A second row of one person: earlier or later, a second assignment, or a fault."""
        before = Assignments(self.rows[person], self._others.get(person, ()))
        found = joined(before, row, as_of, self.full_time, self.percent)
        if found is not None:
            self.rows[person], self._others[person] = found.main, found.others

    def _ask_for_names(self) -> None:
        """A row without a name among rows with one may be a seat that nobody holds."""
        single = [row for row in self.rows.values() if not row.has("headcount")]
        nameless = [row for row in single if not row.has("name")]
        if 0 < len(nameless) <= _NAMELESS * len(single):
            for row in nameless:
                mend = _(
                    "Write the name; or TBH, if nobody holds the seat yet: it is then an open position."
                )
                row.fault("name", _("a name, as the other rows have"), mend)

    def _warn_of_lost_zeros(self, table: Table) -> None:
        """Numbers among ids such as 00123 have probably lost their zeros."""
        padded = [person for person in self.rows if person.startswith("0") and person.isdigit()]
        for person, row in self.rows.items():
            if padded and not isinstance(row.raw("person_id"), str):
                text = _(
                    "{person} is a number among ids such as {padded}: leading zeros may be lost",
                    person=person,
                    padded=padded[0],
                )
                self.findings.note(table.name, row.at("person_id"), text)

    def who(self, text: str) -> str | None:
        """Person id that a text names: an id, an e-mail, a name that only one person has, or two of these together."""
        if text not in self._who:
            if len(self._who) > _REMEMBERED:
                self._who.clear()
            self._who[text] = self._named(text) or self._read_otherwise(text)
        return self._who[text]

    def _read_otherwise(self, text: str) -> str | None:
        others = {reading for reading in readings(text) if reading != text}
        found = {person for reading in others if (person := self._named(reading))}
        return found.pop() if len(found) == 1 else None

    def _named(self, text: str) -> str | None:
        named = self._names.get(fold(text), [])
        return self._ids.get(text.casefold()) or (named[0] if len(named) == 1 else None)

    def find(self, row: Row, key: str) -> str | None:
        """Person that a cell names; a fault if there is none, or more than one; ``None`` alone for somebody who has left."""
        text = row.text(key)
        if text is None:
            return None
        found = self.who(text)
        if found is None and self.rows and not self.has_left(text):
            row.fault(key, *self.unknown(text))
        return found

    def unknown(self, text: str) -> tuple[str, str]:
        """What was wanted in place of a text that names nobody, or more than one, and what to do about it."""
        named = self._names.get(fold(text), [])
        if len(named) > 1:
            return _("one person"), _(
                "{named} have this name: put the id instead.", named=listed(named)
            )
        known = [
            *self.rows,
            *(name for person in self.rows.values() if (name := person.text("name"))),
        ]
        return _("a person of the roster"), did_you_mean(
            text,
            known,
            _(
                "Add the person to the roster, correct the id, or delete this if the person has left."
            ),
        )

    def has_left(self, text: str) -> bool:
        """Whether a text names somebody of the sheet who has left, or of an earlier one who is gone."""
        gone = self._gone | {
            fold(text)
            for person, texts in self.earlier.items()
            if person not in self.rows
            for text in texts
        }
        return any(fold(reading) in gone for reading in readings(text))

    def build(
        self,
        skills: Mapping[str, Mapping[str, int]],
        role: Callable[[Row], str | None],
        team: Callable[[Row, str], str | None],
        places: LocationRegistry,
        months: int,
        as_of: date | None,
        counting: Counting,
        middle: Callable[[str], float | None],
        last: date | None = None,
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
        middle
            Middle of the band of a role, which groups are paid where the sheet has no pay.
        last
            Last day of the horizon.
        counting
            Whether a group may have a part of a head.
        """
        managers = {person: self._manager(row) for person, row in self.rows.items()}
        people = []
        for person, row in self.rows.items():
            fte, salary = self._share_and_pay(row, places, months)
            for other in self._others.get(person, ()):
                more, pay = self._share_and_pay(other, places, months)
                fte = None if fte is None or more is None else round(fte + more, 4)
                salary = added(other, "base_salary", salary, pay)
            if salary.value:
                self.full_pay[person] = salary.value / (fte or 1.0)
            held = role(row)
            unpaid = row.has("headcount") and not row.table.place("base_salary")
            if salary.value is None and unpaid:
                salary = Amount(self._middle_of_band(row, held, middle))
            made = self._person(
                person, row, held, team(row, "team"), salary, places.of_person(row), fte, as_of
            )
            heads, limits = _heads(row, counting), _limits(row)
            if made is None or limits is None:
                continue
            people.append(
                made.replace(
                    skills=dict(skills.get(person, {})),
                    manager_id=managers[person],
                    headcount=heads,
                    **limits,
                )
            )
            if as_of and made.end_date and made.end_date < as_of:
                row.note(
                    "end_date",
                    _("{person} has left before the as-of date and counts nowhere", person=person),
                )
        self._refuse_cycles(managers)
        for row in list(self.rows.values())[:1]:
            self._tell_outside(row.sheet)
            tell_unending(people, row.sheet, self.findings)
            tell_contract_ends(people, self.rows, last, self.findings)
        return tuple(people)

    def _share_and_pay(
        self, row: Row, places: LocationRegistry, months: int
    ) -> tuple[float | None, Amount]:
        """FTE and a year's pay of a row."""
        fte = fte_of(row, self.percent, self.full_time)
        times = times_a_year(row, months, self.full_time, fte)
        if times is None:
            return fte, Amount(None)
        return fte, amount_of(row, "base_salary", places.exchange_at(row), times)

    def _middle_of_band(
        self, row: Row, role: str | None, middle: Callable[[str], float | None]
    ) -> float | None:
        pay = middle(role) if role else None
        if pay is not None:
            text = _(
                "the sheet has no pay: {role} was taken at the middle of its band, {pay:,.0f}",
                role=role,
                pay=pay,
            )
            row.note("headcount", text)
        elif role is not None:
            mend = _(
                "Add a column base_salary with the pay of one, or a band for {role} on Roles.",
                role=role,
            )
            row.fault("headcount", _("pay of the people of a group"), mend)
        return pay

    def _manager(self, row: Row) -> str | None:
        """The manager that a row names; ``None``, with a note for all of them, for one who is not in the file."""
        text = row.text("manager_id")
        if text is not None and fold(text.replace("_", " ")) in _NOBODY:
            return None
        if text is None or self.who(text) is not None or self._names.get(fold(text)):
            return self.find(row, "manager_id")
        word = fold(text)
        if word.startswith(_OUTSIDE):
            return None
        if self.has_left(text) or any(
            word == fold(str(row.raw("name") or "")) for row in self.vacancies.values()
        ):
            row.note(
                "manager_id",
                _(
                    "the manager {what} has left, or the seat is open: taken as without a manager",
                    what=text,
                ),
            )
            return None
        if (short := self._shortened(text)) is not None:
            return self._of_short(row, text, short)
        near = nearest(text, (*self.rows, *self._names), _ALIKE)
        if near is not None and not (
            len(near) == len(text) and any(sign.isdigit() for sign in text)
        ):
            row.fault(
                "manager_id",
                _("a person of the roster"),
                _(
                    "{did_you_mean} If it is somebody else, write outside: before it.",
                    did_you_mean=did_you_mean(text, [near], ""),
                ),
            )
            return None
        self._outside.setdefault(text, row.at("manager_id"))
        return None

    def _shortened(self, text: str) -> Sequence[str] | None:
        """People whose name a text may be a part of: an initial and last name, one of the names, or the start of an e-mail."""
        whole = {name: people for name, people in self._names.items() if "@" not in name}
        found = [
            person
            for name, people in whole.items()
            if may_be_short(text, name)
            for person in people
        ]
        digits = "".join(sign for sign in text if sign.isdigit()).lstrip("0")
        for person in self.rows if digits else ():
            plain = person.isdigit() or text.isdigit()
            same = "".join(sign for sign in person if sign.isdigit()).lstrip("0") == digits
            found += [person] if plain and same and "@" not in text else []
        return tuple(dict.fromkeys(found)) or None

    def _of_short(self, row: Row, text: str, people: Sequence[str]) -> str | None:
        """The one person whose initial and name, or e-mail, a text is; a fault where it may be somebody else as well."""
        if len(people) == 1 and is_distinct(text):
            self._short.setdefault(text, people[0])
            return people[0]
        names = listed(f"{self.rows[person].text('name')} ({person})" for person in people)
        mend = _(
            "If it is {names}, write the id; if it is somebody else, write outside: before it.",
            names=names,
        )
        row.fault("manager_id", _("one person of the roster, by id or whole name"), mend)
        return None

    def _tell_outside(self, sheet: str) -> None:
        if self._short:
            shown = listed(f"{text} → {person}" for text, person in self._short.items())
            text = _(
                "managers named by initial or e-mail were taken for people of the roster: {shown}",
                shown=shown,
            )
            self.findings.note(sheet, "", text)
        if self._outside:
            shown = listed(f"{name} ({cell})" for name, cell in self._outside.items())
            self.findings.note(
                sheet,
                "",
                _(
                    "managers who are not in the file, taken as outside the plan: {shown}",
                    shown=shown,
                ),
            )

    def _person(
        self,
        person: str,
        row: Row,
        role: str | None,
        team: str | None,
        salary: Amount,
        location: str | None,
        fte: float | None,
        as_of: date | None,
    ) -> Person | None:
        start, end = row.day("start_date"), row.day("end_date")
        if start is None and row.has("headcount") and not row.table.place("start_date"):
            start = as_of
        plain = fields_of(row, *PLAIN)
        employment = _employment(row)
        name = plain_name(row.text("name") or "") if row.has("name") else None
        if is_rehired(row):
            row.note(
                "end_date",
                _(
                    "{person} was at work before, until {end}: the start of {start} counts",
                    person=person,
                    end=end,
                    start=start,
                ),
            )
            end = None
        if start and end and end < start:
            row.fault(
                "end_date",
                _("a day on or after the start, {start}", start=start),
                _("Correct one of the two dates."),
                end.isoformat(),
            )
            return None
        pay = salary.value
        if self._lacks_column(row, "start_date") or self._lacks_column(row, "base_salary"):
            return None
        if role is None or team is None or start is None or pay is None:
            return None
        return build_or_report(
            row,
            "person_id",
            lambda: Person(
                id=person,
                name=name or person,
                role=role,
                team=team,
                start_date=start,
                base_salary=pay,
                stated=salary.stated,
                end_date=end,
                fte=1.0 if fte is None else fte,
                location=location,
                employment=employment,
                **plain,
            ),
        )

    def _refuse_cycles(self, managers: dict[str, str | None]) -> None:
        above = dict(managers)
        while ring := cycle(above):
            row = self.rows[ring[0]]
            row.fault(
                "manager_id",
                _("managers without a circle"),
                _("{ring}: correct one of these managers.", ring=" → ".join(ring)),
            )
            above[ring[0]] = None


def _employment(row: Row) -> Employment:
    """Employee or contractor, as the column says, or a status such as Contractor."""
    said = row.choice("employment_type")
    if said is None and row.has("status") and fold(str(row.raw("status"))) in _CONTRACTORS:
        return Employment.CONTRACTOR
    return Employment(said) if said else Employment.EMPLOYEE


def _vacancy_id(row: Row) -> str:
    """Id of an open seat: that of its position, else of its row."""
    text = next(
        (
            text
            for key in ("position_id", "person_id")
            if row.table.place(key) and row.has(key) and (text := row.text(key))
        ),
        None,
    )
    named = (
        text
        if text and (row.table.place("position_id") or "person_id" in row.table.columns)
        else None
    )
    return named or f"{row.sheet}-{row.number}"


def _heads(row: Row, counting: Counting) -> float | None:
    """Heads of a group; ``None`` for a named person."""
    heads = row.number_in("headcount")
    if heads is not None and counting is Counting.WHOLE and not heads.is_integer():
        mend = _(
            "Round it; or put counting = fractional on Settings, if groups are to be planned in fractions."
        )
        row.fault("headcount", _("a whole number of heads"), mend)
        return None
    return heads


def _limits(row: Row) -> dict[str, float] | None:
    """Fewest and most heads of a group; ``None`` with a fault where they cannot be meant."""
    limits = {key: row.number_in(key) for key in ("min_headcount", "max_headcount") if row.has(key)}
    fewest, most = limits.get("min_headcount"), limits.get("max_headcount")
    if limits and not row.has("headcount"):
        mend = _("Fill in headcount, if the row is a group; for a team, put the limit on Teams.")
        row.fault(next(iter(limits)), _("nothing, for a named person"), mend)
        return None
    if fewest is not None and most is not None and fewest > most:
        wanted = _("at least the minimum, {low}", low=told(fewest))
        row.fault("max_headcount", wanted, _("Swap or correct the two figures."))
        return None
    return {key: heads for key, heads in limits.items() if heads is not None}
