"""An invented organisation, put together."""

from datetime import date

from orgplan.domain import (
    ORGANISATION,
    Assumption,
    Assumptions,
    BudgetLine,
    Calendar,
    Category,
    Location,
    Organisation,
    Plan,
)
from orgplan.errors import checked
from orgplan.finance.ledger import ledger

from . import demand
from .catalogue import PLACES
from .people import staffed
from .roles import ladders_of, roles
from .shape import shape_of

ROOM = 0.05  # by which the budget exceeds what today's people cost: less than everything asked for
TRAINING = 0.004  # of what today's people cost, for courses


@checked
def generate(
    people: int = 100,
    *,
    teams: int | None = None,
    titles: int | None = None,
    periods: int = 4,
    months: int = 3,
    needs: int | None = None,
    rules: bool = True,
    alike: bool = False,
    seed: int = 1,
) -> Organisation:
    """An invented organisation: ladders, a manager tree, pay by level and place, needs that
    compete, and a budget that binds.

    Parameters
    ----------
    people
        Heads on the roster.
    teams
        Teams, departments among them; about one for nine people if left out.
    titles
        Roles, each level of a discipline being one; 30 to 300 by size if left out.
    periods
        Planning periods.
    months
        Months of a period: 1, 3 or 12.
    needs
        How many needs, the widest scopes first; four or so for each team if left out.
    rules
        Whether structural rules hold: spans of control, successors, leaders for each department.
    alike
        Whether people have just the skills of their role; else each is assessed.
    seed
        The same arguments and seed give the same organisation.

    Returns
    -------
    Organisation
        In euros; the same for the same arguments.

    Raises
    ------
    BadArgument
        If there can be no such organisation.

    Examples
    --------
    >>> org = op.generate(1_000, periods=8, seed=3)  # doctest: +SKIP
    """
    shape = shape_of(
        people,
        teams,
        titles,
        periods=periods,
        months=months,
        needs=needs,
        alike=alike,
        seed=seed,
    )
    calendar = Calendar(
        as_of=date(2026, 12, 1), start=date(2027, 1, 1), period=shape.months, periods=periods
    )
    ladders = ladders_of(shape)
    staff = staffed(shape, calendar, ladders)
    asked = demand.needs(shape, calendar, staff)
    org = Organisation(
        name=f"{people} people, {_teams(len(staff.teams))}, {shape.titles} titles (seed {seed})",
        currency="EUR",
        calendar=calendar,
        assumptions=Assumptions(
            rows=(
                Assumption(key="default_courses", value=0, source="only the courses listed"),
                Assumption(key="recruiting_cost", value=5200, source="invented"),
                Assumption(key="employer_tax_pct", value=0.2, source="invented"),
            )
        ),
        people=staff.people,
        roles=roles(shape, ladders, staff.homes),
        teams=staff.teams,
        locations=tuple(Location(id=name, pay_index=index) for name, index, _ in PLACES),
        needs=asked,
        rules=demand.rules(staff) if rules else (),
        courses=demand.courses(shape, asked),
    )
    return org.replace(budget=_budget(org))


def _teams(many: int) -> str:
    return "1 team" if many == 1 else f"{many} teams"


def _budget(org: Organisation) -> tuple[BudgetLine, ...]:
    """Somewhat more than today's people cost, over the horizon; and for courses in each period."""
    today = sum(line.cents for line in ledger(org, Plan())) / 100
    everything = tuple(range(org.calendar.periods))
    total = BudgetLine(
        id="B-001",
        scope=ORGANISATION,
        periods=everything,
        label="total",
        amount=round(today * (1 + ROOM), -3),
    )
    training = (
        BudgetLine(
            id=f"B-{period + 2:03}",
            scope=ORGANISATION,
            periods=(period,),
            label=org.calendar.label(period),
            category=Category.TRAINING,
            amount=round(today * TRAINING / org.calendar.periods, -2),
        )
        for period in everything
    )
    return (total, *training)
