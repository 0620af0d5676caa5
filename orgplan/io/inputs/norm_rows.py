"""Norms and exchange rates as rows of Settings, Assumptions and Rates state them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from orgplan.domain import MONEY, Assumption, Calendar, ExchangeRate, Norm, Role, Stated, rate_on
from orgplan.excel.read import ErrorValue, Unreadable, did_you_mean, fold, listed, texts, to_number
from orgplan.language import N_, _, in_words, spellings
from orgplan.schema.settings import norm_shown

from ..files.measures import CountedIn, factor_to, measure_of, unit_in
from ..files.units import A_YEAR, header_units
from ..tables.keyed_rows import KeyedRows
from ..tables.row import Row, percent_or_times
from ..tables.table import Table
from ..terms.amounts import converted
from ..terms.currency import Exchange, currency_code

EVERYWHERE = frozenset(
    texts(
        " | global | all | organisation | organization | company | everywhere | 全局 | 全部 |"
        " 全公司 | 公司"
    )
)
_OF_A_YEAR = frozenset(("benefits_per_head", "tax_cap"))  # other money is paid once
_UNSET = frozenset(texts("none | no |  | 无 | 没有"))  # a dash folds into nothing


@dataclass(frozen=True)
class StatedNorm:
    """An assumption as a row states it; its scope is checked once teams, roles and people are
    known.

    Attributes
    ----------
    row, norm
        Where it stands, and what it is about.
    value
        In the norm's unit; money in plan currency.
    scope
        As written; ``None`` holds everywhere. Of an exchange rate it is the currency.
    stated
        How money was stated in another currency.
    """

    row: Row
    norm: Norm
    value: float
    scope: str | None
    stated: tuple[Stated, ...] = ()

    @property
    def assumption(self) -> Assumption:
        """The domain's value, with the scope as written."""
        note = self.row.text("note") or ""
        return Assumption(
            key=self.norm.key,
            value=self.value,
            scope=self.scope,
            source=self.row.text("source") or "",
            note=note,
            stated=self.stated,
        )


def rates_of(
    entries: Iterable[StatedNorm],
    monthly: tuple[ExchangeRate, ...],
    calendar: Calendar | None,
    table: Table | None,
) -> dict[str, float]:
    """Rates that hold for the horizon as a whole: of Assumptions, and rows of Rates for every
    month; a month without any is a fault.

    Parameters
    ----------
    entries
        Rows of Assumptions; those of the key ``fx`` count.
    monthly
        Rates of the sheet Rates.
    calendar
        The horizon, each month of which needs a rate of every currency on Rates; ``None`` leaves
        the check out.
    table
        The sheet Rates, at which missing months are reported; ``None`` if there is none.

    Returns
    -------
    dict
        Currency → plan currency per unit.
    """
    rates = {
        entry.scope: entry.value for entry in entries if entry.norm.key == "fx" and entry.scope
    }
    rows = {entry.scope: entry.row for entry in entries if entry.norm.key == "fx"}
    for rate in monthly:
        if rate.first is None and rates.get(rate.currency, rate.rate) != rate.rate:
            fix = _(
                "{currency} is worth {rate:g} on {which} in every month: delete one of the two.",
                currency=rate.currency,
                rate=rate.rate,
                which=table.name if table else "Rates",
            )
            rows[rate.currency].fault("value", _("one rate for every month"), fix)
        if rate.first is None:
            rates[rate.currency] = rate.rate
    if calendar is None or table is None:
        return rates
    for code in dict.fromkeys(rate.currency for rate in monthly):
        missing = [
            f"{day:%Y-%m}"
            for day in calendar.month_starts
            if code not in rates and rate_on(monthly, code, day) is None
        ]
        if missing:
            fix = _(
                "Add rows for {missing}, or one with a blank month, which applies where no other"
                " row does.",
                missing=listed(missing),
            )
            table.findings.fault(
                table.name, "", _("no rate of {code} for {missing}", code=code,
                    missing=listed(missing)), _("a rate in every month of the horizon"), fix,
                        quoted=False
            )  # fmt: skip
    return rates


def norm_entries(norms: Iterable[tuple[Row, Norm]], exchange: Exchange) -> Iterator[StatedNorm]:
    """Rows of norms with their values; money of theirs in plan currency.

    Parameters
    ----------
    norms
        Rows with the norm that each is about, of Settings and of Assumptions. A blank value leaves
        the default.
    exchange
        Rates of the sheet Rates; those among the rows themselves are added before money is
        converted.

    Yields
    ------
    StatedNorm
        One for a key and scope; a second is a fault, and left out.
    """
    currency = exchange.currency
    rates: dict[str, float] = {
        rate.currency: rate.rate for rate in exchange.monthly if not rate.first
    }
    drafts = []
    for row, norm in norms:
        if row.raw("value") is None and row.at("value") not in row.table.unsolved:
            continue
        value = _in_unit(row, norm, _norm_value(row, norm, currency), currency)
        scope = (row.text("scope") or "").strip()
        plain = None if fold(scope) in EVERYWHERE else scope
        if norm.key == "fx":
            plain = currency_code(plain) if plain else None
            if plain is None:
                row.fault(
                    "scope",
                    _("the currency whose rate it is"),
                    _("Fill in its three letters as scope."),
                )
                continue
        if value is None:
            continue
        if norm.key == "fx" and plain:
            rates[plain] = value
        drafts.append(StatedNorm(row, norm, value, plain))
    rows = KeyedRows[tuple[str, str]](
        "key",
        _("each key and scope once"),
        N_("It is already in {sheet}!{cell}: delete one of the two."),
    )
    for entry in drafts:
        if rows.put((entry.norm.key, fold(entry.scope or "")), entry.row):
            yield _converted(entry, replace(exchange, rates=rates))


def _norm_value(row: Row, norm: Norm, currency: str) -> float | None:
    """Value of a norm inside its range; yes and no count as 1 and 0, and the words for *not set* as
    its default.
    """
    raw = row.raw("value")
    span = (
        _("at least {low:g}", low=norm.lowest)
        if norm.highest >= 1e9
        else _("from {low:g} to {high:g}", low=norm.lowest, high=norm.highest)
    )
    expected = f"{_(norm.unit)}, {span}"
    if norm.unset:
        expected += _(", or the words: {words}", words=_(norm.unset))
    if isinstance(raw, ErrorValue):
        row.fault(
            "value", expected, _("The cell shows an error: fix its formula, or type the value.")
        )
        return None
    try:
        if (
            norm.unit.startswith("1 yes")
            and isinstance(raw, str)
            and fold(raw) in {"yes", "no", "是", "否"}
        ):
            return 1.0 if fold(raw) in {"yes", "是"} else 0.0
        if (
            norm.unset
            and isinstance(raw, str)
            and fold(raw) in _UNSET | {fold(one) for one in spellings(norm.unset)}
        ):
            return norm.default
        value = to_number(raw, currency if norm.unit == MONEY else None)
    except Unreadable as problem:
        row.fault("value", expected, problem.fix)
        return None
    if not norm.lowest <= value <= norm.highest and not (norm.unset and value == norm.default):
        fix = (
            _("Write {value:g} % as {value:g}% or {figure:g}.", value=value, figure=value / 100)
            if norm.unit.startswith("share") and 1 < value <= 100
            else _("Check the figure.")
        )
        row.fault("value", expected, fix)
        return None
    share = norm.unit.startswith("share")
    if share and norm.highest > 1 and value > 1 and not row.says_percent("value"):
        row.fault("value", expected, percent_or_times(value))
        return None
    return value


def _in_unit(row: Row, norm: Norm, value: float | None, currency: str) -> float | None:
    """A value in the norm's unit, where the cell of units or brackets behind the key say another; a
    fault where that can't be converted exactly.
    """
    where = "unit" if row.has("unit") else "key"
    stated = row.text("unit") or unit_in(row.text("key"))
    if value is None or not stated or stated in spellings(norm.unit):
        return value
    own = currency if norm.unit == MONEY else _(norm.unit)
    factor = _money_factor(norm, stated) if norm.unit == MONEY else _factor(norm, stated)
    if factor is None:
        fix = (
            _(
                "The program can't convert from '{stated}' exactly: convert the figure, and put"
                " '{unit}' here or clear this cell.",
                stated=stated,
                unit=own,
            )
            if where == "unit"
            else _(
                "The program can't convert from '{stated}' exactly: convert the figure, and type"
                " '{name}' here.",
                stated=stated,
                name=norm_shown(norm.key),
            )
        )
        expected = _("{key} in this unit: {unit}", key=norm_shown(norm.key), unit=own)
        row.fault(where, expected, fix)
    elif factor != 1:
        text = _(
            "the figure was taken times {factor:g}: it is given in '{stated}', and read in: {unit}",
            factor=factor,
            stated=stated,
            unit=own,
        )
        row.note(where, text)
    return value * (factor or 1.0)


def _factor(norm: Norm, stated: str) -> float | None:
    """How often a figure is taken; percent of an FTE is a part of it, and the unit of a norm may
    stand in its name (hours per month).
    """
    named, own = measure_of(stated), measure_of(norm.unit)
    if named is not None and (measure_of(in_words(norm.key)) == named or _is_part(named, own)):
        return 1.0
    return factor_to(norm.unit, stated)


def _is_part(named: CountedIn, own: CountedIn | None) -> bool:
    return own is not None and named.of == "share" and own.of == "fte"


def _money_factor(norm: Norm, stated: str) -> float | None:
    """How often an amount is taken: thousands and millions, and a month's of which a year's is
    read; ``None`` for percent, and for a period of what is paid once.
    """
    named, units = measure_of(stated), header_units(f"({stated})")
    if named is not None and named.of == "share":
        return None
    if named is None or named.per is None:
        return units.factor
    times = A_YEAR.get(units.period or "") if norm.key in _OF_A_YEAR else None
    return None if times is None else times * units.factor


def _converted(entry: StatedNorm, exchange: Exchange) -> StatedNorm:
    """A money norm whose unit names another currency, in the plan's."""
    stated = (entry.row.text("unit") or "").strip()
    unit = currency_code(header_units(f"({stated})").currency or stated)
    unset = entry.norm.unset and entry.value == entry.norm.default
    if (
        unset
        or entry.norm.unit != MONEY
        or unit == exchange.currency
        or not (len(unit) == 3 and unit.isascii() and unit.isalpha())
    ):
        return entry
    rate = exchange.rate(unit)
    if rate is None:
        entry.row.fault(
            "unit",
            _("an amount in {currency}, or a currency with a rate", currency=exchange.currency),
            exchange.fix(unit),
        )
        return entry
    amount = converted("value", entry.value, unit, exchange)
    return StatedNorm(entry.row, entry.norm, amount.value or 0.0, entry.scope, amount.stated)


# what a norm may be set for, in words
_SCOPES: Mapping[frozenset[str], str] = {
    frozenset({"team", "location", "person", "role"}): N_("a team, a role, a location or a person"),
    frozenset({"team", "location", "role"}): N_("a team, a role or a location"),
    frozenset({"team", "role"}): N_("a team or a role"),
    frozenset({"team"}): N_("a team"),
    frozenset(): N_("nothing: this holds for everybody"),
}


def scoped(
    entries: Iterable[StatedNorm], places: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> Iterator[Assumption]:
    """The assumptions with scopes as the domain names them.

    Parameters
    ----------
    entries
        Rows of norms; their rows take a fault for a scope that there is not.
    places
        Kind of scope → folded spelling → ids of the persons, teams, roles or locations that it
        means.

    Yields
    ------
    Assumption
        Several of a row whose scope names a role of several levels.
    """
    for entry in entries:
        norm = entry.norm
        if entry.scope is None or norm.key == "fx":
            yield entry.assumption
            continue
        found = (places[kind].get(fold(entry.scope), ()) for kind in norm.scopes)
        ids = next(filter(None, found), ())
        if not ids:
            known = [name for kind in norm.scopes for name in places[kind]]
            blank = _("Leave it blank to apply it everywhere.")
            entry.row.fault(
                "scope",
                _(_SCOPES[frozenset(norm.scopes)]),
                did_you_mean(entry.scope, known, blank),
            )
        for name in ids:
            yield entry.assumption.replace(scope=name)


def named_scopes(
    roles: Iterable[Role],
    people: Iterable[str],
    teams: Mapping[str, str],
    places: Mapping[str, str],
) -> dict[str, dict[str, tuple[str, ...]]]:
    """What a scope on Assumptions may name, by kind; a role with its level, or at all levels.

    Parameters
    ----------
    roles
        Of the workbook, with those that joined from the library.
    people
        Ids.
    teams, places
        Folded spelling → name.

    Returns
    -------
    dict
        Kind → folded spelling → the ids that it stands for: several for the name of a role that has
        several levels.
    """
    named: dict[str, tuple[str, ...]] = {}
    for role in roles:
        named[fold(role.name)] = (*named.get(fold(role.name), ()), role.id)
    return {
        "person": {fold(person): (person,) for person in people},
        "team": {key: (name,) for key, name in teams.items()},
        "role": named | {fold(role.id): (role.id,) for role in roles},
        "location": {key: (name,) for key, name in places.items()},
    }
