"""What was understood of a file, line by line: which sheet and column is which of ours, how sure
that is, and why.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from orgplan.excel.read import Fault, choice_in_words, fold
from orgplan.language import N_, _
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet
from orgplan.schema.settings import SETTING_OF, norm_shown

IGNORE, SKILL, PERIOD = N_("ignore"), N_("a skill"), N_("a period")


class Confidence(StrEnum):
    """How it is known what a column or sheet is."""

    TAUGHT = "taught"
    PRESET = "preset"
    NAME = "name"
    ALIAS = "known name"
    CONTENT = "content"
    CHOSEN = "chosen"
    LEFT = "left out"
    OPEN = "open"


@dataclass(frozen=True)
class Line:
    """A sheet or a column of the source.

    Attributes
    ----------
    file, sheet
        Where it stands.
    column
        Number of the column, from 1; 0 for the sheet as a whole.
    header
        As it stands; empty for a sheet.
    row
        Row of the header.
    samples
        Up to three values that stand below.
    ours
        Key of our sheet, or ``Roster.base_salary``; ``a skill`` for a column of levels; empty where
        it is left out.
    unit
        What the figures are in, as header, number format or our own declaration say.
    confidence
        How it is known what it is; the workbook colours the doubtful ones.
    why
        The reason, in a few words.
    """

    file: str
    sheet: str
    column: int = 0
    header: str = ""
    row: int = 0
    samples: tuple[str, ...] = ()
    ours: str = ""
    unit: str = ""
    confidence: Confidence = Confidence.LEFT
    why: str = ""


@dataclass(frozen=True)
class Drafted:
    """A value or row that stands in none of the files.

    Attributes
    ----------
    sheet, what
        Our sheet, and what was drafted on it.
    value
        What was drafted.
    why
        From what.
    """

    sheet: str
    what: str
    value: str
    why: str


def shown_ours(ours: str) -> str:
    """Our sheet, or our column such as ``Roster.base_salary``, in the language of the run; it is
    read back in any.

    Parameters
    ----------
    ours
        As :class:`Line` has it; ``ignore``, ``a skill`` and ``a period`` are translated too.

    Examples
    --------
    >>> shown_ours("Roster.base_salary"), shown_ours("a skill")
    ('Roster.Base salary', 'a skill')
    """
    sheet, dot, key = ours.partition(".")
    spec = inputs.SHEET_OF.get(sheet)
    if spec is None:
        return _(ours)
    return f"{spec.shown}.{spec.column(key).shown}" if dot else spec.shown


def shown_unit(unit: str) -> str:
    """In what the figures of a column are, in the language of the run; a header that says so is
    read in any.

    Parameters
    ----------
    unit
        As :class:`Line` has it: words with a comma between.

    Examples
    --------
    >>> shown_unit("per month, EUR")
    'per month, EUR'
    """
    return _(", ").join(_(word) for word in unit.split(", ") if word)


def shown_drafted(one: Drafted) -> tuple[str, str, str]:
    """Our sheet, what was drafted on it, and the draft, in the language of the run.

    Parameters
    ----------
    one
        Of Settings and Assumptions the key is translated; roles keep their name.

    Returns
    -------
    sheet, what, value
        As the workbook shows them.
    """
    spec: InputSheet | None = inputs.SHEET_OF.get(one.sheet)
    key, space, rest = one.what.partition(" ")
    value = one.value
    if spec is inputs.SETTINGS:
        setting = SETTING_OF[fold(one.what)]
        key = setting.shown
        if value in setting.entries:
            value = choice_in_words(value, setting.entries[value])
    elif spec is inputs.ASSUMPTIONS:
        key = norm_shown(key)
    return spec.shown if spec else one.sheet, f"{key}{space}{rest}", value


@dataclass(frozen=True)
class Count:
    """A figure that finance checks.

    Attributes
    ----------
    what, scope
        ``people``, ``FTE`` or ``base pay``; the team, or everybody.
    ours, theirs
        What was read, and what the source's own total says; ``None`` where it has none.
    where
        Cell of that total.

    Examples
    --------
    >>> Count("base pay", "Apps", 120_000.0, 120_000.001).agrees, Count("people", "Apps", 3).agrees
    (True, None)
    """

    what: str
    scope: str
    ours: float
    theirs: float | None = None
    where: str = ""

    @property
    def agrees(self) -> bool | None:
        """Whether both say the same, to the cent; ``None`` where there is nothing to compare."""
        return None if self.theirs is None else abs(self.ours - self.theirs) < 0.005


@dataclass(frozen=True)
class ImportChange:
    """What is new or gone since the earlier import.

    Attributes
    ----------
    what, name
        A column or a person, in English, and its header or id.
    new
        Off where it is gone.
    """

    what: str
    name: str
    new: bool


@dataclass(frozen=True)
class Understanding:
    """All that the first sheet of an import says.

    Attributes
    ----------
    lines
        A line for each sheet and each column of the source, sheet by sheet.
    open
        What has to be mended before the organisation can be planned.
    here
        For each of these, the cell of the written workbook where it can be mended; empty where
        there is none.
    drafted
        What stands in none of the files.
    counts
        Figures to check against the source's own totals.
    changes
        What is new or gone since the earlier import; empty for a first one.
    notes
        Remarks of the readers, in the language of the run.
    presets
        Names of the systems that the files were exported from.
    scale
        Words in which skills are rated and that no scale explains, with the level that each usually
        means, if it does: to be confirmed on a sheet Scale.
    """

    lines: tuple[Line, ...] = ()
    open: tuple[Fault, ...] = ()
    here: tuple[str, ...] = ()
    drafted: tuple[Drafted, ...] = ()
    counts: tuple[Count, ...] = ()
    changes: tuple[ImportChange, ...] = ()
    notes: tuple[str, ...] = ()
    presets: tuple[str, ...] = field(default_factory=tuple)
    scale: tuple[tuple[str, int | None], ...] = ()

    @property
    def plannable(self) -> bool:
        """Whether nothing that matters is open."""
        return not self.open
