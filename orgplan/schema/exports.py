"""Names of columns that exports of HR and recruiting systems have, and that no plan needs: passed
over knowingly, each with its reason.

What belongs here must not be able to change a plan: neither who is there, nor when, nor what they
cost or can do. What could (a bonus amount, an allowance, overtime) does not, and is asked about.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from orgplan.excel.read import header_key, texts

from .columns import InputSheet

# a reason in a line, and under it the names of columns, between bars
_LINES = Path(__file__).with_name("needless.txt").read_text("utf-8").splitlines()
NEEDLESS: Mapping[str, tuple[str, ...]] = {
    reason: texts(names.strip()) for reason, names in zip(_LINES[::2], _LINES[1::2], strict=True)
}
_EXPORTED = ("Roster", "Positions")


@cache
def _reasons() -> Mapping[str, str]:
    return {
        header_key(name).replace(" ", ""): reason
        for reason, names in NEEDLESS.items()
        for name in names
    }


def needless_because(spec: InputSheet, header: object) -> str | None:
    """Why a plan needs no column of this name, on a sheet that exports have; ``None`` if it may.

    Parameters
    ----------
    spec
        Only the roster and positions come from systems with further columns.
    header
        A cell, in any case and with or without spaces.

    Returns
    -------
    str or None
        A few words, in English. A column that could change a plan, such as an allowance, has none.

    Examples
    --------
    >>> from orgplan.schema.inputs import ROSTER, TEAMS
    >>> needless_because(ROSTER, "Overtime") is None, needless_because(TEAMS, "Phone") is None
    (True, True)
    """
    if spec.key not in _EXPORTED or not isinstance(header, str):
        return None
    return _reasons().get(header_key(header).replace(" ", ""))
