"""Numbers of things in words: amounts with their units, actions by kind, periods; and lists of
which only so much is shown.
"""

from collections.abc import Sequence
from math import floor

from orgplan.analysis.action_totals import HIRE, LASTING, action_totals, kind_of_seat
from orgplan.analysis.assessment import Assessment
from orgplan.domain import Member, Organisation, PeriodLength
from orgplan.language import N_, _, ngettext, shortened_list
from orgplan.schema.plan import RECRUITING

MOST_NAMES = 12


def amount(value: float, unit: str) -> str:
    """An amount with its unit, for instance ``1 head``, ``0.45 FTE`` or ``12,000.00 USD``.

    Parameters
    ----------
    value
        In `unit`; what is above nothing is never shown as nothing.
    unit
        Unit of a measure, or code of a currency.

    Examples
    --------
    >>> amount(1.0, "heads"), amount(0.45, "FTE"), amount(12000.0, "USD")
    ('1 head', '0.45 FTE', '12,000.00 USD')
    """
    if unit == "FTE":
        return _("{n:.2f} FTE", n=max(value, 0.01))
    if abs(value) >= 100 or value != round(value):
        shown = value if abs(value) >= 0.01 else 0.01
        if unit == "heads":
            return _("{n:,.2f} heads", n=shown)
        return _("{n:,.2f} {unit}", n=shown, unit=_(unit))
    if unit == "heads":
        return ngettext("{n:g} head", "{n:g} heads", value)
    if unit == "managers":
        return ngettext("{n:g} manager", "{n:g} managers", value)
    if unit == "courses":
        return ngettext("{n:g} course", "{n:g} courses", value)
    if unit == "seats":
        return ngettext("{n:g} seat", "{n:g} seats", value)
    if unit == "people":
        return ngettext("{n:g} person", "{n:g} people", value)
    if unit == "reports":
        return ngettext("{n:g} report", "{n:g} reports", value)
    if unit == "actions":
        return ngettext("{n:g} action", "{n:g} actions", value)
    if unit == "months":
        return ngettext("{n:g} month", "{n:g} months", value)
    return _("{n:g} {unit}", n=value, unit=_(unit))


def whole_units(cents: float) -> str:
    """Cents as whole units of the currency, rounded as a spreadsheet does: a half goes up.

    Parameters
    ----------
    cents
        May be negative, or have fractions.

    Returns
    -------
    str
        With separators, without the currency.

    Examples
    --------
    >>> whole_units(123450.0), whole_units(-150.0)
    ('1,235', '-1')
    """
    return f"{floor(cents / 100 + 0.5):,}"


def counted(kind: str, n: float) -> str:
    """How many actions of a kind, for instance ``3 hires``.

    Parameters
    ----------
    kind
        A kind of action on a person or seat.
    n
        How many.

    Examples
    --------
    >>> counted("hire", 3), counted("hire", 1)
    ('3 hires', '1 hire')
    """
    match kind:
        case "hire":
            return ngettext("{n:g} hire", "{n:g} hires", n)
        case "backfill":
            return ngettext("{n:g} backfill", "{n:g} backfills", n)
        case "contractor":
            return ngettext("{n:g} contractor", "{n:g} contractors", n)
        case "course":
            return ngettext("{n:g} course", "{n:g} courses", n)
        case "promotion":
            return ngettext("{n:g} promotion", "{n:g} promotions", n)
        case "transfer":
            return ngettext("{n:g} transfer", "{n:g} transfers", n)
        case "retraining":
            return ngettext("{n:g} retraining", "{n:g} retrainings", n)
        case "downgrading":
            return ngettext("{n:g} downgrading", "{n:g} downgradings", n)
        case "redundancy":
            return ngettext("{n:g} redundancy", "{n:g} redundancies", n)
        case _:
            return ngettext("{n:g} reduction of hours", "{n:g} reductions of hours", n)


def in_numbers(assessment: Assessment) -> str:
    """The actions of a plan by kind, for instance ``3 hires, 1 promotion; of groups, in heads:
    recruiting 55.56``; empty for none.

    Parameters
    ----------
    assessment
        Read for its actions by kind.
    """
    found = action_totals(assessment)
    named = [
        _hires(assessment, one.number) if one.kind == HIRE else counted(one.kind, one.number)
        for one in found
        if not one.of_groups
    ]
    if assessment.plan.takeovers:
        named.append(
            ngettext(
                "{n} takeover of a team",
                "{n} takeovers of teams",
                len(assessment.plan.takeovers),
            )
        )
    flows, lasting = (
        _(", ").join(
            f"{_('recruits' if one.kind == RECRUITING else one.kind)} {round(one.number, 2):,.10g}"
            for one in found
            if one.of_groups and (one.kind in LASTING) is lasts
        )
        for lasts in (False, True)
    )
    parts = (
        _(", ").join(named),
        flows and _("groups, in heads: {kinds}", kinds=flows),
        lasting and _("groups, in heads × periods: {kinds}", kinds=lasting),
    )
    return _("; ").join(part for part in parts if part)


def _hires(assessment: Assessment, number: float) -> str:
    """Hires, and how many of them take the place of a known leaver."""
    hires = counted(HIRE, number)
    seats = assessment.plan.hires
    follow = sum(kind_of_seat(one) == HIRE and one.id in assessment.replaced for one in seats)
    if not follow:
        return hires
    return ngettext(
        "{hires} ({n} replaces a known leaver)",
        "{hires} ({n} replace known leavers)",
        follow,
        hires=hires,
    )


def member_name(member: Member) -> str:
    """How a person or seat is named in a list.

    Parameters
    ----------
    member
        A person of the roster, or a seat of the plan.

    Returns
    -------
    str
        The id alone for whoever has no other name.
    """
    return (
        member.id
        if member.name == member.id
        else _("{name} ({id})", name=member.name, id=member.id)
    )


def members_named(names: dict[str, str], ids: Sequence[str]) -> str:
    """People and seats by name, in one line.

    Parameters
    ----------
    names
        Id → name; an id that is not there stands for itself.
    ids
        Of people and seats.

    Returns
    -------
    str
        At most :data:`MOST_NAMES` of them.

    Examples
    --------
    >>> members_named({"P02": "Ada Example (P02)"}, ["P02", "H-001"])
    'Ada Example (P02), H-001'
    """
    return shortened_list([names.get(name, name) for name in ids], MOST_NAMES, N_(", "))


def periods_counted(org: Organisation, n: float) -> str:
    """A number of planning periods, for instance ``3 quarters``.

    Parameters
    ----------
    org
        Read for the length of a period.
    n
        How many.
    """
    match org.calendar.period:
        case PeriodLength.MONTH:
            return ngettext("{n:g} month", "{n:g} months", n)
        case PeriodLength.QUARTER:
            return ngettext("{n:g} quarter", "{n:g} quarters", n)
        case _:
            return ngettext("{n:g} year", "{n:g} years", n)
