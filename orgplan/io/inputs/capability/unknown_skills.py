"""Needed skills that nobody has, no role brings and no course teaches, and those that are called
nearly like one that somebody has.
"""

from collections import Counter
from collections.abc import Iterable, Set

from orgplan.domain import Course, NeedKind, Person, Role
from orgplan.excel.read import at, did_you_mean, to_text
from orgplan.language import _

from ...tables.table import Table
from ...terms.skill_names import SkillNames, is_near, is_slip
from ..requirements import NeedRow


def refuse_unknown_skills(needs: Iterable[NeedRow], known: Set[str]) -> None:
    """A fault for each needed skill that is not known.

    Parameters
    ----------
    needs
        Needs for staff name roles, and are passed over.
    known
        As of :func:`skills_named`.
    """
    for entry in needs:
        if entry.need.kind is not NeedKind.STAFF and entry.need.skill not in known:
            otherwise = _(
                "Correct it, or add it to Skills (a column for it), to Role skills or to Training."
            )
            expected = _("a skill that somebody has, a role brings or a course teaches")
            entry.row.fault("skill", expected, did_you_mean(entry.need.skill, known, otherwise))


def refuse_near_names(
    needs: Iterable[NeedRow], people: Iterable[Person], rated: Set[str]
) -> Set[str]:
    """Needed skills that stand on no sheet of skills beside one that does and is called nearly so,
    such as Java and Java 17: each is a fault.

    Parameters
    ----------
    needs
        Each with its row, which takes the fault.
    people
        Only ratings above 0 make a skill of theirs.
    rated
        Skills that a sheet of skills has a column or row for: nobody need have them, and nothing is
        asked.

    Returns
    -------
    set of str
        Skills that were asked about, so that no course is assumed for them.
    """
    asked: set[str] = set()
    holders = Counter(skill for person in people for skill, level in person.skills.items() if level)
    for entry in needs:
        skill = entry.need.skill
        if entry.need.kind is NeedKind.STAFF or skill in rated or holders[skill]:
            continue
        near = next((name for name in holders if is_near(skill, name)), None)
        if near is not None:
            asked.add(skill)
            fix = _(
                "If they are the same, write '{near}' in both places; if not, add a column"
                " '{skill}' to the sheet of skills, with 0 for those who don't have it.",
                near=near,
                skill=skill,
            )
            entry.row.fault(
                "skill",
                _(
                    "a skill of the roster: nobody is rated in it, and {holders} have '{near}'",
                    holders=holders[near],
                    near=near,
                ),
                fix,
            )
    return asked


def refuse_slips(table: Table | None, names: SkillNames, known: Set[str]) -> None:
    """A fault for each skill of Role skills that nobody has and nothing asks for or teaches, and
    that is called nearly like one that is known.

    Parameters
    ----------
    table
        The sheet Role skills, ``None`` if there is none; a column a skill, or a row a role and
        skill.
    names
        Gives the one name of two spellings.
    known
        Skills that people have, needs ask for, or courses teach.
    """
    if table is None:
        return
    if "skill" in table.columns:
        cells = [(row.at("skill"), row.text("skill") or "") for row in table if row.has("skill")]
    else:
        cells = [(at(table.header, place), to_text(raw)) for place, raw in table.free.items()]
    for cell, text in cells:
        skill = names.name(text)
        if skill in known:
            continue
        near = next((name for name in sorted(known) if is_slip(skill, name)), None)
        if near is not None:
            fix = _(
                "Did you mean '{near}'? If it is another skill, leave it out: nobody has it, and"
                " nothing asks for it.",
                near=near,
            )
            table.findings.fault(
                table.name, cell, text, _("a skill that somebody has or that is needed"), fix
            )


def skills_named(
    people: Iterable[Person], roles: Iterable[Role], courses: Iterable[Course]
) -> tuple[str, ...]:
    """Skills that somebody has, a role brings or a course teaches, each once.

    Parameters
    ----------
    people
        Also those rated 0: the skill is known, though nobody has it.
    roles
        At the start and after the ramp.
    courses
        What they teach; what they ask for before does not count.
    """
    of_people = (skill for person in people for skill in person.skills)
    of_roles = (
        skill for role in roles for skill in (*role.skills_at_start, *role.skills_after_ramp)
    )
    return tuple(dict.fromkeys((*of_people, *of_roles, *(course.skill for course in courses))))
