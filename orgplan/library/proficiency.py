"""The scale from 0 to 5, and the words by which texts say how well somebody knows a skill."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from pydantic import Field, ValidationError

from orgplan.domain import Proficiency, Text, Value

from .faults import BadModel, ModelFault
from .load import shipped_models
from .yaml_file import read_yaml


class ScaleStep(Value):
    """A number of the scale and its name."""

    level: Proficiency
    name: Text


class ProficiencyWord(Value):
    """A word of a text and the number that it stands for.

    Attributes
    ----------
    word, lang
        In lower case, and the language that it is of.
    level
        0 to 5.
    """

    word: str = Field(min_length=1)
    lang: str
    level: Proficiency


class ProficiencyScale(Value):
    """The scale with its words; the file's other keys document how the role files were filled."""

    scale: tuple[ScaleStep, ...]
    words: tuple[ProficiencyWord, ...]

    @cached_property
    def _levels(self) -> Mapping[str, int]:
        return {word.word.casefold(): word.level for word in self.words}

    def name(self, level: int) -> Text:
        """Name of a number.

        Parameters
        ----------
        level
            0 to 5.

        Raises
        ------
        StopIteration
            If the scale has no such number.

        Examples
        --------
        >>> load_proficiency().name(0).en != load_proficiency().name(5).en
        True
        """
        return next(step.name for step in self.scale if step.level == level)

    def level_of(self, word: str) -> int | None:
        """Number of a word, or of a number written as text; ``None`` if it is neither.

        Parameters
        ----------
        word
            In English or Chinese, in any case.

        Examples
        --------
        >>> scale = load_proficiency()
        >>> scale.level_of(" 3 "), scale.level_of("no such word") is None
        (3, True)
        """
        cleaned = word.strip().casefold()
        if cleaned in {str(step.level) for step in self.scale}:
            return int(cleaned)
        return self._levels.get(cleaned)


def load_proficiency(path: Path | None = None) -> ProficiencyScale:
    """Read the scale and its words, by default the shipped ones.

    Parameters
    ----------
    path
        A YAML file with the lists ``scale`` and ``words``; ``None`` is the shipped one.

    Raises
    ------
    BadModel
        If the file has a fault.
    """
    path = path or shipped_models() / "proficiency_words.yaml"
    faults: list[ModelFault] = []
    file = read_yaml(path, faults)
    if file is None or not isinstance(file.content, dict):
        raise BadModel(
            faults
            or [ModelFault(path, 1, "", "has neither `scale` nor `words`", "write both lists")]
        )
    try:
        return ProficiencyScale(
            scale=file.content.get("scale", ()), words=file.content.get("words", ())
        )
    except ValidationError as error:
        raise BadModel(
            [
                file.fault(detail["loc"], detail["msg"], "write it as the lines beside it")
                for detail in error.errors()
            ]
        ) from error
