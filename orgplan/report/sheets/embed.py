"""The plan in a workbook of the user's own, or beside it where that cannot take it."""

from pathlib import Path

from orgplan import temporary
from orgplan.analysis.assessment import Assessment
from orgplan.excel.embed.archive import free_path
from orgplan.excel.embed.embed import look, put_into
from orgplan.excel.embed.errors import Refused
from orgplan.excel.write.saving import NotWritable
from orgplan.language import _, spellings
from orgplan.schema.inputs import INPUT_PREFIX, INPUT_SHEETS, input_tab

from ..audit.run import Run
from .layout import Link
from .pages import PAGES
from .workbook import ReadBack, WriteInputs, write_workbook


def _same() -> dict[str, str]:
    """Name of each sheet of a plan in any language → in that of the run."""
    found = {spelt: page.name for page in PAGES for spelt in (page.key, *spellings(page.key))}
    for prefix in spellings(INPUT_PREFIX):
        for spec in INPUT_SHEETS:
            found |= dict.fromkeys((prefix + spec.key, prefix + spec.zh), input_tab(spec))
    return found


def obstacle(workbook: Path) -> str | None:
    """What stands in the way of putting a plan into a workbook, in plain words; ``None`` if nothing
    does.

    Parameters
    ----------
    workbook
        A workbook of the user, looked at and not changed.

    Returns
    -------
    str or None
        A sentence in the language of the run.

    Raises
    ------
    NotWritable
        If there is no such file.
    """
    if not workbook.is_file():
        raise NotWritable(
            _(
                "There is no workbook {workbook} to put the plan into; make it first, or write a"
                " new one (--out).",
                workbook=workbook,
            )
        )
    try:
        same = _same()
        look(workbook, dict.fromkeys(same.values()), Link, same)
    except Refused as refusal:
        return why_not(workbook, refusal)
    return None


def write_into(
    workbook: Path,
    assessment: Assessment,
    run: Run,
    write_inputs: WriteInputs,
    read_back: ReadBack | None = None,
) -> Path:
    """Put a plan into a workbook and return where that is kept as it was; `read_back` looks at the
    new one before it takes its place.

    Parameters
    ----------
    workbook
        A workbook of the user; its own sheets stay as they are.
    assessment, run
        The plan, and how it came about.
    write_inputs
        Writes the sheets of the input.
    read_back
        Raises where the new workbook is not what was planned; ``None`` looks at nothing.

    Returns
    -------
    Path
        The backup.

    Raises
    ------
    Refused
        If something stands in the way; the workbook is as it was.
    """
    with temporary.folder() as folder:
        plan = folder / "plan.xlsx"
        write_workbook(plan, assessment, run, write_inputs)
        return put_into(plan, workbook, read_back=read_back, same=_same())


def why_not(workbook: Path, refusal: Refused) -> str:
    """A refusal as a sentence that names the workbook.

    Parameters
    ----------
    workbook
        Read for its name.
    refusal
        What stands in the way.
    """
    return _("{workbook} cannot take the plan: {refusal}", workbook=workbook.name, refusal=refusal)


def beside(workbook: Path, overwrite: bool = False) -> Path:
    """Where the plan goes that a workbook cannot take; a file that is there is replaced only with
    `overwrite`.

    Parameters
    ----------
    workbook
        The one that cannot take the plan.
    overwrite
        Whether a file of that name may be replaced; else the name gets a number.

    Returns
    -------
    Path
        In the same folder, ``…_plan.xlsx``.
    """
    wished = workbook.with_name(f"{workbook.stem}_plan.xlsx")
    return wished if overwrite else free_path(wished)
