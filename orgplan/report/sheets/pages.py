"""The sheets of a plan workbook: their names, what they are about, their order, and which of them a
plan has.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from orgplan.domain import Organisation
from orgplan.excel.read import header_key
from orgplan.language import N_, _, spellings
from orgplan.schema import plan


class Group(StrEnum):
    """Readers of a sheet; the sheets of a group stand together, under one colour."""

    DECISION = N_("Decision")
    MONEY = N_("Money")
    AUDIT = N_("Audit")


TABS = {Group.DECISION: "#1F3A5F", Group.MONEY: "#C9A227", Group.AUDIT: "#8FA3BD"}


@dataclass(frozen=True)
class Page:
    """A sheet's key, what it is about, a line of explanation, its group, and whether it speaks of
    money.

    The key is its name in English. Code asks for `key` where sheets are distinguished, and for
    `name` where one is named to a reader, or in a formula.

    Attributes
    ----------
    key
        Name of the tab in English.
    about, note
        In English, to be translated.
    group
        Decides the colour of the tab, and the place on Contents.
    money
        Whether its head names the currency.
    """

    key: str
    about: str
    note: str
    group: Group
    money: bool = False

    @property
    def name(self) -> str:
        """Name of its tab in the language of the run."""
        return _(self.key)

    @property
    def names(self) -> frozenset[str]:
        """Keys of its name in every language, for workbooks that are read back."""
        return frozenset(header_key(name) for name in spellings(self.key))


_READ, _MONEY, _PROOF = Group.DECISION, Group.MONEY, Group.AUDIT


SUMMARY = Page(
    "Summary",
    "The plan on one page",
    "What is asked for, when, for how much and what for; money against budget; what stays open, and"
    " what it takes. Click a figure to see where it comes from.",
    _READ,
)


CONTENTS = Page(
    "Contents",
    "All sheets, grouped by reader",
    "Click a name to go to its sheet; Contents on every sheet brings you back.",
    _READ,
)


KEY_FIGURES = Page(
    "Key figures",
    "The figures behind Summary",
    "Money, actions by kind, needs and rules, heads by team, seats asked for; what is at stake. All"
    " of them live.",
    _MONEY,
    money=True,
)


COVERAGE = Page(
    "Coverage",
    "What teams need and what the plan gives",
    "Heads for holders and staff, FTE of work for capacity. Planned FTE is capped at the"
    " requirement; for staff needs, overstaffing is also a gap. Red: a must is short; yellow: a"
    " should is short. The figures are on Coverage detail.",
    _READ,
)


SKILL_MATRIX = Page(
    "Skill matrix",
    "Skills of everybody before and after the plan",
    "0 none, 1 aware, 2 with help, 3 alone (counts as coverage), 4 trains others, 5 sets the"
    " standard; ▲ raised by the plan. After is the end of the horizon, before is the as-of date."
    " Only skills that a need, a rule or a course of the plan refers to.",
    _READ,
)


HIRING = Page(
    "Hiring plan",
    "Seats to fill",
    "One row per seat. Green values are decided by the plan and may be edited; `orgplan check`"
    " judges the workbook after that. Costs are drawn from Cost by month.",
    _READ,
    money=True,
)


UPSKILLING = Page(
    "Upskilling plan",
    "Courses to begin",
    "One row per person and course. Green values are decided by the plan and may be edited;"
    " `orgplan check` judges the workbook after that.",
    _READ,
    money=True,
)


_EDITED = (
    "Green values may be edited; `orgplan check` judges the workbook after that. Costs are"
    " differences against doing nothing."
)


MOVES = Page(
    plan.MOVES.key,
    "People who change role, team or both",
    f"One row per move. {_EDITED}",
    _READ,
    money=True,
)


REDUNDANCIES = Page(
    plan.REDUNDANCIES.key,
    "People who are let go",
    f"One row per person. {_EDITED}",
    _READ,
    money=True,
)


SHORT_TIME = Page(
    plan.SHORT_TIME.key,
    "People on reduced hours for some time",
    f"One row per person and period. {_EDITED}",
    _READ,
    money=True,
)


GROUP_PLAN = Page(
    plan.GROUP_PLAN.key,
    "Groups planned by numbers: who comes, moves and goes",
    f"One row per action and period; heads of every group stand on Walk. {_EDITED}",
    _READ,
    money=True,
)


OVERVIEW = Page(
    "Cost overview",
    "Cost by month: the plan, doing nothing, and the difference",
    "Summed by formulas from Cost by month; the cost of doing nothing is calculated by the tool."
    " Run rate: the cost of a year as things stand when the horizon ends.",
    _MONEY,
    money=True,
)


COST = Page(
    "Cost by month",
    "What everybody costs in each month",
    "One row per person or seat and component, to the cent; Cost overview sums them. A person's run"
    " rate is on the row of the pay that continues.",
    _PROOF,
    money=True,
)


DRIVERS = Page(
    "Drivers",
    "What pay is made of",
    "Live formulas over the input and plan sheets; Cost by month is calculated from them. A change"
    " of role, team, kind of employment or action needs `orgplan recost`. These stay values until"
    " `orgplan recost` reprices them: short time, groups, courses, moves, severance, bonuses paid"
    " in months of their own, grants and 13th salaries.",
    _PROOF,
    money=True,
)


PLANNED_COST = Page(
    "Planned cost",
    "Cost by month, as it was planned",
    "Fixed values: what Cost by month said when the plan was written.",
    _PROOF,
    money=True,
)


BUDGET = Page(
    "Budget",
    "Budget against plan",
    "Plan is summed from the accounts of Cost overview that a line counts; the table at the end"
    " says which. Difference = timing + volume + mix + rate.",
    _MONEY,
    money=True,
)


BRIDGE = Page(
    "Bridge",
    "From the plan before it was edited to the plan as priced again",
    "Cost over the horizon, by cause; the steps add up to the difference, to the cent.",
    _MONEY,
    money=True,
)


VARIANCE = Page(
    "Variance",
    "Why the plan's cost differs from doing nothing",
    "Difference = timing + volume + mix + rate, to the cent, by cost centre, role or course, and"
    " period; units are head-months, seats or courses.",
    _MONEY,
    money=True,
)


ACTUALS = Page(
    "Actuals",
    "Actual against plan: year to date and full-year outlook",
    "Spending comes from Input Actuals, planned amounts from Cost overview.",
    _MONEY,
    money=True,
)


WALK = Page(
    "Walk",
    "Walks of heads, seats and FTE",
    "opening + joiners + hires + backfills + transfers in - transfers out - leavers = closing;"
    " growth = closing - opening. Joiners are on the roster with a later start; a backfill is"
    " a seat under a lever of that kind. Hires that follow a known leaver count as hires; Summary"
    " says how many do. Closing heads are also counted person by person.",
    _MONEY,
)


RULES = Page(
    "Rules",
    "Structural rules",
    "Each rule by scope and period: whether it is triggered, who satisfies it, or by how much it is"
    " short.",
    _PROOF,
)


PEOPLE = Page(
    "People",
    "Pay against the band, and reporting lines",
    "Bands are stated for full time. Pay outside a band is today's, not the plan's. ↑1 is the row"
    " of the manager, ↑2 of the manager's manager, ↑4 of four steps up, and so on.",
    _PROOF,
    money=True,
)


TRADE_OFFS = Page(
    "Trade-offs",
    "What more money would buy, and what is used up",
    "The efficient frontier: each row is the least money for what it covers, with all other limits"
    " kept. Short: weighted heads and FTE, summed over periods.",
    _PROOF,
    money=True,
)


CHECKS = Page(
    "Checks",
    "Whether all figures agree, and the plan is still as it was made",
    "Live: value and expected are formulas over the other sheets; a check passes where they differ"
    " by no more than the tolerance. INFO is not the plan's fault; CHANGED means that the inputs"
    " are no longer those of the plan.",
    _PROOF,
)


DETAIL = Page(
    "Coverage detail",
    "Coverage, one row a need and period",
    "The figures behind Coverage; heads for holders, FTE for capacity.",
    _PROOF,
)


CONSTRAINTS = Page(
    "Constraints",
    "Every constraint, judged again without the solver",
    "Left side is what the plan gives, right side what is required; slack below zero is a miss. A"
    " hard limit has no strength and may never be missed.",
    _PROOF,
)


EXCHANGE = Page(
    "Exchange rates",
    "Rates of other currencies",
    "Live from the sheets of the input. Amounts stay there as they were typed; costs are converted"
    " at the rate of their month, yearly figures at rate.",
    _PROOF,
)


RUN_LOG = Page(
    "Run log",
    "How the plan was made: when, from what, with which settings",
    "Findings about the input stand here too.",
    _PROOF,
)


LEADS = Page(
    plan.LEADS.key,
    "Who takes over teams that lose their lead",
    f"One row per takeover; it costs nothing of itself. {_EDITED}",
    _READ,
)


_CHANGES = (MOVES, REDUNDANCIES, SHORT_TIME, GROUP_PLAN)


OPTIONAL = (
    *_CHANGES,
    LEADS,
    DRIVERS,
    PLANNED_COST,
    BRIDGE,
    ACTUALS,
    EXCHANGE,
)  # there only where there is something to say


PAGES = (
    SUMMARY,
    CONTENTS,
    HIRING,
    UPSKILLING,
    *_CHANGES,
    LEADS,
    COVERAGE,
    SKILL_MATRIX,
    KEY_FIGURES,
    OVERVIEW,
    BUDGET,
    VARIANCE,
    BRIDGE,
    ACTUALS,
    WALK,
    CHECKS,
    RULES,
    TRADE_OFFS,
    COST,
    DETAIL,
    CONSTRAINTS,
    PEOPLE,
    EXCHANGE,
    DRIVERS,
    PLANNED_COST,
    RUN_LOG,
)  # all that a plan workbook may hold


def pages_of(
    org: Organisation, *, priced_again: bool = False, live: bool = False
) -> tuple[Page, ...]:
    """The sheets of a plan, in order: those on moves, redundancies and the like only where a lever
    allows them, Actuals only where some are given, Exchange rates only where other currencies are,
    Bridge only of a plan that was priced again, Drivers and Planned cost only where costs follow
    the inputs (`live`).

    Parameters
    ----------
    org
        Levers, actuals, currencies and groups decide.
    priced_again
        Whether the plan was edited and priced again.
    live
        Whether costs follow the inputs.

    Returns
    -------
    tuple[Page, ...]
        In the order of the workbook.
    """
    held = {spec.key for spec in plan.plan_sheets(org)} | (
        ({ACTUALS.key} if org.actuals else set())
        | ({EXCHANGE.key} if org.foreign else set())
        | ({BRIDGE.key} if priced_again else set())
        | ({DRIVERS.key, PLANNED_COST.key} if live else set())
    )
    return tuple(page for page in PAGES if page not in OPTIONAL or page.key in held)
