"""How the search ended, and what is proven of the plan, in words."""

from collections.abc import Sequence

from orgplan._version import this_version
from orgplan.language import N_, _, in_a_row, ngettext
from orgplan.solver.audit import Distrust
from orgplan.solver.outcome import Status, relative_gap
from orgplan.solver.solve import GoalPart

from .audit.run import Run

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
    "priced_shortfall": N_("no plan covers more of what has a price"),
    "disruption": N_("no plan that comes to the same changes less"),
}  # what is proven of the plan

AT_MOST = {
    "must_shortfall": N_("close {gap} of what is open of the musts"),
    "should_shortfall": N_("close {gap} of what is open of the shoulds"),
    "redundancies": N_("avoid {gap} of the redundancies"),
    "cost": N_("save {gap} of the cost"),
    "priced_shortfall": N_("close {gap} of the open work that has a price"),
    "disruption": N_("avoid {gap} of the changes"),
}  # what a better plan could do at most


ENDINGS = {
    Status.OPTIMAL: N_("proven best"),
    Status.GAP_LIMIT: N_("close enough to the best possible"),
    Status.TIME_LIMIT: N_("stopped by the time limit"),
    Status.JUDGED: N_("checked as it stands"),
    Status.UNPROVEN: N_("unproven: claims of solvers were wrong"),
    Status.INFEASIBLE: N_("no plan keeps all limits"),
    Status.NO_PLAN: N_("stopped before any plan was found"),
}  # in a few words, as cells and tables say it


PROVEN = 1e-6  # a smaller relative gap is rounding


# a gap of more than this multiple of the value says only that little is proven
UNTOLD = 10.0


def gap_in_words(gap: float) -> str:
    """A proven gap as a percentage; one beyond all measure is only said to be large.

    Parameters
    ----------
    gap
        Relative: 0.01 is one percent; it may be infinite.

    Examples
    --------
    >>> gap_in_words(0.0123), gap_in_words(float("inf"))
    ('1.23%', 'over 1000%')
    """
    return f"{gap:.2%}" if gap <= UNTOLD else _("over {share:.0%}", share=UNTOLD)


def goals_proven(parts: Sequence[GoalPart]) -> str:
    """What no plan does better, and how much a better plan could gain at most on other goals.

    Parameters
    ----------
    parts
        Goals with value and bound.

    Returns
    -------
    str
        One sentence or two; empty without goals.
    """
    gaps = {part.name: relative_gap(part.value, part.bound) for part in parts}
    best = [_(NO_PLAN[name]) for name, gap in gaps.items() if gap <= PROVEN]
    rest = [_(AT_MOST[name], gap=gap_in_words(gap)) for name, gap in gaps.items() if gap > PROVEN]
    lines = []
    if best:
        lines.append(_("Proven: {goals}.", goals=_("; ").join(best)))
    if rest:
        lines.append(_("A better plan could at most {goals}.", goals=_("; ").join(rest)))
    return in_a_row(lines)


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
            lines.append(_(sentence, goals=_(", ").join(goals)))
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


def how_it_ended(run: Run) -> str:
    """Ending and proven gap in a sentence.

    Parameters
    ----------
    run
        As the Run log has it.

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
    sentences = {
        Status.OPTIMAL: N_("Proven best: no plan does better on any goal, taken in their order."),
        Status.GAP_LIMIT: N_("The search stopped close enough to the best possible plan."),
        Status.TIME_LIMIT: N_("Stopped by the time limit; a better plan may exist."),
        Status.JUDGED: N_(
            "Checked as it stands: nothing was searched, so a better plan may exist."
        ),
        Status.UNPROVEN: N_(
            "Keeps all limits, but the solvers' claims about it were wrong; a better plan may"
            " exist."
        ),
        Status.INFEASIBLE: N_("Infeasible as requested: no plan keeps all limits."),
        Status.NO_PLAN: N_("Stopped before any plan was found."),
    }[run.status]
    partly = (Status.GAP_LIMIT, Status.TIME_LIMIT, Status.UNPROVEN)
    proven = goals_proven(run.parts) if run.status in partly else ""
    return in_a_row((_(sentences), proven))
