"""Figures that finance checks: people, FTE and base pay by team, beside the totals that the source
itself shows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from orgplan.domain import Person
from orgplan.excel.read import Findings, Grid, Raw, at, fold, number_text
from orgplan.language import N_, _
from orgplan.schema import inputs

from ..files.units import A_YEAR
from ..tables.find_table import find_table
from ..tables.table import TOTALS
from .lines import Count
from .rows import figure_of, total_word

EVERYBODY = N_("everybody")
_TOTAL = re.compile("|".join(map(re.escape, TOTALS)), re.IGNORECASE)
_OF_KEY = {"base_salary": "base pay", "fte": "FTE", "headcount": "people"}


def counts(people: Sequence[Person], roster: Grid | None, currency: str) -> list[Count]:
    """People, FTE and base pay a year of each team and in all, with the source's own totals where
    they stand.

    Parameters
    ----------
    people
        As they were read.
    roster
        Their sheet, in which totals are looked for.
    currency
        Plan currency, in which base pay is.
    """
    teams: dict[str, list[Person]] = {}
    for person in people:
        teams.setdefault(person.team, []).append(person)
    theirs = dict(_totals(roster, teams)) if roster is not None else {}
    found = []
    for scope, members in ((EVERYBODY, list(people)), *teams.items()):
        heads = sum(1.0 if p.headcount is None else p.headcount for p in members)
        fte = sum(p.fte * (1.0 if p.headcount is None else p.headcount) for p in members)
        pay = sum(p.base_salary * (1.0 if p.headcount is None else p.headcount) for p in members)
        for what, ours in ((N_("people"), heads), (N_("FTE"), fte), ("base pay", pay)):
            total, where = theirs.get((fold(scope), what), (None, ""))
            unit = (
                _("base pay a year ({currency})", currency=currency)
                if what == "base pay"
                else _(what)
            )
            found.append(Count(unit, scope, round(ours, 2), total, where))
    return found


def _totals(
    grid: Grid, teams: Mapping[str, Sequence[Person]]
) -> Iterator[tuple[tuple[str, str], tuple[float, str]]]:
    """(Folded scope, what) → total and its cell, of the rows of the roster that say Total."""
    table = find_table(inputs.ROSTER, grid, Findings())
    if table is None:
        return
    by_name = {fold(team): team for team in teams}
    places = {key: table.columns[key] for key in _OF_KEY if key in table.columns}
    for number, cells in grid.rows.items():
        if number <= table.header:
            continue
        scope = _scope(cells, by_name)
        if scope is None:
            continue
        for key, column in places.items():
            style = table.style(column)
            figure = figure_of(cells.get(column), style)
            if figure is not None and key == "base_salary":
                units = table.units(key)
                figure *= units.factor * A_YEAR.get(units.period or "year", 1.0)
            if figure is not None:
                yield (scope, _OF_KEY[key]), (figure, at(number, column))
        heads = _heads(cells, set(places.values()))
        if heads is not None and "headcount" not in places:
            column, figure = heads
            yield (scope, "people"), (figure, at(number, column))


def _scope(cells: Mapping[int, Raw], teams: Mapping[str, str]) -> str | None:
    """Whose total a row is: everybody's, or a team's; ``None`` where it is none, or one of
    something else.
    """
    if not any(isinstance(raw, str) and _TOTAL.search(raw) for raw in cells.values()):
        return None
    texts = [fold(raw) for raw in cells.values() if isinstance(raw, str)]
    texts = [text for text in texts if number_text(text).digits[:1].isdigit() is False]
    words = [text for text in texts if total_word(text) is not None]
    if not words or len(texts) > 2:
        return None
    rest = {text for word in words if (text := total_word(word))}
    rest |= {text for text in texts if text not in words}
    named = [text for text in rest if text in teams]
    if named:
        return named[0]
    return fold(EVERYBODY) if not rest or rest <= {"all", "people", "headcount"} else None


def _heads(cells: Mapping[int, Raw], others: Iterable[int]) -> tuple[int, float] | None:
    """The one whole figure of a total's row that stands in no column of pay or FTE."""
    found = [
        (column, float(raw))
        for column, raw in cells.items()
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and column not in set(others)
    ]
    found = [(column, figure) for column, figure in found if figure.is_integer()]
    return found[0] if len(found) == 1 else None
