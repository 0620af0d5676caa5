"""Files of any make, read as one organisation: what each part is, what was drafted, and what is
open.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from orgplan.domain import Catalogue, Organisation, Person
from orgplan.excel.read import Fault, Findings, Grid, Note, Raw, at, fold
from orgplan.language import SOURCE, _, is_chinese, speak
from orgplan.schema import inputs
from orgplan.schema.columns import CHINESE, Free
from orgplan.schema.scales import is_none, proposals

from ..files.choose import ChosenSheets, report_missing
from ..files.leftovers import NOT_READ
from ..files.opening import open_files
from ..files.stacking import in_one
from ..files.units import A_YEAR
from ..inputs.organisation import OrganisationReader
from ..inputs.part_periods import names_period
from ..people.pay_unit import ask_pay_unit
from ..skills.own_scale import NO_SCALE
from ..tables.find_table import find_table
from ..tables.table import Table
from .changes import carry_over, changes, earlier_people
from .counts import counts
from .draft import draft_rate, draft_settings, with_rows
from .draft_roles import draft_roles, stubs, titles_without_role
from .lines import PERIOD, SKILL, Confidence, Drafted, Line, Understanding
from .presets import Preset
from .recognise import Recognised, SheetSource, recognise
from .rows import leave_out_rows
from .taught import Taught

LevelOfWord = Callable[[str], int | None]
_HEADERS_WITHIN = 5
_MOST_WORDS = 12  # different ratings, beyond which a column holds no ratings


@dataclass(frozen=True)
class Understood:
    """Files as they were understood.

    Attributes
    ----------
    org
        ``None`` where something that matters is open.
    understanding
        For the first page of the import.
    chosen
        The sheets by what they are, with what was drafted.
    notes
        What the readers left out, assumed or found odd.
    sha256
        Hash of the files' bytes.
    path
        The first of the files, which errors name.
    remarks
        Sheet → rows below its table that are asked about.
    """

    org: Organisation | None
    understanding: Understanding
    chosen: ChosenSheets
    notes: tuple[Note, ...]
    sha256: str
    path: Path
    remarks: Mapping[str, Mapping[int, Mapping[int, Raw]]] = field(default_factory=dict)


def understand(
    files: Sequence[Path],
    catalogue: Catalogue,
    taught: Taught | None = None,
    preset: Preset | None = None,
    today: date | None = None,
    level_of_word: LevelOfWord = lambda word: None,
    chinese: bool | None = None,
) -> Understood:
    """Read files of any make; nothing is asked, and what was guessed or left out stands in the
    understanding.

    Parameters
    ----------
    files
        That together hold one organisation; the hash of the result is of all of them.
    catalogue
        Roles and skills of the library, for titles that it knows.
    taught
        What the user has said of them.
    preset
        The system from which they come, where the user says so; else it is known by the headers.
    today
        The day on which a roster holds that names none.
    level_of_word
        The level that a word such as Expert usually means, for a scale to be confirmed.
    chinese
        Whether to speak Chinese; ``None`` where the files do.

    Raises
    ------
    BadInput
        If one of the files can't be opened at all.
    """
    taught = taught or Taught()
    if chinese is not None:
        speak(CHINESE if chinese else SOURCE)
    sources, sha256 = _sources(files)
    if chinese is None:
        speak(CHINESE if is_chinese(_first_texts(sources)) else SOURCE)
    findings = Findings()
    found = recognise(sources, taught, findings, preset)
    chosen = found.chosen
    roster = chosen.grids.get(inputs.ROSTER.key)
    remarks = leave_out_rows(chosen, findings)
    carried = carry_over(chosen, taught)
    today = today or date.today()
    drafted = draft_settings(chosen, taught, found.presets, today) + draft_rate(chosen)
    reported = Findings()
    report_missing(chosen, reported)
    if reported.faults:
        return _without_roster(files, found, (*findings.faults, *reported.faults), drafted, sha256)
    drafted += _draft_roles(chosen, catalogue, files[0], level_of_word)
    findings.order = chosen.in_order(found.files)
    reader = OrganisationReader(chosen, findings, catalogue, files[0])
    reader.names.roster.earlier = earlier_people(taught)
    org = reader.organisation()
    names, settings = reader.names, reader.names.settings
    ask_pay_unit(
        names.tables.get("Roster"), reader.people, settings.currency, settings.months, findings
    )
    words = tuple(_words(reader, findings.faults, level_of_word))
    understanding = Understanding(
        lines=tuple(_finished(found, reader, findings.faults)),
        open=tuple(_with_scale(_open(org, findings), words)),
        drafted=tuple(drafted),
        counts=tuple(counts(_at_work(reader), roster, settings.currency)),
        changes=tuple(changes(found.lines, taught, names.roster.rows)),
        notes=(*carried, *(str(note) for note in findings.notes)),
        presets=tuple(preset.name for preset in found.presets),
        scale=words,
    )
    ready = org if understanding.plannable else None
    return Understood(ready, understanding, chosen, findings.notes, sha256, files[0], remarks)


def _at_work(reader: OrganisationReader) -> list[Person]:
    """People of the roster but those who left before the as-of date."""
    calendar = reader.names.settings.calendar
    return [
        person
        for person in reader.people
        if calendar is None or person.end_date is None or person.end_date >= calendar.as_of
    ]


def _first_texts(sources: Sequence[SheetSource]) -> Iterator[str]:
    """What stands in the first rows of the sheets, where headers are."""
    for source in sources:
        for cells in islice(source.grid.rows.values(), _HEADERS_WITHIN):
            yield from (raw for raw in cells.values() if isinstance(raw, str))


def _words(
    reader: OrganisationReader, faults: Sequence[Fault], level_of_word: LevelOfWord
) -> Iterator[tuple[str, int | None]]:
    """Words of the sheets of skills that no scale explains, the highest first."""
    if reader.names.own_scale is not None or reader.names.settings.scale is not None:
        return
    asked = {fault.sheet for fault in faults}
    signs: dict[str, str] = {}
    for sheet in reader.names.skill_sheets:
        for rating in sheet.ratings if sheet.name in asked else ():
            if isinstance(rating.raw, str) and not is_none(rating.raw):
                signs.setdefault(fold(rating.raw), rating.raw)
    if not signs or len(signs) > _MOST_WORDS or proposals(list(signs.values())):
        return
    levels = {word: level_of_word(word) for word in signs.values()}
    yield from sorted(levels.items(), key=lambda item: -1 if item[1] is None else -item[1] - 1)


def _with_scale(
    faults: Sequence[Fault], words: Sequence[tuple[str, int | None]]
) -> Iterator[Fault]:
    """Faults about words on a sheet of skills point to the sheet Scale that an import drafts."""
    drafted = _(", ").join(f"{word} {'?' if level is None else level}" for word, level in words)
    fix = _(
        "Check the sheet {scale} that `orgplan import` drafts ({drafted}; 3 works alone and counts"
        " as coverage), and plan its workbook.",
        scale=inputs.SCALE.shown,
        drafted=drafted,
    )
    for fault in faults:
        about = words and fault.cause.startswith(NO_SCALE)
        yield replace(fault, fix=fix) if about else fault


def _open(org: Organisation | None, findings: Findings) -> tuple[Fault, ...]:
    if org is None and not findings.faults:
        sentence = _("figures that do not fit together")
        return (Fault("", "", sentence, _("a consistent organisation"), _("Check the files.")),)
    return findings.faults


def _sources(files: Sequence[Path]) -> tuple[list[SheetSource], str]:
    """The sheets of all files; where two have a sheet of one name, the file's is put before it."""
    sources: dict[str, SheetSource] = {}
    hashes = []
    for path in files:
        opened = open_files([path])
        hashes.append(opened.sha256)
        for name, grid in opened.grids.items():
            unique = name if name not in sources else f"{path.stem} {name}"
            sources[unique] = SheetSource(path.name, replace(grid, name=unique))
    whole = hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
    kept = {grid.name: grid for grid in in_one(source.grid for source in sources.values())}
    return [SheetSource(sources[name].file, grid) for name, grid in kept.items()], whole


def _without_roster(
    files: Sequence[Path],
    found: Recognised,
    faults: tuple[Fault, ...],
    drafted: Sequence[Drafted],
    sha256: str,
) -> Understood:
    lines = [*found.lines, *_left_sheets(found, ())]
    understanding = Understanding(tuple(lines), open=faults, drafted=tuple(drafted))
    return Understood(None, understanding, found.chosen, (), sha256, files[0])


def _draft_roles(
    chosen: ChosenSheets, catalogue: Catalogue, path: Path, level_of_word: LevelOfWord
) -> list[Drafted]:
    """Rows for the titles that no sheet of roles explains, from who holds them; the organisation is
    read once for that.

    Where skills are rated in words that wait for a scale, they are taken as usual for the draft,
    which has to be checked along with the scale.
    """
    titles = titles_without_role(chosen)
    if not titles:
        return []
    before = chosen.grids.get(inputs.ROLES.key)
    with_rows(chosen, inputs.ROLES, stubs(titles), before)
    reader, faults = _tried(chosen, catalogue, path)
    words = tuple(_words(reader, faults, level_of_word))
    if words:
        reader, _ = _tried(chosen, catalogue, path, words)
    table = find_table(inputs.ROLES, before, Findings()) if before is not None else None
    scale = _times(table) or float(reader.names.settings.months)
    roles, skills, drafted = draft_roles(titles, reader.people, reader.names.roster, scale)
    with_rows(chosen, inputs.ROLES, roles, before)
    known = chosen.grids.get(inputs.ROLE_SKILLS.key)
    brought = find_table(inputs.ROLE_SKILLS, known, Findings()) if known is not None else None
    if skills and (known is None or (brought is not None and "skill" in brought.columns)):
        with_rows(chosen, inputs.ROLE_SKILLS, skills, known)
    return drafted


def _tried(
    chosen: ChosenSheets,
    catalogue: Catalogue,
    path: Path,
    words: Sequence[tuple[str, int | None]] = (),
) -> tuple[OrganisationReader, tuple[Fault, ...]]:
    """The organisation read for a look at it, with a scale of words if there is one."""
    copy = ChosenSheets(dict(chosen.grids), list(chosen.skills), list(chosen.others))
    if words:
        cells = enumerate(((word, level) for word, level in words if level is not None), start=2)
        rows: dict[int, dict[int, Raw]] = {1: {1: "sign", 2: "level"}}
        rows |= {number: {1: word, 2: level} for number, (word, level) in cells}
        copy.grids[inputs.SCALE.key] = Grid(inputs.SCALE.key, rows)
    findings = Findings()
    reader = OrganisationReader(copy, findings, catalogue, path)
    reader.names.roster.asking = False
    reader.organisation()
    return reader, findings.faults


def _times(table: Table | None) -> float | None:
    """By what the bands of a sheet are multiplied because of its header; ``None`` where that says
    nothing.
    """
    units = table.units("band_mid" if table.place("band_mid") else "band_min") if table else None
    if units is None or (units.period is None and units.factor == 1.0):
        return None
    return units.factor * A_YEAR.get(units.period or "year", 1.0)


# -- lines, once it is known what was read ---------------------------------------------------------


def _finished(
    found: Recognised, reader: OrganisationReader, faults: Sequence[Fault]
) -> Iterator[Line]:
    """The lines with what reading has shown: columns that rate a skill, and those that are open."""
    fixes = {(fault.sheet, fault.cell): fault for fault in faults}
    skills = {
        (sheet.name, cell.address)
        for sheet in reader.names.skill_sheets
        for cell, _ in sheet.skills
        if not sheet.long
    }
    calendar = reader.names.settings.calendar
    periods = {
        (table.name, column)
        for table in reader.names.tables.values()
        if table.spec.free is Free.PERIODS and calendar is not None
        for column, raw in table.free.items()
        if names_period(raw, calendar)
    }
    for line in found.lines:
        place = (line.sheet, at(line.row, line.column)) if line.column else (line.sheet, "")
        if place in fixes and not (line.column == 0 and line.ours):
            yield replace(line, confidence=Confidence.OPEN, why=fixes[place].fix)
        elif not line.ours and place in skills:
            yield replace(
                line,
                ours=SKILL,
                confidence=Confidence.CONTENT,
                why=_("levels of people stand below"),
            )
        elif not line.ours and (line.sheet, line.column) in periods:
            yield replace(
                line, ours=PERIOD, confidence=Confidence.CONTENT, why=_("a period of the plan")
            )
        elif not line.ours and line.column:
            why = line.why or _(
                "no column that orgplan knows; nothing suggests that a plan needs it"
            )
            yield replace(line, confidence=Confidence.LEFT, why=why)
        else:
            yield line
    yield from _left_sheets(found, faults)


def _left_sheets(found: Recognised, faults: Sequence[Fault]) -> Iterator[Line]:
    """Sheets that are none of ours: open where they may hold an input, else left out."""
    seen = {line.sheet for line in found.lines}
    by_sheet: Mapping[str, Fault] = {
        fault.sheet: fault for fault in faults if fault.cause == NOT_READ
    }
    for grid in found.chosen.others:
        if grid.name in seen:
            continue
        fault = by_sheet.get(grid.name)
        yield Line(
            found.files.get(grid.name, ""),
            grid.name,
            samples=(_("{count:,} rows", count=len(grid.rows)),),
            confidence=Confidence.OPEN if fault else Confidence.LEFT,
            why=(
                _in_a_sentence(fault)
                if fault
                else _("nothing on it is people, pay, skills, needs or budget")
            ),
        )


def _in_a_sentence(fault: Fault) -> str:
    where = _(" in {cell}", cell=fault.cell) if fault.cell else ""
    return re.sub(r"\s+", " ", f"{fault.found}{where}. {fault.fix}")
