"""Rules: each by scope and period, whether it is triggered, and who satisfies it or by how
much it is short.
"""

from collections.abc import Iterator

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.result_rows import RuleRow
from orgplan.constraints import rule_families, what_is_enforced
from orgplan.constraints.naming import rule_called
from orgplan.domain import Rule, Sense, Strength, scope_in_words
from orgplan.excel.write.live import Live, choose
from orgplan.excel.write.tables import LiveRow
from orgplan.excel.write.workbook import (
    HEADING,
    CellRow,
    Column,
    Fill,
    Sheet,
    Style,
    TableRef,
    address,
)
from orgplan.language import N_, _, in_a_row

from ..quantities import member_name, members_named
from ..results.tables import RULES
from ..wording import short_requirements
from .actions.plan_columns import shown, written_row
from .cross_links import action_cells, linked
from .layout import BODY, HEADS, LIVE, LIVE_HEADS, LONG, RULES_TOP, TEXT, area, write_folded

_STOPS = (".", "!", "?", "。", "！", "？")
SATISFIED, SHORT, QUIET = N_("satisfied"), N_("SHORT"), N_("not triggered")
RULE, STRENGTH = (shown(RULES.column[key]) for key in ("rule", "strength"))


def _columns() -> Iterator[Column]:
    for column in RULES.columns:
        if column.key == "short_by":
            yield shown(column, LIVE_HEADS)
            yield Column(
                "verdict", Style(LIVE.look, bold=True), f"{SATISFIED}, {SHORT} or {QUIET}", 13
            )
            yield Column(
                "short_if_nothing",
                HEADS,
                "How many would be short if nothing were decided; blank where it would not be"
                " triggered",
                16,
            )
            yield Column(
                "verdict_if_nothing", Style(LIVE.look), "Verdict if nothing were decided", 18
            )
        elif column.key != "satisfied":  # that is the verdict
            yield shown(column)  # fmt: skip


COLUMNS = tuple(_columns())
HEADERS = tuple(column.header for column in COLUMNS)
IN_FORCE = (
    RULE,
    Column("applies_to", LONG, "Scopes in which it is judged", 26),
    Column("family", TEXT, "Kind of rule, as in the maths", 20, words=True),
    Column("threshold", HEADS, "Heads from which it asks for something", 11),
    STRENGTH,
    Column("enforces", LONG, "What is enforced, as the columns of Rules say it", 60),
    Column("says", LONG, "The rule in the user's or the library's words, and its source", 60),
)


def write_rules(sheet: Sheet, assessment: Assessment) -> None:
    """Write the sheet.

    Parameters
    ----------
    sheet
        Rules, below its head.
    assessment
        Read for rules in force and their measures.
    """
    names = {member.id: member_name(member) for member in assessment.walk.members}
    top = _write_short(sheet, assessment, _write_in_force(sheet, assessment, RULES_TOP) + 1) + 2
    write_folded(sheet, top - 1, _("Each rule by scope and period"))
    ordered = sorted(assessment.rules, key=lambda row: row.satisfied or not row.triggered)
    rows = [_row(assessment, row, top + 1 + number, names) for number, row in enumerate(ordered)]
    table = sheet.table("rules", COLUMNS, rows, top=top, about="A rule in a scope and period")
    for header in ("verdict", "verdict_if_nothing"):
        _colour(sheet, table, HEADERS.index(header))
    sheet.fold(table.top, table.last if rows else 0)
    sheet.freeze(BODY)


def _write_short(sheet: Sheet, assessment: Assessment, row: int) -> int:
    """What is short, once for all its periods; returns the first row below."""
    items = short_requirements(
        assessment.org, (m for m in assessment.shortfalls if m.family in rule_families())
    )
    heading = _("What is short") if items else _("Every rule that is triggered is satisfied.")
    sheet.write(row, 0, heading, HEADING)
    for item in items:
        row += 1
        must = item.strength is Strength.MUST
        sentence = N_("Must: {what}: {short}.") if must else N_("Should: {what}: {short}.")
        style = Style(fill=Fill.BAD if must else Fill.WARN)
        sheet.write(row, 0, _(sentence, what=item.plain, short=item.shortfall), style)
    return row + 1


def _colour(sheet: Sheet, table: TableRef, column: int) -> None:
    """Red, yellow, green or grey over a verdict; the word says the same."""
    where, first = area(table.first, column, table.last, column), address(table.first, column)
    firm = f"${address(table.first, HEADERS.index('strength'))}"
    sheet.colour_where(where, f'=AND({first}="{SHORT}",{firm}="{Strength.MUST.value}")', Fill.BAD)
    sheet.colour_where(where, f'={first}="{SHORT}"', Fill.WARN)
    sheet.colour_where(where, f'={first}="{SATISFIED}"', Fill.GOOD)
    sheet.colour_where(where, f'={first}="{QUIET}"', Fill.QUIET)


def _write_in_force(sheet: Sheet, assessment: Assessment, top: int) -> int:
    """The rules themselves; returns the first row below."""
    sheet.write(
        top - 1,
        0,
        _("Rules in force") if assessment.org.rules else _("No rule is switched on."),
        HEADING,
    )
    places = action_cells(assessment)
    rows: list[CellRow] = [
        [
            linked(places.get(rule.id, ""), rule_called(rule.id), RULE.style),
            _(", ").join(scope_in_words(scope.label) for scope in rule.scopes),
            rule.family, rule.threshold, rule.strength.value,
            what_is_enforced(assessment.org, rule),
            _with_source(rule),
        ]
        for rule in assessment.org.rules
    ]  # fmt: skip
    return sheet.table("rules_in_force", IN_FORCE, rows, top=top, about="A rule in force").below


def _with_source(rule: Rule) -> str:
    """What a rule says, in whole sentences: one that a user typed may lack its full stop."""
    sentence = rule.sentence
    if sentence and not sentence.endswith(_STOPS):
        sentence = _("{sentence}.", sentence=sentence)
    return (
        in_a_row((sentence, _("Source: {source}.", source=rule.source)))
        if rule.source
        else sentence
    )


def _row(assessment: Assessment, rule: RuleRow, at: int, names: dict[str, str]) -> CellRow:
    """A requirement of a rule, live; blank in the column of doing nothing where it would not be
    triggered.
    """
    row = LiveRow(COLUMNS, at)
    row.update(written_row(RULES, assessment, rule, left_out=("satisfied", "short_by")))
    more, less = row["required"], row["planned"]
    if rule.sense is not Sense.AT_LEAST:
        more, less = less, more
    row["short_by"] = (more - less).or_nothing
    row["verdict"] = _verdict(row["triggered"].equals("no"), row["short_by"])
    row["short_if_nothing"] = (
        round(rule.idle_short, 5) if rule.idle_triggered else None
    )  # a blank says that it would not be triggered
    idle = row["short_if_nothing"]
    row["verdict_if_nothing"] = _verdict(idle.equals(""), idle)
    row["by"] = members_named(names, rule.by) if rule.triggered else None
    return row.cells


def _verdict(quiet: Live, short: Live) -> Live:
    return choose(quiet, QUIET, choose(short > 0, SHORT, SATISFIED))
