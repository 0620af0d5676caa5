"""The one base class of every exception that orgplan raises on purpose."""

import math
from types import UnionType
from typing import Any


class OrgplanError(Exception):
    """What orgplan refuses, cannot do, or finds wrong; each kind is a class of its own.

    Every one can be pickled with all that it carries, so that it also reaches the caller from a
    process pool.

    Examples
    --------
    >>> import pickle
    >>> pickle.loads(pickle.dumps(OrgplanError("no")))
    OrgplanError('no')
    """

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuild from what the exception holds; what it was once called with is not always kept."""
        return _rebuilt, (type(self), self.args, self.__dict__)


def _rebuilt(
    kind: type[OrgplanError], args: tuple[Any, ...], state: dict[str, Any]
) -> OrgplanError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class BadArgument(OrgplanError, ValueError):
    """An argument of a function that makes no sense; the message names it, and says what is expected.

    Examples
    --------
    >>> print(BadArgument("op.plan", "time_limit=-1", "seconds above 0"))
    op.plan: time_limit=-1 is not possible; expected seconds above 0
    """

    def __init__(self, function: str, found: str, expected: str) -> None:
        self.function, self.found, self.expected = function, found, expected
        super().__init__(f"{function}: {found} is not possible; expected {expected}")


def of_kind(function: str, name: str, value: object, kind: type | UnionType, expected: str) -> None:
    """Refuse an argument of another type.

    >>> of_kind("op.plan", "org", "my_org.xlsx", int, "an organisation, as op.load returns it")
    Traceback (most recent call last):
    orgplan.errors.BadArgument: op.plan: org='my_org.xlsx' is not possible; expected an organisation, as op.load returns it
    """
    if not isinstance(value, kind):
        shown = repr(value) if isinstance(value, str | int | float) else type(value).__name__
        raise BadArgument(function, f"{name}={shown}", expected)


def no_less(
    function: str, name: str, value: float, least: float, expected: str, *, above: bool = False
) -> None:
    """Refuse a number that is none, is infinite, or lies below the least one; with `above` the least one too."""
    if not math.isfinite(value) or value < least or (above and value == least):
        raise BadArgument(function, f"{name}={value:g}", expected)
