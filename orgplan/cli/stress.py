"""`orgplan stress`: how sure a plan is."""

import math
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from orgplan import api
from orgplan.deadline import Deadline
from orgplan.language import N_, _
from orgplan.report.what_if_objects import SimulationObject
from orgplan.study.robust import Robust, robust
from orgplan.study.stress import Simulation, Uncertainty, simulate

from .library.catalogue import Models
from .shared.language import InLanguage
from .shared.outputs import (
    JsonFile,
    Overwrite,
    PlanWorkbook,
    Quiet,
    ensure_outputs,
    progress_bar,
    refuse_other_than_workbook,
    screen,
    seconds_for,
    write_json,
)
from .shared.progress import progress

MOST_ROWS = 12
SURE = 0.9995  # a chance that prints as 100 %


FuturesOption = Annotated[int, typer.Option(min=1, help="How many futures.")]
Seed = Annotated[int, typer.Option(min=0, help="The same seed, the same futures.")]
Attrition = Annotated[float, typer.Option(min=0, max=10, help="Factor on attrition.")]
Acceptance = Annotated[
    float, typer.Option(min=0.01, max=1, help="Chance that an offer is accepted.")
]
Passed = Annotated[
    float, typer.Option(min=0, max=1, help="Chance that a course reaches its level.")
]
Chance = Annotated[
    float | None,
    typer.Option(
        "--robust",
        min=0.5,
        max=0.999,
        help=(
            "Also plan again so that every must is met with this probability, such as 0.9; --out is"
            " then that plan."
        ),
    ),
]
SampleSize = Annotated[int, typer.Option(min=1, help="Futures in the model of --robust.")]
ForRobust = Annotated[float, seconds_for("Seconds for all of --robust.")]
Simulations = Annotated[int, typer.Option(help="Futures simulated in parallel; -1 uses all cores.")]
AlsoWrite = Annotated[
    Path | None,
    typer.Option(help="Also write the plan again, with its risk in a line on Summary."),
]


def stress(
    workbook: PlanWorkbook,
    futures: FuturesOption = 1000,
    seed: Seed = 0,
    attrition: Attrition = 1.0,
    acceptance: Acceptance = 0.8,
    training: Passed = 0.9,
    chance: Chance = None,
    sample: SampleSize = 30,
    time_limit: ForRobust = 120.0,
    processes: Simulations = -1,
    out: AlsoWrite = None,
    json_file: JsonFile = None,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Carry a plan out in many futures: people leave, offers are declined, starts slip, courses
    fail.
    """
    if out is not None:
        refuse_other_than_workbook(out)
    ensure_outputs([out, json_file], [workbook], overwrite)
    planned = api.reopen(workbook, models or ())
    unsure = Uncertainty(attrition=attrition, acceptance=acceptance, training=training)
    with progress_bar(_("{futures} futures", futures=futures), futures, quiet) as show:
        sure = simulate(
            planned, futures, seed, uncertainty=unsure, processes=processes, on_progress=show
        )
    safe, until = None, Deadline(time_limit)
    if chance is not None:
        search = partial(robust, planned.org, chance, sample, seed, uncertainty=unsure)
        with progress(until, quiet=quiet) as hear:
            safe = search(
                confirm=futures,
                time_limit=time_limit,
                processes=processes,
                on_progress=lambda what: hear(what, min(1.0, until.spent / time_limit)),
            )
    if out is not None:
        written, risk = (planned, sure) if safe is None else (safe.result, safe.sure)
        written = replace(written, run=replace(written.run, risk=risk.in_a_line))
        api.save(written, out, overwrite=overwrite)
    if json_file is not None:
        robustly = {} if safe is None else {"robust": robust_object(safe)}
        write_json(json_file, as_object(sure, unsure, seed) | robustly)
    if not quiet:
        _print(screen(json_file), sure, unsure, safe, out)


def _print(
    console: Console, sure: Simulation, unsure: Uncertainty, safe: Robust | None, out: Path | None
) -> None:
    """What the futures say, of the robust plan too where one was asked for, and where the workbook
    is.
    """
    print_simulation(console, sure, unsure)
    if safe is not None:
        print_robust(console, safe)
    if out is not None:
        console.print(_("Wrote {what}", what=out), soft_wrap=True)


def robust_object(safe: Robust) -> dict[str, object]:
    """The robust plan beside the plain one, as JSON has it.

    Parameters
    ----------
    safe
        The robust plan beside the plain one.

    Returns
    -------
    dict[str, object]
        Prices in plan currency, chances as shares.
    """
    return {
        "chance": safe.chance,
        "method": safe.method,
        "asked_futures": safe.asked,
        "sampled_futures": safe.sampled,
        "rounds": safe.rounds,
        "gap": safe.result.gap if math.isfinite(safe.result.gap) else None,
        "price": safe.price,
        "price_in_horizon": safe.price_in_horizon,
        "chance_all_musts_hold": safe.sure.chance,
        "chance_all_musts_hold_plain": safe.plainly_sure.chance,
        "kept": safe.kept,
        "musts": safe.table.to_dict("records"),
        "beyond": dict(safe.beyond),
        "ceiling": None if safe.ceiling is None else asdict(safe.ceiling),
        "reserve": safe.reserve,
    }


def print_robust(console: Console, safe: Robust) -> None:
    """What the promise costs, whether fresh futures bear it out, and the reserve as a choice.

    Parameters
    ----------
    console
        Where it is printed.
    safe
        The robust plan beside the plain one; of musts below the chance :data:`MOST_ROWS` are shown.
    """
    console.print("")
    console.print(
        _(
            "For every must to be met with a probability of {chance:.0%}: {price:+,.2f} {currency}"
            " over the horizon, {all:+,.2f} including the time after it, compared with the original"
            " plan. {reached}",
            chance=safe.chance,
            price=safe.price_in_horizon,
            all=safe.price,
            currency=safe.plain.org.currency,
            reached=safe.reached,
        ),
        soft_wrap=True,
    )
    weak = safe.table[~safe.table["kept"]]
    count = len(safe.sure.futures)
    console.print(
        _(
            "In {count} fresh futures, {kept} of {musts} musts (by period) are met with that"
            " probability, within two standard errors.",
            count=count,
            kept=len(safe.table) - len(weak),
            musts=len(safe.table),
        ),
        soft_wrap=True,
    )
    for row in weak.head(MOST_ROWS).itertuples():
        console.print(
            _(
                "  below that: {robust:.1%} (± {error:.1%}; original plan {plain:.1%}), {period},"
                " {requirement}",
                robust=row.robust,
                error=2 * float(str(row.standard_error)),
                plain=row.plain,
                period=row.period,
                requirement=row.requirement,
            ),
            soft_wrap=True,
        )
    for line in safe.ceiling.lines if safe.ceiling else ():
        console.print(line, soft_wrap=True)
    console.print(safe.reserve, soft_wrap=True)


def as_object(sure: Simulation, unsure: Uncertainty, seed: int) -> dict[str, object]:
    """The simulation as JSON has it.

    Parameters
    ----------
    sure
        The futures in which the plan was carried out.
    unsure, seed
        From which they were drawn, so that the run can be repeated.

    Returns
    -------
    dict[str, object]
        Cost in plan currency, chances as shares.
    """
    whole = {
        "futures": len(sure.futures),
        "seed": seed,
        "uncertainty": unsure.model_dump(mode="json"),
        "chance_all_musts_hold": sure.chance,
        "chance_met_musts_hold": sure.chance_of_the_met,
        "standard_error": sure.standard_error,
        "cost": sure.cost.to_dict(),
        "requirements": sure.table.to_dict("records"),
        "breaks_first": sure.breaks_first.to_dict("records"),
    }
    return SimulationObject.plain_of(whole)


def print_simulation(console: Console, sure: Simulation, unsure: Uncertainty) -> None:
    """What a director asks: how sure, what breaks, what it costs.

    Parameters
    ----------
    console
        Where it is printed.
    sure
        The futures in which the plan was carried out; requirements that hold in :data:`SURE` of
        them or more are not listed.
    unsure
        From which they were drawn: said beside the result.
    """
    _print_chance(console, sure, unsure)
    low, mid, high = (sure.cost[q] for q in ("5 %", "50 %", "95 %"))
    console.print(
        _(
            "Cost over the horizon: median {mid:,.0f} {currency}; {low:,.0f} to {high:,.0f} in nine"
            " futures out of ten.",
            mid=mid,
            currency=sure.currency,
            low=low,
            high=high,
        ),
        soft_wrap=True,
    )
    _print_weak(console, sure)


def _print_chance(console: Console, sure: Simulation, unsure: Uncertainty) -> None:
    """How sure the plan is, and what was assumed of the futures."""
    every = N_(
        "In {chance:.1%} (± {value:.1%}) of {count} futures the plan meets every must in every"
        " period."
    )
    others = N_(
        "In {chance:.1%} (± {value:.1%}) of {count} futures the plan meets every must in every"
        " period, leaving aside what it leaves open itself."
    )
    console.print(
        _(
            others if sure.musts_left_open else every,
            chance=sure.chance_of_the_met,
            value=2 * sure.standard_error,
            count=len(sure.futures),
        ),
        soft_wrap=True,
    )
    on_time = unsure.late[0] / sum(unsure.late)
    console.print(
        _(
            "Assumed: attrition x {attrition:g}, {acceptance:.0%} of offers accepted, {on_time:.0%}"
            " of starts on time, {training:.0%} of courses reach their level, pay of new seats ±"
            " {pay:.0%}.",
            attrition=unsure.attrition,
            acceptance=unsure.acceptance,
            on_time=on_time,
            training=unsure.training,
            pay=unsure.pay,
        ),
        soft_wrap=True,
    )


def _print_weak(console: Console, sure: Simulation) -> None:
    """What holds in fewer than all futures, the weakest first, and what fails first."""
    required = sure.table[~sure.table["left_open"]]
    weak = required[required["chance"] < SURE]
    if weak.empty:
        console.print(_("Nothing that the plan meets is at risk."))
        return
    table = Table(box=None, pad_edge=False)
    for header in (_("holds in"), _("strength"), _("period"), _("what is required")):
        table.add_column(header, overflow="fold")
    for row in weak.head(MOST_ROWS).itertuples():
        table.add_row(
            f"{row.chance:.1%}", _(str(row.strength)), str(row.period), str(row.requirement)
        )
    console.print(table)
    if len(weak) > MOST_ROWS:
        console.print(_("… and {weak} more; --json writes all", weak=len(weak) - MOST_ROWS))
    for row in sure.breaks_first.head(3).itertuples():
        console.print(
            _(
                "First to fail in {share:.1%}: {requirement}",
                share=row.share,
                requirement=row.requirement,
            ),
            soft_wrap=True,
        )
