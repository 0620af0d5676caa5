"""Packs of charges by country, each with year and source."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from orgplan.domain import ChargePack

from .faults import ModelFault
from .yaml_file import read_yaml


def charge_packs(folder: Path, faults: list[ModelFault]) -> Mapping[str, ChargePack]:
    """Name → pack of ``charges.yaml`` in a folder of models, where there is one; its faults are
    added to `faults`.

    Parameters
    ----------
    folder
        Of models, the shipped one or the user's.
    faults
        Grows by the faults of the file, each with its line; packs with faults are left out.
    """
    path = folder / "charges.yaml"
    file = read_yaml(path, faults) if path.is_file() else None
    if file is None:
        return {}
    if not isinstance(file.content, dict) or not isinstance(file.content.get("packs"), list):
        faults.append(file.fault((), "has no list `packs`", "write it as the shipped file does"))
        return {}
    found = {}
    for place, one in enumerate(file.content["packs"]):
        try:
            pack = ChargePack.model_validate(one)
        except ValidationError as error:
            faults.extend(
                file.fault(("packs", place, *detail["loc"]), detail["msg"],
                    "write it as the lines beside it")
                for detail in error.errors()
            )  # fmt: skip
        else:
            found[pack.id] = pack
    return found
