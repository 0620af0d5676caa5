"""What commands that compare share: exit codes like those of `diff`, where 1 means that something differs."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from orgplan.cli.catalogue import fail
from orgplan.io.faults import BadInput
from orgplan.io.saving import NotWritable
from orgplan.library import BadModel

SAME, DIFFERENT, TROUBLE = 0, 1, 2


@contextmanager
def trouble() -> Iterator[None]:
    """Leave with 2 where nothing could be compared, whatever the reason: 1 would say that something differs."""
    try:
        yield
    except (BadInput, BadModel, NotWritable) as error:
        fail(str(error), TROUBLE)
    except typer.Exit:
        raise
    except Exception:  # noqa: BLE001 - the last resort, as for the other commands, but never with the code of a difference
        traceback.print_exc()
        fail("This is a bug of orgplan. Please report it with the lines above.", TROUBLE)
