r"""Each manager leads neither too many nor too few: direct reports of every manager who is there,
by the line of today and of the plan.

.. math::

    R_{qt} = \sum_{p:\, q = boss(p, t)} 1, \qquad
    R_{qt} \le \kappa + u_{qt} + \bar R\,(1 - z_{St}), \qquad
    R_{qt} \ge \check\kappa\, here_{qt} - v_{qt} - \check\kappa\,(1 - z_{St}) \qquad \forall S,\ q
    \in S,\ t

============================  ========================================================  =====
symbol                        meaning                                                   unit
============================  ========================================================  =====
:math:`R_{qt}`                direct reports of manager q at the end of t               heads
:math:`boss(p, t)`            the manager of p, see below                               –
:math:`here_{qt}`             1 when q is in the team of today at the end of t          0/1
:math:`\kappa`                most reports (``per``; blank: 7)                          heads
:math:`\check\kappa`          fewest reports (``per_min``; blank: none)                 heads
:math:`\bar R`                smallest valid bound on R                                 heads
:math:`z_{St}`                1 when the threshold, if there is one, is reached         0/1
:math:`u_{qt}, v_{qt}`        reports too many, and too few                             heads
============================  ========================================================  =====

Whoever stays in the team of today reports to the first up the roster's line (``manager_id``, else
who heads the team, then the teams above) who is there and stays too; whoever moves or is hired, to
who heads the team. Where a lead is gone and somebody has taken over, the successor stands in the
lead's place. Managers are those with reports, or who lead a team, today, and of the plan whoever
takes over; contractors are reports, groups are not. No money is spent on a fewest of reports,
whether it is a must or a should. Source: GitLab handbook, 4–10 reports; Larson, 6–8 engineers for
each manager.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
    Key,
    Measure,
    Organisation,
    PlanSimulation,
    Rule,
    Scope,
    Sense,
    scope_in_words,
)
from orgplan.language import N_, _, with_values

from ...model import (
    DecisionVariables,
    Linear,
    ModelSink,
    direct_reports,
    lead_of_today,
    no_seats_for_rule,
    no_skills_for_rule,
)
from ...parameters import Parameters
from ..loops import rule_requirements, triggered
from ..measures import rule_measure
from ..words import FEWEST, either

FAMILY = "direct_reports"
REPORTS = N_("reports")  # what its measures count
NOTHING = 0.0  # what a fewest of reports is worth: people are not hired to be led
USUAL = 7  # reports per manager where the rule does not say (Larson)


class DirectReports(Rule):
    """How many people report to each manager, by the reporting lines."""

    of_needs: ClassVar[bool] = False
    of_no_role: ClassVar[bool] = True

    family: Literal["direct_reports"] = "direct_reports"
    roles: tuple[str, ...] = Field(default=(), description="Managers that are judged, all if blank")
    per: int | None = Field(
        default=None,
        ge=1,
        description="Most reports for each manager, 7 if blank",
    )
    per_min: int | None = Field(
        default=None, ge=1, description="Fewest reports for each manager; blank asks for none"
    )

    def _check(self) -> None:
        super()._check()
        self.ordered(self.per_min, self.per, "the fewest reports are more than the most")

    @property
    def looks_at_leads(self) -> bool:
        """Whoever takes over gets the reports of the lead."""
        return True

    @property
    def roles_asked(self) -> tuple[str, ...]:
        """None: the roles are those of managers who are there."""
        return ()


PARAMETERS = Parameters(
    DirectReports,
    aliases=("reports per manager", "直接下属"),
    shortfall_unit="reports too many or too few",
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State two rows for each rule, scope, manager and period.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, manager, period), and one for the fewest where the rule
        has any: heads.
    org
        Read for reporting lines.
    x
        Moves, redundancies, seats and takeovers; seats that lead are not judged.

    Examples
    --------
    >>> rule = DirectReports(id="R-1", scopes=(org.need["N-003"].scope,), per=4)
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    direct_reports(R-1, Apps, P13, 2027-Q1)   must, weight 1
        -441 + short >= -440
    """
    reports: dict[int, dict[str, Linear]] = {}
    for rule, scope, period, z in triggered(rows, org, x, DirectReports):
        if period not in reports:
            reports[period] = dict(direct_reports(rows, org, x, period))
        bound = len(org.people) + sum(x.hire_bound.values())
        for name in _managers(org, rule, scope, reports[period]):
            led = reports[period].get(name, Linear())
            _of_manager(rows, org, x, rule, scope, period, z, name, led, bound)


def _managers(
    org: Organisation, rule: DirectReports, scope: Scope, reports: Mapping[str, Linear]
) -> list[str]:
    """Managers of a scope, of today and who may come to have reports; by team and role of today."""
    part = org.part(scope)
    return [
        person.id
        for person in org.people
        if (person.id in org.tree.managers or person.id in reports)
        and (person.team, person.location) in part
        and org.matches(person.role, rule.roles)
    ]


def _of_manager(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: DirectReports,
    scope: Scope,
    period: int,
    z: Linear,
    name: str,
    led: Linear,
    bound: int,
) -> None:
    """Most and fewest reports of one manager; the fewest counts only as long as they lead."""
    key, most = (rule.id, scope.label, name, org.calendar.label(period)), rule.per or USUAL
    if led.terms or led.constant > most:
        left = Linear(float(most)).plus(led, -1).plus(z, -float(bound))
        rows.demand(FAMILY, key, left, -float(bound), rule.strength, rule.weight)
    if rule.per_min is not None and name in org.tree.managers:
        there = lead_of_today(org, x, name, period)
        left = led.plus(there, -float(rule.per_min)).plus(z, -float(rule.per_min))
        name = f"{name}, {FEWEST}"
        key = (rule.id, scope.label, name, org.calendar.label(period))
        fewest = -float(rule.per_min)
        rows.demand(FAMILY, key, left, fewest, rule.strength, rule.weight, worth=NOTHING)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the direct reports of each manager at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads, of each manager on the roster.

    Examples
    --------
    >>> rule = DirectReports(id="R-1", scopes=(org.need["N-003"].scope,), per=4)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', 'P13', '2027-Q1'), 4, 5, 1)
    """
    counted: dict[int, Counter[str | None]] = {}
    for rule, scope, period, is_triggered in rule_requirements(walk, DirectReports):
        if period not in counted:
            counted[period] = Counter(walk.managers(period).values())
        yield from _judge(walk, rule, scope, period, is_triggered, counted[period])


def _judge(
    walk: PlanSimulation,
    rule: DirectReports,
    scope: Scope,
    period: int,
    is_triggered: bool,
    reports: Counter[str | None],
) -> Iterator[Measure]:
    """Reports of each manager on the roster; who has moved away is asked for no fewest."""
    org = walk.org
    part, label, most = org.part(scope), org.calendar.label(period), rule.per or USUAL
    there = {m.id for m in walk.at_end(period) if m.in_own_team}
    for person in org.people:
        inside = (person.team, person.location) in part and org.matches(person.role, rule.roles)
        manages = person.id in org.tree.managers
        has = reports[person.id]
        if not inside or not (manages or has):
            continue
        over, who = max(0, has - most) if is_triggered else 0, (person.id,)
        yield rule_measure(
            rule,
            (scope.label, person.id, label),
            most,
            has,
            over,
            who,
            is_triggered,
            unit=REPORTS,
            sense=Sense.AT_MOST,
        )
        if rule.per_min is not None and manages:
            fewest = rule.per_min if person.id in there and is_triggered else 0
            key = (scope.label, f"{person.id}, {FEWEST}", label)
            few = max(0, fewest - has)
            yield rule_measure(
                rule, key, fewest, has, few, who, is_triggered, unit=REPORTS, worth=NOTHING
            )


seats_that_help = no_seats_for_rule  # a new manager takes no reports from those who are there
skills_that_help = no_skills_for_rule


def explain(measure: Measure, org: Organisation) -> str:
    """Say which manager has too many reports, or too few.

    Parameters
    ----------
    measure
        One of a manager with too many reports, or too few.
    org
        Read for the manager's name.

    Examples
    --------
    >>> rule = DirectReports(id="R-1", scopes=(org.need["N-003"].scope,), per=4)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: Marco Rossi (P13) in Apps leads 5 directly and should lead 4 at most, 1 too many.
    Spread them over more managers (manager ID on Roster), or move people to other teams.'
    """
    _rule, scope, _manager, period = measure.key
    manager, fewest = _asked(measure.key)
    who = org.person[manager].name_and_id
    sentence = (
        _(
            "{period}: {who} in {scope} leads {planned:g} directly and should lead {required:g} or"
            " more, {short:g} too few. Merge teams, or lead with fewer: nobody is hired to be led."
        )
        if fewest
        else _(
            "{period}: {who} in {scope} leads {planned:g} directly and should lead {required:g} at"
            " most, {short:g} too many. Spread them over more managers (manager ID on Roster), or"
            " move people to other teams."
        )
    )
    return with_values(
        sentence,
        period=period,
        who=who,
        scope=scope_in_words(scope),
        planned=measure.planned,
        required=measure.required,
        short=measure.shortfall,
    )


def phrase(key: Key) -> str:
    """What a row of the rule asks for, to stand before the name of its scope.

    Parameters
    ----------
    key
        Rule, scope, manager (perhaps with the fewest), and period.

    Examples
    --------
    >>> phrase(("R-1", "Apps", "P13", "2027-Q1"))
    'no more reports than P13 can lead in'
    """
    manager, fewest = _asked(key)
    return _phrase(manager, fewest)


def phrase_of(org: Organisation, key: Key) -> str:
    """What a row asks for, with the name of the manager.

    Parameters
    ----------
    org
        Read for the name.
    key
        As of :func:`phrase`.

    Examples
    --------
    >>> phrase_of(org, ("R-1", "Apps", "P13", "2027-Q1"))
    'no more reports than Marco Rossi can lead in'
    """
    manager, fewest = _asked(key)
    return _phrase(org.shown_name(manager), fewest)


def _asked(key: Key) -> tuple[str, bool]:
    """Id of the manager, and whether the row asks for the fewest reports."""
    return key[2].removesuffix(f", {FEWEST}"), key[2].endswith(f", {FEWEST}")


def _phrase(who: str, fewest: bool) -> str:
    if fewest:
        return _("enough reports for {who} in", who=who)
    return _("no more reports than {who} can lead in", who=who)


def in_words(rule: DirectReports) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Without `per` it takes :data:`USUAL`.

    Examples
    --------
    >>> in_words(DirectReports(id="R-1", scopes=(org.need["N-003"].scope,), per=4))
    'each of those who manage has at most 4 direct reports'
    """
    fewest = (
        _(", and no fewer than {per_min}", per_min=rule.per_min) if rule.per_min is not None else ""
    )
    return _(
        "each of {roles} has at most {per} direct reports{fewest}",
        roles=either(rule.roles, N_("those who manage")),
        per=rule.per or USUAL,
        fewest=fewest,
    )
