"""Onboarding: in no team more than one seat starts in a period.

Source: whoever has shown two newcomers around at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.families import (
    DecisionVariables,
    Linear,
    Measure,
    ModelSink,
    Organisation,
    PlanSimulation,
    Sense,
)

FAMILY = "onboarding"
CAP = 1


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    """State one limit for each team and period."""
    for team in org.teams:
        for period, label in enumerate(org.calendar.labels):
            starts = [
                (1.0, v)
                for seat, v in x.hire.items()
                if (seat.team, seat.start) == (team.id, period)
            ]
            if starts:
                rows.limit(FAMILY, (team.id, label), Linear(0.0, starts), Sense.AT_MOST, CAP)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who starts in each team and period."""
    calendar = walk.org.calendar
    for team in walk.org.teams:
        for period, label in enumerate(calendar.labels):
            days = [hire.start_date for hire in walk.plan.hires if hire.team == team.id]
            count = sum(calendar.period_of(day) == period for day in days)
            yield Measure(
                FAMILY,
                (team.id, label),
                CAP,
                count,
                max(0, count - CAP),
                "seats",
                sense=Sense.AT_MOST,
            )


def explain(measure: Measure, org: Organisation) -> str:
    """Say where too many start at once."""
    return (
        f"{measure.key[1]}: {measure.planned:g} start in {measure.key[0]}, {CAP} may:"
        f" {measure.shortfall:g} too many. Spread the starts."
    )
