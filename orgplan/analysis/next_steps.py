"""What the next step costs, and what it changes, in plain words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from orgplan.domain import (
    Measure,
    Plan,
    Strength,
)
from orgplan.language import (
    N_,
    _,
    in_a_row,
    in_every_language,
    ngettext,
    shortened_list,
)
from orgplan.solver.audit import Distrust
from orgplan.solver.diagnose import ShortfallPrice, WayOut, price_of_more
from orgplan.solver.outcome import Status

from .assessment import Assessment
from .causes import causes, subject
from .dead_ends import describe
from .money.leavers import yearly_cost
from .verification import doubts_about

MOST_CAUSES = 5
COURSES, OTHERS = "course", "other"  # beside seats, by role and team
LEAST_STEP = 1e-3  # heads or FTE below which a shortfall is not worth a step


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
        yield _("More money alone cannot cover every must in time.")


def _priced(assessment: Assessment, way: WayOut) -> str:
    """What a step takes, what is done with it, and what becomes of the musts, for readers who know
    no ids.
    """
    org = assessment.org
    other = Assessment(org, way.plan)
    before, after = (_short_by(one, Strength.MUST) for one in (assessment, other))
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
    sentences += _at_the_expense_of(assessment, other)
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


def _short_by(assessment: Assessment, strength: Strength) -> dict[str, float]:
    """What musts, or shoulds, are about → by how much they are short over all periods, by their
    weight; what counts most first.
    """
    found: dict[str, float] = defaultdict(float)
    for measure in assessment.measures:
        if measure.strength is strength and measure.weight * measure.shortfall > LEAST_STEP:
            found[subject(assessment.org, measure)] += measure.weight * measure.shortfall
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _effects(before: Mapping[str, float], after: Mapping[str, float]) -> list[str]:
    """Musts that are closed, narrowed, opened and widened."""
    less = {what: before[what] - after[what] for what in before if what in after}
    found = (
        (N_("It closes {musts}"), [what for what in before if what not in after]),
        (
            N_("It leaves {musts} less short"),
            [what for what, by in less.items() if by > LEAST_STEP],
        ),
        (N_("It opens {musts}"), [what for what in after if what not in before]),
        (N_("It worsens {musts}"), [what for what, by in less.items() if by < -LEAST_STEP]),
    )
    return [
        _(sentence, musts=shortened_list(musts, between=", ")) for sentence, musts in found if musts
    ]


def _at_the_expense_of(assessment: Assessment, other: Assessment) -> list[str]:
    """Shoulds that are more short in another plan: a step that is cheaper for leaving them open is
    no bargain.
    """
    before, after = (_short_by(one, Strength.SHOULD) for one in (assessment, other))
    worse = [what for what, by in after.items() if by > before.get(what, 0.0) + LEAST_STEP]
    if not worse:
        return []
    return [
        _("Of shoulds it leaves {shoulds} more short", shoulds=shortened_list(worse, between=", "))
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
