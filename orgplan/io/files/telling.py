"""Columns of the roster whose header is not known, but whose cells show that they could change the
plan.
"""

import re
from collections.abc import Callable, Iterator, Sequence, Set

from openpyxl.utils.cell import coordinate_to_tuple

from orgplan.excel.read import CURRENCY_CODES, Raw, at, fold, quote, texts, to_text
from orgplan.language import _
from orgplan.schema.columns import is_ignored

from ..tables.find_table import is_asked
from ..tables.table import Table
from ..terms.currency import currency_code

_LEAVES = re.compile(
    r"\b(resign(s|ed|ing|ation)?|(leav(es|ing)|left) (on|in|us|at|by|end|for|the"
    r" company|company|\d)|(has|have|is|was) (left|gone|leaving|retired|terminated)|last (working"
    r" )?day|gave notice|gives notice|on notice|hands? in"
    r"|quits|retires|retiring|retirement|terminated|will leave|contract ends|part.?time"
    r" (from|until|since)|gekündigt|kündigt|austritt|scheidet aus|ausgeschieden|verlässt|geht in"
    r" rente|ruhestand|démission\w*|quitte|retraite|jubila\w*)\b|离职|辞职|退休|合同到期",
    re.IGNORECASE,
)
Who = Callable[[str], str | None]
_MOST = 0.8  # share of the cells that have to be of a kind
_FULL_TIME = (35.0, 48.0)  # hours a week that are usual for full time
_FEW = 8  # different words that a column of statuses may have
_LEFT = texts("left | leave | notice | vacant | starting")


def ask_by_content(table: Table, rows: Sequence[tuple[int, str]], who: Who) -> None:
    """A fault for each column that is not known, and whose cells say who is at work, how much, in
    which currency or under which manager.

    Parameters
    ----------
    table
        The roster, whose findings take the faults.
    rows
        Row number and person of those who were taken in.
    who
        Person that a text names.
    """
    _ask_about_ends(table, {number for number, _ in rows})
    for place, header in _unknown(table):
        cells = [
            (person, raw)
            for number, person in rows
            if (raw := table.grid.rows[number].get(place)) is not None
        ]
        key = _key(table, cells, len(rows), who) if cells else None
        if key is None and (cell := _tells_an_end(table, rows, place)):
            text = table.grid.rows[cell].get(place)
            expected = _("remarks that say nothing about who is at work, and until when")
            fix = _(
                "Enter it in status, fte or end date (the last day), or clear the remark if it is"
                " obsolete; or rename the column to 'Ignore {header}'.",
                header=header,
            )
            table.findings.fault(table.name, at(cell, place), text, expected, fix)
        if key is None:
            continue
        shown = _(", ").join(map(quote, dict.fromkeys(to_text(raw) for _row, raw in cells[:20])))
        expected = _(
            "a known column, since these cells may be {key} ({shown})",
            key=table.spec.column(key).shown,
            shown=shown[:60],
        )
        fix = _(
            "Rename it to {key} if it is that, or to 'Ignore {header}'.",
            key=table.spec.column(key).shown,
            header=header,
        )
        table.findings.fault(table.name, at(table.header, place), header, expected, fix)


def _tells_an_end(table: Table, rows: Sequence[tuple[int, str]], place: int) -> int | None:
    """Row of the first remark that says that somebody leaves, where no last day is stated."""
    end = table.columns.get("end_date", 0)
    plain: set[str] = set()  # what was looked at, for columns repeat themselves
    for number, _person in rows:
        cells = table.grid.rows[number]
        raw = cells.get(place)
        if not isinstance(raw, str) or raw in plain:
            continue
        if not _LEAVES.search(raw):
            plain.add(raw)
        elif end not in cells:
            return number
    return None


def _ask_about_ends(table: Table, rows: Set[int]) -> None:
    """A fault for each comment that says of somebody without a last day that he or she leaves."""
    end = table.columns.get("end_date", 0)
    for place, text in table.grid.comments.items():
        row = coordinate_to_tuple(place)[0]
        if row in rows and end not in table.grid.rows[row] and _LEAVES.search(text):
            sentence = _("the comment '{text}'", text=text)
            fix = _("Enter the last day in end date, or delete the comment if it is obsolete.")
            expected = _("the last day of anyone who leaves, in end date")
            table.findings.fault(table.name, place, sentence, expected, fix, quoted=False)


def _unknown(table: Table) -> Iterator[tuple[int, str]]:
    places = dict(table.free)
    if (place := table.columns.get("location")) is not None:
        places[place] = table.grid.rows[table.header].get(place)
    for place, raw in places.items():
        header = to_text(raw)
        if not is_ignored(header) and not is_asked(table.spec, header):
            yield place, header


def _key(table: Table, cells: Sequence[tuple[str, Raw]], people: int, who: Who) -> str | None:
    """What the cells of a column may be, of what the table has no column for."""
    texts = [raw for _, raw in cells if isinstance(raw, str)]
    figures = [
        float(raw)
        for _, raw in cells
        if isinstance(raw, (int, float)) and not isinstance(raw, bool)
    ]
    missing = {
        key for key in ("currency", "status", "pay_period", "manager_id") if not table.place(key)
    }
    if len(texts) == len(cells):
        if "currency" in missing and all(currency_code(text) in CURRENCY_CODES for text in texts):
            return "currency"
        if "status" in missing and _are_statuses(table, texts):
            return "status"
        if "pay_period" in missing and _are(table, "pay_period", texts):
            return "pay_period"
    if "manager_id" in missing and _are_managers(cells, people, who):
        return "manager_id"
    unsaid = not table.place("fte") and not table.place("weekly_hours")
    return _share(figures) if unsaid and len(figures) == len(cells) >= people * _MOST else None


def _share(figures: Sequence[float]) -> str | None:
    """Whether figures may be hours a week or FTE, where some people work part time."""
    most = max(figures)
    if min(figures) == most or figures.count(most) * 2 < len(figures):
        return None
    if _FULL_TIME[0] <= most <= _FULL_TIME[1] and min(figures) >= 4:
        return "weekly_hours"
    shares = (most == 1 and min(figures) > 0) or (most == 100 and min(figures) >= 10)
    return "fte" if shares else None


def _are(table: Table, key: str, texts: Sequence[str]) -> bool:
    return all(_choice(table, key, text) is not None for text in texts)


def _are_statuses(table: Table, texts: Sequence[str]) -> bool:
    """Whether words say of people that they are at work, and of some that they are not."""
    found = [_choice(table, "status", text) for text in texts if not text.strip().isdigit()]
    known = [choice for choice in found if choice is not None]
    typed = {fold(text) for text in texts}
    return (
        len(typed) <= _FEW
        and len(typed) > 1
        and len(known) * 2 >= len(texts)
        and "active" in known
        and (any(choice in _LEFT for choice in known) or len(known) < len(found))
        and not typed <= {"yes", "no", "true", "false", "是", "否"}
    )


def _choice(table: Table, key: str, text: str) -> str | None:
    word = fold(text)
    for choice, aliases in table.spec.column(key).choices.items():
        if word in {fold(name) for name in (choice, *aliases)}:
            return choice
    return None


def _are_managers(cells: Sequence[tuple[str, Raw]], people: int, who: Who) -> bool:
    """Whether most cells name people of the sheet, none of them the person itself, and some of them
    more than once.
    """
    named = [(person, who(to_text(raw))) for person, raw in cells if isinstance(raw, (str, int))]
    others = [found for person, found in named if found is not None and found != person]
    several = len(others) > 1 and len(others) >= _MOST * len(cells) and len(cells) * 2 >= people
    return several and len(set(others)) < len(others) and all(one != other for one, other in named)
