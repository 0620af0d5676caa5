"""Text of an older code page: which one it is, where enough of it shows that."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from charset_normalizer import from_bytes

_WESTERN = ("cp1252", "cp1250", "mac_roman")
_NAMES = {
    "cp932": "Shift JIS",
    "euc_kr": "EUC-KR",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "mac_roman": "Mac Roman",
}
_PUNCTUATION = frozenset("€£§°·–—‘’“”„…•«»¿¡´  \r\n")
_LEAST = 3  # letters beyond ASCII from which a code page shows
_LEAST_PAIRS = 6  # characters of two bytes from which their kind shows
_USUAL = 0.85  # share of the characters that are among the usual ones of their language
_LIKELY = 0.1  # disorder of a text up to which it is taken for one
_CYRILLIC_WORD = re.compile(r"[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+")


@dataclass(frozen=True)
class Decoded:
    """Text with the code page in which it was written.

    Attributes
    ----------
    text, encoding
        The whole text, and the name of the code page as people know it.
    example
        A word of it that looks otherwise in another code page.
    """

    text: str
    encoding: str
    example: str


def decoded(data: bytes) -> Decoded | None:
    """Text of an older code page; ``None`` where too little shows which one, or two are as likely.

    Languages of East Asia and Russian show by the bytes that their usual characters have; of the
    western code pages the likeliest is taken, by charset-normalizer.

    Parameters
    ----------
    data
        The whole file; it is known not to be UTF-8.

    Returns
    -------
    Decoded or None
        At least three letters beyond ASCII and two words with such letters have to show the page:
        one name with an umlaut could be of several.

    Examples
    --------
    >>> decoded("Müller, Zürich, Jäger, Größe".encode("cp1252")).encoding
    'Windows-1252'
    >>> decoded("Zürich".encode("cp1252")) is None
    True
    """
    likely = [encoding for encoding, is_likely in _LOOKS.items() if is_likely(data)]
    if len(likely) > 1:
        return None
    encoding = likely[0] if likely else _western(data)
    if encoding is None:
        return None
    text = data.decode(encoding)
    words = [
        word for word in text.replace(",", " ").replace(";", " ").split() if not word.isascii()
    ]
    if sum(not letter.isascii() for word in words for letter in word) < _LEAST or len(words) < 2:
        return None
    name = _NAMES.get(encoding, encoding.replace("cp", "Windows-"))
    return Decoded(text, name, words[0])


def _western(data: bytes) -> str | None:
    """Name of the western code page that a text is likeliest in; ``None`` where it looks disordered
    in all of them.
    """
    try:
        usual = data.decode("cp1252")
    except UnicodeDecodeError:
        usual = ""
    if usual and _is_plain(usual) and _is_latin(usual):
        return "cp1252"  # the most usual of those that read alike
    found = {match.encoding: match for match in from_bytes(data, cp_isolation=list(_WESTERN))}
    best = min(found.values(), key=lambda match: (match.chaos, -match.coherence), default=None)
    if best is None or best.chaos > _LIKELY or not _is_latin(str(best)):
        return None
    return best.encoding


def _is_latin(text: str) -> bool:
    """Whether letters beyond ASCII stand among plain ones, as accents and umlauts do."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(not letter.isascii() for letter in letters) * 2 <= len(letters)


def _is_plain(text: str) -> bool:
    """Whether all that is not ASCII are letters, or signs that people type."""
    return all(sign.isascii() or sign.isalpha() or sign in _PUNCTUATION for sign in text)


# -- characters of two bytes -----------------------------------------------------------------------


def _pairs(data: bytes, encoding: str) -> list[bytes] | None:
    """The characters beyond ASCII, as their bytes; ``None`` where it is no such text, or too little
    of it.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    pairs = [sign.encode(encoding) for sign in text if not sign.isascii()]
    return pairs if len(pairs) >= _LEAST_PAIRS else None


def _share(pairs: list[bytes], *leads: tuple[int, int]) -> float:
    usual = sum(any(low <= pair[0] <= high for low, high in leads) for pair in pairs)
    return usual / len(pairs)


def _chinese(data: bytes) -> bool:
    """Simplified: level one of GB 2312, and some beyond what Hangul takes."""
    pairs = _pairs(data, "gb18030")
    if pairs is None or any(len(pair) != 2 or pair[1] < 0xA1 for pair in pairs):
        return False
    return _share(pairs, (0xA1, 0xA9), (0xB0, 0xD7)) >= _USUAL and _share(pairs, (0xC9, 0xFE)) > 0


def _traditional(data: bytes) -> bool:
    """Big5: its usual characters, some of which have a second byte that GB 2312 never has."""
    pairs = _pairs(data, "big5")
    if pairs is None or all(pair[1] >= 0xA1 for pair in pairs):
        return False
    return _share(pairs, (0xA1, 0xC6)) >= _USUAL


def _korean(data: bytes) -> bool:
    """Whether every pair of bytes is a sign or a syllable of KS X 1001, as usual Korean text has
    them.
    """
    pairs = _pairs(data, "euc_kr")
    return pairs is not None and _share(pairs, (0xA1, 0xAC), (0xB0, 0xC8)) == 1.0


def _japanese(data: bytes) -> bool:
    """Whether most pairs of bytes are signs, kana or the usual kanji of Shift JIS."""
    pairs = _pairs(data, "cp932")
    return pairs is not None and _share(pairs, (0x81, 0x84), (0x88, 0x98)) >= _USUAL


def _russian(data: bytes) -> bool:
    """Whether most words beyond ASCII are spelt as Russian words are: small letters, at most the
    first one large.
    """
    try:
        words = [word for word in _words(data.decode("cp1251")) if not word.isascii()]
    except UnicodeDecodeError:
        return False
    good = sum(bool(_CYRILLIC_WORD.fullmatch(word)) for word in words)
    return len(words) > 1 and good >= _USUAL * len(words)


def _words(text: str) -> Iterator[str]:
    yield from re.findall(r"[^\s,;\t.()\"/-]+", text)


_LOOKS: Mapping[str, Callable[[bytes], bool]] = {
    "gb18030": _chinese,
    "big5": _traditional,
    "euc_kr": _korean,
    "cp932": _japanese,
    "cp1251": _russian,
}
