"""The list of what finance checks, in the order of its numbers."""

from collections.abc import Mapping

from orgplan.analysis.assessment import Assessment

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


def all_checks(
    assessment: Assessment, sheets: PlanSheets, goals: Mapping[str, float]
) -> tuple[Check, ...]:
    """Every check; those that compare with the sheets of the input are not applicable in a workbook
    without them.

    Parameters
    ----------
    goals
        Goal → value that the solver reached.
    """
    found = (
        *people_checks(assessment, sheets),
        *position_checks(assessment, sheets),
        *money_checks(assessment, sheets),
        *rate_checks(assessment, sheets),
        *budget_checks(assessment, sheets),
        *change_checks(assessment, sheets),
        *proof_checks(assessment, sheets, goals),
        *control_checks(sheets),
    )
    return tuple(sorted(found, key=lambda check: check.number))
