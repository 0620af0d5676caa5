"""What each action changes: its cost against the plan without it, line by line, so that all actions
together add up to the ledger.

Two actions on one person, or on one group, don't simply add up. They are taken in the order of
their days: each is charged with what it changes once those before it are done.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from orgplan.domain import (
    Exit,
    GroupAction,
    Move,
    Organisation,
    Person,
    PersonActions,
    Plan,
    ShortTime,
    states,
)
from orgplan.finance.base_pay import base_on
from orgplan.finance.cents import cents, whole
from orgplan.finance.contract_run_rates import run_rate
from orgplan.finance.contracts import DAY, NOTHING, contract_of_person, contract_of_seat
from orgplan.finance.groups import HeadLine, flow_lines, head_lines, head_run_rate
from orgplan.finance.ledger import (
    CostLine,
    difference,
    person_lines,
    seat_lines,
    times,
    training_lines,
)
from orgplan.finance.unit_costs import alone, takes_effect

MONTHS_A_YEAR = 12
Heads = dict[tuple[str, int], float]  # (group, period) → heads


@dataclass(frozen=True)
class Effect:
    """Difference that one action makes, in cents; negative where it saves.

    Attributes
    ----------
    lines
        Month by month within the horizon.
    direct
        Of these, what the ledger books under the action itself: recruiting, severance, a course,
        the price of short time.
    run_rate
        A year of what continues after the horizon.
    """

    lines: tuple[CostLine, ...]
    direct: int
    run_rate: int

    @property
    def horizon(self) -> int:
        """Over the horizon."""
        return sum(line.cents for line in self.lines)


def effects(org: Organisation, plan: Plan, costs: Iterable[CostLine]) -> Mapping[str, Effect]:
    """Action id → what it changes; over all actions this is the plan's cost less that of doing
    nothing, to the cent.

    Parameters
    ----------
    costs
        The ledger of the plan.
    """
    direct: dict[str, int] = {}
    for line in costs:
        if line.action is not None:
            direct[line.action] = direct.get(line.action, 0) + line.cents
    found: dict[str, Effect] = {}
    for name, lines, rate in _all(org, plan):
        found[name] = Effect(lines, direct.get(name, 0), rate)
    return {name: found[name] for name in plan.actions}


ChangedCost = tuple[str, tuple[CostLine, ...], int]


def _all(org: Organisation, plan: Plan) -> Iterator[ChangedCost]:
    """Action id, lines of the ledger that it changes, and cents of a year that continue; takeovers
    cost nothing, since whoever leads is paid as before.
    """
    for hire in plan.hires:
        yield (
            hire.id,
            tuple(seat_lines(org, hire)),
            MONTHS_A_YEAR * run_rate(org, contract_of_seat(org, hire), cents),
        )
    for training in plan.trainings:
        yield training.id, tuple(training_lines(org, training)), 0
    for person, actions in plan.of_person.items():
        yield from _of_person(org, org.person[person], actions)
    for takeover in plan.takeovers:
        yield takeover.id, (), 0  # who leads is paid as before
    if plan.group_actions:
        yield from _of_groups(org, plan)


def in_turn(actions: PersonActions) -> Iterator[tuple[Move | Exit | ShortTime, PersonActions]]:
    """What is decided about a person, in the order of its days, each with what was decided before
    it.

    Parameters
    ----------
    actions
        What the plan decides about one person.

    Yields
    ------
    tuple[Move or Exit or ShortTime, PersonActions]
        Each action with those that take effect before it: an action is charged with what it changes
        beyond these.
    """
    done = NOTHING
    decided: tuple[Move | Exit | ShortTime, ...] = (
        *actions.moves,
        *actions.exits,
        *actions.short_times,
    )
    for action in sorted(decided, key=takes_effect):
        yield action, done
        done = done.and_also(alone(action))


def _of_person(org: Organisation, person: Person, actions: PersonActions) -> Iterator[ChangedCost]:
    """Each action about one person against the person without it, those before it done."""
    for action, before in in_turn(actions):
        after = before.and_also(alone(action))
        lines = tuple(
            difference(
                person_lines(org, person, after), person_lines(org, person, before), action.id
            )
        )
        yield action.id, lines, _yearly(org, person, after) - _yearly(org, person, before)


def _yearly(org: Organisation, person: Person, actions: PersonActions) -> int:
    return MONTHS_A_YEAR * run_rate(org, contract_of_person(org, person, actions), cents)


def base_before(org: Organisation, plan: Plan, move: Move) -> float:
    """Annual base of a person on the day before a move, in plan currency, with the merit raises so
    far.

    Parameters
    ----------
    org, plan
        What is true, and what is decided.
    move
        A move of the plan.

    Returns
    -------
    float
        Major units, rounded to the cent; the pay of the roster where the contract says none for
        that day.
    """
    person = org.person[move.person_id]
    before = next(done for action, done in in_turn(plan.of_person[person.id]) if action is move)
    base = base_on(contract_of_person(org, person, before), move.start_date - DAY)
    return person.base_salary if base is None else cents(base) / 100


def _of_groups(org: Organisation, plan: Plan) -> Iterator[ChangedCost]:
    """Heads add up: those of each action alone, on top of doing nothing, are those of the plan."""
    payroll = {
        group.id: (tuple(head_lines(org, group)), MONTHS_A_YEAR * head_run_rate(org, group))
        for group in org.groups
    }
    idle = _heads(org, Plan())
    ends, now = _heads(org, plan), dict(idle)
    turns = sorted(plan.group_actions, key=lambda action: action.start_date)
    last = {group: number for number, action in enumerate(turns) for group in _touched(org, action)}
    for number, action in enumerate(turns):
        touched = _touched(org, action)
        alone = _heads(org, Plan(group_actions=(action,)), touched)
        then = {
            key: (
                ends[key] if last[key[0]] == number else now[key] + heads - idle[key]
            )  # the last one leaves no dust of floating point
            for key, heads in alone.items()
        }
        before, after = (
            [line for group in touched for line in _paid(org, payroll[group][0], of)]
            for of in (now, then)
        )
        own = (times(line, action.heads) for line in flow_lines(org, action))
        lines = (*difference(after, before, action.id), *own)
        end = org.calendar.periods - 1
        rates = (
            whole(payroll[group][1] * then[group, end]) - whole(payroll[group][1] * now[group, end])
            for group in touched
        )
        yield action.id, lines, sum(rates)
        now |= then


def _touched(org: Organisation, action: GroupAction) -> tuple[str, ...]:
    """Groups whose heads an action changes; overstaffing names a need, and changes none."""
    return tuple(
        group
        for group in (action.group, action.to_group)
        if group is not None and group in org.person
    )


def _heads(org: Organisation, plan: Plan, only: Sequence[str] | None = None) -> Heads:
    return {key: state.heads for key, state in states(org, plan, only).items()}


def _paid(
    org: Organisation, payroll: Iterable[HeadLine], heads: Mapping[tuple[str, int], float]
) -> Iterator[CostLine]:
    for line in payroll:
        yield times(line, heads[line.entity, line.month // org.calendar.months_per_period])
