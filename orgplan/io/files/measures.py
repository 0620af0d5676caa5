"""In what figures are counted: months, hours, FTE, heads, shares; as a column declares it and as a
header says it in brackets.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from orgplan.schema.columns import InputColumn, Kind

_COUNTED = (
    ("hours", r"\b(hours?|hrs?|h|stunden|std|heures?|horas?)\b|小时|工时|学时|课时"),
    ("minutes", r"\b(minutes?|mins?)\b|分钟"),
    ("days", r"\b(days?|d|man-?days?|tage?|jours?|días?)\b|天|日"),
    ("weeks", r"\b(weeks?|wks?|wochen?|semaines?|semanas?)\b|周|星期"),
    ("quarters", r"\b(quarters?|quartale?|trimestres?)\b|季"),
    ("half_years", r"\bhalf-?\s?years?\b|半年"),
    ("months", r"\b(months?|mths?|mos?|monate?|mois|meses)\b|月"),
    ("years", r"\b(years?|yrs?|jahre?|ans|años?)\b|年"),
    ("sprints", r"\bsprints?\b|冲刺|迭代"),
    ("shifts", r"\bshifts?\b|班次"),
)
_OTHERS = (  # only where no time is counted: person-days are days
    ("share", r"(?<![\d.,])\s*[%％]|\bpercent(age)?\b|\bpct\b|\bshare\b|占.*比|比例|百分"),
    ("fte", r"\b(ftes?|full[- ]time equivalents?|vzä|etp)\b|全职当量|全时当量"),
    ("heads", r"\b(heads?|headcounts?|people|persons?|hc|kopfe?|köpfe)\b|人"),
)
_TIMES = frozenset(("hours", "days", "weeks", "months", "quarters", "half_years", "years"))
_PER = re.compile(r"\bper\b|\ba\b|\beach\b|/|每")
_ADVERBS = (
    ("weeks", r"\bweekly\b"),
    ("months", r"\bmonthly\b"),
    ("quarters", r"\bquarterly\b"),
    ("years", r"\b(yearly|annual(ly)?)\b"),
    ("days", r"\bdaily\b"),
)
_BRACKETS = re.compile(r"[(\[【](.*?)[)\]】]")
_STATES = frozenset(("fte", "heads"))  # the same in a month as in a year
# months and quarters are exact parts of a year; a month has no whole number of weeks, and a day as
# many hours as somebody works
_TIMES_MONTHS = {"quarters": 3.0, "half_years": 6.0, "years": 12.0}


@dataclass(frozen=True)
class CountedIn:
    """In what a figure is counted.

    Attributes
    ----------
    of
        What is counted; empty where only the time is named.
    per
        The time for which it is counted, ``None`` where it is not named.
    """

    of: str
    per: str | None = None


@lru_cache(maxsize=1024)
def measure_of(text: str) -> CountedIn | None:
    """What a unit in words means.

    Parameters
    ----------
    text
        Without brackets; ``None`` is returned for words that name no unit.

    Examples
    --------
    >>> measure_of("hours per month"), measure_of("weeks").of, measure_of("optional")
    (CountedIn(of='hours', per='months'), 'weeks', None)
    """
    low = unicodedata.normalize("NFKC", text).casefold().replace("_", " ")
    before, *after = _PER.split(low, maxsplit=1)
    adverb = next((name for name, pattern in _ADVERBS if re.search(pattern, low)), None)
    per = _counted(after[0]) if after else adverb
    per = per if per in _TIMES else None
    # in 每周小时数 the time goes first
    of = _counted(after[0], per) if after and not before.strip() else _counted(before)
    if not of and per is None:
        return None
    return CountedIn("" if of is None or (adverb and of == per) else of, per)


def _counted(text: str, skip: str | None = None) -> str | None:
    """What a text says first that it counts; a time goes before heads, FTE and shares."""
    found = [
        (match.start(), name)
        for name, pattern in _COUNTED
        if name != skip and (match := re.search(pattern, text))
    ]
    others = (name for name, pattern in _OTHERS if re.search(pattern, text))
    return min(found)[1] if found else next(others, None)


def unit_in(header: object) -> str:
    """What stands in the brackets of a header; empty where it has none.

    Parameters
    ----------
    header
        A cell of any kind.

    Examples
    --------
    >>> unit_in("Lead time (weeks)"), unit_in("招聘周期（周）"), unit_in("Lead time")
    ('weeks', '周', '')
    """
    found = _BRACKETS.findall(unicodedata.normalize("NFKC", str(header or "")))
    return " ".join(found).strip()


def with_unit(header: str, unit: str) -> str:
    """A header with another unit in its brackets.

    Parameters
    ----------
    header
        As it stands.
    unit
        In words; empty for none.

    Examples
    --------
    >>> with_unit("Lead time (weeks)", "months")
    'Lead time (months)'
    """
    bare = _BRACKETS.sub(" ", unicodedata.normalize("NFKC", header)).strip()
    return f"{bare} ({unit})" if unit else bare


def factor_to(declared: str, stated: str) -> float | None:
    """How often a figure of one unit is taken to be one of another.

    Parameters
    ----------
    declared, stated
        Units in words: the one that is read, and the one that somebody states. Words that name no
        unit are the same as any.

    Returns
    -------
    float or None
        1 for the same unit, 3 for quarters of which months are read; ``None`` where the two can't
        be converted exactly: a month has no whole number of weeks.

    Examples
    --------
    >>> factor_to("months", "years"), factor_to("months", "weeks"), factor_to("hours", "h")
    (12.0, None, 1.0)
    """
    named = measure_of(stated)
    own = [measure for part in re.split(r";|或|\bor\b", declared) if (measure := measure_of(part))]
    if stated == declared or named is None or not own or any(_same(one, named) for one in own):
        return 1.0
    if named.per is None and [one.of for one in own] == ["months"]:
        return _TIMES_MONTHS.get(named.of)
    return None


def _same(declared: CountedIn, named: CountedIn) -> bool:
    if named.of and named.of != declared.of:
        return False
    if named.per is None or declared.of in _STATES and declared.per is None:
        return True
    if declared.per is None:
        return declared.of == "share"
    return named.per == declared.per


def stated_factor(column: InputColumn, header: object) -> float | None:
    """How often a figure below a header is taken to be in the unit of its column.

    Parameters
    ----------
    column
        As it is declared.
    header
        As it stands; the words in its brackets count.

    Returns
    -------
    float or None
        1 where the header says nothing, or the same; ``None`` where it says another unit that can't
        be converted exactly. Of money only percent is looked at: what it is paid for, and
        thousands, are read elsewhere.
    """
    stated = unit_in(header)
    if not stated:
        return 1.0
    if column.kind is Kind.MONEY:
        named = measure_of(stated)
        return None if named is not None and named.of == "share" else 1.0
    if column.key == "fte" and factor_to("share", stated) == 1:
        return 1.0  # percent of full time, which its figures show
    return factor_to(column.unit, stated) if column.unit else 1.0
