"""`orgplan explain`: why each action is in a plan, proven by the best plan without it."""

from typing import Annotated

import typer
from rich.console import Console

from orgplan import api
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.counterfactual.differences import SAME
from orgplan.analysis.counterfactual.explain import Reason
from orgplan.analysis.counterfactual.explain import explain as explained
from orgplan.analysis.counterfactual.train_or_hire import train_or_hire
from orgplan.domain import NeedKind
from orgplan.errors import UnknownName
from orgplan.language import _, in_a_row, with_values
from orgplan.report.what_if_objects import ExplainedObject, ReasonObject

from .library.catalogue import WRONG_USAGE, Models, fail
from .shared.language import InLanguage
from .shared.outputs import (
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
from .shared.progress import of_searches, progress

WAYS = 3  # searches for a need: as it is, without courses, without hires

ActionIds = Annotated[
    list[str] | None,
    typer.Argument(metavar="id", help="Ids of actions, such as H-001; all if left out."),
]
Actions = Annotated[
    list[str] | None,
    typer.Option(help="The same, an id each time."),
]
OneNeed = Annotated[
    str | None,
    typer.Option(
        help=(
            "Only actions that serve this need, such as N-003, and what it costs to meet it without"
            " training and without hiring."
        ),
    ),
]


def explain(
    workbook: PlanWorkbook,
    named: ActionIds = None,
    action: Actions = None,
    need: OneNeed = None,
    time_limit: ForEachSearch = 30.0,
    processes: Searches = 1,
    json_file: JsonFile = None,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Say why actions are in a plan: each is taken away, and the best plan without it is
    searched.
    """
    ensure_outputs([json_file], [workbook], overwrite)
    planned = api.reopen(workbook, models or ())
    chosen = [*(named or ()), *(action or ())]
    if need is not None:
        serving = _actions_serving(planned.assessment, need)
        chosen = [name for name in serving if not chosen or name in chosen]
    of_need = planned.org.need.get(need or "")
    by_need = of_need is not None and of_need.kind is not NeedKind.STAFF
    number = 1 + len(chosen or planned.plan.actions) + (WAYS if by_need else 0)
    with progress(of_searches(time_limit, number, processes), quiet=quiet) as show:
        try:
            reasons = explained(
                planned.assessment,
                chosen,
                time_limit=time_limit,
                processes=processes,
                on_progress=show,
            )
        except UnknownName as error:
            none = _("This plan has no action {name}.", name=error.name)
            fail(in_a_row((none, error.hint)), WRONG_USAGE)
        ways: tuple[Reason, ...] = ()
        if need is not None and by_need:
            ways = train_or_hire(planned.assessment, need, time_limit=time_limit, on_progress=show)
    if json_file is not None:
        causes, closed = (tuple(map(ReasonObject.of, some)) for some in (reasons, ways))
        write_json(
            json_file, ExplainedObject.plain_of({"reasons": causes, "train_or_hire": closed})
        )
    if not quiet:
        console = screen(json_file)
        for reason in (*reasons, *ways):
            print_reason(console, reason, planned.org.currency)


def _actions_serving(assessment: Assessment, need: str) -> list[str]:
    """Actions that serve a need; leaves where none does."""
    serving = [
        name
        for name, losses in assessment.losses.items()
        if any(loss.serves == need for loss in losses)
    ]
    if not serving:
        fail(_("No action of this plan serves {need!r}.", need=need), WRONG_USAGE)
    return serving


def print_reason(console: Console, reason: Reason, currency: str) -> None:
    """One action: what it serves, and the best plan without it.

    Parameters
    ----------
    console
        Where it is printed.
    reason
        With or without a search.
    currency
        Code of the plan currency.
    """
    sentence = _("{name}: {text}", name=reason.action, text=reason.what)
    console.print(sentence, style="bold", soft_wrap=True)
    for sentence in reason.serves:
        console.print(_("  serves {sentence}", sentence=sentence), soft_wrap=True)
    if not reason.searched:
        return
    if reason.cost is None:
        console.print(_("  Without it no plan is possible:"), soft_wrap=True)
        for line in reason.ways_out:
            console.print(f"  {line}", soft_wrap=True)
        return
    money = _(
        "costs {against} over the horizon and the time after it",
        against=against(reason.cost, currency),
    )
    if reason.horizon is not None and abs(reason.horizon - reason.cost) >= SAME:
        money += _(" ({against} over the horizon alone)", against=against(reason.horizon, currency))
    proof = "" if reason.proven else _(" (not proven: a search stopped at its limit)")
    kind = _("An equally good plan without it") if reason.tie else _("The best plan without it")
    console.print(
        _("  {kind} {money}{proof}.", kind=kind, money=money, proof=proof), soft_wrap=True
    )
    for template, items in (
        (_("  It leaves more open: {line}"), reason.more_short),
        (_("  Instead: {line}"), reason.instead),
        (_("  It also drops: {line}"), reason.spared),
    ):
        if items:
            console.print(with_values(template, line=_("; ").join(items)), soft_wrap=True)


def against(cost: float, currency: str) -> str:
    """A difference in money in words.

    Parameters
    ----------
    cost
        Plan currency; below :data:`orgplan.analysis.counterfactual.search.SAME` in size it is no
        difference.
    currency
        Code of the plan currency.

    Returns
    -------
    str
        Without a sign, for the middle of a sentence.

    Examples
    --------
    >>> against(-1200.0, "EUR"), against(0.001, "EUR")
    ('1,200.00 EUR less', 'the same')
    """
    if abs(cost) < SAME:
        return _("the same")
    sentence = (
        _("{amount:,.2f} {currency} more") if cost > 0 else _("{amount:,.2f} {currency} less")
    )
    return with_values(sentence, amount=abs(cost), currency=currency)
