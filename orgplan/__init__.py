"""Org capability planner: a workbook in, a proven hiring and upskilling plan out.

>>> import orgplan as op
>>> org = op.load("my_org.xlsx")
>>> planned = op.plan(org)
>>> planned.hires
>>> op.save(planned, "my_plan.xlsx")
"""

from orgplan._version import __version__
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import LossIfRemoved
from orgplan.analysis.changes import change
from orgplan.analysis.changes.change_values import Change
from orgplan.analysis.counterfactual.explain import Reason
from orgplan.analysis.counterfactual.price import Price
from orgplan.analysis.counterfactual.steps import Step
from orgplan.analysis.headcount.walk import Counted, WalkRow
from orgplan.analysis.money.bridge import BridgeStep, Cause
from orgplan.analysis.money.versions import VersionError
from orgplan.analysis.result_rows import BudgetRow, CoverageRow, HireRow, RuleRow, TrainingRow
from orgplan.analysis.seats.occupants import SeatRow, SeatState, Tolerance
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
from orgplan.constraints.model import DecisionVariables, ModelSink
from orgplan.deadline import Deadline
from orgplan.domain import (
    Actual,
    Assumption,
    Assumptions,
    BudgetLine,
    Calendar,
    Candidate,
    Category,
    Charge,
    ChargeOf,
    ChargePer,
    CostSplit,
    Course,
    Direction,
    Employment,
    ExchangeRate,
    Exit,
    Goal,
    GroupAction,
    Hire,
    Lever,
    LeverKind,
    Location,
    Lock,
    LockedAction,
    LockRow,
    Measure,
    Move,
    Need,
    NeedKind,
    Organisation,
    Part,
    PeriodLength,
    Person,
    PersonActions,
    Plan,
    PlanSimulation,
    Position,
    PositionStatus,
    Relocation,
    Role,
    Rule,
    ScenarioChange,
    ScenarioLine,
    Scope,
    ScopeKind,
    Sense,
    ShortTime,
    Stated,
    Strength,
    Takeover,
    Team,
    Track,
    Training,
)
from orgplan.domain.organisation.organisation import ChangeOf
from orgplan.errors import BadArgument, OrgplanError
from orgplan.excel.read.faults import BadInput, Fault, Note
from orgplan.excel.write.saving import DiskTrouble, NotWritable
from orgplan.finance.ledger import CostLine
from orgplan.generate import generate
from orgplan.io.frames import to_frames
from orgplan.io.inputs.loading import Loaded
from orgplan.library.faults import BadModel
from orgplan.report.audit.run import Run
from orgplan.report.diff.plans import Difference
from orgplan.report.reconciliation import Reconciliation
from orgplan.solver.audit import Distrust
from orgplan.solver.conflict import Conflict, ConflictMember
from orgplan.solver.diagnose import Give, WayOut
from orgplan.solver.outcome import Status
from orgplan.solver.search import Witness
from orgplan.solver.solve import GoalPart
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
from orgplan.study.ceiling import Ceiling
from orgplan.study.stress import Future

__all__ = [
    "Actual",
    "Assessment",
    "Assumption",
    "Assumptions",
    "BadArgument",
    "BadInput",
    "BadModel",
    "BridgeStep",
    "BudgetLine",
    "BudgetRow",
    "Calendar",
    "Candidate",
    "Category",
    "Cause",
    "Ceiling",
    "Change",
    "ChangeOf",
    "Charge",
    "ChargeOf",
    "ChargePer",
    "Checked",
    "Conflict",
    "ConflictMember",
    "CostLine",
    "CostSplit",
    "Counted",
    "Course",
    "CoverageRow",
    "Deadline",
    "DecisionVariables",
    "Difference",
    "Direction",
    "Disagreement",
    "DiskTrouble",
    "Distrust",
    "Employment",
    "ExchangeRate",
    "Exit",
    "Family",
    "Fault",
    "Forecast",
    "Future",
    "Give",
    "Goal",
    "GoalPart",
    "GroupAction",
    "Hire",
    "HireRow",
    "Imported",
    "Impossible",
    "Lever",
    "LeverKind",
    "Loaded",
    "Location",
    "Lock",
    "LockRow",
    "LockedAction",
    "LossIfRemoved",
    "Measure",
    "ModelSink",
    "Move",
    "Need",
    "NeedKind",
    "NoPlan",
    "NotAFamily",
    "NotReadBack",
    "NotSolved",
    "NotUnderstood",
    "NotWritable",
    "Note",
    "Organisation",
    "OrgplanError",
    "Part",
    "PeriodLength",
    "Person",
    "PersonActions",
    "Placed",
    "Plan",
    "PlanSimulation",
    "Position",
    "PositionStatus",
    "Price",
    "Reason",
    "Reconciliation",
    "Redacted",
    "Relocation",
    "Result",
    "Robust",
    "Role",
    "Rule",
    "RuleRow",
    "Run",
    "Scenario",
    "ScenarioChange",
    "ScenarioLine",
    "Scope",
    "ScopeKind",
    "SeatRow",
    "SeatState",
    "Sense",
    "ShortTime",
    "Simulation",
    "Stated",
    "StatedModel",
    "Status",
    "Step",
    "Strength",
    "Study",
    "Takeover",
    "Team",
    "Tolerance",
    "Track",
    "Training",
    "TrainingRow",
    "Uncertainty",
    "VersionError",
    "WalkRow",
    "WayOut",
    "Witness",
    "__version__",
    "approve",
    "change",
    "check",
    "compare",
    "diff",
    "evaluate",
    "forecast",
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
