"""Checks of walks and stocks, of where the figures come from, and of the plan judged without the
solver: 11, 12, 19 and 20.
"""

from collections.abc import Iterator

from orgplan.analysis.assessment import Assessment, is_covered
from orgplan.analysis.headcount_walk import Counted
from orgplan.domain import NeedKind, Sense, Strength
from orgplan.excel.write.workbook import Formula, quoted
from orgplan.language import N_, _

from ..audit import fingerprints
from ..audit.run import Run
from ..audit.run_log import CHANGED, HASH_LENGTH
from ..sheets import constraints as constraint_rows
from ..sheets import layout, pages, refs
from ..sheets.coverage import LEAD
from .money import TYPED
from .people import NO_INPUTS
from .sheet import Check, Miss, Place
from .sheet_refs import PlanSheets, filled

PROVEN = 0.001  # the solver's own accuracy in weighted heads
DUST = 0.0001  # of sums of figures that are rounded to five digits
COVERED = tuple(NeedKind)  # families of needs
NO_NEEDS = N_("nothing is required")


def proof_checks(assessment: Assessment, sheets: PlanSheets, run: Run) -> Iterator[Check]:
    """Checks that walks, groups, source, coverage and goals are what the plan says.

    Parameters
    ----------
    assessment
        What the tool worked out.
    sheets
        The sheets of the workbook, of which tables and cells are asked for by name.
    run
        Says which values of goals the solver reached, or the plan came to when it was priced again.

    Yields
    ------
    Check
        In the order of the sheet.
    """
    yield from _walks(assessment, sheets)
    yield from _stocks(assessment, sheets)
    yield from _source(assessment, sheets)
    yield from _coverage(assessment, sheets)
    yield from _judged(assessment, sheets, run)


def _walks(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """11: each walk ties, and begins where the roster stands."""
    rows = sum(len(of_kind) for of_kind in assessment.walks.values())
    total = sheets.book.table("walk_total")
    for words, table in ((_("by team"), sheets.book.table("walk")), (_("in total"), total)):
        text = f"=SUMPRODUCT(ABS({table['difference']}))"
        looked = Formula(f"={filled(table, 'team')}", table.height if rows else 0)
        words = _(
            "Walks {words}: closing heads that differ from the count person by person", words=words
        )
        yield Check(
            11,
            words,
            Place.of(table),
            Formula(text, 0),
            tolerance=DUST,
            looked_at=looked,
            empty=_("there are no teams"),
            hint=TYPED,
        )
    figures = fingerprints.roster_figures(assessment.org)
    for counted in (Counted.HEADS, Counted.FTE):
        number = list(Counted).index(counted) * assessment.org.calendar.periods
        opening = sum(row.opening for row in assessment.walks[counted] if row.period == 0)
        cell = f"{quoted(total.sheet)}!{total.cell(number, 'opening', True)}"
        before = Formula(
            f"={sheets.cells[refs.WHEN_PLANNED[f'opening {counted.value}']]}",
            figures[f"opening {counted.value}"],
        )
        words = _(
            "Opening {counted} of the Walk = roster on the day before the horizon, when the plan"
            " was made",
            counted=_(counted.value),
        )
        yield Check(
            11, words, Place.of(total), Formula(f"={cell}", opening), before, DUST, hint=TYPED
        )


def _stocks(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """12: heads are a stock; those of the last period stand for the horizon, and nothing adds them
    up over time.
    """
    last = assessment.org.calendar.periods - 1
    closing = sum(row.closing for row in assessment.headcount if row.period == last)
    heads, end = (
        Formula(f"={sheets.cells[refs.SUMMARY_HEADS]}", closing),
        Formula(f"={sheets.cells[refs.CLOSING_HEADS]}", closing),
    )
    words = _("Heads on Summary = closing of the last period, not a sum over periods")
    yield Check(12, words, Place(pages.SUMMARY.name), heads, end, hint=TYPED)


def _source(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """19: which input, which version, and whether the inputs are still those."""
    cells, place = sheets.cells, Place(pages.RUN_LOG.name)
    length = Formula(f"=LEN({cells[refs.INPUT_HASH]})", HASH_LENGTH)
    yield Check(
        19,
        _("Digits of the input's hash"),
        place,
        length,
        Formula(f"={cells[refs.HASH_LENGTH]}", HASH_LENGTH),
        hint=TYPED,
    )
    differs = Formula(f"=1-EXACT({cells[refs.INPUT_HASH]},{cells[refs.SEALED_HASH]})", 0)
    yield Check(
        19,
        _("The input hash shown differs from the sealed one (1), or is the same (0)"),
        place,
        differs,
        hint=TYPED,
    )
    version = refs.VERSION["orgplan"]
    shown = cells[version if version in cells else refs.WRITTEN_BY]
    printed = Formula(f"=IF(LEN({shown})>0,1,0)", 1)
    yield Check(19, _("Version of the tool is printed (1)"), place, printed, 1, hint=TYPED)
    words = _("Sheets of the input that were changed since the plan was made")
    totals = sheets.book.find("input_totals")
    if totals is None:
        yield Check(19, words, place, 0, looked_at=0, empty=NO_INPUTS)
        return
    changed = Formula(f'=COUNTIF({totals["verdict"]},"{CHANGED}")', 0)
    yield Check(
        19, words, Place.of(totals), changed, looked_at=Formula(f"={filled(totals, 'sheet')}",
            totals.height), miss=Miss.CHANGED,
        hint=_("Plan again: neither the actions nor the proof are those of the inputs as they now "
               "stand."),
    )  # fmt: skip


def _coverage(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """20: coverage as it is shown is coverage as it was judged."""
    detail, rows = sheets.book.table("coverage"), sheets.book.table("constraints")
    covered = [m for m in assessment.measures if is_covered(m)]
    looked = Formula(f"={filled(detail, 'need')}", len(covered))
    place = Place.of(detail)
    family = "+".join(f'({rows["family"]}="{name}")' for name in COVERED)
    asks = (  # none of a role is asked for, too
        f'(({rows["right_side"]}>0)+({rows["family"]}="{NeedKind.STAFF}")>0)'
    )
    demands = f'({family})*({rows["sense"]}="{Sense.AT_LEAST.value}")*{asks}'

    def judged_sum(which: str, header: str, value: float) -> Formula:
        return Formula(f"=SUMPRODUCT({which}*{rows[header]})", value)

    short = sum(
        round(m.short, 5) for m in assessment.measures if m.family in COVERED
    )  # staff on both sides
    gaps = Formula(f"=SUM({detail['gap']})", short)
    words = _("Gaps of Coverage detail = shortfalls judged without the solver")
    yield Check(
        20,
        words,
        place,
        gaps,
        judged_sum(f"({family})", "short", short),
        PROVEN,
        looked_at=looked,
        empty=NO_NEEDS,
        hint=TYPED,
    )
    planned = sum(round(m.planned, 5) for m in covered)
    there = Formula(f"=SUM({detail['planned']})", planned)
    words = _("Planned on Coverage detail = left sides judged without the solver")
    yield Check(
        20,
        words,
        place,
        there,
        judged_sum(demands, "left_side", planned),
        DUST,
        looked_at=looked,
        empty=NO_NEEDS,
        hint=TYPED,
    )
    required = sum(round(m.required, 5) for m in covered)
    picture = Formula(f"=SUM({_figures(sheets)})", required + planned + short)
    total = "+".join(f"SUM({detail[header]})" for header in ("required", "planned", "gap"))
    words = _("Figures of Coverage = figures of Coverage detail")
    yield Check(
        20, words, Place.of(sheets.book.table("coverage_picture")), picture,
        Formula(f"={total}", required + planned + short), DUST, looked_at=looked, empty=NO_NEEDS,
        hint=TYPED,
    )  # fmt: skip


def _figures(sheets: PlanSheets) -> str:
    """Range of all periods of the picture of coverage."""
    picture = sheets.book.table("coverage_picture")
    left = picture.left + len(LEAD)
    return layout.area_of_name(
        picture.sheet, picture.first, left, picture.last, picture.left + len(picture.headers) - 1
    )


def _judged(assessment: Assessment, sheets: PlanSheets, run: Run) -> Iterator[Check]:
    """20: every limit holds, and what is missed is what the solver said, or what it was when the
    plan was priced again.
    """
    rows = sheets.book.table("constraints")
    place, looked = Place.of(rows), Formula(f"={filled(rows, 'family')}", len(assessment.measures))
    broken = sum(m.broken and m.strength is None for m in assessment.measures)
    text = f'=COUNTIF({rows["verdict"]},"{constraint_rows.BROKEN}")'
    none = _("nothing limits the plan")
    yield Check(
        20, _("Hard limits broken by the plan"), place, Formula(text, broken), looked_at=looked,
        empty=none,
        hint=_("The sheet Constraints names them; `orgplan check` says how to fix each."),
    )  # fmt: skip
    goals = {part.name: part.value for part in run.parts} | dict(run.priced_again)
    for strength in (Strength.MUST, Strength.SHOULD):
        name = f"{strength.value}_shortfall"
        if name in goals:
            value = sum(
                m.weight * round(m.short, 5)
                for m in assessment.measures
                if m.strength is strength and m.worth is None
            )
            text = (
                f'=SUMPRODUCT(({rows["strength"]}="{strength.value}")*({rows["worth"]}="")*'
                f"{rows['weight']}*{rows['short']})"
            )
            solved = Formula(f"={sheets.cells[refs.GOAL_VALUE[name]]}", goals[name])
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
                Formula(text, value),
                solved,
                PROVEN,
                looked_at=looked,
                empty=none,
                hint=TYPED,
            )
