"""How many musts there are and stay open: the one count that Summary, console, page, `check` and
`diff` show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment, is_covered
from orgplan.constraints.naming import is_dated
from orgplan.domain import Measure, NeedKind, Strength
from orgplan.language import N_, _, in_a_row, ngettext

Requirement = tuple[str, ...]
CAN_STAY_OPEN = (Strength.MUST, Strength.SHOULD)


def requirement_of(measure: Measure) -> Requirement:
    """What is counted as one requirement, however many periods it is short in: a need, or what a
    rule asks for in a scope.

    Parameters
    ----------
    measure
        Of any family.

    Returns
    -------
    tuple of str
        Equal for measures of the same requirement; of a need for staff both sides are one.
    """
    if measure.family in tuple(NeedKind):
        return measure.family, measure.key[0]
    return (measure.family, *(measure.key[:-1] if is_dated(measure.family) else measure.key))


@dataclass(frozen=True)
class MustCount:
    """Musts, each counted once: all of them, and those that stay open in any period.

    Attributes
    ----------
    needs, open_needs
        Needs of the sheet Requirements.
    rules, open_rules
        What rules that are triggered ask for in each scope, and limits that are musts.
    """

    needs: int
    open_needs: int
    rules: int
    open_rules: int

    @property
    def all(self) -> int:
        """Needs and rules."""
        return self.needs + self.rules

    @property
    def open(self) -> int:
        """Those that are short in any period."""
        return self.open_needs + self.open_rules


def count_musts(measures: Iterable[Measure]) -> MustCount:
    """Count the musts of a plan.

    Parameters
    ----------
    measures
        All that the plan was judged by; what asks for nothing in any period is not counted.

    Returns
    -------
    MustCount
        Each must once, not once a period.
    """
    asked, short = set[Requirement](), set[Requirement]()
    for measure in measures:
        if measure.strength is not Strength.MUST:
            continue
        if measure.is_short or (
            is_covered(measure) if measure.family in tuple(NeedKind) else measure.triggered
        ):
            asked.add(requirement_of(measure))
        if measure.is_short:
            short.add(requirement_of(measure))
    needs, open_needs = (
        sum(family in tuple(NeedKind) for family, *_key in some) for some in (asked, short)
    )
    return MustCount(needs, open_needs, len(asked) - needs, len(short) - open_needs)


def open_of(assessment: Assessment, strength: Strength) -> int:
    """How many requirements of a strength stay open in any period.

    Parameters
    ----------
    assessment
        The plan.
    strength
        Musts, or shoulds.

    Returns
    -------
    int
        Each once, as :func:`count_musts` counts them.
    """
    short = (one for one in assessment.measures if one.strength is strength and one.is_short)
    return len({requirement_of(one) for one in short})


def more_in_words(musts: int, shoulds: int) -> str:
    """How many more musts and shoulds, without those of which there are none.

    Parameters
    ----------
    musts, shoulds
        How many of each.

    Examples
    --------
    >>> more_in_words(0, 1), more_in_words(2, 1)
    ('1 more should', '2 more musts, 1 more should')
    """
    more = (
        ngettext("{n} more must", "{n} more musts", musts) if musts else "",
        ngettext("{n} more should", "{n} more shoulds", shoulds) if shoulds else "",
    )
    return _(", ").join(filter(None, more))


def musts_open(assessment: Assessment) -> str:
    """How many musts stay open, for instance ``9 of 16 musts stay open``.

    Parameters
    ----------
    assessment
        The plan.

    Returns
    -------
    str
        Without a full stop, in the language of the run; empty where none does.
    """
    count = count_musts(assessment.measures)
    if not count.open:
        return ""
    return ngettext(
        "{n} of {all} musts stays open",
        "{n} of {all} musts stay open",
        count.open,
        all=count.all,
    )


def musts_in_words(assessment: Assessment) -> str:
    """How many musts stay open, and how many would without the plan.

    Parameters
    ----------
    assessment
        The plan, beside doing nothing.

    Returns
    -------
    str
        A sentence in the language of the run; empty where nothing must be met.
    """
    count = count_musts(assessment.measures)
    idle = count_musts(assessment.idle_measures).open
    if not count.all:
        return ""
    if count.all == 1:
        return _one_must(count.open, idle)
    if count.open:
        return in_a_row((_open_in_words(count, idle), _at_the_end(assessment, count.open)))
    return _(_all_met(count, idle), all=count.all, parts=_parts(count), idle=idle)


def limits_in_words(assessment: Assessment) -> str:
    """How many limits a plan does not keep, which no search gives: it was changed by hand.

    Parameters
    ----------
    assessment
        The plan.

    Returns
    -------
    str
        A sentence in the language of the run; empty where it keeps all.
    """
    short = (one for one in assessment.measures if one.strength is None and one.is_short)
    exceeded = {requirement_of(one) for one in short}
    if not exceeded:
        return ""
    return ngettext(
        "The plan breaks {n} limit, and cannot be carried out so: see Constraints.",
        "The plan breaks {n} limits, and cannot be carried out so: see Constraints.",
        len(exceeded),
    )


def _open_in_words(count: MustCount, idle: int) -> str:
    """Needs and rules stand apart where there are both."""
    if count.needs and count.rules:
        return ngettext(
            "{n} of {all} musts stays open ({parts}); without the plan {idle} would.",
            "{n} of {all} musts stay open ({parts}); without the plan {idle} would.",
            count.open,
            all=count.all,
            parts=_parts(count),
            idle=idle,
        )
    return ngettext(
        "{n} of {all} musts stays open; without the plan {idle} would.",
        "{n} of {all} musts stay open; without the plan {idle} would.",
        count.open,
        all=count.all,
        idle=idle,
    )


def _at_the_end(assessment: Assessment, ever: int) -> str:
    """How many are open in the last period, where some close before: a lead time is no lasting
    gap.
    """
    last = assessment.org.calendar.labels[-1]
    planned, idle = (
        count_musts(one for one in measures if not is_dated(one.family) or one.key[-1] == last).open
        for measures in (assessment.measures, assessment.idle_measures)
    )
    if planned == ever:
        return ""
    if not planned:
        none = N_("At the end, in {period}, none is open with the plan, {idle} without it.")
        return _(none, period=last, idle=idle)
    return ngettext(
        "At the end, in {period}, {n} is open with the plan, {idle} without it.",
        "At the end, in {period}, {n} are open with the plan, {idle} without it.",
        planned,
        period=last,
        idle=idle,
    )


def _all_met(count: MustCount, idle: int) -> str:
    if not idle:
        return N_("All {all} musts are met, with the plan and without it.")
    if count.needs and count.rules:
        return N_("All {all} musts are met ({parts}); without the plan {idle} would stay open.")
    return N_("All {all} musts are met; without the plan {idle} would stay open.")


def _parts(count: MustCount) -> str:
    """Needs and rules apart, for instance ``5 of 8 needs, 4 of 8 rules``."""
    if count.open:
        needs = ngettext(
            "{short} of {n} need", "{short} of {n} needs", count.needs, short=count.open_needs
        )
        rules = ngettext(
            "{short} of {n} rule", "{short} of {n} rules", count.rules, short=count.open_rules
        )
    else:
        needs = ngettext("{n} need", "{n} needs", count.needs)
        rules = ngettext("{n} rule", "{n} rules", count.rules)
    return _(", ").join((needs, rules))


def _one_must(short: int, idle: int) -> str:
    if short:
        return _("The one must stays open.")
    if idle:
        return _("The plan meets the one must; without it that must would stay open.")
    return _("The one must is met, with the plan and without it.")
