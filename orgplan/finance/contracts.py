"""Contracts: what is paid to somebody from when to when, spell by spell, and the rates that apply
to it.

Days are exact, pay is annual and in plan currency. A contract has no amounts of its own:
:mod:`orgplan.finance.pay` makes them of its spells. The sheets of pay show the same spells, each as
a row.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from orgplan.domain import (
    Employment,
    Hire,
    Move,
    Organisation,
    Person,
    PersonActions,
    Relocation,
    ShortTime,
    Stated,
    add_months,
)

from .charges import worth_in
from .rates import Rates, freed_share, rates_of

NOTHING = PersonActions()
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """Part of a contract in which role, team and agreed base stay the same.

    Attributes
    ----------
    team, cost_centre
        Where it is booked.
    first, last
        First and last day; ``None`` is open.
    annual_base
        In plan currency, for the FTE contracted, before the merit raises of the spell.
    raised_after, entitled
        Merit raises count that fall after the one day, and not before the other.
    index
        By how much its base is worth more or less in each month of the horizon, where the rate of
        its currency changes.
    role, move
        Role that is held; and id of the move with which it begins, ``None`` for the job of the
        roster.
    location, relocation, paid_by
        Place of work, the change of place that led there, and the last one that stated pay.
    rates
        Shares and amounts that apply to it.
    """

    team: str
    cost_centre: str
    first: date
    last: date | None
    annual_base: float
    raised_after: date
    entitled: date
    rates: Rates
    index: tuple[float, ...] | None = None
    role: str = ""
    move: str | None = None
    location: str | None = None
    relocation: Relocation | None = None
    paid_by: Relocation | None = None

    def worth(self, month: int) -> float:
        """What one unit of its base is worth in a month of the horizon; before it, as in the first.

        Parameters
        ----------
        month
            Index of a month, 0 for the first of the horizon.

        Returns
        -------
        float
            A factor around 1; 1 where the rate never changes.

        Examples
        --------
        >>> contract_of_person(org, org.person["P01"]).spells[0].worth(0)
        1.0
        """
        return worth_in(self.index, month)

    def worth_per_head(self, month: int) -> float:
        """The same for benefits a head.

        Parameters
        ----------
        month
            Index of a month, 0 for the first of the horizon.

        Returns
        -------
        float
            A factor around 1; 1 where the rate never changes.

        Examples
        --------
        >>> contract_of_person(org, org.person["P01"]).spells[0].worth_per_head(0)
        1.0
        """
        return worth_in(self.rates.per_head_index, month)


@dataclass(frozen=True, slots=True)
class Reduction:
    """Short time: a share of the hours falls away from a first to a last day; yearly cost for a
    head, in plan currency, in each month where it changes.

    Attributes
    ----------
    action
        Id of the short time in the plan.
    first, last
        Both days count.
    share
        0-1, of the hours and so of the pay.
    cost
        Of a year, in plan currency.
    index
        One factor for each month of the horizon; ``None`` where the cost is worth the same in all.
    """

    action: str
    first: date
    last: date
    share: float
    cost: float
    index: tuple[float, ...] | None = None

    def worth(self, month: int) -> float:
        """What one unit of its cost is worth in a month of the horizon.

        Parameters
        ----------
        month
            Index of a month, 0 for the first of the horizon.

        Returns
        -------
        float
            A factor around 1; 1 where the rate never changes.

        Examples
        --------
        >>> Reduction("S-001", date(2027, 1, 1), date(2027, 3, 31), 0.2, 0.0, None).worth(0)
        1.0
        """
        return worth_in(self.index, month)


@dataclass(frozen=True, slots=True)
class Contract:
    """What is paid to one person or seat.

    Attributes
    ----------
    start, end
        First and last day; an `end` of ``None`` is open.
    contractor
        Paid the base alone.
    spells
        In the order of their days, without gaps or overlaps; empty where nothing is ever paid.
    reductions
        Short time.
    """

    start: date
    end: date | None
    contractor: bool
    spells: tuple[Spell, ...]
    reductions: tuple[Reduction, ...] = ()

    def spell_on(self, day: date) -> Spell | None:
        """The spell in which a day lies.

        Parameters
        ----------
        day
            Any day.

        Returns
        -------
        Spell | None
            ``None`` where nothing is paid on that day.

        Examples
        --------
        >>> contract = contract_of_person(org, org.person["P01"])
        >>> contract.spell_on(date(2027, 1, 1)).annual_base
        128000.0
        """
        return next(
            (
                spell
                for spell in self.spells
                if spell.first <= day and (spell.last is None or day <= spell.last)
            ),
            None,
        )


def contract_of_person(
    org: Organisation, person: Person, actions: PersonActions = NOTHING
) -> Contract:
    """The contract of somebody on the roster (of a group: of one of its heads), with what a plan
    decides about it.

    Parameters
    ----------
    org, person
        The organisation, and the person or group.
    actions
        Moves, exits and short time that the plan decides for them; by default nothing.

    Returns
    -------
    Contract
        It ends on the earliest of the end date and the last days that the plan sets; each move
        begins a spell with team, role, base and rates of its own.

    Examples
    --------
    >>> [
    ...     (spell.role, spell.annual_base)
    ...     for spell in contract_of_person(org, org.person["P01"]).spells
    ... ]
    [('Lead engineer', 128000.0)]
    """
    ends = [
        day
        for day in (person.end_date, *(leaving.last_day for leaving in actions.exits))
        if day is not None
    ]
    end = min(ends, default=None)
    spells = _spells(org, person, actions.moves, end)
    reductions = tuple(_reduction(org, reduced) for reduced in actions.short_times)
    return Contract(
        person.start_date, end, person.employment is Employment.CONTRACTOR, spells, reductions
    )


def contract_of_seat(org: Organisation, hire: Hire) -> Contract:
    """The contract of a planned seat; a contractor's base carries the premium of its lever.

    Parameters
    ----------
    org
        Read for rates, levers and cost centres.
    hire
        Of a plan; an engagement that ends before it begins has no spells.

    Returns
    -------
    Contract
        One spell.

    Examples
    --------
    >>> seat = Hire(
    ...     id="H-001",
    ...     role="iOS engineer",
    ...     team="Apps",
    ...     start_date=date(2027, 4, 1),
    ...     base_salary=90_000,
    ... )
    >>> [(spell.cost_centre, spell.annual_base) for spell in contract_of_seat(org, seat).spells]
    [('CC-200', 90000.0)]
    """
    premium = org.lever[hire.lever].share if hire.is_contractor and hire.lever is not None else 0.0
    rates = rates_of(org, (hire.team, hire.role), hire.location)
    if hire.end_date is None:
        gone = freed_share(org, (hire.team, hire.role, hire.location))
        rates = replace(rates, attrition=gone) if gone else rates
    since = max(org.calendar.as_of, hire.start_date)
    entitled = add_months(hire.start_date, rates.merit_tenure)
    centre = org.cost_centre(hire.team)
    base = hire.base_salary * (1 + premium) if premium else hire.base_salary
    index = org.rate_index(hire.base_salary, hire.stated_as("base_salary", hire.base_salary))
    spell = Spell(
        hire.team,
        centre,
        hire.start_date,
        hire.end_date,
        base,
        since,
        entitled,
        rates,
        index,
        hire.role,
        location=hire.location,
    )
    kept = () if hire.end_date is not None and hire.end_date < hire.start_date else (spell,)
    return Contract(hire.start_date, hire.end_date, hire.is_contractor, kept)


@dataclass(frozen=True, slots=True)
class _Station:
    """A job at a place from a day on; fields as in :class:`Spell`."""

    first: date
    role: str
    team: str
    location: str | None
    base: float
    since: date
    stated: Stated | None
    move: str | None = None
    relocation: Relocation | None = None
    paid_by: Relocation | None = None

    def moved(self, move: Move, as_of: date) -> "_Station":
        """After a move.

        Parameters
        ----------
        move
            Of the plan.
        as_of
            Merit raises before it are in the pay of the roster.
        """
        return replace(
            self,
            first=max(move.start_date, self.first),
            role=move.role,
            team=move.team,
            base=move.base_salary,
            since=max(as_of, move.start_date),
            stated=move.stated_as("base_salary", move.base_salary),
            move=move.id,
        )

    def relocated(self, to: Relocation) -> "_Station":
        """After a change of place; pay that it states takes the place of all before.

        Parameters
        ----------
        to
            Of the roster.
        """
        at = replace(self, first=max(to.first, self.first), location=to.location, relocation=to)
        if to.base_salary is None:
            return at
        stated = to.stated_as("base_salary", to.base_salary)
        return replace(at, base=to.base_salary, since=to.first, stated=stated, paid_by=to)


def _stations(org: Organisation, person: Person, moves: tuple[Move, ...]) -> Iterator[_Station]:
    """The roster's job, then those after each move and change of place; of one day the place
    first.
    """
    as_of, base = org.calendar.as_of, person.base_salary
    station = _Station(
        person.start_date,
        person.role,
        person.team,
        person.location,
        base,
        max(as_of, person.start_date),
        person.stated_as("base_salary", base),
    )
    yield station
    places = org.relocations_of.get(person.id, ())
    changes: list[Move | Relocation] = [*places, *moves]
    for change in sorted(changes, key=_day_of) if places else moves:
        station = (
            station.moved(change, as_of) if isinstance(change, Move) else station.relocated(change)
        )
        yield station


def _day_of(change: Move | Relocation) -> date:
    return change.start_date if isinstance(change, Move) else change.first


def _spells(
    org: Organisation, person: Person, moves: tuple[Move, ...], end: date | None
) -> tuple[Spell, ...]:
    """Each job, up to the day before the next one."""
    stations = tuple(_stations(org, person, moves))
    spells = []
    for number, at in enumerate(stations):
        next_first = stations[number + 1].first if number + 1 < len(stations) else None
        last = min(
            (day for day in (end, next_first - DAY if next_first else None) if day is not None),
            default=None,
        )
        if last is None or at.first <= last:
            rates = _rates_at(org, person, at)
            spells.append(
                Spell(
                    at.team,
                    org.cost_centre(at.team, person, at.first),
                    at.first,
                    last,
                    at.base,
                    at.since,
                    add_months(person.start_date, rates.merit_tenure),
                    rates,
                    org.rate_index(at.base, at.stated),
                    at.role,
                    at.move,
                    at.location,
                    at.relocation,
                    at.paid_by,
                )
            )
    return tuple(spells)


def _rates_at(org: Organisation, person: Person, at: _Station) -> Rates:
    """Rates of a job, with the attrition of those who may leave."""
    rates = rates_of(org, (person.id, at.team, at.role), at.location, person.bonus_pct)
    known = person.end_date is not None or person.employment is Employment.CONTRACTOR
    if person.is_group or known:
        return rates
    gone = freed_share(org, (person.id, at.team, at.role, at.location), person.attrition)
    return replace(rates, attrition=gone) if gone else rates


def _reduction(org: Organisation, reduced: ShortTime) -> Reduction:
    lever = org.lever[reduced.lever]
    index = org.rate_index(lever.cost, lever.stated_as("cost", lever.cost))
    return Reduction(
        reduced.id, reduced.start_date, reduced.end_date, lever.share, lever.cost, index
    )
