"""Structural rules, each executed by one constraint family."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator

from orgplan.domain.base import Strength, Value
from orgplan.domain.people import COVERS, MAX_PROFICIENCY
from orgplan.domain.teams import Scope

HALF_TIME = 0.5  # least FTE on a rota, where a rule says nothing else
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
    SENIORITY_MIX = "seniority_mix"
    BUS_FACTOR = "bus_factor"
    SUCCESSION = "succession"
    GROWTH_CAP = "growth_cap"
    HIRING_FREEZE = "hiring_freeze"
    MIN_TEAM_SIZE = "min_team_size"
    ONE_OWNER = "one_owner"
    ON_CALL = "on_call"


RULE_FAMILIES = tuple(family.value for family in RuleFamily)
OF_THOSE_THERE = (
    RuleFamily.GROUPING,
    RuleFamily.LIAISON,
    RuleFamily.REVIEW_CADENCE,
    RuleFamily.TALENT_SHAPE,
    RuleFamily.BUS_FACTOR,
    RuleFamily.SUCCESSION,
    RuleFamily.GROWTH_CAP,
    RuleFamily.MIN_TEAM_SIZE,
    RuleFamily.ONE_OWNER,
    RuleFamily.ON_CALL,
)
OF_RISING = (RuleFamily.ECHELON, RuleFamily.SUCCESSION)  # somebody in training counts
OF_CRITICAL_SKILLS = (RuleFamily.BUS_FACTOR, RuleFamily.ONE_OWNER)


class Shared(StrEnum):
    """Whether holders outside every product line satisfy a rule too: no, they also do, or only they do."""

    NO = "no"
    ALSO = "also"
    ONLY = "only"


class Freezes(StrEnum):
    """What a hiring freeze holds back: decisions taken in its periods, or first days in them."""

    DECISIONS = "decisions"
    STARTS = "starts"


class Rounding(StrEnum):
    """How heads that a share or a ratio comes to are made whole; of halves, the nearest is the one above."""

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"


class Rule(Value):
    """A structural rule over one or more scopes.

    Parameters
    ----------
    id, family
        Unique name, and the constraint family that executes it.
    scopes
        Every scope on which it is judged, separately.
    counts
        Role families or role ids whose heads trigger it (ratio: whose heads are served; span: who
        is led; seniority_mix: of whom the share is taken; growth_cap, hiring_freeze: whose seats);
        empty counts everybody (succession: holders of `roles`).
    threshold
        Heads from which it bites; ``None`` is always, or the first head for families that ask
        something of those who are there.
    below
        Bites only with fewer heads than this (grouping); ``None`` is no such condition.
    product_lines_over
        Bites only in a scope with more product lines than this; ``None`` is no such condition.
    load_over
        Heavy load: bites only if the FTE of work that capacity needs ask for inside the scope come
        to more than this for each counted head; beside `product_lines_over` either will do.
    also_counts, also_threshold
        A second condition: bites only if the heads of these roles or families (empty counts
        everybody) have reached this number too; ``None`` is no such condition.
    also_anywhere
        Whether those heads are counted in the whole organisation, and not in the scope.
    first, last
        Numbers of the first and last period in which it is in force; ``None`` is from the start, or
        to the end.
    roles
        Role families or role ids that satisfy it (stage_fit: whose archetype is judged; span: who
        leads; seniority_mix: who makes up the share; succession: the critical role; min_team_size,
        on_call: who counts).
    shared
        Whether holders in teams outside every product line count too, or alone (director).
    count
        How many are required once it bites: of `roles` (director), successors (echelon), owners of
        each area (grouping), contacts for each partner department (liaison), people who hold the
        skill (review_cadence) or are of the shape (talent_shape), holders of each critical skill
        (bus_factor), successors ready or in training (succession), heads (min_team_size), people on
        call.
    ready
        How many of the successors are ready now (succession).
    per, per_min
        One of `roles` for so many of `counts` (ratio), or most and fewest reports for each manager
        (span; without `per_min` there is no fewest).
    tolerance
        Share by which the required heads may be missed (ratio); points of share by which a bound
        may be missed (seniority_mix).
    rounding
        How required or allowed heads are made whole; ``None`` is up (ratio), nearest
        (seniority_mix) or down (growth_cap).
    least_share, most_share
        Bounds on the share that heads of `roles` have of those of `counts` (seniority_mix);
        `most_share` alone: seats for each head at the opening of a quarter (growth_cap).
    skill, level
        Skill, and level at which whoever heads a scope is qualified (director; ``None`` asks for the
        role alone), a successor is ready (echelon, succession), somebody can be a
        contact (liaison), can hold reviews (review_cadence) or can be on call; `level` alone is
        that of the deep line (talent_shape), of a holder (bus_factor) or of an owner (one_owner).
    skills
        Critical skills (bus_factor) or areas (one_owner); empty is those of the must needs inside
        the scope.
    most_areas
        Most areas that one person owns (one_owner).
    min_fte
        Least FTE with which somebody can be on call.
    all_seats
        Whether backfills and contractors are frozen too (hiring_freeze).
    freezes
        Whether seats decided in its periods are frozen, or those that start in them
        (hiring_freeze).
    owner_level
        Level at which somebody can own a technology or business area (echelon, grouping); ``None``
        asks for no owners.
    every_months
        Months between reviews, counted from the start of the horizon (review_cadence); ``None`` is
        every period.
    stages
        Company stages that the rule tells apart (stage_fit).
    deep_groups, broad_groups, broad_level, leg_groups, leg_level
        Groups of skills of the deep line, the breadth and the second leg, and the levels of the
        latter two (talent_shape); a part without groups is not asked for.
    strength, weight, worth, sentence, source
        As for needs; the rule in plain words; where it comes from.
    """

    id: str = Field(min_length=1)
    family: RuleFamily
    scopes: tuple[Scope, ...]
    counts: tuple[str, ...] = ()
    threshold: int | None = Field(default=None, ge=1)
    below: int | None = Field(default=None, ge=2)
    product_lines_over: int | None = Field(default=None, ge=0)
    load_over: float | None = Field(default=None, gt=0)
    also_counts: tuple[str, ...] = ()
    also_threshold: int | None = Field(default=None, ge=1)
    also_anywhere: bool = False
    first: int | None = Field(default=None, ge=0)
    last: int | None = Field(default=None, ge=0)
    roles: tuple[str, ...] = ()
    shared: Shared = Shared.NO
    count: int = Field(default=1, ge=1)
    ready: int = Field(default=1, ge=0)
    per: int | None = Field(default=None, ge=1)
    per_min: int | None = Field(default=None, ge=1)
    tolerance: float = Field(default=0.0, ge=0, lt=1)
    rounding: Rounding | None = None
    least_share: float | None = Field(default=None, ge=0, le=1)
    most_share: float | None = Field(default=None, ge=0, le=10)
    skill: str | None = None
    skills: tuple[str, ...] = ()
    level: int | None = Field(default=None, ge=1, le=MAX_PROFICIENCY)
    most_areas: int = Field(default=1, ge=1)
    min_fte: float = Field(default=HALF_TIME, ge=0, le=1.5)
    all_seats: bool = False
    freezes: Freezes = Freezes.DECISIONS
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
    worth: float | None = Field(default=None, ge=0)
    sentence: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _bounds_are_ordered(self) -> Rule:
        for low, high, what in (
            (self.first, self.last, "the first period in force lies after the last"),
            (self.per_min, self.per, "the fewest reports are more than the most"),
            (self.least_share, self.most_share, "the least share is above the most"),
        ):
            if low is not None and high is not None and low > high:
                raise ValueError(f"{self.id}: {what}")
        return self

    @property
    def counted(self) -> tuple[str, ...]:
        """Role families or role ids whose heads trigger it; empty is everybody."""
        return (
            self.roles if self.family is RuleFamily.SUCCESSION and not self.counts else self.counts
        )

    @property
    def spends_nothing(self) -> bool:
        """Whether it asks for heads that no money is spent on: a fewest of reports, and a team size that is only wished for."""
        if self.family is RuleFamily.MIN_TEAM_SIZE:
            return self.strength is Strength.SHOULD
        return self.family is RuleFamily.SPAN and self.per_min is not None

    def in_force(self, period: int) -> bool:
        """Whether it is judged in a period at all."""
        return (self.first or 0) <= period and (self.last is None or period <= self.last)

    @property
    def of_those_there(self) -> bool:
        """Whether it asks something of those who are there, and so nothing where nobody is."""
        return self.family in OF_THOSE_THERE

    @property
    def trigger_from(self) -> int | None:
        """Heads from which it bites; ``None`` is always."""
        return 1 if self.threshold is None and self.of_those_there else self.threshold

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...], int], ...]:
        """Parts of a talent shape that are asked for: name, groups of skills, level."""
        parts = (
            ("deep line", self.deep_groups, self.level or DEEP),
            ("breadth", self.broad_groups, self.broad_level or COVERS),
            ("second leg", self.leg_groups, self.leg_level or COVERS),
        )
        return tuple(part for part in parts if part[1])
