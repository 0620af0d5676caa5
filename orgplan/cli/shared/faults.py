"""``--faults``: the workbook comes back with its faulty cells marked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from orgplan.excel.read import BadInput
from orgplan.io.faults_book import write_faults
from orgplan.language import _

from .outputs import ensure_outputs

Faults = Annotated[
    Path | None,
    typer.Option(
        "--faults",
        help=(
            "If the input is refused: write it here with the faulty cells marked, and a list with"
            " links to them."
        ),
    ),
]


@contextmanager
def faults_written(files: Sequence[Path], out: Path | None, overwrite: bool) -> Iterator[None]:
    """Write the workbook of faults where what is done inside is refused for them; the refusal is
    passed on.

    Parameters
    ----------
    files
        What is read; the workbook of faults may be none of them.
    out
        Workbook with faults marked at their cells; ``None`` writes none.
    overwrite
        Whether `out` may be replaced.

    Yields
    ------
    None
        Nothing: what is read inside the ``with`` is watched.

    Raises
    ------
    BadInput
        The refusal itself, once the workbook is written.
    """
    ensure_outputs([out], files, overwrite)
    try:
        yield
    except BadInput as error:
        if out is not None:
            typer.echo(
                _("Marked in {write_faults}.", write_faults=write_faults(error, files, out)),
                err=True,
            )
        raise
