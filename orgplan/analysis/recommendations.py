"""Ways out and next steps in plain words: what conflicts, what would have to give, and what the
next step costs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from orgplan.constraints import explain, rule_families, rule_module_of
from orgplan.constraints.naming import is_dated, limit_given, limit_stated, need_of
from orgplan.domain import (
    Key,
    Measure,
    NeedKind,
    Organisation,
    Plan,
    Strength,
    shown_label,
)
from orgplan.language import (
    N_,
    _,
    in_a_row,
    in_clauses,
    in_every_language,
    ngettext,
    shortened_list,
    with_values,
)
from orgplan.solver.audit import Distrust
from orgplan.solver.conflict import Conflict
from orgplan.solver.diagnose import Give, ShortfallPrice, WayOut, price_of_more
from orgplan.solver.outcome import Status

from .assessment import Assessment
from .causes import causes, subject
from .money.leavers import yearly_cost
from .verification import doubts_about

HEADLINES = {
    "money": N_("More money is enough"),
    "caps": N_("Wider caps are enough"),
    "limits": N_("Money and caps together are enough"),
    "requirements": N_("Within all limits, giving up these requirements is enough"),
    "everything": N_("No single kind of limit is enough; together these would have to give"),
}
MOST_CAUSES = 5
COURSES, OTHERS = "course", "other"  # beside seats, by role and team
LEAST_STEP = 1e-3  # heads or FTE below which a shortfall is not worth a step


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
            rule=give.key[0],
            scope=in_clauses([shown_label(give.key[1]), *map(_, give.key[2:-1])]),
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
            (N_("This cannot be kept, whatever else gives"), N_("Nor can this"))
            if alone
            else (
                N_("These cannot hold together"),
                N_("Nor can these, whatever is done about the others"),
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
    when = _spans(org, labels)
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
            rule=key[0],
            scope=in_clauses([shown_label(key[1]), *map(_, key[2:3])]),
            periods=when,
        )
    return limit_stated(org, family, key, when)


def next_steps(
    assessment: Assessment, *, seconds: float, distrusted: list[Distrust] | None = None
) -> Mapping[str, tuple[str, ...]]:
    """What the next step costs where musts stay open: the next one that money buys, and all that
    money can buy.

    Parameters
    ----------
    assessment
        The best plan within the budget.
    seconds
        Time for each of two searches.
    distrusted
        Where claims of solvers that do not hold are noted.

    Returns
    -------
    Mapping[str, tuple[str, ...]]
        Code of a language → sentences, of every language: a plan is read in another one without a
        search.
    """
    org = assessment.org
    shortfalls = [
        m for m in assessment.shortfalls if m.strength is Strength.MUST and m.worth is None
    ]
    total = sum(m.weight * m.shortfall for m in shortfalls)
    if total <= LEAST_STEP:
        return in_every_language(tuple)
    smallest = min(
        m.weight * min(m.shortfall, 1.0) for m in shortfalls if m.weight * m.shortfall > LEAST_STEP
    )
    least = max(0.0, total - smallest)

    def price(left: float, what: str = "money") -> ShortfallPrice:
        doubts = partial(doubts_about, org=org, at_most=left)
        return price_of_more(
            org, left, doubts=doubts, seconds=seconds, distrusted=distrusted, what=what
        )

    if not any(line.amount is not None for line in org.budget):
        caps = price(least, "caps")
        return in_every_language(
            lambda: (
                _("The budget is not the constraint."),
                *_held_back(assessment, shortfalls, caps),
            )
        )
    everything, step = price(0.0), price(least)
    wider = price(least, "caps") if step.status is Status.INFEASIBLE else None
    return in_every_language(
        lambda: (
            *_in_steps(assessment, step, everything),
            *(_held_back(assessment, shortfalls, wider) if wider is not None else ()),
        )
    )


def _held_back(
    assessment: Assessment, shortfalls: Sequence[Measure], caps: ShortfallPrice | None
) -> Iterator[str]:
    """What holds back the musts that money does not cover: caps that give, and what is not on offer
    (in time).
    """
    org = assessment.org
    if caps is not None and caps.way is not None and caps.way.gives:
        yield _("Wider caps would cover more: {what}", what=_priced(assessment, caps.way))
    found = causes(org, shortfalls)
    yield from found[:MOST_CAUSES]
    if len(found) > MOST_CAUSES:
        yield _("and {count} more with causes of the same kind", count=len(found) - MOST_CAUSES)


def _in_steps(
    assessment: Assessment, step: ShortfallPrice, everything: ShortfallPrice
) -> Iterator[str]:
    """The next step and all that money buys; what was not settled is not said."""
    if step.way is None and step.status is not Status.INFEASIBLE:
        yield _(
            "What more money would cover was not found in the time allowed. Raise the time limit."
        )
        return
    if step.way is None:
        yield _("More money would not cover any of what stays open.")
        return
    if not step.way.gives:
        yield _(
            "While the next step was being priced, a plan that covers more within the budget was"
            " found. Raise the time limit."
        )
        return
    yield _("The next step takes {what}", what=_priced(assessment, step.way))
    most = everything.way
    if most is not None and most.gives and most.gives != step.way.gives:
        yield _("To meet every must takes {what}", what=_priced(assessment, most))
    elif everything.status is Status.INFEASIBLE:
        yield _("No amount of money alone covers every must in time.")


def _priced(assessment: Assessment, way: WayOut) -> str:
    """What a step takes, what is done with it, and what becomes of the musts, for readers who know
    no ids.
    """
    org = assessment.org
    before, after = _short_musts(assessment), _short_musts(Assessment(org, way.plan))
    sentences = [_(" and ").join(describe(org, give, whole=True) for give in way.gives)]
    more, fewer = _changed_actions(assessment.plan, way.plan)
    earlier, later = _moved_in_time(assessment.plan, way.plan)
    for sentence, actions in (
        (N_("It adds {actions}"), more),
        (N_("It drops {actions}"), fewer),
        (N_("It begins {actions} earlier"), earlier),
        (N_("It begins {actions} later"), later),
    ):
        if actions:
            sentences.append(_(sentence, actions=actions))
    if not any((more, fewer, earlier, later)):
        sentences.append(_("It does the same at other times"))
    sentences.append(_costs_in_all(assessment, way.plan))
    effects = _effects(before, after)
    sentences += effects or [_("It covers part of what is open")]
    if not way.proven:
        sentences.append(_("A smaller sum is not ruled out"))
    return in_a_row(_("{sentence}.", sentence=sentence) for sentence in sentences)


def _costs_in_all(assessment: Assessment, plan: Plan) -> str:
    """What another plan costs more than this one, or less: in the horizon, and a year after it."""
    org = assessment.org
    return _(
        "Against this plan it costs {horizon} in the horizon and {later} a year after that",
        horizon=_more_or_less(Assessment(org, plan).cost - assessment.cost, org.currency),
        later=_more_or_less(
            (yearly_cost(org, plan) - yearly_cost(org, assessment.plan)) / 100, org.currency
        ),
    )


def _more_or_less(money: float, currency: str) -> str:
    if abs(money) < 0.5:
        return _("no more")
    sentence = (
        N_("{money:,.0f} {currency} less") if money < 0 else N_("{money:,.0f} {currency} more")
    )
    return _(sentence, money=abs(money), currency=currency)


def _short_musts(assessment: Assessment) -> dict[str, float]:
    """What musts are about → by how much they are short over all periods, by their weight; what
    counts most first.
    """
    found: dict[str, float] = defaultdict(float)
    for measure in assessment.measures:
        if measure.strength is Strength.MUST and measure.weight * measure.shortfall > LEAST_STEP:
            found[subject(assessment.org, measure)] += measure.weight * measure.shortfall
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _effects(before: Mapping[str, float], after: Mapping[str, float]) -> list[str]:
    """Musts that are closed, narrowed, opened and widened."""
    less = {what: before[what] - after[what] for what in before if what in after}
    found = (
        (N_("It closes {musts}"), [what for what in before if what not in after]),
        (N_("It eases {musts}"), [what for what, by in less.items() if by > LEAST_STEP]),
        (N_("It opens {musts}"), [what for what in after if what not in before]),
        (N_("It worsens {musts}"), [what for what, by in less.items() if by < -LEAST_STEP]),
    )
    return [
        _(sentence, musts=shortened_list(musts, between=", ")) for sentence, musts in found if musts
    ]


def _changed_actions(old: Plan, new: Plan) -> tuple[str, str]:
    """Seats by role and team, and courses and other actions by number, that another plan has more
    and fewer of.
    """
    has, gets = _tally(old), _tally(new)
    return tuple(
        shortened_list(
            [_times(what, number) for what, number in (one - other).items()], between=", "
        )
        for one, other in ((gets, has), (has, gets))
    )  # type: ignore[return-value]  # two of them


def _moved_in_time(old: Plan, new: Plan) -> tuple[str, str]:
    """Seats, by role and team, of which another plan has as many, and begins some earlier or
    later.
    """
    before, after = _starts(old), _starts(new)
    found: tuple[list[str], list[str]] = ([], [])
    for what, days in after.items():
        moved = zip(before.get(what, ()), days, strict=False)
        if len(before.get(what, ())) == len(days):
            changes = [now < then for then, now in moved if now != then]
            for is_earlier, shown in ((True, found[0]), (False, found[1])):
                if number := changes.count(is_earlier):
                    shown.append(_times(what, number))
    return shortened_list(found[0], between=", "), shortened_list(found[1], between=", ")


def _starts(plan: Plan) -> Mapping[tuple[str, str], list[date]]:
    """Role and team → first days of its seats, in order."""
    found: dict[tuple[str, str], list[date]] = defaultdict(list)
    for hire in plan.hires:
        found[hire.role, hire.team].append(hire.start_date)
    return {what: sorted(days) for what, days in found.items()}


def _tally(plan: Plan) -> Counter[tuple[str, ...]]:
    """Role and team of seats; of other actions the kind alone."""
    found = Counter[tuple[str, ...]]((hire.role, hire.team) for hire in plan.hires)
    others = len(plan.actions) - len(plan.hires) - len(plan.trainings)
    found[COURSES,] += len(plan.trainings)
    found[OTHERS,] += others
    return found


def _times(what: tuple[str, ...], number: int) -> str:
    """How many of something: 1 × Team lead in Apps, or 2 courses."""
    if what == (COURSES,):
        return ngettext("{n} course", "{n} courses", number)
    if what == (OTHERS,):
        return ngettext("{n} other action", "{n} other actions", number)
    role, team = what
    return _("{number} × {role} in {team}", number=number, role=role, team=team)


def in_words(org: Organisation, measures: Iterable[Measure]) -> list[str]:
    """Broken measures, the gravest first, each in one sentence; the same miss in several periods is
    said once.

    Limits come first, then musts, then shoulds; within each, the largest weighted miss over all its
    periods.

    Parameters
    ----------
    org
        Read for names, periods and prices.
    measures
        Broken ones; whoever calls has left out those that hold.

    Returns
    -------
    list[str]
        Sentences, in the language of the run.
    """
    alike: dict[tuple[object, ...], list[Measure]] = defaultdict(list)
    labels = {*org.calendar.labels, "total"}
    for m in measures:
        what = "" if m.key[-1] in labels else m.key[-1]  # two faults of an action are two sentences
        alike[m.family, m.key[:-1], what, m.required, m.planned, m.strength].append(m)
    order = sorted(
        alike.values(),
        key=lambda ms: (_gravity(ms[0]), -sum(m.weight * m.shortfall for m in ms), ms[0].name),
    )
    return [
        explain(replace(ms[0], key=(*ms[0].key[:-1], _spans(org, [m.key[-1] for m in ms]))), org)
        + _price_in_words(org, ms[0])
        for ms in order
    ]


def open_in_words(assessment: Assessment) -> tuple[list[str], list[str]]:
    """What a plan leaves open, in the order and words of :func:`in_words`.

    Parameters
    ----------
    assessment
        The plan.

    Returns
    -------
    tuple[list[str], list[str]]
        Limits and musts, then shoulds.
    """
    firm, weak = (
        in_words(
            assessment.org,
            (m for m in assessment.shortfalls if (m.strength is Strength.SHOULD) is is_should),
        )
        for is_should in (False, True)
    )
    return firm, weak


def _price_in_words(org: Organisation, measure: Measure) -> str:
    """What closing a shortfall was allowed to cost, where it has a price."""
    if not measure.worth:
        return ""
    unit = {"heads": N_("head"), "managers": N_("manager"), "areas": N_("area")}.get(
        measure.unit, measure.unit
    )
    return " " + _(
        "Closing it is worth {worth:,.2f} {currency} per {unit} and period: it costs more, or is"
        " not possible.",
        worth=measure.worth,
        currency=org.currency,
        unit=_(unit),
    )


def _spans(org: Organisation, labels: list[str]) -> str:
    """Periods, with those in a row as ``first to last``."""
    if any(label not in org.calendar.labels for label in labels):
        return ", ".join(labels)
    runs: list[list[int]] = []
    for number in sorted(org.calendar.labels.index(label) for label in labels):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    name = org.calendar.label
    return ", ".join(
        (
            name(run[0])
            if len(run) == 1
            else _("{first} to {last}", first=name(run[0]), last=name(run[-1]))
        )
        for run in runs
    )


def _gravity(measure: Measure) -> int:
    return [None, Strength.MUST, Strength.SHOULD].index(measure.strength)
