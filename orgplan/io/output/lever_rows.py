"""Levers, positions, locks and locations as rows of their input sheets."""

from orgplan.domain import (
    FIRST_MONTH,
    Candidate,
    Charge,
    ChargeOf,
    Lever,
    LeverKind,
    Location,
    Lock,
    Organisation,
    in_plan_currency,
)
from orgplan.excel.write.content import Content
from orgplan.schema.levers import CANDIDATES, CHARGES, LEVERS, LOCATIONS, LOCKS
from orgplan.schema.scenarios import SCENARIOS

from ..inputs.levers import DEFAULT_STAY
from ..terms.scopes import Scopes
from .stated import stated_cells
from .table_rows import Listing, cells_of, joined, listing


def levers(org: Organisation, scopes: Scopes) -> Listing:
    """The sheet Levers.

    Parameters
    ----------
    org
        Read for its levers, and the calendar that names their periods.
    scopes
        Writes a scope so that it is read back as the same.
    """
    return listing(LEVERS, (_lever(org, lever, scopes) for lever in org.levers))


def _lever(org: Organisation, lever: Lever, scopes: Scopes) -> dict[str, Content]:
    """A lever; defaults that say nothing about its kind are left blank."""
    cells = cells_of(lever, LEVERS, org, scopes)
    cells["min_match"] = lever.min_match if lever.min_match < 1 else None
    if lever.kind is not LeverKind.CONTRACTOR and (lever.min_stay, lever.max_stay) == DEFAULT_STAY:
        cells |= {"min_stay": None, "max_stay": None}
    return cells


def candidates(org: Organisation) -> Listing:
    """The sheet Candidates.

    Parameters
    ----------
    org
        Read for its candidates; skills stand in one cell, each with its level.
    """
    return listing(CANDIDATES, (_candidate(org, candidate) for candidate in org.candidates))


def _candidate(org: Organisation, candidate: Candidate) -> dict[str, Content]:
    cells = cells_of(candidate, CANDIDATES, org)
    cells["skills"] = cells["skills"] or (None if candidate.skills is None else "none")
    cells["acceptance"] = candidate.acceptance if candidate.acceptance < 1 else None
    return cells


def locks(org: Organisation) -> Listing:
    """The sheet Locks; beside must-not there is no count.

    Parameters
    ----------
    org
        Read for its locks, of actions that must or must not be in the plan.
    """
    return listing(
        LOCKS,
        (
            cells_of(lock, LOCKS, org)
            | {"count": None if lock.lock is Lock.MUST_NOT else lock.count}
            for lock in org.locks
        ),
    )


def locations(org: Organisation) -> Listing:
    """The sheet Locations; amounts stand in the currency of the place, as they are read.

    Parameters
    ----------
    org
        Read for its locations, with rates and norms of their own.
    """
    return listing(LOCATIONS, (_location(org, place) for place in org.locations))


CHARGE_KEYS = {column.field: column.key for column in CHARGES.columns}


def charges(org: Organisation) -> Listing:
    """The sheet Charges; rows of a pack stand each on its own.

    Parameters
    ----------
    org
        Read for its charges; of a pack only the rows are known, not the name under which they came.
    """
    return listing(CHARGES, (_charge(org, charge) for charge in org.charges))


def _charge(org: Organisation, charge: Charge) -> dict[str, Content]:
    """A charge; an amount stands with charges on the head alone, a rate with all others."""
    cells = cells_of(charge, CHARGES, org)
    head = charge.of is ChargeOf.HEAD
    amount, cells["rate"] = (charge.amount, None) if head else (None, charge.rate)
    amounts = stated_cells(
        charge, amount=amount, floor=charge.floor, low=charge.low, high=charge.high
    )
    cells |= {CHARGE_KEYS.get(field, field): cell for field, cell in amounts.items()}
    months = ("start" if month == FIRST_MONTH else f"{month}" for month in charge.months)
    return cells | {"months": joined(list(months)) or None, "source": charge.source or None}


def _location(org: Organisation, place: Location) -> dict[str, Content]:
    """A location; amounts that were stated in its currency are written as they were, others
    converted into it.
    """
    rate, own = place.fx or org.rate(place.currency), dict[str, Content]()
    for key, amount in (("tax_cap", place.tax_cap), ("benefits_per_head", place.benefits_per_head)):
        stated = place.stated_as(key, amount)
        same = stated is not None and stated.currency == place.currency
        own[key] = stated.amount if stated and same else _in_its_own(amount, rate)
    return cells_of(place, LOCATIONS, org) | {"currency": place.currency} | own


def _in_its_own(amount: float | None, rate: float) -> float | None:
    """An amount of plan currency in that of a place, in cents where this is read back as the same
    amount.
    """
    if amount is None:
        return None
    cents = round(amount / rate, 2)
    return cents if in_plan_currency(cents, rate) == amount else amount / rate


def scenarios(org: Organisation) -> Listing:
    """The sheet Scenarios.

    Parameters
    ----------
    org
        Read for the lines of its scenarios. One from a day on shows the day; others their first and
        last period.
    """
    return listing(
        SCENARIOS,
        (
            cells_of(line, SCENARIOS, org) | {"from": line.day or line.first, "to": line.last}
            for line in org.scenarios
        ),
    )
