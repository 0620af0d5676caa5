"""An approved plan beside what is expected now, as JSON and data frames have it."""

from __future__ import annotations

from pydantic import Field

from orgplan.analysis.money.versions import VersionMonth, Versions, VersionStep

from .results.figures import money
from .results.json_model import JsonObject, Money


class MonthObject(JsonObject):
    """A month of the approved budget."""

    month: str = Field(description="such as `2027-03`")
    approved: Money = Field(description="as it was approved")
    actual: Money | None = Field(description="what was spent; null where nothing is given")
    as_approved: Money | None = Field(
        description="what of the forecast stands as it was approved, for actuals do not cover it;"
        " null once the current plan has begun"
    )
    current: Money | None = Field(description="the current plan; null before it begins")
    forecast: Money = Field(description="what is expected")

    @classmethod
    def of(cls, month: VersionMonth) -> MonthObject:
        """A month in plan currency.

        Parameters
        ----------
        month
            In cents.
        """
        parts = (month.approved, month.actual, month.as_approved, month.current, month.forecast)
        amounts = (None if cents is None else money(cents) for cents in parts)
        return cls(**dict(zip(cls.model_fields, (month.label, *amounts), strict=True)))


class WalkObject(JsonObject):
    """A step from what was approved to the forecast."""

    cause: str = Field(description="why they differ, in English")
    who: str = Field(description="person or seat; of spending the category")
    team: str = Field(description="where it is booked; of spending the scope")
    amount: Money = Field(description="forecast less approved")

    @classmethod
    def of(cls, step: VersionStep) -> WalkObject:
        """A step in plan currency.

        Parameters
        ----------
        step
            In cents.
        """
        return cls(cause=step.cause, who=step.who, team=step.team, amount=money(step.cents))


class ForecastObject(JsonObject):
    """The approved plan beside what is expected now."""

    approval: str = Field(description="day and name, as on the Run log")
    currency: str = Field(description="three letters")
    made: dict[str, str] = Field(
        description="id of a hire as approved → person who fills it by now"
    )
    months: tuple[MonthObject, ...] = Field(description="every month that was approved")
    walk: tuple[WalkObject, ...] = Field(
        description="steps that add up to what the forecast is above the approved plan"
    )


def month_rows(versions: Versions) -> tuple[MonthObject, ...]:
    """Every month that was approved, in plan currency.

    Parameters
    ----------
    versions
        In cents.
    """
    return tuple(map(MonthObject.of, versions.months))


def walk_rows(versions: Versions) -> tuple[WalkObject, ...]:
    """Steps from what was approved to the forecast, in plan currency.

    Parameters
    ----------
    versions
        In cents.
    """
    return tuple(map(WalkObject.of, versions.steps))
