"""HiGHS without its banner.

The banner would stand among what commands print.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import highspy

_STDOUT = 1
_lock = Lock()
_greeted = False


def quiet_highs() -> highspy.Highs:
    """A new HiGHS that says nothing.

    Since 1.16 the first one of a process prints two lines on standard output as it is made, before
    any option can be set; they would stand in the middle of what `--json -` writes there.
    """
    global _greeted  # HiGHS itself greets once a process
    with _lock:
        if not _greeted:
            with _standard_output_shut():
                highspy.Highs()  # type: ignore[no-untyped-call]
            _greeted = True
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    return highs


@contextmanager
def _standard_output_shut() -> Iterator[None]:
    """What C writes to standard output goes nowhere; that of a process without one is left
    alone.
    """
    try:
        kept = os.dup(_STDOUT)
    except OSError:
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, _STDOUT)
        finally:
            os.close(nowhere)
        yield
    finally:
        os.dup2(kept, _STDOUT)
        os.close(kept)
