"""What conflicts in an impossible plan, and what would have to give, in plain words."""

from collections.abc import Sequence

from orgplan.constraints import rule_families, rule_module_of
from orgplan.constraints.naming import (
    is_dated,
    limit_given,
    limit_stated,
    need_of,
    rule_called,
)
from orgplan.domain import (
    Key,
    NeedKind,
    Organisation,
    scope_in_words,
)
from orgplan.language import (
    N_,
    _,
    in_clauses,
    ngettext,
    with_values,
)
from orgplan.solver.conflict import Conflict
from orgplan.solver.diagnose import Give, WayOut

from .open_points import spans_in_words

HEADLINES = {
    "money": N_("More money is enough"),
    "caps": N_("Wider caps are enough"),
    "limits": N_("Money and caps together are enough"),
    "requirements": N_("Within all limits, giving up these requirements is enough"),
    "everything": N_("No single kind of limit is enough; together these would have to give"),
}


def describe(org: Organisation, give: Give, *, whole: bool = False) -> str:
    """One limit or requirement that gives, and by how much; a limit in `whole` units, if asked for.

    Parameters
    ----------
    org
        Read for the need, rule or limit that is named.
    give
        A member of a way out; its amount is in the unit of the row (people, FTE, money …).
    whole
        Whether a limit is stated in whole units, as one that is to be raised.

    Returns
    -------
    str
        Without a full stop, in the language of the run.
    """
    amount = _figure(give.amount)
    need = need_of(org, give.family, give.key)
    if need is not None and need.kind is not NeedKind.STAFF:
        period = give.key[1]
        required = need.required[_period(org, period)]
        short = (
            _("need {need}, {sentence}, {period}: {amount} FTE short of {required:g}")
            if need.kind is NeedKind.CAPACITY
            else _("need {need}, {sentence}, {period}: {amount} short of {people}")
        )
        return with_values(
            short,
            need=need.id,
            sentence=need.sentence,
            period=period,
            amount=amount,
            required=required,
            people=ngettext("{n:g} person", "{n:g} people", required),
        )
    if give.family in rule_families():
        return _(
            "rule {rule} in {scope}, {period}: {unit}: {amount}",
            rule=rule_called(give.key[0]),
            scope=in_clauses([scope_in_words(give.key[1]), *map(_, give.key[2:-1])]),
            period=give.key[-1],
            amount=amount,
            unit=_(rule_module_of(give.family).PARAMETERS.shortfall_unit),
        )
    return limit_given(org, give.family, give.key, give.amount, whole=whole)


def _period(org: Organisation, label: str) -> int:
    return org.calendar.labels.index(label)


def _figure(amount: float) -> str:
    """An amount to two decimals, as nobody wants more than a hundredth of a head.

    Examples
    --------
    >>> _figure(0.3333), _figure(2.0)
    ('0.33', '2')
    """
    return f"{round(amount, 2):g}"


def dead_end(
    org: Organisation,
    ways: Sequence[WayOut],
    conflicts: Sequence[Conflict] = (),
    unsettled: Sequence[str] = (),
) -> list[str]:
    """Why no plan is possible as asked, and each way out that was found, in lines to print.

    Kinds of ways that are `unsettled` may exist; of the others those that are not among the ways do
    not.

    Parameters
    ----------
    org
        The organisation for which no plan is possible.
    ways
        Ways out, the ones to be shown first at the front; none is said in a line of its own.
    conflicts
        Sets of limits and musts that cannot hold together.
    unsettled
        Kinds of ways for which the time did not suffice.

    Returns
    -------
    list[str]
        In the language of the run; lines that belong to a headline are indented by two spaces.
    """
    lines = []
    for number, conflict in enumerate(conflicts):
        alone, first = len(conflict.members) == 1, number == 0
        heads = (
            (N_("This cannot be kept, whatever else is relaxed"), N_("This cannot be kept either"))
            if alone
            else (
                N_("These cannot hold together"),
                N_("These cannot be kept either, whatever is done about the others"),
            )
        )
        head = _(heads[0] if first else heads[1])
        sure = "" if conflict.irreducible else _(" (fewer may be enough; time ran out)")
        lines.append(_("{headline}:", headline=head + sure))
        lines += [f"  - {text}" for text in colliding(org, conflict)]
    if not ways:
        return [*lines, _no_way_out(bool(conflicts), unsettled)]
    for way in ways:
        least = _("the least there is") if way.proven else _("not proven to be the least")
        lines.append(_("{way} ({proof}):", way=_(HEADLINES[way.what]), proof=least))
        lines += [f"  - {describe(org, give)}" for give in way.gives]
        for other in way.equals:
            lines += [_("  or, equally good:")] + [f"  - {describe(org, give)}" for give in other]
    return lines


def _no_way_out(named: bool, unsettled: Sequence[str]) -> str:
    """Why there is no way out: because none was found in time, or because there is none."""
    if unsettled:
        return _(
            "No plan is possible, and no way out was found in the time allowed. Raise the time"
            " limit, or loosen limits by hand."
        )
    if named:
        return _(
            "No plan is possible, even if money, caps and requirements give way: change a lock, a"
            " cap of a lever or another limit of those listed above."
        )
    return _(
        "No plan is possible, even if money, caps and requirements give way: look for what else is"
        " fixed, on Locks, Levers and Positions."
    )


def colliding(org: Organisation, conflict: Conflict) -> list[str]:
    """Members of a conflict, each limit or requirement once with its periods.

    Parameters
    ----------
    org
        Read for names.
    conflict
        Its members may hold in several periods each.

    Returns
    -------
    list[str]
        A line for each limit or requirement, in the order of the conflict.
    """
    periods: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for member in conflict.members:
        dated = is_dated(member.family)
        name = (member.family, member.key[:-1] if dated else member.key)
        periods.setdefault(name, []).extend([member.key[-1]] if dated else [])
    return [_stated(org, family, key, labels) for (family, key), labels in periods.items()]


def _stated(org: Organisation, family: str, key: Key, labels: list[str]) -> str:
    """A limit or requirement as it was stated."""
    when = spans_in_words(org, labels)
    need = need_of(org, family, key)
    if need is not None:
        amounts = dict.fromkeys(f"{need.required[_period(org, label)]:g}" for label in labels)
        return _(
            "need {need}, {sentence}: {amount} in {periods}",
            need=need.id,
            sentence=need.sentence,
            amount=_(" to ").join(amounts),
            periods=when,
        )
    if family in rule_families():
        return _(
            "rule {rule} in {scope}, {periods}",
            rule=rule_called(key[0]),
            scope=in_clauses([scope_in_words(key[1]), *map(_, key[2:3])]),
            periods=when,
        )
    return limit_stated(org, family, key, when)
