"""Which sheets hold the inputs and the plan, where a workbook holds several of a kind.

A plan workbook has its inputs on sheets ``Input …``. A workbook of the user's that took the plan
has both on sheets ``op_…`` beside the user's own.
"""

from collections.abc import Iterable

from orgplan.excel.embed.target import PREFIX
from orgplan.excel.read import header_key
from orgplan.language import spellings
from orgplan.schema import inputs

_KEPT = tuple(header_key(prefix) + " " for prefix in sorted(spellings(inputs.INPUT_PREFIX)))


def input_keys(names: Iterable[str], of_plan: bool = False) -> dict[str, str]:
    """Sheet → the key by which it may be an input sheet; sheets that are no inputs are left out.

    Parameters
    ----------
    names
        All sheets of a workbook.
    of_plan
        Whether the inputs are wanted from which the plan in the workbook was made. Otherwise the
        user's own sheets go before those that a plan brought along: they are what is kept up to
        date.

    Examples
    --------
    >>> input_keys(["Input Roster", "Hiring plan"])
    {'Input Roster': 'roster'}
    """
    keys = {name: header_key(name) for name in names}
    taken = _taken(keys)
    brought = {name: _bare(key) for name, key in taken.items() if key.startswith(_KEPT)}
    kept = {name: _bare(key) for name, key in keys.items() if key.startswith(_KEPT)}
    own = {name: key for name, key in keys.items() if name not in taken and name not in kept}
    required = {key for spec in inputs.INPUT_SHEETS if spec.required for key in spec.names}
    if of_plan:
        return brought or kept or own
    return kept or (own if required & set(own.values()) or not brought else brought)


def brought_along(name: str) -> bool:
    """Whether a sheet of inputs was written with a plan, and not by the user.

    Parameters
    ----------
    name
        Of a sheet, in any of the languages of plans.

    Examples
    --------
    >>> brought_along("Input Roster"), brought_along("op_Hiring plan"), brought_along("Roster")
    (True, True, False)
    """
    return _is_taken(name) or header_key(name).startswith(_KEPT)


def plan_keys(names: Iterable[str]) -> dict[str, str]:
    """Sheet → the key by which it may be a sheet of the plan; where a plan was put into a workbook,
    the user's own sheets are left out.

    Parameters
    ----------
    names
        All sheets of a workbook.

    Examples
    --------
    >>> plan_keys(["Roster", "op_Hiring plan"]), plan_keys(["Hiring plan"])
    ({'op_Hiring plan': 'hiring plan'}, {'Hiring plan': 'hiring plan'})
    >>> plan_keys(["花名册", "op_招聘计划"])
    {'op_招聘计划': '招聘计划'}
    """
    keys = {name: header_key(name) for name in names}
    return _taken(keys) or keys


def plan_sheet(names: Iterable[str], keys: Iterable[str]) -> str | None:
    """The sheet of the plan that is known by one of some keys.

    Parameters
    ----------
    names
        All sheets of a workbook.
    keys
        As :func:`orgplan.excel.read.text.header_key` makes them of the sheet's names in all
        languages.

    Returns
    -------
    str or None
        Name as the workbook has it; the first where several fit.

    Examples
    --------
    >>> plan_sheet(["Roster", "op_Hiring plan"], ["hiring plan", "招聘计划"])
    'op_Hiring plan'
    """
    asked = set(keys)
    return next((name for name, key in plan_keys(names).items() if key in asked), None)


def _bare(key: str) -> str:
    """A key without the word that sheets of inputs begin with in a plan workbook."""
    for prefix in _KEPT:
        key = key.removeprefix(prefix)
    return key


def _taken(names: Iterable[str]) -> dict[str, str]:
    """Sheets that a plan brought into a workbook → the key of the rest of the name: a key of all of
    it has no space between the prefix and a Chinese name.
    """
    return {name: header_key(name.strip()[len(PREFIX) :]) for name in names if _is_taken(name)}


def _is_taken(name: str) -> bool:
    return name.strip().casefold().startswith(PREFIX)
