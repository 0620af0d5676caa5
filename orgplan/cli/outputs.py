"""What commands that write files share: names of files, and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from orgplan.cli.catalogue import WRONG_USAGE, fail
from orgplan.io.saving import replaced_whole

Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace the output file if it exists.")]


def refuse_one_file_for_two(workbook: Path, out: Path, json_file: Path | None = None) -> None:
    """Leave where the output is no workbook, or one file is named for two things."""
    if out.suffix.casefold() != ".xlsx":
        fail(f"{out} is no name for a workbook; give --out a name that ends in .xlsx.", WRONG_USAGE)
    files = [path.resolve() for path in (workbook, out, json_file) if path is not None]
    if len(set(files)) < len(files):
        fail("The input workbook, --out and --json must be different files.", WRONG_USAGE)


def write_json(path: Path, content: dict[str, object]) -> None:
    """Write one JSON object, whole or not at all."""
    with replaced_whole(path) as draft:
        draft.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
