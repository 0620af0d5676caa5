"""The language of what is written and said: gettext catalogues, and the language of the run.

Sentences, headers and tab names stand in the code in English and are marked with :func:`_`; a
catalogue ``locale/<language>/LC_MESSAGES/orgplan.po`` holds what they are in another language. A
further language is a further file. ``docs/add_a_language.md`` says how a sentence is marked.

The language of a run is set once, where it begins (:func:`speak`): that of the workbook, unless one
was chosen (:func:`choose`).

>>> from orgplan.language import _, ngettext
>>> _("{team}: {count} people", team="Platform", count=3)
'Platform: 3 people'
>>> ngettext("{n} hire", "{n} hires", 2)
'2 hires'
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

MOST_ITEMS = 5  # that a list in a sentence names
SOURCE = "en"  # the language in which the code is written
_SPOKEN: ContextVar[str] = ContextVar("spoken", default=SOURCE)
_CHOSEN: ContextVar[str | None] = ContextVar("chosen", default=None)
_KEY = re.compile(r"[a-z][a-z0-9_]*(?![^\s:])")
_WORDS = {"id": "ID", "fte": "FTE", "fx": "FX", "pct": "%"}
_PHRASES = {
    "reckoned": "Counted again",
    "one_time_cost": "One-time cost",
    "full_time_base": "Full-time base",
    "compa_ratio": "Compa-ratio",
    "if_nothing": "If nothing is decided",
    "says": "What it says",
    "looked_at": "What is looked at",
    "of_sheet": "Sheet",
}  # keys that read badly word by word
_KEY_IN_A_CATALOGUE = re.compile(r'^msgid "([a-z]+(?:_[a-z0-9]+)+)"$', re.MULTILINE)
_SPACE_AFTER_A_CHINESE_STOP = re.compile(r"(?<=[。！？；：，]) ")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CHINESE = re.compile(r"[\u3400-\u9fff，。；：、（）]")  # a sentence of signs alone is Chinese too
_LATIN = re.compile(r"[A-Za-z0-9]")
_SIGNS = "，。；：、！？（）《》【】「」『』“”"  # they bring their own room


@cache
def available() -> tuple[str, ...]:
    """Codes of all languages, English first.

    Examples
    --------
    >>> available()
    ('en', 'zh')
    """
    folders = (one for one in files("orgplan.locale").iterdir() if one.is_dir())
    found = sorted(one.name for one in folders if (one / "LC_MESSAGES" / "orgplan.po").is_file())
    return (SOURCE, *found)


def _file(code: str) -> Traversable:
    return files("orgplan.locale") / code / "LC_MESSAGES" / "orgplan.po"


@cache
def _keys() -> frozenset[str]:
    """Keys of columns, families and figures, as every catalogue has them: read without parsing one,
    which takes longer than many a command.
    """
    codes = (code for code in available() if code != SOURCE)
    return frozenset(
        key for code in codes for key in _KEY_IN_A_CATALOGUE.findall(_file(code).read_text("utf-8"))
    )


class _English(NullTranslations):
    """The language of the code: sentences stand as they are, and keys are written as words."""

    def gettext(self, message: str) -> str:
        return _plain(message) if "_" in message and message in _keys() else message


def _plain(key: str) -> str:
    return " ".join(_WORDS.get(word, word) for word in key.split("_"))


@cache
def catalogue(code: str) -> NullTranslations:
    """The catalogue of a language; that of English has no more than the words of keys.

    Parameters
    ----------
    code
        Such as ``zh``; one that :func:`available` gives.

    Returns
    -------
    NullTranslations
        Compiled from the .po file at the first call, and kept for the process.

    Raises
    ------
    FileNotFoundError
        If there is no such language.

    Examples
    --------
    >>> catalogue("en").gettext("Hiring plan"), catalogue("zh").gettext("Hiring plan")
    ('Hiring plan', '招聘计划')
    """
    if code == SOURCE:
        return _English()
    with _file(code).open("rb") as source:
        messages = read_po(source, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


def current() -> str:
    """Code of the language of the run.

    Examples
    --------
    >>> with speaking("zh"):
    ...     current()
    'zh'
    """
    return _CHOSEN.get() or _SPOKEN.get()


def speak(code: str) -> None:
    """Use a language from here on, unless another one was chosen; called where a run begins.

    Parameters
    ----------
    code
        Of a language; one without a catalogue is English.
    """
    _SPOKEN.set(code if code in available() else SOURCE)


def choose(code: str | None) -> None:
    """Use a language whatever the workbook's; ``None`` leaves it to the workbook again.

    Parameters
    ----------
    code
        Of a language, as ``--language`` takes it; one without a catalogue counts as ``None``.
    """
    _CHOSEN.set(code if code in available() else None)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use a language within a block, whatever was chosen.

    Parameters
    ----------
    code
        Of a language with a catalogue. Other threads of the run keep theirs.

    Examples
    --------
    >>> with speaking("zh"):
    ...     current()
    'zh'
    """
    spoken, wish = _SPOKEN.set(code), _CHOSEN.set(None)
    try:
        yield
    finally:
        _CHOSEN.reset(wish)
        _SPOKEN.reset(spoken)


@contextmanager
def keeping_the_language() -> Iterator[None]:
    """Keep the language of the run within a block, whatever that of the workbooks read there.

    Examples
    --------
    >>> with keeping_the_language():
    ...     speak("zh")
    ...     current()
    'en'
    """
    spoken, wish = _SPOKEN.set(_SPOKEN.get()), _CHOSEN.set(current())
    try:
        yield
    finally:
        _CHOSEN.reset(wish)
        _SPOKEN.reset(spoken)


def _(text: str, /, **values: object) -> str:
    """A sentence in the language of the run, with values at its named placeholders.

    Parameters
    ----------
    text
        The sentence in English, which is its key in the catalogues; one without a translation
        stays.
    **values
        For the placeholders. Without any, braces stand as they are.

    Examples
    --------
    >>> with speaking(SOURCE):
    ...     _("holders of {skill}", skill="Java"), _("holders of {skill}")
    ('holders of Java', 'holders of {skill}')
    """
    shown = catalogue(current()).gettext(text) if text else text
    return with_values(shown, **values) if values else shown


def ngettext(one: str, many: str, n: float, /, **values: object) -> str:
    """The form of a sentence for a number, which stands at ``{n}``.

    Parameters
    ----------
    one, many
        The sentence in English, for one and for any other number; parts of one take the plural.
    n
        The number.
    **values
        For further placeholders.

    Examples
    --------
    >>> with speaking(SOURCE):
    ...     [ngettext("{n} head", "{n} heads", n) for n in (0, 1, 1.5)]
    ['0 heads', '1 head', '1.5 heads']
    """
    shown = catalogue(current()).ngettext(one, many, 1 if n == 1 else max(2, int(n)))
    return with_values(shown, n=n, **values)


def with_values(sentence: str, /, **values: object) -> str:
    """A sentence in the language of the run with values at its placeholders; in Chinese, names in
    Latin letters stand between spaces.

    Parameters
    ----------
    sentence
        Already translated.
    **values
        For the placeholders.

    Returns
    -------
    str
        Inside a value nothing is changed: it may be a name.

    Examples
    --------
    >>> (
    ...     with_values("{team}的{role}", team="Apps", role="架构师"),
    ...     with_values("{team} 的 {role}", team="应用组", role="架构师"),
    ... )
    ('Apps 的架构师', '应用组的架构师')
    """
    if not _CHINESE.search(sentence):
        return sentence.format(**values)
    found = ""
    for literal, name, spec, conversion in _parts(sentence):
        found = _beside(found, literal)
        if name is not None:
            field = f"{{0{f'!{conversion}' if conversion else ''}:{spec}}}"
            found = _beside(found, field.format(values[name]))
    return found


@lru_cache(maxsize=4096)
def _parts(sentence: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    return tuple(Formatter().parse(sentence))


def _beside(left: str, right: str) -> str:
    """Two parts of a sentence: no space between Chinese letters and signs, one beside Latin
    letters.
    """
    before, after = left.rstrip(" "), right.lstrip(" ")
    if not before or not after or len(left) + len(right) - len(before) - len(after) > 1:
        return left + right
    ends, begins = before[-1], after[0]
    if ends in _SIGNS or begins in _SIGNS or (_HAN.match(ends) and _HAN.match(begins)):
        return before + after
    if (_HAN.match(ends) and _LATIN.match(begins)) or (_LATIN.match(ends) and _HAN.match(begins)):
        return f"{before} {after}"
    return left + right


def in_every_language(
    sentences: Callable[[], Iterable[str]],
) -> Mapping[str, tuple[str, ...]]:
    """Sentences in each language, by its code.

    Parameters
    ----------
    sentences
        Says them in the language of the run; called once for each language.

    Examples
    --------
    >>> in_every_language(lambda: [_("must")])
    {'en': ('must',), 'zh': ('必须',)}
    """
    found = {}
    for code in available():
        with speaking(code):
            found[code] = tuple(sentences())
    return found


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a sentence that is kept in English and shown by :func:`_` later, such as a constant.

    A constant is made when its module is imported, before the language of the run is known.

    Parameters
    ----------
    text
        The sentence in English.

    Returns
    -------
    str
        The same: the mark is for the tool that gathers the sentences of the catalogue.

    Examples
    --------
    >>> N_("month")
    'month'
    """
    return text


def in_a_row(sentences: Iterable[str]) -> str:
    """Sentences one after another, with a space between unless they are Chinese.

    Parameters
    ----------
    sentences
        In the language of the run; empty ones leave nothing.

    Examples
    --------
    >>> in_a_row(["It fits.", "", "It is met."]), in_a_row(["申请招聘 2 人。", "5 项需求已满足。"])
    ('It fits. It is met.', '申请招聘 2 人。5 项需求已满足。')
    """
    return _SPACE_AFTER_A_CHINESE_STOP.sub("", " ".join(filter(None, sentences)))


def in_a_phrase(words: Iterable[str]) -> str:
    """Words one after another, with a space between unless both are Chinese.

    Parameters
    ----------
    words
        In the language of the run, or names; empty ones leave nothing.

    Examples
    --------
    >>> in_a_phrase(["hire", "Developer"]), in_a_phrase(["招聘", "架构师", "", "Apps"])
    ('hire Developer', '招聘架构师 Apps')
    """
    found = ""
    for word in filter(None, words):
        found = _beside(f"{found} ", word) if found else word
    return found


def in_clauses(parts: Iterable[str | None]) -> str:
    """Parts of a sentence with commas between; a list of names has another sign in Chinese.

    Parameters
    ----------
    parts
        In the language of the run; empty ones leave nothing.

    Examples
    --------
    >>> in_clauses(["2 short", "", "from 2027-Q1 on"])
    '2 short, from 2027-Q1 on'
    """
    found = ""
    for part in filter(None, parts):
        found = _("{left}, {right}", left=found, right=part) if found else part
    return found


def shortened_list(items: Sequence[str], most: int = MOST_ITEMS, between: str = N_("; ")) -> str:
    """Items in one line; of those beyond `most` only the number is given.

    Parameters
    ----------
    items
        What matters most first.
    most
        How many are named.
    between
        What stands between them, in English: it is translated here.

    Returns
    -------
    str
        Empty without items.

    Examples
    --------
    >>> shortened_list(["a", "b", "c"], 2)
    'a; b; and 1 more'
    """
    shown = [*items[:most]]
    if len(items) > most:
        shown.append(_("and {count} more", count=len(items) - most))
    return _(between).join(shown)


def in_words(key: str) -> str:
    """A key as a reader sees it in English, where the code's own language has no catalogue.

    Parameters
    ----------
    key
        Of a column, sheet or figure. What has a capital, such as a name of the user's or a period,
        is no key and stays.

    Examples
    --------
    >>> in_words("person_id"), in_words("plan 2027-Q1"), in_words("iOS")
    ('Person ID', 'Plan 2027-Q1', 'iOS')
    """
    if key in _PHRASES:
        return _PHRASES[key]
    if not _KEY.match(key):  # a name of the user's, a period
        return key
    words = _plain(key.replace(" ", "_"))
    return words[:1].upper() + words[1:]


def heading(key: str) -> str:
    """A header in the language of the run, whose key stands in the code.

    Parameters
    ----------
    key
        Of a column; also the key in the catalogues.

    Examples
    --------
    >>> with speaking("en"):
    ...     heading("person_id")
    'Person ID'
    """
    shown = _(key)
    return in_words(key) if shown in (key, _plain(key)) else shown


def entry(word: str) -> str:
    """A word of the code as it stands in a cell, and in the formulas that compare it.

    Parameters
    ----------
    word
        Such as a component of cost; also the key in the catalogues.

    Examples
    --------
    >>> with speaking("en"):
    ...     entry("expected_leavers"), entry("must")
    ('expected leavers', 'must')
    """
    return _(word)


def spellings(text: str) -> frozenset[str]:
    """A word, header or sentence without placeholders in every language.

    Parameters
    ----------
    text
        As the code has it.

    Examples
    --------
    >>> "drafted" in spellings("drafted"), len(spellings("drafted")) == 1
    (True, False)
    """
    translated = (catalogue(code).gettext(text) for code in available())
    return frozenset((text, in_words(text), *translated))


def sources(texts: Iterable[str]) -> Mapping[str, str]:
    """Each of some words as shown in any language → the word in the code, for sheets that are read
    back.

    Parameters
    ----------
    texts
        Words of the code whose translations differ from each other.

    Examples
    --------
    >>> sources(["drafted"])["Drafted"]
    'drafted'
    """
    return {shown: text for text in texts for shown in spellings(text)}


def is_chinese(names: Iterable[str]) -> bool:
    """Whether more than half of some names are in Chinese.

    Parameters
    ----------
    names
        Of the sheets of a workbook, or its headers; none at all is not Chinese.

    Examples
    --------
    >>> is_chinese(["花名册", "岗位", "Notes"]), is_chinese(["Roster", "岗位"]), is_chinese([])
    (True, False, False)
    """
    found = [bool(_HAN.search(name)) for name in names]
    return sum(found) * 2 > len(found)
