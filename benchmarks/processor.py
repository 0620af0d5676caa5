"""Planning against seconds of the processor, so that what a search reaches does not depend on what
else the machine does.
"""

from __future__ import annotations

import time
from dataclasses import replace

from orgplan.solver.outcome import Outcome, Task
from orgplan.solver.solvers.highs import HighsEngine

# HiGHS hears that it is to end only in its search: what comes before it ends by the clock, at the
# latest after this multiple of the time
PATIENCE = 3.0


def count_processor_time() -> None:
    """From now on this process has the processor's seconds where it looks at the clock; HiGHS is
    asked to end once they are over.

    SCIP keeps to the clock.
    """
    time.perf_counter = time.process_time
    run = HighsEngine.run

    def limited(engine: HighsEngine, task: Task) -> Outcome:
        began, limits = time.process_time(), task.limits

        def stopped() -> bool:
            return time.process_time() - began > limits.seconds or limits.stopped()

        return run(
            engine,
            replace(
                task, limits=replace(limits, seconds=PATIENCE * limits.seconds, stopped=stopped)
            ),
        )

    HighsEngine.run = limited  # type: ignore[method-assign]
