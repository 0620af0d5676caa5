"""Draft a role from texts by counting in how many of them each skill of the catalogue is named.

Counting, not judgement.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orgplan.domain import DIMENSIONS, Catalogue, LibraryRole, SkillDefinition, Text

from .dimensions import DIMENSION_OF, LABELS
from .matching import Matcher
from .texts import Document

CORE = 0.6
FREQUENT = 0.3
PROPOSED = {"core": 3, "frequent": 2}


class Share(StrEnum):
    """How many of the texts name a skill: 60 % or more, 30 % or more, fewer."""

    CORE = "core"
    FREQUENT = "frequent"
    RARE = "rare"


@dataclass(frozen=True, slots=True)
class TextCount:
    """In how many texts a skill is named.

    Attributes
    ----------
    skill
        Of the catalogue.
    texts, of
        In how many it is named, of how many.
    """

    skill: SkillDefinition
    texts: int
    of: int

    @property
    def share(self) -> Share:
        """Core, frequent or rare."""
        part = self.texts / self.of
        return Share.CORE if part >= CORE else Share.FREQUENT if part >= FREQUENT else Share.RARE


@dataclass(frozen=True, slots=True)
class AdvertDraft:
    """The counts of a folder of texts, most named first.

    Attributes
    ----------
    role, texts
        Id of the role, and how many texts were counted.
    counts
        Skills that no text names are left out.
    """

    role: str
    texts: int
    counts: tuple[TextCount, ...]


def count_skills(
    catalogue: Catalogue, role: str, documents: Sequence[Document], matcher: Matcher | None = None
) -> AdvertDraft:
    """Count in how many documents each skill is named.

    Parameters
    ----------
    catalogue
        Its skills are looked for; what it does not know is not counted.
    role
        Id of the role that the texts describe.
    documents
        Job advertisements and the like; a skill named twice in one counts once.
    matcher
        One that was made of the catalogue before, which takes time; ``None`` makes one.
    """
    matcher = matcher or Matcher(catalogue)
    named = Counter(skill for document in documents for skill in matcher.skills(document.text))
    by_id = {skill.id: skill for skill in catalogue.skills}
    ordered = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    return AdvertDraft(
        role,
        len(documents),
        tuple(TextCount(by_id[skill], texts, len(documents)) for skill, texts in ordered),
    )


def role_yaml(draft: AdvertDraft, known: LibraryRole | None = None) -> str:
    """A role file for a person to edit.

    Core skills are put at 3 and frequent ones at 2, whatever the texts say of them; rare ones stand
    as comments.

    Parameters
    ----------
    draft
        Counts of the texts; 60 % of them make a skill core, 30 % frequent.
    known
        The library's role of the same id, whose places and titles are kept; ``None`` for a new
        role.
    """
    return "\n".join((*_head(draft, known), *_dimensions(draft, known), *_levels(draft))) + "\n"


def _head(draft: AdvertDraft, known: LibraryRole | None) -> Iterator[str]:
    """What the draft is and is not, as comments, and the fields of the role."""
    yield (
        f"# A draft from {draft.texts} texts: it counts in how many of them a skill of the"
        " catalogue is named. It is counting, not judgement."
    )
    yield (
        "# It does not know which skill matters, how well somebody must know it, or whether a text"
        " says that it is not needed."
    )
    yield (
        f"# Core: named in {CORE:.0%} of the texts or more; frequent: {FREQUENT:.0%} or more; rare:"
        " fewer, kept as comments."
    )
    yield (
        f"# The numbers are a start ({PROPOSED['core']} for core, {PROPOSED['frequent']} for"
        " frequent). Edit everything below before you plan with it."
    )
    yield f"id: {draft.role}"
    own = Text(en=draft.role.replace("_", " ").capitalize(), zh=draft.role)
    yield f"title: {_text(known.title if known else own)}"
    yield f"family: {known.family if known else 'engineering'}"
    yield f"track: {known.track if known else 'individual'}"
    yield f'source: {{text: "draft", section: "counted in {draft.texts} texts"}}'
    yield f"next: {_words(known.next if known else ())}"


def _dimensions(draft: AdvertDraft, known: LibraryRole | None) -> Iterator[str]:
    """Skills by dimension: where the known role has them, else by their group."""
    place = _places(known)
    yield "dimensions:"
    for dimension in DIMENSIONS:
        label = known.dimensions[dimension].label if known else LABELS[dimension]
        inside = [
            count
            for count in draft.counts
            if place.get(count.skill.id, DIMENSION_OF[count.skill.group]) == dimension
        ]
        asked = [count for count in inside if count.share is not Share.RARE]
        yield f"  {dimension}:"
        yield f"    label: {_text(label)}"
        yield "    skills:" if asked else "    skills: []"
        yield from (
            f"      - {count.skill.id}  # {_count_in_words(draft, count)}" for count in asked
        )
        yield from (
            f"      # - {count.skill.id}  # {_count_in_words(draft, count)}"
            for count in inside
            if count.share is Share.RARE
        )
        yield "    responsibilities: []"


def _levels(draft: AdvertDraft) -> Iterator[str]:
    """One level, which asks for core and frequent skills, each with in how many texts it is
    named.
    """
    asked = [count for count in draft.counts if count.share is not Share.RARE]
    yield "variants: levels"
    yield "levels:"
    yield "  - id: standard"
    yield "    title: {en: Standard, zh: 标准}"
    for field in ("years", "leads", "band"):
        yield f"    {field}: null"
    for key in ("skills", "skill_sources"):
        yield f"    {key}:" if asked else f"    {key}: {{}}"
        for count in asked:
            value = (
                str(PROPOSED[count.share])
                if key == "skills"
                else json.dumps(f"{count.texts} of {draft.texts} texts")
            )
            yield f"      {count.skill.id}: {value}"


def _places(known: LibraryRole | None) -> Mapping[str, str]:
    if known is None:
        return {}
    return {
        skill: name for name, dimension in known.dimensions.items() for skill in dimension.skills
    }


def _count_in_words(draft: AdvertDraft, count: TextCount) -> str:
    return f"{count.texts} of {draft.texts} texts, {count.share}"


def _text(text: Text) -> str:
    return f"{{en: {json.dumps(text.en)}, zh: {json.dumps(text.zh, ensure_ascii=False)}}}"


def _words(words: Sequence[str]) -> str:
    return f"[{', '.join(words)}]"
