"""`orgplan import`: files of any make into an input workbook that says how they were understood."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from orgplan import api
from orgplan.io.foreign.lines import Understanding
from orgplan.language import _

from .library.catalogue import BAD_INPUT, Language, Models
from .shared.outputs import (
    Overwrite,
    ensure_outputs,
    progress_bar,
    refuse_other_than_workbook,
    screen,
)

Map = Annotated[
    Path | None,
    typer.Option(
        "--map",
        help=(
            "What you said about such files before: the workbook of an earlier import, or a TOML or"
            " YAML map."
        ),
    ),
]
PresetName = Annotated[
    str | None,
    typer.Option(
        "--preset",
        help=(
            "The system from which the files come, if its headers do not tell: bamboohr, workday,"
            " personio …"
        ),
    ),
]


def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Workbooks, CSV, .ods, .xls: roster, skills, needs, requisitions …", readable=False
        ),
    ],
    out: Annotated[Path, typer.Option(help="Input workbook to write.")],
    mapping: Map = None,
    preset: PresetName = None,
    lang: Annotated[
        Language | None,
        typer.Option(help="Language of the workbook; that of the headers by default."),
    ] = None,
    models: Models = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but what is open.")] = False,
    overwrite: Overwrite = False,
) -> None:
    """Turn files as you have them into an input workbook, with a first sheet that says what was
    understood.

    Exit code 3 if something that matters is open; the workbook is written all the same.
    """
    refuse_other_than_workbook(out)
    ensure_outputs([out], files, overwrite)
    chinese = None if lang is None else lang is Language.ZH
    with progress_bar(_("reading the files"), None, quiet):
        made = api.import_files(
            files,
            out,
            mapping=mapping,
            preset=preset,
            models=models or (),
            chinese=chinese,
            overwrite=overwrite,
        )
    understanding, console = made.understanding, screen()
    _print(console, understanding, quiet=quiet)
    if not understanding.plannable or not quiet:
        console.print(_next(files, out, plannable=understanding.plannable), soft_wrap=True)
    if not understanding.plannable:
        raise typer.Exit(BAD_INPUT)


def _print(console: Console, understanding: Understanding, *, quiet: bool) -> None:
    """What was understood, unless little is to be printed, and what is open."""
    if not quiet:
        for line in api.described(understanding):
            console.print(line, soft_wrap=True)
    for fault, here in zip(
        understanding.open, (*understanding.here, *[""] * len(understanding.open)), strict=False
    ):
        place = _(" (here: {cell})", cell=here) if here else ""
        console.print(f"  {fault}{place}", soft_wrap=True)


def _next(files: Sequence[Path], out: Path, *, plannable: bool) -> str:
    """What was written, and the command that comes next."""
    name = shlex.quote(str(out))
    if plannable:
        return _("Wrote {out}. Next: orgplan plan {name} --out my_plan.xlsx", out=out, name=name)
    sources = " ".join(shlex.quote(str(file)) for file in files)
    return _(
        "Wrote {out}, which can't be planned yet. Fix the red cells there and run: orgplan plan"
        " {name} --out my_plan.xlsx; or correct the column ours on its first sheet and run: orgplan"
        " import {sources} --map {name} --out {name} --overwrite",
        out=out,
        name=name,
        sources=sources,
    )
