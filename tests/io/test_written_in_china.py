"""A workbook as a company in China keeps it: months without a day, full-width digits, amounts in
ten thousands, sums below the table; what is not clear is a fault that says what to type.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from make import Rows, save

from orgplan.domain.calendar import Calendar
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.inputs.loading import Loaded, read_workbook
from orgplan.io.terms.periods import month_of, period_label
from orgplan.language import choose
from orgplan.library.load import load_catalogue


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    yield
    choose(None)


def sheets() -> dict[str, Rows]:
    return {
        "设置": [
            ["项目", "值"],
            ["基准日期", "2026年12月31日"],
            ["开始日期", "2027年1月"],
            ["期数", "４"],
            ["币种", "人民币"],
        ],
        "假设": [["假设", "范围", "数值"], ["汇率", "USD", 7.1]],
        "花名册": [
            ["工号", "姓名", "部门", "岗位", "入职时间", "年薪（万元）"],
            ["Y001", "赵一鸣", "平台研发部", "Java工程师", "2021年3月", 34],
            ["Y002", "钱思远", "平台研发部", "Java 工程师", "２０２３年７月", "３２.５"],
            ["Y003", "孙立群", "平台研发部", "技术经理", "2020-11-01", 52],
            [None, "小计", None, None, None, "=SUM(F2:F4)"],
        ],
        "需求": [
            ["部门", "技能", "等级", "人数", "优先级"],
            ["平台研发部", "Java", 3, 2, "必须"],
        ],
    }


def read(tmp_path: Path, **changed: Rows) -> Loaded:
    return read_workbook(save(tmp_path / "账册.xlsx", sheets() | changed), load_catalogue())


def faults(tmp_path: Path, **changed: Rows) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as refused:
        read(tmp_path, **changed)
    return refused.value.faults


def test_months_widths_and_sums_are_read(tmp_path: Path) -> None:
    loaded = read(tmp_path)
    assert [person.start_date for person in loaded.org.people] == [
        date(2021, 3, 1), date(2023, 7, 1), date(2020, 11, 1),
    ]  # fmt: skip
    assert [person.base_salary for person in loaded.org.people] == [340_000, 325_000, 520_000]
    assert loaded.org.calendar.start == date(2027, 1, 1)
    notes = [str(note) for note in loaded.notes]
    assert "花名册!E1：此处只写到月：按当月一日处理，第一个读作 2021-03-01" in notes
    assert any(note.startswith("花名册!B5：看似合计") for note in notes), notes


def test_a_space_between_chinese_and_latin_letters_does_not_tell_roles_apart(
    tmp_path: Path,
) -> None:
    roles = {person.role for person in read(tmp_path).org.people}
    assert len(roles) == 2, roles


def test_a_month_is_no_last_day(tmp_path: Path) -> None:
    roster = sheets()["花名册"]
    rows = [[*row, "2027年3月" if row[0] == "Y002" else None] for row in roster[1:]]
    (fault,) = faults(tmp_path, 花名册=[[*roster[0], "离职日期"], *rows])
    assert (fault.where, fault.fix) == (
        "花名册!G3", "请补上日，例如 2027-03-01 或 2027-03-31。",
    )  # fmt: skip


def test_a_word_in_place_of_a_level_is_refused_with_what_the_numbers_mean(tmp_path: Path) -> None:
    need = [["部门", "技能", "等级", "人数"], ["平台研发部", "Java", "熟练", 2]]
    (fault,) = faults(tmp_path, 需求=need)
    assert (fault.where, fault.expected) == ("需求!C2", "0 到 5 的等级")
    assert "3 独立胜任" in fault.fix


def test_a_unit_beside_a_period_says_what_to_call_the_column(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, 预算=[["部门", "2027年（万元）"], ["平台研发部", "３６０"]])
    assert fault.where == "预算!B1"
    assert fault.fix == "请把该列改名为“2027年”，并在其下填写完整金额或人数，不带单位。"


def test_a_role_is_drafted_in_chinese(tmp_path: Path) -> None:
    roster = sheets()["花名册"]
    rows = [[*row[:3], "运维工程师" if row[0] == "Y003" else row[3], *row[4:]] for row in roster]
    (fault,) = faults(tmp_path, 花名册=rows)
    assert (
        "岗位运维工程师，职族研发（推测），薪资下限 468000，薪资中位 520000，薪资上限 572000。"
        in fault.fix
    )


@pytest.mark.parametrize(
    "written", ["27Q1", "27-Q1", "Q1'27", "27年Q1", "27年一季度", "2027年1季度"]
)
def test_a_quarter_may_leave_out_the_century(written: str) -> None:
    quarters = Calendar(as_of=date(2027, 1, 1), start=date(2027, 1, 1), periods=4)
    assert period_label(written, quarters) == ("2027-Q1", (0,))


def test_a_month_may_leave_out_the_century() -> None:
    assert month_of("27年3月", Calendar(as_of=date(2027, 1, 1), start=date(2027, 1, 1))) == date(
        2027, 3, 1
    )
