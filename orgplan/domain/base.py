"""The frozen, validated value that every domain type is made from."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value, validated when it is born.

    A scenario is another value, made by :meth:`replace`; nothing is ever changed in place.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False)

    def replace(self, **changes: Any) -> Self:
        """Return a copy with the named fields changed, validated again.

        Raises
        ------
        pydantic.ValidationError
            If a change breaks a rule of the type.
        """
        fields = {name: self.__dict__[name] for name in type(self).model_fields}
        return type(self)(**(fields | changes))


class Strength(StrEnum):
    """How binding a need or a rule is."""

    MUST = "must"
    SHOULD = "should"
    OFF = "off"
