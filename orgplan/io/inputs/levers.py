"""Levers: what the plan may do besides hire and train."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from orgplan.domain import Lever, LeverKind
from orgplan.excel.read import fold, texts
from orgplan.language import _

from ..tables.build import build_or_report, fields_of, with_ids
from ..tables.row import Row
from ..tables.table import Table
from ..terms.amounts import amount_of
from ..terms.currency import Exchange
from ..terms.scopes import Scopes
from .capability import ladders
from .capability.role_build import UnfinishedRole
from .capability.roles import RoleRegistry
from .capability.selectors import selected
from .teams import TeamRegistry

_MOVE = ("to_role", "share_of_receiving", "raise_pct")
_READ: Mapping[LeverKind, tuple[str, ...]] = {
    LeverKind.PROMOTION: (*_MOVE, *texts("to_team | cost | months | share | min_match")),
    LeverKind.TRANSFER: (*_MOVE, *texts("to_team | cost | months | share | min_match")),
    LeverKind.RETRAINING: (*_MOVE, "to_team", "cost", "months", "share"),
    LeverKind.DOWNGRADING: (*_MOVE, "to_team", "cost", "months", "share"),
    LeverKind.REDUNDANCY: ("cost", "months", "months_of_base"),
    LeverKind.SHORT_TIME: ("cost", "share"),
    LeverKind.OVERSTAFFING: ("cost",),
    LeverKind.CONTRACTOR: texts("cost | months | share | min_stay | max_stay"),
    LeverKind.BACKFILL: ("months", "share"),
}  # columns that mean something to some kinds only
_SOMETIMES = tuple(dict.fromkeys(key for keys in _READ.values() for key in keys))
DEFAULT_STAY = (Lever.model_fields["min_stay"].default, Lever.model_fields["max_stay"].default)


@dataclass(frozen=True)
class LeverContext:
    """What rows of Levers are read against; `held` are ids of the roles that somebody on the roster
    holds.

    Attributes
    ----------
    scopes, roles, teams
        Find what a row names; a role of the library joins.
    exchange
        Rates, for costs in other currencies.
    held
        Promotions that name no role to lead to lead up the ladder from these.
    """

    scopes: Scopes
    roles: RoleRegistry
    teams: TeamRegistry
    exchange: Exchange
    held: Collection[str]


def read_levers(table: Table | None, context: LeverContext) -> tuple[Lever, ...]:
    """The domain's levers, in the order of the sheet; rows with faults are left out.

    Roles of the library to which somebody may be promoted or moved join, but nobody is hired into
    them.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet: the plan then hires and trains alone.
    context
        Finds scopes, roles and teams by name, and converts costs.

    Returns
    -------
    tuple of Lever
        Costs in plan currency, notice and stays in months, shares as 0 to 1. Levers that share a
        cap have the same one.
    """
    found = [
        (row, lever)
        for row, name in with_ids(table, "L")
        if (lever := _lever(row, name, context)) is not None
    ]
    return tuple(_with_shared_caps(found))


def _lever(row: Row, name: str, context: LeverContext) -> Lever | None:
    """A lever; ``None``, with faults, where scope, share or stay are missing or do not fit its
    kind.

    A backfill without a share replaces everybody.
    """
    word = row.choice("lever")
    scope, cost = context.scopes.one(row, "scope"), amount_of(row, "cost", context.exchange)
    plain = fields_of(
        row,
        "max",
        "shared_cap",
        "share_of_receiving",
        "raise_pct",
        "months",
        "share",
        "min_match",
        "months_of_base",
    )
    stay = _stay(row)
    roles = selected(context.roles, row, "roles") if row.has("roles") else ()
    if word is None:
        return None
    kind = LeverKind(word)
    to_role, to_team = _destination(row, kind, roles, context)
    _tell_idle(row, kind)
    if (
        scope is None
        or stay is None
        or _unled(row, kind, to_role)
        or not _share_fits(row, kind, plain.get("share"))
    ):
        return None
    if kind is LeverKind.BACKFILL:
        plain.setdefault("share", 1.0)
    return build_or_report(
        row,
        "lever",
        lambda: Lever(
            id=name,
            kind=kind,
            scope=scope,
            roles=roles,
            to_role=to_role,
            to_team=to_team,
            cost=cost.value or 0.0,
            stated=cost.stated,
            min_stay=stay[0],
            max_stay=stay[1],
            **plain,
        ),
    )


def _stay(row: Row) -> tuple[float, float] | None:
    """Fewest and most months of an engagement; ``None``, with a fault, where they are crossed."""
    low, high = row.number_in("min_stay"), row.number_in("max_stay")
    stay = (DEFAULT_STAY[0] if low is None else low, DEFAULT_STAY[1] if high is None else high)
    if stay[0] <= stay[1]:
        return stay
    key, other, typed = (
        ("max_stay", "min_stay", stay[0])
        if row.has("max_stay")
        else ("min_stay", "max_stay", stay[1])
    )
    default = row.shown(other)
    if not row.has(other):
        default = _("{other}, the default", other=default)
    expected = (
        _("at least {typed:g} months ({default})", typed=typed, default=default)
        if key == "max_stay"
        else _("at most {typed:g} months ({default})", typed=typed, default=default)
    )
    row.fault(
        key,
        expected,
        _(
            "The shortest stay is longer than the longest: correct {key}, or fill in {other}.",
            key=row.shown(key),
            other=row.shown(other),
        ),
    )
    return None


def _share_fits(row: Row, kind: LeverKind, share: float | None) -> bool:
    """Whether a share is there where the kind needs one, and is at most 1: only the premium of
    contractors may be more.
    """
    if kind is LeverKind.SHORT_TIME and share is None and not row.has("share"):
        row.fault(
            "share",
            _("the share of hours that are not worked"),
            _("Fill in share, for instance 20%."),
        )
        return False
    if share is not None and share > 1 and kind is not LeverKind.CONTRACTOR:
        fix = _(
            "It cannot be more than all of them: write {share:g} % as {share:g}% or {figure:g}.",
            share=share,
            figure=share / 100,
        )
        row.fault("share", _("a share from 0 to 1 (100 %)"), fix)
        return False
    return True


def _destination(
    row: Row, kind: LeverKind, roles: tuple[str, ...], context: LeverContext
) -> tuple[str | None, str | None]:
    """Role and team to which a move leads; a fault where it leads nowhere."""
    to_role = ladders.lead_to(context.roles, row, "to_role") if row.has("to_role") else None
    to_team = context.teams.resolve(row, "to_team") if row.has("to_team") else None
    if row.has("to_role"):
        return to_role, to_team
    if kind in (LeverKind.RETRAINING, LeverKind.DOWNGRADING):
        row.fault(
            "to_role",
            _("the role to which the {kind} leads", kind=_(kind.value)),
            _("Fill in 'To role'."),
        )
    elif kind is LeverKind.PROMOTION:
        _refuse_top(row, roles, context)
    return None, to_team


def _unled(row: Row, kind: LeverKind, to_role: str | None) -> bool:
    """Whether a move has no role to lead to, which is a fault by now."""
    return to_role is None and (
        row.has("to_role") or kind in (LeverKind.RETRAINING, LeverKind.DOWNGRADING)
    )


def _refuse_top(row: Row, roles: tuple[str, ...], context: LeverContext) -> None:
    """A promotion without a role of its own needs roles with one above them."""
    meant = [
        draft
        for draft in context.roles.drafts.values()
        if not roles or _picked(context.roles, draft, roles)
    ]
    held = [draft for draft in meant if draft.id in context.held] or meant
    above = [ladders.climb(context.roles, draft, row, "lever") for draft in held]
    if not any(above) and not context.roles.unreadable:
        names = _(", ").join(draft.id for draft in held[:4]) or _("the roles")
        fix = _("Fill in 'To role', or the column 'Next role' on Roles.")
        row.fault(
            "to_role",
            _("the role to which people are promoted"),
            _("Nothing says which role comes after {names}. {fix}", names=names, fix=fix),
        )


def _picked(book: RoleRegistry, draft: UnfinishedRole, roles: tuple[str, ...]) -> bool:
    return bool({draft.id, draft.name, book.family_of(draft)} & set(roles))


def _tell_idle(row: Row, kind: LeverKind) -> None:
    """A note on figures that mean nothing for a lever of this kind: they limit nothing. No fault,
    since levers that were made in Python are written with them.
    """
    idle = [key for key in _SOMETIMES if key not in _READ[kind] and row.raw(key) not in (None, 0)]
    for key in idle:
        row.note(
            key,
            _(
                "{kind} has no {column}: the figure counts for nothing. Clear the cell, or correct"
                " the kind of the lever.",
                column=row.shown(key),
                kind=_(kind.value),
            ),
        )


def _with_shared_caps(found: list[tuple[Row, Lever]]) -> Iterator[Lever]:
    """Levers with one name of a cap share one figure: a blank takes that of the others, two figures
    are a fault.
    """
    caps: dict[str, tuple[Row, Lever]] = {}
    for row, lever in found:
        if lever.cap is not None and lever.most is not None:
            first_row, first = caps.setdefault(fold(lever.cap), (row, lever))
            if first.most != lever.most:
                fix = _(
                    "{cell} says {most:g} for the same cap: give both one figure, or the caps two"
                    " names.",
                    cell=first_row.at("max"),
                    most=first.most,
                )
                row.fault("max", _("one figure for the cap '{cap}'", cap=lever.cap), fix)
    for row, lever in found:
        if lever.cap is None:
            yield lever
        elif fold(lever.cap) in caps:
            _other, first = caps[fold(lever.cap)]
            yield lever.replace(cap=first.cap, most=first.most)
        else:
            row.fault(
                "shared_cap",
                _("a cap with a figure"),
                _("Fill in max on a row with the cap '{cap}', or leave it blank.", cap=lever.cap),
            )
