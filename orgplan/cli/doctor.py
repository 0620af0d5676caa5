"""`orgplan doctor`: versions, licences, the solver battery, and whether plans of this installation can be trusted."""

from dataclasses import asdict

import typer
from rich.table import Table

from orgplan.analysis.installation import SOLVERS, Installation, installation, version_line
from orgplan.solver.battery import BATTERY

from .library.catalogue import console
from .shared.outputs import STDOUT, JsonFile, Overwrite, ensure_outputs, write_json

UNTRUSTED = 9  # solvers of this installation give wrong plans, or may


def doctor(json_file: JsonFile = None, overwrite: Overwrite = False) -> None:
    """Check whether plans of this installation can be trusted: versions, licences, and small models with known optimum."""
    ensure_outputs([json_file], [], overwrite)
    found = installation()
    if json_file is not None:
        write_json(json_file, as_object(found))
    if json_file != STDOUT:
        _print_versions(found)
        _print_battery(found)
        for line in verdict(found):
            console().print(line, soft_wrap=True)
    if not found.trusted:
        raise typer.Exit(UNTRUSTED)


def as_object(found: Installation) -> dict[str, object]:
    """What was found, as JSON has it."""
    return {
        "trusted": found.trusted,
        "python": found.python,
        "system": found.system,
        "libraries": [asdict(library) for library in found.libraries],
        "answers": [
            {"road": answer.road, "model": answer.model.name, "right": answer.right}
            for answer in found.answers
        ],
        "verdict": verdict(found),
    }


def _print_versions(found: Installation) -> None:
    console().print(version_line(found), soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    for header in ("library", "version", "tested with", "licence"):
        table.add_column(header, overflow="fold")
    for library in found.libraries:
        table.add_row(
            library.name,
            library.version or "missing",
            library.allowed or "unknown",
            library.licence,
        )
    console().print(table)


def _print_battery(found: Installation) -> None:
    console().print(
        f"Solver battery: {len(BATTERY)} small models with known optimum, on which released solvers have been wrong"
    )
    for road in dict.fromkeys(answer.road for answer in found.answers):
        here = [answer for answer in found.answers if answer.road == road]
        console().print(
            f"  {road}: {sum(answer.right for answer in here)} of {len(here)} right", soft_wrap=True
        )
    for answer in (*found.wrong, *found.noticed):
        console().print(
            f"  {answer.road}, {answer.model.name!r}: says {answer.objective:,.6g} (bound {answer.bound:,.6g}) of a plan that costs"
            f" {answer.value:,.6g}; the least is {answer.model.optimum:,.6g}",
            soft_wrap=True,
        )


def verdict(found: Installation) -> list[str]:
    """Whether plans can be trusted, and what to do where they cannot, in plain words."""
    lines = [
        f"{library.name} {library.version or '(missing)'} is not a version that orgplan was tested with: {library.allowed}."
        for library in (*found.unfit_solvers, *found.unfit_others)
    ]
    if found.wrong:
        lines.append(
            "Plans may be called optimal that are not, or be refused by their own check: see the wrong answers above."
        )
    elif found.noticed:
        lines.append(
            "A solver taken at its word is wrong here; orgplan checks each answer, and came to the right ones."
        )
    if found.trusted:
        return [*lines, "Plans of this installation can be trusted."]
    wanted = [
        f"'{library.name}{library.allowed.replace(' ', '')}'"
        for library in found.libraries
        if library.name in SOLVERS and library.allowed
    ]
    mend = f"pip install {' '.join(wanted)}" if wanted else "pip install orgplan"
    return [
        *lines,
        f"Plans of this installation cannot be trusted. Install solvers that were tested: {mend}",
    ]
