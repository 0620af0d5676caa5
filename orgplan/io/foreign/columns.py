"""Which column of a sheet is which of ours, and the sheet under names that the readers know."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from orgplan.excel.read import Grid, Raw, to_text
from orgplan.language import N_, _
from orgplan.schema.columns import InputColumn, InputSheet, Kind
from orgplan.schema.exports import needless_because

from ..files.units import HeaderUnits, currency_of_format, header_units, without_units
from ..tables.find_table import header_row
from .lines import IGNORE, PERIOD, SKILL, Confidence, Line, shown_unit
from .presets import Preset, joined
from .taught import Answer, Taught

_NO_COLUMN = ("", IGNORE, SKILL, PERIOD)

_SAMPLES = 3
_LOOK_AT = 200  # rows below the header from which samples are taken
_SURE = (Confidence.TAUGHT, Confidence.PRESET)
_PERIOD_WORDS = {
    "half_month": N_("semi-monthly"),
    "two_weeks": N_("biweekly"),
    "four_weeks": N_("4-weekly"),
    "half_year": N_("half-yearly"),
    "hour": N_("per hour"),
    "day": N_("per day"),
    "week": N_("per week"),
    "month": N_("per month"),
    "year": N_("per year"),
}


@dataclass(frozen=True)
class _Meant:
    """What a header means: the key of ours, ``ignore``, ``skill`` or nothing."""

    column: int
    raw: Raw
    key: str
    confidence: Confidence
    why: str
    unit: str = ""


def translated(
    spec: InputSheet, grid: Grid, preset: Preset | None, taught: Taught
) -> tuple[Grid, list[Line]]:
    """The sheet with headers that its reader knows, without the columns that are left out; and a
    line for each column.

    Where no header is found, the sheet stays as it is, and its reader says so.

    Parameters
    ----------
    spec
        Sheet of ours that it is.
    grid
        Sheet of the source.
    preset
        System that exported it; ``None`` where that is not known.
    taught
        Goes before the preset, which goes before the names that we know.

    Returns
    -------
    grid, lines
        Header cells become ``key [unit]`` where the reader would not know them; row and column
        numbers stay, so that faults name cells of the source.
    """
    number = header_row(spec, grid, _names(spec, grid.name, preset, taught))
    if number is None:
        return grid, []
    meant = [
        _meant(spec, grid.name, column, raw, preset, taught)
        for column, raw in sorted(grid.rows[number].items())
    ]
    meant = _each_once(spec, meant)
    lines = [_line(spec, grid, number, one) for one in meant]
    return _renamed(spec, grid, number, meant), lines


def _names(
    spec: InputSheet, sheet: str, preset: Preset | None, taught: Taught
) -> Callable[[Raw], str | None]:
    def named(raw: Raw) -> str | None:
        key = _meant(spec, sheet, 0, raw, preset, taught).key if isinstance(raw, str) else ""
        return key if key not in _NO_COLUMN else None

    return named


def _meant(
    spec: InputSheet, sheet: str, column: int, raw: Raw, preset: Preset | None, taught: Taught
) -> _Meant:
    """What a header means, and how that is known: the map first, then the preset, our names, and
    names with a unit.
    """
    header = to_text(raw)
    answer = taught.column(sheet, header)
    if answer is not None and _is_of(spec, answer):
        return _Meant(column, raw, answer.ours, Confidence.TAUGHT, _("as in the map"), answer.unit)
    key = joined(raw)
    unit = preset.unit_of.get(key, "") if preset is not None else ""
    if preset is not None and key in preset.keys:
        reason = _("so in {preset}", preset=preset.name)
        return _Meant(column, raw, preset.keys[key], Confidence.PRESET, reason, unit)
    if preset is not None and key in preset.unused:
        return _Meant(
            column,
            raw,
            IGNORE,
            Confidence.LEFT,
            _("{preset} has it; no plan needs it", preset=preset.name),
        )
    own = spec.meaning(raw)
    if own is not None:
        exact = spec.rank(raw) == 0
        why = _("our own name") if exact else _("a usual name of it")
        why += (
            _("; {unit}, as usual in {preset}", unit=shown_unit(unit), preset=preset.name)
            if unit and preset is not None
            else ""
        )
        return _Meant(column, raw, own, Confidence.NAME if exact else Confidence.ALIAS, why, unit)
    found = next((own for text in without_units(header) if (own := spec.meaning(text))), None)
    if found is not None and spec.column(found).kind is Kind.MONEY:
        return _Meant(column, raw, found, Confidence.ALIAS, _("a usual name of it, with its unit"))
    return _Meant(column, raw, "", Confidence.LEFT, _(needless_because(spec, raw) or ""))


def _is_of(spec: InputSheet, answer: Answer) -> bool:
    """Whether an answer makes sense on a sheet."""
    return answer.ours in (IGNORE, SKILL, PERIOD) or answer.ours in {column.key for column in spec}


def _each_once(spec: InputSheet, meant: Sequence[_Meant]) -> list[_Meant]:
    """What the map or the export's make says goes before other columns of the same meaning; the
    rest the reader settles, or asks about.
    """
    found = []
    for one in meant:
        same = [other for other in meant if other.key == one.key and one.key in _keys(spec)]
        sure = [other for other in same if other.confidence in _SURE]
        first = min(same, key=lambda other: (spec.rank(other.raw), other.column), default=one)
        if sure and one.confidence not in _SURE:
            why = _(
                "{one} is taken from '{raw}'",
                one=spec.column(one.key).shown,
                raw=to_text(sure[0].raw),
            )
            found.append(replace(one, key=IGNORE, confidence=Confidence.LEFT, why=why))
        elif one is not first and spec.rank(one.raw) > 1 and not sure:
            why = _("read where '{raw}' is blank", raw=to_text(first.raw))
            found.append(replace(one, confidence=Confidence.CHOSEN, why=why))
        else:
            found.append(one)
    return found


def _keys(spec: InputSheet) -> frozenset[str]:
    return frozenset(column.key for column in spec)


def _line(spec: InputSheet, grid: Grid, number: int, one: _Meant) -> Line:
    ours = f"{spec.key}.{one.key}" if one.key not in _NO_COLUMN else one.key
    return Line(
        file="",
        sheet=grid.name,
        column=one.column,
        header=to_text(one.raw),
        row=number,
        samples=tuple(_samples(grid, number, one.column)),
        ours=ours,
        unit=one.unit or _unit(spec, grid, number, one),
        confidence=one.confidence,
        why=one.why,
    )


def _samples(grid: Grid, number: int, column: int) -> list[str]:
    """The first few different values below a header, for somebody who checks what it was taken
    for.
    """
    found: dict[str, None] = {}
    below = (row for row in grid.rows if row > number)
    for row, _other in zip(below, range(_LOOK_AT), strict=False):
        raw = grid.rows[row].get(column)
        if raw is not None:
            found.setdefault(to_text(raw))
        if len(found) == _SAMPLES:
            break
    return list(found)


def _unit(spec: InputSheet, grid: Grid, number: int, one: _Meant) -> str:
    """What the figures of a column are in, in words that a header may have."""
    if one.key in _NO_COLUMN:
        return ""
    column = spec.column(one.key)
    words = units_in_words(header_units(to_text(one.raw)), column)
    if column.kind is Kind.MONEY and not header_units(to_text(one.raw)).currency:
        shown = (text for (row, at), text in grid.currencies.items() if at == one.column)
        words += [sign for text in shown if (sign := currency_of_format(text))][:1]
    return ", ".join(dict.fromkeys(words)) or column.unit


def units_in_words(units: HeaderUnits, column: InputColumn) -> list[str]:
    """Units of a header, so that they are understood when they stand in one.

    Parameters
    ----------
    units
        As read from a header.
    column
        Of money: period, currency and factor are named; of others percent alone.

    Returns
    -------
    list of str
        Words that :func:`orgplan.io.files.units.header_units` reads back; empty where nothing is
        said.

    Examples
    --------
    >>> from orgplan.schema.inputs import ROSTER
    >>> units_in_words(header_units("Pay (kEUR per month)"), ROSTER.column("base_salary"))
    ['per month', 'EUR', 'thousands']
    """
    words = []
    if column.kind is Kind.MONEY:
        words += [_PERIOD_WORDS[units.period]] if units.period else []
        words += [units.currency] if units.currency else []
        words += {1e3: [N_("thousands")], 1e4: ["万"], 1e6: [N_("million")]}.get(units.factor, [])
    elif units.percent:
        words.append("%")
    return words


def _renamed(spec: InputSheet, grid: Grid, number: int, meant: Iterable[_Meant]) -> Grid:
    """The sheet with our names where its reader would not know its own, and without what is left
    out.
    """
    header = dict(grid.rows[number])
    dropped = set()
    for one in meant:
        if one.key == IGNORE:
            dropped.add(one.column)
        elif one.key not in ("", SKILL, PERIOD) and (spec.meaning(one.raw) != one.key or one.unit):
            column = spec.column(one.key)
            units = one.unit or ", ".join(units_in_words(header_units(to_text(one.raw)), column))
            unit = f" [{shown_unit(units)}]" if units and units != column.unit else ""
            header[one.column] = f"{column.shown}{unit}"
    rows = {**grid.rows, number: header}
    if dropped:
        rows = {row: kept for row, cells in rows.items() if (kept := _without(cells, dropped))}
    return replace(grid, rows=rows)


def _without(cells: Mapping[int, Raw], dropped: set[int]) -> dict[int, Raw]:
    return {column: raw for column, raw in cells.items() if column not in dropped}
