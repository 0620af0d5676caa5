"""Text of an older code page: which one it is, where enough of it shows that."""

from __future__ import annotations

from dataclasses import dataclass

from charset_normalizer import from_bytes

_FAR_EAST = ("gb18030", "big5", "cp932", "euc_kr")
_CANDIDATES = [*_FAR_EAST, "cp1251", "cp1252", "cp1250", "mac_roman"]
_NAMES = {"cp932": "Shift JIS", "euc_kr": "EUC-KR", "gb18030": "GB 18030", "big5": "Big5", "mac_roman": "Mac Roman"}  # fmt: skip
_PUNCTUATION = frozenset("€£§°·–—‘’“”„…•«»¿¡´  \r\n")
_LEAST = 3  # letters beyond ASCII from which a code page shows
_A_LANGUAGE = 0.3  # likeness to a language from which on letters are taken for its own
_LIKELY = 0.1  # disorder of a text up to which it is taken for one


@dataclass(frozen=True)
class Decoded:
    """Text with the code page in which it was written.

    Attributes
    ----------
    example
        A word of it that looks otherwise in another code page.
    """

    text: str
    encoding: str
    example: str


def decoded(data: bytes) -> Decoded | None:
    """Text of an older code page; ``None`` where too little shows which one."""
    found = {match.encoding: match for match in from_bytes(data, cp_isolation=_CANDIDATES)}
    korean = found.pop("euc_kr", None)
    if korean is not None and all(sign.isascii() or "가" <= sign <= "힣" for sign in str(korean)):
        return None  # Hangul alone may as well be Chinese characters, sign by sign
    best = min(found.values(), key=lambda match: (match.chaos, -match.coherence), default=None)
    if best is None or best.chaos > _LIKELY:
        return None
    encoding = best.encoding
    other = found.get("cp1251")
    if _is_chinese(data) and (other is None or other.coherence < _A_LANGUAGE):
        encoding = "gb18030"
    if encoding not in _FAR_EAST and "cp1252" in found and _is_plain(str(found["cp1252"])):
        encoding = "cp1252"  # the most usual of those that read alike
    text = data.decode(encoding)
    words = [
        word for word in text.replace(",", " ").replace(";", " ").split() if not word.isascii()
    ]
    if sum(not letter.isascii() for word in words for letter in word) < _LEAST or len(words) < 2:
        return None
    name = _NAMES.get(encoding, encoding.replace("cp", "Windows-"))
    return Decoded(text, name, words[0])


def _is_chinese(data: bytes) -> bool:
    """Whether all of it are the 6,763 characters of GB 2312, in pairs of bytes that other alphabets seldom make up throughout."""
    try:
        data.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


def _is_plain(text: str) -> bool:
    """Whether all that is not ASCII are letters, or signs that people type."""
    return all(sign.isascii() or sign.isalpha() or sign in _PUNCTUATION for sign in text)
