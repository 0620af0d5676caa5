"""The roster: who is there, and who is meant where other sheets name a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from orgplan.excel.read import Findings, did_you_mean, fold, listed, to_text
from orgplan.language import _

from ..files.telling import ask_by_content
from ..people.assignments import Assignments, group_id, joined, refuse_namesakes
from ..people.exports import (
    Standing,
    Tally,
    is_alone,
    is_total,
    plain_name,
    readings,
    standing,
    with_name,
    with_team,
)
from ..people.hours import full_time_hours, is_percent
from ..tables.row import Row
from ..tables.table import Table

_NAMELESS = 0.25  # share of the rows up to which a blank name is odd


# texts whose person is remembered: sheets repeat them, and are gone through several times
_REMEMBERED = 100_000


@dataclass
class Roster:
    """Rows of the roster by person id.

    Attributes
    ----------
    findings
        Where faults are reported.
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
    names, others
        Name or e-mail → ids of those who have it; person id → further rows of one person.
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
    _ids: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    _who: dict[str, str | None] = field(default_factory=dict)
    others: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    full_pay: dict[str, float] = field(default_factory=dict)

    def read(self, table: Table, as_of: date | None = None, full_time: float | None = None) -> None:
        """Take in ids and names; people are built later, once skills, roles and teams are known.

        Parameters
        ----------
        table
            Its totals, vacancies and leavers are put aside, and each said in a note.
        as_of
            Day on which the roster is true.
        full_time
            Hours a week of full time, if Settings say so.
        """
        if "person_id" not in table.columns and table.place("name"):
            self.findings.note(
                table.name, "", _("there is no column 'Person ID': names are used as ids")
            )
        self.full_time, self.percent = full_time or full_time_hours(table), is_percent(table)
        self._by_heads = any(row.has("headcount") for row in table)
        tally = Tally(self.asking)
        for row in table:
            if is_total(row):
                row.note(
                    "person_id",
                    _(
                        "this row looks like a total, since it names neither role nor team: it was"
                        " skipped"
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
            fix = _("Put one row a person under the header.")
            self.findings.fault(table.name, "", _("no people"), _("at least one person"), fix)

    def _take(self, row: Row, as_of: date | None, tally: Tally) -> None:
        """Take in a row as a person, a group, a vacancy or a leaver; under a known id it is a
        further row of the same person.
        """
        if is_alone(row):
            fix = _(
                "If it is a heading or a remark, delete it or begin it with *; if it is somebody,"
                " fill in role, team, start date and base salary."
            )
            row.fault("person_id", _("a whole row, or none"), fix)
            return
        if "person_id" in row.table.columns and not any(
            row.has(key) for key in ("person_id", "name", "headcount")
        ):
            fix = _(
                "Fill in person ID and name, with TBH as the name if nobody holds the seat yet; or"
                " delete the row."
            )
            row.fault("person_id", _("who it is"), fix)
            return
        kind = standing(row, as_of, tally)
        if kind is Standing.VACANT:
            self.vacancies[_vacancy_id(row)] = row
            return
        grouped = row.has("headcount") and not row.has("person_id")
        person = group_id(row, self._ids) if grouped else row.text("person_id")
        if person is None:
            self.lacks_column(row, "person_id")
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
            self.names.setdefault(spelling, []).append(person)

    def lacks_column(self, row: Row, key: str) -> bool:
        """Whether a row needs a column that only a roster by heads may lack: a fault of the row
        where others have heads.

        Parameters
        ----------
        row
            Of the roster; one with heads is a group, which needs no such column.
        key
            Of a column for single people, such as person_id or start_date.
        """
        lacks = not row.has("headcount") and not row.table.place(key)
        if lacks and self._by_heads:
            fix = _("Fill in headcount, or add a column {key} for whoever is no group.", key=key)
            expected = _("the heads of a group, as the sheet has no {key}", key=key)
            row.fault("headcount", expected, fix)
        return lacks

    def _take_second(self, person: str, row: Row, as_of: date | None) -> None:
        """A second row of one person: earlier or later, a second assignment, or a fault."""
        before = Assignments(self.rows[person], self.others.get(person, ()))
        found = joined(before, row, as_of, self.full_time, self.percent)
        if found is not None:
            self.rows[person], self.others[person] = found.main, found.others

    def _ask_for_names(self) -> None:
        """A row without a name among rows with one may be a seat that nobody holds."""
        single = [row for row in self.rows.values() if not row.has("headcount")]
        nameless = [row for row in single if not row.has("name")]
        if 0 < len(nameless) <= _NAMELESS * len(single):
            for row in nameless:
                fix = _(
                    "Write the name; or TBH, if nobody holds the seat yet: it is then an open"
                    " position."
                )
                row.fault("name", _("a name, as the other rows have"), fix)

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
        """Person id that a text names: an id, an e-mail, a name that only one person has, or two of
        these together.

        Parameters
        ----------
        text
            As a cell has it, in any case; ``Oduya, Mira``, ``Mira Oduya (P07)`` and ids of another
            system are known too.

        Returns
        -------
        str or None
            ``None`` for nobody, for several, and for people who have left.
        """
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
        named = self.names.get(fold(text), [])
        return self._ids.get(text.casefold()) or (named[0] if len(named) == 1 else None)

    def find(self, row: Row, key: str) -> str | None:
        """Person that a cell names; a fault if there is none, or more than one; ``None`` alone for
        somebody who has left.

        Parameters
        ----------
        row, key
            Cell that names a person. Where the roster has no rows at all, for it has faults, nobody
            is called unknown.
        """
        text = row.text(key)
        if text is None:
            return None
        found = self.who(text)
        if found is None and self.rows and not self.has_left(text):
            row.fault(key, *self.unknown(text))
        return found

    def unknown(self, text: str) -> tuple[str, str]:
        """What was wanted in place of a text that names nobody, or more than one, and what to do
        about it.

        Parameters
        ----------
        text
            As the cell has it.

        Returns
        -------
        expected, fix
            For a fault, in the language of the run.
        """
        named = self.names.get(fold(text), [])
        if len(named) > 1:
            return _("one person"), _(
                "{named} have this name: use the id instead.", named=listed(named)
            )
        known = [
            *self.rows,
            *(name for person in self.rows.values() if (name := person.text("name"))),
        ]
        return _("a person of the roster"), did_you_mean(
            text,
            known,
            _(
                "Add the person to the roster, correct the id, or delete this if the person has"
                " left."
            ),
        )

    def has_left(self, text: str) -> bool:
        """Whether a text names somebody of the sheet who has left, or of an earlier one who is
        gone.

        Parameters
        ----------
        text
            As a cell has it, in any of the ways in which people are named.
        """
        gone = self._gone | {
            fold(text)
            for person, texts in self.earlier.items()
            if person not in self.rows
            for text in texts
        }
        return any(fold(reading) in gone for reading in readings(text))


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
