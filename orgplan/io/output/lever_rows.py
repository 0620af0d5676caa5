"""Levers, positions, locks and locations as rows of their input sheets."""

from __future__ import annotations

from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.organisation import Organisation
from orgplan.domain.positions import Lock
from orgplan.excel.write.content import Content
from orgplan.io.inputs.levers import DEFAULT_STAY
from orgplan.io.output.stated import stated_cells
from orgplan.io.output.table_rows import Listing, joined, listing
from orgplan.io.terms.scopes import Scopes
from orgplan.schema.levers import CANDIDATES, LEVERS, LOCATIONS, LOCKS, POSITIONS
from orgplan.schema.scenarios import SCENARIOS


def levers(org: Organisation, scopes: Scopes) -> Listing:
    """The sheet Levers."""
    return listing(LEVERS, (_lever(lever, scopes) for lever in org.levers))


def _lever(lever: Lever, scopes: Scopes) -> dict[str, Content]:
    said: dict[str, Content] = {
        "id": lever.id,
        "lever": lever.kind.value,
        "scope": scopes.written(lever.scope),
        "roles": joined(lever.roles),
        "to_role": lever.to_role,
        "to_team": lever.to_team,
        "max": lever.most,
        "share_of_receiving": lever.share_of_receiving,
        "shared_cap": lever.cap,
        **stated_cells(lever, cost=lever.cost),
        "raise_pct": lever.raise_pct,
        "months": lever.months,
        "share": lever.share,
        "min_match": lever.min_match if lever.min_match < 1 else None,
        "months_of_base": lever.months_of_base,
        "min_stay": lever.min_stay,
        "max_stay": lever.max_stay,
    }
    if lever.kind is not LeverKind.CONTRACTOR and (lever.min_stay, lever.max_stay) == DEFAULT_STAY:
        said |= {"min_stay": None, "max_stay": None}
    return said


def positions(org: Organisation) -> Listing:
    """The sheet Positions."""
    return listing(
        POSITIONS,
        (
            {
                "position_id": position.id,
                "role": org.role[position.role].name,
                "level": org.role[position.role].level,
                "team": position.team,
                "status": position.status.value,
                "direction": position.direction.value,
                "start": position.start,
                **stated_cells(position, budget_salary=position.budget_salary),
                "lock": position.lock.value if position.lock else None,
            }
            for position in org.positions
        ),
    )


def candidates(org: Organisation) -> Listing:
    """The sheet Candidates."""
    return listing(
        CANDIDATES,
        (
            {
                "candidate": candidate.id,
                "role": org.role[candidate.role].name,
                "level": org.role[candidate.role].level,
                "team": candidate.team,
                "position_id": candidate.position,
                **stated_cells(candidate, base_salary=candidate.base_salary),
                "skills": joined([f"{skill} {level}" for skill, level in skills.items()])
                or (None if candidate.skills is None else "none"),
                "earliest": candidate.earliest,
                "notice": candidate.notice,
                "acceptance": candidate.acceptance if candidate.acceptance < 1 else None,
            }
            for candidate in org.candidates
            for skills in (candidate.skills or {},)
        ),
    )


def locks(org: Organisation) -> Listing:
    """The sheet Locks."""
    return listing(
        LOCKS,
        (
            {
                "id": lock.id,
                "lock": lock.lock.value,
                "action": lock.action.value,
                "who": lock.who,
                "team": lock.team,
                "what": lock.what,
                "periods": joined([org.calendar.label(period) for period in lock.periods]),
                "count": None if lock.lock is Lock.MUST_NOT else lock.count,
            }
            for lock in org.locks
        ),
    )


def locations(org: Organisation) -> Listing:
    """The sheet Locations; amounts stand in the currency of the place, as they are read."""
    return listing(LOCATIONS, (_location(org, place) for place in org.locations))


def _location(org: Organisation, place: Location) -> dict[str, Content]:
    rate = place.fx or org.rate(place.currency)
    return {
        "location": place.id,
        "currency": place.currency,
        "fx": place.fx,
        "pay_index": place.pay_index,
        "employer_tax_pct": place.employer_tax_pct,
        "benefits_pct": place.benefits_pct,
        **{
            key: stated.amount
            if (stated := place.stated_as(key, amount)) is not None
            and stated.currency == place.currency
            else _in_its_own(amount, rate)
            for key, amount in (
                ("tax_cap", place.tax_cap),
                ("benefits_per_head", place.benefits_per_head),
            )
        },
    }


def _in_its_own(amount: float | None, rate: float) -> float | None:
    """An amount of plan currency in that of a place, in cents where this is read back as the same amount."""
    if amount is None:
        return None
    cents = round(amount / rate, 2)
    return cents if round(cents * rate, 2) == amount else amount / rate


def scenarios(org: Organisation) -> Listing:
    """The sheet Scenarios."""
    return listing(
        SCENARIOS,
        (
            {
                "id": line.id,
                "scenario": line.scenario,
                "base": line.base,
                "change": line.change.value,
                "by": line.by,
                "amount": line.amount,
                "who": line.who,
                "from": line.day or line.first,
                "to": line.last,
            }
            for line in org.scenarios
        ),
    )
