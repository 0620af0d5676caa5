"""Key figures: what stands behind Summary: money, actions by kind, coverage, heads by team, what is
asked for, what is at stake.
"""

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.value_for_money import dear, passing, yields
from orgplan.excel.write.charts import Chart
from orgplan.excel.write.workbook import (
    Sheet,
)
from orgplan.language import _

from ...audit.run import Run
from ...seat_value import dear_in_words, passing_in_words
from ...wording import short_requirements
from .coverage_figures import CoverageFigures
from .figure_rows import COLUMNS, FigureRows
from .headcount_figures import HeadcountFigures
from .key_decisions import decisions
from .money_figures import MoneyFigures, years_shown
from .seat_requests import write_requests

MOST_OPEN = 5


def write_key_figures(sheet: Sheet, assessment: Assessment, run: Run) -> tuple[Chart, Chart]:
    """Write the sheet below its head.

    Parameters
    ----------
    sheet
        Key figures; the sheets from which figures are drawn are written.
    assessment, run
        The plan, and how it came about.

    Returns
    -------
    tuple[Chart, Chart]
        Heads and coverage, which stand on Summary.
    """
    sheet.width(0, 40)
    for column in range(1, COLUMNS):
        sheet.width(column, 11)
    rows = FigureRows(sheet)
    MoneyFigures(rows, assessment).write()
    coverage, headcount = CoverageFigures(rows, assessment), HeadcountFigures(rows, assessment)
    first = coverage.write()
    headcount.write()
    heads = headcount.write_over_time()
    covered = coverage.write_shares(first)
    rows.row = write_requests(sheet, assessment, years_shown(assessment.org)[0], rows.row)
    _write_words(rows, assessment, run)
    sheet.pages(upright=True)
    sheet.dense()
    return heads, covered


def _write_words(rows: FigureRows, assessment: Assessment, run: Run) -> None:
    """What is to decide, what is dear, what is short if nothing is decided, and what it takes."""
    rows.part(
        _("To decide"),
        [_("{topic}: {text}", topic=one.topic, text=one.text) for one in decisions(assessment)]
        or [_("Nothing: the plan has no actions and nothing is open.")],
    )
    found = yields(assessment)
    one_period = _("Needed for one period only")
    for heading, words in (
        (_("Low value for money"), [dear_in_words(assessment.org, one) for one in dear(found)]),
        (one_period, [passing_in_words(assessment.org, one) for one in passing(assessment, found)]),
    ):
        if words:
            more = (
                [_("and {number} more", number=len(words) - MOST_OPEN)]
                if len(words) > MOST_OPEN
                else []
            )
            rows.part(heading, words[:MOST_OPEN] + more)
    idle = short_requirements(
        assessment.org, [m for m in assessment.idle_measures if m.strength is not None]
    )
    lines = [one.sentence for one in idle[:MOST_OPEN]]
    if len(idle) > MOST_OPEN:
        lines.append(_("and {number} more", number=len(idle) - MOST_OPEN))
    rows.part(_("If nothing is decided"), lines or [_("Nothing is short.")])
    if run.next_steps:
        rows.part(_("Next steps"), list(run.next_steps))
