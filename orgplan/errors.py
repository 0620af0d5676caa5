"""The one base class of every exception that orgplan raises on purpose."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, wraps
from inspect import Parameter, signature
from itertools import chain
from numbers import Integral, Real
from types import UnionType
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

P = ParamSpec("P")
R = TypeVar("R")

EXPECTED = {  # type → what is said to be expected; others by their names
    "float": "a number",
    "int": "a whole number",
    "str": "text",
    "bool": "True or False",
    "Path": "a path",
    "Callable": "a function",
    "DataFrame": "a data frame",
    "Organisation": "an organisation, as op.load returns it",
    "Loaded": "what op.read returns",
    "Result": "a plan, as op.plan or op.evaluate returns it",
    "Plan": "actions, such as result.plan",
    "Change": "a change such as op.change.budget(scale=0.9)",
    "ChangeOf": "a change such as op.change.budget(scale=0.9)",
    "Uncertainty": "op.Uncertainty(...)",
    "Deadline": "op.Deadline(...)",
}


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
        """Rebuild from what the exception holds; what it was once called with is not always
        kept.
        """
        return _rebuilt, (type(self), self.args, self.__dict__)


class OutOfTime(OrgplanError):
    """The time is over before the model is stated."""


def _rebuilt(
    kind: type[OrgplanError], args: tuple[Any, ...], state: dict[str, Any]
) -> OrgplanError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class BadArgument(OrgplanError, ValueError):
    """An argument of a function that makes no sense; the message names it, and says what is
    expected.

    Examples
    --------
    >>> print(BadArgument("op.plan", "time_limit=-1", "seconds above 0"))
    op.plan: time_limit=-1 is not possible; expected seconds above 0
    """

    def __init__(self, function: str, found: str, expected: str) -> None:
        self.function, self.found, self.expected = function, found, expected
        super().__init__(f"{function}: {found} is not possible; expected {expected}")


class UnknownName(BadArgument):
    """A name that nothing has.

    Attributes
    ----------
    name
        As it was given.
    hint
        The nearest name or all that there are, a sentence in the language of the run.
    """

    def __init__(self, function: str, argument: str, name: str, expected: str, hint: str) -> None:
        super().__init__(function, f"{argument}={name!r}", expected)
        self.name, self.hint = name, hint


def no_less(
    function: str, name: str, value: float, least: float, expected: str, *, above: bool = False
) -> None:
    """Refuse a number that is none, is infinite, or lies below the least one; with `above` the
    least one too.

    Parameters
    ----------
    function, name
        Of the function that was called, such as ``op.plan``, and of its argument.
    value
        What was given.
    least
        The least one that is allowed; with `above` it has to be more.
    expected
        In words, for the message, such as ``seconds above 0``.
    above
        Whether the least one itself is refused too.

    Raises
    ------
    BadArgument
        Which names function, argument and value.

    Examples
    --------
    >>> no_less("op.plan", "gap", 0.0, 0.0, "0 or more")
    >>> no_less("op.plan", "time_limit", 0.0, 0.0, "seconds above 0", above=True)
    Traceback (most recent call last):
    orgplan.errors.BadArgument: op.plan: time_limit=0 is not possible; expected seconds above 0
    """
    if not isinstance(value, Real):
        raise BadArgument(function, f"{name}={value!r}", expected)
    if not math.isfinite(value) or value < least or (above and value == least):
        raise BadArgument(function, f"{name}={value:g}", expected)


def some_processes(function: str, processes: int) -> None:
    """Refuse to work in no process at all.

    Parameters
    ----------
    function
        Function that was called, such as ``op.stress``.
    processes
        -1 is one for each core.

    Raises
    ------
    BadArgument
        If it is 0, or below -1.

    Examples
    --------
    >>> some_processes("op.stress", 0)
    Traceback (most recent call last):
    orgplan.errors.BadArgument: op.stress: processes=0 is not possible; expected 1 or more, or -1
    for one a core
    """
    if processes == 0 or processes < -1:
        raise BadArgument(function, f"processes={processes}", "1 or more, or -1 for one a core")


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Refuse arguments of other types than the function states, before it is called.

    Parameters
    ----------
    function
        Public function, of which the annotations are read at the first call, not when it is
        defined: they may name what is defined later.

    Returns
    -------
    callable
        The same function; it raises :class:`BadArgument` for arguments that it does not have, too.

    Examples
    --------
    >>> @checked
    ... def plan(org: str, *, gap: float = 0.0) -> None: ...
    >>> plan("mine", gap="small")
    Traceback (most recent call last):
    orgplan.errors.BadArgument: op.plan: gap='small' is not possible; expected a number
    """
    room = "op.change." if function.__module__.endswith(".change") else "op."
    where = function.__qualname__ if "." in function.__qualname__ else room + function.__name__
    known = signature(function)
    hints = cache(lambda: get_type_hints(function))

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            given = known.bind(*args, **kwargs)
        except TypeError as error:
            names = ", ".join(name for name in known.parameters if name != "self")
            raise BadArgument(where, f"a call that has {error}", names) from None
        for name, value in given.arguments.items():
            each = {name: (value,)}
            if known.parameters[name].kind is Parameter.VAR_POSITIONAL:
                each = {name: value}
            elif known.parameters[name].kind is Parameter.VAR_KEYWORD:
                each = {key: (one,) for key, one in value.items()}
            for argument, values in each.items():
                _refuse(
                    where,
                    chain(*(_misfits(argument, one, hints().get(name, Any)) for one in values)),
                )
        return function(*args, **kwargs)

    return call


_Misfit = tuple[str, object, object]  # name of an argument, its value, and the type that is stated


def _refuse(where: str, misfits: Iterator[_Misfit]) -> None:
    for name, value, hint in misfits:
        shown = repr(value) if isinstance(value, str | int | float) else type(value).__name__
        raise BadArgument(where, f"{name}={shown}", _in_words(hint))


def _misfits(name: str, value: Any, hint: Any) -> Iterator[_Misfit]:
    """What of an argument is of another type than is stated."""
    kind, inner = get_origin(hint) or hint, get_args(hint)
    if kind in (Union, UnionType):
        fits = any(not list(_misfits(name, value, one)) for one in inner)
    elif kind is Literal:
        fits = value in inner
    elif kind in NUMBERS:
        fits = isinstance(value, NUMBERS[kind]) and not isinstance(value, bool)
    elif kind is tuple:
        fits = isinstance(value, list | tuple) and len(value) == len(inner)
    elif kind is Sequence:
        fits = isinstance(value, Sequence) and not isinstance(value, str)
    else:
        fits = kind is Any or isinstance(value, kind)
    if not fits:
        yield name, value, hint
    elif kind is Mapping:
        for key, one in value.items():
            yield from _misfits(f"a key of {name}", key, inner[0])
            yield from _misfits(f"{name}[{key!r}]", one, inner[1])
    elif kind in (Sequence, tuple):
        for number, one in enumerate(value):
            yield from _misfits(f"{name}[{number}]", one, inner[number if kind is tuple else 0])


NUMBERS: Mapping[Any, type] = {float: Real, int: Integral}  # NumPy's are these as well


def _in_words(hint: Any) -> str:
    """What is expected, for the message."""
    kind, inner = get_origin(hint) or hint, get_args(hint)
    if kind in (Union, UnionType):
        return " or ".join(dict.fromkeys(_in_words(one) for one in inner if one is not type(None)))
    if kind is Literal:
        return f"one of {', '.join(map(str, inner))}"
    if kind is Mapping:
        return f"a mapping from names to {_in_words(inner[1])}"
    if kind is Sequence:
        return f"several of {_in_words(inner[0])}"
    if kind is tuple:
        return f"({', '.join(map(_in_words, inner))})"
    name: str = kind.__name__
    return EXPECTED.get(name, name)
