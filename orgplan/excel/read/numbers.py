"""Numbers typed as text, in the ways in which people write them; what could be two numbers is
refused.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orgplan.errors import OrgplanError
from orgplan.language import _

from .chinese import chinese_number


class Unreadable(OrgplanError):
    """A cell that doesn't say what its column wants."""

    def __init__(self, expected: str, fix: str) -> None:
        super().__init__(expected)
        self.expected = expected
        self.fix = fix


class NoSuchDay(Unreadable):
    """A date that the calendar does not have."""


class TwoReadings(Unreadable):
    """A text that is one number with a decimal point and another with a decimal comma."""


CURRENCY_CODES = [
    "AED",
    "AUD",
    "BGN",
    "BRL",
    "CAD",
    "CHF",
    "CLP",
    "CNY",
    "COP",
    "CZK",
    "DKK",
    "EGP",
    "EUR",
    "GBP",
    "HKD",
    "HUF",
    "IDR",
    "ILS",
    "INR",
    "JPY",
    "KRW",
    "MXN",
    "MYR",
    "NGN",
    "NOK",
    "NZD",
    "PHP",
    "PLN",
    "RON",
    "RUB",
    "SAR",
    "SEK",
    "SGD",
    "THB",
    "TRY",
    "TWD",
    "UAH",
    "USD",
    "VND",
    "ZAR",
    "RMB",
]
CURRENCY_SIGNS: Mapping[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "euro": ("EUR",),
    "euros": ("EUR",),
    "£": ("GBP",),
    "¥": ("CNY", "JPY"),
    "元": ("CNY",),
    "人民币": ("CNY",),
    "美元": ("USD",),
    "欧元": ("EUR",),
    "rmb": ("CNY",),
    "₹": ("INR",),
    "us$": ("USD",),
    "$": ("USD", "CAD", "AUD", "SGD", "HKD", "NZD", "TWD", "MXN"),
}
_SCALES: Mapping[str, float] = {
    **dict.fromkeys(("k", "t", "tsd", "thousand", "tausend", "mil", "千"), 1e3),
    **dict.fromkeys(("m", "mn", "mm", "mio", "mill", "million", "millions", "millionen", "百万"),
        1e6),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 1e5),
    **dict.fromkeys(("crore", "crores", "cr"), 1e7),
    "万": 1e4,
    "千万": 1e7,
    "亿": 1e8,
}  # fmt: skip


def _any_of(words: Iterable[str]) -> str:
    """A pattern of words, the longer ones first, so that none is taken for the beginning of
    another.
    """
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SCALE = _any_of(_SCALES)
_CURRENCY = _any_of((*CURRENCY_SIGNS, *CURRENCY_CODES))
_BEFORE = re.compile(
    rf"^(?P<scale>[kt](?={_CURRENCY}))?(?P<currency>{_CURRENCY})\s*(?=[\d(+.-]|"
    rf"[一二三四五六七八九十])",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?<=[\d)])\s*(?P<scale>{_SCALE})?\.?\s*(?P<currency>{_CURRENCY})?$", re.IGNORECASE
)
_POINT = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d{1,2}(,\d{2})+,\d{3}(\.\d+)?|\d*\.\d+|\d+")
_COMMA = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?|\d*,\d+|\d+")
_SPACED = re.compile(r"\d{1,3}([ ']\d{3})+([.,]\d+)?")
_SCIENTIFIC = re.compile(r"\d+(\.\d+)?e[+-]?\d{1,3}", re.IGNORECASE)
_GROUP_OR_DECIMALS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")  # 85.000: may be either


@dataclass(frozen=True)
class NumberStyle:
    """How numbers of a column are written.

    Attributes
    ----------
    decimal
        The decimal sign; ``None`` if it is not known.
    settled
        Whether Settings say so, and not other cells of the column.

    Examples
    --------
    >>> number_in("85.000", True, NumberStyle(",", settled=True))
    85000.0
    """

    decimal: str | None = None
    settled: bool = False


@dataclass(frozen=True)
class NumberText:
    """The parts of a number typed as text.

    Attributes
    ----------
    digits
        Digits with their separators.
    currencies
        Currencies that its sign or code may mean.
    scale
        What it is taken times, for k, Mio or 万; ``None`` where it has no such word.
    negative
        Whether a minus, on either side, or brackets say so.
    percent
        Whether a ``%`` stands behind it.
    """

    digits: str
    currencies: tuple[str, ...] = ()
    scale: float | None = None
    negative: bool = False
    percent: bool = False

    @property
    def times(self) -> float:
        """What the digits are taken times."""
        size = 0.01 if self.percent else self.scale or 1.0
        return -size if self.negative else size


def number_text(text: str) -> NumberText:
    """The parts of a text that may be a number: ``€85.000,50``, ``85 T€``, ``(1,000)``, ``12.5万``.

    Parameters
    ----------
    text
        Of any kind; whether its digits are a number is judged later.

    Examples
    --------
    >>> found = number_text("€85.000,50")
    >>> found.digits, found.currencies
    ('85.000,50', ('EUR',))
    >>> number_text("(85 k)").times, number_text("12%").times
    (-1000.0, 0.01)
    """
    bare = unicodedata.normalize("NFKC", text).replace("−", "-").replace("’", "'").strip()
    codes: tuple[str, ...] = ()
    scale: float | None = None
    if found := _BEFORE.search(bare):
        codes, scale = _codes(found["currency"]), _scale(found["scale"])
        bare = bare[found.end() :]
    negative = bare.startswith("(") and bare.endswith(")")
    bare = bare[1:-1].strip() if negative else bare
    percent = bare.endswith("%")
    bare = bare[:-1].strip() if percent else bare
    if not percent and (found := _BEHIND.search(bare)):
        codes, scale = codes or _codes(found["currency"]), scale or _scale(found["scale"])
        bare = bare[: found.start()]
    if bare.startswith("(") and bare.endswith(")"):
        negative, bare = True, bare[1:-1].strip()
    bare = re.sub(r"[.,][-–—]+$", "", bare)  # 85.000,- has no cents
    if bare[:1] in ("+", "-") or bare[-1:] == "-":  # SAP writes 1.000- for what is owed
        negative, bare = negative != ("-" in bare), bare.strip("+-").strip()
    return NumberText(bare, codes, scale, negative, percent)


def _codes(currency: str | None) -> tuple[str, ...]:
    if not currency:
        return ()
    return CURRENCY_SIGNS.get(currency.lower(), (currency.upper(),))


def _scale(word: str | None) -> float | None:
    return _SCALES[word.lower()] if word else None


def style_of(texts: Iterable[str]) -> NumberStyle:
    """How the numbers of a column are written, as those of its texts show that can be read in one
    way only.

    A lone ``1,5`` shows nothing, for it may be a slip; two of the kind do.

    Parameters
    ----------
    texts
        What is typed as text in the column; cells that are numbers say nothing.

    Examples
    --------
    >>> (
    ...     style_of(["1.234,50", "85.000"]).decimal,
    ...     style_of(["85.000"]).decimal,
    ...     style_of(["1,5"]).decimal,
    ... )
    (',', None, None)
    """
    numbers = [number_text(text).digits for text in texts]
    slips = [digits for digits in numbers if re.fullmatch(r"\d+,\d+", digits) and _shown(digits)]
    shown = {sign for digits in numbers if digits not in slips and (sign := _shown(digits))}
    shown |= {","} if len(slips) > 1 else set()
    return NumberStyle(shown.pop() if len(shown) == 1 else None)


def _shown(digits: str) -> str | None:
    """Decimal sign of a number that can't be written so with the other one."""
    if _GROUP_OR_DECIMALS.fullmatch(digits):
        return None
    if _SPACED.fullmatch(digits):
        return "," if "," in digits else "." if "." in digits else None
    point, comma = bool(_POINT.fullmatch(digits)), bool(_COMMA.fullmatch(digits))
    return None if point == comma else "." if point else ","


def number_in(text: str, money: bool, style: NumberStyle) -> float:
    """The number that a text is.

    Parameters
    ----------
    text
        As typed, with currency, scale or percent.
    money
        Whether an amount is wanted: only there a lone point before three digits is taken for a
        possible separator of thousands.
    style
        How numbers of its column are written.

    Raises
    ------
    Unreadable
        If it is no number.
    TwoReadings
        If it could be two.

    Examples
    --------
    >>> number_in("85,000.50", True, NumberStyle()), number_in("12.5万", True, NumberStyle())
    (85000.5, 125000.0)
    """
    parts = number_text(text)
    written = chinese_number(parts.digits)
    number = _value(parts, money, style) if written is None else written
    if abs(number) >= 1e15:
        raise Unreadable(_("a number below 1,000,000,000,000,000"), _("Check the figure."))
    return round(number * parts.times, 12)


def _value(parts: NumberText, money: bool, style: NumberStyle) -> float:
    """The number of digits with separators; asked about where a point or comma may separate
    thousands as well as decimals.
    """
    digits, decimal = parts.digits, style.decimal
    if _SCIENTIFIC.fullmatch(digits):
        return float(digits)
    if _SPACED.fullmatch(digits):
        return float(re.sub(r"[ ']", "", digits).replace(",", "."))
    point, comma = bool(_POINT.fullmatch(digits)), bool(_COMMA.fullmatch(digits))
    if not (point or comma):
        raise Unreadable(
            _("a number"), _("Type a plain number, or leave the cell blank if it is not known.")
        )
    lone = bool(_GROUP_OR_DECIMALS.fullmatch(digits))
    if lone and decimal is not None and decimal in digits and not style.settled:
        raise _asked(digits)  # 85.000 beside 1,234.50: a group of thousands or three decimals?
    if decimal is None and not parts.percent:
        if lone and "." in digits and money:
            raise _asked(digits)
        bare = parts.scale is None and not parts.currencies
        if not point and re.fullmatch(r"\d+,\d+", digits) and bare:
            raise _asked(digits)
    # what has one reading alone is that, also where others are written otherwise
    if comma and (not point or decimal == ","):
        return float(digits.replace(".", "").replace(",", "."))
    return float(digits.replace(",", ""))


def _asked(digits: str) -> TwoReadings:
    """The question about digits that are two numbers, with both of them."""
    expected = _("a number that can be read in one way only")
    comma = float(digits.replace(".", "").replace(",", "."))
    otherwise = _(
        "or put 'Number format' = decimal comma on Settings (then this is {comma:.10g})",
        comma=comma,
    )
    if "," in digits and not _GROUP_OR_DECIMALS.fullmatch(digits):
        return TwoReadings(
            expected, _("Type it as a number, not as text; {otherwise}.", otherwise=otherwise)
        )
    point = float(digits.replace(",", ""))
    fix = _(
        "Type it as a number, not as text; {otherwise}, or decimal point (then {point:.10g}).",
        otherwise=otherwise,
        point=point,
    )
    return TwoReadings(expected, fix)
