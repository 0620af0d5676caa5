"""What `explain`, `price`, `frontier`, `stress` and `check` write with ``--json``."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from orgplan.analysis.counterfactual.explain import Reason
from orgplan.analysis.counterfactual.late_money import Prefix
from orgplan.analysis.counterfactual.steps import Step

from .results.json_model import Finite, JsonObject, Money, Texts
from .results.json_object import StepObject


class ReasonObject(JsonObject):
    """An action and the best plan without it, or a way to meet a need."""

    action: str = Field(description="id of an action, or words for a way to meet a need")
    what: str = Field(description="in words")
    serves: Texts = Field(description="needs and rules that miss something without it")
    cost_without_it: Money | None = Field(
        description="by how much the best plan without it costs more, in the horizon and the time"
        " after it; null where there is no such plan, or none was searched"
    )
    cost_without_it_in_horizon: Money | None = Field(description="the same in the horizon alone")
    open_without_it: Texts = Field(
        alias="missed_without_it", description="what that plan leaves open and this one does not"
    )
    instead: Texts = Field(description="actions that it has in its place")
    also_without: Texts = Field(description="other actions of the plan that it does without")
    ways_out: Texts = Field(description="what would have to give, where no plan is possible")
    equally_good_without_it: bool = Field(
        description="whether a plan without it is as good in every goal"
    )
    proven: bool = Field(description="whether both plans are proven to be the best")
    searched: bool = Field(description="whether a plan without it was searched")

    @classmethod
    def of(cls, reason: Reason) -> ReasonObject:
        """A reason as it was found.

        Parameters
        ----------
        reason
            With or without a search.
        """
        return cls.model_validate(
            {
                "action": reason.action,
                "what": reason.what,
                "serves": reason.serves,
                "cost_without_it": reason.cost,
                "cost_without_it_in_horizon": reason.horizon,
                "missed_without_it": reason.more_short,
                "instead": reason.instead,
                "also_without": reason.spared,
                "ways_out": reason.ways_out,
                "equally_good_without_it": reason.tie,
                "proven": reason.proven,
                "searched": reason.searched,
            }
        )


class ExplainedObject(JsonObject):
    """Why actions are in a plan."""

    reasons: tuple[ReasonObject, ...] = Field(description="actions that were asked for")
    train_or_hire: tuple[ReasonObject, ...] = Field(
        description="with `--need`: what it costs to meet it as planned, without training, and"
        " without hiring"
    )


class PriceObject(JsonObject):
    """What one thing costs: the best plan with more or less of it."""

    of: str = Field(description="kind and id, such as `need:N-003`")
    change: str = Field(description="what was changed, in words")
    cost: Money | None = Field(
        description="by how much the horizon costs more then; null where no plan was found"
    )
    minimised: Money | None = Field(description="the same with the time after the horizon")
    must_short: float | None = Field(
        description="by how much more of musts stays open, weighted heads and FTE summed over the"
        " periods"
    )
    should_short: float | None = Field(description="the same of shoulds")
    opens: Texts = Field(description="what is missed more")
    closes: Texts = Field(description="what is missed less")
    adds: Texts = Field(description="actions that it has and this plan has not")
    drops: Texts = Field(description="actions that it does without")
    ways_out: Texts = Field(description="what would have to give, where no plan is possible")
    proven: bool = Field(description="whether both plans are proven to be the best")


class PricesObject(JsonObject):
    """Prices of needs, rules, caps and budget lines."""

    prices: tuple[PriceObject, ...] = Field(description="what was asked for")


class BreakPointObject(StepObject):
    """A step of the whole frontier."""

    complete: bool = Field(description="whether no other lies between it and the step before")

    @classmethod
    def of(cls, step: Step) -> BreakPointObject:
        """A step as it was found.

        Parameters
        ----------
        step
            A break point.
        """
        return cls(**dict(StepObject.of(step)), complete=step.complete)


class PrefixObject(StepObject):
    """Actions that come next where money is given bit by bit."""

    within: Money = Field(description="cost of the step whose money it has")
    nesting: tuple[float, ...] = Field(
        description="by how much more it leaves open than the best plan for that money: weighted"
        " heads and FTE of musts, then of shoulds"
    )

    @classmethod
    def of_order(cls, prefix: Prefix) -> PrefixObject:
        """A part of a plan, judged.

        Parameters
        ----------
        prefix
            The first actions of a step.
        """
        of_step = dict(StepObject.of(prefix.step))
        return cls(**of_step, within=prefix.within.cost, nesting=tuple(prefix.nesting))


class FrontierObject(JsonObject):
    """What each amount of money buys."""

    budget: Money | None = Field(description="the organisation's own limit on all cost")
    steps: tuple[BreakPointObject, ...] = Field(description="the cheapest first")
    order: tuple[PrefixObject, ...] = Field(
        description="actions in the order in which late money is spent best; shorter than `steps`"
        " where time ran out"
    )


class RiskObject(JsonObject):
    """A must or should in a period, in many futures."""

    requirement: str = Field(description="what is asked for")
    period: str = Field(description="such as `2027-Q2`")
    strength: str = Field(description="`must` or `should`")
    chance: float = Field(description="share of the futures in which it is met")
    standard_error: float = Field(description="of `chance`")
    left_open: bool = Field(description="whether the plan leaves it open where all goes as planned")


class FirstObject(JsonObject):
    """A must that the plan meets, and that fails first."""

    requirement: str = Field(description="what is asked for")
    share: float = Field(description="of the futures, in which it fails first")


class SimulationObject(JsonObject):
    """A plan carried out in many futures."""

    futures: int = Field(description="how many")
    seed: int = Field(description="from which they were drawn")
    uncertainty: dict[str, Any] = Field(
        description="what was assumed: `attrition`, `acceptance`, `late`, `training`, `pay`"
    )
    chance_all_musts_hold: float = Field(
        description="share of the futures in which every must is met in every period"
    )
    chance_met_musts_hold: float = Field(
        description="the same without musts that the plan leaves open itself"
    )
    standard_error: float = Field(description="of `chance_met_musts_hold`")
    cost: dict[str, float] = Field(description="of the horizon: `mean`, and percentiles")
    requirements: tuple[RiskObject, ...] = Field(description="those least sure to be met first")
    breaks_first: tuple[FirstObject, ...] = Field(description="the most frequent first")


class CheckedObject(JsonObject):
    """A plan workbook judged again, without the solver."""

    holds: bool = Field(description="whether it is what it says, and nothing new is broken")
    new_violations: Texts = Field(description="limits and musts missed since the plan was made")
    known_violations: Texts = Field(description="those that it missed already")
    differences: Texts = Field(description="what the workbook shows and is not so")
    failed_checks: Texts = Field(description="checks of the workbook that say FAIL")
    not_comparable: Texts = Field(
        description="of a workbook of another version: what could not be compared"
    )
    new_open_points: Texts = Field(description="shoulds missed since the plan was made")
    open_points: Texts = Field(description="all shoulds missed, the new ones first")
    cost_in_horizon: Finite = Field(description="everything, in plan currency")
