"""Limits on heads, under Budget: what each allows, how many heads it counts, and of which teams and
cost centres.
"""

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.budget_variance import in_scope
from orgplan.constraints import Trait, with_trait
from orgplan.domain import Measure
from orgplan.excel.write.live import Live, sum_product
from orgplan.excel.write.tables import LiveRow, LiveRows
from orgplan.excel.write.workbook import (
    HEADING,
    Column,
    Sheet,
    address,
)
from orgplan.language import _
from orgplan.schema.inputs import TEAMS, input_tab

from .. import refs
from ..layout import (
    HEADS,
    LIVE_HEADS,
    LONG,
    TEXT,
)
from .verdict import OVER, SHORT, VERDICT, colour_verdict, verdict_on

CAPS = (
    Column("set_in", TEXT, "Budget line, or the sheet on which the team has its limit", 8),
    Column("where", LONG, "Whose heads count", 8),
    Column("what", TEXT, "at most or at least", 8, words=True),
    Column("period", TEXT, "Period", 8),
    Column("limit", HEADS, "Limit", 8),
    Column("plan", LIVE_HEADS, "Heads of the plan", 8),
    Column("left", LIVE_HEADS, "What is left", 8),
    Column("verdict", VERDICT, "ok, OVER or SHORT", 8),
)


def caps_of(assessment: Assessment) -> list[Measure]:
    """Limits on heads, each in a period."""
    families = with_trait(Trait.HEADS)
    return [measure for measure in assessment.measures if measure.family in families]


def centres_of(assessment: Assessment) -> list[tuple[str, str]]:
    """Teams and their cost centres."""
    return list(dict.fromkeys((row.team, row.centre) for row in assessment.headcount))


class HeadcountLimits:
    """Limits on heads, and the table of the heads that they count, whose header stands in row
    `top`.
    """

    def __init__(self, sheet: Sheet, assessment: Assessment, top: int) -> None:
        self.sheet, self.a, self.top = sheet, assessment, top
        self.caps, self.centres = caps_of(assessment), centres_of(assessment)
        self.limits = list(dict.fromkeys(measure.key[0] for measure in self.caps))
        self.lines = {line.id: line for line in assessment.org.budget}
        self.labels = assessment.org.calendar.labels
        self.places = self._heads()

    def _counts(self, limit: str, centre: tuple[str, str]) -> bool:
        """Whether a limit (id of a budget line with heads, or of a team) counts the heads of a team
        and cost centre.
        """
        line = self.lines.get(limit)
        return centre[0] == limit if line is None else in_scope(self.a.org, line.scope, *centre)

    def write_limits(self, top: int) -> None:
        """Write the limits, each in a period.

        Parameters
        ----------
        top
            Row of the header, from 0; the heading stands above.
        """
        title = (
            _("Heads at the end of each period") if self.caps else _("No limits on heads are set.")
        )
        self.sheet.write(top - 1, 0, title, HEADING)
        rows = LiveRows(CAPS, top)
        for measure in self.caps:
            self._fill(rows.add(), measure)
        about = "A limit on heads in a period"
        table = self.sheet.table("caps", CAPS, rows.cells, top=top, about=about)
        colour_verdict(self.sheet, table, "verdict")

    def _fill(self, row: LiveRow, measure: Measure) -> None:
        """A limit on heads in a period; from below it is short, from above exceeded."""
        where, bound, period = measure.key
        capped, line = bound == "at most", self.lines.get(where)
        row.update(
            {
                "set_in": input_tab(TEAMS) if line is None else where,
                "where": where if line is None else str(line.scope),
                "what": bound,
                "period": period,
                "limit": measure.required,
                "plan": sum_product(self.places[f"limit {where}"] * self.places[period]),
            }
        )
        more, less = (row["limit"], row["plan"]) if capped else (row["plan"], row["limit"])
        row["left"] = more - less
        row["verdict"] = verdict_on(row["left"], OVER if capped else SHORT)

    def write_heads(self) -> None:
        """Write heads by team and cost centre, with a column of 1 and 0 for each limit."""
        about = _(
            "Heads by team and cost centre, and which of them each limit counts (1 = it counts)"
        )
        self.sheet.write(self.top - 1, 0, about, HEADING)
        self.sheet.table(
            "budget_places",
            self.places.columns,
            self.places.cells,
            top=self.top,
            about="Heads of a team and cost centre, and the limits that count them",
        )

    def _heads(self) -> LiveRows:
        """Teams and cost centres.

        Their heads at the end of each period, drawn from the walk, and which limits count
        them.
        """
        book = self.sheet.book
        walk, limits = book.table("walk"), [f"limit {name}" for name in self.limits]
        columns = [
            Column("team", TEXT, "Team", 16),
            Column("cost_centre", TEXT, "Cost centre", 16),
        ]
        columns += [
            Column(
                label, LIVE_HEADS, "Heads at the end of the period", 8, each="<period>", shown=label
            )
            for label in self.labels
        ]
        columns += [
            Column(
                f"limit {name}",
                HEADS,
                "1 where the limit counts them",
                8,
                each="limit <limit>",
                shown=_("Limit {limit}", limit=name),
            )
            for name in self.limits
        ]
        rows = LiveRows(columns, self.top)
        heads = walk["counted"].equals(book.refs[refs.COUNTED_HEADS])
        for team, centre in self.centres:
            row = rows.add({"team": team, "cost_centre": centre})
            own = (
                heads
                * walk["team"].equals(row["team"].pinned)
                * walk["cost_centre"].equals(row["cost_centre"].pinned)
            )
            for column, label in enumerate(self.labels, 2):
                period = walk["period"].equals(Live(address(self.top, column, True), label))
                row[label] = sum_product(own * period * walk["closing"])
            counted = (int(self._counts(limit, (team, centre))) for limit in self.limits)
            row.update(dict(zip(limits, counted, strict=True)))
        return rows
