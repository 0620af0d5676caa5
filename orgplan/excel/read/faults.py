"""What is wrong with an input file, in the user's own coordinates, and what is merely worth
knowing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from orgplan.errors import OrgplanError
from orgplan.language import _, ngettext

_LONGEST = 80
MOST_PLACES = 4  # of notes that say the same


@dataclass(frozen=True)
class Located:
    """Where in an input file something stands; both are empty for the file as a whole, `cell` is
    empty for a whole sheet.

    Examples
    --------
    >>> Located("Roster", "C5").where, Located("Roster", "").where, Located("", "").where
    ('Roster!C5', 'Roster', 'the file')
    """

    sheet: str
    cell: str

    @property
    def where(self) -> str:
        """``Roster!C5``, ``Roster`` or ``the file``."""
        return "!".join(part for part in (self.sheet, self.cell) if part) or _("the file")


@dataclass(frozen=True)
class Fault(Located):
    """Something that must be mended before the file can be planned.

    Attributes
    ----------
    sheet, cell
        Where; both are empty for the file as a whole, `cell` is empty for a whole sheet.
    found
        What stands there.
    expected
        What would be right.
    fix
        What to do about it, as a sentence.
    more
        Further cells with the same fault.
    cause
        What faults have in common that are one, whatever stands in their cells.

    Examples
    --------
    >>> print(Fault("Roster", "C5", "'many'", "a number", "Type a number."))
    Roster!C5: found 'many'; expected a number. Type a number.
    """

    found: str
    expected: str
    fix: str
    more: tuple[str, ...] = ()
    cause: str = ""

    def __str__(self) -> str:
        return _(
            "{where}: found {found}; expected {expected}. {fix}",
            where=self.where,
            found=self.found,
            expected=self.expected,
            fix=self.fix,
        )


@dataclass(frozen=True)
class Note(Located):
    """Something that the reader did or left out on its own, and that the user should know.

    Attributes
    ----------
    text
        In the language of the run, without the place.
    first
        Whether it puts the whole plan in doubt, so that it is said before how the plan ended.

    Examples
    --------
    >>> print(Note("Roster", "C5", "the comment was not read"))
    Roster!C5: the comment was not read
    """

    text: str
    first: bool = False

    def __str__(self) -> str:
        return _("{where}: {text}", where=self.where, text=self.text)


def in_lines(notes: Iterable[Note]) -> tuple[str, ...]:
    """Notes as they are said: the same of several places in one line.

    Parameters
    ----------
    notes
        In their order.

    Returns
    -------
    tuple of str
        At most :data:`MOST_PLACES` places are named, of others the number.

    Examples
    --------
    >>> in_lines([Note("Rates", "A5", "not read"), Note("Locks", "A5", "not read")])
    ('Rates!A5, Locks!A5: not read',)
    """
    places: dict[str, list[str]] = {}
    for note in notes:
        places.setdefault(note.text, []).append(note.where)
    return tuple(
        _("{where}: {text}", where=_places(found), text=text) for text, found in places.items()
    )


def _places(found: Sequence[str]) -> str:
    named = [*found[:MOST_PLACES]]
    if len(found) > MOST_PLACES:
        named.append(_("and {count} more", count=len(found) - MOST_PLACES))
    return _(", ").join(named)


class BadInput(OrgplanError):
    """An input file with all its faults, in the order of its sheets and cells.

    Examples
    --------
    >>> faults = [op.Fault("Roster", "C5", "'many'", "a number", "Type a number.")]
    >>> raise op.BadInput(Path("my_org.xlsx"), faults)
    Traceback (most recent call last):
    orgplan.excel.read.faults.BadInput: my_org.xlsx: 1 fault
      Roster!C5: found 'many'; expected a number. Type a number.
    """

    def __init__(self, path: Path, faults: Sequence[Fault], notes: Sequence[Note] = ()) -> None:
        self.path = path
        self.faults = tuple(faults)
        self.notes = tuple(notes)
        super().__init__(
            ngettext("{file}: {n} fault", "{file}: {n} faults", len(self.faults), file=path.name)
        )

    def __str__(self) -> str:
        return "\n".join([f"{self.args[0]}", *(f"  {fault}" for fault in self.faults)])


@dataclass
class Findings:
    """Faults and notes gathered while a file is read; each is kept once.

    Attributes
    ----------
    order
        Names of sheets in the order in which they are best mended; others come last.
    origins
        Sheet and address of a cell that was put elsewhere for reading → sheet and address in the
        file.
    tabs
        Key of an input sheet → its name in the file, by which a fix calls it.

    Examples
    --------
    >>> found = Findings(order=("Settings", "Roster"))
    >>> found.fault("Roster", "C5", "many", "a number", "Type a number.")
    >>> found.fault("Settings", "B2", None, "a date", "Type a date.", cause="no day")
    >>> [fault.where for fault in found.faults], found.asked("no day")
    (['Settings!B2', 'Roster!C5'], True)
    """

    order: Sequence[str] = ()
    origins: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    tabs: Mapping[str, str] = field(default_factory=dict)
    _faults: dict[Fault, None] = field(default_factory=dict)
    _notes: dict[Note, None] = field(default_factory=dict)

    def fault(
        self,
        sheet: str,
        cell: str,
        found: object,
        expected: str,
        fix: str,
        quoted: bool = True,
        cause: str = "",
    ) -> None:
        """Add a fault; `found` is what the cell holds, or with `quoted` off, or for a whole sheet
        or file, a description.

        Parameters
        ----------
        sheet, cell
            Where, as the reader has it; empty for the file, or for a whole sheet. A cell that was
            put elsewhere for reading is reported at its place in the file.
        found
            Of any type; a blank is shown as *nothing*.
        expected, fix
            What would be right, and what to do, as a sentence, in the language of the run.
        quoted
            Whether `found` is put between quotation marks, as what a cell says is.
        cause
            Faults of a sheet with the same cause are one.
        """
        sheet, cell = self.origins.get((sheet, cell), (sheet, cell))
        found = quote(found) if quoted and cell else str(found or _("nothing"))
        self._faults[Fault(sheet, cell, found, expected, fix, cause=cause)] = None

    def asked(self, cause: str) -> bool:
        """Whether there is a fault of a cause.

        Parameters
        ----------
        cause
            As it was given with the fault, whatever the sheet.
        """
        return any(fault.cause == cause for fault in self._faults)

    def note(self, sheet: str, cell: str, text: str, *, first: bool = False) -> None:
        """Add a note; with `first` one that is said before how the plan ended.

        Parameters
        ----------
        sheet, cell
            Where, as the reader has it; a cell that was put elsewhere for reading is named by its
            place in the file.
        text
            In the language of the run; the same text at the same cell is kept once.
        first
            For what puts the whole plan in doubt.
        """
        sheet, cell = self.origins.get((sheet, cell), (sheet, cell))
        self._notes[Note(sheet, cell, text, first)] = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Faults so far, one for a cause, by sheet and cell."""
        return tuple(
            sorted(
                _by_cause(
                    sorted(self._faults, key=lambda fault: self._place(fault.sheet, fault.cell))
                ),
                key=lambda fault: self._place(fault.sheet, fault.cell),
            )
        )

    @property
    def notes(self) -> tuple[Note, ...]:
        """Notes so far, by sheet and cell."""
        return tuple(sorted(self._notes, key=lambda note: self._place(note.sheet, note.cell)))

    def raise_if_any(self, path: Path) -> None:
        """Refuse the file if it has faults.

        Parameters
        ----------
        path
            File that the error names.

        Raises
        ------
        BadInput
            With all of them.

        Examples
        --------
        >>> Findings().raise_if_any(Path("my_org.xlsx"))
        """
        if self._faults:
            raise BadInput(path, self.faults, self.notes)

    def _place(self, sheet: str, cell: str) -> tuple[int, int, int, str]:
        """Rank of a place: sheets in the order of mending, the file first; in a sheet by row, then
        by column.
        """
        index = (
            self.order.index(sheet) if sheet in self.order else -1 if not sheet else len(self.order)
        )
        found = re.fullmatch(r"([A-Z]+)([0-9]+)", cell)
        if not found:
            return (index, 0, 0, cell)
        return (index, int(found[2]), len(found[1]), found[1])


_FLOOD = 5  # texts of a column that are wrong in one way, from which on they are one fault


def _by_cause(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Faults of a column with one mend and one text, or many texts, as one that names the first
    cell and how many more there are.
    """
    causes: dict[tuple[str, ...], dict[str, list[Fault]]] = {}
    for fault in faults:
        found = re.fullmatch(r"([A-Z]+)[0-9]+", fault.cell)
        place = found[1] if found else fault.cell
        key = (fault.cause,) if fault.cause else (place, fault.expected, fault.fix)
        texts = causes.setdefault((fault.sheet, *key), {})
        texts.setdefault(fault.found, []).append(fault)
    for texts in causes.values():
        every = [fault for same in texts.values() for fault in same]
        if len(texts) >= _FLOOD or (len(texts) > 1 and every[0].cause):
            yield _as_one(every, list(texts))
        else:
            yield from (_as_one(same, []) for same in texts.values())


def _as_one(faults: list[Fault], texts: list[str]) -> Fault:
    """Faults of one cause as the first of them, with how many more there are and where."""
    first, *more = faults
    if not more:
        return first
    such = _(", such as {text}", text=texts[1]) if texts else ""
    found = _(
        "{found} in {cell} and {count} more{such}",
        found=first.found,
        cell=first.cell,
        count=len(more),
        such=such,
    )
    return replace(first, found=found, more=tuple(fault.cell for fault in more))


def quote(value: object) -> str:
    """What a cell says, short enough for a message; ``nothing`` for a blank.

    Parameters
    ----------
    value
        A cell of any kind; more than 80 characters are cut.

    Examples
    --------
    >>> quote(" Ada "), quote(None), quote(True)
    ("'Ada'", 'nothing', "'yes'")
    """
    if isinstance(value, bool):  # a tick, which Python calls True
        value = _("yes") if value else _("no")
    text = "" if value is None else str(value).strip()
    if not text:
        return _("nothing")
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return _("'{text}'", text=short)


_NEAR_IN_CHINESE = 85  # one sign more in three or four; 后端工程师 and 前端工程师 have 80


def nearest(word: str, known: Iterable[str], cutoff: float = 72) -> str | None:
    """The known spelling that a misspelt word most likely stands for; ``None`` if none is near:
    where a sign is a word, another sign is another word.

    Parameters
    ----------
    word
        As somebody wrote it.
    known
        Spellings that would do; case does not count.
    cutoff
        Likeness from 0 to 100, as rapidfuzz's `ratio` has it, from which two words are near. Of
        Chinese words at least 85 is asked, whatever is given.

    Examples
    --------
    >>> nearest("Paymens", ["Payments", "Apps"]), nearest("后端工程师", ["前端工程师"])
    ('Payments', None)
    """
    if any("\u4e00" <= sign <= "\u9fff" for sign in word):
        cutoff = max(cutoff, _NEAR_IN_CHINESE)
    spellings = {name.casefold(): name for name in known}
    found = process.extractOne(
        word.casefold(), list(spellings), scorer=fuzz.ratio, score_cutoff=cutoff
    )
    return spellings[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A sentence that names the nearest known spelling, or says what to do when none is near.

    Parameters
    ----------
    word
        As somebody wrote it.
    known
        Spellings that would do.
    otherwise
        Sentence for when none is near.

    Examples
    --------
    >>> (
    ...     did_you_mean("Paymens", ["Payments"], "Correct it."),
    ...     did_you_mean("Rail", ["Payments"], "Correct it."),
    ... )
    ("Did you mean 'Payments'?", 'Correct it.')
    """
    guess = nearest(word, known)
    return _("Did you mean '{guess}'?", guess=guess) if guess else otherwise


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names in a sentence, cut where there are many.

    Parameters
    ----------
    names
        Each is shown once, in their order.
    most
        Names shown before the list is cut.

    Examples
    --------
    >>> listed(["a", "b", "a"]), listed("abcd", most=2)
    ('a, b', 'a, b … (4 in all)')
    """
    every = list(dict.fromkeys(names))
    shown = _(", ").join(every[:most])
    return (
        _("{names} … ({count} in all)", names=shown, count=len(every))
        if len(every) > most
        else shown
    )
