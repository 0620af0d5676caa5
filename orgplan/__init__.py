"""Org capability planner: a workbook in, a proven hiring and upskilling plan out.

>>> import orgplan as op
>>> org = op.load("my_org.xlsx")
>>> planned = op.plan(org)
>>> planned.hires
>>> op.save(planned, "my_plan.xlsx")
"""

from orgplan._version import __version__
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.changes import change
from orgplan.analysis.changes.change_values import Change
from orgplan.analysis.counterfactual.explain import Reason
from orgplan.analysis.counterfactual.price import Price
from orgplan.analysis.money.versions import VersionError
from orgplan.api import (
    Checked,
    Disagreement,
    Forecast,
    Imported,
    Impossible,
    NoPlan,
    NotReadBack,
    NotUnderstood,
    Placed,
    Redacted,
    Result,
    approve,
    check,
    compare,
    diff,
    evaluate,
    forecast,
    from_frames,
    import_files,
    load,
    plan,
    read,
    reconcile,
    recost,
    redact,
    reopen,
    save,
    save_into,
    with_previous,
    with_scenarios,
)
from orgplan.constraints import Family, NotAFamily, register
from orgplan.deadline import Deadline
from orgplan.domain import (
    Assumption,
    BudgetLine,
    Calendar,
    Candidate,
    Course,
    Goal,
    Hire,
    Lever,
    LockRow,
    Move,
    Need,
    Organisation,
    Person,
    Plan,
    Position,
    Role,
    Rule,
    Scope,
    Team,
    Training,
)
from orgplan.errors import BadArgument, OrgplanError
from orgplan.excel.read.faults import BadInput, Fault, Note
from orgplan.excel.write.saving import DiskTrouble, NotWritable
from orgplan.generate import generate
from orgplan.io.frames import to_frames
from orgplan.io.inputs.loading import Loaded
from orgplan.library.faults import BadModel
from orgplan.report.audit.run import Run
from orgplan.report.diff.plans import Difference
from orgplan.report.reconciliation import Reconciliation
from orgplan.solver.conflict import Conflict
from orgplan.solver.diagnose import WayOut
from orgplan.solver.stated_model import NotSolved, StatedModel, model
from orgplan.study import (
    Robust,
    Scenario,
    Simulation,
    Study,
    Uncertainty,
    robust,
    simulate,
    study,
    tornado,
)

__all__ = [
    "Assumption",
    "BudgetLine",
    "Calendar",
    "Candidate",
    "Course",
    "Hire",
    "Lever",
    "LockRow",
    "Move",
    "Need",
    "Person",
    "Position",
    "Role",
    "Rule",
    "Scope",
    "Team",
    "Training",
    "VersionError",
    "Forecast",
    "approve",
    "forecast",
    "Assessment",
    "BadArgument",
    "BadInput",
    "BadModel",
    "Change",
    "Checked",
    "Conflict",
    "Deadline",
    "Difference",
    "Disagreement",
    "DiskTrouble",
    "Family",
    "Fault",
    "Goal",
    "Impossible",
    "Imported",
    "Loaded",
    "NoPlan",
    "NotAFamily",
    "NotReadBack",
    "NotSolved",
    "NotUnderstood",
    "NotWritable",
    "Note",
    "Organisation",
    "OrgplanError",
    "Placed",
    "Plan",
    "Price",
    "Reason",
    "Reconciliation",
    "Redacted",
    "Result",
    "Robust",
    "Run",
    "Scenario",
    "Simulation",
    "StatedModel",
    "Study",
    "Uncertainty",
    "WayOut",
    "__version__",
    "change",
    "check",
    "compare",
    "diff",
    "evaluate",
    "from_frames",
    "generate",
    "import_files",
    "load",
    "model",
    "plan",
    "read",
    "reconcile",
    "recost",
    "redact",
    "register",
    "reopen",
    "robust",
    "save",
    "save_into",
    "simulate",
    "study",
    "to_frames",
    "tornado",
    "with_previous",
    "with_scenarios",
]


def __dir__() -> list[str]:
    """What is public: what functions take, return and raise, and the functions."""
    return sorted(__all__)
