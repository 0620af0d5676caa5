"""The formats that can be brought in, by name."""

import csv
from pathlib import Path

from orgplan.domain import Catalogue

from ..faults import BadModel, ModelFault
from . import ddat, ft, onet, table
from .skill_rows import Framework, build

FORMATS = {"ddat": ddat.read, "ft": ft.read, "onet": onet.read, "csv": table.read}


def read_framework(path: Path, form: str, known: Catalogue) -> Framework:
    """Read a framework of a format, reusing skills of `known` that have the same name.

    Parameters
    ----------
    path
        The file.
    form
        Key of ``FORMATS``: ``ddat``, ``ft``, ``onet`` or ``csv``.
    known
        The library, by whose ids its skills are called where names are the same.

    Raises
    ------
    BadModel
        If the file is not of the format.
    KeyError
        If there is no such format; the command line offers only those there are.
    """
    try:
        return build(FORMATS[form](path), known)
    except UnicodeDecodeError as error:
        raise BadModel(
            [ModelFault(path, 1, "", f"is not UTF-8 text (byte {error.start})", "save it as UTF-8")]
        ) from error
    except (OSError, csv.Error) as error:
        raise BadModel(
            [ModelFault(path, 1, "", f"cannot be read ({error})", "check the path and the format")]
        ) from error
