"""Rules: each by scope and period, whether it is triggered, and by whom it is satisfied or by how much it is short."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment, RuleRow
from orgplan.domain.base import Strength
from orgplan.io.book import Cell, Column, Content, Fill, Formula, Sheet, Style, Table, address
from orgplan.report.layout import BODY, HEADS, LIVE, LIVE_HEADS, LONG, TEXT, area
from orgplan.report.words import member_name, members_named

HEADERS = ("rule", "scope", "aspect", "period", "strength", "triggered", "required", "planned", "short_by", "verdict", "by", "says")
SATISFIED, SHORT, QUIET = "satisfied", "SHORT", "not triggered"


@dataclass(frozen=True)
class RulePlaces:
    """Where the rules stand."""

    table: Table


def write_rules(sheet: Sheet, assessment: Assessment) -> RulePlaces:
    """Write the sheet."""
    names = {member.id: member_name(member) for member in assessment.walk.members}
    says = {rule.id: rule.sentence for rule in assessment.org.rules}
    rows = [_row(row, BODY + 1 + number, names, says) for number, row in enumerate(assessment.rules)]
    widths = {"rule": 20.0, "scope": 26.0, "aspect": 20.0, "period": 11.0, "verdict": 13.0, "by": 44.0, "says": 50.0}
    styles = {"required": HEADS, "planned": HEADS, "short_by": LIVE_HEADS, "verdict": Style(LIVE.look, bold=True)}
    wrapped = ("scope", "aspect", "by", "says")
    columns = [Column(header, LONG if header in wrapped else styles.get(header, TEXT), widths.get(header, 10.0)) for header in HEADERS]
    table = sheet.table("rules", columns, rows, top=BODY)
    column = HEADERS.index("verdict")
    where, first = area(table.first, column, table.last, column), address(table.first, column)
    firm = f"${address(table.first, HEADERS.index('strength'))}"
    sheet.colour_where(where, f'=AND({first}="{SHORT}",{firm}="{Strength.MUST.value}")', Fill.BAD)
    sheet.colour_where(where, f'={first}="{SHORT}"', Fill.WARN)
    sheet.colour_where(where, f'={first}="{SATISFIED}"', Fill.GOOD)
    sheet.colour_where(where, f'={first}="{QUIET}"', Fill.QUIET)
    sheet.freeze(BODY + 1, 2)
    return RulePlaces(table)


def _row(row: RuleRow, at: int, names: dict[str, str], says: dict[str, str]) -> list[Content | Cell]:
    cells = {header: address(at, column) for column, header in enumerate(HEADERS)}
    verdict = QUIET if not row.triggered else SATISFIED if row.satisfied else SHORT
    text = f'=IF({cells["triggered"]}="no","{QUIET}",IF({cells["short_by"]}>0,"{SHORT}","{SATISFIED}"))'
    return [
        row.rule, row.scope, row.aspect or None, row.period, row.strength.value if row.strength else None, "yes" if row.triggered else "no",
        row.required, row.planned, Formula(f"=MAX(0,{cells['required']}-{cells['planned']})", max(0.0, row.required - row.planned)),
        Formula(text, verdict), members_named(names, row.by) if row.triggered else None, says.get(row.rule) or None,
    ]  # fmt: skip
