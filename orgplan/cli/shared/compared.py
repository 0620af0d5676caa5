"""What commands that compare share: exit codes like those of `diff`, where 1 means that something
differs.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from orgplan.excel.read import BadInput
from orgplan.excel.write.saving import DiskTrouble, NotWritable, disk_trouble
from orgplan.language import _
from orgplan.library import BadModel

from ..library.catalogue import fail
from .endings import bug

SAME, DIFFERENT, TROUBLE = 0, 1, 2


@contextmanager
def trouble() -> Iterator[None]:
    """Leave with 2 where nothing could be compared, whatever the reason: 1 would say that something
    differs.
    """
    try:
        yield
    except (BadInput, BadModel, NotWritable, DiskTrouble) as error:
        fail(str(error), TROUBLE)
    except typer.Exit:
        raise
    except Exception as error:  # noqa: BLE001 - the last resort, as for the other commands, but never with the code of a difference
        if disk_trouble(error) is not None:
            fail(
                _(
                    "A file could not be read or written: {disk_trouble}.",
                    disk_trouble=disk_trouble(error),
                ),
                TROUBLE,
            )
        fail(bug(error), TROUBLE)
