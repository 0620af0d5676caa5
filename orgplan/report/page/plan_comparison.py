"""Plans beside each other on the page: their figures, the hires of each, and what each leaves
open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.open_points import in_words
from orgplan.language import _, heading, in_clauses

from ..results.comparison import FIGURES, Figure


@dataclass(frozen=True)
class ComparedPlan:
    """A plan, or a scenario for which there is none.

    Attributes
    ----------
    name
        Of the plan or scenario.
    differs
        What was changed to plan it, in words; empty if nothing was, or that is not known.
    ended
        How the search ended.
    assessment
        ``None`` where there is no plan.
    would_give
        Ways out, in words.
    open_points
        What would have to give, where there is no plan.
    """

    name: str
    differs: str
    ended: str
    assessment: Assessment | None
    would_give: tuple[str, ...] = ()

    @property
    def open_points(self) -> Sequence[str]:
        """What it leaves open, or what would have to give."""
        found = self.assessment
        return self.would_give if found is None else in_words(found.org, found.shortfalls)


@dataclass(frozen=True)
class ComparisonRow:
    """A figure, or the seats of a role in a team, with a text for each plan.

    Attributes
    ----------
    label
        Of the figure, or role and team.
    cells
        A text for each plan, in their order.
    differs
        Whether the texts are not all the same.
    """

    label: str
    cells: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class PlanComparison:
    """What the page shows of plans beside each other.

    Attributes
    ----------
    names
        Of the plans, the first being compared with.
    figures, seats
        Rows with a cell for each plan.
    opens
        Name of a plan, and what it leaves open.
    """

    names: tuple[str, ...]
    figures: tuple[ComparisonRow, ...]
    seats: tuple[ComparisonRow, ...]
    opens: tuple[tuple[str, tuple[str, ...]], ...]


def compared(plans: Sequence[ComparedPlan]) -> PlanComparison | None:
    """Plans beside each other; differences are against the first. ``None`` if there are no two.

    Parameters
    ----------
    plans
        The first is the one that the others are compared with.

    Returns
    -------
    PlanComparison or None
        Rows of figures, and seats with those first that not every plan fills.
    """
    if len(plans) < 2:
        return None
    return PlanComparison(
        tuple(plan.name for plan in plans),
        tuple(_endings(plans)) + tuple(_figures(plans)),
        tuple(sorted(_seats(plans), key=lambda row: not row.differs)),
        tuple((plan.name, tuple(plan.open_points)) for plan in plans),
    )


def _row(label: str, cells: Sequence[str]) -> ComparisonRow:
    """Where a scenario has no plan, it is not what differs."""
    return ComparisonRow(label, tuple(cells), len({*cells} - {_("no plan")}) > 1)


def _endings(plans: Sequence[ComparedPlan]) -> Iterator[ComparisonRow]:
    if any(plan.differs for plan in plans):
        yield _row(_("What differs"), [plan.differs or "–" for plan in plans])
    yield _row(_("How the search ended"), [plan.ended for plan in plans])


def _figures(plans: Sequence[ComparedPlan]) -> Iterator[ComparisonRow]:
    first = plans[0].assessment
    for figure in FIGURES:
        yield _row(
            heading(figure.label),
            [
                _("no plan") if plan.assessment is None else _figure(figure, plan.assessment, first)
                for plan in plans
            ],
        )


def _figure(figure: Figure, one: Assessment, first: Assessment | None) -> str:
    """A figure of a plan, and by how much it differs from that of the first; not of money in
    another currency.
    """
    value, digits = figure.of(one), 0 if figure.is_money else 2
    sentence = f"{value:,.0f} {one.org.currency}" if figure.is_money else f"{round(value, 2):,g}"
    if first is None or (figure.is_money and one.org.currency != first.org.currency):
        return sentence
    less = round(value - figure.of(first), digits)
    return f"{sentence} ({less:+,{'.0f' if figure.is_money else 'g'}})" if less else sentence


def _seats(plans: Sequence[ComparedPlan]) -> Iterator[ComparisonRow]:
    """Roles and teams with seats in any plan: how many each fills, and from when."""
    places: dict[tuple[str, str], dict[int, list[str]]] = {}
    for number, plan in enumerate(plans):
        for hire in plan.assessment.plan.hires if plan.assessment is not None else ():
            starts = places.setdefault((hire.team, hire.role), {}).setdefault(number, [])
            starts.append(f"{hire.start_date}")
    for (team, role), by_plan in sorted(places.items()):
        cells = [
            _("no plan") if plan.assessment is None else _starts(by_plan.get(number, []))
            for number, plan in enumerate(plans)
        ]
        yield _row(in_clauses((role, team)), cells)


def _starts(days: Sequence[str]) -> str:
    if not days:
        return "–"
    return _("{count} ({days})", count=len(days), days=_(", ").join(sorted(set(days))))
