"""Numbers and dates typed as text: one reading, or one question for the column."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound
from openpyxl import load_workbook

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.chinese import chinese_number
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.excel.read.numbers import NumberStyle, TwoReadings, Unreadable, number_text, style_of
from orgplan.excel.read.values import order_of, to_date, to_number
from orgplan.io.inputs.loading import Loaded, read_workbook


def load(tmp_path: Path, sheets: dict[str, Rows]) -> Loaded:
    return read_workbook(save(tmp_path / "own.xlsx", sheets), Catalogue())


def faults(tmp_path: Path, sheets: dict[str, Rows]) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        load(tmp_path, sheets)
    return caught.value.faults


def paid(*pay: Any, **settings: Any) -> dict[str, Rows]:
    sheets = sound()
    for row, cell in zip(sheets["Roster"][1:], pay, strict=True):
        row[6] = cell
    sheets["Settings"] += [[key, value] for key, value in settings.items()]
    return sheets


def salaries(tmp_path: Path, sheets: dict[str, Rows]) -> list[float]:
    return [person.base_salary for person in load(tmp_path, sheets).org.people]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("€85.000,50", 85_000.5),
        ("85.000,50 €", 85_000.5),
        ("85 000,00", 85_000),
        ("85'000", 85_000),
        ("85’000.50", 85_000.5),
        ("85k", 85_000),
        ("85,5k", 85_500),
        ("85 T€", 85_000),
        ("TEUR 85", 85_000),
        ("85 TEUR", 85_000),
        ("1,2 Mio", 1_200_000),
        ("1,2 Mio. €", 1_200_000),
        ("12.5万", 125_000),
        ("12.5万元", 125_000),
        ("人民币 12万", 120_000),
        ("八万五千", 85_000),
        ("十二万五", 125_000),
        ("(1,000)", -1_000),
        ("1.234.567", 1_234_567),
        ("12,34,567", 1_234_567),
        ("12 lakh", 1_200_000),
        ("$85,000", 85_000),
        ("85.000,-- €", None),
        ("85.000", None),
        ("85.000 €", None),
        ("85.000k", None),
        ("1,5", None),
        ("80-90k", None),
        ("~85k", None),
        ("85k a month", None),
        ("1,23,4", None),
    ],
)
def test_amounts(text: str, number: float | None) -> None:
    currency = (number_text(text).currencies or ("USD",))[0]
    if number is not None:
        assert to_number(text, currency) == number
    else:
        with pytest.raises(Unreadable):
            to_number(text, currency)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027年1月1日", date(2027, 1, 1)),
        ("二〇二七年十二月三十一日", date(2027, 12, 31)),
        ("15.01.27", date(2027, 1, 15)),
        ("15/01/98", date(1998, 1, 15)),
        ("15-Jan-27", date(2027, 1, 15)),
        ("1. Januar 2027", date(2027, 1, 1)),
        ("1er janvier 2027", date(2027, 1, 1)),
        ("1 de enero de 2027", date(2027, 1, 1)),
        ("46037", date(2026, 1, 15)),
        ("2026-11-02T10:11:12Z", date(2026, 11, 2)),
        ("01.02.27", None),
        ("15/01/27", None),
        ("01/02/2027", None),
        ("31/02/2027", None),
        ("12345", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    if day is not None:
        assert to_date(text) == day
    else:
        with pytest.raises(Unreadable):
            to_date(text)


def test_columns_show_how_they_are_written() -> None:
    assert style_of(["85.000", "1.234,5", "x"]) == NumberStyle(",")
    assert style_of(["85,000", "1,234.5"]) == NumberStyle(".")
    assert style_of(["1.234,5", "1,234.5"]) == style_of(["85.000"]) == NumberStyle()
    assert order_of(["01/02/2027", "15/02/2027"]) == "dmy"
    assert order_of(["01/02/2027", "02/15/2027"]) == "mdy"
    assert order_of(["15/01/27"]) is order_of(["15/02/2027", "02/15/2027"]) is None
    with pytest.raises(TwoReadings):  # a point column with a lone group
        to_number("85.000", "USD", NumberStyle("."))
    assert to_number("85.000", "USD", NumberStyle(",")) == 85_000
    assert to_number("85.000", "USD", NumberStyle(".", settled=True)) == 85


def test_a_lone_point_is_asked_once_for_the_column(tmp_path: Path) -> None:
    sheets = paid("100.000", "80.000", "120.000")
    (fault,) = faults(tmp_path, sheets)
    assert (fault.cell, fault.found) == ("G2", "'100.000' in G2 and 2 more")
    sheets["Settings"].append(["number_format", "decimal comma"])  # the mend that it names
    assert salaries(tmp_path, sheets) == [100_000, 80_000, 120_000]


def test_another_cell_of_the_column_settles_it(tmp_path: Path) -> None:
    assert salaries(tmp_path, paid("100.000", "80.000,00", "120.000")) == [
        100_000,
        80_000,
        120_000,
    ]
    mixed = faults(tmp_path, paid("100.000", "80.000,00", "120,000.00"))
    assert {fault.cell for fault in mixed} == {"G2"}


def test_the_currency_of_a_cell_counts(tmp_path: Path) -> None:
    sheets = paid("€100,000", 80_000, "$120k")
    (fault,) = faults(tmp_path, sheets)
    assert fault.cell == "G2"
    assert "fx with scope EUR" in fault.fix
    sheets["Assumptions"] = [["key", "value", "scope"], ["fx", 1.1, "EUR"]]
    assert salaries(tmp_path, sheets) == pytest.approx([110_000, 80_000, 120_000])
    sheets["Roster"][0].append("currency")
    sheets["Roster"][1].append("USD")
    assert [fault.expected for fault in faults(tmp_path, sheets)] == ["one currency"]


def test_a_number_format_that_carries_thousands(tmp_path: Path) -> None:
    path = save(tmp_path / "own.xlsx", paid(100, 80_000, 120_000))
    book = load_workbook(path)
    for cell, shown in (("G2", '0"k"'), ("G3", '0,"k"'), ("G4", "#,##0")):
        book["Roster"][cell].number_format = shown
    book.save(path)
    people = read_workbook(path, Catalogue()).org.people
    assert [person.base_salary for person in people] == [100_000, 80_000, 120_000]


def test_pay_of_a_month_by_its_header_is_told(tmp_path: Path) -> None:
    sheets = paid(8_000, 6_500, 10_000)
    sheets["Roster"][0][6] = "Base pay (per month)"
    notes = load(tmp_path, sheets).notes
    (note,) = [note for note in notes if "12 times" in note.text]
    assert note.cell == "G1"


def test_dates_as_days_are_told_and_dashes_are_blanks(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][1][5] = "43831"
    sheets["Roster"][0] += ["end_date", "fte"]
    for row in sheets["Roster"][1:]:
        row += ["-", "n/a"]
    loaded = load(tmp_path, sheets)
    assert loaded.org == load(tmp_path, sound()).org
    assert any("as Excel day numbers" in note.text for note in loaded.notes)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("一百零五", 105),
        ("三千五", 3_500),
        ("两万", 20_000),
        ("一亿", 1e8),
        ("十二点五万", 125_000),
        ("万一x", None),
        ("abc", None),
    ],
)
def test_chinese_numbers(text: str, number: float | None) -> None:
    assert chinese_number(text) == number


def chinese() -> dict[str, Rows]:
    """A 花名册 as people keep it: pay a month in 万 or in words, days in four ways, a leaver, a vacancy
    and a sum.
    """  # noqa: E501
    people = [
        [1, "E001", "王小明", "P6", "2020年3月1日", "2.5万", "李雷(E003)", "在职", "2028-02-28"],
        [2, "E002", "韩梅梅", "P5", date(2021, 5, 1), 18_000, "李雷", "在职", "2029-02-28"],
        [3, "E003", "李雷", "M1", "2018.1.1", "三万五千", None, "在职", "2029-02-28"],
        [4, "E004", "张伟", "P5", "2019/7/1", 17_000, "李雷", "离职", None],
        [5, None, "待招", "P6", "2027年4月1日", "2.4万", None, None, None],
    ]
    titles = {"P5": "后端工程师", "P6": "后端工程师", "M1": "研发经理"}
    return {
        "设置": [["项目", "值"], ["基准日", "2027年1月1日"], ["开始日期", "2027-01-01"],
            ["期数", 4], ["币种", "人民币"]],
        "假设": [["项目", "值", "适用范围"], ["汇率", 7.1, "USD"]],
        "花名册": [
            ["序号", "工号", "姓名", "部门", "岗位", "职级", "入职日期",
                "月薪（元）", "直接上级", "员工状态", "身份证号", "合同到期日"],
            *([no, code, name, "平台部", titles[level], level, day, pay, boss, status, "1",
                end] for no, code, name, level, day, pay, boss, status, end in people),
            ["合计", None, None, None, None, None, None, 95_000],
        ],
        "岗位": [
            ["岗位", "职级", "职族", "薪资下限（万元/年）", "薪资上限（万元/年）"],
            ["后端工程师", "P5", "engineering", 18, 26],
            ["后端工程师", "P6", "engineering", 24, 36],
            ["研发经理", "M1", "management", 36, 50],
        ],
        "技能矩阵": [["姓名", "Java", "K8s"], ["王小明", "○", "△"], ["韩梅梅", "△", None],
            ["李雷", "◎", "○"]],
        "需求": [["范围", "技能", "需要", "最低等级"], ["平台部", "Java", 2, 3]],
        "预算": [["团队", "金额（万元）"], ["平台部", 200], ["合计", 200]],
    }  # fmt: skip


def test_a_chinese_roster_as_people_keep_it(tmp_path: Path) -> None:
    org = load(tmp_path, chinese()).org
    assert [(person.id, person.base_salary, person.manager_id) for person in org.people] == [
        ("E001", 300_000, "E003"),
        ("E002", 216_000, "E003"),
        ("E003", 420_000, None),
    ]
    assert org.person["E003"].skills == {"Java": 4, "K8s": 3}
    (seat,) = org.positions
    assert (seat.start, seat.budget_salary) == (date(2027, 4, 1), 288_000)
    assert [role.band_max for role in org.roles] == [260_000, 360_000, 500_000]
    assert [line.amount for line in org.budget] == [2_000_000]


def test_a_german_roster_as_people_keep_it(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Settings": [["key", "value"], ["as_of", "01.01.2027"], ["currency", "EUR"],
            ["date_format", "dmy"], ["weekly_hours", "40"]],
        "Assumptions": [["key", "value", "scope"], ["fx", 0.9, "USD"]],
        "Roster": [
            ["Personalnummer", "Nachname", "Vorname", "Abteilung", "Stelle", "Eintrittsdatum",
                "Austrittsdatum", "Monatsgehalt (€)", "Wochenstunden", "Vorgesetzter",
                "Beschäftigungsart"],
            ["0101", "Müller", "Jürgen", "Plattform", "Entwickler", "01.03.2020", None, "6.500,00",
                "40", "Koch, Lena", "unbefristet"],
            ["0102", "Koch", "Lena", "Plattform", "Teamleiter", "15.06.18", "-", "8.200,00", "40",
                None, "unbefristet"],
            ["0103", "Weiß", "Jo", "Plattform", "Entwickler", "1. April 2022", "30.06.2027",
                "3.100,50", "20", "Lena Koch", "befristet"],
            ["Summe", None, None, None, None, None, None, "17.800,50"],
        ],
        "Roles": [["role", "family", "band_min", "band_max"],
            ["Entwickler", "engineering", 65_000, 90_000], ["Teamleiter", "management", 85_000,
                110_000]],
        "Skills": [["Name", "Java"], ["Jürgen Müller", 3], ["Lena Koch", 4], ["Jo Weiß", 2]],
        "Requirements": [["Team", "Skill", "Need"], ["Plattform", "Java", 2]],
    }  # fmt: skip
    people = load(tmp_path, sheets).org.people
    assert [(one.name, one.base_salary, one.fte, one.manager_id,
        one.start_date) for one in people] == [
        ("Jürgen Müller", 78_000, 1, "0102", date(2020, 3, 1)),
        ("Lena Koch", 98_400, 1, None, date(2018, 6, 15)),
        ("Jo Weiß", 37_206, 0.5, "0102", date(2022, 4, 1)),
    ]  # fmt: skip
    assert people[2].end_date == date(2027, 6, 30)


def test_the_limit_of_figures_is_outside_it() -> None:
    assert to_number(999_999_999_999_999) == 999_999_999_999_999
    for raw in (1e15, -1e15, "1,000,000,000,000,000"):
        with pytest.raises(Unreadable, match="below 1,000,000,000,000,000"):
            to_number(raw)
