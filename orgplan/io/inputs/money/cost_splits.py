"""Shares of pay that are booked on other cost centres than the person's own."""

from collections.abc import Callable, Iterable
from typing import Any

from orgplan.domain import CostSplit, Person
from orgplan.language import _

from ...tables.build import build_or_report, fields_of
from ...tables.keyed_rows import KeyedRows
from ...tables.row import Row
from ...tables.table import Table

ROUNDING = 1e-9  # of shares that were typed as a third


def read_splits(
    table: Table | None, find: Callable[[Row, str], str | None], people: Iterable[Person]
) -> tuple[CostSplit, ...]:
    """The domain's splits, in the order of the sheet; rows with faults are left out.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet: all pay is booked on the person's own cost centre.
    find
        Person that a cell names, with a fault if there is none.
    people
        Read for which of them are groups, whose pay can't be split.

    Returns
    -------
    tuple of CostSplit
        Shares from 0 to 1; those of a person and day come to 1 at most, and the rest stays where it
        is.
    """
    groups = {person.id for person in people if person.is_group}
    found: list[CostSplit] = []
    rows = KeyedRows[str](
        "cost_centre", _("each person, cost centre and day once"), of_first="person_id"
    )
    sums: dict[tuple[str, object], float] = {}
    for row in table or ():
        who, fields = find(row, "person_id"), fields_of(row, "cost_centre", "share", "valid_from")
        if who is None or not {"cost_centre", "share"} <= fields.keys():
            continue
        if who in groups:
            fix = _(
                "Split the group on the roster: one row a cost centre, each with its headcount."
            )
            row.fault("person_id", _("a person, not a group"), fix)
            continue
        split = _split(row, who, fields)
        if split is None:
            continue
        if not rows.put(split.id, row):
            continue
        key = who, split.first
        sums[key] = sums.get(key, 0.0) + split.share
        if sums[key] > 1 + ROUNDING:
            fix = _(
                "The rows of {who} come to {sum:.0%}: lower one of them.", who=who, sum=sums[key]
            )
            row.fault("share", _("shares of a person and day that come to 100 % at most"), fix)
            continue
        found.append(split)
    return tuple(found)


def _split(row: Row, who: str, fields: dict[str, Any]) -> CostSplit | None:
    return build_or_report(row, "valid_from", lambda: CostSplit(person_id=who, **fields))
