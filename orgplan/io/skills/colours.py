"""Matrices of skills in which colours may say the level: what is not typed is asked about."""

from collections.abc import Iterable, Mapping

from orgplan.excel.read import Findings, Grid, Raw, at, to_text
from orgplan.language import _, ngettext

CellPlace = tuple[int, int]
_FEWEST = 2  # coloured cells from which colours may be levels


def refuse_colours(
    grid: Grid, rows: Iterable[int], columns: Iterable[int], beside: int, findings: Findings
) -> None:
    """A fault where cells are blank and coloured, or all say the same in several colours.

    Parameters
    ----------
    grid
        Sheet of skills; one without colours passes.
    rows, columns
        Of people and skills, whichever way round.
    beside
        Column of who or what a row is about: its colour is that of the row.
    findings
        Takes the fault: levels given by colour alone are not read.
    """
    if not grid.fills:
        return
    area = [(row, column) for row in rows for column in columns]
    own = {
        place: colour
        for place in area
        if (colour := grid.fills.get(place)) and colour != grid.fills.get((place[0], beside))
    }
    typed: dict[CellPlace, Raw] = {
        place: raw
        for place in area
        if (raw := grid.rows.get(place[0], {}).get(place[1])) is not None
    }
    blank = [place for place in own if place not in typed]
    sentence = (_of_blanks(blank, own, bool(typed)) if len(blank) >= _FEWEST else None) or _of_same(
        typed, own
    )
    if sentence is not None:
        place, what = sentence
        fix = _(
            "Type the level of each into its cell, 0 to 5; if the colours mean nothing, clear them"
            " (No fill)."
        )
        findings.fault(
            grid.name,
            at(*place),
            what,
            _("levels that are typed: colours are not read"),
            fix,
            quoted=False,
        )


def _of_blanks(
    blank: list[CellPlace], own: Mapping[CellPlace, str], typed: bool
) -> tuple[CellPlace, str] | None:
    """Blank cells in colour, where nothing is typed at all or the colours differ."""
    colours = {own[place] for place in blank}
    if typed and len(colours) < _FEWEST:
        return None  # one colour beside typed levels greys out what does not apply
    return min(blank), ngettext(
        "{blank} blank cells in {n} colour",
        "{blank} blank cells in {n} colours",
        len(colours),
        blank=len(blank),
    )


def _of_same(
    typed: Mapping[CellPlace, Raw], own: Mapping[CellPlace, str]
) -> tuple[CellPlace, str] | None:
    """One sign in every cell, in several colours."""
    signs = {to_text(raw).casefold() for raw in typed.values()}
    colours = {own[place] for place in typed if place in own}
    if len(signs) != 1 or len(typed) <= _FEWEST or len(colours) < _FEWEST:
        return None
    return min(typed), _(
        "'{sign}' in {count} cells, in {colours} colours",
        sign=next(iter(signs)),
        count=len(typed),
        colours=len(colours),
    )
