"""Changes of place of people on the roster."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from orgplan.domain import Person, Relocation
from orgplan.language import _

from ...tables.build import build_or_report, fields_of
from ...tables.keyed_rows import KeyedRows
from ...tables.row import Row
from ...tables.table import Table
from ...terms.amounts import amount_of
from ..locations import LocationRegistry


def read_relocations(
    table: Table | None,
    find: Callable[[Row, str], str | None],
    people: Iterable[Person],
    places: LocationRegistry,
    as_of: date | None,
    months: int,
) -> tuple[tuple[Row, Relocation], ...]:
    """The domain's relocations, each with its row, in the order of the sheet; rows with faults are
    left out.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet.
    find
        Person that a cell names, with a fault if there is none.
    people
        Of the roster, with first and last day: a change lies between them.
    places
        Finds the place, and the currency of the pay there.
    as_of
        Day on which the roster says where somebody works; changes lie after it. ``None`` where
        Settings don't say it.
    months
        12 where salaries are a month's.

    Returns
    -------
    tuple of tuple
        Pay is a year's for the person's own FTE, in plan currency; ``None`` leaves it as it is.
    """
    known, found = {person.id: person for person in people}, list[tuple[Row, Relocation]]()
    rows = KeyedRows[str]("valid_from", _("each person and day once"), of_first="person_id")
    for row in table or ():
        who, day, place = find(row, "person_id"), row.day("valid_from"), places.of_person(row)
        if who is None or day is None or place is None or who not in known:
            continue
        if _refused(row, known[who], day, as_of):
            continue
        pay = amount_of(row, "base_salary", places.exchange_at(row), months)
        if row.has("base_salary") and pay.value is None:
            continue
        fields = fields_of(row, "cost_centre", "valid_from") | {"person_id": who, "location": place}
        one = _built(row, fields | {"base_salary": pay.value, "stated": pay.stated})
        if one is None:
            continue
        if rows.put(one.id, row):
            found.append((row, one))
    return tuple(found)


def _built(row: Row, fields: dict[str, Any]) -> Relocation | None:
    return build_or_report(row, "valid_from", lambda: Relocation(**fields))


def _refused(row: Row, person: Person, day: date, as_of: date | None) -> bool:
    """Whether a row cannot be: of a group, on a day on which the roster speaks, or with a currency
    of nothing.
    """
    if person.is_group:
        fix = _("Split the group on the roster: one row a place, each with its headcount.")
        row.fault("person_id", _("a person, not a group"), fix)
    elif as_of is not None and day <= max(as_of, person.start_date):
        fix = _(
            "Write the place on Roster and delete this row: Roster says where somebody works on "
            "the as-of date and on the first day."
        )
        row.fault("valid_from", _("a day after the as-of date and the first day"), fix)
    elif person.end_date is not None and day > person.end_date:
        fix = _(
            "{person} leaves on {day}: delete this row, or correct one of the two days.",
            person=person.id,
            day=person.end_date,
        )
        row.fault("valid_from", _("a day before the last one"), fix)
    elif row.has("currency") and not row.has("base_salary"):
        fix = _("Fill in base salary in it; or leave both blank to keep the pay as it is.")
        row.fault("currency", _("a currency beside an amount"), fix)
    else:
        return False
    return True


def refuse_counted(
    rows: Iterable[tuple[Row, Relocation]], people: Iterable[Person], counted: Mapping[str, str]
) -> None:
    """A fault for each relocation from or to a place in which heads or FTE are counted: these go by
    the place on the roster, so that nobody would be seen to leave or to come.

    Parameters
    ----------
    rows
        Relocations with their rows.
    people
        Of the roster, with their place before.
    counted
        Place → what counts by it, in words: a need, a rule or a lock.
    """
    before = {person.id: person.location for person in people}
    for row, one in rows:
        for place in {before[one.person_id], one.location} & counted.keys():
            fix = _(
                "Give {what} the scope of a team: heads and FTE go by the place on Roster, before"
                " and after.",
                what=counted[place or ""],
            )
            row.fault("location", _("a place by which nothing but money is counted"), fix)
