"""What a plan workbook shows, against what its inputs and actions come to now: money, figures typed
over, inputs changed since.

The workbook is written once more beside the one that is judged, and the two are compared; nothing
of the one that is judged is trusted but its inputs and its actions.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from orgplan._version import this_version
from orgplan.analysis.assessment import Assessment
from orgplan.domain import Plan
from orgplan.excel.read import (
    Grid,
    Raw,
    at,
    listed,
)
from orgplan.finance.ledger import COMPONENTS
from orgplan.language import (
    _,
    entry,
    spellings,
)
from orgplan.schema.inputs import SHEET_OF, input_tab

from ..checks.sheet import FAIL
from ..reasons import UNKNOWN, without_reasons
from ..sheets import pages
from ..sheets.money.cost_by_month import HEADERS
from ..sheets.money.monthly_costs import OTHERS, MonthlyCosts, gather
from . import fingerprints
from .run_log import SEAL
from .run_reader import with_edits_marked
from .snapshot import (
    WorkbookSnapshot,
    amount_in,
    below_headers,
    facts_of,
    rows_of,
    shown_content,
    text_in,
)
from .typed_over import Write, sheets_typed_over, written_again

CENT = 0.005
OF_COST = {"component": COMPONENTS}  # columns of Cost by month that hold words
MOST = 12  # sentences of one kind

CellKey = tuple[
    str, str | None, str, str, str, str
]  # person or seat, action, team, component, role or course, cost centre
Owner = tuple[str, str | None]
CellContent = TypeVar("CellContent")


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
    log = facts_of(made.grids.get(pages.RUN_LOG.key))
    kinds = fingerprints.digests_of_plan(assessment.plan)
    if made.by_other_version:  # earlier ones knew fewer kinds of actions
        kinds = {name: digest for name, digest in kinds.items() if name in log}
    parts = {**made.inputs, **kinds}
    changed = made.changed_parts(assessment.plan)
    found = [
        *_inputs(name for name in changed if name in made.inputs),
        *made.as_text,
        *_seal(log, parts),
        *_money(made, assessment),
    ]
    if write is not None and not changed and made.run is not None and not made.by_other_version:
        spared = any(_("Cost by month") in one for one in found)
        # one that was priced again after an edit says so, and not how the search before it ended
        run = with_edits_marked(made.run, assessment)
        again = written_again(made, assessment, run, write)
        found += [sentence for _page, sentence in sheets_typed_over(made, *again, spared=spared)]
    return tuple(found)


def unmeasured(made: WorkbookSnapshot, plan: Plan) -> frozenset[str]:
    """Actions for whose reasons the time did not suffice, as their rows say; none unless the Run
    log says that it was as many.

    Parameters
    ----------
    made
        The workbook as it stands.
    plan
        Its ids are looked for in the rows that say so.

    Returns
    -------
    frozenset[str]
        Ids; they keep a check from searching for reasons that were not searched then.
    """
    unknown = tuple(spellings(UNKNOWN))
    found = frozenset(
        str(cell)
        for grid in made.grids.values()
        for cells in grid.rows.values()
        if any(str(cell).startswith(unknown) for cell in cells.values())
        for cell in cells.values()
        if str(cell) in plan.actions
    )
    reasons = without_reasons(len(found), len(plan.actions))
    first = made.run.first if made.run is not None else ()
    return found if any(reasons in line for line in first) else frozenset()


def not_comparable(
    made: WorkbookSnapshot, assessment: Assessment, found: Collection[str], write: Write
) -> tuple[str, ...]:
    """Of a workbook of another version: which, and its sheets that this version writes otherwise.

    Figures of theirs may have been typed over, or be worked out otherwise by now: nobody can tell.
    What does not depend on how sheets are written (inputs, actions, seal, money by month) is
    compared whatever the version: `found` is what :func:`differences` says.

    Parameters
    ----------
    made
        The workbook as it stands.
    assessment
        What its inputs and actions come to now.
    found
        What :func:`differences` says; where it says anything, no sheet is written again.
    write
        Writes the workbook of an assessment and a run.

    Returns
    -------
    tuple[str, ...]
        Sentences; empty for a workbook of this version, and where no run can be read.
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
    again = written_again(made, assessment, made.run, write)
    odd = dict.fromkeys(
        page.name for page, _sentence in sheets_typed_over(made, *again, spared=False)
    )
    if not odd:
        return (versions,)
    untold = _(
        "This version writes {sheets} differently, so it cannot tell whether figures there were"
        " typed over. `orgplan recost` rewrites the plan.",
        sheets=listed(odd, 4),
    )
    return versions, untold


def failed_checks(grids: Mapping[str, Grid]) -> list[str]:
    """Checks of the workbook that say FAIL, as they stand.

    Parameters
    ----------
    grids
        Page → cells; only the sheet Checks is read.

    Returns
    -------
    list[str]
        A sentence each, with the cell; empty without the sheet.
    """
    grid = grids.get(pages.CHECKS.key)
    return [
        _(
            "Checks, {cell}: {check}: FAIL ({value}, should be {expected}). {note}",
            cell=at(number, 1),
            check=row.get("check"),
            value=shown_content(row.get("value")),
            expected=shown_content(row.get("expected")),
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


def _inputs(changed: Iterable[str]) -> Iterator[str]:
    for name in changed:
        tab = input_tab(SHEET_OF[name]) if name in SHEET_OF else name
        yield _(
            "{sheet} was changed after the plan was made: actions and proof belong to the old"
            " inputs. `orgplan recost` prices the plan again and keeps your changes; or plan"
            " again.",
            sheet=tab,
        )


def _seal(log: Mapping[str, str], parts: Mapping[str, str]) -> Iterator[str]:
    """A Run log that was edited no longer fits its own seal."""
    if (
        SEAL in log
        and fingerprints.seal(log, {name: log.get(name, "") for name in parts}) != log[SEAL]
    ):
        facts = listed([entry(label) for label in fingerprints.SEALED if label in log])
        yield _(
            "Run log: {facts} or a digest was changed by hand: the seal does not fit. Trust none of"
            " them; plan again.",
            facts=facts,
        )


def _money(made: WorkbookSnapshot, assessment: Assessment) -> Iterator[str]:
    """Rows of Cost by month against the ledger of the plan and the inputs as they stand."""
    grid = made.grids.get(pages.COST.key)
    if grid is None:
        yield _("The sheet Cost by month is gone: no money can be compared. Plan again.")
        return
    months = tuple(f"{day:%Y-%m}" for day in assessment.org.calendar.month_starts)
    shown: dict[CellKey, tuple[int, dict[str, Raw]]] = {}
    for number, row in rows_of(grid, (*HEADERS[:2], "component"), HEADERS, OF_COST):
        if "id" in row:
            shown[_key(row)] = (number, row)
    columns = {
        str(text): column
        for _, cells in below_headers(grid, (*HEADERS[:2], "component"), HEADERS)
        for column, text in cells.items()
    }
    frozen = made.grids.get(pages.PLANNED_COST.key)
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


def _by_owner(entries: Mapping[CellKey, CellContent]) -> dict[Owner, dict[CellKey, CellContent]]:
    """What belongs to each person or seat and action; to all others of a role and team."""
    found: dict[Owner, dict[CellKey, CellContent]] = defaultdict(dict)
    for key, one in entries.items():
        team, _component, item, _centre = key[2:]
        found[(f"{item}, {team}", None) if key[0] == OTHERS else key[:2]][key] = one
    return found


def _key(row: Mapping[str, Raw]) -> CellKey:
    team, component, item = (
        str(row.get(header)) for header in ("team", "component", "role_or_course")
    )
    centre = text_in(row.get("cost_centre")) or ""
    return str(row["id"]), text_in(row.get("action")), team, component, item, centre


def _as_meant(
    shown: Mapping[CellKey, CellContent], lines: Iterable[CellKey]
) -> dict[CellKey, CellContent]:
    """Rows under the keys of their lines: of those with another cost centre, the first line that
    has no row of its own.
    """
    free: dict[tuple[str | None, ...], list[CellKey]] = defaultdict(list)
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
    mine: Mapping[CellKey, MonthlyCosts],
    seen: Mapping[CellKey, tuple[int, dict[str, Raw]]],
    months: tuple[str, ...],
    columns: Mapping[str, int],
    currency: str,
) -> Iterator[str]:
    """What differs of one person or seat and action: a cell where it is one, else the sums."""
    name = owner[0] if owner[1] in (None, owner[0]) else f"{owner[0]} ({owner[1]})"
    now = sum(sum(line.months) for line in mine.values()) / 100
    then = sum(amount_in(row.get(month)) for _, row in seen.values() for month in months)
    if not seen:
        yield _(
            "Cost by month has nothing for {name}, which costs {now:,.2f} {currency} over the"
            " horizon. Price the plan again (`orgplan recost`), or take it off the plan.",
            name=name,
            now=now,
            currency=currency,
        )
        return
    if not mine:
        yield _(
            "Cost by month still has {then:,.2f} {currency} for {name}, which is neither on the"
            " roster nor in the plan. Price the plan again (`orgplan recost`).",
            then=then,
            currency=currency,
            name=name,
        )
        return
    yield from _of_cells(name, mine, seen, months, columns, (then, now), currency)
    yield from _of_centres(name, mine, seen, columns)


def _of_cells(
    name: str,
    mine: Mapping[CellKey, MonthlyCosts],
    seen: Mapping[CellKey, tuple[int, dict[str, Raw]]],
    months: tuple[str, ...],
    columns: Mapping[str, int],
    sums: tuple[float, float],
    currency: str,
) -> Iterator[str]:
    """Months that differ: the cell where it is one, else the sums, as shown and as they should
    be.
    """
    then, now = sums
    cells = [
        (key, number, month, row.get(month), line.months[place] / 100)
        for key, line in mine.items()
        if key in seen
        for number, row in [seen[key]]
        for place, month in enumerate(months)
        if abs(amount_in(row.get(month)) - line.months[place] / 100) > CENT
    ]
    odd = mine.keys() ^ seen.keys()
    if len(cells) == 1 and not odd:
        key, number, month, raw, right = cells[0]
        where = at(number, columns.get(month, 1))
        yield _(
            "Cost by month, {where}: {key} of {name} in {month} shows {shown}, but should be"
            " {right:,.2f} {currency}.",
            where=where,
            key=_(key[3]),
            name=name,
            month=month,
            shown=shown_content(raw),
            right=right,
            currency=currency,
        )
    elif cells or odd:
        parts = sorted({key[3] for key, *_ in cells} | {key[3] for key in odd})
        yield _of_amount(then, now, currency, name, _(", ").join(map(_, parts)))


def _of_amount(then: float, now: float, currency: str, name: str, parts: str) -> str:
    """Money of a person or seat that is another one than the sheet shows, or stands elsewhere."""
    if abs(now - then) <= CENT:
        return _(
            "Cost by month has {then:,.2f} {currency} for {name} in other months, or elsewhere,"
            " than the plan and the inputs as they stand ({parts}). Price the plan again"
            " (`orgplan recost`), or undo the change.",
            then=then,
            currency=currency,
            name=name,
            parts=parts,
        )
    return _(
        "Cost by month shows {then:,.2f} {currency} for {name}; with the plan and the inputs as"
        " they stand it is {now:,.2f}, {difference:,.2f} {more} ({parts}). Price the plan again"
        " (`orgplan recost`), or undo the change.",
        then=then,
        currency=currency,
        name=name,
        now=now,
        difference=abs(now - then),
        more=_("more") if now >= then else _("less"),
        parts=parts,
    )


def _of_centres(
    name: str,
    mine: Mapping[CellKey, MonthlyCosts],
    seen: Mapping[CellKey, tuple[int, dict[str, Raw]]],
    columns: Mapping[str, int],
) -> Iterator[str]:
    """Rows of one person or seat that stand on another cost centre than they should."""
    for key in mine.keys() & seen.keys():
        number, row = seen[key]
        if text_in(row.get("cost_centre")) != mine[key].centre:
            where = at(number, columns.get("cost_centre", 1))
            yield _(
                "Cost by month, {where}: the cost centre of {key} of {name} is {shown}, but should"
                " be {centre}.",
                where=where,
                key=_(key[3]),
                name=name,
                shown=shown_content(row.get("cost_centre")),
                centre=mine[key].centre,
            )


def _at_most(sentences: list[str], what: str) -> Iterator[str]:
    yield from sentences[:MOST]
    if len(sentences) > MOST:
        yield _(
            "{what}: {sentences} more people or seats are not costed as they should be.",
            what=what,
            sentences=len(sentences) - MOST,
        )
