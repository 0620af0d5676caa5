"""What commands that write files share: names of files, and JSON."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from typer.models import OptionInfo

from orgplan.excel.write.saving import ensure_writable, replaced_whole
from orgplan.language import _

from ..library.catalogue import WRONG_USAGE, fail

Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Replace the output file if it exists.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")]
PlanWorkbook = Annotated[Path, typer.Argument(help="Plan workbook.")]
JsonFile = Annotated[
    Path | None, typer.Option("--json", help="Also write it as JSON; - is standard output.")
]
Searches = Annotated[int, typer.Option(help="Searches in parallel; -1 means one per core.")]
WorkbookToWrite = Annotated[Path | None, typer.Option(help="Workbook to write.")]


def seconds_for(help_text: str) -> OptionInfo:
    """The time limit of a command that searches: one option, whatever it limits.

    Parameters
    ----------
    help_text
        What the seconds are for.

    Returns
    -------
    OptionInfo
        ``--seconds``, which is also called ``--time-limit``.
    """
    option: OptionInfo = typer.Option("--seconds", "--time-limit", min=0.1, help=help_text)
    return option


ForEachSearch = Annotated[float, seconds_for("Seconds for each search.")]


STDOUT = Path(
    "-"
)  # --json -: the object goes to standard output, and what is for people to standard error


def screen(json_file: Path | None = None) -> Console:
    """Where what is for people is printed: never in the middle of a JSON object.

    Parameters
    ----------
    json_file
        Where the JSON object goes; ``None`` where there is none.

    Returns
    -------
    Console
        Standard error where JSON takes standard output, else standard output.
    """
    return Console(highlight=False, markup=False, stderr=json_file == STDOUT)


def print_in_any_encoding() -> None:
    """Print a question mark for what a terminal's encoding lacks (Chinese names under cp1252), and
    never fail for it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def progress_bar(what: str, total: int | None, quiet: bool) -> Iterator[Callable[..., None]]:
    """Show on a terminal how far a command is; takes what is done, and of how many, after whatever
    else is reported.

    Parameters
    ----------
    what
        What is being done, in the language of the run.
    total
        How many there are; ``None`` until the first report says it.
    quiet
        Shows nothing; nor does standard error that is no terminal.

    Yields
    ------
    Callable[..., None]
        Called with any arguments, of which the last two count: how many are done, and of how many.
    """
    silent = quiet or not sys.stderr.isatty()
    with Progress(console=Console(stderr=True), disable=silent, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda *at: bar.update(task, completed=at[-2], total=at[-1])


def ensure_outputs(
    outputs: Iterable[Path | None], inputs: Iterable[Path | None], overwrite: bool
) -> None:
    """Look at every output before the work begins: it is no input, is named once, and can be
    written.

    ``--overwrite`` is for what an earlier run wrote; it never lets a command replace what it reads.

    Parameters
    ----------
    outputs
        Files to write; ``None`` and standard output are skipped.
    inputs
        Files to read; ``None`` is skipped.
    overwrite
        Whether files that are there may be replaced.

    Raises
    ------
    typer.Exit
        With :data:`WRONG_USAGE` where an output is an input, or two outputs are one file.
    orgplan.excel.write.saving.NotWritable
        If a file is there already, or cannot be written.
    """
    read = [path for path in inputs if path is not None]
    named = [path for path in outputs if path is not None and path != STDOUT]
    for number, path in enumerate(named):
        if any(_one_file(path, other) for other in read):
            fail(_("{path} is an input; write the result to another file.", path=path), WRONG_USAGE)
        if any(_one_file(path, other) for other in named[:number]):
            fail(
                _("{path} is named for two outputs; give each a file of its own.", path=path),
                WRONG_USAGE,
            )
    for path in named:
        ensure_writable(path, overwrite)


def refuse_other_than_workbook(out: Path) -> None:
    """Leave where the output is no workbook.

    Parameters
    ----------
    out
        Only its ending is looked at.

    Raises
    ------
    typer.Exit
        With :data:`WRONG_USAGE` where it does not end in ``.xlsx``.
    """
    if out.suffix.casefold() != ".xlsx":
        fail(
            _("{out} is not a workbook name; give it a name that ends in .xlsx.", out=out),
            WRONG_USAGE,
        )


def _one_file(path: Path, other: Path) -> bool:
    """Whether two names are of one file, through links of either kind too."""
    with suppress(OSError):
        return path.samefile(other)
    return os.path.realpath(path) == os.path.realpath(other)


def write_json(path: Path, content: dict[str, object]) -> None:
    """Write one JSON object in UTF-8, whole or not at all; to standard output where the path is
    ``-``.

    Parameters
    ----------
    path
        ``-`` is standard output, in UTF-8 whatever the terminal uses.
    content
        What ``json`` can write; letters of other scripts stay as they are.
    """
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    if path == STDOUT:
        typer.echo(text.encode("utf-8"), nl=False)
        return
    with replaced_whole(path) as draft:
        draft.write_text(text, encoding="utf-8")
