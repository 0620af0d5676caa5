"""What-ifs as the workbook states them: lines that together make a scenario.

Each line names what is changed, how, and by how much; :mod:`orgplan.analysis.changes` makes the
changed organisation of them.
"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from .base import Value


class ScenarioChange(StrEnum):
    """What a line of a scenario changes.

    Examples
    --------
    >>> op.ScenarioChange("budget")
    <ScenarioChange.BUDGET: 'budget'>
    """

    BUDGET = "budget"
    PAY = "pay"
    ATTRITION = "attrition"
    NEEDS = "needs"
    NEEDS_EARLIER = "needs earlier"
    NEEDS_LATER = "needs later"
    NEEDS_MUST = "needs must"
    NEEDS_SHOULD = "needs should"
    NEEDS_OFF = "needs off"
    HIRING_FREEZE = "hiring freeze"
    START_FREEZE = "start freeze"
    LEAVES = "leaves"
    RULE_OFF = "rule off"
    RULE_MUST = "rule must"
    RULE_SHOULD = "rule should"
    NO_HIRE = "no hire"
    HIRE = "hire"
    NO_COURSE = "no course"
    LEAD_TIME = "lead time"
    RAMP = "ramp"
    WITHOUT = "without"


class ScenarioLine(Value):
    """One change of a scenario; lines of the same name are made together, in their order.

    Parameters
    ----------
    id
        Unique and stable, for instance ``W-001``.
    scenario
        Name.
    base
        Scenario on which it builds; ``None`` is the organisation as it is.
    change
        What is changed.
    by
        Relative change, -0.1 for 10 % less (budget, pay, attrition, needs).
    amount
        Money (budget: limit on all cost), share a year (attrition), heads or FTE more (needs),
        periods (needs earlier, later), months (lead time, ramp), seats (hire).
    who
        Team, role, person, rule, course, skill or id that it is about; ``None`` is all.
    first, last
        Period, or first and last period, as written; of a leaver, the last day.

    Examples
    --------
    >>> op.ScenarioLine(id="SC-1", scenario="slow", change="budget", by=-0.1).by
    -0.1
    """

    id: str = Field(min_length=1)
    scenario: str = Field(min_length=1)
    base: str | None = None
    change: ScenarioChange
    by: float | None = Field(default=None, ge=-1, le=100)
    amount: float | None = Field(default=None, ge=0)
    who: str | None = None
    first: str | None = None
    last: str | None = None
    day: date | None = None
