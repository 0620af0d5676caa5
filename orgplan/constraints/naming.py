"""Limits in words: what they are called, how they were stated, and by how much they give; each
family says its own.
"""

from orgplan.domain import Key, Need, Organisation, shown_amount
from orgplan.language import _, entry, in_clauses

from .family import Dated, GivesWhole, NamesLimit, SaysWhatGives, StatesLimit
from .limits import offer
from .model.traits import Trait
from .registry import families, rule_families, with_trait


def _family(name: str) -> object:
    known = {family.FAMILY: family for family in families()}
    return offer if name == offer.FAMILY else known.get(name)


def need_of(org: Organisation, family: str, key: Key) -> Need | None:
    """The need that a row asks for; families of needs bear the names of their kinds.

    Parameters
    ----------
    org
        Read for its needs.
    family, key
        Of a row; the first part of the key is the need's id where the family is one of needs.

    Returns
    -------
    Need | None
        ``None`` where the row belongs to a rule or a limit, or to a need of another kind with that
        id.

    Examples
    --------
    >>> (
    ...     need_of(org, "capacity", ("N-001", "2027-Q1")).skill,
    ...     need_of(org, "holders", ("N-001", "2027-Q1")),
    ... )
    ('Java', None)
    """
    need = org.need.get(key[0])
    return need if need is not None and need.kind.value == family else None


def is_dated(family: str) -> bool:
    """Whether keys of a family end in a period.

    Parameters
    ----------
    family
        Name of a family; one that nobody knows counts as dated.

    Returns
    -------
    bool
        Whoever strings periods together (:mod:`orgplan.analysis.open_points`) asks this first.

    Examples
    --------
    >>> is_dated("capacity"), is_dated("offer")
    (True, False)
    """
    found = _family(family)
    return found.DATED if isinstance(found, Dated) else True


def rule_called(rule: str) -> str:
    """What a rule is called in sheets and sentences: one that has the key of its family by the
    words of it, any other as it was named.

    Parameters
    ----------
    rule
        Id of the rule.

    Examples
    --------
    >>> rule_called("bus_factor"), rule_called("our rule_7")
    ('bus factor', 'our rule_7')
    """
    key = rule.replace(" ", "_")
    return entry(key) if key in rule_families() else rule


def limit_named(org: Organisation, family: str, key: Key) -> str:
    """What a limit is called, without period and amount.

    Parameters
    ----------
    org
        Where names are looked up.
    family, key
        Of a row.

    Returns
    -------
    str
        In the language of the run; ``family(key, …)`` where the family has no words for it.

    Examples
    --------
    >>> limit_named(org, "headcount", ("Apps", "at most", "2027-Q1"))
    'headcount of Apps, at most'
    """
    found = _family(family)
    if isinstance(found, NamesLimit):
        return found.limit_name(org, key)
    return f"{family}({', '.join(key)})"


def line_named(org: Organisation, line: str) -> str:
    """A budget line by what it pays for.

    Parameters
    ----------
    org
        Read for its budget lines.
    line
        Id of a budget line.

    Examples
    --------
    >>> line_named(org, "B-002")
    'budget for training'
    """
    (money,) = with_trait(Trait.MONEY)
    return limit_named(org, money, (line,))


def limit_stated(org: Organisation, family: str, key: Key, when: str) -> str:
    """A limit as it was stated, with the periods in which it holds.

    Parameters
    ----------
    org
        Where names and amounts are looked up.
    family, key
        Of a row.
    when
        Periods in words; empty says none.

    Examples
    --------
    >>> limit_stated(org, "headcount", ("Apps", "at most"), "2027-Q1")
    'headcount of Apps, at most 14, 2027-Q1'
    """
    found = _family(family)
    if isinstance(found, StatesLimit):
        return found.stated(org, key, when)
    what = _("{family} of {all}", family=family, all=_(", ").join(key))
    return in_clauses((what, when))


def limit_given(
    org: Organisation, family: str, key: Key, amount: float, *, whole: bool = False
) -> str:
    """A limit that gives, and by how much; `whole` rounds it up, so that it is enough, where its
    family says how.

    Parameters
    ----------
    org
        Where names and amounts are looked up.
    family, key
        Of a row.
    amount
        By how much the limit gives, in the unit of its measure (heads, FTE, plan currency); above
        0.
    whole
        For next steps, which are read as a request: rounded up to whole units. Where the family
        does not say how, the amount stays as it is.

    Examples
    --------
    >>> (
    ...     limit_given(org, "budget", ("B-001", "total"), 1200.4),
    ...     limit_given(org, "budget", ("B-001", "total"), 1200.4, whole=True),
    ... )
    ('budget for the organisation: 1,200.40 USD more than 3,000,000.00 USD', '1,201 USD more than
    the budget of 3,000,000 for the organisation')
    """
    found = _family(family)
    if whole and isinstance(found, GivesWhole):
        return found.given_whole(org, key, amount)
    if isinstance(found, SaysWhatGives):
        return found.given(org, key, amount)
    return _(
        "{family} of {names}: {amount} beyond the limit",
        family=family,
        names=_(", ").join(key),
        amount=shown_amount(amount),
    )
