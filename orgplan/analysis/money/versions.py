"""Versions of a budget side by side: as it was approved, what was spent, what is planned now, and
the forecast made of both; and the walk between them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from orgplan.domain import Actual, Category, Organisation
from orgplan.errors import OrgplanError
from orgplan.finance.cents import cents
from orgplan.finance.ledger import CostLine
from orgplan.language import N_, _

from ..assessment import Assessment
from ..seats.filled_hires import filled_hires
from .bridge import BridgeStep, CostRow, Typed, bridge
from .budget_variance import in_scope

SPENT = N_("spent otherwise than approved")
SLIPPED = N_("starts that slip")


class VersionError(OrgplanError):
    """Versions that cannot be set side by side.

    Examples
    --------
    >>> op.forecast("my_plan.xlsx", "my_plan.xlsx")
    Traceback (most recent call last):
    orgplan.analysis.money.versions.VersionError: my_plan.xlsx was never approved: ...
    """


@dataclass(frozen=True)
class VersionMonth:
    """A month of the approved budget, in cents.

    Attributes
    ----------
    label
        The month, such as ``2027-03``.
    approved, forecast
        As it was approved, and as it is expected now.
    actual
        What was spent; ``None`` where nothing is given.
    current
        The plan of now; ``None`` before it begins.
    """

    label: str
    approved: int
    actual: int | None
    current: int | None
    forecast: int

    @property
    def as_approved(self) -> int | None:
        """What of the forecast stands as it was approved, for actuals do not cover it; ``None``
        once the plan of now has begun.
        """
        return self.forecast - (self.actual or 0) if self.current is None else None


@dataclass(frozen=True)
class VersionStep:
    """Why approved and forecast differ: the cause, who or what, the team, and by how many cents.

    Attributes
    ----------
    cause
        In English, to be translated.
    who
        Person or seat; of spending the category.
    team
        Where it is booked; of spending the scope.
    cents
        Forecast less approved.
    """

    cause: str
    who: str
    team: str
    cents: int


@dataclass(frozen=True)
class Versions:
    """Months of the approved budget, and steps that add up to what the forecast is above it.

    Attributes
    ----------
    months
        Every month that was approved.
    steps
        In cents.
    made
        Id of a hire as approved → person who fills it now.
    beyond
        Months of the current plan for which nothing was approved: they are left out.
    """

    months: tuple[VersionMonth, ...]
    steps: tuple[VersionStep, ...]
    made: Mapping[str, str]
    beyond: tuple[str, ...] = ()

    @property
    def approved(self) -> int:
        """Cents approved in all."""
        return sum(month.approved for month in self.months)

    @property
    def forecast(self) -> int:
        """Cents expected in all."""
        return sum(month.forecast for month in self.months)


def versions(
    approved: Assessment,
    current: Assessment,
    pairs: Mapping[str, str],
    slip_days: int = 0,
) -> Versions:
    """The versions and their walk, over the months that were approved.

    What actuals cover (by team or cost centre and category, month by month) is taken as spent; the
    rest is the current plan from its first month on, and before it as approved.

    Parameters
    ----------
    pairs
        Id of a hire as approved → id of the same hire in the current plan.
    slip_days
        By how many days starts of the current plan's hires slip.

    Raises
    ------
    VersionError
        If the two are in different currencies.
    """
    if approved.org.currency != current.org.currency:
        raise VersionError(
            _("one is in {one}, the other in {other}", one=approved.org.currency,
                other=current.org.currency)
        )  # fmt: skip
    made = filled_hires(approved.org, approved.plan, current.org, current.plan)
    walk = _Walk(approved, current, {**pairs, **{hire: one.id for hire, one in made.items()}})
    slipped = _slipped(current, slip_days) if slip_days else current
    return walk.found({hire: one.id for hire, one in made.items()}, slipped)


def _slipped(current: Assessment, days: int) -> Assessment:
    """The same plan with hires that begin a number of days later."""
    hires = tuple(
        hire.replace(start_date=hire.start_date + timedelta(days=days))
        for hire in current.plan.hires
    )
    return Assessment(current.org, current.plan.replace(hires=hires))


class _Walk:
    def __init__(
        self, approved: Assessment, current: Assessment, now_called: Mapping[str, str]
    ) -> None:
        self.approved, self.current, self.now_called = approved, current, now_called
        self.labels = [f"{day:%Y-%m}" for day in approved.org.calendar.month_starts]
        self.spent: dict[str, list[Actual]] = {}
        for actual in current.org.actuals:
            self.spent.setdefault(f"{actual.month:%Y-%m}", []).append(actual)
        self.begins = f"{current.org.calendar.start:%Y-%m}"

    def found(self, made: Mapping[str, str], slipped: Assessment) -> Versions:
        """The versions with the steps of spending, of plans and of slipping starts, in this order.

        Parameters
        ----------
        made
            Id of a hire as approved → id of the person who fills it now.
        slipped
            The current plan with its starts slipped; the current plan itself where nothing slips.

        Returns
        -------
        Versions
            Steps add up to the forecast less what was approved, in cents.
        """
        old = list(self._lines(self.approved))
        now, later = list(self._lines(self.current)), list(self._lines(slipped))
        ahead = [(label, line) for label, line in old if label < self.begins]
        steps = [
            *self._steps_of_spending(old),
            *self._steps_of_plans(old, now),
            *self._steps_of_slip(now, later),
        ]
        months = tuple(self._month(label, old, now, [*ahead, *later]) for label in self.labels)
        beyond = {f"{day:%Y-%m}" for day in self.current.org.calendar.month_starts}
        return Versions(months, tuple(steps), made, tuple(sorted(beyond - {*self.labels})))

    def _lines(self, assessment: Assessment) -> Iterator[tuple[str, CostLine]]:
        """Costs with their month, within what was approved."""
        starts, inside = assessment.org.calendar.month_starts, {*self.labels}
        for line in assessment.costs:
            label = f"{starts[line.month]:%Y-%m}"
            if label in inside:
                yield label, line

    def _covers(self, org: Organisation, actual: Actual, line: CostLine) -> bool:
        """Whether an actual says what was spent in place of a cost."""
        return actual.category in (Category.TOTAL, line.category) and in_scope(
            org, actual.scope, line.team, line.cost_centre
        )

    def _is_spent(self, label: str, line: CostLine) -> bool:
        return any(self._covers(self.current.org, one, line) for one in self.spent.get(label, ()))

    def _month(
        self,
        label: str,
        old: Iterable[tuple[str, CostLine]],
        now: Iterable[tuple[str, CostLine]],
        rest: Iterable[tuple[str, CostLine]],
    ) -> VersionMonth:
        """One month in cents: as approved, spent (``None`` without actuals), planned now (``None``
        before the current plan begins), and the forecast: what is spent, and the rest of the plan
        where no actual covers it.
        """
        spent = sum(cents(one.amount) for one in self.spent.get(label, ()))
        uncovered = sum(
            line.cents for at, line in rest if at == label and not self._is_spent(at, line)
        )
        return VersionMonth(
            label,
            sum(line.cents for at, line in old if at == label),
            spent if label in self.spent else None,
            None if label < self.begins else sum(line.cents for at, line in now if at == label),
            spent + uncovered,
        )

    def _steps_of_spending(self, old: Iterable[tuple[str, CostLine]]) -> Iterator[VersionStep]:
        """What was spent, less what had been approved for the same teams, categories and months."""
        granted: dict[tuple[str, str], int] = {}
        for label, line in old:
            cover = next(
                (
                    one
                    for one in self.spent.get(label, ())
                    if self._covers(self.current.org, one, line)
                ),
                None,
            )
            if cover is not None:
                key = cover.scope.label, cover.category.value
                granted[key] = granted.get(key, 0) - line.cents
        for label, rows in self.spent.items():
            for one in rows if label in self.labels else ():
                key = one.scope.label, one.category.value
                granted[key] = granted.get(key, 0) + cents(one.amount)
        for (scope, category), amount in granted.items():
            if amount:
                yield VersionStep(SPENT, _(category), scope, amount)

    def _rows(
        self, assessment: Assessment, lines: Iterable[tuple[str, CostLine]], as_approved: bool
    ) -> list[CostRow]:
        """Rows of cost by month, but for what is spent; of the approved version under the ids of
        now.
        """
        days = {
            member.id: (member.start_date, member.end_date) for member in assessment.walk.members
        }
        sums: dict[tuple[str, str, str, str], list[int]] = {}
        for label, line in lines:
            if self._is_spent(label, line):
                continue
            who = self._called(line.entity, as_approved)
            of_action = line.action and line.action != line.entity
            action = self._called(line.action or "", as_approved) if of_action else ""
            key = who, action, line.component, f"{line.team}\n{line.cost_centre}"
            months = sums.setdefault(key, [0] * len(self.labels))
            months[self.labels.index(label)] += line.cents
        back = {self._called(name, as_approved): span for name, span in days.items()}
        rows = []
        for (who, action, component, booked), months in sums.items():
            first, last = back.get(who, (None, None))
            rows.append(
                CostRow((who, action), component, _pair(booked), first, last, tuple(months))
            )
        return rows

    def _called(self, name: str, as_approved: bool) -> str:
        """What a person or seat is called now; an approved seat that is gone keeps its id,
        marked.
        """
        if not as_approved or name in self.approved.org.person:
            return name
        if name in self.approved.plan.actions:
            gone = _("{id} as approved", id=name)
            return self.now_called.get(name, gone)
        return name

    def _steps_of_plans(
        self, old: list[tuple[str, CostLine]], now: list[tuple[str, CostLine]]
    ) -> Iterator[VersionStep]:
        """From approved to the current plan, by cause, over the months that it plans."""
        one, other = self.approved.org, self.current.org
        rates = (one.assumptions, one.rates, one.charges, one.locations, one.relocations) != (
            other.assumptions, other.rates, other.charges, other.locations, other.relocations,
        )  # fmt: skip
        before, after = (
            self._rows(
                side, [pair for pair in lines if pair[0] >= self.begins], side is self.approved
            )
            for side, lines in ((self.approved, old), (self.current, now))
        )
        for step in bridge(before, after, one.calendar, Typed(True, rates)):
            yield _as_step(step)

    def _steps_of_slip(
        self, rest: list[tuple[str, CostLine]], later: list[tuple[str, CostLine]]
    ) -> Iterator[VersionStep]:
        """What slipping starts save, seat by seat."""
        sums: dict[tuple[str, str], int] = {}
        for sign, lines in ((-1, rest), (1, later)):
            for label, line in lines:
                if not self._is_spent(label, line):
                    key = line.entity, line.team
                    sums[key] = sums.get(key, 0) + sign * line.cents
        for (who, team), amount in sums.items():
            if amount:
                yield VersionStep(SLIPPED, who, team, amount)


def _pair(booked: str) -> tuple[str, str]:
    team, _line, centre = booked.partition("\n")
    return team, centre


def _as_step(step: BridgeStep) -> VersionStep:
    return VersionStep(step.cause.value, step.owner, step.team, step.cents)
