"""Positions that may be filled, and candidates who could be hired, that the plan does not use,
and why.
"""

from collections.abc import Iterator, Sequence

from orgplan.analysis.assessment import Assessment
from orgplan.constraints.model import Seat
from orgplan.constraints.model.actions import hire_of
from orgplan.constraints.naming import limit_named
from orgplan.domain import Candidate, Organisation, Position, PositionStatus
from orgplan.language import N_, _, ngettext, shortened_list
from orgplan.solver.candidate_actions import seats_of_candidates, seats_on_offer

from .wording import group_by_requirement

MOST_NAMED = 3  # positions, and candidates; each is judged in the plan
MOST_SERVED = 2
LEAST = 1e-6  # a smaller change of what is short is rounding
GRANTED = (PositionStatus.OPEN, PositionStatus.APPROVED)


def unused(assessment: Assessment) -> Iterator[str]:
    """A sentence for each approved position and each candidate that the plan leaves out.

    Parameters
    ----------
    assessment
        The plan.

    Yields
    ------
    str
        What is not used, and why, in the language of the run; of more than :data:`MOST_NAMED` the
        number.
    """
    positions, candidates = _positions(assessment), _candidates(assessment)
    for position in positions[:MOST_NAMED]:
        yield _(
            "Position {id} ({role}, {team}) stays vacant: {why}.",
            id=position.id,
            role=position.role,
            team=position.team,
            why=_why(assessment, _seats_of(assessment.org, position)),
        )
    for one in candidates[:MOST_NAMED]:
        yield _(
            "{candidate} ({role}) is not hired: {why}.",
            candidate=one.id,
            role=one.role,
            why=_why(assessment, _seats_for(assessment.org, one)),
        )
    if more := len(positions[MOST_NAMED:]):
        yield ngettext("{n} more position stays vacant.", "{n} more positions stay vacant.", more)
    if more := len(candidates[MOST_NAMED:]):
        yield ngettext(
            "{n} more candidate is not hired.", "{n} more candidates are not hired.", more
        )


def _positions(assessment: Assessment) -> list[Position]:
    """Those that are granted and vacant to the end."""
    held = {person.position_id for person in assessment.org.people}
    held |= {hire.position_id for hire in assessment.plan.hires}
    return [
        one
        for one in assessment.org.positions
        if one.status in GRANTED and one.to_fill and one.id not in held
    ]


def _candidates(assessment: Assessment) -> list[Candidate]:
    hired = {hire.candidate_id for hire in assessment.plan.hires}
    return [one for one in assessment.org.candidates if one.id not in hired]


def _seats_of(org: Organisation, position: Position) -> list[Seat]:
    """Ways to fill a position, or one that is like it."""
    offered = seats_on_offer(org, {(position.role, position.team): 1})
    named = [seat for seat in offered if seat.position is not None]
    return [seat for seat in named if org.position[f"{seat.position}"].alike == position.alike]


def _seats_for(org: Organisation, who: Candidate) -> list[Seat]:
    return [seat for seat in seats_of_candidates(org) if seat.candidate == who.id]


def _why(assessment: Assessment, seats: Sequence[Seat]) -> str:
    """What the plan would gain with the first of the seats beside all that it does, and which limit
    it would break.
    """
    if not seats:
        return _("nobody could begin there within the horizon")
    org, plan = assessment.org, assessment.plan
    hire = hire_of(org, min(seats, key=lambda seat: seat.start))
    added = plan.replace(hires=(*plan.hires, hire))
    before = {one.name: one.shortfall for one in assessment.measures}
    changed = [
        (one, one.shortfall - before.get(one.name, 0.0))
        for one in Assessment(org, added).measures
        if abs(one.shortfall - before.get(one.name, 0.0)) > LEAST
    ]
    served = group_by_requirement(
        org, ((one, -more) for one, more in changed if more < 0 and one.strength is not None)
    )
    if not served:
        return _("no need or rule asks for it")
    exceeded = [one for one, more in changed if more > 0 and one.strength is None]
    limits = [limit_named(org, one.family, one.key) for one in exceeded]
    sentence = N_("the plan leaves {what} open rather than fill it")
    if limits:
        sentence = N_("it would serve {what}, but would exceed {limits}")
    return _(
        sentence,
        what=shortened_list([one.plain for one in served], MOST_SERVED),
        limits=shortened_list(list(dict.fromkeys(limits)), MOST_SERVED),
    )
