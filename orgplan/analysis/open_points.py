"""What a plan leaves open, in plain words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from orgplan.constraints import explain, rule_families
from orgplan.constraints.naming import need_of, rule_called
from orgplan.domain import (
    Key,
    Measure,
    Organisation,
    Strength,
)
from orgplan.language import (
    N_,
    _,
    in_a_row,
)

from .assessment import Assessment


def in_words(org: Organisation, measures: Iterable[Measure]) -> list[str]:
    """Broken measures, the gravest first, each in one sentence; what reads the same in several
    periods is said once, and two needs or rules that read the same say which they are.

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
    alike: dict[tuple[str, Key, str, Strength | None], list[Measure]] = defaultdict(list)
    sources: dict[str, set[tuple[str, Key]]] = defaultdict(set)  # sentence → whose it is
    labels = {*org.calendar.labels, "total"}
    for m in measures:
        what = "" if m.key[-1] in labels else m.key[-1]  # two faults of an action are two sentences
        sentence = _in(what, m, org)
        alike[m.family, m.key[:-1], sentence, m.strength].append(m)
        sources[sentence].add((m.family, m.key[:-1]))
    order = sorted(
        alike.items(),
        key=lambda one: (
            _gravity(one[1][0]),
            -sum(m.weight * m.shortfall for m in one[1]),
            one[1][0].name,
        ),
    )
    return [
        in_a_row(
            (
                _in(spans_in_words(org, [m.key[-1] for m in ms]), ms[0], org),
                _source(org, ms[0]) if len(sources[sentence]) > 1 else "",
                _price_in_words(org, ms[0]),
            )
        )
        for (_family, _key, sentence, _strength), ms in order
    ]


def _in(when: str, measure: Measure, org: Organisation) -> str:
    """What a measure misses, as it is explained, in other periods than its own."""
    return explain(replace(measure, key=(*measure.key[:-1], when)), org)


def _source(org: Organisation, measure: Measure) -> str:
    """Which need or rule asks, where another one reads the same; nothing of a limit."""
    if need_of(org, measure.family, measure.key) is not None:
        return _("Need: {need}.", need=measure.key[0])
    if measure.family in rule_families():
        return _("Rule: {rule}.", rule=rule_called(measure.key[0]))
    return ""


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
    return _(
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
        return _(", ").join(labels)
    runs: list[list[int]] = []
    for number in sorted(org.calendar.labels.index(label) for label in labels):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    name = org.calendar.label
    return _(", ").join(
        (
            name(run[0])
            if len(run) == 1
            else _("{first} to {last}", first=name(run[0]), last=name(run[-1]))
        )
        for run in runs
    )


def _gravity(measure: Measure) -> int:
    return [None, Strength.MUST, Strength.SHOULD].index(measure.strength)
