"""`orgplan generate`: an invented organisation of any size, as an input workbook."""

from pathlib import Path
from typing import Annotated

import typer

from orgplan import api
from orgplan.domain import Organisation
from orgplan.errors import BadArgument
from orgplan.excel.write.saving import ensure_writable
from orgplan.generate import generate as invented
from orgplan.language import _, current, ngettext, speaking

from .library.catalogue import WRONG_USAGE, Lang, Language, fail
from .shared.outputs import Overwrite, refuse_other_than_workbook


def generate(
    workbook: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="Input workbook to write.")],
    people: Annotated[int, typer.Option(help="Heads on the roster.")] = 100,
    teams: Annotated[
        int | None,
        typer.Option(help="Teams with departments; one for nine people by default."),
    ] = None,
    titles: Annotated[int | None, typer.Option(help="Roles; 30 to 300 by size by default.")] = None,
    periods: Annotated[int, typer.Option(help="Planning periods.")] = 4,
    months: Annotated[int, typer.Option(help="Months of a period: 1, 3 or 12.")] = 3,
    needs: Annotated[
        int | None,
        typer.Option(help="Needs, the widest scopes first; about four for each team by default."),
    ] = None,
    rules: Annotated[
        bool, typer.Option(help="Structural rules: spans of control, successors, leaders.")
    ] = True,
    alike: Annotated[
        bool, typer.Option("--alike", help="Give people just the skills of their role.")
    ] = False,
    seed: Annotated[
        int, typer.Option(help="The same seed and sizes give the same organisation.")
    ] = 1,
    lang: Lang = Language.EN,
    overwrite: Overwrite = False,
) -> None:
    """Write an invented organisation: ladders, a reporting tree, pay by level and place, competing
    needs, a tight budget.
    """
    refuse_other_than_workbook(workbook)
    ensure_writable(workbook, overwrite)
    try:
        org = invented(
            people,
            teams=teams,
            titles=titles,
            periods=periods,
            months=months,
            needs=needs,
            rules=rules,
            alike=alike,
            seed=seed,
        )
    except BadArgument as error:
        name, value = error.found.split("=")
        sentence = _("--{name} {value}: {text}.", name=name, value=value, text=error.expected)
        fail(sentence, WRONG_USAGE)
    with speaking(current()):  # the workbook is in English
        api.save(org, workbook, overwrite=overwrite)
    typer.echo(_written(workbook, org, seed))


def _written(workbook: Path, org: Organisation, seed: int) -> str:
    """What was written, in one sentence."""
    return _(
        "Wrote {workbook}: {people}, {teams}, {titles} (seed {seed}). Every person in it is"
        " invented.",
        workbook=workbook,
        people=ngettext("{n} person", "{n} people", len(org.people)),
        teams=ngettext("{n} team", "{n} teams", len(org.teams)),
        titles=ngettext("{n} title", "{n} titles", len(org.roles)),
        seed=seed,
    )
