"""Only what is on offer can be decided: seats with a known band, filled after their lead time and paid inside the band, and
courses that are open to the person's role, begun while the person is employed and within the horizon.

The model offers nothing else, so this has no rows; a plan that was edited by hand is judged by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.domain.offers import first_start, open_to
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Hire, Measure, Sense, Training
from orgplan.domain.walk import Walk

FAMILY = "offer"
TO_THE_CENT = 0.005


def measure(walk: Walk) -> Iterator[Measure]:
    """Judge each action on its own."""
    for hire in walk.plan.hires:
        yield from _judge_hire(walk.org, hire)
    for training in walk.plan.trainings:
        yield from _judge_training(walk.org, training)


def _judge_hire(org: Organisation, hire: Hire) -> Iterator[Measure]:
    role, calendar = org.role[hire.role], org.calendar
    earliest = calendar.month_of(calendar.first_day(first_start(org, role, hire.team)))
    starts = calendar.month_of(hire.start_date)
    yield _at_least((hire.id, "start"), earliest, starts, "months")
    yield _at_most((hire.id, "end"), calendar.months - 1, starts, "months")
    if role.band_min is not None:
        yield _at_least((hire.id, "band_min"), role.band_min, hire.base_salary, org.currency)
    if role.band_max is not None:
        yield _at_most((hire.id, "band_max"), role.band_max, hire.base_salary, org.currency)


def _judge_training(org: Organisation, training: Training) -> Iterator[Measure]:
    person, course, calendar = org.person[training.person_id], org.course[training.course], org.calendar
    starts = calendar.month_of(training.start_date)
    yield _at_least((training.id, "start"), 0, starts, "months")
    yield _at_most((training.id, "end"), calendar.months - 1, starts, "months")
    yield _at_least((training.id, "employed"), 1, int(person.employed_on(training.start_date)), "person")
    yield _at_least((training.id, "role"), 1, int(open_to(org, person, course)), "person")


def _at_least(key: tuple[str, ...], required: float, planned: float, unit: str) -> Measure:
    return Measure(FAMILY, key, required, planned, _beyond(required - planned), unit)


def _at_most(key: tuple[str, ...], required: float, planned: float, unit: str) -> Measure:
    return Measure(FAMILY, key, required, planned, _beyond(planned - required), unit, sense=Sense.AT_MOST)


def _beyond(short: float) -> float:
    return short if short > TO_THE_CENT else 0.0


def explain(measure: Measure, org: Organisation) -> str:
    """Say which action is not possible, and why."""
    action, what = measure.key
    by = f"{measure.short:,.2f} {measure.unit}" if measure.unit == org.currency else f"{measure.short:g} {measure.unit}"
    return {
        "start": f"{action} begins {by} before it can: the lead time of the role, or the horizon, has not passed. Begin it later.",
        "end": f"{action} begins {by} after the horizon ends. Begin it earlier or leave it out.",
        "band_min": f"{action} is paid {by} below its band ({measure.planned:,.2f} against {measure.required:,.2f}). Raise the salary or mend the band in Roles.",
        "band_max": f"{action} is paid {by} above its band ({measure.planned:,.2f} against {measure.required:,.2f}). Lower the salary or mend the band in Roles.",
        "employed": f"{action} trains somebody who is not employed on that day. Choose another person or date.",
        "role": f"{action} is a course that is not open to the person's role. Choose another course, or open it in Training.",
    }[what]
