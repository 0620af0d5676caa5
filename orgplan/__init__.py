"""Org capability planner: a workbook in, a proven hiring and upskilling plan out.

>>> import orgplan as op
>>> org = op.load("my_org.xlsx")
>>> planned = op.plan(org)
>>> planned.hires
>>> op.save(planned, "my_plan.xlsx")
"""

from orgplan._version import __version__
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.scenarios import freeze_hiring, leaver, scale_budget, with_total_budget
from orgplan.api import (
    Checked,
    Disagreement,
    Impossible,
    NoPlan,
    NotReadBack,
    Placed,
    Planned,
    Redacted,
    check,
    compare,
    diff,
    load,
    plan,
    read,
    reconcile,
    redact,
    reopen,
    save,
    save_into,
    with_previous,
)
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.plan import Plan
from orgplan.errors import OrgplanError
from orgplan.excel.read.faults import BadInput, Fault, Note
from orgplan.excel.write.saving import DiskTrouble, NotWritable
from orgplan.io.inputs.organisation import Loaded
from orgplan.library.faults import BadModel
from orgplan.report.audit.run import Run
from orgplan.report.diff.plans import Difference
from orgplan.report.reconciliation import Reconciliation
from orgplan.solver.diagnose import WayOut

__all__ = [
    "Assessment", "BadInput", "BadModel", "Checked", "Difference", "Disagreement", "DiskTrouble", "Fault", "Goal", "Impossible", "Loaded", "NoPlan",
    "NotReadBack", "NotWritable", "Note", "Organisation", "OrgplanError", "Placed", "Plan", "Planned", "Reconciliation", "Redacted", "Run", "WayOut", "__version__",
    "check", "compare", "diff", "freeze_hiring", "leaver", "load", "plan", "read", "reconcile", "redact", "reopen", "save", "save_into",
    "scale_budget", "with_previous", "with_total_budget",
]  # fmt: skip


def __dir__() -> list[str]:
    """What is public: what functions take, return and raise, and the functions."""
    return sorted(__all__)
