"""Parquet, for programs that read columns: amounts as exact decimals, text as it is."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from orgplan.language import _

from .saving import NotWritable, replaced_whole

SUFFIX = ".parquet"


def write_parquet(path: Path, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a file, whole or not at all.

    Parameters
    ----------
    path
        The file; whatever is there is replaced.
    headers
        Names of the columns.
    rows
        In the order of the headers; a column has one type, so that ``None`` is the only blank.

    Raises
    ------
    NotWritable
        If the optional library for it is not installed.
    """
    _needs_library(path)
    from pyarrow import parquet, table

    columns = list(zip(*rows, strict=True)) or [()] * len(headers)
    with replaced_whole(path) as draft:
        parquet.write_table(table([list(one) for one in columns], names=list(headers)), draft)


def write_frames(folder: Path, frames: Mapping[str, pd.DataFrame]) -> None:
    """Write a file a data frame into a folder, each whole or not at all.

    Parameters
    ----------
    folder
        Made if it is not there; files of the same name are replaced.
    frames
        Name, without the ending → data frame; its index is not written.

    Raises
    ------
    NotWritable
        If the optional library for it is not installed.
    """
    _needs_library(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        with replaced_whole(folder / f"{name}{SUFFIX}") as draft:
            frame.to_parquet(draft, index=False)


def _needs_library(path: Path) -> None:
    if find_spec("pyarrow") is None:
        raise NotWritable(
            _("{path} needs another library: pip install 'orgplan[parquet]'", path=path)
        )
