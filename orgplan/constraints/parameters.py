"""What a family of rules reads of a row of ``Rules``, and what it cannot do without: declared once,
in the family's own module.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orgplan.domain import Rule

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
    expected, fix
        What was expected, and what to do, in the words of the fault.
    """

    any_of: tuple[str, ...]
    expected: str
    fix: str


ROLES = Required(
    ("roles",), "the role that the rule requires", "Fill in which roles or families satisfy it."
)


@dataclass(frozen=True)
class Parameters:
    """What a family reads of a row of ``Rules``, and what it cannot do without.

    Attributes
    ----------
    rule
        Type of its rules; what it adds to :class:`Rule` are the columns that the family reads
        besides what all rules share.
    required
        What must be filled in, by the row or by the library's rule of that name.
    only_with
        Column → column without which it means nothing.
    aliases
        Other names of the family in a workbook, such as the Chinese one.
    shortfall_unit
        What an amount by which a rule is missed counts, to stand before the figure.
    """

    rule: type[Rule]
    required: tuple[Required, ...] = ()
    only_with: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    shortfall_unit: str = "heads short"

    @property
    def own(self) -> frozenset[str]:
        """Columns that the family reads besides what all rules share."""
        return frozenset(self.rule.model_fields) - frozenset(Rule.model_fields)

    def meaning(self, parameter: str) -> str:
        """What a parameter means, as it is said beside it.

        Parameters
        ----------
        parameter
            One of `own`.
        """
        return self.rule.model_fields[parameter].description or ""

    @property
    def reads(self) -> frozenset[str]:
        """Every column of ``Rules`` that the family reads."""
        return COMMON | TRIGGER | self.own
