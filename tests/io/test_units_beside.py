"""Units that stand beside the figures: in a remark, in a row below the header, in a number format,
or behind a figure.
"""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound
from openpyxl import load_workbook

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.files.old_formats import formats_in
from orgplan.io.files.opening import open_files
from orgplan.io.inputs.loading import Loaded, read_opened, read_workbook

PAY = [100_000, 80_000, 120_000]


def paid(change: Any, header: str = "base_salary", bands: bool = False) -> dict[str, Rows]:
    sheets = sound()
    sheets["Roster"][0][6] = header
    for row in sheets["Roster"][1:]:
        row[6] = change(row[6])
    if not bands:
        for row in sheets["Roles"][1:]:
            row[3:6] = [None, None, None]
    return sheets


def load(path: Path) -> Loaded:
    return read_workbook(path, Catalogue())


def refused(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        load(path)
    return caught.value.faults


def with_format(path: Path, number_format: str) -> Path:
    book = load_workbook(path)
    for row in (2, 3, 4):
        book["Roster"].cell(row, 7).number_format = number_format
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("number_format", "share"),
    [
        ('#,##0" /month"', 12),
        ('#,##0.00 "p.m."', 12),
        ('"$"#,##0 "per month"', 12),
        ('0.0" k"', 1000),
        ('#,##0,"k"', 1),
        ('0.00"万"', 10_000),
    ],
)
def test_number_formats_say_what_pay_is_for(
    tmp_path: Path, number_format: str, share: float
) -> None:
    path = with_format(save(tmp_path / "a.xlsx", paid(lambda pay: pay / share)), number_format)
    assert [person.base_salary for person in load(path).org.people] == pytest.approx(PAY, abs=0.01)


@pytest.mark.parametrize(
    "behind", [" / month", "/mo", " pm", " p.m.", " USD per month", " (month)"]
)
def test_cells_say_what_pay_is_for(tmp_path: Path, behind: str) -> None:
    path = save(tmp_path / "a.xlsx", paid(lambda pay: f"{pay / 12:.4f}{behind}"))
    assert [person.base_salary for person in load(path).org.people] == pytest.approx(PAY, abs=0.01)


def test_pay_with_and_without_a_period_is_asked_about(tmp_path: Path) -> None:
    sheets = paid(lambda pay: pay)
    sheets["Roster"][2][6] = "6,000 / month"
    (fault,) = refused(save(tmp_path / "a.xlsx", sheets))
    assert (fault.cell, fault.more, fault.expected) == ("G2", ("G4",), "what this pay is for")


def test_header_and_number_format_that_disagree_are_asked_about(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", paid(lambda pay: pay / 12, "Annual salary"))
    faults = refused(with_format(path, '#,##0" /month"'))
    assert {fault.expected for fault in faults} == {"one period of pay"}


REMARKS = [
    ("All amounts in USD per month", "base_salary (per month)"),
    ("Figures in kUSD", "base_salary (thousands)"),
    ("Pay in EUR", "base_salary (EUR)"),
    ("* salaries are monthly", "base_salary (per month)"),
    ("单位：万元", "base_salary (CNY 万)"),
]


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(("remark", "header"), REMARKS)
def test_remarks_beside_a_table_are_asked_about_and_the_mend_settles_it(
    tmp_path: Path, remark: str, header: str, above: bool
) -> None:
    sheets = paid(lambda pay: pay)
    sheets["Roster"].insert(0 if above else len(sheets["Roster"]), [remark])
    (fault,) = refused(save(tmp_path / "a.xlsx", sheets))
    assert (fault.cell, fault.found) == ("A1" if above else "A5", f"'{remark}'")
    assert f"call G{2 if above else 1} '{header}'" in fault.fix
    sheets["Roster"][1 if above else 0][6] = header
    if "begin this remark with *" in fault.fix:
        sheets["Roster"][4][0] = f"* {remark}"
    mended = save(tmp_path / "b.xlsx", sheets)
    if "EUR" in header or "CNY" in header:  # what is left to say is a rate
        assert {fault.cause[:11] for fault in refused(mended)} == {"no rate for"}
    else:
        load(mended)


@pytest.mark.parametrize("remark", ["Roster of Acme, in USD", "Annual pay", "Monthly staff list"])
def test_remarks_that_say_nothing_else_than_headers_are_titles(tmp_path: Path, remark: str) -> None:
    sheets = paid(lambda pay: pay, "Annual salary (USD)")
    sheets["Roster"].insert(0, [remark])
    assert [
        person.base_salary for person in load(save(tmp_path / "a.xlsx", sheets)).org.people
    ] == PAY


def test_a_row_of_units_below_the_header_belongs_to_it(tmp_path: Path) -> None:
    sheets = paid(lambda pay: pay / 12)
    sheets["Roster"].insert(1, ["ID", None, "text", None, None, "yyyy-mm-dd", "USD / month", None])
    org = load(save(tmp_path / "a.xlsx", sheets)).org
    assert [person.base_salary for person in org.people] == pytest.approx(PAY, abs=0.01)


def test_a_name_that_holds_a_sign_of_units_is_a_name(tmp_path: Path) -> None:
    sheets = paid(lambda pay: pay)
    sheets["Teams"].insert(1, ["T%"])
    assert "T%" in {team.id for team in load(save(tmp_path / "a.xlsx", sheets)).org.teams}


def test_pay_that_can_hardly_be_a_years_is_said_first_where_no_band_shows_it(
    tmp_path: Path,
) -> None:
    loaded = load(save(tmp_path / "a.xlsx", paid(lambda pay: pay / 12)))
    assert [note.cell for note in loaded.notes if note.first and "median" in note.text] == ["G1"]


def test_a_currency_without_a_rate_is_one_fault(tmp_path: Path) -> None:
    (fault,) = refused(save(tmp_path / "a.xlsx", paid(lambda pay: f"€{pay:,}")))
    assert (fault.cell, fault.more) == ("G2", ("G3", "G4"))


def archive(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr(name, content)
    return file.getvalue()


def record(text: str, number: int = 170) -> bytes:
    """A number format of an .xls."""
    head = struct.pack("<HHHHB", 0x041E, 5 + 2 * len(text), number, len(text), 1)
    return b"\xd0\xcf\x11\xe0" + head + text.encode("utf-16-le")


def binary(text: str, number: int = 170) -> bytes:
    """A number format of an .xlsb."""
    head = struct.pack("<BBHI", 44, 6 + 2 * len(text), number, len(text))
    return archive("xl/styles.bin", head + text.encode("utf-16-le"))


EURO = "[$€-407] #,##0"


@pytest.mark.parametrize(
    ("data", "formats"),
    [
        (record(EURO), (EURO,)),
        (record('#,##0 "€"', 8), ()),  # the program's own, in every file
        (binary(EURO), (EURO,)),
        (archive("content.xml", b'<c office:currency="EUR"/><c office:currency="EUR"/>'),
            ("[$EUR] 0",)),
        (archive("content.xml", b"<number:text> /month</number:text><number:text>-</number:text>"),
            ('0 "/month"',)),
    ],
)  # fmt: skip
def test_formats_of_other_programs(data: bytes, formats: tuple[str, ...]) -> None:
    assert formats_in(data) == formats


@pytest.mark.parametrize(
    ("number_format", "header", "asked"),
    [
        (EURO, "base_salary", True),
        (EURO, "base_salary (USD)", False),
        ('0 "/month"', "base_salary", True),
        ('0 "/month"', "Annual salary", False),
        ("[$$-409] #,##0", "base_salary", False),
        ('yyyy" Jahr"', "base_salary", False),
    ],
)
def test_formats_that_may_say_another_unit_are_asked_about(
    tmp_path: Path, number_format: str, header: str, asked: bool
) -> None:
    opened = open_files([save(tmp_path / "a.xlsx", paid(lambda pay: pay, header))])
    grids = {
        name: replace(grid, formats=(number_format,)) if name == "Roster" else grid
        for name, grid in opened.grids.items()
    }
    other = replace(opened, grids=grids)
    if not asked:
        assert len(read_opened(other, tmp_path, Catalogue()).org.people) == 3
        return
    with pytest.raises(BadInput) as caught:
        read_opened(other, tmp_path, Catalogue())
    assert [fault.cell for fault in caught.value.faults] == ["G1"]
