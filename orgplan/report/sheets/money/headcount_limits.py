"""Limits on heads, under Budget: what each allows, how many heads it counts, and of which teams and
cost centres.
"""

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.headcount_walk import rounded
from orgplan.analysis.money.budget_variance import in_scope
from orgplan.constraints import Trait, with_trait
from orgplan.domain import Measure
from orgplan.excel.write.workbook import (
    HEADING,
    CellRow,
    Column,
    Formula,
    Sheet,
    address,
)
from orgplan.language import _

from .. import refs
from ..layout import (
    HEADS,
    LIVE_HEADS,
    LONG,
    TEXT,
)
from .verdict import OVER, SHORT, VERDICT, colour_verdict, verdict_on

CAPS = (
    Column("id", TEXT, "Budget line, or team", 8),
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
        self.heads = {
            (row.team, row.centre, row.period): row.closing for row in assessment.headcount
        }
        self.labels = assessment.org.calendar.labels

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
        rows = [self._limit(measure, top + 1 + number) for number, measure in enumerate(self.caps)]
        about = "A limit on heads in a period"
        table = self.sheet.table("caps", CAPS, rows, top=top, about=about)
        colour_verdict(self.sheet, table, "verdict")

    def _limit(self, measure: Measure, at: int) -> CellRow:
        """A limit on heads in a period; from below it is short, from above exceeded."""
        where, bound, period = measure.key
        cells = {column.header: address(at, place) for place, column in enumerate(CAPS)}
        capped = bound == "at most"
        left = measure.required - measure.planned if capped else measure.planned - measure.required
        text = (
            f"={cells['limit']}-{cells['plan']}" if capped else f"={cells['plan']}-{cells['limit']}"
        )
        verdict = verdict_on(cells["left"], left, OVER if capped else SHORT)
        line = self.lines.get(where)
        return [
            _("team") if line is None else where, where if line is None else str(line.scope), bound,
            period, measure.required, self._heads_of(where, period), Formula(text, left), verdict,
        ]  # fmt: skip

    def write_heads(self) -> None:
        """Write heads by team and cost centre, with a column of 1 and 0 for each limit."""
        about = _(
            "Heads by team and cost centre, and which of them each limit counts (1 = it counts)"
        )
        self.sheet.write(self.top - 1, 0, about, HEADING)
        rows = [
            self._row(centre, self.top + 1 + number) for number, centre in enumerate(self.centres)
        ]
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
        self.sheet.table(
            "budget_places",
            columns,
            rows,
            top=self.top,
            about="Heads of a team and cost centre, and the limits that count them",
        )

    def _row(self, centre: tuple[str, str], at: int) -> CellRow:
        """A team and cost centre: its heads at the end of each period, drawn from the walk, and
        which limits count them.
        """
        book = self.sheet.book
        table = book.table("walk")
        own = (
            f"({table['counted']}={book.refs[refs.COUNTED_HEADS]})*({table['team']}=$A{at + 1})*"
            f"({table['cost_centre']}=$B{at + 1})"
        )
        heads = [
            Formula(
                f"=SUMPRODUCT({own}*({table['period']}={address(self.top, 2 + period, True)})*"
                f"{table['closing']})",
                self.heads[(*centre, period)],
            )
            for period in range(len(self.labels))
        ]
        return [*centre, *heads, *(int(self._counts(limit, centre)) for limit in self.limits)]

    def _heads_of(self, limit: str, period: str) -> Formula:
        """Heads that a limit counts at the end of a period."""
        last, left = self.top + max(1, len(self.centres)), 2 + len(self.labels)
        number, column = self.labels.index(period), left + self.limits.index(limit)

        def down(at: int) -> str:
            return f"{address(self.top + 1, at, True)}:{address(last, at, True)}"

        heads = sum(
            self.heads[(*centre, number)] for centre in self.centres if self._counts(limit, centre)
        )
        return Formula(f"=SUMPRODUCT({down(column)}*{down(2 + number)})", rounded(heads))
