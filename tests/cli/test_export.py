"""The ledger that is exported ties to workbook, JSON and frames, and holds nothing that a
spreadsheet program would work out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.cli.main import app
from orgplan.domain import Hire, Plan
from orgplan.excel.write.csv_file import harmless, write_csv
from orgplan.excel.write.saving import NotWritable
from orgplan.io.output.template import write_template
from orgplan.language import _, speaking
from orgplan.report.results.json_object import as_json
from orgplan.report.results.ledger_export import (
    LEDGER,
    AccountMap,
    AccountRule,
    LedgerError,
    head_rows,
    ledger_rows,
    total_cents,
)
from orgplan.report.results.tables import COST
from orgplan.report.sheets import pages
from tests.headers import key_of
from tests.io.make import Rows, save, sound
from tests.planned import SOME, planned
from tests.report.levers import levered_organisation, levered_plan


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", SOME)
def test_ledger_workbook_json_and_frames_tie(name: str) -> None:
    plan, path = planned(name)
    assessment = plan.assessment
    with speaking(assessment.org.language):
        rows = [
            dict(zip(LEDGER, row, strict=True))
            for row in ledger_rows(assessment, AccountMap(), "v")
        ]
    total = sum(Decimal(str(row["amount"])) for row in rows)
    book = load_workbook(path, data_only=True)
    (name_of_sheet,) = {str(row["source_row"]).rpartition("!")[0] for row in rows}
    with speaking(assessment.org.language):
        assert name_of_sheet == pages.COST.name
        first = _("id")
    sheet = book[name_of_sheet]
    header = next(row for row in sheet.iter_rows() if key_of(row[0].value) == key_of(first))
    months = {str(cell.value): cell.column for cell in header}
    for row in rows[:: max(1, len(rows) // 50)]:
        number = int(str(row["source_row"]).rpartition("!")[2])
        assert sheet.cell(number, 1).value == row["id"]
        shown = Decimal(str(sheet.cell(number, months[str(row["month"])]).value))
        assert round(shown, 2) == Decimal(str(row["amount"]))
    assert total == Decimal(sum(line.cents for line in assessment.costs)) / 100
    assert float(total) == pytest.approx(COST.frame(assessment)["amount"].sum(), abs=0.005)
    said = as_json(assessment, plan.run)["totals"]["cost_in_horizon"]
    assert float(total) == pytest.approx(said, abs=0.005)


@pytest.mark.parametrize("name", SOME)
def test_heads_by_month_are_those_of_the_walk(name: str) -> None:
    assessment = planned(name)[0].assessment
    calendar = assessment.org.calendar
    months: dict[str, float] = {}
    for row in head_rows(assessment, "v"):
        month, heads = str(row[3]), float(str(row[4]))
        months[month] = months.get(month, 0.0) + heads
    for period in range(calendar.periods):
        closing = sum(row.closing for row in assessment.headcount if row.period == period)
        last = f"{calendar.month_starts[calendar.months_of(period)[-1]]:%Y-%m}"
        assert months.get(last, 0.0) == pytest.approx(closing, abs=1e-4), last


def test_the_command_writes_what_ties_and_reads_back_the_same(tmp_path: Path) -> None:
    plan, path = planned("tight_budget")
    gl, heads, accounts = (tmp_path / name for name in ("gl.csv", "heads.csv", "accounts.csv"))
    centre = plan.assessment.costs[0].cost_centre
    accounts.write_text(
        f"component,cost_centre,entity,account\n,,,6999\nbase,,,6000\nbase,{centre},,6001\n"
    )
    done = CliRunner().invoke(
        app,
        [
            *("export", str(path), "--ledger", str(gl), "--headcount", str(heads)),
            *("--accounts", str(accounts), "--version-name", "=cmd"),
        ],
    )
    assert done.exit_code == 0, done.output
    rows = table(gl)
    assert {row["account"] for row in rows} <= {"6999", "6000", "6001"}
    assert {row["version"] for row in rows} == {"'=cmd"}
    again = [tuple(row[name] for name in LEDGER) for row in rows]
    rules = [AccountRule("6999"), AccountRule("6000", "base"), AccountRule("6001", "base", centre)]
    direct = ledger_rows(plan.assessment, AccountMap(rules), "=cmd")
    assert by_account_and_month(again) == by_account_and_month(direct)
    assert table(heads)


def test_parquet_beside_the_csv_gives_the_same_totals_by_account_and_month(tmp_path: Path) -> None:
    """Both are read back by other programs: amounts are exact, months and accounts text."""
    gl, columns, heads = (tmp_path / name for name in ("gl.csv", "gl.parquet", "heads.parquet"))
    _plan, path = planned("tight_budget")
    wanted = ["export", str(path), "--ledger"]
    done = CliRunner().invoke(app, [*wanted, str(columns), "--headcount", str(heads)])
    if find_spec("pyarrow") is None:
        assert isinstance(done.exception, NotWritable)
        assert "orgplan[parquet]" in str(done.exception)
        assert not columns.exists()
        return
    assert done.exit_code == 0, done.output
    assert CliRunner().invoke(app, [*wanted, str(gl)]).exit_code == 0
    rows = import_module("pyarrow.parquet").read_table(columns).to_pylist()
    assert {type(row["amount"]) for row in rows} == {Decimal}
    again = [tuple(row[name] for name in LEDGER) for row in rows]
    read = [tuple(row[name] for name in LEDGER) for row in table(gl)]
    assert by_account_and_month(again) == by_account_and_month(read)
    assert import_module("pyarrow.parquet").read_table(heads).num_rows > 0


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        ([AccountRule("1", "pay")], "no such component"),
        ([AccountRule("1", "base"), AccountRule("2", "base")], "has two accounts"),
        ([AccountRule("1", "tax")], "no account takes base"),
        ([AccountRule("1", "base"), AccountRule("2", None, "C")], "may go to 1 or 2"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(rules: list[AccountRule], wanted: str) -> None:
    with pytest.raises(LedgerError, match=wanted):
        AccountMap(rules).account("base", "C", "E")
    with speaking("zh"), pytest.raises(LedgerError) as refused:
        AccountMap(rules).account("base", "C", "E")
    assert wanted not in str(refused.value), "said in Chinese"


def test_a_share_is_capitalised_and_the_rest_goes_where_it_went(tmp_path: Path) -> None:
    """40 % of the base of one team; every amount is split to the cent, so that totals tie."""
    assessment = planned("tight_budget")[0].assessment
    team = assessment.costs[0].team
    rules = [AccountRule("6999"), AccountRule("1500", "base", team=team, share=0.4)]
    rows = list(ledger_rows(assessment, AccountMap(rules), "v"))
    assert total_cents(rows) == sum(line.cents for line in assessment.costs)
    named = [dict(zip(LEDGER, row, strict=True)) for row in rows]
    base = sum(
        Decimal(str(row["amount"]))
        for row in named
        if (row["team"], row["component"]) == (team, "base")
    )
    capitalised = [row for row in named if row["account"] == "1500"]
    assert {row["team"] for row in capitalised} == {team}
    amount = sum(Decimal(str(row["amount"])) for row in capitalised)
    assert abs(amount - base * Decimal("0.4")) < Decimal("0.01") * len(capitalised)
    with pytest.raises(LedgerError, match="share of 40"):
        AccountMap([AccountRule("1500", share=40.0)])


def test_each_line_is_booked_on_the_entity_of_the_place_in_that_month(tmp_path: Path) -> None:
    """By hand: Ann goes from Berlin (GmbH) to Warsaw (Sp. z o.o., company code 0020) in July; Bob's
    place is on no entity; a seat in Warsaw from October, one without a place.
    """
    book = sound()
    for row, place in zip(book["Roster"], ("location", "Berlin", "Home", "Warsaw"), strict=True):
        row.append(place)
    places: Rows = [
        ["location", "Legal entity"],
        ["Berlin", " Acme GmbH "],
        ["Home", None],
        ["Warsaw", "0020"],
    ]
    moved: Rows = [["person_id", "location", "valid_from"], ["P1", "Warsaw", date(2027, 7, 1)]]
    org = op.load(save(tmp_path / "org.xlsx", {**book, "Locations": places, "Relocations": moved}))
    assert [place.entity for place in org.locations] == ["Acme GmbH", None, "0020"]
    write_template(tmp_path / "again.xlsx", org)
    assert op.load(tmp_path / "again.xlsx").locations == org.locations
    role, october = org.people[0].role, date(2027, 10, 1)
    seats = tuple(
        Hire(id=f"H-00{n}", role=role, team="Core", start_date=october, location=place,
            base_salary=90_000)
        for n, place in enumerate(("Warsaw", None), 1)
    )  # fmt: skip
    assessment = Assessment(org, Plan(hires=seats))
    rules = [
        AccountRule("6999"),
        AccountRule("6000", "base"),
        AccountRule("6120", "base", entity="0020"),
        AccountRule("1500", "base", team="Core", share=0.25),
    ]
    rows = list(ledger_rows(assessment, AccountMap(rules), "v"))
    assert total_cents(rows) == sum(line.cents for line in assessment.costs)
    named = [dict(zip(LEDGER, row, strict=True)) for row in rows]
    on = {(row["id"], row["month"]): row["entity"] for row in named}
    assert len({(row["id"], row["month"], row["entity"]) for row in named}) == len(on)
    assert [on["P1", f"2027-{month:02}"] for month in (1, 6, 7, 12)] == [
        *("Acme GmbH", "Acme GmbH", "0020", "0020")
    ]
    assert {on["P2", "2027-03"], on["H-002", "2027-10"], on["H-002", "2027-12"]} == {"Acme"}
    assert {on["P3", "2027-03"], on["H-001", "2027-10"], on["H-001", "2027-12"]} == {"0020"}
    # Ann's 100,000 with 3.2 % in April: 8,333.33 and 8,600.00, a quarter of both capitalised.
    base = {
        (row["month"], row["account"]): row["amount"]
        for row in named
        if (row["id"], row["component"]) == ("P1", "base")
    }
    assert base["2027-01", "6000"] == Decimal("6250.00")
    assert base["2027-07", "6120"] == Decimal("6450.00")
    assert base["2027-07", "1500"] == Decimal("2150.00")
    assert ("2027-07", "6000") not in base
    heads: dict[tuple[object, object], float] = {}
    for entity, _centre, _team, month, count, *_more in head_rows(assessment, "v"):
        heads[entity, month] = heads.get((entity, month), 0.0) + float(str(count))
    assert [heads.get((entity, "2027-06")) for entity in ("Acme GmbH", "Acme", "0020")] == [1, 1, 1]
    assert [heads.get((entity, "2027-12")) for entity in ("Acme GmbH", "Acme", "0020")] == [
        None,
        2,
        3,
    ]


def test_money_below_zero_stays_a_number(tmp_path: Path) -> None:
    """A group on short time has less pay: an apostrophe before it would take it out of every
    sum.
    """
    org = levered_organisation()
    rows = list(ledger_rows(Assessment(org, levered_plan(org)), AccountMap(), "v"))
    write_csv(tmp_path / "gl.csv", LEDGER, rows)
    amounts = [Decimal(row["amount"]) for row in table(tmp_path / "gl.csv")]
    assert min(amounts) < 0
    assert sum(amounts) * 100 == total_cents(rows)


def test_text_that_looks_like_a_formula_is_harmless() -> None:
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "a=1", "", None, -1.5]
    assert [harmless(text) for text in texts] == [
        *("'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "' =1", "'＝1", "a=1", "", "", -1.5)
    ]


def by_account_and_month(rows: Iterable[tuple[object, ...]]) -> Mapping[tuple[str, str], int]:
    """Cents by account and month."""
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        key = str(row[LEDGER.index("account")]), str(row[LEDGER.index("month")])
        cents = int(Decimal(str(row[LEDGER.index("amount")])) * 100)
        found[key] = found.get(key, 0) + cents
    return found


def test_a_name_in_the_mapping_on_which_nothing_is_booked_is_said_with_its_row(
    tmp_path: Path,
) -> None:
    plan = planned("tight_budget")[1]
    accounts = tmp_path / "accounts.csv"
    accounts.write_text(
        "component,cost_centre,entity,account\n,,,6000\nseverance,,,6400\nbase,CC-Typo,,6100\n",
        encoding="utf-8",
    )
    wanted = [
        "export",
        str(plan),
        "--ledger",
        str(tmp_path / "gl.csv"),
        "--accounts",
        str(accounts),
    ]
    done = CliRunner().invoke(app, wanted)
    assert done.exit_code == 0, done.output
    said = [line for line in done.output.splitlines() if "is booked on" in line]
    assert len(said) == 1, "a component that does not come up is no slip"
    assert "row 4" in done.output
    assert "CC-Typo" in done.output
