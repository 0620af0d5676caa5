"""Structural rules, each executed by one constraint family."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from orgplan.domain.base import Strength, Value
from orgplan.domain.people import MAX_PROFICIENCY
from orgplan.domain.teams import Scope


class RuleFamily(StrEnum):
    """The constraint family that executes a rule."""

    ECHELON = "echelon"
    DIRECTOR = "director"
    SPAN = "span"
    RATIO = "ratio"


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
        Heads from which it bites; ``None`` is always.
    product_lines_over
        Bites only in a scope with more product lines than this; ``None`` is no such condition.
    roles
        Role families or role ids that satisfy it.
    count
        How many of `roles` (director) or successors (echelon) are required once it bites.
    per
        One of `roles` for so many of `counts` (ratio), or reports for each manager (span).
    skill, level
        Leadership skill and level at which a successor is ready (echelon).
    owner_level
        Level at which somebody can own a technology or business area (echelon); ``None`` asks for no owners.
    strength, weight, sentence, source
        As for needs; the rule in plain words; where it comes from.
    """

    id: str = Field(min_length=1)
    family: RuleFamily
    scopes: tuple[Scope, ...]
    counts: tuple[str, ...] = ()
    threshold: int | None = Field(default=None, ge=1)
    product_lines_over: int | None = Field(default=None, ge=0)
    roles: tuple[str, ...] = ()
    count: int = Field(default=1, ge=1)
    per: int | None = Field(default=None, ge=1)
    skill: str | None = None
    level: int | None = Field(default=None, ge=1, le=MAX_PROFICIENCY)
    owner_level: int | None = Field(default=None, ge=1, le=MAX_PROFICIENCY)
    strength: Strength = Strength.MUST
    weight: float = Field(default=1.0, gt=0, le=1000)
    sentence: str = ""
    source: str = ""
