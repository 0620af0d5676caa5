"""The best plan of a changed organisation, checked without the solver: what reasons, prices and the
frontier are made of.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import joblib

from orgplan.constraints import rule_families
from orgplan.constraints.naming import limit_named
from orgplan.domain import (
    Action,
    Exit,
    Hire,
    Measure,
    Move,
    Need,
    Organisation,
    Plan,
    ShortTime,
    Strength,
    Takeover,
    Training,
    scope_in_words,
)
from orgplan.language import _, speak
from orgplan.objectives import cost, disruption, goals_of
from orgplan.solver.audit import Distrust
from orgplan.solver.conflict import conflicts
from orgplan.solver.diagnose import ways_out
from orgplan.solver.outcome import Status
from orgplan.solver.search import NAMES
from orgplan.solver.solve import Progress, silent, solve

from ..assessment import Assessment
from ..causes import rule_in_words
from ..dead_ends import dead_end
from ..verification import Disagreement, doubts_about, solve_and_verify

SAME = 0.005  # plan currency, and heads or FTE short: less is rounding
EXACT = 1e-6  # relative gap at which two costs are compared
AS_GOOD = 1e-3  # by which costs of two plans may differ: the gap at which a search stops
Short = Mapping[tuple[str, ...], tuple[float, str]]


@dataclass(frozen=True)
class BestPlan:
    """The best plan of an organisation.

    Attributes
    ----------
    org
        The organisation that was planned, with its change.
    assessment
        The plan, judged; ``None`` where there is none.
    status
        How the search ended.
    gap
        Largest proven relative gap of any goal; infinite without a plan.
    distrusted
        Claims of solvers that did not hold.
    """

    org: Organisation
    assessment: Assessment | None
    status: Status
    gap: float
    distrusted: tuple[Distrust, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether no plan is better, or none possible."""
        return self.status is Status.INFEASIBLE or (
            self.assessment is not None and self.gap <= EXACT
        )


def answer(
    org: Organisation,
    *,
    seconds: float = 30.0,
    gap: float = EXACT,
    solver: str = "highs",
    progress: Progress = silent,
) -> BestPlan:
    """Search the best plan of an organisation; one that the checker refuses twice is no plan.

    Parameters
    ----------
    org
        The changed organisation; its language is that of the messages.
    seconds
        For stating and solving the model.
    gap
        Relative gap at which the search may stop; :data:`EXACT` where two costs are to be compared.
    solver
        ``highs`` or ``scip``.
    progress
        Called as of :func:`orgplan.solver.solve.solve`.

    Returns
    -------
    BestPlan
        Without an assessment where no plan is possible, or none was found in time.
    """
    speak(org.language)
    try:
        solution, assessment, parts = solve_and_verify(
            org,
            solver,
            lambda by: solve(org, time_limit=seconds, gap=gap, solver=by, progress=progress),
            lambda found: Assessment(org, found.plan or Plan()),
        )
    except Disagreement as refusal:
        doubt = Distrust(NAMES[solver], "plan", (str(refusal),))
        return BestPlan(org, None, Status.NO_PLAN, float("inf"), (doubt,))
    reached = float("inf") if assessment is None else solution.gap or 0.0
    return BestPlan(org, assessment, solution.status, reached, solution.distrusted)


def answers(
    orgs: Mapping[str, Organisation],
    *,
    seconds: float = 30.0,
    gap: float = EXACT,
    processes: int = 1,
    on_progress: Progress = silent,
) -> Mapping[str, BestPlan]:
    """The best plan of each of some organisations, several at a time where there are processes for
    it.

    Parameters
    ----------
    orgs
        Name → organisation; searched in this order.
    seconds, gap
        Of each search, as of :func:`answer`.
    processes
        Searches at the same time; -1 is as many as there are cores.
    on_progress
        Called with which search it is and what it has found, and with how much of all is behind;
        where searches run in parallel, after each.

    Returns
    -------
    Mapping[str, BestPlan]
        Name → best plan, in the order of `orgs`.
    """
    at_once = joblib.effective_n_jobs(processes) if len(orgs) > 1 else 1
    if at_once == 1:
        return {
            name: answer(
                org, seconds=seconds, gap=gap, progress=part(on_progress, number, len(orgs))
            )
            for number, (name, org) in enumerate(orgs.items())
        }
    pool = joblib.Parallel(n_jobs=at_once, return_as="generator")
    found: dict[str, BestPlan] = {}
    made = pool(joblib.delayed(answer)(org, seconds=seconds, gap=gap) for org in orgs.values())
    for name, one in zip(orgs, made, strict=True):
        found[name] = one
        share = len(found) / len(orgs)
        on_progress(_("{n} of {total} searched", n=len(found), total=len(orgs)), share)
    return found


def part(progress: Progress, number: int, of: int) -> Progress:
    """What hears of one search among several: says which one it is, and how much of all is behind.

    Parameters
    ----------
    progress
        Hears of all of them.
    number, of
        Of the search, from 0, and how many there are.

    Returns
    -------
    Progress
        Silent where `progress` is, so that no search takes time to report.

    Examples
    --------
    >>> part(lambda what, share: print(what, share), 1, 4)("lowering cost", 0.5)
    2/4: lowering cost 0.375
    """
    if progress is silent:
        return silent
    return lambda what, share: progress(
        _("{n}/{total}: {doing}", n=number + 1, total=of, doing=what), (number + share) / of
    )


def impasse(org: Organisation) -> tuple[str, ...]:
    """Why no plan is possible, and what would have to give, in words.

    Parameters
    ----------
    org
        One for which a search has proven that no plan is possible.

    Returns
    -------
    tuple[str, ...]
        Lines to print; at most some five seconds each are spent on ways out and on conflicts.
    """
    ways = ways_out(org, doubts=lambda way: doubts_about(way, org), seconds=5.0)
    return tuple(dead_end(org, ways, conflicts(org, seconds=5.0)))


def open_in(assessment: Assessment) -> Short:
    """What is missed, all its periods together: by how much, and in words.

    Parameters
    ----------
    assessment
        Read for broken musts and shoulds; limits are none of them.

    Returns
    -------
    Short
        (family, key without its period) → heads or FTE short, summed over the periods, and what was
        asked for in words.
    """
    found: dict[tuple[str, ...], tuple[float, str]] = {}
    for measure in assessment.shortfalls:
        if measure.strength in (Strength.MUST, Strength.SHOULD):
            key = (measure.family, *measure.key[:-1])
            before = found.get(key, (0.0, ""))[0]
            found[key] = (before + measure.shortfall, typed(assessment.org, measure))
    return found


def baseline(planned: Assessment, base: BestPlan) -> tuple[Assessment, Assessment]:
    """What a change is compared with: the plan that the reader has at hand, unless a better one was
    found.

    Of two that are as good, the one found would be said to drop what is not in the plan, and to add
    what is; and one found in too short a time may be worse.

    Parameters
    ----------
    planned
        The plan at hand.
    base
        The best plan of the same organisation, searched now.

    Returns
    -------
    tuple[Assessment, Assessment]
        Of which actions and open points are compared, and of which money: where both are as good,
        the cheaper of the two.
    """
    found = base.assessment
    if found is None:
        return planned, planned
    for goal in goals_of(planned.org):
        if goal.NAME not in planned.goal_values or goal.NAME == disruption.NAME:
            continue
        there, here = planned.goal_values[goal.NAME], found.goal_values[goal.NAME]
        leeway = AS_GOOD * abs(here) if goal.NAME == cost.NAME else SAME
        if abs(there - here) > leeway:
            better = planned if there < here else found
            return better, better
    return planned, min(planned, found, key=lambda one: one.minimised_cost)


def more_open(before: Assessment, after: Assessment) -> tuple[str, ...]:
    """What the second plan misses more of than the first, in words.

    Parameters
    ----------
    before, after
        Plans of the same needs and rules.

    Returns
    -------
    tuple[str, ...]
        What is asked for, once each; less than :data:`SAME` more is rounding.
    """
    there = open_in(before)
    return tuple(
        sentence
        for key, (short, sentence) in open_in(after).items()
        if short > there.get(key, (0.0, ""))[0] + SAME
    )


def only_in(after: Assessment, before: Assessment) -> tuple[str, ...]:
    """Actions that the first plan has more of than the second, in words.

    Parameters
    ----------
    after, before
        Plans; actions are compared by their words, not by id, as ids change from search to search.

    Returns
    -------
    tuple[str, ...]
        Two alike stand there twice.
    """
    more = Counter(described(after)) - Counter(described(before))
    return tuple(more.elements())


def described(assessment: Assessment) -> Iterator[str]:
    """Every action of a plan in a few words; those alike read alike.

    Parameters
    ----------
    assessment
        Read for the actions of its plan, in their order.

    Returns
    -------
    Iterator[str]
        See :func:`in_words`.
    """
    return (in_words(action, assessment.org) for action in assessment.plan.actions.values())


def typed(org: Organisation, measure: Measure) -> str:
    """What is asked for: a need by its reason as it was typed, a rule by what it asks for.

    Parameters
    ----------
    org
        Read for the need of the measure.
    measure
        Of a need, a rule or a limit.

    Returns
    -------
    str
        Without its period.
    """
    need = org.need.get(measure.key[0])
    if need is not None:
        return need_as_typed(need)
    if measure.family in rule_families():
        return rule_in_words(org, measure)
    return limit_named(org, measure.family, measure.key)


def need_as_typed(need: Need) -> str:
    """A need by its reason as it was typed, and what it asks for.

    Parameters
    ----------
    need
        Its reason may be blank.

    Returns
    -------
    str
        ``reason: skill in scope (id)``, without the first part where no reason was typed.
    """
    scope = scope_in_words(need.scope.label)
    sentence = _("{skill} in {scope} ({need})", skill=need.skill, scope=scope, need=need.id)
    return _("{reason}: {what}", reason=need.reason, what=sentence) if need.reason else sentence


def in_words(action: Action, org: Organisation) -> str:
    """An action in a few words.

    Parameters
    ----------
    action
        Of any kind.
    org
        Gives names of people and labels of periods.

    Returns
    -------
    str
        Without its id; hires with their period, actions on people without a day. In the language of
        the run.
    """
    if isinstance(action, Hire):
        when = org.calendar.label(org.calendar.period_of(action.start_date))
        return _("hire {role} into {team}, {when}", role=action.role, team=action.team, when=when)
    if isinstance(action, Training):
        return _("{who}: {course}", who=_named(org, action.person_id), course=action.course)
    if isinstance(action, Move):
        return _(
            "{kind} of {who} from {from_role} in {from_team} to {role} in {team}",
            kind=_(action.kind.value),
            who=_named(org, action.person_id),
            from_role=org.person[action.person_id].role,
            from_team=org.person[action.person_id].team,
            role=action.role,
            team=action.team,
        )
    if isinstance(action, Exit):
        return _("redundancy of {who}", who=_named(org, action.person_id))
    if isinstance(action, ShortTime):
        return _("short time of {who}", who=_named(org, action.person_id))
    if isinstance(action, Takeover):
        if action.who not in org.person:  # a seat has no name, and another plan numbers its own
            return _("somebody hired takes over {team}", team=action.team)
        return _("{who} takes over {team}", who=_named(org, action.who), team=action.team)
    group, when = action.group, org.calendar.label(org.calendar.period_of(action.start_date))
    kind = _(action.kind.value) if action.kind else _("recruits")
    return _(
        "{kind}: {heads:g} of {group}, {when}",
        kind=kind,
        heads=action.heads,
        group=group,
        when=when,
    )


def _named(org: Organisation, who: str) -> str:
    """The name of somebody; seats of the plan have none."""
    return org.person[who].name if who in org.person else who
