"""What every format is read into: one row for one skill that one level of one role is asked for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import yaml

from orgplan.domain import (
    DIMENSIONS,
    Catalogue,
    Dimension,
    LibraryLevel,
    LibraryRole,
    SkillDefinition,
    Source,
    Text,
    Value,
)
from orgplan.excel.write.csv_file import write_csv
from orgplan.language import _

from ..dimensions import GROUP_OF, LABELS


@dataclass(frozen=True, slots=True)
class SkillRequirement:
    """A skill that a level of a role is asked for.

    Attributes
    ----------
    role, level, skill
        Their names in the source.
    number
        Proficiency from 0 to 5 that the source's word or figure, `word`, became.
    word
        Kept beside the number in ``skill_sources``, so that anybody can check it.
    dimension, group
        Place in the role's skill map, and group in the catalogue; the group follows from the
        dimension if empty.
    role_zh, level_zh, skill_zh, aliases
        What the source says in Chinese, and other spellings.
    """

    role: str
    level: str
    skill: str
    number: int
    word: str
    dimension: str = DIMENSIONS[0]
    group: str = ""
    role_zh: str = ""
    level_zh: str = ""
    skill_zh: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmapped:
    """Something of the source that could not be mapped.

    Attributes
    ----------
    unit
        What the source calls its rows, or responsibilities and the like.
    where, what
        Role and level in the source, and its words.
    why
        In English, for ``not_mapped.csv``.
    """

    unit: str
    where: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many of a unit were read and written; the rest is among what was left.

    Attributes
    ----------
    unit
        What the source calls its rows.
    read, written
        What is in neither is among what was left.
    """

    unit: str
    read: int
    written: int


@dataclass(slots=True)
class Reading:
    """What a format's reader found in a file.

    Attributes
    ----------
    prefix, name, licence, family, unit
        Prefix of new ids, name and licence of the framework, role family of its roles, and what the
        source calls its rows.
    asks, duties
        The rows, and sentences of responsibility by role and dimension.
    managers
        Roles that lead people.
    following
        Next roles by role.
    carry
        Whether what a level is asked for is asked of the levels above it too.
    read
        How many of each unit the source has, counted before anything is mapped.
    rows_of
        How many of the unit one `Ask` stands for.
    left
        What could not be mapped.
    """

    prefix: str
    name: str
    licence: str
    family: str
    unit: str
    asks: list[SkillRequirement] = field(default_factory=list)
    duties: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    managers: set[str] = field(default_factory=set)
    following: dict[str, tuple[str, ...]] = field(default_factory=dict)
    carry: bool = False
    read: dict[str, int] = field(default_factory=dict)
    rows_of: int = 1
    left: list[Unmapped] = field(default_factory=list)

    def add_duty(self, role: str, dimension: str, sentence: str) -> None:
        """Add a sentence of responsibility; one said before is reported.

        Parameters
        ----------
        role
            Its name in the source.
        dimension
            Of the role's skill map.
        sentence
            In the source's words.

        Examples
        --------
        >>> reading = Reading("own", "Our framework", "internal", "engineering", "rows")
        >>> for line in ("Reviews code", "Reviews code"):
        ...     reading.add_duty("Engineer", "delivery", line)
        >>> reading.duties, reading.read, len(reading.left)
        ({('Engineer', 'delivery'): ['Reviews code']}, {'responsibilities': 2}, 1)
        """
        duties = self.duties.setdefault((role, dimension), [])
        self.read["responsibilities"] = self.read.get("responsibilities", 0) + 1
        if sentence in duties:
            self.left.append(
                Unmapped("responsibilities", role, sentence, _("said before in the same dimension"))
            )
        else:
            duties.append(sentence)


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework in the library's terms, and its accounts.

    Attributes
    ----------
    name, licence
        At the head of every file that is written.
    skills, roles
        Skills that the catalogue does not have yet, and all roles.
    counts, left
        Accounts by unit: read = written + left.
    notes
        What a person should know before using it.
    """

    name: str
    licence: str
    skills: tuple[SkillDefinition, ...]
    roles: tuple[LibraryRole, ...]
    counts: tuple[UnitCount, ...]
    left: tuple[Unmapped, ...]
    notes: tuple[str, ...]


def build(reading: Reading, known: Catalogue) -> Framework:
    """Turn what was read into skills and roles, reusing the skills of a catalogue that have the
    same name.

    Parameters
    ----------
    reading
        What a format's reader found.
    known
        The library. Its skills of the same name are used under their ids, and are not written
        again.

    Returns
    -------
    Framework
        Levels that do not rise in every skill become alternatives of one role, not steps of a
        ladder.
    """
    asks = _first_of_each(reading)
    skills, notes = _skills_of(asks, reading, known)
    by_role: dict[str, list[SkillRequirement]] = {}
    for ask in asks:
        by_role.setdefault(ask.role, []).append(ask)
    roles = tuple(_role(reading, name, rows, skills) for name, rows in by_role.items())
    roles = _with_followers(roles, reading)
    unordered = [role.id for role in roles if role.variants == "archetypes"]
    if unordered:
        notes.append(
            _(
                "levels of {roles} do not rise in every skill; they are kept as alternatives,"
                " figures unchanged",
                roles=_(", ").join(unordered),
            )
        )
    if not any(ask.skill_zh for ask in asks):
        notes.append(
            _(
                "the source names skills in one language; its words stand in both until somebody"
                " translates them"
            )
        )
    written = {
        reading.unit: len(asks) * reading.rows_of,
        "responsibilities": sum(map(len, reading.duties.values())),
    }
    written["levels"] = sum(len(role.levels) for role in roles)
    counts = tuple(
        UnitCount(unit, read, written.get(unit, 0)) for unit, read in reading.read.items()
    )
    new = tuple(
        skill
        for skill in {skill.id: skill for skill in skills.values()}.values()
        if known.skill(skill.id) is None
    )
    return Framework(
        reading.name, reading.licence, new, roles, counts, tuple(reading.left), tuple(notes)
    )


def write_framework(framework: Framework, folder: Path) -> None:
    """Write skills, roles and ``not_mapped.csv`` into a models folder.

    Parameters
    ----------
    framework
        Its licence stands at the head of each file.
    folder
        Made if it is not there; files of the same name are replaced.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_framework(Framework("own", "internal", (), (), (), (), ()), Path(folder))
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['not_mapped.csv', 'roles']
    """
    (folder / "roles").mkdir(parents=True, exist_ok=True)
    head = f"# From {framework.name}; {framework.licence}.\n"
    if framework.skills:
        skills = {"skills": [_plain(skill) for skill in framework.skills]}
        (folder / "skills.yaml").write_text(head + _yaml(skills), encoding="utf-8")
    for role in framework.roles:
        (folder / "roles" / f"{role.id}.yaml").write_text(
            head + _yaml(_plain(role)), encoding="utf-8"
        )
    rows = [(left.unit, left.where, left.what, left.why) for left in framework.left]
    write_csv(folder / "not_mapped.csv", ("unit", "where", "what", "why"), rows, mark=False)


def slug(name: str) -> str:
    """A name as an id: ``Systems design`` becomes ``systems_design``; Chinese characters stay.

    Parameters
    ----------
    name
        In any language; one of signs alone is called ``unnamed``.

    Examples
    --------
    >>> slug("Systems design"), slug("Research & development"), slug("系统设计")
    ('systems_design', 'research_and_development', '系统设计')
    """
    return re.sub(r"[^\w]+", "_", name.casefold().replace("&", " and ")).strip("_") or "unnamed"


def _first_of_each(reading: Reading) -> list[SkillRequirement]:
    """Requirements without repetitions, of which the first one counts."""
    kept: dict[tuple[str, str, str], SkillRequirement] = {}
    for ask in reading.asks:
        key = (ask.role, ask.level, ask.skill.casefold())
        if key in kept:
            where = f"{ask.role}, {ask.level}"
            reading.left += [
                Unmapped(
                    reading.unit,
                    where,
                    f"{ask.skill}: {ask.word}",
                    "a repetition; the first one is kept",
                )
            ] * reading.rows_of
        else:
            kept[key] = ask
    return list(kept.values())


def _skills_of(
    asks: Sequence[SkillRequirement], reading: Reading, known: Catalogue
) -> tuple[dict[str, SkillDefinition], list[str]]:
    """Name → skill: the catalogue's of that very name, else a new one; a name that the catalogue
    has for another skill gets the framework's behind it.
    """
    skills: dict[str, SkillDefinition] = {}
    reused, renamed = [], []
    taken: dict[str, str] = {}
    for ask in asks:
        key = ask.skill.casefold()
        if key in skills:
            continue
        same = known.skill(ask.skill)
        if same is not None and ask.skill.casefold() in (
            same.id,
            same.name.en.casefold(),
            same.name.zh.casefold(),
        ):
            skills[key] = same
            reused.append(same.id)
            continue
        name = ask.skill if same is None else f"{ask.skill} ({reading.name})"
        if same is not None:
            renamed.append(f"{ask.skill} (a spelling of {same.id})")
        identifier = _free(_identifier(reading, ask.skill), key, taken)
        while known.skill(identifier) is not None:
            identifier += "_own"
        zh = ask.skill_zh if ask.skill_zh and known.skill(ask.skill_zh) is None else name
        aliases = tuple(alias for alias in ask.aliases if known.skill(alias) is None)
        group = ask.group or GROUP_OF[ask.dimension]
        skills[key] = SkillDefinition(
            id=identifier, name=Text(en=name, zh=zh), aliases=aliases, group=group
        )
    notes = []
    if reused:
        notes.append(
            _(
                "skills that the catalogue already has, by the same name: {skills}",
                skills=_(", ").join(reused),
            )
        )
    if renamed:
        notes.append(
            _(
                "skills renamed, because the catalogue uses the word for another one: {skills}",
                skills=_(", ").join(renamed),
            )
        )
    return skills, notes


def _identifier(reading: Reading, name: str) -> str:
    """Id of a new entry, at most 80 characters."""
    return f"{reading.prefix}_{slug(name)}".removeprefix("_")[:80]


def _free(identifier: str, name: str, taken: dict[str, str]) -> str:
    candidate, number = identifier, 1
    while taken.setdefault(candidate, name) != name:
        number += 1
        candidate = f"{identifier}_{number}"
    return candidate


def _role(
    reading: Reading,
    name: str,
    rows: Sequence[SkillRequirement],
    skills: Mapping[str, SkillDefinition],
) -> LibraryRole:
    """A role of the rows that name it; a skill stands in the dimension in which it is asked for
    first.
    """
    place: dict[str, str] = {}
    for row in rows:
        place.setdefault(skills[row.skill.casefold()].id, row.dimension)
    dimensions = {
        key: Dimension(
            label=LABELS[key],
            skills=tuple(skill for skill, where in place.items() if where == key),
            responsibilities=tuple(
                Text(en=line, zh=line) for line in reading.duties.get((name, key), ())
            ),
        )
        for key in DIMENSIONS
    }
    levels = _levels(reading, rows, skills)
    return LibraryRole(
        id=_identifier(reading, name),
        title=Text(en=name, zh=rows[0].role_zh or name),
        family=reading.family,
        track="management" if name in reading.managers else "individual",
        source=Source(text=reading.name, section=name),
        dimensions=dimensions,
        variants="levels" if _rising(levels) else "archetypes",
        levels=levels,
    )


def _levels(
    reading: Reading, rows: Sequence[SkillRequirement], skills: Mapping[str, SkillDefinition]
) -> tuple[LibraryLevel, ...]:
    """Levels in the order of the source; where it says only what a level adds, each also asks for
    what the one below does.
    """
    numbers: dict[str, dict[str, int]] = {}
    words: dict[str, dict[str, str]] = {}
    chinese: dict[str, str] = {}
    for row in rows:
        skill = skills[row.skill.casefold()].id
        numbers.setdefault(row.level, {})[skill] = row.number
        words.setdefault(row.level, {})[skill] = row.word
        chinese.setdefault(row.level, row.level_zh or row.level)
    if reading.carry:
        for below, above in pairwise(numbers):
            numbers[above] = numbers[below] | numbers[above]
    return tuple(
        LibraryLevel(
            id=slug(level),
            title=Text(en=level, zh=chinese[level]),
            skills=asked,
            skill_sources=words[level],
        )
        for level, asked in numbers.items()
    )


def _rising(levels: Sequence[LibraryLevel]) -> bool:
    return all(
        above.skills.get(skill, 0) >= number
        for below, above in pairwise(levels)
        for skill, number in below.skills.items()
    )


def _with_followers(roles: tuple[LibraryRole, ...], reading: Reading) -> tuple[LibraryRole, ...]:
    by_name = {role.title.en: role for role in roles}
    following = {
        name: tuple(by_name[other].id for other in others if other in by_name)
        for name, others in reading.following.items()
    }
    return tuple(role.replace(next=following.get(name, ())) for name, role in by_name.items())


def _plain(value: Value) -> dict[str, object]:
    return value.model_dump(mode="json", exclude_defaults=True)


def _yaml(content: Mapping[str, object]) -> str:
    return yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=140)
