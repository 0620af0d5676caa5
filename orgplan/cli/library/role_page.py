"""The page of a role, for a manager who writes a job description, and the list of roles."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from orgplan.domain import Band, Catalogue, Dimension, LibraryLevel, LibraryRole
from orgplan.language import _
from orgplan.library.proficiency import ProficiencyScale

from .catalogue import Language, band_text, range_text, say
from .labels import assumed_text, cited, place_text, stages_text

_WORDS = {
    "role": ("Role", "岗位"),
    "level": ("Level", "级别"),
    "years": ("Years", "年限"),
    "leads": ("Leads", "带队人数"),
    "band": ("Pay band", "薪资范围"),
    "stages": ("Stages", "企业阶段"),
    "skill": ("Skill", "技能"),
    "next": ("Next role", "下一岗位"),
    "fork": ("Or, from about year {year}", "或在第 {year} 年前后转为"),
    "named": ("named by the source alone", "原文仅提及名称"),
    "none": ("none", "无"),
    "assumed": (
        "* The source calls this figure yearly; by its size it is taken as monthly.",
        "* 原文称此数为年薪；按数额判断，这里视为月薪。",
    ),
    "scale": ("Scale", "等级"),
}


def word(key: str, lang: Language) -> str:
    """A word of the page in one language.

    Parameters
    ----------
    key
        Key of :data:`_WORDS`.
    lang
        Language of the page.

    Returns
    -------
    str
        A header or label.
    """
    return _WORDS[key][lang is Language.ZH]


def list_roles(catalogue: Catalogue, lang: Language) -> Iterator[RenderableType]:
    """All roles with their levels, bands, years and team sizes.

    Parameters
    ----------
    catalogue
        The library, with the user's models over it.
    lang
        Language of the page.

    Yields
    ------
    RenderableType
        A table by family, then a line for each place from which bands come.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(f"{word('role', lang)} / {word('level', lang)}", overflow="fold")
    for key in ("years", "leads", "band"):
        table.add_column(word(key, lang), no_wrap=True)
    for role in sorted(catalogue.roles, key=lambda role: role.family):
        table.add_row(Styled(_named(role.id, say(role.title, lang)), style="bold"))
        for level in (*role.levels, *role.archetypes):
            facts = (
                range_text(level.years, lang),
                range_text(level.leads, lang),
                band_text(level.band, lang),
            )
            table.add_row(Padding(_named(level.id, say(level.title, lang)), (0, 0, 0, 2)), *facts)
    yield table
    bands = [
        level.band
        for role in catalogue.roles
        for level in (*role.levels, *role.archetypes)
        if level.band
    ]
    yield from (Styled(line) for line in _places(bands, lang))
    if any(band.assumed_monthly for band in bands):
        yield Styled(word("assumed", lang))


def show_role(
    catalogue: Catalogue,
    role: LibraryRole,
    level: LibraryLevel | None,
    scale: ProficiencyScale,
    lang: Language,
) -> Iterator[RenderableType]:
    """The page of a role: of one level, or of all levels side by side.

    Parameters
    ----------
    catalogue
        Gives names of skills and following roles.
    role
        The role to show.
    level
        The level to show; ``None`` is all of them side by side.
    scale
        What the levels 0-5 mean.
    lang
        Language of the page.

    Yields
    ------
    RenderableType
        Parts of the page from top to bottom, blank lines among them.
    """
    every = (*role.levels, *role.archetypes)
    levels = (level,) if level else every
    single = level or (every[0] if len(every) == 1 else None)
    title = say(role.title, lang) + (f" · {say(level.title, lang)}" if level else "")
    yield Styled(title, style="bold underline")
    yield ""
    yield _facts(levels, lang)
    yield from (Styled(line) for line in _places([one.band for one in levels if one.band], lang))
    if any(one.band and one.band.assumed_monthly for one in levels):
        yield Styled(word("assumed", lang))
    steps = _(", ").join(f"{step.level} {say(step.name, lang)}" for step in scale.scale)
    yield Styled(_named(word("scale", lang), steps))
    for number, dimension in enumerate(role.dimensions.values(), start=1):
        yield ""
        yield Styled(f"{number}. {say(dimension.label, lang)}", style="bold")
        yield from _responsibilities(dimension, lang)
        if dimension.skills:
            yield (
                _asked(catalogue, dimension, single, scale, lang)
                if single
                else _matrix(catalogue, dimension, levels, lang)
            )
        else:
            yield Styled(f"  {word('none', lang)}")
    yield ""
    followers = [found for found in map(catalogue.role, role.next) if found]
    following = _(", ").join(
        _("{name} ({id})", name=say(found.title, lang), id=found.id) for found in followers
    )
    yield Styled(_named(word("next", lang), following or word("none", lang)))
    yield from (Styled(line) for line in _forks(catalogue, role, lang))
    yield Styled(_("Source: {source}", source=cited(role.source)))


def _forks(catalogue: Catalogue, role: LibraryRole, lang: Language) -> Iterator[str]:
    """Other paths that people on this rung often choose, and from which year on."""
    rungs = (rung for ladder in catalogue.ladders for rung in ladder.rungs)
    for fork in (rung.fork for rung in rungs if rung.role == role.id and rung.fork):
        parts = []
        for name in fork.to:
            found = catalogue.role(name)
            title = found.title if found else fork.titles.get(name)
            aside = found.id if found else word("named", lang)
            shown = say(title, lang) if title else name
            parts.append(_("{name} ({id})", name=shown, id=aside))
        yield _named(word("fork", lang).format(year=fork.year), _(", ").join(parts))


def _named(name: str, text: str) -> str:
    return _("{name}: {text}", name=name, text=text)


def print_all(console: Console, parts: Iterator[RenderableType]) -> None:
    """Print the parts of a page one below the other.

    Parameters
    ----------
    console
        Where it is printed.
    parts
        What rich can print; read once.
    """
    for part in parts:
        console.print(part)


def _facts(levels: Sequence[LibraryLevel], lang: Language) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    keys = ["level", "years", "leads", "band"] + (
        ["stages"] if any(level.stages for level in levels) else []
    )
    for key in keys:
        table.add_column(word(key, lang), overflow="fold")
    for level in levels:
        row = [
            say(level.title, lang),
            range_text(level.years, lang),
            range_text(level.leads, lang),
            band_text(level.band, lang),
        ]
        table.add_row(*row, *([stages_text(level.stages, lang)] if "stages" in keys else []))
    return table


def _places(bands: Sequence[Band], lang: Language) -> list[str]:
    places = dict.fromkeys(
        place_text(band.place, band.as_of, lang) + assumed_text(band.assumed, lang)
        for band in bands
    )
    return (
        [f"{word('band', lang)}: {('；' if lang is Language.ZH else '; ').join(places)}"]
        if places
        else []
    )


def _responsibilities(dimension: Dimension, lang: Language) -> Iterator[RenderableType]:
    for line in dimension.responsibilities:
        bullet = Table.grid(padding=(0, 1))
        bullet.add_column()
        bullet.add_column(overflow="fold")
        bullet.add_row("  •", say(line, lang))
        yield bullet


def _asked(
    catalogue: Catalogue,
    dimension: Dimension,
    level: LibraryLevel,
    scale: ProficiencyScale,
    lang: Language,
) -> RenderableType:
    lines: list[RenderableType] = []
    for number in (5, 4, 3, 2, 1):
        names = [
            _skill_name(catalogue, skill, lang)
            for skill in dimension.skills
            if level.skills.get(skill, 0) == number
        ]
        if names:
            grid = Table.grid(padding=(0, 1))
            grid.add_column(style="bold", no_wrap=True, min_width=22)
            grid.add_column(ratio=1, overflow="fold")
            grid.add_row(
                f"{number} {say(scale.name(number), lang)}",
                ("、" if lang is Language.ZH else ", ").join(names),
            )
            lines.append(grid)
    return Padding(Group(*lines), (0, 0, 0, 2))


def _matrix(
    catalogue: Catalogue, dimension: Dimension, levels: Sequence[LibraryLevel], lang: Language
) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(word("skill", lang), overflow="fold")
    for level in levels:
        table.add_column(say(level.title, lang), justify="right", overflow="fold", max_width=12)
    for skill in dimension.skills:
        table.add_row(
            _skill_name(catalogue, skill, lang),
            *(str(level.skills.get(skill, "")) for level in levels),
        )
    return table


def _skill_name(catalogue: Catalogue, skill: str, lang: Language) -> str:
    found = catalogue.skill(skill)
    return say(found.name, lang) if found else skill
