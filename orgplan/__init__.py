"""Org capability planner: a workbook in, a proven hiring and upskilling plan out.

>>> import orgplan as op
>>> org = op.load("my_org.xlsx")
>>> planned = op.plan(org)
>>> planned.hires
>>> op.save(planned, "my_plan.xlsx")
"""

from orgplan.analysis.scenarios import freeze_hiring, leaver, scale_budget, with_total_budget
from orgplan.api import (
    Checked,
    Disagreement,
    Impossible,
    NoPlan,
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
)
from orgplan.io.faults import BadInput
from orgplan.io.saving import NotWritable
from orgplan.report.diff import Difference
from orgplan.report.reconciliation import Reconciliation

__all__ = [
    "BadInput", "Checked", "Difference", "Disagreement", "Impossible", "NoPlan", "NotWritable", "Placed", "Planned", "Reconciliation", "Redacted",
    "check", "compare", "diff", "freeze_hiring", "leaver", "load", "plan", "read", "reconcile", "redact", "reopen", "save", "save_into",
    "scale_budget", "with_total_budget",
]  # fmt: skip
