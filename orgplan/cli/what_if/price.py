"""`orgplan price`: what needs, rules, caps and budget lines cost, each by another plan."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from orgplan import api
from orgplan.analysis.counterfactual.differences import SAME
from orgplan.analysis.counterfactual.price import Price, priceable, prices
from orgplan.errors import BadArgument, UnknownName
from orgplan.language import _, in_a_row, with_values
from orgplan.report.what_if_objects import PricesObject

from ..explain import against
from ..library.catalogue import WRONG_USAGE, Models, fail
from ..shared.language import InLanguage
from ..shared.outputs import (
    ForEachSearch,
    JsonFile,
    Overwrite,
    PlanWorkbook,
    Quiet,
    Searches,
    ensure_outputs,
    screen,
    write_json,
)
from ..shared.progress import of_searches, progress

Priceable = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="id",
        help="Ids of needs, rules, budget lines, teams, roles or courses; all if left out.",
    ),
]
PricedOption = Annotated[
    list[str] | None,
    typer.Option(help="The same, an id each time."),
]
By = Annotated[
    float | None,
    typer.Option(
        help=(
            "How much more, or less where negative; one less of a need, one more of a cap, 1 % more"
            " of a budget line if left out."
        ),
    ),
]


def price(
    workbook: PlanWorkbook,
    named: Priceable = None,
    of: PricedOption = None,
    by: By = None,
    time_limit: ForEachSearch = 30.0,
    processes: Searches = 1,
    json_file: JsonFile = None,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Show what a need, a rule, a cap or a budget line costs: one unit less or more, planned
    again.
    """
    ensure_outputs([json_file], [workbook], overwrite)
    planned = api.reopen(workbook, models or ())
    chosen = (*(named or ()), *(of or ()))
    number = 1 + len(chosen or tuple(priceable(planned.org)))
    with progress(of_searches(time_limit, number, processes), quiet=quiet) as show:
        try:
            found = prices(
                planned.assessment,
                chosen,
                by,
                time_limit=time_limit,
                processes=processes,
                on_progress=show,
            )
        except UnknownName as error:
            none = _("There is nothing called {name} that could be priced.", name=error.name)
            fail(in_a_row((none, error.hint)), WRONG_USAGE)
        except BadArgument as error:
            sentence = _(
                "{argument} is not possible; expected {expected}",
                argument=error.found,
                expected=error.expected,
            )
            fail(sentence, WRONG_USAGE)
    if json_file is not None:
        write_json(json_file, PricesObject.plain_of({"prices": found}))
    if not quiet:
        _print(screen(json_file), found, planned.org.currency)


def _print(console: Console, found: Sequence[Price], currency: str) -> None:
    """Each change that matters, and all others in one line."""
    idle = [one for one in found if changes_nothing(one)]
    for one in found:
        if one not in idle:
            print_price(console, one, currency)
    if idle:
        what = _("; ").join(one.change for one in idle)
        console.print(
            _("Nothing changes, and no money is saved, with: {what}", what=what), soft_wrap=True
        )


def print_price(console: Console, one: Price, currency: str) -> None:
    """One change, and what the best plan with it costs, moves and leaves open.

    Parameters
    ----------
    console
        Where it is printed.
    one
        A change, planned again.
    currency
        Code of the plan currency.
    """
    console.print(one.change[:1].upper() + one.change[1:], style="bold", soft_wrap=True)
    for line in price_lines(one, currency):
        console.print(f"  {line}", soft_wrap=True)


def changes_nothing(one: Price) -> bool:
    """Whether the best plan with a change is as good, does the same and leaves the same open.

    Parameters
    ----------
    one
        A change, planned again.

    Returns
    -------
    bool
        ``False`` where that is not proven, or no plan was found.
    """
    moved = one.opens or one.closes or one.adds or one.drops
    return one.proven and one.minimised is not None and not moved and abs(one.minimised) < SAME


def price_lines(one: Price, currency: str) -> list[str]:
    """What a change does, in sentences.

    Parameters
    ----------
    one
        A change, planned again.
    currency
        Code of the plan currency.

    Returns
    -------
    list[str]
        In the language of the run; without a plan, the ways out.
    """
    if one.cost is None or one.minimised is None:
        return [_("No plan is possible then, or none was found in time."), *one.ways_out]
    sentence = _(
        "The best plan then costs {horizon} over the horizon, and {all} with the time after it.",
        horizon=against(one.cost, currency),
        all=against(one.minimised, currency),
    )
    if max(abs(one.cost), abs(one.minimised)) < SAME:
        sentence = _("The best plan then costs the same.")
    proof = "" if one.proven else _(" (not proven: a search stopped at its limit)")
    lines = [sentence + proof]
    for template, items in (
        (_("It misses more of: {line}"), one.opens),
        (_("It misses less of: {line}"), one.closes),
        (_("It adds: {line}"), one.adds),
        (_("It does without: {line}"), one.drops),
    ):
        if items:
            lines.append(with_values(template, line=_("; ").join(items)))
    return lines
