"""A plan workbook as it stands, read without trusting it: its sheets, its formulas and what its
inputs say.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from orgplan._version import this_version
from orgplan.constraints.structure.words import shown_key
from orgplan.domain import Measure, Plan
from orgplan.excel.read import (
    Formulas,
    Grid,
    Raw,
    at,
    fold,
    inspect_file,
    read_cells,
    read_formulas,
)
from orgplan.io.terms.sheet_roles import input_keys, plan_sheet
from orgplan.language import _, available, in_words, sources, speaking, spellings
from orgplan.schema.columns import Free, InputSheet, Kind
from orgplan.schema.in_english import in_english
from orgplan.schema.inputs import INPUT_SHEETS, input_tabs
from orgplan.schema.settings import SETTING_OF

from ..sheets.pages import CONSTRAINTS, PAGES, RUN_LOG, Page
from . import fingerprints
from .run import Run
from .run_log import facts_in_code, labels_in_code
from .run_reader import read_run

Keyed = Mapping[int, tuple[str, Raw]]  # column → its key and what stands there
_FIGURES = frozenset((Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.MONEY, Kind.DATE))
_FIGURE = re.compile(
    r"[-+(]?\d[\d.,' \u00a0]*\)? ?%?|\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{2,4}"
)


@dataclass(frozen=True)
class WorkbookSnapshot:
    """The sheets of a plan workbook that the tool wrote, as they stand.

    Attributes
    ----------
    grids
        Page → the cells of its sheet.
    inputs
        Input sheet → the digest of what its cells say.
    as_text
        Sentences, one for each number or day of the input that is typed as text: it is read all the
        same, and formulas leave it out.
    run
        How the plan came about; ``None`` where the Run log no longer says.
    formulas
        Page → address of each of its formulas → text, empty where it is shared with others.
    """

    grids: Mapping[str, Grid]
    inputs: Mapping[str, str]
    as_text: tuple[str, ...]
    run: Run | None
    formulas: Mapping[str, Formulas]

    @property
    def by_other_version(self) -> bool:
        """Whether another version wrote it, or another state of this one's code."""
        return self.run is not None and self.run.written_by != this_version()

    @cached_property
    def shortfalls(self) -> Mapping[tuple[str, str], float]:
        """(family, key) → what was short when the plan was made, both as the sheet has them."""
        rows = rows_of(self.grids.get(CONSTRAINTS.key), ("family", "key", "short"))
        return {
            (str(row["family"]), str(row["key"])): amount_in(row.get("short")) for _, row in rows
        }

    def changed_parts(self, plan: Plan) -> tuple[str, ...]:
        """Input sheets and kinds of action that no longer say what they said when the plan was
        made.

        Parameters
        ----------
        plan
            As its sheets have it.

        Returns
        -------
        tuple[str, ...]
            Keys of :func:`orgplan.report.audit.fingerprints.digests`; remarks, and the order of
            rows, count for nothing, and so do kinds that the version which wrote it did not know.
        """
        log = facts_of(self.grids.get(RUN_LOG.key))
        parts = {**self.inputs, **fingerprints.digests_of_plan(plan)}
        return tuple(name for name, digest in parts.items() if log.get(name, digest) != digest)

    def is_new(self, measure: Measure) -> bool:
        """Whether a miss was not there, or was smaller, when the plan was made; ``False`` where
        nobody can tell.

        Parameters
        ----------
        measure
            A miss of the plan as it is now.

        Returns
        -------
        bool
            A miss counts as larger where it grew by more than 1e-5 in its unit.
        """
        before, key = self.shortfalls, ", ".join(measure.key)
        if not before:
            return False
        spelt = {key}
        for code in available():
            with speaking(code):
                spelt.add(shown_key(key))
        families = spellings(measure.family)
        then = max(before.get((family, one), 0.0) for family in families for one in spelt)
        return measure.shortfall > then + 1e-5


def read_snapshot(path: Path, pages: Collection[Page] = PAGES) -> WorkbookSnapshot:
    """Read what the tool wrote; of its sheets, those of some `pages`.

    Parameters
    ----------
    path
        A plan workbook, or one of a user that took a plan.
    pages
        Formulas are read only where all pages are: comparing them needs the whole book.

    Returns
    -------
    WorkbookSnapshot
        Pages that the workbook does not have are left out.

    Raises
    ------
    BadInput
        If the file is no workbook that can be read.
    """
    return WorkbookSnapshot(
        pages_of(path, pages),
        *_inputs_of(path),
        read_run(path),
        formulas_of(path) if pages is PAGES else {},
    )


def _inputs_of(path: Path) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Digests of the input sheets, and what is typed as text there."""
    passed = inspect_file(path)
    keys = input_keys(passed.scans, of_plan=True)
    found = {name: spec for name, key in keys.items() for spec in INPUT_SHEETS if key in spec.names}
    digests, texts = dict[str, str](), list[str]()
    for name, grid in read_cells(path, passed, only=found.__contains__).items():
        rows = list(_input_rows(grid, found[name]))
        digests[found[name].key] = fingerprints.digest_of_rows(
            in_english(found[name], dict(row.values())) for _, row in rows
        )
        texts += _typed_as_text(grid, found[name], rows)
    return digests, tuple(texts)


def _input_rows(grid: Grid, spec: InputSheet) -> Iterator[tuple[int, Keyed]]:
    """Numbers of the rows of an input sheet, and their cells under the keys of columns."""
    known = {
        name: column.key
        for column in spec
        for name in (column.key, column.zh, in_words(column.key))
    }
    needed = {column.key for column in spec if column.required}
    top, headers = 0, dict[int, str]()
    for number, cells in grid.rows.items():
        if not top:
            headers = {place: known.get(str(text), str(text)) for place, text in cells.items()}
            top = number if needed <= set(headers.values()) else 0
        elif min(headers) in cells:
            yield number, {at: (headers[at], raw) for at, raw in cells.items() if at in headers}


def _typed_as_text(
    grid: Grid, spec: InputSheet, rows: Iterable[tuple[int, Keyed]]
) -> Iterator[str]:
    """Sentences on cells of figures that hold one as text."""
    kinds = {column.key: column.kind for column in spec}
    free = Kind.TEXT if spec.free is Free.NOTHING else Kind.NUMBER
    for number, cells in rows:
        key = str(next(iter(cells.values()))[1])
        for place, (header, raw) in cells.items():
            kind = kinds.get(header, free)
            if kind is Kind.ANY and spec.key in ("Settings", "Assumptions"):
                setting = SETTING_OF.get(fold(key))
                kind = setting.kind if setting and spec.key == "Settings" else Kind.NUMBER
            if kind in _FIGURES and is_figure(raw):
                yield text_for_figure(grid.name, at(number, place), raw)


def is_figure(raw: Raw) -> bool:
    """Whether a cell holds a number or a day as text.

    Parameters
    ----------
    raw
        What a cell holds; a number that is one is no such text.

    Returns
    -------
    bool
        ``True`` for text that a formula would leave out though a reader takes it for a number.

    Examples
    --------
    >>> is_figure("1,200"), is_figure("12 people"), is_figure(1200.0)
    (True, False, False)
    """
    return isinstance(raw, str) and bool(_FIGURE.fullmatch(raw.strip()))


def text_for_figure(sheet: str, cell: str, raw: Raw) -> str:
    """What is to be said of a number or a day that is typed as text.

    Parameters
    ----------
    sheet, cell
        Name of the sheet and A1 address.
    raw
        The text that is there.
    """
    return _(
        "{sheet}, {cell}: {shown} is typed as text, and formulas leave it out. Type it as a number,"
        " or as a date.",
        sheet=sheet,
        cell=cell,
        shown=f"'{raw}'",
    )


def pages_of(path: Path, pages: Collection[Page] = PAGES) -> Mapping[str, Grid]:
    """Page → cells of its sheet, whose name has a prefix in a workbook that took the plan.

    Parameters
    ----------
    path
        A plan workbook, or one of a user that took a plan.
    pages
        Pages to read; names of sheets are known in every language.

    Returns
    -------
    Mapping[str, Grid]
        By the key of the page; those that are not there are left out.
    """
    passed = inspect_file(path)
    found = {plan_sheet(passed.scans, page.names): page.key for page in pages}
    return {
        found[name]: grid
        for name, grid in read_cells(path, passed, only=found.__contains__).items()
    }


def facts_of(grid: Grid | None) -> dict[str, str]:
    """Label → fact of the Run log; sheets of the input → their digest.

    Parameters
    ----------
    grid
        The Run log; ``None`` gives nothing.

    Returns
    -------
    dict[str, str]
        Labels and words in English; of a label that occurs twice the first counts.
    """
    facts: dict[str, str] = {}
    labels, words = labels_in_code(), facts_in_code()
    for cells in grid.rows.values() if grid else ():
        label = str(cells.get(1))
        fact = fingerprints.text(cells.get(2))
        facts.setdefault(
            labels.get(label, label), words.get(fact, fact)
        )  # labels of options repeat some of the ending
    for _row, row in rows_of(grid, ("sheet", "digest")):
        if (key := input_tabs().get(str(row["sheet"]))) is not None:
            facts[key] = str(row.get("digest"))
    return facts


def formulas_of(path: Path) -> Mapping[str, Formulas]:
    """Page → its formulas.

    Parameters
    ----------
    path
        A plan workbook, or one of a user that took a plan.

    Returns
    -------
    Mapping[str, Formulas]
        By the key of the page; pages that are not there are left out.
    """
    passed = inspect_file(path)
    found = {plan_sheet(passed.scans, page.names): page.key for page in PAGES}
    return {
        found[sheet]: formulas
        for sheet, formulas in read_formulas(path, found.__contains__).items()
    }


def day_of(moment: date) -> date:
    """The day of a cell, which may hold a time as well.

    Parameters
    ----------
    moment
        A day, with or without a time.

    Returns
    -------
    date
        Without the time, so that two days compare.

    Examples
    --------
    >>> day_of(datetime(2027, 1, 1, 12, 0))
    datetime.date(2027, 1, 1)
    """
    return moment.date() if isinstance(moment, datetime) else moment


def below_headers(
    grid: Grid | None, needed: Collection[str], further: Collection[str] = ()
) -> Iterator[tuple[int, Mapping[int, Raw]]]:
    """The first row that has all of some headers, in any language; in English where they are known.

    Parameters
    ----------
    grid
        A sheet; ``None`` gives nothing.
    needed
        Headers in English that the row must have.
    further
        Headers in English that are known too, where they occur.

    Yields
    ------
    tuple[int, Mapping[int, Raw]]
        Number of the row, and column → header; other headers stay as they are. At most one.
    """
    known = {**sources(further), **sources(needed)}
    for number, cells in grid.rows.items() if grid else ():
        headers = {place: known.get(str(text), text) for place, text in cells.items()}
        if set(needed) <= {str(text) for text in headers.values()}:
            yield number, headers
            return


def rows_of(
    grid: Grid | None,
    needed: Collection[str],
    further: Collection[str] = (),
    words: Mapping[str, Iterable[str]] | None = None,
) -> Iterator[tuple[int, dict[str, Raw]]]:
    """Row number, and header → content, of each row below the header that has something in its
    first column.

    Parameters
    ----------
    needed, further
        Headers that the sheet has, and those that are looked at where it has them.
    words
        Header → words that stand in its column in the language of the workbook; they are given in
        English.
    """
    spelt = {header: sources(known) for header, known in (words or {}).items()}
    for top, headers in below_headers(grid, needed, further):
        first = min(headers)
        for number, cells in grid.rows.items() if grid else ():
            if number > top and first in cells:
                row = {
                    str(headers[column]): raw for column, raw in cells.items() if column in headers
                }
                row |= {
                    header: known.get(str(row[header]), row[header])
                    for header, known in spelt.items()
                    if header in row
                }
                yield number, row


def amount_in(raw: Raw) -> float:
    """The number in a cell; 0 where it holds none.

    Parameters
    ----------
    raw
        What a cell holds; yes and no are no numbers.

    Returns
    -------
    float
        In the unit of the column.

    Examples
    --------
    >>> amount_in(2), amount_in("2"), amount_in(True)
    (2.0, 0.0, 0.0)
    """
    return float(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else 0.0


def text_in(raw: Raw) -> str | None:
    """What a cell says, as text.

    Parameters
    ----------
    raw
        What a cell holds.

    Returns
    -------
    str or None
        ``None`` for a blank cell.
    """
    return None if raw is None else str(raw)


def shown_content(raw: Raw) -> str:
    """What a cell holds, as a sentence quotes it.

    Parameters
    ----------
    raw
        What a cell holds.

    Returns
    -------
    str
        Numbers with separators, texts in quotation marks, in the language of the run.

    Examples
    --------
    >>> shown_content(1234.5), shown_content("n/a"), shown_content(None)
    ('1,234.5', "'n/a'", 'nothing')
    """
    if raw is None:
        return _("nothing")
    if isinstance(raw, date):
        return f"{day_of(raw)}"
    return f"{raw:,.10g}" if isinstance(raw, int | float) else _("'{text}'", text=raw)


def split(
    made: WorkbookSnapshot, measures: Iterable[Measure]
) -> tuple[list[Measure], list[Measure]]:
    """Misses that are new since the plan was made, and those that were there already.

    Parameters
    ----------
    made
        The workbook as it was when the plan was made.
    measures
        Misses of the plan as it is now.

    Returns
    -------
    tuple[list[Measure], list[Measure]]
        New ones, then those that were there already, each in their order.
    """
    new: list[Measure] = []
    old: list[Measure] = []
    for measure in measures:
        (new if made.is_new(measure) else old).append(measure)
    return new, old
