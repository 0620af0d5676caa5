"""Units where people write them: in a header's words or brackets, or in a cell's number format."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from openpyxl.styles.numbers import BUILTIN_FORMATS

from orgplan.excel.read import CURRENCY_CODES, header_key

# what an amount that is paid so often makes a year; a day's and an hour's depend on the hours
# worked
A_YEAR = {
    "year": 1.0,
    "month": 12.0,
    "half_month": 24.0,
    "two_weeks": 26.0,
    "four_weeks": 13.0,
    "week": 52.0,
    "quarter": 4.0,
    "half_year": 2.0,
}
WEEKS = 52.0

# thirteenth salaries and the like, which a month's pay taken 12 times would leave out
_EXTRA = re.compile(
    r"[x×*]\s?1[3-6]\b|\b1[3-6]\s?[x×*]|\b1[3-6](th|\.)?\s?(months?|salar(y|ies)|payments?|"
    r"pays|mal|monats\w*|mois|pagas|mensualités|薪|个月)|\bbi-?\s?monthly|双月|两个?月",
    re.IGNORECASE,
)
_PERIODS = (  # the longer ones first: biweekly holds weekly
    ("half_month", r"semi-?\s?monthly|twice a month|per half month|半月"),
    ("two_weeks", r"bi-?\s?weekly|fortnight(?:ly)?|(?:per|every) (?:two|2|other) "
                  r"weeks?|14-?tägi?g?lich|zweiwöchentlich|双周|两周"),
    ("four_weeks", r"(?:4|four)-?\s?weekly|(?:per|every) (?:four|4) weeks|lunar "
                   r"month|vierwöchentlich|4-?wöchentlich|四周"),
    ("half_year",
    r"semi-?\s?annual(?:ly)?|half-?\s?year(?:ly)?|halbjährlich|semestriel|semestral|半年"),
    ("month",
    r"[(\[]\s?(?:month|mth|月)\s?[)\]]|monthly|(?:per|a|each|/)\s?(?:month|mth|mo)\b|"
    r"\bp\.?\s?m\.?(?![a-z])|/\s?m\b|monatlich|monats|pro "
    r"monat|mensuel|mensual|mensile|par mois|al mes|月度|/月|每月|月薪|月工资|月基本"),
    ("week",
    r"hebdomadaire|semanal|[(\[]\s?(?:week|wk|周)\s?[)\]]|weekly|(?:per|a|each|/)\s?(?:week|"
    r"wk)\b|周薪|/周|每周"),
    ("quarter", r"quarterly|(?:per|a|each|/)\s?quarter\b|季薪|/季|每季"),
    ("day", r"[(\[]\s?(?:day|日|天)\s?[)\]]|daily|day "
            r"rate|(?:per|a|each|/)\s?day\b|日薪|/日|/天|每天"),
    ("hour",
    r"[(\[]\s?(?:hour|hr|h|小时|时)\s?[)\]]|hourly|(?:per|an|each|/)\s?(?:hour|hr)\b|"
    r"/\s?h\b|stündlich|stundenlohn|horaire|por hora|时薪|/小时|每小时"),
    ("year",
    r"[(\[]\s?(?:year|yr|年)\s?[)\]]|annual(?:ly|i[sz]ed)?|yearly|(?:per|a|each|"
    r"/)\s?(?:year|yr|annum)\b|\bp\.?\s?a\.?(?![a-z])|jährlich|jahres|pro "
    r"jahr|annuel|\banual|par an\b|al año|年薪|/年|每年|年度"),
)  # fmt: skip
_CODE = "|".join(CURRENCY_CODES)
_THOUSANDS = re.compile(
    rf"\bin k\b|[(\[]\s?k\s?[)\]]|\bk\s?(?:[€£$¥]|(?:{_CODE})\b)|[€£$¥]\s?k\b|\b(?:{_CODE})\s?k\b|"
    rf"\bT\s?€|\bT(?:EUR|USD|GBP|CHF)\b|thousands?|'000s?|\b000s\b|千|tsd\.?",
    re.IGNORECASE,
)
_LARGER = (("万", 1e4), ("million", 1e6), ("mio", 1e6), ("百万", 1e6))
_MILLIONS = re.compile(r"\b(millions?|mio)\b\.?|百万|万", re.IGNORECASE)
_SIGN = re.compile(
    rf"US\$|[€£¥₹$]|美元|欧元|港元|日元|人民币|元|(?<![A-Za-z])[kT]?(?P<code>{_CODE})(?![A-Za-z])"
)
_IN_FORMAT = re.compile(
    rf"\[\$([^\]\-]+)(?:-[0-9A-Fa-f]+)?\]|(US\$|[€£¥₹$])|(?<![A-Za-z])({_CODE})(?![A-Za-z])"
)


@dataclass(frozen=True)
class HeaderUnits:
    """What a header says of the figures below it.

    Attributes
    ----------
    period
        What pay is for (year, month, two_weeks …), ``None`` where it is not said.
    currency
        Code or sign, ``None`` where it is not said.
    factor
        1,000 for amounts in thousands.
    percent
        Whether the figures are percent.
    extra
        Whether it speaks of more than twelve months' pay in a year.
    """

    period: str | None = None
    currency: str | None = None
    factor: float = 1.0
    percent: bool = False
    extra: bool = False


@lru_cache(maxsize=1024)  # asked in every row
def header_units(header: object) -> HeaderUnits:
    """Units that a header names, in its words or in brackets.

    Parameters
    ----------
    header
        A cell of any kind; numbers, dates and blanks name no unit.

    Returns
    -------
    HeaderUnits
        Of several periods the first in the order of the list of patterns counts, in which longer
        names come before those that they contain (biweekly before weekly).

    Examples
    --------
    >>> found = header_units("Salary (kEUR per month)")
    >>> found.currency, found.factor, header_units("Allocation %").percent
    ('EUR', 1000.0, True)
    """
    text = unicodedata.normalize("NFKC", str(header or ""))
    low = text.casefold().replace("_", " ")
    period = next((name for name, pattern in _PERIODS if re.search(pattern, low)), None)
    sign = _SIGN.search(text)
    factor = next(
        (size for word, size in _LARGER if word in low), 1e3 if _THOUSANDS.search(text) else 1.0
    )
    percent = "%" in text or bool(re.search(r"\bpercent(age)?\b|\bpct\b|prozent|百分比", low))
    currency = (sign["code"] or sign[0]) if sign else None
    return HeaderUnits(period, currency, factor, percent, bool(_EXTRA.search(text)))


def without_units(header: str) -> tuple[str, ...]:
    """Keys of a header without the words that name a unit: ``Salary EUR per month`` as ``salary``.

    Parameters
    ----------
    header
        As it stands.

    Returns
    -------
    tuple of str
        Two keys to try: without currency and factor, and without the period too, for the period may
        be part of a name.

    Examples
    --------
    >>> without_units("Salary EUR per month")
    ('salary per month', 'salary')
    """
    text = _SIGN.sub(" ", _THOUSANDS.sub(" ", unicodedata.normalize("NFKC", header)))
    text = _MILLIONS.sub(" ", text)
    low = text.casefold().replace("_", " ")
    for _, pattern in _PERIODS:
        low = re.sub(pattern, " ", low)
    return tuple(re.sub(r"\s+(in|per)$", "", header_key(words)) for words in (text, low))


_TAIL = re.compile(r"\d\D+$")


def split_period(raw: str) -> tuple[str, str | None]:
    """A figure typed with what it is for, and that: ``12,000 / month`` as ``12,000`` and month.

    Parameters
    ----------
    raw
        Text of a cell of money.

    Returns
    -------
    figure, period
        The text itself and ``None`` where nothing behind the last digit names a period.

    Examples
    --------
    >>> split_period("12,000 / month"), split_period("85k")
    (('12,000', 'month'), ('85k', None))
    """
    found = _TAIL.search(raw)
    if found is None:
        return raw, None
    figure, tail = raw[: found.start() + 1], raw[found.start() + 1 :]
    for name, pattern in _PERIODS:
        match = re.search(pattern, tail.casefold())
        if match is not None:
            return f"{figure}{tail[: match.start()]}{tail[match.end() :]}".strip(" ()[]"), name
    return raw, None


@lru_cache(maxsize=1024)
def units_of_format(number_format: str) -> HeaderUnits:
    """Units that a number format shows behind its figures: ``0"k"`` is 85 for 85,000; ``0,"k"``
    scales by itself.

    Parameters
    ----------
    number_format
        As Excel writes it, in the form of one section or several; only words between quotation
        marks count.

    Returns
    -------
    HeaderUnits
        Its factor is 1 where a comma behind the digits already divides by 1,000 for display: the
        cell then holds the whole amount.

    Examples
    --------
    >>> units_of_format('0" k / month"').period, units_of_format('0,"k"').factor
    ('month', 1.0)
    """
    words = " ".join(re.findall(r'"([^"]*)"', number_format))
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]', "", number_format)
    found = header_units(f"({words.strip()})" if words.strip() else "")
    scaled = bool(re.search(r"[0#?],+(?![0#?])", plain))
    return replace(found, factor=1.0) if scaled else found


def currency_of_format(number_format: str) -> str | None:
    """Currency sign or code of a number format; ``None`` for one of Excel's own, whose sign is that
    of whoever looks at it.

    Parameters
    ----------
    number_format
        As Excel writes it; ``[$€-407]`` is read as the sign in it, a locale alone (``[$-407]``) as
        none.

    Examples
    --------
    >>> currency_of_format("#,##0.00 €"), currency_of_format("0.00")
    ('€', None)
    """
    if number_format in _OWN:
        return None
    found = _IN_FORMAT.search(re.sub(r"\[\$-[^\]]*\]", "", number_format))
    return next((group.strip() for group in found.groups() if group), None) if found else None


_OWN = frozenset(BUILTIN_FORMATS.values())
