"""`orgplan export`: cost and heads of a plan for the general ledger."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from orgplan import api
from orgplan.excel.write.csv_file import write_csv
from orgplan.excel.write.parquet_file import SUFFIX, write_parquet
from orgplan.language import _, in_a_row
from orgplan.report.results.ledger_export import (
    HEADS,
    LEDGER,
    AccountMap,
    AccountRule,
    LedgerError,
    head_rows,
    ledger_rows,
    total_cents,
)

from .library.catalogue import BAD_INPUT, WRONG_USAGE, Models, fail
from .shared.language import InLanguage
from .shared.outputs import Overwrite, ensure_outputs

COLUMNS = ("component", "cost_centre", "entity", "account")


EditedPlan = Annotated[Path, typer.Argument(help="Plan workbook, edited by hand or not.")]
Ledger = Annotated[
    Path | None,
    typer.Option(help="File to write, .csv or .parquet: one row an account and month."),
]
Headcount = Annotated[
    Path | None,
    typer.Option(help="File to write, .csv or .parquet: heads and FTE by month."),
]
Accounts = Annotated[
    Path | None,
    typer.Option(
        help=(
            "CSV with component, cost_centre, entity, account (and team, share: what is"
            " capitalised); a blank means any, the row that says most counts."
        ),
    ),
]
VersionName = Annotated[str, typer.Option("--version-name", help="What the version is called.")]


def export(
    workbook: EditedPlan,
    ledger: Ledger = None,
    headcount: Headcount = None,
    accounts: Accounts = None,
    version: VersionName = "plan",
    models: Models = None,
    lang: InLanguage = None,
    overwrite: Overwrite = False,
) -> None:
    """Write cost and heads of a plan for the general ledger; the totals match the workbook, or
    nothing is written.
    """
    if ledger is None and headcount is None:
        fail(_("Say what to write: --ledger GL.csv, --headcount HEADS.csv, or both."), WRONG_USAGE)
    ensure_outputs([ledger, headcount], [workbook, accounts], overwrite)
    checked = api.check(workbook, models or ())
    if checked.differences:
        fail(
            in_a_row(
                (
                    _(
                        "What the workbook shows does not match its inputs and actions; price it"
                        " again with `orgplan recost` first."
                    ),
                    *checked.differences[:3],
                )
            ),
            BAD_INPUT,
        )
    assessment = checked.assessment
    try:
        mapping = AccountMap(_rules(accounts))
        rows = list(ledger_rows(assessment, mapping, version))
    except LedgerError as problem:
        fail(f"{accounts}: {problem}", BAD_INPUT)
    spent = sum(line.cents for line in assessment.costs)
    assert total_cents(rows) == spent, "the ledger does not tie to the plan"
    if ledger is not None:
        _write(ledger, LEDGER, rows)
        typer.echo(
            _(
                "Wrote {ledger}: {rows} rows, {spent:,.2f} {currency}, matching the workbook",
                ledger=ledger,
                rows=len(rows),
                spent=spent / 100,
                currency=assessment.org.currency,
            )
        )
    _tell_strangers(accounts, mapping)
    if headcount is not None:
        _write(headcount, HEADS, list(head_rows(assessment, version)))
        typer.echo(_("Wrote {headcount}", headcount=headcount))


def _tell_strangers(accounts: Path | None, mapping: AccountMap) -> None:
    """Say which rows of the mapping name something on which nothing is booked."""
    for rule, name in mapping.strangers():
        typer.echo(
            _(
                "{accounts}, row {number}: no cost is booked on {name}; check how it is spelt.",
                accounts=accounts,
                number=rule.row,
                name=name,
            ),
            err=True,
        )


def _write(path: Path, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a table as the name of the file says."""
    write = write_parquet if path.suffix.lower() == SUFFIX else write_csv
    write(path, headers, rows)


def _share(text: str | None, number: int) -> float | None:
    """The share of a row (0-1), as 0.4 or 40%; ``None`` where the cell is blank.

    Raises
    ------
    LedgerError
        If it is no number.

    Examples
    --------
    >>> _share("40%", 2), _share("0.4", 2), _share("", 2)
    (0.4, 0.4, None)
    """
    sentence = (text or "").strip()
    if not sentence:
        return None
    try:
        return float(sentence.removesuffix("%")) / (100 if sentence.endswith("%") else 1)
    except ValueError as error:
        raise LedgerError(
            _(
                "row {number} has a share of {sentence}: write 0.4 or 40%",
                number=number,
                sentence=sentence,
            )
        ) from error


def _rules(path: Path | None) -> list[AccountRule]:
    """Rules of a CSV of accounts, each with its row (the header is 1); blank rows are skipped, and
    none at all is a fault.
    """
    if path is None:
        return []
    if not path.is_file():  # a pipe would be waited for
        raise LedgerError(_("there is no such file"))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(_("it cannot be read as text in UTF-8 ({error})", error=error)) from error
    with io.StringIO(text, newline="") as file:
        table = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
        if missing:
            raise LedgerError(
                _(
                    "the columns {columns} are needed; {missing} is missing",
                    columns=_(", ").join(COLUMNS),
                    missing=_(", ").join(missing),
                )
            )
        found = []
        for number, row in enumerate(table, 2):
            stated = {name: (row[name] or "").strip() or None for name in COLUMNS}
            if stated["account"] is None:
                if any(stated.values()):
                    raise LedgerError(_("row {number} names no account", number=number))
                continue
            found.append(
                AccountRule(
                    stated["account"],
                    stated["component"],
                    stated["cost_centre"],
                    stated["entity"],
                    (row.get("team") or "").strip() or None,
                    _share(row.get("share"), number),
                    number,
                )
            )
    if not found:
        raise LedgerError(_("it has no rows"))
    return found
