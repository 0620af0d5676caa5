"""What ``orgplan diff --json`` writes, and the columns of its data frames."""

from datetime import date

from pydantic import Field

from ..results.json_model import JsonObject, Texts

JsonFigure = str | int | float | None


class HeadlineObject(JsonObject):
    """A figure of the headline."""

    what: str = Field(
        description="ending, proven gap, goal, horizon, currency, cost, heads, what is open,"
        " actions; every figure, changed or not"
    )
    before: JsonFigure = Field(description="in the first plan")
    after: JsonFigure = Field(description="in the second")
    change: float | None = Field(description="second less first, where both are numbers")


class ActionObject(JsonObject):
    """An action that one of the plans has not, or has otherwise."""

    change: str = Field(description="added, removed, moved, changed, moved and changed")
    kind: str = Field(description="what is done")
    action: str = Field(description="the action in words")
    team: str | None = Field(description="team that it is about")
    before: date | None = Field(
        description="first day in the first plan, of a redundancy the last; null where it has none"
    )
    after: date | None = Field(description="the same in the second plan")
    details: str = Field(description="what else is different")
    cost_before: float | None = Field(
        description="what it changes over the horizon in the first plan, below zero where it saves"
    )
    cost_after: float | None = Field(description="the same in the second plan")
    id_before: str | None = Field(description="its id in the first plan")
    id_after: str | None = Field(description="its id in the second")


class MoneyObject(JsonObject):
    """Cost over the horizon that differs."""

    by: str = Field(description="total, category, team, period")
    name: str = Field(description="which of them")
    before: float = Field(description="in the first plan")
    after: float = Field(description="in the second")
    change: float | None = Field(description="second less first; null where currencies differ")


class CoverageObject(JsonObject):
    """A requirement that is short by another amount, or no longer."""

    change: str = Field(
        description="newly open, more short, asked anew, open, short at other times, less short,"
        " newly met, no longer asked"
    )
    strength: str = Field(description="limit, must, should")
    requirement: str = Field(description="what is asked for")
    before: str = Field(description="how short the first plan is, in words")
    after: str = Field(description="how short the second is")


class InputObject(JsonObject):
    """A cell or a row of the input that changed."""

    sheet: str = Field(description="sheet of the input")
    item: str = Field(description="the row, in words")
    change: str = Field(description="added, removed, changed")
    field: str = Field(description="the column")
    before: JsonFigure | bool | date | Texts = Field(description="in the first plan's input")
    after: JsonFigure | bool | date | Texts = Field(description="in the second's")


class DifferenceObject(JsonObject):
    """What changed from one plan to another."""

    same: bool = Field(
        description="whether nothing changed (exit code 0); the proven gap alone makes no"
        " difference"
    )
    before: str = Field(description="the first workbook")
    after: str = Field(description="the second")
    notes: Texts = Field(
        description="why figures may not be comparable: another currency, another horizon"
    )
    headline: tuple[HeadlineObject, ...] = Field(description="every figure of both")
    actions: tuple[ActionObject, ...] = Field(description="actions that differ")
    money: tuple[MoneyObject, ...] = Field(description="cost that differs")
    coverage: tuple[CoverageObject, ...] = Field(
        description="requirements that are open by another amount"
    )
    inputs: tuple[InputObject, ...] = Field(description="inputs that differ")
