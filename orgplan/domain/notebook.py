"""What notebooks show of a value.

HTML without style or script, so that it looks as the notebook does.
"""

from collections.abc import Mapping
from html import escape


def small_table(rows: Mapping[str, str]) -> str:
    """A table of names and figures in HTML, for notebooks; nothing in it is taken for a tag.

    Parameters
    ----------
    rows
        Name → figure as text, in the order in which they are shown.

    Examples
    --------
    >>> small_table({"cost": "< 5"})
    '<table><tr><th>cost</th><td>&lt; 5</td></tr></table>'
    """
    cells = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(shown)}</td></tr>" for name, shown in rows.items()
    )
    return f"<table>{cells}</table>"
