"""One spelling for each skill, however the sheets write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from orgplan.domain.catalogue import Catalogue
from orgplan.io.cells import fold


class SkillNames:
    """Spellings of skills: case, width and the catalogue's aliases don't make two skills of one.

    Parameters
    ----------
    catalogue
        Knows aliases and the names of skills that only the library mentions.
    chinese
        Whether those names are taken in Chinese.
    """

    def __init__(self, catalogue: Catalogue, chinese: bool) -> None:
        self._catalogue = catalogue
        self._chinese = chinese
        self._names: dict[str, str] = {}

    def name(self, spelling: str) -> str:
        """The one spelling of a skill: the first that was asked for."""
        return self._names.setdefault(self._key(spelling), spelling)

    def library(self, skill_id: str) -> str:
        """The spelling of a skill of the library: the user's, if he uses it too."""
        definition = self._catalogue.skill(skill_id)
        if definition is None:
            return self.name(skill_id)
        return self._names.setdefault(self._key(skill_id), definition.name.zh if self._chinese else definition.name.en)

    def known(self, spelling: str) -> bool:
        """Whether the skill was asked for before, or is in the catalogue."""
        return self._key(spelling) in self._names or self._catalogue.skill(spelling) is not None

    def _key(self, spelling: str) -> str:
        definition = self._catalogue.skill(spelling) or self._catalogue.skill(fold(spelling))
        return f"id:{definition.id}" if definition else f"name:{fold(spelling)}"


def cycle(above: Mapping[str, str | None]) -> list[str]:
    """Names along a cycle, the first repeated at the end; empty if there is none."""
    safe: set[str] = set()
    for start in above:
        path: list[str] = []
        here: str | None = start
        while here is not None and here in above and here not in safe:
            if here in path:
                return [*path[path.index(here) :], here]
            path.append(here)
            here = above[here]
        safe.update(path)
    return []


def folded(names: Iterable[str]) -> dict[str, str]:
    """Folded spelling → name."""
    return {fold(name): name for name in names}
