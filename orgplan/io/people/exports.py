"""People as exports of HR systems have them: first and last names, employment status, vacancies,
several ways to name a person.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from orgplan.domain import Employment, Person
from orgplan.excel.read import Findings, fold, listed
from orgplan.language import _, ngettext

from ..tables.row import Row
from ..tables.table import looks_total

_VACANT = re.compile(
    r"(tbh|tbd|tba|tbc|vacan(t|cy)|vakan[tz]|unbesetzte?|offene?|zu"
    r" besetzen|vacante|unfilled|open|new (hire|joiner)|new hc|to be"
    r" (hired|determined|announced|confirmed)"
    r"|to hire|hiring|recruiting|recruitment|n\.?"
    r" ?n\.?|placeholder|requisition|(poste|position|puesto|plaza) (vacante?|libre|à pourvoir)|à"
    r" (pourvoir|recruter)|por (cubrir|contratar)"
    r"|待招聘?|空缺|待定|招聘中|拟招|缺编|待补|缺)"
    r"( ?(position|role|seat|req|requisition|headcount|hc|hire|stelle|position|岗位|编制))?("
    r" ?[-–—:/(#,，（].*| ?\d+.*)?"
    r"|(backfill|replacement|ersatz|nachfolge)\b.*",
    re.IGNORECASE,
)
_VACANT_WORD = (
    re.compile(  # words that no name has: whatever else stands there, nobody holds the seat
        r"\b(tbh|tbd|tbc|vacant|vacancy|vakant|unfilled|unbesetzte?|placeholder|requisition|to be"
        r" hired)\b|空缺|待招|待定|缺编",
        re.IGNORECASE,
    )
)
_DOUBTFUL = re.compile(  # words that may stand for a seat, or beside the name of whoever is to come
    r"\b(candidate|applicant|incoming|budgeted|planned|future|hire|hc|headcount|"
    r"position|seat|req|offer|vac|joiner|offene|stelle|besetzen|nachbesetzung|"
    r"neueinstellung|backfill|replacement|recruter|poste)\b|[(\[（]\s?(open|offen)\b|"
    r"^x{2,4}$|候选|拟入职|待入职|编制",
    re.IGNORECASE,
)
_TIMES = re.compile(r"(?:^|\s)(\d+)\s*[x×*]\s|[x×*]\s?(\d+)$")
_SUPERVISORY = re.compile(r"supervisory org")
_AROUND = " \t()[]{}<>（）【】*·.…\"'"  # signs around a word that stands for a seat
_CONTRACT = re.compile(r"contract|vertrag|contrat|合同", re.IGNORECASE)
_SUFFIX = re.compile(
    r"^(?P<name>.+?)\s*(?:[(\[（]|\s[-–—]\s|:)\s*(?P<status>terminated|on"
    r" leave|inactive|leave|left|leaver|resigned|retired|ex-employee|former|离职|已离职|休假|"
    r"产假)\s*[)\]）]?$",
    re.IGNORECASE,
)
_LEAVING = re.compile(  # a name with more about its end: a day, or that it is to come
    r"[(\[（,;:–—-]\s*(left|leaves|leaving|last"
    r" day|until|till|resigned|terminated|notice|ends?|exit|离职|至|bis)\b.*\d|\b(leaving|leaves|"
    r"resigning|on"
    r" notice)\b|拟离职|待离职",
    re.IGNORECASE,
)
_WITH_ID = (
    re.compile(r"^(?P<name>.+?)\s*[(\[（](?P<id>[^()\[\]（）]+)[)\]）]$"),
    re.compile(r"^(?P<id>\S+)\s+[-–—|:]\s+(?P<name>.+)$"),
    re.compile(r"^(?P<name>.+?)\s+[-–—|:]\s+(?P<id>\S*\d\S*)$"),
)


class Standing(StrEnum):
    """What a row of the roster is about."""

    AT_WORK = "at work"
    LEFT = "left"
    VACANT = "vacant"


@dataclass
class Tally:
    """People who are left out or explained by their status, for one note of each kind.

    Attributes
    ----------
    left, leave, vacant
        Names with the cell.
    asking
        Whether names that may be those of seats are asked about: not where a plan wrote them.
    """

    asking: bool = True

    left: list[str] = field(default_factory=list)
    leave: list[str] = field(default_factory=list)
    vacant: list[str] = field(default_factory=list)

    def tell(self, findings: Findings, sheet: str) -> None:
        """Leave one note for each kind of which there is somebody.

        Parameters
        ----------
        findings
            Takes the notes.
        sheet
            Name of the roster's sheet, at which they stand.
        """
        if self.left:
            text = ngettext(
                "{n} person left before the as-of date and is not counted: {names}",
                "{n} people left before the as-of date and are not counted: {names}",
                len(self.left),
                names=listed(self.left),
            )
            findings.note(sheet, "", text)
        if self.leave:
            text = ngettext(
                "{n} person on leave, counted as at work with full pay: {names}; where that is"
                " wrong, change fte or end date, or delete the row",
                "{n} people on leave, counted as at work with full pay: {names}; where that is"
                " wrong, change fte or end date, or delete the row",
                len(self.leave),
                names=listed(self.leave),
            )
            findings.note(sheet, "", text)
        if self.vacant:
            text = ngettext(
                "{n} row is a vacancy, not a person, and was taken as an open position: {names}",
                "{n} rows are vacancies, not people, and were taken as open positions: {names}",
                len(self.vacant),
                names=listed(self.vacant),
            )
            findings.note(sheet, "", text)


def with_name(row: Row) -> Row:
    """The row with the whole name in the cell of the name, made of first and last name where the
    export keeps them apart.

    Parameters
    ----------
    row
        Row of the roster. *Name* is taken for a last name where a column of first names stands
        beside it and its text does not hold the first name.
    """
    columns = row.table.columns
    last = "last_name" if "name" not in columns else "name"
    if last not in columns or (last == "name" and ("first_name" not in columns)):
        return row
    first, whole = row.text("first_name"), row.text(last)
    if last == "name" and (first is None or fold(first) in fold(whole or "").split(" ")):
        return row  # the name is whole; where it is not, it is a last name ("Name, Vorname")
    words = [text for text in (first, whole) if text]
    return replace(row, cells={**row.cells, columns[last]: " ".join(words)}) if words else row


def with_team(row: Row) -> Row:
    """The row with the name of its unit alone where a system puts the head's behind it: ``Payments
    (Mira Oduya)``.

    Parameters
    ----------
    row
        Row of the roster; only below a header of supervisory organisations, as Workday writes them,
        are brackets cut off.
    """
    place = row.place("team") if row.table.place("team") else None
    header = fold(str(row.table.grid.rows[row.table.header].get(place or 0) or ""))
    raw = row.cells.get(place or 0)
    if not place or not isinstance(raw, str) or not _SUPERVISORY.search(header):
        return row
    named = re.fullmatch(r"(.+?)\s*\([^()]+\)", raw)
    return replace(row, cells={**row.cells, place: named[1]}) if named else row


def standing(row: Row, as_of: date | None, tally: Tally) -> Standing:
    """Whether a row is somebody at work, somebody who has left, or a vacancy; contradictions are
    faults.

    Parameters
    ----------
    row
        Row of the roster. Where it has no status, one behind the name counts: ``Mira Oduya
        (left)``.
    as_of
        Day before which a last day means that somebody has left; ``None``, where Settings do not
        say it, leaves that open.
    tally
        Takes the names of leavers, people on leave and vacancies.

    Returns
    -------
    Standing
        Somebody on leave or on notice is at work: they are paid, and count.
    """
    shown = f"{row.text('name') or row.text('person_id')} ({row.at('name')})"
    status = row.choice("status") if row.has("status") else _status_in_name(row)
    if row.has("has_left") and row.flag("has_left"):
        status = "left"
    if tally.asking:
        _ask_about_name(row)
    if status == "vacant" or _is_vacancy(row):
        tally.vacant.append(shown)
        return Standing.VACANT
    end = (
        row.day("end_date")
        if status in ("left", "active", "notice") and row.has("end_date")
        else None
    )
    past = end is not None and as_of is not None and end < as_of
    if status == "left" and (end is None or past):
        tally.left.append(shown)
        return Standing.LEFT
    if status == "leave":
        tally.leave.append(shown)
    if status == "notice" and not row.has("end_date"):
        row.fault(
            "status",
            _("a last day (end date) for anyone on notice"),
            _("Fill in end date, or set the status to active."),
        )
    start = row.day("start_date") if past and row.has("start_date") else None
    if status == "active" and end is not None and past and (start is None or start <= end):
        fix = _(
            "The last day was {end}: correct end date, or set the status to terminated.", end=end
        )
        row.fault("status", _("a status that agrees with end date"), fix)
    return Standing.AT_WORK


def is_rehired(row: Row) -> bool:
    """Whether the last day belongs to an earlier employment: the status says at work, and the start
    comes after it.

    Parameters
    ----------
    row
        Row of the roster. Systems keep the last day of the first employment; it is then to be
        ignored.
    """
    if (
        not row.has("status")
        or row.choice("status") not in ("active", "leave", "starting")
        or not row.has("end_date")
    ):
        return False
    start, end = row.day("start_date"), row.day("end_date")
    return start is not None and end is not None and end < start


def _status_in_name(row: Row) -> str | None:
    """Status that stands behind a name in brackets; ``None`` where there is none."""
    found = _SUFFIX.match(row.text("name") or "") if row.has("name") else None
    if found is None:
        return None
    return "leave" if fold(found["status"]) in ("on leave", "leave", "休假") else "left"


def _is_vacancy(row: Row) -> bool:
    """Whether the name, or else the id, is a word for an open seat, also in brackets and with a
    number behind it.
    """
    text = (
        row.text("name")
        if row.has("name")
        else row.text("person_id")
        if row.has("person_id")
        else None
    )
    bare = (text or "").strip(_AROUND)
    return bool(
        _VACANT.fullmatch((text or "").strip())
        or _VACANT.fullmatch(bare)
        or _VACANT_WORD.search(bare)
    )


def _ask_about_name(row: Row) -> None:
    """A fault where a name may be that of a seat, or says when somebody leaves."""
    text = row.text("name") if row.has("name") else None
    if text is None:
        return
    if (times := _TIMES.search(text)) and _is_vacancy(row) and not row.has("headcount"):
        count = times[1] or times[2]
        fix = _(
            "Write TBH here and {count} in a column headcount; or give each seat its own row.",
            count=count,
        )
        row.fault("name", _("one seat, or their number in headcount"), fix)
        return
    if _is_vacancy(row):
        return
    if _LEAVING.search(text) and not row.has("end_date"):
        fix = _(
            "Put the last day into end date (and the status into status, where the sheet has one),"
            " and the name alone here."
        )
        row.fault("name", _("a name alone"), fix)
    elif not row.has("headcount") and (
        not (any(sign.isalpha() for sign in text) or _is_number(row, text))
        or _DOUBTFUL.search(text)
        or _is_title(row, text)
    ):
        fix = _(
            "Write TBH if nobody holds the seat yet: it is then an open position. If somebody does,"
            " write the name alone."
        )
        row.fault("name", _("the name of a person, or a word for an open seat"), fix)


def _is_number(row: Row, text: str) -> bool:
    """Whether a person is called by a number, as in a roster without names."""
    return text.strip().isdigit() and row.has("person_id")


def _is_title(row: Row, text: str) -> bool:
    """Whether a name is that of the role: ``Backend engineer (open)``, ``Nurse 2``; one word may be
    a surname too (``Koch``, a cook).
    """
    role = fold(row.text("role") or "") if row.has("role") else ""
    if not role or not re.match(rf"{re.escape(role)}(?![^\W\d])", fold(text)):
        return False
    rest = fold(text)[len(role) :].strip()
    return " " in role or not rest or rest[0] in "([（#-–—/" or rest[0].isdigit()


def plain_name(text: str) -> str:
    """A name without the status that some systems put behind it.

    Parameters
    ----------
    text
        As the roster has it.

    Examples
    --------
    >>> plain_name("Mira Oduya (on leave)"), plain_name("Mira Oduya")
    ('Mira Oduya', 'Mira Oduya')
    """
    found = _SUFFIX.match(text)
    return found["name"] if found else text


def readings(text: str) -> Iterator[str]:
    """What a cell that names a person may mean: an id, a name or an e-mail, alone or two together,
    the last name first or last.

    Parameters
    ----------
    text
        Of a cell such as manager or person_id.

    Yields
    ------
    str
        The text itself first: what the roster knows under it needs no other reading.

    Examples
    --------
    >>> list(readings("Oduya, Mira"))
    ['Oduya, Mira', 'Mira Oduya']
    >>> list(readings("Mira Oduya (P07)"))
    ['Mira Oduya (P07)', 'P07', 'Mira Oduya']
    """
    yield text
    if re.fullmatch(r"\d+\.0", text):  # an id that a program took for a figure
        yield text[:-2]
    yield from _turned(text)
    for pattern in _WITH_ID:
        found = pattern.match(text)
        if found:
            yield found["id"]
            yield found["name"]
            yield from _turned(found["name"])


def may_be_short(text: str, name: str) -> bool:
    """Whether a text may be a short form of a folded name: ``M. Oduya``, ``Oduya``,
    ``mira.oduya@acme.com``, or two people, one of them this one.

    Parameters
    ----------
    text
        As a sheet has it.
    name
        A whole name of the roster, folded.

    Examples
    --------
    >>> [may_be_short(text, "mira oduya") for text in ("M. Oduya", "moduya@acme.com", "Mira", "M.")]
    [True, True, True, False]
    """
    words = name.split()
    parts = [part for part in re.split(r"\s*[/;&+]\s*|\s+(?:and|und|et|y)\s+", fold(text)) if part]
    if len(parts) > 1:
        return any(part == name for part in parts)
    local, at_sign, _ = fold(text).partition("@")
    if at_sign:
        bare = re.sub(r"\d+$", "", re.sub(r"[^\w]|_", "", local))
        return len(words) > 1 and bare in (
            "".join(words),
            words[0][0] + words[-1],
            words[-1] + words[0][0],
            "".join(reversed(words)),
        )
    letters = re.findall(r"[^\W\d_]+", fold(text))
    if len(letters) == 1:
        return len(words) > 1 and letters[0] in (words[0], words[-1]) and len(letters[0]) > 1
    first, last = (letters[0], letters[-1]) if len(letters) > 1 else ("", "")
    initial = len(first) == 1 and words[0].startswith(first) and words[-1] == last
    return len(words) > 1 and (initial or sorted(letters) == sorted(words))


def is_distinct(text: str) -> bool:
    """Whether a short form names one person alone: an initial and a name, an e-mail, or the whole
    name turned round.

    Parameters
    ----------
    text
        A short form that fits somebody. A lone first or last name fits, but may be meant for
        somebody who is not on the roster: it is asked about.

    Examples
    --------
    >>> is_distinct("M. Oduya"), is_distinct("Oduya"), is_distinct("Oduya / Lindt")
    (True, False, False)
    """
    several = re.search(r"[/;&+]|\s(and|und|et|y)\s", text)
    return not several and ("@" in text or len(text.split()) > 1)


def _turned(name: str) -> Iterator[str]:
    """``Oduya, Mira`` as ``Mira Oduya``."""
    last, comma, first = (part.strip() for part in re.sub("，", ",", name).partition(","))
    if comma and first:
        yield f"{first} {last}"


def is_alone(row: Row) -> bool:
    """Whether a row has nothing but one text, as a heading between rows or a remark below them has.

    Parameters
    ----------
    row
        Row of a roster. On one without columns for role and team a single cell may be all that
        there is to say, and no row is alone.
    """
    table = row.table
    asked = [key for key in ("role", "team") if table.place(key)]
    return len(row.cells) == 1 and len(asked) > 1 and not any(row.has(key) for key in asked)


def is_total(row: Row) -> bool:
    """Whether a row is a sum under the table, or under a part of it, rather than somebody.

    Parameters
    ----------
    row
        Row of the roster. Somebody called Total with a role is a person; a role called total beside
        a real team is one too.
    """
    keys = ("person_id", "name", "role", "team")
    cells = {key: str(raw) for key in keys if (raw := row.raw(key)) is not None}
    sums = {key for key, text in cells.items() if looks_total(text)}
    real = {"role", "team"} & cells.keys() - sums
    who = {"person_id", "name"} & cells.keys()
    return "role" not in real if who & sums else bool(sums) and not who and not real


def tell_contract_ends(
    people: Sequence[Person], rows: Mapping[str, Row], last: date | None, findings: Findings
) -> None:
    """Say which employees leave because their contract ends within the horizon: it may be renewed.

    Parameters
    ----------
    people
        Contractors are passed over: that their engagement ends is known.
    rows
        Person id → row of the roster, of which the header over the last day is read; only one that
        speaks of a contract leaves the end in doubt.
    last
        Last day of the horizon; ``None`` counts every end.
    findings
        Of the reading run; the note itself goes to the row's own findings.
    """
    ending = []
    for person in people:
        row = rows[person.id]
        column = row.place("end_date")
        header = str(row.table.grid.rows[row.table.header].get(column or 0) or "")
        due = person.end_date is not None and (last is None or person.end_date <= last)
        if due and person.employment is Employment.EMPLOYEE and _CONTRACT.search(header):
            ending.append((person, row, header))
    if ending:
        _other, row, header = ending[0]
        names = listed(person.name for person, _, _ in ending)
        text = ngettext(
            "{n} person leaves when the contract ends ({names}), as '{header}' says: where they are"
            " renewed, clear the date, or call the column 'Ignore {header}'",
            "{n} people leave when their contracts end ({names}), as '{header}' says: where they"
            " are renewed, clear the date, or call the column 'Ignore {header}'",
            len(ending),
            names=names,
            header=header,
        )
        row.note("end_date", text, first=True)


def tell_unending(people: Sequence[Person], sheet: str, findings: Findings) -> None:
    """Say which contractors have no last day: they are taken to stay.

    Parameters
    ----------
    people
        Of the roster; only contractors without a last day are named.
    sheet
        Name of the roster's sheet, at which the note stands.
    findings
        Takes the note.
    """
    staying = [
        person.name
        for person in people
        if person.employment is Employment.CONTRACTOR and person.end_date is None
    ]
    if staying:
        text = ngettext(
            "{n} person on contract without end date, assumed to stay over the horizon: {names}",
            "{n} people on contract without end date, assumed to stay over the horizon: {names}",
            len(staying),
            names=listed(staying),
        )
        findings.note(sheet, "", text)
