"""Public competency frameworks turned into role files, with a count of what came in, what went out and what was left."""

from orgplan.library.frameworks.asks import Count, Framework, Left, write_framework
from orgplan.library.frameworks.formats import FORMATS, read_framework

__all__ = ["FORMATS", "Count", "Framework", "Left", "read_framework", "write_framework"]
