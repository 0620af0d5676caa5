"""What commands that write files share: names of files, and JSON."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from orgplan.cli.catalogue import WRONG_USAGE, fail
from orgplan.excel.write.saving import ensure_writable, replaced_whole

Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Replace the output file if it exists.")
]


STDOUT = Path(
    "-"
)  # --json -: the object goes to standard output, and what is for people to standard error


def screen(json_file: Path | None = None) -> Console:
    """Where what is for people is printed: never in the middle of a JSON object."""
    return Console(highlight=False, markup=False, stderr=json_file == STDOUT)


def print_in_any_encoding() -> None:
    """Print a question mark for what a terminal's encoding lacks (Chinese names under cp1252), and never fail for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def ensure_json_writable(path: Path | None, overwrite: bool) -> None:
    """As :func:`orgplan.excel.write.saving.ensure_writable`, for a file of JSON or standard output."""
    if path is not None and path != STDOUT:
        ensure_writable(path, overwrite)


def refuse_one_file_for_two(workbook: Path, out: Path, json_file: Path | None = None) -> None:
    """Leave where the output is no workbook, or one file is named for two things."""
    if out.suffix.casefold() != ".xlsx":
        fail(f"{out} is no name for a workbook; give --out a name that ends in .xlsx.", WRONG_USAGE)
    files = [
        Path(os.path.realpath(path)) for path in (workbook, out, json_file) if path is not None
    ]
    if len(set(files)) < len(files):
        fail("The input workbook, --out and --json must be different files.", WRONG_USAGE)


def write_json(path: Path, content: dict[str, object]) -> None:
    """Write one JSON object in UTF-8, whole or not at all; to standard output where the path is ``-``."""
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    if path == STDOUT:
        typer.echo(text.encode("utf-8"), nl=False)
        return
    with replaced_whole(path) as draft:
        draft.write_text(text, encoding="utf-8")
