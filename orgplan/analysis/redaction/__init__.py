"""Plans that may be shown around: ids in place of names, band midpoints in place of pay, dates that
give nobody away.
"""

from .aliases import telling
from .deidentification import Dates
from .midpoint_pay import INDEX
from .redaction import RedactedPlan, redacted

__all__ = ["INDEX", "Dates", "RedactedPlan", "redacted", "telling"]
