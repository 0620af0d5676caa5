"""What a plan workbook shows, against what its inputs and actions come to now: money, figures typed over, inputs changed since.

The workbook is written once more beside the one that is judged, and the two are compared; nothing
of the one that is judged is trusted but its inputs and its actions.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from orgplan import temporary
from orgplan._version import this_version
from orgplan.analysis.assessment import Assessment
from orgplan.constraints import FAMILIES
from orgplan.constraints.structure.words import shown_key
from orgplan.domain import Measure, Plan
from orgplan.excel.read import (
    Formulas,
    Grid,
    Raw,
    ScanLimits,
    at,
    clean,
    inspect_file,
    listed,
    read_cells,
    read_formulas,
)
from orgplan.finance.ledger import COMPONENTS
from orgplan.io.terms.sheet_roles import input_keys, plan_sheet
from orgplan.language import (
    SOURCE,
    _,
    available,
    in_words,
    is_chinese,
    sources,
    speaking,
    spellings,
)
from orgplan.schema.columns import CHINESE, InputSheet
from orgplan.schema.in_english import in_english
from orgplan.schema.inputs import INPUT_SHEETS, input_tabs

from ..checks.sheet import FAIL
from ..sheets import layout
from ..sheets.layout import Page
from ..sheets.money.cost_by_month import HEADERS, OTHERS, MonthlyCosts, gather
from ..wording import UNKNOWN, without_reasons
from . import fingerprints
from .run import Run
from .run_log import FACTS, LABELS, SEAL
from .run_reader import read_run

CENT = 0.005
OF_COST = {"component": COMPONENTS}  # columns of Cost by month that hold words
EXACT = 1e-9  # relative: what a spreadsheet program keeps of a number
MOST = 12  # sentences of one kind
_TAB = re.compile(
    r"'(?:op_)?([^'!]+)'!"
)  # op_: sheets of a plan that was put into another workbook
SHORT = 40  # letters: ids, teams, accounts, kinds
NOT_COMPARED = (
    layout.RUN_LOG,
    layout.TRADE_OFFS,
    layout.CONTENTS,
)  # follow from other sheets, or from the run

Key = tuple[
    str, str | None, str, str, str, str
]  # person or seat, action, team, component, role or course, cost centre
Owner = tuple[str, str | None]
Content = TypeVar("Content")
Write = Callable[[Path, Assessment, Run], None]


@dataclass(frozen=True)
class WorkbookSnapshot:
    """The sheets of a plan workbook that the tool wrote, as they stand.

    Attributes
    ----------
    grids
        Page → the cells of its sheet.
    inputs
        Input sheet → the digest of what its cells say.
    run
        How the plan came about; ``None`` where the Run log no longer says.
    formulas
        Page → address of each of its formulas → text, empty where it is shared with others.
    """

    grids: Mapping[str, Grid]
    inputs: Mapping[str, str]
    run: Run | None
    formulas: Mapping[str, Formulas]

    @property
    def by_other_version(self) -> bool:
        """Whether another version wrote it, or another state of this one's code."""
        return self.run is not None and self.run.written_by != this_version()

    @property
    def short(self) -> Mapping[tuple[str, str], float]:
        """(family, key) → what was short when the plan was made."""
        rows = rows_of(
            self.grids.get(layout.CONSTRAINTS.key),
            ("family", "key", "short"),
            words={"family": [family.FAMILY for family in FAMILIES]},
        )
        return {(str(row["family"]), str(row["key"])): _number(row.get("short")) for _, row in rows}

    def is_new(self, measure: Measure) -> bool:
        """Whether a miss was not there, or was smaller, when the plan was made; ``False`` where nobody can tell."""
        before, key = self.short, ", ".join(measure.key)
        if not before:
            return False
        spelt = {key}
        for code in available():
            with speaking(code):
                spelt.add(shown_key(key))
        then = max(before.get((measure.family, one), 0.0) for one in spelt)
        return measure.short > then + 1e-5


def read_snapshot(
    path: Path, limits: ScanLimits | None = None, pages: Collection[Page] = layout.PAGES
) -> WorkbookSnapshot:
    """Read what the tool wrote; of its sheets, those of some `pages`.

    Raises
    ------
    BadInput
        If the file is no workbook that can be read.
    """
    return WorkbookSnapshot(
        _pages(path, limits, pages),
        _digests_of_inputs(path, limits),
        read_run(path),
        _formulas(path) if pages is layout.PAGES else {},
    )


def _digests_of_inputs(path: Path, limits: ScanLimits | None) -> Mapping[str, str]:
    passed = inspect_file(path, limits)
    keys = input_keys(passed.scans, of_plan=True)
    found = {name: spec for name, key in keys.items() for spec in INPUT_SHEETS if key in spec.names}
    digests = {}
    for name, grid in read_cells(path, passed, only=found.__contains__).items():
        digests[found[name].key] = fingerprints.digest_of_rows(_input_rows(grid, found[name]))
    return digests


def _input_rows(grid: Grid, spec: InputSheet) -> Iterator[dict[str, object]]:
    """Rows of an input sheet as they are in English: keys of columns, of settings, and of closed lists."""
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
            row = {headers[place]: raw for place, raw in cells.items() if place in headers}
            yield in_english(spec, row)


def _pages(
    path: Path, limits: ScanLimits | None = None, pages: Collection[Page] = layout.PAGES
) -> Mapping[str, Grid]:
    """Page → cells of its sheet, whose name has a prefix in a workbook that took the plan."""
    passed = inspect_file(path, limits)
    found = {plan_sheet(passed.scans, page.names): page.key for page in pages}
    return {
        found[name]: grid
        for name, grid in read_cells(path, passed, only=found.__contains__).items()
    }


def differences(
    made: WorkbookSnapshot, assessment: Assessment, write: Write | None
) -> tuple[str, ...]:
    """What the workbook shows and is not so, in sentences.

    Parameters
    ----------
    write
        Writes the workbook of an assessment and a run; ``None`` leaves out figures that were typed
        over, of which there are none in a workbook that was just written.
    """
    log = facts_of(made.grids.get(layout.RUN_LOG.key))
    kinds = fingerprints.digests_of_plan(assessment.plan)
    if made.by_other_version:  # earlier ones knew fewer kinds of actions
        kinds = {name: digest for name, digest in kinds.items() if name in log}
    parts = {**made.inputs, **kinds}
    changed = [name for name, digest in parts.items() if name in log and log[name] != digest]
    found = [
        *_inputs(name for name in changed if name in made.inputs),
        *_seal(log, parts),
        *_money(made, assessment),
    ]
    if write is not None and not changed and made.run is not None and not made.by_other_version:
        spared = any(_("Cost by month") in one for one in found)
        again = _written_again(made, assessment, made.run, write)
        found += [sentence for _page, sentence in _typed_over(made, *again, spared=spared)]
    return tuple(found)


def unmeasured(made: WorkbookSnapshot, plan: Plan) -> frozenset[str]:
    """Actions for whose reasons the time did not suffice, as their rows say; none unless the Run log says that it was as many."""
    said = tuple(spellings(UNKNOWN))
    found = frozenset(
        str(cell)
        for grid in made.grids.values()
        for cells in grid.rows.values()
        if any(str(cell).startswith(said) for cell in cells.values())
        for cell in cells.values()
        if str(cell) in plan.actions
    )
    told = without_reasons(len(found), len(plan.actions))
    first = made.run.first if made.run is not None else ()
    return found if any(told in line for line in first) else frozenset()


def not_comparable(
    made: WorkbookSnapshot, assessment: Assessment, found: Collection[str], write: Write
) -> tuple[str, ...]:
    """Of a workbook of another version: which, and its sheets that this version writes otherwise.

    Figures of theirs may have been typed over, or be worked out otherwise by now: nobody can tell.
    What does not depend on how sheets are written (inputs, actions, seal, money by month) is
    compared whatever the version: `found` is what :func:`differences` says.
    """
    if made.run is None or not made.by_other_version:
        return ()
    versions = _(
        "The workbook was written by {then}; this is {now}.",
        then=made.run.written_by,
        now=this_version(),
    )
    if found:  # then sheets differ for that, whatever the version
        return (versions,)
    again = _written_again(made, assessment, made.run, write)
    odd = dict.fromkeys(page.name for page, _sentence in _typed_over(made, *again, spared=False))
    if not odd:
        return (versions,)
    untold = _(
        "This version writes {sheets} otherwise, so whether figures there were typed over cannot be told. `orgplan recost` writes the plan anew.",
        sheets=listed(odd, 4),
    )
    return versions, untold


def failed_checks(made: WorkbookSnapshot) -> list[str]:
    """Checks of the workbook that say FAIL, as they stand."""
    grid = made.grids.get(layout.CHECKS.key)
    return [
        _(
            "Checks, {cell}: {check}: FAIL ({value} for {expected}). {note}",
            cell=at(number, 1),
            check=row.get("check"),
            value=_shown(row.get("value")),
            expected=_shown(row.get("expected")),
            note=row.get("note") or "",
        ).strip()
        for number, row in rows_of(
            grid,
            ("check_no", "check", "result"),
            ("value", "expected", "note"),
            {"result": (FAIL,)},
        )
        if row.get("result") == FAIL
    ]


def facts_of(grid: Grid | None) -> dict[str, str]:
    """Label → fact of the Run log; sheets of the input → their digest."""
    facts: dict[str, str] = {}
    labels, words = sources(LABELS), sources(FACTS)
    for cells in grid.rows.values() if grid else ():
        label = str(cells.get(1))
        fact = fingerprints.text(cells.get(2))
        facts.setdefault(
            labels.get(label, label), words.get(fact, fact)
        )  # labels of options repeat some of the ending
    for _number, row in rows_of(grid, ("sheet", "digest")):
        if (key := input_tabs().get(str(row["sheet"]))) is not None:
            facts[key] = str(row.get("digest"))
    return facts


def _inputs(changed: Iterable[str]) -> Iterator[str]:
    for name in changed:
        tab = next((tab for tab, key in input_tabs().items() if key == name), name)
        yield _(
            "{sheet} was changed after the plan was made: actions and proof belong to the old inputs. Plan again.",
            sheet=tab,
        )


def _seal(log: Mapping[str, str], parts: Mapping[str, str]) -> Iterator[str]:
    """A Run log that was edited no longer fits its own seal."""
    if (
        SEAL in log
        and fingerprints.seal(log, {name: log.get(name, "") for name in parts}) != log[SEAL]
    ):
        facts = ", ".join(label for label in fingerprints.SEALED if label in log)
        yield _(
            "Run log: {facts} or a digest was changed by hand: the seal does not fit. Trust none of them; plan again.",
            facts=facts,
        )


def _money(made: WorkbookSnapshot, assessment: Assessment) -> Iterator[str]:
    """Rows of Cost by month against the ledger of the plan and the inputs as they stand."""
    grid = made.grids.get(layout.COST.key)
    if grid is None:
        yield _("The sheet Cost by month is gone: no money can be compared. Plan again.")
        return
    months = tuple(f"{day:%Y-%m}" for day in assessment.org.calendar.month_starts)
    shown: dict[Key, tuple[int, dict[str, Raw]]] = {}
    for number, row in rows_of(grid, (*HEADERS[:2], "component"), HEADERS, OF_COST):
        if "id" in row:
            shown[_key(row)] = (number, row)
    columns = {
        str(text): column
        for _, cells in _headers(grid, (*HEADERS[:2], "component"), HEADERS)
        for column, text in cells.items()
    }
    frozen = made.grids.get(layout.PLANNED_COST.key)
    planned = {
        _key(row): row
        for _, row in rows_of(frozen, (*HEADERS[:2], "component"), HEADERS, OF_COST)
        if "id" in row
    }
    if grid.unsolved:  # no program has worked these formulas out since: what was planned stands
        shown = {
            key: (at, _filled(row, planned.get(key, {}), months))
            for key, (at, row) in shown.items()
        }
    lines = {
        (line.entity, line.action, line.team, line.component, line.item, line.centre): line
        for line in gather(assessment)
    }
    theirs, rows = _by_owner(lines), _by_owner(_as_meant(shown, lines))
    sentences = [
        sentence
        for owner in dict.fromkeys((*theirs, *rows))
        for sentence in _of_one(
            owner,
            theirs.get(owner, {}),
            rows.get(owner, {}),
            months,
            columns,
            assessment.org.currency,
        )
    ]
    yield from _at_most(sentences, _("Cost by month"))


def _by_owner(entries: Mapping[Key, Content]) -> dict[Owner, dict[Key, Content]]:
    """What belongs to each person or seat and action; to all others of a role and team."""
    found: dict[Owner, dict[Key, Content]] = defaultdict(dict)
    for key, entry in entries.items():
        team, _component, item, _centre = key[2:]
        found[(f"{item}, {team}", None) if key[0] == OTHERS else key[:2]][key] = entry
    return found


def _key(row: Mapping[str, Raw]) -> Key:
    team, component, item = (
        str(row.get(header)) for header in ("team", "component", "role_or_course")
    )
    centre = _text(row.get("cost_centre")) or ""
    return str(row["id"]), _text(row.get("action")), team, component, item, centre


def _as_meant(shown: Mapping[Key, Content], lines: Iterable[Key]) -> dict[Key, Content]:
    """Rows under the keys of their lines: of those with another cost centre, the first line that has no row of its own."""
    free: dict[tuple[str | None, ...], list[Key]] = defaultdict(list)
    known = set(lines)
    for key in known - shown.keys():
        free[key[:-1]].append(key)
    found = {}
    for key, row in shown.items():
        others = sorted(free[key[:-1]]) if key not in known else []
        if others:
            free[key[:-1]].remove(others[0])
        found[others[0] if others else key] = row
    return found


def _filled(
    row: dict[str, Raw], planned: Mapping[str, Raw], months: Collection[str]
) -> dict[str, Raw]:
    """A row with what was planned in months whose formulas have no result."""
    return row | {month: planned.get(month) for month in months if row.get(month) is None}


def _of_one(
    owner: Owner,
    mine: Mapping[Key, MonthlyCosts],
    seen: Mapping[Key, tuple[int, dict[str, Raw]]],
    months: tuple[str, ...],
    columns: Mapping[str, int],
    currency: str,
) -> Iterator[str]:
    """What differs of one person or seat and action: a cell where it is one, else the sums."""
    name = owner[0] if owner[1] in (None, owner[0]) else f"{owner[0]} ({owner[1]})"
    now = sum(sum(line.months) for line in mine.values()) / 100
    then = sum(_number(row.get(month)) for _, row in seen.values() for month in months)
    if not seen:
        yield _(
            "Cost by month has nothing for {name}, which costs {now:,.2f} {currency} over the horizon. Plan again, or take it off the plan.",
            name=name,
            now=now,
            currency=currency,
        )
        return
    if not mine:
        yield _(
            "Cost by month still has {then:,.2f} {currency} for {name}, which is neither on the roster nor in the plan. Plan again.",
            then=then,
            currency=currency,
            name=name,
        )
        return
    cells = [
        (key, number, month, row.get(month), line.months[place] / 100)
        for key, line in mine.items()
        if key in seen
        for number, row in [seen[key]]
        for place, month in enumerate(months)
        if abs(_number(row.get(month)) - line.months[place] / 100) > CENT
    ]
    odd = mine.keys() ^ seen.keys()
    if len(cells) == 1 and not odd:
        key, number, month, raw, right = cells[0]
        where = at(number, columns.get(month, 1))
        yield _(
            "Cost by month, {where}: {key} of {name} in {month} shows {shown}, it comes to {right:,.2f} {currency}.",
            where=where,
            key=_(key[3]),
            name=name,
            month=month,
            shown=_shown(raw),
            right=right,
            currency=currency,
        )
    elif cells or odd:
        parts = sorted({key[3] for key, *_ in cells} | {key[3] for key in odd})
        yield (
            _(
                "Cost by month shows {then:,.2f} {currency} for {name}; with the plan and the inputs as they stand it is {now:,.2f}, {difference:,.2f} {more} ({parts}). Plan again, or undo the change.",
                then=then,
                currency=currency,
                name=name,
                now=now,
                difference=abs(now - then),
                more=_("more") if now >= then else _("less"),
                parts=", ".join(map(_, parts)),
            )
        )
    yield from _of_centres(name, mine, seen, columns)


def _of_centres(
    name: str,
    mine: Mapping[Key, MonthlyCosts],
    seen: Mapping[Key, tuple[int, dict[str, Raw]]],
    columns: Mapping[str, int],
) -> Iterator[str]:
    """Rows of one person or seat that stand on another cost centre than they should."""
    for key in mine.keys() & seen.keys():
        number, row = seen[key]
        if _text(row.get("cost_centre")) != mine[key].centre:
            where = at(number, columns.get("cost_centre", 1))
            yield _(
                "Cost by month, {where}: the cost centre of {key} of {name} is {shown}, it should be {centre}.",
                where=where,
                key=_(key[3]),
                name=name,
                shown=_shown(row.get("cost_centre")),
                centre=mine[key].centre,
            )


def _written_again(
    made: WorkbookSnapshot, assessment: Assessment, run: Run, write: Write
) -> tuple[Mapping[str, Grid], Mapping[str, Formulas]]:
    """The workbook written anew in the language that it is in, whatever the reader's."""
    # tabs keep their names in a workbook that took a plan before; labels of the Run log are the tool's own
    log = made.grids.get(layout.RUN_LOG.key)
    labels = (str(cells.get(1)) for cells in log.rows.values()) if log else ()
    ours = sources(LABELS)
    chinese = is_chinese(label for label in labels if label in ours)
    with temporary.folder() as folder, speaking(CHINESE if chinese else SOURCE):
        path = folder / "again.xlsx"
        write(path, assessment, run)
        return _pages(path), _formulas(path)


def _formulas(path: Path) -> Mapping[str, Formulas]:
    """Page → its formulas."""
    passed = inspect_file(path)
    found = {plan_sheet(passed.scans, page.names): page.key for page in layout.PAGES}
    return {
        found[sheet]: formulas
        for sheet, formulas in read_formulas(path, found.__contains__).items()
    }


def _typed_over(
    made: WorkbookSnapshot,
    again: Mapping[str, Grid],
    formulas: Mapping[str, Formulas],
    spared: bool,
) -> Iterator[tuple[Page, str]]:
    """Sheets with figures that are not what they are when the workbook is written again; `spared` leaves out Cost by month, of which more was said."""
    for page in layout.PAGES:
        if page in NOT_COMPARED or (page is layout.COST and spared) or page.key not in again:
            continue
        grid, fresh = made.grids.get(page.key), again[page.key]
        if grid is None:
            yield page, _("The sheet {page} is gone. Plan again.", page=page.name)
            continue
        own, right_ones = made.formulas.get(page.key, {}), formulas.get(page.key, {})
        yield from ((page, sentence) for sentence in _of_formulas(grid, own, right_ones))
        odd = [
            (at(row, column), grid.rows.get(row, {}).get(column), right)
            for row, cells in fresh.rows.items()
            for column, right in cells.items()
            if not _same(grid.rows.get(row, {}).get(column), right)
            and at(row, column) not in grid.unsolved
            and (page is not layout.CHECKS or at(row, column) not in right_ones)
        ]
        for cell, raw, right in odd[:3]:
            yield (
                page,
                _(
                    "{grid}, {cell} shows {shown}, it comes to {right}: typed over, or moved. Undo it, or plan again.",
                    grid=grid.name,
                    cell=cell,
                    shown=_shown(raw),
                    right=_shown(right),
                ),
            )
        if len(odd) > 3:
            yield (
                page,
                _(
                    "{grid}: {count} more cells are not what they come to, down to {last}.",
                    grid=grid.name,
                    count=len(odd) - 3,
                    last=odd[-1][0],
                ),
            )


def _of_formulas(grid: Grid, own: Formulas, right: Formulas) -> Iterator[str]:
    """Cells in which no formula stands any more, or another one; texts are compared where no program has worked them out since."""
    gone = [cell for cell in right if cell not in own]
    other = [
        cell
        for cell in grid.unsolved
        if own.get(cell) and right.get(cell) and _neutral(own[cell]) != _neutral(right[cell])
    ]
    for cells, what in (
        (gone, _("a constant stands where a formula was")),
        (other, _("another formula")),
    ):
        shown = ", ".join(cells[:3]) + (
            _(" and {cells} more", cells=len(cells) - 3) if len(cells) > 3 else ""
        )
        if cells:
            yield _(
                "{grid}, {shown}: {what}. Undo it, or plan again.",
                grid=grid.name,
                shown=shown,
                what=what,
            )


def _neutral(formula: str) -> str:
    """A formula with the sheets of a plan called as in the code: their tabs may be in another language, or those of a plan that was put into another workbook."""
    tabs = _tabs()
    return _TAB.sub(lambda found: f"'{tabs.get(found[1], found[1])}'!", formula)


@cache
def _tabs() -> Mapping[str, str]:
    """Tab of a plan in any language → its key."""
    return {**input_tabs(), **sources(page.key for page in layout.PAGES)}


def _same(raw: Raw, right: Raw) -> bool:
    """Whether a cell shows what it should; of words only short ones are compared, for long ones may be cut."""
    if isinstance(right, str) and not isinstance(raw, int | float | date):
        return len(right) > SHORT or clean(right) == clean(str(raw or ""))
    if isinstance(right, bool) or not isinstance(right, int | float | date):
        return True
    if isinstance(right, date):
        return isinstance(raw, date) and _day(raw) == _day(right)
    return isinstance(raw, int | float) and abs(raw - right) <= 1e-6 + EXACT * abs(right)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _headers(
    grid: Grid | None, needed: Collection[str], further: Collection[str] = ()
) -> Iterator[tuple[int, Mapping[int, Raw]]]:
    """The first row that has all of some headers, in any language; in English where they are known."""
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
    """Row number, and header → content, of each row below the header that has something in its first column.

    Parameters
    ----------
    needed, further
        Headers that the sheet has, and those that are looked at where it has them.
    words
        Header → words that stand in its column in the language of the workbook; they are given in
        English.
    """
    said = {header: sources(known) for header, known in (words or {}).items()}
    for top, headers in _headers(grid, needed, further):
        first = min(headers)
        for number, cells in grid.rows.items() if grid else ():
            if number > top and first in cells:
                row = {
                    str(headers[column]): raw for column, raw in cells.items() if column in headers
                }
                row |= {
                    header: known.get(str(row[header]), row[header])
                    for header, known in said.items()
                    if header in row
                }
                yield number, row


def _at_most(sentences: list[str], what: str) -> Iterator[str]:
    yield from sentences[:MOST]
    if len(sentences) > MOST:
        yield _(
            "{what}: {sentences} more people or seats are not costed as they should be.",
            what=what,
            sentences=len(sentences) - MOST,
        )


def _number(raw: Raw) -> float:
    return float(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else 0.0


def _text(raw: Raw) -> str | None:
    return None if raw is None else str(raw)


def _shown(raw: Raw) -> str:
    if raw is None:
        return _("nothing")
    if isinstance(raw, date):
        return f"{_day(raw)}"
    return f"{raw:,.10g}" if isinstance(raw, int | float) else f"'{raw}'"


def split(
    made: WorkbookSnapshot, measures: Iterable[Measure]
) -> tuple[list[Measure], list[Measure]]:
    """Misses that are new since the plan was made, and those that were there already."""
    new: list[Measure] = []
    old: list[Measure] = []
    for measure in measures:
        (new if made.is_new(measure) else old).append(measure)
    return new, old
