"""Workbooks as nobody would make them by hand: whatever is in them, it stays, and our sheets come
out right.
"""

from __future__ import annotations

import os
import re
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from orgplan.excel.embed.embed import put_into
from tests.io.into import targets
from tests.io.into.compare import assert_untouched, assert_whole
from tests.io.into.test_into_put import NOW, plan, prefixed

EXAMPLES = 400 if os.environ.get("ORGPLAN_SLOW") else 25


def note(book: Any, sheet: Any, number: int) -> None:
    sheet.write_comment(number, 2, f"note {number}", {"visible": number % 2 == 0})


def chart(book: Any, sheet: Any, number: int) -> None:
    drawn = book.add_chart({"type": ("line", "pie", "bar")[number % 3]})
    drawn.add_series({"values": [sheet.name, 0, 0, 3, 0]})
    sheet.insert_chart(5, number % 9, drawn)


def picture(book: Any, sheet: Any, number: int) -> None:
    sheet.insert_image(2, 2, f"dot{number}.png", {"image_data": targets.png()})


def table(book: Any, sheet: Any, number: int) -> None:
    if not sheet.tables:
        names = ("op_tbl_in_roster", "op_tbl_hiring_plan", "Sales", "op_tbl_in_roster_2")
        taken = {made.get("name") for other in book.worksheets() for made in other.tables}
        if names[number % 4] not in taken:
            sheet.add_table(20, 0, 23, 2, {"name": names[number % 4]})


def rule(book: Any, sheet: Any, number: int) -> None:
    sheet.conditional_format(
        0,
        0,
        9,
        0,
        (
            {"type": "data_bar", "data_bar_2010": True},
            {"type": "3_color_scale"},
            {"type": "top", "value": 3, "format": book.add_format({"bold": True})},
        )[number % 3],
    )


def sparkline(book: Any, sheet: Any, number: int) -> None:
    sheet.add_sparkline(number, 5, {"range": f"'{sheet.name}'!A1:A4"})


def name(book: Any, sheet: Any, number: int) -> None:
    book.define_name(
        (f"their_{sheet.index}_{number}", f"'{sheet.name}'!local_{number}")[number % 2],
        f"='{sheet.name}'!$A${number + 1}",
    )


def form(book: Any, sheet: Any, number: int) -> None:
    sheet.write_row(
        10 + number,
        0,
        [number, "text", True],
        book.add_format(
            {"num_format": f'0.{"0" * number} "x"', "italic": number % 2 == 0, "border": number}
        ),
    )


def link(book: Any, sheet: Any, number: int) -> None:
    sheet.write_formula(
        30 + number,
        0,
        ("=op_TotalCost", "=op_Summary!A3", "='op_Hiring plan'!B3")[number % 3],
        None,
        0,
    )
    sheet.write_url(30 + number, 1, "https://example.com/?a=1&b=2")


def printed(book: Any, sheet: Any, number: int) -> None:
    sheet.repeat_rows(number)
    sheet.print_area(0, 0, number + 1, 3)
    sheet.autofilter(0, 0, 5, 2)


FEATURES: tuple[Callable[[Any, Any, int], None], ...] = (
    note,
    chart,
    picture,
    table,
    rule,
    sparkline,
    name,
    form,
    link,
    printed,
)
SHEETS = st.lists(
    st.lists(st.tuples(st.sampled_from(FEATURES), st.integers(0, 6)), max_size=7),
    min_size=1,
    max_size=4,
)
WORKBOOK, STYLES, TYPES, RELATIONS = (
    "xl/workbook.xml",
    "xl/styles.xml",
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
)
MANNERS: dict[str, dict[str, Callable[[str], str]]] = {
    "as it is": {},
    "prefixes": dict.fromkeys((WORKBOOK, STYLES, TYPES, RELATIONS), prefixed),
    "single quotes": {
        part: lambda text: re.sub(r'="([^"\']*)"', r"='\1'", text)
        for part in (WORKBOOK, STYLES, RELATIONS)
    },
    "lines": {
        part: lambda text: text.replace("><", ">\n<")
        for part in (WORKBOOK, STYLES, TYPES, RELATIONS)
    },
    "no counts": {STYLES: lambda text: re.sub(r' count="\d+"', "", text)},
    "far numbers": {WORKBOOK: lambda text: re.sub(r'sheetId="(\d)"', r'sheetId="70\1"', text)},
    "whole targets": {RELATIONS: lambda text: re.sub(r'Target="(?!/)', 'Target="/xl/', text)},
}


def made(
    path: Path,
    sheets: list[list[tuple[Callable[[Any, Any, int], None], int]]],
    hidden: int,
    with_chartsheet: bool,
) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for number, features in enumerate(sheets):
        sheet = book.add_worksheet(("Data & <more>", "It's", "数据", "op")[number])
        sheet.write_column(0, 0, [3, 1, 2, "x"])
        for feature, variant in dict.fromkeys(features):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                feature(book, sheet, variant)
        if number and number == hidden:
            sheet.very_hidden()
    if with_chartsheet:
        drawn = book.add_chart({"type": "bar"})
        drawn.add_series({"values": [book.worksheets()[0].name, 0, 0, 2, 0]})
        book.add_chartsheet("Chart").set_chart(drawn)
    book.close()
    return path


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(
    sheets=SHEETS,
    hidden=st.integers(0, 4),
    with_chartsheet=st.booleans(),
    manner=st.sampled_from(sorted(MANNERS)),
)
def test_whatever_is_in_it_stays(
    sheets: list[list[tuple[Callable[[Any, Any, int], None], int]]],
    hidden: int,
    with_chartsheet: bool,
    manner: str,
) -> None:
    with tempfile.TemporaryDirectory() as name_of_folder:
        folder = Path(name_of_folder)
        user = targets.changed(
            made(folder / "made.xlsx", sheets, hidden, with_chartsheet),
            folder / "user.xlsx",
            edit=MANNERS[manner],
        )
        source = plan(folder / "plan.xlsx")
        backup = put_into(source, user, NOW)
        assert_untouched(backup, user)
        assert_whole(user)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            before, after = load_workbook(backup), load_workbook(user, data_only=True)
        assert after.sheetnames == [
            *before.sheetnames,
            "op_Summary",
            "op_Hiring plan",
            "op_Input Roster",
        ]
        assert after["op_Summary"]["A3"].value == 100.5
        assert {name: before[name].sheet_state for name in before.sheetnames}.items() <= {
            name: after[name].sheet_state for name in after.sheetnames
        }.items()
        first = user.read_bytes()
        put_into(source, user, NOW)
        assert user.read_bytes() == first
