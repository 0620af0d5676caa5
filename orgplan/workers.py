"""Work shared among processes of this machine, or the workers of a Dask cluster."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

import joblib

from .errors import BadArgument, some_processes

T = TypeVar("T")
R = TypeVar("R")


@dataclass
class Workers:
    """Who works: one process after the other, several at the same time, or a cluster.

    Parameters
    ----------
    function
        Function that was called, such as ``op.study``, for what is said of its arguments.
    processes
        How many work at the same time; -1 is as many as there are cores. With 1 all is done in this
        process, one after the other.
    cluster
        Address of a Dask scheduler, in place of processes of this machine; ``None`` for none.

    Examples
    --------
    >>> with Workers("op.plan") as workers:
    ...     sorted(workers.done(abs, [-2, 1]))
    [1, 2]
    """

    function: str
    processes: int = 1
    cluster: str | None = None
    _client: Any = field(default=None, init=False, repr=False)
    _starting: Thread | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse to work in no process at all."""
        some_processes(self.function, self.processes)

    @property
    def several(self) -> bool:
        """Whether work is done elsewhere, too."""
        return self.cluster is not None or self.processes != 1

    def __enter__(self) -> Self:
        """Connect with the cluster, where there is one.

        Raises
        ------
        BadArgument
            If Dask is not installed, or no scheduler answers within 20 seconds.
        """
        if self.cluster is None:
            return self
        argument = f"cluster={self.cluster!r}"
        try:
            from distributed import Client
        except ImportError as error:
            raise BadArgument(
                self.function, argument, "Dask: pip install 'orgplan[cluster]'"
            ) from error
        try:
            self._client = Client(self.cluster, timeout="20s")
        except (OSError, ValueError) as error:
            raise BadArgument(
                self.function, argument, f"a scheduler such as tcp://planner:8786 ({error})"
            ) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the cluster."""
        self._started()
        if self._client is not None:
            self._client.close()
            self._client = None

    def start(self, work: Callable[[T], R]) -> None:
        """Start the processes and let them import what the work needs, while this one does other
        things; without it, the first :meth:`done` waits for that.

        Parameters
        ----------
        work
            A function of a module, so that other processes can import it.
        """
        if self.cluster is None and self.several:
            self._starting = Thread(target=self._start, args=(work,), daemon=True)
            self._starting.start()

    def _start(self, work: Callable[[T], R]) -> None:
        pool = joblib.Parallel(n_jobs=self.processes)
        pool(
            joblib.delayed(_imported)(work) for _ in range(joblib.effective_n_jobs(self.processes))
        )

    def _started(self) -> None:
        if self._starting is not None:
            self._starting.join()
            self._starting = None

    def done(self, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
        """What comes of each task, as it comes: in any order where several work.

        Parameters
        ----------
        work
            A function of a module, so that other processes can import it.
        tasks
            Each is handed over whole. What a lost worker of a cluster was at is begun again.
        """
        self._started()
        if self._client is not None:
            from distributed import as_completed

            # ``pure=False``, as two tasks that look alike may not share an ending
            futures = [self._client.submit(work, task, pure=False) for task in tasks]
            for future in as_completed(futures):
                yield future.result()
        elif self.processes == 1 or len(tasks) < 2:
            yield from map(work, tasks)
        else:
            pool = joblib.Parallel(n_jobs=self.processes, return_as="generator_unordered")
            yield from pool(joblib.delayed(work)(task) for task in tasks)


def _imported(_work: Callable[[T], R]) -> None:
    """Do nothing: a function that is handed over has its module imported."""
