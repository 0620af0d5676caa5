"""What teams need: holders of a skill, or working capacity in it.

Amounts stand by period: heads for holders and staff, FTE for capacity. A must comes before every
should; what is off is kept and not asked for.
"""

from enum import StrEnum

from pydantic import Field

from orgplan.language import _

from .base import Strength, Value
from .people import COVERS, MAX_PROFICIENCY
from .teams import Scope, scope_in_words


class NeedKind(StrEnum):
    """Holders: how many people are at or above a level.

    Capacity: FTE of work; a person's time is split. Staff: heads of a role, exactly.

    Examples
    --------
    >>> org.needs[0].kind
    <NeedKind.CAPACITY: 'capacity'>
    """

    HOLDERS = "holders"
    CAPACITY = "capacity"
    STAFF = "staff"


class Need(Value):
    """A capability that part of the organisation requires.

    Parameters
    ----------
    id
        Unique and stable, for instance ``N-003`` (third row of `Requirements`).
    scope
        Part of the organisation whose people may serve it.
    skill
        Skill that they need.
    min_level
        Least level in it, 1-5.
    kind
        ``holders`` counts heads, ``capacity`` counts FTE; ``staff`` asks for an exact number of
        heads of a role or family, which then stands in place of the skill.
    required
        Amount in each period, length T, heads or FTE.
    strength
        ``must`` or ``should``.
    weight
        How much one head or FTE short counts beside others of that strength.
    tolerance
        FTE by which a need for capacity may be missed in a period without being short; ``None``
        takes the assumptions.
    worth
        What closing one head or FTE short is worth in a period, in plan currency; ``None`` is what
        the organisation says, or no price: then it is met before money is looked at.
    reason
        Why it is needed, in the user's words.

    Examples
    --------
    >>> payments = op.Scope(kind="team", name="Payments")
    >>> need = op.Need(
    ...     id="N-1", scope=payments, skill="Kubernetes", kind="holders", required=(1, 1, 2, 2)
    ... )
    >>> need.min_level, need.strength.value
    (3, 'must')
    """

    id: str
    scope: Scope
    skill: str
    kind: NeedKind
    required: tuple[float, ...]
    min_level: int = Field(default=COVERS, ge=1, le=MAX_PROFICIENCY)
    strength: Strength = Strength.MUST
    weight: float = Field(default=1.0, ge=0.001, le=1000)
    tolerance: float | None = Field(default=None, ge=0, le=100_000)
    worth: float | None = Field(default=None, ge=0)
    reason: str | None = None

    def _check(self) -> None:
        if any(amount < 0 for amount in self.required):
            raise ValueError(f"{self.id} asks for less than nothing")
        if self.kind is NeedKind.HOLDERS and any(amount != int(amount) for amount in self.required):
            raise ValueError(
                f"{self.id} asks for a part of a person; holders are whole people (use kind"
                " capacity for FTE)"
            )

    @property
    def sentence(self) -> str:
        """The need in plain words, without the amount."""
        if self.kind is NeedKind.STAFF:
            return _(
                "exact heads of {role} in {scope}",
                role=self.skill,
                scope=scope_in_words(self.scope.label),
            )
        text = (
            _("people in {scope} with {skill} at level {level} or above")
            if self.kind is NeedKind.HOLDERS
            else _("FTE in {scope} with {skill} at level {level} or above")
        )
        return text.format(
            scope=scope_in_words(self.scope.label), skill=self.skill, level=self.min_level
        )
