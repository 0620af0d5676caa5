"""Import: files of any make in, an input workbook out; and the same in memory, for a plan straight
from such files.
"""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from orgplan.domain import Catalogue
from orgplan.excel.read import BadInput, Fault, Findings, Grid, Note, did_you_mean, listed, quote
from orgplan.language import _, ngettext
from orgplan.schema import inputs

from ..files.choose import sort_sheets
from ..files.opening import open_files
from ..inputs.loading import Loaded
from .counts import EVERYBODY
from .lines import Confidence, Line, Understanding, shown_drafted, shown_ours
from .presets import PRESETS, Preset, by_id
from .sheet import headline
from .taught import Taught, read_map, taught_by
from .understand import LevelOfWord, Understood, understand
from .workbook import write_import

_TEXT_MAPS = (".toml", ".yaml", ".yml")


@dataclass(frozen=True)
class Imported:
    """An input workbook that was written, and what its first sheet says.

    Attributes
    ----------
    path
        The workbook that was written.
    understanding
        As it stands on that sheet, with the cells in which open points can be mended.

    Examples
    --------
    >>> made = op.import_files(["my_org.xlsx"], "draft.xlsx")
    >>> made.path.name, len(made.understanding.open)
    ('draft.xlsx', 0)
    """

    path: Path
    understanding: Understanding


class NotUnderstood(BadInput):
    """Files in which something that matters is open; `understanding` is what was understood of
    them.

    Examples
    --------
    >>> try:
    ...     made = op.import_files(["my_org.xlsx"], "draft.xlsx")
    ... except op.NotUnderstood as error:
    ...     print(len(error.understanding.open))
    """

    def __init__(
        self, files: Sequence[Path], understanding: Understanding, notes: Sequence[Note]
    ) -> None:
        self.understanding = understanding
        self.files = tuple(files)
        super().__init__(files[0], understanding.open, notes)

    def __str__(self) -> str:
        sources = shlex.join(str(file) for file in self.files)
        write = _(
            "`orgplan import {sources} --out my_org.xlsx` writes all of this as a workbook, where"
            " it can be fixed.",
            sources=sources,
        )
        return "\n".join([*described(self.understanding), "", super().__str__(), write])


def load_map(path: Path) -> Taught:
    """What the user has said about the files: a map of TOML or YAML, or the workbook of an earlier
    import.

    Parameters
    ----------
    path
        Its ending decides: .toml, .yaml and .yml are maps.

    Raises
    ------
    BadInput
        If it can't be read, or names what we don't have.
    """
    if path.suffix.casefold() in _TEXT_MAPS:
        return read_map(path)
    return taught_by(open_files([path]).grids, path)


def preset_called(name: str | None, path: Path) -> Preset | None:
    """The preset of a name.

    Parameters
    ----------
    name
        As ``--preset`` takes it, such as ``workday``; ``None``, for finding it out from the
        headers, gives ``None``.
    path
        The file that is imported, for the error.

    Raises
    ------
    BadInput
        If there is none of that name; it names the nearest one.
    """
    if name is None:
        return None
    preset = by_id(name)
    if preset is None:
        known = [preset.id for preset in PRESETS]
        fix = did_you_mean(name, known, _("Presets: {known}.", known=listed(known, 20)))
        raise BadInput(
            path, [Fault("", "", _("the preset '{name}'", name=name), _("one that we have"), fix)]
        )
    return preset


def import_workbook(understood: Understood, out: Path, chinese: bool | None = None) -> Imported:
    """Write what was understood as an input workbook.

    Parameters
    ----------
    understood
        Written even where it can't be planned yet: what is open is listed on the first sheet, each
        with the cell where it can be mended.
    out
        Workbook to write; one that is there is replaced.
    chinese
        Language of its sheets; ``None`` takes that of the files' headers.
    """
    here = write_import(out, understood, chinese)
    understanding = understood.understanding
    return Imported(out, understanding if not here else _with_places(understanding, here))


def _with_places(understanding: Understanding, here: Sequence[str]) -> Understanding:
    return replace(understanding, here=tuple(here))


def is_foreign(grids: Mapping[str, Grid]) -> bool:
    """Whether a file is not in our shape: it has no sheet that is called Settings, or none that is
    called Roster.

    Parameters
    ----------
    grids
        Name of a sheet → its cells.

    Examples
    --------
    >>> is_foreign({"Payroll": Grid("Payroll", {1: {1: "Name"}})})
    True
    """
    chosen = sort_sheets(dict(grids), Findings(), of_plan=False)
    return not {inputs.SETTINGS.key, inputs.ROSTER.key} <= set(chosen.grids)


def read_foreign(
    files: Sequence[Path],
    catalogue: Catalogue,
    taught: Taught | None = None,
    preset: Preset | None = None,
    today: date | None = None,
    level_of_word: LevelOfWord = lambda word: None,
) -> Loaded:
    """The organisation of files of any make, with what was guessed, drafted or left out as notes.

    Parameters
    ----------
    files
        Files that together hold one organisation.
    catalogue
        Skills and roles of the library.
    taught
        What was said of the files before; ``None`` for a first import.
    preset
        System that exported them; ``None`` is found out for each sheet.
    today
        As-of date where no file says one; ``None`` is the day of the run.
    level_of_word
        Level 0-5 that a word such as *advanced* usually means; ``None`` for a word of no known
        level. By default none is known.

    Raises
    ------
    NotUnderstood
        If something that matters is open.
    """
    found = understand(files, catalogue, taught, preset, today, level_of_word=level_of_word)
    if found.org is None:
        raise NotUnderstood(files, found.understanding, found.notes)
    drafted = (
        Note(
            one.sheet,
            "",
            _(
                "drafted because no file states it: {what} = {value} ({why})",
                what=shown_drafted(one)[1],
                value=one.value,
                why=one.why,
            ),
        )
        for one in found.understanding.drafted
    )
    return Loaded(found.org, (*drafted, *found.notes), found.sha256, found.path)


def described(understanding: Understanding) -> list[str]:
    """What the first sheet says, short enough for a terminal.

    Parameters
    ----------
    understanding
        What was understood of the files.

    Returns
    -------
    list of str
        Lines in the language of the run. Only columns that were chosen by what stands below them
        are named one by one; those known by name are counted.
    """
    columns = [line for line in understanding.lines if line.column]
    known = [line for line in columns if line.ours and line.confidence is not Confidence.LEFT]
    lines = [
        _("{sentence}.", sentence=headline(understanding)),
        _("{known} of {count} columns are understood.", known=len(known), count=len(columns)),
    ]
    lines += [_("Known export: {name}.", name=name) for name in understanding.presets]
    lines += _chosen_sheets(understanding)
    taught = sum(line.confidence is Confidence.TAUGHT for line in columns)
    if taught:
        lines.append(
            ngettext(
                "{n} column is read as in the map.", "{n} columns are read as in the map.", taught
            )
        )
    lines += _chosen_columns(columns)
    lines += _left_out_and_drafted(understanding)
    lines += _counted(understanding)
    for change in understanding.changes:
        lines.append(
            _("New since then: {what} {name}", what=_(change.what), name=change.name)
            if change.new
            else _("Gone since then: {what} {name}", what=_(change.what), name=change.name)
        )
    return lines


def _chosen_sheets(understanding: Understanding) -> list[str]:
    """Sheets that are read as one of ours, but for those known by name or from the map."""
    return [
        "  "
        + _(
            "sheet {sheet} → {ours} ({why})",
            sheet=line.sheet,
            ours=shown_ours(line.ours),
            why=line.why,
        )
        for line in understanding.lines
        if not line.column
        and line.ours
        and line.confidence not in (Confidence.NAME, Confidence.TAUGHT)
    ]


def _chosen_columns(columns: Sequence[Line]) -> list[str]:
    """Columns that were chosen by what stands below them."""
    return [
        "  "
        + _(
            "{sheet}: '{header}' → {ours} ({why})",
            sheet=line.sheet,
            header=line.header,
            ours=shown_ours(line.ours),
            why=line.why,
        )
        for line in columns
        if line.confidence is Confidence.CHOSEN
    ]


def _left_out_and_drafted(understanding: Understanding) -> list[str]:
    """Columns and sheets that are not read, and what was drafted; a line for each that there is."""
    left = [line for line in understanding.lines if line.confidence is Confidence.LEFT]
    columns = [quote(line.header) for line in left if line.column]
    sheets = [line.sheet for line in left if not line.column]
    drafted = ["{} {} = {}".format(*shown_drafted(one)) for one in understanding.drafted]
    lines = []
    if columns:
        lines.append(_("Columns left out: {names}.", names=listed(columns, 12)))
    if sheets:
        lines.append(_("Sheets left out: {names}.", names=listed(sheets, 12)))
    if drafted:
        lines.append(_("Drafted because no file states it: {names}.", names=listed(drafted, 12)))
    return lines


def _counted(understanding: Understanding) -> list[str]:
    """How many people, FTE and how much base pay were read, and which totals of the source say
    otherwise.
    """
    whole = [count for count in understanding.counts if count.scope == EVERYBODY]
    lines = (
        [
            _(
                "{sentence}.",
                sentence=_(", ").join(f"{count.ours:,.10g} {count.what}" for count in whole),
            )
        ]
        if whole
        else []
    )
    agree = [count for count in understanding.counts if count.agrees]
    if agree:
        lines.append(
            ngettext(
                "{n} total of the source agrees with that.",
                "{n} totals of the source agree with that.",
                len(agree),
            )
        )
    lines += [
        "  "
        + _(
            "{where}: the source's own total of {what}, {scope}, is {theirs:,.2f}, but {ours:,.2f}"
            " was read",
            where=count.where,
            what=count.what,
            scope=_(EVERYBODY) if count.scope == EVERYBODY else count.scope,
            theirs=count.theirs,
            ours=count.ours,
        )
        for count in understanding.counts
        if count.agrees is False
    ]
    return lines
