"""Numbers in Chinese characters, as people type them into cells: 八万五千, 十二万, 二〇二七."""

import re

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
_WORD = re.compile(
    f"[{''.join(_DIGITS)}{''.join(_UNITS)}{''.join(_GROUPS)}]+(点[{''.join(_DIGITS)}]+万?)?"
)


def chinese_number(text: str) -> float | None:
    """The number of a text such as 八万五千, 十二万 or 二〇二七; ``None`` if it is none.

    Parameters
    ----------
    text
        Nothing but the signs of a number; those of bankers (壹, 贰) are not known.

    Examples
    --------
    >>> chinese_number("八万五千"), chinese_number("二〇二七"), chinese_number("85")
    (85000.0, 2027.0, None)
    """
    if not _WORD.fullmatch(text):
        return None
    whole, point, rest = text.partition("点")
    if point:
        factor = 10_000 if rest.endswith("万") else 1
        decimals = "".join(str(_DIGITS[sign]) for sign in rest.rstrip("万"))
        return round(float(f"{_whole(whole):.0f}.{decimals}") * factor, 6)
    return _whole(whole)


def _whole(text: str) -> float:
    """Value of a number without a point; signs of digits alone are read as years are."""
    if all(sign in _DIGITS for sign in text):  # digit by digit, as years are written
        return float("".join(str(_DIGITS[sign]) for sign in text) or 0)
    total = section = digit = 0
    last = 1
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
            last = 1 if sign in "零〇" else last
        elif sign in _UNITS:
            section += (digit or 1) * _UNITS[sign]
            digit, last = 0, _UNITS[sign]
        else:
            total = (total + section + digit) * _GROUPS[sign]
            section = digit = 0
            last = _GROUPS[sign]
    # 十二万五 is 125,000: a last digit without a unit counts in tenths of the one before
    return float(total + section + digit * (last // 10 if last >= 100 else 1))
