"""Checks of walks and stocks, of where the figures come from, and of the plan judged without the
solver: 11, 12, 19 and 20.
"""

import operator
from collections.abc import Iterator

from orgplan.analysis.headcount.walk import Counted
from orgplan.domain import NeedKind, Sense, Strength
from orgplan.excel.write.live import called, choose, count_where, length, plus, sum_product, total
from orgplan.language import N_, _

from ..audit.run import Run
from ..audit.run_log import CHANGED
from ..sheets import constraints as constraint_rows
from ..sheets import pages, refs
from .money import TYPED
from .people import NO_INPUTS
from .sheet import Check, Miss, SheetCell
from .sheet_refs import PlanSheets, filled

PROVEN = 0.001  # the solver's own accuracy in weighted heads
DUST = 0.0001  # of sums of figures that are rounded to five digits
COVERED = tuple(NeedKind)  # families of needs
NO_NEEDS = N_("nothing is required")


def proof_checks(sheets: PlanSheets, run: Run) -> Iterator[Check]:
    """Checks that walks, groups, source, coverage and goals are what the plan says.

    Parameters
    ----------
    sheets
        The sheets of the workbook, of which tables and cells are asked for by name.
    run
        Says which values of goals the solver reached, or the plan came to when it was priced again.

    Yields
    ------
    Check
        In the order of the sheet.
    """
    yield from _walks(sheets)
    yield from _stocks(sheets)
    yield from _source(sheets)
    yield from _coverage(sheets)
    yield from _judged(sheets, run)


def _walks(sheets: PlanSheets) -> Iterator[Check]:
    """11: each walk ties, and begins where the roster stands."""
    walk = sheets.book.table("walk_total")
    for words, table in ((_("by team"), sheets.book.table("walk")), (_("in total"), walk)):
        yield Check(
            11,
            _(
                "Walks {words}: closing heads that differ from the count person by person",
                words=words,
            ),
            SheetCell.of(table),
            sum_product(table["difference"].size),
            tolerance=DUST,
            looked_at=filled(table, "team"),
            empty=_("there are no teams"),
            hint=TYPED,
        )
    periods = walk.height // len(Counted)
    for counted in (Counted.HEADS, Counted.FTE):
        words = _(
            "Opening {counted} of the Walk = roster on the day before the horizon, when the plan"
            " was made",
            counted=_(counted.value),
        )
        opening = walk.at(list(Counted).index(counted) * periods, "opening")
        before = sheets.cells[refs.WHEN_PLANNED[f"opening {counted.value}"]]
        yield Check(11, words, SheetCell.of(walk), opening, before, DUST, hint=TYPED)


def _stocks(sheets: PlanSheets) -> Iterator[Check]:
    """12: heads are a stock; those of the last period stand for the horizon, and nothing adds them
    up over time.
    """
    heads, end = (sheets.cells[ref] for ref in (refs.SUMMARY_HEADS, refs.CLOSING_HEADS))
    words = _("Heads on Summary = closing of the last period, not a sum over periods")
    yield Check(12, words, SheetCell(pages.SUMMARY.name), heads, end, hint=TYPED)


def _source(sheets: PlanSheets) -> Iterator[Check]:
    """19: which input, which version, and whether the inputs are still those."""
    cells, place = sheets.cells, SheetCell(pages.RUN_LOG.name)
    yield Check(
        19,
        _("Digits of the input's hash"),
        place,
        length(cells[refs.INPUT_HASH]),
        cells[refs.HASH_LENGTH],
        hint=TYPED,
    )
    same = called("EXACT", operator.eq, cells[refs.INPUT_HASH], cells[refs.SEALED_HASH])
    yield Check(
        19,
        _("The input hash shown differs from the sealed one (1), or is the same (0)"),
        place,
        1 - same,
        hint=TYPED,
    )
    version = refs.VERSION["orgplan"]
    shown = cells[version if version in cells else refs.WRITTEN_BY]
    printed = choose(length(shown) > 0, 1, 0)
    yield Check(19, _("Version of the tool is printed (1)"), place, printed, 1, hint=TYPED)
    words = _("Sheets of the input that were changed since the plan was made")
    totals = sheets.book.find("input_totals")
    if totals is None:
        yield Check(19, words, place, 0, looked_at=0, empty=NO_INPUTS)
        return
    yield Check(
        19,
        words,
        SheetCell.of(totals),
        count_where(totals["verdict"], CHANGED),
        looked_at=filled(totals, "sheet"),
        miss=Miss.CHANGED,
        hint=_(
            "Neither the actions nor the proof are those of the inputs as they now stand. `orgplan"
            " recost` prices the plan again and keeps your changes; or plan again."
        ),
    )


def _coverage(sheets: PlanSheets) -> Iterator[Check]:
    """20: coverage as it is shown is coverage as it was judged."""
    detail, rows = sheets.book.table("coverage"), sheets.book.table("constraints")
    picture = sheets.book.table("coverage_picture")
    family = plus([rows["family"].equals(name) for name in COVERED])
    asks = (
        (rows["right_side"] > 0) + rows["family"].equals(NeedKind.STAFF)
    ) > 0  # none of a role is asked for, too
    demands = family * rows["sense"].equals(Sense.AT_LEAST.value) * asks
    first = picture.headers[picture.headers.index("now") + 1]
    figures = picture.between(first, picture.headers[-1])
    required, planned, shortfall = (
        total(detail[header]) for header in ("required", "planned", "gap")
    )
    for words, of, value, expected, tolerance in (
        (
            _("Gaps of Coverage detail = shortfalls judged without the solver"),
            detail,
            shortfall,
            sum_product(family * rows["short"]),
            PROVEN,
        ),
        (
            _("Planned on Coverage detail = left sides judged without the solver"),
            detail,
            planned,
            sum_product(demands * rows["left_side"]),
            DUST,
        ),
        (
            _("Figures of Coverage = figures of Coverage detail"),
            picture,
            total(figures),
            required + planned + shortfall,
            DUST,
        ),
    ):
        yield Check(
            20,
            words,
            SheetCell.of(of),
            value,
            expected,
            tolerance,
            looked_at=filled(detail, "need"),
            empty=NO_NEEDS,
            hint=TYPED,
        )


def _judged(sheets: PlanSheets, run: Run) -> Iterator[Check]:
    """20: every limit holds, and what is missed is what the solver said, or what it was when the
    plan was priced again.
    """
    goals = {part.name for part in run.parts} | dict(run.priced_again).keys()
    rows = sheets.book.table("constraints")
    place, looked = SheetCell.of(rows), filled(rows, "family")
    none = _("nothing limits the plan")
    yield Check(
        20,
        _("Hard limits broken by the plan"),
        place,
        count_where(rows["verdict"], constraint_rows.EXCEEDED),
        looked_at=looked,
        empty=none,
        hint=_("The sheet Constraints names them; `orgplan check` says how to fix each."),
    )
    for strength in (Strength.MUST, Strength.SHOULD):
        name = f"{strength.value}_shortfall"
        if name in goals:
            mine = rows["strength"].equals(strength.value) * rows["worth"].equals("")
            words = _(
                N_("Weighted {strength} shortfall = when the plan was priced again")
                if name in run.priced_again
                else N_("Weighted {strength} shortfall = what the solver reached"),
                strength=_(strength.value),
            )
            yield Check(
                20,
                words,
                place,
                sum_product(mine * rows["weight"] * rows["short"]),
                sheets.cells[refs.GOAL_VALUE[name]],
                PROVEN,
                looked_at=looked,
                empty=none,
                hint=TYPED,
            )
