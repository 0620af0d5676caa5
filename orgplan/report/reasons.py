"""Why an action is in the plan, and what would be short without it, in plain words."""

from collections.abc import Iterable, Sequence

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import LossIfRemoved, Unmeasured
from orgplan.analysis.result_rows import AnyChange, HireRow
from orgplan.constraints import Trait, with_trait
from orgplan.domain import (
    Organisation,
    scope_in_words,
)
from orgplan.language import MOST_ITEMS, N_, _, shortened_list

from .musts import requirement_of
from .wording import ShortRequirement, group_by_requirement

UNKNOWN = N_("Not calculated: the time was over.")


REDUNDANT = N_("Nothing depends on it alone: other actions cover the same.")


def serves_in_own_words(
    org: Organisation, losses: Iterable[LossIfRemoved], most: int = MOST_ITEMS
) -> str:
    """What actions serve, for readers who know no ids; each once, what counts most first.

    Parameters
    ----------
    org
        Read for needs and periods.
    losses
        What is lost without one action, or without several.
    most
        How many are named; of others the number.

    Returns
    -------
    str
        In one line.
    """
    ends = purposes(tuple(losses))
    found = group_by_requirement(org, ((loss.measure, loss.more_short) for loss in ends))
    served_in_words = (_served(item.plain, item, ends) for item in found)
    return shortened_list(list(dict.fromkeys(served_in_words)), most)


def hire_serves(assessment: Assessment, rows: Sequence[HireRow], most: int = MOST_ITEMS) -> str:
    """Who is replaced by some seats, and what they serve, for readers who know no ids.

    Parameters
    ----------
    assessment
        The plan of the seats.
    rows
        One seat, or several that are shown together.
    most
        How many needs and rules are named; of others the number.

    Returns
    -------
    str
        In one line.
    """
    losses = [loss for row in rows for loss in row.losses]
    leavers = _replaces(assessment, rows)
    return _("; ").join(filter(None, (leavers, serves_in_own_words(assessment.org, losses, most))))


def hire_why(assessment: Assessment, row: HireRow) -> str:
    """Who is replaced by a seat, and the needs and rules that it serves, in plain words.

    Parameters
    ----------
    assessment
        The plan of the seat.
    row
        The seat.

    Returns
    -------
    str
        For the column ``why``, in the language of the run.
    """
    leavers, reasons = _replaces(assessment, (row,)), why(assessment.org, row.losses)
    return _("; ").join(filter(None, (leavers, reasons)))


def _replaces(assessment: Assessment, rows: Sequence[HireRow]) -> str:
    """Who is replaced by some seats; empty where they are growth."""
    found = [assessment.replaced.get(row.hire.id) for row in rows]
    named = [
        _("{person}, who leaves on {day}", person=leaver.name, day=leaver.end_date)
        if leaver.end_date
        else leaver.name
        for leaver in found
        if leaver is not None
    ]
    return _("replaces {people}", people=shortened_list(named)) if named else ""


def _served(what: str, item: ShortRequirement, losses: Sequence[LossIfRemoved]) -> str:
    """What an action serves; of a rule that asks for nothing because of it, that it is no longer
    asked for, and of one that the plan's own growth brings about, how large it grows.
    """
    mine = [loss for loss in losses if requirement_of(loss.measure) == item.requirement]
    if mine and all(loss.spared for loss in mine):
        return _("{what} (made unnecessary by this)", what=what)
    growth = [loss.growth for loss in mine if loss.growth is not None]
    if not growth or len(growth) < len(mine):
        return what
    most = max(growth, key=lambda one: one.heads)
    return _(
        "{what}, because the plan brings {counted} to {heads:g} people (rule: from {threshold})",
        what=what,
        counted=_(" or ").join(most.counted) or scope_in_words(mine[0].measure.key[1]),
        heads=most.heads,
        threshold=most.threshold,
    )


def purposes(losses: Sequence[LossIfRemoved]) -> tuple[LossIfRemoved, ...]:
    """The losses that are ends in themselves. Where nothing else is lost: a later course that would
    no longer be open to the person, or what no money is spent on, such as the fewest reports of a
    manager.

    Parameters
    ----------
    losses
        What is lost without an action.

    Returns
    -------
    tuple[LossIfRemoved, ...]
        In their order.
    """
    steps = with_trait(Trait.STEP)
    ends = tuple(
        loss for loss in losses if loss.measure.family not in steps and loss.measure.worth != 0
    )
    return ends or tuple(losses)


def serves(losses: Sequence[LossIfRemoved]) -> tuple[str, ...]:
    """Short names of the needs and rules that an action serves, each once.

    Parameters
    ----------
    losses
        What is lost without an action.

    Returns
    -------
    tuple[str, ...]
        In the order of the losses.
    """
    return tuple(dict.fromkeys(loss.serves for loss in purposes(losses)))


def ids_served(org: Organisation, losses: Sequence[LossIfRemoved]) -> str:
    """Ids of the needs and rules that an action serves, in the order of :func:`why`.

    Parameters
    ----------
    org
        Read for needs and periods.
    losses
        What is lost without the action.

    Returns
    -------
    str
        A rule's scope in the language of the run; empty where nothing is lost.
    """
    return shortened_list(list(dict.fromkeys(item.name for item in _lost(org, losses))))


def why(org: Organisation, losses: Sequence[LossIfRemoved]) -> str:
    """The needs and rules that an action serves, in plain words.

    Parameters
    ----------
    org
        Read for needs and periods.
    losses
        What is lost without the action; it may not have been measured.

    Returns
    -------
    str
        For the column ``why``, in the language of the run.
    """
    if isinstance(losses, Unmeasured):
        return _(UNKNOWN)
    if not losses:
        return _(REDUNDANT)
    ends = purposes(losses)
    return shortened_list([_served(item.what, item, ends) for item in _lost(org, losses)])


def without_reasons(unknown: int, total: int) -> str:
    """Of how many actions the reasons are missing, as a part of what time did not suffice for.

    Parameters
    ----------
    unknown, total
        Numbers of actions.

    Returns
    -------
    str
        Without a full stop.

    Examples
    --------
    >>> without_reasons(2, 5)
    'why 2 of 5 actions are taken'
    """
    return _("why {unknown} of {total} actions are taken", unknown=unknown, total=total)


def lost_without(org: Organisation, losses: Sequence[LossIfRemoved], brief: bool = False) -> str:
    """What would be short if the action were left out; `brief` says skill and scope alone.

    Parameters
    ----------
    org
        Read for needs and periods.
    losses
        What is lost without the action; it may not have been measured.
    brief
        Without the reasons that the user typed.

    Returns
    -------
    str
        A sentence, in the language of the run.
    """
    if isinstance(losses, Unmeasured):
        return _(UNKNOWN)
    if not losses:
        return _("Nothing on its own.")
    items = [
        _("{requirement}: {short}", requirement=item.subject, short=item.shortfall)
        if brief
        else item.sentence
        for item in _lost(org, losses)
    ]
    return _("{sentence}.", sentence=shortened_list(items))


def difference_why(org: Organisation, row: AnyChange) -> str:
    """Why an action that may save money is taken: the needs and rules that it serves, and what it
    saves.

    Parameters
    ----------
    org
        Read for needs, periods and the currency.
    row
        An action with what it changes.

    Returns
    -------
    str
        For the column ``why``, in the language of the run.
    """
    saved = _saved(org, row)
    if not row.losses and not isinstance(row.losses, Unmeasured):
        return _("{sentence}.", sentence=saved[0].upper() + saved[1:]) if saved else _(REDUNDANT)
    return _("; ").join([why(org, row.losses), *([saved] if saved else [])])


def difference_lost(org: Organisation, row: AnyChange) -> str:
    """What would be short without it, and what would be spent.

    Parameters
    ----------
    org
        Read for needs, periods and the currency.
    row
        An action with what it changes.

    Returns
    -------
    str
        A sentence, in the language of the run.
    """
    if row.losses or isinstance(row.losses, Unmeasured):
        return lost_without(org, row.losses, brief=True)
    return _("Nothing but what it saves.") if _saved(org, row) else lost_without(org, ())


def _saved(org: Organisation, row: AnyChange) -> str:
    """What an action saves, over the horizon and a year after it; empty where it saves neither."""
    currency = org.currency
    parts = []
    if row.horizon < 0:
        parts.append(
            _(
                "{money:,.2f} {currency} within the horizon",
                money=-row.horizon / 100,
                currency=currency,
            )
        )
    if row.run_rate < 0:
        parts.append(
            _(
                "{money:,.2f} {currency} a year after it",
                money=-row.run_rate / 100,
                currency=currency,
            )
        )
    return _("saves {amounts}", amounts=_(" and ").join(parts)) if parts else ""


def _lost(org: Organisation, losses: Sequence[LossIfRemoved]) -> tuple[ShortRequirement, ...]:
    return group_by_requirement(org, ((loss.measure, loss.more_short) for loss in purposes(losses)))
