"""The sheet Charges: rows of one's own, packs, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

import orgplan as op
from orgplan.domain import ChargeOf
from orgplan.io.output.template import write_template
from orgplan.library import load_catalogue
from tests.io.make import Rows, save, sound
from tests.report.editing import Tab

PACKS = {pack.id: pack for pack in load_catalogue().charge_packs}
FLAT = [["key", "value"], ["employer_tax_pct", 0], ["benefits_pct", 0], ["fx", 1.1, "EUR"]]
HEADER = ["charge", "scope", "of", "rate", "amount", "months", "booked_as", "up_to", "currency"]


def book(*rows: list[object], flat: Rows = FLAT) -> dict[str, Rows]:
    scope = [["key", "value", "scope"], *flat[1:]]
    return {**sound(), "Assumptions": scope, "Charges": [HEADER, *map(list, rows)]}


def test_rows_and_packs_come_back_as_they_were_read(tmp_path: Path) -> None:
    rows = (
        ["Pension", "Core", None, "9.3%", None, None, None, 8_450, "EUR"],
        ["13th", None, "base", 1 / 12, None, 12, "bonus"],
        ["Meals", "Engineer", None, None, 50, "6; 12", "benefits"],
        ["Sign-on", "P1", "head", None, 5_000, "start", "bonus"],
        ["Years", None, "service", 0.5, None, None, None, 10],
        ["DE 2026", "Web"],
    )
    path = save(tmp_path / "org.xlsx", book(*rows))
    org = op.load(path)
    first, thirteenth, *meals, sign_on, years = org.charges[:6]
    assert (first.high, first.stated[0].amount, first.scope) == (9_295.0, 8_450, "Core")
    assert (thirteenth.months, thirteenth.component) == ((12,), "bonus")
    assert [(one.scope, one.amount, one.months) for one in meals] == [
        ("Engineer / senior", 50, (6, 12)),
        ("Engineer / junior", 50, (6, 12)),
    ]
    assert (sign_on.of, sign_on.months) == (ChargeOf.HEAD, (0,))
    assert (years.of, years.high, years.stated) == (ChargeOf.SERVICE, 10, ())
    pack = org.charges[6:]
    assert len(pack) == len(PACKS["DE 2026"].charges)
    assert pack[0].high == 9_295.0
    assert all("starting point" in one.source for one in pack)
    again = tmp_path / "again.xlsx"
    write_template(again, org)
    assert op.load(again).charges == org.charges
    table = Tab(load_workbook(again), "Charges", "id", "up_to", "currency")
    pension = table.find(id=org.charges[0].id)
    assert [table.get(pension, key) for key in ("up_to", "currency")] == [8_450, "EUR"]


@pytest.mark.parametrize(
    ("row", "flat", "cell", "said"),
    [
        (["DE 2206"], FLAT, "", "DE 2026"),
        (["Pension", "Kore", None, 0.1], FLAT, "B2", "Core"),
        (["Pension", None, None, 9.3], FLAT, "D2", "9.3%"),
        (["Pension", None, None, 0.1, None, 13], FLAT, "F2", "6; 12"),
        (["Pension", None, "base", 0.1, None, 12, "tax"], FLAT, "", "Months say when"),
        (["Pension", None, None, 0.1, None, None, None, 9, "XAF"], FLAT, "I2", "XAF"),
        (["DE 2026"], [FLAT[0], ["employer_tax_pct", 0]], "A2", "EUR"),
        (["Pension", None, None, 0.1], [FLAT[0], ["benefits_pct", 0]], "", "employer_tax_pct"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    row: list[object], flat: Rows, cell: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(op.BadInput) as caught:
        op.load(save(tmp_path / "org.xlsx", book(row, flat=flat)))
    (fault,) = caught.value.faults
    assert fault.sheet == "Charges"
    assert cell in (fault.cell, "")
    assert said in f"{fault.expected} {fault.fix}"


def test_packs_say_where_they_come_from() -> None:
    packs = PACKS.values()
    countries = {pack.id.split()[0] for pack in packs}
    assert countries == {"US", "UK", "DE", "FR", "NL", "PL", "IN", "CN", "SG"}
    for pack in packs:
        assert pack.remark
        assert pack.source
        assert any(line.of in (ChargeOf.PAY, ChargeOf.BASE) for line in pack.charges)
