"""What the library knows: skills, role skill maps, ladders and rules, in English and Chinese.

The library is read from the YAML files that come with the package and from folders of the user's;
the workbook takes over what it names and does not fill in itself. Levels are 0-5.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from orgplan.language import N_, _, available, current, speaking

from .base import Strength, Value
from .costs.charges import ChargePack
from .people import MAX_PROFICIENCY

_SPACE_BESIDE_CHINESE = re.compile(
    r"(?<=[\u3400-\u9fff]) +(?=[a-z0-9])|(?<=[a-z0-9]) +(?=[\u3400-\u9fff])"
)
Proficiency = Annotated[int, Field(ge=0, le=MAX_PROFICIENCY, strict=True)]


class Text(Value):
    """The same words in English and Chinese.

    Parameters
    ----------
    en, zh
        Words in each language.
    """

    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)

    @property
    def shown(self) -> str:
        """The words in the language of the run."""
        return self.zh if current() == "zh" else self.en


class Source(Value):
    """Where a figure or a rule comes from: the text's number and a section.

    Parameters
    ----------
    text
        Number of the text in the library's list.
    section
        Of that text, as it is headed there.
    """

    text: str
    section: Text | str

    @property
    def shown(self) -> str:
        """Text and section in the language of the run."""
        section = self.section if isinstance(self.section, str) else self.section.shown
        return _("{text}, {section}", text=_(self.text), section=section)

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Text and section in every language."""
        found = set()
        for code in available():
            with speaking(code):
                found.add(self.shown)
        return frozenset(found)


class SkillDefinition(Value):
    """A skill of the catalogue.

    Parameters
    ----------
    aliases
        Other words for the same: spellings, abbreviations, translations.
    mentions
        Words that name less, more or a neighbour: a text that says them speaks of the skill, but
        they are no other name for it.
    id, name
        Stable id, and what it is called.
    group
        One of :data:`GROUP_NAMES`, or of the user's own.
    """

    id: str
    name: Text
    aliases: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    group: str = ""


class Range(Value):
    """A range of years or people; ``None`` is open, and `open` says that the source continues past
    `max` (``300+``).

    Parameters
    ----------
    min, max
        Both count; ``None`` is open.
    open
        Whether the source continues past `max`.
    """

    min: float | None = None
    max: float | None = None
    open: bool = False


class Band(Value):
    """A pay band exactly as its source has it, in `unit` of `currency` per `period`.

    `open` says that it continues past `max` (``200+``), `assumed` what the source does not state.

    Parameters
    ----------
    min, max
        In `unit` of `currency` per `period`; a `max` of ``None`` is open.
    currency, unit, period
        Three letters; single units or thousands; a month or a year.
    place, as_of
        Where and when it holds, as the source says.
    open
        Whether it continues past `max`.
    assumed_monthly
        Whether the source states no period, and a month was taken.
    assumed
        What the source does not state.
    """

    min: float
    max: float | None
    currency: str
    unit: Literal["one", "thousand"]
    period: Literal["month", "year"]
    place: str
    as_of: str
    open: bool = False
    assumed_monthly: bool = False
    assumed: tuple[Literal["place", "as_of", "period"], ...] = ()

    @property
    def per_year(self) -> float:
        """Factor from a figure of the band to an annual amount in its currency."""
        return {"one": 1, "thousand": 1000}[self.unit] * {"month": 12, "year": 1}[self.period]


class LibraryLevel(Value):
    """A level of a role, or an archetype of a head (then `stages` names the company stages that it
    fits).

    Parameters
    ----------
    id, title
        Id within the role, and what it is called.
    years, leads
        Years of experience, and people led, as the source has them.
    band
        Pay as the source has it; ``None`` where it has none.
    stages
        Company stages that an archetype fits; empty for a level.
    skills
        Skill id → proficiency 0-5.
    skill_sources
        Skill id → where that level comes from.
    """

    id: str
    title: Text
    years: Range | None = None
    leads: Range | None = None
    band: Band | None = None
    stages: tuple[str, ...] = ()
    skills: Mapping[str, Proficiency] = Field(default_factory=dict)
    skill_sources: Mapping[str, str] = Field(default_factory=dict)


class Dimension(Value):
    """One of the six dimensions of a role's skill map.

    Parameters
    ----------
    label
        What it is called.
    skills
        Ids.
    responsibilities
        What holders answer for.
    """

    label: Text
    skills: tuple[str, ...] = ()
    responsibilities: tuple[Text, ...] = ()


FAMILY_NAMES: Mapping[str, Text] = {
    "engineering": Text(en="engineering", zh="研发"),
    "product": Text(en="product", zh="产品"),
    "operations": Text(en="operations", zh="运营"),
    "marketing": Text(en="marketing", zh="市场"),
    "executive": Text(en="executives", zh="高管"),
}
GROUP_NAMES: Mapping[str, Text] = {
    "technology": Text(en="technology", zh="技术"),
    "architecture": Text(en="architecture", zh="架构"),
    "business": Text(en="business", zh="业务"),
    "delivery": Text(en="delivery", zh="交付"),
    "people": Text(en="people skills", zh="带人"),
    "trends": Text(en="technology trends", zh="技术趋势"),
    "product": Text(en="product", zh="产品"),
    "operations": Text(en="operations", zh="运营"),
    "marketing": Text(en="marketing", zh="市场"),
    "data": Text(en="data", zh="数据"),
}
STAGE_NAMES: Mapping[str, Text] = {
    "zero_to_one": Text(en="from zero to one", zh="从 0 到 1"),
    "growth": Text(en="growth", zh="增长期"),
    "scale_up": Text(en="scale-up", zh="规模化"),
    "refinement": Text(en="refinement", zh="精细化"),
    "commercialisation": Text(en="commercialisation", zh="商业化"),
    "fundraising": Text(en="fundraising", zh="融资期"),
    "brand": Text(en="brand", zh="品牌"),
    "consumer_hardware": Text(en="consumer hardware", zh="消费硬件"),
    "vertical": Text(en="vertical industry", zh="垂直行业"),
    "platform": Text(en="platform", zh="平台"),
    "saas": Text(en="SaaS", zh="SaaS"),
    "group": Text(en="group of companies", zh="集团"),
    "transformation": Text(en="transformation", zh="转型"),
    "ai_transformation": Text(en="AI transformation", zh="AI 转型"),
    "overseas": Text(en="overseas expansion", zh="出海"),
    "cross_border": Text(en="cross-border trade", zh="跨境"),
}
GROUPS = tuple(GROUP_NAMES)
PRACTICE = N_("practice")  # the source of a rule that stands in no text
DIMENSIONS = (
    "core_technology",
    "architecture_engineering",
    "business_modelling",
    "delivery",
    "team_leadership",
    "trends",
)


def _folded(name: str) -> str:
    """A title whatever its case; the space that print sets between Chinese and Latin letters does
    not count.
    """
    return _SPACE_BESIDE_CHINESE.sub("", name.casefold().strip())


def named(name: str, names: Mapping[str, Text]) -> str:
    """A family, group or stage of the library in the language of the run; one of the user's own as
    it stands.

    Parameters
    ----------
    name
        As the workbook has it.
    names
        What the library calls them: :data:`FAMILY_NAMES`, :data:`GROUP_NAMES` or
        :data:`STAGE_NAMES`.

    Examples
    --------
    >>> named("zero_to_one", STAGE_NAMES), named("our stage", STAGE_NAMES)
    ('from zero to one', 'our stage')
    """
    return names[name].shown if name in names else name


def key_of(name: str, names: Mapping[str, Text]) -> str:
    """The key of a family, group or stage of the library by any of its names; one of the user's own
    as it stands.

    >>> key_of("从 0 到 1", STAGE_NAMES), key_of("our stage", STAGE_NAMES)
    ('zero_to_one', 'our stage')
    """
    folded = name.casefold().strip()
    return next(
        (
            key
            for key, text in names.items()
            if folded in (key, text.en.casefold(), text.zh.casefold())
        ),
        name,
    )


class LibraryRole(Value):
    """A role of the library with all its levels or archetypes.

    Parameters
    ----------
    id, title, family
        Id, what it is called, and the family that rules count.
    track
        Of experts or of managers.
    source
        The text from which it comes.
    next
        Ids of roles to which a holder is promoted.
    dimensions
        Key of a dimension → its skills and responsibilities.
    variants
        Whether what differs is levels or archetypes.
    levels, archetypes
        The lowest level first; archetypes of a head, each for other stages.
    """

    id: str
    title: Text
    family: str
    track: Literal["individual", "management"]
    source: Source
    next: tuple[str, ...] = ()
    dimensions: Mapping[str, Dimension]
    variants: Literal["levels", "archetypes"] = "levels"
    levels: tuple[LibraryLevel, ...]
    archetypes: tuple[LibraryLevel, ...] = ()

    def level(self, name: str | None) -> LibraryLevel | None:
        """Level by id or title in either language; without a name, the first level.

        Parameters
        ----------
        name
            Whatever the case; archetypes are found too.

        Returns
        -------
        LibraryLevel | None
            ``None`` where the role has no such level.

        Examples
        --------
        >>> from orgplan import library
        >>> library.load.load_catalogue().role("Java engineer").level("Senior").id
        'senior'
        """
        if name is None:
            return self.levels[0]
        folded = name.casefold().strip()
        for level in (*self.levels, *self.archetypes):
            if folded in (level.id, level.title.en.casefold(), level.title.zh.casefold()):
                return level
        return None


class LibraryRule(Value):
    """A rule of the library, in the terms of :class:`~orgplan.domain.rules.Rule`.

    `counts`, `roles` and `skill` hold library ids; what it leaves out has the default that a rule
    has.

    Parameters
    ----------
    below
        Triggered only in a scope of fewer heads than this.
    shared
        Whether holders outside every product line, such as a platform group, count too (``also``)
        or alone (``only``).
    stages
        Company stages that the rule tells apart; an archetype fits those that it lists itself.
    every_months
        How often what the rule asks for comes round.
    assumed
        Fields that the source does not state: choices of the house.
    deep_groups, level, broad_groups, broad_level, leg_groups, leg_level
        Groups of skills, and the level at which one of them is somebody's deep line, breadth and
        second leg.
    id, title, sentence, source, strength
        As a rule on the sheet Rules has them, the text in both languages.
    """

    id: str
    family: str
    title: Text
    sentence: Text
    source: Source
    strength: Strength = Strength.MUST
    scope: str = "organisation"
    counts: tuple[str, ...] = ()
    threshold: int | None = None
    product_lines_over: int | None = None
    load_over: float | None = None
    also_counts: tuple[str, ...] = ()
    also_threshold: int | None = None
    also_anywhere: bool = False
    roles: tuple[str, ...] = ()
    count: int = 1
    ready: int | None = None
    per: int | None = None
    per_min: int | None = None
    tolerance: float | None = None
    rounding: Literal["up", "nearest", "down"] | None = None
    least_share: float | None = None
    most_share: float | None = None
    skill: str | None = None
    skills: tuple[str, ...] = ()
    level: int | None = None
    owner_level: int | None = None
    most_areas: int | None = None
    min_fte: float | None = None
    all_seats: bool = False
    below: int | None = None
    shared: Literal["no", "also", "only"] = "no"
    stages: tuple[str, ...] = ()
    every_months: int | None = None
    deep_groups: tuple[str, ...] = ()
    broad_groups: tuple[str, ...] = ()
    broad_level: int | None = None
    leg_groups: tuple[str, ...] = ()
    leg_level: int | None = None
    assumed: tuple[str, ...] = ()


class Fork(Value):
    """The year in which people on a rung often choose another path; `to` may name roles that the
    library doesn't hold, with `titles` of their own.

    Parameters
    ----------
    year
        Of experience.
    to
        Role ids.
    titles
        Role id → what it is called, for roles that the library does not hold.
    """

    year: int
    to: tuple[str, ...]
    titles: Mapping[str, Text] = Field(default_factory=dict)


class Rung(Value):
    """A step of a ladder.

    Parameters
    ----------
    role
        Id of the role, in the library or named by a fork.
    years
        Of experience on it, as the source has them.
    next
        Ids of the roles that follow it.
    fork
        ``None`` where nobody forks off.
    """

    role: str
    years: Range | None = None
    next: tuple[str, ...] = ()
    fork: Fork | None = None


class Ladder(Value):
    """A career ladder.

    Parameters
    ----------
    id, title, source
        Id, what it is called, and where it comes from.
    rungs
        The lowest first.
    """

    id: str
    title: Text
    source: Source
    rungs: tuple[Rung, ...]


class Catalogue(Value):
    """Everything that the library, and the user's own models, hold.

    Parameters
    ----------
    skills, roles, ladders, rules, charge_packs
        Each with unique ids; those of the user's own models take the place of the library's.
    """

    skills: tuple[SkillDefinition, ...] = ()
    roles: tuple[LibraryRole, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    rules: tuple[LibraryRule, ...] = ()
    charge_packs: tuple[ChargePack, ...] = ()

    @cached_property
    def _skill_of(self) -> dict[str, SkillDefinition]:
        return {
            spelling.casefold(): skill for skill in self.skills for spelling in _spellings(skill)
        }

    def skill(self, spelling: str) -> SkillDefinition | None:
        """Skill by id, name or alias, in either language, whatever the case.

        Parameters
        ----------
        spelling
            As somebody typed it.

        Returns
        -------
        SkillDefinition | None
            ``None`` where the library knows no such skill.

        Examples
        --------
        >>> from orgplan import library
        >>> library.load.load_catalogue().skill("kubernetes").id
        'kubernetes'
        """
        return self._skill_of.get(spelling.casefold().strip())

    def role(self, name: str) -> LibraryRole | None:
        """Role by id or title, in either language.

        Parameters
        ----------
        name
            As somebody typed it.

        Returns
        -------
        LibraryRole | None
            ``None`` where the library knows no such role.

        Examples
        --------
        >>> from orgplan import library
        >>> library.load.load_catalogue().role("java ENGINEER").id
        'java'
        """
        folded = _folded(name)
        return next(
            (
                role
                for role in self.roles
                if folded in (role.id, _folded(role.title.en), _folded(role.title.zh))
            ),
            None,
        )

    def in_this_language(self, text: str) -> str:
        """A sentence or source of one of its rules, written in any language, in that of the run;
        another text as it stands.
        """
        for rule in self.rules:
            if text in (rule.sentence.en, rule.sentence.zh):
                return rule.sentence.shown
            if text in rule.source.spellings:
                return rule.source.shown
        return text

    def rule(self, name: str) -> LibraryRule | None:
        """Rule by id or title, in either language.

        Parameters
        ----------
        name
            As somebody typed it.

        Returns
        -------
        LibraryRule | None
            ``None`` where the library knows no such rule.

        Examples
        --------
        >>> from orgplan import library
        >>> library.load.load_catalogue().rule("Echelon").id
        'echelon'
        """
        folded = _folded(name)
        return next(
            (
                rule
                for rule in self.rules
                if folded in (rule.id, _folded(rule.title.en), _folded(rule.title.zh))
                or folded == rule.id.replace("_", " ")
            ),
            None,
        )


def _spellings(skill: SkillDefinition) -> Iterator[str]:
    yield from (skill.id, skill.name.en, skill.name.zh, *skill.aliases)
