"""The plan as one page for a browser: no server, no network, nothing but the file."""

from .page import Steps, as_page
from .plan_comparison import ComparedPlan
