"""An object of JSON, declared once: what it writes, its schema and its table in the docs follow
from its fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from math import isfinite
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo

from orgplan.schema.columns import Kind

from .table import WORDS

UNIT = "unit"


def _finite(number: float | None) -> float | None:
    return number if number is not None and isfinite(number) else None


Finite = Annotated[float | None, BeforeValidator(_finite)]  # JSON has no infinity
Money = Annotated[float, Field(json_schema_extra={UNIT: WORDS[Kind.MONEY]})]
Texts = tuple[str, ...]


class JsonObject(BaseModel):
    r"""An object of JSON; each field says what it holds.

    Examples
    --------
    >>> class Seat(JsonObject):
    ...     id: str = Field(description="`H-001`")
    ...     people: Texts = Field(description="Who sits on it")
    >>> Seat.plain_of({"id": "H-001", "people": ("P-1",)})
    {'id': 'H-001', 'people': ['P-1']}
    >>> print(*Seat.page("# A seat"), sep="\n")
    # A seat
    <BLANKLINE>
    | field | type | holds |
    |---|---|---|
    | `id` | text | `H-001` |
    | `people` | list of text | Who sits on it |
    <BLANKLINE>
    """

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    @classmethod
    def fields(cls) -> dict[str, FieldInfo]:
        """Its fields, by the keys under which JSON has them."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}

    @classmethod
    def plain_of(cls, source: object) -> dict[str, Any]:
        """The object as :mod:`json` writes it.

        Parameters
        ----------
        source
            A mapping of all fields, or something that has them as attributes.

        Returns
        -------
        dict[str, Any]
            Days in ISO form, tuples as lists.

        Raises
        ------
        pydantic.ValidationError
            If a field is not there, or holds something else, which is a fault of the program.
        """
        return cls.model_validate(source).model_dump(mode="json", by_alias=True)

    @classmethod
    def page(cls, heading: str, more: Sequence[str] = ()) -> Iterator[str]:
        """Lines of the docs: a heading, and a row a field.

        Parameters
        ----------
        heading
            Markdown, with its signs.
        more
            Further rows at the end.
        """
        yield f"{heading}\n"
        yield "| field | type | holds |\n|---|---|---|"
        for key, field in cls.fields().items():
            yield f"| `{key}` | {_words_of(field)} | {field.description} |"
        yield from more
        yield ""


def _words_of(field: FieldInfo) -> str:
    """What a field holds, for the docs."""
    parts = _alternatives(field.annotation)
    words = dict.fromkeys(
        _unit(field) or _words(part)
        for part in parts
        if part is not NoneType and not (part is int and float in parts)
    )
    return " or ".join([*words, "null"] if NoneType in parts else words)


def _unit(field: FieldInfo) -> str | None:
    extra = field.json_schema_extra
    return str(extra[UNIT]) if isinstance(extra, dict) and UNIT in extra else None


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _words(kind: Any) -> str:
    if get_origin(kind) is Annotated:
        of, *marks = get_args(kind)
        units = (_unit(mark) for mark in marks if isinstance(mark, FieldInfo))
        return next(filter(None, units), None) or _words(of)
    if get_origin(kind) is tuple:
        text = get_args(kind)[0] is str
        return WORDS[Kind.LIST] if text else "list"
    if get_origin(kind) is dict or issubclass(kind, BaseModel):
        return "object"
    if issubclass(kind, Enum):
        return "text"
    return {
        bool: WORDS[Kind.YES_NO],
        int: WORDS[Kind.WHOLE],
        float: WORDS[Kind.NUMBER],
        date: WORDS[Kind.DATE],
    }.get(kind, "text")
