"""Rules: each by scope and period, whether it is triggered, and by whom it is satisfied or by how much it is short."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment, RuleRow
from orgplan.constraints import what_is_enforced
from orgplan.domain.base import Strength
from orgplan.domain.plan import Sense
from orgplan.excel.write.workbook import (
    HEADING,
    Cell,
    Column,
    Content,
    Fill,
    Formula,
    Sheet,
    Style,
    Table,
    address,
)
from orgplan.report.sheets.layout import BODY, HEADS, LIVE, LIVE_HEADS, LONG, TEXT, area
from orgplan.report.wording import member_name, members_named

SATISFIED, SHORT, QUIET = "satisfied", "SHORT", "not triggered"
RULE = Column("rule", TEXT, 20, meaning="Id of the rule")
STRENGTH = Column("strength", TEXT, 10, meaning="must or should")
COLUMNS = (
    RULE,
    Column("scope", LONG, 26, meaning="Where it is judged"),
    Column("aspect", LONG, 20, meaning="Which part of it, where it has several"),
    Column("period", TEXT, 11, meaning="Period"),
    STRENGTH,
    Column("triggered", TEXT, 10, meaning="yes where the rule asks for something in the period"),
    Column("required", HEADS, 10, meaning="How many it asks for, or allows"),
    Column("planned", HEADS, 10, meaning="How many the plan has"),
    Column("short_by", LIVE_HEADS, 10, meaning="How many are short, or too many"),
    Column("verdict", Style(LIVE.look, bold=True), 13, meaning=f"{SATISFIED}, {SHORT} or {QUIET}"),
    Column(
        "short_if_nothing",
        HEADS,
        16,
        meaning="How many would be short if nothing were decided; blank where it would not be triggered",
    ),
    Column("verdict_if_nothing", Style(LIVE.look), 18, meaning="Verdict if nothing were decided"),
    Column("by", LONG, 60, meaning="Who satisfies it"),
)
HEADERS = tuple(column.header for column in COLUMNS)
IN_FORCE = (
    RULE,
    Column("applies_to", LONG, 26, meaning="Scopes in which it is judged"),
    Column("family", TEXT, 20, meaning="Kind of rule, as in the maths"),
    Column("threshold", HEADS, 11, meaning="Heads from which it asks for something"),
    STRENGTH,
    Column("enforces", LONG, 60, meaning="What is enforced, as the columns of Rules say it"),
    Column(
        "says", TEXT, 10, meaning="The rule in the user's or the library's words, and its source"
    ),
)


@dataclass(frozen=True)
class RulePlaces:
    """Where the rules stand."""

    table: Table


def write_rules(sheet: Sheet, assessment: Assessment) -> RulePlaces:
    """Write the sheet."""
    names = {member.id: member_name(member) for member in assessment.walk.members}
    top = _write_in_force(sheet, assessment, BODY + 1) + 3
    sheet.write(top - 1, 0, "Scope by scope", HEADING)
    rows = [_row(row, top + 1 + number, names) for number, row in enumerate(assessment.rules)]
    table = sheet.table("rules", COLUMNS, rows, top=top, about="A rule in a scope and period")
    for header in ("verdict", "verdict_if_nothing"):
        _colour(sheet, table, HEADERS.index(header))
    sheet.freeze(BODY)
    return RulePlaces(table)


def _colour(sheet: Sheet, table: Table, column: int) -> None:
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
        top - 1, 0, "Rules in force" if assessment.org.rules else "No rule is switched on.", HEADING
    )
    rows: list[list[Content | Cell]] = [
        [
            rule.id, ", ".join(scope.label for scope in rule.scopes), rule.family, rule.threshold, rule.strength.value,
            what_is_enforced(assessment.org, rule),
            f"{rule.sentence} Source: {rule.source}." if rule.source else rule.sentence,
        ]
        for rule in assessment.org.rules
    ]  # fmt: skip
    return sheet.table("rules_in_force", IN_FORCE, rows, top=top, about="A rule in force").below


def _row(row: RuleRow, at: int, names: dict[str, str]) -> list[Content | Cell]:
    cells = {header: address(at, column) for column, header in enumerate(HEADERS)}
    at_least = row.sense is Sense.AT_LEAST
    more, less = (
        (cells["required"], cells["planned"]) if at_least else (cells["planned"], cells["required"])
    )
    missing = row.required - row.planned if at_least else row.planned - row.required
    verdict = QUIET if not row.triggered else SATISFIED if row.satisfied else SHORT
    text = f'=IF({cells["triggered"]}="no","{QUIET}",IF({cells["short_by"]}>0,"{SHORT}","{SATISFIED}"))'
    short_idle = (
        round(row.idle_short, 5) if row.idle_triggered else None
    )  # a blank says that it would not be triggered
    judged = f'=IF({cells["short_if_nothing"]}="","{QUIET}",IF({cells["short_if_nothing"]}>0,"{SHORT}","{SATISFIED}"))'
    return [
        row.rule, row.scope, row.aspect or None, row.period, row.strength.value, "yes" if row.triggered else "no",
        row.required, row.planned, Formula(f"=MAX(0,{more}-{less})", max(0.0, missing)),
        Formula(text, verdict), short_idle, Formula(judged, QUIET if short_idle is None else SHORT if short_idle > 0 else SATISFIED),
        members_named(names, row.by) if row.triggered else None,
    ]  # fmt: skip
