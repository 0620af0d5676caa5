"""`orgplan page`: the plan as one file for a browser."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from orgplan import api
from orgplan.excel.write.saving import replaced_whole
from orgplan.language import _
from orgplan.report.optimality import how_it_ended
from orgplan.report.page import ComparedPlan, Steps, as_page
from orgplan.report.sheets.trade_offs import has_steps_alone, read_steps
from orgplan.results import Result

from .library.catalogue import WRONG_USAGE, Models, fail
from .shared.language import InLanguage
from .shared.outputs import Overwrite, ensure_outputs, progress_bar


def page(
    workbooks: Annotated[
        list[Path],
        typer.Argument(
            help="Plan workbook; of several, the first is shown and the others beside it. One of"
            " `orgplan frontier` adds its slider."
        ),
    ],
    out: Annotated[Path | None, typer.Option(help="HTML file to write.")] = None,
    redact: Annotated[bool, typer.Option("--redact", help="Without names and pay.")] = False,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
) -> None:
    """Write a plan as one self-contained page: hires with reasons, coverage, cost, headcount and
    org chart; several plans beside each other.

    It fetches nothing.
    """
    ensure_outputs([out], workbooks, overwrite)
    frontiers = [book for book in workbooks if has_steps_alone(book)]
    books = [book for book in workbooks if book not in frontiers]
    if not books:
        fail(
            _(
                "{file} shows what money buys, and holds no plan. Name the plan first:"
                " orgplan page my_plan.xlsx {file}",
                file=frontiers[0],
            ),
            WRONG_USAGE,
        )
    first = books[0]
    target = out or first.with_suffix(".html")
    if out is None:
        ensure_outputs([target], workbooks, overwrite)
    with progress_bar(_("drawing the page"), None, quiet=False):
        shown = {book: _opened(book, redact, models or ()) for book in reversed(books)}
        # What they buy names people.
        steps = () if redact else read_steps((*frontiers, first)[0])
        alone = len({book.stem for book in shown}) == len(shown)
        plans = [
            ComparedPlan(
                book.stem if alone else str(book),
                "",
                how_it_ended(one.run, one.org),
                one.assessment,
            )
            for book, one in reversed(shown.items())
        ]
        write_page(shown[first], target, steps, plans)
    typer.echo(_("Wrote {target}", target=target))


def write_page(
    planned: Result, target: Path, steps: Steps = (), plans: Sequence[ComparedPlan] = ()
) -> None:
    """Write the page of a plan, whole or not at all.

    Parameters
    ----------
    planned
        The plan of the page; a redacted one gives a page without names.
    target
        HTML file; what is there is replaced.
    steps
        Break points for the chart of what money buys; none leaves it out.
    plans
        Plans to set beside it, itself among them; fewer than two are no comparison.
    """
    with replaced_whole(target) as draft:
        draft.write_text(as_page(planned.assessment, planned.run, steps, plans), encoding="utf-8")


def _opened(book: Path, redact: bool, models: Sequence[Path]) -> Result:
    planned = api.reopen(book, models)
    return api.redact(planned) if redact else planned
