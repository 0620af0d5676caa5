"""Load the shipped models and users' own folders into one catalogue."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from orgplan.domain import Catalogue, ChargePack

from .charge_packs import charge_packs
from .checks import orphans, references
from .entries import Shelf, read_folder
from .faults import BadModel, ModelFault

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_models() -> Path:
    """The folder of models that comes with orgplan: inside the wheel, or beside the package in a
    checkout.
    """
    packed = _PACKAGE / "_data" / "models"
    return packed if packed.is_dir() else _PACKAGE.parent / "models"


def load_catalogue(extra_dirs: Sequence[str | Path] = ()) -> Catalogue:
    """Load the shipped models with users' own laid over them, the last folder on top; an entry
    replaces another of the same id.

    Parameters
    ----------
    extra_dirs
        Folders with any of ``skills*.yaml``, ``charges.yaml``, ``roles/``, ``ladders/`` and
        ``rules/``.

    Raises
    ------
    BadModel
        If any file has a fault; it carries all faults of all files.
    """
    return (
        load_folders((shipped_models(), *map(Path, extra_dirs)))
        if extra_dirs
        else _shipped(shipped_models())
    )


@cache
def _shipped(folder: Path) -> Catalogue:
    """Nothing in a catalogue can be changed, so that one serves a whole process."""
    return load_folders((folder,))


def load_folders(folders: Sequence[Path]) -> Catalogue:
    """Load nothing but the given folders, the last on top; as :func:`load_catalogue` for the rest.

    Parameters
    ----------
    folders
        The shipped models are not among them unless they are named.

    Raises
    ------
    BadModel
        If any file has a fault, an entry names what there is not, or no role asks for a skill.
    """
    faults: list[ModelFault] = []
    shelf, packs = Shelf(), dict[str, ChargePack]()
    for folder in folders:
        shelf.lay_over(read_folder(Path(folder), faults))
        packs |= charge_packs(Path(folder), faults)
    faults.extend(references(shelf))
    faults.extend(orphans(shelf))
    if faults:
        raise BadModel(faults)
    return Catalogue(
        skills=tuple(entry.value for entry in shelf.skills.values()),
        roles=tuple(entry.value for entry in shelf.roles.values()),
        ladders=tuple(entry.value for entry in shelf.ladders.values()),
        rules=tuple(entry.value for entry in shelf.rules.values()),
        charge_packs=tuple(packs.values()),
    )
