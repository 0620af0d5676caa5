"""What a long run says while it works, on a terminal alone: what is being done, and how much time
is left.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from threading import Timer

from joblib import effective_n_jobs
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.table import Column
from rich.text import Text

from orgplan.deadline import Deadline
from orgplan.language import _
from orgplan.solver.solve import Progress as Report

QUICK = 2.0  # seconds in which nothing is said


class _TimeLeft(ProgressColumn):
    """Seconds gone, and left of the limit."""

    def __init__(self, deadline: Deadline) -> None:
        self.deadline = deadline
        # It is drawn by another thread, which does not know the language of the run.
        self.clock, self.ending = _("{spent}, {left} left"), _("stopping")
        super().__init__(Column(no_wrap=True))

    def render(self, task: Task) -> Text:
        """``0:12, 0:48 left``; once somebody stopped the run, that it is being finished.

        Parameters
        ----------
        task
            Not read: the time is that of the deadline.

        Returns
        -------
        Text
            Minutes and seconds.
        """
        if self.deadline.stopped():
            return Text(self.ending)
        spent, left = int(self.deadline.spent), int(self.deadline.left)
        clock = [f"{seconds // 60}:{seconds % 60:02}" for seconds in (spent, left)]
        return Text(self.clock.format(spent=clock[0], left=clock[1]))


def of_searches(seconds: float, number: int, processes: int = 1) -> Deadline:
    """The most time that some searches take.

    Parameters
    ----------
    seconds
        Of each search.
    number
        How many there are.
    processes
        How many run at the same time; -1 is as many as there are cores.

    Returns
    -------
    Deadline
        It bounds no search; it says how much time is left at most.
    """
    return Deadline(seconds * ceil(number / effective_n_jobs(processes)))


@contextmanager
def progress(deadline: Deadline, *, quiet: bool) -> Iterator[Report]:
    """A function that hears what is being done, and how much of it is behind (0-1).

    Parameters
    ----------
    deadline
        The time of the whole command; it may be stopped sooner.
    quiet
        Shows nothing; nor does standard error that is no terminal.

    Yields
    ------
    Report
        Called with a sentence and a share (0-1); the bar shows after :data:`QUICK` seconds, so that
        a short run prints none.
    """
    doing = TextColumn("{task.description}", table_column=Column(no_wrap=True, overflow="ellipsis"))
    columns = (SpinnerColumn(), doing, BarColumn(bar_width=10))
    bar = Progress(
        *columns,
        _TimeLeft(deadline),
        console=Console(stderr=True),
        disable=quiet or not sys.stderr.isatty(),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=1.0, visible=False)
        # What is done after that may take long, and say nothing more.
        late = Timer(max(QUICK - deadline.spent, 0.0), lambda: bar.update(task, visible=True))
        late.daemon = True
        late.start()
        try:
            yield lambda what, share: bar.update(
                task, description=what, completed=max(share, bar.tasks[task].completed)
            )
        finally:
            late.cancel()
