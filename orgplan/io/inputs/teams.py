"""Teams: of the sheet, or else those that the roster names."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from orgplan.domain import Team, cycle
from orgplan.excel.read import Findings, did_you_mean, fold, listed, nearest
from orgplan.language import _
from orgplan.schema import inputs

from ..tables.build import build_or_report, fields_of
from ..tables.keyed_rows import DELETE_ONE_ROW, KeyedRows
from ..tables.row import Row
from ..tables.table import Table

_ALIKE = 85  # from this likeness on, an unknown parent is a misspelling rather than a department

_BETWEEN = re.compile(r"[,;/+&、，；]|\s(?:and|und|et|y)\s")
_SHARE = re.compile(r"[(\[（]?\s*\d+([.,]\d+)?\s*%\s*[)\]）]?")


@dataclass
class TeamRegistry:
    """Teams by their folded names.

    Attributes
    ----------
    findings
        Where faults are reported.
    rows
        Folded name → row of the sheet; teams of the roster and departments have none.
    names
        Folded name → name as the team spells itself.
    stated
        Whether there is a sheet Teams.
    unreadable
        Whether faults hide its names: then no team is called unknown.
    """

    findings: Findings
    rows: dict[str, Row] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    stated: bool = False
    unreadable: bool = False

    def read(self, table: Table | None, roster: Iterable[Row], unreadable: bool = False) -> None:
        """Take in the sheet Teams, or the roster's teams where there is none.

        Parameters
        ----------
        table
            ``None`` if there is no such sheet.
        roster
            Rows of people and vacancies; not read where there is a sheet.
        unreadable
            Whether there is such a sheet, but with faults that hide its names: then no name is
            called unknown.
        """
        self.stated = table is not None
        self.unreadable = unreadable
        rows = KeyedRows[str]("team", _("each team once"), DELETE_ONE_ROW)
        for row in table or ():
            name = row.text("team")
            if name is not None and rows.put(fold(name), row):
                self.names[fold(name)] = name
        self.rows |= rows.row
        if not self.stated and not unreadable:
            for row in roster:
                text = row.text("team") if row.has("team") else None
                if text:
                    self.names.setdefault(fold(text), text)
            self._refuse_several(roster)
            self.findings.note(
                inputs.TEAMS.shown,
                "",
                _(
                    "there is no sheet Teams: the teams of the roster were used ({listed})",
                    listed=listed(self.names.values()),
                ),
            )
        self._take_departments()

    def _refuse_several(self, roster: Iterable[Row]) -> None:
        """A fault for each text of the roster that seems to list teams: ``Rail, Metro``, ``Rail
        (50%) / Metro``.
        """
        asked: set[str] = set()
        for row in roster:
            text = row.text("team") if row.has("team") else None
            parts = [_SHARE.sub("", part).strip() for part in _BETWEEN.split(text or "")]
            several = len(parts) > 1 and any(fold(part) in self.names for part in parts)
            if text and fold(text) not in asked and (several or _SHARE.search(text)):
                asked.add(fold(text))
                row.fault(
                    "team",
                    _("one team a person"),
                    _(
                        "Write the team in which the person counts, or a row for each with the same"
                        " person ID and its fte; if '{text}' is one team, list the teams on a sheet"
                        " Teams.",
                        text=text,
                    ),
                )

    def _take_departments(self) -> None:
        """Parents without a row of their own become departments, with a note; a name near that of a
        team is a fault.
        """
        for row in list(self.rows.values()):
            parent = row.text("parent")
            if parent is None or fold(parent) in self.names:
                continue
            guess = nearest(parent, self.names.values(), _ALIKE)
            if guess:
                row.fault(
                    "parent",
                    _("a team of this sheet"),
                    _(
                        "Did you mean '{guess}'? If not, add a row for {parent}.",
                        guess=guess,
                        parent=parent,
                    ),
                )
                continue
            self.names[fold(parent)] = parent
            row.note(
                "parent",
                _("'{parent}' has no row of its own: treated as a department", parent=parent),
            )

    def resolve(self, row: Row, key: str) -> str | None:
        """The team that a cell names; a fault if there is none.

        Parameters
        ----------
        row, key
            Cell that names a team, in any case.

        Returns
        -------
        str or None
            As the team spells itself; ``None`` for a blank, or with a fault. Where faults hide the
            teams no team is called unknown.
        """
        text = row.text(key)
        if text is None:
            return None
        if fold(text) not in self.names and not self.unreadable:
            place = _("the sheet Teams") if self.stated else _("the roster")
            row.fault(
                key,
                _("a team of {place}", place=place),
                did_you_mean(
                    text, self.names.values(), _("Add it to {place}, or correct it.", place=place)
                ),
            )
        return self.names.get(fold(text))

    def listed(self, row: Row, key: str) -> tuple[str, ...]:
        """The teams that a cell lists; a fault for each that there is not.

        Parameters
        ----------
        row, key
            Cell that lists teams, separated by semicolons or commas.

        Returns
        -------
        tuple of str
            Each once, as it spells itself.
        """
        found = []
        for text in row.names(key, wide=True):
            if fold(text) in self.names:
                found.append(self.names[fold(text)])
            elif not self.unreadable:
                known = (
                    _("Known: {join}.", join=_(", ").join(sorted(self.names.values())[:12]))
                    if self.names
                    else _("List the teams on the sheet {sheet}.", sheet=inputs.TEAMS.shown)
                )
                row.fault(key, _("teams"), did_you_mean(text, self.names.values(), known), text)
        return tuple(dict.fromkeys(found))

    def parent(self, row: Row) -> str | None:
        """Parent of a team, spelt as it spells itself.

        Parameters
        ----------
        row
            Of Teams.

        Returns
        -------
        str or None
            ``None`` for a team at the top.
        """
        text = row.text("parent")
        return self.names.get(fold(text)) if text else None

    @property
    def parents(self) -> frozenset[str]:
        """Teams that others belong to."""
        return frozenset(parent for parent in map(self.parent, self.rows.values()) if parent)

    def product_lines(self) -> dict[str, str]:
        """Folded spelling → product line."""
        lines: dict[str, str] = {}
        for row in self.rows.values():
            text = row.text("product_line")
            if text:
                lines.setdefault(fold(text), text)
        return lines

    def build(self, lead: Callable[[Row, str], str | None]) -> tuple[Team, ...]:
        """The domain's teams; `lead` finds the person that a cell names.

        Parameters
        ----------
        lead
            Gives the id of the person that a row and the key of a column name; ``None``, with a
            fault, for nobody.

        Returns
        -------
        tuple of Team
            Departments that are named as a parent alone are among them, as teams without a row.
        """
        self._refuse_cycles()
        lines = self.product_lines()
        teams = []
        for key, name in self.names.items():
            row = self.rows.get(key)
            team = self._team(row, name, lines, lead) if row else Team(id=name)
            if team is not None:
                teams.append(team)
        return tuple(teams)

    def _team(
        self, row: Row, name: str, lines: dict[str, str], lead: Callable[[Row, str], str | None]
    ) -> Team | None:
        """A team; ``None``, with a fault, where its fewest heads are more than its most."""
        line = row.text("product_line")
        plain = fields_of(
            row, "min_headcount", "max_headcount", "partners", "cost_centre", "capitalised_pct"
        )
        low, high = plain.get("min_headcount"), plain.get("max_headcount")
        if low is not None and high is not None and low > high:
            row.fault(
                "max_headcount",
                _("at least the minimum, {low}", low=low),
                _("Swap or correct the two figures."),
            )
            return None
        return build_or_report(
            row,
            "team",
            lambda: Team(
                id=name,
                product_line=lines[fold(line)] if line else None,
                parent=self.parent(row),
                lead=lead(row, "lead"),
                **plain,
            ),
        )

    def _refuse_cycles(self) -> None:
        """Name each circle of parents at the row of one of them."""
        above = {self.names[key]: self.parent(row) for key, row in self.rows.items()}
        while ring := cycle(above):
            row = self.rows[fold(ring[0])]
            row.fault(
                "parent",
                _("teams with no circular parents"),
                _("{ring}: correct one of these parents.", ring=" → ".join(ring)),
            )
            above[ring[0]] = None
