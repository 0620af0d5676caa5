"""A study as a workbook: scenarios side by side, hires ranked over them, what each changes and what
would have to give.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from orgplan.api import Result
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.workbook import (
    CONFIDENTIAL,
    CellRow,
    Column,
    Sheet,
    Style,
    WorkbookWriter,
)
from orgplan.language import _, heading
from orgplan.report.optimality import how_it_ended
from orgplan.report.page import ComparedPlan, as_page
from orgplan.report.results.comparison import FIGURES, Figure
from orgplan.report.sheets.layout import (
    DATE,
    FTE,
    HEADS,
    LIVE_FTE,
    LIVE_HEADS,
    LIVE_PRICE,
    LONG,
    PRICE,
    TEXT,
)

from .study import BASE, Study

TOP = 3  # first header below a sheet's title and note
WORDS = 2  # rows above the figures that say what differs, and how the search ended


def write_study(path: Path, study: Study, sensitive: pd.DataFrame | None = None) -> None:
    """Write the workbook, with a tornado where there is one; whatever is at `path` is replaced when
    all of it is written.

    Parameters
    ----------
    path
        The workbook to write, ``.xlsx``.
    study
        Scenarios without a plan have their row too, with how they ended.
    sensitive
        What :func:`orgplan.tornado` returned, for a sheet of its own; ``None`` leaves the sheet
        out.
    """
    base = next(iter(study.planned.values()), None)
    currency = base.org.currency if base else ""
    with WorkbookWriter(
        path, title=_("Scenarios side by side"), subject="orgplan", footer=CONFIDENTIAL
    ) as book:
        _write_side_by_side(book.sheet(_("Scenarios"), tab="#1F3A5F"), study, currency)
        _write_hires(book.sheet(_("Hires ranked"), tab="#1B6E3C"), study, currency)
        _write_coverage(book.sheet(_("Coverage"), tab="#1F3A5F"), study)
        _write_open(book.sheet(_("What stays open"), tab="#8FA3BD"), study)
        if sensitive is not None:
            _write_tornado(book.sheet(_("Sensitivity"), tab="#8FA3BD"), sensitive, currency)


def _styles(figure: Figure) -> tuple[Style, Style]:
    """How a figure is shown, and a difference of two."""
    if figure.is_money:
        return PRICE, LIVE_PRICE
    return (HEADS, LIVE_HEADS) if figure.is_whole else (FTE, LIVE_FTE)


def _write_side_by_side(sheet: Sheet, study: Study, currency: str) -> None:
    """A row a figure, a column a scenario, and beside each its difference against the base."""
    sheet.head(
        _("Scenarios side by side"),
        _(
            "Money in {currency}. Differences are against the first scenario and live.",
            currency=currency,
        ),
        TOP,
    )
    sheet.write_row(TOP, 0, ["", *(_name(one.name) for one in study.scenarios)], Style(bold=True))
    sheet.width(0, 40)
    _write_words(sheet, study, TOP + 1)
    values = [
        [
            figure.of(planned.assessment) if (planned := study.planned.get(one.name)) else None
            for one in study.scenarios
        ]
        for figure in FIGURES
    ]
    first = TOP + 1 + WORDS
    for row, (figure, those) in enumerate(zip(FIGURES, values, strict=True), first):
        sheet.write(row, 0, heading(figure.label))
        for column, value in enumerate(those, 1):
            sheet.write(row, column, _("no plan") if value is None else value, _styles(figure)[0])
    _write_differences(sheet, study, values, first)


def _write_words(sheet: Sheet, study: Study, top: int) -> None:
    """What differs in each scenario, and how its search ended."""
    for row, label in enumerate((_("What differs"), _("How the search ended")), top):
        sheet.write(row, 0, label)
    for column, one in enumerate(study.scenarios, 1):
        changes = _changes(study, one.name) or _("nothing differs")
        for row, text in enumerate((changes, _ending(study, one.name)), top):
            sheet.write(row, column, text, LONG)
        sheet.width(column, 24)


def _write_differences(
    sheet: Sheet, study: Study, values: Sequence[Sequence[float | None]], first: int
) -> None:
    """Below the figures, which begin in row `first`: what each is more than in the first scenario,
    live.
    """
    top = first + len(FIGURES) + 1
    base = _("Difference against {base}", base=_name(study.scenarios[0].name))
    sheet.write(top, 0, base, Style(bold=True))
    for number, (figure, those) in enumerate(zip(FIGURES, values, strict=True)):
        row, source = top + 1 + number, first + number
        sheet.write(row, 0, _("{figure}: difference", figure=heading(figure.label)))
        for column, value in enumerate(those[1:], 2):
            if value is not None and those[0] is not None:
                gap = sheet.at(source, column) - sheet.at(source, 1)
                sheet.write(row, column, gap, _styles(figure)[1])


def _name(scenario: str) -> str:
    """A scenario as a reader sees it; that of the organisation as it is has no name of the
    user's.
    """
    return _(scenario) if scenario == BASE else scenario


def _changes(study: Study, name: str) -> str:
    return _("; ").join(map(str, study.scenario(name).changes))


def as_page_of(study: Study) -> str:
    """The plan of the first scenario that has one, as a page, with all scenarios beside it.

    Parameters
    ----------
    study
        At least one scenario has a plan.

    Returns
    -------
    str
        HTML that needs no other file.
    """
    base = next(iter(study.planned.values()))
    plans = [
        ComparedPlan(
            _name(one.name),
            _changes(study, one.name),
            _ending(study, one.name),
            one.ended.assessment if isinstance(one.ended, Result) else None,
            one.ways_out,
        )
        for one in study.scenarios
    ]
    return as_page(base.assessment, base.run, plans=plans)


def _ending(study: Study, name: str) -> str:
    planned = study.planned.get(name)
    if planned is not None:
        return how_it_ended(planned.run, planned.org)
    one = study.scenario(name)
    return _("No plan meets what must be met.") if one.ways_out else _("No plan was found in time.")


def _write_hires(sheet: Sheet, study: Study, currency: str) -> None:
    """Seats, those that most scenarios fill first."""
    sheet.head(
        _("Hires ranked"),
        _(
            "Seats that are filled in most scenarios come first: those are safe to begin with. Cost"
            " is the largest over the horizon, in {currency}.",
            currency=currency,
        ),
        TOP,
    )
    plans = len(study.planned)
    rows: list[CellRow] = [
        [
            record["role"],
            record["team"],
            record["seat"],
            record["scenarios"],
            plans,
            record["decide by"],
            record["earliest start"],
            record["latest start"],
            record["cost in horizon"],
            _none(record["least budget"]),
            record["what for"],
            record["lost without it"],
            _("; ").join(map(_name, record["taken in"])),
        ]
        for record in study.hires.to_dict("records")
    ]
    columns = [
        Column("role", LONG, width=30),
        Column("team", TEXT, width=18),
        Column("seat", HEADS, "Number of the seat of this role in the team", 7),
        Column("scenarios that fill it", HEADS, width=12),
        Column("scenarios with a plan", HEADS, width=12),
        Column("decide by", TEXT, width=16),
        Column("earliest start", DATE, width=13),
        Column("latest start", DATE, width=13),
        Column("cost over the horizon", PRICE, width=16),
        Column(
            "least budget that fills it",
            PRICE,
            "Smallest limit on all cost among the scenarios that fill it",
            16,
        ),
        Column("what it serves", LONG, "Needs and rules that miss something without it", 40),
        Column("lost without it", LONG, width=50),
        Column("filled in", LONG, width=40),
    ]
    sheet.table("ranked", columns, rows, top=TOP, about="A seat that some scenario fills")


def _write_coverage(sheet: Sheet, study: Study) -> None:
    """What is short of each need at the end of the horizon, a column a scenario."""
    sheet.head(
        _("Coverage by scenario"),
        _("How much each need is short, in heads or FTE, summed over the periods; 0 is covered."),
        TOP,
    )
    short: dict[str, dict[str, float]] = {}
    words: dict[str, str] = {}
    for name, planned in study.planned.items():
        for row in planned.assessment.coverage:
            words.setdefault(row.need.id, row.need.reason or row.need.sentence)
            by = short.setdefault(row.need.id, {})
            by[name] = round(by.get(name, 0.0) + row.shortfall, 3)
    names = [one.name for one in study.scenarios]
    rows: list[CellRow] = [
        [
            need,
            words[need],
            *(short[need].get(name, "" if name not in study.planned else 0.0) for name in names),
        ]
        for need in short
    ]
    columns = [
        Column("need", TEXT, width=10),
        Column("what is needed", LONG, width=44),
        *(
            Column(f"short: {name}", FTE, width=16, shown=_("Short: {name}", name=_name(name)))
            for name in names
        ),
    ]
    sheet.table("coverage", columns, rows, top=TOP, about="A need of any scenario")


def _write_open(sheet: Sheet, study: Study) -> None:
    """What each scenario leaves open, or what would have to give."""
    sheet.head(
        _("What stays open"),
        _(
            "Under each scenario, what its plan leaves open; where there is no plan, what would"
            " have to give."
        ),
        TOP,
    )
    sheet.width(0, 110)
    row = TOP
    for one in study.scenarios:
        sheet.write(row, 0, _name(one.name), Style(bold=True))
        planned = study.planned.get(one.name)
        lines = planned.open_points if planned is not None else one.ways_out
        for line in lines or (_("Nothing."),):
            row += 1
            sheet.write(row, 0, line, LONG)
        row += 2


def _write_tornado(sheet: Sheet, table: pd.DataFrame, currency: str) -> None:
    """Assumptions at their low and high value: planned again, and with the plan kept."""
    sheet.head(
        _("Sensitivity"),
        _(
            "Cost over the horizon in {currency} with one assumption at its low or high value,"
            " planned again and with the plan kept; the largest effect comes first.",
            currency=currency,
        ),
        TOP,
    )
    figures = ("planned low", "planned high", "kept low", "kept high", "swing", "kept swing")
    rows: list[CellRow] = [
        [
            str(name),
            row["low"],
            row["base"],
            row["high"],
            row["at base"],
            *(_none(row[f]) for f in figures),
        ]
        for name, row in table.to_dict("index").items()
    ]
    columns = [
        Column("assumption", TEXT, width=18),
        *(Column(name, FTE, width=10) for name in ("low", "base", "high")),
        Column("cost as it is", PRICE, width=16),
        *(Column(name, PRICE, width=16) for name in figures),
    ]
    made = sheet.table("tornado", columns, rows, top=TOP, about="An assumption, low and high")
    series = [
        Series(name, f"={made['assumption']}", f"={made[name]}", colour)
        for name, colour in (("swing", COLOURS[0]), ("kept swing", COLOURS[2]))
    ]
    sheet.chart(
        made.below + 1, 1, Chart("How far the cost lies apart, low to high", currency, series)
    )


def _none(value: float) -> float | None:
    """A blank where there is no plan."""
    return None if pd.isna(value) else value
