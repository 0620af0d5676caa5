"""Sample organisations that come with orgplan."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def samples_folder() -> Path:
    """The folder of samples: inside the wheel, or beside the package in a checkout."""
    packed = _PACKAGE / "_data" / "sample_orgs"
    return packed if packed.is_dir() else _PACKAGE.parent / "sample_orgs"


def sample_names() -> tuple[str, ...]:
    """Names of the samples.

    Examples
    --------
    >>> "growing_startup" in sample_names()
    True
    """
    return tuple(
        sorted(
            path.stem for path in samples_folder().glob("*/*.xlsx") if path.stem == path.parent.name
        )
    )


def sample_workbook(name: str) -> Path | None:
    """The input workbook of a sample; ``None`` where there is no such sample.

    Parameters
    ----------
    name
        Of a folder of the samples, such as ``growing_startup``.

    Examples
    --------
    >>> sample_workbook("no_such_sample") is None
    True
    """
    path = samples_folder() / name / f"{name}.xlsx"
    return path if name in sample_names() else None
