"""Whether a limit holds: what the column verdict of Budget says, and its colours."""

from orgplan.excel.write.live import Live, choose
from orgplan.excel.write.workbook import Fill, Sheet, Style, TableRef, address
from orgplan.language import N_

from ..layout import LIVE, area

OK, OVER, SHORT = N_("ok"), N_("OVER"), N_("SHORT")
VERDICT = Style(LIVE.look, bold=True)


def verdict_on(left: Live, bad: str) -> Live:
    """`bad` where what is left is below zero."""
    return choose(left < 0, bad, OK)


def colour_verdict(sheet: Sheet, table: TableRef, header: str) -> None:
    """Colour a column of verdicts."""
    column = table.left + table.headers.index(header)
    where, first = area(table.first, column, table.last, column), address(table.first, column)
    sheet.colour_where(where, f'=OR({first}="{OVER}",{first}="{SHORT}")', Fill.BAD)
    sheet.colour_where(where, f'={first}="{OK}"', Fill.GOOD)
