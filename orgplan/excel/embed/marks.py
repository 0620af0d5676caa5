"""Cells of a workbook marked in red without changing them: a conditional format over each, and
nothing else touched.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from orgplan.language import _

from ..write.saving import replaced_whole
from .errors import Refused
from .package import Package

# what stands before conditional formats in a sheet, after its cells
_BEFORE = (
    b"sheetCalcPr|sheetProtection|protectedRanges|scenarios|autoFilter|sortState|dataConsolidate|customSheetViews|mergeCells|phoneticPr"
    b"|conditionalFormatting"
)
_MOST = 5_000  # cells of a sheet that are marked
_RED = (
    b'<%sdxf><%sfont><%scolor rgb="FF9C0006"/></%sfont><%sfill><%spatternFill><%sbgColor'
    b' rgb="FFFFC7CE"/></%spatternFill></%sfill></%sdxf>'
)


def mark_cells(path: Path, cells: Mapping[str, Iterable[str]]) -> None:
    """Mark cells of a workbook in place.

    Parameters
    ----------
    path
        Workbook of Excel, which is changed; at most 5,000 cells of a sheet are marked.
    cells
        Name of a sheet → addresses; sheets that are not there are passed over.

    Raises
    ------
    Refused
        If a part can't be read or changed.
    """
    with zipfile.ZipFile(path) as archive:
        package = Package(archive)
        styles = next(
            (one.target for one in package.relations(package.workbook) if one.kind == "styles"),
            None,
        )
        if styles is None:
            raise Refused(_("it has no cell styles. Open it in Excel and save it again."))
        data, number = _with_red(package.read(styles))
        parts = {package.found(styles) or styles: data}
        for sheet in package.sheets:
            places = list(dict.fromkeys(cells.get(sheet.name, ())))[:_MOST]
            if places and sheet.part:
                part = package.found(sheet.part) or sheet.part
                parts[part] = _marked(package.read(part), places, number)
        with (
            replaced_whole(path) as draft,
            zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for info in archive.infolist():
                new.writestr(info, parts.get(info.filename) or archive.read(info.filename))


def _with_red(styles: bytes) -> tuple[bytes, int]:
    """Styles with one conditional format more, and its number."""
    prefix = _prefix(styles, b"styleSheet")
    red = _RED.replace(b"%s", prefix)
    found = re.search(rb"<%sdxfs\b[^<>]*?(/?)>" % prefix, styles)
    if found is None:  # before the styles of tables, or at the end of what must come before them
        place = re.search(
            rb"<%s(?:tableStyles|colors|extLst)\b|</%sstyleSheet>" % (prefix, prefix), styles
        )
        if place is None:
            raise Refused(_("its cell styles are damaged. Open it in Excel and save it again."))
        new = b'<%sdxfs count="1">%s</%sdxfs>' % (prefix, red, prefix)
        return styles[: place.start()] + new + styles[place.start() :], 0
    if found[1]:
        new = b'<%sdxfs count="1">%s</%sdxfs>' % (prefix, red, prefix)
        return styles[: found.start()] + new + styles[found.end() :], 0
    end = styles.index(b"</%sdxfs>" % prefix, found.end())
    count = len(re.findall(rb"<%sdxf[\s>/]" % prefix, styles[found.end() : end]))
    tag = re.sub(rb'count="[^"]*"', b'count="%d"' % (count + 1), found[0])
    return styles[: found.start()] + tag + styles[found.end() : end] + red + styles[end:], count


def _marked(sheet: bytes, places: Iterable[str], number: int) -> bytes:
    """A sheet with a rule that colours cells, put behind all other elements that the schema wants
    before it, and ahead of no rule of the user's.
    """
    prefix = _prefix(sheet, b"worksheet")
    tail = [
        m.end() for m in re.finditer(rb"</%ssheetData>|<%ssheetData\s*/>" % (prefix, prefix), sheet)
    ]
    if not tail:
        raise Refused(_("a sheet has no cells. Open it in Excel and save it again."))
    start = tail[-1]
    ends = [
        m.end()
        for m in re.finditer(
            rb"</%s(?:%s)>|<%s(?:%s)\b[^<>]*/>" % (prefix, _BEFORE, prefix, _BEFORE), sheet[start:]
        )
    ]
    place = start + max(ends, default=0)
    order = max([0, *(int(m[1]) for m in re.finditer(rb'\bpriority="(\d+)"', sheet[start:]))]) + 1
    area = " ".join(places).encode()
    rule = (
        b'<%sconditionalFormatting sqref="%s"><%scfRule type="expression" dxfId="%d"'
        b' priority="%d"><%sformula>TRUE</%sformula></%scfRule></%sconditionalFormatting>'
        % (prefix, area, prefix, number, order, prefix, prefix, prefix, prefix)
    )
    return sheet[:place] + rule + sheet[place:]


def _prefix(part: bytes, root: bytes) -> bytes:
    """What stands before the names of elements, such as ``x:``."""
    found = re.search(rb"<((?:\w+:)?)%s[\s>]" % root, part)
    if found is None:
        raise Refused(_("a part of it is damaged. Open it in Excel and save it again."))
    return found[1]
