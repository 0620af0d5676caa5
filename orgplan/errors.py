"""The one base class of every exception that orgplan raises on purpose."""

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
