"""The one place that speaks PuLP: variables, named rows and goals.

Everything above speaks of :class:`~orgplan.constraints.model.Linear` and keys, everything below of
the :class:`Matrix`; columns and rows keep the order in which they were made. Rows become PuLP's
where somebody asks for its problem: a search hands over the matrix, and of hundreds of thousands of
rows PuLP's objects would take a fifth of the time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pulp
from numpy.typing import NDArray

from orgplan.constraints.model import Linear, Shortfall, Var
from orgplan.deadline import Deadline
from orgplan.domain import Key, Sense, Strength
from orgplan.errors import OutOfTime

ASKED = 1_000  # columns, or rows, after which the clock is looked at
CLOSE = 1e-6  # a fraction nearer to a whole number is rounding
SENSE = {Sense.AT_LEAST: pulp.LpConstraintGE, Sense.AT_MOST: pulp.LpConstraintLE}


class Constraint(NamedTuple):
    """A row of the model, judged or not.

    Attributes
    ----------
    family, key
        Its name.
    left
        Variable → coefficient.
    lower, upper
        What the left side may be; infinite is no limit.
    """

    family: str
    key: Key
    left: Mapping[Var, float]
    lower: float
    upper: float


@dataclass(frozen=True)
class ModelRow:
    """A row that the checker judges too.

    Attributes
    ----------
    family, key
        Its name.
    constraint
        Its number among all rows.
    sense, unit, whole
        Direction, how much of the left side one unit of shortfall stands for, and whether
        shortfalls are whole.
    slack
        The shortfall variable; ``None`` for a hard row.
    """

    family: str
    key: Key
    constraint: int
    sense: Sense
    unit: float = 1.0
    whole: bool = False
    slack: Var | None = None


class Model:
    """A PuLP problem under construction; it is the ``ModelSink`` that families state theirs to.

    Parameters
    ----------
    firm
        Strengths whose demands get no shortfall: they must be met.
    elastic
        Families whose hard limits (and firm demands) get a priced excess, to find out what makes a
        problem impossible.
    worths
        Family and id of the needs and rules whose shortfalls have a price → that price.
    deadline
        When stating it is given up; ``None`` takes the time that it takes.
    """

    def __init__(
        self,
        firm: frozenset[Strength] = frozenset(),
        elastic: frozenset[str] = frozenset(),
        worths: Mapping[tuple[str, str], float] | None = None,
        deadline: Deadline | None = None,
    ) -> None:
        self.maker = pulp.LpProblem("orgplan", pulp.LpMinimize)  # of variables
        self.firm = firm
        self.elastic = elastic
        self.worths = worths or {}
        self.deadline = deadline
        self.rows: list[ModelRow] = []
        self.shortfalls: list[Shortfall] = []
        self.excesses: list[tuple[ModelRow, Var]] = []
        self.columns: list[pulp.LpVariable] = []
        self.constraints: list[Constraint] = []
        self.amount("nothing", (), 0)  # HiGHS does not judge rows without any column

    def in_time(self) -> None:
        """Give up where the time is over.

        Raises
        ------
        OutOfTime
            Also from whatever adds a column or a row, once in :data:`ASKED` of them.

        Examples
        --------
        >>> Model(deadline=Deadline(60.0)).in_time()
        """
        if self.deadline is not None and self.deadline.over:
            raise OutOfTime

    def variable(self, name: str, upper: float | None, whole: bool) -> Var:
        """A new decision between 0 and `upper`.

        Parameters
        ----------
        name
            Made plain for solvers; a number keeps it unique.
        upper
            ``None`` is no limit.
        whole
            Whether it takes whole numbers only.

        Examples
        --------
        >>> model = Model()
        >>> model.variable("hire", 3.0, whole=True)
        hire_1
        """
        return self._variable(name, upper, pulp.LpInteger if whole else pulp.LpContinuous)

    def binary(self, family: str, key: Key) -> Var:
        """A new 0/1 variable.

        Parameters
        ----------
        family, key
            Name of the variable, after ``z_``.

        Examples
        --------
        >>> Model().binary("span", ("R-1", "Apps"))
        z_span(R_1,_Apps)_1
        """
        return self._variable(row_name("z_" + family, key), 1, pulp.LpInteger)

    def amount(self, family: str, key: Key, upper: float | None) -> Var:
        """A new variable between 0 and `upper`.

        Parameters
        ----------
        family, key
            Name of the variable, after ``y_``.
        upper
            ``None`` is no limit.

        Examples
        --------
        >>> Model().amount("capacity", ("N-001",), 1.5)
        y_capacity(N_001)_1
        """
        return self._variable(row_name("y_" + family, key), upper, pulp.LpContinuous)

    def _variable(self, name: str, upper: float | None, category: str) -> Var:
        variable: Var = self.maker.add_variable(
            f"{_plain(name)}_{len(self.columns)}", 0, upper, category
        )
        self.columns.append(variable)
        if len(self.columns) % ASKED == 0:
            self.in_time()
        return variable

    def limit(
        self,
        family: str,
        key: Key,
        left: Linear,
        sense: Sense,
        right: float,
        *,
        unit: float = 1.0,
    ) -> None:
        """A hard limit; with an excess where its family is elastic.

        Parameters
        ----------
        family, key, left, sense, right, unit
            As in :class:`~orgplan.constraints.model.ModelSink`.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> model.limit("headcount", ("Apps", "at most"), Linear.of(hire), Sense.AT_MOST, 2.0)
        >>> model.rows[0].key, model.rows[0].slack
        (('Apps', 'at most'), None)
        """
        slack = self.amount("over_" + family, key, None) if family in self.elastic else None
        row = ModelRow(
            family,
            key,
            self._add(family, key, left, sense, right, slack, unit),
            sense,
            unit,
            slack=slack,
        )
        self.rows.append(row)
        if slack is not None:
            self.excesses.append((row, slack))

    def demand(
        self,
        family: str,
        key: Key,
        left: Linear,
        right: float,
        strength: Strength,
        weight: float,
        *,
        unit: float = 1.0,
        whole: bool = True,
        hard: bool = False,
        worth: float | None = None,
    ) -> None:
        """A requirement with a counted shortfall, unless it is hard, or its strength firm and no
        price says what it is worth.

        Parameters
        ----------
        family, key, left, right, strength, weight, unit, whole, hard, worth
            As in :class:`~orgplan.constraints.model.ModelSink`. A price of its own comes before
            that of need or rule.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> model.demand("holders", ("N-001",), Linear.of(hire), 2.0, Strength.MUST, 1.0)
        >>> model.shortfalls[0].strength.value, model.shortfalls[0].variable
        ('must', u_holders(N_001)_2)
        """
        worth = self.worths.get((family, key[0])) if worth is None else worth
        firm = hard or (strength in self.firm and worth is None)
        slack = (
            None
            if firm and family not in self.elastic
            else self._variable(
                row_name("u_" + family, key), None, pulp.LpInteger if whole else pulp.LpContinuous
            )
        )
        number = self._add(family, key, left, Sense.AT_LEAST, right, slack, unit)
        if slack is not None and whole and unit > 1:
            self._round(self.constraints[number], unit)
        row = ModelRow(family, key, number, Sense.AT_LEAST, unit, whole, slack)
        self.rows.append(row)
        if slack is not None and firm:
            self.excesses.append((row, slack))
        elif slack is not None:
            self.shortfalls.append(Shortfall(strength, weight, slack, worth))

    def _round(self, row: Constraint, unit: float) -> None:
        """State beside a row of whole variables what it comes to in whole shortfalls: the
        relaxation could take 4.33 managers for 5.

        With f the fraction of ``right / unit``, each coefficient a, in units, becomes its whole
        part and the smaller of 1 and 1/f of its fraction: mixed-integer rounding, Nemhauser &
        Wolsey, Integer and Combinatorial Optimization (1988), II.1.7.
        """
        right = row.lower
        fraction = right / unit - math.floor(right / unit)
        if min(fraction, 1 - fraction) < CLOSE or not all(map(is_whole, row.left)):
            return
        left = Linear()
        for variable, coefficient in row.left.items():
            parts = math.floor(coefficient / unit + CLOSE)
            rest = coefficient / unit - parts
            left.add(-parts - (min(rest / fraction, 1.0) if rest > CLOSE else 0.0), variable)
        self.link("rounded_" + row.family, row.key, left, -math.ceil(right / unit))

    def link(self, family: str, key: Key, left: Linear, right: float) -> None:
        """A row that only ties variables together.

        Parameters
        ----------
        family, key, left, right
            As in :class:`~orgplan.constraints.model.ModelSink`.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> model.link("heads", ("Apps",), Linear.of(hire), 2.0)
        >>> model.names()
        ['link_heads(Apps)']
        """
        self._add("link_" + family, key, left, Sense.AT_MOST, right, None)

    def hold(self, name: str, goal: Linear, at: float) -> None:
        """Keep a goal at a value it has reached.

        Parameters
        ----------
        name
            Of the goal.
        goal
            An expression in the model's variables.
        at
            In the goal's unit.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> model.hold("cost", Linear(0.0, [(4.0, hire)]), 8.0)
        >>> model.names()
        ['held(cost)']
        """
        self._add("held", (name,), goal, Sense.AT_MOST, at, None)

    def names(self) -> list[str]:
        """Name of each constraint, with a number where it is taken already; made when they are
        asked for, since a search needs none.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> for most in (2.0, 1.0):
        ...     model.link("heads", ("R-1", "Apps"), Linear.of(hire), most)
        >>> model.names()
        ['link_heads(R_1,_Apps)', 'link_heads(R_1,_Apps)_1']
        """
        names: dict[str, None] = {}
        for row in self.constraints:
            name = _plain(row_name(row.family, row.key))
            names[f"{name}_{len(names)}" if name in names else name] = None
        return list(names)

    def problem(self, goal: Linear, held: Mapping[str, tuple[Linear, float]]) -> pulp.LpProblem:
        """The model as a problem of PuLP, for any solver that PuLP speaks to.

        Parameters
        ----------
        goal
            What is minimised.
        held
            Name of a goal that is held → its expression, and what it may come to.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> model.link("heads", ("Apps",), Linear(0.0, [(-1.0, hire)]), -2.0)
        >>> problem = model.problem(Linear(1.0, [(4.0, hire)]), {})
        >>> problem.solve(pulp.HiGHS(msg=False)), problem.objective.value()
        (1, 9.0)
        """
        problem = pulp.LpProblem("orgplan", pulp.LpMinimize)
        problem.setObjective(pulp.LpAffineExpression(merged(goal), goal.constant))
        for name, row in zip(self.names(), self.constraints, strict=True):
            sense = SENSE[Sense.AT_MOST if math.isinf(row.lower) else Sense.AT_LEAST]
            right = row.upper if math.isinf(row.lower) else row.lower
            left = pulp.LpAffineExpression(dict(row.left))
            problem.addConstraint(pulp.LpConstraint(left, sense, name, right), name)
        for name, (expression, most) in held.items():
            left = pulp.LpAffineExpression(merged(expression), expression.constant)
            problem.addConstraint(pulp.LpConstraint(left, SENSE[Sense.AT_MOST], None, most), name)
        return problem

    def _add(
        self,
        family: str,
        key: Key,
        left: Linear,
        sense: Sense,
        right: float,
        slack: Var | None,
        unit: float = 1.0,
    ) -> int:
        """Add a row with its shortfall or excess; its number."""
        summed = merged(left)
        if slack is not None:
            summed[slack] = unit if sense is Sense.AT_LEAST else -unit
        bound = right - left.constant
        lower, upper = (bound, math.inf) if sense is Sense.AT_LEAST else (-math.inf, bound)
        self.constraints.append(Constraint(family, key, summed, lower, upper))
        if len(self.constraints) % ASKED == 0:
            self.in_time()
        return len(self.constraints) - 1


def row_name(family: str, key: Key) -> str:
    """``family(key, …)``.

    Parameters
    ----------
    family, key
        As in measures and plans.

    Examples
    --------
    >>> row_name("recruiting", ("Engineer", "2027-Q1"))
    'recruiting(Engineer, 2027-Q1)'
    """
    return f"{family}({', '.join(key)})"


def _plain(name: str) -> str:
    """A name that every solver and file format takes."""
    return re.sub(r"[^\w().,]", "_", name)[:200]


def merged(linear: Linear) -> dict[Var, float]:
    """Coefficient of each variable of an expression; one that occurs twice is summed.

    Parameters
    ----------
    linear
        Its constant is left out.

    Examples
    --------
    >>> merged(Linear(1.0, [(1.0, "hire"), (2.0, "hire")]))
    {'hire': 3.0}
    """
    summed = {variable: coefficient for coefficient, variable in linear.terms}
    if len(summed) < len(linear.terms):
        summed = dict.fromkeys(summed, 0.0)
        for coefficient, variable in linear.terms:
            summed[variable] += coefficient
    return summed


def floor_of(linear: Linear) -> float:
    """The least that an expression can be by the bounds of its columns alone: true, whatever a
    search has proven or not.

    Parameters
    ----------
    linear
        Its variables are PuLP's, with 0 as least.

    Returns
    -------
    float
        Minus infinity where a variable without a limit stands with a negative coefficient.

    Examples
    --------
    >>> hire = Model().variable("hire", 3.0, whole=True)
    >>> floor_of(Linear(10.0, [(-2.0, hire)])), floor_of(Linear(10.0, [(2.0, hire)]))
    (4.0, 10.0)
    """
    falling = [
        (coefficient, upper_of(variable))
        for coefficient, variable in linear.terms
        if coefficient < 0
    ]
    return linear.constant + sum(coefficient * most for coefficient, most in falling)


def upper_of(variable: Any) -> float:
    """The most that a variable can be; infinite where nothing limits it.

    Parameters
    ----------
    variable
        PuLP's.

    Returns
    -------
    float
        In the unit of the row in which it stands.

    Examples
    --------
    >>> (
    ...     upper_of(Model().variable("hire", 3.0, whole=True)),
    ...     upper_of(Model().variable("heads", None, whole=False)),
    ... )
    (3.0, inf)
    """
    upper: float | None = variable.upBound
    return math.inf if upper is None else upper


def is_whole(variable: Any) -> bool:
    """Whether a variable takes whole numbers only.

    Parameters
    ----------
    variable
        PuLP's.

    Examples
    --------
    >>> is_whole(Model().variable("hire", 3.0, whole=True))
    True
    """
    return bool(variable.cat == pulp.LpInteger)


@dataclass(frozen=True)
class Matrix:
    """The model in bulk, row by row, as solvers take it.

    Attributes
    ----------
    lower, upper, whole
        Bounds of the columns (length C; ``inf`` is none), and which of them are whole numbers.
    row_lower, row_upper
        Bounds of the rows (length R).
    starts, index, value
        Compressed rows: row i holds entries ``starts[i]:starts[i + 1]``.
    """

    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    whole: NDArray[np.bool_]
    row_lower: NDArray[np.float64]
    row_upper: NDArray[np.float64]
    starts: NDArray[np.int32]
    index: NDArray[np.int32]
    value: NDArray[np.float64]

    def restricts(self, other: Matrix) -> bool:
        """Whether it differs from another in right sides and bounds alone, and allows nothing that
        the other forbids.

        Parameters
        ----------
        other
            A matrix over the same columns in the same order.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> model.link("heads", ("Apps",), Linear.of(hire), 2.0)
        >>> loose = matrix(model)
        >>> from dataclasses import replace
        >>> tight = replace(loose, row_upper=np.array([1.0]))
        >>> tight.restricts(loose), loose.restricts(tight)
        (True, False)
        """
        return (
            np.array_equal(self.starts, other.starts)
            and np.array_equal(self.index, other.index)
            and np.array_equal(self.value, other.value)
            and np.array_equal(self.whole, other.whole)
            and bool((self.lower >= other.lower).all() and (self.upper <= other.upper).all())
            and bool((self.row_lower >= other.row_lower).all())
            and bool((self.row_upper <= other.row_upper).all())
        )


def matrix(model: Model) -> Matrix:
    """The model's columns, in the order in which they were made, and its rows.

    Parameters
    ----------
    model
        All of its rows, limits and demands alike.

    Returns
    -------
    Matrix
        Rows compressed, as solvers take them.

    Examples
    --------
    >>> model = Model()
    >>> hire = model.variable("hire", 3.0, whole=True)
    >>> model.link("heads", ("Apps",), Linear.of(hire), 2.0)
    >>> stated = matrix(model)
    >>> stated.upper, stated.row_upper
    (array([0., 3.]), array([2.]))
    """
    place = {variable: number for number, variable in enumerate(model.columns)}
    rows, columns = model.constraints, model.columns
    starts = np.zeros(len(rows) + 1, dtype=np.int32)
    np.cumsum([len(row.left) for row in rows], out=starts[1:])
    many = int(starts[-1])
    variables = chain.from_iterable(row.left for row in rows)
    coefficients = chain.from_iterable(row.left.values() for row in rows)
    return Matrix(
        lower=np.zeros(len(columns)),
        upper=np.array([upper_of(column) for column in columns], dtype=np.float64),
        whole=np.array([is_whole(column) for column in columns], dtype=np.bool_),
        row_lower=np.array([row.lower for row in rows], dtype=np.float64),
        row_upper=np.array([row.upper for row in rows], dtype=np.float64),
        starts=starts,
        index=np.fromiter(map(place.__getitem__, variables), dtype=np.int32, count=many),
        value=np.fromiter(coefficients, dtype=np.float64, count=many),
    )


def without_fixed(
    stated: Matrix,
    held: Sequence[tuple[NDArray[np.float64], float]],
    free: NDArray[np.bool_],
    at: NDArray[np.float64],
) -> Matrix | None:
    """The free columns alone, with the rows that have any and the goals that are held; all others
    stay where they are.

    ``None`` where a row that is left out is broken there.

    Parameters
    ----------
    stated
        The whole model.
    held
        Goals that are held: coefficients of all columns, and what they may come to.
    free
        A mark for every column.
    at
        A value for every column; of free ones it is not read.

    Returns
    -------
    Matrix | None
        Columns are the free ones in their order; held goals are the last rows.

    Examples
    --------
    >>> model = Model()
    >>> hire, train = (
    ...     model.variable("hire", 3.0, whole=True),
    ...     model.variable("train", 1.0, whole=True),
    ... )
    >>> model.link("heads", ("Apps",), Linear(0.0, [(1.0, hire), (1.0, train)]), 2.0)
    >>> rest = without_fixed(
    ...     matrix(model), [], np.array([False, True, False]), np.array([0.0, 0.0, 1.0])
    ... )
    >>> rest.upper, rest.row_upper
    (array([3.]), array([1.]))
    """
    stay = np.where(free, 0.0, at)
    of_entry = np.repeat(np.arange(len(stated.row_lower)), np.diff(stated.starts))
    kept = free[stated.index]
    many = np.bincount(of_entry[kept], minlength=len(stated.row_lower))
    there = np.bincount(
        of_entry, weights=stated.value * stay[stated.index], minlength=len(stated.row_lower)
    )
    lower, upper, rows = stated.row_lower - there, stated.row_upper - there, many > 0
    off = np.maximum(lower, -upper)[~rows] / np.maximum(1.0, np.abs(there[~rows]))
    if np.max(off, initial=0.0) > CLOSE:
        return None
    number, goals = np.cumsum(free) - 1, [costs[free] for costs, _ in held]
    used = [np.flatnonzero(goal) for goal in goals]
    starts = np.concatenate([[0], np.cumsum([*many[rows], *(len(columns) for columns in used)])])
    return Matrix(
        lower=stated.lower[free],
        upper=stated.upper[free],
        whole=stated.whole[free],
        row_lower=np.append(lower[rows], [-np.inf] * len(held)),
        row_upper=np.append(upper[rows], [most - float(costs @ stay) for costs, most in held]),
        starts=starts.astype(np.int32),
        index=np.concatenate([number[stated.index[kept]], *used]).astype(np.int32),
        value=np.concatenate(
            [
                stated.value[kept],
                *(goal[columns] for goal, columns in zip(goals, used, strict=True)),
            ]
        ),
    )


def with_goals(stated: Matrix, held: Sequence[tuple[NDArray[np.float64], float]]) -> Matrix:
    """A model with the goals that are held as its last rows.

    Parameters
    ----------
    stated
        The model.
    held
        Coefficients of all columns, and what they may come to.

    Examples
    --------
    >>> model = Model()
    >>> hire = model.variable("hire", 3.0, whole=True)
    >>> with_goals(matrix(model), [(np.array([0.0, 4.0]), 8.0)]).row_upper
    array([8.])
    """
    used = [np.flatnonzero(goal) for goal, _ in held]
    ends = np.cumsum([stated.starts[-1], *(len(columns) for columns in used)])
    return replace(
        stated,
        row_lower=np.append(stated.row_lower, [-np.inf] * len(held)),
        row_upper=np.append(stated.row_upper, [most for _, most in held]),
        starts=np.append(stated.starts, ends[1:]).astype(np.int32),
        index=np.concatenate([stated.index, *used]).astype(np.int32),
        value=np.concatenate(
            [
                stated.value,
                *(goal[columns] for (goal, _), columns in zip(held, used, strict=True)),
            ]
        ),
    )


def part_of(stated: Matrix, columns: NDArray[np.bool_], rows: NDArray[np.bool_]) -> Matrix:
    """Some columns of a model, in some of its rows.

    Parameters
    ----------
    stated
        The model.
    columns, rows
        A mark for each that is kept.

    Examples
    --------
    >>> model = Model()
    >>> here, there = (model.variable(name, 3.0, whole=True) for name in ("here", "there"))
    >>> model.link("heads", ("all",), Linear(0.0, [(2.0, here), (1.0, there)]), 2.0)
    >>> part = part_of(matrix(model), np.array([False, False, True]), np.array([True]))
    >>> part.value, part.row_upper
    (array([1.]), array([2.]))
    """
    of_entry = np.repeat(np.arange(len(rows)), np.diff(stated.starts))
    kept = columns[stated.index] & rows[of_entry]
    many = np.bincount(of_entry[kept], minlength=len(rows))[rows]
    return Matrix(
        lower=stated.lower[columns],
        upper=stated.upper[columns],
        whole=stated.whole[columns],
        row_lower=stated.row_lower[rows],
        row_upper=stated.row_upper[rows],
        starts=np.concatenate([[0], np.cumsum(many)]).astype(np.int32),
        index=(np.cumsum(columns) - 1)[stated.index[kept]].astype(np.int32),
        value=stated.value[kept],
    )


def dense(model: Model, goal: Linear) -> NDArray[np.float64]:
    """Coefficients of an expression for every column.

    Parameters
    ----------
    model
        The model, whose columns give the order.
    goal
        The expression; terms of one variable are added up, its constant is left out.

    Returns
    -------
    ndarray of float64, shape (columns,)
        0 where the expression does not name a column.

    Raises
    ------
    KeyError
        If the expression has a variable that is no column of the model.

    Examples
    --------
    >>> model = Model()
    >>> hire = model.variable("hire", 3.0, whole=True)
    >>> dense(model, Linear(1.0, [(4.0, hire)]))
    array([0., 4.])
    """
    place = {variable: number for number, variable in enumerate(model.columns)}
    costs = np.zeros(len(model.columns))
    for coefficient, variable in goal.terms:
        costs[place[variable]] += coefficient
    return costs
