"""The list of what finance checks, in the order of its numbers."""

from orgplan.analysis.assessment import Assessment

from ..audit.run import Run
from .actions import change_checks
from .budget import budget_checks
from .controls import control_checks
from .money import money_checks
from .people import people_checks
from .positions import position_checks
from .proof import proof_checks
from .rates import rate_checks
from .sheet import Check
from .sheet_refs import PlanSheets


def all_checks(assessment: Assessment, sheets: PlanSheets, run: Run) -> tuple[Check, ...]:
    """Every check; those that compare with the sheets of the input are not applicable in a workbook
    without them.

    Parameters
    ----------
    run
        Says which values of goals the solver reached, or the plan came to when it was priced again.
    """
    found = (
        *people_checks(sheets),
        *position_checks(assessment, sheets),
        *money_checks(assessment, sheets),
        *rate_checks(assessment, sheets),
        *budget_checks(sheets),
        *change_checks(assessment, sheets),
        *proof_checks(sheets, run),
        *control_checks(sheets),
    )
    return tuple(sorted(found, key=lambda check: check.number))
