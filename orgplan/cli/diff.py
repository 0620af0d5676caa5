"""`orgplan diff`: what changed between two plan workbooks."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from orgplan import api
from orgplan.excel.read import fold
from orgplan.language import N_, _, heading, ngettext
from orgplan.report.diff.actions import MOVED, as_text
from orgplan.report.diff.plans import ENDING, GAP, GOAL, Difference
from orgplan.report.headline import goal_in_words
from orgplan.report.optimality import ENDINGS
from orgplan.report.results.table import Field, Record
from orgplan.schema.columns import InputColumn
from orgplan.schema.inputs import SETTINGS, SHEET_OF
from orgplan.schema.settings import SETTING_OF

from .library.catalogue import Models
from .shared.compared import DIFFERENT, trouble
from .shared.language import InLanguage
from .shared.outputs import Overwrite, ensure_outputs, screen, write_json

MOST_ROWS = 40
_BETWEEN = 2  # signs between two columns
_WORD = re.compile(r"[^\s\u2e80-\uffef]+|[\u2e80-\uffef]")  # Chinese breaks at any sign
MOVED_IN_TIME = N_("moved in time")
WORDS = ("total", "category")  # by what cost is distinguished in words of the house, not in names
TITLES = {
    "actions": N_("Actions"),
    "money": N_("Money"),
    "coverage": N_("Coverage, rules and limits"),
    "inputs": N_("Inputs"),
}


def diff(
    before: Annotated[
        Path, typer.Argument(metavar="A", help="Plan workbook before.", readable=False)
    ],
    after: Annotated[
        Path, typer.Argument(metavar="B", help="Plan workbook after.", readable=False)
    ],
    json_file: Annotated[
        Path | None,
        typer.Option(
            "--json", help="Also write the differences as one JSON object; - is standard output."
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Print nothing; the exit code tells the result.")
    ] = False,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
) -> None:
    """Show what changed between two plans: headline, actions, money, coverage, inputs.

    Exit code 0 the same, 1 different, 2 trouble.
    """
    with trouble():
        ensure_outputs([json_file], [before, after], overwrite)
        found = api.diff(before, after, models=models or ())
        if json_file is not None:
            write_json(json_file, found.as_json())
        if not quiet:
            print_difference(screen(json_file), found)
    if not found.same:
        raise typer.Exit(DIFFERENT)


def print_difference(console: Console, found: Difference) -> None:
    """All of it on the screen; of long lists the first rows.

    Parameters
    ----------
    console
        Where it is printed; standard error where JSON goes to standard output.
    found
        Two plans, compared.
    """
    if found.same:
        console.print(
            _("{before} and {after} are the same plan.", before=found.before, after=found.after),
            soft_wrap=True,
        )
        return
    for note in found.notes:
        console.print(_("Note: {note}", note=note), soft_wrap=True)
    _print(
        console,
        ("", *_names(found.before, found.after), N_("change")),
        [_headline(row) for row in found.records["headline"]],
    )
    for section, title in TITLES.items():
        rows = found.records[section]
        console.print(
            "\n"
            + (
                ngettext("{title}: {n} change", "{title}: {n} changes", len(rows), title=_(title))
                if rows
                else _("{title}: no changes", title=_(title))
            )
        )
        show = {"actions": _action, "money": _money, "coverage": _coverage, "inputs": _input}[
            section
        ]
        _print(console, HEADERS[section], [show(row) for row in rows[:MOST_ROWS]])
        if len(rows) > MOST_ROWS:
            console.print(_("… and {rows} more; --json writes all", rows=len(rows) - MOST_ROWS))


def _names(*paths: str) -> tuple[str, ...]:
    """Names of files where they differ, since a path is broken anywhere in a narrow column."""
    names = tuple(Path(path).name for path in paths)
    return names if len(set(names)) == len(paths) else paths


HEADERS = {
    "actions": ("", N_("what"), N_("team"), N_("before"), N_("after"), N_("cost"), N_("details")),
    "money": (N_("cost by"), "", "before", "after", "change"),
    "coverage": ("", "", "what", "before", "after"),
    "inputs": (N_("sheet"), "what", "", N_("field"), "before", "after"),
}


def _print(console: Console, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if rows:
        table = Table(box=None, pad_edge=False)
        shown = [_(header) for header in headers]
        widths = _widths(console.width, [shown, *rows])
        for header, width in zip(shown, widths, strict=True):
            table.add_column(header, overflow="fold", width=width)
        for row in rows:
            table.add_row(*row)
        console.print(table)


def _widths(room: int, rows: Sequence[Sequence[str]]) -> list[int | None]:
    """Widths at which no word and no date is broken; left open where the screen is too narrow."""
    columns = [[cell_len(cell) for cell in column] for column in zip(*rows, strict=True)]
    widths = [
        max(cell_len(word) for cell in column for word in ("", *_WORD.findall(cell)))
        for column in zip(*rows, strict=True)
    ]
    spare = room - sum(widths) - _BETWEEN * (len(widths) - 1)
    if spare < 0:
        return [None] * len(widths)
    for _sign in range(spare):
        narrow = [place for place, column in enumerate(columns) if widths[place] < max(column)]
        if narrow:
            widths[min(narrow, key=widths.__getitem__)] += 1
    return list(widths)


def _headline(row: Record) -> tuple[str, ...]:
    pair = [_words_of(str(row["what"]), row[side]) for side in ("before", "after")]
    head, _colon, kind = str(row["what"]).partition(": ")
    what = _("{what}: {of}", what=_(head), of=_(kind)) if kind else _(head)
    if head == GAP:
        what = _("largest proven gap of a goal")
    return what, *pair, "" if head == GAP else _signed(row["change"])


def _words_of(what: str, content: Field) -> str:
    """A figure or a word of the headline."""
    if what == ENDING:
        return _(_ending(content))
    if what == GAP and content is not None:
        share = float(str(content))
        return f"{share:.2%}" if share < 1 else _("one goal without proof")
    return goal_in_words(str(content)) if what == GOAL else _(_amount(content))


def _ending(content: Field) -> str:
    """How a search ended, in words; that a plan was changed by hand is a word already."""
    endings = {status.value: words for status, words in ENDINGS.items()}
    return endings.get(str(content), str(content))


def _action(row: Record) -> tuple[str, ...]:
    cost = float(str(row["cost_after"])) - float(str(row["cost_before"]))
    return (
        _(MOVED_IN_TIME if row["change"] == MOVED else str(row["change"])), str(row["action"]),
        str(row["team"]), as_text(row["before"]), as_text(row["after"]), _signed(round(cost, 2)),
        str(row["details"]),
    )  # fmt: skip


def _money(row: Record) -> tuple[str, ...]:
    return (
        _(str(row["by"])),
        _(str(row["name"])) if row["by"] in WORDS else str(row["name"]),
        _amount(row["before"]),
        _amount(row["after"]),
        _signed(row["change"]),
    )


def _coverage(row: Record) -> tuple[str, ...]:
    return (
        _(str(row["change"])),
        _(str(row["strength"])),
        str(row["requirement"]),
        _(str(row["before"])),
        _(str(row["after"])),
    )


def _input(row: Record) -> tuple[str, ...]:
    spec = SHEET_OF.get(str(row["sheet"]))
    is_goal = spec is SETTINGS and row["item"] == GOAL
    column = next((one for one in spec or () if row["field"] in (one.key, one.field)), None)
    return (
        spec.shown if spec else str(row["sheet"]),
        _setting(str(row["item"])) if spec is SETTINGS else str(row["item"]),
        _(str(row["change"])),
        heading(column.shown) if column else _(str(row["field"])),
        *(
            goal_in_words(as_text(row[side])) if is_goal else _word(column, row[side])
            for side in ("before", "after")
        ),
    )


def _setting(key: str) -> str:
    """A setting as the sheet Settings calls it."""
    setting = SETTING_OF.get(fold(key))
    return setting.shown if setting else _(key)


def _word(column: InputColumn | None, content: Field) -> str:
    """A value as it is shown; one of the words that a column allows is translated, names stay."""
    text = as_text(content)
    return _(text) if column is not None and text in column.choices else text


def _amount(content: Field) -> str:
    return f"{content:,.2f}" if isinstance(content, float) else as_text(content)


def _signed(change: Field) -> str:
    """A change with its sign, to the cent where it has any; blank where there is none.

    Examples
    --------
    >>> _signed(1200.0), _signed(-0.5), _signed(0)
    ('+1,200', '-0.50', '')
    """
    if not isinstance(change, int | float) or change == 0:
        return ""
    return f"{change:+,.0f}" if change == int(change) else f"{change:+,.2f}"
