"""A plan, judged and costed without the solver: everything that sheets, JSON and data frames
show.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from orgplan.constraints import Trait, explain, family_of, judge, with_trait
from orgplan.deadline import Deadline
from orgplan.domain import (
    Assumption,
    Assumptions,
    Calendar,
    Exit,
    GroupAction,
    Hire,
    Measure,
    Move,
    NeedKind,
    Organisation,
    PeriodLength,
    Person,
    Plan,
    PlanSimulation,
    Sense,
    ShortTime,
    Strength,
    add_months,
)
from orgplan.finance.cost_totals import this_year
from orgplan.finance.ledger import CostLine, ledger
from orgplan.finance.run_rates import monthly_run_rate
from orgplan.objectives import goals_of
from orgplan.objectives.cost import NAME as COST

from .attribution import UNMEASURED, LossIfRemoved, losses
from .headcount.reporting_lines import managers
from .headcount.stays import decided_in
from .headcount.walk import Counted, WalkRow, walk_rows
from .money.actual_variance import AccountActuals, accounts
from .money.budget_variance import line_splits
from .money.cell_comparison import compared
from .money.cost_drivers import CostDriver, RunRate, cost_drivers, items, run_rates
from .money.marginal_cost import Effect, effects
from .money.variance import Split, split
from .result_rows import (
    ActionKind,
    AnyChange,
    BudgetRow,
    ChangeRow,
    CoverageRow,
    HireRow,
    RuleRow,
    TrainingRow,
)
from .seats.replacements import replaced


@dataclass(frozen=True)
class Assessment:
    """An organisation, a plan, and what follows from both, each worked out once, when it is first
    asked for.

    Sheets, JSON, page and console all take their figures from here, so that they can't differ.

    Attributes
    ----------
    org
        What is true and required.
    plan
        What is decided.
    deadline
        Ends the search for the reasons of actions, the one thing here that may take long.
    unmeasured
        Ids of actions whose reasons are not searched, since they were not when the plan was made.

    Examples
    --------
    >>> a = planned.assessment
    >>> len(a.hires), len(a.trainings), [measure.name for measure in a.shortfalls]
    (5, 2, [])
    """

    org: Organisation
    plan: Plan
    deadline: Deadline | None = field(default=None, compare=False, repr=False)
    unmeasured: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    @cached_property
    def walk(self) -> PlanSimulation:
        """The plan, period by period."""
        return PlanSimulation(self.org, self.plan)

    @cached_property
    def _managers(self) -> dict[int, Mapping[str, str | None]]:
        return {}

    def manager(self, member: str, since: date) -> str | None:
        """The manager of a seat, or of somebody who has moved, at the end of the period in which
        that begins; ``None`` is nobody.

        Parameters
        ----------
        member
            Id of a person or of a planned seat.
        since
            First day of the seat or the move; after the horizon the last period is looked at.

        Returns
        -------
        str or None
            Id of the manager, a person or a planned seat.

        Examples
        --------
        >>> hire = planned.plan.hires[0]
        >>> planned.assessment.manager(hire.id, hire.start_date)
        'P13'
        """
        period = min(self.org.calendar.period_of(since), self.org.calendar.periods - 1)
        if period not in self._managers:
            self._managers[period] = managers(self.walk, period)
        return self._managers[period].get(member)

    @cached_property
    def replaced(self) -> Mapping[str, Person]:
        """Seat → the known leaver whose place it takes."""
        return replaced(self.org, self.plan)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every constraint with left side, right side and shortfall."""
        return judge(
            self.org, self.plan
        )  # by a walk of its own: what it remembers of 10,000 people need not be kept

    @cached_property
    def idle_measures(self) -> tuple[Measure, ...]:
        """The same if nothing were decided."""
        return judge(self.org, Plan()) if self.plan.actions else self.measures

    @cached_property
    def costs(self) -> tuple[CostLine, ...]:
        """The ledger."""
        return ledger(self.org, self.plan)

    @cached_property
    def idle_costs(self) -> tuple[CostLine, ...]:
        """The ledger if nothing were decided."""
        return ledger(self.org, Plan())

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Role or course of each line of the ledger."""
        return items(self.org, self.plan, self.costs)

    @cached_property
    def run_rates(self) -> Mapping[str, RunRate]:
        """Person, seat or group → what a year of it still costs after the horizon."""
        return run_rates(self.org, self.plan)

    @cached_property
    def entries(self) -> tuple[CostDriver, ...]:
        """The ledger with the units that it pays for."""
        return cost_drivers(self.org, self.plan, self.costs)

    @cached_property
    def idle_entries(self) -> tuple[CostDriver, ...]:
        """The same if nothing were decided."""
        return cost_drivers(self.org, Plan(), self.idle_costs)

    @cached_property
    def change(self) -> tuple[Split, ...]:
        """Why the plan's cost differs from doing nothing, by cost centre, role or course, and
        period.
        """
        return split(compared(self.org, self.idle_entries, self.entries))

    @cached_property
    def actuals(self) -> tuple[AccountActuals, ...]:
        """Actuals beside the plan, for every team or cost centre and category for which they are
        given.
        """
        return accounts(self.org, self.entries)

    @property
    def shortfalls(self) -> tuple[Measure, ...]:
        """Limits exceeded and requirements missed."""
        return tuple(measure for measure in self.measures if measure.is_short)

    def sentences(self, measures: tuple[Measure, ...]) -> tuple[str, ...]:
        """Measures in plain words.

        Parameters
        ----------
        measures
            Measures of this organisation, broken or not.

        Returns
        -------
        tuple[str, ...]
            A sentence each, in their order and in the language of the run.

        Examples
        --------
        >>> idle = op.Assessment(org, op.Plan())
        >>> idle.sentences(idle.shortfalls[:1])
        ('2027-Q3: Card payments needs 1 person with Kubernetes at level 3 or above and has 0...',)
        """
        return tuple(explain(measure, self.org) for measure in measures)

    @cached_property
    def goal_values(self) -> Mapping[str, float]:
        """Goal name → value of the plan, calculated without the model."""
        return {
            goal.NAME: goal.value(self.org, self.plan, self.measures) for goal in goals_of(self.org)
        }

    @property
    def cost(self) -> float:
        """What everything costs over the horizon, in plan currency."""
        return sum(line.cents for line in self.costs) / 100

    @property
    def minimised_cost(self) -> float:
        """What decisions cost over the horizon and the time after it, in plan currency: what the
        search makes small.
        """
        return self.goal_values[COST] * 1000  # the goal is in thousands

    @cached_property
    def losses(self) -> Mapping[str, tuple[LossIfRemoved, ...]]:
        """Action id → what is lost without it."""
        found = losses(self.org, self.plan, self.deadline)
        return {**found, **dict.fromkeys(self.unmeasured, UNMEASURED)}

    @cached_property
    def coverage(self) -> tuple[CoverageRow, ...]:
        """Every need in every period in which it asks for something, in the order of the needs."""
        now = _now(self.org)
        idle = {m.name: m.planned for m in self.idle_measures}
        over = {
            (m.key[0], m.key[-1]): m.shortfall
            for m in self.measures
            if m.family == NeedKind.STAFF and m.sense is Sense.AT_MOST
        }
        rows = []
        for measure in self.measures:
            if is_covered(measure):
                need, period = (
                    self.org.need[measure.key[0]],
                    self.org.calendar.labels.index(measure.key[-1]),
                )
                rows.append(
                    CoverageRow(
                        need,
                        period,
                        measure.required,
                        now.get((need.id, period), 0.0),
                        idle[measure.name],
                        measure.planned,
                        max(measure.shortfall, over.get((need.id, measure.key[-1]), 0.0)),
                        measure.by,
                        measure.tolerance,
                    )
                )
        order = {need.id: number for number, need in enumerate(self.org.needs)}
        return tuple(sorted(rows, key=lambda row: (order[row.need.id], row.period)))

    @cached_property
    def walks(self) -> Mapping[Counted, tuple[WalkRow, ...]]:
        """The walks of heads, seats and FTE of every team."""
        return {counted: walk_rows(self.org, self.plan, counted) for counted in Counted}

    @property
    def headcount(self) -> tuple[WalkRow, ...]:
        """The walk of heads."""
        return self.walks[Counted.HEADS]

    @cached_property
    def hires(self) -> tuple[HireRow, ...]:
        """Every planned seat."""
        spent = _by_action(self.costs)
        return tuple(self._hire_row(hire, spent.get(hire.id, [])) for hire in self.plan.hires)

    def _hire_row(self, hire: Hire, costs: list[CostLine]) -> HireRow:
        """A seat with its cost in cents; equipment and recruiting are what is paid once, and twelve
        months at the rate of the last make a year.
        """
        return HireRow(
            hire,
            decided=decided_in(self.org, self.walk, hire),
            one_time=sum(
                cost.cents for cost in costs if cost.component in ("recruiting", "equipment")
            ),
            this_year=this_year(self.org, costs),
            horizon=sum(cost.cents for cost in costs),
            run_rate=12 * monthly_run_rate(self.org, hire),
            losses=self.losses[hire.id],
        )

    @cached_property
    def trainings(self) -> tuple[TrainingRow, ...]:
        """Every course begun."""
        spent = _by_action(self.costs)
        members = {member.id: member for member in self.walk.members}
        rows = []
        for training in self.plan.trainings:
            course, period = (
                self.org.course[training.course],
                self.org.calendar.period_of(training.start_date),
            )
            inside = min(max(period, 0), self.org.calendar.periods - 1)
            held = self.walk.level(members[training.person_id], course.skill, inside)
            cost = sum(line.cents for line in spent.get(training.id, []))
            rows.append(TrainingRow(training, course, held, cost, self.losses[training.id]))
        return tuple(rows)

    @cached_property
    def effects(self) -> Mapping[str, Effect]:
        """Action id → what it changes; all together add up to the cost of the plan less that of
        doing nothing.
        """
        return effects(self.org, self.plan, self.costs)

    @cached_property
    def moves(self) -> tuple[ChangeRow[Move], ...]:
        """Every promotion, transfer, retraining and downgrading."""
        return self._changes(self.plan.moves)

    @cached_property
    def exits(self) -> tuple[ChangeRow[Exit], ...]:
        """Every redundancy."""
        return self._changes(self.plan.exits)

    @cached_property
    def short_times(self) -> tuple[ChangeRow[ShortTime], ...]:
        """Everybody's short time."""
        return self._changes(self.plan.short_times)

    @cached_property
    def group_actions(self) -> tuple[ChangeRow[GroupAction], ...]:
        """What is done to groups, and heads that are kept beyond a need."""
        return self._changes(self.plan.group_actions)

    @property
    def changes(self) -> tuple[AnyChange, ...]:
        """All four."""
        return (*self.moves, *self.exits, *self.short_times, *self.group_actions)

    def _changes(self, actions: tuple[ActionKind, ...]) -> tuple[ChangeRow[ActionKind], ...]:
        rows = []
        for action in actions:
            effect, lost = self.effects[action.id], self.losses[action.id]
            rows.append(
                ChangeRow(
                    action,
                    effect.direct,
                    this_year(self.org, effect.lines),
                    effect.horizon,
                    effect.run_rate,
                    lost,
                )
            )
        return tuple(rows)

    @cached_property
    def budget(self) -> tuple[BudgetRow, ...]:
        """Every budget line with an amount."""
        splits = {
            found.line.id: found
            for found in line_splits(self.org, self.plan, self.entries, self.idle_entries)
        }
        idle = {m.name: m.planned for m in self.idle_measures}
        money = with_trait(Trait.MONEY)
        return tuple(
            BudgetRow(
                splits[m.key[0]].line,
                round(m.required * 100),
                round(m.planned * 100),
                round(idle[m.name] * 100),
                splits[m.key[0]],
            )
            for m in self.measures
            if m.family in money
        )

    @cached_property
    def rules(self) -> tuple[RuleRow, ...]:
        """Every requirement of every rule in every period."""
        families = {rule.family for rule in self.org.rules}
        idle = {m.name: m for m in self.idle_measures}
        return tuple(
            RuleRow(
                rule=m.key[0],
                scope=m.key[1],
                aspect=m.key[2] if len(m.key) == 4 else "",
                period=m.key[-1],
                triggered=m.triggered,
                satisfied=not m.is_short,
                required=m.required,
                planned=m.planned,
                short_by=m.shortfall,
                strength=m.strength or Strength.MUST,  # a rule that is a limit is a must
                by=m.by,
                idle_triggered=m.name in idle and idle[m.name].triggered,
                idle_short=idle[m.name].shortfall
                if m.name in idle and idle[m.name].is_short
                else 0.0,
                sense=m.sense,
            )
            for m in self.measures
            if m.family in families
        )


def is_covered(measure: Measure) -> bool:
    """Whether a measure has a row of coverage: a need that asks for something, or for exactly so
    many, be it none.

    Parameters
    ----------
    measure
        Of any family.

    Returns
    -------
    bool
        Whether the sheet Coverage has a row for it. Periods in which a need for holders or capacity
        asks for nothing have none; of a need for staff one of its two measures (at least, at most)
        stands for both.
    """
    if measure.family == NeedKind.STAFF:
        return measure.sense is Sense.AT_LEAST
    return measure.family in (NeedKind.HOLDERS, NeedKind.CAPACITY) and measure.asks


def _by_action(costs: tuple[CostLine, ...]) -> dict[str, list[CostLine]]:
    spent: dict[str, list[CostLine]] = {}
    for cost in costs:
        if cost.action is not None:
            spent.setdefault(cost.action, []).append(cost)
    return spent


def _now(org: Organisation) -> dict[tuple[str, int], float]:
    """(need id, period) → what the team of today, with nobody expected to leave, would give to what
    that period asks for.
    """
    month = Calendar(
        as_of=org.calendar.as_of,
        start=add_months(org.calendar.as_of, 0),
        period=PeriodLength.MONTH,
        periods=1,
    )
    stay = tuple(row for row in org.assumptions.rows if row.key != "attrition")
    today = org.replace(
        calendar=month,
        people=tuple(person.replace(attrition=0.0) for person in org.people),
        assumptions=Assumptions(rows=(*stay, Assumption(key="attrition", value=0.0))),
        needs=(),
        rules=(),
        courses=(),
        budget=(),
        locks=(),
        previous=None,
    )
    found: dict[tuple[str, int], float] = {}
    for period in range(org.calendar.periods):
        asked = today.replace(
            needs=tuple(need.replace(required=(need.required[period],)) for need in org.needs)
        )
        walk = PlanSimulation(asked, Plan())
        found |= {
            (measure.key[0], period): measure.planned
            for kind in NeedKind
            for measure in family_of(kind).measure(walk)
        }
    return found
