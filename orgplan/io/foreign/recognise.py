"""Which sheet of the sources is which of ours, by what was taught, by name, by its headers, or by
the people on it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from orgplan.excel.read import Findings, Grid, fold, header_key, listed, to_text
from orgplan.language import _
from orgplan.schema import inputs
from orgplan.schema.columns import is_ignored
from orgplan.schema.scales import proposals
from orgplan.schema.settings import SETTING_OF

from ..files.choose import ChosenSheets, sort_sheets, with_all_needs
from ..files.leftovers import WEIGHED, fits, keys_of, of_people
from ..files.stacking import same_people
from ..inputs.roster import Roster
from ..skills.skill_sheets import read_skill_sheet
from ..skills.skill_words import is_old
from ..tables.find_table import find_table, header_row
from .columns import translated
from .lines import IGNORE, Confidence, Line
from .presets import Preset, preset_of
from .taught import Taught, is_understood_sheet

_LEAST_OF_ROSTER = (
    4  # columns of the roster from which a sheet is one, though a required one may be missing
)
_MOST_WORDS, _TIMES_EACH = 8, 3
_PERSON = frozenset(("person_id", "name", "last_name", "email"))


@dataclass(frozen=True)
class SheetSource:
    """A sheet with the file in which it stands.

    Attributes
    ----------
    file, grid
        File name without its folder, and the cells.
    """

    file: str
    grid: Grid


@dataclass
class Recognised:
    """The sheets by what they are, their columns under names that the readers know, and how that
    was found.

    Attributes
    ----------
    chosen
        Sheets by what they are, with headers that the readers know.
    lines
        What each sheet and column is, for the first page of the import.
    presets
        Systems that sheets were exported from.
    files
        Sheet → the file in which it stands.
    """

    chosen: ChosenSheets = field(default_factory=ChosenSheets)
    lines: list[Line] = field(default_factory=list)
    presets: list[Preset] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def recognise(
    sources: Sequence[SheetSource], taught: Taught, findings: Findings, forced: Preset | None = None
) -> Recognised:
    """Sort the sheets and name their columns.

    Parameters
    ----------
    sources
        Sheets of all files, each with its file.
    taught
        What the user has said; it goes before everything else.
    findings
        Takes what is wrong with names and headers; contents are judged when the sheets are read.
    forced
        The system from which the files come, where the user says so.
    """
    found = Recognised(files={source.grid.name: source.file for source in sources})
    presets = {
        source.grid.name: preset
        for source in sources
        if (preset := preset_of(source.grid, forced)) is not None
    }
    reasons: dict[str, tuple[Confidence, str]] = {}
    left = _take_taught(sources, taught, found.chosen, reasons)
    left = _take_presets(left, presets, found.chosen, reasons)
    _take_named(left, found.chosen, reasons, findings)
    _take_by_headers(found.chosen, reasons, findings)
    _name_columns(found, presets, taught, reasons)
    _take_by_people(found, reasons)
    return found


def _take_taught(
    sources: Sequence[SheetSource],
    taught: Taught,
    chosen: ChosenSheets,
    reasons: dict[str, tuple[Confidence, str]],
) -> list[Grid]:
    """Take the sheets that the user has named; those of which nothing was said, or that stand
    twice, are left for the next step.
    """
    left = []
    for source in sources:
        name = source.grid.name
        answer = taught.sheet(name)
        if is_understood_sheet(name) or answer == IGNORE:
            why = _("you said so") if answer else _("it is the first sheet of an earlier import")
            reasons[name] = Confidence.LEFT, why
        elif answer is None or answer in chosen.grids:
            left.append(source.grid)
        else:
            reasons[name] = Confidence.TAUGHT, _("as in the map")
            _place(chosen, answer, source.grid)
    return left


def _place(chosen: ChosenSheets, key: str, grid: Grid) -> None:
    if key == inputs.SKILLS.key:
        chosen.skills.append(grid)
    else:
        chosen.grids[key] = grid


def _take_presets(
    grids: Iterable[Grid],
    presets: Mapping[str, Preset],
    chosen: ChosenSheets,
    reasons: dict[str, tuple[Confidence, str]],
) -> list[Grid]:
    """Take the sheets that a known system exported; of two of a kind the second is left for the
    next step.
    """
    left = []
    for grid in grids:
        preset = presets.get(grid.name)
        if preset is None or preset.sheet in chosen.grids:
            left.append(grid)
        else:
            chosen.grids[preset.sheet] = grid
            reasons[grid.name] = (
                Confidence.PRESET,
                _("an export of {preset}, by its headers", preset=preset.name),
            )
    return left


def _take_named(
    grids: Sequence[Grid],
    chosen: ChosenSheets,
    reasons: dict[str, tuple[Confidence, str]],
    findings: Findings,
) -> None:
    """Take the sheets that are called like ours; of two of a kind the second is among the
    others.
    """
    named = sort_sheets({grid.name: grid for grid in grids}, findings, of_plan=False)
    for key, grid in named.grids.items():
        if key in chosen.grids:
            named.others.append(grid)
        else:
            chosen.grids[key] = grid
            reasons[grid.name] = Confidence.NAME, _("by its name")
    for grid in named.skills:
        chosen.skills.append(grid)
        reasons[grid.name] = Confidence.NAME, _("by its name")
    chosen.others += named.others
    chosen.joined += named.joined
    with_all_needs(chosen, findings)


def _take_by_headers(
    chosen: ChosenSheets, reasons: dict[str, tuple[Confidence, str]], findings: Findings
) -> None:
    """Sheets whose headers are those of one of ours; of two of a kind none is taken, and that is a
    fault.
    """
    about = {header_key(name) for name in inputs.ABOUT}
    fitting: dict[str, list[tuple[int, Grid]]] = {}
    for grid in chosen.others:
        if is_ignored(grid.name) or is_old(grid.name) or header_key(grid.name) in about:
            continue
        best = _by_headers(grid, chosen.grids)
        if best is not None:
            fitting.setdefault(best[1], []).append((best[0], grid))
    if inputs.ROSTER.key not in chosen.grids and inputs.ROSTER.key not in fitting:
        fitting = _with_roster(chosen, fitting)
    for key, entries in fitting.items():
        grids = [grid for _, grid in entries]
        if len(grids) > 1:
            _refuse_several(key, grids, findings)
            continue
        chosen.grids[key] = grids[0]
        chosen.others.remove(grids[0])
        reasons[grids[0].name] = Confidence.CONTENT, _("by its headers")


def _with_roster(
    chosen: ChosenSheets, fitting: Mapping[str, list[tuple[int, Grid]]]
) -> dict[str, list[tuple[int, Grid]]]:
    """Where no sheet looks most like a roster: those that hold most of one, which are then nothing
    else.
    """
    rosters = [(len(keys), grid) for grid in chosen.others if (keys := _roster_keys(grid))]
    if not rosters:
        return dict(fitting)
    most = max(count for count, _ in rosters)
    best = [entry for entry in rosters if entry[0] == most]
    taken = {grid.name for _, grid in best}
    others = {
        key: kept
        for key, entries in fitting.items()
        if (kept := [entry for entry in entries if entry[1].name not in taken])
    }
    return others | {inputs.ROSTER.key: best}


def _refuse_several(key: str, grids: Sequence[Grid], findings: Findings) -> None:
    """Several sheets that could be the same one of ours are a fault."""
    first = grids[0]
    names = listed(grid.name for grid in grids)
    several = key == inputs.ROSTER.key and not same_people(grids[0], grids[1])
    fix = (
        _(
            "If all of them count, give them the same headers in the same order: they are"
            " then read as one. If not: write ignore for all but one of them, in the column"
            " ours of the line {name}.",
            name=first.name,
        )
        if several
        else _(
            "Write ignore for all but one of them, in the column ours of the line {name}.",
            name=first.name,
        )
    )
    findings.fault(
        first.name,
        "",
        _("the sheets {names}", names=names),
        _("one sheet {key}", key=key),
        fix,
    )


def _by_headers(grid: Grid, taken: Mapping[str, Grid]) -> tuple[int, str] | None:
    """How many columns a sheet shares with the one of ours that it is most like, and which that
    is.
    """
    best: tuple[int, str] | None = None
    if inputs.SETTINGS.key not in taken and _says_settings(grid):
        return 2, inputs.SETTINGS.key
    for spec in WEIGHED:
        number = header_row(spec, grid)
        if spec.key in taken or number is None or not any(row > number for row in grid.rows):
            continue
        columns = keys_of(spec, grid.rows[number])
        if fits(spec, columns) and (best is None or len(columns) > best[0]):
            best = len(columns), spec.key
    return best


def _says_settings(grid: Grid) -> bool:
    """Whether a sheet sets things, a row each."""
    typed = {
        SETTING_OF[key].key
        for cells in grid.rows.values()
        if len(cells) > 1 and (key := fold(to_text(cells[min(cells)]))) in SETTING_OF
    }
    return "as_of" in typed and len(typed) > 1


def _roster_keys(grid: Grid) -> dict[str, int]:
    """Columns of the roster on a sheet that has people and enough else, though not all that is
    required.
    """
    number = header_row(inputs.ROSTER, grid)
    keys = keys_of(inputs.ROSTER, grid.rows[number]) if number is not None else {}
    enough = len(keys) >= _LEAST_OF_ROSTER and set(keys) & _PERSON and {"role", "team"} & set(keys)
    return keys if enough and not (is_old(grid.name) or is_ignored(grid.name)) else {}


def _name_columns(
    found: Recognised,
    presets: Mapping[str, Preset],
    taught: Taught,
    reasons: Mapping[str, tuple[Confidence, str]],
) -> None:
    """Columns of the sheets that were taken, under names that the readers know."""
    chosen = found.chosen
    for key, grid in chosen.grids.items():
        spec = inputs.SHEET_OF[key]
        preset = presets.get(grid.name)
        preset = preset if preset is not None and preset.sheet == key else None
        found.presets += [preset] if preset is not None and preset not in found.presets else []
        found.lines.append(_sheet_line(found, grid, key, *reasons[grid.name]))
        chosen.grids[key], lines = translated(spec, grid, preset, taught)
        found.lines += [replace(line, file=found.files[grid.name]) for line in lines]
    for index, grid in enumerate(chosen.skills):
        found.lines.append(_sheet_line(found, grid, inputs.SKILLS.key, *reasons[grid.name]))
        chosen.skills[index], lines = translated(inputs.SKILLS, grid, None, taught)
        found.lines += [replace(line, file=found.files[grid.name]) for line in lines]
    for grid in chosen.joined:
        why = _("beside {first}", first=chosen.grids[inputs.REQUIREMENTS.key].name)
        key = inputs.REQUIREMENTS.key
        found.lines.append(_sheet_line(found, grid, key, Confidence.CONTENT, why))
        _table, lines = translated(inputs.REQUIREMENTS, grid, None, taught)
        found.lines += [replace(line, file=found.files[grid.name]) for line in lines]
    for name, (confidence, why) in reasons.items():
        if confidence is Confidence.LEFT:
            grid = Grid(name, {})
            found.lines.append(_sheet_line(found, grid, IGNORE, confidence, why))


def _sheet_line(found: Recognised, grid: Grid, ours: str, confidence: Confidence, why: str) -> Line:
    rows = _("{count:,} rows", count=len(grid.rows)) if grid.rows else ""
    return Line(
        found.files[grid.name],
        grid.name,
        ours=ours,
        samples=(rows,) if rows else (),
        confidence=confidence,
        why=why,
    )


def _take_by_people(found: Recognised, reasons: dict[str, tuple[Confidence, str]]) -> None:
    """Sheets that rate people of the roster, whatever they are called."""
    grid = found.chosen.grids.get(inputs.ROSTER.key)
    others = found.chosen.others
    table = find_table(inputs.ROSTER, grid, Findings()) if grid is not None and others else None
    if table is None:
        return
    roster = Roster(Findings(), asking=False)
    roster.read(table)
    for other in list(_rating(found.chosen.others, roster)):
        found.chosen.others.remove(other)
        found.chosen.skills.append(other)
        reasons[other.name] = Confidence.CONTENT, _("it rates people of the roster")
        found.lines.append(_sheet_line(found, other, inputs.SKILLS.key, *reasons[other.name]))
        _table, lines = translated(inputs.SKILLS, other, None, Taught())
        found.lines += [replace(line, file=found.files[other.name]) for line in lines]


def _rating(grids: Iterable[Grid], roster: Roster) -> Iterator[Grid]:
    """Sheets that rate people of the roster, known by who stands in them and by what can be ratings
    on one scale.
    """
    for grid in grids:
        if is_ignored(grid.name) or is_old(grid.name):
            continue
        seen = of_people(grid, roster.who)
        if seen is not None and seen[2] != inputs.SKILLS.key:
            continue  # people with pay or hours: a second roster, about which the reader asks
        sheet = read_skill_sheet(grid, roster.who, Findings(), ())
        signs = (rating.raw for rating in sheet.ratings if rating.person) if sheet else ()
        rated = [raw for raw in signs if isinstance(raw, (str, int, float))]
        if seen is not None or (len(rated) > 1 and (proposals(rated) or _are_words(rated))):
            yield grid


def _are_words(rated: Sequence[str | float]) -> bool:
    """Whether ratings may be words of somebody's own: few of them, each many times."""
    words = {fold(raw) for raw in rated if isinstance(raw, str)}
    return len(words) <= _MOST_WORDS and len(rated) >= _TIMES_EACH * len(words)
