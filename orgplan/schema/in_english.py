"""Rows of an input sheet as they are in English, whatever the language in which the tool wrote
them.
"""

from collections.abc import Mapping

from orgplan.excel.read import fold

from .columns import InputColumn, InputSheet
from .names import Choices
from .settings import NORM_KEY_OF, SETTING_OF
from .words import each_part


def in_english(spec: InputSheet, row: Mapping[str, object]) -> dict[str, object]:
    """A row, by keys of columns, with the keys of settings, the entries of closed lists and the
    library's words in English.

    Other contents are the user's, and stay.

    Parameters
    ----------
    spec
        Sheet of the row.
    row
        Key of a column → content; skills and periods, which are no declared columns, stay as they
        are.

    Examples
    --------
    >>> from orgplan.schema.inputs import SETTINGS
    >>> in_english(SETTINGS, {"key": "周期", "value": "季度"})
    {'key': 'period', 'value': 'quarter'}
    """
    found = dict(row)
    keys = {column.key for column in spec}
    key = row.get("key")
    if spec.key == "Settings" and isinstance(key, str) and fold(key) in SETTING_OF:
        setting = SETTING_OF[fold(key)]
        found["key"] = setting.key
        found["value"] = _word(row.get("value"), setting)
    elif spec.key == "Assumptions" and isinstance(key, str):
        found["key"] = NORM_KEY_OF.get(fold(key), key)
    return {
        name: _word(content, spec.column(name)) if name in keys else content
        for name, content in found.items()
    }


def _word(content: object, column: InputColumn) -> object:
    if not isinstance(content, str):
        return content
    if column.words:
        # A kind of scope is a name of *each* of its kind as well (team: each team), and so its
        # Chinese name has to end there as its English one does.
        return each_part(content, lambda part: _entry(_entry(part, column.words), column.words))
    return _entry(content, column.entries)


def _entry(content: str, choices: Choices) -> str:
    return next(
        (key for key, names in choices.items() if content in (key.replace("_", " "), *names)),
        content,
    )
