"""What the interface hands out: plans, checks, where a plan was put, and why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.counterfactual.explain import Reason, explain, reason_given
from orgplan.analysis.counterfactual.frontier import break_points
from orgplan.analysis.counterfactual.price import Price, prices
from orgplan.analysis.counterfactual.steps import frame
from orgplan.analysis.dead_ends import dead_end
from orgplan.analysis.open_points import in_words
from orgplan.domain import BudgetLine, Measure, Need, Organisation, Plan, Rule, Strength
from orgplan.domain.notebook import small_table
from orgplan.errors import OrgplanError, checked, no_less
from orgplan.excel.write.parquet_file import write_frames
from orgplan.io.frames import to_frames
from orgplan.language import _
from orgplan.report.audit.run import Run
from orgplan.report.audit.snapshot import WorkbookSnapshot, split
from orgplan.report.audit.tampering import failed_checks as failed
from orgplan.report.results import action_tables, tables
from orgplan.report.results.comparison import column
from orgplan.solver.conflict import Conflict
from orgplan.solver.diagnose import WayOut


class Impossible(OrgplanError):
    """No plan meets what is asked.

    `conflicts` are what cannot hold together, `ways` the ways out that were found; `lines` says it
    all in plain words, `run` how it ended.

    Examples
    --------
    >>> op.plan(org.apply(op.change.budget(total=1)))
    Traceback (most recent call last):
    orgplan.results.Impossible: This cannot be kept, whatever else is relaxed:
      - budget for the organisation: 1.00 USD
    ...
    """

    def __init__(
        self,
        org: Organisation,
        ways: Sequence[WayOut],
        run: Run,
        conflicts: Sequence[Conflict] = (),
        unsettled: Sequence[str] = (),
    ) -> None:
        self.ways = tuple(ways)
        self.conflicts = tuple(conflicts)
        self.lines = tuple(dead_end(org, ways, conflicts, unsettled))
        self.run = replace(run, next_steps=self.lines)
        super().__init__("\n".join(self.lines))


class NoPlan(OrgplanError):
    """No plan was found: the time ran out, no answer of any solver held, or somebody stopped it
    (`stopped`); `run` says how it ended.

    Examples
    --------
    >>> try:
    ...     result = op.plan(org, time_limit=60)
    ... except op.NoPlan as error:
    ...     print("no plan yet:", error.run.status)
    """

    def __init__(self, run: Run, *, stopped: bool = False) -> None:
        self.run, self.stopped = run, stopped
        if stopped:
            message = _("Stopped before any plan was found.")
        elif run.distrusted and run.seconds["solve"] < float(run.options["time_limit"]):
            message = _(
                "No plan was found: the solvers' answers did not hold ({claims}).",
                claims="; ".join(map(str, run.distrusted)),
            )
        elif not run.size[0]:
            message = _(
                "{options} seconds were not enough to build the model. Raise the time limit.",
                options=run.options["time_limit"],
            )
        else:
            message = _(
                "No plan was found in {options} seconds. Raise the time limit.",
                options=run.options["time_limit"],
            )
        super().__init__(message)


@dataclass(frozen=True)
class Result:
    """A proven plan: how the solve ended, the plan judged without the solver, and data frames of
    it.

    Attributes
    ----------
    assessment
        The plan, judged and costed.
    run
        Status, gap, goals with value and bound, seconds, versions.

    Examples
    --------
    >>> planned.status, planned.ok, planned.gap
    ('optimal', True, 0.0)
    >>> planned.cost.groupby("component")["amount"].sum().round().head(2)
    component
    base        2228138.0
    benefits     334221.0
    Name: amount, dtype: float64
    >>> planned.open_points
    []
    """

    assessment: Assessment
    run: Run

    @property
    def org(self) -> Organisation:
        """The organisation that was planned."""
        return self.assessment.org

    @property
    def plan(self) -> Plan:
        """The actions."""
        return self.assessment.plan

    @property
    def status(self) -> str:
        """``optimal``, ``gap_limit`` or ``time_limit``."""
        return self.run.status.value

    @property
    def gap(self) -> float:
        """Largest proven relative gap of any goal."""
        return self.run.gap

    @property
    def hires(self) -> pd.DataFrame:
        """One row a seat; columns in ``docs/json.md``."""
        return action_tables.HIRES.frame(self.assessment)

    @property
    def training(self) -> pd.DataFrame:
        """One row a course begun; columns in ``docs/json.md``."""
        return action_tables.UPSKILLING.frame(self.assessment)

    @property
    def moves(self) -> pd.DataFrame:
        """One row a promotion, transfer, retraining or downgrading; columns in ``docs/json.md``."""
        return action_tables.MOVES.frame(self.assessment)

    @property
    def exits(self) -> pd.DataFrame:
        """One row a person let go; columns in ``docs/json.md``."""
        return action_tables.REDUNDANCIES.frame(self.assessment)

    @property
    def short_times(self) -> pd.DataFrame:
        """One row a person and time of reduced hours; columns in ``docs/json.md``."""
        return action_tables.SHORT_TIME.frame(self.assessment)

    @property
    def group_plan(self) -> pd.DataFrame:
        """One row an action on a group; columns in ``docs/json.md``."""
        return action_tables.GROUP_PLAN.frame(self.assessment)

    @property
    def leads(self) -> pd.DataFrame:
        """One row a takeover of a team; columns in ``docs/json.md``."""
        return action_tables.LEADS.frame(self.assessment)

    @property
    def coverage(self) -> pd.DataFrame:
        """One row a need and period; columns in ``docs/json.md``."""
        return tables.COVERAGE.frame(self.assessment)

    @property
    def cost(self) -> pd.DataFrame:
        """One row a person or seat, month and component; columns in ``docs/json.md``."""
        return tables.COST.frame(self.assessment)

    @property
    def budget(self) -> pd.DataFrame:
        """One row a budget line; columns in ``docs/json.md``."""
        return tables.BUDGET.frame(self.assessment)

    @property
    def headcount(self) -> pd.DataFrame:
        """One row a team and period; columns in ``docs/json.md``."""
        return tables.HEADCOUNT.frame(self.assessment)

    @property
    def org_chart(self) -> pd.DataFrame:
        """Reporting lines before and after the plan; columns in ``docs/json.md``."""
        return tables.ORG_CHART.frame(self.assessment)

    @property
    def rules(self) -> pd.DataFrame:
        """One row a requirement of a rule, scope and period; columns in ``docs/json.md``."""
        return tables.RULES.frame(self.assessment)

    @property
    def constraints(self) -> pd.DataFrame:
        """One row a constraint and period, judged without the solver: both sides and slack; columns
        in ``docs/json.md``.
        """
        return tables.MEASURES.frame(self.assessment)

    @property
    def variance(self) -> pd.DataFrame:
        """One row a cost centre, type of cost and period: why the plan's cost differs from
        doing nothing; columns in ``docs/json.md``.
        """
        return tables.VARIANCE.frame(self.assessment)

    @property
    def walk(self) -> pd.DataFrame:
        """One row a measure, team and cost centre and period: from opening to closing heads and
        FTE; columns in ``docs/json.md``.
        """
        return tables.WALK.frame(self.assessment)

    @property
    def ok(self) -> bool:
        """Whether every limit holds and every must is met."""
        return all(m.strength is Strength.SHOULD for m in self.assessment.shortfalls)

    @property
    def objective(self) -> pd.DataFrame:
        """One row a goal, in their order: ``value`` of the plan, and the ``bound`` that no plan can
        beat (cost in thousands of plan currency).
        """
        rows = {part.name: (part.value, part.bound) for part in self.run.parts}
        return pd.DataFrame.from_dict(rows, orient="index", columns=["value", "bound"])

    @property
    def summary(self) -> pd.Series:
        """Figures of the plan by the names of :func:`orgplan.compare`, those that are numbers."""
        figures = column(self.assessment, self.run)
        return pd.Series({k: float(v) for k, v in figures.items() if isinstance(v, int | float)})

    @checked
    def to_parquet(self, folder: str | Path) -> None:
        """Write every table of results, and the inputs, as Parquet files into a folder (``pip
        install orgplan[parquet]``).

        Parameters
        ----------
        folder
            Where the files go, named after their tables; those of inputs begin with ``input``.

        Raises
        ------
        orgplan.excel.write.saving.NotWritable
            If the optional library for it is not installed.

        Examples
        --------
        >>> planned.to_parquet("tables")  # doctest: +SKIP
        """
        write_frames(
            Path(folder),
            {table.name: table.frame(self.assessment) for table in tables.TABLES}
            | {f"input {name}": one for name, one in to_frames(self.org).items()},
        )

    @property
    def open_points(self) -> list[str]:
        """What the plan leaves open, each in one sentence, the largest first."""
        return in_words(self.org, self.assessment.shortfalls)

    @checked
    def why(self, action: str, *, counterfactual: bool = False, time_limit: float = 30.0) -> Reason:
        """Why an action is in the plan: what it serves; with `counterfactual` also the best plan
        without it.

        Parameters
        ----------
        action
            Its id, such as ``H-001``.
        counterfactual
            Whether a plan without it is searched.
        time_limit
            Seconds for each of two searches.

        Returns
        -------
        Reason
            Without `counterfactual` no cost: what it serves follows from the plan alone.

        Raises
        ------
        BadArgument
            If there is no such action.

        Examples
        --------
        >>> planned.why("H-001", counterfactual=True).cost  # doctest: +SKIP
        """
        no_less("Result.why", "time_limit", time_limit, 0.0, "seconds above 0", above=True)
        if not counterfactual:
            return reason_given(self.assessment, action)
        return explain(self.assessment, [action], time_limit=time_limit)[0]

    @checked
    def price(
        self,
        of: str | Need | Rule | BudgetLine,
        by: float | None = None,
        *,
        time_limit: float = 30.0,
    ) -> Price:
        """What more or less of a need, a rule, a cap or a budget line costs, by planning again.

        Parameters
        ----------
        of
            It or its id; see :func:`orgplan.analysis.counterfactual.price.prices`.
        by
            How much more (negative: less).
        time_limit
            Seconds for each of two searches.

        Returns
        -------
        Price
            Differences of the best plans with and without the change, in plan currency.

        Raises
        ------
        BadArgument
            If there is nothing of that id.

        Examples
        --------
        >>> planned.price("N-003", by=-1).cost  # doctest: +SKIP
        """
        name = of if isinstance(of, str) else of.id
        return prices(self.assessment, [name], by, time_limit=time_limit)[0]

    @checked
    def frontier(self, points: int = 8, *, time_limit: float = 120.0) -> pd.DataFrame:
        """What each amount of money buys, from doing nothing to as little open as possible.

        Parameters
        ----------
        points
            Break points that are looked for one by one; where these or the time do not suffice, the
            cheapest step is not ``complete``.
        time_limit
            Seconds for all of them.

        Returns
        -------
        DataFrame
            One row a break point, in plan currency: ``cost`` of the horizon, ``more`` than the row
            before, ``must_short``, ``should_short``, ``gap``, ``proven``, ``complete`` (none lies
            between it and the row before), ``buys``, ``drops``, ``closes``.

        Examples
        --------
        >>> planned.frontier()[["cost", "must_short", "buys"]]  # doctest: +SKIP
        """
        return frame(break_points(self.assessment, points, time_limit=time_limit))

    def __repr__(self) -> str:
        """One line."""
        return (
            f"<Result of {self.org.name!r}: {self.status}, {len(self.plan.hires)} hires,"
            f" {self.assessment.cost:,.2f} {self.org.currency}>"
        )

    def _repr_html_(self) -> str:
        """A few figures for notebooks."""
        facts = {
            "status": f"{self.status}, gap {self.gap:.2%}",
            "hires, courses": f"{len(self.plan.hires)}, {len(self.plan.trainings)}",
            f"cost over the horizon, {self.org.currency}": f"{self.assessment.cost:,.2f}",
            "stays open": str(len(self.assessment.shortfalls)),
        }
        return small_table(facts)


@dataclass(frozen=True)
class Redacted(Result):
    """A plan without names and actual pay.

    Attributes
    ----------
    doubts
        Words that were kept and hold a part of somebody's name; look at them before the plan goes
        out. They stand in no file.

    Examples
    --------
    >>> redacted = op.redact(planned)
    >>> redacted.doubts, redacted.assessment.org.people[0].name
    ((), 'P-001')
    """

    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A plan workbook judged again, without the solver.

    Attributes
    ----------
    assessment
        The plan as its inputs and actions are now.
    notes
        What the reader noticed: defaults taken, columns ignored.
    made
        The sheets as they stand, with what was short when the plan was made.
    differences
        What the workbook shows and is not so, each in one sentence: money that is not that of the
        plan, figures typed over, inputs that were changed after the plan was made.
    not_comparable
        Of a workbook of another version: which, and what could not be compared for it.

    Examples
    --------
    >>> checked = op.check("my_plan.xlsx")
    >>> checked.violations, checked.not_comparable
    ([], ())
    """

    assessment: Assessment
    notes: tuple[str, ...]
    made: WorkbookSnapshot
    differences: tuple[str, ...]
    not_comparable: tuple[str, ...] = ()

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """Checks of the workbook that say FAIL, as they stand."""
        return tuple(failed(self.made.grids))

    @property
    def violations(self) -> list[str]:
        """Limits exceeded and musts missed, each in one sentence, those that are new since the plan
        was made first.
        """
        return [*self.new_violations, *self.known_violations]

    @property
    def new_violations(self) -> list[str]:
        """Those that were not there, or were smaller, when the plan was made."""
        return in_words(self.assessment.org, self._violations[0])

    @property
    def known_violations(self) -> list[str]:
        """Those that the plan as it was made had already."""
        return in_words(self.assessment.org, self._violations[1])

    @property
    def holds(self) -> bool:
        """Whether the plan is what it said: nothing new is broken, and every figure is still its
        own.

        What it left open is no breach.
        """
        known = not self.known_violations or bool(
            self.made.shortfalls
        )  # where nothing says how it was made, nobody can call a miss known
        return known and not self.new_violations and not self.differences

    @property
    def _violations(self) -> tuple[list[Measure], list[Measure]]:
        """New ones, then those that the plan as it was made had already."""
        return self._split(should=False)

    def _split(self, *, should: bool) -> tuple[list[Measure], list[Measure]]:
        short = self.assessment.shortfalls
        return split(self.made, (m for m in short if (m.strength is Strength.SHOULD) is should))

    @property
    def open_points(self) -> list[str]:
        """Shoulds missed, each in one sentence, those that are new since the plan was made first;
        no violation.
        """
        return [*self.new_open_points, *in_words(self.assessment.org, self._shoulds[1])]

    @property
    def new_open_points(self) -> list[str]:
        """Those of them that were met, or were less short, when the plan was made."""
        return in_words(self.assessment.org, self._shoulds[0])

    @property
    def _shoulds(self) -> tuple[list[Measure], list[Measure]]:
        """New ones, then those that the plan as it was made had already."""
        return self._split(should=True)


@dataclass(frozen=True)
class Placed:
    """Where a plan was put.

    Attributes
    ----------
    path
        The workbook that holds it.
    backup
        Where the workbook is kept that it was put into, as it was before.
    obstacle
        What stood in the way of putting it there; it then has a workbook of its own.

    Examples
    --------
    >>> from pathlib import Path
    >>> op.Placed(Path("board.xlsx"), backup=Path("board before.xlsx")).obstacle is None
    True
    """

    path: Path
    backup: Path | None = None
    obstacle: str | None = None
