"""The facts of a run without a trace of the originals, for a redacted plan."""

from dataclasses import replace

from orgplan.language import _
from orgplan.objectives import cost

from .run import REDACTED, Run

SHARED_OPTIONS = ("goal", "time_limit", "gap", "solver")  # a budget that was asked for is money


def without_traces(
    run: Run, says: tuple[str, ...], spent: float, sha256: str, first: tuple[str, ...] = ()
) -> Run:
    """The run of a redacted plan.

    Parameters
    ----------
    run
        How the plan came about.
    says
        What was done to it.
    spent
        The goal cost as the redacted plan reaches it. Its bound is left out: it was proven in
        actual pay.
    sha256
        Hash of the redacted organisation; that of the input could be used to try out guesses.
    first
        Gaps of the redacted organisation.
    """
    parts = tuple(
        (
            replace(part, value=spent, bound=float("nan"), witness=None)
            if part.name == cost.NAME
            else part
        )
        for part in run.parts
    )
    return replace(
        run,
        parts=parts,
        options={name: chosen for name, chosen in run.options.items() if name in SHARED_OPTIONS},
        input_name=REDACTED,
        input_sha256=sha256,
        notes=(),
        first=first,
        risk="",
        next_steps=(),
        next_steps_in={},
        frontier=(),
        distrusted=tuple(
            replace(claim, reasons=(_("figures left out"),)) for claim in run.distrusted
        ),
        redaction=says,
    )
