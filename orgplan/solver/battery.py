"""Small models with known optimum on which released solvers have been wrong, and what an
installation makes of them.

Each is one of our own, written after the kind of model in a public report, or cut out of a plan
that went wrong. The tests work out every optimum by enumeration.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

from orgplan.constraints.model import Linear, Var
from orgplan.domain import Sense
from orgplan.language import N_

from .outcome import Limits, Outcome, Status, Task
from .search import Search
from .solvers.highs import highs_lp
from .solvers.lp import Model, dense, matrix
from .solvers.quiet import quiet_highs
from .solvers.scip import ScipEngine

TOLERANCE = (
    1e-5  # by how much an answer may differ from the optimum, absolute: solvers keep rows to 1e-7
)
BY_ORGPLAN = ("orgplan", N_("orgplan, a plan known"))
LIMITS = Limits(seconds=10.0, gap=0.0)


@dataclass(frozen=True)
class BatteryColumn:
    """A decision from 0 up to `upper` (``None`` is no limit), in whole numbers or not, with its
    cost.

    Attributes
    ----------
    cost
        Of one unit.
    upper
        ``None`` is no limit.
    whole
        Whether it takes whole numbers only.
    """

    cost: float
    upper: float | None = 1.0
    whole: bool = True


@dataclass(frozen=True)
class SmallModel:
    """A minimisation with a known answer.

    Attributes
    ----------
    name
        What it is about.
    seen
        The release that was wrong on it, or on its kind, and where that was reported.
    columns
        Name → decision.
    rows
        Coefficient by name of the column, direction, right side.
    optimum, best
        The least cost, and a plan that has it; columns that are left out are 0.
    constant
        Cost that is there in any case.
    """

    name: str
    seen: str
    columns: Mapping[str, BatteryColumn]
    rows: tuple[tuple[Mapping[str, float], Sense, float], ...]
    optimum: float
    best: Mapping[str, float]
    constant: float = 0.0


_LEAST, _MOST = Sense.AT_LEAST, Sense.AT_MOST

SEATS_AND_LEADS = SmallModel(
    "seats, courses and a lead",
    "HiGHS 1.16.0, with a start and presolve: an objective and a bound that its own solution does"
    " not have",
    {
        "ios lead": BatteryColumn(163.36988),
        "ios senior": BatteryColumn(190.43),
        "android lead": BatteryColumn(197.98514),
        "android senior": BatteryColumn(171.11012),
        "kotlin": BatteryColumn(165.30512),
        "swift": BatteryColumn(139.3676),
        "engineers": BatteryColumn(248.51, 6.0),
        "course a": BatteryColumn(2.5),
        "course b": BatteryColumn(2.5),
        "short kotlin": BatteryColumn(0.0, None),
        "short swift": BatteryColumn(0.0, None),
        "lead is needed": BatteryColumn(0.0),
        "short lead": BatteryColumn(0.0, None),
    },
    (
        ({"ios lead": 1, "ios senior": 1}, _LEAST, 1),
        ({"android lead": 1, "android senior": 1}, _LEAST, 1),
        ({"kotlin": 1, "short kotlin": 1}, _LEAST, 1),
        ({"kotlin": 1, "swift": 1, "short swift": 1}, _LEAST, 1),
        (
            {
                "ios lead": 1,
                "android lead": 1,
                "android senior": 1,
                "engineers": 1,
                "lead is needed": -51,
            },
            _MOST,
            0,
        ),
        (
            {"engineers": 1, "course a": 1, "course b": 1, "lead is needed": -1, "short lead": 1},
            _LEAST,
            0,
        ),
        ({"short kotlin": 1, "short swift": 1, "short lead": 1}, _MOST, 2.000001),
    ),
    338.78,
    {
        "ios lead": 1,
        "android senior": 1,
        "course a": 1,
        "short kotlin": 1,
        "short swift": 1,
        "lead is needed": 1,
    },
    constant=1.8,
)

BATTERY: tuple[SmallModel, ...] = (
    SEATS_AND_LEADS,
    SmallModel(
        "freelance hours or whole seats",
        "HiGHS 1.14.0, with presolve: a dearer plan called optimal (HiGHS issue 3043)",
        {"freelance": BatteryColumn(20, 12, whole=False), "seats": BatteryColumn(31, 12)},
        (({"freelance": 1, "seats": 1}, _LEAST, 6.4),),
        128.0,
        {"freelance": 6.4},
    ),
    SmallModel(
        "seats before dearer hours",
        "HiGHS 1.14.0, with presolve: a dearer plan called optimal (HiGHS issue 2957)",
        {"seats": BatteryColumn(1, 30), "hours": BatteryColumn(2, 30, whole=False)},
        (({"seats": 1, "hours": 1}, _LEAST, 25.3), ({"hours": 1}, _LEAST, 7)),
        32.6,
        {"seats": 18, "hours": 7.3},
    ),
    SmallModel(
        "two supplies tied to whole seats",
        "its kind: HiGHS 1.14.0, with presolve (HiGHS issue 3002, there with an equation)",
        {"own": BatteryColumn(1, 4, whole=False), "lent": BatteryColumn(4, 2, whole=False),
            "seats": BatteryColumn(9, None)},
        (
            ({"own": 1, "lent": 1}, _MOST, 6),
            ({"own": 1, "seats": 1}, _LEAST, 10),
            ({"seats": 1, "lent": -1}, _LEAST, 6.5),
            ({"seats": 1, "lent": -1}, _MOST, 6.5),
        ),
        68.0,
        {"own": 3.0, "lent": 0.5, "seats": 7},
    ),
    SmallModel(
        "one project of two is staffed",
        "HiGHS 1.14.0, with presolve: the wrong one of two branches called optimal (HiGHS issue "
        "3094)",
        {
            "staff a": BatteryColumn(0),
            "staff b": BatteryColumn(0),
            "work a": BatteryColumn(0, 400, whole=False),
            "work b": BatteryColumn(0, 400, whole=False),
            "late a": BatteryColumn(9, 400, whole=False),
            "late b": BatteryColumn(7, 400, whole=False),
        },
        (
            ({"work a": 1, "staff a": -400}, _MOST, 0),
            ({"work b": 1, "staff b": -400}, _MOST, 0),
            ({"work a": 1, "late a": 1}, _LEAST, 400),
            ({"work a": 1, "late a": 1}, _MOST, 400),
            ({"work b": 1, "late b": 1}, _LEAST, 400),
            ({"work b": 1, "late b": 1}, _MOST, 400),
            ({"staff a": 1, "staff b": 1}, _MOST, 1),
        ),
        2800.0,
        {"staff a": 1, "work a": 400, "late b": 400},
    ),
    SmallModel(
        "a gap that costs far more than what closes it",
        "its kind: HiGHS 1.14.0, with presolve (HiGHS issue 3073, there with an equation)",
        {"gap": BatteryColumn(100, None, whole=False), "price": BatteryColumn(0.01, None,
            whole=False), "seats": BatteryColumn(0, 4)},
        (
            ({"gap": 1, "seats": 1}, _LEAST, 4),
            ({"gap": 1, "seats": 1}, _MOST, 4),
            ({"seats": 1, "price": -1}, _MOST, 0),
            ({"seats": 1}, _LEAST, 0.35),
        ),
        0.04,
        {"price": 4, "seats": 4},
    ),
    SmallModel(
        "equal candidates, one budget",
        "none; ties, and a bound that is reached only by whole numbers",
        {f"candidate {n}": BatteryColumn(-float(value)) for n,
            value in enumerate((9, 9, 9, 7, 7, 5, 5, 3))},
        (({f"candidate {n}": float(pay) for n, pay in enumerate((62, 62, 62, 48, 48, 35, 35, 22))},
            _MOST, 150.0),),
        -21.0,
        {"candidate 0": 1, "candidate 1": 1, "candidate 7": 1},
    ),
    SmallModel(
        "shared owners of areas",
        "none; a cover whose relaxation is all halves",
        {f"owner {n}": BatteryColumn(1.0) for n in range(5)},
        tuple(({f"owner {n}": 1.0, f"owner {(n + 1) % 5}": 1.0}, _LEAST, 1.0) for n in range(5)),
        3.0,
        {"owner 0": 1, "owner 2": 1, "owner 3": 1},
    ),
)  # fmt: skip


@dataclass(frozen=True)
class BatteryAnswer:
    """What one road made of a small model.

    Attributes
    ----------
    model, road
        Which model, and how it was solved.
    objective, bound, value
        Cost and bound as the solver states them, and the cost of the plan that it hands over.
    right
        Whether the plan is the best there is, and the solver says so.
    """

    model: SmallModel
    road: str
    objective: float
    bound: float
    value: float
    right: bool


@dataclass
class _SolverModel:
    """A small model in the terms of the solver room.

    Attributes
    ----------
    small
        As it is described.
    model
        The same for solvers.
    """

    small: SmallModel
    model: Model = field(default_factory=Model)

    def __post_init__(self) -> None:
        self.column: dict[str, Var] = {
            n: self.model.variable(n, c.upper, c.whole) for n, c in self.small.columns.items()
        }
        for number, (left, sense, right) in enumerate(self.small.rows):
            self.model.limit("row", (str(number),), self._linear(left), sense, right)
        self.goal = self._linear(
            {name: column.cost for name, column in self.small.columns.items()}, self.small.constant
        )
        self.costs = dense(self.model, self.goal)
        self.best = self._values(self.small.best)

    def _linear(self, terms: Mapping[str, float], constant: float = 0.0) -> Linear:
        """An expression in the columns of the small model; what is 0 is left out."""
        return Linear(
            constant,
            [
                (float(coefficient), self.column[name])
                for name, coefficient in terms.items()
                if coefficient
            ],
        )

    def _values(self, plan: Mapping[str, float]) -> NDArray[np.float64]:
        place = {variable: number for number, variable in enumerate(self.model.columns)}
        values = np.zeros(len(self.model.columns))
        for name, value in plan.items():
            values[place[self.column[name]]] = value
        return values

    def answer(self, road: str, outcome: Outcome) -> BatteryAnswer:
        """An outcome held against the known optimum, with the cost worked out from the values.

        Parameters
        ----------
        road
            Who was asked, and how, as the report names it.
        outcome
            Whatever came back; without values it is wrong.
        """
        value = (
            float("inf")
            if outcome.values is None
            else self.goal.constant + float(self.costs @ outcome.values)
        )
        right = (
            outcome.status is Status.OPTIMAL
            and outcome.values is not None
            and all(
                abs(stated - self.small.optimum) <= TOLERANCE
                for stated in (value, outcome.objective, outcome.bound)
            )
            and self._holds(outcome.values)
        )
        return BatteryAnswer(self.small, road, outcome.objective, outcome.bound, value, right)

    def _holds(self, values: NDArray[np.float64]) -> bool:
        """Whether bounds, whole numbers and rows are kept."""
        m = matrix(self.model)
        rows = [
            float(m.value[a:b] @ values[m.index[a:b]])
            for a, b in zip(m.starts, m.starts[1:], strict=False)
        ]
        left = np.array(rows)
        return bool(
            (values >= m.lower - TOLERANCE).all()
            and (values <= m.upper + TOLERANCE).all()
            and (np.abs(values - np.round(values))[m.whole] <= TOLERANCE).all()
            and (left >= m.row_lower - TOLERANCE).all()
            and (left <= m.row_upper + TOLERANCE).all()
        )


def by_orgplan(small: SmallModel) -> Iterator[BatteryAnswer]:
    """Answers of the road that plans take, with and without a plan known before.

    Parameters
    ----------
    small
        A model with a known answer.

    Yields
    ------
    BatteryAnswer
        First without a plan known, then from the best one.

    Examples
    --------
    >>> [(answer.road, answer.right) for answer in by_orgplan(SEATS_AND_LEADS)]
    [('orgplan', True), ('orgplan, a plan known', True)]
    """
    for name, known in zip(BY_ORGPLAN, (False, True), strict=True):
        stated = _SolverModel(small)
        backend = Search(stated.model, start=known)
        if known:
            backend.best = stated.best
        yield stated.answer(name, backend.minimise(stated.goal, LIMITS))


def by_highs(small: SmallModel) -> Iterator[BatteryAnswer]:
    """Answers of HiGHS itself, taken at its word, with and without a start.

    Parameters
    ----------
    small
        A model with a known answer.

    Yields
    ------
    BatteryAnswer
        First without a start, then with one.
    """
    for name, started in (("HiGHS", False), (N_("HiGHS, with a start"), True)):
        stated = _SolverModel(small)
        yield stated.answer(name, _raw(stated, started=started))


def _raw(stated: _SolverModel, *, started: bool) -> Outcome:
    """HiGHS as it comes, one thread and a fixed seed, without the audit that plans go through."""
    lp = highs_lp(matrix(stated.model), stated.costs)
    lp.offset_ = stated.goal.constant
    highs = quiet_highs()
    for option, value in (
        ("threads", 1),
        ("random_seed", 1),
        ("mip_rel_gap", 0.0),
        ("time_limit", LIMITS.seconds),
    ):
        highs.setOptionValue(option, value)
    highs.passModel(lp)
    if started:
        start = highspy.HighsSolution()
        start.col_value = stated.best.tolist()
        highs.setSolution(start)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return Outcome(Status.NO_PLAN)
    info = highs.getInfo()
    values = np.array(highs.getSolution().col_value)
    return Outcome(
        Status.OPTIMAL, values, float(info.objective_function_value), float(info.mip_dual_bound)
    )


def by_scip(small: SmallModel) -> Iterator[BatteryAnswer]:
    """The answer of SCIP, the second solver, taken at its word.

    Parameters
    ----------
    small
        A model with a known answer.

    Yields
    ------
    BatteryAnswer
        One answer.
    """
    stated = _SolverModel(small)
    m = matrix(stated.model)
    task = Task(stated.costs, stated.goal.constant, m.lower, m.upper, LIMITS)
    yield stated.answer("SCIP", ScipEngine(m).run(task))


def answers() -> list[BatteryAnswer]:
    """What each road makes of each model."""
    return [
        answer
        for small in BATTERY
        for road in (by_orgplan, by_highs, by_scip)
        for answer in road(small)
    ]
