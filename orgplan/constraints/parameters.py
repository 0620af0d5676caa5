"""What a family of rules reads of a row of ``Rules``, and what it cannot do without: declared once, in the family's own module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

COMMON = frozenset(
    {"rule", "strength", "scope", "family", "from", "to", "weight", "worth", "sentence", "source"}
)
TRIGGER = frozenset(
    {
        "counts",
        "threshold",
        "below",
        "product_lines_over",
        "load_over",
        "also_counts",
        "also_threshold",
        "also_anywhere",
    }
)


@dataclass(frozen=True)
class Required:
    """One parameter without which a rule asks nothing of anybody.

    Attributes
    ----------
    any_of
        Columns of which one at least is filled in; the fault stands at the first.
    wanted, mend
        What was expected, and what to do, in the words of the fault.
    """

    any_of: tuple[str, ...]
    wanted: str
    mend: str


@dataclass(frozen=True)
class Parameters:
    """Columns of ``Rules`` that a family reads; its trigger and what all rules share come on top.

    Attributes
    ----------
    own
        Columns that the family reads besides those.
    required
        What must be filled in, by the row or by the library's rule of that name.
    only_with
        Column → column without which it means nothing.
    """

    own: frozenset[str] = frozenset()
    required: tuple[Required, ...] = ()
    only_with: Mapping[str, str] = field(default_factory=dict)

    @property
    def reads(self) -> frozenset[str]:
        """Every column of ``Rules`` that the family reads."""
        return COMMON | TRIGGER | self.own
