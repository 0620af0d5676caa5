"""Roles that the roster or the positions name without a row on Roles, drafted from the pay and
skills of their holders.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orgplan.domain import FAMILY_NAMES, Person, named
from orgplan.excel.read import Findings, Raw, fold, listed, to_text
from orgplan.language import _, ngettext
from orgplan.schema import inputs
from orgplan.schema.levers import POSITIONS

from ..files.choose import ChosenSheets
from ..inputs.roster import Roster
from ..people.exports import is_total
from ..people.role_drafts import RoleDraft, draft_role
from ..tables.find_table import find_table
from .families import family_of
from .lines import Drafted


@dataclass(frozen=True)
class Title:
    """A role that the roster or the positions name, without a row on Roles.

    Attributes
    ----------
    name, level
        As the sheet has them; ``None`` where it gives no level.
    """

    name: str
    level: str | None


def titles_without_role(chosen: ChosenSheets) -> list[Title]:
    """Titles of the roster and of positions that no row of Roles names.

    Parameters
    ----------
    chosen
        Sheets as translated, read here without faults: they are reported when the sheets are read
        in earnest.

    Returns
    -------
    list of Title
        Each title and level once, in the order of the roster, then of positions.
    """
    roles = chosen.grids.get(inputs.ROLES.key)
    table = find_table(inputs.ROLES, roles, Findings()) if roles is not None else None
    known = {fold(to_text(row.raw("role"))) for row in table or () if row.has("role")}
    found: dict[tuple[str, str], Title] = {}
    for spec in (inputs.ROSTER, POSITIONS):
        grid = chosen.grids.get(spec.key)
        named = find_table(spec, grid, Findings()) if grid is not None else None
        for row in named or ():
            if not row.has("role") or (spec is inputs.ROSTER and is_total(row)):
                continue
            name = to_text(row.raw("role"))
            level = to_text(row.raw("level")) if row.table.place("level") else ""
            if fold(name) not in known:
                found.setdefault((fold(name), fold(level)), Title(name, level or None))
    return list(found.values())


def stubs(titles: Iterable[Title]) -> list[dict[str, Raw]]:
    """Rows of Roles that say no more than that there is such a role.

    Parameters
    ----------
    titles
        For a first reading of the roster, from which pay bands and skills are drafted afterwards.
    """
    return [_stub(title) for title in titles]


def _stub(title: Title) -> dict[str, Raw]:
    return {
        "role": title.name,
        "level": title.level,
        "family": family_of(title.name)[0],
        "library_id": "none",
        "note": _note(title),
    }


def _note(title: Title) -> str:
    return _("drafted: family {why}", why=family_of(title.name)[1])


def _brought(title: Title, skill: str, level: int) -> dict[str, Raw]:
    return {"role": title.name, "level": title.level, "skill": skill, "at_start": level}


def draft_roles(
    titles: Iterable[Title], people: Sequence[Person], roster: Roster, scale: float
) -> tuple[list[dict[str, Raw]], list[dict[str, Raw]], list[Drafted]]:
    """Rows of Roles and of Role skills from who holds the roles today.

    Parameters
    ----------
    titles
        Titles that no row of Roles names; one that nobody holds, of a position, gets no band and no
        skills.
    people
        Those that could be read.
    roster
        Its rows say the title and level of each person as they stand, for a role may not have been
        built.
    scale
        By what pay a year is divided before it is written: 12 where Settings say that bands are a
        month's.

    Returns
    -------
    roles, skills, drafted
        Rows of the two sheets by column key, and what was drafted, for the first page of the
        import. A role whose every holder leads people is not hired into.
    """
    by_id = {person.id: person for person in people}
    leads = {person.manager_id for person in people if person.manager_id}
    holders: dict[tuple[str, str], list[Person]] = {}
    for id_, row in roster.rows.items():
        if id_ in by_id and row.has("role"):
            level = to_text(row.raw("level")) if row.table.place("level") else ""
            key = fold(to_text(row.raw("role"))), fold(level)
            holders.setdefault(key, []).append(by_id[id_])
    roles: list[dict[str, Raw]] = []
    skills: list[dict[str, Raw]] = []
    drafted: list[Drafted] = []
    for title in titles:
        held = holders.get((fold(title.name), fold(title.level or "")), [])
        pay = [person.base_salary / person.fte for person in held if person.base_salary]
        found = draft_role(title.name, pay, [person.skills for person in held], len(held))
        brought = found.skills
        note = _("; ").join((_note(title), _basis(held, brought)))
        role = {**_stub(title), **_band(found, scale)}
        if held and all(person.id in leads for person in held):
            role |= {"can_manage": "yes", "track": "management", "max_hires": 0}
            note += _(
                "; its holders lead people, so nobody is hired into it: clear 'Max hires' to allow"
                " hiring"
            )
        role["note"] = note
        roles.append(role)
        skills += [_brought(title, skill, level) for skill, level in brought.items()]
        name = f"{title.name} / {title.level}" if title.level else title.name
        drafted.append(Drafted(inputs.ROLES.key, name, shown_role(role, dict(brought)), note))
    return roles, skills, drafted


def _band(found: RoleDraft, scale: float) -> dict[str, Raw]:
    band = {"band_min": found.low, "band_mid": found.middle, "band_max": found.high}
    return {key: round(pay / scale, 2) for key, pay in band.items() if pay is not None}


def _basis(held: Sequence[Person], brought: Mapping[str, int]) -> str:
    if not held:
        return _("nobody holds it: no band and no skills")
    skills = (
        _("median of their skills ({skills})", skills=listed(brought))
        if brought
        else _("they are rated in no skill")
    )
    return ngettext(
        "band from the pay of its {n} holder, {skills}",
        "band from the pay of its {n} holders, {skills}",
        len(held),
        skills=skills,
    )


def shown_role(role: Mapping[str, Raw], skills: Mapping[str, Raw]) -> str:
    """A drafted role in one line; by it an import knows whether somebody has changed the draft
    since.

    Parameters
    ----------
    role
        Row of Roles by column key; bands in the unit of the sheet, a year's or a month's pay.
    skills
        Skill → level 0-5, in any order.

    Examples
    --------
    >>> shown_role({"family": "engineering", "band_min": 70_000, "band_max": 95_000}, {"Java": 3})
    'engineering; 70,000–95,000; Java 3'
    """
    band = [role.get(key) for key in ("band_min", "band_mid", "band_max")]
    figures = [f"{figure:,.0f}" for figure in band if isinstance(figure, (int, float))]
    parts = [named(to_text(role.get("family")), FAMILY_NAMES), "–".join(figures) or _("no band")]
    parts += [_(", ").join(f"{skill} {to_text(level)}" for skill, level in sorted(skills.items()))]
    parts += [_("no hires")] if role.get("max_hires") == 0 else []
    return _("; ").join(part for part in parts if part)
