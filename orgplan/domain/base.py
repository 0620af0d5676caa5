"""The frozen, validated value that every domain type is made from.

Values are compared by what they hold and may be keys of mappings; a change is a new value
(`replace`), which is validated again.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A mapping that cannot be changed in place, so that a scenario cannot edit its base; it
    compares and pickles as a `dict`.
    """

    def _refuse(self, *_: object, **__: object) -> Any:
        raise TypeError("this mapping cannot be changed in place; make another value by replace()")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (dict(self),)


Levels = Annotated[Mapping[str, int], AfterValidator(FrozenDict)]  # skill id → proficiency 0-5


class Value(BaseModel):
    """An immutable value, validated when it is born.

    A scenario is another value, made by :meth:`replace`; nothing is ever changed in place.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False)

    def _check(self) -> None:
        """Raise ``ValueError`` where fields do not fit together; types that know such a case
        override it.
        """

    @model_validator(mode="after")
    def _checked(self) -> Self:
        self._check()
        return self

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
    """How binding a need or a rule is.

    Musts come first: no should is met at the price of a must. ``off`` is kept in the workbook, asks
    for nothing, and is reported as off.

    Examples
    --------
    >>> org.needs[0].strength
    <Strength.MUST: 'must'>
    """

    MUST = "must"
    SHOULD = "should"
    OFF = "off"


def cycle(above: Mapping[str, str | None]) -> list[str]:
    """Names along a cycle, the first repeated at the end; empty if there is none.

    Parameters
    ----------
    above
        Name → the one above it; ``None``, or a name that is no key, ends the line.

    Examples
    --------
    >>> cycle({"a": "b", "b": "c", "c": "b"}), cycle({"a": "b", "b": None})
    (['b', 'c', 'b'], [])
    """
    safe: set[str] = set()
    for start in above:
        path: list[str] = []
        here: str | None = start
        while here is not None and here in above and here not in safe:
            if here in path:
                return [*path[path.index(here) :], here]
            path.append(here)
            here = above[here]
        safe.update(path)
    return []
