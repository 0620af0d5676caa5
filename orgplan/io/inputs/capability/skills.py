"""Skills of people and of roles, wide or long."""

import re
from collections.abc import Mapping

from orgplan.excel.read import ErrorValue, Findings, Raw, Unreadable, at, to_number, to_text
from orgplan.language import _
from orgplan.schema.scales import PERCENT, SCALE_OF, Scale, level_of

from ...tables.row import Row
from ...tables.table import Table
from ...terms.skill_names import SkillNames
from .role_build import UnfinishedRole
from .roles import RoleRegistry

_OWN = SCALE_OF["0-5"]
_NUMBER = re.compile(r"[\d０-９][\d０-９.,]*")


def level_in(raw: Raw, scale: Scale) -> int:
    """Proficiency 0-5 of a cell.

    Parameters
    ----------
    raw
        What the cell holds; a tick is *yes*. Numbers typed as text are read as numbers, except on a
        scale of the user's own, whose signs count as they stand.
    scale
        Scale that the sheet is on.

    Raises
    ------
    Unreadable
        If the scale has no such rating.

    Examples
    --------
    >>> level_in("3", _OWN), level_in(4.0, _OWN), level_in(True, SCALE_OF["yes/no"])
    (3, 4, 3)
    """
    if isinstance(raw, bool):
        raw = "yes" if raw else "no"
    if isinstance(raw, ErrorValue) or not isinstance(raw, (str, int, float)):
        raise _not_on(scale)
    sign: str | float = raw if isinstance(raw, str) else float(raw)
    if (
        isinstance(sign, str)
        and not scale.own
        and (scale.name == PERCENT or _NUMBER.fullmatch(sign.strip()))
    ):
        try:
            sign = to_number(sign)
        except Unreadable:
            raise _not_on(scale) from None
    level = level_of(scale, sign)
    if level is None:
        raise _not_on(scale)
    return level


def _not_on(scale: Scale) -> Unreadable:
    fix = _("Type {expected}; leave it blank where there is no skill.", expected=scale.expected)
    return Unreadable(scale.expected, fix)


def wide_columns(table: Table, names: SkillNames, scale: Scale) -> dict[int, str]:
    """Column → skill of a wide table; columns that hold no ratings and name no known skill are left
    out with a note.

    Parameters
    ----------
    table
        A column a skill; its free columns are looked at.
    names
        Gives the one name of a skill, and says which are known.
    scale
        A column with one rating of it, or with no values at all, may be a skill.

    Returns
    -------
    dict
        Column number → name of the skill. A second column of one skill is a fault, and left out.
    """
    columns: dict[int, str] = {}
    first: dict[str, int] = {}
    for column, raw in table.free.items():
        header = to_text(raw)
        values = [
            cells[column]
            for number, cells in table.grid.rows.items()
            if number > table.header and column in cells
        ]
        if values and not names.known(header) and not any(_rates(value, scale) for value in values):
            table.findings.note(
                table.name,
                at(table.header, column),
                _("the column '{header}' holds no levels and was ignored", header=header),
            )
            continue
        skill = names.name(header)
        if skill in first:
            fix = _(
                "It means the same skill as {cell}: merge the two columns.",
                cell=at(table.header, first[skill]),
            )
            table.findings.fault(
                table.name, at(table.header, column), header, _("each skill once"), fix
            )
            continue
        first[skill] = column
        columns[column] = skill
    return columns


def _rates(raw: Raw, scale: Scale) -> bool:
    try:
        level_in(raw, scale)
    except Unreadable:
        return False
    return True


def _read(
    row: Row, address: str, raw: Raw, scale: Scale, findings: Findings, wide: bool = False
) -> int | None:
    if raw is None:
        return None
    try:
        return level_in(raw, scale)
    except Unreadable as problem:
        fix = problem.fix + (
            _(" If the column is not a skill, give it a header such as note, or delete it.")
            if wide
            else ""
        )
        findings.fault(row.sheet, address, raw, problem.expected, fix)
        return None


def role_skills(table: Table | None, book: RoleRegistry, names: SkillNames) -> set[str]:
    """Put the levels of the sheet Role skills into the roles; the skills that it mentions are
    returned.

    Parameters
    ----------
    table
        Wide (a column a skill) or long (a row a role and skill); ``None`` if there is no such
        sheet.
    book
        Is changed: levels 0-5 at the start and after the ramp are put into its drafts. A row
        without a level is meant for the role at all its levels.
    names
        Gives the one name of two spellings.
    """
    if table is None:
        return set()
    if "skill" in table.columns:
        return _role_skills_long(table, book, names)
    columns = wide_columns(table, names, _OWN)
    for row in table:
        for draft in _meant(book, row, "level"):
            _put_wide(row, draft, columns, table)
    return set(columns.values())


def _put_wide(row: Row, draft: UnfinishedRole, columns: Mapping[int, str], table: Table) -> None:
    for column, skill in columns.items():
        level = _read(
            row, at(row.number, column), row.cells.get(column), _OWN, table.findings, wide=True
        )
        if level is not None:
            _put(row, draft.at_start, skill, level, at(row.number, column), draft.id)


def _role_skills_long(table: Table, book: RoleRegistry, names: SkillNames) -> set[str]:
    """Put in levels from a row a role and skill.

    Without the columns at_start and after_ramp, the column level is the proficiency, and not the
    role's level.
    """
    seen = set()
    start_key = (
        "at_start" if "at_start" in table.columns or "after_ramp" in table.columns else "level"
    )
    level_key = None if start_key == "level" else "level"
    for row in table:
        if not row.has("skill"):
            row.fault("skill", _("a skill"), _("Fill in which skill the role brings."))
            continue
        skill = names.name(row.text("skill") or "")
        seen.add(skill)
        start = _read(row, row.at(start_key), row.raw(start_key), _OWN, table.findings)
        after = _read(row, row.at("after_ramp"), row.raw("after_ramp"), _OWN, table.findings)
        for draft in _meant(book, row, level_key):
            if start is not None:
                _put(row, draft.at_start, skill, start, row.at(start_key), draft.id)
            if after is not None:
                _put(row, draft.after_ramp, skill, after, row.at("after_ramp"), draft.id)
    return seen


def _put(row: Row, levels: dict[str, int], skill: str, level: int, address: str, role: str) -> None:
    """Put a level into a draft; a second one that differs is a fault."""
    if levels.get(skill, level) != level:
        fix = _("Another row says {levels}: delete one of the two.", levels=levels[skill])
        row.table.findings.fault(
            row.sheet,
            address,
            level,
            _("one level of {role} in {skill}", role=role, skill=skill),
            fix,
        )
    levels[skill] = level


def _meant(book: RoleRegistry, row: Row, level_key: str | None) -> list[UnfinishedRole]:
    """The roles that a row speaks about: one, or without a level all of that name."""
    name = row.text("role")
    if name is None:
        return []
    level = row.text(level_key) if level_key else None
    named = book.named(name)
    if level is None and len(named) > 1 and all(draft.level for draft in named):
        return named
    found = book.resolve(row, "role", level_key)
    return [book.drafts[key] for key in book.drafts if book.drafts[key].id == found]
