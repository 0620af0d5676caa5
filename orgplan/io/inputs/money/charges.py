"""Charges on pay: rows of the sheet Charges, and packs of a country that a row names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from orgplan.domain import (
    COMPONENTS_OF,
    FIRST_MONTH,
    Charge,
    ChargeOf,
    ChargePack,
    Organisation,
    Stated,
)
from orgplan.excel.read import Findings, did_you_mean, fold
from orgplan.language import _
from orgplan.schema.words import FIRST_DAY

from ...tables.build import build_or_report, fields_of, with_ids
from ...tables.row import Row
from ...tables.table import Table
from ...terms.amounts import Amount, amount_of, converted
from ...terms.currency import Exchange
from ..norm_rows import EVERYWHERE

_STARTS = {fold(word) for start, words in FIRST_DAY.items() for word in (start, *words)}
_AMOUNTS = ("amount", "floor", "above", "up_to")
_FLAT = {"tax": "employer_tax_pct", "benefits": "benefits_pct"}


@dataclass(frozen=True)
class ChargeContext:
    """What rows of Charges are read against; `places` as for the scopes of Assumptions, `packs` by
    their folded names.

    Attributes
    ----------
    exchange
        Rates, for amounts in other currencies.
    places
        Folded name of a team, role, location or person → ids that it means.
    packs
        Folded id → pack of charges of a country.
    """

    exchange: Exchange
    places: Mapping[str, tuple[str, ...]]
    packs: Mapping[str, ChargePack]


def read_charges(table: Table | None, context: ChargeContext) -> tuple[Charge, ...]:
    """The domain's charges, in the order of the sheet; rows with faults are left out.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet: flat rates of tax and benefits then hold.
    context
        Finds scopes and packs of a country, and converts amounts.

    Returns
    -------
    tuple of Charge
        Rates as shares of pay (of service, as months of base for a year), amounts in plan currency.
        A row that names a pack gives all its charges; a row of a role at several levels gives one
        for each.
    """
    return tuple(
        charge
        for row, name in with_ids(table, "C")
        for charge in _of_row(row, name, context)
        if charge is not None
    )


def _of_row(row: Row, name: str, context: ChargeContext) -> Iterator[Charge | None]:
    """Charges of a row: of a pack if it names one and says nothing else, else one for each of its
    scopes.
    """
    scopes, called = _scopes(row, context), row.text("charge")
    if called is None or not scopes:
        return
    pack = context.packs.get(fold(called))
    filled = [column.key for column in row.table.spec.columns if row.has(column.key)]
    alone = not set(filled) - {"id", "charge", "scope", "source"}
    if pack is None and alone:
        known = [one.id for one in context.packs.values()]
        fix = did_you_mean(called, known, _("Fill in rate, or amount and of = head."))
        row.fault("rate", _("a rate, or the name of a pack as charge"), fix)
        return
    if pack is not None and alone:
        row.note(
            "charge",
            _(
                "the pack {pack} is a starting point, {remark}: check its figures on the sheet "
                "Charges of the plan",
                pack=pack.id,
                remark=pack.remark,
            ),
        )
        for scope in scopes:
            yield from _of_pack(row, name, scope, pack, context.exchange)
        return
    for number, scope in enumerate(scopes):
        yield _charge(
            row, name if not number else f"{name} {scope}", called, scope, context.exchange
        )


def _scopes(row: Row, context: ChargeContext) -> tuple[str | None, ...]:
    text = (row.text("scope") or "").strip()
    if fold(text) in EVERYWHERE:
        return (None,)
    found = context.places.get(fold(text), ())
    if not found:
        otherwise = _("Leave it blank to apply it to everybody.")
        known = dict.fromkeys(name for names in context.places.values() for name in names)
        expected = _("a team, a role, a location or a person")
        row.fault("scope", expected, did_you_mean(text, known, otherwise))
    return found


def _charge(
    row: Row, name: str, called: str, scope: str | None, exchange: Exchange
) -> Charge | None:
    """A charge; a rate above 1 is a fault, but for pay by years of service, where it is months of
    pay.

    Without a base it is on pay, with an amount on the head.
    """
    of = ChargeOf(row.choice("of") or (ChargeOf.HEAD if row.has("amount") else ChargeOf.PAY))
    plain = fields_of(row, "rate", "per", "booked_as", "valid_from", "valid_to", "source")
    if of is not ChargeOf.SERVICE and plain.get("rate", 0.0) > 1:
        row.fault(
            "rate", _("a share of pay"), _("Write {plain:g} % as {plain:g}%.", plain=plain["rate"])
        )
        return None
    plain.setdefault("component", COMPONENTS_OF[of][0])
    months = _months(row)
    amounts = {
        key: Amount(row.number_in(key)) if of is ChargeOf.SERVICE else amount_of(row, key, exchange)
        for key in _AMOUNTS
    }
    if months is None or any(row.has(key) and amounts[key].value is None for key in _AMOUNTS):
        return None
    field_of = {key: row.table.spec.column(key).field for key in _AMOUNTS}
    limits = {field_of[key]: amounts[key].value for key in _AMOUNTS}
    limits["amount"] = limits["amount"] or 0.0
    stated = tuple(
        one.replace(field=field_of[key]) for key in _AMOUNTS for one in amounts[key].stated
    )
    return build_or_report(
        row,
        "charge",
        lambda: Charge(id=name, name=called, scope=scope, of=of, months=months, stated=stated,
            **limits, **plain),
    )  # fmt: skip


def _months(row: Row) -> tuple[int, ...] | None:
    """Calendar months; ``None`` with a fault where a name is none."""
    found = []
    for text in row.names("months", wide=True):
        number = text.strip().removesuffix(".0").removesuffix("月")
        if fold(text) in _STARTS:
            found.append(FIRST_MONTH)
        elif number.isdecimal() and 1 <= int(number) <= 12:
            found.append(int(number))
        else:
            row.fault("months", _("months 1 to 12, or start"), _("Type for instance 6; 12."), text)
            return None
    return tuple(found)


def _of_pack(
    row: Row, name: str, scope: str | None, pack: ChargePack, exchange: Exchange
) -> Iterator[Charge | None]:
    """The charges of a pack, its amounts in its currency."""
    rate = exchange.rate(pack.currency)
    if rate is None:
        expected = _("{currency}, or a currency with a rate", currency=exchange.currency)
        row.fault("charge", expected, exchange.fix(pack.currency))
        return
    priced = [row.table.spec.column(key).field for key in _AMOUNTS]
    for number, line in enumerate(pack.charges, 1):
        fields: dict[str, Any] = line.model_dump(exclude_none=True)
        stated: list[Stated] = []
        for field in priced:
            if field in fields and line.of is not ChargeOf.SERVICE:
                amount = converted(field, fields[field], pack.currency, exchange)
                fields[field], stated = amount.value, [*stated, *amount.stated]
        source = f"{pack.id}, a starting point: {fields.pop('source', pack.source)}"
        fields |= {"id": f"{name}-{number}" + (f" {scope}" if scope else ""), "scope": scope}
        yield Charge(**fields, source=source, stated=tuple(stated))


def refuse_double(org: Organisation, table: Table | None, findings: Findings) -> None:
    """Refuse charges beside a flat rate of which nobody says whether it holds as well: it is the
    default.

    Parameters
    ----------
    org
        Its assumptions and locations say whether a flat rate was set; charges on the head alone are
        no rates, and pass.
    table
        The sheet Charges, ``None`` if there is none.
    findings
        Takes one fault for tax and one for benefits.
    """
    if table is None:
        return
    for charge in org.charges:
        key = _FLAT.get(charge.component)
        if key is None or charge.of is ChargeOf.HEAD:
            continue
        open_at = (
            place
            for place, scopes in _charged_places(org, charge)
            if not _stated(org, key, place, scopes)
        )
        where = next(open_at, None)
        if where is not None:
            findings.fault(
                table.name,
                "",
                _(
                    "{charge}, booked as {component}",
                    charge=charge.name,
                    component=charge.component,
                ),
                (
                    _("what {key} is in {place} beside it", key=key, place=where)
                    if where
                    else _("what {key} is beside it", key=key)
                ),
                _(
                    "Put {key} on Locations or Assumptions: 0 where rows of Charges take its"
                    " place.",
                    key=key,
                ),
                cause=f"{charge.component} of Charges",
            )


def _charged_places(
    org: Organisation, charge: Charge
) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Place and scopes of everybody who is charged for, and of seats that may be hired."""
    for person in org.people:
        later = (one.location for one in org.relocations_of.get(person.id, ()))
        for place in (person.location, *later):
            scopes = (person.id, person.team, person.role, place)
            if charge.scope in (None, *scopes):
                yield place or "", scopes
    if charge.scope in org.location:
        yield charge.scope or "", (charge.scope,)


def _stated(org: Organisation, key: str, place: str, scopes: tuple[str | None, ...]) -> bool:
    """Whether a flat rate is said of somebody, and not merely the default."""
    at = org.location.get(place)
    own = at is not None and dict(at)[key] is not None
    return own or org.assumptions.row(key, *scopes) is not None
