"""`orgplan page`: the plan as one file for a browser."""

from pathlib import Path
from typing import Annotated

import typer

from orgplan import api
from orgplan.excel.write.saving import replaced_whole
from orgplan.language import _
from orgplan.report.page import as_page
from orgplan.report.sheets.trade_offs import read_steps

from .library.catalogue import Models
from .shared.language import InLanguage
from .shared.outputs import Overwrite, PlanWorkbook, ensure_outputs, progress_bar


def page(
    workbook: PlanWorkbook,
    out: Annotated[Path | None, typer.Option(help="HTML file to write.")] = None,
    redact: Annotated[bool, typer.Option("--redact", help="Without names and pay.")] = False,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
) -> None:
    """Write a plan as one self-contained page: hires with reasons, coverage, cost and headcount. It fetches nothing."""
    target = out or workbook.with_suffix(".html")
    ensure_outputs([target], [workbook], overwrite)
    with progress_bar(_("drawing the page"), None, quiet=False), replaced_whole(target) as draft:
        planned = api.reopen(workbook, models or ())
        shown = api.redact(planned) if redact else planned
        steps = () if redact else read_steps(workbook)  # what they buy names people
        draft.write_text(as_page(shown.assessment, shown.run, steps), encoding="utf-8")
    typer.echo(_("Wrote {target}", target=target))
