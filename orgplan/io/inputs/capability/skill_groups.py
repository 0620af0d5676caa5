"""Groups of skills: of the sheet Skill groups, else of the catalogue, where a rule asks for
them.
"""

from collections.abc import Iterable

from orgplan.domain import GROUP_NAMES, Rule, Strength, key_of
from orgplan.language import _

from ...tables.keyed_rows import KeyedRows
from ...tables.table import Table
from ...terms.skill_names import SkillNames


def read_groups(table: Table | None, names: SkillNames) -> dict[str, str]:
    """Skill → group of the sheet.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet.
    names
        Gives the one name of two spellings.

    Returns
    -------
    dict
        A skill in two groups is a fault, and keeps the first.
    """
    found: dict[str, str] = {}
    rows = KeyedRows[str]("skill", _("each skill once"))
    for row in table or ():
        skill, group = row.text("skill"), row.text("group")
        if skill is None or group is None:
            continue
        skill = names.name(skill)
        if rows.put(skill, row):
            found[skill] = key_of(group, GROUP_NAMES)
    return found


def with_library(
    own: dict[str, str], skills: Iterable[str], rules: Iterable[Rule], names: SkillNames
) -> dict[str, str]:
    """The user's groups, and the catalogue's for further skills where a rule in force asks for the
    group.

    Parameters
    ----------
    own
        Skill → group of the sheet; goes before the catalogue.
    skills
        All skills of the organisation.
    rules
        Those that are off ask for nothing.
    names
        Knows the catalogue's groups.
    """
    asked = {
        group for rule in rules if rule.strength is not Strength.OFF for group in rule.groups_named
    }
    library = {
        skill: group
        for skill in skills
        if (group := names.group(skill)) in asked and group is not None
    }
    return library | own
