"""Input workbooks, opened and read: the organisation with where it came from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from orgplan.domain import Catalogue, Organisation, ScenarioLine
from orgplan.excel.read import BadInput, Fault, Findings, Note, ScanLimits
from orgplan.language import SOURCE, _, is_chinese, speak
from orgplan.schema.columns import CHINESE

from ..files.choose import choose_sheets
from ..files.opening import Opened, open_files
from ..tables.row import Row
from .organisation import OrganisationReader


@dataclass(frozen=True)
class Loaded:
    """An organisation with where it came from.

    Attributes
    ----------
    org
        With everything that the reader filled in.
    notes
        What the reader left out, assumed or found odd.
    sha256
        Hash of the file's bytes.
    path
        The file, or the first of several.
    scenario_cells
        Line of a scenario → its sheet, and the cells where it says what it changes, for which
        people or roles, and from when.

    Examples
    --------
    >>> found = op.read("my_org.xlsx")
    >>> found.org.name, found.path.name, found.notes[0].where
    ('Growing start-up', 'my_org.xlsx', 'Skills!I4')
    """

    org: Organisation
    notes: tuple[Note, ...]
    sha256: str
    path: Path
    scenario_cells: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)


def read_workbook(
    path: Path,
    catalogue: Catalogue,
    limits: ScanLimits | None = None,
    *,
    of_plan: bool = False,
    more: Sequence[Path] = (),
) -> Loaded:
    """Read an input workbook, or the inputs kept in a plan workbook.

    Parameters
    ----------
    path
        Of any kind that is read: Excel, older Excel, LibreOffice or text with separators.
    catalogue
        Roles, skills and rules that the workbook may name without repeating them.
    limits
        Sizes from which a file is refused.
    of_plan
        Whether the inputs are expected from which the plan in the workbook was made, and not the
        user's own where there are both.
    more
        Further files whose sheets belong to the same input, such as a roster and skills as CSV.

    Raises
    ------
    BadInput
        With all faults of the file.
    """
    opened = open_files((path, *more), limits, of_plan=of_plan)
    return read_opened(opened, path, catalogue, of_plan=of_plan)


def read_opened(
    opened: Opened, path: Path, catalogue: Catalogue, *, of_plan: bool = False
) -> Loaded:
    """As :func:`read_workbook`, of sheets that were opened already.

    Parameters
    ----------
    opened
        Sheets of one file or of several, as :func:`orgplan.io.files.opening.open_files` gives them.
    path
        File that faults name, and beside which a folder of models is looked for.
    catalogue
        Roles, skills and rules of the library.
    of_plan
        Whether the inputs are wanted from which the plan in the workbook was made.

    Returns
    -------
    Loaded
        The language of the run is from then on that of the sheets.

    Raises
    ------
    BadInput
        With all faults of the file.
    """
    grids = opened.grids
    findings = Findings(tuple(grids))
    speak(CHINESE if is_chinese(grids) else SOURCE)
    chosen = choose_sheets(grids, findings, of_plan)
    speak(CHINESE if is_chinese(grid.name for grid in chosen.grids.values()) else SOURCE)
    findings.order = chosen.in_order(grids)
    reader = OrganisationReader(chosen, findings, catalogue, path)
    return loaded(reader.organisation(), findings, opened.sha256, path, reader.lines)


def loaded(
    org: Organisation | None,
    findings: Findings,
    sha256: str,
    path: Path,
    lines: Iterable[tuple[Row, ScenarioLine]] = (),
) -> Loaded:
    """What was read, as it is handed on.

    Parameters
    ----------
    org
        ``None`` where its figures do not fit together.
    findings
        All faults and notes of the reading.
    sha256
        Hash of the file's bytes, or of the content of data frames.
    path
        File that faults name.
    lines
        Lines of scenarios with their rows, so that a fault of a scenario can name its cells.

    Raises
    ------
    BadInput
        With all faults, if there are any.
    """
    findings.raise_if_any(path)
    if org is None:
        raise BadInput(
            path,
            [
                Fault(
                    "",
                    "",
                    _("figures that do not fit together"),
                    _("a consistent organisation"),
                    _("Check the workbook."),
                )
            ],
        )
    cells = {
        line.id: (row.sheet, {key: row.at(key) for key in ("change", "who", "from")})
        for row, line in lines
    }
    return Loaded(org, findings.notes, sha256, path, cells)
