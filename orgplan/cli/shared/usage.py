"""What the command line's library says itself (usage, panels, wrong usage), in the language of the
run.
"""

import re

from rich.highlighter import RegexHighlighter
from rich.text import Text
from typer import rich_utils

from orgplan.language import N_, SOURCE, _, current

# Of a choice the library says "Value error", which nobody understands in English either.
CHOICES = (
    re.compile(
        r"Invalid value for (?P<rest>'.*?'): (?:Value error, )?(?P<found>'.*?') is not one of"
        r" (?P<known>.+)\."
    ),
    N_("{rest} cannot be {found}. Possible: {near}."),
)
SENTENCES = (
    CHOICES,
    *(
        (re.compile(pattern), sentence)
        for pattern, sentence in (
            (r"Usage: (?P<rest>.*)", N_("Usage: {rest}")),
            (r"No such option: (?P<rest>\S+)", N_("No such option: {rest}")),
            (
                (
                    r"No such option: (?P<rest>\S+) (\(Possible options: (?P<known>.+)\)|"
                    r"Did you mean (?P<near>.+)\?)"
                ),
                N_("No such option: {rest}. Did you mean {near}?"),
            ),
            (r"No such command (?P<rest>'.*?')\.", N_("No such command {rest}.")),
            (
                r"No such command (?P<rest>'.*?')\. Did you mean (?P<near>.+)\?",
                N_("No such command {rest}. Did you mean {near}?"),
            ),
            (r"Missing argument (?P<rest>'.*?')\.", N_("{rest} is missing.")),
            (r"Missing option (?P<rest>'.*?')\..*", N_("{rest} is missing.")),
            (r"Missing command\.", N_("A command is missing.")),
            (r"Option (?P<rest>'.*?') requires an argument\.", N_("{rest} needs a value.")),
            (
                r"Got unexpected extra argument(?:s|\(s\))? \((?P<rest>.*)\)",
                N_("Not expected: {rest}."),
            ),
            (r"Invalid value for (?P<rest>'.*'): .*", N_("{rest} cannot take this value.")),
            (r"Show this message and exit\.", N_("Show this help.")),
        )
    ),
)
PLACES = (("[OPTIONS]", N_("[options]")), ("COMMAND [ARGS]...", N_("command …")))


TYPES = {  # what options take, as the library calls it
    "path": N_("<file>"),
    "list[Path]": N_("<files>"),
    "str": N_("<text>"),
    "list[str]": N_("<texts>"),
    "int": N_("<whole number>"),
    "int range": N_("<whole number>"),
    "float": N_("<number>"),
    "float range": N_("<number>"),
    "bool": N_("<yes or no>"),
}


def shown(text: str) -> str:
    """A sentence of the library in the language of the run, with its details; others stay as they
    are.

    Parameters
    ----------
    text
        What typer or click says of a wrong command line, in English.

    Returns
    -------
    str
        On one line where it was translated, else unchanged.
    """
    plain = " ".join(text.split())
    for pattern, sentence in (CHOICES,) if current() == SOURCE else SENTENCES:
        if found := pattern.fullmatch(plain):
            groups = found.groupdict()
            near = groups.get("near") or groups.get("known") or ""
            words = _(sentence).format(
                rest=_quoted(groups.get("rest", "")),
                found=_quoted(groups.get("found", "")),
                near=_quoted(near),
            )
            for place, word in PLACES:
                words = words.replace(place, _(word))
            return words
    return text


def _quoted(text: str) -> str:
    """What was typed, in the quotation marks of the language of the run."""
    return re.sub(r"'(.*?)'", lambda found: _("'{text}'", text=found[1]), text)


class _Highlighter(rich_utils.OptionHighlighter):
    """Colours options as the library does, and puts its sentences into the language of the run;
    text without spaces is folded, not cut off.
    """

    def __call__(self, text: str | Text) -> Text:
        if isinstance(text, str):
            return super().__call__(shown(text))
        translated = shown(text.plain)
        rendered = super().__call__(
            text if translated == text.plain else Text(translated, style=text.style)
        )
        rendered.overflow = "fold"
        return rendered


class _TypesHighlighter(RegexHighlighter):
    """Puts what options take into the language of the run; ranges and choices stay."""

    def __call__(self, text: str | Text) -> Text:
        plain, style = (text, "") if isinstance(text, str) else (text.plain, text.style)
        text = re.sub(r"<([\w\[\] ]+)>", lambda found: _(TYPES.get(found[1], found[0])), plain)
        return super().__call__(Text(text, style=style, overflow="fold"))


def speak_of_choices() -> None:
    """From here on, the sentences of the library pass through :func:`shown`."""
    rich_utils.highlighter = _Highlighter()


def speak_usage() -> None:
    """From here on, usage, panels and wrong usage are in the language of the run."""
    rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = _("Options")
    rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
    rich_utils.ERRORS_PANEL_TITLE = _("Error")
    rich_utils.ABORTED_TEXT = _("Stopped.")
    rich_utils.DEFAULT_STRING = _("[default: {}]")
    rich_utils.REQUIRED_LONG_STRING = _("[required]")
    rich_utils.RICH_HELP = _("Help: [blue]{command_path} {help_option}[/]")
    vars(rich_utils)["types_highlighter"] = _TypesHighlighter()  # older ones have no such name
