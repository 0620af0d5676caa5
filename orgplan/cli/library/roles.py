"""`orgplan roles`: list, show, import and draft."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Styled

from orgplan.domain import Catalogue
from orgplan.excel.write.saving import replaced_whole
from orgplan.language import _, ngettext
from orgplan.library import BadModel
from orgplan.library.drafting import AdvertDraft, count_skills, role_yaml
from orgplan.library.frameworks import Framework, read_framework, write_framework
from orgplan.library.load import load_folders, shipped_models
from orgplan.library.proficiency import load_proficiency
from orgplan.library.texts import Folder, read_texts

from .catalogue import (
    BAD_INPUT,
    WRONG_USAGE,
    Lang,
    Language,
    Models,
    catalogue_of,
    console,
    fail,
    fail_of_models,
    say,
    unknown,
)
from .role_page import list_roles, print_all, show_role

OverwriteFiles = Annotated[
    bool, typer.Option("--overwrite", help="Replace files that are already there.")
]


class Format(StrEnum):
    """Frameworks that can be brought in."""

    DDAT = "ddat"
    FT = "ft"
    ONET = "onet"
    CSV = "csv"


roles_app = typer.Typer(
    help="The library of roles: what each level is asked for, and what it is paid.",
    no_args_is_help=True,
)


@roles_app.command("list")
def list_command(models: Models = None, lang: Lang = Language.EN) -> None:
    """List all roles with their levels and pay bands."""
    print_all(console(), list_roles(catalogue_of(models), lang))


@roles_app.command("show")
def show_command(
    role: Annotated[str, typer.Argument(help="Id or title of a role.")],
    level: Annotated[
        str | None,
        typer.Option(help="Id or title of a level; without it all levels side by side."),
    ] = None,
    lang: Lang = Language.EN,
    models: Models = None,
) -> None:
    """Show a role: level, band, skills with the proficiency asked, responsibilities, next role,
    source.
    """
    catalogue = catalogue_of(models)
    found = catalogue.role(role)
    if found is None:
        unknown(
            "role",
            role,
            [spelling for one in catalogue.roles for spelling in (one.id, say(one.title, lang))],
        )
    chosen = found.level(level) if level else None
    if level and chosen is None:
        unknown(
            _("level of {role}", role=found.id),
            level,
            [one.id for one in (*found.levels, *found.archetypes)],
        )
    print_all(console(), show_role(catalogue, found, chosen, load_proficiency(), lang))


@roles_app.command("import")
def import_command(
    file: Annotated[
        Path, typer.Argument(help="File of the framework.", exists=True, dir_okay=False)
    ],
    form: Annotated[Format, typer.Option("--format", help="What the file is.")],
    out: Annotated[Path, typer.Option(help="Models folder to write.", file_okay=False)],
    models: Models = None,
    overwrite: OverwriteFiles = False,
) -> None:
    """Turn a public competency framework, or your own table, into role files; says what could not
    be mapped.
    """
    if (out / "skills.yaml").exists() and not overwrite:
        fail(
            _("{out} already holds models; name another folder or add --overwrite.", out=out),
            WRONG_USAGE,
        )
    known = catalogue_of(models)
    try:
        framework = read_framework(file, form.value, known)
        if not framework.roles:
            fail(_("{file} holds nothing that could be mapped.", file=file), BAD_INPUT)
        write_framework(framework, out)
        load_folders((shipped_models(), *(models or ()), out))
    except BadModel as error:
        fail_of_models(error)
    print_all(console(), _accounts(framework, out))


def _accounts(framework: Framework, out: Path) -> Iterator[RenderableType]:
    yield Styled(
        _(
            "Roles: {roles}, new skills: {skills}; from {name} written to {out}",
            roles=len(framework.roles),
            skills=len(framework.skills),
            name=framework.name,
            out=out,
        )
    )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(_("In the file"))
    for heading in (_("read"), _("written"), _("left")):
        table.add_column(heading, justify="right")
    for count in framework.counts:
        left = sum(one.unit == count.unit for one in framework.left)
        table.add_row(_(count.unit), str(count.read), str(count.written), str(left))
    yield table
    for (unit, why), number in Counter((one.unit, one.why) for one in framework.left).most_common():
        yield Styled("  " + _("{number} {unit} left: {why}", number=number, unit=_(unit), why=why))
    if framework.left:
        yield Styled("  " + _("Each of them is listed in {file}", file=out / "not_mapped.csv"))
    for note in framework.notes:
        yield Styled(_("Note: {note}", note=note))
    yield Styled(_("Use them with --models {out}; {licence}.", out=out, licence=framework.licence))


@roles_app.command("draft")
def draft_command(
    texts: Annotated[
        Path,
        typer.Argument(
            help="Folder of job adverts or résumés: txt, md, docx, pdf.",
            exists=True,
            file_okay=False,
        ),
    ],
    role: Annotated[str, typer.Option(help="Id of the role to draft.")],
    out: Annotated[Path, typer.Option(help="Role file to write.", dir_okay=False)],
    lang: Lang = Language.EN,
    models: Models = None,
    overwrite: OverwriteFiles = False,
) -> None:
    """Count the catalogue's skills in texts and draft a role file for you to edit; counting, not
    judgement.
    """
    if not role.isidentifier():
        fail(
            _("`{role}` is no id: use small letters, digits and underscores.", role=role),
            WRONG_USAGE,
        )
    if out.exists() and not overwrite:
        fail(
            _("{out} is already there; name another file or add --overwrite.", out=out),
            WRONG_USAGE,
        )
    catalogue = catalogue_of(models)
    folder = read_texts(texts)
    if not folder.documents:
        fail(_("{texts} holds no text that can be read.", texts=texts), BAD_INPUT)
    draft = count_skills(catalogue, role, folder.documents)
    out.parent.mkdir(parents=True, exist_ok=True)
    known = next((one for one in catalogue.roles if one.id == role), None)
    with replaced_whole(out) as whole:
        whole.write_text(role_yaml(draft, known), encoding="utf-8")
    print_all(console(), _counts(catalogue, draft, folder, out, lang))


def _counts(
    catalogue: Catalogue, draft: AdvertDraft, folder: Folder, out: Path, lang: Language
) -> Iterator[RenderableType]:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in (
        ("技能", "文本数", "占比", "频度")
        if lang is Language.ZH
        else ("Skill", "Texts", "Share", "Proposed")
    ):
        table.add_column(heading)
    for count in draft.counts:
        table.add_row(
            say(count.skill.name, lang),
            _("{texts} of {all}", texts=count.texts, all=count.of),
            f"{count.texts / count.of:.0%}",
            count.share.value,
        )
    yield table
    yield from (
        Styled(_("Skipped {name}: {why}", name=name, why=why)) for name, why in folder.skipped
    )
    if not 10 <= draft.texts <= 50:
        yield Styled(
            ngettext(
                "{n} text was read; 10 to 50 of the closest fit make a steadier count.",
                "{n} texts were read; 10 to 50 of the closest fit make a steadier count.",
                draft.texts,
            )
        )
    yield Styled(
        _(
            "Written to {out}. This is counting, not judgement: it knows {skills} skills by name"
            " and nothing of their weight.",
            out=out,
            skills=len(catalogue.skills),
        )
    )
    yield Styled(
        _(
            "Read it, edit it, save it as roles/{role}.yaml in a folder of yours, then use that"
            " with --models.",
            role=draft.role,
        )
    )
