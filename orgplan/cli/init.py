"""`orgplan init`: an input workbook to fill in, from a sample, or from files that are there
already.
"""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from orgplan.excel.read import BadInput
from orgplan.excel.write.saving import ensure_writable, replaced_whole
from orgplan.io.files.opening import open_files
from orgplan.io.foreign.importing import is_foreign
from orgplan.io.output.template import write_template
from orgplan.language import _
from orgplan.library.samples import sample_names, sample_workbook

from .import_files import import_files
from .library.catalogue import WRONG_USAGE, Lang, Language, fail
from .shared.outputs import Overwrite

WorkbooksToMake = Annotated[
    list[Path],
    typer.Argument(
        metavar="WORKBOOK",
        help="Workbook to make; with --from, further files to read after it.",
    ),
]
SampleOption = Annotated[
    str | None,
    typer.Option(help="Copy a sample organisation in place of the empty template."),
]
Sources = Annotated[
    list[Path] | None,
    typer.Option(
        "--from",
        help="Files that you have already, as for `orgplan import`: roster, skills, needs, budget.",
    ),
]
Every = Annotated[
    bool,
    typer.Option(
        "--all", help="All sheets: rules, training, levers, positions, locations … as well."
    ),
]


def init(
    files: WorkbooksToMake,
    sample: SampleOption = None,
    source: Sources = None,
    every: Every = False,
    lang: Lang = Language.EN,
    overwrite: Overwrite = False,
) -> None:
    """Make an input workbook: a guide, a legend, and the sheets that a first plan needs, with
    drop-downs.
    """
    workbook, *more = files
    if source:
        _refuse_other(workbook, overwrite)
        chinese = Language.ZH if lang is Language.ZH else None
        import_files([*source, *more], workbook, lang=chinese, overwrite=overwrite)
        return
    if more:
        fail(
            _(
                "One workbook is made, {workbook}; give files to read with --from.",
                workbook=workbook,
            ),
            WRONG_USAGE,
        )
    ensure_writable(workbook, overwrite)
    if sample is None:
        write_template(workbook, chinese=lang is Language.ZH, every=every)
    else:
        _copy(sample, workbook)
    typer.echo(
        _(
            "Wrote {workbook}. Fill it in, then: orgplan plan {quote} --out my_plan.xlsx",
            workbook=workbook,
            quote=shlex.quote(str(workbook)),
        )
    )


def _copy(sample: str, workbook: Path) -> None:
    """Write a sample; leaves where there is none of that name."""
    copied = sample_workbook(sample)
    if copied is None:
        known = _(", ").join(sample_names())
        fail(
            _("There is no sample {sample!r}. Samples: {known}.", sample=sample, known=known),
            WRONG_USAGE,
        )
    with replaced_whole(workbook) as draft:
        draft.write_bytes(copied.read_bytes())


def _refuse_other(workbook: Path, overwrite: bool) -> None:
    """Leave where the workbook to make is a file that looks like one to read: `init --from
    roster.csv skills.xlsx` names none.
    """
    if not (overwrite and workbook.exists()):
        return
    try:
        other = is_foreign(open_files([workbook]).grids)
    except BadInput:
        other = True
    if other:
        fail(
            _(
                "{workbook} is not an orgplan input workbook and would be replaced. Name the"
                " workbook to make first: orgplan init my_org.xlsx --from {quote}",
                workbook=workbook,
                quote=shlex.quote(str(workbook)),
            ),
            WRONG_USAGE,
        )
