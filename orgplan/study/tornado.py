"""Which assumption matters: each at a low and a high value, planned again, and with the plan
kept.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.changes.change_names import nearest
from orgplan.analysis.changes.change_values import OtherAssumptions
from orgplan.api import Impossible, NoPlan, Result, evaluate
from orgplan.domain import NORM_OF, Organisation
from orgplan.errors import BadArgument, checked
from orgplan.objectives import must_shortfall, should_shortfall

from .study import BASE, study

Measured = Literal["cost", "minimised", "must_short", "should_short"]
MEASURES: Mapping[str, Callable[[Assessment], float]] = {
    "cost": lambda a: a.cost,
    "minimised": lambda a: a.minimised_cost,
    "must_short": lambda a: must_shortfall.value(a.org, a.plan, a.measures),
    "should_short": lambda a: should_shortfall.value(a.org, a.plan, a.measures),
}


@checked
def tornado(
    org: Organisation,
    ranges: Mapping[str, tuple[float, float]],
    *,
    measure: Measured = "cost",
    processes: int = 1,
    cluster: str | None = None,
    on_progress: Callable[[str, int, int], None] = lambda name, done, of: None,
    **plan_options: Any,
) -> pd.DataFrame:
    """Each assumption at a low and a high value, the others as they are: planned again, and with
    the base's plan kept.

    Parameters
    ----------
    org
        The organisation.
    ranges
        Assumption → its low and high value, for all.
    measure
        ``cost`` of the horizon, ``minimised`` (the horizon and the time after it; both in plan
        currency), ``must_short`` or ``should_short`` (weighted heads and FTE).
    processes
        As for :func:`orgplan.study`.
    cluster
        As for :func:`orgplan.study`.
    on_progress
        As for :func:`orgplan.study`.
    plan_options
        As for :func:`orgplan.study`.

    Returns
    -------
    DataFrame
        One row an assumption, those that move the plan most first: ``low``, ``base``, ``high``
        (values of the assumption; the base's is that for all), ``at base``, ``planned low``,
        ``planned high``, ``kept low``, ``kept high`` (figures; blank where no plan is possible),
        ``swing`` (how far the planned figures lie apart, the base's among them) and ``kept swing``.

    Raises
    ------
    BadArgument
        If there is no such assumption or figure, or a value is out of its range.

    Examples
    --------
    >>> op.tornado(org, {"attrition": (0.05, 0.15), "ramp": (3, 6)})  # doctest: +SKIP
    """
    if not ranges:
        raise BadArgument("op.tornado", "no range", "one assumption or more, with its low and high")
    figure, changes = MEASURES[measure], _changes(ranges)
    found = study(
        org, changes, processes=processes, cluster=cluster, on_progress=on_progress, **plan_options
    )
    base = found[BASE]

    def planned(name: str) -> float | None:
        ended: Result | Impossible | NoPlan = found.scenario(name).ended
        return figure(ended.assessment) if isinstance(ended, Result) else None

    rows = []
    for key, (low, high) in ranges.items():
        again = [planned(f"{key} {end}") for end in ("low", "high")]
        kept = [
            figure(evaluate(base.org.apply(changes[f"{key} {end}"]), base.plan).assessment)
            for end in ("low", "high")
        ]
        at = figure(base.assessment)
        rows.append(
            {
                "low": low,
                "base": org.assumptions.get(key),
                "high": high,
                "at base": at,
                "planned low": again[0],
                "planned high": again[1],
                "kept low": kept[0],
                "kept high": kept[1],
                "swing": _swing([at, *(one for one in again if one is not None)]),
                "kept swing": _swing([at, *kept]),
            }
        )
    table = pd.DataFrame(rows, index=pd.Index(list(ranges), name="assumption"))
    return table.sort_values(["swing", "kept swing"], ascending=False, kind="stable")


def _changes(ranges: Mapping[str, tuple[float, float]]) -> dict[str, OtherAssumptions]:
    """``attrition low`` and ``attrition high`` of each assumption; refuses what lies outside what
    it may be.
    """
    changes = {}
    for key, (low, high) in ranges.items():
        norm = NORM_OF.get(key)
        if norm is None:
            raise BadArgument("op.tornado", repr(key), nearest(key, NORM_OF))
        if not norm.lowest <= low <= high <= norm.highest:
            raise BadArgument(
                "op.tornado",
                f"{key}=({low:g}, {high:g})",
                f"{norm.lowest:g} <= low <= high <= {norm.highest:g}",
            )
        for end, value in (("low", low), ("high", high)):
            changes[f"{key} {end}"] = OtherAssumptions(scope=None, values=((key, value),))
    return changes


def ranges(org: Organisation, asked: str) -> dict[str, tuple[float, float]]:
    """Assumptions with their low and high, as they are written: ``attrition=0.05:0.15,ramp``; a
    name alone is half and half as much again.

    Parameters
    ----------
    org
        Gives today's value for all, around which a name alone is varied.
    asked
        Parts with commas between; empty parts are skipped.

    Returns
    -------
    dict[str, tuple[float, float]]
        Assumption → low and high, in its own unit; those of a name alone are kept within what the
        assumption may be.

    Raises
    ------
    BadArgument
        If a part cannot be read.
    """
    found = {}
    for part in (one.strip() for one in asked.split(",") if one.strip()):
        key, stated, ends = (text.strip() for text in part.partition("="))
        norm = NORM_OF.get(key)
        if norm is None:
            raise BadArgument("tornado", repr(key), nearest(key, NORM_OF))
        now = org.assumptions.get(key)
        low, _, high = ends.partition(":")
        try:
            found[key] = (
                (float(low), float(high))
                if stated
                else (max(norm.lowest, now / 2), min(norm.highest, now * 1.5))
            )
        except ValueError as error:
            raise BadArgument("tornado", repr(part), f"{key}=low:high") from error
    return found


def _swing(figures: list[float]) -> float:
    return max(figures) - min(figures)
