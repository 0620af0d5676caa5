"""What a plan asks for: its seats by role, team and quarter, with the day by which they must be
decided and what they are for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from orgplan.domain import Organisation, add_months, lead_time

from ..action_totals import kind_of_seat
from ..assessment import Assessment
from ..result_rows import HireRow


@dataclass(frozen=True)
class HiringRequest:
    """Seats of one role and team that begin in one calendar quarter.

    Attributes
    ----------
    kind
        hire, backfill or contractor.
    role, team
        Of all its seats.
    first_day, last_day
        Of the quarter.
    rows
        The seats, in the order of the plan.
    decide_by
        Day by which the first of them must be decided to be filled in time; ``None`` where
        recruiting is under way for all.
    late
        Whether that day lies before the horizon.
    horizon, this_year, run_rate
        Cents, as in :class:`orgplan.analysis.assessment.HireRow`.
    """

    kind: str
    role: str
    team: str
    first_day: date
    last_day: date
    rows: tuple[HireRow, ...]
    decide_by: date | None
    late: bool
    horizon: int
    this_year: int
    run_rate: int

    @property
    def quarter(self) -> str:
        """Name of the calendar quarter, for instance ``2027-Q3``."""
        return f"{self.first_day.year}-Q{self.first_day.month // 3 + 1}"


def hiring_requests(assessment: Assessment) -> tuple[HiringRequest, ...]:
    """The seats of a plan: what must be decided first comes first, then what costs most.

    Parameters
    ----------
    assessment
        Read for the seats of its plan.

    Returns
    -------
    tuple[HiringRequest, ...]
        One for each kind, role, team and calendar quarter in which seats begin; those for which
        recruiting is under way come last.
    """
    groups: dict[tuple[str, str, str, date], list[HireRow]] = {}
    for row in assessment.hires:
        hire = row.hire
        quarter = date(
            hire.start_date.year, hire.start_date.month - (hire.start_date.month - 1) % 3, 1
        )
        groups.setdefault((kind_of_seat(hire), hire.role, hire.team, quarter), []).append(row)
    found = (_request(assessment, *key, rows) for key, rows in groups.items())
    return tuple(sorted(found, key=lambda one: (one.decide_by or date.max, -one.horizon)))


def _request(
    assessment: Assessment, kind: str, role: str, team: str, quarter: date, rows: Sequence[HireRow]
) -> HiringRequest:
    """Seats of one kind, role, team and quarter; those for which recruiting is under way need no
    decision.
    """
    org = assessment.org
    open_ones = [row for row in rows if not under_way(assessment, row)]
    first = min((decide_by(org, row) for row in open_ones), default=None)
    return HiringRequest(
        kind,
        role,
        team,
        quarter,
        add_months(quarter, 3) - timedelta(days=1),
        tuple(rows),
        first,
        first is not None and first < org.calendar.start,
        sum(row.horizon for row in rows),
        sum(row.this_year for row in rows),
        sum(row.run_rate for row in rows),
    )


def recruiting_months(org: Organisation, row: HireRow) -> float:
    """How long it takes from the decision to the first day of a seat.

    Parameters
    ----------
    org
        Read for the lead time of the role, the notice of the candidate, or the lever of a
        contractor.
    row
        A seat of the plan.

    Returns
    -------
    float
        Months, also parts of them.
    """
    hire = row.hire
    if hire.is_contractor and hire.lever is not None:
        return org.lever[hire.lever].months
    months = lead_time(org, org.role[hire.role], hire.team)
    who = org.candidate.get(hire.candidate_id or "")
    if who is None:
        return months
    return (0.0 if who.earliest else months) if who.notice is None else who.notice


def decide_by(org: Organisation, row: HireRow) -> date:
    """Last day on which a seat may be decided so that it is filled in time: its first day less
    whole months of recruiting.

    Parameters
    ----------
    org
        Read for the calendar and how long recruiting takes.
    row
        A seat of the plan.

    Returns
    -------
    date
        In the period in which it must be decided, else before the horizon.
    """
    calendar, start = org.calendar, row.hire.start_date
    day = add_months(start, -ceil(recruiting_months(org, row) - 1e-9))
    if row.decided < 0:
        return min(day, calendar.start - timedelta(days=1))
    return max(day, calendar.first_day(row.decided))


def under_way(assessment: Assessment, row: HireRow) -> bool:
    """Whether a seat fills a position for which recruiting is under way: there is nothing left to
    decide.
    """
    position = assessment.org.position.get(row.hire.position_id or "")
    return position is not None and position.under_way
