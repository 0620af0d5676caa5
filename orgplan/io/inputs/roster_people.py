"""The people of the roster, once skills, roles, teams and places are known: pay, working time and
managers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from orgplan.domain import Counting, Employment, Person, cycle, shown_amount
from orgplan.excel.read import did_you_mean, fold, listed, nearest, texts
from orgplan.language import _
from orgplan.schema import inputs

from ..people.exports import (
    is_distinct,
    is_rehired,
    may_be_short,
    plain_name,
    tell_contract_ends,
    tell_unending,
)
from ..people.hours import fte_of, times_a_year
from ..tables.build import build_or_report, fields_of
from ..tables.row import Row
from ..terms.amounts import Amount, added, amount_of
from .locations import LocationRegistry
from .roster import Roster

_CONTRACTORS = frozenset(("contractor", "contract", "contingent", "外包"))
_OUTSIDE = ("outside", "external", "外部")
_NOBODY = frozenset(texts("no manager | none | self | nobody | top | keiner | aucun | 无"))
# from this likeness on, an unknown manager is a misspelling rather than somebody outside the file
_ALIKE = 80

_READ_APART = frozenset(
    texts(
        "id | name | role | team | start_date | end_date | base_salary | fte | manager_id | "
        "location | employment | headcount | min_headcount | max_headcount"
    )
)
PLAIN = tuple(
    column.key
    for column in inputs.ROSTER
    if column.field in Person.model_fields and column.field not in _READ_APART
)  # columns that say a field of a person as it is


@dataclass(frozen=True)
class RosterPeople:
    """What the people of the roster are built with.

    Attributes
    ----------
    roster
        Its rows, one for each person or group.
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
    middle
        Middle of the band of a role, which groups are paid where the sheet has no pay.
    last
        Last day of the horizon.
    """

    roster: Roster
    role: Callable[[Row], str | None]
    team: Callable[[Row, str], str | None]
    places: LocationRegistry
    months: int
    as_of: date | None
    counting: Counting
    middle: Callable[[str], float | None]
    last: date | None = None

    def build(self, skills: Mapping[str, Mapping[str, int]]) -> tuple[Person, ...]:
        """The domain's people with their skills, in the order of the sheet.

        Parameters
        ----------
        skills
            Person id → skill → level 0-5; people who are not in it have none.

        Returns
        -------
        tuple of Person
            Pay is a year's for the person's own FTE, in plan currency; two assignments of one
            person are added up. People with faults are left out.
        """
        managers = Managers(self.roster)
        above = {person: managers.of(row) for person, row in self.roster.rows.items()}
        people = []
        for person, row in self.roster.rows.items():
            fte, salary = self._share_and_pay(row)
            for other in self.roster.others.get(person, ()):
                more, pay = self._share_and_pay(other)
                fte = None if fte is None or more is None else round(fte + more, 4)
                salary = added(other, "base_salary", salary, pay)
            if salary.value:
                self.roster.full_pay[person] = salary.value / (fte or 1.0)
            held = self.role(row)
            unpaid = row.has("headcount") and not row.table.place("base_salary")
            if salary.value is None and unpaid:
                salary = Amount(self._middle_of_band(row, held))
            made = self._person(person, row, held, salary, fte)
            heads, limits = _heads(row, self.counting), _limits(row)
            if made is None or limits is None:
                continue
            people.append(
                made.replace(
                    skills=dict(skills.get(person, {})),
                    manager_id=above[person],
                    headcount=heads,
                    **limits,
                )
            )
            if self.as_of and made.end_date and made.end_date < self.as_of:
                row.note(
                    "end_date",
                    _("{person} left before the as-of date and is not counted", person=person),
                )
        managers.refuse_cycles(above)
        for row in list(self.roster.rows.values())[:1]:
            managers.tell_outside(row.sheet)
            tell_unending(people, row.sheet, self.roster.findings)
            tell_contract_ends(people, self.roster.rows, self.last, self.roster.findings)
        return tuple(people)

    def _share_and_pay(self, row: Row) -> tuple[float | None, Amount]:
        """FTE and a year's pay of a row."""
        fte = fte_of(row, self.roster.percent, self.roster.full_time)
        times = times_a_year(row, self.months, self.roster.full_time, fte)
        if times is None:
            return fte, Amount(None)
        return fte, amount_of(row, "base_salary", self.places.exchange_at(row), times)

    def _middle_of_band(self, row: Row, role: str | None) -> float | None:
        """Pay of a group where the sheet has no column for it, with a note; a fault where the role
        has no band.
        """
        pay = self.middle(role) if role else None
        if pay is not None:
            text = _(
                "the sheet has no pay: {role} was taken at the middle of its band, {pay:,.0f}",
                role=role,
                pay=pay,
            )
            row.note("headcount", text)
        elif role is not None:
            fix = _(
                "Add a column 'Base salary' with the pay of one person, or a band for {role} on"
                " Roles.",
                role=role,
            )
            row.fault("headcount", _("pay of the people of a group"), fix)
        return pay

    def _person(
        self,
        person: str,
        row: Row,
        role: str | None,
        salary: Amount,
        fte: float | None,
    ) -> Person | None:
        """A person or group without skills, manager and heads; a last day of an earlier employment
        is passed over.
        """
        team, location = self.team(row, "team"), self.places.of_person(row)
        start, end = row.day("start_date"), row.day("end_date")
        if start is None and row.has("headcount") and not row.table.place("start_date"):
            start = self.as_of
        plain = fields_of(row, *PLAIN)
        employment = _employment(row)
        name = plain_name(row.text("name") or "") if row.has("name") else None
        if is_rehired(row):
            _note_rehired(row, person, start, end)
            end = None
        if start and end and end < start:
            expected = _("a day on or after the start, {start}", start=start)
            row.fault("end_date", expected, _("Correct one of the two dates."), end.isoformat())
            return None
        pay = salary.value
        if self.roster.lacks_column(row, "start_date") or self.roster.lacks_column(
            row, "base_salary"
        ):
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


@dataclass
class Managers:
    """Finds managers; those who are not in the file, and those named by a part of their name, are
    said once.
    """

    roster: Roster
    _outside: dict[str, str] = field(default_factory=dict)
    _short: dict[str, str] = field(default_factory=dict)

    def of(self, row: Row) -> str | None:
        """The manager that a row names; ``None``, with a note for all of them, for one who is not
        in the file.

        Parameters
        ----------
        row
            Of the roster. ``none`` and the like, ``outside: …``, leavers and open seats are nobody.
            A name near one of the roster is a fault, any other is taken for somebody outside the
            file.
        """
        text = row.text("manager_id")
        if text is not None and fold(text.replace("_", " ")) in _NOBODY:
            return None
        if text is None or self.roster.who(text) is not None or self.roster.names.get(fold(text)):
            return self.roster.find(row, "manager_id")
        word = fold(text)
        if word.startswith(_OUTSIDE):
            return None
        if self.roster.has_left(text) or any(
            word == fold(str(row.raw("name") or "")) for row in self.roster.vacancies.values()
        ):
            row.note(
                "manager_id",
                _(
                    "the manager {what} has left, or the seat is open: treated as having no"
                    " manager",
                    what=text,
                ),
            )
            return None
        if (short := self._shortened(text)) is not None:
            return self._of_short(row, text, short)
        near = nearest(text, (*self.roster.rows, *self.roster.names), _ALIKE)
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
        """People whose name a text may be a part of: an initial and last name, one of the names, or
        the start of an e-mail.
        """
        whole = {name: people for name, people in self.roster.names.items() if "@" not in name}
        found = [
            person
            for name, people in whole.items()
            if may_be_short(text, name)
            for person in people
        ]
        digits = "".join(sign for sign in text if sign.isdigit()).lstrip("0")
        for person in self.roster.rows if digits else ():
            plain = person.isdigit() or text.isdigit()
            same = "".join(sign for sign in person if sign.isdigit()).lstrip("0") == digits
            found += [person] if plain and same and "@" not in text else []
        return tuple(dict.fromkeys(found)) or None

    def _of_short(self, row: Row, text: str, people: Sequence[str]) -> str | None:
        """The one person whose initial and name, or e-mail, a text is; a fault where it may be
        somebody else as well.
        """
        if len(people) == 1 and is_distinct(text):
            self._short.setdefault(text, people[0])
            return people[0]
        names = listed(f"{self.roster.rows[person].text('name')} ({person})" for person in people)
        fix = _(
            "If it is {names}, write the id; if it is somebody else, write outside: before it.",
            names=names,
        )
        row.fault("manager_id", _("one person of the roster, by id or whole name"), fix)
        return None

    def tell_outside(self, sheet: str) -> None:
        """One note on managers who were matched by initial or e-mail, and one on those who are not
        in the file.

        Parameters
        ----------
        sheet
            Name of the roster's sheet, at which they stand.
        """
        if self._short:
            shown = listed(f"{text} → {person}" for text, person in self._short.items())
            text = _(
                "managers named by initial or e-mail were matched to people on the roster: {shown}",
                shown=shown,
            )
            self.roster.findings.note(sheet, "", text)
        if self._outside:
            shown = listed(f"{name} ({cell})" for name, cell in self._outside.items())
            self.roster.findings.note(
                sheet,
                "",
                _(
                    "managers who are not in the file, treated as outside the plan: {shown}",
                    shown=shown,
                ),
            )

    def refuse_cycles(self, managers: Mapping[str, str | None]) -> None:
        """Name each circle of managers at the row of one of them.

        Parameters
        ----------
        managers
            Person id → id of the manager; ``None`` at the top. Left as it is.
        """
        above = dict(managers)
        while ring := cycle(above):
            row = self.roster.rows[ring[0]]
            row.fault(
                "manager_id",
                _("managers with no circular reporting"),
                _("{ring}: correct one of these managers.", ring=" → ".join(ring)),
            )
            above[ring[0]] = None


def _note_rehired(row: Row, person: str, start: date | None, end: date | None) -> None:
    """Say that an end before the start is that of an earlier employment."""
    sentence = _(
        "{person} was at work before, until {end}: the start of {start} counts",
        person=person,
        end=end,
        start=start,
    )
    row.note("end_date", sentence)


def _employment(row: Row) -> Employment:
    """Employee or contractor, as the column says, or a status such as Contractor."""
    typed = row.choice("employment_type")
    if typed is None and row.has("status") and fold(str(row.raw("status"))) in _CONTRACTORS:
        return Employment.CONTRACTOR
    return Employment(typed) if typed else Employment.EMPLOYEE


def _heads(row: Row, counting: Counting) -> float | None:
    """Heads of a group; ``None`` for a named person."""
    heads = row.number_in("headcount")
    if heads is not None and counting is Counting.WHOLE and not heads.is_integer():
        fix = _(
            "Round it; or put counting = fractional on Settings, if groups are to be planned in"
            " fractions."
        )
        row.fault("headcount", _("a whole number of heads"), fix)
        return None
    return heads


def _limits(row: Row) -> dict[str, float] | None:
    """Fewest and most heads of a group; ``None`` with a fault where they cannot be meant."""
    limits = {key: row.number_in(key) for key in ("min_headcount", "max_headcount") if row.has(key)}
    fewest, most = limits.get("min_headcount"), limits.get("max_headcount")
    if limits and not row.has("headcount"):
        fix = _("Fill in headcount, if the row is a group; for a team, put the limit on Teams.")
        row.fault(next(iter(limits)), _("nothing, for a named person"), fix)
        return None
    if fewest is not None and most is not None and fewest > most:
        expected = _("at least the minimum, {low}", low=shown_amount(fewest))
        row.fault("max_headcount", expected, _("Swap or correct the two figures."))
        return None
    return {key: heads for key, heads in limits.items() if heads is not None}
