"""Run log: how the workbook was made, down to versions and the hash of the input."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.io.book import HEADING, Content, Look, Number, Sheet, Style
from orgplan.objectives import ORDER
from orgplan.report.layout import BODY, HEADER, LABEL, TEXT, cell_of
from orgplan.report.run import Run
from orgplan.report.words import how_it_ended

PRECISE = Style(Look.TOOL, Number.DECIMAL)
HASH_LENGTH = 64  # hexadecimal digits of SHA-256


@dataclass(frozen=True)
class RunPlaces:
    """Cells of facts that checks refer to.

    Attributes
    ----------
    input_hash, hash_length
        The hash of the input, and how long a hash is.
    goal_values
        Goal → cell of its value.
    """

    input_hash: str
    hash_length: str
    goal_values: dict[str, str]


def write_run_log(sheet: Sheet, assessment: Assessment, run: Run) -> RunPlaces:
    """Write the sheet."""
    writer = _Writer(sheet)
    writer.part("Ending")
    writer.line("status", run.status.value)
    writer.line("in words", how_it_ended(run))
    writer.line("gap", run.gap)
    goals = _write_goals(writer, run)
    writer.part("Model")
    for name, size in zip(("columns", "whole columns", "rows"), run.size, strict=True):
        writer.line(name, size)
    writer.line("solver", run.solver)
    writer.several("Options", dict(run.options))
    writer.several("Seconds", {name: round(seconds, 3) for name, seconds in run.seconds.items()}, PRECISE)
    writer.several("Versions", dict(run.versions))
    writer.part("Input")
    writer.line("file", run.input_name)
    digest = writer.line("SHA-256", run.input_sha256)
    length = writer.line("digits of a SHA-256", HASH_LENGTH)
    writer.line("roster true on", assessment.org.calendar.as_of)
    writer.line("made at (UTC)", run.made_at.strftime("%Y-%m-%d %H:%M:%S"))
    writer.several("Notes", {str(number): note for number, note in enumerate(run.notes, 1)})
    writer.several("Redaction", {str(number): sentence for number, sentence in enumerate(run.redaction, 1)})
    sheet.width(0, 24)
    sheet.width(1, 22)
    sheet.width(2, 18)
    sheet.width(4, 44)
    return RunPlaces(digest, length, goals)


def _write_goals(writer: _Writer, run: Run) -> dict[str, str]:
    writer.part("Goals, in their order")
    writer.sheet.write_row(writer.row, 0, ["goal", "value", "proven bound", "ending", "unit"], HEADER)
    units = {goal.NAME: goal.UNIT for goals in ORDER.values() for goal in goals}
    cells = {}
    for part in run.parts:
        writer.row += 1
        writer.sheet.write(writer.row, 0, part.name, LABEL)
        writer.sheet.write(writer.row, 1, part.value, PRECISE)
        writer.sheet.write(writer.row, 2, part.bound, PRECISE)
        writer.sheet.write(writer.row, 3, part.status.value, TEXT)
        writer.sheet.write(writer.row, 4, units.get(part.name), LABEL)
        cells[part.name] = cell_of(writer.sheet, writer.row, 1)
    writer.row += 1
    return cells


class _Writer:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.row = sheet, BODY - 1

    def part(self, heading: str) -> None:
        self.row += 1
        self.sheet.write(self.row, 0, heading, HEADING)
        self.row += 1

    def line(self, label: str, content: Content, style: Style = TEXT) -> str:
        self.sheet.write(self.row, 0, label, LABEL)
        self.sheet.write(self.row, 1, content, style)
        self.row += 1
        return cell_of(self.sheet, self.row - 1, 1)

    def several(self, heading: str, facts: dict[str, str] | dict[str, float], style: Style = TEXT) -> None:
        if facts:
            self.part(heading)
            for label, content in facts.items():
                self.line(label, content, style)
