"""`orgplan roles`: list, show, import and draft."""

from __future__ import annotations

from typing import Annotated

import typer

from orgplan.cli.catalogue import Lang, Language, Models, catalogue_of, console, unknown
from orgplan.cli.role_page import list_roles, print_all, show_role
from orgplan.library.proficiency import load_proficiency

roles_app = typer.Typer(help="The library of roles: what each level is asked for, and what it is paid.", no_args_is_help=True)


@roles_app.command("list")
def list_command(models: Models = None, lang: Lang = Language.EN) -> None:
    """List all roles with their levels and pay bands."""
    print_all(console(), list_roles(catalogue_of(models), lang))


@roles_app.command("show")
def show_command(
    role: Annotated[str, typer.Argument(help="Id or title of a role.")],
    level: Annotated[str | None, typer.Option("--level", help="Id or title of a level; without it all levels side by side.")] = None,
    lang: Lang = Language.EN,
    models: Models = None,
) -> None:
    """Show a role: level, band, skills with the proficiency asked, responsibilities, next role, source."""
    catalogue = catalogue_of(models)
    found = catalogue.role(role)
    if found is None:
        unknown("role", role, [spelling for one in catalogue.roles for spelling in (one.id, one.title.en, one.title.zh)])
    chosen = found.level(level) if level else None
    if level and chosen is None:
        unknown(f"level of {found.id}", level, [one.id for one in (*found.levels, *found.archetypes)])
    print_all(console(), show_role(catalogue, found, chosen, load_proficiency(), lang))
