"""When a run is over: after its seconds, or as soon as somebody asks for it."""

from __future__ import annotations

import time
from collections.abc import Callable


def never() -> bool:
    """Nobody asks a run to end."""
    return False


class Deadline:
    """The time that a run may take, from when it began.

    Parameters
    ----------
    seconds
        How long it may take.
    stopped
        Whether it was asked to end; what is being done is then brought to its end with what is
        there.
    gone
        Seconds of it that were spent before.

    Examples
    --------
    >>> until = op.Deadline(60.0)
    >>> 59 < until.left <= 60, until.stopped()
    (True, False)
    """

    def __init__(
        self, seconds: float, stopped: Callable[[], bool] = never, gone: float = 0.0
    ) -> None:
        self.seconds, self.stopped = seconds, stopped
        self._began = time.perf_counter() - gone

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return time.perf_counter() - self._began

    @property
    def left(self) -> float:
        """Seconds that are left: none once it was asked to end."""
        return 0.0 if self.stopped() else max(0.0, self.seconds - self.spent)

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0

    def keeping(self, seconds: float) -> Deadline:
        """The same deadline, earlier by some seconds, which are kept for what comes after.

        Parameters
        ----------
        seconds
            More than are left makes one that is over.

        Examples
        --------
        >>> 49 < Deadline(60.0).keeping(10.0).left <= 50, Deadline(60.0).keeping(90.0).over
        (True, True)
        """
        return Deadline(self.seconds - seconds, self.stopped, self.spent)
