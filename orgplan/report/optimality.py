"""How the search ended, and what is proven of the plan, in words."""

from collections.abc import Sequence

from orgplan._version import this_version
from orgplan.domain import Goal, Organisation
from orgplan.language import N_, _, in_a_row, in_clauses, ngettext
from orgplan.objectives import disruption, priced_shortfall
from orgplan.objectives.cost import THOUSANDS
from orgplan.solver.audit import Distrust
from orgplan.solver.outcome import Status, relative_gap
from orgplan.solver.solve import GoalPart

from .audit.run import Run
from .quantities import whole_units

GOALS = {
    "must_shortfall": N_("coverage of musts"),
    "should_shortfall": N_("coverage of shoulds"),
    "redundancies": N_("number of redundancies"),
    "cost": N_("cost"),
    "priced_shortfall": N_("what stays open and has a price"),
    "disruption": N_("number of changes"),
}

NO_PLAN = {
    "must_shortfall": N_("no plan covers more of the musts"),
    "should_shortfall": N_("no plan that covers the musts as well covers more of the shoulds"),
    "redundancies": N_("no plan that covers as much lets fewer people go"),
    "cost": N_("no plan that covers as much costs less"),
    "priced_shortfall": N_("no plan at that cost covers more of what has a price"),
    "disruption": N_("no plan that is as good has fewer changes"),
}  # what is proven of the plan

CHEAPEST = {
    "cost": N_("no plan that meets every must costs less"),
    "should_shortfall": N_("no plan at that cost covers more of the shoulds"),
}  # the same where cost comes first

COVERAGE = ["must_shortfall", "should_shortfall"]  # the goals that come first in most plans

AT_MOST = {
    "must_shortfall": N_("cover {gap} of what is open of the musts"),
    "should_shortfall": N_("cover {gap} of what is open of the shoulds"),
    "redundancies": N_("avoid {gap} of the redundancies"),
    "cost": N_(
        "save {money} {currency} within the horizon and the time after it ({gap}) while covering as"
        " much"
    ),
    "priced_shortfall": N_("cover {gap} of what stays open and has a price"),
    "disruption": N_("do without {gap} of the changes"),
}  # what a better plan could do at most


ENDINGS = {
    Status.OPTIMAL: N_("proven best"),
    Status.GAP_LIMIT: N_("close enough to the best possible"),
    Status.TIME_LIMIT: N_("cut short"),
    Status.JUDGED: N_("checked as it stands"),
    Status.UNPROVEN: N_("unproven: claims of solvers were wrong"),
    Status.INFEASIBLE: N_("no plan keeps all limits"),
    Status.NO_PLAN: N_("stopped before any plan was found"),
}  # in a few words, as cells and tables say it


_SENTENCES = {
    Status.OPTIMAL: N_("Proven best."),
    Status.GAP_LIMIT: N_("The search stopped close enough to the best possible plan."),
    Status.TIME_LIMIT: N_("The search was cut short, so a better plan may exist."),
    Status.JUDGED: N_("Checked as it stands: nothing was searched, so a better plan may exist."),
    Status.UNPROVEN: N_(
        "Keeps all limits, but the solvers' claims about it were wrong; a better plan may exist."
    ),
    Status.INFEASIBLE: N_("Infeasible as requested: no plan keeps all limits."),
    Status.NO_PLAN: N_("Stopped before any plan was found."),
}


PROVEN = 1e-6  # a smaller relative gap is rounding


NOTHING = 1.0  # a relative gap at which the bound says no more than that there is a plan
TWO_DIGITS = 0.1  # a share from which whole percent have two digits


def gap_in_words(gap: float) -> str:
    """A proven gap as a percentage, with two digits that say something.

    Parameters
    ----------
    gap
        Relative: 0.01 is one percent.

    Examples
    --------
    >>> gap_in_words(0.3906), gap_in_words(0.0331), gap_in_words(0.0003)
    ('39%', '3.3%', '0.03%')
    """
    digits = 0 if gap >= TWO_DIGITS else 1 if gap >= TWO_DIGITS / 10 else 2
    return f"{gap:.{digits}%}"


def goals_proven(parts: Sequence[GoalPart], org: Organisation) -> str:
    """What no plan does better, and how much a better plan could gain at most on other goals.

    Parameters
    ----------
    parts
        Goals with value and bound.
    org
        Read for what its reader asked for, and the currency.

    Returns
    -------
    str
        One sentence or two; empty without goals.
    """
    gaps = {part: relative_gap(part.value, part.bound) for part in asked_for(parts, org)}
    best = [part for part, gap in gaps.items() if gap <= PROVEN]
    rest = [
        _(
            AT_MOST[part.name],
            gap=gap_in_words(gap),
            money=whole_units((part.value - part.bound) / THOUSANDS),
            currency=org.currency,
        )
        for part, gap in gaps.items()
        if PROVEN < gap < NOTHING
    ]
    lines = []
    if best:
        lines.append(_("Proven: {goals}.", goals=_no_plan(best, org)))
    if rest:
        lines.append(_("At most, a better plan could {goals}.", goals=_(", or ").join(rest)))
    if unknown := [_(GOALS[part.name]) for part, gap in gaps.items() if gap >= NOTHING]:
        lines.append(_("Nothing is proven about the {goals}.", goals=_(" and ").join(unknown)))
    return in_a_row(lines)


def asked_for(parts: Sequence[GoalPart], org: Organisation) -> list[GoalPart]:
    """The goals that a reader knows: prices that nobody gave, and changes where there is no plan to
    stay close to, only choose between plans that are as good.

    Parameters
    ----------
    parts
        Goals with value and bound.
    org
        Read for prices and a previous plan.

    Examples
    --------
    >>> names = ("must_shortfall", "should_shortfall", "cost", "disruption")
    >>> parts = [GoalPart(name, 0.0, 0.0, Status.OPTIMAL) for name in names]
    >>> [part.name for part in asked_for(parts, org)]
    ['must_shortfall', 'should_shortfall', 'cost']
    """
    unknown = set[str]()
    if not org.worths:
        unknown.add(priced_shortfall.NAME)
    if org.previous is None:
        unknown.add(disruption.NAME)
    return [part for part in parts if part.name not in unknown]


def _no_plan(parts: Sequence[GoalPart], org: Organisation) -> str:
    """What no plan does better, in the order of the goals; musts and shoulds together where it
    holds of both.
    """
    words = NO_PLAN | CHEAPEST if org.goal is Goal.CHEAPEST else NO_PLAN
    names = [part.name for part in parts]
    sentences = [_(words[name]) for name in names]
    if names[: len(COVERAGE)] == COVERAGE:
        sentences[: len(COVERAGE)] = [_("no plan covers more")]
    return _("; ").join(sentences)


def witnesses(parts: Sequence[GoalPart]) -> list[str]:
    """Which goals a second solver confirms, and which it could not in the time.

    Parameters
    ----------
    parts
        Goals; those at which no second solver looked are left out.

    Returns
    -------
    list[str]
        Sentences, in the language of the run.
    """
    lines = []
    for confirmed, sentence in (
        (True, N_("Confirmed by a second solver: {goals}.")),
        (False, N_("Not confirmed by a second solver in the time: {goals}.")),
    ):
        goals = [
            f"{_(GOALS[part.name])} ({part.witness.road})"
            for part in parts
            if part.witness and part.witness.confirmed is confirmed
        ]
        if goals:
            lines.append(_(sentence, goals=in_clauses(goals)))
    return lines


def distrusted(claims: Sequence[Distrust]) -> list[str]:
    """How many claims of solvers did not hold.

    Parameters
    ----------
    claims
        Answers of solvers that the checks refused.

    Returns
    -------
    list[str]
        A sentence, or nothing.
    """
    if not claims:
        return []
    return [
        ngettext(
            "{n} answer of a solver was wrong and was not used; see Run log.",
            "{n} answers of solvers were wrong and were not used; see Run log.",
            len(claims),
        )
    ]


def how_it_ended(run: Run, org: Organisation) -> str:
    """Ending and proven gap in a sentence.

    Parameters
    ----------
    run
        As the Run log has it.
    org
        What was planned.

    Returns
    -------
    str
        A sentence, or several, in the language of the run.
    """
    if run.edited and run.written_by != this_version():
        return _(
            "Written by {version}, and different from what comes out now (edited by hand, or this"
            " version calculates differently): nothing is proven about it.",
            version=run.written_by,
        )
    if run.edited:
        return _("Changed by hand after the search: nothing is proven about it.")
    if run.status is Status.OPTIMAL and run.parts:
        return _("Proven best: {goals}.", goals=_no_plan(asked_for(run.parts, org), org))
    partly = (Status.GAP_LIMIT, Status.TIME_LIMIT, Status.UNPROVEN)
    proven = goals_proven(run.parts, org) if run.status in partly else ""
    return in_a_row((_(_SENTENCES[run.status]), proven))
