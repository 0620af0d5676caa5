"""One person on two rows of the roster: one after the other, or at once in two assignments; and
rows of a roster by heads alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from orgplan.excel.read import fold
from orgplan.language import _

from ..tables.row import Row
from .hours import fte_of

_ONE_JOB = 1.001  # FTE that one person may have in two rows, with room for rounded shares


@dataclass(frozen=True)
class Assignments:
    """Rows of one person.

    Attributes
    ----------
    main
        The row whose team, role and start count.
    others
        Rows whose FTE and pay are added to it.
    """

    main: Row
    others: tuple[Row, ...] = ()


def joined(
    before: Assignments, row: Row, as_of: date | None, full_time: float | None, percent: bool
) -> Assignments | None:
    """The rows of one person with a further one; ``None``, with a fault, where it is not clear what
    they are.

    Parameters
    ----------
    before
        Rows of the person so far.
    row
        Further row with the same id.
    as_of
        Day on which the roster is true; ``None`` where Settings don't say it.
    full_time, percent
        Hours a week of full time, and whether FTE stands in percent.
    """
    first = before.main
    if not _same_name(first, row):
        _refuse(
            first,
            row,
            _(
                "If these are two people, correct the id of one; if it is one, make the names "
                "agree."
            ),
        )
        return None
    now = _returned(first, row, as_of)
    if now is not None:
        return Assignments(now)
    shares = [fte_of(one, percent, full_time) if _says_share(one) else None for one in (first, row)]
    if None in shares or sum(share or 0 for share in shares) > 1.5:
        _refuse(
            first,
            row,
            _(
                "If these are two assignments of one person, fill in fte in both rows, which come "
                "to one job together, the larger where team and role should count; if one is an "
                "old row, delete it or fill in its end date."
            ),
        )
        return None
    if _place(first) == _place(row) or shares[0] != shares[1]:
        main, other = (first, row) if (shares[0] or 0) >= (shares[1] or 0) else (row, first)
        _tell(main, other)
        return Assignments(main, (*before.others, other))
    _refuse(
        first,
        row,
        _(
            "They are two assignments of the same size, but the plan allows one team per person:"
            " keep the row whose team and role should count, and add up fte and base salary there."
        ),
    )
    return None


def _returned(first: Row, second: Row, as_of: date | None) -> Row | None:
    """The later of two rows, with a note, where the earlier one ended before it began: somebody who
    came back.
    """
    for earlier, later in ((first, second), (second, first)):
        end, start = _days(earlier)[1], _days(later)[0]
        if end and start and end < start and (as_of is None or start <= as_of):
            text = _(
                "{person_id} was at work before, until {end}: the row that begins on {start}"
                " counts",
                person_id=later.text("person_id"),
                end=end,
                start=start,
            )
            later.note("start_date", text)
            return later
    return None


def _same_name(first: Row, second: Row) -> bool:
    names = [
        fold(text) for row in (first, second) if row.has("name") and (text := row.text("name"))
    ]
    return len(set(names)) < 2


def _days(row: Row) -> tuple[date | None, date | None]:
    return (
        row.day("start_date") if row.has("start_date") else None,
        row.day("end_date") if row.has("end_date") else None,
    )


def _says_share(row: Row) -> bool:
    return row.has("fte") or row.has("weekly_hours")


def _place(row: Row) -> tuple[str, ...]:
    return tuple(fold(str(row.raw(key) or "")) for key in ("team", "role", "level"))


def _tell(main: Row, other: Row) -> None:
    person = main.text("person_id")
    text = _(
        "{person} stands here and in {cell}: one person, FTE and pay of both rows were added up",
        person=person,
        cell=main.at("person_id"),
    )
    if _place(main) != _place(other):
        text += _(
            "; team and role are taken from the larger share, {raw}, which carries all of the cost",
            raw=main.raw("team"),
        )
    other.note("person_id", text)


def _refuse(first: Row, row: Row, fix: str) -> None:
    person = row.text("person_id")
    row.fault(
        "person_id",
        _("each person once"),
        _(
            "{person} is already in {cell}. {fix}",
            person=person,
            cell=first.at("person_id"),
            fix=fix,
        ),
    )


def refuse_namesakes(rows: Iterable[Row], full_time: float | None, percent: bool) -> None:
    """A fault for a row with the name of another whose shares make one job together, under another
    id: it may be the same person.

    Where others have the same name and cannot be one person, as in every roster of thousands, a
    name says little: then two who began on different days are namesakes.

    Parameters
    ----------
    rows
        One for each id; groups, which have no name of a person, are passed over.
    full_time, percent
        Hours a week of full time, and whether FTE stands in percent.
    """
    named: dict[str, list[tuple[Row, float | None]]] = defaultdict(list)
    for row in rows:
        if row.has("name") and not row.has("headcount"):
            share = fte_of(row, percent, full_time) if _says_share(row) else None
            named[fold(row.text("name") or "")].append((row, share))
    alike = [of for of in named.values() if len(of) > 1]
    names_say_little = any(sum(share is None or share >= 1 for _, share in of) > 1 for of in alike)
    for of in alike:
        parts = [(row, share) for row, share in of if share is not None and share < 1]
        for row, share in parts[1:]:
            first, other = parts[0]
            began = {one.raw("start_date") for one in (first, row) if one.has("start_date")}
            if other + share > _ONE_JOB or (names_say_little and len(began) > 1):
                continue
            fix = _(
                "If it is the person of {cell}, give both rows that id; if it is somebody else,"
                " make the two names different.",
                cell=first.at("person_id"),
            )
            row.fault("name", _("each person under one id"), fix)


# -- rosters by heads alone ------------------------------------------------------------------------


def group_id(row: Row, taken: Iterable[str]) -> str:
    """An id for a group of people that has none, made of its team, role and level.

    Parameters
    ----------
    row
        Row of the roster with heads and no id.
    taken
        Ids given so far, in lower case.

    Returns
    -------
    str
        Such as ``Apps / iOS engineer / 2``; with ``#2`` and so on where it is taken, so that the
        order of rows decides.

    Examples
    --------
    >>> from orgplan.excel.read import Findings, Grid
    >>> from orgplan.io.tables.find_table import find_table
    >>> from orgplan.schema.inputs import ROSTER
    >>> cells = {1: {1: "Team", 2: "Role", 3: "Headcount"}, 2: {1: "Apps", 2: "Driver", 3: 4}}
    >>> row = next(iter(find_table(ROSTER, Grid("Roster", cells), Findings())))
    >>> group_id(row, []), group_id(row, ["apps / driver"])
    ('Apps / Driver', 'Apps / Driver #2')
    """
    words = [str(row.raw(key)) for key in ("team", "role", "level") if row.has(key)]
    name, known, number = " / ".join(words) or f"{row.sheet} {row.number}", set(taken), 1
    while (name if number == 1 else f"{name} #{number}").casefold() in known:
        number += 1
    return name if number == 1 else f"{name} #{number}"
