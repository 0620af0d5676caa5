"""Sheets of skills as teams keep them: people down or across, a row a rating, one sheet or one for
each team.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from orgplan.excel.read import Findings, Grid, Unreadable, at, fold, listed, to_date, to_text
from orgplan.language import _
from orgplan.schema import inputs
from orgplan.schema.scales import proposals

from ..files.headerless import refuse_headerless
from ..people.columns import (
    above,
    joined_header,
    people_across,
    people_column,
    with_people,
)
from ..tables.find_table import header_row, table_under
from ..tables.row import Row
from ..tables.table import Table
from .colours import refuse_colours
from .legends import legend_of
from .skill_ratings import Named, SkillSheet, Who, WrittenRating
from .skill_words import (
    ABOUT_PEOPLE,
    LAST_WORD,
    RATERS,
    Rater,
    is_total_word,
    rater_of,
)
from .skills_across import read_across

_TIME_SPENT = re.compile(
    r"[(\[,]\s*(years?|yrs?|months?|jahre|ans|años|hours?)\s*[)\]]?$|\b(years|yrs|jahre|ans|"
    r"años)$|年限|年数",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<skill>.*?\S)\s*[\s(\[@-]\s*(?:Q(?P<quarter>[1-4])\s*[-/ ]?\s*|H(?P<half>[12])\s*[-/"
    r" ]?\s*)?(?P<year>20[0-3]\d)(?:[-/.](?P<month>\d{1,2}))?\s*年?[)\]]?",
    re.IGNORECASE,
)


def read_skill_sheet(
    grid: Grid, who: Who, findings: Findings, sought: Iterable[str], order: str | None = None
) -> SkillSheet | None:
    """As :func:`_read`, with the legend of the sheet.

    Parameters
    ----------
    grid
        Of whatever form: a matrix of people by skills or of skills by people, or a row a rating.
    who
        Gives the person id that a text names; ``None`` for a text that names nobody.
    findings
        Takes faults and notes about headers and rows; ratings themselves are judged later, when the
        scale is known.
    sought
        Folded names of the skills that other sheets name: a column of theirs holds ratings,
        whatever its cells say.
    order
        ``dmy``, ``mdy`` or ``ymd`` for the days of ratings; ``None`` is found out from the cells.

    Returns
    -------
    SkillSheet or None
        ``None``, with a fault, where the sheet has no header of people and skills.
    """
    sheet = _read(grid, who, findings, sought, order)
    return replace(sheet, legend=legend_of(grid)) if sheet is not None else None


def _read(
    grid: Grid, who: Who, findings: Findings, sought: Iterable[str], order: str | None
) -> SkillSheet | None:
    """What a sheet of skills says; ``None``, with a fault, where neither people nor skills are
    found.

    Parameters
    ----------
    who
        Person id that a text names.
    sought
        Skills that other sheets name, folded.
    order
        How dates typed as text are meant.
    """
    known = frozenset(sought)
    across = people_across(grid, who)
    if across is not None:
        return read_across(grid, across, who, findings, known)
    number, place = header_row(inputs.SKILLS, grid), people_column(grid, who)
    places: dict[str, int] = {}
    if number is None and place is not None:
        number = above(grid, *place)
        places = {"person_id": place[0]}
    if number is None:
        sentence = _("neither") if grid.rows else _("nothing")
        wish = _("a header row with person ID, or people of the roster in a column or a row")
        fix = _(
            "Use one header row with a column 'Person ID' and a column per skill,"
            " and name people as"
            " the roster does: by id or full name."
        )
        findings.fault(grid.name, "A1", sentence, wish, fix, quoted=False)
        return None
    grid, number = joined_header(grid, number, who)
    table = table_under(inputs.SKILLS, grid, number, findings, order, places)
    table = with_people(table, who)
    refuse_headerless(table)
    return (
        _read_long(table, who, known)
        if "skill" in table.columns and not _is_wide(table)
        else _read_wide(table, who, known)
    )


def without_leavers(grid: Grid, who: Who, gone: Callable[[str], bool]) -> Grid:
    """The sheet without columns of people who have left, where people stand beside each other.

    Parameters
    ----------
    grid
        Only the first row that names several people counts; a sheet with people below each other
        comes back as it is.
    who
        Person id that a text names.
    gone
        Whether a text names somebody who has left and is not on the roster.
    """
    for cells in grid.rows.values():
        here = {column: to_text(raw) for column, raw in cells.items() if isinstance(raw, str)}
        if len({person for text in here.values() if (person := who(text)) is not None}) > 1:
            left = {column for column, text in here.items() if who(text) is None and gone(text)}
            rows = {
                number: {column: raw for column, raw in row.items() if column not in left}
                for number, row in grid.rows.items()
            }
            return replace(grid, rows=rows) if left else grid
    return grid


def rates_people(grid: Grid, who: Who, sought: Iterable[str]) -> bool:
    """Whether a sheet, whatever its name, rates people of the roster in skills that other sheets
    name.

    Parameters
    ----------
    grid
        A sheet that no input is made of. It is read with findings of its own: nothing is reported.
    who
        Person id that a text names.
    sought
        Folded names of the skills that other sheets name.
    """
    known = frozenset(sought)
    if people_column(grid, who) is None:
        return False
    sheet = read_skill_sheet(grid, who, Findings(), known)
    if sheet is None:
        return False
    # what stands there may be words: a skill asked for and a person of the roster are enough
    return any(
        rating.person is not None and fold(rating.skill.text) in known for rating in sheet.ratings
    )


def of_roster(
    table: Table, who: Who, findings: Findings, sought: Iterable[str]
) -> SkillSheet | None:
    """Skills that other sheets name and that the roster itself has a column for; ``None`` if it has
    none.

    Parameters
    ----------
    table
        The roster. Of its columns that are not declared, those whose header is one of the skills
        count.
    who
        Person id that a text names; rows of vacancies and leavers have none and are left out.
    findings
        Takes the note on which columns were read.
    sought
        Folded names of the skills that other sheets name.
    """
    known = frozenset(sought)
    asked = {column for column, raw in table.free.items() if fold(to_text(raw)) in known}
    person = table.place("person_id") or table.place("name")
    if not asked or person is None:
        return None
    kept = asked | {person}
    rows = {
        number: {column: raw for column, raw in cells.items() if column in kept}
        for number, cells in table.grid.rows.items()
        if number == table.header or (person in cells and who(to_text(cells[person])) is not None)
    }
    header = {**rows[table.header], person: "person_id"}
    grid = replace(table.grid, rows={**rows, table.header: header}, merged=(), currencies={})
    text = _(
        "needed skills are on the roster: {names} were read as levels",
        names=listed(to_text(table.free[column]) for column in sorted(asked)),
    )
    findings.note(table.name, at(table.header, min(asked)), text)
    return read_skill_sheet(grid, who, findings, known)


def at_their_times(sheets: Iterable[SkillSheet]) -> Iterator[SkillSheet]:
    """Sheets with the day that their names say, where there are several such: ``Skills 2025`` and
    ``Skills 2026``.

    Parameters
    ----------
    sheets
        Ratings with a day of their own keep it. Where all names say the same time, or one alone
        does, no day is added: nothing is older or newer.
    """
    every = tuple(sheets)
    times = {sheet.name: split[1] for sheet in every if (split := _with_time(sheet.name))}
    for sheet in every:
        day = times.get(sheet.name) if len(set(times.values())) > 1 else None
        ratings = (
            rating if rating.day or day is None else replace(rating, day=day, dated="A1")
            for rating in sheet.ratings
        )
        yield replace(sheet, ratings=tuple(ratings)) if day else sheet


def _whose(row: Row, who: Who) -> tuple[Named | None, str | None]:
    raw = row.raw("person_id")
    if raw is None:
        return None, None
    return Named(row.at("person_id"), to_text(raw)), who(to_text(raw))


def _day(row: Row) -> date | None:
    try:
        return to_date(row.raw("assessed_on"), row.table.date_order)
    except Unreadable:
        return None


def _is_wide(table: Table) -> bool:
    """A column that happens to be called Skill among others that are skills."""
    return (
        not any(key in table.columns for key in ("level", "self_level", "manager_level"))
        and _level_column(table) is None
    )


def _level_column(table: Table) -> int | None:
    """The one further column of a long table whose cells may be ratings."""
    found = []
    for column in table.free:
        cells = [row.cells[column] for row in table if column in row.cells]
        signs = [raw for raw in cells if isinstance(raw, (str, int, float))]
        few = len({str(sign) for sign in signs}) <= 12
        if (
            signs
            and len(signs) == len(cells)
            and (proposals(signs) or (few and len(signs) > len({str(sign) for sign in signs})))
        ):
            found.append(column)
    return found[0] if len(found) == 1 else None


def _skipped(row: Row, whose: Named | None, person: str | None, rated: bool) -> bool:
    """Whether a row is no person's: a total, what is required, a legend or a footnote."""
    if person is not None or whose is None:
        return False
    if is_total_word(whose.text) or not rated:
        text = (
            _(
                "'{whose}' is a total or a target, not a person on the roster: the row was skipped",
                whose=whose.text,
            )
            if rated
            else _(
                "'{whose}' is not on the roster and has no ratings: the row was skipped",
                whose=whose.text,
            )
        )
        row.note("person_id", text)
        return True
    return False


def _read_long(table: Table, who: Who, known: frozenset[str]) -> SkillSheet:
    """Ratings of a table with a row a person and skill, of one or several raters."""
    keys = {Rater.SOMEBODY: "level", Rater.SELF: "self_level", Rater.MANAGER: "manager_level"}
    places = {rater: table.columns[key] for rater, key in keys.items() if key in table.columns}
    places |= {
        rater: column
        for column, raw in table.free.items()
        if (rater := RATERS.get(fold(to_text(raw)))) and places and rater not in places
    }
    whose_word = _rater_column(table)
    if not places and (column := _level_column(table)) is not None:
        places = {Rater.SOMEBODY: column}
        table.findings.note(
            table.name,
            at(table.header, column),
            _("the levels were read from the column '{free}'", free=table.free[column]),
        )
    skills: list[tuple[Named, str]] = []
    ratings: list[WrittenRating] = []
    for row in table:
        whose, person = _whose(row, who)
        rated = {
            rater: row.cells[column]
            for rater, column in places.items()
            if row.cells.get(column) is not None
        }
        if _skipped(row, whose, person, bool(rated) and row.has("skill")):
            continue
        if not row.has("skill"):
            row.fault("skill", _("a skill"), _("Fill in which skill is rated."))
            continue
        skill = Named(row.at("skill"), to_text(row.raw("skill")))
        skills.append((skill, fold(to_text(row.raw("person_id")))))
        ratings += [
            WrittenRating(
                row.sheet,
                at(row.number, places[rater]),
                whose,
                person,
                skill,
                raw,
                _day(row),
                row.at("assessed_on"),
                _rater_of_row(row, whose_word, rater),
                wide=False,
            )
            for rater, raw in rated.items()
        ]
    headers = _headers(table, places.values())
    return SkillSheet(table.name, tuple(skills), tuple(ratings), long=True, headers=headers)


def _read_wide(table: Table, who: Who, known: frozenset[str]) -> SkillSheet:
    """Ratings of a matrix with a column a skill; a skill may have columns of several raters or
    dates.
    """
    whose_word = _rater_column(table)
    columns = {
        column: found for column, found in _skill_columns(table, known) if column != whose_word
    }
    dated = _dated(table, columns, known)
    ratings: list[WrittenRating] = []
    people = [row.number for row in table if _whose(row, who)[1] is not None]
    refuse_colours(table.grid, people, columns, table.place("person_id") or 1, table.findings)
    for row in table:
        whose, person = _whose(row, who)
        rated = {
            column: row.cells[column] for column in columns if row.cells.get(column) is not None
        }
        if _skipped(row, whose, person, bool(rated)):
            continue
        ratings += [
            WrittenRating(
                row.sheet,
                at(row.number, column),
                whose,
                person,
                dated[column][0] if column in dated else columns[column][0],
                raw,
                dated[column][1] if column in dated else _day(row),
                at(table.header, column) if column in dated else row.at("assessed_on"),
                _rater_of_row(row, whose_word, columns[column][1]),
            )
            for column, raw in rated.items()
        ]
    skills = [
        dated[column][0] if column in dated else skill for column, (skill, _) in columns.items()
    ]
    named = tuple((skill, "") for skill in skills)
    return SkillSheet(table.name, named, tuple(ratings), headers=_headers(table, columns))


def _headers(table: Table, columns: Iterable[int]) -> tuple[Named, ...]:
    """Headers of some columns as they stand."""
    cells = table.grid.rows[table.header]
    return tuple(Named(at(table.header, column), to_text(cells.get(column))) for column in columns)


def _rater_column(table: Table) -> int | None:
    """A column that says of each row whose rating it is: ``Self``, ``Manager``, ``Target``."""
    rows = [row.cells for row in table if row.has("person_id")]
    for column in table.free:
        words = {fold(to_text(raw)) for cells in rows if (raw := cells.get(column)) is not None}
        if len(words) > 1 and words <= set(RATERS):
            return column
    return None


def _rater_of_row(row: Row, column: int | None, otherwise: Rater) -> Rater:
    raw = row.cells.get(column) if column else None
    return otherwise if raw is None else RATERS.get(fold(to_text(raw)), otherwise)


def _dated(
    table: Table, columns: Mapping[int, tuple[Named, Rater]], known: frozenset[str]
) -> dict[int, tuple[Named, date]]:
    """Columns of one skill at several times: ``Java 2025`` and ``Java 2026``; column → the skill
    and the first day of that time.
    """
    found: dict[str, list[tuple[int, Named, date]]] = {}
    for column, (named, _place) in columns.items():
        split = _with_time(named.text)
        if split is not None and fold(named.text) not in known:
            skill, day = split
            found.setdefault(fold(skill), []).append((column, replace(named, text=skill), day))
    return {
        column: (named, day)
        for skill, several in found.items()
        if len(several) > 1 or skill in known
        for column, named, day in several
    }


def _with_time(text: str) -> tuple[str, date] | None:
    """A skill and when it was rated, of a header such as ``Java 2026``, ``Java (Q2 2026)`` or
    ``Java 2026-09``.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    month = int(match["month"] or 1)
    if match["quarter"]:
        month = 3 * int(match["quarter"]) - 2
    if match["half"]:
        month = 6 * int(match["half"]) - 5
    return (
        (match["skill"].strip(), date(int(match["year"]), month, 1)) if 1 <= month <= 12 else None
    )


def _skill_columns(
    table: Table, known: frozenset[str]
) -> Iterator[tuple[int, tuple[Named, Rater]]]:
    """Columns of a wide table that rate a skill; counts, targets and facts about people are
    reported and left out.
    """
    left = []
    plain = {fold(to_text(raw)) for raw in table.free.values()} | known
    loose = [rater_of(to_text(raw), LAST_WORD) for raw in table.free.values()]
    both = {skill for skill, rater in loose if rater is Rater.SELF} & {
        skill for skill, rater in loose if rater is Rater.MANAGER
    }
    for column, raw in sorted(table.free.items()):
        header = to_text(raw)
        skill, rater = rater_of(header)
        if (
            rater_of(header, LAST_WORD)[0] in both
        ):  # "Java self" says so only beside a "Java manager"
            skill, rater = rater_of(header, LAST_WORD)
        base, word = rater_of(header, LAST_WORD)
        if word is Rater.TARGET and fold(base) in plain:  # "Java target" beside "Java"
            skill, rater = base, word
        if fold(header) in known:
            skill, rater = header, Rater.SOMEBODY
        elif _TIME_SPENT.search(header) and fold(header) not in ABOUT_PEOPLE:
            fix = _(
                "Give levels from 0 to 5 under the name of the skill, or call this 'Ignore"
                " {header}'.",
                header=header,
            )
            expected = _("how well, not for how long")
            table.findings.fault(table.name, at(table.header, column), header, expected, fix)
            continue
        elif is_total_word(header) or fold(header) in ABOUT_PEOPLE or rater is Rater.TARGET:
            left.append(_("'{text}' in {cell}", text=header, cell=at(table.header, column)))
            continue
        yield column, (Named(at(table.header, column), skill), rater)
    if left:
        table.findings.note(
            table.name,
            "",
            _(
                "columns of counts, targets or descriptions are not ratings and were left out:"
                " {left}",
                left=listed(left),
            ),
        )
