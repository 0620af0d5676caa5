"""Plans side by side, and beside roster and positions."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from orgplan.analysis.seats.occupants import Tolerance
from orgplan.analysis.seats.reconciliation import reconcile as held_against
from orgplan.domain import Plan
from orgplan.errors import checked
from orgplan.excel.read import BadInput, Fault, inspect_file
from orgplan.io.terms.sheet_roles import plan_keys
from orgplan.language import _, keeping_the_language
from orgplan.report.audit.run_reader import read_run, with_edits_marked
from orgplan.report.diff.plans import Difference, Side, difference
from orgplan.report.reconciliation import Reconciliation
from orgplan.report.results.comparison import compare as side_by_side
from orgplan.results import Checked, Result
from orgplan.schema.levers import POSITIONS
from orgplan.schema.plan import HIRING_PLAN

from .checking import check
from .reading import read


@checked
def compare(plans: Mapping[str, Result]) -> pd.DataFrame:
    """Plans side by side, one row each: how it ended, goals, heads, money and actions.

    Parameters
    ----------
    plans
        Name of a row → its plan, of one organisation or several; the rows keep this order.

    Returns
    -------
    pd.DataFrame
        One row a plan. Money is in each plan's own currency and is not converted.

    Examples
    --------
    >>> op.compare({"plan": planned, "as it is": op.evaluate(org, op.Plan())})[["status", "hires"]]
               status  hires
    plan      optimal      5
    as it is   judged      0
    """
    return side_by_side(
        {name: (planned.assessment, planned.run) for name, planned in plans.items()}
    )


@checked
def diff(
    before: str | Path | Result | Checked,
    after: str | Path | Result | Checked,
    models: Sequence[str | Path] = (),
) -> Difference:
    """What changed from one plan to another, in the order in which a person would ask.

    Parameters
    ----------
    before, after
        Plan workbooks, edited by hand or not, or plans in memory.
    models
        As for :func:`read`.

    Returns
    -------
    Difference
        Data frames ``headline, actions, money, coverage, inputs``; ``same`` says whether nothing
        changed.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If one of the workbooks cannot be read.

    Examples
    --------
    >>> difference = op.diff(op.evaluate(org, op.Plan()), planned)
    >>> [row["action"] for row in difference.records["actions"]][:2]
    ['hire Android engineer', 'hire iOS engineer']
    """
    first = _side("before", before, models)
    with (
        keeping_the_language()
    ):  # the second in that of the first: the library's words are no change
        return difference(first, _side("after", after, models))


def _side(name: str, plan: str | Path | Result | Checked, models: Sequence[str | Path]) -> Side:
    if isinstance(plan, Result):
        return Side(name, plan.assessment, plan.run)
    if isinstance(plan, Checked):
        return Side(name, plan.assessment, None)
    checked, run = check(plan, models), read_run(Path(plan))
    changed = checked.made.changed_parts(checked.assessment.plan)
    marked = run and with_edits_marked(run, checked.assessment, changed)
    return Side(str(plan), checked.assessment, marked)


@checked
def reconcile(
    workbook: str | Path,
    plan: str | Path | None = None,
    *,
    days: int = 31,
    pay: float = 0.05,
    models: Sequence[str | Path] = (),
) -> Reconciliation:
    """Roster, positions and plan held against each other: seats that are filled, open, over, ghost
    or unapproved.

    Parameters
    ----------
    workbook
        Holds `Roster` and `Positions`. Without `plan`, a plan that the workbook holds is looked at.
    plan
        Plan workbook whose planned seats are held against them.
    days
        Days by which starts may differ.
    pay
        Share by which pay may differ; see :class:`orgplan.analysis.seats.reconciliation.Tolerance`.

    Raises
    ------
    orgplan.excel.read.faults.BadInput
        If a workbook cannot be read, or lists no positions.

    Examples
    --------
    >>> found = op.reconcile("my_org.xlsx", plan="my_plan.xlsx")  # doctest: +SKIP
    >>> found.table[["position_id", "state", "what"]]  # doctest: +SKIP
    """
    loaded = read(workbook, models)
    if not loaded.org.positions:
        fix = _("List the seats on a sheet Positions: position ID, role, team, status.")
        raise BadInput(
            loaded.path,
            [Fault(POSITIONS.shown, "", _("no positions"), _("at least one position"), fix)],
        )
    source = Path(plan or workbook)
    planned = plan is not None or bool(
        set(HIRING_PLAN.names) & set(plan_keys(inspect_file(source).scans).values())
    )
    actions = check(source, models).assessment.plan if planned else Plan()
    tolerance = Tolerance(days, pay)
    return Reconciliation(
        loaded.org,
        held_against(loaded.org, actions, tolerance),
        tolerance,
        source.name if planned else None,
    )
