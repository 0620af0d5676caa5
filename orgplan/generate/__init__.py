"""Invented organisations of any size: what benchmarks and tests plan, and what a command writes.

No person is real.
"""

from .organisation import generate
from .shape import Shape
