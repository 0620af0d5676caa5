"""Who and what there is by name: people, skills, roles, teams and places, from whatever sheet names
them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from orgplan.domain import (
    Catalogue,
    Role,
)
from orgplan.excel.read import Findings, fold
from orgplan.schema import inputs

from ..files.choose import ChosenSheets, note_unknown
from ..files.leftovers import (
    refuse_left_sheets,
)
from ..files.remarks import tell_comments
from ..skills.own_scale import read_own_scale
from ..skills.rating_sheets import rating_sheets
from ..skills.skill_ratings import SkillSheet
from ..skills.skill_sheets import (
    at_their_times,
)
from ..tables.row import Row
from ..terms.scopes import Scopes
from ..terms.sheet_roles import brought_along
from ..terms.skill_names import SkillNames, Spelt, folded
from ..terms.spellings import spelt_skills
from .capability import ladders
from .capability.roles import RoleRegistry
from .input_tables import InputTables
from .locations import LocationRegistry
from .norm_rows import named_scopes
from .requirements import asks_for_staff
from .roster import Roster
from .teams import TeamRegistry


class Registries:
    """What rows of all sheets are understood with, and who is meant where they name somebody or
    something.

    Attributes
    ----------
    settings, exchange
        As Settings, Assumptions and Rates say.
    tables
        Key of a sheet → its rows.
    own_scale
        What the signs of ratings mean, where they are the user's own.
    roster, skills, roles, teams, places
        People, skills, roles, teams and locations by name; empty until :meth:`read`.
    skill_sheets
        Sheets of ratings, each at the time of which it speaks; empty until :meth:`read`.
    """

    def __init__(
        self, chosen: ChosenSheets, findings: Findings, catalogue: Catalogue, path: Path
    ) -> None:
        self.findings = findings
        self.chosen, self.grids = chosen, chosen.grids
        for grid in (*chosen.grids.values(), *chosen.skills, *chosen.others):
            if grid.remark:
                findings.note(grid.name, "", grid.remark)
        for grid in (*chosen.grids.values(), *chosen.skills):
            tell_comments(grid, findings)
        self.own_scale = read_own_scale(self.grids.get(inputs.SCALE.key), findings)
        self.skill_sheets: tuple[SkillSheet, ...] = ()
        found = InputTables(self.grids, findings, path)
        self.settings, self.tables, self.exchange = found.settings, found.tables, found.exchange
        planned = any(brought_along(grid.name) for grid in self.grids.values())
        self.skills = SkillNames(catalogue, found.chinese, findings, merging=not planned)
        self.places = LocationRegistry(findings, self.exchange)
        self.teams = TeamRegistry(findings)
        self.roles = RoleRegistry(
            catalogue,
            findings,
            self.exchange,
            self.skills,
            self.settings.months,
            found.chinese,
            planned,
            places=self.places,
            teams=self.teams,
        )
        self.roster = Roster(findings, asking=not planned)

    @property
    def as_of(self) -> date | None:
        """Day on which the roster is true; ``None`` where no calendar could be read."""
        return self.settings.calendar.as_of if self.settings.calendar else None

    def read(self) -> None:
        """Take in who and what there is by name, before anything is built of it."""
        tables = self.tables
        roster = tables.get("Roster")
        if roster is not None:
            self.roster.read(roster, self.as_of, self.settings.weekly_hours)
        self.skill_sheets = tuple(
            at_their_times(
                rating_sheets(
                    self.chosen,
                    None if self.roles.planned else self.tables.get("Roster"),
                    self.roster,
                    frozenset(self.asked_skills()),
                    self.settings.date_order,
                )
            )
        )
        refuse_left_sheets(self.chosen.others, self.grids, self.roster.who, self.findings)
        note_unknown(self.chosen, self.findings)
        self._first_spellings()
        everyone = [*self.roster.rows.values(), *self.roster.vacancies.values()]
        self.teams.read(tables.get("Teams"), everyone, self._unreadable("Teams", "team"))
        self.places.read(
            tables.get("Locations"),
            [*self.roster.rows.values(), *(tables.get("Relocations") or ())],
            tables.get("Roles") or (),
        )
        self.roles.read(tables.get("Roles"), self._unreadable("Roles", "role"))
        ladders.link(self.roles)

    def asked_skills(self) -> Mapping[str, Spelt]:
        """Skills that other sheets than those of skills name, folded → the first cell that does, of
        Requirements if any.
        """
        found: dict[str, Spelt] = {}
        for spelt in spelt_skills(self.tables, ()):  # Requirements come first
            found.setdefault(fold(spelt.text), spelt)
        return found

    def scopes(self) -> Scopes:
        """Where something may apply, by name."""
        return Scopes(
            folded(self.teams.names.values()),
            self.teams.parents,
            self.teams.product_lines(),
            self._cost_centres(),
            self._no_teams(),
            self.places.names,
        )

    def of_norms(self, roles: Iterable[Role]) -> dict[str, dict[str, tuple[str, ...]]]:
        """Kind of scope → name → ids of the people for which a norm with that scope counts."""
        return named_scopes(roles, self.roster.rows, self.teams.names, self.places.names)

    def _unreadable(self, sheet: str, key: str) -> bool:
        """Whether a sheet is there, but without a header or without the column that names
        things.
        """
        grid, table = self.grids.get(sheet), self.tables.get(sheet)
        return grid is not None and bool(grid.rows) and (table is None or table.place(key) is None)

    def _no_teams(self) -> bool:
        return self.teams.unreadable or (not self.teams.stated and not self.roster.rows)

    def _first_spellings(self) -> None:
        """Requirements say how skills are spelt."""
        self.skills.settle(spelt_skills(self.tables, self.skill_sheets))
        for row in self.tables.get("Requirements") or ():
            if row.has("skill") and not asks_for_staff(row):
                self.skills.name(row.text("skill") or "")

    def _cost_centres(self) -> dict[str, str]:
        more = [
            row for name in ("Cost splits", "Relocations") for row in self.tables.get(name) or ()
        ]
        rows: list[Row] = [*self.roster.rows.values(), *self.teams.rows.values(), *more]
        found: dict[str, str] = {}
        for row in rows:
            text = row.text("cost_centre")
            if text:
                found.setdefault(fold(text), text)
        return found
