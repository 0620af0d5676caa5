"""Putting a plan workbook's sheets into another workbook; read from top to bottom, this is what is
done.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from ..write.content import BookError
from . import manifest
from .archive import ArchiveChange, replace
from .formulas import Renamer
from .manifest import NewName, NewSheet
from .package import (
    RELATIONS_TYPE,
    TYPES,
    Package,
    ZipParts,
    free_names,
    relations_of,
)
from .placeholder import emptied
from .renumber import (
    Translation,
    free_numbers,
    shared_strings,
    table_names,
    translated,
)
from .styles import merged
from .target import MARK, Host, looked_at, mark, names_of_objects, sheet_name


def put_into(
    plan: Path,
    workbook: Path,
    now: datetime | None = None,
    read_back: Callable[[Path], None] | None = None,
    same: Mapping[str, str] | None = None,
) -> Path:
    """Put all sheets of a plan workbook into another workbook, or replace those of an earlier run
    in place.

    Parameters
    ----------
    plan
        As :func:`orgplan.report.sheets.workbook.write_workbook` writes it.
    workbook
        The user's; its own sheets and all other parts stay as they are.
    now
        Date of the backup; the clock's if left out.
    read_back
        Looks at the new workbook before it takes the place of the old one.
    same
        What sheets of an earlier run are called now, where that was in another language.

    Returns
    -------
    Path
        Where the workbook is kept as it was.

    Raises
    ------
    Refused
        If something stands in the way; the workbook is as it was.
    """
    path = workbook.resolve()  # a link stays a link
    with zipfile.ZipFile(plan) as archive:
        ours = Package(archive)
        names = [name.name for name in ours.names if name.sheet is None]
        with looked_at(path, _drawn(ours), names, same) as host:
            return replace(path, host, changed(ours, host), now or datetime.now(), read_back)


def look(
    workbook: Path,
    pages: Iterable[str] = (),
    names: Iterable[str] = (),
    same: Mapping[str, str] | None = None,
) -> None:
    """See whether a workbook can take a plan that will bring these sheets and names.

    Parameters
    ----------
    workbook
        The user's; it is not changed.
    pages, names
        Sheets of the plan, without the prefix that they get there, and names that it defines.
    same
        What sheets of an earlier run are called now, where that was in another language.

    Raises
    ------
    Refused
        If something stands in the way: before the plan is made, which may take minutes.
    """
    with looked_at(workbook.resolve(), dict.fromkeys(pages), names, same):
        pass


def _drawn(ours: Package) -> dict[str, int | None]:
    """How many charts each sheet of ours holds."""
    drawings = {
        sheet.name: [one.target for one in ours.relations(sheet.part) if one.kind == "drawing"]
        for sheet in ours.sheets
    }
    return {
        page: sum(len(names_of_objects(ours.read(part))) for part in parts)
        for page, parts in drawings.items()
    }


@dataclass(frozen=True)
class _Placement:
    """Where our sheets stand in the host.

    Attributes
    ----------
    indices
        Index of a sheet of ours → its index there.
    added
        Sheets that are not there yet, with their parts.
    parts
        Our part → its name there.
    gone
        Parts of an earlier run that nothing else points at.
    """

    names: dict[str, str]
    indices: dict[int, int]
    added: tuple[tuple[NewSheet, str], ...]
    parts: dict[str, str]
    gone: frozenset[str]


def changed(ours: Package, host: Host) -> ArchiveChange:
    """All parts that are new or edited, and those that are left out.

    Parameters
    ----------
    ours
        Plan workbook, as the writer made it.
    host
        The user's workbook, with the sheets of an earlier run.

    Returns
    -------
    ArchiveChange
        The user's list of styles grows, the list of shared strings does not: our texts go into
        their cells. All formulas are worked out anew when the workbook is opened.
    """
    placement = _placement(ours, host)
    tables = _free_table_names(ours, host, placement)
    renamer = Renamer({page.casefold(): name for page, name in placement.names.items()}, tables)
    there = _styles_part(host)
    styles = merged(
        host.package.read(there) if there else None,
        ours.read("xl/styles.xml"),
        there or "xl/styles.xml",
    )
    numbers, blocks = _taken_numbers(host, placement.gone)
    translation = Translation(
        renamer,
        styles,
        shared_strings(ours),
        placement.parts,
        free_numbers(numbers),
        free_numbers(blocks),
    )
    parts = translated(ours, translation)
    new_styles = (
        None
        if there
        else next(iter(free_names(host.package.archive.namelist(), ["xl/styles.xml"])))
    )
    new_types = {new_styles: ours.type_of("xl/styles.xml")} if new_styles else {}
    new_types |= {name: ours.type_of(part) for part, name in placement.parts.items()}
    if ".rels" not in host.package.types:  # LibreOffice of old names each of them
        new_types |= dict.fromkeys(
            (name for name in parts if name.endswith(".rels")), RELATIONS_TYPE
        )
    gone = placement.gone - set(parts)
    folder = posixpath.dirname(host.package.workbook)
    targets = {sheet.relation: posixpath.relpath(part, folder) for sheet, part in placement.added}
    parts |= _emptied(ours, host)
    parts[there or new_styles or ""] = styles.data
    parts[host.package.workbook] = manifest.workbook(
        host, [sheet for sheet, _ in placement.added], _names(ours, host, placement, renamer)
    )
    rels = host.package.found(relations_of(host.package.workbook)) or relations_of(
        host.package.workbook
    )
    parts[rels] = manifest.relations(
        host, targets, posixpath.relpath(new_styles, folder) if new_styles else None
    )
    parts[host.package.found(TYPES) or TYPES] = manifest.types(host, new_types, gone)
    return ArchiveChange(parts, gone)


def _placement(ours: Package, host: Host) -> _Placement:
    """Where each sheet and part of ours goes: to the place of an earlier run, else under a name,
    number and id that is free.
    """
    names: dict[str, str] = {}
    indices: dict[int, int] = {}
    added: list[tuple[NewSheet, str]] = []
    there = host.package
    relations = {one.id for one in there.relations(there.workbook)}
    ids = (f"rIdOp{number}" for number in range(1, 1_000_000) if f"rIdOp{number}" not in relations)
    number = max(sheet.number for sheet in there.sheets)
    gone = _earlier_parts(host)
    taken = set(there.archive.namelist()) - gone
    fresh = [sheet for sheet in ours.sheets if sheet.name not in host.pages]
    wished = [
        f"xl/worksheets/op_sheet{place}.xml" for place, _ in enumerate(fresh, len(host.pages) + 1)
    ]
    new_parts = dict(zip((sheet.part for sheet in fresh), free_names(taken, wished), strict=True))
    for sheet in ours.sheets:
        if sheet.name in host.pages:
            entry = host.pages[sheet.name]
            names[sheet.name], indices[sheet.index] = entry.name, entry.index
            new_parts[sheet.part] = entry.part
        else:
            names[sheet.name], indices[sheet.index] = (
                sheet_name(sheet.name),
                len(there.sheets) + len(added),
            )
            number += 1
            added.append((NewSheet(names[sheet.name], number, next(ids)), new_parts[sheet.part]))
    if len({name.casefold() for name in names.values()}) < len(names):
        raise BookError(f"two of our sheets would have one name: {sorted(names.values())}")
    rest = sorted(ours.reached(sheet.part for sheet in ours.sheets) - set(new_parts))
    wished = [
        posixpath.join(posixpath.dirname(part), f"op_{posixpath.basename(part)}") for part in rest
    ]
    new_parts |= dict(zip(rest, free_names(taken | set(new_parts.values()), wished), strict=True))
    return _Placement(names, indices, tuple(added), new_parts, gone)


def _earlier_parts(host: Host) -> frozenset[str]:
    """Parts of an earlier run that nothing else points at, with their relations, and the order of
    calculation, which is out of date.
    """
    package = host.package
    pages = {sheet.part for sheet in host.pages.values()}
    gone = package.reached(pages) - package.reached([""], without=pages) - pages
    gone |= {
        one.target for one in package.relations(package.workbook) if one.kind == manifest.CALC_CHAIN
    }
    found = (package.found(name) for name in chain(gone, map(relations_of, gone | pages)))
    return frozenset(name for name in found if name)


def _free_table_names(ours: Package, host: Host, placement: _Placement) -> dict[str, str]:
    """Folded name of a table of ours → its name there, where that has to be another one."""
    taken = {name.name.casefold() for name in host.package.names if name.sheet is None}
    taken |= {name.casefold() for _, name in _tables(host, placement.gone)}
    changed_names = {}
    for name in table_names(ours):
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name}_{number}"
        taken.add(free.casefold())
        if free != name:
            changed_names[name.casefold()] = free
    return changed_names


def _tables(host: Host, gone: Iterable[str]) -> list[tuple[int, str]]:
    """Id and name of each table of the user's."""
    package, left_out = host.package, set(gone)
    found = []
    for name in package.archive.namelist():
        if name not in left_out and package.type_of(name).endswith("spreadsheetml.table+xml"):
            tag = re.search(rb"<(?:\w+:)?table\s[^<>]*>", package.read(name))
            ids = (
                dict(re.findall(r'\b(id|displayName)\s*=\s*["\']([^"\']*)', tag[0].decode()))
                if tag
                else {}
            )
            found.append((int(ids.get("id", 0)), ids.get("displayName", "")))
    return found


def _taken_numbers(host: Host, gone: Iterable[str]) -> tuple[set[int], set[int]]:
    """Ids of the user's tables, and the blocks of shape ids of notes."""
    package = host.package
    drawings = (package.read(name) for name in package.archive.namelist() if name.endswith(".vml"))
    maps = (re.findall(rb"<o:idmap\s[^<>]*?\bdata=[\"']([0-9,\s]+)", data) for data in drawings)
    return {number for number, _ in _tables(host, gone)}, {
        int(block) for blocks in chain(*maps) for block in re.findall(rb"[0-9]+", blocks)
    }


def _styles_part(host: Host) -> str | None:
    package = host.package
    found = (
        package.found(one.target)
        for one in package.relations(package.workbook)
        if one.kind == "styles"
    )
    return next((part for part in found if part), None)


def _names(ours: Package, host: Host, placement: _Placement, renamer: Renamer) -> list[NewName]:
    """Our names, those of one sheet with its place there, and the marks by which the next run knows
    our sheets.
    """
    named = [
        NewName(
            name.name,
            None if name.sheet is None else placement.indices[name.sheet],
            renamer.formula(name.text),
        )
        for name in ours.names
    ]
    marks = [
        NewName(MARK, sheet.index, mark(page, sheet.number), hidden=True)
        for page, sheet in host.pages.items()
    ]
    fresh = [sheet for sheet in ours.sheets if sheet.name not in host.pages]
    for sheet, (added, _) in zip(fresh, placement.added, strict=True):
        marks.append(
            NewName(
                MARK, placement.indices[sheet.index], mark(sheet.name, added.number), hidden=True
            )
        )
    return [*named, *marks]


def _emptied(ours: Package, host: Host) -> ZipParts:
    """Pages of an earlier run that the plan no longer has."""
    pages = {sheet.name for sheet in ours.sheets}
    stale = ((page, sheet) for page, sheet in host.pages.items() if page not in pages)
    return {sheet.part: emptied(page) for page, sheet in stale}
