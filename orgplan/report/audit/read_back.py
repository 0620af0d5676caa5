"""A plan workbook read back as `orgplan check` would read it, before it takes the place of
anything.
"""

from collections.abc import Iterator
from pathlib import Path

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.open_points import in_words
from orgplan.domain import Strength
from orgplan.errors import OrgplanError
from orgplan.excel.read import BadInput, listed
from orgplan.io.inputs.loading import read_workbook
from orgplan.io.plan.read import read_plan
from orgplan.language import _
from orgplan.library.load import load_catalogue

from ..sheets.pages import CONSTRAINTS, COST, RUN_LOG
from . import fingerprints
from .snapshot import read_snapshot, split
from .tampering import differences

MOST = 5  # sentences that are reported
LOOKED_AT = (CONSTRAINTS, COST, RUN_LOG)


class NotReadBack(OrgplanError):
    """What was written is not what was planned: a bug of ours, or of a library.

    A file that was there is as it was.

    Examples
    --------
    >>> try:
    ...     path = op.save(planned, "other_plan.xlsx")
    ... except op.NotReadBack as error:
    ...     print("a bug of orgplan, please report it:", error)
    """


def read_back(path: Path, assessment: Assessment) -> None:
    """Refuse a workbook out of which other actions, inputs or money would be read than were
    planned.

    Parameters
    ----------
    path
        The workbook, just written.
    assessment
        The plan from which it was written.

    Raises
    ------
    NotReadBack
        With what differs.
    """
    try:
        found = list(_differences(path, assessment))
    except BadInput as error:
        found = [_("it cannot be read: {fault}", fault=fault) for fault in error.faults]
    if found:
        more = [_("{found} more", found=len(found) - MOST)] if len(found) > MOST else []
        raise NotReadBack(_("; ").join([*found[:MOST], *more]))


def _differences(path: Path, assessment: Assessment) -> Iterator[str]:
    org = read_workbook(path, load_catalogue(), of_plan=True).org
    again = Assessment(org, read_plan(path, org))
    yield from _actions(again, assessment)
    made = read_snapshot(path, pages=LOOKED_AT)
    yield from differences(made, again, None)
    shortfalls = [
        measure for measure in again.shortfalls if measure.strength is not Strength.SHOULD
    ]
    yield from in_words(org, split(made, shortfalls)[0])


def _actions(again: Assessment, assessment: Assessment) -> Iterator[str]:
    """Actions that are read otherwise than they were planned; which of their fields, and no pay or
    names.
    """
    read, planned = again.plan.actions, assessment.plan.actions
    for name in sorted(read.keys() | planned.keys()):
        if name not in read:
            yield _("{name} was planned and is not read", name=name)
        elif name not in planned:
            yield _("{name} is read and was not planned", name=name)
        else:
            was, now = fingerprints.fields(planned[name]), fingerprints.fields(read[name])
            if fields := sorted(
                key for key in was.keys() | now.keys() if was.get(key) != now.get(key)
            ):
                yield _("{name} is read with another {fields}", name=name, fields=listed(fields))
