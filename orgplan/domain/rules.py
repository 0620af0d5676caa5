"""Structural rules, each executed by one constraint family."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from orgplan.domain.base import Strength, Value
from orgplan.domain.people import COVERS, MAX_PROFICIENCY
from orgplan.domain.teams import Scope

DEEP = 4  # trains others: the level of a deep line where a rule says nothing else


class RuleFamily(StrEnum):
    """The constraint family that executes a rule."""

    ECHELON = "echelon"
    DIRECTOR = "director"
    SPAN = "span"
    RATIO = "ratio"
    GROUPING = "grouping"
    LIAISON = "liaison"
    STAGE_FIT = "stage_fit"
    REVIEW_CADENCE = "review_cadence"
    TALENT_SHAPE = "talent_shape"


RULE_FAMILIES = tuple(family.value for family in RuleFamily)
OF_THOSE_THERE = (RuleFamily.GROUPING, RuleFamily.LIAISON, RuleFamily.REVIEW_CADENCE, RuleFamily.TALENT_SHAPE)


class Shared(StrEnum):
    """Whether holders outside every product line satisfy a rule too: no, they also do, or only they do."""

    NO = "no"
    ALSO = "also"
    ONLY = "only"


class Rule(Value):
    """A structural rule over one or more scopes.

    Parameters
    ----------
    id, family
        Unique name, and the constraint family that executes it.
    scopes
        Every scope on which it is judged, separately.
    counts
        Role families or role ids whose heads trigger it (for ``ratio``: whose heads are served); empty counts everybody.
    threshold
        Heads from which it bites; ``None`` is always, or the first head for families that ask something of those who are there.
    below
        Bites only with fewer heads than this (grouping); ``None`` is no such condition.
    product_lines_over
        Bites only in a scope with more product lines than this; ``None`` is no such condition.
    roles
        Role families or role ids that satisfy it (stage_fit: whose archetype is judged).
    shared
        Whether holders in teams outside every product line count too, or alone (director).
    count
        How many are required once it bites: of `roles` (director), successors (echelon), owners of each area (grouping), contacts
        for each partner department (liaison), people who hold the skill (review_cadence) or are of the shape (talent_shape).
    per
        One of `roles` for so many of `counts` (ratio), or reports for each manager (span).
    skill, level
        Skill, and level at which a successor is ready (echelon), somebody can be a contact (liaison) or can hold reviews
        (review_cadence); `level` alone is that of the deep line (talent_shape).
    owner_level
        Level at which somebody can own a technology or business area (echelon, grouping); ``None`` asks for no owners.
    every_months
        Months between reviews, counted from the start of the horizon (review_cadence); ``None`` is every period.
    stages
        Company stages that the rule tells apart (stage_fit).
    deep_groups, broad_groups, broad_level, leg_groups, leg_level
        Groups of skills of the deep line, the breadth and the second leg, and the levels of the latter two (talent_shape); a
        part without groups is not asked for.
    strength, weight, sentence, source
        As for needs; the rule in plain words; where it comes from.
    """

    id: str = Field(min_length=1)
    family: RuleFamily
    scopes: tuple[Scope, ...]
    counts: tuple[str, ...] = ()
    threshold: int | None = Field(default=None, ge=1)
    below: int | None = Field(default=None, ge=2)
    product_lines_over: int | None = Field(default=None, ge=0)
    roles: tuple[str, ...] = ()
    shared: Shared = Shared.NO
    count: int = Field(default=1, ge=1)
    per: int | None = Field(default=None, ge=1)
    skill: str | None = None
    level: int | None = Field(default=None, ge=1, le=MAX_PROFICIENCY)
    owner_level: int | None = Field(default=None, ge=1, le=MAX_PROFICIENCY)
    every_months: int | None = Field(default=None, ge=1)
    stages: tuple[str, ...] = ()
    deep_groups: tuple[str, ...] = ()
    broad_groups: tuple[str, ...] = ()
    broad_level: int | None = Field(default=None, ge=1, le=MAX_PROFICIENCY)
    leg_groups: tuple[str, ...] = ()
    leg_level: int | None = Field(default=None, ge=1, le=MAX_PROFICIENCY)
    strength: Strength = Strength.MUST
    weight: float = Field(default=1.0, gt=0, le=1000)
    sentence: str = ""
    source: str = ""

    @property
    def bites_from(self) -> int | None:
        """Heads from which it bites; ``None`` is always."""
        return 1 if self.threshold is None and self.family in OF_THOSE_THERE else self.threshold

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...], int], ...]:
        """Parts of a talent shape that are asked for: name, groups of skills, level."""
        parts = (
            ("deep line", self.deep_groups, self.level or DEEP),
            ("breadth", self.broad_groups, self.broad_level or COVERS),
            ("second leg", self.leg_groups, self.leg_level or COVERS),
        )
        return tuple(part for part in parts if part[1])
