"""What is written is read back as it was; and no garbage in a cell raises anything but BadInput."""

from __future__ import annotations

import contextlib
import os
import tempfile
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make import save, sound
from organisations import organisations

from orgplan.domain.catalogue import Catalogue
from orgplan.domain.organisation import Organisation
from orgplan.excel.read.faults import BadInput
from orgplan.excel.write.workbook import Column, WorkbookWriter
from orgplan.io.inputs.loading import read_workbook
from orgplan.io.output.template import write_inputs, write_template
from orgplan.io.people.plausible import UNIT_OF_PAY
from orgplan.io.plan.read import read_plan
from orgplan.library.load import load_catalogue

EVERY = 10 if os.environ.get("ORGPLAN_SLOW") else 1


def fuzz(examples: int) -> settings:
    """So many examples, ten times as many in the long run of the tests."""
    return settings(
        deadline=None, max_examples=examples * EVERY, suppress_health_check=list(HealthCheck)
    )


def written(org: Organisation, folder: Path) -> Path:
    path = folder / "plan.xlsx"
    with WorkbookWriter(path) as book:
        book.sheet("Budget").write(0, 0, "a report sheet, which is not read")
        book.sheet("Rules").table("rules", [Column("rule")], [["x"]])
        write_inputs(book, org)
    return path


@fuzz(25)
@given(organisations())
def test_inputs_of_a_plan_workbook_are_read_back(org: Organisation) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert read_workbook(written(org, Path(folder)), Catalogue()).org == org


@fuzz(8)
@given(organisations(), st.booleans())
def test_a_filled_template_is_read_back(org: Organisation, chinese: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input.xlsx"
        write_template(path, org, notes=["Made for a test."], chinese=chinese)
        try:
            again = read_workbook(path, Catalogue()).org
        except BadInput as error:  # random pay may lie far from random bands, which is asked about
            if {fault.cause for fault in error.faults} != {UNIT_OF_PAY}:
                raise
            return
        assert again == org.replace(language="zh" if chinese else "en")


def test_an_organisation_with_roles_and_rules_of_the_library_is_read_back(tmp_path: Path) -> None:
    sheets, catalogue = sound(), load_catalogue()
    sheets["Settings"][0].append("scope")
    sheets["Settings"].append(["fx", 0.1387, "CNY"])
    sheets["Roster"][1][2:4] = ["Java engineer", "senior"]
    sheets["Roster"][2][2:4] = ["Product manager", None]
    sheets["Rules"] += [
        ["echelon", None, "should"],
        ["director"],
        ["span", None, "off"],
        ["管理幅度", None, "must", "each product line"],
    ]
    org = read_workbook(save(tmp_path / "a.xlsx", sheets), catalogue).org
    assert len(org.rules) == 5
    again = read_workbook(written(org, tmp_path), catalogue)
    assert again.org == org
    assert again.notes == ()


def test_the_examples_of_a_fresh_template_are_never_read(tmp_path: Path) -> None:
    for chinese, nothing, nobody, example in (
        (False, "nothing", "no people", "example row"),
        (True, "空", "没有人员", "示例行"),
    ):
        write_template(tmp_path / "new.xlsx", chinese=chinese)
        with pytest.raises(BadInput) as caught:
            read_workbook(tmp_path / "new.xlsx", Catalogue())
        assert [(fault.cell, fault.found) for fault in caught.value.faults] == [
            ("B6", nothing),
            ("", nobody),
        ]
        assert sum(example in note.text for note in caught.value.notes) >= 10


garbage = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.sampled_from([1e300, -1e300, 1e15, 0.1, -0.0, 2.5, 99999999]),
    st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF), max_size=12),
    st.sampled_from(
        [
            "=1+1",
            "#N/A",
            "#REF!",
            "EXAMPLE",
            "1e999",
            "٣",
            "½",
            "nan",
            "inf",
            "0x10",
            "P1; P2",
            ";",
            ":",
            "team:",
            "%",
            "(",
            "k",
            "1,2,3",
            "2027-13-45",
            "00/00/0000",
        ]
        + [
            "9999-12",
            "0000-Q1",
            "FY00",
            "Q1",
            "2027-Q1..",
            "..",
            " / ",
            "engineering;x",
            "each team",
            "①",
            "²",
            "Ⅳ",
            "1 2",
            "’",
            "２０２７-０１-０１",
            "2027年99月",
        ]
    ),
    st.dates().filter(lambda day: day.year > 1900),
    st.datetimes(datetime(1900, 1, 1), datetime(9999, 1, 1)),
    st.just(time(3, 4)),
    st.just(date(9999, 12, 31)),
)


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, list[list[Any]]]:
    sheets = sound()
    for _ in range(draw(st.integers(1, 6))):
        rows = sheets[draw(st.sampled_from(sorted(sheets)))]
        row = rows[draw(st.integers(0, len(rows) - 1))]
        row[draw(st.integers(0, len(row) - 1))] = draw(garbage)
    return sheets


@fuzz(100)
@given(spoilt(), st.sampled_from([Catalogue(), load_catalogue()]))
def test_garbage_raises_nothing_but_bad_input(
    sheets: dict[str, list[list[Any]]], catalogue: Catalogue
) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(BadInput):
        read_workbook(save(Path(folder) / "spoilt.xlsx", sheets), catalogue)


@fuzz(50)
@given(st.lists(st.tuples(st.floats(0, 0.999999), st.integers(0, 255)), min_size=1, max_size=4))
def test_damaged_bytes_raise_nothing_but_bad_input(changes: list[tuple[float, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = save(Path(folder) / "damaged.xlsx", sound())
        content = bytearray(path.read_bytes())
        for share, byte in changes:
            content[int(share * len(content))] = byte
        path.write_bytes(bytes(content))
        with contextlib.suppress(BadInput):
            read_workbook(path, Catalogue())


@fuzz(60)
@given(
    st.integers(0, 11),
    st.floats(0, 0.999999),
    st.sampled_from(
        [b"", b"<", b'"', b"&amp;", b"-1", b"9" * 12, b"<c/>", b' t="e"', b' s="999"', b"\xff"]
    ),
)
def test_damaged_parts_raise_nothing_but_bad_input(
    part: int, share: float, inserted: bytes
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = save(Path(folder) / "damaged.xlsx", sound())
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = sorted(parts)[part % len(parts)]
        place = int(share * len(parts[name]))
        parts[name] = parts[name][:place] + inserted + parts[name][place + 3 :]
        with zipfile.ZipFile(path, "w") as archive:
            for other, content in parts.items():
                archive.writestr(other, content)
        with contextlib.suppress(BadInput):
            read_workbook(path, Catalogue())


def test_plan_sheets_are_named_in_their_declaration(tmp_path: Path) -> None:
    org = read_workbook(save(tmp_path / "a.xlsx", sound()), Catalogue()).org
    with pytest.raises(BadInput) as caught:
        read_plan(tmp_path / "a.xlsx", org)
    [fault] = caught.value.faults
    assert "Hiring plan" in fault.expected
    assert "Upskilling plan" in fault.expected
