"""Exports of well-known systems, known by their headers; docs/import.md names where the headers are documented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from orgplan.excel.read.cells import Grid
from orgplan.excel.read.text import header_key

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
    columns
        Header → key of our column.
    left
        Headers that such an export has and a plan has no use for.
    signature
        Headers by which it is told from others; at least `least` of them must be there.
    settings
        Key of Settings → value that holds for every such export.
    source
        Address of the public page that names the headers.
    """

    id: str
    name: str
    sheet: str
    columns: Mapping[str, str]
    signature: tuple[str, ...]
    source: str
    least: int = 3
    left: tuple[str, ...] = ()
    settings: Mapping[str, str] | None = None

    @cached_property
    def keys(self) -> dict[str, str]:
        """Key of a header → key of our column."""
        return {header_key(header): key for header, key in self.columns.items()}

    @cached_property
    def unused(self) -> frozenset[str]:
        """Keys of headers that are left out."""
        return frozenset(header_key(header) for header in self.left)

    @cached_property
    def signs(self) -> frozenset[str]:
        """Keys of the headers by which it is known."""
        return frozenset(header_key(header) for header in self.signature)


PRESETS: tuple[Preset, ...] = ()


def preset_of(grid: Grid, forced: Preset | None = None) -> Preset | None:
    """The system from which a sheet was exported; ``None`` where its headers are those of none, or of several alike."""
    scores: dict[str, int] = {}
    candidates = [forced] if forced is not None else PRESETS
    for number in list(grid.rows)[:_WITHIN]:
        there = {header_key(raw) for raw in grid.rows[number].values() if isinstance(raw, str)}
        for preset in candidates:
            enough = 2 if forced is not None else preset.least
            known = len(there & (set(preset.keys) | preset.unused))
            if (forced is not None and known >= enough) or len(there & preset.signs) >= enough:
                scores[preset.id] = max(scores.get(preset.id, 0), 100 * len(there & preset.signs) + known)  # fmt: skip
    best = [preset for preset in candidates if scores.get(preset.id, 0) == max(scores.values(), default=0) > 0]  # fmt: skip
    return best[0] if len(best) == 1 else None


def by_id(name: str) -> Preset | None:
    """The preset of a name."""
    return next((preset for preset in PRESETS if preset.id == name.casefold()), None)
