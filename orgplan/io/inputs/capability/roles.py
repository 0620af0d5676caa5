"""Roles: rows of the user, filled up from the library."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orgplan.domain import (
    FAMILY_NAMES,
    Catalogue,
    LibraryLevel,
    LibraryRole,
    Role,
    key_of,
    named,
    role_id,
)
from orgplan.excel.read import Findings, did_you_mean, fold, listed
from orgplan.language import _
from orgplan.schema import inputs

from ...tables.row import Row
from ...tables.table import Table
from ...terms.currency import Exchange
from ...terms.skill_names import SkillNames
from ..locations import LocationRegistry
from ..teams import TeamRegistry
from .role_build import NONE, RoleBuilder, UnfinishedRole

_USUAL_FAMILY = "engineering"


@dataclass
class RoleRegistry:
    """All roles of a workbook; roles of the library join when something names them.

    A plan workbook (`planned`) writes roles out in full, so that models that it was made with need
    not be there to read it back.

    Attributes
    ----------
    catalogue
        The library.
    findings, exchange, skills
        Where faults are reported, rates for bands, and the one name of each skill.
    months
        12 where bands are a month's, else 1.
    chinese
        Whether roles that join are called by their Chinese names.
    planned
        Whether the sheets are those of a plan workbook.
    drafts
        Folded id → role in the making, in the order in which they joined.
    unreadable
        Whether faults hide the names of the sheet Roles: then no name is called unknown.
    stages
        Stages of the company that rules tell apart.
    places, teams
        Find the places and teams in which a role is hired.
    next_roles
        Role id → id of the role to which holders are promoted, once all rows are read.
    sealed
        Whether the roles are built: from then on none of the library joins.
    uncapped
        Ids of roles whose row says that there is no cap over the horizon.
    unknown
        Title of the roster that is no role → the rows that name it, each with the key of its
        column.
    """

    catalogue: Catalogue
    findings: Findings
    exchange: Exchange
    skills: SkillNames
    months: int = 1
    chinese: bool = False
    planned: bool = False
    drafts: dict[str, UnfinishedRole] = field(default_factory=dict)
    unreadable: bool = False
    stages: tuple[str, ...] = ()
    places: LocationRegistry | None = None
    teams: TeamRegistry | None = None
    next_roles: Mapping[str, str] = field(default_factory=dict)
    sealed: bool = False
    uncapped: set[str] = field(default_factory=set)
    unknown: dict[str, list[tuple[Row, str]]] = field(default_factory=dict)

    def middle(self, role: str) -> float | None:
        """Middle of the band of a role, as far as its row or the library says.

        Parameters
        ----------
        role
            Id of a role.

        Returns
        -------
        float or None
            A year's pay at full time, in plan currency; ``None`` for a role without a band. The
            role is built anew for it, so its faults may be reported again (each is kept once).
        """
        draft = self.drafts.get(fold(role))
        built = RoleBuilder(self).role(draft) if draft else None
        return built.band_mid if built else None

    def read(self, table: Table | None, unreadable: bool = False) -> None:
        """Take in the rows of the sheet Roles.

        Parameters
        ----------
        table
            ``None`` if there is no such sheet: all roles then come from the library.
        unreadable
            Whether there is such a sheet, but with faults that hide its names: then no name is
            called unknown.
        """
        self.unreadable = unreadable
        for row in table or ():
            name, level = row.text("role"), row.text("level")
            if name is None:
                continue
            draft = UnfinishedRole(name, level, row)
            first = self.drafts.get(fold(draft.id))
            if first is not None and first.row is not None:
                row.fault(
                    "role",
                    _("each role and level once"),
                    _(
                        "{draft} is already in {cell}: delete one row.",
                        draft=draft.id,
                        cell=first.row.at("role"),
                    ),
                    draft.id,
                )
                continue
            self._find_in_library(draft, row)
            self.drafts[fold(draft.id)] = draft

    def _find_in_library(self, draft: UnfinishedRole, row: Row) -> None:
        """Give a draft its role and level of the library: by library_id if the row has one, else by
        the role's own name.
        """
        library_id = row.text("library_id")
        if library_id is not None and fold(library_id) in NONE:
            return
        if library_id is None:
            draft.library = self.catalogue.role(draft.name)
            draft.rung = draft.library.level(draft.level) if draft.library else None
            return
        name, _other, rung = library_id.partition("/")
        draft.library = self.catalogue.role(name)
        draft.rung = draft.library.level(rung or draft.level) if draft.library else None
        if self.planned and draft.library is None:
            draft.library_id = library_id
        elif draft.library is None or (rung and draft.rung is None):
            known = self.library_names()
            row.fault(
                "library_id",
                _("a role of the library"),
                did_you_mean(
                    library_id, known, _("`orgplan roles list` shows them; blank means none.")
                ),
            )

    def library_names(self) -> list[str]:
        """Names of the library's roles."""
        return [
            name
            for role in self.catalogue.roles
            for name in (role.id, role.title.en, role.title.zh)
        ]

    def named(self, name: str) -> list[UnfinishedRole]:
        """Roles with a name, at all levels; a role of the library also under its other names.

        Parameters
        ----------
        name
            In any case, in English or Chinese, or an alias of the library.

        Returns
        -------
        list of UnfinishedRole
            In the order in which they joined; empty if the workbook has none.
        """
        folded, library = fold(name), self.catalogue.role(name)
        return [
            draft
            for draft in self.drafts.values()
            if fold(draft.name) == folded
            or (
                library is not None and draft.library is not None and draft.library.id == library.id
            )
        ]

    def resolve(
        self, row: Row, name_key: str = "role", level_key: str | None = "level"
    ) -> str | None:
        """Id of the role that a row names; a fault if there is none.

        Parameters
        ----------
        row
            Row of any sheet that names a role that is held or hired.
        name_key, level_key
            Its columns; ``None`` where the sheet has no column of levels.

        Returns
        -------
        str or None
            ``None`` for a blank, or with a fault. A role of the library joins, and may be hired
            from then on.
        """
        found = self.find(row, name_key, level_key)
        if found is not None:
            self.drafts[fold(found)].only_promoted = False
        return found

    def find(self, row: Row, name_key: str, level_key: str | None) -> str | None:
        """As :meth:`resolve`, without a say in whether anybody is hired into the role.

        Parameters
        ----------
        row
            Row of any sheet.
        name_key, level_key
            Its columns; ``None`` where the sheet has no column of levels.
        """
        name = row.text(name_key)
        level = row.text(level_key) if level_key and row.table.place(level_key) else None
        if name is None:
            return None
        exact = self.drafts.get(fold(role_id(name, level)))
        if exact is not None:
            return exact.id
        own = self.named(name)
        if own:
            return self._among(own, row, name_key, level_key, level)
        return self._from_library(row, name_key, level_key, name, level)

    def _among(
        self,
        own: list[UnfinishedRole],
        row: Row,
        name_key: str,
        level_key: str | None,
        level: str | None,
    ) -> str | None:
        """Id of one of the roles of a name; a level that only the library has joins, and a role
        without levels is taken for any of them, with a note.
        """
        plain = next((draft for draft in own if draft.level is None), None)
        if level is None:
            chosen = plain or (own[0] if len(own) == 1 else None)
            if chosen is None:
                levels = listed(draft.level or "" for draft in own)
                expected = _("the level: one of {names}", names=levels)
                fix = _("{name} has levels: fill one in.", name=own[0].name)
                row.fault(level_key or name_key, expected, fix)
            return chosen.id if chosen else None
        for draft in own:
            if draft.level is not None and fold(draft.level) == fold(level):
                return draft.id
        library = own[0].library
        rung = library.level(level) if library else None
        if rung is not None and library is not None:
            same = (
                draft
                for draft in own
                if draft.rung and draft.rung.id == rung.id and draft.level is not None
            )
            return (next(same, None) or self.add(own[0].name, level, library, rung)).id
        if plain is not None:
            row.note(
                level_key or name_key,
                _(
                    "'{plain}' has no level '{level}': treated as having no level",
                    plain=plain.name,
                    level=level,
                ),
            )
            return plain.id
        known = [draft.level or "" for draft in own]
        known += [rung.title.shown for rung in library.levels] if library else []
        fix = _("Add the level to {SHEET}, or correct it.", SHEET=self._sheet)
        row.fault(
            level_key or name_key,
            _("one of {levels}", levels=listed(known)),
            did_you_mean(level, known, fix),
        )
        return None

    def _from_library(
        self, row: Row, name_key: str, level_key: str | None, name: str, level: str | None
    ) -> str | None:
        """Id of a role of the library, which joins; its first level where none is given.

        A title of the roster that nobody knows is kept, to be asked about with a draft.
        """
        if level is None and " / " in name and self.catalogue.role(name.rpartition(" / ")[0]):
            name, _other, level = name.rpartition(" / ")
        library = None if self.sealed else self.catalogue.role(name)
        if library is None and self.unreadable:
            return None
        if library is None:
            if row.table.spec.key == "Roster" and not self.sealed:
                self.unknown.setdefault(name, []).append((row, name_key))
            else:
                self._refuse_unknown(row, name_key, name)
            return None
        rung = library.level(level)
        if rung is None:
            levels = [
                found
                for each in (*library.levels, *library.archetypes)
                for found in (each.id, each.title.zh if self.chinese else each.title.en)
            ]
            otherwise = _(
                "Choose one, or add the role with your own level to {sheet}.",
                sheet=self._sheet,
            )
            row.fault(
                level_key or name_key,
                _("a level of {name}: one of {levels}", name=name, levels=listed(levels, 12)),
                did_you_mean(level or "", levels, otherwise),
            )
            return None
        if level is None and len(library.levels) > 1:
            self.findings.note(
                row.sheet,
                row.at(name_key),
                _(
                    "no level is given for '{name}': treated as '{rung}', the library's first",
                    name=name,
                    rung=rung.id,
                ),
            )
        return self.add(name, level, library, rung).id

    @property
    def _sheet(self) -> str:
        """What the sheet Roles is called in the file."""
        return self.findings.tabs.get(inputs.ROLES.key, inputs.ROLES.shown)

    def _refuse_unknown(self, row: Row, name_key: str, name: str) -> None:
        known = [
            *(draft.name for draft in self.drafts.values()),
            *(draft.id for draft in self.drafts.values()),
            *self.library_names(),
        ]
        otherwise = _("Add it to {sheet}.", sheet=self._sheet)
        if not self.sealed:
            otherwise += _(" Or name a role of the library (`orgplan roles list`).")
        row.fault(
            name_key,
            _("a role of the sheet {SHEET} or of the library", SHEET=self._sheet),
            did_you_mean(name, known, otherwise),
        )

    def add(
        self, name: str, level: str | None, library: LibraryRole, rung: LibraryLevel
    ) -> UnfinishedRole:
        """The role of a name and level, which joins from the library if it is not there.

        Parameters
        ----------
        name, level
            As the workbook will show them; ``None`` for a role of one level.
        library, rung
            Role and level of the library that fill it up.
        """
        draft = UnfinishedRole(name, level, None, library, rung)
        return self.drafts.setdefault(fold(draft.id), draft)

    def offer(self, library: LibraryRole) -> UnfinishedRole:
        """Make sure that a role of the library can be hired: one at its first level joins if none
        is there.

        Parameters
        ----------
        library
            Role that a rule requires. Where the workbook has it at some level, that one is taken.
        """
        for draft in self.drafts.values():
            if draft.library is not None and draft.library.id == library.id:
                draft.only_promoted = False
                return draft
        return self.add(
            library.title.zh if self.chinese else library.title.en, None, library, library.levels[0]
        )

    def select(self, selector: str) -> tuple[str, ...]:
        """Families or role names, as the domain matches them, that a selector means; empty if it is
        not known.

        Parameters
        ----------
        selector
            As a rule, lever or course names roles: id of a role with its level, name at all levels,
            or family. The first of these that there is counts.
        """
        folded = fold(selector)
        for draft in self.drafts.values():
            if fold(draft.id) == folded:
                return (draft.id,)
        families = {fold(family): family for family in self.families()}
        own = self.named(selector)
        if own:
            return tuple(dict.fromkeys(draft.name for draft in own))
        family = families.get(folded) or families.get(fold(key_of(selector, FAMILY_NAMES)))
        return (family,) if family is not None else ()

    def families(self) -> list[str]:
        """Families of the roles so far, and those of the library."""
        own = (self.family_of(draft) for draft in self.drafts.values())
        return list(
            dict.fromkeys([*own, *(role.family for role in self.catalogue.roles), _USUAL_FAMILY])
        )

    def spellings(self) -> list[str]:
        """What a selector may say."""
        names = [name for draft in self.drafts.values() for name in (draft.id, draft.name)]
        return [*names, *self.families(), *self.library_names()]

    def family_of(self, draft: UnfinishedRole) -> str:
        """Family of a role, the usual one where nobody says.

        Parameters
        ----------
        draft
            Role in the making.
        """
        own = draft.row.text("family") if draft.row else None
        own = own and key_of(own, FAMILY_NAMES)
        return own or (draft.library.family if draft.library else _USUAL_FAMILY)

    def _name_what_the_library_fills(self) -> None:
        """Note which of the user's roles bring skills only because the library has a role of that
        name.
        """
        filled = [
            draft.id
            for draft in self.drafts.values()
            if draft.row is not None
            and not draft.row.has("library_id")
            and draft.rung is not None
            and draft.rung.skills
            and not (draft.at_start or draft.after_ramp)
        ]
        if filled:
            text = _(
                "{filled}: the library has roles of these names, and new holders bring the skills"
                " that it states; rows on Role skills override it",
                filled=listed(filled),
            )
            self.findings.note(inputs.ROLES.shown, "", text)

    def build(
        self, stages: tuple[str, ...] = (), next_roles: Mapping[str, str] | None = None
    ) -> tuple[Role, ...]:
        """The domain's roles, in the order of the sheet, then in the order in which they were
        named; from then on none joins.

        Parameters
        ----------
        stages
            Company stages that are known; empty where any may be named.
        next_roles
            Role id → id of the role to which its holders are promoted.
        """
        self.next_roles = next_roles or {}
        self.stages = stages
        assumed = [
            draft.name
            for draft in self.drafts.values()
            if draft.row and not draft.library and draft.row.text("family") is None
        ]
        if assumed:
            every = len(assumed) == len(self.drafts) > 2
            text = _(
                "no family is given for {assumed}: treated as {USUAL_FAMILY}",
                assumed=listed(assumed),
                USUAL_FAMILY=named(_USUAL_FAMILY, FAMILY_NAMES),
            )
            if every:
                text += _(", so rules count every role as part of it: fill in family")
            self.findings.note(inputs.ROLES.shown, "", text, first=every)
        self._name_what_the_library_fills()
        roles = [
            role for role in map(RoleBuilder(self).role, self.drafts.values()) if role is not None
        ]
        closed = [role.id for role in roles if role.band_mid is None]
        if closed:
            self.findings.note(
                inputs.ROLES.shown,
                "",
                _(
                    "no pay band is known for {closed}: no seat will be opened in these roles"
                    " (groups recruit at the pay of the group)",
                    closed=listed(closed),
                ),
            )
        self.sealed = True
        return tuple(roles)
