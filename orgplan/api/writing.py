"""Plans and organisations as workbooks."""

from pathlib import Path

from orgplan.domain import Organisation
from orgplan.errors import checked
from orgplan.excel.embed.errors import Refused
from orgplan.excel.write.saving import ensure_writable
from orgplan.io.output.template import write_inputs, write_template
from orgplan.language import speak
from orgplan.report.audit.read_back import read_back
from orgplan.report.sheets.embed import beside, obstacle, why_not, write_into
from orgplan.report.sheets.workbook import write_workbook
from orgplan.results import Placed, Result
from orgplan.schema.columns import CHINESE


@checked
def save(planned: Result | Organisation, path: str | Path, *, overwrite: bool = False) -> None:
    """Write a plan workbook, or of an organisation an input workbook, whole or not at all.

    Parameters
    ----------
    planned
        A plan with all that follows from it; or an organisation, which reads back as it is.
    path
        The workbook to write.
    overwrite
        Whether a file there may be replaced.

    Raises
    ------
    orgplan.excel.write.saving.NotWritable
        If the file exists and may not be replaced, is open, or cannot be written.
    orgplan.excel.write.saving.DiskTrouble
        If the disk is full or fails; a file that was there is as it was.
    NotReadBack
        If what was written reads back as another plan; a file that was there is as it was.

    Examples
    --------
    >>> op.save(planned, "saved.xlsx")
    """
    target = Path(path)
    ensure_writable(target, overwrite)
    if isinstance(planned, Organisation):
        speak(planned.language)
        write_template(target, planned, chinese=planned.language == CHINESE)
        return
    speak(planned.org.language)
    write_workbook(
        target,
        planned.assessment,
        planned.run,
        write_inputs,
        lambda draft: read_back(draft, planned.assessment),
    )


@checked
def save_into(
    planned: Result,
    workbook: str | Path,
    *,
    otherwise: str | Path | None = None,
    overwrite: bool = False,
) -> Placed:
    """Put a plan into a workbook of your own as sheets ``op_…``; nothing else in it changes, and
    those of an earlier run are replaced in place.

    Parameters
    ----------
    workbook
        An .xlsx or .xlsm file. It is kept as it was beside it, under a name with the date.
    otherwise
        Where the plan is written if the workbook can't take it; beside it as ``…_plan.xlsx`` if
        left out.
    overwrite
        Whether the file there may be replaced.

    Raises
    ------
    orgplan.excel.write.saving.NotWritable
        If there is no such workbook, or nothing can be written beside it.
    NotReadBack
        If what was written reads back as another plan; the workbook is as it was.

    Examples
    --------
    >>> op.save_into(planned, "board.xlsx").sheets[:2]  # doctest: +SKIP
    """
    target = Path(workbook)
    speak(planned.org.language)
    reason = obstacle(target)
    if reason is None:
        ensure_writable(target, overwrite=True)
        try:
            backup = write_into(
                target,
                planned.assessment,
                planned.run,
                write_inputs,
                lambda draft: read_back(draft, planned.assessment),
            )
            return Placed(target, backup=backup)
        except Refused as refusal:
            reason = why_not(target, refusal)
    separate = Path(otherwise) if otherwise is not None else beside(target, overwrite)
    save(planned, separate, overwrite=overwrite)
    return Placed(separate, obstacle=reason)
