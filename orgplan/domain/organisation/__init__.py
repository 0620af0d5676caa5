"""The organisation: everything that is true before a plan is made."""

from .organisation import ChangeOf, Organisation
from .records import Counting, Goal

__all__ = ["ChangeOf", "Counting", "Goal", "Organisation"]
