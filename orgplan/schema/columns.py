"""The words in which an input sheet is declared."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as of_field
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import starmap
from types import NoneType
from typing import Any, get_args

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from orgplan.domain import Value
from orgplan.excel.read import choice_in_words, header_key
from orgplan.language import N_, _, current, heading, in_words, speaking

from .names import Choices, names_of

CHINESE = "zh"  # input sheets are declared in two languages; others take them from their catalogue
_YES_NO: Choices = {"yes": ("是",), "no": ("否",)}


class Kind(StrEnum):
    """What the cells of a column hold."""

    ID = "id"  # text, also where it looks like a number
    TEXT = "text"
    LIST = "list"  # names separated by semicolons
    NUMBER = "number"
    WHOLE = "whole number"
    SHARE = "share"  # 0.12 or 12 %
    MONEY = "money"
    DATE = "date"
    LEVEL = "level"  # proficiency 0-5
    CHOICE = "choice"
    YES_NO = "yes or no"
    ANY = "any"  # read by its row's key


ID, TEXT, LIST, NUMBER, WHOLE, SHARE, MONEY, DATE, LEVEL, CHOICE, YES_NO, ANY = Kind


@dataclass(frozen=True)
class InputColumn:
    """A column of an input sheet, or a key of `Settings`.

    Attributes
    ----------
    key, zh, aliases
        Name in English (as the template writes it) and Chinese, and other headers under which it is
        found: those of ``names.txt``.
    kind, unit
        What a cell holds, and in which unit.
    meaning, example
        For the template and the docs.
    by_family
        Of a column that several families of rules read: what it means → those to which it does.
    required
        Whether the column must be there and every row must fill it.
    choices
        For a closed list: entry → aliases.
    words
        Entries that it may hold beside names of the user's: families, stages, scopes.
    low, high
        Values outside are refused. Where the sheet's value has a field that states limits, the
        column goes without: they are the field's.
    fallbacks
        Headers that stand in, cell by cell, where a better one is missing or blank; the first
        counts most.
    instead
        Key of the column that stands in for a required one that is missing.
    exported
        Whether it is read where an export of an HR system has it, but neither asked for by the
        template nor written.
    of
        Field of the domain's value that it holds, where that is not called like the column.
    as_read
        How a cell is read: what a blank one stands for, or that it is only shown. Results, which
        are never read, leave it out.
    width
        Characters on a sheet of the plan; ``None`` leaves it to the kind.

    Examples
    --------
    >>> share = InputColumn("fte", "全职当量", SHARE, "Part of full time", low=0.01, high=1.5)
    >>> share.expected
    'a share such as 12 % or 0.12 from 0.01 to 1.5'
    """

    key: str
    zh: str
    kind: Kind
    meaning: str
    example: str = ""
    required: bool = False
    unit: str = ""
    choices: Choices = of_field(default_factory=dict)
    words: Choices = of_field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    aliases: tuple[str, ...] = ()
    fallbacks: tuple[str, ...] = ()
    instead: str | None = None
    exported: bool = False
    by_family: Mapping[str, tuple[str, ...]] = of_field(default_factory=dict)

    @property
    def shown(self) -> str:
        """Its header in the language of the run."""
        return self.zh if current() == CHINESE else heading(self.key)

    of: str = ""
    as_read: str = ""
    width: float | None = None

    @property
    def explained(self) -> str:
        """What it means, in the language of the run; where families differ, each with its name."""
        if not self.by_family:
            return _("; ").join(_(part) for part in (self.meaning, self.as_read) if part)
        return _(". ").join(starmap(_with_families, self.by_family.items()))

    @property
    def is_share(self) -> bool:
        """Whether it holds shares alone; rates of service are months in some rows."""
        return self.kind is Kind.SHARE and ";" not in self.unit

    @property
    def field(self) -> str:
        """Field of the domain's value that it holds."""
        return self.of or self.key

    @cached_property
    def header_keys(self) -> tuple[str, ...]:
        """Keys of all headers under which it is found."""
        names = (self.key, in_words(self.key), self.zh, *self.aliases, *self.fallbacks)
        return tuple(dict.fromkeys(header_key(name) for name in names))

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Key of a header → how good it is for this column: 0 its own name, 1 an alias, from 2 on a
        fallback.
        """
        ranks: dict[str, int] = {}
        for rank, name in (
            (0, self.key),
            (0, in_words(self.key)),
            (0, self.zh),
            *((1, name) for name in self.aliases),
            *((2 + place, name) for place, name in enumerate(self.fallbacks)),
        ):
            ranks.setdefault(_joined(header_key(name)), rank)
        return ranks

    @property
    def entries(self) -> Choices:
        """Entries of its closed list, if it has one, and other names for each; yes and no are
        one.
        """
        return _YES_NO if self.kind is Kind.YES_NO else self.choices

    @property
    def expected(self) -> str:
        """What a cell should say, in a few words."""
        if self.kind is Kind.CHOICE:
            return _(
                "one of {entries}",
                entries=_(", ").join(starmap(choice_in_words, self.choices.items())),
            )
        words = _(
            {
                Kind.NUMBER: N_("a number"),
                Kind.WHOLE: N_("a whole number"),
                Kind.SHARE: N_("a share such as 12 % or 0.12"),
                Kind.MONEY: N_("an amount of money"),
                Kind.DATE: N_("a date such as 2027-01-15"),
                Kind.LEVEL: N_("a level"),
                Kind.YES_NO: N_("yes or no"),
            }.get(self.kind, "")
        )
        if not words:
            meaning = self.explained
            words = _("text: {meaning}", meaning=meaning[:1].lower() + meaning[1:])
        if self.low is not None and self.high is not None:
            return _("{kind} from {low:g} to {high:g}", kind=words, low=self.low, high=self.high)
        if self.low is not None:
            return _("{kind}, at least {low:g}", kind=words, low=self.low)
        return words


_FEW = 3  # families that a meaning names; one that more have in common goes without


def _with_families(meaning: str, families: tuple[str, ...]) -> str:
    if len(families) > _FEW:
        return _(meaning)
    return _("{meaning} ({families})", meaning=_(meaning), families=_(", ").join(map(_, families)))


_KIND_OF: Mapping[type, Kind] = {str: TEXT, float: NUMBER, int: WHOLE, bool: YES_NO, date: DATE}


def columns_of(value: type[Value], declared: Collection[str]) -> Iterator[InputColumn]:
    """A column for each optional plain field of a value that no declared column holds.

    Parameters
    ----------
    value
        What a row of the sheet becomes. A field says itself what its column holds: kind (its type),
        limits, meaning (`description`) and unit (`json_schema_extra`). The Chinese name is the
        catalogue's.
    declared
        Fields that declared columns hold.

    Yields
    ------
    InputColumn
        In the order of the fields. A field that is no single cell, such as the skills of a person,
        has a sheet of its own and no column.

    Examples
    --------
    >>> from orgplan.domain import Person
    >>> held = set(Person.model_fields) - {"max_headcount"}
    >>> [(column.key, column.kind.value, column.unit) for column in columns_of(Person, held)]
    [('max_headcount', 'number', 'heads')]
    """
    for name, field in value.model_fields.items():
        kind = _KIND_OF.get(_plain_type(field))
        if kind is None or name in declared or field.is_required():
            continue
        with speaking(CHINESE):
            chinese = _(name)
        unit: Any = field.json_schema_extra or {}
        yield InputColumn(
            name,
            chinese,
            kind,
            field.description or "",
            low=_least(field),
            high=_most(field),
            **unit,
        )


def _plain_type(field: FieldInfo) -> Any:
    """Type of what a field holds where it is not empty; ``None`` where it may be of several."""
    types = [one for one in get_args(field.annotation) if one is not NoneType]
    return field.annotation if not types else types[0] if len(types) == 1 else None


def _least(field: FieldInfo) -> float | None:
    """Lowest value of a field."""
    limits = (one.ge for one in field.metadata if isinstance(one, Ge))
    return next((limit for limit in limits if isinstance(limit, int | float)), None)


def _most(field: FieldInfo) -> float | None:
    """Highest value of a field."""
    limits = (one.le for one in field.metadata if isinstance(one, Le))
    return next((limit for limit in limits if isinstance(limit, int | float)), None)


def with_names(place: str, columns: Iterable[InputColumn]) -> tuple[InputColumn, ...]:
    """Columns of a sheet with the names under which they are found.

    Parameters
    ----------
    place
        What the lines of ``names.txt`` begin with: the key of the sheet, ``setting`` for Settings.
    columns
        As they are declared.
    """
    return tuple(
        replace(
            column,
            aliases=names_of(f"{place}.{column.key}"),
            fallbacks=names_of(f"{place}.{column.key} (doubtful)"),
        )
        for column in columns
    )


def _joined(key: str) -> str:
    """A key without spaces, as systems name their fields: ``jobTitle``, ``JOBTITLE``."""
    return key.replace(" ", "")


def is_ignored(name: str) -> bool:
    """Whether the name of a sheet or column says that what it holds is not to be read.

    Parameters
    ----------
    name
        As the file has it.

    Examples
    --------
    >>> is_ignored(" Ignore: old list"), is_ignored("忽略 2026"), is_ignored("Roster")
    (True, True, False)
    """
    return name.strip().casefold().startswith(("ignore", "忽略"))


class Free(StrEnum):
    """What further columns of a sheet mean."""

    NOTHING = "nothing"
    SKILLS = "skills"
    PERIODS = "periods"


@dataclass(frozen=True)
class InputSheet:
    """A sheet that is read.

    Attributes
    ----------
    key, zh
        Name in English and Chinese.
    purpose
        What it is for, in a sentence.
    declared
        Its columns in the template's order, as they are declared: `columns` has their other names.
    required
        Whether a workbook without it is refused.
    free
        What columns that are not declared mean.
    value
        Domain's value that a row becomes: limits of its fields are those of the columns, and
        further fields are columns without a line here.
    """

    key: str
    zh: str
    purpose: str
    declared: tuple[InputColumn, ...]
    required: bool = False
    free: Free = Free.NOTHING
    value: type[Value] | None = None

    @cached_property
    def of_value(self) -> tuple[InputColumn, ...]:
        """Columns that are declared as fields of its value alone."""
        if self.value is None:
            return ()
        return tuple(columns_of(self.value, [column.field for column in self.declared]))

    @cached_property
    def columns(self) -> tuple[InputColumn, ...]:
        """Its columns in the template's order, those of exports last."""
        declared = [self._limited(column) for column in self.declared]
        ordered = sorted((*declared, *self.of_value), key=lambda column: column.exported)
        return with_names(self.key, ordered if self.of_value else declared)

    def _limited(self, column: InputColumn) -> InputColumn:
        """A column with the limits that the field of the sheet's value states, if it states any."""
        field = self.value.model_fields.get(column.field) if self.value else None
        least, most = (_least(field), _most(field)) if field else (None, None)
        if least is None and most is None:
            return column
        return replace(column, low=least, high=most)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names under which it is found."""
        return names_of(self.key)

    @property
    def shown(self) -> str:
        """Its name in the language of the run."""
        return self.zh if current() == CHINESE else heading(self.key)

    @property
    def names(self) -> tuple[str, ...]:
        """Keys of all names under which it is found."""
        return tuple(dict.fromkeys(header_key(name) for name in (self.key, self.zh, *self.aliases)))

    def __iter__(self) -> Iterator[InputColumn]:
        return iter(self.columns)

    @cached_property
    def _meanings(self) -> Mapping[str, str]:
        spaced = {name: column.key for column in self for name in column.header_keys}
        return {**{_joined(name): key for name, key in spaced.items()}, **spaced}

    def meaning(self, header: object) -> str | None:
        """Key of the column that a header names; ``None`` if it names none.

        Parameters
        ----------
        header
            A cell; numbers and dates name no column. Case, accents, units in brackets and spaces do
            not count.

        Examples
        --------
        >>> from orgplan.schema.inputs import ROSTER
        >>> ROSTER.meaning("Job Title"), ROSTER.meaning("jobTitle"), ROSTER.meaning("Shoe size")
        ('role', 'role', None)
        """
        if not isinstance(header, str):
            return None
        key = header_key(header)
        found = self._meanings.get(key) or self._meanings.get(_joined(key))
        if found is None and " / " in header:  # a header of two rows: the lower one may be enough
            return self.meaning(header.rpartition(" / ")[2])
        return found

    def rank(self, header: object) -> int:
        """How good a header is for the column that it names: 0 its own name, 1 an alias, from 2 on
        a fallback.

        Parameters
        ----------
        header
            A cell; one that names no column has rank 0, so that it is kept in its place.

        Examples
        --------
        >>> from orgplan.schema.inputs import ROSTER
        >>> ROSTER.rank("role"), ROSTER.rank("Job Title"), ROSTER.rank("Shoe size")
        (0, 1, 0)
        """
        key = self.meaning(header)
        if key is None:
            return 0
        names = (str(header), str(header).rpartition(" / ")[2])
        ranks = self.column(key).ranks
        return next(
            rank for name in names if (rank := ranks.get(_joined(header_key(name)))) is not None
        )

    @property
    def written(self) -> tuple[InputColumn, ...]:
        """Columns of the template, and of inputs that are written."""
        return tuple(column for column in self.columns if not column.exported)

    def column(self, key: str) -> InputColumn:
        """Column by key.

        Parameters
        ----------
        key
            As it is declared, in English.

        Raises
        ------
        KeyError
            If it is not declared.

        Examples
        --------
        >>> from orgplan.schema.inputs import ROSTER
        >>> ROSTER.column("base_salary").kind.value
        'money'
        """
        try:
            return self._by_key[key]
        except KeyError:
            raise KeyError(f"{self.key} has no column {key}") from None

    def column_of(self, field: str) -> str:
        """Key of the column that holds a field; the field itself where none is declared.

        Parameters
        ----------
        field
            Of the domain's value that a row becomes; a validation error names fields.

        Examples
        --------
        >>> from orgplan.schema.inputs import ROSTER
        >>> ROSTER.column_of("base_salary"), ROSTER.column_of("no_such_field")
        ('base_salary', 'no_such_field')
        """
        return next((column.key for column in self.columns if column.field == field), field)

    @cached_property
    def _by_key(self) -> Mapping[str, InputColumn]:
        return {column.key: column for column in self.columns}
