"""`orgplan compare`: the scenarios of a workbook planned, side by side."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table

from orgplan import api
from orgplan.analysis.changes.change_values import Change
from orgplan.analysis.changes.scenarios import changes_of
from orgplan.excel.write.saving import replaced_whole
from orgplan.language import _
from orgplan.study import BASE, Study, study, tornado
from orgplan.study.tornado import ranges
from orgplan.study.workbook import as_page_of, write_study

from .library.catalogue import WRONG_USAGE, Models, fail
from .shared.language import InLanguage
from .shared.outputs import (
    JsonFile,
    Overwrite,
    Quiet,
    WorkbookToWrite,
    ensure_outputs,
    screen,
    seconds_for,
    write_json,
)
from .shared.progress import of_searches, progress

WithScenarios = Annotated[
    Path, typer.Argument(help="Input workbook with a sheet Scenarios.", readable=False)
]
Chosen = Annotated[
    str | None,
    typer.Option(
        help=(
            "Some of the scenarios, separated by commas, or a YAML file with others; all if left"
            " out."
        ),
    ),
]
ForEachPlan = Annotated[float, seconds_for("Seconds for the search of each plan.")]
Plans = Annotated[int, typer.Option(help="Plans searched in parallel; -1 means one per core.")]
Store = Annotated[
    Path | None,
    typer.Option(help="Folder that keeps finished work, to resume after a stop."),
]
Sensitive = Annotated[
    str | None,
    typer.Option(
        "--tornado",
        help=(
            "Also plan with these assumptions low and high, such as attrition=0.05:0.15,ramp=3:6; a"
            " name alone means half and one and a half times its value."
        ),
    ),
]
ComparisonPage = Annotated[
    Path | None,
    typer.Option(help="Also write a page for a browser, with the scenarios beside each other."),
]


def compare(
    workbook: WithScenarios,
    out: WorkbookToWrite = None,
    scenarios: Chosen = None,
    time_limit: ForEachPlan = 60.0,
    processes: Plans = 1,
    store: Store = None,
    sensitive: Sensitive = None,
    page: ComparisonPage = None,
    json_file: JsonFile = None,
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Plan every scenario of the sheet Scenarios, and write them side by side with the hires
    ranked.
    """
    target = out or workbook.with_name(f"{workbook.stem}_compare.xlsx")
    ensure_outputs([target, page, json_file], [workbook], overwrite)
    org = api.load(workbook, models or ())
    if scenarios is not None and Path(scenarios).suffix.casefold() in (".yaml", ".yml"):
        org, scenarios = api.with_scenarios(org, scenarios), None
    changes = _chosen(scenarios, changes_of(org), workbook)
    count = len(changes) + 1
    with progress(of_searches(time_limit, count, processes), quiet=quiet) as show:
        show(_("planning {chosen} scenarios", chosen=count), 0.0)
        found = study(
            org,
            changes,
            processes=processes,
            store=store,
            time_limit=time_limit,
            on_progress=lambda name, done, of: show(
                _("{n} of {total} planned: {name}", n=done, total=of, name=name), done / of
            ),
        )
        table = None
        if sensitive is not None:
            table = tornado(org, ranges(org, sensitive), processes=processes, time_limit=time_limit)
    write_study(target, found, table)
    if page is not None and found.planned:
        with replaced_whole(page) as draft:
            draft.write_text(as_page_of(found), encoding="utf-8")
    if json_file is not None:
        write_json(json_file, as_object(found, table))
    if not quiet:
        _print(screen(json_file), found)
        for written in (target, page) if found.planned else (target,):
            if written is not None:
                typer.echo(_("Wrote {target}", target=written), err=json_file is not None)


def as_object(found: Study, sensitive: pd.DataFrame | None = None) -> dict[str, object]:
    """Scenarios, ranked hires and sensitivities as JSON has them.

    Parameters
    ----------
    found
        The scenarios as they were planned.
    sensitive
        What :func:`orgplan.tornado` returned; ``None`` leaves the key ``tornado`` out.

    Returns
    -------
    dict[str, object]
        Each table as a list of records.
    """
    tables = {"scenarios": found.table.rename_axis("scenario").reset_index(), "hires": found.hires}
    if sensitive is not None:
        tables["tornado"] = sensitive.rename_axis("assumption").reset_index()
    return {name: _records(table) for name, table in tables.items()}


def _records(table: pd.DataFrame) -> object:
    named = table.rename(columns=lambda name: str(name).replace(" ", "_"))
    plain = named.map(lambda value: value.isoformat() if isinstance(value, date) else value)
    return json.loads(plain.to_json(orient="records", double_precision=12))


def _chosen(
    named: str | None, stated: Mapping[str, Sequence[Change]], workbook: Path
) -> Mapping[str, Sequence[Change]]:
    """Scenarios by name with what they change, in the order in which they were named; all where
    none was.

    Leaves where there are none, or not these.
    """
    if not stated:
        fail(
            _(
                "{workbook} has no scenarios. Add a sheet Scenarios with the columns scenario,"
                " change, by, amount, who, from, to; `orgplan init --all` shows one.",
                workbook=workbook.name,
            ),
            WRONG_USAGE,
        )
    if named is None:
        return stated
    names = [name.strip() for name in named.split(",") if name.strip()]
    unknown = [name for name in names if name not in stated]
    if unknown:
        fail(
            _(
                "There is no scenario {unknown!r}. Scenarios: {known}.",
                unknown=unknown[0],
                known=_(", ").join(stated),
            ),
            WRONG_USAGE,
        )
    return {name: stated[name] for name in names}


def _print(console: Console, found: Study) -> None:
    table = Table(box=None, pad_edge=False)
    for header in (
        _("scenario"),
        _("ended"),
        _("hires"),
        _("cost over the horizon"),
        _("against {base}", base=_(BASE)),
        _("with the time after it"),
        _("musts open"),
    ):
        table.add_column(
            header,
            overflow="fold",
            justify="left" if header in (_("scenario"), _("ended")) else "right",
        )
    for name, row in found.table.iterrows():
        planned = name in found.planned
        table.add_row(
            _(BASE) if name == BASE else str(name),
            _(str(row["status"])),
            f"{row['hires']:.0f}" if planned else "",
            f"{row['cost in horizon']:,.0f}" if planned else "",
            *(
                f"{row[key]:+,.0f}" if planned and pd.notna(row[key]) else ""
                for key in ("cost against base", "minimised cost against base")
            ),
            f"{row['musts open']:.0f}" if planned else "",
        )
    console.print(table)
    for one in found.scenarios:
        for line in one.ways_out:
            console.print(_("{name}: {text}", name=one.name, text=line), soft_wrap=True)
