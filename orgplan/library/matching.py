"""Find the skills of a catalogue in a text: whole words, Chinese by the longest spelling first,
long names with a slip of the pen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import Field, ValidationError
from rapidfuzz import fuzz, process

from orgplan.domain import Catalogue, Value

from .faults import BadModel, ModelFault
from .load import shipped_models
from .yaml_file import read_yaml

LONG = 6  # letters from which a slip of the pen is forgiven
ALIKE = 90  # rapidfuzz ratio from which two long words are the same
SHORT = 3  # letters up to which a word must be written as in the catalogue

_LETTER_SIGNS = tuple("&+#.-'’")
_ELSEWHERE = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BRITISH = re.compile(r"is(ation|ing|ed|e|er)$")
_TOKEN = re.compile(r"[A-Za-zÀ-ɏ0-9_]+|[一-鿿]|[^\sA-Za-zÀ-ɏ0-9_一-鿿]")


class ExcludedContext(Value):
    """A word that is not counted before or after some others, or after a number (``5 PM``).

    Attributes
    ----------
    word
        As the catalogue has it; case does not count.
    not_after_number
        Whether it does not count behind a figure.
    not_before, not_after
        Words beside which it does not count, one or two of them together.
    """

    word: str
    not_after_number: bool = False
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


class AmbiguousWords(Value):
    """Words of the catalogue that are ordinary English too.

    Attributes
    ----------
    exact_case
        Words that never count in small letters, such as ``go``.
    beside
        Words that do not count beside some others.
    not_misspelt
        Ordinary words that are no slip of a skill's name.
    """

    exact_case: tuple[str, ...] = ()
    beside: tuple[ExcludedContext, ...] = ()
    not_misspelt: tuple[str, ...] = Field(default=())


def load_ambiguous_words() -> AmbiguousWords:
    """Read the shipped ``ambiguous_words.yaml``.

    Raises
    ------
    BadModel
        If the file has a fault.
    """
    path = shipped_models() / "ambiguous_words.yaml"
    faults: list[ModelFault] = []
    file = read_yaml(path, faults)
    if file is None:
        raise BadModel(faults)
    try:
        return AmbiguousWords.model_validate(file.content)
    except ValidationError as error:
        raise BadModel(
            [
                file.fault(detail["loc"], detail["msg"], "write it as the lines beside it")
                for detail in error.errors()
            ]
        ) from error


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a Chinese character or a sign of a text.

    Attributes
    ----------
    raw, key
        As written, and as compared: without case and the s of a plural.
    start, end
        Place in the text.
    before, after
        The characters that touch it; empty beside a blank.
    """

    raw: str
    key: str
    start: int
    end: int
    before: str
    after: str

    @property
    def chinese(self) -> bool:
        """Whether it is a Chinese character."""
        return "一" <= self.raw <= "鿿"

    @property
    def word(self) -> bool:
        """Whether it is a word in Latin letters or digits."""
        return self.raw[0].isalnum() and not self.chinese


@dataclass(frozen=True, slots=True)
class Hit:
    """A skill found in a text, and the words that named it.

    Attributes
    ----------
    skill, words
        Id of the skill, and the words of the text.
    start, end
        Place in the text as NFKC has it.
    """

    skill: str
    words: str
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """A place in the tree of spellings: what may follow, and the skills whose spelling ends
    here.
    """

    below: dict[str, _Node] = field(default_factory=dict)
    found: list[tuple[str, tuple[Token, ...]]] = field(default_factory=list)


class Matcher:
    """Finds the skills of a catalogue in texts of either language.

    Parameters
    ----------
    catalogue
        The names, aliases and mentions of its skills are the spellings looked for; what is one
        skill's name is no other's mention.
    words
        Ordinary words among them; the shipped list by default.
    """

    def __init__(self, catalogue: Catalogue, words: AmbiguousWords | None = None) -> None:
        words = words or load_ambiguous_words()
        self._exact = {word.casefold(): word for word in words.exact_case}
        self._beside = {
            "".join(token.key for token in tokens_of(item.word)): item for item in words.beside
        }
        self._root = _Node()
        self._vocabulary: set[str] = set()
        names: set[str] = set()
        named = [
            (skill, (skill.name.en, skill.name.zh, *skill.aliases)) for skill in catalogue.skills
        ]
        named += [(skill, skill.mentions) for skill in catalogue.skills]
        spellings = [
            (skill.id, tokens_of(spelling)) for skill, known in named for spelling in known
        ]
        for identifier, tokens in spellings:
            self._add(identifier, tokens)
        for identifier, tokens in spellings:
            self._add(identifier, _joined_words(tokens))
            self._add(identifier, _without_ing(tokens))
        for skill in catalogue.skills:
            names.update(_proper_names((skill.name.zh, *skill.aliases, *skill.mentions)))
        self._ordinary = {word.casefold() for word in words.not_misspelt}
        self._names = sorted(name for name in names if name not in self._exact)
        self._corrected = lru_cache(maxsize=100_000)(self._correct)

    def hits(self, text: str) -> list[Hit]:
        """Every mention of a skill, in the order of the text; overlapping mentions go to the
        longest.

        Parameters
        ----------
        text
            Plain text in English or Chinese; addresses of the web and of e-mail are passed over.
        """
        tokens = tokens_of(text)
        candidates = [hit for place in range(len(tokens)) for hit in self._from(tokens, place)]
        kept: list[Hit] = []
        taken = bytearray(tokens[-1].end if tokens else 0)
        for hit in sorted(candidates, key=lambda hit: (hit.start - hit.end, hit.start)):
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.start)

    def skills(self, text: str) -> set[str]:
        """Ids of all skills that a text names.

        Parameters
        ----------
        text
            Plain text, such as a job advertisement.
        """
        return {hit.skill for hit in self.hits(text)}

    def _add(self, skill: str, spelling: tuple[Token, ...]) -> None:
        node = self._root
        for token in spelling:
            self._vocabulary.add(token.key)
            node = node.below.setdefault(token.key, _Node())
        if spelling and all(owner == skill for owner, _ in node.found):
            node.found.append((skill, spelling))

    def _from(self, tokens: Sequence[Token], first: int) -> Iterator[Hit]:
        """Mentions that begin at a token: every spelling that stands there as whole words, in its
        case and in a place where the word is no ordinary one.
        """
        joined = self._joined(tokens, first)
        if joined is not None:
            yield joined
        node = self._root
        for place in range(first, len(tokens)):
            token = tokens[place]
            if place > first and not _continues(tokens[place - 1], token):
                return
            following = self._step(node, token)
            if following is None:
                return
            node = following
            tokens_there = tokens[first : place + 1]
            for skill, spelling in node.found:
                if (
                    self._stands_alone(tokens, first, place)
                    and self._cased(tokens_there, spelling)
                    and self._in_place(tokens, first, place)
                ):
                    yield Hit(
                        skill,
                        " ".join(one.raw for one in tokens_there),
                        tokens_there[0].start,
                        tokens_there[-1].end,
                    )
                    break

    def _step(self, node: _Node, token: Token) -> _Node | None:
        """The next place in the tree: by the word itself, the word without a version behind it, or,
        of long words, the one that it is a slip of.
        """
        found = node.below.get(token.key)
        if found is None and token.word:
            bare = token.key.rstrip("0123456789")
            if len(bare) >= SHORT:
                found = node.below.get(bare)
            if found is None and len(token.key) >= LONG:
                found = node.below.get(self._corrected(token.key))
        return found

    def _correct(self, key: str) -> str:
        """The name that a long word misspells, or the word itself."""
        if key in self._vocabulary or key in self._ordinary:
            return key
        best = process.extractOne(key, self._names, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return best[0] if best is not None and best[0][0] == key[0] else key

    def _joined(self, tokens: Sequence[Token], first: int) -> Hit | None:
        """A name in one word that the text writes in two: ``Elastic Search``."""
        if first + 1 >= len(tokens) or not (tokens[first].word and tokens[first + 1].word):
            return None
        key = tokens[first].key + tokens[first + 1].key
        node = self._root.below.get(key) if len(key) >= LONG else None
        if node is None or not node.found or tokens[first + 1].start - tokens[first].end > 1:
            return None
        words = f"{tokens[first].raw} {tokens[first + 1].raw}"
        return Hit(node.found[0][0], words, tokens[first].start, tokens[first + 1].end)

    def _cased(self, words: Sequence[Token], spelling: Sequence[Token]) -> bool:
        """Whether short words and ordinary ones are written as in the catalogue."""
        for token, spelt in zip(words, spelling, strict=True):
            exact = self._exact.get(spelt.raw.casefold()) if len(words) == 1 else None
            if not token.word:
                continue
            if exact is not None:
                if not token.raw[0].isupper():
                    return False
            elif len(spelt.raw) <= (SHORT if len(words) == 1 else 1) and not _same_letters(
                token.raw, spelt.raw
            ):
                return False
        return True

    def _stands_alone(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether the words are whole: not the C of C++, the R of R&D, the net of asp.net."""
        start, end = tokens[first], tokens[last]
        if not (start.word or end.word):
            return True
        letter = first == last and len(start.raw) == 1
        if letter and (
            start.before in _LETTER_SIGNS
            or end.after in _LETTER_SIGNS
            or _in_abbreviation(tokens, first)
        ):
            return False
        if start.before == "." and start.word and _touches_word(tokens, first - 1, -1):
            return False
        if not start.word and start.before.isalnum():
            return False
        if not end.word or not end.after:
            return True
        if end.after == "#" or (
            end.after == "+"
            and _next_raw(tokens, last + 1) == "+"
            and _next_raw(tokens, last + 2) == "+"
        ):
            return False
        return not (
            end.after == "."
            and _touches_word(tokens, last + 1, 1)
            and _next_raw(tokens, last + 2).casefold() != "js"
        )

    def _in_place(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether no neighbour gives an ordinary word its ordinary sense."""
        item = self._beside.get("".join(token.key for token in tokens[first : last + 1]))
        if item is None:
            return True
        if item.not_after_number and first and tokens[first - 1].raw.isdecimal():
            return False
        before = [token.raw.casefold() for token in tokens[max(0, first - 2) : first]]
        after = [token.raw.casefold() for token in tokens[last + 1 : last + 3]]
        sides = (
            (item.not_before, (_phrase(after[:1]), _phrase(after))),
            (item.not_after, (_phrase(before[-1:]), _phrase(before))),
        )
        return not any(word in spoken for words, spoken in sides for word in words)


def tokens_of(text: str) -> tuple[Token, ...]:
    """Words, Chinese characters and signs of a text; hyphens inside words and addresses are left
    out.

    Parameters
    ----------
    text
        Of any length.

    Returns
    -------
    tuple of Token
        Places are those in the text as NFKC has it, which may be shorter or longer than the text
        given.

    Examples
    --------
    >>> [token.raw for token in tokens_of("C++, front-end 数据")]
    ['C', '+', '+', ',', 'front', 'end', '数', '据']
    """
    text = unicodedata.normalize("NFKC", text)
    text = _ELSEWHERE.sub(lambda match: " " * len(match.group()), text)
    tokens = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start].strip()
        after = text[end : end + 1].strip()
        raw = match.group()
        if raw in "-‐‑" and before.isalpha() and after.isalpha():
            continue
        tokens.append(Token(raw, _key(raw), start, end, before, after))
    return tuple(tokens)


def _key(raw: str) -> str:
    """A word as it is compared: lower case, singular, American spelling; short words stay as they
    are.
    """
    key = raw.casefold()
    if len(raw) > SHORT and raw.endswith("s") and raw[:-1].isupper():
        return key[:-1]
    if not key.isascii():
        return key
    if len(key) > SHORT + 2 and key.endswith("ies"):
        return key[:-3] + "y"
    plural = (
        len(key) > SHORT
        and key.endswith("s")
        and not key.endswith(("ss", "us", "is", "js", "as", "os"))
    )
    key = key[:-1] if plural else key
    return _BRITISH.sub(r"iz\1", key) if len(key) > LONG else key


def _joined_words(spelling: tuple[Token, ...]) -> tuple[Token, ...]:
    """Two words of a name as the one that they are often written as: ``SpringBoot``."""
    if len(spelling) == 2 and all(token.word and len(token.raw) >= SHORT for token in spelling):
        return tokens_of(spelling[0].raw + spelling[1].raw)
    return ()


def _without_ing(spelling: tuple[Token, ...]) -> tuple[Token, ...]:
    """A name of several words as people who do it call themselves: data engineer for data
    engineering, automated test for testing.
    """
    last = spelling[-1].raw if len(spelling) > 1 else ""
    stem = last.removesuffix("ing")
    if stem == last or len(stem) < SHORT + 1:
        return ()
    stem = stem[:-1] if stem[-1] == stem[-2] else stem
    return (*spelling[:-1], *tokens_of(stem))


def _proper_names(spellings: Sequence[str]) -> Iterator[str]:
    """Long names: the only Latin word of a spelling, with a capital; ordinary words have none, as
    they are translated.
    """
    for spelling in spellings:
        words = [token for token in tokens_of(spelling) if token.word]
        if (
            len(words) == 1
            and len(words[0].raw) >= LONG
            and words[0].raw[0].isupper()
            and words[0].raw.isalpha()
        ):
            yield words[0].key


def _continues(left: Token, right: Token) -> bool:
    """Whether two neighbours may belong to one spelling: Chinese unbroken, words across blanks,
    dots without blanks.
    """
    distance = right.start - left.end
    if left.chinese and right.chinese:
        return distance == 0
    if left.raw == "." or right.raw == ".":
        return distance == 0
    return distance <= 3


def _touches_word(tokens: Sequence[Token], sign: int, step: int) -> bool:
    """Whether the sign at a place touches a word on its far side."""
    if not 0 <= sign < len(tokens):
        return False
    far = tokens[sign].before if step < 0 else tokens[sign].after
    return bool(far) and (far.isalnum() and far.isascii())


def _in_abbreviation(tokens: Sequence[Token], place: int) -> bool:
    """Whether a letter belongs to another one across an ampersand: ``R & D``."""
    after = _next_raw(tokens, place + 1) == "&" and len(_next_raw(tokens, place + 2)) == 1
    return after or (_next_raw(tokens, place - 1) == "&" and len(_next_raw(tokens, place - 2)) == 1)


def _next_raw(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].raw if 0 <= place < len(tokens) else ""


def _phrase(words: Sequence[str]) -> str:
    return " ".join(words) if all(word.isascii() for word in words) else "".join(words)


def _same_letters(word: str, spelt: str) -> bool:
    """Whether a short word is written as in the catalogue, but for capitals throughout, a digit in
    it, and the s of a plural.
    """
    word = word.removesuffix("s") if len(word) > len(spelt) else word
    return (
        word == spelt
        or not spelt.isalpha()
        or (word.isupper() and any(letter.isupper() for letter in spelt))
    )
