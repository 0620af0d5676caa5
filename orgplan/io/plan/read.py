"""A plan read back from its sheets, also after somebody edited it by hand; and a previous plan, as
far as it still makes sense.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from orgplan.domain import (
    Organisation,
    Plan,
)
from orgplan.excel.embed.placeholder import is_emptied
from orgplan.excel.read import (
    Findings,
    Grid,
    Note,
    inspect_file,
    listed,
    read_cells,
)
from orgplan.language import _
from orgplan.schema.columns import InputSheet
from orgplan.schema.plan import (
    GROUP_PLAN,
    HIRING_PLAN,
    LEADS,
    MOVES,
    PLAN_SHEETS,
    REDUNDANCIES,
    SHORT_TIME,
    UPSKILLING_PLAN,
    plan_sheets,
)

from ..tables.find_table import find_table
from ..tables.table import Table
from ..terms.sheet_roles import plan_keys, plan_sheet
from .actions import PlanReader


@dataclass(frozen=True)
class Previous:
    """What can be kept of a plan that was made before.

    Attributes
    ----------
    plan
        Actions that are possible in the organisation that is planned now.
    notes
        What was left out, and why.
    """

    plan: Plan
    notes: tuple[Note, ...]


def read_plan(path: Path, org: Organisation) -> Plan:
    """Read the actions of a plan workbook.

    Parameters
    ----------
    path
        Plan workbook, edited by hand or not, or a workbook that took the plan.
    org
        The organisation that the plan is for, read from the same workbook.

    Raises
    ------
    BadInput
        With all faults of its sheets; sheets that :func:`~orgplan.schema.plan.plan_sheets` names
        must be there.
    """
    grids = _grids(path)
    findings = Findings(tuple(grids))
    plan = _plan(org, grids, findings, plan_sheets(org))
    findings.raise_if_any(path)
    return plan


def read_previous(path: Path, org: Organisation) -> Previous:
    """Read the actions of another plan workbook; what no longer exists, or lies outside the
    horizon, is left out with a note.

    Parameters
    ----------
    path
        Plan workbook of an earlier run, also of another organisation.
    org
        The organisation that is planned now.

    Raises
    ------
    BadInput
        If it is no plan workbook.
    """
    grids = _grids(path)
    missing = Findings(tuple(grids))
    _refuse_missing((HIRING_PLAN,), grids, missing)
    missing.raise_if_any(path)
    findings = Findings(tuple(grids))
    plan = _plan(org, grids, findings, (HIRING_PLAN,))
    left_out = (
        Note(
            fault.sheet,
            fault.cell,
            _(
                "left out of the previous plan: it says {found}, expected {expected}",
                found=fault.found,
                expected=fault.expected,
            ),
        )
        for fault in findings.faults
    )
    return Previous(plan, tuple(left_out))


def _grids(path: Path) -> dict[str, Grid]:
    passed, needed = (
        inspect_file(path),
        {name for spec in PLAN_SHEETS for name in spec.names},
    )
    chosen = [name for name, key in plan_keys(passed.scans).items() if key in needed]
    grids = read_cells(path, passed, lambda name: name in chosen)
    return {name: grid for name, grid in grids.items() if not is_emptied(grid.rows)}


def _table(
    spec: InputSheet, grids: dict[str, Grid], findings: Findings, needed: bool
) -> Table | None:
    grid = _grid(spec, grids)
    if grid is None:
        return None
    return find_table(spec, grid, findings) if grid.rows or needed else None


def _grid(spec: InputSheet, grids: dict[str, Grid]) -> Grid | None:
    return grids.get(plan_sheet(grids, spec.names) or "")


def _refuse_missing(
    needed: Iterable[InputSheet], grids: dict[str, Grid], findings: Findings
) -> None:
    """One fault, however many sheets a plan lacks."""
    missing = [_(spec.key) for spec in needed if _grid(spec, grids) is None]
    if not missing:
        return
    sentence = (
        _("the plan sheets {grids}", grids=listed(grids)) if grids else _("none of a plan's sheets")
    )
    expected = (
        _("a sheet {key}", key=missing[0])
        if len(missing) == 1
        else _("the sheets {names}", names=listed(missing))
    )
    fix = _(
        "This is not a plan workbook, or the sheet was deleted or renamed: write the plan again"
        " with `orgplan plan`."
    )
    findings.fault("", "", sentence, expected, fix)


def _plan(
    org: Organisation, grids: dict[str, Grid], findings: Findings, needed: Iterable[InputSheet]
) -> Plan:
    """The plan of the sheets; hires are read first, for a seat may be named by takeovers."""
    must = tuple(needed)
    _refuse_missing(must, grids, findings)
    tables = {spec.key: _table(spec, grids, findings, spec in must) for spec in PLAN_SHEETS}
    reader = PlanReader(org)
    return Plan(
        hires=tuple(reader.hires(tables[HIRING_PLAN.key])),
        trainings=tuple(reader.trainings(tables[UPSKILLING_PLAN.key])),
        moves=tuple(reader.moves(tables[MOVES.key])),
        exits=tuple(reader.exits(tables[REDUNDANCIES.key])),
        short_times=tuple(reader.short_times(tables[SHORT_TIME.key])),
        group_actions=tuple(reader.group_actions(tables[GROUP_PLAN.key])),
        takeovers=tuple(reader.takeovers(tables[LEADS.key])),
    )
