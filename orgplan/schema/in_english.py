"""Rows of an input sheet as they are in English, whatever the language in which the tool wrote them."""

from collections.abc import Mapping

from orgplan.excel.read import fold

from .columns import InputSheet
from .names import Choices
from .settings import NORM_KEY_OF, SETTING_OF


def in_english(spec: InputSheet, row: Mapping[str, object]) -> dict[str, object]:
    """A row, by keys of columns, with the keys of settings and the entries of closed lists in English.

    Other contents are the user's, and stay.

    Parameters
    ----------
    spec
        Sheet of the row.
    row
        Key of a column → content; skills and periods, which are no declared columns, stay as they are.

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
        found["value"] = _entry(row.get("value"), setting.entries)
    elif spec.key == "Assumptions" and isinstance(key, str):
        found["key"] = NORM_KEY_OF.get(fold(key), key)
    return {
        name: _entry(content, spec.column(name).entries) if name in keys else content
        for name, content in found.items()
    }


def _entry(content: object, choices: Choices) -> object:
    if not isinstance(content, str):
        return content
    return next((entry for entry, names in choices.items() if content in names), content)
