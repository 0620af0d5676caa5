"""Roles of the domain, made of what their rows say and the library fills in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from orgplan.domain import (
    STAGE_NAMES,
    Band,
    LibraryLevel,
    LibraryRole,
    Range,
    Role,
    Track,
    key_of,
    role_id,
)
from orgplan.excel.read import Findings, fold
from orgplan.language import _
from orgplan.schema.words import NOTHING

from ...tables.build import build_or_report, fields_of
from ...tables.row import Row
from ...terms.amounts import Amount, amount_of, converted
from ...terms.currency import Exchange
from ...terms.skill_names import SkillNames
from ..locations import LocationRegistry
from ..teams import TeamRegistry
from .stages import refuse_unknown

_SHEET = "Roles"
NONE = {
    "",
    *(fold(word) for none, words in NOTHING.items() for word in (none, *words)),
}  # a dash folds into nothing


@dataclass
class UnfinishedRole:
    """A role in the making.

    Attributes
    ----------
    name, level
        As the workbook spells them; ``None`` for a role of one level.
    row
        The user's row, if he wrote one.
    library, rung
        Role and level of the library from which blanks are filled.
    library_id
        As a plan workbook states it, where the model that it was made with is not there.
    at_start, after_ramp
        The user's own levels by skill; they go before the library's.
    next_id
        Id of the role to which holders are promoted, as the user's row says; empty where it says
        that there is none.
    only_promoted
        Whether it joined only because somebody may be promoted to it: then nobody is hired into it.
    """

    name: str
    level: str | None
    row: Row | None = None
    library: LibraryRole | None = None
    rung: LibraryLevel | None = None
    library_id: str | None = None
    at_start: dict[str, int] = field(default_factory=dict)
    after_ramp: dict[str, int] = field(default_factory=dict)
    next_id: str | None = None
    only_promoted: bool = False

    @property
    def id(self) -> str:
        """Id of the role."""
        return role_id(self.name, self.level)

    @property
    def source(self) -> str | None:
        """``role id/level`` of the library."""
        if self.library is None:
            return self.library_id
        return f"{self.library.id}/{self.rung.id}" if self.rung else self.library.id


class RoleBook(Protocol):
    """What roles are built against.

    Attributes
    ----------
    findings, exchange, skills
        Where faults are reported, rates for bands, and the one name of each skill.
    months
        12 where bands are a month's, else 1.
    stages
        Stages of the company that rules tell apart; empty allows any.
    places, teams
        Find the places and teams in which a role is hired; ``None`` takes the names as they stand.
    next_roles
        Role id → id of the role to which holders are promoted.
    uncapped
        Takes the ids of roles whose row says that there is no cap over the horizon.
    """

    findings: Findings
    exchange: Exchange
    skills: SkillNames
    months: int
    stages: tuple[str, ...]
    places: LocationRegistry | None
    teams: TeamRegistry | None
    next_roles: Mapping[str, str]
    uncapped: set[str]

    def family_of(self, draft: UnfinishedRole) -> str:
        """Family of a role: its row's, else that of the library.

        Parameters
        ----------
        draft
            Role in the making.
        """


@dataclass(frozen=True)
class RoleBuilder:
    """Makes the domain's roles of drafts: what a row says goes before the library."""

    book: RoleBook

    def role(self, draft: UnfinishedRole) -> Role | None:
        """The role; ``None``, with faults, where its figures do not fit together.

        Parameters
        ----------
        draft
            Role in the making; one that joined for promotions alone gets a cap of 0 hires.

        Returns
        -------
        Role or None
            Bands a year's in plan currency, ramp and lead time in months, skills at levels 0-5.
            Without a row of the user all of it is the library's.
        """
        fields: dict[str, Any] = {
            "id": draft.id,
            "name": draft.name,
            "level": draft.level,
            "library_id": draft.source,
            "next_role": self.book.next_roles.get(draft.id),
        }
        fields |= {"max_hires": 0} if draft.only_promoted else {}
        fields |= self._of_library(draft)
        if draft.row is None:
            return Role(**fields)
        own = self._of_row(draft.row)
        fields |= own | {"stated": (*fields.get("stated", ()), *own.get("stated", ()))}
        if fields.get("track") is None:
            fields["track"] = Track.MANAGEMENT if fields.get("can_manage") else Track.INDIVIDUAL
        columns = {"id": "role", "name": "role", "library_id": "role"}
        return build_or_report(draft.row, "role", lambda: Role(**fields), columns)

    def _in_all(self, row: Row) -> int | None:
        """Cap over the horizon; none says that there is none, whatever the role looks like."""
        if fold(row.text("max_hires_total") or "none") not in NONE:
            return row.whole("max_hires_total")
        if row.has("max_hires_total"):
            self.book.uncapped.add(role_id(row.text("role") or "", row.text("level")))
        return None

    def _of_library(self, draft: UnfinishedRole) -> dict[str, Any]:
        """Fields that the library fills: family, track, stages and skills; its band only where the
        row has no figure of one.
        """
        fields: dict[str, Any] = {"family": self.book.family_of(draft)}
        brought: dict[str, int] = {}
        if draft.library is not None:
            manages = "manage" in draft.library.track
            fields |= {
                "track": Track.MANAGEMENT if manages else Track.INDIVIDUAL,
                "can_manage": manages,
            }
        if draft.rung is not None:
            brought = {
                self.book.skills.library(skill): level for skill, level in draft.rung.skills.items()
            }
            own_band = draft.row is not None and any(
                draft.row.has(key) for key in ("band_min", "band_mid", "band_max")
            )
            fields["stages"] = draft.rung.stages
            fields |= _span(draft.rung.leads) | (
                {} if own_band else self._band(draft, draft.rung.band)
            )
        return fields | {
            "skills_at_start": brought | draft.at_start,
            "skills_after_ramp": dict(draft.after_ramp),
        }

    def _band(self, draft: UnfinishedRole, band: Band | None) -> dict[str, Any]:
        """Band of the library as a year's pay in plan currency; empty, with a note, where its
        currency has no rate.

        One that is open at the top has no highest pay.
        """
        if band is None:
            return {}
        rate = self.book.exchange.rate(band.currency)
        if rate is None:
            text = _(
                "the library states the pay of {draft} in {currency}, and there is no rate: its"
                " band stays empty. {fix}",
                draft=draft.id,
                currency=band.currency,
                fix=self.book.exchange.fix(band.currency),
            )
            self.book.findings.note(_SHEET, "", text)
            return {}
        low = round(band.min * band.per_year, 2)
        high = None if band.max is None else round(band.max * band.per_year, 2)
        ends = {"band_min": low, "band_mid": _middle(low, high)}
        ends |= {} if band.open else {"band_max": high}
        found = {
            key: converted(key, amount, band.currency, self.book.exchange)
            for key, amount in ends.items()
            if amount is not None
        }
        return {key: amount.value for key, amount in found.items()} | {
            "stated": tuple(one for amount in found.values() for one in amount.stated)
        }

    def _of_row(self, row: Row) -> dict[str, Any]:
        """Fields that the user's row states; a middle that is left blank lies between the ends of
        the band.
        """
        amounts = {
            key: amount_of(row, key, self.book.exchange, self.book.months)
            for key in ("band_min", "band_mid", "band_max")
        }
        if amounts["band_mid"].value is None and not row.has("band_mid"):
            amounts["band_mid"] = self._between(amounts["band_min"], amounts["band_max"])
        amounts["recruiting_cost"] = amount_of(row, "recruiting_cost", self.book.exchange)
        fields: dict[str, Any] = {key: amount.value for key, amount in amounts.items()}
        fields["stated"] = tuple(one for amount in amounts.values() for one in amount.stated)
        fields |= fields_of(
            row,
            "lead_time",
            "ramp",
            "max_hires",
            "max_hires_year",
            "span_min",
            "span_max",
            "can_manage",
            "track",
        )
        fields["max_hires_total"] = self._in_all(row)
        fields["locations"] = (
            self.book.places.of_role(row) if self.book.places else row.names("locations", wide=True)
        ) or None
        fields["teams"] = (self.book.teams.listed(row, "teams") if self.book.teams else ()) or None
        stages = row.names("stages", wide=True)
        fields["stages"] = tuple(key_of(stage, STAGE_NAMES) for stage in stages) or None
        refuse_unknown(row, "stages", fields["stages"] or (), self.book.stages)
        given = {key: value for key, value in fields.items() if value is not None}
        self._order(row, given)
        return given

    def _between(self, low: Amount, high: Amount) -> Amount:
        """The middle of a band, in the currency in which its ends are stated."""
        if len(low.stated) != 1 or (high.value is not None and len(high.stated) != 1):
            return Amount(_middle(low.value, high.value))
        first = low.stated[0]
        if high.stated and high.stated[0].currency != first.currency:
            return Amount(_middle(low.value, high.value))
        middle = _middle(first.amount, high.stated[0].amount if high.stated else None)
        return converted("band_mid", middle or 0.0, first.currency, self.book.exchange)

    def _order(self, row: Row, given: dict[str, Any]) -> None:
        """Bands and spans out of order are faults at the figure that is too small; the figure is
        then left out.
        """
        for low, high in (
            ("band_min", "band_mid"),
            ("band_mid", "band_max"),
            ("band_min", "band_max"),
            ("span_min", "span_max"),
        ):
            if (
                low in given
                and high in given
                and given[low] > given[high]
                and row.table.place(high)
            ):
                row.fault(
                    high if row.has(high) else low,
                    f"{row.shown(low)} ≤ {row.shown(high)}",
                    _(
                        "{low} is {given:,.0f}: swap or correct the figures.",
                        low=row.shown(low),
                        given=given[low],
                    ),
                    f"{given[high]:,.0f}",
                )
                del given[high]


def _middle(low: float | None, high: float | None) -> float | None:
    if low is None or high is None:
        return low
    return round((low + high) / 2, 2)


def _span(leads: Range | None) -> dict[str, Any]:
    if leads is None:
        return {}
    low = int(leads.min) if leads.min is not None else None
    high = int(leads.max) if leads.max is not None and not leads.open and leads.max >= 1 else None
    return {"span_min": low, "span_max": high}
