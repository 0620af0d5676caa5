"""The facts of one run: how it ended, what was proven, with what it was made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite

from orgplan._version import this_version
from orgplan.analysis.counterfactual.steps import Step
from orgplan.analysis.money.bridge import BridgeStep
from orgplan.language import N_, _, current
from orgplan.solver.audit import Distrust
from orgplan.solver.outcome import Status
from orgplan.solver.solve import GoalPart

APPROVED = N_("approved")  # option under which day and name of an approval stand
NOTHING_PROVEN = N_("nothing is proven")  # in place of a gap
IN_MEMORY = N_("an organisation in memory")  # the name of an input that is no file
REDACTED = N_("redacted")  # the name of an input that is not to be known


@dataclass(frozen=True)
class Run:
    """Facts of a run, beside the plan itself.

    Attributes
    ----------
    status
        How the solve ended.
    gap
        Largest proven relative gap of any goal.
    parts
        Each goal with value and bound.
    solver
        Name of the solver.
    options
        What was asked for on the command line or in the call.
    seconds
        ``read``, ``build``, ``solve``, ``check`` (with the reasons of actions), ``next_steps``,
        ``write``.
    size
        Columns, whole columns and rows of the model.
    versions
        Name → version of the tool, Python and the libraries that bear on the result.
    input_name, input_sha256
        File name (no path) and hash of the input workbook.
    made_at
        Time in UTC, to the second.
    notes
        What the reader noticed: defaults taken, columns ignored.
    first
        What puts the whole plan in doubt, said before how it ended: gaps of the inputs, and notes
        of the reader of that weight.
    next_steps
        Sentences on what the next step would cost, where musts stay open.
    next_steps_in
        The same by language, for a reader who speaks another one than the workbook.
    risk
        How sure the plan is, in a sentence, where `stress` measured it.
    redaction
        What was done to a redacted plan, in sentences, the headline first; empty for a plan as it
        is.
    frontier
        What more money would buy, if that was asked for.
    distrusted
        Claims of solvers that did not hold; nothing rests on them.
    bridge
        Of a plan that was edited and priced again: steps from what it cost before, in cents.
    cost_before
        What it cost before, in cents; ``None`` where it was not edited.
    priced_again
        Goal → what the plan came to when it was priced again; empty for a plan as it was searched.
    written_by
        Version, and state of its code, that wrote the workbook from which the run was read.
    language
        Code of the language in which its sentences stand.
    edited
        Whether the plan is no longer the one that the search found, so that nothing is proven of
        it.

    Examples
    --------
    >>> planned.run.status.value, planned.run.gap, planned.run.solver
    ('optimal', 0.0, 'highs')
    """

    status: Status
    gap: float
    parts: tuple[GoalPart, ...]
    solver: str
    options: Mapping[str, str]
    seconds: Mapping[str, float]
    size: tuple[int, int, int]
    versions: Mapping[str, str]
    input_name: str
    input_sha256: str
    made_at: datetime
    notes: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = field(default=())
    next_steps_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    risk: str = ""
    redaction: tuple[str, ...] = ()
    edited: bool = False
    frontier: tuple[Step, ...] = ()
    distrusted: tuple[Distrust, ...] = ()
    bridge: tuple[BridgeStep, ...] = ()
    cost_before: int | None = None
    priced_again: Mapping[str, float] = field(default_factory=dict)
    written_by: str = field(default_factory=this_version)
    language: str = field(default_factory=current)

    @property
    def shown_gap(self) -> float | str:
        """The gap as the Run log shows it: words where nothing is proven."""
        return self.gap if isfinite(self.gap) else NOTHING_PROVEN


def shown_name(run: Run) -> str:
    """Name of the input as it is shown: that of the file, or words of the language of the run.

    Parameters
    ----------
    run
        Of a plan.
    """
    return _(run.input_name) if run.input_name in (REDACTED, IN_MEMORY) else run.input_name
