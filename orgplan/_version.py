"""The version, in the one place where it is written by hand, and what tells one state of the code
from another.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

__version__ = "0.1.0"
DIGITS = 12


@cache
def code() -> str:
    """Digest of the sources: between releases many states of the code have one version."""
    home, digest = Path(__file__).parent, sha256()
    for path in sorted(home.rglob("*.py")):
        name = path.relative_to(home).as_posix()
        if not name.startswith("_data/"):  # samples, which stand elsewhere in a checkout
            digest.update(name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:DIGITS]


def this_version() -> str:
    """The version and the state of the code, as a workbook says by which it was written: without a
    word, as it is compared across languages.
    """
    return f"orgplan {__version__} ({code()})"
