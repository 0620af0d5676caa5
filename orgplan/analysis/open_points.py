"""What a plan leaves open, in plain words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from orgplan.constraints import explain
from orgplan.domain import (
    Measure,
    Organisation,
    Strength,
)
from orgplan.language import (
    N_,
    _,
)

from .assessment import Assessment


def in_words(org: Organisation, measures: Iterable[Measure]) -> list[str]:
    """Broken measures, the gravest first, each in one sentence; the same miss in several periods is
    said once.

    Limits come first, then musts, then shoulds; within each, the largest weighted miss over all its
    periods.

    Parameters
    ----------
    org
        Read for names, periods and prices.
    measures
        Broken ones; whoever calls has left out those that hold.

    Returns
    -------
    list[str]
        Sentences, in the language of the run.
    """
    alike: dict[tuple[object, ...], list[Measure]] = defaultdict(list)
    labels = {*org.calendar.labels, "total"}
    for m in measures:
        what = "" if m.key[-1] in labels else m.key[-1]  # two faults of an action are two sentences
        alike[m.family, m.key[:-1], what, m.required, m.planned, m.strength].append(m)
    order = sorted(
        alike.values(),
        key=lambda ms: (_gravity(ms[0]), -sum(m.weight * m.shortfall for m in ms), ms[0].name),
    )
    return [
        explain(
            replace(ms[0], key=(*ms[0].key[:-1], spans_in_words(org, [m.key[-1] for m in ms]))), org
        )
        + _price_in_words(org, ms[0])
        for ms in order
    ]


def open_in_words(assessment: Assessment) -> tuple[list[str], list[str]]:
    """What a plan leaves open, in the order and words of :func:`in_words`.

    Parameters
    ----------
    assessment
        The plan.

    Returns
    -------
    tuple[list[str], list[str]]
        Limits and musts, then shoulds.
    """
    firm, weak = (
        in_words(
            assessment.org,
            (m for m in assessment.shortfalls if (m.strength is Strength.SHOULD) is is_should),
        )
        for is_should in (False, True)
    )
    return firm, weak


def _price_in_words(org: Organisation, measure: Measure) -> str:
    """What closing a shortfall was allowed to cost, where it has a price."""
    if not measure.worth:
        return ""
    unit = {"heads": N_("head"), "managers": N_("manager"), "areas": N_("area")}.get(
        measure.unit, measure.unit
    )
    return " " + _(
        "Closing it is worth {worth:,.2f} {currency} per {unit} and period: it costs more, or is"
        " not possible.",
        worth=measure.worth,
        currency=org.currency,
        unit=_(unit),
    )


def spans_in_words(org: Organisation, labels: list[str]) -> str:
    """Periods, with those in a row as ``first to last``.

    Parameters
    ----------
    org
        Read for its calendar.
    labels
        Of periods, in any order; others are said as they stand.

    Examples
    --------
    >>> spans_in_words(org, ["2027-Q3", "2027-Q1", "2027-Q2"])
    '2027-Q1 to 2027-Q3'
    """
    if any(label not in org.calendar.labels for label in labels):
        return ", ".join(labels)
    runs: list[list[int]] = []
    for number in sorted(org.calendar.labels.index(label) for label in labels):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    name = org.calendar.label
    return ", ".join(
        (
            name(run[0])
            if len(run) == 1
            else _("{first} to {last}", first=name(run[0]), last=name(run[-1]))
        )
        for run in runs
    )


def _gravity(measure: Measure) -> int:
    return [None, Strength.MUST, Strength.SHOULD].index(measure.strength)
