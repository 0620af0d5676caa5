"""Parquet, for programs that read columns: amounts as exact decimals, text as it is."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from orgplan.language import _

from .saving import NotWritable, replaced_whole

SUFFIX = ".parquet"


def write_parquet(path: Path, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a file, whole or not at all.

    Raises
    ------
    NotWritable
        If the optional library for it is not installed.
    """
    try:
        from pyarrow import parquet, table
    except ImportError as error:
        text = _("{path} needs another library: pip install 'orgplan[parquet]'", path=path)
        raise NotWritable(text) from error
    columns = list(zip(*rows, strict=True)) or [()] * len(headers)
    with replaced_whole(path) as draft:
        parquet.write_table(table([list(one) for one in columns], names=list(headers)), draft)
