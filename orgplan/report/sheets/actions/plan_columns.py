"""Columns of a plan's sheets: those that are read back, as declared in :mod:`orgplan.schema.plan`,
and those of result tables.
"""

from collections.abc import Collection, Iterable
from typing import TypeVar

from orgplan.analysis.assessment import Assessment
from orgplan.constraints.naming import rule_called
from orgplan.constraints.structure.words import shown_aspect, shown_key
from orgplan.domain import shown_label
from orgplan.excel.write.workbook import Column, Content, Style
from orgplan.language import N_
from orgplan.schema.columns import InputSheet, Kind

from ...results.table import Field, ResultColumn, ResultTable
from .. import pages
from ..layout import DATE, FTE, HEADS, LONG, PRICE, TEXT

R = TypeVar("R")
TABLES = {
    pages.HIRING: "hires",
    pages.UPSKILLING: "upskilling",
    pages.MOVES: "moves",
    pages.REDUNDANCIES: "redundancies",
    pages.SHORT_TIME: "short_time",
    pages.GROUP_PLAN: "group_plan",
}  # sheet of actions → name of its table
STYLES: dict[Kind, Style] = {Kind.TEXT: LONG, Kind.DATE: DATE, Kind.MONEY: PRICE, Kind.NUMBER: FTE}
SHOWN_AS: dict[Kind, Style] = {
    Kind.TEXT: LONG,
    Kind.LIST: LONG,
    Kind.WHOLE: HEADS,
    Kind.LEVEL: HEADS,
    Kind.NUMBER: FTE,
    Kind.MONEY: PRICE,
    Kind.DATE: DATE,
}
WORDS = (Kind.CHOICE, Kind.YES_NO)  # kinds of columns whose cells hold words of the tool
OF_WORDS = ("family", "unit", "sense")
WIDTH_OF = {Kind.TEXT: 20.0, Kind.DATE: 12.0, Kind.MONEY: 13.0}


def _as_it_is(content: Content) -> Content:
    return content


def _scope(content: Content) -> Content:
    return shown_label(content) if isinstance(content, str) else content


def _aspect(content: Content) -> Content:
    return shown_aspect(content) if isinstance(content, str) else content


def _key(content: Content) -> Content:
    return shown_key(content) if isinstance(content, str) else content


def _rule(content: Content) -> Content:
    return rule_called(content) if isinstance(content, str) else content


NAMED = {
    "scope": _scope,
    "aspect": _aspect,
    "key": _key,
    "rule": _rule,
}  # columns that hold names beside words


def declared(spec: InputSheet, keys: Iterable[str]) -> tuple[Column, ...]:
    """Columns of a sheet under their declared names.

    Parameters
    ----------
    spec
        The sheet as the plan's schema declares it.
    keys
        Keys of its columns, in the order in which they are wanted.

    Returns
    -------
    tuple[Column, ...]
        With meaning and width of the declaration; styles follow from the kind.
    """
    return tuple(
        Column(
            column.key,
            STYLES.get(column.kind, TEXT),
            column.explained,
            column.width or WIDTH_OF.get(column.kind, 12.0),
            words=column.kind in WORDS,
        )
        for column in map(spec.column, keys)
    )


def shown(
    column: ResultColumn[R], style: Style | None = None, width: float | None = None
) -> Column:
    """Column of a sheet that shows a column of results.

    Parameters
    ----------
    column
        A column of a result table.
    style
        ``None`` takes that of its kind.
    width
        ``None`` takes its own, else 10.

    Returns
    -------
    Column
        Under its header, or its key where it has none.
    """
    if style is None:
        style = HEADS if column.unit == "heads" else SHOWN_AS.get(column.kind, TEXT)
    return Column(
        column.header or column.key,
        style,
        column.meaning,
        width or column.width or 10.0,
        words=column.kind in WORDS or column.key in OF_WORDS,
    )


def written(content: Field) -> Content:
    """A value of results as a sheet shows it: yes or no, figures without dust, no empty text.

    Parameters
    ----------
    content
        A value of a record.

    Returns
    -------
    Content
        Figures to five decimals, lists with commas.

    Examples
    --------
    >>> written(0.1 + 0.2), written(("a", "b")), written(True), written("")
    (0.3, 'a, b', 'yes', None)
    """
    if isinstance(content, bool):
        return N_("yes") if content else N_("no")
    if isinstance(content, float):
        return round(content, 5)
    if isinstance(content, tuple):
        return ", ".join(content)
    return None if content == "" else content


def written_row(
    table: ResultTable[R], assessment: Assessment, row: R, left_out: Collection[str] = ()
) -> dict[str, Content]:
    """Header → content of the columns of a result table, but for some.

    Parameters
    ----------
    table
        A result table.
    assessment
        The plan.
    row
        A row of the table.
    left_out
        Keys of columns that are not shown.

    Returns
    -------
    dict[str, Content]
        Scopes, aspects and keys in the language of the run.
    """
    return {
        column.header or column.key: NAMED.get(column.key, _as_it_is)(
            written(column.of(assessment, row))
        )
        for column in table.columns
        if column.key not in left_out
    }
