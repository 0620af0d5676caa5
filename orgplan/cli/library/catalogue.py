"""What the `roles` and `rules` commands share: loading, failing, and how figures are written."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rapidfuzz import process, utils
from rich.console import Console

from orgplan.domain import Band, Catalogue, Range, Text
from orgplan.language import _, choose, current, ngettext
from orgplan.library import BadModel, load_catalogue

from ..shared.language import Language as Language
from ..shared.language import asked

WRONG_USAGE = 2
BAD_INPUT = 3


Models = Annotated[
    list[Path] | None,
    typer.Option("--models", help="Folder of your own models; repeat for more, the last one wins."),
]


def _spoken(context: typer.Context, language: Language) -> Language:
    """The language that was asked for, else that of the environment."""
    source = context.get_parameter_source("lang")
    if source is not None and source.name == "DEFAULT":
        choose(None)
        return Language(current())
    asked(language)
    return language


Lang = Annotated[
    Language,
    typer.Option(
        "--lang", callback=_spoken, is_eager=True, help="Language of what is written and printed."
    ),
]


def console() -> Console:
    """A console as wide as the terminal, or 80 columns when piped."""
    return Console(highlight=False)


def fail(message: str, code: int) -> NoReturn:
    """Say what is wrong on stderr and leave.

    Parameters
    ----------
    message
        A sentence or several lines.
    code
        Exit code of the command.

    Raises
    ------
    typer.Exit
        Always.
    """
    typer.echo(message, err=True)
    raise typer.Exit(code)


def catalogue_of(models: list[Path] | None) -> Catalogue:
    """The catalogue with the user's folders over it; faults of files are listed and end the
    command.

    Parameters
    ----------
    models
        Folders with models of the user's own; ``None`` or none is the shipped library.

    Returns
    -------
    Catalogue
        The library with what the folders add and replace by id.

    Raises
    ------
    typer.Exit
        With :data:`BAD_INPUT` where a file has a fault.
    """
    try:
        return load_catalogue(models or ())
    except BadModel as error:
        fail_of_models(error)


def fail_of_models(error: BadModel) -> NoReturn:
    """List the faults of model files and leave.

    Parameters
    ----------
    error
        Every fault of every file.

    Raises
    ------
    typer.Exit
        Always, with :data:`BAD_INPUT`.
    """
    count = len(error.faults)
    fail(
        ngettext(
            "{n} fault in the model files:\n{error}",
            "{n} faults in the model files:\n{error}",
            count,
            error=error,
        ),
        BAD_INPUT,
    )


def unknown(kind: str, name: str, known: Iterable[str]) -> NoReturn:
    """Leave with the nearest names.

    Parameters
    ----------
    kind
        What was looked for, in English: it is translated here.
    name
        What was typed.
    known
        Spellings that would have done, doubles among them; three at most are proposed, all where
        none is near.

    Raises
    ------
    typer.Exit
        Always, with :data:`WRONG_USAGE`.
    """
    spellings = list(dict.fromkeys(known))
    near = process.extract(
        name, spellings, limit=3, score_cutoff=60, processor=utils.default_process
    )
    hint = (
        _("Did you mean {join}?", join=_(", ").join(match[0] for match in near))
        if near
        else _("Known spellings: {spellings}.", spellings=_(", ").join(spellings))
    )
    fail(_("There is no {kind} `{name}`. {hint}", kind=_(kind), name=name, hint=hint), WRONG_USAGE)


def say(text: Text, lang: Language) -> str:
    """A text in one language.

    Parameters
    ----------
    text
        A text of the library in both languages.
    lang
        Language of the page, which need not be that of the run.

    Returns
    -------
    str
        As it stands in the library.
    """
    return text.zh if lang is Language.ZH else text.en


def range_text(bounds: Range | None, lang: Language) -> str:
    """``5–30``, ``100–300+``, ``8+``, ``up to 50``, or a dash.

    Parameters
    ----------
    bounds
        Both ends inclusive; an end of ``None`` is open, ``None`` for all is not stated.
    lang
        Language of the page.

    Returns
    -------
    str
        In the unit of the range, which the header names.

    Examples
    --------
    >>> range_text(Range(min=5, max=30), Language.EN), range_text(None, Language.EN)
    ('5–30', '–')
    """
    if bounds is None or (bounds.min is None and bounds.max is None):
        return "–"
    if bounds.max is None:
        return f"{bounds.min:g}+"
    if bounds.min is None:
        return f"{bounds.max:g} 以内" if lang is Language.ZH else _("up to {max:g}", max=bounds.max)
    return f"{_span(bounds.min, bounds.max)}{'+' if bounds.open else ''}"


def band_text(band: Band | None, lang: Language) -> str:
    """``CNY 30–45K a month``, with an asterisk where the month is assumed.

    Parameters
    ----------
    band
        Pay as the source states it, a month or a year; ``None`` where it states none.
    lang
        Language of the page.

    Returns
    -------
    str
        One line, for a cell of a table.
    """
    if band is None:
        return "–"
    figures = f"{band.min:g}" if band.max is None else _span(band.min, band.max)
    unit = "K" if band.unit == "thousand" else ""
    more = "+" if band.max is None or band.open else ""
    period = {"month": "月", "year": "年"}[band.period] if lang is Language.ZH else band.period
    return f"{band.currency} {figures}{unit}{more}/{period}{'*' if band.assumed_monthly else ''}"


def _span(low: float, high: float) -> str:
    """Two figures with a dash between, once where they are one.

    Examples
    --------
    >>> _span(5, 30), _span(5, 5)
    ('5–30', '5')
    """
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"
