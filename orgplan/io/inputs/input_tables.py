"""The tables of the input sheets: settings first, for they say how dates and numbers are read."""

from collections.abc import Mapping
from pathlib import Path

from orgplan.excel.read import Findings, Grid
from orgplan.language import _, speak
from orgplan.schema import inputs
from orgplan.schema.columns import CHINESE, InputSheet

from ..files.crossed import is_crossed
from ..files.headerless import refuse_headerless
from ..files.leftovers import refuse_merged_figures, tell_hidden
from ..files.remarks import with_units_in_header, without_remarks
from ..files.several_tables import one_table
from ..tables.find_table import find_table, header_row
from ..tables.table import Table
from ..terms.currency import Exchange, currency_code
from .settings import Settings, read_settings

_OF_SETTINGS = (inputs.SETTINGS, inputs.ASSUMPTIONS, inputs.RATES)


class InputTables:
    """Finds the table on each input sheet.

    Attributes
    ----------
    settings
        What Settings, Assumptions and Rates say.
    tables
        Key of a sheet → its table, of sheets with one row a thing.
    chinese
        Whether most of their headers are.
    """

    def __init__(self, grids: Mapping[str, Grid], findings: Findings, path: Path) -> None:
        self.grids, self.findings = grids, findings
        findings.tabs = {key: grid.name for key, grid in grids.items()}
        self.settings = self._settings(path)
        self.tables = {
            spec.key: table
            for spec in inputs.INPUT_SHEETS
            if spec not in (*_OF_SETTINGS, inputs.SKILLS, inputs.SCALE)
            and (table := self._table(spec, self.settings.date_order)) is not None
        }
        self.chinese = sum(table.chinese for table in self.tables.values()) * 2 > sum(
            len(table.columns) for table in self.tables.values()
        )
        if self.settings.language is None and self.chinese:
            speak(CHINESE)

    @property
    def exchange(self) -> Exchange:
        """Rates of other currencies."""
        return self.settings.exchange

    def _table(self, spec: InputSheet, order: str | None = None) -> Table | None:
        """The table of a sheet, once crossed tables, a row of units, a second table, remarks and
        figures that may be read in two ways are asked about.
        """
        grid = self.grids.get(spec.key)
        if grid is None:
            return None
        if not grid.rows and not spec.required:
            self.findings.note(grid.name, "", _("this sheet is empty"))
            return None
        decimal = self.settings.decimal if spec not in _OF_SETTINGS else None
        if is_crossed(spec, grid, self.findings):
            return None
        number = header_row(spec, grid)
        grid = grid if number is None else with_units_in_header(grid, number)
        one = one_table(spec, grid, self.findings)
        table = find_table(spec, one, self.findings, order, decimal)
        if table is not None:
            if spec not in _OF_SETTINGS:
                table = without_remarks(table, self.settings.currency)
            tell_hidden(table, self.findings)
            refuse_merged_figures(table, self.findings)
            refuse_headerless(table)
        return table

    def _settings(self, path: Path) -> Settings:
        keyed = (inputs.SETTINGS, inputs.ASSUMPTIONS)
        tables = [table for spec in keyed if (table := self._table(spec)) is not None]
        grid = self.grids.get(inputs.SETTINGS.key)
        return read_settings(
            tables,
            self.findings,
            grid.name if grid else inputs.SETTINGS.key,
            self._currencies,
            path,
            self._table(inputs.RATES),
        )

    def _currencies(self) -> frozenset[str]:
        """Currencies that people of the roster are paid in, for a workbook that does not state the
        plan's.
        """
        grid = self.grids.get(inputs.ROSTER.key)
        table = find_table(inputs.ROSTER, grid, Findings()) if grid and grid.rows else None
        if table is None or "currency" not in table.columns:
            return frozenset()
        return frozenset(
            currency_code(text)
            for row in table
            if row.has("person_id") and (text := row.text("currency"))
        )
