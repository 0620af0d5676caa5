"""Exports of well-known systems, known by their headers (``presets.toml``); docs/import.md names
where the headers are documented.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from orgplan.excel.read import Grid, header_key, texts

_WITHIN = 20  # rows in which a header is looked for


@dataclass(frozen=True)
class Preset:
    """The export of a system.

    Attributes
    ----------
    id, name
        As ``--preset`` and as people name it.
    sheet
        Which of our sheets it is.
    source
        Address of the public page that names the headers.
    signature
        Headers that distinguish it from others; at least `least` of them must be there.
    least
        How many of the headers of `signature` make a sheet an export of this system.
    columns
        Header → key of our column, where the system means it more narrowly than a header of that
        name alone would say.
    units
        Header → the unit in which the system gives its figures.
    left
        Headers that such an export has and a plan has no use for.
    settings
        Key of Settings → value that holds for every such export.
    """

    id: str
    name: str
    sheet: str
    source: str
    signature: tuple[str, ...]
    least: int = 3
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def keys(self) -> dict[str, str]:
        """Key of a header → key of our column."""
        return {joined(header): key for header, key in self.columns.items()}

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """Key of a header → unit."""
        return {joined(header): unit for header, unit in self.units.items()}

    @cached_property
    def unused(self) -> frozenset[str]:
        """Keys of headers that are left out."""
        return frozenset(map(joined, self.left))

    @cached_property
    def signs(self) -> frozenset[str]:
        """Keys of the headers by which it is known."""
        return frozenset(map(joined, self.signature))


def joined(header: object) -> str:
    """Key of a header without spaces: exports have ``Job title`` and ``jobTitle``.

    Parameters
    ----------
    header
        A cell; one that is no text has an empty key, which no preset has.

    Examples
    --------
    >>> joined("Job Title"), joined("job-title (full)"), joined(2027)
    ('jobtitle', 'jobtitle', '')
    """
    return header_key(header).replace(" ", "") if isinstance(header, str) else ""


def _preset(id: str, stated: Mapping[str, Any]) -> Preset:
    lists = {key: texts(stated[key]) for key in ("signature", "left") if key in stated}
    return Preset(id, **{**stated, **lists})


_STATED = tomllib.loads(Path(__file__).with_name("presets.toml").read_text("utf-8"))
PRESETS = tuple(_preset(id, stated) for id, stated in _STATED.items())


def preset_of(grid: Grid, forced: Preset | None = None) -> Preset | None:
    """The system from which a sheet was exported; ``None`` where its headers are those of none, or
    of several alike.

    Parameters
    ----------
    grid
        Its first 20 rows are looked at for a header.
    forced
        Preset that the user has named: two of its headers are then enough, and no other is tried.
    """
    scores: dict[str, int] = {}
    for number in list(grid.rows)[:_WITHIN]:
        there = {joined(raw) for raw in grid.rows[number].values()}
        if forced is not None:
            if len(there & (forced.signs | set(forced.keys))) > 1:
                return forced
            continue
        for preset in PRESETS:
            signs = len(there & preset.signs)
            if signs >= preset.least:
                scores[preset.id] = max(scores.get(preset.id, 0), signs)
    most = max(scores.values(), default=0)
    best = [preset for preset in PRESETS if most and scores.get(preset.id) == most]
    return best[0] if len(best) == 1 else None


def by_id(name: str) -> Preset | None:
    """The preset of a name.

    Parameters
    ----------
    name
        Its id, in any case; the name as people write it is not known here.

    Examples
    --------
    >>> by_id(PRESETS[0].id.upper()) is PRESETS[0], by_id("abacus 1900")
    (True, None)
    """
    return next((preset for preset in PRESETS if preset.id == name.casefold()), None)
