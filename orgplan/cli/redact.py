"""`orgplan redact`, and what `orgplan plan --redact` says."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from orgplan import api
from orgplan.analysis.redaction import Dates
from orgplan.language import _

from .library.catalogue import Models
from .shared.language import InLanguage
from .shared.outputs import (
    Overwrite,
    Quiet,
    ensure_outputs,
    progress_bar,
    refuse_other_than_workbook,
)

KeepIds = Annotated[
    bool,
    typer.Option(
        "--keep-ids",
        help="With redaction: keep person and position ids that do not reveal who it is.",
    ),
]

FirstDays = Annotated[
    Dates,
    typer.Option(
        "--dates", help="With redaction: how exactly start dates on the roster are shown."
    ),
]


def redact(
    workbook: Annotated[
        Path, typer.Argument(help="Plan workbook, edited by hand or not.", readable=False)
    ],
    out: Annotated[Path, typer.Option(help="Redacted plan workbook to write.")],
    keep_ids: KeepIds = False,
    dates: FirstDays = Dates.MONTH,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Write a plan without names and actual pay: names become ids, pay becomes the midpoint of each
    role's band.
    """
    refuse_other_than_workbook(out)
    ensure_outputs([out], [workbook], overwrite)
    with progress_bar(_("taking out names and pay"), None, quiet):
        bare = api.redact(api.reopen(workbook, models or ()), keep_ids=keep_ids, dates=dates)
        api.save(bare, out, overwrite=overwrite)
    if not quiet:
        console = Console(highlight=False, markup=False)
        print_redaction(console, bare)
        console.print(_("Wrote {out}", out=out), soft_wrap=True)


def print_redaction(console: Console, bare: api.Redacted) -> None:
    """What was done, and what the owner should look at before the file goes out.

    Parameters
    ----------
    console
        Where it is printed.
    bare
        A redacted plan; its doubts stand on the screen alone, in no file.
    """
    for sentence in bare.run.redaction:
        console.print(sentence, soft_wrap=True)
    own = sum(person.attrition is not None for person in bare.org.people)
    if own:
        who = _("1 person keeps") if own == 1 else _("{own} people keep", own=own)
        console.print(
            _(
                "Please check: {who} an attrition of their own, since coverage depends on it; blank"
                " it first if that reveals too much.",
                who=who,
            ),
            soft_wrap=True,
        )
    if bare.doubts:
        console.print(
            _(
                "Please check: these names of teams and other things are kept, and contain part of"
                " somebody's name:"
            ),
            soft_wrap=True,
        )
    for text in bare.doubts:
        console.print(f"  {text}", soft_wrap=True)
