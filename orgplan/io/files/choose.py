"""Which sheet of a workbook is which input."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from orgplan.excel.read import Findings, Grid, header_key, listed, nearest, quote, to_text
from orgplan.language import _
from orgplan.schema import inputs

from ..skills.skill_words import is_of_skills
from ..tables.find_table import header_row
from ..terms.sheet_roles import input_keys
from .crossed import uncrossed
from .needs_in_parts import asks_for, below, of_other_kind

_HEADER_WITHIN = 40

_YEAR = re.compile(
    r"(?<![0-9])(FY ?)?(20[0-9]{2}|[0-9]{2}(?=/))([-/–](20)?[0-9]{2})?(?![0-9])|FY"
    r" ?[0-9]{2}\b|年度?|版",
    re.IGNORECASE,
)

_OF_NEEDS = re.compile(r"\b(needs?|requirements?|demand|bedarf|stellenplan|besoins)\b|需求|编制")


@dataclass
class ChosenSheets:
    """Sheets of a workbook by what they hold.

    Attributes
    ----------
    grids
        Key of a declared sheet → its cells.
    skills
        Sheets of people's skills: one, or one for each team.
    others
        Sheets that are none of these by their names.
    joined
        Sheets of needs whose rows were put below those of the first.
    """

    grids: dict[str, Grid] = field(default_factory=dict)
    skills: list[Grid] = field(default_factory=list)
    others: list[Grid] = field(default_factory=list)
    joined: list[Grid] = field(default_factory=list)

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names of sheets in the order in which they are best mended: what others refer to comes
        first.

        Parameters
        ----------
        names
            Names of sheets as the file has them, of all kinds.

        Returns
        -------
        tuple of str
            Settings, Assumptions and Roles first, then in the order of the template; sheets of
            skills where Skills stands there, and sheets that are no inputs last.
        """
        key_of = {grid.name: key for key, grid in self.grids.items()}
        keys = [spec.key for spec in inputs.INPUT_SHEETS]
        first = (inputs.SETTINGS.key, inputs.ASSUMPTIONS.key, inputs.ROLES.key)
        ranks = {key: index - len(keys) * (key in first) for index, key in enumerate(keys)}
        skills = {grid.name: ranks[inputs.SKILLS.key] for grid in self.skills}
        return tuple(
            sorted(
                names, key=lambda name: skills.get(name, ranks.get(key_of.get(name, ""), len(keys)))
            )
        )


def choose_sheets(grids: dict[str, Grid], findings: Findings, of_plan: bool) -> ChosenSheets:
    """As :func:`sort_sheets`; a required sheet that is missing is a fault.

    Parameters
    ----------
    grids
        Name of a sheet → its cells.
    findings
        Takes the faults and notes.
    of_plan
        Whether the file is a plan that was written by this program; its sheets of results are then
        passed over.

    Examples
    --------
    >>> found = Findings()
    >>> chosen = choose_sheets({"Notes": Grid("Notes", {1: {1: "x"}})}, found, of_plan=False)
    >>> [grid.name for grid in chosen.others], len(found.faults) > 0
    (['Notes'], True)
    """
    chosen = sort_sheets(grids, findings, of_plan)
    report_missing(chosen, findings)
    return chosen


def sort_sheets(grids: dict[str, Grid], findings: Findings, of_plan: bool) -> ChosenSheets:
    """Sort the sheets of a workbook by their names; two of a kind are a fault, but for skills.

    Parameters
    ----------
    grids
        Name of a sheet → its cells, in the order of the file.
    findings
        Takes faults, notes on sheets read under another name, and the origins of cells that were
        put elsewhere.
    of_plan
        Whether the file is a plan that was written by this program.

    Returns
    -------
    ChosenSheets
        Sheets of heads in rows and columns already stand in it as a row each. Nothing is said here
        of sheets that are missing.
    """
    understood = {header_key(name) for name in (inputs.UNDERSTOOD, inputs.UNDERSTOOD_ZH)}
    named = {name: key for name, key in input_keys(grids, of_plan).items() if key not in understood}
    meaning = {name: spec for spec in inputs.INPUT_SHEETS for name in spec.names}
    chosen = ChosenSheets()
    for name, key in sorted(
        named.items(),
        key=lambda item: (
            item[1] != header_key(meaning[item[1]].key) if item[1] in meaning else True
        ),
    ):
        spec = meaning.get(key)
        if spec is inputs.SKILLS or (spec is None and is_of_skills(name)):
            chosen.skills.append(grids[name])
        elif spec is None or (
            spec is inputs.REQUIREMENTS and of_other_kind(chosen.grids.get(spec.key), grids[name])
        ):
            chosen.others.append(grids[name])
        elif spec.key in chosen.grids:
            first = chosen.grids[spec.key].name
            findings.fault(
                name,
                "",
                name,
                _("one sheet {key}", key=spec.shown),
                _("'{first}' means the same: delete or rename one of the two.", first=first),
            )
        else:
            chosen.grids[spec.key] = grids[name]
    _take_team_list(chosen, findings)
    _take_dated(chosen, findings)
    with_all_needs(chosen, findings)
    for spec in (inputs.ROSTER, inputs.REQUIREMENTS):
        if spec.key in chosen.grids:
            chosen.grids[spec.key] = uncrossed(spec, chosen.grids[spec.key], findings)
    order = list(grids)
    chosen.skills.sort(key=lambda grid: order.index(grid.name))
    return chosen


def _take_team_list(chosen: ChosenSheets, findings: Findings) -> None:
    """A sheet called Team that has a row a person is the roster, where nothing else is."""
    grid = chosen.grids.get(inputs.TEAMS.key)
    if grid is None or inputs.ROSTER.key in chosen.grids:
        return
    number = header_row(inputs.ROSTER, grid)
    cells = grid.rows[number].values() if number is not None else ()
    if {"name", "role"} <= {inputs.ROSTER.meaning(raw) for raw in cells}:
        chosen.grids[inputs.ROSTER.key] = chosen.grids.pop(inputs.TEAMS.key)
        findings.note(grid.name, "", _("this sheet was read as {key}", key=inputs.ROSTER.shown))


def _take_dated(chosen: ChosenSheets, findings: Findings) -> None:
    """Sheets such as ``Budget 2027`` where none is called Budget alone; of two of a kind neither is
    taken, and that is a fault.
    """
    meaning = {name: spec for spec in inputs.INPUT_SHEETS for name in spec.names}
    dated: dict[str, list[Grid]] = {}
    for grid in chosen.others:
        spec = meaning.get(header_key(_YEAR.sub(" ", grid.name)))
        if spec is not None and spec is not inputs.SKILLS and spec.key not in chosen.grids:
            dated.setdefault(spec.key, []).append(grid)
    for key, found in dated.items():
        if len(found) > 1:
            fix = _(
                "Rename the one to be read to {key}, and leave the other as it is.",
                key=inputs.SHEET_OF[key].shown,
            )
            findings.fault(
                found[0].name,
                "",
                _("the sheets {listed}", listed=listed(grid.name for grid in found)),
                _("one sheet {key}", key=inputs.SHEET_OF[key].shown),
                fix,
            )
            continue
        chosen.grids[key] = found[0]
        chosen.others.remove(found[0])
        findings.note(
            found[0].name, "", _("this sheet was read as {key}", key=inputs.SHEET_OF[key].shown)
        )


def with_all_needs(chosen: ChosenSheets, findings: Findings) -> None:
    """Read sheets of needs that stand beside each other as one: heads of roles on the one, skills
    on the other.

    Parameters
    ----------
    chosen
        Is changed: sheets that are taken move from `others` to `grids` or `joined`. Two sheets that
        ask for the same kind both stay where they are, for either may be the old one.
    findings
        Takes a note for each sheet that is taken.
    """
    key = inputs.REQUIREMENTS.key
    kinds: dict[str, list[Grid]] = {}
    for grid in chosen.others:
        if _OF_NEEDS.search(header_key(grid.name)) and (kind := asks_for(grid)):
            kinds.setdefault(kind, []).append(grid)
    for found in kinds.values():
        first = chosen.grids.get(key)
        if len(found) > 1 or (first is not None and not of_other_kind(first, found[0])):
            continue
        chosen.others.remove(found[0])
        if first is None:
            chosen.grids[key] = found[0]
            findings.note(
                found[0].name, "", _("this sheet was read as {key}", key=inputs.SHEET_OF[key].shown)
            )
        else:
            chosen.grids[key] = below(first, found[0], findings)
            chosen.joined.append(found[0])
            text = _(
                "this sheet was read as {key} too, beside {first}",
                key=inputs.SHEET_OF[key].shown,
                first=first.name,
            )
            findings.note(found[0].name, "", text)


def report_missing(chosen: ChosenSheets, findings: Findings) -> None:
    """A fault for each required sheet that is not there.

    Parameters
    ----------
    chosen
        Names of its `others` are tried as misspellings of what is missing.
    findings
        Takes the faults; they stand at the file, with no sheet and no cell.
    """
    others = [grid.name for grid in chosen.others]
    for spec in inputs.INPUT_SHEETS:
        if spec.required and spec.key not in chosen.grids:
            guess = next((name for name in others if nearest(header_key(name), spec.names)), None)
            fix = (
                _(
                    "Is it the sheet '{guess}'? Then rename that sheet to {key}.",
                    guess=guess,
                    key=spec.shown,
                )
                if guess
                else _("Add a sheet {key}: {purpose}", key=spec.shown, purpose=_(spec.purpose))
            )
            if spec is inputs.ROSTER and guess is None:
                fix = _like_a_roster(chosen.others) or fix
            sentence = _(
                "the sheets {listed}",
                listed=listed(
                    [*(grid.name for grid in (*chosen.grids.values(), *chosen.skills)), *others]
                ),
            )
            findings.fault("", "", sentence, _("a sheet {key}", key=spec.shown), fix)


def _like_a_roster(grids: Iterable[Grid]) -> str | None:
    """What to do where a sheet has columns of the roster, though not those that make it one."""
    best: tuple[int, Grid, list[str]] | None = None
    for grid in grids:
        for number in list(grid.rows)[:_HEADER_WITHIN]:
            cells = grid.rows[number].values()
            keys = {key for raw in cells if (key := inputs.ROSTER.meaning(raw)) is not None}
            if len(keys) > 1 and (best is None or len(keys) > best[0]):
                best = (
                    len(keys),
                    grid,
                    [to_text(raw) for raw in cells if inputs.ROSTER.meaning(raw) is None],
                )
    if best is None:
        return None
    return _(
        "Is it the sheet '{sheet}'? Then rename that sheet to Roster, and its columns to name,"
        " role, team, start date and base salary where they are called something else ({others}).",
        sheet=best[1].name,
        others=listed(map(quote, best[2])) or "-",
    )


def note_unknown(chosen: ChosenSheets, findings: Findings) -> None:
    """A note on each sheet that is no input.

    Parameters
    ----------
    chosen
        Its `others` are named; sheets about the file itself, such as a guide, are passed over.
    findings
        Takes the notes.
    """
    known = [
        spec.key
        for spec in inputs.INPUT_SHEETS
        if spec.key not in chosen.grids and not spec.required
    ]
    for name in (grid.name for grid in chosen.others):
        if header_key(name) not in {header_key(about) for about in inputs.ABOUT}:
            guess = nearest(name, known, 75)
            findings.note(
                name,
                "",
                _(
                    "this sheet is not known and was ignored{value}",
                    value=f"; did you mean {guess}?" if guess else "",
                ),
            )
