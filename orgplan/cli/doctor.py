"""`orgplan doctor`: versions, licences, the solver battery, and whether plans of this installation
can be trusted.
"""

import typer
from pydantic import Field
from rich.table import Table

from orgplan.analysis.installation import SOLVERS, Installation, installation, version_line
from orgplan.language import N_, _, current, speaking
from orgplan.report.results.json_model import JsonObject, Texts
from orgplan.solver.battery import BATTERY

from .library.catalogue import Lang, Language, console
from .shared.outputs import STDOUT, JsonFile, Overwrite, ensure_outputs, write_json

UNTRUSTED = 9  # solvers of this installation give wrong plans, or may


class LibraryObject(JsonObject):
    """A library that orgplan stands on."""

    name: str = Field(description="as it is installed")
    version: str = Field(description="empty where it is missing")
    licence: str = Field(description="as the library states it")
    allowed: str = Field(
        description="versions that orgplan was tested with; empty where orgplan runs from a folder"
    )
    fits: bool = Field(description="whether the version is one of them")


class AnswerObject(JsonObject):
    """What a solver made of a small model with known optimum."""

    road: str = Field(description="which solver, and how it was set")
    model: str = Field(description="name of the model")
    right: bool = Field(description="whether it found the optimum and said so")


class InstallationObject(JsonObject):
    """What an installation is made of, and whether its plans can be trusted."""

    trusted: bool = Field(description="whether its plans can be trusted (exit code 0)")
    python: str = Field(description="version of Python")
    system: str = Field(description="name and version of the operating system")
    libraries: tuple[LibraryObject, ...] = Field(
        description="libraries of which orgplan asks for a version"
    )
    answers: tuple[AnswerObject, ...] = Field(
        description="answers of every solver to every small model"
    )
    verdict: Texts = Field(
        description="what is out of line, and last whether plans can be trusted, in the language"
        " of the run"
    )


def doctor(
    json_file: JsonFile = None, lang: Lang = Language.EN, overwrite: Overwrite = False
) -> None:
    """Check whether plans of this installation can be trusted: versions, licences, and small models
    with known optimum.
    """
    ensure_outputs([json_file], [], overwrite)
    with speaking(current()):  # the models of the battery are in English
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
    """What was found, as JSON has it.

    Parameters
    ----------
    found
        Libraries, and the answers of all solvers.

    Returns
    -------
    dict[str, object]
        Keys as in ``docs/json.md``; the verdict is in the language of the run.
    """
    return InstallationObject.plain_of(
        {
            "trusted": found.trusted,
            "python": found.python,
            "system": found.system,
            "libraries": found.libraries,
            "answers": [
                {"road": answer.road, "model": answer.model.name, "right": answer.right}
                for answer in found.answers
            ],
            "verdict": verdict(found),
        }
    )


def _print_versions(found: Installation) -> None:
    console().print(version_line(found), soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    for header in (N_("library"), N_("version"), N_("tested with"), N_("licence")):
        table.add_column(_(header), overflow="fold")
    for library in found.libraries:
        table.add_row(
            library.name,
            library.version or _("(missing)"),
            library.allowed or _("unknown"),
            library.licence,
        )
    console().print(table)


def _print_battery(found: Installation) -> None:
    console().print(
        _(
            "Solver battery: {count} small models with known optimum, on which released solvers"
            " have been wrong",
            count=len(BATTERY),
        )
    )
    for road in dict.fromkeys(answer.road for answer in found.answers):
        here = [answer for answer in found.answers if answer.road == road]
        right = sum(answer.right for answer in here)
        line = _("{road}: {right} of {all} right", road=_(road), right=right, all=len(here))
        console().print(f"  {line}", soft_wrap=True)
    for answer in (*found.wrong, *found.noticed):
        line = _(
            "{road}, '{model}': says {claimed:,.6g} (bound {bound:,.6g}) of a plan that costs "
            "{value:,.6g}; the least is {least:,.6g}",
            road=_(answer.road), model=answer.model.name, claimed=answer.objective,
            bound=answer.bound, value=answer.value, least=answer.model.optimum,
        )  # fmt: skip
        console().print(f"  {line}", soft_wrap=True)


def verdict(found: Installation) -> list[str]:
    """Whether plans can be trusted, and what to do where they cannot, in plain words.

    Parameters
    ----------
    found
        Libraries, and the answers of all solvers.

    Returns
    -------
    list[str]
        The last line says whether plans can be trusted; before it stands what is out of line, also
        where that does no harm.
    """
    lines = [
        _(
            "{library} {version} is not a version that orgplan was tested with: {allowed}.",
            library=library.name,
            version=library.version or _("(missing)"),
            allowed=library.allowed,
        )
        for library in (*found.unfit_solvers, *found.unfit_others)
    ]
    if found.wrong:
        lines.append(
            _(
                "Plans may be called optimal that are not, or be refused by their own check: see"
                " the wrong answers above."
            )
        )
    elif found.noticed:
        lines.append(
            _(
                "A solver's own answer is wrong here; orgplan checks every answer, and reached"
                " the right ones."
            )
        )
    if found.trusted:
        return [*lines, _("Plans of this installation can be trusted.")]
    packages = [
        f"'{library.name}{library.allowed.replace(' ', '')}'"
        for library in found.libraries
        if library.name in SOLVERS and library.allowed
    ]
    fix = f"pip install {' '.join(packages)}" if packages else "pip install orgplan"
    return [
        *lines,
        _(
            "Plans of this installation cannot be trusted. Install solvers that were tested: {fix}",
            fix=fix,
        ),
    ]
