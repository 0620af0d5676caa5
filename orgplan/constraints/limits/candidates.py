r"""A candidate is one person: each of them takes one seat at the most, whatever the team, position
and period.

.. math::

    \sum_{j,p,\ell,t} take_{kjp\ell t} \le 1 \qquad \forall k

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`take_{kjp\ell t}`  k takes a seat in team j, position p, location l, from t on  0/1
========================  ==========================================================  =====

A seat that a candidate takes is a seat as any other: it fills its position, counts against the caps
on recruiting and waits for its turn. It begins on the first day on which the candidate can
(earliest day, notice, start of the position), is paid what the candidate asks for, and brings the
skills that the candidate has. Chances of acceptance are kept and not taken into account: every
offer is taken as accepted. Source: sheet ``Candidates``.
"""

from collections import Counter
from collections.abc import Iterator

from orgplan.domain import Measure, Organisation, PlanSimulation, Sense
from orgplan.language import _

from ..model import DecisionVariables, Linear, ModelSink, no_seats, no_skills

FAMILY = "candidates"


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each candidate.

    Parameters
    ----------
    rows
        Takes one limit for each candidate with a seat on offer, by (candidate,): seats, at most 1.
    org
        Not read; which seats a candidate would take has been settled by the offer.
    x
        Seats that name a candidate.

    Examples
    --------
    >>> from orgplan.constraints.model import Seat
    >>> zoe = [Seat("iOS engineer", "Apps", start, candidate="Zoe") for start in (1, 2)]
    >>> chosen = DecisionVariables({seat: f"Zoe from {seat.start}" for seat in zoe}, {}, {})
    >>> emit(rows, org, chosen)
    >>> print(*rows.lines[:2], sep="\n")
    candidates(Zoe)   limit
        Zoe from 1 + Zoe from 2 <= 1
    """
    taken: dict[str, Linear] = {}
    for seat, variable in x.hire.items():
        if seat.candidate is not None:
            taken.setdefault(seat.candidate, Linear()).add(1, variable)
    for name, seats in taken.items():
        rows.limit(FAMILY, (name,), seats, Sense.AT_MOST, 1)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the seats that each candidate takes.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Seats of each candidate who is hired, with the ids of the hires.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> seats = [
    ...     offered_hire(org, "iOS engineer", "Apps", 1).replace(id=name, candidate_id="Zoe")
    ...     for name in ("H-001", "H-002")
    ... ]
    >>> [
    ...     (one.key, one.shortfall, one.by)
    ...     for one in measure(PlanSimulation(org, walk.plan.replace(hires=tuple(seats))))
    ... ]
    [(('Zoe',), 1, ('H-001', 'H-002'))]
    """
    hired = Counter(hire.candidate_id for hire in walk.plan.hires if hire.candidate_id is not None)
    for name, seats in hired.items():
        by = tuple(hire.id for hire in walk.plan.hires if hire.candidate_id == name)
        yield Measure.at_most(FAMILY, (name,), 1, seats, "seats", by=by)


def explain(measure: Measure, org: Organisation) -> str:
    """Say who is hired more than once.

    Parameters
    ----------
    measure
        One of somebody hired more than once.
    org
        Unused: key and figures of the measure have all that it takes.

    Returns
    -------
    str
        In the language of the run, with the ids of the hires.

    Examples
    --------
    >>> explain(Measure.at_most(FAMILY, ("Zoe",), 1, 2, "seats", by=("H-001", "H-002")), org)
    'Zoe takes 2 seats (H-001, H-002), and is one person: 1 too many. Hire somebody else into
    the others, or leave their candidate blank.'
    """
    return _(
        "{name} takes {planned:g} seats ({by}), and is one person: {short:g} too many. Hire"
        " somebody else into the others, or leave their candidate blank.",
        **measure.figures,
        name=measure.key[0],
        by=_(", ").join(measure.by),
    )


seats_that_help = no_seats  # a limit on seats; candidates are on offer whatever they are for
skills_that_help = no_skills
