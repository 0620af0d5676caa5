"""What the page shows, drawn from an assessment."""

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from itertools import chain
from math import ceil, floor, log10

from jinja2 import Environment, StrictUndefined, Template

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.counterfactual.frontier import own_limit
from orgplan.analysis.money.granted import granted_by_month
from orgplan.analysis.money.leavers import freed
from orgplan.analysis.open_points import open_in_words
from orgplan.analysis.result_rows import CoverageRow, HireRow
from orgplan.analysis.seats.hiring_requests import decide_by, under_way
from orgplan.domain import Organisation, Scope
from orgplan.language import _, in_a_row, in_clauses

from ..action_text import action_text
from ..audit.run import Run, shown_name
from ..headline import budget_label, headline, whole_budget
from ..musts import count_musts
from ..optimality import how_it_ended
from ..quantities import whole_units
from ..reasons import hire_serves, serves_in_own_words
from ..sheets.trade_offs import MUSTS_OPEN, SHOULDS_OPEN
from .labels import labels
from .org_chart import org_charts
from .plan_comparison import ComparedPlan, compared
from .timeline import timeline

ENOUGH = 1e-6
CHART_HEIGHT = 180
WIDTH = 600  # of the frontier, in its own units
BAR = 22  # width of a month in the chart, in its own units


@dataclass(frozen=True)
class Tile:
    """One figure at the top, with what stands beside it, and whether a limit is exceeded."""

    label: str
    figure: str
    beside: str = ""
    unit: str = ""
    over: bool = False


@dataclass(frozen=True)
class PageRow:
    """One row of a table; `team` is what the filter looks at."""

    team: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Square:
    """One need in one period: how it is covered today, if nothing is decided, and with the plan.

    Attributes
    ----------
    required
        Heads or FTE.
    there, state
        Today, if nothing is decided, with the plan: amounts, and how they are coloured.
    """

    required: str
    there: tuple[str, str, str]
    state: tuple[str, str, str]


@dataclass(frozen=True)
class Bar:
    """One month of the chart, in its own units.

    Attributes
    ----------
    x, height, line
        Pixels: from the left, of the column, and of the line from the top.
    label
        The month, such as ``2027-03``.
    tooltip
        With the plan and without, in plan currency, for whoever points at it.
    """

    x: int
    height: float
    line: float
    granted: float | None
    label: str
    tooltip: str


@dataclass(frozen=True)
class PageStep:
    """One break point of the frontier: where it stands in the chart, what it costs and leaves open,
    and what it buys.

    Attributes
    ----------
    x, y
        Pixels, cost to the right and what stays open to the top.
    tooltip
        Cost and what stays open, in a line.
    lines
        Labels with what it buys, drops, closes and opens.
    """

    x: float
    y: float
    tooltip: str
    lines: tuple[tuple[str, str], ...]


Steps = Sequence[Mapping[str, object]]


def as_page(
    assessment: Assessment, run: Run, steps: Steps = (), plans: Sequence[ComparedPlan] = ()
) -> str:
    """The plan as one HTML file that fetches nothing, in the language of the run; names and reasons
    stay as typed.

    Of two `plans` or more, of which it is one, what differs stands beside each other.

    Parameters
    ----------
    assessment
        The plan that the page shows.
    run
        How it came about; its name of the input stands in for an organisation without a name.
    steps
        Break points for the slider, as the sheet Trade-offs has them; none leaves it out.
    plans
        Plans beside each other, the one of the page among them; fewer than two leave the part out.

    Returns
    -------
    str
        HTML that refers to nothing outside: style and script are inside, and named by their hashes.
    """
    words, org = labels(), assessment.org
    limit = own_limit(org)
    bars, ticks = _bars(assessment)
    coverage = _coverage(assessment)
    within = [limit is None or _figure(step, COST) <= limit for step in steps]
    source, style, script = _parts()
    tables = {
        "hires": list(_hires(assessment, words)),
        "trainings": list(_trainings(assessment)),
        "changes": list(_changes(assessment)),
        "headcount": list(_headcount(assessment, words)),
    }
    return _template(source).render(
        words=words,
        style=style,
        script=script,
        hashes={"style": _hash(style), "script": _hash(script)},
        name=org.name or shown_name(run),
        headline=in_a_row(headline(assessment)),
        ended=how_it_ended(run, org),
        horizon=f"{org.calendar.start} – {org.calendar.end}",
        currency=org.currency,
        money_in=_("{what} ({currency})", what=words["money"], currency=org.currency),
        cost_in=_("{what} ({currency})", what=words["cost"], currency=org.currency),
        tiles=list(_tiles(assessment, words)),
        teams=sorted(_teams_of_rows(org, chain.from_iterable(tables.values()))),
        **tables,
        months=timeline(assessment),
        charts=org_charts(assessment),
        beside=compared(plans),
        periods=org.calendar.labels,
        coverage=coverage,
        nearly=any("nearly" in one.state for *_need, squares in coverage for one in squares if one),
        bars=bars,
        ticks=ticks,
        granted=budget_label(assessment) if any(bar.granted is not None for bar in bars) else "",
        chart_height=CHART_HEIGHT,
        bar=BAR,
        steps=_steps(steps, org.currency, words),
        own=max(0, sum(within) - 1),
        cost_ticks=_ticks_across([_figure(step, COST) for step in steps]),
        open_ticks=_ticks(max([1.0, *(_figure(step, MUSTS_OPEN) for step in steps)])),
        width=WIDTH,
        open_points=_open_points(assessment),
        next_steps=run.next_steps,
        made=in_clauses((f"{run.made_at:%Y-%m-%d %H:%M} UTC", run.versions.get("orgplan"))),
    )


def _template(source: str) -> Template:
    """The page to be filled in: all that is put in is escaped, and nothing may be missing."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(source)


def _parts() -> tuple[str, str, str]:
    """The page's template, style and script."""
    folder = files("orgplan.report.page")
    page, style, script = (
        (folder / name).read_text(encoding="utf-8") for name in ("page.html", "page.css", "page.js")
    )
    return page, style, script


def _hash(text: str) -> str:
    return base64.b64encode(sha256(text.encode()).digest()).decode()


def _money(cents: float) -> str:
    return f"{cents / 100:,.0f}"


def _tiles(assessment: Assessment, words: Mapping[str, str]) -> Iterator[Tile]:
    """Figures at the head of the page; requirements that are missed are counted once, not by
    period.
    """
    org, plan = assessment.org, assessment.plan
    spent = sum(line.cents for line in assessment.costs)
    idle = sum(line.cents for line in assessment.idle_costs)
    last = org.calendar.periods - 1
    opening = sum(row.opening for row in assessment.headcount if row.period == 0)
    closing = sum(row.closing for row in assessment.headcount if row.period == last)
    musts = count_musts(assessment.measures)
    yield Tile(words["hires"], str(len(plan.hires)))
    yield Tile(words["courses"], str(len(plan.trainings)))
    others = len(plan.actions) - len(plan.hires) - len(plan.trainings)
    if others:
        yield Tile(words["moves"], str(others))
    yield Tile(words["heads"], f"{opening:g} → {closing:g}")
    yield Tile(
        words["cost"],
        _money(spent),
        f"{words['adds']} {_money(spent - idle)}",
        org.currency,
    )
    yield from _budget_tile(assessment, words)
    yield Tile(words["musts"], str(musts.open), _("of {all}", all=musts.all))


def _budget_tile(assessment: Assessment, words: Mapping[str, str]) -> Iterator[Tile]:
    """What is left of the organisation's budget, where there is one and what was spent of it is
    known.
    """
    number = whole_budget(assessment)
    if number is None:
        return
    row = assessment.budget[number]
    left = row.budget - row.planned
    if left >= 0 and row.line.spent is None:
        return
    yield Tile(
        words["left"] if left >= 0 else words["over"],
        whole_units(abs(left)),
        f"{words['of_budget']} {whole_units(row.budget)}",
        assessment.org.currency,
        over=left < 0,
    )
    if left >= 0 and (more := freed(assessment.costs)):
        yield Tile(
            words["left_replaced"] if left >= more else words["over_replaced"],
            whole_units(abs(left - more)),
            unit=assessment.org.currency,
            over=left < more,
        )


def _teams_of_rows(org: Organisation, rows: Iterable[PageRow]) -> set[str]:
    """Every team by which a table of the page can be narrowed."""
    needs = (scope_on_page(org, need.scope) for need in org.needs)
    return {team for team in chain(needs, (row.team for row in rows)) if team}


def scope_on_page(org: Organisation, scope: Scope) -> str:
    """A scope by its name; with its kind where needs of another scope have the same name.

    Parameters
    ----------
    org
        Read for its needs.
    scope
        Of one of them.

    Examples
    --------
    >>> scope_on_page(org, Scope(kind="department", name="Sales"))
    'Sales'
    """
    alike = {need.scope for need in org.needs if need.scope.name == scope.name}
    alone = scope.name and alike <= {scope}
    return scope.name if alone else str(scope)


def _hires(assessment: Assessment, words: Mapping[str, str]) -> Iterator[PageRow]:
    for row in sorted(assessment.hires, key=lambda one: (one.hire.start_date, one.hire.team)):
        yield PageRow(
            row.hire.team,
            (
                row.hire.id,
                row.hire.role,
                row.hire.team,
                str(row.hire.start_date),
                _decide_by(assessment, row, words),
                _money(row.horizon),
                hire_serves(assessment, (row,)),
            ),
        )


def _decide_by(assessment: Assessment, row: HireRow, words: Mapping[str, str]) -> str:
    """The day, as Summary says it; nothing where recruiting is under way."""
    if under_way(assessment, row):
        return ""
    if row.decided < 0:
        return words["at_once"]
    return str(decide_by(assessment.org, row))


def _trainings(assessment: Assessment) -> Iterator[PageRow]:
    org = assessment.org
    teams = {person.id: person.team for person in org.people}
    names = {person.id: person.name for person in org.people}
    for row in sorted(assessment.trainings, key=lambda one: one.training.start_date):
        who = row.training.person_id
        yield PageRow(
            teams.get(who, ""),
            (
                row.training.id,
                names.get(who, who),
                row.course.id,
                str(row.training.start_date),
                _money(row.cost),
                serves_in_own_words(org, row.losses),
            ),
        )


def _changes(assessment: Assessment) -> Iterator[PageRow]:
    """Moves, exits, short time, actions on groups and takeovers of teams; what they change in
    money, and what for.
    """
    plan = assessment.plan
    rows = [(row.action, row.horizon) for row in assessment.changes]
    for action, cents in [*rows, *((takeover, 0) for takeover in plan.takeovers)]:
        what, where, day = action_text(assessment.org, plan, action)
        why = serves_in_own_words(assessment.org, assessment.losses[action.id])
        yield PageRow(where, (action.id, what, where, f"{day}", _money(cents), why))


def _open_points(assessment: Assessment) -> list[str]:
    """What stays open in sentences: musts, then shoulds."""
    musts, shoulds = open_in_words(assessment)
    return [
        *(_("Must: {line}", line=line) for line in musts),
        *(_("Should: {line}", line=line) for line in shoulds),
    ]


def _coverage(
    assessment: Assessment,
) -> list[tuple[str, str, str, tuple[Square | None, ...]]]:
    """Need by need: team, what is needed, whether it is a must, and a square for each period in
    which it asks for something.
    """
    org = assessment.org
    found: dict[str, dict[int, CoverageRow]] = defaultdict(dict)
    for row in assessment.coverage:
        found[row.need.id][row.period] = row
    rows = []
    for name, periods in found.items():
        need = org.need[name]
        sentence = f"{need.skill} ≥ {need.min_level}" if need.kind.value != "staff" else need.skill
        if need.reason:
            sentence = _("{reason} ({what})", reason=need.reason, what=sentence)
        squares = tuple(
            _square(periods[period]) if period in periods else None
            for period in range(org.calendar.periods)
        )
        rows.append((scope_on_page(org, need.scope), sentence, need.strength.value, squares))
    return sorted(rows, key=lambda one: (one[0], one[1]))


def _square(row: CoverageRow) -> Square:
    there = (row.now, row.idle, row.planned)
    return Square(
        f"{row.required:g}",
        (_amount(row, there[0]), _amount(row, there[1]), _amount(row, there[2])),
        (_state(row, there[0]), _state(row, there[1]), _state(row, there[2])),
    )


def _amount(row: CoverageRow, there: float) -> str:
    """What there is to one place, as planners say it; exact where that would hide a gap."""
    short = round(there, 1)
    hides = there < row.required <= short
    return f"{there:.4g}" if hides else f"{short:g}"


def _state(row: CoverageRow, there: float) -> str:
    shortfall = row.shortfall_with(there)
    if shortfall <= ENOUGH:
        return "covered" if there >= row.required - ENOUGH else "nearly"
    return "partly" if there > ENOUGH else "short"


def _ticks(top: float) -> list[tuple[float, str]]:
    """Where an axis upwards is marked, in the chart's own units, and with what: round figures from
    nothing to at most the top.

    Examples
    --------
    >>> _ticks(260_342.0)[1:3], len(_ticks(2.0))
    ([(145.4, '50,000'), (110.9, '100,000')], 5)
    """
    step = _round_step(top)
    marks = (step * number for number in range(int(top / step + ENOUGH) + 1))
    return [(round(CHART_HEIGHT * (1 - mark / top), 1), f"{mark:,.10g}") for mark in marks]


def _ticks_across(costs: Sequence[float]) -> list[tuple[float, str]]:
    """Where the axis of money is marked under the frontier: at round amounts between the least and
    the most.
    """
    low, span = min(costs, default=0.0), max(costs, default=0.0) - min(costs, default=0.0)
    if span <= 0:
        return [(0.0, f"{low:,.0f}")] if costs else []
    step = _round_step(span)
    first = ceil(low / step)
    marks = (step * number for number in range(first, int((low + span) / step) + 1))
    return [(round((mark - low) / span * WIDTH, 1), f"{mark:,.0f}") for mark in marks]


def _round_step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten, of which four to ten make a span."""
    size = 10.0 ** floor(log10(span / 4))
    return next(size * part for part in (5, 2, 1) if span / (size * part) >= 4)


def _bars(assessment: Assessment) -> tuple[list[Bar], list[tuple[float, str]]]:
    """Cost by month with the plan, and as lines what it would be without and what the budget
    grants; and the marks of the axis.
    """
    months = assessment.org.calendar.month_starts
    plan, idle = [0] * len(months), [0] * len(months)
    for sums, lines in ((plan, assessment.costs), (idle, assessment.idle_costs)):
        for line in lines:
            sums[line.month] += line.cents
    granted = [one.cents if one else None for one in granted_by_month(assessment)]
    top = max(1, *plan, *idle, *(cents for cents in granted if cents))

    def up(cents: int) -> float:
        return round(CHART_HEIGHT - cents / top * CHART_HEIGHT, 1)

    bars = [
        Bar(
            number * BAR,
            round(plan[number] / top * CHART_HEIGHT, 1),
            up(idle[number]),
            None if budget is None else up(budget),
            f"{day:%Y-%m}",
            _(
                "{month}: {plan} with the plan, {idle} if nothing is decided",
                month=f"{day:%Y-%m}",
                plan=_money(plan[number]),
                idle=_money(idle[number]),
            ),
        )
        for number, (day, budget) in enumerate(zip(months, granted, strict=True))
    ]
    return bars, _ticks(top / 100)


TODAY = -1  # before the first period
COST = "cost over the horizon"  # of Trade-offs
STEP_KEYS = {  # … and in words
    "buys": "what it buys",
    "drops": "what it does without",
    "closes": "what it covers more of",
    "opens": "what it covers less of",
}


def _figure(step: Mapping[str, object], name: str) -> float:
    return float(str(step[name] or 0.0))


def _steps(steps: Steps, currency: str, words: Mapping[str, str]) -> list[PageStep]:
    """Break points of the frontier, those that cost least first."""
    costs, musts = [_figure(s, COST) for s in steps], [_figure(s, MUSTS_OPEN) for s in steps]
    low, span, most = min(costs, default=0.0), 1.0, max([1.0, *musts])
    span = max(span, max(costs, default=0.0) - low)
    return [
        PageStep(
            round((cost - low) / span * WIDTH, 1),
            round((1 - short / most) * CHART_HEIGHT, 1),
            _(
                "{cost:,.0f} {currency}; musts open: {musts:g}; shoulds open: {shoulds:g}",
                cost=cost,
                currency=currency,
                musts=short,
                shoulds=_figure(step, SHOULDS_OPEN),
            ),
            tuple((words[name], str(step[key])) for name, key in STEP_KEYS.items() if step[key]),
        )
        for step, cost, short in zip(steps, costs, musts, strict=True)
    ]


def _headcount(assessment: Assessment, words: Mapping[str, str]) -> Iterator[PageRow]:
    """Heads of each team before the plan and at the end of each period, then of all teams."""
    heads: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for row in assessment.headcount:
        heads[row.team][row.period] += row.closing
        if row.period == 0:
            heads[row.team][TODAY] += row.opening
    times = (TODAY, *range(assessment.org.calendar.periods))
    for team, found in heads.items():
        yield PageRow(team, (team, *(f"{found[time]:g}" for time in times)))
    if len(heads) > 1:
        together = (sum(found[time] for found in heads.values()) for time in times)
        yield PageRow("", (words["all_teams"], *(f"{one:g}" for one in together)))
