"""What notebooks show of a value."""

from collections.abc import Mapping
from html import escape


def small_table(rows: Mapping[str, str]) -> str:
    """A table of names and figures in HTML, for notebooks; nothing in it is taken for a tag."""
    cells = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(said)}</td></tr>" for name, said in rows.items()
    )
    return f"<table>{cells}</table>"
