"""Where `orgplan plan` puts the plan: into a workbook of the user's own, into a new one, or
both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from orgplan import api
from orgplan.excel.write.saving import ensure_writable
from orgplan.language import _
from orgplan.report.sheets.embed import beside, obstacle

from .library.catalogue import WRONG_USAGE, fail
from .shared.outputs import ensure_outputs, refuse_other_than_workbook

ELSEWHERE = 7  # the plan is written, but not into the workbook that was asked for

Into = Annotated[
    Path | None,
    typer.Option(
        "--into",
        help=(
            "Workbook of your own that takes the plan as sheets op_…; nothing else in it changes."
            " May be the input workbook."
        ),
    ),
]


@dataclass(frozen=True)
class Destination:
    """Where the plan goes.

    Attributes
    ----------
    out
        A new workbook; beside one of the user's, only where it was asked for, or that cannot take
        the plan.
    into
        The user's workbook, if there is one.
    both
        Whether the new workbook is asked for as well.
    blocked
        Whether something stands in the way of putting the plan into the user's.
    """

    out: Path
    into: Path | None = None
    both: bool = False
    blocked: bool = False


def destination(
    inputs: Sequence[Path],
    out: Path | None,
    into: Path | None,
    others: Sequence[Path | None],
    *,
    redacted: bool,
    overwrite: bool,
) -> Destination:
    """Look at all files that will be written before the work begins; what stands in the way of
    `into` is said at once.

    Parameters
    ----------
    inputs
        What is read, the organisation's workbook first.
    others
        What is written besides the plan: JSON, faults.
    """
    if into is None:
        if out is None:
            fail(
                _("Say where the plan goes: --out PLAN.xlsx, --into YOUR_WORKBOOK.xlsx, or both."),
                WRONG_USAGE,
            )
        refuse_other_than_workbook(out)
        ensure_outputs([out, *others], inputs, overwrite)
        return Destination(out)
    if redacted and into.resolve() == inputs[0].resolve():
        fail(
            _(
                "The input workbook holds the names and pay that --redact leaves out; put the plan"
                " --into another workbook."
            ),
            WRONG_USAGE,
        )
    reason = obstacle(into)
    separate = out or beside(into, overwrite)
    refuse_other_than_workbook(separate)
    if into.resolve() in {path.resolve() for path in (separate, *others) if path is not None}:
        fail(_("--into, --out and --json must be different files."), WRONG_USAGE)
    needed = reason is not None or out is not None
    ensure_outputs([separate if needed else None, *others], inputs, overwrite)
    if reason is None:
        ensure_writable(into, overwrite=True)
    else:
        _say(reason, separate)
    return Destination(separate, into, both=out is not None, blocked=reason is not None)


def write(planned: api.Result, there: Destination, *, overwrite: bool) -> tuple[list[str], int]:
    """Write the plan; returns what was written, in words, and the exit code.

    Parameters
    ----------
    planned
        The plan, redacted or not.
    there
        Where it goes, as the options said.
    overwrite
        Whether a workbook of the plan's own may be replaced; that of the user is always kept as a
        backup.

    Returns
    -------
    tuple[list[str], int]
        Code 0, or :data:`ELSEWHERE` where the user's workbook could not take the plan and it has
        one of its own.
    """
    if there.into is None or there.blocked:
        api.save(planned, there.out, overwrite=overwrite)
        return [f"{there.out}"], ELSEWHERE if there.blocked else 0
    placed = api.save_into(planned, there.into, otherwise=there.out, overwrite=overwrite)
    if placed.obstacle is not None:
        _say(placed.obstacle, placed.path)
        return [f"{placed.path}"], ELSEWHERE
    written = [
        _(
            "sheets op_… into {into}; the previous version is kept as {backup}",
            into=there.into,
            backup=placed.backup,
        )
    ]
    if there.both:
        api.save(planned, there.out, overwrite=overwrite)
        written.append(f"{there.out}")
    return written, 0


def _say(reason: str, separate: Path) -> None:
    typer.echo(
        _("{reason} The plan goes into {separate} instead.", reason=reason, separate=separate),
        err=True,
    )
