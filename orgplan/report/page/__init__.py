"""The plan as one page for a browser: no server, no network, nothing but the file."""

from .beside import PlanBeside
from .page import Steps, as_page
