"""Leads: who takes over a team that has lost its lead, why, and what is lost without it."""

from orgplan.analysis.assessment import Assessment
from orgplan.excel.write.workbook import Column, Content, Sheet, TableRef
from orgplan.io.plan.rows import takeover_row
from orgplan.schema.plan import LEADS

from ...reasons import ids_served, lost_without, why
from ..cross_links import with_ways
from ..layout import ACTIONS_TOP, LONG
from .hires_and_training import SERVES, SPARE
from .plan_columns import declared

KEYS = ("id", "team", "who", "name", "start_date")
COLUMNS = (
    *declared(LEADS, KEYS),
    SERVES,
    Column("why", LONG, "Needs and rules that it serves", 46),
    Column("lost_without_it", LONG, "What would be short if it alone were left out", 46),
)


def write_leads(sheet: Sheet, assessment: Assessment) -> TableRef:
    """Write Leads.

    Parameters
    ----------
    sheet
        Leads, below its head.
    assessment
        Read for the takeovers and what is lost without each.

    Returns
    -------
    TableRef
        With spare rows below for takeovers typed by hand.
    """
    org, plan = assessment.org, assessment.plan
    rows: list[list[Content]] = []
    for takeover in plan.takeovers:
        cells, lost = takeover_row(org, plan, takeover), assessment.losses[takeover.id]
        reasons = (ids_served(org, lost), why(org, lost), lost_without(org, lost, brief=True))
        rows.append([*(cells[key] for key in KEYS), *reasons])
    sheet.printed = bool(rows)
    about = "Somebody who takes over a team"
    taken = (assessment.losses[takeover.id] for takeover in plan.takeovers)
    linked = with_ways(assessment, COLUMNS, rows, taken)
    return sheet.table("leads", COLUMNS, linked, top=ACTIONS_TOP, spare=SPARE, about=about)
