"""One spelling for each skill, however the sheets write it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from orgplan.domain import Catalogue, SkillDefinition
from orgplan.excel.read import Findings, fold, listed, quote
from orgplan.language import _


@dataclass(frozen=True)
class Spelt:
    """A skill as a cell spells it.

    Attributes
    ----------
    sheet, cell, text
        Where it stands, and how it is spelt.
    beside
        What it shares with the entries that it stands side by side with: a sheet's header, or a
        sheet and the role that its row is about.
    """

    sheet: str
    cell: str
    text: str
    beside: tuple[str, ...]


class SkillNames:
    """Spellings of skills: case, width and the catalogue's aliases don't make two skills of one,
    unless the user keeps them apart.

    Parameters
    ----------
    catalogue
        Knows aliases and the names of skills that only the library mentions.
    chinese
        Whether those names are taken in Chinese.
    findings
        Takes a note on spellings that were taken for one skill.
    merging
        Off for the inputs of a plan workbook, in which each skill has one spelling already.

    Examples
    --------
    >>> names = SkillNames(Catalogue(), chinese=False, findings=Findings())
    >>> names.name("Data-Modelling"), names.name("data modelling"), names.known("SQL")
    ('Data-Modelling', 'Data-Modelling', False)
    """

    def __init__(
        self, catalogue: Catalogue, chinese: bool, findings: Findings, merging: bool = True
    ) -> None:
        self._catalogue = catalogue
        self._chinese = chinese
        self._findings = findings
        self._merging = merging
        self._names: dict[str, str] = {}
        self._apart: set[str] = set()
        self._first: dict[str, dict[str, Spelt]] = {}

    def settle(self, spelt: Iterable[Spelt]) -> None:
        """Decide which spellings mean one skill; the first of each goes before.

        Two spellings of one skill of the catalogue that stand side by side stay two skills in the
        whole workbook.

        Parameters
        ----------
        spelt
            All cells of the workbook that name a skill, in the order in which spellings count. To
            be called once, before any name is asked for.
        """
        beside: dict[tuple[str, tuple[str, ...]], set[str]] = {}
        for one in spelt:
            definition = self._defined(one.text)
            if definition is not None:
                self._first.setdefault(definition.id, {}).setdefault(fold(one.text), one)
                beside.setdefault((definition.id, one.beside), set()).add(fold(one.text))
        for (skill, _group), folds in beside.items():
            if len(folds) > 1 and self._merging and skill not in self._apart:
                self._apart.add(skill)
                self._tell_apart(skill, folds)
        for skill, places in self._first.items():
            if self._merging and skill not in self._apart:
                first, *others = places.values()
                self._names[f"id:{skill}"] = first.text
                for other in others:
                    self._tell_merged(
                        other, first.text, "another name of the same skill in the library"
                    )

    def name(self, spelling: str) -> str:
        """The one spelling of a skill: the first that was asked for.

        Parameters
        ----------
        spelling
            As a cell has it. A skill that nobody has asked for before gets this spelling from now
            on.
        """
        return self._names.setdefault(self._key(spelling), spelling)

    def library(self, skill_id: str) -> str:
        """The spelling of a skill of the library: the user's, where the workbook has the skill too.

        Parameters
        ----------
        skill_id
            Of the catalogue; one that it does not have is taken for a name.
        """
        definition = self._catalogue.skill(skill_id)
        if definition is None:
            return self.name(skill_id)
        own = (
            (definition.name.zh, definition.name.en)
            if self._chinese
            else (definition.name.en, definition.name.zh)
        )
        used = self._first.get(definition.id, {})
        if self._key(own[0]) == f"id:{definition.id}":
            first = used.get(fold(self._names.setdefault(f"id:{definition.id}", own[0])))
            if first is not None and not used.keys() & {fold(text) for text in (*own, skill_id)}:
                self._tell_merged(first, own[0], _("the library's skill of that name"))
            return self._names[f"id:{definition.id}"]
        same = next(
            (used[fold(text)].text for text in (*own, skill_id) if fold(text) in used), None
        )
        if same is None and len(used) == 1:
            same = next(iter(used.values())).text
        return self.name(same or own[0])

    def known(self, spelling: str) -> bool:
        """Whether the skill was asked for before, or is in the catalogue.

        Parameters
        ----------
        spelling
            As a cell has it; an alias of a known skill is known.
        """
        return self._key(spelling) in self._names or self._catalogue.skill(spelling) is not None

    def _defined(self, spelling: str) -> SkillDefinition | None:
        return self._catalogue.skill(spelling) or self._catalogue.skill(fold(spelling))

    def group(self, spelling: str) -> str | None:
        """Group of a skill in the catalogue, if it is there.

        Parameters
        ----------
        spelling
            As a cell has it, or an alias.
        """
        definition = self._defined(spelling)
        return definition.group if definition else None

    def _key(self, spelling: str) -> str:
        definition = self._defined(spelling) if self._merging else None
        return (
            f"id:{definition.id}"
            if definition and definition.id not in self._apart
            else f"name:{fold(spelling)}"
        )

    def _tell_merged(self, spelt: Spelt, name: str, why: str) -> None:
        self._findings.note(
            spelt.sheet,
            spelt.cell,
            _(
                "the skill '{spelt}' was matched to '{name}', {why}",
                spelt=spelt.text,
                name=name,
                why=why,
            ),
        )

    def _tell_apart(self, skill: str, folds: set[str]) -> None:
        """A note that spellings which the library takes for one skill stay apart, for the workbook
        has them side by side.
        """
        places = [place for key, place in self._first[skill].items() if key in folds]
        shown = listed(quote(place.text) for place in places)
        definition = self._catalogue.skill(skill)
        common = definition.name.en if definition else skill
        text = _(
            "{shown} are listed side by side, so they stay separate skills, though the library"
            " treats each as '{common}'",
            shown=shown,
            common=common,
        )
        self._findings.note(places[-1].sheet, places[-1].cell, text)


def is_near(one: str, other: str) -> bool:
    """Whether two skills may be one: alike but for a version, a general word or a slip of the pen.

    Parameters
    ----------
    one, other
        Two names; the same name in another case is not near but the same.

    Examples
    --------
    >>> (
    ...     is_near("Java 17", "Java"),
    ...     is_near("Kubernets", "Kubernetes"),
    ...     is_near("Java", "JavaScript"),
    ... )
    (True, True, False)
    """
    first, second = (
        re.sub(r"[\d.\W_]+|\b(?:programming|development|language|skills?)\b", "", fold(text))
        for text in (one, other)
    )
    if not first or not second or fold(one) == fold(other):
        return False
    return first == second or (min(len(first), len(second)) > 4 and fuzz.ratio(first, second) >= 90)


def is_slip(one: str, other: str) -> bool:
    """Whether one name may be the other with a letter wrong, too, where no sign is a word.

    Parameters
    ----------
    one, other
        Two names, of which one stands nowhere else: words that differ in a letter may both be right
        where both are in use.

    Examples
    --------
    >>> is_slip("Jave", "Java"), is_slip("MySQL", "SQL"), is_slip("前端开发", "后端开发")
    (True, False, False)
    """
    first, second = fold(one), fold(other)
    if min(len(first), len(second)) < 4:
        return False
    slip = (
        first != second
        and first.isascii()
        and not any(sign.isdigit() for sign in first + second)
        and OSA.distance(first, second) == 1
    )
    return slip or is_near(one, other)


def folded(names: Iterable[str]) -> dict[str, str]:
    """Folded spelling → name.

    Parameters
    ----------
    names
        Of two that fold to one spelling the later counts.

    Examples
    --------
    >>> folded(["Back-end", "Apps"])
    {'back end': 'Back-end', 'apps': 'Apps'}
    """
    return {fold(name): name for name in names}
