"""Contents: all sheets by group, each with what it is about and a link to it."""

from collections.abc import Mapping, Sequence

from orgplan.excel.write.workbook import HEADING, NOTE, Look, Sheet, Style, quoted
from orgplan.language import N_, _

from ..layout import BODY, LABEL
from ..pages import CONTENTS, SUMMARY, Group, Page

LINK = Style(underlined=True)
WIDTHS = (26, 90)
ABOUT = {
    Group.DECISION: N_("For decision-makers: what is asked for, what it is for, what stays open."),
    Group.MONEY: N_("For finance: what it costs, against the budget and against doing nothing."),
    Group.AUDIT: N_("For reviewers: every figure behind the others, and how the plan was made."),
}


def write_contents(sheets: Mapping[Page, Sheet], names: Sequence[str]) -> None:
    """Write the sheet, and the way back to it on the others; `names` are those of all sheets, of
    which those that are no pages are the input's.

    Parameters
    ----------
    sheets
        Page → sheet, of all pages of the workbook.
    names
        Of all sheets; those that are no pages are the input's.
    """
    pages, sheet = tuple(sheets), sheets[CONTENTS]
    for page in pages:
        if page not in (SUMMARY, CONTENTS):  # Summary has a head of its own
            back = Style(Look.NOTE, underlined=True)
            sheets[page].pointing(BODY - 1, 0, _("← Contents"), f"{quoted(CONTENTS.name)}!A1", back)
    row = BODY
    for group in Group:
        sheet.write(row, 0, _(group.value), HEADING)
        sheet.write(row, 1, _(ABOUT[group]), NOTE)
        row += 1
        for page in (one for one in pages if one.group is group):
            sheet.pointing(row, 0, page.name, f"{quoted(page.name)}!A1", LINK)
            sheet.write(row, 1, _(page.about), LABEL)
            row += 1
        row += 1
    inputs = [name for name in names if name not in {page.name for page in pages}]
    if inputs:
        sheet.write(row, 0, _("Inputs"), HEADING)
        sheet.write(row, 1, _("What the plan was made from, as it was read."), NOTE)
    for number, name in enumerate(inputs, row + 1):
        sheet.pointing(number, 0, name, f"{quoted(name)}!A1", LINK)
    for column, width in enumerate(WIDTHS):
        sheet.width(column, width)
    sheet.printed = False  # links lead nowhere on paper, and each page says its sheet at the foot
