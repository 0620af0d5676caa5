"""The language of a command: `--lang`, else the workbook's; of help and wrong usage, the
environment's.
"""

import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from orgplan.language import SOURCE, _, choose, current, speak

from .usage import speak_of_choices, speak_usage

FLAG, VARIABLE = "--lang", "ORGPLAN_LANG"


class Language(StrEnum):
    """Languages that can be asked for."""

    EN = "en"
    ZH = "zh"


def asked(language: Language | None) -> Language | None:
    """Use the language that was asked for.

    Parameters
    ----------
    language
        What ``--lang`` says; ``None`` leaves that of the workbook or the environment.

    Returns
    -------
    Language or None
        The same, as a callback of an option has to return it.
    """
    if language is not None:
        choose(language.value)
    return language


InLanguage = Annotated[
    Language | None,
    typer.Option(
        FLAG,
        callback=asked,
        is_eager=True,
        help="Language of everything that is written and printed; that of the workbook by default.",
    ),
]


def listen(arguments: Sequence[str]) -> None:
    """Use the language that the arguments or the environment ask for, until a workbook says
    another.

    Parameters
    ----------
    arguments
        Of the command line, without the name of the program. They are read here before typer does,
        so that its own messages are in that language too.
    """
    spoken = os.environ.get(VARIABLE) or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    speak(spoken.replace("-", "_").partition("_")[0].lower())
    for place, argument in enumerate(arguments):
        flag, equals, value = argument.partition("=")
        if flag == FLAG:
            choose(value if equals else next(iter(arguments[place + 1 :]), None))


def command_line(app: typer.Typer) -> TyperGroup:
    """The commands of an app, with their help in the language of the run.

    Parameters
    ----------
    app
        Its help is in English.

    Returns
    -------
    TyperGroup
        Commands below commands are translated too.
    """
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    speak_of_choices()
    if current() != SOURCE:
        speak_usage()
    for one in _every(command):
        one.help = one.help and _(_unwrapped(one.help))
    return command


def texts_of_help(app: typer.Typer) -> tuple[str, ...]:
    """Every text of the help of a command line, for catalogues.

    Parameters
    ----------
    app
        Read as it is declared, before any translation.

    Returns
    -------
    tuple[str, ...]
        Each once, of commands, options and arguments.
    """
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    return tuple(dict.fromkeys(_unwrapped(one.help) for one in _every(command) if one.help))


def _unwrapped(text: str) -> str:
    """A text of the help, each paragraph on one line: where code breaks it, catalogues do not."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


Helped = TyperCommand | TyperGroup | TyperOption | TyperArgument


def _every(command: TyperCommand | TyperGroup) -> Iterator[Helped]:
    """A command with its options and subcommands."""
    yield command
    for parameter in command.params:
        if isinstance(parameter, TyperOption | TyperArgument):
            yield parameter
    if isinstance(command, TyperGroup):
        for one in command.commands.values():
            if isinstance(one, TyperCommand | TyperGroup):
                yield from _every(one)
