"""Public competency frameworks turned into role files, with a count of what came in, what went out
and what was left.
"""

from .formats import FORMATS, read_framework
from .skill_rows import Framework, UnitCount, Unmapped, write_framework
