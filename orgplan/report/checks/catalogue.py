"""The list of what finance checks, in the order of its numbers."""

from collections.abc import Mapping

from orgplan.analysis.assessment import Assessment

from .actions import change_checks
from .controls import control_checks
from .money import money_checks
from .people import people_checks
from .positions import position_checks
from .proof import proof_checks
from .sheet import Check
from .sheet_refs import Places


def all_checks(
    assessment: Assessment, places: Places, goals: Mapping[str, float]
) -> tuple[Check, ...]:
    """Every check; those that compare with the sheets of the input are not applicable in a workbook without them.

    Parameters
    ----------
    goals
        Goal → value that the solver reached.
    """
    found = (
        *people_checks(assessment, places),
        *position_checks(assessment, places),
        *money_checks(assessment, places),
        *change_checks(assessment, places),
        *proof_checks(assessment, places, goals),
        *control_checks(places),
    )
    return tuple(sorted(found, key=lambda check: check.number))
