"""The model under the bonnet: its variables, rows and goals as data frames, an MPS file with its
objective, and duals of its relaxation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path

import numpy as np
import pandas as pd
import pulp

from orgplan.constraints.model import Linear
from orgplan.domain import Organisation
from orgplan.errors import BadArgument, OrgplanError, checked, no_less
from orgplan.objectives import goals_of

from .build import Built, build
from .outcome import Floats, Limits, Outcome, Status, Task
from .solvers.highs import HighsEngine
from .solvers.lp import Matrix, dense, matrix

MPS = (".mps", ".lp")


class NotSolved(OrgplanError):
    """A goal of a stated model has no optimum that could be found.

    Examples
    --------
    >>> try:
    ...     least = op.model(org, seconds=60).least
    ... except op.NotSolved as error:
    ...     print(error)
    """


@dataclass(frozen=True)
class StatedModel:
    """The mixed-integer programme of an organisation, to look at.

    Goals are in strict order: each is minimised while those before it are held at the least they
    can be.

    Attributes
    ----------
    org
        The organisation.
    built
        The rows as families stated them.
    seconds
        Time for each goal.

    Examples
    --------
    >>> stated = op.model(org)
    >>> "capacity" in set(stated.rows["family"])
    True
    """

    org: Organisation
    built: Built
    seconds: float = 60.0

    def __repr__(self) -> str:
        """One line."""
        columns, rows = len(self.built.model.columns), len(self.built.model.constraints)
        return f"<StatedModel of {self.org.name!r}: {columns} variables, {rows} rows>"

    @cached_property
    def goals(self) -> Mapping[str, Linear]:
        """Name of a goal → what it minimises, in their order."""
        x, shortfalls = self.built.x, self.built.model.shortfalls
        return {goal.NAME: goal.terms(self.org, x, shortfalls) for goal in goals_of(self.org)}

    @property
    def variables(self) -> pd.DataFrame:
        """One row a variable: ``name``, ``lower``, ``upper``, ``whole``, and its coefficient in
        each goal.
        """
        stated, columns = self._matrix, self.built.model.columns
        costs = {name: dense(self.built.model, goal) for name, goal in self.goals.items()}
        return pd.DataFrame(
            {
                "name": [column.name for column in columns],
                "lower": stated.lower,
                "upper": stated.upper,
                "whole": stated.whole,
            }
            | costs
        )

    @property
    def rows(self) -> pd.DataFrame:
        """One row a row: ``name``, ``lower``, ``upper`` and how many ``entries`` it has; and its
        ``family``, blank where it only ties variables.
        """
        stated, model = self._matrix, self.built.model
        families = {row.constraint: row.family for row in model.rows}
        names = model.names()
        return pd.DataFrame(
            {
                "name": names,
                "family": [families.get(number, "") for number in range(len(names))],
                "lower": stated.row_lower,
                "upper": stated.row_upper,
                "entries": np.diff(stated.starts),
            }
        )

    @cached_property
    def least(self) -> pd.Series:
        """Goal → the least it can be with those before it held at theirs.

        Raises
        ------
        NotSolved
            If a goal has no proven optimum in its time.
        """
        engine, found = HighsEngine(self._matrix), {}
        for name, goal in self.goals.items():
            found[name] = self._run(engine, goal, name).objective
            engine.hold(dense(self.built.model, goal), self._slack(found[name]) - goal.constant)
        return pd.Series(found, name="least")

    @checked
    def duals(self, goal: str) -> pd.DataFrame:
        """Duals of the relaxation for one goal, those before it held: no prices of a plan, which is
        in whole numbers.

        Parameters
        ----------
        goal
            Its name, as in :attr:`goals`.

        Returns
        -------
        DataFrame
            ``name``, ``family`` and ``dual_of_relaxation``: by how much the goal of the relaxation
            changes with one unit more on the right side; rows with none are left out.

        Examples
        --------
        >>> list(op.model(org).duals("cost").columns)  # doctest: +SKIP
        ['name', 'family', 'dual_of_relaxation']
        """
        engine = self._held_before(goal)
        outcome = self._run(engine, self.goals[goal], goal, relaxed=True)
        assert outcome.duals is not None
        rows = self.rows[["name", "family"]].copy()
        rows["dual_of_relaxation"] = outcome.duals[: len(rows)]
        return rows[rows["dual_of_relaxation"].abs() > 1e-9].reset_index(drop=True)

    @checked
    def write(self, path: str | Path, goal: str | None = None) -> Path:
        """Write the model with an objective as MPS or LP, those of the goals before it held as
        rows.

        Parameters
        ----------
        path
            A name that ends in ``.mps`` or ``.lp``.
        goal
            Which is the objective; the first if left out, for which nothing is solved.

        Raises
        ------
        BadArgument
            If there is no such goal, or the name ends otherwise.

        Examples
        --------
        >>> op.model(org).write("org.mps").stat().st_size > 0
        True
        """
        target, chosen = Path(path), next(iter(self.goals)) if goal is None else goal
        if target.suffix.casefold() not in MPS:
            raise BadArgument("StatedModel.write", f"path={str(path)!r}", "a name in .mps or .lp")
        engine = self._held_before(chosen)
        names = [column.name for column in self.built.model.columns]
        engine.write(
            target,
            dense(self.built.model, self.goals[chosen]),
            self.goals[chosen].constant,
            names,
            self.built.model.names(),
        )
        return target

    @checked
    def problem(self, goal: str | None = None) -> pulp.LpProblem:
        """The model as a problem of PuLP with one goal as its objective, those before it held: for
        any other solver that PuLP speaks to.

        Parameters
        ----------
        goal
            Which is the objective; the first if left out, for which nothing is solved.

        Returns
        -------
        pulp.LpProblem
            A copy: what is changed in it changes nothing here.

        Raises
        ------
        BadArgument
            If there is no such goal.

        Examples
        --------
        >>> problem = op.model(org).problem()
        >>> problem.solve(pulp.HiGHS(msg=False)), problem.objective.value()
        (1, 0.0)
        """
        chosen = next(iter(self.goals)) if goal is None else goal
        held = {name: (self.goals[name], limit) for name, limit in self._limits_before(chosen)}
        return self.built.model.problem(self.goals[chosen], held)

    @cached_property
    def _matrix(self) -> Matrix:
        return matrix(self.built.model)

    def _held_before(self, goal: str) -> HighsEngine:
        engine = HighsEngine(self._matrix)
        for name, limit in self._limits_before(goal):
            held = self.goals[name]
            engine.hold(dense(self.built.model, held), limit - held.constant)
        return engine

    def _limits_before(self, goal: str) -> Iterator[tuple[str, float]]:
        """Goals before one, and what each may come to."""
        if goal not in self.goals:
            raise BadArgument("StatedModel", f"goal={goal!r}", f"one of {', '.join(self.goals)}")
        for name in takewhile(lambda name: name != goal, self.goals):
            yield name, self._slack(float(self.least[name]))

    def _slack(self, value: float) -> float:
        """What a goal is held at: solvers keep rows to a tolerance."""
        return value + max(1e-6, 1e-7 * abs(value))

    def _run(
        self, engine: HighsEngine, goal: Linear, name: str, *, relaxed: bool = False
    ) -> Outcome:
        costs: Floats = dense(self.built.model, goal)
        lower, upper = self._matrix.lower, self._matrix.upper
        limits = Limits(self.seconds, 0.0)
        task = Task(costs, goal.constant, lower, upper, limits, relaxed=relaxed)
        outcome = engine.run(task)
        if outcome.status is not Status.OPTIMAL:
            raise NotSolved(f"{name}: {outcome.status.value} in {self.seconds:g} seconds")
        return outcome


@checked
def model(org: Organisation, *, seconds: float = 60.0) -> StatedModel:
    """The model of an organisation: variables, rows and goals, before any search.

    Parameters
    ----------
    org
        The organisation.
    seconds
        Time for each goal, where one is solved.

    Examples
    --------
    >>> stated = op.model(org)  # doctest: +SKIP
    >>> stated.rows["family"].value_counts(), stated.write("org.mps", goal="cost")  # doctest: +SKIP
    """
    no_less("op.model", "seconds", seconds, 0.0, "seconds above 0", above=True)
    return StatedModel(org, build(org), seconds)
