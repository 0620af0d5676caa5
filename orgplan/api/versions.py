"""Versions of a budget: a plan is approved, and what came of it is set beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from orgplan.analysis.money.versions import VersionError, Versions, versions
from orgplan.errors import checked
from orgplan.language import _
from orgplan.report.audit.run import APPROVED
from orgplan.report.diff.actions import action_records, paired
from orgplan.report.forecast_object import MonthObject, WalkObject, month_rows, walk_rows
from orgplan.results import Result

from .checking import check, reopen


@dataclass(frozen=True)
class Forecast:
    """What was approved, when and by which person, and what is expected by now.

    Attributes
    ----------
    approval
        Day and name, as on the Run log.
    currency
        Code of the plan currency, of both plans.
    versions
        Months and steps in cents, from which the data frames are made.

    Examples
    --------
    >>> op.forecast("approved.xlsx", "my_plan_in_march.xlsx").walk  # doctest: +SKIP
    """

    approval: str
    currency: str
    versions: Versions

    @property
    def months(self) -> pd.DataFrame:
        """A row a month: approved, spent, what stands as approved without actuals, planned now, and
        the forecast made of them, in plan currency.
        """
        rows = [row.model_dump() for row in month_rows(self.versions)]
        return pd.DataFrame(rows, columns=list(MonthObject.model_fields))

    @property
    def walk(self) -> pd.DataFrame:
        """A row a step from approved to forecast: cause, person or seat, team and amount."""
        rows = [row.model_dump() for row in walk_rows(self.versions)]
        return pd.DataFrame(rows, columns=list(WalkObject.model_fields))


@checked
def approve(
    path: str | Path, by: str, on: date | None = None, models: Sequence[str | Path] = ()
) -> Result:
    """A plan with the day and the name of its approval, under the seal of the Run log: save it, and
    keep it.

    Parameters
    ----------
    path
        The plan workbook to approve.
    by
        Name of whoever approves, as it stands on the Run log.
    on
        Day of the approval; ``None`` is today.
    models
        Folders with models of your own, as for :func:`orgplan.read`.

    Returns
    -------
    Result
        The plan as it was read, with the approval among ``run.options``; nothing is written until
        it is saved.

    Raises
    ------
    VersionError
        If what the workbook shows is not what its inputs and actions come to.
    orgplan.excel.read.faults.BadInput
        If it cannot be read.

    Examples
    --------
    >>> approved = op.approve("my_plan.xlsx", by="A. Example", on=date(2026, 12, 1))
    >>> approved.status
    'optimal'
    """
    _refuse_edited(path, models)
    planned = reopen(path, models)
    sentence = f"{on or date.today():%Y-%m-%d} {by}"
    return Result(
        planned.assessment,
        replace(planned.run, options={**planned.run.options, APPROVED: sentence}),
    )


@checked
def forecast(
    approved: str | Path,
    current: str | Path,
    *,
    slip_days: int = 0,
    models: Sequence[str | Path] = (),
) -> Forecast:
    """The approved plan beside the current one: actuals of the current workbook, the rest of its
    plan, and the walk between.

    Parameters
    ----------
    approved
        A plan workbook with an approval on its Run log.
    current
        The plan workbook of today, with the sheet Actuals.
    slip_days
        By how many days starts of hires slip that the current plan has still to make.
    models
        Folders with models of your own, as for :func:`orgplan.read`.

    Returns
    -------
    Forecast
        Months and the walk, in plan currency.

    Raises
    ------
    VersionError
        If the first plan was never approved, or was changed since, or if the two are in different
        currencies.
    orgplan.excel.read.faults.BadInput
        If one of them cannot be read.

    Examples
    --------
    >>> op.forecast("approved.xlsx", "my_plan_in_march.xlsx").months  # doctest: +SKIP
    """
    _refuse_edited(approved, models)
    before, after = reopen(approved, models), reopen(current, models)
    if APPROVED not in before.run.options:
        raise VersionError(
            _(
                "{path} was never approved: `orgplan approve` records who approved it, and when",
                path=approved,
            )
        )
    pairs = {
        old.id: new.id
        for old, new in paired(action_records(before.assessment), action_records(after.assessment))
        if old is not None and new is not None
    }
    found = versions(before.assessment, after.assessment, pairs, slip_days)
    return Forecast(before.run.options[APPROVED], before.org.currency, found)


def _refuse_edited(path: str | Path, models: Sequence[str | Path]) -> None:
    """What is approved stands still."""
    shown = check(path, models).differences
    if shown:
        raise VersionError(
            _("{path} has changed since it was planned: {first}", path=path, first=shown[0])
        )
