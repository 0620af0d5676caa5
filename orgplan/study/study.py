"""Many what-ifs of one organisation, side by side: solved one after the other, on all cores, or on
a Dask cluster.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from pathlib import Path
from typing import Any

import pandas as pd

from orgplan.analysis.changes.change_values import Change
from orgplan.analysis.counterfactual.frontier import own_limit
from orgplan.api import Impossible, NoPlan, Result, as_asked, diff, plan
from orgplan.api.planning import LIMITS, sensible
from orgplan.domain import Organisation
from orgplan.domain.notebook import small_table
from orgplan.errors import BadArgument, checked
from orgplan.language import N_
from orgplan.report.diff.plans import Difference
from orgplan.report.reasons import lost_without, serves_in_own_words
from orgplan.report.results.action_tables import HIRES
from orgplan.report.results.comparison import column
from orgplan.workers import Workers

from .solving import (
    Changes,
    as_changes,
    difference_of,
    ended_before,
    keep_result,
    key_of_plan,
    result,
    solve_task,
)

BASE = N_("as it is")
SWIFT_OPTIONS = {"goal", "budget", "time_limit", "gap", "next_steps"}
# of :func:`orgplan.plan`: the organisation differs, and the study shares the processes itself
NOT_OF_A_PLAN = {"org", "processes", "cluster"}
SHOWN = 14  # rows in a notebook
OnProgress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Scenario:
    """One organisation of a study, and what came of planning it.

    Attributes
    ----------
    name
        As it was given; that of the base is ``as it is``.
    changes
        What differs from the base.
    ended
        The plan, or why there is none.

    Examples
    --------
    >>> study = op.study(org, {"less": [op.change.budget(scale=0.9)]})
    >>> [scenario.name for scenario in study.scenarios]
    ['as it is', 'less']
    """

    name: str
    changes: tuple[Change, ...]
    ended: Result | Impossible | NoPlan

    @property
    def status(self) -> str:
        """How the solve ended, as of a plan; ``infeasible`` or ``no_plan`` where there is none."""
        return self.ended.status if isinstance(self.ended, Result) else self.ended.run.status.value

    @property
    def ways_out(self) -> tuple[str, ...]:
        """What would have to give, where no plan meets what is asked."""
        return self.ended.lines if isinstance(self.ended, Impossible) else ()


@dataclass(frozen=True)
class Study:
    """Scenarios, planned; the base first.

    Examples
    --------
    >>> study = op.study(org, {"budget -10 %": op.change.budget(scale=0.9)})  # doctest: +SKIP
    >>> study.table[["status", "hires", "cost in horizon", "cost against base"]]  # doctest: +SKIP
    """

    scenarios: tuple[Scenario, ...]

    def __repr__(self) -> str:
        """One line."""
        return f"<Study: {len(self.scenarios)} scenarios, {len(self.planned)} with a plan>"

    def _repr_html_(self) -> str:
        """A row a scenario for notebooks, fourteen at the most."""
        rows = {
            one.name: (
                f"{one.status}; minimised cost {one.ended.assessment.minimised_cost:,.2f}"
                if isinstance(one.ended, Result)
                else one.status
            )
            for one in self.scenarios[:SHOWN]
        }
        more = len(self.scenarios) - SHOWN
        return small_table(rows | ({"…": f"{more} more"} if more > 0 else {}))

    def __getitem__(self, name: str) -> Result:
        """The plan of a scenario.

        Raises
        ------
        Impossible, NoPlan
            If there is none, as :func:`orgplan.plan` would have.
        """
        ended = self.scenario(name).ended
        if isinstance(ended, Result):
            return ended
        raise ended

    @checked
    def scenario(self, name: str) -> Scenario:
        """A scenario by its name.

        Parameters
        ----------
        name
            As it was given; that of the base is ``as it is``.

        Returns
        -------
        Scenario
            Also one without a plan: ``ended`` then says why.

        Raises
        ------
        BadArgument
            If there is no scenario of that name; the message lists those there are.

        Examples
        --------
        >>> study = op.study(org, {"less": [op.change.budget(scale=0.9)]})
        >>> study.scenario("less").status
        'optimal'
        """
        found = [one for one in self.scenarios if one.name == name]
        if not found:
            names = ", ".join(one.name for one in self.scenarios)
            raise BadArgument("Study", f"name={name!r}", f"one of {names}")
        return found[0]

    @property
    def planned(self) -> Mapping[str, Result]:
        """Scenarios that have a plan."""
        return {one.name: one.ended for one in self.scenarios if isinstance(one.ended, Result)}

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a scenario, also where there is no plan.

        Returns
        -------
        DataFrame
            ``what`` differs, then the rows of :func:`orgplan.compare` as columns; ``cost``,
            ``minimised cost`` and ``hires`` ``against base``; ``ways out`` as a tuple of
            sentences.
        """
        columns = {name: column(p.assessment, p.run) for name, p in self.planned.items()}
        base = columns.get(self.scenarios[0].name, {})
        rows = []
        for one in self.scenarios:
            values = columns.get(one.name, {"status": one.status})
            rows.append(
                {"what": "; ".join(map(str, one.changes))}
                | values
                | {
                    f"{short} against base": difference_of(values.get(key), base.get(key))
                    for short, key in (
                        ("cost", "cost in horizon"),
                        ("minimised cost", "minimised cost"),
                        ("hires", "hires"),
                    )
                }
                | {"ways out": one.ways_out}
            )
        return pd.DataFrame(rows, index=pd.Index([one.name for one in self.scenarios]))

    @cached_property
    def hires(self) -> pd.DataFrame:
        """Seats ranked by in how many scenarios they are filled: those at the top are safe to begin
        with.

        Returns
        -------
        DataFrame
            One row a role, team and number of the seat there: ``scenarios`` (how many fill it),
            ``share`` of those that have a plan, ``taken in``, ``earliest start``, ``latest start``,
            ``decide by`` (the earliest), ``cost in horizon`` (largest, plan currency), ``least
            budget`` (smallest limit on all cost under which it is filled; none where there is no
            limit), ``serves`` (ids), ``what for`` and ``lost without it`` (in words, of the first
            scenario that fills it).
        """
        found: dict[tuple[str, str, int], dict[str, dict[str, Any]]] = {}
        for name, planned in self.planned.items():
            seats: dict[tuple[str, str], int] = {}
            limit = own_limit(planned.org)
            records = HIRES.records(planned.assessment)
            for row, record in zip(planned.assessment.hires, records, strict=True):
                record["limit"] = math.inf if limit is None else limit
                record["what for"] = serves_in_own_words(planned.org, row.losses)
                record["lost"] = lost_without(planned.org, row.losses)
            for record in sorted(records, key=lambda one: str(one["start_date"])):
                place = (str(record["role"]), str(record["team"]))
                seats[place] = seats.get(place, 0) + 1
                found.setdefault((*place, seats[place]), {})[name] = record
        rows = [_ranked(key, records, len(self.planned)) for key, records in found.items()]
        rows.sort(
            key=lambda row: (-row["scenarios"], row["earliest start"], row["role"], row["team"])
        )
        return pd.DataFrame(rows, columns=list(_RANKED))

    @checked
    def diff(self, before: str, after: str) -> Difference:
        """What changed from one scenario's plan to another's; see :func:`orgplan.diff`.

        Parameters
        ----------
        before, after
            Names of scenarios.

        Returns
        -------
        Difference
            As of two plans that were made on their own.

        Raises
        ------
        Impossible, NoPlan
            If one of them has no plan.

        Examples
        --------
        >>> study = op.study(org, {"less": [op.change.budget(scale=0.9)]})
        >>> study.diff("as it is", "less").same
        False
        """
        return diff(self[before], self[after])


_RANKED = (
    "role",
    "team",
    "seat",
    "scenarios",
    "share",
    "taken in",
    "earliest start",
    "latest start",
    "decide by",
    "cost in horizon",
    "least budget",
    "serves",
    "what for",
    "lost without it",
)


@checked
def study(
    org: Organisation,
    scenarios: Mapping[str, Changes],
    *,
    processes: int = 1,
    cluster: str | None = None,
    store: str | Path | None = None,
    on_progress: OnProgress = lambda name, done, of: None,
    swift: bool = False,
    **plan_options: Any,
) -> Study:
    """Plan an organisation as it is, and once for each scenario.

    Parameters
    ----------
    org
        The base.
    scenarios
        Name → one change or several, made in their order.
    processes
        How many plans are searched at the same time; -1 is as many as there are cores.
    cluster
        Address of a Dask scheduler, for instance ``tcp://planner:8786``, in place of processes of
        this machine (``pip install orgplan[cluster]``). What a lost worker was at is begun again.
    store
        Folder that keeps each ending as it comes; the same study reads there what is done
        already, also after it was stopped. The files are pickles: use none that others can write.
    on_progress
        Called with the name of each scenario that has ended, how many have, and of how many.
    swift
        Whether disruption and ties are left open, and what one scenario's search found serves those
        that only have tighter limits, such as less money, where its plan holds: goals come to the
        same, plans that are as good are not distinguished. Not beside a previous plan.
    plan_options
        As for :func:`orgplan.plan`; next steps are not priced unless asked for.

    Returns
    -------
    Study
        The base under the name ``as it is``, then the scenarios in their order.

    Raises
    ------
    BadArgument
        If a change names something that is not there, or a scenario has the base's name.

    Examples
    --------
    >>> study = op.study(org, {"higher pay": op.change.pay(scale=1.1)})
    >>> study.table[["status", "hires"]]
                 status  hires
    as it is    optimal      5
    higher pay  optimal      2
    """
    workers = Workers("op.study", processes, cluster)
    if BASE in scenarios:
        raise BadArgument("op.study", f"a scenario {BASE!r}", "another name; the base has this one")
    if swift and org.previous is not None:
        raise BadArgument("op.study", "swift=True beside a previous plan", "swift=False")
    known = SWIFT_OPTIONS if swift else set(signature(plan).parameters) - NOT_OF_A_PLAN
    unknown = set(plan_options) - known
    if unknown:
        beside = " with swift=True" if swift else ""
        raise BadArgument("op.study", f"{min(unknown)}={beside}", ", ".join(sorted(known)))
    options = {"next_steps": False, "swift": swift} | plan_options
    sensible(**{key: one for key, one in options.items() if key in LIMITS})
    changes = {BASE: ()} | {name: as_changes(given) for name, given in scenarios.items()}
    asked = {
        name: as_asked(org.apply(*made), options.get("goal"), options.get("budget"))
        for name, made in changes.items()
    }
    folder = None if store is None else Path(store)
    if folder is not None and folder.exists() and not folder.is_dir():
        raise BadArgument("op.study", f"store={str(store)!r}", "a folder")
    ended = ended_before(folder, asked, options)
    open_ones = [(name, one, options) for name, one in asked.items() if name not in ended]
    if swift:  # the widest limits first: what holds there may hold with tighter ones
        open_ones.sort(key=lambda task: -sum(line.amount or 0.0 for line in task[1].budget))
    for name in ended:
        on_progress(name, len(ended), len(asked))
    with workers:
        for name, outcome in workers.done(solve_task, open_ones):
            ended[name] = outcome
            if folder is not None:
                keep_result(folder, key_of_plan(asked[name], options), outcome)
            on_progress(name, len(ended), len(asked))
    return Study(
        tuple(Scenario(name, changes[name], result(asked[name], ended[name])) for name in asked)
    )


def _ranked(
    key: tuple[str, str, int], records: Mapping[str, Mapping[str, Any]], plans: int
) -> dict[str, Any]:
    """One seat over all scenarios that fill it; words are those of the first, money is the largest,
    and a limit of infinity is no limit.
    """
    starts = [record["start_date"] for record in records.values()]
    decided = {record["start_date"]: record["decided"] for record in records.values()}
    serves = dict.fromkeys(name for record in records.values() for name in record["serves"])
    first = next(iter(records.values()))
    least = min(record["limit"] for record in records.values())
    return {
        "role": key[0],
        "team": key[1],
        "seat": key[2],
        "scenarios": len(records),
        "share": round(len(records) / plans, 4),
        "taken in": tuple(records),
        "earliest start": min(starts),
        "latest start": max(starts),
        "decide by": decided[min(starts)],
        "cost in horizon": max(record["cost_in_horizon"] for record in records.values()),
        "least budget": None if math.isinf(least) else least,
        "serves": tuple(serves),
        "what for": first["what for"],
        "lost without it": first["lost"],
    }
