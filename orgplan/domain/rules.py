"""Structural rules, each executed by one constraint family.

What a rule adds to the shared fields, and how it is executed, is said by the module of its family
(:mod:`orgplan.constraints.structure`).
"""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from .base import Strength, Value
from .people import COVERS, MAX_PROFICIENCY
from .teams import Scope

DEEP = 4  # trains others: the level of a deep line where a rule says nothing else


class Shared(StrEnum):
    """Whether holders outside every product line satisfy a rule too: no, they also do, or only they
    do.
    """

    NO = "no"
    ALSO = "also"
    ONLY = "only"


class Freezes(StrEnum):
    """What a hiring freeze holds back: decisions taken in its periods, or first days in them."""

    DECISIONS = "decisions"
    STARTS = "starts"


class Rounding(StrEnum):
    """How heads that a share or a ratio comes to are made whole; of halves, the nearest is the one
    above.
    """

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"


Level = Annotated[int, Field(ge=1, le=MAX_PROFICIENCY)]


class Rule(Value):
    """What all structural rules share; each family has a type of its own that adds what it reads.

    Parameters
    ----------
    id
        Unique name.
    family
        Constraint family that executes it.
    scopes
        Every scope on which it is judged, separately.
    counts
        Role families or role ids whose heads trigger it, or that the family counts; empty counts
        everybody.
    threshold
        Heads from which it is triggered; ``None`` is always, or the first head for families that
        ask something of those who are there.
    below
        Triggered only with fewer heads than this; ``None`` is no such condition.
    product_lines_over
        Triggered only in a scope with more product lines than this; ``None`` is no such condition.
    load_over
        Heavy load: triggered only if the FTE of work that capacity needs ask for inside the scope
        come to more than this for each counted head; beside `product_lines_over` either will do.
    also_counts
        Role families or role ids of a second condition; empty counts everybody.
    also_threshold
        Triggered only if their heads have reached this number too; ``None`` is no such condition.
    also_anywhere
        Whether those heads are counted in the whole organisation, and not in the scope.
    first, last
        Numbers of the first and last period in which it is in force; ``None`` is from the start, or
        to the end.
    strength
        ``must`` or ``should``.
    weight
        How much one head short counts beside others of that strength.
    worth
        What closing one head short is worth in a period, in plan currency; ``None`` is what the
        organisation says, or no price.
    sentence
        The rule in plain words.
    source
        Where it comes from.

    Examples
    --------
    >>> [(rule.id, rule.family, rule.strength.value) for rule in org.rules][:2]
    [('echelon', 'echelon', 'must'), ('director', 'director', 'must')]
    """

    of_those_there: ClassVar[bool] = False  # asks something of those who are there
    of_needs: ClassVar[bool] = True  # reads the needs inside its scopes
    adds_roles: ClassVar[bool] = True  # asks for holders of the roles that it names
    of_no_role: ClassVar[bool] = False  # without roles and skills asks for no role in particular

    id: str = Field(min_length=1)
    family: str
    scopes: tuple[Scope, ...]
    counts: tuple[str, ...] = ()
    threshold: int | None = Field(default=None, ge=1)
    below: int | None = Field(default=None, ge=2)
    product_lines_over: int | None = Field(default=None, ge=0)
    load_over: float | None = Field(default=None, ge=0.01, le=100)
    also_counts: tuple[str, ...] = ()
    also_threshold: int | None = Field(default=None, ge=1)
    also_anywhere: bool = False
    first: int | None = Field(default=None, ge=0)
    last: int | None = Field(default=None, ge=0)
    strength: Strength = Strength.MUST
    weight: float = Field(default=1.0, ge=0.001, le=1000)
    worth: float | None = Field(default=None, ge=0)
    sentence: str = ""
    source: str = ""

    def _check(self) -> None:
        if type(self) is Rule:
            raise ValueError(f"{self.id}: a rule is made by the type of its family")
        self.ordered(self.first, self.last, "the first period in force lies after the last")

    def ordered(self, low: float | None, high: float | None, otherwise: str) -> None:
        """Refuse two bounds of which the lower one is above the other.

        Parameters
        ----------
        low, high
            ``None`` is no bound.
        otherwise
            What is wrong then, in English; the rule's id comes before it.

        Raises
        ------
        ValueError
            If the lower one is above the other.

        Examples
        --------
        >>> org.rule["span"].ordered(3, 8, "min is above max")
        """
        if low is not None and high is not None and low > high:
            raise ValueError(f"{self.id}: {otherwise}")

    @property
    def counted(self) -> tuple[str, ...]:
        """Role families or role ids whose heads trigger it; empty is everybody."""
        return self.counts

    @property
    def spends_nothing(self) -> bool:
        """Whether it asks for heads that no money is spent on."""
        return False

    @property
    def heads_named(self) -> int:
        """How many it asks for of whatever it asks for, where its family reads a `count`."""
        count: int = self.model_dump(include={"count"}).get("count", 1)
        return count

    @property
    def roles_asked(self) -> tuple[str, ...]:
        """Role families or role ids that it asks for, where its family reads `roles`."""
        roles: tuple[str, ...] = self.model_dump(include={"roles"}).get("roles", ())
        return roles

    @property
    def roles_named(self) -> tuple[str, ...]:
        """Role families or role ids that it names, in whatever family."""
        return (*self.roles_asked, *self.counts, *self.also_counts)

    @property
    def level_named(self) -> int:
        """Level at which a skill that it names counts, where its family reads `level`."""
        return self.model_dump(include={"level"}).get("level") or COVERS

    @property
    def skills_named(self) -> tuple[str, ...]:
        """Skills that it names, in whatever family."""
        fields = self.model_dump(include={"skill", "skills"})
        one = (fields["skill"],) if fields.get("skill") else ()
        return (*one, *fields.get("skills", ()))

    @property
    def stages_named(self) -> tuple[str, ...]:
        """Company stages that it tells apart, where its family reads `stages`."""
        stages: tuple[str, ...] = self.model_dump(include={"stages"}).get("stages", ())
        return stages

    @property
    def groups_named(self) -> tuple[str, ...]:
        """Groups of skills that it names, in whatever family."""
        groups = [value for key, value in self.model_dump().items() if key.endswith("_groups")]
        return tuple(group for named in groups for group in named)

    @property
    def looks_at_leads(self) -> bool:
        """Whether it turns on who leads a team, so that it matters who takes over."""
        return False

    @property
    def asks_for_leads(self) -> bool:
        """Whether it asks for a lead where there never was one."""
        return False

    @property
    def skill_of_leads(self) -> tuple[str, int] | None:
        """Skill and level that somebody needs to take over a team inside its scopes; ``None`` asks
        for none.
        """
        return None

    @property
    def level_of_owners(self) -> int | None:
        """Level at which it asks for an owner of each area of a scope; ``None`` asks for none."""
        return None

    def is_called(self, name: str) -> bool:
        """Whether a name is its own; underscores, as the library's keys have them, are spaces.

        Parameters
        ----------
        name
            As somebody typed it.

        Examples
        --------
        >>> org.rule["span"].is_called("span"), org.rule["span"].is_called("on_call")
        (True, False)
        """
        return name.replace("_", " ") == self.id.replace("_", " ")

    def in_force(self, period: int) -> bool:
        """Whether it is judged in a period at all.

        Parameters
        ----------
        period
            Index of a period; `first` and `last` both count.

        Examples
        --------
        >>> org.rule["span"].in_force(0)
        True
        """
        return (self.first or 0) <= period and (self.last is None or period <= self.last)

    @property
    def trigger_from(self) -> int | None:
        """Heads from which it is triggered; ``None`` is always."""
        return 1 if self.threshold is None and self.of_those_there else self.threshold
