"""The user's own models, as the setting `models` names them: known before the rest of the workbook
can be read.
"""

from pathlib import Path

from orgplan.excel.read import Findings, fold, inspect_file, read_cells
from orgplan.schema import inputs
from orgplan.schema.settings import SETTING_OF

from ..files.opening import is_other_kind
from ..tables.find_table import find_table
from ..terms.sheet_roles import input_keys

KEY = "models"


def models_folder(path: Path, *, of_plan: bool = False) -> Path | None:
    """The folder that the setting `models` of a workbook names; ``None`` if it names none that
    exists, for the reader reports that.

    `of_plan` chooses among several sheets of settings as for
    :func:`orgplan.io.inputs.loading.read_workbook`.

    Parameters
    ----------
    path
        The workbook, of which only the sheets of settings are read: the models are needed before
        the rest can be. A file of another kind names none.
    of_plan
        Whether the settings are wanted with which the plan in the workbook was made.

    Raises
    ------
    BadInput
        If the file is no workbook that can be read.
    """
    if is_other_kind(path):
        return None  # models are named in a workbook of Excel, or with --models
    passed = inspect_file(path)
    named = {
        name: key
        for name, key in input_keys(passed.scans, of_plan).items()
        if key in inputs.SETTINGS.names
    }
    grids = read_cells(path, passed, only=lambda name: name in named)
    for name in sorted(grids, key=lambda name: named[name] != fold(inputs.SETTINGS.key)):
        table = find_table(inputs.SETTINGS, grids[name], Findings()) if grids[name].rows else None
        for row in table or ():
            key, value = row.raw("key"), row.raw("value")
            if (
                isinstance(key, str)
                and isinstance(value, str)
                and fold(key) in SETTING_OF
                and SETTING_OF[fold(key)].key == KEY
            ):
                folder = beside(path, value)
                return folder if folder.is_dir() else None
    return None


def beside(workbook: Path, folder: str) -> Path:
    r"""A folder as a cell says it: relative to the workbook, or absolute.

    Parameters
    ----------
    workbook
        File that says so.
    folder
        With slashes of either kind; ``~`` is the user's home.

    Examples
    --------
    >>> beside(Path("plans/acme.xlsx"), "models\\own").as_posix()
    'plans/models/own'
    """
    return workbook.parent / Path(folder.replace("\\", "/")).expanduser()
