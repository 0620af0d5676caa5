"""Organisations from workbooks, other files and data frames."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import yaml

from orgplan.analysis.changes.scenarios import change_of, changes_of
from orgplan.analysis.missing_inputs import heads_changed
from orgplan.domain import Organisation, ScenarioLine
from orgplan.errors import BadArgument, checked
from orgplan.excel.read import BadInput, Fault, Note
from orgplan.excel.write.saving import ensure_writable
from orgplan.io.files.opening import open_files
from orgplan.io.foreign.importing import (
    Imported,
    import_workbook,
    is_foreign,
    load_map,
    preset_called,
    read_foreign,
)
from orgplan.io.foreign.understand import understand
from orgplan.io.frames import IN_MEMORY, to_frames
from orgplan.io.frames import opened as opened_frames
from orgplan.io.inputs.loading import Loaded, read_opened
from orgplan.io.inputs.models_folder import models_folder
from orgplan.io.plan.read import read_previous
from orgplan.language import _
from orgplan.library.load import load_catalogue
from orgplan.library.proficiency import load_proficiency


@checked
def read(
    path: str | Path,
    models: Sequence[str | Path] = (),
    *,
    of_plan: bool = False,
    more: Sequence[Path] = (),
    mapping: str | Path | None = None,
    preset: str | None = None,
) -> Loaded:
    """Read a workbook with everything that was noticed.

    A file that is not in our shape (no sheet Settings, or no Roster) is understood as
    :func:`import_files` would, in memory.

    Parameters
    ----------
    path
        An input workbook, or a plan workbook (its inputs are read back).
    models
        Folders with models of your own; they override the library's, and those of the folder that
        the workbook's setting `models` names, by id.
    of_plan
        Of a workbook that a plan was put into, read what the plan was made from (sheets
        ``op_Input …``), not the user's own sheets.
    more
        Further files whose sheets belong to the same input, such as a roster and skills as CSV.
    mapping
        As for :func:`import_files`.
    preset
        As for :func:`import_files`.

    Returns
    -------
    Loaded
        The organisation, with notes on what was understood, and the cells of scenarios.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        With every fault of the file.
    orgplan.library.faults.BadModel
        With every fault of the model files.

    Examples
    --------
    >>> loaded = op.read("my_org.xlsx")
    >>> loaded.org.name, len(loaded.notes)
    ('Growing start-up', 2)
    """
    file = Path(path)
    own = models_folder(file, of_plan=of_plan)
    catalogue = load_catalogue((*([own] if own else ()), *models))
    taught = None if mapping is None else load_map(Path(mapping))
    system = preset_called(preset, file)
    if taught is None and system is None:
        opened = open_files((file, *more), of_plan=of_plan)
        if of_plan or not is_foreign(opened.grids):
            return _sensible(read_opened(opened, file, catalogue, of_plan=of_plan))
    return read_foreign(
        (file, *more), catalogue, taught, system, level_of_word=load_proficiency().level_of
    )


def _sensible(loaded: Loaded) -> Loaded:
    """What was read; a line of Scenarios that cannot be made is a fault at its cell, whoever reads
    the workbook.
    """
    faults = []
    for line in loaded.org.scenarios:
        try:
            loaded.org.apply(change_of(line, loaded.org))
        except BadArgument as error:
            faults.append(_at_its_cell(loaded, line, error))
    if not faults:
        try:
            changes_of(loaded.org)
        except BadArgument as error:
            faults.append(Fault("Scenarios", "", error.found, error.expected, "Correct base."))
    if faults:
        raise BadInput(loaded.path, faults)
    return loaded


def _at_its_cell(loaded: Loaded, line: ScenarioLine, error: BadArgument) -> Fault:
    """What is wrong with a line of Scenarios, at the name or period that is meant where it is one
    of these.
    """
    sheet, cells = loaded.scenario_cells[line.id]
    for key, typed in (("who", line.who), ("from", line.first)):
        if typed is not None and typed in error.found:
            return Fault(sheet, cells[key], typed, error.expected, _("Correct the cell."))
    sentence = f"{line.change} {error.found}"
    return Fault(sheet, cells["change"], sentence, error.expected, _("Correct the row."))


@checked
def import_files(
    files: Sequence[str | Path],
    out: str | Path,
    *,
    mapping: str | Path | None = None,
    preset: str | None = None,
    models: Sequence[str | Path] = (),
    today: date | None = None,
    chinese: bool | None = None,
    overwrite: bool = False,
) -> Imported:
    """Write files of any make as an input workbook, with a first sheet that says how they were
    understood.

    The workbook is written also where something that matters is open; ``understanding.plannable``
    says whether it can be planned.

    Parameters
    ----------
    files
        Workbooks, CSV, .ods or .xls files that describe one organisation together.
    mapping
        What was said of such files before: the workbook of an earlier import, or a map of TOML or
        YAML.
    preset
        The system from which they come; else it is known by its headers.
    today
        The day on which a roster holds that names none.
    chinese
        Names of sheets and columns in Chinese; ``None`` where most headers of the files are.

    Returns
    -------
    Imported
        What was understood, with everything that is open; the workbook is written by then.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If a file, or the map, can't be read at all.

    Examples
    --------
    >>> imported = op.import_files(["my_org.xlsx"], "imported.xlsx")
    >>> imported.understanding.plannable
    True
    """
    paths, target = [Path(file) for file in files], Path(out)
    ensure_writable(target, overwrite)
    taught = None if mapping is None else load_map(Path(mapping))
    system = preset_called(preset, paths[0])
    found = understand(
        paths,
        load_catalogue(models),
        taught,
        system,
        today,
        level_of_word=load_proficiency().level_of,
        chinese=chinese,
    )
    return import_workbook(found, target, chinese)


@checked
def with_previous(loaded: Loaded, path: str | Path, stay_close: float | None = None) -> Loaded:
    """What was read, to be planned close to a previous plan.

    Parameters
    ----------
    loaded
        The organisation as it is now.
    path
        Workbook of the previous plan; actions that no longer make sense (somebody has left, a
        course is gone) are left out with a note.
    stay_close
        Share by which the cost of what is decided may rise to keep actions of the previous plan;
        ``None`` keeps the organisation's own.

    Returns
    -------
    Loaded
        The same notes, with those on the previous plan after them.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If the file is no plan workbook.

    Examples
    --------
    >>> near = op.with_previous(op.read("my_org.xlsx"), "my_plan.xlsx", stay_close=0.02)
    >>> near.org.stay_close
    0.02
    """
    before = read_previous(Path(path), loaded.org)
    changes: dict[str, object] = {"previous": before.plan} | (
        {} if stay_close is None else {"stay_close": stay_close}
    )
    notes = (*loaded.notes, *before.notes, *_changed_heads(loaded.org, Path(path)))
    return replace(loaded, org=loaded.org.replace(**changes), notes=notes)


def _changed_heads(org: Organisation, path: Path) -> Iterator[Note]:
    """A note where the head count is not at all that of the previous plan."""
    try:
        before = read(path, of_plan=True).org
    except BadInput:
        return  # its inputs were edited, or need models that are not at hand: nothing to compare
    days = (before.calendar.as_of, org.calendar.as_of)
    changed = heads_changed(before.people, org.people, days)
    if changed is not None:
        yield Note("Roster", "", changed, first=True)


@checked
def from_frames(
    *, models: Sequence[str | Path] = (), **frames: pd.DataFrame | Mapping[str, object]
) -> Organisation:
    """The organisation that data frames describe: the columns, defaults and faults of the workbook.

    Parameters
    ----------
    models
        As for :func:`read`.
    frames
        ``settings`` and ``assumptions`` (a mapping of keys to values will do), ``people``,
        ``skills``, ``roles``, ``role_skills``, ``teams``, ``needs``, ``rules``, ``courses``,
        ``budget``, ``levers``, ``positions``, ``candidates``, ``locations``, ``actuals``,
        ``scenarios``: each a data frame with the columns of ``docs/workbook.md``.

    Returns
    -------
    Organisation
        As if its sheets had been read from a workbook.

    Raises
    ------
    BadInput
        With every fault of the frames; the cell is where it would stand in a sheet, headers in row
        1.
    BadArgument
        If an argument is none of these, or no data frame.

    Examples
    --------
    >>> org = op.from_frames(  # doctest: +SKIP
    ...     settings={"as_of": "2027-01-01"}, people=hr, needs=requirements, roles=bands
    ... )
    """
    return _sensible(
        read_opened(opened_frames(frames), IN_MEMORY, load_catalogue(tuple(models)))
    ).org


@checked
def with_scenarios(org: Organisation, path: str | Path) -> Organisation:
    """The organisation with the scenarios of a YAML file in place of its own.

    Parameters
    ----------
    org
        Whose names the scenarios use.
    path
        Name of a scenario → its changes, each with the columns of the sheet Scenarios (``change``,
        ``by``, ``amount``, ``who``, ``from``, ``to``, ``base``).

    Returns
    -------
    Organisation
        Else as it was.

    Raises
    ------
    BadArgument
        If the file is no such mapping.
    BadInput
        With every fault of the changes; they are read as rows of the sheet are.

    Examples
    --------
    >>> org = op.with_scenarios(org, "scenarios.yaml")  # doctest: +SKIP
    """
    sentence = f"scenarios={str(path)!r}"
    try:
        content = yaml.safe_load(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadArgument("op.with_scenarios", sentence, f"a YAML file ({error})") from error
    listed = isinstance(content, dict) and all(
        isinstance(lines, list) and lines and all(isinstance(line, dict) for line in lines)
        for lines in content.values()
    )
    if not content or not listed:
        raise BadArgument(
            "op.with_scenarios", sentence, "scenario names, each with a list of changes"
        )
    rows = [{"scenario": str(name), **line} for name, lines in content.items() for line in lines]
    frames = opened_frames({**to_frames(org), "Scenarios": pd.DataFrame(rows)})
    read_again = _sensible(read_opened(frames, IN_MEMORY, load_catalogue(())))
    return org.replace(scenarios=read_again.org.scenarios)


@checked
def load(path: str | Path, models: Sequence[str | Path] = ()) -> Organisation:
    """The organisation that a workbook describes; see :func:`read` for parameters and errors.

    Parameters
    ----------
    path
        An input workbook, a plan workbook, or a file of another make.
    models
        Folders with models of your own.

    Returns
    -------
    Organisation
        Without the notes on how cells were understood: :func:`read` has them.

    Examples
    --------
    >>> op.load("my_org.xlsx").people[0].role
    'Lead engineer'
    """
    return read(path, models).org
