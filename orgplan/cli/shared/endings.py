"""How a command ends that could not do its work: one message, and an exit code."""

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

import typer

from orgplan import api, temporary
from orgplan.constraints import NotAFamily
from orgplan.errors import BadArgument
from orgplan.excel.read import BadInput
from orgplan.excel.write.saving import DiskTrouble, NotWritable, disk_trouble, written
from orgplan.language import N_, _, in_a_row
from orgplan.library import BadModel

from ..library.catalogue import BAD_INPUT, WRONG_USAGE, fail_of_models

BUG, IMPOSSIBLE, NO_PLAN, VIOLATIONS, DISK = 1, 4, 5, 6, 8
STOPPED = 128 + signal.SIGINT  # by Ctrl-C, with the best plan until then
READER_GONE = 128 + 13  # as of a program that SIGPIPE ends, which Python does not hear
DEBUG = "ORGPLAN_DEBUG"
SILENT = "ignore:resource_tracker"  # joblib's, which clears up behind a run that was stopped
_PATIENCE = 0.5  # seconds until a run is ended that a signal has reached inside a solver
_STOPPED_BY = {
    "SIGINT": N_("Stopped by Ctrl-C"),
    "SIGHUP": N_("Stopped because the terminal was closed"),
}
_SIGNALS = (  # all that end a run and can be heard; SIGABRT is a crash of a library
    *_STOPPED_BY,
    *("SIGTERM", "SIGQUIT", "SIGXCPU", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGUSR1", "SIGUSR2"),
)


@contextmanager
def endings() -> Iterator[None]:
    """Turn every own exception, and every signal, into a message and an exit code."""
    temporary.sweep(temporary.place())
    os.environ.setdefault("PYTHONWARNINGS", SILENT)
    _listen()
    if (
        os.environ.get(DEBUG) != "1"
    ):  # a file on a full disk is closed once more when it is forgotten
        sys.unraisablehook = lambda _unraisable: None
    try:
        yield
    except BadModel as error:
        fail_of_models(error)
    except SystemExit as error:
        if isinstance(
            error.__context__, BrokenPipeError
        ):  # whoever read the output has enough, as `| head` has
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else Python flushes, and fails
            sys.exit(READER_GONE)
        raise
    except Exception as error:  # noqa: BLE001 - the last resort of the program: say that it is our bug, with what we need to mend it
        _leave(*_message_and_code(error))
    finally:
        temporary.remove_all()


def _message_and_code(error: Exception) -> tuple[str, int]:
    """What is said of an exception, and the exit code; of one that nobody expected, that it is our
    bug.
    """
    match error:
        case BadInput():
            return str(error), BAD_INPUT
        case NotAFamily() | NotWritable() | BadArgument():
            return str(error), WRONG_USAGE
        case DiskTrouble():
            return f"{error} {fate()}" if written() else str(error), DISK
        case api.Impossible():
            sentence = _("Infeasible as requested; no plan is written.\n")
            return sentence + "\n".join(error.lines), IMPOSSIBLE
        case api.NoPlan():
            code = STOPPED if error.stopped else NO_PLAN
            return _("{error} No plan is written.", error=error), code
        case api.Disagreement():
            sentence = _(
                "The plan did not pass its own check, so nothing is written. Please report"
                " this.\n{error}",
                error=error,
            )
            return sentence, BUG
        case api.NotReadBack():
            sentence = _(
                "The workbook that was written does not read back as the plan ({error}). {fate}"
                " Please report this.",
                error=error,
                fate=fate(),
            )
            return sentence, BUG
    trouble = disk_trouble(error)
    if trouble is None:
        return bug(error), BUG
    return (
        _("A file could not be read or written: {trouble}. {fate}", trouble=trouble, fate=fate()),
        DISK,
    )


def bug(error: BaseException) -> str:
    """What is said of an exception that nobody expected: where it was raised, without names or pay.

    Messages of exceptions and values of variables may hold both; they are left out also where
    ``ORGPLAN_DEBUG=1`` asks for the traceback.

    Parameters
    ----------
    error
        Read for its kind and its frames, never for its message.

    Returns
    -------
    str
        For standard error, in the language of the run.
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = (
        _("{name}, line {lineno}", name=Path(frames[-1].filename).name, lineno=frames[-1].lineno)
        if frames
        else "unknown"
    )
    sentence = _(
        "This is a bug of orgplan ({name} in {where}). {fate}",
        name=type(error).__name__,
        where=where,
        fate=fate(),
    )
    if os.environ.get(DEBUG) != "1":
        return _(
            "{sentence} Please report it, with what {debug}=1 prints before this line.",
            sentence=sentence,
            debug=DEBUG,
        )
    trace = "".join(_frames(error))
    return _(
        "{trace}{sentence} Please report it with the lines above.", trace=trace, sentence=sentence
    )


def _frames(error: BaseException) -> Iterator[str]:
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield from _frames(cause)
        yield "which led to\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__name__}\n"


def fate() -> str:
    """What became of the output."""
    files = written()
    return (
        _("Written before it: {join}.", join=_(", ").join(str(path) for path in files))
        if files
        else _("Nothing was written.")
    )


def _leave(message: str, code: int) -> NoReturn:
    typer.echo(message, err=True)
    sys.exit(code)


def _stop(number: int) -> None:
    """Clear up and end at once, with one line.

    Nothing is raised: Python swallows exceptions of handlers in some places, such as finalisers.
    Since files are replaced whole, nothing needs to be finished. Handler and watcher may both come
    here; the handler comes a second time, by the watcher's signal, if it is slow.
    """
    if threading.get_ident() in _ENDING:
        return
    _ENDING.add(threading.get_ident())
    _end_children()
    temporary.remove_all()
    cursor = "\x1b[?25h" if sys.stderr.isatty() else ""  # a progress bar hides it
    name = signal.Signals(number).name
    sentence = _(_STOPPED_BY[name]) if name in _STOPPED_BY else _("Stopped ({name})", name=name)
    if _LINE.acquire(blocking=False):
        ended = in_a_row((_("{sentence}.", sentence=sentence), fate()))
        os.write(2, f"{cursor}{ended}\n".encode(errors="replace"))
    else:
        time.sleep(_PATIENCE)  # the other one is about to say it, and to end
    os._exit(128 + number)


_ENDING: set[int] = set()  # threads that are on their way out
_LINE = threading.Lock()  # who has it says how it ended


def _listen() -> None:
    """Hear the signals that ask a run to end, also while a solver works and no Python runs in the
    main thread.
    """
    numbers = {signal.Signals[name] for name in _SIGNALS if name in signal.Signals.__members__}
    for number in numbers:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _heard)
    if sys.platform != "win32":
        heard, writing = os.pipe()
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        threading.Thread(target=_watch, args=(heard, numbers), daemon=True, name="signals").start()


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Whether somebody pressed Ctrl-C, which then ends nothing at once: what is at hand is finished
    first.

    The second time it does end.
    """
    asked = threading.Event()
    _STOPPING[0] = _("Stopping: a plan found so far is checked and written. Ctrl-C again ends now.")
    _ASKED.append(asked)
    _COUNT[0] = 0
    try:
        yield asked.is_set
    finally:
        _ASKED.remove(asked)


_ASKED: list[threading.Event] = []
_STOPPING = [""]  # in the language of the run, which a thread that hears a signal does not know


def _put_off(number: int, *, counted: bool) -> bool:
    """Whether a signal asks for what is at hand, and was not heard before.

    Handler and watcher both come here with the same signal, in either order; the watcher counts,
    for it hears each one.
    """
    with _LOCK:
        if number != signal.SIGINT or not _ASKED:
            return False
        _COUNT[0] += counted
        if not _ASKED[-1].is_set():
            _ASKED[-1].set()
            os.write(2, f"\n{_STOPPING[0]}\n".encode(errors="replace"))
        return _COUNT[0] < 2


_LOCK = threading.RLock()
_COUNT = [0]  # how often Ctrl-C was heard since what is at hand may be asked for


def _heard(number: int, frame: FrameType | None) -> None:
    if not _put_off(number, counted=sys.platform == "win32"):
        _stop(number)


def _watch(heard: int, numbers: set[signal.Signals]) -> None:
    """End the process where the main thread does not come to it."""
    while True:
        for number in os.read(heard, 16):
            if number in numbers and not _put_off(number, counted=True):
                # The main thread goes first where it can, for it then touches no file meanwhile.
                signal.pthread_kill(threading.main_thread().ident or 0, number)
                time.sleep(_PATIENCE)
                _stop(number)


def _end_children() -> None:
    """Ask programs that a solver or library may have started to end too."""
    with suppress(OSError, ValueError):
        for task in Path("/proc/self/task").iterdir():
            for process in (task / "children").read_text().split():
                os.kill(int(process), signal.SIGTERM)
