"""The input sheet Scenarios, for `orgplan compare`: its columns, and the kinds of change that a
line may make.
"""

from .columns import CHOICE, ID, NUMBER, SHARE, TEXT, InputColumn, InputSheet
from .names import entries

_CHANGES = entries("change")

SCENARIOS = InputSheet(
    "Scenarios", "情景", "What-ifs for `orgplan compare`: one row per change; rows of one scenario "
                       "apply together.",
    (
        InputColumn("id", "编号", ID, "Unique id, W-001 and so on if blank", "W-001"),
        InputColumn("scenario", "情景", TEXT,
            "Name of the scenario; several rows with one name make one scenario", "Budget -10 %",
            required=True),
        InputColumn("base", "基于", TEXT,
            "Scenario on which it builds; the organisation as it is if blank"),
        InputColumn("change", "变动", CHOICE, "What is changed", "budget", required=True,
            choices=_CHANGES),
        InputColumn("by", "幅度", SHARE,
            "Relative change: -10% is a tenth less (budget, pay, attrition, needs)", "-10%", low=-1,
            high=100),
        InputColumn("amount", "数额", NUMBER,
            "Budget: limit on all cost, in plan currency; attrition: share a year; needs: heads or "
            "FTE more; needs earlier or later: periods; lead time, ramp: months; hire: seats",
            low=0),
        InputColumn("who", "对象", TEXT,
            "Who or what it concerns: a team, role, person, skill, rule, course or id; blank means "
            "all"),
        InputColumn("from", "起", TEXT,
            "First period (a freeze, hire or course), such as 2027-Q1; of a leaver the last day"),
        InputColumn("to", "止", TEXT, "Last period; the first one alone if blank"),
    ),
)  # fmt: skip
